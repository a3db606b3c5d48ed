//! Knots: what has to be worked out together, and what follows for it.
//!
//! An article without a date ties all that it tells. In a large corpus with dates most of these ties hold nothing: that
//! an event is told in the same words elsewhere dates nobody ([`assemble::loose_in`]). But by them nearly all articles
//! without dates hang together, and one more would have all of them worked out again. So where what hangs together has
//! more than [`most`] chains of articles with dates it is *cut*: an article without a date ties only what can date it,
//! and mentions stay in the events in which they were found to be before it was dated. Where even what is tied so has
//! more, as where every event is told by hundreds, it is *parted*: an article without a date ties nothing, and is dated by
//! each of its events alone. Whether something is cut or parted depends on nothing but what hangs together, and not on the
//! order in which it came.

use super::super::assemble::{self, Depth, Link, Part};
use super::super::build::View;
use super::super::card::Card;
use super::super::corrected::Spot;
use super::super::dispatch::Alike;
use super::super::order::Place;
use super::super::rounds::LARGE;
use super::{Article, Context, Happening, NONE, Seen, Store, parallel, with_context};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock, PoisonError};

/// So many claims of knots that were looked at are kept.
const RECENT: usize = 1 << 17;

/// So many knots are worked out before they are put in: what follows for all at once would take more memory.
const KNOTS: usize = 1 << 15;

/// What hangs together is cut where it has more chains of articles with dates than this.
fn most() -> usize {
    #[cfg(test)]
    if let Some(most) = MOST.get() {
        return most;
    }
    1 << 9
}

/// Groups that are worked out together, and how much that is of what hangs together.
type Knot = (Vec<u32>, Cut);

/// How much a knot is of what hangs together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Cut {
    /// All of it.
    Whole,
    /// What is tied by claims, and by articles that it can date.
    Loose,
    /// What is tied by claims.
    Parted,
}

/// What follows for a knot, before it is put in.
enum Answer {
    /// It has one event; the other says whether a claim was set aside.
    Plain(Place, bool),
    Solved(Box<Outcome>),
}

#[derive(Default)]
struct Outcome {
    places: Vec<Place>,
    refused: bool,
    rejected: Vec<(u32, Vec<u64>)>,
}

impl Store {
    /// Takes out a knot and its events, and gives its groups.
    pub(super) fn untie(&mut self, number: u32) -> Vec<u32> {
        for event in self.knots.events.take(number) {
            let Some(happening) = self.happenings.get_mut(event as usize).and_then(Option::take) else { continue };
            if let Some(shown) = self.shown.get_mut() {
                shown.take(happening.place, event);
            }
        }
        self.knots.refused.remove(&number);
        self.knots.rejected.remove(&number);
        self.knots.groups.take(number)
    }

    /// Finds the knots of groups that are in none, and works them out. No claim may lead to another group.
    pub(super) fn tie(&mut self, groups: Vec<u32>, context: &Context<'_>) {
        let mut knots = self.knots_of(groups);
        knots.sort_unstable();
        if self.happenings.is_empty() {
            self.happenings.reserve_exact(knots.len());
        }
        for knots in knots.chunks(KNOTS) {
            let is_large =
                |groups: &[u32]| groups.iter().map(|&group| self.members(group).len()).sum::<usize>() > LARGE;
            let answers = parallel::each_with(knots, context, |knot, context| {
                (!is_large(&knot.0)).then(|| self.answer(knot, context))
            });
            for (knot, answer) in knots.iter().zip(answers) {
                // A large one is work for all processors by itself.
                let answer = answer.unwrap_or_else(|| self.answer(knot, context));
                self.put_knot(knot, answer);
            }
        }
    }

