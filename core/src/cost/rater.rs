//! Rating the messages of a campaign in the order of its list.

use alloc::vec::Vec;

use super::price::{self, Terms};
use super::tiers::{self, Place};
use super::totals::{CountKey, Totals};
use super::units_before::UnitsBefore;
use super::warnings::Warnings;
use crate::error::Error;
use crate::money::{Amount, overflow};
use crate::rate::{
    Action, BookCard, ChargeUnit, Destination, RateBook, RateKey, RateStatus, TierMode, Timestamp,
    UnknownNetwork,
};

/// What a message is charged by: its status, rate and surcharges, but not yet money.
///
/// It belongs to the [`Rater`] that made it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rated {
    /// Whether and why it has a cost.
    pub status: RateStatus,
    /// What a reader should know.
    pub warnings: Warnings,
    /// Index of the card in the book.
    pub card: usize,
    /// Segments of the message.
    pub segments: u64,
    /// Units that it is charged: segments, or 1; 0 without a cost, and for a failed message that
    /// the card does not charge.
    pub units: u64,
    /// Index of the rate in force; of no meaning without a cost.
    pub(super) key: u32,
    pub(super) set: u32,
    pub(super) failed: bool,
    pub(super) uncharged: bool,
}

/// What messages cost that were counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cost {
    /// The cost of one; none without a cost, for graduated rates with several tiers, and for
    /// volume rates while the campaign's units are not known.
    pub each: Option<Amount>,
    /// The cost of all; none without a cost, and for volume rates while the campaign's units are
    /// not known.
    pub total: Option<Amount>,
    /// Those of the [`Rated`], and whether units have prices of more than one tier.
    pub warnings: Warnings,
    /// Indices of the first and last tier of the rate that was used.
    pub tiers: (usize, usize),
}

/// Messages of one price that follow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// How many.
    pub count: u64,
    /// The cost of one; none for volume rates while the campaign's units are not known.
    pub each: Option<Amount>,
}

/// Rates messages in the order of their list. One for each thread or part of a campaign; the book
/// is shared.
#[derive(Clone, Debug)]
pub struct Rater {
    book: RateBook,
    /// Units on each counter so far: by card, then by rate (one for the card when its rates share
    /// it).
    counters: Vec<Vec<u64>>,
    /// Units on each counter at the end of the campaign, when they are known.
    finals: Option<Vec<Vec<u64>>>,
    totals: Totals,
    chosen: Vec<u32>,
}

impl Rater {
    /// A rater whose counters begin at `before`.
    ///
    /// # Errors
    /// [`UnitsBeforeUnknown`](crate::error::ErrorKind::UnitsBeforeUnknown).
    pub fn new(book: &RateBook, before: &UnitsBefore) -> Result<Rater, Error> {
        before.check(book)?;
        Ok(Rater {
            book: book.clone(),
            counters: before.counters(book),
            finals: None,
            totals: Totals::default(),
            chosen: Vec::new(),
        })
    }

    /// A rater for the second pass over the same campaign: the units of the whole campaign are
    /// known from `first`, so that volume rates have prices message by message.
    ///
    /// # Errors
    /// [`UnitsBeforeUnknown`](crate::error::ErrorKind::UnitsBeforeUnknown);
    /// [`Overflow`](crate::error::ErrorKind::Overflow).
    pub fn second_pass(
        book: &RateBook,
        before: &UnitsBefore,
        first: &Totals,
    ) -> Result<Rater, Error> {
        let mut rater = Rater::new(book, before)?;
        rater.finals = Some(first.finals(&rater.counters)?);
        Ok(rater)
    }

    /// The book.
    pub fn book(&self) -> &RateBook {
        &self.book
    }

    /// The status, rate and surcharges of a message of `segments` (at least 1) by a card of the
    /// book. `failed` is a message that the vendor could not send. No allocation once the
    /// surcharges of the campaign were all seen.
    #[inline]
    pub fn rate(&mut self, card: usize, to: &Destination, segments: u64, failed: bool) -> Rated {
        self.rate_at(card, to, segments, failed, None)
    }

