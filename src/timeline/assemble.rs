//! From readings to events: dates what is not dated, finds out what is one happening, solves the network.

use super::articles::Told;
use super::days::Days;
use super::event::Trust;
use super::facts::{self, Fact, Node, midnight};
use super::features::{self, Features};
use super::identity;
use super::kinds::{Family, Truth};
use super::publication::{self, Dating};
use super::reference::References;
use super::relative::{DAY, Meanings};
use super::words;
use crate::knowledge::{Gazetteer, Pack};
use crate::network::{Claim, ClaimId, Conflict, Network, PointId};
use rustc_hash::{FxHashMap, FxHashSet};
use std::cmp::Reverse;

/// A window that grew narrower may leave one reading of another expression; longer chains than this are not followed.
const ROUNDS: usize = 5;

/// Everything that the solved network and the groups of mentions say.
pub(super) struct Assembled {
    /// For every mention, over all articles, its event.
    pub(super) event_of: Vec<u32>,
    pub(super) event_count: u32,
    /// For every mention the reference event it tells of.
    pub(super) reference_of: Vec<Option<u32>>,
    /// The number of the first mention of every article.
    pub(super) firsts: Vec<u32>,
    /// About publications and events, in the order of trust.
    pub(super) facts: Vec<Fact>,
    /// The ids of the facts.
    pub(super) ids: Vec<ClaimId>,
    pub(super) network: Network,
    pub(super) refused: Vec<Conflict>,
    /// The days on which each article can have been published.
    pub(super) days: Vec<Days>,
}

impl Assembled {
    pub(super) fn publication(article: u32) -> PointId {
        PointId::new(article)
    }

    pub(super) fn start(articles: usize, event: u32) -> PointId {
        PointId::new(articles as u32 + 2 * event)
    }

    pub(super) fn end(articles: usize, event: u32) -> PointId {
        PointId::new(articles as u32 + 2 * event + 1)
    }
}

pub(super) fn assemble(told: &[Told], pack: &Pack) -> Assembled {
    // Building one takes longer than reading an article; the one of the crate's own pack is built once.
    let own;
    let gazetteer = if pack == Pack::mali() {
        Gazetteer::mali()
    } else {
        own = Gazetteer::new(pack);
        &own
    };
    let references = References::new(pack);
    let mut meanings = Meanings::default();
    let firsts: Vec<u32> = told
        .iter()
        .scan(0u32, |next, t| {
            let first = *next;
            *next = next.saturating_add(t.reading.mentions.len() as u32);
            Some(first)
        })
        .collect();
    let datings: Vec<Option<Dating>> =
        told.iter().map(|t| t.published.is_none().then(|| publication::date(t, pack, gazetteer))).collect();
    let mut days: Vec<Days> = told
        .iter()
        .zip(&datings)
        .map(|(t, dating)| match (t.published, dating) {
            (Some(published), _) => Days::between(Some(published.date()), Some(published.date())),
            (None, Some(dating)) => dating.days.clone(),
            (None, None) => Days::any(),
        })
        .collect();

    let mut features: Vec<Features> = Vec::new();
    let mut round = 0;
    loop {
        round += 1;
        if features.is_empty() {
            for (at, t) in (0u32..).zip(told) {
                let days = days.get(at as usize).cloned().unwrap_or_else(Days::any);
                features.extend(features::of_article(at, t, &days, &references, gazetteer));
            }
        } else {
            for (at, t) in told.iter().enumerate().filter(|(_, t)| t.published.is_none()) {
                let (Some(&first), Some(days)) = (firsts.get(at), days.get(at)) else { continue };
                let new = features::of_article(at as u32, t, days, &references, gazetteer);
                for (slot, new) in features.iter_mut().skip(first as usize).zip(new) {
                    *slot = new;
                }
            }
        }
        let event_of = identity::events(&features, pack);
        let event_count = event_of.iter().map(|&e| e + 1).max().unwrap_or(0);
        let mut all = Vec::new();
        for (at, t) in (0u32..).zip(told) {
            let (Some(&first), Some(days)) = (firsts.get(at as usize), days.get(at as usize)) else { continue };
            all.extend(facts::of_article(at, first, t, days, &mut meanings));
            if let Some(Some(dating)) = datings.get(at as usize) {
                all.extend(window_facts(at, dating));
            }
        }
        all.extend(leads(&features, told));
        for fact in &mut all {
            let event = |mention: u32| event_of.get(mention as usize).copied().unwrap_or(u32::MAX);
            for node in [&mut fact.from, &mut fact.to] {
                match node {
                    Node::Start(mention) => *node = Node::Start(event(*mention)),
                    Node::End(mention) => *node = Node::End(event(*mention)),
                    _ => {}
                }
            }
        }
        all.retain(|f| f.from != f.to);
        all.extend(reference_facts(&features, &event_of, &references));
        let facts = ranked(all, told);
        let ids = ids(&facts, told);
        let (network, refused) = solve(told.len(), event_count, &facts, &ids);

        let mut narrower = false;
        for (at, _) in told.iter().enumerate().filter(|(_, t)| t.published.is_none()) {
            let (low, high) = network.bounds(Assembled::publication(at as u32));
            let date = |s: Option<i64>| s.and_then(facts::moment).map(|t| t.date());
            // A publication is the start of a day: a bound inside a day leaves the next one.
            let low = low.and_then(|s| s.checked_add(DAY - 1));
            let window = Days::between(date(low), date(high));
            if let Some(known) = days.get_mut(at) {
                let left = known.intersect(&window);
                if !left.is_empty() && left != *known {
                    *known = left;
                    narrower = true;
                }
            }
        }
        if !narrower || round == ROUNDS {
            let reference_of = features.iter().map(|f| f.reference).collect();
            return Assembled { event_of, event_count, reference_of, firsts, facts, ids, network, refused, days };
        }
    }
}

