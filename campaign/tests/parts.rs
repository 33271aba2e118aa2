//! A campaign in parts is the campaign: cut anywhere, on any number of threads, merged in any order.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::io::Cursor;

use proptest::prelude::*;
use proptest::sample::{Index, select};
use septet::ErrorKind;
use septet::money::Amount;
use septet::preflight::{PartUnits, Preflight, PreflightOptions, Totals};
use septet::rate::RateCard;
use septet::vendor::Vendor;
use septet_campaign::checks::{Flags, check};
use septet_campaign::driver::{Campaign, Pass};
use septet_campaign::input::{Digest, Input};
use septet_campaign::inputs::{InputFile, Role};
use septet_campaign::part::{COUNT_SCHEMA, PART_SCHEMA, Part, Piece, merge, units_among};
use septet_campaign::report::{self, About};
use septet_campaign::rows::RowsOptions;

const HEADER: &str = "to,text,mcc,mnc\n";

/// `#! key = value` lines of a card, and its rows.
fn card(head: &str) -> String {
    format!(
        "#! format = septet-ratecard/1\n#! id = test\n#! currency = USD\n{head}\
         record,id,name,country,mcc,mnc,prefix,price,per,tier_from\n\
         rate,ug,,UG,,,,0.02,,0\n\
         rate,ug-5,,UG,,,,0.017,,5\n\
         rate,ug-9,,UG,,,,0.011,,9\n\
         rate,ke-1,,KE,639,02,,0.031,,\n\
         rate,ke-2,,KE,639,03,,0.047,,\n\
         rate,tz,,TZ,,,,0.005,,\n\
         surcharge,fee,carrier,UG,,,,0.003,message,\n\
         surcharge,levy,levy,,,,,0.1,percent,\n"
    )
}

const HEADS: [&str; 5] = [
    "",
    "#! tier_scope = card\n",
    "#! tier_mode = volume\n",
    "#! tier_mode = volume\n#! tier_scope = card\n",
    "#! unknown_network = min\n#! rounding.at = campaign\n#! rounding.mode = half_up\n\
     #! rounding.scale = 2\n#! tax.rate = 0.18\n#! tax.scale = 2\n",
];

fn preflight(vendor: &str, head: &str) -> Preflight {
    let card = RateCard::from_csv(&card(head)).unwrap();
    let vendor = Vendor::builtin(vendor).unwrap().clone();
    let mut options = PreflightOptions::default();
    options.sender = Some("Kito".into());
    options.units_before.set(if head.contains("scope") { "test" } else { "ug" }, 2);
    Preflight::new(vendor, vec![card], options).unwrap()
}

fn row() -> impl Strategy<Value = String> {
    let to = select(vec![
        "+256701521269",
        "+256701521270",
        "256 701 521271",
        "+254711223344",
        "+255754321987",
        "+33612345678",
        "12",
    ]);
    let text = select(vec!["Hello", "It’s here", "€", "long", "wide", ""]);
    let text = text.prop_map(|text| match text {
        "long" => "a".repeat(161),
        "wide" => "’".repeat(71),
        text => text.to_string(),
    });
    let network = select(vec![",", "639,02", "639,03", "x,"]);
    (to, text, network).prop_map(|(to, text, network)| format!("{to},{text},{network}\n"))
}

/// One pass: totals, what was read, the rows file, the input.
struct Done {
    totals: Totals,
    piece: Piece,
    rows: String,
    input: InputFile,
}

fn pass(preflight: &Preflight, text: &str, units: Option<&PartUnits>, threads: usize) -> Done {
    let campaign = Campaign::default();
    let open = || {
        let stream = Box::new(Cursor::new(text.as_bytes()));
        campaign.open(Input::Stream { name: "campaign.csv".into(), stream }).unwrap()
    };
    let flags = check(preflight, &campaign, || Ok(open()), None, &std::env::temp_dir()).unwrap();
    let mut reader = open();
    let mut rows = Vec::new();
    let pass = Pass { preflight, campaign: &campaign, flags: &flags, units, threads };
    let shown = RowsOptions::default();
    let totals = pass.run(&mut reader, Some((&mut rows, shown)), &mut |_, _| {}).unwrap();
    let piece = Piece::default().read_from(&reader, &totals);
    let input = InputFile::new(Role::Campaign, "campaign.csv", reader.digest().unwrap());
    Done { totals, piece, rows: String::from_utf8(rows).unwrap(), input }
}

fn whole(preflight: &Preflight, text: &str, threads: usize) -> String {
    let done = pass(preflight, text, None, threads);
    let about = About {
        preflight,
        input: "campaign.csv".into(),
        blank_lines: done.piece.blank_lines,
        inputs: vec![done.input],
        within_part: false,
    };
    format!("{:#}", report::json(&preflight.report(done.totals).unwrap(), &about))
}

