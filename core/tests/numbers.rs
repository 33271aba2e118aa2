//! Numbers against libphonenumber's own verdicts: see tests/vectors/README.md.

#![cfg(all(feature = "metadata", feature = "format"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::io::Read;

use septet::number::{
    NumberError, NumberForm, NumberKind, ParseOptions, Possible, Region, parse, parse_with,
    short_number,
};

/// One line of numbers.tsv: an input and what libphonenumber 9.0.43 says of it.
struct Case {
    input: String,
    region: Option<Region>,
    class: String,
    parse: String,
    /// E.164, calling code, region, type, possible reason, national, international, extension.
    fields: Vec<String>,
}

fn unpack(gz: &[u8]) -> String {
    let mut text = String::new();
    flate2::read::GzDecoder::new(gz).read_to_string(&mut text).unwrap();
    text
}

fn cases() -> Vec<Case> {
    let text = unpack(include_bytes!("vectors/numbers.tsv.gz"));
    let case = |line: &str| {
        let mut fields = line.split('\t').map(String::from);
        let mut next = || fields.next().unwrap();
        let (input, region, class, parse) = (next(), next(), next(), next());
        Case {
            input: serde_json::from_str(&input).unwrap(),
            region: Region::new(&region),
            class,
            parse,
            fields: fields.collect(),
        }
    };
    text.lines().map(case).collect()
}

#[test]
fn all_verdicts_are_libphonenumbers() {
    let mut wrong = Vec::new();
    let cases = cases();
    assert_eq!(cases.len(), 18_000);
    for case in &cases {
        let mut got = Vec::new();
        let word = match parse(&case.input, case.region) {
            Err(error) => error.as_str(),
            Ok(number) => {
                got = vec![
                    number.to_string(),
                    number.calling_code().to_string(),
                    number.region().map_or(String::new(), |region| region.to_string()),
                    number.kind().to_string(),
                    number.possible().to_string(),
                    number.national().to_string(),
                    number.international().to_string(),
                    number.extension().unwrap_or_default().to_string(),
                ];
                assert_eq!(number.is_valid(), number.kind() != NumberKind::Unknown);
                "ok"
            }
        };
        if word != case.parse || got != case.fields {
            wrong.push(format!(
                "{}: {:?} in {:?}: {word} {got:?}, not {} {:?}",
                case.class, case.input, case.region, case.parse, case.fields
            ));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} differ:\n{}",
        wrong.len(),
        wrong[..wrong.len().min(9)].join("\n")
    );
}

#[test]
fn short_numbers_are_libphonenumbers() {
    let text = unpack(include_bytes!("vectors/short_numbers.tsv.gz"));
    let mut judged = 0;
    for line in text.lines() {
        let [region, digits, valid, emergency, carrier, sms, cost] =
            line.split('\t').collect::<Vec<_>>()[..]
        else {
            panic!("{line}")
        };
        let short = short_number(digits, Region::new(region).unwrap()).unwrap();
        assert_eq!(short.is_valid, valid == "1", "{line}");
        assert_eq!(short.is_emergency, emergency == "1", "{line}");
        assert_eq!(short.is_carrier_specific, carrier == "1", "{line}");
        assert_eq!(short.is_sms_service, sms == "1", "{line}");
        assert_eq!(short.cost.as_str(), cost, "{line}");
        judged += 1;
    }
    assert!(judged > 2000, "{judged}");
    let gb = Region::new("GB").unwrap();
    assert_eq!(short_number("", gb), None);
    assert_eq!(short_number("99 9", gb), None);
    assert_eq!(short_number("999", Region::WORLD), None);
    assert_eq!(short_number(&"9".repeat(300), gb).map(|short| short.is_valid), Some(false));
}

fn region(code: &str) -> Option<Region> {
    Region::new(code)
}

