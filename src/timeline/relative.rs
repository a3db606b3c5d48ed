//! Time expressions whose meaning depends on a publication date that is not known to the day.
//!
//! An expression is a function from the publication date to bounds. Where only a set of days is known, what it says is
//! the hull of its values over those days; where not even that, it still says how far from the publication it lies:
//! «يونيو الماضي» is a month to thirteen before it, whatever the year.

use super::days::Days;
use crate::article::Published;
use crate::calendar::{Bounds, Context, Timex, Value};
use crate::link::{Relation, TimeLink};
use crate::timex::{Anchor, Calendar, Cue, Direction, Expression, Form, TimexKind, Unit};
use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, Weekday};
use rustc_hash::FxHashMap;
use std::sync::{Mutex, PoisonError};

/// Sets of days larger than this are not tried one by one.
const TRIED: i64 = 1_000;
/// Years over which an expression is tried for its distance from the publication: leap years and weekdays all occur.
const SAMPLE: (i32, i32) = (2011, 2016);
/// The same for a day with its weekday and without its year: every day of the year falls on every weekday.
const CYCLE: (i32, i32) = (1999, 2027);

pub(super) const DAY: i64 = 86_400;
/// A day without its year lies no further from the publication, in days.
const YEAR: i64 = 366;
/// A day that is told with its weekday and without its year is still in everybody's mind, or lies ahead already: at most
/// so many days before the publication and after it.
const SPOKEN_OF: std::ops::RangeInclusive<i64> = -75..=120;

/// How far from the start of the day of publication something lies, in seconds: the least and the greatest difference,
/// `None` where there is no limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Distance {
    pub(super) start: (Option<i64>, Option<i64>),
    pub(super) end: (Option<i64>, Option<i64>),
}

/// What an expression says of a day without its year: «الجمعة 30 مارس».
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Clue {
    month: Option<u8>,
    day: Option<u8>,
    weekday: Option<Weekday>,
}

impl Clue {
    /// `None` where it says nothing, or the year as well.
    pub(super) fn of(expression: &Expression) -> Option<Self> {
        Self::taken(expression, false)
    }

    /// The same, whether it says the year or not.
    pub(super) fn with_or_without_year(expression: &Expression) -> Option<Self> {
        Self::taken(expression, true)
    }

    fn taken(expression: &Expression, with_year: bool) -> Option<Self> {
        let mut clue = Self::default();
        clue.take(&expression.form, with_year);
        if let Some(also) = &expression.also {
            clue.take(also, with_year);
        }
        (clue != Self::default()).then_some(clue)
    }

    fn take(&mut self, form: &Form, with_year: bool) {
        match form {
            Form::Date(date) if (with_year || date.year.is_none()) && date.calendar == Calendar::Gregorian => {
                self.month = self.month.or(date.month);
                self.day = self.day.or(date.day);
                self.weekday = self.weekday.or(date.weekday);
            }
            Form::DayPart { day: Some(day), .. } | Form::Clock { day: Some(day), .. } => self.take(day, with_year),
            _ => {}
        }
    }

    /// Whether no day is allowed by both, as far as they say: «نوفمبر» and «18 فبراير».
    pub(super) fn excludes(self, other: Self) -> bool {
        let differ = |a: Option<u8>, b: Option<u8>| a.zip(b).is_some_and(|(a, b)| a != b);
        let weekdays = self.weekday.zip(other.weekday).is_some_and(|(a, b)| a != b);
        differ(self.month, other.month) || differ(self.day, other.day) || weekdays
    }

    pub(super) fn allows(self, day: NaiveDate) -> bool {
        self.month.is_none_or(|m| u32::from(m) == day.month())
            && self.day.is_none_or(|d| u32::from(d) == day.day())
            && self.weekday.is_none_or(|w| w == day.weekday())
    }

