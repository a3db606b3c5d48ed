//! The Rust port of Duckling and tarikh on the same sentences, turn by turn.
//!
//! ```text
//! cargo run --release --manifest-path benches/peer/Cargo.toml [articles…]
//! ```
//!
//! The port has the rules for English alone, so in Arabic it looks for times and finds next to none; what it would take
//! for Arabic rules shows the third line, the same measurement on English sentences.

use duckling::{Context, DimensionKind, Lang, Locale, Options, parse};
use std::hint::black_box;
use std::time::Instant;
use tarikh::Tagger;
use tarikh::article::{Articles, Published};

/// It takes a minute for 5 MB, so it gets less.
const BYTES: usize = 100_000;

const ENGLISH: &str = "The minister arrived in Bamako on Wednesday evening. Witnesses said that the fighters left the \
town three days ago. No group has claimed the attack on the barracks. Talks begin on 15 June 2014 under Algerian \
mediation. The last agreement between the two sides dates back to 2006. Prices of grain rose in the markets of the town. \
The election is to be held next year. The road was closed from nine in the morning until noon. ";

fn main() {
    let mut paths: Vec<String> = std::env::args().skip(1).collect();
    if paths.is_empty() {
        paths.push(concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/articles").to_owned());
    }
    let articles = paths.iter().flat_map(Articles::open).flatten().filter_map(Result::ok);
    let mut arabic: Vec<String> = Vec::new();
    for article in articles {
        arabic.extend(article.text.split_inclusive(['.', '\n']).map(str::to_owned));
        if arabic.iter().map(String::len).sum::<usize>() > BYTES {
            break;
        }
    }
    let english: Vec<String> = ENGLISH.repeat(20).split_inclusive('.').map(str::to_owned).collect();

    let tagger = Tagger::new();
    let published = chrono::NaiveDate::from_ymd_opt(2014, 5, 28).map(Published::from);
    let tarikh = |text: &str| tagger.tag_text(text, published).len();
    let (context, options) = (Context::default(), Options::default());
    let peer = |language| {
        let (locale, context, options) = (Locale::new(language, None), &context, &options);
        move |text: &str| parse(text, &locale, &[DimensionKind::Time], context, options).len()
    };
    let rounds = [
        run("tarikh, Arabic", &arabic, 20, tarikh),
        run("duckling, Arabic", &arabic, 1, peer(Lang::AR)),
        run("duckling, English", &english, 1, peer(Lang::EN)),
        run("tarikh, Arabic", &arabic, 20, tarikh),
    ];
    let best = rounds[0].max(rounds[3]);
    println!("tarikh reads {:.0} times as fast as duckling the same text", best / rounds[1]);
    println!("and {:.0} times as fast as duckling a text of a language that it knows", best / rounds[2]);
}

/// Bytes a second.
fn run(name: &str, texts: &[String], times: u32, parse: impl Fn(&str) -> usize) -> f64 {
    let bytes: usize = texts.iter().map(String::len).sum();
    let start = Instant::now();
    let mut found = 0;
    for _ in 0..times {
        found = texts.iter().map(|text| black_box(parse(text))).sum();
    }
    let speed = f64::from(times) * bytes as f64 / start.elapsed().as_secs_f64();
    println!("{name:18} {:10.1} kB/s, {found} found in {} kB", speed / 1e3, bytes / 1000);
    speed
}
