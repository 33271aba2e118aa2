//! `septet audit` on bills that a script made which knows nothing of septet.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use common::{Place, Ran};

const FOOTER: &str = " Reply STOP to opt out";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../campaign/tests/audit")
}

/// A folder with the bill that the script made, what was sent, and what was planted.
fn with_files(name: &str) -> Place {
    let place = Place::new(name);
    for file in ["card.json", "sent.csv", "bill.csv", "truth.csv"] {
        fs::copy(folder().join(file), place.0.join(file)).unwrap();
    }
    place
}

fn read(place: &Place, name: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_path(place.0.join(name)).unwrap();
    reader.deserialize().map(Result::unwrap).collect()
}

fn septet(place: &Place, args: &[&str], stdin: &[u8]) -> Ran {
    place.septet(&[&["audit"], args].concat(), stdin)
}

const RULES: [&str; 4] = ["--vendor", "msgine", "--rates", "@card.json"];
const BY_ID: [&str; 8] = [
    "--bill-column",
    "id=message_id",
    "--bill-column",
    "to=msisdn",
    "--bill-column",
    "parts=segments",
    "--bill-column",
    "price=total",
];

fn audit(place: &Place, files: [&str; 2], columns: &[&str], more: &[&str]) -> Ran {
    let args: Vec<&str> = files.iter().chain(&RULES).chain(columns).chain(more).copied().collect();
    septet(place, &args, b"")
}

/// Planted causes against what was found, message by message. Rows that the bill alone has go by
/// their row. Returns how many were found alone, and how many among others.
fn compare(place: &Place, columns: &[&str], bill: &str, case: &str) -> (usize, usize) {
    let ran = audit(
        place,
        ["@sent.csv", bill],
        columns,
        &["--json", "--added-text", FOOTER, "--out", "@found.csv"],
    );
    assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{case}");
    let json = ran.json();
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in read(place, "found.csv") {
        let name = match row["id"].as_str() {
            "" => format!("row {}", row["bill_row"]),
            id => id.to_string(),
        };
        found.insert(name, row["reasons"].split(' ').map(String::from).collect());
    }
    let (mut alone, mut among) = (0, 0);
    for row in read(place, "truth.csv") {
        let (message, cause) = (&row["message"], &row["cause"]);
        let reasons = found.remove(message).unwrap_or_else(|| panic!("{case}: {message} {cause}"));
        assert!(reasons.contains(cause), "{case}: {message} is {cause}, found {reasons:?}");
        if reasons.len() == 1 { alone += 1 } else { among += 1 }
    }
    assert!(found.is_empty(), "{case}: found and not planted: {found:?}");
    // what was billed is what was expected and what differs
    let amount = |key: &str| nanos(json[key].as_str().unwrap());
    let open = nanos(json["within_open"]["money"].as_str().unwrap());
    assert_eq!(amount("billed"), amount("expected") + amount("difference") + open, "{case}");
    (alone, among)
}

fn nanos(text: &str) -> i128 {
    let (sign, text) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    let (whole, rest) = text.split_once('.').unwrap_or((text, ""));
    sign * format!("{whole}{rest:0<9}").parse::<i128>().unwrap()
}

#[test]
fn every_planted_cause_is_found_and_nothing_else() {
    let place = with_files("planted");
    let causes = read(&place, "truth.csv");
    let kinds: std::collections::BTreeSet<&String> =
        causes.iter().map(|row| &row["cause"]).collect();
    assert!(kinds.len() >= 15, "{kinds:?}");
    let (alone, among) = compare(&place, &BY_ID, "@bill.csv", "by id");
    assert!(alone > 4 * among, "{alone} alone, {among} among others");
}

#[test]
fn the_same_without_ids_and_as_json_lines() {
    let place = with_files("by-text");
    let texts: BTreeMap<String, String> = read(&place, "sent.csv")
        .into_iter()
        .map(|row| (row["id"].clone(), row["text"].clone()))
        .collect();
    let mut lines = String::new();
    for row in read(&place, "bill.csv") {
        let text = texts.get(&row["message_id"]).map_or("never sent", |text| text);
        let line = serde_json::json!({
            "to": row["msisdn"], "text": text, "parts": row["segments"].parse::<u64>().unwrap(),
            "price": row["total"], "currency": row["currency"],
        });
        lines.push_str(&format!("{line}\n"));
    }
    place.file("bill.jsonl", &lines);
    compare(&place, &[], "@bill.jsonl", "by number and text");
}

