//! `septet preflight --part` and `--count`, and `septet merge`, as a user meets them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::fs;

use common::Place;

const CARD: &str = "\
#! format = septet-ratecard/1
#! id = test
#! currency = USD
record,id,country,price,tier_from
rate,ug,UG,0.05,0
rate,ug-4,UG,0.03,4
rate,ke,KE,0.04,0
";

/// A folder with the rate card of these tests.
fn place(name: &str) -> Place {
    let place = Place::new(name);
    place.file("card.csv", CARD);
    place
}

const WITH: &str = "--vendor msgine --rates @card.csv";

/// Three pieces of a graduated campaign, each with the units before it.
fn pieces(place: &Place) {
    let rows = [
        "+256772000001,Hello\n\n+256772000002,Hello\n",
        "+256772000003,It\u{2019}s here\n\"x\n",
        "+254722000001,Hello\n+256772000004,Hello\n+256772000005,Hello\n",
    ];
    place.file("all.csv", format!("to,text\n{}", rows.concat().replace("\"x\n", "n/a,x\n")));
    for (index, rows) in rows.iter().enumerate() {
        let rows = rows.replace("\"x\n", "n/a,x\n");
        place.file(&format!("{index}.csv"), format!("to,text\n{rows}"));
        let line = format!("preflight @{index}.csv {WITH} --count @{index}.count");
        assert_eq!(place.done(&line), "");
    }
}

fn part(place: &Place, index: u32, more: &str) -> String {
    place.done(&format!(
        "preflight @{index}.csv {WITH} --part @{index}.part --part-index {index} --by-recipient {more}"
    ))
}

const COUNTS: &str = "--counts @0.count --counts @1.count --counts @2.count";

#[test]
fn parts_merge_to_the_report_of_the_whole() {
    let place = place("merge");
    pieces(&place);
    for index in [2, 0, 1] {
        assert_eq!(part(&place, index, COUNTS), "");
    }
    for shape in ["", "--json"] {
        let whole = place.done(&format!("preflight @all.csv {WITH} --no-what-if {shape}"));
        let merged = place.done(&format!("merge @1.part @2.part @0.part --of @all.csv {shape}"));
        assert_eq!(merged, whole);
    }
    // two at 0.05, two of which one is the fifth unit: 4 x 0.05 + 1 x 0.03, and 0.04
    let merged = place.done("merge @0.part @1.part @2.part");
    assert!(merged.contains("cost       0.27 USD"), "{merged}");
    assert!(merged.contains("3 parts: 7 rows"), "{merged}");
    place.done("merge @0.part @1.part @2.part --html @page.html");
    assert!(fs::read_to_string(place.0.join("page.html")).unwrap().contains("</html>"));
    let status = place.line("merge @0.part @1.part @2.part --fail-on error").status;
    assert_eq!(status, 1);
}

#[test]
fn what_cannot_be_merged_is_refused_by_name() {
    let place = place("refused");
    pieces(&place);
    for index in [0, 1, 2] {
        part(&place, index, "");
    }
    let err = place.refused("merge @0.part @1.part @2.part");
    assert!(err.contains("needs_units_before") && err.contains("ug"), "{err}");
    part(&place, 0, COUNTS);
    assert!(place.refused("merge @0.part @2.part").contains("part_missing"));
    assert!(place.refused("merge @0.part @0.part").contains("part_duplicate"));
    assert!(place.refused("merge @0.count").contains("format_unknown"));
    assert!(place.refused("merge @0.csv").contains("syntax"));
    assert!(place.refused("merge @absent").contains("input_unreadable"));
    let other = format!("preflight @1.csv {WITH} --part @1.part --part-index 1 --by-recipient");
    place.done(&format!("{other} --sender Shop"));
    let err = place.refused("merge @0.part @1.part @2.part");
    assert!(err.contains("part_mismatch") && err.contains("options.sender"), "{err}");
    place.done(&format!("{other} {COUNTS}"));
    place.done(&format!(
        "preflight @2.csv {WITH} --part @2.part --part-index 2 --by-recipient {COUNTS}"
    ));
    let err = place.refused("merge @0.part @1.part @2.part --of @0.csv");
    assert!(err.contains("part_mismatch") && err.contains("lines"), "{err}");
    // counts in another order, of other files, or not of all
    let swapped = "--counts @1.count --counts @0.count --counts @2.count";
    assert!(place.refused(&format!("{other} {swapped}")).contains("counts of another file"));
    assert!(place.refused(&format!("{other} --counts @0.count")).contains("part_missing"));
    let err = place.refused(&format!("{other} --sender Shop {COUNTS}"));
    assert!(err.contains("part_mismatch"), "{err}");
    // usage
    for wrong in
        ["--part @p --json", "--part @p --count @c", "--counts @0.count", "--count @c --out @r"]
    {
        assert_eq!(place.line(&format!("preflight @0.csv {WITH} {wrong}")).status, 2, "{wrong}");
    }
    assert!(!place.0.join("p").exists() && !place.0.join("c").exists());
}

#[test]
fn inputs_have_digests() {
    let place = place("digests");
    place.file("list.csv", "to\n+256772000009\n");
    place.file("one.csv", "to,text\n+256772000001,abc\n");
    let json = place.done(&format!("preflight @one.csv {WITH} --suppress @list.csv --json"));
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let inputs = json["inputs"].as_array().unwrap();
    let brief: Vec<_> = inputs.iter().map(|i| i["role"].as_str().unwrap()).collect();
    assert_eq!(brief, ["campaign", "profile", "rates", "suppression"]);
    // by sha256sum
    assert_eq!(
        inputs[0]["sha256"],
        "fd7335d7d6478a0f281292411cd2c6f623d18c6a3da57eaecf0ed3e73b7716e3"
    );
    assert_eq!(
        inputs[3]["sha256"],
        "9bde9f292ebbd7764bc55ca4afe9d2c60be1738ca142b2cd7e0a2a424989a0f8"
    );
    assert_eq!(inputs[0]["octets"], 26);
    assert_eq!(json["metadata"], "9.0.43");
}

