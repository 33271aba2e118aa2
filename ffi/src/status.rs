//! What a vendor's answer means.

use core::ffi::c_char;

use septet::error::{Error, ErrorKind};
use septet::status::{
    self, Actor, Billable, Cause, Certainty, Http, Receipt, ReceiptRules, ReceiptTlvs, Retry,
    Rules, Scope, Standard, State,
};

use crate::error::{septet_error, septet_result, septet_str};
use crate::guard::{guard, guard_silent};
use crate::number::{copy, invalid};
use crate::pointer::{self, Out};
use crate::vendor::septet_vendor;

/// One answer of a vendor, understood. Numbers are those of SEPTET_STATE_..., SEPTET_CAUSE_... and
/// so on: see septet_state_word and its kin for the words.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct septet_outcome {
    /// Whether the vendor's code is listed. What is not listed is never guessed.
    pub recognized: bool,
    /// Whether later news can no longer change the state: 1 yes, 0 no, -1 not known.
    pub is_final: i8,
    /// Whether it went well: 1 yes, 0 no, -1 pending or not known.
    pub success: i8,
    /// What the answer speaks about: SEPTET_SCOPE_....
    pub scope: u8,
    /// What is known of the message: SEPTET_STATE_....
    pub state: u8,
    /// Why: SEPTET_CAUSE_....
    pub cause: u8,
    /// Whether the same may be tried again: SEPTET_RETRY_....
    pub retry: u8,
    /// Who must act: SEPTET_ACTOR_....
    pub actor: u8,
    /// Whether the vendor charges for it: SEPTET_BILLABLE_....
    pub billable: u8,
    /// Whether this reading may be relied upon: SEPTET_CERTAINTY_....
    pub certainty: u8,
    /// Seconds to wait before trying again; -1 where there are none.
    pub backoff_s: i64,
}

impl From<status::Outcome> for septet_outcome {
    fn from(outcome: status::Outcome) -> septet_outcome {
        let three = |known: Option<bool>| known.map_or(-1, i8::from);
        septet_outcome {
            recognized: outcome.recognized,
            is_final: three(outcome.is_final),
            success: three(outcome.success),
            scope: outcome.scope.number(),
            state: outcome.state.number(),
            cause: outcome.cause.number(),
            retry: outcome.retry.number(),
            actor: outcome.actor.number(),
            billable: outcome.billable.number(),
            certainty: outcome.certainty.number(),
            backoff_s: outcome.backoff_s.map_or(-1, i64::from),
        }
    }
}

fn word(known: Option<&'static str>) -> septet_str {
    known.map_or(septet_str::NONE, septet_str::of)
}

/// The word of a SEPTET_STATE_..., such as "delivered"; NULL for another number.
#[unsafe(no_mangle)]
pub extern "C" fn septet_state_word(state: u8) -> septet_str {
    word(State::from_number(state).map(State::as_str))
}

/// The word of a SEPTET_CAUSE_...; NULL for another number.
#[unsafe(no_mangle)]
pub extern "C" fn septet_cause_word(cause: u8) -> septet_str {
    word(Cause::from_number(cause).map(Cause::as_str))
}

/// The word of a SEPTET_RETRY_...; NULL for another number.
#[unsafe(no_mangle)]
pub extern "C" fn septet_retry_word(retry: u8) -> septet_str {
    word(Retry::from_number(retry).map(Retry::as_str))
}

/// The word of a SEPTET_ACTOR_...; NULL for another number.
#[unsafe(no_mangle)]
pub extern "C" fn septet_actor_word(actor: u8) -> septet_str {
    word(Actor::from_number(actor).map(Actor::as_str))
}

/// The word of a SEPTET_BILLABLE_...; NULL for another number.
#[unsafe(no_mangle)]
pub extern "C" fn septet_billable_word(billable: u8) -> septet_str {
    word(Billable::from_number(billable).map(Billable::as_str))
}

/// The word of a SEPTET_CERTAINTY_...; NULL for another number.
#[unsafe(no_mangle)]
pub extern "C" fn septet_certainty_word(certainty: u8) -> septet_str {
    word(Certainty::from_number(certainty).map(Certainty::as_str))
}

/// The word of a SEPTET_SCOPE_...; NULL for another number.
#[unsafe(no_mangle)]
pub extern "C" fn septet_scope_word(scope: u8) -> septet_str {
    word(Scope::from_number(scope).map(Scope::as_str))
}

