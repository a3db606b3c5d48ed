//! Links into bounds and claims.

use super::claim::{Claim, Moment, Relation, Strength, TimeLink};
use super::reading::When;
use super::rule::Rule;
use crate::article::Published;
use crate::calendar::{Bounds, Timex, Unresolved, Value};
use crate::event::{Class, Factuality, Form, Mention, Mode, Tense};
use crate::script::{Key, key};
use crate::timex::{Modifier, Signal, TimexKind};
use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

/// The times of a text, each with the interval that it names: worked out once, asked for several times.
pub(super) struct Times<'a> {
    all: &'a [Timex],
    extents: Vec<Option<Extent>>,
}

type Extent = (NaiveDateTime, NaiveDateTime);

impl<'a> Times<'a> {
    pub(super) fn new(all: &'a [Timex]) -> Self {
        Self { all, extents: all.iter().map(extent).collect() }
    }

    /// The time of a link, and what it names.
    fn of(&self, link: &TimeLink) -> Option<(&'a Timex, Option<Extent>)> {
        let at = link.timex as usize;
        Some((self.all.get(at)?, self.extents.get(at).copied().flatten()))
    }
}

/// The interval that a time names, as wide as its words leave it.
fn extent(timex: &Timex) -> Option<Extent> {
    let named = timex.value.as_ref().and_then(Value::interval);
    let bounds = timex.bounds.and_then(|b| b.extent());
    let (start, end) = match (named, bounds) {
        // «نحو» reaches beyond what is named; «أوائل» narrows nothing by itself.
        (Some((a, b)), Some((c, d))) if timex.modifier == Some(Modifier::Approx) => (a.min(c), b.max(d)),
        (Some(named), _) => named,
        (None, bounds) => bounds?,
    };
    match timex.value {
        // «ليل الجمعة» is Friday for all who tell of it, «ليل الجمعة السبت» is both.
        Some(Value::Time(day, _)) if !two_days(&timex.quote.text) => {
            let midnight = day.and_time(NaiveTime::MIN);
            let next = midnight.checked_add_signed(TimeDelta::days(1)).unwrap_or(end);
            Some((start.max(midnight), end.min(next)))
        }
        _ => Some((start, end)),
    }
}

/// «منذ ثمانية أيام هاجموا»: when what has been so long ago happened, as fine as its unit.
fn ago(link: &TimeLink, timex: &Timex) -> Option<Extent> {
    let then = link.relation == Relation::During && timex.kind == TimexKind::Duration;
    let bounds = timex.bounds.filter(|_| then)?;
    bounds.earliest_start().zip(bounds.latest_start())
}

/// From the first midnight of an interval to the one that ends its last day.
fn whole_days(start: NaiveDateTime, end: NaiveDateTime) -> (NaiveDateTime, NaiveDateTime) {
    let last = end.date().and_time(NaiveTime::MIN);
    let end = if last == end { Some(end) } else { last.checked_add_signed(TimeDelta::days(1)) };
    (start.date().and_time(NaiveTime::MIN), end.unwrap_or(last))
}

/// The day of a time finer than a day.
fn part_of_day(timex: &Timex) -> Option<NaiveDate> {
    if let Some(Value::Time(day, _)) = timex.value { Some(day) } else { None }
}

/// Whether the words of a time name two days: «ليل الثلاثاء الأربعاء», «ليلة 22 - 23 نوفمبر», «ليل 9-10 يونيو».
fn two_days(text: &str) -> bool {
    const WEEKDAYS: [Key; 8] = [
        key!("السبت"),
        key!("الأحد"),
        key!("الاثنين"),
        key!("الإثنين"),
        key!("الثلاثاء"),
        key!("الأربعاء"),
        key!("الخميس"),
        key!("الجمعة"),
    ];
    let weekdays = text.split([' ', '-', '–', '/']).filter(|w| WEEKDAYS.contains(&Key::of(w))).count();
    // One day and the next.
    let following = |word: &str| {
        let (first, second) = word.split_once(['-', '–', '/'])?;
        let (first, second) = (first.parse::<u8>().ok()?, second.parse::<u8>().ok()?);
        first.checked_add(1).map(|next| next == second)
    };
    let numbers = text.split(' ').any(|word| following(word) == Some(true));
    weekdays > 1 || numbers || [" - ", " بين ", " إلى ", " الى "].iter().any(|link| text.contains(link))
}

