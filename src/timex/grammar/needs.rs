//! What the rules need to succeed: kinds of words in reach. Most words that look like time stand among others, and a
//! look at the kinds of the words around them says that nothing comes of it.

use super::tokens::{Lex, Window};
use crate::timex::words::{Kinds, Sense};

/// What a rule needs, one line for each way to begin: where the first word is of one of the first kinds, a word of one
/// of the second has to follow, and one of the third; the same word may be both.
pub(super) type Needs = &'static [(Kinds, Kinds, Kinds)];

/// Nothing has to follow.
const ALONE: Kinds = Kinds::NONE;
/// What a name of a month is looked for by, with «شهر».
const MONTH: Kinds = Kinds::MONTH.and(Kinds::DHU).and(Kinds::OF_DATES);
/// The first word of an hour.
const HOUR: Kinds = Kinds::OF_CLOCK.and(Kinds::DIGITS).and(Kinds::ORDINAL).and(Kinds::NUMBER);
/// A number in words, or its place.
const WORDS: Kinds = Kinds::NUMBER.and(Kinds::ORDINAL).and(Kinds::FIRST);
/// What says of a number that it is an hour.
const OF_DAY: Kinds = Kinds::PART
    .and(Kinds::OF_CLOCK)
    .and(Kinds::ZONE)
    .and(Kinds::UNKNOWN)
    .and(Kinds::FRACTION)
    .and(Kinds::NUMBER)
    .and(Kinds::ORDINAL)
    .and(Kinds::SHARP);
/// What is no stretch of time, nor begins one.
const NO_TIME: Kinds = Kinds::MARK.and(Kinds::BRACKET).and(Kinds::UNKNOWN).and(Kinds::OF).and(Kinds::SIGNAL);

pub(super) const NO_MORE: Needs = &[(Kinds::ANY, ALONE, ALONE)];
pub(super) const LENGTH: Needs = &[(Kinds::ANY, Kinds::UNIT, ALONE)];
pub(super) const DURATION: Needs = &[(Kinds::UNIT, ALONE, ALONE), (Kinds::ANY, Kinds::UNIT, ALONE)];

pub(super) const TIME: Needs = &[
    (Kinds::PART.and(Kinds::SHARP).and(Kinds::ORDINAL).and(Kinds::PHRASE), ALONE, ALONE),
    // «18:30», «3 مايو عند 7», «7 صباحا», «2130 بتوقيت غرينتش»
    (Kinds::DIGITS.and(Kinds::APPROX), Kinds::MARK.and(Kinds::OTHER), Kinds::DIGITS),
    (Kinds::DIGITS.and(Kinds::APPROX), OF_DAY, ALONE),
    // «الواحدة ظهرا»
    (Kinds::NUMBER, Kinds::PART.and(Kinds::ZONE), ALONE),
    // «عشرين مايو مساء»
    (Kinds::NUMBER, MONTH.and(Kinds::OTHER), OF_DAY.and(Kinds::DIGITS)),
    // «الواحدة ظهرا»
    (Kinds::NUMBER, Kinds::PART.and(Kinds::UNKNOWN), ALONE),
    // «الجمعة 10:38», «هذا المساء», «الساعة الثالثة»
    (
        Kinds::ANY.without(Kinds::DIGITS.and(Kinds::NUMBER).and(Kinds::APPROX)),
        HOUR.and(Kinds::PART).and(Kinds::SHARP),
        ALONE,
    ),
];

pub(super) const SET: Needs = &[
    (Kinds::PHRASE.and(Kinds::ADVERB), ALONE, ALONE),
    (Kinds::ANY, Kinds::SET.and(Kinds::ADVERB), ALONE),
    // «كل خميس», «مرتين في اليوم»
    (
        Kinds::SET,
        MONTH.and(Kinds::UNIT).and(WORDS).and(Kinds::DIGITS).and(Kinds::DAY).and(Kinds::PART).and(Kinds::SEASON),
        ALONE,
    ),
    (Kinds::SET, Kinds::POSITION.and(Kinds::SEVERAL).and(Kinds::FRACTION).and(Kinds::APPROX), ALONE),
    // «سبعة أيام في السنة»
    (Kinds::ANY, Kinds::SIGNAL, Kinds::UNIT),
];

