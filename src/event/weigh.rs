//! How well a way to read a word fits the place that it stands in.
//!
//! Takes what stands before the word, as far as it matters ([`Place`]), and the words after it; gives a score, or
//! nothing where the word cannot be read so. Which ways there are is the business of `words.rs`.

use super::class::Mode;
use super::conjugate::{Aspect, Person, Voice};
use super::lexicon::{Effect, Lexicon, Particle, What};
use super::names::is_people;
use super::word::{ARTICLE, Candidate, Pronouns, Word};
use crate::script::{Few, Key, Kind, Token, key, letters};

/// What stands before a word, as far as it matters. Every token has one, so that what is a matter of yes or no is a bit.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Place {
    /// A bit for each of those below.
    pub(super) bits: u32,
    pub(super) particle: Option<Particle>,
    /// For how many words more the last thing told is violence that a verb tells.
    pub(super) violence: u8,
    /// For how many words more two of something may be whom a dual verb tells of.
    pub(super) two: u8,
    /// The word itself, where there is one.
    pub(super) key: Key,
}

impl Place {
    /// Nothing: the sentence begins.
    pub(super) const START: u32 = 1;
    /// A mark.
    pub(super) const MARK: u32 = 1 << 1;
    /// A noun or unknown word.
    pub(super) const CONTENT: u32 = 1 << 2;
    /// That noun has the article: no possessor can follow it.
    pub(super) const DEFINITE: u32 = 1 << 3;
    /// كان or a sister of it waits for its verb.
    pub(super) const WAITING: u32 = 1 << 4;
    /// Quotation marks are open.
    pub(super) const QUOTED: u32 = 1 << 5;
    /// A verb of attempting waits for what is attempted.
    pub(super) const ATTEMPTS: u32 = 1 << 6;
    /// A verb of announcing or refusing waits for what is announced.
    pub(super) const ANNOUNCES: u32 = 1 << 7;
    /// Part of it has been named.
    pub(super) const OBJECT: u32 = 1 << 8;
    /// A light verb waits for the event that it carries.
    pub(super) const LIGHT: u32 = 1 << 9;
    /// A finite verb that needs no other after it.
    pub(super) const VERB: u32 = 1 << 10;
    /// That verb begins or goes on with another (بدأ يقاتل).
    pub(super) const BEGINS: u32 = 1 << 11;
    /// The clause has begun with its verb, and nothing has opened another since: «واصل الجيش المالي …».
    pub(super) const TOLD: u32 = 1 << 12;
    /// «أول من», «أن من»: somebody who does what follows.
    pub(super) const WHO: u32 = 1 << 13;
    /// A time stands right before.
    pub(super) const TIME: u32 = 1 << 14;
    /// A comma after a time that the sentence begins with.
    pub(super) const TIMED: u32 = 1 << 15;
    /// Somebody, without an article: «قال ضابط …».
    pub(super) const PEOPLE: u32 = 1 << 16;
    /// The sentence has begun with where it happens, and nothing has been told yet: «وفي غاو …».
    pub(super) const FRONTED: u32 = 1 << 17;
    /// «أما الوزير»: its verb begins with ف.
    pub(super) const TOPIC: u32 = 1 << 18;

    /// Whether one of these bits is set.
    #[inline]
    pub(super) const fn is(&self, bits: u32) -> bool {
        self.bits & bits != 0
    }

    /// A finite verb may well come now.
    fn verbal(&self) -> bool {
        self.is(Self::START)
            || matches!(
                self.particle,
                Some(
                    Particle::Relative
                        | Particle::That
                        | Particle::Not
                        | Particle::Qad
                        | Particle::Will
                        | Particle::If
                        | Particle::Clause
                        | Particle::Join
                        | Particle::Maybe
                        | Particle::Whether
                )
            )
            || self.particle == Some(Particle::Purpose) && self.key.ends_with(TO)
    }

    /// Only a noun can come now.
    fn nominal(&self) -> bool {
        // «وغداة ذلك أعلن»: complete by itself.
        let that = self.particle == Some(Particle::This) && self.key.ends_with(key!("ذلك"));
        // «بهدف جمع 460 مليونا»; «لكي يجمع» has a verb.
        if self.particle == Some(Particle::Purpose) {
            return !self.key.ends_with(TO);
        }
        !that
            && matches!(
                self.particle,
                Some(
                    Particle::Preposition
                        | Particle::Temporal
                        | Particle::Attempt
                        | Particle::This
                        | Particle::Without
                        | Particle::Expected
                )
            )
    }
}

/// The word of purpose that a verb follows; nouns follow the others.
const TO: Key = key!("كي");

