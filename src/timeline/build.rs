//! From the solved network to events, articles and conflicts as values.

use super::articles::Told;
use super::assemble::{Grouped, Part, Solved};
use super::conflict;
use super::corrected::Resolved;
use super::corrections;
use super::event::{Conflict, Event, Evidence, Nearby, Party, Point, PublishedWhen, Site, Source, Witness};
use super::facts::{self, Fact, Node, moment};
use super::order::{Ends, Place};
use super::words;
use super::{dispatch, tally};
use super::{label, nearby};
use crate::calendar::{Bounds, Granularity, Value};
use crate::event::{Factuality, Form, Mode};
use crate::knowledge::Pack;
use crate::link::{DatedMention, When};
use crate::network::{ClaimId, Network, PointId};
use rustc_hash::{FxHashMap, FxHashSet};

/// A knot with what follows for it, to be shown.
pub(super) struct View<'a> {
    pub(super) parts: &'a [Part<'a>],
    pub(super) solved: &'a Solved,
    pub(super) pack: &'a Pack,
    pub(super) corrected: &'a Resolved,
}

/// The id of an event as it is shown.
pub(super) fn event_name(id: u64) -> String {
    format!("e{id:016x}")
}

/// The id of an event from its name.
pub(super) fn event_id(name: &str) -> Option<u64> {
    name.strip_prefix('e').and_then(|hex| u64::from_str_radix(hex, 16).ok())
}

/// The id of a claim as it is shown.
pub(super) fn claim_name(id: ClaimId) -> String {
    format!("c{:016x}", id.get())
}

/// The id of a claim from its name.
pub(super) fn claim_id(name: &str) -> Option<ClaimId> {
    name.strip_prefix('c').and_then(|hex| u64::from_str_radix(hex, 16).ok()).map(ClaimId::new)
}

impl<'a> View<'a> {
    /// A claim by its place in the order of trust.
    fn show(&self, fact: u32) -> Option<Evidence> {
        let (fact, &id) = (self.solved.facts.get(fact as usize)?, self.solved.ids.get(fact as usize)?);
        let article = |at: u32| self.parts.get(at as usize).map(|part| part.name().to_owned()).unwrap_or_default();
        let calendar = fact.from == Node::Calendar;
        Some(Evidence {
            id: claim_name(id),
            from: self.point(fact.from),
            to: self.point(fact.to),
            least: fact.least.filter(|_| !calendar),
            most: fact.most.filter(|_| !calendar),
            earliest: fact.least.filter(|_| calendar).and_then(moment),
            latest: fact.most.filter(|_| calendar).and_then(moment),
            rule: fact.rule.clone(),
            trust: fact.trust,
            article: fact.article.map(article),
            pack: fact.pack.clone(),
            correction: fact.by.and_then(|by| self.corrected.by(by)),
            quotes: fact.quotes.clone(),
        })
    }

    fn point(&self, node: Node) -> Point {
        let article = |at: u32| self.parts.get(at as usize).map(|part| part.name().to_owned()).unwrap_or_default();
        let event = |at: u32| self.solved.events.get(at as usize).map(|e| event_name(e.id)).unwrap_or_default();
        match node {
            Node::Calendar => Point::Calendar,
            Node::Publication(at) => Point::Publication(article(at)),
            Node::Start(at) => Point::Start(event(at)),
            Node::End(at) => Point::End(event(at)),
        }
    }

    /// The claims that were taken in.
    pub(super) fn claims(&self) -> Vec<Evidence> {
        let refused: FxHashSet<u64> = self.solved.refused.iter().map(|c| c.refused().get()).collect();
        let taken = (0u32..).zip(&self.solved.ids).filter(|(_, id)| !refused.contains(&id.get()));
        taken.filter_map(|(at, _)| self.show(at)).collect()
    }

    /// The claims that were set aside.
    pub(super) fn conflicts(&self) -> Vec<Conflict> {
        let ids = self.solved.ids.iter().zip(0u32..);
        let index: FxHashMap<u64, u32> = ids.map(|(id, at)| (id.get(), at)).collect();
        conflict::conflicts(&self.solved.refused, &self.solved.facts, &index, |at| self.show(at))
    }

