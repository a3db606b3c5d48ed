//! Arabic conjugation, as it is written: from a root and a form to every surface form, unvocalised and folded.
//!
//! Takes root letters and one of the ten forms (or the quadriliteral two); gives stems, verbal nouns and
//! participles, and all inflected forms of them. Weak letters, doubled roots, assimilation and the seat of
//! hamza follow from the root; nothing is listed. Folding (hamza on its seats, ة, ى) is [`Key`]'s.
//! Knows nothing of meanings. Part of the build script: no program conjugates.

use crate::event::conjugate::{Aspect, Form, Inflection, Person, Voice};
use crate::script::Key;

/// A few letters of a word, as a [`Key`] packs them, that are quick to join: some 50,000 forms are when a program starts.
/// Twelve have room, which no form needs more of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Letters {
    packed: u64,
    bits: u32,
}

impl Letters {
    const NONE: Self = Self { packed: 0, bits: 0 };
    /// Of one letter.
    const BITS: u32 = 5;

    const fn of(word: &str) -> Self {
        let key = Key::of(word);
        match key.short() {
            Some(packed) => Self { packed, bits: Self::BITS * key.len() },
            None => Self::NONE,
        }
    }

    fn key(self) -> Key {
        debug_assert!(self.bits <= u64::BITS, "{self:?} are too many letters");
        Key::from_packed(u128::from(self.packed))
    }

    const fn is_empty(self) -> bool {
        self.bits == 0
    }

    const fn join(self, other: Self) -> Self {
        Self { packed: self.packed << other.bits | other.packed, bits: self.bits + other.bits }
    }

    const fn last(self) -> u64 {
        self.packed & ((1 << Self::BITS) - 1)
    }

    const fn ends_with(self, letter: Self) -> bool {
        !self.is_empty() && self.last() == letter.packed
    }

    const fn starts_with(self, letter: Self) -> bool {
        !self.is_empty() && self.packed >> (self.bits - Self::BITS) == letter.packed
    }

    const fn without_last(self) -> Self {
        Self { packed: self.packed >> Self::BITS, bits: self.bits.saturating_sub(Self::BITS) }
    }

    const fn without_first(self) -> Self {
        let bits = self.bits.saturating_sub(Self::BITS);
        Self { packed: self.packed & ((1 << bits) - 1), bits }
    }
}

const A: Letters = Letters::of("ا");
const T: Letters = Letters::of("ت");
const N: Letters = Letters::of("ن");
const M: Letters = Letters::of("م");
const W: Letters = Letters::of("و");
const Y: Letters = Letters::of("ي");
const H: Letters = Letters::of("ه");
const S: Letters = Letters::of("س");
const HAMZA: Letters = Letters::of("ء");

fn cat<const K: usize>(parts: [Letters; K]) -> Letters {
    parts.into_iter().fold(Letters::NONE, Letters::join)
}

/// Three or four root letters.
#[derive(Debug, Clone, Copy)]
struct Root {
    a: Letters,
    b: Letters,
    c: Letters,
    d: Letters,
    /// A middle و or ي that stays in every form: استجوب، استحوذ; a first hamza that stays in form VIII: ائتلف.
    firm: bool,
}

impl Root {
    fn of(letters: &str) -> Self {
        let firm = letters.ends_with('!');
        let mut keys = [Letters::NONE; 4];
        let mut buffer = [0; 4];
        for (slot, letter) in keys.iter_mut().zip(letters.trim_end_matches('!').chars()) {
            let letter = if matches!(letter, 'أ' | 'إ' | 'ؤ' | 'ئ' | 'آ') { 'ء' } else { letter };
            *slot = Letters::of(letter.encode_utf8(&mut buffer));
        }
        let [a, b, c, d] = keys;
        Self { a, b, c, d, firm }
    }

    fn defective(self) -> bool {
        self.d.is_empty() && is_weak(self.c)
    }

    fn hollow(self) -> bool {
        self.d.is_empty() && is_weak(self.b) && !is_weak(self.c) && !self.firm
    }

    fn doubled(self) -> bool {
        self.d.is_empty() && self.b == self.c && !is_weak(self.c)
    }
}

fn is_weak(letter: Letters) -> bool {
    letter == W || letter == Y
}

