//! Which chains of a knot are one event, asked again and again while its articles without a date are being dated.
//!
//! From one round to the next only the chains of articles whose window grew narrower are others. A pair that was compared
//! before, and of which neither is another, is not compared again.

use super::card::{Atlas, Card};
use super::gist::Ready;
use super::identity::{self, BLOCK};
use super::store::parallel;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// A chain of a knot.
#[derive(Debug, Clone, Copy)]
pub(super) struct Placed<'c> {
    /// Stays the same from round to round, and tells the order.
    pub(super) place: u32,
    /// Whether it may be another than it was in the round before.
    pub(super) changed: bool,
    pub(super) card: Card<'c>,
}

/// What was compared in the last round.
#[derive(Debug, Default)]
pub(super) struct Rounds {
    /// By key, of those that several share: the places in the order in which they were compared, and the pairs that fit,
    /// each with its points.
    blocks: FxHashMap<u64, (Range<u32>, Range<u32>)>,
    places: Vec<u32>,
    found: Vec<(i32, u32, u32)>,
}

/// Knots of more chains than so many are worked out on all processors, one after the other: with checks, which tests
/// have, those of few are as well.
pub(super) const LARGE: usize = if cfg!(debug_assertions) { 1 << 5 } else { 1 << 11 };

fn made_ready<'c>(chains: &[Placed<'c>], atlas: &Atlas) -> Vec<Ready<'c>> {
    chains.iter().map(|chain| Ready::new(chain.card, atlas)).collect()
}

/// Stands for a chain that is another now, or not there.
const OTHER: u32 = u32::MAX;

