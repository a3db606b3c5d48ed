//! Who did what: sentences into event mentions.

mod class;
mod conjugate;
mod lexicon;

pub use class::{Class, Mode};
