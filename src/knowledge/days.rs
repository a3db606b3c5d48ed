//! Days as far as they are known.

use std::fmt;

use chrono::{Days, NaiveDate};
use serde::de::{self, SeqAccess, Visitor};
use serde::ser::SerializeTuple;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A day known to lie between two days, both included.
///
/// In a pack it is written as a day (`"2012-03-22"`), a month (`"2012-03"`: some day of it), a year
/// (`"2012"`), or as the two ends themselves (`["2012-03-10", "2012-03-16"]`). A date somebody doubts is
/// written as the two ends: the width says how much is not known.
///
/// ```
/// use tarikh::knowledge::DayBound;
///
/// let day: DayBound = "2012-02".parse()?;
/// assert_eq!(day.to_string(), "2012-02-01/2012-02-29");
/// assert_eq!(day.width(), 28);
/// # Ok::<(), tarikh::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DayBound {
    /// The first day it can have been.
    pub earliest: NaiveDate,
    /// The last day it can have been.
    pub latest: NaiveDate,
}

impl DayBound {
    /// A day that is known.
    #[must_use]
    pub const fn on(day: NaiveDate) -> Self {
        Self { earliest: day, latest: day }
    }

    /// A day between two days, both included.
    #[must_use]
    pub const fn between(earliest: NaiveDate, latest: NaiveDate) -> Self {
        Self { earliest, latest }
    }

    /// The day, if it is known.
    #[must_use]
    pub fn exact(self) -> Option<NaiveDate> {
        (self.earliest == self.latest).then_some(self.earliest)
    }

    /// How many days lie between the two ends: 0 for a known day, negative for an impossible bound.
    #[must_use]
    pub fn width(self) -> i64 {
        (self.latest - self.earliest).num_days()
    }
}

/// The first and the last day that `YYYY`, `YYYY-MM` or `YYYY-MM-DD` can mean.
fn parse_span(text: &str) -> Option<(NaiveDate, NaiveDate)> {
    let number = |part: std::ops::Range<usize>| {
        let digits = text.as_bytes().get(part)?;
        digits.iter().try_fold(0, |n, b| b.is_ascii_digit().then(|| 10 * n + u32::from(b - b'0')))
    };
    let dash = |at: usize| text.as_bytes().get(at) == Some(&b'-');
    let year = i32::try_from(number(0..4)?).ok()?;
    match text.len() {
        4 => Some((NaiveDate::from_ymd_opt(year, 1, 1)?, NaiveDate::from_ymd_opt(year, 12, 31)?)),
        7 if dash(4) => {
            let month = number(5..7)?;
            let (next_year, next_month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
            let last = NaiveDate::from_ymd_opt(next_year, next_month, 1)?.checked_sub_days(Days::new(1))?;
            Some((NaiveDate::from_ymd_opt(year, month, 1)?, last))
        }
        10 if dash(4) && dash(7) => {
            let day = NaiveDate::from_ymd_opt(year, number(5..7)?, number(8..10)?)?;
            Some((day, day))
        }
        _ => None,
    }
}

const EXPECTED: &str = "a day \"2012-03-22\", a month \"2012-03\", a year \"2012\" or two of them in brackets";

impl std::str::FromStr for DayBound {
    type Err = crate::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (earliest, latest) = parse_span(text).ok_or_else(|| crate::Error::parse("date", text, EXPECTED))?;
        Ok(Self { earliest, latest })
    }
}

impl fmt::Display for DayBound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.earliest == self.latest {
            write!(f, "{}", self.earliest)
        } else {
            write!(f, "{}/{}", self.earliest, self.latest)
        }
    }
}

impl Serialize for DayBound {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.earliest == self.latest {
            return self.earliest.serialize(serializer);
        }
        let mut pair = serializer.serialize_tuple(2)?;
        pair.serialize_element(&self.earliest)?;
        pair.serialize_element(&self.latest)?;
        pair.end()
    }
}

impl<'de> Deserialize<'de> for DayBound {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(DayBoundVisitor)
    }
}

struct DayBoundVisitor;

