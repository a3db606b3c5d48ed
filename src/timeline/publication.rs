//! When an article was published, from what it says and what the knowledge pack knows.
//!
//! Works on one article alone; what follows from the same events in other articles is the network's work.

use super::ages;
use super::anniversary;
use super::articles::Told;
use super::card::Cards;
use super::days::Days;
use super::reference::References;
use super::relative;
use super::said::Said;
use super::situation;
use super::told;
use super::topic;
use super::words::words;
use super::yearless;
use crate::article::{Quote, Span};
use crate::calendar::{Granularity, Origin};
use crate::event::{Factuality, Form, Mention, Mode, Role, Tense};
use crate::knowledge::{ActorKind, DayBound, EntityKind, Found, Gazetteer, Pack, RelationKind};
use crate::link::Reading;
use crate::script::{Key, Kind, Token, tokenize};
use crate::timex::{Signal, TimexKind};
use chrono::{Datelike, Days as Step, NaiveDate};
use std::sync::{Arc, Mutex, PoisonError};

/// Why an article was published not before or not after a day.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Reason {
    pub(super) rule: &'static str,
    pub(super) from: Option<NaiveDate>,
    pub(super) to: Option<NaiveDate>,
    pub(super) quotes: Vec<Quote>,
    pub(super) pack: Option<String>,
}

/// The days that are left, and why.
#[derive(Debug, Clone)]
pub(super) struct Dating {
    pub(super) days: Days,
    pub(super) reasons: Vec<Reason>,
    /// What somebody said is wrong: it limits nothing.
    pub(super) rejected: Vec<Reason>,
    /// What it says if it was published on fewer days.
    pub(super) narrowed: Narrowed,
}

/// What an article says if it was published on one of some days, as it was worked out last: when others join its knot
/// that is asked again, and the days are mostly the same.
#[derive(Debug, Default)]
pub(super) struct Narrowed(Mutex<Vec<(Days, Narrow)>>);

/// What it says then.
type Narrow = Arc<(Cards, Said)>;

/// It can be worked out again.
impl Clone for Narrowed {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl Narrowed {
    pub(super) fn get(&self, days: &Days) -> Option<Narrow> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.iter().find(|known| known.0 == *days).map(|known| Arc::clone(&known.1))
    }

    pub(super) fn put(&self, days: Days, new: Narrow) {
        /// As many as there are rounds.
        const MOST: usize = 4;
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= MOST {
            known.remove(0);
        }
        known.push((days, new));
    }
}

/// News goes on calling somebody by an office for so many days after it ended.
const AFTER_OFFICE: u64 = 15;

/// What happened on a day that is told as «الثلاثاء» or «أمس» is at most so many days old.
const NEWS: u64 = 10;

/// So many days before the first day in office somebody is called by it who has won the vote.
const ELECT: u64 = 75;

/// Words of a sentence that tells of somebody who has won an office and not entered on it.
const WINNING: &[&str] =
    &["فوز", "فاز", "فوزه", "انتخاب", "انتخابه", "انتخابات", "انتخب", "جديد", "تنصيب", "تنصيبه", "نتائج"];

/// That bodies of states or citizens founded earlier are named says nothing.
const OLD: i32 = 2010;

/// For so many days after a mission has left, news speaks of it as if it were there.
const OUTLIVED: u64 = 400;

/// For so many days a group that has merged or given up is named as if it were there.
const REMEMBERED: u64 = 550;

/// What stands before so many bytes is what an article is about.
const HEAD: u32 = 420;

/// Words beside the name of somebody who holds the office no more, even in fresh news.
const LEFT: &[&str] = &[
    "سابق",
    "اسبق",
    "راحل",
    "مخلوع",
    "معزول",
    "مطاح",
    "منتخب",
    "مرشح",
    "محاكمه",
    "وفاه",
    "توفي",
    "جثمان",
    "تشييع",
    "جنازه",
    "ذكري",
    "اتهم",
    "متهم",
    "ضد",
    "اغتيال",
    "عهد",
    "نظام",
    "نجل",
    "مقرب",
    "انصار",
];

/// Offices that nobody is appointed to: people go on being called so for as long as they are talked of.
const INFORMAL: &[&str] = &[
    "junta_head",
    "leader",
    "military_leader",
    "political_leader",
    "opposition_leader",
    "commander",
    "spokesperson",
    "judge",
    "police_chief",
    "ruler",
];

