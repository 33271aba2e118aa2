//! Rate cards at one point in time, made for look-ups.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::sync::Arc;
use alloc::vec::Vec;

use super::card::RateCard;
use super::era::{Era, SurchargeName, in_force, starts, surcharge_names};
use super::index::{Best, Index};
use super::matcher::Destination;
use super::prefix::PrefixTable;
use super::time::Timestamp;
use super::words::{Action, ChargeUnit, RateStatus, TierScope, UnknownNetwork};
use crate::error::{Error, ErrorKind};
use crate::money::Amount;

/// One or more cards at one point in time. Cheap to clone, and shareable between threads.
#[derive(Clone, Debug)]
pub struct RateBook {
    cards: Arc<[Arc<BookCard>]>,
    at: Option<Timestamp>,
}

/// A card at one point in time.
#[derive(Clone, Debug)]
pub struct BookCard {
    card: Arc<RateCard>,
    unknown_network: UnknownNetwork,
    keys: Arc<Keys>,
}

#[derive(Debug)]
struct Keys {
    /// The keys with a row in force, in file order.
    keys: Vec<RateKey>,
    /// The tier counter of each key: keys of one first row share it.
    counters: Vec<u32>,
    /// For each counter, a key that counts on it.
    counted: Vec<u32>,
    /// Of every row, surcharges among them.
    prefixes: PrefixTable,
    /// Every row, to tell a rate that is not in force from one that is not there.
    ever: Index,
    /// By the time they begin; one alone unless messages have times of their own.
    eras: Vec<Era>,
}

/// All rows of equal matchers that are in force: the tiers of one rate.
#[derive(Clone, Debug)]
pub struct RateKey {
    /// By the unit at which they begin; the first begins at 0.
    pub tiers: Vec<Tier>,
    /// Per what the rate is charged.
    pub charge_unit: ChargeUnit,
    /// What the rate says of the destination.
    pub action: Action,
}

/// The price from some unit on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tier {
    /// The unit, counted from 0, at which it begins.
    pub from: u64,
    /// The price of a unit, not rounded.
    pub price: Amount,
    /// The row, as its index in [`RateCard::rates`].
    pub row: usize,
}

/// Which surcharges a message takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SurchargeChoice {
    /// Whether one was chosen by [`UnknownNetwork`].
    pub network_unknown: bool,
}

impl RateBook {
    /// The cards at a time, in this order. Without a time no card may have dates.
    ///
    /// # Errors
    /// [`ErrorKind::NoRates`] without a card; [`ErrorKind::CardIdDuplicate`];
    /// [`ErrorKind::TimeRequired`].
    pub fn new(cards: Vec<RateCard>, at: Option<Timestamp>) -> Result<RateBook, Error> {
        RateBook::made(cards, at, false)
    }

    /// The cards at every time, for messages that have times of their own; `at` is that of
    /// messages that have none. Tiers of one first row count on one counter at all times.
    ///
    /// # Errors
    /// As [`RateBook::new`].
    pub fn of_every_time(cards: Vec<RateCard>, at: Option<Timestamp>) -> Result<RateBook, Error> {
        RateBook::made(cards, at, true)
    }

    fn made(
        cards: Vec<RateCard>,
        at: Option<Timestamp>,
        every_time: bool,
    ) -> Result<RateBook, Error> {
        if cards.is_empty() {
            return Err(Error::new(ErrorKind::NoRates, "give at least one rate card"));
        }
        for (i, card) in cards.iter().enumerate() {
            if cards[..i].iter().any(|other| other.id == card.id) {
                let advice = "two rate cards have this id: a message names its card by it";
                return Err(Error::new(ErrorKind::CardIdDuplicate, advice).with_value(&*card.id));
            }
        }
        if let (None, Some(card)) = (at, cards.iter().find(|card| card.has_dates())) {
            let advice = format!(
                "card {} has prices that begin or end: give the time of rating, such as 2026-07-01",
                card.id
            );
            return Err(Error::new(ErrorKind::TimeRequired, advice).with_field("at"));
        }
        let starts = |card: &RateCard| if every_time { starts(card) } else { alloc::vec![at] };
        let of_card = |card: RateCard| Arc::new(BookCard::new(starts(&card), card));
        Ok(RateBook { cards: cards.into_iter().map(of_card).collect(), at })
    }

