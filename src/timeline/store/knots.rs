//! Knots: what has to be worked out together, and what follows for it.
//!
//! An article without a date ties all that it tells. In a large corpus with dates most of these ties hold nothing: that
//! an event is told in the same words elsewhere dates nobody ([`assemble::loose_in`]). But by them nearly all articles
//! without dates hang together, and one more would have all of them worked out again. So where what hangs together has
//! more than [`most`] chains of articles with dates it is *cut*: an article without a date ties only what can date it,
//! and mentions stay in the events in which they were found to be before it was dated. Whether something is cut depends
//! on nothing but what hangs together, and not on the order in which it came.

use super::super::assemble::{self, Depth, Link, Part};
use super::super::build::View;
use super::super::card::Card;
use super::super::corrected::Spot;
use super::super::dispatch::Dispatches;
use super::super::order::Place;
use super::super::rounds::LARGE;
use super::{Article, Context, Happening, Seen, Store, parallel, with_context};
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

/// Groups that are worked out together, and whether they are cut out of more.
type Knot = (Vec<u32>, bool);

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

    /// The knots of some groups. What ties them to others ties them only to what is cut already.
    fn knots_of(&self, groups: Vec<u32>) -> Vec<Knot> {
        let known: FxHashSet<u32> = groups.iter().copied().collect();
        let mut knots = Vec::with_capacity(groups.len());
        for groups in self.together(groups, ties) {
            let dated = |&chain: &u32| self.article_of(chain).is_some_and(|article| article.kept.published.is_some());
            let count = groups.iter().flat_map(|&group| self.members(group)).filter(|&chain| dated(chain));
            let beyond = || groups.iter().any(|&group| self.tied(group).any(|other| !known.contains(&other)));
            if count.take(most() + 1).count() <= most() && !beyond() {
                knots.push((groups, false));
                continue;
            }
            let loose = self.loose_of(&groups);
            // Those that date an article are tied to the first of them.
            let firm = |article: &Article, chain: u32| {
                if article.kept.published.is_some() || loose.contains(&(article.first + chain)) {
                    return ties_of_claims(article, chain);
                }
                let mut all =
                    (0..chain).filter(|other| self.group(article.first + other).is_some_and(|g| known.contains(&g)));
                all.find(|other| !loose.contains(&(article.first + other))).into_iter().collect()
            };
            knots.extend(self.together(groups, firm).into_iter().map(|groups| (groups, true)));
        }
        knots
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

    /// Whether a knot is cut out of what hangs together.
    pub(super) fn is_cut(&self, knot: u32) -> bool {
        self.knots.cut.get(knot as usize).copied().unwrap_or_default()
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

    /// Chains of some groups that date nobody.
    fn loose_of(&self, groups: &[u32]) -> FxHashSet<u32> {
        let mut loose = FxHashSet::default();
        for &group in groups {
            let of =
                |&chain: &u32| Some((chain, (self.article_of(chain)?.kept.published.is_some(), self.chain(chain)?)));
            let (chains, told): (Vec<u32>, Vec<(bool, Card<'_>)>) = self.members(group).iter().filter_map(of).unzip();
            if told.iter().any(|(dated, _)| !dated) {
                let found = assemble::loose_in(&told, &self.atlas);
                loose.extend(found.into_iter().filter_map(|at| chains.get(at)));
            }
        }
        loose
    }

    /// The knot that tells when an article was published.
    pub(super) fn home(&self, article: &Article) -> Option<u32> {
        let chains = || article.first..article.first + article.read.cards.len();
        let knot = |chain: u32| self.knot_of.get(self.group(chain)? as usize).copied();
        let first = knot(article.first)?;
        if !self.is_cut(first) {
            return Some(first);
        }
        let is_firm = |&chain: &u32| self.group(chain).is_some_and(|group| !self.loose_of(&[group]).contains(&chain));
        chains().find(is_firm).and_then(knot).or(Some(first))
    }

    /// Groups that are in no knot, and those with which they may have to be worked out: these are taken out of their
    /// knots. `lost` says whether some that were tied may be no more.
    pub(super) fn opened(&mut self, groups: Vec<u32>, lost: bool) -> Vec<u32> {
        let mut open: BTreeSet<u32> = groups.into_iter().collect();
        let beyond = |store: &Self, group: u32, open: &BTreeSet<u32>| -> Vec<u32> {
            store.tied(group).filter(|other| !open.contains(other)).collect()
        };
        if lost {
            // What is left may be so little that it is not cut any more.
            let mut seeds: BTreeSet<u32> = open.iter().flat_map(|&group| beyond(self, group, &open)).collect();
            seeds.extend(&open);
            let (mut large, mut small) = (FxHashSet::default(), BTreeSet::new());
            for seed in seeds {
                if !small.contains(&seed) && !large.contains(&seed) {
                    small.extend(self.small(seed, &mut large).into_iter().flatten());
                }
            }
            let knots: BTreeSet<u32> =
                small.difference(&open).filter_map(|&group| self.knot_of.get(group as usize).copied()).collect();
            for knot in knots {
                open.extend(self.untie(knot));
            }
        }
        // What has come may let one date an article that is dated elsewhere.
        let mut rest: Vec<u32> = open.iter().copied().collect();
        while let Some(group) = rest.pop() {
            if beyond(self, group, &open).is_empty() {
                continue;
            }
            let loose = self.loose_of(&[group]);
            let firm: Vec<u32> = self.members(group).iter().copied().filter(|chain| !loose.contains(chain)).collect();
            for chain in firm {
                let Some(article) = self.article_of(chain).filter(|article| article.kept.published.is_none()) else {
                    continue;
                };
                let others: BTreeSet<u32> = (article.first..article.first + article.read.cards.len())
                    .filter_map(|other| Some((other, self.group(other)?)))
                    .filter(|(_, group)| !open.contains(group))
                    .filter(|(other, group)| !self.loose_of(&[*group]).contains(other))
                    .filter_map(|(_, group)| self.knot_of.get(group as usize).copied())
                    .collect();
                for knot in others {
                    let more = self.untie(knot);
                    rest.extend(&more);
                    open.extend(more);
                }
            }
        }
        open.into_iter().collect()
    }

    /// All groups that hang together with one, if they are not to be cut; else some of them are `large`.
    fn small(&self, group: u32, large: &mut FxHashSet<u32>) -> Option<Vec<u32>> {
        let mut found = vec![group];
        let mut seen = FxHashSet::from_iter([group]);
        let (mut at, mut count) = (0, 0);
        while let Some(&group) = found.get(at) {
            at += 1;
            let dated = |chain: &&u32| self.article_of(**chain).is_some_and(|article| article.kept.published.is_some());
            count += self.members(group).iter().filter(dated).count();
            if count > most() || large.contains(&group) {
                large.extend(found);
                return None;
            }
            found.extend(self.tied(group).filter(|&other| seen.insert(other)));
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
        self.with_parts(groups, *cut, None, |_, parts, links, events| {
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
        all.sort_by(|a, b| self.rank(a.0).cmp(&self.rank(b.0)));
        let (mut numbers, mut parts, mut prints) = (Vec::new(), Vec::new(), Vec::new());
        let (mut links, mut events) = (Vec::new(), Vec::new());
        let mut event_of: FxHashMap<u32, u32> = FxHashMap::default();
        for (chain, group) in all {
            let Some((at, local)) = self.link(chain) else { continue };
            let Some(article) = self.article(at) else { continue };
            if numbers.last() != Some(&at) {
                numbers.push(at);
                parts.push(article.part(at));
                if seen.is_none() {
                    prints.push(&article.read.print);
                }
            }
            links.push((parts.len() as u32 - 1, local));
            let next = event_of.len() as u32;
            events.push(*event_of.entry(group).or_insert(next));
        }
        if let Some(seen) = seen {
            for (part, &dispatch) in parts.iter_mut().zip(&seen.dispatches) {
                part.dispatch = dispatch;
            }
        } else if parts.len() > 1 {
            let dispatches = Dispatches::of(prints);
            for (at, part) in (0u32..).zip(&mut parts) {
                part.dispatch = dispatches.group(at);
            }
        }
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
                let dispatches = parts.iter().map(|part| part.dispatch).collect();
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

/// The chains of an article with which a chain of it is bound to others: by the date that is not known, or a claim.
fn ties(article: &Article, chain: u32) -> Vec<u32> {
    if article.kept.published.is_none() {
        return if chain == 0 { Vec::new() } else { vec![0] };
    }
    ties_of_claims(article, chain)
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
