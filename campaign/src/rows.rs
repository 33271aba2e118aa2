//! The rows file: one line per row of the campaign, with its verdict.

use std::io::Write as _;

use septet::E164;
use septet::money::Amount;
use septet::preflight::{Message, Range, RowRef, Session, Verdict};

use crate::input::RowFault;

/// What a rows file shows besides verdicts. Nothing that tells who gets what, unless asked.
#[derive(Clone, Copy, Debug, Default)]
pub struct RowsOptions {
    /// Numbers in full; otherwise their last four digits.
    pub with_numbers: bool,
    /// The texts.
    pub with_text: bool,
    /// Keys by which a message sent again is known; as private as the number.
    pub with_keys: bool,
    /// Texts that a spreadsheet would take for a formula get a `'` in front.
    pub spreadsheet: bool,
}

/// The columns, in order; behind them `idempotency_key` and `text`, where they were asked for.
pub const COLUMNS: [&str; 16] = [
    "row", "line", "status", "number", "country", "encoding", "units", "segments", "sender",
    "rate", "currency", "cost", "cost_min", "cost_max", "findings", "error",
];

impl RowsOptions {
    /// The header line.
    pub fn header(&self) -> String {
        let mut header = COLUMNS.join(",");
        if self.with_keys {
            header.push_str(",idempotency_key");
        }
        if self.with_text {
            header.push_str(",text");
        }
        header.push('\n');
        header
    }

    /// Appends the line of a row that was judged; `shared` is of this session and these options.
    pub fn push(
        &self,
        out: &mut Vec<u8>,
        at: RowRef,
        verdict: &Verdict,
        session: &Session<'_>,
        message: &Message<'_>,
        shared: &mut Lines,
    ) {
        let [status, place, tail] = shared.of(self, verdict, session);
        push_number(out, at.row);
        out.push(b',');
        push_number(out, at.line);
        out.extend_from_slice(status);
        if let Some(number) = verdict.recipient.number {
            push_recipient(out, number, self.with_numbers);
        }
        out.extend_from_slice(place);
        push_number(out, u64::from(verdict.text.units));
        out.extend_from_slice(tail);
        if self.with_keys {
            out.push(b',');
            if let Some(number) = verdict.recipient.number {
                let key = session.preflight().idempotency_key(message, number);
                let _ = write!(out, "{key}");
            }
        }
        if self.with_text {
            out.push(b',');
            self.push_text(out, message.text);
        }
        out.push(b'\n');
    }

    /// Appends the line of a row that could not be read.
    pub fn push_fault(&self, out: &mut Vec<u8>, at: RowRef, fault: RowFault) {
        let _ = write!(
            out,
            "{},{},unreadable,,,,,,,,,,,,row_unreadable,{}",
            at.row,
            at.line,
            fault.as_str()
        );
        out.extend([self.with_keys, self.with_text].into_iter().filter(|with| *with).map(|_| b','));
        out.push(b'\n');
    }

    /// Appends a text.
    pub(crate) fn push_text(&self, out: &mut Vec<u8>, text: &str) {
        if self.spreadsheet && text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
            push_field(out, &format!("'{text}"));
        } else {
            push_field(out, text);
        }
    }
}

/// What lines of one kind of messages share, which is all but row, line, number and units: written
/// once.
#[derive(Debug, Default)]
pub struct Lines {
    /// None before the first line; each at a place of its kind's own number.
    slots: Vec<Shared>,
}

#[derive(Clone, Debug, Default)]
struct Shared {
    kind: Option<u64>,
    /// Behind the line, behind the recipient, and behind the units.
    text: Vec<u8>,
    /// Where the first two end.
    ends: [usize; 2],
}

/// Kinds whose lines stand ready; a power of two.
const KIND_COUNT: usize = 1024;

impl Lines {
    /// The three pieces of a message just judged.
    fn of(
        &mut self,
        options: &RowsOptions,
        verdict: &Verdict,
        session: &Session<'_>,
    ) -> [&[u8]; 3] {
        if self.slots.is_empty() {
            self.slots.resize(KIND_COUNT, Shared::default());
        }
        let kind = session.kind();
        let slot = &mut self.slots[kind.unwrap_or(0) as usize % KIND_COUNT];
        if kind.is_none() || slot.kind != kind {
            slot.kind = kind;
            slot.write(options, verdict, session);
        }
        let [first, second] = slot.ends;
        [&slot.text[..first], &slot.text[first..second], &slot.text[second..]]
    }
}

impl Shared {
    fn write(&mut self, options: &RowsOptions, verdict: &Verdict, session: &Session<'_>) {
        let out = &mut self.text;
        out.clear();
        out.push(b',');
        out.extend_from_slice(verdict.status.as_str().as_bytes());
        out.push(b',');
        self.ends[0] = out.len();
        out.push(b',');
        if let Some(region) = verdict.recipient.region {
            out.extend_from_slice(region.as_str().as_bytes());
        }
        out.push(b',');
        out.extend_from_slice(verdict.text.encoding.as_str().as_bytes());
        out.push(b',');
        self.ends[1] = out.len();
        out.push(b',');
        push_number(out, u64::from(verdict.text.segments));
        out.push(b',');
        if let Some(sender) = verdict.sender {
            out.extend_from_slice(sender.as_str().as_bytes());
        }
        out.push(b',');
        options.push_text(out, session.rate_id(verdict).unwrap_or_default());
        match verdict.cost.zip(session.currency(verdict)) {
            Some((cost, currency)) => {
                out.push(b',');
                out.extend_from_slice(currency.as_str().as_bytes());
                push_costs(out, &cost);
                out.push(b',');
            }
            None => out.extend_from_slice(b",,,,,"),
        }
        for (index, code) in verdict.findings.iter().enumerate() {
            if index > 0 {
                out.push(b' ');
            }
            out.extend_from_slice(code.as_str().as_bytes());
        }
        out.push(b',');
        if let Some(error) = verdict.recipient.error {
            out.extend_from_slice(error.as_str().as_bytes());
        }
    }
}

