//! Corrections at work: what they are about in the articles at hand, and what they change in a knot.

use super::articles::Told;
use super::assemble::{Part, Telling};
use super::build::{claim_id, event_id};
use super::card::Cards;
use super::corrections::{self, By, Change, Correction, Corrections, Target};
use super::event::Trust;
use super::facts::{Fact, Node, seconds};
use super::features::Features;
use super::kinds::Truth;
use super::words;
use crate::article::Quote;
use crate::knowledge::Pack;
use crate::network::ClaimId;
use crate::plain::isolated;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::{BTreeMap, BTreeSet};

/// The number that a mention gives its event for an id.
pub(super) fn mention_id(article: &str, trigger: &Quote) -> u64 {
    let place = trigger.bytes.start.to_le_bytes();
    words::hash([article.as_bytes(), trigger.text.as_bytes(), place.as_slice()])
}

/// The number that a reference event gives for an id; `truth` tells apart what was planned or denied.
pub(super) fn reference_id(reference: &str, truth: Truth) -> u64 {
    words::hash([b"reference".as_slice(), reference.as_bytes(), &[truth as u8]])
}

/// A mention: the number of its article, and its own there.
pub(super) type Spot = (u32, u32);

/// The events of mentions of a knot where they are others than those of their chains.
#[derive(Debug)]
pub(super) struct Moved {
    /// By the number of the article in the knot and of the mention; what is not here is of no event.
    pub(super) event_of: FxHashMap<Spot, u32>,
    /// What was split off some event.
    pub(super) split: FxHashSet<u32>,
}

/// Corrections with what they are about.
#[derive(Debug, Clone, Default)]
pub(super) struct Resolved {
    corrections: Vec<Correction>,
    /// For each the mentions that it is about.
    targets: Vec<Vec<Spot>>,
    missing: Vec<Option<String>>,
    /// Folded names and ids to the one that counts.
    pub(super) actors: BTreeMap<String, String>,
    /// The claims that are said to be wrong, with the numbers of the corrections.
    claims: FxHashMap<u64, Vec<u32>>,
}

impl Resolved {
    /// What is known before the articles are.
    pub(super) fn new(all: &Corrections, pack: &Pack) -> Self {
        let corrections: Vec<Correction> = all.iter().cloned().collect();
        let mut claims: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
        for (number, correction) in (0u32..).zip(&corrections) {
            if let Change::RejectClaim(name) = &correction.change
                && let Some(id) = claim_id(name)
            {
                claims.entry(id.get()).or_default().push(number);
            }
        }
        let targets = vec![Vec::new(); corrections.len()];
        let missing = vec![None; corrections.len()];
        Self { corrections, targets, missing, actors: corrections::merged(all, pack), claims }
    }