/// Words after a name that tell how somebody lost the office: «الذي أطيح به».
const OVERTHROWN: &[&str] = &["اطاح", "اطاحت", "اطاحوا", "اطيح", "اطاحه", "عزل", "خلع", "تنحي", "استقال"];

/// Words of a sentence that tell of the end of a mission, or of its past.
const ENDED: &[&str] = &[
    "سابق",
    "سابقه",
    "انتهاء",
    "نهايه",
    "انهاء",
    "انسحاب",
    "رحيل",
    "مغادره",
    "خروج",
    "طرد",
    "طردت",
    "انتهت",
    "انسحبت",
    "غادرت",
    "تفكيك",
    "خلفت",
    "محل",
];

/// Words of a sentence that tell of another time than that of the news.
const MEANWHILE: &[&str] = &["كان", "كانت", "خلف", "حل", "منذ", "بعد", "عقب", "حينها", "انذاك"];

/// Words beside a name that tell of the past, or of somebody who holds the office no more.
const BYGONE: &[&str] = &[
    "سابق",
    "اسبق",
    "راحل",
    "مخلوع",
    "معزول",
    "مطاح",
    "نظام",
    "عهد",
    "اطاح",
    "اطاحه",
    "اطاحت",
    "انقلاب",
    "خلفا",
    "انذاك",
    "حينها",
    "وقتها",
    "سلف",
    "سلفه",
    "محاكمه",
    "اعتقال",
    "تنحي",
    "استقاله",
    "استقال",
    "اغتيال",
    "منتخب",
    "ابان",
    "حقبه",
    "رحيل",
    "سقوط",
    "خليفه",
    "تركه",
    "وفاه",
    "توفي",
    "عزل",
    "مرشح",
];

/// Words of a sentence that tells what somebody found out about the past.
pub(super) const FOUND_OUT: &[&str] = &["تقرير", "تقارير", "تحقيق", "تحقيقات", "دراسه", "شهادات", "وثائق", "وثيقه"];

/// What one undated article says of its publication, without what `is_wrong`.
pub(super) fn date(
    told: &Told,
    references: &References<'_>,
    gazetteer: &Gazetteer,
    is_wrong: impl Fn(&Reason) -> bool,
) -> Dating {
    let pack = references.pack();
    let reading = &told.reading;
    let mut reasons = Vec::new();
    let sentences = sentences(&reading.text);
    dateline(reading, &mut reasons);
    told::told_as_past(reading, &sentences, &mut reasons);
    told::told_as_to_come(reading, &sentences, &mut reasons);
    told::told_with_weekday(reading, &mut reasons);

    let all = tokenize(&reading.text);
    let found = gazetteer.find(&all);
    named(reading, pack, &all, &found, &sentences, &mut reasons);

    reasons.extend(ages::told(reading, &found, pack));
    reasons.extend(situation::lasting(reading, &found, references, &sentences));
    reasons.extend(yearless::told(reading, &found, references, &sentences));

    let (mut rejected, mut reasons): (Vec<Reason>, Vec<Reason>) = reasons.into_iter().partition(&is_wrong);
    // What the pack says of a name is as wrong wherever the name stands.
    reasons.retain(|reason| {
        let same = |other: &Reason| {
            (other.rule, other.from, other.to, &other.pack) == (reason.rule, reason.from, reason.to, &reason.pack)
        };
        reason.pack.is_none() || !rejected.iter().any(same)
    });
    // What must have been before is surer than what had not ended yet.
    let mut days = Days::any();
    let mut kept = Vec::new();
    reasons.sort_by_key(|r| r.to.is_some());
    for reason in reasons {
        let left = days.intersect(&Days::between(reason.from, reason.to));
        if !left.is_empty() {
            if left != days {
                kept.push(reason);
            }
            days = left;
        }
    }
    let looked_back = anniversary::told(reading, &found, references, &sentences, &days);
    if let Some(reason) = looked_back {
        if is_wrong(&reason) {
            rejected.push(reason);
        } else {
            days = days.intersect(&Days::between(reason.from, reason.to));
            kept.push(reason);
        }
    }
    if let Some(reason) = topic::reported(reading, &found, references, &sentences, &days) {
        days = days.intersect(&Days::between(reason.from, reason.to));
        kept.push(reason);
    }
    kept.retain(|r| r.from.is_some_and(|f| Some(f) == days.first()) || r.to.is_some_and(|t| Some(t) == days.last()));
    for timex in &reading.timexes {
        if timex.kind != TimexKind::Date && timex.kind != TimexKind::Time {
            continue;
        }
        let Some(fits) = relative::consistent(&timex.expression, &days) else { continue };
        let fits = fits.open_as(&days);
        if !fits.is_empty() && fits != days {
            let reason = Reason {
                rule: "weekday_and_date",
                from: fits.first().filter(|&f| Some(f) != days.first()),
                to: fits.last().filter(|&t| Some(t) != days.last()),
                quotes: vec![timex.quote.clone()],
                pack: None,
            };
            if is_wrong(&reason) {
                rejected.push(reason);
            } else {
                kept.push(reason);
                days = fits;
            }
        }
    }
    Dating { days, reasons: kept, rejected, narrowed: Narrowed::default() }
}

