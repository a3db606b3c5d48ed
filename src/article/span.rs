//! Places in a text.

use serde::{Deserialize, Serialize};

/// A half-open range of bytes in an article's text, always on character boundaries. In JSON `[start, end]`.
///
/// ```
/// use tarikh::article::Span;
///
/// let span = Span::new(7, 13);
/// assert_eq!(span.of("سقطت غاو أمس"), "");
/// assert_eq!(Span::new(9, 15).of("سقطت غاو أمس"), "غاو");
/// assert!(span.overlaps(Span::new(9, 15)) && !span.contains(Span::new(9, 15)));
/// assert_eq!(serde_json::to_string(&span)?, "[7,13]");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "[u32; 2]", into = "[u32; 2]")]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The range from `start` up to, not including, `end`.
    #[must_use]
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end: if end < start { start } else { end } }
    }

    /// The length in bytes.
    #[must_use]
    pub const fn len(self) -> u32 {
        self.end - self.start
    }

    /// Whether no byte lies inside.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether the two ranges share a byte.
    #[must_use]
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `other` lies inside.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The smallest range that holds both.
    #[must_use]
    pub fn cover(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The part of the range in which letters of `text` stand whole: its ends may lie within a letter, or beyond the text.
    #[must_use]
    pub(crate) fn whole_letters(self, text: &str) -> Self {
        let most = text.len().min(u32::MAX as usize);
        let is_end = |at: &usize| text.is_char_boundary(*at);
        let start = (most.min(self.start as usize)..=most).find(is_end).unwrap_or(most);
        let end = (start..=most.min(self.end as usize)).rev().find(is_end).unwrap_or(start);
        Self::new(start as u32, end as u32)
    }

    /// The words in `text` that the range marks; empty if the range is not of this text.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize).unwrap_or_default()
    }

    /// The words in `text` from its end to where a later range begins; empty if there is no such place.
    pub(crate) fn between(self, next: Self, text: &str) -> &str {
        text.get(self.end as usize..next.start as usize).unwrap_or_default()
    }
}

impl From<[u32; 2]> for Span {
    fn from([start, end]: [u32; 2]) -> Self {
        Self::new(start, end)
    }
}

impl From<Span> for [u32; 2] {
    fn from(span: Span) -> Self {
        [span.start, span.end]
    }
}

/// Words of an article with their place: the smallest piece of evidence.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Quote {
    /// The words as printed.
    pub text: String,
    /// Where they stand, in bytes of the article's text.
    pub bytes: Span,
    /// The same place counted in Unicode code points.
    pub chars: Span,
}

impl Quote {
    /// The words at a place of a text. Counts the letters before it: for where few quotes are made of a text.
    pub(crate) fn cut(text: &str, bytes: Span) -> Self {
        let before = text.get(..bytes.start as usize).map_or(0, |t| t.chars().count() as u32);
        let words = bytes.of(text);
        Self { text: words.to_owned(), bytes, chars: Span::new(before, before + words.chars().count() as u32) }
    }
}