    /// As [`rate`](Rater::rate), of a message that is sent at a time of its own if it has one; the
    /// book is then [of every time](RateBook::of_every_time).
    #[inline]
    pub fn rate_at(
        &mut self,
        card: usize,
        to: &Destination,
        segments: u64,
        failed: bool,
        at: Option<Timestamp>,
    ) -> Rated {
        let at = at.or(self.book.at());
        let none = |status| Rated {
            status,
            warnings: Warnings::none(),
            card,
            segments,
            units: 0,
            key: 0,
            set: 0,
            failed,
            uncharged: false,
        };
        let Some(book_card) = self.book.card(card) else {
            return none(RateStatus::Unpriced);
        };
        if book_card.card().max_segments().is_some_and(|max| segments > max) {
            return none(RateStatus::TooLong);
        }
        let (key, network_unknown) = match book_card.choose_at(to, at) {
            Ok(chosen) => chosen,
            Err(status) => return none(status),
        };
        let rate = &book_card.keys()[key];
        let max = book_card.unknown_network() == UnknownNetwork::Max;
        let mut rated = Rated { key: key as u32, ..none(RateStatus::Priced) };
        if network_unknown {
            rated.warnings = if max {
                Warnings::NETWORK_UNKNOWN_MAX_USED
            } else {
                Warnings::NETWORK_UNKNOWN_MIN_USED
            };
        }
        let units = if rate.charge_unit == ChargeUnit::Segment { segments } else { 1 };
        match rate.action {
            Action::Block => return none(RateStatus::Blocked),
            Action::Free => return Rated { status: RateStatus::Free, units, ..rated },
            Action::Price => {}
        }
        rated.uncharged = failed && !book_card.card().charge_failed();
        rated.units = if rated.uncharged { 0 } else { units };
        match book_card.surcharges(to, at, failed, rated.uncharged, &mut self.chosen) {
            Ok(choice) if choice.network_unknown => {
                let warning = if max {
                    Warnings::SURCHARGE_NETWORK_UNKNOWN_MAX_USED
                } else {
                    Warnings::SURCHARGE_NETWORK_UNKNOWN_MIN_USED
                };
                rated.warnings = rated.warnings | warning;
            }
            Ok(_) => {}
            Err(status) => return none(status),
        }
        rated.set = self.totals.sets.intern(&self.chosen);
        rated
    }

    /// A message as [`rated`](Rater::rate), if it had so many segments (at least 1).
    pub fn with_segments(&self, rated: &Rated, segments: u64) -> Rated {
        let Some(card) = self.book.card(rated.card).filter(|_| rated.status.has_cost()) else {
            return Rated { segments, ..*rated };
        };
        if card.card().max_segments().is_some_and(|max| segments > max) {
            return Rated { status: RateStatus::TooLong, segments, units: 0, ..*rated };
        }
        let units = match card.keys()[rated.key as usize].charge_unit {
            _ if rated.uncharged => 0,
            ChargeUnit::Segment => segments,
            ChargeUnit::Message => 1,
        };
        Rated { segments, units, ..*rated }
    }

    /// The status of a message that is not looked up, because its number is none.
    pub fn invalid_number(&self, card: usize, segments: u64) -> Rated {
        Rated {
            status: RateStatus::InvalidNumber,
            warnings: Warnings::none(),
            card,
            segments,
            units: 0,
            key: 0,
            set: 0,
            failed: false,
            uncharged: false,
        }
    }

    /// Counts `count` messages that follow each other, advances the tier counters and says what
    /// they cost. `group` is the caller's: lines of the totals are kept apart by it.
    ///
    /// # Errors
    /// [`Overflow`](crate::error::ErrorKind::Overflow).
    #[inline]
    pub fn add(&mut self, rated: &Rated, count: u64, group: u32) -> Result<Cost, Error> {
        self.add_runs(rated, count, group, |_| Ok(()))
    }

