//! Which chains are compared: those that share a key and are not too many or too far apart.
//!
//! Where at most [`BLOCK`] share a key each is compared with each; where there are more, each with [`NEIGHBOURS`] before
//! and after it in time.

use super::super::identity::{BLOCK, KEY_BITS, NEIGHBOURS};
use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::ops::Range;

/// The beginning and the rest of a key.
fn parts(key: u64) -> (u16, u32) {
    const { assert!(KEY_BITS == u16::BITS + u32::BITS) };
    ((key >> (u64::BITS - u16::BITS)) as u16, (key >> (u64::BITS - KEY_BITS)) as u32)
}

/// A chain under one of its keys. Those under one key stand in the order of their times.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Entry {
    pub(super) key: u64,
    pub(super) stand: Stand,
}

/// Where a chain stands among others: at its time, then by what follows from the content, so that the order does not
/// depend on that of arrival.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Stand {
    pub(super) time: i64,
    pub(super) tie: u64,
    pub(super) chain: u32,
}

/// Tells where chains stand.
pub(super) trait Standing {
    fn time(&self, chain: u32) -> i64;

    fn stand(&self, chain: u32) -> Stand;

    /// Whether a chain stands before a place: what follows from its content is looked up where the times are equal.
    fn is_before(&self, chain: u32, place: &Stand) -> bool {
        match self.time(chain).cmp(&place.time) {
            Ordering::Equal => self.stand(chain) < *place,
            order => order.is_lt(),
        }
    }
}

/// What stands around a chain under one of its keys.
pub(super) struct Around {
    /// The other chains with which it is compared for the sake of this key.
    pub(super) neighbours: Vec<u32>,
    /// The pairs of others that are compared for the sake of this key only as long as it is not there.
    pub(super) apart: Vec<(u32, u32)>,
}

/// All chains by their keys.
#[derive(Debug, Clone, Default)]
pub(super) struct Index {
    /// The entries that were there at first, in order of the keys: where those with each beginning of a key begin, the
    /// rest of the key of each, and its chain. Where more than [`BLOCK`] share a key they are in the order of their times.
    beginnings: Vec<(u16, u32)>,
    rests: Vec<u32>,
    chains: Vec<u32>,
    /// Of these, those that are no more.
    gone: BTreeSet<(u64, u32)>,
    added: BTreeSet<Entry>,
}

impl Index {
    /// With room for so many entries.
    pub(super) fn with_capacity(entries: usize) -> Self {
        Self { rests: Vec::with_capacity(entries), chains: Vec::with_capacity(entries), ..Self::default() }
    }

    /// Adds an entry after all others in the order of the keys.
    pub(super) fn push(&mut self, key: u64, chain: u32) {
        let (beginning, rest) = parts(key);
        if self.beginnings.last().is_none_or(|last| last.0 < beginning) {
            self.beginnings.push((beginning, self.rests.len() as u32));
        }
        self.rests.push(rest);
        self.chains.push(chain);
    }

    pub(super) fn insert(&mut self, entry: Entry) {
        // A chain that was there at first comes back under no number that was used.
        self.added.insert(entry);
    }

    pub(super) fn remove(&mut self, entry: &Entry) {
        if !self.added.remove(entry) {
            self.gone.insert((entry.key, entry.stand.chain));
        }
    }

    fn block(&self, key: u64) -> Range<usize> {
        let (beginning, rest) = parts(key);
        let at = self.beginnings.partition_point(|other| other.0 < beginning);
        let from = match self.beginnings.get(at) {
            Some(&(found, from)) if found == beginning => from as usize,
            _ => return 0..0,
        };
        let to = self.beginnings.get(at + 1).map_or(self.rests.len(), |next| next.1 as usize);
        let rests = self.rests.get(from..to).unwrap_or_default();
        from + rests.partition_point(|&other| other < rest)..from + rests.partition_point(|&other| other <= rest)
    }

    fn is_there(&self, key: u64, chain: u32) -> bool {
        self.gone.is_empty() || !self.gone.contains(&(key, chain))
    }

    fn later(&self, key: u64) -> impl Iterator<Item = &Entry> {
        let first = Entry { key, stand: Stand { time: i64::MIN, tie: 0, chain: 0 } };
        self.added.range(first..).take_while(move |entry| entry.key == key)
    }

    /// All chains under a key, if there are not more than so many.
    fn all(&self, key: u64, most: usize) -> Option<Vec<u32>> {
        let gone = if self.gone.is_empty() { 0 } else { self.gone.range((key, 0)..=(key, u32::MAX)).count() };
        let block = self.block(key);
        if block.len() > most + gone || self.later(key).take(most + 1).count() > most {
            return None;
        }
        let first = self.chains.get(block).unwrap_or_default().iter().copied();
        let kept = first.filter(|&chain| self.is_there(key, chain));
        let all: Vec<u32> = kept.chain(self.later(key).map(|entry| entry.stand.chain)).collect();
        (all.len() <= most).then_some(all)
    }

