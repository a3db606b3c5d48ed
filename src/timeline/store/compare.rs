//! Comparing all chains with those with which they share a key, at once.
//!
//! What shares several keys is met under each of them. So what may fit is only noted where it is met, by a few steps
//! (see [`gist`](super::super::gist)); how well it fits is worked out when each pair is there once. Chains are numbered
//! as they were told, so what is compared with neighbours lies near them in memory: pairs are put in order, and looked
//! at, a [`Shelf`] at a time.

use super::super::bytes::parts_of;
use super::super::card::Card;
use super::super::gist::Gist;
use super::super::identity::{self, BLOCK};
use super::index::{Index, Stand, Standing};
use super::{Store, parallel};

/// A key and a chain that has it.
type Entry = (u64, u32);

/// Pairs of chains that fit, each once and in order, the lesser first: those of each [`Shelf`].
pub(super) struct Pairs(Vec<Fitting>);

/// Some pairs that fit.
struct Fitting {
    /// Both numbers of each, the lesser in the upper half.
    both: Vec<u64>,
    /// How well each fits.
    points: Vec<u8>,
}

impl Fitting {
    fn iter(&self) -> impl Iterator<Item = (u8, u32, u32)> + '_ {
        self.both.iter().zip(&self.points).map(|(&both, &points)| {
            let [a, b] = parts_of(both);
            (points, a, b)
        })
    }
}

/// The same with the best first.
pub(super) struct Ranked {
    both: Vec<u64>,
    /// For each number of points where the pairs that have so many end: the most points first.
    ends: Vec<(u8, usize)>,
}

impl Pairs {
    pub(super) fn iter(&self) -> impl Iterator<Item = (u8, u32, u32)> + '_ {
        self.0.iter().flat_map(Fitting::iter)
    }

    /// Puts the best first; those that fit equally well stay in order.
    pub(super) fn ranked(self) -> Ranked {
        let mut counts = [0usize; 1 << u8::BITS];
        for (points, ..) in self.iter() {
            if let Some(count) = counts.get_mut(usize::from(points)) {
                *count += 1;
            }
        }
        let (mut places, mut ends) = ([0usize; 1 << u8::BITS], Vec::new());
        let mut sum = 0;
        for points in (0..=u8::MAX).rev() {
            let at = usize::from(points);
            if let (Some(place), Some(&count)) = (places.get_mut(at), counts.get(at)) {
                *place = sum;
                sum += count;
                if count > 0 {
                    ends.push((points, sum));
                }
            }
        }
        let mut both = vec![0; sum];
        // A million articles have many pairs: what is moved is not kept.
        for shelf in self.0 {
            for (&pair, &points) in shelf.both.iter().zip(&shelf.points) {
                let Some(place) = places.get_mut(usize::from(points)) else { continue };
                if let Some(slot) = both.get_mut(*place) {
                    *slot = pair;
                }
                *place += 1;
            }
        }
        Ranked { both, ends }
    }

    #[cfg(test)]
    pub(super) fn of(pairs: &[(u8, u32, u32)]) -> Self {
        let both = pairs.iter().map(|&(_, a, b)| u64::from(a) << 32 | u64::from(b)).collect();
        Self(vec![Fitting { both, points: pairs.iter().map(|pair| pair.0).collect() }])
    }
}

impl Ranked {
    pub(super) fn iter(&self) -> impl Iterator<Item = (i32, u32, u32)> + '_ {
        let starts = std::iter::once(0).chain(self.ends.iter().map(|end| end.1));
        starts.zip(&self.ends).flat_map(|(start, &(points, end))| {
            let equals = self.both.get(start..end).unwrap_or_default();
            equals.iter().map(move |&both| {
                let [a, b] = parts_of(both);
                (i32::from(points), a, b)
            })
        })
    }
}

/// What a thread compares with, kept from block to block.
#[derive(Default)]
struct Desk {
    keys: Vec<u64>,
    block: Vec<(u32, Gist)>,
    order: Vec<(Stand, u32)>,
}

/// What tells of each chain in a few steps that it is not one with another, as it was made piece by piece: to move it
/// to one place would take twice the memory.
struct Gists(Vec<Vec<Gist>>);

impl Gists {
    const PIECE: usize = 1 << 12;

    fn get(&self, chain: u32) -> Option<&Gist> {
        let at = chain as usize;
        self.0.get(at / Self::PIECE)?.get(at % Self::PIECE)
    }
}

/// Pairs that may fit, those of which the lesser is one of some chains that follow each other.
type Shelf = Vec<u64>;

/// All pairs that may fit, by the lesser.
struct Met {
    shelves: Vec<Shelf>,
    /// Of a chain the number without so many bits is that of its shelf.
    shift: u32,
    /// How many there were when each was there once, and how many came since.
    once: usize,
    more: usize,
}

