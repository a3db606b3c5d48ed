//! The grammar of time expressions: typed parsers over tokens, one function a production.
//!
//! Every rule that can begin at a token is tried and the longest expression wins; among equals the rule that
//! stands first. A window bounds what a rule can see, so the cost is linear in the text.

mod ages;
mod clock;
mod count;
mod date;
mod day_part;
mod holiday;
mod hours;
mod lists;
mod needs;
mod number;
mod numeric;
mod offset;
mod period;
mod quantity;
mod season;
mod sets;
mod tokens;
mod within;
mod year;
mod zone;

use super::expression::{Date, Expression, Form, Modifier, Unit, Year};
use super::kinds::{Kinds, Starts, bits};
use super::phrases::Meaning;
use super::rule::Rule;
use super::words::{Count, Sense, Signal};
use crate::script::{Gap, Key, Kind, key, letters};
use needs::{NeedTable, Needs, Reach};
use nom::Parser;
use nom::combinator::opt;
use std::cell::Cell;
use tokens::{Res, Tokens, Window, fail, gated, is, lex, phrase, sense};

pub(crate) use count::Counted;
pub(super) use count::{at_least, count_at, rank_at};
pub(super) use date::is_delivery;
pub(super) use tokens::{Lex, Memo, Words, words};

/// One time expression found: tokens `from..to`.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) expression: Expression,
}

/// What one rule found: one expression, or several that share a head or tail.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub(super) pieces: Vec<Piece>,
    pub(super) rule: Rule,
}

/// What begins at a token: the longest that a rule found.
pub(super) enum Longest {
    One(Piece, Rule),
    Several(Found),
    /// Looks like time and is not.
    Nothing,
}

/// A production that finds one expression.
type Production = for<'a> fn(Tokens<'a>) -> Res<'a, (Expression, Rule)>;

