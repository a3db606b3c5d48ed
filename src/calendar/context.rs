//! What an expression is resolved against, and what comes out.

use super::{Bounds, Granularity, Value};
use crate::article::Published;
use crate::timex::{Cue, TimexKind};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// Which reading to prefer where the words leave several open: a bare «الخميس», «يونيو», «الساعة الثالثة».
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Preference {
    /// As news is written: the past, unless the clause has a verb of the future.
    #[default]
    News,
    /// The nearest in the past.
    Past,
    /// The nearest to come, as assistants and calendars want it.
    Future,
}

impl Preference {
    /// Its name, as in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::News => "news",
            Self::Past => "past",
            Self::Future => "future",
        }
    }
}

impl fmt::Display for Preference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Preference {
    type Err = crate::Error;

    fn from_str(s: &str) -> Result<Self, Self::Err> {
        match s {
            "news" => Ok(Self::News),
            "past" => Ok(Self::Past),
            "future" => Ok(Self::Future),
            _ => Err(crate::Error::parse("preference", s, "news, past or future")),
        }
    }
}

/// What an expression is resolved against.
///
/// ```
/// use tarikh::calendar::{Context, Preference};
/// use chrono::NaiveDate;
///
/// let context = Context::at(NaiveDate::from_ymd_opt(2012, 8, 15).unwrap()).preferring(Preference::Future);
/// assert!(context.reference.is_some() && context.earlier.is_none());
/// ```
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Context {
    /// The reference time: when the article was published.
    pub reference: Option<Published>,
    /// The time told last in the text, for «في اليوم التالي», «الشهر نفسه».
    pub earlier: Option<Value>,
    /// The year that the story is in, where it is not the reference's: for bare months in told history.
    pub story_year: Option<i32>,
    /// Whether the clause speaks of the past or of the future.
    pub cue: Cue,
    /// Whether the sentence tells of something that recurs: clock times in it belong to no one day.
    pub habitual: bool,
    /// Which reading to prefer where several are open.
    pub preference: Preference,
    /// Whether the clause tells of every year or week: months and weekdays in it are of none.
    pub(crate) timeless: bool,
    /// Whether an hour of twelve that the words leave open is one after noon: «في تمام الثالثة», «تقام المباراة في السابعة».
    pub(crate) afternoon: bool,
    /// The day told last by its Hijri date: «الثالث عشر من الشهر نفسه» is of that month.
    pub(crate) lunar: Option<NaiveDate>,
}

impl Context {
    /// Resolves against this publication date and nothing else.
    pub fn at(reference: impl Into<Published>) -> Self {
        Self { reference: Some(reference.into()), ..Self::default() }
    }

    /// Resolves against nothing: only what the words say in full gets a value.
    #[must_use]
    pub fn unknown() -> Self {
        Self::default()
    }

    /// The same with another preference.
    #[must_use]
    pub fn preferring(mut self, preference: Preference) -> Self {
        self.preference = preference;
        self
    }

    /// Whether the clause announces in the present tense.
    pub(super) fn announced(&self) -> bool {
        self.preference == Preference::News && self.cue == Cue::Announced
    }

    /// Whether the words around say nothing of past and future.
    pub(super) fn tells_nothing(&self) -> bool {
        self.preference == Preference::News && self.cue == Cue::Past
    }

    pub(super) fn day(&self) -> Option<NaiveDate> {
        self.reference.map(Published::date)
    }

    /// Whether open readings look forward.
    pub(super) fn forward(&self) -> bool {
        match self.preference {
            _ if self.cue == Cue::Begun => false,
            Preference::News => self.cue != Cue::Past,
            Preference::Past => false,
            Preference::Future => true,
        }
    }
}

/// Why an expression has no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Unresolved {
    /// The publication date that it is counted from is not known.
    NoReference,
    /// It is counted from a time told before, and none is.
    NoEarlierTime,
    /// It is counted from an event: «بعد شهرين من الاجتماع».
    FromEvent,
    /// There is no such day: «29 فبراير 2015».
    DoesNotExist,
    /// Outside of the years that can be held.
    OutOfRange,
    /// The words do not say enough.
    TooVague,
    /// A month of the Hijri calendar, which TIMEX3 cannot write; the bounds say which days.
    OtherCalendar,
}

impl Unresolved {
    /// Its name, as in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NoReference => "no_reference",
            Self::NoEarlierTime => "no_earlier_time",
            Self::FromEvent => "from_event",
            Self::DoesNotExist => "does_not_exist",
            Self::OutOfRange => "out_of_range",
            Self::TooVague => "too_vague",
            Self::OtherCalendar => "other_calendar",
        }
    }
}

/// Where a component of a date comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// The words say it.
    Said,
    /// Filled in from the reference or another time.
    Inferred,
    /// It is not there.
    #[default]
    Absent,
}

named!(Origin, "origin" {
    Said = "said", Inferred = "inferred", Absent = "absent",
});

/// Where each component of a value comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Components {
    /// The year.
    pub year: Origin,
    /// The month.
    pub month: Origin,
    /// The day.
    pub day: Origin,
    /// The time of day.
    pub time: Origin,
}

/// A disagreement within one expression, kept and reported.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Disagreement {
    /// The weekday is not the date's: «الاثنين 12 يناير 2016» was a Tuesday.
    Weekday {
        /// The weekday that the words say, 1 Monday … 7 Sunday.
        said: u8,
        /// The date's.
        is: u8,
    },
    /// The second name of the date is another day.
    OtherName {
        /// What the second name says.
        says: Value,
    },
}

/// What an expression means in a context.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Resolution {
    /// TIMEX3 kind.
    pub kind: TimexKind,
    /// The preferred reading; `None` where there is none, and then [`Resolution::unresolved`] says why.
    pub value: Option<Value>,
    /// Bounds of the time that is named.
    pub bounds: Option<Bounds>,
    /// How fine the value is.
    pub granularity: Option<Granularity>,
    /// All readings that the words allow, the preferred one first; empty where there is only one.
    pub candidates: Vec<Value>,
    /// Why there is no value.
    pub unresolved: Option<Unresolved>,
    /// Where year, month, day and time come from.
    pub components: Components,
    /// What the expression says twice and differently.
    pub disagreement: Option<Disagreement>,
}
