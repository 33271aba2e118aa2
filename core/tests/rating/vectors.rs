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

/// The sum of two amounts of a case.
fn sum(a: &Value, b: &Value) -> Amount {
    let amount = |text: &Value| Amount::parse(text.as_str().unwrap()).unwrap();
    amount(a).checked_add(amount(b)).unwrap()
}

/// What an explanation says is the answer of the case, piece by piece.
#[test]
fn explanations() {
    let (mut explained, mut exact) = (0, 0);
    for mut case in cases() {
        if case["kind"] != "campaign" || case["expect"].get("error").is_some() {
            continue;
        }
        case["options"]["explain"] = json!(true);
        let (got, title) = (campaign_record(&case).unwrap(), &case["title"]);
        assert!(holds(&case["expect"], &got), "{title}: explaining changes nothing");
        let rounds = case["cards"].to_string().contains("\"rounding\"");
        for (expect, message) in case["expect"]["messages"]
            .as_array()
            .unwrap()
            .iter()
            .zip(got["messages"].as_array().unwrap())
        {
            let found = &message["explanation"];
            if expect["status"] == "invalid_number" {
                assert!(found.is_null(), "{title}");
                continue;
            }
            let chosen = |rows: &Value, field: &str| -> Vec<Value> {
                let rows = rows.as_array().unwrap().iter();
                rows.filter(|row| row["verdict"] == "chosen")
                    .map(|row| row[field].clone())
                    .collect()
            };
            if !matches!(expect["status"].as_str(), Some("priced" | "free")) {
                assert!(found["each"].is_null() && found["tiers"] == json!([]), "{title}");
                continue;
            }
            assert_eq!(chosen(&found["rates"], "id")[0], expect["rate"], "{title}");
            let mut names = chosen(&found["surcharge_rows"], "name");
            names.sort_by_key(Value::to_string);
            names.dedup();
            assert_eq!(json!(names), *expect.get("surcharges").unwrap_or(&json!([])), "{title}");
            if let Some(each) = expect.get("each").filter(|each| !each.is_null()) {
                assert_eq!(found["each"], *each, "{title}");
            }
            explained += 1;
            if expect["count"] == 1 && expect["status"] == "priced" {
                assert_eq!(found["each"], expect["cost"], "{title}");
                let tiers = found["tiers"].as_array().unwrap();
                let units: u64 = tiers.iter().map(|tier| tier["units"].as_u64().unwrap()).sum();
                assert_eq!(json!(units), expect["units"], "{title}");
                let from: Vec<_> = tiers.iter().map(|tier| tier["from"].clone()).collect();
                assert!(units == 0 || json!(from) == expect["tiers"], "{title}: {from:?}");
                if !rounds {
                    let added = sum(&found["fixed_surcharges"], &found["percent_surcharges"]);
                    let all = sum(&found["base_after_minimum"], &json!(added.to_string()));
                    assert_eq!(json!(all.to_string()), expect["cost"], "{title}");
                    exact += 1;
                }
            }
        }
    }
    assert!(explained > 200 && exact > 50, "{explained} {exact}");
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
