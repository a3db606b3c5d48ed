//! Which mentions tell of an event that the knowledge pack dates.

use super::dating;
use super::evidence::Spellings;
use super::features::Features;
use super::identity::is_specific;
use super::keywords::Phrases;
use super::kinds::{Family, Truth};
use super::words::{Shared, mentions_phrase, name};
use crate::calendar::Bounds;
use crate::event::Class;
use crate::knowledge::{ActorKind, Pack, PlaceKind, ReferenceEvent};
use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime};
use rustc_hash::{FxHashMap, FxHashSet};
use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The reference events of a pack by what a mention of them can share.
#[derive(Debug)]
pub(super) struct References<'p> {
    pack: &'p Pack,
    by_family: FxHashMap<Family, Vec<u32>>,
    /// Those of a family by what a mention must share with them to have any points.
    sharing: FxHashMap<Family, Sharing>,
    /// The days of each.
    bounds: Vec<Option<Bounds>>,
    /// By the first day on which they can have begun.
    by_day: BTreeMap<(NaiveDate, u32), u32>,
    /// The keywords, folded; without those that only repeat the place's name.
    keywords: Vec<Vec<Keyword>>,
    /// All of them.
    phrases: Phrases,
    /// The same, as they may be spelled otherwise.
    pub(super) spellings: Spellings,
    /// Words of the names of states, groups and places.
    common: FxHashSet<String>,
    /// The names of each person, folded.
    names: FxHashMap<String, Vec<String>>,
    /// Words of these.
    persons: FxHashSet<String>,
    /// Words that are said of one event or two, folded.
    telling: FxHashSet<String>,
    /// Of somebody, and of a place, the number of events.
    with: FxHashMap<String, u32>,
    at: FxHashMap<String, u32>,
}

/// Reference events by their places, if those say something about where, by who took part, and by the numbers of their
/// keywords.
#[derive(Debug, Default)]
struct Sharing {
    places: FxHashMap<String, Vec<u32>>,
    actors: FxHashMap<String, Vec<u32>>,
    keywords: FxHashMap<u32, Vec<u32>>,
}

#[derive(Debug)]
pub(super) struct Keyword {
    pub(super) word: Arc<str>,
    /// Among the [phrases](References::phrases).
    pub(super) number: u32,
    /// Of how many events it is said.
    pub(super) count: u32,
    /// Of several words, which are not [anybody's](is_anybodys).
    named: bool,
    /// No name of an armed group.
    plain: bool,
    /// Of several words, and said of no other event.
    unique: bool,
}

/// Which pairs of letters stand in a text, by a hash of their bytes.
type Pairs = [u64; 32];

/// Words that only repeat what kind of happening it is, folded and without article.
const KINDS: &[&str] = &["اعلان", "هجوم", "سقوط", "مقتل", "سيطره", "خطف", "تاسيس", "توقيع", "انسحاب", "دخول", "كمين"];

/// Whether a folded phrase is made of words that are said of any attack or deal: «طائره مسيره», «سياره مفخخه».
fn is_anybodys(phrase: &str) -> bool {
    phrase.split(' ').all(|word| KINDS.contains(&word) || dating::is_anybodys(word))
}

/// Kinds of event of which one is told from another by the person.
pub(super) fn is_personal(class: &str) -> bool {
    matches!(class, "visit" | "appointment" | "inauguration" | "resignation" | "death")
}

/// A keyword, folded, without the words that say of what kind the event is, if others are left.
fn telling(keyword: &str) -> String {
    let whole = name(keyword);
    let rest: Vec<&str> = whole.split(' ').filter(|word| !KINDS.contains(word)).collect();
    if rest.is_empty() { whole } else { rest.join(" ") }
}

/// The days of a reference event as bounds of a happening.
pub(super) fn bounds(event: &ReferenceEvent) -> Option<Bounds> {
    let window = event.window();
    let start = window.earliest?.and_time(NaiveTime::MIN);
    let end = window.latest?.checked_add_days(Days::new(1))?.and_time(NaiveTime::MIN);
    Bounds::sometime_in(start, end)
}

fn has(all: &[Shared], id: &str) -> bool {
    all.iter().any(|known| **known == *id)
}

