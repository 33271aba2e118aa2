//! The rows file: one line per row of the campaign, with its verdict.

use std::io::Write as _;

use septet::money::Currency;
use septet::number::NumberForm;
use septet::preflight::{RowRef, Session, Verdict};

use crate::input::RowFault;

/// What a rows file shows besides verdicts. Nothing that tells who gets what, unless asked.
#[derive(Clone, Copy, Debug, Default)]
pub struct RowsOptions {
    /// Numbers in full; otherwise their last four digits.
    pub with_numbers: bool,
    /// The texts.
    pub with_text: bool,
    /// Texts that a spreadsheet would take for a formula get a `'` in front.
    pub spreadsheet: bool,
}

/// The columns, in order; `text` only where it was asked for.
pub const COLUMNS: [&str; 16] = [
    "row", "line", "status", "number", "country", "encoding", "units", "segments", "sender",
    "rate", "currency", "cost", "cost_min", "cost_max", "findings", "error",
];

impl RowsOptions {
    /// The header line.
    pub fn header(&self) -> String {
        let mut header = COLUMNS.join(",");
        if self.with_text {
            header.push_str(",text");
        }
        header.push('\n');
        header
    }

    /// Appends the line of a row that was judged.
    pub fn push(
        &self,
        out: &mut Vec<u8>,
        at: RowRef,
        verdict: &Verdict,
        session: &Session<'_>,
        text: &str,
    ) {
        let _ = write!(out, "{},{},{},", at.row, at.line, verdict.status);
        if let Some(number) = verdict.recipient.number {
            let text = number.in_form(NumberForm::Plus);
            if self.with_numbers {
                out.extend_from_slice(text.as_bytes());
            } else {
                let (hidden, shown) = text.split_at(text.len() - 4);
                out.extend(hidden.bytes().map(|_| b'*'));
                out.extend_from_slice(shown.as_bytes());
            }
        }
        out.push(b',');
        if let Some(region) = verdict.recipient.region {
            out.extend_from_slice(region.as_str().as_bytes());
        }
        let found = &verdict.text;
        let _ = write!(out, ",{},{},{},", found.encoding.as_str(), found.units, found.segments);
        if let Some(sender) = verdict.sender {
            out.extend_from_slice(sender.as_str().as_bytes());
        }
        out.push(b',');
        self.push_text(out, session.rate_id(verdict).unwrap_or_default());
        match (verdict.cost, session.currency(verdict)) {
            (Some(cost), Some(currency)) => {
                let _ = write!(
                    out,
                    ",{},{},{},{},",
                    Currency::as_str(&currency),
                    cost.expected,
                    cost.min,
                    cost.max
                );
            }
            _ => out.extend_from_slice(b",,,,,"),
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
        if self.with_text {
            out.push(b',');
            self.push_text(out, text);
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
        out.extend_from_slice(if self.with_text { b",\n" } else { b"\n" });
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