    /// The same cards with another rule for unknown networks: for the least and the most that a
    /// campaign can cost.
    #[must_use]
    pub fn with_unknown_network(&self, rule: UnknownNetwork) -> RateBook {
        let change = |card: &Arc<BookCard>| {
            Arc::new(BookCard { unknown_network: rule, ..BookCard::clone(card) })
        };
        RateBook { cards: self.cards.iter().map(change).collect(), at: self.at }
    }

    /// The cards, in order.
    pub fn cards(&self) -> impl ExactSizeIterator<Item = &BookCard> {
        self.cards.iter().map(|card| &**card)
    }

    /// The card at an index.
    pub fn card(&self, index: usize) -> Option<&BookCard> {
        self.cards.get(index).map(|card| &**card)
    }

    /// The index of the card with this id.
    pub fn card_index(&self, id: &str) -> Option<usize> {
        self.cards.iter().position(|card| card.card.id == id)
    }

    /// The time of rating.
    pub fn at(&self) -> Option<Timestamp> {
        self.at
    }
}

impl BookCard {
    fn new(starts: Vec<Option<Timestamp>>, card: RateCard) -> BookCard {
        let mut keys = Keys {
            keys: Vec::new(),
            counters: Vec::new(),
            counted: Vec::new(),
            prefixes: PrefixTable::new(
                (card.rates.iter().filter_map(|rate| rate.matchers.prefix))
                    .chain(card.surcharges.iter().filter_map(|row| row.matchers.prefix)),
            ),
            ever: Index::new(card.rates.iter().map(|rate| rate.matchers).collect()),
            eras: Vec::with_capacity(starts.len()),
        };
        let mut known: BTreeMap<Vec<usize>, u32> = BTreeMap::new();
        let mut counters: BTreeMap<usize, u32> = BTreeMap::new();
        for from in starts {
            let (found, matchers) = in_force(&card, from);
            let number = |key: RateKey| {
                let rows: Vec<usize> = key.tiers.iter().map(|tier| tier.row).collect();
                *known.entry(rows).or_insert_with_key(|rows| {
                    let number = keys.keys.len() as u32;
                    // every key has a first tier: the loader sees to it
                    let first = rows.first().copied().unwrap_or_default();
                    let counter = *counters.entry(first).or_insert_with(|| {
                        keys.counted.push(number);
                        keys.counted.len() as u32 - 1
                    });
                    keys.counters.push(counter);
                    keys.keys.push(key);
                    number
                })
            };
            let numbers = found.into_iter().map(number).collect();
            let names = surcharge_names(&card.surcharges, from);
            let in_force = Index::new(matchers);
            keys.eras.push(Era { from, keys: numbers, in_force, names });
        }
        BookCard {
            unknown_network: card.unknown_network,
            card: Arc::new(card),
            keys: Arc::new(keys),
        }
    }

    /// What is in force when a message is sent.
    fn era(&self, at: Option<Timestamp>) -> &Era {
        let eras = &self.keys.eras;
        let begun = eras.partition_point(|era| era.from <= at).max(1);
        &eras[if eras.len() == 1 { 0 } else { begun - 1 }]
    }

    /// How many tier counters there are.
    pub fn counter_count(&self) -> usize {
        match self.card.tier_scope {
            TierScope::Card => 1,
            TierScope::Rate => self.keys.counted.len(),
        }
    }

    /// The tier counter of a rate: its own, or the card's.
    pub fn counter(&self, key: usize) -> usize {
        match self.card.tier_scope {
            TierScope::Card => 0,
            TierScope::Rate => self.keys.counters.get(key).map_or(0, |counter| *counter as usize),
        }
    }

