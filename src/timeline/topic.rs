//! Which event of the knowledge pack an undated article reports as its news.
//!
//! Only the head of an article is looked at: what it tells there as having happened, with no date that lies back. An
//! event counts if the head names it by what hardly any other event shares.

use super::days::Days;
use super::evidence::{Named, Texts};
use super::features;
use super::identity::is_specific;
use super::kinds::{Family, Truth};
use super::publication::{self, FOUND_OUT, Reason, has_word};
use super::reference::References;
use super::relative::{self, Clue};
use super::words;
use crate::article::Span;
use crate::calendar::{Granularity, Origin, Timex, Value};
use crate::event::{Factuality, Form, Mention, Mode, Tense};
use crate::knowledge::{EntityKind, Found, Gazetteer, ReferenceEvent};
use crate::link::{DatedMention, Reading};
use crate::script::tokenize;
use crate::timex::{Signal, TimexKind};
use chrono::{Datelike, Days as Step, NaiveDate, Weekday};
use rustc_hash::FxHashSet;

/// The head ends with the sentence that goes beyond so many bytes: two or three lines of print.
const HEAD: u32 = 420;
/// What is told as news is at most so many days old.
const NEWS: u64 = 31;
/// The same for what is told as «أمس», «الثلاثاء».
const FRESH: u64 = 14;
/// How far apart events may be that are told alike, in days, for the news to be one of them.
const ALIKE: i64 = 45;

/// Words of a head that looks back at an event, folded.
const BACK: &[&str] = &["ذكري", "محاكمه", "متهم", "متهمين", "ارمله", "تسلسل", "تذكير", "محطات"];

/// Words of a head that may look back, or tell what follows in the days after, folded.
const AFTERMATH: &[&str] = &["مدبر", "مدبرو", "منفذ", "منفذو", "تحقيق", "تحقيقات", "قضيه", "عائلات"];

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
    "اتفاق",
    "سلام",
    "حكومه",
    "جديده",
    "انتخابات",
    "رئاسيه",
    "قبعات",
    "زرق",
    "سياره",
    "شاحنه",
    "مطار",
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

/// Whether a folded word is one of those, or two or many of them: «سيارتين مفخختين».
pub(super) fn is_anybodys(word: &str) -> bool {
    const ENDINGS: &[(&str, &str)] =
        &[("تين", "ه"), ("تان", "ه"), ("ات", "ه"), ("ين", ""), ("ان", ""), ("ون", ""), ("ا", ""), ("ه", "")];
    let stem = |&(ending, one): &(&str, &str)| word.strip_suffix(ending).map(|stem| format!("{stem}{one}"));
    COMMON.contains(&word) || ENDINGS.iter().filter_map(stem).any(|stem| COMMON.contains(&stem.as_str()))
}

/// What stands before so many bytes is still about the news.
const NEAR: u32 = 1100;

/// Words of a sentence that tells of one more of a kind, folded.
const AGAIN: &[&str] = &["جديد", "جديده", "ثاني", "ثانيه", "مجددا", "ثالث", "ثالثه", "للمره"];

/// Whether a sentence tells of one more of a kind: «هجوم آخر», but not «آخر رهينة».
fn is_one_more(mention: &Mention, text: &str) -> bool {
    let after = text.get(mention.trigger.bytes.end as usize..mention.sentence.end as usize).unwrap_or_default();
    let next = words::words(after).into_iter().next().map(|(_, word)| word).unwrap_or_default();
    matches!(next.as_str(), "اخر" | "اخري") || has_word(mention.sentence.of(text), AGAIN)
}

