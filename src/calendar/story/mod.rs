//! What a text has told so far, against which its next time is understood: whose «today» it is, which year a bare month
//! lies in, which day «في اليوم التالي» follows.

mod forms;
mod present;
mod year;

use super::context::{Context, Resolution};
use super::days_told::{DaysTold, OF_THE_NEWS};
use super::{Granularity, PartOfDay, TimeOfDay, Value, habit};
use crate::article::{Published, Span};
use crate::script::{Key, key};
use crate::timex::{
    Anchor, Calendar, Cue, Date, DayPart, Expression, Form, Occurrence, Part, Recurrence, Rule, Signal, TimexKind,
    Unit, Year,
};
use chrono::{Datelike, NaiveDate, Timelike};
use forms::{comes_daily, is_bare_weekday, is_counted, is_told_day, looks_ahead, names_month, needed};
use year::{NEWS_DAYS, ToldYear};

pub(super) use forms::day_of_month;
pub(super) use present::SPEECH;
pub(super) use year::YEAR_MEMORY;

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
    /// What comes back, told last.
    recurring: Option<ComesBack>,
    /// The day told last by its Hijri date, and its sentence.
    lunar: Option<(NaiveDate, u32)>,
    /// The sentence in which the day told last is a feast of several days.
    feast: Option<u32>,
    /// The byte behind the hour told last.
    hour: Option<u32>,
    /// The same, if that is one at which something opens or closes on any day.
    opening: Option<u32>,
}

/// What comes back: «مرتين أسبوعيا», «مرتين كل عام», «كل سبت».
#[derive(Debug, Clone, Copy)]
struct ComesBack {
    sentence: u32,
    /// The byte behind the words, and behind the weekdays or dates that follow.
    end: u32,
    /// So many times a week: weekdays that follow are of every week.
    weekly: bool,
    /// «كل», «مرتين»: no rate, as «سنويا» may be.
    each: bool,
    /// Whether dates of it have followed.
    dated: bool,
}

