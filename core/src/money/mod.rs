//! Exact money: whole numbers of 1e-9 of a currency, checked. Never a float, never a silent
//! rounding, and an overflow is an error.

mod currency;
mod parse;
mod round;

use alloc::format;
use core::fmt;

use crate::error::{Error, ErrorKind};

pub use currency::Currency;
#[cfg(feature = "load")]
pub(crate) use parse::AmountFault;
pub use round::RoundingMode;

/// Decimal places of an [`Amount`].
pub const SCALE: u8 = 9;
const NANOS_PER_UNIT: i128 = 1_000_000_000;

/// An amount of one currency as a whole number of 1e-9 of it.
///
/// The range is that of 64-bit units plus nanos: at most 9223372036854775807.999999999 to either
/// side of zero. Every operation that could leave it answers [`ErrorKind::Overflow`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Amount(i128);

impl Amount {
    /// Nothing.
    pub const ZERO: Amount = Amount(0);
    /// 9223372036854775807.999999999.
    pub const MAX: Amount = Amount(i64::MAX as i128 * NANOS_PER_UNIT + (NANOS_PER_UNIT - 1));
    /// The negative of [`MAX`](Amount::MAX).
    pub const MIN: Amount = Amount(-Amount::MAX.0);

    /// From 1e-9 of the currency; none when out of range.
    pub const fn from_nanos(nanos: i128) -> Option<Amount> {
        if nanos < Amount::MIN.0 || nanos > Amount::MAX.0 { None } else { Some(Amount(nanos)) }
    }

    /// In 1e-9 of the currency.
    pub const fn nanos(self) -> i128 {
        self.0
    }

    /// From the two fields of `google.type.Money`: whole units and 1e-9, of one sign and with
    /// less than one unit of nanos; none otherwise.
    pub const fn from_units_nanos(units: i64, nanos: i32) -> Option<Amount> {
        if nanos.unsigned_abs() as i128 >= NANOS_PER_UNIT || (units > 0 && nanos < 0) {
            return None;
        }
        if units < 0 && nanos > 0 {
            return None;
        }
        Amount::from_nanos(units as i128 * NANOS_PER_UNIT + nanos as i128)
    }

    /// Whole units and 1e-9, both with the sign of the amount, as `google.type.Money` has them.
    pub const fn to_units_nanos(self) -> (i64, i32) {
        // in range: the quotient of MAX is i64::MAX
        ((self.0 / NANOS_PER_UNIT) as i64, (self.0 % NANOS_PER_UNIT) as i32)
    }

    /// The sum.
    ///
    /// # Errors
    /// [`ErrorKind::Overflow`].
    pub fn checked_add(self, other: Amount) -> Result<Amount, Error> {
        Amount::from_nanos(self.0 + other.0).ok_or_else(overflow)
    }

    /// The difference.
    ///
    /// # Errors
    /// [`ErrorKind::Overflow`].
    pub fn checked_sub(self, other: Amount) -> Result<Amount, Error> {
        Amount::from_nanos(self.0 - other.0).ok_or_else(overflow)
    }

    /// `count` times the amount.
    ///
    /// # Errors
    /// [`ErrorKind::Overflow`].
    pub fn checked_mul(self, count: impl Into<u128>) -> Result<Amount, Error> {
        let count = i128::try_from(count.into()).map_err(|_| overflow())?;
        self.0.checked_mul(count).and_then(Amount::from_nanos).ok_or_else(overflow)
    }

    /// Whether it is zero.
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }
}

/// The error of every operation that leaves the range.
pub(crate) fn overflow() -> Error {
    Error::new(
        ErrorKind::Overflow,
        format!("the result is over the largest amount, {}: split the campaign", Amount::MAX),
    )
}

impl fmt::Display for Amount {
    /// The shortest decimal text: `0.05`, `-1`, `12.3`. [`Amount::parse`] reads it back unless it
    /// is negative.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let whole = self.0.unsigned_abs() / NANOS_PER_UNIT as u128;
        let mut rest = self.0.unsigned_abs() % NANOS_PER_UNIT as u128;
        if rest == 0 {
            return f.pad(&format!("{sign}{whole}"));
        }
        let mut places = SCALE as usize;
        while rest.is_multiple_of(10) {
            rest /= 10;
            places -= 1;
        }
        f.pad(&format!("{sign}{whole}.{rest:0places$}"))
    }
}

impl fmt::Debug for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Amount({self})")
    }
}

/// An amount and its currency.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Money {
    /// How much.
    pub amount: Amount,
    /// Of what.
    pub currency: Currency,
}

impl Money {
    /// The sum of two amounts of one currency.
    ///
    /// # Errors
    /// [`ErrorKind::CurrencyMismatch`] for two currencies, which are never added up;
    /// [`ErrorKind::Overflow`].
    pub fn checked_add(self, other: Money) -> Result<Money, Error> {
        if self.currency != other.currency {
            return Err(Error::new(
                ErrorKind::CurrencyMismatch,
                format!("{} and {} are never added up", self.currency, other.currency),
            ));
        }
        Ok(Money { amount: self.amount.checked_add(other.amount)?, currency: self.currency })
    }
}

impl fmt::Display for Money {
    /// `0.05 USD`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{} {}", self.amount, self.currency))
    }
}
