//! From the solved network to events, articles and conflicts as values.

use super::articles::Told;
use super::assemble::Assembled;
use super::conflict;
use super::event::{Conflict, Event, Evidence, Party, Point, PublishedWhen, Site, Source, Witness};
use super::facts::{Fact, Node, moment};
use super::label;
use super::order::{self, Ends};
use super::words;
use crate::calendar::{Bounds, Granularity, Value};
use crate::event::{Factuality, Form, Mode};
use crate::knowledge::Pack;
use crate::link::{DatedMention, When};
use crate::network::{ClaimId, Network, PointId};
use rustc_hash::{FxHashMap, FxHashSet};

/// Everything that a timeline shows.
pub(super) struct Built {
    pub(super) articles: Vec<Source>,
    pub(super) events: Vec<Event>,
    pub(super) ends: Vec<Ends>,
    pub(super) conflicts: Vec<Conflict>,
    pub(super) claims: Vec<Evidence>,
}

pub(super) fn build(told: &[Told], pack: &Pack, a: &Assembled) -> Built {
    let mut mentions: Vec<Vec<(u32, u32)>> = vec![Vec::new(); a.event_count as usize];
    for (at, t) in (0u32..).zip(told) {
        let first = a.firsts.get(at as usize).copied().unwrap_or(0);
        for index in 0..t.reading.mentions.len() as u32 {
            let event = a.event_of.get((first + index) as usize).copied().unwrap_or(u32::MAX);
            if let Some(list) = mentions.get_mut(event as usize) {
                list.push((at, index));
            }
        }
    }
    let index: FxHashMap<u64, u32> = a.ids.iter().zip(0u32..).map(|(id, at)| (id.get(), at)).collect();
    let mut used = FxHashSet::default();
    let mut drafts: Vec<(Event, Ends, u32)> = Vec::with_capacity(mentions.len());
    for (event, mentions) in (0u32..).zip(&mentions) {
        let ends = (Assembled::start(told.len(), event), Assembled::end(told.len(), event));
        let builder = EventBuilder { told, pack, a, mentions, ends };
        if let Some(built) = builder.event(&mut used) {
            drafts.push((built, ends, event));
        }
    }
    let mut names: Vec<String> = vec![String::new(); a.event_count as usize];
    for (event, _, number) in &drafts {
        if let Some(name) = names.get_mut(*number as usize) {
            name.clone_from(&event.id);
        }
    }
    drafts.sort_by(|x, y| order::display(&x.0, &y.0));
    let evidence = |at: u32| {
        let (fact, id) = (a.facts.get(at as usize)?, a.ids.get(at as usize)?);
        Some(show(fact, *id, told, &names))
    };
    let conflicts = conflict::conflicts(&a.refused, &a.facts, &index, evidence);
    let refused: FxHashSet<u64> = a.refused.iter().map(|c| c.refused().get()).collect();
    let mut claims: Vec<Evidence> = (0u32..)
        .zip(&a.ids)
        .filter(|(_, id)| !refused.contains(&id.get()))
        .filter_map(|(at, _)| evidence(at))
        .collect();
    claims.sort_by(|x, y| x.id.cmp(&y.id));
    let (events, ends) = drafts.into_iter().map(|(event, ends, _)| (event, ends)).unzip();
    Built { articles: sources(told, a), events, ends, conflicts, claims }
}

/// The id of a claim as it is shown.
pub(super) fn claim_name(id: ClaimId) -> String {
    format!("c{:016x}", id.get())
}

/// The id of a claim from its name.
pub(super) fn claim_id(name: &str) -> Option<ClaimId> {
    name.strip_prefix('c').and_then(|hex| u64::from_str_radix(hex, 16).ok()).map(ClaimId::new)
}

