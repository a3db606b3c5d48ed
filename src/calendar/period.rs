//! Lengths of time as TIMEX3 writes them: `P3D`, `PXM`, `P0.5Y`, `P2DT3H`.

use std::fmt;
use std::str::FromStr;

use super::Granularity;
use crate::{Error, Result};

/// A unit in which lengths of time are counted, from the finest to the coarsest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Unit {
    /// `PT1S`
    Second,
    /// `PT1M`
    Minute,
    /// `PT1H`
    Hour,
    /// `P1D`
    Day,
    /// `P1WE`
    Weekend,
    /// `P1W`
    Week,
    /// `P1M`
    Month,
    /// `P1Q`, three months
    Quarter,
    /// `P1Y`
    Year,
    /// `P1DE`
    Decade,
    /// `P1C`
    Century,
}

impl Unit {
    /// In the order in which they are written.
    const WRITTEN: [Self; 11] = [
        Self::Century,
        Self::Decade,
        Self::Year,
        Self::Quarter,
        Self::Month,
        Self::Week,
        Self::Weekend,
        Self::Day,
        Self::Hour,
        Self::Minute,
        Self::Second,
    ];

    const fn letters(self) -> &'static str {
        match self {
            Self::Second => "S",
            Self::Minute | Self::Month => "M",
            Self::Hour => "H",
            Self::Day => "D",
            Self::Weekend => "WE",
            Self::Week => "W",
            Self::Quarter => "Q",
            Self::Year => "Y",
            Self::Decade => "DE",
            Self::Century => "C",
        }
    }

    /// Whether it is part of a day, and so is written behind `T`.
    #[must_use]
    pub const fn is_clock(self) -> bool {
        matches!(self, Self::Second | Self::Minute | Self::Hour)
    }

    /// The granularity of a time counted in this unit.
    #[must_use]
    pub const fn granularity(self) -> Granularity {
        match self {
            Self::Second => Granularity::Second,
            Self::Minute => Granularity::Minute,
            Self::Hour => Granularity::Hour,
            Self::Day => Granularity::Day,
            Self::Weekend => Granularity::Weekend,
            Self::Week => Granularity::Week,
            Self::Month => Granularity::Month,
            Self::Quarter => Granularity::Quarter,
            Self::Year => Granularity::Year,
            Self::Decade => Granularity::Decade,
            Self::Century => Granularity::Century,
        }
    }

    /// How many months it has, if it is counted in months; else how many seconds.
    const fn size(self) -> Size {
        match self {
            Self::Second => Size::Seconds(1),
            Self::Minute => Size::Seconds(60),
            Self::Hour => Size::Seconds(3_600),
            Self::Day => Size::Seconds(86_400),
            Self::Weekend => Size::Seconds(2 * 86_400),
            Self::Week => Size::Seconds(7 * 86_400),
            Self::Month => Size::Months(1),
            Self::Quarter => Size::Months(3),
            Self::Year => Size::Months(12),
            Self::Decade => Size::Months(120),
            Self::Century => Size::Months(1_200),
        }
    }
}

enum Size {
    Seconds(u64),
    Months(u64),
}

/// How many units: a number with up to three decimals, or an unknown number, written `X`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Amount(Option<u64>);

impl Amount {
    /// "some days", "for years".
    pub const UNKNOWN: Self = Self(None);

    /// An amount in thousandths: 500 is a half.
    #[must_use]
    pub const fn thousandths(count: u64) -> Self {
        Self(Some(count))
    }

    /// The amount in thousandths; `None` if it is unknown.
    #[must_use]
    pub const fn as_thousandths(self) -> Option<u64> {
        self.0
    }

    /// The amount, if it is a known whole number.
    #[must_use]
    pub fn whole(self) -> Option<u64> {
        self.0.filter(|n| n % 1_000 == 0).map(|n| n / 1_000)
    }

    fn parse(text: &str) -> Option<Self> {
        if text == "X" {
            return Some(Self::UNKNOWN);
        }
        let (whole, decimals) = text.split_once('.').unwrap_or((text, "0"));
        let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
        if !digits(whole) || !digits(decimals) || decimals.len() > 3 {
            return None;
        }
        let decimals = format!("{decimals:0<3}").parse::<u64>().ok()?;
        Some(Self(Some(whole.parse::<u64>().ok()?.checked_mul(1_000)?.checked_add(decimals)?)))
    }
}

