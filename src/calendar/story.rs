//! What a text has told so far, against which its next time is understood: whose «today» it is, which year a bare month
//! lies in, which day «في اليوم التالي» follows.

use super::context::{Context, Resolution};
use super::days_told::{DaysTold, OF_THE_NEWS, reports};
use super::{Granularity, PartOfDay, TimeOfDay, Value, habit};
use crate::article::Published;
use crate::script::Key;
use crate::timex::{
    Anchor, Calendar, Cue, Date, DayPart, Direction, Expression, Form, Modifier, Occurrence, Part, Recurrence, Rule,
    Signal, TimexKind, Unit, Year,
};
use chrono::{Datelike, NaiveDate, NaiveDateTime, TimeDelta, Timelike, Weekday};

/// What the text has told so far: the time that «في اليوم التالي» follows, the year that bare months lie in.
#[derive(Debug, Default)]
pub(super) struct Story {
    /// The sentences that tell of what comes back within a week, in order.
    daily: Vec<u32>,
    /// The first sentence that tells of a day by its distance from today: «أمس», «الثلاثاء». From there on it is news.
    news: Option<u32>,
    /// What that sentence says of the day.
    lead: Option<Expression>,
    /// The time told last, and its sentence.
    last: Option<(Value, u32)>,
    /// The day told last: «في اليوم نفسه» passes over months and years.
    day: Option<(Value, u32)>,
    /// The days told, the latest first: an hour without a day belongs to one of them.
    days_told: DaysTold,
    /// The time told last that was counted from one told before: «بعد ثلاثة أشهر».
    counted: Option<(Value, u32)>,
    /// The month told last, or the day in it.
    month: Option<(Value, u32)>,
    /// The sentence that last looked to what is to come, and the byte behind the words that do.
    ahead: Option<(u32, u32)>,
    /// The sentence that last told of something that recurs.
    habit: Option<u32>,
    /// The year told last in full.
    year: Option<ToldYear>,
    /// Days told with their year, the latest last: «27 مارس» after «27 مارس 2022» is the same.
    days: Vec<NaiveDate>,
    /// The sentence that last named the present year: «هذا العام».
    this_year: Option<u32>,
    /// The sentence that last told a time counted from the present: «أمس», «الثلاثاء».
    present: Option<u32>,
    /// The day of that time, its sentence, and the byte behind it.
    said: Option<(NaiveDate, u32, u32)>,
    /// The date told last with its weekday, and its sentence: «الاثنين 22 يوليو».
    named: Option<(NaiveDate, u32)>,
    /// The sentence that last told a day that is not known, counted from an event.
    unknown: Option<u32>,
    /// The sentence that last told a date without its year that lies in the year told.
    gone_on: Option<u32>,
    /// The day told last by its date, and the byte behind it.
    dated: Option<(NaiveDate, u32)>,
    /// The year that a line begins with, and the byte behind the line.
    entry: Option<(i32, u32)>,
    /// The year that a line of its own announces: of what is listed under it.
    heading: Option<i32>,
    /// The sentence of «مرتين أسبوعيا», and the byte behind it and the weekdays that follow.
    weekly: Option<(u32, u32)>,
    /// The day told last by its Hijri date, and its sentence.
    lunar: Option<(NaiveDate, u32)>,
    /// The sentence in which the day told last is a feast of several days.
    feast: Option<u32>,
    /// The byte behind the hour told last.
    hour: Option<u32>,
}

/// A year told in full.
#[derive(Debug, Clone, Copy)]
struct ToldYear {
    year: i32,
    sentence: u32,
    paragraph: u32,
    /// Told beside the news of its sentence: «حكمت الثلاثاء المحكمة التي أنشئت عام 2002».
    aside: bool,
    /// Without a month.
    alone: bool,
}

/// How many sentences a time told before stays in mind.
pub(super) const MEMORY: u32 = 12;
/// A year so near to the present may be background to news of the last months.
const BACKGROUND_YEARS: i32 = 3;
/// How many days back a bare date is news.
const RECENT_DAYS: i64 = 120;
/// How many days back it is even after a year told in another sentence.
const NEWS_DAYS: i64 = 30;
/// How many years back what is told beside the news holds for its sentence alone.
const FAR_YEARS: i32 = 10;
/// How many bytes may stand between the day on which somebody speaks and what is said.
pub(super) const SPEECH: usize = 800;
/// How many bytes may stand between the first end of a range and the word that leads to the second.
const RANGE: u32 = 12;
/// How many days told with their year stay in mind.
const DAYS: usize = 8;
/// How many sentences a year told before holds for bare months.
pub(super) const YEAR_MEMORY: u32 = 3;

