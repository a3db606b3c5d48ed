//! Words in their sentence: verb, noun or small word, decided by what stands before.

use super::class::{Class, Mode};
use super::conjugate::{Aspect, Inflection, Person, Voice};
use super::lexicon::{Analysis, Effect, Entry, Lexicon, Particle, Sort, What};
use super::memo::Memo;
use super::names::{Head, is_people};
use crate::article::Span;
use crate::script::{Clitics, Few, Gap, Key, Kind, Split, Token, key, letters, splits};
use std::cell::RefCell;

/// What one token is taken to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// Not in the lexicon: a name, an ordinary noun or adjective.
    Unknown,
    Verb(Inflection),
    Noun {
        strong: bool,
    },
    Participle,
    Particle(Particle),
    Number,
    /// Punctuation.
    Mark(char),
}

impl From<What> for Role {
    fn from(what: What) -> Self {
        match what {
            What::Verb(inflection) => Self::Verb(inflection),
            What::Noun { strong, .. } => Self::Noun { strong },
            What::Participle { .. } => Self::Participle,
            What::Particle(particle) => Self::Particle(particle),
        }
    }
}

/// A token with its reading.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Word {
    pub(crate) role: Role,
    pub(crate) analysis: Option<Analysis>,
    pub(crate) clitics: Clitics,
    /// سـ or سوف before an imperfect.
    pub(crate) future: bool,
    /// A pronoun is attached.
    pub(crate) pronoun: bool,
    /// Begins a sentence.
    pub(crate) first: bool,
    /// The name it announces, whatever the word is otherwise.
    pub(super) head: Option<Head>,
}

impl Word {
    const fn unknown() -> Self {
        Self {
            role: Role::Unknown,
            analysis: None,
            clitics: Clitics { letters: 0, conjunction: None, preposition: None, article: false },
            future: false,
            pronoun: false,
            first: false,
            head: None,
        }
    }

    fn without_reading(key: Key) -> Self {
        let mut word = Self::unknown();
        word.clitics.article = begins_with_article(key);
        word
    }

    pub(crate) fn particle(&self) -> Option<Particle> {
        if let Role::Particle(p) = self.role { Some(p) } else { None }
    }

    pub(crate) fn is_verb(&self) -> bool {
        matches!(self.role, Role::Verb(_))
    }

    pub(crate) fn entry<'l>(&self, lexicon: &'l Lexicon) -> Option<&'l Entry> {
        self.analysis.map(|a| lexicon.of(a))
    }
}

/// A sentence of more tokens is a list or a broken text; it is cut, so that whatever looks around in a sentence
/// stays linear in the text.
const LONGEST: usize = 400;

/// So many words are looked up together: the memory answers them at once, but one after the other slowly.
const AHEAD: usize = 32;

/// The longest dateline.
const DATELINE: usize = 14;

/// The longest heading within a line, with its colon.
const HEADING: usize = 9;

/// Words that begin a sentence after a heading.
fn opens_sentence(key: Key) -> bool {
    static OPENERS: Few<5> = Few::of([key!("فيما"), key!("أما"), key!("كان"), key!("كانت"), key!("قبل")]);
    key.starts_with(key!("و")) && key.len() > 2 || OPENERS.has(key)
}

/// Reads every token. One pass; the only memory is the result.
pub(crate) fn read(lexicon: &Lexicon, text: &str, tokens: &[Token], busy: &[Span], out: &mut Vec<Word>) {
    KNOWN.with_borrow_mut(|memo| read_with(lexicon, memo, text, tokens, busy, out));
}

