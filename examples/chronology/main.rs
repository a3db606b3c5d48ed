//! Many articles, one chronology.

#[path = "../common/mod.rs"]
mod common;
mod text;

use clap::Parser;
use common::when::{Dated, Stretch};
use common::{Output, Report, output};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use tarikh::article::{Article, Published};
use tarikh::calendar::Bounds;
use tarikh::event::Factuality;
use tarikh::export::dates::Language;
use tarikh::knowledge::{Gazetteer, Pack};
use tarikh::link::{Reader, Reading};
use tarikh::timeline::{Corrections, Event, Timeline};

/// Puts what many Arabic articles report into one chronology, each event once, with its evidence.
///
/// For each event it says when it happened as exactly as the articles allow ("13 August 2012", "between 30 March and 1
/// April 2012", "by the end of August 2012"), what happened, who took part, where, and how many articles report it.
/// Events that were planned, denied or only claimed are marked. Articles without a publication date can be given one
/// (--published), or are dated from what they say.
///
/// The order of the articles does not matter: the same articles give the same chronology.
#[derive(Parser)]
#[command(name = "chronology", after_help = common::STATUS, arg_required_else_help = true)]
struct Arguments {
    #[command(flatten)]
    input: common::Input,
    /// When an article was published, if the article does not say or says it wrongly; may be repeated
    #[arg(long, value_name = "ID=DATE")]
    published: Vec<Dated>,
    /// Only what may have happened on this day, in this month or year, or later
    #[arg(long, value_name = "DATE")]
    since: Option<Stretch>,
    /// Only what may have happened on this day, in this month or year, or earlier
    #[arg(long, value_name = "DATE")]
    until: Option<Stretch>,
    /// Only events in which this person, group or state takes part: its id or a name; may be repeated
    #[arg(long, value_name = "NAME")]
    actor: Vec<String>,
    /// Only events at this place: its id or a name; may be repeated
    #[arg(long, value_name = "NAME")]
    place: Vec<String>,
    /// Only events of this class, as in the JSON: ASSAULT, AGREE, COERCE …; may be repeated
    #[arg(long, value_name = "CLASS")]
    class: Vec<String>,
    /// Only events told with these words
    #[arg(long, value_name = "WORDS")]
    text: Option<String>,
    /// Only events that so many independent sources report: copies and rewrites of one dispatch count once
    #[arg(long, value_name = "N")]
    min_sources: Option<u32>,
    /// Only events that happened (factual), or negated, planned, possible, conditional, asked, denied; may be repeated
    #[arg(long, value_name = "WORD")]
    factuality: Vec<String>,
    /// Put a heading over the events of each day, month or year
    #[arg(long, value_enum, value_name = "UNIT")]
    group: Option<Unit>,
    /// List the stretches of at least so many days in which no event is known
    #[arg(long, value_name = "DAYS")]
    gaps: Option<i64>,
    /// What is different from an earlier timeline (written with --format json): added, changed, merged, split, gone
    #[arg(long, value_name = "OLD.json")]
    diff: Option<PathBuf>,
    /// What people know better (a JSON or TOML file: dates, events that are one or not, what was misread …), each with
    /// its author and reason; counts more than the articles; may be repeated
    #[arg(long, value_name = "FILE")]
    claims: Vec<PathBuf>,
    /// Actors, places and known events of another conflict, beside those of Mali; may be repeated
    #[arg(long, value_name = "FILE")]
    pack: Vec<PathBuf>,
    /// Why this event is dated as it is: the words of the articles that its date rests on
    #[arg(long, value_name = "ID")]
    explain: Option<String>,
    /// The form of the result
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// The width of the text in columns [default: that of the terminal, or 100]
    #[arg(long, value_name = "COLUMNS")]
    width: Option<usize>,
    /// How many threads to work on; the result is the same for any number [default: one for each processor core]
    #[arg(long, short = 'j', value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    threads: Option<u16>,
    /// Write to this file instead of standard output; it appears when complete
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Unit {
    Day,
    Month,
    Year,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For reading
    Text,
    /// The whole timeline as one JSON document
    Json,
    /// One event a line, as JSON
    Jsonl,
}

impl Arguments {
    /// Whether only some of the events are asked for.
    fn asks_for_some(&self) -> bool {
        let lists = [&self.actor, &self.place, &self.class, &self.factuality];
        self.since.is_some()
            || self.until.is_some()
            || self.text.is_some()
            || self.min_sources.is_some()
            || lists.iter().any(|list| !list.is_empty())
    }
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let output = match Output::open(arguments.output.as_deref()) {
        Ok(output) => output,
        Err(error) => {
            return Report::new("chronology", false).fatal(format_args!("cannot write the results: {error}"));
        }
    };
    // Results come at the end: progress does not get in their way.
    let report = Report::new("chronology", false).keeping();
    let pack = match common::pack(&arguments.pack, &report) {
        Ok(pack) => pack,
        Err(error) => return report.fatal(error),
    };
    let corrections = match corrections(&arguments.claims) {
        Ok(corrections) => corrections,
        Err(error) => return report.fatal(error),
    };
    let (mut report, timeline) = read(&arguments, &pack, corrections, report);
    let timeline = match timeline {
        Ok(timeline) => timeline,
        Err(error) => return report.fatal(error),
    };
    if let Some(id) = &arguments.explain
        && timeline.redirect(id).is_none()
    {
        let advice = "the ids stand at the end of each event's first line";
        return report.fatal(format_args!("no event has the id {}; {advice}", tarikh::export::text::isolate(id)));
    }
    for lost in timeline.corrections().iter().filter(|corrected| corrected.missing.is_some()) {
        report.left_out(&format_args!("--claims: {}", lost.words(Language::English)));
    }
    match write(&arguments, &timeline, &report, output) {
        Ok(()) => report.finish(),
        Err(error) => output::ended(&error, report),
    }
}

fn corrections(files: &[PathBuf]) -> Result<Corrections, String> {
    let mut all = Corrections::default();
    for file in files {
        let named = |error: &dyn std::fmt::Display| format!("{}: {error}", file.display());
        let written = std::fs::read_to_string(file).map_err(|error| named(&error))?;
        let written = if file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml")) {
            let table: toml::Table = written.parse().map_err(|error| named(&error))?;
            json(toml::Value::Table(table)).to_string()
        } else {
            written
        };
        all = all.merge(Corrections::from_json(&written).map_err(|error| named(&error))?);
    }
    Ok(all)
}

