//! Events that a dated verb tells of by their name: «هز انفجار المدينة», «قاد الجنود انقلابا».

use super::{Linker, relation_of};
use crate::event::lexicon::Particle;
use crate::event::{Class, Form, Mode, Tense, WordRole as Role};
use crate::link::claim::Relation;
use crate::link::rule::Rule;
use crate::script::{Key, Kind, key};

/// How many words may stand between a verb and its subject, or after a subject before its verb.
const NEAR: usize = 6;

/// How many of them there were.
const MANY: [Key; 4] = [key!("سلسله"), key!("عده"), key!("موجه"), key!("بضع")];

impl Linker<'_> {
    /// The event that is the verb's subject, or its object where the verb carries it out.
    pub(super) fn subject(&mut self, verb: u32, t: usize) {
        let mention = self.mention(verb);
        let told = (mention.form == Form::Verb || mention.lemma == "تعرض")
            && mention.tense != Tense::Future
            && !self.governs(verb);
        if !told || relation_of(&self.timexes[t]) != Relation::During {
            return;
        }
        let noun = self
            .done_again(verb)
            .or_else(|| self.follows(verb))
            .or_else(|| self.precedes(verb))
            .or_else(|| self.carried_out(verb));
        for noun in noun.into_iter().chain(self.had_led(verb, t)) {
            if self.undated(noun) {
                self.add_too(noun, t, Rule::Subject);
            }
        }
    }

    /// Whether verb and noun are the same violence. What begins or goes on («اندلعت المعارك») is told by the verb
    /// that says so.
    fn tells_of(&self, verb: u32, noun: u32) -> bool {
        let (v, n) = (self.mention(verb), self.mention(noun));
        let site = self.site(noun);
        if site.weak || n.form != Form::Noun {
            return false;
        }
        let violent = n.class == Class::Assault && !matches!(n.mode, Mode::Killing | Mode::Injury)
            || matches!(n.mode, Mode::Coup | Mode::Disaster);
        let does = v.class == Class::Assault && v.mode != Mode::Battle
            || matches!(v.mode, Mode::Coup | Mode::Disaster | Mode::Destruction);
        violent && does
    }

    /// «هز فجر اليوم انفجار», «استهدفت سلسلة هجمات»
    fn follows(&self, verb: u32) -> Option<u32> {
        let (clause, from) = (self.site(verb).clause as usize, self.verb_token(verb));
        let noun = self.nouns(clause).find(|&n| self.token(n) > from).filter(|&n| self.tells_of(verb, n))?;
        let token = self.token(noun);
        let between: Vec<usize> = (from + 1..token).filter(|&i| !self.in_time(i)).collect();
        // Nothing comes between but how many.
        let passed = |&i: &usize| MANY.contains(&self.key(i)) || matches!(self.found.words[i].role, Role::Number);
        let bare = self.found.words[token].clitics.preposition.is_none() && !self.signal_before(token);
        (bare && between.len() <= NEAR && between.iter().all(passed)).then_some(noun)
    }

    /// «أعيد انتخابه»
    fn done_again(&self, verb: u32) -> Option<u32> {
        let (clause, from) = (self.site(verb).clause as usize, self.verb_token(verb));
        let again = self.mention(verb).lemma == "أعاد";
        let noun = self.nouns(clause).find(|&n| self.token(n) == from + 1).filter(|_| again)?;
        self.found.words[from + 1].clitics.preposition.is_none().then_some(noun)
    }

    /// «إن الهجوم استهدف الثكنة الأحد»: the clause begins with it.
    fn precedes(&self, verb: u32) -> Option<u32> {
        let (clause, to) = (self.site(verb).clause as usize, self.verb_token(verb));
        let noun = self.nouns(clause).next().filter(|&n| self.token(n) < to && self.tells_of(verb, n))?;
        let token = self.token(noun);
        let start = self.found.clauses[clause].start as usize;
        let word = &self.found.words[token];
        // «إن عدة انفجارات هزت الميناء»: so does how many there were.
        let opens = (start..token).all(|i| {
            matches!(
                self.found.words[i].role,
                Role::Particle(Particle::That | Particle::This | Particle::Join | Particle::Clause)
            ) || !matches!(self.tokens[i].kind, Kind::Word)
                || MANY.contains(&self.key(i))
        });
        (opens && word.clitics.preposition.is_none() && token + NEAR > to && !self.comma_between(token, to))
            .then_some(noun)
    }

    /// «وكانت زيارة الوزير السبت قد فجرت مواجهات»: the event that «كان» begins with, where its time stands before what
    /// it led to.
    fn had_led(&self, verb: u32, t: usize) -> Option<u32> {
        let (clause, to) = (self.site(verb).clause as usize, self.verb_token(verb));
        let noun = self.nouns(clause).next().filter(|&n| self.mention(n).form == Form::Noun)?;
        let token = self.token(noun);
        let was = [key!("كان"), key!("كانت")];
        let begins = token > 0 && was.contains(&self.bare(token - 1));
        let time = &self.times[t];
        let between = token < time.tokens.start && time.tokens.end + 2 > to && time.tokens.end <= to;
        let had = to > 0 && self.found.words[to - 1].particle() == Some(Particle::Qad);
        (begins && between && had && !self.site(noun).weak).then_some(noun)
    }

    /// «قاد النقيب أمادو سانوغو انقلابا», «تعرض المعسكر لقصف»
    fn carried_out(&self, verb: u32) -> Option<u32> {
        let mention = self.mention(verb);
        let (clause, from) = (self.site(verb).clause as usize, self.token(verb));
        let noun = self.nouns(clause).find(|&n| self.token(n) > from && self.token(n) < from + 2 * NEAR)?;
        let (token, event) = (self.token(noun), self.mention(noun));
        let word = &self.found.words[token];
        let violent = event.class == Class::Assault || matches!(event.mode, Mode::Coup | Mode::Kidnapping);
        let object = word.clitics.preposition.is_none()
            && !word.clitics.article
            && !word.pronoun
            && (self.key(token).ends_with(key!("ا")) || token == from + 1)
            && !self.signal_before(token)
            && word.clitics.conjunction.is_none();
        let undergone = matches!(mention.lemma.as_ref(), "تعرض" | "تصدى") && word.clitics.preposition == Some('ل');
        // «دان هجوما»: judged, not done.
        let judged = matches!(mention.class, Class::Accuse | Class::Support | Class::Threaten | Class::Consult);
        let past = matches!(mention.tense, Tense::Past | Tense::Pluperfect) && !judged;
        (violent && event.form == Form::Noun && (object && past || undergone)).then_some(noun)
    }
}
