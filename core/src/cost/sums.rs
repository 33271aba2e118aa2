//! The money that counts come to.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::vec::Vec;

use super::price::{self, Terms};
use super::tiers::{self, Place};
use super::totals::{CountKey, Totals};
use super::units_before::UnitsBefore;
use crate::error::{Error, ErrorKind};
use crate::money::{Amount, Currency};
use crate::rate::{Action, BookCard, ChargeUnit, RateBook, RoundAt, TierMode};

impl Totals {
    /// Every kind of message that was counted, with its money. Volume rates take the tier that the
    /// whole campaign reaches; `before` is where its counters began.
    ///
    /// # Errors
    /// [`ErrorKind::Overflow`]; [`ErrorKind::NeedsUnitsBefore`] when parts with graduated tiers do
    /// not join from `before` on.
    pub fn lines<'a>(
        &'a self,
        book: &'a RateBook,
        before: &UnitsBefore,
    ) -> Result<Vec<Line<'a>>, Error> {
        let start = before.counters(book);
        let finals = self.finals(&start)?;
        self.check_spans(book, &start)?;
        let mut lines = Vec::new();
        for (key, count) in self.counts.iter() {
            let Some(card) = book.card(key.card as usize) else {
                continue;
            };
            let rate = &card.keys()[key.key as usize];
            let place = match key.place {
                Place::Volume => {
                    let end = finals[key.card as usize][card.counter(key.key as usize)];
                    Place::Tier(tiers::tier_of(&rate.tiers, end.saturating_sub(1)) as u32)
                }
                place => place,
            };
            let each = match count.each {
                Some(each) => each,
                None => self.price_of_kind(card, key, place)?,
            };
            lines.push(Line {
                card: key.card as usize,
                rate: card.key_id(key.key as usize),
                segments: key.segments,
                failed: key.failed,
                group: key.group,
                surcharges: self.sets.get(key.set),
                count: count.count,
                each,
                cost: each.checked_mul(count.count)?,
            });
        }
        Ok(lines)
    }

    pub(super) fn price_of_kind(
        &self,
        card: &BookCard,
        key: &CountKey,
        place: Place,
    ) -> Result<Amount, Error> {
        let rate = &card.keys()[key.key as usize];
        let uncharged = key.failed && rate.action == Action::Price && !card.card().charge_failed();
        let units = match rate.charge_unit {
            _ if uncharged => 0,
            ChargeUnit::Segment => key.segments,
            ChargeUnit::Message => 1,
        };
        let surcharges = self.sets.get(key.set);
        let terms = Terms { units, segments: key.segments, uncharged, place, surcharges };
        price::message(card, rate, &terms)
    }

    /// Parts with graduated tiers must join without gap and overlap.
    fn check_spans(&self, book: &RateBook, start: &[Vec<u64>]) -> Result<(), Error> {
        for ((index, counter), used) in &self.counters {
            let Some(card) = book.card(*index as usize) else {
                continue;
            };
            let ordered =
                card.card().tier_mode() == TierMode::Graduated && card.has_tiers(*counter as usize);
            let begin = start[*index as usize][*counter as usize];
            let whole = begin.checked_add(used.units).map(|end| (begin, end));
            if ordered && whole.is_none_or(|whole| used.spans != [whole]) {
                let id = card.counter_id(*counter as usize);
                return Err(Error::new(
                    ErrorKind::NeedsUnitsBefore,
                    format!(
                        "the tiers of {id} depend on the order: count the parts first and give \
                         each the units used before it"
                    ),
                )
                .with_field("units_before"));
            }
        }
        Ok(())
    }

    /// The money of everything that was counted, by currency.
    ///
    /// # Errors
    /// As [`Totals::lines`].
    pub fn costs(&self, book: &RateBook, before: &UnitsBefore) -> Result<Costs, Error> {
        let mut sums: BTreeMap<usize, Amount> = BTreeMap::new();
        for line in self.lines(book, before)? {
            let sum = sums.entry(line.card).or_default();
            *sum = sum.checked_add(line.cost)?;
        }
        let mut totals: BTreeMap<Currency, CurrencyTotal> = BTreeMap::new();
        for (index, sum) in &sums {
            let Some(card) = book.card(*index) else {
                continue;
            };
            let total = totals.entry(card.card().currency()).or_default();
            total.add(&CurrencyTotal::of_card(card, *sum)?)?;
        }
        Ok(Costs { totals, not_priced: self.not_priced()? })
    }
}

/// Messages of one card, rate, length, set of surcharges and group, and what they cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line<'a> {
    /// Index of the card in the book.
    pub card: usize,
    /// Id of the rate.
    pub rate: &'a str,
    /// Segments of each.
    pub segments: u64,
    /// Whether the vendor could not send them.
    pub failed: bool,
    /// What the caller gave.
    pub group: u32,
    /// Indices of the card's surcharges.
    pub surcharges: &'a [u32],
    /// How many messages.
    pub count: u128,
    /// What one costs.
    pub each: Amount,
    /// What all cost, before rounding of the campaign and tax.
    pub cost: Amount,
}

/// The money of one currency.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CurrencyTotal {
    /// Without tax.
    pub subtotal: Amount,
    /// The tax.
    pub tax: Amount,
    /// Both together.
    pub total: Amount,
}

impl CurrencyTotal {
    /// The money of a card whose messages cost `sum`: rounded if the card rounds campaigns, and
    /// taxed.
    ///
    /// # Errors
    /// [`ErrorKind::Overflow`].
    pub fn of_card(card: &BookCard, sum: Amount) -> Result<CurrencyTotal, Error> {
        let rules = card.card();
        let subtotal = rules.rounding().apply(RoundAt::Campaign, sum)?;
        let tax = match rules.tax() {
            Some(tax) => subtotal.fraction(tax.rate, tax.scale, tax.mode)?,
            None => Amount::ZERO,
        };
        Ok(CurrencyTotal { subtotal, tax, total: subtotal.checked_add(tax)? })
    }

    /// Adds the money of another card of the same currency.
    ///
    /// # Errors
    /// [`ErrorKind::Overflow`].
    pub fn add(&mut self, other: &CurrencyTotal) -> Result<(), Error> {
        self.subtotal = self.subtotal.checked_add(other.subtotal)?;
        self.tax = self.tax.checked_add(other.tax)?;
        self.total = self.total.checked_add(other.total)?;
        Ok(())
    }
}

/// What a campaign costs. Currencies are never added up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Costs {
    /// By currency; one is there as soon as a message has a cost in it, be it 0.
    pub totals: BTreeMap<Currency, CurrencyTotal>,
    /// Messages without a cost.
    pub not_priced: u64,
}

impl Costs {
    /// Whether every message has a cost.
    pub fn is_complete(&self) -> bool {
        self.not_priced == 0
    }
}
