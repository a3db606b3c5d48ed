//! Whether a word can end in a word of a table. What is written onto a word stands in front, so its last letters tell
//! that before anything is taken off.

use super::Key;

/// The last three letters of some words, a bit for each three.
#[derive(Debug, Clone)]
pub(crate) struct Endings {
    bits: Box<[u64; PLACES]>,
}

const PLACES: usize = 1 << (5 * Key::END - 6);

impl Endings {
    pub(crate) fn new() -> Self {
        Self { bits: Box::new([0; PLACES]) }
    }

    /// The letters' first bits say which number, the last six which bit of it.
    #[inline]
    fn place(end: u32) -> (usize, u64) {
        ((end >> 6) as usize % PLACES, 1 << (end & 63))
    }

    /// Adds a word and, if it has two letters or more, all that end in it.
    pub(crate) fn add(&mut self, word: Key) {
        let mut add = |end: u32| {
            let (at, mask) = Self::place(end);
            if let Some(bits) = self.bits.get_mut(at) {
                *bits |= mask;
            }
        };
        add(word.end());
        if word.len() == 2 {
            (1..32).for_each(|front| add(front << 10 | word.end()));
        }
    }

    /// Whether a word can be, or end in, one that was added: says yes too often, never no wrongly.
    #[inline]
    pub(crate) fn may_end(&self, word: Key) -> bool {
        let (at, mask) = Self::place(word.end());
        self.bits.get(at).is_some_and(|bits| bits & mask != 0)
    }
}

impl Default for Endings {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::super::splits;
    use super::*;

    #[test]
    fn words_end_in_their_stems_and_little_else_does() {
        let mut endings = Endings::new();
        for word in ["جنود", "يد", "قتيل", "شرطي"] {
            endings.add(Key::of(word));
        }
        let table = ["جنود", "يد", "قتيل", "شرطي"].map(Key::of);
        for word in ["جنود", "والجنود", "للجنود", "بيد", "يد", "واليد", "فقتيل", "الشرطي"]
        {
            let word = Key::of(word);
            assert!(splits(word).any(|split| table.contains(&split.stem)) && endings.may_end(word), "{word}");
        }
        for word in ["مدينة", "و", "د", "ود", "الرئيس", "بعد"] {
            assert!(!endings.may_end(Key::of(word)), "{word}");
        }
    }
}
