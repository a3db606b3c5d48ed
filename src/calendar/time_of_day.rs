//! Times within a day: clock times and named parts of the day.

use std::fmt;

use chrono::{FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use super::{Granularity, add_days};

/// A named part of a day.
///
/// [`hours`](Self::hours) says which hours it can mean. The parts overlap, because speakers draw the lines
/// differently: a part is a bound that contains the truth, not a slice of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PartOfDay {
    /// `MO`: from before dawn to noon, 3–12.
    Morning,
    /// `MI`: around noon, 11–14.
    Midday,
    /// `AF`: 12–18.
    Afternoon,
    /// `EV`: 16–24.
    Evening,
    /// `NI`: from 18 to 6 on the next day.
    Night,
    /// `DT`: in daylight, 5–20.
    Daytime,
}

impl PartOfDay {
    const ALL: [Self; 6] = [Self::Morning, Self::Midday, Self::Afternoon, Self::Evening, Self::Night, Self::Daytime];

    /// The two letters of TIMEX3.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Morning => "MO",
            Self::Midday => "MI",
            Self::Afternoon => "AF",
            Self::Evening => "EV",
            Self::Night => "NI",
            Self::Daytime => "DT",
        }
    }

    /// The first hour it can include and the hour at which it is over, counted from the day's midnight; above 24 on
    /// the next day.
    #[must_use]
    pub const fn hours(self) -> (u8, u8) {
        match self {
            Self::Morning => (3, 12),
            Self::Midday => (11, 14),
            Self::Afternoon => (12, 18),
            Self::Evening => (16, 24),
            Self::Night => (18, 30),
            Self::Daytime => (5, 20),
        }
    }
}

/// A reading of the clock, as precise as it was stated, with its zone if one was stated.
///
/// ```
/// use tarikh::calendar::Clock;
///
/// assert_eq!(Clock::at(17, 30).unwrap().to_string(), "17:30");
/// assert_eq!(Clock::hour(17).unwrap().with_utc().to_string(), "17Z");
/// assert_eq!(Clock::at(24, 0), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Clock {
    time: NaiveTime,
    precision: Precision,
    zone: Option<FixedOffset>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Precision {
    Hour,
    Minute,
    Second,
}

impl Clock {
    /// A full hour with nothing said about minutes, 0 to 23.
    #[must_use]
    pub fn hour(hour: u32) -> Option<Self> {
        NaiveTime::from_hms_opt(hour, 0, 0).map(|time| Self { time, precision: Precision::Hour, zone: None })
    }

    /// Hour (0 to 23) and minute.
    #[must_use]
    pub fn at(hour: u32, minute: u32) -> Option<Self> {
        let time = NaiveTime::from_hms_opt(hour, minute, 0)?;
        Some(Self { time, precision: Precision::Minute, zone: None })
    }

    /// Hour, minute and second.
    #[must_use]
    pub fn at_second(hour: u32, minute: u32, second: u32) -> Option<Self> {
        let time = NaiveTime::from_hms_opt(hour, minute, second)?;
        Some(Self { time, precision: Precision::Second, zone: None })
    }

    /// The same reading in a stated zone.
    #[must_use]
    pub const fn with_zone(mut self, zone: FixedOffset) -> Self {
        self.zone = Some(zone);
        self
    }

    /// The same reading in universal time.
    #[must_use]
    pub fn with_utc(mut self) -> Self {
        self.zone = FixedOffset::east_opt(0);
        self
    }

    /// The time shown.
    #[must_use]
    pub const fn time(self) -> NaiveTime {
        self.time
    }

    /// The zone, if one was stated.
    #[must_use]
    pub const fn zone(self) -> Option<FixedOffset> {
        self.zone
    }

    /// Hour, minute or second.
    #[must_use]
    pub const fn granularity(self) -> Granularity {
        match self.precision {
            Precision::Hour => Granularity::Hour,
            Precision::Minute => Granularity::Minute,
            Precision::Second => Granularity::Second,
        }
    }

