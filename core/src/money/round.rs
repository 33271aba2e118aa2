//! Rounding, and fractions of amounts, exact whatever the size.

use super::{Amount, NANOS_PER_UNIT, SCALE, overflow};
use crate::error::Error;

/// What becomes of a remainder. Negative amounts are rounded like positive ones of the same size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RoundingMode {
    /// To the nearest; a tie goes away from zero.
    HalfUp,
    /// To the nearest; a tie goes to the even neighbour.
    HalfEven,
    /// Away from zero.
    Up,
    /// Towards zero.
    Down,
}

impl RoundingMode {
    /// Every mode.
    pub const ALL: [RoundingMode; 4] =
        [RoundingMode::HalfUp, RoundingMode::HalfEven, RoundingMode::Up, RoundingMode::Down];

    /// The word in a rate card.
    pub const fn as_str(self) -> &'static str {
        match self {
            RoundingMode::HalfUp => "half_up",
            RoundingMode::HalfEven => "half_even",
            RoundingMode::Up => "up",
            RoundingMode::Down => "down",
        }
    }

    /// The mode of this word.
    pub fn from_word(word: &str) -> Option<RoundingMode> {
        RoundingMode::ALL.into_iter().find(|mode| mode.as_str() == word)
    }

    /// `quotient` plus what the remainder `rest` of a division by `divisor` adds.
    const fn settle(self, quotient: u128, rest: u128, divisor: u128) -> u128 {
        // divisor <= 1e18: twice the rest fits
        let up = match self {
            RoundingMode::Down => false,
            RoundingMode::Up => rest != 0,
            RoundingMode::HalfUp => rest * 2 >= divisor,
            RoundingMode::HalfEven => {
                rest * 2 > divisor || (rest * 2 == divisor && quotient % 2 == 1)
            }
        };
        quotient + up as u128
    }
}

/// 10^n for n up to 18.
const fn power_of_ten(n: u8) -> u128 {
    10u128.pow(n as u32)
}

impl Amount {
    /// Rounds to `scale` decimals, 0 to 9 (more than 9 changes nothing).
    ///
    /// # Errors
    /// [`Overflow`](crate::error::ErrorKind::Overflow): only next to the largest amount.
    pub fn round(self, scale: u8, mode: RoundingMode) -> Result<Amount, Error> {
        let step = power_of_ten(SCALE - scale.min(SCALE));
        let size = self.0.unsigned_abs();
        let rounded = mode.settle(size / step, size % step, step) * step;
        self.with_size(rounded)
    }

    /// `rate` times the amount (0.02 = 2 %), rounded once to `scale` decimals, 0 to 9.
    ///
    /// # Errors
    /// [`Overflow`](crate::error::ErrorKind::Overflow).
    pub fn fraction(self, rate: Amount, scale: u8, mode: RoundingMode) -> Result<Amount, Error> {
        // amount x rate / 1e9 needs 256 bits in the middle. Split the amount at the point instead:
        // the units times the rate are whole nanos, the rest times the rate is below 1e37.
        const UNIT: u128 = NANOS_PER_UNIT as u128;
        let (size, rate_size) = (self.0.unsigned_abs(), rate.0.unsigned_abs());
        let of_units = (size / UNIT).checked_mul(rate_size).ok_or_else(overflow)?;
        let of_rest = (size % UNIT) * rate_size;
        let nanos = of_units.checked_add(of_rest / UNIT).ok_or_else(overflow)?;
        let step = power_of_ten(SCALE - scale.min(SCALE));
        let quotient = nanos / step;
        let rest = (nanos % step) * UNIT + of_rest % UNIT;
        let rounded =
            mode.settle(quotient, rest, step * UNIT).checked_mul(step).ok_or_else(overflow)?;
        if rate.0 < 0 { Amount(-self.0).with_size(rounded) } else { self.with_size(rounded) }
    }

    /// An amount of this size with the sign of `self`.
    fn with_size(self, size: u128) -> Result<Amount, Error> {
        let size = i128::try_from(size).map_err(|_| overflow())?;
        Amount::from_nanos(if self.0 < 0 { -size } else { size }).ok_or_else(overflow)
    }
}
