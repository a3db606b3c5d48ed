//! What the rules ask of a clause and its words.

use super::{Linker, Time, is_quote, relation_of};
use crate::calendar::Value;
use crate::event::lexicon::{Effect, Particle};
use crate::event::{Aspect, Class, Form, Mode, Tense, Word, WordRole as Role};
use crate::link::claim::Relation;
use crate::script::{Few, Key, Kind, Token, key};
use crate::timex::{Signal, TimexKind};
use std::ops::Range;

/// Whether one of the words stands for the noun that their clause describes: «قتل فيه جنود».
pub(super) fn stands_inside(words: &[Token]) -> bool {
    static INSIDE: Few<6> =
        Few::of([key!("فيه"), key!("فيها"), key!("فيهما"), key!("خلاله"), key!("خلالها"), key!("أثناءها")]);
    words.iter().any(|t| INSIDE.has(t.key()))
}

/// What stands before an event in whose course something happens: «خلال الهجوم».
pub(super) fn is_during(key: Key) -> bool {
    [key!("خلال"), key!("أثناء"), key!("عند"), key!("لدى")].contains(&key)
}

pub(super) fn is_after(key: Key) -> bool {
    [key!("بعد"), key!("عقب")].contains(&key)
}

/// «إلى 18 يونيو», «حتى الجمعة»
pub(super) fn leads_to(key: Key) -> bool {
    [key!("إلى"), key!("حتى")].contains(&key)
}

/// «وفق وكالة الأنباء»: what stands before who says so.
pub(super) fn names_source(key: Key) -> bool {
    static SOURCES: Few<4> = Few::of([key!("وفق"), key!("وفقا"), key!("حسب"), key!("بحسب")]);
    SOURCES.has(key)
}

/// «تأجلت المحاكمة إلى الجمعة»
pub(super) fn puts_off(lemma: &str) -> bool {
    matches!(lemma, "تأجل" | "أجل" | "أرجأ")
}

/// Whether a word opens a clause that says when.
pub(super) fn is_when(key: Key) -> bool {
    [key!("عندما"), key!("حين"), key!("حينما")].contains(&key)
}

