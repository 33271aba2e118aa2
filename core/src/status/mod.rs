//! From a vendor's answer to one [`Outcome`].

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
