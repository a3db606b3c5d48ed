//! One pass over the text: where the words, numbers and marks are.

use super::key::{Key, class};
use super::letter::{Class, arabic, ascii, code, other, short_word};
use crate::article::Span;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// An Arabic word; its key is the folded word.
    Word,
    /// Digits of one kind or mixed kinds; see [`Token::number`].
    Number,
    /// A word in Latin letters, lower-cased; see [`Token::is_latin`].
    Latin,
    /// A word of another script.
    Foreign,
    /// One mark: punctuation or a symbol.
    Mark(char),
}

/// What stands between a token and the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gap {
    /// Nothing: the two are written together.
    None,
    /// White space.
    Space,
    /// A line end.
    Line,
    /// An empty line, or the beginning of the text.
    Paragraph,
}

/// A word, number or mark: its place in the untouched text and what to look it up by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Bytes of the original text.
    pub span: Span,
    /// What it is.
    pub kind: Kind,
    /// What stands before it.
    pub gap: Gap,
    /// How many digits a number is written with (at most 255).
    pub digits: u8,
    /// Folded word, value of a number, or packed Latin letters.
    payload: u128,
}

impl Token {
    /// The folded word; [`Key::NONE`] for anything but an Arabic word.
    #[must_use]
    #[inline]
    pub fn key(&self) -> Key {
        if matches!(self.kind, Kind::Word) { Key::from_packed(self.payload) } else { Key::NONE }
    }

    /// Whether the token is an Arabic word.
    #[inline]
    pub(crate) const fn is_word(&self) -> bool {
        matches!(self.kind, Kind::Word)
    }

    /// The value of a number, if the token is one and it fits.
    #[must_use]
    #[inline]
    pub fn number(&self) -> Option<u64> {
        if matches!(self.kind, Kind::Number) { u64::try_from(self.payload).ok() } else { None }
    }

    /// Whether the token is this mark.
    #[must_use]
    #[inline]
    pub fn is_mark(&self, mark: char) -> bool {
        self.kind == Kind::Mark(mark)
    }

    /// Whether it is a comma, Arabic or Latin.
    pub(crate) fn is_comma(&self) -> bool {
        matches!(self.kind, Kind::Mark('،' | ','))
    }

    /// Whether it is a mark before one of several lines: «- 2012», «• في مايو».
    pub(crate) fn is_bullet(&self) -> bool {
        matches!(self.kind, Kind::Mark('-' | '–' | '—' | '•' | '*'))
    }

    /// Whether the token is this word in (lower-case) Latin letters.
    #[must_use]
    pub fn is_latin(&self, word: &str) -> bool {
        if self.kind != Kind::Latin {
            return false;
        }
        let mut packed = 0u128;
        for b in word.bytes() {
            packed = packed << 5 | u128::from(b.wrapping_sub(b'a').wrapping_add(1) & 31);
        }
        packed == self.payload
    }
}

/// Splits a text into tokens. See [`tokenize_into`] to use a vector again.
///
/// ```
/// use tarikh::script::{tokenize, Kind, Key};
///
/// let tokens = tokenize("في عام٢٠١٢،مالي");
/// assert_eq!(tokens.len(), 5);
/// assert_eq!(tokens[2].number(), Some(2012));
/// assert_eq!(tokens[3].kind, Kind::Mark('،'));
/// assert_eq!(tokens[4].key(), Key::of("مالي"));
/// ```
#[must_use]
pub fn tokenize(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    tokenize_into(text, &mut tokens);
    tokens
}

/// Arabic news has a token to about eleven bytes.
const BYTES_OF_TOKEN: usize = 9;

/// What the token being read is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Run {
    None,
    Word,
    Number,
    Latin,
    Foreign,
}

/// Splits a text into tokens, replacing what the vector holds. Linear in the text; no copy of it.
///
/// Spans are 32-bit: text beyond 4 GiB is not read.
pub fn tokenize_into(text: &str, tokens: &mut Vec<Token>) {
    tokens.clear();
    tokens.reserve(text.len() / BYTES_OF_TOKEN + 4);
    Tokenizer::new(text).read(usize::MAX, tokens);
}

