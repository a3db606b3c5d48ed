//! Words in their sentence: verb, noun or small word, decided by what stands before.

use super::class::Class;
use super::lexicon::{Analysis, Effect, Entry, Lexicon, Particle, Sort, What};
use super::memo::Memo;
use super::names::{Head, is_people};
use super::traits::Traits;
use super::weigh::{Place, WORST, Where, certain, is_possible, weigh};
use super::word::{ARTICLE, Candidate, Pronouns, Role, Word};
use crate::article::Span;
use crate::script::{Clitics, Few, Gap, Key, Kind, Split, Token, ends_sentence, key, splits};
use std::cell::RefCell;

/// A sentence of more tokens is a list or a broken text; it is cut, so that whatever looks around in a sentence
/// stays linear in the text.
const LONGEST: usize = 400;

/// So many words are looked up together: the memory answers them at once, but one after the other slowly.
const AHEAD: usize = 32;

/// The longest dateline.
const DATELINE: usize = 14;

/// The longest heading within a line, with its colon.
const HEADING: usize = 9;

/// Words that begin a sentence after a heading: «وفي», «وقعت», not «وصول», «وزير».
fn opens_sentence(lexicon: &Lexicon, key: Key) -> bool {
    static OPENERS: Few<5> = Few::of([key!("فيما"), key!("أما"), key!("كان"), key!("كانت"), key!("قبل")]);
    let verb = |reading: Analysis| matches!(reading.what, What::Verb(_));
    let joined = || key.starts_with(key!("و")) && key.len() > 2 && lexicon.readings(key).all(verb);
    OPENERS.has(key) || joined()
}

/// Reads every token. One pass; the only memory is the result.
pub(crate) fn read(lexicon: &Lexicon, text: &str, tokens: &[Token], busy: &[Span], out: &mut Vec<Word>) {
    KNOWN.with_borrow_mut(|memo| read_with(lexicon, memo, text, tokens, busy, out));
}

fn read_with(lexicon: &Lexicon, memo: &mut Known, text: &str, tokens: &[Token], busy: &[Span], out: &mut Vec<Word>) {
    out.clear();
    out.reserve(tokens.len());
    memo.begin();
    let mut sentence = Sentence::default();
    let mut busy = busy.iter().copied();
    /// Behind the last time.
    const NEVER: Span = Span::new(u32::MAX, u32::MAX);
    let mut time = busy.next().unwrap_or(NEVER);
    let mut known = [None; AHEAD];
    // The mark right before, by its token.
    let mut mark: Option<usize> = None;
    for (i, token) in tokens.iter().enumerate() {
        if i % AHEAD == 0 {
            for (known, token) in known.iter_mut().zip(&tokens[i..]) {
                *known = memo.get(token.key());
            }
            known.iter().flatten().for_each(|&known| memo.fetch(known));
        }
        let first = i == 0
            || token.gap >= Gap::Line
            || mark.is_some_and(|stop| {
                ends_sentence(stop.checked_sub(1).map(|i| &tokens[i]), &tokens[stop], Some(token))
                    || sentence.is_headed(lexicon, stop, &tokens[stop], token)
            })
            || i - sentence.begun >= LONGEST;
        if first {
            sentence.begin(i);
        }
        while time.end <= token.span.start {
            time = busy.next().unwrap_or(NEVER);
        }
        let taken = time.start < token.span.end;
        let here = Here { at: i, token, first, taken };
        mark = None;
        let mut timed = false;
        let word = match token.kind {
            Kind::Word => {
                let key = token.key();
                let learn = |list: &mut Vec<Candidate>| learn(lexicon, key, list);
                let known = known[i % AHEAD].unwrap_or_else(|| memo.learn(key, learn));
                let traits = known.fact;
                let readings = memo.values(known);
                // «هنأ» is no «هنا».
                let in_hamza = || key.ends_with(key!("ا")) && token.span.of(text).ends_with("أ");
                if !taken
                    && traits.has(Traits::CERTAIN)
                    && let Some(only) = readings.first()
                    && !in_hamza()
                {
                    // Nothing has to be decided.
                    let word = Word { first, traits, ..only.word() };
                    sentence.pass(&here, &word, || None, false);
                    out.push(word);
                    continue;
                }
                let read = if taken {
                    // «فجر اليوم»: dawn, not "he blew up".
                    let traits = traits.without_head();
                    Some(Word { role: Role::Particle(Particle::Time), traits, ..Word::unknown() })
                } else if readings.is_empty() {
                    None
                } else {
                    let next = tokens.get(i + 1).filter(|t| t.gap < Gap::Line);
                    let ahead = tokens.get(i + 1..(i + 6).min(tokens.len())).unwrap_or_default();
                    let timed = next.is_some_and(|next| time.overlaps(next.span));
                    let (written, letters) = (token.span.of(text), key.len());
                    let place = Where { written, letters, before: &sentence.before, next, ahead, timed };
                    best(lexicon, readings, key, traits, &place).map(|word| Word { traits, ..word })
                };
                match read {
                    Some(word) => word,
                    // Every other word is not in the lexicon, and little has to be decided then.
                    None => {
                        let mut word = Word { first, traits, ..Word::unknown() };
                        word.clitics.article = traits.has(Traits::ARTICLE);
                        sentence.pass(&here, &word, || None, false);
                        out.push(word);
                        continue;
                    }
                }
            }
            Kind::Number => Word { role: Role::Number, ..Word::unknown() },
            Kind::Mark(c) => {
                mark = Some(i);
                timed = tokens.get(i + 1).is_some_and(|next| time.overlaps(next.span));
                Word { role: Role::Mark(c), ..Word::unknown() }
            }
            Kind::Latin | Kind::Foreign => Word::unknown(),
        };
        let word = Word { first, ..word };
        sentence.pass(&here, &word, || if word.is_verb() { word.entry(lexicon) } else { None }, timed);
        out.push(word);
    }
}

