//! Finds the time expressions of articles: JSON lines in, JSON lines out.

mod common;

use clap::Parser;
use serde::{Serialize, Serializer};
use std::process::ExitCode;
use tarikh::article::{Article, Published, Span};
use tarikh::calendar::{Bounds, Disagreement, Granularity, Preference, SignalQuote, Tagger, Timex, Unresolved, Value};
use tarikh::export::json;
use tarikh::timex::{Modifier, TimexKind, Zone};

/// Finds every time expression in Arabic articles and says which date it means.
///
/// Reads articles and writes one line of JSON for each: its id, its publication date, and its time expressions with
/// their words, their place in the text, and their value ("قبل يومين" in an article of 15 August 2012 is 2012-08-13).
/// What depends on a publication date that is not given stays in the list, with the value null.
///
/// Articles are read from text or Markdown files, from folders of them, or from JSON lines with the fields text and,
/// if known, id, title, published (as 2012-08-15) and source.
#[derive(Parser)]
#[command(name = "tag", version, after_help = common::STATUS)]
struct Arguments {
    #[command(flatten)]
    filter: common::filter::Options,
    /// What to take when the words allow a past and a future date, as "on Thursday" does
    #[arg(long, value_enum, default_value_t = Prefer::News)]
    prefer: Prefer,
    /// Also say how each expression was understood: by which rule, as which symbolic expression, and which parts of the
    /// date were said or filled in
    #[arg(long)]
    trace: bool,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Prefer {
    /// As news does: the tense of the verb decides, and without one the past
    News,
    /// Always the past
    Past,
    /// Always the future
    Future,
}

impl From<Prefer> for Preference {
    fn from(prefer: Prefer) -> Self {
        match prefer {
            Prefer::News => Self::News,
            Prefer::Past => Self::Past,
            Prefer::Future => Self::Future,
        }
    }
}

/// What is written of an article.
#[derive(Serialize)]
struct Line<'a, T> {
    id: &'a str,
    published: Option<Published>,
    timexes: T,
}

/// A time expression without the way to it.
#[derive(Serialize)]
struct Plain<'a> {
    text: &'a str,
    bytes: Span,
    chars: Span,
    signal: Option<SignalQuote>,
    r#type: TimexKind,
    value: Option<&'a Value>,
    r#mod: Option<Modifier>,
    bounds: Option<Bounds>,
    #[serde(skip_serializing_if = "Option::is_none")]
    zone: Option<Zone>,
    #[serde(skip_serializing_if = "Option::is_none")]
    granularity: Option<Granularity>,
    #[serde(skip_serializing_if = "<[Value]>::is_empty")]
    candidates: &'a [Value],
    #[serde(skip_serializing_if = "Option::is_none")]
    policy: Option<Preference>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unresolved: Option<Unresolved>,
    #[serde(skip_serializing_if = "Option::is_none")]
    disagreement: Option<&'a Disagreement>,
}

impl<'a> From<&'a Timex> for Plain<'a> {
    fn from(timex: &'a Timex) -> Self {
        Self {
            text: &timex.quote.text,
            bytes: timex.quote.bytes,
            chars: timex.quote.chars,
            signal: timex.signal,
            r#type: timex.kind,
            value: timex.value.as_ref(),
            r#mod: timex.modifier,
            bounds: timex.bounds,
            zone: timex.expression.zone(),
            granularity: timex.granularity,
            candidates: &timex.candidates,
            policy: timex.policy,
            unresolved: timex.unresolved,
            disagreement: timex.disagreement.as_ref(),
        }
    }
}

/// All of them, one at a time: an article may have very many.
struct Plainly<'a>(&'a [Timex]);

impl Serialize for Plainly<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(Plain::from))
    }
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    if let Some(code) = common::input::help_without::<Arguments>(&arguments.filter.input) {
        return code;
    }
    let tagger = Tagger::new().prefer(arguments.prefer.into());
    common::filter::run("tag", &arguments.filter, |article: Article, line| {
        let timexes = tagger.tag(&article);
        let (id, published) = (article.id.as_str(), article.published);
        if arguments.trace {
            json::append(&Line { id, published, timexes: &timexes }, line)?;
        } else {
            json::append(&Line { id, published, timexes: Plainly(&timexes) }, line)?;
        }
        line.push(b'\n');
        Ok(())
    })
}