fn show(fact: &Fact, id: ClaimId, told: &[Told], names: &[String]) -> Evidence {
    let article = |at: u32| told.get(at as usize).map(|t| t.name.clone()).unwrap_or_default();
    let event = |at: u32| names.get(at as usize).cloned().unwrap_or_default();
    let point = |node: Node| match node {
        Node::Calendar => Point::Calendar,
        Node::Publication(at) => Point::Publication(article(at)),
        Node::Start(at) => Point::Start(event(at)),
        Node::End(at) => Point::End(event(at)),
    };
    let calendar = fact.from == Node::Calendar;
    Evidence {
        id: claim_name(id),
        from: point(fact.from),
        to: point(fact.to),
        least: fact.least.filter(|_| !calendar),
        most: fact.most.filter(|_| !calendar),
        earliest: fact.least.filter(|_| calendar).and_then(moment),
        latest: fact.most.filter(|_| calendar).and_then(moment),
        rule: fact.rule.clone(),
        trust: fact.trust,
        article: fact.article.map(article),
        pack: fact.pack.clone(),
        quotes: fact.quotes.clone(),
    }
}

/// The claims that force the bounds of two points, most telling first, each once. That an end follows its start is
/// not worth telling.
fn because(network: &Network, ends: &[(PointId, bool, bool)]) -> Vec<String> {
    let mut ids = Vec::new();
    for &(point, earliest, latest) in ends {
        let mut add = |chain: Vec<ClaimId>| {
            for id in chain {
                // Ids of the claims that are always so stand at the top of the range.
                if id.get() < u64::MAX - u64::from(u32::MAX) && !ids.contains(&id) {
                    ids.push(id);
                }
            }
        };
        if earliest {
            add(network.explain_earliest(point));
        }
        if latest {
            add(network.explain_latest(point));
        }
    }
    ids.into_iter().map(claim_name).collect()
}

fn sources(told: &[Told], a: &Assembled) -> Vec<Source> {
    (0u32..)
        .zip(told)
        .map(|(at, t)| {
            let article = &t.reading.article;
            let (published, because) = match t.published {
                Some(published) => (PublishedWhen::Given(published), Vec::new()),
                None => {
                    let days = a.days.get(at as usize);
                    let window = [days.and_then(super::days::Days::first), days.and_then(super::days::Days::last)];
                    let point = Assembled::publication(at);
                    let mut why = because(&a.network, &[(point, true, true)]);
                    // Days inside the window that are ruled out have reasons, too.
                    let ruled = a.facts.iter().zip(&a.ids).filter(|(fact, _)| fact.to == Node::Publication(at));
                    let ruled = ruled.filter(|(f, _)| f.from == Node::Calendar).map(|(_, &id)| claim_name(id));
                    why.extend(ruled.filter(|id| !why.contains(id)).collect::<Vec<_>>());
                    (PublishedWhen::Inferred(window), why)
                }
            };
            Source {
                id: t.name.clone(),
                title: article.title.clone(),
                source: article.source.clone(),
                published,
                because,
            }
        })
        .collect()
}

struct EventBuilder<'b> {
    told: &'b [Told],
    pack: &'b Pack,
    a: &'b Assembled,
    mentions: &'b [(u32, u32)],
    ends: Ends,
}

impl<'b> EventBuilder<'b> {
    fn mention(&self, (article, index): (u32, u32)) -> Option<(&'b Told, &'b DatedMention)> {
        let told = self.told.get(article as usize)?;
        Some((told, told.reading.mentions.get(index as usize)?))
    }