impl Met {
    fn new(chains: usize) -> Self {
        /// So many shelves at the most. Large ones grow where they are; many small ones would leave holes in memory.
        const SHELVES: usize = 1 << 6;
        /// So many chains are not worth a shelf of their own.
        const FEW: usize = 1 << 10;
        let wide = chains.div_ceil(SHELVES).max(FEW).next_power_of_two();
        let shift = wide.trailing_zeros() + u32::BITS;
        Self { shelves: vec![Shelf::new(); chains.div_ceil(wide)], shift, once: 0, more: 0 }
    }

    /// Adds pairs in order. Most of them are there already where a chain has several keys.
    fn extend(&mut self, found: &[u64]) {
        /// So many are too many to be kept more than once.
        const MANY: usize = 1 << 18;
        for pairs in found.chunk_by(|a, b| a >> self.shift == b >> self.shift) {
            let shelf = pairs.first().map_or(0, |both| both >> self.shift);
            if let Some(shelf) = self.shelves.get_mut(shelf as usize) {
                shelf.extend_from_slice(pairs);
            }
        }
        self.more += found.len();
        if self.more > self.once / 8 + MANY {
            self.put_in_order();
        }
    }

    /// Keeps each once, in order.
    fn put_in_order(&mut self) {
        let shelves = std::mem::take(&mut self.shelves);
        self.shelves = parallel::shared(
            shelves.into_iter(),
            || (),
            |(): &mut (), mut shelf| {
                // What was there before is in order: it is merged with what came.
                shelf.sort();
                shelf.dedup();
                shelf
            },
        );
        (self.once, self.more) = (self.shelves.iter().map(Vec::len).sum(), 0);
    }
}

impl Store {
    /// Compares all chains that share keys, and enters them in the index: the pairs that fit.
    pub(super) fn compare(&mut self, chains: &[u32]) -> Pairs {
        let (index, met) = self.meet(chains);
        self.index = index;
        let fitting = |(): &mut (), shelf: Shelf| self.fitting(shelf);
        Pairs(parallel::shared(met.shelves.into_iter(), || (), fitting))
    }

    /// The chains by their keys, and the pairs of those that may fit, each once and in order.
    fn meet(&self, chains: &[u32]) -> (Index, Met) {
        /// The keys of so many chains are found at once, or of a part of them: each is looked through for every turn.
        const PIECE: (usize, usize) = (1 << 13, 1 << 8);
        /// Of the entries so many bits of the key tell in which turn they are: all at once would take more memory than
        /// the index in the end. The more chains there are the more turns.
        const TURNS: [(usize, u32); 3] = [(1 << 21, 3), (1 << 17, 2), (0, 1)];
        /// About so many entries are compared at once.
        const BLOCKS: usize = 1 << 13;
        /// So many times that, and what comes of it is put in.
        const PARTS: u64 = 128;
        let turns = TURNS.iter().find(|&&(more, _)| chains.len() >= more).map_or(1, |&(_, turns)| turns);
        let piece = PIECE.0.max(chains.len() / PIECE.1);
        let gists = self.gists(chains);
        let (mut index, mut met) = (Index::default(), Met::new(chains.len()));
        for turn in 0..1u64 << turns {
            let of_piece = |desk: &mut Desk, piece: &[u32]| {
                let mut entries: Vec<Entry> = Vec::new();
                let mut count = 0;
                for &chain in piece {
                    let Some(card) = self.chain(chain) else { continue };
                    identity::keys(&card, &mut desk.keys);
                    count += desk.keys.len();
                    let now = desk.keys.iter().filter(|&&key| key >> (u64::BITS - turns) == turn);
                    entries.extend(now.map(|&key| (key, chain)));
                }
                entries.sort_unstable();
                entries.shrink_to_fit();
                (entries, count)
            };
            let pieces = parallel::shared(chains.chunks(piece), Desk::default, of_piece);
            if turn == 0 {
                index = Index::with_capacity(pieces.iter().map(|(_, count)| count).sum());
            }
            let count: usize = pieces.iter().map(|(entries, _)| entries.len()).sum();
            // The next bits of the key part the entries further.
            let parts = (count / BLOCKS).max(1).next_power_of_two().trailing_zeros().min(20);
            let part = |key: u64| (key << turns).checked_shr(u64::BITS - parts).unwrap_or(0);
            let of_part = |desk: &mut Desk, number: u64| {
                let mut entries: Vec<Entry> = Vec::new();
                for (piece, _) in &pieces {
                    let from = piece.partition_point(|entry| part(entry.0) < number);
                    let rest = piece.get(from..).unwrap_or_default();
                    let to = rest.partition_point(|entry| part(entry.0) == number);
                    entries.extend(rest.get(..to).unwrap_or_default());
                }
                entries.sort_unstable();
                let mut met = Vec::new();
                for block in entries.chunk_by_mut(|a, b| a.0 == b.0).filter(|block| block.len() > 1) {
                    self.meet_in(block, &gists, desk, &mut met);
                }
                met.sort_unstable();
                met.dedup();
                (entries, met)
            };
            let mut numbers = 0..1u64 << parts;
            while !numbers.is_empty() {
                let now = numbers.start..numbers.end.min(numbers.start + PARTS);
                numbers.start = now.end;
                for (entries, found) in parallel::shared(now, Desk::default, of_part) {
                    entries.iter().for_each(|&(key, chain)| index.push(key, chain));
                    met.extend(&found);
                }
            }
        }
        met.put_in_order();
        (index, met)
    }

