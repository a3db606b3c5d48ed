//! Which time dates which mention.
//!
//! A time belongs to its clause. Within it the rules, from the most specific: a dateline dates nothing; a
//! noun that a time follows directly owns it (هجوم الأحد); a participle before it owns it (الموقع عام 2015);
//! a verb of saying leaves the time to the event noun between them (أعلنت مقتل 30 الأحد); otherwise the verb
//! has it, and shares it with the event nouns it happens in (قتل السبت في هجوم). What has no time of its own
//! takes one over from a clause joined to it.

use super::claim::{Relation, Strength, TimeLink};
use crate::article::{Quote, Span};
use crate::calendar::{Origin, Timex, Value};
use crate::event::{
    self, Aspect, Class, Clause, Factuality, Form, Found, Link, Mode, Tense, WordRole as Role, lexicon::Effect,
    lexicon::Lexicon, lexicon::Particle, lexicon::Sort,
};
use crate::script::{Key, Kind, Token, key};
use crate::timex::{self, Anchor, Direction, Signal, TimexKind, Unit};
use std::borrow::Cow;
use std::ops::Range;

/// A time with the tokens it takes.
#[derive(Debug, Clone)]
struct Time {
    tokens: Range<usize>,
    clause: usize,
    /// Says a place on the calendar, at least on one side.
    dated: bool,
    /// Only an hour or a part of a day that is not said: «ليلا».
    hour: bool,
    /// Which one it is.
    timex: usize,
}

/// Finds all links. `keep` in the result are only those that some rule made.
pub(super) fn links(text: &str, tokens: &[Token], found: &Found, timexes: &[Timex]) -> Vec<TimeLink> {
    let times = locate(tokens, found, timexes);
    let mut linker = Linker {
        text,
        tokens,
        found,
        timexes,
        times,
        lexicon: Lexicon::get(),
        by_clause: index(found),
        by_place: places(found),
        first_time: vec![None; found.mentions.len()],
        out: Vec::new(),
    };
    for t in 0..timexes.len() {
        linker.link(t);
    }
    linker.same_event();
    linker.carry();
    linker.out.sort_by_key(|l| (l.mention, l.timex));
    linker.out.dedup_by_key(|l| (l.mention, l.timex));
    linker.out
}

/// First mention of each clause; mentions of a clause stand together only roughly, so each clause has its own list.
fn index(found: &Found) -> Vec<Vec<u32>> {
    let mut by_clause = vec![Vec::new(); found.clauses.len()];
    for (i, site) in found.sites.iter().enumerate() {
        by_clause[site.clause as usize].push(i as u32);
    }
    by_clause
}

/// Event nouns by the clause that their word stands in: «قتل في هجوم استهدف فندقا» has the attack in the first.
fn places(found: &Found) -> Vec<Vec<u32>> {
    let mut by_place = vec![Vec::new(); found.clauses.len()];
    for (i, site) in found.sites.iter().enumerate() {
        let place = found.clauses.partition_point(|c| c.end <= site.token);
        let told = found.mentions[i].form == Form::LightVerb && place != site.clause as usize;
        if let Some(list) = by_place.get_mut(place).filter(|_| told || found.mentions[i].form == Form::Noun) {
            list.push(i as u32);
        }
    }
    by_place
}

fn locate(tokens: &[Token], found: &Found, timexes: &[Timex]) -> Vec<Time> {
    timexes
        .iter()
        .enumerate()
        .map(|(i, timex)| {
            let bytes = timex.quote.bytes;
            let start = tokens.partition_point(|t| t.span.end <= bytes.start);
            let end = tokens.partition_point(|t| t.span.start < bytes.end).max(start + 1).min(tokens.len());
            let clause = found.clauses.partition_point(|c| c.end as usize <= start);
            let dated = matches!(timex.kind, TimexKind::Date | TimexKind::Time | TimexKind::Duration);
            let hour = matches!(timex.value, Some(Value::TimeOfDay(_)));
            Time {
                tokens: start..end,
                clause: clause.min(found.clauses.len().saturating_sub(1)),
                dated,
                hour,
                timex: i,
            }
        })
        .collect()
}

struct Linker<'a> {
    text: &'a str,
    tokens: &'a [Token],
    found: &'a Found,
    timexes: &'a [Timex],
    times: Vec<Time>,
    lexicon: &'a Lexicon,
    by_clause: Vec<Vec<u32>>,
    /// The nouns that stand in each clause, whichever clause tells of them.
    by_place: Vec<Vec<u32>>,
    /// The first time that dates each mention.
    first_time: Vec<Option<u32>>,
    out: Vec<TimeLink>,
}

/// The rule for a noun that غداة or عشية stands before.
const DAY_BESIDE: &str = "day-beside-event";

/// What is named after days: «حركة 23 مارس», «شارع 15 أغسطس».
const NAMED_BY_DAYS: [Key; 12] = [
    key!("حركة"),
    key!("ثورة"),
    key!("شارع"),
    key!("ساحة"),
    key!("ميدان"),
    key!("جسر"),
    key!("ملعب"),
    key!("كتيبة"),
    key!("لواء"),
    key!("جامعة"),
    key!("مستشفى"),
    key!("تحالف"),
];

fn day_beside(key: Key) -> Option<Relation> {
    if key.ends_with(key!("غداة")) {
        Some(Relation::DayAfter)
    } else if key.ends_with(key!("عشية")) {
        Some(Relation::DayBefore)
    } else {
        None
    }
}

fn is_quote(token: &Token) -> bool {
    matches!(token.kind, Kind::Mark('"' | '«' | '»' | '“' | '”'))
}

/// A noun this far before a time still owns it where nothing else can.
const REACH: usize = 14;

