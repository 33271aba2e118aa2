//! Senders against golden verdicts, which two independent checkers computed: see
//! tests/vectors/README.md.

#![cfg(feature = "load")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeMap;

use septet::sender::{SenderRules, Traffic, check};
use serde_json::Value;

#[test]
fn verdicts_of_71_senders_under_6_rule_sets() {
    let file: Value = serde_json::from_str(include_str!("vectors/senders.json")).unwrap();
    let rules: BTreeMap<String, SenderRules> =
        serde_json::from_value(file["rules"].clone()).unwrap();
    let names = file["verdicts in the order of"].as_array().unwrap();
    let mut judged = 0;
    for case in file["cases"].as_array().unwrap() {
        let sender = case[0].as_str().unwrap();
        for (i, name) in names.iter().enumerate() {
            let name = name.as_str().unwrap();
            let got = check(sender, &rules[name], Traffic::Unknown).verdict;
            assert_eq!(got.as_str(), case[i + 1], "{sender:?} under {name}");
            judged += 1;
        }
    }
    assert_eq!(judged, 426);
}

fn rules(json: &str) -> SenderRules {
    serde_json::from_str(json).unwrap()
}

#[test]
fn what_the_vendor_leaves_open_is_named() {
    let open = |sender: &str, json: &str| {
        let check = check(sender, &rules(json), Traffic::Unknown);
        (check.verdict.as_str(), check.unspecified)
    };
    let none = r#"{"required": "unspecified", "registered": "account_setting"}"#;
    assert_eq!(open("MyApp", none), ("ok_alpha", Some("sender.alnum")));
    let charset = r#"{"alnum": {"max_chars": 11, "charset": "unspecified", "spaces": true}}"#;
    assert_eq!(open("My App", charset), ("ok_alpha", None));
    assert_eq!(open("Łódź", charset), ("ok_alpha", Some("sender.alnum.charset")));
    assert_eq!(open("12345", charset), ("ok_alpha", Some("sender.alnum.must_contain_letter")));
    let suffix = r#"{"alnum": {}, "suffix": [{"value": "AD", "when": "unspecified"}]}"#;
    assert_eq!(open("Shop", suffix), ("ok_alpha", Some("sender.suffix.when")));
    assert_eq!(open("ShopAD", suffix), ("ok_alpha", None));
}

#[test]
fn a_suffix_may_be_for_promotion_only() {
    let rules = rules(r#"{"alnum": {}, "suffix": [{"value": "-AD", "when": "promotional"}]}"#);
    let verdict = |traffic| check("Shop", &rules, traffic).verdict.as_str();
    assert_eq!(verdict(Traffic::Promotional), "missing_suffix");
    assert_eq!(verdict(Traffic::Transactional), "ok_alpha");
    assert_eq!(verdict(Traffic::Unknown), "ok_alpha");
}

#[test]
fn numbers_without_plus_where_it_is_forbidden() {
    let rules = rules(
        r#"{"alnum": {"min_chars": 3, "max_chars": 11, "charset": "ascii_alnum", "spaces": false,
             "must_contain_letter": true}, "phone": {"plus": "forbidden", "min_digits": 7,
             "max_digits": 15}, "short_code": {"min_digits": 3, "max_digits": 6}}"#,
    );
    for (sender, verdict) in [
        ("254712345678", "ok_e164"),
        ("+254712345678", "too_long"),
        ("+2547123456", "bad_character"),
        ("40444", "ok_short_code"),
        ("0712345678", "no_letter"),
        ("AB", "too_short"),
    ] {
        let got = check(sender, &rules, Traffic::Unknown).verdict;
        assert_eq!(got.as_str(), verdict, "{sender}");
    }
}

#[test]
fn rules_with_mistakes_are_refused() {
    for bad in [
        r#"{"alnums": {}}"#,
        r#"{"alnum": {"max_chars": "eleven"}}"#,
        r#"{"alnum": {"charset": "ascii"}}"#,
        r#"{"alnum": {"countries": ["KEN"]}}"#,
        r#"{"alnum": {"countries": ["ke"]}}"#,
        r#"{"alnum": null}"#,
        r#"{"phone": {"plus": "always"}}"#,
        r#"{"suffix": [{"when": "always"}]}"#,
    ] {
        assert!(serde_json::from_str::<SenderRules>(bad).is_err(), "{bad}");
    }
}
