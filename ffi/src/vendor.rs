//! Vendors and rate cards: handles.

use core::ffi::c_char;

use septet::rate::RateCard;
use septet::sender::{Traffic, check};
use septet::vendor::{Format, Vendor};
use septet_campaign::inputs::{InputFile, Role};

use crate::error::{septet_error, septet_result, septet_str};
use crate::guard::{guard, guard_silent};
use crate::number::invalid;
use crate::pointer::{self, Out};

/// A vendor's profile: a handle. It never changes; threads may share it.
pub struct septet_vendor {
    pub(crate) vendor: Vendor,
    /// The file of one that was loaded, for reports.
    pub(crate) file: Option<InputFile>,
}

/// Takes a profile that comes with the library, by its id or an alias, such as "msgine".
///
/// Ownership: free the handle with septet_vendor_free. Errors: vendor_unknown.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn septet_vendor_builtin(
    id: *const c_char,
    id_len: usize,
    vendor: *mut *mut septet_vendor,
    error: *mut septet_error,
) -> septet_result {
    guard(error, || {
        // SAFETY: the caller keeps the header's contract.
        let out = unsafe { Out::handle("vendor", vendor) }?;
        let id = unsafe { pointer::text("id", id, id_len) }?;
        let vendor = Vendor::builtin(id)?.clone();
        out.write(Box::into_raw(Box::new(septet_vendor { vendor, file: None })));
        Ok(())
    })
}

/// A profile is JSON.
pub const SEPTET_FORMAT_JSON: u32 = 0;
/// A profile is TOML.
pub const SEPTET_FORMAT_TOML: u32 = 1;

/// Reads a profile of the caller's own from the text of its file; `format` is SEPTET_FORMAT_....
///
/// Ownership: free the handle with septet_vendor_free. Errors: syntax with line and column;
/// field_unknown, field_missing, field_duplicate, invalid_option, table_unknown with the field.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn septet_vendor_load(
    text: *const c_char,
    text_len: usize,
    format: u32,
    vendor: *mut *mut septet_vendor,
    error: *mut septet_error,
) -> septet_result {
    guard(error, || {
        // SAFETY: the caller keeps the header's contract.
        let out = unsafe { Out::handle("vendor", vendor) }?;
        let text = unsafe { pointer::text("text", text, text_len) }?;
        let format = match format {
            SEPTET_FORMAT_JSON => Format::Json,
            SEPTET_FORMAT_TOML => Format::Toml,
            other => return Err(invalid("format", other, "use SEPTET_FORMAT_JSON or _TOML")),
        };
        let vendor = Vendor::load(text, format)?;
        let file = Some(InputFile::read(Role::Profile, vendor.id().as_ref(), text.as_bytes()));
        out.write(Box::into_raw(Box::new(septet_vendor { vendor, file })));
        Ok(())
    })
}

/// Frees a vendor and sets the handle to NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn septet_vendor_free(vendor: *mut *mut septet_vendor) {
    // SAFETY: the caller keeps the header's contract.
    guard_silent(|| unsafe { pointer::free(vendor) });
}

/// The id of a vendor; NULL for a NULL handle. It lives as long as the handle.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn septet_vendor_id(vendor: *const septet_vendor) -> septet_str {
    // SAFETY: the caller keeps the header's contract.
    let vendor = unsafe { pointer::reference("vendor", vendor) };
    vendor.map_or(septet_str::NONE, |vendor| septet_str::of(vendor.vendor.id()))
}

/// What a message is for, where a rule depends on it: not said.
pub const SEPTET_TRAFFIC_UNKNOWN: u32 = 0;
/// What the recipient asked for or must know.
pub const SEPTET_TRAFFIC_TRANSACTIONAL: u32 = 1;
/// Advertising.
pub const SEPTET_TRAFFIC_PROMOTIONAL: u32 = 2;

