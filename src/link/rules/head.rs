//! The mention that a time belongs to.

use super::clause::{leads_to, names_source, puts_off};
use super::{Linker, Time, is_quote, relation_of};
use crate::calendar::{Origin, Value};
use crate::event::lexicon::{Effect, Particle};
use crate::event::{self, Class, Factuality, Form, Link, Mode, Tense, WordRole as Role};
use crate::link::claim::Relation;
use crate::link::rule::Rule;
use crate::script::{Key, Kind, Token, key};
use crate::timex::TimexKind;

/// How many words may stand between «المخطوف» and when that was: where, and with whom.
const FORCED: usize = 4;

/// How far before «الموقع» what was signed may stand.
const NEAR: usize = 4;

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
        self.heads_noun(time)
            .or_else(|| self.counted_first(time))
            .or_else(|| self.that_was(time))
            .or_else(|| self.apposed(time))
            .or_else(|| self.which_is(time))
            .or_else(|| self.according(time))
            .or_else(|| self.measured(time))
            .or_else(|| self.topic(time))
            .or_else(|| self.quoted_first(time))
            .or_else(|| self.spoken(time))
            .or_else(|| self.postponed(time))
            .or_else(|| self.chosen(time))
            .or_else(|| self.elapsed(time))
            .or_else(|| self.expected(time, before?))
            .or_else(|| self.expected_above(time))
            .or_else(|| self.described(time))
            .or_else(|| self.saying(time, verb?, before))
            .or_else(|| self.unnamed(time))
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
        if self.key(word) != key!("وذلك") {
            return None;
        }
        let told = self.told_first(time.clause)?;
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
        let goes_on = self.tokens.get(time.tokens.end).is_some_and(|t| !t.is_mark('.'));
        if goes_on {
            return None;
        }
        let source = (start.saturating_sub(6)..start).rev().find(|&i| names_source(self.bare(i)))?;
        let told = self.told_first(time.clause)?;
        let events = self.found.sites.partition_point(|s| (s.token as usize) < source);
        let named = self.found.sites.get(events).is_none_or(|s| s.token as usize > start);
        let verbs = self.has_verb(source..start);
        let past = self.mention(told).tense == Tense::Past;
        let free = self.undated(told) && !self.site(told).state;
        (named && !verbs && past && free && self.past_point(time)).then_some((told, Rule::ThatWas))
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
        if !opens {
            return None;
        }
        let told = (time.clause..time.clause + 2)
            .filter(|&c| self.found.clauses.get(c).is_some_and(|c| c.sentence == sentence))
            .filter(|&c| c == time.clause || self.found.clauses[c].link != Link::Adverbial)
            .flat_map(|c| self.verbs(c));
        let mut told = told.filter(|&v| near.contains(&self.verb_token(v)));
        told.next().map(|v| (v, Rule::Fronted))
    }

    /// «أما زيارة الوزير من 22 إلى 24 مارس فقد اعتبروها»: of what is talked about, where its verb begins behind.
    fn topic(&self, time: &Time) -> Option<(u32, Rule)> {
        let start = self.found.clauses[time.clause].start as usize;
        let noun = self.nouns(time.clause).find(|&n| self.token(n) == start + 1)?;
        let about = self.bare(start) == key!("أما") && self.mention(noun).form == Form::Noun;
        let verb = (start..self.found.clauses[time.clause].end as usize).find(|&i| self.found.words[i].is_verb());
        let behind = verb.is_none_or(|v| v >= time.tokens.end);
        (about && behind).then_some((noun, Rule::NominalSentence))
    }

    /// «تأجلت المحاكمة إلى الجمعة»: what is put off will be then.
    fn postponed(&self, time: &Time) -> Option<(u32, Rule)> {
        let at = time.tokens.start;
        let to = at.checked_sub(1).is_some_and(|i| leads_to(self.key(i)));
        let verb = self.nearest_verb(time.clause, at).filter(|_| to)?;
        let token = self.token(verb);
        if token >= at || !puts_off(&self.mention(verb).lemma) {
            return None;
        }
        let noun = self.nouns(time.clause).find(|&n| (token + 1..at).contains(&self.token(n)));
        noun.map(|n| (n, Rule::Postponed))
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
                _ if gap == 0 && word.clitics.article && mention.mode == Mode::Agreement => {
                    // «تفقد الوزير الموقع عصر السبت»: a place, where nothing was signed.
                    (noun.is_some() || self.signs_paper(token)).then_some(m)
                }
                Some(noun) => (gap <= 1).then_some(noun),
                // «الرهينة الفرنسية المخطوف في قرية قرب الحدود في نوفمبر 2011»
                None if gap <= FORCED
                    && mention.class == Class::Coerce
                    && word.clitics.article
                    && self.far_back(time) =>
                {
                    self.qualifies(token).then_some(m)
                }
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

    /// «19 أبريل: تسليم القاعدة، وبعد يومين تنشر الوزارة»: of what the line begins with, where the verb has its own.
    fn heads_noun(&self, time: &Time) -> Option<(u32, Rule)> {
        let next = self.times.get(time.timex + 1).filter(|n| n.clause == time.clause && n.dated)?;
        let noun = self.nouns(time.clause).find(|&n| self.token(n) >= time.tokens.end)?;
        let first = self.words_between(time.tokens.end, self.token(noun)) == 0 && self.word(noun).clitics.letters == 0;
        let verb = self.verb(time.clause).filter(|&v| self.token(v) >= next.tokens.end)?;
        let apart = self.token(noun) < next.tokens.start && self.undated(verb);
        (first && apart && self.heads_line(time)).then_some((noun, Rule::NominalSentence))
    }

    /// «قال مسؤول طلب عدم كشف اسمه السبت»: of what is said, not of how the source is to be named.
    fn unnamed(&self, time: &Time) -> Option<(u32, Rule)> {
        const NAMES: [Key; 6] =
            [key!("اسمه"), key!("اسمها"), key!("هويته"), key!("هويتها"), key!("أسمائهم"), key!("هويتهم")];
        let here = self.found.clauses[time.clause];
        let start = here.start as usize;
        if here.link != Link::Relative {
            return None;
        }
        let asks = (start..time.tokens.start).find(|&i| self.found.words[i].is_verb())?;
        let asks = self.entry(asks).is_some_and(|e| matches!(e.lemma, "طلب" | "رفض" | "فضل" | "اشترط"));
        let named = || (start..time.tokens.start).any(|i| NAMES.contains(&self.key(i)));
        (asks && named()).then(|| self.climb(time)).flatten()
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
                // «قبل أن تتدخل القوات يساندها الطيران عصر اليوم نفسه»
                let opener = self.found.clauses[self.site(p).clause as usize].start as usize;
                let past = past || self.bare(opener) == key!("قبل");
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

    /// «الوثيقة الموقعة»
    fn signs_paper(&self, participle: usize) -> bool {
        static PAPERS: [Key; 10] = [
            key!("وثيق"),
            key!("معاهد"),
            key!("بروتوكول"),
            key!("عقد"),
            key!("عقود"),
            key!("ميثاق"),
            key!("مذكر"),
            key!("إعلان"),
            key!("خطة"),
            key!("صفق"),
        ];
        (participle.saturating_sub(NEAR)..participle).any(|i| {
            let key = self.key(i);
            let key = if self.found.words[i].clitics.article { key.skip(2) } else { key };
            PAPERS.iter().any(|paper| key.starts_with(*paper))
        })
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
            && matches!(self.tokens[token - 1].kind, Kind::Word | Kind::Number | Kind::Mark('"' | '»' | '”'))
            && !span.contains(&self.key(token - 1))
            && !matches!(self.found.words[token - 1].role, Role::Verb(_) | Role::Particle(_) | Role::Participle)
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
    pub(super) fn performs(&self, verb: Option<u32>, noun: Option<u32>) -> Option<u32> {
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
