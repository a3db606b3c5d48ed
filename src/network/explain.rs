//! Why a bound is what it is: the chain of claims that forces it, and the claims that contradict a new one.
//!
//! Chains are found on demand from distances alone, never from the history of the network, so they do not depend on
//! the order in which claims arrived. Of several chains that force the same bound the one with the fewest claims is
//! given, and of those the one whose ids, read from the bounded point on, are the least.

use rustc_hash::{FxHashMap, FxHashSet};

use super::claim::{Claim, ClaimId, Conflict, NONE};
use super::graph::{Graph, Side, UNBOUNDED, Wide};
use super::solve;

/// One claim of a chain, and the point it leads from (`NONE`: the calendar).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Link {
    pub(super) claim: ClaimId,
    pub(super) source: u32,
}

/// The claims that force the bound of a point, from the point back to the calendar; empty when it has none.
pub(super) fn bound(graph: &Graph, vertex: u32, side: Side) -> Vec<Link> {
    if graph.reach(vertex, side) == UNBOUNDED {
        return Vec::new();
    }
    chain(graph, side, vertex, NONE, |vertex| graph.reach(vertex, side))
}

/// The greatest difference `to − from`.
pub(super) fn difference(graph: &Graph, from: u32, to: u32) -> Wide {
    let dated = by_dates(graph, from, to);
    solve::distance(graph, from, to, dated).0.min(dated)
}

/// The claims that force the greatest difference `to − from`, from `from` on; empty when there is none.
pub(super) fn difference_chain(graph: &Graph, from: u32, to: u32) -> Vec<ClaimId> {
    let dated = by_dates(graph, from, to);
    let (distance, settled) = solve::distance(graph, from, to, dated);
    let (there, back) = if distance != UNBOUNDED && distance <= dated {
        (Vec::new(), settled_chain(graph, from, to, &settled))
    } else if dated != UNBOUNDED {
        (bound(graph, from, Side::Earliest), bound(graph, to, Side::Latest))
    } else {
        return Vec::new();
    };
    there.iter().chain(back.iter().rev()).map(|link| link.claim).collect()
}

/// The greatest difference that follows from the dates of the two points alone.
fn by_dates(graph: &Graph, from: u32, to: u32) -> Wide {
    match (graph.reach(to, Side::Latest), graph.reach(from, Side::Earliest)) {
        (UNBOUNDED, _) | (_, UNBOUNDED) => UNBOUNDED,
        (latest, minus_earliest) => latest + minus_earliest,
    }
}

fn settled_chain(graph: &Graph, from: u32, to: u32, settled: &FxHashMap<u32, Wide>) -> Vec<Link> {
    chain(graph, Side::Latest, to, from, |vertex| settled.get(&vertex).copied().unwrap_or(UNBOUNDED))
}

/// The shortest, then least, row of tight arcs from `target` back to `origin`.
///
/// Breadth first from the target until a level holds an arc from the origin; then back over the levels to mark the
/// points from which the origin can be reached in time; then down along the least claims.
fn chain(graph: &Graph, side: Side, target: u32, origin: u32, distance: impl Fn(u32) -> Wide) -> Vec<Link> {
    if target == origin {
        return Vec::new();
    }
    let distance = &distance;
    let tight = |vertex: u32| {
        let here = distance(vertex);
        graph.arcs_in(vertex, side).filter(|arc| arc.other != NONE || origin == NONE).filter(move |arc| {
            let start = distance(arc.other);
            start != UNBOUNDED && start + arc.weight == here
        })
    };
    let mut levels = vec![vec![target]];
    let mut seen = FxHashSet::from_iter([target]);
    let mut arrived = false;
    while let (false, Some(level)) = (arrived, levels.last()) {
        let mut next = Vec::new();
        for &vertex in level {
            for arc in tight(vertex) {
                if arc.other == origin {
                    arrived = true;
                } else if seen.insert(arc.other) {
                    next.push(arc.other);
                }
            }
        }
        if next.is_empty() && !arrived {
            return Vec::new();
        }
        if !arrived {
            levels.push(next);
        }
    }
    // `good` holds, of the level below, the points from which a chain leads on in time.
    let mut good = FxHashSet::from_iter([origin]);
    let mut goods = Vec::with_capacity(levels.len());
    for level in levels.iter().rev() {
        let above = level.iter().copied().filter(|&vertex| tight(vertex).any(|arc| good.contains(&arc.other)));
        let above = above.collect();
        goods.push(std::mem::replace(&mut good, above));
    }
    let mut links = Vec::with_capacity(levels.len());
    let mut vertex = target;
    while let Some(good) = goods.pop() {
        let arcs = tight(vertex).filter(|arc| good.contains(&arc.other));
        let Some(arc) = arcs.min_by_key(|arc| graph.id(arc.slot)) else { break };
        links.push(Link { claim: graph.id(arc.slot), source: arc.other });
        vertex = arc.other;
    }
    links
}

