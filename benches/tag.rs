//! How fast time expressions are found and resolved, beside what the machine can do at most: the same text split into
//! words, each looked up in a table. What counts is the ratio of the two, taken in one run.
//!
//! ```text
//! cargo bench --bench tag
//! ```
#![allow(missing_docs)]

use chrono::NaiveDate;
use criterion::{BenchmarkId, Criterion, SamplingMode, Throughput};
use rustc_hash::FxHashMap;
use std::hint::black_box;
use std::time::{Duration, Instant};
use tarikh::Tagger;
use tarikh::article::{Article, Articles, Published};
use tarikh::timex::Finder;

/// Words of the table that the bare pass looks up.
const WORDS: usize = 2_000;
const LONG: usize = 10_000_000;

const SENTENCES: [&str; 8] = [
    "وصل الوزير إلى باماكو مساء الأربعاء.",
    "قال شهود عيان إن المسلحين انسحبوا من البلدة قبل ثلاثة أيام.",
    "لم تعلن أي جهة مسؤوليتها عن الهجوم الذي استهدف الثكنة.",
    "تبدأ المفاوضات في 15 يونيو 2014 برعاية الجزائر.",
    "يعود آخر اتفاق بين الطرفين إلى عام 2006.",
    "ارتفعت أسعار الحبوب في أسواق المدينة وتراجعت أسعار الماشية.",
    "من المقرر أن تجرى الانتخابات العام المقبل.",
    "بقي الطريق مغلقا من الساعة التاسعة صباحا حتى الظهر.",
];

fn main() {
    let mut criterion = Criterion::default()
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_secs(2))
        .sample_size(20)
        .configure_from_args();
    let articles = articles();
    let mut long = String::with_capacity(LONG + 4096);
    while long.len() < LONG {
        for article in &articles {
            long.push_str(&article.text);
            long.push_str("\n\n");
        }
    }
    let texts: Vec<&str> = articles.iter().map(|a| a.text.as_str()).collect();
    let table = table(&long);
    let mut ratios = Vec::new();
    for (name, texts) in [("sentences", &SENTENCES[..]), ("articles", &texts), ("10 MB", &[long.as_str()])] {
        ratios.push((name, compare(&mut criterion, name, texts, &table)));
    }
    criterion.final_summary();
    println!("\nShare of the speed of the bare pass:");
    for (name, [find, tag]) in ratios {
        println!("  {name:10} find {find:.2}  tag {tag:.2}");
    }
}

fn articles() -> Vec<Article> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/articles");
    Articles::open(folder).into_iter().flatten().filter_map(Result::ok).collect()
}

fn reference() -> Published {
    Published::from(NaiveDate::from_ymd_opt(2014, 5, 28).unwrap_or_default())
}

fn compare(criterion: &mut Criterion, name: &str, texts: &[&str], table: &FxHashMap<&[u8], u32>) -> [f64; 2] {
    let tagger = Tagger::new();
    let reference = Some(reference());
    let found: Vec<_> = texts.iter().map(|text| Finder::new().find(text)).collect();
    let mut finder = Finder::new();
    let bare = || texts.iter().map(|text| split_and_look_up(text, table)).sum::<u32>();
    let mut find = || texts.iter().map(|text| finder.find(text).len()).sum::<usize>();
    let tag = || texts.iter().map(|text| tagger.tag_text(text, reference).len()).sum::<usize>();

    let mut group = criterion.benchmark_group(name);
    group.sampling_mode(SamplingMode::Flat);
    group.throughput(Throughput::Bytes(texts.iter().map(|text| text.len() as u64).sum()));
    group.bench_function(BenchmarkId::from_parameter("bare pass"), |b| b.iter(|| black_box(bare())));
    group.bench_function(BenchmarkId::from_parameter("find"), |b| b.iter(|| black_box(find())));
    group.bench_function(BenchmarkId::from_parameter("tag"), |b| b.iter(|| black_box(tag())));
    group.throughput(Throughput::Elements(found.iter().map(|found| found.len() as u64).sum()));
    group.bench_function(BenchmarkId::from_parameter("resolve"), |b| {
        b.iter_batched(
            || found.clone(),
            |found| {
                for (text, found) in texts.iter().zip(found) {
                    black_box(tagger.resolve(text, reference, found));
                }
            },
            criterion::BatchSize::LargeInput,
        );
    });
    group.finish();

    // The ratio from the best of a few rounds, turn by turn, so that a busy machine slows all alike.
    let mut best = [f64::INFINITY; 3];
    for _ in 0..if texts.len() == 1 { 5 } else { 200 } {
        best[0] = best[0].min(seconds(|| bare() as usize));
        best[1] = best[1].min(seconds(&mut find));
        best[2] = best[2].min(seconds(tag));
    }
    [best[0] / best[1], best[0] / best[2]]
}

fn seconds(mut pass: impl FnMut() -> usize) -> f64 {
    let start = Instant::now();
    black_box(pass());
    start.elapsed().as_secs_f64()
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
