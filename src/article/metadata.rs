//! What the written forms of an article have in common: the fields about it.

use super::{Article, Published};
use crate::error::{Error, Fault, Place, Result};

/// How to write a date, as error messages say it.
const DATE_ADVICE: &str = "write it as 2012-08-15 or 2012-08-15T10:00, or leave it empty";

/// The fields about an article as somebody wrote them. Empty means not said.
#[derive(Debug, Default)]
pub(super) struct Metadata {
    pub(super) id: Option<String>,
    pub(super) title: Option<String>,
    pub(super) source: Option<String>,
    pub(super) published: Option<String>,
    /// Document creation time: another name for `published`.
    pub(super) dct: Option<String>,
    /// The moment that relative dates count from; wins over both.
    pub(super) reference: Option<String>,
    /// What others call `published`. It counts where none of the three is given, since it may mean something else.
    pub(super) date: Option<String>,
}

impl Metadata {
    /// Closes the article. `place` tells where a date stands that cannot be read.
    pub(super) fn article(
        self,
        default_id: impl FnOnce() -> String,
        text: String,
        place: impl Fn(&str) -> Place,
    ) -> Result<Article> {
        let dates = [("reference", self.reference), ("published", self.published), ("dct", self.dct)];
        let mut published = None;
        for (field, written) in dates {
            // Every date given must be readable, also one that another wins over: it is a mistake worth knowing.
            if let Some(written) = said(written) {
                let Some(read) = Published::read(&written) else {
                    return Err(Error::input(
                        place(field),
                        Fault::Metadata { field, found: written, advice: DATE_ADVICE },
                    ));
                };
                published = published.or(Some(read));
            }
        }
        if let Some(found) = said(self.date).filter(|_| published.is_none()) {
            let field = "date";
            published = Published::read(&found);
            if published.is_none() {
                return Err(Error::input(place(field), Fault::Metadata { field, found, advice: DATE_ADVICE }));
            }
        }
        Ok(Article {
            id: said(self.id).unwrap_or_else(default_id),
            title: said(self.title),
            published,
            source: said(self.source),
            text,
        })
    }
}

/// The value without the blanks around it, if anything is left.
fn said(value: Option<String>) -> Option<String> {
    let value = value?;
    let trimmed = value.trim();
    if trimmed.is_empty() {
        None
    } else if trimmed.len() == value.len() {
        Some(value)
    } else {
        Some(trimmed.to_owned())
    }
}
