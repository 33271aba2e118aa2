//! A vendor that septet has never heard of: a user's profile alone decodes, prices and preflights.

#![cfg(feature = "preflight")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use septet::preflight::{FindingCode, Message, Preflight, PreflightOptions, RowRef, Verdict};
use septet::rate::{RateCard, Traffic};
use septet::status::{Cause, Http, State};
use septet::vendor::{Format, Vendor};

const CARD: &str = "#! format = septet-ratecard/1
#! id = zuri-invented
#! currency = USD
record,id,country,price
rate,ke,KE,0.02
";

fn zuri() -> Vendor {
    Vendor::load(include_str!("profiles/zuri.json"), Format::Json).unwrap()
}

#[test]
fn its_answers_are_understood() {
    let zuri = zuri();
    let http = Http { status: Some(429), retry_after_s: Some(100) };
    let decoded = zuri.status().body(br#"{"code": 9, "retry_after": 45}"#, http);
    let outcome = decoded.answers[0].outcome;
    assert_eq!((outcome.state, outcome.cause), (State::Rejected, Cause::RateLimited));
    assert_eq!(outcome.backoff_s, Some(100), "the larger of header and body");
}

fn judge(preflight: &Preflight, from: &str, text: &str) -> Verdict {
    let mut session = preflight.session().unwrap();
    let message = Message { to: "0722740743", text, from: Some(from), ..Message::default() };
    session.message(RowRef { row: 1, line: 2 }, &message).unwrap()
}

#[test]
fn its_messages_are_counted_priced_and_judged() {
    let mut options = PreflightOptions::default();
    options.traffic = Some(Traffic::Promotional);
    let card = RateCard::from_csv(CARD).unwrap();
    let preflight = Preflight::new(zuri(), vec![card], options).unwrap();
    let cost = |verdict: &Verdict| verdict.cost.unwrap().expected.to_string();
    // the vendor adds " STOP 456", 9 septets: 151 and 9 are 160, one segment
    let one = judge(&preflight, "SHOP-AD", &"a".repeat(151));
    assert_eq!((one.text.units, one.text.segments, cost(&one)), (160, 1, "0.02".into()));
    let two = judge(&preflight, "SHOP-AD", &"a".repeat(152));
    assert_eq!((two.text.units, two.text.segments, cost(&two)), (161, 2, "0.04".into()));
    // ten parts of 153 septets are the most
    let most = judge(&preflight, "SHOP-AD", &"a".repeat(1530 - 9));
    assert_eq!((most.text.segments, cost(&most)), (10, "0.2".into()));
    let long = judge(&preflight, "SHOP-AD", &"a".repeat(1530 - 8));
    assert!(long.findings.contains(FindingCode::TooLong) && long.cost.is_none());
    // its own sender takes only its own texts
    let reserved = judge(&preflight, "ZURI-OTP", "Your code is 12345");
    assert!(!reserved.findings.contains(FindingCode::SenderTextNotAllowed));
    let other = judge(&preflight, "ZURI-OTP", "Buy now");
    assert!(other.findings.contains(FindingCode::SenderTextNotAllowed));
}
