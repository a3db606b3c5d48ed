//! All articles with what follows from them, so that an article can be added without looking at all of it again.
//!
//! Chains are found by the keys they share ([`Index`]), joined to events, and the events to knots (see
//! [`assemble`](super::assemble)). A new article changes the chains that are compared with its own, the events of which
//! these are part, and the knots that hold those events; only that is worked out again. What comes out is what would
//! have come out had all articles come together:
//!
//! - Pairs of chains are joined from the best to the worst, and a pair that is refused changes nothing. So what becomes
//!   of the chains of one event is decided by the pairs between them alone, and events that no new or vanished pair
//!   touches stay. Where a new chain could join an event, all chains of the event are joined anew, and so on.
//! - A knot depends on its own articles and events alone.
//! - Numbers of articles, chains, events and knots follow the order of arrival, and decide nothing: where an order is
//!   needed, names and contents are compared.

use super::articles::Told;
use super::assemble::{self, Alone, Context, Link, Part, Solved};
use super::build::View;
use super::card::{Atlas, Card};
use super::corrected::{Resolved, Spot};
use super::corrections::{Change, Corrected, Correction, Corrections};
use super::dispatch::{Dispatches, Print};
use super::event::{Conflict, Event, Evidence, Source};
use super::facts::Node;
use super::identity::{self, ENOUGH};
use super::index::{Blocks, Entry, Index};
use super::order::{self, Place};
use super::publication::Dating;
use super::reference::References;
use crate::article::Published;
use crate::knowledge::{Gazetteer, Pack};
use crate::link::Reading;
use crate::network::Network;
use rustc_hash::{FxHashMap, FxHashSet};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, btree_set};
use std::num::NonZero;
use std::sync::{Arc, LazyLock, OnceLock};

/// No number.
const NONE: u32 = u32::MAX;
/// With more new articles than one for so many old ones, everything is worked out again.
const FEW: usize = 4;

#[derive(Debug, Clone)]
struct Article {
    told: Told,
    dating: Option<Dating>,
    alone: Alone,
    /// For telling copies and rewrites of it.
    print: Print,
    /// The number of its first chain.
    first: u32,
}

impl Article {
    fn part(&self, number: u32) -> Part<'_> {
        Part { number, told: &self.told, alone: &self.alone, dating: self.dating.as_ref(), dispatch: 0 }
    }
}

/// Events that have to be worked out together.
#[derive(Debug, Clone)]
struct Knot {
    /// Groups of chains.
    groups: Vec<u32>,
    events: Vec<u32>,
    /// Whether some claim was set aside.
    refused: bool,
    /// Corrections that found a claim to reject, with the ids of the events that it was about.
    rejected: Vec<(u32, Vec<u64>)>,
    /// Kept where more than one event follows from it.
    solved: OnceLock<Arc<Solved>>,
}

#[derive(Debug, Clone)]
struct Happening {
    knot: u32,
    /// Its number in the knot.
    at: u32,
    place: Place,
    event: OnceLock<Box<Event>>,
}

/// See the [module](self).
#[derive(Debug, Clone, Default)]
pub(super) struct Store {
    pack: Arc<Pack>,
    /// Whether that is the pack of the crate: it takes a while to compare them.
    mali: bool,
    atlas: Arc<Atlas>,
    corrected: Arc<Resolved>,
    articles: Vec<Option<Article>>,
    /// The articles by id and name.
    names: BTreeMap<(String, String), u32>,
    /// For every chain the number of its article, and its number there.
    chains: Vec<Link>,
    index: Index,
    /// For every chain those that it is compared with and fits, with the points.
    fits: Vec<Vec<(i32, u32)>>,
    /// For every chain its group.
    group_of: Vec<u32>,
    /// The chains of every group: of one event, as far as that is told before articles without a date are dated.
    groups: Vec<Vec<u32>>,
    knot_of: Vec<u32>,
    knots: Vec<Option<Knot>>,
    happenings: Vec<Option<Happening>>,
    /// In the order for display.
    order: BTreeSet<(Place, u32)>,
    by_id: FxHashMap<u64, u32>,
}

/// What follows for a knot, before it is put in.
struct Answer {
    groups: Vec<u32>,
    places: Vec<Place>,
    refused: bool,
    rejected: Vec<(u32, Vec<u64>)>,
    solved: Option<Arc<Solved>>,
}

