//! The file of differences: one line each.

use std::io::Write as _;

use septet::E164;
use septet::money::{Amount, Currency};
use septet::number::NumberForm;
use septet::preflight::RowRef;

use super::Difference;
use crate::rows::{RowsOptions, push_field};

/// The columns, in order; `text` only where it was asked for.
const COLUMNS: [&str; 15] = [
    "sent_row",
    "sent_line",
    "bill_row",
    "bill_line",
    "id",
    "number",
    "status",
    "expected_parts",
    "billed_parts",
    "expected",
    "billed",
    "difference",
    "currency",
    "reasons",
    "rate",
];

/// What is known of a sent message besides its difference.
pub(super) struct Sent<'a> {
    pub(super) id: &'a str,
    pub(super) number: Option<E164>,
    pub(super) text: &'a str,
}

pub(super) fn header(options: &RowsOptions) -> String {
    let mut header = COLUMNS.join(",");
    header.push_str(if options.with_text { ",text\n" } else { "\n" });
    header
}

pub(super) fn push(
    out: &mut Vec<u8>,
    options: &RowsOptions,
    difference: &Difference,
    sent: Option<&Sent<'_>>,
    currency: Currency,
) {
    push_place(out, difference.sent);
    push_place(out, difference.billed);
    push_field(out, sent.map_or("", |sent| sent.id));
    out.push(b',');
    match sent.and_then(|sent| sent.number).filter(|_| options.with_numbers) {
        Some(number) => out.extend_from_slice(number.in_form(NumberForm::Plus).as_bytes()),
        None => {
            if let Some(last) = difference.last_digits {
                let _ = write!(out, "****{last:04}");
            }
        }
    }
    let status = difference.status.map_or("", |status| status.as_str());
    let _ = write!(out, ",{status},");
    push_number(out, difference.expected_parts);
    push_number(out, difference.billed_parts);
    push_number(out, difference.expected);
    push_number(out, difference.price);
    push_number::<Amount>(out, difference.money);
    let _ = write!(out, "{},{},", currency.as_str(), difference.reasons);
    push_field(out, difference.rate.as_deref().unwrap_or_default());
    if options.with_text {
        out.push(b',');
        options.push_text(out, sent.map_or("", |sent| sent.text));
    }
    out.push(b'\n');
}

fn push_place(out: &mut Vec<u8>, place: Option<RowRef>) {
    push_number(out, place.map(|at| at.row));
    push_number(out, place.map(|at| at.line));
}

fn push_number<T: std::fmt::Display>(out: &mut Vec<u8>, number: Option<T>) {
    if let Some(number) = number {
        let _ = write!(out, "{number}");
    }
    out.push(b',');
}
