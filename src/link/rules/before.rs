//! The noun that stands before a time: whether the time is its own, or its verb's.

use super::also::{self, is_act};
use super::{Linker, REACH, Time, day_beside, relation_of};
use crate::event::lexicon::{Particle, Sort};
use crate::event::{self, Class, Factuality, Form, Link, Mode, Tense, WordRole as Role};
use crate::link::claim::Relation;
use crate::link::rule::Rule;
use crate::script::{Key, key};

/// What one of several is told after.
const LISTED: [Key; 6] = [key!("منها"), key!("بينها"), key!("أبرزها"), key!("آخرها"), key!("أولها"), key!("أهمها")];

/// A noun before a time.
#[derive(Debug, Clone, Copy)]
struct Before {
    /// The noun that has the time if any has: the first of those that possess each other.
    noun: u32,
    /// The noun nearest to the time.
    nearest: u32,
    /// The words between.
    gap: usize,
}

impl Linker<'_> {
    /// The noun that stands before it, or the verb that stands between or after.
    pub(super) fn noun_before(&self, time: &Time, verb: Option<u32>, nearest: u32) -> Option<(u32, Rule)> {
        let at = time.tokens.start;
        let token = self.token(nearest);
        let site = self.site(nearest);
        let gap = self.words_between(token + 1, at);
        let prepositional = self.signal_before(at);
        // «هجوم الأحد», «اتفاق 2015»: the time is the noun's possessor.
        let construct = gap == 0
            && !self.comma_between(token, at)
            && !self.owned(token)
            && !site.definite
            && !prepositional
            && !site.weak
            && !self.tokens[token].span.of(self.located.text).ends_with('ا')
            && !self.tokens[token].span.of(self.located.text).ends_with("اً");
        let (noun, temporal) = self.chain(nearest);
        let (noun, temporal) = match self.led(noun, at).filter(|_| temporal.is_none() && self.far_back(time)) {
            Some(led) => (led.0, Some(led.1)),
            None => (noun, temporal),
        };
        let gap = if noun == nearest { gap } else { 0 };
        let beside = temporal.is_some_and(|i| day_beside(self.key(i)).is_some());
        // «غداة الإفراج عنه بعد ثلاث سنوات»
        if beside && gap <= REACH && relation_of(&self.timexes[time.timex]) == Relation::During {
            return Some((noun, Rule::DayBesideEvent));
        }
        if construct && self.mention(noun).form == Form::Noun {
            return Some((noun, Rule::Construct));
        }
        // «منذ انطلاق البعثة في شمال الإقليم عام 2016»
        // «بعد ساعات من استقالة الرئيس فلان الفلاني ليل الثلاثاء»
        let counted = temporal.is_some_and(|i| self.key(i) == key!("من")) && self.is_day(time.timex);
        let far = (self.far_back(time) || counted) && gap <= 8 && !self.comma_between(token, at) && !site.weak;
        if temporal.is_some() && (gap <= 2 || far) {
            return Some((noun, Rule::AfterEvent));
        }
        if self.undertaken(token) && !self.comma_between(token, at) && self.past_point(time) {
            return Some((noun, Rule::AfterEvent));
        }
        if gap == 1 && self.signed(token, at) {
            return Some((noun, Rule::Participle));
        }
        // «اعتقلوا سانوغو، قائد الانقلاب في 22 مارس 2012»: of what he led, not of what is told of him.
        let taken = verb.is_some_and(|v| self.first_time[v as usize].is_some());
        if prepositional && gap <= 1 && !site.weak && self.epithet(noun, taken) && self.far_back(time) {
            return Some((noun, Rule::Construct));
        }
        // «عمليات منها هجمات العاصمة في 18 يناير», «الهجومان ليوم الخميس»
        let listed = token > 0 && LISTED.contains(&self.key(token - 1));
        let possessed = self.located.text[..self.timexes[time.timex].quote.bytes.start as usize].ends_with('ل');
        if (listed && gap <= 4 || possessed && gap <= 1) && !site.weak {
            return Some((noun, Rule::Construct));
        }
        let before = Before { noun, nearest, gap };
        match verb {
            Some(v) if self.token(v) < token => self.verb_or_noun(time, v, before),
            None if gap <= self.reach(time, nearest) => Some((noun, Rule::NominalSentence)),
            Some(v) if self.token(v) > at && !self.site(v).state => self.noun_or_verb(time, v, before),
            _ => None,
        }
    }

    /// How far before a time a noun still has it, in a clause without a verb.
    fn reach(&self, time: &Time, noun: u32) -> usize {
        match self.site(noun).weak {
            _ if self.states(time) => 1,
            // «بتهمة قتل 21 من القبعات الحمر في عام 2012»
            true if self.far_back(time) && self.signal_before(time.tokens.start) => 6,
            true => 3,
            false => REACH,
        }
    }

    /// Of a noun between its verb and the time: which of the two has it, if that can be told from the noun.
    fn verb_or_noun(&self, time: &Time, v: u32, before: Before) -> Option<(u32, Rule)> {
        let Before { noun, nearest, gap } = before;
        let (at, token, site) = (time.tokens.start, self.token(nearest), self.site(nearest));
        // «أعلنت بعثة الأمم المتحدة لتحقيق الاستقرار في مالي اليوم»: part of a name, or what somebody is there for.
        let purpose = site.weak && token > 0 && self.found.words[token - 1].clitics.preposition == Some('ل');
        let other = self.mention(noun).class == Class::Other;
        if purpose && other && self.site(v).report {
            return Some((v, Rule::ClauseVerb));
        }
        // «ألغت الحكومة عقدا مبرما في مايو 1998»
        let participle = (token + 1..at).any(|i| self.found.words[i].role == Role::Participle);
        if participle && gap == 1 && self.far_back(time) && !site.weak {
            return Some((noun, Rule::Participle));
        }
        // «كمين في مايو جرح فيه اثنان وتفجير في نوفمبر»
        let listed = self.found.words[token].clitics.conjunction == Some('و')
            && self.mention(noun).class == Class::Assault
            && self.mention(noun).form == Form::Noun
            && (self.found.clauses[time.clause].link == Link::Relative || self.inside(v))
            && gap <= 4
            && !self.comma_between(token, at);
        if listed {
            return Some((noun, Rule::Construct));
        }
        if let Some(v) = self.performs(Some(v), Some(noun)) {
            return Some((v, Rule::Performative));
        }
        // «أعلن الوزير إلغاء الضريبة أمس»
        let act = self.mention(v).lemma == "أعلن" && is_act(&self.mention(noun).lemma);
        if act && self.past_point(time) && self.announced_object(v) == Some(noun) {
            return Some((v, Rule::Performative));
        }
        if self.second_beside(time, v, noun) || self.is_occasion(time, v, before) || self.between_commas(time, v) {
            return Some((v, Rule::ClauseVerb));
        }
        self.content(time, v, before)
    }

    /// «قال في اتصال الخميس»: where it was said, not what.
    fn is_occasion(&self, time: &Time, v: u32, before: Before) -> bool {
        let Before { noun, nearest, .. } = before;
        let (at, token) = (time.tokens.start, self.token(nearest));
        let setting = self.is_in(token)
            && !matches!(self.mention(noun).class, Class::Assault | Class::Coerce)
            && !matches!(self.mention(noun).mode, Mode::Death | Mode::Disaster | Mode::Coup);
        // «دانت المحكمة، في حكم تاريخي، الثلاثاء»: between commas, too.
        let aside = self.is_in(token) && self.comma_between(token, at);
        // «قررت في قمتها في فبراير إنشاء قوة»: so for what a meeting decides.
        let first = self.nouns(time.clause).find(|&n| self.token(n) > self.token(v)) == Some(noun);
        let meets = first
            && self.mention(noun).class == Class::Consult
            && self.mention(v).tense != Tense::Present
            && self.leaves_time(v);
        // «تعهد في خطاب تنصيبه الاثنين بالإصلاح»
        let spoken = [key!("خطاب"), key!("كلمة")].contains(&self.key(token - 1)) && self.leaves_time(v);
        setting && (self.site(v).report || meets || spoken) || aside && !self.site(v).state
    }

    /// «قرر أعضاء التنسيقية المناصرة للانقلاب، الاثنين، تعيين»: a time between commas, and only who they are before it.
    fn between_commas(&self, time: &Time, v: u32) -> bool {
        let at = time.tokens.start;
        let alone = at > 0
            && self.is_comma(at - 1)
            && self.is_comma(time.tokens.end)
            && relation_of(&self.timexes[time.timex]) == Relation::During;
        let who = |n: u32| {
            let i = self.token(n);
            self.site(n).weak
                || self.found.words[i].clitics.preposition == Some('ل')
                || self.site(n).definite && (self.found.words[i].clitics.preposition.is_some() || self.signal_before(i))
                // «أبدى مؤتمر الوفاق، في أبريل، تأييده»
                || i == self.verb_token(v) + 1 && self.mention(n).class == Class::Consult && self.governs(v)
        };
        let mut before = self.nouns(time.clause).filter(|&n| (self.token(v)..at).contains(&self.token(n)));
        let free = self.undated(v) && !self.site(v).state;
        alone && free && before.all(who)
    }

    /// «أعلنت مقتل 30 الأحد»: a noun that says what the verb tells of, or that comes after the verb's own time.
    fn content(&self, time: &Time, v: u32, before: Before) -> Option<(u32, Rule)> {
        let Before { noun, nearest, gap } = before;
        let (token, weak) = (self.token(nearest), self.site(nearest).weak);
        // «أعلن الحداد ثلاثة أيام اعتبارا من الاثنين»: saying so takes no days.
        let mourning = self.mention(noun).lemma == "حداد";
        // «أعلنوا العثور السبت على جثث»: the noun goes on past its time.
        let goes_on = gap == 0
            && self
                .tokens
                .get(time.tokens.end)
                .is_some_and(|t| [key!("على"), key!("عن"), key!("من"), key!("ضد"), key!("إلى")].contains(&t.key()));
        let announced = self.announced(v, noun) && !self.states(time) && !goes_on;
        // «أبلغ بالحادث مساء الأربعاء»: when he was told.
        let known = self.found.words[token].clitics;
        let informed = matches!(self.mention(v).lemma.as_ref(), "أبلغ" | "أخطر" | "أطلع")
            && known.article
            && known.preposition == Some('ب')
            && self.past_point(time);
        let says = self.leaves_time(v) && !announced && !informed && !self.possessed(noun);
        // «كان قد قرر الانسحاب في 17 فبراير الماضي»: what is only meant has not been.
        let meant = matches!(self.mention(noun).factuality, Factuality::Planned | Factuality::Asked);
        let whole = self.whole(noun);
        let meant = meant && !self.is_meanwhile(whole) && !self.is_in(self.token(whole));
        let over = || self.is_over(time.timex) && relation_of(&self.timexes[time.timex]) == Relation::During;
        // «دعت أنصارها إلى التجمع صباح اليوم»: still to come when it is told.
        let today = gap == 0 && self.is_today(time.timex);
        if says && meant && !today && self.is_perfect(v) && self.undated(v) && over() {
            return Some((v, Rule::ClauseVerb));
        }
        // «يربط كثيرون الحادثة بمقتل جنود يوم 17 مايو»: what goes on now was not then.
        let now = self.mention(v).tense == Tense::Present && self.mention(v).class == Class::Other;
        if now && !weak && self.mention(v).form == Form::Verb && gap <= REACH && self.far_back(time) && over() {
            return Some((noun, Rule::ContentNoun));
        }
        // A second time in the clause of a verb that has one is not the verb's.
        let taken = self.first_time[v as usize].is_some_and(|other| other != time.timex as u32);
        // «إطلاق سراح مختطف منذ ستة أعوام»: what takes a moment does not go on since.
        let momentary = matches!(self.mention(noun).mode, Mode::Release | Mode::Killing | Mode::Arrest);
        let since = momentary && relation_of(&self.timexes[time.timex]) == Relation::Since;
        // «أعلن مسؤوليته عن تفجير جسر قرب الحدود في مايو»: what she owns up to.
        let claimed = token > 1 && self.key(token - 1) == key!("عن") && self.claims(token - 2);
        // «حمل الجيش مسؤولية مقتل مدنيين في مارس»
        if self.mention(v).lemma == "حمل" && token > 0 && self.claims(token - 1) && gap <= REACH {
            return Some((noun, Rule::ContentNoun));
        }
        // «اتفق الطرفان على تبادل الأسرى الأحد المقبل»: what has been told is not yet to come.
        let past = matches!(self.mention(v).tense, Tense::Past | Tense::Pluperfect);
        if past && self.to_come(time) && gap <= REACH && self.mention(v).form == Form::Verb {
            return Some((noun, Rule::ContentNoun));
        }
        // «دخلوا أمس المدينة وسط هتافات السكان، بعد يومين من سقوطها»: what is counted from another event is of what is
        // told.
        let counted = also::counts_from_event(&self.timexes[time.timex]);
        if taken && !says && counted && self.mention(v).form != Form::Noun {
            return Some((v, Rule::ClauseVerb));
        }
        let limit = if weak && !taken && !mourning && !claimed || since { 2 } else { REACH };
        ((says || taken) && gap <= limit).then_some((noun, if says { Rule::ContentNoun } else { Rule::SecondTime }))
    }

    /// The same of a noun before the time and a verb after it: «هجوم وقع ...», «الزيارة التي».
    fn noun_or_verb(&self, time: &Time, v: u32, before: Before) -> Option<(u32, Rule)> {
        let Before { noun, nearest, gap } = before;
        let (at, token, weak) = (time.tokens.start, self.token(nearest), self.site(nearest).weak);
        // «بعد اكتشاف أمريكا عام 1492، أخذت»: a comma closes the phrase that the time is in.
        let closed = self.comma_between(time.tokens.end, self.token(v)) && !self.comma_between(token, at);
        // «الفيضان في الوادي، أوائل مايو، أسوأ كارثة تضرب الإقليم»: the verb only describes what stands before it.
        let i = self.verb_token(v);
        let describes = i > time.tokens.end
            && self.mention(v).tense == Tense::Present
            && matches!(self.found.words[i - 1].role, Role::Noun { .. } | Role::Unknown)
            && !self.found.words[i - 1].clitics.article
            && !weak;
        // «إن هجوم الجيش النهائي أمس لم يترك مخرجا»: what did not happen has no day.
        let never = self.mention(v).factuality == Factuality::Negated && self.past_point(time);
        let never = never && self.mention(noun).class == Class::Assault && !weak;
        if (closed || describes || never) && gap <= 6 || gap <= 2 && !weak && !self.comma_between(token, at) {
            return Some((noun, Rule::NominalSentence));
        }
        Some((v, Rule::VerbAfter))
    }

    /// «بعد قيام الشرطة باعتقال طلاب»: the event that comes after the word for undertaking it.
    fn undertaken(&self, noun: usize) -> bool {
        let undertakes = [key!("قيام"), key!("قيامه"), key!("قيامها"), key!("قيامهم")];
        let near = noun.saturating_sub(7)..noun;
        let done = near.rev().find(|&i| undertakes.contains(&self.key(i)));
        // «بعد أيام من قيامهم»
        let after = |i: usize| i > 0 && (self.signal_before(i) || self.key(i - 1) == key!("من"));
        self.found.words[noun].clitics.preposition == Some('ب') && done.is_some_and(after)
    }

    /// «معاهدة حدود موقعة عام 1970», «اتفاق نقل مبرم في 2003»: the time is of what the participle says of an agreement.
    fn signed(&self, noun: usize, time: usize) -> bool {
        let agreed =
            self.entry(noun).is_some_and(|e| matches!(e.class, Class::Agree | Class::Other) && e.sort == Sort::Event);
        let last = time - usize::from(self.signal_before(time));
        let signed = last.checked_sub(1).map(|i| self.key(i));
        let words = [
            key!("موقع"),
            key!("موقعا"),
            key!("موقعة"),
            key!("مبرم"),
            key!("مبرما"),
            key!("مبرمة"),
            key!("صادر"),
            key!("صادرا"),
            key!("صادرة"),
        ];
        agreed && last > noun + 1 && signed.is_some_and(|key| words.contains(&key)) && !self.comma_between(noun, time)
    }

    /// «بعد شهر من توقيع اتفاق للتعاون في 12 يوليو»: what قبل or بعد stands before, past what only says what for.
    fn led(&self, noun: u32, time: usize) -> Option<(u32, usize)> {
        let (site, token) = (self.site(noun), self.token(noun));
        let meant = site.weak && self.found.words[token].clitics.preposition == Some('ل');
        let clause = site.clause as usize;
        let mut before = self.nouns(clause).rev().filter(|&n| self.token(n) < token && self.token(n) + 8 > time);
        let found = before.find_map(|n| {
            let (first, temporal) = self.chain(n);
            temporal.map(|i| (first, i))
        });
        // «منذ دخول جيشها الحرب في يناير»
        let clitics = self.found.words[token].clitics;
        let object = |n: u32| clitics.article && clitics.letters <= 2 && self.token(n) + 3 >= token && token + 3 > time;
        found.filter(|(n, _)| (meant || object(*n)) && !self.comma_between(self.token(*n), time))
    }

    /// The first of a chain of nouns that possess each other, and whether قبل or بعد stands before it:
    /// «قبل استفتاء استقلال اسكتلندا».
    fn chain(&self, noun: u32) -> (u32, Option<usize>) {
        let clause = self.site(noun).clause as usize;
        let mut at = self.token(noun);
        let mut first = noun;
        for _ in 0..3 {
            let Some(before) = at.checked_sub(1) else { break };
            let word = &self.found.words[before];
            if word.particle() == Some(Particle::Temporal) {
                return (first, Some(before));
            }
            // «بعد أسبوع من زيارته»
            let from = [key!("من"), key!("على")].contains(&self.key(before));
            if from && before > 0 && self.in_time(before - 1) && at == self.token(noun) {
                return (first, Some(before));
            }
            // «بعد تعرضها إلى خطف»
            let suffers = |i: usize| {
                matches!(self.found.words[i].role, Role::Noun { .. })
                    && self.entry(i).is_some_and(|e| e.lemma == "تعرض")
            };
            let to = usize::from(self.key(before) == key!("إلى"));
            let led = to == 1 || self.found.words[at].clitics.preposition == Some('ل');
            if let Some(light) = before.checked_sub(to).filter(|&i| led && suffers(i)) {
                at = light;
                continue;
            }
            // «إلى عملية خطف»
            if self.entry(before).is_some_and(|e| e.lemma == "عملية") && !word.clitics.article {
                at = before;
                continue;
            }
            // «بعد اتهامه بحرق مدرسة عام 2010»: what stands behind a preposition is possessed by nothing.
            let apart = self.found.words[at].clitics.preposition.is_some();
            if !matches!(word.role, Role::Noun { .. }) || word.clitics.article || apart {
                break;
            }
            let Some(n) = self.nouns(clause).find(|&n| self.token(n) == before) else { break };
            (first, at) = (n, before);
        }
        (noun, None)
    }

    /// «مسؤوليتها»
    fn claims(&self, token: usize) -> bool {
        let key = self.key(token);
        [key!("مسؤولي"), key!("المسؤولي"), key!("مسئولي"), key!("المسئولي")].iter().any(|w| key.starts_with(*w))
    }

    /// «في آخر اجتماع لها»: it has a possessor already.
    fn owned(&self, token: usize) -> bool {
        self.tokens
            .get(token + 1)
            .is_some_and(|t| [key!("له"), key!("لها"), key!("لهم"), key!("لهما")].contains(&t.key()))
    }

    /// «أعلنت باريس الانسحاب في فبراير»: a report of what is already known by its article is what is dated.
    fn announced(&self, verb: u32, noun: u32) -> bool {
        let (from, token) = (self.token(verb), self.token(noun));
        let word = &self.found.words[token];
        // «رفضت استقالته في مايو», «تبنت الجماعة العملية أمس»: so is what is turned down or owned up to.
        let refuses = matches!(self.mention(verb).lemma.as_ref(), "رفض" | "تبنى");
        (self.site(verb).report || refuses)
            && self.undated(verb)
            && (word.clitics.article || word.pronoun)
            && word.clitics.preposition.is_none()
            && !self.signal_before(token)
            && !self.words_in(from + 1..token).iter().any(|w| matches!(w.role, Role::Noun { .. }))
    }

    /// «وعد قادة الانقلاب أمس»: the event only says who they are.
    fn possessed(&self, noun: u32) -> bool {
        let token = self.token(noun);
        let clitics = self.found.words[token].clitics;
        clitics.article
            && clitics.preposition.is_none()
            && token > 0
            && event::is_people(self.found.words[token - 1], self.key(token - 1))
    }

    /// «، القائد السابق للانقلاب»: the event only says who somebody is, where nothing else wants its time.
    fn epithet(&self, noun: u32, taken: bool) -> bool {
        let token = self.token(noun);
        let clitics = self.found.words[token].clitics;
        let of = clitics.article && clitics.preposition == Some('ل');
        let people = |i: usize| event::is_people(self.found.words[i], self.key(i));
        let reach = if of { 2 } else { 1 };
        let who = (token.saturating_sub(reach)..token).find(|&i| people(i));
        let aside = who.is_some_and(|i| taken || i > 0 && self.is_comma(i - 1));
        aside && (of || self.possessed(noun))
    }
}
