//! An undated article, and what is known before anybody asks when it was published.

use super::leisure;
use crate::article::Span;
use crate::calendar::Timex;
use crate::knowledge::{Found, Pack};
use crate::link::Reading;
use crate::script::Token;
use crate::timeline::reference::References;
use crate::timex::Signal;

/// What stands before so many bytes is what an article is about: two or three lines of print.
pub(super) const HEAD: u32 = 420;

/// Of several events that are told alike, none is further from another than so many days.
pub(super) const ALIKE: i64 = 45;

/// An article with its tokens, the names that stand in it, its sentences, and what the knowledge pack knows.
pub(super) struct Undated<'a, 'p> {
    pub(super) reading: &'a Reading,
    pub(super) tokens: &'a [Token],
    pub(super) found: &'a [Found<'a>],
    pub(super) references: &'a References<'p>,
    /// What it tells is long past, by how it is told.
    pub(super) old: bool,
    sentences: Vec<Span>,
}

impl<'a, 'p> Undated<'a, 'p> {
    /// `tokens` are those of the text, `found` the names among them.
    pub(super) fn new(
        reading: &'a Reading,
        tokens: &'a [Token],
        found: &'a [Found<'a>],
        references: &'a References<'p>,
    ) -> Self {
        let old = leisure::tells_of_old(tokens);
        Self { reading, tokens, found, references, old, sentences: sentences(&reading.text) }
    }

    pub(super) fn text(&self) -> &'a str {
        &self.reading.text
    }

    pub(super) fn pack(&self) -> &'p Pack {
        self.references.pack()
    }

    pub(super) fn sentences(&self) -> &[Span] {
        &self.sentences
    }

    /// The sentence in which a byte stands.
    pub(super) fn sentence_of(&self, at: u32) -> Span {
        sentence_of(&self.sentences, at)
    }

    /// The times in a part of the text, with their numbers.
    pub(super) fn times_in(&self, part: Span) -> impl Iterator<Item = (u32, &'a Timex)> {
        times_in(self.reading, part)
    }
}

/// The sentences of a text, roughly: as far as the next full stop or line end.
pub(super) fn sentences(text: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices() {
        if matches!(c, '\n' | '.' | '!' | '؟' | '?') {
            let end = at as u32 + c.len_utf8() as u32;
            spans.push(Span::new(start, end));
            start = end;
        }
    }
    spans.push(Span::new(start, text.len() as u32));
    spans
}

/// The one of some sentences in which a byte stands.
pub(super) fn sentence_of(sentences: &[Span], at: u32) -> Span {
    let index = sentences.partition_point(|s| s.end <= at);
    sentences.get(index).copied().unwrap_or(Span::new(at, at))
}

/// The times in a part of the text, with their numbers: they stand in order, and none overlaps another.
pub(super) fn times_in(reading: &Reading, part: Span) -> impl Iterator<Item = (u32, &Timex)> {
    let from = reading.timexes.partition_point(|t| t.quote.bytes.end <= part.start);
    let here = reading.timexes.iter().skip(from).take_while(move |t| t.quote.bytes.start < part.end);
    (from as u32..).zip(here)
}

/// «منذ»: whether a time is that since which something goes on.
pub(super) fn is_since(t: &Timex) -> bool {
    t.signal.is_some_and(|signal| signal.kind == Signal::Since)
}
