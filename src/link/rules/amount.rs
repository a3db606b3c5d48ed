//! How many there were in a time, and what that is compared with.

use super::{Linker, Time};
use crate::event::WordRole as Role;
use crate::link::rule::Rule;
use crate::script::{Key, key};

/// What is counted.
const COUNTS: [Key; 6] = [key!("عدد"), key!("حصيلة"), key!("عداد"), key!("مجموع"), key!("إجمالي"), key!("نسبة")];

impl Linker<'_> {
    /// «تجاوز عدد الزلازل في العام الماضي المئة»: the time is of what is counted.
    pub(super) fn measured(&self, time: &Time) -> Option<(u32, Rule)> {
        let verb = self.verb(time.clause)?;
        let from = self.verb_token(verb);
        let reaches = matches!(self.mention(verb).lemma.as_ref(), "تجاوز" | "تخطى");
        let counts = self.tokens.get(from + 1).is_some_and(|t| COUNTS.contains(&t.key()));
        if !reaches || !counts {
            return None;
        }
        let noun = self.nouns(time.clause).find(|&n| (from + 2..from + 4).contains(&self.token(n)));
        let near = |&n: &u32| self.token(n) < time.tokens.start && time.tokens.start < from + 10;
        noun.filter(near).map(|n| (n, Rule::Counted))
    }

    /// «مقابل 2050 في عام 1998»: what is compared with dates nothing that is told.
    pub(super) fn compared(&self, time: &Time) -> bool {
        let start = time.tokens.start;
        let number = |i: usize| self.found.words[i].role == Role::Number;
        let bare = self.signal_before(start) || start > 0 && number(start - 1);
        if !bare {
            return false;
        }
        let mut near = (start.saturating_sub(4)..start).rev();
        let with = [key!("مقابل"), key!("مقارنة")];
        let found = near.find(|&i| with.contains(&self.key(i)));
        found.is_some_and(|i| (i + 1..start).any(number))
    }
}
