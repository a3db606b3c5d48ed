//! Values of time expressions, as TIMEX3 writes them.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, IsoWeek, Month, NaiveDate, NaiveDateTime, NaiveTime, Weekday};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Clock, Granularity, PartOfDay, Period, TimeOfDay, add_days, add_months};
use crate::article::write_day;
use crate::timex::Season;
use crate::{Error, Result};

/// A quarter of the calendar year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Quarter {
    /// January to March.
    Q1,
    /// April to June.
    Q2,
    /// July to September.
    Q3,
    /// October to December.
    Q4,
}

/// A half of the calendar year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Half {
    /// January to June.
    H1,
    /// July to December.
    H2,
}

/// A day of the calendar with something left open: any year's, any week's, any month's.
///
/// Repeated times (SET) have such values, and dates that miss their year until the context gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Recurring {
    /// `XXXX-XX-XX`: every day, most often at a time: `XXXX-XX-XXTNI`.
    Day,
    /// `XXXX-06-14`
    DayOfYear(Month, u8),
    /// `XXXX-XX-14`
    DayOfMonth(u8),
    /// `XXXX-WXX-4`
    Weekday(Weekday),
}

/// The value of a time expression: what it names, as far as that is known.
///
/// `Display` and `FromStr` are exact inverses and speak the notation of TIMEX3; in JSON a value is that string.
/// Parsing also takes `199` for `199X`, `19` for `19XX` and `P1CE` for `P1C`. Years below 1000 have leading zeros,
/// those before the common era the prefix `BC`, those beyond 9999 the prefix `+`.
///
/// ```
/// use tarikh::calendar::{Granularity, Value};
///
/// let week: Value = "2012-W24".parse().unwrap();
/// assert_eq!(week.granularity(), Some(Granularity::Week));
/// let (start, end) = week.interval().unwrap();
/// assert_eq!((start.date().to_string(), end.date().to_string()), ("2012-06-11".into(), "2012-06-18".into()));
/// assert!("2012-13".parse::<Value>().unwrap_err().is_parse());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Value {
    /// `2012-08-13`
    Day(NaiveDate),
    /// `2012-06-14T17:00`, `2012-06-14TMO`
    Time(NaiveDate, TimeOfDay),
    /// `T17:00`, `TNI`: a time of an unstated day.
    TimeOfDay(TimeOfDay),
    /// `2012-W24`
    Week(IsoWeek),
    /// `2012-W24-WE`: the end of that week; Friday to Sunday, since countries differ in their days of rest.
    Weekend(IsoWeek),
    /// `2012-06`
    Month(i32, Month),
    /// `2012-SU`
    Season(i32, Season),
    /// `2012-Q2`
    Quarter(i32, Quarter),
    /// `2012-H1`
    Half(i32, Half),
    /// `2012`; `BC0044` is year −43.
    Year(i32),
    /// `199X`, held as 199. Before the common era downwards from −1, which is `BC000X` (9–1 BCE); `BC004X` is −5.
    Decade(i32),
    /// `19XX`, held as 19. Before the common era downwards from −1, which is `BC00XX` (99–1 BCE).
    Century(i32),
    /// `2XXX`, held as 2. Before the common era downwards from −1, which is `BC0XXX` (999–1 BCE).
    Millennium(i32),
    /// `XXXX-06-14`, `XXXX-WXX-4`, `XXXX-WXX-4TMO`
    Recurring(Recurring, Option<TimeOfDay>),
    /// `XXXX-06`
    RecurringMonth(Month),
    /// `XXXX-SU`
    RecurringSeason(Season),
    /// `XXXX-WXX-WE`
    RecurringWeekend,
    /// `P3D`, `PXM`: a length, or the step of a repetition.
    Period(Period),
    /// `PAST_REF`
    Past,
    /// `PRESENT_REF`
    Present,
    /// `FUTURE_REF`
    Future,
}

impl Value {
    /// A day.
    #[must_use]
    pub const fn day(day: NaiveDate) -> Self {
        Self::Day(day)
    }

