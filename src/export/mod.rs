//! The forms in which results leave the crate: one file per format, over one model.
//!
//! JSON is [`serde`] of a [`Timeline`](crate::Timeline) itself, and loses nothing. Any other form says what it has no room
//! for ([`Losses`]).

pub mod csv;
pub mod dates;
pub mod html;
pub mod json;
mod losses;
pub mod text;
pub(crate) mod words;

pub use losses::{Losses, Lost};
