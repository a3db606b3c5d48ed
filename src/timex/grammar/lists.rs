//! Lists and ranges of dates that share a head or a tail: «29 و30 أيار», «عامي 2004 و2006», «2013-2014».

use super::ages::{century_era, century_number};
use super::date::{
    apply, counts_something, day_digits, day_number, month, named, of_running_month, weekday, year_or_which,
};
use super::number::stands_alone;
use super::period::period;
use super::tokens::{Res, Tokens, and, digits, fail, is, lex, lone_and, mark};
use super::year::{Era, closes, era, year_number};
use super::{Found, Piece};
use crate::script::{Gap, Kind, key};
use crate::timex::expression::{Anchor, Calendar, Date, Form, Part, Unit, Year};
use crate::timex::rule::Rule;
use crate::timex::words::{Count, Sense, Signal};
use chrono::Weekday;
use nom::Parser;
use nom::branch::alt;
use nom::combinator::opt;

/// Between two members of a list or range.
pub(super) fn connector(i: Tokens<'_>) -> Res<'_, ()> {
    alt((
        is(Sense::Signal(Signal::To)),
        lex(|l| l.has(Sense::Signal(Signal::Until)).then_some(())),
        mark(&['-', '–', '،', ',']).map(|_| ()),
        lex(|l| (l.token.key() == key!("او")).then_some(())),
    ))
    .parse(i)
}

/// `day-list := day {connector day} connector date`: «29 و30 أيار/مايو الماضي», «من 13 الى 15 يوليو».
pub(super) fn day_list(i: Tokens<'_>) -> Option<(Tokens<'_>, Found)> {
    let mut days: Vec<(usize, usize, Option<Weekday>, u8)> = Vec::new();
    let mut rest = i;
    loop {
        let start = rest.position();
        // The last member has the month.
        if !days.is_empty() {
            if let Ok((after, (date, _, _))) = named(rest.in_list())
                && date.day.is_some()
                && date.month.is_some()
            {
                let mut pieces: Vec<Piece> = days
                    .iter()
                    .map(|&(from, to, weekday, day)| Piece {
                        from,
                        to,
                        expression: Form::Date(Date { day: Some(day), weekday, ..date.clone() }).into(),
                    })
                    .collect();
                pieces.push(Piece { from: start, to: after.position(), expression: Form::Date(date).into() });
                return Some((after, Found { pieces, rule: Rule::DayList }));
            }
            // «من 1 إلى 8 من الشهر الجاري», «12 و13 منه»: a month that is named by its relation.
            if let Ok((after, (day, by, anchor))) = day_of_relative_month(rest) {
                let within = |day: u8| Form::Within {
                    part: Part::Nth { nth: i8::try_from(day).unwrap_or(1), unit: Unit::Day },
                    whole: Some(Box::new(Form::Shift { unit: Unit::Month, by, anchor })),
                };
                let mut pieces: Vec<Piece> =
                    days.iter().map(|&(from, to, _, day)| Piece { from, to, expression: within(day).into() }).collect();
                pieces.push(Piece { from: start, to: after.position(), expression: within(day).into() });
                return Some((after, Found { pieces, rule: Rule::DayList }));
            }
        }
        if days.len() >= 8 {
            return None;
        }
        // «من الخميس 25 إلى السبت 27 يوليو»
        let (number, named) = opt(weekday).parse(rest).ok()?;
        let (after, day) = day_number(number).ok()?;
        rest = match connector(after.opened()) {
            Ok((after, ())) => after.opened(),
            Err(_) => match and(nom::combinator::rest).parse(after) {
                // «و30»: the conjunction is a token of its own before digits, or written onto a word.
                Ok(_) => match lone_and(after.opened()) {
                    Ok((after, ())) => after.opened(),
                    Err(_) => after.opened(),
                },
                Err(_) => return None,
            },
        };
        days.push((start, after.position(), named, day));
    }
}

/// `day ["من"] the-month which | digits ("منه" | ["من"] "الجاري")`
fn day_of_relative_month(i: Tokens<'_>) -> Res<'_, (u8, i64, Anchor)> {
    let (rest, day) = day_number(i)?;
    if let Ok((rest, ())) = is(Sense::OfIt).parse(rest)
        && i.next().is_some_and(|l| l.token.number().is_some())
    {
        return Ok((rest, (day, 0, Anchor::Text)));
    }
    if let Ok((rest, by)) = of_running_month(i, rest) {
        return Ok((rest, (day, by, Anchor::Reference)));
    }
    let (rest, of) = opt(is(Sense::Of)).parse(rest)?;
    match period(rest)? {
        (after, Form::Shift { unit: Unit::Month, by, anchor })
            if of.is_some() || after.position() > rest.position() + 1 =>
        {
            Ok((after, (day, by, anchor)))
        }
        _ => fail(),
    }
}

/// `month-days := month day connector day`: «تموز 13 الى 15».
pub(super) fn month_day_range(i: Tokens<'_>) -> Option<(Tokens<'_>, Found)> {
    let (mid, (month, first)) = (month, day_digits).parse(i).ok()?;
    let (from, (_, second)) = (connector, day_digits).parse(mid.opened()).ok()?;
    if !month.clear || counts_something(from) || second <= first {
        return None;
    }
    let (rest, tail) = opt(year_or_which).parse(from).ok()?;
    let mut date = Date { month: Some(month.number), calendar: month.calendar, ..Date::default() };
    apply(&mut date, tail);
    let piece =
        |from, to, day| Piece { from, to, expression: Form::Date(Date { day: Some(day), ..date.clone() }).into() };
    let pieces = vec![piece(i.position(), mid.position(), first), piece(mid.position() + 1, rest.position(), second)];
    Some((rest, Found { pieces, rule: Rule::MonthDayRange }))
}

/// `headed-list := ("عامي" | "شهري" | "يومي") member "و" member`: «عامي 2004 و2006», «شهري نيسان وحزيران»,
/// «يومي الجمعة والسبت الماضيين».
pub(super) fn headed_list(i: Tokens<'_>) -> Option<(Tokens<'_>, Found)> {
    let head = i.next()?;
    let unit = head.senses().iter().find_map(|s| match s {
        Sense::Unit(unit @ (Unit::Day | Unit::Month | Unit::Year), Count::Two | Count::Many) => Some(*unit),
        Sense::Unit(Unit::Century, _) if head.definite() => Some(Unit::Century),
        _ => None,
    })?;
    let (mut rest, ()) = lex(|_| Some(())).parse(i).ok()?;
    if unit == Unit::Century {
        return if head.has(Sense::Unit(Unit::Century, Count::One)) {
            double_century(i, rest)
        } else {
            centuries(i, rest)
        };
    }
    let mut members: Vec<(usize, usize, Date)> = Vec::new();
    let mut start = i.position();
    loop {
        let (after, member) = match unit {
            Unit::Year => {
                let (after, (number, calendar, _)) = year_number(true)(rest).ok()?;
                let date = Date {
                    year: Some(Year::Number(number)),
                    calendar: calendar.unwrap_or_default(),
                    ..Date::default()
                };
                (after, date)
            }
            Unit::Month => {
                let (after, name) = month(rest).ok()?;
                let date = Date { month: Some(name.number), calendar: name.calendar, ..Date::default() };
                // «شهري ديسمبر 2013 ونوفمبر 2014»: each with its year.
                match year_or_which(after) {
                    Ok((beyond, tail)) if and(month).parse(beyond).is_ok() => {
                        let mut date = date;
                        apply(&mut date, Some(tail));
                        (beyond, date)
                    }
                    _ => (after, date),
                }
            }
            _ => {
                let (after, day) = weekday(rest).ok()?;
                (after, Date { weekday: Some(day), ..Date::default() })
            }
        };
        members.push((start, after.position(), member));
        rest = after;
        let next = match lone_and(after.opened()) {
            Ok((next, ())) => Some(next.opened()),
            Err(_) if after.next().is_some_and(|l| l.clitics.conjunction == Some('و')) => Some(after.opened()),
            Err(_) => connector(after.opened()).ok().map(|(next, ())| next.opened()),
        };
        match next {
            Some(next) if members.len() < 6 => {
                let fits = match unit {
                    Unit::Year => year_number(true)(next).is_ok(),
                    Unit::Month => month(next).is_ok(),
                    _ => weekday(next).is_ok(),
                };
                if !fits {
                    break;
                }
                start = next.position();
                rest = next;
            }
            _ => break,
        }
    }
    // What follows the last belongs to all: «الماضيين», «من العام نفسه», «ق.م».
    let (after, tail) = opt(year_or_which).parse(rest).ok()?;
    if unit != Unit::Year {
        if let Some(last) = members.last_mut() {
            last.1 = after.position();
        }
        rest = after;
        let mut shared = Date::default();
        apply(&mut shared, tail);
        for (_, _, date) in &mut members {
            if date.year.is_none() && date.direction.is_none() {
                date.year.clone_from(&shared.year);
                date.direction = shared.direction;
                date.anchor = shared.anchor;
            }
        }
    } else if let Some(Some(Year::Number(last))) = members.last().map(|m| m.2.year.clone()) {
        // «عامي 512 و511 ق.م»: the era too.
        for (_, _, date) in &mut members {
            if let Some(Year::Number(n)) = &mut date.year
                && last < 0
                && *n > 0
            {
                *n = -*n;
            }
        }
    }
    if members.len() < 2 && unit != Unit::Year {
        return None;
    }
    // «يومي الأحد والاثنين 28 و29 نوفمبر»: the days once more, by number.
    let mut numbered = Vec::new();
    if unit == Unit::Day
        && let Some((after, found)) = day_list(rest)
        && found.pieces.len() == members.len()
    {
        for ((_, _, date), piece) in members.iter_mut().zip(&found.pieces) {
            if let Form::Date(by_number) = &piece.expression.form {
                *date = Date { weekday: date.weekday, ..by_number.clone() };
            }
        }
        numbered = found.pieces;
        rest = after;
    }
    let pieces = members.into_iter().map(|(from, to, date)| Piece { from, to, expression: Form::Date(date).into() });
    Some((rest, Found { pieces: pieces.chain(numbered).collect(), rule: Rule::HeadedList }))
}

/// «القرنين الثامن عشر والتاسع عشر», «القرنين 18 و19», «القرنين الثالث والرابع الهجريين (التاسع والعاشر الميلاديين)»
fn centuries<'a>(i: Tokens<'a>, rest: Tokens<'a>) -> Option<(Tokens<'a>, Found)> {
    let (after, calendar, mut pieces) = two_centuries(i, rest)?;
    if calendar == Calendar::Hijri
        && let Ok((open, _)) = mark(&['(', '/']).parse(after)
        && let Some((beyond, Calendar::Gregorian, second)) = two_centuries(open, open)
    {
        pieces.extend(second);
        return Some((beyond, Found { pieces, rule: Rule::DoubleCentury }));
    }
    Some((after, Found { pieces, rule: Rule::Centuries }))
}

/// `two-centuries := number "و" number [era]`
fn two_centuries<'a>(i: Tokens<'a>, rest: Tokens<'a>) -> Option<(Tokens<'a>, Calendar, Vec<Piece>)> {
    let (mid, first) = century_number(rest).ok()?;
    let (after, second) = and(century_number).parse(mid).ok()?;
    let (after, (before_christ, calendar)) = century_era(after).ok()?;
    let piece = |from, to, number: u16| {
        let expression = Form::Century { number, before_christ, calendar }.into();
        Piece { from, to, expression }
    };
    // The conjunction is written onto the second.
    let start = if mid.next()?.token.key() == key!("و") { mid.position() + 1 } else { mid.position() };
    let pieces = vec![piece(i.position(), mid.position(), first), piece(start, after.position(), second)];
    Some((after, calendar, pieces))
}

