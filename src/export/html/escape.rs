//! Words from outside, made safe to stand in a page.

use crate::plain::one_line;
use std::fmt::Write as _;

/// Without what HTML obeys.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            c => safe.push(c),
        }
    }
    safe
}

/// Words from outside where there can be no element, as in a title.
pub(super) fn plain(text: &str) -> String {
    escaped(&one_line(text))
}

/// Words from outside, with a direction of their own that nothing around them feels.
pub(super) fn text(text: &str) -> String {
    format!("<bdi>{}</bdi>", plain(text))
}

/// A line that the crate wrote: what it quotes is isolated in it already.
pub(super) fn said(line: &str) -> String {
    escaped(line)
}

/// The name of an anchor: one word, whatever the id.
pub(super) fn attribute(id: &str) -> String {
    let mut name = String::with_capacity(id.len());
    for c in id.chars() {
        match c {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '-' | '_' => name.push(c),
            // Writing to a `String` cannot fail.
            c => drop(write!(name, ".{:x}", u32::from(c))),
        }
    }
    name
}

/// A sentence in which some words, each found once, stand in an element.
pub(super) fn marked<'w>(sentence: &str, words: impl Iterator<Item = (&'w str, &'w str)>) -> String {
    let mut found: Vec<(usize, usize, &str)> = Vec::new();
    for (words, element) in words.filter(|(words, _)| !words.is_empty()) {
        let place = sentence.find(words).map(|at| (at, at + words.len(), element));
        let free =
            |&(from, to, _): &(usize, usize, &str)| found.iter().all(|&(start, end, _)| to <= start || end <= from);
        if let Some(place) = place.filter(free) {
            found.push(place);
        }
    }
    found.sort_unstable();
    let mut line = String::new();
    let mut done = 0;
    // Spaces at the seams must not go with what stands around them.
    let piece = |from: usize, to: usize| {
        let raw = sentence.get(from..to).unwrap_or_default();
        let inner = plain(raw);
        let space = |is: bool| if is && !inner.is_empty() { " " } else { "" };
        let ends = (raw.starts_with(char::is_whitespace), raw.ends_with(char::is_whitespace));
        match inner.trim() {
            "" if !raw.is_empty() && raw.chars().all(char::is_whitespace) => " ".to_owned(),
            words => format!("{}{words}{}", space(ends.0), space(ends.1)),
        }
    };
    for (from, to, element) in found {
        line += &piece(done, from);
        let _ = write!(line, "<{element}>{}</{element}>", piece(from, to));
        done = to;
    }
    line += &piece(done, sentence.len());
    line
}
