//! What a campaign would save: characters replaced, or texts counted with another option.
//!
//! While a campaign is judged, a survey notes which characters keep long texts out of seven bits,
//! by the exact set that a text holds. From it [`Preflight::changes`] picks at most
//! [`CHANGE_COUNT_MAX`] changes. A [`Trial`] then goes over the campaign once more and counts what
//! each of them would make of it; [`Preflight::savings`] is the difference between two whole
//! ratings, tiers, rounding and tax included: the estimates of the survey only choose what is tried.

mod change;
mod look;
mod plan;
mod saved;
mod savings;
mod survey;
mod trial;

pub use change::{Change, CharReplacement};
pub use plan::CHANGE_COUNT_MAX;
pub use saved::{SavedSurvey, SavedTrials};
pub use savings::WhatIf;
pub(super) use survey::Survey;
pub use survey::{SET_COUNT_MAX, SET_LEN_MAX};
pub use trial::{Trial, Trials};

#[cfg(doc)]
use super::Preflight;
