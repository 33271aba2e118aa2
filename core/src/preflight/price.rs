//! What messages cost: expected, and least and most where that is open.

use alloc::boxed::Box;

use super::billing::Billed;
use super::finding::{FindingCode, FindingSet};
use super::totals::CostCounts;
use super::units::{PartUnits, Units};
use crate::Error;
use crate::cost::{self, Rated, Rater, UnitsBefore, Warnings};
use crate::money::Amount;
use crate::rate::{Destination, RateBook, RateStatus, Timestamp, UnknownNetwork};

/// An amount, and how far off it may be. The three are equal where nothing is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Range {
    /// The least it can be.
    pub min: Amount,
    /// What to expect.
    pub expected: Amount,
    /// The most it can be.
    pub max: Amount,
}

impl Range {
    /// Whether nothing is open.
    pub fn is_exact(&self) -> bool {
        self.min == self.max
    }
}

/// What one message was priced at.
pub(super) struct Priced {
    pub(super) rated: Rated,
    pub(super) cost: Option<Range>,
    pub(super) findings: FindingSet,
}

/// The raters of a session. The least and the most are counted apart only from the first message
/// on for which they differ from what is expected.
#[derive(Clone, Debug)]
pub(super) struct Pricing {
    expected: Rater,
    spread: Option<Box<Spread>>,
    /// With the rules for the least and the most.
    books: (RateBook, RateBook),
    end: Option<Units>,
}

#[derive(Clone, Debug)]
struct Spread {
    /// What was counted before the first message whose cost is open.
    before: cost::Totals,
    min: Rater,
    max: Rater,
}

impl Pricing {
    pub(super) fn new(book: &RateBook, units: &PartUnits) -> Result<Pricing, Error> {
        let books = (
            book.with_unknown_network(UnknownNetwork::Min),
            book.with_unknown_network(UnknownNetwork::Max),
        );
        let PartUnits { before, end } = units;
        let expected = rater(book, &before.expected, end.as_ref().map(|end| &end.expected))?;
        let mut pricing = Pricing { expected, spread: None, books, end: end.clone() };
        if !before.is_exact() || end.as_ref().is_some_and(|end| !end.is_exact()) {
            pricing.begin_spread(&before.least, &before.most)?;
        }
        Ok(pricing)
    }

    /// Counts least and most apart from here on.
    fn begin_spread(&mut self, least: &UnitsBefore, most: &UnitsBefore) -> Result<(), Error> {
        let (min, max) = (&self.books.0, &self.books.1);
        self.spread = Some(Box::new(Spread {
            before: self.expected.totals().clone(),
            min: rater(min, least, self.end.as_ref().map(|end| &end.least))?,
            max: rater(max, most, self.end.as_ref().map(|end| &end.most))?,
        }));
        Ok(())
    }

    pub(super) fn rate_id(&self, rated: &Rated) -> Option<&str> {
        self.expected.rate_id(rated)
    }

    /// Whether the rate that fits at the time of rating ends at or before `time`.
    pub(super) fn expires_before(
        &mut self,
        to: &Destination,
        card: usize,
        time: Timestamp,
    ) -> bool {
        let rated = self.expected.rate_at(card, to, 1, false, None);
        let row = || {
            let tier = self.expected.key(&rated)?.tiers.first()?;
            self.expected.book().card(card)?.card().rates().get(tier.row)
        };
        row().is_some_and(|rate| rate.validity.to.is_some_and(|end| end <= time))
    }

    /// Whether neither card nor row says per what the rate of a message is charged.
    pub(super) fn is_charge_unit_open(&self, rated: &Rated) -> bool {
        let row = || {
            let card = self.expected.book().card(rated.card)?.card();
            let tier = self.expected.key(rated)?.tiers.first()?;
            let said = card.default_charge_unit().is_some();
            card.rates().get(tier.row).map(|rate| !said && !rate.has_own_charge_unit())
        };
        row().unwrap_or(false)
    }

