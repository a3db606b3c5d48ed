//! Events about which there is little to solve: told by articles with dates, and hanging together with no other. Nearly
//! all are so, and their bounds are what all claims allow, or all but those that come too late.

use super::super::assemble::{self, Context};
use super::super::build;
use super::super::event::Trust;
use super::super::facts::{Node, midnight, moment};
use super::super::order::Place;
use super::Store;
use crate::calendar::Bounds;
use std::cmp::Reverse;

/// What is left of a point, in seconds.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct Limits {
    least: Option<i64>,
    most: Option<i64>,
}

impl Limits {
    fn narrowed(self, other: Self) -> Self {
        let most = [self.most, other.most].into_iter().flatten().min();
        Self { least: self.least.max(other.least), most }
    }

    fn is_empty(self) -> bool {
        self.least.zip(self.most).is_some_and(|(least, most)| least > most)
    }
}

/// What is left of the start and of the end of an event.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct Left {
    start: Limits,
    end: Limits,
}

impl Left {
    /// What a claim about one of the two leaves; `None` if that is nothing.
    fn narrowed(self, claim: &Narrowing) -> Option<Self> {
        let mut left = self;
        let side = if claim.end { &mut left.end } else { &mut left.start };
        *side = side.narrowed(claim.limits);
        // Nothing ends before it begins.
        left.end = left.end.narrowed(Limits { least: left.start.least, most: None });
        left.start = left.start.narrowed(Limits { least: None, most: left.end.most });
        (!left.start.is_empty() && !left.end.is_empty()).then_some(left)
    }
}

/// A claim about the start or the end of an event.
struct Narrowing {
    trust: Trust,
    end: bool,
    limits: Limits,
}

impl Narrowing {
    /// How claims come one after the other, as far as that follows from each alone: see [`super::super::assemble`].
    fn rank(&self) -> (Reverse<Trust>, u64) {
        let width = self.limits.least.zip(self.limits.most).map_or(u64::MAX, |(least, most)| most.abs_diff(least));
        (Reverse(self.trust), width)
    }
}

/// What claims leave, and whether one of them was set aside. `None` where that depends on which of equals comes first.
fn left(mut claims: Vec<Narrowing>) -> Option<(Left, bool)> {
    let all = claims.iter().try_fold(Left::default(), |left, claim| left.narrowed(claim));
    if let Some(all) = all {
        return Some((all, false));
    }
    claims.sort_by_key(Narrowing::rank);
    let mut left = Left::default();
    for equals in claims.chunk_by(|a, b| a.rank() == b.rank()) {
        // What contradicts what came before is set aside, whichever of them is first.
        let mut possible = equals.iter().filter(|claim| left.narrowed(claim).is_some());
        left = possible.try_fold(left, |left, claim| left.narrowed(claim))?;
    }
    Some((left, true))
}

impl Store {
    /// Where the one event of a knot stands, and whether a claim about it was set aside, the same as if the knot were
    /// solved; `None` where that has to be done.
    pub(super) fn plain(&self, groups: &[u32], context: &Context<'_>) -> Option<(Place, bool)> {
        let &[group] = groups else { return None };
        if context.corrected.all().next().is_some() {
            return None;
        }
        let mut claims: Vec<Narrowing> = Vec::new();
        let (mut first, mut reference, mut valued, mut misdated) = (None, None, false, false);
        for &chain in self.members(group) {
            let (at, local) = self.link(chain)?;
            let article = self.article(at)?;
            let day = midnight(article.kept.published?.date());
            let card = article.read.cards.get(at, local)?;
            reference = reference.or(card.reference);
            valued |= card.valued;
            if first.is_none_or(|(known, _)| self.by_rank(chain, known).is_lt()) {
                first = Some((chain, card.first));
            }
            let chain_of = |node: Node| article.read.cards.chain_of(node.event()?);
            let is_here = |node: Node| {
                chain_of(node).is_some_and(|other| other == local || self.group(article.first + other) == Some(group))
            };
            for fact in article.read.said.bounds() {
                let shifted = |bound: Option<i64>| match bound {
                    Some(bound) => bound.checked_add(day).map(Some),
                    None => Some(None),
                };
                let (to, range) = match (fact.from, fact.to) {
                    // What the text says else of its date comes after the one that is given.
                    (Node::Calendar, Node::Publication(_)) if fact.trust <= Trust::Given => {
                        misdated |=
                            fact.least.is_some_and(|least| day < least) || fact.most.is_some_and(|most| most < day);
                        continue;
                    }
                    (_, Node::Publication(_) | Node::Calendar) => return None,
                    (Node::Calendar, to) => (to, (fact.least, fact.most)),
                    (Node::Publication(_), to) => (to, (shifted(fact.least)?, shifted(fact.most)?)),
                    // How long it lasted.
                    (from, to) if chain_of(from) == Some(local) && is_here(to) => match (from, to) {
                        (Node::Start(_), Node::Start(_)) | (Node::End(_), Node::End(_)) => continue,
                        _ => return None,
                    },
                    // Said of others, or with one of these where that is looked at.
                    _ => continue,
                };
                if chain_of(to) == Some(local) {
                    let limits = Limits { least: range.0, most: range.1 };
                    claims.push(Narrowing { trust: fact.trust, end: matches!(to, Node::End(_)), limits });
                }
            }
        }
        let (_, (id, truth)) = first?;
        let known = reference.and_then(|reference| context.references.event(reference));
        let id = known.map_or(id, |known| super::super::corrected::reference_id(&known.id, truth));
        if let Some(known) = known {
            for ((least, most), end) in assemble::days_of(known).into_iter().zip([false, true]) {
                claims.push(Narrowing { trust: Trust::Pack, end, limits: Limits { least, most } });
            }
        }
        let (Left { start, end }, refused) = left(claims)?;
        // Of a known event that goes on for days what is said is taken otherwise.
        if refused && known.is_some() {
            return None;
        }
        let point = |seconds: Option<i64>| seconds.and_then(moment);
        let bounds = Bounds::new(point(start.least), point(start.most), point(end.least), point(end.most));
        Some((build::place(bounds.unwrap_or(Bounds::UNKNOWN), id, valued)?, refused || misdated))
    }
}