impl Store {
    /// The store of these readings; `dates` tells when articles were published where somebody said so.
    pub(super) fn new(
        pack: Arc<Pack>,
        readings: Vec<Arc<Reading>>,
        dates: &BTreeMap<String, Published>,
        corrections: &Corrections,
    ) -> Self {
        let corrected = Arc::new(Resolved::new(corrections, &pack));
        let (mali, atlas) = (*pack == *Pack::mali(), Arc::new(Atlas::new(&pack)));
        let mut store = Self { mali, atlas, pack, corrected, ..Self::default() };
        store.add(readings, dates);
        store
    }

    /// Takes in readings. Those that are there already are no news.
    pub(super) fn add(&mut self, readings: Vec<Arc<Reading>>, dates: &BTreeMap<String, Published>) {
        let mut by_id: BTreeMap<String, Vec<Arc<Reading>>> = BTreeMap::new();
        for reading in readings {
            let same = by_id.entry(reading.article.id.clone()).or_default();
            if !same.iter().any(|other| Arc::ptr_eq(other, &reading) || *other == reading) {
                same.push(reading);
            }
        }
        let (mut gone, mut new) = (Vec::new(), Vec::new());
        for (id, mut readings) in by_id {
            let known: Vec<(u32, Arc<Reading>, Option<Published>)> = self
                .of_id(&id)
                .filter_map(|at| Some((at, self.article(at)?)))
                .map(|(at, article)| (at, Arc::clone(&article.told.reading), article.told.published))
                .collect();
            readings.retain(|reading| !known.iter().any(|(_, other, _)| other == reading));
            let date = dates.get(&id).copied();
            let alone = known.len() + readings.len() == 1;
            for (at, reading, published) in &known {
                let renamed = known.len() == 1 && !alone;
                if renamed || *published != date.or(reading.article.published) {
                    gone.push(*at);
                    new.push(Told::new(Arc::clone(reading), alone, date));
                }
            }
            new.extend(readings.into_iter().map(|reading| Told::new(reading, alone, date)));
        }
        if new.is_empty() {
            return;
        }
        let pack = Arc::clone(&self.pack);
        let (corrected, atlas) = (Arc::clone(&self.corrected), Arc::clone(&self.atlas));
        with_context(&pack, self.mali, &corrected, &atlas, |context| {
            if new.len() * FEW > self.names.len() + new.len() {
                self.rebuild(&gone, new, context);
            } else {
                self.update(&gone, new, context);
            }
        });
    }

    /// Dates of articles that are there, where somebody says another one now.
    pub(super) fn redate(&mut self, dates: &BTreeMap<String, Published>) {
        let known = dates.keys().flat_map(|id| self.of_id(id)).filter_map(|at| self.article(at));
        let readings = known.map(|article| Arc::clone(&article.told.reading)).collect();
        self.add(readings, dates);
    }

