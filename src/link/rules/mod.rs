//! Which time dates which mention.
//!
//! A time belongs to its clause. Within it the rules, from the most specific: a dateline dates nothing; a
//! noun that a time follows directly owns it (هجوم الأحد); a participle before it owns it (الموقع عام 2015);
//! a verb of saying leaves the time to the event noun between them (أعلنت مقتل 30 الأحد); otherwise the verb
//! has it, and shares it with the event nouns it happens in (قتل السبت في هجوم). What has no time of its own
//! takes one over from a clause joined to it.

mod also;
mod amount;
mod aside;
mod before;
mod carry;
mod clause;
mod head;
mod nouns;
mod resume;
mod said;
mod scope;
mod silent;
mod subject;

use super::claim::{Relation, Strength, TimeLink};
use super::rule::Rule;
use crate::calendar::{Origin, Timex, Value};
use crate::event::lexicon::{Entry, Lexicon};
use crate::event::{Class, Factuality, Form, Found, Located, Mention, Mode, Site, Word};
use crate::script::{Key, Kind, Token, key};
use crate::timex::{self, Anchor, Direction, Modifier, Signal, TimexKind};
use chrono::NaiveDate;
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
    /// «استمر ثلاث ساعات», «بالسجن تسع سنوات», «بعد دقائق»: how long, but not on which day.
    long: bool,
    /// Which one it is.
    timex: usize,
}

/// Finds all links, in the order of mentions and times, none twice.
pub(super) fn links(
    located: &Located<'_>,
    found: &Found,
    timexes: &[Timex],
    published: Option<NaiveDate>,
) -> Vec<TimeLink> {
    if timexes.is_empty() {
        return Vec::new();
    }
    let tokens = located.tokens;
    let times = locate(tokens, found, timexes);
    let by_clause = ByClause::new(found, |m| Some(found.sites[m].clause as usize));
    let told = |m: &u32| matches!(found.mentions[*m as usize].form, Form::Verb | Form::LightVerb);
    let verbs = (0..found.clauses.len()).map(|c| by_clause.of(c).iter().copied().find(told)).collect();
    let mut linker = Linker {
        located,
        tokens,
        found,
        timexes,
        published,
        times,
        lexicon: Lexicon::get(),
        by_clause,
        verbs,
        by_place: ByClause::new(found, |m| place(found, m)),
        first_time: vec![None; found.mentions.len()],
        first_links: vec![None; found.mentions.len()],
        out: Vec::new(),
    };
    for t in 0..timexes.len() {
        linker.link(t);
    }
    linker.lines();
    linker.same_event();
    linker.carry();
    linker.out.sort_by_key(|l| (l.mention, l.timex));
    linker.out.dedup_by_key(|l| (l.mention, l.timex));
    linker.out
}

/// The mentions of each clause, in order of the text; those of one clause stand together only roughly.
#[derive(Debug)]
struct ByClause {
    /// Where the list of each clause ends; it begins where that of the clause before ends.
    ends: Vec<u32>,
    mentions: Vec<u32>,
}

impl ByClause {
    /// `clause` says in which clause a mention belongs.
    fn new(found: &Found, clause: impl Fn(usize) -> Option<usize>) -> Self {
        let clauses: Vec<Option<usize>> = (0..found.sites.len()).map(clause).collect();
        let mut ends = vec![0; found.clauses.len()];
        for &clause in clauses.iter().flatten() {
            if let Some(size) = ends.get_mut(clause) {
                *size += 1;
            }
        }
        let mut total = 0;
        for end in &mut ends {
            // For now where the list begins: filling it moves that to its end.
            total += std::mem::replace(end, total);
        }
        let mut mentions = vec![0; total as usize];
        for (mention, clause) in clauses.iter().enumerate() {
            if let Some(at) = clause.and_then(|clause| ends.get_mut(clause)) {
                if let Some(slot) = mentions.get_mut(*at as usize) {
                    *slot = mention as u32;
                }
                *at += 1;
            }
        }
        Self { ends, mentions }
    }

    fn of(&self, clause: usize) -> &[u32] {
        let start = clause.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or_default();
        let end = self.ends.get(clause).copied().unwrap_or(start);
        self.mentions.get(start as usize..end as usize).unwrap_or_default()
    }
}