/// «بعيد منتصف الليل»: which night is not said.
fn after_midnight(found: &Occurrence) -> bool {
    let midnight = matches!(found.expression.form, Form::DayPart { part: DayPart::Midnight, day: None });
    midnight && matches!(found.signal, Some((Signal::After, _)))
}

/// The sentences that tell of what comes back within a week, in order: «يوميا», «من الاثنين إلى الخميس».
fn daily_sentences(found: &[Occurrence]) -> Vec<u32> {
    let is_weekday = |o: &Occurrence| {
        matches!(&o.expression.form, Form::Date(Date { weekday: Some(_), month: None, day: None, direction: None, .. }))
    };
    let signal = |o: &Occurrence| o.signal.map(|(signal, _)| signal);
    let from_to = |n: usize| {
        let (Some(first), Some(second)) = (found.get(n), found.get(n + 1)) else { return false };
        is_weekday(first)
            && is_weekday(second)
            && first.sentence == second.sentence
            && signal(first) == Some(Signal::From)
            && matches!(signal(second), Some(Signal::To | Signal::Until))
    };
    let comes_back = |&(n, o): &(usize, &Occurrence)| comes_daily(&o.expression.form) || from_to(n);
    found.iter().enumerate().filter(comes_back).map(|(_, o)| o.sentence).collect()
}

/// Whether something comes back within a week: what makes clock times near it those of any day.
fn comes_daily(form: &Form) -> bool {
    match form {
        Form::Set(Recurrence::Every(quantity)) => quantity.unit() == Unit::Day,
        Form::Set(Recurrence::EveryWeekday(_) | Recurrence::EveryPart(_)) => true,
        _ => false,
    }
}

/// Whether a time is in so many words one to come: «الخميس المقبل», «غدا».
fn looks_ahead(form: &Form) -> bool {
    match form {
        Form::Date(date) => date.direction == Some(Direction::Future) && date.anchor == Anchor::Reference,
        Form::Shift { by, anchor: Anchor::Reference, .. } => *by > 0,
        Form::DayPart { day: Some(day), .. } | Form::Clock { day: Some(day), .. } => looks_ahead(day),
        _ => false,
    }
}

/// Whether words begin another clause that reports: «… السبت المقبل، وقال الوزير عقب عودته الأربعاء».
fn says(words: &str) -> bool {
    const VERBS: [Key; 9] = [
        Key::of("وهو"),
        Key::of("وهي"),
        Key::of("وقال"),
        Key::of("وأعلن"),
        Key::of("وأكد"),
        Key::of("وأضاف"),
        Key::of("وذكر"),
        Key::of("وكان"),
        Key::of("وكانت"),
    ];
    words.split_whitespace().any(|word| VERBS.contains(&Key::fold(word)))
}

/// Whether words turn to what is told beside what is to come: «السبت المقبل، وهو مشروع رفع في مايو».
fn turns_back(words: &str) -> bool {
    const WORDS: [Key; 7] = [
        Key::of("الذي"),
        Key::of("التي"),
        Key::of("الذين"),
        Key::of("وهو"),
        Key::of("وهي"),
        Key::of("إثر"),
        Key::of("بعدما"),
    ];
    words.split_whitespace().any(|word| WORDS.contains(&Key::fold(word)))
}

/// Whether a time names a day counted from the present, or a part of one.
fn is_told_day(form: &Form) -> bool {
    match form {
        Form::DayPart { day: Some(day), .. } | Form::Clock { day: Some(day), .. } => is_present(day),
        _ => is_present(form),
    }
}

/// Whether a day is counted from the present: «أمس», «الثلاثاء».
fn is_present(day: &Form) -> bool {
    match day {
        Form::Shift { anchor: Anchor::Reference, .. } => true,
        Form::Date(date) => date.weekday.is_some() && date.month.is_none() && date.day.is_none(),
        _ => false,
    }
}

/// How many days from today a form is, where it says no more: «اليوم», «صباح اليوم», «في وقت سابق من اليوم».
fn days_from_now(form: &Form) -> Option<i64> {
    match form {
        Form::Shift { unit: Unit::Day, by, anchor: Anchor::Reference } => Some(*by),
        Form::DayPart { day: Some(day), .. } | Form::Clock { day: Some(day), .. } => days_from_now(day),
        Form::Within { whole: Some(whole), .. } => days_from_now(whole),
        _ => None,
    }
}

/// Whether a form is a weekday and says no more: «الخميس», «مساء الخميس».
fn is_bare_weekday(form: &Form) -> bool {
    match form {
        Form::Date(Date { weekday: Some(_), month: None, day: None, year: None, direction: None, anchor, .. }) => {
            *anchor == Anchor::Reference
        }
        Form::DayPart { day: Some(day), .. } | Form::Clock { day: Some(day), .. } => is_bare_weekday(day),
        _ => false,
    }
}

