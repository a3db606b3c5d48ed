//! What the example programs share: reading paths, running on many threads, writing, and saying what went wrong.
//!
//! Each program uses a part of it.
#![allow(dead_code, unreachable_pub)]

pub mod filter;
pub mod input;
pub mod output;
pub mod report;
pub mod when;
pub mod wrap;

pub use input::Input;
pub use output::Output;
pub use report::Report;

use std::path::PathBuf;
use tarikh::export::text::one_line;
use tarikh::knowledge::Pack;

/// The pack for Mali and those of the files, in one. What is wrong with them is said; they are used all the same.
pub fn pack(files: &[PathBuf], report: &Report) -> Result<Pack, String> {
    let mut pack = Pack::mali().clone();
    for file in files {
        let named = |error: &dyn std::fmt::Display| format!("{}: {error}", file.display());
        let written = std::fs::read_to_string(file).map_err(|error| named(&error))?;
        let more = Pack::from_json(&written).map_err(|error| named(&error))?;
        pack = pack.merge(more).map_err(|error| named(&error))?;
    }
    if !files.is_empty() {
        for finding in pack.check() {
            report.say(format_args!("--pack: {}", one_line(&finding.to_string())));
        }
    }
    Ok(pack)
}

/// How a program ends, as every `--help` says.
pub const STATUS: &str = "Exit status: 0 if everything was read, 1 if something was left out (each case is \
reported on standard error, with a count at the end), 2 if the program could not do its work.";