    fn of_id(&self, id: &str) -> impl Iterator<Item = u32> + use<'_> {
        let from = (id.to_owned(), String::new());
        let id = id.to_owned();
        self.names.range(from..).take_while(move |((other, _), _)| *other == id).map(|(_, &at)| at)
    }

    fn article(&self, at: u32) -> Option<&Article> {
        self.articles.get(at as usize)?.as_ref()
    }

    fn chain(&self, number: u32) -> Option<Card<'_>> {
        let &(article, at) = self.chains.get(number as usize)?;
        self.article(article)?.alone.cards.get(article, at)
    }

    /// Articles before others by id, then by name, and chains as they stand in them.
    fn rank(&self, chain: u32) -> Option<(&str, &str, u32)> {
        let &(article, at) = self.chains.get(chain as usize)?;
        let told = &self.article(article)?.told;
        Some((&told.reading.article.id, &told.name, at))
    }

    /// Enters articles and their chains, which are in no group yet, and gives the numbers of the chains.
    fn enter(&mut self, new: Vec<(Told, Read)>) -> Vec<u32> {
        let mut numbers = Vec::new();
        for (told, Read { dating, alone, print }) in new {
            let at = self.articles.len() as u32;
            let first = self.chains.len() as u32;
            for chain in 0..alone.cards.len() {
                numbers.push(first + chain);
                self.chains.push((at, chain));
                self.group_of.push(NONE);
                self.fits.push(Vec::new());
            }
            self.names.insert((told.reading.article.id.clone(), told.name.clone()), at);
            self.articles.push(Some(Article { told, dating, alone, print, first }));
        }
        numbers
    }

    /// The entries of a chain in the index.
    fn entries(&self, number: u32) -> Vec<Entry> {
        let Some((card, (_, name, at))) = self.chain(number).zip(self.rank(number)) else { return Vec::new() };
        let time = identity::place_in_time(&card);
        let tie = super::words::hash([name.as_bytes(), &at.to_le_bytes()]);
        identity::keys(&card).into_iter().map(|key| Entry { key, time, tie, chain: number }).collect()
    }

    /// Everything anew, with the articles `gone` left out and `new` ones taken in.
    fn rebuild(&mut self, gone: &[u32], new: Vec<Told>, context: &Context<'_>) {
        let gone: FxHashSet<u32> = gone.iter().copied().collect();
        let old = std::mem::take(self);
        (self.pack, self.mali, self.atlas, self.corrected) = (old.pack, old.mali, old.atlas, old.corrected);
        let kept = (0u32..).zip(old.articles).filter(|(at, _)| !gone.contains(at)).filter_map(|(_, article)| article);
        let mut told: Vec<Told> = kept.map(|article| article.told).chain(new).collect();
        told.sort_by(|a, b| (&a.reading.article.id, &a.name).cmp(&(&b.reading.article.id, &b.name)));
        let told: Vec<(u32, Told)> = (0u32..).zip(told).collect();
        let alone = in_parallel(&told, context, |(at, told), context| read(*at, told, context));
        let entered = told.into_iter().zip(alone).map(|((_, told), read)| (told, read)).collect();
        let chains = self.enter(entered);
        let mut corrected = Resolved::clone(&self.corrected);
        let articles = (0u32..).zip(&self.articles).filter_map(|(at, article)| Some((at, article.as_ref()?)));
        corrected.find(articles.map(|(at, a)| (at, &a.told, &a.alone.cards)), context.pack);
        let corrected = Arc::new(corrected);
        self.corrected = Arc::clone(&corrected);
        let context = &Context::new(context.pack, context.gazetteer, context.references, &corrected, context.atlas);

        let mut entries: Vec<Entry> =
            in_parallel(&chains, context, |&chain, _| self.entries(chain)).into_iter().flatten().collect();
        entries.sort_unstable();
        let blocks = Blocks::of(&entries, self.chains.len());
        // Chains are numbered in order now, so the lesser number is the first of a pair.
        let found = in_parallel(&chains, context, |&a, _| {
            let later = blocks.compared(&entries, a).into_iter().filter(|&b| b > a);
            later.filter_map(|b| Some((self.fit(a, b)?, a, b))).collect::<Vec<_>>()
        });
        let pairs: Vec<(i32, u32, u32)> = found.into_iter().flatten().collect();
        for &(points, a, b) in &pairs {
            self.befriend(points, a, b);
        }
        let all: Vec<Card<'_>> = chains.iter().filter_map(|&chain| self.chain(chain)).collect();
        let events = identity::join(&all, pairs, context.atlas);
        let mut groups: Vec<Vec<u32>> = vec![Vec::new(); events.iter().map(|&e| e as usize + 1).max().unwrap_or(0)];
        for (&chain, event) in chains.iter().zip(events) {
            if let Some(group) = groups.get_mut(event as usize) {
                group.push(chain);
            }
        }
        self.index = Index::from_sorted(entries);
        let groups = groups.into_iter().map(|group| self.put_group(group)).collect();
        self.tie(groups, context);
    }

    /// The points of two chains, the first before the second by rank, if they fit.
    fn fit(&self, a: u32, b: u32) -> Option<i32> {
        let (x, y) = self.chain(a).zip(self.chain(b))?;
        Some(identity::points(&x, &y, &self.atlas)).filter(|&points| points >= ENOUGH)
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

    fn fitting(&self, chain: u32) -> &[(i32, u32)] {
        self.fits.get(chain as usize).map(Vec::as_slice).unwrap_or_default()
    }

    fn befriend(&mut self, points: i32, a: u32, b: u32) {
        for (x, y) in [(a, b), (b, a)] {
            if let Some(fits) = self.fits.get_mut(x as usize) {
                fits.push((points, y));
            }
        }
    }

    fn part(&mut self, a: u32, b: u32) {
        for (x, y) in [(a, b), (b, a)] {
            if let Some(fits) = self.fits.get_mut(x as usize) {
                fits.retain(|&(_, other)| other != y);
            }
        }
    }

    /// Takes a chain out of the index. Others that stood on its two sides may be compared now.
    fn leave(&mut self, chain: u32, touched: &mut BTreeSet<u32>) {
        touched.extend(self.group(chain));
        for other in self.fitting(chain).iter().map(|fit| fit.1).collect::<Vec<_>>() {
            self.part(chain, other);
        }
        for entry in self.entries(chain) {
            let apart = self.index.apart(&entry);
            self.index.remove(&entry);
            for (a, b) in apart {
                if self.fitting(a).iter().all(|&(_, known)| known != b)
                    && let Some((points, a, b)) = self.pair(a, b)
                {
                    self.befriend(points, a, b);
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
            for (a, b) in self.index.apart(&entry) {
                let known = self.fitting(a).iter().any(|&(_, known)| known == b);
                if known && !self.compared(a).contains(&b) {
                    self.part(a, b);
                    // If they were not one event, the pair had been refused, and nothing is lost.
                    touched.extend(self.group(a).filter(|_| self.group(a) == self.group(b)));
                }
            }
        }
    }

    fn put_group(&mut self, chains: Vec<u32>) -> u32 {
        let number = self.groups.len() as u32;
        for &chain in &chains {
            if let Some(slot) = self.group_of.get_mut(chain as usize) {
                *slot = number;
            }
        }
        self.groups.push(chains);
        self.knot_of.push(NONE);
        number
    }

    fn group(&self, chain: u32) -> Option<u32> {
        self.group_of.get(chain as usize).copied().filter(|&group| group != NONE)
    }

    fn members(&self, group: u32) -> &[u32] {
        self.groups.get(group as usize).map(Vec::as_slice).unwrap_or_default()
    }

    /// The same as [`rebuild`](Self::rebuild), with only what changes worked out again.
    fn update(&mut self, gone: &[u32], new: Vec<Told>, context: &Context<'_>) {
        // Groups of which a pair has come or gone.
        let mut touched: BTreeSet<u32> = BTreeSet::new();
        let mut left = FxHashSet::default();
        for &at in gone {
            let Some(article) = self.article(at) else { continue };
            let name = (article.told.reading.article.id.clone(), article.told.name.clone());
            for chain in article.first..article.first + article.alone.cards.len() {
                left.insert(chain);
                self.leave(chain, &mut touched);
            }
            self.names.remove(&name);
        }
        let numbers = (self.articles.len() as u32..).zip(&new);
        let alone: Vec<_> = numbers.map(|(at, told)| read(at, told, context)).collect();
        let added = self.enter(new.into_iter().zip(alone).collect());
        for &chain in &added {
            self.join_in(chain, &mut touched);
        }
        for &chain in &added {
            for other in self.compared(chain) {
                // Of two new ones the later has the earlier already.
                if self.fits.get(chain as usize).is_none_or(|known| known.iter().all(|&(_, known)| known != other))
                    && let Some((points, a, b)) = self.pair(chain, other)
                {
                    self.befriend(points, a, b);
                }
            }
        }
        let mut area: BTreeSet<u32> = touched.iter().flat_map(|&group| self.members(group)).copied().collect();
        area.extend(&added);
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
            if let Some(members) = self.groups.get_mut(group as usize) {
                members.clear();
            }
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

    /// Joins the chains of an area, and of events that they touch, and gives the groups, with the numbers of the groups
    /// that they replace beside those of the area.
    fn regroup(&self, mut area: BTreeSet<u32>, context: &Context<'_>) -> (Vec<Vec<u32>>, Vec<u32>) {
        let mut dissolved = Vec::new();
        loop {
            let mut pairs = Vec::new();
            let mut near: BTreeSet<u32> = BTreeSet::new();
            for &chain in &area {
                for &(points, other) in self.fitting(chain) {
                    pairs.push(self.ranked(points, chain, other));
                    if !area.contains(&other) {
                        near.extend(self.group(other));
                    }
                }
            }
            // Events beside the area are joined as they were, unless something of the area gets in.
            for &group in &near {
                for &chain in self.members(group) {
                    let inside = self.fitting(chain).iter().filter(|&&(_, other)| self.group(other) == Some(group));
                    pairs.extend(inside.map(|&(points, other)| self.ranked(points, chain, other)));
                }
            }
            let beside = near.iter().flat_map(|&group| self.members(group));
            let mut all: Vec<u32> = area.iter().chain(beside).copied().collect();
            all.sort_by(|&a, &b| self.rank(a).cmp(&self.rank(b)));
            let number: FxHashMap<u32, u32> = all.iter().copied().zip(0u32..).collect();
            let dense =
                pairs.into_iter().filter_map(|(points, a, b)| Some((points, *number.get(&a)?, *number.get(&b)?)));
            let chains: Vec<Card<'_>> = all.iter().filter_map(|&chain| self.chain(chain)).collect();
            let events = identity::join(&chains, dense.collect(), context.atlas);
            let mut groups: Vec<Vec<u32>> = vec![Vec::new(); events.iter().map(|&e| e as usize + 1).max().unwrap_or(0)];
            for (&chain, event) in all.iter().zip(events) {
                if let Some(group) = groups.get_mut(event as usize) {
                    group.push(chain);
                }
            }
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
        let mut others: Vec<u32> = self.entries(chain).iter().flat_map(|entry| self.index.neighbours(entry)).collect();
        others.sort_unstable();
        others.dedup();
        others
    }

    /// Takes out a knot and its events, and gives its groups.
    fn untie(&mut self, number: u32) -> Vec<u32> {
        let Some(knot) = self.knots.get_mut(number as usize).and_then(Option::take) else { return Vec::new() };
        for event in knot.events {
            let Some(happening) = self.happenings.get_mut(event as usize).and_then(Option::take) else { continue };
            self.by_id.remove(&happening.place.id);
            self.order.remove(&(happening.place, event));
        }
        knot.groups
    }

    /// Finds the knots of groups that are in none, and works them out. No claim may lead to another group.
    fn tie(&mut self, groups: Vec<u32>, context: &Context<'_>) {
        let mut knots = self.knots_of(groups);
        knots.sort_unstable();
        let answers = in_parallel(&knots, context, |groups, context| self.answer(groups, context));
        let whole = self.order.is_empty();
        let mut order = Vec::new();
        for Answer { groups, places, refused, rejected, solved } in answers {
            let number = self.knots.len() as u32;
            for &group in &groups {
                if let Some(slot) = self.knot_of.get_mut(group as usize) {
                    *slot = number;
                }
            }
            let mut events = Vec::with_capacity(places.len());
            for (place, at) in places.into_iter().zip(0u32..) {
                let event = self.happenings.len() as u32;
                events.push(event);
                self.by_id.insert(place.id, event);
                if whole {
                    order.push((place, event));
                } else {
                    self.order.insert((place, event));
                }
                self.happenings.push(Some(Happening { knot: number, at, place, event: OnceLock::new() }));
            }
            let kept = OnceLock::new();
            if let Some(solved) = solved {
                kept.get_or_init(|| solved);
            }
            self.knots.push(Some(Knot { groups, events, refused, rejected, solved: kept }));
        }
        if whole {
            self.order = order.into_iter().collect();
        }
    }

    fn knots_of(&self, groups: Vec<u32>) -> Vec<Vec<u32>> {
        let number: FxHashMap<u32, u32> = groups.iter().copied().zip(0u32..).collect();
        let mut parent: Vec<u32> = (0..groups.len() as u32).collect();
        fn root(parent: &mut [u32], mut at: u32) -> u32 {
            while let Some(&up) = parent.get(at as usize).filter(|&&up| up != at) {
                let next = parent.get(up as usize).copied().unwrap_or(up);
                if let Some(slot) = parent.get_mut(at as usize) {
                    *slot = next;
                }
                at = next;
            }
            at
        }
        for (&group, own) in groups.iter().zip(0u32..) {
            for &chain in self.members(group) {
                let Some(&(article, at)) = self.chains.get(chain as usize) else { continue };
                let Some(article) = self.article(article) else { continue };
                for other in ties(article, at) {
                    let tied = self.group(article.first + other).and_then(|g| number.get(&g));
                    let Some(&tied) = tied else { continue };
                    let (a, b) = (root(&mut parent, own), root(&mut parent, tied));
                    if let Some(slot) = parent.get_mut(a.max(b) as usize) {
                        *slot = a.min(b);
                    }
                }
            }
        }
        // What one correction is about is worked out together.
        for spots in self.corrected.together() {
            let mut tied = spots.iter().filter_map(|&spot| number.get(&self.group_at(spot)?).copied());
            let Some(first) = tied.next() else { continue };
            for other in tied {
                let (a, b) = (root(&mut parent, first), root(&mut parent, other));
                if let Some(slot) = parent.get_mut(a.max(b) as usize) {
                    *slot = a.min(b);
                }
            }
        }
        let mut knots: Vec<Vec<u32>> = vec![Vec::new(); groups.len()];
        for (&group, own) in groups.iter().zip(0u32..) {
            if let Some(knot) = knots.get_mut(root(&mut parent, own) as usize) {
                knot.push(group);
            }
        }
        knots.retain(|knot| !knot.is_empty());
        knots
    }

    fn answer(&self, groups: &[u32], context: &Context<'_>) -> Answer {
        self.with_parts(groups, |numbers, parts, links, events| {
            let solved = assemble::solve(parts, links, events, context);
            let view = View { parts, solved: &solved, pack: context.pack, corrected: context.corrected };
            let places: Vec<Place> = (0u32..)
                .zip(&solved.events)
                .filter_map(|(at, event)| Some(Place::new(&view.time(at)?, event.id)))
                .collect();
            debug_assert_eq!(places.len(), solved.events.len());
            debug_assert!(!numbers.is_empty());
            let refused = !solved.refused.is_empty();
            let keep = places.len() > 1;
            let id = |&event: &u32| solved.events.get(event as usize).map(|event| event.id);
            let ids = |(by, events): &(u32, Vec<u32>)| (*by, events.iter().filter_map(id).collect());
            let rejected = solved.rejected.iter().map(ids).collect();
            Answer { groups: groups.to_vec(), places, refused, rejected, solved: keep.then(|| Arc::new(solved)) }
        })
    }

    /// The articles of a knot in order, with their numbers; its chains; and where all articles have dates the event of
    /// each chain.
    fn with_parts<T>(&self, groups: &[u32], then: impl FnOnce(&[u32], &[Part<'_>], &[Link], Option<&[u32]>) -> T) -> T {
        let mut all: Vec<(u32, u32)> =
            groups.iter().flat_map(|&group| self.members(group).iter().map(move |&chain| (chain, group))).collect();
        all.sort_by(|a, b| self.rank(a.0).cmp(&self.rank(b.0)));
        let (mut numbers, mut parts, mut prints) = (Vec::new(), Vec::new(), Vec::new());
        let (mut links, mut events) = (Vec::new(), Vec::new());
        let mut event_of: FxHashMap<u32, u32> = FxHashMap::default();
        for (chain, group) in all {
            let Some(&(at, local)) = self.chains.get(chain as usize) else { continue };
            let Some(article) = self.article(at) else { continue };
            if numbers.last() != Some(&at) {
                numbers.push(at);
                parts.push(article.part(at));
                prints.push(&article.print);
            }
            links.push((parts.len() as u32 - 1, local));
            let next = event_of.len() as u32;
            events.push(*event_of.entry(group).or_insert(next));
        }
        if parts.len() > 1 {
            let dispatches = Dispatches::of(prints);
            for (at, part) in (0u32..).zip(&mut parts) {
                part.dispatch = dispatches.group(at);
            }
        }
        let dated = parts.iter().all(|part| part.told.published.is_some());
        then(&numbers, &parts, &links, dated.then_some(events.as_slice()))
    }

    /// Looks at a knot.
    fn view<T>(&self, knot: u32, then: impl FnOnce(&[u32], &View<'_>) -> T) -> Option<T> {
        let knot = self.knots.get(knot as usize)?.as_ref()?;
        Some(self.with_parts(&knot.groups, |numbers, parts, links, events| {
            let work = || {
                with_context(&self.pack, self.mali, &self.corrected, &self.atlas, |context| {
                    Arc::new(assemble::solve(parts, links, events, context))
                })
            };
            let solved =
                if knot.events.len() > 1 { Cow::Borrowed(knot.solved.get_or_init(work)) } else { Cow::Owned(work()) };
            then(numbers, &View { parts, solved: &solved, pack: &self.pack, corrected: &self.corrected })
        }))
    }

    /// The group that a mention is in.
    fn group_at(&self, (article, mention): Spot) -> Option<u32> {
        let article = self.article(article)?;
        self.group(article.first + article.alone.cards.chain_of(mention)?)
    }

    // What is shown.

    /// What became of the corrections.
    pub(super) fn outcome(&self) -> Vec<Corrected> {
        let mut rejected: BTreeMap<u32, BTreeSet<u64>> = BTreeMap::new();
        for (by, events) in self.knots.iter().flatten().flat_map(|knot| &knot.rejected) {
            rejected.entry(*by).or_default().extend(events);
        }
        // The claims of articles that tell of no event are in no knot.
        for id in self.articles.iter().flatten().flat_map(|article| &article.alone.ids) {
            for &by in self.corrected.rejects(*id) {
                rejected.entry(by).or_default();
            }
        }
        let outcome = |(number, (correction, targets, missing)): (u32, (&Correction, &[Spot], Option<&str>))| {
            let mut missing = missing.map(str::to_owned);
            let mut events: BTreeSet<u64> = targets.iter().filter_map(|&spot| self.event_at(spot)).collect();
            match (&correction.change, rejected.get(&number)) {
                (Change::RejectClaim(_), Some(about)) => events.extend(about),
                (Change::RejectClaim(name), None) => {
                    missing = missing.or(Some(format!("no claim has the id {}", crate::plain::isolated(name))));
                }
                (Change::Relative { .. }, _) if missing.is_none() && events.len() < 2 => {
                    missing = Some("both are one event".to_owned());
                }
                _ => {}
            }
            let events = events.into_iter().map(super::build::event_name).collect();
            Corrected { correction: correction.clone(), missing, events }
        };
        (0u32..).zip(self.corrected.all()).map(outcome).collect()
    }

    /// The id of the event of a mention; of one that was rejected, that of the event it was taken from.
    fn event_at(&self, spot: Spot) -> Option<u64> {
        let knot = self.knot_of.get(self.group_at(spot)? as usize).copied()?;
        let article = self.article(spot.0)?;
        let chain = article.alone.cards.chain_of(spot.1)?;
        let siblings = || article.alone.cards.members(chain);
        self.view(knot, |numbers, view| {
            let at = numbers.iter().position(|&number| number == spot.0)? as u32;
            let of = |mention: u32| view.solved.events.iter().find(|e| e.mentions.contains(&(at, mention)));
            of(spot.1).or_else(|| siblings().find_map(of)).map(|event| event.id)
        })?
    }

    pub(super) fn readings(&self) -> impl Iterator<Item = &Arc<Reading>> {
        self.names.values().filter_map(|&at| Some(&self.article(at)?.told.reading))
    }

    pub(super) fn len(&self) -> usize {
        self.names.len()
    }

    /// The numbers of the events in the order for display.
    pub(super) fn order(&self) -> btree_set::Iter<'_, (Place, u32)> {
        self.order.iter()
    }

    pub(super) fn find(&self, id: u64) -> Option<u32> {
        self.by_id.get(&id).copied()
    }

    pub(super) fn event(&self, number: u32) -> Option<&Event> {
        let happening = self.happenings.get(number as usize)?.as_ref()?;
        if let Some(event) = happening.event.get() {
            return Some(event);
        }
        let event = self.view(happening.knot, |_, view| view.event(happening.at))??;
        Some(happening.event.get_or_init(|| Box::new(event)))
    }

    /// The same, worked out for this once.
    pub(super) fn compose(&self, number: u32) -> Option<Cow<'_, Event>> {
        let happening = self.happenings.get(number as usize)?.as_ref()?;
        match happening.event.get() {
            Some(event) => Some(Cow::Borrowed(event)),
            None => self.view(happening.knot, |_, view| view.event(happening.at))?.map(Cow::Owned),
        }
    }

    /// The network of an event, its start and its end.
    pub(super) fn with_network<T>(&self, event: u32, then: impl FnOnce(&Network, order::Ends) -> T) -> Option<T> {
        let happening = self.happenings.get(event as usize)?.as_ref()?;
        self.view(happening.knot, |_, view| then(&view.solved.network, view.solved.ends(happening.at)))
    }

    /// What is certain about the order of two events.
    pub(super) fn relation(&self, a: u32, b: u32) -> Option<super::Order> {
        let place = |event: u32| self.happenings.get(event as usize)?.as_ref();
        let (x, y) = place(a).zip(place(b))?;
        if x.knot == y.knot {
            return self.view(x.knot, |_, view| {
                let solved = view.solved;
                order::certain(&solved.network, solved.ends(x.at), solved.ends(y.at))
            });
        }
        Some(order::by_bounds(self.event(a)?.bounds(), self.event(b)?.bounds()))
    }

    /// The claims that were taken in, and those that were set aside, of the knot of an event.
    pub(super) fn evidence(&self, event: u32) -> Option<(Vec<Evidence>, Vec<Conflict>)> {
        let happening = self.happenings.get(event as usize)?.as_ref()?;
        self.view(happening.knot, |_, view| (view.claims(), view.conflicts()))
    }

    pub(super) fn sources(&self) -> Vec<Source> {
        let articles: Vec<&Article> = self.names.values().filter_map(|&at| self.article(at)).collect();
        let dispatches = Dispatches::of(articles.iter().map(|article| &article.print));
        let told = |at: u32| articles.get(at as usize).map_or(("", None), |a| (a.told.name.as_str(), a.told.published));
        let likes = dispatches.told(told);
        let sources = self.names.values().zip(likes).filter_map(|(&at, dispatch)| {
            let source = self.source(at)?;
            Some(Source { dispatch, ..source })
        });
        sources.collect()
    }

    /// The article with this name.
    pub(super) fn source_named(&self, name: &str) -> Option<Source> {
        let id = name.rsplit_once('#').map_or(name, |(id, _)| id);
        let find = |id: &str| self.names.get(&(id.to_owned(), name.to_owned())).copied();
        self.source(find(name).or_else(|| find(id))?)
    }

    fn source(&self, at: u32) -> Option<Source> {
        let article = self.article(at)?;
        let knot = self.group(article.first).filter(|_| !article.alone.cards.is_empty());
        let knot = knot.and_then(|group| self.knot_of.get(group as usize).copied());
        match knot.filter(|_| article.told.published.is_none()) {
            Some(knot) => self.view(knot, |numbers, view| {
                let at = numbers.iter().position(|&number| number == at)?;
                view.source(at as u32)
            })?,
            None if article.told.published.is_some() => Some(super::build::dated(&article.told)),
            // It tells of no event: what it says alone is all there is.
            None => with_context(&self.pack, self.mali, &self.corrected, &self.atlas, |context| {
                let parts = [article.part(at)];
                let solved = assemble::solve(&parts, &[], None, context);
                View { parts: &parts, solved: &solved, pack: context.pack, corrected: context.corrected }.source(0)
            }),
        }
    }

    /// All claims that were taken in, by id.
    pub(super) fn claims(&self) -> Vec<Evidence> {
        let mut claims: Vec<Evidence> = (0..self.knots.len() as u32)
            .filter_map(|knot| self.view(knot, |_, view| view.claims()))
            .flatten()
            .collect();
        claims.sort_unstable_by(|x, y| x.id.cmp(&y.id));
        // That an article was published on its day is said in each of its knots.
        claims.dedup_by(|x, y| x.id == y.id);
        claims
    }

    pub(super) fn conflicts(&self) -> Vec<Conflict> {
        let refused = (0u32..).zip(&self.knots).filter(|(_, knot)| knot.as_ref().is_some_and(|knot| knot.refused));
        let mut conflicts: Vec<Conflict> =
            refused.filter_map(|(knot, _)| self.view(knot, |_, view| view.conflicts())).flatten().collect();
        conflicts.sort_by(|x, y| (y.dropped.trust, &x.dropped.id).cmp(&(x.dropped.trust, &y.dropped.id)));
        conflicts
    }
}

/// The chains of an article with which a chain of it is bound to others: by the date that is not known, or a claim.
fn ties(article: &Article, chain: u32) -> Vec<u32> {
    if article.told.published.is_none() {
        return if chain == 0 { Vec::new() } else { vec![0] };
    }
    let home = |node: Node| match node {
        Node::Start(mention) | Node::End(mention) => article.alone.cards.chain_of(mention),
        _ => None,
    };
    let between = article.alone.facts.iter().filter_map(|fact| home(fact.from).zip(home(fact.to)));
    between.filter(|&(a, b)| a != b && a.max(b) == chain).map(|(a, b)| a.min(b)).collect()
}

/// What is worked out of one article.
struct Read {
    dating: Option<Dating>,
    alone: Alone,
    print: Print,
}

fn read(at: u32, told: &Told, context: &Context<'_>) -> Read {
    let (dating, days) = assemble::dating(told, context);
    let alone = assemble::alone(at, told, dating.as_ref(), days, context);
    Read { dating, alone, print: Print::of(&told.reading.text, &mut Vec::new()) }
}

fn with_context<T>(
    pack: &Pack,
    mali: bool,
    corrected: &Resolved,
    atlas: &Atlas,
    then: impl FnOnce(&Context<'_>) -> T,
) -> T {
    static MALI: LazyLock<(Gazetteer, References<'static>)> =
        LazyLock::new(|| (Gazetteer::mali().clone(), References::new(Pack::mali())));
    if mali {
        let (gazetteer, references) = &*MALI;
        then(&Context::new(pack, gazetteer, references, corrected, atlas))
    } else {
        then(&Context::new(pack, &Gazetteer::new(pack), &References::new(pack), corrected, atlas))
    }
}

/// What `work` gives for each of the items, in their order; worked out by as many threads as there are processors.
fn in_parallel<I: Sync, T: Send>(
    items: &[I],
    context: &Context<'_>,
    work: impl Fn(&I, &Context<'_>) -> T + Sync,
) -> Vec<T> {
    /// Fewer are not worth a thread.
    const MANY: usize = 256;
    let threads = std::thread::available_parallelism().map_or(1, NonZero::get);
    if items.len() < MANY || threads == 1 {
        return items.iter().map(|item| work(item, context)).collect();
    }
    let (pack, gazetteer, references, work) = (context.pack, context.gazetteer, context.references, &work);
    let (corrected, atlas) = (context.corrected, context.atlas);
    std::thread::scope(|scope| {
        // Neighbours are alike, so the pieces are small enough to even out.
        let piece = items.len().div_ceil(threads).max(1);
        let running: Vec<_> = items
            .chunks(piece)
            .map(|piece| {
                scope.spawn(move || {
                    let context = Context::new(pack, gazetteer, references, corrected, atlas);
                    piece.iter().map(|item| work(item, &context)).collect::<Vec<T>>()
                })
            })
            .collect();
        let mut all = Vec::with_capacity(items.len());
        for thread in running {
            match thread.join() {
                Ok(part) => all.extend(part),
                Err(cause) => std::panic::resume_unwind(cause),
            }
        }
        all
    })
}
