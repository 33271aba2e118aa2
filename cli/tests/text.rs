//! `inspect` and `split` as a person and a program see them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use serde_json::Value;

/// Exit status, standard output and standard error of a run.
fn septet(args: &[&str], stdin: &str) -> (u8, String, String) {
    let ran = common::septet(args, stdin);
    (ran.status, ran.out, ran.err)
}

#[test]
fn a_curly_apostrophe_is_marked_and_its_cost_named() {
    let text = "Your table for 2 at Noor’s is confirmed for Friday 20:30. Reply C to cancel, R to \
                rebook.";
    let (status, out, _) = septet(&["inspect", text], "");
    assert_eq!(status, 0);
    let expected = "\
encoding   UCS-2      because of ’ (U+2019) at character 25
segments   2          89 code units: 67 + 22
remaining  45         code units before segment 3

    1 │ Your table for 2 at Noor’s is confirmed for Friday 20:30. Reply \n      \
      │                         ^
      │ C t
    2 │ o cancel, R to rebook.

    1 ████████████████████████████████ 67/67
    2 ███████████····················· 22/67

    ’ U+2019  in no table; septet puts '

as GSM-7   1          with --substitute septet
";
    assert_eq!(out, expected);
}

#[test]
fn options_mean_the_same_on_the_command_line_and_in_records() {
    let text = "ğ".repeat(100);
    let (_, line, _) = septet(&["inspect", "--json", "--languages", "tr,es", &text], "");
    let line: Value = serde_json::from_str(&line).unwrap();
    let record = serde_json::json!({"text": text, "options": {"languages": ["tr", 2]}});
    let (_, filtered, _) = septet(&["inspect", "--jsonl"], &format!("{record}\n"));
    let filtered: Value = serde_json::from_str(&filtered).unwrap();
    assert_eq!(line["language"], serde_json::json!({"single": 0, "locking": 1}));
    for key in ["encoding", "units", "segments", "language", "remaining", "per_segment_units"] {
        assert_eq!(line[key], filtered[key], "{key}");
    }
    assert_eq!(line["schema"], "septet.inspect/1");
}

#[test]
fn a_record_that_fails_is_answered_in_its_place() {
    let input = "{\"text\":\"a\\u2028b\"}\nnonsense\n{\"text\":\"a\",\"options\":{\"reference\":7}}\n\
                 {\"text\":\"a\",\"options\":{\"languages\":[\"xx\"]}}\n{\"text\":\"a\",\"colour\":1}\n\
                 {\"text\":\"a\",\"options\":{\"substitute\":\"magic\"}}\n{\"text\":\"ok\"}\n";
    for command in ["inspect", "split"] {
        let (status, out, _) = septet(&[command, "--jsonl"], input);
        assert_eq!(status, 0);
        // no line end that only some readers see
        assert!(!out.contains(['\u{85}', '\u{2028}', '\u{2029}']), "{command}");
        let lines: Vec<Value> = out.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
        let kinds: Vec<&str> =
            lines.iter().map(|l| l["error"]["kind"].as_str().unwrap_or("-")).collect();
        let expected = [
            "-",
            "syntax",
            "invalid_option",
            "language_unknown",
            "field_unknown",
            "invalid_option",
            "-",
        ];
        assert_eq!(kinds, expected, "{command}");
        assert_eq!(lines[6]["units"], 2);
    }
}

#[test]
fn octets_of_several_segments_need_a_reference_number_and_cutting_does_not() {
    let text = "a".repeat(161);
    let record = serde_json::json!({"text": text}).to_string();
    let (_, out, _) = septet(&["split", "--jsonl"], &record);
    assert!(out.contains("\"kind\":\"reference_required\""), "{out}");
    let (status, out, _) = septet(&["split", &text], "");
    assert_eq!(status, 0);
    assert!(out.starts_with("  1  153  aaa") && out.contains("\n  2    8  aaa"), "{out}");
    let (_, out, _) = septet(&["split", "--json", "--reference-number", "7", &text], "");
    let object: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(object["udh_hex"], serde_json::json!(["050003070201", "050003070202"]));
}

#[test]
fn errors_carry_what_they_promise() {
    let record = serde_json::json!({"text": "abc😀", "options": {"encoding": "gsm7"}});
    let (_, out, _) = septet(&["inspect", "--jsonl"], &record.to_string());
    let error = serde_json::from_str::<Value>(&out).unwrap()["error"].clone();
    assert_eq!((&error["kind"], &error["char_offset"]), (&"not_encodable".into(), &3.into()));
    let record = serde_json::json!({"text": "a".repeat(161), "options": {"max_segments": 1}});
    let (_, out, _) = septet(&["split", "--jsonl"], &record.to_string());
    let error = serde_json::from_str::<Value>(&out).unwrap()["error"].clone();
    assert_eq!(error["kind"], "too_many_segments");
    assert_eq!((&error["encoding"], &error["units"]), (&"gsm7".into(), &161.into()));
    assert_eq!(error["segments"], 2);
}

