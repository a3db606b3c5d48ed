//! Expands the event lexicon to all its written forms, so that no program has to when it starts.
//!
//! The lines and the grammar are the crate's own, compiled into this script as well: to add a verb is to add its line.

#![allow(
    dead_code,
    unused_imports,
    unused_macros,
    unreachable_pub,
    reason = "parts of the crate, of which this needs some"
)]

use std::path::Path;
use std::{env, fs, io};

#[path = "src/script"]
mod script {
    mod key;
    mod letter;

    pub(crate) use key::{Key, key};
}

#[path = "src/event"]
mod event {
    mod class;
    mod conjugate;
    mod verb;

    pub(crate) mod lexicon {
        mod analysis;
        mod common;
        pub(crate) mod expand;
        mod force;
        mod further;
        mod nouns;
        mod row;
        mod speech;
        mod state;
        mod table;
        mod verbs;
        mod wider;
        mod words;
    }
}

fn main() -> io::Result<()> {
    for read in ["script", "event/class.rs", "event/conjugate.rs", "event/verb.rs", "event/lexicon"] {
        println!("cargo::rerun-if-changed=src/{read}");
    }
    let out = env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("cargo sets OUT_DIR"))?;
    let expansion = event::lexicon::expand::Expansion::new();
    let (records, seen) = expansion.bytes();
    fs::write(Path::new(&out).join("lexicon.records"), records)?;
    fs::write(Path::new(&out).join("lexicon.seen"), seen)
}