fn read_with(lexicon: &Lexicon, memo: &mut Known, text: &str, tokens: &[Token], busy: &[Span], out: &mut Vec<Word>) {
    out.clear();
    out.reserve(tokens.len());
    memo.begin();
    let mut before = Place { start: true, ..Place::default() };
    let mut begun = 0;
    let mut busy = busy.iter().peekable();
    // Whether the sentence has had a verb.
    let mut told = false;
    let mut known = [None; AHEAD];
    for (i, token) in tokens.iter().enumerate() {
        if i % AHEAD == 0 {
            for (known, token) in known.iter_mut().zip(&tokens[i..]) {
                *known = memo.get(token.key());
            }
        }
        let ended = i == 0 || token.gap >= Gap::Line || ends_sentence(tokens, i - 1);
        // «مفاوضات في مالي: وفي 27 أغسطس أطلق»: a heading, then a sentence of its own.
        let headed =
            !told && i > begun + 1 && i - begun <= HEADING && tokens[i - 1].is_mark(':') && opens_sentence(token.key());
        let first = ended || headed || i - begun >= LONGEST;
        if first {
            begun = i;
            before = Place { start: true, ..Place::default() };
        }
        while busy.next_if(|b| b.end <= token.span.start).is_some() {}
        let taken = busy.peek().is_some_and(|b| b.overlaps(token.span));
        let mut word = match token.kind {
            // «فجر اليوم»: dawn, not "he blew up".
            Kind::Word if taken => Word { role: Role::Particle(Particle::Time), ..Word::unknown() },
            Kind::Word => {
                let key = token.key();
                let known = known[i % AHEAD].unwrap_or_else(|| memo.learn(key, |list| candidates(lexicon, key, list)));
                let readings = memo.values(known);
                let found = if readings.is_empty() {
                    None
                } else {
                    let next = tokens.get(i + 1).filter(|t| t.gap < Gap::Line);
                    let ahead = tokens.get(i + 1..(i + 6).min(tokens.len())).unwrap_or_default();
                    best(lexicon, readings, key, &Where { text, span: token.span, before: &before, next, ahead })
                };
                let mut word = found.unwrap_or_else(|| Word::without_reading(key));
                word.head = known.fact;
                word
            }
            Kind::Number => Word { role: Role::Number, ..Word::unknown() },
            Kind::Mark(mark) => Word { role: Role::Mark(mark), ..Word::unknown() },
            _ => Word::unknown(),
        };
        word.first = first;
        let left = before.violence.saturating_sub(1);
        let (last, pair) = (before.key, before.two);
        let timed = before.time;
        let light = before.light && !matches!(word.role, Role::Noun { .. });
        let waits = before.attempts && !matches!(word.role, Role::Noun { .. });
        let verb = if word.is_verb() { word.entry(lexicon) } else { None };
        let copula = verb.is_some_and(|e| e.sort == Sort::Copula);
        // «أعلن الجيش، الخميس، قتل عشرة»: past a time between commas.
        let beside =
            before.time || busy.peek().is_some_and(|b| tokens.get(i + 1).is_some_and(|next| b.overlaps(next.span)));
        let announces = before.announces
            && match word.role {
                Role::Mark(mark) => mark == '،' && beside,
                Role::Particle(p) => {
                    matches!(p, Particle::Time | Particle::Plain | Particle::Preposition | Particle::This)
                }
                Role::Verb(_) => false,
                _ => true,
            };
        // What is announced may go on: «إغلاق الحدود وفرض حظر».
        let object = before.object || matches!(word.role, Role::Noun { .. });
        before = before.after(&word, copula);
        before.object = announces && object;
        let announced = ["أعلن", "أكد", "نفى", "رفض", "قرر", "تبنى", "تولى", "بدأ", "واصل", "استأنف"];
        before.announces = announces || verb.is_some_and(|e| announced.contains(&e.lemma));
        // «بدأ يقاتلهم»
        before.begins = before.verb && verb.is_some_and(|e| e.sort == Sort::Aspect);
        let attempts = verb.is_some_and(|e| e.lemma == "حاول");
        before.attempts = attempts || waits && matches!(word.role, Role::Unknown | Role::Number | Role::Noun { .. });
        before.violence = match verb {
            Some(e) if e.class == Class::Assault => TOLD_TOGETHER,
            _ if matches!(word.role, Role::Noun { .. }) => 0,
            _ => left,
        };
        let timed = timed && !told && token.is_comma();
        let carries = !word.pronoun && verb.is_some_and(|e| e.effect == Effect::Light);
        before.light = carries || light && matches!(word.role, Role::Unknown | Role::Participle | Role::Number);
        before.timed = timed;
        before.who = token.key() == key!("من") && (before_who(last) || first);
        before.two = if word.is_verb() || first {
            0
        } else if !taken && is_pair(word.role, token.key()) {
            PAIR
        } else {
            pair.saturating_sub(1)
        };
        before.key = token.key();
        before.time = taken;
        before.content &= !taken;
        // «باماكو (رويترز) - عين الرئيس»: after its dateline a sentence begins.
        told = (told && !first) || word.is_verb();
        if !told && i - begun < DATELINE && matches!(word.role, Role::Mark('-' | '–' | '—' | ':')) {
            before.start = true;
        }
        if token.kind == Kind::Word && token.key().len() == 1 {
            // «و قال», «ب إيفاد»: a letter that was to be attached.
            before.content = false;
            before.mark = true;
        }
        out.push(word);
    }
}

/// Whether a sentence ends with this token.
pub(crate) fn ends_sentence(tokens: &[Token], i: usize) -> bool {
    let token = &tokens[i];
    match token.kind {
        Kind::Mark('.') => {
            let next = tokens.get(i + 1);
            // A decimal point or a clock time, a dotted abbreviation, an ellipsis that goes on.
            let digits = i > 0
                && matches!(tokens[i - 1].kind, Kind::Number)
                && next.is_some_and(|n| matches!(n.kind, Kind::Number) && n.gap == Gap::None);
            let latin = next.is_some_and(|n| matches!(n.kind, Kind::Latin) && n.gap == Gap::None);
            let more = next.is_some_and(|n| n.is_mark('.') || n.is_mark('،'));
            let letter = i > 0 && tokens[i - 1].key().len() == 1 && tokens[i - 1].gap != Gap::None;
            !(digits || latin || more || letter || spelt(tokens, i))
        }
        Kind::Mark('؟' | '?' | '!' | '؛') => true,
        _ => false,
    }
}

