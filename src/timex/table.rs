//! The words by their spelling.

use super::kinds::{Kinds, Starts, starts};
use super::phrases::{self, Phrases};
use super::words::{Sense, WORDS};
use crate::script::{Key, key};
use std::sync::LazyLock;

/// What the words of one spelling can mean, and which grammar rules can begin with one of them.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) senses: Vec<Sense>,
    /// The kinds of its senses.
    pub(super) kinds: Kinds,
    /// What can begin with it, if no phrase does.
    pub(super) starts: Starts,
    /// The phrases that begin with it: without the article, with it, and with «لل».
    pub(super) phrases: [Phrases; 3],
}

impl Entry {
    /// Of a word without meaning.
    pub(super) const EMPTY: Self =
        Self { senses: Vec::new(), kinds: Kinds::NONE, starts: Starts::NONE, phrases: [Phrases::NONE; 3] };
}

/// The words by their folded spelling: open addressing, behind a filter that refuses most words of a text at a glance.
pub(super) struct Table {
    entries: Vec<(Key, Entry)>,
    /// One more than an index into `entries`; 0 is free.
    slots: Vec<u16>,
    /// One bit for each value of the first bits of a hash.
    filter: [u64; FILTER_WORDS],
}

const FILTER_WORDS: usize = 512;
const SLOT_BITS: u32 = 13;

#[inline]
fn hash(key: Key) -> u64 {
    key.mixed().wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

impl Table {
    /// With room for half as many words as there are slots, so that every search ends.
    const MOST: usize = 1 << (SLOT_BITS - 1);

    fn new() -> Self {
        Self { entries: Vec::with_capacity(Self::MOST / 2), slots: vec![0; 1 << SLOT_BITS], filter: [0; FILTER_WORDS] }
    }

    /// The entry of a word, an empty one if it is new; `None` if the table is full.
    fn entry(&mut self, stem: Key) -> Option<&mut Entry> {
        let hash = hash(stem);
        let mut at = (hash >> (64 - SLOT_BITS)) as usize;
        let n = loop {
            match usize::from(self.slots[at]).checked_sub(1) {
                None => break self.entries.len(),
                Some(n) if self.entries[n].0 == stem => break n,
                Some(_) => at = (at + 1) % self.slots.len(),
            }
        };
        if n == self.entries.len() {
            if n == Self::MOST {
                return None;
            }
            self.entries.push((stem, Entry::EMPTY));
            self.slots[at] = self.entries.len() as u16;
            self.filter[(hash >> 49) as usize >> 6] |= 1 << (hash >> 49 & 63);
        }
        self.entries.get_mut(n).map(|(_, entry)| entry)
    }

    /// Every word.
    pub(super) fn entries(&self) -> impl Iterator<Item = (Key, &Entry)> {
        self.entries.iter().map(|(stem, entry)| (*stem, entry))
    }

    /// What a folded word without clitics can mean.
    #[inline]
    pub(super) fn look_up(&self, stem: Key) -> Option<&Entry> {
        if self.may_have(stem) { self.search(stem, hash(stem)) } else { None }
    }

    /// Whether the table may have a word: always if it has, seldom if it has not.
    #[inline]
    fn may_have(&self, stem: Key) -> bool {
        let hash = hash(stem) >> 49;
        self.filter[hash as usize >> 6] >> (hash & 63) & 1 == 1
    }

    fn search(&self, stem: Key, hash: u64) -> Option<&Entry> {
        let mut at = (hash >> (64 - SLOT_BITS)) as usize;
        loop {
            let (key, entry) = self.entries.get(usize::from(self.slots[at]).checked_sub(1)?)?;
            if *key == stem {
                return Some(entry);
            }
            at = (at + 1) % self.slots.len();
        }
    }
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table::new();
    for (spellings, sense) in WORDS {
        for word in spellings.split_ascii_whitespace() {
            let Some(Entry { senses, .. }) = table.entry(Key::fold(word)) else { continue };
            if !senses.contains(sense) {
                senses.push(*sense);
            }
        }
    }
    for stem in phrases::first_stems() {
        if let Some(entry) = table.entry(stem) {
            entry.senses.push(Sense::Phrase);
        }
    }
    for (stem, entry) in &mut table.entries {
        for &sense in &entry.senses {
            entry.kinds = entry.kinds.and(Kinds::of(sense));
            if sense != Sense::Phrase {
                entry.starts = entry.starts.and(starts(sense));
            }
        }
        if entry.senses.contains(&Sense::Phrase) {
            entry.phrases = [Key::NONE, key!("ال"), key!("لل")].map(|the| Phrases::beginning_with(the.join(*stem)));
        }
    }
    table
});

/// The word table.
pub(super) fn table() -> &'static Table {
    &TABLE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_that_begins_no_phrase_begins_none_with_the_article() {
        for (stem, entry) in table().entries().filter(|(_, entry)| !entry.senses.contains(&Sense::Phrase)) {
            for the in ["", "ال", "لل"] {
                let first = Key::of(the).join(stem);
                assert!(Phrases::beginning_with(first).longest_first.is_empty(), "{first}: {:?}", entry.senses);
            }
        }
    }
}
