//! Phone numbers and senders.

use core::ffi::c_char;

use septet::number::{self, E164, NumberForm, ParseOptions, Region};

use crate::error::{septet_error, septet_result, septet_str};
use crate::guard::guard;
use crate::output::{Buffer, Rows};
use crate::pointer::{self, Out};

/// A leading 00 is an international prefix even without a region.
pub const SEPTET_NUMBER_IDD00: u32 = 1;
/// Digits without plus or prefix begin with a calling code.
pub const SEPTET_NUMBER_ASSUME_INTERNATIONAL: u32 = 2;
/// Letters in place of digits are refused; else they are read as on a keypad.
pub const SEPTET_NUMBER_NO_LETTERS: u32 = 4;

/// A number with libphonenumber's verdict.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct septet_number {
    /// The digits of the full number as an integer, the same key everywhere in septet; 0 when it
    /// has more than 15 digits.
    pub e164_key: u64,
    /// The digits of the full number, NUL-terminated: 3 to 20.
    pub digits: [c_char; 24],
    /// The country calling code, such as 44.
    pub calling_code: u16,
    /// How many of `digits` are the calling code's.
    pub calling_code_len: u8,
    /// Whether the length is possible, at least for local calls.
    pub is_possible: bool,
    /// Whether the number is in a range that its region has allocated.
    pub is_valid: bool,
    /// Whether a national prefix was dropped from what was written.
    pub changed: bool,
    /// Whether an extension was written: it cannot receive a text message.
    pub has_extension: bool,
    /// Where it belongs, such as "GB" ("001": no country), NUL-terminated; empty when unknown.
    pub region: [c_char; 4],
    /// What it is for: libphonenumber's word, such as "MOBILE".
    pub kind: septet_str,
    /// Whether numbers of this length exist: libphonenumber's word, such as "TOO_SHORT".
    pub possible: septet_str,
    /// Whether it can receive a text message, by its kind: "likely", "unlikely" or "no".
    pub sms: septet_str,
    /// Why that is said, as a sentence.
    pub sms_reason: septet_str,
    /// What may make a message to it dear: "premium", "shared_cost" or "satellite"; NULL: nothing.
    pub billing_risk: septet_str,
    /// Whether subscribers keep their number when they change the operator, so that it does not tell
    /// that: 1 yes, 0 no, -1 without a region.
    pub portable: i8,
}

/// Reads a number as libphonenumber does. `region` ("GB"; NULL and 0 for none) is where a number
/// without a calling code belongs; `flags` is a sum of SEPTET_NUMBER_..., 0 for none.
///
/// Errors: not_a_number and its kin when it is no number at all; invalid_option for a region or
/// flags that do not exist.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn septet_number_parse(
    text: *const c_char,
    text_len: usize,
    region: *const c_char,
    region_len: usize,
    flags: u32,
    number: *mut septet_number,
    error: *mut septet_error,
) -> septet_result {
    guard(error, || {
        // SAFETY: the caller keeps the header's contract.
        let out = unsafe { Out::new("number", number) }?;
        let text = unsafe { pointer::text("text", text, text_len) }?;
        let options = unsafe { options(region, region_len, flags) }?;
        out.write(septet_number::of(&number::parse_with(text, &options)?));
        Ok(())
    })
}

/// Reads many numbers. Number `i` is `octets[offsets[i]]` to `octets[offsets[i + 1]]`, as for
/// septet_inspect_batch; `region` and `flags` as for septet_number_parse.
///
/// One that fails does not stop the others: `results[i]` is its result, and `numbers[i]` is all 0
/// when that is not SEPTET_OK. Both arrays have room for `count`.
/// Errors of the call: null_pointer, and invalid_option for offsets that fall or pass the end:
/// nothing is written then.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn septet_number_parse_batch(
    octets: *const c_char,
    octets_len: usize,
    offsets: *const u64,
    count: usize,
    region: *const c_char,
    region_len: usize,
    flags: u32,
    numbers: *mut septet_number,
    results: *mut septet_result,
    error: *mut septet_error,
) -> septet_result {
    guard(error, || {
        // SAFETY: the caller keeps the header's contract.
        let options = unsafe { options(region, region_len, flags) }?;
        let rows = unsafe { Rows::new(octets, octets_len, offsets, count) }?;
        let read = |text: &str| {
            let parsed = number::parse_with(text, &options).map_err(septet::Error::from)?;
            Ok(septet_number::of(&parsed))
        };
        unsafe { rows.each(septet_number::NONE, read, "numbers", numbers, results) }
    })
}

