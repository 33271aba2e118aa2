//! The audit as one JSON object, `septet.audit/1`.

use septet::Error;
use septet::money::Amount;
use septet::preflight::audit::Reason;
use septet::preflight::{RowRef, RowStatus};
use septet::version;
use serde_json::{Value, json};

use super::{Audit, Difference, Group, Unreadable};
use crate::inputs::InputFile;

/// The whole audit. Amounts are text, in the one currency that the object names; numbers are
/// masked; what is not known is null.
///
/// # Errors
/// `overflow`.
pub fn json(audit: &Audit, sent: &str, bill: &str) -> Result<Value, Error> {
    Ok(json!({
        "schema": "septet.audit/1",
        "engine": version::ENGINE,
        "metadata": version::METADATA,
        "unicode": version::unicode(),
        "inputs": audit.inputs.iter().map(InputFile::to_json).collect::<Vec<_>>(),
        "sent": {
            "name": sent,
            "rows": audit.sent_rows,
            "unreadable": audit.sent_unreadable,
            "status_unknown": audit.sent_status_unknown,
        },
        "bill": {
            "name": bill,
            "rows": audit.billed_rows,
            "unreadable": audit.billed_unreadable,
            "unreadable_lines": audit.unreadable_lines,
            "unreadable_cells": audit.unreadable_cells.iter().map(cell).collect::<Vec<Value>>(),
            "status_unknown": audit.billed_status_unknown,
        },
        "matched_by": audit.matched_by.as_str(),
        "currency": audit.currency.as_str(),
        "expected": text(audit.expected),
        "expected_unknown": audit.expected_unknown,
        "not_compared": {
            "count": audit.not_compared,
            "expected": text(audit.not_compared_expected),
        },
        "billed": text(audit.billed),
        "difference": text(audit.money()?),
        "agreed": audit.agreed,
        "in_several_rows": audit.in_several_rows,
        "within_open": { "count": audit.within_open, "money": text(audit.within_open_money) },
        "nothing_due": audit.nothing_due,
        "differing": audit.differing,
        "differences": audit.groups.iter().map(group).collect::<Vec<Value>>(),
    }))
}

fn cell((line, cell): &(u64, Unreadable)) -> Value {
    json!({ "line": line, "field": cell.field, "value": cell.value })
}

fn group(group: &Group) -> Value {
    json!({
        "reasons": words(group.reasons.iter()),
        "ambiguous": group.reasons.is_ambiguous(),
        "count": group.count,
        "money": text(group.money),
        "over": text(group.over),
        "under": text(group.under),
        "examples": group.examples.iter().map(difference).collect::<Vec<Value>>(),
    })
}

fn difference(difference: &Difference) -> Value {
    json!({
        "sent": difference.sent.map(place),
        "bill": difference.billed.map(place),
        "number": difference.last_digits.map(|last| format!("****{last:04}")),
        "status": difference.status.map(RowStatus::as_str),
        "expected_parts": difference.expected_parts,
        "billed_parts": difference.billed_parts,
        "expected": difference.expected.map(text),
        "billed": difference.price.map(text),
        "difference": difference.money.map(text),
        "reasons": words(difference.reasons.iter()),
        "rate": difference.rate,
    })
}

/// `["unknown"]` where there is none: an empty list would look like none was looked for.
fn words(reasons: impl Iterator<Item = Reason>) -> Vec<&'static str> {
    let words: Vec<&str> = reasons.map(Reason::as_str).collect();
    if words.is_empty() { vec!["unknown"] } else { words }
}

fn place(at: RowRef) -> Value {
    json!({ "row": at.row, "line": at.line })
}

fn text(amount: Amount) -> String {
    amount.to_string()
}
