//! What a text becomes, and where it is cut.

use core::ffi::c_char;

use septet::{Encoding, Inspection, LanguagePair, TextOptions};

use crate::error::{septet_error, septet_result, septet_str};
use crate::guard::{guard, guard_silent};
use crate::output::{Buffer, Rows};
use crate::pointer::{self, Out};

/// What a text is counted and cut under: a handle.
pub struct septet_text_options {
    pub(crate) options: TextOptions,
}

/// Reads options from words: names and values as on the command line and in Python, such as
/// "languages=tr,es reference=16 boundary=scalar", parted by blanks; empty gives the defaults.
///
/// Names: languages (none), boundary (grapheme), reference (8), reference_number (no default),
/// encoding (auto), newline (keep), normalize (none), max_segments (255), ports, message_class,
/// substitute, substitute_mode. The last of equal names counts.
///
/// Ownership: free the handle with septet_text_options_free. Threads: may be shared.
/// Errors: SEPTET_ERROR_SYNTAX for a word without "="; field_unknown, invalid_option,
/// language_unknown, not_supported_yet by name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn septet_text_options_parse(
    words: *const c_char,
    words_len: usize,
    options: *mut *mut septet_text_options,
    error: *mut septet_error,
) -> septet_result {
    guard(error, || {
        // SAFETY: the caller keeps the header's contract.
        let out = unsafe { Out::handle("options", options) }?;
        let words = unsafe { pointer::text("words", words, words_len) }?;
        let mut made = TextOptions::DEFAULT;
        for word in words.split_ascii_whitespace() {
            let (name, value) = word.split_once('=').ok_or_else(|| no_pair(word))?;
            made.set(name, value)?;
        }
        out.write(Box::into_raw(Box::new(septet_text_options { options: made })));
        Ok(())
    })
}

/// Frees options and sets the handle to NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn septet_text_options_free(options: *mut *mut septet_text_options) {
    // SAFETY: the caller keeps the header's contract.
    guard_silent(|| unsafe { pointer::free(options) });
}

/// Encoding: 7-bit. The numbers are those of TP-DCS without a message class.
pub const SEPTET_ENCODING_GSM7: u32 = 0;
/// 8-bit data.
pub const SEPTET_ENCODING_DATA8: u32 = 4;
/// UCS-2: UTF-16 code units.
pub const SEPTET_ENCODING_UCS2: u32 = 8;

/// What a text will become.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct septet_inspection {
    /// SEPTET_ENCODING_...
    pub encoding: u32,
    /// Septets (GSM-7) or code units (UCS-2) of the text, without headers.
    pub units: u32,
    /// Segments, 1 to 255. An empty text is one segment.
    pub segments: u32,
    /// Units that the last segment still holds.
    pub remaining: u32,
    /// Characters that the option substitute replaced.
    pub replaced: u32,
    /// TP-DCS, and SMPP data_coding.
    pub data_coding: u8,
    /// Identifier of the locking shift table; 0 is the default alphabet.
    pub locking_id: u8,
    /// Identifier of the single shift table; 0 is the extension table.
    pub single_id: u8,
    /// Why that encoding: a word such as "outside_alphabet".
    pub reason: septet_str,
}

impl septet_inspection {
    pub(crate) fn of(inspection: &Inspection) -> septet_inspection {
        let pair = inspection.language().unwrap_or_default();
        septet_inspection {
            encoding: encoding_number(inspection.encoding),
            replaced: inspection.replaced,
            data_coding: inspection.data_coding.octet(),
            units: inspection.units,
            segments: inspection.segments,
            remaining: inspection.remaining,
            locking_id: pair.locking_id(),
            single_id: pair.single_id(),
            reason: septet_str::of(inspection.reason.as_str()),
        }
    }
}

/// SEPTET_ENCODING_... of an encoding.
pub(crate) fn encoding_number(encoding: Encoding) -> u32 {
    match encoding {
        Encoding::Gsm7 => SEPTET_ENCODING_GSM7,
        Encoding::Ucs2 => SEPTET_ENCODING_UCS2,
        Encoding::Data8 => SEPTET_ENCODING_DATA8,
    }
}

/// A word of options that is no name=value.
pub(crate) fn no_pair(word: &str) -> septet::Error {
    septet::Error::new(septet::ErrorKind::Syntax, "write name=value")
        .with_field("words")
        .with_value(word)
}

/// Options of a call; NULL is the defaults.
///
/// # Safety
/// NULL, or a live handle.
pub(crate) unsafe fn options(
    handle: *const septet_text_options,
) -> Result<TextOptions, septet::Error> {
    if handle.is_null() {
        return Ok(TextOptions::DEFAULT);
    }
    // SAFETY: as the caller of this function promises.
    Ok(unsafe { pointer::reference("options", handle) }?.options)
}

/// What functions over a text take: the text, its options, and where the results go.
///
/// # Safety
/// As for [`pointer::text`], [`options`] and [`Buffer::new`].
pub(crate) unsafe fn text_into<'a, T: Copy>(
    (text, text_len): (*const c_char, usize),
    options: *const septet_text_options,
    (results, capacity, length): (*mut T, usize, *mut usize),
) -> Result<(&'a str, TextOptions, Buffer<T>), septet::Error> {
    // SAFETY: as the caller of this function promises.
    unsafe {
        let buffer = Buffer::new(results, capacity, length)?;
        Ok((pointer::text("text", text, text_len)?, self::options(options)?, buffer))
    }
}