/// Whether an expression has a word, however it is written.
fn says_word(found: &Occurrence, text: &str, word: Key) -> bool {
    found.span.of(text).split_whitespace().any(|written| Key::fold(written) == word)
}

/// Whether a form is the present year: «نهاية العام».
fn is_this_year(form: &Form) -> bool {
    matches!(form, Form::Shift { unit: Unit::Year, by: 0, anchor: Anchor::Reference })
}

/// «التاليين», «اللاحقة», «الموالية».
fn is_following(word: &str) -> bool {
    let word = Key::fold(word);
    ["التالي", "اللاحق", "الموالي"].iter().any(|start| word.starts_with(Key::fold(start)))
}

/// The weekday that a form names.
fn weekday_of(form: &Form) -> Option<Weekday> {
    match form {
        Form::Date(date) => date.weekday,
        Form::DayPart { day: Some(day), .. } | Form::Clock { day: Some(day), .. } => weekday_of(day),
        _ => None,
    }
}

/// «و», «،» and nothing else.
fn only_joins(words: &str) -> bool {
    const AND: Key = Key::of("و");
    words.split_whitespace().take(3).all(|word| {
        let word = word.trim_matches(['،', ',']);
        word.is_empty() || Key::fold(word) == AND
    })
}

/// Whether words open a quotation and leave it open.
fn quotes(words: &str) -> bool {
    let opened = words.rfind(['«', '“']).is_some_and(|open| !words[open..].contains(['»', '”']));
    opened || words.matches('"').count() % 2 == 1
}

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
    let mut clause = before.take_while(|word| !word.ends_with(['.', '،', '؛', '!', '؟']));
    let closed = text.get(end..).is_some_and(|after| after.starts_with(['،', ',']));
    closed && clause.any(|word| RELATIVES.contains(&Key::fold(word)))
}

/// Whether a time names its month, or is counted from one: «22 يوليو», «الشهر الماضي».
fn names_month(form: &Form) -> bool {
    match form {
        Form::Date(date) => date.month.is_some(),
        Form::Shift { unit, .. } => *unit == Unit::Month,
        Form::Within { whole: Some(whole), .. } => names_month(whole),
        Form::DayPart { day: Some(day), .. } | Form::Clock { day: Some(day), .. } => names_month(day),
        Form::Offset { .. } => true,
        _ => false,
    }
}

/// The end of a line that begins with an expression and a colon: «- 2022: …».
fn line_headed_by(found: &Occurrence, text: &str) -> Option<u32> {
    let before = text.get(..found.span.start as usize)?;
    let after = text.get(found.span.end as usize..)?;
    let begins = only_marks(before.chars().rev()) && after.trim_start_matches(' ').starts_with(':');
    begins.then(|| found.span.end + after.find('\n').unwrap_or(after.len()) as u32)
}

/// The day and the month of a date without a year.
pub(super) fn day_of_month(form: &Form) -> Option<(u32, u32)> {
    match form {
        Form::Date(Date { calendar: Calendar::Gregorian, year: None, day, month, direction: None, .. }) => {
            Some((u32::from((*day)?), u32::from((*month)?)))
        }
        Form::DayPart { day: Some(day), .. } | Form::Clock { day: Some(day), .. } => day_of_month(day),
        _ => None,
    }
}

/// Whether a time is counted from one told before: «بعد ثلاثة أشهر», «العام نفسه».
fn is_counted(form: &Form) -> bool {
    match form {
        Form::Shift { anchor, .. } | Form::Offset { anchor, .. } => *anchor == Anchor::Text,
        // «في يوليو من السنة نفسها»
        Form::Date(Date { year: Some(Year::Relative { anchor, .. }), .. }) => *anchor == Anchor::Text,
        Form::Within { whole: Some(whole), .. } => is_counted(whole),
        Form::DayPart { day: Some(day), .. } | Form::Clock { day: Some(day), .. } => is_counted(day),
        _ => false,
    }
}

/// How fine a time the expression counts from: «اليوم نفسه» from a day, «12 منه» from a month.
fn needed(form: &Form) -> Option<Granularity> {
    match form {
        Form::Shift { unit: Unit::Day | Unit::Night, anchor: Anchor::Text, .. } => Some(Granularity::Day),
        Form::Shift { unit: Unit::Month, anchor: Anchor::Text, .. } => Some(Granularity::Month),
        Form::Within { part: Part::Same { unit: Unit::Day }, .. } => Some(Granularity::Day),
        Form::Within { part: Part::Same { unit: Unit::Month }, .. } => Some(Granularity::Month),
        Form::Within { whole: Some(whole), .. } => needed(whole),
        Form::DayPart { day: Some(day), .. } | Form::Clock { day: Some(day), .. } => needed(day),
        Form::DayPart { day: None, .. } | Form::Clock { day: None, .. } => Some(Granularity::Day),
        _ => None,
    }
}

