//! Mentions of one article that tell of one happening: «قتل جنديان في هجوم شنه مسلحون … ووقع الهجوم فجرا».
//!
//! Read in the order of the text: every mention joins the chain that it fits best, or begins one. It depends on that
//! article alone.

use super::features::Features;
use super::identity::{ENOUGH, NEVER, apart_in_time, is_specific, places_agree, times_agree, width};
use super::kinds::{Family, Truth};
use super::relative::Clue;
use super::words::Shared;
use crate::calendar::Bounds;
use crate::event::Mode;
use crate::knowledge::{ActorKind, Pack};
use crate::script::Key;
use chrono::NaiveDateTime;
use std::borrow::Cow;
use std::rc::Rc;

/// Mentions of one article that are one happening, and what they say together.
#[derive(Debug, Clone)]
pub(super) struct Chain {
    /// Numbers of the mentions over all articles, in order.
    pub(super) members: Vec<u32>,
    pub(super) families: Vec<Family>,
    pub(super) modes: Vec<Mode>,
    pub(super) lemmas: Vec<Shared>,
    pub(super) roots: Vec<Shared>,
    pub(super) truth: Truth,
    pub(super) ongoing: bool,
    pub(super) places: Vec<Shared>,
    pub(super) actors: Vec<Shared>,
    /// Of each sentence that tells of it, at most [`SENTENCES`].
    pub(super) words: Vec<Rc<[Key]>>,
    pub(super) bounds: Bounds,
    pub(super) timed: bool,
    pub(super) told: Option<NaiveDateTime>,
    /// Whether that is known to a month.
    pub(super) dated: bool,
    pub(super) reference: Option<u32>,
    /// Places that the article is about, for a chain that names none.
    pub(super) focus: Vec<Shared>,
    /// Only pointed to: «الهجوم», of which the article has not told.
    pub(super) pointed: bool,
    /// Told as more than one.
    many: bool,
    /// Begun by what is said to be another one: «المسيرة السابقة».
    another: bool,
    said: Vec<Clue>,
    times: Vec<u32>,
    first: u32,
    last: u32,
    /// Of its last mention.
    topic: u32,
}

/// Chains further back than so many are out of mind, but for the first.
const MEMORY: usize = 48;
/// Sentences of which the words are kept.
const SENTENCES: usize = 3;

impl Chain {
    fn new(at: u32, f: &Features) -> Self {
        let mut chain = Self {
            members: Vec::new(),

            families: Vec::new(),
            modes: Vec::new(),
            lemmas: Vec::new(),
            roots: Vec::new(),
            truth: f.truth,
            ongoing: f.ongoing,
            places: Vec::new(),
            actors: Vec::new(),
            words: Vec::new(),
            bounds: f.bounds,
            timed: false,
            told: f.told,
            dated: f.dated,
            reference: None,
            focus: Vec::new(),
            pointed: true,
            many: f.many && f.family != Family::Talks && f.family != Family::Election,
            another: f.another,
            said: Vec::new(),
            times: Vec::new(),
            first: f.sentence,
            last: f.sentence,
            topic: f.topic,
        };
        chain.add(at, f);
        chain
    }

    fn add(&mut self, at: u32, f: &Features) {
        self.members.push(at);
        self.pointed &= f.nominal && (f.definite || f.owned) && !f.another && !f.many;
        push(&mut self.families, &f.family);
        push(&mut self.modes, &f.mode);
        push(&mut self.lemmas, &f.lemma);
        if f.root.chars().count() >= 3 {
            push(&mut self.roots, &f.root);
        }
        f.places.iter().for_each(|p| push(&mut self.places, p));
        f.actors.iter().for_each(|a| push(&mut self.actors, a));
        if self.words.len() < SENTENCES && self.words.last() != Some(&f.words) {
            self.words.push(Rc::clone(&f.words));
        }
        // Of two that contradict each other the one that says when.
        self.bounds = self.bounds.intersect(&f.bounds).unwrap_or(if self.timed { self.bounds } else { f.bounds });
        self.timed |= f.timed;
        self.reference = self.reference.or(f.reference);
        f.said.iter().for_each(|c| push(&mut self.said, c));
        f.times.iter().for_each(|t| push(&mut self.times, t));
        self.last = self.last.max(f.sentence);
        self.topic = f.topic;
    }
}

