//! When an article was published that looks back at an event of the knowledge pack over a number of years: «في الذكرى الأولى
//! للانقلاب الذي أطاح بالرئيس», «بعد عامين على التدخل الفرنسي».

use super::Reason;
use super::undated::{ALIKE, HEAD, Undated, goes_on, is_of_late};
use crate::article::{Quote, Span};
use crate::calendar::Timex;
use crate::knowledge::{ActorKind, EntityKind, ReferenceEvent};
use crate::script::{Kind, Token, key, splits};
use crate::timeline::days::Days;
use crate::timeline::identity::is_specific;
use crate::timeline::words::{self, mentions_phrase};
use crate::timex::{Amount, Anchor, Direction, Finder, Form, Unit};
use chrono::{Days as Step, NaiveDate};

/// How the word for an anniversary is written.
const MEMORY: &[&str] = &["ذكرى", "ذكري"];

/// Of a place where no more than so many events are known hardly anything else is told.
const QUIET: u32 = 3;

/// Who looks back at more years than these speaks of nothing that the pack knows.
const MOST_YEARS: u32 = 100;

/// Words between «الذكرى» and its number, or between a number of years and «على»: «الذكرى السنوية», «سنوات مضت على».
const BETWEEN: &[&str] = &["سنويه", "مضت", "مضي", "مرت", "مر", "انقضت", "انقضي", "بالضبط", "تقريبا", "كامله", "كامل"];

/// What an event is called by those who look back at it, folded, by its class.
#[rustfmt::skip]
const CALLED: &[(&str, &[&str])] = &[
    ("انقلاب", &["coup"]),
    ("اطاحه", &["coup"]),
    ("استقلال", &["declaration"]),
    ("اتفاق", &["agreement"]),
    ("توقيع", &["agreement"]),
    ("تدخل", &["deployment"]),
    ("عمليه", &["deployment"]),
    ("انتشار", &["deployment"]),
    ("هجوم", &["attack", "bombing", "ambush", "killing"]),
    ("اعتداء", &["attack", "bombing", "ambush", "killing"]),
    ("تفجير", &["bombing", "attack"]),
    ("مجزره", &["killing", "attack"]),
    ("مذبحه", &["killing", "attack"]),
    ("مقتل", &["killing", "attack", "death", "bombing", "ambush"]),
    ("اغتيال", &["killing"]),
    ("خطف", &["kidnapping"]),
    ("اختطاف", &["kidnapping"]),
    ("سقوط", &["capture"]),
    ("تحرير", &["capture", "release"]),
    ("استعاده", &["capture"]),
    ("تاسيس", &["founding", "merger"]),
    ("انشاء", &["founding", "resolution"]),
    ("احتجاز", &["coup", "kidnapping", "arrest"]),
    ("توقيف", &["coup", "arrest"]),
    ("اعتقال", &["coup", "arrest"]),
    ("استيلاء", &["coup", "capture"]),
    ("سيطره", &["capture"]),
    ("افراج", &["release"]),
    ("استقاله", &["resignation", "coup"]),
    ("انسحاب", &["withdrawal"]),
    ("جري", &["killing", "attack"]),
    ("حدث", &["killing", "attack"]),
    ("رحيل", &["death", "withdrawal"]),
    ("وفاه", &["death"]),
];

/// What somebody looks back at.
struct Retrospect {
    /// After how long, in days: the least and the most.
    after: (u64, u64),
    /// The words that say how long.
    phrase: Span,
    /// What stands after them in their sentence.
    rest: Span,
    sentence: Span,
    /// How many points an event must have: what is told in passing may be of anything.
    least: u32,
}

/// What follows for the publication, if it was on one of some days; nothing where several events may be meant.
pub(super) fn told(undated: &Undated<'_, '_>, days: &Days) -> Option<Reason> {
    let head = undated.sentences().iter().copied().take_while(|s| s.start < HEAD);
    let mut all = head.flat_map(|sentence| {
        let counted = undated.times_in(sentence).filter_map(move |(_, t)| counted(undated.text(), t, sentence));
        counted.chain(anniversary(undated.text(), sentence))
    });
    all.find_map(|told| told.reason(undated, days))
}