impl Story {
    /// The story of a text with these times, before any of it is told.
    pub(super) fn of(found: &[Occurrence]) -> Self {
        let lead = found.iter().find(|o| is_told_day(&o.expression.form));
        let hours = || found.iter().any(|o| matches!(o.expression.form, Form::Clock { day: None, .. }));
        Self {
            daily: daily_sentences(found),
            news: lead.map(|o| o.sentence),
            lead: lead.filter(|_| hours()).map(|o| o.expression.clone()),
            ..Self::default()
        }
    }

    /// Whether the sentence tells of something that recurs, so that a clock time in it belongs to no one day.
    pub(super) fn recurs(&self, next: &Occurrence, text: &str) -> bool {
        let hour = || matches!(next.expression.form, Form::Clock { day: None, .. });
        self.habit == Some(next.sentence)
            || self.feast == Some(next.sentence)
            || hour() && habit::in_hours_of_work(next, text)
            || self.daily.binary_search(&next.sentence).is_ok()
            || after_midnight(next) && !self.night_in(next.sentence)
            // «من الساعة 9 صباحا إلى 5 مساء»: hours of opening, unless the sentence names a day.
            || (next.rule == Rule::ClockRange && !self.day_in(next.sentence))
    }

    /// Whether a night was told in the sentence: «ليل الأربعاء، بعيد منتصف الليل».
    fn night_in(&self, sentence: u32) -> bool {
        let night = |value: &Value| matches!(value, Value::Time(_, TimeOfDay::Part(PartOfDay::Night)));
        self.day.as_ref().is_some_and(|(value, s)| *s == sentence && night(value))
    }

    /// Whether a month or weekday is of every year or week.
    pub(super) fn timeless(&self, next: &Occurrence, cue: Cue, habitual: bool, text: &str) -> bool {
        if !habit::is_bare(&next.expression.form) {
            return false;
        }
        // «رحلتين أسبوعيا يومي السبت والثلاثاء»
        let listed = self.weekly.is_some_and(|(sentence, end)| {
            let between = text.get(end as usize..next.span.start as usize).unwrap_or_default();
            const LINKS: [Key; 7] = [
                Key::of("يومي"),
                Key::of("يوم"),
                Key::of("ايام"),
                Key::of("في"),
                Key::of("و"),
                Key::of("كل"),
                Key::of("هما"),
            ];
            let linked = |word: &str| {
                Key::fold(word).len() > 8 || LINKS.contains(&Key::fold(word.trim_matches(['،', ',', ':', '('])))
            };
            let empty = |word: &&str| !word.trim_matches(['،', ',', ':', '(']).is_empty();
            sentence == next.sentence
                && between.len() <= 256
                && between.split_whitespace().count() <= 3
                && is_bare_weekday(&next.expression.form)
                && between.split_whitespace().filter(empty).all(linked)
        });
        listed || habit::is_timeless(next, cue, habitual, text)
    }

    /// The day told last by its Hijri date, if that was not long before.
    pub(super) fn lunar(&self, next: &Occurrence) -> Option<NaiveDate> {
        self.lunar.filter(|(_, sentence)| next.sentence.saturating_sub(*sentence) <= 1).map(|(day, _)| day)
    }

    /// «الحادية عشرة مساء بتوقيت غرينتش» right behind an hour of another zone: the day on which the two are nearest.
    fn other_zone(&self, next: &Occurrence, text: &str) -> Option<Value> {
        let Form::Clock { clock, day: None } = &next.expression.form else { return None };
        let (Value::Time(day, TimeOfDay::Clock(told)), _) = self.day.as_ref()? else { return None };
        let between = text.get(self.hour? as usize..next.span.start as usize)?;
        let words = between.split_whitespace().map(|word| word.trim_matches(['(', '،', ',', '"', '«', '-', '/', '[']));
        let beside = between.contains(['(', '،', '"', '/', '[']);
        if clock.zone.is_none() || !beside || words.clone().any(|word| !["", "أي", "اي"].contains(&word)) {
            return None;
        }
        let told_at = i64::from(told.time().num_seconds_from_midnight() / 60);
        let hour = i64::from(super::resolve::hour_of_24(clock.hour, clock.part).unwrap_or(clock.hour));
        let open = clock.part.is_none() && (1..=12).contains(&clock.hour);
        let minutes = hour * 60 + i64::from(clock.minute.unwrap_or(0));
        let hours = [minutes, if open { minutes % 720 + 720 } else { minutes }];
        let apart = |by: i64| hours.iter().map(|at| (at + by * 1440 - told_at).abs()).min();
        let by = [0, -1, 1].into_iter().min_by_key(|&by| apart(by))?;
        Some(Value::Time(super::add_days(*day, by)?, TimeOfDay::Clock(*told)))
    }

