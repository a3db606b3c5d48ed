//! Which event of the knowledge pack an undated article reports as its news.
//!
//! Only the head of an article is looked at: what it tells there as having happened, with no date that lies back. An
//! event counts if the head names it by what hardly any other event shares.

use super::kinds::{Family, Truth};
use super::publication::{Reason, has_word};
use super::reference::References;
use super::relative::{self, Clue};
use super::words;
use crate::article::Span;
use crate::calendar::Granularity;
use crate::event::{Form, Mention, Mode, Tense};
use crate::knowledge::{ActorKind, EntityKind, Found};
use crate::link::{DatedMention, Reading};
use crate::timex::TimexKind;
use chrono::{Days as Step, NaiveDate};

/// The head ends with the sentence that goes beyond so many bytes: two or three lines of print.
const HEAD: u32 = 420;
/// What is told as news is at most so many days old.
const NEWS: u64 = 31;
/// The same for what is told as «أمس», «الثلاثاء».
const FRESH: u64 = 14;
/// How far apart events may be that are told alike, in days, for the news to be one of them.
const ALIKE: i64 = 45;

/// Words of a head that looks back at an event, folded.
const BACK: &[&str] = &[
    "ذكري",
    "محاكمه",
    "متهم",
    "متهمين",
    "مدبر",
    "مدبرو",
    "منفذ",
    "منفذو",
    "ارمله",
    "تسلسل",
    "تذكير",
    "محطات",
    "تحقيق",
    "تحقيقات",
    "قضيه",
    "عائلات",
];

/// Words that make a phrase anybody's, folded.
const COMMON: &[&str] = &[
    "رهائن",
    "رهينه",
    "جنود",
    "جندي",
    "جنديا",
    "فرنسيين",
    "فرنسي",
    "فرنسيه",
    "افراج",
    "ضباط",
    "مدنيين",
    "دبلوماسيين",
    "سجناء",
    "قتلي",
    "رئيس",
    "وزراء",
    "قاعده",
    "معسكر",
    "هجوم",
    "انتحاري",
    "عمليات",
    "مشتركه",
];

/// Kinds of event that hardly come twice to one person, group or pact.
fn is_singular(class: &str) -> bool {
    matches!(
        class,
        "coup"
            | "founding"
            | "merger"
            | "split"
            | "declaration"
            | "release"
            | "kidnapping"
            | "death"
            | "killing"
            | "appointment"
            | "inauguration"
            | "resignation"
            | "agreement"
            | "withdrawal"
            | "crash"
    )
}

/// An event that the head may report.
struct Fit<'p> {
    points: u32,
    from: NaiveDate,
    to: NaiveDate,
    id: &'p str,
    words: Span,
    fresh: bool,
}

