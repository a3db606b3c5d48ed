//! Input that is meant to break things: the fuzzer's seeds, and everything that once did break something.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used)]

#[allow(unreachable_pub)]
#[path = "support/checks.rs"]
mod checks;

use std::fs;
use std::path::Path;

/// Runs one check over the files of its folder under `tests/data/fuzz`.
fn all(target: &str, check: impl Fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/fuzz").join(target);
    let mut files: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(files.len() >= 8, "{} holds the seeds", folder.display());
    for file in files {
        // Shown if the check fails.
        println!("{}", file.display());
        check(&fs::read(&file).unwrap());
    }
}

#[test]
fn read() {
    all("read", checks::read);
}

#[test]
fn resolve() {
    all("resolve", checks::resolve);
}

#[test]
fn timeline() {
    all("timeline", checks::timeline);
}

#[test]
fn network() {
    all("network", checks::network);
}

#[test]
fn articles() {
    all("articles", checks::articles);
}