/// A hamza takes the seat; any other letter is itself.
fn seat(letter: Letters, seat: Letters) -> Letters {
    if letter == HAMZA { seat } else { letter }
}

/// How a stem meets its endings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    /// Endings are written after it.
    Plain,
    /// An open weak letter, which most endings swallow: نفى، دعا; يسعى.
    Open { last: Letters, kept: Letters },
    /// A closed weak letter: لقي; ينفي، يدعو.
    Closed { kept: Letters },
    /// Hamza after `a`: بدأ، يبدأ.
    HamzaA,
    /// Hamza after `i`: أنشئ، ينشئ.
    HamzaI,
}

/// What endings are written on: before vowels and at the end, and before consonants (قام، قمت).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stem {
    long: Letters,
    short: Letters,
    end: End,
}

impl Stem {
    fn plain(stem: Letters) -> Self {
        Self { long: stem, short: stem, end: End::Plain }
    }
}

/// Which stem is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Slot {
    aspect: Aspect,
    passive: bool,
}

/// A verb to be conjugated.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Verb {
    root: Root,
    form: Form,
}

impl Verb {
    /// The verb of this root in this form. Root letters are written as they are (`أخذ`, `قوم`, `نفي`);
    /// `!` after them keeps a weak middle letter everywhere (`جوب!`: استجوب).
    pub(crate) fn new(root: &str, form: Form) -> Self {
        Self { root: Root::of(root), form }
    }

    /// ائتلف keeps its first hamza, where اتخذ loses it.
    fn keeps_hamza(self) -> bool {
        self.form == Form::VIII && self.root.a == HAMZA && self.root.firm
    }

    /// Everything up to the first root letter and the vowel after it, without the prefix of the imperfect.
    fn head(self, slot: Slot) -> Letters {
        let Root { a, .. } = self.root;
        let perfect = slot.aspect == Aspect::Perfect;
        // The vowel before a first-letter hamza decides its seat.
        let after_a = seat(a, A);
        let after_u = seat(a, W);
        let long = if slot.passive && perfect { W } else { A };
        match (self.form, perfect) {
            (Form::I | Form::Ii | Form::II | Form::Q, true) => after_a,
            (Form::I | Form::Ii, false) if a == W && !slot.passive => Letters::NONE,
            (Form::I | Form::Ii, false) => {
                if slot.passive {
                    after_u
                } else {
                    after_a
                }
            }
            (Form::II | Form::IV | Form::Q, false) => after_u,
            (Form::III, true) => {
                // آ is one letter: hamza and long a.
                if a == HAMZA && long == A { A } else { cat([after_a, long]) }
            }
            (Form::III, false) => cat([after_u, A]),
            (Form::IV, true) => {
                if a == HAMZA {
                    if slot.passive { cat([A, W]) } else { A }
                } else {
                    cat([A, a])
                }
            }
            (Form::V | Form::Qt, _) => cat([T, if slot.passive && perfect { after_u } else { after_a }]),
            (Form::VI, _) => {
                if a == HAMZA && long == A {
                    cat([T, A])
                } else {
                    cat([T, after_u, long])
                }
            }
            (Form::VII, true) => cat([A, N, a]),
            (Form::VII, false) => cat([N, a]),
            (Form::VIII, true) if self.keeps_hamza() => cat([A, if slot.passive { W } else { Y }, T]),
            (Form::VIII, false) if self.keeps_hamza() => cat([if slot.passive { W } else { A }, T]),
            (Form::VIII, true) => cat([A, eighth(a)]),
            (Form::VIII, false) => eighth(a),
            (Form::X, true) => cat([A, S, T, if slot.passive { after_u } else { after_a }]),
            // يستحيي aside, the imperfect keeps a.
            (Form::X, false) => cat([S, T, after_a]),
        }
    }