/// What follows from how many days after an event the news comes: «بعد ثلاثة أيام على المجزرة».
pub(super) fn just_told(undated: &Undated<'_, '_>, days: &Days) -> Option<Reason> {
    let head = undated.sentences().iter().copied().take_while(|s| s.start < HEAD);
    let mut all =
        head.flat_map(|sentence| undated.times_in(sentence).filter_map(move |(_, t)| just_after(undated, t, sentence)));
    all.find_map(|told| told.reason(undated, days))
}

/// «الذكرى الثانية والستين لاستقلال البلاد», «الذكرى السنوية الـ10 للهجوم»
fn anniversary(text: &str, sentence: Span) -> Option<Retrospect> {
    let words = sentence.of(text);
    // Few sentences have it.
    if !MEMORY.iter().any(|memory| words.contains(memory)) {
        return None;
    }
    let mut finder = Finder::new();
    finder.find(words);
    let tokens = finder.tokens();
    let at = tokens.iter().position(|token| splits(token.key()).any(|split| split.stem == key!("ذكري")))?;
    let is_between = |token: &Token| {
        let mut stems = splits(token.key()).map(|split| split.stem);
        token.key() == key!("ال") || stems.any(|stem| BETWEEN.contains(&stem.to_string().as_str()))
    };
    let next = (at + 1..tokens.len()).find(|&i| tokens.get(i).is_some_and(|token| !is_between(token)))?;
    let digits = || {
        let counted = finder.count_at(next).filter(|_| tokens.get(next).is_some_and(|t| t.kind == Kind::Number))?;
        Some((u32::try_from(counted.value?).ok()?, counted.end))
    };
    let (years, end) = finder.rank_at(next).or_else(digits).filter(|(years, _)| (1..=MOST_YEARS).contains(years))?;
    let days = u64::from(years) * 1461 / 4;
    let moved = |part: Span| Span::new(sentence.start + part.start, sentence.start + part.end);
    let phrase = moved(tokens.get(at)?.span.cover(tokens.get(end.checked_sub(1)?)?.span));
    Some(Retrospect {
        after: (days.saturating_sub(10), days + 30),
        phrase,
        rest: Span::new(phrase.end, sentence.end),
        sentence,
        least: 1,
    })
}

/// «بعد عامين على التدخل», «سبعة أعوام انقضت على التوقيع»
fn counted(text: &str, timex: &Timex, sentence: Span) -> Option<Retrospect> {
    let quantity = match &timex.expression.form {
        Form::Offset { quantity, .. } | Form::Duration(quantity) | Form::Stretch { quantity, .. } => quantity,
        _ => return None,
    };
    let &[(Amount::Whole(number), unit)] = quantity.parts.as_slice() else { return None };
    let number = Some(number).filter(|number| (1..=u64::from(MOST_YEARS)).contains(number))?;
    let bytes = timex.quote.bytes;
    if !sentence.contains(bytes) {
        return None;
    }
    let rest = Span::new(bytes.end, sentence.end);
    let words = words::words(rest.of(text));
    let mut after = words.iter().skip_while(|(_, word)| BETWEEN.contains(&word.as_str()));
    let (on, _) = after.next().filter(|(_, word)| word == "علي")?;
    // Years are rounded, the more of them the more.
    let after = match unit {
        Unit::Year => {
            let days = number * 1461 / 4;
            (days.saturating_sub(30 + 15 * number), days + (90 + 60 * number).min(364))
        }
        Unit::Month => (number * 30 - 20, number * 31 + 40),
        _ => return None,
    };
    Some(Retrospect { after, phrase: bytes, rest: Span::new(rest.start + on.end, sentence.end), sentence, least: 1 })
}

