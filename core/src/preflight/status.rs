//! Whether a row has a cost, and if not, why.

use core::fmt;

use crate::rate::RateStatus;

/// Whether a row has a cost, and if not, why. The words are those of rating, and three more: counted, suppressed, unreadable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
#[repr(u8)]
pub enum RowStatus {
    /// It has a cost.
    Priced,
    /// It costs nothing, because its rate says so.
    Free,
    /// Counted without a rate card.
    Counted,
    /// Its rate says that it is refused.
    Blocked,
    /// No rate fits.
    Unpriced,
    /// Rates fit, and none is in force.
    RateNotInForce,
    /// Two rates fit equally well.
    AmbiguousRate,
    /// Its network is not known, and the card says to take no guess.
    NetworkUnknown,
    /// It has more segments than may be sent.
    TooLong,
    /// Its recipient is no number that messages can be sent to.
    InvalidNumber,
    /// Its recipient is on the suppression list: it is not sent.
    Suppressed,
    /// Its record cannot be read.
    Unreadable,
}

impl RowStatus {
    /// Every status, in the order in which reports list them.
    pub const ALL: [RowStatus; 12] = [
        RowStatus::Priced,
        RowStatus::Free,
        RowStatus::Counted,
        RowStatus::Blocked,
        RowStatus::Unpriced,
        RowStatus::RateNotInForce,
        RowStatus::AmbiguousRate,
        RowStatus::NetworkUnknown,
        RowStatus::TooLong,
        RowStatus::InvalidNumber,
        RowStatus::Suppressed,
        RowStatus::Unreadable,
    ];

    /// The word used in reports and row files.
    pub const fn as_str(self) -> &'static str {
        match self {
            RowStatus::Priced => "priced",
            RowStatus::Free => "free",
            RowStatus::Counted => "counted",
            RowStatus::Blocked => "blocked",
            RowStatus::Unpriced => "unpriced",
            RowStatus::RateNotInForce => "rate_not_in_force",
            RowStatus::AmbiguousRate => "ambiguous_rate",
            RowStatus::NetworkUnknown => "network_unknown",
            RowStatus::TooLong => "too_long",
            RowStatus::InvalidNumber => "invalid_number",
            RowStatus::Suppressed => "suppressed",
            RowStatus::Unreadable => "unreadable",
        }
    }

    /// Whether the message can be sent, as far as number, length and card say.
    pub const fn is_sendable(self) -> bool {
        !matches!(
            self,
            RowStatus::Blocked
                | RowStatus::TooLong
                | RowStatus::InvalidNumber
                | RowStatus::Suppressed
                | RowStatus::Unreadable
        )
    }

    /// Whether its cost is known.
    pub const fn has_cost(self) -> bool {
        matches!(self, RowStatus::Priced | RowStatus::Free)
    }
}

impl fmt::Display for RowStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl From<RateStatus> for RowStatus {
    fn from(status: RateStatus) -> RowStatus {
        match status {
            RateStatus::Priced => RowStatus::Priced,
            RateStatus::Free => RowStatus::Free,
            RateStatus::Blocked => RowStatus::Blocked,
            RateStatus::Unpriced => RowStatus::Unpriced,
            RateStatus::RateNotInForce => RowStatus::RateNotInForce,
            RateStatus::AmbiguousRate => RowStatus::AmbiguousRate,
            RateStatus::NetworkUnknown => RowStatus::NetworkUnknown,
            RateStatus::TooLong => RowStatus::TooLong,
            RateStatus::InvalidNumber => RowStatus::InvalidNumber,
        }
    }
}
