//! How the counts of a campaign differ when messages go and others come in their place.

use serde::{Deserialize, Serialize};

use super::rater::{Rated, Rater, flat_place, price_of};
use super::saved::SavedTotals;
use super::totals::{CountKey, Totals};
use crate::error::Error;
use crate::rate::RateBook;

/// Messages that go and messages that come: the counts of a changed campaign without counting all
/// of it again. Only for books whose prices do not depend on the order of the messages: the tiers
/// of graduated rates are not looked at.
#[derive(Clone, Debug, Default)]
pub struct Difference {
    gone: Totals,
    come: Totals,
}

impl Difference {
    /// A message goes. `rater` rated it, and `group` is the one under which it was counted.
    ///
    /// # Errors
    /// [`Overflow`](crate::error::ErrorKind::Overflow).
    pub fn remove(&mut self, rater: &Rater, rated: &Rated, group: u32) -> Result<(), Error> {
        count(&mut self.gone, rater, rated, group)
    }

    /// A message comes.
    ///
    /// # Errors
    /// [`Overflow`](crate::error::ErrorKind::Overflow).
    pub fn add(&mut self, rater: &Rater, rated: &Rated, group: u32) -> Result<(), Error> {
        count(&mut self.come, rater, rated, group)
    }

    /// Adds the difference of another part of the campaign, rated by the same book.
    ///
    /// # Errors
    /// [`Overflow`](crate::error::ErrorKind::Overflow).
    pub fn merge(&mut self, other: &Difference) -> Result<(), Error> {
        self.gone.merge(&other.gone)?;
        self.come.merge(&other.come)
    }

    /// The counts of the changed campaign, where `totals` are those of the whole as it stands, by
    /// the same book. With a change other volume tiers may be reached: they are left open again.
    ///
    /// # Errors
    /// [`Overflow`](crate::error::ErrorKind::Overflow), also when a message goes that was not
    /// counted.
    pub fn applied_to(&self, totals: &Totals, book: &RateBook) -> Result<Totals, Error> {
        let mut changed = totals.with_volume_open(book)?;
        changed.merge(&self.come)?;
        changed.remove(&self.gone)?;
        Ok(changed)
    }
}

/// A [`Difference`] as it is saved. Written and read by serde.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SavedDifference {
    gone: SavedTotals,
    come: SavedTotals,
}

impl Difference {
    /// As it is saved; `book` is the one that it was rated by.
    pub fn save(&self, book: &RateBook) -> SavedDifference {
        SavedDifference { gone: self.gone.save(book), come: self.come.save(book) }
    }
}

impl SavedDifference {
    /// The difference, by the same cards.
    ///
    /// # Errors
    /// Those of [`SavedTotals::restore`].
    pub fn restore(&self, book: &RateBook) -> Result<Difference, Error> {
        Ok(Difference { gone: self.gone.restore(book)?, come: self.come.restore(book)? })
    }
}

/// Counts one message as a [`Rater`] does where the order does not matter.
fn count(totals: &mut Totals, rater: &Rater, rated: &Rated, group: u32) -> Result<(), Error> {
    totals.count_status(rated, 1)?;
    let card = rater.book().card(rated.card).filter(|_| rated.status.has_cost());
    let Some(card) = card else { return Ok(()) };
    let key = &card.keys()[rated.key as usize];
    totals.add_units(rated.units)?;
    if rated.advances_counter() {
        totals.add_counter_units((rated.card, card.counter(rated.key as usize)), rated.units)?;
    }
    let place = flat_place(card, key, rated, None);
    let set = totals.sets.intern(rater.surcharge_rows(rated));
    let entry = CountKey { set, ..CountKey::new(rated, place, group) };
    totals.add(entry, 1, |set| price_of(card, key, rated, place, set)).map(drop)
}
