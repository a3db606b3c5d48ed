//! Storage: claims in slots, and for every point a linked list of the claims about it.
//!
//! A claim `lo ≤ to − from ≤ hi` is two arcs of the *distance graph*: an arc `u → v` of weight `w` says `v ≤ u + w`.
//! Latest times are shortest distances from the calendar in that graph. Earliest times are the same thing in the
//! mirrored world where every time is negated, so all algorithms take a [`Side`] and are written once.

use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::hash_map::Entry;

use super::claim::{Claim, ClaimId, NONE, NOWHERE, PointId};

/// Sums of at most 2³² bounds of 64 bits: cannot overflow.
pub(super) type Wide = i128;

/// The distance of what is not bounded. Never added to.
pub(super) const UNBOUNDED: Wide = Wide::MAX;

/// Which bound of the points is looked at. On `Earliest` all times are negated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Latest,
    Earliest,
}

impl Side {
    pub(super) const BOTH: [Self; 2] = [Self::Latest, Self::Earliest];

    /// A time as it is seen on this side.
    pub(super) fn sign(self, time: Wide) -> Wide {
        match self {
            Self::Latest => time,
            Self::Earliest => -time,
        }
    }
}

impl Claim {
    pub(super) fn most(&self) -> Option<Wide> {
        (self.hi != i64::MAX).then_some(Wide::from(self.hi))
    }

    pub(super) fn minus_least(&self) -> Option<Wide> {
        (self.lo != i64::MIN).then_some(-Wide::from(self.lo))
    }

    /// The weight of the arc of this claim that leaves its end `end` (0 is `from` or the calendar, 1 is `to`).
    ///
    /// Latest: `to ≤ from + hi` leaves `from`, `from ≤ to − lo` leaves `to`. Earliest, with times negated:
    /// `−to ≤ −from − lo` leaves `from`, `−from ≤ −to + hi` leaves `to`.
    pub(super) fn leaving(&self, end: usize, side: Side) -> Option<Wide> {
        if (end == 0) == (side == Side::Latest) { self.most() } else { self.minus_least() }
    }

