//! What a verb means by the words around it: which of its meanings, and which noun it carries.

use super::class::{Class, Mode};
use super::lexicon::{Entry, KINDS_OF_EVENT, Lexicon, Meaning, OFFICES, Particle, Sign, Sort, objects, senses};
use super::mention::{Clause, Link};
use super::names::{Chunk, is_people};
use super::word::{Role, Word};
use crate::script::{Key, Token, key};

/// What a verb is read among: the text as far as it has been read.
pub(super) struct Finder<'a> {
    pub(super) lexicon: &'a Lexicon,
    pub(super) tokens: &'a [Token],
    pub(super) words: &'a [Word],
    pub(super) clauses: &'a [Clause],
    pub(super) chunks: &'a [Chunk],
    /// Nouns that a light verb has taken.
    pub(super) taken: Vec<usize>,
}

/// Where the noun of a light verb stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Seek {
    /// Its object or subject, without a preposition.
    Bare,
    /// The same, farther off: «شهدت بلدات عدة في الإقليم، من بينها غاو وكيدال، يوم الاثنين هجمات».
    Far,
    /// After ب: قام بزيارة.
    With(char),
}

/// How far from «جولة» what it is a round of is looked for.
const REACH: usize = 14;

impl Finder<'_> {
    /// «أزمة مستمرة منذ 2012», «جنودا محتجزين في مالي منذ أشهر»: what goes on since then.
    pub(super) fn lasts(&self, i: usize, entry: &Entry) -> bool {
        let since = (i + 1..self.words.len().min(i + 4)).find(|&j| self.tokens[j].key() == key!("منذ"));
        (entry.class == Class::Coerce || entry.sort == Sort::Aspect)
            && since.is_some_and(|at| !self.words[i + 1..at].iter().any(Word::is_verb))
    }

    /// «أصبح سكرتيرا للرئاسة», «صار رئيسا»: an office taken, where a time says when.
    pub(super) fn becomes(&self, i: usize, lemma: &str) -> bool {
        let end = self.words.len().min(i + 7);
        matches!(lemma, "أصبح" | "صار" | "أضحى")
            && (i + 1..end)
                .take_while(|&j| !self.words[j].first && !self.words[j].is_verb())
                .map(|j| self.tokens[j].key())
                .any(|key| key.ends_with(key!("ا")) && OFFICES.contains(&key.drop_last(1)))
    }

    /// What a verb of announcing does by announcing it: a declaration, or a step of its own.
    pub(super) fn performs(&self, i: usize) -> Option<usize> {
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

    /// What a verb of several meanings means by the words after it.
    pub(super) fn sense(&self, i: usize, lemma: &str) -> Meaning {
        let senses = senses(lemma);
        if senses.is_empty() {
            return Meaning::Own;
        }
        let end = (i + 8).min(self.words.len());
        let near = || (i + 1..end).take_while(|&j| !self.words[j].first && !self.words[j].is_verb());
        let shows = |sign: Sign| match sign {
            Sign::Begins(words) => near().any(|j| words.iter().any(|w| self.tokens[j].key().starts_with(*w))),
            Sign::With(letter) => near().any(|j| self.words[j].clitics.preposition == Some(letter)),
            Sign::Object => self.words[i].pronoun,
            Sign::Without(forms) => {
                forms.contains(&self.tokens[i].key())
                    && (i.saturating_sub(4)..i).any(|j| self.words[j].particle() == Some(Particle::Without))
            }
            Sign::Else => true,
        };
        senses.iter().find(|sense| shows(sense.sign)).map_or(Meaning::Own, |sense| sense.meaning)
    }

    /// «الجولة الثانية من الاقتراع», «جولة جديدة من المحادثات»: no visit. `None` where it is one.
    pub(super) fn round(&self, i: usize) -> Option<(Class, Mode)> {
        const WHICH: [Key; 8] = [
            key!("الأولى"),
            key!("الثانية"),
            key!("الثالثة"),
            key!("أولى"),
            key!("ثانية"),
            key!("ثالثة"),
            key!("الإعادة"),
            key!("الحاسمة"),
        ];
        let start =
            (i.saturating_sub(REACH)..=i).rev().find(|&j| self.words[j].first).unwrap_or(i.saturating_sub(REACH));
        let end = self.words.len().min(i + REACH);
        let near = || (start..i).chain((i + 1..end).take_while(|&j| !self.words[j].first));
        let told = |mode: Mode| {
            let of = |j: usize| {
                self.words[j].entry(self.lexicon).filter(|e| e.mode == mode && !matches!(e.lemma, "جولة" | "جال"))
            };
            near().any(|j| !self.words[j].is_verb() && of(j).is_some())
        };
        let which = self.tokens.get(i + 1).is_some_and(|t| WHICH.contains(&t.key()));
        if told(Mode::Talks) {
            return Some((Class::Consult, Mode::Talks));
        }
        (which || told(Mode::Election)).then_some((Class::Other, Mode::Election))
    }

    /// Light verbs whose object is no event noun: فتح النار، أطلق سراح، لقي مصرعه، ألقى القبض.
    pub(super) fn fixed(&self, i: usize, lemma: &str) -> Option<(Class, Mode, usize)> {
        let objects = objects(lemma);
        if objects.is_empty() {
            return None;
        }
        let end = (i + 8).min(self.words.len());
        (i + 1..end).take_while(|&j| !self.words[j].first && !self.words[j].is_verb()).find_map(|j| {
            let key = self.tokens[j].key();
            objects.iter().find(|(w, ..)| key.starts_with(*w)).map(|&(_, class, mode)| (class, mode, j))
        })
    }

    /// What somebody is said to have managed: the verbal noun after the preposition that the verb asks for.
    pub(super) fn managed(&self, i: usize, preposition: Option<Key>) -> Option<usize> {
        let end = self.words.len().min(i + 18);
        let noun = (i + 1..end).take_while(|&j| !self.words[j].first && !self.words[j].is_verb()).find(|&j| {
            let governed = match preposition {
                Some(preposition) => self.tokens[j - 1].key() == preposition,
                None => self.words[j - 1].particle() != Some(Particle::Preposition),
            };
            matches!(self.words[j].role, Role::Noun { .. }) && self.words[j].clitics.preposition.is_none() && governed
        })?;
        self.words[noun]
            .entry(self.lexicon)
            .is_some_and(|e| e.class != Class::Other || e.mode != Mode::Other)
            .then_some(noun)
    }

    /// The event noun that a light verb carries.
    pub(super) fn seek(&self, i: usize, seek: Seek) -> Option<usize> {
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
                        Seek::Bare | Seek::Far => bare && word.clitics.conjunction.is_none(),
                        // «لم تقم بأي ضربة»
                        Seek::With(letter) => {
                            word.clitics.preposition == Some(letter)
                                || letter == 'ب' && self.tokens[j - 1].key() == key!("بأي")
                        }
                    };
                    // «في تجمع ينظم الأحد أمام المتحف احتجاجا على البيع»: what for.
                    if matches!(seek, Seek::Bare | Seek::Far) && self.is_purpose(i, j) {
                        return None;
                    }
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

    /// Whether a noun says only what for something described takes place: an accusative before what it is about.
    fn is_purpose(&self, verb: usize, noun: usize) -> bool {
        let clause = self.clauses.partition_point(|c| c.end as usize <= verb);
        let described = self.clauses.get(clause).is_some_and(|c| c.link == Link::Relative && c.start as usize == verb);
        let aims = self.words[noun].entry(self.lexicon).is_some_and(|e| {
            matches!(
                e.lemma,
                "احتجاج"
                    | "احتج"
                    | "ندد"
                    | "استنكر"
                    | "دعم"
                    | "أيد"
                    | "تضامن"
                    | "كرم"
                    | "رفض"
                    | "شجب"
            )
        });
        let about = self
            .words
            .get(noun + 1)
            .is_some_and(|w| w.particle() == Some(Particle::Preposition) || w.clitics.preposition.is_some());
        described && aims && about && noun > verb + 1 && self.tokens[noun].key().ends_with(key!("ا"))
    }

    pub(super) fn is_dead(&self, at: usize) -> bool {
        let key = self.tokens[at].key();
        let key = if key.starts_with(key!("ال")) { key.skip(2) } else { key };
        [key!("قتلى"), key!("قتيل"), key!("قتيلا"), key!("قتيلين"), key!("ضحايا"), key!("جرحى")].contains(&key)
    }

    pub(super) fn names(&self, at: usize) -> bool {
        let key = self.tokens[at].key();
        [key!("اسم"), key!("تسمية"), key!("لقب"), key!("نفسها"), key!("نفسه")].contains(&key)
    }

    /// «عملية احتجاز», «جولة الإعادة»: a kind of event before what it consists of.
    pub(super) fn is_kind(&self, i: usize) -> bool {
        let word = &self.words[i];
        let after = self.words.get(i + 1).filter(|n| !n.first && !word.pronoun);
        after.is_some_and(|n| {
            matches!(n.role, Role::Noun { .. })
                && n.clitics.conjunction.is_none()
                && n.clitics.preposition.is_none()
                && n.entry(self.lexicon).is_some_and(|e| e.verbal || e.class != Class::Other)
        }) && KINDS_OF_EVENT.contains(&self.tokens[i].key().skip(u32::from(word.clitics.letters)))
    }

    /// Whether the verb at a token leads to a time.
    pub(super) fn dates_back(&self, i: usize) -> bool {
        let end = (i + 30).min(self.words.len());
        (i + 1..end).take_while(|&j| !self.words[j].first && !self.words[j].is_verb()).any(|j| {
            let time = |k: usize| self.words.get(k).and_then(Word::particle) == Some(Particle::Time);
            self.tokens[j - 1].key() == key!("إلى") && (time(j) || self.words[j].role == Role::Number && time(j + 1))
        })
    }

    /// Whether an agreement stands in the clause: what «وقع» signs.
    pub(super) fn seek_agreement(&self, i: usize, clause: usize) -> bool {
        // «وقع الانقلابيون مع الوسطاء»: people who fell would have fallen into something.
        let people = i + 4 < self.words.len()
            && self.tokens[i + 1].key().starts_with(key!("ال"))
            && (is_people(self.words[i + 1], self.tokens[i + 1].key())
                || self.tokens[i + 1].key().ends_with(key!("ون")))
            && !(i + 2..i + 5).any(|j| self.tokens[j].key() == key!("في"));
        people || self.signs(i, clause)
    }

    /// Whether the noun of an agreement follows in the clause.
    pub(super) fn signs(&self, i: usize, clause: usize) -> bool {
        let end = (self.clauses[clause].end as usize).min(i + 30);
        (i + 1..end).any(|j| {
            matches!(self.words[j].role, Role::Noun { .. })
                && self.words[j].entry(self.lexicon).is_some_and(|e| e.mode == Mode::Agreement)
        })
    }

    /// Whether what can be put off, and cannot be carried away, follows a verb: a vote, a trial, talks.
    pub(super) fn is_put_off(&self, i: usize) -> bool {
        let end = (i + 6).min(self.words.len());
        (i + 1..end).take_while(|&j| !self.words[j].first && !self.words[j].is_verb()).any(|j| {
            let known = self.words[j].entry(self.lexicon).filter(|_| matches!(self.words[j].role, Role::Noun { .. }));
            known.is_some_and(|e| {
                matches!(e.mode, Mode::Election | Mode::Trial | Mode::Talks | Mode::Visit | Mode::Agreement)
            })
        })
    }

    /// Another lemma that the same word can be of.
    pub(super) fn other_reading(&self, i: usize, wanted: impl Fn(&Entry) -> bool) -> Option<Entry> {
        let wanted = |entry: &&Entry| wanted(entry);
        let letters = self.words[i].clitics.letters;
        let key = self.tokens[i].key().skip(u32::from(letters));
        let plain = self.lexicon.readings(key).map(|a| self.lexicon.of(a)).find(wanted);
        plain.or_else(|| self.words[i].entry(self.lexicon).filter(wanted)).copied()
    }
}
