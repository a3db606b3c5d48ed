//! The first lines of an undated article: what they tell as news, whom they name, and what they look back at.

use super::undated::{HEAD, Undated, is_since, times_in};
use crate::article::Span;
use crate::calendar::{Granularity, Origin, Timex, Value};
use crate::event::{Factuality, Form, Mention, Mode, Tense};
use crate::knowledge::{EntityKind, Found, ReferenceEvent};
use crate::link::{DatedMention, Reading};
use crate::timeline::evidence::{Lines, Named, Texts};
use crate::timeline::features;
use crate::timeline::kinds::{Family, Truth};
use crate::timeline::reference::References;
use crate::timeline::relative::{self, Clue};
use crate::timeline::words::{self, has_word, mentions_phrase};
use crate::timex::TimexKind;
use chrono::{Datelike, Weekday};
use rustc_hash::FxHashSet;

/// What stands before so many bytes is still about the news.
const NEAR: u32 = 1100;

/// Words of a head that looks back at an event, folded.
const BACK: &[&str] = &["ذكري", "محاكمه", "متهم", "متهمين", "ارمله", "تسلسل", "تذكير", "محطات"];

/// Words of a head whose news is of the stage or the pitch, folded: what it names of the war is the background.
#[rustfmt::skip]
const STAGE: &[&str] = &[
    "فيلم", "فيلما", "مخرج", "مهرجان", "روايه", "جوائز", "مباراه", "منتخب", "بطوله", "كاس", "لاعب", "لاعبين", "لاعبو",
];

/// Words of a head that may look back, or tell what follows in the days after, folded.
const AFTERMATH: &[&str] = &["مدبر", "مدبرو", "منفذ", "منفذو", "تحقيق", "تحقيقات", "قضيه", "عائلات"];

/// Words of a sentence that tells what somebody found out about the past.
const FOUND_OUT: &[&str] = &["تقرير", "تقارير", "تحقيق", "تحقيقات", "دراسه", "شهادات", "وثائق", "وثيقه"];

/// Words of a sentence that tells of one more of a kind, folded.
const AGAIN: &[&str] = &["جديد", "جديده", "ثاني", "ثانيه", "مجددا", "ثالث", "ثالثه", "للمره"];

/// Words right before a noun that is not the news itself, folded.
#[rustfmt::skip]
const HANGING: &[&str] = &[
    "بعد", "عقب", "اثر", "منذ", "قبل", "اعقاب", "بسبب", "جراء", "نتيجه", "خلفيه", "رغم", "ضد", "حول", "بشان", "علي",
    "قاده", "قائد", "زعيم", "زعماء", "منفذي", "منفذو", "مدبري", "مدبرو", "ضحايا",
];

/// Words that begin a clause of what happened with the news, right before its verb, folded.
const CLAUSE: &[&str] = &["بعدما", "عندما", "حين", "حينما", "اثر", "لدي"];

/// Words before «منذ» that make it news: «للمرة الأولى منذ تسع سنوات», «الأعنف منذ 2012».
const FIRST: &[&str] = &["اولي", "اول", "اكثر", "اكبر", "اعنف", "اسوا", "اعلي", "ادني"];

/// Pronouns that tie a clause to a noun, folded.
const RELATIVE: &[&str] =
    &["الذي", "التي", "الذين", "اللذين", "اللذان", "اللتين", "اللتان", "اللواتي", "بعدما", "عندما", "حين", "حيث"];

/// The head of an article and the lines after it.
pub(super) struct Head<'r> {
    reading: &'r Reading,
    head: Span,
    /// The head with the lines after it: what is told there with its day is news as well.
    pub(super) near: Span,
    /// Their words and names.
    pub(super) lines: Lines<'r>,
    /// What is told as news.
    pub(super) news: Vec<&'r DatedMention>,
    /// What is told as a fact, wherever in its sentence.
    pub(super) facts: Vec<&'r DatedMention>,
    /// The kinds of these.
    pub(super) kinds: FxHashSet<Family>,
    /// The day of the week on which the article was published, where it says so: «أمس الأحد», «اليوم الاثنين».
    pub(super) today: Option<Weekday>,
    /// «ذكرى», «محاكمة»: it looks back at an event.
    pub(super) looks_back: bool,
    /// «تحقيقات», «منفذو الهجوم»: it may tell what follows.
    pub(super) follows: bool,
    /// «كشف تقرير»: what was found out may be old.
    pub(super) found_out: bool,
    /// Some of the news is told with a day that only the publication tells: «أمس», «الثلاثاء».
    pub(super) fresh: bool,
    background: Background,
}

