//! What only the whole campaign shows, through temporary files, against the same rules over one list
//! in memory.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeMap;
use std::io::Cursor;

use proptest::prelude::*;
use proptest::sample::select;
use septet::ErrorKind;
use septet::preflight::duplicates::duplicates;
use septet::preflight::flood::{Flood, FloodRule, Sent, refused};
use septet::preflight::{FindingCode, Preflight, PreflightOptions};
use septet::rate::Timestamp;
use septet::vendor::{Format, Vendor};
use septet_campaign::checks::check;
use septet_campaign::driver::Campaign;
use septet_campaign::input::Input;
use serde_json::{Value, json};

/// MackSMS with other flood limits.
fn preflight(flood: Value) -> Preflight {
    let text = Vendor::builtin("macksms").unwrap().to_json();
    let mut profile: Value = serde_json::from_str(&text).unwrap();
    profile["limits"]["flood"] = flood;
    let vendor = Vendor::load(&profile.to_string(), Format::Json).unwrap();
    let mut options = PreflightOptions::default();
    options.sender = Some("Kito".into());
    options.at = Some(Timestamp::parse("2026-07-01").unwrap());
    Preflight::new(vendor, Vec::new(), options).unwrap()
}

fn found(
    preflight: &Preflight,
    text: &str,
    list: &str,
) -> Result<Vec<Vec<FindingCode>>, ErrorKind> {
    let campaign = Campaign::default();
    let numbers = Campaign { text: Some(String::new()), ..Campaign::default() };
    fn stream(text: &str) -> Input<'_> {
        Input::Stream { name: "rows".into(), stream: Box::new(Cursor::new(text.as_bytes())) }
    }
    let open = || campaign.open(stream(text));
    let mut list = numbers.open(stream(list)).unwrap();
    let directory = std::env::temp_dir();
    let flags = check(preflight, &campaign, open, Some(&mut list), &directory);
    let flags = flags.map_err(|error| error.kind())?;
    let rows = text.lines().count() as u64;
    Ok((1..rows).map(|row| flags.of(row).iter().collect()).collect())
}

/// The limit as it stands in a profile, and as a rule.
fn limits() -> impl Strategy<Value = (Value, Vec<FloodRule>)> {
    let keys = select(vec![
        vec!["to"],
        vec!["to", "text"],
        vec!["to", "sender"],
        vec!["sender"],
        vec!["sender", "text"],
        vec!["sender", "to", "text"],
    ]);
    let limit = (keys, 1u32..4, select(vec![60u32, 3600]));
    proptest::collection::vec(limit, 1..3).prop_map(|limits| {
        let value = limits.iter().map(|(key, n, per_s)| {
            let count = if key.contains(&"text") { "identical" } else { "varied" };
            json!({ "n": n, "per_s": per_s, "key": key, "count": count })
        });
        let rule = |(key, n, per_s): &(Vec<&str>, u32, u32)| FloodRule {
            max: u64::from(*n),
            window_s: *per_s,
            identical: key.contains(&"text"),
            any_recipient: !key.contains(&"to"),
            same_sender: key.contains(&"sender"),
        };
        (value.collect(), limits.iter().map(rule).collect())
    })
}

/// Number, text, sender, seconds after the time of the options.
type Row = (Option<u64>, &'static str, &'static str, Option<i64>);

