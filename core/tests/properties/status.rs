//! What must hold for any code, body, receipt, list of events and profile.

use std::collections::{BTreeMap, HashSet};

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use septet::status::{
    Http, Merge, Outcome, ReceiptRules, ReceiptTlvs, Row, Standard, Table, merge_parts,
};
use septet::vendor::{Format, Vendor};
use serde_json::{Value, json};

use crate::oracle::Data;
use crate::{all_vendors, data};

/// Vendor, table, group and code of every row of every profile.
fn listed_codes() -> Vec<(String, String, Option<String>, String)> {
    let mut codes = Vec::new();
    for (vendor, profile) in &data().vendors {
        // neutral has no answers
        for (name, table) in profile["status"].as_object().into_iter().flatten() {
            for row in table["rows"].as_array().unwrap() {
                let group = row["group"].as_str().map(String::from);
                let code = row["code"].as_str().unwrap().to_string();
                codes.push((vendor.clone(), name.clone(), group, code));
            }
        }
    }
    codes
}

/// A listed code, changed a little or not at all.
fn mutated() -> impl Strategy<Value = (String, String, Option<String>, String)> {
    let change = (0usize..9, any::<prop::sample::Index>(), "[ -~]|\u{a0}|é");
    let group = prop_oneof![
        3 => Just(None),
        3 => Just(Some(String::new())),
        2 => select(vec!["0", "1", "2", "3", "5", "18", "19", "20", "22", "x", " 19 "])
            .prop_map(|g| Some(g.to_string())),
    ];
    (select(listed_codes()), change, group).prop_map(|(listed, (how, at, extra), other)| {
        let (vendor, table, group, code) = listed;
        let cut = at.index(code.len());
        let code = match how {
            0 => format!("{}{}", &code[..cut], &code[cut + 1..]),
            1 => format!("{}{extra}{}", &code[..cut], &code[cut..]),
            2 => code.to_ascii_uppercase(),
            3 => code.to_ascii_lowercase(),
            4 => format!(" {code}\r\n"),
            5 => format!("0{code}"),
            6 => code.repeat(8),
            _ => code,
        };
        let group = match other {
            Some(other) if other.is_empty() => group,
            other => other,
        };
        (vendor, table, group, code)
    })
}

fn any_outcome() -> impl Strategy<Value = Outcome> {
    select(all_outcomes())
}

/// What every row of every table means, and what no row means.
fn all_outcomes() -> Vec<Outcome> {
    let mut outcomes: Vec<Outcome> = all_vendors()
        .iter()
        .flat_map(|vendor| vendor.status().tables())
        .flat_map(Table::rows)
        .map(Row::outcome)
        .collect();
    for id in Standard::ids() {
        let standard = Standard::shared(id).unwrap();
        let rows = standard.tables().iter().flat_map(Table::rows);
        outcomes.extend(rows.map(Row::outcome));
    }
    outcomes.push(Outcome::UNLISTED);
    outcomes
}

/// Outcomes that the taxonomy's order does not tell apart, such as one that is billed and one of
/// the same state and cause of which that is not known: which comes first must not matter.
#[test]
fn outcomes_level_by_the_taxonomy_merge_the_same_either_way() {
    let mut level: BTreeMap<Vec<i64>, HashSet<Outcome>> = BTreeMap::new();
    for outcome in all_outcomes() {
        level.entry(data().says(&json!(outcome)).0).or_default().insert(outcome);
    }
    let mut pair_count = 0;
    for outcomes in level.values() {
        for (a, b) in outcomes.iter().flat_map(|a| outcomes.iter().map(move |b| (*a, *b))) {
            let plain = [json!(a), json!(b)];
            let merged = [a, b].into_iter().collect::<Merge>().outcome();
            assert_eq!(json!(merged), data().merge(&plain).unwrap(), "{a:?} {b:?}");
            let parts = merge_parts([a, b]);
            assert_eq!(json!(parts), data().merge_parts(&plain).unwrap(), "{a:?} {b:?}");
            assert_eq!(
                (merged, parts),
                ([b, a].into_iter().collect::<Merge>().outcome(), merge_parts([b, a]))
            );
            pair_count += usize::from(a != b);
        }
    }
    assert!(pair_count > 100, "{pair_count} pairs are none to speak of");
}

