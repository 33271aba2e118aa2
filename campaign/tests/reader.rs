//! Reading campaign files: what is refused, what is a faulty row, what is understood.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::io::{Cursor, Read};

use septet::ErrorKind;
use septet_campaign::input::{
    Block, Input, ReadOptions, Reader, RowFault, Wanted, parse_delimiter, parse_encoding,
};

fn open(bytes: &[u8], options: &ReadOptions) -> Result<Reader<'static>, septet::Error> {
    let stream: Box<dyn Read> = Box::new(Cursor::new(bytes.to_vec()));
    let wanted = [Wanted::new("to", true), Wanted::new("text", true), Wanted::new("from", false)];
    Reader::open(Input::Stream { name: "campaign".into(), stream }, &wanted, options)
}

type Row = (u64, Result<[String; 3], RowFault>);

fn all(mut reader: Reader<'_>) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut block = Block::default();
    while reader.read(&mut block).unwrap() {
        assert_eq!(block.first_row(), rows.len() as u64);
        for i in 0..block.row_count() {
            let row = match block.faults().iter().find(|(row, _)| *row == i) {
                Some((_, fault)) => Err(*fault),
                None => Ok([0, 1, 2].map(|slot| block.column(slot).get(i).to_string())),
            };
            rows.push((block.line(i), row));
        }
    }
    rows
}

fn rows(bytes: &[u8]) -> Vec<Row> {
    all(open(bytes, &ReadOptions::default()).unwrap())
}

fn row(line: u64, fields: [&str; 3]) -> Row {
    (line, Ok(fields.map(String::from)))
}

fn refusal(bytes: &[u8]) -> septet::Error {
    open(bytes, &ReadOptions::default()).err().expect("refused")
}

#[test]
fn any_column_order_delimiter_and_byte_order_mark() {
    let expected = [row(2, ["1", "a, b; c", ""]), row(3, ["2", "ü\n✓", ""])];
    assert_eq!(rows("\u{FEFF}text,x,to\r\n\"a, b; c\",,1\r\n\"ü\n✓\",,2\r\n".as_bytes()), expected);
    assert_eq!(rows("text;to\n\"a, b; c\";1\n\"ü\n✓\";2".as_bytes()), expected);
    assert_eq!(rows("To\tTEXT\n1\ta, b; c\n2\t\"ü\n✓\"\n".as_bytes()), expected);
    assert_eq!(
        rows("sep=;\r\nto;text\r\n1;x\r\n".as_bytes()),
        [row(3, ["1", "x", ""])],
        "the line that a spreadsheet writes"
    );
}

#[test]
fn the_wanted_columns_choose_the_delimiter() {
    assert_eq!(rows(b"a,b,c,d;to;text\nx;1;T\n"), [row(2, ["1", "T", ""])]);
}

#[test]
fn heads_that_are_refused() {
    let kind = |bytes: &[u8]| refusal(bytes).kind();
    assert_eq!(kind(b""), ErrorKind::InputEmpty);
    assert_eq!(kind(b"\n\r\n\n"), ErrorKind::InputEmpty);
    assert_eq!(kind(b"number,text\n1,a\n"), ErrorKind::ColumnMissing);
    assert_eq!(kind(b"to,text,To\n1,a,2\n"), ErrorKind::ColumnDuplicate);
    assert_eq!(kind(b"to,text,gr\xFC\xDFe\n"), ErrorKind::InputEncoding);
    assert_eq!(kind(b"\"to,text\n1,2\n"), ErrorKind::Syntax);
    for (bytes, label) in [
        (&b"\xFF\xFEt\0o\0,\0t\0e\0x\0t\0\n\0"[..], "utf-16le"),
        (b"t\0o\0,\0t\0e\0x\0t\0\n\0", "utf-16le"),
        (b"\xFE\xFF\0t\0o\0,\0t", "utf-16be"),
        (b"\0t\0o\0,\0t\0e\0x\0t\0\n", "utf-16be"),
    ] {
        let error = refusal(bytes);
        assert_eq!(error.kind(), ErrorKind::InputEncoding);
        assert!(error.message().contains(&format!("--encoding {label}")), "{error}");
    }
    let error = refusal(b"+256700000001,Hello\n");
    assert!(error.message().contains("the first line is a row"), "{error}");
    let error = refusal(b"msisdn,text\n1,a\n");
    assert_eq!((error.field(), error.value(), error.line()), (Some("to"), Some("to"), Some(1)));
    assert!(error.message().contains("\"msisdn\"") && error.message().contains("--column to=NAME"));
}

