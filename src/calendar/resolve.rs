//! Symbolic expression × reference time → value and bounds. Pure functions.

use super::answer::{Answer, anchor_day, year_plus};
use super::context::{Components, Context, Disagreement, Origin, Resolution, Unresolved};
use super::fields;
use super::hours::{clock_time, day_part, hour_of_24, part_value};
use super::lengths::{self, period_of};
use super::{
    Bounds, Clock, Granularity, HijriDate, Holiday, PartOfDay, Recurring, TimeOfDay, Value, add_days, add_months,
    add_years, month_start, nth_weekday, week_start,
};
use crate::timex::{
    self, Anchor, Calendar, Direction, Expression, Form, Modifier, Part, Recurrence, TimexKind, Unit, Year,
};
use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike, Weekday};

impl Expression {
    /// What the expression means in a context. Total: whatever the words and the dates are, there is an answer.
    ///
    /// ```
    /// use tarikh::calendar::Context;
    /// use tarikh::timex::Finder;
    /// use chrono::NaiveDate;
    ///
    /// let june = Finder::new().find("في يونيو الماضي").remove(0).expression;
    /// let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
    /// let value = |at| june.resolve(&Context::at(at)).value.map(|v| v.to_string());
    /// assert_eq!(value(day(2021, 10, 25)).as_deref(), Some("2021-06"));
    /// assert_eq!(value(day(2021, 3, 1)).as_deref(), Some("2020-06"));
    /// assert!(june.resolve(&Context::unknown()).value.is_none());
    /// ```
    #[must_use]
    pub fn resolve(&self, context: &Context) -> Resolution {
        let mut answer = resolve_form(&self.form, context);
        if let (Some(_), Some(also)) = (&answer.value, &self.also) {
            // «صباح أمس الأربعاء»: of a part of a day or an hour, its day is named twice.
            let inner = match &self.form {
                Form::DayPart { day: Some(day), .. } | Form::Clock { day: Some(day), .. } => Some(&**day),
                _ => None,
            };
            let day = match inner {
                Some(day) => resolve_form(day, context).value,
                None => answer.value.clone(),
            };
            if answer.disagreement.is_none() {
                answer.disagreement = day.as_ref().and_then(|day| compare(day, also, context));
            }
            // «أمس الأربعاء 28 أبريل» in a paper of Friday: the day that is named, not the one that is counted.
            if answer.disagreement.is_some()
                && matches!(inner.unwrap_or(&self.form), Form::Shift { unit: Unit::Day, .. })
                && let Some(Value::Day(day)) = day
                && let Some(named) = named_day(day, also, context)
            {
                let value = answer.value.and_then(|value| moved(value, (named - day).num_days()));
                answer = Answer { disagreement: answer.disagreement, ..Answer::or_out_of_range(value) };
            }
            // A Hijri day that is named a second way is as certain as the second name.
            if let (Form::Date(said), Some(second)) = (&self.form, resolve_form(also, context).value)
                && said.calendar == Calendar::Hijri
                && matches!(second, Value::Day(_))
            {
                answer = Answer { disagreement: answer.disagreement, ..Answer::of(second) };
            }
        }
        // «انقطع بعد أقل من 40 دقيقة»: the hour that they count from is no end of them.
        if let (Form::Offset { quantity, .. }, Some(Value::Time(_, TimeOfDay::Clock(_)))) = (&self.form, &answer.value)
            && matches!(self.modifier, Some(Modifier::LessThan | Modifier::MoreThan))
            && !matches!(context.reference, Some(crate::article::Published::At(_)))
        {
            answer = Answer::of(Value::Period(period_of(quantity))).bounded(answer.bounds);
        }
        // «العام الهجري 245 الموافق 859 ميلادية»: TIMEX3 writes the second name.
        if let (None, Form::Date(said), Some(also)) = (&answer.value, &self.form, &self.also)
            && said.calendar == Calendar::Hijri
            && let Some(year @ Value::Year(_)) = resolve_form(also, context).value
        {
            answer = Answer::of(year);
        }
        let interval = answer.value.as_ref().and_then(Value::interval);
        let bounds = answer.bounds.or_else(|| interval.and_then(|(s, e)| Bounds::exactly(s, e)));
        let bounds = match (self.modifier, interval) {
            (Some(modifier), Some(interval)) if answer.bounds.is_none() && modifier != Modifier::Approx => {
                narrowed(modifier, interval).or(bounds)
            }
            (Some(modifier), _) => bounds.and_then(|b| lengths::widened(b, modifier, &self.form)),
            _ => bounds,
        };
        // «انقطع بعد أقل من 40 دقيقة»: the length is known, the point is not.
        let kind = match (self.form.kind(), &answer.value) {
            (TimexKind::Time, Some(Value::Period(_))) => TimexKind::Duration,
            (kind, _) => kind,
        };
        Resolution {
            kind,
            granularity: answer.value.as_ref().and_then(Value::granularity),
            components: components(&self.form, answer.value.as_ref()),
            bounds,
            candidates: answer.candidates,
            unresolved: if answer.value.is_none() { answer.why } else { None },
            disagreement: answer.disagreement,
            value: answer.value,
        }
    }
}