/// The days that follow for the publication from the event that the article reports, if the head leaves no doubt which.
pub(super) fn reported(
    reading: &Reading,
    found: &[Found<'_>],
    references: &References<'_>,
    sentences: &[Span],
    left: impl Fn(NaiveDate, NaiveDate) -> bool,
) -> Option<Reason> {
    let end = sentences.iter().find(|s| s.end >= HEAD).or(sentences.last())?.end;
    let head = Span::new(0, end);
    let text = head.of(&reading.text);
    if has_word(text, BACK) {
        return None;
    }
    let title = reading.article.title.as_deref().unwrap_or_default();
    let folded = format!("{} {}", words::name(title), words::name(text));
    let in_head = found.iter().filter(|f| f.span.end <= end && f.also.is_empty());
    let named: Vec<&str> = in_head.map(|f| f.entity.id).collect();
    let is_actor = |id: &str| found.iter().any(|f| f.entity.id == id && f.entity.kind == EntityKind::Actor);
    let told: Vec<&DatedMention> = reading
        .mentions
        .iter()
        .filter(|m| m.mention.trigger.bytes.end <= end && is_news(m, reading) && leads_sentence(m, reading))
        .collect();

    let mut fits: Vec<Fit<'_>> = Vec::new();
    for (at, event) in (0u32..).zip(references.pack().reference_events()) {
        let families = Family::of_reference(&event.class);
        let day = |clue: Clue| {
            let mut days = event.begin.earliest.iter_days().take_while(|&d| d <= event.end.latest).take(40);
            days.any(|d| clue.allows(d))
        };
        let clues =
            |m: &DatedMention| -> Vec<Clue> { times(m, reading).filter_map(|t| Clue::of(&t.expression)).collect() };
        let evidence = references.evidence(at, &folded, &named, &is_actor);
        let weekday = told.iter().flat_map(|m| clues(m)).any(|c| c.rarity() >= 7 && day(c));
        let enough = match event.class.as_str() {
            // What is said may be said again; not so on the same day of the week.
            "statement" => evidence.points >= 12 && weekday && evidence.keywords >= 2,
            "visit" => evidence.person && evidence.place,
            "coup" => evidence.points >= 9 && (evidence.person || evidence.keywords >= 2),
            // Told by its number.
            "resolution" | "law" => evidence.numbered,
            class if is_singular(class) => {
                // One phrase may be anybody's.
                evidence.points >= 9 && (evidence.person || evidence.keywords >= 2 || evidence.place || evidence.proper)
            }
            _ => evidence.points >= 14 && evidence.unique,
        };
        if !enough || !(evidence.telling || event.class == "coup") {
            continue;
        }
        let fitting = |m: &&&DatedMention| {
            let mention = &m.mention;
            let tells = match Family::of(mention.class, mention.mode, &mention.lemma, !mention.places.is_empty()) {
                // Who declares may declare anything.
                Family::Saying => (evidence.unique && event.class == "declaration") || event.class == "statement",
                Family::Turn => false,
                // Who dies is not who once held an office when somebody was killed.
                Family::Violence | Family::Destruction if event.class == "death" => false,
                // What was signed is no signing.
                Family::Agreement | Family::Resolution => mention.form != Form::Noun || mention.lemma == "توقيع",
                _ => true,
            };
            tells
                && families.contains(&Family::of(mention.class, mention.mode, &mention.lemma, !mention.places.is_empty()))
                // A verb has its own day; a noun may have that of the verb of saying.
                && (mention.form == Form::Noun || clues(m).into_iter().all(day))
        };
        let Some(mention) = told.iter().find(fitting) else { continue };
        // «قتل … أمس في قرية … التي وقع فيها هجوم العام الماضي»: nobody knows which of the two the pack has.
        let before = |m: &&DatedMention| {
            let m = &m.mention;
            families.contains(&Family::of(m.class, m.mode, &m.lemma, !m.places.is_empty()))
                && Truth::of(m.factuality) == Truth::Fact
        };
        let mut head = reading.mentions.iter().filter(|m| m.mention.trigger.bytes.end <= end);
        let many = event.class == "killing" || !is_singular(&event.class);
        if many && !evidence.person && head.any(|m| before(&m) && times(m, reading).any(looks_back)) {
            continue;
        }
        let fresh = told.iter().any(|m| times(m, reading).any(|t| relative::is_fresh(&t.expression)));
        let last = event.end.latest.checked_add_days(Step::new(if fresh { FRESH } else { NEWS }))?;
        if left(event.begin.earliest, last) {
            fits.push(Fit {
                points: evidence.points + 3 * u32::from(weekday),
                from: event.begin.earliest,
                to: last,
                id: &event.id,
                words: mention.mention.trigger.bytes,
                fresh,
            });
        }
    }
    let best = fits.iter().map(|f| f.points).max()?;
    fits.retain(|f| f.points + 3 > best);
    let first = fits.iter().map(|f| f.from).min()?;
    let last = fits.iter().map(|f| f.to).max()?;
    let fit = fits.iter().find(|f| f.points == best)?;
    ((last - first).num_days() <= ALIKE + if fit.fresh { FRESH as i64 } else { NEWS as i64 }).then(|| Reason {
        rule: "lead",
        from: Some(first),
        to: Some(last),
        quotes: vec![super::publication::quote(&reading.text, fit.words)],
        pack: Some(fit.id.to_owned()),
    })
}

/// Whether a mention is what its sentence is about: nothing but who says so stands before it, or what happened with it.
fn leads_sentence(m: &DatedMention, reading: &Reading) -> bool {
    let sentence = m.mention.sentence;
    let before = reading.mentions.iter().map(|m| &m.mention).filter(|b| b.id < m.mention.id && b.sentence == sentence);
    let carries = |b: &Mention| {
        let happens = matches!(b.mode, Mode::Arrest | Mode::Kidnapping | Mode::Capture) || b.mode.is_violent();
        let says = matches!(b.mode, Mode::Statement | Mode::Demand) && b.tense != Tense::Pluperfect;
        says || (happens && b.tense == Tense::Past && Truth::of(b.factuality) == Truth::Fact)
            // «تم توقيع», «شن هجوما»: one with it.
            || (b.form == Form::LightVerb && b.trigger.bytes.end + 24 >= m.mention.trigger.bytes.start)
    };
    let start = sentence.start;
    let words = reading.text.get(start as usize..m.mention.trigger.bytes.start as usize).unwrap_or_default();
    let near: Vec<String> = words::words(words).into_iter().map(|(_, w)| w).collect();
    let last = near.last().map(String::as_str).unwrap_or_default();
    // «بعد انقلاب», «التي شهدت», «قادة الانقلاب».
    let hangs = HANGING.contains(&last) || near.iter().rev().take(3).any(|w| RELATIVE.contains(&w.as_str()));
    // «غداة الإفراج عنها»: that was yesterday, whatever the sentence is about.
    last == "غداه" || (!hangs && before.into_iter().all(carries))
}

/// Words right before a noun that is not the news itself, folded.
const HANGING: &[&str] = &[
    "بعد",
    "عقب",
    "اثر",
    "منذ",
    "قبل",
    "اعقاب",
    "بسبب",
    "جراء",
    "نتيجه",
    "خلفيه",
    "قاده",
    "قائد",
    "منفذي",
    "مدبري",
    "ضحايا",
    "زعيم",
    "رغم",
    "ضد",
    "حول",
    "بشان",
    "علي",
];

/// Pronouns that tie a clause to a noun, folded.
const RELATIVE: &[&str] =
    &["الذي", "التي", "الذين", "اللذين", "اللذان", "اللتين", "اللتان", "اللواتي", "بعدما", "عندما", "حين", "حيث"];

fn times<'r>(m: &'r DatedMention, reading: &'r Reading) -> impl Iterator<Item = &'r crate::calendar::Timex> {
    m.timexes.iter().filter_map(|&t| reading.timexes.get(t as usize))
}

/// Whether a time is none of the news: «العام الماضي», «في مارس 2012».
fn looks_back(t: &crate::calendar::Timex) -> bool {
    !relative::is_fresh(&t.expression) && !relative::is_dated_weekday(&t.expression)
}

/// Whether a mention tells what happened of late, as far as it says itself.
fn is_news(m: &DatedMention, reading: &Reading) -> bool {
    let mention: &Mention = &m.mention;
    // «بعد ثمانية أعوام من التدخل».
    let years = |t: &crate::calendar::Timex| {
        let before = mention.trigger.bytes.start.checked_sub(t.quote.bytes.end);
        t.granularity == Some(Granularity::Year) && t.kind == TimexKind::Duration && before.is_some_and(|gap| gap <= 16)
    };
    Truth::of(mention.factuality) == Truth::Fact
        && mention.tense != Tense::Pluperfect
        && mention.mode != Mode::Other
        && !times(m, reading).any(looks_back)
        && !reading.timexes.iter().any(years)
}

impl References<'_> {
    /// What the head of an article shares with an event.
    fn evidence(&self, at: u32, head: &str, named: &[&str], is_actor: &dyn Fn(&str) -> bool) -> Evidence {
        let mut evidence = Evidence::default();
        let Some(event) = self.event(at) else { return evidence };
        let total = self.pack().reference_events().len().max(1) as u32;
        let bits = |count: u32| (total / count.max(1)).max(1).ilog2();
        for (keyword, count) in self.said_of(at) {
            if super::publication::mentions_phrase(head, keyword) {
                let several = keyword.contains(' ');
                evidence.points += bits(count) + 2 * u32::from(several);
                evidence.keywords += 1;
                // «18 شهرا» may be said of anything.
                evidence.numbered |= several && keyword.contains(|c: char| c.is_numeric());
                let counts = keyword.starts_with(|c: char| c.is_numeric());
                evidence.unique |= count == 1 && several && !counts;
                evidence.proper |= count <= 2 && several && !counts && !keyword.split(' ').any(|w| COMMON.contains(&w));
                evidence.telling |= count <= 2 && !counts && (several || !self.is_common(keyword));
            }
        }
        for actor in event.actors.iter().filter(|a| named.contains(&a.as_str()) && is_actor(a)) {
            let person = self.pack().actor(actor).is_some_and(|a| a.kind == ActorKind::Person);
            let events = self.pack().reference_events().iter().filter(|e| e.actors.contains(actor)).count() as u32;
            evidence.points += if person { bits(events) } else { bits(events).min(3) };
            evidence.telling |= person;
            evidence.person |= person;
        }
        if let Some(place) = event.place.as_ref().filter(|p| named.contains(&p.as_str()) && !is_actor(p)) {
            let events =
                self.pack().reference_events().iter().filter(|e| e.place.as_ref() == Some(place)).count() as u32;
            evidence.points += bits(events).min(4);
            evidence.place = true;
        }
        evidence
    }
}

/// How much speaks for an event.
#[derive(Debug, Clone, Copy, Default)]
struct Evidence {
    /// About the bits by which it is told from others.
    points: u32,
    /// Words are shared that are said of hardly any other.
    telling: bool,
    /// A phrase is, that is said of no other.
    unique: bool,
    /// How many of the words that are likely to tell of it are there.
    keywords: u32,
    /// A phrase is, that is hardly said of any other and is made of names.
    proper: bool,
    /// One of them has a number in it: «القرار 2085».
    numbered: bool,
    /// Somebody who took part is named.
    person: bool,
    place: bool,
}