/// A receipt put together from the pieces that receipts are made of, in any order.
fn receipt_text() -> impl Strategy<Value = String> {
    let key = select(vec![
        "id:",
        "sub:",
        "dlvrd:",
        "submit date:",
        "submit_date:",
        "done date:",
        "done_date:",
        "stat:",
        "err:",
        "text:",
        "Stat:",
        "ID:",
        "Done Date:",
        "TEXT:",
        "xstat:",
        "date:",
    ]);
    let value = select(vec![
        "",
        "5",
        "DELIVRD",
        "undeliv",
        "EXPIRED",
        "REJECTD",
        "ACCEPTD",
        "DELIVR",
        "000",
        "001",
        "1",
        "0001",
        "27",
        "21b",
        "2401150930",
        "20240115093000",
        "201011121314",
        "201506201641",
        "240115093000008-",
        "240115093000049+",
        "24011509300000R",
        "0000000000",
        "2302290000",
        "a\0",
        "\0",
        "stat:DELIVRD",
        "é",
    ]);
    let gap = select(vec![" ", "  ", "\t", "", "\n", "\u{b}"]);
    vec((key, select(vec!["", " "]), value, gap), 0..9).prop_map(|parts| {
        parts
            .into_iter()
            .map(|(key, blank, value, gap)| [key, blank, value, gap].concat())
            .collect()
    })
}

/// Text that a body could be: near-JSON, forms, bare codes, and anything.
fn body() -> impl Strategy<Value = Vec<u8>> {
    let piece = select(vec![
        "{",
        "}",
        "[",
        "]",
        ":",
        ",",
        "\"",
        "\\",
        "null",
        "Null",
        "true",
        "1",
        "1000",
        "-0",
        "1e3",
        "\"code\"",
        "\"status\"",
        "\"groupId\"",
        "\"id\"",
        "\"data\"",
        "\"error\"",
        "\"event\"",
        "\"results\"",
        "\"delivered\"",
        "\"\\u0065\"",
        "status=20",
        "&",
        "group=2",
        "%2",
        "M0001",
        " ",
        "\n",
        "é",
        "\u{0}",
    ]);
    let near = vec(piece, 0..24).prop_map(|pieces| pieces.concat().into_bytes());
    prop_oneof![4 => near, 1 => vec(any::<u8>(), 0..64)]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn a_code_means_what_the_data_say(case in mutated()) {
        let (vendor, table, group, code) = case;
        let expected = data().code(&vendor, &table, group.as_deref(), &code);
        let found = all_vendors().into_iter().find(|v| v.id() == vendor).unwrap();
        let rules = found.status();
        let reading = rules.code_in(rules.table(&table).unwrap(), group.as_deref(), &code);
        prop_assert_eq!(json!(reading.outcome), expected, "{} {} {:?} {:?}", vendor, table, group, code);
    }

    #[test]
    fn a_receipt_is_read_as_the_twin_reads_it(
        text in receipt_text(),
        state in prop_oneof![3 => Just(None), 1 => (0u8..12).prop_map(Some)],
        id in prop_oneof![3 => Just(None), 1 => Just(Some("77")), 1 => Just(Some("\0"))],
        table in select(vec![None, Some("gsm3gpp.map_error"), Some("twilio.smpp_err")]),
    ) {
        let (outcome, fields) = data().receipt(&text, state, id, table);
        let mut rules = ReceiptRules::standard().unwrap();
        if let Some(table) = table {
            rules = rules.with_err_table(table).unwrap();
        }
        let tlvs = ReceiptTlvs { message_state: state, receipted_message_id: id.map(str::as_bytes) };
        let (read, receipt) = rules.decode(text.as_bytes(), tlvs);
        prop_assert_eq!(json!(read), outcome, "{:?}", text);
        let receipt = json!(receipt);
        for (name, value) in fields.as_object().unwrap() {
            prop_assert_eq!(&receipt[name], value, "{} of {:?}", name, text);
        }
    }

    #[test]
    fn events_merge_the_same_in_any_order(
        events in vec(any_outcome(), 1..6).prop_flat_map(|e| (Just(e.clone()), Just(e).prop_shuffle())),
    ) {
        let (events, shuffled) = events;
        let merged = events.iter().copied().collect::<Merge>().outcome();
        prop_assert_eq!(merged, shuffled.iter().copied().collect::<Merge>().outcome());
        let parts = merge_parts(events.clone());
        prop_assert_eq!(parts, merge_parts(shuffled));
        let plain: Vec<Value> = events.iter().map(|event| json!(event)).collect();
        prop_assert_eq!(Some(json!(merged)), data().merge(&plain));
        prop_assert_eq!(Some(json!(parts)), data().merge_parts(&plain));
    }

    #[test]
    fn any_octets_have_an_answer(
        body in body(),
        status in prop_oneof![Just(None), (100u16..600).prop_map(Some)],
        retry_after_s in prop_oneof![Just(None), any::<u32>().prop_map(Some)],
    ) {
        let http = Http { status, retry_after_s };
        for vendor in all_vendors() {
            let decoded = vendor.status().body(&body, http);
            prop_assert!(decoded.is_list || decoded.answers.len() == 1);
            for answer in &decoded.answers {
                let outcome = answer.outcome;
                prop_assert!(outcome.backoff_s.is_none() || outcome.retry.as_str() == "later");
                // nothing that is not listed is ever a success
                prop_assert!(outcome.recognized || outcome.success != Some(true));
            }
        }
        let rules = ReceiptRules::standard().unwrap();
        let (outcome, _) = rules.decode(&body, ReceiptTlvs::default());
        prop_assert!(outcome.recognized || outcome == Outcome::UNLISTED);
    }

    /// Parts of the profile that uses every field are taken out, or put in the place of others.
    #[test]
    fn a_profile_that_loads_is_written_and_read_again(
        edits in vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0usize..3), 1..4),
    ) {
        let mut file = data().vendors["zuri"].clone();
        for (at, other, how) in edits {
            let paths = paths(&file);
            let (at, other) = (at.get(&paths).clone(), other.get(&paths).clone());
            let replacement = file.pointer(&other).unwrap().clone();
            match how {
                0 => remove(&mut file, &at),
                1 => *file.pointer_mut(&at).unwrap() = replacement,
                _ => *file.pointer_mut(&at).unwrap() = json!("unspecified"),
            }
        }
        if let Ok(vendor) = Vendor::load(&file.to_string(), Format::Json) {
            let written = vendor.to_json();
            let again = Vendor::load(&written, Format::Json);
            prop_assert_eq!(again.as_ref(), Ok(&vendor), "{}", written);
            let toml = crate::to_toml(&written);
            let again = Vendor::load(&toml, Format::Toml);
            prop_assert_eq!(again.as_ref(), Ok(&vendor), "{}", toml);
        }
    }
}

