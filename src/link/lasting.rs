//! How long something went on: «اندلعت يوم 5 مايو معارك دامت ثلاثة أيام».
//!
//! By itself a length says no day; where the day is known on which what lasts began, so are its days.

use super::anchored::{NEAR, inferred, midnights, told_day};
use super::named_day::same;
use super::rule::Rule;
use super::{Claim, DatedMention, Relation, TimeLink, When};
use crate::article::Quote;
use crate::calendar::{Bounds, Granularity, Timex, Value};
use crate::event::{Factuality, Form, Found, Link, Mention, Mode};
use crate::script::{Token, key};
use crate::timex::{self, Amount, Unit};
use chrono::{NaiveTime, TimeDelta};

/// A verb that says how long something lasted, by its place in what was found.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lasting {
    mention: u32,
    timex: u32,
    /// How many days; none where it is over within one.
    days: Option<i64>,
    /// Whether it is over when what it is dated by happens: «سقطت الخميس بعد معارك دامت أربعة أيام».
    before: bool,
    /// What began it, told in the same sentence: the noun that the verb describes, the verb before.
    begun: [Option<u32>; 2],
    /// The noun that stands for what was told before: «واستمرت المعارك».
    subject: Option<u32>,
}

/// How far before the verb that describes it an event may stand, and behind the verb its subject.
const REACH: u32 = 12;
const SUBJECT: u32 = 4;
/// So many days are told exactly.
const LONGEST: u64 = 60;

/// Finds the verbs that say how long.
pub(super) fn find(tokens: &[Token], found: &Found, links: &[TimeLink], timexes: &[Timex]) -> Vec<Lasting> {
    let long = links.iter().filter(|link| link.relation == Relation::Lasting);
    long.filter_map(|link| {
        let verb = found.mentions.get(link.mention as usize).filter(|m| lasts(m) && m.form == Form::Verb)?;
        let days = length(timexes.get(link.timex as usize)?)?;
        if let Some((noun, verb)) = over(tokens, found, link.mention as usize) {
            let begun = [Some(verb), None];
            return Some(Lasting { mention: noun, timex: link.timex, days, before: true, begun, subject: None });
        }
        let begun = begun(tokens, found, link.mention as usize, days.is_none());
        let subject = subject(found, link.mention as usize).filter(|_| verb.factuality == Factuality::Factual);
        Some(Lasting { mention: link.mention, timex: link.timex, days, before: false, begun, subject })
    })
    .collect()
}

fn lasts(mention: &Mention) -> bool {
    matches!(mention.lemma.as_ref(), "دام" | "استمر" | "امتد" | "استغرق" | "تواصل")
}

/// How many days a length takes, if it is told exactly: «ثلاثة أيام», «أسبوعين», «72 ساعة»; within a day none.
fn length(timex: &Timex) -> Option<Option<i64>> {
    let timex::Form::Duration(quantity) = &timex.expression.form else { return None };
    let [(amount, unit)] = quantity.parts.as_slice() else { return None };
    let (number, each) = match (amount, unit) {
        (Amount::Whole(0..24) | Amount::Some, Unit::Hour) | (_, Unit::Minute) => return Some(None),
        (Amount::Whole(n), Unit::Hour) if n % 24 == 0 => (n / 24, 1),
        (Amount::Whole(n), Unit::Day | Unit::Night) => (*n, 1),
        (Amount::Whole(n), Unit::Week) => (*n, 7),
        _ => return None,
    };
    let days = Some(number).filter(|n| (1..=LONGEST).contains(n) && timex.modifier.is_none())? * each;
    Some(i64::try_from(days).ok())
}

/// What the sentence tells of it before: «اندلعت معارك دامت», «بدأ الحصار ودام».
fn begun(tokens: &[Token], found: &Found, verb: usize, short: bool) -> [Option<u32>; 2] {
    let Some(site) = found.sites.get(verb) else { return [None; 2] };
    let Some(clause) = found.clauses.get(site.clause as usize) else { return [None; 2] };
    let told = |m: &usize| {
        let (event, at) = (&found.mentions[*m], &found.sites[*m]);
        let begins = short || begins(event);
        matches!(event.form, Form::Verb | Form::LightVerb) && !at.state && !at.report && begins
    };
    let before = (0..verb).rev().take(NEAR).take_while(|&m| {
        found.clauses.get(found.sites[m].clause as usize).is_some_and(|c| c.sentence == clause.sentence)
    });
    let described = clause.link == Link::Relative;
    let noun = before.clone().find(|&m| found.sites[m].token < clause.start);
    let noun = noun.filter(|&m| {
        let event = &found.mentions[m];
        let near = found.sites[m].token + REACH >= clause.start;
        // What is shared with a verb may have begun before: «قتل السبت في معارك دامت يومين».
        described && near && (event.form == Form::LightVerb || short && event.form == Form::Noun)
    });
    let joined = clause.link == Link::And;
    // «رفعوا القيود، منهين بذلك إغلاقا دام ستة أسابيع»: that had begun before.
    let apart = |m: usize| {
        let between = found.sites[m].token as usize..clause.start as usize;
        described && tokens.get(between).unwrap_or_default().iter().any(Token::is_comma)
    };
    let verb = before.clone().find(told).filter(|&m| joined || described && !apart(m));
    [noun.map(|m| m as u32), verb.map(|m| m as u32)]
}

