//! Reads articles for what they say about time: JSON lines in, JSON lines out.

mod common;

use clap::Parser;
use std::process::ExitCode;
use tarikh::article::Article;
use tarikh::knowledge::Gazetteer;
use tarikh::link::Reader;

/// Reads Arabic articles and writes for each what it says about time, as one line of JSON: its time expressions, the
/// events it mentions with who takes part and where, and the claims that follow ("this event was two days before
/// publication").
///
/// Each reading depends on its article alone, so a large collection can be read in parts and on many machines;
/// `chronology` puts articles together.
///
/// Articles are read from text or Markdown files, from folders of them, or from JSON lines with the fields text and,
/// if known, id, title, published (as 2012-08-15) and source.
#[derive(Parser)]
#[command(name = "read", version, after_help = common::STATUS)]
struct Arguments {
    #[command(flatten)]
    filter: common::filter::Options,
    #[command(flatten)]
    packs: common::Packs,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    if let Some(code) = common::input::help_without::<Arguments>(&arguments.filter.input) {
        return code;
    }
    let report = common::Report::new("read", false);
    let pack = match arguments.packs.read(&report) {
        Ok(pack) => pack,
        Err(error) => return report.fatal(error),
    };
    let names = Gazetteer::new(&pack);
    let reader = Reader::new().with_names(&names);
    common::filter::run("read", &arguments.filter, |article: Article, line| reader.read(&article).write_line(line))
}