    /// A month by year and number, 1 to 12.
    #[must_use]
    pub fn month(year: i32, month: u32) -> Option<Self> {
        month_number(month).map(|month| Self::Month(year, month))
    }

    /// A week of the ISO calendar by its year and number; `None` if that year has no such week.
    #[must_use]
    pub fn week(year: i32, week: u32) -> Option<Self> {
        in_week(year, week).map(Self::week_of)
    }

    /// The ISO week that holds a day.
    #[must_use]
    pub fn week_of(day: NaiveDate) -> Self {
        Self::Week(day.iso_week())
    }

    /// The end of the ISO week that holds a day.
    #[must_use]
    pub fn weekend_of(day: NaiveDate) -> Self {
        Self::Weekend(day.iso_week())
    }

    /// The month that holds a day.
    #[must_use]
    pub fn month_of(day: NaiveDate) -> Self {
        Self::Month(day.year(), month_number(day.month()).unwrap_or(Month::January))
    }

    /// The season that holds a day: January and February belong to the winter of the year before.
    #[must_use]
    pub fn season_of(day: NaiveDate) -> Self {
        match day.month() {
            1 | 2 => Self::Season(day.year() - 1, Season::Winter),
            3..=5 => Self::Season(day.year(), Season::Spring),
            6..=8 => Self::Season(day.year(), Season::Summer),
            9..=11 => Self::Season(day.year(), Season::Autumn),
            _ => Self::Season(day.year(), Season::Winter),
        }
    }

    /// The quarter that holds a day.
    #[must_use]
    pub fn quarter_of(day: NaiveDate) -> Self {
        Self::Quarter(day.year(), Quarter::ALL[(day.month0() / 3) as usize % 4])
    }

    /// The half year that holds a day.
    #[must_use]
    pub fn half_of(day: NaiveDate) -> Self {
        Self::Half(day.year(), if day.month() <= 6 { Half::H1 } else { Half::H2 })
    }

    /// The year that holds a day.
    #[must_use]
    pub fn year_of(day: NaiveDate) -> Self {
        Self::Year(day.year())
    }

    /// The decade that holds a year: 1990 to 1999 are `199X`.
    #[must_use]
    pub fn decade_of(year: i32) -> Self {
        Self::Decade(leading(year, 10))
    }

    /// The century that holds a year, cut as TIMEX3 does: 1900 to 1999 are `19XX`.
    #[must_use]
    pub fn century_of(year: i32) -> Self {
        Self::Century(leading(year, 100))
    }

    /// The day, month, year or the like that holds a day, by granularity; `None` for those finer than a day.
    #[must_use]
    pub fn of(granularity: Granularity, day: NaiveDate) -> Option<Self> {
        Some(match granularity {
            Granularity::Second | Granularity::Minute | Granularity::Hour | Granularity::PartOfDay => return None,
            Granularity::Day => Self::Day(day),
            Granularity::Weekend => Self::weekend_of(day),
            Granularity::Week => Self::week_of(day),
            Granularity::Month => Self::month_of(day),
            Granularity::Season => Self::season_of(day),
            Granularity::Quarter => Self::quarter_of(day),
            Granularity::Half => Self::half_of(day),
            Granularity::Year => Self::year_of(day),
            Granularity::Decade => Self::decade_of(day.year()),
            Granularity::Century => Self::century_of(day.year()),
            Granularity::Millennium => Self::Millennium(leading(day.year(), 1000)),
        })
    }

    /// A day of any year: `XXXX-06-14`; `None` if no year has it.
    #[must_use]
    pub fn day_of_year(month: u32, day: u32) -> Option<Self> {
        // 2000 is a leap year: it has every day that some year has.
        NaiveDate::from_ymd_opt(2000, month, day)?;
        Some(Self::Recurring(Recurring::DayOfYear(month_number(month)?, u8::try_from(day).ok()?), None))
    }

    /// A day of any month: `XXXX-XX-14`; `None` if no month has it.
    #[must_use]
    pub fn day_of_month(day: u32) -> Option<Self> {
        let day = u8::try_from(day).ok().filter(|day| (1..=31).contains(day))?;
        Some(Self::Recurring(Recurring::DayOfMonth(day), None))
    }