#[test]
fn a_header_alone_has_no_rows() {
    assert_eq!(rows(b"to,text\n"), []);
    assert_eq!(rows(b"to,text"), []);
}

#[test]
fn faulty_rows_count_and_the_rest_goes_on() {
    let got = rows(b"to,text\n1,caf\xE9\n2,b\n3\n4,a,b\n5,x,\n\"6,y\n7,z\n");
    let expected = [
        (2, Err(RowFault::NotUtf8)),
        row(3, ["2", "b", ""]),
        (4, Err(RowFault::TooFewFields)),
        (5, Err(RowFault::TooManyFields)),
        row(6, ["5", "x", ""]),
        (7, Err(RowFault::QuoteUnclosed)),
        row(8, ["7", "z", ""]),
    ];
    assert_eq!(got, expected);
}

#[test]
fn a_character_torn_between_two_rows_is_two_faults() {
    // together the two fields are UTF-8, apart they are not
    let got = rows(b"to,text\n1,\xC3\n2,\xA9\n3,ok\n");
    assert_eq!(got[0].1, Err(RowFault::NotUtf8));
    assert_eq!(got[1].1, Err(RowFault::NotUtf8));
    assert_eq!(got[2], row(4, ["3", "ok", ""]));
}

#[test]
fn other_encodings_when_they_are_given() {
    let read = |bytes: &[u8], label: &str| {
        let encoding = Some(parse_encoding(label).unwrap());
        all(open(bytes, &ReadOptions { encoding, ..ReadOptions::default() }).unwrap())
    };
    let utf16 = |text: &str, le: bool| -> Vec<u8> {
        let units = text.encode_utf16();
        units.flat_map(|u| if le { u.to_le_bytes() } else { u.to_be_bytes() }).collect()
    };
    let text = "to,text\n1,naïve 😀\n2,مرحبا\n";
    let expected = [row(2, ["1", "naïve 😀", ""]), row(3, ["2", "مرحبا", ""])];
    assert_eq!(read(&utf16(text, true), "utf-16le"), expected);
    assert_eq!(read(&utf16(&format!("\u{FEFF}{text}"), false), "utf-16be"), expected);
    assert_eq!(read(b"to,text\n1,caf\xE9\n", "windows-1252"), [row(2, ["1", "café", ""])]);
    // a lone surrogate is refused with its row, never replaced
    let mut broken = utf16("to,text\n1,a", true);
    broken.extend_from_slice(&[0x00, 0xD8]);
    broken.extend(utf16("b\n2,ok\n", true));
    assert_eq!(read(&broken, "utf-16le"), [(2, Err(RowFault::NotUtf8)), row(3, ["2", "ok", ""])]);
    let long = format!("to,text\n{}", "1,ü\n".repeat(100_000));
    assert_eq!(read(&utf16(&long, true), "utf-16le").len(), 100_000);
    assert!(parse_encoding("klingon").is_err());
}

#[test]
fn wide_and_long() {
    let mut names: Vec<String> = (0..100_000).map(|i| format!("c{i}")).collect();
    names[70_000] = "text".into();
    names[99_999] = "to".into();
    let mut fields = vec!["v"; 100_000];
    fields[70_000] = "hello";
    fields[99_999] = "123";
    let file = format!("{}\n{}\n", names.join(","), fields.join(","));
    assert_eq!(rows(file.as_bytes()), [row(2, ["123", "hello", ""])]);

    let megabyte = "x\"\"y\n".repeat(200_000);
    let file = format!("to,text\n1,\"{megabyte}\"\n2,b\n");
    let got = rows(file.as_bytes());
    assert_eq!(got[0].1.as_ref().unwrap()[1], "x\"y\n".repeat(200_000));
    assert_eq!(got[1], row(200_003, ["2", "b", ""]));
}

