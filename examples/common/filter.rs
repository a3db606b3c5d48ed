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
use tarikh::article::{Article, Record, Records};

/// A batch is full with so many records or bytes.
const BATCH_RECORDS: usize = 128;
const BATCH_BYTES: usize = 1 << 20;

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

/// Runs `work` on every article and writes what it appends.
pub fn run(
    program: &'static str,
    options: &Options,
    work: impl Fn(Article, &mut Vec<u8>) -> io::Result<()> + Sync,
) -> ExitCode {
    let output = match Output::open(options.output.as_deref()) {
        Ok(output) => output,
        Err(error) => return Report::new(program, false).fatal(format_args!("cannot write the results: {error}")),
    };
    let mut report = Report::new(program, output.is_terminal());
    let records = options.input.articles(&mut report).records();
    let threads = options
        .threads
        .map_or_else(|| std::thread::available_parallelism().map_or(1, std::num::NonZero::get), usize::from);
    let (output, report, failed) = each(records, threads, output, report, work);
    match failed.map_or_else(|| output.finish(), Err) {
        Ok(()) => report.finish(),
        Err(error) => output::ended(&error, report),
    }
}

/// Records that were taken together, in order, with what could not be read.
type Batch = Vec<tarikh::Result<Record>>;

/// What became of a batch.
#[derive(Default)]
struct Done {
    written: Vec<u8>,
    left_out: Vec<tarikh::Error>,
    articles: u64,
    bytes: u64,
    failed: Option<io::Error>,
}

struct Source<'r> {
    records: Records<'r>,
    next: usize,
}

struct Sink<W> {
    output: W,
    report: Report,
    /// The batch that is due.
    due: usize,
    waiting: BTreeMap<usize, Done>,
    failed: Option<io::Error>,
}

/// Poison means that another thread panicked; the scope will pass that on.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn each<W: Write + Send>(
    records: Records<'_>,
    threads: usize,
    output: W,
    report: Report,
    work: impl Fn(Article, &mut Vec<u8>) -> io::Result<()> + Sync,
) -> (W, Report, Option<io::Error>) {
    let source = Mutex::new(Source { records, next: 0 });
    let sink = Mutex::new(Sink { output, report, due: 0, waiting: BTreeMap::new(), failed: None });
    let progress = Condvar::new();
    let ahead = threads * 4;

    let take = || {
        let mut source = lock(&source);
        // Those who could write the batch that is due are past this point: waiting here cannot stop them.
        let mut state = lock(&sink);
        while state.failed.is_none() && source.next >= state.due + ahead {
            state = progress.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        if state.failed.is_some() {
            return None;
        }
        drop(state);
        let batch = next_batch(&mut source.records);
        let number = source.next;
        source.next += 1;
        (!batch.is_empty()).then_some((number, batch))
    };
    let hand_in = |number, done| {
        let mut sink = lock(&sink);
        sink.waiting.insert(number, done);
        sink.write_due();
        progress.notify_all();
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
    (sink.output, sink.report, sink.failed)
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

fn next_batch(records: &mut Records<'_>) -> Batch {
    let mut batch = Batch::new();
    let mut bytes = 0;
    while batch.len() < BATCH_RECORDS && bytes < BATCH_BYTES {
        let Some(record) = records.next() else { break };
        bytes += record.as_ref().map_or(0, Record::len);
        batch.push(record);
    }
    batch
}

fn work_on(batch: Batch, work: &impl Fn(Article, &mut Vec<u8>) -> io::Result<()>) -> Done {
    let mut done = Done::default();
    for record in batch {
        let article = record.and_then(|record| {
            done.bytes += record.len() as u64;
            record.article()
        });
        match article {
            Ok(article) => match work(article, &mut done.written) {
                Ok(()) => done.articles += 1,
                Err(error) => done.failed = done.failed.or(Some(error)),
            },
            Err(error) => done.left_out.push(error),
        }
    }
    done
}

impl<W: Write> Sink<W> {
    fn write_due(&mut self) {
        while let Some(done) = self.waiting.remove(&self.due) {
            self.due += 1;
            if self.failed.is_some() {
                continue;
            }
            for error in &done.left_out {
                self.report.left_out(error);
            }
            self.report.read(done.articles, done.bytes);
            self.failed = self.output.write_all(&done.written).err().or(done.failed);
        }
    }
}
