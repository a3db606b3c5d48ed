//! A text with its tokens, and how its bytes are counted in characters.

use crate::article::{Quote, Span};
use crate::script::Token;

/// A text with its tokens, and where each byte stands counted in characters.
#[derive(Debug)]
pub(crate) struct Located<'a> {
    pub(crate) text: &'a str,
    pub(crate) tokens: &'a [Token],
    /// Characters before each block of bytes.
    chars: Vec<u32>,
}

/// Bytes of a block.
const BLOCK: usize = 128;

impl<'a> Located<'a> {
    pub(crate) fn new(text: &'a str, tokens: &'a [Token]) -> Self {
        let mut before = 0;
        let blocks = text.as_bytes().chunks(BLOCK).map(|block| {
            let here = before;
            before += count_chars(block);
            here
        });
        Self { text, tokens, chars: blocks.collect() }
    }

    /// The characters before a byte.
    fn chars_before(&self, byte: u32) -> u32 {
        let block = byte as usize / BLOCK;
        let rest = self.text.as_bytes().get(block * BLOCK..byte as usize).unwrap_or_default();
        self.chars.get(block).map_or_else(|| self.text.chars().count() as u32, |before| before + count_chars(rest))
    }

    /// The words that some bytes are.
    pub(crate) fn words(&self, bytes: Span) -> Quote {
        let text = bytes.of(self.text).to_owned();
        let start = self.chars_before(bytes.start);
        let chars = Span::new(start, start + count_chars(text.as_bytes()));
        Quote { text, bytes, chars }
    }

    /// The words from one token to another, both included, less some bytes in front.
    pub(crate) fn quote(&self, first: usize, last: usize, skip: u32) -> Quote {
        let (a, b) = (self.tokens[first].span, self.tokens[last].span);
        let bytes = Span::new(a.start + skip.min(a.len()), b.end);
        let bytes = if self.text.is_char_boundary(bytes.start as usize) { bytes } else { Span::new(a.start, b.end) };
        self.words(bytes)
    }
}

/// Characters in a piece of UTF-8: bytes that do not continue one.
fn count_chars(bytes: &[u8]) -> u32 {
    // So many that their number fits into a byte are counted at once.
    bytes.chunks(BLOCK).map(|some| u32::from(some.iter().map(|&b| u8::from(b & 0xC0 != 0x80)).sum::<u8>())).sum()
}