/// «تستقبل المستشفيات الجرحى بعد ثلاثة أيام على المجزرة», «أعلن أمس … بعد يومين من احتجاز الرئيس»: what is news comes so many
/// days after what somebody looks back at.
fn just_after(undated: &Undated<'_, '_>, timex: &Timex, sentence: Span) -> Option<Retrospect> {
    /// «بعد أيام من», and how late news is.
    const SOME: (u64, u64) = (1, 12);
    const LATE: u64 = 4;
    /// Words of a clause with a story of its own.
    const ASIDE: &[&str] = &["الذي", "التي", "الذين", "كان", "كانت", "كانوا", "حين", "عندما"];
    let Form::Offset { quantity, direction: Direction::Future, anchor: Anchor::Event } = &timex.expression.form else {
        return None;
    };
    let after = match quantity.parts[..] {
        [(Amount::Whole(number @ 0..=20), Unit::Day)] => (number.saturating_sub(1), number + LATE),
        [(Amount::Whole(number @ 1..=8), Unit::Week)] => (7 * number - 4, 7 * number + 4 + LATE),
        [(_, Unit::Hour)] => (0, LATE),
        [(Amount::Some, Unit::Day)] => SOME,
        _ => return None,
    };
    let bytes = timex.quote.bytes;
    let before = Span::new(sentence.start, bytes.start);
    let news = is_of_late(undated.reading, sentence, bytes) || goes_on(undated.reading, before).next().is_some();
    if !news || undated.flashback.contains(sentence) || words::has_word(before.of(undated.text()), ASIDE) {
        return None;
    }
    let rest = Span::new(bytes.end, sentence.end);
    let words = words::words(rest.of(undated.text()));
    let (on, _) = words.first().filter(|(_, word)| matches!(word.as_str(), "علي" | "من"))?;
    let rest = Span::new(rest.start + on.end, sentence.end);
    Some(Retrospect { after, phrase: bytes, rest, sentence, least: 3 })
}

impl Retrospect {
    fn reason(&self, undated: &Undated<'_, '_>, days: &Days) -> Option<Reason> {
        let text = undated.text();
        let window = |event: &ReferenceEvent| -> Option<(NaiveDate, NaiveDate)> {
            let from = event.begin.earliest.checked_add_days(Step::new(self.after.0))?;
            Some((from, event.begin.latest.checked_add_days(Step::new(self.after.1))?))
        };
        let rest = words::name(self.rest.of(text));
        let fits = (0u32..).zip(undated.pack().reference_events()).filter_map(|(at, event)| {
            let (from, to) = window(event).filter(|_| event.certain)?;
            let left = !days.intersect(&Days::between(Some(from), Some(to))).is_empty();
            let points = self.points(at, event, &rest, undated);
            (left && points >= self.least).then_some((points, event))
        });
        let fits: Vec<(u32, &ReferenceEvent)> = fits.collect();
        let best = fits.iter().map(|fit| fit.0).max()?;
        let mut best = fits.into_iter().filter(|fit| fit.0 == best).map(|fit| fit.1);
        let event = best.next()?;
        if best.any(|other| (other.begin.earliest - event.begin.earliest).num_days().abs() > ALIKE) {
            return None;
        }
        let (from, to) = window(event)?;
        Some(Reason {
            rule: "anniversary",
            from: Some(from),
            to: Some(to),
            quotes: vec![Quote::cut(text, self.phrase)],
            pack: Some(event.id.clone()),
        })
    }

