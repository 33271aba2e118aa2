//! The batches that benches/python/columns.py measures, in Rust: the same texts and numbers, in one
//! column each, results into fresh arrays of the engine's own types; then the columns that Python
//! gets, made in Rust. Prints million rows per second, the best of several rounds.

#![forbid(unsafe_code)]
#![allow(clippy::panic)] // a run says what it expected by failing

use std::hint::black_box;
use std::time::Instant;

use arrow_array::{Array, BooleanArray, Int32Array, RecordBatch, StringArray};
use septet::batch::{CountColumns, OffsetColumn, count};
use septet::number::{NumberColumn, ParseOptions, judge_batch, judge_strict};
use septet::{Encoding, LanguagePair, TextOptions};

const KINDS: [&str; 4] = [
    "Your code is 123456. Do not share it with anyone.",
    "Dear Liam, thank you for shopping with us. You have collected 238 points, enough for a free \
     delivery on your next order. Open kito.example/p to use them before the end of the month.",
    "Your table for 2 at Noor’s is confirmed for Friday 20:30. Reply C to cancel, R to rebook.",
    "Hallo Björn, Ihre Bestellung kommt heute vor 18:00 Uhr. Grüße",
];

fn main() {
    let rows: usize = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(1_000_000);
    let (mut texts, mut text_ends) = (String::new(), vec![0_i32]);
    let (mut numbers, mut number_ends) = (String::new(), vec![0_i32]);
    for row in 0..rows {
        texts += &format!("{} {row}", KINDS[row % 4]);
        text_ends.push(texts.len() as i32);
        numbers += &format!("+2567{row:08}");
        number_ends.push(numbers.len() as i32);
    }
    let segments = counted(&texts, &text_ends);
    println!("text {:.3} {segments}", best(rows, || counted(&texts, &text_ends)));
    let valid = judged(&numbers, &number_ends);
    println!("number {:.3} {valid}", best(rows, || judged(&numbers, &number_ends)));
    let [texts, numbers] = [(texts, text_ends), (numbers, number_ends)].map(column);
    println!("text_columns {:.3} {segments}", best(rows, || counted_columns(&texts)));
    println!("number_columns {:.3} {valid}", best(rows, || judged_columns(&numbers)));
    assert_eq!((counted_columns(&texts), judged_columns(&numbers)), (segments, valid));
}

/// Rows one after the other as a column of Arrow's.
fn column((text, ends): (String, Vec<i32>)) -> StringArray {
    let rows = ends.windows(2).map(|pair| &text[pair[0] as usize..pair[1] as usize]);
    StringArray::from_iter_values(rows)
}

fn counted_columns(texts: &StringArray) -> u64 {
    let found = septet_arrow::count(texts, &TextOptions::DEFAULT);
    let found = found.unwrap_or_else(|error| panic!("{error}"));
    let segments = typed::<Int32Array>(&found, "segments");
    segments.values().iter().map(|count| *count as u64).sum()
}

fn judged_columns(numbers: &StringArray) -> u64 {
    let found = septet_arrow::numbers(numbers, &ParseOptions::default());
    let found = found.unwrap_or_else(|error| panic!("{error}"));
    typed::<BooleanArray>(&found, "valid").true_count() as u64
}

fn typed<'a, T: Array + 'static>(batch: &'a RecordBatch, name: &str) -> &'a T {
    let column = batch.column_by_name(name).and_then(|column| column.as_any().downcast_ref());
    column.unwrap_or_else(|| panic!("no column {name}"))
}

fn best(rows: usize, mut run: impl FnMut() -> u64) -> f64 {
    let rounds = (0..5).map(|_| {
        let started = Instant::now();
        black_box(run());
        started.elapsed().as_secs_f64()
    });
    rows as f64 / rounds.fold(f64::INFINITY, f64::min) / 1e6
}

fn counted(texts: &str, ends: &[i32]) -> u64 {
    let rows = ends.len() - 1;
    let column = OffsetColumn::new(texts, ends).unwrap_or_else(|error| panic!("{error}"));
    let (mut status, mut segments) = (vec![0; rows], vec![0; rows]);
    let (mut encoding, mut units) = (vec![Encoding::Gsm7; rows], vec![0; rows]);
    let mut pair = vec![LanguagePair::DEFAULT; rows];
    let mut out = CountColumns {
        status: &mut status,
        encoding: &mut encoding,
        pair: &mut pair,
        units: &mut units,
        segments: &mut segments,
    };
    count(&column, &TextOptions::DEFAULT, &mut out).unwrap_or_else(|error| panic!("{error}"));
    segments.iter().map(|count| u64::from(*count)).sum()
}

fn judged(numbers: &str, ends: &[i32]) -> u64 {
    let rows = ends.len() - 1;
    let column = NumberColumn::new(numbers.as_bytes(), ends).unwrap_or_else(|e| panic!("{e}"));
    let nothing = judge_strict(b"+12015550123").unwrap_or_else(|| panic!("a number"));
    let (mut verdicts, mut keys) = (vec![nothing; rows], vec![0; rows]);
    judge_batch(&column, &ParseOptions::default(), &mut verdicts, &mut keys)
        .unwrap_or_else(|error| panic!("{error}"));
    verdicts.iter().filter(|verdict| verdict.is_valid()).count() as u64
}
