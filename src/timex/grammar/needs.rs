//! What the rules need to succeed: kinds of words in reach. Most words that look like time stand among others, and a
//! look at the kinds of the words around them says that nothing comes of it.

use super::clock::is_masculine;
use super::quantity::names_a_time;
use super::tokens::{Lex, Window};
use crate::script::{Few, Gap, Key, Kind, key};
use crate::timex::expression::Unit;
use crate::timex::kinds::Kinds;
use crate::timex::words::{Count, Num, Sense, Signal};

/// One way for a rule to succeed: the kinds of which the first word has to be one, the kinds of which the word after it
/// has to be one, and two kinds of which words have to follow; the same word may be all three.
#[derive(Debug, Clone, Copy)]
pub(super) struct Need {
    first: Kinds,
    next: Kinds,
    then: Kinds,
    and: Kinds,
}

/// What a rule needs: one of these.
pub(super) type Needs = &'static [Need];

/// Nothing has to follow.
const ALONE: Kinds = Kinds::of_place(0);
/// Digits with a colon between them, nothing else.
const HANDS: Kinds = Kinds::of_place(1);
/// A number or its place as hours are told: «السابعة».
const HOUR_WORD: Kinds = Kinds::of_place(2);
/// A word of one letter or in Latin letters, as eras and zones are cut short: «هـ», «ت غ», «GMT»; and «أي» of «أي النار».
const SHORT: Kinds = Kinds::of_place(3);
/// The word before is «من» or «بين».
const BETWEEN: Kinds = Kinds::of_place(4);
/// A unit with the article after «في».
const IN_UNIT: Kinds = Kinds::of_place(5);
/// A unit before any word that the grammar does not know.
const NEAR_UNIT: Kinds = Kinds::of_place(6);
/// A unit that may be a length.
const LENGTHY: Kinds = Kinds::of_place(7);
/// A unit with the article that is a day.
const TODAY: Kinds = Kinds::of_place(8);
/// A unit with the article behind «في»: «60 كيلوغراما في اليوم».
const PER_UNIT: Kinds = Kinds::of_place(9);
/// An ordinal with the article set beside something: behind «لا في», or in brackets.
const SET_BESIDE: Kinds = Kinds::of_place(10);

/// What a name of a month is looked for by, with «شهر».
const MONTH: Kinds = MONTH_NAME.and(Kinds::OF_DATES);
const MONTH_NAME: Kinds = Kinds::MONTH.and(Kinds::DHU);
/// The first word of an hour.
const HOUR: Kinds = Kinds::OF_CLOCK.and(Kinds::DIGITS).and(Kinds::ORDINAL).and(Kinds::NUMBER);
/// A number in words, or its place.
const WORDS: Kinds = Kinds::NUMBER.and(Kinds::ORDINAL).and(Kinds::FIRST);
/// What says that there is a time of the clock.
const CLOCK: Kinds = Kinds::PART
    .and(Kinds::OF_CLOCK)
    .and(Kinds::ZONE)
    .and(Kinds::SHARP)
    .and(Kinds::FRACTION)
    .and(Kinds::NEAR)
    .and(HANDS)
    .and(HOUR_WORD);
/// What is no stretch of time, nor begins one.
const NO_TIME: Kinds = Kinds::MARK
    .and(Kinds::BRACKET)
    .and(Kinds::COLON)
    .and(Kinds::UNKNOWN)
    .and(Kinds::OF)
    .and(Kinds::SIGNAL)
    .and(Kinds::IN)
    .and(Kinds::LINK);
/// What may be a stretch of time, or begin one.
const OF_TIME: Kinds = Kinds::ANY.without(NO_TIME);
const UNITS: Kinds = Kinds::UNIT.and(Kinds::OF_DATES).and(Kinds::OF_CLOCK).and(Kinds::OF_AGES).and(Kinds::THE_UNIT);

const fn need(first: Kinds, next: Kinds, then: Kinds, and: Kinds) -> Need {
    Need { first, next, then, and }
}

/// Where the first word is of one of these kinds, nothing has to follow.
const fn alone(first: Kinds) -> Need {
    need(first, ALONE, ALONE, ALONE)
}

/// Where the first word is of one of the first kinds, a word of one of the others has to follow at once.
const fn next(first: Kinds, next: Kinds) -> Need {
    need(first, next, ALONE, ALONE)
}