/// The day of the dateline, if there is one.
pub(super) fn dateline_of(reading: &Reading) -> Option<Reason> {
    let mut reasons = Vec::new();
    dateline(reading, &mut reasons);
    reasons.pop()
}

/// The sentences of a text, roughly: as far as the next full stop or line end.
pub(super) fn sentences(text: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices() {
        if matches!(c, '\n' | '.' | '!' | '؟' | '?') {
            spans.push(Span::new(start, at as u32 + 1));
            start = at as u32 + c.len_utf8() as u32;
        }
    }
    spans.push(Span::new(start, text.len() as u32));
    spans
}

pub(super) fn sentence_of(sentences: &[Span], at: u32) -> Span {
    let index = sentences.partition_point(|s| s.end <= at);
    sentences.get(index).copied().unwrap_or(Span::new(at, at))
}

pub(super) fn has_word(text: &str, list: &[&str]) -> bool {
    words(text).iter().any(|(_, word)| {
        let key = crate::script::Key::of(word);
        crate::script::splits(key).any(|split| list.contains(&split.stem.to_string().as_str()))
    })
}

/// «باماكو 6 يوليو 2013 (شينخوا) --» before the first sentence: written on that day, published then or on the next.
fn dateline(reading: &Reading, reasons: &mut Vec<Reason>) {
    /// Where the first sentence has begun.
    const HEAD: u32 = 48;
    reasons.extend(line_of_its_own(reading));
    let Some(timex) = reading.timexes.first().filter(|t| t.quote.chars.end <= HEAD && t.signal.is_none()) else {
        return;
    };
    let interval = timex.value.as_ref().and_then(crate::calendar::Value::interval);
    let day = interval.filter(|_| timex.components.year == Origin::Said && timex.granularity == Some(Granularity::Day));
    let Some((start, _)) = day else { return };
    let rest = reading.text.get(timex.quote.bytes.end as usize..).unwrap_or_default();
    // «فيكتوريا (24 مايو 1819 – 22 يناير 1901)»
    let before = reading.text.get(..timex.quote.bytes.start as usize).unwrap_or_default();
    let inside = before.rfind('(') > before.rfind(')');
    let marked = !inside
        && (rest.trim_start_matches([' ', '/', ',', '،']).starts_with(['(', '-', '–', '—', ':', '|', '_'])
            || rest.starts_with('/'));
    // «(نيروبي، 6 أبريل 2022) –»
    let closed = rest.strip_prefix(')').is_some_and(|rest| rest.trim_start().starts_with(['-', '–', '—', ':']));
    let marked = marked || (inside && closed && before.trim_end().ends_with(['،', ',', '/']));
    // «- 28 مايو 1975: توقيع المعاهدة» is a line of a list.
    let line = before.rsplit('\n').next().unwrap_or_default().trim();
    let listed = !line.is_empty() && line.chars().all(|c| matches!(c, '-' | '–' | '—' | '•' | '*' | '▪'));
    let told =
        listed || reading.mentions.first().is_some_and(|m| m.mention.trigger.bytes.start < timex.quote.bytes.start);
    if marked && !told {
        reasons.push(Reason {
            rule: "dateline",
            from: Some(start.date()),
            to: start.date().checked_add_days(Step::new(1)),
            quotes: vec![timex.quote.clone()],
            pack: None,
        });
    }
}

