//! Campaigns in Parquet files through the command line, in a build that reads them and in one that
//! does not. The files are written by pyarrow: `campaign/tests/data/make_pyarrow.py`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::{Place, Ran};

const CSV: &str = "to,text,time\n256700000001,Hello,2026-07-01T09:30:00Z\n\
                   256700000002,It’s 5 €,\n256700000003,,1969-12-31T23:59:59Z\n";

const WITH: [&str; 6] = ["--vendor", "msgine", "--rates", "@card.csv", "--at", "2026-07-01"];

/// A folder with the same three rows as CSV and as Parquet, and these in two files.
fn place(name: &str) -> Place {
    let place = Place::new(name);
    place.file("rows.csv", CSV);
    place.file(
        "card.csv",
        "#! format = septet-ratecard/1\n#! id = test\n#! currency = USD\n\
         record,id,price\nrate,all,0.05\n",
    );
    let data = concat!(env!("CARGO_MANIFEST_DIR"), "/../campaign/tests/data/");
    for name in ["pyarrow", "pyarrow_first", "pyarrow_second"] {
        let octets = std::fs::read(format!("{data}{name}.parquet")).unwrap();
        place.file(&format!("{name}.parquet"), octets);
    }
    place
}

fn done(place: &Place, args: &[&[&str]]) -> Ran {
    let ran = place.septet(&args.concat(), b"");
    assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{args:?}");
    ran
}

#[cfg(feature = "parquet")]
mod with_the_feature {
    use super::*;
    use serde_json::Value;

    /// Every `line` of a report less `header`: a row of a Parquet file is its line.
    fn lines_less(json: &mut Value, header: u64) {
        match json {
            Value::Object(fields) => {
                for (name, value) in fields {
                    match value.as_u64() {
                        Some(line) if name == "line" => *value = (line - header).into(),
                        _ => lines_less(value, header),
                    }
                }
            }
            Value::Array(items) => items.iter_mut().for_each(|item| lines_less(item, header)),
            _ => {}
        }
    }

    #[test]
    fn the_report_is_that_of_the_same_rows() {
        let place = place("parquet-report");
        let json = |file: &str, header| {
            let mut json = done(&place, &[&["preflight", file, "--json"], &WITH]).json();
            json["input"] = Value::Null;
            json["inputs"] = Value::Null;
            lines_less(&mut json, header);
            json
        };
        let report = json("@pyarrow.parquet", 0);
        assert_eq!(report["rows"], 3);
        assert_eq!(report, json("@rows.csv", 1));
        let compared = done(&place, &[&["compare", "@pyarrow.parquet", "--json"], &WITH]).json();
        assert_eq!(compared["compared"][0]["cost"]["total"]["expected"], "0.15");
    }

    #[test]
    fn parts_are_held_against_the_rows_of_the_whole() {
        let place = place("parquet-merge");
        for (index, name) in ["first", "second"].iter().enumerate() {
            let file = format!("@pyarrow_{name}.parquet");
            let (part, index) = (format!("@{index}.part"), index.to_string());
            let args = ["preflight", &file, "--part", &part, "--part-index", &index];
            done(&place, &[&args, &["--by-recipient"], &WITH]);
        }
        let whole = ["preflight", "@pyarrow.parquet", "--no-what-if", "--json"];
        let whole = done(&place, &[&whole, &WITH]).json();
        let merge = ["merge", "@0.part", "@1.part", "--json", "--of"];
        assert_eq!(done(&place, &[&merge, &["@pyarrow.parquet"]]).json(), whole);
        let refused = |of: &str, word: &str| {
            let ran = place.septet(&[&merge[..], &[of]].concat(), b"");
            assert!(ran.status == 2 && ran.err.contains(word), "{}", ran.err);
        };
        refused("@pyarrow_first.parquet", "part_mismatch");
        let octets = std::fs::read(place.0.join("pyarrow.parquet")).unwrap();
        place.file("torn.parquet", &octets[..octets.len() / 2]);
        refused("@torn.parquet", "input_unreadable");
    }
}

#[cfg(not(feature = "parquet"))]
#[test]
fn a_build_without_the_feature_refuses_by_name() {
    let place = place("parquet-refused");
    let refused = |args: &[&str]| {
        let Ran { status, out, err } = place.septet(args, b"");
        assert_eq!((status, out.as_str()), (2, ""), "{args:?}");
        assert!(err.contains("not_supported_yet") && err.contains("--features parquet"), "{err}");
    };
    refused(&[&["preflight", "@pyarrow.parquet"], &WITH[..]].concat());
    refused(&[&["compare", "@pyarrow.parquet"], &WITH[..]].concat());
    done(&place, &[&["preflight", "@rows.csv", "--part", "@0.part"], &WITH]);
    refused(&["merge", "@0.part", "--of", "@pyarrow.parquet"]);
}