#[test]
fn bad_usage_ends_with_two() {
    for args in [
        &["inspect"][..],
        &["inspect", "--reference", "9", "a"],
        &["inspect", "--reference-number", "256", "a"],
        &["inspect", "--encoding", "data8", "a"],
        &["split", "a", "--jsonl"],
    ] {
        let (status, out, err) = septet(args, "");
        assert_eq!((status, out.as_str()), (2, ""), "{args:?}");
        assert!(!err.is_empty(), "{args:?}");
    }
}

/// `-` is standard input, which the filters read anyway.
#[test]
fn filters_take_a_dash() {
    for command in
        ["inspect", "split", "decode", "reassemble", "number", "sender", "rate", "status"]
    {
        let record = "{\"nothing\": 1}\n";
        let (_, without, _) = septet(&[command, "--jsonl"], record);
        let (status, with, err) = septet(&[command, "--jsonl", "-"], record);
        assert_eq!((status, &*with, &*err), (0, &*without, ""), "{command}");
        assert!(with.starts_with("{\"error\":"), "{command}: {with}");
    }
}

/// What one command writes the other checks, through a pipe.
#[test]
fn files_are_checked_from_standard_input() {
    let (_, profile, _) = septet(&["vendors", "show", "msgine", "--json"], "");
    let (status, out, _) = septet(&["vendors", "check", "-"], &profile);
    assert_eq!((status, out.starts_with("-: ok: msgine with ")), (0, true), "{out}");
    let (_, skeleton, _) = septet(&["vendors", "new", "mine"], "");
    let (status, out, _) = septet(&["vendors", "check", "-"], &skeleton);
    assert_eq!((status, out.starts_with("-: ok: mine ")), (0, true), "{out}");
    let (status, out, _) = septet(&["vendors", "check", "-"], "{\"id\": 5");
    assert_eq!((status, out.contains("standard input")), (2, true), "{out}");

    let csv = "#! format = septet-ratecard/1\n#! id = mine\n#! currency = USD\n\
               record,id,country,price\nrate,ug,UG,0.05\n";
    let json = r#"{"format":"septet-ratecard/1","id":"mine","currency":"USD",
        "rates":[{"id":"ug","country":"UG","price":"0.05"}]}"#;
    let toml = "format = \"septet-ratecard/1\"\nid = \"mine\"\ncurrency = \"USD\"\n\
                [[rates]]\nid = \"ug\"\ncountry = \"UG\"\nprice = \"0.05\"\n";
    for card in [csv, json, toml] {
        let (status, out, err) = septet(&["rates", "check", "-"], card);
        assert_eq!(
            (status, out.starts_with("-: correct: mine in USD, 1 rates")),
            (0, true),
            "{out}{err}"
        );
    }
    let (status, out, _) = septet(&["rates", "check", "-"], &csv.replace("0.05", "-1"));
    assert_eq!((status, out.contains("standard input.csv:5")), (2, true), "{out}");
}

#[test]
fn standard_input_is_read_without_its_last_line_feed() {
    let (_, out, _) = septet(&["inspect", "--json", "-"], "abc\r\n");
    assert_eq!(serde_json::from_str::<Value>(&out).unwrap()["units"], 3);
}

/// What data_coding 0 means is the vendor's affair: its profile says it, or the caller.
#[test]
fn data_coding_0_is_read_as_the_vendor_means_it() {
    let decoded = |args: &[&str]| {
        let (status, out, errors) = septet(&[&["decode", "40e9", "--json"], args].concat(), "");
        if status != 0 {
            return errors;
        }
        let object: Value = serde_json::from_str(&out).unwrap();
        object["text"].as_str().unwrap().to_string()
    };
    let file = concat!(env!("CARGO_TARGET_TMPDIR"), "/latin.toml");
    let profile = "schema = \"septet.profile/1\"\nid = \"latin\"\nname = \"Latin\"\n\n\
                   [text]\ndata_coding_0 = \"latin1\"\n";
    std::fs::write(file, profile).unwrap();

    assert_eq!(decoded(&["--data-coding", "0", "--profile", file]), "@é");
    assert_eq!(decoded(&["--data-coding", "0", "--smsc-alphabet", "latin1"]), "@é");
    assert_eq!(decoded(&["--data-coding", "8", "--profile", file]), "\u{40E9}");
    // GSM 7 bit has no 0xE9
    assert!(decoded(&["--data-coding", "0"]).contains("octet"));
    // septet assumes nothing where the vendor's document is silent
    let silent = decoded(&["--data-coding", "0", "--vendor", "msgine"]);
    assert!(silent.contains("smsc_alphabet"), "{silent}");

    let records = "{\"short_message_hex\":\"40\",\"data_coding\":0,\"smsc_alphabet\":\"ascii\"}\n\
                   {\"short_message_hex\":\"40\",\"data_coding\":0,\"vendor\":\"msgine\"}\n";
    let (_, out, _) = septet(&["decode", "--jsonl"], records);
    let lines: Vec<Value> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines[0]["text"], "@");
    assert_eq!(lines[1]["error"]["kind"], "invalid_option");
}
