//! A timeline as it was written, until something is added to it.

use super::build::claim_id;
use super::event::{Event, Evidence, Point, Source};
use super::facts::seconds;
use super::header::{Policy, Read};
use super::order::Ends;
use super::packed::Packed;
use crate::network::{Claim, ClaimId, Network, PointId};
use rustc_hash::FxHashMap;
use std::borrow::Cow;

#[derive(Debug, Clone)]
pub(super) struct Restored {
    pub(super) readings: Vec<Packed>,
    /// In the order for display.
    pub(super) events: Vec<Event>,
    pub(super) network: Network,
    /// The version of the crate that worked it out, the policy, and how many articles were read.
    pub(super) version: Cow<'static, str>,
    pub(super) policy: Policy,
    pub(super) read: Read,
    by_id: FxHashMap<String, u32>,
    articles: u32,
}

impl Restored {
    pub(super) fn new(
        (version, policy, read): (Cow<'static, str>, Policy, Read),
        readings: Vec<Packed>,
        events: Vec<Event>,
        articles: &[Source],
        claims: &[Evidence],
    ) -> Self {
        let by_id: FxHashMap<String, u32> =
            events.iter().zip(0u32..).map(|(event, at)| (event.id.clone(), at)).collect();
        let count = articles.len() as u32;
        let publications: FxHashMap<&str, u32> = articles.iter().map(|a| a.id.as_str()).zip(0u32..).collect();
        let point = |point: &Point| match point {
            Point::Calendar => None,
            Point::Publication(id) => publications.get(id.as_str()).map(|&at| PointId::new(at)),
            Point::Start(id) => by_id.get(id).map(|&at| PointId::new(count + 2 * at)),
            Point::End(id) => by_id.get(id).map(|&at| PointId::new(count + 2 * at + 1)),
        };
        let always = (0..events.len() as u32).map(|at| {
            let (start, end) = (PointId::new(count + 2 * at), PointId::new(count + 2 * at + 1));
            Claim::between(ClaimId::new(u64::MAX - u64::from(at)), start, end, 0, None)
        });
        let said = claims.iter().filter_map(|claim| {
            let (id, to) = (claim_id(&claim.id)?, point(&claim.to)?);
            Some(match point(&claim.from) {
                Some(from) => Claim::between(id, from, to, claim.least, claim.most),
                None => Claim::on(id, to, claim.earliest.map(seconds), claim.latest.map(seconds)),
            })
        });
        let (network, _) = Network::from_claims(count + 2 * events.len() as u32, always.chain(said));
        Self { readings, events, network, version, policy, read, by_id, articles: count }
    }

    pub(super) fn find(&self, id: &str) -> Option<u32> {
        self.by_id.get(id).copied()
    }

    /// The start and the end of an event.
    pub(super) fn ends(&self, event: u32) -> Ends {
        (PointId::new(self.articles + 2 * event), PointId::new(self.articles + 2 * event + 1))
    }
}