    /// Whether a day was told in the sentence.
    fn day_in(&self, sentence: u32) -> bool {
        self.day.as_ref().is_some_and(|(_, s)| *s == sentence)
    }

    /// Whether a day was told in the sentence or the one before it.
    fn day_near(&self, sentence: u32) -> bool {
        self.day.as_ref().is_some_and(|(_, s)| sentence.saturating_sub(*s) <= 1)
    }

    /// When the words around a time are spoken: when the article was published, or when somebody said them, or in a
    /// story told day by day.
    pub(super) fn present_of(
        &self,
        next: &Occurrence,
        cue: Cue,
        reference: Option<Published>,
        text: &str,
    ) -> Option<Published> {
        let now = reference?.date();
        let form = &next.expression.form;
        let days_after = |day: NaiveDate, by| super::add_days(day, by).map(Published::On);
        if let Some(by) = days_from_now(form).filter(|_| next.expression.also.is_none()) {
            // «عاد الخميس إلى القرية ثم غادرها في الغد»
            let tomorrow = by == 1 && matches!(cue, Cue::Past | Cue::Begun) && says_word(next, text, Key::of("الغد"));
            if let (true, Some((Value::Day(day) | Value::Time(day, _), sentence))) = (tomorrow, &self.day)
                && *sentence == next.sentence
                && *day < now
            {
                return days_after(*day, 0);
            }
            // «قال مساء الجمعة إن جنوده "ساندوا بعد ظهر اليوم"»: his today. What had happened by then cannot be later.
            let said = self.said.filter(|&(day, sentence, end)| {
                let between = text.get(end as usize..next.span.start as usize).filter(|t| t.len() <= SPEECH);
                let between = between.unwrap_or_default();
                let part = matches!(cue, Cue::Past | Cue::Begun) && !matches!(form, Form::Shift { .. });
                sentence == next.sentence && by == 0 && day < now && (quotes(between) || part && reports(between))
            });
            if let Some((day, ..)) = said {
                return days_after(day, 0);
            }
        }
        // «بين مارس 2022 ونهاية العام»: of the year told.
        if is_this_year(form)
            && next.expression.modifier.is_some()
            && !says_word(next, text, Key::of("هذا"))
            && let Some(told) = self.year.filter(|y| y.sentence == next.sentence && !y.aside && y.year < now.year())
            && next.span.of(text).split_whitespace().skip(1).last().map(Key::fold) == Some(Key::of("العام"))
        {
            return NaiveDate::from_ymd_opt(told.year, 12, 31).map(Published::On);
        }
        // «لن يعود قبل مطلع السنة», «مغلق حتى مطلع الشهر»: the next, as this one's has passed.
        if let Form::Shift { unit: unit @ (Unit::Month | Unit::Year), by: 0, anchor: Anchor::Reference } = form
            && next.expression.modifier == Some(Modifier::Start)
            && matches!(next.signal, Some((Signal::Until | Signal::Before | Signal::By, _)))
            && now.day() > 5
            && !says_word(next, text, Key::of("هذا"))
            && !says_word(next, text, Key::of("هذه"))
        {
            let months = if *unit == Unit::Month { 1 } else { 13 - i64::from(now.month()) };
            return now.with_day(1).and_then(|first| super::add_months(first, months)).map(Published::On);
        }
        // «وفي اليومين التاليين»: after the day that was told last.
        if let Form::Stretch { direction: Direction::Future, since: false, .. } = form
            && next.span.of(text).split_whitespace().next_back().is_some_and(is_following)
        {
            let told = self.last.as_ref().filter(|(_, s)| next.sentence.saturating_sub(*s) <= MEMORY);
            let (_, end) = told.and_then(|(value, _)| value.interval())?;
            return days_after((end - TimeDelta::seconds(1)).date(), 0);
        }
        // «حتى السبت 27 منه، وهو اليوم الذي انقضوا فيه»
        if days_from_now(form) == Some(0)
            && text.get(next.span.end as usize..).and_then(|after| after.split_whitespace().next()).map(Key::fold)
                == Some(Key::of("الذي"))
            && text
                .get(..next.span.start as usize)
                .and_then(|before| before.split_whitespace().next_back())
                .map(Key::fold)
                == Some(Key::of("وهو"))
            && self.day_in(next.sentence)
            && let Some((Value::Day(day) | Value::Time(day, _), _)) = self.day
        {
            return days_after(day, 0);
        }
        // «أحرقوا قافلة في 14 سبتمبر، وانفجرت عبوة في الخامس من الشهر»: the month that is told of.
        if let Form::Within { whole: Some(whole), .. } = form
            && matches!(**whole, Form::Shift { unit: Unit::Month, by: 0, anchor: Anchor::Reference })
            && next.span.of(text).split_whitespace().next_back().is_some_and(|w| Key::fold(w) == Key::of("الشهر"))
            && let Some((told, _)) = self.month.as_ref().filter(|(_, sentence)| *sentence == next.sentence)
            && let Some((month, _)) = told.interval()
            && month.date() < now
        {
            return days_after(month.date(), 0);
        }
        if is_bare_weekday(form) && next.expression.also.is_none() {
            // «حداد اعتبارا من الجمعة», told on the Saturday: it has begun.
            if let (Some((Signal::From, _)), Cue::Announced, Some(day)) = (next.signal, cue, super::add_days(now, -1))
                && weekday_of(form) == Some(day.weekday())
            {
                return days_after(day, 0);
            }
            // «كان مقررا السبت والأحد», told on that Saturday: one day after the other.
            if let (Some((day, sentence, end)), Form::Date(Date { weekday: Some(weekday), .. })) = (self.said, form)
                && sentence == next.sentence
                && day.weekday().succ() == *weekday
                && (day < now || !matches!(cue, Cue::Past | Cue::Begun))
                && text.get(end as usize..next.span.start as usize).is_some_and(only_joins)
            {
                return days_after(day, 1);
            }
            // «أفرج عنه ليل الخميس إلى الجمعة», told on a Thursday: that night is still to come.
            if next.rule == Rule::NightBetween && matches!(cue, Cue::Past | Cue::Begun) {
                return days_after(now, -1);
            }
            // «يوم الاثنين 22 يوليو ...، ووصل الخميس»: told long after, it is the Thursday after that Monday.
            if let Some((day, sentence)) = self.named
                && sentence == next.sentence
                && matches!(cue, Cue::Past | Cue::Begun)
                && (now - day).num_days() > 7
            {
                return days_after(day, 6);
            }
            // «يعود الأحد ليمنحهم راحة حتى الخميس»: the Thursday after that Sunday.
            let to = matches!(next.signal, Some((Signal::To | Signal::Until, _)));
            if let Some((day, sentence, _)) = self.said
                && to
                && sentence == next.sentence
                && matches!(cue, Cue::Future | Cue::Announced)
                && day > now
            {
                return days_after(day, 0);
            }
            // «أبلغت الخميس الوساطة أنها لن توقع الجمعة»: after the day that it was said on.
            if let Some((day, sentence, _)) = self.said
                && sentence == next.sentence
                && matches!(cue, Cue::Future | Cue::Announced)
                && day < now
                && (now - day).num_days() <= 7
            {
                return days_after(day, 1);
            }
        }
        reference
    }