/// The value of a form in a context.
pub(super) fn resolve_form(form: &Form, context: &Context) -> Answer {
    match form {
        Form::Date(date) => fields::resolve(date, context),
        Form::Decade { tens, century } => decade(*tens, century.as_deref(), context),
        Form::Century { number, calendar: Calendar::Hijri, .. } => hijri_century(*number),
        Form::Century { number, before_christ, .. } => {
            let index = i32::from(*number);
            Answer::of(Value::Century(if *before_christ { -index } else { index - 1 }))
        }
        Form::Millennium { number, before_christ } => {
            let index = i32::from(*number);
            Answer::of(Value::Millennium(if *before_christ { -index } else { index - 1 }))
        }
        Form::Shift { unit, by, anchor } => shift(*unit, *by, *anchor, context),
        Form::Offset { quantity, direction, anchor } => lengths::offset(quantity, *direction, *anchor, context),
        Form::Stretch { quantity, direction, since } => {
            let bounds = context.reference.and_then(|at| lengths::stretch(quantity, *direction, *since, at));
            Answer::of(Value::Period(period_of(quantity))).bounded(bounds)
        }
        Form::Within { part, whole } => within(*part, whole.as_deref(), context),
        Form::DayPart { part, day } => day_part(*part, day.as_deref(), context),
        Form::Clock { clock, day } => clock_time(clock, day.as_deref(), context),
        Form::Duration(quantity) => Answer::of(Value::Period(period_of(quantity))),
        Form::Set(recurrence) => set(recurrence),
        Form::Holiday { holiday, year } => feast(holiday, year.as_deref(), context),
        Form::Vague(direction) => {
            let midnight = |day: NaiveDate| day.and_time(NaiveTime::MIN);
            let end = |day| add_days(day, 1).map(midnight);
            let bounds = context.day().and_then(|day| match direction {
                Direction::Past => end(day).map(Bounds::before),
                Direction::Present => Some(Bounds::around(midnight(day))),
                Direction::Future => Some(Bounds::after(midnight(day))),
            });
            // «الآن» said to an assistant is the instant of saying it.
            if let (Direction::Present, super::Preference::Future, Some(crate::article::Published::At(now))) =
                (direction, context.preference, context.reference)
                && let Some(clock) = Clock::at_second(now.hour(), now.minute(), now.second())
            {
                let instant = Value::Time(now.date(), clock.into());
                return Answer { candidates: vec![instant.clone(), Value::Present], ..Answer::of(instant) };
            }
            Answer::of(match direction {
                Direction::Past => Value::Past,
                Direction::Present => Value::Present,
                Direction::Future => Value::Future,
            })
            .bounded(bounds)
        }
    }
}

