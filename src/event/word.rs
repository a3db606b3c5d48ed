//! A word as it is read, and the ways to read it.

use super::conjugate::Inflection;
use super::lexicon::{Analysis, Entry, Lexicon, Particle, What};
use super::names::Head;
use super::traits::Traits;
use crate::script::{Clitics, Key, key};

/// What one token is taken to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// Not in the lexicon: a name, an ordinary noun or adjective.
    Unknown,
    Verb(Inflection),
    Noun {
        strong: bool,
    },
    Participle,
    Particle(Particle),
    Number,
    /// Punctuation.
    Mark(char),
}

impl From<What> for Role {
    #[inline]
    fn from(what: What) -> Self {
        match what {
            What::Verb(inflection) => Self::Verb(inflection),
            What::Noun { strong, .. } => Self::Noun { strong },
            What::Participle { .. } => Self::Participle,
            What::Particle(particle) => Self::Particle(particle),
        }
    }
}

/// A token with its reading.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Word {
    pub(crate) role: Role,
    pub(crate) analysis: Option<Analysis>,
    pub(crate) clitics: Clitics,
    /// سـ or سوف before an imperfect.
    pub(crate) future: bool,
    /// A pronoun is attached.
    pub(crate) pronoun: bool,
    /// Begins a sentence.
    pub(crate) first: bool,
    /// What its letters say, whatever the word is otherwise.
    pub(super) traits: Traits,
}

impl Word {
    #[inline]
    pub(super) const fn unknown() -> Self {
        Self {
            role: Role::Unknown,
            analysis: None,
            clitics: Clitics { letters: 0, conjunction: None, preposition: None, article: false },
            future: false,
            pronoun: false,
            first: false,
            traits: Traits::NONE,
        }
    }

    /// The name it announces.
    #[inline]
    pub(super) fn head(&self) -> Option<Head> {
        self.traits.head()
    }

    #[inline]
    pub(super) fn is_head(&self) -> bool {
        self.traits.is_head()
    }

    /// Whether its letters say this of it: one of the bits of [`Traits`].
    #[inline]
    pub(crate) fn has(&self, bit: u16) -> bool {
        self.traits.has(bit)
    }

    #[inline]
    pub(crate) fn particle(&self) -> Option<Particle> {
        if let Role::Particle(p) = self.role { Some(p) } else { None }
    }

    #[inline]
    pub(crate) fn is_verb(&self) -> bool {
        matches!(self.role, Role::Verb(_))
    }

    #[inline]
    pub(crate) fn entry<'l>(&self, lexicon: &'l Lexicon) -> Option<&'l Entry> {
        self.analysis.map(|a| lexicon.of(a))
    }
}

/// A way to read a word, whatever stands around it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate {
    pub(super) reading: Analysis,
    pub(super) clitics: Clitics,
    /// A pronoun is cut off.
    pub(super) pronoun: bool,
    /// سـ is cut off.
    pub(super) future: bool,
    /// The bare third person, or what looks like an accusative (لاحقا).
    pub(super) bare: bool,
    /// How unlikely it is to be taken apart so.
    pub(super) cost: i32,
}

impl Candidate {
    /// The word where it is read so.
    #[inline]
    pub(super) fn word(&self) -> Word {
        let &Self { reading, clitics, future, pronoun, .. } = self;
        let analysis = Some(reading);
        Word { role: reading.what.into(), analysis, clitics, future, pronoun, first: false, traits: Traits::NONE }
    }
}

/// The lengths of the pronouns that a word may end in, a bit each: no two have one length.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pronouns(u8);

impl Pronouns {
    /// Attached to verbs and nouns.
    const ALL: [Key; 9] =
        [key!("هما"), key!("ها"), key!("هم"), key!("هن"), key!("كم"), key!("نا"), key!("ني"), key!("ه"), key!("ك")];

    #[inline]
    pub(super) fn of(word: Key) -> Self {
        const LAST: [Key; 6] = [key!("ه"), key!("ا"), key!("م"), key!("ن"), key!("ك"), key!("ي")];
        let ends = |pronoun: &&Key| word.ends_with(**pronoun);
        let all: &[Key] = if LAST.contains(&word.last(1)) { &Self::ALL } else { &[] };
        Self(all.iter().filter(ends).fold(0, |lengths, pronoun| lengths | 1 << pronoun.len()))
    }

    /// The end of the word without its pronoun, each way, the longest pronoun first.
    #[inline]
    pub(super) fn cut(self, stem: Key) -> impl Iterator<Item = Key> {
        let long_enough = move |&n: &u32| self.0 >> n & 1 == 1 && stem.len() >= n + 2;
        (1..=3).rev().filter(long_enough).map(move |n| stem.drop_last(n))
    }
}

pub(super) const ARTICLE: Key = key!("ال");

/// Whether a word seems to have the article, alone or after one attached letter.
pub(super) fn begins_with_article(word: Key) -> bool {
    const THE: u32 = key!("ال").front(2) >> 15;
    const TO_THE: u32 = key!("لل").front(2) >> 15;
    // Five letters of five bits each.
    let front = word.front(word.len());
    front >> 15 == THE || front >> 15 == TO_THE || front >> 10 & 0x3FF == THE
}
