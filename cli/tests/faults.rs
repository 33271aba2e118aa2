//! What goes wrong around a run: it is killed, the disk is full, the file is cut or glued. Nothing is
//! lost and nothing is half-written.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use common::Place;

fn names(place: &Place) -> Vec<String> {
    let mut names = place.left_behind(&[]);
    names.sort();
    names
}

fn command(place: &Place) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_septet"));
    command.current_dir(&place.0).args(["preflight", "--vendor", "msgine", "--no-what-if"]);
    command
}

/// Rows of the report and of the rows file, and the statuses; nothing else is left behind.
fn judged(place: &Place, content: impl AsRef<[u8]>) -> (u64, Vec<String>, serde_json::Value) {
    place.file("in.csv", content);
    let done = command(place).args(["in.csv", "--json", "--out", "out.csv"]).output().unwrap();
    assert!(done.status.success(), "{}", text(&done.stderr));
    let report: serde_json::Value = serde_json::from_slice(&done.stdout).unwrap();
    let rows = fs::read_to_string(place.0.join("out.csv")).unwrap();
    assert_eq!(names(place), ["in.csv", "out.csv"]);
    let rows: Vec<String> = rows.lines().skip(1).map(String::from).collect();
    (report["rows"].as_u64().unwrap(), rows, report["statuses"].clone())
}

fn text(octets: &[u8]) -> String {
    String::from_utf8_lossy(octets).into_owned()
}

fn many_rows(count: usize) -> String {
    let row = |i| format!("+2567720{:05},Hello number {i}\n", i % 100_000);
    "to,text\n".to_string() + &(0..count).map(row).collect::<String>()
}

/// Killed while it writes: the named output is as it was, and the next run replaces what stayed.
#[test]
fn killed_in_mid_run() {
    let place = Place::new("killed");
    place.file("in.csv", many_rows(60_000));
    for before in [None, Some("as it was")] {
        if let Some(before) = before {
            place.file("out.csv", before);
        }
        let temporary = place.0.join(".out.csv.septet-part");
        let args = ["in.csv", "--out", "out.csv", "--html", "page.html"];
        let mut child = command(&place).args(args).stdout(Stdio::null()).spawn().unwrap();
        let begun = Instant::now();
        while fs::metadata(&temporary).map_or(0, |found| found.len()) == 0 {
            assert!(begun.elapsed() < Duration::from_secs(60), "it never wrote");
            assert_eq!(child.try_wait().unwrap(), None, "it was done before it was killed");
            std::thread::sleep(Duration::from_millis(2));
        }
        child.kill().unwrap();
        assert_eq!(child.wait().unwrap().signal(), Some(9));
        assert_eq!(fs::read_to_string(place.0.join("out.csv")).ok().as_deref(), before);
        assert!(!place.0.join("page.html").exists());
        assert!(temporary.exists(), "what stayed is there to be recognised");
    }
    let done = command(&place).args(["in.csv", "--out", "out.csv"]).output().unwrap();
    assert!(done.status.success(), "{}", text(&done.stderr));
    let rows = fs::read_to_string(place.0.join("out.csv")).unwrap();
    assert_eq!(rows.lines().count(), 60_001);
    assert!(!names(&place).contains(&".out.csv.septet-part".to_string()));
}

/// Runs with files limited to so many blocks of 512 octets, as a disk that fills up.
fn limited(place: &Place, blocks: u32, args: &str) -> Output {
    let septet = env!("CARGO_BIN_EXE_septet");
    let line = format!(
        "trap '' XFSZ; ulimit -f {blocks}; \
         exec {septet} preflight --vendor msgine --no-what-if {args}"
    );
    Command::new("sh").current_dir(&place.0).args(["-c", &line]).output().unwrap()
}

