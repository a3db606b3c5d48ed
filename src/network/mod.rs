//! Points in time and the bounds between them: a simple temporal network.
//!
//! Takes claims, each a bound in whole seconds on one point or on the difference of two; gives the earliest and the
//! latest time of every point, the chain of claims behind each, and for a claim that cannot be true the claims that
//! contradict it. It knows nothing of articles, events or words.
//!
//! Bounds are tight: no stronger bound follows from the claims, and there is a way to date all points in which a given
//! point has its earliest time, and one in which it has its latest. Known dates are constants of the calendar and tie
//! no points together, so the network falls apart into small *components*, and a change touches only its own.
//!
//! ```
//! use tarikh::network::{Claim, ClaimId, Network};
//!
//! const DAY: i64 = 86_400;
//! let mut network = Network::new();
//! let (meeting, attack) = (network.add_point(), network.add_point());
//!
//! // The meeting was on day 10 or 11; the attack two days after the meeting.
//! network.add(Claim::on(ClaimId::new(1), meeting, 10 * DAY, 11 * DAY))?;
//! network.add(Claim::between(ClaimId::new(2), meeting, attack, 2 * DAY, 2 * DAY))?;
//! assert_eq!(network.bounds(attack), (Some(12 * DAY), Some(13 * DAY)));
//! assert_eq!(network.explain_latest(attack), [ClaimId::new(1), ClaimId::new(2)]);
//!
//! // Somebody puts the attack before day 12: that is refused, with the reason, and changes nothing.
//! let conflict = network.add(Claim::on(ClaimId::new(3), attack, None, 12 * DAY - 1)).unwrap_err();
//! assert_eq!(conflict.claims(), [3, 2, 1].map(ClaimId::new));
//! assert_eq!(conflict.excess(), 1);
//! assert_eq!(network.bounds(attack), (Some(12 * DAY), Some(13 * DAY)));
//! # Ok::<(), tarikh::network::Conflict>(())
//! ```
//!
//! # Complexity
//! Let *k* be the number of points and claims that a change reaches: the points whose bounds it moves and, where points
//! have no latest time, the smaller of the two sets that can be shifted to make room. [`add`](Network::add) takes
//! O(*k* log *k*) time and memory; a refusal looks at the component at worst. [`remove`](Network::remove) takes the same
//! for the points whose bounds may rest on the claim. [`bounds`](Network::bounds) is a look-up. Differences and
//! explanations search the component, as far as they must. [`from_claims`](Network::from_claims) takes O(*m*) for the
//! usual network of *m* claims and, for components that are hard or contradict themselves, what adding their claims one
//! by one takes. Every search is bounded: it settles each point once or gives up after a fixed number of rounds for
//! one that does. None recurses, and sums that could overflow 64 bits are kept in 128.
//!
//! Dechter, Meiri and Pearl, *Temporal constraint networks*, Artificial Intelligence 49 (1991) give the network and its
//! reading as shortest paths; Cotton and Maler, *Fast and flexible difference constraint propagation for DPLL(T)*, SAT
//! 2006, the way to add a claim.

mod bulk;
mod claim;
mod explain;
mod graph;
mod solve;
#[cfg(test)]
mod tests;

pub use claim::{Claim, ClaimId, Conflict, PointId, Tightened};

use graph::{Graph, Side, UNBOUNDED, Wide};

/// Points and the claims about them, always free of contradiction. See the [module](self).
///
/// A [`PointId`] is good for the network that made it. Asking about a point that is not there is answered as for a
/// point of which nothing is known.
#[derive(Debug, Clone, Default)]
#[cfg_attr(test, derive(PartialEq))]
pub struct Network {
    graph: Graph,
}

impl Network {
    /// A network without points.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The network of `points` points and these claims, the same as if they were added one by one in this order, and
    /// the refusals in this order; much faster when there are many. (But an id that is given to several claims counts
    /// for the first of them, even if that is refused.)
    ///
    /// Put the claims that are to be trusted most first: of claims that contradict each other the last is refused.
    ///
    /// ```
    /// use tarikh::network::{Claim, ClaimId, Network, PointId};
    ///
    /// let (a, b) = (PointId::new(0), PointId::new(1));
    /// let claims = [
    ///     Claim::on(ClaimId::new(1), a, 100, 200),
    ///     Claim::between(ClaimId::new(2), a, b, 50, None),
    ///     Claim::on(ClaimId::new(3), b, None, 120),
    /// ];
    /// let (network, conflicts) = Network::from_claims(2, claims);
    /// assert_eq!(network.bounds(b), (Some(150), None));
    /// assert_eq!(conflicts[0].claims(), [3, 2, 1].map(ClaimId::new));
    /// ```
    pub fn from_claims(points: u32, claims: impl IntoIterator<Item = Claim>) -> (Self, Vec<Conflict>) {
        bulk::build(points, claims, true)
    }

