//! What a new article changes.

use super::super::card::Card;
use super::super::gist::Ready;
use super::super::identity;
use super::{Context, Entry, Kept, NONE, Read, Store, grouped};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeSet;

impl Store {
    /// The same as [`rebuild`](Self::rebuild), with only what changes worked out again.
    pub(super) fn update(&mut self, gone: &[u32], new: Vec<(Kept, Option<Box<Read>>)>, context: &Context<'_>) {
        // Groups of which a pair has come or gone.
        let mut touched: BTreeSet<u32> = BTreeSet::new();
        let mut left = FxHashSet::default();
        for &at in gone {
            let Some(article) = self.article(at) else { continue };
            let name = article.kept.name.clone();
            for chain in article.first..article.first + article.read.cards.len() {
                left.insert(chain);
                self.loose.remove(&chain);
                self.leave(chain, &mut touched);
            }
            self.names.remove(&name);
        }
        let new: Vec<(Kept, Read)> = new
            .into_iter()
            .map(|(kept, read)| {
                let read = read.unwrap_or_else(|| Box::new(Read::of(&kept.told(), context)));
                (kept, *read)
            })
            .collect();
        let added = self.enter(new);
        // What each is compared with for the sake of each key, and how many of the new ones come to stand under it.
        let mut compared: Vec<Vec<(Entry, Vec<u32>)>> = Vec::new();
        let mut came: FxHashMap<u64, u32> = FxHashMap::default();
        for chain in added.clone() {
            self.fits.push();
            let around = self.join_in(chain, &mut touched);
            around.iter().for_each(|(entry, _)| *came.entry(entry.key).or_default() += 1);
            compared.push(around);
        }
        for (chain, around) in added.clone().zip(compared) {
            let Some(card) = self.chain(chain) else { continue };
            let mut others: Vec<u32> = Vec::new();
            for (entry, neighbours) in around {
                match came.get(&entry.key) {
                    Some(1) => others.extend(neighbours),
                    // Those that came after it may stand in between.
                    _ => others.extend(self.index.around(&entry, self).neighbours),
                }
            }
            others.sort_unstable();
            others.dedup();
            let ready = Ready::new(card, &self.atlas);
            // Of two new ones the later has the earlier already.
            others.retain(|&other| !self.fits.contains(chain, other));
            let pairs = self.pairs(chain, &ready, &others);
            for (points, other) in pairs {
                self.fits.join(points, chain, other);
            }
        }
        let mut area: BTreeSet<u32> = touched.iter().flat_map(|&group| self.members(group)).copied().collect();
        area.extend(added);
        area.retain(|chain| !left.contains(chain));
        let (groups, dissolved) = self.regroup(area, context);
        touched.extend(dissolved);

        let knots: BTreeSet<u32> = touched
            .iter()
            .filter_map(|&group| self.knot_of.get(group as usize).copied())
            .filter(|&k| k != NONE)
            .collect();
        let cut = knots.iter().any(|&number| self.is_cut(number));
        let mut open: Vec<u32> = Vec::new();
        for &number in &knots {
            open.extend(self.untie(number).into_iter().filter(|group| !touched.contains(group)));
        }
        let before: Vec<Vec<u32>> = touched.iter().map(|&group| self.groups.take(group)).collect();
        for &at in gone {
            if let Some(slot) = self.articles.get_mut(at as usize) {
                *slot = None;
            }
        }
        for chains in groups {
            let loose = self.loose_in(&chains);
            open.push(self.put_group(chains, loose));
        }
        if cut {
            let parted = |chains: &Vec<u32>| {
                let mut groups = chains.iter().map(|&chain| self.group(chain));
                let first = groups.next();
                groups.any(|group| Some(group) != first)
            };
            let lost = !gone.is_empty() || before.iter().any(parted);
            open = self.opened(open, lost);
        }
        self.tie(open, context);
    }

