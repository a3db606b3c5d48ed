//! The Hijri calendar: Umm al-Qura as published, the tabular civil rule elsewhere.

use std::fmt;
use std::ops::Range;

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, Weekday};
use serde::{Deserialize, Serialize};

use super::umm_al_qura::{FIRST_DAY, FIRST_YEAR, MONTHS};
use super::{Bounds, add_days};

/// By how many days a computed date may be off.
///
/// Hijri months begin where the crescent is sighted, so countries differ by a day from each other and from any
/// table. Gregorian dates are [exact](Self::EXACT).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Uncertainty {
    days: u8,
}

impl Uncertainty {
    /// Not off at all.
    pub const EXACT: Self = Self { days: 0 };

    /// A calendar that follows a sighting, near the published one.
    pub(super) const SIGHTED: Self = Self { days: 1 };

    /// A rule of thumb for a calendar that follows sightings.
    pub(super) const COMPUTED: Self = Self { days: 2 };

    /// The greatest error, in days to either side.
    #[must_use]
    pub const fn days(self) -> u8 {
        self.days
    }

    /// Bounds for an interval whose two ends may both be off by this much.
    #[must_use]
    pub fn widen(self, (start, end): (NaiveDateTime, NaiveDateTime)) -> Option<Bounds> {
        let days = i64::from(self.days);
        let shift = |t: NaiveDateTime, days| Some(add_days(t.date(), days)?.and_time(t.time()));
        Bounds::new(
            Some(shift(start, -days)?),
            Some(shift(start, days)?),
            Some(shift(end, -days)?),
            Some(shift(end, days)?),
        )
    }
}

/// A day of the Hijri calendar, 1 to 9999 AH.
///
/// From 1343 to 1500 AH (August 1924 to November 2077) months are those of the published Umm al-Qura calendar of
/// Saudi Arabia, outside those of the tabular civil rule (epoch 16 July 622 Julian, leap years 2, 5, 7, 10, 13, 16,
/// 18, 21, 24, 26, 29 of 30). At the first seam the two overlap by one day: 29 Dhu al-Hijja 1342 and 1 Muharram 1343
/// are both 1 August 1924.
///
/// ```
/// use chrono::NaiveDate;
/// use tarikh::calendar::HijriDate;
///
/// let date = HijriDate::new(1433, 9, 15).unwrap();
/// let (day, uncertainty) = date.to_gregorian().unwrap();
/// assert_eq!(day, NaiveDate::from_ymd_opt(2012, 8, 3).unwrap());
/// assert_eq!(uncertainty.days(), 1);
/// assert_eq!(HijriDate::from_gregorian(day), Some(date));
/// assert_eq!(HijriDate::new(1433, 9, 31), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "(i32, u32, u32)", into = "(i32, u32, u32)")]
pub struct HijriDate {
    year: i32,
    month: u32,
    day: u32,
}

/// The last year that a Hijri date may have.
pub(super) const LAST_YEAR: i32 = 9999;

/// The first day of every year in the table, and of the year behind it.
const YEAR_STARTS: [i32; MONTHS.len() + 1] = {
    let mut starts = [FIRST_DAY; MONTHS.len() + 1];
    let mut year = 0;
    while year < MONTHS.len() {
        let mut days = 0;
        let mut month = 1;
        while month <= 12 {
            days += row_month_length(MONTHS[year], month);
            month += 1;
        }
        starts[year + 1] = starts[year] + days;
        year += 1;
    }
    starts
};

const fn row_month_length(row: u32, month: u32) -> i32 {
    28 + ((row >> (2 * (month - 1))) & 3) as i32
}

/// The place of a year in the table.
fn row(year: i32) -> Option<usize> {
    usize::try_from(year.checked_sub(FIRST_YEAR)?).ok().filter(|&row| row < MONTHS.len())
}

