//! Dates as a person writes them, in English and in Arabic.

use crate::calendar::Bounds;
use chrono::{Datelike, NaiveDateTime, NaiveTime, TimeDelta, Timelike};
use serde::{Deserialize, Serialize};

/// The language of a sentence that the crate writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Language {
    /// "between 30 March and 1 April 2012"
    #[default]
    English,
    /// «بين 30 مارس و1 أبريل 2012»
    Arabic,
}

named!(Language, "language" { English = "english", Arabic = "arabic" });

/// Bounds in words: what is known about when something started and ended.
///
/// ```
/// use chrono::NaiveDate;
/// use tarikh::calendar::Bounds;
/// use tarikh::export::dates::{Language, bounds};
///
/// let day = |month, day| NaiveDate::from_ymd_opt(2012, month, day).unwrap().and_hms_opt(0, 0, 0).unwrap();
/// let takeover = Bounds::sometime_in(day(3, 30), day(4, 2)).unwrap();
/// assert_eq!(bounds(&takeover, Language::English), "between 30 March and 1 April 2012");
/// assert_eq!(bounds(&takeover, Language::Arabic), "بين 30 مارس و1 أبريل 2012");
/// assert_eq!(bounds(&Bounds::before(day(9, 1)), Language::English), "by the end of August 2012");
/// ```
#[must_use]
pub fn bounds(bounds: &Bounds, language: Language) -> String {
    let start = [bounds.earliest_start(), bounds.latest_start()];
    points(start, [bounds.earliest_end(), bounds.latest_end()], language)
}

/// The same from the earliest and the latest start and end.
fn points(start: [Option<NaiveDateTime>; 2], end: [Option<NaiveDateTime>; 2], language: Language) -> String {
    let words = Words::of(language);
    let ([s0, s1], [e0, e1]) = (start, end);
    let latest = match (s1, e1) {
        (Some(s), Some(e)) => Some(s.max(e)),
        (s, e) => e.or(s),
    };
    let began = s0.zip(s1).map(|(s0, s1)| words.moment_in(s0, s1));
    // Surely going on for a while: longer than the window for its start, and than a day.
    let lasting = s1.zip(e0).is_some_and(|(s1, e0)| e0 > s1 && e0 - s1 >= TimeDelta::days(1));

    match (s0, latest) {
        // Begun by one moment, and not over at another before it.
        (None, Some(_)) if e1.is_none() && s1.zip(e0).is_some_and(|(s1, e0)| s1 > e0) => {
            words.under_way(e0.unwrap_or_default(), s1.unwrap_or_default())
        }
        (None, None) => words.undated.to_owned(),
        (None, Some(latest)) => words.by(latest),
        (Some(s0), None) => match began {
            Some(began) if lasting => format!("{} {began}", words.since),
            Some(began) => words.began(s0, s1, &began),
            None => words.or_later(s0),
        },
        (Some(s0), Some(latest)) => match (began, e0) {
            _ if s1 == Some(s0) && e1 == e0 => words.period(s0, latest),
            // Start known, end not limited.
            (Some(began), _) if e1.is_none() => {
                if lasting {
                    format!("{} {began}", words.since)
                } else {
                    words.began(s0, s1, &began)
                }
            }
            (Some(began), Some(e0)) if lasting => words.span(&began, &words.moment_before(e0, latest)),
            (Some(began), _) if s1 == Some(s0) && latest - s0 > TimeDelta::days(1) => {
                format!("{}{} {}", words.began(s0, s1, &began), words.over, words.by(latest))
            }
            _ => words.within(s0, latest),
        },
    }
}

/// The same, marked as approximate: "about 13 August 2012", «نحو 13 أغسطس 2012».
#[must_use]
pub fn about(words: &str, language: Language) -> String {
    match language {
        Language::English => format!("about {words}"),
        Language::Arabic => format!("نحو {words}"),
    }
}