/// The same as JSON; dates as they are written.
fn json(value: toml::Value) -> serde_json::Value {
    match value {
        toml::Value::String(words) => words.into(),
        toml::Value::Integer(number) => number.into(),
        toml::Value::Float(number) => number.into(),
        toml::Value::Boolean(flag) => flag.into(),
        toml::Value::Datetime(date) => date.to_string().into(),
        toml::Value::Array(values) => values.into_iter().map(json).collect(),
        toml::Value::Table(fields) => fields.into_iter().map(|(name, value)| (name, json(value))).collect(),
    }
}

/// Reads all articles on many threads and consolidates them.
fn read(
    arguments: &Arguments,
    pack: &Pack,
    corrections: Corrections,
    mut report: Report,
) -> (Report, io::Result<Timeline>) {
    let dates: BTreeMap<&str, Published> =
        arguments.published.iter().map(|dated| (dated.id.as_str(), dated.published)).collect();
    let mut undated = dates.clone();
    let articles = arguments.input.articles(&mut report).unique();
    let names = Gazetteer::new(pack);
    let reader = Reader::new().with_names(&names);
    let read = |mut article: Article, readings: &mut Vec<Reading>| {
        if let Some(&date) = dates.get(article.id.as_str()) {
            article.published = Some(date);
        }
        readings.push(reader.read(&article));
        Ok(())
    };
    let mut readings: Vec<Reading> = Vec::new();
    let (mut report, done) = common::filter::each(
        articles,
        common::filter::threads(arguments.threads),
        report,
        read,
        |batch: Vec<Reading>| {
            for reading in &batch {
                undated.remove(reading.article.id.as_str());
            }
            readings.extend(batch);
            Ok(())
        },
    );
    for id in undated.keys() {
        let id = tarikh::export::text::isolate(id);
        report.left_out(&format_args!("--published {id}=…: no article has this id"));
    }
    let mut timeline = Timeline::builder().pack(pack).corrections(corrections);
    timeline.extend(readings);
    for what in report.kept() {
        timeline = timeline.skipped(what);
    }
    (report, done.map(|()| timeline.build()))
}

