//! Expands the event lexicon to all its written forms, so that no program has to when it starts, and takes the reference
//! events out of the pack, since most programs never ask for them.
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

#[path = "src/tense"]
mod tense {
    mod table;
    pub(crate) mod write;

    pub(crate) use table::Tense;
}

#[path = "src/event"]
mod event {
    mod class;
    mod conjugate;
    mod verb;

    pub(crate) mod lexicon {
        mod affairs;
        mod analysis;
        mod common;
        pub(crate) mod expand;
        mod force;
        mod further;
        mod harm;
        mod life;
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

const PACK: &str = "src/knowledge/mali.json";

fn main() -> io::Result<()> {
    for read in ["script", "tense", "event/class.rs", "event/conjugate.rs", "event/verb.rs", "event/lexicon"] {
        println!("cargo::rerun-if-changed=src/{read}");
    }
    println!("cargo::rerun-if-changed={PACK}");
    let out = env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("cargo sets OUT_DIR"))?;
    let write = |name: &str, bytes: &[u8]| fs::write(Path::new(&out).join(name), bytes);
    let expansion = event::lexicon::expand::Expansion::new();
    let (records, seen) = expansion.bytes();
    write("lexicon.records", &records)?;
    write("lexicon.seen", seen)?;
    write("tenses", &expansion.tenses())?;
    // The events are the last list of the file.
    let pack = fs::read_to_string(PACK)?;
    let parts = pack.split_once("\"reference_events\":");
    let parts = parts.map(|(rest, events)| (rest.trim_end().strip_suffix(','), events.trim_end().strip_suffix('}')));
    let Some((Some(rest), Some(events))) = parts else {
        return Err(io::Error::other("the pack does not end with its reference events"));
    };
    write("mali.json", format!("{rest}}}").as_bytes())?;
    write("mali.events.json", events.as_bytes())
}