/// Days before a month of the tabular calendar, counted as chrono does from 1 January 1.
fn tabular_month_start(year: i32, month: u32) -> i32 {
    // 227 014 is the day before the epoch; months alternate between 30 and 29 days, Muharram long.
    let leaps = (3 + 11 * year).div_euclid(30);
    227_014 + 354 * (year - 1) + leaps + (59 * (month as i32 - 1) + 1) / 2 + 1
}

fn month_start(year: i32, month: u32) -> i32 {
    match row(year) {
        Some(row) => YEAR_STARTS[row] + (1..month).map(|month| row_month_length(MONTHS[row], month)).sum::<i32>(),
        None => tabular_month_start(year, month),
    }
}

fn month_length(year: i32, month: u32) -> u32 {
    let length = match row(year) {
        Some(row) => row_month_length(MONTHS[row], month),
        None if month == 12 => tabular_month_start(year + 1, 1) - tabular_month_start(year, 12),
        None => tabular_month_start(year, month + 1) - tabular_month_start(year, month),
    };
    length as u32
}

fn interval(days: Range<i32>) -> Option<(NaiveDateTime, NaiveDateTime)> {
    let midnight = |day| Some(NaiveDate::from_num_days_from_ce_opt(day)?.and_time(NaiveTime::MIN));
    Some((midnight(days.start)?, midnight(days.end)?))
}

fn in_range(year: i32, month: u32) -> bool {
    (1..=LAST_YEAR).contains(&year) && (1..=12).contains(&month)
}

impl HijriDate {
    /// A day; `None` if the calendar has no such day, for instance day 30 of a month with 29.
    #[must_use]
    pub fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        (in_range(year, month) && (1..=month_length(year, month)).contains(&day)).then_some(Self { year, month, day })
    }

    /// The year.
    #[must_use]
    pub const fn year(self) -> i32 {
        self.year
    }

    /// The month, 1 (Muharram) to 12 (Dhu al-Hijja).
    #[must_use]
    pub const fn month(self) -> u32 {
        self.month
    }

    /// The day of the month.
    #[must_use]
    pub const fn day(self) -> u32 {
        self.day
    }

    /// The day in the Gregorian calendar, and how far off it may be.
    #[must_use]
    pub fn to_gregorian(self) -> Option<(NaiveDate, Uncertainty)> {
        let day = NaiveDate::from_num_days_from_ce_opt(month_start(self.year, self.month) + self.day as i32 - 1)?;
        Some((day, Self::uncertainty(self.year)))
    }

    /// The day in the Gregorian calendar if its weekday is known too, which settles which sighting was meant.
    ///
    /// `None` if no such weekday is near enough: then the date and the weekday contradict each other.
    ///
    /// ```
    /// use chrono::{NaiveDate, Weekday};
    /// use tarikh::calendar::HijriDate;
    ///
    /// let date = HijriDate::new(1433, 9, 15).unwrap();
    /// assert_eq!(date.on_weekday(Weekday::Sat), NaiveDate::from_ymd_opt(2012, 8, 4));
    /// assert_eq!(date.on_weekday(Weekday::Mon), None);
    /// ```
    #[must_use]
    pub fn on_weekday(self, weekday: Weekday) -> Option<NaiveDate> {
        let (day, uncertainty) = self.to_gregorian()?;
        let reach = i64::from(uncertainty.days());
        (-reach..=reach).filter_map(|step| add_days(day, step)).find(|day| day.weekday() == weekday)
    }

    /// The Hijri name of a day; `None` before 1 AH or after 9999 AH.
    #[must_use]
    pub fn from_gregorian(day: NaiveDate) -> Option<Self> {
        let days = day.num_days_from_ce();
        let in_table = (YEAR_STARTS[0]..YEAR_STARTS[MONTHS.len()]).contains(&days);
        let year = if in_table {
            FIRST_YEAR + YEAR_STARTS.partition_point(|&start| start <= days) as i32 - 1
        } else {
            // Thirty years of the rule have 10 631 days: a first guess that is at most a year late.
            let guess = i32::try_from((30 * i64::from(days - 227_015) + 10_646).div_euclid(10_631)).ok()?;
            if !(1..=LAST_YEAR + 1).contains(&guess) {
                return None;
            }
            if tabular_month_start(guess, 1) > days { guess - 1 } else { guess }
        };
        let month = (1..=12).rev().find(|&month| month_start(year, month) <= days)?;
        Self::new(year, month, u32::try_from(days - month_start(year, month)).ok()? + 1)
    }

    /// The whole month as a half-open Gregorian interval; either end is as uncertain as any day of it.
    #[must_use]
    pub fn month_interval(year: i32, month: u32) -> Option<(NaiveDateTime, NaiveDateTime)> {
        if !in_range(year, month) {
            return None;
        }
        let start = month_start(year, month);
        interval(start..start + month_length(year, month) as i32)
    }

    /// The whole year as a half-open Gregorian interval; either end is as uncertain as any day of it.
    #[must_use]
    pub fn year_interval(year: i32) -> Option<(NaiveDateTime, NaiveDateTime)> {
        if !in_range(year, 12) {
            return None;
        }
        interval(month_start(year, 1)..month_start(year, 12) + month_length(year, 12) as i32)
    }

    /// How far off the dates of a year may be: a day where the published calendar says, else two.
    #[must_use]
    pub fn uncertainty(year: i32) -> Uncertainty {
        if row(year).is_some() { Uncertainty::SIGHTED } else { Uncertainty::COMPUTED }
    }
}