/// The verdict on a sender.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct septet_sender_check {
    /// Whether the vendor takes the sender.
    pub is_ok: bool,
    /// What it is, or why it is refused: a word such as "ok_alpha" or "too_long".
    pub verdict: septet_str,
    /// The profile field that the vendor leaves open and that could turn it into a refusal; NULL
    /// where there is none.
    pub unspecified: septet_str,
}

/// Judges a sender by a vendor's rules; `traffic` is SEPTET_TRAFFIC_....
///
/// A refused sender is a verdict, not an error. Errors: invalid_utf8, invalid_option.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn septet_sender_check_by(
    vendor: *const septet_vendor,
    sender: *const c_char,
    sender_len: usize,
    traffic: u32,
    result: *mut septet_sender_check,
    error: *mut septet_error,
) -> septet_result {
    guard(error, || {
        // SAFETY: the caller keeps the header's contract.
        let out = unsafe { Out::new("result", result) }?;
        let vendor = unsafe { pointer::reference("vendor", vendor) }?;
        let sender = unsafe { pointer::text("sender", sender, sender_len) }?;
        let traffic = match traffic {
            SEPTET_TRAFFIC_UNKNOWN => Traffic::Unknown,
            SEPTET_TRAFFIC_TRANSACTIONAL => Traffic::Transactional,
            SEPTET_TRAFFIC_PROMOTIONAL => Traffic::Promotional,
            other => return Err(invalid("traffic", other, "use SEPTET_TRAFFIC_...")),
        };
        let found = check(sender, vendor.vendor.sender(), traffic);
        out.write(septet_sender_check {
            is_ok: found.verdict.is_ok(),
            verdict: septet_str::of(found.verdict.as_str()),
            unspecified: found.unspecified.map_or(septet_str::NONE, septet_str::of),
        });
        Ok(())
    })
}

/// A rate card: a handle. It never changes; threads may share it.
pub struct septet_card {
    pub(crate) card: RateCard,
    /// Its file, for reports.
    pub(crate) file: InputFile,
}

/// Reads a rate card (septet-ratecard/1) from the content of its file. `name` ends in .csv, .json
/// or .toml, which tells the format, and is named in errors.
///
/// Ownership: free the handle with septet_card_free. Errors: those of the format, with line, field
/// and value in the text: price_negative, duplicate_rate, not_supported_yet, ...
#[unsafe(no_mangle)]
pub unsafe extern "C" fn septet_card_load(
    name: *const c_char,
    name_len: usize,
    content: *const c_char,
    content_len: usize,
    card: *mut *mut septet_card,
    error: *mut septet_error,
) -> septet_result {
    guard(error, || {
        // SAFETY: the caller keeps the header's contract.
        let out = unsafe { Out::handle("card", card) }?;
        let name = unsafe { pointer::text("name", name, name_len) }?;
        let content = unsafe { pointer::octets("content", content.cast(), content_len) }?;
        let card = RateCard::load(name, content)?;
        let file = InputFile::read(Role::Rates, name.as_ref(), content);
        out.write(Box::into_raw(Box::new(septet_card { card, file })));
        Ok(())
    })
}

/// The cards of a call: as many handles as it says.
///
/// # Safety
/// `cards` points to `count` pointers to live handles, which stay so while the result is in use.
pub(crate) unsafe fn cards<'a>(
    cards: *const *const septet_card,
    count: usize,
) -> Result<Vec<&'a septet_card>, septet::Error> {
    // SAFETY: as the caller of this function promises.
    let cards = unsafe { pointer::slice("cards", cards, count) }?;
    cards.iter().map(|card| unsafe { pointer::reference("cards", *card) }).collect()
}

/// Frees a card and sets the handle to NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn septet_card_free(card: *mut *mut septet_card) {
    // SAFETY: the caller keeps the header's contract.
    guard_silent(|| unsafe { pointer::free(card) });
}

/// The id of a card; NULL for a NULL handle. It lives as long as the handle.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn septet_card_id(card: *const septet_card) -> septet_str {
    // SAFETY: the caller keeps the header's contract.
    let card = unsafe { pointer::reference("card", card) };
    card.map_or(septet_str::NONE, |card| septet_str::of(card.card.id()))
}
