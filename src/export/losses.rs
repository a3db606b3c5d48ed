//! What a form of output has no room for.

use super::dates::Language;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Something that a [timeline](crate::Timeline) says and a form of output cannot express.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Lost {
    /// The words of the articles that a date rests on.
    Evidence,
    /// Who reports which number.
    Reports,
    /// Numbers of several groups without one of all together: the best is left open.
    Total,
    /// What an event without a date lies before or after.
    Order,
    /// A time too wide for a code of precision, or open to one side.
    Precision,
    /// Words that a spreadsheet would take for a formula: an apostrophe stands before them.
    Formula,
}

named!(Lost, "loss" {
    Evidence = "evidence", Reports = "reports", Total = "total", Order = "order", Precision = "precision",
    Formula = "formula",
});

impl Lost {
    /// What is lost, in a few words.
    #[must_use]
    pub const fn words(self, language: Language) -> &'static str {
        let (english, arabic) = match self {
            Self::Evidence => ("the words that their dates rest on", "الكلمات التي تستند إليها تواريخها"),
            Self::Reports => ("who reports which number", "من يذكر كل عدد"),
            Self::Total => {
                ("the best number where only groups are counted", "العدد الأرجح حيث لا تُحصى إلا مجموعات متفرقة")
            }
            Self::Order => ("what they lie before or after", "ما تسبقه وما تليه"),
            Self::Precision => {
                ("a code of precision where a time is too wide or open", "رمز للدقة حيث تتسع المدة أو تنفتح")
            }
            Self::Formula => {
                ("words as they are: an apostrophe keeps some from being formulas", "كلمات كما هي: تسبقها فاصلة عليا")
            }
        };
        match language {
            Language::English => english,
            Language::Arabic => arabic,
        }
    }
}

/// What was lost, and in how many events.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Losses(BTreeMap<Lost, usize>);

impl Losses {
    pub(crate) fn count(&mut self, lost: Lost, is: bool) {
        if is {
            *self.0.entry(lost).or_default() += 1;
        }
    }

    /// In how many events that was lost.
    #[must_use]
    pub fn of(&self, lost: Lost) -> usize {
        self.0.get(&lost).copied().unwrap_or_default()
    }

    /// All that was lost, each with the number of events.
    pub fn iter(&self) -> impl Iterator<Item = (Lost, usize)> + '_ {
        self.0.iter().map(|(&lost, &events)| (lost, events))
    }

    /// Whether nothing was.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
