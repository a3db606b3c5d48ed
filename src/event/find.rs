//! Words and clauses into mentions.

use super::class::{Class, Mode};
use super::clause::clauses;
use super::conjugate::Aspect;
use super::factuality::{self, Judgement};
use super::lexicon::{Effect, Entry, Lexicon, Particle, Sort};
use super::mention::{Clause, Form, Link, Mention, Site, Tense};
use super::names::{self, Chunk, Names, is_people};
use super::participants;
use super::words::{self, Role, Word};
use crate::article::{Quote, Span};
use crate::script::{Few, Key, Token, key, without_letters};
use std::borrow::Cow;

/// All that the room finds in one text.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub(crate) mentions: Vec<Mention>,
    /// One for each mention.
    pub(crate) sites: Vec<Site>,
    pub(crate) clauses: Vec<Clause>,
    pub(crate) words: Vec<Word>,
    /// What completes the mentions.
    chunks: Vec<Chunk>,
    drafts: Vec<Draft>,
    judged: Vec<Judgement>,
}

/// A text with its tokens, and where each byte stands counted in characters.
#[derive(Debug)]
pub(crate) struct Located<'a> {
    pub(crate) text: &'a str,
    pub(crate) tokens: &'a [Token],
    /// Characters before each block of bytes.
    chars: Vec<u32>,
}

/// Bytes of a block.
const BLOCK: usize = 128;

impl<'a> Located<'a> {
    pub(crate) fn new(text: &'a str, tokens: &'a [Token]) -> Self {
        let mut before = 0;
        let blocks = text.as_bytes().chunks(BLOCK).map(|block| {
            let here = before;
            before += count_chars(block);
            here
        });
        Self { text, tokens, chars: blocks.collect() }
    }

    /// The characters before a byte.
    fn chars_before(&self, byte: u32) -> u32 {
        let block = byte as usize / BLOCK;
        let rest = self.text.as_bytes().get(block * BLOCK..byte as usize).unwrap_or_default();
        self.chars.get(block).map_or_else(|| self.text.chars().count() as u32, |before| before + count_chars(rest))
    }

    /// The words that some bytes are.
    pub(crate) fn words(&self, bytes: Span) -> Quote {
        let text = bytes.of(self.text).to_owned();
        let start = self.chars_before(bytes.start);
        let chars = Span::new(start, start + count_chars(text.as_bytes()));
        Quote { text, bytes, chars }
    }

    /// The words from one token to another, both included, less some bytes in front.
    pub(crate) fn quote(&self, first: usize, last: usize, skip: u32) -> Quote {
        let (a, b) = (self.tokens[first].span, self.tokens[last].span);
        let bytes = Span::new(a.start + skip.min(a.len()), b.end);
        let bytes = if self.text.is_char_boundary(bytes.start as usize) { bytes } else { Span::new(a.start, b.end) };
        self.words(bytes)
    }
}

/// Characters in a piece of UTF-8: bytes that do not continue one.
fn count_chars(bytes: &[u8]) -> u32 {
    // So many that their number fits into a byte are counted at once.
    bytes.chunks(BLOCK).map(|some| u32::from(some.iter().map(|&b| u8::from(b & 0xC0 != 0x80)).sum::<u8>())).sum()
}

impl Found {
    /// The clause that a token stands in.
    pub(crate) fn clause_at(&self, token: usize) -> usize {
        self.clauses.partition_point(|c| c.end as usize <= token)
    }
}

/// The first clause of the sentence that a clause is in.
pub(crate) fn sentence_start(clauses: &[Clause], clause: usize) -> usize {
    let sentence = clauses[clause].sentence;
    clauses[..clause].iter().rposition(|c| c.sentence != sentence).map_or(0, |i| i + 1)
}

/// A mention before its participants are known.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Draft {
    pub(crate) entry: Entry,
    pub(crate) class: Class,
    pub(crate) mode: Mode,
    pub(crate) form: Form,
    pub(crate) tense: Tense,
    /// Token of the trigger.
    pub(crate) token: usize,
    pub(crate) phrase: (usize, usize),
    pub(crate) clause: usize,
    pub(crate) weak: bool,
    pub(crate) passive: Option<bool>,
}

impl Draft {
    /// «شن غارة», «قاد تدخلا», «تمكن من قتل»: the verb and the noun at a token are one event, which the noun names.
    fn carry(&mut self, noun: usize, entry: &Entry) {
        self.class = entry.class;
        self.mode = entry.mode;
        self.form = Form::LightVerb;
        self.phrase.1 = noun;
        self.entry = Entry { effect: Effect::None, ..*entry };
    }

    /// «الهجوم الذي وقع الجمعة»: the noun is told by the verb at a token, and happens when that says.
    fn told_by(&mut self, verb: usize, tense: Tense, clause: usize) {
        self.form = Form::LightVerb;
        self.tense = tense;
        self.phrase.1 = verb;
        self.clause = clause;
        self.weak = false;
    }
}

#[cfg(test)]
pub(crate) fn find(located: &Located<'_>, names: &dyn Names, busy: &[Span]) -> Found {
    let mut found = Found::default();
    find_into(located, names, busy, &mut found);
    complete(located, &mut found, |_| true);
    found
}