/// The same, be it at once or later.
const fn later(first: Kinds, then: Kinds) -> Need {
    need(first, ALONE, then, ALONE)
}

/// Two words have to follow.
const fn both(first: Kinds, then: Kinds, and: Kinds) -> Need {
    need(first, ALONE, then, and)
}

pub(super) const NO_MORE: Needs = &[alone(Kinds::ANY)];
pub(super) const LENGTH: Needs = &[later(Kinds::ANY, Kinds::UNIT)];
/// «من سنة إلى ثلاث سنوات», «بين أسبوع وشهر»
pub(super) const RANGE: Needs = &[both(Kinds::ANY, Kinds::UNIT, Kinds::LINK), later(BETWEEN, Kinds::UNIT)];
pub(super) const DURATION: Needs = &[alone(LENGTHY), later(Kinds::ANY.without(UNITS), NEAR_UNIT)];

pub(super) const TIME: Needs = &[
    alone(Kinds::PART.and(Kinds::SHARP)),
    // «18:30», «3 مايو عند 7», «7 صباحا», «2130 بتوقيت غرينتش», «7 وعشر دقائق»
    later(Kinds::DIGITS.and(Kinds::APPROX), CLOCK.and(SHORT).and(Kinds::NUMBER)),
    // «عشرين مايو مساء»
    both(Kinds::NUMBER, MONTH.and(Kinds::OTHER), CLOCK.and(SHORT)),
    // «الواحدة ظهرا»
    later(Kinds::NUMBER, Kinds::PART.and(Kinds::ZONE).and(SHORT)),
    // «الساعة الثالثة»
    later(Kinds::OF_CLOCK, HOUR.and(Kinds::MONTH)),
    // «الجمعة 10:38», «هذا المساء», «الخميس 7 وخمس دقائق»
    later(NO_HOUR, CLOCK),
    both(NO_HOUR, Kinds::DIGITS, Kinds::NUMBER.and(SHORT)),
];
const NO_HOUR: Kinds = Kinds::ANY.without(Kinds::DIGITS.and(Kinds::NUMBER).and(Kinds::APPROX).and(Kinds::YEAR));

pub(super) const SET: Needs = &[
    alone(Kinds::PHRASE.and(Kinds::ADVERB).and(PER_UNIT)),
    later(Kinds::ANY, Kinds::SET.and(Kinds::ADVERB)),
    // «كل خميس», «مرتين في اليوم»
    later(
        Kinds::SET,
        MONTH.and(Kinds::UNIT).and(WORDS).and(Kinds::DIGITS).and(Kinds::DAY).and(Kinds::PART).and(Kinds::SEASON),
    ),
    later(Kinds::SET, Kinds::POSITION.and(Kinds::SEVERAL).and(Kinds::FRACTION).and(Kinds::APPROX)),
    // «سبعة أيام في السنة»
    later(Kinds::ANY, IN_UNIT),
    // «في اليوم الواحد»
    next(Kinds::THE_UNIT, Kinds::NUMBER),
];

pub(super) const DATE: Needs = &[
    alone(MONTH_NAME.and(Kinds::DAY).and(Kinds::OTHER).and(Kinds::YEAR)),
    // «عام 2013», «يوم الجمعة», «الشهر الثاني»
    later(Kinds::UNIT, MONTH.and(WORDS).and(Kinds::DIGITS).and(Kinds::DAY).and(Kinds::OTHER)),
    later(Kinds::THIS, Kinds::DAY.and(Kinds::OF_DATES)),
    // «هذا العام 1436هـ»
    both(Kinds::THIS, Kinds::UNIT, Kinds::DIGITS),
    // «3 مايو», «512 ق.م», «15 من الشهر الثاني»; «3/5»; «18 الساعة»
    later(Kinds::DIGITS, MONTH_NAME.and(Kinds::OTHER).and(Kinds::NUMBER).and(Kinds::ORDINAL).and(SHORT)),
    need(Kinds::DIGITS, Kinds::MARK, Kinds::DIGITS, ALONE),
    // «15 من شهر 6»
    both(Kinds::DIGITS, Kinds::OF_DATES, Kinds::DIGITS),
    next(Kinds::DIGITS, Kinds::OF_CLOCK),
    // «الثالث من مايو», «تسعة عشر للهجرة», «الخامس من الربيع 1985»
    later(WORDS, MONTH.and(WORDS).and(Kinds::OTHER).and(Kinds::SEASON).and(SHORT)),
];

