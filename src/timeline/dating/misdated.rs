//! Publication dates that came with an article and that its own text contradicts.
//!
//! What the text says of its publication is claimed like everything else. Since the date that was given counts more, the
//! network sets that claim aside, and the contradiction is reported. Where the date fits, nothing is claimed.

use super::Reason;
use super::dateline;
use super::told;
use super::undated::{sentence_of, sentences};
use crate::calendar::{Granularity, Origin, Value};
use crate::event::{Factuality, Mention, Mode, Tense};
use crate::knowledge::{ActorKind, Pack};
use crate::link::Relation;
use crate::timeline::articles::Told;
use crate::timeline::assemble::window_fact;
use crate::timeline::facts::Fact;
use crate::timeline::relative;
use crate::timeline::words::has_word;
use crate::timex::{Signal, TimexKind};
use chrono::{Days as Step, NaiveDate};

/// A dateline says when an article was written; so many days later it may still be printed.
const PRINTED: u64 = 10;
/// Days around the given one that are searched for one that fits «السبت 14 أبريل».
const NEAR: u64 = 700;
/// Zones and the hours of the night make a day.
const SLACK: u64 = 1;

/// What the text of an article says of its publication and the date that was given excludes.
pub(in crate::timeline) fn facts(at: u32, told: &Told, pack: &Pack) -> Vec<Fact> {
    let Some(given) = told.published.map(crate::article::Published::date) else { return Vec::new() };
    let mut reasons = Vec::new();
    said_in_full(told, given, &mut reasons);
    said_twice(told, given, &mut reasons);
    unborn(told, given, pack, &mut reasons);
    // One reason for each side is enough: the one that excludes most.
    let (mut early, mut late): (Option<Reason>, Option<Reason>) = (None, None);
    for reason in reasons {
        if reason.from.is_some_and(|from| given < from) {
            if early.as_ref().is_none_or(|known| known.from < reason.from) {
                early = Some(reason);
            }
        } else if reason.to.is_some_and(|to| to < given) && late.as_ref().is_none_or(|known| known.to > reason.to) {
            late = Some(reason);
        }
    }
    early.iter().chain(&late).map(|reason| window_fact(at, reason)).collect()
}

/// Days that are said in full: before the dateline, and before what is told as past, nobody can have published it; nor
/// after what is told as to come.
fn said_in_full(told: &Told, given: NaiveDate, reasons: &mut Vec<Reason>) {
    let reading = &told.reading;
    let day_after = given.checked_add_days(Step::new(SLACK)).unwrap_or(given);
    let mut spans = None;
    let mut apart = false;
    for (index, timex) in (0u32..).zip(&reading.timexes) {
        if timex.components.year != Origin::Said || !matches!(timex.kind, TimexKind::Date | TimexKind::Time) {
            continue;
        }
        let Some((start, end)) = timex.value.as_ref().and_then(Value::interval) else { continue };
        let (ahead, gone) = (start.date() > day_after, end.date() < given);
        // Budgets and plans are for years.
        let fine = timex.granularity.is_some_and(|g| g <= Granularity::Month);
        if !fine || !ahead && !gone {
            continue;
        }
        apart = true;
        let about = reading.links.iter().filter(|link| link.timex == index);
        let mut about =
            about.filter_map(|link| Some((link.relation, &reading.mentions.get(link.mention as usize)?.mention)));
        let told_so = about.find(
            |(relation, mention)| if ahead { is_past(*relation, mention) } else { is_to_come(*relation, mention) },
        );
        let open = matches!(
            timex.signal.map(|signal| signal.kind),
            Some(Signal::By | Signal::Until | Signal::To | Signal::Before | Signal::From)
        );
        let Some((_, mention)) = told_so.filter(|_| !open) else { continue };
        let spans = spans.get_or_insert_with(|| sentences(&reading.text));
        let sentence = sentence_of(spans, timex.quote.bytes.start).of(&reading.text);
        let otherwise = if ahead { told::TO_COME } else { told::WAS };
        if has_word(sentence, otherwise) {
            continue;
        }
        reasons.push(Reason {
            rule: if ahead { "told_as_past" } else { "told_as_to_come" },
            from: ahead.then(|| start.date()),
            to: (!ahead).then(|| end.date()),
            quotes: vec![timex.quote.clone(), mention.trigger.clone()],
            pack: None,
        });
    }
    if apart && let Some(mut dateline) = dateline::told(reading).last() {
        dateline.from = dateline.from.and_then(|day| day.checked_sub_days(Step::new(SLACK)));
        dateline.to = dateline.to.and_then(|day| day.checked_add_days(Step::new(PRINTED)));
        reasons.push(dateline);
    }
}

/// Whether something is told to have happened then. Who says something on a day may speak of that day.
fn is_past(relation: Relation, mention: &Mention) -> bool {
    matches!(relation, Relation::During | Relation::Since | Relation::DayAfter)
        && matches!(mention.tense, Tense::Past | Tense::Pluperfect)
        && mention.factuality == Factuality::Factual
        && !matches!(mention.mode, Mode::Statement | Mode::Other)
}

/// Whether something is told to happen then.
fn is_to_come(relation: Relation, mention: &Mention) -> bool {
    relation == Relation::During && mention.tense == Tense::Future && mention.factuality == Factuality::Planned
}

/// Days that are said twice, and of which both cannot be meant if the date is right: «أمس السبت», «السبت 14 أبريل».
fn said_twice(told: &Told, given: NaiveDate, reasons: &mut Vec<Reason>) {
    let around = |days: u64| {
        let from = given.checked_sub_days(Step::new(days));
        crate::timeline::days::Days::between(from, given.checked_add_days(Step::new(days)))
    };
    let close = around(SLACK);
    for timex in &told.reading.timexes {
        if timex.components.year == Origin::Said || !matches!(timex.kind, TimexKind::Date | TimexKind::Time) {
            continue;
        }
        let Some(fits) = relative::consistent(&timex.expression, &close) else { continue };
        if !fits.is_empty() {
            continue;
        }
        let Some(fits) = relative::consistent(&timex.expression, &around(NEAR)) else { continue };
        let distance = |day: &NaiveDate| (*day - given).num_days().abs();
        // What fits on no day near is a slip of the pen, and not of the date.
        let Some(nearest) = fits.iter().min_by_key(distance) else { continue };
        let later = nearest > given;
        reasons.push(Reason {
            rule: "weekday_and_date",
            from: later.then_some(nearest),
            to: (!later).then_some(nearest),
            quotes: vec![timex.quote.clone()],
            pack: None,
        });
    }
}

/// Groups and missions that take part in what is told, and did not exist when it is said to have been published.
fn unborn(told: &Told, given: NaiveDate, pack: &Pack, reasons: &mut Vec<Reason>) {
    for participant in told.reading.mentions.iter().flat_map(|dated| &dated.mention.participants) {
        let Some(actor) = participant.id.as_deref().and_then(|id| pack.actor(id)) else { continue };
        let begin = actor.begin.filter(|_| matches!(actor.kind, ActorKind::ArmedGroup | ActorKind::Mission));
        let begin = begin.map(|begin| begin.earliest).filter(|&begin| given < begin && actor.certain);
        if begin.is_some() {
            reasons.push(Reason {
                rule: "existed",
                from: begin,
                to: None,
                quotes: vec![participant.quote.clone()],
                pack: Some(actor.id.clone()),
            });
        }
    }
}
