//! What people know better: corrections that join the network like what articles say, and count more.
//!
//! A correction names its event by an id, or by words of an article, so that it survives a new run over more articles.
//! One whose target is not there waits, and is reported.

use super::Timeline;
use super::event::{Event, Party};
use super::store::Fresh;
use super::words;
use crate::article::Published;
use crate::calendar::Value;
use crate::error::{Error, Result};
use crate::knowledge::Pack;
use crate::plain::Fragment;
use chrono::NaiveDateTime;
use serde::{Deserialize, Deserializer, Serialize, de};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// The format that [`Corrections::from_json`] reads.
pub const CORRECTIONS: &str = "tarikh-corrections/1";

/// An event, by its id, or by the words of an article that tell of it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(untagged)]
#[non_exhaustive]
pub enum Target {
    /// The id of an event, of any of its mentions, or of a reference event of the pack.
    Id(String),
    /// Words of an article that hold the trigger of a mention.
    Words {
        /// The article's id.
        article: String,
        /// The words; they may be more than the trigger.
        words: String,
        /// Where they begin, in characters, if they stand there more than once.
        #[serde(skip_serializing_if = "Option::is_none")]
        character: Option<u32>,
    },
}

/// By hand, so that an error says what would have been right.
impl<'de> Deserialize<'de> for Target {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct InArticle {
            article: String,
            words: String,
            #[serde(default)]
            character: Option<u32>,
        }
        struct Visitor;
        impl<'de> de::Visitor<'de> for Visitor {
            type Value = Target;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an event: its id, or {\"article\": …, \"words\": …}")
            }

            fn visit_str<E: de::Error>(self, id: &str) -> std::result::Result<Target, E> {
                Ok(Target::Id(id.to_owned()))
            }

            fn visit_map<A: de::MapAccess<'de>>(self, fields: A) -> std::result::Result<Target, A::Error> {
                let InArticle { article, words, character } =
                    InArticle::deserialize(de::value::MapAccessDeserializer::new(fields))?;
                Ok(Target::Words { article, words, character })
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

/// What a correction says.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Change {
    /// The event was within this day, month or year, or between two of them: `2012-04-01`, `2012-03-30/2012-04-01`.
    Date {
        /// Which event.
        event: Target,
        /// When.
        is: String,
    },
    /// The event was not before, or not after, a day, month or year.
    Bound {
        /// Which event.
        event: Target,
        /// It did not begin before this.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        not_before: Option<String>,
        /// It had ended with this.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        not_after: Option<String>,
    },
    /// The event was before or after another, by so much if that is given: `10 weeks`.
    Relative {
        /// Which event.
        event: Target,
        /// Before this one …
        #[serde(default, skip_serializing_if = "Option::is_none")]
        before: Option<Target>,
        /// … or after this one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        after: Option<Target>,
        /// By how much, give or take half a unit.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<String>,
    },
    /// A claim, by its id, is wrong.
    RejectClaim(String),
    /// A mention is none of an event.
    RejectMention(Target),
    /// These are one event.
    SameEvent(Vec<Target>),
    /// These are different events. The first keeps what was known of all; what the article of each other one, and
    /// copies of its dispatch, tell goes with that.
    DifferentEvents(Vec<Target>),
    /// These ids or names are one person, group or state; the first is the one to use.
    MergeActors(Vec<String>),
    /// When an article was published.
    Published {
        /// The article's id.
        article: String,
        /// The day.
        on: Published,
    },
}

/// Something that somebody knows better, and why.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Correction {
    /// Who says so.
    pub author: String,
    /// Why.
    pub reason: String,
    /// What.
    #[serde(flatten)]
    pub change: Change,
}

impl Change {
    /// The names of all changes, as files have them.
    const NAMES: [&'static str; 9] = [
        "date",
        "bound",
        "relative",
        "reject_claim",
        "reject_mention",
        "same_event",
        "different_events",
        "merge_actors",
        "published",
    ];

    /// What is changed, in a word or two: `date`, `same_event` …
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Date { .. } => "date",
            Self::Bound { .. } => "bound",
            Self::Relative { .. } => "relative",
            Self::RejectClaim(_) => "reject_claim",
            Self::RejectMention(_) => "reject_mention",
            Self::SameEvent(_) => "same_event",
            Self::DifferentEvents(_) => "different_events",
            Self::MergeActors(_) => "merge_actors",
            Self::Published { .. } => "published",
        }
    }
}

/// What is changed, in a word or two: `date`, `same_event` …
impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// What became of a correction in a timeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Corrected {
    /// The correction.
    #[serde(flatten)]
    pub correction: Correction,
    /// Why it could not be applied: what was not found. `None` if it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missing: Option<String>,
    /// The events that it is about, by their ids.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<String>,
}

/// Who corrected a claim, and why.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct By {
    /// Who says so.
    pub author: String,
    /// Why.
    pub reason: String,
}