#[test]
fn random_bills() {
    let script = folder().join("make_bill.py");
    if Command::new("python3").arg("--version").output().is_err() {
        eprintln!("python3 is not installed: the committed bill is the only one");
        return;
    }
    let seeds = std::env::var("SEPTET_SEEDS").ok().and_then(|n| n.parse().ok()).unwrap_or(6u64);
    let place = Place::new("random");
    for seed in 2..2 + seeds {
        let made = Command::new("python3")
            .args([&script, &place.0])
            .args([seed.to_string(), "250".to_string()])
            .output()
            .unwrap();
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        compare(&place, &BY_ID, "@bill.csv", &format!("seed {seed}"));
    }
    let check = Command::new("python3").arg(&script).arg("--check").output().unwrap();
    assert!(check.status.success(), "{}", String::from_utf8_lossy(&check.stderr));
}

const CARD: &str = r#"{"format": "septet-ratecard/1", "id": "c", "currency": "USD", "rates": [
 {"id": "ug", "country": "UG", "price": "0.05"}]}"#;
const SENT: &str = "to,text\n+256772000001,Hello\n+256772000002,Hi\n";

fn small(name: &str, bill: &str) -> Place {
    let place = Place::new(name);
    place.file("card.json", CARD);
    place.file("sent.csv", SENT);
    place.file("bill.csv", bill);
    place
}

