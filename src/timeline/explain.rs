//! Why an event is dated as it is: as data, and as sentences in English and Arabic.

use super::corrections::{By, Corrected, Correction};
use super::event::{Conflict, Event, Evidence, Nearby, Order, Point, Trust};
use super::relative::DAY;
use crate::calendar::Bounds;
use crate::export::dates::{self, Language};
use crate::export::text;
use chrono::{NaiveDateTime, NaiveTime, TimeDelta};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// A side of the time of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Limit {
    /// It began no earlier.
    EarliestStart,
    /// It began no later.
    LatestStart,
    /// It ended no earlier.
    EarliestEnd,
    /// It had ended by then.
    LatestEnd,
}

named!(Limit, "limit" {
    EarliestStart = "earliest_start", LatestStart = "latest_start", EarliestEnd = "earliest_end",
    LatestEnd = "latest_end",
});

/// One bound, and the least set of claims that forces it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Forced {
    /// Which side.
    pub limit: Limit,
    /// The bound.
    pub at: NaiveDateTime,
    /// From the calendar to the event; without any one of them the bound would not follow.
    pub claims: Vec<Evidence>,
}

/// Why an event is dated as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Explanation {
    /// The event.
    pub event: String,
    /// What happened.
    pub label: String,
    /// Its bounds.
    pub bounds: Bounds,
    /// Every bound that is known, with what forces it.
    pub limits: Vec<Forced>,
    /// Claims about it that were set aside.
    pub conflicts: Vec<Conflict>,
    /// What people corrected about it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub corrections: Vec<Corrected>,
}

impl Explanation {
    pub(super) fn new(
        event: &Event,
        limits: Vec<Forced>,
        conflicts: Vec<Conflict>,
        corrections: Vec<Corrected>,
    ) -> Self {
        let (id, label) = (event.id.clone(), event.label.clone());
        Self { event: id, label, bounds: *event.bounds(), limits, conflicts, corrections }
    }

    /// The articles whose words date it, by id, each once.
    pub fn articles(&self) -> impl Iterator<Item = &str> {
        let claims = self.limits.iter().flat_map(|forced| &forced.claims);
        claims.filter_map(|claim| claim.article.as_deref()).collect::<BTreeSet<_>>().into_iter()
    }

    /// The explanation as lines of text, safe to show on a terminal.
    #[must_use]
    pub fn prose(&self, language: Language) -> String {
        let english = language == Language::English;
        let mut out = String::new();
        let when = dates::bounds(&self.bounds, language);
        let _ = writeln!(out, "{}: {}", text::isolate(&self.label), text::isolate(&when));
        let mut told: Vec<&str> = Vec::new();
        for forced in &self.limits {
            if forced.claims.is_empty() {
                continue;
            }
            let head = forced.limit.words(forced.at, language);
            let _ = writeln!(out, "  {}", text::isolate(&head));
            for claim in &forced.claims {
                // Said in full once; then named.
                let again = told.contains(&claim.id.as_str());
                told.push(&claim.id);
                let words = if again {
                    if english { "as above".to_owned() } else { "كما سبق".to_owned() }
                } else {
                    claim.words(language)
                };
                let _ = writeln!(out, "    - {words}");
            }
        }
        if self.limits.is_empty() {
            let none = if english { "  nothing says when" } else { "  لا شيء يدل على التاريخ" };
            let _ = writeln!(out, "{none}");
        }
        for line in self.conflicts.iter().flat_map(|conflict| conflict.lines(language)) {
            let _ = writeln!(out, "  {line}");
        }
        for corrected in &self.corrections {
            let _ = writeln!(out, "  {}", corrected.words(language));
        }
        out
    }
}

