//! Lengths counted from a point: «قبل يومين», «منذ أكثر من أربعة أشهر», «السنوات الخمس الماضية».

use super::answer::{Answer, anchor_day, year_plus};
use super::context::{Context, Unresolved};
use super::{Amount, Bounds, Clock, Period, Preference, TimeOfDay, Unit as PeriodUnit, Value, add_days, add_months};
use crate::article::Published;
use crate::timex::{self, Anchor, Direction, Form, Modifier, Quantity, Unit};
use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike};

/// How many of a finer unit make one of these, and which: of an hour or a year a part may be said in whole ones of it.
fn finer(unit: Unit) -> Option<(u64, PeriodUnit)> {
    match unit {
        Unit::Year => Some((12, PeriodUnit::Month)),
        Unit::Hour => Some((60, PeriodUnit::Minute)),
        _ => None,
    }
}

/// So many thousandths of a unit in one of which there are `per` of it, if that is a whole number of them. The third that
/// «ثلث» says is 333 of them.
fn share(thousandths: u64, per: u64) -> Option<u64> {
    match thousandths {
        333 if per.is_multiple_of(3) => Some(per / 3 * 1000),
        n if (n * per).is_multiple_of(1000) => Some(n * per),
        _ => None,
    }
}

/// The TIMEX3 length of a quantity.
pub(super) fn period_of(quantity: &Quantity) -> Period {
    let amount = |amount: timex::Amount| match amount {
        timex::Amount::Whole(n) => n.checked_mul(1000).map_or(Amount::UNKNOWN, Amount::thousandths),
        timex::Amount::Thousandths(n) => Amount::thousandths(n),
        _ => Amount::UNKNOWN,
    };
    let unit = |unit: Unit| match unit {
        Unit::Second => PeriodUnit::Second,
        Unit::Minute => PeriodUnit::Minute,
        Unit::Hour => PeriodUnit::Hour,
        Unit::Day | Unit::Night => PeriodUnit::Day,
        Unit::Weekend => PeriodUnit::Weekend,
        Unit::Week => PeriodUnit::Week,
        Unit::Month => PeriodUnit::Month,
        Unit::Season | Unit::Quarter | Unit::Half => PeriodUnit::Quarter,
        Unit::Year => PeriodUnit::Year,
        Unit::Decade => PeriodUnit::Decade,
        Unit::Century => PeriodUnit::Century,
    };
    // A century and a decade are so many years: «عقدين» is P20Y, «ربع قرن» P25Y.
    let part = |&(a, u): &(timex::Amount, Unit)| match (u, amount(a).as_thousandths()) {
        (Unit::Decade, Some(n)) => (n.checked_mul(10).map_or(Amount::UNKNOWN, Amount::thousandths), PeriodUnit::Year),
        (Unit::Century, Some(n)) => (n.checked_mul(100).map_or(Amount::UNKNOWN, Amount::thousandths), PeriodUnit::Year),
        _ => (amount(a), unit(u)),
    };
    // «عام ونصف» is a year and six months, «ساعتين ونصف» two hours and thirty minutes, «عقد ونصف» fifteen years;
    // «2,5 سنة» stays as it is written.
    if let [(timex::Amount::Whole(n), first), (timex::Amount::Thousandths(more), same)] = quantity.parts[..]
        && first == same
    {
        if let (Some((per, smaller)), Some(whole)) = (finer(same), n.checked_mul(1000))
            && let Some(rest) = share(more, per)
        {
            return Period::of(Amount::thousandths(whole), unit(same)).and(Amount::thousandths(rest), smaller);
        }
        let total = timex::Amount::Thousandths(n.saturating_mul(1000).saturating_add(more));
        return period_of(&Quantity::new(total, same));
    }
    // «ربع سنة» is three months, «ثلث ساعة» twenty minutes; half a year stays P0.5Y.
    if let [(timex::Amount::Thousandths(n @ 1..1000), whole)] = quantity.parts[..]
        && n != 500
        && let Some((per, smaller)) = finer(whole)
        && let Some(part) = share(n, per)
    {
        return Period::of(Amount::thousandths(part), smaller);
    }
    let mut parts = quantity.parts.iter().map(part);
    let (first, first_unit) = parts.next().unwrap_or((Amount::UNKNOWN, PeriodUnit::Day));
    parts.fold(Period::of(first, first_unit), |period, (a, u)| period.and(a, u))
}

