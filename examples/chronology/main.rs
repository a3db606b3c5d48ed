//! Many articles, one chronology.

#[path = "../common/mod.rs"]
mod common;
mod select;
mod text;

use clap::Parser;
use common::when::{Dated, Stretch};
use common::{Lang, Output, Report, names, output};
use select::Selection;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use tarikh::article::{Article, Published};
use tarikh::calendar::Granularity;
use tarikh::event::{Class, Factuality};
use tarikh::export::text::isolate;
use tarikh::knowledge::{Gazetteer, Pack};
use tarikh::link::{Reader, Reading};
use tarikh::timeline::{Corrections, Timeline};

/// Puts what many Arabic articles report into one chronology, each event once, with its evidence.
///
/// For each event it says when it happened as exactly as the articles allow ("13 August 2012", "between 30 March and 1
/// April 2012", "by the end of August 2012"), what happened, who took part, where, and how many articles report it.
/// Events that were planned, denied or only claimed are marked. Articles without a publication date can be given one
/// (--published), or are dated from what they say.
///
/// The order of the articles does not matter: the same articles give the same chronology.
#[derive(Parser)]
#[command(name = "chronology", version, after_help = common::STATUS)]
struct Arguments {
    #[command(flatten)]
    input: common::Input,
    /// When an article was published, if the article does not say or says it wrongly; may be repeated
    #[arg(long, value_name = "ID=DATE")]
    published: Vec<Dated>,
    #[command(flatten)]
    filters: Filters,
    /// Also the events that no words date and that one article alone tells, which the text leaves out
    #[arg(long)]
    all: bool,
    /// Put a heading over the events of each day, week, month or year
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
    #[arg(long, alias = "claims", value_name = "FILE")]
    corrections: Vec<PathBuf>,
    #[command(flatten)]
    packs: common::Packs,
    /// Why this event is dated as it is: the words of the articles that its date rests on
    #[arg(long, value_name = "ID")]
    explain: Option<String>,
    /// The form of the result
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// The language of headings, dates and explanations; names and quotations stay as they are
    #[arg(long, value_enum, default_value_t = Lang::En)]
    lang: Lang,
    /// JSON over many lines, for people
    #[arg(long)]
    pretty: bool,
    /// JSON without what was read in each article: smaller, but nothing can be added to it later
    #[arg(long)]
    no_readings: bool,
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

/// Which events to show.
#[derive(clap::Args)]
#[command(next_help_heading = "Only some events")]
struct Filters {
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
    /// Only events of this class; may be repeated
    #[arg(long, value_name = "CLASS", ignore_case = true, value_parser = names::one_of(Class::ALL, Class::as_str))]
    class: Vec<Class>,
    /// Only events told with these words
    #[arg(long, value_name = "WORDS")]
    text: Option<String>,
    /// Only events that so many independent sources report: copies and rewrites of one dispatch count once
    #[arg(long, value_name = "N")]
    min_sources: Option<u32>,
    /// Only events that happened (factual), did not, are planned …; may be repeated
    #[arg(
        long,
        value_name = "WORD",
        ignore_case = true,
        value_parser = names::one_of(Factuality::ALL, Factuality::as_str)
    )]
    factuality: Vec<Factuality>,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Unit {
    Day,
    Week,
    Month,
    Year,
}

impl From<Unit> for Granularity {
    fn from(unit: Unit) -> Self {
        match unit {
            Unit::Day => Self::Day,
            Unit::Week => Self::Week,
            Unit::Month => Self::Month,
            Unit::Year => Self::Year,
        }
    }
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
    /// What cannot be asked for together: better said than half done.
    fn check(&self) -> Result<(), &'static str> {
        let (some, format) = (self.filters.ask_for_some(), self.format);
        let ends = self.filters.since.zip(self.filters.until);
        if ends.is_some_and(|(since, until)| since.start >= until.end) {
            return Err("--since is later than --until: nothing lies between");
        }
        if self.diff.is_some() && (some || self.explain.is_some()) {
            return Err("--diff compares whole timelines; leave out --explain and what asks for some events");
        }
        if self.explain.is_some() && some {
            return Err("--explain is about one event; leave out what asks for some events");
        }
        if format == Format::Json && some {
            return Err("--format json writes the whole timeline; for some of the events take --format jsonl");
        }
        if format != Format::Text && (self.group.is_some() || self.gaps.is_some()) {
            return Err("--group and --gaps go with --format text");
        }
        if self.no_readings && (format != Format::Json || self.diff.is_some() || self.explain.is_some()) {
            return Err("--no-readings goes with --format json, for a whole timeline");
        }
        Ok(())
    }
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    if let Some(code) = common::input::help_without::<Arguments>(&arguments.input) {
        return code;
    }
    // Results come at the end: progress does not get in their way.
    let report = Report::new("chronology", false).keeping().expecting();
    match run(&arguments, report) {
        Ok(code) => code,
        Err((report, error)) => report.fatal(error),
    }
}