/// The pointers of all values in a file.
fn paths(file: &Value) -> Vec<String> {
    fn walk(value: &Value, at: String, into: &mut Vec<String>) {
        match value {
            Value::Object(members) => {
                members.iter().for_each(|(name, v)| {
                    let name = name.replace('~', "~0").replace('/', "~1");
                    walk(v, format!("{at}/{name}"), into);
                });
            }
            Value::Array(items) => {
                items.iter().enumerate().for_each(|(i, v)| walk(v, format!("{at}/{i}"), into));
            }
            _ => {}
        }
        if !at.is_empty() {
            into.push(at);
        }
    }
    let mut into = Vec::new();
    walk(file, String::new(), &mut into);
    into
}

fn remove(file: &mut Value, at: &str) {
    let (parent, name) = at.rsplit_once('/').unwrap();
    match file.pointer_mut(parent).unwrap() {
        Value::Object(members) => {
            members.shift_remove(&name.replace("~1", "/").replace("~0", "~"));
        }
        Value::Array(items) => {
            items.remove(name.parse().unwrap());
        }
        _ => {}
    }
}

/// The twin itself gives the golden outcomes of receipts and codes.
#[test]
fn the_twin_agrees_with_the_golden_file() {
    let data: &Data = data();
    for case in crate::golden_cases() {
        let input = &case.input;
        let got = match case.kind.as_str() {
            "receipt" => {
                let state = input["tlv"]["message_state"].as_u64().map(|n| n as u8);
                let id = input["tlv"]["receipted_message_id"].as_str();
                let table = input["err_table"].as_str();
                data.receipt(input["text"].as_str().unwrap(), state, id, table).0
            }
            "code" if input["code"].is_string() && input["table"].is_string() => data.code(
                &case.vendor,
                input["table"].as_str().unwrap(),
                input["group"].as_str(),
                input["code"].as_str().unwrap(),
            ),
            _ => continue,
        };
        assert_eq!(vec![got], case.outcomes, "{}", case.id);
    }
}
