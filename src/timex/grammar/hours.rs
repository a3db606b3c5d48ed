//! Two times of the clock that belong together: from one to the other, or one by two zones.

use super::clock::{again, clock, clock_nearby, ends, feminine, half_of_day, hands, hour_word, minutes};
use super::day_part::{day, part};
use super::number::free_on_the_left;
use super::tokens::{Res, Tokens, and, digits, fail, is, lex, mark, tight_mark};
use super::zone::zone;
use super::{Found, Piece};
use crate::script::key;
use crate::timex::expression::{Anchor, Clock, DayPart, Expression, Form, Unit};
use crate::timex::rule::Rule;
use crate::timex::words::{Count, Sense, Signal};
use nom::Parser;
use nom::branch::alt;
use nom::combinator::opt;

/// `clock-range := "من" hands [part] "إلى" hands [part]`: «من 3 إلى 3:30», «من 1:30 بعد الظهر إلى 4». One of the two
/// has to be a time of the clock in so many words; the other is read like it.
pub(super) fn clock_range(i: Tokens<'_>) -> Option<(Tokens<'_>, Found)> {
    let led = |signal| i.before(1).is_some_and(|l| l.has(Sense::Signal(signal)));
    let between = led(Signal::Between);
    if let Some(found) = glued_hours(i) {
        return Some(found);
    }
    let (mid, (first, first_sure)) = range_end(i).ok()?;
    let to = alt((is(Sense::Signal(Signal::To)), is(Sense::Signal(Signal::Until)), mark(&['-', '–']).map(|_| ())));
    let next = match { to }.parse(mid.opened()) {
        Ok((next, ())) => next,
        // «بين الساعة 8 صباحا و2 مساء»
        Err(_) if between => and(|i| Ok((i, ()))).parse(mid.opened()).ok()?.0,
        Err(_) => return None,
    };
    let (rest, (second, second_sure)) = range_end(next.opened()).ok()?;
    // «اليوم من الخامسة إلى السابعة», «الاثنين 8-9 صباحا»
    let behind = if led(Signal::From) { 2 } else { 1 };
    let after_day = i.before(behind).is_some_and(|l| {
        l.any(|s| matches!(s, Sense::Day(_) | Sense::Deictic(_) | Sense::Unit(Unit::Day, Count::One) | Sense::Step(_)))
            || l.token.key() == key!("او")
    });
    let in_words = feminine(i) && feminine(next);
    let until = mid.next().is_some_and(|l| l.has(Sense::Signal(Signal::Until)));
    // «يكون الدوام من العاشرة إلى الثالثة طيلة الشهر»
    let of_work = in_words && led(Signal::From) && clock_nearby(i);
    let first_sure =
        first_sure || of_work || (in_words && ends(rest) && (after_day || until && may_open(i, first.hour)));
    // Without «من» only a time that can be nothing else, up to an hour that ends the clause.
    let licensed = (after_day && second_sure && first.hour < second.hour)
        || between
        || led(Signal::From)
        || (first.headed && first_sure && (second_sure || ends(rest)));
    if !licensed || !(first_sure || second_sure) || super::date::counts_something(rest) {
        return None;
    }
    // «من 3:00 إلى 4:00 غدا», «من 5 إلى 6 مساء من 22 أبريل»: the day of both.
    let link = opt(alt((is(Sense::Of), is(Sense::Signal(Signal::In)))));
    let (linked, _) = { link }.parse(rest).ok()?;
    let (rest, common) = match day(linked) {
        Ok((after, day)) => (after, Some(Box::new(day))),
        Err(_) => (rest, None),
    };
    // «من السادسة صباحا إلى الواحدة من صباح اليوم التالي»: the day of the second alone.
    let next_day = matches!(common.as_deref(), Some(Form::Shift { by: 1.., anchor: Anchor::Text, .. }));
    let first_day = common.clone().filter(|_| !next_day);
    let piece = |from, to, clock, day| Piece { from, to, expression: Form::Clock { clock, day }.into() };
    // «من 9 صباحا حتى 3», «من العاشرة حتى السابعة»: what comes round before twelve hours have passed.
    let on_the_dial = |clock: &Clock| u32::from(clock.hour % 12) * 60 + u32::from(clock.minute.unwrap_or(0));
    let comes_round = on_the_dial(&second) <= on_the_dial(&first) && first.hour <= 12 && second.hour <= 12;
    let other_half = |part| match part {
        DayPart::Dawn | DayPart::Morning | DayPart::Noon | DayPart::Midday => DayPart::Afternoon,
        _ => DayPart::Morning,
    };
    let hours_alone = first.part.is_none() && second.part.is_none() && in_words && first.hour >= 6;
    let first = if hours_alone && comes_round { Clock { part: Some(DayPart::Morning), ..first } } else { first };
    // «من الثالثة ليلا إلى السادسة»
    let small_hours = first.part == Some(DayPart::Night) && first.hour < 6 && second.hour > first.hour;
    let second = if small_hours && second.part.is_none() && second.hour < 12 {
        Clock { part: Some(DayPart::Morning), ..second }
    } else {
        second
    };
    let part = second.part.or(first.part.map(|part| if comes_round { other_half(part) } else { part }));
    // «من 8 إلى 12 ظهرا», «من 9 إلى 5 مساء»: the first is in the morning.
    let later = matches!(part, Some(DayPart::Noon | DayPart::Midday | DayPart::Afternoon | DayPart::Evening));
    let midnight = part == Some(DayPart::Evening) && second.hour == 12;
    let wraps = later && !midnight && first.hour <= 12 && first.hour % 12 > second.hour % 12;
    let inherited = if wraps { Some(DayPart::Morning) } else { part };
    let first = Clock { part: first.part.or(inherited), ..first };
    let second = Clock { part, ..second };
    let pieces = vec![
        piece(i.position(), mid.position(), first, first_day),
        piece(next.position(), rest.position(), second, common),
    ];
    Some((rest, Found { pieces, rule: if between { Rule::ClockBetween } else { Rule::ClockRange } }))
}