/// «أ.ش.أ», «بي.بي.سي»: a dot between letters that are said one by one.
fn spelt(tokens: &[Token], dot: usize) -> bool {
    let short = |t: &Token| t.kind == Kind::Word && t.key().len() <= 2;
    let next = tokens.get(dot + 1).filter(|t| t.gap == Gap::None && tokens[dot].gap == Gap::None);
    dot > 0 && short(&tokens[dot - 1]) && next.is_some_and(short)
}

/// What stands before a word, as far as it matters.
#[derive(Debug, Clone, Copy, Default)]
struct Place {
    /// Nothing: the sentence begins.
    start: bool,
    /// A mark.
    mark: bool,
    particle: Option<Particle>,
    /// A noun or unknown word.
    content: bool,
    /// That noun has the article: no possessor can follow it.
    definite: bool,
    /// كان or a sister of it waits for its verb.
    waiting: bool,
    quoted: bool,
    /// A verb of attempting waits for what is attempted.
    attempts: bool,
    /// A verb of announcing or refusing waits for what is announced.
    announces: bool,
    /// For how many words more the last thing told is violence that a verb tells.
    violence: u8,
    /// Part of it has been named.
    object: bool,
    /// A light verb waits for the event that it carries.
    light: bool,
    /// A finite verb that needs no other after it.
    verb: bool,
    /// That verb begins or goes on with another (بدأ يقاتل).
    begins: bool,
    /// «أول من», «أن من»: somebody who does what follows.
    who: bool,
    /// For how many words more two of something may be whom a dual verb tells of.
    two: u8,
    /// A time stands right before.
    time: bool,
    /// A comma after a time that the sentence begins with.
    timed: bool,
    /// The word itself, where there is one.
    key: Key,
}

impl Place {
    fn after(&self, word: &Word, copula: bool) -> Self {
        let mut quoted = self.quoted;
        let mut next = Self { waiting: self.waiting, ..Self::default() };
        match word.role {
            Role::Mark(mark) => {
                match mark {
                    '«' | '“' => quoted = true,
                    '»' | '”' => quoted = false,
                    '"' => quoted = !quoted,
                    _ => {}
                }
                next.mark = true;
                // «و كان»: what was open before an opening mark stays open after it.
                if matches!(mark, '«' | '“' | '"' | '\'' | '(') {
                    next.particle = self.particle;
                    next.start = self.start;
                }
            }
            Role::Particle(Particle::Time | Particle::Plain) | Role::Unknown | Role::Noun { .. } | Role::Participle => {
                next.content = true;
                next.definite = word.clitics.article;
            }
            Role::Particle(particle) => next.particle = Some(particle),
            Role::Number => next.content = true,
            Role::Verb(_) => {
                next.waiting = copula;
                next.verb = !copula;
            }
        }
        next.quoted = quoted;
        next
    }

