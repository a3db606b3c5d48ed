//! Words and clauses into mentions.

use super::class::{Class, Mode};
use super::clause::clauses;
use super::conjugate::Aspect;
use super::factuality::{self, Judgement};
use super::lexicon::{Effect, Entry, Lexicon, Meaning, Particle, Sort, manages};
use super::located::Located;
use super::mention::{Clause, Form, Link, Mention, Site, Tense};
use super::names::{self, Chunk, Names};
use super::participants;
use super::scene::{Draft, Scene};
use super::sense::{Finder, Seek};
use super::word::{Role, Word};
use super::words;
use crate::article::{Quote, Span};
use crate::script::{Few, Key, key, without_letters};
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

impl Found {
    /// The clause that a token stands in.
    pub(crate) fn clause_at(&self, token: usize) -> usize {
        self.clauses.partition_point(|c| c.end as usize <= token)
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
    let cases = participants::Cases::of(&scene);
    for (i, draft) in drafts.iter().enumerate().filter(|&(i, _)| kept(i)) {
        let letters = u32::from(words[draft.token].clitics.letters);
        let skip = without_letters(located.tokens[draft.token].span.of(located.text), letters);
        mentions[i].trigger = located.quote(draft.token, draft.token, skip);
        (mentions[i].participants, mentions[i].places) = participants::of(&scene, &cases, drafts, i);
    }
    for (i, judgement) in judged.iter().enumerate().filter(|&(i, _)| kept(i)) {
        // Who says so is known even where the saying is no event.
        if let Some(report) = judgement.report.filter(|&report| !kept(report)) {
            (mentions[report].participants, _) = participants::of(&scene, &cases, drafts, report);
        }
        mentions[i].attribution = participants::attribution(&scene, mentions, judgement);
    }
}

const NEAR: usize = 4;

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
                        // «فاز في جولة الإعادة»
                        let round = self.tokens[first].key().skip(u32::from(self.words[first].clitics.letters));
                        let runoff = first < i && round == key!("جولة") && entry.lemma == "أعاد";
                        // «سقوط المدينة بيد المتمردين»
                        let taken = if fell { self.sense(i, "سقط") } else { Meaning::Own };
                        let (class, mode) = match taken {
                            _ if dead => (Class::Assault, Mode::Killing),
                            _ if runoff => (Class::Other, Mode::Election),
                            Meaning::Event(class, mode) => (class, mode),
                            _ => (entry.class, entry.mode),
                        };
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
                        if self.names_day(i, entry.lemma) {
                            continue;
                        }
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
        for draft in out.iter_mut().filter(|d| matches!(d.entry.lemma, "جولة" | "جال")) {
            let named = !self.words[draft.token].is_verb();
            if let Some(sense) = self.round(draft.token).filter(|_| named) {
                (draft.class, draft.mode) = sense;
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
        // «في موعد لا يتجاوز 31 مارس»: by when, and nobody passes it.
        let limit = |b: usize| [key!("موعد"), key!("أجل"), key!("تاريخ")].contains(&self.tokens[b].key());
        let not = i > 1 && self.tokens[i - 1].key() == key!("لا") && limit(i - 2);
        if not && matches!(entry.lemma, "تجاوز" | "تعدى") {
            return;
        }
        // «الجمعة المقبلة التي توافق 7 رمضان»
        if self.names_day(i, entry.lemma) {
            return;
        }
        // «ما وصفوه بالتواطؤ»: what they call it.
        let called = i > 0 && word.pronoun && self.tokens[i - 1].key() == key!("ما");
        if called && matches!(entry.lemma, "وصف" | "سمى" | "أسمى" | "اعتبر") {
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
        // «يوقعون الاتفاق»: they sign it, and lay nobody low; «أجلت الاستفتاء»: she put it off, and carried nobody away.
        let other = match entry.lemma {
            "أوقع" if self.signs(i, clause) => self.other_reading(i, |e| e.mode == Mode::Agreement),
            "أجلى" if self.is_put_off(i) => self.other_reading(i, |e| e.lemma == "أجل"),
            _ => None,
        };
        if let Some(better) = other {
            entry = better;
            (draft.entry, draft.class, draft.mode) = (better, better.class, better.mode);
        }
        match self.sense(i, entry.lemma) {
            Meaning::Own => {}
            Meaning::Event(class, mode) => (draft.class, draft.mode) = (class, mode),
            Meaning::Nothing => return,
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
        // «تمكن الجيش من قتل», «استطاع القضاء على», «نجح في تحرير»: what they managed is what happened; «سارعت إلى نفيه»,
        // «أقدم على قتله», too.
        if let Some(before) = manages(entry.lemma)
            && let Some(at) = self.managed(i, before)
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
            // «قاد في 22 مارس 2012 انقلابا»: where a time stands between the two, the verb holds its place.
            if at - i < NEAR {
                draft.token = at;
            }
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
                "شهد" => Seek::Far,
                _ => Seek::Bare,
            };
            // تم and its like stand right before their noun.
            let names = matches!(entry.lemma, "قام" | "تم" | "جرى" | "حدث" | "حصل" | "وقع");
            // «الهجوم الذي شنه مسلحون»: its object is written on, and what it stands for came before.
            let carries = !word.pronoun || matches!(seek, Seek::With(_));
            // «ما حصل الجمعة "جريمة"»: its subject came before.
            let what = i > 0 && self.tokens[i - 1].key() == key!("ما") && names;
            let noun = self.seek(i, seek).filter(|&at| carries && !what && (!names || at - i <= NEAR + 2));
            // «في جلسة عقدت أمس إعلان الحداد»: what is held is a meeting or an agreement.
            let noun = noun.filter(|&at| {
                let object = self.words[at].entry(self.lexicon);
                let met = object.is_some_and(|e| matches!(e.class, Class::Consult | Class::Agree) || !e.verbal);
                met || !matches!(entry.lemma, "عقد" | "انعقد")
            });
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
                let bare =
                    matches!(entry.lemma, "شهد" | "نفذ" | "ارتكب" | "اقترف") || carried.mode == Mode::Resignation;
                if names || at - i < NEAR && !held || bare {
                    draft.token = at;
                }
                self.taken.push(at);
            }
        }
        out.push(draft);
    }

