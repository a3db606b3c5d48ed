//! What goes on past a description or a contrast, and is dated with what was told before it.

use super::also::takes_lives;
use super::carry::same_time;
use super::clause::is_when;
use super::said::makes_known;
use super::{Linker, Time, relation_of};
use crate::calendar::Value;
use crate::event::lexicon::{Effect, Particle, Sort};
use crate::event::{Class, Factuality, Form, Link, Mode, Tense, WordRole as Role};
use crate::link::claim::{Relation, Strength};
use crate::link::rule::Rule;
use crate::script::{Token, key};

/// How many clauses up what a description interrupts may stand.
const UP: usize = 3;

/// How far a time may stand behind the event that led to something.
const LED: usize = 12;

impl Linker<'_> {
    /// «نفت الشركة في بلاغ نشرته الصحف، الاثنين، أنها»: it was published when it was said.
    pub(super) fn issued_then(&mut self, time: &Time) {
        let t = time.timex;
        let passes = |v: &u32| {
            let lemma = self.mention(*v).lemma.as_ref();
            makes_known(lemma) || lemma == "تناقل"
        };
        let issued = self.nearest_verb(time.clause, time.tokens.start).filter(passes);
        if let Some(issued) = issued.filter(|&v| self.undated(v)) {
            self.add_too(issued, t, Rule::Issued);
        }
    }

    /// «أغلقت الطرق وعلقت الدراسة، وذلك منذ أمس»: of all that the sentence has told in one breath.
    pub(super) fn all_that_was(&mut self, first: u32, time: &Time) {
        let from = self.site(first).clause as usize;
        let t = time.timex;
        if relation_of(&self.timexes[t]) != Relation::During || self.governs(first) {
            return;
        }
        for c in from + 1..=time.clause {
            let clause = self.found.clauses[c];
            let told = self.verb(c).filter(|&v| self.token(v) < time.tokens.start);
            let Some(verb) = told.filter(|_| clause.link == Link::And) else { break };
            let joined = self.found.words[self.verb_token(verb)].clitics.conjunction == Some('و');
            let (a, b) = (self.mention(first), self.mention(verb));
            if !joined || !same_time(a.tense, b.tense) || self.governs(verb) || self.site(verb).state {
                break;
            }
            if self.undated(verb) {
                self.add(verb, t, Rule::JoinedClause, Strength::Inferred);
            }
            self.share(verb, t, time);
        }
    }

    /// «وعشية القمة، أي السبت، نشروا»: the day is that of what follows, not of what it is counted from.
    pub(super) fn which_is(&self, time: &Time) -> Option<(u32, Rule)> {
        let start = time.tokens.start;
        let is = |i: usize| [key!("أي"), key!("وتحديدا"), key!("تحديدا")].contains(&self.key(i));
        let names = (start.saturating_sub(2)..start).any(is);
        let sentence = self.found.clauses[time.clause].sentence;
        let near = time.tokens.end..time.tokens.end + 4;
        let comma = self.is_comma(time.tokens.end);
        let next = (time.clause..time.clause + 2).filter(|&c| {
            self.found
                .clauses
                .get(c)
                .is_some_and(|c| c.sentence == sentence && matches!(c.link, Link::Main | Link::And))
        });
        let verb = next.flat_map(|c| self.verbs(c)).find(|&v| near.contains(&self.verb_token(v)));
        let opens = !self.verbs(time.clause).any(|v| self.token(v) < time.tokens.start);
        verb.filter(|_| names && comma && opens).map(|v| (v, Rule::Fronted))
    }

    /// «نفذ رجال يظن أنهم لصوص هجوما أمس»: the verb before the description that the noun is the object of.
    pub(super) fn light_before(&mut self, noun: u32, t: usize) {
        let token = self.token(noun);
        let mut clause = self.found.clause_at(token);
        let word = &self.found.words[token];
        let object = self.mention(noun).class == Class::Assault
            && word.clitics.letters == 0
            && !self.signal_before(token)
            && !self.is_in(token);
        if !object || relation_of(&self.timexes[t]) != Relation::During {
            return;
        }
        for _ in 0..UP {
            let here = self.found.clauses[clause];
            let Some(up) = here.parent.filter(|_| matches!(here.link, Link::Relative | Link::That)) else { return };
            clause = up as usize;
            let Some(verb) = self.nearest_verb(clause, token) else { continue };
            if self.mention(verb).tense == Tense::Present {
                continue;
            }
            let from = self.token(verb);
            let light = self.entry(from).is_some_and(|e| e.effect == Effect::Light);
            let empty = self.nouns(clause).all(|n| self.token(n) < from);
            if light && empty && self.undated(verb) {
                self.add_too(verb, t, Rule::Described);
            }
            return;
        }
    }

    /// «غادرت منذ الثلاثاء»: on that day.
    pub(super) fn arrived_since(&self, mention: u32, t: usize) -> bool {
        let event = self.mention(mention);
        self.is_day(t)
            && relation_of(&self.timexes[t]) == Relation::Since
            && event.mode == Mode::Visit
            && matches!(event.lemma.as_ref(), "وصل" | "غادر" | "توجه")
            && self.is_perfect(mention)
    }

    /// «نفى علمه بتفجير الاثنين ليلة الخميس»: the noun has its day, and the next is when it was said.
    pub(super) fn second_beside(&self, time: &Time, verb: u32, noun: u32) -> bool {
        let Some(own) = self.first_time[noun as usize] else { return false };
        let own = &self.times[own as usize];
        // «بتفجير الاثنين في مقابلة أمس»
        let setting = self.tokens.get(own.tokens.end).is_some_and(|t| t.key() == key!("في"));
        let beside = own.timex + 1 == time.timex
            && own.tokens.start == self.token(noun) + 1
            && self.words_between(own.tokens.end, time.tokens.start) <= if setting { 2 } else { 0 }
            && !self.comma_between(own.tokens.end, time.tokens.start);
        beside && self.disjoint(own.timex, time.timex) && self.undated(verb) && self.leaves_time(verb)
    }

    /// Whether two times that say when something happened share no moment.
    pub(super) fn disjoint(&self, first: usize, second: usize) -> bool {
        let extent = |t: usize| {
            let during = relation_of(&self.timexes[t]) == Relation::During;
            self.timexes[t].value.as_ref().filter(|_| during).and_then(Value::interval)
        };
        extent(first).zip(extent(second)).is_some_and(|((a, b), (c, d))| b <= c || d <= a)
    }

    /// «عاد السائح الذي خطف في مايو إلى بلده أمس»: the description has its time, and the next is of what is told.
    pub(super) fn past_dated(&self, time: &Time, mention: u32) -> Option<(u32, Rule)> {
        let own = &self.times[time.timex.checked_sub(1)?];
        let here = self.found.clauses[time.clause];
        let start = here.start as usize;
        let mut before = self.out.iter().rev().take_while(|l| l.timex as usize >= own.timex);
        let taken = own.clause == time.clause && before.any(|l| l.timex as usize == own.timex);
        let inside = (start..own.tokens.start).contains(&self.token(mention));
        // «الجنود الذين نفذوا انقلاب 22 مارس السيطرة أمس»: nor is the object of what is told.
        let object = self.token(mention) >= own.tokens.end
            && self.mention(mention).form == Form::Noun
            && self.word(mention).clitics.article
            && self.word(mention).clitics.preposition.is_none()
            && !self.signal_before(self.token(mention));
        let described = here.link == Link::Relative && taken && (inside || object);
        let parent = here.parent.filter(|_| described && self.disjoint(own.timex, time.timex))? as usize;
        let told = self.nearest_verb(parent, start).filter(|&v| self.token(v) < start)?;
        let past = matches!(self.mention(told).tense, Tense::Past | Tense::Pluperfect);
        let free = self.undated(told) && !self.site(told).state;
        let beside = self.words_between(own.tokens.end, time.tokens.start) == 0;
        let says = self.leaves_time(told) && !beside && !self.said_next(time);
        (past && free && !says).then_some((told, Rule::ClauseVerb))
    }

    /// «في انفجار بئر، صباح السبت أسفر عن مقتل عامل»: what led to something, where a time opens the clause that
    /// says so.
    pub(super) fn led_to(&self, time: &Time) -> Option<u32> {
        let here = self.found.clauses[time.clause];
        let (start, next) = (here.start as usize, self.found.words.get(time.tokens.end)?);
        let led = next.is_verb() && next.entry(self.lexicon).is_some_and(|e| e.sort == Sort::Consequence);
        let opens = time.tokens.start <= start + 2;
        let before = self.found.clauses.get(time.clause.checked_sub(1)?).filter(|c| c.sentence == here.sentence)?;
        let reach = (before.start as usize).max(start.saturating_sub(LED));
        let harm = |n: u32| {
            let mention = self.mention(n);
            mention.class == Class::Assault
                || mention.mode == Mode::Disaster
                || matches!(mention.lemma.as_ref(), "سقط" | "تحطم" | "حادث")
        };
        let near = |&n: &u32| (reach..start).contains(&self.token(n)) && harm(n) && self.undated(n);
        self.nouns(time.clause - 1).rfind(near).filter(|_| led && opens)
    }

    /// «هاجموا الميناء السبت لكنهم ردوا»: what came of it is told with it.
    pub(super) fn but_then(&self, c: usize) -> Option<u32> {
        let clause = self.found.clauses[c];
        let here = self.verb(c)?;
        let start = clause.start as usize;
        let there = c.checked_sub(1).filter(|&b| self.found.clauses[b].sentence == clause.sentence)?;
        let there = self.nearest_verb(there, start).filter(|&v| self.token(v) < start)?;
        // «احتلوا الجزيرة في 1998، لكنهم طردوا منها»: some time later.
        self.first_time[there as usize].filter(|&t| self.is_day(t as usize))?;
        let verb = self.verb_token(here);
        // «غير أن», «بيد أن», «إلا أن»
        let that = self.tokens.get(clause.start as usize + 1).map(Token::key) == Some(key!("أن"));
        let but_that = that && [key!("غير"), key!("بيد"), key!("إلا")].contains(&self.key(clause.start as usize));
        let but = [
            key!("لكن"),
            key!("لكنه"),
            key!("لكنها"),
            key!("لكنهم"),
            key!("ولكن"),
            key!("ولكنه"),
            key!("ولكنها"),
            key!("ولكنهم"),
        ];
        let led = but_that || (start.saturating_sub(3)..verb).any(|i| but.contains(&self.key(i)));
        let told = |v: u32| {
            let mention = self.mention(v);
            self.is_perfect(v)
                && mention.tense == Tense::Past
                && mention.factuality == Factuality::Factual
                && !self.site(v).state
                && !self.governs(v)
        };
        (led && (but_that || clause.link == Link::And) && told(here) && told(there)).then_some(there)
    }

    /// «وحين رست السفينة مساء السبت هاجمها قراصنة»: the verb of the clause that a sentence begins with, and says when.
    pub(super) fn told_when(&self, c: usize) -> Option<u32> {
        let (clause, before) = (self.found.clauses[c], c.checked_sub(1)?);
        let opener = self.found.clauses[before];
        let begins = before == 0 || self.found.clauses[before - 1].sentence != opener.sentence;
        if clause.link != Link::And || opener.sentence != clause.sentence || !begins {
            return None;
        }
        let (here, there) = (self.verb(c)?, self.verb(before)?);
        let first = self.bare(opener.start as usize);
        let when = is_when(first) || [key!("بينما"), key!("فيما")].contains(&first);
        // «بعد أن اقتحموا المصرف الجمعة خطفوا مديره»
        let violent = |v: u32| matches!(self.mention(v).class, Class::Assault | Class::Coerce);
        let flees = matches!(self.mention(here).lemma.as_ref(), "فر" | "هرب" | "انسحب");
        let after = (first == key!("بعدما") || first == key!("بعد")) && (violent(here) || flees) && violent(there);
        let verb = self.verb_token(here);
        let told = self.is_perfect(here)
            && self.found.words[verb].clitics.conjunction.is_none()
            && self.mention(here).tense == Tense::Past
            && !self.site(here).state;
        let day = |t: u32| self.times[t as usize].clause == before && self.is_day(t as usize);
        let dated = self.first_time[there as usize].is_some_and(day);
        (told && dated && (when || after)).then_some(there)
    }

    /// «منعوا مسيرة دعت إليها النقابات وأوقفوا منظميها»: the clause that goes on past one that describes its object, and
    /// names that again where this one does not.
    pub(super) fn past_object(&self, c: usize, before: usize) -> Option<usize> {
        let described = self.found.clauses[before];
        let parent = described.parent.filter(|_| described.link == Link::Relative)? as usize;
        let again = |clause: usize| {
            let verb = self.verb(clause).map(|v| self.verb_token(v));
            let inside = verb.map_or(0..0, |v| v + 1..self.found.clauses[clause].end as usize);
            verb.is_some_and(|v| self.found.words[v].pronoun)
                || self.found.words[inside].iter().take(2).any(|w| w.particle() == Some(Particle::Complement))
        };
        // «شيعوا ضحايا الهجوم الذي تعرضوا له الجمعة وأودى بحياة عشرين»: that is told of the attack.
        if self.verb(c).is_some_and(|v| takes_lives(&self.mention(v).lemma)) {
            return None;
        }
        let opens = described.start as usize;
        let verb = self.nearest_verb(parent, opens).filter(|&v| self.token(v) < opens)?;
        let told = matches!(self.mention(verb).tense, Tense::Past | Tense::Pluperfect);
        (told && c == before + 1 && again(before) && !again(c)).then_some(parent)
    }

    /// «أحرقوا الخميس البرلمان لمنع تعديل يتيح له الترشح في 2015، واقتحموا التلفزيون»: the clause that goes on past those
    /// that tell of somebody else, where the verbs agree with each other and not with what stands between.
    pub(super) fn past_others(&self, c: usize, mut before: usize, has_time: &[bool]) -> usize {
        let Some(here) = self.verb(c).filter(|&v| self.is_perfect(v)) else { return before };
        for _ in 0..UP {
            let between = self.found.clauses[before];
            let aside = matches!(between.link, Link::Relative | Link::Adverbial);
            let Some(parent) = between.parent.filter(|_| aside) else { break };
            let agrees = |v: u32| self.is_perfect(v) && self.agreement(v) == self.agreement(here);
            let main = self.nearest_verb(parent as usize, between.start as usize);
            let main = main.filter(|&v| self.token(v) < between.start as usize && agrees(v));
            let other = self.verb(before).is_none_or(|v| !agrees(v));
            // «المجزرة التي ارتكبت الجمعة وراح ضحيتها عشرة»
            let own = has_time[before] && self.verb(before).is_some_and(|v| self.is_perfect(v));
            // «تفقد الرئيس، الذي نصب في مايو، الموقع السبت، ودعا»: unless a time that stands there is of the main verb.
            let resumed = |v: u32| self.first_time[v as usize].is_some_and(|t| self.times[t as usize].clause == before);
            if main.is_some_and(resumed) {
                return parent as usize;
            }
            if main.is_none() || !other || own {
                break;
            }
            before = parent as usize;
        }
        before
    }

    /// «نفت الاثنين أن تكون بلادها قدمت دعما، ووصفت القرار بأنه متسرع»: who speaks goes on speaking past what was said.
    pub(super) fn past_content(&self, c: usize, before: usize) -> usize {
        let voice = |v: u32| self.governs(v) || self.mention(v).mode == Mode::Statement;
        let content = self.found.clauses[before];
        let parent = content.parent.filter(|_| content.link == Link::That).map(|p| p as usize);
        let Some((parent, here)) = parent.zip(self.verb(c)) else { return before };
        let main = self.nearest_verb(parent, content.start as usize);
        let agrees = |v: u32| self.is_perfect(v) && self.agreement(v) == self.agreement(here);
        // «كتب أنه زار الفائز أمس وهنأه»: done by the same, it goes on with that.
        let inner = self.verb(before).is_some_and(|v| agrees(v) && self.mention(v).factuality == Factuality::Factual);
        let goes_on = main.is_some_and(|v| voice(v) && agrees(v) && self.token(v) < content.start as usize);
        let goes_on = goes_on && (!inner || self.governs(here));
        let joined = self.found.words[self.verb_token(here)].clitics.conjunction == Some('و');
        if goes_on && joined && voice(here) && self.is_perfect(here) { parent } else { before }
    }

    /// How a verb in the perfect is written of whom it tells: of one, of her, of many.
    fn agreement(&self, verb: u32) -> u8 {
        let at = self.verb_token(verb);
        let (key, word) = (self.key(at), self.found.words[at]);
        let feminine = if word.pronoun {
            [key!("ته"), key!("تها"), key!("تهم"), key!("تهما")].iter().any(|own| key.ends_with(*own))
        } else {
            key.ends_with(key!("ت"))
        };
        match word.role {
            Role::Verb(v) if v.plural => 2,
            _ => u8::from(feminine),
        }
    }

    /// «يظن أنهم لصوص»: a clause that says only what somebody is.
    pub(super) fn says_what(&self, c: usize) -> bool {
        self.found.clauses[c].link == Link::That && self.verb(c).is_none()
    }

    /// «حيث جرح حارس وقتل آخر الأحد»: the two have the time of the second.
    pub(super) fn dated_with_next(&self, c: usize, dated: &[Option<usize>]) -> bool {
        let harmed = |v: u32| matches!(self.mention(v).mode, Mode::Killing | Mode::Injury);
        let Some(next) = self.found.clauses.get(c + 1).filter(|n| n.link == Link::And) else { return false };
        let (Some(here), Some(then)) = (self.verb(c), self.verb(c + 1)) else { return false };
        let own = dated[then as usize].map(|link| self.out[link].timex as usize);
        let behind = own.is_some_and(|t| self.times[t].tokens.start > self.verb_token(then));
        let form = self.mention(then).form == Form::Verb;
        form && behind && harmed(here) && harmed(then) && next.sentence == self.found.clauses[c].sentence
    }

    /// A clause that only describes or names (الذين يطلق عليهم اسم) leaves the time to the clause it hangs on.
    pub(super) fn climb(&self, time: &Time) -> Option<(u32, Rule)> {
        let mut clause = time.clause;
        for _ in 0..3 {
            let here = self.found.clauses[clause];
            // «يشتبه بأنهم جهاديون الأحد»: so does a clause that says only what somebody is.
            let says_what = here.link == Link::That && self.by_clause.of(clause).is_empty();
            if !matches!(here.link, Link::Relative | Link::And) && !says_what {
                return None;
            }
            // «قال "لم ننم ليلة الأحد"»: the time is of what is said, though no event is known in it.
            if here.link == Link::That && self.has_verb(here.tokens()) {
                return None;
            }
            let start = here.start as usize;
            clause = here.parent? as usize;
            let taken = self.nearest_verb(clause, time.tokens.start).and_then(|v| self.first_time[v as usize]);
            // «نددت في مايو بخطف فريق من خمسة يعملون للإغاثة في 8 منه»
            let told = self.nouns(clause).rfind(|&n| self.token(n) < start && !self.site(n).weak);
            let told = told.filter(|&n| {
                let event = self.mention(n);
                event.form == Form::Noun && event.class == Class::Assault || event.class == Class::Coerce
            });
            if let Some(noun) = told
                && here.link == Link::Relative
                && taken.is_some_and(|other| other != time.timex as u32)
                && self.undated(noun)
            {
                return Some((noun, Rule::Described));
            }
            // «قال القاضي الذي أدار الجلسة "لم ننم ليلة الأحد"»
            if self.nearest_verb(clause, time.tokens.start).is_some_and(|v| self.speaks_before(v, time.tokens.start)) {
                return None;
            }
            if let Some(v) = self.nearest_verb(clause, time.tokens.start)
                // What has a time of its own is not dated by the clause that describes something in it.
                && self.first_time[v as usize].is_none_or(|other| other == time.timex as u32)
                && !self.site(v).state
                && !(self.found.clauses[clause].link == Link::Relative
                    && self.mention(v).tense == Tense::Present)
            {
                return Some((v, Rule::Described));
            }
        }
        None
    }

    /// «قال المجلس الذي شكله الضباط، في كلمة فجر الأربعاء، إن»: a comma ends the description, and the report
    /// goes on.
    pub(super) fn resumed(&self, time: &Time) -> Option<u32> {
        let here = self.found.clauses[time.clause];
        let next = self.found.clauses.get(time.clause + 1)?;
        let start = here.start as usize;
        let commas = self.tokens.get(start..time.tokens.start)?.iter().filter(|t| t.is_comma()).count();
        if here.link != Link::Relative || next.link != Link::That || next.sentence != here.sentence || commas % 2 == 0 {
            return None;
        }
        let said = self.nearest_verb(here.parent? as usize, start)?;
        (self.site(said).report && self.undated(said)).then_some(said)
    }

    /// «غادر كيتا، الذي كان يخضع للإقامة الجبرية، مساء السبت»: commas close the description around it.
    pub(super) fn past_description(&self, time: &Time) -> Option<u32> {
        let here = self.found.clauses[time.clause];
        // «اندلع القتال، الذي وصفه الوزير بأنه تمرد، مساء الأحد»: what is said in the description is part of it.
        let outer = here.parent.map(|p| self.found.clauses[p as usize]);
        let outer = outer.filter(|p| here.link == Link::That && p.link == Link::Relative);
        let here = outer.unwrap_or(here);
        let start = here.start as usize;
        let comma = |i: usize| self.is_comma(i);
        // «أعلن جويتا، الذي قاد الانقلاب، رئيسا يوم الجمعة»: not far behind it.
        let near = time.tokens.start.saturating_sub(4).max(start + 1)..time.tokens.start;
        let closing = near.rev().find(|&i| comma(i));
        let closed = closing.is_some_and(|i| {
            !self.words_in(i + 1..time.tokens.start).iter().any(|w| w.is_verb() || w.clitics.conjunction.is_some())
                && !self.nouns(time.clause).any(|n| (i..time.tokens.start).contains(&self.token(n)))
        });
        let commas = (start..time.tokens.start).filter(|&i| comma(i)).count();
        let where_ = here.link == Link::Adverbial && self.key(start) == key!("حيث");
        // «نفذته جهة لم تعرف، مساء الأحد»: what did not happen has no hour.
        let never = self.verb(time.clause).is_some_and(|v| {
            let negated = self.mention(v).factuality == Factuality::Negated;
            negated && relation_of(&self.timexes[time.timex]) == Relation::During && self.past_point(time)
        });
        // «تعهد الجنود الذين استولوا على السلطة، أمس، بتنظيم»: closed in by commas, it is none of the description.
        let behind = time.tokens.end..time.tokens.end + 4;
        let ends = behind.clone().find(|&i| comma(i));
        let place = |i: usize| i == time.tokens.end || self.key(time.tokens.end) == key!("في");
        // «لهجمات استهدفت، أمس، مواقعه»: unless its verb is still without an object.
        let told_of = |i: usize| self.verb(time.clause).is_some_and(|v| self.verb_token(v) + 1 < i);
        let apart = closing.is_some_and(|i| i + 1 == time.tokens.start && told_of(i)) && ends.is_some_and(place);
        if !(here.link == Link::Relative || where_)
            || !closed
            || commas != 1
            || !(never
                || apart
                || (start.saturating_sub(4)..start).any(comma)
                || self.verbs(time.clause).any(|v| self.first_time[v as usize].is_some()))
        {
            return None;
        }
        let told = self.nearest_verb(here.parent? as usize, start)?;
        let free = self.undated(told) && !self.site(told).state;
        (free && self.token(told) < start).then_some(told)
    }
}