    /// A finite verb may well come now.
    fn verbal(&self) -> bool {
        self.start
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
                        | Particle::Purpose
                        | Particle::Maybe
                        | Particle::Whether
                )
            )
    }

    /// Only a noun can come now.
    fn nominal(&self) -> bool {
        // «وغداة ذلك أعلن»: complete by itself.
        let that = self.particle == Some(Particle::This) && self.key.ends_with(key!("ذلك"));
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

/// How many words may stand between two verbs of one scene.
const TOLD_TOGETHER: u8 = 8;

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

/// How far from two of something a verb tells of both: «جنديان من الكتيبة الأولى نقلا».
const PAIR: u8 = 8;

/// «جنديان», «الوزيرين»: two of something, by its ending.
fn is_pair(role: Role, word: Key) -> bool {
    let ordinary = matches!(role, Role::Unknown | Role::Participle | Role::Noun { .. });
    ordinary && word.len() >= 6 && (word.ends_with(key!("ان")) || word.ends_with(key!("ين")))
}

/// What «من» "who" follows.
fn before_who(word: Key) -> bool {
    static BEFORE: Few<8> =
        Few::of([key!("أول"), key!("آخر"), key!("أن"), key!("بأن"), key!("هو"), key!("هم"), key!("هناك"), key!("ثمة")]);
    BEFORE.has(word)
}

/// What a name follows.
const NAME_LINKS: [Key; 12] = [
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
];

/// Whether a name follows the word. Most words are longer than any that it follows.
fn links_names(word: Key) -> bool {
    const LONGEST: u32 = {
        let (mut longest, mut at) = (0, 0);
        while at < NAME_LINKS.len() {
            let letters = NAME_LINKS[at].len();
            longest = if letters > longest { letters } else { longest };
            at += 1;
        }
        longest
    };
    word.len() <= LONGEST && NAME_LINKS.contains(&word)
}

/// What stands for the noun that a clause describes.
static INSIDE: Few<4> = Few::of([key!("فيه"), key!("فيها"), key!("خلاله"), key!("خلالها")]);

const SIN: Key = key!("س");

/// Pronouns attached to verbs and nouns, longest first.
const PRONOUNS: [Key; 9] =
    [key!("هما"), key!("ها"), key!("هم"), key!("هن"), key!("كم"), key!("نا"), key!("ني"), key!("ه"), key!("ك")];

/// A word without an attached pronoun, if it ends like one.
#[inline]
fn without_pronoun(stem: Key) -> impl Iterator<Item = Key> {
    const LAST: [Key; 5] = [key!("ه"), key!("ا"), key!("م"), key!("ن"), key!("ك")];
    let last = stem.last(1);
    let long = stem.len() >= 3;
    let pronouns: &[Key] = if long && (LAST.contains(&last) || last == key!("ي")) { &PRONOUNS } else { &[] };
    pronouns
        .iter()
        .filter(move |p| stem.len() >= p.len() + 2 && stem.ends_with(**p))
        .map(move |p| stem.drop_last(p.len()))
}

/// A way to read a word, whatever stands around it.
#[derive(Debug, Clone, Copy)]
struct Candidate {
    reading: Analysis,
    clitics: Clitics,
    /// A pronoun is cut off.
    pronoun: bool,
    /// سـ is cut off.
    future: bool,
    /// The bare third person, or what looks like an accusative (لاحقا).
    bare: bool,
    /// How unlikely it is to be taken apart so.
    cost: i32,
}

/// For each word the name it announces, and every way to read it.
type Known = Memo<Option<Head>, Candidate>;

thread_local! {
    static KNOWN: RefCell<Known> = RefCell::new(Memo::new());
}

/// Every way to read a word, and the name it announces.
fn candidates(lexicon: &Lexicon, key: Key, out: &mut Vec<Candidate>) -> Option<Head> {
    for Split { clitics, stem } in splits(key) {
        let mut put = |stem: Key, pronoun: bool, future: bool| {
            for reading in lexicon.readings(stem) {
                let cost = 8 * i32::from(clitics.letters) + 6 * i32::from(pronoun) + 8 * i32::from(future);
                let bare = is_bare(stem, lexicon.of(reading).key);
                out.push(Candidate { reading, clitics, pronoun, future, bare, cost });
            }
        };
        put(stem, false, false);
        if clitics.article {
            continue;
        }
        for bare in without_pronoun(stem) {
            put(bare, true, false);
        }
        if clitics.preposition.is_none() && stem.len() >= 4 && stem.starts_with(SIN) {
            let inner = stem.skip(1);
            put(inner, false, true);
            for bare in without_pronoun(inner) {
                put(bare, true, true);
            }
        }
    }
    Head::of(key)
}

/// Whether the «و» or «ف» that a word begins with is *and*: «وقال», «والجيش», not «وقع», «وزير», «وهبي».
///
/// It is where the word as a whole is none that is known and what is left without it is.
pub(crate) fn is_joined(word: &str) -> bool {
    let key = Key::fold(word);
    let rest = key.skip(1);
    if !(key.starts_with(key!("و")) || key.starts_with(key!("ف"))) || rest.is_empty() || OWN_WAW.contains(&key) {
        return false;
    }
    let known = |key: Key| {
        Head::of(key).is_some_and(|head| head.is_whole()) || {
            let mut readings = Vec::new();
            candidates(Lexicon::get(), key, &mut readings);
            readings.iter().any(|c| c.clitics.conjunction.is_none())
        }
    };
    // «ويستحضر»: hardly a noun begins so.
    let verb = rest.starts_with(key!("ي")) && rest.len() >= 3;
    !known(key) && (rest.starts_with(ARTICLE) || verb || known(rest))
}

/// Nouns that look like *and the*.
const OWN_WAW: [Key; 6] = [key!("والد"), key!("والدة"), key!("والده"), key!("والدته"), key!("والي"), key!("والدين")];

/// Where a word stands.
#[derive(Clone, Copy)]
struct Where<'a> {
    text: &'a str,
    span: Span,
    before: &'a Place,
    next: Option<&'a Token>,
    /// The next few, whatever stands between.
    ahead: &'a [Token],
}

