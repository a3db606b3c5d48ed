//! Readings as a timeline keeps them: a fifth of their JSON, and a tenth of what they take in memory.
//!
//! The id and the text come first, a byte for each Arabic letter; then the reading as a tree of tagged values, as JSON has them.
//! Words that stand in the text are kept as their place there, names of fields and kinds as numbers, and what was
//! written before as the number it had. Equal readings are equal bytes.

mod reader;
mod writer;

use super::bytes::Shelved;
use super::store::parallel;
use crate::article::Published;
use crate::calendar::Preference;
use crate::link::{ArticleInfo, Reading};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A reading, packed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Packed {
    /// The date with which the article was read.
    pub(super) published: Option<Published>,
    /// How its open times were read: a bit for each of [`POLICIES`].
    policies: u8,
    bytes: Shelved,
}

const POLICIES: [Preference; 3] = [Preference::News, Preference::Past, Preference::Future];

impl Packed {
    pub(super) fn new(reading: &Reading) -> Self {
        let mut writer = writer::Writer::new(&reading.article.id, &reading.text);
        let written = reading.serialize(&mut writer);
        debug_assert!(written.is_ok(), "what can be written as JSON can be packed");
        let policies = reading.timexes.iter().filter_map(|timex| timex.policy);
        let bit = |policy: Preference| POLICIES.iter().position(|&known| known == policy).map_or(0, |at| 1 << at);
        Self {
            published: reading.article.published,
            policies: policies.fold(0, |bits, policy| bits | bit(policy)),
            bytes: writer.finish(),
        }
    }

    /// What is kept, to be put in a better place.
    pub(super) fn bytes_mut(&mut self) -> &mut Shelved {
        &mut self.bytes
    }

    /// How its open times were read.
    pub(super) fn policies(&self) -> impl Iterator<Item = Preference> + use<> {
        let bits = self.policies;
        POLICIES.into_iter().enumerate().filter(move |(at, _)| bits >> at & 1 == 1).map(|(_, policy)| policy)
    }

    /// The id of the article.
    pub(super) fn id(&self) -> &str {
        reader::id(&self.bytes).map_or("", |(id, _)| id)
    }

    /// The reading.
    pub(super) fn reading(&self) -> Reading {
        let reading = self.unpack();
        debug_assert!(reading.is_ok(), "{reading:?}");
        // What was packed can be unpacked.
        reading.unwrap_or_else(|_| self.empty())
    }

    /// A reading that says nothing.
    fn empty(&self) -> Reading {
        let article = ArticleInfo { id: self.id().to_owned(), title: None, published: self.published, source: None };
        Reading {
            schema: super::SCHEMA.to_owned(),
            article,
            text: String::new(),
            timexes: Vec::new(),
            mentions: Vec::new(),
            links: Vec::new(),
            claims: Vec::new(),
            numbers: Vec::new(),
        }
    }

    fn unpack(&self) -> Result<Reading, Broken> {
        let (id, text, rest) = reader::parts(&self.bytes)?;
        Reading::deserialize(&mut reader::Reader::new(&text, rest, vec![id.to_owned()]))
    }

    /// How many bytes it takes.
    #[cfg(test)]
    fn len(&self) -> usize {
        self.bytes.len()
    }
}

/// Many readings, packed.
pub(super) fn all(readings: impl IntoIterator<Item = Reading>) -> Vec<Packed> {
    parallel::by_pieces(readings, |piece| {
        let mut all = parallel::each(&piece, Packed::new);
        Shelved::together(all.iter_mut().map(Packed::bytes_mut));
        all
    })
}

/// What stands before a value. Numbers below [`SMALL`] and words of the table are one byte with what they are.
mod tag {
    pub(super) const NULL: u8 = 0;
    pub(super) const FALSE: u8 = 1;
    pub(super) const TRUE: u8 = 2;
    pub(super) const NUMBER: u8 = 3;
    pub(super) const NEGATIVE: u8 = 4;
    pub(super) const FLOAT: u8 = 5;
    /// Letters that are written out.
    pub(super) const LETTERS: u8 = 6;
    /// A place in the text.
    pub(super) const PLACE: u8 = 7;
    /// The number of what was written out before.
    pub(super) const AGAIN: u8 = 8;
    pub(super) const LIST: u8 = 9;
    pub(super) const MAP: u8 = 10;
    pub(super) const END: u8 = 11;
    /// A place in the text with its numbers in bytes and characters.
    pub(super) const QUOTE: u8 = 12;
    pub(super) const WORD: u8 = 13;
    /// A time of the calendar: fourteen digits.
    pub(super) const TIME: u8 = 14;
    /// A day of the calendar: eight digits.
    pub(super) const DAY: u8 = 15;
    pub(super) const FIRST_SMALL: u8 = 16;
    pub(super) const FIRST_WORD: u8 = 112;
}

