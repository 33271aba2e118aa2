//! The C interface, called as C calls it: any octets, lengths, numbers and room for results. What
//! the header promises of every function is asserted: its result is 0 or has a word, the error is
//! written only where there is one and ends with NUL, a buffer that is too small stays as it was and
//! a call with the length that was asked for then fits, nothing is written behind it, and nothing
//! panics.

use core::ffi::c_char;
use core::ptr::{null, null_mut};
use std::sync::OnceLock;

use septet_c::*;

mod arrow;
mod campaigns;

/// One call; the first octets choose the function and its numbers.
pub fn call(data: &[u8]) {
    let Some((&[function, a, b, c, room], rest)) = data.split_first_chunk::<5>() else { return };
    let input = Input { a, b, c, room: usize::from(room), octets: rest };
    let functions: &[fn(&Input<'_>)] = &[
        texts,
        octets,
        data8,
        decoded,
        joined,
        numbers,
        columns,
        answers,
        outcomes,
        files,
        campaigns::judged,
        campaigns::counted,
        campaigns::merged,
        campaigns::senders,
        campaigns::more_numbers,
        campaigns::rated,
        arrow::columns,
        arrow::tables,
    ];
    functions[usize::from(function) % functions.len()](&input);
}

struct Input<'a> {
    a: u8,
    b: u8,
    c: u8,
    room: usize,
    octets: &'a [u8],
}

impl Input<'_> {
    /// The octets as text; without one of them NULL, which (NULL, 0) permits.
    fn text(&self) -> Text {
        of(self.octets)
    }

    /// Two texts, cut where `a` says.
    fn two(&self) -> (Text, Text) {
        let (first, second) = self.octets.split_at(self.octets.len().min(usize::from(self.a)));
        (of(first), of(second))
    }

    fn is_utf8(&self) -> bool {
        core::str::from_utf8(self.octets).is_ok()
    }
}

type Text = (*const c_char, usize);

fn of(octets: &[u8]) -> Text {
    match octets {
        [] => (null(), 0),
        octets => (octets.as_ptr().cast(), octets.len()),
    }
}

const UNTOUCHED: u32 = 0xA5A5_A5A5;

/// Calls with an error struct, and checks both; gives the result.
fn checked(call: impl FnOnce(*mut septet_error) -> septet_result) -> septet_result {
    let detail = septet_error_detail { name: NOTHING, word: NOTHING, number: 0 };
    let mut error = septet_error {
        result: UNTOUCHED,
        detail_count: UNTOUCHED,
        line: 0,
        column: 0,
        text: [b'x' as c_char; SEPTET_ERROR_TEXT_LEN],
        details: [detail; SEPTET_ERROR_DETAILS],
    };
    let result = call(&mut error);
    if result == SEPTET_OK {
        assert_eq!((error.result, error.detail_count), (UNTOUCHED, UNTOUCHED));
        assert!(error.text.iter().all(|octet| *octet == b'x' as c_char));
        return result;
    }
    assert_eq!(error.result, result);
    let word = read(septet_result_word(result)).expect("every result has a word");
    assert_ne!(word, "internal", "{:?}", error_text(&error));
    assert!(error.detail_count as usize <= SEPTET_ERROR_DETAILS);
    for detail in &error.details[..error.detail_count as usize] {
        assert!(read(detail.name).is_some_and(|name| !name.is_empty()));
        read(detail.word);
    }
    assert!(!error_text(&error).is_empty());
    result
}

const NOTHING: septet_str = septet_str { data: null(), len: 0 };

fn error_text(error: &septet_error) -> &str {
    let octets =
        unsafe { core::slice::from_raw_parts(error.text.as_ptr().cast(), error.text.len()) };
    core::ffi::CStr::from_bytes_until_nul(octets).unwrap().to_str().unwrap()
}

