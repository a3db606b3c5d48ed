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
//! then what more outlets say, then the article whose id comes first.

mod articles;
mod assemble;
mod build;
mod builder;
mod chains;
mod conflict;
mod days;
mod event;
mod explain;
mod facts;
mod features;
mod identity;
mod json;
mod kinds;
mod label;
mod order;
mod phrases;
mod publication;
mod query;
mod reference;
mod relative;
#[cfg(test)]
mod tests;
mod words;

pub use builder::TimelineBuilder;
pub use event::{Conflict, Event, Evidence, Order, Party, Point, PublishedWhen, Site, Source, Trust, Witness};
pub use explain::{Explanation, Forced, Limit};
pub use json::SCHEMA;

use crate::article::Published;
use crate::knowledge::Pack;
use crate::link::Reading;
use crate::network::Network;
use build::Built;
use order::Ends;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Consolidated events of many articles, in order, with their evidence. See the [module](self).
#[derive(Debug, Clone, Default)]
pub struct Timeline {
    readings: Vec<Arc<Reading>>,
    dates: BTreeMap<String, Published>,
    pack: Option<Arc<Pack>>,
    packs: Vec<json::PackInfo>,
    articles: Vec<Source>,
    /// In the order for display: undated ones last.
    events: Vec<Event>,
    ends: Vec<Ends>,
    conflicts: Vec<Conflict>,
    /// Taken in, by id.
    claims: Vec<Evidence>,
    network: Network,
    by_id: FxHashMap<String, u32>,
}

/// Two timelines are equal if they say the same.
impl PartialEq for Timeline {
    fn eq(&self, other: &Self) -> bool {
        self.articles == other.articles
            && self.events == other.events
            && self.conflicts == other.conflicts
            && self.claims == other.claims
            && self.readings == other.readings
            && self.dates == other.dates
            && self.packs == other.packs
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

    /// The timeline of all readings of both, as if they had come together. It does not matter which is merged into
    /// which, nor in what groups: `a.merge(b)` is `b.merge(a)`, and a timeline merged with itself is itself.
    ///
    /// If both were given a publication date for one article and the dates differ, the earlier one counts. If one was
    /// built without a pack, the other's is used; of two different packs the one with the smaller fingerprint: merge
    /// packs before, with [`Pack::merge`].
    #[must_use]
    pub fn merge(self, other: Self) -> Self {
        let mut readings = self.readings;
        readings.extend(other.readings);
        let mut dates = self.dates;
        for (id, date) in other.dates {
            dates.entry(id).and_modify(|known| *known = date.min(*known)).or_insert(date);
        }
        let pack = match (self.pack, other.pack) {
            (Some(a), Some(b)) if !Arc::ptr_eq(&a, &b) && b.fingerprint() < a.fingerprint() => Some(b),
            (a, b) => a.or(b),
        };
        TimelineBuilder::with(readings, dates, pack).build()
    }

    /// The same timeline built anew with a knowledge pack; needed before a timeline that was read from JSON and rests
    /// on another pack than [`Pack::mali`] is merged.
    #[must_use]
    pub fn with_pack(self, pack: &Pack) -> Self {
        TimelineBuilder::with(self.readings, self.dates, Some(Arc::new(pack.clone()))).build()
    }

    fn new(
        readings: Vec<Arc<Reading>>,
        dates: BTreeMap<String, Published>,
        pack: Option<Arc<Pack>>,
        built: Built,
        network: Network,
    ) -> Self {
        let packs = pack.iter().map(|pack| json::PackInfo::of(pack)).collect();
        let Built { articles, events, ends, conflicts, claims } = built;
        let by_id = index(&events);
        Self { readings, dates, pack, packs, articles, events, ends, conflicts, claims, network, by_id }
    }
}

fn index(events: &[Event]) -> FxHashMap<String, u32> {
    events.iter().zip(0u32..).map(|(event, at)| (event.id.clone(), at)).collect()
}
