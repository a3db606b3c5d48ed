//! The network against textbook algorithms, its promises as properties, and its limits.

mod oracle;
mod speed;

use proptest::prelude::*;

use super::claim::NONE;
use super::graph::Side;
use super::{Claim, ClaimId, Conflict, Network, PointId};
use oracle::{Distances, is_feasible};

/// A small deterministic generator (SplitMix64), so that a failure names a seed that brings it back.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }

    fn within(&mut self, least: i64, most: i64) -> i64 {
        least + self.below((most - least + 1) as usize) as i64
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            items.swap(at, self.below(at + 1));
        }
    }
}

fn point(index: usize) -> PointId {
    PointId::new(index as u32)
}

fn between(id: u64, from: usize, to: usize, lo: impl Into<Option<i64>>, hi: impl Into<Option<i64>>) -> Claim {
    Claim::between(ClaimId::new(id), point(from), point(to), lo, hi)
}

fn on(id: u64, to: usize, lo: impl Into<Option<i64>>, hi: impl Into<Option<i64>>) -> Claim {
    Claim::on(ClaimId::new(id), point(to), lo, hi)
}

fn network(points: usize) -> Network {
    let mut network = Network::new();
    for _ in 0..points {
        network.add_point();
    }
    network
}

fn ids(values: &[u64]) -> Vec<ClaimId> {
    values.iter().copied().map(ClaimId::new).collect()
}

/// A random claim. Ids are scattered so that their order is not the order of arrival.
fn random_claim(random: &mut Random, serial: usize, points: usize, width: i64) -> Claim {
    let id = (serial as u64).wrapping_mul(0x9e37_79b9) % 1_000_003;
    let lo = random.within(-width, width);
    let least = if random.below(20) == 0 { -2 } else { 0 };
    let hi = lo + random.within(least, width);
    let (lo, hi) = match random.below(6) {
        0 => (None, Some(hi)),
        1 => (Some(lo), None),
        2 => (Some(lo), Some(lo)),
        _ => (Some(lo), Some(hi)),
    };
    let (from, to) = (random.below(points), random.below(points));
    if random.below(4) == 0 { on(id, to, lo, hi) } else { between(id, from, to, lo, hi) }
}

/// Everything that can be asked of a network, compared with the matrix of its claims.
fn check_against_matrix(network: &Network, points: usize, claims: &[Claim], context: &str) {
    let matrix = Distances::of(points, claims).expect("accepted claims are feasible");
    assert_eq!(network.claim_count(), claims.len(), "{context}");
    for a in 0..points {
        assert_eq!(network.bounds(point(a)), matrix.bounds(a as u32), "{context}: bounds of {a}");
        for b in 0..points {
            let expected = matrix.difference(a as u32, b as u32);
            assert_eq!(network.difference(point(a), point(b)), expected, "{context}: {b} − {a}");
        }
    }
    check_potentials(network, context);
}

/// The private promise on which all searches rest: no arc has a negative reduced weight.
fn check_potentials(network: &Network, context: &str) {
    let graph = &network.graph;
    for vertex in 0..graph.points.len() as u32 {
        let latest = graph.reach(vertex, Side::Latest);
        assert!(!graph.is_dated(vertex) || graph.point(vertex).potential == latest, "{context}: {vertex}");
        for side in Side::BOTH {
            for arc in graph.arcs_out(vertex, side) {
                if graph.is_dated(vertex) != graph.is_dated(arc.other) {
                    assert_eq!(graph.is_dated(vertex), side == Side::Earliest, "{context}: into the dated points");
                    continue;
                }
                let reduced = arc.weight + graph.potential(vertex, side) - graph.potential(arc.other, side);
                assert!(reduced >= 0, "{context}: arc {vertex} → {} has reduced weight {reduced}", arc.other);
            }
        }
    }
}

