//! Campaigns rated by what is known of them without their texts.

use core::ffi::c_char;

use septet::cost::campaign_text_under;

use crate::error::{septet_error, septet_result};
use crate::guard::guard;
use crate::output::Buffer;
use crate::pointer;
use crate::vendor::{cards, septet_card};

/// Rates messages by number, country, network and segments, where their texts are not known: a
/// record in, its answer out, both JSON, the same as `septet rate --jsonl` and Python's `rate` read
/// and write, but for the cards, which are `card_count` handles here.
///
/// A record such as {"at": "2026-07-01", "messages": [{"to": "+256701521269", "country": "UG",
/// "segments": 2, "count": 100}], "balance": {"amount": "500", "currency": "USD"}}; of a message
/// also "card" (an id, with several cards), "mcc", "mnc", "direction", "sender_type", "traffic" and
/// "failed"; "options": {"units_before": {..}} says what graduated tiers have behind them, and with
/// {"explain": true} each message has an "explanation": rows, tiers and steps. No number is looked up:
/// a price by country needs "country". "at" may be absent where no card has dates.
///
/// The answer has messages, totals by currency, not_priced, complete, warnings, and balance where
/// the record has one; amounts are texts, exact. A message without a rate is counted in not_priced.
///
/// Threads: may share the cards. Errors: buffer_too_small; syntax with line and column;
/// field_unknown, count_invalid, time_required, card_unknown and so on, by name; overflow.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn septet_campaign_rate(
    cards: *const *const septet_card,
    card_count: usize,
    record: *const c_char,
    record_len: usize,
    buffer: *mut c_char,
    capacity: usize,
    length: *mut usize,
    error: *mut septet_error,
) -> septet_result {
    guard(error, || {
        // SAFETY: the caller keeps the header's contract.
        let buffer = unsafe { Buffer::new(buffer.cast::<u8>(), capacity, length) }?;
        let cards = unsafe { self::cards(cards, card_count) }?;
        let record = unsafe { pointer::text("record", record, record_len) }?;
        let cards = cards.iter().map(|card| card.card.clone()).collect();
        buffer.write(campaign_text_under(cards, record)?.as_bytes())
    })
}