/// The words of one language.
struct Words {
    language: Language,
    months: [&'static str; 12],
    undated: &'static str,
    since: &'static str,
    began: &'static str,
    over: &'static str,
    before_christ: &'static str,
}

const ENGLISH: Words = Words {
    language: Language::English,
    months: [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    undated: "undated",
    since: "since",
    began: "began",
    over: ", over",
    before_christ: "BC",
};

const ARABIC: Words = Words {
    language: Language::Arabic,
    months: [
        "يناير",
        "فبراير",
        "مارس",
        "أبريل",
        "مايو",
        "يونيو",
        "يوليو",
        "أغسطس",
        "سبتمبر",
        "أكتوبر",
        "نوفمبر",
        "ديسمبر",
    ],
    undated: "بلا تاريخ",
    since: "منذ",
    began: "بدأ",
    over: "، وانتهى",
    before_christ: "ق.م",
};

/// The end of what ends with the last second of a minute, an hour, a day.
fn whole_second(end: NaiveDateTime) -> NaiveDateTime {
    if end.second() == 59 { end.checked_add_signed(TimeDelta::seconds(1)).unwrap_or(end) } else { end }
}

/// How finely the two ends of an interval are cut.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Cut {
    Time,
    Day,
    Month,
    Year,
}

impl Cut {
    /// The coarsest unit that `t` is the start of.
    fn of(t: NaiveDateTime) -> Self {
        match (t.time() == NaiveTime::MIN, t.day(), t.month()) {
            (false, ..) => Self::Time,
            (_, 1, 1) => Self::Year,
            (_, 1, _) => Self::Month,
            _ => Self::Day,
        }
    }

    /// The last unit before `end`, by any moment in it.
    fn last(self, end: NaiveDateTime) -> NaiveDateTime {
        if self == Self::Time { end } else { end.checked_sub_signed(TimeDelta::seconds(1)).unwrap_or(end) }
    }
}

/// How much of a date to write.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    All,
    NoYear,
    DayOnly,
}

