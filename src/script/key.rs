//! A folded word in one integer.

use super::letter::{ALPHABET, Class, arabic, folded_code, other, short_word};
use std::fmt;
use std::hash::{Hash, Hasher};

/// The key of a word that stands in the code, folded when the crate is compiled.
macro_rules! key {
    ($word:literal) => {
        const { $crate::script::Key::of($word) }
    };
}
pub(crate) use key;

/// A folded word, packed exactly: five bits a letter, the first letter highest, up to 25 letters.
///
/// Two words have the same key if and only if they are spelled the same after folding. Being an integer,
/// a key costs nothing to compare, to copy, or to cut: removing leading letters is a mask.
/// Words of more than 25 letters have no key ([`Key::NONE`]); Arabic has none that long.
///
/// ```
/// use tarikh::script::Key;
///
/// assert_eq!(Key::of("أَرْبِعـاء"), Key::of("اربعاء"));
/// assert_eq!(Key::of("والعام").skip(3), Key::of("عام"));
/// assert_eq!(Key::of("الساعة").to_string(), "الساعه");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Key(u128);

impl Key {
    /// The key of nothing, and of words too long to have one.
    pub const NONE: Self = Self(0);
    /// The largest number of letters that a key holds.
    pub const MAX_LETTERS: u32 = 25;

    /// The keys of several words: a list that is folded when the crate is compiled.
    #[must_use]
    pub const fn all<const N: usize>(words: [&str; N]) -> [Self; N] {
        let mut keys = [Self::NONE; N];
        let mut at = 0;
        while at < N {
            keys[at] = Self::of(words[at]);
            at += 1;
        }
        keys
    }

    /// The key of a word. Characters that are no Arabic letters are passed over.
    ///
    /// A `const` function, so that word tables are folded when the crate is compiled.
    #[must_use]
    pub const fn of(word: &str) -> Self {
        let bytes = word.as_bytes();
        let mut key = 0u128;
        let mut letters = 0;
        let mut i = 0;
        while i < bytes.len() {
            // Two-byte sequences hold the whole Arabic block; the rest is passed over.
            if bytes[i] >= 0xC0 && bytes[i] < 0xE0 && i + 1 < bytes.len() {
                let cp = ((bytes[i] as u32 & 0x1F) << 6) | (bytes[i + 1] as u32 & 0x3F);
                if let Some(c) = char::from_u32(cp) {
                    let code = folded_code(c);
                    if code != 0 {
                        key = key << 5 | code as u128;
                        letters += 1;
                    }
                }
                i += 2;
            } else {
                i += 1;
            }
        }
        if letters > Self::MAX_LETTERS { Self::NONE } else { Self(key) }
    }

    /// The key of a word at run time, faster than [`Key::of`] and with presentation forms.
    pub(crate) fn fold(word: &str) -> Self {
        // Nearly all words are a few letters and nothing else.
        let (packed, letters, end) = short_word(word.as_bytes(), 0);
        if letters > 0 && end == word.len() {
            return Self(u128::from(packed));
        }
        let mut key = 0u128;
        let mut letters = 0;
        for c in word.chars() {
            match class(c) {
                Class::Letter(code) => {
                    key = key << 5 | u128::from(code);
                    letters += 1;
                }
                Class::LamAlef => {
                    key = key << 10 | u128::from(folded_code('ل')) << 5 | u128::from(folded_code('ا'));
                    letters += 2;
                }
                _ => {}
            }
        }
        if letters > Self::MAX_LETTERS { Self::NONE } else { Self(key) }
    }

    pub(crate) const fn from_packed(packed: u128) -> Self {
        Self(packed)
    }

