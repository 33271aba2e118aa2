//! What must hold of the counting kernels for any text: called by the property tests and by the
//! fuzz targets.

use septet::LanguagePair;
use septet::alphabet::Septets;
use septet::kernel::{Path, TextCounts, count, count_rows};

/// The slow obvious twin: one character at a time.
pub(crate) fn twin(text: &str) -> TextCounts {
    let mut counts = TextCounts { len: text.len(), ..TextCounts::default() };
    for c in text.chars() {
        counts.continuations += c.len_utf8() - 1;
        counts.pairs += usize::from(c.len_utf16() == 2);
        match LanguagePair::DEFAULT.septets_of(c) {
            Some(Septets::One(_)) => {}
            Some(Septets::Escaped(_)) => counts.doubles += 1,
            None => counts.is_outside = true,
        }
    }
    counts
}

/// That two counts say the same: doubles mean nothing beside a character outside.
pub(crate) fn assert_same(got: TextCounts, expected: TextCounts, what: &str) {
    assert_eq!(got.septets(), expected.septets(), "{what}");
    assert_eq!(got.code_units(), expected.code_units(), "{what}");
    assert_eq!((got.len, got.pairs), (expected.len, expected.pairs), "{what}");
}

/// Every form counts a text, and a column of texts, as the twin does.
pub(crate) fn counted(texts: &[&str]) {
    let column = texts.concat();
    let mut offsets = vec![0i32];
    for text in texts {
        offsets.push(offsets[offsets.len() - 1] + text.len() as i32);
    }
    let wide: Vec<i64> = offsets.iter().map(|offset| i64::from(*offset)).collect();
    for path in Path::all() {
        for text in texts {
            assert_same(count(path, text), twin(text), path.name());
        }
        let mut rows = 0;
        count_rows(path, &column, &offsets, |row, counts| {
            assert_eq!(row, rows);
            assert_same(counts, twin(texts[row]), path.name());
            rows += 1;
        });
        assert_eq!(rows, texts.len());
        count_rows(path, &column, &wide[1..], |row, counts| {
            assert_same(counts, twin(texts[row + 1]), path.name());
        });
    }
}
