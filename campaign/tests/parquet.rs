//! Campaigns in Parquet files: the rows of a CSV file, and what is refused.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow_array::{
    ArrayRef, BooleanArray, Date32Array, Float64Array, Int32Array, Int64Array, LargeStringArray,
    RecordBatch, StringArray, TimestampMicrosecondArray, TimestampMillisecondArray,
};
use parquet::arrow::ArrowWriter;
use parquet::file::properties::WriterProperties;
use septet::ErrorKind;
use septet::preflight::{Preflight, PreflightOptions, Report};
use septet::rate::Timestamp;
use septet::vendor::Vendor;
use septet_campaign::checks::check;
use septet_campaign::driver::{self, Campaign};
use septet_campaign::input::{Block, Digest, Input, ReadOptions, Reader};
use septet_campaign::rows::RowsOptions;

/// A file of this name for one test, gone afterwards.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Scratch {
        let name = format!("septet-parquet-{}-{name}", std::process::id());
        Scratch(std::env::temp_dir().join(name))
    }

    fn with(name: &str, columns: Vec<(&str, ArrayRef)>) -> Scratch {
        let scratch = Scratch::new(name);
        let batch = RecordBatch::try_from_iter(columns).unwrap();
        // several row groups, none of which ends with a batch
        let properties = WriterProperties::builder().set_max_row_group_row_count(Some(777)).build();
        let file = File::create(&scratch.0).unwrap();
        let mut writer = ArrowWriter::try_new(file, batch.schema(), Some(properties)).unwrap();
        writer.write(&batch).unwrap();
        writer.close().unwrap();
        scratch
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

fn texts<T: AsRef<str>>(texts: impl IntoIterator<Item = T>) -> ArrayRef {
    Arc::new(texts.into_iter().map(Some).collect::<StringArray>())
}

/// Report and rows of a campaign, with the digest of its file.
fn judged(path: &Path) -> (Report, String, Digest) {
    let vendor = Vendor::builtin("msgine").unwrap().clone();
    let preflight = Preflight::new(vendor, Vec::new(), PreflightOptions::default()).unwrap();
    let campaign = Campaign::default();
    let again = || campaign.open_again(path.into());
    let directory = std::env::temp_dir();
    let flags = check(&preflight, &campaign, again, None, &directory).unwrap();
    assert!(again().unwrap().digest().is_none());
    let mut reader = campaign.open(path.into()).unwrap();
    let mut rows = Vec::new();
    let options = RowsOptions { with_numbers: true, with_text: true, ..RowsOptions::default() };
    let out: driver::RowsFile<'_> = (&mut rows, options);
    let progress = &mut |_, _: &_| {};
    let totals =
        driver::run(&preflight, &campaign, &flags, &mut reader, Some(out), 2, progress).unwrap();
    let origin = reader.origin();
    assert_eq!(Some(origin.read_len()), origin.total_len());
    let (report, digest) = (preflight.report(totals).unwrap(), reader.digest().unwrap());
    (report, String::from_utf8(rows).unwrap(), digest)
}

fn refusal(path: &Path) -> septet::Error {
    let error = Campaign::default().open(path.into()).err().expect("refused");
    assert_eq!(error.file(), Some(&*path.display().to_string()), "{error}");
    error
}

#[test]
fn rows_are_those_of_a_csv_file() {
    let count = 3000;
    let number = |row: i64| 256_700_000_000 + row % 2900 * 13 + i64::from(row % 50 == 7) * 10;
    let text = |row: i64| match row % 4 {
        0 => String::new(),
        1 => "It’s 5 €".repeat(row as usize % 23),
        2 => format!("say \"{row}\",\nthen go"),
        _ => "z".repeat(row as usize % 400),
    };
    let noon = |row: i64| 1_790_000_000 + row * 1_000;
    let country = |row: i64| ["", "UG", "KE", "uganda"][row as usize % 4];
    let rows = || 0..count;
    let optional = |text: &str| Some(text.to_string()).filter(|text| !text.is_empty());
    let parquet = Scratch::with(
        "rows",
        vec![
            ("note", texts(rows().map(|row| format!("not read {row}")))),
            ("text", Arc::new(rows().map(|row| Some(text(row))).collect::<LargeStringArray>())),
            ("To", Arc::new(rows().map(number).collect::<Int64Array>())),
            ("country", Arc::new(rows().map(|r| optional(country(r))).collect::<StringArray>())),
            ("mcc", Arc::new(rows().map(|r| (r % 3 > 0).then_some(641)).collect::<Int32Array>())),
            (
                "time",
                Arc::new(
                    rows()
                        .map(|row| Some(noon(row) * 1_000_000 + 999_999))
                        .collect::<TimestampMicrosecondArray>()
                        .with_timezone("+03:00"),
                ),
            ),
        ],
    );
    let mut csv = String::from("to,text,country,mcc,time\n");
    for row in rows() {
        let text = text(row).replace('"', "\"\"");
        let mcc = if row % 3 > 0 { "641" } else { "" };
        let (days, second) = (noon(row) / 86_400, noon(row) % 86_400);
        // 2026-09-21 is day 20,717; the month of all rows ends later than they do
        let (month, day) = if days < 20_727 { (9, days - 20_696) } else { (10, days - 20_726) };
        let time = format!(
            "2026-{month:02}-{day:02}T{:02}:{:02}:{:02}Z",
            second / 3600,
            second / 60 % 60,
            second % 60
        );
        csv.push_str(&format!("{},\"{text}\",{},{mcc},{time}\n", number(row), country(row)));
    }
    let plain = Scratch::new("rows.csv");
    std::fs::write(&plain.0, csv).unwrap();
    let (report, rows, digest) = judged(&parquet.0);
    let (expected, expected_rows, _) = judged(&plain.0);
    // the second column is the line, which in Parquet is the row
    let without_lines = |rows: &str, is_csv: bool| -> Vec<String> {
        let mut records = csv::ReaderBuilder::new().from_reader(rows.as_bytes());
        let records = records.records().map(|record| {
            let record = record.unwrap();
            if !is_csv {
                assert_eq!(record[0], record[1]);
            }
            let fields = record.iter().enumerate().filter(|(index, _)| *index != 1);
            fields.map(|(_, field)| field).collect::<Vec<_>>().join("|")
        });
        records.collect()
    };
    assert_eq!(without_lines(&rows, false), without_lines(&expected_rows, true));
    assert_eq!((report.rows, report.statuses), (3000, expected.statuses));
    assert!(report.findings.iter().any(|f| f.code.as_str() == "row_unreadable" && f.count == 750));
    assert_eq!(report.lengths, expected.lengths);
    assert_eq!(digest, Digest::of(&std::fs::read(&parquet.0).unwrap()));
}

/// Written by pyarrow 26 with the script beside it: strings as a dictionary, zstd, two row groups.
#[test]
fn a_file_of_pyarrow() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/pyarrow.parquet");
    let mut reader = Campaign::default().open(Input::File(path)).unwrap();
    let (mut block, mut rows) = (Block::default(), Vec::new());
    while reader.read(&mut block).unwrap() {
        for row in 0..block.row_count() {
            rows.push([0, 1, 6].map(|slot| block.column(slot).get(row).to_string()));
        }
    }
    let expected = [
        ["256700000001", "Hello", "2026-07-01T09:30:00Z"],
        ["256700000002", "It’s 5 €", ""],
        ["256700000003", "", "1969-12-31T23:59:59Z"],
    ];
    assert_eq!(rows, expected);
}

