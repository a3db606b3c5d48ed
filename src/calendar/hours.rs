//! Hours and parts of the day, and which day they are of.

use super::answer::Answer;
use super::context::{Context, Unresolved};
use super::resolve::resolve_form;
use super::{Bounds, Clock, PartOfDay, TimeOfDay, Value, add_days};
use crate::timex::{self, Anchor, DayPart, Form, Unit};
use chrono::{NaiveDate, NaiveDateTime, NaiveTime, Timelike};

/// Where a part of a day is written as TIMEX3 does.
pub(super) fn part_value(part: DayPart) -> Option<TimeOfDay> {
    Some(match part {
        DayPart::Dawn | DayPart::Morning => PartOfDay::Morning.into(),
        DayPart::Noon => PartOfDay::Midday.into(),
        DayPart::Midday => Clock::at(12, 0)?.into(),
        DayPart::Afternoon => PartOfDay::Afternoon.into(),
        DayPart::Evening => PartOfDay::Evening.into(),
        DayPart::Night => PartOfDay::Night.into(),
        DayPart::Midnight => Clock::at(0, 0)?.into(),
        DayPart::Daytime => PartOfDay::Daytime.into(),
    })
}

/// The day that an expression within a day belongs to: the one it names, or the one that the text is at.
fn day_of(day: Option<&Form>, context: &Context) -> Result<Option<NaiveDate>, Unresolved> {
    match day {
        Some(form) => {
            let answer = resolve_form(form, context);
            match answer.value {
                Some(Value::Day(day) | Value::Time(day, _)) => Ok(Some(day)),
                _ => Err(answer.why.unwrap_or(Unresolved::TooVague)),
            }
        }
        None => Ok(None),
    }
}

/// The day of the time told last, if that is a day.
fn story_day(context: &Context) -> Option<NaiveDate> {
    match context.earlier {
        Some(Value::Day(day) | Value::Time(day, _)) => Some(day),
        _ => None,
    }
}

/// Whether the time told last is an evening or a night.
fn told_late(context: &Context) -> bool {
    match context.earlier {
        Some(Value::Time(_, TimeOfDay::Part(part))) => matches!(part, PartOfDay::Evening | PartOfDay::Night),
        Some(Value::Time(_, TimeOfDay::Clock(clock))) => clock.time().hour() >= 18,
        _ => false,
    }
}

pub(super) fn day_part(part: DayPart, day: Option<&Form>, context: &Context) -> Answer {
    let Some(time) = part_value(part) else { return Answer::none(Unresolved::TooVague) };
    match day_of(day, context) {
        Ok(Some(night)) => {
            // Midnight of a day is the one that ends it.
            let night = if part == DayPart::Midnight { add_days(night, 1).unwrap_or(night) } else { night };
            let answer = Answer::of(Value::Time(night, time));
            // An assistant's tonight is over with the day; a night that is told of goes on into the morning.
            let tonight = matches!(day, Some(Form::Shift { unit: Unit::Day, by: 0, anchor: Anchor::Reference }));
            if tonight && part == DayPart::Night && context.preference == super::Preference::Future {
                let evening = night.and_hms_opt(18, 0, 0);
                let end = add_days(night, 1).map(|d| d.and_time(NaiveTime::MIN));
                return answer.bounded(evening.zip(end).and_then(|(from, to)| Bounds::exactly(from, to)));
            }
            answer
        }
        // An assistant's noon is today's, its midnight the one to come.
        Ok(None) if context.preference == super::Preference::Future && context.day().is_some() => {
            let next = i64::from(part == DayPart::Midnight);
            let day = context.day().and_then(|d| add_days(d, next));
            Answer::or_out_of_range(day.map(|d| Value::Time(d, time)))
        }
        // «الاثنين … منذ الصباح»: of the day that the sentence has told.
        Ok(None) => match story_day(context).filter(|_| !context.habitual) {
            Some(day) => {
                let dawn = part == DayPart::Dawn && told_late(context);
                let next = i64::from(part == DayPart::Midnight || dawn);
                Answer::or_out_of_range(add_days(day, next).map(|d| Value::Time(d, time)))
            }
            None => Answer::of(Value::TimeOfDay(time)),
        },
        Err(why) => Answer::none(why),
    }
}

/// The hour of twenty-four, if the part of the day settles it.
pub(super) fn hour_of_24(hour: u8, part: Option<DayPart>) -> Option<u8> {
    let part = part?;
    Some(match (part, hour) {
        (_, 13..) => hour,
        (DayPart::Dawn | DayPart::Morning, 12) => 0,
        (DayPart::Dawn | DayPart::Morning, _) => hour,
        (DayPart::Noon | DayPart::Midday, 10..=12) => hour,
        (DayPart::Afternoon | DayPart::Evening, 12) => 12,
        (DayPart::Noon | DayPart::Midday | DayPart::Afternoon | DayPart::Evening, _) => hour + 12,
        // Night runs from six in the evening to the small hours.
        (DayPart::Night | DayPart::Midnight, 12) => 0,
        (DayPart::Night | DayPart::Midnight, 6..=11) => hour + 12,
        (DayPart::Night | DayPart::Midnight, _) => hour,
        (DayPart::Daytime, 1..=5) => hour + 12,
        (DayPart::Daytime, _) => hour,
    })
}

