//! Putting readings together.

use super::Timeline;
use super::corrections::Corrections;
use super::header::Skipped;
use super::store::{self, Fresh};
use crate::article::Published;
use crate::knowledge::Pack;
use crate::link::Reading;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Collects readings and makes a [`Timeline`] of them.
///
/// ```
/// use tarikh::knowledge::Pack;
/// use tarikh::timeline::Timeline;
///
/// let timeline = Timeline::builder().pack(Pack::mali()).build();
/// assert_eq!(timeline.events().count(), 0);
/// ```
#[derive(Debug, Clone, Default)]
#[must_use = "nothing is put together before build()"]
pub struct TimelineBuilder {
    readings: Vec<Fresh>,
    dates: BTreeMap<String, Published>,
    pack: Option<Arc<Pack>>,
    /// Whether that is the pack of the crate.
    mali: bool,
    corrections: Corrections,
    skipped: BTreeSet<Skipped>,
}

impl TimelineBuilder {
    /// Nothing yet: no readings, and no knowledge of any domain.
    pub fn new() -> Self {
        Self::default()
    }

    /// What is known of the domain beforehand. For several packs, [`merge`](Pack::merge) them first.
    pub fn pack(mut self, pack: &Pack) -> Self {
        self.mali = pack == Pack::mali();
        // What was worked out rests on another one.
        self.readings.iter_mut().for_each(Fresh::forget);
        self.pack = Some(Arc::new(pack.clone()));
        self
    }

    /// Adds what one article says. The same reading twice counts once.
    // Named as in the issue of the room; no addition of numbers.
    #[allow(clippy::should_implement_trait)]
    pub fn add(mut self, reading: Reading) -> Self {
        self.extend([reading]);
        self
    }

    /// Says when an article was published; counts more than what the article itself says.
    pub fn published(mut self, id: impl Into<String>, date: impl Into<Published>) -> Self {
        self.dates.insert(id.into(), date.into());
        self
    }

    /// Adds what people know better. It counts more than all else, and the order makes no difference.
    pub fn corrections(mut self, corrections: Corrections) -> Self {
        self.corrections = self.corrections.merge(corrections);
        self
    }

    /// Says that something which belongs to these articles could not be read, and why: it will stand in the
    /// [header](Timeline::header).
    pub fn skipped(mut self, what: impl Into<Skipped>) -> Self {
        self.skipped.insert(what.into());
        self
    }

    /// Puts everything together.
    #[must_use]
    pub fn build(mut self) -> Timeline {
        if !self.corrections.is_empty() {
            self.readings.iter_mut().for_each(Fresh::forget);
        }
        let built = Timeline::of(self.readings, self.dates, self.pack, self.corrections);
        Timeline { skipped: self.skipped, ..built }
    }
}

impl Extend<Reading> for TimelineBuilder {
    fn extend<I: IntoIterator<Item = Reading>>(&mut self, readings: I) {
        self.readings.extend(store::fresh(readings, self.mali));
    }
}