fn shift(unit: Unit, by: i64, anchor: Anchor, context: &Context) -> Answer {
    let day = match anchor_day(anchor, context) {
        Ok(day) => day,
        Err(why) => return Answer::none(why),
    };
    // «الشهر نفسه» after a year says nothing: the month is not known.
    if anchor == Anchor::Text
        && let Some(known) = context.earlier.as_ref().and_then(Value::granularity)
    {
        let needed = granularity_of(unit);
        if known > needed && !(known == Granularity::Week && needed == Granularity::Month) {
            return Answer::none(Unresolved::NoEarlierTime);
        }
    }
    let value = match unit {
        Unit::Day => add_days(day, by).map(Value::day),
        Unit::Night => add_days(day, by).map(|d| Value::Time(d, TimeOfDay::Part(PartOfDay::Night))),
        Unit::Week => by.checked_mul(7).and_then(|n| add_days(day, n)).map(Value::week_of),
        // «أفرج عنهم في عطلة نهاية الأسبوع», told on a Monday: the one before.
        Unit::Weekend => {
            let past = by == 0
                && anchor == Anchor::Reference
                && context.preference == super::Preference::News
                && !context.forward();
            let early = day.weekday().num_days_from_monday() < Weekday::Fri.num_days_from_monday();
            let by = if past && early { -1 } else { by };
            by.checked_mul(7).and_then(|n| add_days(day, n)).map(Value::weekend_of)
        }
        Unit::Month => month_start(day).and_then(|d| add_months(d, by)).map(Value::month_of),
        Unit::Quarter => month_start(day).and_then(|d| add_months(d, by.checked_mul(3)?)).map(Value::quarter_of),
        Unit::Half => month_start(day).and_then(|d| add_months(d, by.checked_mul(6)?)).map(Value::half_of),
        Unit::Season => month_start(day).and_then(|d| add_months(d, by.checked_mul(3)?)).map(Value::season_of),
        Unit::Year => year_plus(day, by).map(Value::Year),
        Unit::Decade => by.checked_mul(10).and_then(|n| year_plus(day, n)).map(Value::decade_of),
        Unit::Century => by.checked_mul(100).and_then(|n| year_plus(day, n)).map(Value::century_of),
        Unit::Hour | Unit::Minute | Unit::Second => None,
    };
    Answer::or_out_of_range(value)
}

fn granularity_of(unit: Unit) -> Granularity {
    match unit {
        Unit::Second => Granularity::Second,
        Unit::Minute => Granularity::Minute,
        Unit::Hour => Granularity::Hour,
        Unit::Day | Unit::Night => Granularity::Day,
        Unit::Weekend => Granularity::Weekend,
        Unit::Week => Granularity::Week,
        Unit::Month => Granularity::Month,
        Unit::Season => Granularity::Season,
        Unit::Quarter => Granularity::Quarter,
        Unit::Half => Granularity::Half,
        Unit::Year => Granularity::Year,
        Unit::Decade => Granularity::Decade,
        Unit::Century => Granularity::Century,
    }
}

fn decade(tens: u8, century: Option<&Form>, context: &Context) -> Answer {
    let tens = i32::from(tens);
    match century {
        Some(form) => {
            let whole = resolve_form(form, context);
            match whole.value {
                Some(Value::Century(index)) if index >= 0 => Answer::of(Value::Decade(index * 10 + tens)),
                Some(_) => Answer::none(Unresolved::OutOfRange),
                None => Answer::none(whole.why.unwrap_or(Unresolved::TooVague)),
            }
        }
        // «ثلاثينيات القرن التاسع عشر … ثم في الأربعينيات»: of the century that is told of.
        None if told_long_ago(context).is_some_and(|year| year.div_euclid(10) <= year.div_euclid(100) * 10 + tens) => {
            let century = told_long_ago(context).map_or(0, |year| year.div_euclid(100));
            Answer::of(Value::Decade(century * 10 + tens))
        }
        // «السبعينيات»: the last that had begun. Without a date, those of the twentieth century.
        None => match context.day() {
            Some(day) => {
                let now = day.year().div_euclid(10);
                let in_century = now.div_euclid(10) * 10 + tens;
                Answer::of(Value::Decade(if in_century <= now { in_century } else { in_century - 10 }))
            }
            None => Answer::of(Value::Decade(190 + tens)),
        },
    }
}

/// The year of the time told last, if that is before the twentieth century, and long before the reference.
fn told_long_ago(context: &Context) -> Option<i32> {
    let (start, _) = context.earlier.as_ref()?.interval()?;
    let past = |year: &i32| context.day().is_none_or(|now| now.year() - year > 100);
    Some(start.year()).filter(|year| (1000..1900).contains(year)).filter(past)
}