fn row() -> impl Strategy<Value = Row> {
    let to = select(vec![Some(1), Some(1), Some(2), Some(3), None]);
    let time = prop_oneof![Just(None), (0i64..4000).prop_map(Some)];
    (to, select(vec!["a", "a", "b"]), select(vec!["", "Shop", "Kito"]), time)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn files_find_what_one_list_shows(
        rows in proptest::collection::vec(row(), 1..30),
        (flood, rules) in limits(),
        suppressed in select(vec![0u64, 1, 2]),
    ) {
        let start = Timestamp::parse("2026-07-01").unwrap().seconds();
        let mut text = String::from("to,text,from,time\n");
        for (to, body, sender, time) in &rows {
            let to = to.map_or("n/a".to_string(), |n| format!("+25677200000{n}"));
            let time = time.map(|t| Timestamp::from_seconds(start + t).to_string());
            text.push_str(&format!("{to},{body},{sender},{}\n", time.unwrap_or_default()));
        }
        let preflight = preflight(flood);
        let list = format!("+25677200000{suppressed}\n");
        let found = match found(&preflight, &text, &list) {
            // limits of which one goes by recipient and one by sender alone
            Err(kind) => {
                prop_assert_eq!(kind, ErrorKind::NotSupportedYet);
                prop_assert!(rules.iter().any(|rule| rule.any_recipient));
                return Ok(());
            }
            Ok(found) => found,
        };
        let mut expected: BTreeMap<usize, Vec<FindingCode>> = BTreeMap::new();
        let is_sent = |row: &Row| row.0.is_some_and(|to| to != suppressed);
        for (index, row) in rows.iter().enumerate() {
            if row.0 == Some(suppressed) {
                expected.entry(index).or_default().push(FindingCode::Suppressed);
            }
        }
        let numbers = rows.iter().map(|row| row.0.filter(|_| is_sent(row)));
        for (index, _) in duplicates(numbers) {
            expected.entry(index).or_default().push(FindingCode::DuplicateRecipient);
        }
        let sent: Vec<(usize, &Row)> = rows.iter().enumerate().filter(|(_, r)| is_sent(r)).collect();
        let messages = sent.iter().map(|(_, (to, text, sender, time))| {
            let sender = if sender.is_empty() { "Kito" } else { sender };
            (Sent { to, text, sender }, Some(time.unwrap_or(0)))
        });
        for (index, flood) in refused(&rules, messages) {
            let code = match flood {
                Flood::Identical => FindingCode::FloodIdentical,
                Flood::Total => FindingCode::FloodTotal,
            };
            expected.entry(sent[index].0).or_default().push(code);
        }
        for (index, found) in found.into_iter().enumerate() {
            let mut expected = expected.remove(&index).unwrap_or_default();
            expected.sort();
            prop_assert_eq!(found, expected, "row {}", index);
        }
    }
}

/// The obvious twin of the watch: every earlier message is looked at again.
fn looked_at_again(rules: &[FloodRule], rows: &[(u8, u8, u8, i64)]) -> Vec<(usize, Flood)> {
    let mut order: Vec<usize> = (0..rows.len()).collect();
    order.sort_by_key(|index| (rows[*index].3, *index));
    let mut sorted = rules.to_vec();
    sorted.sort_by_key(|rule| !rule.identical);
    let (mut sent, mut refused): (Vec<usize>, Vec<(usize, Flood)>) = (Vec::new(), Vec::new());
    for index in order {
        let (to, text, sender, time) = rows[index];
        let over = |rule: &&FloodRule| {
            let counts = |other: &&usize| {
                let (t, x, s, at) = rows[**other];
                time - at < i64::from(rule.window_s)
                    && (rule.any_recipient || t == to)
                    && (!rule.identical || x == text)
                    && (!rule.same_sender || s == sender)
            };
            sent.iter().filter(counts).count() as u64 >= rule.max
        };
        match sorted.iter().find(over) {
            Some(rule) if rule.identical => refused.push((index, Flood::Identical)),
            Some(_) => refused.push((index, Flood::Total)),
            None => sent.push(index),
        }
    }
    refused.sort();
    refused
}

proptest! {
    #[test]
    fn the_watch_is_its_definition(
        rows in proptest::collection::vec((0u8..3, 0u8..2, 0u8..2, 0i64..300), 0..40),
        rules in proptest::collection::vec(
            (0u64..4, 1u32..200, any::<(bool, bool, bool)>()).prop_map(
                |(max, window_s, (identical, any_recipient, same_sender))| FloodRule {
                    max, window_s, identical, any_recipient, same_sender,
                },
            ),
            0..3,
        ),
    ) {
        let messages = rows.iter().map(|(to, text, sender, time)| {
            (Sent { to, text, sender }, Some(*time))
        });
        prop_assert_eq!(refused(&rules, messages), looked_at_again(&rules, &rows));
    }
}
