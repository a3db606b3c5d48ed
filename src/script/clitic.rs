//! One-letter words that Arabic writes onto the next: و ف ب ك ل س and the article ال.

use super::key::{Key, key};
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
const WAW: u8 = code('و');
const FA: u8 = code('ف');
const BA: u8 = code('ب');
const KAF: u8 = code('ك');

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
    let splits = Splits { word, front: word.front(length), whole: true, left: 0 };
    Splits { left: splits.steps(length), ..splits }
}

/// The ways to take a word apart, found one at a time: most readers stop at the first.
struct Splits {
    word: Key,
    /// Its first letters.
    front: u32,
    /// Whether the word as a whole is to come.
    whole: bool,
    /// A bit for each step to come: four with nothing before them, of which the first is the whole word, then the same
    /// four after «و» or «ف».
    left: u8,
}

impl Splits {
    /// The steps that take something off a word of so many letters. Most words begin with a letter that is never attached.
    #[inline]
    fn steps(&self, length: u32) -> u8 {
        let first = self.letter(0);
        let lead = u8::from(first == WAW || first == FA);
        let steps = governed(self.letter(lead), self.letter(lead + 1), self.letter(lead + 2));
        let steps = if lead == 0 { steps } else { (steps | 1) << 4 };
        // A single letter is no stem. No step takes more than four letters.
        if length >= 6 || steps == 0 { steps } else { self.short_steps(length, lead, steps) }
    }

    /// Those of some steps that leave a stem.
    fn short_steps(&self, length: u32, lead: u8, steps: u8) -> u8 {
        let long_enough = |step: &u8| length >= u32::from(lead) + 2 + self.letters(step % 4, lead);
        (1..8).filter(|step| steps >> step & 1 == 1).filter(long_enough).fold(0, |steps, step| steps | 1 << step)
    }

    /// How many letters a step takes behind so many.
    #[inline]
    fn letters(&self, step: u8, lead: u8) -> u32 {
        match step {
            0 => 0,
            1 => 2,
            2 => 1,
            _ if self.letter(lead + 1) == LAM => 2,
            _ => 3,
        }
    }

    /// The code of one of the first letters.
    #[inline]
    fn letter(&self, place: u8) -> u8 {
        (self.front >> (5 * (Key::FRONT - 1 - u32::from(place)))) as u8 & 31
    }

    /// What a step takes off the front, where that is there.
    fn clitics(&self, step: u8) -> Clitics {
        let lead = match step {
            0..4 => Clitics::default(),
            _ => Clitics { letters: 1, conjunction: conjunction(self.letter(0)), ..Clitics::default() },
        };
        let letters = lead.letters + self.letters(step % 4, lead.letters) as u8;
        match step % 4 {
            0 => lead,
            1 => Clitics { letters, article: true, ..lead },
            // «لل»: ل and the article in one; «بال», «كال» in full.
            n => Clitics { letters, preposition: preposition(self.letter(lead.letters)), article: n == 3, ..lead },
        }
    }
}

/// The steps that take the article, a preposition or both off these letters.
#[inline]
fn governed(a: u8, b: u8, c: u8) -> u8 {
    match (a, b, c) {
        (ALEF, LAM, _) => 0b10,
        (LAM, LAM, _) | (BA | KAF | LAM, ALEF, LAM) => 0b1100,
        (BA | KAF | LAM, ..) => 0b100,
        _ => 0,
    }
}

impl Iterator for Splits {
    type Item = Split;

    #[inline]
    fn next(&mut self) -> Option<Split> {
        if self.whole {
            self.whole = false;
            return Some(Split { clitics: Clitics::default(), stem: self.word });
        }
        if self.left == 0 {
            return None;
        }
        let step = self.left.trailing_zeros() as u8;
        self.left &= self.left - 1;
        let clitics = self.clitics(step);
        Some(Split { clitics, stem: self.word.skip(u32::from(clitics.letters)) })
    }
}

/// Which of و, ف a letter is.
#[inline]
fn conjunction(letter: u8) -> Option<char> {
    match letter {
        WAW => Some('و'),
        FA => Some('ف'),
        _ => None,
    }
}

/// Which of ب, ك, ل a letter is.
#[inline]
fn preposition(letter: u8) -> Option<char> {
    match letter {
        BA => Some('ب'),
        KAF => Some('ك'),
        LAM => Some('ل'),
        _ => None,
    }
}

/// Whether any stem of [`splits`] passes a test: for whoever looks most of them up in vain.
#[inline]
pub(crate) fn any_stem(word: Key, passes: impl Fn(Key) -> bool) -> bool {
    /// A bit for each letter that a word with something attached can begin with.
    const ATTACHED: u32 = 1 << WAW | 1 << FA | 1 << BA | 1 << KAF | 1 << LAM | 1 << ALEF;
    if passes(word) {
        return true;
    }
    let length = word.len();
    let front = word.front(length);
    let [a, b, c, d] = [4, 3, 2, 1].map(|place| (front >> (5 * place)) as u8 & 31);
    if ATTACHED >> a & 1 == 0 {
        return false;
    }
    // A bit for each number of letters that can be cut off.
    let cuts = |a: u8, b: u8, c: u8| match (a, b, c) {
        (ALEF, LAM, _) => 0b100,
        (LAM, LAM, _) => 0b110,
        (BA | KAF | LAM, ALEF, LAM) => 0b1010,
        (BA | KAF | LAM, ..) => 0b10,
        _ => 0,
    };
    let joined = if matches!(a, WAW | FA) { (cuts(b, c, d) | 1) << 1 } else { 0 };
    let mut cuts: u32 = cuts(a, b, c) | joined;
    while cuts != 0 {
        let letters = cuts.trailing_zeros();
        cuts &= cuts - 1;
        if length >= letters + 2 && passes(word.last(length - letters)) {
            return true;
        }
    }
    false
}

/// All that [`splits`] may take off the front of a word, nothing first.
pub(crate) const LEADING: [Key; 27] = {
    const AND: [Key; 3] = [Key::NONE, key!("و"), key!("ف")];
    const IN_THE: [Key; 9] =
        [Key::NONE, key!("ال"), key!("ب"), key!("ك"), key!("ل"), key!("لل"), key!("بال"), key!("كال"), key!("لال")];
    let mut all = [Key::NONE; 27];
    let mut n = 0;
    while n < all.len() {
        all[n] = AND[n / IN_THE.len()].join(IN_THE[n % IN_THE.len()]);
        n += 1;
    }
    all
};

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
    fn every_stem_is_tried() {
        for lead in LEADING {
            for word in ["", "ل", "شهر", "العام", "لقاء", "وقت", "باله"] {
                let word = lead.join(Key::of(word));
                for stem in splits(word).map(|split| split.stem) {
                    assert!(any_stem(word, |other| other == stem), "{word} {stem}");
                }
                assert!(!any_stem(word, |stem| splits(word).all(|split| split.stem != stem)), "{word}");
            }
        }
    }

    #[test]
    fn every_lead_is_taken_off() {
        let word = Key::of("شهر");
        for lead in LEADING {
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
