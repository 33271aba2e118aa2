//! Units that were used before a campaign, or before a part of one.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use crate::error::{Error, ErrorKind};
use crate::money::overflow;
use crate::rate::{BookCard, RateBook, TierScope};

/// Units on the tier counters at the start: by the id of a rate's first tier row, or by the id of
/// a card whose rates share one counter.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct UnitsBefore(BTreeMap<String, u64>);

impl UnitsBefore {
    /// Nothing was used before.
    pub fn none() -> UnitsBefore {
        UnitsBefore::default()
    }

    /// Sets the units of a counter.
    pub fn set(&mut self, id: impl Into<String>, units: u64) {
        self.0.insert(id.into(), units);
    }

    /// The units of the counter with this id.
    pub fn get(&self, id: &str) -> u64 {
        self.0.get(id).copied().unwrap_or_default()
    }

    /// Ids and units.
    pub fn iter(&self) -> impl Iterator<Item = (&str, u64)> {
        self.0.iter().map(|(id, units)| (id.as_str(), *units))
    }

    /// Adds the units of another part.
    ///
    /// # Errors
    /// [`ErrorKind::Overflow`].
    pub fn add(&mut self, other: &UnitsBefore) -> Result<(), Error> {
        for (id, units) in &other.0 {
            let sum = self.0.entry(id.clone()).or_default();
            *sum = sum.checked_add(*units).ok_or_else(overflow)?;
        }
        Ok(())
    }

    /// The units on each counter of a book, by card.
    pub(super) fn counters(&self, book: &RateBook) -> Vec<Vec<u64>> {
        let of_card = |card: &BookCard| {
            (0..card.counter_count()).map(|counter| self.get(card.counter_id(counter))).collect()
        };
        book.cards().map(of_card).collect()
    }

    /// Checks that every id is one of a counter of the book.
    ///
    /// # Errors
    /// [`ErrorKind::UnitsBeforeUnknown`].
    pub fn check(&self, book: &RateBook) -> Result<(), Error> {
        let is_counter = |id: &str, card: &BookCard| match card.card().tier_scope() {
            TierScope::Card => card.card().id() == id,
            TierScope::Rate => {
                card.card().rates().iter().any(|rate| rate.tier_from == 0 && rate.id == id)
            }
        };
        match self.0.keys().find(|id| !book.cards().any(|card| is_counter(id, card))) {
            None => Ok(()),
            Some(id) => Err(Error::new(
                ErrorKind::UnitsBeforeUnknown,
                format!(
                    "{id} is neither a row with tier_from = 0 nor a card with tier_scope = card"
                ),
            )
            .with_field("units_before")
            .with_value(&**id)),
        }
    }
}

impl FromIterator<(String, u64)> for UnitsBefore {
    fn from_iter<I: IntoIterator<Item = (String, u64)>>(entries: I) -> UnitsBefore {
        UnitsBefore(entries.into_iter().collect())
    }
}