pub(super) fn clock_time(clock: &timex::Clock, day: Option<&Form>, context: &Context) -> Answer {
    let settled = hour_of_24(clock.hour, clock.part);
    // 24:00 is the next day's midnight; «الواحدة بعد منتصف ليل السبت» is on Sunday.
    let (hour, next_day) = match settled.unwrap_or(clock.hour) {
        24 => (0, 1),
        hour @ 0..=5 if clock.part == Some(DayPart::Midnight) && day.is_some() => (hour, 1),
        hour => (hour, 0),
    };
    let at = |hour: u8| -> Option<Clock> {
        match (clock.minute, clock.second) {
            (Some(minute), Some(second)) => Clock::at_second(hour.into(), minute.into(), second.into()),
            (Some(minute), None) => Clock::at(hour.into(), minute.into()),
            _ => Clock::at(hour.into(), 0),
        }
    };
    let Some(time) = at(hour) else { return Answer::none(Unresolved::DoesNotExist) };
    let named = match day_of(day, context) {
        Ok(named) => named,
        // «الواحدة من صباح اليوم التالي»: of opening hours, which belong to no day.
        Err(Unresolved::NoEarlierTime) if matches!(day, Some(Form::Shift { .. })) => {
            return Answer::of(Value::TimeOfDay(time.into()));
        }
        Err(why) => return Answer::none(why),
    };
    // A time that the words call one belongs to the day that the text is at, else to the reference's.
    let said_as_time = clock.headed || clock.zone.is_some();
    // «أوقف مساء الاثنين ... وظهر قرابة الرابعة صباحا»: the morning after.
    // «مساء الثلاثاء واستمر حتى الثانية بعد منتصف الليل»
    let small_hours = matches!(clock.part, Some(DayPart::Dawn | DayPart::Morning | DayPart::Midnight));
    let early = hour <= 6 && small_hours && told_late(context);
    let story = || story_day(context).and_then(|day| add_days(day, i64::from(early)));
    let anchored = named.or_else(|| story().filter(|_| !context.habitual)).or_else(|| {
        let now = (said_as_time && !context.habitual) || context.preference != super::Preference::News;
        now.then(|| context.day()).flatten()
    });
    let twelve = settled.is_none() && (1..=12).contains(&clock.hour);
    let other = twelve.then(|| at(if hour == 12 { 0 } else { hour + 12 })).flatten();
    let Some(day) = anchored.and_then(|d| add_days(d, next_day)) else {
        let value = |time: Clock| Value::TimeOfDay(time.into());
        return match other {
            Some(other) if context.afternoon => {
                Answer { candidates: vec![value(other), value(time)], ..Answer::of(value(other)) }
            }
            Some(other) => Answer { candidates: vec![value(time), value(other)], ..Answer::of(value(time)) },
            None => Answer::of(value(time)),
        };
    };
    let value = |time: Clock| Value::Time(day, time.into());
    let Some(other) = other else { return Answer::of(value(time)) };
    // «الساعة الثالثة» may be at night or in the afternoon: the next to come, where the caller looks forward.
    let now: Option<NaiveDateTime> = match context.reference {
        Some(crate::article::Published::At(now)) => Some(now),
        _ => None,
    };
    let later = context.preference == super::Preference::Future
        && now.is_some_and(|now| day == now.date() && time.time() < now.time() && other.time() >= now.time());
    // «ليلة الجمعة، وعقارب الساعة تشير إلى الحادية عشرة»
    let at_night = match context.earlier {
        Some(Value::Time(told, TimeOfDay::Part(part))) if told == day => match part {
            // «عشية اليوم بداية من الثانية والنصف»
            PartOfDay::Evening => clock.hour < 12,
            PartOfDay::Night => (5..=11).contains(&clock.hour),
            PartOfDay::Afternoon => (1..=6).contains(&clock.hour),
            _ => false,
        },
        _ => false,
    };
    // What was told of that day before says more than the hour itself.
    let told_time = matches!(context.earlier, Some(Value::Time(told, _)) if told == day);
    let afternoon = context.afternoon && !told_time && context.preference != super::Preference::Future;
    let second_half = later || at_night || afternoon || follows(clock, day, time, other, context);
    let (first, second) = if second_half { (other, time) } else { (time, other) };
    Answer { candidates: vec![value(first), value(second)], ..Answer::of(value(first)) }
}

/// Whether the second of two hours that the words can mean is the one that goes with an hour told before on that day:
/// «العاشرة مساء بتوقيت القاهرة، الحادية عشرة بتوقيت مكة», «من التاسعة صباحا حتى الخامسة». In another zone it is the nearer,
/// else the next.
fn follows(clock: &timex::Clock, day: NaiveDate, time: Clock, other: Clock, context: &Context) -> bool {
    let Some(Value::Time(told, TimeOfDay::Clock(before))) = context.earlier else { return false };
    let after = |hour: Clock| (hour.time() - before.time()).num_minutes().rem_euclid(24 * 60);
    let near = |hour: Clock| after(hour).min(24 * 60 - after(hour));
    told == day && if clock.zone.is_some() { near(other) < near(time) } else { after(other) < after(time) }
}
