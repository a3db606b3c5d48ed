//! How much of what the first lines of an article say speaks for an event that the knowledge pack knows.

use super::dating::is_anybodys;
use super::identity::is_specific;
use super::keywords::Phrases;
use super::reference::{Keyword, References, Searched};
use super::words;
use crate::knowledge::{ActorKind, Place};
use rustc_hash::{FxHashMap, FxHashSet};
use std::cell::{LazyCell, OnceCell};
use std::sync::Arc;

/// The head of an article and the lines after it, folded.
pub(super) struct Texts {
    head: Text,
    near: Text,
}

/// A folded text; the same with the letters as one that are written for one sound of foreign names («كانغابا»,
/// «كانجابا»); and where its words stand by the consonants alone («لازاريفيتش», «لازارفتش»).
struct Text {
    folded: Searched,
    alike: String,
    bones: FxHashMap<String, Vec<Word>>,
    /// The numbers of the keywords that stand there with one letter for one sound, in order.
    said_alike: OnceCell<Vec<u32>>,
}

/// Where a word stands, and of how many letters it is.
type Word = (usize, usize);

impl Text {
    fn new(folded: String) -> Self {
        let alike = alike(&folded);
        let mut at: FxHashMap<String, Vec<Word>> = FxHashMap::default();
        for (place, word) in alike.split(' ').enumerate() {
            // What is attached in front is one letter.
            let rest = word.strip_prefix(['ب', 'ل', 'ك', 'ف', 'و']);
            for word in [Some(word), rest].into_iter().flatten() {
                if let Some(bones) = bones(word) {
                    at.entry(bones).or_default().push((place, word.chars().count()));
                }
            }
        }
        Self { folded: Searched::new(folded), alike, bones: at, said_alike: OnceCell::new() }
    }

    fn mentions(&self, keyword: &Keyword, references: &References<'_>) -> bool {
        let spellings = &references.spellings;
        let said = references.said_in(&self.folded);
        let alike = || self.said_alike.get_or_init(|| spellings.alike.in_text(&self.alike));
        said.binary_search(&keyword.number).is_ok()
            || alike().binary_search(&keyword.number).is_ok()
            || spellings.of(keyword).is_some_and(|spelling| self.sounds(&keyword.word, spelling))
    }

    /// Where a name stands, however its vowels are written.
    fn places<'t>(&'t self, name: &'t Bones) -> impl Iterator<Item = usize> + 't {
        let all = self.bones.get(&name.0).map(Vec::as_slice).unwrap_or_default();
        // «مرتين» is no «إماراتيين».
        all.iter().filter(|(_, letters)| letters.abs_diff(name.1) <= 2).map(|(place, _)| *place)
    }

    /// Whether a name of a keyword stands there as it may be spelled otherwise, and the other words around it.
    fn sounds(&self, keyword: &str, spelling: &Spelling) -> bool {
        let Some(first) = spelling.bones.first() else { return false };
        let mut places = self.places(first).peekable();
        if places.peek().is_none() {
            return false;
        }
        let near = keyword.split(' ').count() + 1;
        places.any(|place| {
            let there = |other: &Bones| self.places(other).any(|o| o.abs_diff(place) <= near);
            spelling.bones.iter().all(there) && {
                let from = place.saturating_sub(near);
                let around = || self.alike.split(' ').skip(from).take(2 * near + 1);
                spelling.others.iter().all(|other| around().any(|word| word.contains(other.as_str())))
            }
        })
    }
}

/// The consonants of a name, and of how many letters it is.
type Bones = (String, usize);

/// How a keyword may be spelled otherwise.
#[derive(Debug, Default)]
struct Spelling {
    /// The consonants of the names in it, and its other words if there are such names.
    bones: Vec<Bones>,
    others: Vec<String>,
}

/// How the keywords of a pack may be spelled otherwise, by their numbers: worked out once, and not for every article.
#[derive(Debug, Default)]
pub(super) struct Spellings {
    /// With one letter for one sound; empty where one is too short to be spelled in several ways.
    alike: Phrases,
    all: Vec<Spelling>,
    /// The consonants of the long names of places, by their ids.
    places: FxHashMap<String, Bones>,
}

impl Spellings {
    /// Those of folded keywords. `is_telling` tells whether a word is said of hardly any event.
    pub(super) fn new(keywords: Vec<Arc<str>>, places: &[Place], is_telling: impl Fn(&str) -> bool) -> Self {
        let is_name = |word: &str| is_telling(word) && !is_anybodys(word);
        let (alike, all) = keywords.iter().map(|keyword| Spelling::of(keyword, is_name)).unzip();
        let places = places.iter().filter_map(|place| Some((place.id.clone(), bones_of(place)?))).collect();
        Self { alike: Phrases::new(alike), all, places }
    }

