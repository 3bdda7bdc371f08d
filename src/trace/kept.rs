//! A list that only grows at its end and may be dropped at its beginning: what is in it keeps its number.

use std::ops::Index;

#[derive(Clone, Debug)]
pub(super) struct Kept<T> {
    /// How many have been dropped: the number of the first that is kept.
    first: usize,
    items: Vec<T>,
}

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self { first: 0, items: Vec::new() }
    }
}

impl<T> Kept<T> {
    /// The number of the first that is kept.
    pub fn first(&self) -> usize {
        self.first
    }

    /// The number that the next one gets.
    pub fn end(&self) -> usize {
        self.first + self.items.len()
    }

    /// Those that are kept, oldest first.
    pub fn as_slice(&self) -> &[T] {
        &self.items
    }

    pub fn get(&self, number: usize) -> Option<&T> {
        self.items.get(number.checked_sub(self.first)?)
    }

    pub fn get_mut(&mut self, number: usize) -> Option<&mut T> {
        self.items.get_mut(number.checked_sub(self.first)?)
    }

    pub fn push(&mut self, item: T) {
        self.items.push(item);
    }

    /// Drops those before this number.
    pub fn drop_before(&mut self, number: usize) {
        let number = number.clamp(self.first, self.end());
        self.items.drain(..number - self.first);
        self.first = number;
    }

    /// The number of the first for which this does not hold, where it holds for a beginning.
    pub fn partition_point(&self, holds: impl FnMut(&T) -> bool) -> usize {
        self.first + self.items.partition_point(holds)
    }

    pub fn shrink_to_fit(&mut self) {
        self.items.shrink_to_fit();
    }
}

impl<T> Index<usize> for Kept<T> {
    type Output = T;

    fn index(&self, number: usize) -> &T {
        &self.items[number - self.first]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_keeps_its_number() {
        let mut kept = Kept::default();
        for n in 0..10 {
            kept.push(n);
        }
        kept.drop_before(4);
        kept.push(10);
        assert_eq!((kept.first(), kept.end(), kept[4], kept[10]), (4, 11, 4, 10));
        assert_eq!((kept.get(3), kept.get(11)), (None, None));
        assert_eq!(kept.partition_point(|n| *n < 7), 7);
        kept.drop_before(2);
        assert_eq!(kept.first(), 4);
        kept.drop_before(99);
        assert_eq!((kept.first(), kept.end()), (11, 11));
    }
}
