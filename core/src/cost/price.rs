//! The price of one message.

use super::tiers::{Place, units_in};
use crate::error::{Error, ErrorKind};
use crate::money::{Amount, RoundingMode, SCALE};
use crate::rate::{Action, BookCard, RateKey, RoundAt, Rounding, SurchargePer};

/// What the price of a message depends on, besides its rate.
#[derive(Clone, Copy, Debug)]
pub(super) struct Terms<'a> {
    /// Units that are charged; 0 for a failed message that the card does not charge.
    pub(super) units: u64,
    pub(super) segments: u64,
    /// A failed message that the card does not charge: only surcharges for failed ones count.
    pub(super) uncharged: bool,
    pub(super) place: Place,
    /// Indices of the card's surcharges.
    pub(super) surcharges: &'a [u32],
}

/// The steps from base to price, for explanations.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Steps {
    /// Sum of the unit prices.
    pub(super) base: Amount,
    /// The base, or the card's minimum where that is more.
    pub(super) base_after_minimum: Amount,
    /// Sum of surcharges that are not percent.
    pub(super) fixed: Amount,
    /// Sum of percent surcharges.
    pub(super) percent: Amount,
    /// The price of the message, rounded if the card rounds messages.
    pub(super) price: Amount,
}

/// The price of a message.
///
/// # Errors
/// `overflow`.
pub(super) fn message(card: &BookCard, key: &RateKey, terms: &Terms<'_>) -> Result<Amount, Error> {
    steps(card, key, terms).map(|steps| steps.price)
}

/// The price of a message, step by step.
pub(super) fn steps(card: &BookCard, key: &RateKey, terms: &Terms<'_>) -> Result<Steps, Error> {
    steps_rounded(card, key, terms, card.card().rounding())
}

/// The price of a message, step by step, if the card rounded so.
pub(super) fn steps_rounded(
    card: &BookCard,
    key: &RateKey,
    terms: &Terms<'_>,
    rounding: Rounding,
) -> Result<Steps, Error> {
    let mut steps = Steps::default();
    if key.action == Action::Free {
        return Ok(steps);
    }
    let rules = card.card();
    if !terms.uncharged {
        steps.base = base(key, terms, rounding)?;
        steps.base_after_minimum = steps.base.max(rules.minimum_per_message());
    }
    let rows = || terms.surcharges.iter().map(|row| &rules.surcharges()[*row as usize]);
    for surcharge in rows() {
        let amount = match surcharge.per {
            SurchargePer::Percent => continue,
            SurchargePer::Segment => surcharge.amount.checked_mul(terms.segments)?,
            SurchargePer::Message | SurchargePer::FailedMessage => surcharge.amount,
        };
        steps.fixed = steps.fixed.checked_add(amount)?;
    }
    let sum = steps.base_after_minimum.checked_add(steps.fixed)?;
    for surcharge in rows().filter(|s| s.per == SurchargePer::Percent) {
        let amount = sum.fraction(surcharge.amount, SCALE, RoundingMode::HalfUp)?;
        steps.percent = steps.percent.checked_add(amount)?;
    }
    let price = sum.checked_add(steps.percent)?;
    steps.price = rounding.apply(RoundAt::Message, price)?;
    Ok(steps)
}

/// The price of a unit in the tier at `index`.
pub(super) fn unit(key: &RateKey, index: usize, rounding: Rounding) -> Result<Amount, Error> {
    rounding.apply(RoundAt::Unit, key.tiers[index].price)
}

fn base(key: &RateKey, terms: &Terms<'_>, rounding: Rounding) -> Result<Amount, Error> {
    match terms.place {
        Place::Tier(index) => unit(key, index as usize, rounding)?.checked_mul(terms.units),
        Place::From(start) => {
            let mut base = Amount::ZERO;
            for index in 0..key.tiers.len() {
                let units = units_in(&key.tiers, index, start, terms.units);
                if units > 0 {
                    base = base.checked_add(unit(key, index, rounding)?.checked_mul(units)?)?;
                }
            }
            Ok(base)
        }
        Place::Volume => Err(Error::new(
            ErrorKind::Internal,
            "a volume tier was priced before the campaign's units were known",
        )),
    }
}
