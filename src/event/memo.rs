//! What has been found out about a word, kept for when it comes again: most words of a text are a few thousand.

use crate::script::Key;

/// A table of fixed size in which a word has one place; another word that falls there takes it. What is found out
/// about the words lies in one list, which is begun anew when it is full.
#[derive(Debug)]
pub(super) struct Memo<F, V> {
    slots: Vec<Slot<F>>,
    values: Vec<V>,
}

/// A word, one thing about it, and where its values begin and end.
#[derive(Debug, Clone, Copy)]
struct Slot<F> {
    word: Key,
    start: u32,
    end: u32,
    fact: F,
}

/// Words that are kept, a power of two.
const SLOTS: usize = 1 << 14;
/// Values that are kept.
const VALUES: usize = 1 << 15;

impl<F: Copy + Default, V> Memo<F, V> {
    pub(super) fn new() -> Self {
        Self { slots: vec![Slot::default(); SLOTS], values: Vec::new() }
    }

    /// What is known of a word; where nothing is, `find` is to say it and add to the list.
    #[inline]
    pub(super) fn get(&mut self, word: Key, find: impl FnOnce(&mut Vec<V>) -> F) -> (F, &[V]) {
        let at = (word.mixed().wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 50) as usize % SLOTS;
        let known = self.slots.get(at).filter(|slot| slot.word == word && !word.is_empty());
        let Slot { start, end, fact, .. } = match known {
            Some(&slot) => slot,
            None => self.learn(at, word, find),
        };
        (fact, self.values.get(start as usize..end as usize).unwrap_or_default())
    }

    #[cold]
    fn learn(&mut self, at: usize, word: Key, find: impl FnOnce(&mut Vec<V>) -> F) -> Slot<F> {
        if self.values.len() > VALUES {
            self.values.clear();
            self.slots.fill(Slot::default());
        }
        let start = self.values.len() as u32;
        let fact = find(&mut self.values);
        let new = Slot { word, start, end: self.values.len() as u32, fact };
        if let Some(slot) = self.slots.get_mut(at) {
            *slot = new;
        }
        new
    }
}

impl<F: Default> Default for Slot<F> {
    fn default() -> Self {
        Self { word: Key::NONE, start: 0, end: 0, fact: F::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whatever falls into one place, and however often the list is begun anew, each word is answered for itself.
    #[test]
    fn words_do_not_answer_for_each_other() {
        let mut memo = Memo::new();
        let letters = ["ب", "ت", "ج", "د", "ر", "س", "ع", "ق", "ك", "ل", "م", "ن", "ه", "و", "ي", "ف", "ح", "خ"];
        let mut words = Vec::new();
        for a in letters {
            for b in letters {
                for c in letters {
                    words.push(Key::of(&format!("{a}{b}{c}")));
                    words.push(Key::of(&format!("{a}{b}{c}{a}")));
                }
            }
        }
        assert!(words.len() > SLOTS && 4 * words.len() > VALUES);
        for _ in 0..2 {
            for &word in &words {
                let known = (word.len(), &[word.mixed(); 4][..]);
                let found = memo.get(word, |list| {
                    list.extend([word.mixed(); 4]);
                    word.len()
                });
                assert_eq!(found, known);
                assert_eq!(memo.get(word, |_| unreachable!()), known);
            }
        }
    }
}
