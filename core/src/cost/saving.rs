//! What a change saves.

use core::fmt;

use alloc::format;

use crate::error::Error;
use crate::money::Amount;

/// Two costs of one campaign and their difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Saving {
    /// The cost now.
    pub before: Amount,
    /// The cost with the change.
    pub after: Amount,
    /// What it saves; negative when it costs more.
    pub saved: Amount,
}

/// Hundredths of a percent, shown as a percent with two decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Percent(i128);

impl Saving {
    /// Of two costs in one currency.
    ///
    /// # Errors
    /// [`Overflow`](crate::error::ErrorKind::Overflow).
    pub fn new(before: Amount, after: Amount) -> Result<Saving, Error> {
        Ok(Saving { before, after, saved: before.checked_sub(after)? })
    }

    /// The saving as a part of the cost before, to two decimals, half up; none when nothing was
    /// paid before.
    pub fn percent(&self) -> Option<Percent> {
        if self.before.is_zero() {
            return None;
        }
        let (saved, before) =
            (self.saved.nanos().unsigned_abs(), self.before.nanos().unsigned_abs());
        let hundredths = saved * 10_000; // below 1e32
        let (quotient, rest) = (hundredths / before, hundredths % before);
        let rounded = (quotient + u128::from(rest * 2 >= before)) as i128;
        Some(Percent(if self.saved < Amount::ZERO { -rounded } else { rounded }))
    }
}

impl Percent {
    /// In hundredths of a percent.
    pub const fn hundredths(self) -> i128 {
        self.0
    }
}

impl fmt::Display for Percent {
    /// `28.57`, `-100.00`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let size = self.0.unsigned_abs();
        f.pad(&format!("{sign}{}.{:02}", size / 100, size % 100))
    }
}