    fn of(&self, keyword: &Keyword) -> Option<&Spelling> {
        self.all.get(keyword.number as usize)
    }
}

impl Spelling {
    /// The same with one letter for one sound comes first.
    fn of(keyword: &str, is_name: impl Fn(&str) -> bool) -> (Arc<str>, Self) {
        if keyword.chars().count() < 5 {
            return Default::default();
        }
        let made = alike(keyword);
        let mut own = Self::default();
        for (word, alike) in keyword.split(' ').zip(made.split(' ')) {
            match bones(alike).filter(|_| is_name(word)) {
                Some(bones) => own.bones.push((bones, alike.chars().count())),
                None => own.others.push(alike.to_owned()),
            }
        }
        (made.into(), own)
    }
}

impl Texts {
    pub(super) fn new(head: String, near: String) -> Self {
        Self { head: Text::new(head), near: Text::new(near) }
    }

    /// Whether a keyword stands in the head, or else near it.
    fn find(&self, keyword: &Keyword, references: &References<'_>) -> Option<Where> {
        if self.head.mentions(keyword, references) {
            Some(Where::Head)
        } else {
            self.near.mentions(keyword, references).then_some(Where::Near)
        }
    }
}

/// «نيجريون» and «نيجريين», «جنديان» and «جنديين» are one word.
fn alike(text: &str) -> String {
    let mut made = String::with_capacity(text.len());
    for word in text.split(' ') {
        let stem = word.strip_suffix("ون").or(word.strip_suffix("ان")).filter(|stem| stem.chars().count() >= 3);
        if !made.is_empty() {
            made.push(' ');
        }
        match stem {
            Some(stem) => made.extend([stem, "ين"]),
            None => made.push_str(word),
        }
    }
    made.replace(['ج', 'ق'], "غ")
}

/// The consonants of a word that is long enough to be known by them: vowels of foreign names are written or not.
fn bones(word: &str) -> Option<String> {
    const VOWELS: [char; 7] = ['ا', 'و', 'ي', 'ى', 'ه', 'ء', 'ئ'];
    if word.chars().count() < 5 {
        return None;
    }
    let mut bones = String::with_capacity(word.len());
    for letter in word.chars().filter(|letter| !VOWELS.contains(letter)) {
        let letter = if letter == 'ط' { 'ت' } else { letter };
        if !bones.ends_with(letter) {
            bones.push(letter);
        }
    }
    (bones.chars().count() >= 3).then_some(bones)
}

