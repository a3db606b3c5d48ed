//! Dates on a command line.

use chrono::{Datelike, Days, Months, NaiveDate, NaiveDateTime, NaiveTime};
use std::str::FromStr;
use tarikh::article::Published;

/// A day, a month or a year: `2012-08-15`, `2012-08`, `2012`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    /// Its first moment.
    pub start: NaiveDateTime,
    /// The first moment after it.
    pub end: NaiveDateTime,
}

impl FromStr for Stretch {
    type Err = String;

    fn from_str(written: &str) -> Result<Self, String> {
        let parts = written.split('-').count();
        let day = match parts {
            1 => format!("{written}-01-01"),
            2 => format!("{written}-01"),
            _ => written.to_owned(),
        };
        let first = match day.parse() {
            Ok(Published::On(first)) => Some(first),
            _ => None,
        };
        first
            .and_then(|first| Self::of(first, parts))
            .ok_or_else(|| "write a day as 2012-08-15, a month as 2012-08 or a year as 2012".to_owned())
    }
}

impl Stretch {
    fn of(first: NaiveDate, parts: usize) -> Option<Self> {
        let end = match parts {
            1 => first.with_year(first.year().checked_add(1)?)?,
            2 => first.checked_add_months(Months::new(1))?,
            _ => first.checked_add_days(Days::new(1))?,
        };
        Some(Self { start: first.and_time(NaiveTime::MIN), end: end.and_time(NaiveTime::MIN) })
    }
}

/// `ID=DATE`: when an article was published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dated {
    pub id: String,
    pub published: Published,
}

impl FromStr for Dated {
    type Err = String;

    fn from_str(written: &str) -> Result<Self, String> {
        // An id may hold an equals sign; a date does not.
        let (id, date) =
            written.rsplit_once('=').ok_or("write the article's id, an equals sign and a date: a1=2012-08-15")?;
        let published = date.parse().map_err(|error: tarikh::Error| error.to_string())?;
        Ok(Self { id: id.to_owned(), published })
    }
}