/// «12 منه», «15 الجاري»
pub(super) const DAY_OF_IT: Needs = &[later(Kinds::ANY, Kinds::OTHER.and(Kinds::WHICH))];

pub(super) const RELATIVE: Needs = &[
    alone(Kinds::DEICTIC.and(Kinds::DECADE).and(Kinds::SEASON).and(Kinds::OTHER).and(Kinds::PHRASE).and(SET_BESIDE)),
    next(Kinds::SIGNAL.and(Kinds::PART), Kinds::PHRASE.and(WORDS).and(Kinds::DIGITS)),
    // «15 من الشهر الجاري», «نفس العام», «الألف الثالث قبل الميلاد»
    need(Kinds::DIGITS, Kinds::OF.and(Kinds::UNIT).and(Kinds::THIS).and(Kinds::WHICH), Kinds::UNIT, ALONE),
    next(Kinds::WHICH, Kinds::UNIT.and(Kinds::FRACTION)),
    later(Kinds::NUMBER, Kinds::UNIT.and(Kinds::ORDINAL).and(Kinds::OTHER)),
    next(Kinds::THIS, Kinds::UNIT.and(Kinds::SEASON)),
    // «الأحد الثاني», «الأحد من الأسبوع الماضي»
    later(Kinds::DAY, Kinds::UNIT.and(Kinds::ORDINAL)),
    // «أول جمعة في مايو», «الأول من هذا الشهر»
    later(WORDS.and(Kinds::LAST), Kinds::UNIT.and(Kinds::DAY).and(Kinds::FRACTION)),
    // «الربع الأول», «النصف نفسه من العام الماضي»
    next(Kinds::FRACTION, OF_TIME),
    // «اليوم», «العام الماضي», «القرن الـ19», «العام قبل الماضي»
    alone(TODAY),
    next(Kinds::THE_UNIT, OF_TIME.and(Kinds::SIGNAL).and(SHORT)),
    // «يوم أمس», «ساعات اليوم», «عقد التسعينيات», «يوم الأحد من الأسبوع الماضي»
    next(Kinds::UNIT, Kinds::DEICTIC.and(Kinds::UNIT).and(Kinds::SEASON).and(Kinds::DECADE).and(Kinds::PHRASE)),
    need(Kinds::UNIT, Kinds::DAY, Kinds::UNIT.and(Kinds::ORDINAL), ALONE),
];

/// «أواخر مايو», «أواخر من مايو»
pub(super) const POSITIONED: Needs = &[
    alone(Kinds::PHRASE),
    next(Kinds::POSITION.and(Kinds::LAST), OF_TIME),
    need(Kinds::POSITION, Kinds::OF, OF_TIME, ALONE),
    next(Kinds::APPROX, OF_TIME.without(Kinds::DIGITS)),
    // «نحو 1200 ق.م»
    need(Kinds::APPROX, Kinds::DIGITS.and(Kinds::OF), OF_TIME.without(Kinds::DIGITS).and(SHORT), ALONE),
];

/// «من 9 صباحا إلى 5 مساء»
pub(super) const CLOCK_RANGE: Needs = &[
    both(Kinds::DIGITS, Kinds::LINK, CLOCK.and(SHORT).and(Kinds::NUMBER).and(Kinds::ORDINAL)),
    both(Kinds::ANY.without(Kinds::DIGITS), Kinds::LINK, HOUR),
    later(BETWEEN, HOUR),
];
/// «الساعة 11:00 مساء (20:00 ت غ) يوم الثلاثاء»
pub(super) const DOUBLE_CLOCK: Needs = &[both(Kinds::ANY, Kinds::BRACKET, Kinds::ZONE.and(SHORT))];
pub(super) const DOUBLE_DATE: Needs = &[
    later(Kinds::ANY, Kinds::CORRESPONDING),
    // «العام المالي 1438 / 1439هـ (2017م)»
    both(Kinds::UNIT.and(Kinds::DIGITS), Kinds::BRACKET.and(Kinds::MARK), Kinds::DIGITS),
    // «10 ديسمبر 1198 (9 صفر 595 هـ)»
    both(Kinds::ANY, Kinds::BRACKET, MONTH_NAME),
];
/// «29 و30 أيار», «12 و13 منه»
pub(super) const DAY_LIST: Needs =
    &[both(Kinds::ANY, MONTH.and(Kinds::OTHER).and(Kinds::SEASON).and(Kinds::WHICH), Kinds::DIGITS.and(WORDS))];