/// The consonants of the name of a place, where that is one long word.
fn bones_of(place: &Place) -> Option<Bones> {
    let name = words::name(&place.names.first()?.text);
    let alike = alike(&name);
    let bones = bones(&alike).filter(|bones| !name.contains(' ') && bones.chars().count() >= 4);
    bones.map(|bones| (bones, alike.chars().count()))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Where {
    Head,
    Near,
}

impl References<'_> {
    /// Whether a sentence names who was killed, where that is somebody whose name is said of the event.
    pub(super) fn names(&self, at: u32, sentence: &str) -> bool {
        let is_name = |keyword: &str| keyword.contains(' ') && keyword.split(' ').all(|w| self.is_persons_name(w));
        let mut names = self.said_of(at).map(|(keyword, _)| keyword).filter(|k| is_name(k)).peekable();
        let sentence = words::name(sentence);
        names.peek().is_none() || names.any(|name| words::mentions_phrase(&sentence, name))
    }

    /// What the first lines of an article share with an event.
    pub(super) fn evidence(&self, at: u32, lines: &Lines<'_>) -> Evidence {
        let Lines { texts, named, actors } = lines;
        let is_actor = |id: &str| actors.contains(id);
        let mut evidence = Evidence::default();
        let Some(event) = self.event(at) else { return evidence };
        let total = self.pack().reference_events().len().max(1) as u32;
        let bits = |count: u32| (total / count.max(1)).max(1).ilog2();
        let place = event.place.as_deref().and_then(|p| self.pack().place(p));
        let place = LazyCell::new(|| place.map(|p| words::name(p.label())));
        let mut told: Vec<&[Bones]> = Vec::new();
        for known in self.keywords_of(at) {
            let Some(found) = texts.find(known, self) else { continue };
            let (keyword, count) = (&*known.word, known.count);
            // Another spelling of what was found already.
            if let Some(spelling) = self.spellings.of(known).filter(|s| !s.bones.is_empty() && s.others.is_empty()) {
                let same = |other: &&[Bones]| other.iter().map(|b| &b.0).eq(spelling.bones.iter().map(|b| &b.0));
                if told.iter().any(same) {
                    continue;
                }
                told.push(&spelling.bones);
            }
            let several = keyword.contains(' ');
            let counts = keyword.starts_with(|c: char| c.is_numeric());
            // A name tells who or where, which is asked for below.
            let name = place.as_deref() == Some(keyword)
                || (!several && (self.is_common(keyword) || self.is_persons_name(keyword)));
            evidence.details += u32::from(!name);
            // «تسعة جنود نيجريين» is as good as a name.
            let long = keyword.split(' ').count() >= 3;
            let telling = long || keyword.split(' ').any(|w| self.is_telling(w) && !is_anybodys(w));
            // What names an army as well: «تسعة جنود نيجريين».
            let single = count == 1 || (long && count == 2);
            evidence.unique_near |= single && several && !counts && telling;
            evidence.numbered_near |= several && keyword.contains(|c: char| c.is_numeric());
            if found == Where::Near {
                evidence.points += bits(count).min(3);
                continue;
            }
            evidence.points += bits(count) + 2 * u32::from(several);
            // «18 شهرا» may be said of anything.
            evidence.numbered |= several && keyword.contains(|c: char| c.is_numeric());
            evidence.phrases += u32::from(single && several && !counts && telling);
            evidence.unique |= single && several && !counts && telling;
            let own = !keyword.split(' ').any(is_anybodys);
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
            evidence.dear |= person && head && events <= 4;
            evidence.group |=
                matches!(kind, Some(ActorKind::ArmedGroup | ActorKind::Mission | ActorKind::Organisation));
            evidence.actors += 1;
        }
        let is_person = |actor: &&String| self.pack().actor(actor).is_some_and(|a| a.kind == ActorKind::Person);
        let mut persons = event.actors.iter().filter(is_person).peekable();
        evidence.nobody = persons.peek().is_some() && !persons.any(|person| here(person, false));
        if let Some(place) = event.place.as_deref() {
            let at = |n: &&Named<'_>| n.id == place || (!is_actor(n.id) && self.pack().lies_in(n.id, place));
            evidence.somewhere = named.iter().any(|n| at(&n));
            // «تينزاواتن»: the consonants of a long name will do.
            let sounds = || {
                let bones = self.spellings.places.get(place);
                bones.is_some_and(|bones| texts.head.places(bones).next().is_some())
            };
            let there = named.iter().filter(at).any(|n| n.head) || sounds();
            evidence.somewhere |= there;
            let specific = is_specific(self.pack(), place);
            evidence.nowhere = specific && !evidence.somewhere;
            let specific = specific && there;
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

/// What the first lines of an article say and name.
pub(super) struct Lines<'n> {
    pub(super) texts: Texts,
    pub(super) named: Vec<Named<'n>>,
    /// Those whom the article names as somebody, and not as a place.
    pub(super) actors: FxHashSet<&'n str>,
}

/// Somebody or something that the first lines name.
pub(super) struct Named<'n> {
    pub(super) id: &'n str,
    pub(super) head: bool,
}

/// How much speaks for an event.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Evidence {
    /// About the bits by which it is told from others.
    pub(super) points: u32,
    /// A phrase is in the head that is said of no other.
    pub(super) unique: bool,
    /// How many such phrases.
    pub(super) phrases: u32,
    /// One is in the head or the lines after it.
    pub(super) unique_near: bool,
    /// A word is, that is said of no other, and long enough to be a name.
    pub(super) rare: bool,
    /// How many of the words that are likely to tell of it are in the head.
    pub(super) keywords: u32,
    /// How many are there at all, without the name of the place.
    pub(super) details: u32,
    /// A phrase is, that is hardly said of any other and is made of names.
    pub(super) proper: bool,
    /// One of them has a number in it: «القرار 2085».
    pub(super) numbered: bool,
    /// The same, in the head or the lines after it.
    pub(super) numbered_near: bool,
    /// Somebody who took part is named in the head.
    pub(super) person: bool,
    /// Somebody is of whom hardly anything else is known.
    pub(super) dear: bool,
    /// Somebody took part, and nobody who did is named in the head or the lines after it.
    pub(super) nobody: bool,
    /// It has a place, and that is not named there.
    pub(super) nowhere: bool,
    /// A group or mission that took part is named.
    pub(super) group: bool,
    /// How many are who took part, whoever they are.
    pub(super) actors: u32,
    /// The place is named in the head, and is no country.
    pub(super) place: bool,
    /// Hardly anything else is known of it.
    pub(super) quiet: bool,
    /// Not much else is.
    pub(super) small: bool,
    /// The place is named, whatever it is.
    pub(super) somewhere: bool,
}

impl Evidence {
    /// Whether two phrases are in the head that are said of no other, or one with a number.
    pub(super) fn is_named_twice(&self) -> bool {
        self.phrases >= 2 || (self.unique && self.numbered)
    }
}