    /// How much of what somebody looks back at is said of an event: nothing where it is of another kind, or where nothing
    /// says which one of its kind it was.
    fn points(&self, at: u32, event: &ReferenceEvent, rest: &str, undated: &Undated<'_, '_>) -> u32 {
        let Undated { found, references, .. } = *undated;
        let pack = undated.pack();
        let called = |part: &str| {
            let mut of_class = CALLED.iter().filter(|(_, classes)| classes.contains(&event.class.as_str()));
            of_class.any(|(word, _)| {
                // Anything is declared.
                let declared = event.class != "declaration" || references.said_of(at).any(|(k, _)| k.contains(word));
                declared && part.split(' ').any(|w| w.contains(word))
            })
        };
        // «للهجوم الذي»: of what stands right after it.
        let near: String = rest.split(' ').take(6).collect::<Vec<_>>().join(" ");
        if !called(&near) {
            return 0;
        }
        let inside = |part: Span, kind: EntityKind| {
            found.iter().filter(move |f| f.entity.kind == kind && part.contains(f.span)).map(|f| f.entity.id)
        };
        let is_person = |id: &str| pack.actor(id).is_some_and(|actor| actor.kind == ActorKind::Person);
        let who = inside(self.rest, EntityKind::Actor);
        let who = who.filter(|id| is_person(id)).any(|id| event.actors.iter().any(|actor| actor == id));
        let place = event.place.as_deref();
        let specific = place.filter(|place| is_specific(pack, place));
        let there = specific
            .is_some_and(|place| inside(self.rest, EntityKind::Place).any(|id| id == place || pack.lies_in(id, place)));
        // Of a village of which hardly anything else is known the name is enough.
        let quiet = there && place.is_some_and(|place| references.count_at(place) <= QUIET);
        let says = |text: &str| {
            references.said_of(at).any(|(keyword, count)| {
                let telling = keyword.split(' ').any(|word| references.is_telling(word));
                (telling || (count == 1 && keyword.contains(' '))) && mentions_phrase(text, keyword)
            })
        };
        let phrase = says(rest);
        // «أحيت مالي الذكرى الستين لاستقلالها»
        let own = near.contains("استقلال") && specific.is_none() && {
            place.is_some_and(|place| inside(self.sentence, EntityKind::Place).any(|id| id == place))
                || event.actors.iter().any(|actor| inside(self.sentence, EntityKind::Actor).any(|id| id == actor))
        };
        // «أمام فندق راديسون بلو في الذكرى الأولى للاعتداء»
        let around = own || says(&words::name(self.sentence.of(undated.text())));
        // Who it was tells more than a town, which the sentence may name for another reason.
        3 * u32::from(phrase) + 4 * u32::from(who) + 2 * u32::from(there) + 2 * u32::from(quiet) + u32::from(around)
    }
}

#[cfg(test)]
mod tests {
    use crate::timeline::dating::tests::{some, window};

    #[test]
    fn who_looks_back_says_when_he_writes() {
        for (text, expected) in [
            // In advance, and for some weeks after it.
            ("أحيت مالي الذكرى الثانية والستين لاستقلالها بعرض عسكري في باماكو.", some("2022-09-12", "2022-10-22")),
            ("في الذكرى السنوية الـ62 لاستقلال مالي أقيم عرض عسكري في باماكو.", some("2022-09-12", "2022-10-22")),
            // Years are rounded.
            ("بعد عام على الانقلاب الذي أنهى حكم إبراهيم بوبكر كيتا لا جديد في باماكو.", some("2021-07-04", "2022-01-15")),
            ("بعد عامين على الانقلاب لا جديد في المنطقة.", [None, None]),
            // That tells when something else was.
            ("وقعت المعركة بعد عامين من الانقلاب الذي أنهى حكم كيتا.", [None, None]),
        ] {
            assert_eq!(window(text), expected, "{text}");
        }
    }

    #[test]
    fn news_comes_some_days_after_what_it_names() {
        for (text, expected) in [
            (
                "ما زالت المستشفيات تستقبل الجرحى بعد ثلاثة أيام على المجزرة في بارسالوغو.",
                some("2024-08-26", "2024-08-31"),
            ),
            // Of which of many, nobody knows.
            ("ما زالت المستشفيات تستقبل الجرحى بعد ثلاثة أيام على هجوم في غاو.", [None, None]),
        ] {
            assert_eq!(window(text), expected, "{text}");
        }
    }
}
