//! What lasted between two days that the knowledge pack gives, and when an article that tells of it as going on was
//! published: «التي تسيطر على شمال مالي منذ أكثر من أربعة أشهر».

use super::Reason;
use super::undated::{Undated, is_since};
use crate::article::{Quote, Span};
use crate::event::Tense;
use crate::knowledge::{EntityKind, Found, ReferenceEvent};
use crate::link::Relation;
use crate::timeline::kinds::Truth;
use crate::timeline::relative;
use crate::timeline::words::{self, has_word, mentions_phrase};
use crate::timex::TimexKind;
use chrono::{Days as Step, NaiveDate, NaiveTime};

/// Classes of entries of a pack that tell of what lasted: who held what, and what is fought out without an end.
const CONTROL: &str = "control";
const CONFLICT: &str = "conflict";

/// The town, and the region of it, that was not retaken with the others.
const LONGER: &str = "kidal";

/// For so long news goes on telling of what has just ended.
const AFTER: u64 = 15;

/// Verbs and nouns of holding, as the reader gives them.
const HOLDING: &[&str] = &["سيطر", "سيطرة", "احتل", "احتلال", "خضع"];

/// Words of a sentence in which only a part is held, or was.
const PARTLY: &[&str] = &[
    "مناطق",
    "اجزاء",
    "جزء",
    "قري",
    "مساحات",
    "محيط",
    "سابق",
    "سابقا",
    "كان",
    "كانت",
    "كانوا",
    "قبل",
    "حاول",
    "محاوله",
    "استعاد",
    "استعاده",
];

/// Words for those who hold what they took.
const FIGHTERS: &[&str] = &[
    "اسلاميون",
    "اسلاميين",
    "متشددون",
    "متشددين",
    "متمردون",
    "متمردين",
    "مسلحه",
    "مسلحون",
    "مسلحين",
    "ارهابيه",
    "ارهابيون",
    "جهاديون",
];

/// What follows for the publication from what an article tells as going on.
pub(super) fn lasting(undated: &Undated<'_, '_>) -> Vec<Reason> {
    let Undated { found, references, .. } = *undated;
    let mut reasons = Vec::new();
    let named = |id: &str| found.iter().any(|f| f.entity.id == id && f.entity.kind == EntityKind::Actor);
    for event in references.pack().reference_events() {
        let control = match event.class.as_str() {
            CONTROL => true,
            CONFLICT => false,
            _ => continue,
        };
        let there = |f: &Found<'_>| {
            let at = |p: &String| *p == f.entity.id || references.pack().lies_in(p, f.entity.id);
            event.place.as_ref().is_some_and(at)
        };
        if !found.iter().any(there) && !event.actors.iter().any(|a| named(a)) {
            continue;
        }
        for &sentence in undated.sentences() {
            let text = sentence.of(undated.text());
            let folded = words::name(text);
            if !event.keywords.iter().any(|k| mentions_phrase(&folded, &words::name(k))) {
                continue;
            }
            let holders = event.actors.iter().any(|a| named(a)) || has_word(text, FIGHTERS);
            // «التي تمسك بزمام كيدال»: that town was held for ten years more.
            let only_there = found.iter().any(|f| f.entity.id.starts_with(LONGER) && sentence.overlaps(f.span));
            if control && holders && !only_there {
                reasons.extend(held(undated, event, sentence));
            } else if !control && let Some((days, quote)) = since(undated, sentence, None) {
                reasons.extend(counted(event, days, vec![quote]));
            }
        }
    }
    reasons
}

/// What is told as held is held when it is told, and since when that is.
fn held(undated: &Undated<'_, '_>, event: &ReferenceEvent, sentence: Span) -> Vec<Reason> {
    let reading = undated.reading;
    let mut mentions = reading.mentions.iter().filter(|m| m.mention.sentence.overlaps(sentence));
    let now = mentions.find(|m| {
        let m = &m.mention;
        let since = || reading.links.iter().any(|l| l.mention == m.id && l.relation == Relation::Since);
        Truth::of(m.factuality) == Truth::Fact
            && HOLDING.contains(&m.lemma.as_ref())
            && (m.tense == Tense::Present || since())
    });
    let Some(mention) = now.map(|m| &m.mention) else { return Vec::new() };
    let text = sentence.of(&reading.text);
    if has_word(text, PARTLY) || (has_word(text, &["منطقه"]) && !words::name(text).contains("منطقه شمال"))
    {
        return Vec::new();
    }
    let mut reasons = vec![Reason {
        rule: "still_so",
        from: Some(event.begin.earliest),
        to: event.end.latest.checked_add_days(Step::new(AFTER)),
        quotes: vec![mention.trigger.clone()],
        pack: Some(event.id.clone()),
    }];
    if let Some((days, quote)) = since(undated, sentence, Some(mention.id)) {
        reasons.extend(counted(event, days, vec![quote, mention.trigger.clone()]));
    }
    reasons
}

/// How many days a «منذ» of a sentence goes back, the least and the most, if it counts something.
fn since(undated: &Undated<'_, '_>, sentence: Span, mention: Option<u32>) -> Option<((i64, i64), Quote)> {
    const SOME_DAY: Option<NaiveDate> = NaiveDate::from_ymd_opt(2019, 6, 15);
    let linked = |at: u32| {
        let mut links = undated.reading.links.iter();
        mention.is_none_or(|m| links.any(|l| l.timex == at && l.mention == m && l.relation == Relation::Since))
    };
    let mut times = undated.times_in(sentence);
    let (_, timex) = times.find(|&(at, t)| t.kind == TimexKind::Duration && is_since(t) && linked(at))?;
    let day = SOME_DAY?;
    let bounds = relative::on(&timex.expression, day, false)?;
    let back = |t: chrono::NaiveDateTime| (day.and_time(NaiveTime::MIN) - t).num_days();
    let least = bounds.latest_start().map_or(0, back);
    // Who says «أكثر من أربعة أشهر» means no eight.
    let most = bounds.earliest_start().map_or(least.checked_mul(2)?, back);
    // What is counted in years is rounded to years, and so on.
    let round = if least.max(most) >= 500 { 500 } else { 20 };
    (most > 20).then(|| ((least - round, most + round), timex.quote.clone()))
}

fn counted(event: &ReferenceEvent, (least, most): (i64, i64), quotes: Vec<Quote>) -> Option<Reason> {
    let from = event.begin.earliest.checked_add_days(Step::new(u64::try_from(least).unwrap_or(0)))?;
    let to = event.begin.latest.checked_add_days(Step::new(u64::try_from(most).ok()?))?;
    Some(Reason { rule: "counted_since", from: Some(from), to: Some(to), quotes, pack: Some(event.id.clone()) })
}
