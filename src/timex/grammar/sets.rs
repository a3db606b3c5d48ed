//! What comes back: «كل خميس», «مرتين أسبوعيا», «أيام السبت والأحد», «15 من كل شهر».

use super::clock::at_clock;
use super::date::{day_number, weekday, which};
use super::day_part::part;
use super::lists::connector;
use super::number::{cardinal, ordinal};
use super::quantity::{about, behind, quantity};
use super::tokens::{Res, Tokens, and, fail, is, lex, phrase, sense};
use super::{Found, Piece};
use crate::script::{Kind, key};
use crate::timex::expression::{Amount, Calendar, Date, Expression, Form, Modifier, Quantity, Recurrence, Unit};
use crate::timex::kinds::Kinds;
use crate::timex::phrases::Meaning;
use crate::timex::rule::Rule;
use crate::timex::words::{Count, Sense, Signal};
use chrono::Weekday;
use nom::Parser;
use nom::branch::alt;
use nom::combinator::opt;

/// What a recurrence can begin with.
const SET: Kinds = Kinds::DIGITS
    .and(Kinds::NUMBER)
    .and(Kinds::SET)
    .and(Kinds::ADVERB)
    .and(Kinds::PHRASE)
    .and(Kinds::APPROX)
    .and(Kinds::PART)
    .and(Kinds::SEASON)
    .and(Kinds::UNIT)
    .and(Kinds::SEVERAL)
    .and(Kinds::FRACTION)
    .and(Kinds::ORDINAL)
    .and(Kinds::FIRST)
    .and(Kinds::LAST)
    .and(Kinds::DAY);

fn once_a(unit: Unit) -> Recurrence {
    Recurrence::Every(Quantity::new(Amount::Whole(1), unit))
}

fn number(day: Weekday) -> u8 {
    day.number_from_monday() as u8
}