fn push<T: PartialEq + Clone>(list: &mut Vec<T>, new: &T) {
    if !list.contains(new) {
        list.push(new.clone());
    }
}

/// The chains of one article, whose mentions are numbered from `first`; they replace what the list holds.
pub(super) fn chains(first: u32, features: &[Features], pack: &Pack, chains: &mut Vec<Chain>) {
    chains.clear();
    let mut chain_of: Vec<Option<u32>> = vec![None; features.len()];
    for (index, f) in features.iter().enumerate() {
        let at = first + index as u32;
        // One by grammar with the mention before.
        let joined = index.checked_sub(1).filter(|&before| {
            f.with == Some(before as u32) || features.get(before).is_some_and(|g| g.with == Some(index as u32))
        });
        let given = joined.and_then(|before| chain_of.get(before).copied().flatten());
        let chosen = given.or_else(|| best(at, &*unit(features, index)?, chains, pack));
        let chain = match chosen.and_then(|c| Some((c, chains.get_mut(c as usize)?))) {
            Some((number, chain)) => {
                chain.add(at, f);
                number
            }
            None => {
                chains.push(Chain::new(at, f));
                chains.len() as u32 - 1
            }
        };
        if let Some(slot) = chain_of.get_mut(index) {
            *slot = Some(chain);
        }
    }
    let specific = |f: &Features| -> Vec<Shared> {
        f.places.iter().filter(|p| pack.place(p).is_some() && is_specific(pack, p)).cloned().collect()
    };
    // What is told without a place happened where the news did: the places that the article names first.
    if let Some(focus) = features.iter().filter(|f| f.sentence <= 2).map(specific).find(|places| !places.is_empty()) {
        for chain in chains.iter_mut().filter(|c| !c.places.iter().any(|p| is_specific(pack, p))) {
            chain.focus.clone_from(&focus);
        }
    }
}

/// A mention with what the next one adds that is one with it by grammar: «وقع الهجوم فجر الثلاثاء» points back as
/// «الهجوم» does, and says when.
fn unit(features: &[Features], index: usize) -> Option<Cow<'_, Features>> {
    let f = features.get(index)?;
    let next = features.get(index + 1).filter(|g| g.article == f.article);
    let (mut noun, verb) = match next {
        Some(noun) if f.with == Some(index as u32 + 1) => (noun.clone(), f),
        Some(verb) if verb.with == Some(index as u32) => (f.clone(), verb),
        _ => return Some(Cow::Borrowed(f)),
    };
    verb.places.iter().for_each(|p| push(&mut noun.places, p));
    verb.actors.iter().for_each(|a| push(&mut noun.actors, a));
    verb.said.iter().for_each(|c| push(&mut noun.said, c));
    verb.times.iter().for_each(|t| push(&mut noun.times, t));
    noun.bounds = noun.bounds.intersect(&verb.bounds).unwrap_or(verb.bounds);
    noun.timed |= verb.timed;
    noun.fresh |= verb.fresh;
    noun.ongoing |= verb.ongoing;
    noun.reference = noun.reference.or(verb.reference);
    Some(Cow::Owned(noun))
}

/// The chain that a mention continues.
fn best(at: u32, f: &Features, chains: &[Chain], pack: &Pack) -> Option<u32> {
    let from = chains.len().saturating_sub(MEMORY);
    let near = (0u32..).zip(chains).filter(|&(at, _)| at as usize >= from || at == 0);
    // Of equals the one told last.
    let scored = near.map(|(number, chain)| {
        let last = chain.members.last().is_some_and(|&m| m + 1 == at);
        (points(f, chain, pack) + if last { 3 } else { 0 }, number)
    });
    scored.filter(|s| s.0 >= ENOUGH).max().map(|(_, number)| number)
}

