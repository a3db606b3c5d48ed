//! Days that are named by an event told before: «عشية القمة», «يوم الاقتراع».
//!
//! No time expression stands there, but where the day of the event is known, so is that of what is told with it.

use super::anchored::{NEAR, inferred, midnights, told_day};
use super::rule::Rule;
use super::rules::day_beside;
use super::{Claim, DatedMention, Relation, When};
use crate::article::Quote;
use crate::calendar::Timex;
use crate::event::{Class, Factuality, Form, Found, Link, Mention, Mode};
use crate::script::{Few, Token, key};
use chrono::{NaiveDate, TimeDelta};

/// A verb whose day is that of an event, or one beside it. Both by their place in what was found.
#[derive(Debug, Clone, Copy)]
pub(super) struct NamedDay {
    pub(super) mention: u32,
    pub(super) event: u32,
    shift: i64,
}

/// How many words may stand between the name of a day that opens a sentence and its verb.
const OPENING: usize = 6;

/// How far behind its verb what that ends, begins or attends may stand.
const OBJECT: u32 = 6;

/// Finds the verbs that such a day dates.
pub(super) fn find(tokens: &[Token], found: &Found) -> Vec<NamedDay> {
    let mut out = Vec::new();
    for (event, site) in found.sites.iter().enumerate() {
        let at = site.token as usize;
        let clitics = found.words[at].clitics;
        let plain = clitics.article && clitics.letters == 2 && found.mentions[event].form != Form::Verb;
        let Some(before) = at.checked_sub(1).filter(|_| plain) else { continue };
        let Some(shift) = shift(&tokens[before]) else { continue };
        if let Some(mention) = verb(found, before, event as u32) {
            out.push(NamedDay { mention, event: event as u32, shift });
        }
    }
    out
}

/// How many days from the event a word before it says.
fn shift(word: &Token) -> Option<i64> {
    static SAME: Few<6> =
        Few::of([key!("يوم"), key!("ويوم"), key!("ليلة"), key!("وليلة"), key!("صبيحة"), key!("وصبيحة")]);
    match day_beside(word.key()) {
        Some(Relation::DayAfter) => Some(1),
        Some(_) => Some(-1),
        None => SAME.has(word.key()).then_some(0),
    }
}

/// The verb before the name of a day in its clause, or behind one that opens its sentence.
fn verb(found: &Found, word: usize, event: u32) -> Option<u32> {
    let clause = found.clause_at(word);
    let here = found.clauses.get(clause)?;
    let told = |m: &usize| {
        let form = found.mentions[*m].form;
        *m != event as usize && matches!(form, Form::Verb | Form::LightVerb) && !found.sites[*m].state
    };
    let end = found.sites.partition_point(|s| (s.token as usize) < word);
    let mut near = (0..end).rev().take(NEAR).filter(|&m| found.sites[m].clause as usize == clause);
    if let Some(before) = near.find(told) {
        return Some(before as u32);
    }
    let opens = word <= here.start as usize + 1 && matches!(here.link, Link::Main | Link::And);
    let behind = (end..found.sites.len())
        .take_while(|&m| (found.sites[m].token as usize) <= word + OPENING)
        .find(told)
        .filter(|&m| found.clauses[found.sites[m].clause as usize].sentence == here.sentence);
    behind.filter(|_| opens).map(|m| m as u32)
}

/// Whether an event that is named again can be the one told before.
pub(super) fn same(named: &Mention, told: &Mention) -> bool {
    named.lemma == told.lemma
        || named.class == told.class
            && (named.class == Class::Assault || named.mode == told.mode)
            && (named.class != Class::Other || named.mode != Mode::Other)
}

/// Dates the verbs. `number` says which of what was found was kept, and where.
pub(super) fn place(
    named: &[NamedDay],
    found: &Found,
    number: &[Option<u32>],
    times: &[Timex],
    mentions: &mut [DatedMention],
    claims: &mut Vec<Claim>,
) {
    for day in named {
        let of = |old: u32| number.get(old as usize).copied().flatten().map(|new| new as usize);
        let (Some(this), Some(event)) = (of(day.mention), of(day.event)) else { continue };
        let (Some(target), Some(anchor)) = (mentions.get(this), mentions.get(event)) else { continue };
        let free = target.timexes.is_empty() && target.mention.factuality == Factuality::Factual;
        if !free || !anchor.timexes.is_empty() {
            continue;
        }
        let Some((source, told)) = told_before(day, found, number, mentions) else { continue };
        let Some(then) = told.checked_add_signed(TimeDelta::days(day.shift)) else { continue };
        let Some(days) = midnights(then) else { continue };
        let timexes = mentions[source].timexes.clone();
        let quotes = [this, event, source].into_iter().filter_map(|m| mentions.get(m));
        let mut evidence: Vec<Quote> = quotes.map(|m| m.mention.trigger.clone()).collect();
        evidence.extend(timexes.iter().filter_map(|&t| times.get(t as usize)).map(|t| t.quote.clone()));
        let rule = if day.shift == 0 { Rule::ToldBefore } else { Rule::DayBesideEvent };
        inferred(this as u32, days, rule, timexes.first().copied().unwrap_or_default(), evidence, claims);
        if let Some(target) = mentions.get_mut(this) {
            target.time = Some(When::of_day(then));
            target.timexes = timexes;
        }
    }
}

/// The last event told before that the name can mean, and its day.
fn told_before(
    day: &NamedDay,
    found: &Found,
    number: &[Option<u32>],
    mentions: &[DatedMention],
) -> Option<(usize, NaiveDate)> {
    let new = |old: usize| number.get(old).copied().flatten().map(|new| new as usize);
    let named = &mentions.get(new(day.event as usize)?)?.mention;
    let dated = |old: usize| {
        let at = new(old)?;
        told_day(mentions.get(at)?).map(|day| (at, day))
    };
    let before = (0..day.event as usize).rev().take(2 * NEAR).filter(|&m| m != day.mention as usize);
    let mut alike = before.filter(|&m| new(m).and_then(|at| mentions.get(at)).is_some_and(|m| same(named, &m.mention)));
    alike.find_map(|m| {
        // «اختتم القادة قمتهم الاثنين»: the day of what is done with it.
        let site = &found.sites[m];
        let object = found.words[site.token as usize].clitics.preposition.is_none();
        let with = || {
            let verb = (0..m).rev().take(2).find(|&v| {
                let verb = &found.sites[v];
                verb.clause == site.clause && !verb.report && verb.token + OBJECT >= site.token
            })?;
            let told = new(verb).and_then(|at| mentions.get(at))?;
            let aspect = matches!(told.mention.mode, Mode::Start | Mode::End);
            dated(verb).filter(|_| object && aspect)
        };
        dated(m).or_else(with)
    })
}
