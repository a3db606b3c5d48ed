//! When an article was published, from whom it names: groups and missions that were there, and people in office.

use super::Reason;
use super::undated::{HEAD, Undated, is_since};
use crate::article::{Quote, Span};
use crate::calendar::{Granularity, Origin};
use crate::event::{Factuality, Form, Mention, Mode, Role, Tense};
use crate::knowledge::{Actor, ActorKind, EntityKind, Found, Pack, RelationKind, Window};
use crate::link::{DatedMention, Reading};
use crate::script::{Key, Kind, Token, key};
use crate::timeline::relative;
use crate::timeline::words::{has_word, word_of, words_of};
use chrono::{Datelike, Days as Step};

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

/// Words beside the name of somebody who holds an office no more, or not yet.
#[rustfmt::skip]
const FORMER: &[&str] = &[
    "سابق", "اسبق", "راحل", "مخلوع", "معزول", "مطاح", "منتخب", "مرشح", "محاكمه", "وفاه", "توفي", "اغتيال", "عهد",
    "نظام",
];

/// The same in what is told as fresh.
#[rustfmt::skip]
const LEFT: &[&str] = &[
    "جثمان", "تشييع", "جنازه", "ذكري", "اتهم", "متهم", "ضد", "نجل", "مقرب", "انصار",
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

/// Ranks and honours between an office and a name: «رئيس المرحلة الانتقالية العقيد».
const RANKS: &[Key] = &[
    key!("العقيد"),
    key!("الكولونيل"),
    key!("الجنرال"),
    key!("النقيب"),
    key!("المقدم"),
    key!("الرائد"),
    key!("الفريق"),
    key!("اللواء"),
    key!("المشير"),
    key!("الشيخ"),
    key!("السيد"),
    key!("السيدة"),
    key!("الدكتور"),
    key!("الدكتورة"),
    key!("المهندس"),
    key!("الإمام"),
];

/// So many words stand between an office and a name: a state, a rank.
const BETWEEN: usize = 4;

/// Words of a sentence that tell of the end of a mission, or of its past.
#[rustfmt::skip]
const ENDED: &[&str] = &[
    "سابق", "سابقه", "انتهاء", "نهايه", "انهاء", "انسحاب", "رحيل", "مغادره", "خروج", "طرد", "طردت", "انتهت",
    "انسحبت", "غادرت", "تفكيك", "خلفت", "محل",
];

/// Words of a sentence that tell of another time than that of the news.
const MEANWHILE: &[&str] = &["كان", "كانت", "خلف", "حل", "منذ", "بعد", "عقب", "حينها", "انذاك"];

/// The same in what is not, where words of the past tell it as well.
#[rustfmt::skip]
const BYGONE: &[&str] = &[
    "اطاح", "اطاحه", "اطاحت", "انقلاب", "خلفا", "انذاك", "حينها", "وقتها", "سلف", "سلفه", "اعتقال", "تنحي",
    "استقاله", "استقال", "ابان", "حقبه", "رحيل", "سقوط", "خليفه", "تركه", "عزل",
];

/// Groups and missions that did not exist earlier or later, and people in office.
pub(super) fn named(undated: &Undated<'_, '_>) -> Vec<Reason> {
    let reading = undated.reading;
    let names = Names { undated, news: News::of(reading), chronicle: is_chronicle(reading) };
    let mut reasons = Vec::new();
    let mut held: Vec<Held> = Vec::new();
    for (index, here) in undated.found.iter().enumerate() {
        if here.entity.kind != EntityKind::Actor || !here.also.is_empty() {
            continue;
        }
        let Some(actor) = undated.pack().actor(here.entity.id) else { continue };
        match actor.kind {
            ActorKind::ArmedGroup | ActorKind::Mission | ActorKind::Organisation | ActorKind::Party => {
                reasons.extend(names.begun(actor, here));
                reasons.extend(names.not_ended(actor, here));
            }
            ActorKind::Person => {
                let Some(new) = names.held(actor, here, index) else { continue };
                reasons.extend(new.since.clone());
                held.push(new);
            }
            _ => {}
        }
    }
    reasons.extend(not_yet_merged(undated));
    // Where the successor is named with the title, the predecessor is not in office any more.
    let succeeded = |old: &Held| held.iter().any(|new| new.succeeds(old));
    reasons.extend(held.iter().filter(|old| !succeeded(old)).filter_map(|old| old.until.clone()));
    reasons
}

/// Somebody who is named with an office.
struct Held {
    office: String,
    /// Of which states or groups.
    of: Vec<String>,
    /// The first and the last day that he can have held it.
    window: Window,
    /// What follows where he is told as somebody who had entered on it.
    since: Option<Reason>,
    /// What follows where he is told as somebody who holds it.
    until: Option<Reason>,
}

impl Held {
    fn succeeds(&self, old: &Self) -> bool {
        self.since.is_some()
            && self.office == old.office
            && self.window.earliest.zip(old.window.latest).is_some_and(|(from, last)| from > last)
            && self.of.iter().any(|place| old.of.contains(place))
    }
}

/// The names of an article.
struct Names<'a, 'p> {
    undated: &'a Undated<'a, 'p>,
    news: News,
    /// It goes through the years.
    chronicle: bool,
}

impl Names<'_, '_> {
    fn reason(&self, rule: &'static str, words: Span, actor: &Actor) -> Reason {
        let quotes = vec![Quote::cut(self.undated.text(), words)];
        Reason { rule, from: None, to: None, quotes, pack: Some(actor.id.clone()) }
    }

    /// Who takes part exists.
    fn begun(&self, actor: &Actor, here: &Found<'_>) -> Option<Reason> {
        let begin = actor.begin?.earliest;
        let young = is_fighting(actor) || begin.year() >= OLD;
        let to_come = || self.is_wanted(here) || self.news.is_to_begin(here.span);
        let since = || Reason { from: Some(begin), ..self.reason("existed", here.span, actor) };
        (young && !to_come()).then(since)
    }

    /// Who takes part in what is told as news exists still, or has only just ended.
    fn not_ended(&self, actor: &Actor, here: &Found<'_>) -> Option<Reason> {
        let found = self.undated.found;
        let (pack, news) = (self.undated.pack(), &self.news);
        let end = actor.end.filter(|_| is_fighting(actor))?;
        let sentence = self.undated.sentence_of(here.span.start);
        let told = sentence.of(self.undated.text());
        // «الانتقال من سرفال إلى برخان», «برخان ترث سرفال»
        let succeeded = || {
            let beside = found.iter().filter(|f| sentence.overlaps(f.span)).filter_map(|f| pack.actor(f.entity.id));
            let mut taken = beside.flat_map(|a| &a.relations);
            taken.any(|r| r.kind == RelationKind::SuccessorOf && r.to == actor.id)
        };
        let acts = news.fresh(here.span) || news.speaks(here.span);
        // What goes through the years names everybody.
        if self.undated.old || has_word(told, ENDED) || succeeded() || (self.chronicle && !acts) {
            return None;
        }
        let quiet = !has_word(told, MEANWHILE) && !dated(self.undated, sentence);
        let mission = actor.kind == ActorKind::Mission;
        let still = acts
            || (news.present(sentence) && (quiet || since_only(self.undated, sentence)))
            || (here.span.end <= HEAD && quiet);
        // Names outlive what they name: for a year or so where nothing says that it is still there.
        let after = match () {
            () if mission && still && actor.certain => NEWS,
            () if mission && (quiet || still) => OUTLIVED,
            () if news.fresh(here.span) || (news.present(sentence) && quiet) => REMEMBERED,
            () => return None,
        };
        let to = end.latest.checked_add_days(Step::new(after));
        Some(Reason { to, ..self.reason("existed", here.span, actor) })
    }

    /// Somebody with an office; `index` is that of the name.
    fn held(&self, actor: &Actor, here: &Found<'_>, index: usize) -> Option<Held> {
        let Undated { reading, found, .. } = *self.undated;
        let (pack, text) = (self.undated.pack(), self.undated.text());
        let (office, title) = title_before(self.undated.tokens, found, index, pack)?;
        let window = pack.tenure_window(here.entity.id, &office)?;
        let sentence = self.undated.sentence_of(here.span.start);
        let told = sentence.of(text);
        let after = self.undated.tokens.get(here.tokens.end..).unwrap_or_default();
        let after: Vec<String> = words_of(after, text).take(6).map(|(_, word)| word).collect();
        let overthrown = has_word(&after.join(" "), OVERTHROWN)
            && after.iter().any(|w| matches!(w.as_str(), "الذي" | "التي" | "بعدما"));
        let former = has_word(told, FORMER);
        let fresh = self.news.fresh(here.span) && !former && !has_word(told, LEFT) && !overthrown;
        let looks_back = !fresh
            && (self.undated.old
                || self.undated.flashback.contains(here.span)
                || overthrown
                || former
                || has_word(told, BYGONE)
                || looks_back(self.undated, sentence)
                || ends_office(reading, sentence, here.span)
                || (self.chronicle && here.span.start > HEAD));
        // «القيادي» was one before he led all of them.
        let called = INFORMAL.contains(&office.as_str());
        let reason = || self.reason("in_office", title.cover(here.span), actor);
        let entered = !called && !has_word(told, &["منتخب", "مرشح"]);
        let early = if has_word(told, WINNING) { ELECT } else { 0 };
        let from = window.earliest.and_then(|day| day.checked_sub_days(Step::new(early)));
        let to = window.latest.and_then(|last| last.checked_add_days(Step::new(AFTER_OFFICE)));
        Some(Held {
            of: pack.tenures_titled(here.entity.id, &office).map(|t| t.of.clone()).collect(),
            since: entered.then(|| Reason { from, ..reason() }),
            until: to.filter(|_| !looks_back && !called).map(|to| Reason { to: Some(to), ..reason() }),
            office,
            window,
        })
    }

    /// Whether a name stands after words for making what is not there yet: «إنشاء قوة أفريقية في مالي».
    fn is_wanted(&self, here: &Found<'_>) -> bool {
        const MAKING: &[&str] = &["انشاء", "تشكيل", "نشر", "ارسال", "تفويض", "تاسيس", "اقتراح", "مشروع", "ايفاد"];
        let start = self.undated.sentence_of(here.span.start).start;
        let before = self.undated.tokens.get(..here.tokens.start).unwrap_or_default().iter().rev();
        let clause = before.take_while(|t| t.span.start >= start && t.kind != Kind::Mark('،'));
        let near: Vec<String> = clause.filter_map(|t| word_of(t, self.undated.text())).take(3).collect();
        has_word(&near.join(" "), MAKING)
    }
}

/// Armed groups and missions come and go with the news.
fn is_fighting(actor: &Actor) -> bool {
    matches!(actor.kind, ActorKind::ArmedGroup | ActorKind::Mission)
}

/// Where two groups are named that became one and the new one is not, it was not long there: those who write after it
/// name it.
fn not_yet_merged(undated: &Undated<'_, '_>) -> Vec<Reason> {
    /// So many days later the old names are still in use.
    const USED: u64 = 270;
    let group = |f: &&Found<'_>| f.entity.kind == EntityKind::Actor && f.also.is_empty();
    let Undated { found, .. } = *undated;
    let (pack, quote) = (undated.pack(), |words| Quote::cut(undated.text(), words));
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
                quotes: vec![quote(first.span), quote(second.span)],
                pack: Some(new.id.clone()),
            });
        }
    }
    reasons
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
fn looks_back(undated: &Undated<'_, '_>, sentence: Span) -> bool {
    undated.times_in(sentence).any(|(_, t)| {
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
fn dated(undated: &Undated<'_, '_>, sentence: Span) -> bool {
    let mut times = undated.times_in(sentence);
    times.any(|(_, t)| t.components.year == Origin::Said || t.granularity >= Some(Granularity::Month))
}

/// Whether a sentence names times, and only such since which something goes on: «تعمل هناك منذ عام 2006».
fn since_only(undated: &Undated<'_, '_>, sentence: Span) -> bool {
    let mut times = undated.times_in(sentence).peekable();
    times.peek().is_some() && times.all(|(_, t)| is_since(t))
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
        let fact = |m: &&DatedMention| m.mention.factuality == Factuality::Factual;
        let is_fresh = |m: &&DatedMention| {
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
    let before = found.get(index.saturating_sub(3)..index)?;
    // «الرئيس الانتقالي الجنرال»: a general may have been president.
    let holds = |f: &&Found<'_>| pack.tenure_window(here.entity.id, f.entity.id).is_some();
    let office = before.iter().rev().filter(|f| f.entity.kind == EntityKind::Office).find(holds)?;
    let between = all.get(office.tokens.end..here.tokens.start)?;
    // Whatever stands between must itself be known: a state, its adjective, or a comma.
    let known = |(at, token): (usize, &Token)| match token.kind {
        Kind::Mark(mark) => matches!(mark, '،' | ',' | '"' | '«' | '»' | '“' | '”' | '(' | ')'),
        Kind::Word => {
            before.iter().any(|f| f.tokens.contains(&at)) || is_adjective(token.key()) || RANKS.contains(&token.key())
        }
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
    (between.len() <= BETWEEN && all_known).then(|| (office.entity.id.to_owned(), office.span))
}

/// Whether a word ends as adjectives of places do.
fn is_adjective(key: Key) -> bool {
    let word = key.to_string();
    word.ends_with('ي') || word.ends_with("يه")
}
