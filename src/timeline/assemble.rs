//! From articles to dated events: what one article says alone, and what follows for a knot of them.
//!
//! A *knot* is a set of events, with the articles that tell them, of which no claim leads to an event outside it. Events
//! told by dated articles are nearly always knots of their own; an article without a date ties all that it tells, since
//! one date decides about all of it. Everything about a knot is worked out from the knot alone.

use super::articles::{Kept, Told};
use super::card::{Atlas, Card, Cards};
use super::chains;
use super::corrected::{self, Moved, Resolved, Spot};
use super::dating::{self, Dating, Reason};
use super::days::Days;
use super::dispatch::{self, Alike};
use super::event::Trust;
use super::facts::{self, Fact, Node, midnight};
use super::features::{self, Features, Room, Spare};
use super::identity;
use super::kinds::{Family, Truth};
use super::nearby::Nearby;
use super::reference::References;
use super::relative::{DAY, Meanings, Range};
use super::rounds::{self, Placed, Rounds};
use super::said::Said;
use super::store::parallel;
use super::words::Hash;
use super::work;
use crate::article::{Published, Quote};
use crate::knowledge::{Gazetteer, Pack, ReferenceEvent};
use crate::network::{Claim, ClaimId, Conflict, Network, PointId};
use crate::script::{Token, tokenize_into};
use rustc_hash::{FxHashMap, FxHashSet};
use std::borrow::Cow;
use std::cell::RefCell;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

/// A window that grew narrower may leave one reading of another expression; longer chains than this are not followed.
const ROUNDS: usize = 5;

/// What is known beforehand, ready for use. One for each thread: it remembers what expressions mean.
pub(super) struct Context<'p> {
    pub(super) pack: &'p Pack,
    pub(super) gazetteer: &'p Gazetteer,
    pub(super) references: &'p References<'p>,
    pub(super) corrected: &'p Resolved,
    pub(super) atlas: &'p Atlas,
    meanings: RefCell<Meanings>,
    /// Those of the text that was worked out last.
    pub(super) tokens: RefCell<Vec<Token>>,
    spare: Spare,
    facts: Room<Fact>,
    /// For the facts of an article with their ids.
    pub(super) numbered: Room<(ClaimId, Fact)>,
}

impl<'p> Context<'p> {
    pub(super) fn new(
        pack: &'p Pack,
        gazetteer: &'p Gazetteer,
        references: &'p References<'p>,
        corrected: &'p Resolved,
        atlas: &'p Atlas,
    ) -> Self {
        Self {
            pack,
            gazetteer,
            references,
            corrected,
            atlas,
            meanings: RefCell::new(Meanings::known()),
            tokens: RefCell::default(),
            spare: Spare::default(),
            facts: Room::default(),
            numbered: Room::default(),
        }
    }
}

impl Drop for Context<'_> {
    fn drop(&mut self) {
        self.meanings.take().keep();
    }
}

impl<'p> Context<'p> {
    /// Makes others that know the same.
    pub(super) fn fresh(&self) -> impl Fn() -> Self + Sync + use<'p> {
        let Self { pack, gazetteer, references, corrected, atlas, .. } = *self;
        move || Self::new(pack, gazetteer, references, corrected, atlas)
    }
}

/// What one article says alone.
#[derive(Debug, Clone)]
pub(super) struct Alone {
    pub(super) cards: Cards,
    /// About its publication and its mentions.
    pub(super) facts: Vec<(ClaimId, Fact)>,
}

/// What an article says alone, if it was published on one of some days; `at` is the number by which its chains and facts
/// call it.
pub(super) fn alone(
    at: u32,
    told: &Told,
    (dating, days): (Option<&Dating>, Days),
    depth: Depth,
    context: &Context<'_>,
) -> Alone {
    let mut tokens = context.tokens.borrow_mut();
    tokenize_into(&told.reading.text, &mut tokens);
    let (mut features, mut chains) =
        features::of_article(at, (told, &tokens), &days, context.references, context.gazetteer, &context.spare);
    if context.corrected.rename(&mut features) {
        chains::chains(0, &features, context.pack, &mut chains);
    }
    let cards = Cards::new(&chains, told, context.pack, context.atlas);
    let alone = Alone { cards, facts: facts_of(at, told, &features, (dating, &days), depth, context) };
    context.spare.features.give(features);
    context.spare.chains.give(chains);
    alone
}

