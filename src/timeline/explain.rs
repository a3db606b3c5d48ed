//! Why an event is dated as it is: as data, and as sentences in English and Arabic.

use super::corrections::{By, Corrected, Correction};
use super::event::{Conflict, Event, Evidence, Point};
use crate::calendar::Bounds;
use crate::export::dates::{self, Language};
use crate::export::text;
use chrono::{NaiveDateTime, TimeDelta};
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
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
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
        for conflict in &self.conflicts {
            let days = conflict.days;
            let head = if english {
                let unit = if days == 1 { "day" } else { "days" };
                format!("set aside ({}, {days} {unit} apart):", conflict.rule.replace('_', " "))
            } else {
                format!("استُبعد لتعارضه مع غيره (الفارق بالأيام: {days}):")
            };
            let _ = writeln!(out, "  {head}");
            let _ = writeln!(out, "    - {}", conflict.dropped.words(language));
            for claim in &conflict.claims {
                let against = if english { "against" } else { "مقابل" };
                let _ = writeln!(out, "      {against} {}", claim.words(language));
            }
        }
        for corrected in &self.corrections {
            let _ = writeln!(out, "  {}", corrected.words(language));
        }
        out
    }
}

impl Limit {
    fn words(self, at: NaiveDateTime, language: Language) -> String {
        let last = at.checked_sub_signed(TimeDelta::seconds(1)).unwrap_or(at);
        match (self, language) {
            (Self::EarliestStart, Language::Arabic) => format!("لم يبدأ قبل {}", day(at, language)),
            (Self::LatestStart, Language::Arabic) => format!("لم يبدأ بعد {}", day(at, language)),
            (Self::EarliestEnd, Language::Arabic) => format!("لم ينته قبل {}", day(at, language)),
            (Self::LatestEnd, Language::Arabic) => format!("انتهى في موعد أقصاه {}", day(last, language)),
            (Self::EarliestStart, _) => format!("not before {}, because", day(at, language)),
            (Self::LatestStart, _) => format!("began no later than {}, because", day(at, language)),
            (Self::EarliestEnd, _) => format!("not over before {}, because", day(at, language)),
            (Self::LatestEnd, _) => format!("over by the end of {}, because", day(last, language)),
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
                None => parts.push(text::isolate(article)),
            }
        }
        if let Some(by) = &self.correction {
            parts.push(by.words(language));
        }
        if let Some(pack) = &self.pack {
            parts.push(if english { format!("pack: {pack}") } else { format!("من المعارف: {pack}") });
        }
        parts.push(format!("[{}]", self.rule));
        if matches!(self.from, Point::Publication(_)) || matches!(self.to, Point::Publication(_)) {
            parts.push(if english {
                "(relative to publication)".into()
            } else {
                "(نسبة إلى النشر)".into()
            });
        }
        parts.join(" ")
    }
}
