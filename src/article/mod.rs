//! Articles and places in their text. A leaf: every other room may use it.
//!
//! Takes files and streams; gives [`Article`], [`Span`] and [`Quote`]; knows nothing of Arabic or of dates beyond
//! the publication date that somebody stated.

mod articles;
mod jsonl;
mod markdown;
mod metadata;
mod published;
mod records;
mod span;
#[cfg(test)]
mod tests;

pub use articles::Articles;
pub use published::Published;
pub(crate) use published::{write_day, write_time};
pub use records::{Record, Records};
pub use span::{Quote, Span};

use serde::{Deserialize, Serialize};

/// One article: its text and what is known about it.
///
/// ```
/// use tarikh::article::Article;
/// use chrono::NaiveDate;
///
/// let article = Article::new("a1", "قتل جنديان قبل يومين")
///     .with_published(NaiveDate::from_ymd_opt(2012, 8, 15).unwrap())
///     .with_source("example");
/// assert_eq!(article.id, "a1");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Article {
    /// The caller's name for the article; unique in a corpus.
    pub id: String,
    /// The headline, where it is kept apart from the text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// When it was published; `None` if nobody said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<Published>,
    /// The outlet or agency.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The text, untouched. All spans are byte ranges of it.
    pub text: String,
}

impl Article {
    /// An article with a text and nothing else known.
    pub fn new(id: impl Into<String>, text: impl Into<String>) -> Self {
        Self { id: id.into(), title: None, published: None, source: None, text: text.into() }
    }

    /// The same article with a headline.
    #[must_use]
    pub fn with_title(mut self, title: impl Into<String>) -> Self {
        self.title = Some(title.into());
        self
    }

    /// The same article with a publication date, or date and time.
    #[must_use]
    pub fn with_published(mut self, published: impl Into<Published>) -> Self {
        self.published = Some(published.into());
        self
    }

    /// The same article with the name of its outlet.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<String>) -> Self {
        self.source = Some(source.into());
        self
    }
}
