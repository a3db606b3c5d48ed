//! Which written words are finite verbs, and of what tense: for rooms that need no more of a verb than that.
//!
//! The words are those of the event lexicon; the build script lays them out. To add a verb is to add its line there.

mod table;
#[cfg(test)]
pub(crate) mod write;

pub(crate) use table::Tense;

use crate::script::{Key, key};
use table::Table;

static TABLE: Table<'_> = Table(include_bytes!(concat!(env!("OUT_DIR"), "/tenses")));

/// What a word is, with or without a «و» or «ف» in front: «وقال», «فقتل».
#[inline]
pub(crate) fn of(word: Key) -> Tense {
    let whole = TABLE.get(word);
    let joined = || [key!("و"), key!("ف")].contains(&word.first(1)) && word.len() > 3;
    if whole == Tense::NONE && joined() { TABLE.get(word.skip(1)) } else { whole }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_and_their_tenses() {
        let past = Tense::PAST;
        for (word, yes, no) in [
            ("وقعت", past, Tense::PRESENT.and(Tense::TELLS).and(Tense::NOUN)),
            ("انفجرت", past, Tense::PRESENT),
            ("وقال", past, Tense::PRESENT),
            ("أعلنوا", Tense::TELLS, Tense::PRESENT),
            ("تغادر", Tense::PRESENT, past),
            ("قتل", past, Tense::PRESENT),
            ("قتل", Tense::NOUN, Tense::TELLS),
            ("كانت", Tense::LASTS, Tense::PRESENT),
            // No «و» stands in front of these, though what is left is written like a verb.
            ("وزير", Tense::NOUN, past.and(Tense::PRESENT)),
            ("فيصل", Tense::NOUN, past.and(Tense::PRESENT)),
        ] {
            let tense = of(Key::of(word));
            assert!(tense.is(yes) && !tense.is(no), "{word} {tense:?}");
        }
        for word in ["تونس", "يوسف", "مدينة", "الخميس", "ياسر", "و"] {
            assert_eq!(of(Key::of(word)), Tense::NONE, "{word}");
        }
    }
}
