//! From the paths on a command line to articles.

use super::Report;
use std::io::{self, BufReader, IsTerminal};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use tarikh::article::Articles;

/// Where the articles are.
#[derive(clap::Args)]
pub struct Input {
    /// Articles: text or Markdown files, folders of them, .jsonl files, or - for JSON lines on standard input
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// The longest line or text file to read, in bytes
    #[arg(long, value_name = "BYTES", default_value_t = Articles::LIMIT)]
    pub max_bytes: usize,
}

impl Input {
    /// All articles of all paths, one after the other; standard input if no path is given. A path that cannot be
    /// opened is reported.
    pub fn articles(&self, report: &mut Report) -> Articles<'static> {
        if self.paths.iter().any(|path| path != Path::new("-")) {
            report.expect();
        }
        let standard_input = || Articles::from_jsonl(BufReader::with_capacity(1 << 16, io::stdin()), "stdin");
        let mut all: Option<Articles<'static>> = self.paths.is_empty().then(standard_input);
        let mut read_standard_input = false;
        for path in &self.paths {
            let opened = if path == Path::new("-") {
                // It can be read once only.
                if std::mem::replace(&mut read_standard_input, true) {
                    continue;
                }
                Ok(standard_input())
            } else {
                Articles::open(path)
            };
            match opened {
                Ok(articles) => {
                    all = Some(match all.take() {
                        Some(before) => before.followed_by(articles),
                        None => articles,
                    });
                }
                Err(error) => report.skipped(&error),
            }
        }
        all.unwrap_or_else(|| Articles::from_jsonl(io::empty(), "nothing")).limit(self.max_bytes)
    }
}

/// The help of a program that was called without articles where nobody pipes any in, as a newcomer does; and how it ends.
pub fn help_without<Program: clap::CommandFactory>(input: &Input) -> Option<ExitCode> {
    if !input.paths.is_empty() || !io::stdin().is_terminal() {
        return None;
    }
    // If standard error is closed there is nobody to tell.
    drop(std::io::Write::write_all(&mut io::stderr(), Program::command().render_long_help().to_string().as_bytes()));
    Some(ExitCode::from(2))
}
