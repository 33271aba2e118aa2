//! Texts as octets on the wire, and octets back to text.

use core::ffi::c_char;

use septet::user_data::{
    Content, DataCoding, SEGMENT_OCTET_LEN, SEGMENT_SEPTET_LEN, ShortMessage, UserData,
    decode_septets,
};
use septet::vendor::Vendor;

use crate::error::{septet_error, septet_result};
use crate::guard::guard;
use crate::output::Buffer;
use crate::pointer::{self, Out};
use crate::text::{language_pair, septet_inspection, septet_text_options, text_into};
use crate::vendor::septet_vendor;

/// Octets of a segment's user data, header included.
pub const SEPTET_SEGMENT_OCTET_LEN: usize = 140;
/// Septets of a segment's user data, header included.
pub const SEPTET_SEGMENT_SEPTET_LEN: usize = 160;

// the header needs literal numbers; these are the engine's
const _: () = assert!(SEPTET_SEGMENT_OCTET_LEN == SEGMENT_OCTET_LEN);
const _: () = assert!(SEPTET_SEGMENT_SEPTET_LEN == SEGMENT_SEPTET_LEN);

/// One segment on the wire.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct septet_user_data {
    /// TP-UD, header included: the first `octet_len` of them.
    pub octets: [u8; SEPTET_SEGMENT_OCTET_LEN],
    /// How many octets.
    pub octet_len: u8,
    /// TP-UDL: septets in 7-bit coding, else octets; header included.
    pub udl: u8,
    /// TP-DCS.
    pub dcs: u8,
    /// TP-UDHI: whether a header begins the octets.
    pub udhi: bool,
}

/// Writes the octets of every segment of a text.
///
/// `segments` has room for `capacity` of them; their number goes to `*length` (at most 255).
/// Errors: as for septet_inspect; buffer_too_small; reference_required for several segments
/// without the option reference_number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn septet_encode(
    text: *const c_char,
    text_len: usize,
    options: *const septet_text_options,
    segments: *mut septet_user_data,
    capacity: usize,
    length: *mut usize,
    error: *mut septet_error,
) -> septet_result {
    guard(error, || {
        // SAFETY: the caller keeps the header's contract.
        let (text, options, buffer) =
            unsafe { text_into((text, text_len), options, (segments, capacity, length)) }?;
        let cut = septet::split(text, &options)?;
        buffer.fill(cut.iter().map(|segment| septet_user_data::of(|octets| segment.encode(octets))))
    })
}

impl septet_user_data {
    fn of(
        encode: impl FnOnce(&mut [u8; SEGMENT_OCTET_LEN]) -> Result<UserData<'_>, septet::Error>,
    ) -> Result<septet_user_data, septet::Error> {
        let mut octets = [0; SEGMENT_OCTET_LEN];
        let data = encode(&mut octets)?;
        let (octet_len, udl) = (data.octets().len() as u8, data.udl());
        let (dcs, udhi) = (data.data_coding().octet(), data.has_header());
        Ok(septet_user_data { octets, octet_len, udl, dcs, udhi })
    }
}

/// Says what octets that are not text will become (8-bit data).
///
/// Options and errors: as for septet_inspect.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn septet_inspect_data(
    data: *const u8,
    data_len: usize,
    options: *const septet_text_options,
    inspection: *mut septet_inspection,
    error: *mut septet_error,
) -> septet_result {
    guard(error, || {
        // SAFETY: the caller keeps the header's contract.
        let out = unsafe { Out::new("inspection", inspection) }?;
        let data = unsafe { pointer::octets("data", data, data_len) }?;
        let options = unsafe { crate::text::options(options) }?;
        out.write(septet_inspection::of(&septet::segment::inspect_data(data, &options)?));
        Ok(())
    })
}

/// Writes the octets of every segment of octets that are not text (8-bit data).
///
/// Results and errors: as for septet_encode.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn septet_encode_data(
    data: *const u8,
    data_len: usize,
    options: *const septet_text_options,
    segments: *mut septet_user_data,
    capacity: usize,
    length: *mut usize,
    error: *mut septet_error,
) -> septet_result {
    guard(error, || {
        // SAFETY: the caller keeps the header's contract.
        let buffer = unsafe { Buffer::new(segments, capacity, length) }?;
        let data = unsafe { pointer::octets("data", data, data_len) }?;
        let options = unsafe { crate::text::options(options) }?;
        let cut = septet::segment::split_data(data, &options)?;
        buffer.fill(cut.iter().map(|segment| septet_user_data::of(|octets| segment.encode(octets))))
    })
}

/// One segment as SMPP carries it (submit_sm, deliver_sm).
#[derive(Clone, Copy)]
#[repr(C)]
pub struct septet_short_message {
    /// short_message: the header, then one octet per septet of 7-bit text, or the code units of
    /// UCS-2; the first `sm_length` octets.
    pub short_message: [u8; SEPTET_SEGMENT_SEPTET_LEN],
    /// sm_length.
    pub sm_length: u8,
    /// data_coding.
    pub data_coding: u8,
    /// esm_class: 0x40 with a header, else 0.
    pub esm_class: u8,
}