    /// A weekday of any week: `XXXX-WXX-4`.
    #[must_use]
    pub const fn weekday(weekday: Weekday) -> Self {
        Self::Recurring(Recurring::Weekday(weekday), None)
    }

    /// The same day at a time of day; `None` if this value is not a single day.
    #[must_use]
    pub fn at(self, time: impl Into<TimeOfDay>) -> Option<Self> {
        match self {
            Self::Day(day) | Self::Time(day, _) => Some(Self::Time(day, time.into())),
            Self::Recurring(day, _) => Some(Self::Recurring(day, Some(time.into()))),
            _ => None,
        }
    }

    /// How finely it is stated; for lengths the finest unit. `None` for past, present and future.
    #[must_use]
    pub fn granularity(&self) -> Option<Granularity> {
        Some(match self {
            Self::Day(_) | Self::Recurring(_, None) => Granularity::Day,
            Self::Time(_, time) | Self::TimeOfDay(time) | Self::Recurring(_, Some(time)) => time.granularity(),
            Self::Week(_) => Granularity::Week,
            Self::Weekend(_) | Self::RecurringWeekend => Granularity::Weekend,
            Self::Month(..) | Self::RecurringMonth(_) => Granularity::Month,
            Self::Season(..) | Self::RecurringSeason(_) => Granularity::Season,
            Self::Quarter(..) => Granularity::Quarter,
            Self::Half(..) => Granularity::Half,
            Self::Year(_) => Granularity::Year,
            Self::Decade(_) => Granularity::Decade,
            Self::Century(_) => Granularity::Century,
            Self::Millennium(_) => Granularity::Millennium,
            Self::Period(period) => period.finest_unit().granularity(),
            Self::Past | Self::Present | Self::Future => return None,
        })
    }

    /// The whole half-open interval that the value names.
    ///
    /// `None` where the value names no place on the calendar (lengths, repetitions, times of an unstated day, past,
    /// present, future) or one beyond what chrono can hold. A zone of a clock time is not converted.
    #[must_use]
    pub fn interval(&self) -> Option<(NaiveDateTime, NaiveDateTime)> {
        let (first, end) = match *self {
            Self::Day(day) => (day, day.succ_opt()?),
            Self::Time(day, time) => return time.interval_on(day),
            Self::Week(week) => days_from(monday(week)?, 7)?,
            Self::Weekend(week) => days_from(add_days(monday(week)?, 4)?, 3)?,
            Self::Month(year, month) => months_from(year, month.number_from_month(), 1)?,
            Self::Season(year, season) => months_from(year, season.first_month(), 3)?,
            Self::Quarter(year, quarter) => months_from(year, quarter.number() * 3 - 2, 3)?,
            Self::Half(year, half) => months_from(year, half.number() * 6 - 5, 6)?,
            Self::Year(year) => years(year, year)?,
            Self::Decade(decade) => years_led_by(decade, 10)?,
            Self::Century(century) => years_led_by(century, 100)?,
            Self::Millennium(millennium) => years_led_by(millennium, 1000)?,
            Self::TimeOfDay(_)
            | Self::Recurring(..)
            | Self::RecurringMonth(_)
            | Self::RecurringSeason(_)
            | Self::RecurringWeekend
            | Self::Period(_)
            | Self::Past
            | Self::Present
            | Self::Future => return None,
        };
        Some((first.and_time(NaiveTime::MIN), end.and_time(NaiveTime::MIN)))
    }
}

impl Season {
    const ALL: [Self; 4] = [Self::Spring, Self::Summer, Self::Autumn, Self::Winter];

    /// The two letters of TIMEX3.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Spring => "SP",
            Self::Summer => "SU",
            Self::Autumn => "FA",
            Self::Winter => "WI",
        }
    }

    const fn first_month(self) -> u32 {
        match self {
            Self::Spring => 3,
            Self::Summer => 6,
            Self::Autumn => 9,
            Self::Winter => 12,
        }
    }
}