/// Numbers below this are one byte.
const SMALL: u64 = (tag::FIRST_WORD - tag::FIRST_SMALL) as u64;

/// Names of fields, kinds and rules, the frequent ones first. One that is missing costs a few bytes, no more; one may be
/// added at the end, and none be taken out while packed readings are not written anywhere.
const WORDS: &[&str] = &[
    "text",
    "bytes",
    "chars",
    "id",
    "name",
    "role",
    "quote",
    "agent",
    "patient",
    "from",
    "to",
    "least",
    "most",
    "rule",
    "strength",
    "timex",
    "evidence",
    "start",
    "end",
    "calendar",
    "publication",
    "same-clause",
    "tense-past",
    "tense",
    "relative",
    "explicit",
    "inferred",
    "trigger",
    "lemma",
    "class",
    "mode",
    "form",
    "factuality",
    "factual",
    "participants",
    "places",
    "sentence",
    "timexes",
    "time",
    "value",
    "granularity",
    "bounds",
    "attribution",
    "source",
    "report",
    "past",
    "present",
    "future",
    "none",
    "pluperfect",
    "verb",
    "noun",
    "participle",
    "light_verb",
    "mention",
    "relation",
    "during",
    "since",
    "before",
    "after",
    "day",
    "month",
    "year",
    "signal",
    "kind",
    "type",
    "mod",
    "components",
    "expression",
    "offset",
    "quantity",
    "parts",
    "whole",
    "direction",
    "anchor",
    "reference",
    "said",
    "absent",
    "DATE",
    "DURATION",
    "TIME",
    "SET",
    "date",
    "number",
    "period",
    "shift",
    "unit",
    "by",
    "..",
    "words",
    "other",
    "OTHER",
    "ASSAULT",
    "CONSULT",
    "COERCE",
    "AGREE",
    "RETREAT",
    "PROTEST",
    "THREATEN",
    "SUPPORT",
    "COOPERATE",
    "AID",
    "CONCEDE",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "MOBILIZE",
    "SANCTION",
    "attack",
    "killing",
    "statement",
    "visit",
    "arrest",
    "kidnapping",
    "agreement",
    "withdrawal",
    "protest",
    "bombing",
    "demand",
    "clash",
    "capture",
    "death",
    "injury",
    "negated",
    "planned",
    "possible",
    "conditional",
    "asked",
    "denied",
    "schema",
    "tarikh/1",
    "article",
    "title",
    "published",
    "mentions",
    "links",
    "claims",
    "numbers",
    "unresolved",
    "offset.before",
    "period.shift",
    "date.day_month",
    "date.full",
    "gregorian",
    "hijri",
    "week",
    "hour",
    "minute",
    "decade",
    "weekday",
    "approximate",
];

/// Why a value could not be written or read.
#[derive(Debug)]
pub(super) struct Broken(String);

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Broken {}

impl serde::ser::Error for Broken {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(message.to_string())
    }
}

impl serde::de::Error for Broken {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(message.to_string())
    }
}

/// Where the letters of Arabic begin: the first 128 of them are a byte each.
const ARABIC: u32 = 0x600;
/// Stands before a character that is none of them, and is not ASCII.
const ESCAPE: u8 = 0x7f;

/// The digits of a time or a day as a number, if these are just its marks.
fn digits(text: &str, marks: &str) -> Option<u64> {
    if text.len() != marks.len() {
        return None;
    }
    let mut number = 0;
    for (byte, mark) in text.bytes().zip(marks.bytes()) {
        match (byte, mark) {
            (b'0'..=b'9', b'0') => number = number * 10 + u64::from(byte - b'0'),
            (byte, mark) if byte == mark => {}
            _ => return None,
        }
    }
    Some(number)
}

