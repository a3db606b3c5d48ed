//! Words in their sentence: verb, noun or small word, decided by what stands before.

use super::class::Class;
use super::lexicon::{Analysis, Effect, Lexicon, Particle, Sort, What};
use super::memo::Memo;
use super::names::{Head, is_people};
use super::weigh::{Place, Where, weigh};
use super::word::{ARTICLE, Candidate, Pronouns, Role, Word};
use crate::article::Span;
use crate::script::{Few, Gap, Key, Kind, Split, Token, ends_sentence, key, splits};
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
    let mut before = Place { start: true, ..Place::default() };
    let mut begun = 0;
    let mut busy = busy.iter().peekable();
    // Whether the sentence has had a verb.
    let mut told = false;
    // Where it has begun with «في».
    let mut place: Option<usize> = None;
    let mut known = [None; AHEAD];
    for (i, token) in tokens.iter().enumerate() {
        if i % AHEAD == 0 {
            for (known, token) in known.iter_mut().zip(&tokens[i..]) {
                *known = memo.get(token.key());
            }
            known.iter().flatten().for_each(|&known| memo.fetch(known));
        }
        let (near, last) = (i.checked_sub(2).map(|i| &tokens[i]), i.checked_sub(1).map(|i| &tokens[i]));
        let ended = token.gap >= Gap::Line || last.is_none_or(|stop| ends_sentence(near, stop, Some(token)));
        // «مفاوضات في مالي: وفي 27 أغسطس أطلق»: a heading, then a sentence of its own.
        let headed = !told
            && i > begun + 1
            && i - begun <= HEADING
            && tokens[i - 1].is_mark(':')
            && opens_sentence(lexicon, token.key());
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
                    let timed = busy.peek().zip(next).is_some_and(|(b, next)| b.overlaps(next.span));
                    let place = Where { text, span: token.span, before: &before, next, ahead, timed };
                    best(lexicon, readings, key, &place)
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
        let noun = matches!(word.role, Role::Noun { .. });
        let opens = first || before.start;
        let left = before.violence.saturating_sub(1);
        let (last, pair) = (before.key, before.two);
        let (timed, light, waits) = (before.time, before.light, before.attempts);
        let verb = if word.is_verb() { word.entry(lexicon) } else { None };
        let copula = verb.is_some_and(|e| e.sort == Sort::Copula);
        let clause = goes_on(&word, &before, verb.is_some() && !copula);
        let announces = before.announces
            && match word.role {
                // «أعلن الجيش، الخميس، قتل عشرة»: past a time between commas.
                Role::Mark(mark) => {
                    let mut next = || busy.peek().zip(tokens.get(i + 1)).is_some_and(|(b, next)| b.overlaps(next.span));
                    mark == '،' && (before.time || next())
                }
                Role::Particle(p) => {
                    matches!(p, Particle::Time | Particle::Plain | Particle::Preposition | Particle::This)
                }
                Role::Verb(_) => false,
                _ => true,
            };
        let topic = !word.is_verb() && before.topic || (opens || before.mark) && token.key() == key!("أما");
        // What is announced may go on: «إغلاق الحدود وفرض حظر».
        let object = announces && (before.object || noun);
        before = before.after(&word, copula);
        before.told = clause;
        before.object = object;
        before.topic = topic;
        match verb {
            Some(verb) => {
                let announced = ["أعلن", "أكد", "نفى", "رفض", "قرر", "تبنى", "تولى", "بدأ", "باشر", "واصل", "استأنف"];
                before.announces = announced.contains(&verb.lemma);
                // «بدأ يقاتلهم»
                before.begins = before.verb && verb.sort == Sort::Aspect;
                before.attempts = verb.lemma == "حاول";
                before.violence = if verb.class == Class::Assault { TOLD_TOGETHER } else { left };
                before.light = !word.pronoun && verb.effect == Effect::Light;
            }
            None => {
                before.announces = announces;
                before.attempts = waits && matches!(word.role, Role::Unknown | Role::Number);
                before.violence = if noun { 0 } else { left };
                before.light = light && matches!(word.role, Role::Unknown | Role::Participle | Role::Number);
            }
        }
        before.timed = timed && !told && token.is_comma();
        before.who = token.key() == key!("من") && (before_who(last) || first);
        // «خبيران في نزع الألغام يعملان لحساب البعثة نقلا السبت»: the two that go on being told of.
        let goes_on = pair > 0 && word.is_verb() && token.key().ends_with(key!("ان"));
        before.two = if !taken && is_pair(word.role, token.key()) || goes_on {
            PAIR
        } else if word.is_verb() || first {
            0
        } else {
            pair.saturating_sub(1)
        };
        if opens {
            place = [key!("في"), key!("وفي"), key!("ففي")].contains(&token.key()).then_some(i);
        }
        place = place.filter(|&at| i < at + PLACE && !word.is_verb() && !matches!(word.role, Role::Mark(_)));
        let named = matches!(word.role, Role::Unknown | Role::Particle(Particle::Plain));
        before.fronted =
            place.is_some_and(|at| i > at) && named && !taken && !word.clitics.article && !OF_EVENT.has(token.key());
        // «المعسكر نفسه تعرض»: it is known.
        before.definite |= [key!("نفسه"), key!("نفسها"), key!("ذاته"), key!("ذاتها")].contains(&token.key());
        // Whoever is named so announces a name.
        let people = word.head.is_some() && !word.is_verb() && !word.clitics.article;
        before.people = people && is_people(word, token.key());
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

/// Whether after this word the clause still is one that began with its verb: «واصل الجيش المالي …». `plain` is whether the
/// word is a verb that waits for no other.
fn goes_on(word: &Word, before: &Place, plain: bool) -> bool {
    match word.role {
        Role::Verb(_) => {
            let opens = before.start || before.mark && before.particle.is_none() || word.clitics.conjunction.is_some();
            plain && opens
        }
        Role::Particle(
            Particle::Preposition | Particle::Complement | Particle::Plain | Particle::Time | Particle::This,
        ) => before.told,
        Role::Particle(_) | Role::Mark(_) => false,
        Role::Unknown | Role::Noun { .. } | Role::Participle | Role::Number => before.told,
    }
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
fn is_pair(role: Role, word: Key) -> bool {
    let ordinary = matches!(role, Role::Unknown | Role::Participle | Role::Noun { .. });
    let two = word.ends_with(key!("ان")) || word.ends_with(key!("ين"));
    if [key!("اثنان"), key!("اثنين")].contains(&word) {
        return true;
    }
    ordinary && two && word.len() >= 6 && !word.starts_with(ARTICLE)
}

/// What «من» "who" follows.
fn before_who(word: Key) -> bool {
    static BEFORE: Few<8> =
        Few::of([key!("أول"), key!("آخر"), key!("أن"), key!("بأن"), key!("هو"), key!("هم"), key!("هناك"), key!("ثمة")]);
    BEFORE.has(word)
}

const SIN: Key = key!("س");

/// For each word the name it announces, and every way to read it.
type Known = Memo<Option<Head>, Candidate>;

thread_local! {
    static KNOWN: RefCell<Known> = RefCell::new(Memo::new());
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
        ] {
            assert_eq!(tags(text).join(" "), expected, "{text}");
        }
    }
}
