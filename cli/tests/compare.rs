//! `septet compare`: the figures are those of one preflight each, and nothing is ranked that cannot
//! be.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use serde_json::Value;

use common::{Place, Ran};

/// A folder with a campaign and four rate cards.
fn place(name: &str) -> Place {
    let place = Place::new(name);
    place.file("rows.csv", ROWS);
    // dear for short ones, cheap for long ones; and one that leaves Kenya out
    place.file("a.json", card("a", "USD", r#""charge_unit": "message","#, "0.08", true));
    place.file("b.json", card("b", "USD", "", "0.05", true));
    place.file("c.json", card("c", "USD", "", "0.01", false));
    place.file("d.json", card("d", "EUR", "", "0.02", true));
    place
}

const ROWS: &str = "to,text\n+256772000001,Hello\n+254722000001,It’s here\n12,c\n+256772000002,\
    a long text; a long text; a long text; a long text; a long text; a long text\n";

fn card(id: &str, currency: &str, unit: &str, price: &str, kenya: bool) -> String {
    let row = |id: &str, country: &str| {
        format!(r#"{{"id": "{id}", "country": "{country}", {unit} "price": "{price}"}}"#)
    };
    let mut rows = row("ug", "UG");
    if kenya {
        rows = format!("{rows}, {}", row("ke", "KE"));
    }
    format!(
        r#"{{"format": "septet-ratecard/1", "id": "{id}", "currency": "{currency}", "rates": [{rows}]}}"#
    )
}

fn septet(place: &Place, args: &[&str], stdin: &str) -> (u8, String, String) {
    let Ran { status, out, err } = place.septet(args, stdin.as_bytes());
    (status, out, err)
}

fn json(place: &Place, args: &[&str]) -> Value {
    let (status, out, err) = septet(place, args, ROWS);
    assert_eq!((status, err.as_str()), (0, ""));
    serde_json::from_str(&out).unwrap()
}

const ALL: [&str; 14] = [
    "compare",
    "@rows.csv",
    "--vendor",
    "msgine",
    "--vendor",
    "macksms",
    "--rates",
    "@a.json",
    "--rates",
    "@b.json",
    "--rates",
    "@c.json",
    "--rates",
    "@d.json",
];

#[test]
fn each_line_is_a_preflight_of_its_own() {
    let place = place("each");
    let all = json(&place, &[&ALL[..], &["--json", "--threads", "1"]].concat());
    assert_eq!(all, json(&place, &[&ALL[..], &["--json", "--threads", "3"]].concat()));
    assert_eq!((&all["schema"], &all["rows"]), (&"septet.compare/1".into(), &4.into()));
    let compared = all["compared"].as_array().unwrap();
    assert_eq!(compared.len(), 8);
    for one in compared {
        let (vendor, card) = (one["vendor"].as_str().unwrap(), one["card"].as_str().unwrap());
        let rates = format!("@{card}.json");
        let args = ["preflight", "@rows.csv", "--vendor", vendor, "--rates", &rates, "--json"];
        let alone = json(&place, &[&args[..], &["--no-what-if"]].concat());
        let cost = &alone["cost"][one["currency"].as_str().unwrap()];
        assert_eq!(one["cost"]["total"], cost["total"], "{vendor} {card}");
        assert_eq!(one["segments"], alone["segments"]);
        let errors = alone["findings"].as_array().unwrap().iter();
        let errors = errors.filter(|found| found["severity"] == "error");
        let errors: u64 = errors.map(|found| found["count"].as_u64().unwrap()).sum();
        assert_eq!(one["findings"]["error"], errors, "{vendor} {card}");
    }
}

/// Suppressed numbers, duplicates, floods, units before and text options count as in a preflight.
#[test]
fn what_only_the_whole_campaign_shows_is_looked_for() {
    let place = Place::new("whole");
    let rows = "+256772000001,Hello\n".repeat(8) + "+254722000009,Hello\n+254722000008,ç şş\n";
    place.file("rows.csv", format!("to,text\n{rows}"));
    place.file("list.csv", "to\n+254722000009\n");
    place.file("a.json", card("a", "USD", "", "0.05", true));
    let tiers = r#"{"id": "up", "country": "UG", "price": "0.04", "tier_from": 5}, {"id": "ug""#;
    place.file("b.json", card("b", "USD", "", "0.06", true).replace(r#"{"id": "ug""#, tiers));
    let shared = ["--suppress", "@list.csv", "--languages", "tr", "--consecutive", "2"];
    let units = ["--units-before", "ug=3"];
    let both = ["--vendor", "msgine", "--vendor", "macksms", "--rates", "@a.json"];
    let args = [&["compare", "@rows.csv"], &both[..], &["--rates", "@b.json"], &shared, &units];
    let all = json(&place, &[&args.concat()[..], &["--json"]].concat());
    let compared = all["compared"].as_array().unwrap();
    assert_eq!(compared.len(), 4);
    for one in compared {
        let (vendor, card) = (one["vendor"].as_str().unwrap(), one["card"].as_str().unwrap());
        let rates = format!("@{card}.json");
        let args = ["preflight", "@rows.csv", "--vendor", vendor, "--rates", &rates, "--json"];
        let alone = json(&place, &[&args[..], &shared, &units, &["--no-what-if"]].concat());
        assert_eq!(one["cost"]["total"], alone["cost"]["USD"]["total"], "{vendor} {card}");
        assert_eq!(one["messages"], alone["messages"]);
        for severity in ["error", "warning", "info"] {
            let found = alone["findings"].as_array().unwrap().iter();
            let found = found.filter(|found| found["severity"] == severity);
            let count: u64 = found.map(|found| found["count"].as_u64().unwrap()).sum();
            assert_eq!(one["findings"][severity], count, "{vendor} {card} {severity}");
        }
    }
    // by hand: 9 messages; card b: two units below the fifth, six from there on, one to Kenya
    let cost = |card: &str| {
        let found = compared.iter().find(|one| one["card"] == card && one["vendor"] == "msgine");
        let found = found.unwrap();
        (found["messages"].as_u64().unwrap(), found["cost"]["total"]["expected"].clone())
    };
    assert_eq!(cost("a"), (9, "0.45".into()));
    assert_eq!(cost("b"), (9, "0.42".into()));
    let (status, _, err) =
        septet(&place, &[&args.concat()[..6], &["--units-before", "x=1"]].concat(), "");
    assert_eq!(status, 2);
    assert!(err.contains("units_before_unknown"), "{err}");
}

#[test]
fn ranks_are_within_a_currency_and_whole_answers_come_first() {
    let place = place("ranks");
    let all = json(&place, &[&ALL[..2], &["--vendor", "msgine"], &ALL[6..], &["--json"]].concat());
    let ranks: Vec<(&str, u64, &str, u64)> = all["compared"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| {
            (
                one["currency"].as_str().unwrap(),
                one["rank"].as_u64().unwrap(),
                one["card"].as_str().unwrap(),
                one["not_priced"].as_u64().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        ranks,
        [("EUR", 1, "d", 1), ("USD", 1, "b", 1), ("USD", 2, "a", 1), ("USD", 3, "c", 2)]
    );
    assert_eq!(all["mixed_currencies"], true);
    let (_, text, _) = septet(&place, &ALL, "");
    assert!(text.contains("not ranked against each other"), "{text}");
    assert!(text.contains("rows without a price are in no cost"), "{text}");
    // without a card nothing is priced and nothing ranked
    let none =
        json(&place, &["compare", "-", "--vendor", "msgine", "--vendor", "msegat", "--json"]);
    assert!(none["compared"].as_array().unwrap().iter().all(|one| one["rank"].is_null()));
}

#[test]
fn what_is_refused() {
    let place = place("refused");
    let refused = |args: &[&str], word: &str| {
        let (status, out, err) = septet(&place, args, "to,text\n");
        assert_eq!((status, out.as_str()), (2, ""));
        assert!(err.contains(word), "{word}: {err}");
    };
    refused(&["compare", "@rows.csv", "--vendor", "nobody"], "vendor_unknown");
    refused(&["compare", "@none.csv", "--vendor", "msgine"], "input_unreadable");
    refused(&["compare", "-", "--vendor", "msgine"], "input_empty");
    refused(&[&ALL[..], &["--column", "card=x"]].concat(), "invalid_option");
    let (status, ..) = septet(&place, &[&ALL[..], &["--fail-on", "error"]].concat(), "");
    assert_eq!(status, 1, "a number is none");
}
