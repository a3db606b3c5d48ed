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

/// Days that are not there, and numbers beyond every calendar: a value or a reason, never another day.
#[test]
fn what_no_calendar_holds_has_no_value() {
    use tarikh::calendar::Unresolved::{DoesNotExist, OutOfRange};
    let reference = chrono::NaiveDate::from_ymd_opt(2012, 8, 15).map(tarikh::article::Published::On);
    for (text, unresolved) in [
        ("قبل 99999999999 سنة", OutOfRange),
        ("قبل مليار سنة", OutOfRange),
        ("قبل 300 ألف سنة", OutOfRange),
        ("29 فبراير 2015", DoesNotExist),
        ("29 فبراير 1900", DoesNotExist),
        ("30 فبراير", DoesNotExist),
        ("31 أبريل 2012", DoesNotExist),
        ("30 صفر 1433", DoesNotExist),
        ("31 رمضان 1433", DoesNotExist),
    ] {
        let found = tarikh::Tagger::new().tag_text(text, reference);
        assert_eq!(found.len(), 1, "{text}");
        assert_eq!((&found[0].value, found[0].unresolved), (&None, Some(unresolved)), "{text}");
    }
    for text in ["قبل 18446744073709551616 يوما", "قبل 340282366920938463463374607431768211456 سنة"] {
        let found = tarikh::Tagger::new().tag_text(text, reference);
        assert!(found.iter().all(|timex| timex.value.is_none()), "{text}: {found:?}");
    }
}