/// The token that is read.
struct Here<'a> {
    at: usize,
    token: &'a Token,
    /// Begins a sentence.
    first: bool,
    /// Part of a time.
    taken: bool,
}

/// What has been read of a sentence.
#[derive(Debug, Default)]
struct Sentence {
    /// Its first token.
    begun: usize,
    /// Whether it has had a verb.
    told: bool,
    /// The token of the «في» that it begins with, as long as what follows may be where it happens.
    place: Option<usize>,
    before: Place,
}

impl Sentence {
    fn begin(&mut self, at: usize) {
        self.begun = at;
        self.before = Place { bits: Place::START, ..Place::default() };
    }

    /// «مفاوضات في مالي: وفي 27 أغسطس أطلق»: whether a heading ends with a mark, and a sentence of its own begins.
    fn is_headed(&self, lexicon: &Lexicon, mark: usize, colon: &Token, next: &Token) -> bool {
        let heading = mark > self.begun && mark + 1 - self.begun <= HEADING;
        !self.told && heading && colon.is_mark(':') && opens_sentence(lexicon, next.key())
    }

    /// Goes past a word. `verb` gives its entry where it is read as a verb, `timed` says whether a time follows.
    #[inline(always)]
    fn pass<'l>(&mut self, here: &Here<'_>, word: &Word, verb: impl FnOnce() -> Option<&'l Entry>, timed: bool) {
        if !self.pass_small(here, word) {
            self.pass_any(here, word, verb(), timed);
        }
    }

    /// Goes past a word that is no verb, and past which most of what is said of the place before it goes on: three of four
    /// words in news, which the lexicon does not have or has as small words.
    ///
    /// Whether it has gone past: no, where more is to be said.
    #[inline(always)]
    fn pass_small(&mut self, here: &Here<'_>, word: &Word) -> bool {
        /// What says something of the place after it by itself.
        const TELLING: u16 = Traits::SELF | Traits::LETTER | Traits::AS_FOR | Traits::OWN_DEATH;
        let &Word { role, traits, clitics: Clitics { article, .. }, .. } = word;
        let before = &mut self.before;
        let opens = here.first || before.is(Place::START);
        let telling = traits.has(TELLING) || traits.is_head() && !article;
        if opens || here.taken || telling || self.place.is_some() {
            return false;
        }
        let (mut left, mut object) = (before.violence.saturating_sub(1), 0);
        let (keeps, adds, governs) = match role {
            Role::Noun { .. } => {
                // It is told of, and no longer waited for; what is announced has been named.
                (left, object) = (0, bit(before.is(Place::ANNOUNCES), Place::OBJECT));
                (GO_ON | Place::TOLD | ANNOUNCED, Place::CONTENT, None)
            }
            Role::Participle => (GO_ON | Place::TOLD | ANNOUNCED | Place::LIGHT, Place::CONTENT, None),
            Role::Unknown => (GO_ON | Place::TOLD | ANNOUNCED | UNNAMED, Place::CONTENT, None),
            Role::Particle(Particle::Time | Particle::Plain) => (GO_ON | Place::TOLD | ANNOUNCED, Place::CONTENT, None),
            Role::Particle(particle @ (Particle::Preposition | Particle::This)) => {
                (GO_ON | Place::TOLD | ANNOUNCED, 0, Some(particle))
            }
            Role::Particle(particle @ Particle::Complement) => (GO_ON | Place::TOLD, 0, Some(particle)),
            Role::Particle(particle) => (GO_ON, 0, Some(particle)),
            _ => return false,
        };
        let definite = bit(article && adds != 0, Place::DEFINITE);
        let who = bit(traits.has(Traits::FROM) && before_who(before.key), Place::WHO);
        before.bits = before.bits & keeps | adds | definite | object | who;
        before.particle = governs;
        before.violence = left;
        before.two = if is_pair(role, traits) { PAIR } else { before.two.saturating_sub(1) };
        before.key = here.token.key();
        true
    }

    /// Goes past whatever word.
    fn pass_any(&mut self, here: &Here<'_>, word: &Word, verb: Option<&Entry>, timed: bool) {
        let &Here { at, token, first, taken } = here;
        let before = self.before;
        let (role, clitics, traits) = (word.role, word.clitics, word.traits);
        let noun = matches!(role, Role::Noun { .. });
        let unnamed = matches!(role, Role::Unknown | Role::Number);
        let opens = first || before.is(Place::START);
        let copula = verb.is_some_and(|e| e.sort == Sort::Copula);
        let left = before.violence.saturating_sub(1);
        let told = goes_on(word, &before, verb.is_some() && !copula);
        let mut next = before.bits & WAITS | bit(told, Place::TOLD) | bit(taken, Place::TIME);
        let mut governs = None;
        match role {
            Role::Mark(mark) => {
                match mark {
                    '«' | '“' => next |= Place::QUOTED,
                    '»' | '”' => next &= !Place::QUOTED,
                    '"' => next ^= Place::QUOTED,
                    _ => {}
                }
                next |= Place::MARK;
                // «و كان»: what was open before an opening mark stays open after it.
                if matches!(mark, '«' | '“' | '"' | '\'' | '(') {
                    governs = before.particle;
                    next |= before.bits & Place::START;
                }
                let timed = before.is(Place::TIME) && !self.told && matches!(mark, '،' | ',');
                next |= bit(timed, Place::TIMED);
            }
            Role::Particle(Particle::Time | Particle::Plain) | Role::Unknown | Role::Noun { .. } | Role::Participle => {
                next |= bit(!taken, Place::CONTENT) | bit(clitics.article, Place::DEFINITE);
            }
            Role::Particle(particle) => governs = Some(particle),
            Role::Number => next |= bit(!taken, Place::CONTENT),
            Role::Verb(_) => {
                next &= !Place::WAITING;
                next |= bit(copula, Place::WAITING) | bit(!copula, Place::VERB);
            }
        }
        let announces = before.is(Place::ANNOUNCES)
            && match role {
                // «أعلن الجيش، الخميس، قتل عشرة»: past a time between commas.
                Role::Mark(mark) => mark == '،' && (before.is(Place::TIME) || timed),
                Role::Particle(p) => {
                    matches!(p, Particle::Time | Particle::Plain | Particle::Preposition | Particle::This)
                }
                Role::Verb(_) => false,
                _ => true,
            };
        let told_of = (opens || before.is(Place::MARK)) && traits.has(Traits::AS_FOR);
        let topic = !word.is_verb() && before.is(Place::TOPIC) || told_of;
        // What is announced may go on: «إغلاق الحدود وفرض حظر».
        next |= bit(announces && (before.is(Place::OBJECT) || noun), Place::OBJECT) | bit(topic, Place::TOPIC);
        let violence = match verb {
            Some(verb) => {
                let announces = matches!(
                    verb.lemma,
                    "أعلن"
                        | "أكد"
                        | "نفى"
                        | "رفض"
                        | "قرر"
                        | "تبنى"
                        | "تولى"
                        | "بدأ"
                        | "باشر"
                        | "واصل"
                        | "استأنف"
                );
                let light = !word.pronoun && verb.effect == Effect::Light;
                // «بدأ يقاتلهم»
                next |= bit(!copula && verb.sort == Sort::Aspect, Place::BEGINS);
                next |= bit(announces, Place::ANNOUNCES) | bit(light, Place::LIGHT);
                next |= bit(verb.lemma == "حاول", Place::ATTEMPTS);
                if verb.class == Class::Assault { TOLD_TOGETHER } else { left }
            }
            None => {
                let light = bit(role == Role::Participle, Place::LIGHT);
                let goes_on = if unnamed { UNNAMED } else { light };
                next |= bit(announces, Place::ANNOUNCES) | before.bits & goes_on;
                // «لقي ثلاثة مصرعهم وجرح عشرة»
                match noun {
                    true if traits.has(Traits::OWN_DEATH) => TOLD_TOGETHER,
                    true => 0,
                    false => left,
                }
            }
        };
        next |= bit(traits.has(Traits::FROM) && (before_who(before.key) || first), Place::WHO);
        // «خبيران في نزع الألغام يعملان لحساب البعثة نقلا السبت»: the two that go on being told of.
        let goes_on = before.two > 0 && word.is_verb() && traits.has(Traits::DUAL);
        let two = if !taken && is_pair(role, traits) || goes_on {
            PAIR
        } else if word.is_verb() || first {
            0
        } else {
            before.two.saturating_sub(1)
        };
        if opens {
            self.place = traits.has(Traits::IN).then_some(at);
        }
        if self.place.is_some() {
            let open = |&place: &usize| at < place + PLACE && !word.is_verb() && !matches!(role, Role::Mark(_));
            self.place = self.place.filter(open);
            let named = matches!(role, Role::Unknown | Role::Particle(Particle::Plain));
            let here = self.place.is_some_and(|place| at > place);
            let fronted = here && named && !taken && !clitics.article && !OF_EVENT.has(token.key());
            next |= bit(fronted, Place::FRONTED);
        }
        // «المعسكر نفسه تعرض»: it is known.
        next |= bit(traits.has(Traits::SELF), Place::DEFINITE);
        // Whoever is named so announces a name.
        if word.is_head() && !word.is_verb() && !clitics.article {
            next |= bit(is_people(*word, token.key()), Place::PEOPLE);
        }
        self.told = (self.told && !first) || word.is_verb();
        // «باماكو (رويترز) - عين الرئيس»: after its dateline a sentence begins.
        if !self.told && matches!(role, Role::Mark('-' | '–' | '—' | ':')) && at - self.begun < DATELINE {
            next |= Place::START;
        }
        if traits.has(Traits::LETTER) {
            // «و قال», «ب إيفاد»: a letter that was to be attached.
            next = next & !Place::CONTENT | Place::MARK;
        }
        self.before = Place { bits: next, particle: governs, violence, two, key: token.key() };
    }
}