/// «تموز 13 الى 15»
pub(super) const MONTH_DAYS: Needs = &[both(Kinds::ANY, Kinds::DIGITS, Kinds::LINK.and(Kinds::MARK))];
/// «كل أحد وأربعاء», «أيام السبت والأحد», «الأحد والاثنين من كل أسبوع»
pub(super) const WEEKDAYS: Needs =
    &[later(Kinds::SET.and(Kinds::UNIT), Kinds::DAY), later(Kinds::DAY, Kinds::SET.and(Kinds::ADVERB))];
/// «عامي 2004 و2006», «يومي الجمعة والسبت»
pub(super) const MEMBERS: Needs = &[later(Kinds::UNIT, MONTH.and(Kinds::DAY).and(Kinds::DIGITS).and(WORDS))];
/// «2013-2014», «عام 2013 - 2014», «بين 332 و30 ق.م»
pub(super) const YEAR_RANGE: Needs = &[
    both(Kinds::DIGITS, Kinds::DIGITS.and(Kinds::NUMBER), Kinds::LINK.and(Kinds::OTHER).and(SHORT)),
    both(Kinds::UNIT, Kinds::DIGITS, Kinds::LINK.and(Kinds::OTHER).and(SHORT)),
];

/// What has to follow at once where nothing but this is known of the first word: «كل خميس», «هذا العام», «نفس اليوم»,
/// «آخر أيام», «أواخر مايو».
const AT_ONCE: [(Kinds, Kinds); 5] = [
    (
        Kinds::SET,
        MONTH
            .and(Kinds::UNIT)
            .and(WORDS)
            .and(Kinds::DIGITS)
            .and(Kinds::DAY)
            .and(Kinds::PART)
            .and(Kinds::SEASON)
            .and(Kinds::POSITION)
            .and(Kinds::SEVERAL)
            .and(Kinds::FRACTION)
            .and(Kinds::APPROX)
            .and(Kinds::SET)
            .and(Kinds::ADVERB)
            .and(Kinds::SIGNAL),
    ),
    (Kinds::THIS, Kinds::UNIT.and(Kinds::DAY).and(Kinds::SEASON).and(Kinds::PART)),
    (Kinds::WHICH, Kinds::UNIT.and(Kinds::FRACTION)),
    (
        Kinds::LAST,
        Kinds::UNIT
            .and(WORDS)
            .and(Kinds::DIGITS)
            .and(Kinds::DAY)
            .and(Kinds::PART)
            .and(Kinds::SEVERAL)
            .and(Kinds::FRACTION)
            .and(Kinds::APPROX)
            .and(MONTH),
    ),
    (Kinds::POSITION, Kinds::ANY.without(Kinds::UNKNOWN).without(Kinds::SIGNAL)),
];

/// Whether what follows at once already says that nothing begins with the word.
pub(super) fn breaks_off(first: Kinds, next: Kinds) -> bool {
    // Without a branch for each.
    AT_ONCE
        .iter()
        .fold(false, |breaks, &(word, then)| breaks | ((first == word) & !next.meets(then.and(Kinds::PHRASE))))
}

/// The kinds of what an expression that begins at a token can go on with.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reach {
    first: Kinds,
    next: Kinds,
    after: Kinds,
}

/// How many words of a phrase or of a zone's name may follow its first.
const NAMED_ON: u32 = 3;

