//! Which event of the knowledge pack an undated article reports as its news.
//!
//! Only the head of an article is looked at: what it tells there as having happened, with no date that lies back. An
//! event counts if the head names it by what hardly any other event shares.

use super::identity::is_specific;
use super::kinds::{Family, Truth};
use super::publication::{FOUND_OUT, Reason, has_word};
use super::reference::{References, Searched};
use super::relative::{self, Clue};
use super::words;
use crate::article::Span;
use crate::calendar::Granularity;
use crate::event::{Form, Mention, Mode, Tense};
use crate::knowledge::{ActorKind, EntityKind, Found, ReferenceEvent};
use crate::link::{DatedMention, Reading};
use crate::timex::TimexKind;
use chrono::{Datelike, Days as Step, NaiveDate, Weekday};
use rustc_hash::FxHashSet;
use std::cell::LazyCell;

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
pub(super) const COMMON: &[&str] = &[
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
    "اتفاق",
    "سلام",
    "حكومه",
    "جديده",
    "انتخابات",
    "رئاسيه",
    "قبعات",
    "زرق",
    "سياره",
    "مفخخه",
    "ملغومه",
    "لغم",
    "عبوه",
    "ناسفه",
    "كمين",
    "هجمات",
    "متزامنه",
    "طائرات",
    "طائره",
    "مسيره",
    "مسيرات",
    "غاره",
    "قوات",
    "وقف",
    "اطلاق",
    "نار",
    "جهاديين",
    "تنظيم",
    "جماعه",
    "دوريه",
    "مدينه",
    "جيش",
];

/// What stands before so many bytes is still about the news.
const NEAR: u32 = 1100;

