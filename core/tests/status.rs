//! Outcomes: the golden file, every row of the data files, and properties against the slow twin.

#![cfg(feature = "vendors")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "../examples/vectors/status.rs"]
mod bridge;
#[path = "oracle/status.rs"]
mod oracle;
#[path = "properties/status.rs"]
mod properties;

use std::collections::BTreeSet;
use std::sync::OnceLock;

use septet::status::{
    Actor, Billable, Cause, Certainty, Merge, Outcome, ReceiptRules, ReceiptTlvs, Retry, Scope,
    Standard, State, Table,
};
use septet::vendor::{Format, Vendor};
use serde_json::{Value, json};

use oracle::{Data, KEYS};

fn data() -> &'static Data {
    static DATA: OnceLock<Data> = OnceLock::new();
    DATA.get_or_init(Data::read)
}

/// The built-in vendors and the one that uses every field.
fn all_vendors() -> Vec<&'static Vendor> {
    static ZURI: OnceLock<Vendor> = OnceLock::new();
    let zuri = ZURI
        .get_or_init(|| Vendor::load(include_str!("profiles/zuri.json"), Format::Json).unwrap());
    Vendor::builtins().unwrap().iter().chain([zuri]).collect()
}

/// A profile written as JSON, as TOML.
fn to_toml(written: &str) -> String {
    let value: toml::Value = serde_json::from_str(written).unwrap();
    toml::to_string(&value).unwrap()
}

/// A line of vectors/status.tsv.
struct Golden {
    id: String,
    vendor: String,
    kind: String,
    input: Value,
    is_list: bool,
    outcomes: Vec<Value>,
    further: Value,
}

fn golden_cases() -> Vec<Golden> {
    let lines = include_str!("vectors/status.tsv").lines();
    lines
        .map(|line| {
            let columns: Vec<&str> = line.split('\t').collect();
            let [id, vendor, kind, input, outcomes, further] = columns[..] else {
                panic!("six columns: {line}");
            };
            let mut outcomes: Vec<&str> = outcomes.split('|').collect();
            let is_list = outcomes[0] == "list";
            if is_list {
                outcomes.remove(0);
            }
            Golden {
                id: id.into(),
                vendor: vendor.into(),
                kind: kind.into(),
                input: serde_json::from_str(input).unwrap(),
                is_list,
                outcomes: outcomes.into_iter().filter(|o| !o.is_empty()).map(outcome).collect(),
                further: serde_json::from_str(further).unwrap_or(Value::Null),
            }
        })
        .collect()
}

/// The eleven words of an outcome in the order of its fields.
fn outcome(words: &str) -> Value {
    let value = |word: &str| match word {
        "null" => Value::Null,
        "true" | "false" => json!(word == "true"),
        _ => word.parse::<u32>().map_or(json!(word), |n| json!(n)),
    };
    let words: Vec<&str> = words.split(' ').collect();
    assert_eq!(words.len(), KEYS.len());
    KEYS.into_iter().zip(words).map(|(key, word)| (key.to_string(), value(word))).collect()
}

fn assert_holds(got: &Value, expected: &Value, id: &str) {
    for (key, value) in expected.as_object().unwrap() {
        assert_eq!(&got[key], value, "{id}: {key} of {got}");
    }
}

#[test]
fn golden_file() {
    let cases = golden_cases();
    assert_eq!(cases.len(), 915);
    for case in cases {
        let record = json!({"vendor": case.vendor, "kind": case.kind, "input": case.input});
        let got = bridge::answer(&record);
        if case.is_list {
            let list = got["list"].as_array().expect(&case.id);
            assert_eq!(list.len(), case.outcomes.len(), "{}", case.id);
            list.iter().zip(&case.outcomes).for_each(|(g, e)| assert_holds(g, e, &case.id));
        } else {
            assert!(got.get("list").is_none(), "{}", case.id);
            assert_holds(&got, &case.outcomes[0], &case.id);
        }
        if let Some(malformed) = case.further.get("malformed") {
            assert_eq!(&got["malformed"], malformed, "{}", case.id);
        }
        if let Some(fields) = case.further.get("fields") {
            assert_holds(&got["fields"], fields, &case.id);
        }
    }
}

