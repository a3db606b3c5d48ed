//! Many claims at once.
//!
//! All claims are entered first; then each component is solved as a whole in flat arrays of 64-bit numbers: earliest and
//! latest times by label correcting from a queue, which for claims of texts takes up each point once or twice; and for
//! points without a latest time, potentials along a spanning tree, mended in the same way. A component that turns out
//! to contradict itself, that is slow to settle, or whose sums might not fit in 64 bits, is emptied and built again
//! claim by claim, which is always right and names the conflicts.

use std::collections::VecDeque;

use super::Network;
use super::claim::{Claim, Conflict, NONE};
use super::explain;
use super::graph::{Graph, Side, UNBOUNDED, Wide};

/// How often the queue may take up each point, on average, before the component is built claim by claim instead.
/// Networks of texts settle within two rounds; label correcting is quadratic on contrived ones.
const ROUNDS: usize = 16;

/// No sum may pass this: it leaves room for one more addition of two sums.
const SAFE: u128 = 1 << 61;

/// Of a component of so many points the two sides are worked out at the same time.
const LARGE: usize = 1 << 15;

/// What is not bounded, in 64 bits.
const OPEN: i64 = i64::MAX;

pub(super) fn build(points: u32, claims: impl IntoIterator<Item = Claim>, explained: bool) -> (Network, Vec<Conflict>) {
    let claims = claims.into_iter();
    let mut network = Network { graph: Graph::with_points(points) };
    network.graph.reserve(claims.size_hint().0);
    // Refusals with their place in the order: before or at the claim in that slot.
    let mut conflicts: Vec<((u32, bool), Conflict)> = Vec::new();
    for claim in claims {
        let here = (network.graph.claim_count() as u32, false);
        let refused = match explain::conflict_with_itself(&claim) {
            None if network.graph.has_ends(&claim) && !network.graph.is_full() => match network.graph.enter(claim) {
                Ok(()) => None,
                // The id is taken.
                Err(_) => network.is_new(&claim).err(),
            },
            itself => network.is_new(&claim).map_or_else(Some, |new| itself.filter(|_| new)),
        };
        conflicts.extend(refused.map(|conflict| (here, conflict)));
    }
    let ties = Ties::new(&network.graph);
    let mut solver = Solver::new(&ties);
    let mut hard = Vec::new();
    for root in 0..network.graph.points.len() as u32 {
        if solver.seen[root as usize] {
            continue;
        }
        let component = solver.component(root);
        if !(solver.is_safe(&component) && solver.solve(&component)) {
            hard.push(component);
        }
    }
    for (point, (&potential, reach)) in
        network.graph.points.iter_mut().zip(solver.labels.potential.iter().zip(&solver.reach))
    {
        point.potential = Wide::from(potential);
        point.reach = reach.map(|distance| if distance == OPEN { UNBOUNDED } else { Wide::from(distance) });
    }
    drop(solver);
    drop(ties);
    for component in hard {
        for (slot, claim) in network.graph.empty(&component) {
            if let Err(conflict) = network.take_in(claim, &mut Vec::new(), explained) {
                conflicts.push(((slot, true), conflict));
            }
        }
    }
    conflicts.sort_by_key(|&(place, _)| place);
    (network, conflicts.into_iter().map(|(_, conflict)| conflict).collect())
}

/// `lo ≤ other − here ≤ hi`, with the extremes for open sides, as in a claim.
#[derive(Clone, Copy)]
struct Tie {
    other: u32,
    lo: i64,
    hi: i64,
}

impl Tie {
    /// The weight of the arc from here to the other point, or `OPEN`.
    fn weight(&self, side: Side) -> i64 {
        match side {
            Side::Latest => self.hi,
            Side::Earliest => negated(self.lo),
        }
    }
}

/// The claims between points, side by side for each point, and what the claims on single points leave of each.
struct Ties {
    first: Vec<u32>,
    ties: Vec<Tie>,
    dates: Vec<[i64; 2]>,
}