/// What the text says about a reference event that it may be.
#[derive(Debug, Clone, Copy, Default)]
struct Match {
    place: bool,
    elsewhere: bool,
    actors: usize,
    keywords: usize,
    /// How many of them have several words.
    named: usize,
    /// How many of those are no name of a group.
    own: usize,
    /// How many of those are said of no other.
    unique: usize,
    /// How many are no name of a group: that one took part is counted as such.
    plain: usize,
}

/// A folded text in which many phrases are looked for: most are not there, and that is told by pairs of letters.
#[derive(Debug, Clone, Default)]
pub(super) struct Searched {
    text: String,
    pairs: OnceCell<Pairs>,
    /// Of how many keywords of each event it is told that they stand in it: asked for the whole of an article.
    counts: OnceCell<Vec<u32>>,
    /// The numbers of the keywords that stand in it, in order.
    said: OnceCell<Vec<u32>>,
}

impl Searched {
    pub(super) fn new(text: String) -> Self {
        Self { text, ..Self::default() }
    }

    /// Four bytes from the beginning of each letter.
    fn letters(text: &[u8]) -> impl Iterator<Item = &[u8]> {
        text.windows(4).filter(|pair| pair.first().is_some_and(|byte| byte & 0xc0 != 0x80))
    }

    fn place(pair: &[u8]) -> (usize, u64) {
        let number = pair.iter().fold(0u32, |number, &byte| number << 8 | u32::from(byte));
        let hash = number.wrapping_mul(0x9E37_79B1) >> 21;
        (hash as usize >> 6, 1 << (hash & 63))
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Whether the pairs of letters of a phrase are there.
    fn may_mention(&self, phrase: &str) -> bool {
        let pairs = self.pairs.get_or_init(|| {
            let mut pairs = [0; 32];
            for pair in Self::letters(self.text.as_bytes()) {
                let (word, bit) = Self::place(pair);
                if let Some(word) = pairs.get_mut(word) {
                    *word |= bit;
                }
            }
            pairs
        });
        let there = |pair: &[u8]| {
            let (word, bit) = Self::place(pair);
            pairs.get(word).is_some_and(|word| word & bit != 0)
        };
        let mut words = phrase.as_bytes().split(|&b| b == b' ');
        words.all(|word| Self::letters(word).all(there))
    }

    /// Whether the words of a folded phrase stand in it; see [`mentions_phrase`].
    pub(super) fn mentions(&self, phrase: &str) -> bool {
        self.may_mention(phrase) && mentions_phrase(&self.text, phrase)
    }
}

impl<'p> References<'p> {
    pub(super) fn new(pack: &'p Pack) -> Self {
        let mut by_family: FxHashMap<Family, Vec<u32>> = FxHashMap::default();
        let mut by_day = BTreeMap::new();
        let mut same: FxHashSet<Arc<str>> = FxHashSet::default();
        let mut said_of: Vec<Vec<Arc<str>>> = Vec::with_capacity(pack.reference_events().len());
        for (at, event) in (0u32..).zip(pack.reference_events()) {
            for &family in Family::of_reference(&event.class) {
                by_family.entry(family).or_default().push(at);
            }
            if Family::of_reference(&event.class).is_empty() {
                said_of.push(Vec::new());
                continue;
            }
            by_day.insert((event.begin.earliest, at), at);
            let place = event.place.as_deref().and_then(|p| pack.place(p)).map(|p| name(p.label())).unwrap_or_default();
            let said = event.keywords.iter().map(|k| telling(k));
            let mut said: Vec<String> = said.filter(|k| *k != place && !KINDS.contains(&k.as_str())).collect();
            said.sort_unstable();
            said.dedup();
            let one = |word: String| {
                let known = same.get(word.as_str()).map(Arc::clone);
                known.unwrap_or_else(|| {
                    let word: Arc<str> = word.into();
                    same.insert(Arc::clone(&word));
                    word
                })
            };
            said_of.push(said.into_iter().map(one).collect());
        }
        let mut counts: FxHashMap<String, u32> = FxHashMap::default();
        for keyword in said_of.iter().flatten() {
            *counts.entry(keyword.to_string()).or_default() += 1;
        }
        // What is said of anything is said of more than the pack knows.
        counts.iter_mut().filter(|(keyword, _)| is_anybodys(keyword)).for_each(|(_, count)| *count += 1);
        // What has somebody's name in it tells who, and not what.
        let known = pack.actors().iter().filter(|a| !matches!(a.kind, ActorKind::State | ActorKind::Government));
        let actors: FxHashSet<String> = known.flat_map(|a| &a.names).map(|n| name(&n.text)).collect();
        for (keyword, count) in &mut counts {
            let words: Vec<&str> = keyword.split(' ').collect();
            let parts = (0..words.len()).flat_map(|from| (from + 1..=words.len()).map(move |to| (from, to)));
            *count +=
                u32::from(parts.filter_map(|(from, to)| words.get(from..to)).any(|p| actors.contains(&p.join(" "))));
        }
        let armed = pack.actors().iter().filter(|a| a.kind == ActorKind::ArmedGroup).flat_map(|a| &a.names);
        let armed: FxHashSet<String> = armed.map(|n| name(&n.text)).collect();
        let mut phrases: Vec<Arc<str>> = same.into_iter().collect();
        phrases.sort_unstable();
        let keyword = |word: Arc<str>| {
            let several = word.contains(' ');
            let count = counts.get(&*word).copied().unwrap_or(1);
            Keyword {
                count,
                number: phrases.binary_search(&word).unwrap_or_default() as u32,
                named: several && !is_anybodys(&word),
                plain: !armed.contains(&*word),
                unique: several && count == 1,
                word,
            }
        };
        let keywords: Vec<Vec<Keyword>> =
            said_of.into_iter().map(|words| words.into_iter().map(keyword).collect()).collect();
        let groups = pack.actors().iter().filter(|a| a.kind != ActorKind::Person);
        // A hotel tells which attack it was as well as a name.
        let places = pack.places().iter().filter(|place| place.kind != PlaceKind::Site);
        let names = groups.flat_map(|a| a.names.iter().chain(&a.nisba)).chain(places.flat_map(|p| &p.names));
        let common = names.flat_map(|n| name(&n.text).split(' ').map(str::to_owned).collect::<Vec<_>>()).collect();
        let mut said: FxHashMap<String, u32> = FxHashMap::default();
        for event in pack.reference_events() {
            let label = event.label_ar.iter().map(|label| name(label));
            let mut words: Vec<String> = label
                .chain(event.keywords.iter().map(|k| name(k)))
                .flat_map(|text| text.split(' ').map(str::to_owned).collect::<Vec<_>>())
                .collect();
            words.sort_unstable();
            words.dedup();
            words.into_iter().for_each(|word| *said.entry(word).or_default() += 1);
        }
        let telling = said.into_iter().filter(|(_, count)| *count <= 2).map(|(word, _)| word).collect();
        let persons = pack.actors().iter().filter(|a| a.kind == ActorKind::Person);
        let names: FxHashMap<String, Vec<String>> =
            persons.map(|a| (a.id.clone(), a.names.iter().map(|n| name(&n.text)).collect())).collect();
        let persons = names.values().flatten().flat_map(|name| name.split(' ')).map(str::to_owned).collect();
        let bounds = pack.reference_events().iter().map(bounds).collect();
        let sharing = FxHashMap::default();
        let (mut with, mut at): (FxHashMap<String, u32>, FxHashMap<String, u32>) = Default::default();
        for event in pack.reference_events() {
            let mut actors: Vec<&String> = event.actors.iter().collect();
            actors.sort_unstable();
            actors.dedup();
            actors.into_iter().for_each(|actor| *with.entry(actor.clone()).or_default() += 1);
            event.place.iter().for_each(|place| *at.entry(place.clone()).or_default() += 1);
        }
        let mut references = Self {
            pack,
            by_family,
            sharing,
            bounds,
            by_day,
            keywords,
            phrases: Phrases::new(phrases.clone()),
            spellings: Spellings::default(),
            common,
            names,
            persons,
            telling,
            with,
            at,
        };
        references.spellings = Spellings::new(phrases, pack.places(), |word| references.is_telling(word));
        references.sharing =
            references.by_family.iter().map(|(&family, events)| (family, references.share(events))).collect();
        references
    }