/// What is said of a place goes on until it is met: quotation marks are closed, the verb comes that is waited for.
const WAITS: u32 = Place::WAITING | Place::QUOTED;
/// The same, and what goes on up to the next verb.
const GO_ON: u32 = WAITS | Place::TOPIC;
/// What is announced, as long as it may be named.
const ANNOUNCED: u32 = Place::ANNOUNCES | Place::OBJECT;
/// What goes on past words that are not in the lexicon.
const UNNAMED: u32 = Place::ATTEMPTS | Place::LIGHT;

/// Whether after this word the clause still is one that began with its verb: «واصل الجيش المالي …». `plain` is whether the
/// word is a verb that waits for no other.
#[inline(always)]
fn goes_on(word: &Word, before: &Place, plain: bool) -> bool {
    match word.role {
        Role::Verb(_) => {
            let mark = before.is(Place::MARK) && before.particle.is_none();
            let opens = before.is(Place::START) || mark || word.clitics.conjunction.is_some();
            plain && opens
        }
        Role::Particle(
            Particle::Preposition | Particle::Complement | Particle::Plain | Particle::Time | Particle::This,
        ) => before.is(Place::TOLD),
        Role::Particle(_) | Role::Mark(_) => false,
        Role::Unknown | Role::Noun { .. } | Role::Participle | Role::Number => before.is(Place::TOLD),
    }
}

