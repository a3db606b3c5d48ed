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

/// How a program ends, as every `--help` says.
pub const STATUS: &str = "Exit status: 0 if everything was read, 1 if something was left out (each case is \
reported on standard error, with a count at the end), 2 if the program could not do its work.";