/// Finds the events of a text, in place of what was found before. Their words, who takes part, where and who says so
/// are left to [`complete`], since many a mention proves to be none.
///
/// `busy` are the bytes that other findings have taken (times), in order: no word in them is an event.
pub(crate) fn find_into(located: &Located<'_>, names: &dyn Names, busy: &[Span], found: &mut Found) {
    found.mentions.clear();
    found.sites.clear();
    let lexicon = Lexicon::get();
    let Located { text, tokens, .. } = *located;
    words::read(lexicon, text, tokens, busy, &mut found.words);
    clauses(tokens, &found.words, lexicon, &mut found.clauses);
    let Found { mentions, sites, clauses, words, chunks, drafts, judged } = found;
    names::chunks(tokens, words, text, names, lexicon, chunks);
    Finder { lexicon, tokens, words, clauses, chunks, taken: Vec::new() }.drafts(drafts);
    let scene = Scene { lexicon, located, words, clauses, chunks };
    factuality::judge(&scene, drafts, judged);
    mentions.reserve(drafts.len());
    sites.reserve(drafts.len());
    for (i, draft) in drafts.iter().enumerate() {
        let word = &words[draft.token];
        let sentence = scene.sentence(draft.clause);
        let nothing = Span::new(0, 0);
        mentions.push(Mention {
            id: i as u32,
            trigger: Quote { text: String::new(), bytes: nothing, chars: nothing },
            lemma: Cow::Borrowed(draft.entry.lemma),
            class: draft.class,
            mode: draft.mode,
            form: draft.form,
            tense: draft.tense,
            factuality: judged[i].factuality,
            attribution: None,
            participants: Vec::new(),
            places: Vec::new(),
            sentence: tokens[sentence.start].span.cover(tokens[sentence.end - 1].span),
        });
        sites.push(Site {
            token: draft.token as u32,
            phrase: (draft.phrase.0 as u32, draft.phrase.1 as u32),
            clause: draft.clause as u32,
            weak: draft.weak,
            report: draft.entry.effect == Effect::Reports && draft.mode == Mode::Statement,
            state: draft.entry.sort == Sort::State,
            aspect: draft.entry.sort == Sort::Aspect,
            definite: word.clitics.article || word.pronoun,
        });
    }
}

/// Completes the mentions that are kept.
pub(crate) fn complete(located: &Located<'_>, found: &mut Found, kept: impl Fn(usize) -> bool) {
    let Found { mentions, clauses, words, chunks, drafts, judged, .. } = found;
    let scene = Scene { lexicon: Lexicon::get(), located, words, clauses, chunks };
    for (i, draft) in drafts.iter().enumerate().filter(|&(i, _)| kept(i)) {
        let letters = u32::from(words[draft.token].clitics.letters);
        let skip = without_letters(located.tokens[draft.token].span.of(located.text), letters);
        mentions[i].trigger = located.quote(draft.token, draft.token, skip);
        (mentions[i].participants, mentions[i].places) = participants::of(&scene, drafts, i);
    }
    for (i, judgement) in judged.iter().enumerate().filter(|&(i, _)| kept(i)) {
        // Who says so is known even where the saying is no event.
        if let Some(report) = judgement.report.filter(|&report| !kept(report)) {
            (mentions[report].participants, _) = participants::of(&scene, drafts, report);
        }
        mentions[i].attribution = participants::attribution(&scene, mentions, judgement);
    }
}

/// Everything known of a text while mentions are completed.
pub(crate) struct Scene<'a> {
    pub(crate) lexicon: &'a Lexicon,
    pub(crate) located: &'a Located<'a>,
    pub(crate) words: &'a [Word],
    pub(crate) clauses: &'a [Clause],
    pub(crate) chunks: &'a [Chunk],
}

impl Scene<'_> {
    /// The tokens of the sentence that a clause is in.
    pub(crate) fn sentence(&self, clause: usize) -> std::ops::Range<usize> {
        let number = self.clauses[clause].sentence;
        let first = sentence_start(self.clauses, clause);
        let after = self.clauses[clause..].iter().position(|c| c.sentence != number);
        let last = after.map_or(self.clauses.len(), |i| clause + i) - 1;
        self.clauses[first].start as usize..self.clauses[last].end as usize
    }
}

struct Finder<'a> {
    lexicon: &'a Lexicon,
    tokens: &'a [Token],
    words: &'a [Word],
    clauses: &'a [Clause],
    chunks: &'a [Chunk],
    /// Nouns that a light verb has taken.
    taken: Vec<usize>,
}

/// Where the noun of a light verb stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Seek {
    /// Its object or subject, without a preposition.
    Bare,
    /// After ب: قام بزيارة.
    With(char),
}

const NEAR: usize = 4;

/// What somebody spends somewhere: «قضى شهرا في المنفى».
const SPANS: &[Key] = &[
    key!("عام"),
    key!("سن"),
    key!("شهر"),
    key!("أشهر"),
    key!("أيام"),
    key!("يوم"),
    key!("ليل"),
    key!("ساع"),
    key!("أسبوع"),
    key!("أسابيع"),
    key!("أول"),
];