/// A text that was handed out: UTF-8, or nothing.
fn read<'a>(text: septet_str) -> Option<&'a str> {
    if text.data.is_null() {
        assert_eq!(text.len, 0);
        return None;
    }
    let octets = unsafe { core::slice::from_raw_parts(text.data.cast(), text.len) };
    Some(core::str::from_utf8(octets).unwrap())
}

fn is(result: septet_result, word: &str) -> bool {
    read(septet_result_word(result)) == Some(word)
}

/// A call that fills a buffer: with the room given, and with the length that it asks for. Gives what
/// was written, or nothing where the call fails otherwise.
fn filled<T: Clone>(
    room: usize,
    call: impl Fn(*mut T, usize, *mut usize, *mut septet_error) -> septet_result,
) -> Option<Vec<T>> {
    let once = |room: usize| {
        // two more than there is room for: they must stay as they are
        let size = (room + 2) * size_of::<T>();
        let mut memory: Vec<core::mem::MaybeUninit<T>> = Vec::with_capacity(room + 2);
        let first = memory.as_mut_ptr();
        unsafe { first.cast::<u8>().write_bytes(0xA5, size) };
        let mut length = usize::MAX;
        let result = checked(|error| call(first.cast(), room, &mut length, error));
        let octets = unsafe { core::slice::from_raw_parts(first.cast::<u8>(), size) };
        let written = match result {
            SEPTET_OK => length,
            // octets that are no results may have been written before the call failed
            _ if is(result, "buffer_too_small") => 0,
            _ => room,
        };
        assert!(written <= room);
        assert!(octets[written.max(room) * size_of::<T>()..].iter().all(|octet| *octet == 0xA5));
        if is(result, "buffer_too_small") {
            assert!(length > room && octets.iter().all(|octet| *octet == 0xA5));
        }
        let values = (0..written * usize::from(result == SEPTET_OK))
            .map(|at| unsafe { memory.as_ptr().add(at).cast::<T>().as_ref().unwrap().clone() })
            .collect::<Vec<T>>();
        (result, length, values)
    };
    let (result, length, values) = once(room);
    match result {
        SEPTET_OK => Some(values),
        _ if is(result, "buffer_too_small") => {
            let (again, _, values) = once(length);
            assert_eq!(again, SEPTET_OK, "the length that was asked for is enough");
            assert_eq!(values.len(), length);
            Some(values)
        }
        _ => None,
    }
}

/// Options of words that the input chooses from, so that most are ones.
fn options(input: &Input<'_>) -> *mut septet_text_options {
    const WORDS: [&str; 12] = [
        "languages=all",
        "reference=16",
        "reference_number=7",
        "boundary=scalar",
        "encoding=gsm7",
        "encoding=ucs2",
        "newline=crlf",
        "normalize=nfc",
        "substitute=septet",
        "substitute_mode=best_effort",
        "max_segments=3",
        "message_class=1",
    ];
    let chosen = u16::from_le_bytes([input.b, input.c]);
    let words: Vec<&str> =
        WORDS.iter().enumerate().filter(|(at, _)| chosen >> at & 1 == 1).map(|(_, w)| *w).collect();
    let words = words.join(" ");
    let mut made = null_mut();
    let (data, len) = of(words.as_bytes());
    let result = checked(|e| unsafe { septet_text_options_parse(data, len, &mut made, e) });
    assert_eq!(made.is_null(), result != SEPTET_OK);
    made
}

