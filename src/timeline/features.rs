//! What is compared of mentions: who, where, when, which words, and how they stand in their article.

use super::articles::Told;
use super::chains::{self, Chain};
use super::days::Days;
use super::facts;
use super::kinds::{Family, Truth};
use super::phrases;
use super::reference::{References, Searched};
use super::relative::{self, Clue};
use super::words::{self, Shared};
use crate::calendar::Bounds;
use crate::event::{Form, Mention, Mode, Participant, Role, Tense};
use crate::knowledge::{EntityKind, Gazetteer};
use crate::link::Relation;
use crate::script::{Key, Token};
use chrono::NaiveDateTime;
use std::cell::RefCell;
use std::rc::Rc;

/// What is compared of a mention.
#[derive(Debug, Clone)]
pub(super) struct Features {
    pub(super) article: u32,
    pub(super) sentence: u32,
    /// Counts the turns to something else before it: «من جهة أخرى».
    pub(super) topic: u32,
    /// Told in a line of a list: «- 11 يناير: بدء العملية».
    pub(super) listed: bool,
    pub(super) family: Family,
    pub(super) truth: Truth,
    /// It lasts: told in the present, or since a time.
    pub(super) ongoing: bool,
    /// It is told since when it lasts.
    pub(super) since: bool,
    pub(super) lemma: Shared,
    /// What the lemma shares with its relatives.
    pub(super) root: Shared,
    /// A noun or participle: it may point back to something told before.
    pub(super) nominal: bool,
    /// Ids, or folded names of what the pack does not know.
    pub(super) places: Vec<Shared>,
    pub(super) actors: Vec<Shared>,
    pub(super) words: Rc<[Key]>,
    pub(super) bounds: Bounds,
    /// The latest end of the day on which its article was published.
    pub(super) told: Option<NaiveDateTime>,
    /// Whether that is known to a month.
    pub(super) dated: bool,
    /// A noun with its article: «الهجوم».
    pub(super) definite: bool,
    /// A noun with its owner: «انسحابها».
    pub(super) owned: bool,
    /// Said to be another one than that told before: «هجوم آخر», «المسيرة السابقة».
    pub(super) another: bool,
    /// More than one: «الهجمات».
    pub(super) many: bool,
    /// The mention of the article with which it is one by grammar: «شن هجوما», «وقع الهجوم», «توقيع الاتفاق».
    pub(super) with: Option<u32>,
    pub(super) mode: Mode,
    /// What is said of its day or month without the year, where the publication date is not known.
    pub(super) clues: Vec<super::relative::Clue>,
    /// The same, with the year or without, where the publication date is not known.
    pub(super) said: Vec<Clue>,
    /// The time expressions that date it, by their index in the article.
    pub(super) times: Vec<u32>,
    /// Whether a time expression dates it.
    pub(super) timed: bool,
    /// Whether that is a day which only the publication tells: «أمس».
    pub(super) fresh: bool,
    /// Reference event of the pack.
    pub(super) reference: Option<u32>,
    /// Reference event that is told as to come.
    pub(super) expected: Option<u32>,
}

/// What is compared of the mentions of an article, and the chains that they form; `tokens` are those of its text.
pub(super) fn of_article(
    at: u32,
    (told, tokens): (&Told, &[Token]),
    days: &Days,
    references: &References<'_>,
    gazetteer: &Gazetteer,
    spare: &Spare,
) -> (Vec<Features>, Vec<Chain>) {
    let reading = &told.reading;
    // Without a date the rest of the article has to help.
    let whole = Searched::new(if told.published.is_none() { words::name(&reading.text) } else { String::new() });
    let (mut features, mut sentences) = (spare.features.take(), spare.sentences.take());
    mentioned(at, (told, tokens), days, references, gazetteer, &whole, (&mut features, &mut sentences));
    // Who announces what he does tells of one event: «أعلنت … اندماجها».
    for at in 0..features.len() {
        let Some(f) = features.get(at).filter(|f| !f.timed && f.reference.is_none() && f.truth == Truth::Fact) else {
            continue;
        };
        let near = features.get(at.saturating_sub(3)..at + 1).unwrap_or_default();
        let told = near.iter().rev().find(|g| g.sentence == f.sentence && g.timed && g.family == Family::Saying);
        let known = told.and_then(|g| g.reference).filter(|&r| references.can_be(r, f));
        if let Some(f) = features.get_mut(at).filter(|_| known.is_some()) {
            f.reference = known;
        }
    }
    debug_assert_eq!(features.len(), reading.mentions.len());
    let mut chains = spare.chains.take();
    chains::chains(0, &features, references.pack(), &mut chains);
    if together(&chains, &mut features, &sentences, &whole, references) {
        // What is known now may tie more together.
        chains::chains(0, &features, references.pack(), &mut chains);
    }
    spare.sentences.give(sentences);
    (features, chains)
}

