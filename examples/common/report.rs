//! What went wrong, on standard error; progress there too if somebody is looking.

use indicatif::{HumanBytes, HumanCount, ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::fmt::Display;
use std::io::{IsTerminal, Write};
use std::process::ExitCode;
use std::time::Duration;
use tarikh::timeline::Skipped;

/// Complaints printed one by one; a broken file of a million lines should not bury the last message.
const SHOWN: u64 = 20;

/// Counts what was read and what was left out, and says so.
pub struct Report {
    program: &'static str,
    progress: ProgressBar,
    articles: u64,
    bytes: u64,
    left_out: u64,
    /// Where somebody wants to know later what was left out.
    kept: Option<Vec<Skipped>>,
    /// Whether no article at all is worth a word.
    expecting: bool,
}

impl Report {
    /// A report in the name of `program`. A spinner turns on standard error if that is a terminal that the results do
    /// not go to as well.
    pub fn new(program: &'static str, results_on_terminal: bool) -> Self {
        let seen = std::io::stderr().is_terminal() && !results_on_terminal;
        let target = if seen { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let progress = ProgressBar::with_draw_target(None, target);
        if let Ok(style) = ProgressStyle::with_template("{spinner} {elapsed_precise} {msg}") {
            progress.set_style(style);
        }
        if seen {
            progress.enable_steady_tick(Duration::from_millis(200));
        }
        Self { program, progress, articles: 0, bytes: 0, left_out: 0, kept: None, expecting: false }
    }

    /// The same, and what cannot be read is kept: for programs that hold all that they read.
    pub fn keeping(mut self) -> Self {
        self.kept = Some(Vec::new());
        self
    }

    /// The same, and that there was no article is said: an empty result must not look like an answer.
    pub fn expecting(mut self) -> Self {
        self.expect();
        self
    }

    /// From now on somebody counts on articles.
    pub fn expect(&mut self) {
        self.expecting = true;
    }

    /// What could not be read so far, and is not told again.
    pub fn kept(&mut self) -> Vec<Skipped> {
        self.kept.as_mut().map(std::mem::take).unwrap_or_default()
    }

    /// One line on standard error. If that is closed there is nobody to tell.
    pub fn say(&self, message: impl Display) {
        self.progress.suspend(|| drop(writeln!(std::io::stderr(), "{}: {message}", self.program)));
    }

    /// Articles that were read.
    pub fn read(&mut self, articles: u64, bytes: u64) {
        self.articles += articles;
        self.bytes += bytes;
        self.progress.set_message(format!("{} articles, {}", HumanCount(self.articles), HumanBytes(self.bytes)));
    }

    /// An article, or a file of them, that could not be read.
    pub fn skipped(&mut self, error: &tarikh::Error) {
        self.left_out(error);
        if let Some(kept) = &mut self.kept {
            kept.push(error.into());
        }
    }

    /// Something that could not be done.
    pub fn left_out(&mut self, error: &dyn Display) {
        self.left_out += 1;
        if self.left_out <= SHOWN {
            self.say(error);
        } else if self.left_out == SHOWN + 1 {
            self.say("more of the kind follow; only counted from here on");
        }
    }

    /// How many articles were read.
    pub fn articles(&self) -> u64 {
        self.articles
    }

    /// Says how much was left out, if anything was.
    pub fn finish(self) -> ExitCode {
        self.progress.finish_and_clear();
        if self.left_out == 0 && self.articles == 0 && self.expecting {
            let what = "text or Markdown files (.txt, .md), folders of them, or JSON lines (.jsonl, or - for a pipe)";
            self.say(format_args!("there was no article to read; give {what}"));
            return ExitCode::from(1);
        }
        if self.left_out == 0 {
            return ExitCode::SUCCESS;
        }
        let (were, articles) =
            (plural(self.left_out, "was", "were"), plural(self.articles, "article was", "articles were"));
        self.say(format_args!("{} {were} left out; {} {articles} read", self.left_out, self.articles));
        ExitCode::from(1)
    }

    /// Ends because the work cannot be done.
    pub fn fatal(self, error: impl Display) -> ExitCode {
        self.progress.finish_and_clear();
        self.say(error);
        ExitCode::from(2)
    }
}

/// The form of a word that goes with `count`.
pub fn plural<'a>(count: u64, one: &'a str, many: &'a str) -> &'a str {
    if count == 1 { one } else { many }
}