/// Who takes the tokens of a text. Nearly all are words of a few letters, which come by a way of their own, so that what
/// is done with them is compiled for words alone.
pub(crate) trait Sink {
    fn word(&mut self, word: Token);
    fn token(&mut self, token: Token);
}

impl Sink for Vec<Token> {
    #[inline]
    fn word(&mut self, word: Token) {
        self.push(word);
    }

    fn token(&mut self, token: Token) {
        self.push(token);
    }
}

/// Splits a text into tokens, as many at a time as are asked for.
#[derive(Debug, Clone)]
pub(crate) struct Tokenizer<'t> {
    text: &'t str,
    /// The first byte not read.
    at: usize,
    /// What stands before it.
    gap: Gap,
}

impl<'t> Tokenizer<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        Self { text: Span::new(0, u32::MAX).whole_letters(text).of(text), at: 0, gap: Gap::Paragraph }
    }

    /// About how many tokens are left.
    pub(crate) fn left(&self) -> usize {
        (self.text.len() - self.at) / BYTES_OF_TOKEN + 4
    }

    /// Whether the text has been read to its end.
    pub(crate) fn is_done(&self) -> bool {
        self.at >= self.text.len()
    }

    /// Hands on the next tokens, at most so many.
    #[inline]
    pub(crate) fn read(&mut self, most: usize, sink: &mut impl Sink) {
        (self.at, self.gap) = split(self.text, self.at, self.gap, most, sink);
    }
}

/// Whether the bytes, which no letter begins, end a word for certain: none at all, a character of ASCII, a comma, a
/// guillemet. Others may be marks on the letter before.
#[inline]
fn end_word(bytes: &[u8]) -> bool {
    matches!(bytes, [] | [0..0x80, ..] | [0xD8, 0x8C | 0x9B | 0x9F, ..] | [0xC2, 0xAB | 0xBB, ..])
}

/// The mark that the bytes begin with, if it is one of those that stand behind every few words, and its bytes.
#[inline]
fn common_mark(bytes: &[u8]) -> Option<(char, usize)> {
    match bytes {
        [mark @ (b'.' | b',' | b':' | b'"' | b'(' | b')' | b'-' | b'/'), ..] => Some((char::from(*mark), 1)),
        [0xD8, 0x8C, ..] => Some(('،', 2)),
        [0xC2, 0xAB, ..] => Some(('«', 2)),
        [0xC2, 0xBB, ..] => Some(('»', 2)),
        _ => None,
    }
}

/// [`Tokenizer::read`]: the text, where to begin and what stands before it; and the same where it stops.
#[inline]
fn split(text: &str, at: usize, gap: Gap, most: usize, sink: &mut impl Sink) -> (usize, Gap) {
    let bytes = text.as_bytes();
    let (mut i, mut gap, mut count) = (at, gap, 0);
    while i < bytes.len() && count < most {
        // Nearly all text is words of twelve letters or fewer, and what ends them.
        if bytes[i] & 0xFC == 0xD8 {
            let (packed, letters, at) = short_word(bytes, i);
            if letters > 0 && end_word(&bytes[at..]) {
                let span = Span::new(i as u32, at as u32);
                sink.word(Token { span, kind: Kind::Word, gap, digits: 0, payload: u128::from(packed) });
                count += 1;
                let space = bytes.get(at) == Some(&b' ');
                gap = if space { Gap::Space } else { Gap::None };
                i = at + usize::from(space);
                continue;
            }
        }
        if bytes[i] == b' ' {
            gap = gap.max(Gap::Space);
            i += 1;
            continue;
        }
        if let Some((mark, width)) = common_mark(&bytes[i..]) {
            let span = Span::new(i as u32, (i + width) as u32);
            sink.token(Token { span, kind: Kind::Mark(mark), gap, digits: 0, payload: 0 });
            (i, gap) = (i + width, Gap::None);
            count += 1;
            continue;
        }
        let mut put = |token| {
            count += 1;
            sink.token(token);
        };
        (i, gap) = split_any(text, i, gap, &mut put);
    }
    (i, gap)
}