fn texts(input: &Input<'_>) {
    let (text, len) = input.text();
    let mut own = null_mut();
    let result = checked(|e| unsafe { septet_text_options_parse(text, len, &mut own, e) });
    assert_eq!(own.is_null(), result != SEPTET_OK);
    unsafe { septet_text_options_free(&mut own) };
    assert!(own.is_null());

    let mut options = options(input);
    let mut found = core::mem::MaybeUninit::uninit();
    let result = checked(|e| unsafe { septet_inspect(text, len, options, found.as_mut_ptr(), e) });
    assert_eq!(is(result, "invalid_utf8"), !input.is_utf8());
    let split = filled(input.room, |to: *mut septet_segment, room, length, e| unsafe {
        septet_split(text, len, options, to, room, length, e)
    });
    let prepared = filled(input.room, |to: *mut c_char, room, length, e| unsafe {
        septet_text_prepare(text, len, options, to, room, length, e)
    });
    assert_eq!((split.is_some(), prepared.is_some()), (result == SEPTET_OK, result == SEPTET_OK));
    if let (Some(split), Some(prepared)) = (split, prepared) {
        let found: septet_inspection = unsafe { found.assume_init() };
        assert_eq!(split.len(), found.segments as usize);
        assert_eq!(split.iter().map(|segment| segment.octet_len).sum::<usize>(), prepared.len());
        assert_eq!(split.iter().map(|segment| segment.units).sum::<u32>(), found.units);
        assert!(read(found.reason).is_some());
    }
    let offending = filled(input.room, |to: *mut septet_character, room, length, e| unsafe {
        septet_offending(text, len, options, to, room, length, e)
    });
    assert_eq!(offending.is_some(), input.is_utf8());
    for found in offending.into_iter().flatten() {
        assert!(char::from_u32(found.character).is_some() && found.octet_offset < len);
    }
    filled(input.room, |to: *mut septet_character, room, length, e| unsafe {
        septet_replacements(text, len, options, to, room, length, e)
    });
    unsafe { septet_text_options_free(&mut options) };
}

fn octets(input: &Input<'_>) {
    let (text, len) = input.text();
    let mut options = options(input);
    let encoded = filled(input.room, |to: *mut septet_user_data, room, length, e| unsafe {
        septet_encode(text, len, options, to, room, length, e)
    });
    let smpp = filled(input.room, |to: *mut septet_short_message, room, length, e| unsafe {
        septet_encode_smpp(text, len, options, to, room, length, e)
    });
    assert_eq!(encoded.is_some(), smpp.is_some());
    for segment in encoded.into_iter().flatten() {
        assert!(usize::from(segment.octet_len) <= SEPTET_SEGMENT_OCTET_LEN);
        let decoded = decode(&segment.octets[..usize::from(segment.octet_len)], &segment, input);
        assert!(decoded.is_some(), "what was encoded is decoded");
    }
    for message in smpp.into_iter().flatten() {
        assert!(usize::from(message.sm_length) <= SEPTET_SEGMENT_SEPTET_LEN);
    }
    unsafe { septet_text_options_free(&mut options) };
}

fn decode(octets: &[u8], of: &septet_user_data, input: &Input<'_>) -> Option<Vec<c_char>> {
    let mut is_data = false;
    let is_data: *mut bool = &mut is_data;
    filled(input.room, |to: *mut c_char, room, length, e| unsafe {
        let (data, len) = (octets.as_ptr(), octets.len());
        septet_user_data_decode(data, len, of.udl, of.dcs, of.udhi, to, room, length, is_data, e)
    })
}

fn data8(input: &Input<'_>) {
    let (data, len) = input.text();
    let data = data.cast::<u8>();
    let mut options = options(input);
    let mut found = core::mem::MaybeUninit::uninit();
    checked(|e| unsafe { septet_inspect_data(data, len, options, found.as_mut_ptr(), e) });
    filled(input.room, |to: *mut septet_user_data, room, length, e| unsafe {
        septet_encode_data(data, len, options, to, room, length, e)
    });
    unsafe { septet_text_options_free(&mut options) };
}

fn decoded(input: &Input<'_>) {
    let (data, len) = input.text();
    let mut is_data = false;
    let is_data: *mut bool = &mut is_data;
    let text = filled(input.room, |to: *mut c_char, room, length, e| unsafe {
        let (udl, dcs, udhi) = (input.a, input.b, input.c & 1 == 1);
        septet_user_data_decode(data.cast(), len, udl, dcs, udhi, to, room, length, is_data, e)
    });
    if let (Some(text), false) = (text, unsafe { *is_data }) {
        is_text(&text);
    }
    let text = filled(input.room, |to: *mut c_char, room, length, e| unsafe {
        let (locking, single) = (input.a % 16, input.b % 16);
        septet_septets_decode(data.cast(), len, locking, single, to, room, length, e)
    });
    text.iter().for_each(|text| is_text(text));
}