impl<'de> Visitor<'de> for DayBoundVisitor {
    type Value = DayBound;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(EXPECTED)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<DayBound, E> {
        let (earliest, latest) = parse_span(text).ok_or_else(|| E::invalid_value(de::Unexpected::Str(text), &self))?;
        Ok(DayBound { earliest, latest })
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<DayBound, A::Error> {
        let earliest: DayBound = seq.next_element()?.ok_or_else(|| de::Error::invalid_length(0, &self))?;
        let latest: DayBound = seq.next_element()?.ok_or_else(|| de::Error::invalid_length(1, &self))?;
        if seq.next_element::<de::IgnoredAny>()?.is_some() {
            return Err(de::Error::invalid_length(3, &self));
        }
        Ok(DayBound { earliest: earliest.earliest, latest: latest.latest })
    }
}

/// A stretch of days, both ends included; an end nobody knows is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Window {
    /// The first day it can hold on; `None`: no bound is known.
    pub earliest: Option<NaiveDate>,
    /// The last day it can hold on; `None`: no bound is known, or it still holds.
    pub latest: Option<NaiveDate>,
}

impl Window {
    /// From the earliest possible begin to the latest possible end: wide enough to hold the truth.
    #[must_use]
    pub fn of(begin: Option<DayBound>, end: Option<DayBound>) -> Self {
        Self { earliest: begin.map(|b| b.earliest), latest: end.map(|e| e.latest) }
    }

    /// Whether the day lies inside.
    #[must_use]
    pub fn contains(self, day: NaiveDate) -> bool {
        self.earliest.is_none_or(|e| e <= day) && self.latest.is_none_or(|l| day <= l)
    }

    /// The smallest window that holds both.
    #[must_use]
    pub fn cover(self, other: Self) -> Self {
        Self {
            earliest: self.earliest.zip(other.earliest).map(|(a, b)| a.min(b)),
            latest: self.latest.zip(other.latest).map(|(a, b)| a.max(b)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_less_precisely_is_a_wider_bound() {
        for (json, printed, width) in [
            (r#""2012-03-22""#, "2012-03-22", 0),
            (r#""2012-02""#, "2012-02-01/2012-02-29", 28),
            (r#""2013-12""#, "2013-12-01/2013-12-31", 30),
            (r#""2013""#, "2013-01-01/2013-12-31", 364),
            (r#"["2012-03-10","2012-03-16"]"#, "2012-03-10/2012-03-16", 6),
            (r#"["2012-03","2012-04"]"#, "2012-03-01/2012-04-30", 60),
        ] {
            let bound: DayBound = serde_json::from_str(json).unwrap();
            assert_eq!(bound.to_string(), printed, "{json}");
            assert_eq!(bound.width(), width, "{json}");
            let again: DayBound = serde_json::from_str(&serde_json::to_string(&bound).unwrap()).unwrap();
            assert_eq!(again, bound, "{json}");
        }
    }

    #[test]
    fn what_is_not_a_date_is_refused() {
        for json in [
            r#""""#,
            r#""2012-13""#,
            r#""2012-02-30""#,
            r#""2012-3-1""#,
            r#""12-03-01""#,
            r#""2012-03-01T00:00""#,
            "2012",
            r#"["2012"]"#,
            r#"["2012","2013","2014"]"#,
            r#""+012-01-01""#,
            r#""2012-01-01-01""#,
        ] {
            assert!(serde_json::from_str::<DayBound>(json).is_err(), "{json}");
        }
    }

    #[test]
    fn windows_hold_what_they_cover() {
        let day = |d| NaiveDate::from_ymd_opt(2012, 5, d).unwrap();
        let closed = Window { earliest: Some(day(2)), latest: Some(day(4)) };
        assert!(closed.contains(day(2)) && closed.contains(day(4)));
        assert!(!closed.contains(day(1)) && !closed.contains(day(5)));
        let open = Window { earliest: Some(day(6)), latest: None };
        assert_eq!(closed.cover(open), Window { earliest: Some(day(2)), latest: None });
    }
}
