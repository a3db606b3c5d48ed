//! What the articles say, as bounds between points; one network claim each.

use super::articles::Told;
use super::days::Days;
use super::event::Trust;
use super::features::Features;
use super::reference::References;
use super::relative::{self, DAY, Meanings, Range, placed};
use crate::article::Quote;
use crate::calendar::{Bounds, Granularity, Origin, Timex};
use crate::event::{Factuality, Tense};
use crate::link::{Claim, DatedMention, Moment, Relation, Strength, TimeLink};
use crate::timex::{Direction, Expression, Form, TimexKind};
use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime};
use std::borrow::Cow;

/// The rule of what a time means now that more is known of its article's publication.
pub(super) const FROM_WINDOW: &str = "resolved_later";
/// The rule of an article's own publication date.
pub(super) const GIVEN: &str = "given";

/// A point, by the numbers of this run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Node {
    Calendar,
    /// Of an article.
    Publication(u32),
    /// Of a mention, or once events are known of an event.
    Start(u32),
    End(u32),
}

impl Node {
    /// The number of the mention or event.
    pub(super) fn event(self) -> Option<u32> {
        match self {
            Self::Start(event) | Self::End(event) => Some(event),
            _ => None,
        }
    }
}

/// A bound with its evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fact {
    pub(super) from: Node,
    pub(super) to: Node,
    pub(super) least: Option<i64>,
    pub(super) most: Option<i64>,
    pub(super) trust: Trust,
    pub(super) rule: Cow<'static, str>,
    /// The article that says it.
    pub(super) article: Option<u32>,
    /// The entry of the pack that says it.
    pub(super) pack: Option<String>,
    /// The number of the correction that says it.
    pub(super) by: Option<u32>,
    pub(super) quotes: Vec<Quote>,
    /// The claim of its article that it is: the words are there, and copied only where they are asked for.
    pub(super) claim: Option<u32>,
}

pub(super) fn seconds(t: NaiveDateTime) -> i64 {
    t.and_utc().timestamp()
}

pub(super) fn moment(seconds: i64) -> Option<NaiveDateTime> {
    DateTime::from_timestamp(seconds, 0).map(|t| t.naive_utc())
}

pub(super) fn midnight(day: NaiveDate) -> i64 {
    seconds(day.and_time(NaiveTime::MIN))
}

impl Fact {
    /// The fact about a point of the calendar.
    pub(super) fn on(to: Node, range: Range<i64>, trust: Trust, rule: &'static str) -> Self {
        Self {
            from: Node::Calendar,
            to,
            least: range.0,
            most: range.1,
            trust,
            rule: Cow::Borrowed(rule),
            article: None,
            pack: None,
            by: None,
            quotes: Vec::new(),
            claim: None,
        }
    }

    /// How many seconds it leaves open.
    pub(super) fn width(&self) -> u64 {
        self.least.zip(self.most).map_or(u64::MAX, |(l, m)| m.abs_diff(l))
    }
}

fn trust(strength: Strength) -> Trust {
    match strength {
        Strength::Tense => Trust::Tense,
        Strength::Inferred => Trust::Inferred,
        Strength::Relative => Trust::Relative,
        Strength::Explicit => Trust::Explicit,
    }
}

