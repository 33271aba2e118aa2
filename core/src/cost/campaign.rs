//! A whole campaign at once: a list of messages with counts.

use alloc::vec::Vec;

use super::balance::{Balance, BalanceWalk};
use super::explain::Explanation;
use super::rater::{Cost, Rated, Rater, Run};
use super::sums::Costs;
use super::units_before::UnitsBefore;
use super::warnings::Warnings;
use crate::error::{Error, ErrorKind};
use crate::money::Money;
use crate::rate::{Destination, RateBook, TierMode};

/// Messages of one kind that follow each other in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CampaignMessage {
    /// Index of the card in the book.
    pub card: usize,
    /// Where to; none for a number that is none.
    pub to: Option<Destination>,
    /// Segments of each, from 1.
    pub segments: u64,
    /// How many, from 1.
    pub count: u64,
    /// Whether the vendor could not send them.
    pub failed: bool,
}

/// What the messages of one entry cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MessageCost {
    /// Status, rate and surcharges.
    pub rated: Rated,
    /// The money.
    pub cost: Cost,
}

/// What a campaign costs, message by message and in all.
#[derive(Clone, Debug)]
pub struct CampaignCosts {
    /// In the order of the list.
    pub messages: Vec<MessageCost>,
    /// By currency.
    pub costs: Costs,
    /// Those of all messages, and of the totals.
    pub warnings: Warnings,
    /// Names ids and surcharges of the messages.
    pub rater: Rater,
    runs: Vec<(usize, Run)>,
}

/// Rates a list of messages; volume tiers take a second pass over it.
///
/// # Errors
/// [`ErrorKind::UnitsBeforeUnknown`]; [`ErrorKind::Overflow`].
pub fn campaign(
    book: &RateBook,
    messages: &[CampaignMessage],
    before: &UnitsBefore,
) -> Result<CampaignCosts, Error> {
    let first = pass(Rater::new(book, before)?, messages, before)?;
    let volume = book.cards().any(|card| {
        card.card().tier_mode() == TierMode::Volume && card.keys().iter().any(|k| k.tiers.len() > 1)
    });
    if !volume {
        return Ok(first);
    }
    pass(Rater::second_pass(book, before, first.rater.totals())?, messages, before)
}

/// Why the messages of a campaign cost what they cost, of each entry its first message: a pass of its
/// own over the list that `costs` was made of. None for a number that is none.
///
/// # Errors
/// [`ErrorKind::UnitsBeforeUnknown`]; [`ErrorKind::Overflow`].
pub fn explain_campaign(
    messages: &[CampaignMessage],
    before: &UnitsBefore,
    costs: &CampaignCosts,
) -> Result<Vec<Option<Explanation>>, Error> {
    let (book, totals) = (costs.rater.book(), costs.rater.totals());
    let mut rater = Rater::second_pass(book, before, totals)?;
    let explain = |message: &CampaignMessage| {
        let Some(to) = &message.to else { return Ok(None) };
        let rated = rater.rate(message.card, to, message.segments, message.failed);
        let explanation = rater.explain(&rated, to)?;
        rater.add(&rated, message.count, 0)?;
        Ok(Some(explanation))
    };
    messages.iter().map(explain).collect()
}

fn pass(
    mut rater: Rater,
    messages: &[CampaignMessage],
    before: &UnitsBefore,
) -> Result<CampaignCosts, Error> {
    let mut costs = Vec::with_capacity(messages.len());
    let mut runs = Vec::new();
    let mut warnings = Warnings::none();
    for message in messages {
        let rated = match &message.to {
            Some(to) => rater.rate(message.card, to, message.segments, message.failed),
            None => rater.invalid_number(message.card, message.segments),
        };
        let cost = rater.add_runs(&rated, message.count, 0, |run| {
            runs.push((message.card, run));
            Ok(())
        })?;
        warnings = warnings | cost.warnings;
        costs.push(MessageCost { rated, cost });
    }
    let total = rater.totals().costs(rater.book(), before)?;
    if total.totals.len() > 1 {
        warnings = warnings | Warnings::MIXED_CURRENCIES;
    }
    Ok(CampaignCosts { messages: costs, costs: total, warnings, rater, runs })
}

impl CampaignCosts {
    /// How far a balance reaches.
    ///
    /// # Errors
    /// [`ErrorKind::CurrencyMismatch`] unless every cost is in the balance's currency.
    pub fn balance(&self, balance: Money) -> Result<Balance, Error> {
        let Money { amount, currency } = balance;
        if self.costs.totals.keys().any(|other| *other != currency) {
            return Err(Error::new(
                ErrorKind::CurrencyMismatch,
                "the campaign has costs in another currency than the balance",
            )
            .with_field("balance")
            .with_value(currency.as_str()));
        }
        let mut walk = BalanceWalk::new(self.rater.book(), amount, currency);
        for (card, run) in &self.runs {
            walk.push(*card, run.count, run.each.unwrap_or_default())?;
        }
        let required = self.costs.totals.get(&currency).copied().unwrap_or_default().total;
        Ok(walk.finish(required))
    }
}
