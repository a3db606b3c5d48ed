//! Who did what: sentences into event mentions.

mod class;
mod clause;
mod conjugate;
mod factuality;
mod find;
pub(crate) mod lexicon;

mod mention;
mod names;
mod participants;
mod words;

pub use class::{Class, Mode};
pub use mention::{Attribution, Factuality, Form, Mention, Participant, PlaceRef, Role, Tense};
pub use names::{NameKind, Named, Names};

pub(crate) use find::{Found, find};
pub(crate) use mention::{Clause, Link};
pub(crate) use words::Role as WordRole;