/// Finds what an article says, as facts about its publication and its mentions. `first` is the number of its first
/// mention.
pub(super) fn of_article(
    at: u32,
    first: u32,
    told: &Told,
    days: &Days,
    meanings: &mut Meanings,
    facts: &mut Vec<Fact>,
) {
    let reading = &told.reading;
    if let Some(published) = told.published {
        let day = midnight(published.date());
        let mut fact = Fact::on(Node::Publication(at), (Some(day), Some(day)), Trust::Given, GIVEN);
        fact.article = Some(at);
        facts.push(fact);
    }
    // What a time means now, where that differs from what the reader could know.
    let again: Vec<bool> = reading.timexes.iter().map(|timex| needs_date(told, timex)).collect();
    // A reading that comes from elsewhere may speak of mentions that it does not have.
    let known = |moment: Moment| match moment {
        Moment::Start(mention) | Moment::End(mention) => (mention as usize) < reading.mentions.len(),
        Moment::Calendar(_) | Moment::Publication => true,
    };
    for (number, claim) in (0u32..).zip(&reading.claims) {
        if !known(claim.from) || !known(claim.to) {
            continue;
        }
        let open = told.moved || told.published.is_none();
        // «اختطفوا … وهم حاليا» says nothing of when they were seized.
        let now = |t: u32| {
            let vague = reading.timexes.get(t as usize).map(|timex| &timex.expression.form);
            let told = [claim.from, claim.to].into_iter().find_map(|moment| match moment {
                Moment::Start(mention) | Moment::End(mention) => reading.mentions.get(mention as usize),
                _ => None,
            });
            vague == Some(&Form::Vague(Direction::Present)) && told.is_some_and(|m| m.mention.tense == Tense::Past)
        };
        if told.published.is_none() && claim.timex.is_some_and(now) {
            continue;
        }
        let stale = open && claim.timex.is_some_and(|t| again.get(t as usize) == Some(&true));
        // How far two events lie apart, and what is under way now («حاليا»), does not depend on when that is. But «ما
        // يجري هذه الأيام» is not «ما جرى في مارس 2012».
        let fixed = match claim.from {
            Moment::Calendar(_) => false,
            Moment::Publication => is_only_time(claim, reading),
            Moment::Start(_) | Moment::End(_) => !matches!(claim.to, Moment::Calendar(_)),
        };
        let stale = stale && !fixed;
        // «بين يناير 2023 ويونيو من العام الجاري»: the first alone does not say when it was over.
        let begins = |t: u32| {
            let about = |link: &&TimeLink| link.timex == t && Some(link.mention) == mention_of(claim);
            let link = reading.links.iter().find(about).filter(|_| again.get(t as usize + 1) == Some(&true));
            link.and_then(|link| side_of_two(link, reading)) == Some((true, false))
        };
        let ends = matches!(claim.to, Moment::End(_)) || matches!(claim.from, Moment::End(_));
        let stale = stale || (open && ends && claim.timex.is_some_and(begins));
        if !stale {
            facts.extend(said(at, first, (number, claim)));
        }
    }
    for link in &reading.links {
        let (Some(timex), Some(mention)) =
            (reading.timexes.get(link.timex as usize), reading.mentions.get(link.mention as usize))
        else {
            continue;
        };
        // «الساعة السابعة صباحا» is the hour of a day told elsewhere, not of the day of publication.
        let hour = matches!(&timex.expression.form, Form::Clock { day: None, .. } | Form::DayPart { day: None, .. });
        if again.get(link.timex as usize) == Some(&true) && !hour && !is_told_otherwise(told, link) {
            let (begins, ends) = sides(link, told, days, &again);
            for fact in worked_out(at, first, link, timex, mention, told, days, meanings) {
                facts.extend(match fact.to {
                    _ if begins && ends => Some(fact),
                    Node::Start(_) if begins => Some(Fact { most: None, ..fact }),
                    Node::End(_) if ends => Some(Fact { least: None, ..fact }),
                    _ => None,
                });
            }
        }
    }
}

