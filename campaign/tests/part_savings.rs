//! What changes save, told by parts: each tries what all of them have seen, and merged they save what
//! the whole does.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::io::Cursor;

use proptest::prelude::*;
use proptest::sample::{Index, select};
use septet::ErrorKind;
use septet::preflight::funds::Funds;
use septet::preflight::whatif::Change;
use septet::preflight::{PartUnits, Preflight, PreflightOptions};
use septet::rate::RateCard;
use septet::vendor::Vendor;
use septet_campaign::driver::Campaign;
use septet_campaign::input::{Digest, Input};
use septet_campaign::inputs::{InputFile, Role};
use septet_campaign::job::{Job, Judged};
use septet_campaign::part::{
    COUNT_SCHEMA, PART_SCHEMA, Part, Piece, changes_among, merge, units_among,
};
use septet_campaign::report;
use serde_json::Value;

const HEADER: &str = "to,text\n";

/// Cards whose prices do not depend on the order of the messages, and one whose prices do.
const VOLUME: &str = "#! tier_mode = volume\n";
const HEADS: [&str; 4] = [
    VOLUME,
    "#! tier_mode = volume\n#! tier_scope = card\n",
    "#! tier_mode = volume\n#! rounding.at = campaign\n#! rounding.mode = up\n\
     #! rounding.scale = 2\n#! tax.rate = 0.18\n#! tax.scale = 2\n",
    GRADUATED,
];
const GRADUATED: &str = "#! tier_mode = graduated\n";

fn preflight(vendor: &str, head: &str) -> Preflight {
    let card = format!(
        "#! format = septet-ratecard/1\n#! id = test\n#! currency = USD\n{head}\
         record,id,name,country,price,per,tier_from\n\
         rate,ug,,UG,0.02,,0\nrate,ug-5,,UG,0.017,,5\nrate,ug-9,,UG,0.011,,9\n\
         rate,ke,,KE,0.031,,\nsurcharge,fee,carrier,UG,0.003,message,\n"
    );
    let vendor = Vendor::builtin(vendor).unwrap().clone();
    let cards = vec![RateCard::from_csv(&card).unwrap()];
    Preflight::new(vendor, cards, PreflightOptions::default()).unwrap()
}

/// Where a part stands, and what it tries.
#[derive(Clone, Copy, Default)]
struct Place<'a> {
    piece: Option<&'a Piece>,
    units: Option<&'a PartUnits>,
    changes: Option<&'a [Change]>,
}

/// A pass over a campaign, or over a part of it.
fn run(preflight: &Preflight, text: &str, place: Place<'_>) -> Judged {
    let Place { piece, units, changes } = place;
    let campaign = Campaign::default();
    let job = Job {
        preflight,
        campaign: &campaign,
        suppression: None,
        funds: Funds::default(),
        what_if: true,
        changes,
        piece: piece.cloned().unwrap_or_default(),
        units,
        is_part: piece.is_some(),
        threads: Some(2),
        directory: &std::env::temp_dir(),
    };
    let open = || {
        let stream = Box::new(Cursor::new(text.as_bytes().to_vec()));
        Ok(Input::Stream { name: "campaign.csv".into(), stream })
    };
    job.run(&open, None, &mut |_, _| {}).unwrap()
}

fn whole(preflight: &Preflight, text: &str) -> Value {
    let (report, about) = run(preflight, text, Place::default()).report(preflight, &[]).unwrap();
    report::json(&report, &about)
}

/// Through the file, as between machines.
fn saved(part: &Part, schema: &str) -> Part {
    Part::parse(&part.to_text().unwrap(), schema, "part.json").unwrap()
}

fn counts(preflight: &Preflight, pieces: &[String]) -> Vec<(String, Part)> {
    let count = |text: &String| {
        let place = Place { piece: Some(&Piece::default()), ..Place::default() };
        let judged = run(preflight, text, place);
        let inputs = judged.inputs(&[]);
        let part = Part::count(preflight, judged.piece, inputs, &judged.totals).unwrap();
        ("count.json".to_string(), saved(&part, COUNT_SCHEMA))
    };
    pieces.iter().map(count).collect()
}

fn parts(
    preflight: &Preflight,
    pieces: &[String],
    counts: &[(String, Part)],
) -> Vec<(String, Part)> {
    let changes = changes_among(preflight, counts).unwrap();
    let part = |(index, text): (usize, &String)| {
        let mut piece = Piece { index: index as u32, by_recipient: true, ..Piece::default() };
        let (units, before) = units_among(preflight, counts, &piece).unwrap();
        piece.rows_before = Some(before);
        let place = Place { piece: Some(&piece), units: Some(&units), changes: changes.as_deref() };
        let judged = run(preflight, text, place);
        let inputs = judged.inputs(&[]);
        let mut part = Part::of(preflight, judged.piece, inputs, judged.totals).unwrap();
        if let (Some(changes), Some(trials)) = (&changes, &judged.trials) {
            part = part.with_trials(preflight, changes, trials);
        }
        (format!("part-{index}.json"), saved(&part, PART_SCHEMA))
    };
    pieces.iter().enumerate().map(part).collect()
}

