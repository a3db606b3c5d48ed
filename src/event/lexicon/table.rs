//! Words and their readings as the build script lays them out, looked up where they lie: nothing is read or built when
//! a program starts.

use super::analysis::{Analysis, What};
use crate::script::Key;

/// A hash table of words of up to twelve letters, which all forms of Arabic verbs and nouns are; each has a first
/// reading and a chain of more.
#[derive(Debug, Clone, Copy)]
pub(super) struct Table<'a> {
    /// [`PLACES`] records, some always free: a word stands at its place or in the next free one after it. Behind them
    /// the further readings.
    records: &'a [u8],
    /// A bit for the hash of each word: most stems that are looked up are no words.
    seen: &'a [u8],
}

/// How many words have room, and more.
pub(super) const PLACES: usize = 1 << 17;
/// Eight bits and more to a word.
pub(super) const SEEN: usize = 1 << 16;

/// A word with a reading, or a further reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Record {
    /// Its letters; 0 where the place is free.
    pub(super) word: u64,
    /// What it is, as [`What::of`] knows it.
    pub(super) what: u8,
    pub(super) entry: u16,
    /// Where the next reading of the word is; 0 for none.
    pub(super) next: u32,
}

impl Record {
    pub(super) const BYTES: usize = 16;

    /// A record as one number, which lies in the table low byte first.
    #[inline]
    fn of(bits: u128) -> Self {
        Self { word: bits as u64, what: (bits >> 64) as u8, entry: (bits >> 80) as u16, next: (bits >> 96) as u32 }
    }

    fn reading(self) -> Analysis {
        Analysis { what: What::of(self.what), entry: self.entry }
    }
}

fn hash(word: u64) -> u64 {
    word.wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

/// Where a word stands if no other stands there.
pub(super) fn place(word: u64) -> usize {
    (hash(word) >> 32) as usize % PLACES
}

/// The byte and the bit of a word among those seen.
pub(super) fn trace(word: u64) -> (usize, u8) {
    let hash = hash(word);
    ((hash >> 40) as usize % SEEN, 1 << (hash >> 61))
}

impl<'a> Table<'a> {
    pub(super) const fn new(records: &'a [u8], seen: &'a [u8]) -> Self {
        Self { records, seen }
    }

    #[inline]
    fn record(&self, at: usize) -> Option<Record> {
        let bytes = self.records.get(at * Record::BYTES..)?.first_chunk()?;
        Some(Record::of(u128::from_le_bytes(*bytes)))
    }

    /// The readings of a word, if it is one.
    #[inline]
    pub(super) fn get(&self, word: Key) -> Readings<'a> {
        let found = word.short().filter(|&word| {
            let (at, bit) = trace(word);
            self.seen.get(at).is_some_and(|seen| seen & bit != 0)
        });
        Readings { table: *self, next: found.and_then(|word| self.find(word)) }
    }

    fn find(&self, word: u64) -> Option<Record> {
        let mut at = place(word);
        loop {
            let record = self.record(at)?;
            if record.word == word {
                return Some(record);
            }
            if record.word == 0 {
                return None;
            }
            at = (at + 1) % PLACES;
        }
    }
}

/// The readings of one word.
#[derive(Debug)]
pub(crate) struct Readings<'a> {
    table: Table<'a>,
    next: Option<Record>,
}

impl Iterator for Readings<'_> {
    type Item = Analysis;

    #[inline]
    fn next(&mut self) -> Option<Analysis> {
        let record = self.next?;
        let next = record.next as usize;
        self.next = if next == 0 { None } else { self.table.record(next) };
        Some(record.reading())
    }
}