/// What a vendor's status code means. `group` only where the vendor has groups, else (NULL, 0);
/// `table` names one of its tables, (NULL, 0) the first. Does not allocate.
///
/// A code that is not listed is an outcome, not an error. Errors: table_unknown.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn septet_status_decode(
    vendor: *const septet_vendor,
    code: *const c_char,
    code_len: usize,
    group: *const c_char,
    group_len: usize,
    table: *const c_char,
    table_len: usize,
    outcome: *mut septet_outcome,
    error: *mut septet_error,
) -> septet_result {
    answer(outcome, error, || {
        // SAFETY: the caller keeps the header's contract.
        let rules = unsafe { rules(vendor) }?;
        let code = unsafe { pointer::text("code", code, code_len) }?;
        let table = unsafe { pointer::text("table", table, table_len) }?;
        let group = match group.is_null() {
            true => None,
            false => Some(unsafe { pointer::text("group", group, group_len) }?),
        };
        let reading = match table {
            "" => rules.code(group, code),
            name => {
                let unknown = || table_unknown("name one of the vendor's tables", name);
                rules.code_in(rules.table(name).ok_or_else(unknown)?, group, code)
            }
        };
        Ok(reading.outcome)
    })
}

/// Runs the body of a function whose result is an outcome.
pub(crate) fn answer(
    outcome: *mut septet_outcome,
    error: *mut septet_error,
    body: impl FnOnce() -> Result<status::Outcome, Error>,
) -> septet_result {
    guard(error, || {
        // SAFETY: the caller keeps the header's contract.
        let out = unsafe { Out::new("outcome", outcome) }?;
        out.write(body()?.into());
        Ok(())
    })
}

/// The rules by which a vendor's answers are read.
///
/// # Safety
/// As for [`pointer::reference`].
unsafe fn rules<'a>(vendor: *const septet_vendor) -> Result<&'a Rules, Error> {
    // SAFETY: as the caller of this function promises.
    Ok(unsafe { pointer::reference("vendor", vendor) }?.vendor.status())
}

/// What a key of a standard's table means, such as "smpp.command_status" and "88".
///
/// A key that is not listed is an outcome, not an error. Errors: table_unknown and its kin.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn septet_standard_decode(
    table: *const c_char,
    table_len: usize,
    key: *const c_char,
    key_len: usize,
    outcome: *mut septet_outcome,
    error: *mut septet_error,
) -> septet_result {
    answer(outcome, error, || {
        // SAFETY: the caller keeps the header's contract.
        let table = unsafe { pointer::text("table", table, table_len) }?;
        let key = unsafe { pointer::text("key", key, key_len) }?;
        let unknown = || table_unknown("name a table such as smpp.command_status", table);
        let (file, name) = table.split_once('.').ok_or_else(unknown)?;
        let rows = Standard::shared(file)?.table(name).ok_or_else(unknown)?;
        Ok(rows.get(key).map_or(status::Outcome::UNLISTED, status::Row::outcome))
    })
}

fn table_unknown(message: &str, name: &str) -> Error {
    Error::new(ErrorKind::TableUnknown, message).with_field("table").with_value(name)
}

/// What HTTP says; `status` 0 and `retry_after_s` -1 for not given.
fn http(status: u16, retry_after_s: i64) -> Result<Http, Error> {
    let retry_after_s = match retry_after_s {
        -1 => None,
        seconds => Some(u32::try_from(seconds).map_err(|_| {
            invalid("retry_after_s", seconds, "use seconds, 0 to 4294967295, or -1 for none")
        })?),
    };
    Ok(Http { status: (status != 0).then_some(status), retry_after_s })
}

/// What an HTTP status means for a vendor when there is no body to read; `retry_after_s` -1 where
/// the answer has no Retry-After. A status that the vendor does not speak of is an outcome, not an
/// error. Errors: invalid_option for seconds that cannot be.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn septet_http_decode(
    vendor: *const septet_vendor,
    status: u16,
    retry_after_s: i64,
    outcome: *mut septet_outcome,
    error: *mut septet_error,
) -> septet_result {
    answer(outcome, error, || {
        // SAFETY: the caller keeps the header's contract.
        let rules = unsafe { rules(vendor) }?;
        Ok(rules.http(http(status, retry_after_s)?))
    })
}

/// A body, understood: a handle. It keeps what it says, not the body.
pub struct septet_decoded {
    answers: Vec<Owned>,
    is_list: bool,
    malformed: bool,
}

struct Owned {
    outcome: status::Outcome,
    /// In the order of the fields of `septet_answer`.
    texts: [Option<String>; 11],
    to: Vec<String>,
}

