//! Units that were used before a campaign, or before a part of one.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::String;

use crate::error::{Error, ErrorKind};
use crate::rate::{BookCard, RateBook, TierScope};

/// Units on the tier counters at the start: by the id of a rate's first tier row, or by the id of
/// a card whose rates share one counter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
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
