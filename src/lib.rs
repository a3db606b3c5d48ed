#![doc = include_str!("../README.md")]
//!
//! # A program, from articles to a corrected timeline
//!
//! ```
//! use tarikh::article::Articles;
//! use tarikh::export::dates::{self, Language};
//! use tarikh::knowledge::{Gazetteer, Pack};
//! use tarikh::timeline::Corrections;
//! use tarikh::{Reader, Timeline};
//!
//! fn main() -> Result<(), Box<dyn std::error::Error>> {
//!     // A stream here; `Articles::open` reads files and folders. The last line is broken.
//!     let lines = r#"{"id":"a","published":"2013-05-02","source":"x","text":"قتل خمسة جنود في هجوم على معسكر في غاو أمس."}
//! {"id":"b","published":"2013-05-03","source":"y","text":"قتل عشرة جنود على الأقل في هجوم على معسكر في غاو في 1 مايو 2013."}
//! {"id":"c","text":"وصل الوزير أمس إلى كيدال بعد يومين من مقتل جنديين."}
//! {"id":"d""#;
//!     let reader = Reader::new().with_names(Gazetteer::mali());
//!     let mut builder = Timeline::builder().pack(Pack::mali());
//!     for article in Articles::from_jsonl(lines.as_bytes(), "news.jsonl").unique() {
//!         builder = match article {
//!             Ok(article) => builder.add(reader.read(&article)),
//!             // Told in the header; the others go on.
//!             Err(error) => builder.skipped(&error),
//!         };
//!     }
//!     let timeline = builder.build();
//!     assert_eq!(timeline.header().skipped[0].place, "news.jsonl, line 4");
//!
//!     // Events, the dated ones first, with who says so and why.
//!     for event in timeline.events() {
//!         println!("{}: {}", dates::bounds(event.bounds(), Language::English), event.label);
//!         for near in &event.nearby {
//!             println!("    {}", near.words(|id| timeline.event(id), Language::English));
//!         }
//!     }
//!     let attack = timeline.dated().next().ok_or("no event")?;
//!     assert_eq!((attack.articles, attack.independent), (2, 2));
//!     print!("{}", timeline.explain(&attack.id).ok_or("no such event")?.prose(Language::Arabic));
//!
//!     // What contradicts what: dates, and counts.
//!     assert!(timeline.conflicts().is_empty());
//!     let sides: Vec<String> = timeline.disputes()[0].sides.iter().map(|side| side.words(Language::English)).collect();
//!     assert_eq!(sides, ["5", "10 or more"]);
//!
//!     // Somebody knows better. The old timeline as JSON, read again, tells what that changes.
//!     let before = serde_json::to_string(&timeline)?;
//!     let corrections = Corrections::from_json(
//!         r#"{"schema": "tarikh-corrections/1", "corrections": [{"author": "Sara", "reason": "seen on the printed page",
//!             "published": {"article": "c", "on": "2012-04-03"}}]}"#,
//!     )?;
//!     let after = timeline.correct(corrections);
//!     let diff = serde_json::from_str::<Timeline>(&before)?.diff(&after);
//!     assert!(!diff.changed.is_empty() && diff.gone.is_empty());
//!     print!("{}", diff.prose(&after, Language::English));
//!     Ok(())
//! }
//! ```
#![forbid(unsafe_code)]
#![deny(missing_docs)]

// The made-up corpus of the benchmarks calls the crate by its name; tests inside use it as well.
#[cfg(test)]
extern crate self as tarikh;

#[macro_use]
mod named;

pub mod article;
pub mod calendar;
mod error;
pub mod event;
pub mod export;
pub mod knowledge;
pub mod link;
pub mod network;
mod plain;
pub mod script;
mod tense;
pub mod timeline;
pub mod timex;

pub use article::Article;
pub use calendar::{Tagger, Timex};
pub use error::{Error, Result};
pub use link::{Reader, Reading};
pub use timeline::Timeline;
