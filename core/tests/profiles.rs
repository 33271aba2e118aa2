//! Profiles: those that come with septet, one that uses every field, and files with mistakes.

#![cfg(feature = "vendors")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use septet::ErrorKind;
use septet::sender::{Traffic, check};
use septet::vendor::{Format, Gap, Vendor};

const ZURI: &str = include_str!("profiles/zuri.json");

#[test]
fn built_in_profiles_load() {
    let ids: Vec<&str> = Vendor::builtins().unwrap().iter().map(Vendor::id).collect();
    assert_eq!(ids, ["macksms", "msegat", "msgine", "msmpusher"]);
    for vendor in Vendor::builtins().unwrap() {
        assert!(!vendor.name().is_empty() && !vendor.findings().is_empty(), "{}", vendor.id());
    }
    assert_eq!(Vendor::builtin("mseg").unwrap().id(), "msegat");
    let unknown = Vendor::builtin("nobody").unwrap_err();
    assert_eq!(unknown.kind(), ErrorKind::VendorUnknown);
    assert!(unknown.message().contains("msgine"));
}

/// What the standards say and nothing else; the words are 3GPP's and the ITU's.
#[test]
fn without_a_vendor_the_standards_hold() {
    let neutral = Vendor::neutral().unwrap();
    assert_eq!(Vendor::builtin("neutral").unwrap(), neutral);
    assert!(neutral.findings().is_empty() && neutral.status().tables().is_empty());
    let verdict = |sender| {
        let found = check(sender, neutral.sender(), Traffic::Unknown);
        assert!(found.unspecified.is_none(), "{sender}: {found:?}");
        found.verdict.as_str()
    };
    assert_eq!(verdict("Kito Market"), "ok_alpha");
    assert_eq!(verdict("Kito Market1"), "too_long");
    // the euro sign takes two septets
    assert_eq!((verdict("Kito Mark€"), verdict("Kito Marke€")), ("ok_alpha", "too_long"));
    assert_eq!(verdict("Kitó"), "not_gsm7");
    assert_eq!((verdict("+256701812549"), verdict("80800")), ("ok_e164", "ok_numeric"));
    assert_eq!((neutral.charging().per, neutral.text().max_chars), (None, None));
    assert!(neutral.limits().rate.is_empty() && neutral.countries().is_empty());
}

#[test]
fn what_is_written_loads_as_the_same_profile() {
    let zuri = Vendor::load(ZURI, Format::Json).unwrap();
    let mut all: Vec<&Vendor> = Vendor::builtins().unwrap().iter().collect();
    all.extend([&zuri, Vendor::neutral().unwrap()]);
    for vendor in all {
        let written = vendor.to_json();
        assert_eq!(&Vendor::load(&written, Format::Json).unwrap(), vendor, "{written}");
    }
}

#[test]
fn a_profile_that_uses_every_field_is_read_whole() {
    let zuri = Vendor::load(ZURI, Format::Json).unwrap();
    assert!(zuri.is_called("zurisms"));
    assert_eq!(zuri.number().default_region.unwrap().as_str(), "KE");
    assert_eq!(zuri.charging().parts_gsm7, Some([160, 153]));
    assert_eq!(zuri.limits().quiet_hours[0].from.to_string(), "20:00");
    assert_eq!(zuri.text().max_bytes.as_ref().unwrap().n, 4000);
    assert!(zuri.sender().reserved_sender("ZURI-OTP").unwrap().takes("Your code is 12345"));
    assert_eq!(zuri.findings()[0].gap, Gap::Silent);
    // what the file says and what is written back hold the same fields
    let file: serde_json::Value = serde_json::from_str(ZURI).unwrap();
    let written: serde_json::Value = serde_json::from_str(&zuri.to_json()).unwrap();
    let missing = missing_fields(&file, &written, "");
    // these stand at their defaults in the file
    let defaults =
        [".text.on_conflict", ".http", ".receipt.twelve_digit_dates", ".missing_group.default"];
    for path in &missing {
        let known = defaults.contains(&path.as_str())
            || path.ends_with(".basis")
            || path.ends_with(".scope")
            || path.ends_with(".certainty")
            || path.ends_with(".extendable");
        assert!(known, "{path} is lost: {missing:?}");
    }
}

fn missing_fields(file: &serde_json::Value, written: &serde_json::Value, at: &str) -> Vec<String> {
    use serde_json::Value::{Array, Object};
    match (file, written) {
        (Object(a), Object(b)) => a
            .iter()
            .flat_map(|(name, value)| match b.get(name) {
                None => vec![format!("{at}.{name}")],
                Some(other) => missing_fields(value, other, &format!("{at}.{name}")),
            })
            .collect(),
        (Array(a), Array(b)) if a.len() == b.len() => {
            a.iter().zip(b).flat_map(|(a, b)| missing_fields(a, b, &format!("{at}[]"))).collect()
        }
        _ if file == written => vec![],
        _ => vec![format!("{at}: {file} became {written}")],
    }
}

/// The profile with one piece of text replaced.
fn broken(from: &str, to: &str) -> septet::Error {
    assert!(ZURI.contains(from), "{from}");
    let text = ZURI.replacen(from, to, 1);
    Vendor::load(&text, Format::Json).expect_err(to)
}

