//! What the articles report of how many: lowest, best and highest, with who says so.

use super::articles::Told;
use crate::article::{Published, Quote};
use crate::link::{DatedMention, Fate, Number, Who};
use serde::{Deserialize, Serialize};

/// One number that one article reports.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Report {
    /// The article.
    pub article: String,
    /// The number that the words name; none for «عشرات».
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<u64>,
    /// At least so many.
    pub least: u64,
    /// At most so many, where the words limit it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most: Option<u64>,
    /// The words.
    pub quote: Quote,
    /// Who says so, where it is not the article itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Whether a later article of the same outlet gives another number.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub superseded: bool,
}

/// What is reported of how many people met one fate in an event.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Tally {
    /// What became of them.
    pub fate: Fate,
    /// Who they are; `None` for all together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub who: Option<Who>,
    /// The lowest number that a report leaves open.
    pub low: u64,
    /// The number that most independent reports name; of several, the latest, then the highest.
    pub best: u64,
    /// The highest number that a report names. More may be meant: see [`Report::most`].
    pub high: u64,
    /// Whether two reports cannot both be true.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub disputed: bool,
    /// All reports, in order of the articles.
    pub reports: Vec<Report>,
}

impl Tally {
    /// The tally in English words: "5 soldiers dead", "2 to 7 wounded".
    #[must_use]
    pub fn words(&self) -> String {
        let range =
            if self.low == self.high { self.best.to_string() } else { format!("{} to {}", self.low, self.high) };
        let open = self.reports.iter().all(|r| r.superseded || r.most.is_none());
        let range = if open && self.low == self.high { format!("{range} or more") } else { range };
        let who = self.who.map_or(String::new(), |who| format!(" {}", who.as_str()));
        let best = if self.low == self.high { String::new() } else { format!(" (best {})", self.best) };
        format!("{range}{who} {}{best}", self.fate.as_str())
    }
}

/// A report with what decides between reports.
struct Counted<'t> {
    number: &'t Number,
    told: &'t Told,
    /// The number of the dispatch that its article tells.
    dispatch: u32,
    outlet: &'t str,
    superseded: bool,
}

impl Counted<'_> {
    /// The number that speaks for the report.
    fn value(&self) -> u64 {
        self.number.value.unwrap_or(self.number.least)
    }

    fn date(&self) -> Option<Published> {
        self.told.published
    }
}

/// The tallies of an event from its mentions, each with its article and the dispatch and the outlet behind that.
pub(super) fn of<'t>(mentions: impl IntoIterator<Item = (&'t Told, &'t DatedMention, (u32, &'t str))>) -> Vec<Tally> {
    type Counts<'t> = ((Fate, Option<Who>), Vec<Counted<'t>>);
    let mut groups: Vec<Counts<'_>> = Vec::new();
    for (told, mention, (dispatch, outlet)) in mentions {
        for number in told.reading.numbers.iter().filter(|n| n.mention == Some(mention.mention.id)) {
            // All together, whatever they are called.
            let who = number.who.filter(|who| *who != Who::People);
            let counted = Counted { number, told, dispatch, outlet, superseded: false };
            match groups.iter_mut().find(|(key, _)| *key == (number.fate, who)) {
                Some((_, list)) => list.push(counted),
                None => groups.push(((number.fate, who), vec![counted])),
            }
        }
    }
    groups.sort_by_key(|(key, _)| *key);
    groups.into_iter().map(|((fate, who), list)| tally(fate, who, list)).collect()
}

fn tally(fate: Fate, who: Option<Who>, mut list: Vec<Counted<'_>>) -> Tally {
    let latest = |outlet: &str| list.iter().filter(|c| c.outlet == outlet).filter_map(Counted::date).max();
    let old: Vec<bool> =
        list.iter().map(|c| c.date().zip(latest(c.outlet)).is_some_and(|(date, last)| date < last)).collect();
    for (counted, old) in list.iter_mut().zip(old) {
        counted.superseded = old;
    }
    let standing = || list.iter().filter(|c| !c.superseded);
    // A dispatch speaks once for a number, however often it is printed.
    let support = |value: u64| {
        let mut witnesses: Vec<u32> = standing().filter(|c| c.value() == value).map(|c| c.dispatch).collect();
        witnesses.sort_unstable();
        witnesses.dedup();
        witnesses.len()
    };
    let best = standing().map(|c| (support(c.value()), c.date(), c.value())).max().map_or(0, |(.., value)| value);
    let low = standing().map(|c| c.number.least).min().unwrap_or(best).min(best);
    let high =
        standing().map(|c| c.number.most.unwrap_or(c.value().max(c.number.least))).max().unwrap_or(best).max(best);
    // The highest of the least against the lowest of the most.
    let least = standing().map(|c| c.number.least).max();
    let most = standing().filter_map(|c| c.number.most).min();
    let disputed = least.zip(most).is_some_and(|(least, most)| least > most);
    let reports = list.iter().map(|c| Report {
        article: c.told.name.clone(),
        value: c.number.value,
        least: c.number.least,
        most: c.number.most,
        quote: c.number.quote.clone(),
        source: c.number.source.as_ref().map(|q| q.text.clone()),
        superseded: c.superseded,
    });
    Tally { fate, who, low, best, high, disputed, reports: reports.collect() }
}
