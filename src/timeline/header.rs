//! Where a timeline comes from: what made it, on what knowledge, by which policy, of which articles.

use super::event::Trust;
use super::packed::Packed;
use super::{Content, Timeline};
use crate::Error;
use crate::calendar::Preference;
use crate::knowledge::Pack;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;

/// The version of the crate.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Where a timeline comes from. Two timelines of the same articles with the same header are the same.
///
/// ```
/// use tarikh::knowledge::Pack;
/// use tarikh::timeline::{Skipped, Timeline};
///
/// let timeline = Timeline::builder()
///     .pack(Pack::mali())
///     .skipped(Skipped::new("news.jsonl, line 3", "not UTF-8"))
///     .build();
/// let header = timeline.header();
/// assert_eq!(header.packs[0].fingerprint, Pack::mali().fingerprint());
/// assert_eq!(header.skipped[0].reason, "not UTF-8");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Header {
    /// The version of the crate that consolidated the articles.
    #[serde(default = "unknown")]
    pub version: Cow<'static, str>,
    /// The knowledge packs.
    #[serde(default)]
    pub packs: Vec<PackInfo>,
    /// How open words were read, and which claims give way to which.
    #[serde(default)]
    pub policy: Policy,
    /// How many articles were read.
    #[serde(default)]
    pub read: Read,
    /// What could not be read, in order.
    #[serde(default)]
    pub skipped: Vec<Skipped>,
}

/// Of a timeline that somebody wrote by hand.
fn unknown() -> Cow<'static, str> {
    Cow::Borrowed("")
}

/// Which pack a timeline rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PackInfo {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// The hash of its content: see [`Pack::fingerprint`].
    pub fingerprint: String,
}

impl PackInfo {
    pub(super) fn of(pack: &Pack) -> Self {
        Self { name: pack.name().to_owned(), version: pack.version().to_owned(), fingerprint: pack.fingerprint() }
    }

    /// Whether this is that very pack, with the same content.
    #[must_use]
    pub fn is(&self, pack: &Pack) -> bool {
        self.name == pack.name() && self.fingerprint == pack.fingerprint()
    }
}

/// As a message names it: `sudan 2024-01 (4f0c…)`.
impl fmt::Display for PackInfo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [name, version, fingerprint] =
            [&self.name, &self.version, &self.fingerprint].map(|text| crate::plain::isolated(text));
        write!(f, "{name} {version} ({fingerprint})")
    }
}

/// What decides where words or claims leave a choice.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Policy {
    /// Which reading of words that leave several open («الخميس», «في يونيو») was preferred, where an article has any.
    pub open_dates: Vec<Preference>,
    /// What counts more, the most trusted first: of claims that contradict each other the later one is set aside.
    pub trust: Vec<Trust>,
}

/// How many articles a timeline rests on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Read {
    /// All of them, exact copies under one id counted once.
    pub articles: usize,
    /// Those whose publication date came with them, was given by the caller or corrected; that of the others is
    /// inferred.
    pub dated: usize,
}

/// Something that should have been read and was not.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Skipped {
    /// What it was: a file, a line of a file, the id of an article.
    pub place: String,
    /// Why it was not read.
    pub reason: String,
}

impl Skipped {
    /// Something that was not read, and why.
    pub fn new(place: impl Into<String>, reason: impl Into<String>) -> Self {
        Self { place: place.into(), reason: reason.into() }
    }
}

/// What [`Articles`](crate::article::Articles) could not read.
impl From<&Error> for Skipped {
    fn from(error: &Error) -> Self {
        let (place, reason) = error.place_and_reason();
        Self { place, reason }
    }
}

impl Timeline {
    /// Where this timeline comes from.
    #[must_use]
    pub fn header(&self) -> Header {
        let (version, policy, read) = match &self.content {
            Content::Restored(restored) => (restored.version.clone(), restored.policy.clone(), restored.read),
            Content::Worked(_) => (Cow::Borrowed(VERSION), self.policy(), self.count()),
        };
        let skipped = self.skipped.iter().cloned().collect();
        Header { version, packs: self.packs.clone(), policy, read, skipped }
    }

    fn count(&self) -> Read {
        let corrected = self.corrections.published();
        let given = |id: &str| self.dates.contains_key(id) || corrected.contains_key(id);
        let dated = self.readings().filter(|read| read.published.is_some() || given(read.id())).count();
        Read { articles: self.readings().len(), dated }
    }

    /// Says that something which belongs to these articles could not be read. It stands in the [header](Self::header),
    /// and stays there when timelines are merged.
    pub fn skip(&mut self, what: impl Into<Skipped>) {
        self.skipped.insert(what.into());
    }

    fn policy(&self) -> Policy {
        let names: BTreeSet<&str> = self.readings().flat_map(Packed::policies).map(Preference::as_str).collect();
        let trust = [
            Trust::Correction,
            Trust::Given,
            Trust::Explicit,
            Trust::Pack,
            Trust::Relative,
            Trust::Inferred,
            Trust::Tense,
        ];
        Policy { open_dates: names.iter().filter_map(|name| name.parse().ok()).collect(), trust: trust.to_vec() }
    }
}