fn window_facts(at: u32, dating: &Dating) -> impl Iterator<Item = Fact> + '_ {
    dating.reasons.iter().map(move |reason| {
        let range = (reason.from.map(midnight), reason.to.map(midnight));
        let mut fact = Fact::on(Node::Publication(at), range, Trust::Inferred, reason.rule);
        fact.article = Some(at);
        fact.pack.clone_from(&reason.pack);
        fact.quotes.clone_from(&reason.quotes);
        fact
    })
}

/// News begins with what is new: what the first sentence of an undated article tells happened in the month before.
fn leads<'a>(features: &'a [Features], told: &'a [Told]) -> impl Iterator<Item = Fact> + 'a {
    const MONTH: i64 = 31 * DAY;
    (0u32..).zip(features).filter_map(move |(mention, f)| {
        let article = told.get(f.article as usize).filter(|t| t.published.is_none())?;
        // «مدبر هجوم … في مارس» in the first sentence is no news.
        let told_so = f.fresh || (!f.nominal && !f.timed);
        if f.sentence != 1 || f.truth != Truth::Fact || f.reference.is_none() || f.family == Family::Saying || !told_so
        {
            return None;
        }
        let first = article.reading.mentions.iter().find(|m| m.mention.sentence.start == 0).map(|m| &m.mention)?;
        let mut fact = Fact::on(Node::Publication(f.article), (None, Some(MONTH)), Trust::Tense, "lead");
        fact.from = Node::Start(mention);
        fact.article = Some(f.article);
        fact.quotes = vec![first.trigger.clone()];
        Some(fact)
    })
}

/// What the pack says of the events that it knows.
fn reference_facts(features: &[Features], event_of: &[u32], references: &References<'_>) -> Vec<Fact> {
    let mut seen = FxHashSet::default();
    let mut facts = Vec::new();
    for (f, &event) in features.iter().zip(event_of) {
        let Some(known) = f.reference.and_then(|r| references.event(r)) else { continue };
        if !seen.insert(event) {
            continue;
        }
        // No least for the end: reports of the first day know nothing of the second.
        let after = |bound: crate::knowledge::DayBound| midnight(bound.latest).checked_add(DAY);
        // It begins on that day and not with the next one: a claim that only touches it contradicts it.
        let start = (Some(midnight(known.begin.earliest)), after(known.begin).map(|end| end - 1));
        for (node, range) in [(Node::Start(event), start), (Node::End(event), (None, after(known.end)))] {
            let mut fact = Fact::on(node, range, Trust::Pack, "reference_event");
            fact.pack = Some(known.id.clone());
            facts.push(fact);
        }
    }
    facts
}

