//! What a written word can be.

use super::words::{PARTICLES, Particle};
use crate::event::conjugate::{Aspect, Inflection, Person, Voice};

/// What a written word can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum What {
    /// A finite verb.
    Verb(Inflection),
    /// A verbal noun or event noun.
    Noun {
        plural: bool,
        /// Names an event wherever it stands.
        strong: bool,
        /// Only with a possessive pronoun after it (`زيارت` in زيارته).
        needs_suffix: bool,
    },
    /// Active or passive participle, which most often look alike.
    Participle { plural: bool },
    /// A small word.
    Particle(Particle),
}

impl What {
    /// What a byte of the table of words stands for; every [`What`] has at least one.
    pub(super) fn of(code: u8) -> Self {
        let flag = |bit: u8| code >> bit & 1 == 1;
        match code >> 6 {
            0 | 1 => Self::Verb(Inflection {
                aspect: if flag(6) { Aspect::Imperfect } else { Aspect::Perfect },
                voice: match code >> 4 & 3 {
                    0 => Voice::Active,
                    1 => Voice::Passive,
                    _ => Voice::Both,
                },
                person: match code >> 2 & 3 {
                    0 => Person::Third,
                    1 => Person::Second,
                    _ => Person::First,
                },
                plural: flag(1),
                needs_object: flag(0),
            }),
            2 if flag(5) => Self::Participle { plural: flag(0) },
            2 => Self::Noun { plural: flag(0), strong: flag(1), needs_suffix: flag(2) },
            _ => {
                Self::Particle(PARTICLES.get(usize::from(code & 63)).map_or(Particle::Plain, |&(particle, _)| particle))
            }
        }
    }
}

/// A reading of a written word: what it is, and of which lemma.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Analysis {
    pub(crate) what: What,
    /// The number of the lemma: lines of the verb tables first, then those of the nouns.
    pub(super) entry: u16,
}
