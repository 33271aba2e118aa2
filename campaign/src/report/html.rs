//! The report as one page that stands alone: no network, no script; good on a phone and in print.

use std::fmt::Write as _;

use septet::encoding::Encoding;
use septet::preflight::{Finding, Report, RowStatus, Severity, Slice};
use septet::vendor::DocumentFinding;

use super::About;
use super::table::grouped;
use super::text::{amounts, gap, lines, money, plain};

/// Countries drawn; the rest is one bar.
const COUNTRIES_DRAWN: usize = 15;

const STYLE: &str = include_str!("report.css");

/// The whole page.
pub fn html(report: &Report, about: &About<'_>) -> String {
    let mut out = String::with_capacity(16 << 10);
    let title = escaped(&format!("Preflight of {}", about.input));
    let _ = write!(
        out,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n"
    );
    source(about, &mut out);
    cards(report, &mut out);
    not_priced(report, &mut out);
    countries(report, &mut out);
    let encodings = report.encodings.iter().map(|slice| {
        let name = Encoding::from_word(&slice.key).map_or(slice.key.clone(), |e| e.to_string());
        bar_of(name, slice)
    });
    bars("Encoding", "segments", encodings.collect(), &mut out);
    let lengths = report.lengths.iter().map(|(segments, count)| Bar {
        name: format!("{segments} segment{}", if *segments == 1 { "" } else { "s" }),
        value: *count,
        note: String::new(),
    });
    bars("Length", "messages", lengths.collect(), &mut out);
    findings(report, &mut out);
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

fn source(about: &About<'_>, out: &mut String) {
    let vendor = about.preflight.vendor();
    let mut parts = vec![format!("Vendor {}", vendor.name())];
    if !vendor.revision().is_empty() {
        parts.push(format!("profile of {}", vendor.revision()));
    }
    if let Some(book) = about.preflight.book() {
        let ids: Vec<&str> = book.cards().map(|card| card.card().id()).collect();
        parts.push(format!("rates {}", ids.join(", ")));
        if let Some(at) = book.at() {
            parts.push(format!("sent at {at}"));
        }
    }
    parts.push(format!("septet {}", env!("CARGO_PKG_VERSION")));
    let _ = writeln!(out, "<p class=\"source\">{}</p>", escaped(&parts.join(" · ")));
}

fn cards(report: &Report, out: &mut String) {
    out.push_str("<section class=\"cards\">\n");
    let mut card = |name: &str, value: &str, note: &str| {
        let _ = writeln!(
            out,
            "<div><h2>{}</h2><p class=\"big\">{}</p><p>{}</p></div>",
            escaped(name),
            escaped(value),
            escaped(note)
        );
    };
    for cost in &report.costs {
        let total = &cost.total;
        let value = format!("{} {}", plain(total.expected), cost.currency.as_str());
        let mut notes = Vec::new();
        if !total.is_exact() {
            notes.push(format!("{} to {}", plain(total.min), plain(total.max)));
        }
        if !cost.tax.max.is_zero() {
            notes.push(format!("with tax of {}", amounts(&cost.tax)));
        }
        if !report.complete {
            notes.push("and what is not priced".to_string());
        }
        card("Cost", &value, &notes.join(", "));
    }
    if report.costs.is_empty() {
        card("Cost", "unknown", "no rate fits");
    }
    let mut rows = format!("of {} rows", grouped(report.rows));
    let refused = report.refused_senders.messages;
    if refused > 0 {
        let _ = write!(rows, "; {} more once their sender is another", grouped(refused));
    }
    card("Messages", &grouped(report.sendable.messages - refused), &rows);
    let each = report.sendable.segments as f64 / report.sendable.messages.max(1) as f64;
    card("Segments", &grouped(report.sendable.segments), &format!("{each:.2} a message"));
    out.push_str("</section>\n");
}

fn not_priced(report: &Report, out: &mut String) {
    let without: Vec<String> = report
        .statuses
        .iter()
        .filter(|(status, _)| !status.has_cost() && *status != RowStatus::Counted)
        .map(|(status, count)| format!("{} {}", grouped(*count), status.as_str().replace('_', " ")))
        .collect();
    if !without.is_empty() {
        let _ = writeln!(out, "<p class=\"without\">Without a cost: {}.</p>", without.join(", "));
    }
}

struct Bar {
    name: String,
    value: u64,
    note: String,
}

fn bar_of(name: String, slice: &Slice) -> Bar {
    let costs: Vec<String> = slice.costs.iter().map(|(c, range)| money(*c, range)).collect();
    Bar { name, value: slice.tally.segments, note: costs.join(" and ") }
}

fn countries(report: &Report, out: &mut String) {
    let (drawn, rest) = report.countries.split_at(report.countries.len().min(COUNTRIES_DRAWN));
    let name = |key: &str| if key.is_empty() { "not known".to_string() } else { key.to_string() };
    let mut list: Vec<Bar> = drawn.iter().map(|slice| bar_of(name(&slice.key), slice)).collect();
    if !rest.is_empty() {
        list.push(Bar {
            name: format!("{} more", rest.len()),
            value: rest.iter().map(|slice| slice.tally.segments).sum(),
            note: String::new(),
        });
    }
    bars("Country", "segments", list, out);
}

/// Horizontal bars, drawn as SVG so that they print without background colours.
fn bars(title: &str, unit: &str, bars: Vec<Bar>, out: &mut String) {
    if bars.is_empty() {
        return;
    }
    let costed = bars.iter().any(|bar| !bar.note.is_empty());
    let most = bars.iter().map(|bar| bar.value).max().unwrap_or(1).max(1);
    let _ = writeln!(
        out,
        "<section>\n<h2>{title}</h2>\n<table class=\"bars\">\n<thead><tr><th scope=\"col\">{title}\
         </th><th></th><th scope=\"col\">{unit}</th><th scope=\"col\">{}</th></tr></thead>\n<tbody>",
        if costed { "cost" } else { "" }
    );
    for bar in bars {
        let width = bar.value as f64 * 100.0 / most as f64;
        let _ = writeln!(
            out,
            "<tr><th scope=\"row\">{}</th><td class=\"bar\"><svg viewBox=\"0 0 100 10\" \
             preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect width=\"{width:.2}\" \
             height=\"10\"/></svg></td><td>{}</td><td>{}</td></tr>",
            escaped(&bar.name),
            grouped(bar.value),
            escaped(&bar.note)
        );
    }
    out.push_str("</tbody>\n</table>\n</section>\n");
}

fn findings(report: &Report, out: &mut String) {
    out.push_str("<section>\n<h2>Findings</h2>\n");
    if report.findings.is_empty() {
        out.push_str("<p>Nothing was found.</p>\n");
    }
    for finding in &report.findings {
        let severity = finding.code.severity();
        let mark = match severity {
            Severity::Error => "✕",
            Severity::Warning => "!",
            Severity::Info => "i",
        };
        let stake: Vec<String> = finding
            .money
            .iter()
            .filter(|money| !money.amount.is_zero())
            .map(|money| format!("{} {}", plain(money.amount), money.currency.as_str()))
            .collect();
        let stake = if stake.is_empty() {
            String::new()
        } else {
            format!("<span class=\"stake\">{} at stake</span>", escaped(&stake.join(" and ")))
        };
        let _ = writeln!(
            out,
            "<article class=\"{severity}\"><h3><span class=\"mark\">{mark}</span>{}</h3>\
             <p class=\"figures\"><b>{} row{}</b>{stake}</p><p>{}</p>\
             {}<p class=\"lines\">{severity}{}</p></article>",
            escaped(&finding.code.as_str().replace('_', " ")),
            grouped(finding.count),
            if finding.count == 1 { "" } else { "s" },
            escaped(finding.code.condition()),
            documents(finding),
            escaped(&first_lines(finding)),
        );
    }
    out.push_str("</section>\n");
}

/// Where a finding stands first; nothing where it is of the whole campaign.
fn first_lines(finding: &Finding) -> String {
    match &finding.first_rows[..] {
        [] => String::new(),
        rows => format!("; first at line {}", lines(rows, finding.count)),
    }
}

/// What the vendor's document leaves open or contradicts there.
fn documents(finding: &Finding) -> String {
    let line = |of: &DocumentFinding| {
        format!("<p>The vendor's document {}: {}.</p>", gap(of.gap), escaped(&of.says))
    };
    finding.documents.iter().map(line).collect()
}

/// Text that cannot be taken for markup.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_becomes_markup() {
        assert_eq!(
            escaped("<a href='x'>&\"</a>"),
            "&lt;a href=&#39;x&#39;&gt;&amp;&quot;&lt;/a&gt;"
        );
    }
}