/// Kinds of which one leads to the other within one happening.
fn akin(f: &Features, chain: &Chain) -> bool {
    if chain.families.contains(&f.family) {
        return true;
    }
    // «التمرد» before «الانقلاب».
    if f.definite && chain.lemmas.iter().any(|l| vague(l).contains(&f.family)) {
        return true;
    }
    let points_back = !f.many && !f.owned && (f.definite || (f.nominal && f.sentence == chain.last));
    let vague = if points_back { vague(&f.lemma) } else { &[] };
    let harm = matches!(f.mode, Mode::Killing | Mode::Injury | Mode::Death);
    let violent = violent(f);
    chain.families.iter().any(|&family| {
        vague.contains(&family)
            || (harm && family == Family::Protest && !f.nominal)
            || matches!(
                (violent, family),
                (Family::Violence, Family::Destruction)
                    | (Family::Destruction, Family::Violence)
                    | (Family::Death, Family::Violence)
                    | (Family::Violence, Family::Death)
                    | (Family::Arrest, Family::Kidnapping)
                    | (Family::Kidnapping, Family::Arrest)
            )
    })
}

/// The family, but for those who die of something else: «توفي».
fn violent(f: &Features) -> Family {
    if f.family == Family::Death && matches!(&*f.lemma, "وفاه" | "توفي" | "موت" | "مات") {
        Family::Turn
    } else {
        f.family
    }
}

/// What a word that says little of its kind can point to, by its folded lemma.
fn vague(lemma: &str) -> &'static [Family] {
    use Family::{
        Arrest, Capture, Coup, Declaration, Deployment, Destruction, Disaster, Founding, Kidnapping, Release,
        Resignation, Resolution, Sanctions, Split, Violence, Withdrawal,
    };
    match lemma {
        "عمليه" => &[Violence, Kidnapping, Release, Capture, Arrest, Deployment],
        "حادث" | "حادثه" | "واقعه" | "جريمه" | "ماساه" | "كارثه" => {
            &[Violence, Kidnapping, Disaster, Destruction]
        }
        "خطوه" | "قرار" | "اجراء" => &[Withdrawal, Resolution, Resignation, Sanctions, Split],
        "رحيل" => &[Withdrawal],
        "تدخل" => &[Deployment],
        "اعتداء" | "هجوم" => &[Destruction],
        "تمرد" => &[Coup],
        "اعلن" | "اعلان" => &[Declaration, Founding],
        _ => &[],
    }
}

/// «التمرد» of soldiers in the news of a coup.
fn coup_akin(f: &Features, chain: &Chain) -> bool {
    vague(&f.lemma).contains(&Family::Coup) && chain.families.contains(&Family::Coup)
}

/// Whether a word, folded, tells of fighting that goes on.
fn is_lasting(lemma: &str) -> bool {
    matches!(
        lemma,
        "نزاع"
            | "صراع"
            | "حرب"
            | "تمرد"
            | "اقتتال"
            | "مواجهه"
            | "مواجهات"
            | "عنف"
            | "حمله"
            | "ثوره"
            | "ازمه"
    )
}

/// Whether one tells what was done and the other what came of it: «هاجم … وقتل».
fn completes(mode: Mode, chain: &Chain) -> bool {
    let harm = |m: Mode| matches!(m, Mode::Killing | Mode::Injury | Mode::Death);
    chain.modes.iter().any(|&other| harm(mode) != harm(other)) || chain.modes.iter().all(|&other| other != mode)
}

/// Families of which an article hardly tells two without saying so.
pub(super) fn is_rare(family: Family) -> bool {
    use Family::{Agreement, Arrest, Capture, Coup, Founding, Kidnapping, Release, Resignation, Split, Withdrawal};
    matches!(
        family,
        Coup | Kidnapping | Release | Arrest | Founding | Agreement | Withdrawal | Resignation | Split | Capture
    )
}

