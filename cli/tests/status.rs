//! The commands `status` and `vendors`, run in this process.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::septet;
use serde_json::{Value, json};

const ZURI: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../core/tests/profiles/zuri.json");

#[test]
fn a_code_in_one_line() {
    let ran = septet(&["status", "--vendor", "macksms", "--group", "19", "63"], "");
    assert_eq!(ran.status, 0);
    assert_eq!(
        ran.out,
        "63 REJECTED_FLOODING_FILTER: rejected, final (too many messages to one number per time); \
         try again in 3600 s; charged or not: not said\n"
    );
    let ran = septet(&["status", "--vendor", "msegat", "9999999"], "");
    assert!(ran.out.starts_with("9999999: not a listed code: unknown; do not send it again"));
    // no code of this vendor, but an HTTP status that it speaks of
    let ran = septet(&["status", "--vendor", "msgine", "402"], "");
    let lines: Vec<&str> = ran.out.lines().collect();
    assert!(lines[0].starts_with("402: not a listed code: unknown"), "{lines:?}");
    assert_eq!(lines[1..], ["402 is an HTTP status: --http 402 says what it means here"]);
}

#[test]
fn a_body_with_http() {
    let body = r#"{"error":{"code":"rate_limit_exceeded"}}"#;
    let args = ["--vendor", "msgine", "--http", "429", "--retry-after", "30", "--body", "-"];
    let ran = septet(&[&["status"], &args[..], &["--json"]].concat(), body);
    let object: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(object["schema"], "septet.status/1");
    assert_eq!((&object["cause"], &object["backoff_s"]), (&json!("rate_limited"), &json!(30)));
    let ran = septet(&[&["status"], &args[..]].concat(), "<html>");
    assert!(ran.out.contains("could not be read"), "{}", ran.out);
}

#[test]
fn a_receipt_with_its_fields() {
    let text = "id:5 stat:UNDELIV err:001 submit date:2401150930";
    let ran = septet(&["status", "--receipt", text, "--err-table", "gsm3gpp.map_error"], "");
    let lines: Vec<&str> = ran.out.lines().collect();
    assert!(lines[0].starts_with("UNDELIV: undeliverable, final (well-formed number"));
    assert!(lines.contains(&"  submit_date  2024-01-15T09:30:00"), "{lines:?}");
}

#[test]
fn records_keep_their_places() {
    let records = [
        r#"{"vendor":"zuri","kind":"code","input":{"code":9,"table":"submit"}}"#,
        r#"{"vendor":"nobody","kind":"code","input":{"code":9}}"#,
        "not JSON",
        r#"{"vendor":"smpp","kind":"table","input":{"table":"smpp.nothing","key":"1"}}"#,
        r#"{"vendor":"msgine","kind":"http","input":{"http_status":-1}}"#,
        r#"{"vendor":"msgine","kind":"http","input":{"http_status":429}}"#,
    ];
    let ran = septet(&["status", "--jsonl", "--profile", ZURI], records.join("\n"));
    let lines: Vec<Value> =
        ran.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), records.len());
    assert_eq!(lines[0]["backoff_s"], 30);
    let kinds: Vec<_> = lines[1..5].iter().map(|line| line["error"]["kind"].clone()).collect();
    assert_eq!(kinds, ["vendor_unknown", "syntax", "table_unknown", "invalid_option"]);
    assert_eq!(lines[4]["error"]["field"], "http_status");
    assert_eq!(lines[5]["cause"], "rate_limited");
}

#[test]
fn what_cannot_run_says_why() {
    for (args, words) in [
        (&["status", "1"][..], "--vendor"),
        (&["status", "--vendor", "nobody", "1"], "macksms, msegat, msgine, msmpusher"),
        (&["status", "--vendor", "msgine", "--table", "nope", "1"], "status, event, error, http"),
        (&["status", "--vendor", "msgine"], "give a code"),
        (&["status", "--vendor", "/nowhere/x.json", "1"], "/nowhere/x.json"),
        (&["status", "--table", "smpp.nothing", "1"], "smpp.command_status"),
    ] {
        let ran = septet(args, "");
        assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{args:?}");
        assert!(ran.err.contains(words), "{args:?}: {}", ran.err);
    }
}