    /// Whether one of these words, as they are written, is on a list.
    pub(crate) fn lists_any<'a>(list: &[Self], mut words: impl Iterator<Item = &'a str>) -> bool {
        words.any(|word| list.contains(&Self::fold(word)))
    }

    /// The letters in half the room, if there are twelve or fewer.
    #[inline]
    pub(crate) const fn short(self) -> Option<u64> {
        if self.0 >> 64 == 0 && self.0 != 0 { Some(self.0 as u64) } else { None }
    }

    /// Both halves in one word: words of twelve letters or fewer fit the lower one alone.
    #[inline]
    pub(crate) const fn mixed(self) -> u64 {
        (self.0 as u64) ^ ((self.0 >> 64) as u64).rotate_left(29)
    }

    /// How many letters [`end`](Self::end) has.
    pub(super) const END: u32 = 3;

    /// The codes of the last letters, zeros before a shorter word.
    #[inline]
    pub(super) const fn end(self) -> u32 {
        self.0 as u32 & ((1 << (5 * Self::END)) - 1)
    }

    /// How many letters [`last_four`](Self::last_four) has.
    pub(crate) const LAST: u32 = 4;

    /// The last four letters.
    #[inline]
    pub(crate) const fn last_four(self) -> u64 {
        self.0 as u64 & 0xF_FFFF
    }

    /// How many letters [`front`](Self::front) has.
    pub(super) const FRONT: u32 = 5;

    /// The codes of the first letters, the first highest, zeros behind a shorter word; `length` is that of the word.
    #[inline]
    pub(crate) const fn front(self, length: u32) -> u32 {
        if length >= Self::FRONT {
            (self.0 >> (5 * (length - Self::FRONT))) as u32
        } else {
            (self.0 as u32) << (5 * (Self::FRONT - length))
        }
    }

    /// How many letters the word has.
    #[must_use]
    #[inline]
    pub const fn len(self) -> u32 {
        let bits = if self.0 >> 64 == 0 { 64 - (self.0 as u64).leading_zeros() } else { 128 - self.0.leading_zeros() };
        bits.div_ceil(5)
    }

    /// Whether there is no letter.
    #[must_use]
    #[inline]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The word without its first `letters` letters.
    #[must_use]
    #[inline]
    pub const fn skip(self, letters: u32) -> Self {
        let len = self.len();
        if letters >= len { Self::NONE } else { Self(self.0 & ((1 << (5 * (len - letters))) - 1)) }
    }

    /// The word without its last `letters` letters.
    #[must_use]
    #[inline]
    pub const fn drop_last(self, letters: u32) -> Self {
        if letters >= self.len() { Self::NONE } else { Self(self.0 >> (5 * letters)) }
    }

    /// The first `letters` letters.
    #[must_use]
    #[inline]
    pub const fn first(self, letters: u32) -> Self {
        let len = self.len();
        if letters >= len { self } else { Self(self.0 >> (5 * (len - letters))) }
    }

    /// The last `letters` letters.
    #[must_use]
    #[inline]
    pub const fn last(self, letters: u32) -> Self {
        if letters >= Self::MAX_LETTERS { self } else { Self(self.0 & ((1 << (5 * letters)) - 1)) }
    }

    /// Whether the word begins with the other.
    #[must_use]
    #[inline]
    pub const fn starts_with(self, other: Self) -> bool {
        let (len, n) = (self.len(), other.len());
        n <= len && (n == 0 || self.0 >> (5 * (len - n)) == other.0)
    }

    /// Whether the word ends with the other.
    #[must_use]
    #[inline]
    pub const fn ends_with(self, other: Self) -> bool {
        // No letter is 0: where there are fewer, the last are not the other's.
        self.last(other.len()).0 == other.0
    }

    /// The word with another written after it, or [`Key::NONE`] if that is too long.
    #[must_use]
    pub const fn join(self, other: Self) -> Self {
        if self.len() + other.len() > Self::MAX_LETTERS {
            Self::NONE
        } else {
            Self(self.0 << (5 * other.len()) | other.0)
        }
    }
}

/// What a character is in a word.
pub(super) fn class(c: char) -> Class {
    match c as u32 {
        0x600..=0x6FF => arabic((c as u32 - 0x600) as u8),
        0..=0x7F => Class::Mark,
        _ => other(c),
    }
}

impl Hash for Key {
    #[inline]
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(self.mixed());
    }
}

/// The folded word in Arabic letters.
impl Key {
    /// Its letters.
    fn letters(self) -> impl Iterator<Item = char> {
        let code = move |place: u32| (self.0 >> (5 * place)) & 31;
        let letter = |code: u128| ALPHABET.get((code as usize).wrapping_sub(1)).copied();
        (0..self.len()).rev().filter_map(move |place| letter(code(place)))
    }

    /// Writes its letters to the end of a text.
    pub(crate) fn push_to(self, text: &mut String) {
        // Most words are short, and half of the number holds them.
        const SHORT: u32 = u64::BITS / 5;
        let length = self.len();
        if length > SHORT {
            text.extend(self.letters());
            return;
        }
        let letters = self.0 as u64;
        for place in (0..length).rev() {
            let code = (letters >> (5 * place)) & 31;
            if let Some(&letter) = ALPHABET.get((code as usize).wrapping_sub(1)) {
                text.push(letter);
            }
        }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use fmt::Write;
        self.letters().try_for_each(|letter| f.write_char(letter))
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Key({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_merges_spellings() {
        for (a, b) in [
            ("الأربعاء", "الاربعاء"),
            ("حالياً", "حاليا"),
            ("القاهرة", "القاهره"),
            ("الماضى", "الماضي"),
            ("شــهــر", "شهر"),
            ("کانون", "كانون"),
        ] {
            assert_eq!(Key::of(a), Key::of(b), "{a} {b}");
            assert_eq!(Key::of(a), Key::fold(a), "{a}");
        }
        assert_ne!(Key::of("ثلاثة"), Key::of("ثلاثاء"));
    }

    #[test]
    fn cutting() {
        let word = Key::of("والسنوات");
        assert_eq!(word.len(), 8);
        assert_eq!(word.skip(3), Key::of("سنوات"));
        assert_eq!(word.first(3), Key::of("وال"));
        assert_eq!(word.drop_last(2), Key::of("والسنو"));
        assert!(word.ends_with(Key::of("ات")) && word.starts_with(Key::of("وا")) && !word.starts_with(Key::of("ال")));
        assert_eq!(Key::of("الأمم").join(Key::of("المتحدة")), Key::of("الأممالمتحدة"));
        assert!(word.ends_with(word) && word.ends_with(Key::NONE) && !word.skip(1).ends_with(word));
        assert_eq!((word.last(2), word.last(8), word.last(99)), (Key::of("ات"), word, word));
        assert_eq!(word.skip(99), Key::NONE);
        assert_eq!(Key::of(&"و".repeat(26)), Key::NONE);
        assert_eq!(Key::of(&"و".repeat(25)).len(), 25);
    }
}
