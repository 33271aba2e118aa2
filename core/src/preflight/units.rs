//! Where a part of a campaign stands among the tiers of its cards.

use serde::{Deserialize, Serialize};

use super::Preflight;
use super::totals::Totals;
use crate::Error;
use crate::cost::UnitsBefore;

/// Units on the tier counters: expected, and least and most where they are open.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Units {
    /// What to expect.
    pub expected: UnitsBefore,
    /// The least.
    pub least: UnitsBefore,
    /// The most.
    pub most: UnitsBefore,
}

impl Units {
    fn exactly(units: &UnitsBefore) -> Units {
        Units { expected: units.clone(), least: units.clone(), most: units.clone() }
    }

    /// Whether nothing is open.
    pub fn is_exact(&self) -> bool {
        self.expected == self.least && self.expected == self.most
    }

    fn add(&mut self, other: &Units) -> Result<(), Error> {
        self.expected.add(&other.expected)?;
        self.least.add(&other.least)?;
        self.most.add(&other.most)
    }
}

/// Where a part stands: graduated tiers must know what was used before it, volume tiers what the
/// whole campaign uses. A counting pass over every part tells both.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PartUnits {
    /// On the counters where the part begins.
    pub before: Units,
    /// On the counters at the end of the campaign, where that is known: rows of volume cards then
    /// have costs.
    pub end: Option<Units>,
}

impl PartUnits {
    /// Of a whole campaign, or of its first part.
    pub fn first(preflight: &Preflight) -> PartUnits {
        PartUnits { before: Units::exactly(&preflight.options().units_before), end: None }
    }

    /// Of the part at `index`, when `counts` are the units of every part in the order of the
    /// campaign.
    ///
    /// # Errors
    /// `overflow`.
    pub fn among(
        preflight: &Preflight,
        counts: &[Units],
        index: usize,
    ) -> Result<PartUnits, Error> {
        let mut end = PartUnits::first(preflight).before;
        let mut before = end.clone();
        for (number, units) in counts.iter().enumerate() {
            if number == index {
                before = end.clone();
            }
            end.add(units)?;
        }
        Ok(PartUnits { before, end: Some(end) })
    }
}

impl Preflight {
    /// The units that were counted in a pass.
    pub fn units_of(&self, totals: &Totals) -> Units {
        let (Some(book), Some(costs)) = (self.book(), &totals.costs) else {
            return Units::default();
        };
        let expected = costs.expected.units_used(book);
        match &costs.spread {
            None => Units::exactly(&expected),
            Some(spread) => {
                let (least, most) = (spread.0.units_used(book), spread.1.units_used(book));
                Units { expected, least, most }
            }
        }
    }
}