#[test]
fn the_disk_fills_up() {
    let place = Place::new("full");
    place.file("in.csv", many_rows(20_000));
    place.file("out.csv", "as it was");
    // the temporary files of the checks fit, the rows file does not
    let done = limited(&place, 1000, "in.csv --out out.csv --json");
    assert_eq!((done.status.code(), text(&done.stdout).as_str()), (Some(2), ""));
    let err = text(&done.stderr);
    assert!(err.contains("output_unwritable") && err.contains("out.csv"), "{err}");
    assert_eq!(fs::read_to_string(place.0.join("out.csv")).unwrap(), "as it was");
    assert_eq!(names(&place), ["in.csv", "out.csv"]);
    // nothing fits: neither part, nor page, nor the temporary files
    for args in ["in.csv --part out.csv", "in.csv --html out.csv", "in.csv --count out.csv"] {
        let done = limited(&place, 1, args);
        assert_eq!(done.status.code(), Some(2), "{args}: {}", text(&done.stderr));
        assert!(text(&done.stderr).contains("output_unwritable"), "{}", text(&done.stderr));
        assert_eq!(fs::read_to_string(place.0.join("out.csv")).unwrap(), "as it was");
        assert_eq!(names(&place), ["in.csv", "out.csv"]);
    }
    let done = limited(&place, 100_000, "in.csv --tmp-dir no/such");
    assert_eq!(done.status.code(), Some(2));
    assert!(text(&done.stderr).contains("tmp-dir"), "{}", text(&done.stderr));
}

/// Cut anywhere, also inside a quote: each record is a row, readable or not.
#[test]
fn a_file_that_was_cut() {
    let place = Place::new("cut");
    let whole = "to,text\n+256772000001,\"a, \"\"b\"\"\nc\"\n+256772000002,d\r\n+256772000003,e\n";
    let mut counts = Vec::new();
    for len in [9, 22, 25, 30, 32, 33, 34, 36, 50, 53, 60, whole.len()] {
        let (rows, lines, statuses) = judged(&place, &whole[..len]);
        assert_eq!(rows, lines.len() as u64, "{len}");
        let sum: u64 = statuses.as_object().unwrap().values().map(|n| n.as_u64().unwrap()).sum();
        assert_eq!(sum, rows, "{len}");
        counts.push(rows);
    }
    // with 33 octets the quote is still open at its line, and the next line holds a c
    assert_eq!(counts, [1, 1, 1, 1, 1, 2, 1, 2, 2, 3, 3, 3]);
}

#[test]
fn files_that_were_glued() {
    let place = Place::new("glued");
    let one = "to,text\n+256772000001,a\n+256772000002,b\n";
    let (rows, lines, statuses) = judged(&place, one.repeat(2));
    assert_eq!((rows, lines.len()), (5, 5));
    assert_eq!((&statuses["counted"], &statuses["invalid_number"]), (&4.into(), &1.into()));
    // the last line of the first has no end: its row has a column too many
    let (rows, lines, statuses) = judged(&place, format!("{}{one}", one.trim_end()));
    assert_eq!(rows, 4);
    assert!(lines[1].ends_with("row_unreadable,too_many_fields"), "{}", lines[1]);
    assert_eq!(statuses["counted"], 3);
}

#[test]
fn records_of_every_size_and_shape() {
    let place = Place::new("shapes");
    let number = "+256772000001";
    let megabyte = "x".repeat(1 << 20);
    let over = "y".repeat((4 << 20) + 1);
    let filled = ",z".repeat(198);
    let columns: String = (2..200).map(|i| format!(",c{i}")).collect();
    let file = format!(
        "\u{FEFF}to,text{columns}\r\n\
         {number},{megabyte}{filled}\n\
         {number},\"as a spreadsheet, \"\"quoted\"\"\r\nand cut\"{filled}\r\
         {number},\"{over}\"{filled}\n\
         \n\
         {number},b{filled}\r\n\
         {number},\"never closed{filled}\n\
         {number},c{filled}"
    );
    let (rows, lines, statuses) = judged(&place, &file);
    let brief: Vec<(&str, &str)> = lines
        .iter()
        .map(|line| {
            let cells: Vec<&str> = line.split(',').collect();
            (cells[1], if cells[2] == "unreadable" { cells[15] } else { cells[2] })
        })
        .collect();
    assert_eq!(
        brief,
        [
            ("2", "too_long"),
            ("3", "counted"),
            ("5", "record_too_long"),
            ("7", "counted"),
            ("8", "quote_unclosed"),
            ("9", "counted"),
        ]
    );
    assert_eq!((rows, &statuses["unreadable"]), (6, &2.into()));
}
