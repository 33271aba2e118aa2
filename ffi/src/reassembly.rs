//! Segments joined to messages.

use core::ffi::c_char;

use septet::reassembly::{Message, MessageId, Reassembly, Received};
use septet::user_data::{DataCoding, UserData};

use crate::error::{septet_error, septet_result, septet_str};
use crate::guard::{guard, guard_silent};
use crate::number::invalid;
use crate::octets::write;
use crate::output::Buffer;
use crate::pointer::{self, Out};
use crate::text::encoding_number;

/// Segments that wait for their others: a handle, used by one thread at a time. It has no timers:
/// the caller knows the time, and takes or drops what stays incomplete.
pub struct septet_reassembly {
    engine: Reassembly,
}

/// A message made of segments, complete or not: a handle. It never changes; threads may share it.
pub struct septet_joined {
    message: Message,
}

/// Begins to join.
///
/// Ownership: free the handle with septet_reassembly_free. Errors: none of its own.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn septet_reassembly_new(
    reassembly: *mut *mut septet_reassembly,
    error: *mut septet_error,
) -> septet_result {
    guard(error, || {
        // SAFETY: the caller keeps the header's contract.
        let out = unsafe { Out::handle("reassembly", reassembly) }?;
        out.write(Box::into_raw(Box::new(septet_reassembly { engine: Reassembly::new() })));
        Ok(())
    })
}

/// Frees what waits and sets the handle to NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn septet_reassembly_free(reassembly: *mut *mut septet_reassembly) {
    // SAFETY: the caller keeps the header's contract.
    guard_silent(|| unsafe { pointer::free(reassembly) });
}

/// Takes one segment of a sender: `octets` is TP-UD, `udl` TP-UDL, `dcs` TP-DCS, `udhi` whether a
/// header begins it. `*joined` is the message when this completes it, which is then forgotten; else
/// NULL.
///
/// A damaged header makes the segment a message of its own.
/// Ownership: free the message with septet_joined_free. Threads: one at a time.
/// Errors: compressed; the segment is not taken then.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn septet_reassembly_push(
    reassembly: *mut septet_reassembly,
    sender: *const c_char,
    sender_len: usize,
    octets: *const u8,
    octets_len: usize,
    udl: u8,
    dcs: u8,
    udhi: bool,
    joined: *mut *mut septet_joined,
    error: *mut septet_error,
) -> septet_result {
    guard(error, || {
        // SAFETY: the caller keeps the header's contract.
        let out = unsafe { Out::handle("joined", joined) }?;
        let sender = unsafe { pointer::text("sender", sender, sender_len) }?;
        let octets = unsafe { pointer::octets("octets", octets, octets_len) }?;
        let engine = &mut unsafe { pointer::exclusive("reassembly", reassembly) }?.engine;
        let segment = UserData::new(octets, udl, DataCoding::from_octet(dcs), udhi);
        if let Received::Complete(id) = engine.push(sender, segment)? {
            hand_out(engine, id, out);
        }
        Ok(())
    })
}

fn hand_out(engine: &mut Reassembly, id: MessageId, out: Out<*mut septet_joined>) {
    if let Some(message) = engine.take(id) {
        out.write(Box::into_raw(Box::new(septet_joined { message })));
    }
}

/// How many messages lack segments, and how many segments came twice and were dropped. Threads: one
/// at a time. Errors: none of its own.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn septet_reassembly_count(
    reassembly: *const septet_reassembly,
    incomplete: *mut usize,
    duplicates: *mut u64,
    error: *mut septet_error,
) -> septet_result {
    guard(error, || {
        // SAFETY: the caller keeps the header's contract.
        let engine = &unsafe { pointer::reference("reassembly", reassembly) }?.engine;
        let out = unsafe { Out::new("incomplete", incomplete) }?;
        unsafe { Out::new("duplicates", duplicates) }?.write(engine.duplicate_count());
        out.write(engine.messages().count());
        Ok(())
    })
}

