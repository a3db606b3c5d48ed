//! How many were killed, wounded, captured, displaced, freed: the numbers that reports count people with.

use crate::article::Quote;
use serde::{Deserialize, Serialize};

/// What became of those who are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Fate {
    /// «قتلى»
    Dead,
    /// «جرحى»
    Wounded,
    /// «مفقودون»
    Missing,
    /// «خطف ثلاثة»
    Abducted,
    /// «أسر جنديين»
    Captured,
    /// «توقيف شخصين»
    Arrested,
    /// «تحرير 20 رهينة»
    Freed,
    /// «نزوح آلاف السكان»
    Displaced,
}

named!(Fate, "fate" {
    Dead = "dead", Wounded = "wounded", Missing = "missing", Abducted = "abducted", Captured = "captured",
    Arrested = "arrested", Freed = "freed", Displaced = "displaced",
});

/// Who is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Who {
    /// «أشخاص»
    People,
    /// «مدنيون»
    Civilians,
    /// «نساء»
    Women,
    /// «أطفال»
    Children,
    /// «رجال»
    Men,
    /// «جنود»
    Soldiers,
    /// «شرطيون»
    Police,
    /// «مسلحون»، «إرهابيون»، «متمردون»
    Militants,
    /// «مقاتلون»، «عناصر»: of whichever side
    Fighters,
    /// «القبعات الزرق»
    Peacekeepers,
    /// «صحافيون»
    Journalists,
    /// «موظفون»، «عمال»
    Workers,
    /// «مسؤولون»
    Officials,
    /// «أجانب»
    Foreigners,
    /// «مشتبه بهم»
    Suspects,
    /// «رهائن»
    Hostages,
    /// «سجناء»، «أسرى»
    Prisoners,
    /// «لاجئون»
    Refugees,
}

named!(Who, "group of people" {
    People = "people", Civilians = "civilians", Women = "women", Children = "children", Men = "men",
    Soldiers = "soldiers", Police = "police", Militants = "militants", Fighters = "fighters",
    Peacekeepers = "peacekeepers", Journalists = "journalists", Workers = "workers", Officials = "officials",
    Foreigners = "foreigners", Suspects = "suspects", Hostages = "hostages", Prisoners = "prisoners",
    Refugees = "refugees",
});

/// A number that an article reports, with its words.
///
/// ```
/// use tarikh::link::{Fate, Who};
/// use tarikh::{Article, Reader};
///
/// let reading = Reader::new().read(&Article::new("a", "قتل 11 جهاديا وأصيب جنديان على الأقل في غاو."));
/// let told: Vec<_> = reading.numbers.iter().map(|n| (n.fate, n.who, n.least, n.most)).collect();
/// assert_eq!(told[0], (Fate::Dead, Some(Who::Militants), 11, Some(11)));
/// assert_eq!(told[1], (Fate::Wounded, Some(Who::Soldiers), 2, None));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Number {
    /// The mention of the event, by its [`Mention::id`](crate::event::Mention::id).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mention: Option<u32>,
    /// What became of them.
    pub fate: Fate,
    /// Who they are; `None` where the words do not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub who: Option<Who>,
    /// The number that the words name; none for «عشرات» and «أربعة إلى ثمانية».
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<u64>,
    /// At least so many.
    pub least: u64,
    /// At most so many; none where the words leave it open, as «على الأقل» does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most: Option<u64>,
    /// Whether they are some of those counted before: «بينهم ثلاثة جنود».
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub part: bool,
    /// The words.
    pub quote: Quote,
    /// Who says so, where it is not the article itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Quote>,
}
