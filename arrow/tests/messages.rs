//! Tables of messages against the same messages one by one, and streams of tables.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![allow(unsafe_code)] // a column that Arrow itself would refuse to make

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{Decimal128Type, Int32Type};
use arrow_array::{
    Array, ArrayRef, DictionaryArray, Int64Array, LargeStringArray, RecordBatch,
    RecordBatchIterator, RecordBatchReader, StringArray, StringViewArray, StructArray,
};
use arrow_schema::{ArrowError, Field, FieldRef};
use septet::preflight::{FindingCode, Message, Preflight, PreflightOptions, RowRef, RowStatus};
use septet::rate::RateCard;
use septet::vendor::Vendor;
use septet::{ErrorKind, TextOptions};
use septet_arrow::{ColumnNames, Kernel, Mapped, Pass};

const CARD: &str = "\
#! format = septet-ratecard/1
#! id = test
#! currency = USD
#! default_charge_unit = segment
record,id,country,price
rate,ug,UG,0.0310
rate,gb,GB,0.0405
";

fn preflight() -> Arc<Preflight> {
    let card = RateCard::load("test.csv", CARD.as_bytes()).unwrap();
    let mut options = PreflightOptions::default();
    options.sender = Some("Shop".into());
    let vendor = Vendor::builtin("msgine").unwrap().clone();
    Arc::new(Preflight::new(vendor, vec![card], options).unwrap())
}

fn rows() -> (Vec<Option<&'static str>>, Vec<Option<&'static str>>) {
    (
        vec![
            Some("+256701521269"),
            Some("+447400123456"),
            Some("12"),
            None,
            Some("+14155550123"),
            Some("+256701521270"),
            Some("+256701521271"),
        ],
        vec![
            Some("hello"),
            Some("It’s here"),
            Some("hello"),
            Some("hello"),
            Some("hello"),
            None,
            Some("x"),
        ],
    )
}

fn table(to: ArrayRef, text: ArrayRef) -> RecordBatch {
    RecordBatch::try_from_iter([("to", to), ("text", text)]).unwrap()
}

fn tables() -> Vec<RecordBatch> {
    let (to, text) = rows();
    vec![
        table(
            Arc::new(StringArray::from(to.clone())),
            Arc::new(StringViewArray::from(text.clone())),
        ),
        table(
            Arc::new(LargeStringArray::from(to.clone())),
            Arc::new(text.iter().copied().collect::<DictionaryArray<Int32Type>>()),
        ),
    ]
}

#[test]
fn a_table_says_what_each_message_says_and_counts_the_same() {
    let preflight = preflight();
    let (to, text) = rows();
    let mut session = preflight.session().unwrap();
    let mut expected = Vec::new();
    for (row, (to, text)) in to.iter().zip(&text).enumerate() {
        let number = row as u64 + 1;
        let at = RowRef { row: number, line: number };
        // a null is an empty field
        let (to, text) = (to.unwrap_or_default(), text.unwrap_or_default());
        let message = Message { to, text, ..Message::default() };
        let verdict = session.message(at, &message).unwrap();
        let findings: Vec<_> = verdict.findings.iter().map(FindingCode::as_str).collect();
        let cost = verdict.cost.map(|cost| cost.expected.nanos());
        expected.push((verdict.status.as_str(), cost, findings.join(" ")));
    }
    let report = preflight.report(session.into_totals().unwrap()).unwrap();
    // one segment to UG and one to GB, at the card's prices: 31 and 40.5 thousandths
    assert_eq!(expected[0].1, Some(31_000_000));
    assert_eq!(expected[1].1, Some(40_500_000));

    for rows in tables() {
        let mut pass = Pass::new(preflight.clone(), ColumnNames::default()).unwrap();
        let (first, rest) = (rows.slice(0, 3), rows.slice(3, rows.num_rows() - 3));
        let mut found = Vec::new();
        for part in [first, rest] {
            let verdicts = pass.judge(&part).unwrap();
            let word = |row: usize| verdicts["status"].as_string::<i32>().value(row).to_owned();
            let costs = verdicts["cost"].as_primitive::<Decimal128Type>();
            let findings = verdicts["findings"].as_list::<i32>();
            for row in 0..verdicts.num_rows() {
                let words = findings.value(row);
                let words: Vec<_> = words.as_string::<i32>().iter().flatten().collect();
                let cost = costs.is_valid(row).then(|| costs.value(row));
                found.push((word(row), cost, words.join(" ")));
            }
        }
        let expected: Vec<_> =
            expected.iter().map(|(s, c, f)| ((*s).to_owned(), *c, f.clone())).collect();
        assert_eq!(found, expected);
        let totals = pass.totals().unwrap();
        assert_eq!(preflight.report(totals).unwrap(), report);
    }
}

