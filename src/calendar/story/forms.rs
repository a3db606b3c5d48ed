//! What a time says of its day, its month and its year, whatever the text has told.

use crate::calendar::Granularity;
use crate::timex::{Anchor, Calendar, Date, Direction, Form, Part, Recurrence, Unit, Year};
use chrono::Weekday;

/// Whether something comes back within a week: what makes clock times near it those of any day.
pub(super) fn comes_daily(form: &Form) -> bool {
    match form {
        Form::Set(Recurrence::Every(quantity)) => quantity.unit() == Unit::Day,
        Form::Set(Recurrence::EveryWeekday(_) | Recurrence::EveryPart(_)) => true,
        _ => false,
    }
}

/// Whether a time is in so many words one to come: «الخميس المقبل», «غدا».
pub(super) fn looks_ahead(form: &Form) -> bool {
    match form {
        Form::Date(date) => date.direction == Some(Direction::Future) && date.anchor == Anchor::Reference,
        Form::Shift { by, anchor: Anchor::Reference, .. } => *by > 0,
        Form::DayPart { day: Some(day), .. } | Form::Clock { day: Some(day), .. } => looks_ahead(day),
        _ => false,
    }
}

/// Whether a time names a day counted from the present, or a part of one.
pub(super) fn is_told_day(form: &Form) -> bool {
    match form {
        Form::DayPart { day: Some(day), .. } | Form::Clock { day: Some(day), .. } => is_present(day),
        _ => is_present(form),
    }
}

/// Whether a day is counted from the present: «أمس», «الثلاثاء».
pub(super) fn is_present(day: &Form) -> bool {
    match day {
        Form::Shift { anchor: Anchor::Reference, .. } => true,
        Form::Date(date) => date.weekday.is_some() && date.month.is_none() && date.day.is_none(),
        _ => false,
    }
}

/// How many days from today a form is, where it says no more: «اليوم», «صباح اليوم», «في وقت سابق من اليوم».
pub(super) fn days_from_now(form: &Form) -> Option<i64> {
    match form {
        Form::Shift { unit: Unit::Day, by, anchor: Anchor::Reference } => Some(*by),
        Form::DayPart { day: Some(day), .. } | Form::Clock { day: Some(day), .. } => days_from_now(day),
        Form::Within { whole: Some(whole), .. } => days_from_now(whole),
        _ => None,
    }
}

/// Whether a form is a weekday and says no more: «الخميس», «مساء الخميس».
pub(super) fn is_bare_weekday(form: &Form) -> bool {
    match form {
        Form::Date(Date { weekday: Some(_), month: None, day: None, year: None, direction: None, anchor, .. }) => {
            *anchor == Anchor::Reference
        }
        Form::DayPart { day: Some(day), .. } | Form::Clock { day: Some(day), .. } => is_bare_weekday(day),
        _ => false,
    }
}

/// Whether a form is the present year: «نهاية العام».
pub(super) fn is_this_year(form: &Form) -> bool {
    matches!(form, Form::Shift { unit: Unit::Year, by: 0, anchor: Anchor::Reference })
}

/// The weekday that a form names.
pub(super) fn weekday_of(form: &Form) -> Option<Weekday> {
    match form {
        Form::Date(date) => date.weekday,
        Form::DayPart { day: Some(day), .. } | Form::Clock { day: Some(day), .. } => weekday_of(day),
        _ => None,
    }
}

/// Whether a time names its month, or is counted from one: «22 يوليو», «الشهر الماضي».
pub(super) fn names_month(form: &Form) -> bool {
    match form {
        Form::Date(date) => date.month.is_some(),
        Form::Shift { unit, .. } => *unit == Unit::Month,
        Form::Within { whole: Some(whole), .. } => names_month(whole),
        Form::DayPart { day: Some(day), .. } | Form::Clock { day: Some(day), .. } => names_month(day),
        Form::Offset { .. } => true,
        _ => false,
    }
}

/// The day and the month of a date without a year.
pub(in crate::calendar) fn day_of_month(form: &Form) -> Option<(u32, u32)> {
    match form {
        Form::Date(Date { calendar: Calendar::Gregorian, year: None, day, month, direction: None, .. }) => {
            Some((u32::from((*day)?), u32::from((*month)?)))
        }
        Form::DayPart { day: Some(day), .. } | Form::Clock { day: Some(day), .. } => day_of_month(day),
        _ => None,
    }
}

/// Whether a time is counted from one told before: «بعد ثلاثة أشهر», «العام نفسه».
pub(super) fn is_counted(form: &Form) -> bool {
    match form {
        Form::Shift { anchor, .. } | Form::Offset { anchor, .. } => *anchor == Anchor::Text,
        // «في يوليو من السنة نفسها»
        Form::Date(Date { year: Some(Year::Relative { anchor, .. }), .. }) => *anchor == Anchor::Text,
        Form::Within { whole: Some(whole), .. } => is_counted(whole),
        Form::DayPart { day: Some(day), .. } | Form::Clock { day: Some(day), .. } => is_counted(day),
        _ => false,
    }
}

/// How fine a time the expression counts from: «اليوم نفسه» from a day, «12 منه» from a month.
pub(super) fn needed(form: &Form) -> Option<Granularity> {
    match form {
        Form::Shift { unit: Unit::Day | Unit::Night, anchor: Anchor::Text, .. } => Some(Granularity::Day),
        Form::Shift { unit: Unit::Month, anchor: Anchor::Text, .. } => Some(Granularity::Month),
        Form::Within { part: Part::Same { unit: Unit::Day }, .. } => Some(Granularity::Day),
        Form::Within { part: Part::Same { unit: Unit::Month }, .. } => Some(Granularity::Month),
        Form::Within { whole: Some(whole), .. } => needed(whole),
        Form::DayPart { day: Some(day), .. } | Form::Clock { day: Some(day), .. } => needed(day),
        Form::DayPart { day: None, .. } | Form::Clock { day: None, .. } => Some(Granularity::Day),
        _ => None,
    }
}