impl Quarter {
    const ALL: [Self; 4] = [Self::Q1, Self::Q2, Self::Q3, Self::Q4];

    /// The quarter of a number, 1 to 4.
    #[must_use]
    pub fn from_number(number: u32) -> Option<Self> {
        Self::ALL.into_iter().find(|quarter| quarter.number() == number)
    }

    /// 1 to 4.
    #[must_use]
    pub const fn number(self) -> u32 {
        self as u32 + 1
    }
}

impl Half {
    /// 1 or 2.
    #[must_use]
    pub const fn number(self) -> u32 {
        self as u32 + 1
    }
}

fn month_number(month: u32) -> Option<Month> {
    Month::try_from(u8::try_from(month).ok()?).ok()
}

/// A day of a week: the first week that chrono can hold lacks its Monday, the last one its Sunday.
fn in_week(year: i32, week: u32) -> Option<NaiveDate> {
    let day = |weekday| NaiveDate::from_isoywd_opt(year, week, weekday);
    day(Weekday::Mon).or_else(|| day(Weekday::Sun))
}

fn monday(week: IsoWeek) -> Option<NaiveDate> {
    NaiveDate::from_isoywd_opt(week.year(), week.week(), Weekday::Mon)
}

fn days_from(first: NaiveDate, count: i64) -> Option<(NaiveDate, NaiveDate)> {
    Some((first, add_days(first, count)?))
}

fn months_from(year: i32, month: u32, count: i64) -> Option<(NaiveDate, NaiveDate)> {
    let first = NaiveDate::from_ymd_opt(year, month, 1)?;
    Some((first, add_months(first, count)?))
}

fn years(first: i32, last: i32) -> Option<(NaiveDate, NaiveDate)> {
    Some((NaiveDate::from_ymd_opt(first, 1, 1)?, NaiveDate::from_ymd_opt(last.checked_add(1)?, 1, 1)?))
}

/// The leading digits of a year: what is left without the last one (`unit` 10) or two (100). Years before the
/// common era are cut by their BCE number, so that the digits written are those that are read.
fn leading(year: i32, unit: i32) -> i32 {
    if year > 0 { year / unit } else { !((1 - i64::from(year)) / i64::from(unit)) as i32 }
}

/// The years whose leading digits are given, the inverse of [`leading`].
fn years_led_by(digits: i32, unit: i32) -> Option<(NaiveDate, NaiveDate)> {
    let least = |digits: i32| digits.checked_mul(unit).map(|first| (first.max(1), first));
    if digits >= 0 {
        let (first, base) = least(digits)?;
        years(first, base.checked_add(unit - 1)?)
    } else {
        let (last, base) = least(!digits)?;
        years(1_i32.checked_sub(base.checked_add(unit - 1)?)?, 1 - last)
    }
}

/// A year, or its leading digits, in `width` digits: `BC` before the common era, `+` where there are more digits.
fn write_year(f: &mut fmt::Formatter<'_>, prefix: &str, number: i64, width: usize) -> fmt::Result {
    let plus = if prefix.is_empty() && number >= 10_i64.pow(width as u32) { "+" } else { "" };
    write!(f, "{prefix}{plus}{number:0width$}")
}

struct YearText(i32);

impl fmt::Display for YearText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            year @ 1.. => write_year(f, "", i64::from(year), 4),
            year => write_year(f, "BC", 1 - i64::from(year), 4),
        }
    }
}

struct LeadingText(i32, usize);

impl fmt::Display for LeadingText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            digits @ 0.. => write_year(f, "", i64::from(digits), self.1),
            digits => write_year(f, "BC", i64::from(!digits), self.1),
        }
    }
}

