//! Phone numbers: E.164 (ITU-T), with the verdicts of libphonenumber.
//!
//! [`parse`] reads what people and files write and says what libphonenumber says of it: calling
//! code, region, [`NumberKind`], whether the length is [`Possible`] and whether the number is
//! valid. [`E164`] is the small key that results, at most 15 digits.
//!
//! [`Region`], [`E164`] and [`NumberText`] are always there; what needs libphonenumber's dialling
//! plans is behind feature `metadata`.

mod e164;
mod kind;
mod options;
mod region;
mod text;

#[cfg(feature = "metadata")]
mod automaton;
#[cfg(feature = "metadata")]
mod batch;
#[cfg(feature = "phonenumber")]
mod convert;
#[cfg(feature = "metadata")]
mod digits;
#[cfg(feature = "metadata")]
mod extension;
#[cfg(feature = "format")]
mod format;
#[cfg(feature = "metadata")]
mod messy;
#[cfg(feature = "metadata")]
mod national_prefix;
#[cfg(feature = "metadata")]
mod parse;
#[cfg(feature = "metadata")]
mod parsed;
#[cfg(feature = "metadata")]
mod pattern;
#[cfg(feature = "metadata")]
mod short;
#[cfg(feature = "metadata")]
mod sms;
#[cfg(feature = "metadata")]
mod tables;
#[cfg(feature = "metadata")]
mod verdict;

#[cfg(feature = "metadata")]
pub use batch::{NumberColumn, Offset, judge_batch};
pub use e164::E164;
#[cfg(feature = "load")]
pub(crate) use e164::{digit_count, left_aligned};
#[cfg(feature = "format")]
pub use format::FormattedNumber;
pub use kind::{NumberError, NumberKind, Possible};
pub use options::{NumberForm, ParseOptions};
#[cfg(feature = "metadata")]
pub use parse::{judge_strict, parse, parse_with};
#[cfg(feature = "metadata")]
pub use parsed::ParsedNumber;
pub use region::Region;
#[cfg(feature = "metadata")]
pub use short::{ShortNumber, ShortNumberCost, short_number};
#[cfg(feature = "metadata")]
pub use sms::{BillingRisk, SmsReach, SmsRules, billing_risk, is_portable_region, sms_reason};
#[cfg(feature = "metadata")]
pub use tables::{METADATA_VERSION, calling_code_of_region, possible_lengths};
pub use text::NumberText;
#[cfg(feature = "metadata")]
pub use verdict::Verdict;

/// Most digits that a parsed number can have: a calling code of 3 and a national number of 17
/// (libphonenumber's limit). E.164 itself allows 15.
pub const MAX_DIGITS: usize = 20;
#[cfg(feature = "metadata")]
const MAX_NATIONAL_DIGITS: usize = 17;
