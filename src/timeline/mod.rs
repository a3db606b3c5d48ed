//! One timeline out of many readings: what is one happening, when it was, what contradicts what.
//!
//! Takes [`Reading`]s and a knowledge [`Pack`]; gives a [`Timeline`]: events in order, each with its mentions, bounds and
//! the claims that force them. Everything follows from one network of points (publications, starts and ends of events)
//! and claims; see [`network`](crate::network).
//!
//! The order in which readings arrive, their grouping, and readings that arrive twice make no difference.
//!
//! # Which claim gives way
//! Claims that cannot all be true are put to the network from the most to the least trusted, and the one that comes too
//! late is set aside, kept and reported ([`Timeline::conflicts`]). More trusted is, in this order: what people
//! corrected, publication dates that came with an article, what is said in full, the pack's reference events, what is
//! counted from a publication, what is inferred, what only the tense tells ([`Trust`]); among equals the more specific,
//! then what more independent articles say, then the article whose id comes first.

mod articles;
mod assemble;
mod build;
mod builder;
mod bytes;
mod card;
mod chains;
mod conflict;
mod corrected;
mod corrections;
mod dating;
mod days;
mod diff;
mod dispatch;
mod dispute;
mod event;
mod evidence;
mod explain;
mod facts;
mod features;
mod gist;
mod group;
mod header;
mod identity;
mod json;
mod keywords;
mod kinds;
mod label;
mod nearby;
mod order;
mod packed;
mod phrases;
mod query;
mod reference;
mod relative;
mod restored;
mod rounds;
mod said;
mod store;
mod tally;
#[cfg(test)]
mod tests;
mod words;
mod work;

pub use builder::TimelineBuilder;
pub use corrections::{By, CORRECTIONS, Change, Corrected, Correction, Corrections, Target};
pub use diff::{Changed, Diff, Merged, Split};
pub use dispatch::Dispatch;
pub use dispute::{Dispute, Side};
pub use event::{Conflict, Event, Evidence, Nearby, Order, Party, Point, PublishedWhen, Site, Source, Trust, Witness};
pub use explain::{Explanation, Forced, Limit};
pub use group::{Group, Silence};
pub use header::{Header, PackInfo, Policy, Read, Skipped};
pub use json::SCHEMA;
pub use tally::{Report, Tally};

use crate::article::Published;
use crate::knowledge::Pack;
use crate::link::Reading;
use crate::{Error, Result};
use packed::Packed;
use restored::Restored;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};
use store::{Fresh, Store};

/// Consolidated events of many articles, in order, with their evidence. See the [module](self).
///
/// Articles may be added at any time ([`add`](Self::add), [`Extend`], [`merge`](Self::merge)). What an article changes
/// is worked out when it is added; events are written out when they are asked for.
#[derive(Debug, Clone, Default)]
pub struct Timeline {
    content: Content,
    /// What the caller says of publications.
    dates: BTreeMap<String, Published>,
    pack: Option<Arc<Pack>>,
    packs: Vec<PackInfo>,
    /// What could not be read.
    skipped: BTreeSet<Skipped>,
    articles: OnceLock<Vec<Source>>,
    claims: OnceLock<Vec<Evidence>>,
    conflicts: OnceLock<Vec<Conflict>>,
    corrections: Corrections,
    corrected: OnceLock<Vec<Corrected>>,
}

#[derive(Debug, Clone)]
enum Content {
    Worked(Box<Store>),
    /// As it was written.
    Restored(Box<Restored>),
}

impl Default for Content {
    fn default() -> Self {
        Self::Worked(Box::default())
    }
}

/// Two timelines are equal if they say the same.
impl PartialEq for Timeline {
    fn eq(&self, other: &Self) -> bool {
        self.dates == other.dates
            && self.header() == other.header()
            && self.articles() == other.articles()
            && self.readings().eq(other.readings())
            && self.events().eq(other.events())
            && self.conflicts() == other.conflicts()
            && self.claims() == other.claims()
            && self.corrections() == other.corrections()
    }
}

impl Timeline {
    /// Collects readings, a pack and publication dates.
    pub fn builder() -> TimelineBuilder {
        TimelineBuilder::new()
    }