/// Event nouns go by the clause that their word stands in: «قتل في هجوم استهدف فندقا» has the attack in the first.
fn place(found: &Found, mention: usize) -> Option<usize> {
    let (site, form) = (found.sites[mention], found.mentions[mention].form);
    let place = found.clause_at(site.token as usize);
    let told = form == Form::LightVerb && place != site.clause as usize;
    (told || form == Form::Noun).then_some(place)
}

fn locate(tokens: &[Token], found: &Found, timexes: &[Timex]) -> Vec<Time> {
    timexes
        .iter()
        .enumerate()
        .map(|(i, timex)| {
            let bytes = timex.quote.bytes;
            let start = tokens.partition_point(|t| t.span.end <= bytes.start);
            let end = tokens.partition_point(|t| t.span.start < bytes.end).max(start + 1).min(tokens.len());
            let clause = found.clause_at(start);
            let dated = matches!(timex.kind, TimexKind::Date | TimexKind::Time | TimexKind::Duration);
            let hour = matches!(timex.value, Some(Value::TimeOfDay(_)));
            Time {
                tokens: start..end,
                clause: clause.min(found.clauses.len().saturating_sub(1)),
                dated,
                hour,
                long: carry::only_long(timex),
                timex: i,
            }
        })
        .collect()
}

struct Linker<'a> {
    located: &'a Located<'a>,
    tokens: &'a [Token],
    found: &'a Found,
    timexes: &'a [Timex],
    /// The day of publication.
    published: Option<NaiveDate>,
    times: Vec<Time>,
    lexicon: &'a Lexicon,
    by_clause: ByClause,
    /// The first verb of each clause, which the rules ask for again and again.
    verbs: Vec<Option<u32>>,
    /// The nouns that stand in each clause, whichever clause tells of them.
    by_place: ByClause,
    /// The first time that dates each mention.
    first_time: Vec<Option<u32>>,
    /// The first link of each mention that says on which day, as an index into `out`.
    first_links: Vec<Option<usize>>,
    out: Vec<TimeLink>,
}

pub(super) fn day_beside(key: Key) -> Option<Relation> {
    if key.ends_with(key!("غداة")) {
        Some(Relation::DayAfter)
    } else if key.ends_with(key!("عشية")) {
        Some(Relation::DayBefore)
    } else {
        None
    }
}

/// A noun this far before a time still owns it where nothing else can.
const REACH: usize = 14;

fn is_quote(token: &Token) -> bool {
    matches!(token.kind, Kind::Mark('"' | '«' | '»' | '“' | '”'))
}

/// What the rules look up.
impl<'a> Linker<'a> {
    fn mention(&self, mention: u32) -> &'a Mention {
        &self.found.mentions[mention as usize]
    }

    fn site(&self, mention: u32) -> &'a Site {
        &self.found.sites[mention as usize]
    }

    /// Whether no time dates a mention so far.
    fn undated(&self, mention: u32) -> bool {
        self.first_time[mention as usize].is_none()
    }

    /// The word that names a mention.
    fn word(&self, mention: u32) -> &'a Word {
        &self.found.words[self.token(mention)]
    }

    /// What the lexicon has for the word at a token, as it is read here.
    fn entry(&self, token: usize) -> Option<&'a Entry> {
        self.found.words[token].entry(self.lexicon)
    }

    fn key(&self, token: usize) -> Key {
        self.tokens[token].key()
    }

    /// Whether a comma stands there; none does past the end.
    fn is_comma(&self, token: usize) -> bool {
        self.tokens.get(token).is_some_and(Token::is_comma)
    }
}