/// Where there was room for what is worked out of an article there is room for the next: to ask for as much again and
/// again takes longer than to fill it.
#[derive(Debug, Default)]
pub(super) struct Spare {
    pub(super) features: Room<Features>,
    pub(super) chains: Room<Chain>,
    sentences: Room<Searched>,
}

/// Room for a list.
#[derive(Debug)]
pub(super) struct Room<T>(RefCell<Vec<T>>);

impl<T> Default for Room<T> {
    fn default() -> Self {
        Self(RefCell::default())
    }
}

impl<T> Room<T> {
    pub(super) fn take(&self) -> Vec<T> {
        self.0.take()
    }

    pub(super) fn give(&self, mut list: Vec<T>) {
        /// More is not held on to.
        const MOST: usize = 1 << 10;
        list.clear();
        if list.capacity() <= MOST {
            self.0.replace(list);
        }
    }
}

/// What no mention tells alone the chain of them may: where in one sentence, when in the next. `false` if none does.
fn together(
    chains: &[Chain],
    features: &mut [Features],
    sentences: &[Searched],
    whole: &Searched,
    references: &References<'_>,
) -> bool {
    let mut any = false;
    for chain in chains {
        let [first, _, ..] = chain.members[..] else { continue };
        if chain.reference.is_some() || chain.truth != Truth::Fact {
            continue;
        }
        let Some(head) = features.get(first as usize) else { continue };
        let mut told: Vec<u32> =
            chain.members.iter().filter_map(|&m| Some(features.get(m as usize)?.sentence)).collect();
        told.dedup();
        let text: Vec<&str> = told.iter().filter_map(|&n| sentences.get(n as usize - 1)).map(Searched::text).collect();
        let members = || chain.members.iter().filter_map(|&m| features.get(m as usize));
        let mut merged = Features {
            places: chain.places.clone(),
            actors: chain.actors.clone(),
            bounds: chain.bounds,
            timed: chain.timed,
            ongoing: chain.ongoing,
            since: members().any(|f| f.since),
            fresh: members().any(|f| f.fresh),
            clues: members().flat_map(|f| f.clues.iter().copied()).collect(),
            ..head.clone()
        };
        let text = Searched::new(text.join(" "));
        let found = chain.families.iter().find_map(|&family| {
            merged.family = family;
            references.find(&merged, &text, whole)
        });
        if let Some(f) = features.get_mut(first as usize) {
            any |= found.is_some();
            f.reference = found;
        }
    }
    any
}

