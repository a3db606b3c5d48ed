//! Arabic news into dated history.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

pub mod article;
pub mod calendar;
mod error;
pub mod knowledge;
pub mod script;
pub mod timex;

pub use error::{Error, Result};
