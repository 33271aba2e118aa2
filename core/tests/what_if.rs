//! What-if savings are the difference of two full runs: each change is made for real (texts edited,
//! or the option given), the whole preflight runs again, and both reports are compared.

#![cfg(all(feature = "load", feature = "metadata", feature = "normalize"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use proptest::prelude::*;
use septet::money::{Amount, Currency};
use septet::preflight::whatif::{CHANGE_COUNT_MAX, Change, Trials, WhatIf};
use septet::preflight::{Message, Preflight, PreflightOptions, Report, RowRef, Totals};
use septet::rate::RateCard;
use septet::vendor::{Format, Vendor};

type Row = (&'static str, String);

const HEAD: &str = "record,id,country,prefix,price,per,tier_from,name,action\n";
const RATES: &str = "rate,ug,UG,,0.05,,,,\nrate,ke,KE,,0.0407,,,,\nrate,tz,TZ,,,,,,block\n";
const TIERS: &str = "rate,ug,UG,,0.05,,,,\nrate,ug2,UG,,0.03,,7,,\nrate,ug3,UG,,0.01,,20,,\n\
                     rate,ke,KE,,0.04,,,,\nrate,ke2,KE,,0.09,,5,,\n";
const SURCHARGES: &str =
    "surcharge,s1,KE,,0.007,segment,,fee,\nsurcharge,s2,,,0.03,percent,,tax,\n";

/// Cards on which a cost hangs on the whole campaign, and simple ones.
fn cards() -> Vec<RateCard> {
    let cards: [(&str, &[&str]); 8] = [
        ("", &[RATES]),
        ("#! max_segments = 2\n", &[RATES, SURCHARGES]),
        ("#! default_charge_unit = message\n", &[RATES]),
        (
            "#! minimum_per_message = 0.06\n#! rounding.at = message\n#! rounding.mode = half_up\n#! rounding.scale = 2\n",
            &[RATES],
        ),
        (
            "#! tier_mode = volume\n#! rounding.at = campaign\n#! rounding.mode = up\n#! rounding.scale = 2\n",
            &[TIERS, SURCHARGES],
        ),
        ("#! tier_mode = volume\n#! tier_scope = card\n", &[TIERS]),
        ("#! minimum_per_message = 0.06\n#! tax.rate = 0.18\n#! tax.scale = 2\n", &[TIERS]),
        (
            "#! tier_scope = card\n#! rounding.at = message\n#! rounding.mode = up\n#! rounding.scale = 2\n",
            &[TIERS, SURCHARGES],
        ),
    ];
    let card = |(head, rows): (&str, &[&str])| {
        let text = format!(
            "#! format = septet-ratecard/1\n#! id = c\n#! currency = EUR\n{head}{HEAD}{}",
            rows.concat()
        );
        RateCard::from_csv(&text).unwrap_or_else(|error| panic!("{error}: {text}"))
    };
    cards.map(card).into()
}

fn vendor(index: usize) -> Vendor {
    let footer = r#"{"schema": "septet.profile/1", "id": "f", "name": "F",
        "text": {"max_parts": 3, "added_text": [
            {"text": " STOP 123", "position": "end", "when": "always"}]}}"#;
    match index {
        0 => Vendor::builtin("msgine").unwrap().clone(),
        1 => Vendor::builtin("msegat").unwrap().clone(),
        _ => Vendor::load(footer, Format::Json).unwrap(),
    }
}

fn run(preflight: &Preflight, rows: &[Row]) -> Totals {
    let mut session = preflight.session().unwrap();
    for (at, (to, text)) in (1..).zip(rows) {
        let from = if at % 5 == 0 { "auth-mseg" } else { "Kito" };
        let message = Message { to, text, from: Some(from), ..Message::default() };
        session.message(RowRef { row: at, line: at }, &message).unwrap();
    }
    session.into_totals().unwrap()
}

/// Tries the changes on the rows, cut into parts where their order does not matter.
fn tried(preflight: &Preflight, changes: &[Change], rows: &[Row], parts: usize) -> Trials {
    let parts = if preflight.depends_on_order() { 1 } else { parts };
    let mut trials: Vec<_> = (0..parts).map(|_| preflight.trial(changes).unwrap()).collect();
    for (at, (to, text)) in (1..).zip(rows) {
        let from = if at % 5 == 0 { "auth-mseg" } else { "Kito" };
        let message = Message { to, text, from: Some(from), ..Message::default() };
        trials[at * 7 % parts].message(&message).unwrap();
    }
    let mut whole = Trials::default();
    trials.into_iter().for_each(|trial| whole.merge(trial.into_trials()).unwrap());
    whole
}

/// The campaign with the change made for real: by hand, not with the engine's own replacing.
fn changed(rows: &[Row], change: &Change) -> Vec<Row> {
    let Change::Replace(replacements) = change else { return rows.to_vec() };
    let edit = |text: &String| {
        replacements.iter().fold(text.clone(), |text, r| {
            if r.from != '½' {
                return text.replace(r.from, r.to);
            }
            // it is parted from a digit before it: from 7, and from another one's 2
            let text = text.replace("7½", "7 ½");
            text.replace("½½", "½ ½").replace("½½", "½ ½").replace('½', r.to)
        })
    };
    rows.iter().map(|(to, text)| (*to, edit(text))).collect()
}