/// Rows cut at some places, each piece with the header.
fn cut(rows: &[String], places: &[usize]) -> Vec<String> {
    let mut places = places.to_vec();
    places.extend([0, rows.len()]);
    places.sort_unstable();
    places.dedup();
    places.windows(2).map(|w| HEADER.to_string() + &rows[w[0]..w[1]].concat()).collect()
}

/// Through the file, as between machines.
fn saved(part: &Part, schema: &str) -> Part {
    Part::parse(&part.to_text().unwrap(), schema, "part.json").unwrap()
}

fn counts(preflight: &Preflight, pieces: &[String]) -> Vec<(String, Part)> {
    let count = |text: &String| {
        let done = pass(preflight, text, None, 1);
        let part = Part::count(preflight, done.piece, vec![done.input], &done.totals).unwrap();
        ("count.json".to_string(), saved(&part, COUNT_SCHEMA))
    };
    pieces.iter().map(count).collect()
}

fn parts(preflight: &Preflight, pieces: &[String], counted: bool) -> Vec<(String, Part)> {
    let counts = if counted { counts(preflight, pieces) } else { Vec::new() };
    let part = |(index, text): (usize, &String)| {
        let mut piece = Piece { index: index as u32, by_recipient: true, ..Piece::default() };
        let mut units = None;
        if counted {
            let (found, rows_before) = units_among(preflight, &counts, &piece).unwrap();
            (piece.rows_before, units) = (Some(rows_before), Some(found));
        }
        let done = pass(preflight, text, units.as_ref(), 1);
        let Piece { index, rows_before, by_recipient, .. } = piece;
        let piece = Piece { index, rows_before, by_recipient, ..done.piece };
        let part = Part::of(preflight, piece, vec![done.input], done.totals).unwrap();
        (format!("part-{index}.json"), saved(&part, PART_SCHEMA))
    };
    pieces.iter().enumerate().map(part).collect()
}

fn merged(parts: Vec<(String, Part)>, text: &str) -> Result<String, septet::Error> {
    let mut merged = merge(parts)?;
    let line_count = text.lines().count() as u64;
    let digest = Digest::of(text.as_bytes());
    merged.cut_from(InputFile::new(Role::Campaign, "campaign.csv", digest), line_count)?;
    let report = merged.preflight.report(std::mem::take(&mut merged.totals))?;
    Ok(format!("{:#}", report::json(&report, &merged.about())))
}

fn recipient(row: &str) -> &str {
    row.split(',').next().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    /// Random pieces, with the units before each from a counting pass, merged in a random order:
    /// the report of the whole, byte for byte.
    #[test]
    fn pieces_are_the_whole(
        mut rows in proptest::collection::vec(row(), 1..24),
        places in proptest::collection::vec(any::<Index>(), 0..5),
        order in any::<Index>(),
        vendor in select(vec!["msegat", "msgine", "macksms"]),
        head in select(HEADS.to_vec()),
    ) {
        rows.sort_by(|a, b| recipient(a).cmp(recipient(b)));
        let preflight = preflight(vendor, head);
        // all messages to a recipient stay together: duplicates and floods are exact
        let places: Vec<usize> = places
            .iter()
            .map(|place| {
                let mut at = place.index(rows.len());
                while at > 0 && recipient(&rows[at]) == recipient(&rows[at - 1]) {
                    at -= 1;
                }
                at
            })
            .collect();
        let text = HEADER.to_string() + &rows.concat();
        let expected = whole(&preflight, &text, 1);
        let pieces = cut(&rows, &places);
        let mut parts = parts(&preflight, &pieces, true);
        let turn = order.index(parts.len());
        parts.rotate_left(turn);
        prop_assert_eq!(merged(parts, &text).unwrap(), expected);
    }

    /// Cards without graduated tiers need no counting pass.
    #[test]
    fn pieces_without_counts(
        rows in proptest::collection::vec(row(), 2..30),
        place in any::<Index>(),
        head in select(HEADS[2..4].to_vec()),
    ) {
        let mut rows = rows;
        rows.sort_by(|a, b| recipient(a).cmp(recipient(b)));
        rows.dedup_by(|a, b| recipient(a) == recipient(b));
        let preflight = preflight("msegat", head);
        let text = HEADER.to_string() + &rows.concat();
        let pieces = cut(&rows, &[place.index(rows.len())]);
        let parts = parts(&preflight, &pieces, false);
        prop_assert_eq!(merged(parts, &text).unwrap(), whole(&preflight, &text, 1));
    }

}