/// Finds the features of the mentions, and the sentences that have any, folded.
fn mentioned(
    at: u32,
    (told, tokens): (&Told, &[Token]),
    days: &Days,
    references: &References<'_>,
    gazetteer: &Gazetteer,
    whole: &Searched,
    (features, sentences): (&mut Vec<Features>, &mut Vec<Searched>),
) {
    let reading = &told.reading;
    let nothing = Searched::default();
    let mut topic = 0;
    let mut sentence: (u32, u32, Rc<[Key]>) = (u32::MAX, 0, Rc::default());
    features.extend(reading.mentions.iter().zip(0u32..).map(|(dated, index)| {
        let mention = &dated.mention;
        if (sentence.0, sentence.1) != (mention.sentence.start, mention.sentence.end) {
            let (content, name) = words::sentence(&reading.text, mention.sentence, tokens);
            sentence = (mention.sentence.start, mention.sentence.end, content.into());
            topic += u32::from(phrases::turns(&name));
            sentences.push(Searched::new(name));
        }
        let ids = |name: &str, id: &Option<String>| match id {
            Some(id) => words::shared(id),
            None => words::shared_name(name),
        };
        let mut actors: Vec<Shared> = mention.participants.iter().map(|p| ids(&p.name, &p.id)).collect();
        let family = |placed| Family::of(mention.class, mention.mode, &mention.lemma, placed);
        if family(false) == Family::Founding {
            actors.extend(founded(&reading.text, mention, gazetteer).map(|id| words::shared(&id)));
        }
        let mut places: Vec<Shared> = mention.places.iter().map(|p| ids(&p.name, &p.id)).collect();
        if mention.places.is_empty() {
            places.extend(antecedent(&reading.text, mention, gazetteer).map(|id| words::shared(&id)));
        }
        // What is taken or hit is a place as often as not: «سقطت كيدال».
        actors.retain(|id| {
            let taken = references.is_place(id);
            if taken {
                places.push(Rc::clone(id));
            }
            !taken
        });
        for list in [&mut actors, &mut places] {
            list.retain(|name| !name.is_empty());
            list.sort_unstable();
            list.dedup();
        }
        let party = |p: &Participant| p.role == Role::Agent && p.id.is_some();
        let (council, party) = (
            actors.iter().any(|id| **id == *COUNCIL),
            mention.form == Form::Verb && mention.participants.iter().any(party),
        );
        let family = |placed| family(placed).done_by(&mention.lemma, council, party);
        let timexes = || dated.timexes.iter().filter_map(|&t| reading.timexes.get(t as usize));
        let linked = reading.links.iter().filter(|l| l.mention == index && l.relation == Relation::During);
        let linked = linked.filter_map(|l| reading.timexes.get(l.timex as usize));
        let to_come = timexes().chain(linked).any(|t| relative::is_future(&t.expression));
        let since = reading.links.iter().any(|l| l.mention == index && l.relation == Relation::Since);
        // «لا تزال تشن هجمات حتى اليوم»
        let until = reading.links.iter().any(|l| l.mention == index && l.relation == Relation::Until);
        let marks = phrases::marks(mention, &reading.text);
        let lemma = words::shared_name(&mention.lemma);
        let mut features = Features {
            article: at,
            sentence: sentences.len() as u32,
            topic,
            listed: mention.sentence.of(&reading.text).trim_start().starts_with(['-', '–', '•', '*', '▪']),
            family: family(!places.is_empty()),
            told: days.last().and_then(|d| d.succ_opt()).map(|d| d.and_time(chrono::NaiveTime::MIN)),
            dated: days.len() <= 31,
            truth: if to_come { Truth::ToCome } else { Truth::of(mention.factuality) },
            since,
            // «يأتي الرحيل» tells of a day.
            ongoing: since
                || until
                || (mention.tense == Tense::Present
                    && (dated.timexes.is_empty() || facts::HOLDING.contains(&mention.lemma.as_ref()))
                    && (mention.form != Form::LightVerb || marks.many)
                    && !phrases::after_that(mention, &reading.text)),
            root: words::shared_root(&lemma),
            lemma,
            nominal: matches!(mention.form, Form::Noun | Form::Participle)
                || (mention.form == Form::LightVerb && marks.definite),
            places,
            actors,
            words: Rc::clone(&sentence.2),
            bounds: facts::alone(index, told, days),
            definite: marks.definite,
            clues: if told.published.is_some() {
                Vec::new()
            } else {
                timexes().filter_map(|t| Clue::of(&t.expression)).collect()
            },
            said: if told.published.is_some() {
                Vec::new()
            } else {
                timexes().filter_map(|t| Clue::with_or_without_year(&t.expression)).collect()
            },
            times: dated.timexes.clone(),
            timed: !dated.timexes.is_empty(),
            fresh: timexes().any(|t| relative::is_fresh(&t.expression)),
            owned: marks.owned,
            another: marks.another,
            many: marks.many,
            with: None,
            mode: mention.mode,
            reference: None,
            expected: None,
        };
        // A mission that goes does not die: «رحيل قوات الأمم المتحدة».
        if features.family == Family::Death
            && &*features.lemma == "رحيل"
            && features.actors.iter().any(|a| references.is_group(a))
        {
            features.family = Family::Withdrawal;
        }
        if let Some((with, family)) = phrases::partner(&reading.mentions, index as usize, &reading.text) {
            features.with = Some(with as u32);
            features.family = family;
        }
        let here = sentences.last().unwrap_or(&nothing);
        features.reference = references.find(&features, here, whole);
        if told.published.is_none() && features.truth == Truth::ToCome {
            features.expected = references.expected(&features, here);
        }
        features
    }));
}