/// «القرن الثالث الهجري»: a hundred years of the Hijri calendar, which TIMEX3 cannot write.
fn hijri_century(number: u16) -> Answer {
    let last = i32::from(number) * 100;
    let bounds = HijriDate::year_interval(last - 99).zip(HijriDate::year_interval(last));
    let bounds = bounds.and_then(|(first, end)| HijriDate::uncertainty(last).widen((first.0, end.1)));
    Answer::none(Unresolved::OtherCalendar).bounded(bounds)
}

/// «الشهر نفسه من العام الماضي», «هذا اليوم من عام 1973»: what was told last, or the reference, moved to another year.
fn same_in(unit: Unit, whole: Option<&Form>, context: &Context) -> Answer {
    let year = match whole.map(|form| resolve_form(form, context)) {
        Some(Answer { value: Some(Value::Year(year)), .. }) => year,
        Some(answer) => return Answer::none(answer.why.unwrap_or(Unresolved::TooVague)),
        None => return Answer::none(Unresolved::TooVague),
    };
    // «التاريخ نفسه من السنة الماضية» after a month: of today.
    let of_day = |value: &&Value| unit != Unit::Day || matches!(value, Value::Day(_) | Value::Time(..));
    let told = context.earlier.as_ref().filter(of_day).and_then(Value::interval).map(|(start, _)| start.date());
    let Some(day) = told.or(context.day()) else { return Answer::none(Unresolved::NoReference) };
    let moved = |day: NaiveDate| NaiveDate::from_ymd_opt(year, day.month(), day.day());
    let first = day.with_day(1).and_then(moved);
    Answer::or_out_of_range(match unit {
        Unit::Day => moved(day).map(Value::day),
        Unit::Week => Value::week(year, day.iso_week().week()),
        Unit::Month => first.map(Value::month_of),
        Unit::Quarter => first.map(Value::quarter_of),
        Unit::Half => first.map(Value::half_of),
        _ => None,
    })
}