/// What is issued, published, broadcast.
static DOCUMENTS: Few<24> = Few::of([
    key!("بيان"),
    key!("بيانا"),
    key!("لبيان"),
    key!("وبيان"),
    key!("تسجيل"),
    key!("تسجيلا"),
    key!("تقرير"),
    key!("تقريرا"),
    key!("لتقرير"),
    key!("رسالة"),
    key!("شريط"),
    key!("مقال"),
    key!("مقطع"),
    key!("فيديو"),
    key!("تصريح"),
    key!("تصريحات"),
    key!("صور"),
    key!("قرار"),
    key!("مقابلة"),
    key!("حوار"),
    key!("كلمة"),
    key!("خطاب"),
    key!("خطابا"),
    key!("وثيقة"),
]);

/// What the noun of an event follows.
static OF_EVENTS: Few<8> = Few::of([
    key!("مقر"),
    key!("محل"),
    key!("مكان"),
    key!("موعد"),
    key!("تاريخ"),
    key!("مدة"),
    key!("فترة"),
    key!("نبأ"),
]);

/// Who flees, or where to: «وفر المهاجمون», «وفر إلى».
static FLEEING: Few<24> = Few::of([
    key!("المهاجمون"),
    key!("المسلحون"),
    key!("المتمردون"),
    key!("الإرهابيون"),
    key!("الجناة"),
    key!("المنفذون"),
    key!("المنفذ"),
    key!("المهاجم"),
    key!("الخاطفون"),
    key!("السكان"),
    key!("الأهالي"),
    key!("المدنيون"),
    key!("السجناء"),
    key!("المئات"),
    key!("الآلاف"),
    key!("العشرات"),
    key!("مئات"),
    key!("آلاف"),
    key!("عشرات"),
    key!("من"),
    key!("إلى"),
    key!("نحو"),
    key!("باتجاه"),
    key!("بعضهم"),
]);

/// What a name follows.
static NAME_LINKS: Few<12> = Few::of([
    key!("أبو"),
    key!("أبي"),
    key!("أبا"),
    key!("ابن"),
    key!("بن"),
    key!("ولد"),
    key!("أغ"),
    key!("آغ"),
    key!("أج"),
    key!("عبد"),
    key!("فون"),
    key!("فان"),
]);

/// What stands for the noun that a clause describes.
static INSIDE: Few<4> = Few::of([key!("فيه"), key!("فيها"), key!("خلاله"), key!("خلالها")]);

/// Where a word stands.
#[derive(Clone, Copy)]
pub(super) struct Where<'a> {
    pub(super) written: &'a str,
    /// How many letters the word has.
    pub(super) letters: u32,
    pub(super) before: &'a Place,
    pub(super) next: Option<&'a Token>,
    /// The next few, whatever stands between.
    pub(super) ahead: &'a [Token],
    /// A time begins with the next.
    pub(super) timed: bool,
}

impl Where<'_> {
    /// Whether vowels may be written on its letters, which take two bytes each.
    fn is_marked(&self) -> bool {
        self.written.len() != 2 * self.letters as usize
    }

    /// «حكما», «حكماً»: as an indefinite object is written.
    fn ends_as_accusative(&self) -> bool {
        let letters = self.written.trim_end_matches('\u{64b}');
        letters.ends_with("ا") || self.written.ends_with("ًا")
    }

    /// «نقلا», «عادا»: as two are told of.
    fn is_dual(&self) -> bool {
        letters(self.written).next_back() == Some('ا')
    }

    /// A letter before its last is doubled in writing: «علّق».
    fn doubles_inside(&self) -> bool {
        let marked = Some(self.written).filter(|_| self.is_marked());
        let rest = marked.and_then(|written| written.split_once('\u{651}')).map(|(_, rest)| rest);
        rest.is_some_and(|rest| letters(rest).next().is_some())
    }

    /// The vowel of a passive is written on the word.
    fn has_damma(&self) -> bool {
        self.is_marked() && self.written.chars().take(4).any(|c| c == '\u{64f}')
    }

    /// Its first letter, but for a joining و or ف, is a hamza below: no verb that begins with أ does.
    fn begins_below(&self) -> bool {
        self.written.trim_start_matches(['و', 'ف']).starts_with("إ")
    }

    /// A form of a hollow verb (قام, استعاد) without its long vowel, or of one that ends in a vowel (أردى, رسا) without
    /// that.
    fn is_short(&self, lemma: &str) -> bool {
        let mut last = letters(self.written).rev();
        if lemma.ends_with('ى') {
            return !matches!(last.next(), Some('ي' | 'ى' | 'ا'));
        }
        if lemma.ends_with('ا') {
            return !matches!(last.next(), Some('و' | 'ي' | 'ى' | 'ا'));
        }
        let hollow = lemma.chars().rev().nth(1) == Some('ا') && !lemma.ends_with('ء');
        hollow && !matches!(last.nth(1), Some('ا' | 'و' | 'ي'))
    }

    /// Written or placed like what flies without a pilot: «مسيّرة», «طائرات مسيرة».
    fn flies(&self) -> bool {
        let before = self.before.key;
        let plane = [key!("طائرة"), key!("طائرات"), key!("طائرتين"), key!("طائرتان")];
        plane.iter().any(|plane| before.ends_with(*plane)) || self.written.contains("سي\u{651}")
    }

    /// The first letter behind the clitics is a hamza above, with which no verbal noun of «أحيا» is written: «أحياء», «أحكام»
    /// are other words.
    fn begins_above(&self, clitics: u8) -> bool {
        letters(self.written).nth(usize::from(clitics)) == Some('أ')
    }

    /// «تضامناً», «آتٍ»: as only nouns are written.
    fn has_tanwin(&self) -> bool {
        self.is_marked() && self.written.contains(['\u{64b}', '\u{64c}', '\u{64d}'])
    }

    fn ends_in_hamza(&self) -> bool {
        self.written.ends_with("أ")
    }

    fn ends_in_noon(&self) -> bool {
        self.written.ends_with("ن")
    }

    /// ة is never a pronoun, which the folded word no longer tells.
    pub(super) fn ends_in_teh(&self) -> bool {
        matches!(letters(self.written).next_back(), Some('ة' | 'ﺓ' | 'ﺔ'))
    }
}

