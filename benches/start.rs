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
const PARTS: [&str; 4] = ["tables of the tagger", "pack", "names of the pack", "lexicon of events"];

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
    for (part, microseconds) in PARTS.iter().zip(best) {
        println!("  {part:22} {:5.2} ms", microseconds as f64 / 1e3);
    }
    println!("  {:22} {:5.2} ms", "together", best.iter().sum::<u64>() as f64 / 1e3);
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
}