    /// `17`, `17:00` or `17:00:00`, then a zone if there is one: `Z`, `+01:00`.
    fn parse(text: &str) -> Option<Self> {
        let zone_at = text.find(['Z', '+', '-']).unwrap_or(text.len());
        let (time, zone) = text.split_at(zone_at);
        let mut parts = time.split(':').map(two_digits);
        let clock = match (parts.next(), parts.next(), parts.next(), parts.next()) {
            (Some(hour), None, None, None) => Self::hour(hour?),
            (Some(hour), Some(minute), None, None) => Self::at(hour?, minute?),
            (Some(hour), Some(minute), Some(second), None) => Self::at_second(hour?, minute?, second?),
            _ => None,
        }?;
        Some(match zone {
            "" => clock,
            "Z" => clock.with_utc(),
            _ => clock.with_zone(parse_offset(zone)?),
        })
    }
}

fn two_digits(text: &str) -> Option<u32> {
    (text.len() == 2 && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok())?
}

/// `+01:00`; seconds, which only history knows, may follow.
fn parse_offset(text: &str) -> Option<FixedOffset> {
    let (sign, text) = text.split_at_checked(1)?;
    let mut seconds = 0;
    let mut count = 0;
    for part in text.split(':') {
        let part = two_digits(part)?;
        if count > 0 && part > 59 {
            return None;
        }
        seconds = seconds * 60 + i32::try_from(part).ok()?;
        count += 1;
        if count > 3 {
            return None;
        }
    }
    let seconds = match count {
        2 => seconds * 60,
        3 => seconds,
        _ => return None,
    };
    FixedOffset::east_opt(if sign == "-" { -seconds } else { seconds })
}

impl fmt::Display for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.precision {
            Precision::Hour => write!(f, "{}", self.time.format("%H")),
            Precision::Minute => write!(f, "{}", self.time.format("%H:%M")),
            Precision::Second => write!(f, "{}", self.time.format("%H:%M:%S")),
        }?;
        match self.zone {
            None => Ok(()),
            Some(zone) if zone.local_minus_utc() == 0 => f.write_str("Z"),
            Some(zone) => write!(f, "{zone}"),
        }
    }
}

/// A clock time or a named part of the day; `Display` writes what follows `T` in TIMEX3.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TimeOfDay {
    /// `17:00`
    Clock(Clock),
    /// `MO`, `EV` …
    Part(PartOfDay),
}

impl TimeOfDay {
    /// Hour, minute, second or part of day.
    #[must_use]
    pub const fn granularity(self) -> Granularity {
        match self {
            Self::Clock(clock) => clock.granularity(),
            Self::Part(_) => Granularity::PartOfDay,
        }
    }

    /// The half-open interval on a given day, in the zone that was stated, if any: no zone is converted.
    #[must_use]
    pub fn interval_on(self, day: NaiveDate) -> Option<(NaiveDateTime, NaiveDateTime)> {
        match self {
            Self::Clock(clock) => {
                let length = match clock.precision {
                    Precision::Hour => TimeDelta::hours(1),
                    Precision::Minute => TimeDelta::minutes(1),
                    Precision::Second => TimeDelta::seconds(1),
                };
                let start = day.and_time(clock.time);
                Some((start, start.checked_add_signed(length)?))
            }
            Self::Part(part) => {
                let (from, to) = part.hours();
                let at = |hour: u8| add_days(day, i64::from(hour / 24))?.and_hms_opt(u32::from(hour % 24), 0, 0);
                at(from).zip(at(to))
            }
        }
    }

    pub(super) fn parse(text: &str) -> Option<Self> {
        match PartOfDay::ALL.into_iter().find(|part| part.code() == text) {
            Some(part) => Some(Self::Part(part)),
            None => Clock::parse(text).map(Self::Clock),
        }
    }
}

impl From<Clock> for TimeOfDay {
    fn from(clock: Clock) -> Self {
        Self::Clock(clock)
    }
}

impl From<PartOfDay> for TimeOfDay {
    fn from(part: PartOfDay) -> Self {
        Self::Part(part)
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Clock(clock) => clock.fmt(f),
            Self::Part(part) => f.write_str(part.code()),
        }
    }
}