    /// Those of some chains that one fits, each with its points.
    fn pairs(&self, chain: u32, ready: &Ready<'_>, others: &[u32]) -> Vec<(i32, u32)> {
        /// So many are fetched before they are looked at: they lie anywhere in memory.
        const FETCHED: usize = 1 << 6;
        let (mut fetched, mut pairs) = (Vec::with_capacity(FETCHED), Vec::new());
        for others in others.chunks(FETCHED) {
            fetched.clear();
            fetched.extend(others.iter().filter_map(|&other| Some((other, self.chain(other)?))));
            let fits = |&(other, card): &(u32, Card<'_>)| Some((self.pair((chain, ready), (other, card))?, other));
            pairs.extend(fetched.iter().filter_map(fits));
        }
        pairs
    }

    /// How well two chains fit, if they do.
    fn pair(&self, (a, x): (u32, &Ready<'_>), (b, other): (u32, Card<'_>)) -> Option<i32> {
        if !x.may_meet(&other) {
            return None;
        }
        let y = &Ready::new(other, &self.atlas);
        if !x.gist.may_fit(&y.gist) {
            return None;
        }
        // The lesser comes first.
        if self.by_rank(a, b).is_le() { x.points(y, &self.atlas) } else { y.points(x, &self.atlas) }
    }

    /// Takes a chain out of the index. Others that stood on its two sides may be compared now.
    fn leave(&mut self, chain: u32, touched: &mut BTreeSet<u32>) {
        touched.extend(self.group(chain));
        for (other, _) in self.fits.of(chain).collect::<Vec<_>>() {
            self.fits.part(chain, other);
        }
        for entry in self.entries(chain) {
            let apart = self.index.around(&entry, self).apart;
            self.index.remove(&entry);
            for (a, b) in apart {
                let fit = || self.pair((a, &Ready::new(self.chain(a)?, &self.atlas)), (b, self.chain(b)?));
                if !self.fits.contains(a, b)
                    && let Some(points) = fit()
                {
                    self.fits.join(points, a, b);
                    touched.extend(self.group(a));
                    touched.extend(self.group(b));
                }
            }
        }
    }

    /// Puts a chain into the index, and gives for each of its keys those with which it is compared now. Others that stand
    /// on its two sides may be compared no more.
    fn join_in(&mut self, chain: u32, touched: &mut BTreeSet<u32>) -> Vec<(Entry, Vec<u32>)> {
        let mut compared = Vec::new();
        for entry in self.entries(chain) {
            self.index.insert(entry);
            let around = self.index.around(&entry, self);
            compared.push((entry, around.neighbours));
            for (a, b) in around.apart {
                if self.fits.contains(a, b) && !self.is_compared(a, b) {
                    self.fits.part(a, b);
                    // If they were not one event, the pair had been refused, and nothing is lost.
                    touched.extend(self.group(a).filter(|_| self.group(a) == self.group(b)));
                }
            }
        }
        compared
    }

    /// Joins the chains of an area, and of events that they touch, and gives the groups, with the numbers of the groups
    /// that they replace beside those of the area.
    fn regroup(&self, mut area: BTreeSet<u32>, context: &Context<'_>) -> (Vec<Vec<u32>>, Vec<u32>) {
        let mut dissolved = Vec::new();
        loop {
            let mut pairs = Vec::new();
            let mut near: BTreeSet<u32> = BTreeSet::new();
            // Each pair once: every chain has it.
            for &chain in &area {
                for (other, points) in self.fits.of(chain) {
                    let inside = area.contains(&other);
                    if !inside || chain < other {
                        pairs.push((points, chain, other));
                    }
                    if !inside {
                        near.extend(self.group(other));
                    }
                }
            }
            // Events beside the area are joined as they were, unless something of the area gets in.
            for &group in &near {
                for &chain in self.members(group) {
                    let later = self.fits.of(chain).filter(|&(other, _)| chain < other);
                    let own = later.filter(|&(other, _)| self.group(other) == Some(group));
                    pairs.extend(own.map(|(other, points)| (points, chain, other)));
                }
            }
            let beside = near.iter().flat_map(|&group| self.members(group));
            let mut all: Vec<u32> = area.iter().chain(beside).copied().collect();
            all.sort_by(|&a, &b| self.by_rank(a, b));
            let number: FxHashMap<u32, u32> = all.iter().copied().zip(0u32..).collect();
            // Numbered as they are ranked: the lesser comes first.
            let dense = pairs.into_iter().filter_map(|(points, a, b)| {
                let (a, b) = (*number.get(&a)?, *number.get(&b)?);
                Some((points, a.min(b), a.max(b)))
            });
            let card = |at: u32| self.chain(*all.get(at as usize)?);
            let events = identity::join(all.len() as u32, card, identity::ranked(dense.collect()), context.atlas);
            let mut groups = grouped(all.clone(), &events);
            let mut wider = false;
            groups.retain(|group| {
                let inside = group.iter().filter(|chain| area.contains(chain)).count();
                if inside > 0 && inside < group.len() {
                    wider = true;
                }
                inside > 0
            });
            if !wider {
                return (groups, dissolved);
            }
            let grown: BTreeSet<u32> = groups.iter().flatten().filter_map(|&chain| self.group(chain)).collect();
            for group in grown.intersection(&near) {
                dissolved.push(*group);
                area.extend(self.members(*group));
            }
        }
    }

    /// Whether two chains are compared with each other.
    fn is_compared(&self, a: u32, b: u32) -> bool {
        let mut keys = Vec::new();
        self.chain(b).into_iter().for_each(|card| identity::keys(&card, &mut keys));
        let mut shared = self.entries(a).into_iter().filter(|entry| keys.binary_search(&entry.key).is_ok());
        // Where they are few each is compared with each.
        shared.any(|entry| self.index.is_small(entry.key) || self.index.around(&entry, self).neighbours.contains(&b))
    }
}