    /// Enters a knot with its events.
    fn put_knot(&mut self, (groups, cut): &Knot, answer: Answer) {
        let number = self.knots.groups.len();
        for &group in groups {
            if let Some(slot) = self.knot_of.get_mut(group as usize) {
                *slot = number;
            }
        }
        let (one, more) = match answer {
            Answer::Plain(place, refused) => (Some(place), Outcome { refused, ..Outcome::default() }),
            Answer::Solved(outcome) => (None, *outcome),
        };
        let first = self.happenings.len() as u32;
        for (place, at) in one.into_iter().chain(more.places).zip(0u32..) {
            if let Some(shown) = self.shown.get_mut() {
                shown.put(place, first + at);
            }
            self.happenings.push(Some(Happening { knot: number, at, place, event: OnceLock::new() }));
        }
        self.knots.events.push(first..self.happenings.len() as u32);
        if more.refused {
            self.knots.refused.insert(number);
        }
        if !more.rejected.is_empty() {
            self.knots.rejected.insert(number, more.rejected);
        }
        self.knots.groups.push(groups.iter().copied());
        self.knots.cut.push(*cut);
    }

    /// The knots of some groups. What ties them to others ties them only to what is cut already, or parted.
    fn knots_of(&self, groups: Vec<u32>) -> Vec<Knot> {
        let known: FxHashSet<u32> = groups.iter().copied().collect();
        let is_known = |other: u32| known.contains(&other);
        let is_here = |article: &Article, other: &u32| self.group(article.first + other).is_some_and(is_known);
        // All that an article without a date tells is tied to the first of it that is here: the others may be in knots
        // that stay as they are.
        let bound = |article: &Article, chain: u32| match article.kept.published {
            None => (0..chain).find(|other| is_here(article, other)).into_iter().collect(),
            Some(_) => ties_of_claims(article, chain),
        };
        let mut knots = Vec::with_capacity(groups.len());
        for groups in self.together(groups, bound) {
            if self.is_little(&groups) && groups.iter().all(|&group| self.tied(group).all(is_known)) {
                knots.push((groups, Cut::Whole));
                continue;
            }
            // Those that date an article are tied to the first of them.
            let firm = |article: &Article, chain: u32| {
                if !self.is_firm(article, chain) {
                    return ties_of_claims(article, chain);
                }
                let here = (0..chain).filter(|other| is_here(article, other));
                { here }.find(|&other| self.is_firm(article, other)).into_iter().collect()
            };
            for groups in self.together(groups, firm) {
                if self.is_little(&groups) && groups.iter().all(|&group| self.firmly_tied(group).all(is_known)) {
                    knots.push((groups, Cut::Loose));
                    continue;
                }
                let claimed = |article: &Article, chain: u32| {
                    if self.is_firm(article, chain) { Vec::new() } else { ties_of_claims(article, chain) }
                };
                knots.extend(self.together(groups, claimed).into_iter().map(|groups| (groups, Cut::Parted)));
            }
        }
        knots
    }

    /// Whether some groups have so few chains of articles with dates that they are worked out together.
    fn is_little(&self, groups: &[u32]) -> bool {
        let chains = groups.iter().flat_map(|&group| self.members(group));
        chains.filter(|&&chain| self.is_dated(chain)).take(most() + 1).count() <= most()
    }

    /// Whether the article of a chain has a date.
    fn is_dated(&self, chain: u32) -> bool {
        self.article_of(chain).is_some_and(|article| article.kept.published.is_some())
    }

    /// Whether a chain of an article without a date can date it.
    fn is_firm(&self, article: &Article, chain: u32) -> bool {
        article.kept.published.is_none() && !self.loose.contains(&(article.first + chain))
    }