/// What goes wrong before there is anything to show, with what is to be said of the articles.
type Failed = (Report, String);

fn run(arguments: &Arguments, report: Report) -> Result<ExitCode, Failed> {
    // Whatever can be wrong with the question is found before the work is done.
    let ready = || {
        arguments.check()?;
        let output =
            Output::open(arguments.output.as_deref()).map_err(|error| format!("cannot write the results: {error}"))?;
        let pack = arguments.packs.read(&report)?;
        let corrections = corrections(&arguments.corrections)?;
        let old = arguments.diff.as_deref().map(timeline).transpose()?;
        Ok::<_, String>((output, pack, corrections, old))
    };
    let (output, pack, corrections, old) = match ready() {
        Ok(ready) => ready,
        Err(error) => return Err((report, error)),
    };
    let (mut report, timeline) = read(arguments, &pack, corrections, report);
    let timeline = match timeline {
        Ok(timeline) => timeline,
        Err(error) => return Err((report, error.to_string())),
    };
    let selection = match Selection::new(arguments, &timeline, &pack) {
        Ok(selection) => selection,
        Err(error) => return Err((report, error)),
    };
    for lost in timeline.corrections().iter().filter(|corrected| corrected.missing.is_some()) {
        report.left_out(&format_args!("--corrections: {}", lost.words(arguments.lang.into())));
    }
    let asked = Asked { arguments, timeline: &timeline, selection: &selection, old: old.as_ref() };
    Ok(match asked.write(&report, output) {
        Ok(()) => report.finish(),
        Err(error) => output::ended(&error, report),
    })
}

/// A timeline that was written before.
fn timeline(path: &Path) -> Result<Timeline, String> {
    let named = |error: &dyn std::fmt::Display| format!("--diff: {}: {error}", path.display());
    let written = std::fs::read_to_string(path).map_err(|error| named(&error))?;
    serde_json::from_str(&written)
        .map_err(|error| named(&format_args!("not a timeline: {error}; chronology --format json writes one")))
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
        let id = isolate(id);
        report.left_out(&format_args!("--published {id}=…: no article has this id"));
    }
    let mut timeline = Timeline::builder().pack(pack).corrections(corrections);
    timeline.extend(readings);
    for what in report.kept() {
        timeline = timeline.skipped(what);
    }
    (report, done.map(|()| timeline.build()))
}

/// Everything there is to show, and what of it was asked for.
struct Asked<'a> {
    arguments: &'a Arguments,
    timeline: &'a Timeline,
    selection: &'a Selection<'a>,
    old: Option<&'a Timeline>,
}

impl Asked<'_> {
    fn write(&self, report: &Report, mut output: Output) -> io::Result<()> {
        let Self { arguments, timeline, selection, old } = *self;
        let lang = arguments.lang.into();
        match (arguments.format, old, &arguments.explain) {
            (Format::Text, Some(old), _) => write!(output, "{}", old.diff(timeline).prose(timeline, lang))?,
            (_, Some(old), _) => self.json(&mut output, &old.diff(timeline))?,
            (Format::Json | Format::Jsonl, _, Some(id)) => {
                let event = timeline.redirect(id);
                self.json(&mut output, &event.and_then(|event| timeline.explain(&event.id)))?;
            }
            (Format::Json, ..) if arguments.no_readings => self.json(&mut output, &timeline.without_readings())?,
            (Format::Json, ..) => self.json(&mut output, timeline)?,
            (Format::Jsonl, ..) => {
                for event in selection.events() {
                    serde_json::to_writer(&mut output, event)?;
                    writeln!(output)?;
                }
            }
            (Format::Text, ..) => text::write(self, report, &mut output)?,
        }
        output.finish()
    }

    fn json(&self, output: &mut Output, value: &impl serde::Serialize) -> io::Result<()> {
        if self.arguments.pretty {
            serde_json::to_writer_pretty(&mut *output, value)?;
        } else {
            serde_json::to_writer(&mut *output, value)?;
        }
        writeln!(output)
    }
}