pub(super) const DATE: Needs = &[
    (MONTH.without(Kinds::OF_DATES).and(Kinds::DAY).and(Kinds::OTHER).and(Kinds::YEAR), ALONE, ALONE),
    // «عام 2013», «يوم الجمعة», «الشهر الثاني»
    (Kinds::UNIT, MONTH.and(WORDS).and(Kinds::DIGITS).and(Kinds::DAY).and(Kinds::OTHER), ALONE),
    (Kinds::THIS, Kinds::DAY.and(Kinds::OF_DATES), ALONE),
    // «3/5», «3 مايو», «18 الساعة», «512 ق.م»
    (Kinds::DIGITS, MONTH.and(Kinds::DIGITS).and(Kinds::OF_CLOCK).and(Kinds::OTHER).and(Kinds::UNKNOWN), ALONE),
    // «الثالث من مايو», «تسعة عشر للهجرة», «الخامس من الربيع 1985»
    (WORDS, MONTH.and(WORDS).and(Kinds::OTHER).and(Kinds::UNKNOWN).and(Kinds::SEASON), ALONE),
];

/// «12 منه», «15 الجاري»
pub(super) const DAY_OF_IT: Needs = &[(Kinds::ANY, Kinds::OTHER.and(Kinds::WHICH), ALONE)];

pub(super) const RELATIVE: Needs = &[
    (Kinds::DEICTIC.and(Kinds::DECADE).and(Kinds::SEASON).and(Kinds::OTHER).and(Kinds::PHRASE), ALONE, ALONE),
    (Kinds::SIGNAL.and(Kinds::PART), Kinds::PHRASE, ALONE),
    // «15 من الشهر الجاري», «نفس العام», «الألف الثالث قبل الميلاد»
    (Kinds::DIGITS.and(Kinds::WHICH), Kinds::UNIT, ALONE),
    (Kinds::NUMBER, Kinds::UNIT.and(Kinds::ORDINAL).and(Kinds::OTHER), ALONE),
    (Kinds::THIS, Kinds::UNIT.and(Kinds::SEASON), ALONE),
    // «الأحد الثاني», «الأحد من الأسبوع الماضي»
    (Kinds::DAY, Kinds::UNIT.and(Kinds::ORDINAL), ALONE),
    // «أول جمعة في مايو», «الأول من هذا الشهر»
    (WORDS.and(Kinds::LAST), Kinds::UNIT.and(Kinds::DAY).and(Kinds::FRACTION), ALONE),
    // «الربع الأول», «النصف نفسه من العام الماضي»
    (Kinds::FRACTION, Kinds::ANY.without(NO_TIME), ALONE),
    // «اليوم», «العام الماضي»; «يوم أمس», «ساعات اليوم», «عقد التسعينيات»
    (Kinds::THE_UNIT, ALONE, ALONE),
    (Kinds::UNIT, Kinds::DEICTIC.and(Kinds::UNIT).and(Kinds::DAY).and(Kinds::SEASON).and(Kinds::DECADE), ALONE),
];

/// «أواخر مايو»
pub(super) const POSITIONED: Needs = &[
    (Kinds::PHRASE, ALONE, ALONE),
    (Kinds::POSITION, Kinds::ANY.without(NO_TIME), ALONE),
    (Kinds::APPROX, Kinds::ANY.without(NO_TIME).without(Kinds::DIGITS), ALONE),
    // «نحو 1200 ق.م»
    (Kinds::APPROX, Kinds::UNKNOWN, ALONE),
];

/// «من 9 صباحا إلى 5 مساء»
pub(super) const CLOCK_RANGE: Needs = &[(Kinds::ANY, HOUR, ALONE)];
/// «الساعة 11:00 مساء (20:00 ت غ) يوم الثلاثاء»
pub(super) const DOUBLE_CLOCK: Needs = &[(Kinds::ANY, Kinds::BRACKET, HOUR.and(Kinds::APPROX).and(Kinds::SHARP))];
pub(super) const DOUBLE_DATE: Needs = &[(Kinds::ANY, Kinds::CORRESPONDING, ALONE)];
/// «29 و30 أيار», «12 و13 منه»
pub(super) const DAY_LIST: Needs =
    &[(Kinds::ANY, MONTH.and(Kinds::OTHER).and(Kinds::SEASON), Kinds::DIGITS.and(WORDS))];
