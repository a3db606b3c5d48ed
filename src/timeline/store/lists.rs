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

    /// Empties a list, and gives what was in it.
    pub(super) fn take(&mut self, list: u32) -> Vec<u32> {
        let items = self.get(list).to_vec();
        self.changed.insert(list, Vec::new());
        items
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_what_was_put_in() {
        let mut lists = Lists::default();
        let of = |lists: &Lists, list| -> Vec<u32> { lists.get(list).to_vec() };
        assert_eq!((lists.push([2, 3]), lists.push([]), lists.push([7, 8])), (0, 1, 2));
        assert_eq!((of(&lists, 0), of(&lists, 1), of(&lists, 3)), (vec![2, 3], vec![], vec![]));
        assert_eq!((lists.take(2), of(&lists, 2), lists.len()), (vec![7, 8], vec![], 3));
        assert_eq!((lists.push([9]), of(&lists, 3), of(&lists, 2)), (3, vec![9], vec![]));
    }
}
