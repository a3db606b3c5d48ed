//! Dates by their fields: what the words leave out is filled in from the context.

use super::answer::{Answer, anchor_day, hijri, year_plus};
use super::context::{Context, Disagreement, Unresolved};
use super::{
    Bounds, HijriDate, Recurring, Value, add_days, weekday_after, weekday_before, weekday_on_or_after,
    weekday_on_or_before,
};
use crate::timex::{Anchor, Calendar, Cue, Date, Direction, Season, Year};
use chrono::{Datelike, NaiveDate, Weekday};

/// How far back a bare date may lie before one shortly ahead is the likelier reading, and how shortly: no paper calls
/// a day eleven months ago by its month alone.
const STALE_DAYS: i64 = 300;
pub(super) const SOON_DAYS: i64 = 65;
const SOON_MONTHS: u32 = 2;

pub(super) fn resolve(date: &Date, context: &Context) -> Answer {
    if date.calendar == Calendar::Hijri {
        return hijri_date(date, context);
    }
    if context.timeless
        && let Some(value) = of_any_year(date)
    {
        return Answer::of(value);
    }
    match &date.year {
        Some(year) => match number_of(year, context) {
            Ok(year_) => {
                let answer = in_year(date, year_);
                if let (Year::Fiscal(_), true) = (year, date.month.is_none() && date.season.is_none()) {
                    // It runs over parts of two years; which parts, differs by country.
                    let bounds = Value::Year(year_).interval().zip(Value::Year(year_.saturating_add(1)).interval());
                    return answer.bounded(bounds.and_then(|(a, b)| Bounds::sometime_in(a.0, b.1)));
                }
                answer
            }
            Err(why) => Answer::none(why),
        },
        None => without_year(date, context),
    }
}

/// A month, a day of it or a weekday, of every year or week.
fn of_any_year(date: &Date) -> Option<Value> {
    match (date.month, date.day, date.weekday) {
        (Some(month), None, None) => chrono::Month::try_from(month).ok().map(Value::RecurringMonth),
        (Some(month), Some(day), None) => Value::day_of_year(month.into(), day.into()),
        (None, None, Some(weekday)) => Some(Value::Recurring(Recurring::Weekday(weekday), None)),
        _ => None,
    }
}

/// A year as chrono counts it.
fn number_of(year: &Year, context: &Context) -> Result<i32, Unresolved> {
    match year {
        // There is no year 0: 1 BCE is −1 as said and 0 as counted.
        Year::Number(n) if *n < 0 => Ok(n + 1),
        Year::Number(n) | Year::Fiscal(n) => Ok(*n),
        Year::Short(n) => {
            let n = i32::from(*n);
            Ok(if n < 50 { 2000 + n } else { 1900 + n })
        }
        Year::Relative { by, anchor } => {
            let day = anchor_day(*anchor, context)?;
            year_plus(day, *by).ok_or(Unresolved::OutOfRange)
        }
    }
}

/// A date whose year is known.
fn in_year(date: &Date, year: i32) -> Answer {
    if NaiveDate::from_ymd_opt(year, 1, 1).is_none() {
        return Answer::none(Unresolved::OutOfRange);
    }
    if let Some(season) = date.season {
        return Answer::of(Value::Season(year, season));
    }
    match (date.month, date.day) {
        (Some(month), Some(day)) => match NaiveDate::from_ymd_opt(year, month.into(), day.into()) {
            Some(found) => {
                let disagreement = date.weekday.filter(|w| *w != found.weekday()).map(|said| Disagreement::Weekday {
                    said: said.number_from_monday() as u8,
                    is: found.weekday().number_from_monday() as u8,
                });
                Answer { disagreement, ..Answer::of(Value::day(found)) }
            }
            None => Answer::none(Unresolved::DoesNotExist),
        },
        (Some(month), None) => match Value::month(year, month.into()) {
            Some(value) => Answer::of(value),
            None => Answer::none(Unresolved::DoesNotExist),
        },
        _ => Answer::of(Value::Year(year)),
    }
}

