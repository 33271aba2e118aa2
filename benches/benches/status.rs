//! Answers of vendors: codes, bodies and receipts; beside a body, a general JSON parser on the same
//! octets, and beside a receipt, the copy of its octets.

#![allow(missing_docs)] // criterion's macros
#![allow(clippy::expect_used)] // a bench says what it expected by failing

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use septet::status::{Http, Merge, ReceiptRules, ReceiptTlvs, State};
use septet::vendor::Vendor;

const MESSAGE: &[u8] = br#"{"id": "msg_1234567890", "sid": "SM1234567890abcdef", "channel": "sms", "to": ["+256701521269"], "from": "MyApp", "content": "Hello from MsGine!", "status": "failed", "cost": 0.05, "currency": "USD", "createdAt": "2024-01-15T10:30:00Z"}"#;
const ERROR: &[u8] = br#"{"error": {"code": "insufficient_balance", "message": "x", "details": {"balance": 0.5, "required": 1.25, "currency": "USD"}}}"#;
const REPORT: &[u8] = br#"{"messages": [{"to": "255716718040", "status": {"groupId": 19, "groupName": "REJECTED", "id": 68, "name": "MISSING_TO", "description": "x"}, "smsCount": 1}]}"#;
const RECEIPT: &[u8] = b"id:0123456789 sub:001 dlvrd:001 submit date:0809011130 done date:0809011131 stat:UNDELIV err:001 text:Hello";

fn codes(c: &mut Criterion) {
    let mut group = c.benchmark_group("status/code");
    group.throughput(Throughput::Elements(1));
    let vendor = |id| Vendor::builtin(id).expect("a vendor").status();
    let (msegat, macksms) = (vendor("msegat"), vendor("macksms"));
    assert_eq!(msegat.code(None, "M0001").outcome.state, State::Rejected);
    group.bench_function("token", |b| b.iter(|| msegat.code(None, black_box("M0001"))));
    assert!(!msegat.code(None, "M9999").outcome.recognized);
    group.bench_function("unlisted", |b| b.iter(|| msegat.code(None, black_box("M9999"))));
    let in_group = |group, code| macksms.code(Some(group), code).outcome;
    assert_eq!(in_group("19", "63").backoff_s, Some(3600));
    group.bench_function("in a group", |b| b.iter(|| in_group(black_box("19"), black_box("63"))));
    group.finish();
}

fn bodies(c: &mut Criterion) {
    for (name, id, body, state) in [
        ("message", "msgine", MESSAGE, State::Failed),
        ("error", "msgine", ERROR, State::Rejected),
        ("report", "macksms", REPORT, State::Rejected),
    ] {
        let mut group = c.benchmark_group(format!("status/body {name}"));
        group.throughput(Throughput::Bytes(body.len() as u64));
        let rules = Vendor::builtin(id).expect("a vendor").status();
        let http = Http { status: Some(200), retry_after_s: None };
        assert_eq!(rules.body(body, http).answers[0].outcome.state, state);
        group.bench_function("decode", |b| b.iter(|| rules.body(black_box(body), http)));
        let parse = |body| serde_json::from_slice::<serde_json::Value>(body);
        assert!(parse(body).expect("JSON").is_object());
        group.bench_function("serde_json parse alone", |b| b.iter(|| parse(black_box(body))));
        group.finish();
    }
}

fn receipts(c: &mut Criterion) {
    let mut group = c.benchmark_group("status/receipt");
    group.throughput(Throughput::Bytes(RECEIPT.len() as u64));
    let rules = ReceiptRules::standard().expect("the standard's tables");
    let (outcome, fields) = rules.decode(RECEIPT, ReceiptTlvs::default());
    assert_eq!((outcome.state, fields.id), (State::Undeliverable, Some(&b"0123456789"[..])));
    let decode = |text| rules.decode(text, ReceiptTlvs::default());
    group.bench_function("decode", |b| b.iter(|| decode(black_box(RECEIPT))));
    group.bench_function("copy", |b| b.iter(|| black_box(RECEIPT).to_vec()));
    group.finish();
}

fn merging(c: &mut Criterion) {
    let rules = Vendor::builtin("msgine").expect("a vendor").status();
    let events = ["pending", "sent", "delivered"].map(|code| rules.code(None, code).outcome);
    let merge = |events: [_; 3]| events.into_iter().collect::<Merge>().outcome();
    assert_eq!(merge(events).state, State::Delivered);
    c.bench_function("status/merge of 3", |b| b.iter(|| merge(black_box(events))));
}

criterion_group!(benches, codes, bodies, receipts, merging);
criterion_main!(benches);