impl Linker<'_> {
    fn link(&mut self, t: usize) {
        let time = self.times[t].clone();
        if !time.dated || self.found.clauses.is_empty() || self.dateline(&time) {
            return;
        }
        if self.age(&time)
            || self.of_document(&time)
            || self.corresponds(&time)
            || self.other_name(&time)
            || self.counts_days(&time)
            || self.rules_since(&time)
            || self.unmatched_since(&time)
            || self.compared(&time)
            || self.names_day_or_age(&time)
            || self.of_epithet(&time)
            || self.put_off_from(&time)
        {
            return;
        }
        self.day_of(&time);
        self.clause_about(&time);
        self.clause_when(&time);
        if self.coordinated(&time) || self.precisely(&time) {
            return;
        }
        if self.named(&time) {
            if let Some(mention) = self.after_parenthesis(&time) {
                self.add(mention, t, Rule::AfterParenthesis, Strength::Inferred);
            }
            return;
        }
        let Some((mention, rule)) = self.head(&time) else { return };
        let (mention, rule) = self.past_dated(&time, mention).unwrap_or((mention, rule));
        // «رغم توقيع اتفاق السلام في مايو»: of the signing.
        let whole = self.whole(mention);
        let agreed = self.mention(mention).class == Class::Agree && !matches!(rule, Rule::Construct | Rule::Participle);
        let mention = if agreed && whole != mention && self.undated(whole) { whole } else { mention };
        // «تستأنف المحادثات في 17 أغسطس بعد العيد»: nor is a second time only before or after which something is.
        let beside =
            rule == Rule::SecondTime && matches!(relation_of(&self.timexes[t]), Relation::Before | Relation::After);
        if let Some(first) = self.outdone(mention, t) {
            self.unlink(first);
        }
        if beside || self.apart(mention, t) || self.only_hours_later(mention, t) {
            return;
        }
        let then = self.dates_back(&time)
            || self.ago(mention, t)
            || self.takes_effect(mention, t)
            || self.arrived_since(mention, t)
            || self.done_since(mention, t);
        let relation = match relation_of(&self.timexes[t]) {
            _ if then || self.until_that_day(mention, t) => Relation::During,
            Relation::During if self.no_later(&time) => Relation::By,
            relation => relation,
        };
        // «لم تتبن أي جهة الهجوم حتى مساء الجمعة»: nothing has happened by then.
        let verb = self.nearest_verb(time.clause, time.tokens.start);
        let denied = verb.is_some_and(|v| self.mention(v).factuality == Factuality::Negated);
        if denied && relation == Relation::Until {
            return;
        }
        self.add_as(mention, t, rule, self.strength(t), relation);
        match rule {
            Rule::Resumed => self.issued_then(&time),
            Rule::ThatWas => self.all_that_was(mention, &time),
            Rule::NominalSentence => self.light_before(mention, t),
            _ => {}
        }
        // «جاء التدخل غداة سقوط البلدة الخميس»: the time is of the fall, and what is told came a day later.
        if rule == Rule::DayBesideEvent {
            self.beside(mention, t);
            return;
        }
        // «طالب خلال جلسة عقدت الاثنين بفتح تحقيق»
        let event = self.mention(mention);
        let met = event.class == Class::Consult && event.form == Form::LightVerb && rule == Rule::ClauseVerb;
        let whole = self.whole(mention);
        let meanwhile = rule == Rule::ContentNoun && self.is_meanwhile(whole)
            || matches!(rule, Rule::ContentNoun | Rule::SecondTime)
                && whole != mention
                && self.is_in(self.token(whole));
        if met
            || meanwhile
            || matches!(rule, Rule::AfterEvent | Rule::NominalSentence | Rule::Construct | Rule::Participle)
        {
            self.at_event(mention, t);
        }
        self.at_opening(mention, t);
        if let Some(noun) = self.told_of(mention, &|n| self.undated(n)) {
            let begun = self.mention(mention).mode == Mode::Start;
            // «الحداد ثلاثة أيام تبدأ اليوم»
            let lasts = begun && self.mention(noun).lemma == "حداد";
            let relation = if lasts { Relation::Since } else { relation_of(&self.timexes[t]) };
            let rule = if begun { Rule::Begun } else { Rule::RelativeOfEvent };
            self.add_as(noun, t, rule, self.strength(t), relation);
            self.outcome(noun, t);
        }
        self.share(mention, t, &time);
        self.subject(mention, t);
        self.thwarted(mention, rule, t);
        self.outcome(mention, t);
        self.issued(mention, t);
        self.held(mention, t);
        self.began_with(t);
    }

    /// «عين وزيرا للمالية عام 1993 ثم وزيرا للاقتصاد عام 1994»: a time that cannot be that of a mention that has one,
    /// and that nothing joins to it.
    fn apart(&self, mention: u32, t: usize) -> bool {
        let Some(first) = self.first_time[mention as usize] else { return false };
        // «اعتداءين في 30 سبتمبر وفي الأول من أكتوبر» have a day each; «الإنهاء يوم 31 ديسمبر بعد عشرة أعوام» has one.
        let counted = matches!(self.timexes[t].expression.form, timex::Form::Offset { .. });
        if self.mention(mention).form == Form::Noun && !counted {
            return false;
        }
        let between = self.times[first as usize].tokens.end..self.times[t].tokens.start;
        self.disjoint(first as usize, t)
            && (between.len() > 2 || counted || self.tokens[between].iter().any(Token::is_comma))
    }

    /// «صوتوا قبل أسبوع، في 11 يونيو»: the time so long ago that a date says better.
    fn outdone(&self, mention: u32, t: usize) -> Option<usize> {
        let first = self.first_time[mention as usize]? as usize;
        let (own, time) = (&self.times[first], &self.times[t]);
        let counted = matches!(self.timexes[first].expression.form, timex::Form::Offset { .. });
        let opening = time.tokens.start.saturating_sub(1 + usize::from(self.signal_before(time.tokens.start)));
        let apposed = own.tokens.end == opening && self.is_comma(opening);
        let said = self.timexes[t].components.year == Origin::Said || apposed && self.far_back(time);
        let beside = first + 1 == t && own.clause == time.clause && relation_of(&self.timexes[t]) == Relation::During;
        (counted && said && beside && self.disjoint(first, t)).then_some(first)
    }

    /// Takes back what a time dates.
    fn unlink(&mut self, t: usize) {
        for link in self.out.iter().filter(|l| l.timex as usize == t) {
            self.first_time[link.mention as usize] = None;
        }
        self.out.retain(|l| l.timex as usize != t);
        self.first_links.fill(None);
        for at in 0..self.out.len() {
            self.note(at);
        }
    }

    /// Takes a link down as the first of its mention, if it is.
    fn note(&mut self, at: usize) {
        let Some(link) = self.out.get(at) else { return };
        let time = &self.times[link.timex as usize];
        if !time.hour && !time.long {
            self.first_links[link.mention as usize].get_or_insert(at);
        }
    }

    fn strength(&self, t: usize) -> Strength {
        let timex = &self.timexes[t];
        let said = timex.components.year == Origin::Said;
        if said { Strength::Explicit } else { Strength::Relative }
    }

    fn add(&mut self, mention: u32, t: usize, rule: Rule, strength: Strength) {
        self.add_as(mention, t, rule, strength, relation_of(&self.timexes[t]));
    }

    /// Links what a time dates besides the mention that it belongs to: not said of it in so many words.
    fn add_too(&mut self, mention: u32, t: usize, rule: Rule) {
        self.add(mention, t, rule, Strength::Relative.min(self.strength(t)));
    }

    fn add_as(&mut self, mention: u32, t: usize, rule: Rule, strength: Strength, relation: Relation) {
        self.put(mention, t, rule.into(), strength, relation);
    }

    fn put(&mut self, mention: u32, t: usize, rule: Cow<'static, str>, strength: Strength, relation: Relation) {
        let timex = &self.timexes[t];
        // How long it took leaves the day open; «خلال الأيام الثلاثة الأخيرة» does not.
        // Nor does how long after another event it was.
        let counted = also::counts_from_event(timex) && timex.bounds.is_none();
        if !counted && (relation != Relation::Lasting || timex.bounds.is_some()) {
            self.first_time[mention as usize].get_or_insert(t as u32);
        }
        let words = timex.signal.map(|s| self.located.words(s.bytes));
        self.out.push(TimeLink { mention, timex: t as u32, relation, rule, strength, words });
        self.note(self.out.len() - 1);
    }
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
    // «بعد منتصف ليلة الجمعة»: the next day has begun.
    let midnight = timex.modifier == Some(Modifier::Mid) && timex.quote.text.contains("ليل");
    match signal {
        Some(Signal::After) if midnight && matches!(timex.value, Some(Value::Day(_))) => Relation::DayAfter,
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
