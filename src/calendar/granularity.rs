//! How finely a time was stated.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::{Error, Result};

/// How finely a time was stated, from the finest to the coarsest.
///
/// ```
/// use tarikh::calendar::Granularity;
///
/// assert!(Granularity::Day < Granularity::Month);
/// assert_eq!(Granularity::PartOfDay.to_string(), "part_of_day");
/// assert_eq!("week".parse::<Granularity>().unwrap(), Granularity::Week);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Granularity {
    /// A second of the clock.
    Second,
    /// A minute of the clock.
    Minute,
    /// An hour of the clock.
    Hour,
    /// Morning, evening, night and the like.
    PartOfDay,
    /// A calendar day.
    Day,
    /// The end of a week.
    Weekend,
    /// A week.
    Week,
    /// A calendar month.
    Month,
    /// Spring, summer, autumn, winter.
    Season,
    /// Three months from January, April, July or October.
    Quarter,
    /// Six months from January or July.
    Half,
    /// A calendar year.
    Year,
    /// Ten years.
    Decade,
    /// A hundred years.
    Century,
    /// A thousand years.
    Millennium,
}

impl Granularity {
    /// All of them, from the finest to the coarsest.
    pub const ALL: [Self; 15] = [
        Self::Second,
        Self::Minute,
        Self::Hour,
        Self::PartOfDay,
        Self::Day,
        Self::Weekend,
        Self::Week,
        Self::Month,
        Self::Season,
        Self::Quarter,
        Self::Half,
        Self::Year,
        Self::Decade,
        Self::Century,
        Self::Millennium,
    ];

    /// The name used in JSON and by `Display`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Second => "second",
            Self::Minute => "minute",
            Self::Hour => "hour",
            Self::PartOfDay => "part_of_day",
            Self::Day => "day",
            Self::Weekend => "weekend",
            Self::Week => "week",
            Self::Month => "month",
            Self::Season => "season",
            Self::Quarter => "quarter",
            Self::Half => "half",
            Self::Year => "year",
            Self::Decade => "decade",
            Self::Century => "century",
            Self::Millennium => "millennium",
        }
    }
}

impl fmt::Display for Granularity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Granularity {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        Self::ALL
            .into_iter()
            .find(|g| g.as_str() == text)
            .ok_or_else(|| Error::parse("granularity", text, "second, minute, … year, century or millennium"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_name_for_display_parsing_and_json() {
        for granularity in Granularity::ALL {
            let name = granularity.to_string();
            assert_eq!(name.parse::<Granularity>().unwrap(), granularity);
            assert_eq!(serde_json::to_string(&granularity).unwrap(), format!("\"{name}\""));
        }
        assert!("Day".parse::<Granularity>().unwrap_err().is_parse());
        assert!(Granularity::ALL.is_sorted());
    }
}