/// Writes every segment of a text in the form of SMPP: 7-bit text is not packed.
///
/// Results and errors: as for septet_encode.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn septet_encode_smpp(
    text: *const c_char,
    text_len: usize,
    options: *const septet_text_options,
    segments: *mut septet_short_message,
    capacity: usize,
    length: *mut usize,
    error: *mut septet_error,
) -> septet_result {
    guard(error, || {
        // SAFETY: the caller keeps the header's contract.
        let (text, options, buffer) =
            unsafe { text_into((text, text_len), options, (segments, capacity, length)) }?;
        let cut = septet::split(text, &options)?;
        let encoding = cut.inspection().encoding;
        buffer.fill(cut.iter().map(|segment| {
            let mut octets = [0; SEGMENT_SEPTET_LEN];
            let header = segment.header()?;
            let class = options.message_class;
            let made = ShortMessage::encode(segment.text, encoding, class, &header, &mut octets)?;
            let sm_length = made.short_message.len() as u8;
            let (data_coding, esm_class) = (made.data_coding, made.esm_class);
            Ok(septet_short_message { short_message: octets, sm_length, data_coding, esm_class })
        }))
    })
}

/// Reads user data (TP-UD) as it was received: `udl` is TP-UDL (septets in 7-bit coding, else
/// octets; header included), `dcs` TP-DCS, `udhi` whether a header begins it.
///
/// The text goes to `buffer` as UTF-8; of 8-bit data the octets after the header, and `*is_data`
/// is then true. Text of one segment needs at most 480 octets.
/// Errors: buffer_too_small; header_overrun, compressed, odd_length, bad_septet, truncated: strict.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn septet_user_data_decode(
    octets: *const u8,
    octets_len: usize,
    udl: u8,
    dcs: u8,
    udhi: bool,
    buffer: *mut c_char,
    capacity: usize,
    length: *mut usize,
    is_data: *mut bool,
    error: *mut septet_error,
) -> septet_result {
    guard(error, || {
        // SAFETY: the caller keeps the header's contract.
        let buffer = unsafe { Buffer::new(buffer.cast::<u8>(), capacity, length) }?;
        let is_data = unsafe { Out::new("is_data", is_data) }?;
        let octets = unsafe { pointer::octets("octets", octets, octets_len) }?;
        let data = UserData::new(octets, udl, DataCoding::from_octet(dcs), udhi);
        write(data.decode()?, buffer, is_data)
    })
}

/// Writes text or octets, and which of them.
pub(crate) fn write(
    content: Content,
    buffer: Buffer<u8>,
    is_data: Out<bool>,
) -> Result<(), septet::Error> {
    let (octets, data) = match content {
        Content::Text(text) => (text.into_bytes(), false),
        Content::Data(data) => (data, true),
        _ => {
            let message = "content that this interface does not know";
            return Err(septet::Error::new(septet::ErrorKind::Internal, message));
        }
    };
    buffer.write(&octets)?;
    is_data.write(data);
    Ok(())
}

/// Reads septets, one to an octet as SMPP carries them, with the tables of these identifiers (0, 0
/// for the default alphabet). The text goes to `buffer` as UTF-8: at most 3 octets a septet.
///
/// Errors: buffer_too_small; bad_septet (detail octet_offset); language_unknown.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn septet_septets_decode(
    septets: *const u8,
    septets_len: usize,
    locking_id: u8,
    single_id: u8,
    buffer: *mut c_char,
    capacity: usize,
    length: *mut usize,
    error: *mut septet_error,
) -> septet_result {
    guard(error, || {
        // SAFETY: the caller keeps the header's contract.
        let buffer = unsafe { Buffer::new(buffer.cast::<u8>(), capacity, length) }?;
        let septets = unsafe { pointer::octets("septets", septets, septets_len) }?;
        let text = decode_septets(septets, language_pair(locking_id, single_id)?)?;
        buffer.write(text.as_bytes())
    })
}

/// Reads a short message of SMPP (deliver_sm): `esm_class` is 0x40 where a header comes first.
///
/// What `data_coding` 0 means the protocol leaves to the vendor: say it by the word `smsc_alphabet`
/// ("gsm7", "latin1" or "ascii"), or by the vendor whose profile knows; of the two one is NULL. Where both
/// are, it is "gsm7". Results as of septet_user_data_decode; text needs at most 3 octets an octet.
/// Errors: buffer_too_small; header_overrun, odd_length, bad_septet (detail octet_offset);
/// invalid_option for another word, for both, for a `data_coding` of another character set, and for a
/// vendor whose document is silent.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn septet_short_message_decode(
    short_message: *const u8,
    sm_length: usize,
    data_coding: u8,
    esm_class: u8,
    smsc_alphabet: *const c_char,
    smsc_alphabet_len: usize,
    vendor: *const septet_vendor,
    buffer: *mut c_char,
    capacity: usize,
    length: *mut usize,
    is_data: *mut bool,
    error: *mut septet_error,
) -> septet_result {
    guard(error, || {
        // SAFETY: the caller keeps the header's contract.
        let buffer = unsafe { Buffer::new(buffer.cast::<u8>(), capacity, length) }?;
        let is_data = unsafe { Out::new("is_data", is_data) }?;
        let short_message = unsafe { pointer::octets("short_message", short_message, sm_length) }?;
        let word = unsafe { pointer::text("smsc_alphabet", smsc_alphabet, smsc_alphabet_len) }?;
        let stated = (!smsc_alphabet.is_null()).then(|| word.parse()).transpose()?;
        let vendor = match vendor.is_null() {
            true => None,
            false => Some(&unsafe { pointer::reference("vendor", vendor) }?.vendor),
        };
        let alphabet = Vendor::smsc_alphabet_or(stated, vendor)?;
        let message = ShortMessage { short_message, data_coding, esm_class };
        write(message.decode(alphabet)?, buffer, is_data)
    })
}