/// Whether what is said of the day leaves no day of a reference event.
fn excluded_by_day(reference: Option<u32>, said: &[Clue], pack: &Pack) -> bool {
    let Some(event) = reference.and_then(|r| pack.reference_events().get(r as usize)) else { return false };
    let mut days = event.begin.earliest.iter_days().take_while(|&day| day <= event.end.latest).take(40);
    !said.is_empty() && !days.any(|day| said.iter().any(|clue| clue.allows(day)))
}

/// How well a mention continues a chain of its article.
fn points(f: &Features, chain: &Chain, pack: &Pack) -> i32 {
    if f.truth != chain.truth {
        return NEVER;
    }
    if let (Some(x), Some(y)) = (f.reference, chain.reference) {
        return if x == y { 100 } else { NEVER };
    }
    if excluded_by_day(f.reference, &chain.said, pack) || excluded_by_day(chain.reference, &f.said, pack) {
        return NEVER;
    }
    let coup = f.family == Family::Coup && chain.families.contains(&Family::Coup);
    let agree = times_agree(&f.bounds, &chain.bounds) || (coup && !apart_in_time(&f.bounds, &chain.bounds, 24));
    if !agree {
        return NEVER;
    }
    let distance = f.sentence.abs_diff(chain.last) as i32;
    // Who holds people in an attack, and not who arrests them after one.
    let takes = |holds: bool, actors: &[Shared]| holds && !actors.iter().any(|a| arrests(a, pack));
    let holding = (f.family == Family::Kidnapping
        && chain.families.contains(&Family::Violence)
        && takes(distance == 0 || names_hostages(&f.words), &f.actors))
        || (f.family == Family::Violence
            && ((distance == 0 && f.definite) || matches!(f.mode, Mode::Killing | Mode::Injury))
            && takes(chain.families.contains(&Family::Kidnapping), &chain.actors));
    if !(akin(f, chain) || (holding && distance <= 1)) {
        return NEVER;
    }
    if f.ongoing != chain.ongoing {
        return NEVER;
    }
    let places = places_agree(&f.places, &chain.places, pack);
    if places == Some(false) {
        return NEVER;
    }
    let shared = f.actors.iter().filter(|a| chain.actors.contains(a)).count() as i32;
    let strangers = shared == 0 && !f.actors.is_empty() && !chain.actors.is_empty();
    let same_lemma = chain.lemmas.contains(&f.lemma) || chain.roots.contains(&f.root);
    let same_mode = chain.modes.contains(&f.mode);
    let own_places = f.places.iter().any(|p| is_specific(pack, p));
    // One time expression for both says nothing new.
    let same_time = f.times.iter().any(|t| chain.times.contains(t));
    let own_time = f.timed && !same_time;
    if own_time && !f.said.is_empty() && !chain.said.is_empty() {
        let excluded = f.said.iter().all(|a| chain.said.iter().all(|b| a.excludes(*b)));
        if excluded {
            return NEVER;
        }
    }

    let same_day =
        f.timed && chain.timed && width(&f.bounds).zip(width(&chain.bounds)).is_some_and(|(x, y)| x <= 3 && y <= 3);
    let mut points = 0;
    points += match () {
        () if same_day => 18,
        () if same_time => 10,
        // Two times of which nobody knows whether they are one.
        () if own_time && chain.timed => -12,
        // It says something new of when.
        () if own_time && distance > 0 => -6,
        () => 0,
    };
    points += match distance {
        0 => 8,
        1 => 6,
        2 => 3,
        _ => 0,
    };
    points += if chain.first == 1 { 2 } else { 0 };
    points += if places == Some(true) { 8 } else { 0 };
    points += shared.min(2) * 4;
    points -= match f.family {
        Family::Violence => 0,
        // Two groups, two foundings.
        Family::Founding if strangers => 20,
        _ if strangers => 4,
        _ => 0,
    };
    // «من جهة أخرى» begins something else.
    points -= if f.topic != chain.topic && !f.definite { 14 } else { 0 };
    // Lines of a list tell each of something else.
    points -= if f.listed && distance > 0 && !same_lemma { 16 } else { 0 };
    points -= if f.many && (!f.definite || (violent(f) == Family::Violence && !chain.many)) { 12 } else { 0 };
    points -= if chain.many && !f.many && !same_lemma { 10 } else { 0 };
    points += if same_lemma { 8 } else { 0 } + if same_mode { 4 } else { 0 };

    // «الهجوم» after an attack is that attack.
    let known = f.nominal && f.definite && !f.another && (same_lemma || !f.many);
    let lasting = is_lasting(&f.lemma) && !same_lemma && !coup_akin(f, chain);
    // «وقع الهجوم فجر الثلاثاء» adds to what was told; «الهجوم على مطعم قبل ثمانية أشهر» does not.
    let adds = known && f.fresh && !chain.timed;
    if known && !lasting {
        points += 20;
        points -= if own_time && !same_day && !adds { 14 } else { 0 };
        points -= if own_places && places.is_none() && !adds { 8 } else { 0 };
        points += if adds && own_time && distance > 0 { 6 } else { 0 };
        // What says little of its kind points to what stands right before it.
        points -= if !chain.families.contains(&f.family) && distance > 2 && chain.first != 1 { 12 } else { 0 };
        points += if distance > 2 && (chain.families.contains(&f.family) || chain.first == 1) { 4 } else { 0 };
        points -= if chain.another { 14 } else { 0 };
    } else if f.nominal && f.owned && !f.another {
        points += 12;
    }
    if f.another {
        points -= 12;
    }
    match f.family {
        Family::Violence | Family::Destruction | Family::Death => {
            // What was done and what came of it, in one breath.
            let told_apart = own_time && chain.timed && !same_day;
            if distance == 0 && completes(f.mode, chain) && !lasting && !f.many && !known && !told_apart {
                points += if f.another { 0 } else { 16 };
            } else if distance == 1 && !f.nominal && !own_time && !own_places && !f.since {
                points += 10 + if completes(f.mode, chain) { 6 } else { 0 };
            }
        }
        // «خرج المتظاهرون», «انطلقت المسيرة»: what was told goes on.
        Family::Protest if distance == 1 && chain.timed && !f.nominal && !own_time && !own_places => points += 12,
        // «تأسست … إثر اندماج فصائل»
        Family::Founding if distance == 0 && !same_mode => points += 16,
        Family::Saying if !(known && (same_lemma || !chain.families.contains(&Family::Saying))) => points -= 16,
        Family::Other(_) | Family::Turn if !same_lemma => points -= 14,
        family if is_rare(family) => {
            points += 6;
            points += if distance <= 1 && !f.nominal && !own_time && !own_places { 8 } else { 0 };
        }
        _ => {}
    }
    if holding {
        points += 12;
    }
    points
}

/// Whether a sentence speaks of hostages.
fn names_hostages(words: &[Key]) -> bool {
    const HOSTAGES: [Key; 3] = [Key::of("رهائن"), Key::of("رهينة"), Key::of("الرهائن")];
    words.iter().any(|word| HOSTAGES.contains(word))
}

/// Whether somebody arrests people where others abduct them.
fn arrests(actor: &str, pack: &Pack) -> bool {
    const OFFICERS: &[&str] = &["شرطه", "سلطات", "جيش", "قوات", "امن", "درك", "محكمه", "نيابه", "مخابرات", "حكومه"];
    match pack.actor(actor) {
        Some(known) => matches!(known.kind, ActorKind::Army | ActorKind::Government),
        None => actor.split(' ').next().is_some_and(|head| OFFICERS.contains(&head)),
    }
}
