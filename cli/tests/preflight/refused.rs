//! What cannot be read, written or priced.

use std::fs;

use super::*;

/// Each of these is refused with status 2, a message that says where and what to do, and nothing
/// is left behind.
#[test]
fn what_cannot_be_read_is_refused() {
    let place = place("refused");
    let utf16: Vec<u8> = "to,text\n1,a\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let cases: [(&str, &[u8], &[&str]); 8] = [
        ("empty.csv", b"", &["input_empty", "empty.csv", "the input is empty"]),
        ("header.csv", b"to,text\n", &["input_empty", "no row under it"]),
        (
            "column.csv",
            b"number,text\n1,a\n",
            &["column_missing", ":1:", "\"to\"", "--column to=NAME"],
        ),
        ("twice.csv", b"to,text,TO\n1,a,b\n", &["column_duplicate", ":1:"]),
        (
            "latin.csv",
            b"to,text,stra\xDFe\n1,a,b\n",
            &["input_encoding", ":1:", "--encoding windows-1252"],
        ),
        ("utf16.csv", &utf16, &["input_encoding", "--encoding utf-16le"]),
        ("quote.csv", b"\"to,text\n1,a\n", &["syntax", ":1:", "quote_unclosed"]),
        ("data.csv", b"+256772000001,Hello\n", &["column_missing", "a row, not a header"]),
    ];
    for (name, content, expected) in cases {
        place.file(name, content);
        let ran = preflight(&place, &[&format!("@{name}"), "--out", "@rows.csv"], b"");
        assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{name}");
        for piece in expected {
            assert!(ran.err.contains(piece), "{name}: {piece} not in {}", ran.err);
        }
        assert_eq!(place.left_behind(&["card.csv", name]), [""; 0], "{name}");
        fs::remove_file(place.0.join(name)).unwrap();
    }
    let ran = preflight(&place, &["@"], b"");
    assert!(ran.status == 2 && ran.err.contains("this is a directory"), "{}", ran.err);
    let ran = preflight(&place, &["@absent.csv"], b"");
    assert!(ran.status == 2 && ran.err.contains("there is no such file"), "{}", ran.err);
}

#[test]
fn what_cannot_be_written_is_refused() {
    let place = place("unwritable");
    let status = |out: &str| {
        let ran = preflight(&place, &["-", "--out", out], TWO_ROWS);
        assert_eq!(ran.out, "");
        (ran.status, ran.err)
    };
    let (code, err) = status("@no/such/place.csv");
    assert!(code == 2 && err.contains("no such directory"), "{err}");
    let (code, err) = status("@");
    assert!(code == 2 && err.contains("this is a directory"), "{err}");
    if Path::new("/dev/full").exists() {
        let ran = preflight(&place, &["-", "--out", "/dev/full"], TWO_ROWS);
        assert!(ran.status == 2 && ran.err.contains("the disk is full"), "{}", ran.err);
        assert!(ran.err.contains("/dev/full"), "{}", ran.err);
    }
    assert_eq!(place.left_behind(&["card.csv"]), [""; 0]);
}

#[test]
fn rows_of_every_size_and_shape() {
    let place = place("shapes");
    let megabyte = format!(
        "to,text\n+256772000001,\"{}\"\n+256772000001,b\n",
        "x,\"\"y\"\"\n".repeat(130_000)
    );
    let json = preflight(&place, &["-", "--json"], megabyte.as_bytes()).json();
    assert_eq!((&json["rows"], &json["statuses"]["too_long"]), (&2.into(), &1.into()));

    let mut names: Vec<String> = (0..100_000).map(|i| format!("c{i}")).collect();
    names[50_000] = "text".into();
    names[99_999] = "to".into();
    let mut fields = vec![""; 100_000];
    fields[99_999] = "+256772000001";
    let wide = format!("{}\n{}\n", names.join(";"), fields.join(";"));
    let json = preflight(&place, &["-", "--json"], wide.as_bytes()).json();
    assert_eq!(json["statuses"]["priced"], 1);

    let latin = b"to,text\n+256772000001,caf\xE9\n+256772000001,b\n";
    let json = preflight(&place, &["-", "--json"], latin).json();
    assert_eq!(
        (&json["statuses"]["unreadable"], &json["statuses"]["priced"]),
        (&1.into(), &1.into())
    );
    let json = preflight(&place, &["-", "--json", "--encoding", "windows-1252"], latin).json();
    assert_eq!(json["statuses"]["priced"], 2);
}

#[test]
fn rate_cards_that_are_refused() {
    let place = place("cards");
    let row = |price: &str| CARD.replace("0.05", price);
    let cases = [
        (row("0.05x"), "price_syntax"),
        (row("-0.05"), "price_negative"),
        (row("0"), "price_zero"),
        (row("0.0000000001"), "price_precision"),
        (CARD.replace("254,", "256,"), "duplicate_rate"),
        (CARD.replace("USD", "usd"), "currency_invalid"),
    ];
    for (card, kind) in cases {
        place.file("bad.csv", card);
        let args = ["-", "--vendor", "msgine", "--rates", "@bad.csv", "--out", "@rows.csv"];
        let ran = septet(&place, &args, TWO_ROWS);
        assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{kind}");
        assert!(ran.err.contains(kind) && ran.err.contains("bad.csv"), "{kind}: {}", ran.err);
        assert_eq!(place.left_behind(&["card.csv", "bad.csv"]), [""; 0], "{kind}");
    }
    let ran = septet(&place, &["-", "--vendor", "nobody"], TWO_ROWS);
    assert!(ran.status == 2 && ran.err.contains("nobody"), "{}", ran.err);
}

/// A dash is the campaign, or records: other files are files.
#[test]
fn what_is_no_stream_is_refused_by_name() {
    let place = place("no-stream");
    for args in [
        &["preflight", "-", "--rates", "-"][..],
        &["preflight", "-", "--profile", "-"],
        &["compare", "-", "--rates", "-"],
        &["audit", "-", "bill.csv", "--rates", "-"],
        &["rate", "+256772000001", "--rates", "-"],
    ] {
        let ran = place.septet(args, TWO_ROWS);
        let told = "this is not read from standard input: name a file";
        assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{args:?}");
        assert!(ran.err.contains(told), "{args:?}: {}", ran.err);
    }
}