    /// «الموافق 31 يوليو», «التي توافق الجمعة»: another name of a day, right behind it.
    fn names_day(&self, i: usize, lemma: &str) -> bool {
        if !matches!(lemma, "وافق" | "صادف") {
            return false;
        }
        let time = |at: usize| self.words.get(at).is_some_and(|w| w.role == Role::Particle(Particle::Time));
        let date = self.words.get(i + 1).is_some_and(|w| w.role == Role::Number) && time(i + 2);
        date || time(i + 1) && self.words[i].role == Role::Participle
    }

    /// «هجوم شنه مسلحون», «التفجير الذي هز المدينة»: one event, named by the noun and told by the verb.
    fn tells_of(&self, i: usize, clause: usize, entry: Entry, pronoun: bool, out: &[Draft]) -> bool {
        let here = self.clauses[clause];
        let Some(before) = out.last().filter(|d| d.form == Form::Noun && !d.weak) else { return false };
        // «هجوم استهدف معسكرا»: a headline has both in one clause.
        let headline = before.clause == clause && before.token + 2 >= i && !self.words[before.token].clitics.article;
        let told = |i: usize| [key!("له"), key!("لها"), key!("به"), key!("بها")].contains(&self.tokens[i].key());
        let reach = if i + 1 < self.tokens.len() && told(i + 1) { 7 } else { 4 };
        let near = (headline || here.link == Link::Relative && before.token + reach >= here.start as usize)
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
        let topples = matches!(entry.lemma, "قاد" | "نفذ" | "أطاح");
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