/// «سقطت البلدة الخميس بعد معارك دامت أربعة أيام»: the noun that the verb describes, and what happened when it was over.
fn over(tokens: &[Token], found: &Found, verb: usize) -> Option<(u32, u32)> {
    let clause = found.clauses.get(found.sites.get(verb)?.clause as usize).filter(|c| c.link == Link::Relative)?;
    let noun = verb.checked_sub(1)?;
    let site = &found.sites[noun];
    let near = site.token + 2 >= clause.start && found.mentions[noun].form == Form::Noun && !site.definite;
    let upon = tokens.get((site.token as usize).checked_sub(1)?)?;
    let upon = [key!("بعد"), key!("إثر"), key!("عقب")].contains(&upon.key());
    let told = (0..noun).rev().take(2).find(|&m| {
        let (event, at) = (&found.mentions[m], &found.sites[m]);
        let here = found.clause_at(site.token as usize) == at.clause as usize;
        here && matches!(event.form, Form::Verb | Form::LightVerb) && !at.state && !at.report
    });
    told.filter(|_| near && upon).map(|m| (noun as u32, m as u32))
}

/// Whether what it tells of begins with it.
fn begins(mention: &Mention) -> bool {
    mention.mode == Mode::Start || matches!(mention.lemma.as_ref(), "اندلع" | "نشب" | "اشتعل" | "شب" | "حاصر")
}

/// The noun right behind the verb, with its article.
fn subject(found: &Found, verb: usize) -> Option<u32> {
    let from = found.sites.get(verb)?.token;
    let near = |s: &crate::event::Site| (from + 1..from + SUBJECT).contains(&s.token) && s.definite;
    let noun = (verb + 1..found.sites.len()).take(2).find(|&m| near(&found.sites[m]))?;
    (found.mentions[noun].form == Form::Noun).then_some(noun as u32)
}

/// Dates the verbs. `number` says which of what was found was kept, and where.
pub(super) fn place(
    lasting: &[Lasting],
    number: &[Option<u32>],
    times: &[Timex],
    mentions: &mut [DatedMention],
    claims: &mut Vec<Claim>,
) {
    for long in lasting {
        let of = |old: u32| number.get(old as usize).copied().flatten().map(|new| new as usize);
        let Some(this) = of(long.mention).filter(|&m| mentions.get(m).is_some_and(|m| m.timexes.is_empty())) else {
            continue;
        };
        let day = |m: usize| told_day(mentions.get(m)?).map(|day| (m, day));
        let here = long.begun.into_iter().flatten().filter_map(of).find_map(day);
        let Some((source, start)) = here.or_else(|| told_before(of(long.subject?)?, mentions)) else { continue };
        let more = TimeDelta::days(long.days.unwrap_or(1) - 1);
        let Some(start) = (if long.before { start.checked_sub_signed(more) } else { Some(start) }) else { continue };
        let last = start.checked_add_signed(more);
        let ends = last.and_then(midnights).map(|(_, end)| end);
        let Some((end, first)) = ends.zip(midnights(start)) else { continue };
        let bounds = Bounds::new(Some(first.0), Some(first.1), last.map(|day| day.and_time(NaiveTime::MIN)), Some(end));
        let Some(bounds) = bounds else { continue };
        let mut timexes = mentions.get(source).map(|m| m.timexes.clone()).unwrap_or_default();
        timexes.push(long.timex);
        timexes.sort_unstable();
        timexes.dedup();
        let quotes = [this, source].into_iter().filter_map(|m| mentions.get(m));
        let mut evidence: Vec<Quote> = quotes.map(|m| m.mention.trigger.clone()).collect();
        evidence.extend(timexes.iter().filter_map(|&t| times.get(t as usize)).map(|t| t.quote.clone()));
        inferred(this as u32, (first.0, end), Rule::Lasted, long.timex, evidence, claims);
        if let Some(target) = mentions.get_mut(this) {
            let one = last == Some(start);
            let (value, granularity) = (Value::Day(start), Granularity::Day);
            target.time = Some(When { value: one.then_some(value), granularity: one.then_some(granularity), bounds });
            target.timexes = timexes;
        }
    }
}

/// The event told last that a noun can stand for, and its day.
fn told_before(noun: usize, mentions: &[DatedMention]) -> Option<(usize, chrono::NaiveDate)> {
    let named = &mentions.get(noun)?.mention;
    (0..noun)
        .rev()
        .take(NEAR)
        .find_map(|m| told_day(mentions.get(m).filter(|m| same(named, &m.mention))?).map(|day| (m, day)))
}
