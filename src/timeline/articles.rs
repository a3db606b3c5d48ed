//! The readings of a timeline under the names that it uses for them.
//!
//! Everything that follows is computed from these alone, so it does not matter in which order, in which groups or how
//! often the readings arrived.

use super::packed::Packed;
use super::work;
use crate::article::Published;
use crate::link::Reading;
use chrono::NaiveDate;
use std::cmp::Ordering;
use std::sync::Arc;

/// A reading with the name the timeline uses for its article.
#[derive(Debug, Clone)]
pub(super) struct Told {
    pub(super) reading: Reading,
    /// The article's id, told apart from others that have the same.
    pub(super) name: String,
    /// The publication date that counts.
    pub(super) published: Option<Published>,
    /// Whether that is not the date with which the article was read: what it says is worked out again.
    pub(super) moved: bool,
}

impl Told {
    /// A reading whose id no other has, and of which nobody says another date.
    pub(super) fn alone(reading: Reading) -> Self {
        let (name, published) = (reading.article.id.clone(), reading.article.published);
        Self { reading, name, published, moved: false }
    }
}

/// The name of an article. They stand in the order of the ids, those of one id in that of the names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Name {
    text: Arc<str>,
    /// So many bytes of it are the id.
    id: u32,
}

impl Name {
    /// The least that an article with this id can have.
    pub(super) fn first(id: &str) -> Self {
        Self { text: id.into(), id: id.len() as u32 }
    }

    /// That of an article with an id which others may have as well.
    pub(super) fn of(id: &str, name: &str) -> Self {
        Self { text: name.into(), id: id.len() as u32 }
    }

    pub(super) fn id(&self) -> &str {
        self.text.get(..self.id as usize).unwrap_or_default()
    }

    pub(super) fn as_str(&self) -> &str {
        &self.text
    }
}

impl Ord for Name {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.id(), self.as_str()).cmp(&(other.id(), other.as_str()))
    }
}

impl PartialOrd for Name {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The same as [`Told`], with the reading packed.
#[derive(Debug, Clone)]
pub(super) struct Kept {
    pub(super) packed: Packed,
    pub(super) name: Name,
    pub(super) published: Option<Published>,
    moved: bool,
}

impl Kept {
    /// `alone` says whether no other reading has the same id, `date` is what somebody said of its publication.
    pub(super) fn new(packed: Packed, alone: bool, date: Option<Published>) -> Self {
        let suffix = if alone { String::new() } else { suffix(&packed.reading()) };
        let name = Name::of(packed.id(), &format!("{}{suffix}", packed.id()));
        let published = date.or(packed.published);
        Self { name, published, moved: published != packed.published, packed }
    }

    /// Articles stand in the order of the days on which they were published, those without a date last, and those of one
    /// day in that of their names. So what is told of one time lies together, and the id of an event, which follows from
    /// the first of its mentions, stays the same when more is told of it later.
    pub(super) fn rank(&self) -> (NaiveDate, &Name) {
        (self.published.map_or(NaiveDate::MAX, Published::date), &self.name)
    }

    /// Whether its date is not the one with which it was read.
    pub(super) fn moved(&self) -> bool {
        self.moved
    }

    pub(super) fn told(&self) -> Told {
        work::steps(100);
        let name = self.name.as_str().to_owned();
        Told { reading: self.packed.reading(), name, published: self.published, moved: self.moved }
    }
}

/// What tells apart readings of one id: their content.
fn suffix(reading: &Reading) -> String {
    let content = serde_json::to_string(reading).unwrap_or_default();
    format!("#{:08x}", super::words::hash([content.as_bytes()]) as u32)
}
