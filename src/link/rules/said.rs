//! What is said in a document or a call, and when.

use super::{Linker, Time};
use crate::event::{Link, Tense};
use crate::link::rule::Rule;
use crate::script::{Few, Key, key};

/// How far behind what something is said in its time may stand.
const SPOKEN: usize = 6;

/// Whether something is said in what the word names: «في بيان», «في اتصال».
pub(super) fn is_document(key: Key) -> bool {
    static DOCUMENTS: Few<16> = Few::of([
        key!("بيان"),
        key!("بلاغ"),
        key!("تصريح"),
        key!("تصريحات"),
        key!("تغريدة"),
        key!("مقابلة"),
        key!("حديث"),
        key!("اتصال"),
        key!("مكالمة"),
        key!("رسالة"),
        key!("كلمة"),
        key!("خطاب"),
        key!("مؤتمر"),
        key!("تسجيل"),
        key!("شريط"),
        key!("منشور"),
    ]);
    DOCUMENTS.has(key)
}

/// Whether a verb says how what was said became known: «صدر», «بث», «عقد» a conference.
pub(super) fn makes_known(lemma: &str) -> bool {
    matches!(lemma, "صدر" | "أصدر" | "نشر" | "وزع" | "بث" | "نقل" | "أورد" | "ألقى" | "عقد" | "أجرى")
}

impl Linker<'_> {
    /// «تبنوا العملية في بيان مساء أمس»: the time is of what is said there.
    pub(super) fn spoken(&self, time: &Time) -> Option<(u32, Rule)> {
        let at = time.tokens.start;
        let from = self.found.clauses[time.clause].start as usize;
        let document = (from.max(at.saturating_sub(SPOKEN))..at).rev().find(|&i| is_document(self.key(i)))?;
        let inside = document > 0 && self.bare(document - 1) == key!("في");
        let verb = self.verbs(time.clause).filter(|&v| self.token(v) < document).last()?;
        let plain = !self.has_verb(document..at)
            && !self.nouns(time.clause).any(|n| (document + 1..at).contains(&self.token(n)));
        let free = self.undated(verb) && !self.site(verb).state;
        (inside && plain && free && self.leaves_time(verb) && self.past_point(time)).then_some((verb, Rule::ClauseVerb))
    }

    /// «أعلنوا السبت في تسجيل بثته الوكالة»: what a statement was said in came out with it. The verb that says so.
    pub(super) fn said_in(&self, c: usize) -> Option<u32> {
        let clause = self.found.clauses[c];
        let (here, start) = (self.verb(c)?, clause.start as usize);
        let lemma = self.mention(here).lemma.as_ref();
        let issued = makes_known(lemma) || matches!(lemma, "تلا" | "أدلى" | "أذاع");
        let past = self.is_perfect(here) && self.mention(here).tense == Tense::Past;
        if clause.link != Link::Relative || !issued || !past {
            return None;
        }
        let document = (start.saturating_sub(4)..start).rev().find(|&i| is_document(self.key(i)))?;
        let inside = document > 0 && self.bare(document - 1) == key!("في");
        let said = self.nearest_verb(clause.parent? as usize, start)?;
        (inside && self.governs(said) && self.token(said) < document).then_some(said)
    }
}
