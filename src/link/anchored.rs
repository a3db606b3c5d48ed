//! Times counted from an event: «بعد شهرين من الاجتماع».
//!
//! They name no place on the calendar, but they say how far two events lie apart; where the day of one is known,
//! so is that of the other.

use super::claim::{Claim, Moment, Strength, TimeLink};
use super::rule::Rule;
use super::{DatedMention, When};
use crate::article::Quote;
use crate::calendar::{Bounds, Granularity, Timex, Value};
use crate::event::{Class, Factuality, Form, Found, Mention, Mode, Tense};
use crate::script::{Few, Key, Token, key};
use crate::timex::{self, Amount, Anchor, Direction, Modifier, Unit};
use chrono::{Datelike, Month, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

/// Up to how many days are counted to the day.
const EXACT: i64 = 10;

/// What tells of the news itself.
static NEWS: Few<4> = Few::of([key!("يأتي"), key!("ويأتي"), key!("تأتي"), key!("وتأتي")]);

/// How many words may tell who suffered in an attack.
const FAR: u32 = 8;

/// An event so far from another.
#[derive(Debug, Clone, Copy)]
pub(super) struct Distance {
    /// The event that is dated.
    pub(super) mention: u32,
    /// The event that it is counted from.
    pub(super) from: u32,
    timex: u32,
    /// Least and greatest difference of their starts, seconds.
    least: Option<i64>,
    most: Option<i64>,
    /// How many days later the first is, where the words say so.
    days: Option<i64>,
}

/// Finds the event that each such time counts from: the noun after «من» or «على».
pub(super) fn distances(tokens: &[Token], found: &Found, links: &[TimeLink], timexes: &[Timex]) -> Vec<Distance> {
    let mut out = Vec::new();
    for link in links {
        let Some(timex) = timexes.get(link.timex as usize) else { continue };
        let Some((least, most)) = range(timex) else { continue };
        let end = tokens.partition_point(|t| t.span.start < timex.quote.bytes.end);
        // «بعد يومين فقط من»
        let only = tokens.get(end).is_some_and(|t| [key!("فقط"), key!("تقريبا")].contains(&t.key()));
        let end = end + usize::from(only);
        let opens = tokens.get(end).is_some_and(|t| [key!("من"), key!("على"), key!("عن")].contains(&t.key()));
        let first = found.sites.partition_point(|s| (s.token as usize) < end);
        let anchor = (first..found.sites.len())
            .take_while(|&m| (found.sites[m].token as usize) < end + 4)
            .find(|&m| matches!(found.mentions[m].form, Form::Noun | Form::LightVerb));
        let Some(anchor) = anchor.filter(|_| opens) else { continue };
        // «بعد يوم من مقتل 18 شخصا في هجوم»: from that, too.
        for from in [Some(anchor), suffered_in(tokens, found, anchor)].into_iter().flatten() {
            let (mention, from, days) = (link.mention, from as u32, days(timex));
            out.push(Distance { mention, from, timex: link.timex, least, most, days });
        }
    }
    out
}

/// The attack that somebody suffers in, in the same clause: «مقتل 18 شخصا في هجوم».
fn suffered_in(tokens: &[Token], found: &Found, noun: usize) -> Option<usize> {
    let harmed = matches!(found.mentions[noun].mode, Mode::Killing | Mode::Injury | Mode::Death | Mode::Kidnapping);
    let first = found.sites[noun];
    let next = found.sites.get(noun + 1).filter(|s| s.clause == first.clause && s.token < first.token + FAR)?;
    let inside = tokens.get((next.token as usize).checked_sub(1)?).is_some_and(|t| t.key() == key!("في"));
    let attack = &found.mentions[noun + 1];
    (harmed && inside && attack.form == Form::Noun && attack.class == Class::Assault).then_some(noun + 1)
}

/// Whole days from the event that is counted from; minutes and hours stay within the day.
fn days(timex: &Timex) -> Option<i64> {
    let timex::Form::Offset { quantity, direction, anchor: Anchor::Event } = &timex.expression.form else {
        return None;
    };
    let [(amount, unit)] = quantity.parts.as_slice() else { return None };
    let each = match unit {
        Unit::Minute | Unit::Second => return Some(0),
        Unit::Hour if matches!(amount, Amount::Some | Amount::Whole(0..12)) => return Some(0),
        Unit::Day => 1,
        Unit::Week => 7,
        _ => return None,
    };
    let Amount::Whole(n) = *amount else { return None };
    let days = i64::try_from(n).ok().filter(|n| *n < 100 && timex.modifier.is_none())? * each;
    Some(if *direction == Direction::Past { -days } else { days })
}

/// «هاجموا المعسكر اليوم بعد يومين من سقوط البلدة»: the day of one is that of the other, so many days on.
pub(super) fn place(
    text: &str,
    distances: &[Distance],
    times: &[Timex],
    published: Option<NaiveDate>,
    mentions: &mut [DatedMention],
    claims: &mut Vec<Claim>,
) {
    for distance in distances {
        let again = told_again(text, distance, mentions);
        let news = published.filter(|_| again.is_none());
        let counted = news.is_some_and(|day| counted_from_news(text, distance, day, times, mentions, claims));
        if distance.mention != distance.from && !counted {
            told_before(text, distance, times, mentions, claims);
            coarse(distance, times, mentions);
        }
        let Some(days) = distance.days else { continue };
        let (this, from) = (distance.mention as usize, distance.from as usize);
        let with = told_with(text, distance, times, mentions).filter(|_| again.is_none());
        let again = again.or(with);
        for (known, other, shift) in [(again.unwrap_or(this), from, -days), (from, this, days)] {
            let (Some(source), Some(target)) = (mentions.get(known), mentions.get(other)) else { continue };
            let day = told_day(source);
            if !target.timexes.is_empty() || other == this && this != from && (with.is_some() || comes(&target.mention))
            {
                continue;
            }
            let Some(day) = day.and_then(|d| d.checked_add_signed(TimeDelta::days(shift))) else { continue };
            let mut timexes = source.timexes.clone();
            timexes.push(distance.timex);
            timexes.sort_unstable();
            timexes.dedup();
            if let (Some(days), Some(again)) = (midnights(day).filter(|_| known != this && known != from), again) {
                let quotes = [again, other].into_iter().filter_map(|m| mentions.get(m));
                let mut evidence: Vec<Quote> = quotes.map(|m| m.mention.trigger.clone()).collect();
                evidence.extend(timexes.iter().filter_map(|&t| times.get(t as usize)).map(|t| t.quote.clone()));
                inferred(other as u32, days, Rule::ToldAgain, distance.timex, evidence, claims);
            }
            if let Some(target) = mentions.get_mut(other) {
                target.time = Some(When::of_day(day));
                target.timexes = timexes;
            }
        }
    }
}

/// «يأتي الهجوم بعد أسبوع من»: what the article is about, and has told when.
fn comes(mention: &Mention) -> bool {
    let verb = mention.form == Form::Verb && !matches!(mention.lemma.as_ref(), "جاء" | "أتى");
    matches!(mention.tense, Tense::Present | Tense::None) && !verb
}

/// «ويأتي التصعيد بعد ثلاثة أيام من اغتيال قائد»: counted back from the news, which is of the day of publication where
/// nothing else is told of it. Whether it is so counted.
fn counted_from_news(
    text: &str,
    distance: &Distance,
    published: NaiveDate,
    times: &[Timex],
    mentions: &mut [DatedMention],
    claims: &mut Vec<Claim>,
) -> bool {
    let (this, from) = (distance.mention as usize, distance.from as usize);
    let (Some(news), Some(target)) = (mentions.get(this), mentions.get(from)) else { return false };
    let sentence = news.mention.sentence;
    let trigger = if this == from { sentence.start } else { news.mention.trigger.bytes.start };
    let words = |from: u32, to: u32| text.get(from as usize..to as usize).unwrap_or_default().split_whitespace();
    let first = words(sentence.start, sentence.end).next();
    // What comes stands right behind the verb.
    let near = words(sentence.start, trigger.max(sentence.start)).count() <= 2;
    let now = near && first.is_some_and(|word| NEWS.has(Key::of(word))) && comes(&news.mention);
    let Some(back) = distance.days.filter(|days| now && (1..=EXACT).contains(days) && target.timexes.is_empty()) else {
        return false;
    };
    let Some(day) = published.checked_sub_signed(TimeDelta::days(back)) else { return false };
    // It may be yesterday's, and the event told before.
    let class = target.mention.class;
    let near = |m: &&DatedMention| {
        m.mention.class == class && told_day(m).is_some_and(|then| (0..=1).contains(&(day - then).num_days()))
    };
    if mentions[..from].iter().rev().take(NEAR).any(|m| near(&m)) {
        return false;
    }
    let Some(days) = midnights(day) else { return false };
    let mut evidence = vec![target.mention.trigger.clone(), news.mention.trigger.clone()];
    evidence.extend(times.get(distance.timex as usize).map(|t| t.quote.clone()));
    inferred(distance.from, days, Rule::CountedFromEvent, distance.timex, evidence, claims);
    if let Some(target) = mentions.get_mut(from) {
        target.time = Some(When::of_day(day));
        target.timexes = vec![distance.timex];
    }
    true
}

/// «ويأتي الحادث بعد أربعة أيام من الإفراج عنهم»: the event told before that is named again, with its article.
fn told_again(text: &str, distance: &Distance, mentions: &[DatedMention]) -> Option<usize> {
    let this = distance.mention as usize;
    let named = mentions.get(this).filter(|m| m.timexes.is_empty() && comes(&m.mention))?;
    let before = text.get(..named.mention.trigger.bytes.start as usize)?;
    let class = named.mention.class;
    let same =
        |m: &DatedMention| m.mention.class == class || class == Class::Other && m.mention.class == Class::Assault;
    let known = mentions[..this].iter().rev().take(NEAR).position(|m| same(m) && !m.timexes.is_empty())?;
    // «ويأتي مقتل الرئيس بعد يوم من فوزه»: what comes is what the article is about.
    let news = ["يأتي ", "تأتي ", "جاء ", "جاءت "].iter().any(|verb| before.ends_with(verb));
    (news || before.ends_with("ال")).then(|| this - 1 - known)
}

/// «أعلن الأحد إحباط هجوم، بعد يومين من اعتداء»: counted from the day that the sentence tells of.
fn told_with(text: &str, distance: &Distance, times: &[Timex], mentions: &[DatedMention]) -> Option<usize> {
    mentions.get(distance.mention as usize).filter(|m| m.timexes.is_empty() || m.timexes == [distance.timex])?;
    let words = times.get(distance.timex as usize)?.quote.bytes;
    // «ويأتي ذلك بعد يومين من هجوم»: what was told before it.
    let that = text.get(..words.start as usize)?.trim_end_matches([' ', '،']).ends_with(" ذلك");
    let before = &mentions[..distance.from as usize];
    let told = |m: &DatedMention| {
        let here = m.mention.trigger.bytes;
        let past = matches!(m.mention.tense, Tense::Past) && m.mention.factuality == Factuality::Factual;
        past && told_day(m).is_some() && here.end <= words.start && (that || words.start < m.mention.sentence.end)
    };
    before.iter().rposition(told).filter(|&m| before.len() - m <= NEAR && distance.days != Some(0))
}

/// «أطاحوا به في 18 أغسطس 2020 بعد عامين من انتخابه»: the year of one is that of the other, so many years on.
fn coarse(distance: &Distance, timexes: &[Timex], mentions: &mut [DatedMention]) {
    let Some(timex) = timexes.get(distance.timex as usize) else { return };
    let timex::Form::Offset { quantity, direction, .. } = &timex.expression.form else { return };
    let [(Amount::Whole(n), unit @ (Unit::Month | Unit::Year))] = quantity.parts.as_slice() else { return };
    let Some(n) = i32::try_from(*n).ok().filter(|n| *n < 1_000 && timex.modifier.is_none()) else { return };
    let later = if *direction == Direction::Past { -n } else { n };
    let (this, from) = (distance.mention as usize, distance.from as usize);
    for (known, other, shift) in [(this, from, -later), (from, this, later)] {
        let (Some(source), Some(target)) = (mentions.get(known), mentions.get(other)) else { continue };
        if source.timexes.is_empty() || !target.timexes.is_empty() || other == this && comes(&target.mention) {
            continue;
        }
        let bounds = source.time.as_ref().map(|t| t.bounds);
        let ends = bounds.and_then(|b| b.earliest_start().zip(b.latest_end()));
        let Some((start, end)) = ends.map(|(a, b)| (a.date(), (b - TimeDelta::seconds(1)).date())) else { continue };
        let value = if *unit == Unit::Year {
            (start.year() == end.year()).then(|| Value::Year(start.year() + shift))
        } else {
            let months = start.year() * 12 + start.month0() as i32 + shift;
            let month = u8::try_from(months.rem_euclid(12) + 1).ok().and_then(|m| Month::try_from(m).ok());
            let whole = (start.year(), start.month0()) == (end.year(), end.month0());
            month.filter(|_| whole).map(|month| Value::Month(months.div_euclid(12), month))
        };
        let Some((from, to)) = value.as_ref().and_then(Value::interval) else { continue };
        let Some(bounds) = Bounds::sometime_in(from, to) else { continue };
        let mut timexes = source.timexes.clone();
        timexes.push(distance.timex);
        timexes.sort_unstable();
        timexes.dedup();
        let granularity = Some(if *unit == Unit::Year { Granularity::Year } else { Granularity::Month });
        if let Some(target) = mentions.get_mut(other) {
            target.time = Some(When { value, granularity, bounds });
            target.timexes = timexes;
        }
    }
}

/// «خطفا قبل أربعة أيام من الهجوم»: an event named with the article is the last of its kind that was told, and dated.
fn told_before(
    text: &str,
    distance: &Distance,
    times: &[Timex],
    mentions: &mut [DatedMention],
    claims: &mut Vec<Claim>,
) {
    let from = distance.from as usize;
    let Some(named) = mentions.get(from).filter(|m| m.timexes.is_empty()) else { return };
    let start = named.mention.trigger.bytes.start as usize;
    if !text.get(..start).is_some_and(|before| before.ends_with("ال") || before.ends_with("لل")) {
        return;
    }
    let class = named.mention.class;
    let known = mentions[..from].iter().rev().take(NEAR).find(|m| m.mention.class == class && !m.timexes.is_empty());
    let Some(known) = known else { return };
    let Some(day) = known.time.as_ref().and_then(single_day).and_then(midnights) else { return };
    let (time, timexes) = (known.time.clone(), known.timexes.clone());
    let mut evidence = vec![named.mention.trigger.clone(), known.mention.trigger.clone()];
    evidence.extend(timexes.iter().filter_map(|&t| times.get(t as usize)).map(|t| t.quote.clone()));
    inferred(distance.from, day, Rule::ToldBefore, timexes.first().copied().unwrap_or_default(), evidence, claims);
    if let Some(named) = mentions.get_mut(from) {
        (named.time, named.timexes) = (time, timexes);
    }
}

/// Whether a time says only that something came minutes or hours later.
fn soon(timex: &Timex) -> bool {
    let later = matches!(timex.expression.form, timex::Form::Offset { direction: Direction::Future, .. });
    later && days(timex) == Some(0)
}

/// The day of the story for what only an hour dates: «السبت ... وسمع صباحا إطلاق نار», «ثم عثرت بعد ساعتين».
pub(super) fn story_day(
    links: &[TimeLink],
    distances: &[Distance],
    timexes: &[Timex],
    mentions: &mut [DatedMention],
    claims: &mut Vec<Claim>,
) {
    // What is counted from an event that has a day has its own.
    let mut counted = vec![false; mentions.len()];
    for distance in distances {
        // «بعد ساعات من وقوعه»: of what has been told; «بعد ساعات على توقيفه» may have been the day before.
        let happening = |m: &DatedMention| matches!(m.mention.lemma.as_ref(), "وقع" | "حدث" | "حصل");
        let known = mentions.get(distance.from as usize).is_some_and(|m| !happening(m));
        if let Some(counted) = counted.get_mut(distance.mention as usize) {
            *counted |= known;
        }
    }
    let mut day: Option<(NaiveDate, Vec<u32>)> = None;
    let mut links = links.iter().peekable();
    for mention in mentions {
        let id = mention.mention.id;
        let mut hours = Vec::new();
        let mut other = false;
        while let Some(link) = links.next_if(|l| l.mention <= id) {
            match timexes.get(link.timex as usize) {
                Some(timex)
                    if link.mention == id
                        && (matches!(timex.value, Some(Value::TimeOfDay(_)))
                            || soon(timex) && counted.get(id as usize) == Some(&false)) =>
                {
                    hours.push(link.timex);
                }
                _ => other |= link.mention == id,
            }
        }
        let past = matches!(mention.mention.tense, Tense::Past | Tense::Pluperfect)
            && mention.mention.factuality == Factuality::Factual;
        if let Some(known) = told_day(mention).filter(|_| past) {
            day = Some((known, mention.timexes.clone()));
        } else if let (Some((day, sources)), Some(&hour), false, true) = (&day, hours.first(), other, past) {
            let sentence = |t: u32| timexes.get(t as usize).map_or(0, |t| t.sentence);
            let near = sources.iter().all(|&s| sentence(hour).saturating_sub(sentence(s)) <= STORY);
            if near {
                let Some((from, to)) = midnights(*day) else { continue };
                let Some(bounds) = Bounds::sometime_in(from, to) else { continue };
                mention.time =
                    Some(When { value: Some(Value::Day(*day)), granularity: Some(Granularity::Day), bounds });
                let quotes = sources.iter().chain([&hour]).filter_map(|&t| timexes.get(t as usize));
                let mut evidence = vec![mention.mention.trigger.clone()];
                evidence.extend(quotes.map(|t| t.quote.clone()));
                inferred(id, (from, to), Rule::StoryDay, hour, evidence, claims);
                mention.timexes.extend(sources);
                mention.timexes.push(hour);
                mention.timexes.sort_unstable();
                mention.timexes.dedup();
            }
        }
    }
}

/// The first moment of a day, and of the next.
pub(super) fn midnights(day: NaiveDate) -> Option<(NaiveDateTime, NaiveDateTime)> {
    Some((day.and_time(NaiveTime::MIN), day.succ_opt()?.and_time(NaiveTime::MIN)))
}

/// The two claims that an event lies between two moments, as the text leaves to be understood.
pub(super) fn inferred(
    mention: u32,
    (from, to): (NaiveDateTime, NaiveDateTime),
    rule: Rule,
    timex: u32,
    evidence: Vec<Quote>,
    claims: &mut Vec<Claim>,
) {
    let sides = [
        (Moment::Calendar(from), Moment::Start(mention), Some(0), None),
        (Moment::Calendar(to), Moment::End(mention), None, Some(0)),
    ];
    for (from, to, least, most) in sides {
        claims.push(Claim {
            id: claims.len() as u32,
            from,
            to,
            least,
            most,
            rule: rule.into(),
            strength: Strength::Inferred,
            timex: Some(timex),
            evidence: evidence.clone(),
        });
    }
}

/// How many mentions back an event named again is looked for.
pub(super) const NEAR: usize = 24;
/// How many sentences the day of a story holds for hours.
const STORY: u32 = 4;

/// The day that a mention is told to be of, if a time of the text dates it.
pub(super) fn told_day(mention: &DatedMention) -> Option<NaiveDate> {
    mention.time.as_ref().filter(|_| !mention.timexes.is_empty()).and_then(single_day)
}

/// The day that an event is known to lie in.
fn single_day(when: &When) -> Option<NaiveDate> {
    let (start, end) = (when.bounds.earliest_start()?, when.bounds.latest_end()?);
    (end > start && end <= start.date().succ_opt()?.and_time(NaiveTime::MIN)).then_some(start.date())
}

/// How far, in seconds, with half of the smallest unit left open on both sides.
fn range(timex: &Timex) -> Option<(Option<i64>, Option<i64>)> {
    let timex::Form::Offset { quantity, direction, anchor: Anchor::Event } = &timex.expression.form else {
        return None;
    };
    let (mut least, mut most, mut slack) = (0i64, 0i64, 0i64);
    for (amount, unit) in &quantity.parts {
        let (low, high) = seconds(*unit)?;
        // «بعد دقائق», «بعد ساعات»: some, but not a day of them.
        if *amount == Amount::Some && quantity.parts.len() == 1 && matches!(unit, Unit::Minute | Unit::Hour) {
            let most = high * 24;
            return Some(if *direction == Direction::Past { (Some(-most), Some(0)) } else { (Some(0), Some(most)) });
        }
        let Amount::Whole(n) = *amount else { return None };
        let n = i64::try_from(n).ok()?;
        least = least.checked_add(n.checked_mul(low)?)?;
        most = most.checked_add(n.checked_mul(high)?)?;
        slack = high / 2;
    }
    let wide = if timex.modifier == Some(Modifier::Approx) { slack.checked_mul(2)? } else { slack };
    least = (least - wide).max(0);
    most = most.checked_add(wide)?;
    let (least, most) = match timex.modifier {
        Some(Modifier::MoreThan | Modifier::EqualOrMore) => (Some(least), None),
        Some(Modifier::LessThan | Modifier::EqualOrLess) => (Some(0), Some(most)),
        _ => (Some(least), Some(most)),
    };
    Some(match direction {
        Direction::Past => (most.map(|m| -m), least.map(|l| -l)),
        _ => (least, most),
    })
}

/// The least and greatest length of a unit.
fn seconds(unit: Unit) -> Option<(i64, i64)> {
    const DAY: i64 = 86_400;
    Some(match unit {
        Unit::Second => (1, 1),
        Unit::Minute => (60, 60),
        Unit::Hour => (3_600, 3_600),
        Unit::Day | Unit::Night => (DAY, DAY),
        Unit::Week => (7 * DAY, 7 * DAY),
        Unit::Month => (28 * DAY, 31 * DAY),
        Unit::Year => (365 * DAY, 366 * DAY),
        Unit::Decade => (3_652 * DAY, 3_653 * DAY),
        _ => return None,
    })
}

/// The claim that a distance makes.
pub(super) fn claim(distance: &Distance, found: &[DatedMention], timexes: &[Timex], claims: &mut Vec<Claim>) {
    let (Some(this), Some(from)) = (found.get(distance.mention as usize), found.get(distance.from as usize)) else {
        return;
    };
    if distance.mention == distance.from {
        return;
    }
    let mut evidence = vec![this.mention.trigger.clone()];
    evidence.extend(timexes.get(distance.timex as usize).map(|t| t.quote.clone()));
    evidence.push(from.mention.trigger.clone());
    claims.push(Claim {
        id: claims.len() as u32,
        from: Moment::Start(distance.from),
        to: Moment::Start(distance.mention),
        least: distance.least,
        most: distance.most,
        rule: Rule::CountedFromEvent.into(),
        strength: Strength::Relative,
        timex: Some(distance.timex),
        evidence,
    });
}
