//! Sentences into clauses: one finite verb each, with how it hangs on the others.

use super::class::Class;
use super::conjugate::Aspect;
use super::lexicon::{Effect, Lexicon, Particle, Sort};
use super::mention::{Clause, Link};
use super::word::{Role, Word};
use crate::script::{Key, Kind, Token, key};

/// Splits a text into clauses, in order, none overlapping, every token in one.
pub(crate) fn clauses(tokens: &[Token], words: &[Word], lexicon: &Lexicon, out: &mut Vec<Clause>) {
    out.clear();
    let mut start = 0;
    let mut sentence = 0;
    while start < words.len() {
        let mut end = start + 1;
        while end < words.len() && !words[end].first {
            end += 1;
        }
        Splitter { tokens, words, lexicon, out, sentence, verb: None, soft: None, auxiliary: false, said: None }
            .split(start, end);
        sentence += 1;
        start = end;
    }
}

struct Splitter<'a> {
    tokens: &'a [Token],
    words: &'a [Word],
    lexicon: &'a Lexicon,
    out: &'a mut Vec<Clause>,
    sentence: u32,
    /// The verb of the clause being read.
    verb: Option<usize>,
    /// The last comma since that verb.
    soft: Option<usize>,
    /// The last clause of the sentence whose verb is one of saying.
    said: Option<u32>,
    /// The clause began with كان or one of its sisters, whose verb is to come.
    auxiliary: bool,
}