impl Ties {
    fn new(graph: &Graph) -> Self {
        let count = graph.points.len();
        let mut first = vec![0u32; count + 1];
        let mut dates = vec![[OPEN; 2]; count];
        for claim in graph.claims() {
            if claim.from == NONE {
                let date = &mut dates[claim.to as usize];
                *date = [date[0].min(claim.hi), date[1].min(negated(claim.lo))];
            } else if claim.from != claim.to {
                first[claim.from as usize] += 1;
                first[claim.to as usize] += 1;
            }
        }
        // Running ends; filling from the back turns them into beginnings.
        let mut sum = 0;
        for end in &mut first {
            sum += *end;
            *end = sum;
        }
        let mut ties = vec![Tie { other: 0, lo: 0, hi: 0 }; sum as usize];
        for claim in graph.claims().filter(|claim| claim.from != NONE && claim.from != claim.to) {
            let mut put = |here: u32, tie| {
                let place = &mut first[here as usize];
                *place -= 1;
                ties[*place as usize] = tie;
            };
            put(claim.from, Tie { other: claim.to, lo: claim.lo, hi: claim.hi });
            let lo = if claim.hi == OPEN { i64::MIN } else { claim.hi.saturating_neg() };
            put(claim.to, Tie { other: claim.from, lo, hi: negated(claim.lo) });
        }
        Self { first, ties, dates }
    }

    fn of(&self, vertex: u32) -> &[Tie] {
        let vertex = vertex as usize;
        &self.ties[self.first[vertex] as usize..self.first[vertex + 1] as usize]
    }
}

/// A lower bound as an upper bound of the negated difference. An open side stays open; one that is merely enormous does
/// not become open, and is found out by `is_safe`.
fn negated(lo: i64) -> i64 {
    if lo == i64::MIN { OPEN } else { lo.saturating_neg().min(OPEN - 1) }
}

/// Times on one side while they are being found.
struct Labels {
    potential: Vec<i64>,
    /// Where a potential comes from, to find negative cycles.
    parent: Vec<u32>,
    queued: Vec<bool>,
    /// For each point, the walk to the root of parents on which it was last seen.
    walk: Vec<u32>,
}

struct Solver<'t> {
    ties: &'t Ties,
    seen: Vec<bool>,
    labels: Labels,
    reach: Vec<[i64; 2]>,
}

impl<'t> Solver<'t> {
    fn new(ties: &'t Ties) -> Self {
        let count = ties.dates.len();
        Self { ties, seen: vec![false; count], labels: Labels::new(count), reach: ties.dates.clone() }
    }

    /// The points tied to the root, breadth first.
    fn component(&mut self, root: u32) -> Vec<u32> {
        let mut found = vec![root];
        self.seen[root as usize] = true;
        let mut at = 0;
        while let Some(&vertex) = found.get(at) {
            at += 1;
            for tie in self.ties.of(vertex) {
                if !std::mem::replace(&mut self.seen[tie.other as usize], true) {
                    found.push(tie.other);
                }
            }
        }
        found
    }

    /// Whether no sum that can come up while solving the component passes 64 bits.
    fn is_safe(&self, component: &[u32]) -> bool {
        let size = |bound: i64, open: i64| if bound == open { 0 } else { u128::from(bound.unsigned_abs()) };
        let (mut step, mut date) = (0, 0);
        for &vertex in component {
            date = self.ties.dates[vertex as usize].iter().fold(date, |date, &bound| date.max(size(bound, OPEN)));
            for tie in self.ties.of(vertex) {
                step = step.max(size(tie.lo, i64::MIN)).max(size(tie.hi, OPEN));
            }
        }
        date + step * (component.len() as u128 + 1) * (ROUNDS as u128 + 2) < SAFE
    }

