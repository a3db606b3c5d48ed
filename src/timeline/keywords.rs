//! Which of many phrases stand in a text: found in one pass over the text, however many there are.

use super::words::stands_in;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// Folded phrases by their numbers.
#[derive(Debug, Default)]
pub(super) struct Phrases {
    phrases: Vec<Phrase>,
    /// By the first bytes of their first words.
    beginning: FxHashMap<u64, Vec<u32>>,
    /// A bit for each of these: most places of a text begin none.
    bits: Vec<u64>,
    /// By how many bytes those are found that begin with ASCII, and the others.
    masks: [Vec<u64>; 2],
}

#[derive(Debug)]
struct Phrase {
    first: Box<str>,
    /// The words after the first one.
    others: Box<[Box<str>]>,
}

/// How many of its first bytes a word is found by, the most of these that it has, and these among eight bytes of a text.
const LENGTHS: [(usize, u64); 4] = [(6, 0xffff_ffff_ffff), (4, 0xffff_ffff), (2, 0xffff), (1, 0xff)];

/// There are so many bits, as a power of two: some ten for each phrase.
const BITS: u32 = 15;

/// The place of the bit of a beginning.
fn bit(beginning: u64) -> (usize, u64) {
    let hash = beginning.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (u64::BITS - BITS);
    (hash as usize >> 6, 1 << (hash & 63))
}

/// The first eight bytes, or as many as there are.
fn eight(bytes: &[u8]) -> u64 {
    match bytes.first_chunk() {
        Some(eight) => u64::from_le_bytes(*eight),
        None => bytes.iter().rev().fold(0, |number, &byte| number << 8 | u64::from(byte)),
    }
}

impl Phrases {
    pub(super) fn new(phrases: Vec<Arc<str>>) -> Self {
        let mut new = Self { bits: vec![0; 1 << (BITS - 6)], ..Self::default() };
        for (number, phrase) in (0u32..).zip(phrases) {
            let mut words = phrase.split(' ').map(Box::from);
            let first: Box<str> = words.next().unwrap_or_default();
            if let Some((_, mask)) = LENGTHS.into_iter().find(|&(length, _)| length <= first.len()) {
                let beginning = eight(first.as_bytes()) & mask;
                new.beginning.entry(beginning).or_default().push(number);
                let [ascii, other] = &mut new.masks;
                let masks = if first.starts_with(|c: char| c.is_ascii()) { ascii } else { other };
                if !masks.contains(&mask) {
                    masks.push(mask);
                }
                let (word, bit) = bit(beginning);
                if let Some(word) = new.bits.get_mut(word) {
                    *word |= bit;
                }
            }
            new.phrases.push(Phrase { first, others: words.collect() });
        }
        new
    }

    /// The numbers of those that stand in a folded text, as [`mentions_phrase`] tells, in order.
    ///
    /// [`mentions_phrase`]: super::words::mentions_phrase
    pub(super) fn in_text(&self, text: &str) -> Vec<u32> {
        let mut found: Vec<u32> = Vec::new();
        let bytes = text.as_bytes();
        let [ascii, other] = &self.masks;
        for (at, &byte) in bytes.iter().enumerate() {
            // No phrase begins inside a letter, or with a space.
            if byte & 0xc0 == 0x80 || byte == b' ' {
                continue;
            }
            let rest = bytes.get(at..).unwrap_or_default();
            let here = eight(rest);
            for mask in if byte.is_ascii() { ascii } else { other } {
                let (word, bit) = bit(here & mask);
                if self.bits.get(word).is_some_and(|bits| bits & bit != 0)
                    && let Some(numbers) = self.beginning.get(&(here & mask))
                {
                    let said =
                        |number: &u32| self.phrases.get(*number as usize).is_some_and(|phrase| phrase.begins(rest));
                    found.extend(numbers.iter().copied().filter(said));
                }
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}

impl Phrase {
    /// Whether a text begins with the first word, and the others follow with little between them.
    fn begins(&self, text: &[u8]) -> bool {
        text.starts_with(self.first.as_bytes()) && (self.others.is_empty() || self.others_follow(text))
    }

    fn others_follow(&self, text: &[u8]) -> bool {
        let mut near = text.split(|&byte| byte == b' ').skip(1).take(self.others.len() + 2);
        let within = |word: &[u8], part: &[u8]| part.is_empty() || stands_in(part, word);
        self.others.iter().all(|part| near.any(|word| within(word, part.as_bytes())))
    }
}

#[cfg(test)]
mod tests {
    use super::super::words::mentions_phrase;
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_found_is_what_is_mentioned(
            phrases in prop::collection::btree_set("[ابت]{1,4}( [ابت5]{1,2}){0,2}|[5 ]{1,3}", 0..40),
            text in "([ابت5]{1,5} ){0,12}",
        ) {
            let phrases: Vec<Arc<str>> = phrases.into_iter().map(Arc::from).collect();
            let one_by_one = (0u32..).zip(&phrases).filter(|(_, phrase)| mentions_phrase(&text, phrase)).map(|(at, _)| at);
            let expected: Vec<u32> = one_by_one.collect();
            prop_assert_eq!(Phrases::new(phrases).in_text(&text), expected);
        }
    }
}
