//! Events about which there is nothing to solve: told by articles with dates, without contradiction, and hanging
//! together with no other. Nearly all are so, and their bounds are what all claims allow.

use super::super::assemble::{self, Context};
use super::super::build;
use super::super::event::Trust;
use super::super::facts::{Node, midnight, moment};
use super::super::order::Place;
use super::Store;
use crate::calendar::Bounds;

/// What is left of a point, in seconds.
#[derive(Clone, Copy, Default)]
struct Limits {
    least: Option<i64>,
    most: Option<i64>,
}

impl Limits {
    fn narrow(&mut self, (least, most): (Option<i64>, Option<i64>)) {
        self.least = self.least.max(least);
        self.most = [self.most, most].into_iter().flatten().min();
    }

    fn is_empty(self) -> bool {
        self.least.zip(self.most).is_some_and(|(least, most)| least > most)
    }
}

impl Store {
    /// Where the one event of a knot stands, the same as if the knot were solved; `None` where that has to be done.
    pub(super) fn plain(&self, groups: &[u32], context: &Context<'_>) -> Option<Place> {
        let &[group] = groups else { return None };
        if context.corrected.all().next().is_some() {
            return None;
        }
        let (mut start, mut end) = (Limits::default(), Limits::default());
        let (mut first, mut reference, mut valued) = (None, None, false);
        for &chain in self.members(group) {
            let (at, local) = self.link(chain)?;
            let article = self.article(at)?;
            let day = midnight(article.kept.published?.date());
            let card = article.read.cards.get(at, local)?;
            reference = reference.or(card.reference);
            valued |= card.valued;
            if first.is_none_or(|(known, _)| self.rank(chain) < self.rank(known)) {
                first = Some((chain, card.first));
            }
            let chain_of = |node: Node| article.read.cards.chain_of(node.event()?);
            let is_here = |node: Node| {
                chain_of(node).is_some_and(|other| other == local || self.group(article.first + other) == Some(group))
            };
            for (_, fact) in article.read.said.facts(at) {
                let shifted = |bound: Option<i64>| match bound {
                    Some(bound) => bound.checked_add(day).map(Some),
                    None => Some(None),
                };
                let (to, range) = match (fact.from, fact.to) {
                    (Node::Calendar, Node::Publication(_)) if fact.trust == Trust::Given => continue,
                    // The text says something else of its date.
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
                    match to {
                        Node::Start(_) => start.narrow(range),
                        _ => end.narrow(range),
                    }
                }
            }
        }
        let (_, (id, truth)) = first?;
        let known = reference.and_then(|reference| context.references.event(reference));
        let id = known.map_or(id, |known| super::super::corrected::reference_id(&known.id, truth));
        if let Some(known) = known {
            let [begins, ends] = assemble::days_of(known);
            start.narrow(begins);
            end.narrow(ends);
        }
        // Nothing ends before it begins.
        end.narrow((start.least, None));
        start.narrow((None, end.most));
        if start.is_empty() || end.is_empty() {
            return None;
        }
        let point = |seconds: Option<i64>| seconds.and_then(moment);
        let bounds = Bounds::new(point(start.least), point(start.most), point(end.least), point(end.most));
        build::place(bounds.unwrap_or(Bounds::UNKNOWN), id, valued)
    }
}
