//! How fast texts are tagged, read and put together, beside what the machine can do at most: the same text split into
//! words, each looked up in a table. What counts is the ratio of the two, taken in one run.
//!
//! ```text
//! cargo bench --bench speed
//! NEWS=news.jsonl cargo bench --bench speed     # and on articles of your own
//! ```
//!
//! The articles that come with the crate have a date in every second sentence, several times as many as news has.
#![allow(missing_docs)]

use chrono::NaiveDate;
use criterion::{BenchmarkId, Criterion, SamplingMode, Throughput};
use rustc_hash::FxHashMap;
use std::hint::black_box;
use std::time::{Duration, Instant};
use tarikh::article::{Article, Articles};
use tarikh::knowledge::{Gazetteer, Pack};
use tarikh::timex::Finder;
use tarikh::{Reader, Reading, Tagger, Timeline};

/// Words of the table that the bare pass looks up.
const WORDS: usize = 2_000;
const LONG: usize = 10_000_000;
/// Much of a file of news, but not all of a large one.
const NEWS: usize = 20_000_000;

fn main() {
    let mut criterion = Criterion::default()
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_secs(2))
        .sample_size(10)
        .configure_from_args();
    let articles = open(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/articles"), usize::MAX);
    let sentences = sentences(&articles);
    let mut long = Article::new("long", "").with_published(day());
    while long.text.len() < LONG {
        for article in &articles {
            long.text.push_str(&article.text);
            long.text.push_str("\n\n");
        }
    }
    let long = [long];
    let news = std::env::var_os("NEWS").map(|path| open(&path, NEWS)).unwrap_or_default();
    let inputs = [("sentences", &sentences[..]), ("articles", &articles), ("10 MB", &long), ("news", &news)];
    let rows: Vec<_> = inputs
        .into_iter()
        .filter(|(_, articles)| !articles.is_empty())
        .map(|(name, articles)| (name, compare(&mut criterion, name, articles)))
        .collect();
    for (name, articles) in &inputs[..2] {
        consolidate(&mut criterion, name, articles);
    }
    criterion.final_summary();
    println!("\n| text | bare pass | find | tag | read | expressions a kB |\n|---|---|---|---|---|---|");
    for (name, Row { bare, shares: [find, tag, read], density }) in rows {
        println!("| {name} | {bare:.0} MB/s | {find:.2} | {tag:.2} | {read:.3} | {density:.1} |");
    }
}

/// The articles of a file or folder, up to so many bytes.
fn open(path: impl AsRef<std::path::Path>, bytes: usize) -> Vec<Article> {
    let mut left = bytes;
    let enough = |article: &Article| {
        let more = left > 0;
        left = left.saturating_sub(article.text.len());
        more
    };
    Articles::open(path).into_iter().flatten().filter_map(Result::ok).take_while(enough).collect()
}

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2014, 5, 28).unwrap_or_default()
}

/// Each sentence of the articles as an article of its own.
fn sentences(articles: &[Article]) -> Vec<Article> {
    let all = articles.iter().flat_map(|article| article.text.split_inclusive(['.', '\n']));
    let long_enough = all.map(str::trim).filter(|sentence| sentence.len() > 40);
    long_enough.enumerate().map(|(n, sentence)| Article::new(format!("s{n}"), sentence).with_published(day())).collect()
}

/// Speeds on one kind of input.
struct Row {
    /// Millions of bytes a second.
    bare: f64,
    /// Of finding, tagging and reading, as shares of the bare pass.
    shares: [f64; 3],
    /// Time expressions in a thousand bytes.
    density: f64,
}

