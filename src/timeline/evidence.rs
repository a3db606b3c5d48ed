//! How much of what the first lines of an article say speaks for an event that the knowledge pack knows.

use super::identity::is_specific;
use super::publication;
use super::reference::{References, Searched, is_personal};
use super::topic::{is_anybodys, is_singular};
use super::words;
use crate::knowledge::ActorKind;
use rustc_hash::FxHashMap;
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
        names.peek().is_none() || names.any(|name| publication::mentions_phrase(&sentence, name))
    }

    /// What the first lines of an article share with an event.
    pub(super) fn evidence(
        &self,
        at: u32,
        texts: &Texts,
        named: &[Named<'_>],
        is_actor: &dyn Fn(&str) -> bool,
    ) -> Evidence {
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
    phrases: u32,
    /// One is in the head or the lines after it.
    unique_near: bool,
    /// A word is, that is said of no other, and long enough to be a name.
    rare: bool,
    /// How many of the words that are likely to tell of it are in the head.
    keywords: u32,
    /// How many are there at all, without the name of the place.
    pub(super) details: u32,
    /// A phrase is, that is hardly said of any other and is made of names.
    proper: bool,
    /// One of them has a number in it: «القرار 2085».
    pub(super) numbered: bool,
    /// The same, in the head or the lines after it.
    numbered_near: bool,
    /// Somebody who took part is named in the head.
    pub(super) person: bool,
    /// Somebody is of whom hardly anything else is known.
    dear: bool,
    /// Somebody took part, and nobody who did is named in the head or the lines after it.
    nobody: bool,
    /// It has a place, and that is not named there.
    nowhere: bool,
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
    pub(super) fn may_do(self, class: &str, narrow: bool) -> bool {
        self.is_enough(class, true, true, narrow)
    }

    /// Whether what speaks for an event leaves no doubt: at least two things that are independent of each other, one of
    /// which is said of hardly any other event. `day` says whether the day of the week is one of them.
    pub(super) fn is_enough(self, class: &str, day: bool, verb: bool, narrow: bool) -> bool {
        !self.is_amiss(class)
            && ((narrow && day && self.is_enough_then(class)) || self.is_enough_ever(class, day, verb))
    }

    /// Whether what every report of an event names is not there: who it was about, or where it was.
    fn is_amiss(self, class: &str) -> bool {
        let about_somebody =
            is_personal(class) || matches!(class, "statement" | "trial" | "coup" | "arrest" | "release" | "killing");
        let somewhere = matches!(
            class,
            "airstrike" | "ambush" | "attack" | "bombing" | "clash" | "killing" | "execution" | "capture" | "protest"
        );
        (about_somebody && self.nobody && !self.proper) || (somewhere && self.nowhere)
    }

    /// The same where the year is known, and the day of the week fits.
    fn is_enough_then(self, class: &str) -> bool {
        let there = self.place && self.details >= 1 && (self.small || self.details + self.actors >= 2);
        match class {
            "statement" | "talks" | "protest" | "sanction" | "trial" | "law" | "resolution" => self.unique,
            "election" => self.details >= 2,
            "visit" => self.person && self.place,
            _ => there || (self.person && self.details >= 1) || self.unique || self.rare,
        }
    }

    /// Whether it leaves no doubt wherever in the first lines the event is told, if none of their times lies back as far
    /// and one of those that are fresh is its day; `own` says whether that is told of it, and not of something else.
    pub(super) fn is_enough_anywhere(self, class: &str, own: bool) -> bool {
        let named = self.unique || self.proper || (self.dear && self.details >= 2);
        let setting = self.person || self.group || self.place || self.actors > 0;
        if self.is_amiss(class) {
            return false;
        }
        match class {
            "statement" | "talks" | "protest" | "visit" => false,
            "resolution" | "law" => own && self.numbered,
            _ if own => {
                let there = self.place && (self.quiet || self.details >= if self.small { 1 } else { 2 });
                let near = self.unique_near && (self.place || self.actors > 0 || self.details >= 2);
                let who = self.dear || (self.person && self.details >= 1);
                (self.points >= 10 && (named || self.rare || there || who)) || (self.points >= 6 && near)
            }
            _ => self.points >= 14 && named && setting && self.details >= 2,
        }
    }

    /// Whether two phrases are in the head that are said of no other, or one with a number.
    pub(super) fn is_named_twice(self) -> bool {
        self.phrases >= 2 || (self.unique && self.numbered)
    }

    fn is_enough_ever(self, class: &str, day: bool, verb: bool) -> bool {
        let setting = self.person || self.group || self.place || day || self.phrases >= 2;
        match class {
            // What is said may be said again; not so on the same day of the week.
            "statement" => self.points >= 12 && day && self.keywords >= 2,
            "visit" => self.person && self.place,
            // «أطاح العسكريون بالرئيس»: by a noun it may be an old one.
            "coup" => self.points >= 9 && self.person && (day || verb),
            // Told by its number, or by what is decided in no other.
            "resolution" | "law" => {
                let which = self.numbered || (self.numbered_near && day);
                (which || (self.unique && (day || self.phrases >= 2))) && ((self.actors > 0) || self.somewhere)
            }
            "release" | "kidnapping" | "death" | "crash" => {
                let who = (self.person && self.details >= 1) || self.proper;
                self.points >= 9
                    && ((self.actors > 0) || self.somewhere)
                    && (who
                        || (self.place && self.keywords >= 2 && self.details >= 1 && (day || self.unique))
                        || (day && self.place && self.details >= 1 && self.actors > 0))
            }
            class if is_singular(class) => {
                let named = self.person || self.proper || self.unique || (self.place && day && self.details >= 1);
                let count = u32::from(self.person) + u32::from(self.place) + u32::from(self.group) + u32::from(day);
                self.points >= 9 && named && count + self.details.min(2) >= 2 && setting
            }
            // Two who stand against each other, or what is voted on once.
            "election" if day && (self.rare || (self.person && self.actors >= 2)) => {
                self.points >= 12 && self.keywords >= 2
            }
            "trial" if self.dear && day && verb => self.points >= 12 && self.details >= 2,
            // They come again and again.
            "talks" | "protest" | "sanction" | "election" | "trial" | "airstrike" | "blockade" => {
                self.points >= 12 && day && self.unique && self.details >= 2 && setting
            }
            _ => {
                let sure = self.person || self.place || self.proper || day || self.phrases >= 2;
                let told = self.unique && sure && ((self.actors > 0) || self.somewhere);
                // Who was hit, how many and by what, on the day of the week.
                let told = told || (day && self.place && self.details >= 3 && self.actors >= 2);
                let rare = self.rare && day && (self.place || self.group);
                let enough = match () {
                    () if self.quiet => 1,
                    () if self.small && self.actors >= 2 => 1,
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
