//! The values that go in and out of a network: ids, claims, and the two answers to an addition.

use std::fmt;

/// Stands for the calendar where a claim would name a point, and for the end of a list.
pub(super) const NONE: u32 = u32::MAX;

/// The number of a point that no network has.
pub(super) const NOWHERE: u32 = NONE - 1;

/// A point in time whose date is to be found: the start or end of an event, a moment of publication.
///
/// Points are numbered from zero in the order in which [`Network::add_point`](super::Network::add_point) makes them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PointId(pub(super) u32);

impl PointId {
    /// The point with this number. A network that has no such point refuses claims about it.
    #[must_use]
    pub const fn new(index: u32) -> Self {
        Self(if index > NOWHERE { NOWHERE } else { index })
    }

    /// The number of the point, from zero.
    #[must_use]
    pub const fn index(self) -> u32 {
        self.0
    }
}

/// The caller's name for one claim. The network compares ids and hands them back, and reads nothing into them.
///
/// Where two explanations are equally good the one with the smaller ids is given, so ids that do not depend on the
/// order of arrival make explanations that do not either.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClaimId(pub(super) u64);

impl ClaimId {
    /// The id with this value.
    #[must_use]
    pub const fn new(value: u64) -> Self {
        Self(value)
    }

    /// The value of the id.
    #[must_use]
    pub const fn get(self) -> u64 {
        self.0
    }
}

/// A bound, in whole seconds, on the difference of two points or on one point.
///
/// Each side may be left open with `None`. The extreme values say no more than an open side, and are treated as one:
/// `i64::MIN` as least and `i64::MAX` as most.
///
/// ```
/// use tarikh::network::{Claim, ClaimId, PointId};
///
/// let (meeting, attack) = (PointId::new(0), PointId::new(1));
/// // The attack came two to three days after the meeting …
/// let after = Claim::between(ClaimId::new(1), meeting, attack, 172_800, 259_200);
/// assert_eq!(after.bounds(), (Some(172_800), Some(259_200)));
/// // … and the meeting not before the epoch.
/// let since = Claim::on(ClaimId::new(2), meeting, 0, None);
/// assert_eq!(since.bounds(), (Some(0), None));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Claim {
    pub(super) id: ClaimId,
    /// `NONE` when the claim is about `to` alone.
    pub(super) from: u32,
    pub(super) to: u32,
    /// `i64::MIN` when open.
    pub(super) lo: i64,
    /// `i64::MAX` when open.
    pub(super) hi: i64,
}

impl Claim {
    /// `least ≤ to − from ≤ most`: `to` comes at least and at most so many seconds after `from`.
    pub fn between(
        id: ClaimId,
        from: PointId,
        to: PointId,
        least: impl Into<Option<i64>>,
        most: impl Into<Option<i64>>,
    ) -> Self {
        let (lo, hi) = (least.into().unwrap_or(i64::MIN), most.into().unwrap_or(i64::MAX));
        Self { id, from: from.0, to: to.0, lo, hi }
    }

    /// `earliest ≤ point ≤ latest`, in seconds of the calendar.
    ///
    /// A known date is a constant and no point: two points on one date are not tied to each other by it.
    pub fn on(id: ClaimId, point: PointId, earliest: impl Into<Option<i64>>, latest: impl Into<Option<i64>>) -> Self {
        let (lo, hi) = (earliest.into().unwrap_or(i64::MIN), latest.into().unwrap_or(i64::MAX));
        Self { id, from: NONE, to: point.0, lo, hi }
    }

    /// The id given by the caller.
    #[must_use]
    pub const fn id(&self) -> ClaimId {
        self.id
    }

    /// The point the difference is counted from; `None` when the claim is about one point.
    #[must_use]
    pub fn from(&self) -> Option<PointId> {
        (self.from != NONE).then_some(PointId(self.from))
    }

    /// The point that is bounded.
    #[must_use]
    pub const fn to(&self) -> PointId {
        PointId(self.to)
    }

