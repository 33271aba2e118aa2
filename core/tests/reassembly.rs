//! Segments to messages: golden sequences of arrivals, and what a caller does with messages.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use septet::reassembly::{Message, Reassembly, Received};
use septet::user_data::{
    Concatenation, ConcatenationReference, Content, DataCoding, HeaderElements, SEGMENT_OCTET_LEN,
    UserData, encode,
};
use septet::{Encoding, ErrorKind};
use serde_json::{Value, json};

fn hex(digits: &str) -> Vec<u8> {
    let octet = |at| u8::from_str_radix(&digits[at..at + 2], 16).unwrap();
    (0..digits.len()).step_by(2).map(octet).collect()
}

#[test]
fn golden_arrivals() {
    let mut judged = 0;
    for line in include_str!("vectors/text_reassembly.jsonl").lines() {
        let case: Value = serde_json::from_str(line).unwrap();
        let mut reassembly = Reassembly::new();
        for segment in case["segments"].as_array().unwrap() {
            let octet = |name: &str| u8::try_from(segment[name].as_u64().unwrap()).unwrap();
            let octets = hex(segment["ud_hex"].as_str().unwrap());
            let coding = DataCoding::from_octet(octet("dcs"));
            let udhi = segment["udhi"].as_bool().unwrap();
            let user_data = UserData::new(&octets, octet("udl"), coding, udhi);
            reassembly.push(segment["from"].as_str().unwrap(), user_data).unwrap();
        }
        let complete = || reassembly.messages().map(|(_, m)| m).filter(|m| m.is_complete());
        let texts: Vec<_> = complete()
            .map(|message| match message.decode().unwrap() {
                Content::Text(text) => text,
                other => panic!("{other:?}"),
            })
            .collect();
        let expect = &case["expect"];
        let name = case["id"].as_str().unwrap();
        assert_eq!(json!(texts), expect["messages"], "{name}");
        if let Some(incomplete) = expect.get("incomplete") {
            let got: Vec<_> = reassembly
                .messages()
                .filter(|(_, message)| !message.is_complete())
                .map(|(_, message)| {
                    let missing: Vec<_> = message.missing().collect();
                    json!({"total": message.segment_count(), "missing": missing})
                })
                .collect();
            assert_eq!(json!(got), *incomplete, "{name}");
        }
        if let Some(duplicates) = expect.get("duplicates") {
            assert_eq!(json!(reassembly.duplicate_count()), *duplicates, "{name}");
        }
        if let Some(language) = expect.get("language").filter(|language| !language.is_null()) {
            let tables = complete().map(Message::languages).find(|l| !l.is_default()).unwrap();
            let got = json!({"single": tables.single_id(), "locking": tables.locking_id()});
            assert_eq!(got, *language, "{name}");
        }
        if let Some(ports) = expect.get("ports").filter(|ports| !ports.is_null()) {
            let named = complete().find_map(Message::ports).unwrap();
            assert_eq!(json!({"dst": named.destination, "src": named.source}), *ports, "{name}");
        }
        judged += 1;
    }
    assert_eq!(judged, 141);
}

fn push(reassembly: &mut Reassembly, text: &str, total: u8, sequence: u8) -> Received {
    let header = HeaderElements {
        concatenation: Concatenation::new(ConcatenationReference::Bits8(7), total, sequence),
        ..HeaderElements::default()
    };
    let mut out = [0; SEGMENT_OCTET_LEN];
    let user_data = encode(text, Encoding::Gsm7, &header, &mut out).unwrap();
    reassembly.push("+256700000001", user_data).unwrap()
}

#[test]
fn a_caller_takes_what_is_complete_and_gives_up_the_rest() {
    let mut reassembly = Reassembly::new();
    let Received::Waiting(id) = push(&mut reassembly, "b", 2, 2) else { panic!("waits") };
    let error = reassembly.message(id).unwrap().decode().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Incomplete);
    assert_eq!(push(&mut reassembly, "b", 2, 2), Received::Duplicate(id));
    assert_eq!(push(&mut reassembly, "a", 2, 1), Received::Complete(id));
    let message = reassembly.take(id).unwrap();
    assert_eq!(message.decode().unwrap(), Content::Text("ab".into()));
    assert_eq!(message.from(), "+256700000001");
    assert!(reassembly.take(id).is_none());

    // taken, it no longer counts: the same octets open a new message
    let Received::Waiting(again) = push(&mut reassembly, "a", 2, 1) else { panic!("waits") };
    assert!(again > id);
    assert!(!reassembly.take(again).unwrap().is_complete());
    assert_eq!(reassembly.messages().count(), 0);
}

#[test]
fn compressed_text_is_refused_and_nothing_is_kept() {
    let mut reassembly = Reassembly::new();
    let user_data = UserData::new(b"\x00", 1, DataCoding::from_octet(0x20), false);
    let error = reassembly.push("x", user_data).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Compressed);
    assert_eq!(reassembly.messages().count(), 0);
}

#[test]
fn debug_shows_no_sender_and_no_text() {
    let mut reassembly = Reassembly::new();
    push(&mut reassembly, "secret", 2, 1);
    let shown = format!("{reassembly:?}");
    assert!(!shown.contains("secret") && !shown.contains("256700"), "{shown}");
}