    /// Of how many days it allows about one.
    pub(super) fn rarity(self) -> u32 {
        self.month.map_or(1, |_| 12) * self.day.map_or(1, |_| 30) * self.weekday.map_or(1, |_| 7)
    }
}

/// Whether an expression names a time to come: «الأسابيع المقبلة».
pub(super) fn is_future(expression: &Expression) -> bool {
    match &expression.form {
        Form::Date(date) => date.direction == Some(Direction::Future),
        Form::Shift { by, anchor: Anchor::Reference, .. } => *by > 0,
        Form::Offset { direction, anchor: Anchor::Reference, .. } => *direction == Direction::Future,
        Form::Stretch { direction, .. } | Form::Vague(direction) => *direction == Direction::Future,
        _ => false,
    }
}

/// Whether an expression is a day that only the publication tells: «أمس», «الثلاثاء». What is told so is some days old.
pub(super) fn is_fresh(expression: &Expression) -> bool {
    fn fresh(form: &Form) -> bool {
        match form {
            Form::Date(d) => d.weekday.is_some() && d.year.is_none() && d.direction != Some(Direction::Future),
            Form::Shift { unit: Unit::Day, by: -3..=0, anchor: Anchor::Reference } => true,
            Form::DayPart { day: Some(day), .. } | Form::Clock { day: Some(day), .. } => fresh(day),
            _ => false,
        }
    }
    let bare = |form: &Form| !matches!(form, Form::Date(d) if d.month.is_some() || d.day.is_some());
    // «الجمعة 30 مارس» may be long ago; «أمس الجمعة 30 مارس» is not.
    let forms: Vec<&Form> = std::iter::once(&expression.form).chain(expression.also.as_deref()).collect();
    forms.iter().any(|f| fresh(f)) && (forms.iter().any(|f| is_shift(f)) || forms.iter().all(|f| bare(f)))
}

/// Whether a form is the day of publication: «اليوم».
pub(super) fn is_today(form: &Form) -> bool {
    matches!(form, Form::Shift { unit: Unit::Day, by: 0, anchor: Anchor::Reference })
}

/// How many days ago something was, where nothing but that is said: «أمس».
pub(super) fn days_back(expression: &Expression) -> Option<i64> {
    fn back(form: &Form) -> Option<i64> {
        match form {
            Form::Shift { unit: Unit::Day, by, anchor: Anchor::Reference } => by.checked_neg(),
            Form::DayPart { day: Some(day), .. } | Form::Clock { day: Some(day), .. } => back(day),
            _ => None,
        }
    }
    let forms = std::iter::once(&expression.form).chain(expression.also.as_deref());
    forms.filter_map(back).find(|back| (0..=3).contains(back))
}

/// The day of the week of the publication, where a time says it: «أمس الأحد».
pub(super) fn weekday_of_publication(timex: &Timex) -> Option<Weekday> {
    let expression = &timex.expression;
    let weekday = Clue::with_or_without_year(expression)?.weekday?;
    Some((0..days_back(expression)?).fold(weekday, |day, _| day.succ()))
}

/// Whether an expression is a day with its weekday and month and no word that it is past: «الجمعة 20 نوفمبر».
pub(super) fn is_dated_weekday(expression: &Expression) -> bool {
    let mut forms = std::iter::once(&expression.form).chain(expression.also.as_deref());
    forms.all(|f| !matches!(f, Form::Date(d) if d.direction.is_some()))
        && Clue::with_or_without_year(expression).is_some_and(|c| c.weekday.is_some() && c.day.is_some())
}

/// The month and the day of a date, whether or not its year is said.
pub(super) fn day_and_month(expression: &Expression) -> Option<(u8, u8)> {
    let clue = Clue::with_or_without_year(expression)?;
    clue.month.zip(clue.day)
}

