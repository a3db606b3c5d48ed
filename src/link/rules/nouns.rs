//! Events that nouns name, dated with what is told before them: what came of it, what is joined to it, what names it
//! again.

use super::{Linker, REACH};
use crate::event::lexicon::Sort;
use crate::event::{Class, Clause, Form, Link, Mention, Mode, Tense};
use crate::link::rule::Rule;
use crate::script::{Few, key};

impl Linker<'_> {
    /// «هجوم الجمعة الذي أسفر عن مقتل عشرة»: what an event led to at once.
    pub(super) fn consequences(&mut self) {
        let dated = &self.first_links;
        let harm = |mode| matches!(mode, Mode::Killing | Mode::Injury | Mode::Death | Mode::Destruction);
        let mut last: Option<(u32, usize)> = None;
        let mut told = last;
        let mut new = Vec::new();
        // It stands in the sentence of the time.
        let timed = self.timed_sentences(dated);
        for (c, clause) in self.found.clauses.iter().enumerate().filter(|(_, c)| timed[c.sentence as usize]) {
            let leads = |clause: &Clause| {
                clause.tokens().find(|&i| {
                    self.found.words[i].is_verb() && self.entry(i).is_some_and(|e| e.sort == Sort::Consequence)
                })
            };
            let verb = leads(clause);
            // «أسفرت مواجهات اندلعت أمس عن إصابة عشرة»: past what describes its subject.
            let parent = clause.parent.filter(|_| clause.link == Link::Relative);
            let led = verb.is_some() || parent.is_some_and(|p| leads(&self.found.clauses[p as usize]).is_some());
            // «انقلبت حافلة أمس ما أسفر عن مصرع سائقها»: what came of whatever was told.
            let all = verb.and_then(|v| v.checked_sub(1)).map(|i| self.key(i));
            let all = all.is_some_and(|key| [key!("ما"), key!("مما")].contains(&key));
            // «أسفر هجوم على معسكر عن مقتل مدنيين أمس»: then it was.
            let subject = self.by_place.of(c).first().copied().filter(|&n| {
                let mention = self.mention(n);
                let violent = mention.class == Class::Assault || mention.mode == Mode::Disaster;
                led && violent && mention.form == Form::Noun && dated[n as usize].is_none()
            });
            let harmed = |&n: &u32| dated[n as usize].filter(|_| harm(self.mention(n).mode));
            // «يقفون وراء هجوم أسفر عن مقتل ثلاثة أمس»
            let opens = self.found.words[clause.start as usize].is_verb();
            let described = c.checked_sub(1).filter(|_| led && opens).and_then(|c| self.by_place.of(c).last().copied());
            let described = described.filter(|&n| {
                let mention = self.mention(n);
                let near = self.token(n) + 5 > clause.start as usize;
                let violent = mention.class == Class::Assault && mention.form == Form::Noun;
                near && violent
                    && dated[n as usize].is_none()
                    && !self.comma_between(self.token(n), clause.start as usize)
            });
            new.extend(subject.zip(self.by_place.of(c).iter().skip(1).find_map(harmed)));
            new.extend(described.zip(self.by_place.of(c).iter().find_map(harmed)));
            for &n in self.by_clause.of(c) {
                let mention = self.mention(n);
                match dated[n as usize] {
                    Some(link) => {
                        let violent = (mention.class == Class::Assault || mention.mode == Mode::Disaster)
                            && self.out[link].rule != Rule::Begun.as_str();
                        let tells = mention.form != Form::Noun && mention.tense == Tense::Past && !self.governs(n);
                        told = if tells { Some((clause.sentence, link)) } else { told };
                        last = if violent { Some((clause.sentence, link)) } else { last };
                    }
                    None => {
                        let freed =
                            matches!(mention.mode, Mode::Release | Mode::Arrest | Mode::Capture | Mode::Kidnapping);
                        let here = |(sentence, _): &(u32, usize)| *sentence == clause.sentence;
                        // «حاصروا فندقا في أغسطس مما أسفر عن مقتل عشرة»: of what was told last.
                        let told = told.filter(here).filter(|_| all);
                        if let Some((_, link)) = told.or(last.filter(here))
                            && led
                            && (harm(mention.mode) || freed)
                            && mention.form == Form::Noun
                        {
                            new.push((n, link));
                        }
                    }
                }
            }
        }
        for (mention, link) in new {
            self.inherit(mention, link, Rule::Consequence);
        }
    }

    /// «مقتل ثمانية وإصابة أربعين السبت»: what is joined to the harm that a time dates.
    pub(super) fn coordinated_nouns(&mut self) {
        let dated = &self.first_links;
        let harm =
            |m: &Mode| matches!(m, Mode::Killing | Mode::Injury | Mode::Death | Mode::Destruction | Mode::Disaster);
        // «مقتل ثلاثة واحتجاز عشرة»
        let held = |m: &Mode| harm(m) || *m == Mode::Kidnapping;
        // «الانقلاب العسكري في 26 يوليو وإطاحة الرئيس»
        let coup = |m: &Mode| *m == Mode::Coup;
        // «على دوي انفجارات وإطلاق نار»
        let fire = |m: &Mode| matches!(m, Mode::Bombing | Mode::Battle | Mode::Attack | Mode::Shooting);
        let mut new = Vec::new();
        for list in (0..self.found.clauses.len()).map(|clause| self.by_place.of(clause)) {
            for pair in list.windows(2) {
                let (a, b) = (pair[0], pair[1]);
                let near = self.token(b) <= self.token(a) + REACH
                    && self.word(b).clitics.conjunction == Some('و')
                    && [&held as &dyn Fn(&Mode) -> bool, &coup, &fire]
                        .iter()
                        .any(|kind| kind(&self.mention(a).mode) && kind(&self.mention(b).mode));
                match (dated[a as usize], dated[b as usize]) {
                    (Some(link), None) if near => new.push((b, link)),
                    (None, Some(link)) if near => new.push((a, link)),
                    _ => {}
                }
            }
        }
        // «مقتل 17 جنديا وجرح 35 الثلاثاء», which may be read as a verb.
        for c in 1..self.found.clauses.len() {
            let Some(verb) = self.verb(c).filter(|&v| harm(&self.mention(v).mode)) else { continue };
            let joined = self.found.words[self.verb_token(verb)].clitics.conjunction == Some('و');
            let noun = self.by_place.of(c - 1).last().copied().filter(|&n| {
                harm(&self.mention(n).mode) && self.token(n) + 8 > self.token(verb) && dated[n as usize].is_none()
            });
            if let (Some(noun), Some(link), true) = (noun, dated[verb as usize], joined) {
                new.push((noun, link));
            }
        }
        for (mention, link) in new {
            self.inherit(mention, link, Rule::JoinedNoun);
        }
    }

    /// «قتلوا أمس في كمين، في أعنف هجوم على البعثة»: what was told, named again.
    pub(super) fn named_again(&mut self) {
        static MOST: Few<12> = Few::of([
            key!("أول"),
            key!("ثاني"),
            key!("ثالث"),
            key!("رابع"),
            key!("آخر"),
            key!("أحدث"),
            key!("أعنف"),
            key!("أكبر"),
            key!("أخطر"),
            key!("أسوأ"),
            key!("أدمى"),
            key!("سابقة"),
        ]);
        let dated = &self.first_links;
        let mut new = Vec::new();
        for (m, mention) in self.found.mentions.iter().enumerate() {
            let i = self.token(m as u32);
            let violent = |m: &Mention| {
                m.class == Class::Assault || matches!(m.mode, Mode::Death | Mode::Disaster | Mode::Kidnapping)
            };
            if mention.form == Form::Verb || !violent(mention) || dated[m].is_some() || i < 3 {
                continue;
            }
            let ordinal = self.tokens.get(i + 1).is_some_and(|t| {
                let key = t.key();
                key.starts_with(key!("ال")) && MOST.has(key.skip(2)) || key == key!("الأكثر")
            });
            let at = if MOST.has(self.key(i - 1)) { i - 1 } else { i };
            if at == i && !(ordinal && self.found.words[i].clitics.article) {
                continue;
            }
            let opener = self.bare(at - 1);
            let aside = self.is_comma(at - 2) || self.key(at - 2) == key!("وذلك");
            let again = opener == key!("في") && aside || [key!("هو"), key!("هي")].contains(&opener);
            let sentence = self.found.clauses[self.found.clause_at(i)].sentence;
            let before = (0..m).rev().take(REACH).find(|&b| {
                let here = self.found.clauses[self.found.clause_at(self.token(b as u32))].sentence == sentence;
                here && violent(&self.found.mentions[b]) && self.token(b as u32) < i
            });
            let link = before.and_then(|b| dated[b]).filter(|&link| again && self.on_a_day(link));
            new.extend(link.map(|link| (m as u32, link)));
        }
        for (mention, link) in new {
            self.inherit(mention, link, Rule::SameEvent);
        }
    }
}