/// The time or day again.
fn marked(mut number: u64, marks: &str) -> String {
    let mut bytes: Vec<u8> = marks.bytes().collect();
    for byte in bytes.iter_mut().rev().filter(|byte| **byte == b'0') {
        *byte += (number % 10) as u8;
        number /= 10;
    }
    bytes.into_iter().map(char::from).collect()
}

const TIME: &str = "0000-00-00T00:00:00";
const DAY: &str = "0000-00-00";

/// How many characters begin in these bytes.
fn characters(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|&&byte| byte & 0xc0 != 0x80).count() as u32
}

/// How many characters stand before a place of a text.
#[derive(Debug, Default)]
struct Counted {
    /// How many begin in each stretch of the text and before it.
    stretches: Vec<u32>,
}

impl Counted {
    /// Bytes.
    const STRETCH: usize = 64;

    /// Makes ready for a text.
    fn begin(&mut self, text: &str) {
        self.stretches.clear();
        self.stretches.extend(text.as_bytes().chunks(Self::STRETCH).scan(0, |sum, stretch| {
            *sum += characters(stretch);
            Some(*sum)
        }));
    }

    /// The characters of the text that begin before a place.
    fn to(&self, text: &str, place: usize) -> u32 {
        let stretch = place / Self::STRETCH;
        let before = stretch.checked_sub(1).and_then(|last| self.stretches.get(last)).copied().unwrap_or_default();
        before + characters(text.as_bytes().get(stretch * Self::STRETCH..place).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Article, Reader};
    use proptest::prelude::*;

    fn read(text: &str) -> Reading {
        let mut article = Article::new("a", text);
        article.published = "2013-03-09".parse::<chrono::NaiveDate>().ok().map(Into::into);
        Reader::new().read(&article)
    }

    #[test]
    fn what_is_unpacked_is_what_was_packed() {
        let news = "باماكو (أ ف ب) - قتل جنديان في هجوم شنه مسلحون على ثكنة في غاو يوم الثلاثاء 5 مارس 2013، كما أعلن الجيش \
                    المالي قبل يومين. وأصيب 12 آخرون — «الهجوم» وقع فجرا، ولم تتبنه أي جهة حتى الآن.";
        for text in
            [news, "", "قتل جنديان في 3 مارس ٢٠١٣ 日本 \u{7f} \u{200f}é", "منذ عام 2012 / 7 / 3 و5 يوليو الجاري"]
        {
            let reading = read(text);
            assert_eq!(Packed::new(&reading).reading(), reading);
        }
        let reading = read(&news.repeat(8));
        let json = serde_json::to_string(&reading).unwrap().len();
        assert!(Packed::new(&reading).len() * 4 < json, "{} of {json}", Packed::new(&reading).len());
    }

    #[test]
    fn a_quote_that_is_not_where_it_says_stays_as_it_is() {
        let mut reading = read("قتل جنديان في غاو أمس. قتل ثلاثة في كيدال.");
        reading.mentions[0].mention.trigger.bytes.start += 1;
        reading.mentions[1].mention.trigger.chars.end += 1;
        reading.text.clear();
        assert_eq!(Packed::new(&reading).reading(), reading);
    }

    proptest! {
        #[test]
        fn characters_are_counted_from_anywhere(text in "[aبé日]{0,80}") {
            let mut counted = Counted::default();
            counted.begin(&text);
            for (count, (place, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(counted.to(&text, place) as usize, count);
            }
            prop_assert_eq!(counted.to(&text, text.len()) as usize, text.chars().count());
        }

        #[test]
        fn any_text_is_kept(text in ".{0,60}") {
            let mut reading = read("");
            reading.text = text.clone();
            reading.article.id = text.chars().rev().collect();
            reading.article.title = Some(text);
            prop_assert_eq!(Packed::new(&reading).reading(), reading);
        }

        #[test]
        fn digits_come_back(text in "[0-9]{4}-[0-9]{2}-[0-9]{2}") {
            prop_assert_eq!(digits(&text, DAY).map(|number| marked(number, DAY)), Some(text));
        }
    }
}