    /// The same, where nobody asks why a claim is refused: of a point about which thousands of claims contradict each
    /// other every explanation looks at all of them.
    pub(crate) fn from_claims_unexplained(
        points: u32,
        claims: impl IntoIterator<Item = Claim>,
    ) -> (Self, Vec<Conflict>) {
        bulk::build(points, claims, false)
    }

    /// A new point, of which nothing is known.
    pub fn add_point(&mut self) -> PointId {
        // A network that has used up its numbers hands out one that every claim is refused for.
        self.graph.add_point().unwrap_or(PointId(claim::NOWHERE))
    }

    /// The number of points.
    #[must_use]
    pub fn point_count(&self) -> usize {
        self.graph.points.len()
    }

    /// The number of claims taken in.
    #[must_use]
    pub fn claim_count(&self) -> usize {
        self.graph.claim_count()
    }

    /// The claim taken in under this id.
    #[must_use]
    pub fn claim(&self, id: ClaimId) -> Option<&Claim> {
        self.graph.find(id).map(|slot| self.graph.claim(slot))
    }

    /// Takes in a claim, and tells which points it gives narrower bounds. A claim that is there already is no news.
    ///
    /// # Errors
    /// A [`Conflict`] when the claim contradicts the claims already there (or itself), when it names a point that does
    /// not exist, or when another claim has its id. The network is then exactly as it was.
    pub fn add(&mut self, claim: Claim) -> Result<Tightened, Conflict> {
        let mut changed = Vec::new();
        if self.is_new(&claim)? {
            self.take_in(claim, &mut changed, true)?;
        }
        Ok(Tightened { points: point_ids(changed) })
    }

    /// Whether the claim has yet to be taken in.
    fn is_new(&self, claim: &Claim) -> Result<bool, Conflict> {
        if let Some(slot) = self.graph.find(claim.id) {
            return if self.graph.claim(slot) == claim { Ok(false) } else { Err(Conflict::id_in_use(claim.id)) };
        }
        for vertex in [claim.to, claim.from] {
            if vertex != claim::NONE && !self.graph.has_point(vertex) {
                return Err(Conflict::unknown_point(claim.id, vertex));
            }
        }
        if self.graph.is_full() { Err(Conflict::full(claim.id)) } else { Ok(true) }
    }

    fn take_in(&mut self, claim: Claim, changed: &mut Vec<u32>, explained: bool) -> Result<(), Conflict> {
        let graph = &mut self.graph;
        let contradicted = explain::conflict_with_itself(&claim).or_else(|| match explained {
            true => explain::conflict_by_dates(graph, &claim),
            false => explain::contradicts_dates(graph, &claim).then(|| explain::unexplained(&claim)),
        });
        if let Some(conflict) = contradicted {
            return Err(conflict);
        }
        let Some(moves) = solve::plan(graph, &claim) else {
            return Err(if explained {
                explain::conflict_in_cycle(graph, &claim)
            } else {
                explain::unexplained(&claim)
            });
        };
        graph.insert(claim);
        solve::tighten(graph, &claim, moves, changed);
        Ok(())
    }

    /// Takes a claim out again, and tells which points have wider bounds without it. `None` when it is not there.
    ///
    /// Claims that were refused because of it may be added again.
    ///
    /// ```
    /// use tarikh::network::{Claim, ClaimId, Network};
    ///
    /// let mut network = Network::new();
    /// let point = network.add_point();
    /// network.add(Claim::on(ClaimId::new(1), point, 0, 100))?;
    /// network.add(Claim::on(ClaimId::new(2), point, 0, 10))?;
    /// assert_eq!(network.remove(ClaimId::new(2)), Some(vec![point]));
    /// assert_eq!(network.bounds(point), (Some(0), Some(100)));
    /// # Ok::<(), tarikh::network::Conflict>(())
    /// ```
    pub fn remove(&mut self, id: ClaimId) -> Option<Vec<PointId>> {
        let slot = self.graph.find(id)?;
        let claim = self.graph.delete(slot);
        let mut changed = Vec::new();
        solve::loosen(&mut self.graph, &claim, &mut changed);
        Some(point_ids(changed))
    }

