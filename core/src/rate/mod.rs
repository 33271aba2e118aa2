//! Rate cards: what a vendor asks for a message to a destination.
//!
//! A [`RateCard`] is loaded and checked as a whole; a [`RateBook`] is one or more cards at one
//! point in time, made for look-ups. Cards have the format `septet-ratecard/1`, written as JSON,
//! TOML or CSV.

mod book;
mod card;
mod era;
mod index;
mod load;
mod matcher;
mod network;
mod prefix;
mod time;
mod words;
mod write;

pub use crate::calendar::Date;
pub use book::{BookCard, RateBook, RateKey, SurchargeChoice, Tier};
pub use card::{Rate, RateCard, Rounding, Surcharge, Tax, Validity};
pub(crate) use matcher::country;
pub use matcher::{Destination, Matchers, Prefix};
pub use network::{Mcc, Mnc};
pub use prefix::PrefixTable;
pub use time::Timestamp;
pub use words::{
    Action, ChargeUnit, Direction, RateStatus, RoundAt, SenderType, SurchargePer, TierMode,
    TierScope, Traffic, UnknownNetwork,
};

/// The JSON Schema of a card written as JSON or TOML. What a schema cannot say, such as two rows of
/// one key or a gap between tiers, the loader checks.
pub const fn json_schema() -> &'static str {
    include_str!("../../data/schemas/ratecard.schema.json")
}