impl Limit {
    fn words(self, at: NaiveDateTime, language: Language) -> String {
        // An end at midnight is the end of the day before; at an hour it is that hour.
        let whole = at.time() == NaiveTime::MIN;
        let last = at.checked_sub_signed(TimeDelta::seconds(i64::from(whole))).unwrap_or(at);
        let said = |at: NaiveDateTime| {
            let named = day(at, language);
            let comma = if language == Language::Arabic { "،" } else { "," };
            if whole { named } else { format!("{named}{comma} {}", at.format("%H:%M")) }
        };
        match (self, language) {
            (Self::EarliestStart, Language::Arabic) => format!("لم يبدأ قبل {}", said(at)),
            (Self::LatestStart, Language::Arabic) => format!("بدأ في موعد أقصاه {}", said(at)),
            (Self::EarliestEnd, Language::Arabic) => format!("لم ينته قبل {}", said(at)),
            (Self::LatestEnd, Language::Arabic) => format!("انتهى في موعد أقصاه {}", said(last)),
            (Self::EarliestStart, _) => format!("not before {}, because", said(at)),
            (Self::LatestStart, _) => format!("began no later than {}, because", said(at)),
            (Self::EarliestEnd, _) => format!("not over before {}, because", said(at)),
            (Self::LatestEnd, _) if whole => format!("over by the end of {}, because", said(last)),
            (Self::LatestEnd, _) => format!("over by {}, because", said(last)),
        }
    }
}

fn day(at: NaiveDateTime, language: Language) -> String {
    dates::bounds(&Bounds::of_day(at.date()), language)
}

/// Words of an article, and where they stand.
pub(super) fn quotation(words: &str, article: &str, character: u32, language: Language) -> String {
    match language {
        Language::Arabic => format!("{} (الحرف {character}): «{}»", text::isolate(article), text::isolate(words)),
        _ => text::evidence(words, article, character),
    }
}

impl By {
    fn words(&self, language: Language) -> String {
        let (author, reason) = (text::isolate(&self.author), text::isolate(&self.reason));
        match language {
            Language::Arabic => format!("صححه {author}: «{reason}»"),
            _ => format!("corrected by {author}: «{reason}»"),
        }
    }
}

impl Conflict {
    /// The article whose publication date was given and does not fit its own words, if that is the conflict.
    #[must_use]
    pub fn misdated(&self) -> Option<&str> {
        let given = |claim: &Evidence| claim.trust == Trust::Given && claim.to == self.dropped.to;
        match (&self.dropped.to, &self.dropped.from) {
            (Point::Publication(article), Point::Calendar) if self.claims.iter().any(given) => Some(article),
            _ => None,
        }
    }

    /// The conflict as lines of text, safe to show on a terminal: what it is, then the claims of both sides, indented.
    #[must_use]
    pub fn lines(&self, language: Language) -> Vec<String> {
        let english = language == Language::English;
        let days = self.days;
        let apart = if days == 1 { "1 day".to_owned() } else { format!("{days} days") };
        if let Some(article) = self.misdated() {
            let given = self.claims.iter().find_map(|claim| claim.earliest);
            let given = given.map_or(String::new(), |at| day(at, language));
            let article = text::isolate(article);
            let head = if english {
                format!("the publication date given for {article}, {given}, does not fit its text ({apart} off):")
            } else {
                format!("تاريخ نشر {article} المعطى ({given}) لا يوافق نصه (الفارق بالأيام: {days}):")
            };
            return vec![head, format!("  - {}", self.dropped.words(language))];
        }
        let head = if english {
            format!("set aside ({}, {apart} apart):", text::isolate(&self.rule.replace('_', " ")))
        } else {
            format!("استُبعد لتعارضه مع غيره (الفارق بالأيام: {days}):")
        };
        let against = if english { "against" } else { "مقابل" };
        let others = self.claims.iter().map(|claim| format!("    {against} {}", claim.words(language)));
        [head, format!("  - {}", self.dropped.words(language))].into_iter().chain(others).collect()
    }
}

