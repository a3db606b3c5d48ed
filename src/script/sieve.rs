//! Whether a word can be in a table: one bit for its hash. Most words are in none, and this small table says so.

use super::{Key, LEADING};

/// `64 × N` bits, `N` a power of two; eight bits or more to a word are enough.
#[derive(Debug, Clone)]
pub(crate) struct Sieve<const N: usize> {
    bits: Box<[u64; N]>,
}

impl<const N: usize> Sieve<N> {
    pub(crate) fn new() -> Self {
        const { assert!(N.is_power_of_two()) };
        Self { bits: Box::new([0; N]) }
    }

    /// Where a word's bit is.
    #[inline]
    fn place(word: Key) -> (usize, u64) {
        let hash = word.mixed().wrapping_mul(0x9E37_79B9_7F4A_7C15);
        ((hash >> 32) as usize % N, 1 << (hash >> 58))
    }

    pub(crate) fn add(&mut self, word: Key) {
        let (at, mask) = Self::place(word);
        if let Some(bits) = self.bits.get_mut(at) {
            *bits |= mask;
        }
    }

    /// How many of its last letters a form is known by: of most words whatever is written onto them stands before these.
    const LAST: u32 = 5;

    /// Adds a word with all that may be written onto it: then a word of a text is [looked up](Self::may_have_form) as it
    /// stands, and nothing is taken off.
    pub(crate) fn add_forms(&mut self, stem: Key) {
        let leads = if stem.len() < Self::LAST { &LEADING[..] } else { &LEADING[..1] };
        leads.iter().for_each(|lead| self.add(lead.join(stem).last(Self::LAST)));
    }

    /// Whether a word may be one of those, with whatever is written onto it.
    #[inline]
    pub(crate) fn may_have_form(&self, word: Key) -> bool {
        self.may_have(word.last(Self::LAST))
    }

    /// Says yes too often, never no wrongly.
    #[inline]
    pub(crate) fn may_have(&self, word: Key) -> bool {
        let (at, mask) = Self::place(word);
        self.bits.get(at).is_some_and(|bits| bits & mask != 0)
    }
}

impl<const N: usize> Default for Sieve<N> {
    fn default() -> Self {
        Self::new()
    }
}

/// A few words that are known when the crate is compiled, behind the same filter.
#[derive(Debug)]
pub(crate) struct Few<const N: usize> {
    words: [Key; N],
    bits: [u64; 4],
}

impl<const N: usize> Few<N> {
    pub(crate) const fn of(words: [Key; N]) -> Self {
        let mut bits = [0; 4];
        let mut n = 0;
        while n < N {
            let (at, mask) = Self::place(words[n]);
            bits[at] |= mask;
            n += 1;
        }
        Self { words, bits }
    }

    #[inline]
    const fn place(word: Key) -> (usize, u64) {
        let hash = word.mixed().wrapping_mul(0x9E37_79B9_7F4A_7C15);
        ((hash >> 62) as usize, 1 << (hash >> 56 & 63))
    }

    pub(crate) fn words(&self) -> [Key; N] {
        self.words
    }

    /// Says yes too often, never no wrongly.
    #[inline]
    pub(crate) fn may_have(&self, word: Key) -> bool {
        let (at, mask) = Self::place(word);
        self.bits[at] & mask != 0
    }

    #[inline]
    pub(crate) fn has(&self, word: Key) -> bool {
        self.may_have(word) && self.words.contains(&word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_added_passes_and_little_else() {
        let letters = ["ب", "ت", "ج", "د", "ر", "س", "ع", "ق"];
        let word = |n: usize| Key::of(&[letters[n % 8], letters[n / 8 % 8], letters[n / 64]].concat());
        let words: Vec<Key> = (0..512).map(word).collect();
        let mut sieve = Sieve::<16>::new();
        let (added, others) = words.split_at(64);
        added.iter().for_each(|&word| sieve.add(word));
        assert!(added.iter().all(|&word| sieve.may_have(word)));
        let passed = others.iter().filter(|&&word| sieve.may_have(word)).count();
        assert!(passed < others.len() / 4, "{passed} of {}", others.len());
    }

    #[test]
    fn whatever_is_written_onto_a_word_passes() {
        let stem = Key::of("مدينة");
        let mut sieve = Sieve::<16>::new();
        sieve.add_forms(stem);
        sieve.add_forms(Key::of("يد"));
        for lead in LEADING {
            for word in [stem, Key::of("يد")] {
                assert!(sieve.may_have_form(lead.join(word)), "{lead} {word}");
            }
        }
    }

    #[test]
    fn few_words_are_told_from_all_others() {
        let words = ["بينهم", "منهن", "هما"].map(Key::of);
        let few = Few::of(words);
        for word in ["بينهم", "منهن", "هما", "منهم", "هم", "قتل", "ما", ""].map(Key::of) {
            assert_eq!(few.has(word), words.contains(&word), "{word}");
        }
    }
}
