//! What the example programs share: reading paths, running on many threads, writing, and saying what went wrong.
//!
//! Each program uses a part of it.
#![allow(dead_code, unreachable_pub)]

pub mod filter;
pub mod input;
pub mod names;
pub mod output;
pub mod report;
pub mod when;
pub mod wrap;

pub use input::Input;
pub use output::Output;
pub use report::Report;

use std::borrow::Cow;
use std::path::PathBuf;
use tarikh::export::dates::Language;
use tarikh::export::text::one_line;
use tarikh::knowledge::Pack;

/// What is known of the conflict beforehand.
#[derive(clap::Args)]
pub struct Packs {
    /// Actors, places and known events of another conflict, beside those of Mali; may be repeated
    #[arg(long, value_name = "FILE")]
    pub pack: Vec<PathBuf>,
    /// Only what --pack names, if anything, and nothing of Mali
    #[arg(long)]
    pub no_default_pack: bool,
}

impl Packs {
    /// All of them in one. What is wrong with them is said; they are used all the same.
    pub fn read(&self, report: &Report) -> Result<Cow<'static, Pack>, String> {
        let mut pack = (!self.no_default_pack).then(|| Cow::Borrowed(Pack::mali()));
        for file in &self.pack {
            let named = |error: &dyn std::fmt::Display| format!("{}: {error}", file.display());
            let written = std::fs::read_to_string(file).map_err(|error| named(&error))?;
            let more = Pack::from_json(&written).map_err(|error| named(&error))?;
            pack = Some(Cow::Owned(match pack.take() {
                Some(pack) => pack.into_owned().merge(more).map_err(|error| named(&error))?,
                None => more,
            }));
        }
        let pack = pack.unwrap_or_default();
        if !self.pack.is_empty() {
            for finding in pack.check() {
                report.say(format_args!("--pack: {}", one_line(&finding.to_string())));
            }
        }
        Ok(pack)
    }
}

/// The language of what the programs say in their results.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Lang {
    #[value(alias = "english")]
    En,
    #[value(alias = "arabic")]
    Ar,
}

impl From<Lang> for Language {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::En => Self::English,
            Lang::Ar => Self::Arabic,
        }
    }
}

/// How a program ends, as every `--help` says.
pub const STATUS: &str = "Exit status: 0 if everything was read, 1 if something was left out (each case is \
reported on standard error, with a count at the end), 2 if the program could not do its work.";