fn without_year(date: &Date, context: &Context) -> Answer {
    if let Some(season) = date.season {
        return bare_season(season, date, context);
    }
    match (date.month, date.day, date.weekday) {
        (Some(month), day, _) => {
            // Told history: the year that the story is in, where the words point nowhere else.
            if let (Some(year), None) = (context.story_year, date.direction) {
                let told = in_year(date, year);
                // A weekday that does not fit tells of another year.
                if told.disagreement.is_none() {
                    return told;
                }
            }
            let anchor = match anchor_day(date.anchor, context) {
                Ok(day) => day,
                // «XXXX-06-14» is no date, so it is no value.
                Err(why) => return Answer::none(why),
            };
            match day {
                Some(day) => bare_day(date, month, day, anchor, context),
                None => bare_month(date, month, anchor, context),
            }
        }
        (None, Some(day), Some(weekday)) => weekday_and_day(weekday, day, date, context),
        (None, None, Some(weekday)) => bare_weekday(weekday, date, context),
        (None, Some(day), None) => lone_day(day, context),
        _ => Answer::none(Unresolved::TooVague),
    }
}

/// «15 يونيو», «15 يونيو الماضي».
fn bare_day(date: &Date, month: u8, day: u8, anchor: NaiveDate, context: &Context) -> Answer {
    let (month, day) = (u32::from(month), u32::from(day));
    if NaiveDate::from_ymd_opt(2000, month, day).is_none() {
        return Answer::none(Unresolved::DoesNotExist);
    }
    // The occasions around the anchor; 29 February needs eight years.
    let occasions: Vec<NaiveDate> =
        (-8..=8).filter_map(|n| NaiveDate::from_ymd_opt(anchor.year().checked_add(n)?, month, day)).collect();
    let past =
        |inclusive: bool| occasions.iter().rev().copied().find(|&d| if inclusive { d <= anchor } else { d < anchor });
    let future = || occasions.iter().copied().find(|&d| d > anchor);
    let this_year = || occasions.iter().copied().find(|d| d.year() == anchor.year());
    let (chosen, other) = match date.direction {
        Some(Direction::Past) => (past(false), None),
        Some(Direction::Present) => (this_year(), None),
        Some(Direction::Future) => (future(), None),
        None => {
            let (back, ahead) = (past(true), future());
            if context.forward() {
                // On the day itself it is today; and nobody calls a day eleven months off by its month alone.
                let today = back.filter(|&d| d == anchor);
                let just_past = back.filter(|&back| {
                    (anchor - back).num_days() <= SOON_DAYS
                        && back.month() == anchor.month()
                        && ahead.is_none_or(|ahead| (ahead - anchor).num_days() > STALE_DAYS)
                        && context.cue == Cue::Past
                });
                // «كانت مقررة في 5 يوليو», told in September.
                let lately = back.filter(|&back| {
                    context.announced()
                        && (anchor - back).num_days() <= 2 * SOON_DAYS
                        && ahead.is_none_or(|ahead| (ahead - anchor).num_days() > STALE_DAYS - SOON_DAYS)
                });
                let chosen = today.or(just_past).or(lately).or(ahead);
                (chosen, if chosen == back { ahead } else { back })
            } else {
                let likelier_ahead = match (back, ahead) {
                    (Some(back), Some(ahead)) => {
                        (anchor - back).num_days() > STALE_DAYS && (ahead - anchor).num_days() <= SOON_DAYS
                    }
                    _ => false,
                };
                if likelier_ahead && context.tells_nothing() { (ahead, back) } else { (back, ahead) }
            }
        }
    };
    // A weekday chooses the year, if one near fits: 10 June was a Saturday in 2017. «الماضي» has chosen already.
    let fits = |d: &NaiveDate| date.weekday.is_none_or(|w| w == d.weekday());
    let near = |d: &NaiveDate| (*d - anchor).num_days().abs() <= 3 * 366;
    let chosen = match chosen {
        Some(day) if date.weekday.is_some() && date.direction.is_none() && !fits(&day) => {
            let ahead = day > anchor;
            let same_side = occasions
                .iter()
                .copied()
                .filter(|d| fits(d) && near(d) && (*d > anchor) == ahead)
                .min_by_key(|d| (*d - day).num_days().abs());
            let any = || {
                occasions.iter().copied().filter(|d| fits(d) && near(d)).min_by_key(|d| (*d - anchor).num_days().abs())
            };
            same_side.or_else(any).or(Some(day))
        }
        chosen => chosen,
    };
    let Some(found) = chosen else { return Answer::none(Unresolved::OutOfRange) };
    let mut answer = in_year(date, found.year());
    if let Some(other) = other.filter(|o| *o != found && date.weekday.is_none()) {
        answer.candidates = vec![Value::day(found), Value::day(other)];
    }
    answer
}