fn within(part: Part, whole: Option<&Form>, context: &Context) -> Answer {
    if let Part::Same { unit } = part {
        return same_in(unit, whole, context);
    }
    if let Part::New { unit } = part {
        // The year that begins within half a year of the reference, on either side.
        let Some(day) = context.day() else { return Answer::none(Unresolved::NoReference) };
        return shift(unit, i64::from(day.month() > 6), Anchor::Reference, context);
    }
    // «الثالث عشر من الشهر نفسه», after a Hijri date: of that month.
    if let (Part::Nth { nth, unit: Unit::Day }, Some(Form::Shift { unit: Unit::Month, by: 0, anchor: Anchor::Text })) =
        (part, whole)
        && let Some(told) = context.lunar.and_then(HijriDate::from_gregorian)
        && let Ok(day) = u8::try_from(nth)
    {
        let date = timex::Date {
            calendar: Calendar::Hijri,
            month: Some(told.month() as u8),
            day: Some(day),
            ..Default::default()
        };
        let date = timex::Date { year: Some(Year::Number(told.year())), ..date };
        return fields::resolve(&date, context);
    }
    let whole = match whole {
        Some(form) => resolve_form(form, context),
        // «اليوم الثالث» of what the text told of; «الربع الأول» of the reference's year.
        None => match part {
            Part::Nth { unit: Unit::Quarter | Unit::Half, .. } => return bare_division(part, context),
            _ => match &context.earlier {
                Some(value) => Answer::of(value.clone()),
                None => Answer::none(Unresolved::NoEarlierTime),
            },
        },
    };
    let Some(value) = whole.value else {
        return Answer::none(whole.why.unwrap_or(Unresolved::TooVague));
    };
    if part == Part::Some {
        return Answer::of(value);
    }
    let value = match value {
        Value::Time(day, _) => Value::Day(day),
        value => value,
    };
    let Some((start, end)) = value.interval() else { return Answer::none(Unresolved::TooVague) };
    // «النصف الأول من يناير», «الربع الأخير من القرن التاسع عشر»: TIMEX3 has no halves of these; the whole, bounded by
    // the part.
    if let (Value::Month(..) | Value::Decade(_) | Value::Century(_) | Value::Millennium(_), Part::Nth { nth, unit }) =
        (&value, part)
        && let Some(parts) = match unit {
            Unit::Half => Some(2),
            Unit::Quarter => Some(4),
            _ => None,
        }
    {
        let bounds = share(nth, parts, (start, end));
        return Answer::of(value).bounded(bounds);
    }
    if part == Part::Rest {
        let from = match context.reference {
            Some(crate::article::Published::At(now)) => Some(now),
            Some(crate::article::Published::On(day)) => Some(day.and_time(NaiveTime::MIN)),
            None => None,
        };
        return Answer::of(value).bounded(from.and_then(|from| Bounds::exactly(from.clamp(start, end), end)));
    }
    if let Part::Beside { days } = part {
        return Answer::or_out_of_range(add_days(start.date(), days.into()).map(Value::day));
    }
    let (start, end) = (start.date(), end.date());
    let found = match part {
        // The weeks of a year have numbers.
        Part::Nth { nth: nth @ 1.., unit: Unit::Week } if matches!(value, Value::Year(_)) => {
            Value::week(start.year(), u32::from(nth.unsigned_abs()))
        }
        Part::Nth { nth, unit } => nth_unit(nth, unit, start, end),
        Part::NthWeekday { nth, weekday } => {
            let Ok(weekday) = Weekday::try_from(weekday.saturating_sub(1)) else {
                return Answer::none(Unresolved::DoesNotExist);
            };
            match value {
                Value::Week(_) => {
                    let ahead = i64::from(weekday.num_days_from_monday());
                    week_start(start).and_then(|d| add_days(d, ahead)).map(Value::day)
                }
                _ => nth_weekday(start.year(), start.month(), weekday, nth).map(Value::day),
            }
        }
        Part::Some | Part::Rest | Part::Same { .. } | Part::New { .. } | Part::Beside { .. } => None,
    };
    match found {
        Some(value) => Answer::of(value),
        None => Answer::none(Unresolved::DoesNotExist),
    }
}

/// The nth of so many equal parts of a stretch, −1 the last, cut at midnight.
fn share(nth: i8, parts: i32, (start, end): (NaiveDateTime, NaiveDateTime)) -> Option<Bounds> {
    let nth = if nth < 0 { parts } else { i32::from(nth) };
    if !(1..=parts).contains(&nth) {
        return None;
    }
    let cut = |n: i32| -> Option<NaiveDateTime> {
        if n == parts {
            return Some(end);
        }
        let point = start.checked_add_signed((end - start) / parts * n)?;
        Some(point.date().and_time(NaiveTime::MIN))
    };
    Bounds::exactly(cut(nth - 1)?, cut(nth)?)
}

/// «الربع الرابع» with no year: this year's, or last year's where this year's has not begun and the clause tells of it.
fn bare_division(part: Part, context: &Context) -> Answer {
    let told = match context.earlier {
        Some(Value::Quarter(year, _) | Value::Half(year, _)) => Some(year),
        _ => None,
    };
    let Some(day) = context.day() else { return Answer::none(Unresolved::NoReference) };
    let of = |year: i32| {
        let form = Form::Date(timex::Date { year: Some(Year::Number(year)), ..timex::Date::default() });
        within(part, Some(&form), context)
    };
    if let Some(year) = told {
        return of(year);
    }
    let this = of(day.year());
    let begins = this.value.as_ref().and_then(Value::interval).map(|(start, _)| start.date());
    // «مع دخول الربع الأخير», told in September.
    let soon = |b: NaiveDate| context.tells_nothing() && (b - day).num_days() <= fields::SOON_DAYS / 2;
    let ahead = begins.is_some_and(|b| b > day && !soon(b));
    if !context.forward() && ahead { of(day.year().saturating_sub(1)) } else { this }
}

