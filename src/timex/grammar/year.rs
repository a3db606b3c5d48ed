//! Years: by number, with their era, and what makes a bare number one.

use super::date::{counts_something, which};
use super::number::{ascending, cardinal, free_on_the_left, ordinal, stands_alone};
use super::period::period;
use super::tokens::{Lex, Res, Tokens, and, digits, fail, is, lex, mark, phrase, tight_mark};
use crate::script::{Gap, Key, Kind, key};
use crate::tense::{self, Tense};
use crate::timex::expression::{Amount, Anchor, Calendar, Form, Unit, Year};
use crate::timex::kinds::Kinds;
use crate::timex::phrases::Meaning;
use crate::timex::words::{Count, Sense, Signal};
use nom::Parser;
use nom::branch::alt;
use nom::combinator::opt;

/// What a year and a relative one can begin with.
const RELATIVE_YEAR: Kinds = Kinds::UNIT.and(Kinds::THIS).and(Kinds::WHICH);
pub(super) const YEAR: Kinds = Kinds::UNIT.and(Kinds::DIGITS).and(Kinds::NUMBER).and(Kinds::OTHER).and(Kinds::THIS);

/// A year with its calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct YearName {
    pub(super) year: Year,
    pub(super) calendar: Option<Calendar>,
    /// Whether a word («عام») says that it is a year.
    pub(super) headed: bool,
}

/// `era := "م" | "ميلادي" | "هـ" | "هجري" | "قبل الميلاد" | "ق.م"`
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Era {
    Christian,
    Hijri,
    BeforeChrist,
}