impl<'r> Head<'r> {
    /// `None` where nothing is told as a fact.
    pub(super) fn of(undated: &Undated<'r, '_>) -> Option<Self> {
        let Undated { reading, found, .. } = *undated;
        let sentences = undated.sentences();
        // The head ends with the sentence that goes beyond so many bytes.
        let as_far_as = |end| sentences.iter().find(|s| s.end >= end).or(sentences.last()).map(|s| Span::new(0, s.end));
        let (head, near) = (as_far_as(HEAD)?, as_far_as(NEAR)?);
        // «زعمت أنها أعدمت».
        let is_told = |m: &&DatedMention| {
            matches!(m.mention.factuality, Factuality::Factual | Factuality::Possible)
                && !undated.flashback.contains(m.mention.trigger.bytes)
        };
        let facts = reading.mentions.iter().filter(|m| m.mention.trigger.bytes.end <= near.end);
        let facts: Vec<_> = facts.filter(is_told).filter(|m| is_recent(m, reading)).collect();
        let kinds: FxHashSet<Family> = facts.iter().map(|m| family(&m.mention)).collect();
        if kinds.is_empty() {
            return None;
        }
        let is_fresh = |m: &DatedMention| times(m, reading).any(|t| relative::is_fresh(&t.expression));
        let news = reading.mentions.iter().filter(is_told).filter(|m| {
            let at = m.mention.trigger.bytes.end;
            (at <= head.end || (at <= near.end && is_fresh(m))) && is_news(m, reading) && leads_sentence(m, reading)
        });
        let news: Vec<_> = news.collect();
        let text = head.of(&reading.text);
        let dated = |m: &&DatedMention| is_fresh(m) && m.mention.mode != Mode::Statement;
        Some(Self {
            reading,
            head,
            near,
            lines: lines(reading, found, head, near),
            fresh: news.iter().any(|m| is_fresh(m)),
            found_out: has_word(text, FOUND_OUT) && !news.iter().any(dated),
            looks_back: has_word(text, BACK) || has_word(text, STAGE),
            follows: has_word(text, AFTERMATH),
            today: weekday_of(reading),
            background: Background::of(undated),
            news,
            facts,
            kinds,
        })
    }

    /// The times of a mention.
    pub(super) fn times<'h>(&'h self, m: &'h DatedMention) -> impl Iterator<Item = &'h Timex> {
        times(m, self.reading)
    }

    /// The times that are told as fresh in a part of the text.
    pub(super) fn fresh_in(&self, part: Span) -> impl Iterator<Item = &'r Timex> {
        times_in(self.reading, part).map(|(_, t)| t).filter(|t| relative::is_fresh(&t.expression))
    }

    /// The sentence of a mention.
    pub(super) fn sentence(&self, m: &DatedMention) -> &'r str {
        m.mention.sentence.of(&self.reading.text)
    }

    /// Whether the first news of the article is told in the sentence of a mention.
    pub(super) fn begins_with(&self, m: &DatedMention) -> bool {
        self.news.first().is_some_and(|first| first.mention.sentence == m.mention.sentence)
    }

    /// Whether a mention stands in the first sentence, or in the one after the headline.
    pub(super) fn opens_with(&self, m: &DatedMention) -> bool {
        let before = self.reading.text.get(..m.mention.sentence.start as usize).unwrap_or_default();
        !before.trim().contains(['.', '؟', '!', '\n'])
    }

    /// Whether the sentence of a mention counts from a time that lies back: «منذ بداية العام».
    pub(super) fn counts_since(&self, m: &DatedMention) -> bool {
        times_in(self.reading, m.mention.sentence).any(|(_, t)| is_since(t) && looks_back(t, self.reading))
    }

    /// Whether a mention is one of many: «بعد انقلابين متتاليين».
    pub(super) fn is_of_many(&self, m: &DatedMention) -> bool {
        crate::timeline::phrases::marks(&m.mention, &self.reading.text).many
    }

    /// Whether its sentence tells of one more of a kind: «هجوم آخر», but not «آخر رهينة».
    pub(super) fn is_one_more(&self, m: &DatedMention) -> bool {
        let mention = &m.mention;
        let after = Span::new(mention.trigger.bytes.end, mention.sentence.end).of(&self.reading.text);
        let next = words::words(after).into_iter().next().map(|(_, word)| word).unwrap_or_default();
        matches!(next.as_str(), "اخر" | "اخري") || has_word(self.sentence(m), AGAIN)
    }

    /// Whether the head tells of one of these kinds at a time before the news: «هجوم أمس على البلدة، بعد هجوم الصيف
    /// الماضي».
    pub(super) fn tells_earlier(&self, families: &[Family]) -> bool {
        // «الأكثر دموية منذ انتشارها في 2013» tells of no other.
        let earlier = |t: &Timex| looks_back(t, self.reading) && !is_since(t) && !relative::is_vague(&t.expression);
        let mut head = self.reading.mentions.iter().filter(|m| m.mention.trigger.bytes.end <= self.head.end);
        head.any(|m| {
            let fact = Truth::of(m.mention.factuality) == Truth::Fact;
            fact && families.contains(&family(&m.mention)) && self.times(m).any(earlier)
        })
    }

    /// Whether a sentence tells of an event and dates it back, or nearly so: «في 17 نيسان», «يناير الماضي».
    pub(super) fn dates_back(&self, event: &ReferenceEvent, at: u32, references: &References<'_>) -> bool {
        self.background.dates(event, at, references)
    }
}

