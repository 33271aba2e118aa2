//! Who a message is from: [`SenderId`] as the air interface carries it (3GPP TS 23.040, 9.1.2.5),
//! and [`check`], which judges a sender by a vendor's [`SenderRules`].

mod address;
#[cfg(feature = "advice")]
mod advice;
mod check;
mod gsm7;
mod id;
#[cfg(feature = "load")]
mod load;
mod rules;

pub use address::MAX_ADDRESS_OCTETS;
#[cfg(feature = "advice")]
pub use advice::{Date, DeliveryReports, SenderAdvice, SenderSupport, advice};
#[cfg(feature = "preflight")]
pub(crate) use advice::{advice_of_prefix, advice_row};
#[cfg(all(feature = "advice", feature = "metadata"))]
pub use advice::{advice_on_region, advice_to};
pub use check::{SenderCheck, SenderVerdict, Traffic, check};
pub use id::{SenderId, SenderText};
pub use rules::{
    AlnumRules, CharsAre, Charset, CodeRules, PhoneRules, PlusRule, Registration, ReservedSender,
    SenderRules, ShortCodeRules, Suffix, SuffixWhen,
};

/// Most septets of an alphanumeric sender: its address has 10 octets for the value (3GPP
/// TS 23.040, 9.1.2.5).
pub const MAX_SEPTETS: usize = 11;
