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

/// For every event of a knot what its start is known to lie before or after.
#[derive(Debug, Clone, Default)]
pub(super) struct Nearby(FxHashMap<u32, Vec<(Node, Distance)>>);

/// Which of the two is first; `None` where that is open. A publication takes a day.
pub(super) fn order(to: Node, (least, most): Distance) -> Option<Order> {
    let published = matches!(to, Node::Publication(_));
    match (least, most) {
        (Some(least), Some(most)) if published && least >= 0 && most <= DAY => Some(Order::During),
        (Some(least), _) if published => (least >= DAY).then_some(Order::After).or_else(|| order_before(most)),
        (Some(0), Some(0)) => None,
        (Some(0..), _) => Some(Order::After),
        _ => order_before(most),
    }
}

fn order_before(most: Option<i64>) -> Option<Order> {
    most.filter(|&most| most <= 0).map(|_| Order::Before)
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
        let mut all: FxHashMap<u32, Vec<(Node, Distance)>> = FxHashMap::default();
        for ((a, b), distance) in between(taken()) {
            all.entry(a).or_default().push((Node::Start(b), turned(distance)));
            all.entry(b).or_default().push((Node::Start(a), distance));
        }
        for (article, events) in counted(taken()) {
            for (&event, &(least, most)) in &events {
                let near = all.entry(event).or_default();
                near.push((Node::Publication(article), (least, most)));
                let known = |other: u32, near: &[(Node, Distance)]| near.iter().any(|(node, _)| *node == Node::Start(other));
                for other in nearest(event, &events) {
                    if !known(other, near)
                        && let Some(&(from, to)) = events.get(&other)
                    {
                        let less = |a: Option<i64>, b: Option<i64>| a.zip(b).and_then(|(a, b)| a.checked_sub(b));
                        near.push((Node::Start(other), (less(least, to), less(most, from))));
                    }
                }
            }
        }
        Self(all)
    }

    /// What the start of an event is known to lie before or after, and how far.
    pub(super) fn event(&self, event: u32) -> &[(Node, Distance)] {
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

/// For every article without a date the events that its words count from the day of publication: how long after that
/// they began at the earliest, and were over at the latest. What only the tense tells is not counted.
fn counted<'f>(facts: impl Iterator<Item = &'f Fact>) -> BTreeMap<u32, BTreeMap<u32, Distance>> {
    let mut all: BTreeMap<u32, BTreeMap<u32, Distance>> = BTreeMap::new();
    for fact in facts.filter(|fact| fact.trust > Trust::Tense) {
        let Node::Publication(article) = fact.from else { continue };
        let (event, distance) = match fact.to {
            Node::Start(event) => (event, (fact.least, fact.most)),
            Node::End(event) => (event, (None, fact.most)),
            _ => continue,
        };
        let known = all.entry(article).or_default().entry(event).or_insert((None, None));
        *known = narrower(*known, distance);
    }
    all
}

/// The events that surely come before one, or after it, with none between that does so too.
fn nearest(event: u32, events: &BTreeMap<u32, Distance>) -> Vec<u32> {
    let Some(&(least, most)) = events.get(&event) else { return Vec::new() };
    let mut before: Vec<(i64, u32)> = Vec::new();
    let mut after: Vec<(i64, u32)> = Vec::new();
    for (&other, &(from, to)) in events.iter().filter(|(other, _)| **other != event) {
        match (to, from) {
            (Some(to), _) if least.is_some_and(|least| to <= least) => before.push((to, other)),
            (_, Some(from)) if most.is_some_and(|most| most <= from) => after.push((from, other)),
            _ => {}
        }
    }
    let start = |other: u32| events.get(&other).and_then(|&(from, _)| from);
    let end = |other: u32| events.get(&other).and_then(|&(_, to)| to);
    // Before the last one of those that are before began, there is nothing to tell.
    let last = before.iter().filter_map(|&(_, other)| start(other)).max();
    before.retain(|&(to, _)| last.is_none_or(|last| to > last));
    let first = after.iter().filter_map(|&(_, other)| end(other)).min();
    after.retain(|&(from, _)| first.is_none_or(|first| from < first));
    before.sort_by_key(|&(to, other)| (std::cmp::Reverse(to), other));
    after.sort_unstable();
    before.into_iter().take(MOST).chain(after.into_iter().take(MOST)).map(|(_, other)| other).collect()
}
