//! What is published of senders by destination, in each form of the report.

use std::fmt::Write as _;

use septet::preflight::{AdvisedSenders, Report};
use serde_json::{Value, json};

use super::html::escaped;
use super::table::{Align, Table, grouped};

/// Destinations listed for a person; the rest is one line.
const LISTED: usize = 12;

pub(super) fn json(of: &AdvisedSenders) -> Value {
    json!({
        "sender_type": of.sender_type.as_str(),
        "prefix": of.advice.prefix,
        "countries": of.advice.countries,
        "support": of.support.as_str(),
        "note": of.advice.note,
        "source": of.advice.source,
        "as_of": of.advice.as_of.to_string(),
        "stale": of.is_stale,
        "messages": of.messages,
    })
}

pub(super) fn text(report: &Report, out: &mut String) {
    let Some(origin) = origin(report) else { return };
    out.push_str("\nsenders by destination, as one vendor publishes it\n");
    let mut table = Table::new([
        ("messages", Align::Right),
        ("sender", Align::Left),
        ("allowed", Align::Left),
        ("where", Align::Left),
        ("", Align::Left),
    ]);
    for of in report.sender_advice.iter().take(LISTED) {
        table.push([
            grouped(of.messages),
            of.sender_type.as_str().to_string(),
            of.support.as_str().to_string(),
            place(of),
            of.advice.note.to_string(),
        ]);
    }
    table.write(out);
    if let Some(rest) = report.sender_advice.len().checked_sub(LISTED).filter(|rest| *rest > 0) {
        let _ = writeln!(out, "  and {rest} more: --json has them all");
    }
    let _ = writeln!(out, "  {origin}");
}

/// Lines below the finding.
pub(super) fn html(report: &Report) -> String {
    let Some(origin) = origin(report) else { return String::new() };
    let mut out = String::new();
    for of in report.sender_advice.iter().take(LISTED) {
        let note = if of.advice.note.is_empty() { "" } else { ": " };
        let _ = write!(
            out,
            "<p>{}, {} senders: {}{note}{} ({} message{})</p>",
            escaped(&place(of)),
            escaped(&of.sender_type.as_str().replace('_', " ")),
            of.support.as_str(),
            escaped(of.advice.note),
            grouped(of.messages),
            if of.messages == 1 { "" } else { "s" },
        );
    }
    if report.sender_advice.len() > LISTED {
        let rest = report.sender_advice.len() - LISTED;
        let _ = write!(out, "<p>The JSON report has {rest} more.</p>");
    }
    let _ = write!(out, "<p class=\"soft\">{}</p>", escaped(&origin));
    out
}

/// `+254 Kenya`.
fn place(of: &AdvisedSenders) -> String {
    format!("+{} {}", of.advice.prefix, of.advice.countries.replace('|', ", "))
}

/// Who publishes it, when it was read, and whether that is long ago; none where there is nothing.
fn origin(report: &Report) -> Option<String> {
    let of = report.sender_advice.first()?;
    let age = match of.is_stale {
        Some(true) => "; older than a year",
        _ => "",
    };
    Some(format!("{}, {}{age}", of.advice.source, of.advice.as_of))
}