/// Whether those who vote are named so.
fn is_body(word: Key) -> bool {
    [key!("مجلس"), key!("برلمان"), key!("نواب"), key!("أعضاء"), key!("ناخبو")].contains(&word)
}

/// Whether a word says how many people there were.
fn is_count(word: Key) -> bool {
    static COUNTS: Few<12> = Few::of([
        key!("ثلاثة"),
        key!("أربعة"),
        key!("خمسة"),
        key!("ستة"),
        key!("سبعة"),
        key!("ثمانية"),
        key!("تسعة"),
        key!("عشرة"),
        key!("عشرات"),
        key!("مئات"),
        key!("آلاف"),
        key!("عدة"),
    ]);
    COUNTS.has(word)
}

fn is_like(key: Key, place: &Where<'_>) -> bool {
    key.ends_with(key!("مثل")) && matches!(place.written.trim_start_matches(['و', 'ف']), "مثل" | "مَثَلَ" | "مَثُل")
}

/// Whether a word can be read so in some place: what is written onto it has to fit what it is.
pub(super) fn is_possible(candidate: &Candidate) -> bool {
    let &Candidate { reading, clitics, pronoun, future, .. } = candidate;
    match reading.what {
        What::Particle(particle) => {
            let bare = !pronoun && !future;
            // «بعدم», «لدون», «بالمقرر»
            let prefixed = matches!(particle, Particle::Without | Particle::Attempt | Particle::Plain | Particle::Time);
            bare && (prefixed || !clitics.article && clitics.preposition.is_none())
        }
        What::Verb(inflection) => {
            let imperfect = inflection.aspect == Aspect::Imperfect;
            // «ليعلن»: ل of purpose.
            let governed = clitics.preposition.is_none_or(|letter| letter == 'ل' && imperfect);
            !clitics.article && (pronoun || !inflection.needs_object) && (imperfect || !future) && governed
        }
        What::Noun { needs_suffix, .. } => !future && (pronoun || !needs_suffix),
        What::Participle { .. } => !future && !pronoun,
    }
}

/// The reading that is the best wherever the word stands, if one is: «في», «القوات», «المسلحة». But for words that end in
/// أ: «هنأ» is no «هنا».
pub(super) fn certain(lexicon: &Lexicon, candidates: &[Candidate], key: Key) -> Option<usize> {
    // ة is never a pronoun.
    let teh = key.last(1) == key!("ة");
    let sure = |candidate: &Candidate| {
        let Range { least, most: _, refused } = range(lexicon, candidate, key)?;
        if refused || teh && candidate.pronoun { None } else { Some(least) }
    };
    let best = |&(at, candidate): &(usize, &Candidate)| {
        sure(candidate).is_some_and(|least| {
            // Among equals the first is taken.
            let less = |(n, other): (usize, &Candidate)| {
                let most = range(lexicon, other, key).map(|range| range.most);
                n == at || most.is_some_and(|most| most < least || most == least && n > at)
            };
            least >= WORST && candidates.iter().enumerate().all(less)
        })
    };
    let found = candidates.iter().enumerate().find(best);
    found.filter(|_| candidates.len() == 1 || !key.ends_with(key!("ا"))).map(|(at, _)| at)
}

/// What a reading scores, less what it costs, over all places; and whether there are places where it cannot be.
struct Range {
    least: i32,
    most: i32,
    refused: bool,
}