    /// Prices a message and counts it `count` times; the cost is that of all.
    pub(super) fn add(
        &mut self,
        card: usize,
        to: &Destination,
        at: Option<Timestamp>,
        units: Billed,
        (count, group): (u64, u32),
    ) -> Result<Priced, Error> {
        let rated = self.expected.rate_at(card, to, units.expected, false, at);
        let network_open = rated.warnings.contains(Warnings::NETWORK_UNKNOWN_MAX_USED)
            || rated.warnings.contains(Warnings::NETWORK_UNKNOWN_MIN_USED)
            || rated.warnings.contains(Warnings::SURCHARGE_NETWORK_UNKNOWN_MAX_USED)
            || rated.warnings.contains(Warnings::SURCHARGE_NETWORK_UNKNOWN_MIN_USED);
        let units_open = units.min != units.max;
        let has_cost = rated.status.has_cost();
        if self.spread.is_none() && has_cost && (network_open || units_open) {
            let used = self.expected.units_used();
            self.begin_spread(&used, &used)?;
        }
        let cost = self.expected.add(&rated, count, group)?;
        let mut range = cost.total.map(|total| Range { min: total, expected: total, max: total });
        if let Some(spread) = &mut self.spread {
            let (mut min, mut max) = (rated, rated);
            // what has no cost has no least and most, whatever their rule for networks says
            if has_cost {
                min = spread.min.rate_at(card, to, units.min, false, at);
                max = spread.max.rate_at(card, to, units.max, false, at);
            }
            let min = spread.min.add(&min, count, group)?.total;
            let max = spread.max.add(&max, count, group)?.total;
            if let (Some(range), Some(min), Some(max)) = (&mut range, min, max) {
                (range.min, range.max) = (min, max);
            }
        }
        let mut findings = FindingSet::EMPTY;
        if let Some(code) = without_cost(rated.status) {
            findings.insert(code);
        }
        if cost.warnings.contains(Warnings::TIER_BOUNDARY_CROSSED) {
            findings.insert(FindingCode::TierBoundaryCrossed);
        }
        if units.unclear && cost.total.is_some() {
            findings.insert(FindingCode::ChargingUnclear);
        }
        if network_open {
            findings.insert(FindingCode::NetworkUnknown);
        }
        Ok(Priced { rated, cost: range, findings })
    }

    /// What a message would cost here with so many segments; none for volume rates, whose price
    /// depends on the whole campaign, and where no rate is for so many.
    pub(super) fn of_segments(
        &self,
        rated: &Rated,
        segments: u64,
    ) -> Result<Option<Amount>, Error> {
        self.expected.price(&self.expected.with_segments(rated, segments))
    }

    /// What a message to this destination would cost here at the time of the options.
    pub(super) fn of_no_time(
        &mut self,
        card: usize,
        to: &Destination,
        segments: u64,
    ) -> Result<Option<Amount>, Error> {
        let rated = self.expected.rate(card, to, segments, false);
        self.expected.price(&rated)
    }

    /// Whether the price of a message depends on the units of the whole campaign.
    pub(super) fn is_volume(&self, rated: &Rated) -> bool {
        self.expected.is_volume(rated)
    }

    pub(super) fn into_costs(self) -> Result<CostCounts, Error> {
        let spread = match self.spread {
            None => None,
            Some(spread) => {
                let (mut min, mut max) = (spread.before.clone(), spread.before);
                min.merge(spread.min.totals())?;
                max.merge(spread.max.totals())?;
                Some(Box::new((min, max)))
            }
        };
        Ok(CostCounts { expected: self.expected.into_totals(), spread })
    }
}

fn rater(book: &RateBook, before: &UnitsBefore, end: Option<&UnitsBefore>) -> Result<Rater, Error> {
    let rater = Rater::new(book, before)?;
    Ok(match end {
        Some(end) => rater.ending_at(end),
        None => rater,
    })
}

/// The finding of a message that has no cost.
fn without_cost(status: RateStatus) -> Option<FindingCode> {
    Some(match status {
        RateStatus::Priced | RateStatus::Free => return None,
        RateStatus::Blocked => FindingCode::BlockedDestination,
        RateStatus::Unpriced => FindingCode::Unpriced,
        RateStatus::RateNotInForce => FindingCode::RateNotInForce,
        RateStatus::AmbiguousRate => FindingCode::AmbiguousRate,
        RateStatus::NetworkUnknown => FindingCode::NetworkUnknown,
        RateStatus::TooLong => FindingCode::TooLong,
        RateStatus::InvalidNumber => FindingCode::InvalidNumber,
    })
}