impl Linker<'_> {
    fn link(&mut self, t: usize) {
        let time = self.times[t].clone();
        if !time.dated || self.found.clauses.is_empty() || self.dateline(&time) {
            return;
        }
        if self.age(&time) {
            return;
        }
        // «في اليوم نفسه الذي أطلق فيه»: the clause about the time happens at it.
        let next = time.clause + 1;
        if let Some(clause) = self.found.clauses.get(next) {
            let opener = clause.start as usize;
            let resumed = self.tokens[clause.tokens()]
                .iter()
                .take(7)
                .any(|t| [key!("فيه"), key!("فيها"), key!("خلاله"), key!("خلالها")].contains(&t.key()));
            let own = self.found.words[opener].clitics.conjunction.is_none();
            if clause.link == Link::Relative
                && opener == time.tokens.end
                && resumed
                && own
                && let Some(verb) = self.verb(next)
            {
                self.add(verb, t, "relative-of-time", self.strength(t));
            }
        }
        // «منذ 2012 عندما سيطرت»، «منذ الأربعاء، حين طردوا»: what a clause says of when, happened then.
        let comma = self.tokens.get(time.tokens.end).is_some_and(|t| t.is_mark('،') || t.is_mark(','));
        let opener = time.tokens.end + usize::from(comma);
        if self.found.clauses.get(next).is_some_and(|c| (time.tokens.end..=opener).contains(&(c.start as usize))) {
            let key = self.tokens.get(opener).map(Token::key);
            let when = key.is_some_and(|k| [key!("عندما"), key!("حين"), key!("حينما")].contains(&k));
            if let Some(verb) = self.verb(next).filter(|_| when && self.timexes[t].kind != TimexKind::Duration) {
                self.add_as(verb, t, "when-clause", self.strength(t), Relation::During);
                self.share(verb, t, &time);
            }
        }
        if self.coordinated(&time) {
            return;
        }
        if self.named(&time) {
            if let Some(mention) = self.after_parenthesis(&time) {
                self.add(mention, t, "after-parenthesis", Strength::Inferred);
            }
            return;
        }
        let Some((mention, rule)) = self.head(&time) else { return };
        self.add(mention, t, rule, self.strength(t));
        // «جاء التدخل غداة سقوط البلدة الخميس»: the time is of the fall, and what is told came a day later.
        if rule == DAY_BESIDE {
            self.beside(mention, t);
            return;
        }
        if rule == "after-event" {
            self.at_event(mention, t);
        }
        if let Some(noun) = self.told_of(mention) {
            self.add(noun, t, "relative-of-event", self.strength(t));
            self.outcome(noun, t);
        }
        self.share(mention, t, &time);
        self.outcome(mention, t);
        self.issued(mention, t);
    }

    /// «كيتا (73 عاما)»: how old, not how long.
    fn age(&self, time: &Time) -> bool {
        let start = time.tokens.start;
        self.timexes[time.timex].kind == TimexKind::Duration && start > 0 && self.tokens[start - 1].is_mark('(')
    }

    /// «26 و27 أبريل», «في يوليو وأكتوبر», «بين الثلاثاء والخميس»: what the first dates, the second dates too.
    fn coordinated(&mut self, time: &Time) -> bool {
        let Some(before) = time.timex.checked_sub(1) else { return false };
        let between = self.times[before].tokens.end..time.tokens.start;
        let joined = self
            .text
            .get(self.timexes[before].quote.bytes.end as usize..self.timexes[time.timex].quote.bytes.start as usize);
        if between.len() > 1 || !joined.is_some_and(|gap| matches!(gap.trim(), "و" | "إلى" | "الى" | "حتى" | "-" | "–"))
        {
            return false;
        }
        let first: Vec<TimeLink> = self
            .out
            .iter()
            .rev()
            .take_while(|l| l.timex as usize >= before)
            .filter(|l| l.timex as usize == before)
            .cloned()
            .collect();
        for link in &first {
            let relation = relation_of(&self.timexes[time.timex]);
            self.put(link.mention, time.timex, link.rule.clone(), link.strength, relation);
        }
        !first.is_empty()
    }

    /// The verb of a clause that places itself a day from the event that a time dates.
    fn beside(&mut self, noun: u32, t: usize) {
        let clause = self.found.sites[noun as usize].clause as usize;
        let token = self.token(noun);
        let near = token.saturating_sub(4)..token;
        let relation = near.rev().find_map(|i| day_beside(self.tokens[i].key()));
        let verb = self.verb(clause).filter(|&v| self.token(v) < token && self.first_time[v as usize].is_none());
        if let (Some(verb), Some(relation)) = (verb, relation)
            && relation_of(&self.timexes[t]) == Relation::During
        {
            self.add_as(verb, t, DAY_BESIDE, Strength::Inferred, relation);
        }
    }

    /// Whether the time is part of a name: «حركة 5 يونيو», «أزواد 2012».
    fn named(&self, time: &Time) -> bool {
        let (start, end) = (time.tokens.start, time.tokens.end);
        let day = matches!(self.timexes[time.timex].value, Some(Value::Day(_)))
            && self.timexes[time.timex].components.year != Origin::Said
            && matches!(self.tokens[start].kind, Kind::Number);
        let heads = |i: usize| {
            let key = self.tokens[i].key();
            NAMED_BY_DAYS.contains(&key) || key.starts_with(key!("ال")) && NAMED_BY_DAYS.contains(&key.skip(2))
        };
        if day && start > 0 && heads(start - 1) {
            return true;
        }
        let open = (start.saturating_sub(4)..start).rev().find(|&i| is_quote(&self.tokens[i]));
        let close = (end..(end + 3).min(self.tokens.len())).find(|&i| is_quote(&self.tokens[i]));
        let (Some(open), Some(close)) = (open, close) else { return false };
        let mut inside = (open + 1..start).chain(end..close);
        let words = inside.clone().filter(|&i| self.tokens[i].kind == Kind::Word).count();
        let plain = inside.all(|i| {
            let word = &self.found.words[i];
            !matches!(
                word.role,
                Role::Verb(_) | Role::Mark(_) | Role::Particle(Particle::Preposition | Particle::Temporal)
            ) && word.clitics.preposition.is_none()
                && word.entry(self.lexicon).is_none()
        });
        let headed = day && open > 0 && heads(open - 1);
        plain && (words > 0 || headed)
    }

    /// «... 2012 - وهي حركة مسلحة - من إعلان الاستقلال»: what goes on after a parenthesis.
    fn after_parenthesis(&self, time: &Time) -> Option<u32> {
        let clause = &self.found.clauses[time.clause];
        let dash = |t: &Token| matches!(t.kind, Kind::Mark('-' | '–' | '—'));
        let after = self.tokens.get(time.tokens.end..)?;
        let open = time.tokens.end + after.iter().take(3).position(dash)?;
        let close = open + 1 + self.tokens.get(open + 1..)?.iter().take(24).position(dash)?;
        let next = self.found.sites.partition_point(|s| (s.token as usize) < close);
        let site = self.found.sites.get(next)?;
        let same = self.found.clauses[site.clause as usize].sentence == clause.sentence;
        (same && site.token as usize <= close + 3).then_some(next as u32)
    }

    /// «قتل جنود في هجوم شنه مسلحون الخميس»: who is killed in an attack is killed when it happens.
    fn outcome(&mut self, noun: u32, t: usize) {
        let event = &self.found.mentions[noun as usize];
        let token = self.token(noun);
        let inside =
            self.found.words[token].clitics.preposition == Some('ب') || self.is_in(token) || self.is_upon(token);
        let named = matches!(event.form, Form::Noun | Form::LightVerb);
        if !named || !inside || relation_of(&self.timexes[t]) != Relation::During {
            return;
        }
        // Not the clause that describes the event, but the one in which it stands; and «قتل طيار أصيبت مروحيته
        // خلال الغارة» the one that it describes in turn.
        let mut clause = Some(self.found.clauses.partition_point(|c| c.end as usize <= token));
        for _ in 0..2 {
            let Some(here) = clause else { break };
            let sufferer = self.by_clause.get(here).into_iter().flatten().copied().rfind(|&m| {
                self.token(m) < token
                    && matches!(
                        self.found.mentions[m as usize].mode,
                        Mode::Killing | Mode::Injury | Mode::Death | Mode::Destruction | Mode::Kidnapping
                    )
            });
            if let Some(sufferer) = sufferer.filter(|&m| self.free(m, noun)) {
                self.add(sufferer, t, "outcome", Strength::Relative.min(self.strength(t)));
            }
            clause = self
                .found
                .clauses
                .get(here)
                .filter(|c| c.link == Link::Relative)
                .and_then(|c| c.parent)
                .map(|p| p as usize);
        }
    }

    /// «اتفق القادة خلال قمة الاثنين»: what is done during an event is done when it happens.
    fn at_event(&mut self, noun: u32, t: usize) {
        let token = self.token(noun);
        let verb = self.verb_before(noun).filter(|&v| self.first_time[v as usize].is_none());
        if let Some(verb) = verb.filter(|_| self.is_in(token) && relation_of(&self.timexes[t]) == Relation::During) {
            self.add(verb, t, "during-event", Strength::Relative.min(self.strength(t)));
        }
    }

    /// The verb of the clause that a noun stands in, if it stands before it.
    fn verb_before(&self, noun: u32) -> Option<u32> {
        let token = self.token(noun);
        let place = self.found.clauses.partition_point(|c| c.end as usize <= token);
        self.verbs(place).filter(|&v| self.token(v) < token).last()
    }

    /// Whether a mention has no time but one that it shares with another.
    fn free(&self, mention: u32, other: u32) -> bool {
        self.first_time[mention as usize].is_none_or(|t| self.first_time[other as usize] == Some(t))
    }

    /// «قال في بيان صدر الثلاثاء»: what a statement says is said when it is issued.
    fn issued(&mut self, verb: u32, t: usize) {
        let issue = ["صدر", "أصدر", "نشر", "وزع", "أذاع", "بث"];
        let clause = self.found.clauses[self.found.sites[verb as usize].clause as usize];
        let participle = self.found.mentions[verb as usize].form == Form::Participle;
        let tells = participle
            || clause.link == Link::Relative
            || clause.link == Link::And && self.found.words[self.token(verb)].clitics.conjunction.is_none();
        if !tells || !issue.contains(&self.found.mentions[verb as usize].lemma.as_ref()) {
            return;
        }
        let said = if participle {
            self.verb_before(verb)
        } else {
            clause.parent.and_then(|parent| self.nearest_verb(parent as usize, clause.start as usize))
        };
        let says = |v: &u32| self.governs(*v) && self.first_time[*v as usize].is_none();
        if let Some(said) = said.filter(says) {
            self.add(said, t, "issued", Strength::Relative.min(self.strength(t)));
        }
    }

    /// «التفجيرات التي هزت المدينة»: what a clause says of an event noun it says of that event.
    fn told_of(&self, verb: u32) -> Option<u32> {
        let mention = &self.found.mentions[verb as usize];
        let c = self.found.sites[verb as usize].clause as usize;
        let clause = self.found.clauses[c];
        if clause.link != Link::Relative || mention.form == Form::Noun || self.leaves_time(verb) {
            return None;
        }
        // «الزيارة التي قادت الوفد», «العملية التي بدأتها»: another side of it, told by the verb.
        let token = self.token(verb);
        let light = self.found.words[token].entry(self.lexicon).is_some_and(|e| e.effect == Effect::Light);
        let starts = mention.mode == Mode::Start;
        let noun_of = |n: u32| {
            let noun = &self.found.mentions[n as usize];
            mention.class == Class::Assault
                || light
                || starts && matches!(noun.class, Class::Assault | Class::Mobilize | Class::Protest)
                || mention.class == Class::Coerce && noun.class == Class::Coerce
        };
        let parent = clause.parent? as usize;
        let start = clause.start as usize;
        self.nouns(parent).rev().find(|&n| {
            let token = self.token(n);
            !self.found.sites[n as usize].weak
                && token < start
                && token + 3 >= start
                && self.first_time[n as usize].is_none()
                && noun_of(n)
                && !self.comma_between(token, start)
        })
    }

    /// Place and date before the text proper: «باماكو 5 مايو (رويترز) -».
    fn dateline(&self, time: &Time) -> bool {
        let first = time.tokens.start;
        if first > 12 {
            return false;
        }
        let nothing_told = !self.found.words[..first].iter().any(|w| w.analysis.is_some() && w.particle().is_none());
        let dash =
            self.tokens[time.tokens.end..].iter().take(6).any(|t| matches!(t.kind, Kind::Mark('-' | '–' | '—' | ':')));
        // «نواكشوط 07-04-2012 (الأخبار) ــ»: the agency in brackets is enough; a stretched line is no token.
        let agency = self.tokens.get(time.tokens.end).is_some_and(|t| t.is_mark('('));
        let bracketed = first > 0
            && self.tokens[first - 1].is_mark('(')
            && self.tokens.get(time.tokens.end).is_some_and(|t| t.is_mark(')'));
        nothing_told && (dash || agency || bracketed)
    }

    fn verbs(&self, clause: usize) -> impl Iterator<Item = u32> + '_ {
        let of = &self.found.mentions;
        self.by_clause[clause].iter().copied().filter(move |&m| {
            let m = &of[m as usize];
            matches!(m.form, Form::Verb | Form::LightVerb)
        })
    }

    fn verb(&self, clause: usize) -> Option<u32> {
        self.verbs(clause).next()
    }

    fn nouns(&self, clause: usize) -> impl DoubleEndedIterator<Item = u32> + '_ {
        self.by_place[clause].iter().copied()
    }

    fn token(&self, mention: u32) -> usize {
        self.found.sites[mention as usize].token as usize
    }

    /// The mention that the time dates first of all, and why.
    fn head(&self, time: &Time) -> Option<(u32, &'static str)> {
        let at = time.tokens.start;
        let clause = time.clause;
        let verb = self.verb(clause);
        let before = self.nouns(clause).rfind(|&n| self.token(n) < at);
        // «أكد أن بلاده ستبقى، وذلك بعد أيام من توليه»: of what the sentence tells first.
        if at > 0
            && self.tokens[at - 1].key() == key!("وذلك")
            && let Some(told) = self.told_first(clause)
        {
            return Some((told, "that-was"));
        }
        // «الانتخابات المقرر إجراؤها في ربيع 2004»: what is expected is what the time dates.
        let start = self.found.clauses[clause].start as usize;
        let expected = (start..at).rev().take(8).find(|&i| self.found.words[i].particle() == Some(Particle::Expected));
        if let Some(i) = expected
            && let Some(noun) =
                before.filter(|&n| self.token(n) > i).or(before.filter(|&n| i.abs_diff(self.token(n)) <= 4))
        {
            return Some((noun, "expected"));
        }
        // «اتفاق السلام الموقع عام 2015», «حالة الطوارئ المفروضة منذ يناير»
        let described = self.by_clause[clause].iter().copied().rev().find_map(|m| {
            let (token, mention) = (self.token(m), &self.found.mentions[m as usize]);
            let people = || event::is_people(self.found.words[token], self.tokens[token].key());
            // «تولى المهدي رئاسة», «إلى الشارع»: a name or somebody or a noun, not what is said of one.
            let subject = token > 0
                && matches!(
                    self.found.words[token - 1].role,
                    Role::Verb(_) | Role::Particle(Particle::Preposition | Particle::Temporal)
                );
            if mention.form != Form::Participle || token >= at || subject || people() {
                return None;
            }
            let gap = self.words_between(token + 1, at);
            let noun = self
                .nouns(clause)
                .rfind(|&n| !self.found.sites[n as usize].weak && self.token(n) < token && self.token(n) + 5 > token);
            let lasts = self.timexes[time.timex].kind == TimexKind::Duration;
            match noun {
                _ if relation_of(&self.timexes[time.timex]) == Relation::Since => {
                    (gap == 0 || gap <= 3 && !lasts).then_some(m)
                }
                Some(noun) => (gap <= 1).then_some(noun),
                // «القرار الصادر في مايو»: where the noun is no event, the participle tells of one.
                None => {
                    let tells = mention.class != Class::Other || mention.lemma == "صدر";
                    (gap == 0 && tells && self.qualifies(token)).then_some(m)
                }
            }
        });
        if let Some(described) = described {
            return Some((described, "participle"));
        }
        // «قال الأمين العام للمؤتمر الخميس إن»: what is said begins here, and the time is of saying it.
        let says = verb.filter(|&v| self.found.sites[v as usize].report && self.token(v) < at);
        let construct = before.is_some_and(|n| {
            self.token(n) + 1 == at && !self.found.sites[n as usize].definite && !self.found.sites[n as usize].weak
        });
        if let Some(v) = says.filter(|_| !construct && self.said_next(time)) {
            return Some((v, "clause-verb"));
        }
        if let Some(noun) = before {
            let token = self.token(noun);
            let site = self.found.sites[noun as usize];
            let gap = self.words_between(token + 1, at);
            let prepositional = self.signal_before(at);
            // «هجوم الأحد», «اتفاق 2015»: the time is the noun's possessor.
            let construct = gap == 0
                && !site.definite
                && !prepositional
                && !site.weak
                && !self.tokens[token].span.of(self.text).ends_with('ا')
                && !self.tokens[token].span.of(self.text).ends_with("اً");
            let verb_before = verb.filter(|&v| self.token(v) < token);
            let (noun, temporal) = self.chain(noun);
            if temporal.is_some_and(|i| day_beside(self.tokens[i].key()).is_some()) && gap <= REACH {
                return Some((noun, DAY_BESIDE));
            }
            if construct && self.found.mentions[noun as usize].form == Form::Noun {
                return Some((noun, "construct"));
            }
            if temporal.is_some() && gap <= 2 {
                return Some((noun, "after-event"));
            }
            if let Some(v) = verb_before {
                if let Some(v) = self.performs(Some(v), Some(noun)) {
                    return Some((v, "performative"));
                }
                // «قال في اتصال الخميس»: where it was said, not what.
                let setting = self.is_in(token)
                    && !matches!(self.found.mentions[noun as usize].class, Class::Assault | Class::Coerce)
                    && !matches!(self.found.mentions[noun as usize].mode, Mode::Death | Mode::Disaster | Mode::Coup);
                if setting && self.found.sites[v as usize].report {
                    return Some((v, "clause-verb"));
                }
                let says = self.leaves_time(v) && !self.announced(v, noun) && !self.possessed(noun);
                // A second time in the clause of a verb that has one is not the verb's.
                let taken = self.first_time[v as usize].is_some_and(|other| other != time.timex as u32);
                let limit = if site.weak { 2 } else { REACH };
                if (says || taken) && gap <= limit {
                    return Some((noun, if says { "content-noun" } else { "second-time" }));
                }
            } else if verb.is_none()
                && gap
                    <= if self.states(time) {
                        1
                    } else if site.weak {
                        3
                    } else {
                        REACH
                    }
            {
                return Some((noun, "nominal-sentence"));
            } else if let Some(v) = verb.filter(|&v| self.token(v) > at && !self.found.sites[v as usize].state) {
                // «هجوم وقع ...», «الزيارة التي»: the noun stands before, the verb after the time.
                // «بعد اكتشاف أمريكا عام 1492، أخذت»: a comma closes the phrase that the time is in.
                let closed = self.comma_between(time.tokens.end, self.token(v)) && !self.comma_between(token, at);
                if closed && gap <= 6 || gap <= 2 && !site.weak && !self.comma_between(token, at) {
                    return Some((noun, "nominal-sentence"));
                }
                return Some((v, "verb-after"));
            }
        }
        if let Some(v) = self.performs(verb, before) {
            return Some((v, "performative"));
        }
        if let Some(v) = self.resumed(time) {
            return Some((v, "resumed"));
        }
        if let Some(v) = self.nearest_verb(clause, at) {
            // «قال أحدهم "لا ماء منذ أسبوع"»: what is said has the time, and no event to give it to.
            let quoted = self.found.sites[v as usize].report
                && self.token(v) < at
                && (self.token(v)..at).filter(|&i| is_quote(&self.tokens[i])).count() % 2 == 1;
            if quoted {
                return None;
            }
            let rule = if self.token(v) < at { "clause-verb" } else { "verb-after" };
            let state = self.found.sites[v as usize].state;
            // «كشمير التي تسيطر عليها الهند صباح اليوم»: the present describes, the time is of what is told.
            let describes = self.found.clauses[clause].link == Link::Relative
                && self.found.mentions[v as usize].tense == Tense::Present
                && self.past_point(time);
            if describes && let Some(told) = self.climb(time) {
                return Some(told);
            }
            if !state {
                return Some((v, rule));
            }
            if self.states(time) {
                return Some((v, "state"));
            }
            return before.map(|n| (n, "nominal-sentence")).or_else(|| self.climb(time));
        }
        let empty = self.by_clause[clause].is_empty() && self.found.clauses[clause].link == Link::That;
        if (empty || self.found.words[self.found.clauses[clause].tokens()].iter().any(|w| w.is_verb()))
            && let Some(found) = self.climb(time)
        {
            return Some(found);
        }
        // Nothing before it: a headline that begins with its time, a heading.
        if let Some(after) = self.nouns(clause).find(|&n| self.token(n) >= time.tokens.end)
            && self.words_between(time.tokens.end, self.token(after)) <= 4
        {
            return Some((after, "nominal-sentence"));
        }
        self.neighbour(time)
    }

    /// «القرار الصادر», «الرئيس المنتخب»: a participle of the word before it; «المانحون» stands for people.
    fn qualifies(&self, token: usize) -> bool {
        let key = self.tokens[token].key();
        // «الليلة الفاصلة بين 31 مارس وفاتح أبريل»
        let span = [key!("الليلة"), key!("الفترة"), key!("المدة"), key!("المرحلة")];
        let many = key.ends_with(key!("ون")) || key.ends_with(key!("ين"));
        let other = self.found.sites.partition_point(|s| (s.token as usize) + 4 < token);
        let event = self.found.sites[other..].iter().any(|s| (s.token as usize) < token && !s.weak);
        !many
            && !event
            && token > 0
            && matches!(self.tokens[token - 1].kind, Kind::Word | Kind::Number)
            && !span.contains(&self.tokens[token - 1].key())
            && matches!(self.found.words[token - 1].role, Role::Noun { .. } | Role::Unknown | Role::Number)
    }

    /// The verb of the clause that a sentence begins with.
    fn told_first(&self, clause: usize) -> Option<u32> {
        let sentence = self.found.clauses[clause].sentence;
        let first = self.found.clauses[..clause].iter().rposition(|c| c.sentence != sentence).map_or(0, |i| i + 1);
        let told = self.verb(first)?;
        (self.token(told) < self.found.clauses[clause].end as usize).then_some(told)
    }

    /// Whether the content of what is said follows the time at once.
    fn said_next(&self, time: &Time) -> bool {
        let next = self.found.clauses.get(time.clause + 1);
        next.is_some_and(|c| {
            let start = c.start as usize;
            let comma = self.tokens.get(time.tokens.end).is_some_and(|t| t.is_mark('،') || t.is_mark(','));
            c.link == Link::That && (start == time.tokens.end || comma && start == time.tokens.end + 1)
        })
    }

    /// A clause that only describes or names (الذين يطلق عليهم اسم) leaves the time to the clause it hangs on.
    fn climb(&self, time: &Time) -> Option<(u32, &'static str)> {
        let mut clause = time.clause;
        for _ in 0..3 {
            let here = self.found.clauses[clause];
            // «يشتبه بأنهم جهاديون الأحد»: so does a clause that says only what somebody is.
            let says_what = here.link == Link::That && self.by_clause[clause].is_empty();
            if !matches!(here.link, Link::Relative | Link::And) && !says_what {
                return None;
            }
            clause = here.parent? as usize;
            if let Some(v) = self.nearest_verb(clause, time.tokens.start)
                // What has a time of its own is not dated by the clause that describes something in it.
                && self.first_time[v as usize].is_none_or(|other| other == time.timex as u32)
                && !self.found.sites[v as usize].state
                && !(self.found.clauses[clause].link == Link::Relative
                    && self.found.mentions[v as usize].tense == Tense::Present)
            {
                return Some((v, "described"));
            }
        }
        None
    }

    /// «قال المجلس الذي شكله الضباط، في كلمة فجر الأربعاء، إن»: a comma ends the description, and the report
    /// goes on.
    fn resumed(&self, time: &Time) -> Option<u32> {
        let here = self.found.clauses[time.clause];
        let next = self.found.clauses.get(time.clause + 1)?;
        let start = here.start as usize;
        let commas =
            self.tokens.get(start..time.tokens.start)?.iter().filter(|t| t.is_mark('،') || t.is_mark(',')).count();
        if here.link != Link::Relative || next.link != Link::That || next.sentence != here.sentence || commas % 2 == 0 {
            return None;
        }
        let said = self.nearest_verb(here.parent? as usize, start)?;
        (self.found.sites[said as usize].report && self.first_time[said as usize].is_none()).then_some(said)
    }

    /// The first of a chain of nouns that possess each other, and whether قبل or بعد stands before it:
    /// «قبل استفتاء استقلال اسكتلندا».
    fn chain(&self, noun: u32) -> (u32, Option<usize>) {
        let clause = self.found.sites[noun as usize].clause as usize;
        let mut at = self.token(noun);
        let mut first = noun;
        for _ in 0..3 {
            let Some(before) = at.checked_sub(1) else { break };
            let word = &self.found.words[before];
            if word.particle() == Some(Particle::Temporal) {
                return (first, Some(before));
            }
            if !matches!(word.role, Role::Noun { .. }) || word.clitics.article {
                break;
            }
            let Some(n) = self.nouns(clause).find(|&n| self.token(n) == before) else { break };
            (first, at) = (n, before);
        }
        (noun, None)
    }

    /// «أعلنوا التمرد», «أعلنت الاستقلال»: saying it is doing it, and the time is that of saying.
    fn performs(&self, verb: Option<u32>, noun: Option<u32>) -> Option<u32> {
        let (verb, noun) = (verb?, noun?);
        let said = &self.found.mentions[verb as usize];
        let done = &self.found.mentions[noun as usize];
        let performs = said.lemma == "أعلن"
            && (matches!(
                done.mode,
                Mode::Declaration
                    | Mode::Agreement
                    | Mode::Resignation
                    | Mode::Merger
                    | Mode::Founding
                    | Mode::Split
                    | Mode::Appointment
            ) || matches!(done.lemma.as_ref(), "تمرد" | "حرب"));
        performs.then_some(verb)
    }

    /// «أعلنت باريس الانسحاب في فبراير»: a report of what is already known by its article is what is dated.
    fn announced(&self, verb: u32, noun: u32) -> bool {
        let (from, token) = (self.token(verb), self.token(noun));
        let word = &self.found.words[token];
        self.found.sites[verb as usize].report
            && self.first_time[verb as usize].is_none()
            && word.clitics.article
            && word.clitics.preposition.is_none()
            && !self.signal_before(token)
            && !self.found.words[from + 1..token].iter().any(|w| matches!(w.role, Role::Noun { .. }))
    }

    /// «وعد قادة الانقلاب أمس»: the event only says who they are.
    fn possessed(&self, noun: u32) -> bool {
        let token = self.token(noun);
        let clitics = self.found.words[token].clitics;
        clitics.article
            && clitics.preposition.is_none()
            && token > 0
            && event::is_people(self.found.words[token - 1], self.tokens[token - 1].key())
    }

    fn nearest_verb(&self, clause: usize, at: usize) -> Option<u32> {
        let before = self.verbs(clause).filter(|&v| self.token(v) < at).last();
        before.or_else(|| self.verb(clause))
    }

    /// Whether the time says since when, until when or how long: what a lasting condition can be dated by.
    fn states(&self, time: &Time) -> bool {
        let timex = &self.timexes[time.timex];
        timex.kind == TimexKind::Duration
            || matches!(
                timex.signal.map(|s| s.kind),
                Some(Signal::Since | Signal::Until | Signal::From | Signal::To | Signal::For | Signal::Between)
            )
    }

    /// Whether the time is a point in the past, and not one that goes on.
    fn past_point(&self, time: &Time) -> bool {
        let timex = &self.timexes[time.timex];
        relation_of(timex) == Relation::During
            && matches!(timex.value, Some(Value::Day(_) | Value::Time(..) | Value::Week(_) | Value::Month(..)))
    }

    /// A clause without an event: the time stands between commas, or before the clause it belongs to.
    fn neighbour(&self, time: &Time) -> Option<(u32, &'static str)> {
        let clauses = &self.found.clauses;
        let here = clauses[time.clause];
        let fronted = time.tokens.start <= here.start as usize + 3;
        if fronted {
            let next = time.clause + 1;
            if clauses
                .get(next)
                .is_some_and(|c| c.sentence == here.sentence && matches!(c.link, Link::And | Link::Main))
                && let Some(v) = self.verb(next)
            {
                return Some((v, "fronted"));
            }
        }
        if matches!(here.link, Link::And | Link::Adverbial | Link::That)
            && let Some(parent) = here.parent
        {
            let v = self.nearest_verb(parent as usize, time.tokens.start)?;
            return (here.link == Link::And).then_some((v, "parenthetical"));
        }
        None
    }

    /// Verbs of saying, judging, asking and denying have an event noun for their content.
    fn leaves_time(&self, verb: u32) -> bool {
        let token = self.token(verb);
        let entry = self.found.words[token].entry(self.lexicon);
        let mention = &self.found.mentions[verb as usize];
        mention.mode == Mode::Statement
            || mention.mode == Mode::Demand
            || entry.is_some_and(|e| !matches!(e.effect, Effect::None | Effect::Light))
            || mention.lemma == "تبنى"
    }

    /// Verbs of saying, asking and denying, whose times are their own; «هنأه» is none.
    fn governs(&self, verb: u32) -> bool {
        let entry = self.found.words[self.token(verb)].entry(self.lexicon);
        self.found.sites[verb as usize].report
            || entry.is_some_and(|e| !matches!(e.effect, Effect::None | Effect::Light))
            || self.found.mentions[verb as usize].lemma == "تبنى"
    }

    /// Whether «في», «خلال» or «عند» stands before a noun, or «مع بداية».
    fn is_in(&self, token: usize) -> bool {
        // «في سلسلة هجمات», «في عدة اشتباكات»
        let many = [
            key!("سلسله"),
            key!("عده"),
            key!("موجه"),
            key!("بضع"),
            key!("أعنف"),
            key!("أول"),
            key!("آخر"),
            key!("بداية"),
            key!("انطلاق"),
        ];
        let at = if token > 1 && many.contains(&self.tokens[token - 1].key()) { token - 1 } else { token };
        at > 0 && {
            let key = self.tokens[at - 1].key();
            [key!("في"), key!("خلال"), key!("أثناء"), key!("عند"), key!("لدى")].contains(&key)
                || at < token && key == key!("مع")
        }
    }

    /// Whether «إثر» or «جراء» stands before a noun: at the same time, for all that news tells.
    fn is_upon(&self, token: usize) -> bool {
        token > 0 && {
            let key = self.tokens[token - 1].key();
            [key!("إثر"), key!("جراء")].contains(&key)
        }
    }

    /// «أشرف على هدم المسجد»: who directs something does so while it happens.
    fn directed(&self, verb: u32, token: usize) -> bool {
        self.found.mentions[verb as usize].lemma == "أشرف" && token > 0 && self.tokens[token - 1].key() == key!("على")
    }

    /// Words between two tokens that are neither marks nor prepositions.
    fn words_between(&self, from: usize, to: usize) -> usize {
        (from..to.min(self.tokens.len()))
            .filter(|&i| {
                !matches!(self.tokens[i].kind, Kind::Mark(_))
                    && !matches!(
                        self.found.words[i].role,
                        Role::Particle(
                            Particle::Preposition | Particle::Complement | Particle::Temporal | Particle::Time
                        )
                    )
            })
            .count()
    }

    fn comma_between(&self, from: usize, to: usize) -> bool {
        self.tokens.get(from..to).unwrap_or_default().iter().any(|t| t.is_mark('،') || t.is_mark(','))
    }

    fn signal_before(&self, at: usize) -> bool {
        at > 0 && matches!(self.found.words[at - 1].role, Role::Particle(Particle::Preposition | Particle::Temporal))
    }

    /// «قتل السبت في هجوم»: the event that the verb happens in happens then too.
    fn share(&mut self, head: u32, t: usize, time: &Time) {
        let clause = self.found.sites[head as usize].clause as usize;
        let head_token = self.token(head);
        let mention = &self.found.mentions[head as usize];
        if self.leaves_time(head) && mention.form == Form::Verb
            || self.out.last().is_some_and(|l| l.relation != Relation::During)
        {
            return;
        }
        // «من قبائل تتبع للفولاني السبت في هجوم»: a clause that only describes leaves its nouns, too.
        let described = (time.clause != clause).then_some(time.clause);
        let nouns: Vec<u32> = self
            .nouns(clause)
            .chain(described.into_iter().flat_map(|c| self.nouns(c).filter(|&n| self.token(n) > time.tokens.start)))
            .filter(|&n| n != head && !self.found.sites[n as usize].weak && self.token(n) > head_token)
            .filter(|&n| {
                let token = self.token(n);
                let word = &self.found.words[token];
                let inside = word.clitics.preposition == Some('ب')
                    || self.is_in(token)
                    || self.is_upon(token)
                    || self.directed(head, token);
                // «شاركوا في الصراع», «للشروع في حوار»: what they take part in may be longer; before the time it is meant.
                let governed = token > 1
                    && matches!(self.found.words[token - 2].role, Role::Participle | Role::Noun { .. })
                    && self.found.mentions.len() > 1
                    && token - 2 != head_token;
                let takes_part = self.found.mentions[head as usize].class == Class::Cooperate
                    || matches!(self.found.mentions[head as usize].mode, Mode::Killing | Mode::Injury | Mode::Death);
                let known = self.found.sites[n as usize].definite && token > time.tokens.start && !takes_part;
                // «أنهت العمل باتفاق السلام الخميس»: an agreement that is ended, kept or broken was made before.
                let standing = self.found.mentions[n as usize].class == Class::Agree;
                inside
                    && !known
                    && !governed
                    && !standing
                    && (token.saturating_sub(time.tokens.start) <= REACH)
                    && !word.pronoun
            })
            .collect();
        for noun in nouns {
            // A noun with a time of its own keeps it.
            let near = time.timex.saturating_sub(4)..(time.timex + 5).min(self.times.len());
            let own = self.times[near].iter().any(|other| {
                other.tokens != time.tokens
                    && other.dated
                    && !counts_from_event(&self.timexes[other.timex])
                    && other.tokens.start > self.token(noun)
                    && other.clause == time.clause
                    && self.words_between(self.token(noun) + 1, other.tokens.start) <= 2
            });
            if !own {
                self.add_as(noun, t, "happens-in", Strength::Relative.min(self.strength(t)), Relation::During);
            }
        }
    }

    /// Times that reach over to a clause without one.
    fn carry(&mut self) {
        let mut dated = self.first_links();
        let mut has_time = vec![false; self.found.clauses.len()];
        for time in self.times.iter().filter(|t| t.dated && !t.hour && !within_a_day(&self.timexes[t.timex])) {
            if let Some(has) = has_time.get_mut(time.clause) {
                *has = true;
            }
        }
        for c in 1..self.found.clauses.len() {
            let clause = self.found.clauses[c];
            let Some(here) = self.verb(c) else { continue };
            if dated[here as usize].is_none() && !has_time[c] {
                let beside = self.beside_clause(c).or_else(|| self.told_inside(c, &dated));
                if let Some((link, rule)) = beside.and_then(|(m, rule)| dated[m as usize].map(|l| (l, rule))) {
                    dated[here as usize] = self.inherit(here, link, rule).then_some(link);
                    continue;
                }
            }
            // «اقتحموا الفندق صباح الجمعة وهم يطلقون النار، واحتجزوا»: past what only goes on meanwhile.
            let mut before = c - 1;
            for _ in 0..2 {
                let meanwhile =
                    self.verb(before).is_none_or(|v| self.found.mentions[v as usize].tense == Tense::Present);
                let past = self.found.mentions[here as usize].tense != Tense::Present;
                if !(meanwhile && past && before > 0 && !has_time[before])
                    || self.found.clauses[before].sentence != clause.sentence
                    || !matches!(self.found.clauses[before].link, Link::And | Link::Relative)
                {
                    break;
                }
                before -= 1;
            }
            let joined = clause.link == Link::And && self.found.clauses[before].sentence == clause.sentence;
            let Some(there) = self.verb(before) else { continue };
            if !joined || !self.joined_by_and(clause) {
                continue;
            }
            let (h, b) = (&self.found.mentions[here as usize], &self.found.mentions[there as usize]);
            let state = |m: u32| self.found.sites[m as usize].state;
            if state(here) || state(there) || self.governs(here) || self.governs(there) || !same_time(h.tense, b.tense)
            {
                continue;
            }
            match (dated[here as usize], dated[there as usize]) {
                (None, Some(link)) if !has_time[c] => {
                    dated[here as usize] = self.inherit(here, link, "joined-clause").then_some(link);
                }
                (Some(link), None) if !has_time[before] && !self.fronted(link, c) => {
                    dated[there as usize] = self.inherit(there, link, "joined-clause").then_some(link);
                }
                _ => {}
            }
        }
        self.consequences();
        self.coordinated_nouns();
        self.beside_days();
    }

    /// The first link of each mention.
    fn first_links(&self) -> Vec<Option<usize>> {
        let mut first = vec![None; self.found.mentions.len()];
        for (i, link) in self
            .out
            .iter()
            .enumerate()
            .filter(|(_, l)| !self.times[l.timex as usize].hour && !within_a_day(&self.timexes[l.timex as usize]))
        {
            first[link.mention as usize].get_or_insert(i);
        }
        first
    }

    /// Gives a mention the time of a link, and whatever else dates it beside; only what happened within a time
    /// passes on.
    fn inherit(&mut self, mention: u32, link: usize, rule: &'static str) -> bool {
        let (timex, relation) = (self.out[link].timex as usize, self.out[link].relation);
        if relation == Relation::During {
            self.add_as(mention, timex, rule, Strength::Inferred, relation);
        }
        relation == Relation::During
    }

    /// «مقتل ثمانية وإصابة أربعين السبت»: what is joined to the harm that a time dates.
    fn coordinated_nouns(&mut self) {
        let dated = self.first_links();
        let harm =
            |m: &Mode| matches!(m, Mode::Killing | Mode::Injury | Mode::Death | Mode::Destruction | Mode::Disaster);
        let mut new = Vec::new();
        for list in &self.by_place {
            for pair in list.windows(2) {
                let (a, b) = (pair[0], pair[1]);
                let near = self.token(b) <= self.token(a) + REACH
                    && self.found.words[self.token(b)].clitics.conjunction == Some('و')
                    && harm(&self.found.mentions[a as usize].mode)
                    && harm(&self.found.mentions[b as usize].mode);
                match (dated[a as usize], dated[b as usize]) {
                    (Some(link), None) if near => new.push((b, link)),
                    (None, Some(link)) if near => new.push((a, link)),
                    _ => {}
                }
            }
        }
        for (mention, link) in new {
            self.inherit(mention, link, "joined-noun");
        }
    }

    /// «عاد الهدوء الاثنين غداة معارك»: what the day before or after it is named by.
    fn beside_days(&mut self) {
        let dated = self.first_links();
        let mut new = Vec::new();
        for (m, site) in self.found.sites.iter().enumerate() {
            let token = site.token as usize;
            let Some(relation) = token.checked_sub(1).and_then(|i| day_beside(self.tokens[i].key())) else { continue };
            let place = self.found.clauses.partition_point(|c| c.end as usize <= token);
            let verb = self.nearest_verb(place, token).and_then(|v| dated[v as usize]);
            let other = if relation == Relation::DayAfter { Relation::DayBefore } else { Relation::DayAfter };
            if let (None, Some(link)) = (dated[m], verb)
                && self.out[link].relation == Relation::During
            {
                new.push((m as u32, self.out[link].timex as usize, other));
            }
        }
        for (mention, timex, relation) in new {
            self.add_as(mention, timex, DAY_BESIDE, Strength::Inferred, relation);
        }
    }

    /// The verb that a clause happens beside: «فيما تظاهر آخرون», «حيث التقى جنودا», «قبل أن تقتحم القوات المبنى».
    fn beside_clause(&self, c: usize) -> Option<(u32, &'static str)> {
        let clause = self.found.clauses[c];
        let here = &self.found.mentions[self.verb(c)? as usize];
        if clause.link != Link::Adverbial {
            return None;
        }
        let start = clause.start as usize;
        let key = self.tokens[start].key();
        let meanwhile =
            [key!("فيما"), key!("بينما"), key!("وفيما"), key!("حين"), key!("عندما"), key!("حينما")].contains(&key);
        // Not the clause that only describes something in between.
        let mut parent = clause.parent? as usize;
        for _ in 0..3 {
            let describes = self.found.clauses[parent].link == Link::Relative
                || self.verb(parent).is_none_or(|v| {
                    self.found.sites[v as usize].state
                        || self.found.words[self.token(v)]
                            .entry(self.lexicon)
                            .is_some_and(|e| e.effect == Effect::Relates)
                });
            let Some(up) = self.found.clauses[parent].parent.filter(|_| describes) else { break };
            parent = up as usize;
        }
        let there = self.nearest_verb(parent, start)?;
        let perfect =
            matches!(self.found.words[self.token(self.verb(c)?)].role, Role::Verb(v) if v.aspect == Aspect::Perfect);
        let past = |t| matches!(t, Tense::Past | Tense::Pluperfect);
        let other = &self.found.mentions[there as usize];
        let while_ = (meanwhile || key == key!("حيث")) && perfect && past(here.tense) && past(other.tense);
        let violent = |c: Class| matches!(c, Class::Assault | Class::Coerce);
        let until = key == key!("قبل")
            && past(other.tense)
            && (violent(here.class) && violent(other.class) || self.times.iter().any(|t| t.hour && t.clause == c));
        let state = self.found.sites[there as usize].state || self.governs(there);
        ((while_ || until) && !state && !self.governs(self.verb(c)?)).then_some((there, "beside-clause"))
    }

    /// «مواجهات قتل فيها ثمانية»: what happened in an event happened when it did.
    fn told_inside(&self, c: usize, dated: &[Option<usize>]) -> Option<(u32, &'static str)> {
        let clause = self.found.clauses[c];
        let verb = self.found.sites[self.verb(c)? as usize].phrase.0 as usize;
        let inside = self.tokens.get(verb + 1..clause.end as usize)?.iter().take(2).any(|t| {
            [key!("فيه"), key!("فيها"), key!("فيهما"), key!("خلاله"), key!("خلالها"), key!("أثناءها")].contains(&t.key())
        });
        let bare = self.found.words[verb].clitics.conjunction.is_none();
        if !(clause.link == Link::Relative || clause.link == Link::And && bare) || !inside {
            return None;
        }
        let (parent, start) = (clause.parent? as usize, clause.start as usize);
        // «فندقا يقيم فيه غربيون»: what goes on there does so at other times, too.
        if self.found.mentions[self.verb(c)? as usize].tense == Tense::Present {
            return None;
        }
        let told = self.by_clause[parent].iter().copied();
        let told = told.filter(|&m| self.found.mentions[m as usize].form == Form::LightVerb);
        let noun = self
            .nouns(parent)
            .chain(told)
            .filter(|&n| self.token(n) < start && !self.found.sites[n as usize].weak)
            .max_by_key(|&n| self.token(n))?;
        if dated[noun as usize].is_some() {
            return Some((noun, "relative-of-event"));
        }
        let verb = self.nearest_verb(parent, start)?;
        (!self.governs(verb)).then_some((verb, "relative-of-event"))
    }

    /// «هجوم الجمعة الذي أسفر عن مقتل عشرة»: what an event led to at once.
    fn consequences(&mut self) {
        let dated = self.first_links();
        let mut last: Option<(u32, usize)> = None;
        let mut new = Vec::new();
        for (c, clause) in self.found.clauses.iter().enumerate() {
            let led = clause.tokens().any(|i| {
                self.found.words[i].is_verb()
                    && self.found.words[i].entry(self.lexicon).is_some_and(|e| e.sort == Sort::Consequence)
            });
            for &n in &self.by_clause[c] {
                let mention = &self.found.mentions[n as usize];
                let harm = matches!(mention.mode, Mode::Killing | Mode::Injury | Mode::Death | Mode::Destruction);
                match dated[n as usize] {
                    Some(link) => {
                        let violent = mention.class == Class::Assault || mention.mode == Mode::Disaster;
                        last = if violent { Some((clause.sentence, link)) } else { last };
                    }
                    None => {
                        if let Some((_, link)) = last.filter(|(sentence, _)| *sentence == clause.sentence)
                            && led
                            && harm
                            && mention.form == Form::Noun
                        {
                            new.push((n, link));
                        }
                    }
                }
            }
        }
        for (mention, link) in new {
            self.inherit(mention, link, "consequence");
        }
    }

    /// «قتل في الهجوم سبعة»: at the time of the attack told before.
    fn same_event(&mut self) {
        let mut told: Option<usize> = None;
        let links = self.first_links();
        let mut new = Vec::new();
        for (m, mention) in self.found.mentions.iter().enumerate() {
            let site = self.found.sites[m];
            let assault = mention.class == Class::Assault;
            if assault && mention.mode != Mode::Killing && links[m].is_some() {
                told = links[m];
            }
            let kills = matches!(mention.mode, Mode::Killing | Mode::Injury);
            if !kills || links[m].is_some() || mention.form != Form::Verb {
                continue;
            }
            let inside = self.nouns(site.clause as usize).any(|n| {
                let noun = &self.found.mentions[n as usize];
                let token = self.token(n);
                noun.class == Class::Assault
                    && self.found.words[token].clitics.article
                    && token > 0
                    && (self.tokens[token - 1].key() == key!("في") || self.tokens[token - 1].key() == key!("خلال"))
            });
            if let (true, Some(link)) = (inside, told)
                && mention.factuality == Factuality::Factual
            {
                new.push((m as u32, link));
            }
        }
        for (mention, link) in new {
            self.inherit(mention, link, "same-event");
        }
    }

    /// Whether the clause begins with و or ف on its verb.
    fn joined_by_and(&self, clause: Clause) -> bool {
        let start = clause.start as usize;
        let before = start.checked_sub(1).map(|i| self.tokens[i].key());
        self.found.words[start].clitics.conjunction.is_some()
            || [before, Some(self.tokens[start].key())].contains(&Some(key!("ثم")))
            || before == Some(key!("أو"))
    }

    /// Whether the time of a link opens its clause: it does not reach back then.
    fn fronted(&self, link: usize, clause: usize) -> bool {
        let time = &self.times[self.out[link].timex as usize];
        time.clause == clause && self.verb(clause).is_some_and(|v| time.tokens.start < self.token(v))
    }

    fn strength(&self, t: usize) -> Strength {
        let timex = &self.timexes[t];
        let said = timex.components.year == Origin::Said;
        if said { Strength::Explicit } else { Strength::Relative }
    }

    fn add(&mut self, mention: u32, t: usize, rule: &'static str, strength: Strength) {
        self.add_as(mention, t, rule, strength, relation_of(&self.timexes[t]));
    }

    fn add_as(&mut self, mention: u32, t: usize, rule: &'static str, strength: Strength, relation: Relation) {
        self.put(mention, t, Cow::Borrowed(rule), strength, relation);
    }

    fn put(&mut self, mention: u32, t: usize, rule: Cow<'static, str>, strength: Strength, relation: Relation) {
        let timex = &self.timexes[t];
        self.first_time[mention as usize].get_or_insert(t as u32);
        let words = timex.signal.map(|s| self.quote(s.bytes));
        self.out.push(TimeLink { mention, timex: t as u32, relation, rule, strength, words });
    }

    fn quote(&self, bytes: Span) -> Quote {
        // Counted from the time's own place, which is near.
        let at = self.timexes.partition_point(|t| t.quote.bytes.end <= bytes.start);
        let near = self.timexes.get(at).map_or((0, 0), |t| (t.quote.bytes.start as usize, t.quote.chars.start));
        let count = |s: &str| s.chars().count() as u32;
        let start = if near.0 >= bytes.start as usize && self.text.is_char_boundary(near.0) {
            near.1.saturating_sub(count(self.text.get(bytes.start as usize..near.0).unwrap_or_default()))
        } else {
            count(self.text.get(..bytes.start as usize).unwrap_or_default())
        };
        let text = bytes.of(self.text).to_owned();
        let chars = Span::new(start, start + count(&text));
        Quote { text, bytes, chars }
    }
}