/// A length as months and days, if it is known; hours and less as seconds.
struct Length {
    months: i64,
    days: i64,
    seconds: i64,
}

fn length(quantity: &Quantity) -> Option<Length> {
    let mut total = Length { months: 0, days: 0, seconds: 0 };
    for &(amount, unit) in &quantity.parts {
        let thousandths = match amount {
            timex::Amount::Whole(n) => i64::try_from(n).ok()?.checked_mul(1000)?,
            timex::Amount::Thousandths(n) => i64::try_from(n).ok()?,
            _ => return None,
        };
        let add = |to: &mut i64, per: i64| -> Option<()> {
            *to = to.checked_add(thousandths.checked_mul(per)? / 1000)?;
            Some(())
        };
        match unit {
            Unit::Second => add(&mut total.seconds, 1)?,
            Unit::Minute => add(&mut total.seconds, 60)?,
            Unit::Hour => add(&mut total.seconds, 3600)?,
            Unit::Day | Unit::Night => add(&mut total.days, 1)?,
            Unit::Week | Unit::Weekend => add(&mut total.days, 7)?,
            Unit::Month => add(&mut total.months, 1)?,
            Unit::Season | Unit::Quarter => add(&mut total.months, 3)?,
            Unit::Half => add(&mut total.months, 6)?,
            Unit::Year => add(&mut total.months, 12)?,
            Unit::Decade => add(&mut total.months, 120)?,
            Unit::Century => add(&mut total.months, 1200)?,
        }
    }
    Some(total)
}

fn moved(day: NaiveDate, length: &Length, sign: i64) -> Option<NaiveDate> {
    let day = if length.months == 0 { day } else { add_months(day, length.months.checked_mul(sign)?)? };
    if length.days == 0 { Some(day) } else { add_days(day, length.days.checked_mul(sign)?) }
}

/// The finest unit of a quantity: what an offset by it is precise to.
fn finest(quantity: &Quantity) -> Unit {
    let (amount, unit) = quantity.parts.last().copied().unwrap_or((timex::Amount::Some, Unit::Day));
    match (amount, unit) {
        // Half a year is said in months, half a century in years, half a month in weeks.
        (timex::Amount::Thousandths(n), unit) if n % 1000 != 0 => match unit {
            Unit::Year => Unit::Month,
            Unit::Decade | Unit::Century => Unit::Year,
            Unit::Month => Unit::Week,
            Unit::Week => Unit::Day,
            unit => unit,
        },
        (_, unit) => unit,
    }
}