#[test]
fn a_row_that_cannot_be_read_is_counted_as_such() {
    // the second text is half a character, the third row names a country that cannot be
    let text = StringViewArray::from(vec!["a", "b", "c"]);
    let mut views = text.views().to_vec();
    views[1] = u128::from_le_bytes([1, 0, 0, 0, 0xE2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    let text = unsafe { StringViewArray::new_unchecked(views.into(), Vec::new().into(), None) };
    let to = Arc::new(StringArray::from(vec!["+256701521269"; 3]));
    let country = Arc::new(StringArray::from(vec![Some(" UG "), None, Some("Uganda")]));
    let rows = RecordBatch::try_from_iter([
        ("to", to as ArrayRef),
        ("text", Arc::new(text)),
        ("country", country),
    ]);
    let mut pass = Pass::new(preflight(), ColumnNames::default()).unwrap();
    let verdicts = pass.judge(&rows.unwrap()).unwrap();
    let status: Vec<_> = verdicts["status"].as_string::<i32>().iter().flatten().collect();
    assert_eq!(status, ["priced", "unreadable", "unreadable"]);
    assert_eq!(verdicts["units"].null_count(), 2);
    let report = preflight().report(pass.totals().unwrap()).unwrap();
    assert!(report.statuses.contains(&(RowStatus::Unreadable, 2)));
}

#[test]
fn columns_are_named_and_one_text_serves_all() {
    let (to, _) = rows();
    let rows =
        RecordBatch::try_from_iter([("msisdn", Arc::new(StringArray::from(to)) as ArrayRef)]);
    let rows = rows.unwrap();
    let mut names = ColumnNames::default();
    names.set("to", "msisdn").unwrap();
    let missing = Pass::new(preflight(), names.clone()).unwrap().judge(&rows).unwrap_err();
    assert_eq!((missing.kind(), missing.field()), (ErrorKind::ColumnMissing, Some("text")));
    names.set_text("hello");
    let verdicts = Pass::new(preflight(), names.clone()).unwrap().judge(&rows).unwrap();
    assert_eq!(verdicts.num_rows(), rows.num_rows());
    assert_eq!(names.set("tp", "x").unwrap_err().kind(), ErrorKind::FieldUnknown);
    names.set("country", "land").unwrap();
    let missing = Pass::new(preflight(), names).unwrap().judge(&rows).unwrap_err();
    assert_eq!((missing.kind(), missing.field()), (ErrorKind::ColumnMissing, Some("land")));
}

#[test]
fn numbers_as_integers_are_refused_by_name() {
    let rows = table(
        Arc::new(Int64Array::from(vec![256701521269])),
        Arc::new(StringArray::from(vec!["hello"])),
    );
    let error = Pass::new(preflight(), ColumnNames::default()).unwrap().judge(&rows).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ColumnType);
    assert_eq!((error.field(), error.value()), (Some("to"), Some("Int64")));
}

/// A stream of columns.
struct Columns(std::vec::IntoIter<Result<ArrayRef, ArrowError>>, FieldRef);

impl Iterator for Columns {
    type Item = Result<ArrayRef, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next()
    }
}

impl arrow_array::ArrayReader for Columns {
    fn field(&self) -> &FieldRef {
        &self.1
    }
}

#[test]
fn a_stream_is_computed_as_it_is_read_and_ends_with_an_error() {
    let column = |rows: usize| {
        Ok(Arc::new(StringArray::from_iter_values((0..rows).map(|n| n.to_string()))) as ArrayRef)
    };
    let failed = Err(ArrowError::ComputeError("the source broke".into()));
    let field = Arc::new(Field::new("text", arrow_schema::DataType::Utf8, true));
    let batches = vec![column(3), column(0), column(100_000), failed, column(1)];
    let input = Columns(batches.into_iter(), field);
    let mut stream = Mapped::new(input, Kernel::Count(TextOptions::DEFAULT, None)).unwrap();
    assert_eq!(stream.schema(), septet_arrow::count_schema());
    let mut lens = Vec::new();
    let error = loop {
        match stream.next().unwrap() {
            Ok(batch) => lens.push(batch.num_rows()),
            Err(error) => break error,
        }
    };
    assert_eq!(lens, [3, 0, 65_536, 34_464]);
    assert!(error.to_string().contains("the source broke"));
    assert!(stream.next().is_none());
}

#[test]
fn a_table_of_several_columns_needs_a_name() {
    let [rows, _] = tables().try_into().unwrap();
    let array: ArrayRef = Arc::new(StructArray::from(rows));
    let compute = |name: Option<&str>| {
        Kernel::Count(TextOptions::DEFAULT, name.map(Into::into)).compute(&array)
    };
    assert_eq!(compute(Some("text")).unwrap().num_rows(), 7);
    assert_eq!(compute(None).unwrap_err().kind(), ErrorKind::ColumnMissing);
    let error = compute(Some("a\0b")).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ColumnMissing);
    // C cannot take a NUL within an error's text
    assert!(!septet_arrow::arrow_error(&error).to_string().contains('\0'));
    let column: ArrayRef = Arc::new(StringArray::from(vec!["a"]));
    let named = Kernel::Count(TextOptions::DEFAULT, Some("text".into())).compute(&column);
    assert_eq!(named.unwrap_err().kind(), ErrorKind::ColumnMissing);
}

#[test]
fn a_stream_of_tables_is_a_pass() {
    let [rows, _] = tables().try_into().unwrap();
    let pass = Pass::new(preflight(), ColumnNames::default()).unwrap();
    let batches = [rows.slice(0, 2), rows.slice(2, 5)].map(Ok);
    let schema = rows.schema();
    let reader = RecordBatchIterator::new(batches, schema);
    let mut kernel = Kernel::Preflight(Box::new(pass));
    let mut count = 0;
    for batch in reader {
        let array: ArrayRef = Arc::new(StructArray::from(batch.unwrap()));
        count += kernel.compute(&array).unwrap().num_rows();
    }
    let Kernel::Preflight(mut pass) = kernel else { panic!("it was a pass") };
    assert_eq!(count as u64, pass.totals().unwrap().row_count());
}