#[test]
fn golden_file_covers_every_state_and_what_profiles_can_say() {
    let cases = golden_cases();
    let all = |key: &str| -> BTreeSet<String> {
        let outcomes = cases.iter().flat_map(|case| &case.outcomes);
        outcomes.map(|o| o[key].to_string().trim_matches('"').to_string()).collect()
    };
    for state in State::ALL {
        assert!(all("state").contains(state.as_str()), "{state}");
    }
    let used: BTreeSet<String> = all_vendors()
        .iter()
        .flat_map(|vendor| vendor.status().tables())
        .flat_map(Table::rows)
        .map(|row| row.outcome().cause.to_string())
        .collect();
    let covered = all("cause");
    let missing: Vec<&String> = used.difference(&covered).collect();
    assert_eq!(missing, ["sender_limit"], "which the file leaves out");
    let limit = Vendor::builtin("msegat").unwrap().status().code(None, "M0022").outcome;
    assert_eq!((limit.state, limit.cause), (State::NotApplicable, Cause::SenderLimit));
    assert_eq!((limit.success, limit.scope), (Some(false), Scope::SenderAdmin));
}

#[test]
fn words_and_numbers_are_those_of_the_taxonomy() {
    let taxonomy = &data().taxonomy;
    let listed = |rows: &Value| -> Vec<(String, u64)> {
        let rows = rows.as_object().unwrap().iter();
        rows.map(|(word, row)| (word.clone(), row["number"].as_u64().unwrap())).collect()
    };
    macro_rules! same {
        ($type:ty, $rows:expr) => {
            let all = <$type>::ALL.iter();
            let ours: Vec<_> = all.map(|w| (w.to_string(), u64::from(w.number()))).collect();
            assert_eq!(ours, listed(&$rows));
            for word in <$type>::ALL {
                assert_eq!(<$type>::from_word(word.as_str()), Some(*word));
                assert_eq!(<$type>::from_number(word.number()), Some(*word));
                assert!(!word.meaning().is_empty());
            }
        };
    }
    same!(State, taxonomy["states"]);
    same!(Cause, taxonomy["causes"]);
    same!(Retry, taxonomy["enums"]["retry"]);
    same!(Actor, taxonomy["enums"]["actor"]);
    same!(Billable, taxonomy["enums"]["billable"]);
    same!(Certainty, taxonomy["enums"]["certainty"]);
    same!(Scope, taxonomy["enums"]["scope"]);
    assert_eq!(json!(Outcome::UNLISTED), taxonomy["unlisted"]);
    let projections = &taxonomy["projections"];
    for state in State::ALL {
        let of = |name: &str| &projections[name][state.as_str()];
        assert_eq!(&json!(state.smpp_message_state()), of("smpp_message_state"));
        assert_eq!(&json!(state.twilio_status()), of("twilio_status"));
        assert_eq!(&json!(state.oneapi_status()), of("oneapi_status"));
    }
}

