//! Which year a bare month lies in: the one that the story is in.

use super::Story;
use super::forms::{day_of_month, is_present};
use crate::article::Published;
use crate::calendar::{Context, Value};
use crate::script::Key;
use crate::timex::{Anchor, Calendar, Cue, Date, Form, Occurrence, Signal, Year};
use chrono::{Datelike, NaiveDateTime};

/// A year told in full.
#[derive(Debug, Clone, Copy)]
pub(super) struct ToldYear {
    pub(super) year: i32,
    pub(super) sentence: u32,
    pub(super) paragraph: u32,
    /// Told beside the news of its sentence: «حكمت الثلاثاء المحكمة التي أنشئت عام 2002».
    pub(super) aside: bool,
    /// Without a month.
    pub(super) alone: bool,
}

/// A year so near to the present may be background to news of the last months.
const BACKGROUND_YEARS: i32 = 3;
/// How many days back a bare date is news.
const RECENT_DAYS: i64 = 120;
/// How many days back it is even after a year told in another sentence.
pub(super) const NEWS_DAYS: i64 = 30;
/// How many years back what is told beside the news holds for its sentence alone.
const FAR_YEARS: i32 = 10;

/// How many bytes may stand between the first end of a range and the word that leads to the second.
const RANGE: u32 = 12;

/// How many sentences a year told before holds for bare months.
pub(in crate::calendar) const YEAR_MEMORY: u32 = 3;

/// Whether an expression is all that its line says, but for marks: «2013», «-2013-», «2013:».
fn is_own_line(found: &Occurrence, text: &str) -> bool {
    let (start, end) = (found.span.start as usize, found.span.end as usize);
    let (before, after) = (text.get(..start).unwrap_or_default(), text.get(end..).unwrap_or_default());
    only_marks(before.chars().rev()) && only_marks(after.chars())
}

/// Whether no letter or digit stands before the line ends. The first that is met ends the search.
fn only_marks(mut letters: impl Iterator<Item = char>) -> bool {
    letters.find(|&c| c == '\n' || c.is_alphanumeric()).is_none_or(|c| c == '\n')
}

/// Whether an expression ends a clause about a noun: «توري، الذي عاد عام 2002، يستقيل».
fn describes(found: &Occurrence, text: &str) -> bool {
    const RELATIVES: [Key; 3] = [Key::of("الذي"), Key::of("التي"), Key::of("الذين")];
    const WORDS: usize = 12;
    let (start, end) = (found.span.start as usize, found.span.end as usize);
    let before = text.get(..start).unwrap_or_default().rsplit(char::is_whitespace).take(WORDS);
    let clause = before.take_while(|word| !word.ends_with(['.', '،', '؛', '!', '؟']));
    let closed = text.get(end..).is_some_and(|after| after.starts_with(['،', ',']));
    closed && Key::lists_any(&RELATIVES, clause)
}

/// The end of a line that begins with an expression and a colon: «- 2022: …».
fn line_headed_by(found: &Occurrence, text: &str) -> Option<u32> {
    let before = text.get(..found.span.start as usize)?;
    let after = text.get(found.span.end as usize..)?;
    let begins = only_marks(before.chars().rev()) && after.trim_start_matches(' ').starts_with(':');
    begins.then(|| found.span.end + after.find('\n').unwrap_or(after.len()) as u32)
}

impl Story {
    pub(in crate::calendar) fn year(&self, next: &Occurrence, reference: Option<Published>) -> Option<i32> {
        let bare = day_of_month(&next.expression.form);
        if let Some(told) =
            bare.and_then(|(day, month)| self.days.iter().find(|d| (d.day(), d.month()) == (day, month)))
        {
            return Some(told.year());
        }
        if let Some(year) = self.range_ends_in(next) {
            return Some(year);
        }
        // «هذا العام … في مارس»
        if self.this_year == Some(next.sentence) {
            return reference.map(|r| r.date().year());
        }
        // «- 2022: انقلابان، الأول في يناير والثاني في سبتمبر»: a line that begins with its year.
        if let Some((year, _)) = self.entry.filter(|&(_, end)| next.span.start < end) {
            return Some(year);
        }
        // «2013», and under it «22 فبراير: معركة»
        if let Some(heading) = self.heading.filter(|_| self.year.is_none_or(|y| y.sentence != next.sentence)) {
            return Some(heading);
        }
        let ToldYear { year, sentence, paragraph, aside, alone } = self.year?;
        let now = reference.map(|r| r.date().year());
        // In news a year by itself is an aside, and holds for its sentence.
        let far = aside && now.is_some_and(|now| now - year > FAR_YEARS);
        let memory = if far || alone && self.present.is_some() { 0 } else { YEAR_MEMORY };
        let near = next.sentence.saturating_sub(sentence) <= memory && next.paragraph == paragraph;
        if !near || now == Some(year) {
            return None;
        }
        // A year shortly before the present is background to news; a date of the last months is the news.
        let background = aside || now.is_some_and(|now| (now - year).abs() <= BACKGROUND_YEARS);
        // «وفي 2020 استمرت من 18 أغسطس إلى 6 أكتوبر»: both in that year.
        if self.gone_on == Some(next.sentence) && sentence == next.sentence {
            return Some(year);
        }
        // «في 5 أبريل 2012. وأطلق سراحهم بعد ثلاثة أشهر، في 12 يوليو»: a story that goes on in its year.
        if self.goes_on(next, year) {
            return Some(year);
        }
        // «وسيشارك في قمة مطلع يوليو»: what is to come does not lie in a year that is past.
        let ahead = matches!(next.cue, Cue::Future | Cue::Announced);
        if ahead && (next.sentence != sentence || far) && now.is_some_and(|now| year < now) {
            return None;
        }
        // «في أبريل 2019. … أقرته في استفتاء 18 يونيو», two weeks ago: the news of another sentence.
        let recent = if background { RECENT_DAYS } else { NEWS_DAYS };
        let background = background || next.sentence != sentence && bare.is_some();
        if let (Some(reference), true) = (reference, background) {
            let alone = next.expression.resolve(&Context::at(reference));
            let day = alone.value.as_ref().and_then(Value::interval).map(|(start, _)| start.date());
            if day.is_some_and(|d| (0..=recent).contains(&(reference.date() - d).num_days())) {
                return None;
            }
        }
        Some(year)
    }