impl Words {
    fn of(language: Language) -> &'static Self {
        match language {
            Language::English => &ENGLISH,
            Language::Arabic => &ARABIC,
        }
    }

    fn year(&self, year: i32) -> String {
        if year > 0 { year.to_string() } else { format!("{} {}", 1 - i64::from(year), self.before_christ) }
    }

    fn write(&self, t: NaiveDateTime, cut: Cut, part: Part) -> String {
        let month = self.months[t.month0() as usize % 12];
        let year = match part {
            Part::All => format!(" {}", self.year(t.year())),
            _ => String::new(),
        };
        match (cut, part) {
            (Cut::Year, _) => self.year(t.year()),
            (Cut::Month, _) => format!("{month}{year}"),
            (Cut::Day, Part::DayOnly) => t.day().to_string(),
            (Cut::Day, _) => format!("{} {month}{year}", t.day()),
            (Cut::Time, _) => {
                let comma = if self.language == Language::Arabic { "،" } else { "," };
                format!("{} {month}{year}{comma} {}", t.day(), self.clock(t))
            }
        }
    }

    fn clock(&self, t: NaiveDateTime) -> String {
        let form = if t.second() == 0 { "%H:%M" } else { "%H:%M:%S" };
        t.format(form).to_string()
    }

    /// The first and the last unit of `[start, end)`, written so that they can stand in one phrase; one word if they
    /// are the same.
    fn ends(&self, start: NaiveDateTime, end: NaiveDateTime) -> (Cut, String, Option<String>) {
        let cut = Cut::of(start).min(Cut::of(end));
        let last = cut.last(end);
        let same_year = start.year() == last.year();
        let same_month = same_year && start.month() == last.month();
        let same = match cut {
            Cut::Year => same_year,
            Cut::Month => same_month,
            Cut::Day => start.date() == last.date(),
            Cut::Time => start == last,
        };
        let whole = self.write(start, cut, Part::All);
        if same || last < start {
            return (cut, whole, None);
        }
        let (first, last) = match cut {
            Cut::Time if start.date() == last.date() => (whole, self.clock(last)),
            // Midnight ends a day, and is no part of the next.
            Cut::Time if last.time() == NaiveTime::MIN => {
                let day = Cut::Day.last(last);
                let same_day = start.date() == day.date();
                (whole, if same_day { "24:00".to_owned() } else { self.write(day, Cut::Day, Part::All) })
            }
            Cut::Time => (whole, self.write(last, Cut::of(last).min(Cut::Day), Part::All)),
            Cut::Day if same_month => (self.write(start, cut, Part::DayOnly), self.write(last, cut, Part::All)),
            Cut::Day | Cut::Month if same_year => {
                (self.write(start, cut, Part::NoYear), self.write(last, cut, Part::All))
            }
            _ => (whole, self.write(last, cut, Part::All)),
        };
        (cut, first, Some(last))
    }

    /// All of `[start, end)`.
    fn period(&self, start: NaiveDateTime, end: NaiveDateTime) -> String {
        // A minute of the clock, or less, is a moment.
        if end - start <= TimeDelta::minutes(1) {
            return self.write(start, Cut::of(start).min(Cut::Day), Part::All);
        }
        match (self.ends(start, end), self.language) {
            ((_, one, None), _) => one,
            ((_, first, Some(last)), Language::English) => format!("{first} to {last}"),
            ((_, first, Some(last)), Language::Arabic) => format!("من {first} إلى {last}"),
        }
    }

    /// Some time in `[start, end)`.
    fn within(&self, start: NaiveDateTime, end: NaiveDateTime) -> String {
        // A minute of the clock, or less, is a moment; the last second of a day ends it.
        if end - start <= TimeDelta::minutes(1) {
            return self.write(start, Cut::of(start).min(Cut::Day), Part::All);
        }
        let end = whole_second(end);
        match (self.ends(start, end), self.language) {
            ((Cut::Month | Cut::Year, one, None), Language::English) => format!("in {one}"),
            ((Cut::Month | Cut::Year, one, None), Language::Arabic) => format!("في {one}"),
            ((_, one, None), _) => one,
            ((_, first, Some(last)), Language::English) => format!("between {first} and {last}"),
            ((_, first, Some(last)), Language::Arabic) => format!("بين {first} و{last}"),
        }
    }

    /// The moment somewhere in `[start, end]` at which something began.
    fn moment_in(&self, start: NaiveDateTime, end: NaiveDateTime) -> String {
        if start >= end {
            return self.write(start, Cut::of(start).min(Cut::Day), Part::All);
        }
        match self.ends(start, end) {
            (_, one, None) => one,
            _ => self.some_time(start, end),
        }
    }

    /// The moment somewhere in `[start, end]` before which something lasted: an end at midnight names the day before.
    fn moment_before(&self, start: NaiveDateTime, end: NaiveDateTime) -> String {
        if start < end {
            return self.moment_in(start, end);
        }
        let cut = Cut::of(end).min(Cut::Day);
        self.write(cut.last(end), cut, Part::All)
    }

    fn some_time(&self, start: NaiveDateTime, end: NaiveDateTime) -> String {
        match self.language {
            Language::English => format!("some time {}", self.within(start, end)),
            Language::Arabic => format!("وقت ما {}", self.within(start, end)),
        }
    }

    /// That it began at `moment`, which is somewhere in the window; in a month or year, but some time between two.
    fn began(&self, start: NaiveDateTime, end: Option<NaiveDateTime>, moment: &str) -> String {
        let whole = end.filter(|&end| start < end).map(|end| self.ends(start, end));
        match (whole, self.language) {
            (Some((Cut::Month | Cut::Year, _, None)), Language::English) => format!("{} in {moment}", self.began),
            (Some((Cut::Month | Cut::Year, _, None)), Language::Arabic) => format!("{} في {moment}", self.began),
            _ => format!("{} {moment}", self.began),
        }
    }

    /// Going on at some moment of `[start, end]`.
    fn under_way(&self, start: NaiveDateTime, end: NaiveDateTime) -> String {
        match (self.ends(start, end), self.language) {
            ((Cut::Day, day, None), Language::English) => format!("under way on {day}"),
            ((_, one, None), Language::English) => format!("under way in {one}"),
            ((_, one, None), Language::Arabic) => format!("جارٍ في {one}"),
            (_, Language::English) => format!("under way {}", self.some_time(start, end)),
            (_, Language::Arabic) => format!("جارٍ {}", self.some_time(start, end)),
        }
    }

    fn span(&self, from: &str, to: &str) -> String {
        match self.language {
            Language::English => format!("from {from} to {to}"),
            Language::Arabic => format!("من {from} إلى {to}"),
        }
    }

    /// Before `end`.
    fn by(&self, end: NaiveDateTime) -> String {
        let end = whole_second(end);
        let cut = Cut::of(end);
        let last = self.write(cut.last(end), cut, Part::All);
        match (cut, self.language) {
            (Cut::Month | Cut::Year, Language::English) => format!("by the end of {last}"),
            (Cut::Month | Cut::Year, Language::Arabic) => format!("بحلول نهاية {last}"),
            (_, Language::English) => format!("by {last}"),
            (_, Language::Arabic) => format!("بحلول {last}"),
        }
    }

    /// At `start` or after.
    fn or_later(&self, start: NaiveDateTime) -> String {
        let first = self.write(start, Cut::of(start), Part::All);
        match self.language {
            Language::English => format!("{first} or later"),
            Language::Arabic => format!("{first} أو بعد ذلك"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;
    use proptest::prelude::*;

    fn at(written: &str) -> Option<NaiveDateTime> {
        if written == "?" {
            return None;
        }
        let time = if written.contains('T') { written.to_owned() } else { format!("{written}T00:00:00") };
        Some(time.parse().unwrap())
    }

    #[test]
    fn bounds_as_a_person_writes_them() {
        for (written, english, arabic) in [
            ("2012-08-13 2012-08-13 2012-08-14 2012-08-14", "13 August 2012", "13 أغسطس 2012"),
            ("2012-08-13 ? ? 2012-08-14", "13 August 2012", "13 أغسطس 2012"),
            ("2012-08-13 2012-08-14 2012-08-13 2012-08-14", "13 August 2012", "13 أغسطس 2012"),
            ("2012-08-01 2012-08-01 2012-09-01 2012-09-01", "August 2012", "أغسطس 2012"),
            ("2012-08-01 ? ? 2012-09-01", "in August 2012", "في أغسطس 2012"),
            ("2012-01-01 2012-01-01 2013-01-01 2013-01-01", "2012", "2012"),
            ("2012-01-01 ? ? 2013-01-01", "in 2012", "في 2012"),
            ("2012-03-30 ? ? 2012-04-02", "between 30 March and 1 April 2012", "بين 30 مارس و1 أبريل 2012"),
            ("2012-08-13 ? ? 2012-08-16", "between 13 and 15 August 2012", "بين 13 و15 أغسطس 2012"),
            (
                "2011-12-30 ? ? 2012-01-02",
                "between 30 December 2011 and 1 January 2012",
                "بين 30 ديسمبر 2011 و1 يناير 2012",
            ),
            ("2012-03-01 ? ? 2012-06-01", "between March and May 2012", "بين مارس ومايو 2012"),
            ("2010-01-01 ? ? 2013-01-01", "between 2010 and 2012", "بين 2010 و2012"),
            ("2012-08-13 2012-08-13 2012-08-16 2012-08-16", "13 to 15 August 2012", "من 13 إلى 15 أغسطس 2012"),
            ("2012-06-01 2012-06-01 2012-09-01 2012-09-01", "June to August 2012", "من يونيو إلى أغسطس 2012"),
            ("? ? ? 2012-08-15", "by 14 August 2012", "بحلول 14 أغسطس 2012"),
            ("? 2012-09-01 ? 2012-09-01", "by the end of August 2012", "بحلول نهاية أغسطس 2012"),
            ("? ? ? 2013-01-01", "by the end of 2012", "بحلول نهاية 2012"),
            ("2012-08-15 ? 2012-08-15 ?", "15 August 2012 or later", "15 أغسطس 2012 أو بعد ذلك"),
            ("2012-08-01 ? ? ?", "August 2012 or later", "أغسطس 2012 أو بعد ذلك"),
            ("2020-01-01 2021-01-01 2022-05-01 ?", "since 2020", "منذ 2020"),
            ("2012-03-30 2012-03-31 2012-08-15 ?", "since 30 March 2012", "منذ 30 مارس 2012"),
            ("2012-03-30 2012-03-30 2012-08-15 ?", "since 30 March 2012", "منذ 30 مارس 2012"),
            (
                "2012-03-30 2012-04-02 2012-08-15 ?",
                "since some time between 30 March and 1 April 2012",
                "منذ وقت ما بين 30 مارس و1 أبريل 2012",
            ),
            ("2012-03-30 2012-03-31 ? ?", "began 30 March 2012", "بدأ 30 مارس 2012"),
            ("2012-03-01 2012-04-01 ? ?", "began in March 2012", "بدأ في مارس 2012"),
            ("? 2012-03-31 2012-03-30 ?", "under way on 30 March 2012", "جارٍ في 30 مارس 2012"),
            ("? 2012-04-01 2012-03-01 ?", "under way in March 2012", "جارٍ في مارس 2012"),
            (
                "? 2012-04-07 2012-03-09 ?",
                "under way some time between 9 March and 6 April 2012",
                "جارٍ وقت ما بين 9 مارس و6 أبريل 2012",
            ),
            (
                "2012-03-30 2012-03-31 2012-08-15 2012-08-16",
                "from 30 March 2012 to 15 August 2012",
                "من 30 مارس 2012 إلى 15 أغسطس 2012",
            ),
            (
                "2012-03-30 2012-03-30 ? 2012-09-01",
                "began 30 March 2012, over by the end of August 2012",
                "بدأ 30 مارس 2012، وانتهى بحلول نهاية أغسطس 2012",
            ),
            ("? ? ? ?", "undated", "بلا تاريخ"),
            (
                "2012-08-13T10:30:00 2012-08-13T10:30:00 2012-08-13T10:31:00 2012-08-13T10:31:00",
                "13 August 2012, 10:30",
                "13 أغسطس 2012، 10:30",
            ),
            (
                "2012-08-13T10:00:00 ? ? 2012-08-13T12:00:00",
                "between 13 August 2012, 10:00 and 12:00",
                "بين 13 أغسطس 2012، 10:00 و12:00",
            ),
            (
                "2012-08-13T16:00:00 ? ? 2012-08-14",
                "between 13 August 2012, 16:00 and 24:00",
                "بين 13 أغسطس 2012، 16:00 و24:00",
            ),
            (
                "2012-08-13T16:00:00 ? ? 2012-09-01",
                "between 13 August 2012, 16:00 and 31 August 2012",
                "بين 13 أغسطس 2012، 16:00 و31 أغسطس 2012",
            ),
            ("-0043-03-15 ? ? -0043-03-16", "15 March 44 BC", "15 مارس 44 ق.م"),
            ("0999-01-01 ? ? 1000-01-01", "in 999", "في 999"),
        ] {
            let p: Vec<_> = written.split(' ').map(at).collect();
            for (language, expected) in [(Language::English, english), (Language::Arabic, arabic)] {
                assert_eq!(points([p[0], p[1]], [p[2], p[3]], language), expected, "{written}");
            }
        }
        assert_eq!(about("13 August 2012", Language::English), "about 13 August 2012");
    }

    fn any_time() -> impl Strategy<Value = Option<NaiveDateTime>> {
        proptest::option::of((any::<i32>(), 0..86_400u32).prop_map(|(days, seconds)| {
            let day = NaiveDate::from_num_days_from_ce_opt(days % 95_000_000).unwrap_or_default();
            day.and_time(NaiveTime::from_num_seconds_from_midnight_opt(seconds / 43_200 * 43_200, 0).unwrap())
        }))
    }

    proptest! {
        #[test]
        fn any_four_points_have_words(p in [any_time(), any_time(), any_time(), any_time()]) {
            for language in [Language::English, Language::Arabic] {
                prop_assert!(!points([p[0], p[1]], [p[2], p[3]], language).is_empty());
            }
        }

        #[test]
        fn the_extremes_of_the_calendar_have_words(low in any_time()) {
            let (min, max) = (Some(NaiveDateTime::MIN), Some(NaiveDateTime::MAX));
            for (start, end) in [([min, low], [low, max]), ([min, min], [max, max]), ([max, min], [min, None]), ([low, max], [min, low])] {
                prop_assert!(!points(start, end, Language::English).is_empty());
            }
        }
    }
}