#[test]
fn forms_without_plus_need_a_policy() {
    let digits = |text: &str, options: &ParseOptions| {
        parse_with(text, options).map(|number| number.digits().to_string())
    };
    let none = ParseOptions::default();
    let idd00 = ParseOptions { idd00: true, ..none };
    let international = ParseOptions { assume_international: true, ..none };
    let ug = ParseOptions { default_region: region("UG"), ..none };
    let uganda = Ok("256701521269".to_string());
    let refused = Err(NumberError::InvalidCountryCode);

    assert_eq!(digits("+256701521269", &none), uganda);
    assert_eq!(digits("00256701521269", &none), refused);
    assert_eq!(digits("00256701521269", &idd00), uganda);
    assert_eq!(digits("256701521269", &none), refused);
    assert_eq!(digits("256701521269", &idd00), refused);
    assert_eq!(digits("256701521269", &international), uganda);
    assert_eq!(digits("00256701521269", &international), refused);
    assert_eq!(digits("00256701521269", &ParseOptions { idd00: true, ..international }), uganda);
    assert_eq!(digits("0701521269", &ug), uganda);
    // 00 is not Uganda's international prefix; 000 is
    assert_eq!(digits("000256701521269", &ug), uganda);
    assert_eq!(digits("00256701521269", &ParseOptions { idd00: true, ..ug }), uganda);
    // assume_international wins over the default region
    assert_eq!(
        digits("447911123456", &ParseOptions { assume_international: true, ..ug }),
        Ok("447911123456".to_string())
    );
}

#[test]
fn letters_and_spreadsheets_are_named() {
    let us = ParseOptions { default_region: region("US"), ..ParseOptions::default() };
    assert_eq!(parse_with("1-800-FLOWERS", &us), Err(NumberError::Letters));
    let word = parse_with("1-800-FLOWERS", &ParseOptions { letters: true, ..us }).unwrap();
    assert_eq!(word.digits(), "18003569377");
    assert_eq!(parse("1-800-FLOWERS", region("US")), Ok(word));

    for text in ["2.56702E+11", " 2,56702e+11 ", "2.56702E11"] {
        assert_eq!(parse_with(text, &us), Err(NumberError::SpreadsheetMangled), "{text}");
    }
    assert_eq!(parse("2.56702E+11", None), Err(NumberError::SpreadsheetMangled));
    assert_eq!(NumberError::SpreadsheetMangled.as_str(), "NOT_A_NUMBER");
    assert_eq!(parse("no number", None), Err(NumberError::NotANumber));
}

#[test]
fn traps() {
    let number = |text: &str| parse(text, None).unwrap();
    // one vendor calls it United Kingdom; its price differs
    assert_eq!(number("+447911123456").region(), region("GG"));
    // leading zeros are digits
    assert_eq!(number("+2250700000001").national_number(), "0700000001");
    assert!(number("+2250700000001").is_valid());
    // valid mobiles of 7 digits
    assert!(number("+6837412").is_valid());
    // 16 digits: valid for libphonenumber, no E.164 number
    let long = number("+5980004425653156");
    assert!(long.is_valid() && long.e164().is_none());
    assert_eq!(long.digits().len(), 16);
    // a national prefix behind the calling code
    let changed = number("+44 07911 123456");
    assert!(changed.changed());
    assert_eq!(changed.digits(), "447911123456");
    assert!(!number("+447911123456").changed());
    assert_eq!(number("+4407911123456"), changed);
    assert_eq!(number("+447911123456").possible(), Possible::IsPossible);
    let form = number("+447911123456").in_form(NumberForm::Digits);
    assert_eq!(&*form, "447911123456");
    assert_eq!(number("+447911123456").kind(), NumberKind::Mobile);
}

#[test]
fn debug_shows_four_digits_only() {
    let number = parse("+256701521269", None).unwrap();
    assert_eq!(format!("{number:?}"), "ParsedNumber(+********1269, MOBILE, IS_POSSIBLE, UG)");
    assert!(!format!("{:?}{:?}", number.national(), number.verdict()).contains("70152"));
}
