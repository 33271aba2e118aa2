//! Compares septet with rlibphonenumber on generated numbers and prints every difference:
//! `cargo run --release -p septet-benches --features rivals --bin number_differences -- 1000000`.
//!
//! The two carry metadata of different releases, so some differences are to be expected: each line
//! names the number, and a third implementation with septet's metadata can say who is right.

#![forbid(unsafe_code)]

use std::collections::BTreeMap;
use std::process::ExitCode;

use rlibphonenumber::{PHONE_NUMBER_UTIL, PhoneNumberFormat};
use septet::number::{METADATA_VERSION, parse};
use septet_benches::numbers::any;

fn main() -> ExitCode {
    let count = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(1_000_000);
    let mut differences = 0;
    let mut by_code: BTreeMap<u16, usize> = BTreeMap::new();
    for text in any(count) {
        let (ours, theirs) = (ours(&text), theirs(&text));
        if ours != theirs {
            differences += 1;
            let code = parse(&text, None).map_or(0, |number| number.calling_code());
            *by_code.entry(code).or_default() += 1;
            println!("{text}\t{ours}\t{theirs}");
        }
    }
    eprintln!("{count} numbers, {differences} differ (septet has metadata {METADATA_VERSION})");
    for (code, count) in by_code {
        eprintln!("  +{code}: {count}");
    }
    ExitCode::SUCCESS
}

fn ours(text: &str) -> String {
    match parse(text, None) {
        Err(_) => "none".into(),
        Ok(number) => format!(
            "{number} {} {} {}",
            number.region().map_or("none".into(), |region| region.to_string()),
            number.kind().as_str().replace('_', "").to_lowercase(),
            number.is_valid(),
        ),
    }
}

fn theirs(text: &str) -> String {
    match PHONE_NUMBER_UTIL.parse(text, None) {
        Err(_) => "none".into(),
        Ok(number) => format!(
            "{} {} {} {}",
            number.format_as(PhoneNumberFormat::E164),
            number.get_region_code().map_or("none".into(), |region| region.to_string()),
            format!("{:?}", number.get_type()).to_lowercase(),
            number.is_valid(),
        ),
    }
}
