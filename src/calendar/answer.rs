//! What a form comes to in a context, and what the ways to work it out share.

use super::context::{Context, Disagreement, Unresolved};
use super::{Bounds, HijriDate, Preference, Value};
use crate::timex::Anchor;
use chrono::{Datelike, NaiveDate};

/// A value with its bounds where they are not simply the value's interval.
#[derive(Debug, Clone)]
pub(super) struct Answer {
    pub(super) value: Option<Value>,
    pub(super) bounds: Option<Bounds>,
    pub(super) candidates: Vec<Value>,
    pub(super) why: Option<Unresolved>,
    pub(super) disagreement: Option<Disagreement>,
}

impl Answer {
    pub(super) fn of(value: Value) -> Self {
        Self { value: Some(value), bounds: None, candidates: Vec::new(), why: None, disagreement: None }
    }

    pub(super) fn none(why: Unresolved) -> Self {
        Self { value: None, bounds: None, candidates: Vec::new(), why: Some(why), disagreement: None }
    }

    pub(super) fn or_out_of_range(value: Option<Value>) -> Self {
        value.map_or_else(|| Self::none(Unresolved::OutOfRange), Self::of)
    }

    pub(super) fn bounded(mut self, bounds: Option<Bounds>) -> Self {
        self.bounds = bounds;
        self
    }
}

/// The day that an expression is counted from, or why there is none.
pub(super) fn anchor_day(anchor: Anchor, context: &Context) -> Result<NaiveDate, Unresolved> {
    match anchor {
        Anchor::Reference => context.day().ok_or(Unresolved::NoReference),
        Anchor::Text => match context.earlier.as_ref().and_then(Value::interval) {
            Some((start, _)) => Ok(start.date()),
            // Without a story, what comes next comes after now: only where the caller looks forward.
            None if context.preference == Preference::Future => context.day().ok_or(Unresolved::NoReference),
            None => Err(Unresolved::NoEarlierTime),
        },
        Anchor::Event => Err(Unresolved::FromEvent),
    }
}

/// The year so many after the day's, if chrono can hold it.
pub(super) fn year_plus(day: NaiveDate, by: i64) -> Option<i32> {
    let year = i64::from(day.year()).checked_add(by)?;
    let year = i32::try_from(year).ok()?;
    NaiveDate::from_ymd_opt(year, 1, 1).map(|_| year)
}

/// The Hijri date of fields, if they are all there.
pub(super) fn hijri(year: i32, month: u8, day: u8) -> Option<HijriDate> {
    HijriDate::new(year, month.into(), day.into())
}