/// Each chain alone forces its bound, and no part of it does.
fn check_explanations(network: &Network, points: usize, claims: &[Claim], context: &str) {
    let pick = |chain: &[ClaimId]| -> Vec<Claim> {
        chain
            .iter()
            .map(|id| *claims.iter().find(|claim| claim.id() == *id).expect("a claim of this network"))
            .collect()
    };
    let check = |chain: Vec<ClaimId>, bound: Option<i64>, read: &dyn Fn(&Distances) -> Option<i64>, what: &str| {
        let chain = pick(&chain);
        assert_eq!(chain.is_empty(), bound.is_none(), "{context}: {what}");
        let forced = |claims: &[Claim]| read(&Distances::of(points, claims).expect("part of a feasible set"));
        assert_eq!(forced(&chain), bound, "{context}: {what} by {chain:?}");
        for left_out in 0..chain.len() {
            let mut part = chain.clone();
            part.remove(left_out);
            assert_ne!(forced(&part), bound, "{context}: {what}, superfluous {:?}", chain[left_out]);
        }
    };
    for a in 0..points {
        let (earliest, latest) = network.bounds(point(a));
        check(network.explain_earliest(point(a)), earliest, &|m| m.bounds(a as u32).0, "earliest");
        check(network.explain_latest(point(a)), latest, &|m| m.bounds(a as u32).1, "latest");
        for b in (0..points).filter(|&b| b != a) {
            let most = network.difference(point(a), point(b)).1;
            let chain = network.explain_difference(point(a), point(b));
            check(chain, most, &|m| m.difference(a as u32, b as u32).1, "difference");
        }
    }
}

/// The conflict set holds the refused claim, cannot be true, can be true without any one of its claims, and misses by
/// exactly its excess.
fn check_conflict(conflict: &Conflict, points: usize, refused: Claim, accepted: &[Claim], context: &str) {
    assert!(conflict.is_contradiction(), "{context}");
    assert_eq!(conflict.claims().first(), Some(&refused.id()), "{context}");
    let set: Vec<Claim> = conflict
        .claims()
        .iter()
        .map(|id| *accepted.iter().chain([&refused]).find(|claim| claim.id() == *id).expect("a known claim"))
        .collect();
    assert!(!is_feasible(points, &set), "{context}: {set:?}");
    for left_out in 0..set.len() {
        let mut part = set.clone();
        part.remove(left_out);
        assert!(is_feasible(points, &part), "{context}: {:?} is superfluous in {set:?}", set[left_out]);
    }
    if conflict.excess() < i64::MAX {
        let widened = |by: i64| {
            let mut set = set.clone();
            if set[0].lo != i64::MIN {
                set[0].lo = set[0].lo.saturating_sub(by);
            }
            if set[0].hi != i64::MAX {
                set[0].hi = set[0].hi.saturating_add(by);
            }
            is_feasible(points, &set)
        };
        // One side of the refused claim misses by the excess; a claim against itself is widened on both.
        let enough = conflict.excess();
        assert!(widened(enough), "{context}: {enough} more is enough for {set:?}");
        // A bound that runs out of range is open, which is more than was asked for.
        let in_range = (set[0].lo == i64::MIN || set[0].lo.checked_sub(enough).is_some_and(|lo| lo != i64::MIN))
            && (set[0].hi == i64::MAX || set[0].hi.checked_add(enough).is_some_and(|hi| hi != i64::MAX));
        if set.len() > 1 && in_range {
            assert!(!widened(enough - 1), "{context}: {enough} is needed for {set:?}");
        }
    }
}

/// Adds claims one by one beside the oracle; gives the network, the accepted claims and the refusals.
fn add_all(points: usize, claims: &[Claim], context: &str) -> (Network, Vec<Claim>, Vec<Conflict>) {
    let mut network = network(points);
    let (mut accepted, mut refusals): (Vec<Claim>, Vec<Conflict>) = (Vec::new(), Vec::new());
    for &claim in claims {
        let before = network.clone();
        let feasible = is_feasible(points, &[accepted.as_slice(), &[claim]].concat());
        match network.add(claim) {
            Ok(tightened) => {
                assert!(feasible, "{context}: accepted {claim:?}");
                accepted.push(claim);
                let moved: Vec<PointId> =
                    (0..points).map(point).filter(|&p| network.bounds(p) != before.bounds(p)).collect();
                // Bounds out of range may move unseen.
                let seen: Vec<PointId> = tightened.points().iter().copied().filter(|p| moved.contains(p)).collect();
                assert_eq!(seen, moved, "{context}: {claim:?}");
                let in_range = |bound: i64| bound.unsigned_abs() < 1 << 40 || bound == i64::MIN || bound == i64::MAX;
                if claims.iter().all(|claim| in_range(claim.lo) && in_range(claim.hi)) {
                    assert_eq!(tightened.points(), moved, "{context}: {claim:?}");
                }
            }
            Err(conflict) => {
                assert!(!feasible, "{context}: refused {claim:?}");
                assert!(network == before, "{context}: refusing {claim:?} changed the network");
                check_conflict(&conflict, points, claim, &accepted, context);
                refusals.push(conflict);
            }
        }
    }
    (network, accepted, refusals)
}

