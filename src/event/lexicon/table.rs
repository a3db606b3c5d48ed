//! Words and their readings in little memory, quick to fill: the lexicon is expanded when a program starts.

use super::Analysis;
use crate::script::{Key, Sieve};

/// A hash table of words of up to twelve letters, which all forms of Arabic verbs and nouns are; each has a first
/// reading and a chain of more.
#[derive(Debug)]
pub(super) struct Table {
    /// A power of two of them, some always free: a word stands at its place or in the next free one after it.
    slots: Vec<Slot>,
    words: usize,
    more: Vec<Link>,
    /// Most stems that are looked up are no words. 2^19 bits for some 50,000 forms.
    seen: Sieve<{ 1 << 13 }>,
}

#[derive(Debug, Clone, Copy)]
struct Slot {
    /// 0 where the slot is free.
    word: u64,
    first: Link,
}

/// A reading and where the next one of its word is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Link {
    pub(super) reading: Analysis,
    next: u32,
}

const END: u32 = u32::MAX;

const FREE: Slot = Slot { word: 0, first: Link { reading: Analysis::NOTHING, next: END } };

impl Table {
    /// Room for so many words.
    pub(super) fn new(words: usize) -> Self {
        let slots = (words + words / 4).next_power_of_two();
        Self { slots: vec![FREE; slots], words: 0, more: Vec::with_capacity(words / 4), seen: Sieve::new() }
    }

    fn place(&self, word: u64) -> usize {
        (word.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as usize & (self.slots.len() - 1)
    }

    /// The slot of a word, or the free one for it.
    #[inline]
    fn find(&self, word: u64) -> usize {
        let mut at = self.place(word);
        while let Some(slot) = self.slots.get(at)
            && slot.word != word
            && slot.word != 0
        {
            at = (at + 1) & (self.slots.len() - 1);
        }
        at
    }

    /// Adds a reading, unless one that the word has takes it in.
    pub(super) fn add(&mut self, word: Key, reading: Analysis, takes_in: impl Fn(&mut Analysis, Analysis) -> bool) {
        let Some(short) = word.short() else { return };
        let at = self.find(short);
        let Some(slot) = self.slots.get_mut(at) else { return };
        if slot.word == 0 {
            *slot = Slot { word: short, first: Link { reading, next: END } };
            self.seen.add(word);
            self.words += 1;
            if self.words > self.slots.len() / 8 * 7 {
                self.grow();
            }
            return;
        }
        let first = &mut slot.first;
        if takes_in(&mut first.reading, reading) {
            return;
        }
        let mut next = first.next;
        while let Some(other) = self.more.get_mut(next as usize) {
            if takes_in(&mut other.reading, reading) {
                return;
            }
            next = other.next;
        }
        let link = Link { reading, next: first.next };
        first.next = self.more.len() as u32;
        self.more.push(link);
    }

    fn grow(&mut self) {
        let old = std::mem::take(&mut self.slots);
        self.slots = vec![FREE; 2 * old.len()];
        for slot in old.into_iter().filter(|slot| slot.word != 0) {
            let at = self.find(slot.word);
            if let Some(free) = self.slots.get_mut(at) {
                *free = slot;
            }
        }
    }

    /// The first reading of a word.
    #[inline]
    pub(super) fn get(&self, word: Key) -> Option<Link> {
        if !self.seen.may_have(word) {
            return None;
        }
        let short = word.short()?;
        self.slots.get(self.find(short)).filter(|slot| slot.word == short).map(|slot| slot.first)
    }

    /// The one after it.
    #[inline]
    pub(super) fn after(&self, link: Link) -> Option<Link> {
        self.more.get(link.next as usize).copied()
    }

    #[cfg(test)]
    pub(super) fn len(&self) -> (usize, usize) {
        (self.words, self.more.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_keeps_its_readings() {
        let letters = ["ب", "ت", "ج", "د", "ر", "س", "ع", "ق"];
        let word = |n: usize| Key::of(&[letters[n % 8], letters[n / 8 % 8], letters[n / 64]].concat());
        // Too little room at first.
        let mut table = Table::new(10);
        let reading = |entry| Analysis { entry, ..Analysis::NOTHING };
        for n in 0..512 {
            for entry in [n as u16, 7, 7] {
                table.add(word(n), reading(entry), |old, new| *old == new);
            }
        }
        for n in 0..512 {
            let readings: Vec<u16> =
                std::iter::successors(table.get(word(n)), |&link| table.after(link)).map(|l| l.reading.entry).collect();
            let expected = if n == 7 { vec![7] } else { vec![n as u16, 7] };
            assert_eq!(readings, expected);
        }
        assert_eq!(table.len(), (512, 511));
        assert!(table.get(Key::of("كتب")).is_none());
    }
}
