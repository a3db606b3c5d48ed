//! Events by day, month and year, the time between them, and events with words.

use super::Timeline;
use super::event::Event;
use super::words;
use crate::calendar::{Bounds, Granularity, Value, edtf};
use crate::export::dates::{self, Language};
use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt;

/// A day, week, month or year, or several in a row, in which events began that are put together.
///
/// An event of which only the year is known is not put on the first day of that year: it is in the group of the year,
/// also where events are grouped by day. `Display` writes EDTF: `2012-03-22`, `2012-03-30/2012-04-01`, `2012`.
///
/// ```
/// use tarikh::calendar::Granularity;
/// use tarikh::timeline::Group;
/// use tarikh::{Article, Reader, Timeline};
///
/// let text = "قتل جنديان في غاو في 3 مارس 2013. زار الوزير كيدال في مارس 2013.";
/// let timeline = Timeline::from_readings([Reader::new().read(&Article::new("a", text))]);
/// let days: Vec<String> = timeline.grouped(Granularity::Day).iter().map(|(day, _)| day.to_string()).collect();
/// assert_eq!(days, ["2013-03", "2013-03-03"]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Group {
    from: NaiveDateTime,
    /// The wider of two comes first, and before all one without an end.
    to: Option<Reverse<NaiveDateTime>>,
    by: Granularity,
}

impl Group {
    /// Where an event belongs: all the days, months, … in which it may have begun. `None` without an earliest start.
    /// What is finer than a day counts as a day.
    #[must_use]
    pub fn of(event: &Event, by: Granularity) -> Option<Self> {
        let by = by.max(Granularity::Day);
        let unit = |at: NaiveDateTime| Value::of(by, at.date()).and_then(|unit| unit.interval());
        let bounds = event.bounds();
        let first = bounds.earliest_start()?;
        let from = unit(first).map_or(first, |(from, _)| from);
        let end = |latest: NaiveDateTime| {
            // What begins by midnight begins on the day before, unless it begins at that midnight.
            let last = if latest > first { latest.checked_sub_signed(TimeDelta::seconds(1))? } else { latest };
            unit(last).map(|(_, to)| Reverse(to))
        };
        Some(Self { from, to: bounds.latest_start().and_then(end), by })
    }

    /// The first moment of it.
    #[must_use]
    pub fn from(&self) -> NaiveDateTime {
        self.from
    }

    /// The first moment after it; `None` where nothing is known of the end.
    #[must_use]
    pub fn to(&self) -> Option<NaiveDateTime> {
        self.to.map(|Reverse(to)| to)
    }

    fn bounds(&self) -> Bounds {
        self.to().and_then(|to| Bounds::exactly(self.from, to)).unwrap_or(Bounds::after(self.from))
    }

    /// What a heading says: "22 March 2012", "March 2012", "2012".
    #[must_use]
    pub fn words(&self, language: Language) -> String {
        dates::bounds(&self.bounds(), language)
    }
}

impl fmt::Display for Group {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&edtf(&self.bounds(), self.by))
    }
}

/// A stretch of time in which nothing is known to have happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Silence {
    /// The first day of it.
    pub from: NaiveDate,
    /// The first day after it.
    pub to: NaiveDate,
}

impl Silence {
    /// How many days.
    #[must_use]
    pub fn days(&self) -> i64 {
        (self.to - self.from).num_days()
    }
}

impl Timeline {
    /// The events in which somebody wrote these words: in the label or in a sentence that tells of it. Letters that are
    /// written differently are the same (أ and ا, ة and ه).
    pub fn with_text<'t>(&'t self, words: &str) -> impl Iterator<Item = &'t Event> {
        let wanted = words::name(words);
        self.events().filter(move |event| has_words(event, &wanted))
    }

    /// The dated events by the day, week, month, year … in which they began, as far as that is known: see [`Group`].
    /// In order of time; of groups that begin together, the wider one first.
    #[must_use]
    pub fn grouped(&self, by: Granularity) -> Vec<(Group, Vec<&Event>)> {
        let mut groups: BTreeMap<Group, Vec<&Event>> = BTreeMap::new();
        for event in self.dated() {
            if let Some(group) = Group::of(event, by) {
                groups.entry(group).or_default().push(event);
            }
        }
        groups.into_iter().collect()
    }

    /// Stretches of at least so many days between the first and the last dated event in which none can have been.
    #[must_use]
    pub fn silences(&self, days: i64) -> Vec<Silence> {
        let mut silences = Vec::new();
        let mut reached: Option<NaiveDate> = None;
        // Events are in order of their earliest start.
        for event in self.dated() {
            let bounds = event.bounds();
            let (Some(start), Some(end)) = (bounds.earliest_start(), bounds.latest_end().or(bounds.latest_start()))
            else {
                continue;
            };
            if let Some(from) = reached.filter(|&from| (start.date() - from).num_days() >= days.max(1)) {
                silences.push(Silence { from, to: start.date() });
            }
            let last = if end.time() == chrono::NaiveTime::MIN { Some(end.date()) } else { end.date().succ_opt() };
            reached = reached.max(last);
        }
        silences
    }
}

