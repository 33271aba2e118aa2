//! Counting and cutting one text at a time: scripts, every language, grapheme clusters, and other
//! crates on the same texts.

#![allow(missing_docs)] // criterion's macros
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a bench fails by stopping

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use septet::user_data::SEGMENT_OCTET_LEN;
use septet::{Encoding, Languages, TextOptions};
use septet_benches::Kind;
use septet_benches::obvious::segments as full_walk;
use std::hint::black_box;

const NONE: TextOptions = TextOptions::DEFAULT;
const ALL: TextOptions = TextOptions { languages: Languages::ALL, ..TextOptions::DEFAULT };

/// Words of a kind, `chars` characters long.
fn text(kind: Kind, chars: usize) -> String {
    septet_benches::uniform(kind, chars * 4, 1).text.chars().cycle().take(chars).collect()
}

/// One text in each script, long enough for two segments in every encoding.
fn scripts(c: &mut Criterion) {
    let mut group = c.benchmark_group("count 300 octets");
    for kind in Kind::ALL {
        let long = text(kind, 300);
        let mut end = 300;
        while !long.is_char_boundary(end) {
            end -= 1;
        }
        let text = &long[..end];
        let segments = septet::split(text, &NONE).unwrap().iter().count() as u32;
        assert_eq!(septet::count(text, &NONE).unwrap().segments, segments);
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(format!("{kind:?}"), |b| {
            b.iter(|| septet::count(black_box(text), &NONE).unwrap().segments);
        });
    }
    group.finish();
}

fn one_message(c: &mut Criterion) {
    let ascii = text(Kind::Ascii, 160);
    assert_eq!(septet::count(&ascii, &NONE).unwrap().segments, 1);
    let mut group = c.benchmark_group("160 ASCII");
    group.bench_function("count", |b| {
        b.iter(|| septet::count(black_box(&ascii), &NONE).unwrap().segments);
    });
    group.bench_function("inspect", |b| {
        b.iter(|| septet::inspect(black_box(&ascii), &NONE).unwrap().remaining);
    });
    group.bench_function("count, all languages", |b| {
        b.iter(|| septet::count(black_box(&ascii), &ALL).unwrap().segments);
    });
    group.bench_function("split and octets", |b| {
        b.iter(|| octets(black_box(&ascii), &NONE));
    });
    group.finish();

    let turkish = "Siparişiniz yola çıktı, teşekkür ederiz. ".repeat(4);
    let hindi = text(Kind::Devanagari, 140);
    let emoji = format!("{}😀", text(Kind::Ascii, 69));
    let accents = "Ő".repeat(10) + &text(Kind::Ascii, 150);
    assert_eq!(septet::count(&turkish, &ALL).unwrap().encoding, Encoding::Gsm7);
    assert_eq!(septet::count(&hindi, &ALL).unwrap().encoding, Encoding::Gsm7);
    assert_eq!(septet::count(&emoji, &ALL).unwrap().encoding, Encoding::Ucs2);
    let mut group = c.benchmark_group("all languages");
    for (name, text) in [
        ("Turkish", &turkish),
        ("Hindi", &hindi),
        ("emoji at the end", &emoji),
        ("Ő first", &accents),
    ] {
        group.bench_function(name, |b| {
            b.iter(|| septet::count(black_box(text), &ALL).unwrap().segments);
        });
    }
    group.finish();
}

/// Octets of every segment; the sum keeps them from being left out.
fn octets(text: &str, options: &TextOptions) -> usize {
    let options = TextOptions { reference_number: Some(7), ..*options };
    let mut out = [0; SEGMENT_OCTET_LEN];
    let segments = septet::split(text, &options).unwrap();
    segments.iter().map(|segment| segment.encode(&mut out).unwrap().octets().len()).sum()
}

fn graphemes(c: &mut Criterion) {
    let mut group = c.benchmark_group("grapheme-safe cut, 300 characters");
    let families = "Wow 👨‍👩‍👧‍👦 क्षि é! ".repeat(15);
    for (name, text) in [
        ("Devanagari", text(Kind::Devanagari, 300)),
        ("Arabic", text(Kind::Arabic, 300)),
        ("Han", text(Kind::Cjk, 300)),
        ("clusters", families),
    ] {
        let segments = septet::count(&text, &NONE).unwrap().segments;
        assert_eq!(segments as usize, full_walk(&text, 67));
        group.bench_function(format!("{name}, septet"), |b| {
            b.iter(|| septet::count(black_box(&text), &NONE).unwrap().segments);
        });
        group.bench_function(format!("{name}, full walk"), |b| {
            b.iter(|| full_walk(black_box(&text), 67));
        });
    }
    group.finish();
}

/// Time per octet must not grow with the text.
fn long_texts(c: &mut Criterion) {
    let mut group = c.benchmark_group("long");
    for (name, piece) in [("flags", "🇺🇸"), ("escapes", "{a"), ("marks", "\u{301}"), ("Han", "中文")]
    {
        for kilobytes in [64, 1024] {
            let text = piece.repeat(kilobytes * 1024 / piece.len());
            assert!(septet::count(&text, &NONE).is_err()); // far more than 255 segments
            group.throughput(Throughput::Bytes(text.len() as u64));
            group.bench_function(format!("{name}, {kilobytes} KiB"), |b| {
                b.iter(|| septet::count(black_box(&text), &NONE).is_err());
            });
        }
    }
    group.finish();
}

#[cfg(not(feature = "rivals"))]
fn rivals(_: &mut Criterion) {}

#[cfg(feature = "rivals")]
fn rivals(c: &mut Criterion) {
    use rusmpp_extra::encoding::gsm7bit::Gsm7BitUnpacked;
    let mut group = c.benchmark_group("octets of one message");
    for (name, text) in
        [("160 ASCII", text(Kind::Ascii, 160)), ("160 Latin", text(Kind::Latin, 160))]
    {
        assert_eq!(sms_pdu::gsm_encoding::GsmMessageData::encode_message(&text).len(), 1);
        assert_eq!(Gsm7BitUnpacked::new().encode_to_vec(&text).unwrap().len(), 160);
        group.bench_function(format!("{name}, septet: choice, cut and octets"), |b| {
            b.iter(|| octets(black_box(&text), &NONE));
        });
        group.bench_function(format!("{name}, sms-pdu: choice, cut and octets"), |b| {
            b.iter(|| sms_pdu::gsm_encoding::GsmMessageData::encode_message(black_box(&text)));
        });
        group.bench_function(format!("{name}, rusmpp-extra: septets, unpacked"), |b| {
            b.iter(|| Gsm7BitUnpacked::new().encode_to_vec(black_box(&text)).unwrap());
        });
        group.bench_function(format!("{name}, gsm7: packed octets"), |b| {
            b.iter(|| {
                let mut writer = gsm7::Gsm7Writer::new(Vec::with_capacity(140));
                writer.write_str(black_box(&text)).unwrap();
                writer.into_writer().unwrap()
            });
        });
    }
    group.finish();
}

criterion_group!(benches, scripts, one_message, graphemes, long_texts, rivals);
criterion_main!(benches);
