//! Times that a line or a sentence begins with, which date more than their clause.

use super::also::counts_from_event;
use super::{Linker, Time, is_quote, relation_of};
use crate::calendar::Value;
use crate::event::lexicon::Particle;
use crate::event::{self, Class, Form, Link, Tense, WordRole as Role};
use crate::link::claim::{Relation, Strength};
use crate::link::rule::Rule;
use crate::script::{Gap, Key, Kind, Token, key};

/// How many tokens may stand before a time that begins a sentence.
const BEGINS: usize = 3;

/// How far behind the colon of a line what it tells may begin.
const HEADING: usize = 4;

/// What may stand before the event that a line begins with: «أول قمة».
const FIRST: [Key; 5] = [key!("أول"), key!("ثاني"), key!("ثالث"), key!("آخر"), key!("أكبر")];

/// How many tokens may stand before the time in brackets that a line begins with.
const PLACE: usize = 6;

impl Linker<'_> {
    /// Whether nothing but a mark or a preposition stands before a time in its sentence.
    pub(super) fn begins_sentence(&self, time: &Time) -> bool {
        let first = event::sentence_start(&self.found.clauses, time.clause);
        let start = self.found.clauses[first].start as usize;
        let small = |i: usize| {
            !matches!(self.tokens[i].kind, Kind::Word)
                || self.in_time(i)
                || matches!(self.found.words[i].role, Role::Particle(Particle::Preposition | Particle::Temporal))
        };
        time.tokens.start <= start + BEGINS && (start..time.tokens.start).all(small)
    }

    /// «- 7 مارس 2015: هجوم على الثكنة»: a line of a chronicle.
    pub(super) fn heads_line(&self, time: &Time) -> bool {
        let end = time.tokens.end;
        let colon = |i: usize| self.tokens.get(i).is_some_and(|t| t.is_mark(':'));
        // «- فامبيتا (21 مارس 2025): هجوم على مسجد»
        let first = event::sentence_start(&self.found.clauses, time.clause);
        let start = self.found.clauses[first].start as usize;
        let bracketed = colon(end + 1) && self.tokens[end].is_mark(')') && time.tokens.start <= start + PLACE && {
            let next = self.found.sites.partition_point(|s| (s.token as usize) < start);
            self.found.sites.get(next).is_none_or(|s| s.token as usize > time.tokens.start)
        };
        colon(end) && self.begins_sentence(time) || bracketed
    }

    /// A line that is marked as one of several, or followed by another.
    pub(super) fn heads_one_of_lines(&self, time: &Time) -> bool {
        let marked = time.tokens.start > 0 && matches!(self.tokens[time.tokens.start - 1].kind, Kind::Mark(_));
        let next = self.times.iter().skip(time.timex + 1).take(HEADING);
        self.heads_line(time) && (marked || next.into_iter().any(|t| self.heads_line(t)))
    }

    /// What a line of a chronicle tells happened at the time that it begins with.
    pub(super) fn lines(&mut self) {
        for t in 0..self.times.len() {
            let time = self.times[t].clone();
            let when = matches!(
                self.timexes[t].value,
                Some(Value::Day(_) | Value::Time(..) | Value::Week(_) | Value::Month(..) | Value::Year(_))
            );
            if time.dated && when && relation_of(&self.timexes[t]) == Relation::During {
                if self.heads_line(&time) {
                    self.line(t, &time);
                }
                if self.heads_one_of_lines(&time) || self.opens_item(&time) {
                    self.rest_of_line(t, &time);
                }
            }
        }
    }

    /// «- في 2013 انتخب رئيسا»: a line that is marked as one of several begins with it.
    fn opens_item(&self, time: &Time) -> bool {
        let start = time.tokens.start;
        let mark = start - usize::from(self.signal_before(start));
        mark.checked_sub(1).is_some_and(|i| {
            let mark = &self.tokens[i];
            mark.is_bullet() && (i == 0 || mark.gap >= Gap::Line)
        })
    }

    /// «2012: تمرد في الشمال. وسقطت المدن. وأعلن الاستقلال»: what the further sentences of a line tell, until another time.
    fn rest_of_line(&mut self, t: usize, time: &Time) {
        let opening = self.found.clauses[time.clause].sentence;
        for c in time.clause..self.found.clauses.len() {
            let clause = self.found.clauses[c];
            let next_line =
                self.tokens[clause.start as usize].gap >= Gap::Line && clause.start as usize > time.tokens.end;
            let other = self.times_in(c).iter().any(|o| {
                o.timex != t && o.dated && !o.hour && relation_of(&self.timexes[o.timex]) != Relation::Lasting
            });
            if next_line || other {
                break;
            }
            let main = matches!(clause.link, Link::Main | Link::And) && clause.sentence != opening;
            let told = |&v: &u32| {
                let past = matches!(self.mention(v).tense, Tense::Past);
                past && self.is_perfect(v) && !self.site(v).state && !self.governs(v) && self.undated(v)
            };
            if let Some(verb) = self.verb(c).filter(told).filter(|_| main) {
                self.add(verb, t, Rule::Line, Strength::Inferred);
                self.share(verb, t, time);
                self.subject(verb, t);
            }
        }
    }

    fn line(&mut self, t: usize, time: &Time) {
        let sentence = self.found.clauses[time.clause].sentence;
        let first = event::sentence_start(&self.found.clauses, time.clause);
        let mut listed = false;
        for c in first..self.found.clauses.len() {
            let clause = self.found.clauses[c];
            if clause.sentence != sentence {
                break;
            }
            // «26 يوليو: الحرس يحتجز الرئيس، والدول المجاورة تهدد بعد أربعة أيام بالتدخل»
            let other = |o: &Time| {
                let aside = o.tokens.start > 0 && self.tokens[o.tokens.start - 1].is_mark('(');
                // «إعلان الحداد ثلاثة أيام»: how long says no other day.
                o.timex != t
                    && o.dated
                    && !o.hour
                    && !aside
                    && o.timex + 1 != t
                    && relation_of(&self.timexes[o.timex]) != Relation::Lasting
                    && !counts_from_event(&self.timexes[o.timex])
            };
            // «19 أبريل: تسليم القاعدة، وبعد يومين تنشر الوزارة»: up to there.
            let cut = self.times_in(c).iter().find(|&o| other(o)).filter(|_| clause.link != Link::Relative);
            let cut = cut.map(|o| o.tokens.start);
            let until = cut.unwrap_or(clause.end as usize);
            let main = matches!(clause.link, Link::Main | Link::And);
            let verb = self.verb(c).filter(|&v| self.token(v) >= time.tokens.end && main && cut.is_none());
            let from = verb.map_or(clause.end as usize, |v| self.verb_token(v));
            let mut told: Vec<u32> = Vec::new();
            for n in self.nouns(c) {
                let i = self.token(n);
                let clitics = self.found.words[i].clitics;
                // «أول قمة للتحالف», «تسليم القاعدة»: whatever a line begins with, it tells.
                let first = self.words_between(time.tokens.end, i) == 0;
                let governed = self.signal_before(i) && !FIRST.contains(&self.key(i - 1));
                let bare = clitics.preposition.is_none()
                    && !governed
                    && (!self.site(n).weak || first)
                    && !self.nouns(c).any(|m| self.token(m) + 1 == i);
                let heads = !listed && i < from && (time.tokens.end..time.tokens.end + HEADING).contains(&i);
                // «خطف هولندي يحمل جنسية أخرى ومقتل ألماني»
                let violent = self.mention(n).class == Class::Assault;
                let joined = clitics.conjunction == Some('و') && (listed && i < from || violent);
                if (time.tokens.end..until).contains(&i) && bare && (heads || joined) {
                    listed = true;
                    told.push(n);
                }
            }
            told.extend(verb.filter(|&v| self.mention(v).tense != Tense::Future && !self.site(v).state));
            let first = t.checked_sub(1).filter(|&first| self.joint(first).is_some());
            for mention in told {
                if self.first_time[mention as usize].is_some() {
                    continue;
                }
                for t in first.into_iter().chain([t]) {
                    self.add_too(mention, t, Rule::Line);
                }
                self.share(mention, t, time);
                if self.mention(mention).form != Form::Noun {
                    self.subject(mention, t);
                }
            }
            if cut.is_some() {
                break;
            }
        }
    }

    /// «في اليوم نفسه هاجموا القرية، وأعلن الوزير»: a day that a sentence begins with is that of all it tells until
    /// another is named. The link that dates its first verb.
    pub(super) fn opened_by(
        &self,
        c: usize,
        first: usize,
        dated: &[Option<usize>],
        has_time: &[bool],
    ) -> Option<usize> {
        let clause = self.found.clauses[c];
        let here = self.verb(c)?;
        let opening = (first..c.min(first + 2)).find_map(|b| {
            let verb = self.verb(b)?;
            let link = dated[verb as usize]?;
            let time = &self.times[self.out[link].timex as usize];
            let quoted = time.tokens.start > 0 && is_quote(&self.tokens[time.tokens.start - 1]);
            let opens = time.tokens.end <= self.verb_token(verb) && self.begins_sentence(time) && !quoted;
            opens.then_some((b, verb, link))
        });
        let (from, verb, link) = opening.filter(|&(_, _, link)| self.on_a_day(link))?;
        let start = clause.start as usize;
        let joined = self.found.words[start].clitics.conjunction.is_some()
            || self.found.words[self.verb_token(here)].clitics.conjunction.is_some();
        // «استيقظت المدينة على انفجارات: مسلحون تسللوا إليها»
        let told_so = |i: usize| self.tokens[i].is_mark(':');
        let joined = joined || (self.verb_token(verb)..start).any(told_so);
        let also = clause.link == Link::And && (joined || self.joined_by_then(c))
            || [key!("حيث"), key!("إذ"), key!("فيما"), key!("بينما")].contains(&self.key(start));
        let told = |v: u32| {
            let past = matches!(self.mention(v).tense, Tense::Past);
            past && self.is_perfect(v) && !self.site(v).state
        };
        // «السبت قال الوزير إن الجيش دخل المدينة وسيطر عليها»: what is said has its own time.
        let content = self.governs(verb) || (from + 1..c).any(|b| self.found.clauses[b].link == Link::That);
        let content = content && !self.governs(here);
        let moved = (from + 1..=c).any(|b| has_time[b] && self.found.clauses[b].link != Link::Relative);
        (also && told(here) && told(verb) && !content && !moved).then_some(link)
    }

    /// Whether «ثم» joins a clause to what stands before it.
    pub(super) fn joined_by_then(&self, c: usize) -> bool {
        let start = self.found.clauses[c].start as usize;
        let told = self.verb(c);
        // «علقت مشاركتها ثم عادت»: some time later.
        let back = |v: u32| matches!(self.mention(v).lemma.as_ref(), "عاد" | "رجع" | "استأنف" | "استعاد");
        if told.is_some_and(back) {
            return false;
        }
        let verb = told.map_or(start, |v| self.verb_token(v));
        (start.saturating_sub(1)..verb).rev().take(2).any(|i| self.tokens.get(i).map(Token::key) == Some(key!("ثم")))
    }
}
