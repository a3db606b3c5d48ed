//! Everything that one article says: the boundary between reading (parallel) and consolidating.

use super::claim::{Claim, TimeLink};
use super::number::Number;
use crate::article::{Article, Published, Quote, Span};
use crate::calendar::{Bounds, Granularity, Timex, Value};
use crate::event::{Attribution, Class, Factuality, Form, Mention, Mode, Participant, PlaceRef, Tense};
use crate::export::json;
use chrono::NaiveDate;
use serde::ser::SerializeStruct;
use serde::{Deserialize, Serialize, Serializer};
use std::borrow::Cow;
use std::io;

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

impl When {
    /// On a day, as far as can be said.
    pub(super) fn of_day(day: NaiveDate) -> Self {
        Self { value: Some(Value::Day(day)), granularity: Some(Granularity::Day), bounds: Bounds::of_day(day) }
    }
}

/// A mention with the times that date it. In JSON the fields of the mention stand beside the others.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(from = "Flat")]
#[non_exhaustive]
pub struct DatedMention {
    /// The mention.
    pub mention: Mention,
    /// The time expressions that date it, by their index in the reading; empty where only tense and publication do.
    pub timexes: Vec<u32>,
    /// When, as far as the article says; `None` where nothing can be said.
    pub time: Option<When>,
}

/// Written field by field: fields that are passed on take twice as long.
impl Serialize for DatedMention {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { mention, timexes, time } = self;
        let mut fields =
            serializer.serialize_struct("DatedMention", 13 + usize::from(mention.attribution.is_some()))?;
        fields.serialize_field("id", &mention.id)?;
        fields.serialize_field("trigger", &mention.trigger)?;
        fields.serialize_field("lemma", &mention.lemma)?;
        fields.serialize_field("class", &mention.class)?;
        fields.serialize_field("mode", &mention.mode)?;
        fields.serialize_field("form", &mention.form)?;
        fields.serialize_field("tense", &mention.tense)?;
        fields.serialize_field("factuality", &mention.factuality)?;
        match &mention.attribution {
            Some(attribution) => fields.serialize_field("attribution", attribution)?,
            None => fields.skip_field("attribution")?,
        }
        fields.serialize_field("participants", &mention.participants)?;
        fields.serialize_field("places", &mention.places)?;
        fields.serialize_field("sentence", &mention.sentence)?;
        fields.serialize_field("timexes", timexes)?;
        fields.serialize_field("time", time)?;
        fields.end()
    }
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

/// A reading under the id of its article, which readers of JSON lines look for first.
#[derive(Serialize)]
struct Line<'a> {
    id: &'a str,
    schema: &'a str,
    article: &'a ArticleInfo,
    #[serde(skip_serializing_if = "str::is_empty")]
    text: &'a str,
    timexes: &'a [Timex],
    mentions: &'a [DatedMention],
    links: &'a [TimeLink],
    claims: &'a [Claim],
    #[serde(skip_serializing_if = "<[Number]>::is_empty")]
    numbers: &'a [Number],
}

impl Reading {
    /// Appends the reading as a line of JSON that begins with the id of its article, as the program `read` writes it.
    ///
    /// ```
    /// use tarikh::{Article, Reader, Reading};
    ///
    /// let reading = Reader::new().read(&Article::new("a1", "قتل جنديان في غاو أمس"));
    /// let mut lines = Vec::new();
    /// reading.write_line(&mut lines)?;
    /// assert!(lines.starts_with(b"{\"id\":\"a1\",\"schema\":\"tarikh/1\",") && lines.ends_with(b"}\n"));
    /// assert_eq!(serde_json::from_slice::<Reading>(&lines)?, reading);
    /// # Ok::<(), std::io::Error>(())
    /// ```
    ///
    /// # Errors
    /// If a date of it lies where none can be written.
    pub fn write_line(&self, lines: &mut Vec<u8>) -> io::Result<()> {
        let Self { schema, article, text, timexes, mentions, links, claims, numbers } = self;
        let line = Line { id: &article.id, schema, article, text, timexes, mentions, links, claims, numbers };
        json::append(&line, lines)?;
        lines.push(b'\n');
        Ok(())
    }
}
