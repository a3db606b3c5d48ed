//! Second opinions: the textbook algorithms on a dense matrix or a plain list of arcs, with the calendar as vertex 0.

use super::super::claim::{Claim, NONE};

/// The arcs of the claims: `(u, v, w)` says `v ≤ u + w`.
fn arcs(claims: &[Claim]) -> Vec<(usize, usize, i128)> {
    let vertex = |end: u32| if end == NONE { 0 } else { end as usize + 1 };
    let mut arcs = Vec::new();
    for claim in claims {
        let (from, to) = (vertex(claim.from), vertex(claim.to));
        if claim.hi != i64::MAX {
            arcs.push((from, to, i128::from(claim.hi)));
        }
        if claim.lo != i64::MIN {
            arcs.push((to, from, -i128::from(claim.lo)));
        }
    }
    arcs
}

/// Whether the claims can all be true, by Bellman and Ford.
pub(super) fn is_feasible(points: usize, claims: &[Claim]) -> bool {
    let arcs = arcs(claims);
    let mut distance = vec![0i128; points + 1];
    for _ in 0..=points {
        let mut moved = false;
        for &(from, to, weight) in &arcs {
            if distance[from] + weight < distance[to] {
                distance[to] = distance[from] + weight;
                moved = true;
            }
        }
        if !moved {
            return true;
        }
    }
    false
}

/// All distances, by Floyd and Warshall; `None` when the claims contradict each other.
pub(super) struct Distances(Vec<Vec<Option<i128>>>);

impl Distances {
    pub(super) fn of(points: usize, claims: &[Claim]) -> Option<Self> {
        let count = points + 1;
        let mut matrix = vec![vec![None; count]; count];
        for (vertex, row) in matrix.iter_mut().enumerate() {
            row[vertex] = Some(0);
        }
        for (from, to, weight) in arcs(claims) {
            if matrix[from][to].is_none_or(|known| weight < known) {
                matrix[from][to] = Some(weight);
            }
        }
        for via in 0..count {
            for from in 0..count {
                for to in 0..count {
                    if let (Some(there), Some(on)) = (matrix[from][via], matrix[via][to])
                        && matrix[from][to].is_none_or(|known| there + on < known)
                    {
                        matrix[from][to] = Some(there + on);
                    }
                }
            }
        }
        (0..count).all(|vertex| matrix[vertex][vertex] == Some(0)).then_some(Self(matrix))
    }

    pub(super) fn bounds(&self, point: u32) -> (Option<i64>, Option<i64>) {
        self.between(0, point as usize + 1)
    }

    pub(super) fn difference(&self, from: u32, to: u32) -> (Option<i64>, Option<i64>) {
        self.between(from as usize + 1, to as usize + 1)
    }

    fn between(&self, from: usize, to: usize) -> (Option<i64>, Option<i64>) {
        let (min, max) = (i128::from(i64::MIN), i128::from(i64::MAX));
        let lo = self.0[to][from].map(|distance| -distance).filter(|&lo| lo > min);
        let hi = self.0[from][to].filter(|&hi| hi < max);
        (lo.map(|lo| lo.min(max) as i64), hi.map(|hi| hi.max(min) as i64))
    }
}
