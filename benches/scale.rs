//! How time and memory grow with the number of articles, on a made-up corpus (see `corpus`).
//!
//! ```text
//! cargo bench --bench scale            # a thousand to a hundred thousand articles
//! cargo bench --bench scale -- 1000000 # so many
//! cargo bench --bench scale -- --network 1000000 # a network of so many points alone
//! ```
//!
//! What is built are timelines of readings that are there: packing them (see `timeline::packed`), working out what each
//! says alone, comparing, joining, dating. `processor` is the time of all processors together, which on a machine that
//! does other things as well tells more than the time that passed. The peak is that of the process, with the knowledge
//! pack and the few hundred readings that have just been made.
#![allow(missing_docs, clippy::expect_used)]

mod corpus;

use corpus::{Corpus, Dice};
use std::process::Command;
use std::time::{Duration, Instant};
use tarikh::Timeline;
use tarikh::knowledge::Pack;
use tarikh::network::{Claim, ClaimId, Network, PointId};

const SIZES: [u64; 3] = [1_000, 10_000, 100_000];
/// Articles that are made before any of them is put in: making them is not measured.
const CHUNK: u64 = 512;
/// So many are added one by one.
const MORE: u64 = 100;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    if let Some(at) = args.iter().position(|a| a == "--one") {
        one(args.get(at + 1).and_then(|n| n.parse().ok()).unwrap_or(1_000));
        return;
    }
    if let Some(at) = args.iter().position(|a| a == "--network") {
        network(args.get(at + 1).and_then(|n| n.parse().ok()).unwrap_or(1_000_000));
        return;
    }
    let mut sizes: Vec<u64> = args.iter().filter_map(|a| a.parse().ok()).collect();
    if sizes.is_empty() {
        sizes = SIZES.to_vec();
    }
    println!(
        "  articles    events        built       each   processor       peak       each   one more: median   longest"
    );
    // Each in a process of its own, so that the peak of memory is its own.
    let program = std::env::current_exe().expect("a path");
    for size in sizes {
        let status = Command::new(&program).args(["--one", &size.to_string()]).status();
        assert!(status.is_ok_and(|s| s.success()), "{size} articles");
    }
}

fn one(size: u64) {
    let mut corpus = Corpus::new(size);
    let mut builder = Timeline::builder().pack(Pack::mali());
    let (mut spent, mut worked) = (Duration::ZERO, Duration::ZERO);
    // The last ones come later, one by one.
    let most = size - MORE;
    let mut at = 0;
    while at < most {
        let chunk: Vec<_> = (at..most.min(at + CHUNK)).map(|n| corpus.reading(order(n, size))).collect();
        at += CHUNK;
        let (start, before) = (Instant::now(), processor());
        builder.extend(chunk);
        spent += start.elapsed();
        worked += processor() - before;
    }
    let (start, before) = (Instant::now(), processor());
    let mut timeline = builder.build();
    spent += start.elapsed();
    worked += processor() - before;
    let peak = peak();
    // What is looked at is kept in order from then on.
    let events = timeline.events().len();
    let mut each: Vec<Duration> = (most..size)
        .map(|n| corpus.reading(order(n, size)))
        .map(|reading| {
            let start = Instant::now();
            timeline.add(reading);
            start.elapsed()
        })
        .collect();
    each.sort_unstable();
    let millis = |d: Duration| d.as_secs_f64() * 1e3;
    println!(
        "{size:10} {:9} {:10.2} s {:7} µs {:8} µs {:7} MiB {:6.1} KiB {:15.2} ms {:6.2} ms",
        events,
        spent.as_secs_f64(),
        spent.as_micros() as u64 / most,
        worked.as_micros() as u64 / most,
        peak >> 20,
        peak as f64 / 1024.0 / most as f64,
        millis(each[each.len() / 2]),
        millis(each[each.len() - 1]),
    );
}

/// Solves a network of so many points and five times as many claims, any with any: one component without locality.
fn network(points: u64) {
    const DAY: u64 = 86_400;
    let mut dice = Dice::of(3, points);
    let truth: Vec<i64> = (0..points).map(|_| dice.below(5_000 * DAY) as i64).collect();
    let claims: Vec<Claim> = (0..5 * points)
        .map(|serial| {
            let [a, b] = [0; 2].map(|_| dice.below(points));
            let [below, above] = [0; 2].map(|_| dice.below(30 * DAY) as i64);
            let (at, id) = (truth[b as usize], ClaimId::new(serial));
            let to = PointId::new(b as u32);
            if serial % 20 == 0 {
                return Claim::on(id, to, at - below, at + above);
            }
            let difference = at - truth[a as usize];
            Claim::between(id, PointId::new(a as u32), to, difference - below, difference + above)
        })
        .collect();
    let count = claims.len();
    let (start, before) = (Instant::now(), processor());
    let (network, refused) = Network::from_claims(points as u32, claims);
    let (passed, worked) = (start.elapsed(), processor() - before);
    println!(
        "{points:10} points {count:9} claims {:10.2} s, {:.2} s of processors; {} refused, peak {} MiB",
        passed.as_secs_f64(),
        worked.as_secs_f64(),
        refused.len(),
        peak() >> 20
    );
    assert_eq!(network.claim_count() + refused.len(), count, "every claim is taken in or refused");
}

/// Every article once, in no order that has to do with time.
fn order(n: u64, size: u64) -> u64 {
    // Prime to any size that has no such factor.
    n * 1_000_003 % size
}

/// What this process has worked on all processors, where the system tells: on a machine that does other things as well
/// that says more than the time.
fn processor() -> Duration {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // Of the fields after the name in brackets, the twelfth and thirteenth, in hundredths of a second.
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace().skip(11).take(2);
    Duration::from_millis(10 * fields.filter_map(|ticks| ticks.parse::<u64>().ok()).sum::<u64>())
}

/// The most memory that this process has used, in bytes, where the system tells.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:")).unwrap_or_default();
    line.trim().trim_end_matches(" kB").trim().parse::<u64>().unwrap_or(0) * 1024
}
