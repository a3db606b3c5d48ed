//! When an article was published, and how that may be written.

use crate::error::{Error, Result};
use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::borrow::Cow;
use std::str::FromStr;

/// When an article was published, as far as somebody stated it.
///
/// The date is the only "now" the crate knows: the system clock is never read.
///
/// It is written `2012-08-15` or `2012-08-15T10:00`, seconds optional. Arabic digits, slashes and a space for the
/// `T` are understood. A zone (`Z`, `+01:00`) may follow and is not used: the time is the article's own local time.
///
/// ```
/// use tarikh::article::Published;
///
/// let day: Published = "٢٠١٢-٠٨-١٥".parse()?;
/// assert_eq!(day.date().to_string(), "2012-08-15");
/// assert!("15/8/2012".parse::<Published>().unwrap_err().is_parse());
/// # Ok::<(), tarikh::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Published {
    /// A day and a time of day, in the article's own local time.
    At(NaiveDateTime),
    /// A day.
    On(NaiveDate),
}

impl Published {
    /// The day of publication.
    #[must_use]
    pub fn date(self) -> NaiveDate {
        match self {
            Self::At(at) => at.date(),
            Self::On(day) => day,
        }
    }

    /// The moment of publication; midnight at its start where only the day is known.
    #[must_use]
    pub fn datetime(self) -> NaiveDateTime {
        match self {
            Self::At(at) => at,
            Self::On(day) => day.and_time(NaiveTime::MIN),
        }
    }

    /// The date in `written`, if it is one of the forms above.
    pub(super) fn read(written: &str) -> Option<Self> {
        let plain: Cow<'_, str> = if written.is_ascii() {
            written.into()
        } else {
            written.chars().filter(|&c| !is_direction(c)).map(western_digit).collect()
        };
        let plain = plain.trim();
        let (date, time) = match plain.find(['T', 't', ' ']) {
            Some(cut) => (&plain[..cut], Some(plain[cut + 1..].trim_start())),
            None => (plain, None),
        };
        let day = read_day(date)?;
        match time {
            None => Some(Self::On(day)),
            Some(time) => Some(Self::At(day.and_time(read_time(time)?))),
        }
    }
}

/// A time or a day, as chrono writes it.
impl Serialize for Published {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        match self {
            Self::At(at) => write_time(at, serializer),
            Self::On(day) => write_day(day, serializer),
        }
    }
}

/// Writes a time as chrono does, without what formatting costs: a reading has many.
pub(crate) fn write_time<S: Serializer>(at: &NaiveDateTime, serializer: S) -> std::result::Result<S::Ok, S::Error> {
    match digits(*at).as_ref().map(|digits| str::from_utf8(digits)) {
        Some(Ok(digits)) => serializer.serialize_str(digits),
        _ => at.serialize(serializer),
    }
}

/// The same for a day.
pub(crate) fn write_day<S: Serializer>(day: &NaiveDate, serializer: S) -> std::result::Result<S::Ok, S::Error> {
    match digits(day.and_time(NaiveTime::MIN)).as_ref().map(|digits| str::from_utf8(&digits[..10])) {
        Some(Ok(digits)) => serializer.serialize_str(digits),
        _ => day.serialize(serializer),
    }
}

/// A time in years of four digits as chrono writes it, `2012-08-13T00:00:00`.
fn digits(at: NaiveDateTime) -> Option<[u8; 19]> {
    let year = u32::try_from(at.year()).ok().filter(|year| *year <= 9999)?;
    if at.nanosecond() != 0 {
        return None;
    }
    let mut digits = *b"0000-00-00T00:00:00";
    let pairs = [year / 100, year % 100, at.month(), at.day(), at.hour(), at.minute(), at.second()];
    for (place, pair) in [0, 2, 5, 8, 11, 14, 17].into_iter().zip(pairs) {
        digits[place] += (pair / 10) as u8;
        digits[place + 1] += (pair % 10) as u8;
    }
    Some(digits)
}

