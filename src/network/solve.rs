//! The three changes a claim can make: potentials that must give way, bounds that get narrower, bounds that get wider
//! when a claim goes; and distances on demand. Each settles every point it touches once, in order of distance, as
//! Dijkstra's algorithm does, so none of them can run away on a negative cycle.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::claim::{Claim, NONE};
use super::graph::{Graph, Side, UNBOUNDED, Wide};

/// Smallest key first; equal keys by point number.
type Heap<K> = BinaryHeap<Reverse<(K, u32)>>;

/// What a claim does to the points before it is taken in: nothing is changed yet.
#[derive(Default)]
pub(super) struct Moves {
    /// New latest times.
    latest: Vec<(u32, Wide)>,
    /// New potentials of floating points.
    potentials: Vec<(u32, Wide)>,
}

/// What has to move to make room for a claim that is not in the graph yet and does not contradict dates; `None` when
/// it closes a negative cycle.
///
/// After Cotton & Maler (2006): the head of a violated arc must fall, which may make others fall, each once; if that
/// comes round to the tail there is a negative cycle.
pub(super) fn plan(graph: &Graph, claim: &Claim) -> Option<Moves> {
    // A claim that does not contradict itself has at most one violated arc.
    for end in 0..2 {
        let (tail, head) = (claim.end(end), claim.end(1 - end));
        let Some(weight) = claim.leaving(end, Side::Latest) else { continue };
        if head == NONE || tail == head {
            continue;
        }
        if tail == NONE || graph.is_dated(tail) {
            let latest = graph.reach(tail, Side::Latest) + weight;
            if latest < graph.reach(head, Side::Latest) {
                return Some(Moves { latest: falling(graph, head, latest, tail)?, ..Moves::default() });
            }
        } else if !graph.is_dated(head) {
            let deficit = graph.potential(tail, Side::Latest) + weight - graph.potential(head, Side::Latest);
            if deficit < 0 {
                return Some(Moves { potentials: float(graph, tail, head, deficit)?, ..Moves::default() });
            }
        }
    }
    Some(Moves::default())
}

/// The new latest times when that of `start` falls; `None` when that of `tail` would have to fall as well.
fn falling(graph: &Graph, start: u32, latest: Wide, tail: u32) -> Option<Vec<(u32, Wide)>> {
    let key = |vertex: u32, latest: Wide| graph.key(vertex, Side::Latest, latest);
    let mut found = FxHashMap::from_iter([(start, latest)]);
    let mut heap = Heap::from([Reverse((key(start, latest), start))]);
    while let Some(Reverse((reduced, vertex))) = heap.pop() {
        let latest = found[&vertex];
        if reduced != key(vertex, latest) {
            continue;
        }
        for arc in graph.arcs_out(vertex, Side::Latest) {
            let next = latest + arc.weight;
            let known = found.get(&arc.other).copied().unwrap_or_else(|| graph.reach(arc.other, Side::Latest));
            if next < known {
                if arc.other == tail {
                    return None;
                }
                found.insert(arc.other, next);
                heap.push(Reverse((key(arc.other, next), arc.other)));
            }
        }
    }
    Some(found.into_iter().collect())
}

/// New potentials for floating points when the arc from `tail` to `head` is violated; `None` on a negative cycle.
///
/// Lowering the head and what follows from it does as well as raising the tail, so both are tried a step at a time in
/// turn and the shorter one decides: a few new points move to fit a large component, never the other way round.
fn float(graph: &Graph, tail: u32, head: u32, deficit: Wide) -> Option<Vec<(u32, Wide)>> {
    let mut waves =
        [Wave::new(graph, Side::Latest, head, tail, deficit), Wave::new(graph, Side::Earliest, tail, head, deficit)];
    loop {
        for wave in &mut waves {
            match wave.step() {
                Progress::Moving => {}
                Progress::Cycle => return None,
                Progress::Still => return Some(wave.potentials()),
            }
        }
    }
}

enum Progress {
    Moving,
    /// Nothing more has to move.
    Still,
    /// The far end of the new arc would have to move as well.
    Cycle,
}

/// Potentials that fall (on their side), spreading from one end of a violated arc.
struct Wave<'g> {
    graph: &'g Graph,
    side: Side,
    goal: u32,
    /// By how much a point must fall, and whether that is final.
    falls: FxHashMap<u32, (Wide, bool)>,
    heap: Heap<Wide>,
    /// The point being left, its new potential, and the next entry of its list: a point with a long list must not
    /// keep the other wave waiting.
    leaving: (Wide, u32),
}