    /// The timeline of these readings, without a knowledge pack.
    pub fn from_readings(readings: impl IntoIterator<Item = Reading>) -> Self {
        let mut builder = TimelineBuilder::new();
        builder.extend(readings);
        builder.build()
    }

    /// Adds what one article says: the timeline is then the same as if all articles had come together. The same
    /// reading twice counts once.
    ///
    /// The cost is in proportion to what the article touches: the events that its own are compared with, and what hangs
    /// together with them by claims. Many are faster together, with [`Extend`].
    ///
    /// ```
    /// use tarikh::{Article, Reader, Timeline};
    ///
    /// let reader = Reader::new();
    /// let mut timeline = Timeline::default();
    /// for (id, text) in [("a", "قتل جنديان في غاو في 3 مارس 2013"), ("b", "زار الرئيس باماكو في 5 مارس 2013")] {
    ///     timeline.add(reader.read(&Article::new(id, text)));
    /// }
    /// assert_eq!(timeline.articles().len(), 2);
    /// assert_eq!(timeline.events().len(), 2);
    /// ```
    // Named as in the builder; no addition of numbers.
    #[allow(clippy::should_implement_trait)]
    pub fn add(&mut self, reading: Reading) {
        self.extend([reading]);
    }

    /// The timeline of all readings of both, as if they had come together. It does not matter which is merged into
    /// which, nor in what groups: `a.merge(b)` is `b.merge(a)`, and a timeline merged with itself is itself. A small one
    /// and a large one take what adding the small one's articles takes.
    ///
    /// If both were given a publication date for one article and the dates differ, the earlier one counts. If one was
    /// built without a pack, or does not hold it ([`missing_pack`](Self::missing_pack)), the other's is used; of two different packs the one with the smaller fingerprint: merge
    /// packs before, with [`Pack::merge`]. What either could not read, it could not.
    #[must_use]
    pub fn merge(self, other: Self) -> Self {
        let (mut large, small) =
            if self.readings().len() < other.readings().len() { (other, self) } else { (self, other) };
        let pack = match (&large.pack, &small.pack) {
            (Some(a), Some(b)) if !Arc::ptr_eq(a, b) && b.fingerprint() < a.fingerprint() => Some(Arc::clone(b)),
            (a, b) => a.as_ref().or(b.as_ref()).map(Arc::clone),
        };
        let readings: Vec<Packed> = small.readings().cloned().collect();
        let mut moved = BTreeMap::new();
        for (id, date) in small.dates {
            let known = large.dates.entry(id.clone()).or_insert(date);
            *known = date.min(*known);
            moved.insert(id, *known);
        }
        let corrections = large.corrections.clone().merge(small.corrections);
        large.skipped.extend(small.skipped);
        let same = match (&large.pack, &pack) {
            (Some(a), Some(b)) => Arc::ptr_eq(a, b),
            (a, b) => a.is_none() && b.is_none(),
        };
        match &mut large.content {
            Content::Worked(store) if same && corrections.is_empty() => {
                store.redate(&moved);
                store.add(readings.into_iter().map(Fresh::from).collect(), &large.dates);
                large.changed();
                large
            }
            _ => {
                let all = large.readings().cloned().chain(readings).map(Fresh::from).collect();
                Self { skipped: large.skipped, ..Self::of(all, large.dates, pack, corrections) }
            }
        }
    }

