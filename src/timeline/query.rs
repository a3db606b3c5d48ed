//! Asking a timeline.

use super::build::{claim_name, event_id};
use super::corrections::Corrected;
use super::event::{Conflict, Event, Evidence, Order, Point, Source, Trust};
use super::explain::{Explanation, Forced, Limit};
use super::facts::{FROM_WINDOW, GIVEN};
use super::order::{self, Ends};
use super::packed::Packed;
use super::{Content, Timeline};
use crate::calendar::Bounds;
use crate::event::Class;
use crate::network::{ClaimId, Network};
use chrono::NaiveDateTime;
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::collections::{BTreeSet, btree_set};
use std::ops::Range;

/// The numbers of events in order.
enum Numbers<'t> {
    Worked(btree_set::Iter<'t, (order::Place, u32)>),
    Restored(Range<u32>),
}

impl Iterator for Numbers<'_> {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        match self {
            Self::Worked(order) => order.next().map(|&(_, number)| number),
            Self::Restored(numbers) => numbers.next(),
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        match self {
            Self::Worked(order) => order.size_hint(),
            Self::Restored(numbers) => numbers.size_hint(),
        }
    }
}

impl DoubleEndedIterator for Numbers<'_> {
    fn next_back(&mut self) -> Option<u32> {
        match self {
            Self::Worked(order) => order.next_back().map(|&(_, number)| number),
            Self::Restored(numbers) => numbers.next_back(),
        }
    }
}

struct Events<'t> {
    timeline: &'t Timeline,
    numbers: Numbers<'t>,
}

impl<'t> Iterator for Events<'t> {
    type Item = &'t Event;

    fn next(&mut self) -> Option<&'t Event> {
        self.numbers.next().and_then(|number| self.timeline.numbered(number))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.numbers.size_hint()
    }
}

impl DoubleEndedIterator for Events<'_> {
    fn next_back(&mut self) -> Option<Self::Item> {
        self.numbers.next_back().and_then(|number| self.timeline.numbered(number))
    }
}

impl ExactSizeIterator for Events<'_> {}

/// So many items.
struct Counted<I> {
    left: usize,
    items: I,
}

impl<I: Iterator> Iterator for Counted<I> {
    type Item = I::Item;

    fn next(&mut self) -> Option<I::Item> {
        self.left = self.left.saturating_sub(1);
        self.items.next()
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left, Some(self.left))
    }
}

impl<I: Iterator> ExactSizeIterator for Counted<I> {}

impl Timeline {
    /// All events in order: dated ones by their earliest start, then their latest end, how fine their time is, and
    /// their id; then those without a date.
    pub fn events(&self) -> impl DoubleEndedIterator<Item = &Event> + ExactSizeIterator {
        Events { timeline: self, numbers: self.numbers() }
    }

