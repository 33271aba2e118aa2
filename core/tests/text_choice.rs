//! Encoding choice and segments: golden vectors, and the slow twin on generated texts.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "oracle/choice.rs"]
mod choice;
#[path = "oracle/tables.rs"]
#[allow(dead_code)] // the twin needs the codes only
mod tables;

use proptest::prelude::*;
use septet::error::ErrorDetail;
use septet::segment::{Boundary, ReferenceWidth, inspect_data, split_data, split_utf16};
use septet::{Encoding, Error, Languages, NationalLanguage, TextOptions};
use serde_json::Value;

/// Options of a record: every value as on the command line.
fn options(object: &Value) -> Result<TextOptions, Error> {
    let mut options = TextOptions::default();
    for (name, value) in object.as_object().unwrap() {
        let word = match value {
            Value::String(word) => word.clone(),
            Value::Array(list) => {
                let word = |v: &Value| v.as_str().map_or_else(|| v.to_string(), str::to_owned);
                list.iter().map(word).collect::<Vec<_>>().join(",")
            }
            other => other.to_string(),
        };
        options.set(name, &word)?;
    }
    Ok(options)
}

/// The keys of `expect` that counting and cutting give.
fn answer(case: &Value) -> Result<Value, Error> {
    let options = options(&case["options"])?;
    let (inspection, units, texts): (_, Vec<u32>, Vec<Vec<u16>>) =
        if let Some(hex) = case["data_hex"].as_str() {
            let data: Vec<u8> = (0..hex.len() / 2)
                .map(|i| u8::from_str_radix(&hex[2 * i..2 * i + 2], 16).unwrap())
                .collect();
            let segments = split_data(&data, &options)?;
            assert_eq!(inspect_data(&data, &options)?, segments.inspection());
            let units = segments.iter().map(|s| s.data.len() as u32).collect();
            (segments.inspection(), units, Vec::new())
        } else if let Some(hex) = case["utf16_hex"].as_str() {
            let text: Vec<u16> = (0..hex.len() / 4)
                .map(|i| u16::from_str_radix(&hex[4 * i..4 * i + 4], 16).unwrap())
                .collect();
            let segments = split_utf16(&text, &options)?;
            let texts = segments.iter().map(|s| s.code_units.clone()).collect();
            let units = segments.iter().map(|s| s.units).collect();
            (segments.inspection(), units, texts)
        } else {
            let text = match &case["text_repeat"] {
                Value::Array(repeat) => {
                    repeat[0].as_str().unwrap().repeat(repeat[1].as_u64().unwrap() as usize)
                }
                _ => case["text"].as_str().unwrap().to_owned(),
            };
            let segments = septet::split(&text, &options)?;
            let inspection = septet::inspect(&text, &options)?;
            assert_eq!(inspection, segments.inspection());
            let count = septet::count(&text, &options)?;
            assert_eq!(
                (count.encoding, count.pair, count.units, count.segments),
                (inspection.encoding, inspection.pair, inspection.units, inspection.segments)
            );
            assert_eq!(segments.iter().map(|s| s.text).collect::<String>(), segments.text());
            let texts = segments.iter().map(|s| s.text.encode_utf16().collect()).collect();
            (inspection, segments.iter().map(|s| s.units).collect(), texts)
        };
    let starts = texts.iter().scan(0, |at, text| {
        *at += text.len();
        Some(*at)
    });
    let mut split_utf16: Vec<usize> = starts.collect();
    split_utf16.pop();
    let language = inspection.language();
    Ok(serde_json::json!({
        "encoding": inspection.encoding.as_str(),
        "units": inspection.units,
        "segments": inspection.segments,
        "per_segment_units": units,
        "language": language.map(|pair| {
            serde_json::json!({ "single": pair.single_id(), "locking": pair.locking_id() })
        }),
        "dcs": inspection.data_coding.octet(),
        "remaining": inspection.remaining,
        "split_utf16": split_utf16,
    }))
}

fn error_answer(error: &Error) -> Value {
    let mut object = serde_json::json!({ "error": error.kind().as_str() });
    for (name, detail) in error.details() {
        object[*name] = match detail {
            ErrorDetail::Number(number) => (*number).into(),
            other => other.to_string().into(),
        };
    }
    object
}