/// «قبل يومين»: the day; «قبل ثلاثة أشهر»: the month; «قبل أسبوع»: the week; «قبل عشر سنوات»: the year.
pub(super) fn offset(quantity: &Quantity, direction: Direction, anchor: Anchor, context: &Context) -> Answer {
    let sign = if direction == Direction::Past { -1 } else { 1 };
    // The length is known, the point that it is counted from is not.
    if anchor == Anchor::Event {
        return Answer::of(Value::Period(period_of(quantity)));
    }
    // «بعد ثلاثة أيام» in told history counts from what was told, in an announcement from now.
    let announced = context.preference == Preference::Future
        || (context.forward() && direction == Direction::Future)
        || (context.earlier.is_none() && context.preference == Preference::Past);
    // «تستأنف من 15 شباط، وبعد ذلك بأسبوع لسائر المراحل»: from the day to come that was told.
    let told = context.earlier.as_ref().and_then(Value::interval).map(|(start, _)| start.date());
    let told_ahead = matches!(context.earlier, Some(Value::Day(_) | Value::Time(..)))
        && context.preference == Preference::News
        && told.zip(context.day()).is_some_and(|(told, today)| (told - today).num_days() > 1);
    let base = if anchor == Anchor::Text && announced && !told_ahead && context.day().is_some() {
        context.day().ok_or(Unresolved::NoReference)
    } else {
        anchor_day(anchor, context)
    };
    let Some(length) = length(quantity) else {
        // «قبل أسابيع»: some time before.
        let value = if direction == Direction::Past { Value::Past } else { Value::Future };
        let bounds = base.ok().and_then(|day| {
            let point = day.and_time(NaiveTime::MIN);
            if sign < 0 {
                Some(Bounds::before(point))
            } else {
                add_days(day, 1).map(|d| Bounds::after(d.and_time(NaiveTime::MIN)))
            }
        });
        return Answer::of(value).bounded(bounds);
    };
    let base = match base {
        Ok(base) => base,
        Err(_) if anchor == Anchor::Text && length.seconds != 0 => {
            return Answer::of(Value::Period(period_of(quantity)));
        }
        Err(why) => return Answer::none(why),
    };
    // «أفرج عنه اليوم بعد ثلاث سنوات»: what has happened lies not in the future; it is counted from what began before.
    let ahead = anchor == Anchor::Text && direction == Direction::Future && !announced;
    if let (true, Some(today), Some(day)) = (ahead, context.day(), moved(base, &length, sign))
        && day > today
        && base <= today
    {
        // «دخلوا البلدة ليل السبت. بعد ثلاثة أيام …», told on the third.
        let today_counts = matches!(quantity.unit(), Unit::Day) && (day - today).num_days() == 1;
        return if today_counts { Answer::of(Value::day(today)) } else { Answer::none(Unresolved::FromEvent) };
    }
    // «في الخامسة والنصف … وبعدها بنصف ساعة»
    if let (true, Some(Value::Time(day, TimeOfDay::Clock(clock)))) =
        (anchor == Anchor::Text && length.seconds != 0, &context.earlier)
        && let Some(delta) = length.seconds.checked_mul(sign).and_then(TimeDelta::try_seconds)
        && let Some(at) = day.and_time(clock.time()).checked_add_signed(delta)
    {
        let clock = Clock::at(at.hour(), at.minute());
        return Answer::or_out_of_range(clock.map(|clock| Value::Time(at.date(), clock.into())));
    }
    // «بعدها بـ72 ساعة»: three days after that day.
    const DAY: i64 = 86_400;
    if anchor == Anchor::Text && length.seconds != 0 && length.seconds % DAY == 0 && context.earlier.is_some() {
        let days = Length { days: length.days + length.seconds / DAY, seconds: 0, ..length };
        return Answer::or_out_of_range(moved(base, &days, sign).map(Value::day));
    }
    if length.seconds != 0 {
        return clock_offset(&length, sign, base, context);
    }
    let Some(day) = moved(base, &length, sign) else { return Answer::none(Unresolved::OutOfRange) };
    match finest(quantity) {
        // «قبل أسبوع»: in that week, as news says it; on that day, as appointments are made.
        Unit::Week | Unit::Weekend => {
            let (week, day) = (Value::week_of(day), Value::day(day));
            // «بعد أسبوعين من الآن» names the point.
            let from_now = direction == Direction::Future && anchor == Anchor::Reference;
            // «في 14 أكتوبر ...، وأدى اليمين بعد ذلك بأسبوع»: so does what is counted from a day.
            let from_day = anchor == Anchor::Text && matches!(context.earlier, Some(Value::Day(_) | Value::Time(..)));
            let news = context.preference == Preference::News && !from_now && !from_day;
            let (first, second) = if news { (week, day) } else { (day, week) };
            Answer { candidates: vec![first.clone(), second], ..Answer::of(first) }
        }
        Unit::Month | Unit::Season | Unit::Quarter | Unit::Half => Answer::of(Value::month_of(day)),
        Unit::Year | Unit::Decade | Unit::Century => Answer::or_out_of_range(year_plus(day, 0).map(Value::Year)),
        _ => Answer::of(Value::day(day)),
    }
}

