//! Times told beside another, and times in words that leave them to something else than the nearest verb.

use super::also::counts_from_event;
use super::clause::{leads_to, names_source, puts_off};
use super::{Linker, REACH, Time, is_quote, relation_of};
use crate::calendar::Value;
use crate::event::lexicon::Particle;
use crate::event::{self, Aspect, Class, Factuality, Form, Link, Mode, Tense, WordRole as Role};
use crate::link::claim::Relation;
use crate::link::rule::Rule;
use crate::script::{Few, Kind, key};
use crate::timex::{self, Direction};

/// How many words may stand between what is counted and the date that says the same.
const SAME: usize = 4;

impl Linker<'_> {
    /// «قبل أسبوعين من العملية، في الثامن من نوفمبر، ظهر»: the date is of the verb behind it, whatever it is counted from.
    pub(super) fn apposed(&self, time: &Time) -> Option<(u32, Rule)> {
        let (at, t) = (time.tokens.start, time.timex);
        let counted = |t: usize| {
            let timex = self.timexes.get(t)?;
            let text = matches!(timex.expression.form, timex::Form::Offset { anchor: timex::Anchor::Text, .. });
            let time = self.times.get(t).filter(|_| text || counts_from_event(timex))?;
            Some(time.tokens.clone())
        };
        let comma = |i: usize| self.is_comma(i);
        let opening = at - usize::from(self.signal_before(at));
        let before = t.checked_sub(1).and_then(counted).filter(|words| {
            let near = self.words_between(words.end, at) <= SAME && words.end < opening;
            near && comma(opening - 1) && !self.has_verb(words.end..at)
        });
        let behind = counted(t + 1).filter(|words| comma(time.tokens.end) && words.start <= time.tokens.end + 2);
        let first = before.as_ref().map_or(at, |words| words.start);
        let last = behind.as_ref().map_or(time.tokens.end, |words| words.end);
        if before.is_none() && behind.is_none() || !self.is_day(t) || !self.far_back(time) {
            return None;
        }
        let sentence = self.found.clauses[time.clause].sentence;
        let start = event::sentence_start(&self.found.clauses, time.clause);
        // Nothing is told before it.
        let opens = (start..=time.clause).all(|c| self.verbs(c).all(|v| self.token(v) > first));
        let clauses =
            (time.clause..self.found.clauses.len()).take_while(|&c| self.found.clauses[c].sentence == sentence);
        let mut main = clauses.filter(|&c| matches!(self.found.clauses[c].link, Link::Main | Link::And));
        let verb = main.find_map(|c| self.verbs(c).find(|&v| (last..last + REACH).contains(&self.verb_token(v))));
        verb.filter(|_| opens).map(|v| (v, Rule::Fronted))
    }

    /// «بعد يومين من التفجير الذي هز المعسكر، شيعت المدينة قتلاها اليوم»: of what the sentence goes on to tell.
    pub(super) fn counted_first(&self, time: &Time) -> Option<(u32, Rule)> {
        let end = time.tokens.end;
        if !counts_from_event(&self.timexes[time.timex]) || !self.begins_sentence(time) {
            return None;
        }
        let sentence = self.found.clauses[time.clause].sentence;
        let mut rest = (time.clause..self.found.clauses.len())
            .take_while(|&c| self.found.clauses[c].sentence == sentence)
            .filter(|&c| matches!(self.found.clauses[c].link, Link::Main | Link::And));
        let verb = rest.find_map(|c| self.verbs(c).find(|&v| self.verb_token(v) > end))?;
        let from = self.verb_token(verb);
        // «بعد أيام من إعلانه أنه يترشح، انسحب»
        let close = from < end + 3 * REACH && self.is_comma(from - 1);
        close.then_some((verb, Rule::Fronted))
    }

    /// «مرت أربع سنوات على خطفها عشية العيد», «لم يمض على توليه الحكم في يناير سوى أيام»: of what so long has gone by since.
    pub(super) fn elapsed(&self, time: &Time) -> Option<(u32, Rule)> {
        let at = time.tokens.start;
        let verb = self.nearest_verb(time.clause, at).filter(|&v| self.token(v) < at)?;
        if !matches!(self.mention(verb).lemma.as_ref(), "مر" | "مضى" | "انقضى") {
            return None;
        }
        let from = self.verb_token(verb);
        let since = |&n: &u32| {
            let token = self.token(n);
            (from + 1..at).contains(&token) && self.key(token - 1) == key!("على")
        };
        let noun = self.nouns(time.clause).find(since)?;
        (self.words_between(self.token(noun) + 1, at) <= REACH).then_some((noun, Rule::AfterEvent))
    }

    /// «علقت الشركات رحلاتها منذ الاثنين»: what takes a moment was done on the day since which it holds.
    pub(super) fn done_since(&self, mention: u32, t: usize) -> bool {
        let event = self.mention(mention);
        let site = self.site(mention);
        // «قتلوا عشرة منذ الجمعة», «تظاهروا منذ السبت»: some of it on each day.
        let often = matches!(event.class, Class::Assault | Class::Protest)
            || matches!(event.mode, Mode::Killing | Mode::Injury | Mode::Start | Mode::Siege | Mode::Statement);
        let time = &self.times[t];
        let since = time.tokens.start.checked_sub(1).is_some_and(|i| self.bare(i) == key!("منذ"));
        // «نكست الأعلام منذ أمس لثلاثة أيام»: told as far as it goes.
        let lasts = |n: &Time| {
            let near = n.timex == t + 1 && n.tokens.start <= time.tokens.end + 2;
            near && matches!(relation_of(&self.timexes[n.timex]), Relation::Lasting | Relation::Until)
        };
        self.is_day(t)
            && since
            && relation_of(&self.timexes[t]) == Relation::Since
            && !self.times_in(time.clause).iter().any(lasts)
            && event.form == Form::Verb
            && event.tense == Tense::Past
            && event.factuality == Factuality::Factual
            && self.is_perfect(mention)
            && !site.state
            && !site.aspect
            && !site.report
            && !often
    }

    /// «من مواليد 1945», «بمناسبة عيد الاستقلال»: says who somebody is, or what a day is for.
    pub(super) fn names_day_or_age(&self, time: &Time) -> bool {
        static NAMES: Few<4> = Few::of([key!("مواليد"), key!("بمناسبة"), key!("لمناسبة"), key!("عن")]);
        let at = time.tokens.start;
        // «حصتها عن شهر مايو», «تقريره عن عام 2012»: what it is for. «لا يقل عن», «أعلن عن الأحد» are no such.
        let coarse = || matches!(self.timexes[time.timex].value, Some(Value::Month(..) | Value::Year(_)));
        let about = |i: usize| self.key(i) != key!("عن") || coarse();
        at > 0 && NAMES.has(self.key(at - 1)) && about(at - 1)
    }

    /// «إيسوفو، المنتخب في 2011، يخوض»: closed in by commas, it is of what the participle says of somebody.
    pub(super) fn of_epithet(&self, time: &Time) -> bool {
        let (at, end) = (time.tokens.start, time.tokens.end);
        let from = self.found.clauses[time.clause].start as usize;
        let opening = (from.max(at.saturating_sub(SAME + 1))..at).rev().find(|&i| self.is_comma(i));
        let Some(first) = opening.map(|i| i + 1) else { return false };
        let word = &self.found.words[first];
        let participle = word.role == Role::Participle && word.clitics.article && word.clitics.preposition.is_none();
        // It has its time where it tells of an event.
        let event = self.found.sites.partition_point(|s| (s.token as usize) < first);
        let known = self.found.sites.get(event).is_some_and(|s| (s.token as usize) < end);
        participle && !known && first < at && self.is_comma(end)
    }

    /// «الانتخابات التي كانت مقررة في مايو لم تجر»: of what was expected.
    pub(super) fn expected_above(&self, time: &Time) -> Option<(u32, Rule)> {
        let here = self.found.clauses[time.clause];
        let (start, at) = (here.start as usize, time.tokens.start);
        let words = self.found.words.get(start..at).filter(|_| here.link == Link::Relative)?;
        if !words.iter().any(|w| w.particle() == Some(Particle::Expected)) {
            return None;
        }
        let told = self.by_clause.of(time.clause).iter().chain(self.by_place.of(time.clause));
        let empty = told.copied().all(|m| self.token(m) > at);
        let noun = self.nouns(here.parent? as usize).rfind(|&n| self.token(n) < start)?;
        let near = self.words_between(self.token(noun) + 1, start) <= SAME && !self.site(noun).weak;
        (empty && near).then_some((noun, Rule::Expected))
    }

    /// «بحسب مصدر تحدث إلينا أمس»: when the source spoke.
    pub(super) fn source_speaks(&self, from: usize, at: usize, end: usize) -> bool {
        let source = (from.max(at.saturating_sub(REACH))..at).rev().find(|&i| names_source(self.bare(i)));
        let Some(i) = source else { return false };
        // «تدرس الحكومة، بحسب مسؤول تحدث أمس، سحبه»: between commas.
        let closed = self.is_comma(end) && i > 0 && self.is_comma(i - 1);
        closed && !self.comma_between(i, at) || self.has_verb(i..at)
    }

    /// «أجلت الاستفتاء من 19 مارس إلى 18 يونيو»: the first is what it was not held on.
    pub(super) fn put_off_from(&self, time: &Time) -> bool {
        let at = time.tokens.start;
        if at == 0 || self.key(at - 1) != key!("من") {
            return false;
        }
        let next =
            self.times.get(time.timex + 1).filter(|n| n.clause == time.clause && n.tokens.start <= time.tokens.end + 2);
        let to = next.is_some_and(|n| leads_to(self.key(n.tokens.start - 1)));
        let verb = if to { self.nearest_verb(time.clause, at) } else { None };
        verb.is_some_and(|v| puts_off(&self.mention(v).lemma))
    }

    /// «بعد خمسين دقيقة»: adds nothing to a day that is known.
    pub(super) fn only_hours_later(&self, mention: u32, t: usize) -> bool {
        let timex::Form::Offset { quantity, direction: Direction::Future, anchor } = &self.timexes[t].expression.form
        else {
            return false;
        };
        let hours = quantity.parts.iter().all(|(_, u)| matches!(u, timex::Unit::Hour | timex::Unit::Minute));
        let day = self.first_time[mention as usize].is_some_and(|first| self.is_day(first as usize));
        *anchor == timex::Anchor::Text && hours && day
    }

    /// Whether what is said begins between a verb of saying and a time: «قال: «لم ننم ليلة الأحد»».
    pub(super) fn speaks_before(&self, verb: u32, at: usize) -> bool {
        let from = self.token(verb);
        if !self.site(verb).report || from >= at {
            return false;
        }
        let words = self.tokens.get(from..at).unwrap_or_default();
        words.iter().filter(|t| is_quote(t)).count() % 2 == 1 || words.iter().any(|t| t.is_mark(':'))
    }

    /// Whether a verb in the perfect, of which no event is known, stands before a time in its clause and owns it.
    pub(super) fn owned_by_other_verb(&self, time: &Time) -> bool {
        let start = self.found.clauses[time.clause].start as usize;
        (start..time.tokens.start)
            .any(|i| matches!(self.found.words[i].role, Role::Verb(v) if v.aspect == Aspect::Perfect))
    }

    /// «بعد أيام من خطف فريق يعملون مع اللجنة في 8 مايو»: the noun that a clause which tells nothing of the past describes.
    pub(super) fn noun_above(&self, time: &Time) -> Option<u32> {
        let here = self.found.clauses[time.clause];
        let start = here.start as usize;
        let noun = self.nouns(here.parent? as usize).rfind(|&n| self.token(n) < start)?;
        let site = self.site(noun);
        let near = self.words_between(self.token(noun), start) <= SAME + 1;
        let plain = !self.tokens_in(self.token(noun)..start).iter().any(|t| matches!(t.kind, Kind::Mark(_)));
        (near && plain && !site.weak && self.undated(noun)).then_some(noun)
    }

    /// Whether a word is one of those that ask when something is: «موعد», «تاريخ».
    pub(super) fn is_date_of(&self, token: usize) -> bool {
        static DATES: Few<5> = Few::of([key!("موعد"), key!("تاريخ"), key!("موعدا"), key!("تاريخا"), key!("يوم")]);
        DATES.has(self.bare(token))
    }

    /// «في 20 يونيو»، وهو تاريخ انضمامهم إلى الاتفاق», «قبل 4 سبتمبر، موعد التنصيب»: what is named as the day of something.
    pub(super) fn day_of(&mut self, time: &Time) {
        let end = time.tokens.end;
        let near = end..(end + SAME + 2).min(self.tokens.len());
        let Some(date) = near.clone().find(|&i| self.is_date_of(i)) else { return };
        let small = |i: usize| {
            !matches!(self.tokens[i].kind, Kind::Word)
                || [key!("وهو"), key!("هو"), key!("اليوم")].contains(&self.key(i))
        };
        let aside = self.tokens_in(end..date).iter().any(|t| matches!(t.kind, Kind::Mark(_)));
        if !aside || !(end..date).all(small) {
            return;
        }
        let next = self.found.sites.partition_point(|s| (s.token as usize) <= date);
        let noun = self.found.sites.get(next).filter(|s| s.token as usize == date + 1);
        let free = noun.is_some() && self.first_time[next].is_none() && self.found.mentions[next].form != Form::Verb;
        if free && self.is_day(time.timex) {
            let strength = self.strength(time.timex);
            self.add_as(next as u32, time.timex, Rule::DayOf, strength, Relation::During);
        }
    }
}