/// A bit, where something is.
#[inline(always)]
const fn bit(is: bool, bit: u32) -> u32 {
    if is { bit } else { 0 }
}

/// How many words may name where it happens before what is told: «وفي ضواحي مدينة غاو».
const PLACE: usize = 5;

/// What stands before the noun of an event, and is no place.
static OF_EVENT: Few<12> = Few::of([
    key!("قضية"),
    key!("قضايا"),
    key!("ملف"),
    key!("تهمة"),
    key!("ظل"),
    key!("إطار"),
    key!("سياق"),
    key!("يوم"),
    key!("ذكرى"),
    key!("حال"),
    key!("حالات"),
    key!("موقع"),
]);

/// How many words may stand between two verbs of one scene.
const TOLD_TOGETHER: u8 = 8;

/// How far from two of something a verb tells of both: «جنديان من الكتيبة الأولى نقلا».
const PAIR: u8 = 8;

/// «جنديان», «الوزيرين»: two of something, by its ending.
#[inline]
fn is_pair(role: Role, word: Traits) -> bool {
    let ordinary = matches!(role, Role::Unknown | Role::Participle | Role::Noun { .. });
    word.has(Traits::TWO) || ordinary && word.has(Traits::PAIR)
}

/// What «من» "who" follows.
fn before_who(word: Key) -> bool {
    static BEFORE: Few<8> =
        Few::of([key!("أول"), key!("آخر"), key!("أن"), key!("بأن"), key!("هو"), key!("هم"), key!("هناك"), key!("ثمة")]);
    BEFORE.has(word)
}