    /// As [`add`](Rater::add), and calls `each_run` for messages of one price, in order.
    ///
    /// # Errors
    /// [`Overflow`](crate::error::ErrorKind::Overflow), and those of `each_run`.
    pub fn add_runs(
        &mut self,
        rated: &Rated,
        count: u64,
        group: u32,
        mut each_run: impl FnMut(Run) -> Result<(), Error>,
    ) -> Result<Cost, Error> {
        let mut cost = Cost { each: None, total: None, warnings: rated.warnings, tiers: (0, 0) };
        let Rater { book, counters, finals, totals, .. } = self;
        totals.count_status(rated, count)?;
        let Some(card) = book.card(rated.card) else {
            return Ok(cost);
        };
        if count == 0 || !rated.status.has_cost() {
            return Ok(cost);
        }
        let key = &card.keys()[rated.key as usize];
        let entry = |place| CountKey::new(rated, place, group);
        let counter = card.counter(rated.key as usize);
        let start = counters[rated.card][counter];
        let units = rated.units.checked_mul(count).ok_or_else(overflow)?;
        totals.add_units(units)?;
        if rated.advances_counter() {
            let end = start.checked_add(units).ok_or_else(overflow)?;
            counters[rated.card][counter] = end;
            totals.add_span(card, (rated.card, counter), start..end);
        }
        if !rated.is_graduated(card, key) {
            let end = finals.as_ref().map(|finals| finals[rated.card][counter]);
            let place = flat_place(card, key, rated, end);
            if let Place::Tier(tier) = place {
                cost.tiers = (tier as usize, tier as usize);
            }
            cost.each =
                totals.add(entry(place), count, |set| price_of(card, key, rated, place, set))?;
            cost.total = cost.each.map(|each| each.checked_mul(count)).transpose()?;
            each_run(Run { count, each: cost.each })?;
            return Ok(cost);
        }
        cost.tiers = tiers::tiers_of(&key.tiers, start, units);
        if cost.tiers.0 != cost.tiers.1 {
            cost.warnings = cost.warnings | Warnings::TIER_BOUNDARY_CROSSED;
        }
        let mut total = Amount::ZERO;
        tiers::runs(&key.tiers, start, rated.units, count, |count, place| {
            let each =
                totals.add(entry(place), count, |set| price_of(card, key, rated, place, set))?;
            if let Some(each) = each {
                total = total.checked_add(each.checked_mul(count)?)?;
            }
            each_run(Run { count, each })
        })?;
        cost.total = Some(total);
        Ok(cost)
    }

    /// What one such message costs if it came next, without counting it; none without a cost, and
    /// for volume rates while the campaign's units are not known.
    ///
    /// # Errors
    /// [`Overflow`](crate::error::ErrorKind::Overflow).
    pub fn price(&self, rated: &Rated) -> Result<Option<Amount>, Error> {
        let Some(card) = self.book.card(rated.card).filter(|_| rated.status.has_cost()) else {
            return Ok(None);
        };
        let key = &card.keys()[rated.key as usize];
        price_of(card, key, rated, self.place(rated)?, self.surcharge_rows(rated))
    }

    /// Where the units of one such message would stand if it came next.
    pub(super) fn place(&self, rated: &Rated) -> Result<Place, Error> {
        let Some(card) = self.book.card(rated.card).filter(|_| rated.status.has_cost()) else {
            return Ok(Place::Tier(0));
        };
        let key = &card.keys()[rated.key as usize];
        let counter = card.counter(rated.key as usize);
        if !rated.is_graduated(card, key) {
            let end = self.finals.as_ref().map(|finals| finals[rated.card][counter]);
            return Ok(flat_place(card, key, rated, end));
        }
        let start = self.counters[rated.card][counter];
        start.checked_add(rated.units).ok_or_else(overflow)?;
        let (first, last) = tiers::tiers_of(&key.tiers, start, rated.units);
        Ok(if first == last { Place::Tier(first as u32) } else { Place::From(start) })
    }