    pub(super) fn earlier(
        &self,
        next: &Occurrence,
        cue: Cue,
        reference: Option<Published>,
        text: &str,
    ) -> Option<Value> {
        if let Some(told) = self.other_zone(next, text) {
            return Some(told);
        }
        // «للعام الثاني على التوالي»: of the day that the sentence tells of, else of the news.
        if next.rule == Rule::Within && matches!(next.expression.form, Form::Shift { by: 0, anchor: Anchor::Text, .. })
        {
            let told = self.day.as_ref().filter(|(_, sentence)| *sentence == next.sentence);
            return told.map(|(day, _)| day.clone()).or_else(|| reference.map(|now| Value::day(now.date())));
        }
        if let Form::DayPart { part, day: None } = next.expression.form
            && !self.day_in(next.sentence)
        {
            return self.day_of_part(part, next, cue, reference?.date(), text);
        }
        if let (Form::DayPart { day: None, .. } | Form::Clock { day: None, .. }, Some(now)) =
            (&next.expression.form, reference)
        {
            let told = self.days_told.of_hour(next, cue, now.date(), text).map(|told| told.value.clone());
            return told.or_else(|| self.lead_of(next, now));
        }
        let in_days = matches!(&next.expression.form, Form::Offset { quantity, anchor: Anchor::Text, .. }
            if matches!(quantity.unit(), Unit::Day | Unit::Night));
        let coarse = |told: &Option<(Value, u32)>| {
            told.as_ref().and_then(|(value, _)| value.granularity()).is_some_and(|g| g > Granularity::Month)
        };
        let told = match needed(&next.expression.form) {
            Some(Granularity::Day) if self.unknown == Some(next.sentence) => return None,
            Some(Granularity::Day) => &self.day,
            Some(Granularity::Month) => &self.month,
            // «مساء الخميس … يعود إلى تجار الثلاثينيات … قبل ذلك بيومين»: days are counted from days.
            _ if in_days && coarse(&self.last) && self.day.is_some() => &self.day,
            _ => &self.last,
        };
        // «الأحد … التي أسست في 28 مايو 1975. قبل ذلك بثلاثة أيام»: before the news, not before what is beside it.
        let days = matches!(&next.expression.form, Form::Offset { quantity, anchor: Anchor::Text, .. }
            if matches!(quantity.unit(), Unit::Day | Unit::Night | Unit::Week));
        let news = self.said.filter(|&(_, s, _)| days && next.sentence.saturating_sub(s) <= 1);
        if let (Some((day, s, _)), Some(ToldYear { aside: true, sentence, .. })) = (news, self.year)
            && s == sentence
        {
            return Some(Value::day(day));
        }
        let told = told.as_ref().or(self.last.as_ref());
        told.filter(|(_, s)| next.sentence.saturating_sub(*s) <= MEMORY).map(|(v, _)| v.clone())
    }