impl Nearby {
    /// Where the event lies, in words: "2 days after «…»". `told` says what another event is called.
    #[must_use]
    pub fn words<'t>(&self, told: impl Fn(&str) -> Option<&'t Event>, language: Language) -> String {
        let english = language == Language::English;
        let other = match &self.to {
            Point::Publication(article) if english => format!("{} was published", text::isolate(article)),
            Point::Publication(article) => format!("نشر {}", text::isolate(article)),
            Point::Start(id) | Point::End(id) => {
                let label = told(id).map_or("", |event| event.label.as_str());
                format!("«{}» · {}", text::isolate(label), text::isolate(id))
            }
            Point::Calendar => String::new(),
        };
        let published = matches!(self.to, Point::Publication(_));
        let (least, most) = if self.order == Order::Before {
            (self.most.and_then(i64::checked_neg), self.least.and_then(i64::checked_neg))
        } else {
            (self.least, self.most)
        };
        let days = how_many_days(least.unwrap_or(0), most, published, self.order);
        let unit = |n: i64| if n == 1 { "day" } else { "days" };
        let apart = match (days, english) {
            ((0, _), _) => String::new(),
            ((n, None), true) => format!("at least {n} {} ", unit(n)),
            ((n, Some(m)), true) if n == m => format!("{n} {} ", unit(n)),
            ((n, Some(m)), true) => format!("{n} to {m} days "),
            ((n, None), _) => format!(" (بما لا يقل عن {n} بالأيام)"),
            ((n, Some(m)), _) if n == m => format!(" (الفارق بالأيام: {n})"),
            ((n, Some(m)), _) => format!(" (الفارق بالأيام: {n} إلى {m})"),
        };
        match (self.order, english) {
            (Order::Before, true) => format!("{apart}before {other}"),
            (Order::After, true) => format!("{apart}after {other}"),
            (Order::Contains, true) => format!("under way when {other}"),
            (_, true) => format!("on the day {other}"),
            (Order::Before, _) => format!("قبل {other}{apart}"),
            (Order::After, _) => format!("بعد {other}{apart}"),
            (Order::Contains, _) => format!("كان جاريا عند {other}"),
            _ => format!("يوم {other}"),
        }
    }
}

/// So many seconds in days, the least and the most. What is told to the day lies within a day of that.
fn how_many_days(least: i64, most: Option<i64>, published: bool, order: Order) -> (i64, Option<i64>) {
    if published {
        // A day of the calendar, counted from a day of the calendar: it begins `least` and is over `most` after that.
        return match order {
            Order::Before => (least / DAY + 1, most.map(|most| most / DAY)),
            _ => (least / DAY, most.map(|most| (most - 1).max(0) / DAY)),
        };
    }
    match most {
        Some(most) if most.saturating_sub(least) <= 2 * DAY => {
            let middle = (least + (most - least) / 2 + DAY / 2) / DAY;
            (middle, Some(middle))
        }
        Some(most) => (least / DAY, Some(most / DAY + i64::from(most % DAY > 0))),
        None => (least / DAY, None),
    }
}

impl Corrected {
    /// Who corrected what, why, and what was not found: one line of text, safe to show on a terminal.
    #[must_use]
    pub fn words(&self, language: Language) -> String {
        let Correction { author, reason, change } = &self.correction;
        let by = By { author: author.clone(), reason: reason.clone() }.words(language);
        match (&self.missing, language) {
            (None, _) => format!("{by} [{change}]"),
            (Some(missing), Language::Arabic) => format!("{by} [{change}] لم يطبق: {}", text::isolate(missing)),
            (Some(missing), _) => format!("{by} [{change}] not applied: {missing}"),
        }
    }
}

impl Evidence {
    /// The claim in words: where it stands, the quoted words, the rule.
    #[must_use]
    pub fn words(&self, language: Language) -> String {
        let english = language == Language::English;
        let mut parts: Vec<String> = Vec::new();
        if let Some(article) = &self.article {
            match self.quotes.first() {
                Some(first) => {
                    let quoted: Vec<&str> = self.quotes.iter().map(|q| q.text.as_str()).collect();
                    let words = quoted.join(" … ");
                    parts.push(quotation(&words, article, first.chars.start, language));
                }
                None => parts.push(match self.earliest.filter(|_| self.trust == Trust::Given) {
                    Some(at) if english => format!("{}, published on {}", text::isolate(article), day(at, language)),
                    Some(at) => format!("{}، نشر في {}", text::isolate(article), day(at, language)),
                    None => text::isolate(article),
                }),
            }
        }
        if let Some(by) = &self.correction {
            parts.push(by.words(language));
        }
        if let Some(pack) = &self.pack {
            let pack = text::isolate(pack);
            parts.push(if english { format!("pack: {pack}") } else { format!("من المعارف: {pack}") });
        }
        // A reading from elsewhere may name any rule.
        parts.push(format!("[{}]", text::isolate(&self.rule)));
        let counted = self.from != Point::Calendar && matches!(self.to, Point::Publication(_));
        if counted || matches!(self.from, Point::Publication(_)) {
            parts.push(if english {
                "(relative to publication)".into()
            } else {
                "(نسبة إلى النشر)".into()
            });
        }
        parts.join(" ")
    }
}
