//! Events by day, month and year, the time between them, and events with words.

use super::Timeline;
use super::event::Event;
use super::words;
use crate::calendar::Granularity;
use chrono::{Datelike, NaiveDate};

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

    /// The dated events by the first day, month or year in which they may have begun: `2012-03-22`, `2012-03`, `2012`.
    /// Finer and coarser granularities count as day and year.
    #[must_use]
    pub fn grouped(&self, by: Granularity) -> Vec<(String, Vec<&Event>)> {
        let mut groups: Vec<(String, Vec<&Event>)> = Vec::new();
        for event in self.dated() {
            let Some(name) = group(event, by) else { continue };
            match groups.last_mut().filter(|(last, _)| *last == name) {
                Some((_, events)) => events.push(event),
                None => groups.push((name, vec![event])),
            }
        }
        groups
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

/// The name of the group that an event is in.
fn group(event: &Event, by: Granularity) -> Option<String> {
    let day = event.bounds().earliest_start()?.date();
    Some(if by <= Granularity::Day {
        day.to_string()
    } else if by <= Granularity::Month {
        format!("{:04}-{:02}", day.year(), day.month())
    } else {
        format!("{:04}", day.year())
    })
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
