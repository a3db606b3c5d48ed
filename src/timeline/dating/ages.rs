//! When an article was published, from the age that it gives somebody of whom the knowledge pack knows when he was born.

use super::Reason;
use super::undated::Undated;
use crate::article::{Quote, Span};
use crate::knowledge::{ActorKind, EntityKind, Found};
use crate::timeline::words::words;
use chrono::{Days as Step, Months};

/// Ages in the news are often a year off, and more often before a birthday than after it.
const OFF: u32 = 1;

/// Words between a name and an age, folded: «فلان (البالغ من العمر 61 عاما)».
const BETWEEN: &[&str] = &["بالغ", "بالغه", "البالغ", "البالغه", "من", "العمر", "عمر", "عمره", "عمرها"];

/// What follows for the publication from how old people are said to be.
pub(super) fn told(undated: &Undated<'_, '_>) -> Vec<Reason> {
    let people = undated.found.iter().filter(|f| f.entity.kind == EntityKind::Actor && f.also.is_empty());
    people.filter_map(|person| told_of(undated, person)).collect()
}

fn told_of(undated: &Undated<'_, '_>, person: &Found<'_>) -> Option<Reason> {
    /// Characters in which an age stands after a name.
    const NEAR: usize = 48;
    let actor = undated.pack().actor(person.entity.id).filter(|a| a.kind == ActorKind::Person)?;
    let born = actor.begin?;
    let rest = undated.text().get(person.span.end as usize..)?;
    let near = rest.char_indices().nth(NEAR).map_or(rest, |(at, _)| rest.get(..at).unwrap_or_default());
    let after = words(near);
    let at = after.iter().position(|(_, word)| !BETWEEN.contains(&word.as_str()))?;
    let (_, number) = after.get(at)?;
    let (unit_span, unit) = after.get(at + 1)?;
    if !matches!(unit.as_str(), "عاما" | "عام" | "سنه") {
        return None;
    }
    let digits: String = number.chars().map(latin).collect();
    let years = digits.parse::<u32>().ok().filter(|years| (15..=110).contains(years))?;
    let after_years = |day: chrono::NaiveDate, years: u32| day.checked_add_months(Months::new(12 * years));
    let span = Span::new(person.span.start, person.span.end + unit_span.end);
    Some(Reason {
        rule: "age",
        from: after_years(born.earliest, years - OFF),
        to: after_years(born.latest, years + 1 + OFF)?.checked_sub_days(Step::new(1)),
        quotes: vec![Quote::cut(undated.text(), span)],
        pack: Some(actor.id.clone()),
    })
}

/// A digit as it is written in Europe.
fn latin(c: char) -> char {
    let digit = |zero: char| (c as u32).checked_sub(zero as u32).filter(|d| *d < 10);
    let value = digit('\u{660}').or_else(|| digit('\u{6F0}'));
    value.and_then(|d| char::from_digit(d, 10)).unwrap_or(c)
}
