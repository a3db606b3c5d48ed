//! Finite verbs as the build script lays them out, looked up where they lie: nothing is read or built when a program
//! starts.

use crate::script::Key;

/// What is known of a written word: a set, since one spelling may be several verbs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Tense(pub(super) u8);

impl Tense {
    /// No verb that is known.
    pub(crate) const NONE: Self = Self(0);
    /// «أعلن», «قتلت»: the perfect.
    pub(crate) const PAST: Self = Self(1);
    /// «يعلن», «تصل»: the imperfect.
    pub(crate) const PRESENT: Self = Self(1 << 1);
    /// Of a verb that tells of something else, which has a time of its own: «أعلن», «دعا», «قرر».
    pub(crate) const TELLS: Self = Self(1 << 2);
    /// Of a verb that tells no happening, but how things are: «يقيم», «كان».
    pub(crate) const LASTS: Self = Self(1 << 3);
    /// The spelling is a noun as well: «قتل», «رد».
    pub(crate) const NOUN: Self = Self(1 << 4);
    /// Of those that tell of something else, one for what is asked for or meant to be: «طالب», «هدد».
    pub(crate) const PLANS: Self = Self(1 << 5);

    pub(crate) const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether it is one of these.
    #[inline]
    pub(crate) const fn is(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether it is the perfect, and none of these.
    #[inline]
    pub(crate) const fn is_past_but(self, none_of: Self) -> bool {
        self.is(Self::PAST) && !self.is(none_of)
    }
}

/// A hash table of words of up to eleven letters, eight bytes each: the letters, and behind them what the word is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Table<'a>(pub(crate) &'a [u8]);

/// How many words have room; some places always stay free.
pub(super) const PLACES: usize = 1 << 16;
/// How many of the lowest bits say what the word is.
pub(super) const BITS: u32 = 8;
const LETTERS: u32 = 11;

/// Where a word stands if no other stands there.
pub(super) fn place(letters: u64) -> usize {
    (letters.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 40) as usize % PLACES
}

/// The letters of a word that the table has room for.
pub(super) fn short(word: Key) -> Option<u64> {
    word.short().filter(|_| word.len() <= LETTERS)
}

impl Table<'_> {
    /// What the word is as it stands.
    #[inline]
    pub(crate) fn get(&self, word: Key) -> Tense {
        let Some(letters) = short(word) else { return Tense::NONE };
        let mut at = place(letters);
        loop {
            let bytes = self.0.get(at * 8..).and_then(<[u8]>::first_chunk);
            let found = bytes.map_or(0, |bytes| u64::from_le_bytes(*bytes));
            if found >> BITS == letters {
                return Tense(found as u8);
            }
            if found == 0 {
                return Tense::NONE;
            }
            at = (at + 1) % PLACES;
        }
    }
}