/// A set of corrections. The order in which they come makes no difference.
///
/// ```
/// use tarikh::timeline::Corrections;
///
/// let corrections = Corrections::from_json(r#"{"schema": "tarikh-corrections/1", "corrections": [
///   {"author": "Sara", "reason": "seen in the archive", "date": {"event": "e00c0ffee00c0ffee", "is": "2012-04-01"}}
/// ]}"#)?;
/// assert_eq!(corrections.iter().count(), 1);
///
/// let wrong = Corrections::from_json(r#"{"schema": "tarikh-corrections/1", "corrections": [
///   {"author": "Sara", "reason": "?", "date": {"event": "e1", "is": "last week"}}
/// ]}"#);
/// assert!(wrong.unwrap_err().to_string().contains("last week"));
/// # Ok::<(), tarikh::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Corrections(BTreeSet<Correction>);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    schema: String,
    corrections: Vec<serde_json::Value>,
}

impl Corrections {
    /// Reads a file of corrections: `{"schema": "tarikh-corrections/1", "corrections": [{"author", "reason", …}]}`.
    ///
    /// # Errors
    /// If it is no such file, or a correction in it cannot be understood; the message says which and why, and the error
    /// [is one of corrections](Error::is_corrections).
    pub fn from_json(json: &str) -> Result<Self> {
        let file: File = serde_json::from_str(json).map_err(|error| {
            let said = error.to_string();
            let said = said.split(" at line ").next().unwrap_or_default();
            let what = format!("{said}; a file is {{\"schema\": \"{CORRECTIONS}\", \"corrections\": […]}}");
            Error::corrections(Some((error.line(), error.column())), what)
        })?;
        if file.schema != CORRECTIONS {
            let found = Fragment(&file.schema);
            return Err(Error::corrections(None, format!("the schema is {found}, this version reads «{CORRECTIONS}»")));
        }
        let mut all = BTreeSet::new();
        for (number, value) in (1..).zip(file.corrections) {
            let read = Correction::read(value);
            all.insert(read.map_err(|what| Error::corrections(None, format!("correction {number}: {what}")))?);
        }
        Ok(Self(all))
    }