/// Whether an event is told with these words, folded.
fn has_words(event: &Event, wanted: &str) -> bool {
    let has = |text: &str| words::name(text).contains(wanted);
    !wanted.is_empty() && (has(&event.label) || event.mentions.iter().any(|m| has(&m.sentence)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Article, Reader};

    fn timeline() -> Timeline {
        let text =
            "قتل جنديان في غاو في 3 مارس 2013. زار الوزير كيدال في 5 مارس 2013. انفجرت سيارة في موبتي في 7 يونيو 2015.";
        Timeline::from_readings([Reader::new().read(&Article::new("a", text))])
    }

    #[test]
    fn events_are_grouped() {
        let timeline = timeline();
        let names = |by| timeline.grouped(by).into_iter().map(|(n, e)| format!("{n}×{}", e.len())).collect::<Vec<_>>();
        assert_eq!(names(Granularity::Day), ["2013-03-03×1", "2013-03-05×1", "2015-06-07×1"]);
        assert_eq!(names(Granularity::Month), ["2013-03×2", "2015-06×1"]);
        assert_eq!(names(Granularity::Year), ["2013×2", "2015×1"]);
        assert_eq!(
            names(Granularity::Week),
            ["2013-02-25/2013-03-03×1", "2013-03-04/2013-03-10×1", "2015-06-01/2015-06-07×1"]
        );
        assert_eq!(names(Granularity::Quarter), ["2013-33×2", "2015-34×1"]);
    }

    /// Nobody reads under 1 January what happened some time in the year.
    #[test]
    fn what_is_not_known_to_the_day_is_on_no_day() {
        let text = "قتل جنديان في غاو عام 2013. زار الوزير كيدال في مارس 2013. انفجرت سيارة في موبتي في 1 يناير 2013. \
                    تظاهر المئات في باماكو بين 30 مارس و2 أبريل 2013.";
        let timeline = Timeline::from_readings([Reader::new().read(&Article::new("a", text))]);
        let names = |by| timeline.grouped(by).into_iter().map(|(n, e)| format!("{n}×{}", e.len())).collect::<Vec<_>>();
        assert_eq!(names(Granularity::Day), ["2013×1", "2013-01-01×1", "2013-03×1", "2013-03-30/2013-04-02×1"]);
        assert_eq!(names(Granularity::Month), ["2013×1", "2013-01×1", "2013-03/2013-04×1", "2013-03×1"]);
        assert_eq!(names(Granularity::Year), ["2013×4"]);
        let words: Vec<_> =
            timeline.grouped(Granularity::Month).iter().map(|(g, _)| g.words(Language::English)).collect();
        assert_eq!(words, ["2013", "January 2013", "March to April 2013", "March 2013"]);
    }

    #[test]
    fn an_open_end_is_a_group_of_its_own() {
        let mut event = timeline().events().next().unwrap().clone();
        let day = |text: &str| text.parse::<NaiveDate>().unwrap().into();
        event.time.bounds = Bounds::after(day("2013-03-05"));
        let open = Group::of(&event, Granularity::Month).unwrap();
        assert_eq!((open.to_string().as_str(), open.to()), ("2013-03-01/..", None));
        event.time.bounds = Bounds::before(day("2013-03-05"));
        assert_eq!(Group::of(&event, Granularity::Month), None);
    }

    #[test]
    fn silences_lie_between_events() {
        let timeline = timeline();
        let silences =
            |days| timeline.silences(days).iter().map(|s| (s.from.to_string(), s.days())).collect::<Vec<_>>();
        assert_eq!(silences(30), [("2013-03-06".to_owned(), 823)]);
        assert_eq!(silences(1).len(), 2);
    }

    #[test]
    fn words_find_events_however_they_are_written() {
        let timeline = timeline();
        assert_eq!(timeline.with_text("الوزير كيدال").count(), 1);
        assert_eq!(timeline.with_text("طائرة").count(), 0);
    }
}
