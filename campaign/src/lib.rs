//! The file work around septet: campaign files in, verdicts and reports out.

#![forbid(unsafe_code)]

pub mod audit;
pub mod checks;
pub mod compare;
pub mod driver;
pub mod funds;
pub mod input;
pub mod inputs;
pub mod job;
pub mod output;
mod parallel;
pub mod part;
pub mod report;
pub mod rows;
pub mod spill;
pub mod template;
pub mod whatif;
