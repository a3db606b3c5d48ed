//! The mention that a time belongs to.

use super::also::is_act;
use super::clause::{leads_to, names_source, puts_off};
use super::{Linker, REACH, Time, day_beside, is_quote, relation_of};
use crate::calendar::{Origin, Value};
use crate::event::lexicon::{Effect, Particle, Sort};
use crate::event::{self, Class, Factuality, Form, Link, Mode, Tense, WordRole as Role};
use crate::link::claim::Relation;
use crate::link::rule::Rule;
use crate::script::{Key, Kind, Token, key};
use crate::timex::TimexKind;

/// What one of several is told after.
const LISTED: [Key; 6] = [key!("منها"), key!("بينها"), key!("أبرزها"), key!("آخرها"), key!("أولها"), key!("أهمها")];

impl Linker<'_> {
    /// The mention that the time dates first of all, and why: the first of these that finds one.
    pub(super) fn head(&self, time: &Time) -> Option<(u32, Rule)> {
        let (at, clause) = (time.tokens.start, time.clause);
        let verb = self.verb(clause);
        let before = self.nouns(clause).rfind(|&n| self.token(n) < at);
        // «التدخل الفرنسي لطرد القاعدة (2013)»: of what was done, not what for.
        let bracketed = at > 0 && self.tokens[at - 1].is_mark('(');
        let meant = |n: u32| self.word(n).clitics.preposition == Some('ل');
        let before = match before {
            Some(n) if bracketed && meant(n) || self.is_means(n) || self.is_party(n) => {
                self.nouns(clause).rfind(|&m| m != n && self.token(m) < self.token(n))
            }
            _ => before,
        };
        self.that_was(time)
            .or_else(|| self.apposed(time))
            .or_else(|| self.which_is(time))
            .or_else(|| self.according(time))
            .or_else(|| self.measured(time))
            .or_else(|| self.quoted_first(time))
            .or_else(|| self.spoken(time))
            .or_else(|| self.postponed(time))
            .or_else(|| self.chosen(time))
            .or_else(|| self.elapsed(time))
            .or_else(|| self.expected(time, before?))
            .or_else(|| self.expected_above(time))
            .or_else(|| self.described(time))
            .or_else(|| self.saying(time, verb?, before))
            .or_else(|| Some((self.past_description(time)?, Rule::Resumed)))
            .or_else(|| self.noun_before(time, verb, before?))
            .or_else(|| Some((self.performs(verb, before)?, Rule::Performative)))
            .or_else(|| Some((self.resumed(time)?, Rule::Resumed)))
            .or_else(|| match self.nearest_verb(clause, at) {
                Some(v) => self.of_verb(time, v, before),
                None => self.went_back(time).or_else(|| self.no_verb(time)),
            })
    }

    /// «ويرجع تأسيس النادي، الأقدم في الإقليم، إلى عام 1921»: of what goes back to it.
    fn went_back(&self, time: &Time) -> Option<(u32, Rule)> {
        let start = self.found.clauses[time.clause].start as usize;
        let verb = (start..time.tokens.start).find(|&i| self.found.words[i].is_verb())?;
        let goes = self.entry(verb).is_some_and(|e| matches!(e.lemma, "عاد" | "رجع"));
        let noun = self.nouns(time.clause).find(|&n| (verb + 1..verb + 4).contains(&self.token(n)));
        // «بموجب اتفاق بين البلدين يعود إلى عام 1994»
        let here = self.found.clauses[time.clause];
        let parent = here.parent.filter(|_| verb == start && here.link != Link::That);
        let described =
            parent.and_then(|p| self.nouns(p as usize).rfind(|&n| self.token(n) < start && self.token(n) + 6 > start));
        noun.or(described).filter(|_| goes && self.dates_back(time)).map(|n| (n, Rule::GoesBack))
    }

    /// «أكد أن بلاده ستبقى، وذلك بعد أيام من توليه»: of what the sentence tells first.
    fn that_was(&self, time: &Time) -> Option<(u32, Rule)> {
        let mut word = time.tokens.start.checked_sub(1)?;
        let since = [key!("اعتبارا"), key!("ابتداء"), key!("بدءا"), key!("انطلاقا")];
        if self.key(word) == key!("من") && word > 1 && since.contains(&self.key(word - 1)) {
            word -= 2;
        }
        let told = self.told_first(time.clause).filter(|_| self.key(word) == key!("وذلك"))?;
        // «قال شاهد إنهم وصلوا في سيارة، وذلك حوالي السابعة»: an hour is of what is said.
        let here = &self.timexes[time.timex];
        let clock =
            matches!(here.value, Some(Value::TimeOfDay(_) | Value::Time(..))) && !here.quote.text.contains("اليوم");
        if clock && self.governs(told) {
            let from = self.site(told).clause as usize + 1;
            let said = (from..=time.clause)
                .rev()
                .find_map(|c| self.verbs(c).find(|&v| self.token(v) < time.tokens.start && !self.governs(v)));
            if let Some(said) = said.filter(|&v| self.undated(v)) {
                return Some((said, Rule::ThatWas));
            }
        }
        // «أعلنت غلق مجالها، وذلك اعتبارا من اليوم»: of what is announced.
        let said = (self.leaves_time(told) && self.states(time)).then(|| {
            let clause = self.site(told).clause as usize;
            let object = |&n: &u32| self.token(n) > self.token(told) && self.mention(n).class != Class::Consult;
            self.nouns(clause).find(object)
        });
        Some((said.flatten().unwrap_or(told), Rule::ThatWas))
    }

    /// «استقبل الملك الوفد، وفق وكالة الأنباء، أمس»: of what the sentence tells first.
    fn according(&self, time: &Time) -> Option<(u32, Rule)> {
        let start = time.tokens.start;
        let source = (start.saturating_sub(6)..start).rev().find(|&i| names_source(self.bare(i)))?;
        let ends = self.tokens.get(time.tokens.end).is_none_or(|t| matches!(t.kind, Kind::Mark('.')));
        let told = self.told_first(time.clause)?;
        let events = self.found.sites.partition_point(|s| (s.token as usize) < source);
        let named = self.found.sites.get(events).is_none_or(|s| s.token as usize > start);
        let verbs = self.has_verb(source..start);
        let past = self.mention(told).tense == Tense::Past;
        let free = self.undated(told) && !self.site(told).state;
        (ends && named && !verbs && past && free && self.past_point(time)).then_some((told, Rule::ThatWas))
    }

    /// «قتلوا في الشمال "في 22 فبراير، فقدنا جنودنا"»: what a quotation begins with is of what it tells.
    fn quoted_first(&self, time: &Time) -> Option<(u32, Rule)> {
        let before = time.tokens.start.checked_sub(1 + usize::from(self.signal_before(time.tokens.start)))?;
        let near = time.tokens.end..time.tokens.end + 3;
        let sentence = self.found.clauses[time.clause].sentence;
        let start = event::sentence_start(&self.found.clauses, time.clause);
        let open = |words: &[Token]| words.iter().filter(|t| t.is_mark('"')).count() % 2 == 1;
        let opens = match self.tokens[before].kind {
            Kind::Mark('«' | '“' | '(' | ':') => true,
            Kind::Mark('"') => open(self.tokens_in(self.found.clauses[start].start as usize..before + 1)),
            _ => false,
        };
        let told = (time.clause..time.clause + 2)
            .filter(|&c| self.found.clauses.get(c).is_some_and(|c| c.sentence == sentence))
            .filter(|&c| c == time.clause || self.found.clauses[c].link != Link::Adverbial)
            .flat_map(|c| self.verbs(c));
        let mut told = told.filter(|&v| near.contains(&self.verb_token(v)));
        told.next().filter(|_| opens).map(|v| (v, Rule::Fronted))
    }

    /// «تأجلت المحاكمة إلى الجمعة»: what is put off will be then.
    fn postponed(&self, time: &Time) -> Option<(u32, Rule)> {
        let at = time.tokens.start;
        let to = at.checked_sub(1).is_some_and(|i| leads_to(self.key(i)));
        let verb = self.nearest_verb(time.clause, at).filter(|_| to)?;
        let token = self.token(verb);
        let off = puts_off(&self.mention(verb).lemma) && token < at;
        let noun = self.nouns(time.clause).find(|&n| (token + 1..at).contains(&self.token(n)));
        noun.filter(|_| off).map(|n| (n, Rule::Postponed))
    }

    /// «الانتخابات المقرر إجراؤها في ربيع 2004»: what is expected is what the time dates.
    fn expected(&self, time: &Time, noun: u32) -> Option<(u32, Rule)> {
        let words = self.found.clauses[time.clause].start as usize..time.tokens.start;
        let i = words.rev().take(8).find(|&i| self.found.words[i].particle() == Some(Particle::Expected))?;
        // «من المقرر إجراء الجولة الثانية للفصل بينهم الأحد»: of what is expected, not what for.
        let first = self.nouns(time.clause).find(|&n| (i + 1..i + 3).contains(&self.token(n)));
        let noun = first.unwrap_or(noun);
        let token = self.token(noun);
        (token > i || i.abs_diff(token) <= 4).then_some((noun, Rule::Expected))
    }

    /// «اتفاق السلام الموقع عام 2015», «حالة الطوارئ المفروضة منذ يناير»
    fn described(&self, time: &Time) -> Option<(u32, Rule)> {
        let (at, clause) = (time.tokens.start, time.clause);
        // «محاكمة المتهمين بانقلاب 2015»: the noun that it follows has the time.
        let owns = |n: u32| self.token(n) + 1 == at && !self.site(n).definite;
        if self.nouns(clause).any(|n| owns(n) && self.mention(n).form == Form::Noun) {
            return None;
        }
        let described = self.by_clause.of(clause).iter().copied().rev().find_map(|m| {
            let (token, mention) = (self.token(m), self.mention(m));
            // «العمليات المشتركة»: of what kind they are.
            if mention.lemma == "اشترك" {
                return None;
            }
            let people = || event::is_people(self.found.words[token], self.key(token));
            // «تولى المهدي رئاسة», «إلى الشارع»: a name or somebody or a noun, not what is said of one.
            let subject = token > 0
                && matches!(
                    self.found.words[token - 1].role,
                    Role::Verb(_) | Role::Particle(Particle::Preposition | Particle::Temporal)
                );
            let closed = self.comma_between(token, at) && self.key(at - 1) != key!("منذ");
            if mention.form != Form::Participle || token >= at || subject || closed || people() {
                return None;
            }
            // «العمال المنتسبون للنقابة أضربوا منذ مايو»: a verb stands nearer.
            if self.has_verb(token + 1..at) {
                return None;
            }
            let gap = self.words_between(token + 1, at);
            let noun =
                self.nouns(clause).rfind(|&n| !self.site(n).weak && self.token(n) < token && self.token(n) + 5 > token);
            let lasts = self.timexes[time.timex].kind == TimexKind::Duration;
            // «البلاد والموقعة في يونيو»: joined to another description, it is about what stands before that.
            let word = self.found.words[token];
            let joined = word.clitics.article && word.clitics.conjunction == Some('و');
            // «صراع مستمر منذ عشر سنوات»: the conflict goes on.
            let goes_on = self.site(m).aspect && !word.clitics.article;
            match noun {
                Some(noun) if goes_on && self.token(noun) + 1 == token => Some(noun),
                _ if joined && gap == 0 && mention.class != Class::Other => Some(m),
                _ if relation_of(&self.timexes[time.timex]) == Relation::Since => {
                    (gap <= if lasts { 2 } else { 3 }).then_some(m)
                }
                // «اتفاق النقل الموقع في 2015»: it was signed then.
                _ if gap == 0 && word.clitics.article && mention.mode == Mode::Agreement => Some(m),
                Some(noun) => (gap <= 1).then_some(noun),
                // «القرار الصادر في مايو»: where the noun is no event, the participle tells of one.
                None => {
                    let tells = mention.class != Class::Other || matches!(mention.lemma.as_ref(), "صدر" | "ولد");
                    (gap == 0 && tells && self.qualifies(token)).then_some(m)
                }
            }
        });
        Some((described?, Rule::Participle))
    }

    /// «قال الأمين العام للمؤتمر الخميس إن»: what is said begins here, and the time is of saying it.
    fn saying(&self, time: &Time, verb: u32, before: Option<u32>) -> Option<(u32, Rule)> {
        let at = time.tokens.start;
        let says = self.site(verb).report && self.token(verb) < at;
        let construct = before.is_some_and(|n| self.token(n) + 1 == at && !self.site(n).definite && !self.site(n).weak);
        (says && !construct && self.said_next(time)).then_some((verb, Rule::ClauseVerb))
    }

    /// The noun that stands before it, or the verb that stands between or after.
    fn noun_before(&self, time: &Time, verb: Option<u32>, noun: u32) -> Option<(u32, Rule)> {
        let at = time.tokens.start;
        let token = self.token(noun);
        let site = self.site(noun);
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
        let verb_before = verb.filter(|&v| self.token(v) < token);
        let nearest = noun;
        let (noun, temporal) = self.chain(noun);
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
        let far = self.far_back(time) && gap <= 8 && !self.comma_between(token, at) && !site.weak;
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
        if let Some(v) = verb_before {
            // «أعلنت بعثة الأمم المتحدة لتحقيق الاستقرار في مالي اليوم»: part of a name, or what somebody is there for.
            let purpose = site.weak && token > 0 && self.found.words[token - 1].clitics.preposition == Some('ل');
            let other = self.mention(noun).class == Class::Other;
            if purpose && other && self.site(v).report {
                return Some((v, Rule::ClauseVerb));
            }
            // «ألغت الحكومة عقدا مبرما في مايو 1998»
            let concluded = gap == 1
                && self.far_back(time)
                && (token + 1..at).any(|i| self.found.words[i].role == Role::Participle)
                && !site.weak;
            // «كمين في مايو جرح فيه اثنان وتفجير في نوفمبر»
            let listed = self.found.words[token].clitics.conjunction == Some('و')
                && self.mention(noun).class == Class::Assault
                && self.mention(noun).form == Form::Noun
                && (self.found.clauses[time.clause].link == Link::Relative || self.inside(v))
                && gap <= 4
                && !self.comma_between(token, at);
            if concluded {
                return Some((noun, Rule::Participle));
            }
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
            if self.second_beside(time, v, noun) {
                return Some((v, Rule::ClauseVerb));
            }
            // «قال في اتصال الخميس»: where it was said, not what.
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
            if setting && (self.site(v).report || meets || spoken) || aside && !self.site(v).state {
                return Some((v, Rule::ClauseVerb));
            }
            // «قرر أعضاء التنسيقية المناصرة للانقلاب، الاثنين، تعيين»: between commas, and only who they are before it.
            let alone = at > 0
                && self.is_comma(at - 1)
                && self.is_comma(time.tokens.end)
                && relation_of(&self.timexes[time.timex]) == Relation::During;
            let who = |n: u32| {
                let i = self.token(n);
                self.site(n).weak
                    || self.found.words[i].clitics.preposition == Some('ل')
                    || self.site(n).definite
                        && (self.found.words[i].clitics.preposition.is_some() || self.signal_before(i))
            };
            let mut before = self.nouns(time.clause).filter(|&n| (self.token(v)..at).contains(&self.token(n)));
            let free = self.undated(v) && !self.site(v).state;
            if alone && free && before.all(who) {
                return Some((v, Rule::ClauseVerb));
            }
            // «أعلن الحداد ثلاثة أيام اعتبارا من الاثنين»: saying so takes no days.
            let mourning = self.mention(noun).lemma == "حداد";
            // «أعلنوا العثور السبت على جثث»: the noun goes on past its time.
            let goes_on = gap == 0
                && self
                    .tokens
                    .get(time.tokens.end)
                    .is_some_and(|t| [key!("على"), key!("عن"), key!("من"), key!("ضد"), key!("إلى")].contains(&t.key()));
            let announced = self.announced(v, noun) && !self.states(time) && !goes_on;
            let says = self.leaves_time(v) && !announced && !self.possessed(noun);
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
            let limit = if site.weak && !taken && !mourning && !claimed || since { 2 } else { REACH };
            if (says || taken) && gap <= limit {
                return Some((noun, if says { Rule::ContentNoun } else { Rule::SecondTime }));
            }
        } else if verb.is_none()
            && gap
                <= if self.states(time) {
                    1
                } else if site.weak {
                    // «بتهمة قتل 21 من القبعات الحمر في عام 2012»
                    if self.far_back(time) && prepositional { 6 } else { 3 }
                } else {
                    REACH
                }
        {
            return Some((noun, Rule::NominalSentence));
        } else if let Some(v) = verb.filter(|&v| self.token(v) > at && !self.site(v).state) {
            // «هجوم وقع ...», «الزيارة التي»: the noun stands before, the verb after the time.
            // «بعد اكتشاف أمريكا عام 1492، أخذت»: a comma closes the phrase that the time is in.
            let closed = self.comma_between(time.tokens.end, self.token(v)) && !self.comma_between(token, at);
            // «الفيضان في الوادي، أوائل مايو، أسوأ كارثة تضرب الإقليم»: the verb only describes what stands before it.
            let i = self.verb_token(v);
            let describes = i > time.tokens.end
                && self.mention(v).tense == Tense::Present
                && matches!(self.found.words[i - 1].role, Role::Noun { .. } | Role::Unknown)
                && !self.found.words[i - 1].clitics.article
                && !site.weak;
            if (closed || describes) && gap <= 6 || gap <= 2 && !site.weak && !self.comma_between(token, at) {
                return Some((noun, Rule::NominalSentence));
            }
            return Some((v, Rule::VerbAfter));
        }
        None
    }

    /// The verb nearest to it.
    fn of_verb(&self, time: &Time, v: u32, before: Option<u32>) -> Option<(u32, Rule)> {
        let (at, clause) = (time.tokens.start, time.clause);
        // «قال أحدهم "لا ماء منذ أسبوع"»: what is said has the time, and no event to give it to.
        let quoted = self.site(v).report
            && self.token(v) < at
            && (self.token(v)..at).filter(|&i| is_quote(&self.tokens[i])).count() % 2 == 1;
        if quoted || self.source_speaks(self.token(v), at, time.tokens.end) {
            return None;
        }
        // «تستعد السلطات لعرض في 22 سبتمبر»: she does so now.
        let plans = self.entry(self.token(v)).is_some_and(|e| e.effect == Effect::Plans);
        // «قبل أن تلتزم في 5 يونيو» tells of the past.
        let that = self.token(v).checked_sub(1).and_then(|i| self.found.words[i].particle()) == Some(Particle::That);
        if plans && !that && self.mention(v).tense == Tense::Present && !self.states(time) && self.token(v) < at {
            return None;
        }
        let rule = if self.token(v) < at { Rule::ClauseVerb } else { Rule::VerbAfter };
        let state = self.site(v).state;
        // «كشمير التي تسيطر عليها الهند صباح اليوم»: the present describes, the time is of what is told.
        // «وصل الوزير يرافقه خبراء أمس»: so does the present of how somebody is.
        let here = self.found.clauses[clause];
        let how = here.link == Link::And
            && here.start as usize == self.verb_token(v)
            && self.found.words[here.start as usize].clitics.conjunction.is_none()
            && self.mention(v).tense == Tense::Present
            && here.parent.and_then(|p| self.verb(p as usize)).is_some_and(|p| {
                let past = matches!(self.mention(p).tense, Tense::Past | Tense::Pluperfect);
                // «إذا لم يفز أحد تنظم دورة في 11 أغسطس»
                let so = self.mention(p).factuality != Factuality::Negated;
                !self.site(p).aspect && past && so
            });
        // «إلى لقاء يعقد الأسبوع المقبل»: the present of what is to come.
        let describes = (here.link == Link::Relative || how) && self.goes_on(v) && self.past_point(time);
        // «التي كانت تزور الاثنين عمان» tells of that day.
        let told = self.mention(v).tense != Tense::Present && self.verb_token(v) + 1 == time.tokens.start;
        // «إلى تجمع ينظم الأحد», «حدادا يبدأ الاثنين»: what takes place does so then.
        let takes_place = self.verb_token(v) + 1 + usize::from(self.signal_before(at)) == at
            && matches!(
                self.mention(v).lemma.as_ref(),
                "نظم" | "عقد" | "أقام" | "جرى" | "بدأ" | "انطلق" | "انتهى" | "وصل" | "استأنف" | "أجرى"
            );
        let describes = describes && !self.to_come(time) && !told && !takes_place;
        if describes && let Some(told) = self.climb(time) {
            return Some(told);
        }
        if describes && let Some(noun) = self.noun_above(time) {
            return Some((noun, Rule::Described));
        }
        // «الحركة التي تحكم الإقليم، الخميس إغلاق»: what goes on is not of that day alone.
        if describes && at > 0 && self.is_comma(at - 1) {
            return None;
        }
        if !state {
            return Some((v, rule));
        }
        if self.states(time) {
            return Some((v, Rule::State));
        }
        // «ساد الهدوء المدينة السبت»: then at the least.
        let then = || (self.is_perfect(v) && self.token(v) < at && self.past_point(time)).then_some((v, Rule::State));
        before.map(|n| (n, Rule::NominalSentence)).or_else(|| self.climb(time)).or_else(then)
    }

    /// A clause that no verb tells.
    fn no_verb(&self, time: &Time) -> Option<(u32, Rule)> {
        let clause = time.clause;
        // «الاحتجاجات التي كانت مقررة يومي 3 و4 مايو»: of what the clause describes.
        let here = self.found.clauses[clause];
        // «المؤتمر، الذي رعاه الوزير سنة 1999، باتفاق ... إثر محادثات»: what comes past the comma is none of it.
        let past = |&m: &u32| self.token(m) >= time.tokens.end && self.comma_between(time.tokens.end, self.token(m));
        if here.link == Link::Relative && self.by_clause.of(clause).iter().all(past) {
            let start = here.start as usize;
            let noun = here.parent.and_then(|p| self.nouns(p as usize).rfind(|&n| self.token(n) < start));
            let near = |n: &u32| self.token(*n) + 4 >= start && !self.site(*n).weak;
            if let Some(noun) = noun.filter(near) {
                return Some((noun, Rule::RelativeOfEvent));
            }
        }
        if let Some(noun) = self.led_to(time) {
            return Some((noun, Rule::RelativeOfEvent));
        }
        // «هبطت الطائرة التي تقل الوفد في المطار مساء الاثنين»: a description without an event.
        let told = |m: u32| self.token(m) < time.tokens.start;
        let known = self.found.words.get(here.start as usize + 1).is_some_and(|w| !matches!(w.role, Role::Unknown));
        if here.link == Link::Relative
            && known
            && !self.by_clause.of(clause).iter().chain(self.by_place.of(clause)).any(|&m| told(m))
            && let Some(found) = self.climb(time)
        {
            return Some(found);
        }
        let empty = self.by_clause.of(clause).is_empty() && self.found.clauses[clause].link == Link::That;
        let verb = self.has_verb(self.found.clauses[clause].tokens());
        if (empty || verb && !self.owned_by_other_verb(time))
            && let Some(found) = self.climb(time)
        {
            return Some(found);
        }
        // Nothing before it: a headline that begins with its time, a heading.
        if let Some(after) = self.nouns(clause).find(|&n| self.token(n) >= time.tokens.end)
            && self.words_between(time.tokens.end, self.token(after)) <= 4
            && !(self.nouns(clause).any(|n| self.token(n) < time.tokens.start)
                && self.comma_between(time.tokens.end, self.token(after)))
        {
            return Some((after, Rule::NominalSentence));
        }
        self.neighbour(time)
    }

    /// «القرار الصادر», «الرئيس المنتخب»: a participle of the word before it; «المانحون» stands for people.
    fn qualifies(&self, token: usize) -> bool {
        let key = self.key(token);
        // «الليلة الفاصلة بين 31 مارس وفاتح أبريل»
        let span = [key!("الليلة"), key!("الفترة"), key!("المدة"), key!("المرحلة")];
        let many = key.ends_with(key!("ون")) || key.ends_with(key!("ين"));
        let other = self.found.sites.partition_point(|s| (s.token as usize) + 4 < token);
        let event = self.found.sites[other..].iter().any(|s| (s.token as usize) < token && !s.weak);
        !many
            && !event
            && token > 0
            && matches!(self.tokens[token - 1].kind, Kind::Word | Kind::Number)
            && !span.contains(&self.key(token - 1))
            && matches!(self.found.words[token - 1].role, Role::Noun { .. } | Role::Unknown | Role::Number)
    }

    /// The verb of the clause that a sentence begins with.
    fn told_first(&self, clause: usize) -> Option<u32> {
        let first = event::sentence_start(&self.found.clauses, clause);
        let told = self.verb(first)?;
        // «يذكر أنه توجه»: what is mentioned, not mentioning it.
        let impersonal =
            [key!("يذكر"), key!("يشار"), key!("ويذكر"), key!("يلاحظ")].contains(&self.key(self.token(told)));
        let told = if impersonal { (first + 1..clause).find_map(|c| self.verb(c))? } else { told };
        (self.token(told) < self.found.clauses[clause].end as usize).then_some(told)
    }

    /// Whether the content of what is said follows the time at once.
    pub(super) fn said_next(&self, time: &Time) -> bool {
        let next = self.found.clauses.get(time.clause + 1);
        next.is_some_and(|c| {
            let start = c.start as usize;
            let comma = self.is_comma(time.tokens.end);
            c.link == Link::That && (start == time.tokens.end || comma && start == time.tokens.end + 1)
        })
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

    /// «الأحد المقبل», «الشهر القادم»
    pub(super) fn to_come(&self, time: &Time) -> bool {
        let last = self.key(time.tokens.end - 1);
        let tomorrow = [key!("غدا"), key!("غد"), key!("الغد")];
        if time.tokens.clone().any(|i| tomorrow.contains(&self.key(i))) {
            return true;
        }
        [key!("المقبل"), key!("المقبلة"), key!("القادم"), key!("القادمة"), key!("المقبلين"), key!("القادمين")]
            .contains(&last)
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

    /// «مقتل شاب برصاص الشرطة الخميس»: with what it was done.
    fn is_means(&self, noun: u32) -> bool {
        let word = self.word(noun);
        let means = matches!(self.mention(noun).lemma.as_ref(), "رصاص" | "ضرب" | "طعن" | "شنق" | "مسيرة");
        word.clitics.preposition == Some('ب') && means
    }

    /// «مرشح المعارضة»: who they are.
    fn is_party(&self, noun: u32) -> bool {
        self.mention(noun).lemma == "عارض" && self.word(noun).clitics.article
    }

    /// «حددت اللجنة يوم 20 سبتمبر موعدا لإجراء الانتخابات»: the time is what was chosen.
    fn chosen(&self, time: &Time) -> Option<(u32, Rule)> {
        let verb = self.nearest_verb(time.clause, time.tokens.start)?;
        let chooses = matches!(self.mention(verb).lemma.as_ref(), "حدد" | "اختار" | "عين" | "ضرب");
        let date = self.tokens.get(time.tokens.end).is_some_and(|t| t.key() == key!("موعدا"));
        let noun = self.nouns(time.clause).find(|&n| self.token(n) > time.tokens.end)?;
        (chooses && date).then_some((noun, Rule::Expected))
    }

    /// «أعلنوا التمرد», «أعلنت الاستقلال»: saying it is doing it, and the time is that of saying.
    fn performs(&self, verb: Option<u32>, noun: Option<u32>) -> Option<u32> {
        let (verb, noun) = (verb?, noun?);
        let said = self.mention(verb);
        let done = self.mention(noun);
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
        // «رفضت استقالته في مايو»: so is what is turned down.
        let refuses = self.mention(verb).lemma == "رفض";
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

    /// A month, a year or a day that is said with its month: no day of the week, no «أمس».
    pub(super) fn far_back(&self, time: &Time) -> bool {
        let components = &self.timexes[time.timex].components;
        components.year == Origin::Said || components.month == Origin::Said
    }

    /// A clause without an event: the time stands between commas, or before the clause it belongs to.
    fn neighbour(&self, time: &Time) -> Option<(u32, Rule)> {
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
                return Some((v, Rule::Fronted));
            }
        }
        if matches!(here.link, Link::And | Link::Adverbial | Link::That)
            && let Some(parent) = here.parent
        {
            let v = self.nearest_verb(parent as usize, time.tokens.start)?;
            return (here.link == Link::And).then_some((v, Rule::Parenthetical));
        }
        None
    }

    /// «... 2012 - وهي حركة مسلحة - من إعلان الاستقلال»: what goes on after a parenthesis.
    pub(super) fn after_parenthesis(&self, time: &Time) -> Option<u32> {
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
}