impl fmt::Display for Recurring {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day => f.write_str("XXXX-XX-XX"),
            Self::DayOfYear(month, day) => write!(f, "XXXX-{:02}-{day:02}", month.number_from_month()),
            Self::DayOfMonth(day) => write!(f, "XXXX-XX-{day:02}"),
            Self::Weekday(weekday) => write!(f, "XXXX-WXX-{}", weekday.number_from_monday()),
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let date = |f: &mut fmt::Formatter<'_>, day: &NaiveDate| {
            write!(f, "{}-{:02}-{:02}", YearText(day.year()), day.month(), day.day())
        };
        match self {
            Self::Day(day) => date(f, day),
            Self::Time(day, time) => {
                date(f, day)?;
                write!(f, "T{time}")
            }
            Self::TimeOfDay(time) => write!(f, "T{time}"),
            Self::Week(week) => write!(f, "{}-W{:02}", YearText(week.year()), week.week()),
            Self::Weekend(week) => write!(f, "{}-W{:02}-WE", YearText(week.year()), week.week()),
            Self::Month(year, month) => write!(f, "{}-{:02}", YearText(*year), month.number_from_month()),
            Self::Season(year, season) => write!(f, "{}-{}", YearText(*year), season.code()),
            Self::Quarter(year, quarter) => write!(f, "{}-Q{}", YearText(*year), quarter.number()),
            Self::Half(year, half) => write!(f, "{}-H{}", YearText(*year), half.number()),
            Self::Year(year) => YearText(*year).fmt(f),
            Self::Decade(decade) => write!(f, "{}X", LeadingText(*decade, 3)),
            Self::Century(century) => write!(f, "{}XX", LeadingText(*century, 2)),
            Self::Millennium(millennium) => write!(f, "{}XXX", LeadingText(*millennium, 1)),
            Self::Recurring(day, None) => day.fmt(f),
            Self::Recurring(day, Some(time)) => write!(f, "{day}T{time}"),
            Self::RecurringMonth(month) => write!(f, "XXXX-{:02}", month.number_from_month()),
            Self::RecurringSeason(season) => write!(f, "XXXX-{}", season.code()),
            Self::RecurringWeekend => f.write_str("XXXX-WXX-WE"),
            Self::Period(period) => period.fmt(f),
            Self::Past => f.write_str("PAST_REF"),
            Self::Present => f.write_str("PRESENT_REF"),
            Self::Future => f.write_str("FUTURE_REF"),
        }
    }
}

impl FromStr for Value {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        parse(text).ok_or_else(|| {
            Error::parse(
                "TIMEX3 value",
                text,
                "a form such as 2012-08-13, 2012-06, 2012-W24, 199X, T17:00, P3D or PAST_REF",
            )
        })
    }
}

fn parse(text: &str) -> Option<Value> {
    match text {
        "PAST_REF" => return Some(Value::Past),
        "PRESENT_REF" => return Some(Value::Present),
        "FUTURE_REF" => return Some(Value::Future),
        _ if text.starts_with('P') => return text.parse().ok().map(Value::Period),
        _ => {}
    }
    match text.split_once('T') {
        Some(("", time)) => TimeOfDay::parse(time).map(Value::TimeOfDay),
        Some((day, time)) => parse_date(day)?.at(TimeOfDay::parse(time)?),
        None => parse_date(text),
    }
}

fn parse_date(text: &str) -> Option<Value> {
    if let Some(rest) = text.strip_prefix("XXXX-") {
        return parse_recurring(rest);
    }
    // The sign of a long year is no separator, and BC is no digit: take them off first.
    let (before, text) = text.strip_prefix("BC").map_or((false, text), |rest| (true, rest));
    let long = text.starts_with('+');
    if long && before {
        return None;
    }
    let text = if long { &text[1..] } else { text };
    let (head, rest) = text.split_once('-').map_or((text, None), |(head, rest)| (head, Some(rest)));
    let digits = head.trim_end_matches('X');
    let number = whole_number(digits)?;
    let unknown = match head.len() - digits.len() {
        // `199` and `19`, as older corpora write decades and centuries.
        0 if rest.is_none() && !before && matches!(digits.len(), 2 | 3) => 4 - digits.len(),
        unknown => unknown,
    };
    let width = 4_usize.checked_sub(unknown)?;
    // `+` marks more digits than usual, and only it (or BC, which bounds the number itself) allows them.
    let regular = digits.len() == width || (digits.len() > width && !digits.starts_with('0') && (long || before));
    if !regular || (long && digits.len() == width) {
        return None;
    }
    let led = |number: i64| i32::try_from(if before { !number } else { number }).ok();
    match (unknown, rest) {
        (0, rest) => {
            if number == 0 {
                return None;
            }
            let year = i32::try_from(if before { 1 - number } else { number }).ok()?;
            rest.map_or(Some(Value::Year(year)), |rest| parse_in_year(year, rest))
        }
        (1, None) => led(number).map(Value::Decade),
        (2, None) => led(number).map(Value::Century),
        (3, None) => led(number).map(Value::Millennium),
        _ => None,
    }
}

