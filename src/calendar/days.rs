//! Steps over the Gregorian calendar that cannot fail loudly: what leaves chrono's range is `None`.

use chrono::{Datelike, Days, NaiveDate, Weekday};

/// The Monday of the week that holds `day`.
///
/// `None` only at the very first days that chrono can hold.
#[must_use]
pub fn week_start(day: NaiveDate) -> Option<NaiveDate> {
    weekday_on_or_before(day, Weekday::Mon)
}

/// The first day of the month that holds `day`.
#[must_use]
pub fn month_start(day: NaiveDate) -> Option<NaiveDate> {
    day.with_day(1)
}

/// The first of January of the year that holds `day`.
#[must_use]
pub fn year_start(day: NaiveDate) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(day.year(), 1, 1)
}

/// The last day of a month given by year and number.
#[must_use]
pub fn last_of_month(year: i32, month: u32) -> Option<NaiveDate> {
    (28..=31).rev().find_map(|day| NaiveDate::from_ymd_opt(year, month, day))
}

/// The day `count` days later, or earlier where `count` is negative.
#[must_use]
pub fn add_days(day: NaiveDate, count: i64) -> Option<NaiveDate> {
    let step = Days::new(count.unsigned_abs());
    if count < 0 { day.checked_sub_days(step) } else { day.checked_add_days(step) }
}

/// The same day `count` months later (earlier where negative), or the last day of that month if it is shorter.
///
/// ```
/// use chrono::NaiveDate;
/// use tarikh::calendar::add_months;
///
/// let day = NaiveDate::from_ymd_opt(2012, 1, 31).unwrap();
/// assert_eq!(add_months(day, 1), NaiveDate::from_ymd_opt(2012, 2, 29));
/// assert_eq!(add_months(day, i64::MAX), None);
/// ```
#[must_use]
pub fn add_months(day: NaiveDate, count: i64) -> Option<NaiveDate> {
    let months = (i64::from(day.year()) * 12 + i64::from(day.month0())).checked_add(count)?;
    let year = i32::try_from(months.div_euclid(12)).ok()?;
    let month = u32::try_from(months.rem_euclid(12)).ok()? + 1;
    NaiveDate::from_ymd_opt(year, month, day.day()).or_else(|| last_of_month(year, month))
}

/// The same day `count` years later (earlier where negative); 29 February becomes the 28th in common years.
#[must_use]
pub fn add_years(day: NaiveDate, count: i64) -> Option<NaiveDate> {
    add_months(day, count.checked_mul(12)?)
}

/// The nearest `weekday` that is `day` itself or before it.
#[must_use]
pub fn weekday_on_or_before(day: NaiveDate, weekday: Weekday) -> Option<NaiveDate> {
    add_days(day, -i64::from(day.weekday().days_since(weekday)))
}

/// The nearest `weekday` that is `day` itself or after it.
#[must_use]
pub fn weekday_on_or_after(day: NaiveDate, weekday: Weekday) -> Option<NaiveDate> {
    add_days(day, i64::from(weekday.days_since(day.weekday())))
}

/// The nearest `weekday` strictly before `day`.
#[must_use]
pub fn weekday_before(day: NaiveDate, weekday: Weekday) -> Option<NaiveDate> {
    weekday_on_or_before(day.pred_opt()?, weekday)
}

/// The nearest `weekday` strictly after `day`.
#[must_use]
pub fn weekday_after(day: NaiveDate, weekday: Weekday) -> Option<NaiveDate> {
    weekday_on_or_after(day.succ_opt()?, weekday)
}

/// The `nth` such weekday of a month: 1 to 5 from its start, −1 to −5 from its end.
///
/// ```
/// use chrono::{NaiveDate, Weekday};
/// use tarikh::calendar::nth_weekday;
///
/// assert_eq!(nth_weekday(2012, 11, Weekday::Thu, 4), NaiveDate::from_ymd_opt(2012, 11, 22));
/// assert_eq!(nth_weekday(2012, 5, Weekday::Mon, -1), NaiveDate::from_ymd_opt(2012, 5, 28));
/// assert_eq!(nth_weekday(2012, 11, Weekday::Thu, 0), None);
/// ```
#[must_use]
pub fn nth_weekday(year: i32, month: u32, weekday: Weekday, nth: i8) -> Option<NaiveDate> {
    let day = match nth {
        1.. => {
            let first = weekday_on_or_after(NaiveDate::from_ymd_opt(year, month, 1)?, weekday)?;
            add_days(first, 7 * (i64::from(nth) - 1))?
        }
        0 => return None,
        _ => {
            let last = weekday_on_or_before(last_of_month(year, month)?, weekday)?;
            add_days(last, 7 * (i64::from(nth) + 1))?
        }
    };
    (day.month() == month && day.year() == year).then_some(day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ymd(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).unwrap()
    }

    #[test]
    fn months_are_clamped_to_their_last_day() {
        for (from, count, to) in [
            (ymd(2012, 8, 31), 1, ymd(2012, 9, 30)),
            (ymd(2012, 8, 15), -8, ymd(2011, 12, 15)),
            (ymd(2012, 12, 31), 2, ymd(2013, 2, 28)),
            (ymd(1, 1, 1), -1, ymd(0, 12, 1)),
        ] {
            assert_eq!(add_months(from, count), Some(to), "{from} + {count} months");
        }
        assert_eq!(add_years(ymd(2012, 2, 29), -1), Some(ymd(2011, 2, 28)));
    }

    #[test]
    fn weekdays_around_a_wednesday() {
        let wednesday = ymd(2012, 8, 15);
        assert_eq!(week_start(wednesday), Some(ymd(2012, 8, 13)));
        assert_eq!(weekday_on_or_before(wednesday, Weekday::Wed), Some(wednesday));
        assert_eq!(weekday_before(wednesday, Weekday::Wed), Some(ymd(2012, 8, 8)));
        assert_eq!(weekday_after(wednesday, Weekday::Wed), Some(ymd(2012, 8, 22)));
        assert_eq!(weekday_on_or_after(wednesday, Weekday::Thu), Some(ymd(2012, 8, 16)));
        assert_eq!(nth_weekday(2012, 2, Weekday::Wed, 5), Some(ymd(2012, 2, 29)));
        assert_eq!(nth_weekday(2012, 2, Weekday::Thu, 5), None);
    }

    #[test]
    fn edges_of_the_calendar_are_none() {
        for day in [NaiveDate::MIN, NaiveDate::MAX, ymd(2012, 8, 15)] {
            for count in [i64::MIN, i64::MAX] {
                assert_eq!(add_days(day, count), None);
                assert_eq!(add_months(day, count), None);
                assert_eq!(add_years(day, count), None);
            }
            assert_eq!(last_of_month(day.year(), 13), None);
        }
        assert_eq!(weekday_after(NaiveDate::MAX, Weekday::Mon), None);
        assert_eq!(weekday_before(NaiveDate::MIN, Weekday::Mon), None);
    }

    proptest! {
        #[test]
        fn adding_months_moves_by_that_many_months(days in -700_000i32..3_000_000, count in -30_000i64..30_000) {
            let day = NaiveDate::from_num_days_from_ce_opt(days).unwrap();
            let later = add_months(day, count).unwrap();
            let index = |d: NaiveDate| i64::from(d.year()) * 12 + i64::from(d.month0());
            prop_assert_eq!(index(later) - index(day), count);
            prop_assert!(later.day() <= day.day());
        }
    }
}