/// «يونيو», «يونيو الماضي».
fn bare_month(date: &Date, month: u8, anchor: NaiveDate, context: &Context) -> Answer {
    let month_ = u32::from(month);
    if !(1..=12).contains(&month_) {
        return Answer::none(Unresolved::DoesNotExist);
    }
    let (here, year) = (anchor.month(), anchor.year());
    // The last June that had ended; the last that had begun; the next that begins.
    let ended = if month_ < here { year } else { year - 1 };
    let begun = if month_ <= here { year } else { year - 1 };
    let next = if month_ > here { year } else { year + 1 };
    let shortly_ahead = (1..=SOON_MONTHS).contains(&(month_ + 12 - here).rem_euclid(12));
    let lately = (1..=SOON_MONTHS).contains(&(here + 12 - month_).rem_euclid(12));
    let (chosen, other) = match date.direction {
        Some(Direction::Past) => (ended, None),
        Some(Direction::Present) => (year, None),
        Some(Direction::Future) => (next, None),
        // «أعلن عقد القمة في مارس», told in May.
        None if context.announced() && lately => (begun, Some(next)),
        None if context.forward() => (if month_ >= here { year } else { year + 1 }, Some(begun)),
        // «قبل أيام من انتخابات يونيو», told in May.
        None if shortly_ahead && context.tells_nothing() => (next, Some(begun)),
        None => (begun, Some(next)),
    };
    let answer = Answer::or_out_of_range(Value::month(chosen, month_));
    let other = other.filter(|o| *o != chosen).and_then(|year| Value::month(year, month_));
    match (answer.value.clone(), other) {
        (Some(first), Some(second)) => Answer { candidates: vec![first, second], ..answer },
        _ => answer,
    }
}

/// «الخميس»: on or before the day of publication, or after it.
fn bare_weekday(weekday: Weekday, date: &Date, context: &Context) -> Answer {
    let day = match anchor_day(date.anchor, context) {
        Ok(day) => day,
        Err(why) => return Answer::none(why),
    };
    let further = if date.further { 7 } else { 0 };
    let (chosen, other) = match date.direction {
        Some(Direction::Past) => (weekday_before(day, weekday).and_then(|d| add_days(d, -further)), None),
        Some(Direction::Future) => (weekday_after(day, weekday).and_then(|d| add_days(d, further)), None),
        Some(Direction::Present) if date.anchor == Anchor::Text => (weekday_on_or_before(day, weekday), None),
        Some(Direction::Present) => {
            let monday = super::week_start(day);
            (monday.and_then(|m| super::add_days(m, i64::from(weekday.num_days_from_monday()))), None)
        }
        // «تنطلق السبت» on a Saturday is today.
        None if context.announced() => (weekday_on_or_after(day, weekday), weekday_before(day, weekday)),
        // Agencies name the day itself by its weekday, the next by «المقبل».
        None if context.forward() && context.preference == super::Preference::News => {
            (weekday_on_or_after(day, weekday), weekday_before(day, weekday))
        }
        None if context.forward() => (weekday_after(day, weekday), weekday_on_or_before(day, weekday)),
        None => (weekday_on_or_before(day, weekday), weekday_after(day, weekday)),
    };
    let answer = Answer::or_out_of_range(chosen.map(Value::day));
    match (answer.value.clone(), other) {
        (Some(first), Some(second)) => Answer { candidates: vec![first, Value::day(second)], ..answer },
        _ => answer,
    }
}