impl Where<'_> {
    fn written(&self) -> &str {
        self.span.of(self.text)
    }

    /// «حكما», «حكماً»: as an indefinite object is written.
    fn ends_as_accusative(&self) -> bool {
        let letters = self.written().trim_end_matches('\u{64b}');
        letters.ends_with('ا') || self.written().ends_with("ًا")
    }

    /// «نقلا», «عادا»: as two are told of.
    fn is_dual(&self) -> bool {
        letters(self.written()).next_back() == Some('ا')
    }

    /// A letter before its last is doubled in writing: «علّق».
    fn doubles_inside(&self) -> bool {
        let rest = self.written().split_once('\u{651}').map(|(_, rest)| rest);
        rest.is_some_and(|rest| letters(rest).next().is_some())
    }

    /// The vowel of a passive is written on the word.
    fn has_damma(&self) -> bool {
        self.written().chars().take(4).any(|c| c == '\u{64f}')
    }

    /// Its first letter, but for a joining و or ف, is a hamza below: no verb that begins with أ does.
    fn begins_below(&self) -> bool {
        self.written().trim_start_matches(['و', 'ف']).starts_with('إ')
    }

    /// A form of a hollow verb (قام, استعاد) without its long vowel.
    fn is_short(&self, lemma: &str) -> bool {
        let hollow = lemma.chars().rev().nth(1) == Some('ا') && !lemma.ends_with('ء');
        hollow && !matches!(letters(self.written()).rev().nth(1), Some('ا' | 'و' | 'ي'))
    }

    /// Written or placed like what flies without a pilot: «مسيّرة», «طائرات مسيرة».
    fn flies(&self) -> bool {
        let before = self.before.key;
        let plane = [key!("طائرة"), key!("طائرات"), key!("طائرتين"), key!("طائرتان")];
        plane.iter().any(|plane| before.ends_with(*plane)) || self.written().contains("سي\u{651}")
    }

    fn ends_in_hamza(&self) -> bool {
        self.written().ends_with('أ')
    }

    fn ends_in_noon(&self) -> bool {
        self.written().ends_with('ن')
    }

    /// ة is never a pronoun, which the folded word no longer tells.
    fn ends_in_teh(&self) -> bool {
        matches!(letters(self.written()).next_back(), Some('ة' | 'ﺓ' | 'ﺔ'))
    }
}

/// The reading that fits a word's place best.
fn best(lexicon: &Lexicon, candidates: &[Candidate], key: Key, place: &Where<'_>) -> Option<Word> {
    let mut found = None;
    let mut top = 39;
    let in_teh = key.last(1) == key!("ة") && place.ends_in_teh();
    for candidate in candidates {
        if (candidate.pronoun || candidate.future) && in_teh {
            continue;
        }
        if let Some(score) = weigh(lexicon, candidate, key, place)
            && score - candidate.cost > top
        {
            top = score - candidate.cost;
            found = Some(candidate);
        }
    }
    let &Candidate { reading, clitics, pronoun, future, .. } = found?;
    let role = reading.what.into();
    Some(Word { role, analysis: Some(reading), clitics, future, pronoun, first: false, head: None })
}

const ARTICLE: Key = key!("ال");

/// Whether a word seems to have the article, alone or after one attached letter.
fn begins_with_article(word: Key) -> bool {
    const THE: u32 = key!("ال").front(2) >> 15;
    const TO_THE: u32 = key!("لل").front(2) >> 15;
    // Five letters of five bits each.
    let front = word.front(word.len());
    front >> 15 == THE || front >> 15 == TO_THE || front >> 10 & 0x3FF == THE
}

/// Whether a form is the bare third person, or looks like an accusative (لاحقا).
fn is_bare(stem: Key, lemma: Key) -> bool {
    stem == lemma || stem.drop_last(1) == lemma && stem.ends_with(key!("ا"))
}

/// Whether a word says how many people there were.
fn is_count(word: Key) -> bool {
    const COUNTS: [Key; 12] = [
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
    ];
    COUNTS.contains(&word)
}

fn is_like(key: Key, place: &Where<'_>) -> bool {
    key.ends_with(key!("مثل")) && matches!(place.written().trim_start_matches(['و', 'ف']), "مثل" | "مَثَلَ" | "مَثُل")
}

