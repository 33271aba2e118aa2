//! From a vendor's answer to one [`Outcome`]: what happened, whether it is final, who must act,
//! whether it may be tried again, and whether it was charged.
//!
//! - A bare code, or a group and a code: [`Rules::code`].
//! - The body of an answer or a webhook, with what HTTP says beside it: [`Rules::body`]; HTTP
//!   alone: [`Rules::http`].
//! - An SMPP delivery receipt: [`ReceiptRules::decode`].
//! - A code of a standard, SMPP, 3GPP or HTTP, and of nine other vendors: [`Standard`].
//! - Several events of one message, in any order: [`Merge`]; the parts of a long message:
//!   [`merge_parts`].
//!
//! A code that is not listed is [`Outcome::UNLISTED`], whatever HTTP says and however much it
//! resembles a listed one. Codes and receipts are decoded without allocation.
//!
//! Nothing here knows a vendor: [`Rules`] are made from a profile by
//! [`vendor`](crate::vendor).

mod date;
mod decode;
pub(crate) mod file;
mod form;
#[rustfmt::skip]
mod generated;
pub(crate) mod json;
mod merge;
mod outcome;
mod receipt;
mod rows;
mod rules;
#[cfg(feature = "load")]
mod serialize;
mod standard;
mod table;
pub(crate) mod words;

pub use date::{ReceiptDate, TwelveDigitDates};
pub use decode::{Answer, Decoded, Http};
pub use generated::{Actor, Billable, Cause, Certainty, Retry, Scope, State};
pub use merge::{Merge, merge_parts, precedence};
pub use outcome::Outcome;
pub use receipt::{IdCompare, Receipt, ReceiptRules, ReceiptTlvs};
pub use rows::BillableByState;
pub use rules::{Reading, Rules, WhichWait};
pub use standard::{Source, Standard};
pub use table::{CodeType, Row, Table};

// what a profile is compiled into
pub(crate) use receipt::ReceiptOptions;
pub(crate) use rows::TableSource;
pub(crate) use rules::{Borrowed, HttpRules, Parts, Payload, Recover, Shape};
pub(crate) use standard::table as standard_table;