fn cost(report: &Report) -> Amount {
    report.costs.iter().map(|cost| cost.total.expected).next().unwrap_or_default()
}

/// What the change saves by two full runs: money, segments.
fn by_two_runs(preflight: &Preflight, rows: &[Row], change: &Change) -> (Amount, i64) {
    let before = preflight.report(run(preflight, rows)).unwrap();
    let mut options = preflight.options().clone();
    options.text = Some(change.options(&preflight.text_options()).unwrap());
    let cards = preflight.book().into_iter().flat_map(septet::rate::RateBook::cards);
    let cards: Vec<RateCard> = cards.map(|card| card.card().clone()).collect();
    let other = Preflight::new(preflight.vendor().clone(), cards, options).unwrap();
    let after = other.report(run(&other, &changed(rows, change))).unwrap();
    let segments = |report: &Report| report.sendable.segments as i64;
    (cost(&before).checked_sub(cost(&after)).unwrap(), segments(&before) - segments(&after))
}

fn of(what: &WhatIf) -> (Amount, i64) {
    let saved = what.money.iter().map(|(_, saving)| saving.saved).next();
    (saved.unwrap_or_default(), what.segments)
}

/// Whether `other` is a part of the change, or another value of its option.
fn is_less(other: &Change, change: &Change) -> bool {
    match (other, change) {
        (Change::Replace(few), Change::Replace(many)) => {
            few.len() < many.len() && few.iter().all(|r| many.contains(r))
        }
        (Change::Option { name: a, .. }, Change::Option { name: b, .. }) => a == b,
        _ => false,
    }
}

fn check(preflight: &Preflight, rows: &[Row], parts: usize) -> Vec<WhatIf> {
    let totals = run(preflight, rows);
    let changes = preflight.changes(&totals);
    assert!(changes.len() <= CHANGE_COUNT_MAX);
    let trials = tried(preflight, &changes, rows, parts);
    let savings = preflight.savings(&totals, &changes, &trials).unwrap();
    let none = Amount::ZERO;
    for change in &changes {
        let full = by_two_runs(preflight, rows, change);
        match savings.iter().find(|what| what.change == *change) {
            Some(what) => {
                assert_eq!(of(what), full, "{change}");
                assert!(full.0 > none || (what.money.is_empty() && full.1 > 0), "{change}");
            }
            None => {
                let priced = preflight.book().is_some();
                let nothing = if priced { full.0 <= none } else { full.1 <= 0 };
                let less = |other: &&Change| is_less(other, change);
                let needless = changes
                    .iter()
                    .filter(less)
                    .any(|other| by_two_runs(preflight, rows, other) >= full);
                assert!(nothing || needless, "{change} saves {full:?} and is not named");
            }
        }
    }
    for pair in savings.windows(2) {
        assert!(of(&pair[0]) >= of(&pair[1]), "{} before {}", pair[0].change, pair[1].change);
    }
    savings
}

fn preflight(vendor_index: usize, card: Option<RateCard>, text: &[(&str, &str)]) -> Preflight {
    let vendor = vendor(vendor_index);
    let mut options = PreflightOptions::default();
    let mut text_options = septet::preflight::text_options(vendor.text()).unwrap();
    text.iter().for_each(|(name, value)| text_options.set(name, value).unwrap());
    options.text = Some(text_options);
    Preflight::new(vendor, card.into_iter().collect(), options).unwrap().with_savings(true)
}

const TO: [&str; 5] = ["+256772000001", "+254722000001", "+255712000001", "+447911123456", "12"];

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let piece = prop_oneof![
        6 => Just("plain words to fill it, "),
        3 => prop::sample::select(vec!["’", "“", "”", "…", "\u{A0}", "½", "7½"]),
        2 => prop::sample::select(vec!["ş", "ğ", "İ", "á", "e\u{301}", "è", "€", "[x]", "^"]),
        1 => prop::sample::select(vec!["🎉", "👍🏽", "ж", "`", "\t", "\u{200B}", "हि"]),
    ];
    let text = prop::collection::vec(piece, 0..14).prop_map(|pieces| pieces.concat());
    let row = (
        prop::sample::select(TO.to_vec()),
        prop_oneof![
            5 => text,
            1 => Just("Verification Code: 1234’ with a text of more than seventy characters in it".to_string()),
        ],
    );
    prop::collection::vec(row, 1..40)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn savings_are_the_difference_of_two_full_runs(
        rows in rows(),
        vendor in 0..3usize,
        card in 0..9usize,
        text in prop::sample::select(vec![
            vec![], vec![], vec![("languages", "tr")], vec![("languages", "all")],
            vec![("substitute", "twilio")], vec![("normalize", "nfc")],
            vec![("boundary", "scalar"), ("max_segments", "4")],
        ]),
        parts in 1..5usize,
    ) {
        let card = cards().into_iter().nth(card);
        check(&preflight(vendor, card, &text), &rows, parts);
    }
}