    /// Finds bounds and potentials. `false` when a contradiction or the limit is met.
    fn solve(&mut self, component: &[u32]) -> bool {
        let (ties, reach) = (self.ties, &self.reach);
        let bound = |labels: &mut Labels, side: Side| {
            component
                .iter()
                .for_each(|&vertex| labels.potential[vertex as usize] = reach[vertex as usize][side as usize]);
            let (bounded, _) = labels.split(component);
            labels.settle(ties, component, bounded, side, |_| true)
        };
        // The two sides know nothing of each other.
        let large = component.len() >= LARGE && component.len() > reach.len() / 4;
        let found = if large {
            let mut other = Labels::new(reach.len());
            let own = &mut self.labels;
            let [earliest, latest] = std::thread::scope(|scope| {
                let earliest = scope.spawn(|| bound(&mut other, Side::Earliest));
                let latest = bound(own, Side::Latest);
                [earliest.join().unwrap_or(false), latest]
            });
            if !(earliest && latest) {
                return false;
            }
            other.potential
        } else {
            if !bound(&mut self.labels, Side::Earliest) {
                return false;
            }
            let found = component.iter().map(|&vertex| self.labels.potential[vertex as usize]).collect();
            if !bound(&mut self.labels, Side::Latest) {
                return false;
            }
            found
        };
        for (at, &vertex) in component.iter().enumerate() {
            let earliest = if large { found[vertex as usize] } else { found[at] };
            // Latest times stay as potentials.
            self.reach[vertex as usize] = [self.labels.potential[vertex as usize], earliest];
        }
        let (dated, floating) = self.labels.split(component);
        let has_time = |&vertex: &u32| {
            let [latest, minus_earliest] = self.reach[vertex as usize];
            minus_earliest == OPEN || latest + minus_earliest >= 0
        };
        if !dated.iter().all(has_time) {
            return false;
        }
        self.labels.span(ties, &floating);
        let reach = &self.reach;
        let floats = |vertex: usize| reach[vertex][Side::Latest as usize] == OPEN;
        self.labels.settle(ties, component, floating, Side::Latest, floats)
    }
}

impl Labels {
    fn new(count: usize) -> Self {
        let none = vec![NONE; count];
        Self { potential: vec![0; count], parent: none.clone(), queued: vec![false; count], walk: none }
    }

    /// The points that have a finite potential, and those that do not.
    fn split(&self, component: &[u32]) -> (Vec<u32>, Vec<u32>) {
        component.iter().partition(|&&vertex| self.potential[vertex as usize] != OPEN)
    }

    /// Gives each of the points, which have none, a potential that agrees with the claim that it is found by.
    fn span(&mut self, ties: &Ties, points: &[u32]) {
        let mut found = Vec::new();
        for &root in points {
            if self.potential[root as usize] != OPEN {
                continue;
            }
            self.potential[root as usize] = 0;
            found.push(root);
            while let Some(vertex) = found.pop() {
                for tie in ties.of(vertex) {
                    if self.potential[tie.other as usize] == OPEN {
                        let near = 0.max(tie.lo).min(tie.hi);
                        self.potential[tie.other as usize] = self.potential[vertex as usize] + near;
                        found.push(tie.other);
                    }
                }
            }
        }
    }

    /// Lowers potentials of points that `counts` lets in, beginning from those of the given points, until all claims
    /// between them agree. `false` when a negative cycle or the limit is met.
    fn settle(
        &mut self,
        ties: &Ties,
        component: &[u32],
        points: Vec<u32>,
        side: Side,
        counts: impl Fn(usize) -> bool,
    ) -> bool {
        let size = component.len();
        component.iter().for_each(|&vertex| self.parent[vertex as usize] = NONE);
        points.iter().for_each(|&vertex| self.queued[vertex as usize] = true);
        let mut queue = VecDeque::from(points);
        let mut taken = 0;
        while let Some(vertex) = queue.pop_front() {
            self.queued[vertex as usize] = false;
            let here = self.potential[vertex as usize];
            for tie in ties.of(vertex) {
                let other = tie.other as usize;
                let weight = tie.weight(side);
                if weight != OPEN && here + weight < self.potential[other] && counts(other) {
                    self.potential[other] = here + weight;
                    self.parent[other] = vertex;
                    if !std::mem::replace(&mut self.queued[other], true) {
                        queue.push_back(tie.other);
                    }
                }
            }
            taken += 1;
            if taken % size == 0 && !queue.is_empty() && (taken >= size * ROUNDS || self.has_cycle(component)) {
                return false;
            }
        }
        true
    }

    /// Whether the parents run in a circle: with a negative cycle they do sooner or later.
    fn has_cycle(&mut self, component: &[u32]) -> bool {
        component.iter().for_each(|&vertex| self.walk[vertex as usize] = NONE);
        component.iter().any(|&start| {
            let mut vertex = start;
            while vertex != NONE && self.walk[vertex as usize] == NONE {
                self.walk[vertex as usize] = start;
                vertex = self.parent[vertex as usize];
            }
            vertex != NONE && self.walk[vertex as usize] == start
        })
    }
}