#[test]
fn an_exact_bill_has_no_differences_and_numbers_are_masked() {
    let place = small("exact", "to,text,price\n256772000002,Hi,0.05\n+256772000001,Hello,5e-2\n");
    let ran = audit(&place, ["@sent.csv", "@bill.csv"], &[], &["--fail-on", "warning"]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
    assert!(ran.out.contains("no differences"), "{}", ran.out);
    assert!(ran.out.contains("billed     0.10 USD"), "{}", ran.out);
    let place = small("masked", "to,text,price\n256772000002,Hi,0.07\n+256772000001,Hello,0.05\n");
    let more = ["--json", "--out", "@rows.csv", "--with-text", "--fail-on", "error"];
    let ran = audit(&place, ["@sent.csv", "@bill.csv"], &[], &more);
    assert_eq!(ran.status, 1, "{}", ran.err);
    let rows = fs::read_to_string(place.0.join("rows.csv")).unwrap();
    assert!(!ran.out.contains("772000002") && !rows.contains("772000002"), "{}{rows}", ran.out);
    assert_eq!(
        rows.lines().nth(1).unwrap(),
        "2,3,1,2,,****0002,,1,,0.05,0.07,0.02,USD,unknown,,Hi"
    );
    let full = audit(&place, ["@sent.csv", "@bill.csv"], &[], &["--out", "-", "--with-numbers"]);
    assert!(full.out.contains("+256772000002") && full.err.contains("difference +0.02 USD"));
}

#[test]
fn what_cannot_be_read_is_counted_and_makes_no_claim() {
    let bill = "to,text,parts,price\n+256772000001,Hello,one,0.05\n+256772000002,\"Hi,1,0.05\n";
    let place = small("unreadable", bill);
    let json = audit(&place, ["@sent.csv", "@bill.csv"], &[], &["--json"]).json();
    assert_eq!(json["bill"]["unreadable"], 2);
    assert_eq!(json["bill"]["unreadable_lines"], serde_json::json!([2, 3]));
    let cells = serde_json::json!([{"line": 2, "field": "parts", "value": "one"}]);
    assert_eq!(json["bill"]["unreadable_cells"], cells);
    let text = audit(&place, ["@sent.csv", "@bill.csv"], &[], &[]).out;
    assert!(text.contains("not readable at line 2 (parts \"one\"), 3\n"), "{text}");
    assert_eq!(json["not_compared"]["count"], 1);
    // the second message may be the row with the open quote
    let reasons = &json["differences"][0]["reasons"];
    assert_eq!(*reasons, serde_json::json!(["not_billed", "row_unreadable"]));
}

#[test]
fn what_is_refused() {
    let place = small("refused", "to,text,price\n+256772000001,Hello,0.05\n");
    let refused = |columns: &[&str], word: &str| {
        let ran = audit(&place, ["@sent.csv", "@bill.csv"], columns, &["--out", "@rows.csv"]);
        assert_eq!(ran.status, 2, "{}", ran.out);
        assert!(ran.err.contains(word), "{word}: {}", ran.err);
        assert!(!place.0.join("rows.csv").exists());
    };
    refused(&["--currency", "EUR"], "currency_mismatch");
    refused(&["--bill-column", "cost=price"], "field_unknown");
    refused(&["--bill-column", "price"], "invalid_option");
    refused(&["--bill-column", "price=amount"], "; --bill-column price=NAME says which");
    refused(&["--bill-encoding", "utf-16be"], "is not UTF-16BE: --bill-encoding takes");
    refused(&["--bill-column", "price="], "column_missing");
    refused(&["--bill-column", "to="], "column_missing");
    refused(&["--column", "to=msisdn"], "column_missing");
    place.file("bill.csv", "Sid,Recipient,price\na,+256772000001,0.05\n");
    refused(&[], "it has \"Sid\", \"Recipient\", \"price\"");
    place.file("bill.csv", "to,price\n");
    refused(&[], "input_empty");
    let ran = septet(&place, &["-", "-", "--vendor", "msgine", "--rates", "@card.json"], b"");
    assert_eq!(ran.status, 2);
    let ran = septet(&place, &["@sent.csv", "@bill.csv", "--vendor", "msgine"], b"");
    assert!(ran.err.contains("no_rates"), "{}", ran.err);
}

/// The statement of an account: what was charged is taken from it.
#[test]
fn charges_with_a_minus_sign() {
    let place =
        small("negative", "to,text,price\n+256772000002,Hi,-0.05\n+256772000001,Hello,-0.07\n");
    let ran = audit(&place, ["@sent.csv", "@bill.csv"], &[], &[]);
    assert!(ran.out.contains("difference -0.22 USD"), "{}", ran.out);
    assert!(ran.out.contains("unless --charges-negative is given\n"), "{}", ran.out);
    let ran = audit(&place, ["@sent.csv", "@bill.csv"], &[], &["--charges-negative"]);
    assert!(ran.out.contains("difference +0.02 USD"), "{}", ran.out);
    assert!(!ran.out.contains("--charges-negative"), "{}", ran.out);
    // both files are named by their digests: the first is that of sha256sum
    let json = audit(&place, ["@sent.csv", "@bill.csv"], &[], &["--json"]).json();
    let sha = Command::new("sha256sum").arg(place.0.join("sent.csv")).output().unwrap();
    let sha = String::from_utf8(sha.stdout).unwrap();
    assert_eq!(json["inputs"][0]["sha256"].as_str(), sha.split_whitespace().next());
    assert_eq!(
        (&json["inputs"][0]["role"], &json["inputs"][1]["role"]),
        (&"sent".into(), &"bill".into())
    );
}

#[test]
fn streams_states_and_prices_of_parts() {
    let place = small("streams", "");
    place.file("card.json", CARD.replace("\"currency\"", "\"charge_failed\": false, \"currency\""));
    place.file(
        "sent.csv",
        "id,to,text,status\na,+256772000001,Hello,Failed\nb,+256772000002,Hi,who knows\n",
    );
    let bill = b"id,parts,price\na,1,0.05\nb,1,0.05\nb,1,-0.05\nb,1,0.05\n";
    let files = ["@sent.csv", "-", "--vendor", "msgine", "--rates", "@card.json", "--json"];
    let args: Vec<&str> = files.iter().chain(&["--price-per", "part"]).copied().collect();
    let json = septet(&place, &args, bill).json();
    let of = |reason: &str| {
        let groups = json["differences"].as_array().unwrap().iter();
        groups.clone().find(|group| group["reasons"][0] == reason).unwrap()["money"].clone()
    };
    assert_eq!((of("failed_billed"), of("duplicate_billed")), ("0.05".into(), "0.05".into()));
    assert_eq!(of("unknown"), "-0.05", "a credit for nothing");
    assert_eq!(json["sent"]["status_unknown"], 1);
    // three rows of one id do not add up to the one message: parts are 3
    assert_eq!(json["agreed"], 1);
    // the bill alone says that it failed
    place.file("sent.csv", "id,to,text\na,+256772000001,Hello\n");
    let bill = b"id,price,status\na,0,undeliverable\n";
    let json = septet(&place, &files, bill).json();
    assert_eq!((&json["differing"], &json["agreed"]), (&0.into(), &1.into()));
}

#[test]
fn a_bill_goes_on_where_the_last_one_ended() {
    let place = small("units", "to,price\n+256772000001,0.03\n+256772000002,0.03\n");
    let tiered = CARD.replace(
        r#""price": "0.05"}]"#,
        r#""price": "0.05", "tier_from": 0},
 {"id": "ug-2", "country": "UG", "price": "0.03", "tier_from": 2}]"#,
    );
    place.file("card.json", tiered);
    let differing = |more: &[&str]| {
        let more = [&["--json"], more].concat();
        audit(&place, ["@sent.csv", "@bill.csv"], &[], &more).json()["differing"].as_u64()
    };
    assert_eq!(differing(&[]), Some(2));
    assert_eq!(differing(&["--units-before", "ug=2"]), Some(0));
}