/// `of-every := "من" "كل" ("عام" | "شهر" | "أسبوع")`, after a date: it comes back.
pub(super) fn of_every(i: Tokens<'_>) -> Res<'_, Unit> {
    if !i.begins(Kinds::OF) {
        return fail();
    }
    let unit = lex(|l| {
        l.senses().iter().find_map(|s| match s {
            Sense::Unit(unit @ (Unit::Year | Unit::Month | Unit::Week), Count::One) => Some(*unit),
            _ => None,
        })
    });
    let (rest, (_, _, unit)) = (is(Sense::Of), is(Sense::Every), unit).parse(i)?;
    Ok((rest, unit))
}

/// A date that comes back: «الثامن عشر من ديسمبر من كل عام».
pub(super) fn recurring(date: &Date, unit: Unit) -> Option<Form> {
    let lunar = date.calendar == Calendar::Hijri;
    let recurrence = match (date.month, date.day, date.weekday, unit) {
        // A Hijri date comes back every year, but not on one day of ours.
        (Some(_), _, _, Unit::Year) if date.lacks_year() && lunar => once_a(Unit::Year),
        (Some(month), Some(day), _, Unit::Year) if date.lacks_year() => Recurrence::EveryDate { month, day },
        (Some(month), None, None, Unit::Year) if date.lacks_year() => Recurrence::EveryMonth(month),
        (None, None, Some(weekday), Unit::Week) => Recurrence::EveryWeekday(number(weekday)),
        _ => return None,
    };
    Some(Form::Set(recurrence))
}

/// `set := [about] (every | times | dated | length-per) [behind]`
pub(super) fn set(i: Tokens<'_>) -> Res<'_, (Expression, Rule)> {
    if !i.begins(SET) {
        return fail();
    }
    let done = |rest, form: Recurrence, rule| Ok((rest, (Expression::from(Form::Set(form)), rule)));
    // «بشكل يومي», «على أساس سنوي»
    let regularly = phrase(|m| if let Meaning::Regularly(unit) = m { Some(unit) } else { None });
    if let Ok((rest, unit)) = { regularly }.parse(i) {
        return done(rest, once_a(unit), Rule::Regularly);
    }
    if let Ok((rest, every)) = alt((part_of_every, dated, every)).parse(i) {
        return done(rest, every, Rule::Set);
    }
    // «300 زائر في اليوم الواحد»
    let the_unit = lex(|l| {
        l.senses().iter().find_map(|s| match s {
            Sense::Unit(unit @ (Unit::Day | Unit::Week | Unit::Month | Unit::Year), Count::One) if l.definite() => {
                Some(*unit)
            }
            _ => None,
        })
    });
    if let Ok((rest, (unit, ()))) = (the_unit, single).parse(i) {
        return done(rest, once_a(unit), Rule::Set);
    }
    if let Ok((rest, every)) = rate(i) {
        return done(rest, every, Rule::Set);
    }
    per_unit(i)
}

/// `rate := the-unit` after a number of things «في»: «إنتاج 60 كيلوغراما في اليوم», «11 قتيلا في الشهر».
fn rate(i: Tokens<'_>) -> Res<'_, Recurrence> {
    /// How many words what is counted may have.
    const NEAR: usize = 4;
    if !i.begins(Kinds::UNIT) || !i.before(1).is_some_and(|l| l.has(Sense::Signal(Signal::In))) {
        return fail();
    }
    let counted = (2..=NEAR + 2).map_while(|n| i.before(n)).take_while(|l| !matches!(l.token.kind, Kind::Mark(_)));
    if !counted.into_iter().any(|l| l.token.number().is_some() || l.any(|s| matches!(s, Sense::Number(_)))) {
        return fail();
    }
    // «60 كيلومترا في الساعة» is a speed.
    if i.next().is_some_and(|l| l.any(|s| matches!(s, Sense::Unit(Unit::Hour | Unit::Minute | Unit::Second, _)))) {
        return fail();
    }
    the_unit(i)
}

/// `per-unit := [about] (times | length) ("يوميا" | "في اليوم" | "كل" unit) [behind]`: «مرتين أسبوعيا على الأقل»,
/// «ثلاث ساعات يوميا», «سبعة أيام في السنة».
fn per_unit(i: Tokens<'_>) -> Res<'_, (Expression, Rule)> {
    let (rest, modifier) = opt(about).parse(i)?;
    // «مرة واحدة في السنة»
    let one = lex(|l| (l.token.key() == key!("واحده")).then_some(()));
    let (rest, often) = opt((opt(cardinal), is(Sense::Times), opt(one))).parse(rest)?;
    let (rest, modifier, shorter) = if often.is_some() {
        (rest, modifier, None)
    } else {
        match quantity(i) {
            Ok((rest, measured)) if measured.counted && !measured.definite => {
                (rest, measured.modifier, Some(measured.quantity.unit()))
            }
            _ => (rest, modifier, None),
        }
    };
    let counted = often.is_some() || shorter.is_some();
    let adverb = sense(|s| {
        if let Sense::Adverb(u) = s { Some(Recurrence::Every(Quantity::new(Amount::Whole(1), u))) } else { None }
    });
    let in_unit = |i| if counted { in_the_unit(i) } else { fail() };
    let every = |i| if counted { every(i) } else { fail() };
    let (rest, recurrence) = alt((adverb, in_unit, every)).parse(rest)?;
    // «يومان كل أسبوع», but not «أسبوعين كل شهرين»: the part is smaller than what it comes back in.
    if let Some(shorter) = shorter
        && !matches!(&recurrence, Recurrence::Every(q) if q.unit() > shorter && q.is_exact())
    {
        return fail();
    }
    let (rest, after) = opt(behind).parse(rest)?;
    let expression = Expression { form: Form::Set(recurrence), modifier: modifier.or(after), also: None };
    Ok((rest, (expression, if shorter.is_some() { Rule::SetLength } else { Rule::Set })))
}

/// `in-the-unit := "في" the-unit`
fn in_the_unit(i: Tokens<'_>) -> Res<'_, Recurrence> {
    let (rest, ()) = is(Sense::Signal(Signal::In)).parse(i)?;
    the_unit(rest)
}

/// «الواحد», after a unit.
fn single(i: Tokens<'_>) -> Res<'_, ()> {
    lex(|l| [key!("الواحد"), key!("الواحده")].contains(&l.token.key()).then_some(())).parse(i)
}

/// `the-unit := unit ["الواحد"]`, where it is no date: «اليوم», «السنة الواحدة», but not «السنة الماضية».
fn the_unit(i: Tokens<'_>) -> Res<'_, Recurrence> {
    let unit = lex(|l| {
        l.senses().iter().find_map(|s| match s {
            Sense::Unit(u, Count::One) if l.definite() => Some(*u),
            _ => None,
        })
    });
    let (rest, unit) = { unit }.parse(i)?;
    let (rest, _) = opt(single).parse(rest)?;
    let dated = which(rest).is_ok()
        || ordinal(false).parse(rest).is_ok()
        || rest.next().is_some_and(|l| {
            l.token.number().is_some() || l.has(Sense::Of) || l.has(Sense::Fiscal) || l.definite_word()
        });
    if dated { fail() } else { Ok((rest, once_a(unit))) }
}

/// `every := "كل" (length | weekday | part-of-day | month | season | weekend) [clock]`
fn every(i: Tokens<'_>) -> Res<'_, Recurrence> {
    let (rest, ()) = is(Sense::Every).parse(i)?;
    let day = sense(|s| if let Sense::Day(d) = s { Some(d) } else { None });
    let head = || opt(is(Sense::Unit(Unit::Day, Count::One)));
    // «كل ليلة جمعة», «كل مساء خميس», «كل صباح»
    let part = sense(|s| if let Sense::Part(p, _) = s { Some(p) } else { None });
    if let Ok((rest, part)) = { part }.parse(rest) {
        if let Ok((rest, (_, day))) =
            (head(), sense(|s| if let Sense::Day(d) = s { Some(d) } else { None })).parse(rest)
        {
            let every = Box::new(Recurrence::EveryWeekday(number(day)));
            return Ok((rest, Recurrence::InPart { every, part }));
        }
        return timed(rest, Recurrence::EveryPart(part));
    }
    // «كل أيام الأسبوع»
    let days = lex(|l| (l.has(Sense::Unit(Unit::Day, Count::Many)) && !l.definite()).then_some(()));
    let week = lex(|l| (l.has(Sense::Unit(Unit::Week, Count::One)) && l.definite()).then_some(()));
    if let Ok((rest, _)) = (days, week).parse(rest) {
        return Ok((rest, once_a(Unit::Day)));
    }
    // «كل يوم جمعة», «كل خميس»
    if let Ok((rest, (_, day))) = (head(), day).parse(rest) {
        return timed(rest, Recurrence::EveryWeekday(number(day)));
    }
    // «كل تاسع من تموز»
    if let Ok((after, (day, _, month))) =
        (ordinal(true), opt(is(Sense::Of)), sense(|s| if let Sense::Month(m, _) = s { Some(m) } else { None }))
            .parse(rest)
        && let Ok(day @ 1..=31) = u8::try_from(day)
    {
        return Ok((after, Recurrence::EveryDate { month, day }));
    }
    let named = alt((
        sense(|s| if let Sense::Month(m, _) = s { Some(Recurrence::EveryMonth(m)) } else { None }),
        sense(|s| if let Sense::Hijri(..) = s { Some(once_a(Unit::Year)) } else { None }),
        sense(|s| if let Sense::Season(s) = s { Some(Recurrence::EverySeason(s)) } else { None }),
        (is(Sense::Position(Modifier::End)), is(Sense::Unit(Unit::Week, Count::One))).map(|_| Recurrence::EveryWeekend),
    ));
    if let Ok(found) = { named }.parse(rest) {
        return Ok(found);
    }
    let several = rest.next().is_some_and(|l| l.has(Sense::Several));
    let (after, measured) = quantity(rest)?;
    if measured.definite || !(measured.quantity.is_exact() || several) {
        return fail();
    }
    timed(after, Recurrence::Every(measured.quantity))
}

/// What comes back within a week: «كل يوم», «كل خميس», «يوميا», after a time of the clock.
pub(super) fn every_day(i: Tokens<'_>) -> Res<'_, Recurrence> {
    let adverb = lex(|l| l.has(Sense::Adverb(Unit::Day)).then(|| once_a(Unit::Day)));
    match alt((every, adverb)).parse(i)? {
        (rest, every @ (Recurrence::EveryWeekday(_) | Recurrence::EveryPart(_))) => Ok((rest, every)),
        (rest, every) if every == once_a(Unit::Day) => Ok((rest, every)),
        _ => fail(),
    }
}

/// «كل أحد الساعة الثامنة مساء», «كل ليلة في 9»: the clock time that goes with it.
fn timed(i: Tokens<'_>, every: Recurrence) -> Res<'_, Recurrence> {
    let daily = match &every {
        Recurrence::Every(quantity) => *quantity == Quantity::new(Amount::Whole(1), Unit::Day),
        _ => true,
    };
    match at_clock(i) {
        Ok((rest, mut clock)) if daily => {
            if let Recurrence::EveryPart(part) = every {
                clock.part = clock.part.or(Some(part));
            }
            Ok((rest, Recurrence::At { every: Box::new(every), clock }))
        }
        _ => Ok((i, every)),
    }
}

/// `part-of-every := (part-of-day | season) "كل" (weekday | "يوم" | "عام")`: «مساء كل خميس», «صيف كل عام».
fn part_of_every(i: Tokens<'_>) -> Res<'_, Recurrence> {
    if let Ok((rest, (part, _))) = part(i) {
        let (rest, every) = every(rest)?;
        return match every {
            Recurrence::EveryWeekday(_) => Ok((rest, Recurrence::InPart { every: Box::new(every), part })),
            every if every == once_a(Unit::Day) => Ok((rest, Recurrence::EveryPart(part))),
            _ => fail(),
        };
    }
    let season = sense(|s| if let Sense::Season(s) = s { Some(s) } else { None });
    let (rest, season) = { season }.parse(i)?;
    let (rest, _) = opt(is(Sense::Of)).parse(rest)?;
    let (rest, every) = every(rest)?;
    if every == once_a(Unit::Year) { Ok((rest, Recurrence::EverySeason(season))) } else { fail() }
}

/// `dated := day "من" "كل" "شهر" | nth weekday "من" "كل" "شهر"`: «15 من كل شهر», «أول جمعة من كل شهر»,
/// «الأحد الأول من كل شهر».
fn dated(i: Tokens<'_>) -> Res<'_, Recurrence> {
    let every_month = |i| match of_every(i) {
        Ok((rest, Unit::Month)) => Ok((rest, ())),
        _ => fail(),
    };
    let nth = || {
        alt((
            lex(|l| (l.has(Sense::First) && !l.definite()).then_some(1i8)),
            lex(|l| (l.has(Sense::Last) && !l.definite()).then_some(-1i8)),
            ordinal(true),
        ))
    };
    let day = |definite| {
        lex(move |l| {
            let day = |s: &Sense| if let Sense::Day(d) = s { Some(*d) } else { None };
            l.senses().iter().find_map(day).filter(|_| l.definite() == definite)
        })
    };
    if let Ok((rest, (nth, day, ()))) = (nth(), day(false), every_month).parse(i) {
        return Ok((rest, Recurrence::EveryNthWeekday { nth, weekday: number(day) }));
    }
    if let Ok((rest, (day, nth, ()))) = (day(true), ordinal(false), every_month).parse(i) {
        return Ok((rest, Recurrence::EveryNthWeekday { nth, weekday: number(day) }));
    }
    // «أول يوم من كل شهر», «اليوم الأول من كل شهر»
    let whole_day =
        |definite| lex(move |l| (l.has(Sense::Unit(Unit::Day, Count::One)) && l.definite() == definite).then_some(()));
    let first = (nth(), whole_day(false)).map(|(n, ())| n);
    let ordered = (whole_day(true), ordinal(false)).map(|((), n)| n);
    if let Ok((rest, (nth, ()))) = (alt((first, ordered)), every_month).parse(i)
        && let Ok(day) = u8::try_from(nth)
    {
        return Ok((rest, Recurrence::EveryDayOfMonth(day)));
    }
    let (rest, (day, ())) = (day_number, every_month).parse(i)?;
    Ok((rest, Recurrence::EveryDayOfMonth(day)))
}

/// Weekdays that come back: «كل أحد وأربعاء», «أيام السبت والأحد», «من الأحد إلى الخميس من كل أسبوع».
pub(super) fn weekday_list(i: Tokens<'_>) -> Option<(Tokens<'_>, Found)> {
    let (mut rest, every) = opt(is(Sense::Every)).parse(i).ok()?;
    let plural = i.next().is_some_and(|l| l.has(Sense::Unit(Unit::Day, Count::Many)) && !l.definite());
    let dual = i.next().is_some_and(|l| l.has(Sense::Unit(Unit::Day, Count::Two)) && !l.definite());
    if plural || dual {
        rest = lex(|_| Some(())).parse(i).ok()?.0;
    }
    let any_day = |i| sense(|s| if let Sense::Day(d) = s { Some(d) } else { None }).parse(i);
    let member = |i| if every.is_some() { any_day(i) } else { weekday(i) };
    let mut start = i.position();
    let mut days: Vec<(usize, usize, Weekday)> = Vec::new();
    let mut ranged = false;
    loop {
        let (after, day) = member(rest).ok()?;
        days.push((start, after.position(), day));
        rest = after;
        let next = match and(|i| Ok((i, ()))).parse(after.opened()) {
            Ok((next, ())) => next.opened(),
            Err(_) => match connector(after.opened()) {
                Ok((next, ())) => {
                    ranged |= after
                        .next()
                        .is_some_and(|l| l.token.number().is_none() && !matches!(l.token.kind, Kind::Mark('،' | ',')));
                    next.opened()
                }
                Err(_) => break,
            },
        };
        if days.len() >= 7 || member(next).is_err() {
            break;
        }
        // The comma before a list's "and".
        start = next.position();
        rest = next;
    }
    let weekly = match of_every(rest) {
        Ok((after, Unit::Week)) => {
            rest = after;
            true
        }
        _ => rest.next().is_some_and(|l| l.has(Sense::Adverb(Unit::Week))),
    };
    // «أيام الجمعة والسبت الماضيين», «أيام الأحد 3 مايو …» are dates.
    let dated = which(rest).is_ok()
        || rest.next().is_some_and(|l| l.token.number().is_some() || l.any(|s| matches!(s, Sense::Month(..))));
    let comes_back = weekly
        || (every.is_some() && days.len() > 1)
        || (plural && !dated && !ranged && (days.len() <= 2 || !follow_one_another(&days)));
    if !comes_back {
        return None;
    }
    if let Some(last) = days.last_mut() {
        last.1 = rest.position();
    }
    let pieces = days
        .into_iter()
        .map(|(from, to, day)| Piece { from, to, expression: Form::Set(Recurrence::EveryWeekday(number(day))).into() })
        .collect();
    Some((rest, Found { pieces, rule: Rule::SetWeekdays }))
}

/// «الجمعة والسبت والأحد»: three days of one week end as likely as days of every week.
fn follow_one_another(days: &[(usize, usize, Weekday)]) -> bool {
    days.windows(2).all(|pair| pair[0].2.succ() == pair[1].2)
}