    /// Groups that hang together; `ties` gives for a chain of an article others to which it is bound.
    fn together(&self, groups: Vec<u32>, ties: impl Fn(&Article, u32) -> Vec<u32>) -> Vec<Vec<u32>> {
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
                let Some((article, at)) = self.link(chain) else { continue };
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

    /// Whether a knot is less than what hangs together.
    pub(super) fn is_cut(&self, knot: u32) -> bool {
        self.cut(knot) != Cut::Whole
    }

    fn cut(&self, knot: u32) -> Cut {
        self.knots.cut.get(knot as usize).copied().unwrap_or(Cut::Whole)
    }

    fn article_of(&self, chain: u32) -> Option<&Article> {
        self.article(*self.chains.get(chain as usize)?)
    }

    /// The groups to which a group is tied, whether or not that is cut; some more than once.
    fn tied(&self, group: u32) -> impl Iterator<Item = u32> {
        let bound = |&chain: &u32| {
            let (at, local) = self.link(chain)?;
            let article = self.article(at)?;
            let others = match article.kept.published {
                None => (0..article.read.cards.len()).collect(),
                Some(_) => {
                    let bound = |&[a, b]: &[u32; 2]| [(a, b), (b, a)].into_iter().find(|(own, _)| *own == local);
                    article.read.ties.iter().filter_map(bound).map(|(_, other)| other).collect::<Vec<u32>>()
                }
            };
            Some(others.into_iter().filter_map(|other| self.group(article.first + other)))
        };
        self.members(group).iter().filter_map(bound).flatten().filter(move |&other| other != group)
    }

    /// The groups to which a group is tied by articles that it can date, and by claims; some more than once.
    fn firmly_tied(&self, group: u32) -> impl Iterator<Item = u32> {
        let bound = move |&chain: &u32| {
            let (at, local) = self.link(chain)?;
            let article = self.article(at)?;
            let all = if self.is_firm(article, local) { article.read.cards.len() } else { 0 };
            let others = (0..all).filter(|&other| self.is_firm(article, other));
            Some(others.filter_map(|other| self.group(article.first + other)))
        };
        let by_articles = self.members(group).iter().filter_map(bound).flatten();
        by_articles.filter(move |&other| other != group).chain(self.claimed(group))
    }

    /// The groups to which a group is tied by claims, whatever is parted; some more than once.
    fn claimed(&self, group: u32) -> impl Iterator<Item = u32> {
        let bound = move |&chain: &u32| {
            let (at, local) = self.link(chain)?;
            let article = self.article(at)?;
            let counts = move |&&[later, _]: &&[u32; 2]| !self.is_firm(article, later);
            let other = move |&[later, earlier]: &[u32; 2]| match local {
                _ if local == later => Some(earlier),
                _ if local == earlier => Some(later),
                _ => None,
            };
            let others = article.read.ties.iter().filter(counts).filter_map(other);
            Some(others.filter_map(|other| self.group(article.first + other)))
        };
        self.members(group).iter().filter_map(bound).flatten().filter(move |&other| other != group)
    }

    /// Chains of an event that date nobody.
    pub(super) fn loose_in(&self, chains: &[u32]) -> Vec<u32> {
        if chains.iter().all(|&chain| self.is_dated(chain)) {
            return Vec::new();
        }
        let told = |&chain: &u32| Some((chain, (self.is_dated(chain), self.chain(chain)?)));
        let (chains, told): (Vec<u32>, Vec<(bool, Card<'_>)>) = chains.iter().filter_map(told).unzip();
        let loose = assemble::loose_in(&told, &self.atlas);
        loose.into_iter().filter_map(|at| chains.get(at).copied()).collect()
    }

    /// The knot that tells when an article was published.
    pub(super) fn home(&self, article: &Article) -> Option<u32> {
        let knot = |chain: u32| self.knot_of(self.group(article.first + chain)?);
        let first = knot(0)?;
        if !self.is_cut(first) {
            return Some(first);
        }
        (0..article.read.cards.len()).find(|&chain| self.is_firm(article, chain)).and_then(knot).or(Some(first))
    }

    /// Groups that are in no knot, and those with which they may have to be worked out: these are taken out of their
    /// knots. `lost` says whether some that were tied may be no more.
    pub(super) fn opened(&mut self, groups: Vec<u32>, lost: bool) -> Vec<u32> {
        let mut open: BTreeSet<u32> = groups.into_iter().collect();
        if lost {
            // What is left may be so little that it is not cut any more.
            let beside = open.iter().flat_map(|&group| self.tied(group));
            let seeds: BTreeSet<u32> = beside.chain(open.iter().copied()).collect();
            let (mut large, mut small) = (FxHashSet::default(), BTreeSet::new());
            for seed in seeds {
                if !small.contains(&seed) {
                    small.extend(self.little(seed, |group| self.tied(group), &mut large).into_iter().flatten());
                }
            }
            for group in small {
                self.open(group, &mut open);
            }
        }
        // What has come may let one date an article that is dated elsewhere, and what was parted may be so no more.
        let is_parted = |group: &u32| self.knot_of(*group).is_some_and(|knot| self.cut(knot) == Cut::Parted);
        let beside: BTreeSet<u32> = open.iter().flat_map(|&group| self.tied(group)).filter(is_parted).collect();
        let (mut large, mut small): (FxHashSet<u32>, FxHashSet<u32>) = Default::default();
        let mut rest: Vec<u32> = beside.into_iter().chain(open.iter().copied()).collect();
        while let Some(group) = rest.pop() {
            if small.contains(&group) {
                continue;
            }
            let near: Vec<u32> = match self.little(group, |group| self.firmly_tied(group), &mut large) {
                Some(found) => {
                    small.extend(&found);
                    found
                }
                // It is parted now, with what was not before.
                None if open.contains(&group) => {
                    let whole = |other: &u32| self.knot_of(*other).is_some_and(|knot| self.cut(knot) != Cut::Parted);
                    self.firmly_tied(group).filter(whole).chain(self.claimed(group)).collect()
                }
                None => Vec::new(),
            };
            for group in near {
                rest.extend(self.open(group, &mut open));
            }
        }
        open.into_iter().collect()
    }

    /// Takes out the knot of a group, if that is in one, and gives what was in it.
    fn open(&mut self, group: u32, open: &mut BTreeSet<u32>) -> Vec<u32> {
        if open.contains(&group) {
            return Vec::new();
        }
        let groups = self.knot_of(group).map(|knot| self.untie(knot)).unwrap_or_default();
        open.extend(&groups);
        groups
    }

    fn knot_of(&self, group: u32) -> Option<u32> {
        self.knot_of.get(group as usize).copied().filter(|&knot| knot != NONE)
    }

    /// All groups that hang together with one by some ties, if they are not to be cut; else some of them are `large`.
    fn little<I: Iterator<Item = u32>>(
        &self,
        group: u32,
        tied: impl Fn(u32) -> I,
        large: &mut FxHashSet<u32>,
    ) -> Option<Vec<u32>> {
        let mut found = vec![group];
        let mut seen = FxHashSet::from_iter([group]);
        let (mut at, mut count) = (0, 0);
        while let Some(&group) = found.get(at) {
            at += 1;
            count += self.members(group).iter().filter(|&&chain| self.is_dated(chain)).take(most() + 1).count();
            if count > most() || large.contains(&group) {
                large.extend(found);
                return None;
            }
            found.extend(tied(group).filter(|&other| seen.insert(other)));
        }
        Some(found)
    }

    fn answer(&self, knot: &Knot, context: &Context<'_>) -> Answer {
        if let Some((place, refused)) = self.plain(&knot.0, context) {
            debug_assert_eq!(
                (self.solved(knot, context).places, self.solved(knot, context).refused),
                (vec![place], refused)
            );
            return Answer::Plain(place, refused);
        }
        Answer::Solved(Box::new(self.solved(knot, context)))
    }

    fn solved(&self, (groups, cut): &Knot, context: &Context<'_>) -> Outcome {
        self.with_parts(groups, *cut != Cut::Whole, None, |_, parts, links, events| {
            let solved = assemble::solve(parts, links, events, Depth::Bounds, context);
            let view = View { parts, solved: &solved, pack: context.pack, corrected: context.corrected };
            let places: Vec<Place> = (0..solved.events.len() as u32).filter_map(|at| view.place(at)).collect();
            debug_assert_eq!(places.len(), solved.events.len());
            let id = |&event: &u32| solved.events.get(event as usize).map(|event| event.id);
            let ids = |(by, events): &(u32, Vec<u32>)| (*by, events.iter().filter_map(id).collect());
            let rejected = solved.rejected.iter().map(ids).collect();
            Outcome { places, refused: !solved.refused.is_empty(), rejected }
        })
    }

    /// The articles of a knot in order, with their numbers; its chains; and where all articles have dates or the knot is
    /// `cut` the event of each chain. `seen` is what is known of the knot.
    pub(super) fn with_parts<T>(
        &self,
        groups: &[u32],
        cut: bool,
        seen: Option<&Seen>,
        then: impl FnOnce(&[u32], &[Part<'_>], &[Link], Option<&[u32]>) -> T,
    ) -> T {
        let mut all: Vec<(u32, u32)> =
            groups.iter().flat_map(|&group| self.members(group).iter().map(move |&chain| (chain, group))).collect();
        all.sort_by(|a, b| self.by_rank(a.0, b.0));
        let (mut numbers, mut articles) = (Vec::new(), Vec::new());
        let (mut links, mut events) = (Vec::new(), Vec::new());
        let mut event_of: FxHashMap<u32, u32> = FxHashMap::default();
        for (chain, group) in all {
            let Some((at, local)) = self.link(chain) else { continue };
            let Some(article) = self.article(at) else { continue };
            if numbers.last() != Some(&at) {
                numbers.push(at);
                articles.push(article);
            }
            links.push((articles.len() as u32 - 1, local));
            let next = event_of.len() as u32;
            events.push(*event_of.entry(group).or_insert(next));
        }
        let alike = match seen {
            Some(seen) => Alike::known(seen.dispatches.clone()),
            None => Alike::new(articles.iter().map(|article| &article.read.print).collect()),
        };
        let places = (0u32..).zip(articles.iter().zip(&numbers));
        let parts: Vec<Part<'_>> =
            places.map(|(place, (article, &at))| article.part(at).among(&alike, place)).collect();
        let known = cut || parts.iter().all(|part| part.published().is_some());
        then(&numbers, &parts, &links, known.then_some(events.as_slice()))
    }

    /// Looks at a knot.
    pub(super) fn view<T>(&self, knot: u32, then: impl FnOnce(&[u32], &View<'_>) -> T) -> Option<T> {
        let groups = self.knots.groups.get(knot);
        if groups.is_empty() {
            return None;
        }
        let recent = || self.knots.solved.0.lock().unwrap_or_else(PoisonError::into_inner);
        let seen = recent().get(&knot).map(Arc::clone);
        Some(self.with_parts(groups, self.is_cut(knot), seen.as_deref(), |numbers, parts, links, events| {
            let seen = seen.clone().unwrap_or_else(|| {
                let solved = with_context(&self.pack, self.mali, &self.corrected, &self.atlas, |context| {
                    assemble::solve(parts, links, events, Depth::Evidence, context)
                });
                let dispatches = parts.iter().map(Part::dispatch).collect();
                let seen = Arc::new(Seen { solved, dispatches });
                // What there is to ask of one event is asked at once.
                if self.knots.events.get(knot).len() > 1 {
                    let mut recent = recent();
                    let kept: usize = recent.values().map(|seen| seen.solved.facts.len()).sum();
                    if kept > RECENT {
                        recent.clear();
                    }
                    recent.insert(knot, Arc::clone(&seen));
                }
                seen
            });
            then(numbers, &View { parts, solved: &seen.solved, pack: &self.pack, corrected: &self.corrected })
        }))
    }

    /// The group that a mention is in.
    pub(super) fn group_at(&self, (article, mention): Spot) -> Option<u32> {
        let article = self.article(article)?;
        self.group(article.first + article.read.cards.chain_of(mention)?)
    }
}

/// Those before it to which a claim leads.
fn ties_of_claims(article: &Article, chain: u32) -> Vec<u32> {
    article.read.ties.iter().filter(|[later, _]| *later == chain).map(|&[_, earlier]| earlier).collect()
}

#[cfg(test)]
thread_local! {
    /// Of how many chains what is cut has more.
    pub(in crate::timeline) static MOST: std::cell::Cell<Option<usize>> = const { std::cell::Cell::new(None) };
}
