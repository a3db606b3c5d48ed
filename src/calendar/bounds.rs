//! Four points between which the truth lies.

use crate::article::write_time;
use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use serde::{Deserialize, Serialize};

/// What is known about the start and the end of a time: the earliest and latest either can be.
///
/// The four points are those of CIDOC CRM (P82a, P81a, P81b, P82b). `None` is unknown: nothing stated limits
/// that side. Intervals are half-open, so a whole day ends at the next midnight.
///
/// A time starts before it ends, and every constructor draws the conclusions of that: the end is no earlier
/// than the earliest start, the start no later than the latest end. So equal knowledge is equal `Bounds`.
///
/// ```
/// use chrono::NaiveDate;
/// use tarikh::calendar::Bounds;
///
/// let day = Bounds::of_day(NaiveDate::from_ymd_opt(2012, 8, 13).unwrap());
/// assert_eq!(
///     serde_json::to_string(&day).unwrap(),
///     r#"{"start":["2012-08-13T00:00:00","2012-08-13T00:00:00"],"end":["2012-08-14T00:00:00","2012-08-14T00:00:00"]}"#
/// );
/// assert!(Bounds::UNKNOWN.contains(&day));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Pairs", into = "Pairs")]
pub struct Bounds {
    earliest_start: Option<NaiveDateTime>,
    latest_start: Option<NaiveDateTime>,
    earliest_end: Option<NaiveDateTime>,
    latest_end: Option<NaiveDateTime>,
}

/// The form in JSON. A side that is not known is written `..`, as EDTF does, so that all four are strings.
#[derive(Serialize, Deserialize)]
struct Pairs {
    start: [Side; 2],
    end: [Side; 2],
}

struct Side(Option<NaiveDateTime>);

impl Serialize for Side {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Some(at) => write_time(&at, serializer),
            None => serializer.serialize_str(".."),
        }
    }
}

impl<'de> Deserialize<'de> for Side {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = Option::<std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        match written.as_deref() {
            None | Some("..") => Ok(Self(None)),
            Some(at) => at.parse().map(|at| Self(Some(at))).map_err(|_| {
                serde::de::Error::custom(format_args!(
                    "«{at}» is no date and time; expected one like 2012-08-13T00:00:00, or .. for a side that is not known"
                ))
            }),
        }
    }
}

impl Bounds {
    /// Nothing is known.
    pub const UNKNOWN: Self = Self { earliest_start: None, latest_start: None, earliest_end: None, latest_end: None };

    /// Bounds from the four points; `None` if no interval can satisfy them.
    #[must_use]
    pub fn new(
        earliest_start: Option<NaiveDateTime>,
        latest_start: Option<NaiveDateTime>,
        earliest_end: Option<NaiveDateTime>,
        latest_end: Option<NaiveDateTime>,
    ) -> Option<Self> {
        // `None` is the least `Option`: `max` already reads it as "no lower limit".
        let earliest_end = earliest_end.max(earliest_start);
        let latest_start = least(latest_start, latest_end);
        (ordered(earliest_start, latest_start) && ordered(earliest_end, latest_end)).then_some(Self {
            earliest_start,
            latest_start,
            earliest_end,
            latest_end,
        })
    }

    /// A time whose start and end are both known; `None` if it ends before it starts.
    #[must_use]
    pub fn exactly(start: NaiveDateTime, end: NaiveDateTime) -> Option<Self> {
        Self::new(Some(start), Some(start), Some(end), Some(end))
    }

    /// A time of unknown length somewhere inside an interval; `None` if that ends before it starts.
    #[must_use]
    pub fn sometime_in(start: NaiveDateTime, end: NaiveDateTime) -> Option<Self> {
        Self::new(Some(start), None, None, Some(end))
    }

    /// A time that starts at `t` or later.
    #[must_use]
    pub fn after(t: NaiveDateTime) -> Self {
        Self { earliest_start: Some(t), earliest_end: Some(t), ..Self::UNKNOWN }
    }

    /// A time that has ended by `t`.
    #[must_use]
    pub fn before(t: NaiveDateTime) -> Self {
        Self { latest_start: Some(t), latest_end: Some(t), ..Self::UNKNOWN }
    }

