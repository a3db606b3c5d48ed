//! What has been found out about a word, kept for when it comes again: most words of a text are a few thousand.

use crate::script::Key;

/// A table of fixed size in which a word has one place; another word that falls there takes it.
#[derive(Debug)]
pub(super) struct Memo<V> {
    slots: Vec<(Key, V)>,
}

/// Words that are kept, a power of two.
const SLOTS: usize = 1 << 11;

impl<V: Copy + Default> Memo<V> {
    pub(super) fn new() -> Self {
        Self { slots: vec![(Key::NONE, V::default()); SLOTS] }
    }

    /// What is known of a word, found out first where it is not.
    #[inline]
    pub(super) fn get(&mut self, word: Key, find: impl FnOnce() -> V) -> V {
        let at = (word.mixed().wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 53) as usize % SLOTS;
        let Some(slot) = self.slots.get_mut(at) else { return find() };
        if slot.0 != word || word.is_empty() {
            *slot = (word, find());
        }
        slot.1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whatever falls into one place, each word is answered for itself.
    #[test]
    fn words_do_not_answer_for_each_other() {
        let mut memo = Memo::new();
        let letters = ["ب", "ت", "ج", "د", "ر", "س", "ع", "ق", "ك", "ل", "م", "ن", "ه", "و", "ي", "ف", "ح", "خ"];
        let mut words = Vec::new();
        for a in letters {
            for b in letters {
                for c in letters {
                    words.push(Key::of(&format!("{a}{b}{c}")));
                }
            }
        }
        assert!(words.len() > 2 * SLOTS);
        for _ in 0..2 {
            for &word in &words {
                assert_eq!(memo.get(word, || word.mixed()), word.mixed());
            }
        }
    }
}
