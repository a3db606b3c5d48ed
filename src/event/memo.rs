//! What has been found out about a word, kept for when it comes again: most words of a text are a few thousand.

use crate::script::Key;
use std::hint::black_box;

/// A table of fixed size in which a word has a few places; the word that came there first makes room for another. What
/// is found out about the words lies in one list, which is begun anew for another text when it is full.
#[derive(Debug)]
pub(super) struct Memo<F, V> {
    buckets: Vec<Bucket<F>>,
    values: Vec<V>,
}

/// The words of one place: one line of the processor's cache.
#[derive(Debug, Clone, Copy, Default)]
#[repr(align(64))]
struct Bucket<F>([Slot<F>; 4]);

/// A word with what is known of it.
#[derive(Debug, Clone, Copy, Default)]
struct Slot<F> {
    /// Its letters; words too long for it are found out about each time.
    word: u64,
    known: Known<F>,
}

/// One thing about a word, and where its values are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Known<F> {
    start: u32,
    count: u8,
    pub(super) fact: F,
}

/// A power of two: room for the words of some hundred articles, most of which come once.
const BUCKETS: usize = 1 << 13;
/// Values that are kept.
const VALUES: usize = 1 << 16;

impl<F: Copy + Default, V> Memo<F, V> {
    pub(super) fn new() -> Self {
        Self { buckets: vec![Bucket::default(); BUCKETS], values: Vec::new() }
    }

    /// To be called before each text.
    pub(super) fn begin(&mut self) {
        if self.values.len() > VALUES {
            // A long text may have made the list longer than is worth keeping.
            self.values = Vec::new();
            self.buckets.fill(Bucket::default());
        }
    }

    /// What is known of a word, if it is. Several words asked for at once take hardly longer than one.
    #[inline]
    pub(super) fn get(&self, word: Key) -> Option<Known<F>> {
        let word = word.short()?;
        let Bucket(slots) = self.buckets.get(Self::place(word))?;
        slots.iter().find(|slot| slot.word == word).map(|slot| slot.known)
    }

    /// What is known of a word; where nothing is, `find` is to say it and add to the list.
    #[cold]
    pub(super) fn learn(&mut self, word: Key, find: impl FnOnce(&mut Vec<V>) -> F) -> Known<F> {
        if let Some(known) = self.get(word) {
            return known;
        }
        let start = self.values.len() as u32;
        let fact = find(&mut self.values);
        let count = u8::try_from(self.values.len() - start as usize).unwrap_or(u8::MAX);
        let known = Known { start, count, fact };
        if let Some(word) = word.short()
            && let Some(Bucket(slots)) = self.buckets.get_mut(Self::place(word))
        {
            slots.rotate_right(1);
            slots[0] = Slot { word, known };
        }
        known
    }

    /// What was added to the list for a word of this text.
    #[inline]
    pub(super) fn values(&self, known: Known<F>) -> &[V] {
        let start = known.start as usize;
        self.values.get(start..start + usize::from(known.count)).unwrap_or_default()
    }

    /// Has the processor fetch what [`values`](Self::values) will give: for several words one after the other, so that it
    /// waits for the memory once.
    #[inline]
    pub(super) fn fetch(&self, known: Known<F>)
    where
        V: Copy,
    {
        black_box(self.values(known).first().copied());
    }

    #[inline]
    fn place(word: u64) -> usize {
        (word.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 40) as usize % BUCKETS
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
        let mut words = vec![Key::NONE, Key::of("لاستخداماتهم"), Key::of("ولاستخداماتهم"), Key::of("فلاستخداماتهم")];
        for a in letters {
            for b in letters {
                for c in letters {
                    words.push(Key::of(&[a, b, c].concat()));
                    words.extend(letters[..6].iter().map(|d| Key::of(&[a, b, c, d].concat())));
                }
            }
        }
        assert!(words.len() > 4 * BUCKETS && 4 * words.len() > VALUES);
        for _ in 0..2 {
            memo.begin();
            for &word in &words {
                let known = memo.learn(word, |list| {
                    list.extend([word.mixed(); 4]);
                    word.len() as u8
                });
                assert_eq!((known.fact, memo.values(known)), (word.len() as u8, &[word.mixed(); 4][..]));
                assert_eq!(memo.get(word), word.short().map(|_| known));
            }
        }
    }
}