    /// An event by its number in the knot.
    pub(super) fn event(&self, number: u32) -> Option<Event> {
        let event = self.solved.events.get(number as usize)?;
        EventBuilder { view: self, event, number, ends: self.solved.ends(number) }.event()
    }

    /// Where an event stands when events are shown.
    pub(super) fn place(&self, number: u32) -> Option<Place> {
        let event = self.solved.events.get(number as usize)?;
        let builder = EventBuilder { view: self, event, number, ends: self.solved.ends(number) };
        // The readings are unpacked only where their values can tell something.
        let valued = |&(at, mention): &(u32, u32)| {
            let cards = self.parts.get(at as usize)?.cards;
            cards.get(0, cards.chain_of(mention)?).map(|card| card.valued)
        };
        let place = place(builder.bounds(), event.id, event.mentions.iter().any(|spot| valued(spot) == Some(true)));
        Some(place.unwrap_or_else(|| Place::new(&builder.time(&builder.all()), event.id)))
    }

    /// The claims that say when something was because of the days on which its undated article can have been published.
    fn rests_on_windows(&self) -> impl Iterator<Item = ClaimId> + '_ {
        self.solved.facts.iter().zip(&self.solved.ids).filter(|(f, _)| self.rests_on_window(f)).map(|(_, &id)| id)
    }

    fn rests_on_window(&self, fact: &Fact) -> bool {
        let article = fact.article.and_then(|at| self.parts.get(at as usize));
        fact.rule == facts::FROM_WINDOW && article.is_some_and(|part| part.published().is_none())
    }

    /// The network of what is said, without what was worked out from windows.
    fn premises(&self) -> Network {
        let said = self.solved.facts.iter().zip(&self.solved.ids).filter(|(f, _)| !self.rests_on_window(f));
        let (facts, ids): (Vec<Fact>, Vec<ClaimId>) = said.map(|(f, &id)| (f.clone(), id)).unzip();
        let depth = super::assemble::Depth::Evidence;
        super::assemble::network(self.parts.len() as u32, self.solved.events.len() as u32, &facts, &ids, depth).0
    }

    /// An article by its number in the knot.
    pub(super) fn source(&self, at: u32) -> Option<Source> {
        let told = self.parts.get(at as usize)?.told();
        if told.published.is_some() {
            return Some(dated(told));
        }
        let days = self.solved.days.get(at as usize);
        let window = [days.and_then(super::days::Days::first), days.and_then(super::days::Days::last)];
        let publication = [(Solved::publication(at), true, true)];
        let mut why = because(&self.solved.network, &publication);
        // What was worked out from the window does not explain the window: what does comes first.
        let circular: FxHashSet<String> = self.rests_on_windows().map(claim_name).collect();
        if why.iter().any(|id| circular.contains(id)) {
            let words = why.into_iter().filter(|id| !circular.contains(id));
            let mut first = because(&self.premises(), &publication);
            first.extend(words.filter(|id| !first.contains(id)).collect::<Vec<_>>());
            why = first;
        }
        // Days inside the window that are ruled out have reasons, too.
        let ruled = self.solved.facts.iter().zip(&self.solved.ids).filter(|(fact, _)| fact.to == Node::Publication(at));
        let counts = |id: ClaimId| !self.solved.refused.iter().any(|conflict| conflict.refused() == id);
        let ruled = ruled.filter(|(f, id)| f.from == Node::Calendar && counts(**id)).map(|(_, &id)| claim_name(id));
        why.extend(ruled.filter(|id| !why.contains(id)).collect::<Vec<_>>());
        Some(source(told, PublishedWhen::Inferred(window), why))
    }
}

/// An article whose date is known.
pub(super) fn dated(told: &Told) -> Source {
    let published = told.published.map_or(PublishedWhen::Inferred([None; 2]), PublishedWhen::Given);
    source(told, published, Vec::new())
}