fn check_vectors(file: &str) -> usize {
    let mut checked = 0;
    let mut wrong = Vec::new();
    for line in file.lines() {
        let case: Value = serde_json::from_str(line).unwrap();
        let found = answer(&case).unwrap_or_else(|error| error_answer(&error));
        let null = |key: &str| key == "language" || key == "error";
        for (key, expected) in case["expect"].as_object().unwrap() {
            let octets = ["udl", "udh_hex", "packed_hex", "unpacked_hex"].contains(&key.as_str());
            let absent = expected.is_null() && !null(key);
            if !octets && !absent && found.get(key) != Some(expected) {
                wrong.push(format!("{} {key}: {expected}, not {:?}", case["id"], found.get(key)));
            }
        }
        checked += 1;
    }
    assert!(
        wrong.is_empty(),
        "{} differ:\n{}",
        wrong.len(),
        wrong[..wrong.len().min(20)].join("\n")
    );
    checked
}

#[test]
fn golden_vectors_agree() {
    assert!(check_vectors(include_str!("vectors/text_encode.jsonl")) > 1_500);
}

/// The file named by `SEPTET_TEXT_ENCODE`, where there is one: all 5,107 cases.
#[test]
fn all_golden_vectors_agree_where_they_are_at_hand() {
    if let Some(path) = std::env::var_os("SEPTET_TEXT_ENCODE") {
        assert_eq!(check_vectors(&std::fs::read_to_string(path).unwrap()), 5_107);
    }
}

/// Texts that are awkward for somebody: one alphabet or several, marks, emoji, controls, long runs
/// and clusters longer than a segment.
fn text() -> impl Strategy<Value = String> {
    let european = "[a-zA-Z0-9 @{}€\\[\\]ΔΩéçşğáÂ\r\n]";
    let indic = "[\u{915}-\u{92F}\u{93C}\u{94D}\u{93E} a-z0-9{}\u{964}]";
    let tamil = "[\u{B85}-\u{B8A}\u{BA8}-\u{BB9}\u{BBE}\u{BCD}a-z A-Z]";
    let urdu = "[\u{627}-\u{64A}\u{64D}\u{650}\u{651}\u{6CC}\u{6D2}\u{60C} 0-9]";
    let anything = "[a-z’😀\u{1F468}\u{200D}\u{1F1E6}\u{1F1E7}\u{301}\u{93C}한한中ж\u{0}\u{1B}\u{C}\r\n\u{FE0F}]";
    let piece = prop_oneof![
        6 => proptest::string::string_regex(&format!("{european}{{0,170}}")).unwrap(),
        4 => proptest::string::string_regex(&format!("{indic}{{0,170}}")).unwrap(),
        2 => proptest::string::string_regex(&format!("{tamil}{{0,170}}")).unwrap(),
        2 => proptest::string::string_regex(&format!("{urdu}{{0,170}}")).unwrap(),
        4 => proptest::string::string_regex(&format!("{anything}{{0,90}}")).unwrap(),
        2 => (prop_oneof!["a", "क", "ع", "😀"], 60usize..330).prop_map(|(s, n)| s.repeat(n)),
        1 => (prop_oneof!["\u{301}", "\u{93C}", "\u{650}"], 60usize..170)
            .prop_map(|(mark, n)| format!("क{}", mark.repeat(n))),
    ];
    proptest::collection::vec(piece, 1..4).prop_map(|pieces| pieces.concat())
}

