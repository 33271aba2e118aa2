//! The report as aligned text: totals first, then where the money goes, then what is wrong.

use std::fmt::Write as _;

use septet::encoding::Encoding;
use septet::money::{Amount, Currency};
use septet::preflight::whatif::WhatIf;
use septet::preflight::{Length, Pace, PacedLimit, Range, Report, RowRef, Slice};
use septet::vendor::Gap;
use septet::version;

use super::table::{Align, Table, counted, grouped, grouped_digits};
use super::{About, by_cost, together, worth_naming};
use crate::inputs::InputFile;

/// Countries listed; the rest is one line.
const COUNTRIES_LISTED: usize = 12;

/// The report for a person at a terminal.
pub fn text(report: &Report, about: &About<'_>) -> String {
    let mut out = String::new();
    head(report, about, &mut out);
    length(report, &mut out);
    costs(report, about, &mut out);
    not_priced(report, &mut out);
    for (label, line) in super::funds::lines(report) {
        let _ = writeln!(out, "{label:<11}{line}");
    }
    pace(report, &mut out);
    let countries = by_cost(&report.countries);
    let (listed, rest) = countries.split_at(countries.len().min(COUNTRIES_LISTED));
    slices("country", listed, &mut out);
    if !rest.is_empty() {
        let segments: u64 = rest.iter().map(|slice| slice.tally.segments).sum();
        let cost = together(rest).map_or(String::new(), |(c, sum)| format!(", {}", money(c, &sum)));
        let _ = writeln!(
            out,
            "  and {} more with {}{cost}: --json has them all",
            rest.len(),
            counted(segments, "segment")
        );
    }
    slices("encoding", &by_cost(&report.encodings), &mut out);
    lengths(report, &mut out);
    savings(report, &mut out);
    findings(report, &mut out);
    super::senders::text(report, &mut out);
    documents(report, &mut out);
    sources(&about.inputs, &mut out);
    out
}

fn head(report: &Report, about: &About<'_>, out: &mut String) {
    let vendor = about.preflight.vendor();
    let _ = writeln!(out, "campaign   {}: {}", about.input, counted(report.rows, "row"));
    if about.within_part {
        out.push_str("parts      duplicates and floods are those within each part\n");
    }
    for warning in about.inputs.iter().filter_map(InputFile::warning) {
        let _ = writeln!(out, "suppress   {warning}");
    }
    let _ = write!(out, "vendor     {}", vendor.name());
    if !vendor.revision().is_empty() {
        let _ = write!(out, ", {}", vendor.revision());
    }
    out.push('\n');
    if let Some(book) = about.preflight.book() {
        let ids: Vec<&str> = book.cards().map(|card| card.card().id()).collect();
        let _ = write!(out, "rates      {}", ids.join(", "));
        if let Some(at) = book.at() {
            let _ = write!(out, ", at {at}");
        }
        out.push('\n');
    }
    let (sendable, refused) = (report.sendable, report.refused_senders);
    let _ = write!(
        out,
        "messages   {} can be sent, as {}",
        grouped(sendable.messages - refused.messages),
        counted(sendable.segments - refused.segments, "segment")
    );
    if refused.messages > 0 {
        let _ = write!(
            out,
            "; {} more, as {}, once their sender is another",
            grouped(refused.messages),
            counted(refused.segments, "segment")
        );
    }
    out.push('\n');
}

/// How long messages are, where they are not all alike, and which are the longest.
fn length(report: &Report, out: &mut String) {
    if let Some(length) = report.length.as_ref().filter(|length| length.min < length.max) {
        let _ = writeln!(out, "length     {}", length_of(length, report));
    }
}

/// `1 to 3 segments, typically 1; the longest at line 7, 9`.
pub(super) fn length_of(length: &Length, report: &Report) -> String {
    let longest = report.lengths.last().map_or(0, |(_, count)| *count);
    let lines = lines(&length.longest, longest);
    let Length { min, typical, max, .. } = length;
    format!("{min} to {max} segments, typically {typical}; the longest at line {lines}")
}

/// The files that the report was made from, and what it depends on besides.
pub(crate) fn sources(inputs: &[InputFile], out: &mut String) {
    out.push('\n');
    let columns = [("made from", Align::Left), ("", Align::Left), ("SHA-256", Align::Left)];
    let mut table = Table::new(columns);
    for input in inputs {
        table.push([input.role.as_str().into(), input.name.clone(), input.sha256.clone()]);
    }
    table.push(["septet".into(), versions(), String::new()]);
    table.write(out);
}