#[test]
fn days_are_those_of_the_calendar() {
    let days: Vec<i32> = (-25_000..60_000).step_by(61).chain([-1, 0, 11_016, 11_017]).collect();
    let count = days.len();
    let parquet = Scratch::with(
        "days",
        vec![
            ("to", texts(vec!["+256700000001"; count])),
            ("text", texts(vec!["a"; count])),
            ("time", Arc::new(Date32Array::from(days.clone()))),
        ],
    );
    let mut reader = Campaign::default().open((&*parquet.0).into()).unwrap();
    let (mut block, mut read) = (Block::default(), Vec::new());
    while reader.read(&mut block).unwrap() {
        for row in 0..block.row_count() {
            let day = Timestamp::parse(block.column(6).get(row)).unwrap();
            assert_eq!(day.seconds() % 86_400, 0);
            read.push((day.seconds() / 86_400) as i32);
        }
    }
    assert_eq!(read, days);
}

#[test]
fn columns_that_are_none() {
    let text = || ("text", texts(["a"]));
    let to = || ("to", texts(["+256700000001"]));
    let of = |columns| refusal(&Scratch::with("columns", columns).0);
    let kind_and_field = |error: &septet::Error| (error.kind(), error.field().map(str::to_string));
    let field = |name: &str| Some(name.to_string());
    let error = of(vec![to()]);
    assert_eq!(kind_and_field(&error), (ErrorKind::ColumnMissing, field("text")));
    assert!(error.to_string().contains("\"to\""), "{error}");
    let twice = of(vec![to(), text(), ("TO", texts(["1"]))]);
    assert_eq!(kind_and_field(&twice), (ErrorKind::ColumnDuplicate, field("to")));
    let no_time: ArrayRef = Arc::new(TimestampMillisecondArray::from(vec![0]));
    let columns: [(&str, ArrayRef); 3] = [
        ("from", Arc::new(Float64Array::from(vec![1.0]))),
        ("country", Arc::new(BooleanArray::from(vec![true]))),
        ("time", no_time),
    ];
    for (name, column) in columns {
        let error = of(vec![to(), text(), (name, column)]);
        assert_eq!(kind_and_field(&error), (ErrorKind::ColumnType, field(name)));
    }
}

#[test]
fn files_that_are_damaged() {
    let whole = Scratch::with("whole", vec![("to", texts(["1"])), ("text", texts(["a"]))]);
    let octets = std::fs::read(&whole.0).unwrap();
    let torn = Scratch::new("torn");
    for len in [5, octets.len() / 2, octets.len() - 1] {
        std::fs::write(&torn.0, &octets[..len]).unwrap();
        assert_eq!(refusal(&torn.0).kind(), ErrorKind::InputUnreadable, "{len}");
    }
    // pages that are none: every octet between the first page's first and the footer
    let footer_len = u32::from_le_bytes(octets[octets.len() - 8..][..4].try_into().unwrap());
    let pages = 5..octets.len() - 8 - footer_len as usize;
    let mut bad = octets.clone();
    bad[pages].fill(0xFF);
    std::fs::write(&torn.0, &bad).unwrap();
    let mut reader = Campaign::default().open((&*torn.0).into()).unwrap();
    let error = reader.read(&mut Block::default()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InputUnreadable);
    assert_eq!(error.file(), Some(&*torn.0.display().to_string()));
    // a pipe has no end to begin at
    let stream = Input::Stream { name: "a pipe".into(), stream: Box::new(&*octets) };
    let error = Campaign::default().open(stream).err().expect("refused");
    assert!(error.to_string().contains("pipe"), "{error}");
    for options in [
        ReadOptions { delimiter: Some(b';'), ..ReadOptions::default() },
        ReadOptions { encoding: Some(encoding_rs::UTF_8), ..ReadOptions::default() },
    ] {
        let error = Reader::open((&*whole.0).into(), &[], &options).err().expect("refused");
        assert_eq!(error.kind(), ErrorKind::InvalidOption);
    }
}
