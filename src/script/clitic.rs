//! One-letter words that Arabic writes onto the next: و ف ب ك ل س and the article ال.

use super::key::Key;

/// What is written onto the front of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Clitics {
    /// How many letters they take.
    pub letters: u8,
    /// و or ف, "and", "so".
    pub conjunction: Option<char>,
    /// ب, ك or ل, "in", "like", "for".
    pub preposition: Option<char>,
    /// ال, "the".
    pub article: bool,
}

/// One way to take a word apart: what stands in front and the key of the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Split {
    /// What was written in front.
    pub clitics: Clitics,
    /// The word without it.
    pub stem: Key,
}

const ALEF_LAM: Key = Key::of("ال");
const LAM: Key = Key::of("ل");
const CONJUNCTIONS: &[(char, Key)] = &[('و', Key::of("و")), ('ف', Key::of("ف"))];
const PREPOSITIONS: &[(char, Key)] = &[('ب', Key::of("ب")), ('ك', Key::of("ك")), ('ل', LAM)];

/// Every way to read a word as clitics and a stem, the whole word first, longer stems before shorter.
///
/// The reader looks each stem up and takes the first it knows, so that `وقت` is not "and" + `قت`.
///
/// ```
/// use tarikh::script::{splits, Key};
///
/// let stems: Vec<String> = splits(Key::of("وللعام")).map(|s| s.stem.to_string()).collect();
/// assert_eq!(stems, ["وللعام", "للعام", "لعام", "عام"]);
/// ```
pub fn splits(word: Key) -> impl Iterator<Item = Split> {
    let mut found = [Split { clitics: Clitics::default(), stem: Key::NONE }; 10];
    let mut n = 0;
    let mut push = |clitics: Clitics| {
        let stem = word.skip(u32::from(clitics.letters));
        // A single letter is no stem.
        if n < found.len() && (clitics.letters == 0 || stem.len() >= 2) {
            found[n] = Split { clitics, stem };
            n += 1;
        }
    };
    let bare = Clitics::default();
    push(bare);
    let conjunction = one_of(word, CONJUNCTIONS);
    let attached = conjunction.is_some();
    for conjunction in [None, conjunction] {
        let lead = Clitics { letters: u8::from(conjunction.is_some()), conjunction, ..bare };
        let rest = word.skip(u32::from(lead.letters));
        if conjunction.is_some() {
            push(lead);
        }
        if rest.starts_with(ALEF_LAM) {
            push(Clitics { letters: lead.letters + 2, article: true, ..lead });
        }
        if let Some(preposition) = one_of(rest, PREPOSITIONS) {
            let with = Clitics { letters: lead.letters + 1, preposition: Some(preposition), ..lead };
            push(with);
            let inner = rest.skip(1);
            // «لل»: ل and the article in one; «بال», «كال» in full.
            if preposition == 'ل' && inner.starts_with(LAM) {
                push(Clitics { letters: with.letters + 1, article: true, ..with });
            } else if inner.starts_with(ALEF_LAM) {
                push(Clitics { letters: with.letters + 2, article: true, ..with });
            }
        }
        if conjunction.is_none() && !attached {
            break;
        }
    }
    found.into_iter().take(n)
}

/// The word's first letter, if it is one of these.
fn one_of(word: Key, letters: &[(char, Key)]) -> Option<char> {
    let first = word.first(1);
    letters.iter().find(|(_, key)| *key == first).map(|&(letter, _)| letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_to_take_a_word_apart() {
        let stems = |w: &str| splits(Key::of(w)).map(|s| s.stem.to_string()).collect::<Vec<_>>();
        assert_eq!(stems("العام"), ["العام", "عام"]);
        assert_eq!(stems("للعام"), ["للعام", "لعام", "عام"]);
        assert_eq!(stems("بالعام"), ["بالعام", "العام", "عام"]);
        assert_eq!(stems("والعام"), ["والعام", "العام", "عام"]);
        assert_eq!(stems("وقت"), ["وقت", "قت"]);
        assert_eq!(stems("ليل"), ["ليل", "يل"]);
        assert_eq!(stems("يوم"), ["يوم"]);
    }

    #[test]
    fn what_was_in_front_is_told() {
        let split = splits(Key::of("وبالأسبوع")).last().unwrap();
        assert_eq!(split.stem, Key::of("أسبوع"));
        assert_eq!(
            split.clitics,
            Clitics { letters: 4, conjunction: Some('و'), preposition: Some('ب'), article: true }
        );
    }
}
