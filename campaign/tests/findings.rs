//! Every finding of the registry, on the campaigns that the registry gives for it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::io::{Cursor, Read};

use septet::money::Amount;
use septet::number::Region;
use septet::preflight::funds::Funds;
use septet::preflight::{FindingCode, Heuristics, Preflight, PreflightOptions, Report};
use septet::rate::{RateCard, Timestamp, Traffic};
use septet::vendor::{Format, Vendor};
use septet_campaign::checks::check;
use septet_campaign::driver::{self, Campaign};
use septet_campaign::funds::funds;
use septet_campaign::input::Input;
use septet_campaign::rows::RowsOptions;
use septet_campaign::template::Template;
use toml::{Table, Value};

fn registry() -> Table {
    include_str!("../../core/data/findings.toml").parse().unwrap()
}

/// `{a x 161}` is 161 times a.
fn expanded(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let (inner, after) = after.split_once('}').unwrap();
        let (unit, count) = inner.split_once(" x ").unwrap();
        out.push_str(before);
        out.push_str(&unit.repeat(count.parse().unwrap()));
        rest = after;
    }
    out + rest
}

fn quoted(field: &str) -> String {
    format!("\"{}\"", field.replace('"', "\"\""))
}

fn file(vector: &Table) -> Vec<u8> {
    if let Some(raw) = vector.get("raw") {
        let mut bytes = Vec::new();
        let mut rest = raw.as_str().unwrap();
        while let Some((before, after)) = rest.split_once("\\x") {
            bytes.extend_from_slice(before.as_bytes());
            bytes.push(u8::from_str_radix(&after[..2], 16).unwrap());
            rest = &after[2..];
        }
        bytes.extend_from_slice(rest.as_bytes());
        return bytes;
    }
    let mut text = String::from("to,text,from\n");
    for row in vector["rows"].as_array().unwrap() {
        let row = row.as_array().unwrap();
        let field = |i: usize| row.get(i).map_or("", |f| f.as_str().unwrap());
        let sender = if row.len() > 2 { field(2) } else { "Kito" };
        let fields = [quoted(field(0)), quoted(&expanded(field(1))), quoted(sender)];
        text.push_str(&fields.join(","));
        text.push('\n');
    }
    text.into_bytes()
}

fn preflight(registry: &Table, vector: &Table) -> Preflight {
    let word = |table: &Table, key: &str| table.get(key).map(|v| v.as_str().unwrap().to_string());
    let vendor = match word(vector, "profile") {
        Some(name) => {
            Vendor::load(registry["profiles"][&name].as_str().unwrap(), Format::Toml).unwrap()
        }
        None => {
            Vendor::builtin(word(vector, "vendor").as_deref().unwrap_or("msgine")).unwrap().clone()
        }
    };
    let mut card = registry["card"].as_str().unwrap().trim_start().to_string();
    for row in vector.get("card_rows").and_then(Value::as_array).into_iter().flatten() {
        card.push_str(row.as_str().unwrap());
        card.push('\n');
    }
    let given = vector.get("options").and_then(Value::as_table).cloned().unwrap_or_default();
    let mut options = PreflightOptions::default();
    options.at =
        Some(Timestamp::parse(&word(&given, "at").unwrap_or("2019-01-01".into())).unwrap());
    options.sender = word(&given, "sender");
    options.default_region = word(&given, "region").map(|r| Region::new(&r).unwrap());
    options.traffic = word(&given, "traffic").map(|t| Traffic::from_word(&t).unwrap());
    for (name, values) in
        given.iter().filter(|(name, _)| Heuristics::NAMES.contains(&name.as_str()))
    {
        for value in values.as_array().unwrap() {
            options.heuristics.set(name, value.as_str().unwrap()).unwrap();
        }
    }
    let mut cards = vec![RateCard::from_csv(&card).unwrap()];
    for more in vector.get("more_cards").and_then(Value::as_array).into_iter().flatten() {
        cards.push(RateCard::from_csv(more.as_str().unwrap()).unwrap());
    }
    Preflight::new(vendor, cards, options).unwrap()
}