/// Whether an expression is a day of the Hijri calendar, of which the beginning of a month depends on who saw the moon.
pub(super) fn is_hijri(expression: &Expression) -> bool {
    let hijri = |form: &Form| matches!(form, Form::Date(d) if d.calendar == Calendar::Hijri);
    hijri(&expression.form) || expression.also.as_deref().is_some_and(hijri)
}

/// Whether an expression is an hour or a part of a day that is told elsewhere: «الساعة السابعة صباحا».
pub(super) fn is_hour(expression: &Expression) -> bool {
    matches!(&expression.form, Form::Clock { day: None, .. } | Form::DayPart { day: None, .. })
}

/// Whether an expression is a month, or a day of one, of which nothing says the year: «في 31 مارس».
pub(super) fn is_bare(expression: &Expression) -> bool {
    fn bare(form: &Form) -> bool {
        match form {
            Form::Date(d) => d.month.is_some() && d.year.is_none() && d.direction.is_none(),
            Form::DayPart { day: Some(day), .. } | Form::Clock { day: Some(day), .. } => bare(day),
            _ => false,
        }
    }
    bare(&expression.form)
}

/// Whether an expression says no more than that something was before, or is to come: «سابقا».
pub(super) fn is_vague(expression: &Expression) -> bool {
    matches!(expression.form, Form::Vague(_))
}

/// Whether an expression is the day of what was told before: «اليوم نفسه».
pub(super) fn is_that_day(expression: &Expression) -> bool {
    fn there(form: &Form) -> bool {
        match form {
            Form::Shift { unit: Unit::Day, by: 0 | 1, anchor } => *anchor != Anchor::Reference,
            Form::DayPart { day: Some(day), .. } | Form::Clock { day: Some(day), .. } => there(day),
            _ => false,
        }
    }
    there(&expression.form)
}

/// Whether an expression counts from something that happened, and not from the publication: «بعد ثلاثة أسابيع من بدء التدخل».
pub(super) fn is_after_event(expression: &Expression) -> bool {
    match &expression.form {
        Form::Shift { anchor, .. } | Form::Offset { anchor, .. } => *anchor != Anchor::Reference,
        _ => false,
    }
}

fn is_shift(form: &Form) -> bool {
    match form {
        Form::Shift { .. } => true,
        Form::DayPart { day: Some(day), .. } | Form::Clock { day: Some(day), .. } => is_shift(day),
        _ => false,
    }
}

/// What expressions mean, each worked out once: to try all days takes long, and the same are said again and again.
#[derive(Debug, Default)]
pub(super) struct Meanings {
    distances: FxHashMap<(Expression, bool), Option<Distance>>,
}

/// Those that nobody uses.
static IDLE: Mutex<Vec<Meanings>> = Mutex::new(Vec::new());

impl Meanings {
    /// What was worked out before, as far as it is known.
    pub(super) fn known() -> Self {
        IDLE.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default()
    }

    /// Keeps what was worked out for those who come later.
    pub(super) fn keep(self) {
        /// As many as threads need, and not more of each than articles usually say.
        const MOST: (usize, usize) = (16, 1 << 14);
        let mut idle = IDLE.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < MOST.0 && self.distances.len() <= MOST.1 {
            idle.push(self);
        }
    }
}

fn context(day: NaiveDate, future: bool) -> Context {
    Context { cue: if future { Cue::Future } else { Cue::Past }, ..Context::at(Published::On(day)) }
}

/// What the expression means in an article of that day.
pub(super) fn on(expression: &Expression, day: NaiveDate, future: bool) -> Option<Bounds> {
    let resolution = expression.resolve(&context(day, future));
    resolution.disagreement.is_none().then_some(resolution.bounds).flatten()
}

/// The narrowest bounds that hold whichever of the days it was; `None` if they are too many or it means nothing.
pub(super) fn over(expression: &Expression, days: &Days, future: bool) -> Option<Bounds> {
    if days.len() > TRIED {
        return None;
    }
    days.iter().filter_map(|day| on(expression, day, future)).reduce(|a, b| a.hull(&b))
}

