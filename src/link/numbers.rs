//! The numbers of people in a text.
//!
//! A count and a word for people («11 جهاديا», «عشرات المدنيين»), a dual («شخصين») or one person («جندي») is a number of
//! the event whose verb or noun governs it: «قتل», «إصابة», «تحرير». Words such as «قتلى» and «جرحى» tell by themselves
//! what became of those counted. What is counted otherwise («قوة قوامها 5000 جندي») is none.

use super::number::{Fate, Number, Who};
use super::people::{self, Form as Count, Noun, Nouns, is_part};
use crate::article::Span;
use crate::event::{Form, Found, Located, Mode};
use crate::script::{Few, Gap, Key, Kind, Token, key, without_letters};
use crate::timex::Finder;
use std::ops::Range;

/// What a mention does to the people counted with it.
fn fate_of(found: &Found, mention: usize, who: Option<Who>) -> Option<Fate> {
    let mention = found.mentions.get(mention)?;
    let inhabitants = matches!(who, None | Some(Who::People | Who::Civilians | Who::Refugees | Who::Women));
    Some(match (mention.mode, mention.lemma.as_ref()) {
        (Mode::Killing | Mode::Death, _) => Fate::Dead,
        (Mode::Injury, _) => Fate::Wounded,
        (Mode::Kidnapping, "أسر") => Fate::Captured,
        (Mode::Kidnapping, _) => Fate::Abducted,
        (Mode::Arrest, "استجوب") => return None,
        (Mode::Arrest, _) => Fate::Arrested,
        (Mode::Release, _) => Fate::Freed,
        (Mode::Displacement, "فر" | "هرب" | "هاجر") if !inhabitants => return None,
        (Mode::Displacement, _) => Fate::Displaced,
        _ => return None,
    })
}

/// Whether a mention tells of what «قتلى» can be the dead of.
fn is_deadly(mode: Mode) -> bool {
    mode.is_violent()
        || matches!(mode, Mode::Death | Mode::Kidnapping | Mode::Disaster | Mode::Capture | Mode::Displacement)
}

/// Words after which those counted are not whom the verb is about: «في اشتباك مع 20 مسلحا».
static APART: Few<25> = Few::of([
    key!("في"),
    key!("مع"),
    key!("ضد"),
    key!("علي"),
    key!("بين"),
    key!("من"),
    key!("الي"),
    key!("امام"),
    key!("قرب"),
    key!("لدي"),
    key!("عبر"),
    key!("قبل"),
    key!("بعد"),
    key!("يد"),
    key!("بايدي"),
    key!("بيد"),
    key!("بواسطه"),
    key!("اي"),
    key!("كل"),
    key!("عدد"),
    key!("عددا"),
    key!("غير"),
    key!("لصالح"),
    key!("باسم"),
    key!("متن"),
]);

/// «آخرين»: of those counted before.
const OTHERS: &[Key] = &[key!("اخرين"), key!("اخرون"), key!("اخران"), key!("اخر"), key!("اخري"), key!("اخريات")];

const TWO: &[Key] = &[key!("اثنين"), key!("اثنان"), key!("اثنتين"), key!("اثنتان")];

/// «عدد القتلى إلى 25»
const TOLL: &[Key] = &[key!("عدد"), key!("حصيله"), key!("اعداد"), key!("وعدد"), key!("بعدد"), key!("محصله")];

/// «عشرة مدنيين فقدوا»
static LOST: Few<6> =
    Few::of([key!("فقدوا"), key!("فقد"), key!("فقدت"), key!("مفقودين"), key!("مفقودون"), key!("مفقودا")]);

/// Whether a word after this one describes it: «مسلحا مشتبها به».
fn describes(before: Key) -> bool {
    people::noun(before).is_some_and(|n| !n.definite && n.fate.is_none())
}