    /// The id of a tier counter: that of its rate's first tier's row, or of the card.
    pub fn counter_id(&self, counter: usize) -> &str {
        match self.card.tier_scope {
            TierScope::Card => &self.card.id,
            TierScope::Rate => {
                self.keys.counted.get(counter).map_or("", |key| self.key_id(*key as usize))
            }
        }
    }

    /// Whether prices depend on what a tier counter stands at.
    pub fn has_tiers(&self, counter: usize) -> bool {
        let keys = self.keys.keys.iter().enumerate();
        keys.filter(|(key, _)| self.counter(*key) == counter).any(|(_, key)| key.tiers.len() > 1)
    }

    /// The card.
    pub fn card(&self) -> &RateCard {
        &self.card
    }

    /// Which is the longest prefix of any row that a number of these digits begins with, as a number of
    /// this card's own: numbers that have the same one, or none, fit the same prefixes.
    #[inline]
    pub fn prefix_of(&self, digits: u64) -> Option<u32> {
        self.keys.prefixes.longest(digits).map(|prefix| prefix as u32)
    }

    /// What is taken when the network is unknown and prices differ by it.
    pub fn unknown_network(&self) -> UnknownNetwork {
        self.unknown_network
    }

    /// The rates in force, in file order.
    pub fn keys(&self) -> &[RateKey] {
        &self.keys.keys
    }

    /// The id of a rate: that of its first tier's row.
    pub fn key_id(&self, key: usize) -> &str {
        self.keys.keys.get(key).and_then(|key| key.tiers.first()).map_or("", |tier| self.id(tier))
    }

    /// The ids of the rows of a rate, a tier each.
    pub fn row_ids(&self, key: usize) -> impl Iterator<Item = &str> {
        self.keys.keys.get(key).into_iter().flat_map(|key| &key.tiers).map(|tier| self.id(tier))
    }

    fn id(&self, tier: &Tier) -> &str {
        &self.card.rates[tier.row].id
    }

    /// The index of the rate in force whose first tier's row has this id.
    pub fn key_index(&self, id: &str) -> Option<usize> {
        let first = |key: &RateKey| key.tiers.first().copied();
        self.keys.keys.iter().position(|key| first(key).is_some_and(|tier| self.id(&tier) == id))
    }

    /// The rate of a message, as an index of [`keys`](BookCard::keys), and whether it was chosen by
    /// [`UnknownNetwork`].
    ///
    /// # Errors
    /// The status of a message without a rate: `unpriced`, `rate_not_in_force`, `ambiguous_rate`
    /// or `network_unknown`. A blocked destination has a rate, whose action says so.
    #[inline]
    pub fn choose(&self, message: &Destination) -> Result<(usize, bool), RateStatus> {
        self.choose_at(message, None)
    }

    /// As [`choose`](BookCard::choose), of a message that is sent at a time of its own: for cards
    /// of [every time](RateBook::of_every_time).
    ///
    /// # Errors
    /// As [`choose`](BookCard::choose).
    #[inline]
    pub fn choose_at(
        &self,
        message: &Destination,
        at: Option<Timestamp>,
    ) -> Result<(usize, bool), RateStatus> {
        let era = self.era(at);
        let best = era.in_force.best(message);
        // a country or a more specific class makes the network unimportant
        if message.mnc.is_none()
            && !best.is_settled()
            && let Some(choice) = self.by_network(era, message)
        {
            return choice.map(|key| (key, true));
        }
        match best {
            Best::One { row, .. } => Ok((era.keys[row as usize] as usize, false)),
            Best::Tied { .. } => Err(RateStatus::AmbiguousRate),
            Best::None if self.keys.ever.any(message) => Err(RateStatus::RateNotInForce),
            Best::None => Err(RateStatus::Unpriced),
        }
    }

