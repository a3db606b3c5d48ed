//! From readings to events: dates what is not dated, finds out what is one happening, solves the network.

use super::articles::Told;
use super::days::Days;
use super::event::Trust;
use super::facts::{self, Fact, Node, midnight};
use super::identity::{self, Features};
use super::kinds::{Family, Truth};
use super::publication::{self, Dating};
use super::reference::References;
use super::relative::{self, Clue, DAY, Meanings};
use super::words;
use crate::event::{Form, Mention, Tense};
use crate::knowledge::{EntityKind, Gazetteer, Pack};
use crate::link::Relation;
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
                features.extend(of_article(at, t, &days, &references, gazetteer));
            }
        } else {
            for (at, t) in told.iter().enumerate().filter(|(_, t)| t.published.is_none()) {
                let (Some(&first), Some(days)) = (firsts.get(at), days.get(at)) else { continue };
                for (slot, new) in
                    features.iter_mut().skip(first as usize).zip(of_article(at as u32, t, days, &references, gazetteer))
                {
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

/// What is compared of the mentions of an article.
fn of_article(at: u32, told: &Told, days: &Days, references: &References<'_>, gazetteer: &Gazetteer) -> Vec<Features> {
    let reading = &told.reading;
    let mut features = mentioned(at, told, days, references, gazetteer);
    // Who announces what he does tells of one event: «أعلنت … اندماجها».
    for at in 0..features.len() {
        let Some(f) = features.get(at).filter(|f| !f.timed && f.reference.is_none() && f.truth == Truth::Fact) else {
            continue;
        };
        let near = features.get(at.saturating_sub(3)..at + 1).unwrap_or_default();
        let told = near.iter().rev().find(|g| g.sentence == f.sentence && g.timed && g.family == Family::Saying);
        let known = told.and_then(|g| g.reference).filter(|&r| references.can_be(r, f));
        if let Some(f) = features.get_mut(at).filter(|_| known.is_some()) {
            f.reference = known;
        }
    }
    debug_assert_eq!(features.len(), reading.mentions.len());
    features
}

fn mentioned(at: u32, told: &Told, days: &Days, references: &References<'_>, gazetteer: &Gazetteer) -> Vec<Features> {
    let reading = &told.reading;
    let mut sentence: (u32, u32, Vec<crate::script::Key>, String) = (u32::MAX, 0, Vec::new(), String::new());
    let mut number = 0u32;
    // Without a date the rest of the article has to help.
    let whole = if told.published.is_none() { words::name(&reading.text) } else { String::new() };
    reading
        .mentions
        .iter()
        .zip(0u32..)
        .map(|(dated, index)| {
            let mention = &dated.mention;
            if (sentence.0, sentence.1) != (mention.sentence.start, mention.sentence.end) {
                let text = mention.sentence.of(&reading.text);
                sentence = (mention.sentence.start, mention.sentence.end, words::content(text), words::name(text));
                number += 1;
            }
            let ids = |name: &str, id: &Option<String>| id.clone().unwrap_or_else(|| words::name(name));
            let mut actors: Vec<String> = mention.participants.iter().map(|p| ids(&p.name, &p.id)).collect();
            let family = |placed| Family::of(mention.class, mention.mode, &mention.lemma, placed);
            let unknown = mention.participants.iter().all(|p| p.id.is_none());
            if unknown && family(false) == Family::Founding {
                actors.extend(founded(&reading.text, mention, gazetteer));
            }
            let mut places: Vec<String> = mention.places.iter().map(|p| ids(&p.name, &p.id)).collect();
            // What is taken or hit is a place as often as not: «سقطت كيدال».
            let (taken, others) = actors.into_iter().partition(|id| references.is_place(id));
            actors = others;
            places.extend::<Vec<String>>(taken);
            for list in [&mut actors, &mut places] {
                list.retain(|name| !name.is_empty());
                list.sort_unstable();
                list.dedup();
            }
            let timexes = || dated.timexes.iter().filter_map(|&t| reading.timexes.get(t as usize));
            let linked = reading.links.iter().filter(|l| l.mention == index && l.relation == Relation::During);
            let linked = linked.filter_map(|l| reading.timexes.get(l.timex as usize));
            let to_come = timexes().chain(linked).any(|t| relative::is_future(&t.expression));
            let since = reading.links.iter().any(|l| l.mention == index && l.relation == Relation::Since);
            let mut features = Features {
                article: at,
                sentence: number,
                family: family(!places.is_empty()),
                told: days.last().and_then(|d| d.succ_opt()).map(|d| d.and_time(chrono::NaiveTime::MIN)),
                truth: if to_come { Truth::ToCome } else { Truth::of(mention.factuality) },
                since,
                ongoing: since || mention.tense == Tense::Present,
                lemma: words::name(&mention.lemma),
                nominal: matches!(mention.form, Form::Noun | Form::Participle),
                places,
                actors,
                words: sentence.2.clone(),
                bounds: facts::alone(index, told, days),
                definite: mention.trigger.text.starts_with("ال")
                    || reading.text.get(..mention.trigger.bytes.start as usize).is_some_and(|t| t.ends_with("ال")),
                clues: if told.published.is_some() {
                    Vec::new()
                } else {
                    timexes().filter_map(|t| Clue::of(&t.expression)).collect()
                },
                timed: !dated.timexes.is_empty(),
                fresh: timexes().any(|t| relative::is_fresh(&t.expression)),
                happens: false,
                reference: None,
            };
            if let Some(family) = happening(&reading.mentions, index as usize) {
                features.family = family;
                features.happens = true;
            }
            features.reference = references.find(&features, &sentence.3, &whole);
            features
        })
        .collect()
}

/// What happened, where a verb says only that it did: «وقع الهجوم», «المعارك التي دارت».
fn happening(all: &[crate::link::DatedMention], at: usize) -> Option<Family> {
    const HAPPEN: &[&str] = &["وقع", "دار", "شهد", "جرى", "حدث", "نشب", "تعرض"];
    let verb = &all.get(at)?.mention;
    let lemma = words::name(&verb.lemma);
    if verb.form != Form::Verb || !HAPPEN.iter().any(|w| words::name(w) == lemma) {
        return None;
    }
    let noun = |m: &&crate::link::DatedMention| {
        let m = &m.mention;
        m.sentence == verb.sentence
            && matches!(m.form, Form::Noun)
            && Truth::of(m.factuality) == Truth::of(verb.factuality)
            && matches!(
                Family::of(m.class, m.mode, &m.lemma, false),
                Family::Violence | Family::Coup | Family::Kidnapping
            )
    };
    let near = |m: &&crate::link::DatedMention| {
        let (a, b) = (m.mention.trigger.bytes, verb.trigger.bytes);
        a.start.max(b.start).saturating_sub(a.end.min(b.end)) <= 40
    };
    let before = at.checked_sub(1).and_then(|i| all.get(i)).filter(noun).filter(near);
    let found = before.or_else(|| all.get(at + 1).filter(noun).filter(near))?;
    Some(Family::of(found.mention.class, found.mention.mode, &found.mention.lemma, false))
}

/// Who came into being: «التنظيم الذي تأسس» names it before the verb, «تأسس التنظيم» after.
fn founded(text: &str, mention: &Mention, gazetteer: &Gazetteer) -> Option<String> {
    let sentence = mention.sentence.of(text);
    let at = mention.trigger.bytes.start.saturating_sub(mention.sentence.start);
    let tokens = crate::script::tokenize(sentence);
    let found = gazetteer.find(&tokens);
    let mut actors = found.iter().filter(|f| f.entity.kind == EntityKind::Actor);
    // A relative pronoun may stand between.
    const NEAR: u32 = 24;
    let before = actors.clone().rfind(|f| f.span.end <= at && at - f.span.end <= NEAR);
    let end = at + mention.trigger.bytes.len();
    let named = before.or_else(|| actors.find(|f| f.span.start >= end && f.span.start - end <= NEAR));
    if let Some(named) = named {
        return Some(named.entity.id.to_owned());
    }
    // «تأسست الجماعة»: the group named last with that word.
    const HEADS: &[&str] = &["جماعة", "تنظيم", "حركة", "جبهة", "تحالف", "كتيبة"];
    let next = sentence.get(end as usize..)?.split_whitespace().next()?;
    let head = HEADS.iter().find(|head| next.strip_prefix("ال") == Some(**head))?;
    let earlier = crate::script::tokenize(text.get(..mention.trigger.bytes.start as usize)?);
    let groups = gazetteer.find(&earlier);
    let same = |f: &&crate::knowledge::Found<'_>| {
        f.entity.kind == EntityKind::Actor && f.span.of(text).split_whitespace().any(|w| w.ends_with(*head))
    };
    groups.iter().rfind(same).map(|f| f.entity.id.to_owned())
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
