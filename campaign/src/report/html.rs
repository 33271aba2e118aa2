//! The report as one page that stands alone: no network, no script; good on a phone and in print.

use std::fmt::Write as _;

use septet::encoding::Encoding;
use septet::money::Amount;
use septet::preflight::whatif::{Change, WhatIf};
use septet::preflight::{Finding, FindingCode, Report, Severity, Slice};
use septet::vendor::DocumentFinding;

use super::chart::{Bar, Chart};
use super::table::{counted, grouped};
use super::text::{amounts, at_least, gap, length_of, limit, lines, money, plain, versions};
use super::{About, by_cost, expected, one_currency, together, worth_naming};
use crate::inputs::InputFile;

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
    cards(report, about, &mut out);
    not_priced(report, about, &mut out);
    countries(report, &mut out);
    encodings(report, &mut out);
    lengths(report, &mut out);
    savings(report, &mut out);
    findings(report, &mut out);
    sources(about, &mut out);
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

fn cards(report: &Report, about: &About<'_>, out: &mut String) {
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
        card("Cost", "unknown", super::why_no_cost(report, about));
    }
    let mut rows = format!("of {}", counted(report.rows, "row"));
    let refused = report.refused_senders.messages;
    if refused > 0 {
        let _ = write!(rows, "; {} more once their sender is another", grouped(refused));
    }
    card("Messages", &grouped(report.sendable.messages - refused), &rows);
    let each = report.sendable.segments as f64 / report.sendable.messages.max(1) as f64;
    let segments = report.sendable.segments - report.refused_senders.segments;
    card("Segments", &grouped(segments), &format!("{each:.2} a message"));
    if let Some(what) = report.savings.as_ref().and_then(|savings| savings.first()) {
        let value = match what.money.first() {
            Some(_) => saved(what),
            None => counted(what.segments.unsigned_abs(), "segment"),
        };
        let part = what.money.first().and_then(|(_, saving)| saving.percent());
        let part = part.map_or(String::new(), |percent| format!("{percent} %: "));
        let mut note = format!("{part}{}", in_words(&what.change));
        if let Some(few) = few_chars(report).filter(|few| few.change != what.change) {
            let _ = write!(note, "; or only {}: {}", few.change, saved(few));
        }
        card("Could be saved", &value, &note);
    }
    if let Some(pace) = &report.pace {
        let limits: Vec<String> = pace.limits.iter().map(limit).collect();
        card("Pace", &at_least(pace), &limits.join("; "));
    }
    out.push_str("</section>\n");
}

fn not_priced(report: &Report, about: &About<'_>, out: &mut String) {
    if let Some(without) = super::without_cost(report) {
        let _ = writeln!(out, "<p class=\"without\">Without a cost: {without}.</p>");
    }
    for (label, line) in super::funds::lines(report) {
        let _ = writeln!(out, "<p class=\"without\">{label}: {}</p>", escaped(&line));
    }
    for warning in about.inputs.iter().filter_map(InputFile::warning) {
        let _ = writeln!(out, "<p class=\"without\">suppress: {}</p>", escaped(&warning));
    }
}

/// Parts of the campaign as bars: of their cost where that is in one currency, else of their
/// segments. `more` are drawn as one.
fn parts(title: &str, head: &str, drawn: &[&Slice], more: &[&Slice], out: &mut String) {
    let in_money = one_currency(&[drawn, more].concat()).is_some();
    let bar = |name: String, weight: Amount, segments: u64, cost: String| {
        let count = grouped(segments);
        if in_money {
            Bar { name, weight: weight.nanos().unsigned_abs(), figure: cost, note: count }
        } else {
            Bar { name, weight: segments.into(), figure: count, note: cost }
        }
    };
    let mut bars: Vec<Bar> = drawn
        .iter()
        .map(|slice| {
            let name = match Encoding::from_word(&slice.key) {
                Some(encoding) => encoding.to_string(),
                None if slice.key.is_empty() => "not known".to_string(),
                None => slice.key.clone(),
            };
            let costs: Vec<String> =
                slice.costs.iter().map(|(c, range)| money(*c, range)).collect();
            bar(name, expected(slice), slice.tally.segments, costs.join(" and "))
        })
        .collect();
    if !more.is_empty() {
        let segments = more.iter().map(|slice| slice.tally.segments).sum();
        let (weight, cost) = match together(more) {
            Some((currency, sum)) => (sum.expected, money(currency, &sum)),
            None => (Amount::ZERO, String::new()),
        };
        bars.push(bar(format!("{} more", more.len()), weight, segments, cost));
    }
    let heads = if in_money { [head, "cost", "segments"] } else { [head, "segments", "cost"] };
    Chart { title, heads, long_names: false }.section(&bars, out);
}

fn countries(report: &Report, out: &mut String) {
    let countries = by_cost(&report.countries);
    let (drawn, more) = countries.split_at(countries.len().min(COUNTRIES_DRAWN));
    parts("By country", "country", drawn, more, out);
}

