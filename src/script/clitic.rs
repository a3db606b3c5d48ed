//! One-letter words that Arabic writes onto the next: و ف ب ك ل س and the article ال.

use super::key::Key;
use super::letter::code;

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

const ALEF: u8 = code('ا');
const LAM: u8 = code('ل');
const CONJUNCTIONS: [(char, u8); 2] = [('و', code('و')), ('ف', code('ف'))];
const PREPOSITIONS: [(char, u8); 3] = [('ب', code('ب')), ('ك', code('ك')), ('ل', LAM)];

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
    let length = word.len();
    let first = word.letter(0, length);
    let conjunction = one_of(first, &CONJUNCTIONS);
    // Most words begin with a letter that is never attached.
    let attached = conjunction.is_some() || first == ALEF || one_of(first, &PREPOSITIONS).is_some();
    Splits { word, length, conjunction, step: 0, steps: if attached { 8 } else { 1 } }
}

/// The ways to take a word apart, found one at a time: most readers stop at the first.
struct Splits {
    word: Key,
    length: u32,
    conjunction: Option<char>,
    step: u8,
    /// After so many steps there is nothing more to find.
    steps: u8,
}

impl Iterator for Splits {
    type Item = Split;

    #[inline]
    fn next(&mut self) -> Option<Split> {
        loop {
            let step = self.step;
            if step == self.steps {
                return None;
            }
            self.step += 1;
            // Four steps with nothing before them, then the same four after «و» or «ف».
            let lead = match step {
                0..4 => Clitics::default(),
                _ => Clitics { letters: 1, conjunction: Some(self.conjunction?), ..Clitics::default() },
            };
            let at = |n: u8| self.word.letter(u32::from(lead.letters + n), self.length);
            let clitics = match step % 4 {
                0 => Some(lead),
                1 => (at(0) == ALEF && at(1) == LAM).then_some(Clitics {
                    letters: lead.letters + 2,
                    article: true,
                    ..lead
                }),
                n => one_of(at(0), &PREPOSITIONS).and_then(|preposition| {
                    let with = Clitics { letters: lead.letters + 1, preposition: Some(preposition), ..lead };
                    // «لل»: ل and the article in one; «بال», «كال» in full.
                    match (n, preposition, at(1), at(2)) {
                        (2, ..) => Some(with),
                        (_, 'ل', LAM, _) => Some(Clitics { letters: with.letters + 1, article: true, ..with }),
                        (_, _, ALEF, LAM) => Some(Clitics { letters: with.letters + 2, article: true, ..with }),
                        _ => None,
                    }
                }),
            };
            let Some(clitics) = clitics else { continue };
            // A single letter is no stem.
            if clitics.letters == 0 || self.length >= u32::from(clitics.letters) + 2 {
                return Some(Split { clitics, stem: self.word.skip(u32::from(clitics.letters)) });
            }
        }
    }
}

/// Which of these a letter is.
#[inline]
fn one_of(letter: u8, letters: &[(char, u8)]) -> Option<char> {
    letters.iter().find(|(_, code)| *code == letter).map(|&(letter, _)| letter)
}

/// All that [`splits`] may take off the front of a word, nothing first.
pub(crate) fn leading() -> impl Iterator<Item = Key> {
    const AND: [Key; 3] = [Key::NONE, Key::of("و"), Key::of("ف")];
    const IN_THE: [Key; 9] = [
        Key::NONE,
        Key::of("ال"),
        Key::of("ب"),
        Key::of("ك"),
        Key::of("ل"),
        Key::of("لل"),
        Key::of("بال"),
        Key::of("كال"),
        Key::of("لال"),
    ];
    AND.into_iter().flat_map(|and| IN_THE.into_iter().map(move |in_the| and.join(in_the)))
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
    fn every_lead_is_taken_off() {
        let word = Key::of("شهر");
        for lead in leading() {
            assert!(splits(lead.join(word)).any(|split| split.stem == word), "{lead}");
        }
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
