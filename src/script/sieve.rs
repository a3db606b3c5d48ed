//! Whether a word can be in a table: one bit for its hash. Most words are in none, and this small table says so.

use super::Key;

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
pub(crate) struct Few<const N: usize> {
    words: [Key; N],
    bits: [u64; 4],
}

impl<const N: usize> Few<N> {
    pub(crate) const fn new(words: [Key; N]) -> Self {
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

    #[inline]
    pub(crate) fn has(&self, word: Key) -> bool {
        let (at, mask) = Self::place(word);
        self.bits[at] & mask != 0 && self.words.contains(&word)
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
}