proptest! {
    // each has several blocks of rows
    #![proptest_config(ProptestConfig::with_cases(5))]

    #[test]
    fn threads_change_nothing(
        rows in proptest::collection::vec(row(), 20..40),
        vendor in select(vec!["msegat", "macksms"]),
        head in select(HEADS.to_vec()),
    ) {
        let preflight = preflight(vendor, head);
        let text = HEADER.to_string() + &rows.concat().repeat(250);
        let (serial, parallel) = (pass(&preflight, &text, None, 1), pass(&preflight, &text, None, 3));
        prop_assert_eq!(serial.rows, parallel.rows);
        prop_assert_eq!(preflight.save(serial.totals), preflight.save(parallel.totals));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    /// The costs of the rows add up to the totals: expected, least and most. Rows of volume cards
    /// have theirs in the second pass.
    #[test]
    fn rows_add_up(
        rows in proptest::collection::vec(row(), 1..40),
        vendor in select(vec!["msegat", "msgine"]),
        head in select(HEADS[..4].to_vec()),
    ) {
        let preflight = preflight(vendor, head);
        let text = HEADER.to_string() + &rows.concat();
        let first = pass(&preflight, &text, None, 1);
        let units = PartUnits::among(&preflight, &[preflight.units_of(&first.totals)], 0).unwrap();
        let second = pass(&preflight, &text, Some(&units), 2);
        let sum = |column: usize| {
            let cells = second.rows.lines().skip(1).map(|line| line.split(',').nth(column).unwrap());
            let amounts = cells.filter(|cell| !cell.is_empty()).map(|c| Amount::parse(c).unwrap());
            amounts.fold(Amount::ZERO, |sum, amount| sum.checked_add(amount).unwrap())
        };
        let sums = (sum(11), sum(12), sum(13));
        for totals in [first.totals, second.totals] {
            let report = preflight.report(totals).unwrap();
            let total = report.costs.first().map(|cost| cost.subtotal).unwrap_or_default();
            prop_assert_eq!((total.expected, total.min, total.max), sums);
        }
    }

    /// A line says of its row what it says of it alone, however many lines were written before it.
    #[test]
    fn lines_are_those_of_each_row_alone(
        rows in proptest::collection::vec(row(), 1..12),
        picked in proptest::collection::vec(any::<Index>(), 1..40),
        vendor in select(vec!["msegat", "msgine"]),
    ) {
        let preflight = preflight(vendor, HEADS[2]);
        let rows: Vec<&String> = picked.iter().map(|index| &rows[index.index(rows.len())]).collect();
        let behind = |rows: &str| -> Vec<String> {
            let text = HEADER.to_string() + rows;
            // without a look for duplicates: each row stands alone
            let campaign = Campaign::default();
            let stream = Box::new(Cursor::new(text.into_bytes()));
            let input = Input::Stream { name: "campaign.csv".into(), stream };
            let (mut reader, flags) = (campaign.open(input).unwrap(), Flags::default());
            let mut lines = Vec::new();
            let out = Some((&mut lines as &mut dyn std::io::Write, RowsOptions::default()));
            let pass = Pass { preflight: &preflight, campaign: &campaign, flags: &flags,
                units: None, threads: 1 };
            pass.run(&mut reader, out, &mut |_, _| {}).unwrap();
            let lines = String::from_utf8(lines).unwrap();
            let behind = |line: &str| line.splitn(3, ',').nth(2).unwrap().to_string();
            lines.lines().skip(1).map(behind).collect()
        };
        let alone: Vec<String> = rows.iter().flat_map(|row| behind(row)).collect();
        prop_assert_eq!(behind(&rows.iter().map(|row| row.as_str()).collect::<String>()), alone);
    }

    #[test]
    fn merging_is_associative_and_commutative(
        rows in proptest::collection::vec(row(), 3..30),
        head in select(HEADS[2..].to_vec()),
    ) {
        let preflight = preflight("msegat", head);
        let third = rows.len() / 3;
        let pieces = cut(&rows, &[third, 2 * third]);
        let [a, b, c] = [0, 1, 2].map(|i| pass(&preflight, &pieces[i], None, 1).totals);
        let joined = |one: &Totals, other: &Totals| {
            let mut sum = one.clone();
            sum.merge(other.clone()).unwrap();
            sum
        };
        let left = preflight.save(joined(&joined(&a, &b), &c));
        prop_assert_eq!(&left, &preflight.save(joined(&a, &joined(&b, &c))));
        prop_assert_eq!(&left, &preflight.save(joined(&joined(&c, &a), &b)));
    }
}

#[test]
fn graduated_parts_need_the_units_before() {
    let preflight = preflight("msgine", "");
    let rows: Vec<String> = (0..8).map(|i| format!("+25670152126{i},Hello,,\n")).collect();
    let text = HEADER.to_string() + &rows.concat();
    let pieces = cut(&rows, &[3]);
    let error = merged(parts(&preflight, &pieces, false), &text).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NeedsUnitsBefore);
    assert_eq!(
        merged(parts(&preflight, &pieces, true), &text).unwrap(),
        whole(&preflight, &text, 1)
    );
}