/// A number before its words are quoted.
#[derive(Debug, Clone, Copy)]
pub(super) struct Draft {
    /// By its place in what was found.
    pub(super) mention: Option<u32>,
    fate: Fate,
    who: Option<Who>,
    value: Option<u64>,
    least: u64,
    most: Option<u64>,
    part: bool,
    tokens: (usize, usize),
}

/// A count with those counted.
#[derive(Debug, Clone, Copy)]
struct Phrase {
    tokens: (usize, usize),
    noun: Option<Noun>,
    value: Option<u64>,
    least: u64,
    most: Option<u64>,
    /// Nothing but the number: only right behind its verb or noun.
    bare: bool,
    /// One person without a number: only where a verb or noun says what became of him.
    single: bool,
}

/// The numbers of a text. `busy` are the bytes of its times, in order.
pub(super) fn drafts(finder: &Finder, found: &Found, busy: &[Span]) -> Vec<Draft> {
    let tokens = finder.tokens();
    // Where nobody is killed, wounded or freed, nobody is counted.
    let fateful = |mode| {
        matches!(
            mode,
            Mode::Killing
                | Mode::Death
                | Mode::Injury
                | Mode::Kidnapping
                | Mode::Arrest
                | Mode::Release
                | Mode::Displacement
        )
    };
    let told = |token: &Token| people::may_tell(token.key()) || LOST.has(token.key());
    if !found.mentions.iter().any(|m| fateful(m.mode)) && !tokens.iter().any(told) {
        return Vec::new();
    }
    let nouns = Nouns::get();
    let mut reader =
        Reader { finder, found, tokens, nouns, busy, out: Vec::new(), part: false, noun: None, sentence: 0 };
    let mut at = 0;
    while at < tokens.len() {
        at = reader.step(at);
    }
    reader.out
}

/// The drafts with their words.
pub(super) fn finish(
    located: &Located<'_>,
    finder: &Finder,
    drafts: &[Draft],
    number: &[Option<u32>],
    found: &[crate::event::Mention],
) -> Vec<Number> {
    let finish = |draft: &Draft| {
        let mention = draft.mention.and_then(|m| number.get(m as usize).copied().flatten());
        let said = mention.and_then(|m| found.get(m as usize)).and_then(|m| m.attribution.as_ref());
        let (first, last) = draft.tokens;
        let token = located.tokens[first];
        let word = token.span.of(located.text);
        let letters = people::noun(token.key()).map_or(finder.outside_letters(first), |n| n.letters);
        Number {
            mention,
            fate: draft.fate,
            who: draft.who,
            value: draft.value,
            least: draft.least,
            most: draft.most,
            part: draft.part,
            quote: located.quote(first, last, without_letters(word, u32::from(letters))),
            source: said.and_then(|a| a.source.clone()),
        }
    };
    drafts.iter().map(finish).collect()
}

/// So many events or numbers before one are looked through for what it belongs to.
const LATELY: usize = 64;

struct Reader<'a> {
    finder: &'a Finder,
    found: &'a Found,
    tokens: &'a [Token],
    nouns: &'static Nouns,
    busy: &'a [Span],
    out: Vec<Draft>,
    /// After «بينهم».
    part: bool,
    /// What became of those named last in the sentence, with the mention: «من الجرحى».
    noun: Option<(Fate, Option<u32>)>,
    /// Where the sentence begins.
    sentence: usize,
}