const SIN: Key = key!("س");

/// For each word what its letters say, and every way to read it.
type Known = Memo<Traits, Candidate>;

thread_local! {
    static KNOWN: RefCell<Known> = RefCell::new(Memo::new());
}

/// What a word says by itself, with every way that it can be read in some place.
fn learn(lexicon: &Lexicon, key: Key, list: &mut Vec<Candidate>) -> Traits {
    let (mut kept, mut all) = (list.len(), list.len());
    let head = candidates(lexicon, key, list);
    let new = kept;
    while let Some(&candidate) = list.get(all) {
        if is_possible(&candidate) {
            list.swap(kept, all);
            kept += 1;
        }
        all += 1;
    }
    list.truncate(kept);
    let certain = certain(lexicon, list.get(new..).unwrap_or_default(), key);
    if let Some(at) = certain {
        // No other is asked for.
        list.swap(new, new + at);
        list.truncate(new + 1);
    }
    Traits::of(key, head, certain.is_some())
}

/// Every way to read a word, and the name it announces.
fn candidates(lexicon: &Lexicon, key: Key, out: &mut Vec<Candidate>) -> Option<Head> {
    let pronouns = Pronouns::of(key);
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
        for bare in pronouns.cut(stem) {
            put(bare, true, false);
        }
        if clitics.preposition.is_none() && stem.len() >= 4 && stem.starts_with(SIN) {
            let inner = stem.skip(1);
            put(inner, false, true);
            for bare in pronouns.cut(inner) {
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

/// The reading that fits a word's place best.
fn best(lexicon: &Lexicon, candidates: &[Candidate], key: Key, traits: Traits, place: &Where<'_>) -> Option<Word> {
    let mut found = None;
    let mut top = WORST - 1;
    let in_teh = traits.has(Traits::TEH) && place.ends_in_teh();
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
    found.map(Candidate::word)
}

/// Whether a form is the bare third person, or looks like an accusative (لاحقا).
fn is_bare(stem: Key, lemma: Key) -> bool {
    stem == lemma || stem.drop_last(1) == lemma && stem.ends_with(key!("ا"))
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

    /// Whatever stands before a word and after it.
    #[test]
    fn what_is_certain_is_read_so_in_every_place() {
        let lexicon = Lexicon::get();
        let text = include_str!("../../tests/data/passages.jsonl");
        let tokens = tokenize(text);
        let particles = [Particle::Not, Particle::Qad, Particle::Relative, Particle::That, Particle::Preposition];
        let particles: Vec<_> = particles.into_iter().map(Some).chain([None]).collect();
        let mut seen = 0;
        for (i, token) in tokens.iter().enumerate().filter(|(i, token)| i % 5 == 0 && token.is_word()) {
            let (key, written) = (token.key(), token.span.of(text));
            let mut all = Vec::new();
            candidates(lexicon, key, &mut all);
            all.retain(is_possible);
            let Some(at) = certain(lexicon, &all, key).filter(|_| !written.ends_with("أ")) else { continue };
            seen += 1;
            let traits = Traits::of(key, None, false);
            for n in 0..32 {
                let bits = (i as u32).wrapping_mul(0x9E37_79B9).rotate_left(n) & 0x7_FFFF;
                let particle = particles[n as usize % particles.len()];
                let word = tokens[i / 2].key();
                let before = Place { bits, particle, violence: (n % 3) as u8, two: (n % 2) as u8, key: word };
                let (next, ahead) = (tokens.get(i + 1), tokens.get(i + 1..i + 6).unwrap_or_default());
                let place = Where { written, letters: key.len(), before: &before, next, ahead, timed: n % 5 == 0 };
                let found = best(lexicon, &all, key, traits, &place).map(|word| (word.role, word.analysis));
                let word = all[at].word();
                assert_eq!(found, Some((word.role, word.analysis)), "{written} {before:?}");
            }
        }
        assert!(seen > 400, "{seen}");
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
            ("لم تمض ساعة حتى وصلوا", "V:تمض=مضى V:وصلوا=وصل"),
            ("استمر ذلك حتى وصول الوفد", "V:استمر=استمر N:وصول=وصل"),
            ("كان أول من أعلن النتائج", "V:أعلن=أعلن"),
            ("عاد من قتل الحارس", "V:عاد=عاد N:قتل=قتل"),
            ("حارسان من المتحف نقلا الخميس", "V:نقلا=نقل"),
            ("أغلقت النيابة الطيران التجاري، ردا على البيان", "V:أغلقت=أغلق"),
            ("نشر الخبر نقلا عن الوكالة", "V:نشر=نشر N:نقلا=نقل"),
            ("النادي الأزرق علّق العقود", "V:علّق=علق"),
            ("فقد أكثر من ثلاثين صيادا قواربهم", "V:فقد=فقد"),
            ("وصل الفريق، وعلق الاتحاد عضويته", "V:وصل=وصل V:وعلق=علق"),
            ("شب حريق في شبه الجزيرة", "V:شب=شب N:حريق=حريق"),
            ("التهم الحريق السوق", "V:التهم=التهم N:الحريق=حريق"),
            ("وجهت المحكمة التهم", "V:وجهت=وجه"),
            ("زار أحياء المدينة ثم أحيا حفلا", "V:زار=زار V:أحيا=أحيا N:حفلا=حفل"),
            ("قال سيدو إنه عاد", "V:قال=قال V:عاد=عاد"),
            ("لقي ستة حتفهم وجرح سبعة", "V:لقي=لقي N:حتفهم=حتفهم V:وجرح=جرح"),
        ] {
            assert_eq!(tags(text).join(" "), expected, "{text}");
        }
    }
}
