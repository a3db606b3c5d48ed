//! What has been found out about a word, kept for when it comes again: most words of a text are a few thousand.

use crate::script::Key;

/// A table of fixed size in which a word has one place; another word that falls there takes it. What is found out
/// about the words lies in one list, which is begun anew when it is full.
#[derive(Debug)]
pub(super) struct Memo<V> {
    /// A word, and where its values begin and end.
    slots: Vec<(Key, u32, u32)>,
    values: Vec<V>,
}

/// Words that are kept, a power of two.
const SLOTS: usize = 1 << 13;
/// Values that are kept.
const VALUES: usize = 1 << 15;

impl<V> Memo<V> {
    pub(super) fn new() -> Self {
        Self { slots: vec![(Key::NONE, 0, 0); SLOTS], values: Vec::new() }
    }

    /// What is known of a word; where nothing is, `find` is to add it to the list.
    #[inline]
    pub(super) fn get(&mut self, word: Key, find: impl FnOnce(&mut Vec<V>)) -> &[V] {
        let at = (word.mixed().wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 51) as usize % SLOTS;
        let known = self.slots.get(at).filter(|slot| slot.0 == word && !word.is_empty());
        let (start, end) = match known {
            Some(&(_, start, end)) => (start, end),
            None => self.learn(at, word, find),
        };
        self.values.get(start as usize..end as usize).unwrap_or_default()
    }

    fn learn(&mut self, at: usize, word: Key, find: impl FnOnce(&mut Vec<V>)) -> (u32, u32) {
        if self.values.len() > VALUES {
            self.values.clear();
            self.slots.fill((Key::NONE, 0, 0));
        }
        let start = self.values.len() as u32;
        find(&mut self.values);
        let end = self.values.len() as u32;
        if let Some(slot) = self.slots.get_mut(at) {
            *slot = (word, start, end);
        }
        (start, end)
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
                let known = memo.get(word, |list| list.extend([word.mixed(); 4]));
                assert_eq!(known, [word.mixed(); 4]);
                assert_eq!(memo.get(word, |_| unreachable!()), [word.mixed(); 4]);
            }
        }
    }
}