fn merged(parts: Vec<(String, Part)>, text: &str) -> Value {
    let mut merged = merge(parts).unwrap();
    let file = InputFile::new(Role::Campaign, "campaign.csv", Digest::of(text.as_bytes()));
    merged.cut_from(file, text.lines().count() as u64).unwrap();
    report::json(&merged.report().unwrap(), &merged.about())
}

fn text_of(pieces: &[String]) -> String {
    HEADER.to_string() + &pieces.iter().map(|p| &p[HEADER.len()..]).collect::<String>()
}

fn row() -> impl Strategy<Value = String> {
    let text = (select(vec!["’", "“a”", "ş", "🎉", "你"]), 0..120usize, any::<bool>());
    let text = text.prop_map(|(foreign, len, twice)| {
        let twice = if twice { foreign } else { "" };
        format!("{foreign}{}{twice}", "a".repeat(len))
    });
    (select(vec!["+25670152126", "+25471122332"]), 0..9u8, text)
        .prop_map(|(to, last, text)| format!("{to}{last},{text}\n"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn pieces_save_what_the_whole_saves(
        mut rows in proptest::collection::vec(row(), 2..20),
        places in proptest::collection::vec(any::<Index>(), 1..4),
        turn in any::<Index>(),
        vendor in select(vec!["msegat", "msgine"]),
        head in select(HEADS.to_vec()),
    ) {
        // no two messages to one number: what is found of numbers is exact however they are cut
        rows.sort();
        rows.dedup_by_key(|row| row[..12].to_string());
        let mut places: Vec<usize> = places.iter().map(|place| place.index(rows.len())).collect();
        places.extend([0, rows.len()]);
        places.sort_unstable();
        places.dedup();
        let piece = |w: &[usize]| HEADER.to_string() + &rows[w[0]..w[1]].concat();
        let pieces: Vec<String> = places.windows(2).map(piece).collect();
        let (preflight, text) = (preflight(vendor, head), text_of(&pieces));
        let mut parts = parts(&preflight, &pieces, &counts(&preflight, &pieces));
        let turn = turn.index(parts.len());
        parts.rotate_left(turn);
        let mut expected = whole(&preflight, &text);
        if head == GRADUATED {
            // what a change saves there depends on the messages of the other parts
            expected["savings"] = Value::Null;
        }
        prop_assert_eq!(merged(parts, &text), expected);
    }
}

/// By hand: 80 characters in UCS-2 are two segments, in GSM-7 one. The last of ten units is in the
/// third tier, the last of five in the first: 10 x 0.011 becomes 5 x 0.02, with 5 x 0.003 to both.
#[test]
fn volume_tiers_are_those_of_the_whole_campaign() {
    let preflight = preflight("msgine", VOLUME);
    let row = |n: usize| format!("+25670152126{n},’{}\n", "a".repeat(79));
    let pieces: Vec<String> =
        [0..2, 2..5].map(|rows| HEADER.to_string() + &rows.map(row).collect::<String>()).into();
    let counts = counts(&preflight, &pieces);
    let parts = parts(&preflight, &pieces, &counts);
    let report = merged(parts.clone(), &text_of(&pieces));
    assert_eq!(report, whole(&preflight, &text_of(&pieces)));
    let saving = &report["savings"][0];
    assert_eq!((saving["messages"].as_u64(), saving["segments"].as_i64()), (Some(5), Some(5)));
    let money = &saving["money"]["USD"];
    assert_eq!((&money["before"], &money["after"]), (&"0.125".into(), &"0.115".into()), "{saving}");
    // a part that tried nothing: of the whole nothing is known
    let without = |part: &Part| {
        let mut json: Value = serde_json::from_str(&part.to_text().unwrap()).unwrap();
        json.as_object_mut().unwrap().remove("trials").unwrap();
        Part::parse(&json.to_string(), PART_SCHEMA, "part.json").unwrap()
    };
    for index in 0..2 {
        let mut some = parts.clone();
        some[index].1 = without(&some[index].1);
        assert!(merge(some).unwrap().savings.is_none());
    }
    // one that tried something else
    let other = parts[1].1.to_text().unwrap().replace("\"replace\":\"’\"", "\"replace\":\"“\"");
    let other = Part::parse(&other, PART_SCHEMA, "part.json").unwrap();
    let error = merge(vec![parts[0].clone(), ("other".into(), other)]).unwrap_err();
    assert_eq!((error.kind(), error.field()), (ErrorKind::PartMismatch, Some("counts")));
    let unknown = parts[1].1.to_text().unwrap().replace("\"replace\":\"’\"", "\"replace\":\"你\"");
    let unknown = Part::parse(&unknown, PART_SCHEMA, "part.json").unwrap();
    let error = merge(vec![parts[0].clone(), ("unknown".into(), unknown)]).unwrap_err();
    assert_eq!((error.kind(), error.field()), (ErrorKind::Syntax, Some("replace")));
}
