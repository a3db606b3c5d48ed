#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]
#![deny(missing_docs)]

pub mod article;
pub mod calendar;
mod error;
pub mod event;
pub mod export;
pub mod knowledge;
pub mod link;
pub mod network;
mod plain;
pub mod script;
pub mod timeline;
pub mod timex;

pub use article::Article;
pub use calendar::{Tagger, Timex};
pub use error::{Error, Result};
pub use link::{Reader, Reading};
pub use timeline::Timeline;