/// Whether the time says more than tense does: «مؤخرا», «سابقا» do not.
pub(super) fn dates(link: &TimeLink, times: &Times<'_>) -> bool {
    let Some((timex, extent)) = times.of(link) else { return false };
    match link.relation {
        Relation::Lasting => false,
        _ if timex.unresolved == Some(Unresolved::FromEvent) => false,
        Relation::Since => timex.bounds.is_some() || timex.value.is_some(),
        // «في وقت سابق», «الأيام الماضية», «حاليا»: no more than the tense of the verb says.
        _ if matches!(timex.value, Some(Value::Present | Value::Past | Value::Future)) => false,
        Relation::During if timex.kind == TimexKind::Duration => true,
        _ => extent.is_some() || timex.unresolved.is_some(),
    }
}

/// When a mention happened, from the links that are its own (in order of the text).
pub(super) fn when(
    mention: &Mention,
    links: &[TimeLink],
    times: &Times<'_>,
    published: Option<Published>,
) -> Option<When> {
    let mut inside: Option<(NaiveDateTime, NaiveDateTime)> = None;
    let mut open = Bounds::UNKNOWN;
    let mut best: Option<&Timex> = None;
    for link in links {
        let Some((timex, extent)) = times.of(link) else { continue };
        if timex.value == Some(Value::Present) {
            if link.relation != Relation::During {
                continue;
            }
            // What goes on "now" goes on on the day of publication.
            if let (Some(published), None) = (published, inside) {
                let day = Bounds::of_day(published.date());
                inside = day.exact();
                best = best.or(Some(timex));
            }
            continue;
        }
        if link.relation == Relation::Since {
            let begun = timex.bounds;
            if let Some(start) = begun {
                let since = Bounds::new(start.earliest_start(), since_latest(timex, &start), None, None);
                open = since.and_then(|s| open.intersect(&s)).unwrap_or(open);
                // «قتلوا عشرين مدنيا منذ مايو»: as many by now, and no more of it is told.
                let now = published.filter(|_| is_count_so_far(mention)).and_then(|p| p.date().succ_opt());
                let by_now = now.map(|next| Bounds::before(next.and_time(NaiveTime::MIN)));
                open = by_now.and_then(|b| open.intersect(&b)).unwrap_or(open);
                best = best.or(Some(timex));
            }
            continue;
        }
        let Some((start, end)) = ago(link, timex).or(extent) else { continue };
        let side = match link.relation {
            Relation::Until | Relation::By | Relation::Before => {
                // «حتى منتصف ليل 29 يوليو» ends with that day.
                let midnight = start.time() == NaiveTime::MIN && matches!(timex.value, Some(Value::Time(..)));
                // «قبل نهاية الشهر» is within the month.
                let first = link.relation == Relation::Before && timex.modifier != Some(Modifier::End);
                Some(Bounds::before(if first || midnight { start } else { end }))
            }
            Relation::After => Some(Bounds::after(end)),
            _ => None,
        };
        // «بعد الثالثة من عصر الأحد», «قبل فجر الجمعة»: on that day.
        if let (Relation::After | Relation::Before, Some(day)) = (link.relation, part_of_day(timex)) {
            // «قبيل منتصف ليلة السبت»: before the next day begins.
            let ends = link.relation == Relation::Before && start == day.and_time(NaiveTime::MIN);
            let day = if ends { day.pred_opt().unwrap_or(day) } else { day };
            let midnight = day.and_time(NaiveTime::MIN);
            let Some(tomorrow) = midnight.checked_add_signed(TimeDelta::days(1)) else { continue };
            let start = if ends { tomorrow } else { start };
            inside = inside.or(Some(if link.relation == Relation::After {
                (end.min(tomorrow - TimeDelta::seconds(1)), tomorrow)
            } else {
                (midnight, start.clamp(midnight + TimeDelta::seconds(1), tomorrow))
            }));
            best = best.or(Some(timex));
            continue;
        }
        if let Some(side) = side {
            open = open.intersect(&side).unwrap_or(open);
            best = best.or(Some(timex));
            continue;
        }
        let shift = match link.relation {
            Relation::DayAfter => TimeDelta::days(1),
            Relation::DayBefore => TimeDelta::days(-1),
            _ => TimeDelta::zero(),
        };
        // The day after something is a whole day, whatever its hour was.
        let (start, end) = if shift.is_zero() { (start, end) } else { whole_days(start, end) };
        let (Some(start), Some(end)) = (start.checked_add_signed(shift), end.checked_add_signed(shift)) else {
            continue;
        };
        inside = Some(match inside {
            None => {
                best = Some(timex);
                (start, end)
            }
            // One inside the other: the finer; apart: both were said (في يوليو وأكتوبر).
            Some((a, b)) if start >= a && end <= b => {
                best = Some(timex);
                (start, end)
            }
            Some((a, b)) if a >= start && b <= end => (a, b),
            Some((a, b)) => (a.min(start), b.max(end)),
        });
    }
    let bounds = match held_for(mention, links, times).or(inside).or_else(|| lasting(links, times)) {
        Some((start, end)) => {
            let inside = Bounds::sometime_in(start, end)?;
            inside.intersect(&open).unwrap_or(inside)
        }
        None if open != Bounds::UNKNOWN => {
            // «ستعلن النتائج قبل نهاية الشهر»: from now on.
            // «تعلن التفاصيل قبل نهاية الشهر»: so does the present, where that is still to come.
            let to_come = |p: &Published| open.latest_end().is_some_and(|end| end.date() > p.date());
            let ahead = mention.tense == Tense::Future || mention.factuality == Factuality::Planned;
            let ahead = ahead || mention.tense == Tense::Present && published.as_ref().is_some_and(to_come);
            let ahead = ahead && mention.factuality != Factuality::Negated;
            let later = published.filter(|_| ahead && links.iter().all(|l| l.relation == Relation::Before));
            let later = later.map(|p| Bounds::after(p.date().and_time(NaiveTime::MIN)));
            later.and_then(|later| later.intersect(&open)).unwrap_or(open)
        }
        None => return by_tense(mention, published).map(|bounds| When { value: None, granularity: None, bounds }),
    };
    let plain = links.len() == 1 && links[0].relation == Relation::During;
    let value = best.filter(|_| plain || inside.is_some()).and_then(|t| t.value.clone());
    let value = value.filter(|value| !matches!(value, Value::Period(_)));
    Some(When { granularity: value.as_ref().and(best).and_then(|t| t.granularity), value, bounds })
}