impl Rounds {
    /// For every chain the number of its event; events are numbered in order of their first chain. The chains are in
    /// order. What there is of many is worked out on `all` processors.
    pub(super) fn events(&mut self, chains: &[Placed<'_>], all: bool, atlas: &Atlas) -> Vec<u32> {
        /// So many keys, and so many chains, make a piece.
        const PIECE: usize = 1 << 10;
        let ready = parallel::pieces(chains.chunks(PIECE), all, |piece| made_ready(piece, atlas))
            .into_iter()
            .flatten()
            .collect::<Vec<_>>();
        let keyed = |(number, piece): (usize, &[Placed<'_>])| {
            let (mut keys, mut entries) = (Vec::new(), Vec::with_capacity(16 * piece.len()));
            for (at, chain) in ((number * PIECE) as u32..).zip(piece) {
                identity::keys(&chain.card, &mut keys);
                entries.extend(keys.iter().map(|&key| (key, at)));
            }
            entries
        };
        let mut entries: Vec<(u64, u32)> =
            parallel::pieces(chains.chunks(PIECE).enumerate(), all, keyed).into_iter().flatten().collect();
        parallel::sort_by_key(&mut entries, |&entry| entry);
        let mut same = vec![OTHER; chains.last().map_or(0, |last| last.place as usize + 1)];
        for (at, chain) in (0u32..).zip(chains).filter(|(_, chain)| !chain.changed) {
            if let Some(slot) = same.get_mut(chain.place as usize) {
                *slot = at;
            }
        }
        let blocks: Vec<&[(u64, u32)]> = entries.chunk_by(|a, b| a.0 == b.0).filter(|block| block.len() > 1).collect();
        let compared = |piece: &[&[(u64, u32)]]| {
            let mut new = Self::default();
            for block in piece {
                let Some(&(key, _)) = block.first() else { continue };
                let (places, found) = (new.places.len() as u32, new.found.len() as u32);
                let block: Vec<u32> = block.iter().map(|entry| entry.1).collect();
                self.compare(key, block, (chains, &ready, &same), atlas, &mut new);
                new.blocks.insert(key, (places..new.places.len() as u32, found..new.found.len() as u32));
            }
            new
        };
        let mut new = Self::default();
        for piece in parallel::pieces(blocks.chunks(PIECE), all, compared) {
            let (places, found) = (new.places.len() as u32, new.found.len() as u32);
            let moved = |range: Range<u32>, by: u32| range.start + by..range.end + by;
            let blocks = piece.blocks.into_iter();
            new.blocks.extend(blocks.map(|(key, (p, f))| (key, (moved(p, places), moved(f, found)))));
            new.places.extend(piece.places);
            new.found.extend(piece.found);
        }
        *self = new;
        let number = |place: u32| chains.binary_search_by_key(&place, |chain| chain.place).unwrap_or_default() as u32;
        let pairs = self.found.iter().map(|&(points, a, b)| (points, number(a), number(b)));
        let pairs = identity::ranked(pairs.collect());
        let events = identity::join(chains.len() as u32, |at| Some(chains.get(at as usize)?.card), pairs, atlas);
        let is_later = chains.iter().any(|chain| !chain.changed);
        debug_assert!(!is_later || events == Self::anew(chains, atlas), "what was compared before fits as it did");
        events
    }

    /// The same without anything from a round before.
    fn anew(chains: &[Placed<'_>], atlas: &Atlas) -> Vec<u32> {
        let chains: Vec<Placed<'_>> = chains.iter().map(|chain| Placed { changed: true, ..*chain }).collect();
        Self::default().events(&chains, false, atlas)
    }

    /// Compares those under a key that were not compared before.
    fn compare(
        &self,
        key: u64,
        mut block: Vec<u32>,
        (chains, ready, same): (&[Placed<'_>], &[Ready<'_>], &[u32]),
        atlas: &Atlas,
        new: &mut Self,
    ) {
        let near = identity::near(block.len());
        if block.len() > BLOCK {
            block.sort_by_key(|&at| (chains.get(at as usize).map(|chain| identity::place_in_time(&chain.card)), at));
        }
        let place = |at: u32| chains.get(at as usize).map_or(OTHER, |chain| chain.place);
        let before = self.blocks.get(&key).cloned().unwrap_or_default();
        let places = self.places.get(before.0.start as usize..before.0.end as usize).unwrap_or_default();
        let found = self.found.get(before.1.start as usize..before.1.end as usize).unwrap_or_default();
        // Where each stood in the last round, if it was the same.
        let stood: FxHashMap<u32, u32> = (0u32..).zip(places).map(|(stood, &place)| (place, stood)).collect();
        let stood = |at: u32| {
            let chain = chains.get(at as usize).filter(|chain| !chain.changed)?;
            stood.get(&chain.place).copied()
        };
        let stood: Vec<Option<u32>> = block.iter().map(|&at| stood(at)).collect();
        let reach = identity::near(places.len()) as u32;
        for (i, &a) in block.iter().enumerate() {
            for (j, &b) in block.iter().enumerate().skip(i + 1).take(near) {
                let both = stood.get(i).copied().flatten().zip(stood.get(j).copied().flatten());
                if both.is_some_and(|(x, y)| x.abs_diff(y) <= reach) {
                    continue;
                }
                let (a, b) = (a.min(b), a.max(b));
                let (Some(x), Some(y)) = (ready.get(a as usize), ready.get(b as usize)) else { continue };
                new.found.extend(x.fits(y, atlas).map(|points| (points, place(a), place(b))));
            }
        }
        if !found.is_empty() {
            let stands: FxHashMap<u32, usize> = block.iter().map(|&at| place(at)).zip(0..).collect();
            let unchanged = |place: u32| same.get(place as usize).is_some_and(|&at| at != OTHER);
            let stand = |place: u32| stands.get(&place).copied().filter(|_| unchanged(place));
            let still =
                |&&(_, a, b): &&(i32, u32, u32)| stand(a).zip(stand(b)).is_some_and(|(x, y)| x.abs_diff(y) <= near);
            new.found.extend(found.iter().filter(still));
        }
        new.places.extend(block.iter().map(|&at| place(at)));
    }
}
