//! `septet preflight` as a user meets it: what it prints, what it refuses, what it leaves behind.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

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

/// Each of these is refused with status 2, a message that says where and what to do, and nothing
/// is left behind.
#[test]
fn what_cannot_be_read_is_refused() {
    let place = place("refused");
    let utf16: Vec<u8> = "to,text\n1,a\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let cases: [(&str, &[u8], &[&str]); 8] = [
        ("empty.csv", b"", &["input_empty", "empty.csv", "the input is empty"]),
        ("header.csv", b"to,text\n", &["input_empty", "no row under it"]),
        (
            "column.csv",
            b"number,text\n1,a\n",
            &["column_missing", ":1:", "\"to\"", "--column to=NAME"],
        ),
        ("twice.csv", b"to,text,TO\n1,a,b\n", &["column_duplicate", ":1:"]),
        (
            "latin.csv",
            b"to,text,stra\xDFe\n1,a,b\n",
            &["input_encoding", ":1:", "--encoding windows-1252"],
        ),
        ("utf16.csv", &utf16, &["input_encoding", "--encoding utf-16le"]),
        ("quote.csv", b"\"to,text\n1,a\n", &["syntax", ":1:", "quote_unclosed"]),
        ("data.csv", b"+256772000001,Hello\n", &["column_missing", "a row, not a header"]),
    ];
    for (name, content, expected) in cases {
        place.file(name, content);
        let ran = preflight(&place, &[&format!("@{name}"), "--out", "@rows.csv"], b"");
        assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{name}");
        for piece in expected {
            assert!(ran.err.contains(piece), "{name}: {piece} not in {}", ran.err);
        }
        assert_eq!(place.left_behind(&["card.csv", name]), [""; 0], "{name}");
        fs::remove_file(place.0.join(name)).unwrap();
    }
    let ran = preflight(&place, &["@"], b"");
    assert!(ran.status == 2 && ran.err.contains("this is a directory"), "{}", ran.err);
    let ran = preflight(&place, &["@absent.csv"], b"");
    assert!(ran.status == 2 && ran.err.contains("there is no such file"), "{}", ran.err);
}

#[test]
fn what_cannot_be_written_is_refused() {
    let place = place("unwritable");
    let status = |out: &str| {
        let ran = preflight(&place, &["-", "--out", out], TWO_ROWS);
        assert_eq!(ran.out, "");
        (ran.status, ran.err)
    };
    let (code, err) = status("@no/such/place.csv");
    assert!(code == 2 && err.contains("no such directory"), "{err}");
    let (code, err) = status("@");
    assert!(code == 2 && err.contains("this is a directory"), "{err}");
    if Path::new("/dev/full").exists() {
        let ran = preflight(&place, &["-", "--out", "/dev/full"], TWO_ROWS);
        assert!(ran.status == 2 && ran.err.contains("the disk is full"), "{}", ran.err);
        assert!(ran.err.contains("/dev/full"), "{}", ran.err);
    }
    assert_eq!(place.left_behind(&["card.csv"]), [""; 0]);
}

#[test]
fn rows_of_every_size_and_shape() {
    let place = place("shapes");
    let megabyte = format!(
        "to,text\n+256772000001,\"{}\"\n+256772000001,b\n",
        "x,\"\"y\"\"\n".repeat(130_000)
    );
    let json = preflight(&place, &["-", "--json"], megabyte.as_bytes()).json();
    assert_eq!((&json["rows"], &json["statuses"]["too_long"]), (&2.into(), &1.into()));

    let mut names: Vec<String> = (0..100_000).map(|i| format!("c{i}")).collect();
    names[50_000] = "text".into();
    names[99_999] = "to".into();
    let mut fields = vec![""; 100_000];
    fields[99_999] = "+256772000001";
    let wide = format!("{}\n{}\n", names.join(";"), fields.join(";"));
    let json = preflight(&place, &["-", "--json"], wide.as_bytes()).json();
    assert_eq!(json["statuses"]["priced"], 1);

    let latin = b"to,text\n+256772000001,caf\xE9\n+256772000001,b\n";
    let json = preflight(&place, &["-", "--json"], latin).json();
    assert_eq!(
        (&json["statuses"]["unreadable"], &json["statuses"]["priced"]),
        (&1.into(), &1.into())
    );
    let json = preflight(&place, &["-", "--json", "--encoding", "windows-1252"], latin).json();
    assert_eq!(json["statuses"]["priced"], 2);
}