    fn stem(self, slot: Slot) -> Stem {
        let Root { b, c, d, .. } = self.root;
        let root = self.root;
        let perfect = slot.aspect == Aspect::Perfect;
        let head = self.head(slot);
        let form = self.form;
        if !d.is_empty() {
            return Stem::plain(cat([head, b, c, d]));
        }
        let shrinks = matches!(form, Form::I | Form::Ii | Form::IV | Form::VII | Form::VIII | Form::X);
        if root.hollow() && shrinks {
            let vowel = match (form, perfect, slot.passive) {
                (_, true, false) | (_, false, true) => A,
                (_, true, true) => Y,
                (Form::I, false, false) => b,
                (Form::IV | Form::X, false, false) => Y,
                (_, false, false) => A,
            };
            let short = if c == HAMZA { cat([head, Y]) } else { cat([head, c]) };
            return Stem { long: cat([head, vowel, c]), short, end: End::Plain };
        }
        if root.doubled() && shrinks {
            return Stem { long: cat([head, b]), short: cat([head, b, b]), end: End::Plain };
        }
        // The vowel between the second and the third letter.
        let open = if slot.passive {
            !perfect
        } else if perfect {
            form != Form::Ii
        } else {
            matches!(form, Form::I | Form::Ii | Form::V | Form::VI)
        };
        let second = match form {
            Form::III | Form::VI if open => b,
            _ => seat(b, if open { A } else { Y }),
        };
        let base = cat([head, second]);
        if root.defective() {
            let kept = if form == Form::I && c == W && !slot.passive { W } else { Y };
            // Behind another ي it is written as alef: أحيا.
            let last = if b == Y { A } else { Y };
            let end = match (perfect, open) {
                (true, true) => End::Open { last: if kept == W { A } else { last }, kept },
                (true, false) => End::Closed { kept: Y },
                // يدعو and ينفي close the form; يسعى، يلقى، يتولى are open, which shows only before an object.
                (false, _) if kept == W => End::Closed { kept },
                (false, true) => End::Open { last, kept: Y },
                (false, false) => End::Closed { kept: Y },
            };
            return Stem { long: base, short: base, end };
        }
        if c == HAMZA {
            return Stem { long: base, short: base, end: if open { End::HamzaA } else { End::HamzaI } };
        }
        Stem::plain(cat([base, c]))
    }

    /// The dictionary form: he did.
    #[cfg(test)]
    pub(crate) fn lemma(self) -> Key {
        let Stem { long, end, .. } = self.stem(Slot { aspect: Aspect::Perfect, passive: false });
        let lemma = match end {
            End::Plain => long,
            End::Open { last, .. } => cat([long, last]),
            End::Closed { kept } => cat([long, kept]),
            End::HamzaA => cat([long, A]),
            End::HamzaI => cat([long, Y]),
        };
        lemma.key()
    }

    /// Every finite form, each once for each voice and aspect. The future is the imperfect after سـ.
    pub(crate) fn forms(self, mut emit: impl FnMut(Key, Inflection)) {
        for aspect in [Aspect::Perfect, Aspect::Imperfect] {
            let active = self.stem(Slot { aspect, passive: false });
            let passive = self.stem(Slot { aspect, passive: true });
            // Form VII has no passive; where both are written alike, one entry says so.
            if active == passive || self.form == Form::VII {
                let voice = if self.form == Form::VII { Voice::Active } else { Voice::Both };
                endings(active, aspect, voice, &mut emit);
            } else {
                endings(active, aspect, Voice::Active, &mut emit);
                endings(passive, aspect, Voice::Passive, &mut emit);
            }
        }
    }

    /// The verbal noun that follows from the form; form I has none that follows.
    pub(crate) fn verbal_noun(self) -> Option<Key> {
        let root = self.root;
        let Root { a, b, c, d, .. } = root;
        let hollow = root.hollow();
        // A weak or hamza end after long a is a bare hamza: إنهاء، إنشاء.
        let end = if root.defective() { HAMZA } else { c };
        let lost = root.defective() || c == HAMZA;
        // و after i becomes ī, a hamza its seat: إيقاف، إيمان، استئناف.
        let after_i = if a == W || a == HAMZA { Y } else { a };
        let noun = match self.form {
            Form::I | Form::Ii => return None,
            Form::II if lost => cat([T, seat(a, A), b, Y, H]),
            Form::II => cat([T, seat(a, A), seat(b, Y), Y, c]),
            Form::III if root.defective() => cat([M, seat(a, W), A, b, A, H]),
            Form::III => cat([M, seat(a, W), A, b, seat(c, A), H]),
            Form::IV if hollow => cat([A, a, A, c, H]),
            Form::IV => cat([A, after_i, b, A, end]),
            Form::V if root.defective() => cat([T, seat(a, A), b, Y]),
            Form::V => cat([T, seat(a, A), seat(b, W), seat(c, W)]),
            Form::VI => {
                let head = if a == HAMZA { cat([T, A]) } else { cat([T, a, A]) };
                cat([head, seat(b, W), if root.defective() { Y } else { seat(c, W) }])
            }
            Form::VII if hollow => cat([A, N, a, Y, A, c]),
            Form::VII => cat([A, N, a, b, A, end]),
            Form::VIII if self.keeps_hamza() => cat([A, Y, T, b, A, end]),
            Form::VIII if hollow => cat([A, eighth(a), Y, A, c]),
            Form::VIII => cat([A, eighth(a), b, A, end]),
            Form::X if hollow => cat([A, S, T, a, A, c, H]),
            Form::X => cat([A, S, T, after_i, b, A, end]),
            Form::Q => cat([a, b, c, d, H]),
            Form::Qt => cat([T, a, b, c, d]),
        };
        Some(noun.key())
    }

