//! What a new article changes.

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
        let added = self.enter(new.into_iter());
        for chain in added.clone() {
            self.fits.push([]);
            self.join_in(chain, &mut touched);
        }
        for chain in added.clone() {
            for other in self.compared(chain) {
                // Of two new ones the later has the earlier already.
                if !self.fits.get(chain).contains(&other) && self.pair(chain, other).is_some() {
                    self.befriend(chain, other);
                }
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
        let mut open: Vec<u32> = Vec::new();
        for &number in &knots {
            open.extend(self.untie(number).into_iter().filter(|group| !touched.contains(group)));
        }
        for &group in &touched {
            self.groups.take(group);
        }
        for &at in gone {
            if let Some(slot) = self.articles.get_mut(at as usize) {
                *slot = None;
            }
        }
        for chains in groups {
            let group = self.put_group(chains);
            open.push(group);
        }
        self.tie(open, context);
    }

    /// The points of two chains, the first before the second by rank, if they fit.
    fn fit(&self, a: u32, b: u32) -> Option<i32> {
        let (x, y) = self.chain(a).zip(self.chain(b))?;
        Ready::new(x).fits(&Ready::new(y), &self.atlas)
    }

    /// Two chains in the order of their ranks.
    fn ranked(&self, points: i32, a: u32, b: u32) -> (i32, u32, u32) {
        if self.rank(a) <= self.rank(b) { (points, a, b) } else { (points, b, a) }
    }

    /// The same with their points, if they fit.
    fn pair(&self, a: u32, b: u32) -> Option<(i32, u32, u32)> {
        let (_, a, b) = self.ranked(0, a, b);
        self.fit(a, b).map(|points| (points, a, b))
    }

    /// The chains that one fits, with the points.
    fn fitting(&self, chain: u32) -> impl Iterator<Item = (i32, u32, u32)> {
        self.fits.get(chain).iter().filter_map(move |&other| self.pair(chain, other))
    }

    fn befriend(&mut self, a: u32, b: u32) {
        self.fits.edit(a).push(b);
        self.fits.edit(b).push(a);
    }

    fn part(&mut self, a: u32, b: u32) {
        self.fits.edit(a).retain(|&other| other != b);
        self.fits.edit(b).retain(|&other| other != a);
    }

    /// Takes a chain out of the index. Others that stood on its two sides may be compared now.
    fn leave(&mut self, chain: u32, touched: &mut BTreeSet<u32>) {
        touched.extend(self.group(chain));
        for other in self.fits.get(chain).to_vec() {
            self.part(chain, other);
        }
        for entry in self.entries(chain) {
            let apart = self.index.apart(&entry, |chain| self.stand(chain));
            self.index.remove(&entry);
            for (a, b) in apart {
                if !self.fits.get(a).contains(&b) && self.pair(a, b).is_some() {
                    self.befriend(a, b);
                    touched.extend(self.group(a));
                    touched.extend(self.group(b));
                }
            }
        }
    }

    /// Puts a chain into the index. Others that stand on its two sides may be compared no more.
    fn join_in(&mut self, chain: u32, touched: &mut BTreeSet<u32>) {
        for entry in self.entries(chain) {
            self.index.insert(entry);
            for (a, b) in self.index.apart(&entry, |chain| self.stand(chain)) {
                if self.fits.get(a).contains(&b) && !self.compared(a).contains(&b) {
                    self.part(a, b);
                    // If they were not one event, the pair had been refused, and nothing is lost.
                    touched.extend(self.group(a).filter(|_| self.group(a) == self.group(b)));
                }
            }
        }
    }

    /// Joins the chains of an area, and of events that they touch, and gives the groups, with the numbers of the groups
    /// that they replace beside those of the area.
    fn regroup(&self, mut area: BTreeSet<u32>, context: &Context<'_>) -> (Vec<Vec<u32>>, Vec<u32>) {
        let mut dissolved = Vec::new();
        loop {
            let mut pairs = Vec::new();
            let mut near: BTreeSet<u32> = BTreeSet::new();
            for &chain in &area {
                for pair in self.fitting(chain) {
                    pairs.push(pair);
                    let other = if pair.1 == chain { pair.2 } else { pair.1 };
                    if !area.contains(&other) {
                        near.extend(self.group(other));
                    }
                }
            }
            // Events beside the area are joined as they were, unless something of the area gets in.
            for &group in &near {
                for &chain in self.members(group) {
                    let inside = |&&other: &&u32| self.group(other) == Some(group);
                    let others = self.fits.get(chain).iter().filter(inside);
                    pairs.extend(others.filter_map(|&other| self.pair(chain, other)));
                }
            }
            let beside = near.iter().flat_map(|&group| self.members(group));
            let mut all: Vec<u32> = area.iter().chain(beside).copied().collect();
            all.sort_by(|&a, &b| self.rank(a).cmp(&self.rank(b)));
            let number: FxHashMap<u32, u32> = all.iter().copied().zip(0u32..).collect();
            let dense =
                pairs.into_iter().filter_map(|(points, a, b)| Some((points, *number.get(&a)?, *number.get(&b)?)));
            let card = |at: u32| self.chain(*all.get(at as usize)?);
            let events = identity::join(all.len() as u32, card, dense.collect(), context.atlas);
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

    /// The chains with which a chain is compared.
    fn compared(&self, chain: u32) -> Vec<u32> {
        let mut others: Vec<u32> = self
            .entries(chain)
            .iter()
            .flat_map(|entry: &Entry| self.index.neighbours(entry, |chain| self.stand(chain)))
            .collect();
        others.sort_unstable();
        others.dedup();
        others
    }
}