fn is_text(octets: &[c_char]) {
    let octets: Vec<u8> = octets.iter().map(|octet| *octet as u8).collect();
    assert!(core::str::from_utf8(&octets).is_ok());
}

/// Segments of a few octets, joined as far as they can be.
fn joined(input: &Input<'_>) {
    let mut reassembly = null_mut();
    checked(|e| unsafe { septet_reassembly_new(&mut reassembly, e) });
    let size = usize::from(input.a % 24) + 1;
    for (index, octets) in input.octets.chunks(size).enumerate() {
        let (data, len) = of(octets);
        let (udl, dcs) = (input.b.wrapping_add(index as u8 & 1), input.c);
        let mut message = null_mut();
        let sender = of(&b"12"[..index & 1]);
        let result = checked(|e| unsafe {
            let to = (sender.0, sender.1);
            septet_reassembly_push(
                reassembly,
                to.0,
                to.1,
                data.cast(),
                len,
                udl,
                dcs,
                true,
                &mut message,
                e,
            )
        });
        assert!(result == SEPTET_OK || message.is_null());
        told(message, input);
        assert_eq!(unsafe { free_joined(message) }, null_mut());
    }
    let (mut incomplete, mut duplicates) = (0, 0);
    checked(|e| unsafe {
        septet_reassembly_count(reassembly, &mut incomplete, &mut duplicates, e)
    });
    for left in (0..=incomplete).rev() {
        let mut message = null_mut();
        let index = usize::from(input.a) % left.max(1);
        let result =
            checked(|e| unsafe { septet_reassembly_take(reassembly, index, &mut message, e) });
        assert_eq!((result == SEPTET_OK, message.is_null()), (left > 0, left == 0));
        told(message, input);
        unsafe { free_joined(message) };
    }
    unsafe { septet_reassembly_free(&mut reassembly) };
    unsafe { septet_reassembly_free(&mut reassembly) };
    assert!(reassembly.is_null());
}

unsafe fn free_joined(mut message: *mut septet_joined) -> *mut septet_joined {
    unsafe { septet_joined_free(&mut message) };
    message
}

fn told(message: *const septet_joined, input: &Input<'_>) {
    let mut info = core::mem::MaybeUninit::<septet_joined_info>::uninit();
    let result = checked(|e| unsafe { septet_joined_inspect(message, info.as_mut_ptr(), e) });
    if message.is_null() {
        return assert!(is(result, "null_pointer"));
    }
    let info = unsafe { info.assume_init() };
    let missing = filled(input.room, |to: *mut u8, room, length, e| unsafe {
        septet_joined_missing(message, to, room, length, e)
    });
    assert_eq!(missing.map(|missing| missing.len()), Some(usize::from(info.missing_count)));
    assert!(info.missing_count < info.segment_count);
    let mut is_data = false;
    let is_data: *mut bool = &mut is_data;
    filled(input.room, |to: *mut c_char, room, length, e| unsafe {
        septet_joined_decode(message, to, room, length, is_data, e)
    });
}

