//! Words of a sentence for comparing sentences.

use crate::article::Span;
use crate::script::{Key, Kind, Token, key, splits, tokenize_into};
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::rc::Rc;
use std::thread::LocalKey;

/// A word or name that many mentions share.
pub(super) type Shared = Rc<str>;

/// What was made of words before. Names and lemmas come again and again.
type Made = RefCell<FxHashMap<Box<str>, Shared>>;

thread_local! {
    static NAMES: Made = RefCell::default();
    static ROOTS: Made = RefCell::default();
    static SAME: Made = RefCell::default();
}

/// What `make` makes of words, or made of them before.
fn made(known: &'static LocalKey<Made>, words: &str, make: impl FnOnce(&str) -> Shared) -> Shared {
    /// More words, and longer ones, are not remembered.
    const MOST: usize = 1 << 12;
    const LONG: usize = 64;
    if let Some(known) = known.with_borrow(|known| known.get(words).map(Rc::clone)) {
        return known;
    }
    let new = make(words);
    if words.len() <= LONG {
        known.with_borrow_mut(|known| {
            if known.len() == MOST {
                known.clear();
            }
            known.insert(words.into(), Rc::clone(&new));
        });
    }
    new
}

/// The same as [`name`] gives.
pub(super) fn shared_name(text: &str) -> Shared {
    made(&NAMES, text, |text| name(text).into())
}

/// The same as [`root`] gives.
pub(super) fn shared_root(lemma: &str) -> Shared {
    made(&ROOTS, lemma, |lemma| root(lemma).into())
}

/// These words themselves.
pub(super) fn shared(words: &str) -> Shared {
    made(&SAME, words, |words| words.into())
}

/// What `read` makes of the tokens of a text. They are kept where those before were: names and sentences are many.
fn with_tokens<T>(text: &str, read: impl FnOnce(&[Token]) -> T) -> T {
    thread_local! {
        static TOKENS: RefCell<Vec<Token>> = const { RefCell::new(Vec::new()) };
    }
    /// More is not kept.
    const MOST: usize = 1 << 12;
    let mut tokens = TOKENS.take();
    tokenize_into(text, &mut tokens);
    let made = read(&tokens);
    if tokens.capacity() <= MOST {
        TOKENS.set(tokens);
    }
    made
}

/// The words of a text with folded letters; marks that do not only separate are words of their own.
pub(super) fn words(text: &str) -> Vec<(Span, String)> {
    with_tokens(text, |tokens| words_of(tokens, text).collect())
}

/// The same of tokens of a text.
pub(super) fn words_of(tokens: &[Token], text: &str) -> impl Iterator<Item = (Span, String)> {
    tokens.iter().filter_map(|token| Some((token.span, word_of(token, text)?)))
}

/// The word of a token with folded letters, or the mark; nothing of one that only separates.
pub(super) fn word_of(token: &Token, text: &str) -> Option<String> {
    match token.kind {
        Kind::Word => Some(token.key().to_string()),
        _ if separates(token) => None,
        _ => Some(token.span.of(text).to_lowercase()),
    }
}

/// Whether one of some folded words stands in a text, with or without what is written with it: «والهجوم» for «هجوم».
pub(super) fn has_word(text: &str, list: &[&str]) -> bool {
    words(text)
        .iter()
        .any(|(_, word)| splits(Key::of(word)).any(|split| list.contains(&split.stem.to_string().as_str())))
}

/// Whether the words of a folded phrase stand in a folded text, in order and with little between them.
pub(super) fn mentions_phrase(text: &str, phrase: &str) -> bool {
    let mut wanted = phrase.split(' ');
    let Some(first) = wanted.next().filter(|word| !word.is_empty()) else { return false };
    // Words may have particles in front, so they are looked for and not compared.
    text.match_indices(first).any(|(at, _)| {
        let rest = text.get(at..).unwrap_or_default();
        let mut near = rest.split(' ').take(phrase.split(' ').count() + 2).skip(1);
        wanted.clone().all(|word| near.any(|w| w.contains(word)))
    })
}

/// A word without what is attached to it, so that «بالهجوم» meets «هجوم».
pub(super) fn bare(key: Key) -> Key {
    // The shortest stem that is still a word of three letters: one key for all forms with particles.
    splits(key).map(|split| split.stem).filter(|stem| stem.len() >= 3).min_by_key(|stem| stem.len()).unwrap_or(key)
}

/// The keys of the words of a sentence of a text that carry content, and what [`name`] gives for it; `tokens` are those
/// of the text.
pub(super) fn sentence(text: &str, span: Span, tokens: &[Token]) -> (Vec<Key>, String) {
    let from = tokens.partition_point(|token| token.span.start < span.start);
    let rest = tokens.get(from..).unwrap_or_default();
    let (own, after) = rest.split_at(rest.partition_point(|token| token.span.end <= span.end));
    let whole = text.get(span.start as usize..span.end as usize).is_some();
    let cut = !whole
        || from.checked_sub(1).and_then(|before| tokens.get(before)).is_some_and(|before| before.span.end > span.start)
        || after.first().is_some_and(|after| after.span.start < span.end);
    // Somebody else may think of sentences otherwise.
    if cut {
        let text = span.of(text);
        return with_tokens(text, |tokens| (content(tokens), name_of(tokens, text)));
    }
    debug_assert_eq!(name_of(own, text), name(span.of(text)), "tokens do not depend on what stands around them");
    (content(own), name_of(own, text))
}

