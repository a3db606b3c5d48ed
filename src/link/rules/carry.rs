//! Times that reach over: mentions without a time of their own take over that of what they are told with.

use super::also::{counts_from_event, is_act, takes_lives};
use super::clause::{is_when, stands_inside};
use super::{Linker, REACH, Time, day_beside, is_quote, relation_of};
use crate::calendar::{Timex, Value};
use crate::event::lexicon::{Effect, Particle, Sort};
use crate::event::{Class, Clause, Factuality, Form, Link, Mention, Mode, Tense, Traits, WordRole as Role};
use crate::link::claim::{Relation, Strength, TimeLink};
use crate::link::rule::Rule;
use crate::script::{Token, key};
use crate::timex::{self, Anchor, Unit};

/// Verbs of going somewhere or beginning something.
const GOING: [&str; 15] =
    ["وصل", "زار", "توجه", "عاد", "نقل", "انتقل", "غادر", "دخل", "حضر", "شارك", "سافر", "حل", "بدأ", "نزل", "خرج"];

/// How many clauses up what a description interrupts may stand.
const UP: usize = 3;

impl Linker<'_> {
    /// «قتل في الهجوم سبعة»: at the time of the attack told before.
    pub(super) fn same_event(&mut self) {
        let mut told: Option<usize> = None;
        let links = &self.first_links;
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
            let inside = self.nouns(site.clause as usize).find(|&n| {
                let noun = self.mention(n);
                let token = self.token(n);
                noun.class == Class::Assault
                    && self.found.words[token].clitics.article
                    && token > 0
                    && (self.key(token - 1) == key!("في") || self.key(token - 1) == key!("خلال"))
            });
            if let (Some(_), Some(link)) = (inside, told)
                && mention.factuality == Factuality::Factual
            {
                new.push((m as u32, link));
                // «هاجموا الجسر أمس وجرح اثنان في المعركة»: it is named again.
                let time = &self.times[self.out[link].timex as usize];
                let here =
                    self.found.clauses[time.clause].sentence == self.found.clauses[site.clause as usize].sentence;
                new.extend(inside.filter(|&n| here && links[n as usize].is_none()).map(|n| (n, link)));
                // «قتل جنديان وأصيب ثلاثة في الهجوم»: both.
                let clause = self.found.clauses[site.clause as usize];
                let before = clause.parent.filter(|_| clause.link == Link::And).and_then(|p| self.verb(p as usize));
                let harmed = |v: u32| matches!(self.mention(v).mode, Mode::Killing | Mode::Injury);
                new.extend(before.filter(|&v| harmed(v) && links[v as usize].is_none()).map(|v| (v, link)));
            }
        }
        for (mention, link) in new {
            self.inherit(mention, link, Rule::SameEvent);
        }
    }

    /// Times that reach over to a clause without one.
    pub(super) fn carry(&mut self) {
        // What took place a day beside can tell of more.
        self.beside_days();
        // What is known by the event that it is told of says nothing of what stands beside it.
        let own = |l: &usize| self.out[*l].rule != Rule::SameEvent.as_str();
        let mut dated: Vec<_> = self.first_links.iter().map(|link| link.filter(own)).collect();
        let mut has_time = vec![false; self.found.clauses.len()];
        // «مسلحون ينتمون إلى الجماعة أمس»: a time that is of what is told before is none of the clause that describes.
        let mut above = vec![false; self.times.len()];
        for link in self.out.iter().filter(|l| l.rule == Rule::Described.as_str()) {
            above[link.timex as usize] = true;
            has_time[self.site(link.mention).clause as usize] = true;
        }
        for time in self.times.iter().filter(|t| t.dated && !t.hour && !above[t.timex] && !t.long) {
            if let Some(has) = has_time.get_mut(time.clause) {
                *has = true;
            }
        }
        // «أكد الخميس مقتل جندي الأربعاء، كما أصيب اثنان يومها»: that names a day as well as a time does.
        for (token, _) in self.found.words.iter().enumerate().filter(|(_, word)| word.has(Traits::THAT_DAY)) {
            if let Some(has) = has_time.get_mut(self.found.clause_at(token)) {
                *has = true;
            }
        }
        let mut told: Vec<bool> = dated.iter().map(Option::is_some).collect();
        // A time reaches over to clauses of its own sentence; most sentences have none.
        let timed = self.timed_sentences(&dated);
        // Where the sentence begins.
        let mut first = 0;
        for c in 1..self.found.clauses.len() {
            if self.found.clauses[c].sentence != self.found.clauses[c - 1].sentence {
                first = c;
            }
            if !timed[self.found.clauses[c].sentence as usize] {
                continue;
            }
            let Some(here) = self.verb(c) else { continue };
            if let Some(link) = dated[here as usize]
                && let Some(main) = self.told_before_when(c).or_else(|| self.died_in(c))
                && dated[main as usize].is_none()
                && !has_time[self.site(main).clause as usize]
            {
                dated[main as usize] = self.inherit(main, link, Rule::WhenClause).then_some(link);
                continue;
            }
            if dated[here as usize].is_none()
                && !has_time[c]
                && let Some((link, rule)) = self.reaching(c, here, &dated)
            {
                dated[here as usize] = self.inherit(here, link, rule).then_some(link);
                continue;
            }
            // What one time dates stands in one sentence.
            if !(first..=c).any(|c| self.verb(c).is_some_and(|v| dated[v as usize].is_some())) {
                continue;
            }
            if let (None, false) = (dated[here as usize], has_time[c])
                && !self.later(self.found.clauses[c])
                && let Some(link) = self.opened_by(c, first, &dated, &has_time)
            {
                dated[here as usize] = self.joins(here, link);
                continue;
            }
            let Some((before, here, there)) = self.joined_pair(c, &has_time) else { continue };
            let then = self.joined_by_then(c);
            match (dated[here as usize], dated[there as usize]) {
                (None, Some(link)) if !has_time[c] && (!then || self.on_a_day(link) || self.begins(link)) => {
                    dated[here as usize] = self.joins(here, link);
                }
                (Some(link), None) if !then && !has_time[before] && !self.fronted(link, c) => {
                    dated[there as usize] = self.inherit(there, link, Rule::JoinedClause).then_some(link);
                    told[there as usize] = true;
                }
                _ => {}
            }
        }
        // «أعدموا، واعتدوا أو عذبوا خلال عملية»: as far back as it goes.
        for c in (1..self.found.clauses.len()).rev() {
            if self.verb(c).is_none_or(|v| dated[v as usize].is_none()) {
                continue;
            }
            // «قتل سائقان، فيما أصيب آخر ونجا رابع، السبت»
            let beside = self.verb(c).zip(self.beside_clause(c).filter(|_| self.meanwhile(c)).map(|(m, _)| m));
            if let Some((here, main)) = beside
                && let (Some(link), None) = (dated[here as usize], dated[main as usize])
                && !has_time[self.site(main).clause as usize]
                && self.times[self.out[link].timex as usize].tokens.start > self.verb_token(here)
            {
                dated[main as usize] = self.inherit(main, link, Rule::BesideClause).then_some(link);
                continue;
            }
            let Some((before, here, there)) = self.joined_pair(c, &has_time) else { continue };
            let link = dated[here as usize].filter(|_| told[here as usize]);
            let link = link.filter(|&link| !has_time[before] && !self.fronted(link, c) && !self.joined_by_then(c));
            if let (Some(link), None) = (link, dated[there as usize]) {
                dated[there as usize] = self.inherit(there, link, Rule::JoinedClause).then_some(link);
                told[there as usize] = true;
            }
        }
        self.that_day();
        self.beside_days();
        self.consequences();
        self.coordinated_nouns();
        self.named_again();
    }

    /// Gives a verb the time of what it is joined to, with what happens in it.
    fn joins(&mut self, here: u32, link: usize) -> Option<usize> {
        let passes = self.inherit(here, link, Rule::JoinedClause);
        // «قتل جندي أمس وأصيب آخر في انفجار»
        let time = self.times[self.out[link].timex as usize].clone();
        if matches!(self.mention(here).class, Class::Assault | Class::Coerce)
            && self.out[link].relation == Relation::During
        {
            self.share(here, time.timex, &time);
        }
        passes.then_some(link)
    }

    /// The link that reaches over to a clause whose verb has no time, and by which rule: the first of these.
    fn reaching(&self, c: usize, here: u32, dated: &[Option<usize>]) -> Option<(usize, Rule)> {
        let of = |told: Option<(u32, Rule)>| {
            let (mention, rule) = told?;
            dated[mention as usize].map(|link| (link, rule))
        };
        let beside = self
            .beside_clause(c)
            .filter(|_| !self.dated_with_next(c, dated))
            .or_else(|| self.told_inside(c, dated))
            .or_else(|| self.tells_of_dated(here, dated));
        of(beside)
            .or_else(|| of(self.led_away(c).map(|v| (v, Rule::JoinedClause))).filter(|&(link, _)| self.on_a_day(link)))
            .or_else(|| of(self.described_again(c).map(|v| (v, Rule::JoinedClause))))
            .or_else(|| of(self.came_of(c).map(|v| (v, Rule::Consequence))).filter(|&(link, _)| self.on_a_day(link)))
            .or_else(|| of(self.told_when(c).map(|v| (v, Rule::WhenClause))))
            .or_else(|| of(self.but_then(c).map(|v| (v, Rule::JoinedClause))))
            .or_else(|| of(self.said_in(c).map(|v| (v, Rule::Issued))).filter(|&(link, _)| self.on_a_day(link)))
            .or_else(|| of(self.said_now(c)).filter(|&(link, _)| self.on_a_day(link)))
            .or_else(|| {
                of(self.said_as_well(c).map(|v| (v, Rule::JoinedClause))).filter(|&(link, _)| !self.fronted(link, c))
            })
    }

    /// Two verbs that one time can date, joined by و: the clause of the first, the second and the first.
    fn joined_pair(&self, c: usize, has_time: &[bool]) -> Option<(usize, u32, u32)> {
        let clause = self.found.clauses[c];
        let here = self.verb(c)?;
        // «اقتحموا الفندق صباح الجمعة وهم يطلقون النار، واحتجزوا»: past what only goes on meanwhile.
        let mut before = c - 1;
        for _ in 0..2 {
            let meanwhile = self.verb(before).is_none_or(|v| {
                self.mention(v).tense == Tense::Present
                    || self.found.clauses[before].link == Link::Relative && self.goes_on(v)
            });
            let past = self.mention(here).tense != Tense::Present;
            if !(meanwhile && past && before > 0 && !has_time[before])
                || self.found.clauses[before].sentence != clause.sentence
                || !(matches!(self.found.clauses[before].link, Link::And | Link::Relative)
                    || self.found.clauses[before].link == Link::Adverbial && self.verb(before).is_none()
                    || self.says_what(before))
            {
                break;
            }
            before -= 1;
        }
        before = self.past_others(c, before, has_time);
        before = self.past_content(c, before);
        before = self.past_object(c, before).unwrap_or(before);
        let also = self.key(clause.start as usize) == key!("كما");
        let joined = (clause.link == Link::And || also) && self.found.clauses[before].sentence == clause.sentence;
        let there = self.verb(before)?;
        // «طوقوا القرية السبت، وأحرقوا بعدها السوق»: one scene.
        let violent = |v: u32| matches!(self.mention(v).class, Class::Assault | Class::Coerce);
        let on_a_day = self.first_time[there as usize].is_some_and(|t| self.is_day(t as usize));
        let at_once = violent(here) && violent(there) && on_a_day && self.only_after_it(clause);
        let later = self.later(clause) && !at_once;
        if !joined || !(also || self.joined_by_and(clause) || self.joined_by_then(c)) || later {
            return None;
        }
        let (h, b) = (self.mention(here), self.mention(there));
        let state = |m: u32| self.site(m).state;
        // «كما قرر» goes on with what is decided; «وقال» may be another time.
        // «كما جاء في مرسوم»: as it says.
        let says = self.site(here).report || matches!(h.lemma.as_ref(), "تبنى" | "جاء" | "ورد" | "حدث" | "جرى");
        let tells = matches!(h.lemma.as_ref(), "برر" | "علل" | "عزا" | "أرجع");
        let voice = |v: u32| self.governs(v) || self.mention(v).mode == Mode::Statement;
        let one_voice = voice(here) && voice(there) && self.no_new_subject(here);
        // «انتشروا في الشوارع ومنعوا الدخول» is no speech.
        let speaks = |v: u32| self.governs(v) && !self.prevents(v);
        let states = h.mode == Mode::Statement && self.found.clauses[before].link == Link::Relative;
        // «خاطب الطلاب أمس، وأشار إلى أن»: who did the one says the other.
        let after = self.verb_token(here) + 1;
        let after = after + usize::from(self.tokens.get(after).is_some_and(|t| t.key() == key!("إلى")));
        let adds = self.site(here).report
            && self.found.words.get(after).is_some_and(|w| w.particle() == Some(Particle::That))
            && !self.governs(there)
            && (b.class == Class::Consult
                || matches!(b.mode, Mode::Statement | Mode::Talks | Mode::Visit | Mode::Trial)
                || matches!(b.lemma.as_ref(), "نشر" | "أصدر" | "بيان" | "خطاب" | "كلمة"));
        // «تظاهر الآلاف أمس وهتفوا»
        let chants = b.class == Class::Protest && self.key(self.verb_token(here)).ends_with(key!("وا"));
        // «ظهر ضابط على الشاشة وأعلن», «نزلت من الطائرة فقالت»
        let appears = matches!(b.lemma.as_ref(), "ظهر" | "وقف" | "أطل" | "مثل" | "خرج");
        let at_once = self.found.words[self.verb_token(here)].clitics.conjunction == Some('ف');
        let adds = adds || chants || (appears || at_once) && !self.governs(there);
        // «طالب القادة أمس بعودته، وأوفدوا وسيطا»: the same people, who this time do something.
        let they = self.key(self.verb_token(here)).ends_with(key!("وا"))
            && self.found.words[self.verb_token(here)].clitics.conjunction == Some('و')
            && !voice(here);
        // «زارنا الرئيس أمس ووعد بالأمن», «حل البرلمان أمس ووعد بانتخابات»: what is asked or promised with what is done.
        let meets = !self.governs(there);
        let promises = asks_or_promises(h) && self.no_new_subject(here);
        let calls = b.lemma == "اتصل" && h.lemma == "قال" && self.is_comma(self.verb_token(here).saturating_sub(1));
        // «جابت المسيرات العاصمة الأحد، وحاول متظاهرون خلالها اقتحام المبنى»
        let verb = self.verb_token(here);
        let inside = self.tokens.get(verb + 1..verb + 4).is_some_and(stands_inside) && !self.site(here).report;
        let adds = adds || they || meets && promises || calls || inside;
        let speech =
            if also { says } else { tells || states || !one_voice && !adds && (speaks(here) || speaks(there)) };
        // «أفرج عنهم في سبتمبر وحكم عليهم»: a court takes its time; «وقع الهجوم ونفذه أربعة» is told of one event.
        let judges = |m: &Mention| matches!(m.class, Class::Accuse | Class::Threaten) || m.mode == Mode::Trial;
        let court = !one_voice && judges(h) && !judges(b);
        let again = self.found.words[self.verb_token(here)].pronoun
            && self.entry(self.token(here)).is_some_and(|e| e.effect == Effect::Light);
        // «أمهلته أسبوعا، وانتهت المهلة الجمعة»
        let over = h.lemma == "انتهى" && b.mode != Mode::Start;
        let apart = court || again || over || b.lemma == "ولد";
        if state(here) || state(there) || speech || apart || !same_time(h.tense, b.tense) {
            return None;
        }
        Some((before, here, there))
    }

    /// «قال إن المسلحين هاجموا القرية السبت وإنهم أحرقوا منازل»: the verb of what is said before, of the same people.
    fn said_as_well(&self, c: usize) -> Option<u32> {
        let clause = self.found.clauses[c];
        let here = self.verb(c)?;
        let own = clause.link == Link::That && self.key(clause.start as usize).starts_with(key!("وأنه"));
        if !own {
            return None;
        }
        let told = |v: u32| {
            let past = matches!(self.mention(v).tense, Tense::Past | Tense::Pluperfect);
            past && !self.goes_on(v) && !self.site(v).state && !self.governs(v)
        };
        let before = (c.saturating_sub(4)..c).rev().find(|&b| self.found.clauses[b].link == Link::That)?;
        let there = self.verb(before).filter(|&v| told(here) && told(v))?;
        (self.found.clauses[before].sentence == clause.sentence && !self.later(clause)).then_some(there)
    }

    /// «أطاحوا أمس بالرئيس الذي اقتيد إلى المعسكر»: what became of somebody at once.
    fn led_away(&self, c: usize) -> Option<u32> {
        let clause = self.found.clauses[c];
        let here = self.verb(c)?;
        let there = self.nearest_verb(clause.parent? as usize, clause.start as usize)?;
        let away = matches!(self.mention(here).lemma.as_ref(), "اقتاد" | "نقل" | "أودع");
        let forced = matches!(self.mention(there).class, Class::Assault | Class::Coerce);
        let told = |v: u32| self.is_perfect(v) && self.mention(v).tense == Tense::Past;
        let describes = clause.link == Link::Relative && self.verb_token(here) <= clause.start as usize + 1;
        (describes && away && forced && told(here) && told(there)).then_some(there)
    }

    /// «سقطت قذائف أمس على المعسكر، مما أودى بحياة جندي»: what came of what was told.
    fn came_of(&self, c: usize) -> Option<u32> {
        let clause = self.found.clauses[c];
        let here = self.verb(c)?;
        let at = self.verb_token(here);
        let which = at.checked_sub(1).is_some_and(|i| [key!("ما"), key!("مما")].contains(&self.key(i)));
        let leads = self.entry(at).is_some_and(|e| e.sort == Sort::Consequence || takes_lives(e.lemma));
        let main = clause.parent.and_then(|p| self.nearest_verb(p as usize, at));
        let there = main.or_else(|| self.verb(c.checked_sub(1)?)).filter(|&v| self.token(v) < at)?;
        let told = |v: u32| self.is_perfect(v) && self.mention(v).tense == Tense::Past && !self.governs(v);
        let one = self.found.clauses[self.site(there).clause as usize].sentence == clause.sentence;
        (leads && which && one && told(here) && told(there)).then_some(there)
    }

    /// «ندوة جرت في ربيع 2009، ناقشت المناهج»: what a second description tells of the same event.
    fn described_again(&self, c: usize) -> Option<u32> {
        let clause = self.found.clauses[c];
        let here = self.verb(c)?;
        let start = clause.start as usize;
        let parent = clause.parent? as usize;
        let above = self.found.clauses[parent];
        let there = self.verb(parent)?;
        let told = |v: u32| {
            let word = self.found.words[self.verb_token(v)];
            self.is_perfect(v) && word.clitics.conjunction.is_none() && self.mention(v).tense == Tense::Past
        };
        // «تبادلوا النار أمس مع مقاتلين، قتل بعضهم»
        let some = [key!("بعضهم"), key!("أحدهم"), key!("معظمهم"), key!("أغلبهم"), key!("جميعهم")];
        let subject = self.tokens.get(self.verb_token(here) + 1).map(Token::key);
        let harmed = matches!(self.mention(here).mode, Mode::Killing | Mode::Injury);
        let violent = |v: u32| {
            let mention = self.mention(v);
            mention.class == Class::Assault || mention.lemma == "سقط"
        };
        let fought = self.verb(c - 1).filter(|&v| harmed && violent(v));
        let them = [key!("بينهم"), key!("منهم"), key!("بينها")];
        let named = || (start.saturating_sub(REACH)..self.verb_token(here)).any(|i| them.contains(&self.key(i)));
        let among = || self.is_comma(start) && subject.is_some_and(|key| some.contains(&key)) || named();
        // «غادر مئتا سجين في أكتوبر، نقل بعضهم جوا»
        let moved = matches!(self.mention(here).lemma.as_ref(), "نقل" | "اقتاد" | "أودع");
        let left = self.verb(c - 1).filter(|&v| moved && self.is_perfect(v) && !self.governs(v));
        if left.is_some() && among() {
            return left;
        }
        if let Some(fought) = fought.filter(|&v| self.is_perfect(v) && among()) {
            return Some(fought);
        }
        let second =
            clause.link == Link::And && self.is_comma(start) && self.verb_token(here) == start + 1 && parent + 1 == c;
        let first = above.link == Link::Relative && self.verb_token(there) == above.start as usize;
        let entry = self.entry(self.token(here));
        let beside = entry.is_some_and(|e| e.effect == Effect::Relates);
        let beside = beside || self.site(here).state;
        (second && first && !beside && told(here) && told(there)).then_some(there)
    }

    /// Whether the time of a link begins its sentence.
    fn begins(&self, link: usize) -> bool {
        let time = &self.times[self.out[link].timex as usize];
        self.past_point(time) && self.begins_sentence(time)
    }

    /// Whether a link says on which day.
    pub(super) fn on_a_day(&self, link: usize) -> bool {
        let link = &self.out[link];
        self.is_day(link.timex as usize) && link.relation == Relation::During
    }

    /// «قال رعاة أمس إن ذئابا تهاجم القطيع»: what goes on while it is told; «أعلنوا الأربعاء أنهم أطاحوا به»:
    /// what is done by saying so. The verb that tells of it.
    fn said_now(&self, c: usize) -> Option<(u32, Rule)> {
        let clause = self.found.clauses[c];
        let here = self.verb(c)?;
        let mention = self.mention(here);
        let said = self.nearest_verb(clause.parent? as usize, clause.start as usize)?;
        if clause.link != Link::That || !self.site(said).report || self.token(said) > clause.start as usize {
            return None;
        }
        let forceful = mention.class == Class::Assault || mention.mode == Mode::Siege;
        // «تضرب السواحل كل شتاء»
        let often = || !self.times_in(c).is_empty();
        // «قالت إن من يدمر الآثار يحاكم»: whoever does.
        let who = self.verb_token(here).checked_sub(1).is_some_and(|i| self.key(i) == key!("من"));
        let now = mention.tense == Tense::Present
            && !who
            && mention.factuality == Factuality::Factual
            && (forceful || mention.lemma == "حاول")
            && !self.site(here).state
            && !often();
        let own = [key!("أنه"), key!("أنها"), key!("أنهم"), key!("أنهما"), key!("بأنهم"), key!("بأنها")];
        let done = mention.tense == Tense::Past
            && (matches!(mention.mode, Mode::Coup | Mode::Resignation) || is_act(&mention.lemma))
            && self.mention(said).lemma == "أعلن"
            && own.contains(&self.key(clause.start as usize));
        if done { Some((said, Rule::Performative)) } else { now.then_some((said, Rule::SaidNow)) }
    }

    fn prevents(&self, verb: u32) -> bool {
        let entry = self.entry(self.token(verb));
        entry.is_some_and(|e| e.effect == Effect::Prevents)
    }

    /// «حذرت رعاياها الثلاثاء وطالبتهم بالمغادرة»: who speaks goes on speaking.
    fn no_new_subject(&self, verb: u32) -> bool {
        let token = self.verb_token(verb);
        let next = self.found.words.get(token + 1);
        let to = next.is_some_and(|w| w.particle() == Some(Particle::Preposition) || w.clitics.preposition.is_some());
        // «دعا إلى ضبط النفس، ودان مقتل المدنيين»: what is condemned, and nobody else who does.
        let judged = matches!(self.mention(verb).class, Class::Accuse | Class::Support)
            && next.is_some_and(|w| matches!(w.role, Role::Noun { strong: true }) && w.clitics.letters == 0);
        // «رحب بالقرار ووعد بتنفيذه», «وصف الاقتراع بأنه مهزلة ودعا أنصاره إلى»: what is promised or asked of whom, and
        // nobody else who does.
        let mention = self.mention(verb);
        let asks = asks_or_promises(mention);
        let quoted = self.tokens.get(token + 1).is_some_and(is_quote);
        let theirs = self.tokens.get(token + 1).is_some_and(|t| {
            let key = t.key();
            let owned = [key!("ه"), key!("ها"), key!("هم")].iter().any(|own| key.ends_with(*own));
            owned && key.len() > 4 && !key.starts_with(key!("ال")) && !t.span.of(self.located.text).ends_with('ة')
        });
        // «رفض النتائج واتهم السلطة بالتزوير»: he does not agree with her, so she is whom he accuses.
        let object = self.tokens.get(token + 1).is_some_and(|t| {
            let feminine = t.key().starts_with(key!("ال")) && t.span.of(self.located.text).ends_with('ة');
            feminine && self.is_perfect(verb) && !self.key(token).ends_with(key!("ت"))
        });
        // «وصفت القرار بأنه متسرع»: what is described so.
        let near = self.tokens_in(token + 2..(token + 5).min(self.tokens.len()));
        let object = object || mention.lemma == "وصف" && near.iter().any(|t| t.key().starts_with(key!("بأن")));
        let goes_on = asks && (to || theirs) || quoted && !self.site(verb).report || object;
        to && self.found.words[token].pronoun || judged || goes_on
    }

    /// For each sentence, whether one of its mentions has a link.
    pub(super) fn timed_sentences(&self, dated: &[Option<usize>]) -> Vec<bool> {
        let mut timed = vec![false; self.found.clauses.last().map_or(0, |c| c.sentence as usize + 1)];
        for (site, _) in self.found.sites.iter().zip(dated).filter(|(_, link)| link.is_some()) {
            for clause in [site.clause as usize, self.found.clause_at(site.token as usize)] {
                if let Some(clause) = self.found.clauses.get(clause) {
                    timed[clause.sentence as usize] = true;
                }
            }
        }
        timed
    }

    /// Gives a mention the time of a link, and whatever else dates it beside; only what happened within a time
    /// passes on.
    pub(super) fn inherit(&mut self, mention: u32, link: usize, rule: Rule) -> bool {
        let (timex, relation) = (self.out[link].timex as usize, self.out[link].relation);
        // «بعد فجر الجمعة» is a time on that day.
        let of_day = matches!(relation, Relation::After | Relation::Before)
            && matches!(self.timexes[timex].value, Some(Value::Time(..)));
        let passes = of_day || matches!(relation, Relation::During | Relation::DayAfter | Relation::DayBefore);
        if passes {
            // «يومي 3 و4 مايو»: both.
            let source = self.out[link].mention;
            let both = |l: &&TimeLink| l.mention == source && l.relation == relation && l.rule == self.out[link].rule;
            let near = self.out.iter().skip(link).take(REACH);
            let second = near.filter(both).map(|l| l.timex as usize).find(|&t| t == timex + 1);
            self.add_as(mention, timex, rule, Strength::Inferred, relation);
            if let Some(second) = second.filter(|&t| self.times[t].tokens.start <= self.times[timex].tokens.end + 2) {
                self.add_as(mention, second, rule, Strength::Inferred, relation);
            }
        }
        passes
    }

    /// «في اليوم التالي لاعتقالهما»: as «غداة» does.
    fn next_day(&self, noun: usize) -> Option<Relation> {
        let next = self.times.partition_point(|t| t.tokens.end < noun);
        self.times.get(next).filter(|t| t.tokens.end == noun && self.counts_days(t)).map(|_| Relation::DayAfter)
    }

    /// «وقال الوزير يومها», «وغداة ذلك أعلن»: the day that was told last, or the one after it.
    fn that_day(&mut self) {
        if self.out.is_empty() {
            return;
        }
        let dated = &self.first_links;
        let mut new = Vec::new();
        for (i, word) in self.found.words.iter().enumerate() {
            let that = self.found.words.get(i + 1).is_some_and(|w| w.has(Traits::THAT));
            let same = word.has(Traits::THAT_DAY);
            if !same && !that {
                continue;
            }
            let token = self.tokens[i];
            let beside = if that { day_beside(token.key()) } else { None };
            // «وبعد ذلك بوقت قصير»
            let soon = [key!("بوقت"), key!("بقليل"), key!("مباشرة"), key!("فورا")];
            let after = that && token.key().ends_with(key!("بعد"));
            let soon = after && self.tokens.get(i + 2).is_some_and(|t| soon.contains(&t.key()));
            let same = same || soon;
            let Some(relation) = beside.or(same.then_some(Relation::During)) else { continue };
            let clause = self.found.clause_at(i);
            let verb = if beside.is_some() { self.verb(clause) } else { self.nearest_verb(clause, i) };
            // «وبعد ذلك بوقت قصير، أصدرت الرئاسة بيانا»
            let here = self.found.clauses[clause];
            let next = self.found.clauses.get(clause + 1);
            let next = next.filter(|n| n.sentence == here.sentence && i <= here.start as usize + 1);
            let verb = verb.or_else(|| next.and_then(|_| self.verb(clause + 1)));
            let Some(verb) = verb.filter(|&v| dated[v as usize].is_none()) else { continue };
            // «سيجتمعون الخميس. وقال أمس إنهم سيوقعون يومها»: what is to come is on a day to come.
            let ahead = |m: u32| {
                let event = self.mention(m);
                event.tense == Tense::Future || event.factuality == Factuality::Planned
            };
            let day = |m: u32| {
                let link = dated[m as usize].filter(|_| self.token(m) < i && ahead(m) == ahead(verb))?;
                self.on_a_day(link).then_some(self.out[link].timex as usize)
            };
            if let Some(timex) = (verb.saturating_sub(8)..verb).rev().find_map(day) {
                new.push((verb, timex, relation));
            }
        }
        for (verb, timex, relation) in new {
            self.add_as(verb, timex, Rule::ThatDay, Strength::Inferred, relation);
        }
    }

    /// «عاد الهدوء الاثنين غداة معارك»: what the day before or after it is named by.
    fn beside_days(&mut self) {
        let dated = &self.first_links;
        let mut new = Vec::new();
        for (m, site) in self.found.sites.iter().enumerate() {
            let token = site.token as usize;
            let beside = token.checked_sub(1).and_then(|i| day_beside(self.key(i)));
            let Some(relation) = beside.or_else(|| self.next_day(token)) else { continue };
            let place = self.found.clause_at(token);
            // «وصل أمس على الطائرة التي أقلته، غداة الإفراج عنه»: past what only describes.
            let mut verb = self.nearest_verb(place, token).and_then(|v| dated[v as usize]);
            let mut up = place;
            for _ in 0..UP {
                let here = self.found.clauses[up];
                let only = here.link == Link::Relative || self.verb(up).is_none();
                let parent = here.parent.filter(|_| verb.is_none() && only);
                let Some(parent) = parent else { break };
                up = parent as usize;
                verb = self.nearest_verb(up, token).and_then(|v| dated[v as usize]);
            }
            let other = if relation == Relation::DayAfter { Relation::DayBefore } else { Relation::DayAfter };
            // «تعود إلى 21 يوليو غداة الهجوم»: whatever happened then, the attack was a day before.
            let comma = token > 1 && self.is_comma(token - 2);
            let before = token - 1 - usize::from(comma);
            let next = self.times.partition_point(|t| t.tokens.end < before);
            // «غداة الإفراج عنه بعد ثلاث سنوات من خطفه»: how long after something else says no day.
            let free = dated[m].is_none_or(|link| counts_from_event(&self.timexes[self.out[link].timex as usize]));
            let time = self.times.get(next).filter(|t| t.tokens.end == before && t.dated && free);
            let then = |t: &&Time| matches!(relation_of(&self.timexes[t.timex]), Relation::During | Relation::Until);
            // «في مطلع أكتوبر غداة تمرد»: a day from a month says nothing.
            if let Some(time) = time.filter(then).filter(|t| self.is_day(t.timex)) {
                new.push((m as u32, time.timex, other));
                continue;
            }
            if let (true, Some(link)) = (free, verb)
                && self.on_a_day(link)
            {
                new.push((m as u32, self.out[link].timex as usize, other));
            }
        }
        for (mention, timex, relation) in new {
            self.add_as(mention, timex, Rule::DayBesideEvent, Strength::Inferred, relation);
        }
    }

    /// «فيما أصيب آخرون»
    fn meanwhile(&self, c: usize) -> bool {
        let key = self.tokens[self.found.clauses[c].start as usize].key();
        is_when(key) || [key!("فيما"), key!("بينما"), key!("وفيما")].contains(&key)
    }

    /// The verb that a clause happens beside: «فيما تظاهر آخرون», «حيث التقى جنودا», «قبل أن تقتحم القوات المبنى».
    fn beside_clause(&self, c: usize) -> Option<(u32, Rule)> {
        let clause = self.found.clauses[c];
        let here = self.mention(self.verb(c)?);
        if clause.link != Link::Adverbial {
            return None;
        }
        let start = clause.start as usize;
        let key = self.key(start);
        let meanwhile = self.meanwhile(c);
        // Not the clause that only describes something in between.
        let mut parent = clause.parent? as usize;
        for _ in 0..3 {
            let describes = self.found.clauses[parent].link == Link::Relative
                || self.verb(parent).is_none_or(|v| {
                    self.site(v).state || self.word(v).entry(self.lexicon).is_some_and(|e| e.effect == Effect::Relates)
                });
            // «قصف جرى أمس، حيث ضربت الطائرات»: unless that is what goes on being told.
            let violent = |m: u32| self.mention(m).class == Class::Assault;
            let same = violent(self.verb(c)?)
                && self.verbs(parent).any(|m| violent(m) && self.first_time[m as usize].is_some());
            let Some(up) = self.found.clauses[parent].parent.filter(|_| describes && !same) else { break };
            parent = up as usize;
        }
        let there = self.nearest_verb(parent, start)?;
        let perfect = self.is_perfect(self.verb(c)?);
        let past = |t| matches!(t, Tense::Past | Tense::Pluperfect);
        let other = self.mention(there);
        let earlier = here.tense == Tense::Pluperfect && other.tense != Tense::Pluperfect;
        let violent = |c: Class| matches!(c, Class::Assault | Class::Coerce);
        // «زار المدينة حيث التقى», «أسدل الستار أمس على المفاوضات، حيث وقعوا الاتفاق»
        let as_ = key == key!("حيث") || key == key!("إذ") && violent(here.class);
        let while_ = (meanwhile || as_) && perfect && past(here.tense) && past(other.tense) && !earlier;
        let until = key == key!("قبل")
            && past(other.tense)
            && (violent(here.class) && violent(other.class)
                || here.class == other.class
                || GOING.contains(&here.lemma.as_ref())
                || here.mode == Mode::Withdrawal
                || self.times_in(c).iter().any(|t| t.hour));
        // «أودع السجن أمس بعدما وجه إليه القاضي التهمة»
        let judges =
            |m: &Mention| m.class == Class::Accuse || matches!(m.mode, Mode::Trial | Mode::Arrest) || m.lemma == "وجه";
        // «عاشت العاصمة أمس ساعات من الرعب بعدما اقتحموا الفندق»
        let lived = matches!(other.lemma.as_ref(), "عاش" | "ساد" | "خيم" | "استيقظ" | "أفاق") && violent(here.class);
        let after = [key!("بعدما"), key!("بعد"), key!("إثر"), key!("إذ")].contains(&key);
        let judged = after && (judges(here) && judges(other) || lived) && perfect;
        let state = self.site(there).state && !lived || self.governs(there);
        // «واقتحام معسكر يوم 20 يناير حيث قتل عشرة»
        let harmed = matches!(here.mode, Mode::Killing | Mode::Injury);
        if key == key!("حيث") && harmed && perfect && here.tense == Tense::Past {
            let attack = self.nouns(clause.parent? as usize).rfind(|&n| self.token(n) < start);
            let dated = |&n: &u32| {
                let day = self.first_time[n as usize].is_some_and(|t| self.is_day(t as usize));
                day && violent(self.mention(n).class)
            };
            if let Some(attack) = attack.filter(dated) {
                return Some((attack, Rule::BesideClause));
            }
        }
        // «جرى اللقاء أمس، حيث أشار الوزير إلى»: what is said on an occasion.
        let heard = matches!(other.mode, Mode::Statement | Mode::Talks | Mode::Visit)
            || matches!(other.lemma.as_ref(), "صدر" | "أصدر" | "بيان" | "قرار");
        let says = self.site(self.verb(c)?).report;
        if key == key!("حيث") && says && heard && perfect && past(other.tense) && !self.governs(there) {
            return Some((there, Rule::BesideClause));
        }
        // «سيطروا عليها عام 2012 قبل أن تطردهم عملية»: a year later, for all that is said.
        let day = self.first_time[there as usize].is_some_and(|t| self.is_day(t as usize));
        let until = (until || judged && past(other.tense)) && day;
        ((while_ || until) && !state && !self.governs(self.verb(c)?)).then_some((there, Rule::BesideClause))
    }

    /// «قتلوا عندما هاجم مسلحون الفندق الأحد»: what happened when something else did.
    fn told_before_when(&self, c: usize) -> Option<u32> {
        let clause = self.found.clauses[c];
        let start = clause.start as usize;
        if clause.link != Link::Adverbial || !is_when(self.key(start)) {
            return None;
        }
        let told = |v: u32| {
            self.is_perfect(v) && self.mention(v).tense == Tense::Past && !self.site(v).state && !self.governs(v)
        };
        let main = self.nearest_verb(clause.parent? as usize, start).filter(|&v| self.token(v) < start)?;
        (told(main) && told(self.verb(c)?)).then_some(main)
    }

    /// «قتل ركاب الطائرة التي تحطمت أمس»: who is killed in a disaster is killed when it happens.
    fn died_in(&self, c: usize) -> Option<u32> {
        let clause = self.found.clauses[c];
        let disaster = self.mention(self.verb(c)?).mode == Mode::Disaster;
        let main = self.nearest_verb(clause.parent? as usize, clause.start as usize)?;
        let mention = self.mention(main);
        let harmed = matches!(mention.mode, Mode::Killing | Mode::Injury | Mode::Death);
        (disaster && clause.link == Link::Relative && harmed && mention.form == Form::Verb).then_some(main)
    }

    /// «شاركا في أغسطس في انقلاب أطاح بالرئيس»: what a dated event did.
    fn tells_of_dated(&self, verb: u32, dated: &[Option<usize>]) -> Option<(u32, Rule)> {
        let past = self.mention(verb).tense == Tense::Past && !self.goes_on(verb);
        let noun = self.told_of(verb, &|n| dated[n as usize].is_some()).filter(|_| past)?;
        Some((noun, Rule::RelativeOfEvent))
    }

    /// «مواجهات قتل فيها ثمانية»: what happened in an event happened when it did.
    fn told_inside(&self, c: usize, dated: &[Option<usize>]) -> Option<(u32, Rule)> {
        let clause = self.found.clauses[c];
        let verb = self.verb_token(self.verb(c)?);
        let words = self.tokens.get(verb + 1..clause.end as usize)?;
        let inside = stands_inside(&words[..words.len().min(2)]);
        if !matches!(clause.link, Link::Relative | Link::And) || !inside {
            return None;
        }
        // «شهدت مجزرة نسبت إلى صيادين وقتل فيها مئة»: past what describes it, too.
        if self.found.words[verb].clitics.conjunction.is_some() {
            let mut up = clause.parent;
            for _ in 0..3 {
                let here = up? as usize;
                let told = self.by_clause.of(here).iter().chain(self.by_place.of(here)).copied().find(|&m| {
                    let mention = self.mention(m);
                    let event = mention.form != Form::Verb && mention.class == Class::Assault;
                    // «عقدوا قمة أمس حضرها الرئيس وأعلنوا فيها»
                    (event || mention.class == Class::Consult) && dated[m as usize].is_some()
                });
                if let Some(told) = told {
                    return Some((told, Rule::RelativeOfEvent));
                }
                up = self.found.clauses[here].parent;
            }
            return None;
        }
        let (parent, start) = (clause.parent? as usize, clause.start as usize);
        // «فندقا يقيم فيه غربيون»: what goes on there does so at other times, too.
        if self.mention(self.verb(c)?).tense == Tense::Present {
            return None;
        }
        let told = self.by_clause.of(parent).iter().copied();
        let told = told.filter(|&m| self.mention(m).form == Form::LightVerb);
        let noun = self
            .nouns(parent)
            .chain(told)
            .filter(|&n| self.token(n) < start && !self.site(n).weak)
            .max_by_key(|&n| self.token(n))?;
        if dated[noun as usize].is_some() {
            return Some((noun, Rule::RelativeOfEvent));
        }
        // «بعد أربعة أسابيع من مذبحة قتل فيها مئة»: of that day, not of what it is counted to.
        let from = [key!("من"), key!("على"), key!("بعد"), key!("قبل"), key!("منذ")];
        if self.token(noun).checked_sub(1).is_some_and(|i| from.contains(&self.key(i))) {
            return None;
        }
        let verb = self.nearest_verb(parent, start)?;
        (!self.governs(verb)).then_some((verb, Rule::RelativeOfEvent))
    }

    /// «ونصب نفسه لاحقا»: at another time than what stands before.
    fn later(&self, clause: Clause) -> bool {
        self.tokens[clause.tokens()]
            .iter()
            .any(|t| [key!("لاحقا"), key!("بعدها"), key!("بعدئذ"), key!("مؤخرا")].contains(&t.key()))
    }

    /// «بعدها», and nothing else that says later.
    fn only_after_it(&self, clause: Clause) -> bool {
        let later = [key!("لاحقا"), key!("بعدئذ"), key!("مؤخرا")];
        !self.tokens[clause.tokens()].iter().any(|t| later.contains(&t.key()))
    }

    /// Whether the clause begins with و or ف on its verb.
    fn joined_by_and(&self, clause: Clause) -> bool {
        let start = clause.start as usize;
        let before = start.checked_sub(1).map(|i| self.key(i));
        let and = key!("و");
        // «قتل 17 و35 جرحوا»
        let counted = start > 1 && self.found.words[start - 1].role == Role::Number;
        if counted && self.key(start - 2) == and {
            return true;
        }
        self.found.words[start].clitics.conjunction.is_some()
            || before.is_some_and(|key| key == key!("أو") || key == and)
            || self.key(start) == and
            || self.key(start) == key!("ولم")
    }

    /// Whether the time of a link opens its clause: it does not reach back then.
    fn fronted(&self, link: usize, clause: usize) -> bool {
        let time = &self.times[self.out[link].timex as usize];
        time.clause == clause && self.verb(clause).is_some_and(|v| time.tokens.start < self.token(v))
    }
}

/// «استمر ثلاث ساعات», «بالسجن تسع سنوات», «بعد دقائق»: how long, but not on which day.
pub(super) fn only_long(timex: &Timex) -> bool {
    within_a_day(timex) || relation_of(timex) == Relation::Lasting && timex.bounds.is_none()
}

/// «بعد دقائق»: later, but not on which day.
fn within_a_day(timex: &Timex) -> bool {
    let quantity = match &timex.expression.form {
        timex::Form::Offset { quantity, anchor: Anchor::Event | Anchor::Text, .. } => quantity,
        _ => return false,
    };
    quantity.parts.iter().all(|(_, unit)| matches!(unit, Unit::Second | Unit::Minute | Unit::Hour))
}

/// «طالب», «وعد»: what is told is asked for, promised or threatened.
fn asks_or_promises(mention: &Mention) -> bool {
    mention.mode == Mode::Demand || matches!(mention.lemma.as_ref(), "وعد" | "تعهد" | "هدد" | "توعد")
}

/// Verbs that can share one time.
pub(super) fn same_time(a: Tense, b: Tense) -> bool {
    let past = |t| matches!(t, Tense::Past | Tense::Pluperfect);
    a == b || past(a) && past(b)
}