fn source(told: &Told, published: PublishedWhen, because: Vec<String>) -> Source {
    let article = &told.reading.article;
    Source {
        id: told.name.clone(),
        title: article.title.clone(),
        source: article.source.clone(),
        published,
        because,
        dispatch: None,
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

struct EventBuilder<'b> {
    view: &'b View<'b>,
    event: &'b Grouped,
    number: u32,
    ends: Ends,
}

impl<'b> EventBuilder<'b> {
    fn all(&self) -> Vec<(&'b Told, &'b DatedMention)> {
        self.witnessed().map(|(told, mention, _)| (told, mention)).collect()
    }

    /// The mentions with what stands behind their articles.
    fn witnessed(&self) -> impl Iterator<Item = (&'b Told, &'b DatedMention, (u32, &'b str))> {
        self.event.mentions.iter().filter_map(|&(article, index)| {
            let part = self.view.parts.get(article as usize)?;
            let told = part.told();
            Some((told, told.reading.mentions.get(index as usize)?, part.witness()))
        })
    }

    fn event(&self) -> Option<Event> {
        let all = self.all();
        let (told, shown) = *all
            .iter()
            .max_by_key(|(t, m)| (telling(m), std::cmp::Reverse(&t.name), std::cmp::Reverse(m.mention.id)))?;
        let reference = self.event.reference.and_then(|n| self.view.pack.reference_events().get(n as usize));
        let label = reference.and_then(|r| r.label_ar.clone()).unwrap_or_else(|| label::label(shown, &told.reading));
        let (articles, sources, independent) = self.outlets();
        let time = self.time(&all);
        let undated = Event::has_no_date(&time);
        Some(Event {
            id: event_name(self.event.id),
            label,
            class: shown.mention.class,
            mode: self.mode(&all).unwrap_or(shown.mention.mode),
            factuality: factuality(&all),
            reference: reference.map(|r| r.id.clone()),
            time,
            participants: corrections::parties(self.participants(&all), &self.view.corrected.actors, self.view.pack),
            places: self.places(&all),
            mentions: all.iter().map(|(t, m)| witness(t, m)).collect(),
            articles,
            sources,
            independent,
            numbers: tally::of(self.witnessed()),
            nearby: if undated { self.nearby() } else { Vec::new() },
            because: because(
                &self.view.solved.network,
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

    fn bounds(&self) -> Bounds {
        let network = &self.view.solved.network;
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

    /// What an event without a date lies before or after.
    fn nearby(&self) -> Vec<Nearby> {
        let known = self.view.solved.nearby.get_or_init(|| nearby::Nearby::of(self.view.solved));
        // Where the day of publication is known, there is nothing to count from it.
        let open = |at: u32| self.view.parts.get(at as usize).is_some_and(|part| part.published().is_none());
        let tell = |&(node, order, (least, most)): &nearby::Lies| {
            if matches!(node, Node::Publication(at) if !open(at)) {
                return None;
            }
            Some(Nearby { to: self.view.point(node), order: order?, least, most })
        };
        let mut told: Vec<Nearby> = known.event(self.number).iter().filter_map(tell).collect();
        let key = |near: &Nearby| (matches!(near.to, Point::Publication(_)), near.least, near.most);
        told.sort_by(|x, y| (key(x), &x.to).cmp(&(key(y), &y.to)));
        told
    }

    fn participants(&self, all: &[(&Told, &DatedMention)]) -> Vec<Party> {
        let mut parties: Vec<Party> = Vec::new();
        for p in all.iter().flat_map(|(_, m)| &m.mention.participants) {
            let known = p.id.as_deref().and_then(|id| self.view.pack.actor(id)).map(|a| a.label().to_owned());
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
            let known = p.id.as_deref().and_then(|id| self.view.pack.place(id)).map(|a| a.label().to_owned());
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

    fn outlets(&self) -> (u32, u32, u32) {
        let mut articles: Vec<u32> = self.event.mentions.iter().map(|m| m.0).collect();
        articles.dedup();
        let outlets: FxHashSet<&str> =
            articles.iter().filter_map(|&at| self.view.parts.get(at as usize)).map(|part| part.witness().1).collect();
        let witness = |at: u32| self.view.parts.get(at as usize).map_or((at, ""), Part::witness);
        let independent = dispatch::independent(&articles, witness);
        (articles.len() as u32, outlets.len() as u32, independent)
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

/// Where an event stands, if the words of its mentions make no difference; `valued` says whether one has a value.
pub(super) fn place(bounds: Bounds, id: u64, valued: bool) -> Option<Place> {
    let value = bounds.extent().and_then(|(start, end)| whole(start, end));
    if value.is_none() && valued {
        return None;
    }
    let granularity = value.as_ref().and_then(Value::granularity);
    Some(Place::new(&When { value, granularity, bounds }, id))
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