/// Hindi and Turkish letters are each in a table, but no pair of tables has both and the capitals of
/// the text that the vendor adds: a map that takes the Turkish one makes seven bits of it.
#[test]
fn characters_that_no_pair_of_tables_has_together() {
    let words = "plain words to fill it, ".repeat(3);
    let rows = vec![(TO[0], format!("हि ş {words}"))];
    let preflight = preflight(2, Some(cards().remove(0)), &[("languages", "all")]);
    let savings = check(&preflight, &rows, 1);
    let saved = |what: &WhatIf| what.change.to_string().contains("septet-accents");
    assert_eq!(savings.iter().find(|what| saved(what)).map(|what| what.segments), Some(1));
}

fn named(savings: &[WhatIf]) -> Vec<(String, String, u64, i64)> {
    let eur = |what: &WhatIf| {
        what.money
            .iter()
            .map(|(currency, saving)| {
                assert_eq!(Currency::as_str(currency), "EUR");
                saving.saved.to_string()
            })
            .collect()
    };
    savings.iter().map(|w| (w.change.to_string(), eur(w), w.messages, w.segments)).collect()
}

/// 71 characters with one of them foreign are two segments; 71 septets are one.
#[test]
fn a_campaign_with_two_bad_characters() {
    let one = format!("It’s {}", "a".repeat(66));
    let two = format!("“{}”", "a".repeat(69));
    let mut rows: Vec<Row> = vec![(TO[0], "plain".to_string()); 10];
    rows.extend(vec![(TO[0], one); 6]);
    rows.extend(vec![(TO[1], two); 4]);
    let card = cards().remove(0);
    let savings = check(&preflight(0, Some(card), &[]), &rows, 3);
    let expected = [
        ("replace ’ by ' and “ ” by \"", "0.4628", 10, 10),
        ("use --substitute septet", "0.4628", 10, 10),
        ("replace ’ by '", "0.3", 6, 6),
        ("replace “ ” by \"", "0.1628", 4, 4),
    ];
    // of equal savings the smaller change comes first: one option
    let mut expected = expected.map(|(name, money, m, s)| (name.into(), money.into(), m, s));
    expected.swap(0, 1);
    assert_eq!(named(&savings), expected);
    let now = savings[2].money[0].1;
    assert_eq!(
        (now.before.to_string(), now.percent().unwrap().to_string()),
        ("1.4256".into(), "21.04".into())
    );
    // without a card the segments are what is saved
    let savings = check(&preflight(0, None, &[]), &rows, 2);
    assert_eq!(named(&savings)[2], ("replace ’ by '".into(), String::new(), 6, 6));
}

/// 20 units reach the third tier. Without the five that curly quotes cost, the rest is cheaper in
/// sum and dearer by the unit: 7 x 0.05 + 13 x 0.03 = 0.74, then 7 x 0.05 + 8 x 0.03 = 0.59.
#[test]
fn tiers_are_exact() {
    let text = format!("It’s {}", "a".repeat(66));
    let mut rows: Vec<Row> = vec![(TO[0], "plain".to_string()); 10];
    rows.extend(vec![(TO[0], text); 5]);
    let card = |head: &str| {
        let text = format!(
            "#! format = septet-ratecard/1\n#! id = c\n#! currency = EUR\n{head}{HEAD}{TIERS}"
        );
        RateCard::from_csv(&text).unwrap()
    };
    let saved = |head: &str| {
        let savings = check(&preflight(0, Some(card(head)), &[]), &rows, 3);
        savings
            .first()
            .map(|what| what.money[0].1)
            .map(|s| (s.before.to_string(), s.after.to_string()))
    };
    assert_eq!(saved(""), Some(("0.74".into(), "0.59".into())));
    // volume: 20 units at 0.03 are 0.6 and 15 at 0.03 are 0.45
    assert_eq!(saved("#! tier_mode = volume\n"), Some(("0.6".into(), "0.45".into())));
    // where fewer units lose the cheap tier, nothing is saved and nothing is named
    let rows = &rows[4..];
    assert_eq!(rows.len(), 11);
    let savings = check(&preflight(0, Some(card("#! tier_mode = volume\n")), &[]), &rows[4..], 2);
    assert_eq!(savings.len(), 2);
}

#[test]
fn nobody_asked_and_nothing_to_save() {
    let rows: Vec<Row> = vec![(TO[0], "plain".to_string()), (TO[0], "Привет ".repeat(20))];
    let asked = preflight(0, None, &[]);
    assert!(asked.changes(&run(&asked, &rows)).is_empty());
    let silent = asked.with_savings(false);
    let rows: Vec<Row> = vec![(TO[0], "’".repeat(71))];
    assert!(silent.changes(&run(&silent, &rows)).is_empty());
    let asked = silent.with_savings(true);
    assert!(!asked.changes(&run(&asked, &rows)).is_empty());
}
