//! A map for counting: most messages are of a few kinds, and those are found without a search.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;

/// What a map for counting goes by.
pub(crate) trait Kind: Ord + Copy {
    /// A number that differs between most kinds in its low bits.
    fn mix(&self) -> u32;
}

/// Kinds that stand in front; a power of two.
const SLOT_COUNT: usize = 64;

/// A map in front of which stand the kinds used last, each at a place of its own number.
#[derive(Clone, Debug)]
pub(crate) struct RecentMap<K, V> {
    /// None before the first kind came.
    slots: Vec<Option<(K, V)>>,
    /// Kinds that are in no slot.
    rest: BTreeMap<K, V>,
}

impl<K, V> Default for RecentMap<K, V> {
    fn default() -> Self {
        RecentMap { slots: Vec::new(), rest: BTreeMap::new() }
    }
}

impl<K: Kind, V> RecentMap<K, V> {
    /// The value of a kind; `make` makes that of a new one.
    #[inline]
    pub(crate) fn entry<E>(
        &mut self,
        kind: K,
        make: impl FnOnce() -> Result<V, E>,
    ) -> Result<&mut V, E> {
        if self.slots.is_empty() {
            self.slots.resize_with(SLOT_COUNT, || None);
        }
        let slot = &mut self.slots[kind.mix() as usize % SLOT_COUNT];
        let value = match slot.take() {
            Some((other, value)) if other == kind => value,
            other => {
                self.rest.extend(other);
                match self.rest.remove(&kind) {
                    Some(value) => value,
                    None => make()?,
                }
            }
        };
        Ok(&mut slot.insert((kind, value)).1)
    }

    /// All kinds in one map: none stands in front any more.
    pub(crate) fn settled(&mut self) -> &mut BTreeMap<K, V> {
        let front = self.slots.iter_mut().filter_map(Option::take);
        self.rest.extend(front);
        &mut self.rest
    }

    /// All kinds, those in front first.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&K, &V)> {
        let front = self.slots.iter().flatten().map(|(kind, value)| (kind, value));
        front.chain(&self.rest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Kind for u32 {
        fn mix(&self) -> u32 {
            *self
        }
    }

    /// Kinds of one slot and of others, in an order that drives them out and calls them back.
    #[test]
    fn counts_are_those_of_a_map() {
        let (mut map, mut recent) = (BTreeMap::new(), RecentMap::default());
        let slots = SLOT_COUNT as u32;
        for step in 0..5000u32 {
            let kind = step * step % 7 * slots + step % 5;
            *map.entry(kind).or_insert(0u64) += u64::from(step);
            let count = recent.entry(kind, || Ok::<u64, ()>(0)).unwrap();
            *count += u64::from(step);
            if step % 1000 == 999 {
                let mut all: Vec<(u32, u64)> = recent.iter().map(|(k, v)| (*k, *v)).collect();
                all.sort_unstable();
                assert!(all.iter().map(|(k, v)| (k, v)).eq(&map));
            }
        }
        assert_eq!(recent.entry(3 * slots + 63, || Err("not made")), Err("not made"));
        assert_eq!(*recent.settled(), map);
        assert!(recent.iter().eq(&map));
    }
}
