//! The audit as aligned text: totals first, then the differences with most money.

use std::fmt::Write as _;

use septet::Error;
use septet::money::Amount;
use septet::preflight::audit::{Reason, Reasons};

use super::{Audit, Difference, Group};
use crate::report::table::{Align, Table, counted, grouped};
use crate::report::{plain, sources};

/// Groups of which examples are shown.
const GROUPS_WITH_EXAMPLES: usize = 8;
/// Examples of each.
const EXAMPLES_SHOWN: usize = 3;

/// The audit for a person at a terminal.
///
/// # Errors
/// `overflow`.
pub fn text(audit: &Audit, sent: &str, bill: &str) -> Result<String, Error> {
    let mut out = String::new();
    let currency = audit.currency.as_str();
    let _ = writeln!(out, "sent       {sent}: {}", rows(audit.sent_rows, audit.sent_unreadable));
    let _ =
        writeln!(out, "bill       {bill}: {}", rows(audit.billed_rows, audit.billed_unreadable));
    if !audit.unreadable_lines.is_empty() {
        let lines: Vec<String> = audit.unreadable_lines.iter().map(|at| line(audit, *at)).collect();
        let more = audit.billed_unreadable > lines.len() as u64;
        let more = if more { ", …" } else { "" };
        let _ = writeln!(out, "           not readable at line {}{more}", lines.join(", "));
    }
    let _ = writeln!(out, "matched    by {}", audit.matched_by.sentence());
    let _ = write!(out, "expected   {} {currency}", plain(audit.expected));
    if audit.expected_unknown > 0 {
        let _ = write!(out, ", and {} without a known price", messages(audit.expected_unknown));
    }
    let _ = writeln!(out, "\nbilled     {} {currency}", plain(audit.billed));
    if audit.billed < Amount::ZERO {
        out.push_str(
            "           charges with a minus sign are credits, unless --charges-negative is given\n",
        );
    }
    let _ = writeln!(
        out,
        "difference {} {currency}, before rounding of the whole and tax",
        signed(audit.money()?)
    );
    let _ = write!(out, "agree      {}", messages(audit.agreed));
    if audit.in_several_rows > 0 {
        let _ = write!(out, ", {} of them in several rows", grouped(audit.in_several_rows));
    }
    out.push('\n');
    if audit.within_open > 0 {
        let _ = writeln!(
            out,
            "open       {} billed as rules or network leave open ({} {currency} against the likely price)",
            messages(audit.within_open),
            signed(audit.within_open_money)
        );
    }
    if audit.nothing_due > 0 {
        let _ = writeln!(
            out,
            "nothing    {} cost nothing or have no price, and are not billed",
            messages(audit.nothing_due)
        );
    }
    if audit.not_compared > 0 {
        let _ = writeln!(
            out,
            "aside      {} of {} {currency}, whose bill is in another currency or not readable",
            messages(audit.not_compared),
            plain(audit.not_compared_expected)
        );
    }
    let unknown = audit.sent_status_unknown + audit.billed_status_unknown;
    if unknown > 0 {
        let _ = writeln!(out, "states     {} not known: counted as sent", grouped(unknown));
    }
    differences(audit, &mut out);
    sources(&audit.inputs, &mut out);
    Ok(out)
}

/// A line of the bill, and what stands there, where one cell cannot be read.
fn line(audit: &Audit, line: u64) -> String {
    match audit.unreadable_cells.iter().find(|(at, _)| *at == line) {
        Some((_, cell)) => format!("{line} ({} {:?})", cell.field, cell.value),
        None => line.to_string(),
    }
}

fn differences(audit: &Audit, out: &mut String) {
    if audit.groups.is_empty() {
        out.push_str("\nno differences\n");
        return;
    }
    out.push('\n');
    let mut table = Table::new([
        ("differences", Align::Right),
        ("money", Align::Right),
        ("", Align::Left),
        ("reason", Align::Left),
    ]);
    for group in &audit.groups {
        table.push([
            grouped(group.count),
            signed(group.money),
            audit.currency.as_str().to_string(),
            sentence(group.reasons),
        ]);
    }
    table.write(out);
    for group in audit.groups.iter().take(GROUPS_WITH_EXAMPLES) {
        examples(group, out);
    }
}

fn examples(group: &Group, out: &mut String) {
    let _ = writeln!(out, "\n{}", group.reasons);
    let mut table = Table::new([
        ("sent line", Align::Right),
        ("bill line", Align::Right),
        ("number", Align::Left),
        ("parts", Align::Right),
        ("billed as", Align::Right),
        ("expected", Align::Right),
        ("billed", Align::Right),
        ("rate", Align::Left),
    ]);
    for difference in group.examples.iter().take(EXAMPLES_SHOWN) {
        let Difference { sent, billed, last_digits, expected_parts, billed_parts, .. } = difference;
        let number = |number: Option<u64>| number.map_or("-".to_string(), |n| n.to_string());
        let amount = |amount: Option<Amount>| amount.map_or("-".to_string(), plain);
        let status = difference.status.map(|status| status.as_str().replace('_', " "));
        table.push([
            number(sent.map(|at| at.line)),
            number(billed.map(|at| at.line)),
            last_digits.map_or(String::new(), |last| format!("****{last:04}")),
            number(*expected_parts),
            number(*billed_parts),
            status.unwrap_or_else(|| amount(difference.expected)),
            amount(difference.price),
            difference.rate.clone().unwrap_or_default(),
        ]);
    }
    table.write(out);
}

/// What the reasons of a group say.
fn sentence(reasons: Reasons) -> String {
    if reasons.is_unknown() {
        return "unknown".to_string();
    }
    let said: Vec<&str> = reasons.iter().map(Reason::sentence).collect();
    match said[..] {
        [one] => one.to_string(),
        _ => {
            format!("one of {}", reasons.iter().map(Reason::as_str).collect::<Vec<_>>().join(", "))
        }
    }
}

fn rows(count: u64, unreadable: u64) -> String {
    let mut text = counted(count, "row");
    if unreadable > 0 {
        let _ = write!(text, ", {} not readable", grouped(unreadable));
    }
    text
}

fn messages(count: u64) -> String {
    counted(count, "message")
}

fn signed(amount: Amount) -> String {
    let plus = if amount > Amount::ZERO { "+" } else { "" };
    format!("{plus}{}", plain(amount))
}
