//! A timeline as JSON and back.

use super::build::claim_id;
use super::event::{Conflict, Event, Evidence, Point, Source};
use super::{Timeline, index};
use crate::article::Published;
use crate::knowledge::Pack;
use crate::link::Reading;
use crate::network::{Claim, ClaimId, Network, PointId};
use chrono::NaiveDateTime;
use rustc_hash::FxHashMap;
use serde::de::{Deserialize, Deserializer, Error as _};
use serde::ser::{Serialize, Serializer};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The version of the JSON that this crate writes, and the newest it reads.
pub const SCHEMA: &str = "tarikh/1";

/// Which pack a timeline rests on.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(super) struct PackInfo {
    name: String,
    version: String,
    fingerprint: String,
}

impl PackInfo {
    pub(super) fn of(pack: &Pack) -> Self {
        Self { name: pack.name().to_owned(), version: pack.version().to_owned(), fingerprint: pack.fingerprint() }
    }
}

#[derive(serde::Serialize)]
struct Out<'t> {
    schema: &'static str,
    packs: &'t [PackInfo],
    articles: &'t [Source],
    events: Vec<&'t Event>,
    undated: Vec<&'t Event>,
    conflicts: &'t [Conflict],
    claims: &'t [Evidence],
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    published: &'t BTreeMap<String, Published>,
    readings: Vec<&'t Reading>,
}

#[derive(serde::Deserialize)]
struct In {
    #[serde(default)]
    packs: Vec<PackInfo>,
    articles: Vec<Source>,
    events: Vec<Event>,
    #[serde(default)]
    undated: Vec<Event>,
    #[serde(default)]
    conflicts: Vec<Conflict>,
    #[serde(default)]
    claims: Vec<Evidence>,
    #[serde(default)]
    published: BTreeMap<String, Published>,
    #[serde(default)]
    readings: Vec<Reading>,
}

/// With the readings that it was made of, so that what is read again can be merged and added to.
impl Serialize for Timeline {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Out {
            schema: SCHEMA,
            packs: &self.packs,
            articles: &self.articles,
            events: self.dated().collect(),
            undated: self.undated().collect(),
            conflicts: &self.conflicts,
            claims: &self.claims,
            published: &self.dates,
            readings: self.readings.iter().map(Arc::as_ref).collect(),
        }
        .serialize(serializer)
    }
}

/// Nothing is worked out again: the timeline is what was written.
///
/// # Errors
/// If the schema is another one: a newer crate wrote it.
impl<'de> Deserialize<'de> for Timeline {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // The version decides before anything else is looked at.
        let value = serde_json::Value::deserialize(deserializer)?;
        let schema = value.get("schema").and_then(serde_json::Value::as_str).map(|s| Cow::Owned(s.to_owned()));
        let schema: Cow<'_, str> = schema.unwrap_or(Cow::Borrowed(""));
        if schema != SCHEMA {
            return Err(D::Error::custom(format_args!(
                "the timeline's schema is «{schema}», this version reads «{SCHEMA}»; use a newer tarikh"
            )));
        }
        let read: In = serde_json::from_value(value).map_err(D::Error::custom)?;
        Ok(restore(read))
    }
}

fn restore(read: In) -> Timeline {
    let In { packs, articles, mut events, undated, conflicts, claims, published, readings } = read;
    events.extend(undated);
    let by_id = index(&events);
    let count = articles.len() as u32;
    let publications: FxHashMap<&str, u32> = articles.iter().map(|a| a.id.as_str()).zip(0u32..).collect();
    let point = |point: &Point| match point {
        Point::Calendar => None,
        Point::Publication(id) => publications.get(id.as_str()).map(|&at| PointId::new(at)),
        Point::Start(id) => by_id.get(id).map(|&at| PointId::new(count + 2 * at)),
        Point::End(id) => by_id.get(id).map(|&at| PointId::new(count + 2 * at + 1)),
    };
    let ends: Vec<_> =
        (0..events.len() as u32).map(|at| (PointId::new(count + 2 * at), PointId::new(count + 2 * at + 1))).collect();
    let always =
        ends.iter().zip(0u64..).map(|(&(s, e), at)| Claim::between(ClaimId::new(u64::MAX - at), s, e, 0, None));
    let seconds = |t: Option<NaiveDateTime>| t.map(super::facts::seconds);
    let said = claims.iter().filter_map(|claim| {
        let (id, to) = (claim_id(&claim.id)?, point(&claim.to)?);
        Some(match point(&claim.from) {
            Some(from) => Claim::between(id, from, to, claim.least, claim.most),
            None => Claim::on(id, to, seconds(claim.earliest), seconds(claim.latest)),
        })
    });
    let (network, _) = Network::from_claims(count + 2 * events.len() as u32, always.chain(said));
    let pack = packs
        .first()
        .filter(|info| info.name == Pack::mali().name() && info.fingerprint == Pack::mali().fingerprint())
        .map(|_| Arc::new(Pack::mali().clone()));
    Timeline {
        readings: readings.into_iter().map(Arc::new).collect(),
        dates: published,
        pack,
        packs,
        articles,
        events,
        ends,
        conflicts,
        claims,
        network,
        by_id,
    }
}
