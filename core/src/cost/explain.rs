//! Why one message costs what it costs, down to rows, tiers and surcharges.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde_json::{Value, json};

use super::price::{self, Terms};
use super::rater::{Rated, Rater};
use super::tiers::{Place, units_in};
use crate::error::Error;
use crate::money::Amount;
use crate::rate::{Action, ChargeUnit, Destination, Matchers, RateStatus, SurchargePer, Validity};

/// Why a row of the card was chosen or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RowVerdict {
    /// It counts.
    Chosen,
    /// It fits, but not at the time of rating.
    NotInForce,
    /// It fits; a more specific one counts.
    LessSpecific,
    /// It fits; another one fits as well.
    Tied,
    /// It fits, but is only for failed messages.
    OnlyFailed,
    /// It is for a network of the country; the message's network is not known, and another
    /// network's row counts.
    OtherNetwork,
}

impl RowVerdict {
    /// Every verdict.
    pub const ALL: &'static [RowVerdict] = &[
        RowVerdict::Chosen,
        RowVerdict::NotInForce,
        RowVerdict::LessSpecific,
        RowVerdict::Tied,
        RowVerdict::OnlyFailed,
        RowVerdict::OtherNetwork,
    ];

    /// The word in JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            RowVerdict::Chosen => "chosen",
            RowVerdict::NotInForce => "not_in_force",
            RowVerdict::LessSpecific => "less_specific",
            RowVerdict::Tied => "tied",
            RowVerdict::OnlyFailed => "only_failed",
            RowVerdict::OtherNetwork => "other_network",
        }
    }

    /// What it says of the row, in a sentence.
    pub const fn meaning(self) -> &'static str {
        match self {
            RowVerdict::Chosen => "It counts.",
            RowVerdict::NotInForce => "It fits, but not at the time of rating.",
            RowVerdict::LessSpecific => "It fits; a more specific one counts.",
            RowVerdict::Tied => "It fits; another one fits as well.",
            RowVerdict::OnlyFailed => "It fits, but is only for failed messages.",
            RowVerdict::OtherNetwork => {
                "It is for a network of the country; that of the message is not known, and the row \
                 of another one counts."
            }
        }
    }
}

/// A row that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExplainedRow {
    /// Its id.
    pub id: String,
    /// The name of a surcharge; none of a rate.
    pub name: Option<String>,
    /// How specific its destination is: 400 mcc and mnc, 200 and its length for a prefix, 150
    /// mcc, 100 country, 0 none.
    pub class: u16,
    /// Price or amount; none of a row that is free or blocked.
    pub amount: Option<Amount>,
    /// Where the tier of a rate begins.
    pub tier_from: u64,
    /// Per what a surcharge is added.
    pub per: Option<SurchargePer>,
    /// Why.
    pub verdict: RowVerdict,
}

/// Units of the message at the price of one tier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExplainedTier {
    /// Id of the row.
    pub id: String,
    /// Where the tier begins.
    pub from: u64,
    /// Units of the message in it.
    pub units: u64,
    /// The price of one, rounded if the card rounds units.
    pub price: Amount,
}

/// Why a message costs what it costs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The rates that were looked at, in file order.
    pub rates: Vec<ExplainedRow>,
    /// The surcharges that were looked at, in file order.
    pub surcharges: Vec<ExplainedRow>,
    /// Per what the rate is charged; none without a rate.
    pub charge_unit: Option<ChargeUnit>,
    /// Where the units come from.
    pub tiers: Vec<ExplainedTier>,
    /// Sum of the tiers.
    pub base: Amount,
    /// The base, or the card's minimum where that is more.
    pub base_after_minimum: Amount,
    /// Sum of the surcharges that are not percent.
    pub fixed_surcharges: Amount,
    /// Sum of the percent surcharges.
    pub percent_surcharges: Amount,
    /// All of it, rounded if the card rounds messages; none where the status has no cost, and for
    /// volume rates while the campaign's units are not known.
    pub each: Option<Amount>,
}

impl Explanation {
    /// The object that the command line shows as `explanation`, and Python reads.
    pub fn to_json(&self) -> Value {
        let tier = |tier: &ExplainedTier| {
            let price = tier.price.to_string();
            json!({"id": tier.id, "from": tier.from, "units": tier.units, "price": price})
        };
        json!({
            "rates": self.rates.iter().map(ExplainedRow::to_json).collect::<Value>(),
            "surcharge_rows": self.surcharges.iter().map(ExplainedRow::to_json).collect::<Value>(),
            "charge_unit": self.charge_unit.map(ChargeUnit::as_str),
            "tiers": self.tiers.iter().map(tier).collect::<Value>(),
            "base": self.base.to_string(),
            "base_after_minimum": self.base_after_minimum.to_string(),
            "fixed_surcharges": self.fixed_surcharges.to_string(),
            "percent_surcharges": self.percent_surcharges.to_string(),
            "each": self.each.map(|each| each.to_string()),
        })
    }
}