impl Reader<'_> {
    /// Reads what begins at a token; gives the token to go on with.
    #[inline]
    fn step(&mut self, at: usize) -> usize {
        // A line begins a sentence.
        if self.found.words[at].first {
            (self.part, self.noun, self.sentence) = (false, None, at);
        }
        let key = self.tokens[at].key();
        // Most words are neither counted nor count.
        if !self.part && !self.nouns.may_matter(key) && !self.finder.may_count(at) {
            return at + 1;
        }
        self.look(at, key)
    }

    /// The same of a word that may be one of those asked for.
    fn look(&mut self, at: usize, key: Key) -> usize {
        let noun = people::noun(key);
        let part = is_part(key);
        if !self.part && noun.is_none() && !self.finder.may_count(at) && !part {
            return at + 1;
        }
        self.read(at, noun, part)
    }

    /// The same where somebody or a number may stand.
    fn read(&mut self, at: usize, noun: Option<Noun>, part: bool) -> usize {
        let word = &self.found.words[at];
        if part {
            self.part = true;
            return at + 1;
        }
        if self.is_busy(at) {
            return at + 1;
        }
        // A verb ends the list of those before it.
        if word.is_verb() && self.part {
            self.part = false;
        }
        if let Some(end) = self.toll(at, noun) {
            return end;
        }
        if let Some(phrase) = self.phrase(at, noun) {
            let end = phrase.tokens.1 + 1;
            self.take(phrase);
            return end.max(at + 1);
        }
        if let Some(noun) = noun
            && let Some(fate) = noun.fate
        {
            self.noun = Some((fate, self.about(at, fate)));
            // «أن بين القتلى خمسة»
            let among =
                at.checked_sub(1).is_some_and(|b| [key!("بين"), key!("ضمن"), key!("وبين")].contains(&self.key(b)));
            self.part |= among && noun.definite;
        }
        at + 1
    }

    fn is_busy(&self, at: usize) -> bool {
        let span = self.tokens[at].span;
        let next = self.busy.partition_point(|b| b.end <= span.start);
        self.busy.get(next).is_some_and(|b| b.overlaps(span))
    }

    fn key(&self, at: usize) -> Key {
        self.tokens.get(at).map_or(Key::NONE, Token::key)
    }

    /// Whether the token goes on with the sentence of the one before.
    fn goes_on(&self, at: usize) -> bool {
        self.found.words.get(at).is_some_and(|w| !w.first) && self.tokens[at].gap < Gap::Line
    }

    /// The noun at a token, which may be in quotation marks.
    fn noun_at(&self, at: usize) -> Option<(usize, Noun)> {
        let quoted = matches!(self.tokens.get(at)?.kind, Kind::Mark('"' | '«' | '“'));
        let at = at + usize::from(quoted);
        if !self.goes_on(at) {
            return None;
        }
        Some((at, people::noun(self.key(at))?))
    }

    /// Those counted, or whom a count is of, where `noun` is the word at the token.
    fn phrase(&self, at: usize, noun: Option<Noun>) -> Option<Phrase> {
        if self.finder.may_count(at) {
            return self.counted(at);
        }
        let next = self.key(at + 1);
        let Some(noun) = noun else {
            // «بينهم فرنسيان»
            let dual = self.part && self.key(at).ends_with(key!("يان")) && self.key(at).len() > 5;
            let of_it = at > 0
                && (is_part(self.key(at - 1)) || self.out.last().is_some_and(|d| d.part && d.tokens.1 + 1 == at));
            return (dual && of_it)
                .then_some(Phrase {
                    tokens: (at, at),
                    noun: None,
                    value: Some(2),
                    least: 2,
                    most: Some(2),
                    bare: false,
                    single: false,
                })
                .map(|phrase| self.at_least(phrase));
        };
        let two = TWO.contains(&next) && !noun.definite;
        let said = |n: u64, tokens, single| Phrase {
            tokens,
            noun: Some(noun),
            value: Some(n),
            least: n,
            most: Some(n),
            bare: false,
            single,
        };
        let phrase = match noun.form {
            Count::Two if !noun.definite => said(2, (at, at + usize::from(two)), false),
            Count::Many if two => said(2, (at, at + 1), false),
            // «الجنود الثلاثة»
            Count::Many if noun.definite && self.finder.may_count(at + 1) => {
                let count = self.finder.count_at(at + 1).filter(|c| c.definite && !self.is_busy(at + 1))?;
                return Some(Phrase {
                    tokens: (at, count.end - 1),
                    noun: Some(noun),
                    value: count.value,
                    least: count.least,
                    most: count.most,
                    bare: false,
                    single: false,
                });
            }
            // «متطرفا مشتبها بهم»: a word that describes the one before.
            Count::One
                if !noun.definite && !noun.group && (noun.attached || !describes(self.key(at.wrapping_sub(1)))) =>
            {
                said(1, (at, at), true)
            }
            _ => return None,
        };
        Some(self.at_least(phrase))
    }

    /// With «على الأقل», if that stands behind it.
    fn at_least(&self, phrase: Phrase) -> Phrase {
        let (first, last) = phrase.tokens;
        match self.finder.at_least(last + 1).filter(|_| self.goes_on(last + 1)) {
            Some(after) => Phrase { tokens: (first, after - 1), most: None, ..phrase },
            None => phrase,
        }
    }

    /// A number and whom it counts.
    fn counted(&self, at: usize) -> Option<Phrase> {
        let count = self.finder.count_at(at)?;
        if (at..count.end).any(|t| self.is_busy(t)) || (at + 1..count.end).any(|t| !self.goes_on(t)) {
            return None;
        }
        let mut phrase = Phrase {
            tokens: (at, count.end - 1),
            noun: None,
            value: count.value,
            least: count.least,
            most: count.most,
            bare: false,
            single: false,
        };
        let of = self.key(count.end) == key!("من") && self.goes_on(count.end);
        let next = count.end + usize::from(of);
        // «أربعة من كل عشرة» is a share.
        if of && self.key(next) == key!("كل") {
            return None;
        }
        let mut end = None;
        if let Some((at, noun)) = self.noun_at(next).filter(|(_, n)| of || (!n.attached && !n.group)) {
            // «مئات المدنيين», «سبعة من قوات الأمن»; but «ثلاثة الجنود» is none.
            let vague = count.value.is_none();
            if !noun.definite || of || vague {
                phrase.noun = Some(noun);
                phrase.tokens.1 = at;
                end = Some(at + 1);
            }
        } else if OTHERS.contains(&self.key(next)) && self.goes_on(next) {
            phrase.tokens.1 = next;
            end = Some(next + 1);
        }
        if count.one_in_words && !of {
            return None;
        }
        if end.is_none() {
            // «مقتل 20 وإصابة 30», «مقتل ثلاثة فرنسيين», «ثلاثة من مالي»: nothing else may be what is counted.
            if self.is_something(next) && !of {
                return None;
            }
            phrase.bare = true;
        }
        // «اثنين آخرين على الأقل», «20 شخصا آخرين»
        let end = end.unwrap_or(count.end);
        if OTHERS.contains(&self.key(end)) && self.goes_on(end) {
            phrase.tokens.1 = end;
        }
        Some(self.at_least(phrase))
    }

    /// Whether a number before this word counts it, and it is no people: «20 سيارة», «3 كيلومترات».
    fn is_something(&self, at: usize) -> bool {
        if !self.goes_on(at) {
            return false;
        }
        let (word, token) = (&self.found.words[at], &self.tokens[at]);
        let key = token.key();
        match token.kind {
            Kind::Mark(c) => matches!(c, '%' | '٪' | '$' | '€' | '.' | '/' | ':'),
            Kind::Word => {
                let joined = word.clitics.conjunction.is_some() || word.particle().is_some() || word.is_verb();
                let people =
                    [key!("يين"), key!("يون"), key!("يا")].iter().any(|end| key.len() > 4 && key.ends_with(*end));
                !joined && !people && key != key!("و") && !self.is_busy(at)
            }
            _ => true,
        }
    }

    /// Gives a phrase its event, if there is one that it can belong to.
    fn take(&mut self, phrase: Phrase) {
        let (first, last) = phrase.tokens;
        let noun = phrase.noun;
        let who = noun.and_then(|n| n.who).or_else(|| self.of_whom(last + 1));
        let before = first.checked_sub(1).map_or(Key::NONE, |b| self.key(b));
        let own = noun.and_then(|n| n.fate);
        // «أي جندي», «كل شخص» count nobody.
        if phrase.single
            && (APART.has(before) || self.found.words[first].clitics.preposition.is_some())
            && own.is_none()
        {
            return;
        }
        let joined = self.is_joined(first);
        let chain = self
            .out
            .last()
            .copied()
            .filter(|d| d.tokens.1 >= self.sentence && d.tokens.1 < first)
            .filter(|d| self.part || joined && self.is_quiet(d.tokens.1 + 1, first));
        let lost = LOST.has(self.key(last + 1)) && self.goes_on(last + 1) && !phrase.bare;
        let (fate, mention) = if lost {
            (Fate::Missing, self.about(first, Fate::Missing))
        } else if let Some(fate) = own {
            if phrase.single && before != key!("سقوط") && !self.governs_nearby(first) {
                return;
            }
            (fate, self.about(first, fate))
        } else if self.part {
            // «الجرحى … بينهم أربعة»
            match (chain, self.noun) {
                (Some(d), None) => (d.fate, d.mention),
                (Some(d), Some((fate, mention))) if d.fate == fate => (fate, d.mention.or(mention)),
                (_, Some(of)) => of,
                (None, None) => return,
            }
        } else if let Some((fate, mention)) = self.governed(&phrase, who) {
            (fate, Some(mention))
        } else if let Some(d) = chain.filter(|_| !phrase.bare) {
            (d.fate, d.mention)
        } else {
            return;
        };
        self.out.push(Draft {
            mention,
            fate,
            who,
            value: phrase.value,
            least: phrase.least,
            most: phrase.most,
            part: self.part,
            tokens: (first, last),
        });
    }

    /// «قتيلين من المهاجمين», «ثلاثة جرحى في صفوف القوات»
    fn of_whom(&self, at: usize) -> Option<Who> {
        let of = if self.key(at) == key!("من") {
            at + 1
        } else if [key!("صفوف"), key!("صف")].contains(&self.key(at + 1)) {
            at + 2
        } else {
            return None;
        };
        self.goes_on(of).then(|| people::noun(self.key(of)))?.filter(|n| n.form == Count::Many)?.who
    }

    /// Whether و, or a comma stands before the token.
    fn is_joined(&self, at: usize) -> bool {
        let word = &self.found.words[at];
        let before = at.checked_sub(1).and_then(|b| self.tokens.get(b));
        word.clitics.conjunction == Some('و')
            || self.tokens[at].key().starts_with(key!("و"))
                && people::noun(self.tokens[at].key()).is_some_and(|n| n.attached)
            || before.is_some_and(|t| t.is_comma() || t.key() == key!("و") || t.key() == key!("او"))
            || self.tokens[at].key().starts_with(key!("و")) && self.finder.outside_letters(at) > 0
    }

    /// Whether no event lies between two tokens.
    fn is_quiet(&self, from: usize, to: usize) -> bool {
        to.saturating_sub(from) <= 12 && self.events(from..to).is_empty()
    }

    /// The clause that a token lies in.
    fn clause(&self, at: usize) -> Option<u32> {
        let next = self.found.clause_at(at);
        let clause = self.found.clauses.get(next)?;
        clause.tokens().contains(&at).then_some(next as u32)
    }

    /// A verb or noun close before the token that says what became of somebody.
    fn governs_nearby(&self, at: usize) -> bool {
        !self.events(at.saturating_sub(4)..at).is_empty()
    }

    /// The mentions whose triggers lie in a range of tokens: they are in order of the text.
    fn events(&self, tokens: Range<usize>) -> Range<usize> {
        let sites = &self.found.sites;
        let before = |token: usize| sites.partition_point(|s| (s.token as usize) < token);
        before(tokens.start)..before(tokens.end)
    }

    /// The mention that a phrase is the subject or object of, and what that does to it.
    fn governed(&self, phrase: &Phrase, who: Option<Who>) -> Option<(Fate, u32)> {
        let (first, last) = phrase.tokens;
        let clause = self.clause(first)?;
        let range = self.found.clauses.get(clause as usize)?.tokens();
        let sites = &self.found.sites;
        let here = self.events(range);
        let fate = |s: usize| fate_of(self.found, s, who).map(|f| (f, s as u32));
        let verbal = |s: usize| matches!(self.found.mentions[s].form, Form::Verb | Form::LightVerb);
        let before_key = first.checked_sub(1).map_or(Key::NONE, |b| self.key(b));
        let oblique = |s: usize| {
            let release = self.found.mentions[s].mode == Mode::Release && before_key == key!("عن");
            let preposition = self.preposition(first);
            !release && (APART.has(before_key) || before_key == key!("عن") || preposition)
        };
        let before = here.clone().filter(|&s| (sites[s].token as usize) < first).max_by_key(|&s| sites[s].token);
        if let Some(s) = before {
            let distance = first - sites[s].token as usize;
            if let Some(found) = fate(s) {
                let told = self.out.iter().rev().take(6).any(|d| d.mention == Some(s as u32));
                let near = if verbal(s) { distance <= 14 } else { distance <= 3 || told && distance <= 14 };
                if phrase.bare && distance > 2 && !self.is_joined(first) {
                    return None;
                }
                // «مقتل القائد و20 جنديا»
                let near = near || self.is_joined(first) && distance <= 8;
                if near && !oblique(s) && !self.is_agent(phrase, s) {
                    return Some(found);
                }
                return None;
            }
            // «قتل في الهجوم سبعة»: the verb still waits for its subject.
            let verb = here.clone().filter(|&v| verbal(v) && (sites[v].token as usize) < first);
            // … unless somebody, or another verb, stands between.
            let waits = |v: &usize| {
                !self.out.iter().rev().take(LATELY).any(|d| d.mention == Some(*v as u32))
                    && !(sites[*v].token as usize + 1..first)
                        .any(|t| self.found.words[t].is_verb() || people::noun(self.key(t)).is_some())
            };
            let verb = verb.filter(waits).max_by_key(|&v| sites[v].token);
            if let (Some(v), false) = (verb, verbal(s))
                && first - sites[v].token as usize <= 12
                && !oblique(v)
                && !self.is_joined(first)
            {
                return fate(v);
            }
            if verbal(s) {
                return None;
            }
        }
        // «30 جهاديا قتلوا», «الجندي توفي»
        let after = here.clone().find(|&s| (sites[s].token as usize) > last)?;
        let distance = sites[after].token as usize - last;
        let first_verb = verbal(after) && distance <= 10 && !phrase.bare;
        if first_verb && before.is_none() && !self.object_follows(sites[after].token as usize) && !oblique(after) {
            return fate(after);
        }
        None
    }

    /// Whether ب, ل or ك is written onto the first word.
    fn preposition(&self, at: usize) -> bool {
        self.found.words[at].clitics.preposition.is_some()
            || self.finder.outside_letters(at) > 0 && !self.tokens[at].key().starts_with(key!("و"))
            || people::noun(self.key(at)).is_some_and(|n| n.preposition)
    }

    /// «قتل ثلاثة مسلحين جنديا»: those counted did it, for somebody else without a preposition follows.
    fn is_agent(&self, phrase: &Phrase, site: usize) -> bool {
        if self.found.mentions[site].form != Form::Verb || phrase.bare {
            return false;
        }
        // «مسلحين مجهولين»: one word may describe them.
        let end = phrase.tokens.1 + 1;
        (end..end + 2).any(|t| self.goes_on(t) && (t == end || !self.found.words[t - 1].is_verb()) && self.is_object(t))
    }

    fn object_follows(&self, verb: usize) -> bool {
        (verb + 1..verb + 3).any(|t| self.goes_on(t) && self.is_object(t))
    }

    /// Whether somebody stands here as an object.
    fn is_object(&self, at: usize) -> bool {
        let plain = people::noun(self.key(at)).is_some_and(|n| {
            !n.attached && !n.group && !n.definite && n.form != Count::Many && n.who != Some(Who::Suspects)
        });
        let counted = self.finder.may_count(at)
            && !self.is_busy(at)
            && self.counted(at).is_some_and(|p| p.noun.is_some())
            && !self.is_joined(at)
            && !self.preposition(at);
        let before = self.key(at - 1);
        (plain || counted) && !APART.has(before) && !is_part(before)
    }

    /// The event that «قتلى» at a token are the dead of.
    fn about(&self, at: usize, fate: Fate) -> Option<u32> {
        let sites = &self.found.sites;
        let violent = |s: &usize| is_deadly(self.found.mentions[*s].mode) || fate_of(self.found, *s, None).is_some();
        let end = (at..self.tokens.len()).find(|&t| t > at && !self.goes_on(t)).unwrap_or(self.tokens.len());
        let all = || self.events(self.sentence..end).filter(violent);
        // «20 قتيلا» are the dead of a killing first, then of what happened before it in the sentence.
        let same =
            all().find(|&s| fate_of(self.found, s, None) == Some(fate) && (sites[s].token as usize).abs_diff(at) <= 6);
        let before = || all().filter(|&s| (sites[s].token as usize) <= at).max_by_key(|&s| sites[s].token);
        let earlier = || self.events(0..self.sentence).rev().take(LATELY).find(violent);
        same.or_else(before).or_else(|| all().next()).or_else(earlier).map(|s| s as u32)
    }

    /// «ارتفع عدد القتلى إلى 25»: the number behind the words.
    fn toll(&mut self, at: usize, noun: Option<Noun>) -> Option<usize> {
        const REACH: usize = 8;
        let noun = noun.filter(|n| n.definite && n.form == Count::Many)?;
        let fate = noun.fate?;
        if !TOLL.contains(&self.key(at.checked_sub(1)?)) {
            return None;
        }
        let mut last = None;
        let mut t = at + 1;
        while t < self.tokens.len() && t <= at + REACH && self.goes_on(t) {
            if self.finder.may_count(t)
                && !self.is_busy(t)
                && let Some(count) = self.finder.count_at(t)
                && !self.is_busy(count.end - 1)
                && (people::noun(self.key(count.end)).is_some() || !self.is_something(count.end))
            {
                last = Some((t, count));
                t = count.end;
            } else {
                t += 1;
            }
        }
        let (first, count) = last?;
        let noun = people::noun(self.key(count.end)).filter(|n| !n.attached && self.goes_on(count.end) && !n.definite);
        let end = count.end + usize::from(noun.is_some());
        self.out.push(Draft {
            mention: self.about(at, fate),
            fate,
            who: noun.and_then(|n| n.who),
            value: count.value,
            least: count.least,
            most: count.most,
            part: false,
            tokens: (first, end - 1),
        });
        Some(end)
    }
}