    /// Finds what they are about in articles with their numbers and chains.
    pub(super) fn find<'t>(&mut self, articles: impl Iterator<Item = (u32, &'t Told, &'t Cards)>, pack: &Pack) {
        if self.corrections.is_empty() {
            return;
        }
        let finder = Finder::new(articles.collect(), pack);
        let dates = self.corrections.iter().cloned().collect::<Corrections>().published();
        for (number, correction) in self.corrections.iter().enumerate() {
            let (mut targets, mut missing) = (Vec::new(), None);
            let mut find = |target: &Target| match finder.find(target) {
                Ok(mention) => targets.push(mention),
                Err(why) => missing = missing.take().or(Some(why)),
            };
            match &correction.change {
                Change::Date { event, .. } | Change::Bound { event, .. } | Change::RejectMention(event) => find(event),
                Change::Relative { event, before, after, .. } => {
                    find(event);
                    before.iter().chain(after).for_each(find);
                }
                Change::SameEvent(of) | Change::DifferentEvents(of) => of.iter().for_each(find),
                // Whether there is such a claim is known when the claims are.
                Change::RejectClaim(name) if claim_id(name).is_some() => {}
                Change::RejectClaim(name) => missing = Some(format!("{} is no id of a claim", isolated(name))),
                Change::MergeActors(names) => missing = finder.actors(names),
                Change::Published { article, on } => {
                    missing = if !finder.articles.iter().any(|(_, told, _)| told.reading.article.id == *article) {
                        Some(format!("no article has the id {}", isolated(article)))
                    } else if dates.get(article) != Some(on) {
                        Some(format!("another correction gives {} an earlier date", isolated(article)))
                    } else {
                        None
                    };
                }
            }
            if let Some((slot, why)) = self.targets.get_mut(number).zip(self.missing.get_mut(number)) {
                (*slot, *why) = (targets, missing);
            }
        }
        // What is said of a mention that is none cannot be applied.
        let rejected = self.rejected();
        for ((correction, targets), missing) in self.corrections.iter().zip(&self.targets).zip(&mut self.missing) {
            let about = !matches!(correction.change, Change::RejectMention(_));
            if about && missing.is_none() && targets.iter().any(|target| rejected.contains(target)) {
                *missing = Some("another correction rejects the mention".to_owned());
            }
        }
    }

    pub(super) fn all(&self) -> impl Iterator<Item = (&Correction, &[Spot], Option<&str>)> {
        let all = self.corrections.iter().zip(&self.targets).zip(&self.missing);
        all.map(|((correction, targets), missing)| (correction, targets.as_slice(), missing.as_deref()))
    }

    fn applied(&self) -> impl Iterator<Item = (u32, &Correction, &[Spot])> {
        (0u32..)
            .zip(self.all())
            .filter(|(_, (.., missing))| missing.is_none())
            .map(|(n, (c, targets, _))| (n, c, targets))
    }

    /// The mentions of every correction that can be applied: they are worked out together.
    pub(super) fn together(&self) -> impl Iterator<Item = &[Spot]> {
        self.applied().map(|(.., targets)| targets)
    }

    fn rejected(&self) -> FxHashSet<Spot> {
        let rejected = self.applied().filter(|(_, c, _)| matches!(c.change, Change::RejectMention(_)));
        rejected.flat_map(|(.., targets)| targets.iter().copied()).collect()
    }

    /// Gives everybody the name that counts; `false` if no name is corrected.
    pub(super) fn rename(&self, features: &mut [Features]) -> bool {
        if self.actors.is_empty() {
            return false;
        }
        for f in features {
            for actor in &mut f.actors {
                if let Some(name) = self.actors.get(&**actor) {
                    *actor = words::shared(name);
                }
            }
            f.actors.sort_unstable();
            f.actors.dedup();
        }
        true
    }

    /// The events of the mentions of a knot, with those joined, split and rejected that people say are. `None` where
    /// nobody does.
    pub(super) fn regroup(&self, parts: &[Part<'_>], tellings: &[Telling]) -> Option<Moved> {
        let about = |c: &Correction| {
            matches!(c.change, Change::SameEvent(_) | Change::DifferentEvents(_) | Change::RejectMention(_))
        };
        if !self.applied().any(|(_, c, _)| about(c)) {
            return None;
        }
        let local = locals(parts);
        let mut event_of: BTreeMap<Spot, u32> = tellings.iter().map(|telling| (telling.spot, telling.event)).collect();
        let here = |targets: &[Spot], event_of: &BTreeMap<Spot, u32>| -> Vec<Spot> {
            let spots = targets.iter().filter_map(|&(article, mention)| Some((*local.get(&article)?, mention)));
            spots.filter(|spot| event_of.contains_key(spot)).collect()
        };
        let mut next = tellings.iter().map(|telling| telling.event + 1).max().unwrap_or(0);
        let mut split = FxHashSet::default();
        let mut changed = false;
        let of = |event_of: &BTreeMap<Spot, u32>, spot: &Spot| event_of.get(spot).copied().unwrap_or(u32::MAX);
        // What is one first, then what is not: who says that two are different has seen them together.
        for (.., targets) in self.applied().filter(|(_, c, _)| matches!(c.change, Change::SameEvent(_))) {
            let from: BTreeSet<u32> = here(targets, &event_of).iter().map(|spot| of(&event_of, spot)).collect();
            let Some(&into) = from.first().filter(|_| from.len() > 1) else { continue };
            changed = true;
            for slot in event_of.values_mut().filter(|slot| from.contains(slot)) {
                *slot = into;
            }
        }
        for (.., targets) in self.applied().filter(|(_, c, _)| matches!(c.change, Change::DifferentEvents(_))) {
            let targets = here(targets, &event_of);
            for (n, mention) in targets.iter().enumerate().skip(1) {
                let home = of(&event_of, mention);
                let others: Vec<Spot> =
                    targets.iter().take(n).copied().filter(|spot| of(&event_of, spot) == home).collect();
                if others.is_empty() {
                    continue;
                }
                changed = true;
                let dispatch = |spot: &Spot| parts.get(spot.0 as usize).map(Part::dispatch);
                let together = others.iter().any(|spot| dispatch(spot) == dispatch(mention));
                let goes = |spot: &Spot| spot == mention || !together && dispatch(spot) == dispatch(mention);
                for (spot, event) in &mut event_of {
                    if *event == home && goes(spot) && !others.contains(spot) {
                        *event = next;
                    }
                }
                split.insert(next);
                next += 1;
            }
        }
        for (.., targets) in self.applied().filter(|(_, c, _)| matches!(c.change, Change::RejectMention(_))) {
            for spot in here(targets, &event_of) {
                changed |= event_of.remove(&spot).is_some();
            }
        }
        if !changed {
            return None;
        }
        // Events are numbered in order of their first mention.
        let mut numbers: FxHashMap<u32, u32> = FxHashMap::default();
        let mut number = |event: u32| {
            let next = numbers.len() as u32;
            *numbers.entry(event).or_insert(next)
        };
        let event_of = event_of.into_iter().map(|(spot, event)| (spot, number(event))).collect();
        Some(Moved { event_of, split: split.iter().filter_map(|event| numbers.get(event).copied()).collect() })
    }

    /// What people say of the times of the mentions of a knot, with the events that `event` gives for them, and ids.
    pub(super) fn facts(&self, parts: &[Part<'_>], event: impl Fn(Spot) -> Option<u32>) -> Vec<(Fact, String)> {
        let timed =
            |c: &Correction| matches!(c.change, Change::Date { .. } | Change::Bound { .. } | Change::Relative { .. });
        if !self.applied().any(|(_, c, _)| timed(c)) {
            return Vec::new();
        }
        let local = locals(parts);
        let mut facts = Vec::new();
        for (number, correction, targets) in self.applied().filter(|(_, c, _)| timed(c)) {
            let place = |&(article, mention): &Spot| event((*local.get(&article)?, mention));
            let events: Vec<u32> = targets.iter().filter_map(place).collect();
            if events.len() < targets.len() {
                continue;
            }
            let content = serde_json::to_string(correction).unwrap_or_default();
            let mut add = |from: Node, to: Node, least: Option<i64>, most: Option<i64>| {
                let mut fact = Fact::on(to, (least, most), Trust::Correction, "corrected");
                fact.from = from;
                fact.by = Some(number);
                facts.push((fact, content.clone()));
            };
            match (&correction.change, events.as_slice()) {
                (Change::Date { is, .. }, &[event]) => {
                    let Ok((start, end)) = corrections::stretch(is) else { continue };
                    let (start, end) = (seconds(start), seconds(end));
                    add(Node::Calendar, Node::Start(event), Some(start), Some(end - 1));
                    add(Node::Calendar, Node::End(event), None, Some(end));
                }
                (Change::Bound { not_before, not_after, .. }, &[event]) => {
                    let of = |day: &Option<String>| day.as_deref().and_then(|day| corrections::stretch(day).ok());
                    if let Some((start, _)) = of(not_before) {
                        add(Node::Calendar, Node::Start(event), Some(seconds(start)), None);
                    }
                    if let Some((_, end)) = of(not_after) {
                        add(Node::Calendar, Node::End(event), None, Some(seconds(end)));
                    }
                }
                (Change::Relative { before, by, .. }, &[event, other]) if event != other => {
                    let (first, second) = if before.is_some() { (event, other) } else { (other, event) };
                    match by.as_deref().map(corrections::distance) {
                        Some(Ok((least, most))) => {
                            add(Node::Start(first), Node::Start(second), Some(least), Some(most));
                        }
                        _ => add(Node::End(first), Node::Start(second), Some(0), None),
                    }
                }
                _ => {}
            }
        }
        facts
    }

    /// The numbers of those who say that this claim is wrong.
    pub(super) fn rejects(&self, id: ClaimId) -> &[u32] {
        self.claims.get(&id.get()).map(Vec::as_slice).unwrap_or_default()
    }

    /// Whether anybody says that some claim is wrong.
    pub(super) fn rejects_any(&self) -> bool {
        !self.claims.is_empty()
    }

    /// Who corrected, by the number that a fact has.
    pub(super) fn by(&self, number: u32) -> Option<By> {
        let correction = self.corrections.get(number as usize)?;
        Some(By { author: correction.author.clone(), reason: correction.reason.clone() })
    }
}

/// The numbers in a knot of its articles.
fn locals(parts: &[Part<'_>]) -> FxHashMap<u32, u32> {
    parts.iter().map(|part| part.number).zip(0u32..).collect()
}

/// Finds what corrections are about.
struct Finder<'t> {
    articles: Vec<(u32, &'t Told, &'t Cards)>,
    pack: &'t Pack,
    ids: FxHashMap<u64, Spot>,
    /// The first mention of each reference event.
    known: BTreeMap<String, Spot>,
}

impl<'t> Finder<'t> {
    fn new(mut articles: Vec<(u32, &'t Told, &'t Cards)>, pack: &'t Pack) -> Self {
        articles.sort_by_key(|(_, told, _)| (&told.reading.article.id, &told.name));
        let (mut ids, mut known) = (FxHashMap::default(), BTreeMap::new());
        for &(at, told, cards) in &articles {
            for (mention, number) in told.reading.mentions.iter().zip(0u32..) {
                ids.entry(mention_id(&told.name, &mention.mention.trigger)).or_insert((at, number));
            }
            for chain in 0..cards.len() {
                let event = cards.reference(chain).and_then(|r| pack.reference_events().get(r as usize));
                let Some(event) = event else { continue };
                for member in cards.members(chain) {
                    let Some(mention) = told.reading.mentions.get(member as usize) else { continue };
                    let truth = Truth::of(mention.mention.factuality);
                    ids.entry(reference_id(&event.id, truth)).or_insert((at, member));
                    known.entry(event.id.clone()).or_insert((at, member));
                }
            }
        }
        Self { articles, pack, ids, known }
    }

    fn find(&self, target: &Target) -> Result<Spot, String> {
        match target {
            Target::Id(id) => {
                let by_hash = event_id(id).and_then(|number| self.ids.get(&number));
                let found = by_hash.or_else(|| self.known.get(id)).copied();
                found.ok_or_else(|| format!("no event has the id {}", isolated(id)))
            }
            Target::Words { article, words, character } => {
                let named = |told: &Told| told.name == *article || told.reading.article.id == *article;
                let (number, told, cards) = self
                    .articles
                    .iter()
                    .find(|(_, told, _)| named(told))
                    .ok_or_else(|| format!("no article has the id {}", isolated(article)))?;
                let reading = &told.reading;
                // The words stand in the text, and a trigger in the words.
                let inside = |trigger: &Quote| -> Vec<u32> {
                    let start = trigger.bytes.start as usize;
                    let places = words.match_indices(trigger.text.as_str()).filter(|_| !trigger.text.is_empty());
                    let begins = places.filter_map(|(place, _)| {
                        let begin = start.checked_sub(place)?;
                        reading.text.get(begin..)?.starts_with(words.as_str()).then_some(begin)
                    });
                    let before = |begin: usize| reading.text.get(begin..start).map_or(0, |text| text.chars().count());
                    begins.map(|begin| trigger.chars.start.saturating_sub(before(begin) as u32)).collect()
                };
                let found: Vec<(u32, u32)> = (0u32..)
                    .zip(&reading.mentions)
                    .flat_map(|(mention, m)| inside(&m.mention.trigger).into_iter().map(move |at| (mention, at)))
                    .filter(|(_, at)| character.is_none_or(|character| character == *at))
                    .collect();
                let places: BTreeSet<u32> = found.iter().map(|&(_, at)| at).collect();
                let chain = |&(mention, _): &(u32, u32)| cards.chain_of(mention);
                let several = found.iter().any(|other| chain(other) != found.first().and_then(chain));
                match (found.first(), places.len()) {
                    (Some(_), 1) if several => Err(format!(
                        "the words «{}» in {} tell of more than one thing: quote fewer",
                        isolated(words),
                        isolated(article)
                    )),
                    (Some(&(mention, _)), 1) => Ok((*number, mention)),
                    (None, _) => {
                        Err(format!("no mention in {} has the words «{}»", isolated(article), isolated(words)))
                    }
                    _ => {
                        let places: Vec<String> = places.iter().map(ToString::to_string).collect();
                        Err(format!(
                            "the words «{}» stand in {} more than once: say at which character ({})",
                            isolated(words),
                            isolated(article),
                            places.join(", ")
                        ))
                    }
                }
            }
        }
    }

    /// Why actors are not found.
    fn actors(&self, names: &[String]) -> Option<String> {
        let takes_part = |name: &String| {
            let key = words::name(name);
            let mentions = self.articles.iter().flat_map(|(_, told, _)| &told.reading.mentions);
            let mut parties = mentions.flat_map(|m| &m.mention.participants);
            parties.any(|p| p.id.as_deref() == Some(name) || words::name(&p.name) == key)
        };
        let missing = names.iter().find(|name| self.pack.actor(name).is_none() && !takes_part(name))?;
        Some(format!("nobody has the id or name {}", isolated(missing)))
    }
}