/// Who passes resolutions, by the id that packs have for it.
pub(super) const COUNCIL: &str = "un_security_council";

/// «كيدال التي دخلها المتمردون»: the place of which a clause tells that does not name it again.
fn antecedent(text: &str, mention: &Mention, gazetteer: &Gazetteer) -> Option<String> {
    /// So many bytes stand between a name and what is told of it.
    const NEAR: u32 = 32;
    let points_back = mention.trigger.text.ends_with("ها") || mention.trigger.text.ends_with("ت");
    let at = mention.trigger.bytes.start;
    let before = text.get(mention.sentence.start as usize..at as usize).filter(|_| points_back)?;
    let clause = before.rfind("التي")?;
    let between = before.get(clause..)?.split_whitespace().skip(1);
    if before.len() - clause > NEAR as usize || !between.clone().all(|w| matches!(w, "كانت" | "كان" | "قد")) {
        return None;
    }
    let tokens = crate::script::tokenize(before.get(..clause)?);
    let found = gazetteer.find(&tokens);
    let last = found.iter().rfind(|f| f.entity.kind == EntityKind::Place)?;
    // Nothing but a comma stands between.
    let rest = before.get(last.span.end as usize..clause)?;
    rest.trim_matches([' ', '،', ',', '"', '»', '«']).is_empty().then(|| last.entity.id.to_owned())
}

/// Who came into being: «التنظيم الذي تأسس» names it before the verb, «تأسس التنظيم» after.
fn founded(text: &str, mention: &Mention, gazetteer: &Gazetteer) -> Option<String> {
    let sentence = mention.sentence.of(text);
    let at = mention.trigger.bytes.start.saturating_sub(mention.sentence.start);
    let tokens = crate::script::tokenize(sentence);
    let found = gazetteer.find(&tokens);
    let mut actors = found.iter().filter(|f| f.entity.kind == EntityKind::Actor);
    // A relative pronoun may stand between.
    const NEAR: u32 = 24;
    let before = actors.clone().rfind(|f| f.span.end <= at && at - f.span.end <= NEAR);
    let end = at + mention.trigger.bytes.len();
    let named = before.or_else(|| actors.find(|f| f.span.start >= end && f.span.start - end <= NEAR));
    if let Some(named) = named {
        return Some(named.entity.id.to_owned());
    }
    // «تأسست الجماعة»: the group named last with that word.
    const HEADS: &[&str] = &["جماعة", "تنظيم", "حركة", "جبهة", "تحالف", "كتيبة"];
    let next = sentence.get(end as usize..)?.split_whitespace().next()?;
    let head = HEADS.iter().find(|head| next.strip_prefix("ال") == Some(**head))?;
    let earlier = crate::script::tokenize(text.get(..mention.trigger.bytes.start as usize)?);
    let groups = gazetteer.find(&earlier);
    let same = |f: &&crate::knowledge::Found<'_>| {
        f.entity.kind == EntityKind::Actor && f.span.of(text).split_whitespace().any(|w| w.ends_with(*head))
    };
    groups.iter().rfind(same).map(|f| f.entity.id.to_owned())
}