    /// The day that a sentence names behind its hour: «كانت الحرارة عند الثالثة بعد الظهر قد بلغت 47 أمس».
    fn lead_of(&self, next: &Occurrence, now: Published) -> Option<Value> {
        let point = matches!(next.signal, None | Some((Signal::In, _))) && next.rule != Rule::ClockRange;
        let first = point && self.news == Some(next.sentence) && self.days_told.is_empty();
        let lead = self.lead.as_ref().filter(|_| first)?;
        lead.resolve(&Context::at(now)).value.and_then(|value| match value {
            Value::Day(day) | Value::Time(day, _) => Some(Value::Day(day)),
            _ => None,
        })
    }

    /// The day of «مساء», «في الليل» in a sentence that names none: that of the story, and in news the day itself.
    fn day_of_part(&self, part: DayPart, next: &Occurrence, cue: Cue, now: NaiveDate, text: &str) -> Option<Value> {
        let past = matches!(cue, Cue::Past | Cue::Begun);
        let definite = Key::fold(next.span.of(text)).starts_with(Key::of("ال"));
        if let Some(told) = self.days_told.of_hour(next, cue, now, text) {
            let ago = (now - told.day).num_days();
            let apart = next.sentence.saturating_sub(told.sentence);
            if apart <= 1 || apart <= YEAR_MEMORY && ago <= if definite { OF_THE_NEWS } else { NEWS_DAYS } {
                return Some(told.value.clone());
            }
        }
        // «المساء», «الليل» alone are of any day; «صباحا ومساء» too.
        if definite || self.news.is_none_or(|first| next.sentence < first) {
            return None;
        }
        // The night that has been was the last.
        let nights = i64::from(past && part == DayPart::Night);
        super::add_days(now, -nights).map(Value::day)
    }