/// The range of a reading; `None` for verbs, which ask for too much. It follows what [`weigh`] does.
fn range(lexicon: &Lexicon, candidate: &Candidate, key: Key) -> Option<Range> {
    let &Candidate { reading, clitics, bare, cost, .. } = candidate;
    let governed = clitics.article || clitics.preposition.is_some();
    let (least, most, refused) = match reading.what {
        What::Verb(_) => return None,
        What::Participle { .. } => (PARTICIPLE, PARTICIPLE, false),
        What::Particle(particle) => {
            let looked_at = matches!(particle, Particle::Qad | Particle::Purpose) || key.ends_with(key!("مثل"));
            match particle {
                Particle::Plain | Particle::Time if governed => (140, 140, looked_at),
                _ if governed => (100, 100, looked_at),
                Particle::Plain => (105, 125, looked_at),
                _ => (125, 125, looked_at),
            }
        }
        What::Noun { .. } => {
            let entry = lexicon.of(reading);
            let joined = clitics.conjunction.is_some() && bare;
            let refused = joined && matches!(entry.mode, Mode::Killing | Mode::Injury | Mode::Kidnapping)
                || clitics.preposition.is_some() && bare
                // With a hamza above it is another word.
                || entry.lemma.starts_with('إ')
                || entry.verbal && entry.lemma.starts_with('أ')
                || matches!(
                    entry.lemma,
                    "فقد" | "صنع" | "رفض" | "طلب" | "حث" | "بحث" | "نفى" | "سعى" | "نعى" | "مسيرة" | "قضى"
                );
            (if governed { 84 } else { 60 }, 126, refused)
        }
    };
    Some(Range { least: least - cost, most: most - cost, refused })
}

/// What a participle scores.
const PARTICIPLE: i32 = 70;

/// What a reading has to score, less what it costs.
pub(super) const WORST: i32 = 40;