impl fmt::Display for HijriDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02} AH", self.year, self.month, self.day)
    }
}

impl From<HijriDate> for (i32, u32, u32) {
    fn from(date: HijriDate) -> Self {
        (date.year, date.month, date.day)
    }
}

impl TryFrom<(i32, u32, u32)> for HijriDate {
    type Error = &'static str;

    fn try_from((year, month, day): (i32, u32, u32)) -> Result<Self, Self::Error> {
        Self::new(year, month, day).ok_or("not a day of the Hijri calendar: expected [year, month, day]")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use icu_calendar::cal::Hijri;
    use proptest::prelude::*;

    fn ymd(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).unwrap()
    }

    #[test]
    fn anchors() {
        for ((y, m, d), day) in [
            ((1433, 9, 15), ymd(2012, 8, 3)),
            ((1400, 1, 1), ymd(1979, 11, 20)),
            ((1344, 7, 8), ymd(1926, 1, 22)),
            ((1343, 1, 1), ymd(1924, 8, 1)),
            ((1420, 1, 1), ymd(1999, 4, 17)),
            ((1500, 12, 30), ymd(2077, 11, 16)),
            ((1501, 1, 1), ymd(2077, 11, 17)),
            ((1, 1, 1), ymd(622, 7, 19)),
        ] {
            let date = HijriDate::new(y, m, d).unwrap();
            assert_eq!(date.to_gregorian().unwrap().0, day, "{date}");
            assert_eq!(HijriDate::from_gregorian(day), Some(date));
        }
        let (start, end) = HijriDate::month_interval(1433, 9).unwrap();
        assert_eq!((start.date(), end.date()), (ymd(2012, 7, 20), ymd(2012, 8, 19)));
        let (start, end) = HijriDate::year_interval(1433).unwrap();
        assert_eq!((start.date(), end.date()), (ymd(2011, 11, 26), ymd(2012, 11, 15)));
    }