#[test]
fn thousands_of_random_networks_agree_with_the_oracles() {
    let (mut feasible, mut infeasible) = (0, 0);
    for seed in 0..3_000 {
        let context = format!("seed {seed}");
        let mut random = Random(seed);
        let points = 1 + random.below(8);
        let count = random.below(4 * points + 2);
        let width = [3, 20, 1_000][random.below(3)];
        let claims: Vec<Claim> = (0..count).map(|serial| random_claim(&mut random, serial, points, width)).collect();
        let (mut network, mut accepted, refusals) = add_all(points, &claims, &context);
        if refusals.is_empty() {
            feasible += 1
        } else {
            infeasible += 1
        }
        check_against_matrix(&network, points, &accepted, &context);
        check_explanations(&network, points, &accepted, &context);

        let (bulk, bulk_refusals) = Network::from_claims(points as u32, claims.iter().copied());
        let (unexplained, of_these) = Network::from_claims_unexplained(points as u32, claims.iter().copied());
        let ids = |refusals: &[Conflict]| refusals.iter().map(Conflict::refused).collect::<Vec<_>>();
        assert!(unexplained == bulk && ids(&of_these) == ids(&bulk_refusals), "{context}: without explanations");
        assert_eq!(bulk_refusals, refusals, "{context}: refusals in bulk");
        check_against_matrix(&bulk, points, &accepted, &format!("{context}, in bulk"));

        // Take some out, compare, put them back, compare.
        random.shuffle(&mut accepted);
        let kept = random.below(accepted.len() + 1);
        for claim in &accepted[kept..] {
            let before = network.clone();
            let moved = network.remove(claim.id()).expect("it is there");
            let expected: Vec<PointId> =
                (0..points).map(point).filter(|&p| network.bounds(p) != before.bounds(p)).collect();
            assert_eq!(moved, expected, "{context}: without {claim:?}");
        }
        check_against_matrix(&network, points, &accepted[..kept], &format!("{context}, some removed"));
        for claim in &accepted[kept..] {
            network.add(*claim).expect("was accepted before");
        }
        check_against_matrix(&network, points, &accepted, &format!("{context}, put back"));
    }
    assert!(feasible > 500 && infeasible > 500, "both kinds are tested: {feasible} feasible, {infeasible} not");
}

#[test]
fn larger_random_networks_agree_with_the_matrix() {
    for seed in 0..10 {
        let context = format!("seed {seed}");
        let mut random = Random(1_000_000 + seed);
        let points = 20 + random.below(30);
        // True times first, so that most claims hold and components grow large.
        let truth: Vec<i64> = (0..points).map(|_| random.within(-5_000, 5_000)).collect();
        let claims: Vec<Claim> = (0..points * 4)
            .map(|serial| {
                let (a, b) = (random.below(points), random.below(points));
                let wrong = random.below(30) == 0;
                let slack = random.within(if wrong { -900 } else { 0 }, 300);
                let least = |value: i64| value - slack;
                let id = serial as u64;
                if random.below(10) == 0 {
                    on(id, a, least(truth[a]), truth[a] + 900)
                } else {
                    between(id, a, b, least(truth[b] - truth[a]), truth[b] - truth[a] + 900)
                }
            })
            .collect();
        let (bulk, refusals) = Network::from_claims(points as u32, claims.iter().copied());
        let mut network = network(points);
        let refused: Vec<Conflict> = claims.iter().filter_map(|&claim| network.add(claim).err()).collect();
        assert_eq!(refused, refusals, "{context}");
        let accepted: Vec<Claim> = claims.iter().copied().filter(|claim| network.claim(claim.id()).is_some()).collect();
        check_against_matrix(&network, points, &accepted, &context);
        check_against_matrix(&bulk, points, &accepted, &format!("{context}, in bulk"));
    }
}

