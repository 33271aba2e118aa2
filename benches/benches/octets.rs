//! Octets: septets of a text, packing and unpacking, UCS-2, and a whole segment; beside them the
//! obvious code and the limit, a copy of as many bytes.

#![allow(missing_docs)] // criterion's macros
#![allow(clippy::expect_used, clippy::panic)] // a bench says what it expected by failing

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use septet::user_data::{
    FillBits, HeaderElements, SEGMENT_OCTET_LEN, UserData, decode_septets, decode_ucs2, encode,
    encode_septets, encode_ucs2, pack, packed_len, unpack,
};
use septet::{Encoding, LanguagePair};
use septet_benches::obvious::{pack as pack_bits, septets as walk};
use septet_benches::{Kind, Random, text};

fn packing(c: &mut Criterion) {
    let septets: Vec<u8> = (0..1600u32).map(|n| (n * 37 % 128) as u8).collect();
    let mut octets = vec![0; packed_len(septets.len(), FillBits::NONE)];
    let mut bits = octets.clone();
    let mut back = vec![0; septets.len()];
    let mut group = c.benchmark_group("1600 septets");
    group.throughput(Throughput::Bytes(1600));
    for fill_bits in [FillBits::NONE, FillBits::after_header(6)] {
        let mut octets = vec![0; packed_len(septets.len(), fill_bits)];
        pack(&septets, fill_bits, &mut octets).expect("septets");
        unpack(&octets, fill_bits, &mut back).expect("octets");
        assert_eq!(back, septets);
        let name = fill_bits.count();
        group.bench_function(format!("pack, {name} fill bits"), |b| {
            b.iter(|| pack(black_box(&septets), fill_bits, &mut octets));
        });
        group.bench_function(format!("unpack, {name} fill bits"), |b| {
            b.iter(|| unpack(black_box(&octets), fill_bits, &mut back));
        });
    }
    pack(&septets, FillBits::NONE, &mut octets).expect("septets");
    pack_bits(&septets, &mut bits);
    assert_eq!(octets, bits);
    group.bench_function("pack bit by bit", |b| {
        b.iter(|| pack_bits(black_box(&septets), &mut bits));
    });
    group.bench_function("copy", |b| b.iter(|| back.copy_from_slice(black_box(&septets))));
    group.finish();
}

fn texts(c: &mut Criterion) {
    let mut group = c.benchmark_group("septets of 1600 characters");
    for kind in [Kind::Ascii, Kind::Extension, Kind::Latin] {
        let text = text(kind, 1600, &mut Random::new(3));
        let (mut out, mut walked) = (vec![0; 4000], Vec::new());
        let len = encode_septets(&text, LanguagePair::DEFAULT, &mut out).expect("GSM-7");
        walk(&text, &mut walked);
        assert_eq!(out[..len], walked);
        group.throughput(Throughput::Elements(1600));
        group.bench_function(format!("{kind:?}"), |b| {
            b.iter(|| encode_septets(black_box(&text), LanguagePair::DEFAULT, &mut out));
        });
        group.bench_function(format!("{kind:?}, table walk"), |b| {
            b.iter(|| walk(black_box(&text), &mut walked));
        });
        group.bench_function(format!("{kind:?}, decode"), |b| {
            b.iter(|| decode_septets(black_box(&walked), LanguagePair::DEFAULT));
        });
    }
    group.finish();

    let mut group = c.benchmark_group("UCS-2 of 268 characters");
    for kind in [Kind::Ascii, Kind::Arabic, Kind::Cjk, Kind::Devanagari, Kind::Emoji] {
        let text = text(kind, 268, &mut Random::new(5));
        let mut out = vec![0; 2 * text.len()];
        let len = encode_ucs2(&text, &mut out).expect("room");
        let obvious: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(out[..len], obvious);
        group.throughput(Throughput::Elements(268));
        group.bench_function(format!("{kind:?}"), |b| {
            b.iter(|| encode_ucs2(black_box(&text), &mut out));
        });
        group.bench_function(format!("{kind:?}, encode_utf16"), |b| {
            b.iter(|| {
                for (place, unit) in out.as_chunks_mut::<2>().0.iter_mut().zip(text.encode_utf16())
                {
                    *place = unit.to_be_bytes();
                }
                black_box(&mut out);
            });
        });
        group.bench_function(format!("{kind:?}, decode"), |b| {
            b.iter(|| decode_ucs2(black_box(&obvious)));
        });
        #[cfg(feature = "rivals")]
        group.bench_function(format!("{kind:?}, encoding_rs"), |b| {
            let mut units = vec![0u16; text.len()];
            assert_eq!(encoding_rs::mem::convert_str_to_utf16(&text, &mut units) * 2, len);
            b.iter(|| encoding_rs::mem::convert_str_to_utf16(black_box(&text), &mut units));
        });
    }
    group.finish();
}

fn segments(c: &mut Criterion) {
    let mut group = c.benchmark_group("one segment");
    let none = HeaderElements::default();
    for (kind, encoding, char_count) in [
        (Kind::Ascii, Encoding::Gsm7, 160),
        (Kind::Latin, Encoding::Gsm7, 160),
        (Kind::Arabic, Encoding::Ucs2, 70),
    ] {
        let text = text(kind, char_count, &mut Random::new(9));
        let mut out = [0; SEGMENT_OCTET_LEN];
        let user_data = encode(&text, encoding, &none, &mut out).expect("fits");
        let (octets, udl) = (user_data.octets().to_vec(), user_data.udl());
        if encoding == Encoding::Gsm7 {
            let (mut walked, mut packed) = (Vec::new(), vec![0; 140]);
            walk(&text, &mut walked);
            pack_bits(&walked, &mut packed);
            assert_eq!(octets, packed);
            group.bench_function(format!("{kind:?}, table walk and bits"), |b| {
                b.iter(|| {
                    walk(black_box(&text), &mut walked);
                    pack_bits(&walked, &mut packed);
                });
            });
        }
        group.bench_function(format!("{kind:?}, encode"), |b| {
            b.iter(|| encode(black_box(&text), encoding, &none, &mut out).map(UserData::udl));
        });
        let user_data = UserData::new(&octets, udl, encoding.into(), false);
        group.bench_function(format!("{kind:?}, decode"), |b| {
            b.iter(|| black_box(user_data).decode());
        });
    }
    group.finish();
}

criterion_group!(benches, packing, texts, segments);
criterion_main!(benches);