/// How well a reading fits its place; `None` where it cannot be.
fn weigh(lexicon: &Lexicon, candidate: &Candidate, key: Key, place: &Where<'_>) -> Option<i32> {
    let &Where { before, next, .. } = place;
    let &Candidate { reading, clitics, pronoun, future, bare, .. } = candidate;
    // «وقال» after a comma or at the start opens a clause as much as nothing does.
    let opens = before.start || before.mark || clitics.conjunction.is_some();
    match reading.what {
        What::Particle(particle) => {
            // «هنأ» is no «هنا».
            if place.ends_in_hamza() {
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
            if pronoun || future || clitics.article || clitics.preposition.is_some() {
                // «بعدم»، «لدون»، «بالمقرر»
                let prefixed = !pronoun
                    && !future
                    && matches!(particle, Particle::Without | Particle::Attempt | Particle::Plain | Particle::Time);
                let score = if matches!(particle, Particle::Plain | Particle::Time) { 140 } else { 100 };
                return prefixed.then_some(score);
            }
            // «الذي وضع», «قد وضع»: a verb, where the word can be one.
            let told = matches!(before.particle, Some(Particle::Relative | Particle::Qad));
            Some(if particle == Particle::Plain && told { 105 } else { 125 })
        }
        What::Verb(inflection) => {
            if clitics.article || (inflection.needs_object && !pronoun) {
                return None;
            }
            if future && inflection.aspect != Aspect::Imperfect {
                return None;
            }
            match clitics.preposition {
                // «ليعلن»: ل of purpose.
                Some('ل') if inflection.aspect == Aspect::Imperfect && !before.nominal() => {}
                Some(_) => return None,
                None => {}
            }
            // «لم يتم التعرف عليهم بعد هاجموا»: بعد is "yet" where what follows can only be a verb.
            let yet = before.key == key!("بعد") && inflection.plural && inflection.aspect == Aspect::Perfect;
            // «منذ دخل الجيش العاصمة», «لم يمض شهر حتى وصلوا»
            let since = [key!("منذ"), key!("حتى")].contains(&before.key) && inflection.aspect == Aspect::Perfect;
            if before.nominal() && clitics.conjunction.is_none() && !yet && !since && !before.who {
                return None;
            }
            // «أبو زيد», «ولد خليل»: a name.
            if links_names(before.key) {
                return None;
            }
            let entry = lexicon.of(reading);
            // «نقلا عن مصادر»: an adverb.
            let about = || next.is_some_and(|n| n.key() == key!("عن"));
            if entry.lemma == "نقل" && about() && letters(place.written()).next_back() == Some('ا') {
                return None;
            }
            // «فقد هطل المطر»: what stands before a verb is a particle.
            let more = [key!("أكثر"), key!("نحو"), key!("حوالي"), key!("قرابة"), key!("زهاء")];
            let lost = |n: &Token| {
                n.kind == Kind::Number || n.key().starts_with(ARTICLE) || is_count(n.key()) || more.contains(&n.key())
            };
            if key == key!("فقد")
                && place.written() == "فقد"
                && (before.start || before.mark)
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
            if entry.lemma.starts_with('أ') && place.begins_below() {
                return None;
            }
            let mut score = 100;
            // «جنديان نقلا الخميس»
            if place.is_dual() && bare && before.two > 0 && !pronoun && !before.verb {
                score += 20;
            }
            // «قضيتهم», «هويته»: what was done to her has no object; "I did it" may be said.
            let stems = || without_pronoun(key.skip(u32::from(clitics.letters)));
            let mine = pronoun
                && inflection.aspect == Aspect::Perfect
                && entry.lemma.ends_with('ى')
                && stems().any(|stem| stem.ends_with(key!("يت")));
            if inflection.person != Person::Third || mine {
                // First and second person belong to quotations.
                if !(before.quoted || before.verbal() && before.particle.is_some()) {
                    return None;
                }
                score -= 30;
            }
            if before.verbal() {
                score += 20;
            } else if before.waiting {
                score += 18;
            } else if opens {
                score += 12;
            } else if before.definite {
                score += 8;
            } else if before.particle == Some(Particle::Complement) {
                // «اثنان منهم قتلا»
                score += 4;
            }
            // «نفذ حكم الإعدام», «بدأت حملتها»: after a verb comes its object or subject, not another verb.
            if before.verb && !pronoun && clitics.conjunction.is_none() && inflection.aspect == Aspect::Perfect {
                score -= 40;
            }
            let another = inflection.aspect == Aspect::Imperfect && before.begins;
            if before.verb && pronoun && clitics.conjunction.is_none() && !another {
                score -= 15;
            }
            // «فيردون» is a name; «فيرد» begins a clause.
            let opened = before.start || before.mark || before.time || inflection.person != Person::Third;
            if clitics.conjunction == Some('ف') && inflection.aspect == Aspect::Imperfect && !opened {
                score -= 80;
            }
            // «رهينتين خطفهما»: a noun so written possesses nothing.
            if pronoun && before.content && !before.definite && before.key.len() > 4 && before.key.ends_with(key!("ين"))
            {
                score += 20;
            }
            // «حاول شخصان طعن الرئيس»: its object is a noun; «أعلن الجيش قتل عشرة»: so is what is announced.
            let perfect = inflection.aspect == Aspect::Perfect;
            // «في نداء للجمعية نشرته الصحف»: what describes a noun is a verb.
            let announced = before.announces && !before.object && perfect && (!pronoun || before.time);
            if (before.attempts && perfect || announced) && clitics.conjunction.is_none() {
                score -= 40;
            }
            // «أصدر حكما»: "the two of them judged" needs two before it.
            let two = || {
                before.verbal()
                    || before.particle == Some(Particle::Complement)
                    || [key!("ان"), key!("ين"), key!("ما")].contains(&before.key.last(2)) && !before.time
                    || before.two > 0
            };
            let dual = || letters(place.written()).next_back() == Some('ا');
            let own = || [key!("ا"), key!("ي")].contains(&entry.key.last(1));
            if bare && perfect && !pronoun && !opens && !own() && dual() && !two() {
                score -= 40;
            }
            // «أقر رفع الرسوم ومنع الاستيراد»
            let act = ["فرض", "حظر", "رفع", "عزل", "سحب", "طرد", "منع", "قطع"];
            if before.announces && clitics.conjunction == Some('و') && bare && act.contains(&entry.lemma) {
                score -= 40;
            }
            // «نفذت الكتيبة غارتها»: what she carried out, not that she hit her.
            if before.light && pronoun && inflection.aspect == Aspect::Perfect && clitics.conjunction.is_none() {
                score -= 40;
            }
            // «هجمات شنها مسلحون»
            if pronoun && before.content && !before.definite && entry.effect == Effect::Light {
                score += 20;
            }
            // «مواجهات قتل فيها جنود»
            if inflection.aspect == Aspect::Perfect && before.content && next.is_some_and(|n| INSIDE.has(n.key())) {
                score += 20;
            }
            // «في 3 مارس قتل جنود»
            if before.time && inflection.aspect == Aspect::Perfect {
                score += 8;
            }
            if inflection.aspect == Aspect::Perfect && before.content && DOCUMENTS.has(before.key) {
                score += 20;
            }
            // «علّق», «عُيّن»: the vowels say that it is the verb.
            let vowelled = place.has_damma() || place.doubles_inside();
            if entry.homograph && inflection.aspect == Aspect::Perfect && bare && !vowelled {
                let strict = before.particle.is_some() && before.verbal() || before.time || before.who;
                let sentence = before.start && clitics.conjunction.is_some();
                // «..., وسد الجنود الطرق»
                let people = |n: &Token| is_people(Word::unknown(), n.key());
                let joined = before.mark && clitics.conjunction.is_some() && next.is_some_and(people);
                // «والأحد، وعد الوزير بإصلاحات»
                let strict = strict || before.timed;
                // «..., وعلق الاتحاد عضويتها»: a word that no noun is.
                let one = || lexicon.readings(key.skip(u32::from(clitics.letters))).nth(1).is_none();
                let known = next.is_some_and(|n| n.key().starts_with(ARTICLE));
                let joined = joined || before.mark && clitics.conjunction == Some('و') && known && one();
                // «وفي الجلسة، طالب المزارعون بالتعويض»
                let to = |n: &Token| n.key().starts_with(key!("بأن")) || n.key().starts_with(key!("بال"));
                let asks = entry.lemma == "طالب" && opens && place.ahead.iter().any(to);
                if !strict && !sentence && !before.start && !joined && !asks && !is_like(key, place) {
                    return None;
                }
                // A headline or sentence that begins with it: a definite subject has to follow.
                let subject = |n: &Token| n.key().starts_with(key!("ال")) || is_people(Word::unknown(), n.key());
                // «ولد بلمختار في»: a name begins no sentence with it.
                let born = before.start && entry.lemma == "ولد";
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
            // News tells in the perfect: «تحدث» is "he spoke" before it is "it happens".
            if inflection.aspect == Aspect::Perfect {
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
        What::Noun { strong, needs_suffix, .. } => {
            if future || (needs_suffix && !pronoun) {
                return None;
            }
            // «وفقد 7 صيادين»
            let many = || next.is_some_and(|n| n.kind == Kind::Number || is_count(n.key()));
            if bare && clitics.preposition.is_none() && lexicon.of(reading).lemma == "فقد" && many() {
                return None;
            }
            // «جرح حارس وقتل ثلاثة»: joined to a verb, it is another.
            let joined = clitics.conjunction == Some('و') && !clitics.article && !pronoun && bare;
            if joined && before.violence > 0 && lexicon.of(reading).mode == Mode::Killing {
                return None;
            }
            // «عبوة محلية الصنع»
            let made = [key!("محلية"), key!("يدوية"), key!("محلي"), key!("يدوي")];
            if lexicon.of(reading).lemma == "صنع" && made.contains(&before.key) {
                return None;
            }
            // «طائرة مسيرة», «المسيّرات»: a drone, no march.
            if lexicon.of(reading).lemma == "مسيرة" && place.flies() {
                return None;
            }
            // «وبحثا»: what a preposition governs never ends so.
            let governed = clitics.preposition.is_some() && !pronoun && !clitics.article;
            if governed
                && letters(place.written()).next_back() == Some('ا')
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
            } else if before.content && !before.definite {
                score += 16;
            }
            if matches!(before.particle, Some(Particle::Not | Particle::Qad | Particle::Will)) {
                score -= 40;
            }
            if strong {
                score += 2;
            }
            Some(score)
        }
        What::Participle { .. } => {
            if future || pronoun {
                return None;
            }
            Some(70)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::script::tokenize;

    fn tags(text: &str) -> Vec<String> {
        let lexicon = Lexicon::get();
        let tokens = tokenize(text);
        let mut words = Vec::new();
        read(lexicon, text, &tokens, &[], &mut words);
        words
            .iter()
            .zip(&tokens)
            .filter_map(|(w, t)| {
                let kind = match w.role {
                    Role::Verb(_) if w.future => "F",
                    Role::Verb(_) => "V",
                    Role::Noun { .. } => "N",
                    _ => return None,
                };
                let entry = w.entry(lexicon)?;
                (entry.sort != crate::event::lexicon::Sort::Copula)
                    .then(|| format!("{kind}:{}={}", t.span.of(text), entry.lemma))
            })
            .collect()
    }

    #[test]
    fn verbs_and_nouns_in_their_place() {
        for (text, expected) in [
            ("وسيطرت القوات على المدينة", "V:وسيطرت=سيطر"),
            ("فقُتل جنديان", "V:فقُتل=قتل"),
            ("سيعلن الرئيس ذلك", "F:سيعلن=أعلن"),
            ("عملية قتل الجندي", "N:عملية=عملية N:قتل=قتل"),
            ("قتل جنديان", "V:قتل=قتل"),
            ("بعد قتل الجنود", "N:قتل=قتل"),
            ("لم يقتل أحد", "V:يقتل=قتل"),
            ("مقتل 11 جهاديا في هجوم", "N:مقتل=قتل N:هجوم=هجوم"),
            ("بدأتها في العام 2013", "V:بدأتها=بدأ"),
            ("زيارته إلى باماكو", "N:زيارته=زار"),
            ("الأمين العام للأمم المتحدة", ""),
            ("القائد العام للجيش المالي", ""),
            ("وجه الرئيس رسالة", "V:وجه=وجه N:رسالة=رسالة"),
            ("في وجه الرئيس", ""),
            ("الذي قتلوه", "V:قتلوه=قتل"),
            ("أعلن الجيش قتل عشرة", "V:أعلن=أعلن N:قتل=قتل"),
            ("نفت الوزارة رفع الرسوم", "V:نفت=نفى N:رفع=رفع"),
            ("أعلن الوزير فتح الطريق ورفع الرسوم", "V:أعلن=أعلن N:فتح=فتح N:ورفع=رفع"),
            ("خرجت مسيرة في المدينة", "V:خرجت=خرج N:مسيرة=مسيرة"),
            ("أسقطوا طائرة مسيرة", "V:أسقطوا=أسقط"),
            ("غرق قارب وفقد 7 صيادين", "V:غرق=غرق V:وفقد=فقد"),
            ("فقد هطلت الأمطار. فقد غرق القارب", "V:هطلت=هطل V:غرق=غرق"),
            ("زارت أورسولا فون دير كولن الميناء", "V:زارت=زار"),
            ("ألغى القضاة الأحد حكما بالإعدام", "V:ألغى=ألغى N:حكما=حكم N:بالإعدام=أعدم"),
            ("نقلا عن مراسلين", "N:نقلا=نقل"),
            ("نفذ حكم الإعدام", "V:نفذ=نفذ N:حكم=حكم N:الإعدام=أعدم"),
            ("ناقشوا قضيتهم", "V:ناقشوا=ناقش"),
            ("توفيت امرأة", "V:توفيت=توفي"),
        ] {
            assert_eq!(tags(text).join(" "), expected, "{text}");
        }
    }

    #[test]
    fn sentences_end_where_they_end() {
        let ends = |text: &str| {
            let tokens = tokenize(text);
            (0..tokens.len()).filter(|&i| ends_sentence(&tokens, i)).count()
        };
        assert_eq!(ends("قتل 3.5 ملايين. وقال"), 1);
        assert_eq!(ends("في مالي.واستهدف"), 1);
        assert_eq!(ends("سيدافع.. عن"), 1);
        assert_eq!(ends("قال لوكالة «أ.ش.أ» أمس. وأضاف"), 1);
        assert_eq!(ends("نقلته إذاعة بي.بي.سي أمس."), 1);
        assert_eq!(ends("عادوا إلى أ.ف.ب.وقالوا"), 1);
    }
}