    #[test]
    fn days_that_do_not_exist() {
        for (y, m, d) in
            [(1433, 2, 30), (1433, 9, 31), (1433, 13, 1), (1433, 0, 1), (1433, 1, 0), (0, 1, 1), (10_000, 1, 1)]
        {
            assert_eq!(HijriDate::new(y, m, d), None, "{y}-{m}-{d}");
        }
        for year in [i32::MIN, i32::MAX, -1, 0] {
            assert_eq!(HijriDate::month_interval(year, 1), None);
            assert_eq!(HijriDate::year_interval(year), None);
        }
        assert_eq!(HijriDate::from_gregorian(NaiveDate::MIN), None);
        assert_eq!(HijriDate::from_gregorian(NaiveDate::MAX), None);
        assert_eq!(HijriDate::from_gregorian(ymd(622, 7, 18)), None);
        assert_eq!(YEAR_STARTS[MONTHS.len()], tabular_month_start(1501, 1));
    }

    /// Where ICU's table and the published calendar are known to agree.
    #[test]
    fn icu_agrees_on_the_present() {
        let icu = Hijri::new_umm_al_qura();
        for year in 1420..=1451 {
            for month in (1..=12u8).filter(|&month| year < 1451 || month <= 3) {
                let theirs = icu_calendar::Date::try_new_hijri_with_calendar(year, month, 1, icu).unwrap();
                let ours = month_start(year, u32::from(month));
                assert_eq!(i64::from(ours), theirs.to_rata_die().to_i64_date(), "{year}-{month}");
            }
        }
    }

    #[test]
    fn icu_agrees_on_the_tabular_rule() {
        use icu_calendar::types::RataDie;
        let rule = Hijri::new_tabular(
            icu_calendar::cal::hijri::TabularAlgorithmLeapYears::TypeII,
            icu_calendar::cal::hijri::TabularAlgorithmEpoch::Friday,
        );
        for days in (227_015..702_574).step_by(53).chain((758_565..1_200_000).step_by(97)) {
            let theirs = icu_calendar::Date::from_rata_die(RataDie::new(days), rule);
            let ours = HijriDate::from_gregorian(NaiveDate::from_num_days_from_ce_opt(days as i32).unwrap()).unwrap();
            let theirs =
                (theirs.year().extended_year(), u32::from(theirs.month().ordinal), u32::from(theirs.day_of_month().0));
            assert_eq!((ours.year, ours.month, ours.day), theirs);
        }
    }

    #[test]
    fn uncertainty_widens_both_ends() {
        let (start, end) = HijriDate::month_interval(1433, 9).unwrap();
        let bounds = HijriDate::uncertainty(1433).widen((start, end)).unwrap();
        assert_eq!(bounds.earliest_start().unwrap().date(), ymd(2012, 7, 19));
        assert_eq!(bounds.latest_start().unwrap().date(), ymd(2012, 7, 21));
        assert_eq!(bounds.latest_end().unwrap().date(), ymd(2012, 8, 20));
        assert_eq!(Uncertainty::EXACT.widen((start, end)), Bounds::exactly(start, end));
        assert_eq!(HijriDate::uncertainty(1200).days(), 2);
    }

    proptest! {
        #[test]
        fn every_day_has_one_name(days in 227_015i32..3_770_000) {
            let day = NaiveDate::from_num_days_from_ce_opt(days).unwrap();
            if let Some(date) = HijriDate::from_gregorian(day) {
                prop_assert_eq!(date.to_gregorian().unwrap().0, day);
                let json = serde_json::to_string(&date).unwrap();
                prop_assert_eq!(serde_json::from_str::<HijriDate>(&json).unwrap(), date);
            } else {
                prop_assert!(days > 3_769_000);
            }
        }

        #[test]
        fn any_numbers_are_safe(year in any::<i32>(), near in -10i32..12_000, month in 0u32..20, day in 0u32..40) {
            for year in [year, near] {
                if let Some(date) = HijriDate::new(year, month, day) {
                    let (gregorian, _) = date.to_gregorian().unwrap();
                    let same = HijriDate::from_gregorian(gregorian) == Some(date);
                    prop_assert!(same || (year, month, day) == (1342, 12, 29), "{}", date);
                }
            }
        }
    }
}
