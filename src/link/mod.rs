//! Which time goes with which mention, and what follows for it.
//!
//! Takes mentions and resolved time expressions of one article; gives a [`Reading`]: the serialisable boundary
//! between reading and consolidating.

mod anchored;
mod claim;
mod lasting;
mod named_day;
mod number;
mod numbers;
mod people;
mod reader;
mod reading;
mod rule;
mod rules;
#[cfg(test)]
mod tests;
mod when;

pub use claim::{Claim, Moment, Relation, Strength, TimeLink};
pub use number::{Fate, Number, Who};
pub use reader::Reader;
pub use reading::{ArticleInfo, DatedMention, Reading, When};
pub use rule::Rule;