/// «قبل ثلاث ساعات»: exact where the time of publication is known, else the day with room for midnight.
fn clock_offset(length: &Length, sign: i64, base: NaiveDate, context: &Context) -> Answer {
    let Some(delta) = length.seconds.checked_mul(sign).and_then(TimeDelta::try_seconds) else {
        return Answer::none(Unresolved::OutOfRange);
    };
    if let Some(Published::At(now)) = context.reference {
        let Some(day) = moved(now.date(), length, sign) else { return Answer::none(Unresolved::OutOfRange) };
        let Some(at) = day.and_time(now.time()).checked_add_signed(delta) else {
            return Answer::none(Unresolved::OutOfRange);
        };
        let clock = if length.seconds % 60 == 0 && at.second() == 0 {
            Clock::at(at.hour(), at.minute())
        } else {
            Clock::at_second(at.hour(), at.minute(), at.second())
        };
        return Answer::or_out_of_range(clock.map(|c| Value::Time(at.date(), c.into())));
    }
    let midnight = base.and_time(NaiveTime::MIN);
    let bounds = (|| {
        let next: NaiveDateTime = add_days(base, 1)?.and_time(NaiveTime::MIN);
        Bounds::sometime_in(midnight.checked_add_signed(delta)?, next.checked_add_signed(delta)?)
    })();
    Answer::none(Unresolved::TooVague).bounded(bounds)
}

/// The stretch of a length that ends with the day, or begins with it.
pub(super) fn stretch(quantity: &Quantity, direction: Direction, since: bool, at: Published) -> Option<Bounds> {
    let midnight = |d: NaiveDate| d.and_time(NaiveTime::MIN);
    let day = at.date();
    let Some(length) = length(quantity) else {
        return match direction {
            Direction::Past => Some(Bounds::around(midnight(day))),
            Direction::Present => None,
            Direction::Future => Some(Bounds::after(midnight(day))),
        };
    };
    let unit = finest(quantity);
    // Hours and less are counted from the moment, if it is known.
    if length.months == 0 && length.days == 0 && length.seconds != 0 {
        let Published::At(now) = at else { return None };
        let delta = TimeDelta::try_seconds(length.seconds)?;
        return match direction {
            Direction::Past => Bounds::exactly(now.checked_sub_signed(delta)?, now),
            Direction::Future => Bounds::exactly(now, now.checked_add_signed(delta)?),
            Direction::Present => None,
        };
    }
    match direction {
        // Began in the unit that lies so far back, and holds on the day.
        Direction::Past => {
            let start = moved(day, &length, -1)?;
            if !since {
                return Bounds::exactly(midnight(start), midnight(add_days(day, 1)?));
            }
            let (from, to) = unit_around(start, unit)?;
            Bounds::new(Some(from), Some(to), Some(midnight(day)), None)
        }
        // «الأسابيع الثلاثة القادمة»: whole units after the one that holds the day.
        Direction::Future => {
            let start = next_unit(day, unit)?;
            Bounds::exactly(midnight(start), midnight(moved(start, &length, 1)?))
        }
        Direction::Present => None,
    }
}

