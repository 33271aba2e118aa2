//! Says what a text message will become before it is sent: its encoding and segments (3GPP
//! TS 23.038 and TS 23.040), whether number and sender are valid (E.164), what it costs, and what
//! a vendor's answer means. It sends nothing, opens no file or socket, and reads no clock.
//!
//! Begin with [`inspect`] for one text, [`number::parse`] for one number, [`vendor::Vendor`] for an
//! answer, and [`preflight`] for all together; the [`guide`] goes through them by tasks, for Python
//! and C, too.

#![cfg_attr(not(feature = "std"), no_std)]
#![deny(missing_docs)]

extern crate alloc;

pub mod alphabet;
pub mod batch;
#[cfg(any(feature = "load", feature = "advice"))]
mod calendar;
pub mod charging;
#[cfg(feature = "load")]
pub mod cost;
pub mod encoding;
pub mod error;
#[cfg(any(doc, doctest))]
pub mod guide;
#[doc(hidden)]
pub mod kernel;
pub mod money;
pub mod number;
#[cfg(feature = "preflight")]
pub mod preflight;
#[cfg(feature = "load")]
pub mod rate;
pub mod reassembly;
pub mod segment;
pub mod sender;
pub mod status;
pub mod substitution;
pub mod user_data;
pub mod vendor;
pub mod version;

pub use alphabet::{LanguagePair, Languages, NationalLanguage};
pub use encoding::{Encoding, EncodingReason};
pub use error::{Error, ErrorKind};
#[cfg(feature = "metadata")]
pub use number::ParsedNumber;
pub use number::{E164, Region};
pub use segment::{Inspection, Segments, TextOptions, count, inspect, offending, split};
pub use sender::SenderId;
pub use substitution::Substitution;

/// The README's Rust example is a test.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct Readme;
