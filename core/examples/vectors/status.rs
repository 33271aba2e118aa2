//! status.jsonl: codes, bodies, webhooks, HTTP, tables, receipts and merges.

use std::sync::OnceLock;

use septet::status::{
    Http, Merge, Outcome, ReceiptRules, ReceiptTlvs, Row, Rules, Standard, merge_parts,
};
use septet::vendor::{Format, Vendor};
use serde_json::{Value, json};

/// The vendor of the golden files that exists nowhere else: a user's profile.
fn zuri() -> &'static Vendor {
    static ZURI: OnceLock<Vendor> = OnceLock::new();
    ZURI.get_or_init(|| {
        let text = include_str!("../../tests/profiles/zuri.json");
        Vendor::load(text, Format::Json).expect("a good profile")
    })
}

fn vendor(id: &str) -> Option<&'static Vendor> {
    if zuri().is_called(id) { Some(zuri()) } else { Vendor::builtin(id).ok() }
}

pub(crate) fn answer(case: &Value) -> Value {
    let input = &case["input"];
    let vendor = case["vendor"].as_str().and_then(vendor);
    let text = input["text"].as_str().unwrap_or("");
    let http = Http {
        status: input["http_status"].as_u64().and_then(|n| n.try_into().ok()),
        retry_after_s: input["retry_after"].as_u64().and_then(|n| n.try_into().ok()),
    };
    let rules = vendor.map(Vendor::status);
    let outcome = match (case["kind"].as_str().expect("a kind"), rules) {
        ("code", Some(rules)) => code(rules, input),
        ("http", Some(rules)) => rules.http(http),
        ("body" | "webhook", Some(rules)) => return json!(rules.body(text.as_bytes(), http)),
        ("table", _) => row(input),
        ("receipt", _) => return receipt(rules, input, text),
        ("merge", rules) => merge(rules, input),
        _ => return json!({"error": "vendor_unknown"}),
    };
    json!(outcome)
}

/// A code or group: text, or the digits of an integer; anything else is no code.
fn spelled(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        Value::Number(n) if n.is_i64() || n.is_u64() => Some(n.to_string()),
        _ => Some(String::new()),
    }
}

fn code(rules: &Rules, input: &Value) -> Outcome {
    let table = match input["table"].as_str() {
        Some(name) => rules.table(name).expect("a table of the profile"),
        None => &rules.tables()[0],
    };
    let code = spelled(&input["code"]).unwrap_or_default();
    rules.code_in(table, spelled(&input["group"]).as_deref(), &code).outcome
}

/// A row of a standard.
fn row(input: &Value) -> Outcome {
    let (file, table) = input["table"].as_str().and_then(|t| t.split_once('.')).expect("a table");
    let table = Standard::shared(file).expect("a standard").table(table).expect("a table of it");
    let row = table.get(input["key"].as_str().expect("a key"));
    row.map_or(Outcome::UNLISTED, Row::outcome)
}

fn receipt(rules: Option<&Rules>, input: &Value, text: &str) -> Value {
    let mut own = match rules {
        Some(rules) => rules.receipt().clone(),
        None => ReceiptRules::standard().expect("the standard's tables"),
    };
    if let Some(table) = input["err_table"].as_str() {
        own = own.with_err_table(table).expect("a table");
    }
    let tlvs = ReceiptTlvs {
        message_state: input["tlv"]["message_state"].as_u64().and_then(|n| n.try_into().ok()),
        receipted_message_id: input["tlv"]["receipted_message_id"].as_str().map(str::as_bytes),
    };
    let (outcome, fields) = own.decode(text.as_bytes(), tlvs);
    let mut answer = json!(outcome);
    answer["fields"] = json!(fields);
    answer
}

fn merge(rules: Option<&Rules>, input: &Value) -> Outcome {
    let event = |event: &Value| match rules {
        Some(rules) if event["key"].is_null() => code(rules, event),
        _ => row(event),
    };
    let message = |list: &Value| {
        let events = list.as_array().expect("a list of events");
        events.iter().map(event).collect::<Merge>().outcome()
    };
    match input["parts"].as_array() {
        Some(parts) => merge_parts(parts.iter().map(message)),
        None => message(&input["events"]),
    }
}