    /// The doer (قاتل، مهاجم) and the done-to (مقتول، مستهدف), as they are written.
    pub(crate) fn participles(self) -> [Key; 2] {
        let root = self.root;
        let Root { a, b, c, .. } = root;
        if matches!(self.form, Form::I | Form::Ii) {
            let first = if a == HAMZA { A } else { cat([a, A]) };
            let doer = if root.hollow() {
                cat([first, Y, seat(c, Y)])
            } else if root.doubled() {
                cat([first, b])
            } else if root.defective() {
                cat([first, b, Y])
            } else {
                cat([first, seat(b, Y), seat(c, Y)])
            };
            let head = cat([M, seat(a, A)]);
            let done =
                if root.hollow() || root.defective() { cat([head, b, c]) } else { cat([head, seat(b, W), W, c]) };
            return [doer.key(), done.key()];
        }
        [false, true].map(|passive| {
            // The hamza of مؤتلف sits as that of the passive does.
            let slot = Slot { aspect: Aspect::Imperfect, passive: passive || self.keeps_hamza() };
            let Stem { long, end, .. } = self.stem(slot);
            let participle = match end {
                End::Plain => cat([M, long]),
                End::Open { .. } | End::Closed { .. } | End::HamzaI => cat([M, long, Y]),
                End::HamzaA => cat([M, long, if passive { A } else { Y }]),
            };
            participle.key()
        })
    }
}

/// First root letter and the infix of form VIII, with what they do to each other: اتفق، اصطدم، ازداد، ادعى.
fn eighth(a: Letters) -> Letters {
    const TA: Letters = Letters::of("ط");
    const DAL: Letters = Letters::of("د");
    let is = |letter: &str| a == Letters::of(letter);
    if is_weak(a) || a == T || a == HAMZA {
        T
    } else if is("ص") || is("ض") {
        cat([a, TA])
    } else if is("ط") || is("د") {
        a
    } else if is("ذ") {
        DAL
    } else if is("ز") {
        cat([a, DAL])
    } else {
        cat([a, T])
    }
}

/// A stem and an ending that begins with its last letter write that letter once: أعلنّا، أثبتّ.
fn meet(stem: Letters, ending: Letters) -> Letters {
    let twice = |letter: Letters| ending.starts_with(letter) && stem.ends_with(letter);
    if twice(N) || twice(T) { cat([stem, ending.without_first()]) } else { cat([stem, ending]) }
}