/// Words of a sentence that tells of one more of a kind, folded.
const AGAIN: &[&str] = &["جديد", "جديده", "ثاني", "ثانيه", "مجددا", "اخر", "اخري", "ثالث", "ثالثه", "للمره"];

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
            | "expulsion"
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
    let is_actor = |id: &str| found.iter().any(|f| f.entity.id == id && f.entity.kind == EntityKind::Actor);
    // What is told with its day is news further down as well.
    let near = Span::new(0, sentences.iter().find(|s| s.end >= NEAR).or(sentences.last())?.end);
    let around = format!("{folded} {}", words::name(Span::new(end, near.end).of(&reading.text)));
    let fresh = |m: &DatedMention| times(m, reading).any(|t| relative::is_fresh(&t.expression));
    let told: Vec<&DatedMention> = reading
        .mentions
        .iter()
        .filter(|m| {
            let at = m.mention.trigger.bytes.end;
            (at <= end || (at <= near.end && fresh(m))) && is_news(m, reading) && leads_sentence(m, reading)
        })
        .collect();
    let family = |m: &Mention| Family::of(m.class, m.mode, &m.lemma, !m.places.is_empty());
    let kinds: FxHashSet<Family> = told.iter().map(|m| family(&m.mention)).collect();
    if kinds.is_empty() {
        return None;
    }
    let texts = Texts::new(folded, around);
    let in_lines = found.iter().filter(|f| f.span.end <= near.end && f.also.is_empty());
    let named: Vec<Named<'_>> = in_lines.map(|f| Named { id: f.entity.id, head: f.span.end <= end }).collect();

    // «كشف تقرير»: what was found out may be old.
    let found_out = has_word(text, FOUND_OUT) && !told.iter().any(|m| fresh(m) && m.mention.mode != Mode::Statement);
    let mut fits: Vec<Fit<'_>> = Vec::new();
    for (at, event) in (0u32..).zip(references.pack().reference_events()) {
        let families = Family::of_reference(&event.class);
        if !families.iter().any(|family| kinds.contains(family)) {
            continue;
        }
        let day = |clue: Clue| {
            let mut days = event.begin.earliest.iter_days().take_while(|&d| d <= event.end.latest).take(40);
            days.any(|d| clue.allows(d))
        };
        let clues =
            |m: &DatedMention| -> Vec<Clue> { times(m, reading).filter_map(|t| Clue::of(&t.expression)).collect() };
        let evidence = references.evidence(at, &texts, &named, &is_actor);
        if !evidence.may_do(&event.class) || (found_out && event.class != "statement") {
            continue;
        }
        let fitting = |m: &&&DatedMention| {
            let mention = &m.mention;
            let family = family(mention);
            let tells = match family {
                // Who declares may declare anything.
                Family::Saying => {
                    let declares = matches!(mention.lemma.as_ref(), "أعلن" | "إعلان");
                    let decided = event.class == "declaration"
                        || (declares && matches!(event.class.as_str(), "law" | "expulsion"));
                    (evidence.unique && decided) || event.class == "statement"
                }
                Family::Turn => false,
                // Who dies is not who once held an office when somebody was killed.
                Family::Violence | Family::Destruction if event.class == "death" => false,
                // What was signed is no signing.
                Family::Agreement | Family::Resolution => mention.form != Form::Noun || mention.lemma == "توقيع",
                // Somebody else was killed where another sentence names who was in the end.
                Family::Violence if event.class == "killing" => {
                    references.names(at, mention.sentence.of(&reading.text))
                }
                // «بعد انقلابين متتاليين»
                Family::Coup => !super::phrases::marks(mention, &reading.text).many,
                _ => true,
            };
            // A verb has its own day; a noun may have that of the verb of saying.
            let own = mention.form == Form::Noun || clues(m).into_iter().all(day);
            tells && families.contains(&family) && own && !days_apart(m, event, reading)
        };
        let mut fitting = told.iter().filter(fitting);
        let agrees = |m: &&&DatedMention| {
            let sentence = m.mention.sentence;
            let here =
                |t: &&crate::calendar::Timex| sentence.overlaps(t.quote.bytes) && relative::is_fresh(&t.expression);
            let own = clues(m).into_iter().any(|c| c.rarity() >= 7 && day(c))
                || times(m, reading).any(|t| {
                    let back = relative::days_back(&t.expression).zip(weekday_of(reading));
                    back.is_some_and(|(back, today)| {
                        let mut days = event.begin.earliest.iter_days().take_while(|&d| d <= event.end.latest).take(7);
                        days.any(|d| (0..back).fold(today, |w, _| w.pred()) == d.weekday())
                    })
                });
            own || reading
                .timexes
                .iter()
                .filter(here)
                .filter_map(|t| Clue::of(&t.expression))
                .any(|c| c.rarity() >= 7 && day(c))
        };
        // One with its day is better.
        let Some(mention) = fitting.clone().find(agrees).or_else(|| fitting.next()) else { continue };
        let weekday = agrees(&mention);
        // «انقلابا جديدا», «للمرة الثالثة»: which one it was only the day tells.
        let again = has_word(mention.mention.sentence.of(&reading.text), AGAIN);
        let verb = mention.mention.form != Form::Noun;
        if !evidence.is_enough(&event.class, weekday, verb) || (again && !weekday && is_singular(&event.class)) {
            continue;
        }
        // «هجوم أمس على البلدة، بعد هجوم الصيف الماضي»: nobody knows which of the two the pack has.
        let before = |m: &&DatedMention| {
            families.contains(&family(&m.mention)) && Truth::of(m.mention.factuality) == Truth::Fact
        };
        let mut head = reading.mentions.iter().filter(|m| m.mention.trigger.bytes.end <= end);
        let many = event.class == "killing" || !is_singular(&event.class);
        if many && !evidence.person && head.any(|m| before(&m) && times(m, reading).any(looks_back)) {
            continue;
        }
        let fresh = told.iter().any(|m| fresh(m));
        let last = event.end.latest.checked_add_days(Step::new(if fresh { FRESH } else { NEWS }))?;
        if left(event.begin.earliest, last) {
            fits.push(Fit {
                points: evidence.points + 6 * u32::from(weekday),
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
        let says = matches!(b.mode, Mode::Statement | Mode::Demand | Mode::Resolution) && b.tense != Tense::Pluperfect;
        says || (happens && b.tense == Tense::Past && Truth::of(b.factuality) == Truth::Fact)
            // «تم توقيع», «شن هجوما»: one with it.
            || (b.form == Form::LightVerb && b.trigger.bytes.end + 24 >= m.mention.trigger.bytes.start)
    };
    let start = sentence.start;
    let words = reading.text.get(start as usize..m.mention.trigger.bytes.start as usize).unwrap_or_default();
    // The article of the noun, and what is written with it: «لهجوم», «بالهجوم».
    let words = words.strip_suffix("ال").or(words.strip_suffix("لل")).unwrap_or(words);
    let near: Vec<String> = words::words(words).into_iter().map(|(_, w)| w).collect();
    let last = near.last().map(String::as_str).unwrap_or_default();
    // «بعد انقلاب», «التي شهدت», «قادة الانقلاب».
    let hangs = HANGING.contains(&last) || near.iter().rev().take(3).any(|w| RELATIVE.contains(&w.as_str()));
    // «غداة الاستقالة»: that was yesterday, whatever the sentence is about.
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
    "زعماء",
    "منفذو",
    "مدبرو",
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
    // «بعد ستة أعوام على الانسحاب».
    let years = |t: &crate::calendar::Timex| {
        let before = mention.trigger.bytes.start.checked_sub(t.quote.bytes.end);
        t.granularity == Some(Granularity::Year) && t.kind == TimexKind::Duration && before.is_some_and(|gap| gap <= 16)
    };
    Truth::of(mention.factuality) == Truth::Fact
        && mention.tense != Tense::Pluperfect
        && (mention.mode != Mode::Other || mention.lemma == "طرد")
        && !times(m, reading).any(looks_back)
        && !reading.timexes.iter().any(years)
}

/// The day of the week on which an article was published, where it says so: «أمس الأحد», «اليوم الاثنين».
fn weekday_of(reading: &Reading) -> Option<Weekday> {
    let mut told = reading.timexes.iter().filter_map(|t| relative::weekday_of_publication(&t.expression));
    let first = told.next()?;
    told.all(|other| other == first).then_some(first)
}

/// Whether the days that a sentence tells as fresh leave no room for an event: who says «اليوم الثلاثاء» speaks of that
/// day, or of the two before it.
fn days_apart(m: &DatedMention, event: &ReferenceEvent, reading: &Reading) -> bool {
    let here = reading.timexes.iter().filter(|t| m.mention.sentence.overlaps(t.quote.bytes));
    let weekdays = here.filter(|t| relative::is_fresh(&t.expression)).filter_map(|t| Clue::of(&t.expression));
    let mut weekdays = weekdays.filter(|clue| clue.rarity() >= 7).peekable();
    let last = event.end.latest.checked_add_days(Step::new(2)).unwrap_or(event.end.latest);
    let mut days = event.begin.earliest.iter_days().take_while(|&d| d <= last).take(40);
    weekdays.peek().is_some() && {
        let weekdays: Vec<Clue> = weekdays.collect();
        !days.any(|day| weekdays.iter().any(|clue| clue.allows(day)))
    }
}

/// The head of an article and the lines after it, folded; and the same with the letters as one that are written for one
/// sound of foreign names: «كانغابا», «كانجابا».
struct Texts {
    head: Searched,
    near: Searched,
    head_alike: Searched,
    near_alike: Searched,
}

impl Texts {
    fn new(head: String, near: String) -> Self {
        let [head_alike, near_alike] = [&head, &near].map(|text| Searched::new(alike(text)));
        Self { head: Searched::new(head), near: Searched::new(near), head_alike, near_alike }
    }

    /// Whether a folded phrase stands in the head, or else near it.
    fn find(&self, phrase: &str) -> Option<Where> {
        let long = phrase.chars().count() >= 5 && phrase.contains(['غ', 'ج', 'ق']);
        let other = if long { alike(phrase) } else { String::new() };
        let there =
            |text: &Searched, text_alike: &Searched| text.mentions(phrase) || (long && text_alike.mentions(&other));
        if there(&self.head, &self.head_alike) {
            Some(Where::Head)
        } else {
            there(&self.near, &self.near_alike).then_some(Where::Near)
        }
    }
}

fn alike(text: &str) -> String {
    text.replace(['ج', 'ق'], "غ")
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Where {
    Head,
    Near,
}

impl References<'_> {
    /// Whether a sentence names who was killed, where that is somebody whose name is said of the event.
    fn names(&self, at: u32, sentence: &str) -> bool {
        let is_name = |keyword: &str| keyword.contains(' ') && keyword.split(' ').all(|w| self.is_persons_name(w));
        let mut names = self.said_of(at).map(|(keyword, _)| keyword).filter(|k| is_name(k)).peekable();
        let sentence = words::name(sentence);
        names.peek().is_none() || names.any(|name| super::publication::mentions_phrase(&sentence, name))
    }

    /// What the first lines of an article share with an event.
    fn evidence(&self, at: u32, texts: &Texts, named: &[Named<'_>], is_actor: &dyn Fn(&str) -> bool) -> Evidence {
        let mut evidence = Evidence::default();
        let Some(event) = self.event(at) else { return evidence };
        let total = self.pack().reference_events().len().max(1) as u32;
        let bits = |count: u32| (total / count.max(1)).max(1).ilog2();
        let place = event.place.as_deref().and_then(|p| self.pack().place(p));
        let place = LazyCell::new(|| place.map(|p| words::name(p.label())));
        for (keyword, count) in self.said_of(at) {
            let Some(found) = texts.find(keyword) else { continue };
            let several = keyword.contains(' ');
            let counts = keyword.starts_with(|c: char| c.is_numeric());
            // A name tells who or where, which is asked for below.
            let name = place.as_deref() == Some(keyword)
                || (!several && (self.is_common(keyword) || self.is_persons_name(keyword)));
            evidence.details += u32::from(!name);
            let telling = keyword.split(' ').any(|w| self.is_telling(w) && !COMMON.contains(&w));
            if found == Where::Near {
                evidence.points += bits(count).min(3);
                continue;
            }
            evidence.points += bits(count) + 2 * u32::from(several);
            // «18 شهرا» may be said of anything.
            evidence.numbered |= several && keyword.contains(|c: char| c.is_numeric());
            evidence.phrases += u32::from(count == 1 && several && !counts && telling);
            evidence.unique |= count == 1 && several && !counts && telling;
            let own = !keyword.split(' ').any(|w| COMMON.contains(&w));
            evidence.proper |= count <= 2 && several && !counts && own && telling;
            evidence.rare |= count == 1 && !several && !counts && telling && keyword.chars().count() >= 5;
            evidence.keywords += 1;
        }
        let here = |id: &str, end: bool| named.iter().any(|n| n.id == id && (n.head || !end));
        for actor in event.actors.iter().filter(|a| here(a, false) && is_actor(a)) {
            let kind = self.pack().actor(actor).map(|a| a.kind);
            let person = kind == Some(ActorKind::Person);
            let events = self.count_with(actor);
            let head = here(actor, true);
            evidence.points += if person && head { bits(events) } else { bits(events).min(3) };
            evidence.person |= person && head;
            evidence.group |=
                matches!(kind, Some(ActorKind::ArmedGroup | ActorKind::Mission | ActorKind::Organisation));
            evidence.actors += 1;
        }
        if let Some(place) = event.place.as_deref() {
            let at = |n: &&Named<'_>| n.id == place || (!is_actor(n.id) && self.pack().lies_in(n.id, place));
            evidence.somewhere = named.iter().any(|n| at(&n));
            let specific = is_specific(self.pack(), place) && named.iter().filter(at).any(|n| n.head);
            if specific {
                let events = self.count_at(place);
                evidence.points += bits(events).min(4);
                evidence.place = true;
                evidence.quiet = events <= 3;
                evidence.small = events <= 8;
            }
        }
        evidence
    }
}

/// Somebody or something that the first lines name.
struct Named<'n> {
    id: &'n str,
    head: bool,
}

/// How much speaks for an event.
#[derive(Debug, Clone, Copy, Default)]
struct Evidence {
    /// About the bits by which it is told from others.
    points: u32,
    /// A phrase is in the head that is said of no other.
    unique: bool,
    /// How many such phrases.
    phrases: u32,
    /// A word is, that is said of no other, and long enough to be a name.
    rare: bool,
    /// How many of the words that are likely to tell of it are in the head.
    keywords: u32,
    /// How many are there at all, without the name of the place.
    details: u32,
    /// A phrase is, that is hardly said of any other and is made of names.
    proper: bool,
    /// One of them has a number in it: «القرار 2085».
    numbered: bool,
    /// Somebody who took part is named in the head.
    person: bool,
    /// A group or mission that took part is named.
    group: bool,
    /// How many are who took part, whoever they are.
    actors: u32,
    /// The place is named in the head, and is no country.
    place: bool,
    /// Hardly anything else is known of it.
    quiet: bool,
    /// Not much else is.
    small: bool,
    /// The place is named, whatever it is.
    somewhere: bool,
}

impl Evidence {
    /// Whether there is any chance: the days are dear to compare.
    fn may_do(self, class: &str) -> bool {
        self.is_enough(class, true, true)
    }

    /// Whether what speaks for an event leaves no doubt: at least two things that are independent of each other, one of
    /// which is said of hardly any other event. `day` says whether the day of the week is one of them.
    fn is_enough(self, class: &str, day: bool, verb: bool) -> bool {
        let setting = self.person || self.group || self.place || day || self.phrases >= 2;
        match class {
            // What is said may be said again; not so on the same day of the week.
            "statement" => self.points >= 12 && day && self.keywords >= 2,
            "visit" => self.person && self.place,
            // «أطاح العسكريون بالرئيس»: by a noun it may be an old one.
            "coup" => self.points >= 9 && self.person && (day || verb),
            // Told by its number, or by what is decided in no other.
            "resolution" | "law" => {
                (self.numbered || (self.unique && (day || self.phrases >= 2))) && ((self.actors > 0) || self.somewhere)
            }
            "release" | "kidnapping" | "death" | "crash" => {
                let who = (self.person && self.details >= 1) || self.proper;
                self.points >= 9
                    && ((self.actors > 0) || self.somewhere)
                    && (who || (self.place && self.keywords >= 2) || (day && self.place && self.details >= 1))
            }
            class if is_singular(class) => {
                let named = self.person || self.proper || self.unique || (self.place && day);
                let count = u32::from(self.person) + u32::from(self.place) + u32::from(self.group) + u32::from(day);
                self.points >= 9 && named && count + self.details.min(2) >= 2 && setting
            }
            // They come again and again.
            "talks" | "protest" | "sanction" | "election" | "trial" | "airstrike" | "blockade" => {
                self.points >= 12 && day && self.unique && self.details >= 2 && setting
            }
            _ => {
                let sure = self.person || self.place || self.proper || day || self.phrases >= 2;
                let told = self.unique && sure && ((self.actors > 0) || self.somewhere);
                // Who was hit, how many and by what, on the day of the week.
                let told = told || (day && self.details >= 3 && self.actors >= 2);
                let rare = self.rare && day && (self.place || self.group);
                let enough = match () {
                    () if self.quiet => 1,
                    () if self.small && self.actors >= 2 => 0,
                    () if self.small || self.group => 2,
                    () => 3,
                };
                let there = self.place && day && self.details >= enough;
                // A town is not often taken by the same people.
                let there = there || (class == "capture" && self.place && self.actors >= 2 && self.details >= 1);
                self.points >= 10 && (told || rare || there)
            }
        }
    }
}