/// How well a reading that [is possible](is_possible) fits its place; `None` where it cannot be.
pub(super) fn weigh(lexicon: &Lexicon, candidate: &Candidate, key: Key, place: &Where<'_>) -> Option<i32> {
    let &Where { before, next, .. } = place;
    let &Candidate { reading, clitics, pronoun, future, bare, .. } = candidate;
    // «وقال» after a comma or at the start opens a clause as much as nothing does.
    let opens = before.is(Place::START) || before.is(Place::MARK) || clitics.conjunction.is_some();
    match reading.what {
        What::Particle(particle) => {
            // «هنأ» is no «هنا».
            if place.ends_in_hamza() {
                return None;
            }
            // «بان كي مون»: a name.
            if particle == Particle::Purpose && before.key == key!("بان") {
                return None;
            }
            // «مثل المتهم أمام القضاء»: he appeared; elsewhere it is "like".
            if opens && is_like(key, place) && place.ahead.iter().any(|t| t.key() == key!("أمام")) {
                return None;
            }
            // «فقد 3 صيادين», «فقد أكثر من ثلاثين»: they went missing.
            let lost = |n: &Token| n.kind == Kind::Number || n.key() == key!("أكثر");
            if particle == Particle::Qad && next.is_some_and(lost) {
                return None;
            }
            // «بعدم», «لدون», «بالمقرر»
            if clitics.article || clitics.preposition.is_some() {
                return Some(if matches!(particle, Particle::Plain | Particle::Time) { 140 } else { 100 });
            }
            // «الذي وضع», «قد وضع»: a verb, where the word can be one.
            let told = matches!(before.particle, Some(Particle::Relative | Particle::Qad));
            Some(if particle == Particle::Plain && told { 105 } else { 125 })
        }
        What::Verb(inflection) => {
            if clitics.preposition.is_some() && before.nominal() {
                return None;
            }
            // «تضامناً معها», «آتياً من بعيد»: written so, it is no verb.
            if place.has_tanwin() {
                return None;
            }
            // «لم يتم التعرف عليهم بعد هاجموا»: بعد is "yet" where what follows can only be a verb.
            let yet = || before.key == key!("بعد") && inflection.plural && inflection.aspect == Aspect::Perfect;
            // «منذ دخل الجيش العاصمة», «لم يمض شهر حتى وصلوا»
            let since = || [key!("منذ"), key!("حتى")].contains(&before.key) && inflection.aspect == Aspect::Perfect;
            if before.nominal() && clitics.conjunction.is_none() && !before.is(Place::WHO) && !yet() && !since() {
                return None;
            }
            // «أبو زيد», «ولد خليل»: a name.
            if NAME_LINKS.has(before.key) {
                return None;
            }
            let entry = lexicon.of(reading);
            // «أعلن الجيش، أمس، سيطرته»: what takes no object is no verb with a pronoun.
            if pronoun && entry.intransitive {
                return None;
            }
            // «تحدث لبي بي سي»: a name.
            if entry.lemma == "لبى" && next.is_some_and(|n| n.key() == key!("بي")) {
                return None;
            }
            // «تبلغ قيمته مليونا»: right behind a verb, what somebody's is comes before what was done to him.
            if before.is(Place::VERB)
                && pronoun
                && clitics.conjunction.is_none()
                && inflection.aspect == Aspect::Perfect
            {
                return None;
            }
            let perfect = inflection.aspect == Aspect::Perfect;
            // «ساد هدوء حذر»: it warns of nothing.
            let warns = || {
                next.is_some_and(|n| [key!("من"), key!("في")].contains(&n.key()) || INSIDE.has(n.key()))
                    || before.is(Place::PEOPLE)
                    || DOCUMENTS.has(before.key)
            };
            let described = before.is(Place::CONTENT) && !before.is(Place::DEFINITE) && clitics.conjunction.is_none();
            if entry.lemma == "حذر" && perfect && bare && !pronoun && described && !warns() {
                return None;
            }
            // «بائع ملح»: he sells, and pledged nothing.
            if entry.lemma == "بايع" && place.written.contains('ئ') {
                return None;
            }
            // «مقر اقامته», «موعد استقالته»
            if pronoun && perfect && clitics.conjunction.is_none() && OF_EVENTS.has(before.key) {
                return None;
            }
            // «وفر المهاجمون»: they fled, and provided nothing.
            let flees = || next.is_some_and(|n| FLEEING.has(n.key()));
            if entry.lemma == "وفر" && bare && !pronoun && (flees() || place.written.ends_with('\u{651}')) {
                return None;
            }
            // «تعلق عضويتها»: she suspends it.
            let suspends = || {
                let object = [key!("عضوي"), key!("مشارك"), key!("رحلات"), key!("مساعد"), key!("الدراس"), key!("العمل")];
                next.is_some_and(|n| object.iter().any(|o| n.key().starts_with(*o)))
            };
            if entry.lemma == "تعلق" && suspends() {
                return None;
            }
            // «وصفته» is "she described him" before it is "and she did away with him".
            if entry.lemma == "صفى" && clitics.conjunction.is_some() && key.starts_with(key!("وصف")) {
                return None;
            }
            // «نقلا عن مصادر»: an adverb.
            let about = || next.is_some_and(|n| n.key() == key!("عن"));
            if entry.lemma == "نقل" && about() && letters(place.written).next_back() == Some('ا') {
                return None;
            }
            // «فقد هطل المطر»: what stands before a verb is a particle.
            static MORE: Few<5> = Few::of([key!("أكثر"), key!("نحو"), key!("حوالي"), key!("قرابة"), key!("زهاء")]);
            let lost = |n: &Token| {
                n.kind == Kind::Number || n.key().starts_with(ARTICLE) || is_count(n.key()) || MORE.has(n.key())
            };
            if key == key!("فقد")
                && place.written == "فقد"
                && (before.is(Place::START) || before.is(Place::MARK))
                && !next.is_some_and(lost)
            {
                return None;
            }
            // «تستعد» is of «استعد»; of «استعاد» it is after «لم» only.
            if inflection.aspect == Aspect::Imperfect
                && !pronoun
                && !inflection.plural
                && place.is_short(entry.lemma)
                && !matches!(before.particle, Some(Particle::Not | Particle::Join))
            {
                return None;
            }
            // «يؤدي» and «يودي» are one once folded: the latter takes lives.
            let takes = || next.is_some_and(|n| n.key().starts_with(key!("بحيا")));
            if entry.lemma == "أودى" && inflection.aspect == Aspect::Imperfect && !takes() {
                return None;
            }
            // «وإدانته»: written so, it is the noun of «أدان».
            if entry.lemma.starts_with("أ") && place.begins_below() {
                return None;
            }
            let mut score = 100;
            // «جنديان نقلا الخميس»
            if bare && before.two > 0 && !pronoun && !before.is(Place::VERB) && place.is_dual() {
                score += 20;
            }
            // «قضيتهم», «هويته»: what was done to her has no object; "I did it" may be said.
            let stems = || Pronouns::of(key).cut(key.skip(u32::from(clitics.letters)));
            let mine = pronoun
                && inflection.aspect == Aspect::Perfect
                && entry.lemma.ends_with("ى")
                && stems().any(|stem| stem.ends_with(key!("يت")));
            if inflection.person != Person::Third || mine {
                // First and second person belong to quotations.
                if !(before.is(Place::QUOTED) || before.verbal() && before.particle.is_some()) {
                    return None;
                }
                score -= 30;
            }
            // «عدة عمليات بينها قصف معسكر»
            let among = || [key!("بينها"), key!("بينهم")].contains(&before.key) && !place.is_dual();
            if before.verbal() {
                score += 20;
            } else if before.is(Place::WAITING) {
                score += 18;
            } else if opens {
                score += 12;
            } else if before.is(Place::DEFINITE) {
                score += 8;
            } else if before.particle == Some(Particle::Complement) && !among() {
                // «اثنان منهم قتلا»
                score += 4;
            }
            // «نفذ حكم الإعدام», «بدأت حملتها»: after a verb comes its object or subject, not another verb.
            if before.is(Place::VERB)
                && !pronoun
                && clitics.conjunction.is_none()
                && inflection.aspect == Aspect::Perfect
            {
                score -= 40;
            }
            // «واصل الجيش المالي تقدمه», «اختارت قيادة الجيش زيدا»: the clause has its verb.
            let inside = || next.is_some_and(|n| INSIDE.has(n.key()));
            if before.is(Place::TOLD)
                && before.is(Place::CONTENT)
                && before.is(Place::DEFINITE)
                && !before.is(Place::TIME)
                && clitics.conjunction.is_none()
                && !inside()
            {
                let dual = !pronoun && place.is_dual() && !key.ends_with(key!("وا")) && before.two == 0;
                score -= if dual { 80 } else { 25 * i32::from(pronoun) };
            }
            // «يبحث المجلس نشر القوات», «أجاز المجلس الخميس نشرها»: nor has it another without a word between.
            let object = before.is(Place::TOLD)
                && (before.is(Place::CONTENT) && before.is(Place::DEFINITE) || before.is(Place::TIME));
            if object && bare && !pronoun && inflection.aspect == Aspect::Perfect && clitics.conjunction.is_none() {
                // «اجتماعا في القصر ضم وزراء»
                score -= if inside() || entry.lemma == "ضم" { 0 } else { 30 };
            }
            // «إن نشر القوات قد يبدأ في مايو»: the verb is to come.
            let verb_ahead = || place.ahead.iter().any(|t| t.key() == key!("قد"));
            if before.particle == Some(Particle::That) && bare && !pronoun && verb_ahead() {
                score -= 30;
            }
            let another = inflection.aspect == Aspect::Imperfect && before.is(Place::BEGINS);
            if before.is(Place::VERB) && pronoun && clitics.conjunction.is_none() && !another {
                score -= 15;
            }
            // «فيردون» is a name; «فيرد» begins a clause, and «أما الوزير فيرد» its second half.
            let opened = before.is(Place::START)
                || before.is(Place::MARK)
                || before.is(Place::TIME)
                || inflection.person != Person::Third;
            let opened = opened || before.is(Place::TOPIC);
            if clitics.conjunction == Some('ف') && inflection.aspect == Aspect::Imperfect && !opened {
                score -= 80;
            }
            // «رهينتين خطفهما»: a noun so written possesses nothing.
            if pronoun
                && before.is(Place::CONTENT)
                && !before.is(Place::DEFINITE)
                && before.key.len() > 4
                && before.key.ends_with(key!("ين"))
            {
                score += 20;
            }
            // «حاول شخصان طعن الرئيس»: its object is a noun; «أعلن الجيش قتل عشرة»: so is what is announced.
            let perfect = inflection.aspect == Aspect::Perfect;
            // «في نداء للجمعية نشرته الصحف»: what describes a noun is a verb.
            let announced = before.is(Place::ANNOUNCES)
                && !before.is(Place::OBJECT)
                && perfect
                && (!pronoun || before.is(Place::TIME));
            if (before.is(Place::ATTEMPTS) && perfect || announced) && clitics.conjunction.is_none() {
                score -= 40;
            }
            // «أصدر حكما»: "the two of them judged" needs two before it.
            let two = || {
                before.verbal()
                    || before.particle == Some(Particle::Complement)
                    || [key!("ان"), key!("ين"), key!("ما")].contains(&before.key.last(2)) && !before.is(Place::TIME)
                    || before.two > 0
            };
            let own = || [key!("ا"), key!("ي")].contains(&entry.key.last(1));
            if bare && perfect && !pronoun && !opens && !own() && place.is_dual() && !two() {
                score -= 60;
            }
            // «إن تبادلا قصيرا لإطلاق النار»: an accusative and its adjective.
            let adjective = || next.is_some_and(|n| n.kind == Kind::Word && n.key().ends_with(key!("ا")));
            if bare && perfect && !pronoun && before.particle == Some(Particle::That) && place.is_dual() && adjective()
            {
                return None;
            }
            // «أقر رفع الرسوم ومنع الاستيراد»
            let act = || matches!(entry.lemma, "فرض" | "حظر" | "رفع" | "عزل" | "سحب" | "طرد" | "منع" | "قطع");
            if before.is(Place::ANNOUNCES) && clitics.conjunction == Some('و') && bare && act() {
                score -= 40;
            }
            // «نفذت الكتيبة غارتها»: what she carried out, not that she hit her.
            if before.is(Place::LIGHT)
                && pronoun
                && inflection.aspect == Aspect::Perfect
                && clitics.conjunction.is_none()
            {
                score -= 40;
            }
            // «هجمات شنها مسلحون»
            if pronoun && before.is(Place::CONTENT) && !before.is(Place::DEFINITE) && entry.effect == Effect::Light {
                score += 20;
            }
            // «مواجهات قتل فيها جنود»
            if inflection.aspect == Aspect::Perfect
                && before.is(Place::CONTENT)
                && next.is_some_and(|n| INSIDE.has(n.key()))
            {
                score += 20;
            }
            // «في 3 مارس قتل جنود»
            if before.is(Place::TIME) && inflection.aspect == Aspect::Perfect {
                score += 8;
            }
            if inflection.aspect == Aspect::Perfect && before.is(Place::CONTENT) && DOCUMENTS.has(before.key) {
                score += 20;
            }
            // «علّق», «عُيّن»: the vowels say that it is the verb.
            let vowelled = || place.has_damma() || place.doubles_inside();
            if entry.homograph && inflection.aspect == Aspect::Perfect && bare && !vowelled() {
                // «انفجر صباح السبت لغم»: where the clause has its verb, a noun follows the time.
                let timed = before.is(Place::TIME) && (!before.is(Place::TOLD) || clitics.conjunction.is_some());
                let strict = before.particle.is_some() && before.verbal() || timed || before.is(Place::WHO);
                let sentence = before.is(Place::START) && clitics.conjunction.is_some();
                // «..., وسد الجنود الطرق»
                let people = |n: &Token| is_people(Word::unknown(), n.key());
                let joined = before.is(Place::MARK) && clitics.conjunction.is_some() && next.is_some_and(people);
                // «والأحد، وعد الوزير بإصلاحات»
                let strict = strict || before.is(Place::TIMED);
                // «..., وعلق الاتحاد عضويتها»: a word that no noun is.
                let one = || {
                    let mut readings = lexicon.readings(key.skip(u32::from(clitics.letters)));
                    readings.all(|r| matches!(r.what, What::Verb(_)))
                };
                let known = next.is_some_and(|n| n.key().starts_with(ARTICLE));
                let joined = joined || before.is(Place::MARK) && clitics.conjunction == Some('و') && known && one();
                // «وفي الجلسة، طالب المزارعون بالتعويض»
                let to = |n: &Token| n.key().starts_with(key!("بأن")) || n.key().starts_with(key!("بال"));
                let asks = entry.lemma == "طالب" && opens && place.ahead.iter().any(to);
                // «..., وأمر في خطاب بالإفراج عنهم», «..., ووعد بانتخابات», «..., وطالب مجلس الأمن بالإفراج»
                let by = |t: &Token| t.key().len() > 3 && t.key().starts_with(key!("ب"));
                let asked = matches!(entry.lemma, "أمر" | "وعد" | "طالب") && before.is(Place::MARK);
                let body = next.is_some_and(|n| is_body(n.key())) && entry.lemma == "طالب";
                let asked = asked && clitics.conjunction == Some('و') && (body || place.ahead.iter().any(by));
                let asks = asks || asked;
                // «على دراجة نارية فجر نفسه»
                let himself = entry.lemma == "فجر"
                    && next.is_some_and(|n| [key!("نفسه"), key!("نفسها"), key!("أنفسهم")].contains(&n.key()));
                // «وكان المتحدث أمر فجر الأربعاء بإغلاق الحدود»
                let had = before.is(Place::WAITING) && (place.timed || next.is_some_and(to));
                let strict = strict || himself || before.is(Place::FRONTED) || had;
                // «صوت مجلس الأمن»
                let votes = entry.lemma == "صوت" && before.is(Place::START) && next.is_some_and(|n| is_body(n.key()));
                if !strict && !sentence && !before.is(Place::START) && !joined && !asks && !is_like(key, place) {
                    return None;
                }
                // A headline or sentence that begins with it: a definite subject has to follow.
                let subject =
                    |n: &Token| votes || n.key().starts_with(key!("ال")) || is_people(Word::unknown(), n.key());
                // «ولد بلمختار في»: a name begins no sentence with it.
                let born = before.is(Place::START) && matches!(entry.lemma, "ولد" | "ظهر");
                let appears = entry.lemma == "مثل" && opens;
                // «فجر 3 جنود الجسر»
                let count = |n: &Token| n.kind == Kind::Number || is_count(n.key());
                let counted = next.is_some_and(count) && place.ahead.get(1).is_some_and(people);
                if !strict && !next.is_some_and(subject) && !counted && !sentence && !born && !appears && !asks {
                    return None;
                }
                score -= 10;
            }
            if future {
                score += 20;
            }
            // «وفي غاو قتل جنديان»: a place possesses no event.
            if before.is(Place::FRONTED) && inflection.aspect == Aspect::Perfect && !pronoun {
                score += 20;
            }
            // News tells in the perfect: «تحدث» is "he spoke" before it is "it happens"; but not behind «أن».
            let subjunctive = before.particle == Some(Particle::That) && before.key == key!("أن");
            let told = inflection.aspect == Aspect::Perfect && !(subjunctive && key.starts_with(key!("ت")));
            if told || inflection.aspect == Aspect::Imperfect && subjunctive {
                score += 2;
            }
            // «ألغت حكما»: where no two were named, it is an accusative before it is a dual.
            let two =
                || before.key.ends_with(key!("ان")) || before.key.ends_with(key!("ين")) || before.particle.is_some();
            let object = bare && !pronoun && matches!(entry.lemma, "حكم" | "حظر" | "طلب" | "رفض" | "دعم");
            if object && place.ends_as_accusative() && !two() {
                score -= 30;
            }
            // «أدين» is "he was convicted" before it is "they (f.) led to".
            let women = inflection.plural && inflection.aspect == Aspect::Perfect && !pronoun && place.ends_in_noon();
            if women {
                score -= 15;
            }
            // «خُطفا»: the vowel is written where it matters.
            if inflection.voice != Voice::Active && inflection.aspect == Aspect::Perfect && place.has_damma() {
                score += 25;
            }
            // «ووصلوا» is "and they arrived" before it is a passive.
            if inflection.voice == Voice::Passive {
                score -= 10;
            }
            Some(score)
        }
        What::Noun { strong, plural, .. } => {
            // «وفقد 7 صيادين»
            let many = || next.is_some_and(|n| n.kind == Kind::Number || is_count(n.key()));
            if bare && clitics.preposition.is_none() && lexicon.of(reading).lemma == "فقد" && many() {
                return None;
            }
            // «جرح حارس وقتل ثلاثة»: joined to a verb, it is another.
            let joined = clitics.conjunction == Some('و') && !clitics.article && !pronoun && bare;
            if joined
                && before.violence > 0
                && matches!(lexicon.of(reading).mode, Mode::Killing | Mode::Injury | Mode::Kidnapping)
            {
                return None;
            }
            // «عبوة محلية الصنع»
            let made = [key!("محلية"), key!("يدوية"), key!("محلي"), key!("يدوي")];
            if lexicon.of(reading).lemma == "صنع" && made.contains(&before.key) {
                return None;
            }
            // «ضابط في الجيش رفض الكشف عن اسمه»: how a source is to be named.
            const NAMES: [Key; 6] =
                [key!("اسمه"), key!("اسمها"), key!("هويته"), key!("هويتها"), key!("أسمائهم"), key!("هويتهم")];
            let unnamed = || place.ahead.iter().any(|t| NAMES.contains(&t.key()));
            if bare && matches!(lexicon.of(reading).lemma, "رفض" | "طلب") && !clitics.article && unnamed() {
                return None;
            }
            // «التقى نظيره وبحث معه»: they talked, and urged nobody.
            if lexicon.of(reading).lemma == "حث" && clitics.preposition == Some('ب') && !pronoun {
                return None;
            }
            let with = [key!("مع"), key!("معه"), key!("معها"), key!("معهم")];
            let joined = clitics.conjunction.is_some() && clitics.preposition.is_none() && bare && !clitics.article;
            if lexicon.of(reading).lemma == "بحث" && joined && next.is_some_and(|n| with.contains(&n.key())) {
                return None;
            }
            let of_fourth = lexicon.of(reading).verbal && lexicon.of(reading).lemma.starts_with('أ') && !bare;
            let below = of_fourth || !plural && lexicon.of(reading).lemma.starts_with('إ');
            if below && place.begins_above(clitics.letters) {
                return None;
            }
            // «نفى الوزير»: written so, it is the verb.
            if matches!(lexicon.of(reading).lemma, "نفى" | "سعى" | "نعى") && place.written.ends_with("ى") {
                return None;
            }
            // «طائرة مسيرة», «المسيّرات»: a drone, no march.
            if lexicon.of(reading).lemma == "مسيرة" && place.flies() {
                return None;
            }
            // «وبحثا»: what a preposition governs never ends so.
            let governed = clitics.preposition.is_some() && !pronoun && !clitics.article;
            if governed
                && letters(place.written).next_back() == Some('ا')
                && bare
                && !lexicon.of(reading).key.ends_with(key!("ا"))
            {
                return None;
            }
            // «القضاء على المسلحين» is an end put to them, «القضاء» the courts.
            if lexicon.of(reading).lemma == "قضى" && next.is_none_or(|n| n.key() != key!("على")) {
                return None;
            }
            let mut score = 100;
            if before.nominal() || clitics.article || clitics.preposition.is_some() {
                score += 24;
            } else if before.is(Place::CONTENT) && !before.is(Place::DEFINITE) {
                // «ضابط رفض كشف اسمه», «مسؤول طلب عدم ذكر اسمه»
                let refuses = before.is(Place::PEOPLE) && matches!(lexicon.of(reading).lemma, "رفض" | "طلب");
                score += if refuses { -16 } else { 16 };
            }
            if matches!(before.particle, Some(Particle::Not | Particle::Qad | Particle::Will)) {
                score -= 40;
            }
            if strong {
                score += 2;
            }
            Some(score)
        }
        What::Participle { .. } => Some(PARTICIPLE),
    }
}