/// Whether a claim about one point contradicts the bounds that the point has.
fn conflict_on_date(graph: &Graph, claim: &Claim) -> Option<Conflict> {
    Side::BOTH.into_iter().find_map(|side| {
        let mirrored = if side == Side::Latest { Side::Earliest } else { Side::Latest };
        let (weight, back) = (claim.leaving(0, side)?, graph.reach(claim.to, mirrored));
        if back == UNBOUNDED || weight + back >= 0 {
            return None;
        }
        let chain = bound(graph, claim.to, mirrored);
        Some(contradiction(claim, chain.iter().map(|link| link.claim), weight + back))
    })
}

/// Whether a claim contradicts the dates that its points have.
pub(super) fn contradicts_dates(graph: &Graph, claim: &Claim) -> bool {
    let contradicts = |weight: Wide, back: Wide| back != UNBOUNDED && weight + back < 0;
    if claim.from != NONE {
        return arcs(claim).any(|(tail, head, weight)| contradicts(weight, by_dates(graph, head, tail)));
    }
    let sides = [(Side::Latest, Side::Earliest), (Side::Earliest, Side::Latest)];
    sides.into_iter().any(|(side, mirrored)| {
        claim.leaving(0, side).is_some_and(|weight| contradicts(weight, graph.reach(claim.to, mirrored)))
    })
}

/// That a claim is refused, without why.
pub(super) fn unexplained(claim: &Claim) -> Conflict {
    contradiction(claim, std::iter::empty(), -1)
}

/// The contradiction of a claim with the dates that its points have.
pub(super) fn conflict_by_dates(graph: &Graph, claim: &Claim) -> Option<Conflict> {
    if claim.from == NONE {
        return conflict_on_date(graph, claim);
    }
    arcs(claim).find_map(|(tail, head, weight)| {
        // The cycle runs calendar → … → tail → head → … → calendar.
        let back = by_dates(graph, head, tail);
        if back == UNBOUNDED || weight + back >= 0 {
            return None;
        }
        let mut from_head = bound(graph, head, Side::Earliest);
        let mut to_tail = bound(graph, tail, Side::Latest);
        // Where the two chains meet in a point, what they do beyond it is no part of the contradiction: the rest of
        // the cycle closes without it and misses by at least as much.
        if let Some((of_head, of_tail)) = crossing(tail, &to_tail, head, &from_head) {
            from_head.truncate(of_head);
            to_tail.truncate(of_tail);
        }
        let cycle =
            weight + length(graph, head, &from_head, Side::Earliest) + length(graph, tail, &to_tail, Side::Latest);
        let chain = from_head.iter().chain(to_tail.iter().rev()).map(|link| link.claim);
        Some(contradiction(claim, chain, cycle))
    })
}

/// The first point of the chain of `head` that is on the chain of `tail` as well: how many links of either lead to it.
fn crossing(tail: u32, to_tail: &[Link], head: u32, from_head: &[Link]) -> Option<(usize, usize)> {
    let of_tail = std::iter::once(tail).chain(to_tail.iter().map(|link| link.source));
    let places: FxHashMap<u32, usize> = of_tail.enumerate().map(|(place, vertex)| (vertex, place)).collect();
    let of_head = std::iter::once(head).chain(from_head.iter().map(|link| link.source));
    of_head
        .enumerate()
        .filter(|&(_, vertex)| vertex != NONE)
        .find_map(|(place, vertex)| Some((place, *places.get(&vertex)?)))
}

/// The weight of a chain of tight arcs that leads to a point.
fn length(graph: &Graph, target: u32, links: &[Link], side: Side) -> Wide {
    links.last().map_or(0, |link| graph.reach(target, side) - graph.reach(link.source, side))
}

/// The contradiction of a claim between two points that closes a negative cycle without any date.
pub(super) fn conflict_in_cycle(graph: &Graph, claim: &Claim) -> Conflict {
    let found = arcs(claim).find_map(|(tail, head, weight)| {
        let (back, settled) = solve::distance(graph, head, tail, -weight - 1);
        if back == UNBOUNDED || weight + back >= 0 {
            return None;
        }
        let chain = settled_chain(graph, head, tail, &settled);
        Some(contradiction(claim, chain.iter().rev().map(|link| link.claim), weight + back))
    });
    // The cycle was met by another search, so it is there.
    found.unwrap_or_else(|| contradiction(claim, std::iter::empty(), -1))
}

/// The contradiction of a claim with itself: no number, or for a point's difference from itself not zero.
pub(super) fn conflict_with_itself(claim: &Claim) -> Option<Conflict> {
    let (lo, hi) = (Wide::from(claim.lo), Wide::from(claim.hi));
    let excess = if claim.from == claim.to { (lo - hi).max(lo).max(-hi) } else { lo - hi };
    (excess > 0).then(|| contradiction(claim, std::iter::empty(), -excess))
}

/// The arcs of a claim between two points: tail, head, weight.
fn arcs(claim: &Claim) -> impl Iterator<Item = (u32, u32, Wide)> {
    let above = claim.most().map(|most| (claim.from, claim.to, most));
    let below = claim.minus_least().map(|minus_least| (claim.to, claim.from, minus_least));
    above.into_iter().chain(below)
}

fn contradiction(claim: &Claim, others: impl Iterator<Item = ClaimId>, cycle: Wide) -> Conflict {
    Conflict::contradiction(std::iter::once(claim.id).chain(others).collect(), claim.id, -cycle)
}
