//! What messages cost: units, destination, rate card and time in, exact amounts out.
//!
//! A [`Rater`] takes the messages of a campaign one by one, in the order of the list; its
//! [`Totals`] are counts, so that parts of a campaign can be counted on many machines and merged;
//! money is computed from the counts at the end. The order of the steps is that of
//! `septet-ratecard/1`: base, minimum, fixed surcharges, percent surcharges, rounding, tax.

mod balance;
mod campaign;
mod difference;
mod explain;
mod hypothesis;
mod price;
mod rater;
pub(crate) mod recent;
mod record;
mod saved;
mod saving;
mod sums;
mod tiers;
mod totals;
mod units_before;
mod warnings;

pub use balance::{Balance, BalanceWalk};
pub use campaign::{CampaignCosts, CampaignMessage, MessageCost, campaign, explain_campaign};
pub use difference::{Difference, SavedDifference};
pub use explain::{ExplainedRow, ExplainedTier, Explanation, RowVerdict};
pub use hypothesis::RatedAs;
pub use rater::{Cost, Rated, Rater, Run};
pub use record::{campaign_record, campaign_record_under, campaign_text_under};
pub use saved::SavedTotals;
pub use saving::{Percent, Saving};
pub use sums::{Costs, CurrencyTotal, Line};
pub use totals::Totals;
pub use units_before::UnitsBefore;
pub use warnings::Warnings;