/// The unit of the calendar that holds a day.
fn unit_around(day: NaiveDate, unit: Unit) -> Option<(NaiveDateTime, NaiveDateTime)> {
    match unit {
        Unit::Week | Unit::Weekend => Value::week_of(day).interval(),
        Unit::Month | Unit::Season | Unit::Quarter | Unit::Half => Value::month_of(day).interval(),
        Unit::Year => Value::Year(day.year()).interval(),
        // Counted in tens of years, a stretch is not exact to the year.
        Unit::Decade | Unit::Century => {
            let (from, to) = (add_months(day, -24)?, add_months(day, 24)?);
            Some((Value::Year(from.year()).interval()?.0, Value::Year(to.year()).interval()?.1))
        }
        _ => Value::day(day).interval(),
    }
}

fn next_unit(day: NaiveDate, unit: Unit) -> Option<NaiveDate> {
    match unit {
        Unit::Week | Unit::Weekend | Unit::Month | Unit::Season | Unit::Quarter | Unit::Half | Unit::Year => {
            Some(unit_around(day, unit)?.1.date())
        }
        _ => add_days(day, 1),
    }
}

/// Bounds that were computed from a length, opened on the side that the modifier says. «نحو» opens both by a fifth of
/// the length, at least by one of its units: the tolerance that people grant the word, stated here once.
pub(super) fn widened(bounds: Bounds, modifier: Modifier, form: &Form) -> Option<Bounds> {
    let (quantity, direction) = match form {
        Form::Stretch { quantity, direction, .. } | Form::Offset { quantity, direction, .. } => (quantity, *direction),
        _ if modifier == Modifier::Approx => return around(bounds),
        _ => return Some(bounds),
    };
    let past = direction == Direction::Past;
    let (es, ls) = (bounds.earliest_start(), bounds.latest_start());
    let (ee, le) = (bounds.earliest_end(), bounds.latest_end());
    let offset = matches!(form, Form::Offset { .. });
    match (modifier, past) {
        (Modifier::MoreThan | Modifier::EqualOrMore, true) => Bounds::new(None, ls, if offset { None } else { ee }, le),
        (Modifier::LessThan | Modifier::EqualOrLess, true) => Bounds::new(es, None, ee, None),
        (Modifier::MoreThan | Modifier::EqualOrMore, false) => Bounds::new(es, None, ee, None),
        (Modifier::LessThan | Modifier::EqualOrLess, false) => Bounds::new(None, ls, None, le),
        (Modifier::Approx, _) => {
            let slack = tolerance(quantity)?;
            let earlier = |t: Option<NaiveDateTime>| t.and_then(|t| t.checked_sub_signed(slack));
            let later = |t: Option<NaiveDateTime>| t.and_then(|t| t.checked_add_signed(slack));
            if offset {
                Bounds::new(earlier(es), later(ls), earlier(ee), later(le))
            } else {
                Bounds::new(earlier(es), later(ls), ee, le)
            }
        }
        _ => Some(bounds),
    }
}

/// «قرابة الساعة السابعة», «نحو عام 1000»: half an hour around a time of day, and around a longer time as much again on
/// either side.
fn around(bounds: Bounds) -> Option<Bounds> {
    let (start, end) = bounds.extent()?;
    let slack = (end - start).max(TimeDelta::minutes(30));
    Bounds::exactly(start.checked_sub_signed(slack)?, end.checked_add_signed(slack)?)
}

/// A fifth of a length, at least one of its finest unit.
fn tolerance(quantity: &Quantity) -> Option<TimeDelta> {
    let length = length(quantity)?;
    let days = length.months.checked_mul(30)?.checked_add(length.days)?;
    let least = match finest(quantity) {
        Unit::Second | Unit::Minute | Unit::Hour => 0,
        Unit::Day | Unit::Night => 1,
        Unit::Week | Unit::Weekend => 7,
        Unit::Month => 30,
        Unit::Season | Unit::Quarter => 91,
        Unit::Half => 182,
        _ => 365,
    };
    TimeDelta::try_days((days / 5).max(least))?.checked_add(&TimeDelta::try_seconds(length.seconds / 5)?)
}
