//! The counting kernels: every form against the slow twin.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "properties/count.rs"]
mod properties;

use proptest::prelude::*;

/// Every character alone, beside each border of a step of 64 bytes.
#[test]
fn every_character() {
    let mut texts = Vec::new();
    for (at, c) in ('\0'..=char::MAX).enumerate() {
        if c < '\u{3000}' || at % 97 == 0 {
            texts.push(format!("{}{c}", "a".repeat(at % 67)));
        }
    }
    properties::counted(&texts.iter().map(String::as_str).collect::<Vec<_>>());
}

/// A character of the alphabet before any other, at every place of a step.
#[test]
fn pairs_at_every_place() {
    let chars =
        ['a', 'é', 'Δ', 'À', 'µ', '€', '‚', '€', '\u{20AD}', '\u{E0}', '€', 'Ђ', '中', '😀'];
    let mut texts = vec![String::new()];
    for before in (0..6).chain(56..70) {
        for c in chars {
            for d in chars {
                texts.push(format!("{}{c}{d}", "b".repeat(before)));
            }
        }
    }
    properties::counted(&texts.iter().map(String::as_str).collect::<Vec<_>>());
}

/// Rows longer than a block, as long, and one byte more or less.
#[test]
fn rows_around_the_block_length() {
    for len in [16_319usize, 16_320, 16_321, 16_384, 40_000] {
        for c in ['a', 'é', '€', '中', '😀'] {
            let text = format!(
                "{}{}",
                "x".repeat(len % c.len_utf8()),
                c.to_string().repeat(len / c.len_utf8())
            );
            properties::counted(&["short", &text, "", "[", &text, "中"]);
        }
    }
}

/// Text from the pages that matter, a single stranger now and then.
fn text() -> impl Strategy<Value = String> {
    let c = prop_oneof![
        20 => prop::char::range(' ', '~'),
        4 => prop::char::range('\0', '\u{17F}'),
        4 => prop::sample::select(vec!['€', 'é', 'ñ', 'Ω', 'ü', '[', '\u{C}', '^', '\n']),
        2 => prop::char::range('\u{380}', '\u{3CF}'),
        1 => prop::char::range('\u{2080}', '\u{20CF}'),
        1 => any::<char>(),
    ];
    let gsm = prop::sample::select(vec!['a', 'é', '€', '[', 'Δ', '@', '\n']);
    prop_oneof![
        prop::collection::vec(c, 0..200).prop_map(String::from_iter),
        prop::collection::vec(gsm, 0..400).prop_map(String::from_iter),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn columns(texts in prop::collection::vec(text(), 1..40)) {
        properties::counted(&texts.iter().map(String::as_str).collect::<Vec<_>>());
    }
}