    fn event(&self, used: &mut FxHashSet<u64>) -> Option<Event> {
        let all: Vec<(&Told, &DatedMention)> = self.mentions.iter().filter_map(|&m| self.mention(m)).collect();
        let (told, shown) = *all
            .iter()
            .max_by_key(|(t, m)| (telling(m), std::cmp::Reverse(&t.name), std::cmp::Reverse(m.mention.id)))?;
        let reference = self.mentions.iter().find_map(|&(article, index)| {
            let first = self.a.firsts.get(article as usize)?;
            let number = *self.a.reference_of.get((first + index) as usize)?;
            number.and_then(|n| self.pack.reference_events().get(n as usize))
        });
        let label = reference.and_then(|r| r.label_ar.clone()).unwrap_or_else(|| label::label(shown, &told.reading));
        let factuality = factuality(&all);
        let id = self.id(reference.map(|r| r.id.as_str()), factuality, &all, used);
        let (articles, sources) = self.outlets();
        Some(Event {
            id,
            label,
            class: shown.mention.class,
            mode: self.mode(&all).unwrap_or(shown.mention.mode),
            factuality,
            reference: reference.map(|r| r.id.clone()),
            time: self.time(&all),
            participants: self.participants(&all),
            places: self.places(&all),
            mentions: all.iter().map(|(t, m)| witness(t, m)).collect(),
            articles,
            sources,
            because: because(
                &self.a.network,
                &[(self.ends.0, true, true), (self.ends.1, false, true), (self.ends.1, true, false)],
            ),
        })
    }

    /// The kind that most mentions give; of several the first in the order of kinds.
    fn mode(&self, all: &[(&Told, &DatedMention)]) -> Option<Mode> {
        let mut counts: Vec<(Mode, usize)> = Vec::new();
        for (_, m) in all {
            match counts.iter_mut().find(|(mode, _)| *mode == m.mention.mode) {
                Some((_, n)) => *n += 1,
                None => counts.push((m.mention.mode, 1)),
            }
        }
        counts.into_iter().max_by_key(|&(mode, n)| (n, std::cmp::Reverse(mode))).map(|(mode, _)| mode)
    }

    fn id(
        &self,
        reference: Option<&str>,
        factuality: Factuality,
        all: &[(&Told, &DatedMention)],
        used: &mut FxHashSet<u64>,
    ) -> String {
        let truth = super::kinds::Truth::of(factuality) as u8;
        let mut hash = match (reference, all.first()) {
            (Some(reference), _) => words::hash([b"reference".as_slice(), reference.as_bytes(), &[truth]]),
            (None, Some((t, m))) => {
                let trigger = &m.mention.trigger;
                let place = trigger.bytes.start.to_le_bytes();
                words::hash([t.name.as_bytes(), trigger.text.as_bytes(), place.as_slice()])
            }
            (None, None) => 0,
        } >> 24;
        while !used.insert(hash) {
            hash = (hash + 1) & 0xff_ffff_ffff;
        }
        format!("e{hash:010x}")
    }

    fn bounds(&self) -> Bounds {
        let network = &self.a.network;
        let point = |s: Option<i64>| s.and_then(moment);
        let (s, e) = (network.bounds(self.ends.0), network.bounds(self.ends.1));
        Bounds::new(point(s.0), point(s.1), point(e.0), point(e.1)).unwrap_or(Bounds::UNKNOWN)
    }

    fn time(&self, all: &[(&Told, &DatedMention)]) -> When {
        let bounds = self.bounds();
        let (value, granularity) = match bounds.extent().and_then(|(start, end)| whole(start, end)) {
            Some(value) => (Some(value.clone()), value.granularity()),
            None => said(&bounds, all),
        };
        When { value, granularity, bounds }
    }

    fn participants(&self, all: &[(&Told, &DatedMention)]) -> Vec<Party> {
        let mut parties: Vec<Party> = Vec::new();
        for p in all.iter().flat_map(|(_, m)| &m.mention.participants) {
            let known = p.id.as_deref().and_then(|id| self.pack.actor(id)).map(|a| a.label().to_owned());
            let name = known.unwrap_or_else(|| p.name.clone());
            let same =
                |q: &Party| if p.id.is_some() { q.id == p.id } else { words::name(&q.name) == words::name(&name) };
            if !parties.iter().any(same) {
                parties.push(Party { id: p.id.clone(), name, role: p.role });
            }
        }
        parties.sort_by(|x, y| (x.role, x.id.is_none(), &x.id, &x.name).cmp(&(y.role, y.id.is_none(), &y.id, &y.name)));
        parties
    }