pub(super) fn era(i: Tokens<'_>) -> Res<'_, Era> {
    let dotted = (
        lex(|l| (l.token.key() == key!("ق")).then_some(())),
        opt(mark(&['.'])),
        lex(|l| (l.token.key() == key!("م") || l.token.key() == key!("ب")).then_some(())),
        opt(tight_mark(&['.'])),
    )
        .map(|_| Era::BeforeChrist);
    let words = phrase(|m| match m {
        Meaning::BeforeChrist => Some(Era::BeforeChrist),
        Meaning::Christian => Some(Era::Christian),
        Meaning::Hijri => Some(Era::Hijri),
        _ => None,
    });
    let word = lex(|l| {
        l.senses().iter().find_map(|s| match s {
            Sense::Christian => Some(Era::Christian),
            Sense::HijriEra => Some(Era::Hijri),
            _ => None,
        })
    });
    // «11 للهجرة»: ل is written onto the word.
    if let Ok(found) = { words }.parse(i.opened()) {
        return Ok(found);
    }
    alt((dotted, word)).parse(i)
}

/// The number of a year, with its era: «2012», «512 ق.م», «1433 هـ», «ألفين وثلاثة عشر».
pub(super) fn year_number(headed: bool) -> impl Fn(Tokens<'_>) -> Res<'_, (i32, Option<Calendar>, bool)> {
    move |i: Tokens<'_>| {
        let (rest, number) = if headed { ascending(i)? } else { cardinal(i)? };
        // «3000 سنة قبل الميلاد»
        let unit = is(Sense::Unit(Unit::Year, Count::One));
        let (after, era) = match (unit, era).parse(rest) {
            Ok((after, (_, Era::BeforeChrist))) => (after, Some(Era::BeforeChrist)),
            _ => opt(era).parse(rest)?,
        };
        let short = number.digits.is_some_and(|d| d != 4);
        let value = i32::try_from(number.value).ok().filter(|v| (1..=9999).contains(v));
        let Some(value) = value else { return fail() };
        let plausible = match era {
            // «سباق 400 م», «ارتفاع 500 م» are metres.
            Some(Era::Christian) if !headed && number.digits.is_some() => {
                let letter = rest.next().is_some_and(|l| l.token.key() == key!("م"));
                !letter || !is_length_in_metres(i, value)
            }
            // «الثالث عشر الميلادي» counts centuries.
            Some(_) if number.digits.is_none() && !headed => value >= 100,
            Some(_) => true,
            // «عام ألف ومئتين وستة», «عام 86»
            None if headed && number.digits.is_none() && value >= 100 => value % 100 != 0 || value >= 1000,
            None if headed && number.digits == Some(2) => (40..=99).contains(&value),
            // «سنة ثلاث وأربعين»
            None if headed && number.digits.is_none() && value < 100 => value >= 20 && !counts_something(rest),
            // «العاشر من سبتمبر ألفين»: a year in words.
            None if number.digits.is_none() => (1100..=2100).contains(&value) && value % 100 != 0 || value == 2000,
            // Without head or era only what looks like a year of our time.
            None if headed => !short || value >= 100,
            None => number.digits == Some(4) && (1000..=2199).contains(&value),
        };
        if !plausible {
            return fail();
        }
        let (year, calendar) = match era {
            Some(Era::BeforeChrist) => (-value, Some(Calendar::Gregorian)),
            Some(Era::Hijri) => (value, Some(Calendar::Hijri)),
            Some(Era::Christian) => (value, Some(Calendar::Gregorian)),
            // «عام 86»: of the twentieth century, as papers write.
            None if value < 100 => (in_our_century(value), None),
            None => (value, None),
        };
        Ok((if era.is_some() { after } else { rest }, (year, calendar, era.is_some())))
    }
}

/// The year that two digits name: of the twentieth century, but for those that have hardly begun to be history.
fn in_our_century(value: i32) -> i32 {
    if value < 30 { 2000 + value } else { 1900 + value }
}

/// `short-year := two digits or words` right behind a month or a season: «أبريل 57», «نيسان ال96», «صيف أربعة وستين».
pub(super) fn short_year(i: Tokens<'_>) -> Res<'_, YearName> {
    let (i, _) = opt(lex(|l| (l.token.key() == key!("ال")).then_some(()))).parse(i)?;
    let (rest, number) = cardinal(i)?;
    // «مايو تسعة وعشرين» is a day.
    let least = if number.digits.is_some() { 40 } else { 32 };
    let two = number.digits.is_none_or(|digits| digits == 2) && (least..=99).contains(&number.value);
    // «في أبريل 57 قتيلا»
    let ends = rest.next().is_none_or(|l| {
        matches!(l.token.kind, Kind::Mark('.' | '،' | ',' | '؛' | ')' | '؟'))
            || l.token.gap > Gap::Space
            || l.kinds.meets(Kinds::SIGNAL)
            || [key!("و"), key!("ف")].contains(&l.token.key().first(1)) && l.token.key().len() > 2
    });
    if !two || number.digits.is_some() && !ends || counts_something(rest) || !stands_alone(i, rest) {
        return fail();
    }
    let value = i32::try_from(number.value).unwrap_or_default();
    Ok((rest, YearName { year: Year::Number(in_our_century(value)), calendar: None, headed: true }))
}

/// `years-ago := "قبل" years` right behind a month: «في يوليو قبل أربعة أعوام».
pub(super) fn years_ago(i: Tokens<'_>) -> Res<'_, YearName> {
    let (rest, ()) = is(Sense::Signal(Signal::Before)).parse(i)?;
    let (rest, measured) = super::quantity::quantity(rest)?;
    let from_event = rest.next().is_some_and(|l| l.has(Sense::Of));
    match measured.quantity.parts[..] {
        [(Amount::Whole(years @ 1..1000), Unit::Year)] if !measured.definite && !from_event => {
            let by = -i64::try_from(years).unwrap_or_default();
            let year = Year::Relative { by, anchor: Anchor::Reference };
            Ok((rest, YearName { year, calendar: None, headed: true }))
        }
        _ => fail(),
    }
}

/// Whether «م» after the number is the metre: round or small, and nothing before it that leads a year.
fn is_length_in_metres(i: Tokens<'_>, value: i32) -> bool {
    let led = i.before(1).is_some_and(|l| {
        matches!(l.token.kind, Kind::Mark('(' | '/' | '-' | '–' | '،' | ','))
            || l.any(|s| {
                matches!(
                    s,
                    Sense::Signal(Signal::In | Signal::Since | Signal::Until)
                        | Sense::HijriEra
                        | Sense::Month(..)
                        | Sense::Hijri(..)
                        | Sense::Ordinal(_)
                        | Sense::Corresponding
                )
            })
    });
    if led { value < 100 } else { !(1000..=2100).contains(&value) || value % 100 == 0 }
}

/// `head := "عام" | "العام" | "سنة" | "عامي" | "أعوام" ["المالي" | "الدراسي"] | "موسم"`, and whether it runs over two years.
fn year_head(i: Tokens<'_>) -> Res<'_, bool> {
    if let Ok((rest, ())) = is(Sense::Campaign).parse(i) {
        return Ok((rest, true));
    }
    let (rest, ()) = year_word(i)?;
    let (rest, fiscal) = opt(lex(|l| (l.has(Sense::Fiscal) && l.definite()).then_some(()))).parse(rest)?;
    Ok((rest, fiscal.is_some()))
}

/// «عام», «العام», «سنوات».
fn year_word(i: Tokens<'_>) -> Res<'_, ()> {
    lex(|l| l.any(|s| matches!(s, Sense::Unit(Unit::Year, _))).then_some(())).parse(i)
}

/// `numbered-this-year := "هذا" the-year number era`: «هذا العام 1436هـ».
fn numbered_this_year(i: Tokens<'_>) -> Res<'_, YearName> {
    let (rest, (_, ())) = (is(Sense::This), year_word).parse(i)?;
    match year_number(true)(rest)? {
        (rest, (number, calendar, true)) => Ok((rest, YearName { year: Year::Number(number), calendar, headed: true })),
        _ => fail(),
    }
}

/// `year := head number [("/" | "-") number] | the-year ordinal era | number`: «عام 2012», «العام المالي 2002 - 2003»,
/// «السنة الخامسة للهجرة», «2012».
pub(super) fn year(i: Tokens<'_>) -> Res<'_, YearName> {
    if !i.begins(YEAR) {
        return fail();
    }
    if let Ok(found) = numbered_this_year(i) {
        return Ok(found);
    }
    if let Ok((rest, fiscal)) = year_head(i) {
        // «عام 89/90», «العام الدراسي 2012-2013»
        if let Ok((after, ((first, width), _, (second, _)))) =
            (digits(0, 9999), mark(&['/', '-', '–']), digits(0, 9999)).parse(rest)
            && let Some(first) = spanning(first, width, second)
        {
            let slash = rest.ahead(1).is_some_and(|l| l.token.is_mark('/'));
            if fiscal || slash {
                let (after, era) = opt(era).parse(after)?;
                let lunar = era == Some(Era::Hijri) || (1300..1500).contains(&first);
                let calendar = lunar.then_some(Calendar::Hijri);
                return Ok((after, YearName { year: Year::Fiscal(first), calendar, headed: true }));
            }
        }
        if i.next().is_some_and(|l| l.has(Sense::Campaign)) {
            return fail();
        }
        // «السنة الخامسة للهجرة», «العام العاشر قبل الميلاد»
        if i.next().is_some_and(Lex::definite)
            && let Ok((after, (number @ 1.., era))) = (ordinal(false), era).parse(rest)
        {
            let (number, calendar) = match era {
                Era::BeforeChrist => (-i32::from(number), Calendar::Gregorian),
                Era::Hijri => (number.into(), Calendar::Hijri),
                Era::Christian => (number.into(), Calendar::Gregorian),
            };
            return Ok((after, YearName { year: Year::Number(number), calendar: Some(calendar), headed: true }));
        }
        // «السنة الهجرية 1437»
        let (rest, said) = opt(alt((is(Sense::HijriEra), is(Sense::Christian)))).parse(rest)?;
        let lunar = said.is_some() && rest.before(1).is_some_and(|l| l.has(Sense::HijriEra));
        // «العام الهجري الحالي 1438»
        let (rest, _) = if lunar { opt(which).parse(rest)? } else { (rest, None) };
        let (after, (number, calendar, _)) = year_number(true)(rest)?;
        let calendar = if lunar { Some(Calendar::Hijri) } else { calendar };
        return Ok((after, YearName { year: Year::Number(number), calendar, headed: true }));
    }
    let (rest, (number, calendar, era)) = year_number(false)(i)?;
    if !era && is_of_resolution(i) {
        return fail();
    }
    let free = if era { free_on_the_left(i) } else { stands_alone(i, rest) };
    if !free && !dash_to_year(i, rest) {
        return fail();
    }
    Ok((rest, YearName { year: Year::Number(number), calendar, headed: era }))
}

/// `two-years := digits "/" digits [era]`: «العام الدراسي الحالي 2025/2026م».
pub(super) fn two_years(i: Tokens<'_>) -> Res<'_, YearName> {
    years_over(&['/'])(i)
}

/// `one-winter := digits ("/" | "-") digits [era]`: «شتاء 2012-2013».
pub(super) fn one_winter(i: Tokens<'_>) -> Res<'_, YearName> {
    years_over(&['/', '-', '–'])(i)
}

/// Two years in a row that are one stretch of time, with one of these marks between them.
fn years_over(marks: &'static [char]) -> impl Fn(Tokens<'_>) -> Res<'_, YearName> {
    move |i| {
        let (rest, ((first, width), link, (second, _))) = (digits(0, 9999), mark(marks), digits(0, 9999)).parse(i)?;
        let (rest, era) = opt(era).parse(rest)?;
        match spanning(first, width, second) {
            // «شتاء 94/95»
            Some(first) if width == 4 || link == '/' && era.is_none() => {
                let lunar = era == Some(Era::Hijri) || (1300..1500).contains(&first);
                Ok((
                    rest,
                    YearName { year: Year::Fiscal(first), calendar: lunar.then_some(Calendar::Hijri), headed: true },
                ))
            }
            _ => fail(),
        }
    }
}

/// The first of two years that follow one another, if the numbers are such a pair: 89/90, 2001/2002, 2012-13.
fn spanning(first: u64, width: u8, second: u64) -> Option<i32> {
    let full = match width {
        2 => 1900 + first,
        4 => first,
        _ => return None,
    };
    if second % 100 == (full + 1) % 100 {
        return i32::try_from(full).ok();
    }
    // «2015-2014»: turned round on its way through a program that writes from left to right.
    (width == 4 && second + 1 == full).then(|| i32::try_from(second).ok()).flatten()
}

/// Whether the number is glued by a dash to another year: «2013-2014».
fn dash_to_year(i: Tokens<'_>, rest: Tokens<'_>) -> bool {
    let is_year = |l: Option<&Lex>| l.and_then(|l| l.token.number()).is_some_and(|n| (1000..2200).contains(&n));
    let dash = |l: Option<&Lex>| l.is_some_and(|l| matches!(l.token.kind, Kind::Mark('-' | '–')));
    (dash(rest.next()) && is_year(rest.ahead(1))) || (dash(i.before(1)) && is_year(i.before(2)))
}

/// `year-of := ["من" | "في" | "ل" | "،"] year | "من" relative-year`: what may follow a month.
pub(super) fn year_of(i: Tokens<'_>) -> Res<'_, YearName> {
    if !i.begins(YEAR.and(RELATIVE_YEAR).and(Kinds::OF).and(Kinds::SIGNAL).and(Kinds::MARK)) {
        return fail();
    }
    let link =
        opt(alt((is(Sense::Of), is(Sense::Signal(Signal::In)), mark(&[',', '،', '/', '-', '.', '–']).map(|_| ()))));
    let (rest, linked) = { link }.parse(i)?;
    // «في تشرين الثاني.», and a heading «2022» on the next line.
    if rest.next().is_some_and(|l| l.token.gap >= Gap::Line) {
        return fail();
    }
    if let Ok((after, name)) = year(rest.opened()) {
        // «يونيو، 2012 مقاتلا» is no year; a number with its head always is, and one of our time right behind its month:
        // «في سبتمبر 2012 طلب»; «28 يونيو 1914 يوما مشمسا» is no length.
        let ours = linked.is_none() && matches!(name.year, Year::Number(1950..=2049));
        let day = linked.is_none() && after.next().is_some_and(|l| l.token.key() == key!("يوما"));
        if !name.headed && counts_something(after) && !(ours && is_request(after) || day) {
            return fail();
        }
        let rest = after;
        return Ok((rest, name));
    }
    // «(10 تشرين الأول 680)»
    if let Ok((after, number)) = lex(|l| l.token.number().filter(|n| l.token.digits == 3 && *n >= 300)).parse(rest)
        && after.next().is_some_and(|l| l.token.is_mark(')'))
    {
        return Ok((after, YearName { year: Year::Number(number as i32), calendar: None, headed: true }));
    }
    if let Ok(found) = far_year(rest.opened()) {
        return Ok(found);
    }
    // A month would look for its own year, and that for its own.
    if !rest.begins(RELATIVE_YEAR) {
        return fail();
    }
    // «08/12, 15»: two digits only after a mark, met in the numeric dates.
    let (rest, form) = period(if linked.is_some() { rest.opened() } else { rest })?;
    match form {
        Form::Shift { unit: Unit::Year, by, anchor } => {
            Ok((rest, YearName { year: Year::Relative { by, anchor }, calendar: None, headed: true }))
        }
        _ => fail(),
    }
}

/// «طلب», «حكم»: a verb before it is something that is counted.
fn is_request(rest: Tokens<'_>) -> bool {
    const VERBS: [Key; 5] = [Key::of("طلب"), Key::of("حكم"), Key::of("وعد"), Key::of("قرار"), Key::of("عرض")];
    rest.next().is_some_and(|l| VERBS.contains(&l.token.key()))
}

/// `far-year := digits ["هـ"]` after a month: more digits than any calendar has years for. It is said, so it belongs to the
/// expression, which then has no value; but «15 يونيو 20000 لاجئ» counts something.
fn far_year(i: Tokens<'_>) -> Res<'_, YearName> {
    let long = |l: &Lex| l.token.kind == Kind::Number && l.token.digits > 4;
    // What does not fit is beyond all calendars just the same.
    let number = |l: &Lex| l.token.number().and_then(|n| i32::try_from(n).ok()).unwrap_or(i32::MAX);
    let (rest, number) = lex(|l| long(l).then(|| number(l))).parse(i)?;
    let (after, era) = opt(era).parse(rest)?;
    let ends = rest.next().is_none_or(|l| matches!(l.token.kind, Kind::Mark(_)) || l.token.gap > Gap::Space);
    let (rest, calendar) = match era {
        Some(Era::Hijri) => (after, Some(Calendar::Hijri)),
        None if ends => (rest, None),
        _ => return fail(),
    };
    if !stands_alone(i, rest) {
        return fail();
    }
    Ok((rest, YearName { year: Year::Number(number), calendar, headed: true }))
}

/// What makes a bare number of four digits a year: a preposition, a bracket, a range, or a name before it; and nothing
/// that it counts after it.
pub(super) fn year_in_context(i: Tokens<'_>, rest: Tokens<'_>) -> bool {
    let Some(here) = i.next() else { return false };
    let value = here.token.number().unwrap_or(0);
    if counts_something(rest) || told_of_a_year(rest) {
        return false;
    }
    // In words only after a preposition and before nothing that it could count: «في ألف وتسعمئة وستين».
    if here.token.number().is_none() {
        let led = i
            .before(1)
            .is_some_and(|l| l.any(|s| matches!(s, Sense::Signal(Signal::In | Signal::Since | Signal::Until))));
        return led && rest.next().is_none_or(|l| matches!(l.token.kind, Kind::Mark(_)));
    }
    let ranged = dash_to_year(i, rest);
    let modern = (1900..=2100).contains(&value);
    // «2013» on a line of its own, «-2013-»: what is listed under it is of that year.
    let line = |l: Option<&Lex>| l.is_none_or(|l| l.token.gap >= Gap::Line);
    let dashed = i.before(1).is_some_and(|l| matches!(l.token.kind, Kind::Mark('-' | '–'))) && line(i.before(1));
    let closed =
        rest.next().is_some_and(|l| matches!(l.token.kind, Kind::Mark('-' | '–' | ':'))) && line(rest.ahead(1));
    if modern && (here.token.gap >= Gap::Line || dashed) && (line(rest.next()) || closed) {
        return true;
    }
    if (1000..=2100).contains(&value) && heads_an_entry(i, rest) {
        return true;
    }
    let Some(left) = i.before(1) else {
        // The whole text is the number, or it begins a headline.
        return rest.next().is_none() || ranged;
    };
    // «من مواليد 1949», «من مواليد نحو 1949», «ولد في نحو 1488»
    let about = left.has(Sense::Approx);
    if about && i.before(2).is_some_and(|l| l.has(Sense::Signal(Signal::In))) {
        return (1000..=2150).contains(&value);
    }
    if (if about { i.before(2) } else { Some(left) }).is_some_and(|l| l.token.key() == key!("مواليد")) {
        return modern;
    }
    if left.has(Sense::Designates) || i.before(2).is_some_and(|l| l.has(Sense::Designates)) {
        return false;
    }
    let preposition = left.any(|s| matches!(s, Sense::Signal(_) | Sense::Of | Sense::Position(_)))
        || here.clitics.preposition.is_some();
    let attached = matches!(left.token.kind, Kind::Word)
        && here.token.gap == Gap::None
        && [key!("ل"), key!("ب"), key!("ك"), key!("و"), key!("ال"), key!("لل"), key!("ول"), key!("وب")]
            .contains(&left.token.key());
    if ranged {
        return value >= 500;
    }
    // «رمم مرتين: 1951 و1989»: a list of years.
    if left.token.is_mark(':') && modern && and(year_number(false)).parse(rest).is_ok_and(|(rest, _)| closes(rest)) {
        return true;
    }
    if preposition {
        // «من 1500», «إلى 2000» are amounts unless the number is of our time.
        // «أكثر من 2000 ضيف»
        let more = i.before(2).is_some_and(|l| {
            [key!("اكثر"), key!("لاكثر"), key!("باكثر"), key!("ازيد"), key!("اقل"), key!("يقرب")]
                .contains(&l.token.key())
        });
        if more && left.has(Sense::Of) {
            return false;
        }
        let measured =
            left.any(|s| matches!(s, Sense::Signal(Signal::From | Signal::To | Signal::Between) | Sense::Of));
        // «في 1434 حادثا», «في 1342 حادث مرور»: far from our time what follows without an article is counted.
        let counts = rest.next().is_some_and(|l| {
            l.token.kind == Kind::Word
                && l.token.gap <= Gap::Space
                && !l.definite()
                && !l.attached()
                && l.says_no_time()
        });
        return if measured { modern } else { (1000..=2150).contains(&value) && (modern || !counts) };
    }
    if attached {
        let joined = left.token.key() == key!("و") || left.token.key() == key!("ول");
        // «عام 2017 أو 2020», «2012 و2015»: the other member of the list is a year too.
        // «بين 1300 و2000»: both or none.
        let amounts = i.before(3).is_some_and(|l| l.has(Sense::Signal(Signal::Between)))
            && i.before(2).is_some_and(|l| l.token.number().is_some_and(|n| !(1900..=2100).contains(&n)));
        return if joined {
            modern
                && !amounts
                && i.before(2).is_some_and(|l| l.token.number().is_some_and(|n| (1000..=2150).contains(&n)))
        } else {
            modern
        };
    }
    let bracketed = left.token.is_mark('(')
        && rest.next().is_some_and(|l| matches!(l.token.kind, Kind::Mark(')' | '،' | ',' | '-' | '–' | '؛')));
    if bracketed {
        return (1000..=2150).contains(&value);
    }
    let or = left.token.key() == key!("او");
    if or {
        // «عام 1492 أو 1493»
        let other = i.before(2).and_then(|l| l.token.number()).unwrap_or(0);
        return modern || value >= 1000 && other.abs_diff(value) <= 5;
    }
    // «انتخابات 2013», «أزواد 2012»: a noun before it, and after it nothing that it could count.
    matches!(left.token.kind, Kind::Word)
        && !is_particle(left)
        && closes(rest)
        && modern
        && here.token.gap == Gap::Space
        && !left.any(|s| matches!(s, Sense::Approx | Sense::Number(_) | Sense::Counted))
        && !latin_or_number(rest)
}

/// «قرار مجلس الأمن الدولي 2085», «القرارين 2056 و2071»: the number of a resolution.
fn is_of_resolution(i: Tokens<'_>) -> bool {
    const RESOLUTIONS: [Key; 6] =
        [key!("قرار"), key!("القرار"), key!("القراران"), key!("القرارين"), key!("القرارات"), key!("قرارات")];
    let attached = |l: &Lex| l.token.key().skip(u32::from(l.outside.min(1)));
    let resolution = |l: &Lex| RESOLUTIONS.contains(&l.token.key()) || RESOLUTIONS.contains(&attached(l));
    for lex in (1..=5).map_while(|n| i.before(n)) {
        if resolution(lex) {
            return true;
        }
        let other = matches!(lex.token.kind, Kind::Mark(_)) || lex.any(|s| matches!(s, Sense::Signal(_)));
        if other || lex.token.gap >= Gap::Line {
            return false;
        }
    }
    false
}

/// «في مثل هذا اليوم: 1931 تفجير الكاتدرائية. 1952 الضباب القاتل.», «روزنامة: 1933 – وفاة الملك», a line «- 2003: خطف سياح»:
/// whether a number is the year at the head of what is told of it.
fn heads_an_entry(i: Tokens<'_>, rest: Tokens<'_>) -> bool {
    const BACK: usize = 60;
    let listed = i.before(1).is_some_and(|l| l.token.is_bullet() && l.token.gap >= Gap::Line);
    let own_line = i.next().is_some_and(|l| l.token.gap >= Gap::Line) || i.before(1).is_none() || listed;
    let begins =
        i.before(1).is_some_and(|l| matches!(l.token.kind, Kind::Mark('.' | ':' | '؛' | '•' | '*'))) || own_line;
    let word = |l: Option<&Lex>| {
        l.is_some_and(|l| l.token.kind == Kind::Word && l.token.gap <= Gap::Space && l.says_no_time())
    };
    let dashed = || {
        let dash = |l: &Lex| matches!(l.token.kind, Kind::Mark('-' | '–' | '—')) && l.token.gap == Gap::Space;
        rest.next().is_some_and(dash) && word(rest.ahead(1))
    };
    let on_this_day = || {
        let like = |n: &usize| i.before(*n).is_some_and(|l| l.token.key() == key!("مثل"));
        let this = |n: usize| i.before(n - 1).is_some_and(|l| l.has(Sense::This));
        (2..=BACK).find(like).is_some_and(this)
    };
    let colon = || {
        let told = |l: &Lex| l.token.kind == Kind::Word && l.token.gap == Gap::Space;
        rest.next().is_some_and(|l| l.token.is_mark(':')) && rest.ahead(1).is_some_and(told)
    };
    begins && (dashed() || word(rest.next()) && on_this_day()) || own_line && colon()
}

/// «مقابل 2050 في عام 1998»: a number whose year comes after it is an amount.
fn told_of_a_year(rest: Tokens<'_>) -> bool {
    let at = usize::from(rest.next().is_some_and(|l| l.has(Sense::Signal(Signal::In))));
    let year = rest.ahead(at + 1).and_then(|l| l.token.number());
    let head = rest.ahead(at).is_some_and(|l| l.any(|s| matches!(s, Sense::Unit(Unit::Year, _))));
    head && year.is_some_and(|year| (1900..=2100).contains(&year))
}

/// «على», «عن» …: a number after them is an amount.
fn is_particle(lex: &Lex) -> bool {
    const PARTICLES: [Key; 12] = [
        Key::of("علي"),
        Key::of("عن"),
        Key::of("مع"),
        Key::of("ان"),
        Key::of("قدره"),
        Key::of("قدرها"),
        Key::of("بلغ"),
        Key::of("بلغت"),
        Key::of("قوامها"),
        Key::of("قوامه"),
        Key::of("عدده"),
        Key::of("عددهم"),
    ];
    PARTICLES.contains(&lex.token.key())
}

/// Whether a number is not followed by an indefinite noun: a mark, the end, a word with the article, a conjunction or a
/// preposition comes next.
pub(super) fn closes(rest: Tokens<'_>) -> bool {
    const CLOSING: [Key; 12] = [
        Key::of("علي"),
        Key::of("عن"),
        Key::of("مع"),
        Key::of("ان"),
        Key::of("التي"),
        Key::of("الذي"),
        Key::of("بعد"),
        Key::of("قبل"),
        Key::of("او"),
        Key::of("حيث"),
        Key::of("لم"),
        Key::of("هو"),
    ];
    rest.next().is_none_or(|l| {
        let key = l.token.key();
        !matches!(l.token.kind, Kind::Word | Kind::Latin | Kind::Number)
            || l.token.gap > Gap::Space
            || key.starts_with(key!("ال"))
            || l.attached()
            || key.first(1) == key!("و")
            || l.any(|s| matches!(s, Sense::Signal(_) | Sense::Of))
            || CLOSING.contains(&key)
            // «منذ إصلاحات 2005 يمكن»
            || key.first(1) == key!("ي") && key.len() >= 4 && !l.any(|_| true)
            // «غزو 2003 اتخذ»
            || is_finite(tense::of(key))
            // A verb of the past in the feminine: «انتخابات 2013 شهدت».
            || (key.len() >= 4 && key.ends_with(key!("ت")) && !key.ends_with(key!("ات")))
    })
}

/// Whether a word is a verb, and of a happening.
fn is_finite(tense: Tense) -> bool {
    tense.is(Tense::PAST.and(Tense::PRESENT)) && !tense.is(Tense::NOUN.and(Tense::LASTS))
}

fn latin_or_number(rest: Tokens<'_>) -> bool {
    rest.next().is_some_and(|l| l.token.gap <= Gap::Space && matches!(l.token.kind, Kind::Latin | Kind::Number))
}
