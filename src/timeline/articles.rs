//! The readings of a timeline in their canonical order.
//!
//! Everything that follows is computed from this list alone, so it does not matter in which order, in which groups or
//! how often the readings arrived.

use super::dispatch::Dispatch;
use crate::article::Published;
use crate::link::Reading;
use std::collections::BTreeMap;
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
    /// What identifies the dispatch that it tells, its own number if none other does.
    pub(super) dispatch: u32,
    /// How it hangs together with others that tell the same dispatch.
    pub(super) like: Option<Dispatch>,
}

/// What decides between readings of one id: their content.
fn content(reading: &Reading) -> String {
    serde_json::to_string(reading).unwrap_or_default()
}

/// Sorted by id and content, each once, named, and dated where somebody gave a date.
pub(super) fn canonical(mut readings: Vec<Arc<Reading>>, dates: &BTreeMap<String, Published>) -> Vec<Told> {
    readings.sort_by(|a, b| a.article.id.cmp(&b.article.id));
    let mut all = Vec::with_capacity(readings.len());
    let mut rest = readings.as_slice();
    while let Some(first) = rest.first() {
        let (same, after) = rest.split_at(rest.iter().take_while(|r| r.article.id == first.article.id).count());
        rest = after;
        // Serialising is dear, and ids are nearly always unique.
        let mut distinct: Vec<(String, &Arc<Reading>)> = match same {
            [only] => vec![(String::new(), only)],
            _ => same.iter().map(|reading| (content(reading), reading)).collect(),
        };
        distinct.sort_by(|a, b| a.0.cmp(&b.0));
        distinct.dedup_by(|a, b| a.0 == b.0);
        let alone = distinct.len() == 1;
        for (content, reading) in distinct {
            let id = &reading.article.id;
            let name = if alone {
                id.clone()
            } else {
                format!("{id}#{:08x}", super::words::hash([content.as_bytes()]) as u32)
            };
            let published = dates.get(id).copied().or(reading.article.published);
            let moved = published != reading.article.published;
            all.push(Told { reading: Arc::clone(reading), name, published, moved, dispatch: 0, like: None });
        }
    }
    all
}