/// «القرن السابع الهجري / الثالث عشر الميلادي»: one stretch by two calendars.
fn double_century<'a>(i: Tokens<'a>, rest: Tokens<'a>) -> Option<(Tokens<'a>, Found)> {
    let (mid, (first, (_, calendar))) = (century_number, century_era).parse(rest).ok()?;
    if calendar != Calendar::Hijri {
        return None;
    }
    let link = alt((mark(&['/', '-', '–', '(', '،', ',']).map(|_| ()), is(Sense::Corresponding)));
    let (next, ()) = { link }.parse(mid).ok()?;
    let (after, (second, (before_christ, christian))) = (century_number, century_era).parse(next).ok()?;
    if christian != Calendar::Gregorian || after.position() < next.position() + 2 {
        return None;
    }
    let piece = |from, to, number, calendar| {
        let expression = Form::Century { number, before_christ, calendar }.into();
        Piece { from, to, expression }
    };
    let pieces = vec![
        piece(i.position(), mid.position(), first, calendar),
        piece(next.position(), after.position(), second, christian),
    ];
    Some((after, Found { pieces, rule: Rule::DoubleCentury }))
}

/// `year-range := year ("-" | "/") year`: «2013-2014», two dates.
pub(super) fn year_range(i: Tokens<'_>) -> Option<(Tokens<'_>, Found)> {
    let (mid, head) = opt(lex(|l| l.any(|s| matches!(s, Sense::Unit(Unit::Year, _))).then_some(()))).parse(i).ok()?;
    let mid = if head.is_some() { mid } else { i };
    if let Some(found) = range_with_era(i, mid) {
        return Some(found);
    }
    let (after, (first, width)) = digits(500, 2199).parse(mid).ok()?;
    if let Some(found) = told_range(i, after, first, width) {
        return Some(found);
    }
    let (next, _) = mark(&['-', '–']).parse(after).ok()?;
    let (rest, (second, second_width)) = digits(1, 2199).parse(next).ok()?;
    let second = match second_width {
        // «1939-45»; but no «2011-93».
        2 if width == 4 && first / 100 * 100 + second <= first + 20 => first / 100 * 100 + second,
        _ => second,
    };
    // A range goes forward, and its numbers are no others: 2013-2014, 830-846.
    if second <= first
        || second_width < 2
        || (width != 4 && head.is_none() && !i.before(1).is_some_and(|l| l.any(|s| matches!(s, Sense::Signal(_)))))
        || !stands_alone(mid, rest)
        // «أعلنت الفترة 2005-2014 عقدا للتعليم»: two numbers of our time count nothing.
        || counts_something(rest) && !(first >= 1900 && second <= 2100)
    {
        return None;
    }
    // «1618-1648م», «1437-1438هـ»
    let (rest, era) = opt(era).parse(rest).ok()?;
    let calendar = if era == Some(Era::Hijri) { Calendar::Hijri } else { Calendar::Gregorian };
    if era == Some(Era::BeforeChrist) {
        return None;
    }
    let year = |number| i32::try_from(number).ok();
    Some(two_years((i, after, year(first)?), (next, rest, year(second)?), calendar))
}