/// What was asked for, of the timeline.
fn chosen<'t>(arguments: &Arguments, timeline: &'t Timeline) -> impl Iterator<Item = &'t Event> {
    let explained = arguments.explain.as_ref().and_then(|id| timeline.redirect(id));
    let worded: Option<BTreeSet<&str>> =
        arguments.text.as_ref().map(|words| timeline.with_text(words).map(|event| event.id.as_str()).collect());
    timeline.events().filter(move |event| {
        may_lie_in(event.bounds(), arguments.since, arguments.until)
            && (arguments.actor.is_empty() || arguments.actor.iter().any(|name| event.has_actor(name)))
            && (arguments.place.is_empty() || arguments.place.iter().any(|name| event.has_place(name)))
            && (arguments.class.is_empty()
                || arguments.class.iter().any(|class| class.eq_ignore_ascii_case(event.class.as_str())))
            && (arguments.factuality.is_empty()
                || arguments.factuality.iter().any(|word| is_so(event.factuality, word)))
            && arguments.min_sources.is_none_or(|least| event.independent >= least)
            && worded.as_ref().is_none_or(|ids| ids.contains(event.id.as_str()))
            && explained.is_none_or(|explained| event.id == explained.id)
    })
}

/// Whether an event with these bounds may have happened in the time asked for. One without any date may have happened
/// at any time, which is no answer to the question.
fn may_lie_in(bounds: &Bounds, since: Option<Stretch>, until: Option<Stretch>) -> bool {
    let (first, last) = (bounds.earliest_start(), bounds.latest_end().or(bounds.latest_start()));
    let dated = first.is_some() || last.is_some();
    let after = since.is_none_or(|since| dated && last.is_none_or(|last| last > since.start));
    let before = until.is_none_or(|until| dated && first.is_none_or(|first| first < until.end));
    after && before
}

/// Whether this is the word for it in the JSON.
fn is_so(factuality: Factuality, word: &str) -> bool {
    serde_json::to_value(factuality).is_ok_and(|name| name == *word)
}

fn write(arguments: &Arguments, timeline: &Timeline, report: &Report, mut output: Output) -> io::Result<()> {
    if let Some(path) = &arguments.diff {
        let written = std::fs::read_to_string(path)?;
        let old: Timeline = serde_json::from_str(&written)?;
        let diff = old.diff(timeline);
        if arguments.format == Format::Text {
            write!(output, "{}", diff.prose(timeline))?;
        } else {
            serde_json::to_writer_pretty(&mut output, &diff)?;
            writeln!(output)?;
        }
        return output.finish();
    }
    match arguments.format {
        Format::Json => {
            serde_json::to_writer_pretty(&mut output, timeline)?;
            writeln!(output)?;
        }
        Format::Jsonl => {
            for event in chosen(arguments, timeline) {
                serde_json::to_writer(&mut output, event)?;
                writeln!(output)?;
            }
        }
        Format::Text => text::write(arguments, timeline, report, &mut output)?,
    }
    output.finish()
}
