//! Lays the table out. Part of the build script.

use super::table::{BITS, PLACES, Tense, place, short};
use crate::script::Key;

/// The bytes of a table of these words, each of which comes once.
pub(crate) fn bytes(words: impl Iterator<Item = (Key, Tense)>) -> Vec<u8> {
    let mut places = vec![0u64; PLACES];
    let words = words.filter_map(|(word, tense)| Some((short(word)?, tense)));
    for (count, (letters, Tense(tense))) in words.enumerate() {
        // An eighth stays free, lest the search for a word that is none takes long.
        assert!(count < PLACES / 8 * 7, "more verbs than the table has places: double `PLACES`");
        let mut at = place(letters);
        while places[at] != 0 {
            at = (at + 1) % PLACES;
        }
        places[at] = letters << BITS | u64::from(tense);
    }
    places.into_iter().flat_map(u64::to_le_bytes).collect()
}
