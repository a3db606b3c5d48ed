//! The event lexicon: tables of lemmas, expanded to every written form.
//!
//! To add a verb, add one line to a table: lemma, root, form, class, mode, verbal nouns. Its some forty
//! inflected forms, participles and derived verbal noun follow.

mod common;
mod force;
mod nouns;
mod row;
mod speech;
mod state;
mod table;
mod wider;
mod words;

pub(crate) use row::{Effect, Sort};
pub(crate) use words::Particle;

use super::class::{Class, Mode};
use super::conjugate::{Inflection, Verb, Voice};
use crate::script::{Key, key};
use std::sync::LazyLock;
use table::{Link, Table};

/// What a written word can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum What {
    /// A finite verb.
    Verb(Inflection),
    /// A verbal noun or event noun.
    Noun {
        plural: bool,
        /// Names an event wherever it stands.
        strong: bool,
        /// Only with a possessive pronoun after it (`زيارت` in زيارته).
        needs_suffix: bool,
    },
    /// Active or passive participle, which most often look alike.
    Participle { plural: bool },
    /// A small word.
    Particle(Particle),
}

/// A reading of a written word: what it is, and of which lemma.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Analysis {
    pub(crate) what: What,
    entry: u16,
}

impl Analysis {
    const NOTHING: Self = Self { what: What::Participle { plural: false }, entry: 0 };
}

/// What is known of a lemma.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entry {
    pub(crate) lemma: &'static str,
    /// The lemma, folded.
    pub(crate) key: Key,
    pub(crate) class: Class,
    pub(crate) mode: Mode,
    pub(crate) effect: Effect,
    pub(crate) sort: Sort,
    pub(crate) homograph: bool,
    /// A verb, and so whatever noun is of it is its verbal noun.
    pub(crate) verbal: bool,
}

/// Every table of verbs.
const TABLES: [&[row::VerbRow]; 5] = [force::VERBS, state::VERBS, speech::VERBS, common::VERBS, wider::VERBS];

/// Room for so many forms: a tenth more than there are.
const WORDS: usize = 50_000;

/// All forms of all lemmas.
#[derive(Debug)]
pub(crate) struct Lexicon {
    entries: Vec<Entry>,
    words: Table,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::build);

impl Lexicon {
    /// The one lexicon, expanded on first use.
    pub(crate) fn get() -> &'static Self {
        &LEXICON
    }

    fn build() -> Self {
        let mut this = Self { entries: Vec::with_capacity(1024), words: Table::new(WORDS) };
        for &(particle, words) in words::PARTICLES {
            for word in words.split_whitespace() {
                this.put(Key::of(word), What::Particle(particle), 0);
            }
        }
        for table in TABLES {
            for row in table {
                this.verb(row);
            }
        }
        for row in nouns::NOUNS {
            let entry = this.entry(Entry {
                lemma: row.lemma,
                key: Key::of(row.lemma),
                class: row.class,
                mode: row.mode,
                effect: Effect::None,
                sort: Sort::Event,
                homograph: false,
                verbal: false,
            });
            this.noun(Key::of(row.lemma), row.strong, entry);
            for plural in row.plurals.split_whitespace() {
                this.noun_form(Key::of(plural), true, row.strong, false, entry);
            }
        }
        this
    }

    fn entry(&mut self, entry: Entry) -> u16 {
        self.entries.push(entry);
        (self.entries.len() - 1) as u16
    }

    fn verb(&mut self, row: &row::VerbRow) {
        let verb = Verb::new(row.root, row.form);
        let entry = self.entry(Entry {
            lemma: row.lemma,
            key: Key::of(row.lemma),
            class: row.class,
            mode: row.mode,
            effect: row.effect,
            sort: row.sort,
            homograph: row.homograph,
            verbal: true,
        });
        verb.forms(|key, inflection| self.put(key, What::Verb(inflection), entry));
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
        if row.sort == Sort::Event || row.sort == Sort::Aspect {
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
        if key.len() < 2 {
            return;
        }
        // Two stems of one verb can be written alike: one reading with both voices.
        self.words.add(key, Analysis { what, entry }, merges);
    }

    /// Every reading of a word as it stands, without clitics.
    pub(crate) fn readings(&self, word: Key) -> Readings<'_> {
        Readings { words: &self.words, next: self.words.get(word) }
    }

    /// The lemma of a reading.
    #[inline]
    pub(crate) fn of(&self, analysis: Analysis) -> &Entry {
        &self.entries[analysis.entry as usize]
    }

    #[cfg(test)]
    pub(crate) fn len(&self) -> (usize, usize, usize) {
        let (words, more) = self.words.len();
        (self.entries.len(), words, more)
    }
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
            true
        }
        (What::Noun { strong, .. }, What::Noun { strong: new, .. }) => {
            *strong |= new;
            true
        }
        (a, b) => *a == b,
    }
}

/// The readings of one word.
#[derive(Debug)]
pub(crate) struct Readings<'a> {
    words: &'a Table,
    next: Option<Link>,
}

impl Iterator for Readings<'_> {
    type Item = Analysis;

    #[inline]
    fn next(&mut self) -> Option<Analysis> {
        let link = self.next?;
        self.next = self.words.after(link);
        Some(link.reading)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::conjugate::Aspect;

    /// The root and form of each line give its lemma: a slip in either shows here.
    #[test]
    fn every_line_conjugates_to_its_lemma() {
        let mut wrong = Vec::new();
        for table in TABLES {
            for row in table {
                let verb = Verb::new(row.root, row.form);
                // توفي is used in the passive only.
                let mut passive = false;
                verb.forms(|key, _| passive |= key == Key::of(row.lemma));
                if verb.lemma() != Key::of(row.lemma) && !passive {
                    wrong.push((row.lemma, verb.lemma().to_string()));
                }
            }
        }
        assert!(wrong.is_empty(), "{wrong:?}");
    }

    #[test]
    fn no_verb_twice() {
        let mut seen = std::collections::BTreeSet::new();
        let mut twice = Vec::new();
        for table in TABLES {
            for row in table {
                if !seen.insert((row.root, format!("{:?}", row.form))) {
                    twice.push(row.lemma);
                }
            }
        }
        assert!(twice.is_empty(), "{twice:?}");
        assert!(seen.len() >= 250, "{}", seen.len());
    }

    #[test]
    fn words_are_found_in_every_shape() {
        let lexicon = Lexicon::get();
        let lemmas = |word: &str| -> Vec<&str> {
            lexicon
                .readings(Key::of(word))
                .filter(|a| !matches!(a.what, What::Particle(_)))
                .map(|a| lexicon.of(a).lemma)
                .collect()
        };
        for (word, lemma) in [
            ("سيطرت", "سيطر"),
            ("يحاصرون", "حاصر"),
            ("أقيل", "أقال"),
            ("اجتماعات", "اجتماع"),
            ("غارتين", "غارة"),
            ("زيارت", "زار"),
            ("معارك", "معركة"),
            ("توقيف", "أوقف"),
            ("مسيطرون", "سيطر"),
            ("ستجري", ""),
        ] {
            assert_eq!(lemmas(word).contains(&lemma), !lemma.is_empty(), "{word}: {:?}", lemmas(word));
        }
        let (entries, words, more) = lexicon.len();
        assert!(entries > 600 && words < WORDS && more < 20_000, "{entries} {words} {more}");
        let verb = lexicon.readings(Key::of("تسيطر")).next().unwrap();
        assert!(matches!(verb.what, What::Verb(i) if i.aspect == Aspect::Imperfect));
    }
}