    /// The vertex at one end.
    pub(super) fn end(&self, end: usize) -> u32 {
        if end == 0 { self.from } else { self.to }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Slot {
    pub(super) claim: Claim,
    /// The next entry in the list of `from`, and in the list of `to`.
    next: [u32; 2],
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Point {
    /// A time that agrees with all claims between points: makes the reduced weight `w + potential(u) − potential(v)`
    /// of an arc at least zero.
    ///
    /// For points that have a latest time (*dated* points) it is that time, so it needs no upkeep of its own. The
    /// others are free to float; their potentials agree among themselves, and are to be read as later than those of
    /// all dated points. No claim is violated by that: arcs lead from floating to dated points, never back.
    pub(super) potential: Wide,
    /// Distance from the calendar on each side: the latest time, and minus the earliest.
    pub(super) reach: [Wide; 2],
}

/// An arc as seen from one of its ends.
#[derive(Debug, Clone, Copy)]
pub(super) struct Arc {
    pub(super) slot: u32,
    /// The vertex at the far end; `NONE` for the calendar.
    pub(super) other: u32,
    pub(super) weight: Wide,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Graph {
    pub(super) points: Vec<Point>,
    /// For each point the first entry of the list of claims about it: `slot * 2 + end`. Apart from the points, since
    /// entering many claims at once looks at nothing else of them.
    heads: Vec<u32>,
    slots: Vec<Slot>,
    free: Vec<u32>,
    index: FxHashMap<ClaimId, u32>,
}

impl Graph {
    pub(super) fn with_points(count: u32) -> Self {
        let count = count.min(NOWHERE) as usize;
        Self { points: vec![Point::new(); count], heads: vec![NONE; count], ..Self::default() }
    }

    pub(super) fn reserve(&mut self, claims: usize) {
        self.slots.reserve(claims);
        self.index.reserve(claims);
    }

    /// `None` when the numbers are used up.
    pub(super) fn add_point(&mut self) -> Option<PointId> {
        let index = u32::try_from(self.points.len()).ok().filter(|&index| index < NOWHERE)?;
        self.points.push(Point::new());
        self.heads.push(NONE);
        Some(PointId(index))
    }

    pub(super) fn has_point(&self, vertex: u32) -> bool {
        (vertex as usize) < self.points.len()
    }

    pub(super) fn claim_count(&self) -> usize {
        self.index.len()
    }

    /// Whether one more claim can be numbered: a list entry is `slot * 2 + end`, and `NONE` is taken.
    pub(super) fn is_full(&self) -> bool {
        self.free.is_empty() && self.slots.len() >= (NONE / 2) as usize
    }

    pub(super) fn find(&self, id: ClaimId) -> Option<u32> {
        self.index.get(&id).copied()
    }

    pub(super) fn claim(&self, slot: u32) -> &Claim {
        &self.slots[slot as usize].claim
    }

    pub(super) fn id(&self, slot: u32) -> ClaimId {
        self.claim(slot).id
    }

    pub(super) fn point(&self, vertex: u32) -> &Point {
        &self.points[vertex as usize]
    }

    pub(super) fn point_mut(&mut self, vertex: u32) -> &mut Point {
        &mut self.points[vertex as usize]
    }

    /// The distance from the calendar to a point, or to itself.
    pub(super) fn reach(&self, vertex: u32, side: Side) -> Wide {
        if vertex == NONE { 0 } else { self.point(vertex).reach[side as usize] }
    }

    /// The potential as seen on one side.
    pub(super) fn potential(&self, vertex: u32, side: Side) -> Wide {
        side.sign(self.point(vertex).potential)
    }

    /// Whether a point has a latest time.
    pub(super) fn is_dated(&self, vertex: u32) -> bool {
        self.point(vertex).reach[Side::Latest as usize] != UNBOUNDED
    }

    /// The order in which Dijkstra's algorithm takes up points on one side: by reduced distance, and across the
    /// boundary of floating and dated points in the direction in which arcs lead.
    pub(super) fn key(&self, vertex: u32, side: Side, distance: Wide) -> (bool, Wide) {
        (self.is_dated(vertex) == (side == Side::Latest), distance - self.potential(vertex, side))
    }

    /// Whether the points that a claim names are there.
    pub(super) fn has_ends(&self, claim: &Claim) -> bool {
        [claim.from, claim.to].into_iter().all(|vertex| vertex == NONE || self.has_point(vertex))
    }

    /// Stores a claim in a new slot, as [`insert`](Self::insert) does, or gives the slot of the one that has its id.
    pub(super) fn enter(&mut self, claim: Claim) -> Result<(), u32> {
        let slot = self.slots.len() as u32;
        match self.index.entry(claim.id) {
            Entry::Occupied(known) => return Err(*known.get()),
            Entry::Vacant(place) => place.insert(slot),
        };
        self.slots.push(Slot { claim, next: [NONE; 2] });
        self.link(slot);
        Ok(())
    }

    /// Stores a claim and enters it in the lists of its points. A claim from a point to itself bounds nothing: it is
    /// kept, and in no list.
    pub(super) fn insert(&mut self, claim: Claim) -> u32 {
        let record = Slot { claim, next: [NONE; 2] };
        let slot = if let Some(slot) = self.free.pop() {
            self.slots[slot as usize] = record;
            slot
        } else {
            self.slots.push(record);
            (self.slots.len() - 1) as u32
        };
        self.index.insert(claim.id, slot);
        self.link(slot);
        slot
    }

    /// Puts the claim in a slot in front of the lists of its points.
    fn link(&mut self, slot: u32) {
        let record = &mut self.slots[slot as usize];
        if record.claim.from == record.claim.to {
            return;
        }
        for end in 0..2 {
            let vertex = record.claim.end(end);
            if vertex != NONE {
                record.next[end] = std::mem::replace(&mut self.heads[vertex as usize], slot * 2 + end as u32);
            }
        }
    }

    /// Takes a claim out of the lists and frees its slot. Bounds are left alone.
    pub(super) fn delete(&mut self, slot: u32) -> Claim {
        let claim = *self.claim(slot);
        self.index.remove(&claim.id);
        if claim.from != claim.to {
            for end in 0..2 {
                let vertex = claim.end(end);
                if vertex != NONE {
                    self.unlink(vertex, slot * 2 + end as u32);
                }
            }
        }
        self.free.push(slot);
        claim
    }

    fn unlink(&mut self, vertex: u32, entry: u32) {
        let after = self.next(entry);
        let mut at = self.heads[vertex as usize];
        if at == entry {
            self.heads[vertex as usize] = after;
            return;
        }
        while at != NONE {
            let next = self.next(at);
            if next == entry {
                self.slots[(at / 2) as usize].next[(at % 2) as usize] = after;
                return;
            }
            at = next;
        }
    }

    /// The first list entry of a point, for walks that stop and go on; see [`next`](Self::next).
    pub(super) fn head(&self, vertex: u32) -> u32 {
        self.heads[vertex as usize]
    }

    pub(super) fn next(&self, entry: u32) -> u32 {
        self.slots[(entry / 2) as usize].next[(entry % 2) as usize]
    }

    fn entries(&self, vertex: u32) -> impl Iterator<Item = (u32, usize)> + '_ {
        let first = self.head(vertex);
        std::iter::successors((first != NONE).then_some(first), |&entry| {
            let next = self.next(entry);
            (next != NONE).then_some(next)
        })
        .map(|entry| (entry / 2, (entry % 2) as usize))
    }

    /// The arc that leaves by a list entry, unless that side is open or it leads to the calendar.
    pub(super) fn arc_out(&self, entry: u32, side: Side) -> Option<Arc> {
        let (slot, end) = (entry / 2, (entry % 2) as usize);
        let claim = self.claim(slot);
        let other = claim.end(1 - end);
        let weight = claim.leaving(end, side)?;
        (other != NONE).then_some(Arc { slot, other, weight })
    }

    /// Arcs to other points.
    pub(super) fn arcs_out(&self, vertex: u32, side: Side) -> impl Iterator<Item = Arc> + '_ {
        self.entries(vertex).filter_map(move |(slot, end)| self.arc_out(slot * 2 + end as u32, side))
    }

    /// Arcs from other points and from the calendar (`other` is then `NONE`).
    pub(super) fn arcs_in(&self, vertex: u32, side: Side) -> impl Iterator<Item = Arc> + '_ {
        self.entries(vertex).filter_map(move |(slot, end)| {
            let claim = self.claim(slot);
            let weight = claim.leaving(1 - end, side)?;
            Some(Arc { slot, other: claim.end(1 - end), weight })
        })
    }

    /// All claims, in order of their slots.
    pub(super) fn claims(&self) -> impl Iterator<Item = &Claim> {
        let free: FxHashSet<u32> = self.free.iter().copied().collect();
        let used = move |&(slot, _): &(usize, &Slot)| free.is_empty() || !free.contains(&(slot as u32));
        self.slots.iter().enumerate().filter(used).map(|(_, record)| &record.claim)
    }

    /// Takes out all claims about the points of a component, and forgets what followed from them. Gives the claims in
    /// order of their slots.
    pub(super) fn empty(&mut self, component: &[u32]) -> Vec<(u32, Claim)> {
        let mut slots: Vec<u32> =
            component.iter().flat_map(|&vertex| self.entries(vertex)).map(|(slot, _)| slot).collect();
        slots.sort_unstable();
        slots.dedup();
        for &vertex in component {
            *self.point_mut(vertex) = Point::new();
            self.heads[vertex as usize] = NONE;
        }
        let claims: Vec<(u32, Claim)> = slots.iter().map(|&slot| (slot, *self.claim(slot))).collect();
        for (_, claim) in &claims {
            self.index.remove(&claim.id);
        }
        self.free.extend(slots.into_iter().rev());
        claims
    }

    /// The points that claims tie to this one, itself included, in order of their numbers.
    pub(super) fn component(&self, vertex: u32) -> Vec<u32> {
        let mut found = vec![vertex];
        let mut seen = FxHashSet::from_iter([vertex]);
        let mut at = 0;
        while let Some(&vertex) = found.get(at) {
            at += 1;
            for (slot, end) in self.entries(vertex) {
                let other = self.claim(slot).end(1 - end);
                if other != NONE && seen.insert(other) {
                    found.push(other);
                }
            }
        }
        found.sort_unstable();
        found
    }
}

impl Point {
    fn new() -> Self {
        Self { potential: 0, reach: [UNBOUNDED; 2] }
    }
}