impl<'g> Wave<'g> {
    fn new(graph: &'g Graph, side: Side, start: u32, goal: u32, deficit: Wide) -> Self {
        let falls = FxHashMap::from_iter([(start, (deficit, false))]);
        Self { graph, side, goal, falls, heap: Heap::from([Reverse((deficit, start))]), leaving: (0, NONE) }
    }

    /// Looks at one arc, or takes up the next point.
    fn step(&mut self) -> Progress {
        let (potential, entry) = self.leaving;
        if entry != NONE {
            self.leaving.1 = self.graph.next(entry);
            if let Some(arc) = self.graph.arc_out(entry, self.side).filter(|arc| !self.graph.is_dated(arc.other)) {
                self.pull(arc.other, potential + arc.weight - self.graph.potential(arc.other, self.side));
            }
            return Progress::Moving;
        }
        let Some(Reverse((fall, vertex))) = self.heap.pop() else { return Progress::Still };
        if vertex == self.goal {
            return Progress::Cycle;
        }
        match self.falls.get_mut(&vertex) {
            Some((least, settled)) if *least == fall && !*settled => *settled = true,
            _ => return Progress::Moving,
        }
        self.leaving = (self.graph.potential(vertex, self.side) + fall, self.graph.head(vertex));
        Progress::Moving
    }

    fn pull(&mut self, vertex: u32, fall: Wide) {
        if fall >= 0 {
            return;
        }
        let known = self.falls.entry(vertex).or_insert((0, false));
        if fall < known.0 && !known.1 {
            known.0 = fall;
            self.heap.push(Reverse((fall, vertex)));
        }
    }

    fn potentials(&self) -> Vec<(u32, Wide)> {
        let new = |(&vertex, &(fall, _)): (&u32, &(Wide, bool))| {
            (vertex, self.graph.point(vertex).potential + self.side.sign(fall))
        };
        self.falls.iter().map(new).collect()
    }
}

/// Lets a claim that has just been entered narrow the bounds of its points and of all that follows from them. Appends
/// the points that change, some perhaps twice.
pub(super) fn tighten(graph: &mut Graph, claim: &Claim, moves: Moves, changed: &mut Vec<u32>) {
    for (vertex, potential) in moves.potentials {
        graph.point_mut(vertex).potential = potential;
    }
    for (vertex, latest) in moves.latest {
        set_latest(graph, vertex, latest);
        changed.push(vertex);
    }
    let mut heap = Heap::new();
    for end in 0..2 {
        let (near, far) = (claim.end(end), claim.end(1 - end));
        let Some(weight) = claim.leaving(end, Side::Earliest) else { continue };
        if far == NONE || near == far {
            continue;
        }
        let start = graph.reach(near, Side::Earliest);
        if start != UNBOUNDED {
            lower(graph, Side::Earliest, far, start + weight, &mut heap);
        }
    }
    spread(graph, Side::Earliest, heap, changed);
}

fn set_latest(graph: &mut Graph, vertex: u32, latest: Wide) {
    let point = graph.point_mut(vertex);
    point.reach[Side::Latest as usize] = latest;
    point.potential = latest;
}

/// Sets the distance of a point if the new one is less.
fn lower(graph: &mut Graph, side: Side, vertex: u32, distance: Wide, heap: &mut Heap<(bool, Wide)>) {
    if distance < graph.reach(vertex, side) {
        graph.point_mut(vertex).reach[side as usize] = distance;
        heap.push(Reverse((graph.key(vertex, side, distance), vertex)));
    }
}

/// Dijkstra's algorithm on reduced weights, from points whose distances have just been lowered.
fn spread(graph: &mut Graph, side: Side, mut heap: Heap<(bool, Wide)>, changed: &mut Vec<u32>) {
    while let Some(Reverse((key, vertex))) = heap.pop() {
        let distance = graph.reach(vertex, side);
        if key != graph.key(vertex, side, distance) {
            continue;
        }
        changed.push(vertex);
        let mut entry = graph.head(vertex);
        while entry != NONE {
            if let Some(arc) = graph.arc_out(entry, side) {
                lower(graph, side, arc.other, distance + arc.weight, &mut heap);
            }
            entry = graph.next(entry);
        }
    }
}

