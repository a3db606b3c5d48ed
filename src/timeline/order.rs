//! The order in which events are shown, and what of it is certain.

use super::event::Order;
use super::facts::seconds;
use crate::calendar::{Bounds, Granularity};
use crate::link::When;
use crate::network::{Network, PointId};
use chrono::NaiveDateTime;

/// Where an event stands when events are shown, a total order: dated before undated; then by the earliest moment of the
/// start (of those without one, by the latest end), the latest moment of the end, how fine the time was said, and the id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    undated: bool,
    first: i64,
    last: i64,
    granularity: Option<Granularity>,
    pub(super) id: u64,
}

impl Place {
    pub(super) fn new(time: &When, id: u64) -> Self {
        let bounds = &time.bounds;
        // What has no earliest start stands where it must have happened at the latest.
        let first = bounds.earliest_start().or(bounds.latest_start()).or(bounds.latest_end());
        Self {
            undated: bounds.earliest_start().is_none() && time.value.is_none(),
            first: first.map_or(i64::MAX, seconds),
            last: bounds.latest_end().map_or(i64::MAX, seconds),
            granularity: time.granularity,
            id,
        }
    }
}

/// The start and the end of an event.
pub(super) type Ends = (PointId, PointId);

/// What the claims leave no doubt about.
pub(super) fn certain(network: &Network, (a0, a1): Ends, (b0, b1): Ends) -> Order {
    // Whether `y` comes at `x` or later, whatever the claims leave open. Bounds of the two points are a shortcut:
    // they are looked up, a difference is searched.
    let follows = |&x: &PointId, &y: &PointId| {
        let ((_, latest), (earliest, _)) = (network.bounds(x), network.bounds(y));
        latest.zip(earliest).is_some_and(|(l, e)| l <= e) || network.difference(x, y).0.is_some_and(|least| least >= 0)
    };
    of((&a0, &a1), (&b0, &b1), follows)
}

/// The same of events that no row of claims connects.
pub(super) fn by_bounds(a: &Bounds, b: &Bounds) -> Order {
    type Window = (Option<NaiveDateTime>, Option<NaiveDateTime>);
    let ends = |b: &Bounds| ((b.earliest_start(), b.latest_start()), (b.earliest_end(), b.latest_end()));
    let ((a0, a1), (b0, b1)) = (ends(a), ends(b));
    of((&a0, &a1), (&b0, &b1), |x: &Window, y: &Window| {
        x.1.zip(y.0).is_some_and(|(latest, earliest)| latest <= earliest)
    })
}

fn of<P>((a0, a1): (&P, &P), (b0, b1): (&P, &P), follows: impl Fn(&P, &P) -> bool) -> Order {
    if follows(a1, b0) {
        Order::Before
    } else if follows(b1, a0) {
        Order::After
    } else if follows(b0, a0) && follows(a1, b1) {
        Order::During
    } else if follows(a0, b0) && follows(b1, a1) {
        Order::Contains
    } else if follows(a0, b1) && follows(b0, a1) {
        Order::Overlaps
    } else {
        Order::Unknown
    }
}