/// What goes on for more days is no happening that is told by one of them.
const SOME_DAYS: i64 = 31;

/// What one article says of its publication and its mentions; `features` are needed where its date is not known.
fn facts_of(
    at: u32,
    told: &Told,
    features: &[Features],
    (dating, days): (Option<&Dating>, &Days),
    depth: Depth,
    context: &Context<'_>,
) -> Vec<(ClaimId, Fact)> {
    let mut facts = context.facts.take();
    facts::of_article(at, 0, told, days, &mut context.meanings.borrow_mut(), &mut facts);
    if let Some(dating) = dating {
        facts.extend(window_facts(at, dating));
        if *days != dating.days {
            let reason = dating::reported_then(&told.reading, context.gazetteer, context.references, days);
            facts.extend(reason.map(|reason| window_fact(at, &reason)));
        }
        if !dating.begins_with_old {
            facts.extend(leads(features, told));
        }
        facts.extend(facts::not_yet(features, told, context.references));
    } else {
        facts.extend(dating::facts_against(at, told, context.pack));
    }
    let numbered = |mut fact: Fact| {
        let claim = fact.claim.and_then(|number| told.reading.claims.get(number as usize));
        let words = claim.map_or(fact.quotes.as_slice(), |claim| &claim.evidence);
        let id = id(&fact, words, &told.name);
        if let Some(claim) = claim.filter(|_| depth == Depth::Evidence) {
            fact.quotes.clone_from(&claim.evidence);
        }
        (id, fact)
    };
    let mut all = context.numbered.take();
    all.extend(facts.drain(..).filter(|f| f.from != f.to).map(numbered));
    context.facts.give(facts);
    all
}

/// The days on which an article can have been published, by what it says, and why.
pub(super) fn dating(told: &Told, context: &Context<'_>) -> (Option<Dating>, Days) {
    match told.published {
        Some(published) => (None, Days::between(Some(published.date()), Some(published.date()))),
        None => {
            let is_wrong = |reason: &Reason| {
                let id = || id(&window_fact(0, reason), &reason.quotes, &told.name);
                context.corrected.rejects_any() && !context.corrected.rejects(id()).is_empty()
            };
            let dating = dating::date(told, context.references, context.gazetteer, is_wrong);
            let days = dating.days.clone();
            (Some(dating), days)
        }
    }
}

/// An article of a knot.
#[derive(Debug)]
pub(super) struct Part<'a> {
    /// Its number over all articles.
    pub(super) number: u32,
    kept: &'a Kept,
    source: Option<&'a str>,
    pub(super) cards: &'a Cards,
    said: &'a Said,
    dating: Option<&'a Dating>,
    /// The articles of the knot, with its place among them.
    alike: Option<(&'a Alike<'a>, u32)>,
    told: OnceLock<Told>,
}

impl<'a> Part<'a> {
    pub(super) fn new(
        number: u32,
        kept: &'a Kept,
        source: Option<&'a str>,
        (cards, said, dating): (&'a Cards, &'a Said, Option<&'a Dating>),
    ) -> Self {
        Self { number, kept, source, cards, said, dating, alike: None, told: OnceLock::new() }
    }

    /// The same, as one of several.
    pub(super) fn among(self, alike: &'a Alike<'a>, place: u32) -> Self {
        Self { alike: Some((alike, place)), ..self }
    }

    /// The number of the dispatch that it tells, the same for two articles of the knot that tell one.
    pub(super) fn dispatch(&self) -> u32 {
        self.alike.map_or(0, |(alike, place)| alike.group(place))
    }

    /// The dispatch and the outlet that stand behind it.
    pub(super) fn witness(&self) -> (u32, &'a str) {
        (self.dispatch(), self.source.unwrap_or(self.name()))
    }

    pub(super) fn name(&self) -> &'a str {
        self.kept.name.as_str()
    }

    /// The publication date that counts.
    pub(super) fn published(&self) -> Option<Published> {
        self.kept.published
    }

    /// The days on which it can have been published, as far as it says itself.
    fn days(&self) -> Days {
        let day = self.published().map(Published::date);
        self.dating.map_or_else(|| Days::between(day, day), |dating| dating.days.clone())
    }

    /// All that was read of it: unpacked when it is first asked for.
    pub(super) fn told(&self) -> &Told {
        self.told.get_or_init(|| self.kept.told())
    }