    /// The least and the most, in seconds; `None` where that side is open.
    #[must_use]
    pub fn bounds(&self) -> (Option<i64>, Option<i64>) {
        ((self.lo != i64::MIN).then_some(self.lo), (self.hi != i64::MAX).then_some(self.hi))
    }
}

/// The answer to a claim that was taken in: the points whose bounds it made narrower.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tightened {
    pub(super) points: Vec<PointId>,
}

impl Tightened {
    /// The points whose earliest or latest time changed, in order of their numbers.
    #[must_use]
    pub fn points(&self) -> &[PointId] {
        &self.points
    }

    /// Whether the claim moved no point's bounds. It may still narrow the difference of two points.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.points.is_empty()
    }
}

/// The answer to a claim that was refused, and why. The network is as it was before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    refused: ClaimId,
    kind: Kind,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Kind {
    Contradiction { claims: Vec<ClaimId>, excess: i64 },
    UnknownPoint(PointId),
    IdInUse,
    Full,
}

impl Conflict {
    /// `claims` starts with the refused one; `excess` is positive.
    pub(super) fn contradiction(claims: Vec<ClaimId>, refused: ClaimId, excess: i128) -> Self {
        let excess = i64::try_from(excess).unwrap_or(i64::MAX);
        Self { refused, kind: Kind::Contradiction { claims, excess } }
    }

    pub(super) fn unknown_point(refused: ClaimId, point: u32) -> Self {
        Self { refused, kind: Kind::UnknownPoint(PointId(point)) }
    }

    pub(super) fn id_in_use(refused: ClaimId) -> Self {
        Self { refused, kind: Kind::IdInUse }
    }

    pub(super) fn full(refused: ClaimId) -> Self {
        Self { refused, kind: Kind::Full }
    }

    /// The claim that was refused.
    #[must_use]
    pub fn refused(&self) -> ClaimId {
        self.refused
    }

    /// The claims that cannot all be true, the refused one first, then in the order in which they hang together.
    ///
    /// The set is minimal: without any one of them the others can all be true. Empty unless
    /// [`is_contradiction`](Self::is_contradiction).
    #[must_use]
    pub fn claims(&self) -> &[ClaimId] {
        match &self.kind {
            Kind::Contradiction { claims, .. } => claims,
            Kind::UnknownPoint(_) | Kind::IdInUse | Kind::Full => &[],
        }
    }

    /// By how many seconds the claims miss each other (at most `i64::MAX`): the least widening of one of them that
    /// would make them agree. Zero unless [`is_contradiction`](Self::is_contradiction).
    #[must_use]
    pub fn excess(&self) -> i64 {
        match self.kind {
            Kind::Contradiction { excess, .. } => excess,
            Kind::UnknownPoint(_) | Kind::IdInUse | Kind::Full => 0,
        }
    }

    /// Whether the claim contradicts itself or claims already taken in.
    #[must_use]
    pub fn is_contradiction(&self) -> bool {
        matches!(self.kind, Kind::Contradiction { .. })
    }

    /// Whether the claim names a point that the network does not have.
    #[must_use]
    pub fn is_unknown_point(&self) -> bool {
        matches!(self.kind, Kind::UnknownPoint(_))
    }

    /// Whether the network already holds another claim under this id.
    #[must_use]
    pub fn is_id_in_use(&self) -> bool {
        matches!(self.kind, Kind::IdInUse)
    }
}

impl fmt::Display for Conflict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "claim {} refused: ", self.refused.0)?;
        match &self.kind {
            Kind::Contradiction { claims, .. } if claims.len() == 1 => f.write_str("no time satisfies it"),
            Kind::Contradiction { claims, excess } => {
                write!(f, "it misses by {excess} s what follows from claims")?;
                claims[1..].iter().try_for_each(|claim| write!(f, " {}", claim.0))
            }
            Kind::UnknownPoint(point) => write!(f, "the network has no point {}", point.0),
            Kind::IdInUse => f.write_str("the network holds a different claim under this id"),
            Kind::Full => f.write_str("the network cannot number more claims"),
        }
    }
}

impl std::error::Error for Conflict {}
