//! From a vendor's answer to one [`Outcome`].

pub(crate) mod file;
#[rustfmt::skip]
mod generated;
pub(crate) mod json;
mod outcome;
mod rows;
mod standard;
mod table;
pub(crate) mod words;

pub use generated::{Actor, Billable, Cause, Certainty, Retry, Scope, State};
pub use outcome::Outcome;
pub use rows::BillableByState;
pub use standard::{Source, Standard};
pub use table::{CodeType, Row, Table};