    fn gists(&self, chains: &[u32]) -> Gists {
        let of_piece = |(): &mut (), piece: &[u32]| -> Vec<Gist> {
            piece.iter().filter_map(|&chain| self.chain(chain)).map(|card| Gist::of(&card, &self.atlas)).collect()
        };
        let gists = Gists(parallel::shared(chains.chunks(Gists::PIECE), || (), of_piece));
        debug_assert!(chains.iter().all(|&chain| gists.get(chain).is_some()), "chains are numbered from 0");
        gists
    }

    /// Notes those of a block of one key that may fit. Where there are many they are put in the order of their times.
    fn meet_in(&self, block: &mut [Entry], gists: &Gists, desk: &mut Desk, met: &mut Vec<u64>) {
        // Where each is compared with each the order makes no difference.
        if block.len() > BLOCK {
            desk.order.clear();
            desk.order.extend(block.iter().map(|&(_, chain)| (self.stand(chain), chain)));
            desk.order.sort_unstable();
            for (entry, &(_, chain)) in block.iter_mut().zip(&desk.order) {
                entry.1 = chain;
            }
        }
        // Those that are compared stand side by side in memory.
        desk.block.clear();
        desk.block.extend(block.iter().filter_map(|&(_, chain)| Some((chain, *gists.get(chain)?))));
        let near = identity::near(block.len());
        let mut row = desk.block.iter();
        while let Some((chain, gist)) = row.next() {
            for (other, known) in row.as_slice().iter().take(near) {
                let both = u64::from(*chain.min(other)) << 32 | u64::from(*chain.max(other));
                if gist.may_fit(known) {
                    met.push(both);
                } else {
                    debug_assert_eq!(self.points_of(&[both]), [0], "{gist:?} {known:?}");
                }
            }
        }
    }

    /// Of pairs in order those that fit.
    fn fitting(&self, mut both: Shelf) -> Fitting {
        let found = self.points_of(&both);
        let mut fit = found.iter().map(|&points| points > 0);
        both.retain(|_| fit.next().unwrap_or(false));
        both.shrink_to_fit();
        Fitting { both, points: found.into_iter().filter(|&points| points > 0).collect() }
    }

    /// How well each pair fits; 0 if it does not. Chains are numbered in the order of their articles, so the lesser
    /// number is the first of a pair.
    fn points_of(&self, pairs: &[u64]) -> Vec<u8> {
        /// Of so many all that is asked for is fetched before it is looked at: memory that is asked for many things at
        /// once gives them in the time of a few.
        const FETCHED: usize = 1 << 6;
        let mut points = Vec::with_capacity(pairs.len());
        let mut fetched: Vec<Option<Card<'_>>> = Vec::with_capacity(FETCHED);
        // In order, those of one chain follow each other.
        for pairs in pairs.chunk_by(|x, y| parts_of(*x)[0] == parts_of(*y)[0]) {
            let a = pairs.first().and_then(|&both| self.chain(parts_of(both)[0]));
            for pairs in pairs.chunks(FETCHED) {
                fetched.clear();
                fetched.extend(pairs.iter().map(|&both| self.chain(parts_of(both)[1])));
                let fits = |b: &Option<Card<'_>>| identity::fit(a.as_ref()?, b.as_ref()?, &self.atlas);
                points.extend(fetched.iter().map(|b| fits(b).map_or(0, super::fits::as_kept)));
            }
        }
        points
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_pairs_come_first_and_equals_stay_in_order() {
        let pairs = Pairs::of(&[(24, 0, 1), (60, 0, 2), (24, 1, 2), (60, 2, 3)]);
        let ranked: Vec<_> = pairs.ranked().iter().collect();
        assert_eq!(ranked, [(60, 0, 2), (60, 2, 3), (24, 0, 1), (24, 1, 2)]);
        assert_eq!(Pairs::of(&[]).ranked().iter().count(), 0);
    }
}