/// The nth unit of the stretch from `start` up to `end`; −1 the last.
fn nth_unit(nth: i8, unit: Unit, start: NaiveDate, end: NaiveDate) -> Option<Value> {
    let n = i64::from(nth);
    let inside = |day: NaiveDate| (start <= day && day < end).then_some(day);
    match unit {
        Unit::Day => {
            let single = add_days(start, 1)? == end;
            let day = if n > 0 { add_days(start, n - 1)? } else { add_days(end, n)? };
            // The third day of a day is the third of what began then.
            if single && n > 0 { Some(Value::day(day)) } else { inside(day).map(Value::day) }
        }
        Unit::Weekend => Some(Value::weekend_of(start)),
        // Whole weeks inside: the first Monday on or after the start. The last week is the one that has most of the last
        // seven days.
        Unit::Week => {
            let monday = week_start(start)?;
            let first = if monday < start { add_days(monday, 7)? } else { monday };
            let day = if n > 0 { add_days(first, 7 * (n - 1))? } else { add_days(end, 7 * n + 3)? };
            inside(day).map(Value::week_of)
        }
        Unit::Month => {
            let day = if n > 0 { add_months(start, n - 1)? } else { add_months(end, n)? };
            inside(day).map(Value::month_of)
        }
        Unit::Quarter => {
            let day = if n > 0 { add_months(start, 3 * (n - 1))? } else { add_months(end, 3 * n)? };
            inside(day).map(Value::quarter_of)
        }
        Unit::Half => {
            let day = if n > 0 { add_months(start, 6 * (n - 1))? } else { add_months(end, 6 * n)? };
            inside(day).map(Value::half_of)
        }
        Unit::Year => {
            let day = if n > 0 { add_years(start, n - 1)? } else { add_years(end, n)? };
            inside(day).map(Value::year_of)
        }
        Unit::Decade => {
            let day = if n > 0 { add_years(start, 10 * (n - 1))? } else { add_years(end, 10 * n)? };
            inside(day).map(|d| Value::decade_of(d.year()))
        }
        _ => None,
    }
}

fn set(recurrence: &Recurrence) -> Answer {
    Answer::or_out_of_range(recurring(recurrence))
}

fn recurring(recurrence: &Recurrence) -> Option<Value> {
    let once_a = |unit| Value::Period(period_of(&timex::Quantity::new(timex::Amount::Whole(1), unit)));
    match recurrence {
        Recurrence::Every(quantity) => Some(Value::Period(period_of(quantity))),
        Recurrence::EveryWeekday(day) => {
            Weekday::try_from(day.saturating_sub(1)).ok().map(|d| Value::Recurring(Recurring::Weekday(d), None))
        }
        Recurrence::EveryPart(part) => part_value(*part).map(|time| Value::Recurring(Recurring::Day, Some(time))),
        Recurrence::EveryDate { month, day } => Value::day_of_year(u32::from(*month), u32::from(*day)),
        Recurrence::EveryMonth(month) => chrono::Month::try_from(*month).ok().map(Value::RecurringMonth),
        Recurrence::EveryDayOfMonth(day) => Value::day_of_month(u32::from(*day)),
        // TIMEX3 cannot write which weekday of the month.
        Recurrence::EveryNthWeekday { .. } => Some(once_a(Unit::Month)),
        Recurrence::EverySeason(season) => Some(Value::RecurringSeason(*season)),
        Recurrence::EveryWeekend => Some(Value::RecurringWeekend),
        Recurrence::InPart { every, part } => part_value(*part).and_then(|time| at_time(every, time)),
        Recurrence::At { every, clock } => {
            let hour = hour_of_24(clock.hour, clock.part).unwrap_or(clock.hour) % 24;
            let time = Clock::at(hour.into(), clock.minute.unwrap_or(0).into())?;
            at_time(every, time.into())
        }
    }
}

/// A day that comes back at a time.
fn at_time(every: &Recurrence, time: TimeOfDay) -> Option<Value> {
    match recurring(every)? {
        day @ Value::Recurring(..) => day.at(time),
        _ => Some(Value::Recurring(Recurring::Day, Some(time))),
    }
}