fn numbers(input: &Input<'_>) {
    let ((region, region_len), (text, len)) = input.two();
    let (region, region_len) = if input.b & 1 == 1 { of(b"GB") } else { (region, region_len) };
    let flags = u32::from(input.c);
    let mut number = core::mem::MaybeUninit::<septet_number>::uninit();
    let result = checked(|e| unsafe {
        septet_number_parse(text, len, region, region_len, flags, number.as_mut_ptr(), e)
    });
    if result == SEPTET_OK {
        let number = unsafe { number.assume_init() };
        let digits: Vec<u8> = number.digits.iter().map(|octet| *octet as u8).collect();
        let digits = core::ffi::CStr::from_bytes_until_nul(&digits).unwrap().to_str().unwrap();
        assert!(digits.bytes().all(|digit| digit.is_ascii_digit()) && digits.len() >= 3);
        assert!(number.e164_key == 0 || number.e164_key.to_string() == digits);
        assert!(number.is_possible || !number.is_valid);
        assert!(read(number.kind).is_some() && read(number.possible).is_some());
    }
    let mut key = 0;
    let (text, len) = input.text();
    if checked(|e| unsafe { septet_e164_parse(text, len, &mut key, e) }) == SEPTET_OK {
        let written = format(key, input);
        assert_eq!(written.as_deref(), Some(&*key.to_string()));
    }
    let mut key = [input.a, input.b, input.c, 0, 0, 0, 0, 0];
    for (to, octet) in key[3..].iter_mut().zip(input.octets) {
        *to = *octet;
    }
    format(u64::from_le_bytes(key), input);
}

fn format(key: u64, input: &Input<'_>) -> Option<String> {
    let written = filled(input.room, |to: *mut c_char, room, length, e| unsafe {
        septet_e164_format(key, false, to, room, length, e)
    })?;
    String::from_utf8(written.iter().map(|octet| *octet as u8).collect()).ok()
}

/// Columns whose offsets are any numbers, and ones that are what they should be.
fn columns(input: &Input<'_>) {
    let (data, len) = input.text();
    let any: Vec<u64> = input.octets.iter().take(17).map(|octet| u64::from(*octet)).collect();
    let step = usize::from(input.a) + 1;
    let good: Vec<u64> = (0..=len).step_by(step).map(|at| at as u64).collect();
    let mut options = options(input);
    for offsets in [any, good] {
        let Some(count) = offsets.len().checked_sub(1) else { continue };
        let mut rows: Vec<septet_inspection> = Vec::with_capacity(count);
        let mut results = vec![UNTOUCHED; count + 1];
        let result = checked(|e| unsafe {
            let (rows, results) = (rows.as_mut_ptr(), results.as_mut_ptr());
            septet_inspect_batch(data, len, offsets.as_ptr(), count, options, rows, results, e)
        });
        let fits = offsets.windows(2).all(|pair| pair[0] <= pair[1] && pair[1] <= len as u64);
        assert_eq!(result == SEPTET_OK, fits || count == 0);
        assert_eq!(results[count], UNTOUCHED);
        assert!(result == SEPTET_OK || results.iter().all(|result| *result == UNTOUCHED));
        if result == SEPTET_OK {
            unsafe { rows.set_len(count) };
            for (row, pair) in offsets.windows(2).enumerate() {
                let (data, len) = of(&input.octets[pair[0] as usize..pair[1] as usize]);
                let mut one = core::mem::MaybeUninit::uninit();
                let single =
                    checked(|e| unsafe { septet_inspect(data, len, options, one.as_mut_ptr(), e) });
                assert_eq!(results[row], single);
                if single == SEPTET_OK {
                    let one: septet_inspection = unsafe { one.assume_init() };
                    assert_eq!((rows[row].units, rows[row].segments), (one.units, one.segments));
                }
            }
        }
        let mut found: Vec<septet_number> = Vec::with_capacity(count);
        let mut results = vec![UNTOUCHED; count + 1];
        checked(|e| unsafe {
            let (region, region_len) = of(b"GB");
            let (found, results) = (found.as_mut_ptr(), results.as_mut_ptr());
            let (offsets, flags) = (offsets.as_ptr(), u32::from(input.c & 7));
            septet_number_parse_batch(
                data, len, offsets, count, region, region_len, flags, found, results, e,
            )
        });
        assert_eq!(results[count], UNTOUCHED);
    }
    unsafe { septet_text_options_free(&mut options) };
}

/// Handles that never change, made once; threads may share them.
struct Shared(*mut septet_vendor, *mut septet_card, *mut septet_preflight);
unsafe impl Send for Shared {}
unsafe impl Sync for Shared {}