    /// The year of the second of «من 18 أغسطس إلى 6 أكتوبر»: the first such day after the other.
    fn range_ends_in(&self, next: &Occurrence) -> Option<i32> {
        let (day, month) = day_of_month(&next.expression.form)?;
        let (from, end) = self.dated?;
        let near = end..=end.saturating_add(RANGE);
        let to = matches!(next.signal, Some((Signal::To | Signal::Until, word)) if near.contains(&word.start));
        to.then(|| from.year() + i32::from((month, day) < (from.month(), from.day())))
    }

    /// Whether the time told last, in the same sentence, was counted from a time told before, and lies in the year.
    fn goes_on(&self, next: &Occurrence, year: i32) -> bool {
        let counted = self.counted.as_ref().filter(|(_, s)| *s == next.sentence);
        let lies = |(start, _): (NaiveDateTime, NaiveDateTime)| start.year() == year;
        counted.and_then(|(v, _)| v.interval()).is_some_and(lies)
    }

    /// Keeps the year that a time tells, or leaves it behind.
    pub(super) fn tell_year(&mut self, found: &Occurrence, value: &Value, text: &str) {
        // «في ليلة 3 أيار 1497» tells the year of its day.
        let form = match &found.expression.form {
            Form::DayPart { day: Some(day), .. } | Form::Clock { day: Some(day), .. } if !is_present(day) => day,
            form => form,
        };
        match form {
            // «في 2014 … غادرته في 31 أكتوبر», two weeks ago: the story has come to the present.
            Form::Date(Date { year: None, month: Some(_), direction: None, .. })
                if self.year.is_some_and(|told| {
                    let year = value.interval().map(|(start, _)| start.year());
                    told.sentence != found.sentence && year.is_some_and(|year| year > told.year)
                }) =>
            {
                self.year = None;
            }
            Form::Date(Date { year: Some(Year::Number(year)), calendar: Calendar::Gregorian, month, .. })
                if *year > 0 =>
            {
                // «منذ 2013»: what has gone on since then is told of today.
                let since = matches!(found.signal, Some((Signal::Since, _)));
                let aside = since || self.present == Some(found.sentence);
                let alone = month.is_none();
                if alone && is_own_line(found, text) {
                    self.heading = Some(*year);
                } else if alone && let Some(end) = line_headed_by(found, text) {
                    self.entry = Some((*year, end));
                }
                // «في 22 مارس 2012 أطيح بالرئيس، الذي عاد عام 2002»: the story stays in its year.
                let back = alone
                    && self.year.is_some_and(|told| {
                        let near = told.sentence + 1 >= found.sentence
                            || told.sentence + YEAR_MEMORY >= found.sentence && describes(found, text);
                        !told.alone && !told.aside && near && told.paragraph == found.paragraph && *year < told.year
                    });
                if !back {
                    let (sentence, paragraph) = (found.sentence, found.paragraph);
                    self.year = Some(ToldYear { year: *year, sentence, paragraph, aside, alone });
                }
            }
            // «في 27 يونيو من السنة نفسها ... وفي نوفمبر»: the story is in that year.
            Form::Date(Date { year: Some(Year::Relative { anchor: Anchor::Text, .. }), .. }) => {
                let year = value.interval().map(|(start, _)| start.year());
                let (sentence, paragraph) = (found.sentence, found.paragraph);
                self.year =
                    year.map(|year| ToldYear { year, sentence, paragraph, aside: false, alone: false }).or(self.year);
            }
            // Back to the present: bare months are near the reference again.
            Form::Shift { anchor: Anchor::Reference, .. }
            | Form::Offset { anchor: Anchor::Reference, .. }
            | Form::Date(
                Date { weekday: Some(_), month: None, .. }
                | Date { year: Some(Year::Relative { anchor: Anchor::Reference, .. }), .. }
                | Date { year: None, month: Some(_), direction: Some(_), anchor: Anchor::Reference, .. },
            ) => {
                self.year = None;
                self.present = Some(found.sentence);
                self.heading = None;
            }
            Form::DayPart { day: Some(day), .. } | Form::Clock { day: Some(day), .. } if is_present(day) => {
                self.present = Some(found.sentence);
            }
            _ => {}
        }
    }
}