/// A day with its year that stands alone on one of the first lines, as pages have it below the title.
fn line_of_its_own(reading: &Reading) -> Option<Reason> {
    /// Characters in which the head of a page ends.
    const PAGE: u32 = 300;
    let day = |t: &crate::calendar::Timex| {
        let said = t.components.year == Origin::Said && t.granularity == Some(Granularity::Day);
        let bytes = t.quote.bytes;
        let before = reading.text.get(..bytes.start as usize)?.rsplit('\n').next()?;
        let after = reading.text.get(bytes.end as usize..)?.split('\n').next()?;
        let alone = said && t.signal.is_none() && before.trim().is_empty() && after.trim().is_empty();
        t.value.as_ref().filter(|_| alone)?.interval().map(|(start, _)| start.date())
    };
    // Chronicles have many.
    let mut days = reading.timexes.iter().filter_map(|t| Some((t, day(t)?)));
    let (timex, day) = days.next().filter(|(t, _)| t.quote.chars.end <= PAGE)?;
    days.next().is_none().then(|| Reason {
        rule: "dateline",
        from: day.checked_sub_days(Step::new(1)),
        to: day.checked_add_days(Step::new(2)),
        quotes: vec![timex.quote.clone()],
        pack: None,
    })
}

/// Groups and missions that did not exist earlier, and people in office.
fn named(
    reading: &Reading,
    pack: &Pack,
    all: &[Token],
    found: &[Found<'_>],
    sentences: &[Span],
    reasons: &mut Vec<Reason>,
) {
    let text = &reading.text;
    let news = News::of(reading);
    let chronicle = is_chronicle(reading);
    let mut offices: Vec<(String, Vec<String>, Option<NaiveDate>)> = Vec::new();
    let mut until: Vec<(String, Vec<String>, NaiveDate, Reason)> = Vec::new();
    for (index, here) in found.iter().enumerate() {
        if here.entity.kind != EntityKind::Actor || !here.also.is_empty() {
            continue;
        }
        let Some(actor) = pack.actor(here.entity.id) else { continue };
        let quote = |span: Span| quote(text, span);
        match actor.kind {
            ActorKind::ArmedGroup | ActorKind::Mission | ActorKind::Organisation | ActorKind::Party => {
                let young = |begin: &DayBound| {
                    matches!(actor.kind, ActorKind::ArmedGroup | ActorKind::Mission) || begin.earliest.year() >= OLD
                };
                let to_come = |_: &DayBound| is_wanted(text, here.span) || news.is_to_begin(here.span);
                if let Some(begin) = actor.begin.filter(young).filter(|begin| !to_come(begin)) {
                    reasons.push(Reason {
                        rule: "existed",
                        from: Some(begin.earliest),
                        to: None,
                        quotes: vec![quote(here.span)],
                        pack: Some(actor.id.clone()),
                    });
                }
                let sentence = sentence_of(sentences, here.span.start);
                let told = sentence.of(text);
                let acts_on = matches!(actor.kind, ActorKind::ArmedGroup | ActorKind::Mission);
                // «الانتقال من سرفال إلى برخان», «برخان ترث سرفال»
                let succeeded = || {
                    let beside =
                        found.iter().filter(|f| sentence.overlaps(f.span)).filter_map(|f| pack.actor(f.entity.id));
                    let mut taken = beside.flat_map(|a| &a.relations);
                    taken.any(|r| r.kind == RelationKind::SuccessorOf && r.to == actor.id)
                };
                let Some(end) = actor.end.filter(|_| acts_on && !has_word(told, ENDED) && !succeeded()) else {
                    continue;
                };
                let quiet = !has_word(told, MEANWHILE) && !dated(reading, sentence);
                let mission = actor.kind == ActorKind::Mission;
                let acts = news.fresh(here.span) || news.speaks(here.span);
                // What goes through the years names everybody.
                if chronicle && !acts {
                    continue;
                }
                let still = acts
                    || (news.present(sentence) && (quiet || since_only(reading, sentence)))
                    || (here.span.end <= HEAD && quiet);
                // Names outlive what they name: for a year or so where nothing says that it is still there.
                let after = match () {
                    () if mission && still && actor.certain => NEWS,
                    () if mission && (quiet || still) => OUTLIVED,
                    () if news.fresh(here.span) || (quiet && here.span.end <= HEAD) => REMEMBERED,
                    () => continue,
                };
                reasons.push(Reason {
                    rule: "existed",
                    from: None,
                    to: end.latest.checked_add_days(Step::new(after)),
                    quotes: vec![quote(here.span)],
                    pack: Some(actor.id.clone()),
                });
            }
            ActorKind::Person => {
                let Some(title) = title_before(all, found, index, pack) else { continue };
                let Some(window) = pack.tenure_window(here.entity.id, &title.0) else { continue };
                let span = title.1.cover(here.span);
                let sentence = sentence_of(sentences, here.span.start);
                let told = sentence.of(text);
                let after: Vec<String> = words(text.get(here.span.end as usize..).unwrap_or_default())
                    .into_iter()
                    .take(6)
                    .map(|(_, word)| word)
                    .collect();
                let overthrown = has_word(&after.join(" "), OVERTHROWN)
                    && after.iter().any(|w| matches!(w.as_str(), "الذي" | "التي" | "بعدما"));
                let fresh = news.fresh(here.span) && !has_word(told, LEFT) && !overthrown;
                let looks_back = !fresh
                    && (overthrown
                        || has_word(told, BYGONE)
                        || looks_back(reading, sentence)
                        || ends_office(reading, sentence, here.span)
                        || (chronicle && here.span.start > HEAD));
                let reason = |from, to| Reason {
                    rule: "in_office",
                    from,
                    to,
                    quotes: vec![quote(span)],
                    pack: Some(actor.id.clone()),
                };
                let of: Vec<String> = pack.tenures_titled(here.entity.id, &title.0).map(|t| t.of.clone()).collect();
                // «القيادي» was one before he led all of them.
                let called = INFORMAL.contains(&title.0.as_str());
                if !called && !has_word(told, &["منتخب", "مرشح"]) {
                    let early = if has_word(told, WINNING) { ELECT } else { 0 };
                    let from = window.earliest.and_then(|day| day.checked_sub_days(Step::new(early)));
                    reasons.push(reason(from, None));
                    offices.push((title.0.clone(), of.clone(), window.earliest));
                }
                if !looks_back
                    && !called
                    && let Some(last) = window.latest
                    && let Some(to) = last.checked_add_days(Step::new(AFTER_OFFICE))
                {
                    until.push((title.0, of, last, reason(None, Some(to))));
                }
            }
            _ => {}
        }
    }
    reasons.extend(not_yet_merged(text, found, pack));
    // Where the successor is named with the title, the predecessor is not in office any more.
    let succeeded = |office: &String, of: &[String], last: NaiveDate| {
        offices.iter().any(|(other, places, from)| {
            other == office && from.is_some_and(|from| from > last) && places.iter().any(|p| of.contains(p))
        })
    };
    reasons.extend(until.into_iter().filter(|(office, of, last, _)| !succeeded(office, of, *last)).map(|u| u.3));
}

/// Where two groups are named that became one and the new one is not, it was not long there: those who write after it
/// name it.
fn not_yet_merged(text: &str, found: &[Found<'_>], pack: &Pack) -> Vec<Reason> {
    /// So many days later the old names are still in use.
    const USED: u64 = 270;
    let group = |f: &&Found<'_>| f.entity.kind == EntityKind::Actor && f.also.is_empty();
    let named = |id: &str| found.iter().filter(group).any(|f| f.entity.id == id);
    let mut reasons = Vec::new();
    for new in pack.actors().iter().filter(|a| a.kind == ActorKind::ArmedGroup && a.certain && !named(&a.id)) {
        let Some(begin) = new.begin else { continue };
        let joined = |id: &str| {
            pack.actor(id).is_some_and(|a| {
                a.relations.iter().any(|r| r.kind == RelationKind::MergedInto && r.to == new.id)
                    && a.begin.is_none_or(|old| old.earliest < begin.earliest)
            })
        };
        let mut old: Vec<&Found<'_>> = found.iter().filter(group).filter(|f| joined(f.entity.id)).collect();
        old.sort_by_key(|f| f.entity.id);
        old.dedup_by_key(|f| f.entity.id);
        if let [first, second, ..] = old[..] {
            reasons.push(Reason {
                rule: "not_yet_merged",
                from: None,
                to: begin.latest.checked_add_days(Step::new(USED)),
                quotes: vec![quote(text, first.span), quote(text, second.span)],
                pack: Some(new.id.clone()),
            });
        }
    }
    reasons
}

/// Whether a name stands after words for making what is not there yet: «إنشاء قوة أفريقية في مالي».
fn is_wanted(text: &str, name: Span) -> bool {
    const MAKING: &[&str] = &["انشاء", "تشكيل", "نشر", "ارسال", "تفويض", "تاسيس", "اقتراح", "مشروع", "ايفاد"];
    let before =
        words(text.get(..name.start as usize).unwrap_or_default().rsplit(['.', '،', '\n']).next().unwrap_or_default());
    let near = before.iter().rev().take(3).map(|(_, w)| w.as_str()).collect::<Vec<_>>().join(" ");
    has_word(&near, MAKING)
}

/// Whether an article goes through the years.
fn is_chronicle(reading: &Reading) -> bool {
    let said = reading.timexes.iter().filter(|t| t.components.year == Origin::Said);
    let years = said.filter_map(|t| Some(t.value.as_ref()?.interval()?.0.date().year()));
    let mut years: Vec<i32> = years.collect();
    years.sort_unstable();
    years.dedup();
    years.len() >= 3
}

/// Whether a sentence tells of another time than that of the news: any but «أمس», «الثلاثاء».
fn looks_back(reading: &Reading, sentence: Span) -> bool {
    let mut times = reading.timexes.iter().filter(|t| sentence.overlaps(t.quote.bytes));
    times.any(|t| {
        t.components.year == Origin::Said
            || t.granularity >= Some(Granularity::Month)
            || (relative::Clue::of(&t.expression).is_some() && !relative::is_fresh(&t.expression))
            || relative::is_after_event(&t.expression)
    })
}

/// Whether a sentence tells of something after which somebody may hold an office no more, or not yet: who seized
/// somebody else is in office.
fn ends_office(reading: &Reading, sentence: Span, name: Span) -> bool {
    let mut told = reading.mentions.iter().map(|m| &m.mention).filter(|m| m.sentence.overlaps(sentence));
    told.any(|m| match m.mode {
        Mode::Coup | Mode::Election | Mode::Resignation => true,
        Mode::Death | Mode::Arrest | Mode::Trial | Mode::Kidnapping => {
            let mut hit = m.participants.iter().filter(|p| p.role != Role::Agent).peekable();
            hit.peek().is_none() || hit.any(|p| p.quote.bytes.overlaps(name))
        }
        _ => false,
    })
}

/// Whether a sentence names a year, or a month or more.
fn dated(reading: &Reading, sentence: Span) -> bool {
    reading.timexes.iter().any(|t| {
        sentence.overlaps(t.quote.bytes)
            && (t.components.year == Origin::Said || t.granularity >= Some(Granularity::Month))
    })
}

/// Whether a sentence names times, and only such since which something goes on: «تعمل هناك منذ عام 2006».
fn since_only(reading: &Reading, sentence: Span) -> bool {
    let mut times = reading.timexes.iter().filter(|t| sentence.overlaps(t.quote.bytes)).peekable();
    times.peek().is_some() && times.all(|t| t.signal.is_some_and(|s| s.kind == Signal::Since))
}

/// Whether somebody begins by what a mention tells, or comes where another was.
fn begins(mention: &Mention) -> bool {
    matches!(mention.mode, Mode::Founding | Mode::Merger | Mode::Deployment | Mode::Start)
        || matches!(mention.lemma.as_ref(), "حل" | "خلف" | "تسلم" | "ورث" | "تولى" | "بدأ" | "انطلق")
}

/// Who takes part in what an article tells as new.
struct News {
    /// Names in mentions that are dated from the publication to the day.
    names: Vec<Span>,
    /// Sentences with something told in the present.
    present: Vec<Span>,
    /// Names of those who are quoted, or do something in the present: «تضم قوة برخان».
    speakers: Vec<Span>,
    /// Names of those who are to begin, or to take another's place: «ستحل برخان محل سرفال».
    beginners: Vec<Span>,
}

impl News {
    fn of(reading: &Reading) -> Self {
        let fact = |m: &&crate::link::DatedMention| m.mention.factuality == Factuality::Factual;
        let is_fresh = |m: &&crate::link::DatedMention| {
            let mut times = m.timexes.iter().filter_map(|&t| reading.timexes.get(t as usize));
            m.mention.tense != Tense::Pluperfect && times.any(|t| relative::is_fresh(&t.expression))
        };
        let all = reading.mentions.iter().filter(fact);
        Self {
            names: all
                .clone()
                .filter(is_fresh)
                .flat_map(|m| m.mention.participants.iter().map(|p| p.quote.bytes))
                .collect(),
            present: all.clone().filter(|m| m.mention.tense == Tense::Present).map(|m| m.mention.sentence).collect(),
            speakers: all
                .filter(|m| {
                    let says = m.mention.mode == Mode::Statement && m.mention.tense == Tense::Past;
                    says || (m.mention.tense == Tense::Present && m.mention.form == Form::Verb)
                })
                .flat_map(|m| m.mention.participants.iter().filter(|p| p.role == Role::Agent).map(|p| p.quote.bytes))
                .collect(),
            beginners: reading
                .mentions
                .iter()
                .filter(|m| m.mention.factuality == Factuality::Planned && begins(&m.mention))
                .flat_map(|m| m.mention.participants.iter().map(|p| p.quote.bytes))
                .collect(),
        }
    }

    fn fresh(&self, name: Span) -> bool {
        self.names.iter().any(|n| n.overlaps(name))
    }

    fn speaks(&self, name: Span) -> bool {
        self.speakers.iter().any(|n| n.overlaps(name))
    }

    fn is_to_begin(&self, name: Span) -> bool {
        self.beginners.iter().any(|n| n.overlaps(name))
    }

    fn present(&self, sentence: Span) -> bool {
        self.present.iter().any(|s| s.overlaps(sentence))
    }
}

/// The title right before a name, with what may stand between: «الرئيس الفرنسي فرانسوا هولاند».
fn title_before(all: &[Token], found: &[Found<'_>], index: usize, pack: &Pack) -> Option<(String, Span)> {
    let here = found.get(index)?;
    let before = found.get(..index)?;
    let office = before.iter().rev().take(3).find(|f| f.entity.kind == EntityKind::Office)?;
    let between = all.get(office.tokens.end..here.tokens.start)?;
    // Whatever stands between must itself be known: a state, its adjective, or a comma.
    let known = |(at, token): (usize, &Token)| match token.kind {
        Kind::Mark(mark) => matches!(mark, '،' | ',' | '"' | '«' | '»' | '“' | '”' | '(' | ')'),
        Kind::Word => before.iter().any(|f| f.tokens.contains(&at)) || is_adjective(token.key()),
        _ => false,
    };
    let all_known = (office.tokens.end..).zip(between).all(known);
    // «هنأ الرئيس الفرنسي كيتا»: that is no president of France.
    let foreign = |f: &&Found<'_>| {
        let state = pack.actor(f.entity.id).filter(|a| matches!(a.kind, ActorKind::State | ActorKind::Government));
        let of = |of: &str| state.is_some_and(|s| s.id == of || s.of.as_deref() == Some(of));
        state.is_some() && !pack.tenures_titled(here.entity.id, office.entity.id).any(|t| of(&t.of))
    };
    let inside = |f: &&Found<'_>| f.tokens.start >= office.tokens.end && f.tokens.end <= here.tokens.start;
    if before.iter().filter(inside).any(|f| foreign(&f)) {
        return None;
    }
    (between.len() <= 3 && all_known).then(|| (office.entity.id.to_owned(), office.span))
}

/// Whether a word ends as adjectives of places do.
fn is_adjective(key: Key) -> bool {
    let word = key.to_string();
    word.ends_with('ي') || word.ends_with("يه")
}

/// The words at a place of a text.
pub(super) fn quote(text: &str, bytes: Span) -> Quote {
    let before = text.get(..bytes.start as usize).map_or(0, |t| t.chars().count() as u32);
    let words = bytes.of(text);
    Quote { text: words.to_owned(), bytes, chars: Span::new(before, before + words.chars().count() as u32) }
}

/// Whether the words of a folded phrase stand in a folded text, in order and with little between them.
pub(super) fn mentions_phrase(text: &str, phrase: &str) -> bool {
    let mut wanted = phrase.split(' ');
    let Some(first) = wanted.next().filter(|word| !word.is_empty()) else { return false };
    // Words may have particles in front, so they are looked for and not compared.
    text.match_indices(first).any(|(at, _)| {
        let rest = text.get(at..).unwrap_or_default();
        let mut near = rest.split(' ').take(phrase.split(' ').count() + 2).skip(1);
        wanted.clone().all(|word| near.any(|w| w.contains(word)))
    })
}