#[test]
fn versions_as_json() {
    let place = place("version");
    let json: serde_json::Value = serde_json::from_str(&place.done("--version --json")).unwrap();
    assert_eq!((&json["metadata"], &json["unicode"]), (&"9.0.43".into(), &"17.0.0".into()));
    let profiles = json["profiles"].as_array().unwrap();
    assert!(profiles.iter().any(|profile| profile["id"] == "msegat"));
    assert!(place.done("--version").starts_with("septet "));
}

/// Each row is rated when it is sent, by the card that it names.
#[test]
fn rows_with_times_and_cards() {
    let place = place("times");
    place.file(
        "dated.csv",
        "#! format = septet-ratecard/1\n#! id = dated\n#! currency = USD\n\
         record,id,country,price,valid_from,valid_to\n\
         rate,old,UG,0.10,,2026-07-01\nrate,new,UG,0.20,2026-07-01,2026-08-01\n",
    );
    place.file(
        "other.csv",
        "#! format = septet-ratecard/1\n#! id = other\n#! currency = EUR\nrecord,id,price\nrate,all,1\n",
    );
    place.file(
        "rows.csv",
        "to,text,when,card\n\
         +256772000001,a,2026-06-30T23:59:59Z,\n\
         +256772000002,a,2026-07-01T01:00:00+01:00,dated\n\
         +256772000003,a,2026-07-01T00:30:00+01:00,\n\
         +256772000004,a,2026-08-01,\n\
         +256772000005,a,,\n\
         +256772000006,a,2026-08-01,other\n\
         +256772000007,a,yesterday,\n\
         +256772000008,a,,nobody\n",
    );
    let rows = place.done(
        "preflight @rows.csv --vendor msgine --rates @dated.csv --rates @other.csv --out @out.csv \
         --at 2026-07-15 --column time=when",
    );
    assert!(rows.contains("0.60 USD") && rows.contains("1.00 EUR"), "{rows}");
    let rows = fs::read_to_string(place.0.join("out.csv")).unwrap();
    let brief: Vec<_> = rows
        .lines()
        .skip(1)
        .map(|line| {
            let cells: Vec<&str> = line.split(',').collect();
            [cells[2], cells[9], cells[11], cells[15]]
        })
        .collect();
    assert_eq!(
        brief,
        [
            ["priced", "old", "0.1", ""],
            ["priced", "new", "0.2", ""],
            ["priced", "old", "0.1", ""],
            ["rate_not_in_force", "", "", ""],
            ["priced", "new", "0.2", ""],
            ["priced", "all", "1", ""],
            ["unreadable", "", "", "bad_field"],
            ["unreadable", "", "", "bad_field"],
        ]
    );
}

/// Rows of volume cards cost what the whole campaign's units make them.
#[test]
fn rows_of_volume_cards_have_costs() {
    let place = place("volume");
    place.file("volume.csv", CARD.replace("#! id", "#! tier_mode = volume\n#! id"));
    place.file("rows.csv", "to,text\n".to_string() + &"+256772000001,a\n".repeat(5));
    let line = "preflight @rows.csv --vendor msgine --rates @volume.csv --out @out.csv";
    assert!(place.done(line).contains("cost       0.15 USD"));
    let rows = fs::read_to_string(place.0.join("out.csv")).unwrap();
    assert!(rows.lines().skip(1).all(|line| line.split(',').nth(11) == Some("0.03")), "{rows}");
    // four units before: also without the fifth the second tier
    place.file("rows.csv", "to,text\n+256772000001,a\n");
    assert!(place.done(&format!("{line} --units-before ug=4")).contains("cost       0.03 USD"));
    let err = place.refused(&format!("{line} --units-before uk=4"));
    assert!(err.contains("units_before_unknown"), "{err}");
}

/// `-` is standard input and output, or refused by the option's name.
#[test]
fn streams() {
    let place = place("streams");
    place.file("rows.csv", "to,text\n+256772000001,a\n");
    place.done(&format!("preflight @rows.csv {WITH} --part @a.part"));
    let whole = place.done("merge @a.part");
    let part = fs::read(place.0.join("a.part")).unwrap();
    let ran = place.septet(&["merge", "-"], &part);
    assert_eq!((ran.status, &ran.out), (0, &whole), "{}", ran.err);
    let ran = place.line("merge @a.part --html -");
    assert!(ran.out.starts_with("<!DOCTYPE html>") && ran.out.ends_with("</html>\n"));
    assert_eq!((ran.status, ran.err), (0, whole));
    let ran = place.line(&format!("preflight @rows.csv {WITH} --html -"));
    assert!(ran.out.starts_with("<!DOCTYPE html>") && ran.err.contains("cost       0.05 USD"));
    for (line, field) in [
        ("--html - --out -", "html"),
        ("--suppress -", "suppress"),
        ("--part @b.part --counts -", "counts"),
    ] {
        let err = place.refused(&format!("preflight @rows.csv {WITH} {line}"));
        assert!(err.contains(&format!(": {field}")), "{err}");
    }
    assert!(place.refused("merge @a.part --of -").contains("not_supported_yet: of"));
    let err = place.refused("compare @rows.csv --suppress -");
    assert!(err.contains("not_supported_yet: suppress"), "{err}");
    // nothing is called - afterwards, nor anything else that nobody asked for
    let own = ["card.csv", "rows.csv", "a.part"];
    assert_eq!(place.left_behind(&own), Vec::<String>::new());
}