impl ExplainedRow {
    fn to_json(&self) -> Value {
        let mut shown = json!({
            "id": self.id,
            "class": self.class,
            "amount": self.amount.map(|amount| amount.to_string()),
            "verdict": self.verdict.as_str(),
        });
        match (&self.name, self.per) {
            (Some(name), Some(per)) => {
                shown["name"] = json!(name);
                shown["per"] = json!(per.as_str());
            }
            _ => shown["tier_from"] = json!(self.tier_from),
        }
        shown
    }
}

impl Rater {
    /// Why a message costs what it costs, if it came next. The message is the one that `rated`
    /// was made of.
    ///
    /// # Errors
    /// [`Overflow`](crate::error::ErrorKind::Overflow).
    pub fn explain(&self, rated: &Rated, message: &Destination) -> Result<Explanation, Error> {
        let mut explanation = Explanation {
            rates: Vec::new(),
            surcharges: Vec::new(),
            charge_unit: None,
            tiers: Vec::new(),
            base: Amount::ZERO,
            base_after_minimum: Amount::ZERO,
            fixed_surcharges: Amount::ZERO,
            percent_surcharges: Amount::ZERO,
            each: None,
        };
        let Some(card) = self.book().card(rated.card) else {
            return Ok(explanation);
        };
        let rules = card.card();
        let key = self.key(rated);
        let chosen = key.and_then(|key| key.tiers.first()).map(|t| rules.rates()[t.row].matchers);
        let judge = |matchers: &Matchers, validity: &Validity, chosen: bool, settled: bool| {
            let near = message.mnc.is_none() && matchers.mnc.is_some() && !settled;
            if !(matchers.fits(message) || near && matchers.could_fit(message)) {
                return None;
            }
            Some(match () {
                () if !validity.holds(self.book().at()) => RowVerdict::NotInForce,
                () if chosen => RowVerdict::Chosen,
                () if !matchers.fits(message) => RowVerdict::OtherNetwork,
                () => RowVerdict::LessSpecific,
            })
        };
        let settled = chosen.is_some_and(|m| m.mnc.is_none() && m.class() > 0);
        for rate in rules.rates() {
            let own = chosen == Some(rate.matchers);
            let Some(mut verdict) = judge(&rate.matchers, &rate.validity, own, settled) else {
                continue;
            };
            if rated.status == RateStatus::AmbiguousRate && verdict == RowVerdict::LessSpecific {
                verdict = RowVerdict::Tied;
            }
            explanation.rates.push(ExplainedRow {
                id: rate.id.clone(),
                name: None,
                class: rate.matchers.class(),
                amount: (rate.action == Action::Price).then_some(rate.price),
                tier_from: rate.tier_from,
                per: None,
                verdict,
            });
        }
        if rated.status == RateStatus::AmbiguousRate {
            keep_heaviest_tied(&mut explanation.rates);
        }
        let taken = self.surcharge_rows(rated);
        for (row, surcharge) in rules.surcharges().iter().enumerate() {
            let own = taken.contains(&(row as u32));
            let judged = judge(&surcharge.matchers, &surcharge.validity, own, false);
            let Some(mut verdict) = judged else {
                continue;
            };
            let failed = surcharge.per == SurchargePer::FailedMessage;
            if failed && !rated.failed && verdict == RowVerdict::LessSpecific {
                verdict = RowVerdict::OnlyFailed;
            }
            explanation.surcharges.push(ExplainedRow {
                id: surcharge.id.clone(),
                name: Some(surcharge.name.clone()),
                class: surcharge.matchers.class(),
                amount: Some(surcharge.amount),
                tier_from: 0,
                per: Some(surcharge.per),
                verdict,
            });
        }
        if let Some(key) = key {
            explanation.charge_unit = Some(key.charge_unit);
            let place = self.place(rated)?;
            if place != Place::Volume {
                let (units, segments, uncharged) = (rated.units, rated.segments, rated.uncharged);
                let terms = Terms { units, segments, uncharged, place, surcharges: taken };
                let steps = price::steps(card, key, &terms)?;
                explanation.base = steps.base;
                explanation.base_after_minimum = steps.base_after_minimum;
                explanation.fixed_surcharges = steps.fixed;
                explanation.percent_surcharges = steps.percent;
                explanation.each = Some(steps.price);
                for (index, tier) in key.tiers.iter().enumerate() {
                    let units = match place {
                        Place::From(start) => units_in(&key.tiers, index, start, units),
                        Place::Tier(own) if own as usize == index => units,
                        _ => 0,
                    };
                    if units > 0 && key.action == Action::Price {
                        explanation.tiers.push(ExplainedTier {
                            id: rules.rates()[tier.row].id.clone(),
                            from: tier.from,
                            units,
                            price: price::unit(key, index, rules.rounding())?,
                        });
                    }
                }
            }
        }
        Ok(explanation)
    }
}

/// Of rows that tie only the most specific do.
fn keep_heaviest_tied(rows: &mut [ExplainedRow]) {
    let tied = |row: &&mut ExplainedRow| row.verdict == RowVerdict::Tied;
    let top = rows.iter().filter(|r| r.verdict == RowVerdict::Tied).map(|r| r.class).max();
    for row in rows.iter_mut().filter(tied) {
        if Some(row.class) < top {
            row.verdict = RowVerdict::LessSpecific;
        }
    }
}
