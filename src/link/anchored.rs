//! Times counted from an event: «بعد شهرين من الاجتماع».
//!
//! They name no place on the calendar, but they say how far two events lie apart.

use super::claim::{Claim, Moment, Strength, TimeLink};
use crate::calendar::Timex;
use crate::event::{Form, Found};
use crate::script::{Key, Token};
use crate::timex::{self, Amount, Anchor, Direction, Modifier, Unit};
use std::borrow::Cow;

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
}

/// Finds the event that each such time counts from: the noun after «من» or «على».
pub(super) fn distances(tokens: &[Token], found: &Found, links: &[TimeLink], timexes: &[Timex]) -> Vec<Distance> {
    let mut out = Vec::new();
    for link in links {
        let Some(timex) = timexes.get(link.timex as usize) else { continue };
        let Some((least, most)) = range(timex) else { continue };
        let end = tokens.partition_point(|t| t.span.start < timex.quote.bytes.end);
        let opens = tokens.get(end).is_some_and(|t| [Key::of("من"), Key::of("على"), Key::of("عن")].contains(&t.key()));
        let first = found.sites.partition_point(|s| (s.token as usize) < end);
        let anchor = (first..found.sites.len())
            .take_while(|&m| (found.sites[m].token as usize) < end + 4)
            .find(|&m| m as u32 != link.mention && matches!(found.mentions[m].form, Form::Noun | Form::LightVerb));
        if let (true, Some(anchor)) = (opens, anchor) {
            out.push(Distance { mention: link.mention, from: anchor as u32, timex: link.timex, least, most });
        }
    }
    out
}

/// How far, in seconds, with half of the smallest unit left open on both sides.
fn range(timex: &Timex) -> Option<(Option<i64>, Option<i64>)> {
    let timex::Form::Offset { quantity, direction, anchor: Anchor::Event } = &timex.expression.form else {
        return None;
    };
    let (mut least, mut most, mut slack) = (0i64, 0i64, 0i64);
    for (amount, unit) in &quantity.parts {
        let (low, high) = seconds(*unit)?;
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
pub(super) fn claim(distance: &Distance, found: &[super::DatedMention], timexes: &[Timex], claims: &mut Vec<Claim>) {
    let (Some(this), Some(from)) = (found.get(distance.mention as usize), found.get(distance.from as usize)) else {
        return;
    };
    let mut evidence = vec![this.mention.trigger.clone()];
    evidence.extend(timexes.get(distance.timex as usize).map(|t| t.quote.clone()));
    evidence.push(from.mention.trigger.clone());
    claims.push(Claim {
        id: claims.len() as u32,
        from: Moment::Start(distance.from),
        to: Moment::Start(distance.mention),
        least: distance.least,
        most: distance.most,
        rule: Cow::Borrowed("counted-from-event"),
        strength: Strength::Relative,
        timex: Some(distance.timex),
        evidence,
    });
}