fn encodings(report: &Report, out: &mut String) {
    parts("By encoding", "encoding", &by_cost(&report.encodings), &[], out);
}

fn lengths(report: &Report, out: &mut String) {
    let all: u64 = report.lengths.iter().map(|(_, count)| count).sum();
    let bars = report.lengths.iter().map(|(segments, count)| Bar {
        name: segments.to_string(),
        weight: (*count).into(),
        figure: grouped(*count),
        note: percent(*count, all),
    });
    let bars: Vec<Bar> = bars.collect();
    let Some(length) = &report.length else { return };
    out.push_str("<section>\n<h2>By length</h2>\n");
    if length.min < length.max {
        let _ = writeln!(out, "<p class=\"soft\">{}</p>", escaped(&length_of(length, report)));
    }
    let heads = ["segments", "messages", "share"];
    Chart { title: "", heads, long_names: false }.draw(&bars, out);
    out.push_str("</section>\n");
}

/// A part of a whole, with one decimal.
fn percent(part: u64, whole: u64) -> String {
    let thousandths = (u128::from(part) * 2000 / u128::from(whole.max(1))).div_ceil(2);
    format!("{}.{} %", thousandths / 10, thousandths % 10)
}

/// What to change, each change alone and over the whole campaign.
fn savings(report: &Report, out: &mut String) {
    let all = report.savings.as_deref().unwrap_or_default();
    if all.is_empty() {
        return;
    }
    let named = worth_naming(all);
    let bars: Vec<Bar> = named
        .iter()
        .map(|what| match what.money.first() {
            Some((_, saving)) => Bar {
                name: in_words(&what.change),
                weight: saving.saved.nanos().unsigned_abs(),
                figure: saved(what),
                note: saving.percent().map_or(String::new(), |percent| format!("{percent} %")),
            },
            None => Bar {
                name: in_words(&what.change),
                weight: what.segments.unsigned_abs().into(),
                figure: counted(what.segments.unsigned_abs(), "segment"),
                note: String::new(),
            },
        })
        .collect();
    out.push_str(
        "<section>\n<h2>What to change</h2>\n<p class=\"soft\">What the whole campaign would cost \
         less with each change alone: they do not add up.</p>\n",
    );
    let heads = ["change", "saves", "of the cost"];
    Chart { title: "", heads, long_names: true }.draw(&bars, out);
    if named.len() < all.len() {
        let more = all.len() - named.len();
        let _ = writeln!(out, "<p class=\"soft\">The JSON report has {more} more in between.</p>");
    }
    out.push_str("</section>\n");
}

/// A change for a reader who does not give options, who shows them to one that does.
fn in_words(change: &Change) -> String {
    let Change::Option { name, value } = change else { return change.to_string() };
    let words = match (*name, *value) {
        ("substitute", "septet") => "replace typographic marks by plain ones",
        ("substitute", "septet-accents") => {
            "replace typographic marks and accented letters by plain ones"
        }
        ("languages", _) => "use national language tables, where vendor and phones have them",
        ("normalize", _) => "join letters and the accents that follow them",
        _ => return change.to_string(),
    };
    format!("{words} (--{name} {value})")
}

/// Of the changes of one or two characters the one that saves most money.
fn few_chars(report: &Report) -> Option<&WhatIf> {
    let savings = report.savings.as_deref().unwrap_or_default();
    savings.iter().find(|what| {
        matches!(what.change, Change::Replace(_))
            && what.change.size() <= 2
            && !what.money.is_empty()
    })
}

/// The money that a change saves, by currency.
fn saved(what: &WhatIf) -> String {
    let money = what.money.iter();
    let money = money.map(|(unit, saving)| format!("{} {}", plain(saving.saved), unit.as_str()));
    money.collect::<Vec<_>>().join(" and ")
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
            below(finding, report),
            escaped(&first_lines(finding)),
        );
    }
    out.push_str("</section>\n");
}

/// The files that the report was made from: with them it can be made again.
fn sources(about: &About<'_>, out: &mut String) {
    out.push_str("<footer>\n<h2>Made from</h2>\n<dl>\n");
    for InputFile { role, name, sha256, .. } in &about.inputs {
        let _ = writeln!(
            out,
            "<dt>{} <bdi>{}</bdi></dt><dd>SHA-256 {}</dd>",
            role.as_str(),
            escaped(name),
            escaped(sha256)
        );
    }
    let _ = writeln!(out, "<dt>septet</dt><dd>{}</dd>\n</dl>\n</footer>", escaped(&versions()));
}

/// Where a finding stands first; nothing where it is of the whole campaign.
fn first_lines(finding: &Finding) -> String {
    match &finding.first_rows[..] {
        [] => String::new(),
        rows => format!("; first at line {}", lines(rows, finding.count)),
    }
}

/// What is said of a finding besides.
fn below(finding: &Finding, report: &Report) -> String {
    match finding.code {
        FindingCode::SenderAdvice => super::senders::html(report),
        _ => documents(finding),
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
pub(super) fn escaped(text: &str) -> String {
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