/// «حداد ثلاثة أيام اعتبارا من الخميس»: from when and how long say until when.
fn lasting(links: &[TimeLink], times: &Times<'_>) -> Option<Extent> {
    let of = |relation: Relation| links.iter().find(|l| l.relation == relation).and_then(|l| times.of(l));
    let ((since, extent), (length, _)) = (of(Relation::Since)?, of(Relation::Lasting)?);
    let (start, _) = extent.filter(|_| matches!(since.value, Some(Value::Day(_))))?;
    Some((start, start.checked_add_signed(days_of(length)?)?))
}

/// «اجتمعوا الخميس على مدى يومين»: what is held on a day for some days begins on it.
fn held_for(mention: &Mention, links: &[TimeLink], times: &Times<'_>) -> Option<Extent> {
    let [first, second] = links else { return None };
    let held = matches!(mention.class, Class::Consult | Class::Protest);
    let of = |relation| [first, second].into_iter().find(|l| l.relation == relation).and_then(|l| times.of(l));
    let ((day, extent), (length, _)) = (of(Relation::During).filter(|_| held)?, of(Relation::Lasting)?);
    let (start, _) = extent.filter(|_| matches!(day.value, Some(Value::Day(_))))?;
    length.signal.filter(|signal| signal.kind == Signal::For)?;
    Some((start, start.checked_add_signed(days_of(length)?)?))
}

/// A length of whole days.
fn days_of(length: &Timex) -> Option<TimeDelta> {
    let Some(Value::Period(period)) = &length.value else { return None };
    let days = period.to_string().strip_prefix('P')?.strip_suffix('D')?.parse::<i64>().ok()?;
    TimeDelta::try_days(days)
}

/// Harm of which is told how much of it there has been.
fn is_count_so_far(mention: &Mention) -> bool {
    let harm = matches!(mention.mode, Mode::Killing | Mode::Injury | Mode::Death | Mode::Displacement);
    harm && mention.form == Form::Verb && mention.tense == Tense::Past && mention.factuality == Factuality::Factual
}

/// The latest that something which goes on since a time can have begun.
fn since_latest(timex: &Timex, start: &Bounds) -> Option<NaiveDateTime> {
    timex.value.as_ref().and_then(Value::interval).map(|(_, end)| end).or(start.latest_start())
}

/// What tense alone says: before publication, or after.
fn by_tense(mention: &Mention, published: Option<Published>) -> Option<Bounds> {
    let day = published?.date();
    match mention.tense {
        Tense::Past | Tense::Pluperfect => Some(Bounds::before(day.succ_opt()?.and_time(NaiveTime::MIN))),
        Tense::Future => Some(Bounds::after(day.and_time(NaiveTime::MIN))),
        Tense::Present | Tense::None => None,
    }
}

