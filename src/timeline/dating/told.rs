//! When an article was published, from the times that it says in full: told as past, as to come, or with the day of the
//! week.

use super::Reason;
use super::undated::Undated;
use crate::article::Span;
use crate::calendar::{Granularity, Origin, Timex, Value};
use crate::event::{Factuality, Form, Mention, Mode, Tense};
use crate::link::{Reading, Relation, TimeLink};
use crate::timeline::relative;
use crate::timeline::words::{has_word, words};
use crate::timex::{Cue, Finder, Signal, TimexKind};
use chrono::Days as Step;
use std::cell::LazyCell;

/// Words of a sentence that speak of what is to come.
pub(super) const TO_COME: &[&str] =
    &["سوف", "مقبل", "مقبله", "قادم", "قادمه", "مقرر", "مرتقب", "متوقع", "بحلول", "خطه", "رويه", "موعد", "غايه", "حتي"];

/// Words of a sentence that tell what was to come then.
pub(super) const WAS: &[&str] = &["كان", "كانت", "كانوا"];

/// Words of a sentence in which a date that no verb tells as past may be one agreed or hoped for.
const AGREED: &[&str] = &[
    "موعد",
    "موعدا",
    "جدول",
    "مهله",
    "اجل",
    "تاجيل",
    "تمديد",
    "تحديد",
    "اجراء",
    "تنظيم",
    "عقد",
    "انتخابات",
    "اقتراع",
    "استفتاء",
    "استحقاق",
    "اعتبارا",
    "ابتداء",
    "وعد",
    "وعدت",
    "تعهد",
    "تعهدت",
    "اتفق",
    "اتفقت",
    "اتفقوا",
    "طلب",
    "طلبت",
    "اقتراح",
    "اقترح",
    "تسليم",
    "نقل",
    "انتهاء",
    "مقرره",
    "مرتقبه",
    "متوقعه",
    "هدف",
    "تهدف",
    "يهدف",
    "انتقال",
    "انتقاليه",
];

/// Words between what is to come and the time of something else.
const SIGNED: &[&str] =
    &["موقع", "موقعه", "مبرم", "مبرمه", "صادر", "صادره", "منعقد", "منعقده", "معلن", "معلنه", "ماضي", "الذي", "التي"];

/// Words of a sentence that sets a condition for what it tells.
const BOUND: &[&str] = &["يجب", "يشترط", "ينبغي", "شرط", "لو"];

/// Words of a sentence of what is only thought of: «لنفترض أنه ظهر 20 يناير 2025».
const SUPPOSED: &[&str] = &["لنفترض", "نفترض", "افترض", "افترضوا", "لنتخيل", "تخيل", "تخيلوا", "سيناريو"];

/// Nouns of what bears the year it is meant for, right before that year: «فازت بنسخة 2018», «مونديال 2022».
#[rustfmt::skip]
const EDITIONS: &[&str] = &[
    "نسخه", "مونديال", "كاس", "دوره", "اولمبياد", "بطوله", "عالم", "امم", "العاب", "اكسبو", "معرض", "موازنه", "ميزانيه",
    "خطه", "رويه", "اجنده", "استراتيجيه", "موسم", "طراز", "انتخابات", "رئاسيات", "استحقاق",
];

/// Times that are said in full and told as to come: published before they had passed.
pub(super) fn told_as_to_come(undated: &Undated<'_, '_>, reasons: &mut Vec<Reason>) {
    let reading = undated.reading;
    for link in reading.links.iter().filter(|link| link.relation == Relation::During) {
        let Some(timex) = reading.timexes.get(link.timex as usize) else { continue };
        let Some(mention) = reading.mentions.get(link.mention as usize).map(|m| &m.mention) else { continue };
        if timex.components.year != Origin::Said || !matches!(timex.kind, TimexKind::Date | TimexKind::Time) {
            continue;
        }
        let Some((_, end)) = timex.value.as_ref().and_then(Value::interval) else { continue };
        // «كان مقررا» was to come then.
        let sentence = undated.sentence_of(timex.quote.bytes.start).of(&reading.text);
        let planned = mention.factuality == Factuality::Planned
            && match mention.tense {
                Tense::Future => true,
                // «يصل الإنتاج في 2012» is no plan; «من المقرر أن يصل» is one.
                Tense::Present => has_word(sentence, TO_COME),
                _ => false,
            };
        // «سيبدأ التسليم وفق البروتوكول الموقع في 2008»: that is when it was signed.
        let apart = mention.trigger.bytes.end <= timex.quote.bytes.start && {
            let between = Span::new(mention.trigger.bytes.end, timex.quote.bytes.start);
            words(between.of(&reading.text)).len() > 8
                || reading.mentions.iter().any(|m| between.contains(m.mention.trigger.bytes))
                || has_word(between.of(&reading.text), SIGNED)
        };
        if planned && !apart && !has_word(sentence, WAS) {
            reasons.push(Reason {
                rule: "told_as_to_come",
                from: None,
                to: Some(end.date()),
                quotes: vec![timex.quote.clone(), mention.trigger.clone()],
                pack: None,
            });
        }
    }
}