    pub(super) fn year(&self, next: &Occurrence, reference: Option<Published>) -> Option<i32> {
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
        if ahead && next.sentence != sentence && now.is_some_and(|now| year < now) {
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

    /// What follows «الخميس المقبل» in its sentence is to come too.
    pub(super) fn cue(&self, next: &Occurrence, text: &str) -> Cue {
        let Some((sentence, end)) = self.ahead else { return next.cue };
        let between = || text.get(end as usize..next.span.start as usize).unwrap_or_default();
        let goes_on = sentence == next.sentence && !says(between()) && !turns_back(between());
        if next.cue == Cue::Past && goes_on { Cue::Future } else { next.cue }
    }

    pub(super) fn told(&mut self, found: &Occurrence, resolution: &Resolution, text: &str) {
        // «الخامسة والنصف (الساعة 4,30 بتوقيت غرينتش)»: the story goes on from the first.
        if self.other_zone(found, text).is_some() {
            return;
        }
        if resolution.kind == TimexKind::Set {
            self.habit = Some(found.sentence);
        }
        let weekly =
            matches!(&found.expression.form, Form::Set(Recurrence::Every(quantity)) if quantity.unit() == Unit::Week);
        if weekly || self.weekly.is_some() && matches!(resolution.value, Some(Value::Recurring(..))) {
            self.weekly = Some((found.sentence, found.span.end));
        }
        let lunar = |form: &Form| matches!(form, Form::Date(Date { calendar: Calendar::Hijri, day: Some(_), .. }));
        let also = found.expression.also.as_deref();
        if let Some(Value::Day(day)) = &resolution.value
            && (lunar(&found.expression.form) || also.is_some_and(lunar))
        {
            self.lunar = Some((*day, found.sentence));
        } else if names_month(&found.expression.form) {
            self.lunar = None;
        }
        if matches!(resolution.value, Some(Value::Day(_) | Value::Time(..))) {
            const OF_DAYS: [&str; 5] = ["eid", "eid_al_fitr", "eid_al_adha", "tashriq", "ramadan_last_ten"];
            let of_days =
                |form: &Form| matches!(form, Form::Holiday { holiday, .. } if OF_DAYS.contains(&holiday.as_str()));
            self.feast = of_days(&found.expression.form).then_some(found.sentence);
        }
        self.hour =
            matches!(found.expression.form, Form::Clock { .. } | Form::DayPart { .. }).then_some(found.span.end);
        if looks_ahead(&found.expression.form) {
            self.ahead = Some((found.sentence, found.span.end));
        }
        if let Form::Shift { unit: Unit::Year, by, anchor: Anchor::Reference } = found.expression.form {
            self.this_year = (by == 0).then_some(found.sentence);
        }
        let Some(value) = &resolution.value else {
            // A day of which the year is not known: «اليوم التالي» follows that one, and no earlier.
            if matches!(&found.expression.form, Form::Date(Date { day: Some(_), calendar: Calendar::Gregorian, .. })) {
                (self.day, self.last) = (None, None);
                self.days_told.clear();
            }
            return;
        };
        if !matches!(resolution.kind, TimexKind::Date | TimexKind::Time) || value.interval().is_none() {
            // «بعد أربعة أيام من الزيارة ... في اليوم ذاته»: of that day, and no earlier.
            if let Form::Offset { quantity, anchor: Anchor::Event, .. } = &found.expression.form
                && matches!(quantity.unit(), Unit::Day | Unit::Week)
                && !self.day_in(found.sentence)
            {
                self.unknown = Some(found.sentence);
            }
            return;
        }
        // What is itself counted from the reference by a word like «حاليا» tells no time.
        if let (Value::Day(day), Form::Date(Date { year: Some(Year::Number(_)), .. })) = (value, &found.expression.form)
        {
            self.days.retain(|other| (other.day(), other.month()) != (day.day(), day.month()));
            self.days.truncate(DAYS - 1);
            self.days.insert(0, *day);
        }
        if let (Value::Day(day), Form::Date(Date { weekday: Some(_), month: Some(_), .. })) =
            (value, &found.expression.form)
        {
            self.named = Some((*day, found.sentence));
        }
        if let (Value::Day(day) | Value::Time(day, _), true) = (value, is_told_day(&found.expression.form)) {
            self.said = Some((*day, found.sentence, found.span.end));
        }
        if let Some((start, _)) = value.interval()
            && day_of_month(&found.expression.form).is_some()
            && self.year.is_some_and(|y| y.sentence == found.sentence && y.year == start.year())
        {
            self.gone_on = Some(found.sentence);
        }
        let told = Some((value.clone(), found.sentence));
        if is_counted(&found.expression.form) {
            self.counted.clone_from(&told);
        }
        match value {
            Value::Day(day) | Value::Time(day, _) => {
                self.unknown = None;
                // «عقدت مساء أمس … اعتبارا من اليوم»: nothing is told of the day since which something holds.
                let since = matches!(found.signal, Some((Signal::Since | Signal::From, _)));
                if !(since && is_told_day(&found.expression.form) && self.day_near(found.sentence)) {
                    self.day.clone_from(&told);
                }
                self.days_told.push(*day, value, found);
                // «27 يوليو … السبت … 5 منه»: a weekday names no month.
                let names = names_month(&found.expression.form);
                let near = self.month.as_ref().is_some_and(|(_, s)| found.sentence.saturating_sub(*s) <= 1);
                if names && !since || !near {
                    self.month.clone_from(&told);
                }
                if names {
                    self.dated = Some((*day, found.span.end));
                }
            }
            // «لن تنتشر قبل سبتمبر»: nothing is told of it.
            Value::Month(..) if matches!(found.signal, Some((Signal::Before, _))) => {}
            Value::Month(..) => self.month.clone_from(&told),
            _ => {}
        }
        // «مقارنة بالربع نفسه من العام الماضي»: what follows is of this year again.
        if !matches!(found.expression.form, Form::Within { part: Part::Same { .. }, .. }) {
            self.last = told;
        }
        match &found.expression.form {
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