    /// The knowledge pack that this timeline rests on and does not hold, if there is one.
    ///
    /// JSON says which pack a timeline rests on, but does not hold it; only [`Pack::mali`] of this version is at hand
    /// without being given. Such a timeline can be asked, explained and exported as it was written. What is added to it
    /// or merged with it, and corrections, make it work everything out again, and without its pack: names of
    /// people, groups and events that the pack knew are lost. Give it the pack before that, with
    /// [`with_pack`](Self::with_pack); or stop, with [`require_pack`](Self::require_pack).
    ///
    /// ```
    /// use tarikh::Timeline;
    /// use tarikh::knowledge::Pack;
    ///
    /// let pack = Pack::from_json(r#"{"schema":"tarikh-pack/1","name":"sudan","version":"2024-01"}"#)?;
    /// let timeline = Timeline::builder().pack(&pack).build();
    /// assert_eq!(timeline.missing_pack(), None);
    ///
    /// let again: Timeline = serde_json::from_str(&serde_json::to_string(&timeline)?)?;
    /// let missing = again.missing_pack().expect("no JSON holds its pack");
    /// assert_eq!((missing.name.as_str(), missing.is(&pack)), ("sudan", true));
    /// assert_eq!(again.with_pack(&pack).missing_pack(), None);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn missing_pack(&self) -> Option<&PackInfo> {
        self.packs.first().filter(|_| self.pack.is_none())
    }

    /// Makes sure that the pack on which the timeline rests is at hand, before something is added or merged.
    ///
    /// # Errors
    /// If it is [missing](Self::missing_pack); the message says which one, and what to do.
    ///
    /// ```
    /// use tarikh::Timeline;
    ///
    /// let json = r#"{"schema":"tarikh/1","packs":[{"name":"sudan","version":"2024-01","fingerprint":"4f0c"}],
    ///     "articles":[],"events":[]}"#;
    /// let timeline: Timeline = serde_json::from_str(json)?;
    /// let error = timeline.require_pack().unwrap_err();
    /// assert!(error.is_pack());
    /// assert_eq!(
    ///     error.to_string(),
    ///     "knowledge pack: the timeline rests on sudan 2024-01 (4f0c), which is not at hand; give it with \
    ///      Timeline::with_pack",
    /// );
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn require_pack(&self) -> Result<()> {
        self.missing_pack().map_or(Ok(()), |pack| {
            let PackInfo { name, version, fingerprint } = pack;
            let advice = "give it with Timeline::with_pack";
            let what =
                format!("the timeline rests on {name} {version} ({fingerprint}), which is not at hand; {advice}");
            Err(Error::pack(None, what))
        })
    }

    /// The same timeline built anew with a knowledge pack; needed before a timeline whose pack is
    /// [missing](Self::missing_pack) is merged or added to.
    #[must_use]
    pub fn with_pack(self, pack: &Pack) -> Self {
        let readings = self.readings().cloned().map(Fresh::from).collect();
        let built = Self::of(readings, self.dates, Some(Arc::new(pack.clone())), self.corrections);
        Self { skipped: self.skipped, ..built }
    }

    fn of(
        readings: Vec<Fresh>,
        dates: BTreeMap<String, Published>,
        pack: Option<Arc<Pack>>,
        corrections: Corrections,
    ) -> Self {
        // A correction counts more than what the caller says.
        let mut counts = dates.clone();
        counts.extend(corrections.published());
        let store = Store::new(pack.clone().unwrap_or_default(), readings, &counts, &corrections);
        let packs = pack.iter().map(|pack| PackInfo::of(pack)).collect();
        Self { content: Content::Worked(Box::new(store)), dates, pack, packs, corrections, ..Self::default() }
    }

    /// What was worked out from what was there before no longer holds.
    fn changed(&mut self) {
        self.articles.take();
        self.claims.take();
        self.conflicts.take();
        self.corrected.take();
    }
}

/// The timeline of these readings, without a knowledge pack, as [`Timeline::from_readings`] gives it.
///
/// ```
/// use tarikh::{Article, Reader, Timeline};
///
/// let reader = Reader::new();
/// let articles = [("a", "قتل جنديان في غاو في 3 مارس 2013"), ("b", "زار الرئيس باماكو في 5 مارس 2013")];
/// let timeline: Timeline = articles.into_iter().map(|(id, text)| reader.read(&Article::new(id, text))).collect();
/// assert_eq!(timeline.events().len(), 2);
/// ```
impl FromIterator<Reading> for Timeline {
    fn from_iter<I: IntoIterator<Item = Reading>>(readings: I) -> Self {
        Self::from_readings(readings)
    }
}

/// Adds what articles say; see [`Timeline::add`].
impl Extend<Reading> for Timeline {
    fn extend<I: IntoIterator<Item = Reading>>(&mut self, readings: I) {
        match &mut self.content {
            Content::Worked(store) if self.corrections.is_empty() => {
                if store.extend(readings, &self.dates) {
                    self.changed();
                }
            }
            _ => {
                let new = packed::all(readings);
                if new.is_empty() {
                    return;
                }
                let all = self.readings().cloned().chain(new).map(Fresh::from).collect();
                let Self { dates, pack, corrections, skipped, .. } = std::mem::take(self);
                *self = Self { skipped, ..Self::of(all, dates, pack, corrections) };
            }
        }
    }
}
