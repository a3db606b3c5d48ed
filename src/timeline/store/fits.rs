//! Which chains fit each other, and how well.

use super::compare::Pairs;
use rustc_hash::FxHashMap;

/// For every chain those that it is compared with and fits, each with the points of the two. What was there at first
/// stands side by side; what changes later is kept apart.
#[derive(Debug, Clone, Default)]
pub(super) struct Fits {
    /// Where those of each chain end; they begin where those of the one before it end.
    ends: Vec<u32>,
    others: Vec<u32>,
    points: Vec<u8>,
    changed: FxHashMap<u32, Vec<(u32, u8)>>,
}

impl Fits {
    /// Those of so many chains; each pair comes with its points.
    pub(super) fn of_pairs(chains: usize, pairs: &Pairs) -> Self {
        let mut ends = vec![0u32; chains];
        let both = || pairs.iter().flat_map(|(points, a, b)| [(points, a, b), (points, b, a)]);
        for (_, chain, _) in both() {
            if let Some(count) = ends.get_mut(chain as usize) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for end in &mut ends {
            (*end, sum) = (sum, sum + *end);
        }
        // Where each begins, for now; filling moves that to its end.
        let (mut others, mut all) = (vec![0; sum as usize], vec![0; sum as usize]);
        for (points, chain, other) in both() {
            let Some(place) = ends.get_mut(chain as usize) else { continue };
            if let (Some(to), Some(of)) = (others.get_mut(*place as usize), all.get_mut(*place as usize)) {
                (*to, *of) = (other, points);
            }
            *place += 1;
        }
        Self { ends, others, points: all, changed: FxHashMap::default() }
    }

    /// One more chain, which fits none yet.
    pub(super) fn push(&mut self) {
        self.ends.push(self.others.len() as u32);
    }

    /// Those that a chain fits, with the points.
    pub(super) fn of(&self, chain: u32) -> impl Iterator<Item = (u32, i32)> {
        let changed = if self.changed.is_empty() { None } else { self.changed.get(&chain) };
        let at = chain as usize;
        let start = at.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied());
        let range = start.zip(self.ends.get(at)).filter(|_| changed.is_none());
        let range = range.map_or(0..0, |(start, &end)| start as usize..end as usize);
        let others = self.others.get(range.clone()).unwrap_or_default();
        let points = self.points.get(range).unwrap_or_default();
        let later = changed.into_iter().flatten().copied();
        others.iter().copied().zip(points.iter().copied()).chain(later).map(|(other, points)| (other, points.into()))
    }

    /// Whether two chains fit.
    pub(super) fn contains(&self, a: u32, b: u32) -> bool {
        self.of(a).any(|(other, _)| other == b)
    }

    /// Enters a pair.
    pub(super) fn join(&mut self, points: i32, a: u32, b: u32) {
        self.edit(a).push((b, as_kept(points)));
        self.edit(b).push((a, as_kept(points)));
    }

    /// Takes a pair out.
    pub(super) fn part(&mut self, a: u32, b: u32) {
        self.edit(a).retain(|&(other, _)| other != b);
        self.edit(b).retain(|&(other, _)| other != a);
    }

    fn edit(&mut self, chain: u32) -> &mut Vec<(u32, u8)> {
        let known = if self.changed.contains_key(&chain) {
            Vec::new()
        } else {
            self.of(chain).map(|(other, points)| (other, as_kept(points))).collect()
        };
        self.changed.entry(chain).or_insert(known)
    }
}

/// No two chains have more points than this can tell, by far.
pub(super) fn as_kept(points: i32) -> u8 {
    debug_assert!(u8::try_from(points).is_ok(), "{points}");
    points.clamp(0, 255) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_found_from_both_sides() {
        let mut fits = Fits::of_pairs(4, &Pairs::of(&[(30, 0, 2), (24, 2, 3), (100, 0, 3)]));
        let of = |fits: &Fits, chain| fits.of(chain).collect::<Vec<_>>();
        assert_eq!(
            (of(&fits, 0), of(&fits, 1), of(&fits, 2)),
            (vec![(2, 30), (3, 100)], vec![], vec![(0, 30), (3, 24)])
        );
        fits.push();
        fits.join(26, 4, 0);
        fits.part(2, 0);
        assert_eq!((of(&fits, 0), of(&fits, 2), of(&fits, 4)), (vec![(3, 100), (4, 26)], vec![(3, 24)], vec![(0, 26)]));
        assert!(fits.contains(3, 2) && !fits.contains(0, 2));
    }
}