#[test]
fn extreme_values_neither_overflow_nor_lie() {
    let values = [i64::MIN, i64::MIN + 1, i64::MIN / 2, -1, 0, 1, 1 << 61, i64::MAX / 2, i64::MAX - 1, i64::MAX];
    for seed in 0..2_000 {
        let context = format!("seed {seed}");
        let mut random = Random(2_000_000 + seed);
        let points = 2 + random.below(4);
        let claims: Vec<Claim> = (0..random.below(10) as u64)
            .map(|serial| {
                let (lo, hi) = (values[random.below(values.len())], values[random.below(values.len())]);
                let (lo, hi) = if random.below(8) == 0 { (lo, hi) } else { (lo.min(hi), hi.max(lo)) };
                let (from, to) = (random.below(points), random.below(points));
                if random.below(3) == 0 { on(serial, to, lo, hi) } else { between(serial, from, to, lo, hi) }
            })
            .collect();
        let (network, accepted, refusals) = add_all(points, &claims, &context);
        check_against_matrix(&network, points, &accepted, &context);
        let (bulk, bulk_refusals) = Network::from_claims(points as u32, claims);
        assert_eq!(bulk_refusals, refusals, "{context}");
        check_against_matrix(&bulk, points, &accepted, &format!("{context}, in bulk"));
    }
}

#[test]
fn a_long_chain_is_dated_in_any_order_of_arrival() {
    const LENGTH: usize = 20_000;
    let chain: Vec<Claim> = (1..LENGTH).map(|at| between(at as u64, at - 1, at, 1, 3)).collect();
    let date = on(0, 0, 100, 100);
    let last = LENGTH - 1;
    let expected = (Some(100 + last as i64), Some(100 + 3 * last as i64));
    type Arrange = fn(&mut Vec<Claim>);
    let orders: [(&str, Arrange); 3] = [
        ("forwards", |_| {}),
        ("backwards", |claims| claims.reverse()),
        ("shuffled", |claims| Random(7).shuffle(claims)),
    ];
    for (name, arrange) in orders {
        let mut claims = chain.clone();
        arrange(&mut claims);
        claims.push(date);
        let mut network = network(LENGTH);
        for &claim in &claims {
            network.add(claim).expect("the chain is feasible");
        }
        assert_eq!(network.bounds(point(last)), expected, "{name}");
        assert_eq!(network.explain_latest(point(last)).len(), LENGTH, "{name}");
        let (bulk, refused) = Network::from_claims(LENGTH as u32, claims.iter().copied());
        assert!(refused.is_empty(), "{name}");
        assert_eq!(bulk.bounds(point(last)), expected, "{name}, in bulk");
        // Closing the chain too tightly is refused by the whole chain; a date in conflict by the chain and both dates.
        let closed = network.add(between(1 << 40, 0, last, None, last as i64 - 1)).expect_err("too short");
        assert_eq!((closed.claims().len(), closed.excess()), (LENGTH, 1), "{name}");
        let dated = network.add(on(1 << 40, last, None, 0)).expect_err("too early");
        assert_eq!((dated.claims().len(), dated.excess()), (LENGTH + 1, 100 + last as i64), "{name}");
        // Without its middle the far half is not dated any more.
        let cut = network.remove(ClaimId::new(LENGTH as u64 / 2)).expect("it is there");
        assert_eq!(cut.len(), LENGTH - LENGTH / 2, "{name}");
        assert_eq!(network.bounds(point(last)), (None, None), "{name}");
    }
}