impl From<u32> for Amount {
    fn from(count: u32) -> Self {
        Self(Some(u64::from(count) * 1_000))
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(n) = self.0 else { return f.write_str("X") };
        write!(f, "{}", n / 1_000)?;
        if n % 1_000 != 0 {
            let decimals = format!("{:03}", n % 1_000);
            write!(f, ".{}", decimals.trim_end_matches('0'))?;
        }
        Ok(())
    }
}

/// A length of time: one or more amounts, each with its unit, every unit at most once.
///
/// ```
/// use tarikh::calendar::{Amount, Period, Unit};
///
/// let period = Period::of(2, Unit::Day).and(3, Unit::Hour);
/// assert_eq!(period.to_string(), "P2DT3H");
/// assert_eq!("P0.5Y".parse::<Period>().unwrap(), Period::of(Amount::thousandths(500), Unit::Year));
/// assert_eq!(Period::of(1, Unit::Month).seconds(), Some((28 * 86_400, 31 * 86_400)));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Period {
    /// Never empty; from the coarsest unit to the finest.
    parts: Vec<(Amount, Unit)>,
}

impl Period {
    /// A length in one unit.
    #[must_use]
    pub fn of(amount: impl Into<Amount>, unit: Unit) -> Self {
        Self { parts: vec![(amount.into(), unit)] }
    }

    /// The same length with an amount of another unit; an amount already given in that unit is replaced.
    #[must_use]
    pub fn and(mut self, amount: impl Into<Amount>, unit: Unit) -> Self {
        self.parts.retain(|&(_, u)| u != unit);
        let place = self.parts.partition_point(|&(_, u)| u > unit);
        self.parts.insert(place, (amount.into(), unit));
        self
    }

    /// The amounts with their units, from the coarsest unit to the finest.
    #[must_use]
    pub fn parts(&self) -> &[(Amount, Unit)] {
        &self.parts
    }

    /// The finest unit in it.
    #[must_use]
    pub fn finest_unit(&self) -> Unit {
        self.parts.last().map_or(Unit::Day, |&(_, unit)| unit)
    }

    /// The least and the greatest number of seconds it can have, since months and years differ in length.
    ///
    /// `None` if an amount is unknown, or beyond what fits.
    #[must_use]
    pub fn seconds(&self) -> Option<(i64, i64)> {
        let (mut fixed, mut months) = (0u64, 0u64);
        for &(amount, unit) in &self.parts {
            let (sum, size) = match unit.size() {
                Size::Seconds(size) => (&mut fixed, size),
                Size::Months(size) => (&mut months, size),
            };
            *sum = sum.checked_add(amount.0?.checked_mul(size)?)?;
        }
        // A part of a month is rounded outwards.
        let (least, greatest) = (shortest_days(months / 1_000), longest_days(months.div_ceil(1_000)));
        let total =
            |seconds: u64, days: Option<u64>| i64::try_from(seconds.checked_add(days?.checked_mul(86_400)?)?).ok();
        Some((total(fixed / 1_000, least)?, total(fixed.div_ceil(1_000), greatest)?))
    }
}

/// No run of so many months has fewer days.
fn shortest_days(months: u64) -> Option<u64> {
    const REST: [u64; 12] = [0, 28, 59, 89, 120, 150, 181, 212, 242, 273, 303, 334];
    let years = months / 12;
    let leaps = (years / 4).saturating_sub(years / 100 + 1);
    years.checked_mul(365)?.checked_add(leaps)?.checked_add(REST[(months % 12) as usize])
}

/// No run of so many months has more days.
fn longest_days(months: u64) -> Option<u64> {
    const REST: [u64; 12] = [0, 31, 62, 92, 123, 153, 184, 215, 245, 276, 306, 337];
    let years = months / 12;
    years.checked_mul(365)?.checked_add(years.div_ceil(4))?.checked_add(REST[(months % 12) as usize])
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("P")?;
        let mut in_clock = false;
        for &(amount, unit) in &self.parts {
            if unit.is_clock() && !in_clock {
                in_clock = true;
                f.write_str("T")?;
            }
            write!(f, "{amount}{}", unit.letters())?;
        }
        Ok(())
    }
}