    /// The id of the rate of a message: that of its first tier's row; none without a cost.
    pub fn rate_id(&self, rated: &Rated) -> Option<&str> {
        let card = self.book.card(rated.card).filter(|_| rated.status.has_cost())?;
        Some(card.key_id(rated.key as usize))
    }

    /// The rate of a message; none without a cost.
    pub fn key(&self, rated: &Rated) -> Option<&RateKey> {
        let card = self.book.card(rated.card).filter(|_| rated.status.has_cost())?;
        card.keys().get(rated.key as usize)
    }

    /// The surcharges of a message, as indices of the card's rows.
    pub fn surcharge_rows(&self, rated: &Rated) -> &[u32] {
        self.totals.sets.get(rated.set)
    }

    /// The names of the surcharges of a message, sorted, each once.
    pub fn surcharge_names(&self, rated: &Rated) -> Vec<&str> {
        let Some(card) = self.book.card(rated.card) else {
            return Vec::new();
        };
        let rows = self.surcharge_rows(rated).iter();
        let mut names: Vec<&str> =
            rows.map(|row| card.card().surcharges()[*row as usize].name.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// What was counted so far.
    pub fn totals(&self) -> &Totals {
        &self.totals
    }

    /// What was counted.
    pub fn into_totals(self) -> Totals {
        self.totals
    }

    /// The units on the counters now, to begin the next part with.
    pub fn units_used(&self) -> UnitsBefore {
        let mut used = UnitsBefore::none();
        for (card, counters) in self.book.cards().zip(&self.counters) {
            for (counter, units) in counters.iter().enumerate() {
                used.set(card.counter_id(counter), *units);
            }
        }
        used
    }

    /// Tells where the counters will stand at the end of the campaign, so that volume rates have
    /// prices message by message.
    #[must_use]
    pub fn ending_at(mut self, end: &UnitsBefore) -> Rater {
        self.finals = Some(end.counters(&self.book));
        self
    }

    /// Whether the price of a message depends on the units of the whole campaign.
    pub fn is_volume(&self, rated: &Rated) -> bool {
        let card = self.book.card(rated.card).filter(|_| rated.status.has_cost());
        card.is_some_and(|card| {
            let key = &card.keys()[rated.key as usize];
            flat_place(card, key, rated, None) == Place::Volume
        })
    }
}

impl Rated {
    /// Whether its units move a tier counter.
    pub(super) fn advances_counter(&self) -> bool {
        self.status == RateStatus::Priced && self.units > 0
    }

    /// Whether its price depends on how many units came before it.
    fn is_graduated(&self, card: &BookCard, key: &RateKey) -> bool {
        key.tiers.len() > 1
            && card.card().tier_mode() == TierMode::Graduated
            && self.advances_counter()
    }
}

/// Where the units of a message stand that does not depend on those before it. `end` is where the
/// counter stands at the end of the campaign, if that is known.
pub(super) fn flat_place(card: &BookCard, key: &RateKey, rated: &Rated, end: Option<u64>) -> Place {
    let volume = key.tiers.len() > 1
        && card.card().tier_mode() == TierMode::Volume
        && rated.advances_counter();
    match (volume, end) {
        (false, _) => Place::Tier(0),
        (true, Some(end)) => Place::Tier(tiers::tier_of(&key.tiers, end.saturating_sub(1)) as u32),
        (true, None) => Place::Volume,
    }
}

pub(super) fn price_of(
    card: &BookCard,
    key: &RateKey,
    rated: &Rated,
    place: Place,
    surcharges: &[u32],
) -> Result<Option<Amount>, Error> {
    if place == Place::Volume {
        return Ok(None);
    }
    let (units, segments, uncharged) = (rated.units, rated.segments, rated.uncharged);
    let terms = Terms { units, segments, uncharged, place, surcharges };
    price::message(card, key, &terms).map(Some)
}