/// Whether an undated article tells of a mention a time with its year as well, somewhere else in the sentence: of
/// «الذي أطيح به في مارس 2012، مساء أمس» one time is that of something else.
fn is_told_otherwise(told: &Told, link: &TimeLink) -> bool {
    /// Characters between two that are one: «أمس الأحد (28 يناير 2013)».
    const ONE: u32 = 3;
    let reading = &told.reading;
    let Some(own) = reading.timexes.get(link.timex as usize).filter(|_| told.published.is_none()) else { return false };
    // «عملية الاختطاف حسب ما ورد في برقية نشرتها أمس»: the day is that of the verb.
    let told = reading.mentions.get(link.mention as usize).map(|m| &m.mention);
    let verb_between = told.filter(|m| m.form == crate::event::Form::Noun).is_some_and(|noun| {
        let near = noun.trigger.bytes.end..own.quote.bytes.start;
        let mut others = reading.mentions.iter().map(|m| &m.mention);
        others.any(|m| m.form == crate::event::Form::Verb && near.contains(&m.trigger.bytes.start))
    });
    if verb_between {
        return true;
    }
    let from = reading.links.partition_point(|other| other.mention < link.mention);
    let mut of_one = reading.links.iter().skip(from).take_while(|other| other.mention == link.mention).take(8);
    of_one.any(|other| {
        let other = reading.timexes.get(other.timex as usize);
        other.is_some_and(|t| {
            let (first, last) = if t.quote.chars.start < own.quote.chars.start { (t, own) } else { (own, t) };
            t.components.year == Origin::Said
                && t.kind != TimexKind::Duration
                && last.quote.chars.start.saturating_sub(first.quote.chars.end) > ONE
        })
    })
}

/// Whether no other time says when the mention was that a claim is about.
fn is_only_time(claim: &Claim, reading: &crate::link::Reading) -> bool {
    let (Moment::Start(mention) | Moment::End(mention)) = claim.to else { return false };
    let from = reading.links.partition_point(|link| link.mention < mention);
    let of_it = reading.links.iter().skip(from).take_while(|link| link.mention == mention);
    of_it.take(8).all(|link| Some(link.timex) == claim.timex)
}

fn mention_of(claim: &Claim) -> Option<u32> {
    [claim.to, claim.from].into_iter().find_map(|moment| match moment {
        Moment::Start(mention) | Moment::End(mention) => Some(mention),
        _ => None,
    })
}

/// For a time of «بين يناير 2023 ويونيو من العام الجاري», which side of its event it bounds.
fn side_of_two(link: &TimeLink, reading: &crate::link::Reading) -> Option<(bool, bool)> {
    let both = |first: u32| {
        let [x, y] = [first, first.checked_add(1)?].map(|t| reading.timexes.get(t as usize));
        let (x, y) = (x?, y?);
        let gap = reading.text.get(x.quote.bytes.end as usize..y.quote.bytes.start as usize)?;
        let between = x.signal?.kind == crate::timex::Signal::Between && gap.trim() == "و";
        let dates = |t: u32| reading.links.iter().any(|l| (l.mention, l.timex) == (link.mention, t));
        (between && dates(first) && dates(first + 1)).then_some(())
    };
    let first = both(link.timex).map(|()| (true, false));
    first.or_else(|| both(link.timex.checked_sub(1)?).map(|()| (false, true)))
}

/// Whether a time bounds the beginning of its event, and whether the end. One time alone bounds both; of several that
/// lie apart («بين 16 و19 يناير») the first bounds the beginning, and the last the end.
fn sides(link: &TimeLink, told: &Told, days: &Days, again: &[bool]) -> (bool, bool) {
    let reading = &told.reading;
    if let Some(side) = side_of_two(link, reading) {
        return side;
    }
    // «انطلقت قبل تسعة أشهر، وفجر المسلحون قبل ثلاثة أسابيع» lie apart on any day, though over many days they overlap.
    let some_day = told.published.map(crate::article::Published::date);
    let some_day = some_day.or_else(|| days.first().filter(|_| days.last().is_some()));
    let extent = |other: &TimeLink| {
        let timex = reading.timexes.get(other.timex as usize)?;
        let future = looks_forward(reading.mentions.get(other.mention as usize)?);
        let during = other.relation == Relation::During && again.get(other.timex as usize) == Some(&true);
        relative::on(&timex.expression, some_day.filter(|_| during)?, future)?.extent()
    };
    let from = reading.links.partition_point(|other| other.mention < link.mention);
    // No sentence has more; a reading from elsewhere may.
    let of_one = || reading.links.iter().skip(from).take_while(|other| other.mention == link.mention).take(8);
    if of_one().nth(1).is_none() {
        return (true, true);
    }
    let Some(own) = extent(link) else { return (true, true) };
    let all: Vec<_> = of_one().filter_map(extent).collect();
    if !all.iter().any(|a| all.iter().any(|b| a.1 <= b.0)) {
        return (true, true);
    }
    (all.iter().all(|other| own.0 <= other.0), all.iter().all(|other| other.1 <= own.1))
}

