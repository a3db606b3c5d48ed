//! Everything that one article says: the boundary between reading (parallel) and consolidating.

use super::claim::{Claim, TimeLink};
use super::numbers::Number;
use crate::article::{Article, Published, Quote, Span};
use crate::calendar::{Bounds, Granularity, Timex, Value};
use crate::event::{Attribution, Class, Factuality, Form, Mention, Mode, Participant, PlaceRef, Tense};
use serde::{Deserialize, Serialize, Serializer};
use std::borrow::Cow;

/// What is known of an article beside its text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ArticleInfo {
    /// The caller's name for the article.
    pub id: String,
    /// The headline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// When it was published, if somebody said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<Published>,
    /// The outlet or agency.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

impl From<&Article> for ArticleInfo {
    fn from(article: &Article) -> Self {
        Self {
            id: article.id.clone(),
            title: article.title.clone(),
            published: article.published,
            source: article.source.clone(),
        }
    }
}

/// When an event happened, as far as its article says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct When {
    /// The value of the time expression that dates it most closely.
    pub value: Option<Value>,
    /// How fine that is.
    pub granularity: Option<Granularity>,
    /// Bounds of the event, half-open.
    pub bounds: Bounds,
}

/// A mention with the times that date it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(from = "Flat")]
#[non_exhaustive]
pub struct DatedMention {
    /// The mention, whose fields are written beside the others.
    pub mention: Mention,
    /// The time expressions that date it, by their index in the reading; empty where only tense and publication do.
    pub timexes: Vec<u32>,
    /// When, as far as the article says; `None` where nothing can be said.
    pub time: Option<When>,
}

/// The same with the fields of the mention beside the others, as they are written: fields that are passed on are
/// collected first, which takes several times as long as reading them.
#[derive(Deserialize)]
struct Flat {
    id: u32,
    trigger: Quote,
    lemma: Cow<'static, str>,
    class: Class,
    mode: Mode,
    form: Form,
    tense: Tense,
    factuality: Factuality,
    attribution: Option<Attribution>,
    participants: Vec<Participant>,
    places: Vec<PlaceRef>,
    sentence: Span,
    timexes: Vec<u32>,
    time: Option<When>,
}

/// What is written: the same fields, which are told by their names as they stand in the code.
#[derive(Serialize)]
#[serde(rename = "DatedMention")]
struct Written<'m> {
    id: u32,
    trigger: &'m Quote,
    lemma: &'m str,
    class: Class,
    mode: Mode,
    form: Form,
    tense: Tense,
    factuality: Factuality,
    #[serde(skip_serializing_if = "Option::is_none")]
    attribution: &'m Option<Attribution>,
    participants: &'m [Participant],
    places: &'m [PlaceRef],
    sentence: Span,
    timexes: &'m [u32],
    time: &'m Option<When>,
}

impl Serialize for DatedMention {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { mention, timexes, time } = self;
        let Mention { trigger, lemma, attribution, participants, places, .. } = mention;
        let Mention { id, class, mode, form, tense, factuality, sentence, .. } = *mention;
        let written = Written {
            id,
            trigger,
            lemma,
            class,
            mode,
            form,
            tense,
            factuality,
            attribution,
            participants,
            places,
            sentence,
            timexes,
            time,
        };
        written.serialize(serializer)
    }
}

impl From<Flat> for DatedMention {
    fn from(flat: Flat) -> Self {
        let Flat { id, trigger, lemma, class, mode, form, tense, factuality, attribution, .. } = flat;
        let Flat { participants, places, sentence, timexes, time, .. } = flat;
        let mention = Mention {
            id,
            trigger,
            lemma,
            class,
            mode,
            form,
            tense,
            factuality,
            attribution,
            participants,
            places,
            sentence,
        };
        Self { mention, timexes, time }
    }
}

/// Everything that one article says about time. Depends on that article (and the knowledge pack) alone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Reading {
    /// Version of the JSON: `tarikh/1`.
    pub schema: String,
    /// What is known of the article beside its text.
    pub article: ArticleInfo,
    /// The text, which all spans point into: quotations are cut from it. May be left empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// Its time expressions, in order.
    pub timexes: Vec<Timex>,
    /// Its event mentions, in order; `mentions[i].mention.id == i`.
    pub mentions: Vec<DatedMention>,
    /// Which time dates which mention.
    pub links: Vec<TimeLink>,
    /// The bounds that follow, each with its words.
    pub claims: Vec<Claim>,
    /// How many were killed, wounded, freed …, in order of the text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub numbers: Vec<Number>,
}
