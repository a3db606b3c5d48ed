//! Counts of one event that cannot all be true, each with who says so.

use super::Timeline;
use super::event::Event;
use super::tally::{Report, Tally};
use crate::export;
use crate::export::dates::Language;
use crate::export::text;
use crate::link::{Fate, Who};
use serde::{Deserialize, Serialize};

/// What different sources say of how many, where it cannot all be true.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Dispute {
    /// The event.
    pub event: String,
    /// What happened.
    pub label: String,
    /// What became of those who are counted.
    pub fate: Fate,
    /// Who they are; `None` for all together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub who: Option<Who>,
    /// The counts, the lowest first.
    pub sides: Vec<Side>,
}

/// A count, and everybody who reports it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Side {
    /// At least so many.
    pub least: u64,
    /// At most so many, where the words limit it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most: Option<u64>,
    /// The reports, in order of the articles.
    pub reports: Vec<Report>,
}

impl Dispute {
    fn of(event: &Event, tally: &Tally) -> Self {
        let mut sides: Vec<Side> = Vec::new();
        for report in tally.reports.iter().filter(|report| report.disputed) {
            let (least, most) = (report.least, report.most);
            match sides.iter_mut().find(|side| (side.least, side.most) == (least, most)) {
                Some(side) => side.reports.push(report.clone()),
                None => sides.push(Side { least, most, reports: vec![report.clone()] }),
            }
        }
        // What has no upper limit comes after what has one.
        sides.sort_by_key(|side| (side.least, side.most.is_none(), side.most));
        Self { event: event.id.clone(), label: event.label.clone(), fate: tally.fate, who: tally.who, sides }
    }

    /// Those of an event.
    pub(super) fn all_of(event: &Event) -> impl Iterator<Item = Self> {
        event.numbers.iter().filter(|tally| tally.disputed).map(move |tally| Self::of(event, tally))
    }

    /// What is disputed, in one line: "how many soldiers dead: …", «عدد القتلى من الجنود: …».
    #[must_use]
    pub fn words(&self, language: Language) -> String {
        let how_many = if language == Language::Arabic { "عدد" } else { "how many" };
        let counted = export::words::counted(self.fate, self.who, language);
        format!("{how_many} {counted}: {} · {}", text::isolate(&self.label), text::isolate(&self.event))
    }
}

impl Side {
    /// The count: "5", "3 to 5", "10 or more".
    #[must_use]
    pub fn words(&self, language: Language) -> String {
        export::words::range(self.least, self.most, language)
    }

    /// Every article that reports it, once, with its words, where they stand and whom it quotes.
    pub fn quotations(&self, language: Language) -> impl Iterator<Item = String> + '_ {
        let first = |at: usize, report: &Report| {
            self.reports.iter().take(at).all(|other| other.article != report.article || other.source != report.source)
        };
        let told = self.reports.iter().enumerate().filter(move |(at, report)| first(*at, report));
        told.map(move |(_, report)| report.words(language))
    }
}

impl Timeline {
    /// Counts that different sources report of one event and that cannot all be true, in the order of the events. A
    /// count that its own outlet has replaced by a later one contradicts nobody.
    ///
    /// ```
    /// use tarikh::export::dates::Language;
    /// use tarikh::{Article, Reader, Timeline};
    ///
    /// let reader = Reader::new();
    /// let told = |id: &str, text: &str| reader.read(&Article::new(id, text));
    /// let timeline = Timeline::from_readings([
    ///     told("a", "قتل خمسة جنود في هجوم على معسكر في غاو يوم 1 مايو 2013."),
    ///     told("b", "لقي ما لا يقل عن عشرة جنود مصرعهم يوم 1 مايو 2013 حين هاجم مسلحون معسكرا في مدينة غاو."),
    /// ]);
    /// let disputes = timeline.disputes();
    /// let sides: Vec<String> = disputes[0].sides.iter().map(|side| side.words(Language::English)).collect();
    /// assert_eq!(sides, ["5", "10 or more"]);
    /// ```
    #[must_use]
    pub fn disputes(&self) -> Vec<Dispute> {
        self.composed().flat_map(|event| Dispute::all_of(&event).collect::<Vec<_>>()).collect()
    }
}
