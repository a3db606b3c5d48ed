//! What the steps that complete a mention share: the text as it has been read, and the mention so far.

use super::class::{Class, Mode};
use super::lexicon::{Effect, Entry, Lexicon};
use super::located::Located;
use super::mention::{Clause, Form, Tense};
use super::names::Chunk;
use super::words::Word;

/// The first clause of the sentence that a clause is in.
pub(crate) fn sentence_start(clauses: &[Clause], clause: usize) -> usize {
    let sentence = clauses[clause].sentence;
    clauses[..clause].iter().rposition(|c| c.sentence != sentence).map_or(0, |i| i + 1)
}

/// A mention before its participants are known.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Draft {
    pub(crate) entry: Entry,
    pub(crate) class: Class,
    pub(crate) mode: Mode,
    pub(crate) form: Form,
    pub(crate) tense: Tense,
    /// Token of the trigger.
    pub(crate) token: usize,
    pub(crate) phrase: (usize, usize),
    pub(crate) clause: usize,
    pub(crate) weak: bool,
    pub(crate) passive: Option<bool>,
}

impl Draft {
    /// «شن غارة», «قاد تدخلا», «تمكن من قتل»: the verb and the noun at a token are one event, which the noun names.
    pub(super) fn carry(&mut self, noun: usize, entry: &Entry) {
        self.class = entry.class;
        self.mode = entry.mode;
        self.form = Form::LightVerb;
        self.phrase.1 = noun;
        self.entry = Entry { effect: Effect::None, ..*entry };
    }

    /// «الهجوم الذي وقع الجمعة»: the noun is told by the verb at a token, and happens when that says.
    pub(super) fn told_by(&mut self, verb: usize, tense: Tense, clause: usize) {
        self.form = Form::LightVerb;
        self.tense = tense;
        self.phrase.1 = verb;
        self.clause = clause;
        self.weak = false;
    }
}

/// Everything known of a text while mentions are completed.
pub(crate) struct Scene<'a> {
    pub(crate) lexicon: &'a Lexicon,
    pub(crate) located: &'a Located<'a>,
    pub(crate) words: &'a [Word],
    pub(crate) clauses: &'a [Clause],
    pub(crate) chunks: &'a [Chunk],
}

impl Scene<'_> {
    /// The tokens of the sentence that a clause is in.
    pub(crate) fn sentence(&self, clause: usize) -> std::ops::Range<usize> {
        let number = self.clauses[clause].sentence;
        let first = sentence_start(self.clauses, clause);
        let after = self.clauses[clause..].iter().position(|c| c.sentence != number);
        let last = after.map_or(self.clauses.len(), |i| clause + i) - 1;
        self.clauses[first].start as usize..self.clauses[last].end as usize
    }
}