/// A number as it is dialled from abroad, such as "+256 701 521269 ext. 12".
pub const SEPTET_NUMBER_INTERNATIONAL: u32 = 0;
/// A number as it is dialled within its country, such as "0701 521269 ext. 12".
pub const SEPTET_NUMBER_NATIONAL: u32 = 1;

/// Reads a number, as septet_number_parse, and writes it for people: `form` is
/// SEPTET_NUMBER_INTERNATIONAL or SEPTET_NUMBER_NATIONAL. For programs there is septet_e164_format.
///
/// Errors: those of septet_number_parse; buffer_too_small; invalid_option for another form.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn septet_number_format(
    text: *const c_char,
    text_len: usize,
    region: *const c_char,
    region_len: usize,
    flags: u32,
    form: u32,
    buffer: *mut c_char,
    capacity: usize,
    length: *mut usize,
    error: *mut septet_error,
) -> septet_result {
    guard(error, || {
        // SAFETY: the caller keeps the header's contract.
        let buffer = unsafe { Buffer::new(buffer.cast::<u8>(), capacity, length) }?;
        let text = unsafe { pointer::text("text", text, text_len) }?;
        let options = unsafe { options(region, region_len, flags) }?;
        let parsed = number::parse_with(text, &options)?;
        let written = match form {
            SEPTET_NUMBER_INTERNATIONAL => parsed.international().to_string(),
            SEPTET_NUMBER_NATIONAL => parsed.national().to_string(),
            other => {
                let known = "use SEPTET_NUMBER_INTERNATIONAL or SEPTET_NUMBER_NATIONAL";
                return Err(invalid("form", other, known));
            }
        };
        buffer.write(written.as_bytes())
    })
}

/// A short number, such as 112, in a region.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct septet_short_number {
    /// Whether there is a list of short numbers for the region; else no other field means anything.
    pub is_known: bool,
    /// Whether it is allocated.
    pub is_valid: bool,
    /// Whether it calls an emergency service: never a destination.
    pub is_emergency: bool,
    /// Whether it depends on the caller's operator.
    pub is_carrier_specific: bool,
    /// Whether it is a service by text message.
    pub is_sms_service: bool,
    /// What it costs whoever uses it: libphonenumber's word, such as "TOLL_FREE" or "UNKNOWN_COST".
    pub cost: septet_str,
}

/// What libphonenumber says of a short number, ASCII digits, in a region such as "GB".
///
/// Errors: not_a_number for anything but digits; invalid_option for a region that cannot be.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn septet_short_number_look(
    digits: *const c_char,
    digits_len: usize,
    region: *const c_char,
    region_len: usize,
    number: *mut septet_short_number,
    error: *mut septet_error,
) -> septet_result {
    guard(error, || {
        // SAFETY: the caller keeps the header's contract.
        let out = unsafe { Out::new("number", number) }?;
        let digits = unsafe { pointer::text("digits", digits, digits_len) }?;
        let region = self::region(unsafe { pointer::text("region", region, region_len) }?)?;
        if digits.is_empty() || !digits.bytes().all(|octet| octet.is_ascii_digit()) {
            return Err(number::NumberError::NotANumber.into());
        }
        let found = number::short_number(digits, region);
        out.write(septet_short_number {
            is_known: found.is_some(),
            is_valid: found.is_some_and(|found| found.is_valid),
            is_emergency: found.is_some_and(|found| found.is_emergency),
            is_carrier_specific: found.is_some_and(|found| found.is_carrier_specific),
            is_sms_service: found.is_some_and(|found| found.is_sms_service),
            cost: found.map_or(septet_str::NONE, |found| septet_str::of(found.cost.as_str())),
        });
        Ok(())
    })
}