/// Kinds of event that hardly come twice to one person, group or pact.
pub(super) fn is_singular(class: &str) -> bool {
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

/// The same where other articles or claims have left fewer days than the article alone.
pub(super) fn reported_then(
    reading: &Reading,
    gazetteer: &Gazetteer,
    references: &References<'_>,
    days: &Days,
) -> Option<Reason> {
    if !is_narrow(days) {
        return None;
    }
    let tokens = tokenize(&reading.text);
    reported(reading, &gazetteer.find(&tokens), references, &publication::sentences(&reading.text), days)
}

/// Whether so few days are left that hardly two events of one kind at one place fit them.
fn is_narrow(days: &Days) -> bool {
    /// A year that a day without its year leaves, and some.
    const YEAR: i64 = 400;
    days.first().zip(days.last()).is_some_and(|(first, last)| (last - first).num_days() <= YEAR)
}

/// The days that follow for the publication from the event that the article reports, if the head leaves no doubt which;
/// `days` are those that are left.
pub(super) fn reported(
    reading: &Reading,
    found: &[Found<'_>],
    references: &References<'_>,
    sentences: &[Span],
    days: &Days,
) -> Option<Reason> {
    let narrow = is_narrow(days);
    let left = |from, to| !days.intersect(&Days::between(Some(from), Some(to))).is_empty();
    let end = sentences.iter().find(|s| s.end >= HEAD).or(sentences.last())?.end;
    let head = Span::new(0, end);
    let text = head.of(&reading.text);
    let looks_at_past = has_word(text, BACK);
    let is_aftermath = has_word(text, AFTERMATH);
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
    let family = |m: &Mention| {
        let council = m.participants.iter().any(|p| p.id.as_deref() == Some(features::COUNCIL));
        Family::of(m.class, m.mode, &m.lemma, !m.places.is_empty()).done_by(&m.lemma, council, false)
    };
    // What is told there as a fact, wherever in its sentence.
    let anywhere: Vec<&DatedMention> = reading
        .mentions
        .iter()
        .filter(|m| {
            // «زعمت أنها أعدمت».
            let told = matches!(m.mention.factuality, Factuality::Factual | Factuality::Possible);
            told && m.mention.trigger.bytes.end <= near.end && is_recent(m, reading)
        })
        .collect();
    let kinds: FxHashSet<Family> = anywhere.iter().map(|m| family(&m.mention)).collect();
    if kinds.is_empty() {
        return None;
    }
    let today = weekday_of(reading);
    let back = Background::of(reading);
    let texts = Texts::new(folded, around);
    let in_lines = found.iter().filter(|f| f.span.end <= near.end && f.also.is_empty());
    let named: Vec<Named<'_>> = in_lines.map(|f| Named { id: f.entity.id, head: f.span.end <= end }).collect();

    // «كشف تقرير»: what was found out may be old.
    let found_out = has_word(text, FOUND_OUT) && !told.iter().any(|m| fresh(m) && m.mention.mode != Mode::Statement);
    let mut fits: Vec<Fit<'_>> = Vec::new();
    for (at, event) in (0u32..).zip(references.pack().reference_events()) {
        let families = Family::of_reference(&event.class);
        if event.class != "election" && !families.iter().any(|family| kinds.contains(family)) {
            continue;
        }
        let day = |clue: Clue| {
            let mut days = event.begin.earliest.iter_days().take_while(|&d| d <= event.end.latest).take(40);
            days.any(|d| clue.allows(d))
        };
        let clues =
            |m: &DatedMention| -> Vec<Clue> { times(m, reading).filter_map(|t| Clue::of(&t.expression)).collect() };
        let evidence = references.evidence(at, &texts, &named, &is_actor);
        let may_do = evidence.may_do(&event.class, narrow) || evidence.is_enough_anywhere(&event.class, true);
        if !may_do || (found_out && event.class != "statement") {
            continue;
        }
        // «في 17 نيسان», «يناير الماضي»: what is dated so is not the news.
        if back.dates(event, at, references) {
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
                Family::Agreement | Family::Resolution => {
                    mention.form != Form::Noun || mention.lemma == "توقيع" || evidence.is_named_twice()
                }
                // Somebody else was killed where another sentence names who was in the end.
                Family::Violence if event.class == "killing" => {
                    references.names(at, mention.sentence.of(&reading.text))
                }
                // «بعد انقلابين متتاليين»
                Family::Coup => !super::phrases::marks(mention, &reading.text).many,
                _ => true,
            };
            // «المعسكر في تمبكتو» is not «معسكر كاتي».
            let elsewhere =
                event.place.as_deref().filter(|place| is_specific(references.pack(), place)).is_some_and(|place| {
                    let mut known = mention
                        .places
                        .iter()
                        .filter_map(|p| p.id.as_deref())
                        .filter(|p| is_specific(references.pack(), p))
                        .peekable();
                    let there = |p: &str| {
                        p == place || references.pack().lies_in(p, place) || references.pack().lies_in(place, p)
                    };
                    known.peek().is_some() && !known.any(there)
                });
            // A verb has its own day; a noun may have that of the verb of saying.
            let own = mention.form == Form::Noun || clues(m).into_iter().all(day);
            // «أقر بهزيمته في جولة الإعادة التي جرت الأحد»
            let votes = event.class == "election" && clues(m).into_iter().any(|c| c.rarity() >= 7);
            tells && !elsewhere && (votes || families.contains(&family)) && own && !days_apart(m, event, reading)
        };
        let is_day = |t: &Timex| {
            let by_name = Clue::of(&t.expression).is_some_and(|c| c.rarity() >= 7 && day(c));
            by_name || {
                let back = relative::days_back(&t.expression).zip(today);
                back.is_some_and(|(back, today)| {
                    let mut days = event.begin.earliest.iter_days().take_while(|&d| d <= event.end.latest).take(7);
                    days.any(|d| (0..back).fold(today, |w, _| w.pred()) == d.weekday())
                })
            }
        };
        let own_day = |m: &DatedMention| times(m, reading).any(is_day);
        let fresh_in = |span: Span| {
            reading.timexes.iter().filter(move |t| span.overlaps(t.quote.bytes) && relative::is_fresh(&t.expression))
        };
        let agrees = |m: &&&DatedMention| {
            let by_name = |t: &Timex| Clue::of(&t.expression).is_some_and(|c| c.rarity() >= 7 && day(c));
            own_day(m) || fresh_in(m.mention.sentence).any(by_name)
        };
        // One with its day is better.
        let mut fits_news = told.iter().filter(fitting).filter(|_| !looks_at_past && !is_aftermath);
        let news = fits_news.clone().find(agrees).or_else(|| fits_news.next());
        let (mention, weekday) = match news {
            Some(mention)
                if evidence.is_enough(&event.class, agrees(&mention), mention.mention.form != Form::Noun, narrow) =>
            {
                (*mention, agrees(&mention))
            }
            // «سقطوا في الهجوم على فندق», «مدبر هجمات الجمعة الماضية».
            _ => {
                let mut same = anywhere.iter().filter(fitting);
                let with_day =
                    same.clone().find(|m| own_day(m)).filter(|_| evidence.is_enough_anywhere(&event.class, true));
                let near_day = || {
                    let enough = !looks_at_past && evidence.is_enough_anywhere(&event.class, false);
                    let now = same.find(|m| m.mention.tense != Tense::Pluperfect);
                    now.filter(|_| enough && fresh_in(near).any(is_day))
                };
                let Some(mention) = with_day.or_else(near_day) else { continue };
                (*mention, true)
            }
        };
        // «انقلابا جديدا», «للمرة الثالثة»: which one it was only the day tells.
        let again = is_one_more(&mention.mention, &reading.text);
        if again && !weekday && is_singular(&event.class) {
            continue;
        }
        // «هجوم أمس على البلدة، بعد هجوم الصيف الماضي»: nobody knows which of the two the pack has.
        let before = |m: &&DatedMention| {
            families.contains(&family(&m.mention)) && Truth::of(m.mention.factuality) == Truth::Fact
        };
        let mut head = reading.mentions.iter().filter(|m| m.mention.trigger.bytes.end <= end);
        let many = event.class == "killing" || !(is_singular(&event.class) || event.class == "statement");
        // «الأكثر دموية منذ انتشارها في 2013» tells of no other.
        let earlier = |t: &Timex| {
            let since = t.signal.is_some_and(|signal| signal.kind == Signal::Since);
            looks_back(t) && !since && !relative::is_vague(&t.expression)
        };
        if many && !evidence.person && head.any(|m| before(&m) && times(m, reading).any(earlier)) {
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
        quotes: vec![publication::quote(&reading.text, fit.words)],
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
    // «حسمت الجدل وأكدت»
    let joined = m.mention.form == Form::Verb && m.mention.trigger.text.starts_with('و');
    let carries = |b: &Mention| carries(b) || (joined && b.form == Form::Verb && b.tense == Tense::Past);
    let start = sentence.start;
    let words = reading.text.get(start as usize..m.mention.trigger.bytes.start as usize).unwrap_or_default();
    // The article of the noun, and what is written with it: «لهجوم», «بالهجوم».
    let words = words.strip_suffix("ال").or(words.strip_suffix("لل")).unwrap_or(words);
    let near: Vec<String> = words::words(words).into_iter().map(|(_, w)| w).collect();
    let last = near.last().map(String::as_str).unwrap_or_default();
    // «عاشت المدينة أمس ساعات من الرعب بعدما اقتحم»: what the clause tells is the news as well.
    let fresh = |t: &Timex| sentence.overlaps(t.quote.bytes) && relative::is_fresh(&t.expression);
    let with_it = m.mention.form == Form::Verb && CLAUSE.contains(&last) && reading.timexes.iter().any(fresh);
    // «بعد انقلاب», «التي شهدت», «قادة الانقلاب».
    let hangs = HANGING.contains(&last) || near.iter().rev().take(3).any(|w| RELATIVE.contains(&w.as_str()));
    if with_it {
        return true;
    }
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

/// Words that begin a clause of what happened with the news, right before its verb, folded.
const CLAUSE: &[&str] = &["بعدما", "عندما", "حين", "حينما", "اثر", "لدي"];

/// Pronouns that tie a clause to a noun, folded.
const RELATIVE: &[&str] =
    &["الذي", "التي", "الذين", "اللذين", "اللذان", "اللتين", "اللتان", "اللواتي", "بعدما", "عندما", "حين", "حيث"];

fn times<'r>(m: &'r DatedMention, reading: &'r Reading) -> impl Iterator<Item = &'r Timex> {
    m.timexes.iter().filter_map(|&t| reading.timexes.get(t as usize))
}

/// Whether a time is none of the news: «العام الماضي», «في مارس 2012», but not «السابعة صباحا», «طوال 24 ساعة», «في اليوم نفسه».
fn looks_back(t: &Timex) -> bool {
    let since = t.signal.is_some_and(|signal| signal.kind == Signal::Since);
    let lasts = t.kind == TimexKind::Duration && !since;
    let of_a_day = relative::is_hour(&t.expression) || relative::is_that_day(&t.expression);
    // «في وقت سابق من اليوم»
    let of_a_day = of_a_day || t.quote.text.contains("اليوم");
    !lasts && !of_a_day && !relative::is_fresh(&t.expression) && !relative::is_dated_weekday(&t.expression)
}

/// Whether a mention tells what happened of late, as far as it says itself.
fn is_news(m: &DatedMention, reading: &Reading) -> bool {
    let mention: &Mention = &m.mention;
    Truth::of(mention.factuality) == Truth::Fact
        && mention.tense != Tense::Pluperfect
        && (mention.mode != Mode::Other || mention.lemma == "طرد")
        && is_recent(m, reading)
}

/// Whether none of the times of a mention lies back.
fn is_recent(m: &DatedMention, reading: &Reading) -> bool {
    let mention: &Mention = &m.mention;
    // «بعد ستة أعوام على الانسحاب».
    let years = |t: &Timex| {
        let before = mention.trigger.bytes.start.checked_sub(t.quote.bytes.end);
        t.granularity == Some(Granularity::Year) && t.kind == TimexKind::Duration && before.is_some_and(|gap| gap <= 16)
    };
    !times(m, reading).any(looks_back) && !reading.timexes.iter().any(years)
}

/// The days and months of the past that an article names, without a year or with it, each with its sentence, folded.
struct Background {
    told: Vec<(Clue, Option<i32>, String)>,
}

impl Background {
    fn of(reading: &Reading) -> Self {
        let sentences = publication::sentences(&reading.text);
        let told = reading.timexes.iter().filter(|t| !relative::is_fresh(&t.expression)).filter_map(|t| {
            let clue = Clue::with_or_without_year(&t.expression)?;
            let year = t.value.as_ref().filter(|_| t.components.year == Origin::Said).and_then(Value::interval);
            let sentence = publication::sentence_of(&sentences, t.quote.bytes.start).of(&reading.text);
            // «يوم الاثنين 22 يوليو» is news.
            (clue.rarity() >= 12 && !relative::is_dated_weekday(&t.expression))
                .then(|| (clue, year.map(|(start, _)| start.date().year()), words::name(sentence)))
        });
        Self { told: told.collect() }
    }

    /// Whether a sentence tells of an event and dates it, or nearly so.
    fn dates(&self, event: &ReferenceEvent, at: u32, references: &References<'_>) -> bool {
        let near = event.begin.earliest.pred_opt().unwrap_or(event.begin.earliest);
        let mut days =
            near.iter_days().take_while(|&d| event.end.latest.succ_opt().is_none_or(|last| d <= last)).take(40);
        self.told.iter().any(|(clue, year, sentence)| {
            let told = || references.said_of(at).any(|(keyword, _)| publication::mentions_phrase(sentence, keyword));
            // «عين في منصبه في 17 نيسان» is that day, whatever else is said of it.
            let that_day = clue.rarity() >= 300 && clue.allows(event.begin.earliest);
            days.clone().any(|d| clue.allows(d) && year.is_none_or(|year| year == d.year())) && (that_day || told())
        }) && days.next().is_some()
    }
}

/// The day of the week on which an article was published, where it says so: «أمس الأحد», «اليوم الاثنين».
fn weekday_of(reading: &Reading) -> Option<Weekday> {
    let mut told = reading.timexes.iter().filter_map(relative::weekday_of_publication);
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
