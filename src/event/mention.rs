//! What one mention of an event says.

use super::class::{Class, Mode};
use crate::article::{Quote, Span};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::ops::Range;

/// How the event is put into words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// A finite verb: «سيطر».
    Verb,
    /// A verbal or event noun: «هجوم».
    Noun,
    /// A participle: «الموقع عام 2015».
    Participle,
    /// A light verb and its noun, together one event: «شن غارة».
    LightVerb,
}

/// The tense of the words, which nouns do not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tense {
    /// «أعلن»، «لم يعلن»
    Past,
    /// «كان قد أعلن»
    Pluperfect,
    /// «يعلن»
    Present,
    /// «سيعلن»، «لن يعلن»
    Future,
    /// A noun or participle.
    None,
}

named!(Tense, "tense" {
    Past = "past", Pluperfect = "pluperfect", Present = "present", Future = "future", None = "none",
});

/// Whether the text says that it happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Factuality {
    /// It happened, says the text: «قتل جنديان».
    Factual,
    /// It did not: «لم يقتل أحد».
    Negated,
    /// It is to happen, or is meant to: «ستبدأ»، «تعتزم سحب قواتها».
    Planned,
    /// It may have happened, or may happen: «قد ينسحب»، «حذر من هجوم».
    Possible,
    /// It happens if something else does: «إذا انسحبت».
    Conditional,
    /// Somebody asks for it: «طالب بسحب القوات».
    Asked,
    /// Somebody says it is not so: «نفت تفويض أحد».
    Denied,
}

named!(Factuality, "factuality" {
    Factual = "factual", Negated = "negated", Planned = "planned", Possible = "possible",
    Conditional = "conditional", Asked = "asked", Denied = "denied",
});

/// What a participant does in the event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Role {
    /// Who does it.
    Agent,
    /// To whom it is done.
    Patient,
    /// Somebody else who takes part.
    Other,
}

named!(Role, "role" {
    Agent = "agent", Patient = "patient", Other = "other",
});

/// Somebody who takes part in an event.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Participant {
    /// The name as the text has it.
    pub name: String,
    /// Who that is in the knowledge pack, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// What they do in the event.
    pub role: Role,
    /// The words.
    pub quote: Quote,
}

/// Where an event takes place.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct PlaceRef {
    /// The name as the text has it.
    pub name: String,
    /// Which place that is in the knowledge pack, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The words.
    pub quote: Quote,
}

/// Who says that the event happened.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Attribution {
    /// The source as the text names it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Quote>,
    /// The mention of the report itself (قال, أعلن), by its [`Mention::id`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report: Option<u32>,
}

/// One event as one sentence mentions it.
///
/// ```
/// use tarikh::event::{Class, Factuality, Mode};
/// use tarikh::knowledge::Gazetteer;
/// use tarikh::{Article, Reader};
///
/// let reader = Reader::new().with_names(Gazetteer::mali());
/// let reading = reader.read(&Article::new("a1", "نفى الجيش مقتل جنديين في غاو"));
/// let mention = &reading.mentions[1].mention;
/// assert_eq!((mention.trigger.text.as_str(), mention.lemma.as_ref()), ("مقتل", "قتل"));
/// assert_eq!((mention.class, mention.mode), (Class::Assault, Mode::Killing));
/// assert_eq!(mention.factuality, Factuality::Denied);
/// assert_eq!(mention.places[0].id.as_deref(), Some("gao"));
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Mention {
    /// Its number in the article, from 0, in order of the text.
    pub id: u32,
    /// The words that name the event: a verb or a noun, without attached particles and pronouns in front.
    pub trigger: Quote,
    /// The dictionary form: «أعلن», «هجوم».
    pub lemma: Cow<'static, str>,
    /// Its class.
    pub class: Class,
    /// Its finer kind.
    pub mode: Mode,
    /// How it is put into words.
    pub form: Form,
    /// The tense of the words.
    pub tense: Tense,
    /// Whether the text says that it happened.
    pub factuality: Factuality,
    /// Who says so; `None` where the article itself does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attribution: Option<Attribution>,
    /// Who takes part.
    pub participants: Vec<Participant>,
    /// Where.
    pub places: Vec<PlaceRef>,
    /// The sentence, in bytes.
    pub sentence: Span,
}

/// How a clause hangs in its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Link {
    /// The sentence itself.
    Main,
    /// Joined by و, ف, a comma or nothing.
    And,
    /// After أن or إن, or a colon: what is said, asked, wished.
    That,
    /// After الذي and its forms, or a verb right after an indefinite noun.
    Relative,
    /// After عندما, بعد أن, حيث, بينما.
    Adverbial,
    /// After إذا, لو.
    Condition,
    /// After كي, or ل and an imperfect.
    Purpose,
}

/// A stretch of tokens around one finite verb (or none, in a nominal sentence).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Clause {
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) link: Link,
    /// The clause this one hangs on, by its number.
    pub(crate) parent: Option<u32>,
    /// Number of the sentence.
    pub(crate) sentence: u32,
}

impl Clause {
    pub(crate) fn tokens(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// What the linker needs to know of a mention beyond what is published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Site {
    /// The trigger's token.
    pub(crate) token: u32,
    /// First and last token of the phrase (light verb and noun).
    pub(crate) phrase: (u32, u32),
    /// Its clause.
    pub(crate) clause: u32,
    /// Whether it names an event only if something in the sentence dates it.
    pub(crate) weak: bool,
    /// Whether it is a verb of saying.
    pub(crate) report: bool,
    /// Whether it is a lasting condition (شمل، امتد).
    pub(crate) state: bool,
    /// Whether the verb begins or goes on with another event (بدأ، استمر).
    pub(crate) aspect: bool,
    /// Whether the noun has the article or a possessor pronoun.
    pub(crate) definite: bool,
}
