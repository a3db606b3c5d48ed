//! An undated article, and what is known before anybody asks when it was published.

use super::leisure;
use crate::article::Span;
use crate::calendar::Timex;
use crate::event::{Factuality, Form as Verb, Mention, Tense};
use crate::knowledge::{Found, Pack};
use crate::link::Reading;
use crate::script::Token;
use crate::timeline::reference::References;
use crate::timeline::relative;
use crate::timex::{Anchor, Direction, Form, Signal, Unit};

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
    /// What it begins with before it comes to its news: «بالفؤوس والمعاول هدم رجال الأضرحة. …» before «وأمس الاثنين وقف أحدهم
    /// أمام القضاة».
    pub(super) flashback: Span,
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
        let sentences = sentences(&reading.text);
        let flashback = flashback(reading, &sentences);
        Self { reading, tokens, found, references, old, flashback, sentences }
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

/// The paragraphs of several sentences that an article begins with and that tell of the past alone, if one after them comes
/// to the news: who brings news says so first.
fn flashback(reading: &Reading, sentences: &[Span]) -> Span {
    /// It is not longer.
    const PARAGRAPHS: usize = 4;
    let mut end = 0;
    let mut at = 0;
    for paragraph in reading.text.split_inclusive('\n').take(PARAGRAPHS) {
        let here = Span::new(at, at + paragraph.len() as u32);
        at = here.end;
        // «يقول», but not «والناس ينظرون».
        let opens = |m: &Mention| {
            let before = reading.text.get(m.sentence.start as usize..m.trigger.bytes.start as usize);
            before.is_some_and(|before| before.trim().chars().count() <= 1)
        };
        if is_of_late(reading, here, Span::new(0, 0)) || goes_on(reading, here).any(opens) {
            return Span::new(0, end);
        }
        let told = sentences.iter().filter(|s| here.contains(**s) && !s.of(&reading.text).trim().is_empty());
        if told.count() < 2 {
            break;
        }
        end = here.end;
    }
    Span::new(0, 0)
}

/// Whether a part of an article names a day that only its publication tells, or counts from what has just happened. One time is
/// `passed` over.
pub(super) fn is_of_late(reading: &Reading, part: Span, passed: Span) -> bool {
    let counted = |t: &Timex| match &t.expression.form {
        Form::Offset { quantity, direction: Direction::Future, anchor: Anchor::Event } => {
            matches!(quantity.unit(), Unit::Hour | Unit::Day | Unit::Night | Unit::Week)
        }
        Form::Shift { anchor: Anchor::Reference, .. } => true,
        _ => relative::is_fresh(&t.expression),
    };
    let here = times_in(reading, part).map(|(_, t)| t);
    { here }.any(|t| part.contains(t.quote.bytes) && t.quote.bytes != passed && counted(t))
}

/// What is told in a part of an article as going on.
pub(super) fn goes_on(reading: &Reading, part: Span) -> impl Iterator<Item = &Mention> {
    let now = |m: &&Mention| m.tense == Tense::Present && m.form == Verb::Verb && m.factuality == Factuality::Factual;
    let here = reading.mentions.iter().map(|m| &m.mention);
    here.filter(move |m| part.contains(m.trigger.bytes)).filter(now)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::Gazetteer;
    use crate::{Article, Reader};

    #[test]
    fn who_begins_with_old_things_comes_to_the_news_after_them() {
        for (text, old) in [
            ("هدم الرجال الأضرحة واحدا بعد آخر. ثم نزعوا باب المسجد.\nوأمس الاثنين وقف أحدهم أمام القضاة.", true),
            // What is fresh stands first.
            ("هدم الرجال أمس الأضرحة. ثم نزعوا باب المسجد.\nوأمس الاثنين وقف أحدهم أمام القضاة.", false),
            ("يقول الحارس إنهم هدموا الأضرحة. ثم نزعوا باب المسجد.\nوأمس الاثنين وقف أحدهم أمام القضاة.", false),
            // A headline.
            ("مقتل خمسة جنود في هجوم\nوقال مصدر إن الهجوم وقع أمس.", false),
            // Nothing is fresh at all.
            ("هدم الرجال الأضرحة واحدا بعد آخر. ثم نزعوا باب المسجد.\nوكان ذلك كل شيء.", false),
        ] {
            let reading = Reader::new().with_names(Gazetteer::mali()).read(&Article::new("a", text));
            assert_eq!(!flashback(&reading, &sentences(text)).is_empty(), old, "{text}");
        }
    }
}