#[test]
fn every_row_of_every_file_is_read_back() {
    let data = data();
    let mut count = 0;
    for vendor in all_vendors() {
        let profile = &data.vendors[vendor.id()];
        for (name, source) in profile["status"].as_object().unwrap() {
            let rules = vendor.status();
            let table = rules.table(name).unwrap();
            for row in source["rows"].as_array().unwrap() {
                let expected = data.expand(row, &source["scope"], &profile["charging"]["billable"]);
                let code = row["code"].as_str().unwrap();
                let reading = rules.code_in(table, row["group"].as_str(), code);
                assert_eq!(json!(reading.outcome), expected, "{} {row}", vendor.id());
                assert_eq!(reading.row.unwrap().name(), row["name"].as_str().unwrap_or(""));
                count += 1;
            }
        }
    }
    assert_eq!(count, 99 + 17, "four vendors have 99 codes, the invented one 17");
    let mut count = 0;
    for id in Standard::ids() {
        let standard = Standard::shared(id).unwrap();
        assert_eq!(standard.id(), id);
        for (name, source) in data.standards[id]["tables"].as_object().unwrap() {
            let table = standard.table(name).unwrap();
            for row in source["rows"].as_array().unwrap() {
                let expected = data.expand(row, &source["scope"], &json!({}));
                let got = table.get(row["code"].as_str().unwrap()).unwrap();
                assert_eq!(json!(got.outcome()), expected, "{id}.{name} {row}");
                if row["source"] == "unverified" {
                    assert_eq!(got.outcome().certainty, Certainty::Uncertain, "{id}.{name} {row}");
                }
                count += 1;
            }
        }
    }
    assert_eq!((Standard::ids().count(), count), (13, 648));
    assert_eq!(data.standards.len(), 13, "every file of core/data/standards is known");
}

#[test]
fn ids_in_hexadecimal_and_decimal() {
    let vendor = |id| all_vendors().into_iter().find(|v| v.id() == id).unwrap();
    let (exact, both) = (vendor("msgine").status().receipt(), vendor("zuri").status().receipt());
    assert!(exact.same_id("1a", "1a") && !exact.same_id("1a", "26"));
    for (a, b) in [("1a", "26"), ("26", "1A"), ("00ff", "255"), ("x", "x")] {
        assert!(both.same_id(a, b), "{a} {b}");
    }
    for (a, b) in
        [("1a", "27"), ("", "0"), ("+1", "1"), ("ffffffffffffffffffffffffffffffffff", "1")]
    {
        assert!(!both.same_id(a, b), "{a} {b}");
    }
}

#[test]
fn a_body_tells_more_than_its_outcome() {
    let msgine = Vendor::builtin("msgine").unwrap().status();
    let body = br#"{"error":{"code":"insufficient_balance","message":"top up","details":
        {"balance":0.50,"required":1.25,"currency":"USD"}}}"#;
    let decoded = msgine.body(body, Default::default());
    let answer = &decoded.answers[0];
    assert_eq!(answer.balance.as_deref(), Some("0.50"), "the digits of the body");
    assert_eq!(
        (answer.required.as_deref(), answer.currency.as_deref()),
        (Some("1.25"), Some("USD"))
    );
    assert_eq!(answer.description.as_deref(), Some("top up"));
    assert_eq!((decoded.payload, decoded.documented), (Some("error"), true));
    let body =
        br#"{"data":[{"id":"a","to":["+1","+2"],"status":"sent","cost":1e-2},{"status":4}]}"#;
    let decoded = msgine.body(body, Default::default());
    assert!(decoded.is_list);
    assert_eq!(decoded.answers[0].to, ["+1", "+2"]);
    assert_eq!(decoded.answers[0].cost.as_deref(), Some("1e-2"));
    assert_eq!(decoded.answers[1].outcome, Outcome::UNLISTED);
}

#[test]
fn codes_and_receipts_do_not_allocate() {
    let macksms = Vendor::builtin("macksms").unwrap().status();
    let rules = ReceiptRules::standard().unwrap().with_err_table("gsm3gpp.map_error").unwrap();
    let receipt = b"id:5 submit date:2401150930 done date:240115093100008- stat:undeliv err:001";
    let measured = allocation_counter::measure(|| {
        let listed = macksms.code(Some("19"), "63").outcome;
        let shared = macksms.code(None, "57").outcome;
        let unlisted = macksms.code(Some("0"), "nothing").outcome;
        let (outcome, fields) = rules.decode(receipt, ReceiptTlvs::default());
        let merged = [listed, shared, unlisted, outcome].into_iter().collect::<Merge>().outcome();
        assert!(listed.recognized && shared.recognized && !unlisted.recognized);
        assert!(outcome.cause == Cause::UnknownSubscriber && fields.done_date.is_some());
        assert_eq!(merged, listed);
    });
    assert_eq!(measured.count_total, 0);
}