fn shared(choice: u8) -> &'static Shared {
    static SHARED: OnceLock<Vec<Shared>> = OnceLock::new();
    const CARD: &str = "#! format = septet-ratecard/1\n#! id = mine\n#! currency = EUR\n\
        record,id,country,price,tier_from\nrate,r1,UG,0.05,\nrate,r2,UG,0.03,2\nrate,g,GB,0.01,\n";
    let all = SHARED.get_or_init(|| {
        let vendors = ["msgine", "msegat", "macksms", "msmpusher"].iter().map(|id| {
            let (mut vendor, mut card, mut preflight) = (null_mut(), null_mut(), null_mut());
            let (data, len) = of(id.as_bytes());
            let result = checked(|e| unsafe { septet_vendor_builtin(data, len, &mut vendor, e) });
            assert_eq!(result, SEPTET_OK);
            let (name, (data, len)) = (of(b"card.csv"), of(CARD.as_bytes()));
            let result =
                checked(|e| unsafe { septet_card_load(name.0, name.1, data, len, &mut card, e) });
            assert_eq!(result, SEPTET_OK);
            let cards = [card.cast_const()];
            let result = checked(|e| unsafe {
                septet_preflight_new(
                    vendor,
                    cards.as_ptr(),
                    1,
                    null(),
                    0,
                    null(),
                    0,
                    &mut preflight,
                    e,
                )
            });
            assert_eq!(result, SEPTET_OK);
            Shared(vendor, card, preflight)
        });
        vendors.collect()
    });
    &all[usize::from(choice) % all.len()]
}

fn answers(input: &Input<'_>) {
    let Shared(vendor, ..) = *shared(input.b);
    let (text, len) = input.text();
    let mut decoded = null_mut();
    let status = u16::from(input.a) * 3;
    let after = i64::from(input.c as i8);
    let result = checked(|e| unsafe {
        septet_body_decode(vendor, text, len, status, after, &mut decoded, e)
    });
    assert_eq!(decoded.is_null(), result != SEPTET_OK);
    let (mut count, mut is_list, mut malformed) = (0, false, false);
    checked(|e| unsafe {
        septet_decoded_shape(decoded, &mut count, &mut is_list, &mut malformed, e)
    });
    for index in 0..=count {
        let mut answer = core::mem::MaybeUninit::<septet_answer>::uninit();
        let result =
            checked(|e| unsafe { septet_decoded_answer(decoded, index, answer.as_mut_ptr(), e) });
        assert_eq!(result == SEPTET_OK, index < count);
        if result == SEPTET_OK {
            let answer = unsafe { answer.assume_init() };
            outcome(&answer.outcome);
            for text in [answer.code, answer.group, answer.name, answer.text, answer.detail] {
                read(text);
            }
            for recipient in 0..=answer.recipient_count {
                let mut text = NOTHING;
                let result = checked(|e| unsafe {
                    septet_decoded_recipient(decoded, index, recipient, &mut text, e)
                });
                assert_eq!(result == SEPTET_OK, recipient < answer.recipient_count);
                read(text);
            }
        }
    }
    unsafe { septet_decoded_free(&mut decoded) };
    assert!(decoded.is_null());

    let mut receipt = core::mem::MaybeUninit::<septet_receipt>::uninit();
    let (id, (text, len)) = input.two();
    let result = checked(|e| unsafe {
        let (state, receipt) = (i32::from(input.c as i8), receipt.as_mut_ptr());
        septet_receipt_decode(vendor, text, len, state, id.0, id.1, receipt, e)
    });
    if result == SEPTET_OK {
        let receipt = unsafe { receipt.assume_init() };
        outcome(&receipt.outcome);
        // slices of what was given, octets as they are
        let given = [id, (text, len)].map(|(data, len)| data.addr()..=data.addr() + len);
        for part in [receipt.id, receipt.stat, receipt.err, receipt.text] {
            let (start, end) = (part.data.addr(), part.data.addr() + part.len);
            assert!(start == 0 || given.iter().any(|r| r.contains(&start) && r.contains(&end)));
        }
    }
}

