//! Phone numbers: E.164 (ITU-T), with the verdicts of libphonenumber.
//!
//! [`parse`] reads what people and files write and says what libphonenumber says of it: calling
//! code, region, [`NumberKind`], whether the length is [`Possible`] and whether the number is
//! valid. [`E164`] is the small key that results, at most 15 digits.

mod calling_codes;
mod e164;
mod kind;
mod options;
mod parse;
mod parsed;
mod region;
mod text;

pub use e164::E164;
pub use kind::{NumberError, NumberKind, Possible};
pub use options::{NumberForm, ParseOptions};
pub use parse::{parse, parse_with};
pub use parsed::ParsedNumber;
pub use region::Region;
pub use text::NumberText;

/// Most digits that a parsed number can have: a calling code of 3 and a national number of 17
/// (libphonenumber's limit). E.164 itself allows 15.
pub const MAX_DIGITS: usize = 20;