#[cfg(test)]
mod tests {
    use crate::{Article, Reader};
    use proptest::prelude::*;

    /// `fate who least–most`, with `*` for a part of those before and the trigger behind `<`.
    fn numbers(text: &str) -> String {
        let reading = Reader::new().read(&Article::new("a", text));
        let told = reading.numbers.iter().map(|n| {
            let who = n.who.map_or(String::new(), |w| format!(" {}", w.as_str()));
            let most = n.most.map_or("..".to_owned(), |m| m.to_string());
            let range = if n.most == Some(n.least) { most } else { format!("{}-{most}", n.least) };
            let part = if n.part { "*" } else { "" };
            let of = n.mention.map_or("?", |m| reading.mentions[m as usize].mention.trigger.text.as_str());
            format!("{part}{}{who} {range} <{of}", n.fate.as_str())
        });
        told.collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn how_many_of_whom() {
        for (text, expected) in [
            ("أعلن الجيش مقتل شخصين وتحرير نحو 20 رهينة", "dead people 2 <مقتل; freed hostages 18-22 <تحرير"),
            ("قتل ما لا يقل عن مائة مدني في هجوم على القرية", "dead civilians 100-.. <قتل"),
            ("سقط عشرات القتلى في هجوم على ثكنة", "dead 20-199 <هجوم"),
            ("قتلت القوات 11 جهاديا في غارة", "dead militants 11 <قتلت"),
            ("قتل جنديان وأصيب شرطيان بجروح", "dead soldiers 2 <قتل; wounded police 2 <أصيب"),
            ("مقتل خمسة وعشرين جنديا وجرح ثلاثة آخرين", "dead soldiers 25 <مقتل; wounded 3 <جرح"),
            ("أسفر الهجوم عن سقوط 7 قتلى و15 جريحا على الأقل", "dead 7 <سقوط; wounded 15-.. <سقوط"),
            ("قتل في الهجوم سبعة من قوات الأمن", "dead soldiers 7 <قتل"),
            ("أعلن أن ثلاثين متمردا قتلوا الأحد", "dead militants 30 <قتلوا"),
            ("مقتل جندي فرنسي وأربعة من المهاجمين", "dead soldiers 1 <مقتل; dead militants 4 <مقتل"),
            (
                "قتل ١٢ شخصا بينهم خمسة عسكريين وطفلان",
                "dead people 12 <قتل; *dead soldiers 5 <قتل; *dead children 2 <قتل",
            ),
            ("أصيب بين 10 و15 مدنيا", "wounded civilians 10-15 <أصيب"),
            ("خطف مسلحون ثلاثة صحافيين قرب كيدال", "abducted journalists 3 <خطف"),
            ("أفرجت الجماعة عن أربع رهائن", "freed hostages 4 <أفرجت"),
            ("أوقفت الشرطة أكثر من عشرين مشتبها به", "arrested suspects 21-.. <أوقفت"),
            ("نزح نحو ثلاثة آلاف شخص من المدينة", "displaced people 2700-3300 <نزح"),
            ("ارتفع عدد القتلى إلى 25 بعد هجوم على القرية", "dead 25 <هجوم"),
            ("قتل 1,200 مدني في النزاع", "dead civilians 1200 <قتل"),
            ("مقتل 20 وإصابة 30 في هجوم", "dead 20 <مقتل; wounded 30 <إصابة"),
        ] {
            assert_eq!(numbers(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_number_of_people() {
        for text in [
            "قوة قوامها 5000 جندي تنتشر في الساحل",
            "قتل جنود في هجوم شنه 20 مسلحا",
            "لم يقتل أي جندي",
            "دمر الجيش 12 سيارة وثلاث شاحنات",
            "قتل الزعيم عام 2012",
            "ارتفعت الأسعار 20 في المئة",
            "اشتبك الجيش مع 60 مسلحا",
            "قتل الرهائن",
            "وصل ثلاثة وزراء إلى باماكو",
            "تعرض أربعة من كل عشرة أشخاص لهجوم",
        ] {
            let told = numbers(text);
            assert!(told.is_empty(), "{text}: {told}");
        }
    }

    proptest! {
        #[test]
        fn any_order_of_words_is_counted(words in prop::collection::vec(prop::sample::select(&[
            "قتل", "مقتل", "أصيب", "5", "عشرات", "عشرة", "و", "جنود", "جنديان", "جريح", "القتلى", "عدد", "إلى", "من", "بينهم",
            "نحو", "على الأقل", "آخرين", "،", ".", "\n", "«", "تحرير", "رهينة", "في", "هجوم", "بين", "20", "-", "أكثر من", "واثنين",
        ]), 0..30)) {
            let text = words.join(" ");
            let reading = Reader::new().read(&Article::new("a", text.clone()));
            for n in &reading.numbers {
                prop_assert_eq!(n.quote.bytes.of(&text), n.quote.text.as_str());
                prop_assert!(n.mention.is_none_or(|m| (m as usize) < reading.mentions.len()));
                prop_assert!(n.most.is_none_or(|most| n.least <= most));
            }
        }
    }
}