/// The rows with the finding, and the report.
fn run(registry: &Table, vector: &Table, code: &str) -> (Vec<u64>, Report) {
    let preflight = preflight(registry, vector);
    let template = vector.get("template").map(|t| Template::compile(t.as_str().unwrap()).unwrap());
    let campaign = Campaign { template, ..Campaign::default() };
    let open = |campaign: &Campaign, bytes: Vec<u8>| {
        let stream: Box<dyn Read> = Box::new(Cursor::new(bytes));
        campaign.open(Input::Stream { name: "vector".into(), stream })
    };
    let mut suppression = vector.get("suppress").map(|list| {
        let numbers = Campaign { text: Some(String::new()), ..Campaign::default() };
        open(&numbers, list.as_str().unwrap().as_bytes().to_vec()).unwrap()
    });
    let mut flags = check(
        &preflight,
        &campaign,
        || open(&campaign, file(vector)),
        suppression.as_mut(),
        &std::env::temp_dir(),
    )
    .unwrap();
    let given = vector.get("options").and_then(Value::as_table);
    let money = |name: &str| {
        let text = given?.get(name)?.as_str()?;
        Some(Funds::parse(text, name).unwrap())
    };
    let given = Funds { balance: money("balance"), budget: money("budget") };
    let reach = (!given.is_empty()).then(|| {
        let open = || open(&campaign, file(vector));
        funds(&preflight, &campaign, &flags, &given, open, &mut |_, _| {}).unwrap()
    });
    reach.iter().for_each(|reach| flags.add_funds(reach));
    let mut reader = open(&campaign, file(vector)).unwrap();
    let mut lines = Vec::new();
    let out = Some((&mut lines as &mut dyn std::io::Write, RowsOptions::default()));
    let totals =
        driver::run(&preflight, &campaign, &flags, &mut reader, out, 1, &mut |_, _| {}).unwrap();
    let report = preflight.report(totals).unwrap();
    let report = match reach {
        Some(reach) => report.with_funds(reach),
        None => report,
    };
    let mut lines = csv::Reader::from_reader(lines.as_slice());
    let column = lines.headers().unwrap().iter().position(|h| h == "findings").unwrap();
    let mut rows = Vec::new();
    for record in lines.records() {
        let record = record.unwrap();
        if record[column].split(' ').any(|found| found == code) {
            rows.push(record[0].parse().unwrap());
        }
    }
    (rows, report)
}

#[test]
fn every_finding_stands_where_its_vectors_say() {
    let registry = registry();
    let findings = registry["finding"].as_array().unwrap();
    assert_eq!(findings.len(), FindingCode::ALL.len());
    let mut wrong = Vec::new();
    for finding in findings {
        let finding = finding.as_table().unwrap();
        let code = finding["code"].as_str().unwrap();
        let known = FindingCode::from_word(code).expect(code);
        for side in ["positive", "negative"] {
            let vector = finding[side].as_table().unwrap();
            let (rows, report) = run(&registry, vector, code);
            let expected: Vec<u64> = vector
                .get("at")
                .and_then(Value::as_array)
                .into_iter()
                .flatten()
                .map(|row| row.as_integer().unwrap() as u64)
                .collect();
            // a finding of the whole campaign stands at no row
            let count = vector.get("count").and_then(Value::as_integer).map(|n| n as u64);
            let count = count.unwrap_or(expected.len() as u64);
            if (side == "positive") == (count == 0) {
                wrong.push(format!("{code}: the {side} vector is none"));
            }
            if rows != expected {
                wrong.push(format!("{code}, {side}: at rows {rows:?}, not {expected:?}"));
            }
            let found = report.findings.iter().find(|found| found.code == known);
            if found.map_or(0, |found| found.count) != count {
                wrong.push(format!("{code}, {side}: the report counts otherwise"));
            }
            let stake = found.and_then(|found| found.money.first()).map(|money| money.amount);
            let money = vector.get("money").and_then(Value::as_str);
            if stake.unwrap_or_default() != Amount::parse(money.unwrap_or("0")).unwrap() {
                wrong.push(format!("{code}, {side}: {stake:?} at stake, not {money:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
