//! Timings, to be run in release mode: `cargo test --release --lib network::tests::speed -- --ignored --nocapture`.

use std::time::Instant;

use super::{Claim, ClaimId, Network, Random, between, on, point};

const DAY: i64 = 86_400;

/// Claims like those of a corpus: articles with a date of publication (nine in ten known), each with events counted from
/// it or from each other; events are told by several articles.
fn corpus(random: &mut Random, points: usize, claims: usize) -> Vec<Claim> {
    let truth: Vec<i64> = (0..points).map(|at| at as i64 / 10 * DAY / 4 + random.within(-30 * DAY, 30 * DAY)).collect();
    (0..claims)
        .map(|serial| {
            let (a, id) = (random.below(points), serial as u64);
            let slack = random.within(0, 10 * DAY);
            if serial % 5 == 0 {
                on(id, a, truth[a] - slack, truth[a] + DAY)
            } else {
                let b = (a + random.below(40)) % points;
                between(id, a, b, truth[b] - truth[a] - slack, truth[b] - truth[a] + DAY)
            }
        })
        .collect()
}

/// One giant component without any locality.
fn tangle(random: &mut Random, points: usize, claims: usize) -> Vec<Claim> {
    let truth: Vec<i64> = (0..points).map(|_| random.within(0, 5_000 * DAY)).collect();
    (0..claims)
        .map(|serial| {
            let (a, b, id) = (random.below(points), random.below(points), serial as u64);
            let (below, above) = (random.within(0, 30 * DAY), random.within(0, 30 * DAY));
            if serial % 20 == 0 {
                on(id, a, truth[a] - below, truth[a] + above)
            } else {
                between(id, a, b, truth[b] - truth[a] - below, truth[b] - truth[a] + above)
            }
        })
        .collect()
}

/// A chain with links that skip ahead, shuffled, and one date at its beginning.
fn chain(random: &mut Random, points: usize, claims: usize) -> Vec<Claim> {
    let mut chain: Vec<Claim> = (1..points).map(|at| between(at as u64, at - 1, at, 1, 10)).collect();
    for serial in points..claims {
        let a = random.below(points);
        let b = (a + 1 + random.below(100)).min(points - 1);
        let length = (b - a) as i64;
        chain.push(between(serial as u64, a, b, 4 * length, 6 * length));
    }
    random.shuffle(&mut chain);
    chain.push(on(0, 0, 0, 0));
    chain
}

type Family = fn(&mut Random, usize, usize) -> Vec<Claim>;

#[test]
#[ignore = "a timing"]
fn timings() {
    let scale: usize = std::env::var("POINTS").ok().and_then(|value| value.parse().ok()).unwrap_or(1_000_000);
    let families: [(&str, Family); 3] = [("corpus", corpus), ("tangle", tangle), ("chain", chain)];
    let only = std::env::var("FAMILY").unwrap_or_default();
    let bulk_only = std::env::var("BULK").is_ok();
    for (name, family) in families.into_iter().filter(|(name, _)| name.contains(&only)) {
        for points in [scale / 10, scale] {
            let claims = family(&mut Random(1), points, 5 * points);
            let start = Instant::now();
            let (network, refused) = Network::from_claims(points as u32, claims.iter().copied());
            let bulk = start.elapsed();
            assert!(refused.is_empty() && network.claim_count() == claims.len());
            println!("{name:7} {points:8} points {:8} claims  bulk {bulk:8.2?}", claims.len());

            if bulk_only {
                continue;
            }
            // One contradiction in the middle of everything.
            let mut contradicted = claims.clone();
            let (lo, hi) = network.difference(point(0), point(points / 2));
            if let Some(hi) = hi {
                contradicted.push(between(u64::MAX, 0, points / 2, hi + 1, None));
            } else if let Some(lo) = lo {
                contradicted.push(between(u64::MAX, 0, points / 2, None, lo - 1));
            }
            let start = Instant::now();
            let (_, refused) = Network::from_claims(points as u32, contradicted);
            println!("        with {} contradiction: bulk {:8.2?}", refused.len(), start.elapsed());

            let start = Instant::now();
            let mut one_by_one = Network::new();
            for _ in 0..points {
                one_by_one.add_point();
            }
            for &claim in &claims {
                one_by_one.add(claim).expect("truthful");
            }
            let incremental = start.elapsed();
            println!(
                "        one by one {incremental:8.2?}: {:.1} times bulk",
                incremental.as_secs_f64() / bulk.as_secs_f64()
            );

            single_operations(network, points);
        }
    }
}

/// The cost of one operation on a network that is there.
fn single_operations(mut network: Network, points: usize) {
    let mut random = Random(5);
    let mut report = |what: &str, operation: &mut dyn FnMut(&mut Network, &mut Random, u64)| {
        let mut times: Vec<f64> = (0..200)
            .map(|serial| {
                let start = Instant::now();
                operation(&mut network, &mut random, (1 << 50) + serial);
                start.elapsed().as_secs_f64() * 1e6
            })
            .collect();
        times.sort_by(f64::total_cmp);
        println!(
            "        {what:34} median {:9.1} µs, 95 % {:9.1} µs, most {:9.1} µs",
            times[100], times[190], times[199]
        );
    };
    report("new point with two claims", &mut |network, random, id| {
        let (new, old) = (network.add_point(), point(random.below(points)));
        let (lo, hi) = network.bounds(old);
        let _ = network.add(Claim::between(ClaimId::new(id), old, new, 0, DAY));
        let _ = network.add(Claim::on(ClaimId::new(id + (1 << 20)), new, lo, hi.map(|hi| hi + DAY)));
    });
    report("claim that narrows a difference", &mut |network, random, id| {
        let a = random.below(points);
        let b = (a + random.below(40)) % points;
        if let (Some(lo), Some(hi)) = network.difference(point(a), point(b)) {
            let _ = network.add(between(id + (2 << 20), a, b, lo + (hi - lo) / 2, hi));
        }
    });
    report("claim that is refused", &mut |network, random, id| {
        let a = random.below(points);
        let b = (a + random.below(40)) % points;
        if let (_, Some(hi)) = network.difference(point(a), point(b)) {
            assert!(network.add(between(id + (3 << 20), a, b, hi + 1, hi + 2)).is_err());
        }
    });
    report("removal", &mut |network, random, id| {
        let _ = network.remove(ClaimId::new(if id % 2 == 0 { random.below(points) as u64 } else { id + (2 << 20) }));
    });
    report("difference of two near points", &mut |network, random, _| {
        let a = random.below(points);
        let _ = network.difference(point(a), point((a + random.below(40)) % points));
    });
    report("difference of any two points", &mut |network, random, _| {
        let _ = network.difference(point(random.below(points)), point(random.below(points)));
    });
    report("explanation", &mut |network, random, _| {
        let _ = network.explain_latest(point(random.below(points)));
    });
}