fn outcome(found: &septet_outcome) {
    for word in [
        septet_state_word(found.state),
        septet_cause_word(found.cause),
        septet_retry_word(found.retry),
        septet_actor_word(found.actor),
        septet_billable_word(found.billable),
        septet_certainty_word(found.certainty),
        septet_scope_word(found.scope),
    ] {
        assert!(read(word).is_some_and(|word| !word.is_empty()));
    }
    assert!((-1..=1).contains(&found.is_final) && (-1..=1).contains(&found.success));
}

fn outcomes(input: &Input<'_>) {
    let Shared(vendor, ..) = *shared(input.b);
    let (group, (code, len)) = input.two();
    let mut events = Vec::new();
    let mut keep = |result: septet_result, found: core::mem::MaybeUninit<septet_outcome>| {
        if result == SEPTET_OK {
            let found = unsafe { found.assume_init() };
            outcome(&found);
            events.push(found);
        }
    };
    let mut found = core::mem::MaybeUninit::uninit();
    let result = checked(|e| unsafe {
        septet_status_decode(vendor, code, len, group.0, group.1, null(), 0, found.as_mut_ptr(), e)
    });
    keep(result, found);
    let mut found = core::mem::MaybeUninit::uninit();
    let status = u16::from_le_bytes([input.a, input.c]);
    let result =
        checked(|e| unsafe { septet_http_decode(vendor, status, -1, found.as_mut_ptr(), e) });
    keep(result, found);
    let mut found = core::mem::MaybeUninit::uninit();
    let result = checked(|e| unsafe {
        septet_standard_decode(group.0, group.1, code, len, found.as_mut_ptr(), e)
    });
    keep(result, found);
    // numbers that are words of no outcome, too
    if let Some(first) = events.first().copied() {
        events.push(septet_outcome { state: input.c, cause: input.a, ..first });
    }
    for merge in [septet_outcomes_merge, septet_segment_outcomes_merge] {
        let mut found = core::mem::MaybeUninit::uninit();
        let result =
            checked(|e| unsafe { merge(events.as_ptr(), events.len(), found.as_mut_ptr(), e) });
        if result == SEPTET_OK {
            outcome(unsafe { found.assume_init_ref() });
        }
    }
    let mut check = core::mem::MaybeUninit::<septet_sender_check>::uninit();
    let (text, len) = input.text();
    let traffic = u32::from(input.a % 5);
    let result = checked(|e| unsafe {
        septet_sender_check_by(vendor, text, len, traffic, check.as_mut_ptr(), e)
    });
    if result == SEPTET_OK {
        assert!(read(unsafe { check.assume_init() }.verdict).is_some());
    }
}

/// Cards and profiles from any octets.
fn files(input: &Input<'_>) {
    const NAMES: [&[u8]; 4] = [b"card.csv", b"card.json", b"card.toml", b"card"];
    let (text, len) = input.text();
    let (name, name_len) = of(NAMES[usize::from(input.a) % NAMES.len()]);
    let mut card = null_mut();
    let result = checked(|e| unsafe { septet_card_load(name, name_len, text, len, &mut card, e) });
    assert_eq!(card.is_null(), result != SEPTET_OK);
    assert_eq!(read(unsafe { septet_card_id(card) }).is_some(), result == SEPTET_OK);
    unsafe { septet_card_free(&mut card) };
    let mut vendor = null_mut();
    let format = u32::from(input.b % 3);
    let result = checked(|e| unsafe { septet_vendor_load(text, len, format, &mut vendor, e) });
    assert_eq!(vendor.is_null(), result != SEPTET_OK);
    assert_eq!(read(unsafe { septet_vendor_id(vendor) }).is_some(), result == SEPTET_OK);
    unsafe { septet_vendor_free(&mut vendor) };
    unsafe { septet_vendor_free(null_mut()) };
}