#[test]
fn rate_cards_that_are_refused() {
    let place = place("cards");
    let row = |price: &str| CARD.replace("0.05", price);
    let cases = [
        (row("0.05x"), "price_syntax"),
        (row("-0.05"), "price_negative"),
        (row("0"), "price_zero"),
        (row("0.0000000001"), "price_precision"),
        (CARD.replace("254,", "256,"), "duplicate_rate"),
        (CARD.replace("USD", "usd"), "currency_invalid"),
    ];
    for (card, kind) in cases {
        place.file("bad.csv", card);
        let args = ["-", "--vendor", "msgine", "--rates", "@bad.csv", "--out", "@rows.csv"];
        let ran = septet(&place, &args, TWO_ROWS);
        assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{kind}");
        assert!(ran.err.contains(kind) && ran.err.contains("bad.csv"), "{kind}: {}", ran.err);
        assert_eq!(place.left_behind(&["card.csv", "bad.csv"]), [""; 0], "{kind}");
    }
    let ran = septet(&place, &["-", "--vendor", "nobody"], TWO_ROWS);
    assert!(ran.status == 2 && ran.err.contains("nobody"), "{}", ran.err);
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
    let example = include_str!("../../examples/campaign.csv");
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

/// A message with a sender that the vendor refuses cannot be sent as it is, and the summary says so.
#[test]
fn refused_senders_are_counted_apart() {
    let place = place("refused-senders");
    let campaign = "to,text,from\n+256772000001,Hello,Kito\n+256772000002,Hello,Kito Market\n\
                    12,Hello,Kito Market\n";
    let args = ["-", "--vendor", "msgine", "--rates", "@card.csv"];
    let ran = septet(&place, &args, campaign.as_bytes());
    let expected = "messages   1 can be sent, as 1 segment; 1 more, as 1 segment, once their \
                    sender is another\n";
    assert!(ran.out.contains(expected), "{}", ran.out);
    let json = septet(&place, &[&args[..], &["--json"]].concat(), campaign.as_bytes()).json();
    assert_eq!(json["refused_senders"], serde_json::json!({ "messages": 1, "segments": 1 }));
    assert_eq!(json["messages"], 2);
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

/// MSEGAT's own sender costs nothing with the texts that it takes.
#[test]
fn a_free_sender_costs_nothing() {
    let place = place("free");
    let campaign = "to,text,from\n+256772000001,Verification Code: 1234,auth-mseg\n\
                    +256772000001,Buy now,auth-mseg\n+256772000001,Verification Code: 1234,Kito\n";
    let args = ["-", "--vendor", "msegat", "--rates", "@card.csv", "--out", "-"];
    let ran = septet(&place, &args, campaign.as_bytes());
    let rows: Vec<Vec<&str>> = ran.out.lines().skip(1).map(|l| l.split(',').collect()).collect();
    let brief: Vec<[&str; 3]> = rows.iter().map(|r| [r[2], r[10], r[11]]).collect();
    let expected = [["free", "USD", "0"], ["priced", "USD", "0.05"], ["priced", "USD", "0.05"]];
    assert_eq!(brief, expected, "{}", ran.out);
    assert!(ran.err.contains("cost       0.10 USD\n"), "{}", ran.err);
}

/// What is named as a saving is what the campaign costs less once it is made: the file is edited,
/// and the command runs again. With any number of threads, from a file and from standard input.
#[test]
fn savings_are_what_an_edited_file_costs_less() {
    let place = place("savings");
    let mut campaign = String::from("to,text\n");
    for row in 0..6000 {
        let to = ["+256772000001", "+254722000001", "12"][row % 3];
        let words = ["plain", "It’s", "“so”", "It’s “so” 🎉", "Привет"][row % 5];
        let filled = if row % 7 == 0 {
            ""
        } else {
            "with words to fill it, and a few more of them, \
                     so that it is longer than seventy characters"
        };
        campaign.push_str(&format!("{to},\"{words} {filled}\"\n"));
    }
    let plain = ["-", "--json"];
    let ran = preflight(&place, &plain, campaign.as_bytes());
    let report = ran.json();
    let total = |report: &Value| {
        let text = report["cost"]["USD"]["total"]["expected"].as_str().unwrap();
        septet::money::Amount::parse(text).unwrap()
    };
    let savings = report["savings"].as_array().unwrap();
    assert!(savings.len() >= 3, "{savings:?}");
    for saving in savings {
        let mut edited = campaign.clone();
        let mut args = plain.to_vec();
        let option = saving["change"]["option"].as_str().map(|name| format!("--{name}"));
        if let Some(option) = &option {
            args.extend([option, saving["change"]["value"].as_str().unwrap()]);
        }
        for one in saving["change"]["replace"].as_array().into_iter().flatten() {
            let text = |name: &str| one[name].as_str().unwrap().to_string();
            // a quote in a quoted field of CSV is two
            let to = text("replacement").replace('"', "\"\"");
            edited = edited.replace(&text("character"), &to);
        }
        let after = preflight(&place, &args, edited.as_bytes()).json();
        let saved = total(&report).checked_sub(total(&after)).unwrap();
        assert_eq!(saving["money"]["USD"]["saved"], saved.to_string(), "{saving}");
        assert_eq!(saving["money"]["USD"]["after"], total(&after).to_string());
        let fewer = report["segments"].as_i64().unwrap() - after["segments"].as_i64().unwrap();
        assert_eq!(saving["segments"], fewer);
    }
    place.file("campaign.csv", campaign.as_bytes());
    for threads in ["1", "3"] {
        let args = ["@campaign.csv", "--json", "--threads", threads];
        assert_eq!(preflight(&place, &args, b"").json()["savings"], report["savings"]);
    }
    let text = preflight(&place, &["-"], campaign.as_bytes()).out;
    assert!(text.contains("  replace ’ by '\n"), "{text}");
    let without = preflight(&place, &["-", "--json", "--no-what-if"], campaign.as_bytes()).json();
    assert!(without["savings"].is_null());
    assert_eq!(without["cost"], report["cost"]);
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
fn numbers_on_the_suppression_list_are_not_sent() {
    let place = place("suppress");
    place.file("stop.csv", "when,to\n1,00256772000001\n");
    let json = preflight(&place, &["-", "--suppress", "@stop.csv", "--json"], TWO_ROWS).json();
    assert_eq!(json["statuses"], serde_json::json!({ "priced": 1, "suppressed": 1 }));
    assert_eq!(json["cost"]["USD"]["total"]["expected"], "0.04");
    let ran =
        preflight(&place, &["-", "--suppress", "@absent.csv", "--out", "@rows.csv"], TWO_ROWS);
    assert!(ran.status == 2 && ran.err.contains("absent.csv"), "{}", ran.err);
    assert_eq!(place.left_behind(&["card.csv", "stop.csv"]), [""; 0]);
}

/// What a vendor's document leaves open or contradicts, where it bears on the campaign.
#[test]
fn the_vendors_document_speaks_where_it_bears() {
    let place = place("documents");
    let said = |vendor: &str, to: &str, text: &str| {
        let campaign = format!("to,text,from\n{to},{text},Kito\n{to},{text},Kito\n");
        let args = ["-", "--vendor", vendor, "--rates", "@card.csv"];
        let shown = septet(&place, &args, campaign.as_bytes()).out;
        let json = septet(&place, &[&args[..], &["--json"]].concat(), campaign.as_bytes()).json();
        let page = [&args[..], &["--html", "@page.html"]].concat();
        assert_eq!(septet(&place, &page, campaign.as_bytes()).status, 0);
        let page = fs::read_to_string(place.0.join("page.html")).unwrap();
        let mut said = Vec::new();
        for finding in json["findings"].as_array().unwrap() {
            for document in finding["documents"].as_array().unwrap() {
                let says = document["says"].as_str().unwrap();
                assert!(shown.contains(says), "{says:?} is not in {shown}");
                let escaped = says.replace('\'', "&#39;");
                assert!(page.contains(&escaped), "{says:?} is not on the page");
                said.push(format!(
                    "{}: {} {}",
                    finding["code"].as_str().unwrap(),
                    document["gap"].as_str().unwrap(),
                    document["id"].as_str().unwrap()
                ));
            }
        }
        said.sort();
        said.dedup();
        said
    };
    let uganda = "+256772000001";
    // 1600 characters and 10 parts: 11 parts are within the one and over the other
    let long = "a".repeat(1531);
    assert_eq!(
        said("msgine", uganda, &long),
        [
            "length_limits_conflict: conflict chars_or_parts",
            "sender_rule_unspecified: conflict sender_case",
            "sender_rule_unspecified: silent sender_countries",
        ],
        "nothing can be sent, so the balance is of no matter"
    );
    assert_eq!(
        said("msgine", uganda, &long[..161]),
        [
            "balance_not_given: conflict http_402",
            "charge_unit_conflict: conflict per_message",
            "sender_rule_unspecified: conflict sender_case",
            "sender_rule_unspecified: silent sender_countries",
            "volume_limit_unspecified: silent recipient_limit",
        ]
    );
    assert_eq!(
        said("msmpusher", uganda, "Hello"),
        [
            "balance_not_given: silent partial_unnamed",
            "number_form_unspecified: conflict e164_without_plus",
            "number_form_unspecified: conflict sample_number",
        ]
    );
    assert_eq!(
        said("msmpusher", uganda, &long),
        [
            "balance_not_given: silent partial_unnamed",
            "charge_unit_unspecified: silent charging",
            "length_limit_unspecified: silent length",
            "number_form_unspecified: conflict e164_without_plus",
            "number_form_unspecified: conflict sample_number",
        ]
    );
    assert_eq!(said("msmpusher", "12", "Hello"), ["invalid_number: silent one_bad_number"]);
    // 25 parts and 4000 bytes, in an encoding that is not said
    assert_eq!(
        said("macksms", uganda, &"क".repeat(1500)),
        [
            "charge_unit_unspecified: silent charging",
            "length_limit_unclear: conflict parts_or_bytes",
            "length_limit_unclear: silent byte_encoding",
            "number_form_unspecified: silent number_form",
            "volume_limit_unspecified: silent quota_period",
        ]
    );
    assert_eq!(
        said("macksms", uganda, &"a".repeat(3826)),
        ["length_limits_conflict: conflict parts_or_bytes"]
    );
    // what "English" is
    let french = "à demain avec un cadeau pour vous et pour les amis dans la boutique du marché";
    assert_eq!(
        said("msegat", uganda, french),
        [
            "charging_unclear: silent english_undefined",
            "duplicate_recipient: silent duplicate_window",
            "encoding_charge_unclear: silent encoding_of_text",
            "international_needs_switch: conflict two_causes_1120",
            "number_form_unspecified: silent number_format",
            "sender_rule_unspecified: silent suffix_condition",
            "volume_limit_unspecified: silent recipient_limit",
        ]
    );
    // 158 letters and two brackets: 162 septets
    let brackets = format!("{}[]", &long[..158]);
    let said = said("msegat", "+966501234567", &brackets);
    for expected in [
        "extension_count_unclear: silent extension_characters",
        "length_limit_unspecified: silent text_limit",
    ] {
        assert!(said.iter().any(|said| said == expected), "{expected} is not in {said:?}");
    }
}

/// A vendor that takes windows-1256 and bills points: "English" a point per 160, else per 70.
#[test]
fn arabic_in_windows_1256_is_billed_in_points() {
    let place = place("points");
    place.file(
        "points.csv",
        "#! format = septet-ratecard/1\n#! id = points\n#! currency = x-points\n\
         record,id,country,price\nrate,sa,SA,1\n",
    );
    // 71 times the letter seen, which windows-1256 has at 0xD3; 160 Latin letters; 80 and an e acute
    let mut campaign = b"to,text,from\n+966501234567,".to_vec();
    campaign.extend([0xD3; 71]);
    campaign.extend_from_slice(b",Kito\n+966501234568,");
    campaign.extend([b'a'; 160]);
    campaign.extend_from_slice(b",Kito\n+966501234569,");
    campaign.extend([b'a'; 80]);
    campaign.extend_from_slice(b"\xE9,Kito\n");
    let args = ["-", "--vendor", "msegat", "--rates", "@points.csv", "--encoding", "windows-1256"];
    let args = [&args[..], &["--out", "@rows.csv", "--with-text", "--json"]].concat();
    let ran = septet(&place, &args, &campaign);
    let total = &ran.json()["cost"]["x-points"]["total"];
    assert_eq!(
        (&total["min"], &total["expected"], &total["max"]),
        (&"4".into(), &"4".into(), &"5".into())
    );
    let rows = fs::read_to_string(place.0.join("rows.csv")).unwrap();
    assert!(rows.contains(&format!(",{}\n", "س".repeat(71))), "{rows}");
    assert!(rows.contains(&format!(",{}é\n", "a".repeat(80))), "{rows}");
    let label = [&args[..6], &["windows-9999"]].concat();
    assert_eq!(septet(&place, &label, &campaign).status, 2);
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