/// Nouns that say what kind of event the next noun is: عملية احتجاز، جولة مفاوضات.
const KINDS_OF_EVENT: [Key; 8] =
    [key!("عملية"), key!("حملة"), key!("جولة"), key!("حادث"), key!("حادثة"), key!("جريمة"), key!("مراسم"), key!("حفل")];

/// What somebody becomes.
const OFFICES: [Key; 17] = [
    key!("جنرال"),
    key!("عقيد"),
    key!("ماريشال"),
    key!("رئيس"),
    key!("وزير"),
    key!("زعيم"),
    key!("قائد"),
    key!("أمير"),
    key!("أمين"),
    key!("سكرتير"),
    key!("مدير"),
    key!("نائب"),
    key!("عضو"),
    key!("سفير"),
    key!("حاكم"),
    key!("مستشار"),
    key!("ناطق"),
];

/// Places that are named after what goes on there.
static SITES: Few<16> = Few::of([
    key!("لجنة"),
    key!("مفوضية"),
    key!("مركز"),
    key!("مراكز"),
    key!("نقطة"),
    key!("نقاط"),
    key!("حاجز"),
    key!("حواجز"),
    key!("مكتب"),
    key!("مكاتب"),
    key!("غرفة"),
    key!("قاعة"),
    key!("مكان"),
    key!("ساحة"),
    key!("مسرح"),
    key!("خطوط"),
]);