/// Whether hours in words can begin with this one: «من العاشرة حتى السابعة», but not «الصفوف من الأولى حتى الثالثة», nor
/// «الحلقات من الثانية حتى الخامسة».
fn may_open(i: Tokens<'_>, hour: u8) -> bool {
    let of_members = i.before(2).is_some_and(|l| {
        let key = l.token.key();
        key.ends_with(key!("ات")) || [key!("الصفوف"), key!("المراحل"), key!("الفصول"), key!("مراحل")].contains(&key)
    });
    hour > 1 && !of_members
}

/// `hours := digits "-" digits part`: «من 8-12 صباحا», «الاثنين 1-3 مساء», but not the score in «فاز 3-2 مساء أمس».
fn glued_hours(i: Tokens<'_>) -> Option<(Tokens<'_>, Found)> {
    let led = i.before(1).is_some_and(|l| {
        l.token.key() == key!("او")
            || l.any(|s| {
                matches!(
                    s,
                    Sense::Signal(Signal::From | Signal::Between)
                        | Sense::Day(_)
                        | Sense::Deictic(_)
                        | Sense::Step(_)
                        | Sense::Unit(Unit::Hour | Unit::Day, Count::One)
                )
            })
    });
    let (mid, (from, width)) = digits(1, 12).parse(i).ok()?;
    let (next, _) = tight_mark(&['-', '–']).parse(mid).ok()?;
    let (rest, (to, other)) = digits(1, 12).parse(next).ok()?;
    let (rest, (part, clear)) = part(rest).ok()?;
    if !led || !clear || width.max(other) > 2 || from == to || !free_on_the_left(i) || day(rest).is_ok() {
        return None;
    }
    let piece = |from, to, hour: u64| {
        let clock = Clock { hour: hour as u8, minute: None, second: None, part: Some(part), zone: None, headed: false };
        Piece { from, to, expression: Form::Clock { clock, day: None }.into() }
    };
    let pieces = vec![piece(i.position(), mid.position(), from), piece(next.position(), rest.position(), to)];
    Some((rest, Found { pieces, rule: Rule::ClockRange }))
}

