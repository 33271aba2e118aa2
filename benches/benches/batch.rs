//! Counting a column of texts: every form of the kernels, the obvious code, and the limits of the
//! machine (UTF-8 validation by simdutf8, reading the bytes).

#![allow(missing_docs)] // criterion's macros
#![allow(clippy::expect_used, clippy::panic)] // a bench says what it expected by failing

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use septet::kernel::{Path, TextCounts, count, count_rows};
use septet_benches::obvious::count as by_match;
use septet_benches::{Column, Kind, mixed, uniform};
use std::hint::black_box;

fn units(counts: TextCounts) -> (bool, usize) {
    match counts.septets() {
        Some(septets) => (true, septets),
        None => (false, counts.code_units()),
    }
}

fn by_rows(column: &Column, path: Path, out: &mut [(bool, usize)]) {
    count_rows(path, &column.text, &column.offsets, |row, counts| out[row] = units(counts));
}

fn read(column: &Column) -> u64 {
    let (words, _) = column.text.as_bytes().as_chunks::<8>();
    words.iter().fold(0, |sum, word| sum ^ u64::from_le_bytes(*word))
}

fn columns(c: &mut Criterion) {
    let column = mixed(1_000_000);
    let expected: Vec<_> = column.rows().map(by_match).collect();
    let mut out = vec![(false, 0); expected.len()];
    let mut group = c.benchmark_group("mixed, 1 M rows");
    group.sample_size(20).throughput(Throughput::Bytes(column.text.len() as u64));
    for path in Path::all() {
        by_rows(&column, path, &mut out);
        assert_eq!(out, expected, "{}", path.name());
        group.bench_function(path.name(), |b| {
            b.iter(|| by_rows(&column, path, black_box(&mut out)));
        });
    }
    group.bench_function("match", |b| {
        b.iter(|| {
            for (out, row) in out.iter_mut().zip(column.rows()) {
                *out = by_match(row);
            }
            black_box(&mut out);
        });
    });
    group.bench_function("simdutf8", |b| {
        b.iter(|| simdutf8::basic::from_utf8(black_box(column.text.as_bytes())).is_ok());
    });
    group.bench_function("reading", |b| b.iter(|| black_box(read(&column))));
    group.finish();

    let mut group = c.benchmark_group("rows of 300 bytes");
    group.sample_size(20);
    for kind in Kind::ALL {
        let column = uniform(kind, 300, 20_000);
        let expected: Vec<_> = column.rows().map(by_match).collect();
        let out = &mut out[..expected.len()];
        group.throughput(Throughput::Bytes(column.text.len() as u64));
        for path in Path::all() {
            by_rows(&column, path, out);
            assert_eq!(out, expected, "{kind:?} {}", path.name());
            group.bench_function(format!("{kind:?}/{}", path.name()), |b| {
                b.iter(|| by_rows(&column, path, black_box(out)));
            });
        }
    }
    group.finish();
}

fn one_text(c: &mut Criterion) {
    let text = "x".repeat(160);
    let mut group = c.benchmark_group("one text of 160 ASCII");
    for path in Path::all() {
        assert_eq!(units(count(path, &text)), (true, 160));
        group.bench_function(path.name(), |b| b.iter(|| count(path, black_box(&text))));
    }
    group.bench_function("match", |b| b.iter(|| by_match(black_box(&text))));
    group.bench_function("copy", |b| {
        b.iter_batched_ref(
            || [0u8; 160],
            |out| out.copy_from_slice(black_box(text.as_bytes())),
            BatchSize::SmallInput,
        );
    });
    group.finish();
}

criterion_group!(benches, columns, one_text);
criterion_main!(benches);
