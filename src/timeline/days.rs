//! Sets of days: the days on which an article can have been published.

use chrono::NaiveDate;

/// Days as sorted, disjoint ranges, both ends included. An unknown end reaches as far as [`EARLIEST`] or [`LATEST`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Days(Vec<(NaiveDate, NaiveDate)>);

/// No newspaper article is searched for beyond these days; they are never shown as bounds.
pub(super) const EARLIEST: NaiveDate = day(1900, 1);
pub(super) const LATEST: NaiveDate = day(2099, 365);

const fn day(year: i32, ordinal: u32) -> NaiveDate {
    match NaiveDate::from_yo_opt(year, ordinal) {
        Some(day) => day,
        None => NaiveDate::MIN,
    }
}

impl Days {
    /// Any day.
    pub(super) fn any() -> Self {
        Self(vec![(EARLIEST, LATEST)])
    }

    /// From a day to a day, where they are known.
    pub(super) fn between(from: Option<NaiveDate>, to: Option<NaiveDate>) -> Self {
        let (from, to) = (from.unwrap_or(EARLIEST).max(EARLIEST), to.unwrap_or(LATEST).min(LATEST));
        Self(if from <= to { vec![(from, to)] } else { Vec::new() })
    }

    /// The days for which `keep` holds.
    pub(super) fn filter(&self, mut keep: impl FnMut(NaiveDate) -> bool) -> Self {
        let mut kept: Vec<(NaiveDate, NaiveDate)> = Vec::new();
        for day in self.iter().filter(|&day| keep(day)) {
            match kept.last_mut() {
                Some((_, last)) if last.succ_opt() == Some(day) => *last = day,
                _ => kept.push((day, day)),
            }
        }
        Self(kept)
    }

    /// The same with the ends open that are open in `whole`: what was left out beyond them tells nothing.
    pub(super) fn open_as(mut self, whole: &Self) -> Self {
        if let Some(first) = self.0.first_mut().filter(|_| whole.first().is_none()) {
            first.0 = EARLIEST;
        }
        if let Some(last) = self.0.last_mut().filter(|_| whole.last().is_none()) {
            last.1 = LATEST;
        }
        self
    }

    /// The days in both.
    pub(super) fn intersect(&self, other: &Self) -> Self {
        let (mut a, mut b, mut both) = (0, 0, Vec::new());
        while let (Some(&(a0, a1)), Some(&(b0, b1))) = (self.0.get(a), other.0.get(b)) {
            let (from, to) = (a0.max(b0), a1.min(b1));
            if from <= to {
                both.push((from, to));
            }
            if a1 < b1 { a += 1 } else { b += 1 }
        }
        Self(both)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many days.
    pub(super) fn len(&self) -> i64 {
        self.0.iter().map(|&(from, to)| (to - from).num_days() + 1).sum()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = NaiveDate> + '_ {
        self.0.iter().flat_map(|&(from, to)| from.iter_days().take_while(move |&day| day <= to))
    }

    /// The first day, if it is known.
    pub(super) fn first(&self) -> Option<NaiveDate> {
        self.0.first().map(|&(from, _)| from).filter(|&from| from > EARLIEST)
    }

    /// The last day, if it is known.
    pub(super) fn last(&self) -> Option<NaiveDate> {
        self.0.last().map(|&(_, to)| to).filter(|&to| to < LATEST)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(n: i64) -> NaiveDate {
        EARLIEST + chrono::TimeDelta::days(n)
    }

    proptest! {
        #[test]
        fn intersection_is_what_is_in_both(a in prop::collection::btree_set(1..60i64, 0..30), b in prop::collection::btree_set(1..60i64, 0..30)) {
            let set = |s: &std::collections::BTreeSet<i64>| {
                Days::between(Some(at(0)), Some(at(60))).filter(|d| s.contains(&(d.signed_duration_since(EARLIEST).num_days())))
            };
            let both: Vec<_> = set(&a).intersect(&set(&b)).iter().collect();
            let expected: Vec<_> = a.intersection(&b).map(|&n| at(n)).collect();
            prop_assert_eq!(both, expected);
            prop_assert_eq!(set(&a).len(), a.len() as i64);
        }
    }

    #[test]
    fn unknown_ends_are_not_bounds() {
        assert_eq!(Days::any().first(), None);
        let since = Days::between(Some(at(5)), None);
        assert_eq!((since.first(), since.last()), (Some(at(5)), None));
    }
}