    /// A time that is going on at `t`: started by then, not ended before.
    #[must_use]
    pub fn around(t: NaiveDateTime) -> Self {
        Self { latest_start: Some(t), earliest_end: Some(t), ..Self::UNKNOWN }
    }

    /// A whole day.
    ///
    /// The last day that chrono can hold has no known end.
    #[must_use]
    pub fn of_day(day: NaiveDate) -> Self {
        let start = Some(day.and_time(NaiveTime::MIN));
        let end = day.succ_opt().map(|next| next.and_time(NaiveTime::MIN));
        Self { earliest_start: start, latest_start: start, earliest_end: end.or(start), latest_end: end }
    }

    /// From the start of one time to the end of another; `None` if the second has surely ended before the first
    /// can start.
    #[must_use]
    pub fn from_to(from: &Self, to: &Self) -> Option<Self> {
        Self::new(from.earliest_start, from.latest_start, to.earliest_end, to.latest_end)
    }

    /// The earliest moment at which it can have started.
    #[must_use]
    pub const fn earliest_start(&self) -> Option<NaiveDateTime> {
        self.earliest_start
    }

    /// The latest moment at which it can have started.
    #[must_use]
    pub const fn latest_start(&self) -> Option<NaiveDateTime> {
        self.latest_start
    }

    /// The earliest moment at which it can have ended.
    #[must_use]
    pub const fn earliest_end(&self) -> Option<NaiveDateTime> {
        self.earliest_end
    }

    /// The latest moment at which it can have ended.
    #[must_use]
    pub const fn latest_end(&self) -> Option<NaiveDateTime> {
        self.latest_end
    }

    /// The start and the end, where both are known exactly.
    #[must_use]
    pub fn exact(&self) -> Option<(NaiveDateTime, NaiveDateTime)> {
        match (self.earliest_start, self.latest_end) {
            (Some(start), Some(end)) if self.latest_start == Some(start) && self.earliest_end == Some(end) => {
                Some((start, end))
            }
            _ => None,
        }
    }

    /// The interval outside which it cannot have happened, where both sides are limited.
    #[must_use]
    pub fn extent(&self) -> Option<(NaiveDateTime, NaiveDateTime)> {
        self.earliest_start.zip(self.latest_end)
    }

    /// Whether every time that `other` allows is allowed here too.
    #[must_use]
    pub fn contains(&self, other: &Self) -> bool {
        let above = |low: Option<_>, x| low <= x;
        let below = |high: Option<_>, x: Option<_>| high.is_none_or(|high| x.is_some_and(|x| x <= high));
        above(self.earliest_start, other.earliest_start)
            && below(self.latest_start, other.latest_start)
            && above(self.earliest_end, other.earliest_end)
            && below(self.latest_end, other.latest_end)
    }

    /// What both allow; `None` if they contradict each other.
    #[must_use]
    pub fn intersect(&self, other: &Self) -> Option<Self> {
        Self::new(
            self.earliest_start.max(other.earliest_start),
            least(self.latest_start, other.latest_start),
            self.earliest_end.max(other.earliest_end),
            least(self.latest_end, other.latest_end),
        )
    }

    /// The narrowest bounds that contain both.
    #[must_use]
    pub fn hull(&self, other: &Self) -> Self {
        // Either time is an interval, so the hull of both is consistent without a check.
        let greatest = |a: Option<NaiveDateTime>, b| a.zip(b).map(|(a, b)| a.max(b));
        Self {
            earliest_start: self.earliest_start.min(other.earliest_start),
            latest_start: greatest(self.latest_start, other.latest_start),
            earliest_end: self.earliest_end.min(other.earliest_end),
            latest_end: greatest(self.latest_end, other.latest_end),
        }
    }

    /// From the earliest start to the latest end; `None` if either is unknown.
    #[must_use]
    pub fn width(&self) -> Option<TimeDelta> {
        self.extent().map(|(start, end)| end - start)
    }
}

/// Upper limits: the lower of two, where `None` is no limit.
fn least(a: Option<NaiveDateTime>, b: Option<NaiveDateTime>) -> Option<NaiveDateTime> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

fn ordered(low: Option<NaiveDateTime>, high: Option<NaiveDateTime>) -> bool {
    low.zip(high).is_none_or(|(low, high)| low <= high)
}

