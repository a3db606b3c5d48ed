//! What else a time dates, besides the mention that it belongs to: what is told in the same breath.

use super::clause::{is_after, is_during, is_when, stands_inside};
use super::said::{is_document, makes_known};
use super::{Linker, REACH, Time, day_beside, relation_of};
use crate::calendar::{Timex, Value};
use crate::event::lexicon::{Effect, Particle};
use crate::event::{Class, Clause, Form, Link, Mode, Tense, WordRole as Role};
use crate::link::claim::{Relation, Strength, TimeLink};
use crate::link::rule::Rule;
use crate::script::{Key, Token, key};
use crate::timex::{self, Anchor, TimexKind};

/// Verbs with «في» before what they are about.
const ABOUT: [&str; 12] = ["تسبب", "سرع", "ساهم", "أسهم", "نجح", "فشل", "استمر", "بدأ", "انزلق", "غرق", "شرع", "أخفق"];

/// How far from an event noun a second description of it may begin.
const NEAR: usize = 7;

impl Linker<'_> {
    /// «في اليوم نفسه الذي أطلق فيه»: the clause about the time happens at it.
    pub(super) fn clause_about(&mut self, time: &Time) {
        let t = time.timex;
        let next = time.clause + 1;
        if let Some(clause) = self.found.clauses.get(next) {
            let opener = clause.start as usize;
            let resumed = stands_inside(self.tokens_in(opener..(opener + 7).min(clause.end as usize)));
            let own = self.found.words[opener].clitics.conjunction.is_none();
            if clause.link == Link::Relative
                && opener == time.tokens.end
                && resumed
                && own
                && let Some(verb) = self.verb(next)
            {
                self.add(verb, t, Rule::RelativeOfTime, self.strength(t));
            }
        }
    }

    /// «منذ 2012 عندما سيطرت»، «منذ الأربعاء، حين طردوا»: what a clause says of when, happened then.
    pub(super) fn clause_when(&mut self, time: &Time) {
        let (t, next) = (time.timex, time.clause + 1);
        let comma = self.is_comma(time.tokens.end);
        let opener = time.tokens.end + usize::from(comma);
        // «عند الخامسة من مساء الجمعة كانت جالسة حين أطلق عليها النار»: so where nothing else happens.
        let empty = self.by_clause.of(time.clause).is_empty() && self.by_place.of(time.clause).is_empty();
        let sentence = self.found.clauses[time.clause].sentence;
        let follows = |c: &Clause| {
            let start = c.start as usize;
            (time.tokens.end..=opener).contains(&start) || empty && self.tells_when(start)
        };
        if self.found.clauses.get(next).is_some_and(|c| c.sentence == sentence && follows(c)) {
            let opener = self.found.clauses[next].start as usize;
            let key = self.tokens.get(opener).map(Token::key);
            let when = key.is_some_and(is_when) || empty && self.tells_when(opener);
            // «كان أبرزها في 2017 حيث هاجموا دورية»: of what follows, where nothing is told before.
            let told = key == Some(key!("حيث")) && self.by_clause.of(time.clause).is_empty();
            let when = when || told && self.by_place.of(time.clause).is_empty();
            if let Some(verb) = self.verb(next).filter(|_| when && self.timexes[t].kind != TimexKind::Duration) {
                // «26 و27 أبريل، حين قتلوا»: both.
                let first = t.checked_sub(1).filter(|&first| self.joint(first).is_some());
                for t in first.into_iter().chain([t]) {
                    self.add_as(verb, t, Rule::WhenClause, self.strength(t), Relation::During);
                }
                self.share(verb, t, time);
                // «مساء الجمعة، حين هز انفجار السوق»
                self.subject(verb, t);
            }
        }
    }

    /// «عاشت العاصمة أمس ساعات من الرعب بعدما اقتحموا الفندق»: what a clause opens with that says what there was.
    fn tells_when(&self, opener: usize) -> bool {
        let key = self.key(opener);
        let that = self.tokens.get(opener + 1).is_some_and(|t| t.key() == key!("أن"));
        is_when(key) || [key!("بعدما"), key!("إذ")].contains(&key) || that && [key!("بعد"), key!("إثر")].contains(&key)
    }

    /// «أطلق سراحهن مطلع سبتمبر، وتحديدا في اليوم الثالث منه»: the same event, said more closely.
    pub(super) fn precisely(&mut self, time: &Time) -> bool {
        let at = time.tokens.start;
        let before = (at.saturating_sub(3)..at).find(|&i| {
            [key!("تحديدا"), key!("وتحديدا"), key!("بالتحديد"), key!("وبالتحديد"), key!("بالضبط")]
                .contains(&self.key(i))
        });
        let last = time.timex.checked_sub(1).filter(|_| before.is_some());
        let here = self.found.clauses[time.clause].sentence;
        let last = last.filter(|&t| self.found.clauses[self.times[t].clause].sentence == here);
        let Some(last) = last.filter(|_| self.past_point(time)) else { return false };
        let first: Vec<TimeLink> = self.out.iter().filter(|l| l.timex as usize == last).cloned().collect();
        for link in &first {
            self.put(link.mention, time.timex, link.rule.clone(), link.strength, link.relation);
        }
        !first.is_empty()
    }

    /// «26 و27 أبريل», «في يوليو وأكتوبر», «بين الثلاثاء والخميس»: what the first dates, the second dates too.
    pub(super) fn coordinated(&mut self, time: &Time) -> bool {
        let Some(before) = time.timex.checked_sub(1) else { return false };
        let Some(through) = self.joint(before).map(|joint| joint != "و") else { return false };
        let first: Vec<TimeLink> = self
            .out
            .iter()
            .rev()
            .take_while(|l| l.timex as usize >= before)
            .filter(|l| l.timex as usize == before)
            .cloned()
            .collect();
        for link in &first {
            // «في ليلة 31 مارس إلى 1 أبريل»: both, where it did not begin with the first.
            let through = through && link.relation == Relation::During;
            let relation = if through { Relation::During } else { relation_of(&self.timexes[time.timex]) };
            self.put(link.mention, time.timex, link.rule.clone(), link.strength, relation);
        }
        !first.is_empty()
    }

    /// What joins a time to the next one, and makes one time of the two.
    pub(super) fn joint(&self, first: usize) -> Option<&str> {
        let (here, next) = (self.timexes.get(first)?, self.timexes.get(first + 1)?);
        let gap = self.located.text.get(here.quote.bytes.end as usize..next.quote.bytes.start as usize)?.trim();
        let joins =
            ["و", "إلى", "الى", "حتى", "وحتى", "لغاية", "ولغاية", "إلى غاية", "الى غاية", "وإلى غاية", "-", "–"];
        // «الساعة الخامسة (17:00 بتوقيت غرينتش)»: the same hour.
        let again = matches!((&here.value, &next.value), (Some(Value::Time(..)), Some(Value::Time(..))));
        (joins.contains(&gap) || again && gap == "(").then_some(gap)
    }

    /// The verb of a clause that places itself a day from the event that a time dates.
    pub(super) fn beside(&mut self, noun: u32, t: usize) {
        let clause = self.site(noun).clause as usize;
        let token = self.token(noun);
        let near = token.saturating_sub(4)..token;
        let relation = near.rev().find_map(|i| day_beside(self.key(i)));
        let verb = self.verb(clause).filter(|&v| self.token(v) < token && self.undated(v));
        if let (Some(verb), Some(relation)) = (verb, relation)
            && relation_of(&self.timexes[t]) == Relation::During
        {
            self.add_as(verb, t, Rule::DayBesideEvent, Strength::Inferred, relation);
        }
    }

    /// «قتل السبت في هجوم»: the event that the verb happens in happens then too.
    pub(super) fn share(&mut self, head: u32, t: usize, time: &Time) {
        let clause = self.site(head).clause as usize;
        let head_token = self.token(head);
        let (first, last) = self.site(head).phrase;
        let phrase = first as usize..=last as usize;
        let mention = self.mention(head);
        // «أطاح انقلاب بالرئيس في أغسطس»
        if mention.mode == Mode::Coup && mention.form == Form::Verb {
            let near = |n: &u32| (head_token..head_token + 3).contains(&self.token(*n));
            let coup = self.nouns(clause).find(|n| *n != head && near(n) && self.mention(*n).mode == Mode::Coup);
            if let Some(coup) = coup.filter(|&n| self.undated(n)) {
                self.add_too(coup, t, Rule::HappensIn);
            }
        }
        // «حاول شخص مهاجمته اليوم»: what was attempted, too.
        if mention.lemma == "حاول" {
            let violent = |n: u32| self.mention(n).class == Class::Assault;
            let near = head_token + 1..head_token + 6;
            let tried = self.nouns(clause).find(|&n| near.contains(&self.token(n))).filter(|&n| violent(n));
            if let Some(tried) = tried.filter(|&n| self.undated(n)) {
                self.add_too(tried, t, Rule::Attempted);
            }
        }
        if mention.lemma == "أعلن" && matches!(mention.form, Form::Verb | Form::Noun) {
            self.performed(head, t);
        }
        // «قال بعيد التصويت أمس إن»
        let vote =
            self.nouns(clause).find(|&n| self.token(n) + 1 == time.tokens.start && self.is_shortly(self.token(n)));
        if let Some(vote) = vote.filter(|&n| n != head && self.undated(n)) {
            self.add_too(vote, t, Rule::HappensIn);
        }
        // «طالب القادة في قمة أمس بإعادته»: where it was said.
        let setting = self.nouns(clause).rfind(|&n| (head_token..time.tokens.start).contains(&self.token(n)));
        let setting = setting.filter(|&n| {
            let at = self.token(n);
            let near = self.words_between(at + 1, time.tokens.start) <= 2 && !self.comma_between(at, time.tokens.start);
            let meets = self.mention(n).class == Class::Consult && !is_document(self.key(at));
            meets && self.is_in(at) && near
        });
        let says = self.leaves_time(head) && mention.form == Form::Verb;
        if let Some(setting) = setting.filter(|&n| says && n != head && self.undated(n)) {
            self.add_too(setting, t, Rule::Setting);
        }
        if self.leaves_time(head) && mention.form == Form::Verb
            || self.out.last().is_some_and(|l| l.relation != Relation::During)
        {
            return;
        }
        // «من قبائل تتبع للفولاني السبت في هجوم»: a clause that only describes leaves its nouns, too.
        let described = (time.clause != clause).then_some(time.clause);
        let nouns: Vec<u32> = self
            .nouns(clause)
            .chain(self.resumed_noun(clause))
            .chain(described.into_iter().flat_map(|c| self.nouns(c).filter(|&n| self.token(n) > time.tokens.start)))
            .filter(|&n| {
                // «انتهت الدورة بتوزيع الجوائز»
                let by = self.word(n).clitics.preposition == Some('ب');
                let weak = self.site(n).weak && !(by && mention.lemma == "انتهى");
                // «اجتمع المجلس في جلسة», «صوتوا في استفتاء»: one event in two words.
                let noun = self.mention(n);
                let met = mention.class == Class::Consult && noun.class == Class::Consult;
                let voted = mention.mode == Mode::Election && noun.mode == Mode::Election;
                n != head && !weak && !met && !voted && self.token(n) > head_token
            })
            .filter(|&n| {
                let token = self.token(n);
                let word = &self.found.words[token];
                let by = word.clitics.preposition == Some('ب');
                // «بعبوة»; «منطقة معروفة بتهديدات» is no means.
                let ends =
                    matches!(mention.lemma.as_ref(), "انتهى" | "اختتم" | "توج") && token <= head_token + 2 * REACH;
                let violent = self.mention(n).class == Class::Assault;
                let means = by && (violent || ends || token <= head_token + 4);
                let inside = means
                    || self.died_of(head, n)
                    || self.is_in(token)
                    || self.is_upon(token)
                    || self.is_with(head, token)
                    || self.directed(head, token)
                    || self.survived(head, token)
                    || self.forced(head, token)
                    || self.ended_in(head, token);
                if !inside {
                    return false;
                }
                // «شاركوا في الصراع», «للشروع في حوار»: what they take part in may be longer; before the time it is meant.
                let governor = token.checked_sub(if by { 1 } else { 2 });
                let governed = governor.is_some_and(|g| {
                    matches!(self.found.words[g].role, Role::Participle | Role::Noun { .. }) && !phrase.contains(&g)
                });
                // «سرع في سقوط الشمال», «انزلقت في اضطرابات»: what the verb is about.
                let about = ABOUT.contains(&self.mention(head).lemma.as_ref())
                    && self.is_in(token)
                    && token <= head_token + 10
                    // «ساهم في تأسيسها في مايو»
                    && !(matches!(mention.lemma.as_ref(), "ساهم" | "أسهم" | "نجح")
                        && self.words_between(token + 1, time.tokens.start) == 0
                        && token < time.tokens.start);
                // «بعد مقتل ثلاثة في هجوم»: it belongs to the one before it.
                let between = self.nouns(clause).rfind(|&m| (head_token + 1..token).contains(&self.token(m)));
                let other = between.is_some_and(|m| {
                    let at = self.token(m);
                    let word = &self.found.words[at];
                    let apart = self.signal_before(at)
                        && !self.is_in(at)
                        && !self.is_upon(at)
                        && self.key(at - 1) != key!("عن");
                    (apart || word.clitics.preposition == Some('ل')) && !self.comma_between(at, token)
                });
                let takes_part = self.mention(head).class == Class::Cooperate
                    || matches!(self.mention(head).mode, Mode::Killing | Mode::Injury | Mode::Death)
                    || mention.lemma == "سقط";
                let definite = self.site(n).definite;
                // «مع بداية التدخل»: it begins then, known or not.
                let begins = token > 1 && [key!("بداية"), key!("انطلاق"), key!("بدء")].contains(&self.key(token - 1));
                let upon = word.pronoun && self.is_upon(token);
                let at_once = begins
                    || upon
                    || ends && by
                    || self.ended_in(head, token)
                    || self.forced(head, token)
                    || self.is_shortly(token);
                let known = definite && token > time.tokens.start && !takes_part && !at_once;
                // «أنهت العمل باتفاق السلام الخميس»: an agreement that is ended, kept or broken was made before.
                let standing = self.mention(n).class == Class::Agree && !(ends && by);
                // «حكم عليه أمس بالإعدام», «أطلقوا أمس تهديدات باستهداف المصارف»: what is judged or threatened.
                let judges = mention.mode == Mode::Trial || matches!(mention.class, Class::Accuse | Class::Threaten);
                // «أفرج عنه الثلاثاء إثر مفاوضات», «نصب إثر انتخابات»: what takes its time was before.
                let slow = matches!(self.mention(n).mode, Mode::Talks | Mode::Election | Mode::Trial);
                let standing = standing || judges && by || slow && self.is_upon(token) && !self.is_shortly(token);
                !about
                    && !other
                    && !known
                    && !governed
                    && !standing
                    && token.saturating_sub(time.tokens.start) <= if definite { REACH } else { 2 * REACH }
                    && (!word.pronoun || self.is_upon(token) || self.words_between(token + 1, time.tokens.start) == 0)
            })
            .collect();
        for noun in nouns {
            // A noun with a time of its own keeps it.
            let near = time.timex.saturating_sub(4)..(time.timex + 5).min(self.times.len());
            let own = self.times[near].iter().any(|other| {
                other.tokens != time.tokens
                    && !(other.timex == time.timex + 1 && self.joint(time.timex).is_some())
                    && other.dated
                    && !counts_from_event(&self.timexes[other.timex])
                    && other.tokens.start > self.token(noun)
                    && other.clause == time.clause
                    && self.words_between(self.token(noun) + 1, other.tokens.start) <= 2
            });
            if !own {
                self.add_as(noun, t, Rule::HappensIn, Strength::Relative.min(self.strength(t)), Relation::During);
            }
        }
    }

    /// «جرح الخميس سائق، يعمل لدى الشركة، في انفجار»: what goes on past the commas around a description.
    fn resumed_noun(&self, clause: usize) -> Option<u32> {
        let here = self.found.clauses.get(clause + 1)?;
        let (start, end) = (here.start as usize, here.end as usize);
        let comma = |i: &usize| self.is_comma(*i);
        let opened = self.is_comma(start) || start > 0 && self.is_comma(start - 1);
        let describes = here.parent == Some(clause as u32)
            && self.found.words[start].clitics.conjunction.is_none()
            && self.verb(clause + 1).is_none_or(|v| self.goes_on(v) || self.site(v).state);
        let closing = (start + 1..end).find(comma).filter(|_| opened && describes)?;
        let noun = self.nouns(clause + 1).find(|&n| self.token(n) == closing + 2);
        noun.filter(|_| self.is_in(closing + 2) || self.is_upon(closing + 2))
    }

    /// «قتل جنود في هجوم شنه مسلحون الخميس»: who is killed in an attack is killed when it happens.
    pub(super) fn outcome(&mut self, noun: u32, t: usize) {
        let event = self.mention(noun);
        let token = self.token(noun);
        let named = matches!(event.form, Form::Noun | Form::LightVerb);
        if !named || relation_of(&self.timexes[t]) != Relation::During {
            return;
        }
        // «خسر رئاسيات 2002»
        let lost =
            || event.mode == Mode::Election && self.verb_before(noun).is_some_and(|v| wins(&self.mention(v).lemma));
        let inside = || {
            self.found.words[token].clitics.preposition == Some('ب')
                || self.is_in(token)
                || self.is_upon(token)
                || lost()
        };
        // «قتلهم خلال تصديه لهجمات استهدفت المدينة أمس»
        let whole = self.whole(noun);
        if whole != noun && self.found.words[token].clitics.preposition == Some('ل') {
            if self.is_meanwhile(whole) && self.undated(whole) {
                self.add_too(whole, t, Rule::Outcome);
                self.outcome(whole, t);
            }
            return;
        }
        let inside = inside();
        // «نجا المعسكر من هجوم شنه مسلحون فجر الجمعة»
        let survivor = self.verb_before(noun).filter(|&v| self.survived(v, token) && self.undated(v));
        if let Some(survivor) = survivor.filter(|_| !self.to_come(&self.times[t])) {
            self.add_too(survivor, t, Rule::Outcome);
        }
        // «لمنع تعديل يسمح بترشحه في انتخابات العام المقبل»: what has been told is not yet to come.
        if !inside || self.to_come(&self.times[t]) {
            return;
        }
        // Not the clause that describes the event, but the one in which it stands; and «قتل طيار أصيبت مروحيته
        // خلال الغارة» the one that it describes in turn.
        let mut clause = Some(self.found.clause_at(token));
        for _ in 0..2 {
            let Some(here) = clause else { break };
            let sufferer = self.by_clause.of(here).iter().copied().rfind(|&m| {
                // «حكم بالإعدام لإدانته بتفجير»: a sentence, not carried out in it.
                let sentence = self.mention(m).lemma == "أعدم" && self.word(m).clitics.preposition == Some('ب');
                self.token(m) < token
                    && !sentence
                    && (matches!(
                        self.mention(m).mode,
                        Mode::Killing | Mode::Injury | Mode::Death | Mode::Destruction | Mode::Kidnapping
                    ) || self.mention(m).form == Form::Noun
                        && matches!(self.mention(m).lemma.as_ref(), "سقط" | "سقوط")
                        || event.mode == Mode::Election && wins(&self.mention(m).lemma))
            });
            // «عذبوا عشرات خلال عملية استمرت خمسة أيام في 2022»
            let while_ = || {
                let meanwhile = token > 0 && [key!("خلال"), key!("أثناء")].contains(&self.key(token - 1));
                let ceremony =
                    event.class == Class::Consult || matches!(event.lemma.as_ref(), "مراسم" | "حفل" | "احتفال");
                let meanwhile = meanwhile || ceremony && self.is_in(token);
                let verb = self.verbs(here).filter(|&v| meanwhile && self.token(v) < token).last()?;
                let tells = self.mention(verb).form == Form::Verb && !self.governs(verb);
                (tells && !self.site(verb).state).then_some(verb)
            };
            let sufferer = sufferer.or_else(while_);
            if let Some(sufferer) = sufferer.filter(|&m| self.free(m, noun)) {
                self.add_too(sufferer, t, Rule::Outcome);
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
    pub(super) fn at_event(&mut self, noun: u32, t: usize) {
        let token = self.token(noun);
        let verb = self.verb_before(noun).or_else(|| self.fronted_verb(noun, t));
        let verb = verb.filter(|&v| self.undated(v) && !self.site(v).state);
        // «أعلن الجيش مقتل قائد في غارة السبت»: when it is told is another matter.
        let struck = self.mention(noun).class == Class::Assault;
        let verb = verb.filter(|&v| !(struck && self.governs(v)));
        // «وبعد وصولهم إلى المعسكر في 23 أكتوبر انسحب رفاقهم»
        let after = verb.is_some_and(|v| self.verb_token(v) == self.times[t].tokens.end)
            && token > 0
            && (is_after(self.bare(token - 1)) || self.bare(token - 1) == key!("فور"))
            && self.is_day(t);
        let whole = self.whole(noun);
        // «وصل إلى الحكم إثر انقلاب في أكتوبر 1987»
        let seizes = |v: u32| matches!(self.mention(v).lemma.as_ref(), "وصل" | "تولى" | "استولى" | "جاء" | "تسلم");
        let by_coup = self.mention(noun).mode == Mode::Coup
            && verb.is_some_and(seizes)
            && token > 0
            && (self.is_upon(token) || is_after(self.bare(token - 1)));
        // «قال للصحفيين عقب الجلسة التي عقدت أمس»
        let met = self.mention(noun).class == Class::Consult
            && token > 0
            && [key!("عقب"), key!("ختام"), key!("بعيد"), key!("إثر")].contains(&self.bare(token - 1))
            && verb.is_some_and(|v| self.site(v).report);
        let inside =
            self.is_in(token) || after || met || by_coup || self.is_meanwhile(whole) || self.is_in(self.token(whole));
        if !inside || relation_of(&self.timexes[t]) != Relation::During {
            return;
        }
        if whole != noun && self.undated(whole) {
            self.add_too(whole, t, Rule::DuringEvent);
        }
        if let Some(verb) = verb {
            self.add_too(verb, t, Rule::DuringEvent);
        }
    }

    /// Whether «خلال», «لدى» or their like stand before a noun: what happens then happens when it does.
    pub(super) fn is_meanwhile(&self, noun: u32) -> bool {
        let token = self.token(noun);
        token > 0 && is_during(self.bare(token - 1))
    }

    /// «في الجولة التي جرت الأحد، حصل كيتا على»: so for what a clause says took place.
    pub(super) fn at_opening(&mut self, noun: u32, t: usize) {
        let token = self.token(noun);
        if self.mention(noun).form != Form::LightVerb || !self.is_in(token) {
            return;
        }
        let verb = self.fronted_verb(noun, t).filter(|&v| self.undated(v));
        if let Some(verb) = verb.filter(|_| relation_of(&self.timexes[t]) == Relation::During) {
            self.add_too(verb, t, Rule::DuringEvent);
        }
    }

    /// «قال في بيان صدر الثلاثاء»: what a statement says is said when it is issued.
    pub(super) fn issued(&mut self, verb: u32, t: usize) {
        let here = self.site(verb).clause as usize;
        let clause = self.found.clauses[here];
        let participle = self.mention(verb).form == Form::Participle;
        // «وفي بيان صدر الأحد، قالت الحركة»
        let fronted = clause.link == Link::Main && {
            let start = clause.start as usize;
            let near = (start + 2..start + 5).contains(&self.token(verb));
            near && self.bare(start) == key!("في") && !self.found.words[start + 1].clitics.article
        };
        let tells = participle
            || fronted
            || clause.link == Link::Relative
            || clause.link == Link::And && self.word(verb).clitics.conjunction.is_none();
        let past = participle || matches!(self.mention(verb).tense, Tense::Past | Tense::Pluperfect);
        let lemma = self.mention(verb).lemma.as_ref();
        let issues = makes_known(lemma) || matches!(lemma, "أذاع" | "تناقل" | "وجه" | "أرسل" | "بعث" | "أدلى" | "تلا");
        if !tells || !past || !issues {
            return;
        }
        let said = if participle {
            self.verb_before(verb)
        } else {
            // «وفي تقريرها الذي نشر الأحد، قالت الحركة»: the sentence begins with it.
            let parent = clause.parent.map(|parent| parent as usize);
            let opens = fronted || parent.is_some_and(|parent| self.found.clauses[parent].link == Link::Main);
            let next = self.found.clauses.get(here + 1).filter(|next| opens && next.sentence == clause.sentence);
            let told = next.and_then(|_| self.verb(here + 1));
            parent.and_then(|parent| self.nearest_verb(parent, clause.start as usize)).or(told)
        };
        let start = clause.start as usize;
        let document = (start.saturating_sub(4)..start)
            .any(|i| i > 0 && is_document(self.key(i)) && self.bare(i - 1) == key!("في"));
        let says = |v: &u32| {
            let tells = self.governs(*v) || self.mention(*v).mode == Mode::Statement || document;
            // «القرار الذي صدر في مايو كان يتحدث عن قوة»: for as long as it stood.
            let stood = self.goes_on(*v) && self.mention(*v).tense == Tense::Past;
            (tells || self.token(*v) > self.token(verb)) && self.undated(*v) && !stood
        };
        if let Some(said) = said.filter(says) {
            self.add_too(said, t, Rule::Issued);
        }
    }

    /// «أحبط الجيش محاولة هجوم فجر الأحد»: an attempt and what ends it are one scene.
    pub(super) fn thwarted(&mut self, noun: u32, rule: Rule, t: usize) {
        let verb = || self.verb_before(noun).filter(|&v| self.undated(v));
        let found = self.found;
        let thwarts = |v: &u32| matches!(found.mentions[*v as usize].lemma.as_ref(), "أحبط" | "أفشل" | "أجهض");
        if rule == Rule::ContentNoun
            && let Some(verb) = verb().filter(thwarts)
        {
            self.add_too(verb, t, Rule::Thwarted);
        }
        // «أحبط الحراس ليل أمس سطوا»: the other way round.
        let repels = thwarts(&noun) || matches!(self.mention(noun).lemma.as_ref(), "صد" | "تصدى");
        if self.mention(noun).form != Form::Verb || !repels {
            return;
        }
        let (clause, from) = (self.site(noun).clause as usize, self.token(noun));
        let near = from + 1..from + REACH;
        let object = self.nouns(clause).find(|&n| near.contains(&self.token(n)));
        let met = |n: &u32| {
            let clitics = self.word(*n).clitics;
            // «محاولة لمهاجمة المصرف»
            let object = clitics.preposition.is_none_or(|p| p == 'ل') && !self.signal_before(self.token(*n));
            self.mention(*n).class == Class::Assault && object && self.undated(*n)
        };
        if let Some(object) = object.filter(met).filter(|_| relation_of(&self.timexes[t]) == Relation::During) {
            self.add_too(object, t, Rule::Thwarted);
        }
    }

    /// «أدى اليمين في مراسم أقيمت اليوم»: what is done at it is done when it is held.
    pub(super) fn held(&mut self, verb: u32, t: usize) {
        let clause = self.found.clauses[self.site(verb).clause as usize];
        let lemma = self.mention(verb).lemma.as_ref();
        let holds = matches!(lemma, "أقام" | "عقد" | "انعقد" | "نظم" | "جرى" | "أدلى");
        if clause.link != Link::Relative || !holds {
            return;
        }
        let start = clause.start as usize;
        let at = [key!("في"), key!("خلال"), key!("أثناء")];
        let place = (start.saturating_sub(5)..start)
            .find(|&i| i > 0 && at.contains(&self.bare(i - 1)) && !self.has_verb(i..start));
        if place.is_none() {
            return;
        }
        let done = clause.parent.and_then(|parent| self.nearest_verb(parent as usize, start));
        let free = |v: &u32| self.undated(*v) && !self.site(*v).state;
        // «تنوي حله في جلسة تعقد غدا»: she does so now.
        let done = done.filter(|_| !self.to_come(&self.times[t]));
        if let Some(done) = done.filter(free).filter(|&v| self.token(v) < start) {
            self.add_too(done, t, Rule::DuringEvent);
        }
    }

    /// «التفجيرات التي هزت المدينة»: what a clause says of an event noun it says of that event.
    pub(super) fn told_of(&self, verb: u32, takes: &dyn Fn(u32) -> bool) -> Option<u32> {
        let mention = self.mention(verb);
        let c = self.scheduled(self.site(verb).clause as usize);
        let clause = self.found.clauses[c];
        let word = self.word(verb);
        let light = word.entry(self.lexicon).is_some_and(|e| e.effect == Effect::Light);
        // «في غارة، شنها الطيران أمس»
        let carries_out = light && word.pronoun;
        if clause.link == Link::And
            && (mention.lemma == "وقع" || mention.mode == Mode::Coup || carries_out)
            && mention.form == Form::Verb
        {
            let start = clause.start as usize;
            return self.happened(verb, takes).filter(|&n| !carries_out || self.token(n) + NEAR >= start);
        }
        if clause.link != Link::Relative || mention.form == Form::Noun || self.leaves_time(verb) {
            return None;
        }
        // «الزيارة التي قادت الوفد», «العملية التي بدأتها»: another side of it, told by the verb.
        let starts = mention.mode == Mode::Start;
        let noun_of = |n: u32| {
            let noun = self.mention(n);
            mention.class == Class::Assault
                || self.inside(verb) && self.token(n) + 3 > clause.start as usize
                || light
                || self.site(verb).aspect && !starts
                // «محاكمته التي دامت من 22 إلى 24 أغسطس»
                || matches!(mention.lemma.as_ref(), "دام" | "استمر" | "امتد" | "تواصل" | "استغرق")
                || starts && noun.lemma == "حداد"
                || starts
                    && matches!(noun.class, Class::Assault | Class::Mobilize | Class::Protest)
                    && !matches!(noun.mode, Mode::Killing | Mode::Injury)
                || noun.mode == Mode::Disaster && mention.tense != Tense::Present
                || mention.class == Class::Coerce && noun.class == Class::Coerce
        };
        let parent = clause.parent? as usize;
        let start = clause.start as usize;
        let led = self.verbs(parent).filter(|&v| self.mention(v).form == Form::LightVerb);
        // «الانقلاب في مارس الذي أطاح بالرئيس»: past its time.
        let next = self.times.partition_point(|t| t.tokens.end < start);
        let time = self.times.get(next).filter(|t| t.tokens.end == start && t.tokens.start > 0);
        let near = time.map_or(start, |t| t.tokens.start - usize::from(self.signal_before(t.tokens.start)));
        let last = self.nouns(parent).chain(led).filter(|&n| self.token(n) < start).max_by_key(|&n| self.token(n));
        // «في غارة للطيران العراقي ضربت جسرا»: past whose attack it was.
        let strikes =
            self.verb_token(verb) == start && matches!(mention.lemma.as_ref(), "استهدف" | "هز" | "ضرب" | "طال");
        // «بعد انقلاب في العاصمة أطاح بالرئيس», «في هجوم «منسق» تعرض له معسكرهم»
        let undergone = mention.lemma == "تعرض"
            && self.tokens.get(self.verb_token(verb) + 1).is_some_and(|t| [key!("له"), key!("لها")].contains(&t.key()));
        let strikes = strikes || mention.mode == Mode::Coup && self.verb_token(verb) == start || undergone;
        let struck = |&n: &u32| {
            let event = self.mention(n);
            let coup = mention.mode == Mode::Coup;
            let violent = if coup { event.mode == Mode::Coup } else { event.class == Class::Assault };
            let near = self.token(n) + REACH > start && !self.comma_between(self.token(n), start);
            strikes && violent && near && !self.site(n).definite && takes(n)
        };
        if let Some(noun) = last.filter(struck) {
            return Some(noun);
        }
        // «هجوم الجمعة على فندق في العاصمة، الذي أودى بحياة عشرين»: what came of it can be said of nothing else.
        let led = takes_lives(&mention.lemma) || matches!(mention.lemma.as_ref(), "أسفر" | "أدى");
        let which = [key!("الذي"), key!("التي"), key!("والذي"), key!("والتي")].contains(&self.key(start))
            || self.tokens.get(start + 1).is_some_and(|t| [key!("الذي"), key!("التي")].contains(&t.key()));
        let attack = |&n: &u32| {
            let event = self.mention(n);
            let violent = event.class == Class::Assault || event.mode == Mode::Disaster;
            violent && event.form != Form::Verb && self.token(n) < start && self.token(n) + 2 * NEAR > start
        };
        // «تعرض لهجوم في 5 يناير أوقع ثمانية قتلى»
        let at_once = self.verb_token(verb) == start && self.found.words[start].clitics.letters == 0 && time.is_some();
        let light = self.verbs(parent).filter(|&v| self.mention(v).form == Form::LightVerb);
        let before = self.nouns(parent).chain(light.filter(|_| at_once)).filter(attack).max_by_key(|&n| self.token(n));
        if let Some(noun) = before.filter(|&n| led && (which || at_once) && takes(n)) {
            return Some(noun);
        }
        // «هجوم على حافلة قرب البلدة قتل فيه عشرة»: what happens in it is told of nothing else.
        let within = |&n: &u32| {
            let event = self.mention(n);
            let violent = event.class == Class::Assault || event.mode == Mode::Disaster;
            let near = self.token(n) + REACH > start && !self.comma_between(self.token(n), start);
            self.inside(verb) && violent && event.form == Form::Noun && near && !self.site(n).definite && takes(n)
        };
        if let Some(noun) = last.filter(within) {
            return Some(noun);
        }
        last.filter(|&n| {
            let token = self.token(n);
            // «سيطرة الجماعات التي طردت»: the clause may be about whose it was.
            let owned = !self.site(n).definite
                && (token + 1..start).any(|i| {
                    let word = &self.found.words[i];
                    word.clitics.article && word.particle() != Some(Particle::Time) && !self.in_time(i)
                });
            !self.site(n).weak
                && token < start
                && token + 3 >= near
                && takes(n)
                && noun_of(n)
                && !owned
                && !self.comma_between(token, start)
        })
    }

    /// «زيارة كان يفترض أن يقوم بها في مايو»: the clause that describes an event, where another says only that it was
    /// expected.
    fn scheduled(&self, clause: usize) -> usize {
        let here = self.found.clauses[clause];
        let Some(parent) = here.parent.filter(|_| here.link == Link::That).map(|p| p as usize) else { return clause };
        let above = self.found.clauses[parent];
        let expected = [key!("يفترض"), key!("مفترضا"), key!("مقررا"), key!("منتظرا"), key!("متوقعا"), key!("ينتظر")];
        let expects = (here.start as usize).checked_sub(1).is_some_and(|i| {
            expected.contains(&self.key(i)) || self.found.words[i].particle() == Some(Particle::Expected)
        });
        let only = here.start <= above.start + 5;
        if expects && only && above.link == Link::Relative { parent } else { clause }
    }

    /// «غارات شاركت فيها طائرات»: told of what goes on in it.
    pub(super) fn inside(&self, verb: u32) -> bool {
        let after = self.verb_token(verb) + 1;
        let words = self.tokens.get(after..after + 3).unwrap_or_default();
        self.mention(verb).tense != Tense::Present && stands_inside(words)
    }

    /// «يعتقله منذ 3 مايو عند دخوله القرية»: what it began with.
    pub(super) fn began_with(&mut self, t: usize) {
        let end = self.times[t].tokens.end;
        let when = end < self.tokens.len() && [key!("عند"), key!("لدى"), key!("إثر")].contains(&self.key(end));
        let noun = self.nouns(self.times[t].clause).find(|&n| self.token(n) == end + 1);
        let noun = noun.filter(|&n| when && self.undated(n));
        if let Some(noun) = noun.filter(|_| relation_of(&self.timexes[t]) == Relation::Since) {
            self.add_as(noun, t, Rule::DuringEvent, Strength::Relative.min(self.strength(t)), Relation::During);
        }
    }

    /// «تبنى هجوما قتل فيه جندي، وقع السبت»: what a second description says of an event.
    fn happened(&self, verb: u32, takes: &dyn Fn(u32) -> bool) -> Option<u32> {
        let c = self.site(verb).clause as usize;
        let start = self.found.clauses[c].start as usize;
        // «قاد انقلابا عام 1991 أطاح بالرئيس»: so right behind a time.
        let behind = start == self.token(verb) && start > 0 && self.in_time(start - 1);
        // «بعد انقلاب في العاصمة أطاح بالرئيس في مارس»
        let toppled = self.mention(verb).mode == Mode::Coup
            && start == self.token(verb)
            && self.found.words[start].clitics.conjunction.is_none();
        let described = behind || toppled || self.is_comma(start) && start + 1 == self.token(verb);
        let mut up = self.found.clauses[c].parent.filter(|_| described);
        for _ in 0..2 {
            let here = up? as usize;
            // «قاد انقلابا في أغسطس، أطاح بالرئيس»
            let coup = self.mention(verb).mode == Mode::Coup;
            let event = |n: &u32| {
                let noun = self.mention(*n);
                let same = if coup { noun.mode == Mode::Coup } else { noun.class == Class::Assault };
                same && noun.form != Form::Verb && takes(*n)
            };
            let told = self.by_clause.of(here).iter().copied().filter(|_| coup).chain(self.nouns(here));
            if let Some(noun) = told.filter(|&n| self.token(n) < start).filter(event).max_by_key(|&n| self.token(n)) {
                return Some(noun);
            }
            up = self.found.clauses[here].parent;
        }
        None
    }

    /// Whether a token is part of a time.
    pub(super) fn in_time(&self, token: usize) -> bool {
        let next = self.times.partition_point(|t| t.tokens.end <= token);
        self.times.get(next).is_some_and(|t| t.tokens.contains(&token))
    }

    /// «في مستهل القمة السبت، أكد الرئيس»: the verb that follows what a sentence begins with.
    fn fronted_verb(&self, noun: u32, t: usize) -> Option<u32> {
        let time = &self.times[t];
        let place = self.found.clause_at(self.token(noun));
        let sentence = self.found.clauses[place].sentence;
        let first = place.checked_sub(1).is_none_or(|c| self.found.clauses[c].sentence != sentence);
        let begins = self.token(noun) <= self.found.clauses[place].start as usize + 5;
        // «وفي هجوم السابع من مارس على مطعم، وهو الأول من نوعه، سقط خمسة»
        let beside = |token: usize| {
            token > 0
                && token < time.tokens.end + 2 * REACH
                && self.is_comma(token - 1)
                && !self.has_verb(time.tokens.end..token)
        };
        let near = |c: usize| {
            let after = |v: &u32| {
                let token = self.verb_token(*v);
                token >= time.tokens.end && (token <= time.tokens.end + 3 || beside(token))
            };
            self.found.clauses.get(c).filter(|c| c.sentence == sentence).and_then(|_| self.verbs(c).find(after))
        };
        if !(first && begins && time.clause <= place + 1) {
            return None;
        }
        near(time.clause).or_else(|| near(time.clause + 1))
    }

    /// The verb of the clause that a noun stands in, if it stands before it.
    fn verb_before(&self, noun: u32) -> Option<u32> {
        let token = self.token(noun);
        let place = self.found.clause_at(token);
        self.verbs(place).filter(|&v| self.token(v) < token).last()
    }

    /// Whether a mention has no time but one that it shares with another.
    fn free(&self, mention: u32, other: u32) -> bool {
        // «بعد عام من إصابة سائقين في انفجارين يوم 3 مايو»: how long after it says nothing of the day.
        let counted = |t: u32| self.timexes[t as usize].bounds.is_none();
        self.first_time[mention as usize].is_none_or(|t| self.first_time[other as usize] == Some(t) || counted(t))
    }

    /// «أعلنت الحكومة مساء الأربعاء إقالة القائد»: who has the power does it by saying so.
    fn performed(&mut self, verb: u32, t: usize) {
        let done = |n: &u32| {
            let mention = self.mention(*n);
            let office = matches!(mention.mode, Mode::Appointment | Mode::Resignation | Mode::Merger | Mode::Founding);
            (office || is_act(&mention.lemma)) && self.undated(*n)
        };
        let object = self.announced_object(verb);
        if let Some(noun) = object.filter(done).filter(|_| relation_of(&self.timexes[t]) == Relation::During) {
            self.add_too(noun, t, Rule::Performative);
        }
    }

    /// The event that a verb of announcing has for its object.
    pub(super) fn announced_object(&self, verb: u32) -> Option<u32> {
        let token = self.token(verb);
        self.nouns(self.site(verb).clause as usize).find(|&n| {
            let at = self.token(n);
            at > token
                && self.found.words[at].clitics.letters == 0
                && !self.signal_before(at)
                && !self.is_in(at)
                && !matches!(self.found.words[at - 1].role, Role::Noun { .. })
        })
    }

    /// «شهدت البلاد منعطفا، مع إعلان الجماعة»: at the same time, if it is no party to what is told.
    fn is_with(&self, verb: u32, token: usize) -> bool {
        let with = token > 0 && self.key(token - 1) == key!("مع");
        let party = matches!(self.mention(verb).class, Class::Agree | Class::Consult | Class::Cooperate);
        let begins = self.mention(verb).mode == Mode::Start;
        with && !party && token > 1 && (begins || self.is_comma(token - 2))
    }

    /// «نجا الأحد من هجوم», «نجا من محاولة اغتيال»
    fn survived(&self, verb: u32, token: usize) -> bool {
        let attempt = token > 0 && self.found.words[token - 1].particle() == Some(Particle::Attempt);
        let from = token - usize::from(attempt);
        let survives = matches!(self.mention(verb).lemma.as_ref(), "نجا" | "أفلت");
        survives && from > 0 && self.key(from - 1) == key!("من")
    }

    /// «أجبره على الاستقالة», «اضطروا إلى الانسحاب»: who is made to do something does it.
    fn forced(&self, verb: u32, token: usize) -> bool {
        let to = |k: Key| token > 0 && self.key(token - 1) == k;
        let past = matches!(self.mention(verb).tense, Tense::Past | Tense::Pluperfect);
        past && match self.mention(verb).lemma.as_ref() {
            "أجبر" | "أرغم" => to(key!("على")),
            "اضطر" => to(key!("إلى")) || self.found.words[token].clitics.preposition == Some('ل'),
            _ => false,
        }
    }

    /// «وساطة انتهت أمس إلى تسليمه»: what it ended in was its end.
    fn ended_in(&self, verb: u32, token: usize) -> bool {
        let ends = matches!(self.mention(verb).lemma.as_ref(), "انتهى" | "أفضى");
        ends && self.mention(verb).tense == Tense::Past && token > 0 && self.key(token - 1) == key!("إلى")
    }

    /// «أشرف على هدم المسجد»: who directs something does so while it happens.
    fn directed(&self, verb: u32, token: usize) -> bool {
        self.mention(verb).lemma == "أشرف" && token > 0 && self.key(token - 1) == key!("على")
    }
}

/// «أودى بحياة ثلاثة», «أزهق أرواحهم»: what an attack or a disaster does.
pub(super) fn takes_lives(lemma: &str) -> bool {
    matches!(lemma, "أودى" | "أوقع" | "خلف" | "حصد" | "أزهق")
}

/// What happens to those who stand in an election.
fn wins(lemma: &str) -> bool {
    matches!(lemma, "فاز" | "خسر" | "كسب" | "تنافس" | "ترشح" | "هزم" | "شارك")
}

/// What those in power do by saying so.
pub(super) fn is_act(lemma: &str) -> bool {
    matches!(lemma, "حل" | "طرد" | "جرد" | "أغلق" | "ألغى" | "علق" | "فرض" | "حظر" | "جمد" | "أبطل")
}

pub(super) fn counts_from_event(timex: &Timex) -> bool {
    matches!(timex.expression.form, timex::Form::Offset { anchor: Anchor::Event, .. })
}
