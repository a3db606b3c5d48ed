//! Whose present a time is counted from: «قال مساء الجمعة إن جنوده "ساندوا اليوم"» is his today.

use super::forms::{days_from_now, is_bare_weekday, is_this_year, weekday_of};
use super::{MEMORY, Story};
use crate::article::Published;
use crate::calendar::days_told::reports;
use crate::calendar::{Value, add_days, add_months};
use crate::script::Key;
use crate::timex::{Anchor, Cue, Date, Direction, Form, Modifier, Occurrence, Rule, Signal, Unit};
use chrono::{Datelike, NaiveDate, TimeDelta};

/// How many bytes may stand between the day on which somebody speaks and what is said.
pub(in crate::calendar) const SPEECH: usize = 800;

/// Whether an expression has a word, however it is written.
fn says_word(found: &Occurrence, text: &str, word: Key) -> bool {
    Key::lists_any(&[word], found.span.of(text).split_whitespace())
}

/// «التاليين», «اللاحقة», «الموالية».
fn is_following(word: &str) -> bool {
    let word = Key::fold(word);
    ["التالي", "اللاحق", "الموالي"].iter().any(|start| word.starts_with(Key::fold(start)))
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
pub(super) fn quotes(words: &str) -> bool {
    let opened = words.rfind(['«', '“']).is_some_and(|open| !words[open..].contains(['»', '”']));
    opened || words.matches('"').count() % 2 == 1
}

impl Story {
    /// When the words around a time are spoken: when the article was published, or when somebody said them, or in a
    /// story told day by day.
    pub(in crate::calendar) fn present_of(
        &self,
        next: &Occurrence,
        cue: Cue,
        reference: Option<Published>,
        text: &str,
    ) -> Option<Published> {
        let now = reference?.date();
        let form = &next.expression.form;
        let days_after = |day: NaiveDate, by| add_days(day, by).map(Published::On);
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
            return now.with_day(1).and_then(|first| add_months(first, months)).map(Published::On);
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
            if let (Some((Signal::From, _)), Cue::Announced, Some(day)) = (next.signal, cue, add_days(now, -1))
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
}
