//! Columns of texts: each row as one text is counted, by every form of the kernels, and without
//! allocating.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use proptest::prelude::*;
use septet::batch::{CountColumns, OffsetColumn, TextColumn, count_on};
use septet::kernel::Path;
use septet::segment::{Boundary, ReferenceWidth};
use septet::{Encoding, ErrorKind, LanguagePair, TextOptions};

/// Results of a column, owned.
#[derive(Debug, PartialEq, Clone)]
struct Counts {
    status: Vec<u16>,
    encoding: Vec<Encoding>,
    pair: Vec<LanguagePair>,
    units: Vec<u32>,
    segments: Vec<u32>,
}

impl Counts {
    fn new(rows: usize) -> Counts {
        Counts {
            status: vec![u16::MAX; rows],
            encoding: vec![Encoding::Data8; rows],
            pair: vec![LanguagePair::DEFAULT; rows],
            units: vec![u32::MAX; rows],
            segments: vec![u32::MAX; rows],
        }
    }

    fn columns(&mut self) -> CountColumns<'_> {
        CountColumns {
            status: &mut self.status,
            encoding: &mut self.encoding,
            pair: &mut self.pair,
            units: &mut self.units,
            segments: &mut self.segments,
        }
    }
}

/// The slow twin: one text after the other.
fn one_by_one(texts: &[String], options: &TextOptions) -> Counts {
    let mut counts = Counts::new(texts.len());
    for (row, text) in texts.iter().enumerate() {
        let number = |error: &septet::Error, name| {
            error.detail(name).map_or(0, |n| n.to_string().parse().unwrap_or(0))
        };
        match septet::inspect(text, options) {
            Ok(one) => {
                counts.status[row] = 0;
                counts.encoding[row] = one.encoding;
                counts.pair[row] = one.pair;
                counts.units[row] = one.units;
                counts.segments[row] = one.segments;
            }
            Err(error) => {
                counts.status[row] = error.kind().number();
                counts.encoding[row] = error
                    .detail("encoding")
                    .and_then(|word| Encoding::from_word(&word.to_string()))
                    .unwrap_or(Encoding::Gsm7);
                counts.units[row] = number(&error, "units");
                counts.segments[row] = number(&error, "segments");
            }
        }
    }
    counts
}

fn assert_equal(texts: &[String], options: &TextOptions) {
    let expected = one_by_one(texts, options);
    let text = texts.concat();
    let mut narrow = vec![0i32];
    for text in texts {
        narrow.push(narrow[narrow.len() - 1] + text.len() as i32);
    }
    let wide: Vec<i64> = narrow.iter().map(|offset| i64::from(*offset)).collect();
    for path in Path::all() {
        let columns: [&dyn TextColumn; 3] = [
            &OffsetColumn::new(&text, &narrow).unwrap(),
            &OffsetColumn::new(&text, &wide).unwrap(),
            &Apart(texts),
        ];
        for column in columns {
            let mut counts = Counts::new(texts.len());
            count_on(path, column, options, &mut counts.columns()).unwrap();
            assert_eq!(counts, expected, "{} {options:?}", path.name());
        }
    }
}

/// Rows that lie apart.
struct Apart<'a>(&'a [String]);

impl TextColumn for Apart<'_> {
    fn len(&self) -> usize {
        self.0.len()
    }

    fn get(&self, row: usize) -> &str {
        &self.0[row]
    }
}

/// Texts whose length lies around the segment limits.
fn text() -> impl Strategy<Value = String> {
    let chars = prop_oneof![
        Just(vec!['a']),
        Just(vec!['a', 'b', ' ', '€', '[']),
        Just(vec!['a', 'é', 'Δ', '\n', '\r', '^']),
        Just(vec!['م', 'ر', 'ح', ' ']),
        Just(vec!['م', '\u{64B}', 'ح', ' ']),
        Just(vec!['中', '文', '😀']),
        Just(vec!['क', '्', 'ष', 'ि', '1']),
        Just(vec!['e', '\u{301}', '👍', '🏽', '\u{200D}']),
        Just(vec!['ş', 'ğ', 'İ', 'a', '[']),
    ];
    (chars, prop_oneof![0..30usize, 60..75usize, 125..165usize, 195..320usize]).prop_flat_map(
        |(chars, len)| {
            prop::collection::vec(prop::sample::select(chars), len).prop_map(String::from_iter)
        },
    )
}

fn options() -> impl Strategy<Value = TextOptions> {
    let languages = prop::sample::select(vec!["none", "none", "none", "all", "tr,es", "hi"]);
    let encoding =
        prop::sample::select(vec![None, None, Some(Encoding::Gsm7), Some(Encoding::Ucs2)]);
    (languages, encoding, any::<bool>(), any::<bool>(), prop::sample::select(vec![1u8, 2, 3, 255]))
        .prop_map(|(languages, encoding, scalar, wide, max_segments)| {
            let mut options = TextOptions { encoding, max_segments, ..TextOptions::default() };
            options.set("languages", languages).unwrap();
            if scalar {
                options.boundary = Boundary::Scalar;
            }
            if wide {
                options.reference = ReferenceWidth::Bits16;
            }
            options
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn each_row_as_one_text(texts in prop::collection::vec(text(), 0..30), options in options()) {
        assert_equal(&texts, &options);
    }
}

#[test]
fn options_that_change_texts() {
    let texts = ["a\nb", "e\u{301}", "It’s", ""].map(String::from);
    let mut options = TextOptions::default();
    options.set("newline", "crlf").unwrap();
    assert_equal(&texts, &options);
}

#[test]
fn columns_of_other_lengths_and_bad_offsets_are_refused() {
    let texts = ["a", "b"].map(String::from);
    let mut counts = Counts::new(3);
    let result =
        count_on(Path::PORTABLE, &texts[..], &TextOptions::default(), &mut counts.columns());
    assert_eq!(result.unwrap_err().kind(), ErrorKind::InvalidOption);
    for offsets in [[0, 2, 1], [0, 1, 9], [-1, 0, 1], [0, 1, 2]] {
        let error = OffsetColumn::new("aé", &offsets).expect_err("refused");
        assert_eq!(error.field(), Some("offsets"), "{offsets:?}");
    }
    assert_eq!(OffsetColumn::new("aé", &[0i32, 1, 3]).expect("whole").len(), 2);
}

#[test]
fn nothing_is_allocated() {
    let texts: Vec<String> = ["a".repeat(500), "[".repeat(300), "م".repeat(300), "😀".repeat(200)]
        .into_iter()
        .chain((0..2000).map(|n| format!("Order {n} is ready, {}", "é".repeat(n % 90))))
        .collect();
    let text = texts.concat();
    let mut offsets = vec![0i32];
    for text in &texts {
        offsets.push(offsets[offsets.len() - 1] + text.len() as i32);
    }
    let mut counts = Counts::new(texts.len());
    let all = {
        let mut options = TextOptions::default();
        options.set("languages", "all").unwrap();
        options
    };
    for options in [TextOptions::default(), all] {
        for path in Path::all() {
            let allocations = allocation_counter::measure(|| {
                let column = OffsetColumn::new(&text, &offsets).unwrap();
                count_on(path, &column, &options, &mut counts.columns()).unwrap();
            });
            assert_eq!(allocations.count_total, 0, "{}", path.name());
        }
        assert_eq!(counts, one_by_one(&texts, &options));
    }
    let one = allocation_counter::measure(|| {
        for text in &texts {
            assert!(septet::inspect(text, &all).is_ok());
        }
    });
    assert_eq!(one.count_total, 0);
}