#[test]
fn vendors_in_plain_words() {
    let list = septet(&["vendors", "list"], "").out;
    // four vendors, and none
    assert_eq!(list.lines().count(), 5);
    assert_eq!(list.lines().last(), Some("neutral    none (the standards alone)"));
    let json: Value =
        serde_json::from_str(&septet(&["vendors", "list", "--json"], "").out).unwrap();
    let codes: u64 =
        json["vendors"].as_array().unwrap().iter().map(|v| v["code_count"].as_u64().unwrap()).sum();
    assert_eq!(codes, 99);
    let show = septet(&["vendors", "show", "msgine"], "").out;
    assert!(show.contains("at most 1600 characters, of what kind is not said; at most 10 parts"));
    assert!(show.contains("chars_or_parts:") && show.contains("https://api.msgine.net"));
    let written = septet(&["vendors", "show", "msmpusher", "--json"], "").out;
    let profile: Value = serde_json::from_str(&written).unwrap();
    assert_eq!(profile["schema"], "septet.profile/1");
}

fn folder(name: &str) -> std::path::PathBuf {
    let path = std::env::temp_dir().join(format!("septet-{name}-{}", std::process::id()));
    std::fs::create_dir_all(&path).unwrap();
    path
}

#[test]
fn the_skeleton_loads_and_so_do_its_examples() {
    let ran = septet(&["vendors", "new", "acme"], "");
    assert_eq!(ran.status, 0);
    let folder = folder("skeleton");
    let check = |name: &str, text: &str| {
        let path = folder.join(name);
        std::fs::write(&path, text).unwrap();
        let ran = septet(&["vendors", "check", path.to_str().unwrap()], "");
        assert_eq!(ran.status, 0, "{}", ran.out);
        assert!(ran.out.contains("ok: acme"), "{}", ran.out);
    };
    check("plain.toml", &ran.out);
    // with every example switched on
    let is_example =
        |line: &&str| line.starts_with('#') && !line.starts_with("# ") && line.len() > 1;
    let mut text = String::new();
    for line in ran.out.lines() {
        text.push_str(if is_example(&line) { &line[1..] } else { line });
        text.push('\n');
    }
    check(
        "all.toml",
        &text
            .replace("encodings = []", "encodings = [\"UTF-8\"]")
            .replace("default_encoding = \"\"", "default_encoding = \"UTF-8\""),
    );
    // every field of the format is in it
    let schema = septet(&["vendors", "schema"], "").out;
    let schema: Value = serde_json::from_str(&schema).unwrap();
    for name in field_names(&schema) {
        assert!(ran.out.contains(&name), "{name} is not explained");
    }
    std::fs::remove_dir_all(folder).unwrap();
    let refused = septet(&["vendors", "new", "Acme!"], "");
    assert_eq!((refused.status, refused.out.as_str()), (2, ""));
}

/// The names of all properties of a schema; states are words, not fields.
fn field_names(schema: &Value) -> Vec<String> {
    let mut names = Vec::new();
    match schema {
        Value::Object(members) => {
            for (key, value) in members {
                if key == "properties" {
                    let properties = value.as_object().unwrap();
                    if !properties.contains_key("undeliverable") {
                        names.extend(properties.keys().cloned());
                    }
                }
                names.extend(field_names(value));
            }
        }
        Value::Array(items) => names.extend(items.iter().flat_map(field_names)),
        _ => {}
    }
    names
}

#[test]
fn check_names_the_field() {
    let folder = folder("check");
    let path = folder.join("bad.toml");
    std::fs::write(
        &path,
        "schema = \"septet.profile/1\"\nid = \"x\"\nname = \"X\"\n[number]\nplsu = 1\n",
    )
    .unwrap();
    let ran = septet(&["vendors", "check", ZURI, path.to_str().unwrap()], "");
    assert_eq!(ran.status, 2);
    let lines: Vec<&str> = ran.out.lines().collect();
    assert!(lines[0].contains("ok: zuri"), "{lines:?}");
    assert!(lines[1].contains("bad.toml") && lines[1].contains("number.plsu"), "{lines:?}");
    std::fs::remove_dir_all(folder).unwrap();
}
