//! How long a program waits before the crate reads its first word: the word tables, the lexicon of events, the pack and
//! the names in it. Each is built once in a process, so every measurement is a process of its own.
//!
//! ```text
//! cargo bench --bench start
//! ```
#![allow(missing_docs)]

use std::env;
use std::hint::black_box;
use std::process::Command;
use std::time::Instant;
use tarikh::knowledge::{Gazetteer, Pack};
use tarikh::{Article, Reader, Tagger};

/// What to set to be the process that measures.
const MEASURES: &str = "TARIKH_MEASURES";
const RUNS: usize = 20;
const PARTS: [&str; 5] =
    ["tables of the tagger", "pack", "names of the pack", "lexicon of events", "events of the pack"];
/// So many of them before the first text is read; the rest when timelines first ask for it.
const TO_READ: usize = 4;

fn main() {
    if env::var_os(MEASURES).is_some() {
        return measure();
    }
    let mut best = [u64::MAX; PARTS.len()];
    for _ in 0..RUNS {
        let Some(run) = env::current_exe().ok().and_then(|me| Command::new(me).env(MEASURES, "1").output().ok()) else {
            continue;
        };
        let printed = String::from_utf8_lossy(&run.stdout);
        for (best, microseconds) in best.iter_mut().zip(printed.split_whitespace().filter_map(|n| n.parse().ok())) {
            *best = (*best).min(microseconds);
        }
    }
    println!("\nStart of the library, the best of {RUNS} processes:");
    let print = |part: &str, microseconds: u64| println!("  {part:22} {:5.2} ms", microseconds as f64 / 1e3);
    let (to_read, later) = best.split_at(TO_READ);
    PARTS.iter().zip(to_read).for_each(|(part, &time)| print(part, time));
    print("together, to read", to_read.iter().sum());
    PARTS.iter().skip(TO_READ).zip(later).for_each(|(part, &time)| print(part, time));
}

/// Prints how many microseconds each part takes.
fn measure() {
    let article = Article::new("a", "وصل الوزير إلى باماكو مساء الأربعاء.");
    let timed = |work: &dyn Fn()| {
        let start = Instant::now();
        work();
        print!("{} ", start.elapsed().as_micros());
    };
    timed(&|| _ = black_box(Tagger::new().tag(&article)));
    timed(&|| _ = black_box(Pack::mali()));
    timed(&|| _ = black_box(Gazetteer::mali()));
    timed(&|| _ = black_box(Reader::new().with_names(Gazetteer::mali()).read(&article)));
    timed(&|| _ = black_box(Pack::mali().reference_events()));
}
