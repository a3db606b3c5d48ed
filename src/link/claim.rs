//! What an article claims about time: bounds on the difference between two points, with the words that say so.

use crate::article::{Quote, write_time};
use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// A point in time that a claim is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Moment {
    /// A point of the calendar: known.
    Calendar(#[serde(serialize_with = "write_time")] NaiveDateTime),
    /// The beginning of the day on which the article was published.
    Publication,
    /// When the event of a mention began, by [`crate::event::Mention::id`].
    Start(u32),
    /// When it had ended.
    End(u32),
}

/// `least ≤ to − from ≤ most`, in whole seconds; `None` is no limit on that side.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Claim {
    /// Its number in the reading, from 0.
    pub id: u32,
    /// Counted from here.
    pub from: Moment,
    /// To here.
    pub to: Moment,
    /// The least difference, seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub least: Option<i64>,
    /// The greatest difference, seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most: Option<i64>,
    /// The rule that made it: the name of a [`Rule`](super::Rule), which says what it means.
    pub rule: Cow<'static, str>,
    /// How much the claim counts against another that contradicts it.
    pub strength: Strength,
    /// The time expression that says it, by its index in the reading.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timex: Option<u32>,
    /// The words that carry it: the time expression, its signal, the trigger.
    pub evidence: Vec<Quote>,
}

/// How directly the words say it, strongest last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Strength {
    /// From tense and publication only.
    Tense,
    /// From a time carried over from another clause or sentence.
    Inferred,
    /// From a time in the same clause, filled in from the publication date.
    Relative,
    /// From a time in the same clause that is said in full.
    Explicit,
}

named!(Strength, "strength" {
    Tense = "tense", Inferred = "inferred", Relative = "relative", Explicit = "explicit",
});

/// How an event stands to a time that dates it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Relation {
    /// It happened within the time: «قتل الخميس», «في يونيو الماضي».
    During,
    /// It began then and went on: «منذ 2013», «اعتبارا من الخميس».
    Since,
    /// It ended then: «حتى عام 2015».
    Until,
    /// It happened before: «قبل 2012».
    Before,
    /// It happened after: «بعد مايو».
    After,
    /// It had happened by the end of it: «بحلول نهاية العام».
    By,
    /// It lasted so long: «امتد لسبع سنوات».
    Lasting,
    /// On the day after it: «غداة».
    DayAfter,
    /// On the day before it: «عشية».
    DayBefore,
}

named!(Relation, "relation" {
    During = "during", Since = "since", Until = "until", Before = "before", After = "after", By = "by",
    Lasting = "lasting", DayAfter = "day_after", DayBefore = "day_before",
});

/// One time expression dates one mention.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct TimeLink {
    /// The mention, by its id.
    pub mention: u32,
    /// The time expression, by its index in the reading.
    pub timex: u32,
    /// How the event stands to the time.
    pub relation: Relation,
    /// The rule that linked them: the name of a [`Rule`](super::Rule), which says what it means.
    pub rule: Cow<'static, str>,
    /// How directly the words say it.
    pub strength: Strength,
    /// The word that carries the link (a signal, «كان قد»), where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<Quote>,
}