/// How many sentences a time told before stays in mind.
pub(super) const MEMORY: u32 = 12;
/// How many days told with their year stay in mind.
const DAYS: usize = 8;

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
    Key::lists_any(&VERBS, words.split_whitespace())
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
    Key::lists_any(&WORDS, words.split_whitespace())
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
            || hour() && (habit::in_hours_of_work(next, text) || self.goes_on_daily(next))
            || self.daily.binary_search(&next.sentence).is_ok()
            || after_midnight(next) && !self.night_near(next.sentence) && self.dawn_of_today(next).is_none()
            // «من الساعة 9 صباحا إلى 5 مساء»: hours of opening, unless the sentence names a day.
            || (next.rule == Rule::ClockRange && !self.day_in(next.sentence))
    }

    /// «حظر تجول بين السابعة مساء والرابعة صباحا»: the second hour too.
    fn goes_on_daily(&self, next: &Occurrence) -> bool {
        const NEAR: u32 = 24;
        self.opening.is_some_and(|end| next.span.start.saturating_sub(end) <= NEAR)
    }

    /// Whether a night was told in the sentence or the one before: «ليل الأربعاء، بعيد منتصف الليل».
    fn night_near(&self, sentence: u32) -> bool {
        let night = |value: &Value| matches!(value, Value::Time(_, TimeOfDay::Part(PartOfDay::Night)));
        self.day.as_ref().is_some_and(|(value, s)| sentence.saturating_sub(*s) <= 1 && night(value))
    }

    /// The day of «توفيت فجر اليوم بعد حادث وقع بعيد منتصف الليل», which began at that midnight.
    fn dawn_of_today(&self, next: &Occurrence) -> Option<NaiveDate> {
        let (Value::Time(day, TimeOfDay::Part(PartOfDay::Morning)), sentence) = self.day.as_ref()? else { return None };
        let (today, told, _) = self.said?;
        let past = matches!(next.cue, Cue::Past | Cue::Begun);
        (past && today == *day && *sentence == next.sentence && told == next.sentence).then_some(*day)
    }

    /// Whether a month or weekday is of every year or week.
    pub(super) fn timeless(&self, next: &Occurrence, cue: Cue, habitual: bool, text: &str) -> bool {
        if !habit::is_bare(&next.expression.form) {
            return false;
        }
        // «رحلتين أسبوعيا يومي السبت والثلاثاء», «مرتين كل عام، في 22 فبراير و22 أكتوبر», «كل سبت من يونيو حتى سبتمبر»
        let listed = self.recurring.is_some_and(|ComesBack { sentence, end, weekly, each, dated }| {
            let between = text.get(end as usize..next.span.start as usize).unwrap_or_default();
            const LINKS: [Key; 14] = Key::all([
                "يومي", "يوم", "ايام", "في", "و", "كل", "هما", "من", "بين", "حتى", "إلى", "شهر", "شهري", "خلال",
            ]);
            let linked = |word: &str| {
                Key::fold(word).len() > 8 || LINKS.contains(&Key::fold(word.trim_matches(['،', ',', ':', '('])))
            };
            let empty = |word: &&str| !word.trim_matches(['،', ',', ':', '(']).is_empty();
            let weekday = is_bare_weekday(&next.expression.form);
            // «أربع سهرات كل أسبوع حتى منتصف أوت»: until then, this year.
            let ends = matches!(next.signal, Some((Signal::To | Signal::Until, _)));
            let fits = if weekday { weekly } else { each && (dated || !ends) && !habit::tells_past(next, text) };
            sentence == next.sentence
                && between.len() <= 256
                && between.split_whitespace().count() <= 3
                && fits
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
        let hour = i64::from(super::hours::hour_of_24(clock.hour, clock.part).unwrap_or(clock.hour));
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
        if let Some(day) = self.dawn_of_today(next).filter(|_| after_midnight(next)) {
            return super::add_days(day, -1).map(Value::day);
        }
        if let Form::DayPart { part, day: None } = next.expression.form
            && !self.day_in(next.sentence)
        {
            return self.day_of_part(part, next, cue, reference?.date(), text);
        }
        if let (Form::DayPart { day: None, .. } | Form::Clock { day: None, .. }, Some(now)) =
            (&next.expression.form, reference)
        {
            let told = self.days_told.of_hour(next, cue, now.date(), text);
            // «يستمر البرد حتى السبت المقبل مع صقيع ليلا»: of any night until then.
            let part = matches!(next.expression.form, Form::DayPart { .. });
            if part && told.is_some_and(|told| told.end_of_stretch) && !matches!(cue, Cue::Past | Cue::Begun) {
                return None;
            }
            let told = told.map(|told| told.value.clone());
            // «أرجأت قرارها إلى الغد، وقال الوزير مساء»
            if let (Form::DayPart { part, .. }, None) = (&next.expression.form, &told) {
                return self.day_of_part(*part, next, cue, now.date(), text);
            }
            return told.or_else(|| self.lead_of(next, now)).or_else(|| self.of_the_news(next, cue, now, text));
        }
        let in_days = matches!(&next.expression.form, Form::Offset { quantity, anchor: Anchor::Text, .. }
            if matches!(quantity.unit(), Unit::Day | Unit::Night));
        let coarse = |told: &Option<(Value, u32)>| {
            told.as_ref().and_then(|(value, _)| value.granularity()).is_some_and(|g| g > Granularity::Month)
        };
        // «تنتهي المهلة ليل الأحد المقبل. ووصل الوفد في اليوم نفسه»: on the day of the story that has been.
        if let (Some(Granularity::Day), Cue::Begun, Some((value, _)), Some(now)) =
            (needed(&next.expression.form), cue, &self.day, reference)
            && value.interval().is_some_and(|(start, _)| start.date() > now.date())
            && let Some(day) = self.days_told.last_before(now.date())
        {
            return Some(day);
        }
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
        // «تبدأ الحلقة الأولى في 30 من الشهر نفسه», where no month is told: the month of the news.
        if told.is_none() && needed(&next.expression.form) == Some(Granularity::Month) {
            return reference.map(|now| Value::day(now.date()));
        }
        told.filter(|(_, s)| next.sentence.saturating_sub(*s) <= MEMORY).map(|(v, _)| v.clone())
    }

    /// «أغلقت الصناديق الخامسة عصرا», where nothing else says when: on the day of the news.
    fn of_the_news(&self, next: &Occurrence, cue: Cue, now: Published, text: &str) -> Option<Value> {
        let parted = matches!(&next.expression.form, Form::Clock { clock, .. } if clock.part.is_some());
        let nothing_told = self.last.is_none() && self.habit.is_none() && self.unknown.is_none();
        // What later sentences tell has another day.
        let alone = nothing_told && self.news != Some(next.sentence);
        let first = parted && alone && next.sentence == 0 && cue == Cue::Begun;
        // What witnesses remember may be of any day.
        let before = || {
            let (start, end) = (next.span.start.saturating_sub(SPEECH as u32), next.span.start);
            Span::new(start, end).whole_letters(text).of(text)
        };
        (first && !present::quotes(before())).then(|| Value::day(now.date()))
    }

    /// The day that a sentence names behind its hour: «كانت الحرارة عند الثالثة بعد الظهر قد بلغت 47 أمس».
    fn lead_of(&self, next: &Occurrence, now: Published) -> Option<Value> {
        let point = matches!(next.signal, None | Some((Signal::In, _))) && next.rule != Rule::ClockRange;
        let first = point && self.news == Some(next.sentence) && self.days_told.is_empty();
        let lead = self.lead.as_ref().filter(|_| first)?;
        let day = match lead.resolve(&Context::at(now)).value? {
            Value::Day(day) | Value::Time(day, _) => day,
            _ => return None,
        };
        // «تصاعد الدخان في السادسة مساء، وقال المتحدث إن القداس غدا»
        let past = next.cue == Cue::Begun;
        Some(Value::Day(if past { day.min(now.date()) } else { day }))
    }

    /// The day of «مساء», «في الليل» in a sentence that names none: that of the story, and in news the day itself.
    fn day_of_part(&self, part: DayPart, next: &Occurrence, cue: Cue, now: NaiveDate, text: &str) -> Option<Value> {
        let past = matches!(cue, Cue::Past | Cue::Begun);
        let definite = Key::fold(next.span.of(text)).starts_with(key!("ال"));
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
        let (sentence, end) = (found.sentence, found.span.end);
        match &found.expression.form {
            Form::Set(recurrence) => {
                let weekly = matches!(recurrence, Recurrence::Every(quantity) if quantity.unit() == Unit::Week);
                const TIMES: [Key; 4] = Key::all(["كل", "مرة", "مرتين", "مرات"]);
                let each = Key::lists_any(&TIMES, found.span.of(text).split_whitespace());
                self.recurring = Some(ComesBack { sentence, end, weekly, each, dated: false });
            }
            // The dates and weekdays of it.
            _ => {
                let of_any = resolution.value.as_ref().is_some_and(|value| value.interval().is_none());
                self.recurring =
                    self.recurring.filter(|_| of_any).map(|back| ComesBack { sentence, end, dated: true, ..back });
            }
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
        let opens = || habit::in_hours_of_work(found, text) || self.goes_on_daily(found);
        let of_no_day = matches!(resolution.value, Some(Value::TimeOfDay(_)));
        self.opening = self.hour.filter(|_| of_no_day && opens());
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
        // «في مثل هذا اليوم من العام 1956 …، وفي 29 أكتوبر من السنة ذاتها»
        let beside = match &found.expression.form {
            Form::Within { part: Part::Same { unit: Unit::Day }, whole: Some(whole) } => {
                !matches!(**whole, Form::Date(Date { year: Some(Year::Number(_)), .. }))
            }
            Form::Within { part: Part::Same { .. }, .. } => true,
            _ => false,
        };
        if !beside {
            self.last = told;
        }
        self.tell_year(found, value, text);
    }
}
