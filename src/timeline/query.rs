//! Asking a timeline.

use super::build::claim_id;
use super::event::{Conflict, Event, Evidence, Order, Point, Source};
use super::explain::{Explanation, Forced, Limit};
use super::{Timeline, order};
use crate::calendar::Bounds;
use crate::event::Class;
use crate::network::ClaimId;
use chrono::NaiveDateTime;

impl Timeline {
    /// All events in order: dated ones by their earliest start, then their latest end, how fine their time is, and
    /// their id; then those without a date.
    pub fn events(&self) -> impl DoubleEndedIterator<Item = &Event> + ExactSizeIterator {
        self.events.iter()
    }

    /// The events with a date, in order.
    pub fn dated(&self) -> impl DoubleEndedIterator<Item = &Event> {
        self.events.iter().filter(|event| !event.is_undated())
    }

    /// The events of which no start is known, in what order there is.
    pub fn undated(&self) -> impl DoubleEndedIterator<Item = &Event> {
        self.events.iter().filter(|event| event.is_undated())
    }

    /// The event with this id.
    #[must_use]
    pub fn event(&self, id: &str) -> Option<&Event> {
        self.by_id.get(id).and_then(|&at| self.events.get(at as usize))
    }

    /// The articles, by id.
    #[must_use]
    pub fn articles(&self) -> &[Source] {
        &self.articles
    }

    /// Claims that were set aside, with those that they contradict.
    #[must_use]
    pub fn conflicts(&self) -> &[Conflict] {
        &self.conflicts
    }

    /// All claims that were taken in, by id.
    #[must_use]
    pub fn claims(&self) -> &[Evidence] {
        &self.claims
    }

    /// The claim with this id.
    #[must_use]
    pub fn claim(&self, id: &str) -> Option<&Evidence> {
        let at = self.claims.binary_search_by(|claim| claim.id.as_str().cmp(id)).ok()?;
        self.claims.get(at)
    }

    /// Events that certainly happened, all of them, within `[from, to)`.
    pub fn surely_during(&self, from: NaiveDateTime, to: NaiveDateTime) -> impl Iterator<Item = &Event> {
        self.events.iter().filter(move |event| event.bounds().extent().is_some_and(|(s, e)| from <= s && e <= to))
    }

    /// Events that may have happened, if only in part, within `[from, to)`. Those of which nothing is known are left
    /// out.
    pub fn possibly_during(&self, from: NaiveDateTime, to: NaiveDateTime) -> impl Iterator<Item = &Event> {
        self.events.iter().filter(move |event| {
            let bounds = event.bounds();
            let last = bounds.latest_end().or(bounds.latest_start());
            *bounds != Bounds::UNKNOWN
                && bounds.earliest_start().is_none_or(|start| start < to)
                && last.is_none_or(|end| from < end)
        })
    }

    /// Events that had certainly ended by then.
    pub fn surely_before(&self, t: NaiveDateTime) -> impl Iterator<Item = &Event> {
        self.events.iter().filter(move |event| event.bounds().latest_end().is_some_and(|end| end <= t))
    }

    /// Events that certainly began then or later.
    pub fn surely_after(&self, t: NaiveDateTime) -> impl Iterator<Item = &Event> {
        self.events.iter().filter(move |event| event.bounds().earliest_start().is_some_and(|start| t <= start))
    }

    /// Events in which somebody with this id or name takes part.
    pub fn with_actor<'t>(&'t self, name: &'t str) -> impl Iterator<Item = &'t Event> {
        self.events.iter().filter(move |event| event.has_actor(name))
    }

    /// Events at a place with this id or name.
    pub fn at_place<'t>(&'t self, name: &'t str) -> impl Iterator<Item = &'t Event> {
        self.events.iter().filter(move |event| event.has_place(name))
    }

    /// Events of a class.
    pub fn of_class(&self, class: Class) -> impl Iterator<Item = &Event> {
        self.events.iter().filter(move |event| event.class == class)
    }

    /// Events that an article mentions.
    pub fn of_article<'t>(&'t self, article: &'t str) -> impl Iterator<Item = &'t Event> {
        self.events.iter().filter(move |event| event.mentions.iter().any(|m| m.article == article))
    }

    /// What is certain about the order of two events, from the claims and not from the order of display. `None` if one
    /// of them is not there.
    #[must_use]
    pub fn relation(&self, a: &str, b: &str) -> Option<Order> {
        let (a, b) = (*self.by_id.get(a)?, *self.by_id.get(b)?);
        Some(order::certain(&self.network, *self.ends.get(a as usize)?, *self.ends.get(b as usize)?))
    }

    /// Why an event is dated as it is. `None` if there is no such event.
    #[must_use]
    pub fn explain(&self, id: &str) -> Option<Explanation> {
        let at = *self.by_id.get(id)? as usize;
        let (event, &(start, end)) = (self.events.get(at)?, self.ends.get(at)?);
        let bounds = event.bounds();
        let claims = |ids: Vec<ClaimId>| -> Vec<Evidence> {
            ids.into_iter().filter_map(|id| self.claim(&super::build::claim_name(id)).cloned()).collect()
        };
        let limits = [
            (Limit::EarliestStart, bounds.earliest_start(), self.network.explain_earliest(start)),
            (Limit::LatestStart, bounds.latest_start(), self.network.explain_latest(start)),
            (Limit::EarliestEnd, bounds.earliest_end(), self.network.explain_earliest(end)),
            (Limit::LatestEnd, bounds.latest_end(), self.network.explain_latest(end)),
        ];
        // What only follows from the other end is not told twice.
        let follows = |limit: Limit| match limit {
            Limit::LatestStart => bounds.latest_start() == bounds.latest_end(),
            Limit::EarliestEnd => bounds.earliest_end() == bounds.earliest_start(),
            _ => false,
        };
        let limits = limits
            .into_iter()
            .filter(|&(limit, ..)| !follows(limit))
            .filter_map(|(limit, at, ids)| Some(Forced { limit, at: at?, claims: claims(ids) }))
            .collect();
        let about = |claim: &Evidence| {
            let here = |point: &Point| matches!(point, Point::Start(e) | Point::End(e) if e == id);
            here(&claim.from) || here(&claim.to)
        };
        let conflicts = self.conflicts.iter().filter(|c| about(&c.dropped)).cloned().collect();
        debug_assert!(event.because.iter().all(|id| claim_id(id).is_some()));
        Some(Explanation::new(event, limits, conflicts))
    }
}
