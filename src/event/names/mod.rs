//! Who and where: names from a gazetteer, and names that titles and kinds of things announce.
//!
//! Takes tokens with their readings; gives stretches that name an actor or a place. Names that no
//! gazetteer knows are kept as they are written.

mod heads;
mod phrase;

pub(super) use heads::Head;
pub(crate) use heads::is_people;
pub(crate) use phrase::chunks;

use crate::knowledge::{ActorKind, EntityKind, Gazetteer};
use crate::script::Token;
use std::ops::Range;

/// What a name names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum NameKind {
    /// A group, force or organisation.
    Actor,
    /// A person.
    Person,
    /// A state: who acts, and where it happens.
    State,
    /// A place.
    Place,
    /// An adjective of a state (الفرنسية); the id is the state's. No name by itself, but it tells whose forces
    /// the forces before it are.
    Nationality,
}

impl NameKind {
    /// Whether it names somebody who can act: a person, group or state.
    #[must_use]
    pub const fn is_actor(self) -> bool {
        matches!(self, Self::Actor | Self::Person | Self::State)
    }
}

/// A name found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The tokens it takes.
    pub tokens: Range<usize>,
    /// What it names.
    pub kind: NameKind,
    /// Its id in the knowledge pack.
    pub id: String,
    /// Letters attached to its first word that are no part of it: و, ب, ل.
    pub lead: u8,
}

/// Whoever knows names: a knowledge pack's gazetteer.
///
/// ```
/// use tarikh::event::{NameKind, Named, Names};
/// use tarikh::script::{Key, Token};
///
/// struct OneTown;
/// impl Names for OneTown {
///     fn find(&self, tokens: &[Token]) -> Vec<Named> {
///         let town = Key::of("كيدال");
///         let here = tokens.iter().enumerate().filter(|(_, t)| t.key() == town);
///         here.map(|(i, _)| Named { tokens: i..i + 1, kind: NameKind::Place, id: "kidal".into(), lead: 0 }).collect()
///     }
/// }
/// ```
pub trait Names {
    /// Every name in the text, in order, none overlapping another.
    fn find(&self, tokens: &[Token]) -> Vec<Named>;
}

/// Nobody knows any name.
impl Names for () {
    fn find(&self, _: &[Token]) -> Vec<Named> {
        Vec::new()
    }
}

/// The names of a knowledge pack. Offices are no names of anybody.
impl Names for Gazetteer {
    fn find(&self, tokens: &[Token]) -> Vec<Named> {
        Self::find(self, tokens)
            .into_iter()
            .filter_map(|found| {
                let kind = match found.entity.kind {
                    EntityKind::Actor => match found.entity.actor {
                        Some(ActorKind::Person) => NameKind::Person,
                        Some(ActorKind::State) => NameKind::State,
                        _ => NameKind::Actor,
                    },
                    EntityKind::Place => NameKind::Place,
                    EntityKind::Nationality => NameKind::Nationality,
                    // A title announces its holder without being one.
                    _ => return None,
                };
                let lead =
                    u8::from(found.clitics.conjunction.is_some()) + u8::from(found.clitics.preposition.is_some());
                Some(Named { tokens: found.tokens, kind, id: found.entity.id.to_owned(), lead })
            })
            .collect()
    }
}

/// A stretch of tokens that names somebody or some place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Chunk {
    pub(crate) tokens: Range<usize>,
    pub(crate) kind: NameKind,
    pub(crate) id: Option<String>,
    /// Bytes of clitics in front of the first word that do not belong to the name.
    pub(crate) skip: u32,
    /// A known name by itself, without a word that announces it.
    pub(crate) named: bool,
}
