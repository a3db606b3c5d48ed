//! A timeline as JSON and back.

use super::corrections::Corrected;
use super::dispute::Dispute;
use super::event::{Conflict, Event, Evidence, Source};
use super::header::Header;
use super::packed::{self, Packed};
use super::restored::Restored;
use super::{Content, Timeline};
use crate::article::Published;
use crate::knowledge::Pack;
use crate::link::Reading;
use serde::de::{Deserialize, Deserializer, Error as _};
use serde::ser::{Serialize, Serializer};
use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

/// The version of the JSON that this crate writes, and the newest it reads.
pub const SCHEMA: &str = "tarikh/1";

#[derive(serde::Serialize)]
struct Out<'t> {
    schema: &'static str,
    #[serde(flatten)]
    header: Header,
    articles: &'t [Source],
    events: Written<'t>,
    undated: Written<'t>,
    conflicts: &'t [Conflict],
    disputes: Disputed<'t>,
    claims: &'t [Evidence],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    corrections: &'t [Corrected],
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    published: &'t BTreeMap<String, Published>,
    readings: Readings<'t>,
}

/// Events, each worked out only while it is written.
struct Written<'t> {
    timeline: &'t Timeline,
    undated: bool,
    disputes: &'t RefCell<Vec<Dispute>>,
}

impl Serialize for Written<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let events = self.timeline.composed().filter(|event| event.is_undated() == self.undated);
        serializer.collect_seq(events.inspect(|event| self.disputes.borrow_mut().extend(Dispute::all_of(event))))
    }
}

/// What is disputed in the events that were written before.
struct Disputed<'t>(&'t RefCell<Vec<Dispute>>);

impl Serialize for Disputed<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.borrow().serialize(serializer)
    }
}

struct Readings<'t>(&'t Timeline);

impl Serialize for Readings<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.readings().map(Packed::reading))
    }
}

#[derive(serde::Deserialize)]
struct In {
    #[serde(flatten)]
    header: Header,
    articles: Vec<Source>,
    events: Vec<Event>,
    #[serde(default)]
    undated: Vec<Event>,
    #[serde(default)]
    conflicts: Vec<Conflict>,
    #[serde(default)]
    claims: Vec<Evidence>,
    #[serde(default)]
    corrections: Vec<Corrected>,
    #[serde(default)]
    published: BTreeMap<String, Published>,
    #[serde(default)]
    readings: Vec<Reading>,
}

/// With the readings that it was made of, so that what is read again can be merged and added to.
impl Serialize for Timeline {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let disputes = RefCell::default();
        Out {
            schema: SCHEMA,
            header: self.header(),
            articles: self.articles(),
            events: Written { timeline: self, undated: false, disputes: &disputes },
            undated: Written { timeline: self, undated: true, disputes: &disputes },
            conflicts: self.conflicts(),
            disputes: Disputed(&disputes),
            claims: self.claims(),
            corrections: self.corrections(),
            published: &self.dates,
            readings: Readings(self),
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
    let In { header, articles, mut events, undated, conflicts, claims, corrections, published, readings } = read;
    let Header { version, packs, policy, skipped, .. } = header;
    events.extend(undated);
    let readings = packed::all(readings);
    let restored = Restored::new((version, policy), readings, events, &articles, &claims);
    let pack = packs
        .first()
        .filter(|info| info.name == Pack::mali().name() && info.fingerprint == Pack::mali().fingerprint())
        .map(|_| Arc::new(Pack::mali().clone()));
    Timeline {
        content: Content::Restored(Box::new(restored)),
        dates: published,
        pack,
        packs,
        skipped: skipped.into_iter().collect(),
        articles: OnceLock::from(articles),
        claims: OnceLock::from(claims),
        conflicts: OnceLock::from(conflicts),
        corrections: corrections.iter().map(|c| c.correction.clone()).collect(),
        corrected: OnceLock::from(corrections),
    }
}
