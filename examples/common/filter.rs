//! A filter over articles on many threads: results in the order of the input, in constant memory.
//!
//! Every thread does the same: take the next batch of records, work on it, hand in the result. Whoever hands in the
//! batch that is due writes it, and those after it that wait. A thread that is too far ahead of the writing waits, so
//! that one slow article cannot pile up the results of all others.

use super::{Output, Report, output};
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use tarikh::article::{Article, Record};

/// A batch is full with so many records or bytes: a few hundredths of a second's work at most, so that no thread is left
/// alone with the last for long.
const BATCH_RECORDS: usize = 128;
const BATCH_BYTES: usize = 1 << 17;

/// What every filter can be told.
#[derive(clap::Args)]
pub struct Options {
    #[command(flatten)]
    pub input: super::Input,
    /// How many threads to work on; the results are the same for any number [default: one for each processor core]
    #[arg(long, short = 'j', value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub threads: Option<u16>,
    /// Write to this file instead of standard output; it appears when complete
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

impl Options {
    /// How many threads to use.
    pub fn threads(&self) -> usize {
        threads(self.threads)
    }
}

/// As many threads as asked for, else as there are processor cores.
pub fn threads(asked: Option<u16>) -> usize {
    asked.map_or_else(|| std::thread::available_parallelism().map_or(1, std::num::NonZero::get), usize::from)
}

/// Runs `work` on every article and writes what it appends.
pub fn run(
    program: &'static str,
    options: &Options,
    work: impl Fn(Article, &mut Vec<u8>) -> io::Result<()> + Sync,
) -> ExitCode {
    let mut output = match Output::open(options.output.as_deref()) {
        Ok(output) => output,
        Err(error) => return Report::new(program, false).fatal(format_args!("cannot write the results: {error}")),
    };
    let mut report = Report::new(program, output.is_terminal());
    let records = options.input.articles(&mut report).records();
    let (report, done) = each(records, options.threads(), report, work, |lines: Vec<u8>| output.write_all(&lines));
    match done.and_then(|()| output.finish()) {
        Ok(()) => report.finish(),
        Err(error) => output::ended(&error, report),
    }
}

/// What the threads take: an article, decoded or not.
pub trait Item: Send {
    fn bytes(&self) -> usize;
    fn article(self) -> tarikh::Result<Article>;
}

impl Item for Record {
    fn bytes(&self) -> usize {
        self.len()
    }
    fn article(self) -> tarikh::Result<Article> {
        Self::article(&self)
    }
}

impl Item for Article {
    fn bytes(&self) -> usize {
        self.text.len()
    }
    fn article(self) -> tarikh::Result<Article> {
        Ok(self)
    }
}

/// What became of a batch.
struct Done<B> {
    result: B,
    left_out: Vec<tarikh::Error>,
    articles: u64,
    bytes: u64,
    failed: Option<io::Error>,
}

struct Source<I> {
    items: I,
    next: usize,
}

/// What the threads know of the results.
struct Sink<B> {
    /// The batch that is due.
    due: usize,
    waiting: BTreeMap<usize, Done<B>>,
    /// Whether a thread is writing: it takes what comes due meanwhile, and no other has to wait for it.
    writing: bool,
    failed: Option<io::Error>,
}

/// What the thread that writes has to itself.
struct Writer<D> {
    deliver: D,
    report: Report,
}

/// Poison means that another thread panicked; the scope will pass that on.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Runs `work` on every article, on `threads` threads, and hands what it made of each batch to `deliver`, in the order
/// of the input.
pub fn each<X: Item, B: Default + Send>(
    items: impl Iterator<Item = tarikh::Result<X>> + Send,
    threads: usize,
    report: Report,
    work: impl Fn(Article, &mut B) -> io::Result<()> + Sync,
    deliver: impl FnMut(B) -> io::Result<()> + Send,
) -> (Report, io::Result<()>) {
    let source = Mutex::new(Source { items, next: 0 });
    let sink = Mutex::new(Sink { due: 0, waiting: BTreeMap::new(), writing: false, failed: None });
    let writer = Mutex::new(Writer { deliver, report });
    let progress = Condvar::new();
    let ahead = threads * 4;

    let take = || {
        let mut source = lock(&source);
        // Those who could deliver the batch that is due are past this point: waiting here cannot stop them.
        let mut state = lock(&sink);
        while state.failed.is_none() && source.next >= state.due + ahead {
            state = progress.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        if state.failed.is_some() {
            return None;
        }
        drop(state);
        let batch = next_batch(&mut source.items);
        let number = source.next;
        source.next += 1;
        (!batch.is_empty()).then_some((number, batch))
    };
    let hand_in = |number, done| {
        let mut state = lock(&sink);
        state.waiting.insert(number, done);
        if state.writing {
            return;
        }
        state.writing = true;
        while let Some(due) = state.next_due() {
            drop(state);
            let ended = lock(&writer).write(due);
            state = lock(&sink);
            state.failed = state.failed.take().or(ended.err());
            progress.notify_all();
        }
        state.writing = false;
    };
    let alarm = || {
        Alarm(|| {
            lock(&sink).failed.get_or_insert_with(|| io::Error::other("a thread panicked"));
            progress.notify_all();
        })
    };
    let worker = || {
        let _alarm = alarm();
        while let Some((number, batch)) = take() {
            hand_in(number, work_on(batch, &work));
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..threads {
            scope.spawn(worker);
        }
        worker();
    });
    let sink = sink.into_inner().unwrap_or_else(PoisonError::into_inner);
    let writer = writer.into_inner().unwrap_or_else(PoisonError::into_inner);
    (writer.report, sink.failed.map_or(Ok(()), Err))
}

/// Called if its thread panics, so that the others do not wait for a batch that never comes.
struct Alarm<F: Fn()>(F);

impl<F: Fn()> Drop for Alarm<F> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            (self.0)();
        }
    }
}