/// Direction marks come along when a date is copied out of Arabic text.
fn is_direction(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn western_digit(c: char) -> char {
    match c {
        '٠'..='٩' => char::from_u32(u32::from(c) - 0x0660 + u32::from('0')).unwrap_or(c),
        '۰'..='۹' => char::from_u32(u32::from(c) - 0x06f0 + u32::from('0')).unwrap_or(c),
        _ => c,
    }
}

/// A number of `fewest` to `most` digits and nothing else; `str::parse` alone would take `+8`.
fn number(digits: &str, fewest: usize, most: usize) -> Option<u32> {
    let fits = (fewest..=most).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    fits.then(|| digits.parse().ok()).flatten()
}

fn read_day(date: &str) -> Option<NaiveDate> {
    let mut parts = date.split(if date.contains('/') { '/' } else { '-' });
    let year = number(parts.next()?, 4, 4)?;
    let month = number(parts.next()?, 1, 2)?;
    let day = number(parts.next()?, 1, 2)?;
    if parts.next().is_some() {
        return None;
    }
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
}

fn read_time(time: &str) -> Option<NaiveTime> {
    let (clock, zone) = match time.find(['Z', 'z', '+', '-']) {
        Some(cut) => time.split_at(cut),
        None => (time, ""),
    };
    if !is_zone(zone) {
        return None;
    }
    let mut parts = clock.trim_end().split(':');
    let hour = number(parts.next()?, 1, 2)?;
    let minute = number(parts.next()?, 2, 2)?;
    let second = match parts.next() {
        None => 0,
        Some(second) => {
            let (whole, fraction) = second.split_once('.').unwrap_or((second, "0"));
            number(fraction.get(..fraction.len().min(9))?, 1, 9)?;
            number(whole, 2, 2)?
        }
    };
    if parts.next().is_some() {
        return None;
    }
    NaiveTime::from_hms_opt(hour, minute, second)
}

fn is_zone(zone: &str) -> bool {
    match zone.as_bytes() {
        [] | [b'Z' | b'z'] => true,
        [b'+' | b'-', rest @ ..] => match rest {
            [a, b] | [a, b, b':'] => a.is_ascii_digit() && b.is_ascii_digit(),
            [a, b, c, d] | [a, b, b':', c, d] => [a, b, c, d].iter().all(|digit| digit.is_ascii_digit()),
            _ => false,
        },
        _ => false,
    }
}

impl FromStr for Published {
    type Err = Error;

    fn from_str(written: &str) -> Result<Self> {
        Self::read(written).ok_or_else(|| {
            Error::parse("publication date", written, "a day as 2012-08-15 or a time as 2012-08-15T10:00")
        })
    }
}

/// From the forms above, and whatever date or time chrono writes.
impl<'de> Deserialize<'de> for Published {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        let written = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        let chrono = || written.parse().map(Self::On).or_else(|_| written.parse().map(Self::At)).ok();
        match chrono() {
            Some(published) => Ok(published),
            None => written.parse().map_err(de::Error::custom),
        }
    }
}

impl From<NaiveDate> for Published {
    fn from(day: NaiveDate) -> Self {
        Self::On(day)
    }
}