fn compare(criterion: &mut Criterion, name: &str, articles: &[Article]) -> Row {
    let bytes: usize = articles.iter().map(|article| article.text.len()).sum();
    let all: String = articles.iter().map(|article| format!("{}\n", article.text)).collect();
    let table = table(&all);
    let tagger = Tagger::new();
    let names = Gazetteer::new(Pack::mali());
    let reader = Reader::new().with_names(&names);
    let mut finder = Finder::new();
    let found: Vec<_> = articles.iter().map(|article| finder.find(&article.text)).collect();
    let expressions: usize = found.iter().map(Vec::len).sum();
    let bare = || articles.iter().map(|article| split_and_look_up(&article.text, &table)).sum::<u32>() as usize;
    let mut find = || articles.iter().map(|article| finder.find(&article.text).len()).sum();
    let tag = || articles.iter().map(|article| tagger.tag(article).len()).sum();
    let read = || articles.iter().map(|article| reader.read(article).timexes.len()).sum();

    let mut group = criterion.benchmark_group(name);
    group.sampling_mode(SamplingMode::Flat);
    group.throughput(Throughput::Bytes(bytes as u64));
    group.bench_function(BenchmarkId::from_parameter("bare pass"), |b| b.iter(|| black_box(bare())));
    group.bench_function(BenchmarkId::from_parameter("find"), |b| b.iter(|| -> usize { black_box(find()) }));
    group.bench_function(BenchmarkId::from_parameter("tag"), |b| b.iter(|| -> usize { black_box(tag()) }));
    group.bench_function(BenchmarkId::from_parameter("read"), |b| b.iter(|| -> usize { black_box(read()) }));
    group.throughput(Throughput::Elements(expressions as u64));
    group.bench_function(BenchmarkId::from_parameter("resolve"), |b| {
        b.iter_batched(
            || found.clone(),
            |found| {
                for (article, found) in articles.iter().zip(found) {
                    black_box(tagger.resolve(&article.text, article.published, found));
                }
            },
            criterion::BatchSize::LargeInput,
        );
    });
    group.finish();

    // The ratios from the best of a few rounds, turn by turn, so that a busy machine slows all alike.
    let mut best = [f64::INFINITY; 4];
    for _ in 0..7 {
        best[0] = best[0].min(seconds(bare));
        best[1] = best[1].min(seconds(&mut find));
        best[2] = best[2].min(seconds(tag));
        best[3] = best[3].min(seconds(read));
    }
    Row {
        bare: bytes as f64 / best[0] / 1e6,
        shares: [best[0] / best[1], best[0] / best[2], best[0] / best[3]],
        density: 1e3 * expressions as f64 / bytes as f64,
    }
}

/// Putting readings together: by the article, since texts are read before.
fn consolidate(criterion: &mut Criterion, name: &str, articles: &[Article]) {
    let names = Gazetteer::new(Pack::mali());
    let reader = Reader::new().with_names(&names);
    let readings: Vec<Reading> = articles.iter().map(|article| reader.read(article)).collect();
    let mut group = criterion.benchmark_group(name);
    group.sampling_mode(SamplingMode::Flat);
    group.throughput(Throughput::Elements(readings.len() as u64));
    group.bench_function(BenchmarkId::from_parameter("consolidate"), |b| {
        b.iter_batched(
            || readings.clone(),
            |readings| {
                let mut builder = Timeline::builder().pack(Pack::mali());
                builder.extend(readings);
                black_box(builder.build().events().count())
            },
            criterion::BatchSize::LargeInput,
        );
    });
    group.finish();
}

/// How long one of many passes takes, as many as fill a twentieth of a second.
fn seconds(mut pass: impl FnMut() -> usize) -> f64 {
    let start = clock();
    for passes in 1.. {
        black_box(pass());
        let passed = clock() - start;
        if passed > 0.05 {
            return passed / f64::from(passes);
        }
    }
    f64::INFINITY
}

/// Seconds that this thread has run, where the system says; else that have passed.
fn clock() -> f64 {
    let run = || std::fs::read_to_string("/proc/thread-self/schedstat").ok()?.split(' ').next()?.parse::<f64>().ok();
    thread_local!(static START: Instant = Instant::now());
    run().map_or_else(|| START.with(|start| start.elapsed().as_secs_f64()), |nanoseconds| nanoseconds / 1e9)
}

/// The most frequent words, as bytes.
fn table(text: &str) -> FxHashMap<&[u8], u32> {
    let mut counts: FxHashMap<&str, u32> = FxHashMap::default();
    for word in text.split(|c: char| !c.is_alphanumeric()) {
        *counts.entry(word).or_default() += 1;
    }
    let mut words: Vec<(&str, u32)> = counts.into_iter().collect();
    words.sort_by_key(|&(word, count)| (std::cmp::Reverse(count), word));
    words.into_iter().take(WORDS).map(|(word, count)| (word.as_bytes(), count)).collect()
}

/// What any reader of words has to do: find them, by ranges of code points, and look each up.
fn split_and_look_up(text: &str, table: &FxHashMap<&[u8], u32>) -> u32 {
    let bytes = text.as_bytes();
    let (mut at, mut start, mut sum) = (0, None, 0u32);
    while at < bytes.len() {
        let (point, width) = match bytes[at] {
            byte @ 0..0x80 => (u32::from(byte), 1),
            byte @ 0x80..0xE0 => {
                (u32::from(byte & 0x1F) << 6 | bytes.get(at + 1).map_or(0, |b| u32::from(b & 0x3F)), 2)
            }
            0xE0..0xF0 => (0xFFFD, 3),
            _ => (0xFFFD, 4),
        };
        let letter =
            matches!(point, 0x30..=0x39 | 0x41..=0x5A | 0x61..=0x7A | 0x620..=0x669 | 0x66E..=0x6D3 | 0x6F0..=0x6FC);
        match (letter, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                sum = sum.wrapping_add(table.get(&bytes[from..at]).copied().unwrap_or(1));
                start = None;
            }
            _ => {}
        }
        at += width;
    }
    if let Some(from) = start {
        sum = sum.wrapping_add(table.get(&bytes[from..]).copied().unwrap_or(1));
    }
    sum
}