#[test]
fn a_star_moves_only_the_point_that_a_claim_touches() {
    const RAYS: usize = 5_000;
    let mut network = network(RAYS + 1);
    network.add(on(0, 0, 0, 1_000)).expect("a date");
    for ray in 1..=RAYS {
        let tightened = network.add(between(ray as u64, 0, ray, -10, 10)).expect("a ray");
        assert_eq!(tightened.points(), [point(ray)]);
    }
    // A ray that narrows the centre narrows all others.
    let tightened = network.add(on(1 << 40, 1, 500, 500)).expect("a date on a ray");
    assert_eq!(tightened.points().len(), RAYS + 1);
    assert_eq!(network.bounds(point(RAYS)), (Some(480), Some(520)));
}

#[test]
fn points_with_known_dates_are_not_tied_together() {
    let mut network = network(4);
    for at in 0..4 {
        network.add(on(at as u64, at, 0, 10)).expect("a date");
    }
    network.add(between(9, 2, 3, 1, 1)).expect("a tie");
    assert_eq!(network.component(point(0)), [point(0)]);
    assert_eq!(network.component(point(3)), [point(2), point(3)]);
    // Still, dates bound the differences of points that nothing else ties.
    assert_eq!(network.difference(point(0), point(3)), (Some(-9), Some(10)));
    assert_eq!(network.explain_difference(point(0), point(3)), ids(&[0, 3]));
    assert_eq!(network.explain_difference(point(3), point(0)), ids(&[9, 2, 0]));
}

#[test]
fn the_shortest_chain_explains_and_among_equals_the_least_ids() {
    let mut network = network(3);
    // Three ways to the same latest time of point 2: by three claims, and twice by two.
    for claim in [
        on(40, 0, None, 5),
        between(30, 0, 1, None, 5),
        between(35, 1, 2, None, 0),
        between(21, 0, 2, None, 5),
        between(20, 0, 2, None, 5),
        on(41, 0, None, 5),
    ] {
        network.add(claim).expect("feasible");
    }
    assert_eq!(network.explain_latest(point(2)), ids(&[40, 20]));
    assert_eq!(network.explain_earliest(point(2)), []);
    network.remove(ClaimId::new(20));
    network.remove(ClaimId::new(40));
    assert_eq!(network.explain_latest(point(2)), ids(&[41, 21]));
}

#[test]
fn a_contradiction_leaves_out_dates_that_have_no_part_in_it() {
    // Point 1 is after 0, and both get their dates through point 2, so chains from the calendar share a stretch.
    let mut network = network(4);
    for claim in [on(1, 3, 100, 100), between(2, 3, 2, 10, 10), between(3, 2, 0, 5, 5), between(4, 2, 1, 7, 7)] {
        network.add(claim).expect("feasible");
    }
    let conflict = network.add(between(5, 0, 1, None, 1)).expect_err("1 is two after 0");
    assert_eq!(conflict.claims(), ids(&[5, 4, 3]));
    assert_eq!(conflict.excess(), 1);
}

#[test]
fn misuse_is_refused_and_said() {
    let mut network = network(2);
    network.add(between(1, 0, 1, 0, 10)).expect("feasible");
    let cases: [(Claim, &str); 6] = [
        (between(1, 0, 1, 0, 11), "claim 1 refused: the network holds a different claim under this id"),
        (between(2, 0, 7, 0, 1), "claim 2 refused: the network has no point 7"),
        (on(2, NONE as usize, 0, 1), "claim 2 refused: the network has no point 4294967294"),
        (between(2, NONE as usize, 0, 0, 1), "claim 2 refused: the network has no point 4294967294"),
        (on(2, 0, 5, 4), "claim 2 refused: no time satisfies it"),
        (between(2, 0, 1, 11, 12), "claim 2 refused: it misses by 1 s what follows from claims 1"),
    ];
    for (claim, message) in cases {
        let before = network.clone();
        let conflict = network.add(claim).expect_err(message);
        assert_eq!(conflict.to_string(), message);
        assert_eq!(conflict.refused(), claim.id());
        assert!(network == before, "{message}");
    }
    assert!(network.add(between(1, 0, 1, 0, 10)).expect("the same again").is_empty());
    assert_eq!(network.claim_count(), 1);
    assert_eq!(network.remove(ClaimId::new(99)), None);
    assert_eq!(network.bounds(point(99)), (None, None));
    assert_eq!(network.difference(point(0), point(99)), (None, None));
    assert_eq!(network.explain_latest(point(99)), []);
    assert_eq!(network.component(point(99)), []);
}