/// Widens the bounds that rested on a claim which has just left the graph. Appends the points that change.
///
/// Everything that may rest on the claim is forgotten and found again from what is left around it.
pub(super) fn loosen(graph: &mut Graph, claim: &Claim, changed: &mut Vec<u32>) {
    if claim.from == claim.to {
        return;
    }
    for side in Side::BOTH {
        let forgotten = resting_on(graph, claim, side);
        let before: Vec<Wide> = forgotten.iter().map(|&vertex| graph.reach(vertex, side)).collect();
        for &vertex in &forgotten {
            graph.point_mut(vertex).reach[side as usize] = UNBOUNDED;
        }
        let mut heap = Heap::new();
        for &vertex in &forgotten {
            let found = graph.arcs_in(vertex, side).filter(|arc| graph.reach(arc.other, side) != UNBOUNDED);
            if let Some(distance) = found.map(|arc| graph.reach(arc.other, side) + arc.weight).min() {
                lower(graph, side, vertex, distance, &mut heap);
            }
        }
        // The old latest times serve as potentials until the new ones are found: they agree with all that is left.
        spread(graph, side, heap, &mut Vec::new());
        if side == Side::Latest {
            let (dated, afloat): (Vec<u32>, Vec<u32>) = forgotten.iter().partition(|&&vertex| graph.is_dated(vertex));
            for vertex in dated {
                let latest = graph.reach(vertex, side);
                set_latest(graph, vertex, latest);
            }
            launch(graph, &afloat);
        }
        let wider = forgotten.iter().zip(before).filter(|&(&vertex, before)| graph.reach(vertex, side) != before);
        changed.extend(wider.map(|(&vertex, _)| vertex));
    }
}

/// Fits points that have just lost their latest times among those that were floating before. Their potentials agree
/// among themselves, and no arc leads from them to the others, so it is enough to shift them all together.
fn launch(graph: &mut Graph, afloat: &[u32]) {
    let new: FxHashSet<u32> = afloat.iter().copied().collect();
    let potential = |vertex: u32| graph.potential(vertex, Side::Latest);
    let arcs = afloat.iter().flat_map(|&vertex| {
        let floating = graph.arcs_in(vertex, Side::Latest).filter(|arc| arc.other != NONE && !new.contains(&arc.other));
        floating.map(move |arc| arc.weight + potential(arc.other) - potential(vertex))
    });
    let shift = arcs.min().unwrap_or(0).min(0);
    for &vertex in afloat {
        graph.point_mut(vertex).potential += shift;
    }
}

/// The points to which an unbroken row of tight arcs leads from the claim.
fn resting_on(graph: &Graph, claim: &Claim, side: Side) -> Vec<u32> {
    let tight = |from: u32, weight: Wide, to: u32| {
        let start = graph.reach(from, side);
        start != UNBOUNDED && start + weight == graph.reach(to, side)
    };
    let mut found = Vec::new();
    let mut seen = FxHashSet::default();
    for end in 0..2 {
        let (near, far) = (claim.end(end), claim.end(1 - end));
        if far != NONE && claim.leaving(end, side).is_some_and(|weight| tight(near, weight, far)) && seen.insert(far) {
            found.push(far);
        }
    }
    let mut at = 0;
    while let Some(&vertex) = found.get(at) {
        at += 1;
        for arc in graph.arcs_out(vertex, side) {
            if tight(vertex, arc.weight, arc.other) && seen.insert(arc.other) {
                found.push(arc.other);
            }
        }
    }
    found
}

/// The greatest difference `to − from` that the claims between points allow (constants left aside), with the distances
/// from `from` of all points that can lie on a shortest path. Stops early, with `UNBOUNDED`, when the difference is
/// certainly more than `limit`.
pub(super) fn distance(graph: &Graph, from: u32, to: u32, limit: Wide) -> (Wide, FxHashMap<u32, Wide>) {
    let mut settled = FxHashMap::default();
    if graph.is_dated(from) && !graph.is_dated(to) {
        return (UNBOUNDED, settled);
    }
    let key = |vertex: u32, distance: Wide| graph.key(vertex, Side::Latest, distance);
    let mut last = if limit == UNBOUNDED { (true, UNBOUNDED) } else { key(to, limit) };
    let mut best = FxHashMap::from_iter([(from, 0)]);
    let mut heap = Heap::from([Reverse((key(from, 0), from))]);
    while let Some(Reverse((reduced, vertex))) = heap.pop() {
        if reduced > last {
            break;
        }
        let Some(&distance) = best.get(&vertex) else { continue };
        if reduced != key(vertex, distance) || settled.insert(vertex, distance).is_some() {
            continue;
        }
        if vertex == to {
            // Others as near as this one may lie on an equally short path.
            last = reduced;
        }
        for arc in graph.arcs_out(vertex, Side::Latest) {
            let next = distance + arc.weight;
            if best.get(&arc.other).is_none_or(|&known| next < known) {
                best.insert(arc.other, next);
                heap.push(Reverse((key(arc.other, next), arc.other)));
            }
        }
    }
    (settled.get(&to).copied().unwrap_or(UNBOUNDED), settled)
}
