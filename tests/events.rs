//! Event mentions of articles that were annotated before anybody had seen how they are read.
//!
//! `data/events.jsonl` holds 28 articles in the manner of as many outlets, written for this test: every mention that
//! the text dates, with its first and last day and whether it happened. They have been worked on since. The 42 of
//! `data/events_unseen.jsonl`, annotated in the same way (doubtful mentions are left out), never were: what they print
//! is what to expect of other texts, and nobody is to look at them to write a rule. The floors lie below what is
//! measured today; they rise with it, and a rule that costs more than it brings falls through them.
//!
//! ```text
//! cargo test --test events -- --nocapture
//! ```
#![allow(clippy::unwrap_used)]

use chrono::{NaiveDate, TimeDelta};
use serde::Deserialize;
use tarikh::article::Article;
use tarikh::event::Factuality;
use tarikh::knowledge::Gazetteer;
use tarikh::link::{DatedMention, Reader};

#[derive(Deserialize)]
struct Document {
    id: String,
    dct: NaiveDate,
    text: String,
    events: Vec<Event>,
}

#[derive(Deserialize)]
struct Event {
    trigger_start: u32,
    trigger_end: u32,
    begin: Option<NaiveDate>,
    end: Option<NaiveDate>,
    factual: bool,
}

/// The first and last day of a mention, where both are known.
fn days(mention: &DatedMention) -> Option<(NaiveDate, NaiveDate)> {
    let bounds = mention.time.as_ref()?.bounds;
    let (first, end) = (bounds.earliest_start()?, bounds.latest_end()?);
    let last = if end > first { end - TimeDelta::seconds(1) } else { end };
    Some((first.date(), last.date()))
}

#[derive(Default)]
struct Tally {
    events: usize,
    found: usize,
    with_days: usize,
    found_with_days: usize,
    right: usize,
    /// Right ones that a time expression dates, and all that one dates.
    dated_right: usize,
    dated: usize,
    factual: usize,
}

impl Tally {
    fn add(&mut self, document: &Document, mentions: &[DatedMention]) {
        let mut used = vec![false; mentions.len()];
        self.dated += mentions.iter().filter(|m| !m.timexes.is_empty()).count();
        for event in &document.events {
            self.events += 1;
            let wanted = event.begin.zip(event.end);
            self.with_days += usize::from(wanted.is_some());
            let free = |i: &usize| !used[*i];
            let over = |i: &usize| {
                let at = mentions[*i].mention.trigger.chars;
                at.start < event.trigger_end && at.end > event.trigger_start
            };
            // A light verb or its noun: near by and on the same days.
            let beside = |i: &usize| {
                let at = mentions[*i].mention.trigger.chars;
                let gap = event.trigger_start.saturating_sub(at.end).max(at.start.saturating_sub(event.trigger_end));
                gap <= 12 && wanted.is_some() && days(&mentions[*i]) == wanted
            };
            let all = 0..mentions.len();
            let hit = all.clone().find(|i| free(i) && over(i)).or_else(|| all.clone().find(|i| free(i) && beside(i)));
            let Some(i) = hit else { continue };
            used[i] = true;
            self.found += 1;
            let mention = &mentions[i];
            self.factual += usize::from((mention.mention.factuality == Factuality::Factual) == event.factual);
            if wanted.is_some() {
                self.found_with_days += 1;
                let right = days(mention) == wanted;
                self.right += usize::from(right);
                self.dated_right += usize::from(right && !mention.timexes.is_empty());
            }
        }
    }
}

/// Recall of triggers, right days among those found, F1 of dated mentions and right factuality, in percent.
fn shares(name: &str, documents: &str) -> [f64; 4] {
    let mut tally = Tally::default();
    let reader = Reader::new().with_names(Gazetteer::mali());
    for line in documents.lines() {
        let document: Document = serde_json::from_str(line).unwrap();
        let article = Article::new(document.id.as_str(), document.text.as_str()).with_published(document.dct);
        tally.add(&document, &reader.read(&article).mentions);
    }
    let share = |part: usize, whole: usize| 100.0 * part as f64 / whole.max(1) as f64;
    let recall = share(tally.found, tally.events);
    let date = share(tally.right, tally.found_with_days);
    let (r, p) = (share(tally.right, tally.with_days), share(tally.dated_right, tally.dated));
    let f1 = 2.0 * r * p / (r + p);
    let factual = share(tally.factual, tally.found);
    println!(
        "{name}: {} events, recall {recall:.1} date {date:.1} dated F1 {f1:.1} factuality {factual:.1}",
        tally.events
    );
    [recall, date, f1, factual]
}

#[track_caller]
fn at_least(measured: [f64; 4], floors: [f64; 4]) {
    assert!(measured.iter().zip(floors).all(|(share, floor)| *share >= floor), "{measured:.1?}");
}

#[test]
fn blind_articles_are_read_as_annotated() {
    at_least(shares("worked on", include_str!("data/events.jsonl")), [95.0, 84.0, 80.0, 96.0]);
}

#[test]
fn articles_that_nobody_has_looked_at_are_not_far_behind() {
    at_least(shares("never looked at", include_str!("data/events_unseen.jsonl")), [89.0, 82.0, 72.0, 94.0]);
}