impl Finder<'_> {
    fn drafts(mut self, out: &mut Vec<Draft>) {
        out.clear();
        let mut chunk = 0;
        let mut light = None;
        for clause in 0..self.clauses.len() {
            for i in self.clauses[clause].tokens() {
                let word = &self.words[i];
                if !matches!(word.role, Role::Verb(_) | Role::Noun { .. } | Role::Participle) {
                    continue;
                }
                while chunk < self.chunks.len() && self.chunks[chunk].tokens.end <= i {
                    chunk += 1;
                }
                let known = self.chunks.get(chunk).is_some_and(|c| c.tokens.contains(&i) && c.id.is_some());
                if known && !word.is_verb() {
                    continue;
                }
                let in_name = self.chunks.get(chunk).is_some_and(|c| c.tokens.start < i && i < c.tokens.end);
                let Some(entry) = word.entry(self.lexicon) else { continue };
                match word.role {
                    Role::Verb(_) => self.verb(i, clause, *entry, out),
                    Role::Noun { strong }
                        if !self.taken.iter().rev().take(8).any(|&t| t == i) && (strong || !in_name) =>
                    {
                        // «مركز تفتيش», «مكاتب الاقتراع», «مكان الحادث»: a place.
                        let plain = word.clitics.preposition.is_none() && word.clitics.conjunction.is_none();
                        if plain && i > 0 && !word.first && SITES.has(self.tokens[i - 1].key()) {
                            continue;
                        }
                        // «بشن هجمات», «تنفيذ هجوم»: one event, named by the second noun.
                        let next = self.words.get(i + 1).filter(|n| !n.first);
                        let carried = next.is_some_and(|n| {
                            // «إجراء الانتخابات»; «إطلاق النار» is named by the first.
                            let known = matches!(entry.lemma, "شن" | "نفذ" | "ارتكب" | "عقد")
                                || n.entry(self.lexicon).is_some_and(|e| e.mode == Mode::Election);
                            let bare = n.clitics.letters == 0
                                || known && n.clitics.conjunction.is_none() && n.clitics.preposition.is_none();
                            matches!(n.role, Role::Noun { .. }) && bare && !word.pronoun
                        });
                        // «عملية احتجاز», «جولة الإعادة»: so is a kind of event and what it consists of.
                        let kind = self.is_kind(i);
                        // «إثر تعرضه لهجوم»
                        let suffers = entry.lemma == "تعرض"
                            && next.filter(|n| !n.clitics.article).is_some_and(|n| {
                                matches!(n.role, Role::Noun { .. }) && n.clitics.preposition == Some('ل')
                            });
                        // «استكمال ترميم السد»: the end of it is when it is over.
                        let ends = matches!(entry.lemma, "أنجز" | "استكمل" | "أتم" | "أكمل")
                            && next.is_some_and(|n| matches!(n.role, Role::Noun { strong: true }));
                        let carries = entry.effect == Effect::Light || ends;
                        if (carries && carried || kind || suffers) && !word.clitics.article {
                            light = Some(i);
                            continue;
                        }
                        let first = light.take().filter(|&l| l + 1 == i).unwrap_or(i);
                        // «سقوط قتلى»
                        let fell = entry.lemma == "سقوط" || entry.lemma == "سقط";
                        let dead = fell && (i + 1..(i + 4).min(self.tokens.len())).any(|j| self.is_dead(j));
                        let (class, mode) =
                            if dead { (Class::Assault, Mode::Killing) } else { (entry.class, entry.mode) };
                        // «إطلاق نار», «إطلاق سراح»: what is fired or freed names no event by itself.
                        let token = if matches!(entry.lemma, "نار" | "سراح") { first } else { i };
                        out.push(Draft {
                            entry: *entry,
                            class,
                            mode,
                            form: Form::Noun,
                            tense: Tense::None,
                            token,
                            phrase: (first, i),
                            clause,
                            weak: !strong && first == i,
                            passive: None,
                        });
                    }
                    Role::Participle => {
                        // «الموقع في يونيو»: signed, not laid low.
                        let laid_low = entry.lemma == "أوقع" && word.clitics.article;
                        let signed = if laid_low { self.other_reading(i, |e| e.mode == Mode::Agreement) } else { None };
                        if signed.is_none() && (in_name || !word.clitics.article && !self.lasts(i, entry)) {
                            continue;
                        }
                        let entry = signed.unwrap_or(*entry);
                        out.push(Draft {
                            entry,
                            class: entry.class,
                            mode: entry.mode,
                            form: Form::Participle,
                            tense: Tense::None,
                            token: i,
                            phrase: (i, i),
                            clause,
                            weak: true,
                            passive: None,
                        });
                    }
                    _ => {}
                }
            }
        }
    }

    fn verb(&mut self, i: usize, clause: usize, mut entry: Entry, out: &mut Vec<Draft>) {
        let mut became = false;
        if matches!(entry.sort, Sort::Copula | Sort::Consequence) {
            // «أدى اليمين» is an office taken, «أدى إلى» is not.
            match self.fixed(i, entry.lemma) {
                Some((class, mode, _)) => entry = Entry { class, mode, sort: Sort::Event, ..entry },
                None if self.becomes(i, entry.lemma) => {
                    entry = Entry { mode: Mode::Appointment, sort: Sort::Event, ..entry };
                    became = true;
                }
                None => return,
            }
        }
        let word = &self.words[i];
        let Role::Verb(inflection) = word.role else { return };
        let tense = self.tense(i, clause);
        let mut draft = Draft {
            entry,
            class: entry.class,
            mode: entry.mode,
            form: Form::Verb,
            tense,
            token: i,
            phrase: (i, i),
            clause,
            weak: became,
            passive: match inflection.voice {
                super::conjugate::Voice::Active => Some(false),
                super::conjugate::Voice::Passive => Some(true),
                super::conjugate::Voice::Both => None,
            },
        };
        // «تطلق عليهم تسمية»: a name, no event.
        if entry.lemma == "أطلق" && (i + 1..(i + 6).min(self.words.len())).any(|j| self.names(j)) {
            return;
        }
        // «جاء ذلك خلال اجتماع»: what is told now came before.
        let this = self.words.get(i + 1).is_some_and(|w| w.particle() == Some(Particle::This));
        if this && matches!(entry.lemma, "جاء" | "أتى") {
            return;
        }
        // «تعود الأزمة إلى عام 2012»: when it began, and nobody came back.
        if matches!(entry.lemma, "عاد" | "رجع") && self.dates_back(i) {
            return;
        }
        // «وقع» is "occurred" or "signed": what was signed stands in the sentence.
        if entry.lemma == "وقع" {
            // With an object written onto it, it can only be the latter.
            let signed = word.pronoun || self.seek_agreement(i, clause);
            match self.other_reading(i, |e| (e.mode == Mode::Agreement) == signed) {
                Some(better) => {
                    entry = better;
                    draft.entry = better;
                    draft.class = better.class;
                    draft.mode = better.mode;
                }
                None => return,
            }
            if entry.effect == Effect::Light && inflection.aspect == Aspect::Imperfect && !word.future {
                // «تقع المدينة على بعد»: it lies there.
                if self.seek(i, Seek::Bare).is_none() {
                    return;
                }
            }
        }
        if let Some(sense) = self.sense(i, entry.lemma) {
            match sense {
                Some((class, mode)) => (draft.class, draft.mode) = (class, mode),
                None => return,
            }
        }
        if entry.lemma == "نشر"
            && let Some((class, mode, _)) = self.fixed(i, entry.lemma)
        {
            (draft.class, draft.mode) = (class, mode);
        }
        if self.tells_of(i, clause, entry, word.pronoun, out)
            && let Some(before) = out.last_mut()
        {
            before.told_by(i, tense, clause);
            return;
        }
        if entry.lemma == "أعلن"
            && let Some(at) = self.performs(i)
            && let Some(done) = self.words[at].entry(self.lexicon)
        {
            // «أعلنت استقلال الإقليم», «أعلن استقالته»: saying it is doing it.
            draft.carry(at, done);
            if at - i < NEAR {
                draft.token = at;
            }
            self.taken.push(at);
            out.push(draft);
            return;
        }
        // «تمكن الجيش من قتل», «استطاع القضاء على», «نجح في تحرير»: what they managed is what happened.
        if matches!(entry.lemma, "تمكن" | "استطاع" | "نجح" | "عمل")
            && let Some(at) = self.managed(i, entry.lemma)
            && let Some(done) = self.words[at].entry(self.lexicon)
        {
            draft.carry(at, done);
            draft.token = at;
            self.taken.push(at);
            out.push(draft);
            return;
        }
        // «قادت فرنسا تدخلا»: one event, where it has no article.
        if entry.lemma == "قاد"
            && let Some(at) = self.seek(i, Seek::Bare).filter(|&at| at <= i + 6 && !word.pronoun)
            && let Some(led) = self.words[at].entry(self.lexicon).filter(|e| at <= i + 3 || e.mode == Mode::Coup)
            && (self.tokens[at].key().ends_with(key!("ا")) || led.mode == Mode::Coup)
        {
            draft.carry(at, led);
            draft.token = at;
            self.taken.push(at);
            out.push(draft);
            return;
        }
        if entry.effect == Effect::Light {
            if let Some((class, mode, object)) = self.fixed(i, entry.lemma) {
                draft.class = class;
                draft.mode = mode;
                draft.form = Form::LightVerb;
                draft.phrase = (i, object);
                self.taken.push(object);
                out.push(draft);
                return;
            }
            let seek = match entry.lemma {
                "قام" => Seek::With('ب'),
                "تعرض" => Seek::With('ل'),
                _ => Seek::Bare,
            };
            // تم and its like stand right before their noun.
            let names = matches!(entry.lemma, "قام" | "تم" | "جرى" | "حدث" | "حصل" | "وقع");
            // «الهجوم الذي شنه مسلحون»: its object is written on, and what it stands for came before.
            let carries = !word.pronoun || matches!(seek, Seek::With(_));
            // «ما حصل الجمعة "جريمة"»: its subject came before.
            let what = i > 0 && self.tokens[i - 1].key() == key!("ما") && names;
            let noun = self.seek(i, seek).filter(|&at| carries && !what && (!names || at - i <= NEAR + 2));
            // «الهجوم الذي وقع الجمعة», «هجوما وقع على»: the noun before is the event; so is its time.
            let happens = matches!(entry.lemma, "وقع" | "حدث" | "حصل" | "جرى" | "تم" | "اندلع" | "انعقد" | "عقد");
            if noun.is_none()
                && happens
                && !what
                && let Some(before) = out.last_mut()
            {
                // «الهجوم قرب الحدود وقع الخميس»: a subject that has the article may stand farther off.
                let subject = before.clause == clause && self.words[before.token].clitics.article;
                // «كان تعيين الوزير الأول قد تم الثلاثاء»: what has been told of so far is the subject.
                let known = before.clause == clause && self.words[i - 1].particle() == Some(Particle::Qad);
                let reach = before.token
                    + if known {
                        14
                    } else if subject {
                        8
                    } else {
                        3
                    }
                    >= i
                    && before.form == Form::Noun;
                if reach && self.clauses[before.clause].sentence == self.clauses[clause].sentence {
                    before.told_by(i, tense, clause);
                    return;
                }
            }
            // «شهدت المدينة حادثة هدم»: a kind of event, and the event.
            let noun = noun.map(|at| if self.is_kind(at) { at + 1 } else { at });
            if let Some(at) = noun
                && let Some(carried) = self.words[at].entry(self.lexicon)
            {
                // «تعرضت القافلة لإطلاق نار»
                let fired = self.words.get(at + 1).filter(|_| carried.lemma == "أطلق");
                let fired = fired.filter(|w| matches!(w.role, Role::Noun { .. })).and_then(|w| w.entry(self.lexicon));
                let carried = fired.filter(|e| matches!(e.lemma, "نار" | "سراح" | "رصاص")).unwrap_or(carried);
                draft.carry(at, carried);
                // The noun names the event; where it stands far off, the verb holds its place, unless that says nothing
                // by itself: «شهدت المدينة», «نفذت الجماعة ... هجوما».
                // «عقد الوزراء اجتماعا»: the meeting is what they held.
                let held = entry.lemma == "عقد" && at > i + 1;
                let bare = matches!(entry.lemma, "شهد" | "نفذ" | "ارتكب" | "اقترف");
                if names || at - i < NEAR && !held || bare {
                    draft.token = at;
                }
                self.taken.push(at);
            }
        }
        out.push(draft);
    }

    /// «أزمة مستمرة منذ 2012», «جنودا محتجزين في مالي منذ أشهر»: what goes on since then.
    fn lasts(&self, i: usize, entry: &Entry) -> bool {
        let since = (i + 1..self.words.len().min(i + 4)).find(|&j| self.tokens[j].key() == key!("منذ"));
        (entry.class == Class::Coerce || entry.sort == Sort::Aspect)
            && since.is_some_and(|at| !self.words[i + 1..at].iter().any(Word::is_verb))
    }

    /// «أصبح سكرتيرا للرئاسة», «صار رئيسا»: an office taken, where a time says when.
    fn becomes(&self, i: usize, lemma: &str) -> bool {
        let end = self.words.len().min(i + 7);
        matches!(lemma, "أصبح" | "صار" | "أضحى")
            && (i + 1..end)
                .take_while(|&j| !self.words[j].first && !self.words[j].is_verb())
                .map(|j| self.tokens[j].key())
                .any(|key| key.ends_with(key!("ا")) && OFFICES.contains(&key.drop_last(1)))
    }

    /// What a verb of announcing does by announcing it: a declaration, or a step of its own.
    fn performs(&self, i: usize) -> Option<usize> {
        let mut at = i + 1;
        while at < self.words.len().min(i + 12) {
            let word = &self.words[at];
            if word.first || word.is_verb() || matches!(word.particle(), Some(Particle::That | Particle::Relative)) {
                return None;
            }
            if let (Role::Noun { strong: true }, Some(entry)) = (word.role, word.entry(self.lexicon)) {
                let object = word.clitics.preposition.is_none()
                    && (word.clitics.conjunction.is_none())
                    && match self.words[at - 1].particle() {
                        Some(Particle::Preposition | Particle::Temporal) => self.tokens[at - 1].key() == key!("عن"),
                        _ => true,
                    };
                let own = word.pronoun
                    && matches!(entry.mode, Mode::Resignation | Mode::Merger | Mode::Split | Mode::Founding);
                let declared = matches!(entry.mode, Mode::Declaration | Mode::Founding | Mode::Merger)
                    || matches!(entry.lemma, "تمرد" | "حرب");
                return (object && (own || declared)).then_some(at);
            }
            at += 1;
        }
        None
    }

    /// «هجوم شنه مسلحون», «التفجير الذي هز المدينة»: one event, named by the noun and told by the verb.
    fn tells_of(&self, i: usize, clause: usize, entry: Entry, pronoun: bool, out: &[Draft]) -> bool {
        let here = self.clauses[clause];
        let Some(before) = out.last().filter(|d| d.form == Form::Noun && !d.weak) else { return false };
        // «هجوم استهدف معسكرا»: a headline has both in one clause.
        let headline = before.clause == clause && before.token + 2 >= i && !self.words[before.token].clitics.article;
        let near = (headline || here.link == Link::Relative && before.token + 4 >= here.start as usize)
            && self.clauses[before.clause].sentence == here.sentence
            && !self.tokens[before.token..i].iter().any(|t| t.is_comma());
        let passive = matches!(self.words[i].role, Role::Verb(v) if v.voice != super::conjugate::Voice::Active);
        let carries = matches!(
            entry.lemma,
            "شن" | "نفذ"
                | "ارتكب"
                | "اقترف"
                | "شهد"
                | "أجرى"
                | "عقد"
                | "خاض"
                | "نصب"
                | "أقام"
                | "نظم"
                | "أطلق"
        );
        let strikes = matches!(entry.lemma, "استهدف" | "هز" | "ضرب" | "دوى" | "طال" | "دار");
        let topples = matches!(entry.lemma, "قاد" | "نفذ");
        let after = |words: &[Key]| self.tokens.get(i + 1).is_some_and(|t| words.contains(&t.key()));
        let suffers = match entry.lemma {
            "تعرض" => after(&[key!("له"), key!("لها"), key!("لهم")]),
            "مني" | "قام" => after(&[key!("به"), key!("بها"), key!("بهم")]),
            "بادر" => after(&[key!("إليه"), key!("إليها")]),
            _ => false,
        };
        near && (suffers
            || carries && (pronoun || passive && self.seek(i, Seek::Bare).is_none())
            || strikes && before.class == Class::Assault
            || topples && before.mode == Mode::Coup)
    }

    /// What a verb of several meanings means by the words after it: `None` where it has but one, and `Some(None)`
    /// where it tells of no event.
    fn sense(&self, i: usize, lemma: &str) -> Option<Option<(Class, Mode)>> {
        let end = (i + 8).min(self.words.len());
        let near = || (i + 1..end).take_while(|&j| !self.words[j].first && !self.words[j].is_verb());
        let begins = |words: &[Key]| near().any(|j| words.iter().any(|w| self.tokens[j].key().starts_with(*w)));
        match lemma {
            // «قضى على المسلحين», «قضت المحكمة بسجنه», «قضى عامين في السجن»
            "قضى" => {
                let with = near().any(|j| self.words[j].clitics.preposition == Some('ب'))
                    || begins(&[key!("محكمة"), key!("المحكمة"), key!("قاض"), key!("القاضي"), key!("هيئة")]);
                Some(if begins(&[key!("علي"), key!("على")]) {
                    Some((Class::Assault, Mode::Killing))
                } else if with || begins(&[key!("بأن")]) {
                    Some((Class::Coerce, Mode::Trial))
                } else if self.words[i].pronoun || begins(SPANS) {
                    None
                } else {
                    Some((Class::Assault, Mode::Killing))
                })
            }
            // «لفظ أنفاسه»
            "لفظ" => (!begins(&[key!("أنفاس"), key!("آخر")])).then_some(None),
            // «حملته المسؤولية», «حملته الانتخابية»
            "حمل" => {
                let blame = [key!("المسؤولي"), key!("مسؤولي"), key!("المسئولي"), key!("مسئولي"), key!("تبعات")];
                let carries = (!self.words[i].pronoun).then_some((Class::Other, Mode::Other));
                (!begins(&blame)).then_some(carries)
            }
            _ => None,
        }
    }

    /// Light verbs whose object is no event noun: فتح النار، أطلق سراح، لقي مصرعه، ألقى القبض.
    fn fixed(&self, i: usize, lemma: &str) -> Option<(Class, Mode, usize)> {
        let objects: &[(Key, Class, Mode)] = match lemma {
            "أطلق" => &[
                (key!("سراح"), Class::Concede, Mode::Release),
                (key!("النار"), Class::Assault, Mode::Shooting),
                (key!("الرصاص"), Class::Assault, Mode::Shooting),
                (key!("صواريخ"), Class::Assault, Mode::Shelling),
                (key!("صاروخ"), Class::Assault, Mode::Shelling),
                (key!("قذائف"), Class::Assault, Mode::Shelling),
                (key!("قذيفة"), Class::Assault, Mode::Shelling),
            ],
            "فتح" => {
                &[(key!("النار"), Class::Assault, Mode::Shooting), (key!("نيران"), Class::Assault, Mode::Shooting)]
            }
            "سقط" => &[
                (key!("قتيل"), Class::Assault, Mode::Killing),
                (key!("قتلى"), Class::Assault, Mode::Killing),
                (key!("ضحايا"), Class::Assault, Mode::Killing),
            ],
            "نشر" => &[
                (key!("قوات"), Class::Mobilize, Mode::Deployment),
                (key!("قوة"), Class::Mobilize, Mode::Deployment),
                (key!("جنود"), Class::Mobilize, Mode::Deployment),
                (key!("وحدات"), Class::Mobilize, Mode::Deployment),
            ],
            "أدى" => &[(key!("اليمين"), Class::Other, Mode::Appointment)],
            "تبادل" => &[(key!("إطلاق"), Class::Assault, Mode::Battle)],
            "ألقى" => {
                &[(key!("القبض"), Class::Coerce, Mode::Arrest), (key!("كلمة"), Class::Other, Mode::Statement)]
            }
            "لقي" => &[(key!("مصرع"), Class::Other, Mode::Death), (key!("حتف"), Class::Other, Mode::Death)],
            _ => return None,
        };
        let end = (i + 8).min(self.words.len());
        (i + 1..end).take_while(|&j| !self.words[j].first && !self.words[j].is_verb()).find_map(|j| {
            let key = self.tokens[j].key();
            objects.iter().find(|(w, ..)| key.starts_with(*w)).map(|&(_, class, mode)| (class, mode, j))
        })
    }

    /// What somebody is said to have managed: the verbal noun after its preposition.
    fn managed(&self, i: usize, lemma: &str) -> Option<usize> {
        let end = self.words.len().min(i + 18);
        let noun = (i + 1..end).take_while(|&j| !self.words[j].first && !self.words[j].is_verb()).find(|&j| {
            let governed = match lemma {
                "تمكن" => self.tokens[j - 1].key() == key!("من"),
                "نجح" => self.tokens[j - 1].key() == key!("في"),
                "عمل" => self.tokens[j - 1].key() == key!("على"),
                _ => self.words[j - 1].particle() != Some(Particle::Preposition),
            };
            matches!(self.words[j].role, Role::Noun { .. }) && self.words[j].clitics.preposition.is_none() && governed
        })?;
        self.words[noun]
            .entry(self.lexicon)
            .is_some_and(|e| e.class != Class::Other || e.mode != Mode::Other)
            .then_some(noun)
    }

    /// The event noun that a light verb carries.
    fn seek(&self, i: usize, seek: Seek) -> Option<usize> {
        for j in i + 1..self.words.len().min(i + if seek == Seek::Bare { 14 } else { 24 }) {
            let word = &self.words[j];
            if word.first {
                return None;
            }
            match word.role {
                Role::Verb(_) => return None,
                Role::Particle(
                    Particle::Relative | Particle::That | Particle::Clause | Particle::If | Particle::Purpose,
                ) => return None,
                Role::Noun { .. } => {
                    // «يأتي في ظل حصار»: of what a preposition governs, its possessor is no object either.
                    let governed = |k: usize| {
                        // «شهدت المدينة أول هجوم»
                        let which = [key!("أول"), key!("آخر"), key!("أكبر"), key!("عدة"), key!("بعض")];
                        let k = if k > i + 1 && which.contains(&self.tokens[k].key()) { k - 1 } else { k };
                        !which.contains(&self.tokens[k].key())
                            && matches!(
                                self.words[k].particle(),
                                Some(Particle::Preposition | Particle::Temporal | Particle::Without)
                            )
                    };
                    let possessor = j > i + 2
                        && matches!(self.words[j - 1].role, Role::Unknown | Role::Particle(Particle::Plain))
                        && !self.words[j - 1].clitics.article
                        && governed(j - 2);
                    // «عقدت أمس لبحث إعلان هدنة», «نظمت أمس ضد رفع أسعار»: nor is that of another event's noun.
                    let of_event = j > i + 1
                        && matches!(self.words[j - 1].role, Role::Noun { .. })
                        && !self.words[j - 1].clitics.article
                        && (self.words[j - 1].clitics.preposition.is_some() || j > i + 2 && governed(j - 2));
                    let possessor = possessor || of_event && !self.is_kind(j - 1);
                    let bare = word.clitics.preposition.is_none() && !governed(j - 1) && !possessor;
                    let fits = match seek {
                        Seek::Bare => bare && word.clitics.conjunction.is_none(),
                        // «لم تقم بأي ضربة»
                        Seek::With(letter) => {
                            word.clitics.preposition == Some(letter)
                                || letter == 'ب' && self.tokens[j - 1].key() == key!("بأي")
                        }
                    };
                    let at = self.chunks.partition_point(|c| c.tokens.end <= j);
                    let name = self.chunks.get(at).is_some_and(|c| c.tokens.start < j);
                    if fits && !name {
                        return Some(j);
                    }
                }
                _ => {}
            }
        }
        None
    }

    fn is_dead(&self, at: usize) -> bool {
        let key = self.tokens[at].key();
        let key = if key.starts_with(key!("ال")) { key.skip(2) } else { key };
        [key!("قتلى"), key!("قتيل"), key!("قتيلا"), key!("قتيلين"), key!("ضحايا"), key!("جرحى")].contains(&key)
    }

    fn names(&self, at: usize) -> bool {
        let key = self.tokens[at].key();
        [key!("اسم"), key!("تسمية"), key!("لقب"), key!("نفسها"), key!("نفسه")].contains(&key)
    }

    /// «عملية احتجاز», «جولة الإعادة»: a kind of event before what it consists of.
    fn is_kind(&self, i: usize) -> bool {
        let word = &self.words[i];
        let after = self.words.get(i + 1).filter(|n| !n.first && !word.pronoun);
        KINDS_OF_EVENT.contains(&self.tokens[i].key().skip(u32::from(word.clitics.letters)))
            && after.is_some_and(|n| {
                matches!(n.role, Role::Noun { .. })
                    && n.clitics.conjunction.is_none()
                    && n.clitics.preposition.is_none()
                    && n.entry(self.lexicon).is_some_and(|e| e.verbal || e.class != Class::Other)
            })
    }

    /// Whether the verb at a token leads to a time.
    fn dates_back(&self, i: usize) -> bool {
        let end = (i + 30).min(self.words.len());
        (i + 1..end).take_while(|&j| !self.words[j].first && !self.words[j].is_verb()).any(|j| {
            let time = |k: usize| self.words.get(k).and_then(Word::particle) == Some(Particle::Time);
            self.tokens[j - 1].key() == key!("إلى") && (time(j) || self.words[j].role == Role::Number && time(j + 1))
        })
    }

    /// Whether an agreement stands in the clause: what «وقع» signs.
    fn seek_agreement(&self, i: usize, clause: usize) -> bool {
        let end = (self.clauses[clause].end as usize).min(i + 30);
        // «وقع الانقلابيون مع الوسطاء»: people who fell would have fallen into something.
        let people = i + 4 < self.words.len()
            && self.tokens[i + 1].key().starts_with(key!("ال"))
            && (is_people(self.words[i + 1], self.tokens[i + 1].key())
                || self.tokens[i + 1].key().ends_with(key!("ون")))
            && !(i + 2..i + 5).any(|j| self.tokens[j].key() == key!("في"));
        people
            || (i + 1..end).any(|j| {
                matches!(self.words[j].role, Role::Noun { .. })
                    && self.words[j].entry(self.lexicon).is_some_and(|e| e.mode == Mode::Agreement)
            })
    }

    /// Another lemma that the same word can be of.
    fn other_reading(&self, i: usize, wanted: impl Fn(&Entry) -> bool) -> Option<Entry> {
        let wanted = |entry: &&Entry| wanted(entry);
        let letters = self.words[i].clitics.letters;
        let key = self.tokens[i].key().skip(u32::from(letters));
        let plain = self.lexicon.readings(key).map(|a| self.lexicon.of(a)).find(wanted);
        plain.or_else(|| self.words[i].entry(self.lexicon).filter(wanted)).copied()
    }

    fn tense(&self, i: usize, clause: usize) -> Tense {
        let word = &self.words[i];
        let Role::Verb(inflection) = word.role else { return Tense::None };
        let start = self.clauses[clause].start as usize;
        let was = self.words[start..i].iter().any(|w| {
            w.is_verb()
                && matches!(w.role, Role::Verb(v) if v.aspect == Aspect::Perfect)
                && w.entry(self.lexicon).is_some_and(|e| e.lemma == "كان")
        });
        let before = i.checked_sub(1).map(|b| (self.words[b].particle(), self.tokens[b].key()));
        match inflection.aspect {
            Aspect::Perfect if was => Tense::Pluperfect,
            Aspect::Perfect => Tense::Past,
            Aspect::Imperfect if word.future => Tense::Future,
            Aspect::Imperfect => match before {
                Some((Some(Particle::Will), _)) => Tense::Future,
                Some((Some(Particle::Not), key)) if key == key!("لن") || key == key!("ولن") => Tense::Future,
                Some((Some(Particle::Not), key)) if key.ends_with(key!("لم")) => Tense::Past,
                _ if was => Tense::Past,
                _ => Tense::Present,
            },
        }
    }
}