/// In the order of trust: the more trusted first, then the narrower, then what more outlets say, then by content.
fn ranked(facts: Vec<Fact>, told: &[Told]) -> Vec<Fact> {
    type Said = (Node, Node, Option<i64>, Option<i64>);
    let mut outlets: FxHashMap<Said, FxHashSet<&str>> = FxHashMap::default();
    for fact in &facts {
        let article = fact.article.and_then(|at| told.get(at as usize));
        let outlet = article.map_or("", |t| t.reading.article.source.as_deref().unwrap_or(&t.name));
        outlets.entry((fact.from, fact.to, fact.least, fact.most)).or_default().insert(outlet);
    }
    let sources: Vec<usize> =
        facts.iter().map(|f| outlets.get(&(f.from, f.to, f.least, f.most)).map_or(0, FxHashSet::len)).collect();
    drop(outlets);
    let mut order: Vec<(usize, Fact)> = sources.into_iter().zip(facts).collect();
    order.sort_by(|(sa, a), (sb, b)| {
        let key = |f: &Fact| (Reverse(f.trust), f.width(), f.article, f.from, f.to, f.least, f.most);
        let (ka, kb) = (key(a), key(b));
        (ka.0, ka.1)
            .cmp(&(kb.0, kb.1))
            .then(sb.cmp(sa))
            .then_with(|| ka.cmp(&kb))
            .then_with(|| a.rule.cmp(&b.rule))
            .then_with(|| a.quotes.cmp(&b.quotes))
            .then_with(|| a.pack.cmp(&b.pack))
    });
    let mut facts: Vec<Fact> = order.into_iter().map(|(_, fact)| fact).collect();
    facts.dedup();
    facts
}

/// Ids that follow from what is claimed and by whom, so that they do not depend on what else is there.
fn ids(facts: &[Fact], told: &[Told]) -> Vec<ClaimId> {
    let mut used = FxHashSet::default();
    facts
        .iter()
        .map(|fact| {
            let article = fact.article.and_then(|at| told.get(at as usize)).map_or("", |t| t.name.as_str());
            let kind = |node: Node| match node {
                Node::Calendar => b"c",
                Node::Publication(_) => b"p",
                Node::Start(_) => b"s",
                Node::End(_) => b"e",
            };
            let bound = |b: Option<i64>| b.unwrap_or(i64::MIN).to_le_bytes();
            let (least, most) = (bound(fact.least), bound(fact.most));
            let places: Vec<[u8; 4]> = fact.quotes.iter().map(|q| q.bytes.start.to_le_bytes()).collect();
            let mut parts: Vec<&[u8]> = vec![
                article.as_bytes(),
                kind(fact.from),
                kind(fact.to),
                &least,
                &most,
                fact.rule.as_bytes(),
                fact.pack.as_deref().unwrap_or_default().as_bytes(),
            ];
            parts.extend(places.iter().map(<[u8; 4]>::as_slice));
            // The upper half of the range is for what is always so.
            let mut id = words::hash(parts) >> 1;
            // Facts come in one order, so whoever comes second gives way, whatever arrived first.
            while !used.insert(id) {
                id = id.wrapping_add(1);
            }
            ClaimId::new(id)
        })
        .collect()
}

fn solve(articles: usize, events: u32, facts: &[Fact], ids: &[ClaimId]) -> (Network, Vec<Conflict>) {
    let point = |node: Node| match node {
        Node::Calendar => None,
        Node::Publication(at) => Some(Assembled::publication(at)),
        Node::Start(event) => Some(Assembled::start(articles, event)),
        Node::End(event) => Some(Assembled::end(articles, event)),
    };
    // Nothing ends before it begins. These ids are at the top: what is said explains before what is always so.
    let always = (0..events).map(|event| {
        let id = ClaimId::new(u64::MAX - u64::from(event));
        Claim::between(id, Assembled::start(articles, event), Assembled::end(articles, event), 0, None)
    });
    let claims = facts.iter().zip(ids).filter_map(|(fact, &id)| {
        let to = point(fact.to)?;
        Some(match point(fact.from) {
            Some(from) => Claim::between(id, from, to, fact.least, fact.most),
            None => Claim::on(id, to, fact.least, fact.most),
        })
    });
    let points = (articles as u32).saturating_add(events.saturating_mul(2));
    Network::from_claims(points, always.chain(claims))
}
