//! Which chains are compared: those that share a key and are not too many or too far apart.

use super::identity::{BLOCK, NEIGHBOURS};
use std::collections::BTreeSet;

/// A chain under one of its keys. Those under one key stand in the order of their times.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Entry {
    pub(super) key: u64,
    pub(super) time: i64,
    /// Follows from the content, so that the order does not depend on that of arrival.
    pub(super) tie: u64,
    pub(super) chain: u32,
}

/// All chains by their keys.
///
/// Where at most [`BLOCK`] share a key each is compared with each; where there are more, each with [`NEIGHBOURS`] before
/// and after it.
#[derive(Debug, Clone, Default)]
pub(super) struct Index(BTreeSet<Entry>);

impl Index {
    pub(super) fn from_sorted(entries: Vec<Entry>) -> Self {
        Self(entries.into_iter().collect())
    }

    pub(super) fn insert(&mut self, entry: Entry) {
        self.0.insert(entry);
    }

    pub(super) fn remove(&mut self, entry: &Entry) {
        self.0.remove(entry);
    }

    /// The other chains with which one is compared for the sake of this key.
    pub(super) fn neighbours(&self, entry: &Entry) -> Vec<u32> {
        let mut block = self.few(entry.key, BLOCK + 1);
        if block.len() > BLOCK {
            let (before, after) = self.sides(entry, NEIGHBOURS);
            return before.into_iter().chain(after).collect();
        }
        block.retain(|&chain| chain != entry.chain);
        block
    }

    /// The chains before and after one that is there of which some are compared with others only as long as it is not
    /// there, or only because it is not.
    pub(super) fn around(&self, entry: &Entry) -> (Vec<u32>, Vec<u32>) {
        match self.few(entry.key, BLOCK + 2).len() {
            // Without it and with it each is compared with each.
            ..=BLOCK => (Vec::new(), Vec::new()),
            // With it there are too many for that.
            len if len == BLOCK + 1 => self.sides(entry, BLOCK),
            _ => self.sides(entry, NEIGHBOURS),
        }
    }

    /// The first chains under a key.
    fn few(&self, key: u64, most: usize) -> Vec<u32> {
        let first = Entry { key, time: i64::MIN, tie: 0, chain: 0 };
        self.0.range(first..).take_while(|e| e.key == key).take(most).map(|e| e.chain).collect()
    }

    /// The nearest chains under the same key, from near to far.
    fn sides(&self, entry: &Entry, most: usize) -> (Vec<u32>, Vec<u32>) {
        let same = |e: &&Entry| e.key == entry.key;
        let before = self.0.range(..*entry).rev().take_while(same).take(most).map(|e| e.chain).collect();
        let after = self.0.range(*entry..).skip(1).take_while(same).take(most).map(|e| e.chain).collect();
        (before, after)
    }
}
