//! Dates in digits: «15/7/2012», «2012-07», «3-5».

use super::number::stands_alone;
use super::tokens::{Res, Tokens, digits, fail, mark, tight_mark};
use super::year::{Era, era};
use crate::script::{Gap, Kind, key};
use crate::timex::expression::{Calendar, Date, Unit, Year};
use crate::timex::kinds::Kinds;
use crate::timex::words::{Clear, Count, Sense, Signal};
use nom::Parser;
use nom::combinator::opt;

/// `numeric := d sep m [sep y] | y sep m sep d`, separators `/ - .`, all the same.
/// A numeric date and its era: «28/5/1436 هـ», «23-3-2015م». Years of the fifteenth century of the Hijra are such
/// without it.
pub(super) fn numeric_fields(i: Tokens<'_>) -> Res<'_, Date> {
    let (rest, mut date) = bare_fields(i)?;
    let Some(Year::Number(year)) = date.year else { return Ok((rest, date)) };
    let (after, era) = opt(era).parse(rest)?;
    let lunar = era == Some(Era::Hijri) || (era.is_none() && (1300..1500).contains(&year));
    match era {
        Some(Era::BeforeChrist) => Ok((rest, date)),
        _ => {
            if lunar {
                date.calendar = Calendar::Hijri;
            }
            Ok((after, date))
        }
    }
}

fn bare_fields(i: Tokens<'_>) -> Res<'_, Date> {
    if !i.begins(Kinds::DIGITS) {
        return fail();
    }
    const SEPARATORS: &[char] = &['/', '-', '.', '\\', '–'];
    if let Ok(found) = spaced_fields(i).or_else(|_| dateline_fields(i)) {
        return Ok(found);
    }
    let (after_first, (a, a_width)) = digits(0, 9999).parse(i)?;
    let (after_sep, separator) = tight_mark(SEPARATORS).parse(after_first)?;
    let (rest, (b, b_width)) = digits(0, 9999).parse(after_sep)?;
    let date = |y: Option<Year>, m: u64, d: u64| Date {
        year: y,
        month: u8::try_from(m).ok(),
        day: u8::try_from(d).ok(),
        ..Date::default()
    };
    let year_of = |n: u64, width: u8| -> Option<Year> {
        match width {
            4 => i32::try_from(n).ok().map(Year::Number),
            2 => u8::try_from(n).ok().map(Year::Short),
            _ => None,
        }
    };
    let fits = |m: u64, d: u64| (1..=12).contains(&m) && (1..=31).contains(&d);
    if let Ok((rest, (second, (c, c_width)))) = (tight_mark(SEPARATORS), digits(0, 9999)).parse(rest) {
        if second == separator && stands_alone(i, rest) {
            if a_width == 4 && b_width <= 2 && c_width <= 2 && fits(b, c) {
                return Ok((rest, date(year_of(a, 4), b, c)));
            }
            if let Some(year) = year_of(c, c_width) {
                // A dotted triple with a short year is as often a version or a number.
                let short_dotted = separator == '.' && c_width == 2;
                if a_width <= 2 && b_width <= 2 && !short_dotted {
                    if fits(b, a) {
                        return Ok((rest, date(Some(year), b, a)));
                    }
                    if fits(a, b) {
                        return Ok((rest, date(Some(year), a, b)));
                    }
                }
            }
        }
        return fail();
    }
    // «08/12, 2015»: month first, as the comma is American.
    if a_width <= 2
        && b_width <= 2
        && separator == '/'
        && let Ok((rest, (_, (c, c_width)))) = (mark(&[',', '،']), digits(0, 9999)).parse(rest)
        && let (Some(year), true) = (year_of(c, c_width), fits(a, b))
    {
        return Ok((rest, date(Some(year), a, b)));
    }
    // «3/2015», «2015-03»: a month of a year.
    let is_year = |n: u64, width: u8| width == 4 && (1900..=2100).contains(&n);
    if separator != '.' && stands_alone(i, rest) {
        let month_year = match (is_year(a, a_width), is_year(b, b_width)) {
            (false, true) if a_width <= 2 && (1..=12).contains(&a) => Some((a, b)),
            (true, false) if b_width <= 2 && (1..=12).contains(&b) => Some((b, a)),
            _ => None,
        };
        if let Some((month, year)) = month_year {
            let date = Date { year: year_of(year, 4), month: u8::try_from(month).ok(), ..Date::default() };
            return Ok((rest, date));
        }
    }
    // «الاثنين 8-9 صباحا»: hours.
    let hours = a.max(b) <= 12 && rest.next().is_some_and(|l| l.any(|s| matches!(s, Sense::Part(_, Clear::Yes))));
    if a_width > 2 || b_width > 2 || hours || !stands_alone(i, rest) {
        return fail();
    }
    let day_first = fits(b, a);
    let month_first = fits(a, b);
    if !(day_first || month_first) || !two_part_licence(i, rest, separator, (a, b)) {
        return fail();
    }
    Ok((rest, if day_first { date(None, b, a) } else { date(None, a, b) }))
}

/// «25 /09 /1437», «3 / 3 / 1414»: spaces around the strokes of a full date.
fn spaced_fields(i: Tokens<'_>) -> Res<'_, Date> {
    let stroke = || mark(&['/']);
    let (rest, ((day, d_width), _, (month, m_width), _, (year, width))) =
        (digits(1, 31), stroke(), digits(1, 12), stroke(), digits(1300, 2199)).parse(i)?;
    if d_width > 2 || m_width > 2 || width != 4 || !stands_alone(i, rest) {
        return fail();
    }
    let year = i32::try_from(year).ok().map(Year::Number);
    Ok((rest, Date { year, month: Some(month as u8), day: Some(day as u8), ..Date::default() }))
}

/// «باماكو - 2 - 4 (كونا)»: day and month in a dateline, set apart by spaces.
fn dateline_fields(i: Tokens<'_>) -> Res<'_, Date> {
    let dash = || mark(&['-', '–']);
    let (rest, ((day, d_width), _, (month, m_width))) = (digits(1, 31), dash(), digits(1, 12)).parse(i)?;
    let place = i.before(1).is_some_and(|l| matches!(l.token.kind, Kind::Mark('-' | '–' | '،' | ',')));
    let agency = rest.next().is_some_and(|l| l.token.is_mark('('));
    if d_width > 2 || m_width > 2 || !place || !agency || !near_paragraph(i) {
        return fail();
    }
    Ok((rest, Date { month: Some(month as u8), day: Some(day as u8), ..Date::default() }))
}

/// What makes «15-7» a date and no score or fraction: a preposition or «يوم» before it, an agency's bracket after
/// it, or a slash between numbers that can only be a day and a month.
fn two_part_licence(i: Tokens<'_>, rest: Tokens<'_>, separator: char, (a, b): (u64, u64)) -> bool {
    // «فاز الجمعة 6-3» is a score.
    let score = separator == '-' && a.max(b) < 10;
    let led = i.before(1).is_some_and(|l| {
        l.any(|s| {
            matches!(s, Sense::Signal(Signal::In | Signal::Since | Signal::Until))
                || matches!(s, Sense::Day(_)) && !score
                || matches!(s, Sense::Unit(Unit::Day, Count::One))
        }) || [key!("بتاريخ"), key!("تاريخ"), key!("يوم")].contains(&l.token.key())
    });
    // «(القاهرة 15-7 (اف ب) -»: agencies' datelines.
    let dateline = separator != '.' && rest.next().is_some_and(|l| l.token.is_mark('(')) && near_paragraph(i);
    let unmistakable = separator == '/' && a.max(b) > 12 && (a, b) != (24, 7);
    led || dateline || unmistakable
}

fn near_paragraph(i: Tokens<'_>) -> bool {
    (0..10).any(|n| match i.before(n) {
        Some(l) => l.token.gap >= Gap::Line,
        None => true,
    })
}
