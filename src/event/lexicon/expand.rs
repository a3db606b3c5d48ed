//! Every written form of every lemma, for the table of words. Part of the build script, as conjugation is.

use super::analysis::{Analysis, What};
use super::nouns::NOUNS;
use super::row::{Effect, Sort, VerbRow};
use super::table::{PLACES, Record, SEEN, place, trace};
use super::verbs::TABLES;
use super::words::{PARTICLES, Particle};
use crate::event::conjugate::{Aspect, Person, Voice};
use crate::event::verb::Verb;
use crate::script::{Key, key};
use crate::tense::{Tense, write};

/// The table of words as it is written.
#[derive(Debug)]
pub(crate) struct Expansion {
    records: Vec<Record>,
    seen: Vec<u8>,
    words: usize,
    /// What each byte stands for.
    codes: [What; 256],
}

impl Expansion {
    /// All forms of all lemmas.
    pub(crate) fn new() -> Self {
        let free = Record { word: 0, what: 0, entry: 0, next: 0 };
        let codes = std::array::from_fn(|code| What::of(code as u8));
        let mut this = Self { records: vec![free; PLACES], seen: vec![0; SEEN], words: 0, codes };
        for &(particle, words) in PARTICLES {
            for word in words.split_whitespace() {
                this.put(Key::of(word), What::Particle(particle), 0);
            }
        }
        let mut entries = 0..;
        let verbs = TABLES.into_iter().flatten();
        for (row, entry) in verbs.zip(entries.by_ref()) {
            this.verb(row, entry);
        }
        for (row, entry) in NOUNS.iter().zip(entries) {
            this.noun(Key::of(row.lemma), row.strong, entry);
            for plural in row.plurals.split_whitespace() {
                this.noun_form(Key::of(plural), true, row.strong, false, entry);
            }
        }
        this
    }

    /// The bytes of the records, and of the words seen.
    pub(crate) fn bytes(&self) -> (Vec<u8>, &[u8]) {
        let mut records = Vec::with_capacity(self.records.len() * Record::BYTES);
        for &Record { word, what, entry, next } in &self.records {
            let bits = u128::from(word) | u128::from(what) << 64 | u128::from(entry) << 80 | u128::from(next) << 96;
            records.extend(bits.to_le_bytes());
        }
        (records, &self.seen)
    }

    /// The bytes of the table of the tenses of verbs.
    pub(crate) fn tenses(&self) -> Vec<u8> {
        let rows: Vec<&VerbRow> = TABLES.into_iter().flatten().collect();
        let words = self.records.iter().take(PLACES).filter(|record| record.word != 0);
        let known = words.map(|first| (Key::from_packed(first.word.into()), self.tense(first, &rows)));
        write::bytes(known.filter_map(|(word, tense)| {
            let verb = tense.is(Tense::PAST.and(Tense::PRESENT));
            // «وزير» is no «زير» with a «و» in front.
            let whole = ["و", "ف"].into_iter().any(|letter| word.starts_with(Key::of(letter)));
            (verb || whole).then_some((word, if verb { tense } else { Tense::NOUN }))
        }))
    }

    /// Of what tense a word is, by all its readings.
    fn tense(&self, first: &Record, rows: &[&VerbRow]) -> Tense {
        let mut tense = Tense::NONE;
        let mut record = *first;
        loop {
            let row = rows.get(usize::from(record.entry));
            let reading = match self.codes[usize::from(record.what)] {
                What::Verb(verb) if verb.person == Person::Third && !verb.needs_object => {
                    let aspect = if verb.aspect == Aspect::Perfect { Tense::PAST } else { Tense::PRESENT };
                    row.map_or(Tense::NONE, |row| aspect.and(manner(row, record.word)))
                }
                What::Verb(_) => Tense::NONE,
                // Never a verb, though it is written like one.
                What::Particle(Particle::Plain) => return Tense::NONE,
                _ => Tense::NOUN,
            };
            tense = tense.and(reading);
            if record.next == 0 {
                return tense;
            }
            record = self.records[record.next as usize];
        }
    }

    /// How many words there are, and how many further readings.
    pub(crate) fn len(&self) -> (usize, usize) {
        (self.words, self.records.len() - PLACES)
    }

    fn verb(&mut self, row: &VerbRow, entry: u16) {
        let verb = Verb::new(row.root, row.form);
        verb.forms(|key, inflection| {
            // Nobody «is broken out»: «ضيق» is "narrow", and no passive of «ضاق».
            if !(row.intransitive && inflection.voice == Voice::Passive) {
                self.put(key, What::Verb(inflection), entry);
            }
        });
        match row.nouns {
            "-" => {}
            "" | "!" => {
                if let Some(noun) = verb.verbal_noun() {
                    self.noun(noun, row.nouns == "!", entry);
                }
            }
            nouns => {
                for noun in nouns.split_whitespace() {
                    let bare = noun.trim_end_matches('!');
                    self.noun(Key::of(bare), bare.len() < noun.len(), entry);
                }
            }
        }
        if !row.finite && (row.sort == Sort::Event || row.sort == Sort::Aspect) {
            let [doer, done] = verb.participles();
            for (key, skip) in [(doer, false), (done, doer == done)] {
                if !skip {
                    const ENDINGS: [(Key, bool); 6] = [
                        (Key::NONE, false),
                        (key!("ه"), false),
                        (key!("ا"), false),
                        (key!("ون"), true),
                        (key!("ين"), true),
                        (key!("ات"), true),
                    ];
                    for (ending, plural) in ENDINGS {
                        self.put(key.join(ending), What::Participle { plural }, entry);
                    }
                }
            }
        }
    }

