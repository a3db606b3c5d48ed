//! What comes out: events, articles, claims and conflicts as values.

use super::corrections::By;
use super::dispatch::Dispatch;
use super::tally::Tally;
use crate::article::{Published, Quote};
use crate::calendar::Bounds;
use crate::event::{Class, Factuality, Mode, Role};
use crate::link::When;
use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// A point in time that a claim of a timeline is about.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Point {
    /// The calendar: differences from it are moments.
    Calendar,
    /// The start of the day on which this article was published.
    Publication(String),
    /// When the event with this id began.
    Start(String),
    /// When it had ended.
    End(String),
}

/// How much a claim counts against one that contradicts it, the weakest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Trust {
    /// From tense and publication only.
    Tense,
    /// From a time carried over from elsewhere in the article, or from whom the article names.
    Inferred,
    /// From a time counted from the publication date.
    Relative,
    /// From a reference event of the knowledge pack.
    Pack,
    /// From a time that is said in full.
    Explicit,
    /// The publication date that came with the article.
    Given,
    /// Somebody corrected it.
    Correction,
}

named!(Trust, "trust" {
    Tense = "tense", Inferred = "inferred", Relative = "relative", Pack = "pack", Explicit = "explicit",
    Given = "given", Correction = "correction",
});

/// One claim with its words: what the timeline rests on.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Evidence {
    /// Follows from the content; the same in every timeline that rests on the claim.
    pub id: String,
    /// Counted from here.
    pub from: Point,
    /// To here.
    pub to: Point,
    /// The least difference in seconds; from the calendar, see [`Evidence::earliest`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub least: Option<i64>,
    /// The greatest difference in seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most: Option<i64>,
    /// From the calendar: not before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub earliest: Option<NaiveDateTime>,
    /// From the calendar: not after.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub latest: Option<NaiveDateTime>,
    /// The rule that made it.
    pub rule: Cow<'static, str>,
    /// How much it counts.
    pub trust: Trust,
    /// The article that says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub article: Option<String>,
    /// The entry of the knowledge pack that says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pack: Option<String>,
    /// Who corrected it, and why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub correction: Option<By>,
    /// The words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub quotes: Vec<Quote>,
}

/// Somebody who takes part in an event, over all its mentions.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Party {
    /// Who that is in the knowledge pack, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The name, as the pack or the first article has it.
    pub name: String,
    /// What they do in the event.
    pub role: Role,
}

/// Where an event took place.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Site {
    /// Which place that is in the knowledge pack, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The name, as the pack or the first article has it.
    pub name: String,
}

/// One mention of an event in one article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Witness {
    /// The article.
    pub article: String,
    /// The mention, by its number in the article's reading.
    pub mention: u32,
    /// The words that name the event.
    pub trigger: Quote,
    /// The sentence, where the reading has the text.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub sentence: String,
    /// The time expressions that date it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub timexes: Vec<Quote>,
    /// Whether this mention says that it happened.
    pub factuality: Factuality,
    /// Who says so, where it is not the article itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// One happening, with everything that the articles say about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Event {
    /// Follows from the content: of the reference event, or of the first mention.
    pub id: String,
    /// What happened, in a few words.
    pub label: String,
    /// Its class.
    pub class: Class,
    /// Its finer kind.
    pub mode: Mode,
    /// Whether it happened.
    pub factuality: Factuality,
    /// The event of the knowledge pack that it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// When.
    pub time: When,
    /// Who took part.
    pub participants: Vec<Party>,
    /// Where.
    pub places: Vec<Site>,
    /// Every mention, in order of the articles' ids.
    pub mentions: Vec<Witness>,
    /// How many articles mention it.
    pub articles: u32,
    /// How many different outlets they come from; an article without one counts for itself.
    pub sources: u32,
    /// How many of them are independent: outlets that print one dispatch, copied or rewritten, are one witness, and so
    /// is an outlet with several articles. [`Source::dispatch`] says which articles belong together.
    #[serde(default)]
    pub independent: u32,
    /// How many were killed, wounded, freed …, as the articles report it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub numbers: Vec<Tally>,
    /// Where no date of its beginning is known: what it lies before or after, as far as the articles say.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub nearby: Vec<Nearby>,
    /// The claims that force its bounds, by their ids.
    pub because: Vec<String>,
}

/// How an event without a date lies to something else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Nearby {
    /// The beginning of another event, or the day on which an article was published that has no date either.
    pub to: Point,
    /// Whether the event began before it, after it, on that day (`during`), or was under way then (`contains`).
    pub order: Order,
    /// How many seconds the event began after it, at the least; less than zero where it was before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub least: Option<i64>,
    /// The same at the most.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most: Option<i64>,
}

impl Event {
    /// The bounds of its time.
    #[must_use]
    pub fn bounds(&self) -> &Bounds {
        &self.time.bounds
    }

    /// Whether nothing limits when it happened, or only that it had by some time: no earliest start is known.
    #[must_use]
    pub fn is_undated(&self) -> bool {
        Self::has_no_date(&self.time)
    }

    pub(super) fn has_no_date(time: &When) -> bool {
        time.bounds.earliest_start().is_none() && time.value.is_none()
    }

    /// Whether somebody with this id or name takes part. Names are compared without differences of spelling.
    #[must_use]
    pub fn has_actor(&self, name: &str) -> bool {
        self.participants.iter().any(|p| p.id.as_deref() == Some(name) || same_name(&p.name, name))
    }

    /// Whether it took place at a place with this id or name.
    #[must_use]
    pub fn has_place(&self, name: &str) -> bool {
        self.places.iter().any(|p| p.id.as_deref() == Some(name) || same_name(&p.name, name))
    }
}

fn same_name(a: &str, b: &str) -> bool {
    a == b || super::words::name(a) == super::words::name(b)
}

/// What a timeline says about the publication of an article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum PublishedWhen {
    /// It came with the article, or the caller gave it.
    Given(Published),
    /// The first and the last day that the evidence leaves, where it limits them.
    Inferred([Option<NaiveDate>; 2]),
}

/// An article of a timeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Source {
    /// Its id; two different articles with one id are told apart by a suffix `#…`.
    pub id: String,
    /// The headline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The outlet or agency.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// When it was published.
    pub published: PublishedWhen,
    /// The claims that force the bounds of an inferred date, by their ids.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub because: Vec<String>,
    /// How it hangs together with other articles that tell the same dispatch, if there are any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dispatch: Option<Dispatch>,
}

/// Claims that cannot all be true, and which of them was set aside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Conflict {
    /// The claims that the one set aside contradicts: without any of them it could be true.
    pub claims: Vec<Evidence>,
    /// The claim that was set aside.
    pub dropped: Evidence,
    /// By how many days they miss each other, rounded up.
    pub days: i64,
    /// Why this one was set aside: `less_trusted`, `less_specific`, `fewer_sources`, `order`.
    pub rule: Cow<'static, str>,
}

/// What is certain about the order of two events.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Order {
    /// The first had ended when the second began.
    Before,
    /// The first began when the second had ended, or later.
    After,
    /// The first lies within the second.
    During,
    /// The second lies within the first.
    Contains,
    /// They share some time.
    Overlaps,
    /// The evidence leaves it open.
    Unknown,
}

named!(Order, "order" {
    Before = "before", After = "after", During = "during", Contains = "contains", Overlaps = "overlaps",
    Unknown = "unknown",
});