/// Writes the claims that follow for one mention.
pub(super) fn claims(mention: &Mention, links: &[TimeLink], times: &Times<'_>, out: &mut Vec<Claim>) {
    const DAY: i64 = 86_400;
    let id = mention.id;
    let mut put = |from: Moment, to: Moment, least: Option<i64>, most: Option<i64>, link: Option<&TimeLink>, rule| {
        let timex = link.and_then(|l| times.all.get(l.timex as usize));
        let mut evidence = Vec::with_capacity(if link.is_some() { 3 } else { 1 });
        evidence.push(mention.trigger.clone());
        evidence.extend(link.and_then(|l| l.words.clone()));
        evidence.extend(timex.map(|t| t.quote.clone()));
        out.push(Claim {
            id: out.len() as u32,
            from,
            to,
            least,
            most,
            rule,
            strength: link.map_or(Strength::Tense, |l| l.strength),
            timex: link.map(|l| l.timex),
            evidence,
        });
    };
    let mut placed = false;
    // Times apart that were both said bound the event together, from the first to the last.
    let during: Vec<(&TimeLink, Extent)> = links
        .iter()
        .filter(|l| matches!(l.relation, Relation::During | Relation::DayAfter | Relation::DayBefore))
        .filter_map(|l| Some((l, times.of(l)?.1?)))
        .collect();
    let apart = during.iter().any(|(_, (a, b))| during.iter().any(|(_, (c, d))| b <= c || d <= a));
    if apart {
        let first = during.iter().min_by_key(|(_, (start, _))| *start);
        let last = during.iter().max_by_key(|(_, (_, end))| *end);
        if let (Some((link, (start, _))), Some((other, (_, end)))) = (first, last) {
            placed = true;
            put(Moment::Calendar(*start), Moment::Start(id), Some(0), None, Some(link), link.rule.clone());
            put(Moment::Calendar(*end), Moment::End(id), None, Some(0), Some(other), other.rule.clone());
        }
    }
    for link in links {
        let Some((timex, extent)) = times.of(link) else { continue };
        if timex.value == Some(Value::Present) && link.relation == Relation::During {
            placed = true;
            put(Moment::Publication, Moment::Start(id), None, Some(DAY), Some(link), link.rule.clone());
            put(Moment::Publication, Moment::End(id), Some(0), None, Some(link), link.rule.clone());
            continue;
        }
        if link.relation == Relation::Since {
            let Some(bounds) = timex.bounds else { continue };
            placed = true;
            if let Some(start) = bounds.earliest_start() {
                let most = since_latest(timex, &bounds).map(|end| (end - start).num_seconds());
                put(Moment::Calendar(start), Moment::Start(id), Some(0), most, Some(link), link.rule.clone());
            } else if let Some(latest) = bounds.latest_start() {
                put(Moment::Calendar(latest), Moment::Start(id), None, Some(0), Some(link), link.rule.clone());
            }
            if mention.tense == Tense::Present {
                put(Moment::Publication, Moment::End(id), Some(0), None, Some(link), link.rule.clone());
            }
            continue;
        }
        let Some((start, end)) = ago(link, timex).or(extent) else { continue };
        placed = true;
        match link.relation {
            Relation::Until | Relation::By => {
                put(Moment::Calendar(end), Moment::End(id), None, Some(0), Some(link), link.rule.clone());
            }
            Relation::Before => {
                put(Moment::Calendar(start), Moment::End(id), None, Some(0), Some(link), link.rule.clone());
            }
            Relation::After => {
                put(Moment::Calendar(end), Moment::Start(id), Some(0), None, Some(link), link.rule.clone());
            }
            _ if apart => {}
            _ => {
                let beside = matches!(link.relation, Relation::DayAfter | Relation::DayBefore);
                let (start, end) = if beside { whole_days(start, end) } else { (start, end) };
                let shift = match link.relation {
                    Relation::DayAfter => DAY,
                    Relation::DayBefore => -DAY,
                    _ => 0,
                };
                put(Moment::Calendar(start), Moment::Start(id), Some(shift), None, Some(link), link.rule.clone());
                put(Moment::Calendar(end), Moment::End(id), None, Some(shift), Some(link), link.rule.clone());
            }
        }
    }
    if !placed && links.is_empty() && mention.factuality == Factuality::Factual {
        match mention.tense {
            Tense::Past | Tense::Pluperfect => {
                put(Moment::Publication, Moment::End(id), None, Some(DAY), None, Rule::TensePast.into());
            }
            _ => {}
        }
    }
    if !placed && links.is_empty() && mention.tense == Tense::Future && mention.factuality == Factuality::Planned {
        put(Moment::Publication, Moment::Start(id), Some(0), None, None, Rule::TenseFuture.into());
    }
}