/// What follows the year.
fn parse_in_year(year: i32, text: &str) -> Option<Value> {
    if let Some(season) = Season::ALL.into_iter().find(|season| season.code() == text) {
        return Some(Value::Season(year, season));
    }
    match text {
        "H1" => return Some(Value::Half(year, Half::H1)),
        "H2" => return Some(Value::Half(year, Half::H2)),
        _ => {}
    }
    if let Some(number) = text.strip_prefix('Q') {
        let quarter = Quarter::ALL.into_iter().find(|quarter| number == quarter.number().to_string())?;
        return Some(Value::Quarter(year, quarter));
    }
    if let Some(week) = text.strip_prefix('W') {
        let (week, day) = week.split_once('-').map_or((week, None), |(week, day)| (week, Some(day)));
        let week = two_digits(week)?;
        return match day {
            None => Value::week(year, week),
            Some("WE") => in_week(year, week).map(Value::weekend_of),
            // A weekday of a known week is a known day.
            Some(day) => NaiveDate::from_isoywd_opt(year, week, weekday_number(day)?).map(Value::Day),
        };
    }
    match text.split_once('-') {
        None => Value::month(year, two_digits(text)?),
        Some((month, day)) => NaiveDate::from_ymd_opt(year, two_digits(month)?, two_digits(day)?).map(Value::Day),
    }
}

/// What follows `XXXX-`.
fn parse_recurring(text: &str) -> Option<Value> {
    if let Some(season) = Season::ALL.into_iter().find(|season| season.code() == text) {
        return Some(Value::RecurringSeason(season));
    }
    match text.split_once('-') {
        None => month_number(two_digits(text)?).map(Value::RecurringMonth),
        Some(("WXX", "WE")) => Some(Value::RecurringWeekend),
        Some(("WXX", day)) => weekday_number(day).map(Value::weekday),
        Some(("XX", "XX")) => Some(Value::Recurring(Recurring::Day, None)),
        Some(("XX", day)) => Value::day_of_month(two_digits(day)?),
        Some((month, day)) => Value::day_of_year(two_digits(month)?, two_digits(day)?),
    }
}

fn weekday_number(text: &str) -> Option<Weekday> {
    let [digit @ b'1'..=b'7'] = text.as_bytes() else { return None };
    Weekday::try_from(digit - b'1').ok()
}

fn two_digits(text: &str) -> Option<u32> {
    if text.len() == 2 { whole_number(text).and_then(|n| u32::try_from(n).ok()) } else { None }
}

/// Digits and nothing else: `parse` alone would take a sign.
fn whole_number(text: &str) -> Option<i64> {
    text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse().ok())?
}

impl From<NaiveDate> for Value {
    fn from(day: NaiveDate) -> Self {
        Self::Day(day)
    }
}

impl From<Period> for Value {
    fn from(period: Period) -> Self {
        Self::Period(period)
    }
}

impl From<PartOfDay> for Value {
    fn from(part: PartOfDay) -> Self {
        Self::TimeOfDay(part.into())
    }
}

impl From<Clock> for Value {
    fn from(clock: Clock) -> Self {
        Self::TimeOfDay(clock.into())
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        match self {
            // Most are; these years are written as chrono writes them.
            Self::Day(day) if (1..=9999).contains(&day.year()) => write_day(day, serializer),
            _ => serializer.collect_str(self),
        }
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        Cow::<'de, str>::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
#[path = "value_tests.rs"]
mod tests;
