//! How far a balance, or a cap on spending, reaches into a campaign.

use alloc::collections::BTreeMap;
use alloc::format;

use super::sums::CurrencyTotal;
use crate::error::{Error, ErrorKind};
use crate::money::{Amount, Currency};
use crate::rate::RateBook;

/// Walks through the messages of a campaign in the order of its list and stops at the first that
/// does not fit. What is spent includes the rounding of campaigns and the tax of the messages so
/// far.
#[derive(Clone, Debug)]
pub struct BalanceWalk {
    book: RateBook,
    balance: Amount,
    currency: Currency,
    /// What the messages so far cost, by card.
    sums: BTreeMap<usize, Amount>,
    affordable: u128,
    spent: Amount,
    stopped: bool,
}

/// What a balance is enough for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Balance {
    /// The balance.
    pub balance: Amount,
    /// What the whole campaign needs, tax included.
    pub required: Amount,
    /// Of what.
    pub currency: Currency,
    /// What is missing; zero when nothing is.
    pub shortfall: Amount,
    /// Messages from the start of the list that it pays.
    pub affordable_messages: u128,
    /// What those cost.
    pub spent_if_partial: Amount,
}

impl Balance {
    /// Whether it pays the whole campaign.
    pub fn is_sufficient(&self) -> bool {
        self.shortfall.is_zero()
    }

    /// Reads the amount of a balance.
    ///
    /// # Errors
    /// `balance_syntax`, `balance_negative`, `balance_precision`, `balance_too_large`.
    pub fn parse_amount(text: &str) -> Result<Amount, Error> {
        Amount::parse_text(text).map_err(|fault| {
            let kind = fault.kind([
                ErrorKind::BalanceSyntax,
                ErrorKind::BalanceNegative,
                ErrorKind::BalancePrecision,
                ErrorKind::BalanceTooLarge,
            ]);
            Error::new(kind, fault.advice()).with_field("balance").with_value(text)
        })
    }
}

impl BalanceWalk {
    /// Begins with this balance.
    pub fn new(book: &RateBook, balance: Amount, currency: Currency) -> BalanceWalk {
        BalanceWalk {
            book: book.clone(),
            balance,
            currency,
            sums: BTreeMap::new(),
            affordable: 0,
            spent: Amount::ZERO,
            stopped: false,
        }
    }

    /// The next `count` messages of a card, each of this cost: how many of them fit. After the
    /// first that does not, none does.
    ///
    /// # Errors
    /// [`ErrorKind::CurrencyMismatch`] for a card of another currency; [`ErrorKind::Overflow`].
    pub fn push(&mut self, card: usize, count: u64, each: Amount) -> Result<u64, Error> {
        let currency = self.book.card(card).map(|card| card.card().currency());
        if currency != Some(self.currency) {
            return Err(Error::new(
                ErrorKind::CurrencyMismatch,
                format!("the balance is in {}, a price is not", self.currency),
            )
            .with_field("balance"));
        }
        if self.stopped {
            return Ok(0);
        }
        let sum = self.sums.get(&card).copied().unwrap_or_default();
        let spent = self.spent_with(card, sum.checked_add(each.checked_mul(count)?)?)?;
        let fits = if spent <= self.balance {
            count
        } else {
            self.stopped = true;
            self.most(card, sum, count, each)?
        };
        let sum = sum.checked_add(each.checked_mul(fits)?)?;
        self.spent = self.spent_with(card, sum)?;
        self.sums.insert(card, sum);
        self.affordable += u128::from(fits);
        Ok(fits)
    }

    /// The most of `count` messages that fit: what is spent never falls with their number.
    fn most(&self, card: usize, sum: Amount, count: u64, each: Amount) -> Result<u64, Error> {
        let (mut fits, mut too_many) = (0, count);
        while too_many - fits > 1 {
            let middle = fits + (too_many - fits) / 2;
            let spent = self.spent_with(card, sum.checked_add(each.checked_mul(middle)?)?)?;
            if spent <= self.balance {
                fits = middle;
            } else {
                too_many = middle;
            }
        }
        Ok(fits)
    }

    /// What is spent in all when the messages of one card come to `sum`.
    fn spent_with(&self, card: usize, sum: Amount) -> Result<Amount, Error> {
        let mut spent = Amount::ZERO;
        let others = self.sums.iter().filter(|(other, _)| **other != card);
        for (card, sum) in others.chain([(&card, &sum)]) {
            if let Some(card) = self.book.card(*card) {
                spent = spent.checked_add(CurrencyTotal::of_card(card, *sum)?.total)?;
            }
        }
        Ok(spent)
    }

    /// Messages so far that fit.
    pub fn affordable_messages(&self) -> u128 {
        self.affordable
    }

    /// What those cost.
    pub fn spent(&self) -> Amount {
        self.spent
    }

    /// Whether a message did not fit.
    pub fn is_stopped(&self) -> bool {
        self.stopped
    }

    /// The balance against what the whole campaign requires.
    pub fn finish(&self, required: Amount) -> Balance {
        let missing = required.nanos() - self.balance.nanos();
        Balance {
            balance: self.balance,
            required,
            currency: self.currency,
            // both are amounts that are not negative: so is the difference where it is positive
            shortfall: Amount::from_nanos(missing.max(0)).unwrap_or_default(),
            affordable_messages: self.affordable,
            spent_if_partial: self.spent,
        }
    }
}