/// One token of any kind with the mark after it, or what stands between two.
fn split_any(text: &str, at: usize, mut gap: Gap, put: &mut dyn FnMut(Token)) -> (usize, Gap) {
    let bytes = text.as_bytes();
    let mut run = Run::None;
    let (mut start, mut end) = (0u32, 0u32);
    let (mut payload, mut length) = (0u128, 0u32);
    let mut i = at;

    macro_rules! flush {
        () => {
            if run != Run::None {
                let (kind, payload, digits) = match run {
                    Run::Word => (Kind::Word, if length > Key::MAX_LETTERS { 0 } else { payload }, 0),
                    Run::Number => {
                        // Beyond 19 digits the value is lost on purpose: no date is that long.
                        (Kind::Number, if length > 19 { u128::MAX } else { payload }, length.min(255) as u8)
                    }
                    Run::Latin => (Kind::Latin, if length > Key::MAX_LETTERS { 0 } else { payload }, 0),
                    _ => (Kind::Foreign, 0, 0),
                };
                put(Token { span: Span::new(start, end), kind, gap, digits, payload });
                #[allow(unused_assignments)]
                {
                    gap = Gap::None;
                    run = Run::None;
                }
            }
        };
    }
    macro_rules! begin {
        ($kind:expr) => {
            if run != $kind {
                flush!();
                run = $kind;
                start = i as u32;
                payload = 0;
                length = 0;
            }
        };
    }

    while i < bytes.len() && (run != Run::None || i == at) {
        let byte = bytes[i];
        let (class, width) = if byte < 0x80 {
            (ascii(byte), 1)
        } else if (0xD8..0xDC).contains(&byte) && i + 1 < bytes.len() {
            (arabic(((byte & 0x03) << 6) | (bytes[i + 1] & 0x3F)), 2)
        } else {
            match text.get(i..).and_then(|rest| rest.chars().next()) {
                Some(c) => (other(c), c.len_utf8()),
                None => return (bytes.len(), gap),
            }
        };
        match class {
            Class::Letter(letter) => {
                begin!(Run::Word);
                payload = payload << 5 | u128::from(letter);
                length += 1;
                end = (i + width) as u32;
            }
            Class::LamAlef => {
                begin!(Run::Word);
                payload = payload << 10 | u128::from(code('ل')) << 5 | u128::from(code('ا'));
                length += 2;
                end = (i + width) as u32;
            }
            Class::Digit(digit) => {
                begin!(Run::Number);
                if length < 20 {
                    payload = payload * 10 + u128::from(digit);
                }
                length = length.saturating_add(1);
                end = (i + width) as u32;
            }
            Class::Latin(letter) => {
                begin!(Run::Latin);
                payload = payload << 5 | u128::from(letter);
                length = length.saturating_add(1);
                end = (i + width) as u32;
            }
            Class::Foreign => {
                begin!(Run::Foreign);
                end = (i + width) as u32;
            }
            // Inside a word it is not there; the word's extent takes it in only where a letter follows,
            // or where it is a mark on the last letter.
            Class::Ignored => {
                if run == Run::Word && is_combining(&bytes[i..], length) {
                    end = (i + width) as u32;
                }
            }
            Class::Space => {
                flush!();
                gap = gap.max(Gap::Space);
            }
            Class::Line => {
                flush!();
                // A carriage return and its line feed are one line end.
                if !(byte == b'\n' && i > 0 && bytes[i - 1] == b'\r') {
                    gap = if gap >= Gap::Line { Gap::Paragraph } else { Gap::Line };
                }
            }
            Class::Mark => {
                flush!();
                let mark = if byte < 0x80 {
                    char::from(byte)
                } else {
                    text.get(i..).and_then(|rest| rest.chars().next()).unwrap_or('\u{FFFD}')
                };
                let span = Span::new(i as u32, (i + width) as u32);
                put(Token { span, kind: Kind::Mark(mark), gap, digits: 0, payload: 0 });
                gap = Gap::None;
            }
        }
        i += width;
    }
    flush!();
    (i, gap)
}

