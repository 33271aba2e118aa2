//! `septet preflight` as a user meets it: what it prints, what it refuses, what it leaves behind.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "../common/mod.rs"]
mod common;
mod findings;
mod refused;

use std::fs;
use std::path::Path;

use serde_json::Value;

use common::{Place, Ran};

const CARD: &str = "\
#! format = septet-ratecard/1
#! id = test
#! currency = USD
record,id,name,direction,country,mcc,mnc,prefix,network,sender_type,traffic,charge_unit,price,per,tier_from,valid_from,valid_to,action,note
rate,ug,,,,,,256,,,,,0.05,,,,,,
rate,ke,,,,,,254,,,,,0.04,,,,,,
";

/// A folder with the rate card of these tests.
fn place(name: &str) -> Place {
    let place = Place::new(name);
    place.file("card.csv", CARD);
    place
}

fn septet(place: &Place, args: &[&str], stdin: &[u8]) -> Ran {
    place.septet(&[&["preflight"], args].concat(), stdin)
}

const WITH: [&str; 4] = ["--vendor", "msgine", "--rates", "@card.csv"];

fn preflight(place: &Place, more: &[&str], stdin: &[u8]) -> Ran {
    let args: Vec<&str> = WITH.iter().chain(more).copied().collect();
    septet(place, &args, stdin)
}

const TWO_ROWS: &[u8] = b"to,text\n+256772000001,Hello\n+254722000001,It\xE2\x80\x99s here now\n";

#[test]
fn a_campaign_is_priced() {
    let place = place("priced");
    let ran = preflight(&place, &["-"], TWO_ROWS);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
    assert!(ran.out.contains("cost       0.09 USD\n"), "{}", ran.out);
    assert!(ran.out.contains("messages   2 can be sent, as 2 segments"), "{}", ran.out);
    let json = preflight(&place, &["-", "--json"], TWO_ROWS).json();
    assert_eq!(json["schema"], "septet.report/1");
    assert_eq!(json["cost"]["USD"]["total"]["expected"], "0.09");
    assert_eq!(json["encodings"][1]["encoding"], "ucs2");
    // the same inputs give the same bytes
    assert_eq!(preflight(&place, &["-"], TWO_ROWS).out, ran.out);
    let without_card = septet(&place, &["-", "--vendor", "msgine"], b"to,text\n+256772000001,Hi\n");
    assert!(without_card.out.contains(": 1 row\n"), "{}", without_card.out);
    assert!(without_card.out.contains("cost       unknown: no rate card was given\n"));
}