#[test]
fn a_bare_list_of_numbers() {
    let options = ReadOptions { bare_list_of: Some(0), ..ReadOptions::default() };
    let stream: Box<dyn Read> = Box::new(Cursor::new(b"+256700000001\n0700 000 002\n".to_vec()));
    let wanted = [Wanted::new("to", true), Wanted::new("text", false), Wanted::new("from", false)];
    let input = Input::Stream { name: "list".into(), stream };
    let reader = Reader::open(input, &wanted, &options).unwrap();
    assert_eq!(all(reader), [row(1, ["+256700000001", "", ""]), row(2, ["0700 000 002", "", ""])]);
}

#[test]
fn delimiters_by_name() {
    assert_eq!(parse_delimiter("tab").unwrap(), b'\t');
    assert_eq!(parse_delimiter("|").unwrap(), b'|');
    for bad in ["", ",,", "\"", "\n", "é"] {
        assert_eq!(parse_delimiter(bad).unwrap_err().kind(), ErrorKind::InvalidOption, "{bad:?}");
    }
    let options = ReadOptions { delimiter: Some(b'|'), ..ReadOptions::default() };
    assert_eq!(all(open(b"to|text\n1|a,b\n", &options).unwrap()), [row(2, ["1", "a,b", ""])]);
}

#[test]
fn directories_and_missing_files() {
    let open = |path: &str| {
        let input = Input::File(path.into());
        Reader::open(input, &[], &ReadOptions::default()).err().expect("refused")
    };
    let error = open(env!("CARGO_MANIFEST_DIR"));
    assert_eq!(error.kind(), ErrorKind::InputUnreadable);
    assert!(error.message().contains("directory"), "{error}");
    let error = open("/nonexistent/campaign.csv");
    assert_eq!(error.file(), Some("/nonexistent/campaign.csv"));
}

#[test]
fn json_lines() {
    let file = b"{\"to\": 256772000001, \"text\": \"a\\nb\", \"x\": [1]}\n\n\
        {\"text\": \"no number\"}\nnot json\n[1]\n{\"to\": \"1\", \"text\": [\"x\"]}\n\
        {\"to\": \"2\", \"text\": \"caf\xE9\"}\n{\"to\": 12345678901234567890123, \"text\": \"\", \"from\": null}";
    let expected = [
        row(1, ["256772000001", "a\nb", ""]),
        (3, Err(RowFault::TooFewFields)),
        (4, Err(RowFault::NotJson)),
        (5, Err(RowFault::NotJson)),
        (6, Err(RowFault::NotText)),
        (7, Err(RowFault::NotUtf8)),
        row(8, ["12345678901234567890123", "", ""]),
    ];
    assert_eq!(rows(file), expected);
    assert_eq!(
        rows(b"\xEF\xBB\xBF {\"to\": \"1\", \"text\": \"a\"}\r\n"),
        [row(1, ["1", "a", ""])]
    );
    let long = format!(
        "{{\"to\":\"1\",\"text\":\"{}\"}}\n{{\"to\":\"2\",\"text\":\"b\"}}\n",
        "x".repeat(5 << 20)
    );
    assert_eq!(rows(long.as_bytes()), [(1, Err(RowFault::TooLong)), row(2, ["2", "b", ""])]);
}

#[test]
fn a_parquet_file_is_known_by_its_mark() {
    let error = refusal(b"PAR1\x15\x04\x15\x20");
    let (kind, says) = match cfg!(feature = "parquet") {
        true => (ErrorKind::InputUnreadable, "name the file"),
        false => (ErrorKind::NotSupportedYet, "--features parquet"),
    };
    assert_eq!((error.kind(), error.file()), (kind, Some("campaign")));
    assert!(error.to_string().contains(says), "{error}");
    // a header may begin so
    assert_eq!(refusal(b"PAR1,text\n1,a\n").kind(), ErrorKind::ColumnMissing);
}