impl Splitter<'_> {
    fn split(mut self, start: usize, end: usize) {
        self.open(start, Link::Main, None);
        let mut i = start;
        while i < end {
            let word = &self.words[i];
            match word.role {
                Role::Particle(particle) => {
                    let after = self.words.get(i + 1).filter(|_| i + 1 < end).and_then(Word::particle);
                    // «بحسب ما أفادت»: who says so is a clause of its own.
                    let source = |key: Key| key.ends_with(key!("حسب")) || key.ends_with(key!("وفق"));
                    let what = i + 1 < end && self.tokens[i + 1].key() == key!("ما");
                    if what && source(self.tokens[i].key()) {
                        self.begin(i, Link::Adverbial);
                        i += 2;
                        continue;
                    }
                    let (link, width) = match (particle, after) {
                        // «بعد أن», «قبل أن», «إلى أن»
                        (Particle::Temporal, Some(Particle::That)) => (Some(Link::Adverbial), 2),
                        (Particle::Without, Some(Particle::That)) => (Some(Link::Adverbial), 2),
                        // «منذ دخل الجيش العاصمة»
                        (Particle::Temporal, _)
                            if self.tokens[i].key() == key!("منذ")
                                && self.words.get(i + 1).is_some_and(|w| i + 1 < end && w.is_verb()) =>
                        {
                            (Some(Link::Adverbial), 1)
                        }
                        (Particle::Relative, _) => (Some(Link::Relative), 1),
                        (Particle::That, _) => (Some(Link::That), 1),
                        // «بيد أن» is "but", «بيد المتمردين» is in their hands.
                        (Particle::Clause, after)
                            if self.tokens[i].key() == key!("بيد") && after != Some(Particle::That) =>
                        {
                            (None, 1)
                        }
                        (Particle::Clause, _) => (Some(Link::Adverbial), 1),
                        (Particle::If, _) => (Some(Link::Condition), 1),
                        (Particle::Purpose, _) if self.words.get(i + 1).is_some_and(Word::is_verb) => {
                            (Some(Link::Purpose), 1)
                        }
                        _ => (None, 1),
                    };
                    if let Some(link) = link {
                        self.begin(i, link);
                    }
                    // «الذي مزق الساحة، شيعت»: whatever the word is, it is the verb of the description.
                    let unknown = |w: &Word| w.role == Role::Unknown && !w.clitics.article;
                    if link == Some(Link::Relative) && i + 1 < end && unknown(&self.words[i + 1]) {
                        self.verb = Some(i + 1);
                    }
                    i += width;
                    continue;
                }
                Role::Verb(_) => self.verb_at(i),
                Role::Mark(mark) => match mark {
                    '،' | ',' | '-' | '–' => {
                        let aside = self.soft.is_some_and(|open| self.is_time(open + 1, i));
                        self.soft = Some(i).filter(|_| !aside);
                    }
                    ':' => {
                        // «قال تاجر يعمل في المدينة: ...»: what is said, whoever was described in between.
                        if self.says() {
                            self.begin(i, Link::That);
                        } else if let Some(said) = self.said.filter(|_| {
                            self.out.last().is_some_and(|c| c.link == Link::Relative && c.parent == self.said)
                        }) {
                            self.begin(i, Link::That);
                            if let Some(last) = self.out.last_mut().filter(|c| c.start as usize == i) {
                                last.parent = Some(said);
                            }
                        }
                    }
                    _ => {}
                },
                _ => {}
            }
            i += 1;
        }
        if let Some(last) = self.out.last_mut() {
            last.end = end as u32;
        }
    }

    fn open(&mut self, start: usize, link: Link, parent: Option<u32>) {
        self.out.push(Clause { start: start as u32, end: start as u32 + 1, link, parent, sentence: self.sentence });
        self.verb = None;
        self.soft = None;
        self.auxiliary = false;
    }

    /// Ends the clause being read and begins the next at a token.
    fn begin(&mut self, at: usize, link: Link) {
        if self.says() {
            self.said = Some((self.out.len() - 1) as u32);
        }
        let Some(last) = self.out.last_mut() else { return };
        if last.start as usize >= at {
            // Nothing in it yet: it becomes the new one.
            if last.link != Link::Main || last.parent.is_some() {
                last.link = link;
            }
            return;
        }
        last.end = at as u32;
        let parent = (self.out.len() - 1) as u32;
        self.open(at, link, Some(parent));
    }

    /// Whether the verb of this clause is one of saying.
    fn says(&self) -> bool {
        self.verb
            .and_then(|v| self.words[v].entry(self.lexicon))
            .is_some_and(|e| matches!(e.effect, Effect::Reports | Effect::Doubts | Effect::Denies | Effect::Asks))
    }

    fn verb_at(&mut self, i: usize) {
        let word = &self.words[i];
        let copula = word.entry(self.lexicon).is_some_and(|e| e.sort == Sort::Copula);
        // A clause without a verb ends where «وقال» begins another, or a verb after a comma that is not one of two.
        let start = self.out.last().map_or(i, |c| c.start as usize);
        let joins = word.clitics.conjunction.is_some();
        // «التي كانت مقررة نهاية العام، وأرجع»: كان has had its predicate.
        // «كانت في طريقها إلى الميناء وقتلوا»: so where it is not followed by one of its own.
        let perfect = matches!(word.role, Role::Verb(v) if v.aspect == Aspect::Perfect);
        let closed = joins && i > start + 2 && (perfect || self.tokens[i - 1].is_comma());
        // «كانت مقررة في أبريل، ضباط يستولون على القصر»
        let expected = || self.words[start..i].iter().any(|w| w.particle() == Some(Particle::Expected));
        let over = self.auxiliary && self.verb.is_none() && expected();
        if let Some(soft) = self.soft.filter(|&soft| over && soft > start + 2) {
            self.begin(soft, Link::And);
            self.verb = Some(i).filter(|_| !copula);
            self.auxiliary = copula;
            return;
        }
        let nominal = self.verb.is_none() && (!self.auxiliary || closed) && i > start + 1;
        let comma = |at: usize| self.tokens[at].is_comma();
        let after_comma = || i > 0 && comma(i - 1) && (start..i).filter(|&at| comma(at)).count() % 2 == 1;
        if nominal && (joins || self.out.last().is_some_and(|c| c.link == Link::Main) && after_comma()) {
            self.begin(i, Link::And);
        }
        // «كانت لا تزال بأيدي الجيش»: one description.
        let still = copula && self.auxiliary && self.verb.is_none() && !joins && i <= start + 3;
        if self.verb.is_none() && !(copula && self.auxiliary) || still {
            if copula {
                self.auxiliary = true;
            } else {
                self.verb = Some(i);
                self.soft = None;
            }
            return;
        }
        let purpose = word.clitics.preposition == Some('ل');
        // «في هجومين "إرهابيين" تبناهما»
        let quoted = i > 1 && matches!(self.tokens[i - 1].kind, Kind::Mark('"' | '»' | '”'));
        // «نفذته جهة لم تعرف»
        let never = usize::from(
            i > start + 1
                && self.words[i - 1].particle() == Some(Particle::Not)
                && !self.tokens[i - 1].key().starts_with(key!("و")),
        );
        let before = i - if quoted { 2 } else { 1.min(i) + never };
        let describes = !joins && i > 0 && (self.describes(before) || self.tells_of_attack(i));
        let at = if word.clitics.conjunction.is_some() || purpose || describes {
            i - if describes { never } else { 0 }
        } else {
            // A comma since the verb, or the particle that belongs to this verb (لم، قد).
            let mut at = i;
            while at > 0
                && matches!(self.words[at - 1].particle(), Some(Particle::Not | Particle::Qad | Particle::Will))
            {
                at -= 1;
            }
            self.soft.map_or(at, |soft| soft.min(at))
        };
        let link = if purpose {
            Link::Purpose
        } else if describes {
            Link::Relative
        } else {
            Link::And
        };
        self.begin(at, link);
        if copula {
            self.auxiliary = true;
        } else {
            self.verb = Some(i);
        }
    }

    /// «وقعوا، يوم 20 يونيو في لندن، اتفاقا»: commas around a time end nothing.
    fn is_time(&self, from: usize, to: usize) -> bool {
        let mut words = self.words[from..to].iter();
        let plain = |w: &Word| {
            let event = matches!(w.role, Role::Verb(_) | Role::Noun { strong: true });
            !event && w.clitics.conjunction.is_none()
        };
        let time = self.words[from..to].iter().any(|w| w.particle() == Some(Particle::Time));
        to - from <= 8 && time && words.all(plain)
    }

    /// «في غارة للطيران العراقي ضربت جسرا»: a verb that tells what an attack did, past whose attack it is.
    fn tells_of_attack(&self, verb: usize) -> bool {
        let does = self.words[verb].entry(self.lexicon);
        let does = does.is_some_and(|e| matches!(e.lemma, "استهدف" | "هز" | "ضرب" | "طال" | "أسفر" | "أدى" | "أودى"));
        let from = self.soft.or(self.verb).map_or(verb, |at| at + 1).max(verb.saturating_sub(12));
        let attack = (from..verb).rev().find(|&i| matches!(self.words[i].role, Role::Noun { strong: true }));
        does && attack.is_some_and(|i| {
            let word = &self.words[i];
            let violent = word.entry(self.lexicon).is_some_and(|e| e.class == Class::Assault);
            violent && !word.clitics.article && !word.pronoun
        })
    }

    /// Whether a verb right after this word describes it: «هجوم استهدف فندقا».
    fn describes(&self, at: usize) -> bool {
        let word = &self.words[at];
        matches!(self.tokens[at].kind, Kind::Word)
            && matches!(
                word.role,
                Role::Noun { .. } | Role::Unknown | Role::Participle | Role::Particle(Particle::Plain)
            )
            && !word.clitics.article
            // «قتل ستة و أصيب خمسة»
            && self.tokens[at].key().len() > 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::words;
    use crate::script::tokenize;

    fn parts(text: &str) -> Vec<(String, Link)> {
        let tokens = tokenize(text);
        let lexicon = Lexicon::get();
        let (mut read, mut out) = (Vec::new(), Vec::new());
        words::read(lexicon, text, &tokens, &[], &mut read);
        clauses(&tokens, &read, lexicon, &mut out);
        out.iter()
            .map(|c| {
                let (a, b) = (tokens[c.start as usize].span, tokens[c.end as usize - 1].span);
                (a.cover(b).of(text).to_owned(), c.link)
            })
            .collect()
    }

    #[test]
    fn one_verb_to_a_clause() {
        use Link::{Adverbial, And, Main, Relative, That};
        for (text, expected) in [
            (
                "قال الوزير إن الجنود الذين قتلوا الجمعة وصلوا",
                vec![("قال الوزير", Main), ("إن الجنود", That), ("الذين قتلوا الجمعة", Relative), ("وصلوا", And)],
            ),
            ("قتل جنديان عندما انفجرت سيارة", vec![("قتل جنديان", Main), ("عندما انفجرت سيارة", Adverbial)]),
            ("غادر الرئيس بعد أن أجرى فحوصا", vec![("غادر الرئيس", Main), ("بعد أن أجرى فحوصا", Adverbial)]),
            ("كان الرئيس قد أكد قبل يومين ذلك", vec![("كان الرئيس قد أكد قبل يومين ذلك", Main)]),
            ("قتل جندي وأصيب آخر", vec![("قتل جندي", Main), ("وأصيب آخر", And)]),
            ("قتل في هجوم استهدف فندقا", vec![("قتل في هجوم", Main), ("استهدف فندقا", Relative)]),
        ] {
            let expected: Vec<(String, Link)> = expected.into_iter().map(|(t, l)| (t.to_owned(), l)).collect();
            assert_eq!(parts(text), expected);
        }
    }
}