/// The country that costs most comes first, also where another has more messages.
#[test]
fn the_money_goes_first_where_most_of_it_goes() {
    let place = place("money-first");
    let dear = CARD.replace(",256,,,,,0.05,", ",256,,,,,0.50,").replace("id = test", "id = dear");
    place.file("dear.csv", dear);
    let mut rows = String::from("to,text,card\n+256772000001,a,dear\n");
    (1..=3).for_each(|row| rows.push_str(&format!("+25472200000{row},a,dear\n")));
    place.file("rows.csv", &rows);
    let line = "preflight @rows.csv --rates @dear.csv --html @page.html";
    let shown = place.done(line);
    let at = |what: &str| shown.find(what).unwrap_or_else(|| panic!("no {what} in {shown}"));
    assert!(
        at("  UG              1         1  0.50  USD")
            < at("  KE              3         3  0.12  USD")
    );
    let page = fs::read_to_string(place.0.join("page.html")).unwrap();
    let at = |what: &str| page.find(what).unwrap_or_else(|| panic!("no {what} in {page}"));
    assert!(at("<bdi>UG</bdi>") < at("<bdi>KE</bdi>"));
    // bars are of money: 0.12 of 0.50
    assert!(page.contains("<rect width=\"24.00\""), "{page}");
    // amounts of two currencies are in no order: most segments first
    place.file("card.json", r#"{"format": "septet-ratecard/1", "id": "e", "currency": "EUR", "rates": [{"id": "ke", "country": "KE", "price": "0.01"}]}"#);
    place.file("rows.csv", rows.replace("+254722000001,a,dear", "+254722000001,a,e"));
    let shown = place.done(&format!("{line} --rates @card.json"));
    let at = |what: &str| shown.find(what).unwrap_or_else(|| panic!("no {what} in {shown}"));
    assert!(at("  KE  ") < at("  UG  "), "{shown}");
}

/// Who has a rate card and no vendor yet.
#[test]
fn without_a_vendor_the_standards_hold() {
    let place = place("no-vendor");
    let rates = ["-", "--rates", "@card.csv", "--sender", "KitoMarket"];
    let ran = septet(&place, &rates, TWO_ROWS);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
    assert!(ran.out.contains("vendor     none (the standards alone)\n"), "{}", ran.out);
    assert!(ran.out.contains("cost       0.09 USD\n"), "{}", ran.out);
    // no document, so nothing is said of what one leaves open
    assert!(!ran.out.contains("document") && !ran.out.contains("pace"), "{}", ran.out);
    let named = [&rates[..], &["--vendor", "neutral"]].concat();
    assert_eq!(septet(&place, &named, TWO_ROWS).out, ran.out);
    let json = septet(&place, &[&rates[..], &["--json"]].concat(), TWO_ROWS).json();
    assert_eq!(json["vendor"]["id"], "neutral");
    let profile = json["inputs"].as_array().unwrap().iter().find(|i| i["role"] == "profile");
    assert_eq!(profile.unwrap()["sha256"].as_str().unwrap().len(), 64);
    // whether a message is charged or each of its segments, nobody has said
    let long = format!("to,text\n+256772000001,{}\n", "x".repeat(161));
    let json = septet(&place, &[&rates[..], &["--json"]].concat(), long.as_bytes()).json();
    let codes: Vec<&str> = codes(&json);
    assert!(codes.contains(&"charge_unit_unspecified"), "{codes:?}");
    place.file("rows.csv", TWO_ROWS);
    let compared = place.done("compare @rows.csv --rates @card.csv");
    assert!(compared.contains("none (the standards alone)  test   0.09  USD"), "{compared}");
}

fn codes(report: &Value) -> Vec<&str> {
    let findings = report["findings"].as_array().unwrap();
    findings.iter().filter_map(|finding| finding["code"].as_str()).collect()
}

#[test]
fn rows_in_are_rows_out_and_numbers_are_masked() {
    let place = place("rows");
    let campaign = b"to,text,x\n+256772000001,Hello,\nn/a,Hello,\n+256772000002,a,b,c\n\n+254722000001,\"a\nb\",\n\"\n";
    let ran = preflight(&place, &["-", "--out", "@rows.csv"], campaign);
    assert_eq!(ran.status, 0, "{}", ran.err);
    let rows = fs::read_to_string(place.0.join("rows.csv")).unwrap();
    let rows: Vec<Vec<&str>> = rows.lines().map(|l| l.split(',').collect()).collect();
    let brief: Vec<[&str; 4]> = rows.iter().map(|r| [r[0], r[1], r[2], r[3]]).collect();
    assert_eq!(
        brief,
        [
            ["row", "line", "status", "number"],
            ["1", "2", "priced", "*********0001"],
            ["2", "3", "invalid_number", ""],
            ["3", "4", "unreadable", ""],
            ["4", "6", "priced", "*********0001"],
            ["5", "8", "unreadable", ""],
        ]
    );
    assert_eq!(rows[3][15], "too_many_fields");
    assert_eq!(rows[5][15], "quote_unclosed");
    assert_eq!(place.left_behind(&["card.csv", "rows.csv"]), [""; 0]);
    let json = preflight(&place, &["-", "--json"], campaign).json();
    assert_eq!((&json["rows"], &json["blank_lines"]), (&5.into(), &1.into()));
    let unreadable = json["findings"]
        .as_array()
        .unwrap()
        .iter()
        .find(|f| f["code"] == "row_unreadable")
        .unwrap();
    assert_eq!(unreadable["first"][1]["line"], 8);
    for shown in [&ran.out, &json.to_string()] {
        assert!(!shown.contains("256772000001") && !shown.contains("Hello"), "{shown}");
    }
}

#[test]
fn numbers_and_texts_only_when_asked() {
    let place = place("asked");
    let campaign = b"to,text\n+256772000001,\"=1+1, \"\"x\"\"\"\n";
    let rows = |more: &[&str]| {
        let args: Vec<&str> = ["-", "--out", "-"].iter().chain(more).copied().collect();
        let ran = preflight(&place, &args, campaign);
        assert!(ran.err.contains("cost"), "the report goes to standard error");
        ran.out.lines().nth(1).unwrap().to_string()
    };
    assert!(rows(&["--with-numbers"]).contains("+256772000001"));
    assert!(rows(&["--with-text"]).ends_with(",\"=1+1, \"\"x\"\"\""));
    assert!(rows(&["--with-text", "--spreadsheet"]).ends_with(",\"'=1+1, \"\"x\"\"\""));
}

#[test]
fn exit_status_one_only_when_asked() {
    let place = place("fail-on");
    let status = |more: &[&str], stdin: &[u8]| {
        let args: Vec<&str> = ["-"].iter().chain(more).copied().collect();
        preflight(&place, &args, stdin).status
    };
    let bad = b"to,text\nn/a,x\n";
    let unpriced = b"to,text\n+33612345678,x\n";
    assert_eq!(status(&[], bad), 0);
    assert_eq!(status(&["--fail-on", "error"], bad), 1);
    assert_eq!(status(&["--fail-on", "error"], unpriced), 0);
    assert_eq!(status(&["--fail-on", "warning"], unpriced), 1);
    assert_eq!(status(&["--fail-on", "warning"], TWO_ROWS), 1);
    assert_eq!(status(&["--fail-on", "warning"], b"to,text\n+256772000001,x\n"), 0);
}

#[test]
fn one_text_for_a_list_of_numbers() {
    let place = place("list");
    let list = b"+256772000001\n+256 772 000 002\n\n+254722000001\n";
    let json = preflight(&place, &["-", "--text", "Hello", "--json"], list).json();
    assert_eq!((&json["rows"], &json["blank_lines"]), (&3.into(), &1.into()));
    let json = preflight(
        &place,
        &["-", "--text", "Hi", "--column", "to=msisdn", "--json"],
        b"a;msisdn\n1;+256772000001\n",
    )
    .json();
    assert_eq!(json["cost"]["USD"]["total"]["expected"], "0.05");
}

#[test]
fn a_card_with_dates_is_rated_at_the_time_given() {
    let place = place("dates");
    let card = CARD.replace(
        "rate,ug,,,,,,256,,,,,0.05,,,,,,",
        "rate,ug,,,,,,256,,,,,0.05,,,,2026-07-01,,\nrate,ug2,,,,,,256,,,,,0.06,,,2026-07-01,,,",
    );
    place.file("dated.csv", card);
    let cost = |at: &str| {
        let args = ["-", "--vendor", "msgine", "--rates", "@dated.csv", "--json", "--at", at];
        let json = septet(&place, &args, b"to,text\n+256772000001,x\n").json();
        (json["cost"]["USD"]["total"]["expected"].clone(), json["at"].clone())
    };
    assert_eq!(cost("2026-06-30T23:59:59Z"), ("0.05".into(), "2026-06-30T23:59:59Z".into()));
    assert_eq!(cost("2026-07-01"), ("0.06".into(), "2026-07-01T00:00:00Z".into()));
}

/// However many threads judge the rows, report and rows file are the same bytes.
#[test]
fn threads_do_not_matter() {
    let place = place("threads");
    let example = include_str!("../../../examples/campaign.csv");
    let (header, rows) = example.split_once('\n').unwrap();
    let mut campaign = format!("{header}\n");
    for _ in 0..9 {
        campaign.push_str(rows);
        campaign.push_str("n/a\n\n");
    }
    place.file("campaign.csv", &campaign);
    let run = |threads: &str, card: &str| {
        let args = [
            "@campaign.csv",
            "--vendor",
            "msegat",
            "--rates",
            card,
            "--json",
            "--out",
            "@rows.csv",
        ];
        let ran = septet(
            &place,
            &[&args[..], &["--threads", threads, "--at", "2026-07-01"]].concat(),
            b"",
        );
        assert_eq!(ran.status, 0, "{}", ran.err);
        (ran.json(), fs::read_to_string(place.0.join("rows.csv")).unwrap())
    };
    let tiers = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/rates.toml");
    for card in ["@card.csv", tiers] {
        let (report, lines) = run("1", card);
        assert_eq!(lines.lines().count() as u64, report["rows"].as_u64().unwrap() + 1);
        assert_eq!(report["rows"], 9_009);
        for threads in ["2", "5"] {
            let (other_report, other_lines) = run(threads, card);
            assert_eq!(other_report, report, "{threads} threads, {card}");
            assert!(other_lines == lines, "{threads} threads, {card}");
        }
        // the rows add up to the report
        let mut sum = 0i128;
        let mut segments = 0u64;
        for line in lines.lines().skip(1) {
            let fields: Vec<&str> = line.split(',').collect();
            if !fields[11].is_empty() {
                sum += septet::money::Amount::parse(fields[11]).unwrap().nanos();
            }
            if matches!(fields[2], "priced" | "free" | "unpriced") {
                segments += fields[7].parse::<u64>().unwrap();
            }
        }
        assert_eq!(report["segments"].as_u64().unwrap(), segments);
        let by_encoding = report["encodings"].as_array().unwrap().iter();
        let total: i128 = by_encoding
            .flat_map(|slice| slice["cost"].as_object().unwrap().values())
            .map(|cost| {
                let text = cost["expected"].as_str().unwrap();
                septet::money::Amount::parse(text).unwrap().nanos()
            })
            .sum();
        assert_eq!(total, sum);
    }
}

#[test]
fn a_template_with_fields() {
    let place = place("template");
    let campaign = b"name,to\nAna,+256772000001\n,+256772000002\n";
    let args = ["-", "--template", "Hi {{name}}, it is {{ name }}", "--out", "-", "--with-text"];
    let ran = preflight(&place, &args, campaign);
    let lines: Vec<&str> = ran.out.lines().skip(1).collect();
    assert!(lines[0].contains("\"Hi Ana, it is Ana\""), "{}", lines[0]);
    assert!(
        lines[1].contains("template_field_missing") && lines[1].contains("\"Hi , it is \""),
        "{}",
        lines[1]
    );
    let jsonl = b"{\"to\":\"+256772000001\",\"name\":\"Ana\"}\n{\"to\":\"+256772000002\"}\n";
    let from_json = preflight(&place, &args, jsonl);
    let verdicts = |ran: &Ran| -> Vec<String> {
        ran.out.lines().skip(1).map(|l| l.splitn(3, ',').nth(2).unwrap().to_string()).collect()
    };
    assert_eq!(verdicts(&from_json), verdicts(&ran));
    let refused = |template: &str| {
        let ran = preflight(&place, &["-", "--template", template], campaign);
        assert_eq!((ran.status, ran.out.as_str()), (2, ""));
        ran.err
    };
    assert!(refused("Hi {{name").contains("not closed"));
    let unknown = refused("Hi {{nick}}");
    assert!(unknown.contains("column_missing") && unknown.contains("nick"), "{unknown}");
}

/// A template is as long as its longest value makes it, and the report names the rows.
#[test]
fn which_rows_make_a_template_long() {
    let place = place("template-length");
    let mut campaign = String::from("to,name\n");
    for row in 0..60 {
        let name = match row {
            // 150 septets stand around it: 160 fit into one segment, 306 into two
            20 | 30 => "a".repeat(157),
            n if n % 4 == 0 => "a".repeat(11),
            _ => "a".repeat(10),
        };
        campaign.push_str(&format!("+256772000001,{name}\n"));
    }
    let template = format!("{}{{{{name}}}}", "b".repeat(150));
    let args = ["-", "--template", &template];
    let text = preflight(&place, &args, campaign.as_bytes()).out;
    let expected = "length     1 to 3 segments, typically 1; the longest at line 22, 32\n";
    assert!(text.contains(expected), "{text}");
    let json = preflight(&place, &[&args[..], &["--json"]].concat(), campaign.as_bytes()).json();
    let longest = serde_json::json!([{ "row": 21, "line": 22 }, { "row": 31, "line": 32 }]);
    let length = serde_json::json!({ "min": 1, "typical": 1, "max": 3, "longest": longest });
    assert_eq!(json["length"], length);
    let none = preflight(&place, &["-", "--json"], b"to,text\n12,a\n").json();
    assert!(none["length"].is_null());
}

#[test]
fn the_schema_of_the_report_is_printed() {
    let place = place("schema");
    let printed = septet(&place, &["--schema"], b"");
    assert_eq!((printed.status, printed.err.as_str()), (0, ""));
    assert_eq!(printed.json()["title"], "septet.report/1");
    // nothing else beside it, and nothing is left out without it
    let args: [&[&str]; 4] = [&["--schema", "-"], &["--schema", "--json"], &[], &["-"]];
    for args in args {
        assert_eq!(septet(&place, args, b"").status, 2, "{args:?}");
    }
}

/// The page needs nothing else, shows no number and no text, and is the same bytes each time.
#[test]
fn the_page_stands_alone() {
    let place = place("page");
    let name = "a <b>&.csv";
    place.file(name, TWO_ROWS);
    let page = |out: &str| {
        let ran = preflight(&place, &[&format!("@{name}"), "--html", &format!("@{out}")], b"");
        assert_eq!(ran.status, 0, "{}", ran.err);
        fs::read_to_string(place.0.join(out)).unwrap()
    };
    let html = page("one.html");
    assert_eq!(html, page("two.html"));
    assert!(html.contains("a &lt;b&gt;&amp;.csv") && !html.contains("<b>&"));
    for absent in ["<script", "http", "url(", "256772000001", "Hello"] {
        assert!(!html.contains(absent), "{absent}");
    }
    for present in ["0.09 USD", "ucs2 forced by char", "GSM-7", "<svg"] {
        assert!(html.contains(present), "{present}");
    }
}

#[test]
fn pace_and_keys() {
    let place = place("pace");
    let rows: String = (200..301).map(|i| format!("+256701521{i},Hello\n")).collect();
    let campaign = format!("to,text,time\n{}", rows.replace("Hello", "Hello,"));
    let more = ["-", "--sender", "MyShop", "--out", "@rows.csv", "--with-keys"];
    let ran = preflight(&place, &more, campaign.as_bytes());
    assert!(
        ran.out.contains("\npace       at least 1 min: 100 requests in 1 min for each token\n"),
        "{}",
        ran.out
    );
    let json = preflight(&place, &["-", "--json"], campaign.as_bytes()).json();
    assert_eq!(json["pace"]["seconds"], 60);
    assert_eq!(json["pace"]["limits"][1]["seconds"], 5);
    // by Python's hashlib, over msgine, +256701521269, MyShop, Hello and no time
    let rows = fs::read_to_string(place.0.join("rows.csv")).unwrap();
    let (header, rows) = rows.split_once('\n').unwrap();
    assert!(header.ends_with(",error,idempotency_key"), "{header}");
    let row = rows.lines().nth(69).unwrap();
    assert!(row.ends_with(",3b0504b29ed4e7df9e986cdaa05a5b22"), "{row}");
    assert!(!row.contains("256701521269"), "the number stays masked");
}