fn text_options() -> impl Strategy<Value = TextOptions> {
    let languages = prop_oneof![
        3 => Just(Languages::NONE),
        3 => Just(Languages::ALL),
        3 => proptest::collection::vec(proptest::sample::select(&NationalLanguage::ALL[..]), 0..4)
            .prop_map(Languages::from_iter),
    ];
    let encoding = prop_oneof![
        6 => Just(None),
        1 => Just(Some(Encoding::Gsm7)),
        1 => Just(Some(Encoding::Ucs2)),
    ];
    let ports = prop_oneof![
        5 => Just("none"),
        1 => Just("2948:9200"),
    ];
    (languages, encoding, any::<bool>(), any::<bool>(), ports).prop_map(
        |(languages, encoding, scalar, wide, ports)| {
            let mut options = TextOptions {
                languages,
                encoding,
                boundary: if scalar { Boundary::Scalar } else { Boundary::Grapheme },
                reference: if wide { ReferenceWidth::Bits16 } else { ReferenceWidth::Bits8 },
                ..TextOptions::default()
            };
            options.set("ports", ports).unwrap();
            options
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn choice_and_cuts_equal_the_slow_twin(text in text(), options in text_options()) {
        let expected = choice::choose(&text, &options);
        let Some(expected) = expected else {
            let error = septet::inspect(&text, &options).unwrap_err();
            prop_assert_eq!(error.kind(), septet::ErrorKind::NotEncodable);
            return Ok(());
        };
        let segments = septet::split(&text, &options).unwrap();
        let inspection = segments.inspection();
        prop_assert_eq!(inspection.encoding, expected.encoding);
        prop_assert_eq!((inspection.pair.locking_id(), inspection.pair.single_id()), expected.pair);
        let texts: Vec<&str> = segments.iter().map(|s| s.text).collect();
        prop_assert_eq!(&texts, &expected.segments);
        let units: Vec<usize> = segments.iter().map(|s| s.units as usize).collect();
        prop_assert_eq!(&units, &expected.per_segment_units);
        prop_assert_eq!(inspection.segments as usize, texts.len());
        prop_assert_eq!(inspection.units as usize, units.iter().sum::<usize>());
        prop_assert_eq!(inspection.remaining as usize, expected.remaining);
        let count = septet::count(&text, &options).unwrap();
        prop_assert_eq!(count.segments, inspection.segments);
    }

    /// What is reported as offending is what no permitted table has, and where it says.
    #[test]
    fn offending_characters_stand_where_they_say(text in text(), options in text_options()) {
        let locking = tables::codes(false);
        let single = tables::codes(true);
        let mut ids: Vec<u8> = options.languages.iter().map(NationalLanguage::id).collect();
        ids.push(0);
        let is_in = |c: char| ids.iter().any(|id| {
            single[id].contains_key(&c) || locking.get(id).is_some_and(|t| t.contains_key(&c))
        });
        let expected: Vec<(usize, usize, usize, char)> = text
            .char_indices()
            .enumerate()
            .filter(|(_, (_, c))| !is_in(*c))
            .map(|(index, (at, c))| (at, index, text[..at].encode_utf16().count(), c))
            .collect();
        let found: Vec<_> = septet::offending(&text, &options)
            .map(|o| {
                let p = o.position;
                (p.byte_offset, p.char_offset, p.utf16_offset, o.character)
            })
            .collect();
        prop_assert_eq!(found, expected);
    }

    /// A substitution is kept exactly where it saves a segment, and is reported in full.
    #[test]
    fn substitutions_are_reported_and_save(
        text in text(),
        curly in 0usize..80,
        options in text_options(),
        map in proptest::sample::select(&septet::Substitution::ALL[..]),
        best_effort in any::<bool>(),
    ) {
        let text = format!("{text}{}1½", "’".repeat(curly));
        let plain = septet::inspect(&text, &options);
        let mut with = TextOptions { substitute: Some(map), ..options };
        with.set("substitute_mode", if best_effort { "best_effort" } else { "all_or_nothing" })
            .unwrap();
        let Ok(plain) = plain else {
            prop_assert!(septet::inspect(&text, &with).is_err());
            return Ok(());
        };
        let segments = septet::split(&text, &with).unwrap();
        let inspection = segments.inspection();
        let replacements: Vec<_> = segments.replacements().collect();
        prop_assert_eq!(replacements.len(), inspection.replaced as usize);
        if replacements.is_empty() {
            prop_assert_eq!(inspection, plain);
            prop_assert_eq!(segments.text(), &text);
        } else {
            prop_assert!(inspection.segments < plain.segments);
            prop_assert!(best_effort || inspection.encoding == Encoding::Gsm7);
            for r in replacements {
                prop_assert_eq!(Some(r.replacement), map.replacement(r.character));
                if !map.needs_nfc() {
                    prop_assert!(text[r.position.byte_offset..].starts_with(r.character));
                }
            }
        }
    }
}

/// Results that a live vendor billed (known from its invoices).
#[test]
fn billed_results() {
    let segments = |text: &str| septet::count(text, &TextOptions::default()).unwrap().segments;
    assert_eq!(segments(&format!("{}\r\n{}", "a".repeat(80), "a".repeat(79))), 2);
    assert_eq!(segments(&"]".repeat(153)), 3);
    assert_eq!(segments(&"e\u{301}".repeat(70)), 3);
}
