//! The order in which events are shown, and what of it is certain.

use super::event::{Event, Order};
use crate::network::{Network, PointId};
use chrono::NaiveDateTime;
use std::cmp::Ordering;

/// The order for display, total: dated before undated; then by the earliest moment of the start (of those without one,
/// by the latest end), the latest moment of the end, how fine the time was said, and the id.
pub(super) fn display(a: &Event, b: &Event) -> Ordering {
    // What has no earliest start stands where it must have happened at the latest.
    let first = |e: &Event| {
        let bounds = e.bounds();
        bounds.earliest_start().or(bounds.latest_start()).or(bounds.latest_end()).unwrap_or(NaiveDateTime::MAX)
    };
    let last = |e: &Event| e.bounds().latest_end().unwrap_or(NaiveDateTime::MAX);
    (a.is_undated(), first(a), last(a), a.time.granularity, &a.id).cmp(&(
        b.is_undated(),
        first(b),
        last(b),
        b.time.granularity,
        &b.id,
    ))
}

/// The start and the end of an event.
pub(super) type Ends = (PointId, PointId);

/// What the claims leave no doubt about.
pub(super) fn certain(network: &Network, (a0, a1): Ends, (b0, b1): Ends) -> Order {
    // Whether `y` comes at `x` or later, whatever the claims leave open. Bounds of the two points are a shortcut:
    // they are looked up, a difference is searched.
    let follows = |x: PointId, y: PointId| {
        let ((_, latest), (earliest, _)) = (network.bounds(x), network.bounds(y));
        latest.zip(earliest).is_some_and(|(l, e)| l <= e) || network.difference(x, y).0.is_some_and(|least| least >= 0)
    };
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