#[test]
fn mistakes_are_refused_with_their_path() {
    let cases = [
        ("\"plus\": \"optional\"", "\"plus\": \"maybe\"", "number.plus", ErrorKind::InvalidOption),
        (
            "\"plus\": \"optional\"",
            "\"pluss\": \"optional\"",
            "number.pluss",
            ErrorKind::FieldUnknown,
        ),
        (
            "\"plus\": \"optional\"",
            "\"plus\": \"optional\", \"plus\": \"optional\"",
            "number.plus",
            ErrorKind::FieldDuplicate,
        ),
        ("\"id\": \"zuri\",", "", "id", ErrorKind::FieldMissing),
        ("\"id\": \"zuri\"", "\"id\": \"Zuri\"", "id", ErrorKind::InvalidOption),
        ("septet.profile/1", "septet.profile/2", "schema", ErrorKind::InvalidOption),
        ("\"20:00\"", "\"24:00\"", "limits.quiet_hours[0].from", ErrorKind::InvalidOption),
        ("\"KE\"", "\"ke\"", "countries[0]", ErrorKind::InvalidOption),
        ("\"code\": \"7\"", "\"code\": \"0\"", "status.submit.rows", ErrorKind::FieldDuplicate),
        (
            "\"code\": \"7\"",
            "\"code\": \"seven\"",
            "status.submit.rows[1].code",
            ErrorKind::InvalidOption,
        ),
        (
            "\"state\": \"accepted\"",
            "\"state\": \"fine\"",
            "status.submit.rows[0].state",
            ErrorKind::InvalidOption,
        ),
        (
            "\"when\": [\"/code\"]",
            "\"when\": [\"code\"]",
            "payloads[0].when",
            ErrorKind::InvalidOption,
        ),
        (
            "\"err_table\": \"gsm3gpp.map_error\"",
            "\"err_table\": \"gsm3gpp.nothing\"",
            "receipt.err_table",
            ErrorKind::TableUnknown,
        ),
        ("\"infobip.status\"", "\"infobip.statuses\"", "borrow[0].table", ErrorKind::TableUnknown),
        ("\"table\": \"generic\"", "\"table\": \"own\"", "http.table", ErrorKind::TableUnknown),
    ];
    for (from, to, path, kind) in cases {
        let error = broken(from, to);
        assert_eq!((error.kind(), error.field()), (kind, Some(path)), "{to}: {error}");
    }
}

#[test]
fn bare_codes() {
    let code = |vendor: &str, group: Option<&str>, code: &str| {
        Vendor::builtin(vendor).unwrap().status().code(group, code).outcome
    };
    use septet::status::{Cause, Outcome, Retry, State};
    let refused = code("msegat", None, "M0001");
    assert_eq!((refused.state, refused.cause), (State::Rejected, Cause::MissingParameter));
    assert_eq!(code("msegat", None, "m0001"), Outcome::UNLISTED);
    let flood = code("macksms", Some("19"), "63");
    assert_eq!((flood.retry, flood.backoff_s), (Retry::Later, Some(3600)));
    assert_eq!(code("macksms", Some("18"), "63"), Outcome::UNLISTED);
    assert_eq!(code("msmpusher", None, " 1000\n").state, State::Accepted);
    assert_eq!(code("msgine", None, "DELIVERED").state, State::Delivered);
}

#[test]
fn the_schema_is_current() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/data/schemas/profile.schema.json");
    let committed = std::fs::read_to_string(path).unwrap_or_default();
    let hint = "run: septet vendors schema > core/data/schemas/profile.schema.json";
    assert!(committed == septet::vendor::json_schema(), "{hint}");
}

#[test]
fn toml_mistakes_have_their_place() {
    let head = "schema = \"septet.profile/1\"\nid = \"x\"\nname = \"X\"\n";
    let load = |rest: &str| Vendor::load(&format!("{head}{rest}"), Format::Toml);
    assert_eq!(load("").unwrap().name(), "X");
    let twice = load("[number]\nplus = \"required\"\nplus = \"required\"\n").unwrap_err();
    assert_eq!((twice.kind(), twice.line()), (ErrorKind::FieldDuplicate, Some(6)), "{twice}");
    let broken = load("[number\n").unwrap_err();
    assert_eq!((broken.kind(), broken.line()), (ErrorKind::Syntax, Some(4)), "{broken}");
    let dated = load("revision = 2026-01-15\n").unwrap_err();
    assert_eq!((dated.kind(), dated.field()), (ErrorKind::InvalidOption, Some("revision")));
}

#[test]
fn the_order_of_tables_is_that_of_the_file() {
    let head = "schema = \"septet.profile/1\"\nid = \"x\"\nname = \"X\"\n";
    let table =
        |name| format!("[status.{name}]\nkey = [\"code\"]\ncode_type = \"int\"\nrows = []\n");
    let text = format!("{head}{}{}", table("zeta"), table("alpha"));
    let vendor = Vendor::load(&text, Format::Toml).unwrap();
    let names: Vec<&str> =
        vendor.status().tables().iter().map(septet::status::Table::name).collect();
    assert_eq!(names, ["zeta", "alpha"], "the first is the default");
}