    /// What it says alone: with the words that support it, or without.
    fn facts(&self, at: u32, depth: Depth, context: &Context<'_>) -> Vec<(ClaimId, Fact)> {
        match (depth, self.dating) {
            (Depth::Bounds, _) => self.said.facts(at).collect(),
            (Depth::Evidence, None) => facts_of(self.number, self.told(), &[], (None, &self.days()), depth, context),
            (Depth::Evidence, dating) => alone(self.number, self.told(), (dating, self.days()), depth, context).facts,
        }
    }

    /// What it says alone if it was published on one of fewer days. It is unpacked for this once, or to be `kept`: those of
    /// a large knot take more memory than all else.
    fn narrowed(&self, days: &Days, kept: bool, depth: Depth, context: &Context<'_>) -> Alone {
        let known = self.dating.filter(|_| depth == Depth::Bounds).map(|dating| &dating.narrowed);
        let alone = || {
            let told = if kept { Cow::Borrowed(self.told()) } else { Cow::Owned(self.kept.told()) };
            alone(self.number, &told, (self.dating, days.clone()), depth, context)
        };
        let Some(known) = known else { return alone() };
        if let Some(same) = known.get(days) {
            let (cards, said) = &*same;
            return Alone { cards: cards.clone(), facts: said.facts(self.number).collect() };
        }
        let new = alone();
        known.put(days.clone(), Arc::new((new.cards.clone(), Said::new(&new.facts))));
        new
    }

    /// What a mention gives its event for an id, and whether it is told as a fact.
    fn mention(&self, mention: u32) -> Option<(u64, Truth)> {
        let chain = self.cards.chain_of(mention)?;
        if self.cards.members(chain).next() == Some(mention) {
            return Some(self.cards.get(0, chain)?.first);
        }
        let told = self.told();
        let mention = &told.reading.mentions.get(mention as usize)?.mention;
        Some((corrected::mention_id(&told.name, &mention.trigger), Truth::of(mention.factuality)))
    }
}

/// How much is to be known of a knot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Depth {
    /// What the claims leave open.
    Bounds,
    /// Also the words that support them.
    Evidence,
}

/// A chain of a knot: the number of the article among the parts, and of the chain in the article.
pub(super) type Link = (u32, u32);

/// An event of a knot.
#[derive(Debug, Clone)]
pub(super) struct Grouped {
    /// The numbers of the articles among the parts, and of the mentions in them; in order.
    pub(super) mentions: Vec<(u32, u32)>,
    /// The reference event that it is.
    pub(super) reference: Option<u32>,
    pub(super) id: u64,
}

/// Everything that follows for a knot.
#[derive(Debug)]
pub(super) struct Solved {
    pub(super) events: Vec<Grouped>,
    /// About publications and events, in the order of trust.
    pub(super) facts: Vec<Fact>,
    /// The ids of the facts.
    pub(super) ids: Vec<ClaimId>,
    pub(super) network: Network,
    pub(super) refused: Vec<Conflict>,
    /// For each article the days on which it can have been published.
    pub(super) days: Vec<Days>,
    /// Corrections that found a claim to reject, with the events that the claim was about.
    pub(super) rejected: Vec<(u32, Vec<u32>)>,
    /// Worked out when an event without a date is shown.
    pub(super) nearby: OnceLock<Nearby>,
}

impl Solved {
    pub(super) fn publication(article: u32) -> PointId {
        PointId::new(article)
    }

    /// The start and the end of an event.
    pub(super) fn ends(&self, event: u32) -> (PointId, PointId) {
        let articles = self.days.len() as u32;
        (PointId::new(articles + 2 * event), PointId::new(articles + 2 * event + 1))
    }
}