/// A production that finds several.
type ListProduction = for<'a> fn(Tokens<'a>) -> Option<(Tokens<'a>, Found)>;

/// The rules, in order of preference among those that reach equally far, each with its bit in [`Starts`] and what it
/// [`needs`].
const RULES: &[(Starts, Needs, Production)] = &[
    (Starts::TIME, needs::TIME, clock::time),
    (Starts::SET, needs::SET, sets::set),
    (Starts::DATE, needs::DATE, date::date),
    (Starts::DAY_OF_IT, needs::DAY_OF_IT, date::day_of_it),
    (Starts::RELATIVE, needs::RELATIVE, period::relative),
    (Starts::POSITIONED, needs::POSITIONED, positioned),
    (Starts::VAGUE, needs::NO_MORE, vague),
    (Starts::OFFSET, needs::LENGTH, offset::offset),
    (Starts::LAST, needs::LENGTH, offset::last),
    (Starts::DURATION, needs::DURATION, quantity::duration),
];

/// The rules that find several expressions, before all others.
const LIST_RULES: &[(Starts, Needs, ListProduction)] = &[
    (Starts::CLOCK_RANGE, needs::CLOCK_RANGE, hours::clock_range),
    (Starts::TIME, needs::DOUBLE_CLOCK, hours::double_clock),
    (Starts::RANGE, needs::RANGE, quantity::range),
    (Starts::DATE, needs::DOUBLE_DATE, date::double_date),
    (Starts::DAY_LIST, needs::DAY_LIST, lists::day_list),
    (Starts::MONTH_DAYS, needs::MONTH_DAYS, lists::month_day_range),
    (Starts::HEADED_LIST, needs::WEEKDAYS, sets::weekday_list),
    (Starts::HEADED_LIST, needs::MEMBERS, lists::headed_list),
    (Starts::YEAR_RANGE, needs::YEAR_RANGE, lists::year_range),
];

/// All ways of all rules to succeed, the list rules first. A set of ways is a bit for each, so that what a word's kinds
/// leave open is put together from a line of the table for each kind, whatever the number of ways.
struct Ways {
    /// The number of each way's rule.
    rules: [u8; COUNT],
    /// The ways of the rules that each bit of [`Starts`] stands for.
    starts: [u64; Starts::BITS],
    needs: NeedTable,
}

static WAYS: Ways = ways();

/// How many ways there are.
const COUNT: usize = {
    let (mut n, mut count) = (0, 0);
    while n < LIST_RULES.len() + RULES.len() {
        count += rule(n).1.len();
        n += 1;
    }
    assert!(count <= u64::BITS as usize);
    count
};

/// What a rule starts with and needs.
const fn rule(n: usize) -> (Starts, Needs) {
    if n < LIST_RULES.len() {
        (LIST_RULES[n].0, LIST_RULES[n].1)
    } else {
        (RULES[n - LIST_RULES.len()].0, RULES[n - LIST_RULES.len()].1)
    }
}

const fn ways() -> Ways {
    let mut ways = Ways { rules: [0; COUNT], starts: [0; Starts::BITS], needs: NeedTable::EMPTY };
    let (mut way, mut n) = (0, 0);
    while n < LIST_RULES.len() + RULES.len() {
        let (starts, needs) = rule(n);
        let mut line = 0;
        while line < needs.len() {
            ways.rules[way] = n as u8;
            let mut bit = 0;
            while bit < Starts::BITS {
                if starts.has(Starts::of_bit(bit)) {
                    ways.starts[bit] |= 1 << way;
                }
                bit += 1;
            }
            ways.needs = ways.needs.with(way, &needs[line]);
            way += 1;
            line += 1;
        }
        n += 1;
    }
    ways
}

/// One bit for each rule that can succeed with these words, the list rules first.
fn possible(first: &Lex, reach: Reach) -> u32 {
    if !gated() {
        return (1 << (LIST_RULES.len() + RULES.len())) - 1;
    }
    let starts = first.starts.bits().fold(0, |ways, bit| ways | WAYS.starts.get(bit).copied().unwrap_or_default());
    let open = reach.satisfied(&WAYS.needs, starts);
    bits(open).filter_map(|way| WAYS.rules.get(way)).fold(0, |rules, &rule| rules | 1 << rule)
}

/// Of some rules, those that find one expression.
fn single(rules: u32) -> Starts {
    let single = bits(u64::from(rules >> LIST_RULES.len()));
    single.filter_map(|n| RULES.get(n)).fold(Starts::NONE, |all, rule| all.and(rule.0))
}

/// The longest expression that begins at token `start`, and the token after it; `None` where there is none.
pub(super) fn parse_at(all: &[Lex], start: usize, work: &Cell<u64>) -> Option<(Longest, usize)> {
    let first = all.get(start)?;
    // «من» begins «من أسبوع» only where that is the whole text.
    let leads = start > 0 && first.kinds == Kinds::SIGNAL.and(Kinds::OF);
    // «استهلت قبيل السادسة وانتهت»
    let just_before = || start > 0 && all[start - 1].token.key() == key!("قبيل");
    if gated() && (leads || first.needs_more_than(&all[start + 1..]) && !just_before()) {
        return None;
    }
    let rules = possible(first, Reach::of(all, start));
    if rules == 0 {
        return None;
    }
    let window = Window::new(all, start, work).for_rules(single(rules));
    let i = window.tokens();
    if let Ok((rest, ())) = phrase(|m| (m == Meaning::Nothing).then_some(())).parse(i) {
        // Looks like time and is not: step over it.
        return Some((Longest::Nothing, rest.position()));
    }
    let mut best: Option<(Longest, usize)> = None;
    let longer = |best: &Option<(Longest, usize)>, end: usize| end > best.as_ref().map_or(start, |&(_, end)| end);
    let mut left = rules;
    while left != 0 {
        let n = left.trailing_zeros() as usize;
        left &= left - 1;
        if let Some((.., rule)) = LIST_RULES.get(n) {
            if let Some((rest, found)) = rule(i)
                && longer(&best, rest.position())
            {
                best = Some((Longest::Several(found), rest.position()));
            }
        } else if let Some((.., rule)) = RULES.get(n - LIST_RULES.len())
            && let Ok((rest, (expression, rule))) = rule(i)
            && longer(&best, rest.position())
        {
            let to = rest.position();
            best = Some((Longest::One(Piece { from: start, to, expression }, rule), to));
        }
    }
    // «شارع 7 نوفمبر», «مدينة السادس من أكتوبر»: a place that bears a day's name.
    if let Some((Longest::One(Piece { expression, .. }, _), end)) = &best
        && matches!(
            &expression.form,
            Form::Date(Date { day: Some(_), month: Some(_), year: None, direction: None, .. })
        )
        && start.checked_sub(1).is_some_and(|n| names_a_place(&all[n]))
    {
        return Some((Longest::Nothing, *end));
    }
    // «مجلة الغد», «فيلم ليلة…»: one word of time as a title.
    let alone = best.as_ref().is_some_and(|&(_, end)| end == start + 1);
    if alone && first.token.number().is_none() && after_a_name(all, start) {
        return None;
    }
    best
}

/// «مدينة», «شارع», «ساحة»: what is named after days.
fn names_a_place(lex: &Lex) -> bool {
    const PLACES: [Key; 12] = [
        Key::of("مدينه"),
        Key::of("شارع"),
        Key::of("ساحه"),
        Key::of("ميدان"),
        Key::of("جسر"),
        Key::of("كوبري"),
        Key::of("ملعب"),
        Key::of("استاد"),
        Key::of("جامعه"),
        Key::of("مستشفي"),
        Key::of("قاعه"),
        Key::of("مدرسه"),
    ];
    let key = lex.token.key();
    let bare = if [key!("و"), key!("ب"), key!("ل")].contains(&key.first(1)) { key.skip(1) } else { key };
    PLACES.contains(&key) || PLACES.contains(&bare)
}

/// «خرجوا بعد صلاة الجمعة»: on that day, of which the prayer has its name. `word` is the one before the day, `led` the
/// one before that.
fn after_prayer(word: Option<&Lex>, led: Option<&Lex>) -> bool {
    const WHEN: [Key; 4] = [key!("بعد"), key!("عقب"), key!("إثر"), key!("قبيل")];
    word.is_some_and(|l| l.plain() == key!("صلاة")) && led.is_some_and(|l| WHEN.contains(&l.plain()))
}

/// Whether the word before, or before an opening quotation mark, is one that takes a title.
fn after_a_name(all: &[Lex], start: usize) -> bool {
    let before = |n: usize| start.checked_sub(n).and_then(|i| all.get(i));
    let names = |n: usize| {
        let named = before(n).is_some_and(|l| (l.has(Sense::Names) && !l.definite()) || l.has(Sense::Titles));
        named && !after_prayer(before(n), before(n + 1))
    };
    let quote = start
        .checked_sub(1)
        .and_then(|i| all.get(i))
        .is_some_and(|l| matches!(l.token.kind, Kind::Mark('«' | '"' | '“' | '\'')));
    names(1) || (quote && names(2))
}

/// `positioned := ("أوائل" | "منتصف" | "أواخر") stretch`: «أوائل شهر تشرين الأول», «نهاية كل يوم جمعة».
fn positioned(i: Tokens<'_>) -> Res<'_, (Expression, Rule)> {
    let half = i.next().is_some_and(|l| l.has(Sense::Fraction(500)));
    let about = i.next().is_some_and(|l| l.has(Sense::Approx));
    // «العشر الأواخر من رمضان»
    let third = phrase(|m| if let Meaning::Third(m) = m { Some(m) } else { None });
    if let Ok((rest, modifier)) = { third }.parse(i) {
        let (rest, name) = date::month(rest)?;
        let date = Date { month: Some(name.number), calendar: name.calendar, ..Date::default() };
        let form = Form::Date(date);
        return Ok((rest, (Expression { form, modifier: Some(modifier), also: None }, Rule::Third)));
    }
    // «حتى آخر الشهر», «في آخر مايو»: its end; «آخر يوم» is one of many.
    let ends = |l: &Lex| {
        l.definite() && l.any(|s| matches!(s, Sense::Unit(Unit::Month | Unit::Year | Unit::Week, Count::One)))
            || l.any(|s| matches!(s, Sense::Month(..) | Sense::MonthPair { .. })) && !l.definite()
    };
    let last = i.ahead(1).is_some_and(ends);
    let (rest, modifier) = lex(|l| {
        l.senses().iter().find_map(|s| match s {
            Sense::Position(m) => Some(*m),
            Sense::Approx => Some(Modifier::Approx),
            Sense::Last if last && !l.definite() => Some(Modifier::End),
            _ => None,
        })
    })
    .parse(i)?;
    let (rest, of) = opt(is(Sense::Of)).parse(rest)?;
    // «بداية من السبت»: from then on, not its beginning.
    if of.is_some() && i.next().is_some_and(|l| l.token.key().ends_with(key!("بدايه"))) {
        return fail();
    }
    if let Ok((rest, form)) = period::period(rest) {
        // «نحو 2000» is an amount, «نحو عام 2000» a date.
        let early = matches!(&form, Form::Date(Date { year: Some(Year::Number(..0)), .. }));
        if about
            && !early
            && i.ahead(1).is_some_and(|l| l.token.number().is_some() || l.any(|s| matches!(s, Sense::Number(_))))
        {
            return fail();
        }
        // «نصف شهر مارس»: colloquial for its middle day.
        if let (true, Form::Date(Date { month: Some(_), day: None, .. })) = (half, &form) {
            let Form::Date(date) = form else { return fail() };
            return Ok((rest, (Form::Date(Date { day: Some(15), ..date }).into(), Rule::Half)));
        }
        if half {
            return fail();
        }
        return Ok((rest, (Expression { form, modifier: Some(modifier), also: None }, Rule::Position)));
    }
    if half {
        return fail();
    }
    for rule in [date::date as Production, sets::set, period::relative] {
        if let Ok((rest, (expression, _))) = rule(rest) {
            return Ok((rest, (Expression { modifier: Some(modifier), ..expression }, Rule::Position)));
        }
    }
    fail()
}

/// «الرئيس السابق», «اللقاء الماضي»: said of the noun before; «في السابق», «أنماط الماضي» are times.
fn is_adjective(i: Tokens<'_>) -> bool {
    let (Some(here), Some(left)) = (i.next(), i.before(1)) else { return false };
    let noun = left.token.kind == Kind::Word && here.token.gap <= Gap::Space && !here.attached();
    let led = left.any(|s| matches!(s, Sense::Signal(_) | Sense::Of));
    let definite = [key!("ال"), key!("لل"), key!("وال"), key!("بال")].iter().any(|a| left.token.key().starts_with(*a));
    match here.plain() {
        k if k == key!("السابق") => noun && !led,
        k if k == key!("الماضي") => noun && definite && !led,
        _ => false,
    }
}

/// `vague := "مؤخرا" | "حاليا" | "الفترة الأخيرة" | …`
fn vague(i: Tokens<'_>) -> Res<'_, (Expression, Rule)> {
    let phrased = phrase(|m| if let Meaning::Vague(d) = m { Some(d) } else { None });
    if is_adjective(i) {
        return fail();
    }
    if let Ok((rest, direction)) = { phrased }.parse(i) {
        // «حتى الساعة العاشرة»
        let hour = rest.before(1).is_some_and(|l| l.has(Sense::Unit(Unit::Hour, Count::One)));
        let number = |l: &tokens::Lex| l.kinds.meets(Kinds::ORDINAL.and(Kinds::NUMBER).and(Kinds::DIGITS));
        if hour && rest.next().is_some_and(number) {
            return fail();
        }
        // «الأيام القريبة القادمة من الشهر الجاري»
        let (rest, _) = opt((is(Sense::Of), period::shift)).parse(rest)?;
        return Ok((rest, (Form::Vague(direction).into(), Rule::VaguePhrase)));
    }
    let (rest, direction) = sense(|s| if let Sense::Vague(d) = s { Some(d) } else { None }).parse(i)?;
    // «قريبا جدا»
    let (rest, _) = opt(lex(|l| (l.token.key() == key!("جدا")).then_some(()))).parse(rest)?;
    Ok((rest, (Form::Vague(direction).into(), Rule::Vague)))
}

/// The preposition that relates an expression to what is told: the word before it, or one written onto it.
pub(super) fn signal_before(all: &[Lex], start: usize) -> Option<(Signal, usize)> {
    let first = all.get(start)?;
    // A preposition that the expression itself begins with: «قبل يومين», «منذ أربعة أشهر».
    if let Some(signal) = signal_of(first)
        && matches!(signal, Signal::Before | Signal::After | Signal::Since)
    {
        return Some((signal, start));
    }
    if let Some(before) = start.checked_sub(1).and_then(|n| all.get(n))
        && let Some(signal) = signal_of(before)
    {
        return Some((signal, start - 1));
    }
    match first.clitics.preposition {
        Some('ب') => Some((Signal::In, start)),
        Some('ل') => Some((Signal::For, start)),
        _ => None,
    }
}

fn signal_of(lex: &Lex) -> Option<Signal> {
    lex.senses().iter().find_map(|s| if let Sense::Signal(s) = s { Some(*s) } else { None })
}

/// Whether a word near an expression says that its event has yet to happen: «سوف», «المقرر», «سيلتقي».
#[inline]
pub(super) fn is_future_cue(lex: &Lex, text: &str) -> bool {
    if lex.kinds == Kinds::UNKNOWN { is_future_verb(lex, text) } else { lex.has(Sense::FutureCue) }
}

/// «سيلتقي», «سأعود».
#[inline]
fn is_future_verb(lex: &Lex, text: &str) -> bool {
    // Nearly all words begin with another letter.
    let lead = lex.token.key().first(1);
    (lead == key!("س") || lead == key!("و") || lead == key!("ف"))
        && lex.senses().is_empty()
        && has_future_prefix(lex, text)
}

fn has_future_prefix(lex: &Lex, text: &str) -> bool {
    const AND: [Key; 2] = [Key::of("و"), Key::of("ف")];
    const FUTURE: [Key; 3] = [Key::of("سي"), Key::of("ست"), Key::of("سن")];
    // No verb has ي after its ت; names do: «ستيفن», «ستيغر».
    const NAME: Key = Key::of("ستي");
    let key = lex.token.key();
    // «سأعود»: the hamza tells it from «ساعة», «سابق».
    let i_will = [(1, key!("سا")), (2, key!("وسا"))];
    if let Some((place, _)) = i_will.into_iter().find(|(_, start)| key.starts_with(*start))
        && matches!(letters(lex.token.span.of(text)).nth(place), Some('أ' | 'ﺃ' | 'ﺄ'))
    {
        return true;
    }
    // «سيلتقي», «ستعقد», «وسنبدأ»: س before an imperfect verb of three letters or more.
    let bare = if AND.contains(&key.first(1)) && key.len() > 5 { key.skip(1) } else { key };
    let [second, third] = second_and_third(bare);
    bare.len() >= 5
        && FUTURE.contains(&bare.first(2))
        && !bare.starts_with(NAME)
        && !(THIRD_LETTERS.get(usize::from(second)).is_some_and(|letters| letters >> third & 1 == 1)
            && NOT_FUTURE.iter().any(|stem| bare.starts_with(*stem)))
}

/// By the second letter of the words that [begin like a future verb](NOT_FUTURE), a bit for each third: most verbs have
/// another.
static THIRD_LETTERS: [u32; 32] = {
    let (mut letters, mut n) = ([0; 32], 0);
    while n < NOT_FUTURE.len() {
        let [second, third] = second_and_third(NOT_FUTURE[n]);
        letters[second as usize] |= 1 << third;
        n += 1;
    }
    letters
};

/// Their codes.
const fn second_and_third(word: Key) -> [u8; 2] {
    let front = word.front(word.len());
    [(front >> 15) as u8 & 31, (front >> 10) as u8 & 31]
}

/// Words that begin like a future verb and are none.
const NOT_FUTURE: &[Key] = &[
    Key::of("سيار"),
    Key::of("سياس"),
    Key::of("سيطر"),
    Key::of("سياد"),
    Key::of("سيناء"),
    Key::of("سينما"),
    Key::of("سيناريو"),
    Key::of("سيمون"),
    Key::of("سيرلانك"),
    Key::of("سيراليون"),
    Key::of("سيدني"),
    Key::of("سيده"),
    Key::of("سيدات"),
    Key::of("سياج"),
    Key::of("سياق"),
    Key::of("سيول"),
    Key::of("سيوف"),
    Key::of("ستوكهولم"),
    Key::of("ستائر"),
    Key::of("ستراتيج"),
    Key::of("ستيف"),
    Key::of("ستيوارت"),
    Key::of("ستاد"),
    Key::of("ستين"),
    Key::of("ستون"),
    Key::of("سندات"),
    Key::of("سنغال"),
    Key::of("سنغافور"),
    Key::of("سنوي"),
    Key::of("سنويا"),
    Key::of("سنتين"),
    Key::of("سنوات"),
    Key::of("سنجار"),
    Key::of("سيبيريا"),
    Key::of("سيفار"),
    Key::of("سيغو"),
    Key::of("سيلتا"),
    Key::of("سيسي"),
    Key::of("سيباست"),
    Key::of("سيلف"),
    Key::of("سيرج"),
    Key::of("سيميون"),
    Key::of("سيريزو"),
    Key::of("سيناتور"),
    Key::of("سينتر"),
    Key::of("سيمنز"),
    Key::of("سيتروين"),
    Key::of("سيستم"),
    Key::of("ستاندرد"),
    Key::of("ستاندارد"),
    Key::of("سنايدر"),
    Key::of("سيرغ"),
    Key::of("سيريل"),
    Key::of("سيدريك"),
    Key::of("سيدو"),
    Key::of("سيلين"),
    Key::of("سيلان"),
    Key::of("سيكاسو"),
    Key::of("سيكو"),
    Key::of("سيزار"),
    Key::of("سيسوكو"),
    Key::of("سينيغال"),
    Key::of("سيتي"),
    Key::of("سيدي"),
    Key::of("ستارمر"),
    Key::of("ستانف"),
    Key::of("ستالين"),
    Key::of("ستراسبورغ"),
    Key::of("ستارلي"),
    Key::of("سترومب"),
    Key::of("ستريت"),
    Key::of("سنودن"),
    Key::of("سندرلاند"),
    Key::of("سنتريلي"),
    Key::of("سنجاب"),
    Key::of("سنان"),
    Key::of("سندباد"),
    Key::of("ستيلانت"),
    Key::of("ستوديو"),
    Key::of("ستوك"),
    Key::of("ستار"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::timex::{Finder, Occurrence};

    /// What is found with every gate open: no rule is refused by the first word's kinds or by the word after it.
    fn ungated(text: &str) -> (Vec<Occurrence>, u64) {
        tokens::OPEN.set(true);
        let mut finder = Finder::new();
        let found = finder.find(text);
        tokens::OPEN.set(false);
        (found, finder.work())
    }

    #[test]
    fn gates_refuse_only_what_would_fail() {
        let phrases = include_str!("../../../tests/data/phrases.txt").lines();
        let phrases = phrases.filter_map(|line| Some(line.split_once('|')?.0.trim().to_owned()));
        let passages = [
            include_str!("../../../tests/data/passages.jsonl"),
            include_str!("../../../tests/data/passages_unseen_1.jsonl"),
            include_str!("../../../tests/data/passages_unseen_2.jsonl"),
        ];
        let passages = passages.iter().flat_map(|file| file.lines()).filter(|line| !line.is_empty()).map(|line| {
            let passage: serde_json::Value = serde_json::from_str(line).unwrap();
            passage["text"].as_str().unwrap().to_owned()
        });
        let mut refused = Vec::new();
        let (mut looks, mut more) = (0, 0);
        for text in phrases.chain(passages) {
            let mut finder = Finder::new();
            let with = finder.find(&text);
            let (without, work) = ungated(&text);
            (looks, more) = (looks + finder.work(), more + work);
            if with != without {
                let words = |found: &[Occurrence]| -> Vec<String> {
                    found.iter().map(|o| format!("{} ({})", o.span.of(&text), o.rule)).collect()
                };
                refused.push(format!(
                    "{text}\n  with gates    {:?}\n  without gates {:?}",
                    words(&with),
                    words(&without)
                ));
            }
        }
        assert!(more > 2 * looks, "the gates were open: {more} looks at words, with gates {looks}");
        assert!(refused.is_empty(), "{} texts:\n{}", refused.len(), refused.join("\n"));
    }
}