    fn share(&self, events: &[u32]) -> Sharing {
        let mut sharing = Sharing::default();
        for &at in events {
            let Some(event) = self.event(at) else { continue };
            for place in event.place.iter().filter(|place| is_specific(self.pack, place)) {
                sharing.places.entry(place.clone()).or_default().push(at);
            }
            for actor in &event.actors {
                sharing.actors.entry(actor.clone()).or_default().push(at);
            }
            for keyword in self.keywords.get(at as usize).into_iter().flatten() {
                sharing.keywords.entry(keyword.number).or_default().push(at);
            }
        }
        sharing
    }

    /// The events of its family with which a mention shares a place, somebody or a word; none if it `needs` a word and
    /// has none.
    fn shared(&self, f: &Features, sentence: &Searched, needs: bool) -> Vec<u32> {
        let Some(sharing) = self.sharing.get(&f.family) else { return Vec::new() };
        let mut found: Vec<u32> = Vec::new();
        found.extend(self.said_in(sentence).iter().filter_map(|number| sharing.keywords.get(number)).flatten());
        if needs && found.is_empty() {
            return found;
        }
        for place in &f.places {
            found.extend(sharing.places.get(&**place).into_iter().flatten());
            let around = std::iter::successors(self.pack.place(place), |p| self.pack.place(p.within.as_deref()?));
            found.extend(around.take(16).filter_map(|place| sharing.places.get(&place.id)).flatten());
        }
        found.extend(f.actors.iter().filter_map(|actor| sharing.actors.get(&**actor)).flatten());
        found.sort_unstable();
        found.dedup();
        found
    }