    /// A noun with its dual, sound plural, accusative, and the shapes it has before a possessive.
    fn noun(&mut self, noun: Key, strong: bool, entry: u16) {
        let mut put = |key: Key, plural: bool, needs_suffix: bool| {
            self.noun_form(key, plural, strong, needs_suffix, entry);
        };
        put(noun, false, false);
        if noun.ends_with(key!("ه")) && noun.len() > 2 {
            let stem = noun.drop_last(1);
            put(stem.join(key!("ت")), false, true);
            put(stem.join(key!("تان")), true, false);
            put(stem.join(key!("تين")), true, false);
            put(stem.join(key!("تي")), true, false);
            put(stem.join(key!("ات")), true, false);
            return;
        }
        if noun.ends_with(key!("اء")) {
            // The hamza changes its seat before a possessive: لقاؤه، لقائه.
            put(noun.drop_last(1).join(key!("و")), false, true);
            put(noun.drop_last(1).join(key!("ي")), false, true);
        } else if !noun.ends_with(key!("ات")) {
            put(noun.join(key!("ا")), false, false);
        }
        put(noun.join(key!("ان")), true, false);
        put(noun.join(key!("ين")), true, false);
        put(noun.join(key!("ات")), true, false);
    }

    fn noun_form(&mut self, key: Key, plural: bool, strong: bool, needs_suffix: bool, entry: u16) {
        self.put(key, What::Noun { plural, strong, needs_suffix }, entry);
    }

    fn put(&mut self, key: Key, what: What, entry: u16) {
        debug_assert!(key.short().is_some(), "{key} has too many letters");
        let Some(word) = key.short().filter(|_| key.len() > 1) else { return };
        // Of the places an eighth stays free, lest the search for a word that is none takes long.
        assert!(self.words < PLACES / 8 * 7, "more words than the table has places: double `PLACES` and `SEEN`");
        let mut at = place(word);
        while ![0, word].contains(&self.records[at].word) {
            at = (at + 1) % PLACES;
        }
        let reading = Analysis { what, entry };
        let code = self.code(what);
        let first = self.records[at];
        if first.word == 0 {
            self.records[at] = Record { word, what: code, entry, next: 0 };
            self.words += 1;
            let (byte, bit) = trace(word);
            self.seen[byte] |= bit;
            return;
        }
        let mut one = at;
        loop {
            let Record { what, entry, next, .. } = self.records[one];
            let mut old = Analysis { what: self.codes[usize::from(what)], entry };
            // Two stems of one verb can be written alike: one reading with both voices.
            if merges(&mut old, reading) {
                self.records[one].what = self.code(old.what);
                return;
            }
            one = next as usize;
            if one == 0 {
                break;
            }
        }
        self.records[at].next = self.records.len() as u32;
        self.records.push(Record { word, what: code, entry, next: first.next });
    }

    fn code(&self, what: What) -> u8 {
        let code = self.codes.iter().position(|&known| known == what);
        assert!(code.is_some(), "{what:?} has no code");
        code.unwrap_or_default() as u8
    }
}

/// What a verb's line says of the time that its clause tells.
fn manner(row: &VerbRow, word: u64) -> Tense {
    let tells = matches!(
        row.effect,
        Effect::Reports | Effect::Denies | Effect::Asks | Effect::Plans | Effect::Doubts | Effect::Warns
    );
    let lasts = matches!(row.sort, Sort::State | Sort::Copula);
    let noun = row.homograph && row.key.short() == Some(word);
    // «دعت» is «ودعت» as well, which means something else.
    let plans = matches!(row.effect, Effect::Asks | Effect::Plans) && row.root != "دعو";
    let flag = |set, tense| if set { tense } else { Tense::NONE };
    flag(tells, Tense::TELLS).and(flag(plans, Tense::PLANS)).and(flag(lasts, Tense::LASTS)).and(flag(noun, Tense::NOUN))
}

/// Whether the new reading is the old one in another voice or person; if so, the old one takes it in.
fn merges(old: &mut Analysis, new: Analysis) -> bool {
    if old.entry != new.entry {
        return false;
    }
    match (&mut old.what, new.what) {
        (What::Verb(a), What::Verb(b)) if a.aspect == b.aspect && a.needs_object == b.needs_object => {
            if a.voice != b.voice {
                a.voice = Voice::Both;
            }
            // «ألغيت» is "was cancelled" before it is "I cancelled".
            if b.person == Person::Third && a.person != Person::Third {
                (a.person, a.plural) = (b.person, b.plural);
            }
            true
        }
        (What::Noun { strong, .. }, What::Noun { strong: new, .. }) => {
            *strong |= new;
            true
        }
        (a, b) => *a == b,
    }
}