/// Works out a knot. `parts` are in the order of the articles, `links` are its chains, in order. Where all
/// articles have dates, or the knot is cut out of more, `groups` tells for each chain its event; otherwise that is found
/// out together with the dates.
pub(super) fn solve(
    parts: &[Part<'_>],
    links: &[Link],
    groups: Option<&[u32]>,
    depth: Depth,
    context: &Context<'_>,
) -> Solved {
    let large = links.len() > rounds::LARGE;
    let mut days: Vec<Days> = parts.iter().map(Part::days).collect();
    let numbered: Vec<(u32, &Part<'_>)> = (0u32..).zip(parts).collect();
    let first = parallel::each_if(large, &numbered, context, |&(at, part), context| part.facts(at, depth, context));
    // Every mention may begin a chain.
    let places = parts.iter().scan(0, |next, part| Some(std::mem::replace(next, *next + part.cards.mentions())));
    let places: Vec<u32> = places.collect();
    let mut compared = Rounds::default();
    let mut changed = vec![true; parts.len()];
    // What articles without a date say if they were published in the window that is left.
    let mut narrowed: Vec<Option<Alone>> = vec![None; parts.len()];
    // A claim that is rejected in one round may not come up in the next.
    let mut rejecting: BTreeSet<u32> = BTreeSet::new();
    for round in 1.. {
        let narrow = |at: u32| narrowed.get(at as usize).and_then(Option::as_ref);
        // Where the events are known the chains stay as they are.
        let narrow_cards = |at: u32| narrow(at).filter(|_| groups.is_none()).map(|alone| &alone.cards);
        let cards = |at: u32| Some(narrow_cards(at).unwrap_or(parts.get(at as usize)?.cards));
        let facts = |at: u32| Some(narrow(at).map_or(first.get(at as usize)?, |alone| &alone.facts));
        let mut all: Vec<(Link, Card<'_>)> = Vec::with_capacity(links.len());
        for run in links.chunk_by(|a, b| a.0 == b.0) {
            let Some(&(at, _)) = run.first() else { continue };
            let Some(cards) = cards(at) else { continue };
            if groups.is_none() && parts.get(at as usize).is_some_and(|part| part.published().is_none()) {
                // All of its chains are in the knot, and they are others than they were.
                all.extend((0u32..).zip(cards.iter(at)).map(|(chain, card)| ((at, chain), card)));
            } else {
                all.extend(run.iter().filter_map(|&link| Some((link, cards.get(at, link.1)?))));
            }
        }
        let event_of = match groups {
            Some(groups) => groups.to_vec(),
            None => {
                let is_changed = |at: u32| changed.get(at as usize).is_none_or(|&changed| changed);
                let place = |(at, chain): Link| places.get(at as usize).map_or(chain, |first| first + chain);
                let chains =
                    all.iter().map(|&(link, card)| Placed { place: place(link), changed: is_changed(link.0), card });
                let chains: Vec<Placed<'_>> = chains.collect();
                compared.events(&chains, large, context.atlas)
            }
        };
        let mut tellings: Vec<Telling> = Vec::with_capacity(all.len());
        for (&((at, chain), card), &event) in all.iter().zip(&event_of) {
            let members = cards(at).into_iter().flat_map(|cards| cards.members(chain));
            tellings.extend(members.map(|mention| Telling { spot: (at, mention), event, reference: card.reference }));
        }
        let moved = context.corrected.regroup(parts, &tellings);
        let events = grouped(parts, &tellings, moved.as_ref(), context.references);
        let loose = loosely_joined(parts, &all, &event_of, context.atlas);
        let event_of: FxHashMap<Link, u32> = all.iter().map(|c| c.0).zip(event_of).collect();
        let event = |(at, mention): Spot| match &moved {
            Some(moved) => moved.event_of.get(&(at, mention)).copied(),
            None => {
                let chain = cards(at)?.chain_of(mention)?;
                event_of.get(&(at, chain)).copied()
            }
        };
        let mut said = Vec::new();
        for at in 0..parts.len() as u32 {
            let Some(facts) = facts(at) else { continue };
            let event = |mention: u32| event((at, mention));
            let point = |node: Node| match node {
                Node::Calendar => Some(node),
                Node::Publication(_) => Some(Node::Publication(at)),
                Node::Start(mention) => event(mention).map(Node::Start),
                Node::End(mention) => event(mention).map(Node::End),
            };
            let is_loose = |node: Node| {
                let chain = node.event().and_then(|mention| cards(at)?.chain_of(mention));
                chain.is_some_and(|chain| loose.contains(&(at, chain)))
            };
            let is_publication = |node: Node| matches!(node, Node::Publication(_));
            for (id, fact) in facts {
                // Nobody is dated by an event of which only words say that it is the same.
                if (is_publication(fact.from) && is_loose(fact.to)) || (is_publication(fact.to) && is_loose(fact.from))
                {
                    continue;
                }
                // What is said of events of other knots is said there.
                let (Some(from), Some(to)) = (point(fact.from), point(fact.to)) else { continue };
                if from != to {
                    let fact = Fact { from, to, article: fact.article.map(|_| at), ..fact.clone() };
                    said.push((*id, of_days(fact, &events, parts, context.references)));
                }
            }
        }
        for (event, grouped) in (0u32..).zip(&events) {
            said.extend(reference_facts(event, grouped, context.references));
        }
        for (fact, teller) in context.corrected.facts(parts, event) {
            // The numbers of events mean something here only.
            let plain = |node: Node, number: u32| match node {
                Node::Start(_) => Node::Start(number),
                Node::End(_) => Node::End(number),
                other => other,
            };
            let known = Fact { from: plain(fact.from, 0), to: plain(fact.to, 1), ..fact.clone() };
            said.push((id(&known, &fact.quotes, &teller), fact));
        }
        let mut rejected: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        said.retain(|(id, fact)| {
            let by = context.corrected.rejects(*id);
            for &number in by {
                let about = [fact.from, fact.to].into_iter().filter_map(Node::event);
                rejected.entry(number).or_default().extend(about);
            }
            by.is_empty()
        });
        rejecting.extend(rejected.keys());
        work::steps(said.len());
        let (mut facts, mut ids) = ranked(said, parts, depth);
        let points = (parts.len() as u32, events.len() as u32);
        let (mut network, mut refused) = network(points.0, points.1, &facts, &ids, depth);
        // Where all claims hold together it makes no difference which of equals comes first.
        if depth == Depth::Bounds && !refused.is_empty() {
            (facts, ids) = ranked(ids.into_iter().zip(facts).collect(), parts, Depth::Evidence);
            (network, refused) = self::network(points.0, points.1, &facts, &ids, depth);
        }

        let mut narrower: Vec<(u32, &Part<'_>, Days)> = Vec::new();
        for (at, part) in (0u32..).zip(parts).filter(|(_, part)| part.published().is_none()) {
            let (low, high) = network.bounds(Solved::publication(at));
            let date = |s: Option<i64>| s.and_then(facts::moment).map(|t| t.date());
            // A publication is the start of a day: a bound inside a day leaves the next one.
            let low = low.and_then(|s| s.checked_add(DAY - 1));
            let window = Days::between(date(low), date(high));
            let Some(known) = days.get_mut(at as usize) else { continue };
            let left = known.intersect(&window);
            if left.is_empty() || left == *known {
                continue;
            }
            known.clone_from(&left);
            narrower.push((at, part, left));
        }
        if narrower.is_empty() || round == ROUNDS {
            let rejected = rejecting.iter().map(|by| (*by, rejected.remove(by).unwrap_or_default())).collect();
            let nearby = OnceLock::new();
            return Solved { events, facts, ids, network, refused, days, rejected, nearby };
        }
        changed.fill(false);
        let again = parallel::each_if(large, &narrower, context, |(_, part, days), context| {
            part.narrowed(days, !large, depth, context)
        });
        for ((at, ..), alone) in narrower.into_iter().zip(again) {
            if let Some(slot) = narrowed.get_mut(at as usize) {
                *slot = Some(alone);
            }
            if let Some(slot) = changed.get_mut(at as usize) {
                *slot = true;
            }
        }
    }
    // The loop ends by itself; this is what an empty knot gives.
    Solved {
        events: Vec::new(),
        facts: Vec::new(),
        ids: Vec::new(),
        network: Network::new(),
        refused: Vec::new(),
        days,
        rejected: Vec::new(),
        nearby: OnceLock::new(),
    }
}

/// Chains that are [loosely](loose_in) in their events.
fn loosely_joined(parts: &[Part<'_>], all: &[(Link, Card<'_>)], event_of: &[u32], atlas: &Atlas) -> FxHashSet<Link> {
    let mut of_event: FxHashMap<u32, Vec<&(Link, Card<'_>)>> = FxHashMap::default();
    for (card, &event) in all.iter().zip(event_of) {
        of_event.entry(event).or_default().push(card);
    }
    let mut loose = FxHashSet::default();
    for group in of_event.values().filter(|group| group.len() > 1) {
        let dated = |at: u32| parts.get(at as usize).is_none_or(|part| part.published().is_some());
        let told: Vec<(bool, Card<'_>)> = group.iter().map(|(link, card)| (dated(link.0), *card)).collect();
        loose.extend(loose_in(&told, atlas).into_iter().filter_map(|at| Some(group.get(at)?.0)));
    }
    loose
}

/// Of the chains of an event, in order and each with whether its article has a date, those of articles without one that
/// are one event with chains of other articles, and of which neither a time of their own nor the same words say so.
pub(super) fn loose_in(told: &[(bool, Card<'_>)], atlas: &Atlas) -> Vec<usize> {
    /// Days within which an article has to be dated for its times to count as evidence.
    const NARROW: i64 = 92;
    let known = told.iter().find_map(|(_, card)| card.reference);
    let is_loose = |&at: &usize| {
        let Some((dated, card)) = told.get(at) else { return false };
        let others = || told.iter().enumerate().filter(|(_, (_, other))| other.article != card.article);
        if *dated || card.reference.is_some() || others().next().is_none() {
            return false;
        }
        let narrow = card.timed && card.window.width().is_some_and(|days| days <= NARROW);
        let twin = known.is_some_and(|reference| atlas.has_twin(reference, &card.window));
        // The same words in an article with a date; sentences of the background are copied for years, without one.
        let alike = |(other_at, (given, of)): (usize, &(bool, Card<'_>))| {
            let (a, b) = if other_at < at { (of, card) } else { (card, of) };
            card.timed && *given && identity::points(a, b, atlas) >= identity::SURE
        };
        twin || !(narrow || others().take(identity::BLOCK).any(alike))
    };
    (0..told.len()).filter(is_loose).collect()
}

/// A mention of a knot with the event that its chain is of.
#[derive(Debug, Clone, Copy)]
pub(super) struct Telling {
    pub(super) spot: Spot,
    pub(super) event: u32,
    reference: Option<u32>,
}

/// The events, each with its mentions.
fn grouped(
    parts: &[Part<'_>],
    tellings: &[Telling],
    moved: Option<&Moved>,
    references: &References<'_>,
) -> Vec<Grouped> {
    let numbered = tellings.iter().filter_map(|telling| {
        let event = moved.map_or(Some(telling.event), |moved| moved.event_of.get(&telling.spot).copied());
        Some(Telling { event: event?, ..*telling })
    });
    let count = numbered.clone().map(|telling| telling.event + 1).max().unwrap_or(0);
    let empty = Grouped { mentions: Vec::new(), reference: None, id: 0 };
    let mut events = vec![empty; count as usize];
    // The reference event that some article alone lets one see: all that tell of it are together.
    let mut sure = vec![false; count as usize];
    for Telling { spot, event, reference } in numbered {
        let Some(slot) = events.get_mut(event as usize) else { continue };
        slot.mentions.push(spot);
        // What was split off is not what was known.
        if moved.is_some_and(|moved| moved.split.contains(&event)) {
            continue;
        }
        slot.reference = slot.reference.or(reference);
        if let Some((known, sure)) = reference.zip(sure.get_mut(event as usize)) {
            let part = parts.get(spot.0 as usize);
            *sure |= part.is_some_and(|part| part.cards.iter(0).any(|card| card.reference == Some(known)));
        }
    }
    for (event, sure) in events.iter_mut().zip(sure) {
        event.mentions.sort_unstable();
        let known = event.reference.filter(|_| sure).and_then(|r| references.event(r));
        event.id = event_id(parts, event, known.map(|known| known.id.as_str()));
    }
    events
}

/// Follows from the reference event, or from the first mention.
fn event_id(parts: &[Part<'_>], event: &Grouped, reference: Option<&str>) -> u64 {
    let first = event.mentions.first().and_then(|&(at, mention)| parts.get(at as usize)?.mention(mention));
    match (reference, first) {
        (Some(reference), Some((_, truth))) => corrected::reference_id(reference, truth),
        (None, Some((id, _))) => id,
        (_, None) => 0,
    }
}

/// What is said of a publication; also what somebody rejects, so that it is known to be there.
fn window_facts(at: u32, dating: &Dating) -> impl Iterator<Item = Fact> + '_ {
    dating.reasons.iter().chain(&dating.rejected).map(move |reason| window_fact(at, reason))
}

pub(super) fn window_fact(at: u32, reason: &Reason) -> Fact {
    let range = (reason.from.map(midnight), reason.to.map(midnight));
    let mut fact = Fact::on(Node::Publication(at), range, Trust::Inferred, reason.rule);
    fact.article = Some(at);
    fact.pack.clone_from(&reason.pack);
    fact.quotes.clone_from(&reason.quotes);
    fact
}

/// News begins with what is new: what the first sentence of an undated article tells happened in the month before.
fn leads<'a>(features: &'a [Features], told: &'a Told) -> impl Iterator<Item = Fact> + 'a {
    const MONTH: i64 = 31 * DAY;
    let features = if dating::is_retrospect(&told.reading.text) { &[] } else { features };
    (0u32..).zip(features).filter_map(move |(mention, f)| {
        // «مدبر هجوم … في مارس» in the first sentence is no news.
        let told_so = f.fresh || (!f.nominal && !f.timed);
        if f.sentence != 1 || f.truth != Truth::Fact || f.reference.is_none() || f.family == Family::Saying || !told_so
        {
            return None;
        }
        let first = told.reading.mentions.iter().find(|m| m.mention.sentence.start == 0).map(|m| &m.mention)?;
        // «قتل … بحسب تقرير للأمم المتحدة»: nobody knows how long ago. «قتلوا في القرية التي شهدت قبل عام مذبحة»: nor which
        // of the two is known.
        let earlier = || features.iter().any(|o| o.sentence == 1 && o.family == f.family && o.timed && !o.fresh);
        if !f.fresh && (dating::tells_aftermath(first.sentence.of(&told.reading.text)) || earlier()) {
            return None;
        }
        let mut fact = Fact::on(Node::Publication(f.article), (None, Some(MONTH)), Trust::Tense, "lead");
        fact.from = Node::Start(mention);
        fact.article = Some(f.article);
        fact.quotes = vec![first.trigger.clone()];
        Some(fact)
    })
}

/// What the pack says of an event that it knows.
fn reference_facts(event: u32, grouped: &Grouped, references: &References<'_>) -> Vec<(ClaimId, Fact)> {
    let Some(known) = grouped.reference.and_then(|r| references.event(r)) else { return Vec::new() };
    let [start, end] = days_of(known);
    let name = format!("{:016x}", grouped.id);
    [(Node::Start(event), start), (Node::End(event), end)]
        .into_iter()
        .map(|(node, range)| {
            let mut fact = Fact::on(node, range, Trust::Pack, "reference_event");
            fact.pack = Some(known.id.clone());
            // The number of the event means something here only.
            let numbered = match node {
                Node::End(_) => Node::End(0),
                _ => Node::Start(0),
            };
            (id(&Fact { to: numbered, ..fact.clone() }, &fact.quotes, &name), fact)
        })
        .collect()
}

/// What an article says of an event that is known to have gone on for days may be said of any of them: «قصف الجيش الموقع
/// في اليوم الثاني» does not tell when it began.
fn of_days(fact: Fact, events: &[Grouped], parts: &[Part<'_>], references: &References<'_>) -> Fact {
    let known = |node: Node| match node {
        Node::Start(event) => events.get(event as usize).and_then(|event| references.event(event.reference?)),
        _ => None,
    };
    let length = |known: Option<&ReferenceEvent>| {
        let days = known.map(|known| (known.end.latest - known.begin.latest).num_days());
        days.filter(|days| (0..=SOME_DAYS).contains(days)).unwrap_or_default() * DAY
    };
    let day = match fact.from {
        Node::Calendar => Some(0),
        Node::Publication(at) => parts.get(at as usize).and_then(Part::published).map(|on| midnight(on.date())),
        _ => None,
    };
    let begin = known(fact.to).and_then(|known| days_of(known)[0].1);
    // It may be told by its first day.
    let fits = || Some(fact.least?.checked_add(day?)? <= begin?);
    if fits() == Some(true) {
        return fact;
    }
    Fact {
        least: fact.least.and_then(|least| least.checked_sub(length(known(fact.to)))),
        most: fact.most.and_then(|most| most.checked_add(length(known(fact.from)))),
        ..fact
    }
}

/// When an event that the pack knows began, and when it ended, in seconds.
pub(super) fn days_of(known: &ReferenceEvent) -> [Range<i64>; 2] {
    // No least for the end: reports of the first day know nothing of the second.
    let after = |bound: crate::knowledge::DayBound| midnight(bound.latest).checked_add(DAY);
    // It begins on that day and not with the next one: a claim that only touches it contradicts it.
    let start = (Some(midnight(known.begin.earliest)), after(known.begin).map(|end| end - 1));
    [start, (None, after(known.end))]
}

/// In the order of trust: the more trusted first, then the narrower, then what more independent
/// articles say, then by content. Where no more than bounds are asked for nobody looks who is independent.
fn ranked(facts: Vec<(ClaimId, Fact)>, parts: &[Part<'_>], depth: Depth) -> (Vec<Fact>, Vec<ClaimId>) {
    type Said = (Node, Node, Option<i64>, Option<i64>);
    let said = |fact: &Fact| (fact.from, fact.to, fact.least, fact.most);
    let mut witnesses: FxHashMap<Said, Vec<u32>> = FxHashMap::default();
    for (_, fact) in facts.iter().filter(|_| depth == Depth::Evidence) {
        if let Some(article) = fact.article {
            witnesses.entry(said(fact)).or_default().push(article);
        }
    }
    let of = |at: u32| parts.get(at as usize).map_or((at, ""), Part::witness);
    // Once for what is claimed, not for each claim: thousands of articles may tell the same.
    let sources: FxHashMap<Said, u32> =
        witnesses.into_iter().map(|(said, articles)| (said, dispatch::independent(&articles, of))).collect();
    let sources = |fact: &Fact| sources.get(&said(fact)).copied().unwrap_or_default();
    let mut order: Vec<(u32, ClaimId, Fact)> = facts.into_iter().map(|(id, fact)| (sources(&fact), id, fact)).collect();
    order.sort_by(|(sa, ida, a), (sb, idb, b)| {
        let key = |f: &Fact| (Reverse(f.trust), f.width(), f.article, f.from, f.to, f.least, f.most);
        let (ka, kb) = (key(a), key(b));
        (ka.0, ka.1).cmp(&(kb.0, kb.1)).then(sb.cmp(sa)).then_with(|| ka.cmp(&kb)).then(ida.cmp(idb))
    });
    order.dedup_by(|a, b| a.1 == b.1);
    order.into_iter().map(|(_, id, fact)| (fact, id)).unzip()
}

/// An id that follows from what is claimed and by whom, so that it does not depend on what else is there.
fn id(fact: &Fact, words: &[Quote], teller: &str) -> ClaimId {
    let node = |node: Node| match node {
        Node::Calendar => (b'c', 0),
        Node::Publication(_) => (b'p', 0),
        Node::Start(mention) => (b's', mention),
        Node::End(mention) => (b'e', mention),
    };
    let ((from, a), (to, b)) = (node(fact.from), node(fact.to));
    let bound = |b: Option<i64>| b.unwrap_or(i64::MIN).to_le_bytes();
    let (least, most, a, b) = (bound(fact.least), bound(fact.most), a.to_le_bytes(), b.to_le_bytes());
    let kinds = [from, to];
    let pack = fact.pack.as_deref().unwrap_or_default();
    let parts: [&[u8]; 8] = [teller.as_bytes(), &kinds, &a, &b, &least, &most, fact.rule.as_bytes(), pack.as_bytes()];
    let hash = parts.into_iter().fold(Hash::default(), Hash::with);
    let hash = words.iter().fold(hash, |hash, quote| hash.with(&quote.bytes.start.to_le_bytes()));
    // The upper half of the range is for what is always so.
    ClaimId::new(hash.finish() >> 1)
}

pub(super) fn network(
    articles: u32,
    events: u32,
    facts: &[Fact],
    ids: &[ClaimId],
    depth: Depth,
) -> (Network, Vec<Conflict>) {
    let start = |event: u32| PointId::new(articles + 2 * event);
    let end = |event: u32| PointId::new(articles + 2 * event + 1);
    let point = |node: Node| match node {
        Node::Calendar => None,
        Node::Publication(at) => Some(Solved::publication(at)),
        Node::Start(event) => Some(start(event)),
        Node::End(event) => Some(end(event)),
    };
    // Nothing ends before it begins. These ids are at the top: what is said explains before what is always so.
    let always = (0..events).map(|event| {
        let id = ClaimId::new(u64::MAX - u64::from(event));
        Claim::between(id, start(event), end(event), 0, None)
    });
    let claims = facts.iter().zip(ids).filter_map(|(fact, &id)| {
        let to = point(fact.to)?;
        Some(match point(fact.from) {
            Some(from) => Claim::between(id, from, to, fact.least, fact.most),
            None => Claim::on(id, to, fact.least, fact.most),
        })
    });
    let points = articles.saturating_add(events.saturating_mul(2));
    match depth {
        Depth::Bounds => Network::from_claims_unexplained(points, always.chain(claims)),
        Depth::Evidence => Network::from_claims(points, always.chain(claims)),
    }
}
