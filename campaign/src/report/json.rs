//! The report as one JSON object, `septet.report/1`.

use septet::money::{Amount, Currency};
use septet::preflight::whatif::{Change, CharReplacement, WhatIf};
use septet::preflight::{Finding, FindingCode, Pace, PacedLimit, Range, Report, RowRef, Slice};
use septet::vendor::DocumentFinding;
use septet::version;
use serde_json::{Map, Value, json};

use super::About;
use crate::inputs::InputFile;
use crate::part::PART_FINDINGS;

/// The report for a program. Amounts are text; `min` and `max` stand beside `expected` everywhere.
pub fn json(report: &Report, about: &About<'_>) -> Value {
    let preflight = about.preflight;
    let vendor = preflight.vendor();
    let cards: Vec<Value> = preflight
        .book()
        .into_iter()
        .flat_map(septet::rate::RateBook::cards)
        .map(|card| {
            let card = card.card();
            json!({ "id": card.id(), "currency": card.currency().as_str() })
        })
        .collect();
    let statuses: Map<String, Value> = report
        .statuses
        .iter()
        .map(|(status, count)| (status.as_str().to_string(), json!(count)))
        .collect();
    let costs: Map<String, Value> = report
        .costs
        .iter()
        .map(|cost| {
            let parts = json!({
                "subtotal": range(&cost.subtotal),
                "tax": range(&cost.tax),
                "total": range(&cost.total),
            });
            (cost.currency.as_str().to_string(), parts)
        })
        .collect();
    let lengths: Vec<Value> = report
        .lengths
        .iter()
        .map(|(segments, messages)| json!({ "segments": segments, "messages": messages }))
        .collect();
    let within_part = about.within_part.then(|| PART_FINDINGS.map(FindingCode::as_str).to_vec());
    let within_part = within_part.unwrap_or_default();
    json!({
        "schema": "septet.report/1",
        "engine": version::ENGINE,
        "metadata": version::METADATA,
        "unicode": version::unicode(),
        "input": about.input,
        "inputs": about.inputs.iter().map(InputFile::to_json).collect::<Vec<_>>(),
        "within_part": within_part,
        "blank_lines": about.blank_lines,
        "vendor": { "id": vendor.id(), "revision": vendor.revision() },
        "rates": cards,
        "at": preflight.book().and_then(septet::rate::RateBook::at).map(|at| at.to_string()),
        "rows": report.rows,
        "messages": report.sendable.messages,
        "segments": report.sendable.segments,
        "refused_senders": {
            "messages": report.refused_senders.messages,
            "segments": report.refused_senders.segments,
        },
        "complete": report.complete,
        "pace": report.pace.as_ref().map(pace),
        "statuses": statuses,
        "cost": costs,
        "countries": report.countries.iter().map(|s| slice("country", s)).collect::<Vec<_>>(),
        "encodings": report.encodings.iter().map(|s| slice("encoding", s)).collect::<Vec<_>>(),
        "lengths": lengths,
        "length": report.length.as_ref().map(|length| json!({
            "min": length.min,
            "typical": length.typical,
            "max": length.max,
            "longest": rows(&length.longest),
        })),
        "savings": report.savings.as_ref().map(|s| s.iter().map(saving).collect::<Vec<_>>()),
        "balance": super::funds::balance(report),
        "budget": super::funds::budget(report),
        "findings": report.findings.iter().map(finding).collect::<Vec<_>>(),
        "sender_advice": report.sender_advice.iter().map(super::senders::json).collect::<Vec<_>>(),
    })
}

fn slice(name: &str, slice: &Slice) -> Value {
    let mut object = Map::new();
    let key = if slice.key.is_empty() { Value::Null } else { json!(slice.key) };
    object.insert(name.to_string(), key);
    object.insert("messages".to_string(), json!(slice.tally.messages));
    object.insert("segments".to_string(), json!(slice.tally.segments));
    object.insert("cost".to_string(), by_currency(&slice.costs));
    Value::Object(object)
}

fn by_currency(costs: &[(Currency, Range)]) -> Value {
    let entries = costs.iter().map(|(currency, cost)| (currency.as_str().to_string(), range(cost)));
    Value::Object(entries.collect())
}

pub(crate) fn range(range: &Range) -> Value {
    json!({ "min": amount(range.min), "expected": amount(range.expected), "max": amount(range.max) })
}

fn amount(amount: Amount) -> String {
    amount.to_string()
}

/// A change, and what it saves: costs without and with it, as everywhere tax included.
fn saving(what: &WhatIf) -> Value {
    let change = match &what.change {
        Change::Replace(replacements) => {
            let of = |r: &CharReplacement| {
                json!({
                    "character": r.from.to_string(),
                    "code_point": format!("U+{:04X}", u32::from(r.from)),
                    "replacement": r.to,
                })
            };
            json!({ "replace": replacements.iter().map(of).collect::<Vec<_>>() })
        }
        Change::Option { name, value } => json!({ "option": name, "value": value }),
        _ => json!({}),
    };
    let money = what.money.iter().map(|(currency, saving)| {
        let of = json!({
            "before": amount(saving.before),
            "after": amount(saving.after),
            "saved": amount(saving.saved),
            "saved_percent": saving.percent().map(|percent| percent.to_string()),
        });
        (currency.as_str().to_string(), of)
    });
    json!({
        "change": change,
        "summary": what.change.to_string(),
        "messages": what.messages,
        "segments": what.segments,
        "money": money.collect::<Map<_, _>>(),
    })
}

fn rows(rows: &[RowRef]) -> Vec<Value> {
    rows.iter().map(|at| json!({ "row": at.row, "line": at.line })).collect()
}

fn finding(finding: &Finding) -> Value {
    let money: Map<String, Value> = finding
        .money
        .iter()
        .map(|money| (money.currency.as_str().to_string(), json!(amount(money.amount))))
        .collect();
    json!({
        "code": finding.code.as_str(),
        "severity": finding.code.severity().as_str(),
        "count": finding.count,
        "first": rows(&finding.first_rows),
        "money": money,
        "condition": finding.code.condition(),
        "documents": finding.documents.iter().map(document).collect::<Vec<_>>(),
    })
}

fn document(of: &DocumentFinding) -> Value {
    json!({ "id": of.id, "gap": of.gap.as_str(), "says": of.says })
}

fn pace(pace: &Pace) -> Value {
    let limit = |of: &PacedLimit| {
        let key: Vec<&str> = of.limit.key.iter().map(|key| key.as_str()).collect();
        json!({
            "n": of.limit.n,
            "per_s": of.limit.per_s,
            "key": key,
            "requests": of.requests,
            "seconds": of.seconds,
        })
    };
    json!({ "seconds": pace.seconds, "limits": pace.limits.iter().map(limit).collect::<Vec<_>>() })
}