/// The versions of everything that a result depends on.
pub(super) fn versions() -> String {
    let metadata = version::METADATA.map_or(String::new(), |of| format!(", numbering {of}"));
    format!("{}{metadata}, Unicode {}", version::ENGINE, version::unicode())
}

fn costs(report: &Report, about: &About<'_>, out: &mut String) {
    for (index, cost) in report.costs.iter().enumerate() {
        let label = if index == 0 { "cost" } else { "and" };
        let _ = write!(out, "{label:<11}{}", money(cost.currency, &cost.total));
        if !cost.tax.max.is_zero() {
            let _ = write!(out, " (with tax of {})", amounts(&cost.tax));
        }
        if !report.complete && index + 1 == report.costs.len() {
            out.push_str(", and what is not priced");
        }
        out.push('\n');
    }
    if report.costs.is_empty() {
        let _ = writeln!(out, "cost       unknown: {}", super::why_no_cost(report, about));
    }
}

/// How long sending takes at least, and by which limit.
fn pace(report: &Report, out: &mut String) {
    let Some(pace) = &report.pace else { return };
    let longest = pace.limits.iter().filter(|of| of.seconds == pace.seconds).map(limit).next();
    let _ = writeln!(
        out,
        "pace       {}: {}",
        at_least(pace),
        longest.unwrap_or_else(|| {
            "the vendor's limits go by recipient or sender, whose messages are not counted"
                .to_string()
        })
    );
}

/// `at least 16 h 40 min 1 s`.
pub(super) fn at_least(pace: &Pace) -> String {
    match pace.seconds {
        None => "not known".to_string(),
        Some(seconds) => format!("at least {}", duration(seconds)),
    }
}

/// A limit in words.
pub(super) fn limit(of: &PacedLimit) -> String {
    let key: Vec<&str> = of.limit.key.iter().map(|key| key.as_str()).collect();
    let each =
        if key.is_empty() { String::new() } else { format!(" for each {}", key.join(" and ")) };
    format!("{} requests in {}{each}", of.limit.n, duration(of.limit.per_s.into()))
}

/// Seconds in the units that one counts them in.
fn duration(seconds: u64) -> String {
    let parts = [
        (seconds / 86_400, "d"),
        (seconds / 3600 % 24, "h"),
        (seconds / 60 % 60, "min"),
        (seconds % 60, "s"),
    ];
    let said = parts.iter().filter(|(count, _)| *count > 0);
    let said: Vec<String> = said.map(|(count, unit)| format!("{count} {unit}")).collect();
    if said.is_empty() { "0 s".to_string() } else { said.join(" ") }
}

/// Rows that have no cost, by the reason.
fn not_priced(report: &Report, out: &mut String) {
    if let Some(without) = super::without_cost(report) {
        let _ = writeln!(out, "no cost    {without}");
    }
}

fn slices(name: &'static str, slices: &[&Slice], out: &mut String) {
    if slices.is_empty() {
        return;
    }
    out.push('\n');
    let mut table = Table::new([
        (name, Align::Left),
        ("messages", Align::Right),
        ("segments", Align::Right),
        ("cost", Align::Right),
        ("", Align::Left),
    ]);
    for slice in slices {
        let key = match Encoding::from_word(&slice.key) {
            Some(encoding) => encoding.to_string(),
            None if slice.key.is_empty() => "not known".to_string(),
            None => slice.key.clone(),
        };
        let mut costs = slice.costs.iter();
        let (amount, unit) = match costs.next() {
            None => (String::new(), String::new()),
            Some((currency, range)) => {
                let more: Vec<String> = costs.map(|(c, r)| money(*c, r)).collect();
                let mut unit = unit(*currency);
                if !more.is_empty() {
                    unit.push_str(" and ");
                    unit.push_str(&more.join(" and "));
                }
                (amounts(range), unit)
            }
        };
        table.push([
            key,
            grouped(slice.tally.messages),
            grouped(slice.tally.segments),
            amount,
            unit,
        ]);
    }
    table.write(out);
}

fn lengths(report: &Report, out: &mut String) {
    if report.lengths.is_empty() {
        return;
    }
    out.push('\n');
    let mut table = Table::new([("segments each", Align::Left), ("messages", Align::Right)]);
    for (segments, count) in &report.lengths {
        table.push([segments.to_string(), grouped(*count)]);
    }
    table.write(out);
}