/// Items that are worked on together, in order, with what could not be read.
fn next_batch<X: Item>(items: &mut impl Iterator<Item = tarikh::Result<X>>) -> Vec<tarikh::Result<X>> {
    let mut batch = Vec::new();
    let mut bytes = 0;
    while batch.len() < BATCH_RECORDS && bytes < BATCH_BYTES {
        let Some(item) = items.next() else { break };
        bytes += item.as_ref().map_or(0, Item::bytes);
        batch.push(item);
    }
    batch
}

fn work_on<X: Item, B: Default>(
    batch: Vec<tarikh::Result<X>>,
    work: &impl Fn(Article, &mut B) -> io::Result<()>,
) -> Done<B> {
    let mut done = Done { result: B::default(), left_out: Vec::new(), articles: 0, bytes: 0, failed: None };
    for item in batch {
        let article = item.and_then(|item| {
            done.bytes += item.bytes() as u64;
            item.article()
        });
        match article {
            Ok(article) => match work(article, &mut done.result) {
                Ok(()) => done.articles += 1,
                Err(error) => done.failed = done.failed.or(Some(error)),
            },
            Err(error) => done.left_out.push(error),
        }
    }
    done
}

impl<B> Sink<B> {
    /// The batch that is due, if it is there; after a failure none is.
    fn next_due(&mut self) -> Option<Done<B>> {
        if self.failed.is_some() {
            return None;
        }
        let done = self.waiting.remove(&self.due)?;
        self.due += 1;
        Some(done)
    }
}

impl<D> Writer<D> {
    fn write<B>(&mut self, done: Done<B>) -> io::Result<()>
    where
        D: FnMut(B) -> io::Result<()>,
    {
        for error in &done.left_out {
            self.report.skipped(error);
        }
        self.report.read(done.articles, done.bytes);
        (self.deliver)(done.result)?;
        done.failed.map_or(Ok(()), Err)
    }
}
