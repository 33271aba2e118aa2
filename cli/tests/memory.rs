//! Memory that does not grow with the files: looked at from outside, in a process of its own.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::fmt::Write as _;
use std::fs;
use std::process::{Command, Stdio};
use std::time::Duration;

use common::Place;
use serde_json::Value;

/// What the command prints, and the most memory that it ever held, in KiB.
fn peak_of(args: &[&str], place: &Place) -> (Value, u64) {
    let out = place.0.join("out.json");
    let mut child = Command::new(env!("CARGO_BIN_EXE_septet"))
        .current_dir(&place.0)
        .args(args)
        .stdout(Stdio::from(fs::File::create(&out).unwrap()))
        .spawn()
        .unwrap();
    let status_file = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    loop {
        // once it has ended there is no such line any more
        let status = fs::read_to_string(&status_file).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kib = line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok());
        peak = kib.unwrap_or(0).max(peak);
        if let Some(status) = child.try_wait().unwrap() {
            assert!(status.success(), "{status}");
            break;
        }
        std::thread::sleep(Duration::from_millis(2));
    }
    (serde_json::from_slice(&fs::read(out).unwrap()).unwrap(), peak)
}

const RATES: &str = "#! format = septet-ratecard/1\n#! id = c\n#! currency = USD\n\
    record,id,country,price\nrate,ug,UG,0.05\n";

/// An export whose rows all have one id: they are one group, which is not held in memory.
#[test]
fn a_bill_of_one_id_does_not_have_to_fit_into_memory() {
    let row_count = 450_000;
    let place = Place::new("one-id");
    place.file("rates.csv", RATES);
    place.file("sent.csv", "id,to,text\n0,+256772000001,hello\n");
    let mut bill = String::from("id,parts,price\n");
    for row in 0..row_count {
        let _ = writeln!(bill, "0,1,{}", if row % 100 == 99 { "0.07" } else { "0.05" });
    }
    place.file("bill.csv", bill);
    let args = ["audit", "sent.csv", "bill.csv", "--rates", "rates.csv", "--vendor", "msgine"];
    let (found, peak) = peak_of(&[&args[..], &["--json"]].concat(), &place);
    assert_eq!(found["agreed"], 1);
    // of 4,500 rows of another price the first one is no repetition
    let groups = found["differences"].as_array().unwrap();
    let count = |reason: &str| {
        let group = groups.iter().find(|group| group["reasons"][0] == reason);
        group.map(|group| group["count"].as_u64().unwrap())
    };
    assert_eq!((count("duplicate_billed"), count("unknown")), (Some(row_count - 2), Some(1)));
    // entries of so many rows take 36 MB alone
    assert!((5 << 10..48 << 10).contains(&peak), "{peak} KiB");
}