/// «الخميس 15»: the nearest month in which that day has that name, on the side that the clause looks to; this month's
/// where none does.
fn weekday_and_day(weekday: Weekday, day: u8, date: &Date, context: &Context) -> Answer {
    let anchor = match anchor_day(date.anchor, context) {
        Ok(day) => day,
        Err(why) => return Answer::none(why),
    };
    let first = anchor.with_day(1).unwrap_or(anchor);
    let days: Vec<NaiveDate> = (-7..=7)
        .filter_map(|n| super::add_months(first, n)?.with_day(u32::from(day)))
        .filter(|d| d.weekday() == weekday)
        .collect();
    let past = days.iter().copied().rfind(|&d| d <= anchor);
    let future = days.iter().copied().find(|&d| d > anchor);
    let found = if context.forward() { future.or(past) } else { past.or(future) };
    match found.or_else(|| first.with_day(u32::from(day))) {
        Some(found) => in_year(&Date { month: Some(found.month() as u8), ..date.clone() }, found.year()),
        None => Answer::none(Unresolved::DoesNotExist),
    }
}

/// «يوم 27»: the last such day, or the next, on the side that the clause looks to.
fn lone_day(day: u8, context: &Context) -> Answer {
    let Some(anchor) = context.day() else { return Answer::none(Unresolved::NoReference) };
    let first = anchor.with_day(1).unwrap_or(anchor);
    let days = || (-2..=2).filter_map(|n| super::add_months(first, n)?.with_day(u32::from(day)));
    let back = days().rfind(|d| *d <= anchor);
    let ahead = days().find(|d| *d >= anchor);
    let (chosen, other) = if context.forward() { (ahead, back) } else { (back, ahead) };
    let answer = Answer::or_out_of_range(chosen.map(Value::day));
    match (chosen, other) {
        (Some(one), Some(two)) if one != two => Answer { candidates: vec![Value::day(one), Value::day(two)], ..answer },
        _ => answer,
    }
}

/// «الربيع المقبل»; «الصيف» alone is any summer.
fn bare_season(season: Season, date: &Date, context: &Context) -> Answer {
    // «ستبدأ عملها في الخريف»
    let ahead = matches!(context.cue, Cue::Future | Cue::Announced);
    let to_come = ahead && !context.timeless && context.preference == super::Preference::News;
    let ahead = date.direction.is_none() && to_come;
    let Some(direction) = date.direction.or(ahead.then_some(Direction::Future)) else {
        return Answer::of(Value::RecurringSeason(season));
    };
    let day = match anchor_day(date.anchor, context) {
        Ok(day) => day,
        Err(why) => return Answer::none(why),
    };
    let years: Vec<i32> = (-2..=2).filter_map(|n| day.year().checked_add(n)).collect();
    let interval = |year: i32| Value::Season(year, season).interval().map(|(s, e)| (s.date(), e.date()));
    let year = match direction {
        Direction::Past => years.iter().rev().copied().find(|&y| interval(y).is_some_and(|(_, end)| end <= day)),
        // «ستجري مهرجانات الصيف», told in summer: of this one.
        Direction::Future if ahead => years.iter().copied().find(|&y| interval(y).is_some_and(|(_, end)| end > day)),
        Direction::Future => years.iter().copied().find(|&y| interval(y).is_some_and(|(start, _)| start > day)),
        Direction::Present => years
            .iter()
            .copied()
            .find(|&y| interval(y).is_some_and(|(start, end)| start <= day && day < end))
            .or(Some(day.year())),
    };
    Answer::or_out_of_range(year.map(|y| Value::Season(y, season)))
}

/// Dates of the Hijri calendar: Gregorian days, with the uncertainty that sighting the moon brings.
fn hijri_date(date: &Date, context: &Context) -> Answer {
    let year = match &date.year {
        Some(year) => match number_of(year, context) {
            // A relative or implausible year is a Gregorian one.
            Ok(n) if n < 1700 => Some(n),
            Ok(gregorian) => return hijri_in_gregorian(date, gregorian),
            Err(why) => return Answer::none(why),
        },
        None => None,
    };
    let Some(year) = year else {
        let anchor = match anchor_day(date.anchor, context) {
            Ok(day) => day,
            Err(why) => return Answer::none(why),
        };
        let Some(now) = HijriDate::from_gregorian(anchor) else { return Answer::none(Unresolved::OutOfRange) };
        if let (Some(chosen), None) = (by_weekday(date, now.year(), anchor), date.direction) {
            return Answer::of(Value::day(chosen));
        }
        let month = u32::from(date.month.unwrap_or(1));
        let begun = match date.day {
            Some(day) => (month, u32::from(day)) <= (now.month(), now.day()),
            None => month <= now.month(),
        };
        let ended = month < now.month();
        let year = match date.direction {
            Some(Direction::Past) if date.day.is_none() => {
                if ended {
                    now.year()
                } else {
                    now.year() - 1
                }
            }
            Some(Direction::Future) => {
                if begun {
                    now.year() + 1
                } else {
                    now.year()
                }
            }
            Some(Direction::Present) => now.year(),
            _ if context.forward() => {
                if begun {
                    now.year() + 1
                } else {
                    now.year()
                }
            }
            _ => {
                if begun {
                    now.year()
                } else if is_at_hand(date, now.year(), anchor) && context.cue != Cue::Begun {
                    // «أذان الفجر في أول أيام رمضان», told on its eve.
                    now.year()
                } else {
                    now.year() - 1
                }
            }
        };
        return hijri_in(date, year);
    };
    hijri_in(date, year)
}