    /// Whether each chain under a key is compared with each.
    pub(super) fn is_small(&self, key: u64) -> bool {
        self.all(key, BLOCK).is_some()
    }

    /// What stands around a chain under this key.
    pub(super) fn around(&self, entry: &Entry, standing: &impl Standing) -> Around {
        match self.all(entry.key, BLOCK + 1) {
            // Without it and with it each is compared with each.
            Some(mut all) if all.len() <= BLOCK => {
                all.retain(|&chain| chain != entry.stand.chain);
                Around { neighbours: all, apart: Vec::new() }
            }
            // With it there are too many for that.
            Some(all) => {
                let mut block: Vec<Stand> = all.into_iter().map(|chain| standing.stand(chain)).collect();
                block.sort_unstable();
                let pairs = (0..block.len()).flat_map(|i| (i + NEIGHBOURS + 1..block.len()).map(move |j| (i, j)));
                let own = block.iter().position(|other| *other == entry.stand);
                let others = pairs.filter(|&(i, j)| Some(i) != own && Some(j) != own);
                let apart = others.filter_map(|(i, j)| Some((block.get(i)?.chain, block.get(j)?.chain))).collect();
                let near = |at: &usize| own.is_some_and(|own| *at != own && at.abs_diff(own) <= NEIGHBOURS);
                let neighbours = (0..block.len()).filter(near).filter_map(|at| Some(block.get(at)?.chain)).collect();
                Around { neighbours, apart }
            }
            // Those that are neighbours just so without it.
            None => {
                let (before, after) = self.sides(entry, NEIGHBOURS, standing);
                let across = |(a, i): (&u32, usize)| Some((*a, *after.get(NEIGHBOURS - 1 - i)?));
                let apart = before.iter().zip(0..).filter_map(across).collect();
                Around { neighbours: before.into_iter().chain(after).collect(), apart }
            }
        }
    }

    /// The nearest chains under the same key, from near to far.
    fn sides(&self, entry: &Entry, most: usize, standing: &impl Standing) -> (Vec<u32>, Vec<u32>) {
        let block = self.chains.get(self.block(entry.key)).unwrap_or_default();
        // Where there were few they stand in no order.
        let mut few = Vec::new();
        if block.len() <= BLOCK {
            few.extend(block.iter().map(|&chain| standing.stand(chain)));
            few.sort_unstable();
        }
        let few: Vec<u32> = few.into_iter().map(|stand| stand.chain).collect();
        let block = if few.is_empty() { block } else { &few };
        let (first, last) = block.split_at(block.partition_point(|&chain| standing.is_before(chain, &entry.stand)));
        let there = |chain: &&u32| self.is_there(entry.key, **chain) && **chain != entry.stand.chain;
        let (before, after) = (first.iter().rev().filter(there), last.iter().filter(there));
        let same = |other: &&Entry| other.key == entry.key;
        let mut new_before = self.added.range(..*entry).rev().take_while(same).map(|other| other.stand).peekable();
        let new_after = self.added.range(*entry..).filter(|other| **other != *entry);
        let mut new_after = new_after.take_while(same).map(|other| other.stand).peekable();
        // Mostly all were there at first, and where they stand need not be known.
        let side = |old: &mut dyn Iterator<Item = &u32>, new: &mut dyn Iterator<Item = Stand>, back: bool| {
            let first = |a: &Stand, b: &Stand| if back { a > b } else { a < b };
            merged(old.map(|&chain| standing.stand(chain)), new, first, most)
        };
        let near = |old: &mut dyn Iterator<Item = &u32>| old.take(most).copied().collect::<Vec<u32>>();
        let (mut before, mut after) = (before, after);
        let is_alone = (new_before.peek().is_none(), new_after.peek().is_none());
        let before = if is_alone.0 { near(&mut before) } else { side(&mut before, &mut new_before, true) };
        let after = if is_alone.1 { near(&mut after) } else { side(&mut after, &mut new_after, false) };
        (before, after)
    }
}

/// The first chains of two rows together.
fn merged(
    old: impl Iterator<Item = Stand>,
    new: impl Iterator<Item = Stand>,
    first: impl Fn(&Stand, &Stand) -> bool,
    most: usize,
) -> Vec<u32> {
    let (mut old, mut new) = (old.peekable(), new.peekable());
    let next = || {
        let from_old = match (old.peek(), new.peek()) {
            (Some(a), Some(b)) => first(a, b),
            (a, _) => a.is_some(),
        };
        if from_old { old.next() } else { new.next() }
    };
    std::iter::from_fn(next).take(most).map(|stand| stand.chain).collect()
}