impl FromStr for Period {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        parse(text).ok_or_else(|| Error::parse("duration", text, "a form such as P3D, PT2H, PXM, P1Y6M or P0.5Y"))
    }
}

fn parse(text: &str) -> Option<Period> {
    let mut rest = text.strip_prefix('P')?;
    let mut parts: Vec<(Amount, Unit)> = Vec::new();
    let mut clock = false;
    while !rest.is_empty() {
        if let Some(behind) = rest.strip_prefix('T').filter(|behind| !clock && !behind.is_empty()) {
            (clock, rest) = (true, behind);
        }
        let digits = rest.find(|c: char| c != 'X' && c != '.' && !c.is_ascii_digit())?;
        let (amount, behind) = rest.split_at(digits);
        let unit_end = behind.find(|c: char| !c.is_ascii_uppercase() || c == 'X' || c == 'T').unwrap_or(behind.len());
        let (letters, behind) = behind.split_at(unit_end);
        let letters = if letters == "CE" { "C" } else { letters };
        let unit = Unit::WRITTEN.into_iter().find(|u| u.is_clock() == clock && u.letters() == letters)?;
        if parts.last().is_some_and(|&(_, last)| last <= unit) {
            return None;
        }
        parts.push((Amount::parse(amount)?, unit));
        rest = behind;
    }
    (!parts.is_empty()).then_some(Period { parts })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn forms_of_the_guidelines() {
        for text in [
            "P3D",
            "P4M",
            "PT3H",
            "PXD",
            "PXM",
            "PXY",
            "P1Y6M",
            "P0.5Y",
            "P1DE",
            "P1C",
            "P2DT3H",
            "PT2M",
            "P100Y",
            "P1WE",
            "P2Q",
            "PT0.25H",
            "P1DT2H30M15S",
            "P2Y3W",
        ] {
            assert_eq!(text.parse::<Period>().unwrap().to_string(), text);
        }
        assert_eq!("P1CE".parse::<Period>().unwrap().to_string(), "P1C");
        for text in [
            "",
            "P",
            "PT",
            "P1DT",
            "P3",
            "3D",
            "PD",
            "P1D1D",
            "P6M1Y",
            "P1H",
            "PT1D",
            "P1.D",
            "P.5D",
            "P0.1234D",
            "P-3D",
            "PXXD",
            "P1DTT2H",
            "P99999999999999999999D",
            "P3Dx",
            "P٣D",
            "P1T",
        ] {
            assert!(text.parse::<Period>().is_err(), "{text}");
        }
    }

    #[test]
    fn lengths_contain_every_real_length() {
        use crate::calendar::add_months;
        use chrono::NaiveDate;
        for start in (0..1_600).map(|n| NaiveDate::from_num_days_from_ce_opt(693_000 + n * 97).unwrap()) {
            let start = crate::calendar::month_start(start).unwrap();
            for months in [1u32, 2, 6, 11, 12, 47, 48, 96, 100, 1_200, 4_801] {
                let days = (add_months(start, i64::from(months)).unwrap() - start).num_seconds();
                let (least, greatest) = Period::of(months, Unit::Month).seconds().unwrap();
                assert!((least..=greatest).contains(&days), "{months} months from {start}");
            }
        }
        assert_eq!("P1Y6M".parse::<Period>().unwrap().seconds(), Some((546 * 86_400, 550 * 86_400)));
        assert_eq!("PXD".parse::<Period>().unwrap().seconds(), None);
        assert_eq!("P9999999999999999Y".parse::<Period>().unwrap().seconds(), None);
    }

    proptest! {
        #[test]
        fn round_trip(parts in proptest::collection::vec((proptest::option::of(any::<u64>()), 0usize..11), 1..6)) {
            let mut period = Period::of(1, Unit::Day);
            for (amount, unit) in parts {
                period = period.and(Amount(amount), Unit::WRITTEN[unit]);
            }
            prop_assert_eq!(period.to_string().parse::<Period>().unwrap(), period.clone());
            if let Some((least, greatest)) = period.seconds() {
                prop_assert!(least <= greatest);
            }
        }

        #[test]
        fn any_text_is_safe(text in "P?[PTXYMWDHSECQ0-9.]{0,12}|.{0,8}") {
            if let Ok(period) = text.parse::<Period>() {
                prop_assert_eq!(period.to_string().parse::<Period>().unwrap(), period);
            }
        }
    }
}
