//! Many lists of numbers of which few ever change.

use rustc_hash::FxHashMap;

/// Lists by their numbers. What they began with stands side by side; lists that change later are kept apart.
#[derive(Debug, Clone, Default)]
pub(super) struct Lists {
    /// Where each list ends; it begins where the one before it ends.
    ends: Vec<u32>,
    items: Vec<u32>,
    changed: FxHashMap<u32, Vec<u32>>,
}

impl Lists {
    /// So many lists, with an item in the first of each of two that a pair names, and the other way round.
    pub(super) fn of_pairs(lists: usize, pairs: impl Iterator<Item = (u32, u32)> + Clone) -> Self {
        let mut ends = vec![0u32; lists];
        let both = pairs.flat_map(|(a, b)| [(a, b), (b, a)]);
        for (list, _) in both.clone() {
            if let Some(count) = ends.get_mut(list as usize) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for end in &mut ends {
            (*end, sum) = (sum, sum + *end);
        }
        // Where each begins, for now; filling moves that to its end.
        let mut items = vec![0; sum as usize];
        for (list, item) in both {
            if let Some(place) = ends.get_mut(list as usize) {
                if let Some(slot) = items.get_mut(*place as usize) {
                    *slot = item;
                }
                *place += 1;
            }
        }
        Self { ends, items, changed: FxHashMap::default() }
    }

    pub(super) fn len(&self) -> u32 {
        self.ends.len() as u32
    }

    /// Adds a list, and gives its number.
    pub(super) fn push(&mut self, items: impl IntoIterator<Item = u32>) -> u32 {
        self.items.extend(items);
        self.ends.push(self.items.len() as u32);
        self.len() - 1
    }

    pub(super) fn get(&self, list: u32) -> &[u32] {
        if !self.changed.is_empty()
            && let Some(items) = self.changed.get(&list)
        {
            return items;
        }
        let at = list as usize;
        let start = at.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied());
        let range = start.zip(self.ends.get(at)).map(|(start, &end)| start as usize..end as usize);
        range.and_then(|range| self.items.get(range)).unwrap_or_default()
    }

    /// A list that is about to change.
    pub(super) fn edit(&mut self, list: u32) -> &mut Vec<u32> {
        let items = if self.changed.contains_key(&list) { Vec::new() } else { self.get(list).to_vec() };
        self.changed.entry(list).or_insert(items)
    }

    /// Empties a list, and gives what was in it.
    pub(super) fn take(&mut self, list: u32) -> Vec<u32> {
        std::mem::take(self.edit(list))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_what_was_put_in() {
        let pairs = [(0, 2), (2, 3), (0, 3)];
        let mut lists = Lists::of_pairs(4, pairs.into_iter());
        let of = |lists: &Lists, list| -> Vec<u32> { lists.get(list).to_vec() };
        assert_eq!((of(&lists, 0), of(&lists, 1), of(&lists, 2)), (vec![2, 3], vec![], vec![0, 3]));
        assert_eq!(lists.push([7, 8]), 4);
        lists.edit(0).push(9);
        lists.edit(0).retain(|&item| item != 2);
        assert_eq!((of(&lists, 0), of(&lists, 4), of(&lists, 5)), (vec![3, 9], vec![7, 8], vec![]));
        assert_eq!((lists.take(4), of(&lists, 4), lists.len()), (vec![7, 8], vec![], 5));
    }
}