/// What an expression means in an article, as far as its date is known.
fn absolute(expression: &Expression, told: &Told, days: &Days, future: bool) -> Option<Bounds> {
    match told.published {
        Some(published) => relative::on(expression, published.date(), future),
        None => relative::over(expression, days, future),
    }
}

/// Whether a time has to be worked out from the publication date that the reader did not have.
fn needs_date(told: &Told, timex: &Timex) -> bool {
    if told.reading.article.published.is_none() {
        // A year taken from what is told before is no more than a guess where the article's own is not known.
        let guessed = matches!(&timex.expression.form, Form::Date(date) if date.year.is_none());
        let guessed = guessed && !(timex.bounds.is_some() && stands_under_a_year(&told.reading.text, timex));
        return timex.bounds.is_none() || guessed;
    }
    told.moved && {
        let unknown = timex.expression.resolve(&crate::calendar::Context::unknown());
        unknown.bounds.is_none() || unknown.bounds != timex.bounds
    }
}

/// Whether a time stands under a line that is nothing but a year, as in chronicles: that is its year.
fn stands_under_a_year(text: &str, timex: &Timex) -> bool {
    /// So many lines back.
    const LINES: usize = 12;
    let before = text.get(..timex.quote.bytes.start as usize).unwrap_or_default();
    before.rsplit('\n').take(LINES).any(|line| {
        let line = line.trim_matches([' ', '-', '–', '*', ':', '\r', '•']);
        line.chars().count() == 4 && line.chars().all(char::is_numeric)
    })
}

/// A claim of the reading.
fn said(at: u32, first: u32, (number, claim): (u32, &Claim)) -> Option<Fact> {
    let node = |moment: Moment| match moment {
        Moment::Calendar(_) => (Node::Calendar, 0),
        Moment::Publication => (Node::Publication(at), 0),
        Moment::Start(mention) => (Node::Start(first + mention), 0),
        Moment::End(mention) => (Node::End(first + mention), 0),
    };
    let time = |moment: Moment| match moment {
        Moment::Calendar(t) => seconds(t),
        _ => 0,
    };
    let (mut from, mut to) = (node(claim.from).0, node(claim.to).0);
    // to − from, where the side that is a date is taken into the bounds.
    let shift = time(claim.from).checked_sub(time(claim.to))?;
    let mut least = claim.least.and_then(|l| l.checked_add(shift));
    let mut most = claim.most.and_then(|m| m.checked_add(shift));
    if from == to || (least.is_none() && most.is_none()) {
        return None;
    }
    if to == Node::Calendar {
        (from, to) = (to, from);
        (least, most) = (most.and_then(i64::checked_neg), least.and_then(i64::checked_neg));
    }
    Some(Fact {
        from,
        to,
        least,
        most,
        trust: trust(claim.strength),
        rule: claim.rule.clone(),
        article: Some(at),
        pack: None,
        by: None,
        quotes: Vec::new(),
        claim: Some(number),
    })
}

/// Whether a mention speaks of what is to come.
pub(super) fn looks_forward(mention: &DatedMention) -> bool {
    mention.mention.tense == Tense::Future || mention.mention.factuality == Factuality::Planned
}