/// The keys of the words that carry content.
fn content(tokens: &[Token]) -> Vec<Key> {
    let mut keys: Vec<Key> = Vec::with_capacity(tokens.len());
    let long = tokens.iter().map(Token::key).filter(|key| key.len() >= 4);
    keys.extend(long.map(bare).filter(|k| k.len() >= 3));
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// FNV-1a over 64 bits: the same on every machine, for ids that follow from content.
pub(super) fn hash<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> u64 {
    parts.into_iter().fold(Hash::default(), Hash::with).finish()
}

/// The same, part by part.
pub(super) struct Hash(u64);

impl Default for Hash {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hash {
    pub(super) fn with(self, part: &[u8]) -> Self {
        // A length in front keeps ("ab", "c") apart from ("a", "bc").
        let length = (part.len() as u64).to_le_bytes();
        let step = |state: u64, &byte: &u8| (state ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        Self(length.iter().chain(part).fold(self.0, step))
    }

    pub(super) fn finish(self) -> u64 {
        // Spreads what FNV leaves in the low bits.
        mix(self.0)
    }
}

/// Spreads the bits of a number over all of it.
pub(super) fn mix(number: u64) -> u64 {
    let spread = (number ^ (number >> 32)).wrapping_mul(0xd6e8_feb8_6659_fd93);
    spread ^ (spread >> 32)
}

/// A name without differences of spelling: folded letters, no articles.
pub(super) fn name(text: &str) -> String {
    with_tokens(text, |tokens| name_of(tokens, text))
}

fn name_of(tokens: &[Token], text: &str) -> String {
    // Not more than stands between the first and the last of them: a text has many sentences.
    let length =
        tokens.first().zip(tokens.last()).map_or(0, |(first, last)| last.span.end.saturating_sub(first.span.start));
    let mut name = String::with_capacity(length as usize);
    for token in tokens.iter().filter(|token| !separates(token)) {
        if !name.is_empty() {
            name.push(' ');
        }
        if token.kind == Kind::Word {
            let key = token.key();
            let bare = if key.len() > 4 && key.starts_with(key!("ال")) { key.skip(2) } else { key };
            bare.push_to(&mut name);
        } else {
            let word = token.span.of(text);
            let word = word.strip_prefix("ال").filter(|rest| rest.chars().count() > 2).unwrap_or(word);
            name.extend(word.chars().flat_map(char::to_lowercase));
        }
    }
    name
}

/// Whether a name stands in another, as bytes: a shorter one or the same.
pub(super) fn stands_in(name: &[u8], other: &[u8]) -> bool {
    // Most places are ruled out by the first letters, which are compared as one number.
    let Some((first, rest)) = name.split_first_chunk::<4>() else {
        return other.windows(name.len().max(1)).any(|part| part == name);
    };
    let begins = other.len().saturating_sub(rest.len());
    let mut begins = other.get(..begins).unwrap_or_default().windows(first.len()).enumerate();
    begins.any(|(at, part)| part == first && other.get(at + first.len()..).is_some_and(|after| after.starts_with(rest)))
}

/// Whether a mark only sets words apart.
fn separates(token: &Token) -> bool {
    matches!(token.kind, Kind::Mark('-' | '–' | '«' | '»' | '"' | '(' | ')' | '\'' | '“' | '”'))
}

/// The letters of a folded lemma that its relatives share: «هاجم» and «هجوم», «اختطف» and «خطف», «انفجر» and «تفجير». Rough:
/// what is left without the letters that patterns add.
fn root(lemma: &str) -> String {
    let letters: Vec<char> = lemma.chars().collect();
    let rest = match letters.as_slice() {
        ['ا', 'س', 'ت', rest @ ..] | ['ا', 'ن', rest @ ..] if rest.len() >= 3 => rest.to_vec(),
        // Form VIII writes ت after the first letter of the root.
        ['ا', first, 'ت', rest @ ..] if rest.len() >= 2 => [&[*first], rest].concat(),
        ['ا' | 'م' | 'ت', rest @ ..] if rest.len() >= 3 => rest.to_vec(),
        all => all.to_vec(),
    };
    let last = rest.len().saturating_sub(1);
    let kept = rest
        .iter()
        .enumerate()
        .filter(|&(at, c)| !(matches!(c, 'ا' | 'و' | 'ي') || (at == last && matches!(c, 'ه' | 'ء'))));
    kept.map(|(_, c)| *c).collect()
}

#[cfg(test)]
mod tests {
    use super::{root, stands_in};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_part_of_a_name_stands_in_it(name in "[ab]{1,7}", other in "[ab]{0,12}") {
            prop_assert_eq!(stands_in(name.as_bytes(), other.as_bytes()), other.contains(&name));
        }
    }

    #[test]
    fn relatives_share_a_root() {
        for family in [["هاجم", "هجوم"], ["اختطف", "خطف"], ["انفجر", "تفجير"], ["تظاهر", "مظاهره"], ["قتل", "مقتل"]]
        {
            assert_eq!(root(family[0]), root(family[1]));
        }
        assert_ne!(root("هجوم"), root("انفجار"));
    }
}