/// Writes the endings of one stem.
fn endings(stem: Stem, aspect: Aspect, voice: Voice, emit: &mut impl FnMut(Key, Inflection)) {
    const TN: Letters = Letters::of("تن");
    const TM: Letters = Letters::of("تم");
    const TMA: Letters = Letters::of("تما");
    const TA: Letters = Letters::of("تا");
    const NA: Letters = Letters::of("نا");
    const WA: Letters = Letters::of("وا");
    const WN: Letters = Letters::of("ون");
    const YN: Letters = Letters::of("ين");
    let Stem { long, short, end } = stem;
    let mut put = |word: Letters, person: Person, plural: bool, needs_object: bool| {
        emit(word.key(), Inflection { aspect, voice, person, plural, needs_object });
    };
    use Person::{First, Second, Third};
    if aspect == Aspect::Perfect {
        // Before consonants, before t of the feminine, before the dual.
        let (masculine, feminine, dual, consonant) = match end {
            End::Plain => (long, long, cat([long, A]), short),
            End::Open { last, kept } => (cat([long, last]), long, cat([long, kept, A]), cat([long, kept])),
            End::Closed { kept } => {
                let whole = cat([long, kept]);
                (whole, whole, cat([whole, A]), whole)
            }
            // بدأا is written بدآ.
            End::HamzaA => (cat([long, A]), cat([long, A]), cat([long, A]), cat([long, A])),
            End::HamzaI => {
                let whole = cat([long, Y]);
                (whole, whole, cat([whole, A]), whole)
            }
        };
        put(masculine, Third, false, false);
        put(cat([feminine, T]), Third, false, false);
        if dual != masculine {
            put(dual, Third, true, false);
        }
        put(cat([feminine, TA]), Third, true, false);
        if let End::Open { .. } = end {
            put(cat([long, A]), Third, false, true);
        }
        // A final hamza before ū has been written on every seat: بدأوا، بدؤوا، بدءوا.
        let seats: &[Letters] = match end {
            End::HamzaA => &[A, W, HAMZA],
            End::HamzaI => &[Y, W],
            End::Plain if long.ends_with(HAMZA) => &[HAMZA, W],
            _ => &[Letters::NONE],
        };
        let root = if long.ends_with(HAMZA) { long.without_last() } else { long };
        for &seat in seats {
            put(cat([root, seat, WA]), Third, true, false);
            put(cat([root, seat, W]), Third, true, true);
        }
        put(meet(consonant, N), Third, true, false);
        if consonant != feminine {
            put(meet(consonant, T), First, false, false);
        }
        put(meet(consonant, TMA), Second, true, false);
        put(meet(consonant, TM), Second, true, false);
        put(meet(consonant, TN), Second, true, false);
        put(meet(consonant, NA), First, true, false);
        return;
    }
    let whole = match end {
        End::Plain => long,
        End::Open { last, .. } => cat([long, last]),
        End::Closed { kept } => cat([long, kept]),
        End::HamzaA => cat([long, A]),
        End::HamzaI => cat([long, Y]),
    };
    let plurals: &[Letters] = match end {
        End::HamzaA => &[A, W, HAMZA],
        End::HamzaI => &[Y, W],
        End::Plain if long.ends_with(HAMZA) => &[HAMZA, W],
        _ => &[Letters::NONE],
    };
    let root = if matches!(end, End::Plain) && long.ends_with(HAMZA) { long.without_last() } else { long };
    let consonant = if matches!(end, End::Plain) { short } else { whole };
    // يبدأان is written يبدآن.
    let dual = if end == End::HamzaA { whole } else { cat([whole, A]) };
    for (prefix, person) in [(Y, Third), (T, Third)] {
        let put = &mut put;
        put(cat([prefix, whole]), person, false, false);
        put(cat([prefix, dual, N]), person, true, false);
        if dual != whole {
            put(cat([prefix, dual]), person, true, false);
        }
        for &seat in plurals {
            put(cat([prefix, root, seat, WN]), person, true, false);
            put(cat([prefix, root, seat, WA]), person, true, false);
            put(cat([prefix, root, seat, W]), person, true, true);
        }
        put(cat([prefix, meet(consonant, N)]), person, true, false);
        // Jussive: لم يقم، لم ينف.
        match end {
            End::Plain if short.bits < long.bits => put(cat([prefix, short]), person, false, false),
            End::Open { .. } => {
                put(cat([prefix, long]), person, false, false);
                put(cat([prefix, long, A]), person, false, true);
            }
            End::Closed { .. } => put(cat([prefix, long]), person, false, false),
            _ => {}
        }
    }
    put(cat([T, if matches!(end, End::Plain) { whole } else { long }, YN]), Second, false, false);
    // أأ is written آ.
    let first = if whole.starts_with(A) { whole } else { cat([A, whole]) };
    put(first, First, false, false);
    put(cat([N, whole]), First, true, false);
    if let End::Open { .. } | End::Closed { .. } = end {
        put(cat([N, long]), First, true, false);
    } else if short.bits < long.bits {
        put(cat([N, short]), First, true, false);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn written(root: &str, form: Form, aspect: Aspect, voice: Voice) -> BTreeSet<String> {
        let mut out = BTreeSet::new();
        Verb::new(root, form).forms(|key, i| {
            if i.aspect == aspect && (i.voice == voice || i.voice == Voice::Both) && !i.needs_object {
                out.insert(key.to_string());
            }
        });
        out
    }

    fn folded(words: &str) -> BTreeSet<String> {
        words.split_whitespace().map(|w| Key::of(w).to_string()).collect()
    }

    /// Whole perfect paradigms, as a grammar prints them.
    #[test]
    fn perfect_paradigms() {
        let table = [
            ("قتل", Form::I, "قتل قتلت قتلا قتلتا قتلوا قتلن قتلتما قتلتم قتلتن قتلنا"),
            ("وقع", Form::I, "وقع وقعت وقعا وقعتا وقعوا وقعن وقعتما وقعتم وقعتن وقعنا"),
            ("قوم", Form::I, "قام قامت قاما قامتا قاموا قمن قمت قمتما قمتم قمتن قمنا"),
            ("سير", Form::I, "سار سارت سارا سارتا ساروا سرن سرت سرتما سرتم سرتن سرنا"),
            ("نفي", Form::I, "نفى نفت نفيا نفتا نفوا نفين نفيت نفيتما نفيتم نفيتن نفينا"),
            ("دعو", Form::I, "دعا دعت دعوا دعتا دعون دعوت دعوتما دعوتم دعوتن دعونا"),
            ("لقي", Form::Ii, "لقي لقيت لقيا لقيتا لقوا لقين لقيتما لقيتم لقيتن لقينا"),
            ("شنن", Form::I, "شن شنت شنا شنتا شنوا شنن شننت شننتما شننتم شننتن شننا"),
            ("أخذ", Form::I, "أخذ أخذت أخذا أخذتا أخذوا أخذن أخذتما أخذتم أخذتن أخذنا"),
            ("بدأ", Form::I, "بدأ بدأت بدأتا بدأوا بدؤوا بدءوا بدأن بدأتما بدأتم بدأتن بدأنا"),
            ("جيء", Form::I, "جاء جاءت جاءا جاءتا جاءوا جاؤوا جئن جئت جئتما جئتم جئتن جئنا"),
            ("أكد", Form::II, "أكد أكدت أكدا أكدتا أكدوا أكدن أكدتما أكدتم أكدتن أكدنا"),
            ("حصر", Form::III, "حاصر حاصرت حاصرا حاصرتا حاصروا حاصرن حاصرتما حاصرتم حاصرتن حاصرنا"),
            ("نهي", Form::IV, "أنهى أنهت أنهيا أنهتا أنهوا أنهين أنهيت أنهيتما أنهيتم أنهيتن أنهينا"),
            ("قيل", Form::IV, "أقال أقالت أقالا أقالتا أقالوا أقلن أقلت أقلتما أقلتم أقلتن أقلنا"),
            ("نشأ", Form::IV, "أنشأ أنشأت أنشأتا أنشأوا أنشؤوا أنشءوا أنشأن أنشأتما أنشأتم أنشأتن أنشأنا"),
            ("ولي", Form::V, "تولى تولت توليا تولتا تولوا تولين توليت توليتما توليتم توليتن تولينا"),
            ("فوض", Form::VI, "تفاوض تفاوضت تفاوضا تفاوضتا تفاوضوا تفاوضن تفاوضتما تفاوضتم تفاوضتن تفاوضنا"),
            ("سحب", Form::VII, "انسحب انسحبت انسحبا انسحبتا انسحبوا انسحبن انسحبتما انسحبتم انسحبتن انسحبنا"),
            ("وفق", Form::VIII, "اتفق اتفقت اتفقا اتفقتا اتفقوا اتفقن اتفقتما اتفقتم اتفقتن اتفقنا"),
            ("ألف!", Form::VIII, "ائتلف ائتلفت ائتلفا ائتلفتا ائتلفوا ائتلفن ائتلفتما ائتلفتم ائتلفتن ائتلفنا"),
            ("حيي", Form::IV, "أحيا أحيت أحييا أحيتا أحيوا أحيين أحييت أحييتما أحييتم أحييتن أحيينا"),
            ("حلل", Form::VIII, "احتل احتلت احتلا احتلتا احتلوا احتللن احتللت احتللتما احتللتم احتللتن احتللنا"),
            (
                "ولي",
                Form::X,
                "استولى استولت استوليا استولتا استولوا استولين استوليت استوليتما استوليتم استوليتن استولينا",
            ),
            ("عود", Form::X, "استعاد استعادت استعادا استعادتا استعادوا استعدن استعدت استعدتما استعدتم استعدتن استعدنا"),
            ("سيطر", Form::Q, "سيطر سيطرت سيطرا سيطرتا سيطروا سيطرن سيطرتما سيطرتم سيطرتن سيطرنا"),
        ];
        for (root, form, words) in table {
            assert_eq!(written(root, form, Aspect::Perfect, Voice::Active), folded(words), "{root} {form:?}");
        }
    }

    /// Whole imperfect paradigms: indicative, subjunctive and jussive together.
    #[test]
    fn imperfect_paradigms() {
        let table = [
            (
                "قتل",
                Form::I,
                "يقتل يقتلان يقتلا يقتلون يقتلوا يقتلن تقتل تقتلان تقتلا تقتلون تقتلوا تقتلن تقتلين أقتل نقتل",
            ),
            ("وقع", Form::I, "يقع يقعان يقعا يقعون يقعوا يقعن تقع تقعان تقعا تقعون تقعوا تقعن تقعين أقع نقع"),
            (
                "قوم",
                Form::I,
                "يقوم يقم يقومان يقوما يقومون يقوموا يقمن تقوم تقم تقومان تقوما تقومون تقوموا تقمن تقومين أقوم نقوم نقم",
            ),
            (
                "نفي",
                Form::I,
                "ينفي ينف ينفيان ينفيا ينفون ينفوا ينفين تنفي تنف تنفيان تنفيا تنفون تنفوا تنفين أنفي ننفي ننف",
            ),
            ("دعو", Form::I, "يدعو يدع يدعوان يدعوا يدعون تدعو تدع تدعوان تدعوا تدعون تدعين أدعو ندعو ندع"),
            ("شنن", Form::I, "يشن يشنان يشنا يشنون يشنوا يشنن تشن تشنان تشنا تشنون تشنوا تشنن تشنين أشن نشن"),
            (
                "بدأ",
                Form::I,
                "يبدأ يبدآن يبدأون يبدؤون يبدءون يبدأوا يبدؤوا يبدءوا يبدأن تبدأ تبدآن تبدأون تبدؤون \
                 تبدءون تبدأوا تبدؤوا تبدءوا تبدأن تبدين أبدأ نبدأ",
            ),
            (
                "أخذ",
                Form::I,
                "يأخذ يأخذان يأخذا يأخذون يأخذوا يأخذن تأخذ تأخذان تأخذا تأخذون تأخذوا تأخذن تأخذين آخذ نأخذ",
            ),
            (
                "أكد",
                Form::II,
                "يؤكد يؤكدان يؤكدا يؤكدون يؤكدوا يؤكدن تؤكد تؤكدان تؤكدا تؤكدون تؤكدوا تؤكدن تؤكدين أؤكد نؤكد",
            ),
            (
                "قيل",
                Form::IV,
                "يقيل يقل يقيلان يقيلا يقيلون يقيلوا يقلن تقيل تقل تقيلان تقيلا تقيلون تقيلوا تقلن تقيلين أقيل نقيل نقل",
            ),
            (
                "ولي",
                Form::X,
                "يستولي يستول يستوليان يستوليا يستولون يستولوا يستولين تستولي تستول تستوليان تستوليا تستولون \
                 تستولوا تستولين أستولي نستولي نستول",
            ),
        ];
        for (root, form, words) in table {
            let expected = folded(words);
            assert_eq!(written(root, form, Aspect::Imperfect, Voice::Active), expected, "{root} {form:?}");
        }
    }

    #[test]
    fn passives_that_show_in_writing() {
        for (root, form, perfect, imperfect) in [
            ("قول", Form::I, "قيل", "يقال"),
            ("نفي", Form::I, "نفي", "ينفى"),
            ("دعو", Form::I, "دعي", "يدعى"),
            ("أخذ", Form::I, "أخذ", "يؤخذ"),
            ("وضع", Form::I, "وضع", "يوضع"),
            ("بدأ", Form::I, "بدئ", "يبدأ"),
            ("حصر", Form::III, "حوصر", "يحاصر"),
            ("قيل", Form::IV, "أقيل", "يقال"),
            ("نشأ", Form::IV, "أنشئ", "ينشأ"),
            ("وفي", Form::V, "توفي", "يتوفى"),
            ("خير", Form::VIII, "اختير", "يختار"),
            ("عود", Form::X, "استعيد", "يستعاد"),
            ("أنف", Form::X, "استؤنف", "يستأنف"),
            ("هدف", Form::X, "استهدف", "يستهدف"),
            ("أمن!", Form::VIII, "اؤتمن", "يؤتمن"),
            ("حيي", Form::IV, "أحيي", "يحيا"),
        ] {
            for (aspect, word) in [(Aspect::Perfect, perfect), (Aspect::Imperfect, imperfect)] {
                let all = written(root, form, aspect, Voice::Passive);
                assert!(all.contains(&Key::of(word).to_string()), "{word}: {all:?}");
            }
        }
    }

    #[test]
    fn verbal_nouns_follow_from_the_form() {
        for (root, form, noun) in [
            ("أكد", Form::II, "تأكيد"),
            ("سمي", Form::II, "تسمية"),
            ("برأ", Form::II, "تبرئة"),
            ("حدث", Form::III, "محادثة"),
            ("أمر", Form::III, "مؤامرة"),
            ("لقي", Form::III, "ملاقاة"),
            ("علن", Form::IV, "إعلان"),
            ("قيل", Form::IV, "إقالة"),
            ("نهي", Form::IV, "إنهاء"),
            ("وقف", Form::IV, "إيقاف"),
            ("وفد", Form::IV, "إيفاد"),
            ("نشأ", Form::IV, "إنشاء"),
            ("ولي", Form::V, "تولي"),
            ("دخل", Form::V, "تدخل"),
            ("فوض", Form::VI, "تفاوض"),
            ("سحب", Form::VII, "انسحاب"),
            ("حوز", Form::VII, "انحياز"),
            ("وفق", Form::VIII, "اتفاق"),
            ("خير", Form::VIII, "اختيار"),
            ("نهي", Form::VIII, "انتهاء"),
            ("صدم", Form::VIII, "اصطدام"),
            ("أنف", Form::X, "استئناف"),
            ("ولي", Form::X, "استيلاء"),
            ("ألف!", Form::VIII, "ائتلاف"),
            ("حيي", Form::IV, "إحياء"),
            ("قيل", Form::X, "استقالة"),
            ("سيطر", Form::Q, "سيطرة"),
            ("زلزل", Form::Qt, "تزلزل"),
        ] {
            assert_eq!(Verb::new(root, form).verbal_noun(), Some(Key::of(noun)), "{noun}");
        }
    }

    #[test]
    fn participles_follow_from_the_form() {
        for (root, form, doer, done) in [
            ("قتل", Form::I, "قاتل", "مقتول"),
            ("قوم", Form::I, "قائم", "مقوم"),
            ("لجأ", Form::I, "لاجئ", "ملجوء"),
            ("دعو", Form::I, "داعي", "مدعو"),
            ("وقع", Form::II, "موقع", "موقع"),
            ("هجم", Form::III, "مهاجم", "مهاجم"),
            ("نهي", Form::IV, "منهي", "منهى"),
            ("ولي", Form::X, "مستولي", "مستولى"),
            ("سيطر", Form::Q, "مسيطر", "مسيطر"),
            ("حلل", Form::VIII, "محتل", "محتل"),
            ("نشأ", Form::IV, "منشئ", "منشأ"),
            ("ألف!", Form::VIII, "مؤتلف", "مؤتلف"),
        ] {
            assert_eq!(Verb::new(root, form).participles(), [Key::of(doer), Key::of(done)], "{root}");
        }
    }

    #[test]
    fn forms_before_an_object() {
        for (root, form, stem) in [("قتل", Form::I, "قتلو"), ("نفي", Form::I, "نفا"), ("بدأ", Form::I, "بدؤو")]
        {
            let mut found = false;
            Verb::new(root, form).forms(|key, i| found |= i.needs_object && key == Key::of(stem));
            assert!(found, "{stem}");
        }
    }
}