/// Two years, each with the tokens before and after it: two dates.
fn two_years<'a>(
    (i, after, first): (Tokens<'a>, Tokens<'a>, i32),
    (next, rest, last): (Tokens<'a>, Tokens<'a>, i32),
    calendar: Calendar,
) -> (Tokens<'a>, Found) {
    let piece = |from: Tokens<'_>, to: Tokens<'_>, year| {
        let date = Date { year: Some(Year::Number(year)), calendar, ..Date::default() };
        Piece { from: from.position(), to: to.position(), expression: Form::Date(date).into() }
    };
    (rest, Found { pieces: vec![piece(i, after, first), piece(next, rest, last)], rule: Rule::YearRange })
}

/// `told-range := "من" year ("إلى" | "حتى") year | "بين" year "و" year`, where nothing follows that they could count: «من 1411
/// حتى 1474)», «بين 1815 و 1820 انخفضت».
fn told_range<'a>(i: Tokens<'a>, after: Tokens<'a>, first: u64, width: u8) -> Option<(Tokens<'a>, Found)> {
    let before = i.before(1)?;
    let to = lex(|l| l.any(|s| matches!(s, Sense::Signal(Signal::To | Signal::Until))).then_some(()));
    let between = before.has(Sense::Signal(Signal::Between));
    let (next, ()) = if between {
        lone_and(after.opened()).ok()?
    } else if before.has(Sense::Signal(Signal::From)) {
        { to }.parse(after.opened()).ok()?
    } else {
        return None;
    };
    let next = next.opened();
    let (rest, (last, last_width)) = digits(1000, 2199).parse(next).ok()?;
    let marked = rest.next().is_none_or(|l| matches!(l.token.kind, Kind::Mark(_)) && l.token.gap == Gap::None);
    // «بين 1500 و1800» are amounts more often.
    let near = last.saturating_sub(first) <= 200 && !(first.is_multiple_of(100) && last.is_multiple_of(100));
    let told = if between { near && (marked || closes(rest)) } else { marked };
    if (width, last_width) != (4, 4) || last <= first || !told || !stands_alone(i, after) || !stands_alone(next, rest) {
        return None;
    }
    let year = |number| i32::try_from(number).ok();
    Some(two_years((i, after, year(first)?), (next, rest, year(last)?), Calendar::Gregorian))
}

/// «1500-1200 ق.م», «بين 332 و30 ق.م», «من 161 إلى 180 ميلادية»: the era stands with the second.
fn range_with_era<'a>(i: Tokens<'a>, mid: Tokens<'a>) -> Option<(Tokens<'a>, Found)> {
    let (after, (first, _)) = digits(1, 9999).parse(mid).ok()?;
    let (next, ()) = alt((connector, lone_and)).parse(after.opened()).ok()?;
    let next = next.opened();
    // «عام 570 أو 571 م»: after the word for it «م» is no metre.
    let (rest, (last, calendar, said)) = year_number(mid.position() > i.position())(next).ok()?;
    // «من 161 إلى 180 ميلادية»
    if let (1.., Some(Calendar::Gregorian), true) = (last, calendar, said) {
        let first = i32::try_from(first).ok().filter(|first| *first < last)?;
        return Some(two_years((i, after, first), (next, rest, last), Calendar::Gregorian));
    }
    if last >= 0 || i64::from(-last) >= first as i64 {
        return None;
    }
    let first = -i32::try_from(first).ok()?;
    Some(two_years((i, after, first), (next, rest, last), Calendar::Gregorian))
}