fn savings(report: &Report, out: &mut String) {
    let savings = report.savings.as_deref().unwrap_or_default();
    if savings.is_empty() {
        return;
    }
    out.push('\n');
    let mut table = Table::new([
        ("saves", Align::Right),
        ("", Align::Left),
        ("", Align::Right),
        ("messages", Align::Right),
        ("segments", Align::Right),
        ("by this change", Align::Left),
    ]);
    let named = worth_naming(savings);
    for what in &named {
        let mut money = what.money.iter();
        let [mut amount, mut currency, mut part] = [const { String::new() }; 3];
        if let Some((unit, saving)) = money.next() {
            (amount, currency) = (plain(saving.saved), unit.as_str().to_string());
            part = saving.percent().map_or(part, |percent| format!("{percent} %"));
        }
        for (unit, saving) in money {
            let _ = write!(currency, " and {} {}", plain(saving.saved), unit.as_str());
        }
        let messages = grouped(what.messages);
        table.push([amount, currency, part, messages, fewer(what), what.change.to_string()]);
    }
    table.write(out);
    if named.len() < savings.len() {
        let _ =
            writeln!(out, "  {} more in between: --json has them all", savings.len() - named.len());
    }
}

/// `12 fewer`, `3 more`.
pub(super) fn fewer(what: &WhatIf) -> String {
    let word = if what.segments < 0 { "more" } else { "fewer" };
    format!("{} {word}", grouped(what.segments.unsigned_abs()))
}

fn findings(report: &Report, out: &mut String) {
    if report.findings.is_empty() {
        out.push_str("\nnothing found\n");
        return;
    }
    out.push('\n');
    let mut table = Table::new([
        ("finding", Align::Left),
        ("", Align::Left),
        ("rows", Align::Right),
        ("at stake", Align::Right),
        ("first at line", Align::Left),
    ]);
    for finding in &report.findings {
        let stake: Vec<String> = finding
            .money
            .iter()
            .filter(|money| !money.amount.is_zero())
            .map(|money| format!("{} {}", plain(money.amount), unit(money.currency)))
            .collect();
        table.push([
            finding.code.to_string(),
            finding.code.severity().to_string(),
            grouped(finding.count),
            stake.join(" and "),
            lines(&finding.first_rows, finding.count),
        ]);
    }
    table.write(out);
    out.push_str("  --html FILE writes a page that says what each means\n");
}

/// What the vendor's document leaves open or contradicts, as far as it bears on the campaign.
fn documents(report: &Report, out: &mut String) {
    if report.findings.iter().all(|finding| finding.documents.is_empty()) {
        return;
    }
    out.push_str("\nthe vendor's document\n");
    let mut table =
        Table::new([("finding", Align::Left), ("", Align::Left), ("what it says", Align::Left)]);
    for finding in &report.findings {
        for document in &finding.documents {
            let gap = gap(document.gap).to_string();
            table.push([finding.code.to_string(), gap, document.says.clone()]);
        }
    }
    table.write(out);
}

/// What is wrong with a document, for a reader.
pub(super) fn gap(gap: Gap) -> &'static str {
    match gap {
        Gap::Conflict => "contradicts itself",
        _ => "is silent",
    }
}

pub(super) fn lines(rows: &[RowRef], count: u64) -> String {
    let mut text: Vec<String> = rows.iter().map(|row| row.line.to_string()).collect();
    // a finding of the whole campaign stands at no line
    if !rows.is_empty() && count > rows.len() as u64 {
        text.push("…".to_string());
    }
    text.join(", ")
}

pub(super) fn money(currency: Currency, range: &Range) -> String {
    format!("{} {}", amounts(range), unit(currency))
}

/// `12.50`, or `12.50 (11.00 to 13.00)` where it may be off.
pub(crate) fn amounts(range: &Range) -> String {
    if range.is_exact() {
        plain(range.expected)
    } else {
        format!("{} ({} to {})", plain(range.expected), plain(range.min), plain(range.max))
    }
}

/// At least two decimals, and as many as it has; thousands are grouped.
pub(crate) fn plain(amount: Amount) -> String {
    let text = amount.to_string();
    let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |digits| ("-", digits));
    format!("{sign}{}.{decimals:0<2}", grouped_digits(digits))
}

fn unit(currency: Currency) -> String {
    currency.as_str().to_string()
}