impl From<NaiveDateTime> for Published {
    fn from(at: NaiveDateTime) -> Self {
        Self::At(at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_accepted_form() {
        for (written, meant) in [
            ("2012-08-15", "2012-08-15 00:00:00"),
            (" 2012-08-15 ", "2012-08-15 00:00:00"),
            ("2012/8/5", "2012-08-05 00:00:00"),
            ("٢٠١٢-٠٨-١٥", "2012-08-15 00:00:00"),
            ("۲۰۱۲-۰۸-۱۵", "2012-08-15 00:00:00"),
            ("\u{200f}2012-08-15\u{200f}", "2012-08-15 00:00:00"),
            ("2012-08-15T10:00", "2012-08-15 10:00:00"),
            ("2012-08-15 9:05", "2012-08-15 09:05:00"),
            ("2012-08-15T10:00:07.25", "2012-08-15 10:00:07"),
            ("2012-08-15T10:00:00Z", "2012-08-15 10:00:00"),
            ("2012-08-15T10:00:00+01:00", "2012-08-15 10:00:00"),
            ("2012-08-15T10:00-0500", "2012-08-15 10:00:00"),
            ("2012-02-29", "2012-02-29 00:00:00"),
        ] {
            let read = Published::read(written).map(|published| published.datetime().to_string());
            assert_eq!(read.as_deref(), Some(meant), "{written:?}");
            assert_eq!(
                matches!(Published::read(written), Some(Published::On(_))),
                meant.ends_with("00:00:00") && !written.contains(':')
            );
        }
    }

    #[test]
    fn nothing_is_guessed() {
        for written in [
            "",
            "2012",
            "2012-08",
            "15-08-2012",
            "15/8/2012",
            "2012-13-01",
            "2013-02-29",
            "12-08-15",
            "2012-08-15-1",
            "2012-08-15T",
            "2012-08-15T25:00",
            "2012-08-15T10",
            "2012-08-15T10:00 noon",
            "2012-+8-15",
            "99999-01-01",
            "1345017600",
            "2012-08-15T10:00:00.",
            "2012-08-15T10:00:00+1",
            "15 أغسطس 2012",
            "2012-08/15",
        ] {
            assert_eq!(Published::read(written), None, "{written:?}");
        }
    }

    #[test]
    fn json_keeps_every_moment_and_says_what_is_wrong() {
        let far = NaiveDate::from_ymd_opt(-12_345, 2, 3).unwrap();
        let exact = far.and_hms_nano_opt(4, 5, 6, 7).unwrap();
        for published in [Published::On(far), Published::At(exact), Published::On(NaiveDate::MIN)] {
            let json = serde_json::to_string(&published).unwrap();
            assert_eq!(serde_json::from_str::<Published>(&json).unwrap(), published, "{json}");
        }
        let error = serde_json::from_str::<Published>("\"last week\"").unwrap_err().to_string();
        assert!(error.starts_with("not a publication date: «last week»; expected a day as 2012-08-15"), "{error}");
    }

    #[test]
    fn the_error_says_what_was_expected() {
        assert_eq!(
            "15/8/2012".parse::<Published>().unwrap_err().to_string(),
            "not a publication date: «15/8/2012»; expected a day as 2012-08-15 or a time as 2012-08-15T10:00"
        );
    }

    proptest! {
        #[test]
        fn a_time_is_written_as_chrono_writes_it(seconds in -70_000_000_000i64..260_000_000_000, nanoseconds in 0u32..2) {
            let at = chrono::DateTime::from_timestamp(seconds, nanoseconds).unwrap().naive_utc();
            let short = digits(at).map(|digits| String::from_utf8(digits.to_vec()).unwrap());
            prop_assert_eq!(short.is_some(), nanoseconds == 0 && (0..=9999).contains(&at.year()));
            prop_assert_eq!(short.unwrap_or_else(|| format!("{at:?}")), format!("{at:?}"));
            for published in [Published::At(at), Published::On(at.date())] {
                let plain = match published {
                    Published::At(at) => serde_json::to_string(&at),
                    Published::On(day) => serde_json::to_string(&day),
                };
                prop_assert_eq!(serde_json::to_string(&published).unwrap(), plain.unwrap());
            }
        }

        #[test]
        fn any_text_is_a_date_or_not(written in "[0-9٠-٩TZ:+/. -]{0,24}|\\PC*") {
            let _ = Published::read(&written);
        }

        #[test]
        fn what_is_written_is_read_back(days in 366..3_652_059i32, seconds in 0..86_400u32) {
            let day = NaiveDate::from_num_days_from_ce_opt(days).unwrap();
            let at = day.and_time(NaiveTime::from_num_seconds_from_midnight_opt(seconds, 0).unwrap());
            prop_assert_eq!(Published::read(&day.to_string()), Some(Published::On(day)));
            prop_assert_eq!(Published::read(&at.format("%Y-%m-%dT%H:%M:%S").to_string()), Some(Published::At(at)));
        }
    }
}
