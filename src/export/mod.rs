//! The forms in which results leave the crate: one file per format, over one model.

pub mod dates;
pub mod text;
pub(crate) mod words;