/// Takes a message that lacks segments, and forgets it: by its place, from 0, in the order in which
/// they were first heard of. The places of those after it move up.
///
/// Ownership: free the message with septet_joined_free. Threads: one at a time.
/// Errors: invalid_option for a place beyond the last.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn septet_reassembly_take(
    reassembly: *mut septet_reassembly,
    index: usize,
    joined: *mut *mut septet_joined,
    error: *mut septet_error,
) -> septet_result {
    guard(error, || {
        // SAFETY: the caller keeps the header's contract.
        let out = unsafe { Out::handle("joined", joined) }?;
        let engine = &mut unsafe { pointer::exclusive("reassembly", reassembly) }?.engine;
        let id = engine.messages().map(|(id, _)| id).nth(index);
        let id = id.ok_or_else(|| invalid("index", index, "there are not that many"))?;
        hand_out(engine, id, out);
        Ok(())
    })
}

/// What is known of a message that was joined.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct septet_joined_info {
    /// The sender, as given with its segments; it lives as long as the message.
    pub sender: septet_str,
    /// SEPTET_ENCODING_...
    pub encoding: u32,
    /// Segments in all.
    pub segment_count: u8,
    /// How many of them have not come.
    pub missing_count: u8,
    /// Identifier of the locking shift table; 0 is the default alphabet.
    pub locking_id: u8,
    /// Identifier of the single shift table; 0 is the extension table.
    pub single_id: u8,
    /// Whether a segment names ports.
    pub has_ports: bool,
    /// The port it goes to; 0 without ports.
    pub destination_port: u16,
    /// The port it comes from; 0 without ports.
    pub source_port: u16,
}

/// What is known of a message. Errors: none of its own.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn septet_joined_inspect(
    joined: *const septet_joined,
    info: *mut septet_joined_info,
    error: *mut septet_error,
) -> septet_result {
    guard(error, || {
        // SAFETY: the caller keeps the header's contract.
        let message = &unsafe { pointer::reference("joined", joined) }?.message;
        let pair = message.languages();
        let ports = message.ports();
        unsafe { Out::new("info", info) }?.write(septet_joined_info {
            sender: septet_str::of(message.from()),
            encoding: encoding_number(message.encoding()),
            segment_count: message.segment_count(),
            missing_count: message.missing().count() as u8,
            locking_id: pair.locking_id(),
            single_id: pair.single_id(),
            has_ports: ports.is_some(),
            destination_port: ports.map_or(0, |ports| ports.destination),
            source_port: ports.map_or(0, |ports| ports.source),
        });
        Ok(())
    })
}

/// The places of segments that have not come, counted from 1: at most 255.
///
/// Errors: buffer_too_small.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn septet_joined_missing(
    joined: *const septet_joined,
    buffer: *mut u8,
    capacity: usize,
    length: *mut usize,
    error: *mut septet_error,
) -> septet_result {
    guard(error, || {
        // SAFETY: the caller keeps the header's contract.
        let buffer = unsafe { Buffer::new(buffer, capacity, length) }?;
        let message = &unsafe { pointer::reference("joined", joined) }?.message;
        buffer.write(&message.missing().collect::<Vec<_>>())
    })
}

/// The whole text as UTF-8, or the octets of 8-bit data, and `*is_data` is then true.
///
/// Errors: buffer_too_small; incomplete while segments are missing; those of
/// septet_user_data_decode.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn septet_joined_decode(
    joined: *const septet_joined,
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
        let message = &unsafe { pointer::reference("joined", joined) }?.message;
        write(message.decode()?, buffer, is_data)
    })
}

/// Frees a message and sets the handle to NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn septet_joined_free(joined: *mut *mut septet_joined) {
    // SAFETY: the caller keeps the header's contract.
    guard_silent(|| unsafe { pointer::free(joined) });
}
