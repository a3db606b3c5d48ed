//! Who did what: sentences into event mentions.

mod class;
mod conjugate;
mod lexicon;

mod mention;
mod words;

pub use class::{Class, Mode};
pub use mention::{Attribution, Factuality, Form, Mention, Participant, PlaceRef, Role, Tense};