/// Whether the ignored character at the head of the bytes is a mark on the letter before it, and not a control or dash
/// that merely follows the word.
fn is_combining(bytes: &[u8], letters: u32) -> bool {
    match bytes {
        // The Arabic letter mark U+061C.
        [0xD8, 0x9C, ..] => false,
        // Tatweel at the end of a word is a dash; after a single letter it belongs to it: «1433 هـ».
        [0xD9, 0x80, ..] => letters == 1,
        [first, ..] => (0xD8..=0xDB).contains(first),
        [] => false,
    }
}

/// How many bytes the first `letters` letters of a word take, with the marks on them.
pub(crate) fn without_letters(word: &str, letters: u32) -> u32 {
    if letters == 0 {
        return 0;
    }
    let mut left = letters;
    for (at, c) in word.char_indices() {
        let here = match class(c) {
            Class::Letter(_) => 1,
            Class::LamAlef => 2,
            _ => 0,
        };
        if here > 0 {
            if left == 0 {
                return at as u32;
            }
            // Lam and alef may be one character.
            left = left.saturating_sub(here);
        }
    }
    0
}

/// The letters of a word as they are written, without the marks on them: for what folding merges.
pub(crate) fn letters(word: &str) -> impl DoubleEndedIterator<Item = char> {
    word.chars().filter(|&c| matches!(class(c), Class::Letter(_) | Class::LamAlef))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn words(text: &str) -> Vec<(&str, Gap)> {
        tokenize(text).iter().map(|t| (t.span.of(text), t.gap)).collect()
    }

    #[test]
    fn splits_as_written() {
        assert_eq!(
            words("مالي،سومايلو 2012»-\n\nو30"),
            [
                ("مالي", Gap::Paragraph),
                ("،", Gap::None),
                ("سومايلو", Gap::None),
                ("2012", Gap::Space),
                ("»", Gap::None),
                ("-", Gap::None),
                ("و", Gap::Paragraph),
                ("30", Gap::None)
            ]
        );
        // Controls beside a word are outside of it; diacritics on its last letter are inside.
        assert_eq!(words("\u{200F}حالياً\u{200F} x"), [("حالياً", Gap::Paragraph), ("x", Gap::Space)]);
        assert_eq!(words("أ\r\nب"), [("أ", Gap::Paragraph), ("ب", Gap::Line)]);
    }

    #[test]
    fn numbers_of_every_script() {
        for text in ["2012", "٢٠١٢", "۲۰۱۲", "２０１２", "٢0۱2"] {
            assert_eq!(tokenize(text)[0].number(), Some(2012), "{text}");
        }
        assert_eq!(tokenize(&"9".repeat(40))[0].number(), None);
        assert_eq!(tokenize(&"9".repeat(400))[0].digits, 255);
    }

    #[test]
    fn a_text_in_presentation_forms() {
        let tokens = tokenize("ﺍﻟﺜﻼﺛﺎﺀ");
        assert_eq!(tokens[0].key(), Key::of("الثلاثاء"));
    }

    proptest! {
        #[test]
        fn tokens_lie_on_character_boundaries_in_order(text in "\\PC{0,60}|[ء-ي0-9٠-٩ \\n،ـَ]{0,60}") {
            let tokens = tokenize(&text);
            let mut last = 0;
            for token in tokens {
                prop_assert!(token.span.start >= last && token.span.end > token.span.start);
                prop_assert!(text.get(token.span.start as usize..token.span.end as usize).is_some());
                last = token.span.end;
            }
        }

        #[test]
        fn diacritics_and_tatweel_change_no_key(word in "[ا-غف-ي]{1,12}", at in 0usize..12) {
            let mut decorated = String::new();
            for (i, c) in word.chars().enumerate() {
                decorated.push(c);
                if i <= at { decorated.push_str("ـَ"); }
            }
            prop_assert_eq!(tokenize(&decorated)[0].key(), tokenize(&word)[0].key());
        }
    }
}
