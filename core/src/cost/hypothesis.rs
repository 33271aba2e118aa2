//! What a message would cost if its vendor rated it otherwise: at another tier, by another rate of
//! the card, with other rounding. A price on a bill that is not the expected one is held against
//! these.

use alloc::vec::Vec;

use super::price::{self, Terms};
use super::rater::{Rated, Rater};
use super::tiers::Place;
use crate::error::Error;
use crate::money::Amount;
use crate::rate::{
    Action, Destination, Direction, Matchers, Prefix, Rounding, SenderType, TierMode, Traffic,
};

/// Longest message, in units, whose every place across a tier boundary is looked at.
const CROSSING_UNITS_MAX: u64 = 255;

/// What the message of a hypothesis is, besides its destination.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RatedAs {
    /// Index of the card in the book.
    pub card: usize,
    /// Segments, from 1.
    pub segments: u64,
    /// Whether the vendor could not send it.
    pub failed: bool,
    /// The kind of sender, if known.
    pub sender_type: Option<SenderType>,
    /// The kind of message, if known.
    pub traffic: Option<Traffic>,
}

impl Rater {
    /// The prices of a message wherever its units could stand among the tiers of its rate; none
    /// for a rate without tiers.
    ///
    /// # Errors
    /// [`Overflow`](crate::error::ErrorKind::Overflow).
    pub fn prices_by_tier(&self, rated: &Rated) -> Result<Vec<Amount>, Error> {
        let Some((card, key)) = self.book().card(rated.card).zip(self.key(rated)) else {
            return Ok(Vec::new());
        };
        if key.tiers.len() < 2 || key.action != Action::Price {
            return Ok(Vec::new());
        }
        let mut places: Vec<Place> = (0..key.tiers.len() as u32).map(Place::Tier).collect();
        if card.card().tier_mode() == TierMode::Graduated && rated.units <= CROSSING_UNITS_MAX {
            for tier in &key.tiers[1..] {
                let starts = (1..rated.units).filter_map(|before| tier.from.checked_sub(before));
                places.extend(starts.map(Place::From));
            }
        }
        places.into_iter().map(|place| self.price_at(rated, place, None)).collect()
    }

    /// The price of a message if the card rounded so; none without a cost, and for volume rates
    /// while the campaign's units are not known.
    ///
    /// # Errors
    /// [`Overflow`](crate::error::ErrorKind::Overflow).
    pub fn price_rounded(
        &self,
        rated: &Rated,
        rounding: Rounding,
    ) -> Result<Option<Amount>, Error> {
        match self.place(rated)? {
            _ if !rated.status.has_cost() => Ok(None),
            Place::Volume => Ok(None),
            place => self.price_at(rated, place, Some(rounding)).map(Some),
        }
    }

    /// The prices of such a message by every rate of the card in force, at each of its tiers, with
    /// the surcharges of the destination that the rate is for: prices and indices of
    /// [`BookCard::keys`](crate::rate::BookCard::keys), sorted. A rate that another one hides for
    /// its own destination is not among them.
    ///
    /// # Errors
    /// [`Overflow`](crate::error::ErrorKind::Overflow).
    pub fn prices_by_rate(&mut self, message: &RatedAs) -> Result<Vec<(Amount, usize)>, Error> {
        let book = self.book().clone();
        let mut prices = Vec::new();
        let Some(card) = book.card(message.card) else {
            return Ok(prices);
        };
        for (index, key) in card.keys().iter().enumerate() {
            let Some(first) = key.tiers.first().filter(|_| key.action == Action::Price) else {
                continue;
            };
            let to = destination_of(&card.card().rates()[first.row].matchers, message);
            let rated = self.rate(message.card, &to, message.segments, message.failed);
            if !rated.status.has_cost() || rated.key as usize != index {
                continue;
            }
            for tier in 0..key.tiers.len() as u32 {
                prices.push((self.price_at(&rated, Place::Tier(tier), None)?, index));
            }
        }
        prices.sort_unstable();
        prices.dedup();
        Ok(prices)
    }

    /// The index of a message's rate in [`BookCard::keys`](crate::rate::BookCard::keys); none
    /// without a cost.
    pub fn key_index(&self, rated: &Rated) -> Option<usize> {
        self.key(rated).map(|_| rated.key as usize)
    }

    fn price_at(
        &self,
        rated: &Rated,
        place: Place,
        rounding: Option<Rounding>,
    ) -> Result<Amount, Error> {
        let Some((card, key)) = self.book().card(rated.card).zip(self.key(rated)) else {
            return Ok(Amount::ZERO);
        };
        let terms = Terms {
            units: rated.units,
            segments: rated.segments,
            uncharged: rated.uncharged,
            place,
            surcharges: self.surcharge_rows(rated),
        };
        let rounding = rounding.unwrap_or(card.card().rounding());
        price::steps_rounded(card, key, &terms, rounding).map(|steps| steps.price)
    }
}

/// A destination that a row is for, and nothing more specific: its own fields, and of the number
/// only the row's prefix.
fn destination_of(row: &Matchers, message: &RatedAs) -> Destination {
    Destination {
        region: row.region,
        mcc: row.mcc,
        mnc: row.mnc,
        direction: Direction::Mt,
        sender_type: message.sender_type,
        traffic: message.traffic,
        ..Destination::to(row.prefix.map_or(0, Prefix::digits))
    }
}