/// The day nearest to another that has this Hijri date and this weekday, within half a year: «الأحد الخامس عشر من شوال».
fn by_weekday(date: &Date, now: i32, anchor: NaiveDate) -> Option<NaiveDate> {
    const HALF_A_YEAR: i64 = 183;
    let (weekday, month, day) = (date.weekday?, date.month?, date.day?);
    let days =
        (now.saturating_sub(1)..=now.saturating_add(1)).filter_map(|year| hijri(year, month, day)?.on_weekday(weekday));
    let distance = |day: &NaiveDate| (*day - anchor).num_days().abs();
    days.filter(|day| distance(day) <= HALF_A_YEAR).min_by_key(distance)
}

/// Whether the date of a Hijri year lies shortly ahead.
fn is_at_hand(date: &Date, year: i32, anchor: NaiveDate) -> bool {
    let (Some(month), Some(day)) = (date.month, date.day) else { return false };
    let ahead = hijri(year, month, day).and_then(HijriDate::to_gregorian).map(|(day, _)| (day - anchor).num_days());
    ahead.is_some_and(|days| (1..=SOON_DAYS).contains(&days))
}

fn hijri_in(date: &Date, year: i32) -> Answer {
    if year > super::hijri::LAST_YEAR {
        return Answer::none(Unresolved::OutOfRange);
    }
    match (date.month, date.day) {
        (Some(month), Some(day)) => {
            let Some(found) = hijri(year, month, day) else { return Answer::none(Unresolved::DoesNotExist) };
            // The weekday in the text settles which day it was.
            if let Some(day) = date.weekday.and_then(|w| found.on_weekday(w)) {
                return Answer::of(Value::day(day));
            }
            let Some((day, uncertainty)) = found.to_gregorian() else { return Answer::none(Unresolved::OutOfRange) };
            let value = Value::day(day);
            let bounds = value.interval().and_then(|i| uncertainty.widen(i));
            Answer::of(value).bounded(bounds)
        }
        (Some(month), None) => {
            let interval = HijriDate::month_interval(year, month.into());
            let bounds = interval.and_then(|i| HijriDate::uncertainty(year).widen(i));
            Answer::none(Unresolved::OtherCalendar).bounded(bounds)
        }
        _ => {
            let interval = HijriDate::year_interval(year);
            let bounds = interval.and_then(|i| HijriDate::uncertainty(year).widen(i));
            Answer::none(Unresolved::OtherCalendar).bounded(bounds)
        }
    }
}

/// «رمضان 2012»: the Hijri month or day that falls in a Gregorian year.
fn hijri_in_gregorian(date: &Date, year: i32) -> Answer {
    let Some(now) = NaiveDate::from_ymd_opt(year, 1, 1).and_then(HijriDate::from_gregorian) else {
        return Answer::none(Unresolved::OutOfRange);
    };
    for candidate in [now.year(), now.year() + 1] {
        let answer = hijri_in(date, candidate);
        let start = answer
            .value
            .as_ref()
            .and_then(Value::interval)
            .map(|(s, _)| s)
            .or_else(|| HijriDate::month_interval(candidate, date.month.unwrap_or(1).into()).map(|(s, _)| s));
        if start.is_some_and(|s| s.year() == year) {
            return answer;
        }
    }
    Answer::none(Unresolved::DoesNotExist)
}