#[test]
fn parts_that_do_not_belong_together() {
    let preflight = preflight("msgine", HEADS[2]);
    let rows = vec!["+256701521269,a,,\n".to_string(), "+256701521270,b,,\n".to_string()];
    let pieces = cut(&rows, &[1]);
    let made = parts(&preflight, &pieces, false);
    let text = |part: &Part| part.to_text().unwrap();
    let kind = |parts: Vec<(String, Part)>| {
        let error = merge(parts).unwrap_err();
        (error.kind(), error.field().map(String::from))
    };
    let changed = |from: &str, to: &str| {
        let changed = text(&made[1].1).replace(from, to);
        assert_ne!(changed, text(&made[1].1), "{from}");
        let part = Part::parse(&changed, PART_SCHEMA, "b.json").unwrap();
        kind(vec![made[0].clone(), ("b.json".into(), part)])
    };
    let named = |field: &str| (ErrorKind::PartMismatch, Some(field.to_string()));
    let engine = format!("\"engine\":\"{}\"", septet::version::ENGINE);
    assert_eq!(changed(&engine, "\"engine\":\"0.0.1\""), named("engine"));
    assert_eq!(changed("\"metadata\":\"", "\"metadata\":\"x"), named("metadata"));
    assert_eq!(changed("\"unicode\":\"", "\"unicode\":\"x"), named("unicode"));
    assert_eq!(changed("\"0.017\"", "\"0.016\""), named("cards"));
    assert_eq!(changed("\"Kito\"", "\"Kita\""), named("options.sender"));
    assert_eq!(
        changed("\"boundary\":\"grapheme\"", "\"boundary\":\"scalar\""),
        named("options.text")
    );
    assert_eq!(changed("\"by_recipient\":true", "\"by_recipient\":false"), named("by_recipient"));
    assert_eq!(changed("\"rows_before\":null", "\"rows_before\":7"), named("rows_before"));
    assert_eq!(changed("\"index\":1", "\"index\":0").0, ErrorKind::PartDuplicate);
    assert_eq!(changed("\"index\":1", "\"index\":2").0, ErrorKind::PartMissing);
    assert_eq!(kind(vec![made[1].clone()]).0, ErrorKind::PartMissing);
    let own = text(&made[0].1);
    let refused = |text: &str| Part::parse(text, PART_SCHEMA, "a.json").unwrap_err().kind();
    assert_eq!(refused(&own[..own.len() / 2]), ErrorKind::Syntax);
    assert_eq!(refused(&own.replace("septet.part/1", "septet.part/2")), ErrorKind::FormatUnknown);
    assert_eq!(refused(&own.replacen("\"rows\":", "\"rowz\":", 1)), ErrorKind::Syntax);
    // the words and ids inside are those of the cards
    let other = Part::parse(&own.replace("[\"ug\",", "[\"uh\","), PART_SCHEMA, "a.json").unwrap();
    assert_eq!(kind(vec![("a.json".into(), other)]).0, ErrorKind::Syntax);
}

#[test]
fn what_parts_cannot_know_is_said() {
    let preflight = preflight("msgine", HEADS[2]);
    let rows = vec!["+256701521269,a,,\n".to_string(), "+256701521269,b,,\n".to_string()];
    let mut parts = parts(&preflight, &cut(&rows, &[1]), false);
    for (_, part) in &mut parts {
        let text =
            part.to_text().unwrap().replace("\"by_recipient\":true", "\"by_recipient\":false");
        *part = Part::parse(&text, PART_SCHEMA, "part.json").unwrap();
    }
    let merged = merge(parts).unwrap();
    let about = merged.about();
    assert!(about.within_part);
    assert_eq!(about.input, "2 parts");
    let report = merged.preflight.report(merged.totals.clone()).unwrap();
    let json = report::json(&report, &about);
    assert_eq!(json["within_part"][0], "duplicate_recipient");
    assert_eq!(json["inputs"].as_array().unwrap().len(), 2);
}

#[test]
fn counts_beyond_64_bits_come_back() {
    let text = r#"{"statuses":{"c":{"priced":340282366920938463463374607431768211455}},"kinds":[],"counters":[],"units":18446744073709551615}"#;
    let saved: septet::cost::SavedTotals = serde_json::from_str(text).unwrap();
    assert_eq!(serde_json::to_string(&saved).unwrap(), text);
}