#[test]
fn a_point_compared_with_itself() {
    let mut network = network(1);
    network.add(between(1, 0, 0, -5, 5)).expect("zero is between");
    assert_eq!(network.difference(point(0), point(0)), (Some(0), Some(0)));
    assert_eq!(network.add(between(2, 0, 0, 3, 5)).expect_err("zero is not three").excess(), 3);
    assert_eq!(network.remove(ClaimId::new(1)), Some(vec![]));
    assert_eq!(network.claim_count(), 0);
}

/// Networks in which every claim holds for one assignment of times, so that all are accepted in any order.
fn truthful() -> impl Strategy<Value = (usize, Vec<Claim>)> {
    (2usize..12).prop_flat_map(|points| {
        let truth = prop::collection::vec(-100_000i64..100_000, points);
        let drafts = prop::collection::vec((0..points, 0..points, 0i64..500, 0i64..500, 0u8..8), 0..40);
        (Just(points), truth, drafts).prop_map(|(points, truth, drafts)| {
            let claim = |(serial, (a, b, below, above, kind)): (usize, (usize, usize, i64, i64, u8))| {
                let id = serial as u64;
                let value = if kind < 2 { truth[b] } else { truth[b] - truth[a] };
                let lo = (kind != 3).then_some(value - below);
                let hi = (kind != 4).then_some(value + above);
                if kind < 2 { on(id, b, lo, hi) } else { between(id, a, b, lo, hi) }
            };
            (points, drafts.into_iter().enumerate().map(claim).collect())
        })
    })
}

/// All answers of a network, to be compared with those of another.
fn answers(network: &Network) -> Vec<String> {
    let points = network.point_count();
    let pairs = (0..points).flat_map(|a| (0..points).map(move |b| (point(a), point(b))));
    let of_pairs = pairs.map(|(a, b)| format!("{:?}", (network.difference(a, b), network.explain_difference(a, b))));
    let of_points = (0..points).map(point).map(|p| {
        format!(
            "{:?}",
            (network.bounds(p), network.explain_earliest(p), network.explain_latest(p), network.component(p))
        )
    });
    of_points.chain(of_pairs).collect()
}

proptest! {
    /// Bounds, differences, explanations and conflicts depend on the set of claims, not on their order.
    #[test]
    fn order_of_arrival_does_not_matter((points, claims) in truthful(), seed: u64, lo in -1_000i64..1_000) {
        let mut shuffled = claims.clone();
        Random(seed).shuffle(&mut shuffled);
        let (mut one, mut other) = (network(points), network(points));
        for (&a, &b) in claims.iter().zip(&shuffled) {
            prop_assert!(one.add(a).is_ok() && other.add(b).is_ok());
        }
        prop_assert_eq!(answers(&one), answers(&other));
        let (bulk, refused) = Network::from_claims(points as u32, shuffled);
        prop_assert!(refused.is_empty());
        prop_assert_eq!(answers(&one), answers(&bulk));
        let one_more = between(1 << 40, 0, points - 1, lo, lo + 10);
        prop_assert_eq!(one.add(one_more).is_ok(), other.add(one_more).is_ok());
        prop_assert_eq!(answers(&one), answers(&other));
        prop_assert_eq!(one.add(on(1 << 41, 0, lo, lo)).err(), other.add(on(1 << 41, 0, lo, lo)).err());
    }

    /// Taking claims out leaves what adding only the others gives.
    #[test]
    fn removal_undoes_addition((points, claims) in truthful(), keep in prop::collection::vec(any::<bool>(), 40)) {
        let (mut one, mut other) = (network(points), network(points));
        for &claim in &claims {
            one.add(claim).expect("truthful");
        }
        for (claim, keep) in claims.iter().zip(keep) {
            if keep {
                other.add(*claim).expect("truthful");
            } else {
                prop_assert!(one.remove(claim.id()).is_some());
            }
        }
        prop_assert_eq!(answers(&one), answers(&other));
    }
}
