//! The event lexicon: tables of lemmas, expanded to every written form.
//!
//! To add a verb, add one line to a table: lemma, root, form, class, mode, verbal nouns. Its some forty
//! inflected forms, participles and derived verbal noun follow: the build script (`build.rs`) expands the tables with
//! the grammar of `event/verb.rs`, so that no program has to when it starts. What else depends on verbs and may not ask this
//! room, the words around a time, has their tenses from the same lines: `crate::tense`.

mod affairs;
mod analysis;
mod common;
#[cfg(test)]
mod expand;
mod force;
mod further;
mod harm;
mod life;
mod nouns;
mod row;
mod senses;
mod speech;
mod state;
mod table;
mod verbs;
mod wider;
mod words;

pub(crate) use analysis::{Analysis, What};
pub(crate) use row::{Effect, Sort};
pub(crate) use senses::{KINDS_OF_EVENT, Meaning, OFFICES, Sign, manages, objects, senses};
pub(crate) use table::Readings;
pub(crate) use words::Particle;

use super::class::{Class, Mode};
use crate::script::Key;
use std::sync::LazyLock;
use table::Table;

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
    /// A verb that nobody is the object of.
    pub(crate) intransitive: bool,
    /// A verb, and so whatever noun is of it is its verbal noun.
    pub(crate) verbal: bool,
}

/// All lemmas, with their forms.
#[derive(Debug)]
pub(crate) struct Lexicon {
    entries: Vec<Entry>,
}

/// All forms, as the build script wrote them.
static WORDS: Table<'_> = Table::new(
    include_bytes!(concat!(env!("OUT_DIR"), "/lexicon.records")),
    include_bytes!(concat!(env!("OUT_DIR"), "/lexicon.seen")),
);

static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::build);

impl Lexicon {
    /// The one lexicon.
    pub(crate) fn get() -> &'static Self {
        &LEXICON
    }

    fn build() -> Self {
        let verbs = verbs::TABLES.into_iter().flatten().map(|row| Entry {
            lemma: row.lemma,
            key: row.key,
            class: row.class,
            mode: row.mode,
            effect: row.effect,
            sort: row.sort,
            homograph: row.homograph,
            intransitive: row.intransitive,
            verbal: true,
        });
        let nouns = nouns::NOUNS.iter().map(|row| Entry {
            lemma: row.lemma,
            key: row.key,
            class: row.class,
            mode: row.mode,
            effect: Effect::None,
            sort: Sort::Event,
            homograph: false,
            intransitive: false,
            verbal: false,
        });
        Self { entries: verbs.chain(nouns).collect() }
    }

    /// Every reading of a word as it stands, without clitics.
    #[inline]
    pub(crate) fn readings(&self, word: Key) -> Readings<'static> {
        WORDS.get(word)
    }

    /// The lemma of a reading.
    #[inline]
    pub(crate) fn of(&self, analysis: Analysis) -> &Entry {
        &self.entries[analysis.entry as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::expand::Expansion;
    use super::*;
    use crate::event::conjugate::Aspect;
    use crate::event::verb::Verb;

    /// The root and form of each line give its lemma: a slip in either shows here.
    #[test]
    fn every_line_conjugates_to_its_lemma() {
        let mut wrong = Vec::new();
        for table in verbs::TABLES {
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
        for table in verbs::TABLES {
            for row in table {
                if !seen.insert((row.root, format!("{:?}", row.form))) {
                    twice.push(row.lemma);
                }
            }
        }
        assert!(twice.is_empty(), "{twice:?}");
        assert!(seen.len() >= 250, "{}", seen.len());
    }

    /// The table in the binary is what the lines give, and every lemma is the one that its words name.
    #[test]
    fn the_build_script_wrote_these_lines() {
        let expansion = Expansion::new();
        let (records, seen) = expansion.bytes();
        let fresh = Table::new(&records, seen);
        let lexicon = Lexicon::get();
        assert_eq!(lexicon.entries.len(), verbs::TABLES.map(<[_]>::len).iter().sum::<usize>() + nouns::NOUNS.len());
        for entry in &lexicon.entries {
            let found: Vec<_> = lexicon.readings(entry.key).collect();
            assert!(found.iter().any(|&reading| lexicon.of(reading).lemma == entry.lemma), "{}", entry.lemma);
            assert_eq!(found, fresh.get(entry.key).collect::<Vec<_>>());
        }
        let (words, more) = expansion.len();
        assert!(words > 30_000 && more < words / 2, "{words} {more}");
        assert!(expansion.tenses() == include_bytes!(concat!(env!("OUT_DIR"), "/tenses")));
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
            ("ائتلفت", "ائتلف"),
            ("أحيت", "أحيا"),
            ("يشب", "شب"),
            // A young man; and nobody is it done to.
            ("شاب", ""),
            ("ضيق", "ضيق"),
            ("ستجري", ""),
        ] {
            assert_eq!(lemmas(word).contains(&lemma), !lemma.is_empty(), "{word}: {:?}", lemmas(word));
        }
        let verb = lexicon.readings(Key::of("تسيطر")).next().unwrap();
        assert!(matches!(verb.what, What::Verb(i) if i.aspect == Aspect::Imperfect));
    }
}
