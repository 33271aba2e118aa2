//! Numbers: single calls and batches on 200,000 mixed numbers, beside other libraries (feature
//! `rivals`).

#![allow(missing_docs)] // criterion's macros
#![allow(clippy::expect_used, clippy::unwrap_used)] // a bench says what it expected by failing

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use septet::number::{E164, NumberColumn, ParseOptions, Verdict, judge_batch, judge_strict, parse};
use septet_benches::numbers::mix;

const COUNT: usize = 200_000;

fn numbers(c: &mut Criterion) {
    let rows = mix(COUNT);
    let mut offsets = vec![0i32];
    let bytes = rows.concat().into_bytes();
    for row in &rows {
        offsets.push(offsets.last().unwrap() + row.len() as i32);
    }
    let column = NumberColumn::new(&bytes, &offsets).unwrap();
    let options = ParseOptions { letters: true, ..ParseOptions::default() };
    let mut verdicts = vec![judge_strict(b"+12015550123").unwrap(); COUNT];
    let mut keys = vec![0; COUNT];

    judge_batch(&column, &options, &mut verdicts, &mut keys).unwrap();
    let mut valid = 0;
    for ((row, verdict), key) in rows.iter().zip(&verdicts).zip(&keys) {
        let single = parse(row, None);
        assert_eq!(
            single.map(|number| number.verdict()).ok(),
            match verdict.error() {
                None => Some(*verdict),
                Some(_) => None,
            }
        );
        let single_key = single.ok().and_then(|number| number.e164()).map_or(0, E164::key);
        assert_eq!(single_key, *key);
        valid += usize::from(single.is_ok_and(|number| number.is_valid()));
    }
    assert!((180_000..190_000).contains(&valid), "{valid} of the mix are valid");

    let mut group = c.benchmark_group("numbers");
    group.throughput(Throughput::Elements(COUNT as u64)).sample_size(10);
    group.bench_function("batch", |b| {
        b.iter(|| judge_batch(black_box(&column), &options, &mut verdicts, &mut keys));
    });
    group.bench_function("parse", |b| {
        b.iter(|| rows.iter().filter(|row| parse(row, None).is_ok_and(|n| n.is_valid())).count());
    });
    group.bench_function("judge_strict", |b| {
        b.iter(|| {
            let valid = |row: &&String| judge_strict(row.as_bytes()).is_some_and(Verdict::is_valid);
            rows.iter().filter(valid).count()
        });
    });
    #[cfg(feature = "rivals")]
    rivals(&mut group, &rows);
    group.finish();
}

#[cfg(feature = "rivals")]
fn rivals(
    group: &mut criterion::BenchmarkGroup<'_, criterion::measurement::WallTime>,
    rows: &[String],
) {
    group.bench_function("rlibphonenumber", |b| {
        use rlibphonenumber::PHONE_NUMBER_UTIL;
        // what a verdict holds: kind, region, validity
        b.iter(|| {
            let valid = |row: &&String| {
                PHONE_NUMBER_UTIL.parse(row, None).is_ok_and(|number| {
                    black_box((number.get_region_code(), number.get_type()));
                    number.is_valid()
                })
            };
            rows.iter().filter(valid).count()
        });
    });
    let first = &rows[..2000]; // it takes seconds for more
    group.throughput(Throughput::Elements(first.len() as u64));
    group.bench_function("phonenumber_first_2000", |b| {
        b.iter(|| {
            let valid = |row: &&String| {
                phonenumber::parse(None, row.as_str()).is_ok_and(|number| {
                    black_box(number.number_type(&phonenumber::metadata::DATABASE));
                    number.is_valid()
                })
            };
            first.iter().filter(valid).count()
        });
    });
}

criterion_group!(benches, numbers);
criterion_main!(benches);
