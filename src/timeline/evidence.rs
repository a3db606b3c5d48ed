//! How much of what the first lines of an article say speaks for an event that the knowledge pack knows.

use super::dating::is_anybodys;
use super::identity::is_specific;
use super::reference::{References, Searched};
use super::words;
use crate::knowledge::ActorKind;
use rustc_hash::{FxHashMap, FxHashSet};
use std::cell::LazyCell;

/// The head of an article and the lines after it, folded.
pub(super) struct Texts {
    head: Text,
    near: Text,
}

/// A folded text; the same with the letters as one that are written for one sound of foreign names («كانغابا»,
/// «كانجابا»); and where its words stand by the consonants alone («لازاريفيتش», «لازارفتش»).
struct Text {
    folded: Searched,
    alike: Searched,
    bones: FxHashMap<String, Vec<Word>>,
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
        Self { folded: Searched::new(folded), alike: Searched::new(alike), bones: at }
    }

    fn mentions(&self, phrase: &Phrase<'_>) -> bool {
        self.folded.mentions(phrase.folded)
            || (!phrase.alike.is_empty() && self.alike.mentions(&phrase.alike))
            || self.sounds(phrase)
    }

    /// Where a name stands, however its vowels are written.
    fn places<'t>(&'t self, name: &'t Bones) -> impl Iterator<Item = usize> + 't {
        let all = self.bones.get(&name.0).map(Vec::as_slice).unwrap_or_default();
        // «مرتين» is no «إماراتيين».
        all.iter().filter(|(_, letters)| letters.abs_diff(name.1) <= 2).map(|(place, _)| *place)
    }

    /// Whether a name of a phrase stands there as it may be spelled otherwise, and the other words around it.
    fn sounds(&self, phrase: &Phrase<'_>) -> bool {
        let Some(first) = phrase.bones.first() else { return false };
        let near = phrase.folded.split(' ').count() + 1;
        self.places(first).any(|place| {
            let there = |other: &Bones| self.places(other).any(|o| o.abs_diff(place) <= near);
            phrase.bones.iter().all(there) && {
                let from = place.saturating_sub(near);
                let around = || self.alike.text().split(' ').skip(from).take(2 * near + 1);
                phrase.others.iter().all(|other| around().any(|word| word.contains(other.as_str())))
            }
        })
    }
}

/// The consonants of a name, and of how many letters it is.
type Bones = (String, usize);

/// A keyword as it is looked for.
struct Phrase<'k> {
    folded: &'k str,
    /// Empty if it is too short to be spelled in several ways.
    alike: String,
    /// The consonants of the names in it, and its other words if there are such names.
    bones: Vec<Bones>,
    others: Vec<String>,
}

impl<'k> Phrase<'k> {
    fn new(folded: &'k str, is_name: impl Fn(&str) -> bool) -> Self {
        let long = folded.chars().count() >= 5;
        let mut made = Self { folded, alike: String::new(), bones: Vec::new(), others: Vec::new() };
        if long {
            made.alike = alike(folded);
            let mut others = Vec::new();
            for (word, alike) in folded.split(' ').zip(made.alike.split(' ')) {
                match bones(alike).filter(|_| is_name(word)) {
                    Some(bones) => made.bones.push((bones, alike.chars().count())),
                    None => others.push(alike.to_owned()),
                }
            }
            made.others = others;
        }
        made
    }
}

impl Texts {
    pub(super) fn new(head: String, near: String) -> Self {
        Self { head: Text::new(head), near: Text::new(near) }
    }

    /// Whether a phrase stands in the head, or else near it.
    fn find(&self, phrase: &Phrase<'_>) -> Option<Where> {
        if self.head.mentions(phrase) { Some(Where::Head) } else { self.near.mentions(phrase).then_some(Where::Near) }
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
        let mut told: Vec<Vec<Bones>> = Vec::new();
        for (keyword, count) in self.said_of(at) {
            let phrase = Phrase::new(keyword, |word| self.is_telling(word) && !is_anybodys(word));
            let Some(found) = texts.find(&phrase) else { continue };
            // Another spelling of what was found already.
            if !phrase.bones.is_empty() && phrase.others.is_empty() {
                let same = |other: &Vec<Bones>| other.iter().map(|b| &b.0).eq(phrase.bones.iter().map(|b| &b.0));
                if told.iter().any(same) {
                    continue;
                }
                told.push(phrase.bones);
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
                let names = self.pack().place(place).map(|p| p.names.as_slice()).unwrap_or_default();
                let name = names.first().map(|name| words::name(&name.text)).unwrap_or_default();
                let alike = alike(&name);
                let bones = bones(&alike).filter(|bones| !name.contains(' ') && bones.chars().count() >= 4);
                let bones = bones.map(|bones| (bones, alike.chars().count()));
                bones.is_some_and(|bones| texts.head.places(&bones).next().is_some())
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
