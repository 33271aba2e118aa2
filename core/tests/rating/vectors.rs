//! The golden file: cases that two independent raters agree on.

use septet::cost::campaign_record;
use septet::money::Amount;
use septet::preflight::duplicates::duplicates;
use septet::preflight::flood::{FloodRule, Sent, refused};
use serde_json::{Value, json};

fn cases() -> Vec<Value> {
    let path = format!("{}/tests/vectors/rating.jsonl", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(path).expect("the golden file");
    text.lines().map(|line| serde_json::from_str(line).expect("a JSON case")).collect()
}

/// Whether everything that is expected is there; more may be.
fn holds(expected: &Value, got: &Value) -> bool {
    match (expected, got) {
        (Value::Object(expected), Value::Object(got)) => {
            expected.iter().all(|(name, value)| holds(value, got.get(name).unwrap_or(&Value::Null)))
        }
        (Value::Array(expected), Value::Array(got)) => {
            expected.len() == got.len() && expected.iter().zip(got).all(|(e, g)| holds(e, g))
        }
        (expected, got) => expected == got,
    }
}

#[test]
fn campaigns() {
    let mut count = 0;
    for case in cases().iter().filter(|case| case["kind"] == "campaign") {
        let got = campaign_record(case).unwrap_or_else(|error| match error.row() {
            Some(row) => json!({ "error": error.kind().as_str(), "at_row": row }),
            None => json!({ "error": error.kind().as_str() }),
        });
        assert!(holds(&case["expect"], &got), "{} {}: {got:#}", case["id"], case["title"]);
        count += 1;
    }
    assert_eq!(count, 344);
}

#[test]
fn amounts() {
    let mut count = 0;
    for case in cases() {
        let got = match case["kind"].as_str() {
            Some("parse_price") => Amount::parse(case["input"].as_str().unwrap()),
            Some("parse_json_number") => {
                let vendor: Value =
                    serde_json::from_str(case["input_json"].as_str().unwrap()).unwrap();
                Amount::parse_json_number(&vendor["price"].to_string())
            }
            _ => continue,
        };
        match (case["expect"]["ok"].as_str(), case["expect"]["error"].as_str(), got) {
            (Some(text), _, Ok(amount)) => assert_eq!(amount.to_string(), text),
            (_, Some("price_zero"), Ok(amount)) => assert!(amount.is_zero()),
            (_, Some(kind), Err(error)) => {
                assert_eq!(error.kind().as_str().replace("amount", "price"), kind);
            }
            (_, _, got) => panic!("{case}: {got:?}"),
        }
        count += 1;
    }
    assert_eq!(count, 40);
}

#[test]
fn floods_and_duplicates() {
    let (mut floods, mut lists) = (0, 0);
    for case in cases() {
        let expect = &case["expect"];
        match case["kind"].as_str() {
            Some("flood") => {
                let limit = |name: &str| case["limits"][name].as_u64().unwrap();
                let window_s = limit("window_seconds") as u32;
                let rule =
                    |max, identical| FloodRule { max, window_s, identical, ..FloodRule::default() };
                let rules = [
                    rule(limit("total_per_number"), false),
                    rule(limit("identical_per_number"), true),
                ];
                let messages = case["messages"].as_array().unwrap().iter();
                let message = |m: &Value| {
                    let (to, text) = (m["to"].to_string(), m["text"].to_string());
                    (Sent { to, text, sender: () }, m["t"].as_i64())
                };
                let found: Vec<_> = refused(&rules, messages.map(message))
                    .iter()
                    .map(|(i, why)| json!([i, why.as_str()]))
                    .collect();
                assert_eq!(json!(found), expect["refused"], "{}", case["title"]);
                floods += 1;
            }
            Some("duplicates") => {
                let recipients = case["recipients"].as_array().unwrap().iter();
                let number =
                    |r: &Value| septet::number::parse(r.as_str().unwrap(), None).ok()?.e164();
                assert_eq!(json!(duplicates(recipients.map(number))), expect["duplicates"]);
                lists += 1;
            }
            _ => {}
        }
    }
    assert_eq!((floods, lists), (11, 2));
}
