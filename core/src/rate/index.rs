//! Finds the rows that fit a message without trying each: rows are kept by the most telling field
//! of their destination, so that a look-up tries only rows of its own prefix, network or country.

use alloc::vec::Vec;

use super::matcher::{Destination, Matchers};
use super::network::Mcc;
use super::prefix::PrefixTable;
use crate::number::Region;

/// Rows by their matchers; a row is its index in the list that the index was made from.
#[derive(Clone, Debug, Default)]
pub(super) struct Index {
    rows: Vec<Matchers>,
    prefixes: PrefixTable,
    /// Rows with this prefix, by the index of the prefix in the table.
    by_prefix: Vec<Vec<u32>>,
    /// Rows without prefix.
    by_mcc: Buckets<Mcc>,
    /// Rows without prefix and MCC.
    by_region: Buckets<Region>,
    /// Rows with none of the three.
    anywhere: Vec<u32>,
    /// Rows with a network and a country, by country, sorted by network.
    networks: Buckets<Region>,
}

/// Sorted lists of rows by a small key.
#[derive(Clone, Debug)]
struct Buckets<K> {
    keys: Vec<K>,
    rows: Vec<Vec<u32>>,
}

impl<K> Default for Buckets<K> {
    fn default() -> Self {
        Buckets { keys: Vec::new(), rows: Vec::new() }
    }
}

impl<K: Ord + Copy> Buckets<K> {
    fn add(&mut self, key: K, row: u32) {
        match self.keys.binary_search(&key) {
            Ok(i) => self.rows[i].push(row),
            Err(i) => {
                self.keys.insert(i, key);
                self.rows.insert(i, alloc::vec![row]);
            }
        }
    }

    fn get(&self, key: Option<K>) -> &[u32] {
        match key.map(|key| self.keys.binary_search(&key)) {
            Some(Ok(i)) => &self.rows[i],
            _ => &[],
        }
    }
}

/// The heaviest of the rows that fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Best {
    /// No row fits.
    None,
    /// One row.
    One { row: u32, class: u16 },
    /// Rows of different matchers and equal weight, which have one class.
    Tied { class: u16 },
}

impl Best {
    /// Whether the rows say more of the destination than that it is anywhere.
    pub(super) fn is_settled(self) -> bool {
        matches!(self, Best::One { class, .. } | Best::Tied { class } if class > 0)
    }
}

impl Index {
    pub(super) fn new(rows: Vec<Matchers>) -> Index {
        let mut index = Index {
            prefixes: PrefixTable::new(rows.iter().filter_map(|m| m.prefix)),
            ..Index::default()
        };
        index.by_prefix.resize(index.prefixes.len(), Vec::new());
        for (i, m) in rows.iter().enumerate() {
            let row = i as u32;
            if let Some(prefix) = m.prefix.and_then(|p| index.prefixes.index_of(p)) {
                index.by_prefix[prefix].push(row);
            } else if let Some(mcc) = m.mcc {
                index.by_mcc.add(mcc, row);
            } else if let Some(region) = m.region {
                index.by_region.add(region, row);
            } else {
                index.anywhere.push(row);
            }
            if let (Some(_), Some(region)) = (m.mnc, m.region) {
                index.networks.add(region, row);
            }
        }
        for list in &mut index.networks.rows {
            list.sort_by_key(|row| {
                let m = &rows[*row as usize];
                (m.mcc, m.mnc)
            });
        }
        index.rows = rows;
        index
    }

    /// The heaviest row that fits. Rows of equal matchers count as one: the first.
    #[inline]
    pub(super) fn best(&self, message: &Destination) -> Best {
        let mut best = Best::None;
        let mut weight = 0;
        self.each(message, |row, m| {
            let own = m.weight();
            if own > weight || best == Best::None {
                (best, weight) = (Best::One { row, class: m.class() }, own);
            } else if own == weight
                && let Best::One { row: other, class } = best
                && self.rows[other as usize] != *m
            {
                best = Best::Tied { class };
            }
        });
        best
    }

    /// Whether any row fits.
    pub(super) fn any(&self, message: &Destination) -> bool {
        self.best(message) != Best::None
    }

    /// Calls `found` for every row that fits.
    #[inline]
    fn each(&self, message: &Destination, mut found: impl FnMut(u32, &Matchers)) {
        let mut try_all = |rows: &[u32]| {
            for row in rows {
                let m = &self.rows[*row as usize];
                if m.fits(message) {
                    found(*row, m);
                }
            }
        };
        let mut prefix = self.prefixes.longest(message.digits);
        while let Some(i) = prefix {
            try_all(&self.by_prefix[i]);
            prefix = self.prefixes.shorter(i);
        }
        try_all(self.by_mcc.get(message.mcc));
        try_all(self.by_region.get(message.region));
        try_all(&self.anywhere);
    }

    /// Rows of the message's country with a network, that could fit if the network were known;
    /// rows of one network follow each other.
    pub(super) fn networks<'a>(
        &'a self,
        message: &'a Destination,
    ) -> impl Iterator<Item = (u32, &'a Matchers)> + Clone {
        let rows = self.networks.get(message.region).iter();
        rows.map(|row| (*row, &self.rows[*row as usize])).filter(|(_, m)| m.could_fit(message))
    }
}