/// Billionths of a unit of money.
const NANOS: u64 = 1_000_000_000;

/// Appends expected, least and most, each behind a comma; written out once where they are equal.
fn push_costs(out: &mut Vec<u8>, cost: &Range) {
    let start = out.len();
    out.push(b',');
    push_amount(out, cost.expected);
    let end = out.len();
    for amount in [cost.min, cost.max] {
        if amount == cost.expected {
            out.extend_from_within(start..end);
        } else {
            out.push(b',');
            push_amount(out, amount);
        }
    }
}

/// Appends a number with its plus, or a mask over all but its last four digits.
fn push_recipient(out: &mut Vec<u8>, number: E164, in_full: bool) {
    if in_full {
        out.push(b'+');
        push_number(out, number.key());
        return;
    }
    // the plus is masked too
    let hidden_count = number.digit_count().saturating_sub(4);
    out.extend_from_slice(&[b'*'; 1 + E164::MAX_DIGITS][..=hidden_count]);
    if hidden_count == 0 {
        return push_number(out, number.key());
    }
    let [first, last] = [number.key() / 100 % 100, number.key() % 100];
    let ([a, b], [c, d]) = (PAIRS[first as usize], PAIRS[last as usize]);
    out.extend_from_slice(&[a, b, c, d]);
}

/// Appends an amount as its `Display` does.
fn push_amount(out: &mut Vec<u8>, amount: Amount) {
    match u64::try_from(amount.nanos()) {
        Ok(nanos) => {
            push_number(out, nanos / NANOS);
            if nanos % NANOS > 0 {
                let digits = nanos % NANOS + NANOS; // a one in front keeps zeros
                let start = out.len();
                push_number(out, digits);
                out[start] = b'.';
                let kept = out.iter().rposition(|digit| *digit != b'0').map_or(0, |last| last + 1);
                out.truncate(kept);
            }
        }
        Err(_) => out.extend_from_slice(amount.to_string().as_bytes()),
    }
}

/// The digits of the numbers below 100.
const PAIRS: [[u8; 2]; 100] = {
    let mut pairs = [[0; 2]; 100];
    let mut number = 0;
    while number < pairs.len() {
        pairs[number] = [b'0' + number as u8 / 10, b'0' + number as u8 % 10];
        number += 1;
    }
    pairs
};

/// Appends a number in decimal digits, two at a time: millions of rows have several each.
fn push_number(out: &mut Vec<u8>, mut number: u64) {
    let mut digits = [0; 20];
    let mut start = digits.len();
    while number >= 10 {
        start -= 2;
        digits[start..start + 2].copy_from_slice(&PAIRS[(number % 100) as usize]);
        number /= 100;
    }
    // what is left is one digit, or nothing behind the first pair
    if number > 0 || start == digits.len() {
        start -= 1;
        digits[start] = b'0' + number as u8;
    }
    out.extend_from_slice(&digits[start..]);
}

/// Appends a field, in quotes where it needs them.
pub(crate) fn push_field(out: &mut Vec<u8>, field: &str) {
    if !field.bytes().any(|b| matches!(b, b',' | b'"' | b'\n' | b'\r')) {
        out.extend_from_slice(field.as_bytes());
        return;
    }
    out.push(b'"');
    for (index, piece) in field.split('"').enumerate() {
        if index > 0 {
            out.extend_from_slice(b"\"\"");
        }
        out.extend_from_slice(piece.as_bytes());
    }
    out.push(b'"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recipients_show_their_last_four_digits() {
        for (text, masked) in [
            ("+256700001234", "*********1234"),
            ("+123456789012345", "************2345"),
            ("+1234", "*1234"),
            ("+123", "*123"),
        ] {
            let mut out = Vec::new();
            push_recipient(&mut out, E164::parse(text).unwrap(), false);
            assert_eq!(out, masked.as_bytes());
            out.clear();
            push_recipient(&mut out, E164::parse(text).unwrap(), true);
            assert_eq!(out, text.as_bytes());
        }
    }

    #[test]
    fn numbers_and_amounts_are_written_as_they_are_shown() {
        for number in (0..1001).chain([9_999, 10_000, 1_234_567_890, u64::MAX]) {
            let mut out = b"x".to_vec();
            push_number(&mut out, number);
            assert_eq!(out, format!("x{number}").into_bytes());
        }
        let most = Amount::MAX.nanos();
        for nanos in
            [0, 1, 10, 28_500_000, 999_999_999, 1_000_000_000, 10_500_000_000, most, -1, -most]
        {
            let amount = Amount::from_nanos(nanos).unwrap();
            let mut out = b"0,".to_vec();
            push_amount(&mut out, amount);
            assert_eq!(out, format!("0,{amount}").into_bytes());
        }
    }
}
