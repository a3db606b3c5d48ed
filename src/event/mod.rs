//! Event mentions.
mod class;
mod mention;
pub use class::{Class, Mode};
pub use mention::{Attribution, Factuality, Form, Mention, Participant, PlaceRef, Role, Tense};
