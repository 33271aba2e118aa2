//! The bridge for golden files: `cargo run --release -p septet --example vectors -- KIND <
//! cases.jsonl` prints one result per line, in the form of the vectors' `expect`.
//!
//! A test tool, through public items only.

#![allow(clippy::expect_used)] // a malformed case should stop the run

use std::io::{BufWriter, Write};

use serde_json::Value;

mod numbers;
mod rating;
mod senders;
mod status;
mod text;
mod text_encode;

type Answer = fn(&Value) -> Value;

/// Every kind of golden file, with the function that answers one of its lines.
const KINDS: &[(&str, Answer)] = &[
    ("numbers", numbers::answer),
    ("rating", rating::answer),
    ("senders", senders::answer),
    ("status", status::answer),
    ("text_decode", text::decode),
    ("text_encode", text_encode::answer),
    ("text_reassembly", text::reassemble),
];

fn main() {
    let kind = std::env::args().nth(1).unwrap_or_default();
    let Some((_, answer)) = KINDS.iter().find(|(name, _)| *name == kind) else {
        let known: Vec<_> = KINDS.iter().map(|(name, _)| *name).collect();
        eprintln!("usage: vectors KIND < cases.jsonl, where KIND is one of {}", known.join(", "));
        std::process::exit(2);
    };
    let mut out = BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lines() {
        let case = serde_json::from_str(&line.expect("readable input")).expect("a JSON case");
        writeln!(out, "{}", answer(&case)).expect("writable output");
    }
    out.flush().expect("writable output");
}
