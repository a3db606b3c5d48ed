//! The readings of a timeline under the names that it uses for them.
//!
//! Everything that follows is computed from these alone, so it does not matter in which order, in which groups or how
//! often the readings arrived.

use crate::article::Published;
use crate::link::Reading;
use std::sync::Arc;

/// A reading with the name the timeline uses for its article.
#[derive(Debug, Clone)]
pub(super) struct Told {
    pub(super) reading: Arc<Reading>,
    /// The article's id, told apart from others that have the same.
    pub(super) name: String,
    /// The publication date that counts.
    pub(super) published: Option<Published>,
    /// Whether that is not the date with which the article was read: what it says is worked out again.
    pub(super) moved: bool,
}

impl Told {
    /// `alone` says whether no other reading has the same id, `date` is what somebody said of its publication.
    pub(super) fn new(reading: Arc<Reading>, alone: bool, date: Option<Published>) -> Self {
        let suffix = if alone { String::new() } else { suffix(&reading) };
        let published = date.or(reading.article.published);
        let moved = published != reading.article.published;
        Self { name: format!("{}{suffix}", reading.article.id), reading, published, moved }
    }
}

/// What tells apart readings of one id: their content.
fn suffix(reading: &Reading) -> String {
    let content = serde_json::to_string(reading).unwrap_or_default();
    format!("#{:08x}", super::words::hash([content.as_bytes()]) as u32)
}