fn feast(name: &str, year: Option<&Form>, context: &Context) -> Answer {
    if name == "eid" {
        return the_feast(context);
    }
    if year.is_none()
        && let "national" | "independence" = name
    {
        return a_country_day(name, context);
    }
    let Some(holiday) = Holiday::find(name) else { return Answer::none(Unresolved::TooVague) };
    let occasion = if let Some(form) = year {
        let answer = resolve_form(form, context);
        match answer.value {
            Some(Value::Year(year)) => holiday.in_year(year).into_iter().next(),
            _ => return Answer::none(answer.why.unwrap_or(Unresolved::TooVague)),
        }
    } else {
        let Some(day) = context.day() else { return Answer::none(Unresolved::NoReference) };
        let near = holiday.near(day);
        if context.forward() {
            near.into_iter().find(|o| o.interval().1.date() > day)
        } else {
            let back = near.iter().rfind(|o| o.first_day() <= day);
            let ahead = near.iter().find(|o| o.first_day() > day);
            // «تمديد إجازة عيد الفطر», told four days before it: not the one of a year ago.
            let stale = back.is_none_or(|o| (day - o.interval().1.date()).num_days() > 300);
            let soon = ahead.is_some_and(|o| (o.first_day() - day).num_days() <= 21);
            let told = context.cue == timex::Cue::Begun || context.preference != super::Preference::News;
            if stale && soon && !told { ahead.copied() } else { back.copied() }
        }
    };
    match occasion {
        Some(occasion) => match occasion.value() {
            Some(value) => Answer::of(value).bounded(occasion.bounds()),
            None => Answer::none(Unresolved::OtherCalendar).bounded(occasion.bounds()),
        },
        None => Answer::none(Unresolved::OutOfRange),
    }
}

/// «اليوم الوطني», «ذكرى الاستقلال» of a country that is not said: papers speak of it when it is near.
fn a_country_day(name: &str, context: &Context) -> Answer {
    const NEAR: i64 = 15;
    let Some(day) = context.day() else { return Answer::none(Unresolved::NoReference) };
    let rows = Holiday::all().filter(|row| row.id().strip_suffix(name).is_some_and(|country| country.ends_with('_')));
    let days = rows.flat_map(|row| row.near(day)).map(|o| o.first_day());
    // One that was celebrated, rather than one to come.
    let distance = |other: &NaiveDate| ((*other > day) != context.forward(), (*other - day).num_days().abs());
    match days.filter(|other| distance(other).1 <= NEAR).min_by_key(distance) {
        Some(found) => Answer::of(Value::day(found)),
        None => Answer::none(Unresolved::TooVague),
    }
}

/// «العيد»: the nearer of the two feasts, if one is near.
fn the_feast(context: &Context) -> Answer {
    const NEAR: i64 = 45;
    let Some(day) = context.day() else { return Answer::none(Unresolved::NoReference) };
    let feasts = ["eid_al_fitr", "eid_al_adha"].into_iter().filter_map(Holiday::find);
    let distance = |o: &super::holiday::Occasion| {
        let (first, last) = (o.first_day(), o.interval().1.date());
        if day < first { (first - day).num_days() } else { (day - last).num_days().max(0) }
    };
    let near = feasts.flat_map(|feast| feast.near(day)).filter(|o| !context.forward() || o.interval().1.date() > day);
    let occasion = near.min_by_key(distance).filter(|o| distance(o) <= NEAR);
    match occasion.and_then(|o| o.value().map(|value| (value, o.bounds()))) {
        Some((value, bounds)) => Answer::of(value).bounded(bounds),
        None => Answer::none(Unresolved::TooVague),
    }
}

/// «أوائل» is the first part of the stretch, «منتصف» the middle, «أواخر» the last: of a month a third each (ten days),
/// of anything else the first half, the middle half and the second half.
fn narrowed(modifier: Modifier, (start, end): (NaiveDateTime, NaiveDateTime)) -> Option<Bounds> {
    let length = end - start;
    let month = (27..=32).contains(&length.num_days());
    let at = |share: i32, of: i32| -> Option<NaiveDateTime> {
        let point = start.checked_add_signed(length / of * share)?;
        Some(point.date().and_time(NaiveTime::MIN))
    };
    let ten = |n: i64| start.checked_add_signed(TimeDelta::days(10 * n));
    let (from, to) = match modifier {
        Modifier::Start if month => (Some(start), ten(1)),
        Modifier::Mid if month => (ten(1), ten(2)),
        Modifier::End if month => (ten(2), Some(end)),
        Modifier::Start => (Some(start), at(1, 2)),
        Modifier::Mid => (at(1, 4), at(3, 4)),
        Modifier::End => (at(1, 2), Some(end)),
        _ => (Some(start), Some(end)),
    };
    Bounds::exactly(from?, to?)
}

