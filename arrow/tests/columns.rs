//! Columns against the same rows one by one, however Arrow lays them out.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![allow(unsafe_code)] // columns that Arrow itself would refuse to make

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type};
use arrow_array::{
    Array, ArrayRef, BinaryArray, DictionaryArray, Int64Array, LargeStringArray, NullArray,
    PrimitiveArray, RecordBatch, StringArray, StringViewArray, UInt8Array,
};
use arrow_buffer::{Buffer, NullBuffer, OffsetBuffer, ScalarBuffer};
use arrow_data::ArrayData;
use arrow_schema::DataType;
use proptest::prelude::*;
use septet::number::{NumberForm, ParseOptions, Region, parse_with};
use septet::{Error, ErrorKind, TextOptions};
use septet_arrow::{count, numbers};

/// Each row of a table as one line.
fn lines(table: &RecordBatch) -> Vec<String> {
    let cell = |column: &ArrayRef, row: usize| {
        if column.is_null(row) {
            return "-".to_owned();
        }
        match column.data_type() {
            DataType::Utf8 => column.as_string::<i32>().value(row).to_owned(),
            DataType::Int8 => column.as_primitive::<Int8Type>().value(row).to_string(),
            DataType::Int16 => column.as_primitive::<Int16Type>().value(row).to_string(),
            DataType::Int32 => column.as_primitive::<Int32Type>().value(row).to_string(),
            DataType::Int64 => column.as_primitive::<Int64Type>().value(row).to_string(),
            DataType::Boolean => column.as_boolean().value(row).to_string(),
            other => panic!("no column of {other}"),
        }
    };
    let line = |row| {
        let cells: Vec<_> = table.columns().iter().map(|column| cell(column, row)).collect();
        cells.join(" ")
    };
    (0..table.num_rows()).map(line).collect()
}

/// The line of a text, from the function for one text.
fn counted(text: Option<&str>, options: &TextOptions) -> String {
    let Some(text) = text else { return "- - - - - -".into() };
    match septet::count(text, options) {
        Ok(found) => {
            let (locking, single) = (found.pair.locking_id(), found.pair.single_id());
            let encoding = found.encoding.as_str();
            format!("{encoding} {} {} {locking} {single} -", found.units, found.segments)
        }
        Err(error) if error.kind() == ErrorKind::TooManySegments => {
            let of = |name| error.detail(name).unwrap().to_string();
            let (encoding, units) = (of("encoding"), of("units"));
            format!("{encoding} {units} {} 0 0 too_many_segments", of("segments"))
        }
        Err(error) => format!("- - - - - {}", error.kind()),
    }
}

/// The line of a number, from the function for one number.
fn parsed(text: Option<&str>, options: &ParseOptions) -> String {
    let Some(text) = text else { return "- - - - - - - -".into() };
    match parse_with(text, options) {
        Ok(found) => {
            let e164 = found.e164().map(|e164| e164.in_form(NumberForm::Plus).to_string());
            format!(
                "{} {} {} {} {} {} {} -",
                e164.unwrap_or("-".into()),
                found.e164().map_or("-".into(), |e164| e164.key().to_string()),
                found.is_valid(),
                found.possible().as_str(),
                found.region().map_or("-".into(), |region| region.to_string()),
                found.kind().as_str(),
                found.calling_code(),
            )
        }
        Err(error) => format!("- - - - - - - {}", ErrorKind::from(error)),
    }
}

/// The same rows in every layout, each also as a slice of a longer column.
fn layouts(rows: &[Option<String>]) -> Vec<ArrayRef> {
    let mut long = vec![Some("before €".to_owned()), None];
    long.extend_from_slice(rows);
    long.push(Some("after ’".to_owned()));
    let mut made: Vec<ArrayRef> = Vec::new();
    for (rows, slice) in [(rows, None), (&long[..], Some(2))] {
        let cells = || rows.iter().map(Option::as_deref);
        let of_rows: [ArrayRef; 4] = [
            Arc::new(cells().collect::<StringArray>()),
            Arc::new(cells().collect::<LargeStringArray>()),
            Arc::new(cells().collect::<StringViewArray>()),
            Arc::new(cells().collect::<DictionaryArray<Int32Type>>()),
        ];
        for column in of_rows {
            made.push(match slice {
                None => column,
                Some(from) => column.slice(from, rows.len() - 3),
            });
        }
    }
    // nulls among the values instead of the keys
    let values: StringViewArray = rows.iter().map(Option::as_deref).collect();
    let keys: UInt8Array = (0..rows.len() as u8).collect();
    made.push(Arc::new(DictionaryArray::<UInt8Type>::new(keys, Arc::new(values))));
    made
}

fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[ -~]{0,40}",
        "[€{}\\[\\]~^|]{0,5}",
        "[’“”éüñçşığ]{0,8}",
        "[😀👩‍👩‍👧🇺🇬]{0,6}",
        "\\PC{0,20}",
        Just("a".repeat(155)),
        Just("क्षि".repeat(23)),
    ];
    proptest::collection::vec(piece, 0..5).prop_map(|pieces| pieces.concat())
}

fn number() -> impl Strategy<Value = String> {
    prop_oneof![
        "\\+[1-9][0-9]{2,16}",
        "\\+2567[0-9]{8}",
        "0[0-9]{9}",
        "00447[0-9]{9}",
        "\\+44 7[0-9]{3} [0-9]{6} ?x?[0-9]{0,3}",
        "\\PC{0,12}",
    ]
}

fn options(words: &[(&str, &str)]) -> TextOptions {
    let mut options = TextOptions::default();
    for (name, value) in words {
        options.set(name, value).unwrap();
    }
    options
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_column_of_texts_says_what_each_text_says(
        rows in proptest::collection::vec(proptest::option::weighted(0.9, text()), 0..40),
        choice in 0usize..5,
    ) {
        let options = options([
            &[][..],
            &[("languages", "all")],
            &[("encoding", "gsm7"), ("boundary", "scalar")],
            &[("max_segments", "1")],
            &[("substitute", "septet"), ("newline", "crlf")],
        ][choice]);
        let expected: Vec<_> =
            rows.iter().map(|row| counted(row.as_deref(), &options)).collect();
        for column in layouts(&rows) {
            let found = count(&column, &options).unwrap();
            prop_assert_eq!(lines(&found), expected.clone(), "{}", column.data_type());
        }
    }

    #[test]
    fn a_column_of_numbers_says_what_each_number_says(
        rows in proptest::collection::vec(proptest::option::weighted(0.9, number()), 0..40),
        region in proptest::option::of(prop_oneof![Just("GB"), Just("UG")]),
    ) {
        let options =
            ParseOptions { default_region: region.and_then(Region::new), ..Default::default() };
        let expected: Vec<_> = rows.iter().map(|row| parsed(row.as_deref(), &options)).collect();
        for column in layouts(&rows) {
            let found = numbers(&column, &options).unwrap();
            prop_assert_eq!(lines(&found), expected.clone(), "{}", column.data_type());
        }
    }
}

#[test]
fn blocks_join_without_a_seam() {
    let text = |n: usize| format!("{n} {}", ["", "€", "x’", "[]"][n % 4]);
    let rows: Vec<_> = (0..20_000).map(|n| (n % 7 != 3).then(|| text(n))).collect();
    let expected: Vec<_> =
        rows.iter().map(|row| counted(row.as_deref(), &TextOptions::DEFAULT)).collect();
    let cells = || rows.iter().map(Option::as_deref);
    let columns: [ArrayRef; 3] = [
        Arc::new(cells().collect::<StringArray>()),
        Arc::new(cells().collect::<LargeStringArray>()),
        Arc::new(cells().collect::<StringViewArray>()),
    ];
    for column in columns {
        assert_eq!(lines(&count(&column, &TextOptions::DEFAULT).unwrap()), expected);
    }
}

#[test]
fn a_row_that_is_not_utf8_fails_alone() {
    // "ok", half a €, "’" cut in two by the offsets, null over bad octets, "end"
    let octets = b"ok\xE2\x82\xE2\x80\x99\xFFend";
    let offsets = [0, 2, 4, 6, 7, 8, 11];
    let nulls = NullBuffer::from(vec![true, true, true, true, false, true]);
    let narrow = unsafe {
        StringArray::new_unchecked(
            OffsetBuffer::new(offsets.to_vec().into()),
            Buffer::from(octets),
            Some(nulls.clone()),
        )
    };
    let wide = unsafe {
        LargeStringArray::new_unchecked(
            OffsetBuffer::new(offsets.iter().map(|o| i64::from(*o)).collect()),
            Buffer::from(octets),
            Some(nulls.clone()),
        )
    };
    // views of up to 12 octets hold their text; the last one points behind every buffer
    let inline = |text: &[u8]| {
        let mut view = [0; 16];
        view[0] = text.len() as u8;
        view[4..4 + text.len()].copy_from_slice(text);
        u128::from_le_bytes(view)
    };
    let views: Vec<u128> = vec![
        inline(b"ok"),
        inline(b"\xE2\x82"),
        inline(b"\xE2\x80"),
        inline(b"\x99"),
        inline(b"\xFF"),
        inline(b"end"),
    ];
    let views = unsafe {
        StringViewArray::new_unchecked(
            ScalarBuffer::from(views),
            Vec::<Buffer>::new().into(),
            Some(nulls),
        )
    };
    let bad = "- - - - - invalid_utf8";
    let expected =
        ["gsm7 2 1 0 0 -", bad, bad, bad, "- - - - - -", "gsm7 3 1 0 0 -"].map(str::to_owned);
    for column in [Arc::new(narrow) as ArrayRef, Arc::new(wide), Arc::new(views)] {
        let found = count(&column, &TextOptions::DEFAULT).unwrap();
        assert_eq!(lines(&found), expected, "{}", column.data_type());
        let found = numbers(&column, &ParseOptions::default()).unwrap();
        assert_eq!(lines(&found)[1], "- - - - - - - invalid_utf8");
        assert_eq!(lines(&found)[0], "- - - - - - - not_a_number");
    }
}