/// «تموز 13 الى 15»
pub(super) const MONTH_DAYS: Needs = &[(Kinds::ANY, Kinds::DIGITS, ALONE)];
/// «كل أحد وأربعاء», «أيام السبت والأحد», «الأحد والاثنين من كل أسبوع»
pub(super) const WEEKDAYS: Needs =
    &[(Kinds::SET.and(Kinds::UNIT), Kinds::DAY, ALONE), (Kinds::DAY, Kinds::SET.and(Kinds::ADVERB), ALONE)];
/// «عامي 2004 و2006», «يومي الجمعة والسبت»
pub(super) const MEMBERS: Needs = &[(Kinds::UNIT, MONTH.and(Kinds::DAY).and(Kinds::DIGITS).and(WORDS), ALONE)];
/// «2013-2014», «عام 2013 - 2014»
pub(super) const YEAR_RANGE: Needs = &[
    (Kinds::DIGITS, Kinds::DIGITS.and(Kinds::NUMBER), ALONE),
    (Kinds::UNIT, Kinds::DIGITS, Kinds::MARK.and(Kinds::SIGNAL).and(Kinds::UNKNOWN)),
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
    (Kinds::WHICH, Kinds::UNIT),
    (
        Kinds::LAST,
        Kinds::UNIT
            .and(WORDS)
            .and(Kinds::DIGITS)
            .and(Kinds::DAY)
            .and(Kinds::PART)
            .and(Kinds::SEVERAL)
            .and(Kinds::FRACTION)
            .and(Kinds::APPROX),
    ),
    (Kinds::POSITION, Kinds::ANY.without(Kinds::UNKNOWN).without(Kinds::SIGNAL)),
];

/// Whether what follows at once already says that nothing begins with the word.
pub(super) fn breaks_off(first: Kinds, next: Kinds) -> bool {
    AT_ONCE.iter().any(|&(word, then)| first == word && !next.meets(then.and(Kinds::PHRASE)))
}

/// The kinds of what an expression that begins at a token can go on with.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reach {
    first: Kinds,
    after: Kinds,
}

impl Reach {
    /// Up to two words on end that no expression goes on with: one may follow a name, «رمضان المبارك».
    #[inline]
    pub(super) fn of(all: &[Lex], start: usize) -> Self {
        let Some((lex, after)) = all.get(start..).and_then(<[Lex]>::split_first) else {
            return Self { first: Kinds::NONE, after: Kinds::NONE };
        };
        let mut reach = Self { first: lex.kinds, after: Kinds::NONE };
        if lex.definite() && lex.kinds.meets(Kinds::UNIT) {
            reach.first = reach.first.and(Kinds::THE_UNIT);
        }
        if lex.token.digits == 4 {
            reach.first = reach.first.and(Kinds::YEAR);
        }
        // «عند 7»
        if start.checked_sub(1).is_some_and(|n| all[n].has(Sense::Near)) {
            reach.first = reach.first.and(Kinds::SHARP);
        }
        let mut dull = false;
        for lex in after.iter().take(usize::from(Window::LONGEST)) {
            if lex.is_dull() {
                if dull {
                    break;
                }
                dull = true;
            } else {
                dull = false;
                reach.after = reach.after.and(lex.kinds);
            }
        }
        reach
    }

    /// Whether one line of the needs is met.
    #[inline]
    pub(super) fn satisfies(self, needs: Needs) -> bool {
        needs.iter().any(|&(first, then, and)| self.first.meets(first) && self.goes_on(then) && self.goes_on(and))
    }

    /// Whether one of these follows; all do where a phrase or the name of a zone is, whose words need not be known.
    #[inline]
    fn goes_on(self, kinds: Kinds) -> bool {
        kinds == ALONE || self.first.meets(Kinds::PHRASE) || self.after.meets(kinds.and(Kinds::PHRASE).and(Kinds::ZONE))
    }
}
