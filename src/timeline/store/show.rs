//! What is shown of the articles and events.

use super::super::assemble::{self, Depth};
use super::super::build::{self, View};
use super::super::corrected::Spot;
use super::super::corrections::{Change, Corrected, Correction};
use super::super::dispatch::Dispatches;
use super::super::event::{Conflict, Event, Evidence, Order, Source};
use super::super::order::{self, Place};
use super::super::packed::Packed;
use super::{Article, Name, Shown, Store, with_context};
use crate::network::Network;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, btree_set};

impl Store {
    /// What became of the corrections.
    pub(in crate::timeline) fn outcome(&self) -> Vec<Corrected> {
        let mut rejected: BTreeMap<u32, BTreeSet<u64>> = BTreeMap::new();
        for (by, events) in self.knots.rejected.values().flatten() {
            rejected.entry(*by).or_default().extend(events);
        }
        // The claims of articles that tell of no event are in no knot.
        let articles = self.articles.iter().flatten().filter(|_| self.corrected.rejects_any());
        for (id, _) in articles.flat_map(|article| article.read.said.facts(0)) {
            for &by in self.corrected.rejects(id) {
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
            let events = events.into_iter().map(build::event_name).collect();
            Corrected { correction: correction.clone(), missing, events }
        };
        (0u32..).zip(self.corrected.all()).map(outcome).collect()
    }

    /// The id of the event of a mention; of one that was rejected, that of the event it was taken from.
    fn event_at(&self, spot: Spot) -> Option<u64> {
        let knot = self.knot_of.get(self.group_at(spot)? as usize).copied()?;
        let article = self.article(spot.0)?;
        let chain = article.read.cards.chain_of(spot.1)?;
        let siblings = || article.read.cards.members(chain);
        self.view(knot, |numbers, view| {
            let at = numbers.iter().position(|&number| number == spot.0)? as u32;
            let of = |mention: u32| view.solved.events.iter().find(|e| e.mentions.contains(&(at, mention)));
            of(spot.1).or_else(|| siblings().find_map(of)).map(|event| event.id)
        })?
    }

    pub(in crate::timeline) fn readings(&self) -> impl Iterator<Item = &Packed> {
        self.names.values().filter_map(|&at| Some(&self.article(at)?.kept.packed))
    }

    pub(in crate::timeline) fn len(&self) -> usize {
        self.names.len()
    }

    fn shown(&self) -> &Shown {
        let places = || (0u32..).zip(&self.happenings).filter_map(|(event, h)| Some((h.as_ref()?.place, event)));
        self.shown.get_or_init(|| Shown {
            order: places().collect(),
            by_id: places().map(|(place, event)| (place.id, event)).collect(),
        })
    }

    /// The numbers of the events in the order for display.
    pub(in crate::timeline) fn order(&self) -> btree_set::Iter<'_, (Place, u32)> {
        self.shown().order.iter()
    }

    pub(in crate::timeline) fn find(&self, id: u64) -> Option<u32> {
        self.shown().by_id.get(&id).copied()
    }

    pub(in crate::timeline) fn event(&self, number: u32) -> Option<&Event> {
        let happening = self.happenings.get(number as usize)?.as_ref()?;
        if let Some(event) = happening.event.get() {
            return Some(event);
        }
        let event = self.view(happening.knot, |_, view| view.event(happening.at))??;
        Some(happening.event.get_or_init(|| Box::new(event)))
    }