/// How numbers are read, from the parameters of a call.
///
/// # Safety
/// As for [`pointer::text`].
pub(crate) unsafe fn options(
    region: *const c_char,
    region_len: usize,
    flags: u32,
) -> Result<ParseOptions, septet::Error> {
    // SAFETY: as the caller of this function promises.
    let code = unsafe { pointer::text("region", region, region_len) }?;
    let known = SEPTET_NUMBER_IDD00 | SEPTET_NUMBER_ASSUME_INTERNATIONAL | SEPTET_NUMBER_NO_LETTERS;
    if flags & !known != 0 {
        return Err(invalid("flags", flags, "use a sum of SEPTET_NUMBER_..."));
    }
    Ok(ParseOptions {
        default_region: (!code.is_empty()).then(|| self::region(code)).transpose()?,
        idd00: flags & SEPTET_NUMBER_IDD00 != 0,
        assume_international: flags & SEPTET_NUMBER_ASSUME_INTERNATIONAL != 0,
        letters: flags & SEPTET_NUMBER_NO_LETTERS == 0,
    })
}

/// A region by its two letters.
pub(crate) fn region(code: &str) -> Result<Region, septet::Error> {
    Region::new(code).ok_or_else(|| invalid("region", code, "give two letters such as GB"))
}

impl septet_number {
    const NONE: septet_number = septet_number {
        e164_key: 0,
        digits: [0; 24],
        calling_code: 0,
        calling_code_len: 0,
        is_possible: false,
        is_valid: false,
        changed: false,
        has_extension: false,
        region: [0; 4],
        kind: septet_str::NONE,
        possible: septet_str::NONE,
        sms: septet_str::NONE,
        sms_reason: septet_str::NONE,
        billing_risk: septet_str::NONE,
        portable: 0,
    };

    fn of(parsed: &number::ParsedNumber) -> septet_number {
        let mut made = septet_number {
            e164_key: parsed.e164().map_or(0, E164::key),
            digits: [0; 24],
            calling_code: parsed.calling_code(),
            calling_code_len: (parsed.digits().len() - parsed.national_number().len()) as u8,
            is_possible: parsed.is_possible(),
            is_valid: parsed.is_valid(),
            changed: parsed.changed(),
            has_extension: parsed.extension().is_some(),
            region: [0; 4],
            kind: septet_str::of(parsed.kind().as_str()),
            possible: septet_str::of(parsed.possible().as_str()),
            sms: septet_str::of(parsed.sms().as_str()),
            sms_reason: septet_str::of(parsed.sms_reason()),
            billing_risk: parsed
                .billing_risk()
                .map_or(septet_str::NONE, |risk| septet_str::of(risk.as_str())),
            portable: parsed.is_portable().map_or(-1, i8::from),
        };
        copy(&mut made.digits, parsed.digits());
        if let Some(region) = parsed.region() {
            copy(&mut made.region, region.as_str());
        }
        made
    }
}

/// Reads a number that must be written as + and 3 to 15 digits into its key: its digits as an
/// integer.
///
/// Errors: not_a_number, number_too_long, invalid_country_code.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn septet_e164_parse(
    text: *const c_char,
    text_len: usize,
    key: *mut u64,
    error: *mut septet_error,
) -> septet_result {
    guard(error, || {
        // SAFETY: the caller keeps the header's contract.
        let out = unsafe { Out::new("key", key) }?;
        let text = unsafe { pointer::text("text", text, text_len) }?;
        out.write(text.parse::<E164>()?.key());
        Ok(())
    })
}

/// Writes the number of a key: its digits, after a plus where `plus` says so; at most 16 octets.
///
/// Errors: buffer_too_small; not_a_number, number_too_long for a key that is none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn septet_e164_format(
    key: u64,
    plus: bool,
    buffer: *mut c_char,
    capacity: usize,
    length: *mut usize,
    error: *mut septet_error,
) -> septet_result {
    guard(error, || {
        // SAFETY: the caller keeps the header's contract.
        let buffer = unsafe { Buffer::new(buffer.cast::<u8>(), capacity, length) }?;
        let form = if plus { NumberForm::Plus } else { NumberForm::Digits };
        buffer.write(E164::from_key(key)?.in_form(form).as_bytes())
    })
}

/// Copies ASCII into a zeroed array, whose last octet stays NUL.
pub(crate) fn copy<const N: usize>(into: &mut [c_char; N], text: &str) {
    for (slot, octet) in into[..N - 1].iter_mut().zip(text.bytes()) {
        *slot = octet as c_char;
    }
}

pub(crate) fn invalid(field: &str, value: impl ToString, message: &str) -> septet::Error {
    septet::Error::new(septet::ErrorKind::InvalidOption, message)
        .with_field(field)
        .with_value(value.to_string())
}
