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
    /// It begins with what is long past, or tells nothing else: what it tells first is no news.
    pub(super) begins_with_old: bool,
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

    let mut left = Left { days: Days::any(), kept: Vec::new(), rejected: Vec::new(), is_wrong };
    left.take(reasons);
    left.take(anniversary::told(&undated, &left.days));
    left.take(topic::reported(&undated, &left.days));
    // What an article reports counts more than what it mentions beside.
    left.take(anniversary::just_told(&undated, &left.days));
    left.keep_what_bounds();
    for timex in reading.timexes.iter().filter(|t| matches!(t.kind, TimexKind::Date | TimexKind::Time)) {
        let Some(fits) = relative::consistent(&timex.expression, &left.days) else { continue };
        let fits = fits.open_as(&left.days);
        if fits.is_empty() || fits == left.days {
            continue;
        }
        let reason = Reason {
            rule: "weekday_and_date",
            from: fits.first().filter(|&f| Some(f) != left.days.first()),
            to: fits.last().filter(|&t| Some(t) != left.days.last()),
            quotes: vec![timex.quote.clone()],
            pack: None,
        };
        left.weigh([(reason, fits)]);
    }
    Dating {
        days: left.days,
        reasons: left.kept,
        rejected: left.rejected,
        begins_with_old: undated.old || !undated.flashback.is_empty(),
        narrowed: Narrowed::default(),
    }
}

/// The days that are left while one reason after another is weighed.
struct Left<W> {
    days: Days,
    kept: Vec<Reason>,
    rejected: Vec<Reason>,
    is_wrong: W,
}

impl<W: Fn(&Reason) -> bool> Left<W> {
    /// Takes reasons that leave the days from one to another each.
    fn take(&mut self, reasons: impl IntoIterator<Item = Reason>) {
        self.weigh(reasons.into_iter().map(|reason| {
            let allowed = Days::between(reason.from, reason.to);
            (reason, allowed)
        }));
    }

    /// Takes reasons that leave some days each: none that somebody said is wrong, nor one that leaves no day or all that
    /// are left.
    fn weigh(&mut self, reasons: impl IntoIterator<Item = (Reason, Days)>) {
        type Weighed = Vec<(Reason, Days)>;
        let (wrong, mut reasons): (Weighed, Weighed) = reasons.into_iter().partition(|(r, _)| (self.is_wrong)(r));
        // What the pack says of a name is as wrong wherever the name stands.
        reasons.retain(|(reason, _)| {
            let same = |(other, _): &(Reason, Days)| {
                (other.rule, other.from, other.to, &other.pack) == (reason.rule, reason.from, reason.to, &reason.pack)
            };
            reason.pack.is_none() || !wrong.iter().any(same)
        });
        self.rejected.extend(wrong.into_iter().map(|(reason, _)| reason));
        // What must have been before is surer than what had not ended yet.
        reasons.sort_by_key(|(reason, _)| reason.to.is_some());
        for (reason, allowed) in reasons {
            let left = self.days.intersect(&allowed);
            if !left.is_empty() && left != self.days {
                self.kept.push(reason);
                self.days = left;
            }
        }
    }

    /// Drops the reasons on which neither the first nor the last of the days rests.
    fn keep_what_bounds(&mut self) {
        let (first, last) = (self.days.first(), self.days.last());
        self.kept.retain(|r| (r.from.is_some() && r.from == first) || (r.to.is_some() && r.to == last));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::Pack;
    use crate::timeline::PublishedWhen;
    use crate::{Article, Reader, Timeline};

    /// The window of a text.
    pub(super) fn window(text: &str) -> [Option<String>; 2] {
        let reader = Reader::new().with_names(Gazetteer::mali());
        let timeline = Timeline::builder().pack(Pack::mali()).add(reader.read(&Article::new("a", text))).build();
        match timeline.articles()[0].published {
            PublishedWhen::Inferred(days) => days.map(|day| day.map(|day| day.to_string())),
            PublishedWhen::Given(_) => [None, None],
        }
    }

    pub(super) fn some(from: &str, to: &str) -> [Option<String>; 2] {
        [Some(from.to_owned()), Some(to.to_owned())]
    }

    #[test]
    fn what_is_wrong_limits_nothing_whatever_says_it() {
        let day = |text: &str| Some(text.parse().unwrap());
        let reason = |rule, from, to| Reason { rule, from, to, quotes: Vec::new(), pack: Some("x".to_owned()) };
        let is_wrong = |reason: &Reason| reason.rule == "lead";
        let mut left = Left { days: Days::any(), kept: Vec::new(), rejected: Vec::new(), is_wrong };
        left.take([reason("told_as_past", day("2012-03-01"), None)]);
        left.take([reason("lead", day("2013-01-11"), day("2013-01-25"))]);
        // Leaves no day, and leaves all.
        left.take([reason("in_office", None, day("2011-01-01")), reason("existed", day("2012-01-01"), None)]);
        assert_eq!((left.days.first(), left.days.last()), (day("2012-03-01"), None));
        assert_eq!(left.kept.iter().map(|r| r.rule).collect::<Vec<_>>(), ["told_as_past"]);
        assert_eq!(left.rejected.iter().map(|r| r.rule).collect::<Vec<_>>(), ["lead"]);
    }

    #[test]
    fn what_is_supposed_and_what_bears_its_year_has_not_been() {
        for (text, expected) in [
            ("لنفترض أنه ظهر 20 يناير 2025.", [None, None]),
            ("فازت روسيا بنسخة 2018 من البطولة.", [None, None]),
            ("انسحبت القوات الفرنسية من غاو عام 2018.", [Some("2018-01-01".to_owned()), None]),
        ] {
            assert_eq!(window(text), expected, "{text}");
        }
    }

    #[test]
    fn a_rank_stands_between_an_office_and_a_name() {
        let until = some("2020-09-25", "2021-06-08");
        assert_eq!(window("استقبل الرئيس الانتقالي العقيد باه نداو الوفد في باماكو."), until);
    }
}