    /// The earliest and the latest time of a point, in seconds; `None` where it is not bounded (or out of range).
    #[must_use]
    pub fn bounds(&self, point: PointId) -> (Option<i64>, Option<i64>) {
        if !self.graph.has_point(point.0) {
            return (None, None);
        }
        let [latest, minus_earliest] = self.graph.point(point.0).reach;
        (least(minus_earliest), most(latest))
    }

    /// The least and the greatest difference `to − from`, in seconds, that the claims allow; `None` where it is not
    /// bounded (or out of range).
    ///
    /// Often more than the bounds of the two points tell: of two undated events one may be certainly the first.
    ///
    /// ```
    /// use tarikh::network::{Claim, ClaimId, Network};
    ///
    /// let mut network = Network::new();
    /// let (coup, election) = (network.add_point(), network.add_point());
    /// network.add(Claim::between(ClaimId::new(1), coup, election, 1, None))?;
    /// assert_eq!(network.difference(coup, election), (Some(1), None));
    /// assert_eq!(network.difference(election, coup), (None, Some(-1)));
    /// # Ok::<(), tarikh::network::Conflict>(())
    /// ```
    #[must_use]
    pub fn difference(&self, from: PointId, to: PointId) -> (Option<i64>, Option<i64>) {
        if from == to {
            return (Some(0), Some(0));
        }
        if !self.graph.has_point(from.0) || !self.graph.has_point(to.0) {
            return (None, None);
        }
        let between = |from: PointId, to: PointId| explain::difference(&self.graph, from.0, to.0);
        (least(between(to, from)), most(between(from, to)))
    }

    /// The claims that force the earliest time of a point, from the one about the calendar to the one about the point.
    /// Their lower bounds (upper, negated, where a claim is run through backwards) add up to it. Empty when the point
    /// has no earliest time.
    ///
    /// Of several such chains: the fewest claims, then the least ids.
    #[must_use]
    pub fn explain_earliest(&self, point: PointId) -> Vec<ClaimId> {
        self.explain(point, Side::Earliest)
    }

    /// The claims that force the latest time of a point, as [`explain_earliest`](Self::explain_earliest) does.
    #[must_use]
    pub fn explain_latest(&self, point: PointId) -> Vec<ClaimId> {
        self.explain(point, Side::Latest)
    }

    fn explain(&self, point: PointId, side: Side) -> Vec<ClaimId> {
        // A bound beyond the range is not shown, so there is nothing to explain.
        let shown = match (side, self.bounds(point)) {
            (Side::Latest, (_, bound)) | (Side::Earliest, (bound, _)) => bound.is_some(),
        };
        if !shown {
            return Vec::new();
        }
        explain::bound(&self.graph, point.0, side).iter().rev().map(|link| link.claim).collect()
    }

    /// The claims that force the greatest difference `to − from`, in the order in which they lead from `from` to `to`;
    /// empty when there is none. Swap the points for the least difference.
    #[must_use]
    pub fn explain_difference(&self, from: PointId, to: PointId) -> Vec<ClaimId> {
        if from == to || !self.graph.has_point(from.0) || !self.graph.has_point(to.0) {
            return Vec::new();
        }
        explain::difference_chain(&self.graph, from.0, to.0)
    }

    /// The points tied to this one by claims between points, itself included, in order of their numbers.
    #[must_use]
    pub fn component(&self, point: PointId) -> Vec<PointId> {
        if !self.graph.has_point(point.0) {
            return Vec::new();
        }
        self.graph.component(point.0).into_iter().map(PointId).collect()
    }
}

fn point_ids(mut vertices: Vec<u32>) -> Vec<PointId> {
    vertices.sort_unstable();
    vertices.dedup();
    vertices.into_iter().map(PointId).collect()
}

/// An upper bound as the caller sees it: beyond the range it is none, before the range the least value still holds.
fn most(distance: Wide) -> Option<i64> {
    if distance >= Wide::from(i64::MAX) { None } else { Some(i64::try_from(distance).unwrap_or(i64::MIN)) }
}

/// A lower bound, from the distance in the mirrored world.
fn least(minus_bound: Wide) -> Option<i64> {
    if minus_bound == UNBOUNDED || -minus_bound <= Wide::from(i64::MIN) {
        None
    } else {
        Some(i64::try_from(-minus_bound).unwrap_or(i64::MAX))
    }
}