/// Whether a day can be meant that is told with its weekday and without its year. The year in which its weekday fits may
/// be far away: then it was not. «من العام الماضي» may be anywhere in that year.
fn is_near(expression: &Expression, start: NaiveDateTime, published: NaiveDate) -> bool {
    let days = (start.date() - published).num_days();
    if says_year(expression) {
        return days.abs() <= 2 * YEAR;
    }
    let dated = Clue::of(expression).is_some_and(|clue| clue.weekday.is_some() && clue.day.is_some());
    if dated { SPOKEN_OF.contains(&days) } else { days.abs() <= YEAR }
}

/// Whether an expression says its year, if only as «من العام الماضي».
fn says_year(expression: &Expression) -> bool {
    let mut forms = std::iter::once(&expression.form).chain(expression.also.as_deref());
    forms.any(|form| matches!(form, Form::Date(date) if date.year.is_some()))
}

/// The days on which the expression does not contradict itself; `None` where it says nothing twice.
pub(super) fn consistent(expression: &Expression, days: &Days) -> Option<Days> {
    let said_twice = expression.also.is_some()
        || matches!(&expression.form, Form::Date(date) if date.weekday.is_some() && (date.day.is_some() || date.month.is_some()));
    if !said_twice {
        return None;
    }
    let fits = |day, future| {
        let r = expression.resolve(&context(day, future));
        let near = r.value.as_ref().and_then(Value::interval).is_none_or(|(start, _)| is_near(expression, start, day));
        r.value.is_none() || (r.disagreement.is_none() && near)
    };
    Some(days.filter(|day| fits(day, false) || fits(day, true)))
}

impl Meanings {
    /// How far from its article's publication the expression lies, whenever that was.
    pub(super) fn distance(&mut self, expression: &Expression, future: bool) -> Option<Distance> {
        if let Some(known) = self.distances.get(&(expression.clone(), future)) {
            return *known;
        }
        let by_weekday = Clue::of(expression).is_some_and(|clue| clue.weekday.is_some() && clue.day.is_some());
        let years = if by_weekday { CYCLE } else { SAMPLE };
        let from = NaiveDate::from_yo_opt(years.0, 1).unwrap_or_default();
        let to = NaiveDate::from_yo_opt(years.1, 1).unwrap_or_default();
        let mut found: Option<Distance> = None;
        for day in from.iter_days().take_while(|&day| day < to) {
            let Some(bounds) = on(expression, day, future) else { continue };
            if by_weekday && bounds.earliest_start().is_some_and(|start| !is_near(expression, start, day)) {
                continue;
            }
            let origin = day.and_time(NaiveTime::MIN);
            let offset = |t: Option<NaiveDateTime>| t.map(|t| (t - origin).num_seconds());
            let here = Distance {
                start: (offset(bounds.earliest_start()), offset(bounds.latest_start())),
                end: (offset(bounds.earliest_end()), offset(bounds.latest_end())),
            };
            found = Some(found.map_or(here, |known| known.hull(here)));
        }
        // «في 31 مارس» is the last one as a rule, but a year is sure to hold it.
        if !by_weekday && !future && is_bare(expression) {
            let back = |least: i64| least.min(-YEAR * DAY);
            found = found.map(|d| Distance { start: (d.start.0.map(back), d.start.1), ..d });
        }
        self.distances.insert((expression.clone(), future), found);
        found
    }
}

impl Distance {
    fn hull(self, other: Self) -> Self {
        let side = |a: (Option<i64>, Option<i64>), b: (Option<i64>, Option<i64>)| {
            (a.0.zip(b.0).map(|(a, b)| a.min(b)), a.1.zip(b.1).map(|(a, b)| a.max(b)))
        };
        Self { start: side(self.start, other.start), end: side(self.end, other.end) }
    }
}

/// A bound on one point of an event: least and most.
pub(super) type Range<T> = (Option<T>, Option<T>);

