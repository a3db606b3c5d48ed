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

/// Characters in a piece of UTF-8: bytes that do not continue one. Eight bytes at a time: most pieces are shorter than
/// what a processor takes in one step.
fn count_chars(bytes: &[u8]) -> u32 {
    /// The lowest bit of each byte.
    const LOW: u64 = u64::MAX / 0xFF;
    // A byte continues a character where its highest bit is set and the next is not.
    let goes_on = |eight: u64| eight >> 7 & !eight >> 6 & LOW;
    let (eights, rest) = bytes.as_chunks::<8>();
    // So many that the sums of all columns, and their sum, fit into a byte.
    let blocks = eights.chunks(31).map(|block| {
        let columns = block.iter().fold(0, |sum, &eight| sum + goes_on(u64::from_le_bytes(eight)));
        (columns.wrapping_mul(LOW) >> 56) as u32
    });
    let continued = rest.iter().filter(|&&byte| byte & 0xC0 == 0x80).count();
    bytes.len() as u32 - blocks.sum::<u32>() - continued as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_counted_in_pieces_of_any_length() {
        let text = "في 3 مايو – “كتيبة” 𝒜 ".repeat(40);
        let ends = text.char_indices().map(|(at, _)| at).chain([text.len()]);
        for (chars, end) in ends.enumerate() {
            assert_eq!(count_chars(&text.as_bytes()[..end]), chars as u32, "{end}");
        }
    }
}