impl From<NaiveDate> for Bounds {
    fn from(day: NaiveDate) -> Self {
        Self::of_day(day)
    }
}

impl From<Bounds> for Pairs {
    fn from(bounds: Bounds) -> Self {
        Self {
            start: [Side(bounds.earliest_start), Side(bounds.latest_start)],
            end: [Side(bounds.earliest_end), Side(bounds.latest_end)],
        }
    }
}

impl TryFrom<Pairs> for Bounds {
    type Error = &'static str;

    fn try_from(pairs: Pairs) -> Result<Self, Self::Error> {
        let ([Side(earliest_start), Side(latest_start)], [Side(earliest_end), Side(latest_end)]) =
            (pairs.start, pairs.end);
        Self::new(earliest_start, latest_start, earliest_end, latest_end)
            .ok_or("bounds that no time can satisfy: [earliest, latest] of start or end are out of order")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(day: i32) -> NaiveDateTime {
        NaiveDate::from_num_days_from_ce_opt(734_000 + day).unwrap().and_time(NaiveTime::MIN)
    }

    fn any() -> impl Strategy<Value = Bounds> {
        let point = || proptest::option::of((0..20).prop_map(at));
        (point(), point(), point(), point())
            .prop_filter_map("out of order", |(es, ls, ee, le)| Bounds::new(es, ls, ee, le))
    }

    #[test]
    fn a_time_starts_before_it_ends() {
        assert_eq!(Bounds::exactly(at(2), at(1)), None);
        assert_eq!(Bounds::new(Some(at(3)), Some(at(2)), None, None), None);
        assert_eq!(Bounds::new(Some(at(3)), None, None, Some(at(2))), None);
        let inside = Bounds::sometime_in(at(1), at(5)).unwrap();
        assert_eq!(inside.latest_start(), Some(at(5)));
        assert_eq!(inside.earliest_end(), Some(at(1)));
        assert_eq!(inside.width(), Some(TimeDelta::days(4)));
        assert_eq!(inside.exact(), None);
        assert_eq!(Bounds::after(at(1)), Bounds::new(Some(at(1)), None, None, None).unwrap());
        assert_eq!(Bounds::before(at(1)), Bounds::new(None, None, None, Some(at(1))).unwrap());
    }

    #[test]
    fn json_keeps_what_is_unknown_and_rejects_disorder() {
        let json = r#"{"start":["2012-08-13T00:00:00",".."],"end":["2012-08-13T00:00:00",".."]}"#;
        let bounds: Bounds = serde_json::from_str(json).unwrap();
        assert_eq!(serde_json::to_string(&bounds).unwrap(), json);
        let disorder = r#"{"start":["2012-08-14T00:00:00","2012-08-13T00:00:00"],"end":[null,null]}"#;
        assert!(serde_json::from_str::<Bounds>(disorder).is_err());
    }

    #[test]
    fn the_last_day_has_no_known_end() {
        let last = Bounds::of_day(NaiveDate::MAX);
        assert_eq!(last.latest_end(), None);
        assert_eq!(Bounds::of_day(NaiveDate::MIN).hull(&last).width(), None);
    }

    proptest! {
        #[test]
        fn intersection_is_the_greatest_contained(a in any(), b in any(), c in any()) {
            match a.intersect(&b) {
                Some(both) => {
                    prop_assert!(a.contains(&both) && b.contains(&both));
                    prop_assert_eq!(a.contains(&c) && b.contains(&c), both.contains(&c));
                }
                None => prop_assert!(!(a.contains(&c) && b.contains(&c))),
            }
        }

        #[test]
        fn hull_contains_both_and_is_consistent(a in any(), b in any()) {
            let hull = a.hull(&b);
            prop_assert!(hull.contains(&a) && hull.contains(&b));
            let (es, ls, ee, le) =
                (hull.earliest_start(), hull.latest_start(), hull.earliest_end(), hull.latest_end());
            prop_assert_eq!(Bounds::new(es, ls, ee, le), Some(hull));
        }

        #[test]
        fn json_round_trips(a in any()) {
            let json = serde_json::to_string(&a).unwrap();
            prop_assert_eq!(serde_json::from_str::<Bounds>(&json).unwrap(), a);
        }
    }
}