/// What a time says of the start and the end of an event that stands to it in this relation. Works on moments and on
/// distances alike; `day` is the length of a day in that measure's own step.
pub(super) fn placed<T: Copy>(
    link: &TimeLink,
    kind: TimexKind,
    (start, end): (Range<T>, Range<T>),
    shift: impl Fn(T, i64) -> Option<T>,
) -> (Range<T>, Range<T>) {
    let none = (None, None);
    let by = |t: Option<T>, days: i64| t.and_then(|t| shift(t, days));
    match link.relation {
        Relation::During => ((start.0, None), (None, end.1)),
        // «منذ أربعة أشهر» gives bounds of the start; «منذ 2013» an interval that holds it.
        Relation::Since if kind == TimexKind::Duration => (start, none),
        Relation::Since => ((start.0, end.1), none),
        Relation::Until => (none, (start.0, end.1)),
        Relation::Before => (none, (None, start.1.or(end.1))),
        Relation::After => ((start.0, None), none),
        Relation::By => ((None, end.1), none),
        Relation::DayAfter => ((by(start.0, 1), None), (None, by(end.1, 1))),
        Relation::DayBefore => ((by(start.0, -1), None), (None, by(end.1, -1))),
        Relation::Lasting => (none, none),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::calendar::Tagger;
    use crate::timex::Finder;

    fn expression(text: &str) -> Expression {
        Finder::new().find(text).remove(0).expression
    }

    fn day(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).unwrap()
    }

    #[test]
    fn a_calendar_word_has_a_distance_whatever_the_date() {
        let mut meanings = Meanings::default();
        for (words, least, most) in
            [("أمس", -1, 0), ("قبل يومين", -2, -1), ("في يونيو الماضي", -395, 0), ("الأسبوع الماضي", -13, 0)]
        {
            let d = meanings.distance(&expression(words), false).unwrap();
            assert!(d.start.0 >= Some(least * DAY) && d.end.1 <= Some(most * DAY), "{words} {d:?}");
            assert!(d.start.0.is_some() && d.end.1.is_some(), "{words}");
        }
    }

    #[test]
    fn one_reading_is_left_when_the_window_is_narrow() {
        let june = expression("في يونيو الماضي");
        let window = Days::between(Some(day(2021, 8, 1)), Some(day(2022, 5, 1)));
        let bounds = over(&june, &window, false).unwrap();
        assert_eq!(bounds.exact().map(|(s, _)| s.date()), Some(day(2021, 6, 1)));
        assert_eq!(over(&june, &Days::any(), false), None);
    }

    #[test]
    fn a_weekday_and_yesterday_leave_one_day_of_the_week() {
        let week = Days::between(Some(day(2017, 1, 16)), Some(day(2017, 1, 22)));
        for words in ["أمس الأربعاء", "صباح أمس الأربعاء", "مساء أمس الأربعاء", "ظهر أمس (الأربعاء)"]
        {
            let timex = Tagger::new().tag(&Article::new("a", words)).remove(0);
            let left = consistent(&timex.expression, &week).unwrap();
            assert_eq!(weekday_of_publication(&timex), Some(Weekday::Thu), "{words}");
            assert_eq!(left.iter().collect::<Vec<_>>(), [day(2017, 1, 19)], "{words}");
        }
    }

    #[test]
    fn a_weekday_and_a_date_leave_few_years() {
        let both = expression("الجمعة 30 مارس");
        let left = consistent(&both, &Days::between(Some(day(2010, 1, 1)), Some(day(2016, 12, 31)))).unwrap();
        assert!(left.iter().any(|d| d == day(2012, 4, 3)) && !left.iter().any(|d| d == day(2014, 4, 3)));
        assert!(left.len() < 1100, "{}", left.len());
        assert_eq!(consistent(&expression("أمس"), &Days::any()), None);
    }
}
