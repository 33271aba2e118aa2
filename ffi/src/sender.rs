//! Senders as the air interface has them, and what is published of them by destination.

use core::ffi::c_char;

use septet::sender::{Date, MAX_ADDRESS_OCTETS, SenderAdvice, SenderId, advice_to};

use crate::error::{septet_error, septet_result, septet_str};
use crate::guard::guard;
use crate::number::copy;
use crate::pointer::{self, Out};

/// Most octets of an originating address.
pub const SEPTET_ADDRESS_LEN_MAX: usize = 12;

const _: () = assert!(SEPTET_ADDRESS_LEN_MAX == MAX_ADDRESS_OCTETS);

/// A sender as the air interface has it (3GPP TS 23.040, 9.1.2.5).
#[derive(Clone, Copy)]
#[repr(C)]
pub struct septet_sender {
    /// "alphanumeric", "number" or "short_code".
    pub kind: septet_str,
    /// The word (UTF-8), + and the digits of the number, or the short code; NUL-terminated.
    pub text: [c_char; 24],
    /// TP-OA: length in semi-octets, type of address, value.
    pub address: [u8; SEPTET_ADDRESS_LEN_MAX],
    /// How many octets of `address` are set.
    pub address_len: u8,
}

impl septet_sender {
    fn of(id: &SenderId) -> septet_sender {
        let mut address = [0; MAX_ADDRESS_OCTETS];
        let address_len = id.address(&mut address).len() as u8;
        let mut text = [0; 24];
        copy(&mut text, &id.to_string());
        septet_sender { kind: septet_str::of(id.kind()), text, address, address_len }
    }
}

/// Reads a sender: + and 3 to 15 digits, or 9 to 15 digits, are a number; 3 to 8 digits a short code;
/// anything else is a word of at most 11 septets. What a vendor takes is septet_sender_check_by.
///
/// Errors: sender_empty, sender_not_gsm7, sender_too_long, sender_number_invalid.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn septet_sender_parse(
    text: *const c_char,
    text_len: usize,
    sender: *mut septet_sender,
    error: *mut septet_error,
) -> septet_result {
    guard(error, || {
        // SAFETY: the caller keeps the header's contract.
        let out = unsafe { Out::new("sender", sender) }?;
        let text = unsafe { pointer::text("text", text, text_len) }?;
        out.write(septet_sender::of(&SenderId::parse(text)?));
        Ok(())
    })
}

/// Reads an originating address (TP-OA): its first octet says how many of `octets` belong to it. Digits
/// of another type than international are a short code.
///
/// Errors: sender_number_invalid (cut off, too long, or not digits), sender_not_gsm7, sender_empty.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn septet_sender_from_address(
    octets: *const u8,
    octet_len: usize,
    sender: *mut septet_sender,
    error: *mut septet_error,
) -> septet_result {
    guard(error, || {
        // SAFETY: the caller keeps the header's contract.
        let out = unsafe { Out::new("sender", sender) }?;
        let octets = unsafe { pointer::octets("octets", octets, octet_len) }?;
        out.write(septet_sender::of(&SenderId::from_address(octets)?));
        Ok(())
    })
}

/// What one vendor publishes of senders in a destination: reason to warn, never to refuse.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct septet_advice {
    /// The first digits of the numbers it is about, as a number; 0 where nothing is published, and
    /// then no other field means anything.
    pub prefix: u32,
    /// Their countries, separated by |.
    pub countries: septet_str,
    /// Words as senders: "yes", "no", "limited", "registration" or "unknown".
    pub alphanumeric: septet_str,
    /// Numbers as senders, in the same words.
    pub numeric: septet_str,
    /// Short codes as senders, in the same words.
    pub short_code: septet_str,
    /// Delivery reports: "yes", "no", "carrier_only" or "unknown".
    pub delivery_reports: septet_str,
    /// More, separated by "; "; may be empty.
    pub note: septet_str,
    /// Who publishes it, and under what licence.
    pub source: septet_str,
    /// When it was read, such as "2026-08-20", NUL-terminated.
    pub as_of: [c_char; 12],
    /// Whether that is more than a year before `now`.
    pub is_stale: bool,
}

impl septet_advice {
    const NONE: septet_advice = septet_advice {
        prefix: 0,
        countries: septet_str::NONE,
        alphanumeric: septet_str::NONE,
        numeric: septet_str::NONE,
        short_code: septet_str::NONE,
        delivery_reports: septet_str::NONE,
        note: septet_str::NONE,
        source: septet_str::NONE,
        as_of: [0; 12],
        is_stale: false,
    };

    fn of(advice: &SenderAdvice, today: Date) -> septet_advice {
        let mut as_of = [0; 12];
        copy(&mut as_of, &advice.as_of.to_string());
        septet_advice {
            prefix: advice.prefix,
            countries: septet_str::of(advice.countries),
            alphanumeric: septet_str::of(advice.alphanumeric.as_str()),
            numeric: septet_str::of(advice.numeric.as_str()),
            short_code: septet_str::of(advice.short_code.as_str()),
            delivery_reports: septet_str::of(advice.delivery_reports.as_str()),
            note: septet_str::of(advice.note),
            source: septet_str::of(advice.source),
            as_of,
            is_stale: advice.is_stale(today),
        }
    }
}

/// What is published of senders in a destination: a number as + and digits, or a country by its two
/// letters. `now` is the time in seconds since 1970-01-01T00:00:00Z, such as (int64_t)time(NULL): the
/// library reads no clock. The texts are static.
///
/// Errors: invalid_option for a destination that is neither.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn septet_sender_advice(
    destination: *const c_char,
    destination_len: usize,
    now: i64,
    advice: *mut septet_advice,
    error: *mut septet_error,
) -> septet_result {
    guard(error, || {
        // SAFETY: the caller keeps the header's contract.
        let out = unsafe { Out::new("advice", advice) }?;
        let destination = unsafe { pointer::text("destination", destination, destination_len) }?;
        let today = Date::from_seconds(now);
        let found = advice_to(destination)?;
        out.write(found.map_or(septet_advice::NONE, |advice| septet_advice::of(&advice, today)));
        Ok(())
    })
}