    /// The dearest or cheapest network of the message's country; none when the card has no prices
    /// by network there.
    fn by_network(&self, era: &Era, message: &Destination) -> Option<Result<usize, RateStatus>> {
        let mut rows = era.in_force.networks(message).peekable();
        rows.peek()?;
        if self.unknown_network == UnknownNetwork::Error {
            return Some(Err(RateStatus::NetworkUnknown));
        }
        let mut chosen: Option<usize> = None;
        while let Some((row, m)) = rows.next() {
            // the heaviest row of this network
            let (mut best, mut weight, mut tied) = (row, m.weight(), false);
            while let Some((row, other)) =
                rows.next_if(|(_, next)| (next.mcc, next.mnc) == (m.mcc, m.mnc))
            {
                let own = other.weight();
                if own > weight {
                    (best, weight, tied) = (row, own, false);
                } else if own == weight {
                    tied = true;
                }
            }
            if tied {
                return Some(Err(RateStatus::AmbiguousRate));
            }
            let best = era.keys[best as usize] as usize;
            if self.keys.keys[best].action == Action::Price
                && chosen.is_none_or(|other| self.prefers(self.rank(best), self.rank(other)))
            {
                chosen = Some(best);
            }
        }
        Some(chosen.ok_or(RateStatus::NetworkUnknown))
    }

    /// Price of the first tier and id: what rates of several networks are compared by.
    fn rank(&self, key: usize) -> (Amount, &str) {
        let first = self.keys.keys[key].tiers.first();
        first.map_or((Amount::ZERO, ""), |tier| (tier.price, self.id(tier)))
    }

    /// Whether one is taken before the other when the network is unknown.
    fn prefers(&self, one: (Amount, &str), other: (Amount, &str)) -> bool {
        if self.unknown_network == UnknownNetwork::Min { one < other } else { one > other }
    }

    /// Puts the surcharges of a message, sent at a time of its own if it has one, into `into`, as sorted indices of
    /// [`RateCard::surcharges`]. A failed message takes those for failed messages too;
    /// `only_failed` leaves out all others.
    ///
    /// # Errors
    /// [`RateStatus::NetworkUnknown`].
    pub fn surcharges(
        &self,
        message: &Destination,
        at: Option<Timestamp>,
        failed: bool,
        only_failed: bool,
        into: &mut Vec<u32>,
    ) -> Result<SurchargeChoice, RateStatus> {
        into.clear();
        let mut choice = SurchargeChoice { network_unknown: false };
        for name in &self.era(at).names {
            if (name.failed && !failed) || (only_failed && !name.failed) {
                continue;
            }
            let best = name.index.best(message);
            let open = message.mnc.is_none() && !best.is_settled();
            if let Some(row) = open.then(|| self.surcharge(name, message)).flatten() {
                into.push(row?);
                choice.network_unknown = true;
            } else if let Best::One { row, .. } = best {
                into.push(name.rows[row as usize]);
            }
        }
        into.sort_unstable();
        Ok(choice)
    }

    /// The surcharge of the dearest or cheapest network of the message's country.
    fn surcharge(
        &self,
        name: &SurchargeName,
        message: &Destination,
    ) -> Option<Result<u32, RateStatus>> {
        let mut rows = name.index.networks(message).peekable();
        rows.peek()?;
        if self.unknown_network == UnknownNetwork::Error {
            return Some(Err(RateStatus::NetworkUnknown));
        }
        let rank = |row: u32| {
            let surcharge = &self.card.surcharges[row as usize];
            (surcharge.amount, &*surcharge.id)
        };
        let mut chosen: Option<u32> = None;
        while let Some((row, m)) = rows.next() {
            let (mut best, mut weight) = (row, m.weight());
            while let Some((row, other)) =
                rows.next_if(|(_, next)| (next.mcc, next.mnc) == (m.mcc, m.mnc))
            {
                if other.weight() > weight {
                    (best, weight) = (row, other.weight());
                }
            }
            let best = name.rows[best as usize];
            if chosen.is_none_or(|other| self.prefers(rank(best), rank(other))) {
                chosen = Some(best);
            }
        }
        chosen.map(Ok)
    }
}
