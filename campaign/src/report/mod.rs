//! Reports: aligned text and a page for a person, JSON for a program. Same inputs, same bytes.

mod chart;
mod funds;
mod html;
mod json;
mod senders;
pub(crate) mod table;
mod text;

pub use html::html;
pub use json::json;
pub(crate) use json::range;
pub use text::text;
pub(crate) use text::{amounts, plain, sources};

use std::cmp::Reverse;

use septet::money::{Amount, Currency};
use septet::preflight::whatif::{Change, WhatIf};
use septet::preflight::{Preflight, Range, Report, RowStatus, Slice};

use crate::inputs::InputFile;

use table::grouped;

/// The JSON Schema of the object that [`json`] makes.
pub const fn json_schema() -> &'static str {
    include_str!("report.schema.json")
}

/// What a report says of itself: where its figures come from.
#[derive(Debug)]
pub struct About<'a> {
    /// What the campaign was judged by.
    pub preflight: &'a Preflight,
    /// What messages call the campaign's file.
    pub input: String,
    /// Lines of nothing in it, which are no rows.
    pub blank_lines: u64,
    /// Every file that the report was made from, and its SHA-256.
    pub inputs: Vec<InputFile>,
    /// Whether duplicates and floods were looked for within each of several parts only, because
    /// messages to one recipient may stand in more than one.
    pub within_part: bool,
}

/// Why no message of the campaign has a cost.
fn why_no_cost(report: &Report, about: &About<'_>) -> &'static str {
    match about.preflight.book() {
        None => "no rate card was given",
        Some(_) if report.sendable.messages == 0 => "no message can be sent",
        Some(_) => "no rate fits",
    }
}

/// How many rows have no cost, by the reason; none where all have one.
fn without_cost(report: &Report) -> Option<String> {
    let without: Vec<String> = report
        .statuses
        .iter()
        .filter(|(status, _)| !status.has_cost() && *status != RowStatus::Counted)
        .map(|(status, count)| format!("{} {}", grouped(*count), status.as_str().replace('_', " ")))
        .collect();
    (!without.is_empty()).then(|| without.join(", "))
}

/// Of all savings those that a person looks at, in their order: the options, and of the changes of
/// characters the one that saves most, then always one of at most half as many characters.
fn worth_naming(savings: &[WhatIf]) -> Vec<&WhatIf> {
    let mut size_max = usize::MAX;
    let is_named = |what: &&WhatIf| {
        let size = what.change.size();
        let is_named = !matches!(what.change, Change::Replace(_)) || size <= size_max;
        if is_named && matches!(what.change, Change::Replace(_)) {
            size_max = size / 2;
        }
        is_named
    };
    savings.iter().filter(is_named).collect()
}

/// Where the money goes: the dearest first, where all of it is in one currency; else, and among
/// equals, in the order of the report.
fn by_cost(slices: &[Slice]) -> Vec<&Slice> {
    let mut slices: Vec<&Slice> = slices.iter().collect();
    if one_currency(&slices).is_some() {
        slices.sort_by_key(|slice| Reverse(expected(slice)));
    }
    slices
}

/// The currency of all costs; none where there are several or none.
fn one_currency(slices: &[&Slice]) -> Option<Currency> {
    let mut costs = slices.iter().flat_map(|slice| &slice.costs);
    let (first, _) = costs.next()?;
    costs.all(|(currency, _)| currency == first).then_some(*first)
}

/// The likely cost of a part whose costs are in one currency.
fn expected(slice: &Slice) -> Amount {
    slice.costs.first().map_or(Amount::ZERO, |(_, range)| range.expected)
}

/// What several parts cost together; none where they cost nothing, or in several currencies.
fn together(slices: &[&Slice]) -> Option<(Currency, Range)> {
    let currency = one_currency(slices)?;
    let costs = slices.iter().flat_map(|slice| &slice.costs);
    let mut sum = Range::default();
    for (_, range) in costs {
        sum.min = sum.min.checked_add(range.min).ok()?;
        sum.expected = sum.expected.checked_add(range.expected).ok()?;
        sum.max = sum.max.checked_add(range.max).ok()?;
    }
    Some((currency, sum))
}