impl Reach {
    /// Up to the first word that no expression goes on with.
    #[inline]
    pub(super) fn of(all: &[Lex], start: usize) -> Self {
        let Some((lex, after)) = all.get(start..).and_then(<[Lex]>::split_first) else {
            return Self { first: Kinds::NONE, next: Kinds::NONE, after: Kinds::NONE };
        };
        let mut reach = Self { first: first_kinds(all, start, lex, after), next: ALONE, after: ALONE };
        let (mut near, mut before) = (true, lex);
        let named_on = |lex: &Lex| lex.kinds.meets(Kinds::PHRASE.and(Kinds::ZONE));
        // How many words are yet to come whose kinds say nothing.
        let mut named = if named_on(lex) { NAMED_ON } else { 0 };
        for (n, lex) in after.iter().take(usize::from(Window::LONGEST)).enumerate() {
            let mut kinds = lex.kinds;
            if kinds == Kinds::UNKNOWN {
                let key = lex.token.key();
                if key.len() <= 2 {
                    kinds = kinds.and(short_kinds(key));
                } else {
                    near &= named > 0;
                    if NEW.has(key) {
                        kinds = kinds.and(SHORT);
                        named = named.max(1);
                    }
                }
            } else if kinds.meets(Kinds::COLON) {
                let digits = |lex: &Lex| lex.token.kind == Kind::Number;
                let tight = |lex: &Lex| lex.token.gap == Gap::None;
                if digits(before) && tight(lex) && after.get(n + 1).is_some_and(|lex| digits(lex) && tight(lex)) {
                    kinds = kinds.and(HANDS);
                }
            } else {
                if kinds == Kinds::OTHER && lex.token.key().len() <= 1 {
                    kinds = kinds.and(SHORT);
                }
                if kinds.meets(Kinds::ORDINAL.and(Kinds::NUMBER)) && is_hour_word(lex) {
                    kinds = kinds.and(HOUR_WORD);
                }
                if kinds.meets(Kinds::UNIT) {
                    kinds = kinds.and(if near { NEAR_UNIT } else { Kinds::NONE });
                    kinds = kinds.and(if before.kinds.meets(Kinds::IN) { IN_UNIT } else { Kinds::NONE });
                }
            }
            if n == 0 {
                reach.next = reach.next.and(kinds);
            }
            reach.after = reach.after.and(kinds);
            if named_on(lex) {
                named = NAMED_ON;
            } else if named > 0 {
                named -= 1;
            } else if lex.is_dull() && !STEPPED_OVER.has(lex.token.key()) {
                break;
            }
            before = lex;
        }
        reach
    }

    /// Those of some ways whose need is met.
    #[inline]
    pub(super) fn satisfied(self, table: &NeedTable, ways: u64) -> u64 {
        let NeedTable { first, next, then, and } = table;
        let any = |kinds: Kinds, table: &[u64; Kinds::BITS]| kinds.bits().fold(0, |ways, kind| ways | table[kind]);
        let ways = ways & any(self.first, first) & any(self.next, next);
        if ways == 0 { 0 } else { ways & any(self.after, then) & any(self.after, and) }
    }
}

/// The needs of up to 64 ways: for each kind a bit for each way that a word of that kind will do for.
#[derive(Debug)]
pub(super) struct NeedTable {
    first: [u64; Kinds::BITS],
    next: [u64; Kinds::BITS],
    then: [u64; Kinds::BITS],
    and: [u64; Kinds::BITS],
}

impl NeedTable {
    const NONE: [u64; Kinds::BITS] = [0; Kinds::BITS];
    pub(super) const EMPTY: Self = Self { first: Self::NONE, next: Self::NONE, then: Self::NONE, and: Self::NONE };

    /// The same with what one way needs.
    pub(super) const fn with(mut self, way: usize, need: &Need) -> Self {
        let mut bit = 0;
        while bit < Kinds::BITS {
            let kind = Kinds::of_bit(bit);
            self.first[bit] |= (need.first.meets(kind) as u64) << way;
            self.next[bit] |= (need.next.meets(kind) as u64) << way;
            self.then[bit] |= (need.then.meets(kind) as u64) << way;
            self.and[bit] |= (need.and.meets(kind) as u64) << way;
            bit += 1;
        }
        self
    }
}

