//! What is kept of the facts of an article: their bounds, ids and trust, without the words that support them. Those are
//! read again where somebody asks.

use super::bytes::{self, Bytes, Shelved, number, put, put_signed, signed};
use super::event::Trust;
use super::facts::{Fact, Node};
use super::work;
use crate::network::ClaimId;

/// Facts of an article, one after the other.
#[derive(Debug, Clone, Default)]
pub(super) struct Said(Shelved);

const TRUST: [Trust; 7] =
    [Trust::Tense, Trust::Inferred, Trust::Relative, Trust::Pack, Trust::Explicit, Trust::Given, Trust::Correction];

impl Said {
    pub(super) fn new(facts: &[(ClaimId, Fact)]) -> Self {
        Self(bytes::kept(|bytes| {
            for (id, fact) in facts {
                write(bytes, *id, fact);
            }
        }))
    }

    /// What is kept, to be put in a better place.
    pub(super) fn bytes_mut(&mut self) -> &mut Shelved {
        &mut self.0
    }

    /// The facts of an article with this number, as they were but for what supports them.
    pub(super) fn facts(&self, at: u32) -> impl Iterator<Item = (ClaimId, Fact)> + '_ {
        self.bounds().map(move |bound| {
            let node = |node: Node| if let Node::Publication(_) = node { Node::Publication(at) } else { node };
            let mut fact = Fact::on(node(bound.to), (bound.least, bound.most), bound.trust, "");
            fact.from = node(bound.from);
            fact.article = Some(at);
            (ClaimId::new(bound.id), fact)
        })
    }

    /// The same without all that a fact can have; the article has no number.
    pub(super) fn bounds(&self) -> impl Iterator<Item = Bound> + '_ {
        let mut rest = &*self.0;
        std::iter::from_fn(move || next(&mut rest))
    }
}

/// What is kept of a fact.
pub(super) struct Bound {
    id: u64,
    pub(super) from: Node,
    pub(super) to: Node,
    pub(super) least: Option<i64>,
    pub(super) most: Option<i64>,
    pub(super) trust: Trust,
}

fn write(bytes: &mut Vec<u8>, id: ClaimId, fact: &Fact) {
    let trust = TRUST.iter().position(|&trust| trust == fact.trust).unwrap_or_default() as u8;
    let bits = [fact.least.is_some(), fact.most.is_some()];
    bytes.push(trust | kind(fact.from) << 3 | kind(fact.to) << 5);
    bytes.push(u8::from(bits[0]) | u8::from(bits[1]) << 1);
    bytes.extend(id.get().to_le_bytes());
    for mention in [fact.from, fact.to].into_iter().filter_map(Node::event) {
        put(bytes, u64::from(mention));
    }
    fact.least.into_iter().chain(fact.most).for_each(|bound| put_signed(bytes, bound));
}

fn kind(node: Node) -> u8 {
    match node {
        Node::Calendar => 0,
        Node::Publication(_) => 1,
        Node::Start(_) => 2,
        Node::End(_) => 3,
    }
}

fn next(rest: &mut &[u8]) -> Option<Bound> {
    work::steps(1);
    let mut head = Bytes(rest);
    let [kinds, bounds] = head.array();
    let id = head.eight() as u64;
    *rest = rest.get(10..)?;
    let mut node = |kind: u8| {
        Some(match kind & 3 {
            0 => Node::Calendar,
            1 => Node::Publication(0),
            2 => Node::Start(number(rest)? as u32),
            _ => Node::End(number(rest)? as u32),
        })
    };
    let (from, to) = (node(kinds >> 3)?, node(kinds >> 5)?);
    let least = if bounds & 1 == 1 { Some(signed(rest)?) } else { None };
    let most = if bounds & 2 == 2 { Some(signed(rest)?) } else { None };
    Some(Bound { id, from, to, least, most, trust: *TRUST.get(usize::from(kinds & 7))? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_are_kept_but_for_their_words() {
        let nodes = [Node::Calendar, Node::Publication(7), Node::Start(300), Node::End(0)];
        let bounds = [None, Some(0), Some(-86_400), Some(i64::MAX), Some(i64::MIN + 1), Some(1_370_000_000)];
        let mut facts = Vec::new();
        for (number, &trust) in (1u64..).zip(&TRUST) {
            for (from, to) in nodes.into_iter().flat_map(|from| nodes.map(|to| (from, to))) {
                for (&least, &most) in bounds.iter().zip(bounds.iter().rev()) {
                    let mut fact = Fact::on(to, (least, most), trust, "");
                    (fact.from, fact.article) = (from, Some(7));
                    facts.push((ClaimId::new(u64::MAX / number), fact));
                }
            }
        }
        assert_eq!(Said::new(&facts).facts(7).collect::<Vec<_>>(), facts);
    }
}
