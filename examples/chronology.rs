//! Many articles, one chronology.

mod common;

use clap::Parser;
use common::when::{Dated, Stretch};
use common::{Output, Report, output, wrap};
use pending::{Event, Reading, Timeline};
use std::collections::BTreeMap;
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use tarikh::article::{Article, Published};
use tarikh::calendar::Bounds;
use tarikh::export::dates::{self, Language};
use tarikh::export::text::Entry;

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
enum Format {
    /// For reading
    Text,
    /// The whole timeline as one JSON document
    Json,
    /// One event a line, as JSON
    Jsonl,
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
    let (report, timeline) = read(&arguments, Report::new("chronology", false));
    let timeline = match timeline {
        Ok(timeline) => timeline,
        Err(error) => return report.fatal(error),
    };
    if let Some(id) = &arguments.explain
        && !timeline.events().any(|event| event.id() == id)
    {
        let advice = "the ids stand at the end of each event's first line";
        return report.fatal(format_args!("no event has the id {}; {advice}", tarikh::export::text::isolate(id)));
    }
    match write(&arguments, &timeline, &report, output) {
        Ok(()) => report.finish(),
        Err(error) => output::ended(&error, report),
    }
}

/// Reads all articles on many threads and consolidates them.
fn read(arguments: &Arguments, mut report: Report) -> (Report, io::Result<Timeline>) {
    let dates: BTreeMap<&str, Published> =
        arguments.published.iter().map(|dated| (dated.id.as_str(), dated.published)).collect();
    let mut undated = dates.clone();
    let articles = arguments.input.articles(&mut report).unique();
    let read = |mut article: Article, readings: &mut Vec<Reading>| {
        if let Some(&date) = dates.get(article.id.as_str()) {
            article.published = Some(date);
        }
        readings.push(Reading::of(&article));
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
                undated.remove(reading.article());
            }
            readings.extend(batch);
            Ok(())
        },
    );
    for id in undated.keys() {
        let id = tarikh::export::text::isolate(id);
        report.left_out(&format_args!("--published {id}=…: no article has this id"));
    }
    (report, done.map(|()| Timeline::of(readings)))
}

/// What was asked for, of the timeline.
fn chosen<'t>(arguments: &Arguments, timeline: &'t Timeline) -> impl Iterator<Item = &'t Event> {
    timeline.events().filter(|event| {
        may_lie_in(event.bounds(), arguments.since, arguments.until)
            && (arguments.actor.is_empty() || arguments.actor.iter().any(|name| event.has_actor(name)))
            && (arguments.place.is_empty() || arguments.place.iter().any(|name| event.has_place(name)))
            && arguments.explain.as_ref().is_none_or(|id| event.id() == id)
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

fn write(arguments: &Arguments, timeline: &Timeline, report: &Report, mut output: Output) -> io::Result<()> {
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
        Format::Text => {
            let width = arguments.width.or((!io::stdout().is_terminal()).then_some(100));
            let width = wrap::width(width);
            let mut shown = 0;
            for event in chosen(arguments, timeline) {
                if shown > 0 {
                    writeln!(output)?;
                }
                shown += 1;
                for line in event.entry().lines() {
                    // Names go on under the first name; a sentence goes on at its own edge.
                    let hanging = if line.starts_with("    who ") || line.starts_with("    where ") { 7 } else { 0 };
                    for piece in wrap::wrap(&line, width, hanging) {
                        writeln!(output, "{piece}")?;
                    }
                }
            }
            if shown == 0 {
                report.say("no event to show");
            }
        }
    }
    output.finish()
}

/// Stands where the library's reading and timeline will: to be replaced by them, with nothing else in this file.
#[allow(unreachable_pub)]
mod pending {
    use super::{Article, Bounds, Entry, Language, dates};

    pub struct Reading(String);

    impl Reading {
        pub fn of(article: &Article) -> Self {
            Self(article.id.clone())
        }
        pub fn article(&self) -> &str {
            &self.0
        }
    }

    #[derive(serde::Serialize)]
    pub struct Timeline(Vec<Event>);

    impl Timeline {
        pub fn of(_: Vec<Reading>) -> Self {
            Self(Vec::new())
        }
        pub fn events(&self) -> impl Iterator<Item = &Event> {
            self.0.iter()
        }
    }

    #[derive(serde::Serialize)]
    pub struct Event {
        id: String,
        bounds: Bounds,
    }

    impl Event {
        pub fn id(&self) -> &str {
            &self.id
        }
        pub fn bounds(&self) -> &Bounds {
            &self.bounds
        }
        pub fn has_actor(&self, _: &str) -> bool {
            false
        }
        pub fn has_place(&self, _: &str) -> bool {
            false
        }
        pub fn entry(&self) -> Entry {
            Entry { id: self.id.clone(), when: dates::bounds(&self.bounds, Language::English), ..Entry::default() }
        }
    }
}