/// One answer in a body: the outcome, and what else the vendor says, as it is spelled. Texts live
/// as long as the handle; NULL where the vendor says nothing.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct septet_answer {
    /// What it means.
    pub outcome: septet_outcome,
    /// The vendor's code.
    pub code: septet_str,
    /// The group of that code.
    pub group: septet_str,
    /// The vendor's word for it.
    pub name: septet_str,
    /// The vendor's sentence.
    pub description: septet_str,
    /// Further data, as JSON.
    pub detail: septet_str,
    /// The vendor's id of the message.
    pub reference: septet_str,
    /// The message.
    pub text: septet_str,
    /// What it cost, in the vendor's digits.
    pub cost: septet_str,
    /// The currency of the amounts.
    pub currency: septet_str,
    /// What is left.
    pub balance: septet_str,
    /// What would have been needed.
    pub required: septet_str,
    /// How many recipients it names: see septet_decoded_recipient.
    pub recipient_count: usize,
}

/// Reads the body of an answer or a webhook. `http_status` 0 and `retry_after_s` -1 for not given.
///
/// A body that cannot be read is an outcome, not an error.
/// Ownership: free the handle with septet_decoded_free; the vendor may be freed before. Errors:
/// invalid_option for seconds that cannot be.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn septet_body_decode(
    vendor: *const septet_vendor,
    body: *const c_char,
    body_len: usize,
    http_status: u16,
    retry_after_s: i64,
    decoded: *mut *mut septet_decoded,
    error: *mut septet_error,
) -> septet_result {
    guard(error, || {
        // SAFETY: the caller keeps the header's contract.
        let out = unsafe { Out::handle("decoded", decoded) }?;
        let rules = unsafe { rules(vendor) }?;
        let body = unsafe { pointer::octets("body", body.cast(), body_len) }?;
        let found = rules.body(body, http(http_status, retry_after_s)?);
        let answers = found.answers.into_iter().map(|answer| Owned {
            outcome: answer.outcome,
            texts: [
                answer.code,
                answer.group,
                answer.name,
                answer.description,
                answer.detail,
                answer.reference,
                answer.text,
                answer.cost,
                answer.currency,
                answer.balance,
                answer.required,
            ]
            .map(|text| text.map(Into::into)),
            to: answer.to.into_iter().map(Into::into).collect(),
        });
        let (is_list, malformed) = (found.is_list, found.malformed);
        let made = septet_decoded { answers: answers.collect(), is_list, malformed };
        out.write(Box::into_raw(Box::new(made)));
        Ok(())
    })
}

/// Frees a decoded body and sets the handle to NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn septet_decoded_free(decoded: *mut *mut septet_decoded) {
    // SAFETY: the caller keeps the header's contract.
    guard_silent(|| unsafe { pointer::free(decoded) });
}

/// How many answers a body holds, whether it is a list (be it of one or none), and whether it
/// could not be read as what it should be. Errors: none of its own.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn septet_decoded_shape(
    decoded: *const septet_decoded,
    count: *mut usize,
    is_list: *mut bool,
    malformed: *mut bool,
    error: *mut septet_error,
) -> septet_result {
    guard(error, || {
        // SAFETY: the caller keeps the header's contract.
        let decoded = unsafe { pointer::reference("decoded", decoded) }?;
        let (count, is_list, malformed) = unsafe {
            (
                Out::new("count", count)?,
                Out::new("is_list", is_list)?,
                Out::new("malformed", malformed)?,
            )
        };
        count.write(decoded.answers.len());
        is_list.write(decoded.is_list);
        malformed.write(decoded.malformed);
        Ok(())
    })
}

/// One answer of a body, from 0. Errors: invalid_option for an index beyond the last.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn septet_decoded_answer(
    decoded: *const septet_decoded,
    index: usize,
    answer: *mut septet_answer,
    error: *mut septet_error,
) -> septet_result {
    guard(error, || {
        // SAFETY: the caller keeps the header's contract.
        let decoded = unsafe { pointer::reference("decoded", decoded) }?;
        let out = unsafe { Out::new("answer", answer) }?;
        let found = decoded.answers.get(index).ok_or_else(|| beyond("index", index))?;
        let text = |at: usize| found.texts[at].as_deref().map_or(septet_str::NONE, septet_str::of);
        out.write(septet_answer {
            outcome: found.outcome.into(),
            code: text(0),
            group: text(1),
            name: text(2),
            description: text(3),
            detail: text(4),
            reference: text(5),
            text: text(6),
            cost: text(7),
            currency: text(8),
            balance: text(9),
            required: text(10),
            recipient_count: found.to.len(),
        });
        Ok(())
    })
}

