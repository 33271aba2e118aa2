//! What a reader of a cost should know about it.

use alloc::vec::Vec;
use core::fmt;
use core::ops::BitOr;

/// A set of warnings, by word.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Warnings(u8);

impl Warnings {
    /// Amounts in more than one currency, which are not added up.
    pub const MIXED_CURRENCIES: Warnings = Warnings(1);
    /// The network is not known: the price of the dearest was taken.
    pub const NETWORK_UNKNOWN_MAX_USED: Warnings = Warnings(2);
    /// The network is not known: the price of the cheapest was taken.
    pub const NETWORK_UNKNOWN_MIN_USED: Warnings = Warnings(4);
    /// The network is not known: the surcharge of the dearest was taken.
    pub const SURCHARGE_NETWORK_UNKNOWN_MAX_USED: Warnings = Warnings(8);
    /// The network is not known: the surcharge of the cheapest was taken.
    pub const SURCHARGE_NETWORK_UNKNOWN_MIN_USED: Warnings = Warnings(16);
    /// Units of one row have prices of more than one tier.
    pub const TIER_BOUNDARY_CROSSED: Warnings = Warnings(32);

    /// By bit, which is also by word.
    const WORDS: [&'static str; 6] = [
        "mixed_currencies",
        "network_unknown_max_used",
        "network_unknown_min_used",
        "surcharge_network_unknown_max_used",
        "surcharge_network_unknown_min_used",
        "tier_boundary_crossed",
    ];

    /// No warning.
    pub const fn none() -> Warnings {
        Warnings(0)
    }

    /// Whether there is none.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether all of `other` are among them.
    pub const fn contains(self, other: Warnings) -> bool {
        self.0 & other.0 == other.0
    }

    /// The words, sorted.
    pub fn words(self) -> impl Iterator<Item = &'static str> {
        Warnings::WORDS
            .into_iter()
            .enumerate()
            .filter(move |(i, _)| self.0 >> i & 1 == 1)
            .map(|w| w.1)
    }
}

impl BitOr for Warnings {
    type Output = Warnings;

    fn bitor(self, other: Warnings) -> Warnings {
        Warnings(self.0 | other.0)
    }
}

impl fmt::Debug for Warnings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.words().collect::<Vec<_>>()).finish()
    }
}