    fn numbers(&self) -> Numbers<'_> {
        match &self.content {
            Content::Worked(store) => Numbers::Worked(store.order()),
            Content::Restored(restored) => Numbers::Restored(0..restored.events.len() as u32),
        }
    }

    fn numbered(&self, number: u32) -> Option<&Event> {
        match &self.content {
            Content::Worked(store) => store.event(number),
            Content::Restored(restored) => restored.events.get(number as usize),
        }
    }

    /// All events in order as [`events`](Self::events) gives them, each worked out when it is reached and kept nowhere:
    /// a timeline of a million articles can be written out without room for all its events. Those that were asked for
    /// before are borrowed.
    ///
    /// ```
    /// use tarikh::{Article, Reader, Timeline};
    ///
    /// let article = Article::new("a", "قتل جنديان في غاو في 3 مارس 2013");
    /// let timeline = Timeline::from_readings([Reader::new().read(&article)]);
    /// let ids: Vec<String> = timeline.composed().map(|event| event.id.clone()).collect();
    /// assert_eq!(ids.len(), timeline.events().len());
    /// ```
    pub fn composed(&self) -> impl Iterator<Item = Cow<'_, Event>> {
        self.numbers().filter_map(|number| match &self.content {
            Content::Worked(store) => store.compose(number),
            Content::Restored(restored) => restored.events.get(number as usize).map(Cow::Borrowed),
        })
    }

    pub(super) fn readings(&self) -> impl ExactSizeIterator<Item = &Packed> {
        let (worked, restored): (_, &[Packed]) = match &self.content {
            Content::Worked(store) => (Some(store), &[]),
            Content::Restored(restored) => (None, &restored.readings),
        };
        let len = worked.map_or(0, |store| store.len()) + restored.len();
        Counted { left: len, items: worked.into_iter().flat_map(|store| store.readings()).chain(restored) }
    }

    /// The events with a date, in order.
    pub fn dated(&self) -> impl DoubleEndedIterator<Item = &Event> {
        self.events().filter(|event| !event.is_undated())
    }

    /// The events of which no start is known, in what order there is.
    pub fn undated(&self) -> impl DoubleEndedIterator<Item = &Event> {
        self.events().filter(|event| event.is_undated())
    }

    /// What became of the corrections.
    pub(super) fn outcome(&self) -> Vec<Corrected> {
        match &self.content {
            Content::Worked(store) => store.outcome(),
            Content::Restored(_) => Vec::new(),
        }
    }

    fn find(&self, id: &str) -> Option<u32> {
        match &self.content {
            Content::Worked(store) => store.find(event_id(id)?),
            Content::Restored(restored) => restored.find(id),
        }
    }

    /// The event with this id.
    #[must_use]
    pub fn event(&self, id: &str) -> Option<&Event> {
        self.find(id).and_then(|number| self.numbered(number)).filter(|event| event.id == id)
    }

    /// The articles, by id.
    #[must_use]
    pub fn articles(&self) -> &[Source] {
        self.articles.get_or_init(|| match &self.content {
            Content::Worked(store) => store.sources(),
            Content::Restored(_) => Vec::new(),
        })
    }

    fn source_named(&self, name: &str) -> Option<Source> {
        match &self.content {
            Content::Worked(store) => store.source_named(name),
            Content::Restored(_) => self.articles().iter().find(|source| source.id == name).cloned(),
        }
    }

    /// Claims that were set aside, with those that they contradict; the more trusted first, then by id.
    #[must_use]
    pub fn conflicts(&self) -> &[Conflict] {
        self.conflicts.get_or_init(|| match &self.content {
            Content::Worked(store) => {
                let mut conflicts = store.conflicts();
                // What an article says of its own publication is said with each of its events.
                conflicts
                    .dedup_by(|x, y| x.dropped.id == y.dropped.id && matches!(x.dropped.to, Point::Publication(_)));
                conflicts
            }
            Content::Restored(_) => Vec::new(),
        })
    }

    /// All claims that were taken in, by id. They are worked out when they are first asked for; of one event,
    /// [`explain`](Self::explain) is enough.
    #[must_use]
    pub fn claims(&self) -> &[Evidence] {
        self.claims.get_or_init(|| match &self.content {
            Content::Worked(store) => store.claims(),
            Content::Restored(_) => Vec::new(),
        })
    }

    /// The claim with this id.
    #[must_use]
    pub fn claim(&self, id: &str) -> Option<&Evidence> {
        let claims = self.claims();
        let at = claims.binary_search_by(|claim| claim.id.as_str().cmp(id)).ok()?;
        claims.get(at)
    }

    /// Events that certainly happened, all of them, within `[from, to)`.
    ///
    /// What is certain follows from the claims alone: an event of which only the month is known is surely in that
    /// month, and possibly on each of its days.
    ///
    /// ```
    /// use tarikh::{Article, Reader, Timeline};
    ///
    /// let mut article = Article::new("a", "هاجم مسلحون مدينة غاو في يوليو 2018.");
    /// article.published = "2018-08-20".parse::<chrono::NaiveDate>().ok().map(Into::into);
    /// let timeline = Timeline::from_readings([Reader::new().read(&article)]);
    /// let day = |text: &str| text.parse::<chrono::NaiveDate>().unwrap_or_default().into();
    /// assert_eq!(timeline.surely_during(day("2018-07-01"), day("2018-08-01")).count(), 1);
    /// assert_eq!(timeline.surely_during(day("2018-07-10"), day("2018-07-11")).count(), 0);
    /// assert_eq!(timeline.possibly_during(day("2018-07-10"), day("2018-07-11")).count(), 1);
    /// ```
    pub fn surely_during(&self, from: NaiveDateTime, to: NaiveDateTime) -> impl Iterator<Item = &Event> {
        self.events().filter(move |event| event.bounds().extent().is_some_and(|(s, e)| from <= s && e <= to))
    }

    /// Events that may have happened, if only in part, within `[from, to)`. Those of which nothing is known are left
    /// out.
    pub fn possibly_during(&self, from: NaiveDateTime, to: NaiveDateTime) -> impl Iterator<Item = &Event> {
        self.events().filter(move |event| {
            let bounds = event.bounds();
            let last = bounds.latest_end().or(bounds.latest_start());
            *bounds != Bounds::UNKNOWN
                && bounds.earliest_start().is_none_or(|start| start < to)
                && last.is_none_or(|end| from < end)
        })
    }

    /// Events that had certainly ended by then.
    pub fn surely_before(&self, t: NaiveDateTime) -> impl Iterator<Item = &Event> {
        self.events().filter(move |event| event.bounds().latest_end().is_some_and(|end| end <= t))
    }

    /// Events that certainly began then or later.
    pub fn surely_after(&self, t: NaiveDateTime) -> impl Iterator<Item = &Event> {
        self.events().filter(move |event| event.bounds().earliest_start().is_some_and(|start| t <= start))
    }

    /// Events that may have begun before then. Those of which nothing is known are left out.
    pub fn possibly_before(&self, t: NaiveDateTime) -> impl Iterator<Item = &Event> {
        self.events().filter(move |event| {
            let bounds = event.bounds();
            *bounds != Bounds::UNKNOWN && bounds.earliest_start().is_none_or(|start| start < t)
        })
    }

    /// Events that may have gone on or begun after then. Those of which nothing is known are left out.
    pub fn possibly_after(&self, t: NaiveDateTime) -> impl Iterator<Item = &Event> {
        self.events().filter(move |event| {
            let bounds = event.bounds();
            *bounds != Bounds::UNKNOWN && bounds.latest_end().is_none_or(|end| t < end)
        })
    }

    /// Events in which somebody with this id or name takes part.
    pub fn with_actor<'t>(&'t self, name: &'t str) -> impl Iterator<Item = &'t Event> {
        self.events().filter(move |event| event.has_actor(name))
    }

    /// Events at a place with this id or name.
    pub fn at_place<'t>(&'t self, name: &'t str) -> impl Iterator<Item = &'t Event> {
        self.events().filter(move |event| event.has_place(name))
    }

    /// Events of a class.
    pub fn of_class(&self, class: Class) -> impl Iterator<Item = &Event> {
        self.events().filter(move |event| event.class == class)
    }

    /// Events that an article mentions.
    pub fn of_article<'t>(&'t self, article: &'t str) -> impl Iterator<Item = &'t Event> {
        self.events().filter(move |event| event.mentions.iter().any(|m| m.article == article))
    }

    /// What is certain about the order of two events, from the claims and not from the order of display. `None` if one
    /// of them is not there.
    #[must_use]
    pub fn relation(&self, a: &str, b: &str) -> Option<Order> {
        let (a, b) = (self.find(a)?, self.find(b)?);
        match &self.content {
            Content::Worked(store) => store.relation(a, b),
            Content::Restored(restored) => Some(order::certain(&restored.network, restored.ends(a), restored.ends(b))),
        }
    }

    /// Why an event is dated as it is. `None` if there is no such event.
    #[must_use]
    pub fn explain(&self, id: &str) -> Option<Explanation> {
        let number = self.find(id)?;
        let event = self.numbered(number)?;
        let bounds = event.bounds();
        let chains = |network: &Network, (start, end): Ends| {
            [
                network.explain_earliest(start),
                network.explain_latest(start),
                network.explain_earliest(end),
                network.explain_latest(end),
            ]
        };
        let (chains, told, refused) = match &self.content {
            Content::Worked(store) => {
                let (claims, conflicts) = store.evidence(number)?;
                (store.with_network(number, chains)?, Cow::Owned(claims), Cow::Owned(conflicts))
            }
            Content::Restored(restored) => (
                chains(&restored.network, restored.ends(number)),
                Cow::Borrowed(self.claims()),
                Cow::Borrowed(self.conflicts()),
            ),
        };
        let index: FxHashMap<&str, &Evidence> = told.iter().map(|claim| (claim.id.as_str(), claim)).collect();
        let claims = |ids: Vec<ClaimId>| -> Vec<Evidence> {
            ids.into_iter().filter_map(|id| index.get(claim_name(id).as_str()).map(|&claim| claim.clone())).collect()
        };
        let [a, b, c, d] = chains;
        let limits = [
            (Limit::EarliestStart, bounds.earliest_start(), a),
            (Limit::LatestStart, bounds.latest_start(), b),
            (Limit::EarliestEnd, bounds.earliest_end(), c),
            (Limit::LatestEnd, bounds.latest_end(), d),
        ];
        // What only follows from the other end is not told twice.
        let follows = |limit: Limit| match limit {
            Limit::LatestStart => bounds.latest_start() == bounds.latest_end(),
            Limit::EarliestEnd => bounds.earliest_end() == bounds.earliest_start(),
            _ => false,
        };
        // What was worked out from the days on which an article can have been published rests on what says so.
        let grounded = |mut claims: Vec<Evidence>| {
            let windows = claims.iter().filter(|claim| claim.rule == FROM_WINDOW);
            let articles: BTreeSet<String> = windows.filter_map(|claim| claim.article.clone()).collect();
            for article in articles {
                let why = self.source_named(&article).map(|source| source.because).unwrap_or_default();
                for claim in why.iter().filter_map(|id| index.get(id.as_str())) {
                    if claim.rule != FROM_WINDOW && !claims.iter().any(|known| known.id == claim.id) {
                        claims.push((*claim).clone());
                    }
                }
            }
            // «أمس» rests on the day on which the article was published.
            let relative = claims.iter().filter(|claim| matches!(claim.trust, Trust::Relative | Trust::Inferred));
            let articles: BTreeSet<String> = relative.filter_map(|claim| claim.article.clone()).collect();
            for claim in told.iter().filter(|claim| claim.rule == GIVEN) {
                let premise = claim.article.as_ref().is_some_and(|article| articles.contains(article));
                if premise && !claims.iter().any(|known| known.id == claim.id) {
                    claims.push(claim.clone());
                }
            }
            claims
        };
        let limits = limits
            .into_iter()
            .filter(|&(limit, ..)| !follows(limit))
            .filter_map(|(limit, at, ids)| Some(Forced { limit, at: at?, claims: grounded(claims(ids)) }))
            .collect();
        let about = |claim: &Evidence| {
            let here = |point: &Point| matches!(point, Point::Start(e) | Point::End(e) if e == id);
            here(&claim.from) || here(&claim.to)
        };
        // A date of an article that is wrong makes what it tells wrong.
        let tells = |conflict: &Conflict| {
            let article = conflict.misdated();
            article.is_some_and(|article| event.mentions.iter().any(|mention| mention.article == article))
        };
        let conflicts = refused.iter().filter(|c| about(&c.dropped) || tells(c)).cloned().collect();
        Some(Explanation::new(event, limits, conflicts, self.corrections_of(event)))
    }
}
