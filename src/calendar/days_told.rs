//! The days that a text has told, of which one is that of an hour without a day: «اندلع حريق أمس … وأخمد عند السادسة مساء».

use super::Value;
use super::story::{MEMORY, SPEECH, YEAR_MEMORY, day_of_month};
use crate::article::Span;
use crate::script::Key;
use crate::timex::{Cue, Form, Occurrence, Signal};
use chrono::NaiveDate;

/// A day that the text has told.
#[derive(Debug, Clone)]
pub(super) struct ToldDay {
    pub(super) value: Value,
    pub(super) day: NaiveDate,
    pub(super) sentence: u32,
    /// The words that tell it.
    words: Span,
    /// A day of a month with no preposition, as events are named by: «جولة 29 يوليو».
    bare: bool,
    /// An end of a stretch: «من 14 إلى 16 أبريل».
    pub(super) end_of_stretch: bool,
}

/// The days told last, the latest first.
#[derive(Debug, Default)]
pub(super) struct DaysTold {
    days: Vec<ToldDay>,
}

/// How many days from today a day of the news is at most.
pub(super) const OF_THE_NEWS: i64 = 7;
/// How many days told stay in mind.
const DAYS: usize = 6;

impl DaysTold {
    pub(super) fn push(&mut self, day: NaiveDate, value: &Value, found: &Occurrence) {
        let (sentence, words) = (found.sentence, found.span);
        self.days.truncate(DAYS - 1);
        let end_of_stretch =
            matches!(found.signal, Some((Signal::Since | Signal::From | Signal::Until | Signal::To, _)));
        let form = &found.expression.form;
        let bare = found.signal.is_none() && matches!(form, Form::Date(_)) && day_of_month(form).is_some();
        self.days.insert(0, ToldDay { value: value.clone(), day, sentence, words, bare, end_of_stretch });
    }

    pub(super) fn clear(&mut self) {
        self.days.clear();
    }

    /// The day told last that is not to come.
    pub(super) fn last_before(&self, now: NaiveDate) -> Option<Value> {
        self.days.iter().find(|told| told.day <= now).map(|told| Value::Day(told.day))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.days.is_empty()
    }

    /// The day of the story on which what is told at an hour happens. What has happened was not on a day to come, and
    /// what is to come is not on a day that is past; and what is told beside the story is not it, unless nothing else is.
    pub(super) fn of_hour(&self, next: &Occurrence, cue: Cue, now: NaiveDate, text: &str) -> Option<&ToldDay> {
        let past = matches!(cue, Cue::Past | Cue::Begun);
        let fits = |told: &&ToldDay| {
            let (ago, here) = ((now - told.day).num_days(), told.sentence == next.sentence);
            let side = if past { ago >= 0 || here && !told.end_of_stretch } else { ago <= 0 || here };
            next.sentence.saturating_sub(told.sentence) <= MEMORY && side
        };
        let of_the_story = |told: &&ToldDay| {
            let here = told.sentence == next.sentence;
            let apart = next.sentence.saturating_sub(told.sentence);
            // A part of the day goes on from the sentence before, an hour is of the news.
            let part = matches!(next.expression.form, Form::DayPart { .. });
            let near = (now - told.day).num_days().abs() <= OF_THE_NEWS || apart <= u32::from(part);
            // «قال في كلمة بثت أمس إن المهاجمين جاؤوا في الثامنة»
            let between = || text.get(told.words.end as usize..next.span.start as usize).filter(|t| t.len() <= SPEECH);
            let said = here && between().is_some_and(reports);
            near && !said && apart <= YEAR_MEMORY && !told.is_aside(text)
        };
        let fitting = || self.days.iter().filter(fits);
        let hour = matches!(next.expression.form, Form::Clock { .. });
        let any = || self.days.first().filter(|told| hour && (!past || told.day <= now));
        fitting().find(of_the_story).or_else(|| fitting().next()).or_else(any)
    }
}

impl ToldDay {
    /// Whether a day is told beside the story: that of an event with a name, or since which something holds, or on which
    /// somebody told it («منذ 3 مايو», «جولة 29 يوليو», «وفق بيان صدر أمس»). What happens at an hour happens on another.
    ///
    /// Looked at only when an hour asks: most days are never asked for.
    fn is_aside(&self, text: &str) -> bool {
        const SOURCES: [Key; 6] =
            [Key::of("وفق"), Key::of("وفقا"), Key::of("بحسب"), Key::of("حسب"), Key::of("حسبما"), Key::of("وبحسب")];
        /// How many words the source of a story takes before its day.
        const WORDS: usize = 8;
        // «جولة 29 يوليو», «انقلاب 22 مارس»
        const MARKS: [char; 13] = ['.', '،', ',', '؛', ':', '(', ')', '-', '«', '»', '"', '/', '–'];
        if self.end_of_stretch {
            return true;
        }
        let before = text.get(..self.words.start as usize).unwrap_or_default();
        if self.bare && before.ends_with(' ') {
            let last = before.split_whitespace().next_back().filter(|word| !word.ends_with(MARKS)).map(Key::fold);
            if last.is_some_and(|word| word.len() > 2 && !word.starts_with(Key::of("ال"))) {
                return true;
            }
        }
        let clause = before
            .rsplit(char::is_whitespace)
            .filter(|word| !word.is_empty())
            .take(WORDS)
            .take_while(|word| !word.ends_with(['.', '،', '؛', ',', '!', '؟']));
        Key::lists_any(&SOURCES, clause)
    }
}

/// Whether words introduce what is said to be so: «أن القوات ...», not what is to be: «أن تصل».
pub(super) fn reports(words: &str) -> bool {
    let words: Vec<Key> = words.split_whitespace().map(Key::fold).collect();
    let wish = |word: &Key| [Key::of("ي"), Key::of("ت")].contains(&word.first(1));
    words.windows(2).any(|pair| THAT.contains(&pair[0]) && !wish(&pair[1]))
}

/// What introduces what is said.
const THAT: [Key; 6] =
    [Key::of("أن"), Key::of("بأن"), Key::of("أنه"), Key::of("أنها"), Key::of("أنهم"), Key::of("بأنه")];