    /// The same, worked out for this once.
    pub(in crate::timeline) fn compose(&self, number: u32) -> Option<Cow<'_, Event>> {
        let happening = self.happenings.get(number as usize)?.as_ref()?;
        match happening.event.get() {
            Some(event) => Some(Cow::Borrowed(event)),
            None => self.view(happening.knot, |_, view| view.event(happening.at))?.map(Cow::Owned),
        }
    }

    /// The network of an event, its start and its end.
    pub(in crate::timeline) fn with_network<T>(
        &self,
        event: u32,
        then: impl FnOnce(&Network, order::Ends) -> T,
    ) -> Option<T> {
        let happening = self.happenings.get(event as usize)?.as_ref()?;
        self.view(happening.knot, |_, view| then(&view.solved.network, view.solved.ends(happening.at)))
    }

    /// What is certain about the order of two events.
    pub(in crate::timeline) fn relation(&self, a: u32, b: u32) -> Option<Order> {
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
    pub(in crate::timeline) fn evidence(&self, event: u32) -> Option<(Vec<Evidence>, Vec<Conflict>)> {
        let happening = self.happenings.get(event as usize)?.as_ref()?;
        self.view(happening.knot, |_, view| (view.claims(), view.conflicts()))
    }

    pub(in crate::timeline) fn sources(&self) -> Vec<Source> {
        let articles: Vec<&Article> = self.names.values().filter_map(|&at| self.article(at)).collect();
        let dispatches = Dispatches::of(articles.iter().map(|article| &article.read.print));
        let told = |at: u32| articles.get(at as usize).map_or(("", None), |a| (a.kept.name.as_str(), a.kept.published));
        let likes = dispatches.told(told);
        let sources = self.names.values().zip(likes).filter_map(|(&at, dispatch)| {
            let source = self.source(at)?;
            Some(Source { dispatch, ..source })
        });
        sources.collect()
    }

    /// The article with this name.
    pub(in crate::timeline) fn source_named(&self, name: &str) -> Option<Source> {
        let id = name.rsplit_once('#').map_or(name, |(id, _)| id);
        let find = |id: &str| self.names.get(&Name::of(id, name)).copied();
        self.source(find(name).or_else(|| find(id))?)
    }

    fn source(&self, at: u32) -> Option<Source> {
        let article = self.article(at)?;
        let is_open = article.kept.published.is_none() && !article.read.cards.is_empty();
        match self.home(article).filter(|_| is_open) {
            Some(knot) => self.view(knot, |numbers, view| {
                let at = numbers.iter().position(|&number| number == at)?;
                view.source(at as u32)
            })?,
            None if article.kept.published.is_some() => Some(build::dated(&article.kept.told())),
            // It tells of no event: what it says alone is all there is.
            None => with_context(&self.pack, self.mali, &self.corrected, &self.atlas, |context| {
                let parts = [article.part(at)];
                let solved = assemble::solve(&parts, &[], None, Depth::Evidence, context);
                View { parts: &parts, solved: &solved, pack: context.pack, corrected: context.corrected }.source(0)
            }),
        }
    }

    /// All claims that were taken in, by id.
    pub(in crate::timeline) fn claims(&self) -> Vec<Evidence> {
        let mut claims: Vec<Evidence> = (0..self.knots.groups.len())
            .filter_map(|knot| self.view(knot, |_, view| view.claims()))
            .flatten()
            .collect();
        claims.sort_unstable_by(|x, y| x.id.cmp(&y.id));
        // That an article was published on its day is said in each of its knots.
        claims.dedup_by(|x, y| x.id == y.id);
        claims
    }

    pub(in crate::timeline) fn conflicts(&self) -> Vec<Conflict> {
        let refused = self.knots.refused.iter();
        let mut conflicts: Vec<Conflict> =
            refused.filter_map(|&knot| self.view(knot, |_, view| view.conflicts())).flatten().collect();
        // What an article that tells of no event says of its own date is in no knot.
        let silent = |article: &&Article| article.read.cards.is_empty() && article.read.said.facts(0).count() > 1;
        let silent: Vec<&Article> =
            self.articles.iter().flatten().filter(|article| article.kept.published.is_some()).filter(silent).collect();
        if !silent.is_empty() {
            with_context(&self.pack, self.mali, &self.corrected, &self.atlas, |context| {
                for article in silent {
                    let parts = [article.part(0)];
                    let solved = assemble::solve(&parts, &[], None, Depth::Evidence, context);
                    let view =
                        View { parts: &parts, solved: &solved, pack: context.pack, corrected: context.corrected };
                    conflicts.extend(view.conflicts());
                }
            });
        }
        conflicts.sort_by(|x, y| (y.dropped.trust, &x.dropped.id).cmp(&(x.dropped.trust, &y.dropped.id)));
        // What an article without a date says of itself may be in several knots.
        conflicts.dedup();
        conflicts
    }
}
