//! When an article was published, from what it says and what the knowledge pack knows.
//!
//! Works on one article alone; what follows from the same events in other articles is the network's work.

mod ages;
mod anniversary;
mod dateline;
mod enough;
mod head;
mod leisure;
mod misdated;
mod office;
mod situation;
mod told;
mod topic;
mod undated;
mod yearless;

pub(super) use head::{is_retrospect, tells_aftermath};
pub(super) use misdated::facts as facts_against;
pub(super) use topic::{is_anybodys, reported_then};

use super::articles::Told;
use super::card::Cards;
use super::days::Days;
use super::reference::References;
use super::relative;
use super::said::Said;
use crate::article::Quote;
use crate::knowledge::Gazetteer;
use crate::script::tokenize;
use crate::timex::TimexKind;
use chrono::NaiveDate;
use std::sync::{Arc, Mutex, PoisonError};
use undated::Undated;

/// Why an article was published not before or not after a day.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Reason {
    pub(super) rule: &'static str,
    pub(super) from: Option<NaiveDate>,
    pub(super) to: Option<NaiveDate>,
    pub(super) quotes: Vec<Quote>,
    pub(super) pack: Option<String>,
}

/// The days that are left, and why.
#[derive(Debug, Clone)]
pub(super) struct Dating {
    pub(super) days: Days,
    pub(super) reasons: Vec<Reason>,
    /// What somebody said is wrong: it limits nothing.
    pub(super) rejected: Vec<Reason>,
    /// What it says if it was published on fewer days.
    pub(super) narrowed: Narrowed,
}

/// What an article says if it was published on one of some days, as it was worked out last: when others join its knot
/// that is asked again, and the days are mostly the same.
#[derive(Debug, Default)]
pub(super) struct Narrowed(Mutex<Vec<(Days, Narrow)>>);

/// What it says then.
type Narrow = Arc<(Cards, Said)>;

/// It can be worked out again.
impl Clone for Narrowed {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl Narrowed {
    pub(super) fn get(&self, days: &Days) -> Option<Narrow> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.iter().find(|known| known.0 == *days).map(|known| Arc::clone(&known.1))
    }

    pub(super) fn put(&self, days: Days, new: Narrow) {
        /// As many as there are rounds.
        const MOST: usize = 4;
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= MOST {
            known.remove(0);
        }
        known.push((days, new));
    }
}

/// What one undated article says of its publication, without what `is_wrong`.
pub(super) fn date(
    told: &Told,
    references: &References<'_>,
    gazetteer: &Gazetteer,
    is_wrong: impl Fn(&Reason) -> bool,
) -> Dating {
    let reading = &told.reading;
    let tokens = tokenize(&reading.text);
    let found = gazetteer.find(&tokens);
    let undated = Undated::new(reading, &tokens, &found, references);
    let mut reasons: Vec<Reason> = dateline::told(reading).collect();
    told::told_as_past(&undated, &mut reasons);
    told::told_as_to_come(&undated, &mut reasons);
    reasons.extend(office::named(&undated));
    reasons.extend(ages::told(&undated));
    reasons.extend(situation::lasting(&undated));
    reasons.extend(yearless::told(&undated));

    let (mut rejected, mut reasons): (Vec<Reason>, Vec<Reason>) = reasons.into_iter().partition(&is_wrong);
    // What the pack says of a name is as wrong wherever the name stands.
    reasons.retain(|reason| {
        let same = |other: &Reason| {
            (other.rule, other.from, other.to, &other.pack) == (reason.rule, reason.from, reason.to, &reason.pack)
        };
        reason.pack.is_none() || !rejected.iter().any(same)
    });
    // What must have been before is surer than what had not ended yet.
    let mut days = Days::any();
    let mut kept = Vec::new();
    reasons.sort_by_key(|r| r.to.is_some());
    for reason in reasons {
        let left = days.intersect(&Days::between(reason.from, reason.to));
        if !left.is_empty() {
            if left != days {
                kept.push(reason);
            }
            days = left;
        }
    }
    if let Some(reason) = anniversary::told(&undated, &days) {
        if is_wrong(&reason) {
            rejected.push(reason);
        } else {
            days = days.intersect(&Days::between(reason.from, reason.to));
            kept.push(reason);
        }
    }
    if let Some(reason) = topic::reported(&undated, &days) {
        days = days.intersect(&Days::between(reason.from, reason.to));
        kept.push(reason);
    }
    kept.retain(|r| r.from.is_some_and(|f| Some(f) == days.first()) || r.to.is_some_and(|t| Some(t) == days.last()));
    for timex in &reading.timexes {
        if timex.kind != TimexKind::Date && timex.kind != TimexKind::Time {
            continue;
        }
        let Some(fits) = relative::consistent(&timex.expression, &days) else { continue };
        let fits = fits.open_as(&days);
        if !fits.is_empty() && fits != days {
            let reason = Reason {
                rule: "weekday_and_date",
                from: fits.first().filter(|&f| Some(f) != days.first()),
                to: fits.last().filter(|&t| Some(t) != days.last()),
                quotes: vec![timex.quote.clone()],
                pack: None,
            };
            if is_wrong(&reason) {
                rejected.push(reason);
            } else {
                kept.push(reason);
                days = fits;
            }
        }
    }
    Dating { days, reasons: kept, rejected, narrowed: Narrowed::default() }
}
