//! What changes save: the difference of two whole ratings, and which of them are worth naming.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;
use core::cmp::{Ordering, Reverse};

use super::super::Preflight;
use super::super::totals::Totals;
use super::change::Change;
use super::trial::{Trials, TriedCosts};
use crate::Error;
use crate::cost::{self, CurrencyTotal, Saving};
use crate::money::{Amount, Currency};

/// A change, and what it saves over the whole campaign.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct WhatIf {
    /// The change.
    pub change: Change,
    /// Messages that have another number of segments with it.
    pub messages: u64,
    /// Segments fewer; negative where there are more.
    pub segments: i64,
    /// The expected cost of the campaign without and with it, tax included, by currency. Empty
    /// where no message has a cost.
    pub money: Vec<(Currency, Saving)>,
}

impl WhatIf {
    fn saves_anything(&self) -> bool {
        if self.money.is_empty() {
            return self.segments > 0;
        }
        let saved = |(_, saving): &(Currency, Saving)| saving.saved;
        self.money.iter().map(saved).all(|saved| saved >= Amount::ZERO)
            && self.money.iter().map(saved).any(|saved| saved > Amount::ZERO)
    }

    /// What is saved, to be compared: money in the order of the currencies, which are the same for
    /// every change, then segments.
    fn saved(&self) -> (Vec<Amount>, i64) {
        (self.money.iter().map(|(_, saving)| saving.saved).collect(), self.segments)
    }

    /// Whether another change does the same with less: a part of its characters, or another value
    /// of the same option that stands `before` it.
    fn is_needless_beside(&self, other: &WhatIf, before: bool) -> bool {
        let less = match (&self.change, &other.change) {
            (Change::Replace(own), Change::Replace(fewer)) => {
                fewer.len() < own.len() && fewer.iter().all(|r| own.binary_search(r).is_ok())
            }
            (Change::Option { name, .. }, Change::Option { name: same, .. }) => {
                before && name == same
            }
            _ => false,
        };
        less && other.saved() >= self.saved()
    }
}

impl Preflight {
    /// What the changes save, the most first: by money, then by segments; among equals the smaller
    /// change, then the one of smaller code points. Left out is what saves nothing, and what saves
    /// no more than a part of it does.
    ///
    /// `totals` are those of the campaign as it stands; `trials` tried the same `changes`.
    ///
    /// # Errors
    /// `overflow`; `needs_units_before` as [`Preflight::report`].
    pub fn savings(
        &self,
        totals: &Totals,
        changes: &[Change],
        trials: &Trials,
    ) -> Result<Vec<WhatIf>, Error> {
        let now = match &totals.costs {
            Some(counts) => self.expected(&counts.expected)?,
            None => BTreeMap::new(),
        };
        let mut found: Vec<WhatIf> = Vec::new();
        for (change, tried) in changes.iter().zip(&trials.tried) {
            let then = match (&tried.costs, totals.costs.as_ref().zip(self.book())) {
                (TriedCosts::Difference(difference), Some((counts, book))) => {
                    self.expected(&difference.applied_to(&counts.expected, book)?)?
                }
                (TriedCosts::Whole(counts), _) => self.expected(counts)?,
                _ => BTreeMap::new(),
            };
            let saving = |(currency, before): (&Currency, &CurrencyTotal)| {
                let after = then.get(currency).copied().unwrap_or_default();
                Ok((*currency, Saving::new(before.total, after.total)?))
            };
            found.push(WhatIf {
                change: change.clone(),
                messages: tried.messages,
                segments: tried.segments,
                money: now.iter().map(saving).collect::<Result<_, Error>>()?,
            });
        }
        let needless = |index: usize, what: &WhatIf| {
            let mut others = found.iter().enumerate();
            others.any(|(other, smaller)| what.is_needless_beside(smaller, other < index))
        };
        let mut savings: Vec<WhatIf> = found
            .iter()
            .enumerate()
            .filter(|(index, what)| what.saves_anything() && !needless(*index, what))
            .map(|(_, what)| what.clone())
            .collect();
        savings.sort_by(rank);
        Ok(savings)
    }

    fn expected(&self, counts: &cost::Totals) -> Result<BTreeMap<Currency, CurrencyTotal>, Error> {
        match self.book() {
            Some(book) => Ok(counts.costs(book, &self.options().units_before)?.totals),
            None => Ok(BTreeMap::new()),
        }
    }
}

fn rank(a: &WhatIf, b: &WhatIf) -> Ordering {
    let key = |what: &WhatIf| (Reverse(what.saved()), what.change.size());
    key(a).cmp(&key(b)).then_with(|| a.change.cmp(&b.change))
}
