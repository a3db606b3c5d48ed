//! What is known of the order of events that have no date: how they lie to others, and to the publication of their
//! article.

use super::assemble::Solved;
use super::event::{Order, Trust};
use super::facts::{Fact, Node};
use super::relative::DAY;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;

/// How far the start of an event lies after something, in seconds: the least and the greatest difference.
pub(super) type Distance = (Option<i64>, Option<i64>);

/// Something, how an event lies to it, if that is known, and how far.
pub(super) type Lies = (Node, Option<Order>, Distance);

/// For every event of a knot what its start is known to lie before or after.
#[derive(Debug, Clone, Default)]
pub(super) struct Nearby(FxHashMap<u32, Vec<Lies>>);

/// Which of two events began first; `None` where that is open.
fn first_of_two((least, most): Distance) -> Option<Order> {
    match (least, most) {
        (Some(0), Some(0)) => None,
        (Some(0..), _) => Some(Order::After),
        (_, Some(..=0)) => Some(Order::Before),
        _ => None,
    }
}

/// How an event lies to a day from whose start it is counted.
fn on_the_day((least, most): Distance) -> Option<Order> {
    match (least, most) {
        (Some(least), _) if least >= DAY => Some(Order::After),
        (_, Some(most)) if most <= 0 => Some(Order::Before),
        (Some(0..), Some(most)) if most <= DAY => Some(Order::During),
        _ => None,
    }
}

/// More on one side are not told: each of those follows from these and what is told of them.
const MOST: usize = 3;

impl Nearby {
    /// From what is claimed and was not set aside.
    pub(super) fn of(solved: &Solved) -> Self {
        let refused: FxHashSet<u64> = solved.refused.iter().map(|conflict| conflict.refused().get()).collect();
        let taken = || {
            let facts = solved.facts.iter().zip(&solved.ids);
            facts.filter(|(_, id)| !refused.contains(&id.get())).map(|(fact, _)| fact)
        };
        let mut all: FxHashMap<u32, Vec<Lies>> = FxHashMap::default();
        for ((a, b), distance) in between(taken()) {
            for (one, other, distance) in [(a, b, turned(distance)), (b, a, distance)] {
                all.entry(one).or_default().push((Node::Start(other), first_of_two(distance), distance));
            }
        }
        for (article, events) in counted(taken()) {
            for (&event, when) in &events {
                let near = all.entry(event).or_default();
                let order = if when.is_under_way() { Some(Order::Contains) } else { on_the_day(when.began()) };
                near.push((Node::Publication(article), order, when.began()));
                for other in nearest(event, &events) {
                    if near.iter().any(|(node, ..)| *node == Node::Start(other)) {
                        continue;
                    }
                    let Some((from, to)) = events.get(&other).map(|other| (other.start.0, other.end.1)) else {
                        continue;
                    };
                    let less = |a: Option<i64>, b: Option<i64>| a.zip(b).and_then(|(a, b)| a.checked_sub(b));
                    let distance = (less(when.start.0, to), less(when.end.1, from));
                    near.push((Node::Start(other), first_of_two(distance), distance));
                }
            }
        }
        Self(all)
    }

    /// What the start of an event is known to lie before or after, and how far.
    pub(super) fn event(&self, event: u32) -> &[Lies] {
        self.0.get(&event).map(Vec::as_slice).unwrap_or_default()
    }
}

/// The same the other way round.
fn turned((least, most): Distance) -> Distance {
    (most.and_then(i64::checked_neg), least.and_then(i64::checked_neg))
}

fn narrower((a0, a1): Distance, (b0, b1): Distance) -> Distance {
    let least = a0.max(b0);
    (least, a1.into_iter().chain(b1).min())
}

/// What is claimed of the distance of two events, the first by number before the second.
fn between<'f>(facts: impl Iterator<Item = &'f Fact>) -> BTreeMap<(u32, u32), Distance> {
    let mut all: BTreeMap<(u32, u32), Distance> = BTreeMap::new();
    for fact in facts {
        let (from, to, distance) = match (fact.from, fact.to) {
            (Node::Start(from), Node::Start(to)) => (from, to, (fact.least, fact.most)),
            // It began no earlier than the end of the other, whose length is not known.
            (Node::End(from), Node::Start(to)) => (from, to, (fact.least, None)),
            _ => continue,
        };
        let (key, distance) = if from < to { ((from, to), distance) } else { ((to, from), turned(distance)) };
        let known = all.entry(key).or_insert((None, None));
        *known = narrower(*known, distance);
    }
    all
}

/// When an event was, in seconds from the start of the day of publication.
#[derive(Debug, Clone, Copy, Default)]
struct Counted {
    /// It began so much later, at the least and at the most.
    start: Distance,
    /// It was over.
    end: Distance,
}

impl Counted {
    /// How much later it began.
    fn began(&self) -> Distance {
        (self.start.0, self.start.1.into_iter().chain(self.end.1).min())
    }

    /// Whether it went on during the day.
    fn is_under_way(&self) -> bool {
        self.start.1.is_some_and(|most| most <= DAY) && self.end.0.is_some_and(|least| least >= 0)
    }
}

/// For every article the events that its words count from the day of publication. What only the tense tells is not
/// counted.
fn counted<'f>(facts: impl Iterator<Item = &'f Fact>) -> BTreeMap<u32, BTreeMap<u32, Counted>> {
    let mut all: BTreeMap<u32, BTreeMap<u32, Counted>> = BTreeMap::new();
    for fact in facts.filter(|fact| fact.trust > Trust::Tense) {
        let (Node::Publication(article), Some(event)) = (fact.from, fact.to.event()) else { continue };
        let known = all.entry(article).or_default().entry(event).or_default();
        let side = if matches!(fact.to, Node::Start(_)) { &mut known.start } else { &mut known.end };
        *side = narrower(*side, (fact.least, fact.most));
    }
    all
}

/// The events that surely come before one, or after it, with none between that does so too.
fn nearest(event: u32, events: &BTreeMap<u32, Counted>) -> Vec<u32> {
    let Some(&Counted { start: (least, _), end: (_, most) }) = events.get(&event) else { return Vec::new() };
    let mut before: Vec<(i64, u32)> = Vec::new();
    let mut after: Vec<(i64, u32)> = Vec::new();
    for (&other, &Counted { start: (from, _), end: (_, to) }) in events.iter().filter(|(other, _)| **other != event) {
        match (to, from) {
            (Some(to), _) if least.is_some_and(|least| to <= least) => before.push((to, other)),
            (_, Some(from)) if most.is_some_and(|most| most <= from) => after.push((from, other)),
            _ => {}
        }
    }
    let start = |other: u32| events.get(&other).and_then(|other| other.start.0);
    let end = |other: u32| events.get(&other).and_then(|other| other.end.1);
    // Before the last one of those that are before began, there is nothing to tell.
    let last = before.iter().filter_map(|&(_, other)| start(other)).max();
    before.retain(|&(to, _)| last.is_none_or(|last| to > last));
    let first = after.iter().filter_map(|&(_, other)| end(other)).min();
    after.retain(|&(from, _)| first.is_none_or(|first| from < first));
    before.sort_by_key(|&(to, other)| (std::cmp::Reverse(to), other));
    after.sort_unstable();
    before.into_iter().take(MOST).chain(after.into_iter().take(MOST)).map(|(_, other)| other).collect()
}
