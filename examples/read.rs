//! Reads articles for what they say about time: JSON lines in, JSON lines out.

mod common;

use clap::Parser;
use pending::Reader;
use std::path::PathBuf;
use std::process::ExitCode;
use tarikh::article::Article;

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
#[command(name = "read", after_help = common::STATUS)]
struct Arguments {
    #[command(flatten)]
    filter: common::filter::Options,
    /// Actors, places and known events of another conflict, beside those of Mali; may be repeated
    #[arg(long, value_name = "FILE")]
    pack: Vec<PathBuf>,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let _ = &arguments.pack;
    let reader = Reader::new();
    common::filter::run("read", &arguments.filter, |article: Article, line| {
        serde_json::to_writer(&mut *line, &reader.read(&article))?;
        line.push(b'\n');
        Ok(())
    })
}

/// Stands where the library's reader will: to be replaced by it, with nothing else in this file.
#[allow(unreachable_pub)]
mod pending {
    use super::Article;
    use tarikh::Timex;
    use tarikh::article::Published;

    pub struct Reader;

    #[derive(serde::Serialize)]
    pub struct Reading {
        id: String,
        published: Option<Published>,
        timexes: Vec<Timex>,
    }

    impl Reader {
        pub fn new() -> Self {
            Self
        }
        pub fn read(&self, article: &Article) -> Reading {
            let timexes = tarikh::Tagger::new().tag(article);
            Reading { id: article.id.clone(), published: article.published, timexes }
        }
    }
}
