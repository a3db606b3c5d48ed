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

    /// The pairs of other chains that are compared for the sake of this key only as long as this one is not there.
    pub(super) fn apart(&self, entry: &Entry) -> Vec<(u32, u32)> {
        match self.few(entry.key, BLOCK + 2) {
            // Without it and with it each is compared with each.
            block if block.len() <= BLOCK => Vec::new(),
            // With it there are too many for that.
            block if block.len() == BLOCK + 1 => {
                let pairs = (0..block.len()).flat_map(|i| (i + NEIGHBOURS + 1..block.len()).map(move |j| (i, j)));
                let own = block.iter().position(|&chain| chain == entry.chain);
                let others = pairs.filter(|&(i, j)| Some(i) != own && Some(j) != own);
                others.filter_map(|(i, j)| Some((*block.get(i)?, *block.get(j)?))).collect()
            }
            // Those that are neighbours just so without it.
            _ => {
                let (before, after) = self.sides(entry, NEIGHBOURS);
                before.into_iter().zip(0..).filter_map(|(a, i)| Some((a, *after.get(NEIGHBOURS - 1 - i)?))).collect()
            }
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

/// The same for all chains at once, from the sorted entries.
pub(super) struct Blocks {
    /// For every entry where those of its key begin and end.
    within: Vec<(u32, u32)>,
    /// The entries of every chain, one after the other, and where those of each chain begin.
    places: Vec<u32>,
    first: Vec<u32>,
}

impl Blocks {
    pub(super) fn of(entries: &[Entry], chains: usize) -> Self {
        let mut within = Vec::with_capacity(entries.len());
        for block in entries.chunk_by(|a, b| a.key == b.key) {
            let start = within.len() as u32;
            within.resize(within.len() + block.len(), (start, start + block.len() as u32));
        }
        let mut first = vec![0u32; chains + 1];
        for entry in entries {
            if let Some(count) = first.get_mut(entry.chain as usize + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for end in &mut first {
            sum += *end;
            *end = sum;
        }
        let mut next = first.clone();
        let mut places = vec![0u32; entries.len()];
        for (entry, at) in entries.iter().zip(0u32..) {
            if let Some(place) = next.get_mut(entry.chain as usize) {
                if let Some(slot) = places.get_mut(*place as usize) {
                    *slot = at;
                }
                *place += 1;
            }
        }
        Self { within, places, first }
    }

    /// The other chains with which one is compared, each once.
    pub(super) fn compared(&self, entries: &[Entry], chain: u32) -> Vec<u32> {
        let of = |at: u32| self.first.get(at as usize).map_or(0, |&first| first as usize);
        let mut others = Vec::new();
        for &at in self.places.get(of(chain)..of(chain + 1)).unwrap_or_default() {
            let Some(&(start, end)) = self.within.get(at as usize) else { continue };
            let near = if (end - start) as usize > BLOCK { NEIGHBOURS as u32 } else { BLOCK as u32 };
            let (from, to) = (at.saturating_sub(near).max(start), at.saturating_add(near + 1).min(end));
            let around = entries.get(from as usize..to as usize).unwrap_or_default();
            others.extend(around.iter().map(|entry| entry.chain).filter(|&other| other != chain));
        }
        others.sort_unstable();
        others.dedup();
        others
    }
}