impl Linker<'_> {
    pub(super) fn verbs(&self, clause: usize) -> impl Iterator<Item = u32> + '_ {
        let of = &self.found.mentions;
        self.by_clause.of(clause).iter().copied().filter(move |&m| {
            let m = &of[m as usize];
            matches!(m.form, Form::Verb | Form::LightVerb)
        })
    }

    #[inline]
    pub(super) fn verb(&self, clause: usize) -> Option<u32> {
        self.verbs.get(clause).copied().flatten()
    }

    pub(super) fn nouns(&self, clause: usize) -> impl DoubleEndedIterator<Item = u32> + '_ {
        self.by_place.of(clause).iter().copied()
    }

    /// The finite verb of a mention that a verb tells; it need not be the word that names it.
    pub(super) fn verb_token(&self, mention: u32) -> usize {
        let site = self.site(mention);
        let ends = [site.phrase.0 as usize, site.phrase.1 as usize];
        ends.into_iter().find(|&i| self.found.words[i].is_verb()).unwrap_or(site.token as usize)
    }

    pub(super) fn token(&self, mention: u32) -> usize {
        self.site(mention).token as usize
    }

    pub(super) fn nearest_verb(&self, clause: usize, at: usize) -> Option<u32> {
        let first = self.verb(clause)?;
        // Most clauses have one.
        let before = self.verbs(clause).filter(|&v| self.token(v) < at).last();
        before.or(Some(first))
    }

    /// Whether the time says since when, until when or how long: what a lasting condition can be dated by.
    pub(super) fn states(&self, time: &Time) -> bool {
        let timex = &self.timexes[time.timex];
        timex.kind == TimexKind::Duration
            || matches!(
                timex.signal.map(|s| s.kind),
                Some(Signal::Since | Signal::Until | Signal::From | Signal::To | Signal::For | Signal::Between)
            )
    }

    /// «ينسق», «كان ينسق»: what somebody does or used to do.
    pub(super) fn goes_on(&self, verb: u32) -> bool {
        matches!(self.found.words[self.verb_token(verb)].role, Role::Verb(v) if v.aspect == Aspect::Imperfect)
            && matches!(self.mention(verb).tense, Tense::Present | Tense::Past)
    }

    /// Whether the verb of a mention stands in the perfect.
    pub(super) fn is_perfect(&self, verb: u32) -> bool {
        matches!(self.found.words[self.verb_token(verb)].role, Role::Verb(v) if v.aspect == Aspect::Perfect)
    }

    /// Whether a time names a day.
    pub(super) fn is_day(&self, timex: usize) -> bool {
        matches!(self.timexes[timex].value, Some(Value::Day(_) | Value::Time(..)))
    }

    /// «في موعد لا يتجاوز 31 مارس», «في موعد أقصاه الجمعة»
    pub(super) fn no_later(&self, time: &Time) -> bool {
        let limit = [key!("يتجاوز"), key!("يتعدى"), key!("أقصاه")];
        let date = [key!("موعد"), key!("أجل"), key!("تاريخ")];
        let at = time.tokens.start;
        let said = at.checked_sub(1).is_some_and(|i| limit.contains(&self.key(i)));
        said && (at.saturating_sub(4)..at).any(|i| date.contains(&self.key(i)))
    }

    /// Whether a time is over when the article is published.
    pub(super) fn is_over(&self, timex: usize) -> bool {
        let end = self.timexes[timex].bounds.and_then(|b| b.latest_end());
        end.zip(self.published).is_some_and(|(end, published)| end.date() <= published)
    }

    /// Whether a time is the day of publication, or on it.
    pub(super) fn is_today(&self, timex: usize) -> bool {
        let start = self.timexes[timex].bounds.and_then(|b| b.earliest_start());
        self.is_day(timex) && start.map(|start| start.date()) == self.published
    }

    /// The times that stand in a clause.
    pub(super) fn times_in(&self, clause: usize) -> &[Time] {
        let from = self.times.partition_point(|t| t.clause < clause);
        let rest = self.times.get(from..).unwrap_or_default();
        &rest[..rest.partition_point(|t| t.clause == clause)]
    }

    /// Whether the time is a point in the past, and not one that goes on.
    pub(super) fn past_point(&self, time: &Time) -> bool {
        let timex = &self.timexes[time.timex];
        relation_of(timex) == Relation::During
            && matches!(timex.value, Some(Value::Day(_) | Value::Time(..) | Value::Week(_) | Value::Month(..)))
    }

    /// Verbs of saying, judging, asking and denying have an event noun for their content.
    pub(super) fn leaves_time(&self, verb: u32) -> bool {
        let token = self.token(verb);
        // An attempt is made when it says, whatever becomes of it.
        if self.mention(verb).lemma == "حاول" {
            return false;
        }
        let entry = self.entry(token);
        let mention = self.mention(verb);
        mention.mode == Mode::Statement
            || mention.mode == Mode::Demand
            || entry.is_some_and(|e| {
                // «أدلى بصوته»
                let votes = e.effect == Effect::Reports && mention.mode == Mode::Election;
                !matches!(e.effect, Effect::None | Effect::Light) && !votes
            })
            || mention.lemma == "تبنى"
    }

    /// Verbs of saying, asking and denying, whose times are their own; «هنأه» is none.
    pub(super) fn governs(&self, verb: u32) -> bool {
        let entry = self.entry(self.token(verb));
        self.site(verb).report
            || entry.is_some_and(|e| !matches!(e.effect, Effect::None | Effect::Light))
            || self.mention(verb).lemma == "تبنى"
    }

    /// Whether «في», «خلال» or «عند» stands before a noun, or «مع بداية».
    pub(super) fn is_in(&self, token: usize) -> bool {
        // «في سلسلة هجمات», «في عدة اشتباكات»
        static MANY: Few<16> = Few::of([
            key!("سلسله"),
            key!("عده"),
            key!("موجه"),
            key!("بضع"),
            key!("أعنف"),
            key!("أول"),
            key!("آخر"),
            key!("بداية"),
            key!("انطلاق"),
            key!("جولة"),
            key!("مستهل"),
            key!("ختام"),
            key!("حفل"),
            key!("خطاب"),
            key!("كلمة"),
            key!("مراسم"),
        ]);
        let first = self.uncounted(self.unquoted(token));
        let at = if first > 1 && MANY.has(self.bare(first - 1)) { first - 1 } else { first };
        at > 0 && {
            let key = self.bare(at - 1);
            key == key!("في") || is_during(key) || key == key!("هامش") || at < first && key == key!("مع")
        }
    }

    /// Where a noun begins with how many it is of: «في 3 هجمات», «خلال ثلاث غارات».
    fn uncounted(&self, token: usize) -> usize {
        const FEW: [Key; 10] = [
            key!("ثلاث"),
            key!("ثلاثة"),
            key!("أربع"),
            key!("أربعة"),
            key!("خمس"),
            key!("خمسة"),
            key!("ست"),
            key!("ستة"),
            key!("أحد"),
            key!("إحدى"),
        ];
        let Some(before) = token.checked_sub(1) else { return token };
        let number = self.tokens[before].kind == Kind::Number || FEW.contains(&self.key(before));
        if number && !self.in_time(before) { before } else { token }
    }

    /// Where a word begins with the marks that quote it: «في «هجوم إرهابي»».
    pub(super) fn unquoted(&self, token: usize) -> usize {
        // «إثر حادث تصادم»: with the word for what kind it is.
        let next = self.found.sites.partition_point(|s| (s.token as usize) < token);
        let site = self.found.sites.get(next).filter(|s| s.token as usize == token);
        let token = site.map_or(token, |s| token.min(s.phrase.0 as usize).max(token.saturating_sub(1)));
        if token > 1 && is_quote(&self.tokens[token - 1]) { token - 1 } else { token }
    }

    /// A word without the و that joins it: «وفي» is «في».
    #[inline]
    pub(super) fn bare(&self, token: usize) -> Key {
        let key = self.key(token);
        let joined = || key.len() > 2 && (key.starts_with(key!("و")) || key.starts_with(key!("ف")));
        if self.found.words[token].clitics.conjunction.is_some() && joined() { key.skip(1) } else { key }
    }

    /// Whether «إثر» or «جراء» stands before a noun: at the same time, for all that news tells.
    pub(super) fn is_upon(&self, token: usize) -> bool {
        let token = self.unquoted(token);
        token > 0 && {
            let key = self.bare(token - 1);
            // «نام الناس على وقع القصف», «سمع دوي انفجار»
            let under = [key!("على"), key!("تحت")];
            let sound = token > 1 && key == key!("وقع") && under.contains(&self.key(token - 2));
            let sound = sound || [key!("دوي"), key!("أصوات")].contains(&key);
            sound || [key!("إثر"), key!("جراء")].contains(&key) || self.is_shortly(token)
        }
    }

    /// «قبيل وصوله», «فور انتهاء الجلسة»: on the same day.
    pub(super) fn is_shortly(&self, token: usize) -> bool {
        let shortly = [key!("بعيد"), key!("قبيل"), key!("فور")];
        token > 0 && shortly.contains(&self.bare(token - 1))
    }

    /// Where what a noun is of begins: «لدى افتتاح محاكمته», «خلال تصديها لهجوم».
    pub(super) fn whole(&self, noun: u32) -> u32 {
        let place = self.found.clause_at(self.token(noun));
        let mut first = noun;
        for _ in 0..2 {
            let at = self.token(first);
            let Some(before) = at.checked_sub(1) else { break };
            let word = &self.found.words[before];
            let joined = self.found.words[at].clitics.preposition.is_some_and(|p| p != 'ل');
            if joined || word.clitics.article || !matches!(word.role, Role::Noun { .. }) {
                break;
            }
            let Some(n) = self.nouns(place).find(|&n| self.token(n) == before) else { break };
            first = n;
        }
        first
    }

    /// «قتل خمسة بعد هجوم»: they die of it.
    pub(super) fn died_of(&self, verb: u32, noun: u32) -> bool {
        let token = self.unquoted(self.token(noun));
        let harmed = matches!(self.mention(verb).mode, Mode::Killing | Mode::Injury | Mode::Death);
        let after = token.checked_sub(1).is_some_and(|i| is_after(self.key(i)));
        let attack = self.mention(noun).class == Class::Assault;
        harmed && after && attack && !self.site(noun).definite
    }

    /// «تعود الأزمة إلى عام 2012»: it began then.
    pub(super) fn dates_back(&self, time: &Time) -> bool {
        let at = time.tokens.start;
        let words = self.found.clauses[time.clause].start as usize..at;
        at > 0
            && self.key(at - 1) == key!("إلى")
            && self.found.words[words].iter().any(|w| {
                w.is_verb()
                    && w.entry(self.lexicon).is_some_and(|e| matches!(e.lemma, "عاد" | "رجع") || puts_off(e.lemma))
            })
    }

    /// «منذ ثمانية أيام هاجموا فندقا»: what takes a moment happened then, and did not go on since.
    pub(super) fn ago(&self, mention: u32, timex: usize) -> bool {
        let free = self.undated(mention);
        let mention = self.mention(mention);
        let timex = &self.timexes[timex];
        let moment = mention.class == Class::Assault && mention.mode != Mode::Battle
            || matches!(mention.mode, Mode::Death | Mode::Appointment);
        let exact = timex.bounds.is_some_and(|b| b.earliest_start().is_some() && b.latest_start().is_some());
        exact
            && free
            && timex.kind == TimexKind::Duration
            && relation_of(timex) == Relation::Since
            && moment
            && matches!(mention.form, Form::Verb | Form::LightVerb)
            && matches!(mention.tense, Tense::Past | Tense::Pluperfect)
    }

    /// «طاردوهم حتى ظهر اليوم نفسه»: what goes on until an hour of the day told before began on it.
    pub(super) fn until_that_day(&self, mention: u32, timex: usize) -> bool {
        static SAME: [Key; 6] = [key!("نفسه"), key!("ذاته"), key!("ذلك"), key!("نفسها"), key!("ذاتها"), key!("عينه")];
        let that_day = self.times[timex].tokens.clone().any(|i| SAME.contains(&self.key(i)));
        let until = relation_of(&self.timexes[timex]) == Relation::Until;
        let past = self.is_perfect(mention) && self.mention(mention).tense == Tense::Past;
        until && that_day && past && matches!(self.timexes[timex].value, Some(Value::Time(..)))
    }

    /// «يدخل حيز التنفيذ اعتبارا من اليوم»: it does so on that day, though what it begins goes on.
    pub(super) fn takes_effect(&self, mention: u32, timex: usize) -> bool {
        let timex = &self.timexes[timex];
        let day = matches!(timex.value, Some(Value::Day(_)));
        let effect = self.tokens.get(self.verb_token(mention) + 1).is_some_and(|t| t.key() == key!("حيز"));
        day && effect && relation_of(timex) == Relation::Since
    }

    /// The words of a range; none where its end stands before its start.
    pub(super) fn words_in(&self, range: Range<usize>) -> &[Word] {
        self.found.words.get(range).unwrap_or_default()
    }

    /// Whether a verb stands in a range of words.
    pub(super) fn has_verb(&self, range: Range<usize>) -> bool {
        self.words_in(range).iter().any(|w| w.is_verb())
    }

    /// The tokens of a range; none where its end stands before its start.
    pub(super) fn tokens_in(&self, range: Range<usize>) -> &[Token] {
        self.tokens.get(range).unwrap_or_default()
    }

    /// Words between two tokens that are neither marks nor prepositions.
    pub(super) fn words_between(&self, from: usize, to: usize) -> usize {
        (from..to.min(self.tokens.len()))
            .filter(|&i| {
                !matches!(self.tokens[i].kind, Kind::Mark(_))
                    && !matches!(
                        self.found.words[i].role,
                        Role::Particle(
                            Particle::Preposition | Particle::Complement | Particle::Temporal | Particle::Time
                        )
                    )
            })
            .count()
    }

    pub(super) fn comma_between(&self, from: usize, to: usize) -> bool {
        self.tokens.get(from..to).unwrap_or_default().iter().any(|t| t.is_comma())
    }

    pub(super) fn signal_before(&self, at: usize) -> bool {
        at > 0 && matches!(self.found.words[at - 1].role, Role::Particle(Particle::Preposition | Particle::Temporal))
    }
}
