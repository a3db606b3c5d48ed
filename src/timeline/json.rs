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
use crate::plain::Fragment;
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
    #[serde(skip_serializing_if = "Option::is_none")]
    readings: Option<Readings<'t>>,
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
        write(self, Some(Readings(self)), serializer)
    }
}

fn write<'t, S: Serializer>(
    timeline: &'t Timeline,
    readings: Option<Readings<'t>>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let disputes = RefCell::default();
    Out {
        schema: SCHEMA,
        header: timeline.header(),
        articles: timeline.articles(),
        events: Written { timeline, undated: false, disputes: &disputes },
        undated: Written { timeline, undated: true, disputes: &disputes },
        conflicts: timeline.conflicts(),
        disputes: Disputed(&disputes),
        claims: timeline.claims(),
        corrections: timeline.corrections(),
        published: &timeline.dates,
        readings,
    }
    .serialize(serializer)
}

struct WithoutReadings<'t>(&'t Timeline);

impl Serialize for WithoutReadings<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write(self.0, None, serializer)
    }
}

impl Timeline {
    /// The timeline for those who only look at it: as JSON without what was read in each article, a fraction of the
    /// size. It can be read again, asked and compared; nothing can be merged with it or added to it.
    ///
    /// ```
    /// use tarikh::{Article, Reader, Timeline};
    ///
    /// let article = Article::new("a", "قتل جنديان في غاو في 3 مارس 2013");
    /// let timeline = Timeline::from_readings([Reader::new().read(&article)]);
    /// let json = serde_json::to_string(&timeline.without_readings())?;
    /// let again: Timeline = serde_json::from_str(&json)?;
    /// assert!(again.events().eq(timeline.events()));
    /// assert_eq!(again.header(), timeline.header());
    /// assert!(again.diff(&timeline).is_empty());
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn without_readings(&self) -> impl Serialize + '_ {
        WithoutReadings(self)
    }
}

/// Nothing is worked out again: the timeline is what was written. The pack on which it rests is no part of the JSON: see
/// [`Timeline::missing_pack`].
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
            return Err(D::Error::custom(refusal(&schema)));
        }
        let read: In = serde_json::from_value(value).map_err(D::Error::custom)?;
        Ok(restore(read))
    }
}

/// Why a document is not read.
fn refusal(schema: &str) -> String {
    let number = |schema: &str| schema.strip_prefix("tarikh/").and_then(|number| number.parse::<u32>().ok());
    if schema.is_empty() {
        return format!("it has no schema, so it is no timeline (which has \"schema\": \"{SCHEMA}\")");
    }
    let newer = number(schema) > number(SCHEMA);
    let advice = if newer { "use a newer tarikh" } else { "it is something else" };
    format!("its schema is {}, this version reads «{SCHEMA}»; {advice}", Fragment(schema))
}

fn restore(read: In) -> Timeline {
    let In { header, articles, mut events, undated, conflicts, claims, corrections, published, readings } = read;
    let Header { version, packs, policy, skipped, read } = header;
    events.extend(undated);
    // Which of the two lists an event belongs to is for its bounds to say, whoever wrote the file.
    events.sort_by_key(Event::is_undated);
    let readings = packed::all(readings);
    let restored = Restored::new((version, policy, read), readings, events, &articles, &claims);
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