#[test]
fn a_view_that_points_nowhere_fails_alone() {
    let outside = u128::from_le_bytes([100, 0, 0, 0, 97, 97, 97, 97, 9, 0, 0, 0, 7, 0, 0, 0]);
    let ok = u128::from_le_bytes([2, 0, 0, 0, 97, 97, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    let views = unsafe {
        StringViewArray::new_unchecked(
            ScalarBuffer::from(vec![outside, ok]),
            Vec::<Buffer>::new().into(),
            None,
        )
    };
    let found = lines(&count(&views, &TextOptions::DEFAULT).unwrap());
    assert_eq!(found, ["- - - - - invalid_utf8", "gsm7 2 1 0 0 -"]);
}

#[test]
fn offsets_that_fall_fail_their_rows_alone() {
    let offsets: ScalarBuffer<i32> = vec![0, 2, 1, 4].into();
    let data = unsafe {
        ArrayData::builder(DataType::Utf8)
            .len(3)
            .add_buffer(offsets.into_inner())
            .add_buffer(Buffer::from(b"abcd"))
            .build_unchecked()
    };
    let found = lines(&count(&StringArray::from(data), &TextOptions::DEFAULT).unwrap());
    assert_eq!(found[0], "gsm7 2 1 0 0 -");
    assert_eq!(found[1], "- - - - - invalid_utf8");
}

#[test]
fn no_rows_and_nothing_but_nulls() {
    for column in layouts(&[]) {
        assert_eq!(count(&column, &TextOptions::DEFAULT).unwrap().num_rows(), 0);
    }
    let nulls = count(&NullArray::new(3), &TextOptions::DEFAULT).unwrap();
    assert_eq!(lines(&nulls), ["- - - - - -"; 3]);
    let keys = PrimitiveArray::<Int8Type>::new_null(2);
    let empty = DictionaryArray::new(keys, Arc::new(StringArray::from(Vec::<&str>::new())));
    assert_eq!(lines(&count(&empty, &TextOptions::DEFAULT).unwrap()), ["- - - - - -"; 2]);
}

#[test]
fn a_dictionary_computes_each_value_once() {
    // a million rows of two values: quick, or the values are computed per row
    let texts = ["a".repeat(100_000), "ü".repeat(100_000)];
    let values = StringArray::from(texts.iter().map(String::as_str).collect::<Vec<_>>());
    let keys: PrimitiveArray<Int8Type> = (0..1_000_000).map(|n| (n % 2) as i8).collect();
    let column = DictionaryArray::new(keys, Arc::new(values));
    let found = count(&column, &options(&[("max_segments", "1")])).unwrap();
    assert_eq!(found.num_rows(), 1_000_000);
    assert_eq!(
        lines(&found.slice(999_998, 2)),
        [
            // 100,000 septets at 153 a segment
            "gsm7 100000 654 0 0 too_many_segments",
            "gsm7 100000 654 0 0 too_many_segments",
        ]
    );
}

fn refused(column: &dyn Array) -> Error {
    count(column, &TextOptions::DEFAULT).unwrap_err()
}

#[test]
fn what_is_no_text_is_refused_by_its_type() {
    let binary = refused(&BinaryArray::from(vec![&b"ab"[..]]));
    assert_eq!(binary.kind(), ErrorKind::ColumnType);
    assert_eq!(binary.value(), Some("Binary"));
    assert!(binary.message().contains("cast"));
    let integers = refused(&Int64Array::from(vec![256701521269]));
    assert_eq!((integers.kind(), integers.value()), (ErrorKind::ColumnType, Some("Int64")));
    let values = Arc::new(Int64Array::from(vec![1]));
    let dictionary = DictionaryArray::new(PrimitiveArray::<Int8Type>::from(vec![0]), values);
    assert_eq!(refused(&dictionary).kind(), ErrorKind::ColumnType);
}

#[test]
fn options_are_refused_before_any_row() {
    let wrong = TextOptions { max_segments: 0, ..TextOptions::default() };
    let error = count(&StringArray::from(vec!["a"]), &wrong).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidOption);
    assert_eq!(count(&NullArray::new(0), &wrong).unwrap_err(), error);
}