#[allow(clippy::too_many_arguments)]
fn worked_out(
    at: u32,
    first: u32,
    link: &TimeLink,
    timex: &Timex,
    mention: &DatedMention,
    told: &Told,
    days: &Days,
    meanings: &mut Meanings,
) -> Vec<Fact> {
    let future = looks_forward(mention);
    let reading = &told.reading;
    let (start, end) = (Node::Start(first + link.mention), Node::End(first + link.mention));
    let mut quotes = vec![timex.quote.clone()];
    quotes.extend(link.words.clone());
    quotes.push(mention.mention.trigger.clone());
    let mut facts = Vec::new();
    let mut add = |from: Node, to: Node, (least, most): Range<i64>, rule: &'static str| {
        if least.is_some() || most.is_some() {
            facts.push(Fact {
                from,
                to,
                least,
                most,
                trust: trust(link.strength).min(Trust::Relative),
                rule: Cow::Borrowed(rule),
                article: Some(at),
                pack: None,
                by: None,
                quotes: quotes.clone(),
                claim: None,
            });
        }
    };
    let shift = |t: i64, days: i64| t.checked_add(days.checked_mul(DAY)?);
    if let Some(bounds) = absolute(&timex.expression, told, days, future) {
        let (s, e) = standing(link, mention, timex.kind, ends(&bounds), shift);
        add(Node::Calendar, start, s, FROM_WINDOW);
        add(Node::Calendar, end, e, FROM_WINDOW);
    }
    // «قال مساء الجمعة إنهم اقتحموا الفندق في وقت سابق من اليوم»: of that day, and not of the day of publication.
    let of_that_day = matches!(&timex.expression.form, Form::Within { whole: Some(whole), .. } if relative::is_today(whole))
        && reading.timexes.iter().take(link.timex as usize).any(|t| t.sentence == timex.sentence);
    if told.published.is_none()
        && !of_that_day
        && let Some(distance) = meanings.distance(&timex.expression, future)
    {
        // In whole days: hours count from the event, and the publication is known by its day.
        let days = |(least, most): Range<i64>| {
            (
                least.and_then(|l| l.checked_sub(l.rem_euclid(DAY))),
                most.and_then(|m| m.checked_add((DAY - m.rem_euclid(DAY)) % DAY)),
            )
        };
        let (mut s, mut e) = standing(link, mention, timex.kind, (days(distance.start), days(distance.end)), shift);
        // «يكتمل الانسحاب بحلول 31 ديسمبر»: what no verb tells as past may be of the year to come.
        let is_past = matches!(mention.mention.tense, Tense::Past | Tense::Pluperfect | Tense::None);
        if !is_past && relative::is_bare(&timex.expression) {
            let ahead = |most: i64| most.max(366 * DAY);
            (s.1, e.1) = (s.1.map(ahead), e.1.map(ahead));
        }
        // «في 5 أبريل 2012 … ثم في 12 يوليو»: of that year, and not of the last one before publication.
        if goes_on(reading, link.timex as usize) {
            (s.0, e.0) = (None, None);
        }
        // «في 11 يناير الجاري» may be to come, but not where it is told as past.
        let past = matches!(mention.mention.tense, Tense::Past | Tense::Pluperfect);
        if past && mention.mention.factuality == Factuality::Factual && e.1.is_some_and(|most| most > DAY) {
            e.1 = Some(DAY);
        }
        add(Node::Publication(at), start, s, "counted_from_publication");
        add(Node::Publication(at), end, e, "counted_from_publication");
    }
    facts
}

/// Verbs of having: what is told so in the present goes on through the time that it is told with.
pub(super) const HOLDING: &[&str] = &["سيطر", "احتل"];

/// What a time says of a mention: see [`placed`].
fn standing<T: Copy>(
    link: &TimeLink,
    mention: &DatedMention,
    kind: TimexKind,
    (start, end): (Range<T>, Range<T>),
    shift: impl Fn(T, i64) -> Option<T>,
) -> (Range<T>, Range<T>) {
    let holds = mention.mention.tense == Tense::Present && HOLDING.contains(&mention.mention.lemma.as_ref());
    if holds && link.relation == Relation::During {
        return ((None, end.1), (start.0, None));
    }
    placed(link, kind, (start, end), shift)
}

