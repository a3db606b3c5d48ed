//! Times that date nothing.

use super::{Linker, Time, is_quote};
use crate::calendar::{Origin, Value};
use crate::event::lexicon::Particle;
use crate::event::{Word, WordRole as Role};
use crate::script::{Gap, Key, Kind, key};
use crate::timex::TimexKind;

/// How many words may stand before a dateline: headlines without a stop.
const HEADLINES: usize = 40;

/// What is named after days: «حركة 23 مارس», «شارع 15 أغسطس».
const NAMED_BY_DAYS: [Key; 12] = [
    key!("حركة"),
    key!("ثورة"),
    key!("شارع"),
    key!("ساحة"),
    key!("ميدان"),
    key!("جسر"),
    key!("ملعب"),
    key!("كتيبة"),
    key!("لواء"),
    key!("جامعة"),
    key!("مستشفى"),
    key!("تحالف"),
];

impl Linker<'_> {
    /// Place and date before the text proper: «باماكو 5 مايو (رويترز) -». A headline may stand before.
    pub(super) fn dateline(&self, time: &Time) -> bool {
        let first = time.tokens.start;
        if first > HEADLINES || self.heads_one_of_lines(time) {
            return false;
        }
        let begun = (0..=first).rev().find(|&i| self.tokens[i].gap >= Gap::Line).unwrap_or_default();
        if first - begun > 12 || self.tokens[..begun].iter().any(|t| t.is_mark('.')) {
            return false;
        }
        // «الأمم المتحدة 21 ديسمبر (شينخوا)»
        let told = |w: &Word| w.is_verb() || matches!(w.role, Role::Noun { .. });
        let nothing_told = !self.found.words[begun..first].iter().any(told);
        let dash =
            self.tokens[time.tokens.end..].iter().take(6).any(|t| matches!(t.kind, Kind::Mark('-' | '–' | '—' | ':')));
        // «نواكشوط 07-04-2012 (الأخبار) ــ»: the agency in brackets is enough; a stretched line is no token.
        let agency = self.tokens.get(time.tokens.end).is_some_and(|t| t.is_mark('('));
        let bracketed = first > begun
            && self.tokens[first - 1].is_mark('(')
            && self.tokens.get(time.tokens.end).is_some_and(|t| t.is_mark(')'));
        const AGENCIES: [Key; 10] = [
            key!("واس"),
            key!("قنا"),
            key!("وام"),
            key!("كونا"),
            key!("بنا"),
            key!("وال"),
            key!("رويترز"),
            key!("شينخوا"),
            key!("وكالات"),
            key!("سانا"),
        ];
        let near = self.tokens[time.tokens.end..].iter().take(8);
        let named = near.clone().any(|t| AGENCIES.contains(&t.key()))
            && !self.found.words[time.tokens.end..].iter().take(8).any(|w| w.is_verb() && !w.first);
        nothing_told && (dash || agency || bracketed || named)
    }

    /// «كيتا (73 عاما)»: how old, not how long.
    pub(super) fn age(&self, time: &Time) -> bool {
        let start = time.tokens.start;
        self.timexes[time.timex].kind == TimexKind::Duration && start > 0 && self.tokens[start - 1].is_mark('(')
    }

    /// «القرار 2164 (2014)», «تقريري المؤرخ 22 سبتمبر»: which one it is.
    pub(super) fn of_document(&self, time: &Time) -> bool {
        let (start, end) = (time.tokens.start, time.tokens.end);
        let year = matches!(self.timexes[time.timex].value, Some(Value::Year(_)));
        let bracketed = start > 1
            && self.tokens[start - 1].is_mark('(')
            && self.tokens[start - 2].kind == Kind::Number
            && self.tokens.get(end).is_some_and(|t| t.is_mark(')'));
        let dated = [key!("المؤرخ"), key!("المؤرخة"), key!("المؤرخين")];
        year && bracketed || start > 0 && dated.contains(&self.key(start - 1))
    }

    /// «عيد الأضحى الموافق 31 يوليو», «الجمعة المقبلة التي توافق 7 رمضان»: another name of the day.
    pub(super) fn corresponds(&self, time: &Time) -> bool {
        let named = |i: usize| time.timex.checked_sub(1).is_some_and(|t| self.times[t].tokens.end + 2 >= i);
        time.tokens.start.checked_sub(1).filter(|&i| named(i)).is_some_and(|i| {
            let word = &self.found.words[i];
            let date = self.tokens[time.tokens.start].kind == Kind::Number;
            (matches!(word.role, Role::Verb(_)) && date || word.role == Role::Participle)
                && word.entry(self.lexicon).is_some_and(|e| matches!(e.lemma, "وافق" | "صادف"))
        })
    }

    /// «24 مايو/أذار»: the other name of a month, misprinted, is no second time.
    pub(super) fn other_name(&self, time: &Time) -> bool {
        let Some(before) = time.timex.checked_sub(1).map(|t| &self.timexes[t]) else { return false };
        let here = &self.timexes[time.timex];
        let gap = self.located.text.get(before.quote.bytes.end as usize..here.quote.bytes.start as usize);
        matches!(here.value, Some(Value::Month(..))) && gap.is_some_and(|gap| gap.trim() == "/")
    }

    /// «اليوم التالي لاعتقالهما»: the day after the event that follows, not after what was told before.
    pub(super) fn counts_days(&self, time: &Time) -> bool {
        let text = &self.timexes[time.timex].quote.text;
        let noun = self.found.words.get(time.tokens.end);
        (text.ends_with("اليوم التالي") || text.ends_with("اليوم الموالي"))
            && noun.is_some_and(|w| matches!(w.role, Role::Noun { .. }) && w.clitics.preposition == Some('ل'))
    }

    /// «الحزب الحاكم في ماليزيا منذ 1957»: who they are, not what they do.
    pub(super) fn rules_since(&self, time: &Time) -> bool {
        let start = time.tokens.start;
        if start < 2 || self.key(start - 1) != key!("منذ") {
            return false;
        }
        let mut words = (start.saturating_sub(5)..start.saturating_sub(1)).rev();
        let ruler = words.find(|&i| [key!("الحاكم"), key!("الحاكمة"), key!("الحاكمين")].contains(&self.key(i)));
        let only_where = |i: usize| i + 2 == start || self.key(i + 1) == key!("في") || self.key(i + 1) == key!("للبلاد");
        ruler.is_some_and(|i| only_where(i) && !self.comma_between(i, start))
    }

    /// «هجوم هو الأول من نوعه منذ 2009», «أعنف المعارك منذ عام»: since when there was no other like it, which does not say
    /// when this one was.
    pub(super) fn unmatched_since(&self, time: &Time) -> bool {
        /// «أول زيارة», «أعنف المعارك»
        const MOST: [Key; 10] = [
            key!("أول"),
            key!("ثاني"),
            key!("ثالث"),
            key!("رابع"),
            key!("أعنف"),
            key!("أكبر"),
            key!("أسوأ"),
            key!("أخطر"),
            key!("أفدح"),
            key!("أضخم"),
        ];
        const FIRST: [Key; 2] = [key!("الأول"), key!("الأولى")];
        let Some(since) = time.tokens.start.checked_sub(1).filter(|&i| self.bare(i) == key!("منذ")) else {
            return false;
        };
        let of_its_kind = since > 1 && [key!("نوعه"), key!("نوعها")].contains(&self.tokens[since - 1].key());
        let most = |i: usize| {
            let key = self.tokens[i].key();
            let before = i.checked_sub(1).map(|i| self.bare(i));
            MOST.contains(&key)
                || (key.starts_with(key!("ال")) && MOST[4..].contains(&key.skip(2)))
                || (FIRST.contains(&key)
                    && before.is_some_and(|b| [key!("هو"), key!("هي"), key!("مرة"), key!("المرة")].contains(&b)))
        };
        // «احتفال لم تعرف المدينة له مثيلا منذ قرن»
        let like = [key!("مثيل"), key!("مثيلا"), key!("مثله"), key!("مثلها"), key!("نظير"), key!("نظيرا")];
        if (since.saturating_sub(4)..since).any(|i| like.contains(&self.tokens[i].key())) {
            return true;
        }
        // Nothing is told in between.
        let near = (since.saturating_sub(4)..since).rev();
        of_its_kind || near.take_while(|&i| !self.tokens[i].is_comma() && !self.found.words[i].is_verb()).any(most)
    }

    /// Whether the time is part of a name: «حركة 5 يونيو», «أزواد 2012».
    pub(super) fn named(&self, time: &Time) -> bool {
        let (start, end) = (time.tokens.start, time.tokens.end);
        let day = matches!(self.timexes[time.timex].value, Some(Value::Day(_)))
            && self.timexes[time.timex].components.year != Origin::Said
            && matches!(self.tokens[start].kind, Kind::Number);
        let heads = |i: usize| {
            let key = self.key(i);
            NAMED_BY_DAYS.contains(&key) || key.starts_with(key!("ال")) && NAMED_BY_DAYS.contains(&key.skip(2))
        };
        if day && start > 0 && heads(start - 1) {
            return true;
        }
        let quote = |i: &usize| is_quote(&self.tokens[*i]);
        let Some(open) = (start.saturating_sub(4)..start).rev().find(quote) else { return false };
        let Some(close) = (end..(end + 3).min(self.tokens.len())).find(quote) else { return false };
        let mut inside = (open + 1..start).chain(end..close);
        let words = inside.clone().filter(|&i| self.tokens[i].kind == Kind::Word).count();
        let plain = inside.all(|i| {
            let word = &self.found.words[i];
            !matches!(
                word.role,
                Role::Verb(_) | Role::Mark(_) | Role::Particle(Particle::Preposition | Particle::Temporal)
            ) && word.clitics.preposition.is_none()
                && word.entry(self.lexicon).is_none()
        });
        let headed = day && open > 0 && heads(open - 1);
        plain && (words > 0 || headed)
    }
}
