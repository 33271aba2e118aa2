//! How far a balance and a budget reach into a campaign, in the order of its list.
//!
//! A walk judges every message, as a pass does, and stops at the first that does not fit. Where the
//! card has volume tiers, whose price only the whole campaign tells, the list is gone through
//! [twice](FundsWalk::needs_whole).

use alloc::vec::Vec;

use super::Preflight;
use super::audit::{AuditOptions, Auditor};
use super::finding::FindingCode;
use super::report::Report;
use super::session::Message;
use super::totals::RowRef;
use crate::cost::{self, BalanceWalk};
use crate::money::{Amount, Currency, Money};
use crate::vendor::OverBalance;
use crate::{Error, ErrorKind};

/// Money that a campaign is held against.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Funds {
    /// What the account has.
    pub balance: Option<Money>,
    /// What may be spent.
    pub budget: Option<Money>,
}

impl Funds {
    /// Reads an amount and its currency: `500 USD`.
    ///
    /// # Errors
    /// `balance_syntax`, `balance_negative`, `balance_precision`, `balance_too_large`,
    /// `currency_invalid`; `field` names the option.
    pub fn parse(text: &str, field: &str) -> Result<Money, Error> {
        let Some((amount, currency)) = text.trim().split_once(char::is_whitespace) else {
            let what = "give an amount and its currency, such as 500 USD";
            let error = Error::new(ErrorKind::BalanceSyntax, what);
            return Err(error.with_field(field).with_value(text));
        };
        let amount = cost::Balance::parse_amount(amount);
        let currency = Currency::parse(currency.trim());
        Ok(Money {
            amount: amount.map_err(|error| error.with_field(field))?,
            currency: currency.map_err(|error| error.with_field(field))?,
        })
    }

    /// Whether there is anything to hold a campaign against.
    pub fn is_empty(&self) -> bool {
        self.balance.is_none() && self.budget.is_none()
    }
}

/// How far money reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reach {
    /// The money, what the campaign requires, and how many messages it pays.
    pub money: cost::Balance,
    /// The first message that it does not pay; none where it pays all.
    pub stops_at: Option<RowRef>,
}

/// How far balance and budget reach.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FundsReach {
    /// Of the balance, if one was given.
    pub balance: Option<Reach>,
    /// Of the budget, if one was given.
    pub budget: Option<Reach>,
    /// What the vendor does with a list that costs more than the balance; none where its document
    /// does not say.
    pub policy: Option<OverBalance>,
}

impl FundsReach {
    /// The findings, each with the row on which it stands.
    pub fn findings(&self) -> impl Iterator<Item = (FindingCode, Reach, RowRef)> {
        let found = [
            (FindingCode::InsufficientBalance, self.balance),
            (FindingCode::BudgetExceeded, self.budget),
        ];
        found.into_iter().filter_map(|(code, reach)| {
            let reach = reach?;
            Some((code, reach, reach.stops_at?))
        })
    }
}

impl Report {
    /// Adds how far the money reaches. The findings' rows are those that a pass was told of.
    #[must_use]
    pub fn with_funds(mut self, reach: FundsReach) -> Report {
        if reach.balance.is_some() {
            self.findings.retain(|finding| finding.code != FindingCode::BalanceNotGiven);
        }
        for (code, of, _) in reach.findings() {
            let money = Money { amount: of.money.shortfall, currency: of.money.currency };
            for finding in self.findings.iter_mut().filter(|finding| finding.code == code) {
                finding.money = Vec::from([money]);
            }
        }
        self.funds = Some(reach);
        self
    }
}

/// Goes through a campaign in the order of its list.
#[derive(Debug)]
pub struct FundsWalk<'a> {
    auditor: Auditor<'a>,
    balance: Option<Walk>,
    budget: Option<Walk>,
    policy: Option<OverBalance>,
}

#[derive(Debug)]
struct Walk {
    walk: BalanceWalk,
    currency: Currency,
    stops_at: Option<RowRef>,
}

static NO_OPTIONS: AuditOptions = AuditOptions { added_texts: Vec::new() };

impl<'a> FundsWalk<'a> {
    /// Begins at the first message.
    ///
    /// # Errors
    /// `no_rates` without a rate card.
    pub fn new(preflight: &'a Preflight, funds: &Funds) -> Result<FundsWalk<'a>, Error> {
        let Some(book) = preflight.book() else {
            let what = "money is held against prices: give a rate card";
            return Err(Error::new(ErrorKind::NoRates, what).with_field("rates"));
        };
        let walk = |money: Money| Walk {
            walk: BalanceWalk::new(book, money.amount, money.currency),
            currency: money.currency,
            stops_at: None,
        };
        Ok(FundsWalk {
            auditor: Auditor::new(preflight, &NO_OPTIONS)?,
            balance: funds.balance.map(walk),
            budget: funds.budget.map(walk),
            policy: preflight.vendor().charging().partial,
        })
    }

    /// Whether the whole list must be [counted](FundsWalk::count) before the walk.
    pub fn needs_whole(&self) -> bool {
        self.auditor.needs_whole()
    }

    /// Counts a message ahead of the walk.
    ///
    /// # Errors
    /// `overflow`; `invalid_option` for a card index that was not given.
    pub fn count(&mut self, message: &Message<'_>) -> Result<(), Error> {
        self.auditor.expect(message, false).map(|_| ())
    }

    /// Goes back to the first message when all were counted.
    ///
    /// # Errors
    /// `overflow`.
    pub fn rewind(&mut self) -> Result<(), Error> {
        self.auditor = self.auditor.again()?;
        Ok(())
    }

    /// The next message of the list.
    ///
    /// # Errors
    /// `currency_mismatch` for a price in another currency; those of [`count`](FundsWalk::count).
    pub fn message(&mut self, at: RowRef, message: &Message<'_>) -> Result<(), Error> {
        let Some(price) = self.auditor.expect(message, false)?.price else { return Ok(()) };
        for walk in [&mut self.balance, &mut self.budget].into_iter().flatten() {
            if walk.walk.push(message.card, 1, price)? == 0 && walk.stops_at.is_none() {
                walk.stops_at = Some(at);
            }
        }
        Ok(())
    }

    /// How far the money reaches.
    ///
    /// # Errors
    /// `overflow`.
    pub fn finish(self) -> Result<FundsReach, Error> {
        let costs = self.auditor.totals()?;
        let reach = |walk: Walk| {
            let required = costs.totals.get(&walk.currency).map_or(Amount::ZERO, |all| all.total);
            Reach { money: walk.walk.finish(required), stops_at: walk.stops_at }
        };
        Ok(FundsReach {
            balance: self.balance.map(reach),
            budget: self.budget.map(reach),
            policy: self.policy,
        })
    }
}
