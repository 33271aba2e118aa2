//! Passes over campaigns: messages judged one by one or by tables, and counted.

use core::ffi::c_char;
use std::sync::Arc;

use arrow_array::StructArray;
use septet_arrow::{ColumnNames, Pass};
use septet_campaign::inputs::InputFile;
use septet_campaign::part::{Part, Piece};

use crate::arrow::{ArrowArray, ArrowSchema, Call};
use crate::error::{septet_error, septet_result};
use crate::guard::{guard, guard_silent};
use crate::output::Buffer;
use crate::pointer::{self, Out};
use crate::preflight::{made, read_message, septet_message, septet_preflight, septet_verdict};
use crate::report::septet_report;

/// One pass over a campaign, or over a part of it: a handle, used by one thread at a time. Give
/// each thread a session of its own, save each as a part, and merge the parts.
pub struct septet_session {
    pass: Pass,
    rules: Vec<InputFile>,
}

/// Begins a pass. What only a whole file can tell, duplicates, floods, a balance and a budget, is
/// found by the command line.
///
/// Ownership: free the handle with septet_session_free; the preflight may be freed before. Errors:
/// overflow.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn septet_session_new(
    preflight: *const septet_preflight,
    session: *mut *mut septet_session,
    error: *mut septet_error,
) -> septet_result {
    guard(error, || {
        // SAFETY: the caller keeps the header's contract.
        let out = unsafe { Out::handle("session", session) }?;
        let preflight = unsafe { pointer::reference("preflight", preflight) }?;
        let pass = Pass::new(Arc::clone(&preflight.preflight), ColumnNames::default())?;
        out.write(Box::into_raw(Box::new(septet_session { pass, rules: preflight.rules() })));
        Ok(())
    })
}

/// Frees a session and sets the handle to NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn septet_session_free(session: *mut *mut septet_session) {
    // SAFETY: the caller keeps the header's contract.
    guard_silent(|| unsafe { pointer::free(session) });
}

/// Judges the next message, as septet_preflight_message, and counts it: tiers go on from the messages
/// before. `verdict` may be NULL.
///
/// Errors: those of septet_preflight_message; overflow. The message is not counted then.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn septet_session_message(
    session: *mut septet_session,
    message: *const septet_message,
    verdict: *mut septet_verdict,
    error: *mut septet_error,
) -> septet_result {
    guard(error, || {
        // SAFETY: the caller keeps the header's contract.
        let out = match verdict.is_null() {
            true => None,
            false => Some(unsafe { Out::new("verdict", verdict) }?),
        };
        let session = unsafe { pointer::exclusive("session", session) }?;
        let message = unsafe { read_message(message, session.pass.preflight()) }?;
        session.pass.message(|session, at| {
            let found = session.message(at, &message)?;
            if let Some(out) = out {
                out.write(made(session, &message, &found));
            }
            Ok(())
        })
    })
}

/// Judges the next messages, a table, as septet_preflight_arrow, and counts them: tiers go on from
/// the messages before.
///
/// Ownership: as for septet_count_arrow. Errors: column_type, column_missing, arrow_data, when nothing
/// was counted; overflow, after which the session is of no use.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn septet_session_arrow(
    session: *mut septet_session,
    array: *mut ArrowArray,
    schema: *const ArrowSchema,
    result: *mut ArrowArray,
    result_schema: *mut ArrowSchema,
    error: *mut septet_error,
) -> septet_result {
    guard(error, || {
        // SAFETY: the caller keeps the header's contract.
        let call = unsafe { Call::new(array, schema, result, result_schema) }?;
        let session = unsafe { pointer::exclusive("session", session) }?;
        call.run(|array| Ok(StructArray::from(session.pass.judge_array(array)?)))
    })
}

/// The report on what was counted so far; the session goes on. It costs as much as there are kinds
/// of messages, not messages: cheap enough for running totals.
///
/// Ownership: free the report with septet_report_free. Errors: overflow.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn septet_session_report(
    session: *const septet_session,
    report: *mut *mut septet_report,
    error: *mut septet_error,
) -> septet_result {
    guard(error, || {
        // SAFETY: the caller keeps the header's contract.
        let out = unsafe { Out::handle("report", report) }?;
        let session = unsafe { pointer::reference("session", session) }?;
        let totals = session.pass.running_totals()?;
        let preflight = Arc::clone(session.pass.preflight());
        let report = septet_report::of_rows(preflight, totals, session.rules.clone())?;
        out.write(Box::into_raw(Box::new(report)));
        Ok(())
    })
}

/// What was counted so far as a part of a campaign, as JSON (septet.part/1): to be stored, sent, and
/// merged by septet_parts_merge, `septet merge` or Python. It is read by the version that wrote it.
///
/// `index` is its place among the parts, from 0; `by_recipient` says that all messages to a recipient
/// stand in one part. Errors: buffer_too_small.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn septet_session_part(
    session: *const septet_session,
    index: u32,
    by_recipient: bool,
    buffer: *mut c_char,
    capacity: usize,
    length: *mut usize,
    error: *mut septet_error,
) -> septet_result {
    guard(error, || {
        // SAFETY: the caller keeps the header's contract.
        let buffer = unsafe { Buffer::new(buffer.cast::<u8>(), capacity, length) }?;
        let session = unsafe { pointer::reference("session", session) }?;
        let totals = session.pass.running_totals()?;
        let rows = totals.row_count();
        let piece = Piece { index, by_recipient, rows, lines: rows, ..Piece::default() };
        let part = Part::of(session.pass.preflight(), piece, session.rules.clone(), totals)?;
        buffer.write(part.to_text()?.as_bytes())
    })
}
