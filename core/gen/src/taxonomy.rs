//! `core/data/taxonomy.json` -> `core/src/status/generated.rs`: the words of an outcome with their
//! numbers, what each state and cause brings with it, and the words of other systems.

use std::fmt::Write;
use std::path::Path;

use serde_json::{Map, Value};

use crate::Output;

pub(crate) fn generate(path: &Path) -> Result<Vec<Output>, String> {
    let text = std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    let data: Value = serde_json::from_str(&text).map_err(|e| e.to_string())?;
    let states = table(&data, "states")?;
    let causes = table(&data, "causes")?;

    let mut out = String::from(
        "//! BEGIN GENERATED CODE. DO NOT EDIT: `cargo run -p septet-gen` makes it from\n\
         //! core/data/taxonomy.json.\n\n\
         use crate::status::outcome::{CauseFacts, StateFacts};\nuse crate::status::words::words;\n\n",
    );
    words(&mut out, "State", "What is known of a message.", states)?;
    words(&mut out, "Cause", "Why it came to that state.", causes)?;
    for (name, doc, key) in [
        ("Retry", "Whether the same message may be tried again.", "retry"),
        ("Actor", "Who must act.", "actor"),
        ("Billable", "Whether the vendor charges for it.", "billable"),
        ("Certainty", "Whether the outcome may be relied upon.", "certainty"),
        ("Scope", "What the answer speaks about.", "scope"),
    ] {
        words(&mut out, name, doc, table(&data["enums"], key)?)?;
    }
    state_facts(&mut out, states)?;
    cause_facts(&mut out, causes)?;
    for (name, doc, key) in [
        (
            "smpp_message_state",
            "The value of SMPP's `message_state` (SMPP 5.0, 4.7.15) nearest to it.",
            "smpp_message_state",
        ),
        ("twilio_status", "The word of Twilio's Message resource nearest to it.", "twilio_status"),
        ("oneapi_status", "The word of OneAPI's `deliveryStatus` nearest to it.", "oneapi_status"),
    ] {
        projection(&mut out, name, doc, table(&data["projections"], key)?)?;
    }
    Ok(vec![Output { path: "src/status/generated.rs", contents: out.into_bytes() }])
}

fn table<'a>(data: &'a Value, key: &str) -> Result<&'a Map<String, Value>, String> {
    data[key].as_object().ok_or_else(|| format!("no object {key}"))
}

/// `after_fix` -> `AfterFix`
fn variant(word: &str) -> String {
    word.split('_').map(|part| part[..1].to_uppercase() + &part[1..]).collect()
}

fn text<'a>(row: &'a Value, key: &str) -> Result<&'a str, String> {
    row[key].as_str().ok_or_else(|| format!("no text {key} in {row}"))
}

fn words(out: &mut String, name: &str, doc: &str, rows: &Map<String, Value>) -> Result<(), String> {
    let put = |out: &mut String, line: String| out.push_str(&line);
    put(out, format!("words! {{\n    /// {doc}\n    pub enum {name} {{\n"));
    for (word, row) in rows {
        let meaning = text(row, "meaning")?;
        let number = row["number"].as_u64().ok_or("no number")?;
        let capital = meaning[..1].to_uppercase() + &meaning[1..];
        put(out, format!("        /// {capital}.\n"));
        put(out, format!("        {} = {number}, {word:?};\n", variant(word)));
    }
    put(out, "    }\n}\n\n".into());
    Ok(())
}

/// Opens `impl name { fn method(self) -> result { match self {` …
fn open(out: &mut String, name: &str, doc: &str, visibility: &str, method: &str, result: &str) {
    let _ = write!(
        out,
        "impl {name} {{\n    /// {doc}\n    #[must_use]\n    {visibility} const fn {method}(self) -> {result} {{\n        match self {{\n"
    );
}

const CLOSE: &str = "        }\n    }\n}\n\n";

fn bool_or_none(value: &Value) -> String {
    value.as_bool().map_or("None".into(), |b| format!("Some({b})"))
}

fn state_facts(out: &mut String, states: &Map<String, Value>) -> Result<(), String> {
    open(
        out,
        "State",
        "What a row of this state means unless it says otherwise.",
        "pub(crate)",
        "facts",
        "StateFacts",
    );
    for (word, row) in states {
        let _ = writeln!(
            out,
            "            State::{} => StateFacts {{ is_final: {}, success: {}, rank: {}, billable: Billable::{} }},",
            variant(word),
            bool_or_none(&row["final"]),
            bool_or_none(&row["success"]),
            row["rank"],
            variant(text(row, "billable")?),
        );
    }
    out.push_str(CLOSE);
    Ok(())
}

fn cause_facts(out: &mut String, causes: &Map<String, Value>) -> Result<(), String> {
    open(
        out,
        "Cause",
        "What a row of this cause means unless it says otherwise.",
        "pub(crate)",
        "facts",
        "CauseFacts",
    );
    for (word, row) in causes {
        let backoff = row["backoff_s"].as_u64().map_or("None".into(), |s| format!("Some({s})"));
        let _ = writeln!(
            out,
            "            Cause::{} => CauseFacts {{ retry: Retry::{}, backoff_s: {backoff}, actor: Actor::{} }},",
            variant(word),
            variant(text(row, "retry")?),
            variant(text(row, "actor")?),
        );
    }
    out.push_str(CLOSE);
    Ok(())
}

fn projection(
    out: &mut String,
    name: &str,
    doc: &str,
    rows: &Map<String, Value>,
) -> Result<(), String> {
    let number = rows.values().any(Value::is_number);
    let result = if number { "Option<u8>" } else { "Option<&'static str>" };
    let doc = format!("{doc} `None` where there is none.");
    open(out, "State", &doc, "pub", name, result);
    for (word, value) in rows {
        let value = if value.is_null() { "None".into() } else { format!("Some({value})") };
        let _ = writeln!(out, "            State::{} => {value},", variant(word));
    }
    out.push_str(CLOSE);
    Ok(())
}