/// The day that a date or weekday names near another: articles are printed up to three days after they are written, and
/// dated up to a day before by clocks of other zones.
fn named_day(near: NaiveDate, name: &Form, context: &Context) -> Option<NaiveDate> {
    let day = match name {
        Form::Date(timex::Date { weekday: Some(weekday), month: None, day: None, .. }) => {
            (-3..=1).rev().filter_map(|by| add_days(near, by)).find(|day| day.weekday() == *weekday)?
        }
        _ => match resolve_form(name, context).value? {
            Value::Day(day) => day,
            _ => return None,
        },
    };
    ((day - near).num_days().abs() <= 3).then_some(day)
}

/// A day, or a time of one, so many days later.
fn moved(value: Value, days: i64) -> Option<Value> {
    match value {
        Value::Day(day) => add_days(day, days).map(Value::Day),
        Value::Time(day, time) => add_days(day, days).map(|day| Value::Time(day, time)),
        value => Some(value),
    }
}

/// Whether the second name of a date disagrees with its value.
fn compare(value: &Value, also: &Form, context: &Context) -> Option<Disagreement> {
    let Value::Day(day) = value else { return None };
    if let Form::Date(date) = also
        && let (Some(weekday), None, None) = (date.weekday, date.month, date.day)
    {
        return (weekday != day.weekday()).then(|| Disagreement::Weekday {
            said: weekday.number_from_monday() as u8,
            is: day.weekday().number_from_monday() as u8,
        });
    }
    let second = resolve_form(also, context);
    let says = second.value?;
    let close = match (&says, second.bounds) {
        // A Hijri day may be off by the sighting of the moon.
        (Value::Day(_), Some(bounds)) => bounds.extent().is_some_and(|(s, e)| s.date() <= *day && *day < e.date()),
        (Value::Day(other), None) => other == day,
        _ => true,
    };
    (!close).then_some(Disagreement::OtherName { says })
}

/// Which components of the value the words say.
fn components(form: &Form, value: Option<&Value>) -> Components {
    let Some(value) = value else { return Components::default() };
    let (year, month, day, time) = match value {
        Value::Day(_) => (true, true, true, false),
        Value::Time(..) => (true, true, true, true),
        Value::Month(..) => (true, true, false, false),
        Value::TimeOfDay(_) => (false, false, false, true),
        Value::Year(_) | Value::Season(..) | Value::Quarter(..) | Value::Half(..) => (true, false, false, false),
        Value::Week(_) | Value::Weekend(_) => (true, false, false, false),
        _ => return Components::default(),
    };
    let said = said(form);
    let origin = |there: bool, said: bool| match (there, said) {
        (true, true) => Origin::Said,
        (true, false) => Origin::Inferred,
        (false, _) => Origin::Absent,
    };
    Components {
        year: origin(year, said.0),
        month: origin(month, said.1),
        day: origin(day, said.2),
        time: origin(time, said.3),
    }
}

fn said(form: &Form) -> (bool, bool, bool, bool) {
    match form {
        Form::Date(date) => (
            matches!(date.year, Some(Year::Number(_) | Year::Fiscal(_))),
            date.month.is_some(),
            date.day.is_some(),
            false,
        ),
        Form::DayPart { day, .. } | Form::Clock { day, .. } => {
            let (y, m, d, _) = day.as_deref().map(said).unwrap_or_default();
            (y, m, d, true)
        }
        Form::Within { whole, .. } => {
            let (y, m, _, _) = whole.as_deref().map(said).unwrap_or_default();
            (y, m, false, false)
        }
        Form::Holiday { year, .. } => (year.as_deref().map(said).unwrap_or_default().0, true, true, false),
        _ => (false, false, false, false),
    }
}