fn counts_from_event(timex: &Timex) -> bool {
    matches!(timex.expression.form, timex::Form::Offset { anchor: Anchor::Event, .. })
}

/// «استمر ثلاث ساعات», «بعد دقائق»: how long, but not on which day.
fn within_a_day(timex: &Timex) -> bool {
    let quantity = match &timex.expression.form {
        timex::Form::Duration(quantity) if relation_of(timex) == Relation::Lasting => quantity,
        timex::Form::Offset { quantity, anchor: Anchor::Event, .. } => quantity,
        _ => return false,
    };
    quantity.parts.iter().all(|(_, unit)| matches!(unit, Unit::Second | Unit::Minute | Unit::Hour))
}

/// Verbs that can share one time.
fn same_time(a: Tense, b: Tense) -> bool {
    let past = |t| matches!(t, Tense::Past | Tense::Pluperfect);
    a == b || past(a) && past(b)
}

fn relation_of(timex: &Timex) -> Relation {
    let signal = timex.signal.map(|s| s.kind);
    // «بعد شهرين من الاجتماع»
    if let timex::Form::Offset { anchor: Anchor::Event, direction, .. } = &timex.expression.form {
        return if *direction == Direction::Past { Relation::Before } else { Relation::After };
    }
    if timex.kind == TimexKind::Duration {
        return if signal == Some(Signal::Since) { Relation::Since } else { Relation::Lasting };
    }
    // «قبل يومين» is a day of its own; «قبل 2012» is the time before one.
    let inside = timex.signal.is_some_and(|s| timex.quote.bytes.overlaps(s.bytes));
    match signal {
        Some(Signal::Before | Signal::After) if inside => Relation::During,
        Some(Signal::Since | Signal::From) => Relation::Since,
        Some(Signal::Until | Signal::To) => Relation::Until,
        Some(Signal::Before) => Relation::Before,
        Some(Signal::After) => Relation::After,
        Some(Signal::By) => Relation::By,
        Some(Signal::DayAfter) => Relation::DayAfter,
        Some(Signal::DayBefore) => Relation::DayBefore,
        _ => Relation::During,
    }
}