    fn places(&self, all: &[(&Told, &DatedMention)]) -> Vec<Site> {
        let mut sites: Vec<Site> = Vec::new();
        for p in all.iter().flat_map(|(_, m)| &m.mention.places) {
            let known = p.id.as_deref().and_then(|id| self.pack.place(id)).map(|a| a.label().to_owned());
            let name = known.filter(|n| n != p.id.as_deref().unwrap_or_default()).unwrap_or_else(|| p.name.clone());
            let same =
                |q: &Site| if p.id.is_some() { q.id == p.id } else { words::name(&q.name) == words::name(&name) };
            if !sites.iter().any(same) {
                sites.push(Site { id: p.id.clone(), name });
            }
        }
        sites.sort_by(|x, y| (x.id.is_none(), &x.id, &x.name).cmp(&(y.id.is_none(), &y.id, &y.name)));
        sites
    }

    fn outlets(&self) -> (u32, u32) {
        let mut articles: Vec<u32> = self.mentions.iter().map(|m| m.0).collect();
        articles.dedup();
        let outlets: FxHashSet<&str> = articles
            .iter()
            .filter_map(|&at| self.told.get(at as usize))
            .map(|t| t.reading.article.source.as_deref().unwrap_or(&t.name))
            .collect();
        (articles.len() as u32, outlets.len() as u32)
    }
}

/// How well a mention's own words tell what happened.
fn telling(dated: &DatedMention) -> (bool, usize, bool) {
    let m = &dated.mention;
    let full = usize::from(!m.participants.is_empty()) + usize::from(!m.places.is_empty());
    (matches!(m.form, Form::Verb | Form::LightVerb), full, !dated.timexes.is_empty())
}

/// A mention that says it happened outweighs those that leave it open, and a denial those that only ask.
fn factuality(all: &[(&Told, &DatedMention)]) -> Factuality {
    all.iter().map(|(_, m)| m.mention.factuality).min().unwrap_or(Factuality::Factual)
}

fn witness(told: &Told, dated: &DatedMention) -> Witness {
    let m = &dated.mention;
    let reading = &told.reading;
    let timexes = dated.timexes.iter().filter_map(|&t| reading.timexes.get(t as usize)).map(|t| t.quote.clone());
    Witness {
        article: told.name.clone(),
        mention: m.id,
        trigger: m.trigger.clone(),
        sentence: m.sentence.of(&reading.text).trim().to_owned(),
        timexes: timexes.collect(),
        factuality: m.factuality,
        source: m.attribution.as_ref().and_then(|a| a.source.as_ref()).map(|q| q.text.clone()),
    }
}

/// The day, month or year that an interval is, or lies in.
fn whole(start: chrono::NaiveDateTime, end: chrono::NaiveDateTime) -> Option<Value> {
    let last = end.checked_sub_signed(chrono::TimeDelta::seconds(1)).filter(|&last| last >= start).unwrap_or(start);
    let candidates =
        [Value::day(start.date()), Value::month_of(start.date()), Value::Year(chrono::Datelike::year(&start))];
    candidates.into_iter().find(|value| value.interval().is_some_and(|(s, e)| s <= start && last < e))
}

/// The finest value that the articles say and the bounds allow.
fn said(bounds: &Bounds, all: &[(&Told, &DatedMention)]) -> (Option<Value>, Option<Granularity>) {
    let fits = |when: &&When| {
        let interval = when.value.as_ref().and_then(Value::interval);
        interval.and_then(|(s, e)| Bounds::sometime_in(s, e)).is_some_and(|b| b.intersect(bounds).is_some())
    };
    let best = all.iter().filter_map(|(_, m)| m.time.as_ref()).filter(fits).min_by_key(|when| {
        (when.granularity.is_none(), when.granularity, when.value.as_ref().map(ToString::to_string))
    });
    best.map_or((None, None), |when| (when.value.clone(), when.granularity))
}