/// One recipient of an answer, both from 0. Errors: invalid_option for an index beyond the last.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn septet_decoded_recipient(
    decoded: *const septet_decoded,
    index: usize,
    recipient_index: usize,
    recipient: *mut septet_str,
    error: *mut septet_error,
) -> septet_result {
    guard(error, || {
        // SAFETY: the caller keeps the header's contract.
        let decoded = unsafe { pointer::reference("decoded", decoded) }?;
        let out = unsafe { Out::new("recipient", recipient) }?;
        let found = decoded.answers.get(index).ok_or_else(|| beyond("index", index))?;
        let to = found.to.get(recipient_index);
        out.write(septet_str::of(to.ok_or_else(|| beyond("recipient_index", recipient_index))?));
        Ok(())
    })
}

fn beyond(field: &str, index: usize) -> Error {
    invalid(field, index, "there are not that many")
}

/// A delivery receipt. Texts are parts of the receipt that was given, and NULL where a field is
/// absent or empty; they need not be UTF-8.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct septet_receipt {
    /// What it means.
    pub outcome: septet_outcome,
    /// The message's id; that of the optional parameter wins.
    pub id: septet_str,
    /// The state as a word.
    pub stat: septet_str,
    /// A code of the vendor's own.
    pub err: septet_str,
    /// How many messages were submitted.
    pub sub: septet_str,
    /// How many of them were delivered.
    pub dlvrd: septet_str,
    /// The first characters of the message.
    pub text: septet_str,
    /// When it was submitted: "YYYY-MM-DDThh:mm:ss", local; empty where not said.
    pub submit_date: [c_char; 20],
    /// When it came to this state: "YYYY-MM-DDThh:mm:ss", local; empty where not said.
    pub done_date: [c_char; 20],
    /// Minutes east of UTC of the dates; of no meaning unless `has_offset`.
    pub offset_min: i16,
    /// Whether `offset_min` is known.
    pub has_offset: bool,
    /// Whether a date was left out because its digits are two different dates.
    pub ambiguous_date: bool,
}

/// Reads an SMPP delivery receipt by a vendor's rules; by the standard's when `vendor` is NULL.
///
/// The optional parameters win over the text: `message_state` -1, `message_id` (NULL, 0) for not
/// given. A receipt that cannot be read is an outcome, not an error. Errors: invalid_option.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn septet_receipt_decode(
    vendor: *const septet_vendor,
    text: *const c_char,
    text_len: usize,
    message_state: i32,
    message_id: *const c_char,
    message_id_len: usize,
    receipt: *mut septet_receipt,
    error: *mut septet_error,
) -> septet_result {
    guard(error, || {
        // SAFETY: the caller keeps the header's contract.
        let out = unsafe { Out::new("receipt", receipt) }?;
        let text = unsafe { pointer::octets("text", text.cast(), text_len) }?;
        let id = unsafe { pointer::octets("message_id", message_id.cast(), message_id_len) }?;
        let message_state = match message_state {
            -1 => None,
            state => Some(
                u8::try_from(state)
                    .map_err(|_| invalid("message_state", state, "use 0 to 255, or -1 for none"))?,
            ),
        };
        let tlvs = ReceiptTlvs {
            message_state,
            receipted_message_id: (!message_id.is_null()).then_some(id),
        };
        let standard;
        let receipt_rules = if vendor.is_null() {
            standard = ReceiptRules::standard()?;
            &standard
        } else {
            unsafe { rules(vendor) }?.receipt()
        };
        let (outcome, fields) = receipt_rules.decode(text, tlvs);
        out.write(made(outcome, &fields));
        Ok(())
    })
}

fn made(outcome: status::Outcome, fields: &Receipt<'_>) -> septet_receipt {
    let part = |octets: Option<&[u8]>| {
        octets.map_or(septet_str::NONE, |o| septet_str { data: o.as_ptr().cast(), len: o.len() })
    };
    let date = |date: Option<status::ReceiptDate>| {
        let mut text = [0; 20];
        if let Some(date) = date {
            copy(&mut text, &date.to_string());
        }
        text
    };
    septet_receipt {
        outcome: outcome.into(),
        id: part(fields.id),
        stat: part(fields.stat),
        err: part(fields.err),
        sub: part(fields.sub),
        dlvrd: part(fields.dlvrd),
        text: part(fields.text),
        submit_date: date(fields.submit_date),
        done_date: date(fields.done_date),
        offset_min: fields.offset_min.unwrap_or(0),
        has_offset: fields.offset_min.is_some(),
        ambiguous_date: fields.ambiguous_date,
    }
}