/// Whether the head of an article looks back at an event: «في الذكرى الأولى للانقلاب».
pub(in crate::timeline) fn is_retrospect(text: &str) -> bool {
    let head = Span::new(0, HEAD).whole_letters(text).of(text);
    has_word(head, BACK) || has_word(head, STAGE)
}

/// Whether a sentence tells of those behind what happened, or of what follows from it: «العقل المدبر لعملية الخطف».
pub(in crate::timeline) fn tells_aftermath(sentence: &str) -> bool {
    has_word(sentence, AFTERMATH) || has_word(sentence, FOUND_OUT)
}

/// What a mention tells of.
pub(super) fn family(m: &Mention) -> Family {
    let council = m.participants.iter().any(|p| p.id.as_deref() == Some(features::COUNCIL));
    Family::of(m.class, m.mode, &m.lemma, !m.places.is_empty()).done_by(&m.lemma, council, false)
}

fn lines<'r>(reading: &Reading, found: &'r [Found<'r>], head: Span, near: Span) -> Lines<'r> {
    let title = reading.article.title.as_deref().unwrap_or_default();
    let folded = format!("{} {}", words::name(title), words::name(head.of(&reading.text)));
    let around = format!("{folded} {}", words::name(Span::new(head.end, near.end).of(&reading.text)));
    let inside = found.iter().filter(|f| f.span.end <= near.end && f.also.is_empty());
    let actors = found.iter().map(|f| f.entity).filter(|e| e.kind == EntityKind::Actor);
    Lines {
        texts: Texts::new(folded, around),
        named: inside.map(|f| Named { id: f.entity.id, head: f.span.end <= head.end }).collect(),
        actors: actors.map(|e| e.id).collect(),
    }
}

/// Whether a mention is what its sentence is about: nothing but who says so stands before it, or what happened with it.
fn leads_sentence(m: &DatedMention, reading: &Reading) -> bool {
    /// So many bytes of a sentence, about seven words, say of what kind its news is.
    const START: u32 = 90;
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
    let mut fresh = times_in(reading, sentence).filter(|(_, t)| relative::is_fresh(&t.expression));
    let with_it = m.mention.form == Form::Verb && CLAUSE.contains(&last) && fresh.next().is_some();
    // «بعد انقلاب», «التي شهدت», «قادة الانقلاب».
    let hangs = HANGING.contains(&last) || near.iter().rev().take(3).any(|w| RELATIVE.contains(&w.as_str()));
    if with_it {
        return true;
    }
    // «غداة الاستقالة»: that was yesterday, whatever the sentence is about.
    if last == "غداه" {
        return true;
    }
    // «ويحكي العمل حياة أسرة في المدينة، واستلهمه صاحبه من رجم رجل وامرأة»: a verb that nobody knows stands before it.
    let mut before = before.peekable();
    let far = m.mention.form == Form::Noun && m.mention.trigger.bytes.start > sentence.start + START;
    let nothing_leads = far && before.peek().is_none();
    !hangs && !nothing_leads && before.all(carries)
}

fn times<'r>(m: &'r DatedMention, reading: &'r Reading) -> impl Iterator<Item = &'r Timex> {
    m.timexes.iter().filter_map(|&t| reading.timexes.get(t as usize))
}

/// Whether a time is none of the news: «العام الماضي», «في مارس 2012», but not «السابعة صباحا», «طوال 24 ساعة», «في اليوم
/// نفسه», nor that of «للمرة الأولى منذ تسع سنوات».
fn looks_back(t: &Timex, reading: &Reading) -> bool {
    /// How many words before a «منذ» say that something is the first of its kind.
    const BEFORE: usize = 4;
    /// Bytes in which they stand.
    const REACH: u32 = 80;
    let lasts = t.kind == TimexKind::Duration && !is_since(t);
    let first = || {
        let until = t.signal.map_or(t.quote.bytes.start, |signal| signal.bytes.start);
        let before = Span::new(until.saturating_sub(REACH), until).whole_letters(&reading.text);
        before.of(&reading.text).split_whitespace().rev().take(BEFORE).any(|word| has_word(word, FIRST))
    };
    if is_since(t) && first() {
        return false;
    }
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
    !times(m, reading).any(|t| looks_back(t, reading)) && !reading.timexes.iter().any(years)
}

/// The days and months of the past that an article names, without a year or with it, each with its sentence, folded.
struct Background {
    told: Vec<(Clue, Option<i32>, String)>,
}

impl Background {
    fn of(undated: &Undated<'_, '_>) -> Self {
        let told = undated.reading.timexes.iter().filter(|t| !relative::is_fresh(&t.expression)).filter_map(|t| {
            let clue = Clue::with_or_without_year(&t.expression)?;
            let year = t.value.as_ref().filter(|_| t.components.year == Origin::Said).and_then(Value::interval);
            let sentence = undated.sentence_of(t.quote.bytes.start).of(undated.text());
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
            let told = || references.said_of(at).any(|(keyword, _)| mentions_phrase(sentence, keyword));
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