/// Times that are said in full and told as past: published then or later.
pub(super) fn told_as_past(undated: &Undated<'_, '_>, reasons: &mut Vec<Reason>) {
    /// Characters in which the head of a page ends.
    const PAGE: u32 = 80;
    let reading = undated.reading;
    // Few articles need it.
    let occurrences = LazyCell::new(|| Finder::new().find(&reading.text));
    let announced = announced(reading);
    for (index, timex) in (0u32..).zip(&reading.timexes) {
        if timex.components.year != Origin::Said || !matches!(timex.kind, TimexKind::Date | TimexKind::Time) {
            continue;
        }
        let Some((start, _)) = timex.value.as_ref().and_then(Value::interval) else { continue };
        let at = timex.quote.bytes.start;
        let sentence = undated.sentence_of(at);
        if has_word(sentence.of(&reading.text), SUPPOSED) || is_edition(reading, timex) {
            continue;
        }
        let links: Vec<&TimeLink> = reading.links.iter().filter(|link| link.timex == index).collect();
        let told = if links.is_empty() {
            match timex.signal.map(|s| s.kind) {
                Some(Signal::Since | Signal::Between) => true,
                Some(Signal::In | Signal::During) => tells_past(reading, sentence),
                // The date of a page; «موعدها الأحد 9 مايو 2010» may be to come.
                _ => {
                    let alone = !reading.mentions.iter().any(|m| m.mention.sentence.overlaps(sentence));
                    let day = timex.granularity.is_some_and(|g| g <= Granularity::Day);
                    day && (alone || timex.quote.chars.end <= PAGE)
                }
            }
        } else {
            links.iter().any(|link| {
                let mention = reading.mentions.get(link.mention as usize).map(|m| &m.mention);
                // «يتولى السلطة منذ سبتمبر 2013»
                let lasts = |m: &&Mention| {
                    link.relation == Relation::Since
                        && m.tense == Tense::Present
                        && m.form == Form::Verb
                        && m.factuality == Factuality::Factual
                };
                matches!(link.relation, Relation::During | Relation::Since | Relation::DayAfter)
                    && mention.is_some_and(|m| lasts(&m) || happened(reading, m, timex.quote.bytes, sentence))
            })
        };
        let cue = || occurrences.iter().find(|o| o.span.start == at).map_or(Cue::Past, |o| o.cue);
        let open = matches!(
            timex.signal.map(|s| s.kind),
            Some(Signal::By | Signal::Until | Signal::To | Signal::Before | Signal::From | Signal::For)
        );
        let fine = timex.granularity.is_some_and(|g| g <= Granularity::Year);
        let ahead = || matches!(cue(), Cue::Future | Cue::Announced);
        let ahead =
            || relative::day_and_month(&timex.expression).is_some_and(|day| announced.contains(&day)) || ahead();
        if !told || open || !fine || has_word(sentence.of(&reading.text), TO_COME) || ahead() {
            continue;
        }
        // The date at the head of a page may be that of the next day, and a Hijri one may be a day off.
        let unsure = links.is_empty() || relative::is_hijri(&timex.expression);
        reasons.push(Reason {
            rule: "told_as_past",
            from: start.date().checked_sub_days(Step::new(if unsure { 2 } else { 0 })),
            to: None,
            quotes: vec![timex.quote.clone()],
            pack: None,
        });
    }
}

/// Days and months that the article tells as to come and never as past: «سيجري الاقتراع في 9 مايو».
fn announced(reading: &Reading) -> Vec<(u8, u8)> {
    let days = |wanted: Factuality| {
        let told = reading.mentions.iter().filter(move |m| m.mention.factuality == wanted);
        told.filter(move |m| wanted == Factuality::Planned || m.mention.mode.is_violent())
            .flat_map(|m| &m.timexes)
            .filter_map(|&t| relative::day_and_month(&reading.timexes.get(t as usize)?.expression))
    };
    days(Factuality::Planned).filter(|day| !days(Factuality::Factual).any(|other| other == *day)).collect()
}