    pub(super) fn pack(&self) -> &'p Pack {
        self.pack
    }

    /// Whether an id is that of a place which does not act, as states do.
    pub(super) fn is_place(&self, id: &str) -> bool {
        self.pack.place(id).is_some() && self.pack.actor(id).is_none()
    }

    /// Whether an id is that of somebody who is not a person.
    pub(super) fn is_group(&self, id: &str) -> bool {
        self.pack.actor(id).is_some_and(|actor| actor.kind != ActorKind::Person)
    }

    /// Whether a mention can tell of a reference event, by its kind, time and place.
    pub(super) fn can_be(&self, at: u32, f: &Features) -> bool {
        let Some(event) = self.event(at) else { return false };
        let families = Family::of_reference(&event.class);
        let near =
            |p: &Shared| event.place.as_ref().is_some_and(|q| self.pack.lies_in(p, q) || self.pack.lies_in(q, p));
        f.family != Family::Saying
            && families.contains(&f.family)
            && self.bounds(at).is_some_and(|b| b.intersect(&f.bounds).is_some())
            && (f.places.is_empty() || f.places.iter().any(near))
    }

    /// The words that are likely to tell of an event, folded, each with the number of events of which it is said.
    pub(super) fn said_of(&self, at: u32) -> impl Iterator<Item = (&str, u32)> {
        self.keywords_of(at).iter().map(|keyword| (&*keyword.word, keyword.count))
    }

    /// The same, as they are kept.
    pub(super) fn keywords_of(&self, at: u32) -> &[Keyword] {
        self.keywords.get(at as usize).map(Vec::as_slice).unwrap_or_default()
    }

    /// In how many events somebody took part.
    pub(super) fn count_with(&self, actor: &str) -> u32 {
        self.with.get(actor).copied().unwrap_or_default()
    }

    /// How many events there were at a place.
    pub(super) fn count_at(&self, place: &str) -> u32 {
        self.at.get(place).copied().unwrap_or_default()
    }

    /// Whether a folded word is part of the name of a state, group or place.
    pub(super) fn is_common(&self, word: &str) -> bool {
        self.common.contains(word)
    }

    /// Whether a folded word is part of the name of a person.
    pub(super) fn is_persons_name(&self, word: &str) -> bool {
        self.persons.contains(word)
    }

    /// Whether a folded word is said of hardly any event, and is no part of such a name.
    pub(super) fn is_telling(&self, word: &str) -> bool {
        // «غينيين» is of «غيني».
        let stem = ["ين", "ون", "ه", "ا"].iter().find_map(|end| word.strip_suffix(end));
        let names = self.is_common(word) || stem.is_some_and(|stem| self.is_common(stem));
        word.chars().count() >= 3 && self.telling.contains(word) && !names
    }

