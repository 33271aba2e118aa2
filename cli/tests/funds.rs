//! Balance and budget of `septet preflight`: exact in the order of the list, whatever the threads.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::{Place, Ran};
use proptest::prelude::*;
use serde_json::Value;

fn preflight(place: &Place, vendor: &str, args: &[&str]) -> (u8, String, String) {
    let fixed = ["preflight", "@rows.csv", "--rates", "@card.json", "--no-what-if", "--vendor"];
    let Ran { status, out, err } = place.septet(&[&fixed, &[vendor][..], args].concat(), b"");
    (status, out, err)
}

fn json(place: &Place, vendor: &str, args: &[&str]) -> Value {
    let args: Vec<&str> = args.iter().chain(&["--json"]).copied().collect();
    let (status, out, err) = preflight(place, vendor, &args);
    assert_eq!((status, err.as_str()), (0, ""));
    serde_json::from_str(&out).unwrap()
}

fn card(mode: &str, tax: &str) -> String {
    format!(
        r#"{{"format": "septet-ratecard/1", "id": "c", "currency": "USD", "tier_mode": "{mode}"{tax},
 "rates": [{{"id": "ug", "country": "UG", "price": "0.05", "tier_from": 0}},
 {{"id": "ug-3", "country": "UG", "price": "0.03", "tier_from": 3}},
 {{"id": "ke", "country": "KE", "price": "0.02"}}]}}"#
    )
}

const FOUR: &str =
    "to,text\n+256772000001,a\n+256772000002,b\n12,c\n+256772000003,d\n+256772000004,e\n";

#[test]
fn the_vendors_rule_is_said() {
    let place = Place::new("rule");
    place.file("rows.csv", FOUR);
    place.file("card.json", card("graduated", ""));
    // 0.05 three times, then 0.03: 0.18 in all
    let (_, out, _) = preflight(&place, "msgine", &["--balance", "0.12 USD"]);
    assert!(
        out.contains("balance    0.12 USD is 0.06 USD short; the vendor then sends none\n"),
        "{out}"
    );
    let (_, out, _) = preflight(&place, "msmpusher", &["--balance", "0.12 USD"]);
    let said = "it is spent on the first 2 messages (0.10 USD), and line 5 is too much";
    assert!(out.contains(said), "{out}");
    let (_, out, _) = preflight(&place, "macksms", &["--balance", "0.12 USD"]);
    assert!(out.contains("does not say what it then does: it sends none, or it is spent"), "{out}");
    let (_, out, _) = preflight(&place, "msgine", &["--balance", "0.18 USD", "--budget", "1 USD"]);
    assert!(
        out.contains("balance    0.18 USD pays all of it\nbudget     1.00 USD holds all"),
        "{out}"
    );
    let report = json(&place, "macksms", &["--balance", "0.12 USD", "--budget", "0.05 USD"]);
    let balance = &report["balance"];
    assert_eq!((&balance["required"], &balance["shortfall"]), (&"0.18".into(), &"0.06".into()));
    assert_eq!(
        (&balance["policy"], &balance["stops_at"]["row"]),
        (&"unspecified".into(), &4.into())
    );
    assert_eq!(balance["if_partial"]["messages"], 2);
    assert_eq!(balance["if_all_or_nothing"]["messages"], 0);
    assert_eq!(
        (&report["budget"]["stops_at"]["line"], &report["budget"]["exceeded"]),
        (&3.into(), &true.into())
    );
    assert!(!report["findings"].to_string().contains("balance_not_given"));
    let status = preflight(&place, "msgine", &["--budget", "0.1 USD", "--fail-on", "error"]).0;
    assert_eq!(status, 1);
}

#[test]
fn volume_tiers_take_the_whole_and_tax_counts() {
    let place = Place::new("volume");
    place.file("rows.csv", FOUR);
    // four units reach the tier from 3: 0.03 each, 0.12 in all; with a tax of a quarter 0.15
    let taxed = r#", "tax": {"rate": "0.25", "scale": 9}"#;
    place.file("card.json", card("volume", taxed));
    let report = json(&place, "msmpusher", &["--balance", "0.11 USD", "--budget", "0.15 USD"]);
    assert_eq!(report["balance"]["required"], "0.15");
    assert_eq!(report["balance"]["affordable_messages"], 2, "0.0375 each");
    assert_eq!(report["budget"]["exceeded"], false);
    place.file("rows.csv", "to,text\n12,a\n");
    let report = json(&place, "msmpusher", &["--balance", "0 EUR"]);
    assert_eq!(report["balance"]["sufficient"], true, "nothing is priced: no currency differs");
}

#[test]
fn what_is_refused() {
    let place = Place::new("refused");
    place.file("rows.csv", FOUR);
    place.file("card.json", card("graduated", ""));
    for (money, word) in [
        ("5", "balance_syntax"),
        ("-5 USD", "balance_negative"),
        ("5 dollars", "currency_invalid"),
        ("0.0000000001 USD", "balance_precision"),
        ("5 EUR", "currency_mismatch"),
    ] {
        let option = format!("--balance={money}");
        let (status, out, err) = preflight(&place, "msgine", &[&option, "--out", "@out.csv"]);
        assert_eq!((status, out.as_str()), (2, ""), "{money}");
        assert!(err.contains(word), "{money}: {err}");
        assert!(!place.0.join("out.csv").exists());
    }
}

fn nanos(text: &str) -> i128 {
    let (whole, rest) = text.split_once('.').unwrap_or((text, ""));
    format!("{whole}{rest:0<9}").parse().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// The obvious twin: the costs of the rows file, added up one by one.
    #[test]
    fn the_walk_is_the_sum_of_the_rows(
        rows in prop::collection::vec((0u8..4, 0usize..400), 1..40),
        cents in 0u64..250,
    ) {
        let place = Place::new("walk");
        place.file("card.json", card("graduated", ""));
        let mut file = String::from("to,text\n");
        for (index, (to, len)) in rows.iter().enumerate() {
            let to = ["+25677200", "+25472200", "+4915123", "12"][*to as usize];
            file.push_str(&format!("{to}{index:04},{}\n", "a".repeat(*len)));
        }
        place.file("rows.csv", file);
        let money = format!("{}.{:02} USD", cents / 100, cents % 100);
        let one = json(&place, "msmpusher", &["--balance", &money, "--threads", "1", "--out", "@out.csv"]);
        let many = json(&place, "msmpusher", &["--balance", &money, "--threads", "4"]);
        prop_assert_eq!(&one, &many);
        let (mut spent, mut count, mut stop) = (0i128, 0u64, None);
        let mut marked = None;
        let mut reader = csv::Reader::from_path(place.0.join("out.csv")).unwrap();
        for record in reader.records() {
            let record = record.unwrap();
            if record[14].split(' ').any(|code| code == "insufficient_balance") {
                marked = Some(record[0].parse::<u64>().unwrap());
            }
            if record[11].is_empty() || stop.is_some() {
                continue;
            }
            let cost = nanos(&record[11]);
            if spent + cost > i128::from(cents) * 10_000_000 {
                stop = Some(record[0].parse::<u64>().unwrap());
            } else {
                (spent, count) = (spent + cost, count + 1);
            }
        }
        prop_assert_eq!(one["balance"]["stops_at"]["row"].as_u64(), stop);
        prop_assert_eq!(marked, stop);
        prop_assert_eq!(one["balance"]["affordable_messages"].as_u64(), Some(count));
        prop_assert_eq!(nanos(one["balance"]["spent_if_partial"].as_str().unwrap()), spent);
    }
}