/// Says what a text will become: its encoding, segments, and room left. Does not allocate, but for
/// the options newline, normalize and substitute.
///
/// `options` may be NULL: the defaults.
/// Errors: invalid_utf8; not_encodable (detail char_offset) where the requested encoding cannot be
/// had; too_many_segments (details encoding, units, segments).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn septet_inspect(
    text: *const c_char,
    text_len: usize,
    options: *const septet_text_options,
    inspection: *mut septet_inspection,
    error: *mut septet_error,
) -> septet_result {
    guard(error, || {
        // SAFETY: the caller keeps the header's contract.
        let out = unsafe { Out::new("inspection", inspection) }?;
        let (text, options) =
            unsafe { (pointer::text("text", text, text_len)?, self::options(options)?) };
        out.write(septet_inspection::of(&septet::inspect(text, &options)?));
        Ok(())
    })
}

/// Says what many texts will become. Text `i` is `octets[offsets[i]]` to `octets[offsets[i + 1]]`,
/// as in an Arrow column of strings; `offsets` has `count + 1` entries that never fall, the last
/// at most `octets_len`.
///
/// A text that fails does not stop the others: `results[i]` is its result, and `inspections[i]` is
/// all 0 when that is not SEPTET_OK. Both arrays have room for `count`.
/// Errors of the call: null_pointer, and invalid_option for offsets that fall or pass the end:
/// nothing is written then.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn septet_inspect_batch(
    octets: *const c_char,
    octets_len: usize,
    offsets: *const u64,
    count: usize,
    options: *const septet_text_options,
    inspections: *mut septet_inspection,
    results: *mut septet_result,
    error: *mut septet_error,
) -> septet_result {
    guard(error, || {
        // SAFETY: the caller keeps the header's contract.
        let options = unsafe { self::options(options) }?;
        let rows = unsafe { Rows::new(octets, octets_len, offsets, count) }?;
        let inspect = |text: &str| Ok(septet_inspection::of(&septet::inspect(text, &options)?));
        unsafe { rows.each(septet_inspection::NONE, inspect, "inspections", inspections, results) }
    })
}

impl septet_inspection {
    const NONE: septet_inspection = septet_inspection {
        encoding: 0,
        units: 0,
        segments: 0,
        remaining: 0,
        replaced: 0,
        data_coding: 0,
        locking_id: 0,
        single_id: 0,
        reason: septet_str::NONE,
    };
}

/// Where a segment of a text begins and ends.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct septet_segment {
    /// Its first octet in the text, from 0.
    pub octet_offset: usize,
    /// Octets of its text, in UTF-8.
    pub octet_len: usize,
    /// Septets or code units of its text, without the header.
    pub units: u32,
}

/// Cuts a text into the segments it will be sent as: each names a part of the text after the
/// options newline, normalize and substitute. Without them that is `text` itself; with them it is
/// what septet_text_prepare gives.
///
/// `segments` has room for `capacity` of them; their number goes to `*length` (at most 255).
/// Errors: as for septet_inspect; buffer_too_small.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn septet_split(
    text: *const c_char,
    text_len: usize,
    options: *const septet_text_options,
    segments: *mut septet_segment,
    capacity: usize,
    length: *mut usize,
    error: *mut septet_error,
) -> septet_result {
    guard(error, || {
        // SAFETY: the caller keeps the header's contract.
        let (text, options, buffer) =
            unsafe { text_into((text, text_len), options, (segments, capacity, length)) }?;
        let cut = septet::split(text, &options)?;
        let mut octet_offset = 0;
        let made = cut.iter().map(|segment| {
            let octet_len = segment.text.len();
            let made = septet_segment { octet_offset, octet_len, units: segment.units };
            octet_offset += octet_len;
            Ok(made)
        });
        buffer.fill(made)
    })
}

/// Writes the text as it will be sent: after the options newline, normalize and substitute.
///
/// Errors: as for septet_inspect; buffer_too_small.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn septet_text_prepare(
    text: *const c_char,
    text_len: usize,
    options: *const septet_text_options,
    buffer: *mut c_char,
    capacity: usize,
    length: *mut usize,
    error: *mut septet_error,
) -> septet_result {
    guard(error, || {
        // SAFETY: the caller keeps the header's contract.
        let results = (buffer.cast::<u8>(), capacity, length);
        let (text, options, buffer) = unsafe { text_into((text, text_len), options, results) }?;
        buffer.write(septet::split(text, &options)?.text().as_bytes())
    })
}

/// A pair of language tables by its identifiers.
pub(crate) fn language_pair(locking_id: u8, single_id: u8) -> Result<LanguagePair, septet::Error> {
    LanguagePair::from_ids(locking_id, single_id).ok_or_else(|| {
        septet::Error::new(septet::ErrorKind::LanguageUnknown, "no such pair of tables")
            .with_field("language")
            .with_value(format!("locking {locking_id}, single {single_id}"))
    })
}
