//! When an article was published that tells of an event with its day and month, and the knowledge pack knows the year.

use super::Reason;
use super::topic::is_anybodys;
use super::undated::Undated;
use crate::article::Span;
use crate::calendar::{Granularity, Origin, Timex, Value};
use crate::event::{Factuality, Tense};
use crate::knowledge::{ActorKind, EntityKind, ReferenceEvent};
use crate::link::Reading;
use crate::timeline::identity::is_specific;
use crate::timeline::kinds::Family;
use crate::timeline::relative::{self, Clue};
use crate::timeline::words::{self, mentions_phrase};
use crate::timex::{Form, Signal, TimexKind};
use chrono::{Datelike, Days as Step, NaiveDate};

/// So many bytes around a day tell what happened on it, in its sentence.
const AROUND: u32 = 260;

/// A day without its year is no more than so many days old.
const YEAR: u64 = 366;

/// Words after a day that tell of its year.
const YEARS: &[&str] = &["العام", "عام", "السنه", "سنه", "عامين", "عاما"];

/// An event that lasted longer is dated by no day.
const LONG: i64 = 3;

/// What follows for the publication from days without a year on which something happened that the pack knows.
pub(super) fn told(undated: &Undated<'_, '_>) -> Vec<Reason> {
    let days = (0u32..).zip(&undated.reading.timexes);
    let days = days.filter(|(_, t)| matches!(t.kind, TimexKind::Date | TimexKind::Time));
    days.filter_map(|(at, timex)| told_by(at, timex, undated)).collect()
}

fn told_by(index: u32, timex: &Timex, undated: &Undated<'_, '_>) -> Option<Reason> {
    let Undated { reading, found, references, .. } = *undated;
    let clue = Clue::of(&timex.expression).filter(|clue| clue.rarity() >= 300)?;
    if relative::is_hijri(&timex.expression) {
        return None;
    }
    let of_it = reading.links.iter().filter(|link| link.timex == index);
    let mut mentions =
        of_it.filter_map(|link| reading.mentions.get(link.mention as usize)).map(|m| &m.mention).peekable();
    let to_come = mentions.peek().is_some()
        && mentions.all(|m| m.tense == Tense::Future || !matches!(m.factuality, Factuality::Factual));
    let open = timex.signal.is_some_and(|s| {
        matches!(s.kind, Signal::By | Signal::Until | Signal::To | Signal::Before | Signal::From | Signal::For)
    });
    if to_come || open {
        return None;
    }
    let bytes = timex.quote.bytes;
    let sentence = undated.sentence_of(bytes.start);
    let around = Span::new(bytes.start.saturating_sub(AROUND), bytes.end.saturating_add(AROUND));
    let around = around.whole_letters(&reading.text);
    let near = Span::new(sentence.start.max(around.start), sentence.end.min(around.end));
    let text = words::name(near.of(&reading.text));
    let here = |id: &str, kind: EntityKind| {
        found.iter().any(|f| f.entity.id == id && f.entity.kind == kind && near.contains(f.span))
    };
    let kinds: Vec<Family> = {
        let here = reading.mentions.iter().map(|m| &m.mention).filter(|m| near.contains(m.trigger.bytes));
        here.map(|m| Family::of(m.class, m.mode, &m.lemma, !m.places.is_empty())).collect()
    };
    let is_it = |at: u32, event: &ReferenceEvent| {
        let mut said = (false, false);
        for (keyword, count) in references.said_of(at).filter(|(keyword, _)| says(&text, keyword)) {
            // «اتفاق واغادوغو» is made of words that are said of anything, and is said of one thing.
            let whole = count == 1 && keyword.contains(' ');
            let telling = whole || keyword.split(' ').any(|w| references.is_telling(w) && !is_anybodys(w));
            said.0 |= telling && count <= 2;
            said.1 |= telling && count == 1 && (keyword.contains(' ') || keyword.chars().count() >= 5);
        }
        let place = event.place.as_deref().filter(|place| is_specific(references.pack(), place));
        let there = place.is_some_and(|place| here(place, EntityKind::Place));
        let elsewhere = place.is_some() && !there;
        let persons = |actor: &&String| references.pack().actor(actor).is_some_and(|a| a.kind == ActorKind::Person);
        let somebody = event.actors.iter().filter(persons).any(|person| here(person, EntityKind::Actor));
        let told = Family::of_reference(&event.class).iter().any(|family| kinds.contains(family));
        (said.1 && (told || !elsewhere)) || (told && ((there && (said.0 || somebody)) || (somebody && said.0)))
    };
    let mut fitting = (0u32..).zip(references.pack().reference_events()).filter(|(at, event)| {
        let short = event.certain && (event.end.latest - event.begin.earliest).num_days() <= LONG;
        short && days_of(event).any(|day| clue.allows(day)) && is_it(*at, event)
    });
    let (_, event) = fitting.next()?;
    if fitting.any(|(_, other)| other.begin.earliest.year() != event.begin.earliest.year()) {
        return None;
    }
    if inherits(reading, timex, event.begin.earliest.year()) {
        return None;
    }
    let day = days_of(event).find(|&day| clue.allows(day))?;
    let means = |published: &NaiveDate| {
        let bounds = relative::on(&timex.expression, *published, false);
        let start = bounds.and_then(|b| b.extent()).map(|(start, _)| start.date());
        start.is_some_and(|start| start == day)
    };
    // «من العام الماضي» may be said of the first of two days only by what stands after the second.
    let rest = reading.text.get(bytes.start as usize..near.end as usize)?;
    let of_year = words::words(rest).iter().take(12).any(|(_, word)| YEARS.contains(&word.as_str()));
    let bare = matches!(&timex.expression.form, Form::Date(date) if date.direction.is_none());
    let to = if bare && !of_year {
        day.checked_add_days(Step::new(YEAR))
    } else {
        NaiveDate::from_ymd_opt(day.year() + 1, 12, 31)
    };
    // What cannot be meant at all on any of them is meant otherwise.
    let mut fits = day.iter_days().take_while(|day| to.is_none_or(|to| *day <= to)).filter(means);
    fits.next()?;
    Some(Reason {
        rule: "dated_event",
        from: Some(day),
        to,
        quotes: vec![timex.quote.clone()],
        pack: Some(event.id.clone()),
    })
}

/// Whether a folded text says a keyword: a phrase, or a word that is not part of another («دستور» of «دستورية»).
fn says(text: &str, keyword: &str) -> bool {
    let is_it = |word: &str| {
        let rest = word.find(keyword).and_then(|at| word.get(at + keyword.len()..)).unwrap_or("ي");
        !rest.starts_with('ي') || matches!(rest, "ين" | "يها" | "يهم")
    };
    mentions_phrase(text, keyword) && (keyword.contains(' ') || text.split(' ').any(is_it))
}

fn days_of(event: &ReferenceEvent) -> impl Iterator<Item = NaiveDate> {
    let last = event.end.latest;
    event.begin.earliest.iter_days().take_while(move |&day| day <= last).take(LONG as usize + 1)
}

/// Whether the year of a day may be one that was said before: chronicles say it once.
fn inherits(reading: &Reading, timex: &Timex, year: i32) -> bool {
    let before = reading.timexes.iter().filter(|t| t.quote.bytes.end <= timex.quote.bytes.start);
    let said = before.filter(|t| t.components.year == Origin::Said && t.granularity <= Some(Granularity::Year));
    let mut years =
        said.filter_map(|t| t.value.as_ref().and_then(Value::interval)).map(|(start, _)| start.date().year());
    years.any(|said| said == year)
}