/// Whether a mention tells that something had happened at a time of its sentence.
fn happened(reading: &Reading, mention: &Mention, time: Span, sentence: Span) -> bool {
    if mention.factuality != Factuality::Factual
        || !matches!(mention.tense, Tense::Past | Tense::Pluperfect | Tense::None)
    {
        return false;
    }
    let violent = mention.mode.is_violent()
        || matches!(mention.mode, Mode::Coup | Mode::Capture | Mode::Kidnapping | Mode::Arrest | Mode::Death);
    if violent {
        return true;
    }
    let told = sentence.of(&reading.text);
    let between = reading.text.get(mention.trigger.bytes.end as usize..time.start as usize).unwrap_or_default();
    if mention.tense == Tense::None || mention.form == Form::Noun || is_noun_after_all(reading, mention) {
        // «توزيع المنح في 3 نوفمبر» is no payment made; what stands beside something that happened is. «كان سيتيح له
        // الترشح في 2015» was to come.
        let verbs = reading.mentions.iter().map(|m| &m.mention).filter(|m| m.sentence == mention.sentence);
        let mut verbs = verbs.filter(|m| m.form == Form::Verb && m.trigger.bytes.end <= mention.trigger.bytes.start);
        let to_come = verbs.next_back().is_some_and(|m| m.factuality == Factuality::Planned);
        return !has_word(told, AGREED) && !to_come && tells_past(reading, sentence);
    }
    // «قرر تخصيص مبلغ للسنتين 2014-2015»: what is decided or said may be of any time.
    let says = matches!(
        mention.mode,
        Mode::Statement | Mode::Demand | Mode::Resolution | Mode::Declaration | Mode::Agreement | Mode::Talks
    );
    let far = says && words(between).len() > 4;
    let bound = has_word(told, BOUND);
    !has_word(between, AGREED) && !far && !bound
}

/// Whether a year alone is that which something is meant for, and not when it was.
fn is_edition(reading: &Reading, timex: &Timex) -> bool {
    let alone = timex.granularity >= Some(Granularity::Year) && timex.signal.is_none();
    let line = reading.text.get(..timex.quote.bytes.start as usize).filter(|_| alone);
    let before = line.and_then(|text| text.split_whitespace().next_back()).unwrap_or_default();
    has_word(before, EDITIONS)
}

/// Whether what was read as a verb is the object of another one: «قرروا فرض عقوبات», «أعلنت خفض القوات». A word of three
/// letters is both.
fn is_noun_after_all(reading: &Reading, mention: &Mention) -> bool {
    let short = mention.trigger.text.chars().filter(|c| !('\u{64B}'..='\u{652}').contains(c)).count() == 3;
    let before = reading.text.get(mention.sentence.start as usize..mention.trigger.bytes.start as usize);
    let last = words(before.unwrap_or_default()).pop().map(|(_, word)| word).unwrap_or_default();
    let clause = matches!(last.as_str(), "ان" | "انه" | "انها" | "انهم" | "قد" | "الذي" | "التي" | "الذين" | "بعدما");
    let mut earlier = reading.mentions.iter().map(|m| &m.mention).filter(|m| m.sentence == mention.sentence);
    short && !clause && earlier.any(|m| m.trigger.bytes.end < mention.trigger.bytes.start && m.form == Form::Verb)
}

/// Whether a sentence tells of something that happened, and not only of who said what.
fn tells_past(reading: &Reading, sentence: Span) -> bool {
    let mut told = reading.mentions.iter().map(|m| &m.mention).filter(|m| m.sentence.overlaps(sentence));
    told.any(|m| {
        let verb = matches!(m.tense, Tense::Past | Tense::Pluperfect) && m.form != Form::Noun;
        let says =
            matches!(m.mode, Mode::Statement | Mode::Demand | Mode::Resolution | Mode::Declaration | Mode::Talks);
        let violent = m.mode.is_violent() || matches!(m.mode, Mode::Coup | Mode::Capture | Mode::Kidnapping);
        m.factuality == Factuality::Factual && ((verb && !says && !is_noun_after_all(reading, m)) || violent)
    })
}
