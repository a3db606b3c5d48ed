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
    let mut splits = Splits { word, length, front: word.front(length), step: 0, steps: 1 };
    // Most words begin with a letter that is never attached.
    if conjunction(splits.letter(0)).is_some() {
        splits.steps = 8;
    } else if preposition(splits.letter(0)).is_some() || splits.letter(0) == ALEF && splits.letter(1) == LAM {
        splits.steps = 4;
    }
    splits
}

/// The ways to take a word apart, found one at a time: most readers stop at the first.
struct Splits {
    word: Key,
    length: u32,
    /// Its first letters.
    front: u32,
    /// Four steps with nothing before them, then the same four after «و» or «ف».
    step: u8,
    /// After so many there is nothing more to find.
    steps: u8,
}

impl Splits {
    /// The code of one of the first letters.
    #[inline]
    fn letter(&self, place: u8) -> u8 {
        (self.front >> (5 * (Key::FRONT - 1 - u32::from(place)))) as u8 & 31
    }

    #[inline]
    fn whole(&self) -> Split {
        Split { clitics: Clitics::default(), stem: self.word }
    }

    /// What a step takes off the front, if that is there.
    fn clitics(&self, step: u8) -> Option<Clitics> {
        let lead = match step {
            0..4 => Clitics::default(),
            _ => Clitics { letters: 1, conjunction: conjunction(self.letter(0)), ..Clitics::default() },
        };
        let [a, b, c] = [0, 1, 2].map(|n| self.letter(lead.letters + n));
        match step % 4 {
            0 => Some(lead),
            1 => (a == ALEF && b == LAM).then_some(Clitics { letters: lead.letters + 2, article: true, ..lead }),
            n => {
                let with = Clitics { letters: lead.letters + 1, preposition: Some(preposition(a)?), ..lead };
                // «لل»: ل and the article in one; «بال», «كال» in full.
                match (n, a, b, c) {
                    (2, ..) => Some(with),
                    (_, LAM, LAM, _) => Some(Clitics { letters: with.letters + 1, article: true, ..with }),
                    (_, _, ALEF, LAM) => Some(Clitics { letters: with.letters + 2, article: true, ..with }),
                    _ => None,
                }
            }
        }
    }

    fn attached(&mut self) -> Option<Split> {
        while self.step < self.steps {
            let clitics = self.clitics(self.step);
            self.step += 1;
            // A single letter is no stem.
            if let Some(clitics) = clitics.filter(|c| self.length >= u32::from(c.letters) + 2) {
                return Some(Split { clitics, stem: self.word.skip(u32::from(clitics.letters)) });
            }
        }
        None
    }
}

impl Iterator for Splits {
    type Item = Split;

    #[inline]
    fn next(&mut self) -> Option<Split> {
        if self.step == 0 {
            self.step = 1;
            return Some(self.whole());
        }
        if self.step == self.steps { None } else { self.attached() }
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