/// `double-clock := clock "(" clock zone ")" [","] day`: «الساعة 11:00 مساء (20:00 ت غ) يوم الثلاثاء», the day of both.
pub(super) fn double_clock(i: Tokens<'_>) -> Option<(Tokens<'_>, Found)> {
    let (mid, (first, None, modifier, _)) = clock(i).ok()? else { return None };
    let (start, _) = mark(&['(']).parse(mid).ok()?;
    let (end, (second, None, _, _)) = clock(start).ok()? else { return None };
    second.zone?;
    let (rest, _) = mark(&[')']).parse(end).ok()?;
    let link = alt((mark(&['،', ',']).map(|_| ()), is(Sense::Of)));
    let (rest, _) = opt(link).parse(rest).ok()?;
    let from = rest.position();
    let (rest, named) = day(rest).ok()?;
    let piece = |from, to, clock, modifier| {
        let form = Form::Clock { clock, day: Some(Box::new(named.clone())) };
        Piece { from, to, expression: Expression { form, modifier, also: None } }
    };
    let pieces = vec![
        piece(i.position(), mid.position(), first, modifier),
        piece(start.position(), end.position(), second, None),
        Piece { from, to: rest.position(), expression: named.clone().into() },
    ];
    Some((rest, Found { pieces, rule: Rule::DoubleClock }))
}

/// One end of a range of clock times, and whether it can be nothing else.
fn range_end(i: Tokens<'_>) -> Res<'_, (Clock, bool)> {
    // «من 9 صباحا إلى منتصف النهار»
    if let Ok((rest, (part @ (DayPart::Midday | DayPart::Midnight), _))) = part(i) {
        let clock = Clock { hour: 12, minute: None, second: None, part: Some(part), zone: None, headed: true };
        return Ok((rest, (clock, true)));
    }
    let head = lex(|l| (l.has(Sense::Unit(Unit::Hour, Count::One)) && l.definite()).then_some(()));
    let (rest, head) = opt(head).parse(i)?;
    let (rest, mut clock) = match hands(rest, head.is_some()) {
        Ok(found) => found,
        Err(_) => {
            let (rest, hour) = hour_word(rest, true)?;
            (rest, Clock { hour, minute: None, second: None, part: None, zone: None, headed: head.is_some() })
        }
    };
    let four = i.next().is_some_and(|l| l.token.digits == 4);
    let in_words = rest.before(1).is_some_and(|l| l.token.number().is_none());
    let rest = match minutes(rest) {
        Ok((after, (minutes @ 1.., _))) if in_words && clock.minute.is_none() => {
            clock.minute = u8::try_from(minutes).ok();
            after
        }
        _ => rest,
    };
    let mut sure = head.is_some() || (clock.minute.is_some() && !four);
    // «9 ص», «7 م»
    let half = half_of_day(rest).ok().filter(|_| clock.hour <= 12 && !four);
    if let Some((_, half)) = half {
        clock.part = Some(half);
        // «من 5 م إلى 10 م» may be metres.
        sure |= half == DayPart::Morning || in_words;
    }
    let rest = half.map_or(rest, |(after, _)| after);
    // «الساعة الثالثة من بعد الظهر»
    let (linked, _) = opt(is(Sense::Of)).parse(rest)?;
    let rest = match part(linked) {
        Ok((after, (found, _))) => {
            clock.part = Some(found);
            sure = true;
            after
        }
        Err(_) => rest,
    };
    let rest = match zone(rest) {
        Ok((after, zone)) if clock.minute.is_some() || sure => {
            clock.zone = Some(zone);
            sure = true;
            after
        }
        _ => rest,
    };
    let rest = if sure { opt(|i| again(i, &clock)).parse(rest)?.0 } else { rest };
    if clock.hour > 24 { fail() } else { Ok((rest, (clock, sure))) }
}