/// What an undated article tells as to come had not begun when it was published.
pub(super) fn not_yet<'a>(
    features: &'a [Features],
    told: &'a Told,
    references: &'a References<'_>,
) -> impl Iterator<Item = Fact> + 'a {
    features.iter().zip(&told.reading.mentions).filter_map(move |(f, mention)| {
        let known = references.event(f.expected?)?;
        let range = (None, Some(midnight(known.begin.latest)));
        let mut fact = Fact::on(Node::Publication(f.article), range, Trust::Inferred, "not_yet");
        fact.article = Some(f.article);
        fact.pack = Some(known.id.clone());
        fact.quotes = vec![mention.mention.trigger.clone()];
        Some(fact)
    })
}

/// Whether a day without its year goes on with what is told of a year before it.
fn goes_on(reading: &crate::link::Reading, at: usize) -> bool {
    /// About two sentences, in characters.
    const NEAR: u32 = 320;
    let Some(timex) = reading.timexes.get(at) else { return false };
    // «رجعت في يوليو 2013، ولم أغن حتى ليلة العيد»: the feast of that year.
    fn is_feast(form: &Form) -> bool {
        match form {
            Form::Holiday { year, .. } => year.is_none(),
            Form::DayPart { day: Some(day), .. } | Form::Clock { day: Some(day), .. } => is_feast(day),
            _ => false,
        }
    }
    let bare =
        |form: &Form| matches!(form, Form::Date(d) if d.year.is_none() && d.month.is_some() && d.direction.is_none());
    if !bare(&timex.expression.form) && !is_feast(&timex.expression.form) {
        return false;
    }
    let before = reading.timexes.get(..at).unwrap_or_default().iter().rev();
    let mut near = before.take_while(|t| timex.quote.chars.start.saturating_sub(t.quote.chars.end) <= NEAR);
    let told = near.find(|t| t.components.year == Origin::Said || relative::is_fresh(&t.expression));
    told.is_some_and(|t| t.components.year == Origin::Said && t.granularity < Some(Granularity::Year))
}

/// The four points in seconds.
pub(super) fn ends(bounds: &Bounds) -> (Range<i64>, Range<i64>) {
    let side = |a: Option<NaiveDateTime>, b: Option<NaiveDateTime>| (a.map(seconds), b.map(seconds));
    (side(bounds.earliest_start(), bounds.latest_start()), side(bounds.earliest_end(), bounds.latest_end()))
}

/// When a mention happened as far as its own article says, with what is known of its publication; for comparing
/// mentions before there is a network.
pub(super) fn alone(index: u32, told: &Told, days: &Days) -> Bounds {
    let reading = &told.reading;
    let Some(mention) = reading.mentions.get(index as usize) else { return Bounds::UNKNOWN };
    let said = mention.time.as_ref().map_or(Bounds::UNKNOWN, |when| when.bounds);
    if told.published.is_some() && !told.moved {
        return said;
    }
    let mut bounds = if told.moved || told.published.is_none() { Bounds::UNKNOWN } else { said };
    let shift = |t: i64, days: i64| t.checked_add(days.checked_mul(DAY)?);
    for link in reading.links.iter().filter(|link| link.mention == index) {
        let Some(timex) = reading.timexes.get(link.timex as usize) else { continue };
        let future = looks_forward(mention);
        let means =
            if !needs_date(told, timex) { timex.bounds } else { absolute(&timex.expression, told, days, future) };
        let Some(means) = means else { continue };
        let (s, e) = standing(link, mention, timex.kind, ends(&means), shift);
        let point = |t: Option<i64>| t.and_then(moment);
        if let Some(here) = Bounds::new(point(s.0), point(s.1), point(e.0), point(e.1)) {
            // Times apart were both said: from the first to the last.
            bounds = bounds.intersect(&here).unwrap_or_else(|| bounds.hull(&here));
        }
    }
    let past = matches!(mention.mention.factuality, Factuality::Factual)
        && matches!(mention.mention.tense, Tense::Past | Tense::Pluperfect);
    if past
        && let Some(after) = days.last().and_then(|day| day.succ_opt())
        && let Some(limited) = bounds.intersect(&Bounds::before(after.and_time(NaiveTime::MIN)))
    {
        bounds = limited;
    }
    bounds
}