    /// The numbers of the keywords that stand in a text.
    pub(super) fn said_in<'t>(&self, text: &'t Searched) -> &'t [u32] {
        text.said.get_or_init(|| self.phrases.in_text(&text.text))
    }

    fn is_said(&self, keyword: &Keyword, text: &Searched) -> bool {
        self.said_in(text).binary_search(&keyword.number).is_ok()
    }

    /// How many keywords of an event stand in a text.
    fn around(&self, text: &Searched, at: u32) -> usize {
        if text.text.is_empty() {
            return 0;
        }
        let count = |words: &Vec<Keyword>| words.iter().filter(|keyword| self.is_said(keyword, text)).count() as u32;
        let counts = text.counts.get_or_init(|| self.keywords.iter().map(count).collect());
        counts.get(at as usize).copied().unwrap_or_default() as usize
    }

    /// The days of an event as bounds.
    fn bounds(&self, at: u32) -> Option<Bounds> {
        self.bounds.get(at as usize).copied().flatten()
    }

    pub(super) fn event(&self, at: u32) -> Option<&'p ReferenceEvent> {
        self.pack.reference_events().get(at as usize)
    }

    /// The one reference event that a mention tells of; `None` where none fits or more than one does.
    ///
    /// `sentence` is folded (see [`name`]); so is `article`, the whole text, which is empty where the article has a
    /// date.
    pub(super) fn find(&self, f: &Features, sentence: &Searched, article: &Searched) -> Option<u32> {
        // What lasts is not the event with which it began: «يضم», «تسيطر منذ أشهر».
        if f.truth != Truth::Fact || f.since || f.ongoing {
            return None;
        }
        let rarity = f.clues.iter().map(|clue| clue.rarity()).max().unwrap_or(1);
        let width = f.bounds.width().filter(|_| f.timed).map(|w| w.num_days());
        // A day and a month without the year are nearly as good as a date, for this.
        let width = match rarity {
            100.. => Some(width.unwrap_or(3).min(3)),
            7.. => Some(width.unwrap_or(366).min(366)),
            _ => width,
        };
        let vague = rarity < 100 && width.is_none_or(|days| days > 3);
        let weak = !article.text.is_empty() && vague;
        let all = self.by_family.get(&f.family).map(Vec::as_slice).unwrap_or_default();
        let score = |at: u32| {
            let points = self.points(f, sentence, article, at, width, weak);
            points.map(|(points, enough)| (points, enough, at))
        };
        // Where the article has a date, one that shares nothing has no points, and never enough; but who was founded
        // may be told by the day alone.
        // Where the time says little, words decide.
        let needs = width.is_none_or(|days| days > 366);
        let needs = needs && article.text.is_empty();
        // Where it has none, the rest of the article may speak for an event, but not alone.
        let shares = (article.text.is_empty() || weak) && f.family != Family::Founding;
        let few = shares.then(|| self.shared(f, sentence, needs));
        let near = few.as_deref().unwrap_or(all);
        let mut fits: Vec<(i32, bool, u32)> = near.iter().filter_map(|&at| score(at)).collect();
        // A word that can tell of anything, on the very day and at the place. «شهد» and the like tell of nothing.
        let telling = match f.family {
            Family::Other(class) => class != Class::Other,
            Family::Destruction | Family::Violence => true,
            _ => false,
        };
        if telling && let Some((start, end)) = f.bounds.extent().filter(|(s, e)| f.timed && (*e - *s).num_days() <= 3) {
            let nothing = &Searched::default();
            for (_, &at) in self.by_day.range((start.date(), 0)..(end.date(), u32::MAX)) {
                let known = fits.iter().any(|fit| fit.2 == at);
                let points = self.points(f, sentence, nothing, at, Some(3), false).filter(|p| p.0 >= 4 && !known);
                let place = self.event(at).and_then(|e| e.place.as_ref()).is_some_and(|p| has(&f.places, p));
                fits.extend(points.filter(|_| place).map(|(points, enough)| (points - 1, enough, at)));
            }
        }
        fits.sort_unstable_by_key(|&(points, _, at)| (std::cmp::Reverse(points), at));
        let &(points, _, best) = fits.iter().find(|fit| fit.1)?;
        // Where the date does not decide, the words must leave no other that is nearly as good.
        let margin = if width.is_some_and(|days| days <= 45) { 1 } else { 3 };
        if points < margin || weak {
            // They are rivals of what has hardly any itself.
            fits.extend(all.iter().filter(|at| !near.contains(at)).filter_map(|&at| score(at)));
        }
        let rival = |&(p, _, at): &(i32, bool, u32)| at != best && p + margin > points && !self.same_day(best, at);
        (!fits.iter().any(rival)).then_some(best)
    }

    /// The one reference event that a mention tells of as to come, with its day and month.
    pub(super) fn expected(&self, f: &Features, sentence: &Searched) -> Option<u32> {
        let told = f.clues.iter().any(|clue| clue.rarity() >= 300);
        let fact = Features { truth: Truth::Fact, ongoing: false, since: false, ..f.clone() };
        let found = told.then(|| self.find(&fact, sentence, &Searched::default())).flatten()?;
        // Of two oaths of one president on one day of the year nobody knows which: it is the last that is sure to come.
        let first = self.event(found)?;
        let again = |at: &&u32| {
            self.event(**at).is_some_and(|other| {
                let mut days = other.begin.earliest.iter_days().take_while(|&day| day <= other.end.latest).take(40);
                other.class == first.class
                    && other.actors.iter().any(|a| first.actors.contains(a))
                    && days.any(|day| f.clues.iter().all(|clue| clue.allows(day)))
            })
        };
        let alike = self.by_family.get(&f.family)?.iter().filter(again);
        alike.copied().max_by_key(|&at| (self.event(at).map(|event| event.begin.latest), at))
    }

    /// Two entries about one day are two names of one happening, or as good as.
    fn same_day(&self, a: u32, b: u32) -> bool {
        self.bounds(a).zip(self.bounds(b)).is_some_and(|(a, b)| a.intersect(&b).is_some())
    }

    /// How much speaks for a reference event, and whether that is enough; `None` if it cannot be this one.
    fn points(
        &self,
        f: &Features,
        sentence: &Searched,
        article: &Searched,
        at: u32,
        width: Option<i64>,
        weak: bool,
    ) -> Option<(i32, bool)> {
        let event = self.event(at)?;
        let known = self.bounds(at)?;
        // It lies within what the text allows, and nobody tells it before it was.
        known.intersect(&f.bounds)?;
        let late = |told: NaiveDateTime| known.earliest_start().is_some_and(|start| start >= told);
        if f.told.is_some_and(late) {
            return None;
        }
        // What only touches it was on the day before or after.
        let ends =
            |a: &Bounds, b: &Bounds| a.latest_end().zip(b.earliest_start()).is_some_and(|(end, start)| end <= start);
        let beside = ends(&known, &f.bounds) || ends(&f.bounds, &known);
        let mut days = event.begin.earliest.iter_days().take_while(|&day| day <= event.end.latest).take(40);
        if !f.clues.is_empty() && !days.any(|day| f.clues.iter().all(|clue| clue.allows(day))) {
            return None;
        }
        if is_personal(&event.class) && !self.names_person(event, f, sentence) {
            return None;
        }
        // Who tells of a death is not who died.
        let persons = |a: &&String| self.pack.actor(a).is_some_and(|actor| actor.kind == ActorKind::Person);
        let dead = || event.actors.iter().filter(persons).any(|a| has(&f.actors, a));
        if weak && event.class == "death" && event.actors.iter().any(|a| persons(&a)) && !dead() {
            return None;
        }
        // What the pack itself is not sure of dates nobody.
        let undated = !article.text.is_empty();
        if undated && !event.certain {
            return None;
        }
        let m = self.compare(f, sentence, event, at);
        let keywords = self.keywords_of(at);
        let around = self.around(article, at).saturating_sub(m.keywords);
        let content =
            2 * i32::from(m.place) + m.actors.min(2) as i32 + 2 * m.keywords.min(2) as i32 + around.min(2) as i32;
        // Words that hardly ever stand together otherwise, least of all if they are said of this one only.
        let content = content + i32::from(m.named >= 1) + i32::from(m.unique >= 1);
        let content = content - if m.elsewhere { 3 } else { 0 };
        // Of a saying the words alone rarely tell which one it was.
        if f.family == Family::Saying {
            let declares = f.lemma.starts_with("اعلن") || f.lemma.starts_with("اعلان");
            let declared = declares
                && event.class == "declaration"
                && m.keywords >= 1
                && (m.place || m.actors >= 1 || m.named >= 1);
            // Who said what sets it apart, in a month that is told.
            let person = |a: &&String| self.pack.actor(a).is_some_and(|actor| actor.kind == ActorKind::Person);
            let month = f.clues.iter().any(|clue| clue.rarity() >= 12);
            let said = month && m.named >= 1 && event.actors.iter().filter(person).any(|a| has(&f.actors, a));
            if !declared && !said && width.is_none_or(|days| days > 3) {
                return None;
            }
        }
        // One that is a day off has to be named.
        if (m.elsewhere && m.keywords == 0) || (beside && m.unique == 0) {
            return None;
        }
        // There is always another summit, and another resolution; only a number tells one from the others.
        if weak
            && matches!(
                event.class.as_str(),
                "talks"
                    | "resolution"
                    | "law"
                    | "expulsion"
                    | "election"
                    | "protest"
                    | "sanction"
                    | "trial"
                    | "statement"
            )
            && !keywords.iter().any(|k| k.word.chars().any(char::is_numeric) && self.is_said(k, sentence))
        {
            return None;
        }
        // «اتفاق لوقف إطلاق النار»: there is always another one, too.
        if weak && event.class == "agreement" && m.unique == 0 {
            return None;
        }
        // A coup told as an arrest names those whom it overthrew, and the day.
        if event.class == "coup" && f.family != Family::Coup && (m.actors < 2 || width.is_none_or(|days| days > 3)) {
            return None;
        }
        // The better the date, the less the words have to say.
        // What happens once, told by its name.
        let once = matches!(f.family, Family::Declaration | Family::Saying) && m.named >= 1 && (!weak || m.unique >= 1);
        // Somebody is founded on the day on which the pack lets them begin.
        let began = |a: &str| {
            let begin = self.pack.actor(a).and_then(|actor| actor.begin);
            begin.is_some_and(|b| event.begin.earliest <= b.earliest && b.latest <= event.end.latest)
        };
        let founded = f.family == Family::Founding && f.timed && f.actors.iter().any(|a| began(a));
        // Somebody else who was founded then, or who joined somebody.
        let known = event.actors.iter().any(|a| began(a));
        if f.family == Family::Founding && known && (!f.actors.iter().any(|a| began(a)) || &*f.lemma == "انضم") {
            return None;
        }
        // Without a date of its own a founding must name who was founded, or all that merged.
        if f.family == Family::Founding && !founded && width.is_none_or(|days| days > 45) {
            let all = event.actors.len() >= 2 && event.actors.iter().all(|a| has(&f.actors, a));
            let began = f.actors.iter().any(|a| began(a));
            return ((all || began) && m.keywords >= 1).then_some((content + 2, true));
        }
        let once = once || founded;
        // A town that was taken more than once, and nothing says in which year: who took it from whom.
        let any_year = weak && f.bounds.width().is_none_or(|width| width.num_days() > 400);
        if any_year && event.class == "capture" && m.actors < 2 && m.unique == 0 && self.is_taken_again(event) {
            return None;
        }
        let enough = once
            || match width {
                // Hardly anything but the words: a town, and what is said of no other.
                // The news itself, with what it is and whom it hit: «انقلاب … كيتا».
                _ if f.family == Family::Coup && f.sentence == 1 && m.keywords >= 2 => true,
                // They are rare: the month tells which one.
                Some(days) if days <= 45 && f.family == Family::Coup && m.keywords >= 1 && !m.elsewhere => true,
                _ if weak => {
                    let seldom = event.place.as_deref().is_some_and(|place| self.count_at(place) <= 3);
                    // Where there was attack upon attack, what is said of several does not tell which it was.
                    let violent = matches!(f.family, Family::Violence | Family::Destruction);
                    let which = seldom || !violent || m.unique >= 1 || m.own >= 2 || m.actors >= 1;
                    // Who took part in one fight for a town took part in the next.
                    (m.place && content >= 4 && ((m.own >= 1 && which) || (seldom && m.keywords + around >= 1)))
                        || (m.place && f.family == Family::Capture && self.only_there(at, f.family, &article.text))
                        || (m.unique >= 1
                            && !m.elsewhere
                            && (m.actors >= 1 || around >= 1 || self.names_place(event, &article.text)))
                        || (m.keywords >= 2
                            && (m.plain >= 2 || self.names_place(event, &article.text))
                            && (m.actors >= 1 || m.named >= 2)
                            && matches!(f.family, Family::Violence | Family::Kidnapping))
                }
                // Without the year, every day is that of some attack in every town.
                Some(days) if days <= 3 && undated && matches!(f.family, Family::Violence | Family::Destruction) => {
                    content >= 4
                }
                Some(days) if days <= 3 => content >= 2,
                Some(days) if days <= 45 => content >= 3,
                Some(days) if days <= 366 => content >= 4 || (m.keywords >= 1 && m.actors >= 1),
                _ => (m.keywords >= 1 && m.place && m.actors >= 1) || (m.keywords >= 2 && (m.place || m.actors >= 1)),
            };
        Some((content + if founded { 6 } else { 0 }, enough))
    }

    /// Whether the place of a capture was taken at another time as well.
    fn is_taken_again(&self, event: &ReferenceEvent) -> bool {
        let same = self.by_family.get(&Family::Capture).map(Vec::as_slice).unwrap_or_default();
        same.iter().filter(|&&at| self.event(at).is_some_and(|e| e.place == event.place)).count() > 1
    }

    /// Whether no other event of this kind is known of the place, and the folded text names who took part.
    fn only_there(&self, at: u32, family: Family, text: &str) -> bool {
        let Some(event) = self.event(at).filter(|e| e.place.is_some()) else { return false };
        let same = self.by_family.get(&family).map(Vec::as_slice).unwrap_or_default();
        let others = same.iter().filter(|&&o| o != at && self.event(o).is_some_and(|e| e.place == event.place));
        let names = |actor: &String| self.pack.actor(actor).map(|a| a.names.as_slice()).unwrap_or_default();
        others.count() == 0
            && event.actors.iter().flat_map(names).any(|n| n.needs.is_none() && mentions_phrase(text, &name(&n.text)))
    }

    /// Whether one of the persons who took part in an event, if there were any, is named with the mention.
    fn names_person(&self, event: &ReferenceEvent, f: &Features, sentence: &Searched) -> bool {
        let is_person = |a: &&String| self.pack.actor(a).is_some_and(|actor| actor.kind == ActorKind::Person);
        let mut persons = event.actors.iter().filter(is_person).peekable();
        let named = |a: &String| {
            let names = self.names.get(a).map(Vec::as_slice).unwrap_or_default();
            has(&f.actors, a) || names.iter().any(|name| sentence.mentions(name))
        };
        persons.peek().is_none() || persons.any(named)
    }

    /// Whether a folded text names the place of an event.
    fn names_place(&self, event: &ReferenceEvent, text: &str) -> bool {
        let place = event.place.as_deref().filter(|p| is_specific(self.pack, p)).and_then(|p| self.pack.place(p));
        place.is_some_and(|p| p.names.iter().any(|n| mentions_phrase(text, &name(&n.text))))
    }

    fn compare(&self, f: &Features, sentence: &Searched, event: &ReferenceEvent, at: u32) -> Match {
        let mut m = Match::default();
        if let Some(place) = &event.place {
            let here = f.places.iter().any(|p| **p == **place || self.pack.lies_in(p, place));
            // That it was somewhere in a country says nothing.
            m.place = here && is_specific(self.pack, place);
            let specific = f.places.iter().any(|p| self.pack.place(p).is_some() && !self.pack.lies_in(place, p));
            m.elsewhere = !here && specific;
        }
        m.actors = event.actors.iter().filter(|a| has(&f.actors, a)).count();
        let keywords = self.keywords_of(at);
        for keyword in keywords.iter().filter(|keyword| self.is_said(keyword, sentence)) {
            m.keywords += 1;
            m.named += usize::from(keyword.named);
            m.own += usize::from(keyword.named && keyword.plain);
            m.plain += usize::from(keyword.plain);
            m.unique += usize::from(keyword.unique);
        }
        m
    }
}