/// The kinds of the first word, with what its place adds.
#[inline]
fn first_kinds(all: &[Lex], start: usize, lex: &Lex, after: &[Lex]) -> Kinds {
    let mut first = lex.kinds;
    let before = start.checked_sub(1).map(|n| &all[n]);
    if first.meets(Kinds::UNIT) {
        if lex.definite() {
            first = first.and(Kinds::THE_UNIT);
            if before.is_some_and(|lex| lex.kinds.meets(Kinds::IN)) {
                first = first.and(PER_UNIT);
            }
            if lex.has(Sense::Unit(Unit::Day, Count::One)) {
                first = first.and(TODAY);
            }
        }
        if may_be_length(lex, after.first(), before) {
            first = first.and(LENGTHY);
        }
    }
    // «2013», «ألفين»
    if lex.token.digits == 4 || lex.has(Sense::Number(Num::TwoScale(1_000))) {
        first = first.and(Kinds::YEAR);
    }
    // «في السابعة», «عند 7»
    if first.meets(Kinds::ORDINAL) && !is_masculine(lex) || before.is_some_and(|lex| lex.kinds.meets(Kinds::NEAR)) {
        first = first.and(Kinds::SHARP);
    }
    let beside = |lex: &Lex| lex.kinds.meets(Kinds::BRACKET.and(Kinds::IN));
    if first.meets(Kinds::ORDINAL.and(Kinds::NUMBER)) && lex.definite() && before.is_some_and(beside) {
        first = first.and(SET_BESIDE);
    }
    let from = |lex: &Lex| {
        lex.kinds.meets(Kinds::SIGNAL)
            && lex.any(|sense| matches!(sense, Sense::Signal(Signal::Between | Signal::From)))
    };
    if before.is_some_and(from) {
        first = first.and(BETWEEN);
    }
    first
}

/// Words that the table does not have and rules step over: «رمضان المبارك», «الساعات الباكرة».
static STEPPED_OVER: Few<31> = Few::of([
    Key::of("الباكر"),
    Key::of("الباكره"),
    Key::of("باكرا"),
    Key::of("المتاخره"),
    Key::of("الفاصله"),
    Key::of("الرابطه"),
    Key::of("المكرمه"),
    Key::of("المنسق"),
    Key::of("المبارك"),
    Key::of("الكريم"),
    Key::of("الفضيل"),
    Key::of("المعظم"),
    Key::of("الاخره"),
    Key::of("الاخر"),
    Key::of("تقريبا"),
    Key::of("العيد"),
    Key::of("النار"),
    Key::of("الحاليه"),
    Key::of("الواحد"),
    Key::of("الواحده"),
    Key::of("قليله"),
    Key::of("القليله"),
    Key::of("معدوده"),
    Key::of("طويله"),
    Key::of("كثيره"),
    Key::of("عديده"),
    Key::of("الزمن"),
    Key::of("الزمان"),
    Key::of("ونيف"),
    Key::of("فقط"),
    Key::of("ما"),
]);

/// The same after the name of a unit.
static NEW: Few<4> = Few::of([Key::of("الجديد"), Key::of("الجديده"), Key::of("الاسبق"), Key::of("الاسبقه")]);

/// What a word of one or two letters that the table does not have can be.
fn short_kinds(key: Key) -> Kinds {
    match key {
        key if key == key!("او") => Kinds::LINK,
        // «الأسبوع ما قبل الماضي»
        key if key.len() <= 1 || [key!("اي"), key!("ال"), key!("ما")].contains(&key) => SHORT,
        _ => Kinds::NONE,
    }
}

/// Whether a number or an ordinal may be an hour: «السابعة», «الأولى».
fn is_hour_word(lex: &Lex) -> bool {
    lex.kinds.meets(Kinds::ORDINAL) && !is_masculine(lex) || lex.definite() && lex.token.key().ends_with(key!("ه"))
}

/// Whether a unit may be a length of time: not «عام» before a number, nor «العام» by itself.
fn may_be_length(unit: &Lex, next: Option<&Lex>, before: Option<&Lex>) -> bool {
    let one = |sense| matches!(sense, Sense::Unit(_, Count::One) | Sense::Phrase);
    let (Some(next), true) = (next, unit.senses().iter().all(|&sense| one(sense))) else { return true };
    if unit.definite() {
        // «الساعة ونصف», «الساعة إلا ربعا», «طوال اليوم»
        next.clitics.conjunction.is_some()
            || next.token.key() == key!("و")
            || next.kinds.meets(Kinds::OTHER.and(Kinds::PHRASE))
            || before.is_some_and(|lex| lex.kinds.meets(Kinds::SIGNAL))
    } else {
        next.attached() || !names_a_time(next)
    }
}