    /// All of them, in an order of their own.
    pub fn iter(&self) -> impl Iterator<Item = &Correction> {
        self.0.iter()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Those of both.
    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// The publication dates that are corrected; of several for one article the earliest counts.
    pub(super) fn published(&self) -> BTreeMap<String, Published> {
        let mut dates: BTreeMap<String, Published> = BTreeMap::new();
        for correction in &self.0 {
            if let Change::Published { article, on } = &correction.change {
                let known = dates.entry(article.clone()).or_insert(*on);
                *known = (*known).min(*on);
            }
        }
        dates
    }
}

impl FromIterator<Correction> for Corrections {
    fn from_iter<I: IntoIterator<Item = Correction>>(corrections: I) -> Self {
        Self(corrections.into_iter().collect())
    }
}

impl Correction {
    /// Who, why, and one thing: a second one would be lost without a word.
    fn read(value: serde_json::Value) -> std::result::Result<Self, String> {
        let serde_json::Value::Object(mut fields) = value else {
            return Err("write {\"author\": …, \"reason\": …} and what to change".to_owned());
        };
        let mut said = |field: &str| {
            let words = fields.remove(field).and_then(|value| value.as_str().map(str::to_owned));
            words.filter(|words| !words.trim().is_empty())
        };
        let (Some(author), Some(reason)) = (said("author"), said("reason")) else {
            return Err("author and reason must be told".to_owned());
        };
        let names = || Change::NAMES.join(", ");
        if let Some(unknown) = fields.keys().find(|name| !Change::NAMES.contains(&name.as_str())) {
            let near = crate::plain::nearest(unknown, Change::NAMES);
            let near = near.map_or(String::new(), |name| format!("; did you mean {name}?"));
            return Err(format!("unknown change {}{near} (one of {})", Fragment(unknown), names()));
        }
        let [Some((name, body)), None] = [0, 1].map(|at| fields.iter().nth(at)) else {
            return Err(format!("say one thing, with author and reason: one of {}", names()));
        };
        let change = serde_json::json!({ name: body });
        let change: Change = serde_json::from_value(change).map_err(|error| format!("{name}: {error}"))?;
        change.check().map_err(|what| format!("{name}: {what}"))?;
        Ok(Self { author, reason, change })
    }
}

impl Change {
    /// Whether everything in it can be understood.
    fn check(&self) -> std::result::Result<(), String> {
        match self {
            Self::Date { is, .. } => stretch(is).map(|_| ()),
            Self::Bound { not_before, not_after, .. } => {
                if not_before.is_none() && not_after.is_none() {
                    return Err("a bound needs not_before or not_after".to_owned());
                }
                [not_before, not_after].into_iter().flatten().try_for_each(|day| stretch(day).map(|_| ()))
            }
            Self::Relative { before, after, by, .. } => {
                if before.is_some() == after.is_some() {
                    return Err("say either before or after".to_owned());
                }
                by.as_deref().map_or(Ok(()), |by| distance(by).map(|_| ()))
            }
            Self::SameEvent(of) | Self::DifferentEvents(of) if of.len() < 2 => {
                Err("name two events or more".to_owned())
            }
            Self::MergeActors(names) if names.len() < 2 => Err("name two actors or more".to_owned()),
            _ => Ok(()),
        }
    }
}

/// The first and the end of a day, month or year, or of two with a slash between.
pub(super) fn stretch(written: &str) -> std::result::Result<(NaiveDateTime, NaiveDateTime), String> {
    let one = |part: &str| part.parse::<Value>().ok().and_then(|value| value.interval());
    let (from, to) = written.split_once('/').unwrap_or((written, written));
    let found = one(from).zip(one(to)).map(|((start, _), (_, end))| (start, end)).filter(|(start, end)| start < end);
    found.ok_or_else(|| {
        format!(
            "«{}» is no date; write 2012-04-01, 2012-04, 2012 or 2012-03-30/2012-04-01",
            crate::plain::one_line(written)
        )
    })
}

/// The least and the most seconds of "10 weeks".
pub(super) fn distance(written: &str) -> std::result::Result<(i64, i64), String> {
    const DAY: i64 = 86_400;
    let wrong =
        || format!("«{}» is no distance; write 3 days, 10 weeks, 2 months or 1 year", crate::plain::one_line(written));
    let (number, unit) = written.trim().split_once(' ').ok_or_else(wrong)?;
    let number: i64 = number.parse().ok().filter(|n| (0..100_000).contains(n)).ok_or_else(wrong)?;
    let (low, high) = match unit.trim().trim_end_matches('s') {
        "hour" => (3_600, 3_600),
        "day" => (DAY, DAY),
        "week" => (7 * DAY, 7 * DAY),
        "month" => (28 * DAY, 31 * DAY),
        "year" => (365 * DAY, 366 * DAY),
        _ => return Err(wrong()),
    };
    Ok(((number * low - high / 2).max(0), number * high + high / 2))
}

/// For every id and folded name of an actor that is merged with others, the one that counts.
pub(super) fn merged(corrections: &Corrections, pack: &Pack) -> BTreeMap<String, String> {
    let mut groups: Vec<BTreeSet<String>> = Vec::new();
    let key = |name: &String| if pack.actor(name).is_some() { name.clone() } else { words::name(name) };
    let mut order: Vec<String> = Vec::new();
    for correction in corrections.iter() {
        let Change::MergeActors(names) = &correction.change else { continue };
        let names: Vec<String> = names.iter().map(key).collect();
        order.extend(names.iter().cloned());
        let mut group: BTreeSet<String> = names.into_iter().collect();
        groups.retain(|other| {
            let apart = other.is_disjoint(&group);
            if !apart {
                group.extend(other.iter().cloned());
            }
            apart
        });
        groups.push(group);
    }
    let mut merged = BTreeMap::new();
    for group in groups {
        // Somebody whom the pack knows, else who was named first.
        let known = order.iter().find(|name| group.contains(*name) && pack.actor(name).is_some());
        let Some(name) = known.or_else(|| order.iter().find(|name| group.contains(*name))).cloned() else { continue };
        merged.extend(group.into_iter().map(|other| (other, name.clone())));
    }
    merged
}

/// Those who take part in an event, each by the name that counts.
pub(super) fn parties(parties: Vec<Party>, actors: &BTreeMap<String, String>, pack: &Pack) -> Vec<Party> {
    if actors.is_empty() {
        return parties;
    }
    let mut all: Vec<Party> = Vec::with_capacity(parties.len());
    for mut party in parties {
        let known = party.id.as_ref().and_then(|id| actors.get(id));
        if let Some(name) = known.or_else(|| actors.get(&words::name(&party.name))) {
            party.id = pack.actor(name).map(|actor| actor.id.clone());
            party.name = pack.actor(name).map_or_else(|| name.clone(), |actor| actor.label().to_owned());
        }
        let same = |p: &Party| p.id == party.id && p.name == party.name;
        if !all.iter().any(same) {
            all.push(party);
        }
    }
    all
}

impl Timeline {
    /// What people corrected, and what became of it: also what is about something that is not there.
    #[must_use]
    pub fn corrections(&self) -> &[Corrected] {
        self.corrected.get_or_init(|| self.outcome())
    }

    /// The same timeline with more that people know better. Everything is worked out anew.
    #[must_use]
    pub fn correct(self, corrections: Corrections) -> Self {
        let all = self.corrections.clone().merge(corrections);
        let readings = self.readings().cloned().map(Fresh::from).collect();
        Self { skipped: self.skipped, ..Self::of(readings, self.dates, self.pack, all) }
    }

    /// The corrections that an event shows.
    pub(super) fn corrections_of(&self, event: &Event) -> Vec<Corrected> {
        self.corrections().iter().filter(|c| c.events.contains(&event.id)).cloned().collect()
    }
}
