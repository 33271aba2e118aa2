//! What is said of a campaign besides its cost.

use super::*;

/// A message with a sender that the vendor refuses cannot be sent as it is, and the summary says so.
#[test]
fn refused_senders_are_counted_apart() {
    let place = place("refused-senders");
    let campaign = "to,text,from\n+256772000001,Hello,Kito\n+256772000002,Hello,Kito Market\n\
                    12,Hello,Kito Market\n";
    let args = ["-", "--vendor", "msgine", "--rates", "@card.csv"];
    let ran = septet(&place, &args, campaign.as_bytes());
    let expected = "messages   1 can be sent, as 1 segment; 1 more, as 1 segment, once their \
                    sender is another\n";
    assert!(ran.out.contains(expected), "{}", ran.out);
    let json = septet(&place, &[&args[..], &["--json"]].concat(), campaign.as_bytes()).json();
    assert_eq!(json["refused_senders"], serde_json::json!({ "messages": 1, "segments": 1 }));
    assert_eq!(json["messages"], 2);
}

/// MSEGAT's own sender costs nothing with the texts that it takes.
#[test]
fn a_free_sender_costs_nothing() {
    let place = place("free");
    let campaign = "to,text,from\n+256772000001,Verification Code: 1234,auth-mseg\n\
                    +256772000001,Buy now,auth-mseg\n+256772000001,Verification Code: 1234,Kito\n";
    let args = ["-", "--vendor", "msegat", "--rates", "@card.csv", "--out", "-"];
    let ran = septet(&place, &args, campaign.as_bytes());
    let rows: Vec<Vec<&str>> = ran.out.lines().skip(1).map(|l| l.split(',').collect()).collect();
    let brief: Vec<[&str; 3]> = rows.iter().map(|r| [r[2], r[10], r[11]]).collect();
    let expected = [["free", "USD", "0"], ["priced", "USD", "0.05"], ["priced", "USD", "0.05"]];
    assert_eq!(brief, expected, "{}", ran.out);
    assert!(ran.err.contains("cost       0.10 USD\n"), "{}", ran.err);
}

/// What is named as a saving is what the campaign costs less once it is made: the file is edited,
/// and the command runs again. With any number of threads, from a file and from standard input.
#[test]
fn savings_are_what_an_edited_file_costs_less() {
    let place = place("savings");
    let mut campaign = String::from("to,text\n");
    for row in 0..6000 {
        let to = ["+256772000001", "+254722000001", "12"][row % 3];
        let words = ["plain", "It’s", "“so”", "It’s “so” 🎉", "Привет"][row % 5];
        let filled = if row % 7 == 0 {
            ""
        } else {
            "with words to fill it, and a few more of them, \
                     so that it is longer than seventy characters"
        };
        campaign.push_str(&format!("{to},\"{words} {filled}\"\n"));
    }
    let plain = ["-", "--json"];
    let ran = preflight(&place, &plain, campaign.as_bytes());
    let report = ran.json();
    let total = |report: &Value| {
        let text = report["cost"]["USD"]["total"]["expected"].as_str().unwrap();
        septet::money::Amount::parse(text).unwrap()
    };
    let savings = report["savings"].as_array().unwrap();
    assert!(savings.len() >= 3, "{savings:?}");
    for saving in savings {
        let mut edited = campaign.clone();
        let mut args = plain.to_vec();
        let option = saving["change"]["option"].as_str().map(|name| format!("--{name}"));
        if let Some(option) = &option {
            args.extend([option, saving["change"]["value"].as_str().unwrap()]);
        }
        for one in saving["change"]["replace"].as_array().into_iter().flatten() {
            let text = |name: &str| one[name].as_str().unwrap().to_string();
            // a quote in a quoted field of CSV is two
            let to = text("replacement").replace('"', "\"\"");
            edited = edited.replace(&text("character"), &to);
        }
        let after = preflight(&place, &args, edited.as_bytes()).json();
        let saved = total(&report).checked_sub(total(&after)).unwrap();
        assert_eq!(saving["money"]["USD"]["saved"], saved.to_string(), "{saving}");
        assert_eq!(saving["money"]["USD"]["after"], total(&after).to_string());
        let fewer = report["segments"].as_i64().unwrap() - after["segments"].as_i64().unwrap();
        assert_eq!(saving["segments"], fewer);
    }
    place.file("campaign.csv", campaign.as_bytes());
    for threads in ["1", "3"] {
        let args = ["@campaign.csv", "--json", "--threads", threads];
        assert_eq!(preflight(&place, &args, b"").json()["savings"], report["savings"]);
    }
    let text = preflight(&place, &["-"], campaign.as_bytes()).out;
    assert!(text.contains("  replace ’ by '\n"), "{text}");
    let without = preflight(&place, &["-", "--json", "--no-what-if"], campaign.as_bytes()).json();
    assert!(without["savings"].is_null());
    assert_eq!(without["cost"], report["cost"]);
}

#[test]
fn numbers_on_the_suppression_list_are_not_sent() {
    let place = place("suppress");
    place.file("stop.csv", "when,to\n1,00256772000001\n");
    let json = preflight(&place, &["-", "--suppress", "@stop.csv", "--json"], TWO_ROWS).json();
    assert_eq!(json["statuses"], serde_json::json!({ "priced": 1, "suppressed": 1 }));
    assert_eq!(json["cost"]["USD"]["total"]["expected"], "0.04");
    let ran =
        preflight(&place, &["-", "--suppress", "@absent.csv", "--out", "@rows.csv"], TWO_ROWS);
    assert!(ran.status == 2 && ran.err.contains("absent.csv"), "{}", ran.err);
    // a column that is called as in the campaign; of another name it is not looked for
    place.file("stop.csv", "when,msisdn\n1,00256772000001\n");
    let rows = b"msisdn,text\n+256772000001,Hello\n+254722000001,Hi\n";
    let args = ["-", "--suppress", "@stop.csv", "--json", "--column", "to=msisdn"];
    let json = preflight(&place, &args, rows).json();
    assert_eq!(json["statuses"], serde_json::json!({ "priced": 1, "suppressed": 1 }));
    let ran = preflight(&place, &["-", "--suppress", "@stop.csv"], TWO_ROWS);
    let told = "stop.csv:1: column_missing: suppress: a list has numbers alone, one a line";
    assert!(ran.status == 2 && ran.err.contains(told), "{}", ran.err);
    assert_eq!(place.left_behind(&["card.csv", "stop.csv"]), [""; 0]);
}

/// A number that cannot be read on the list would be written to without a word.
#[test]
fn what_is_no_number_on_the_suppression_list_is_said() {
    let place = place("suppress-unreadable");
    place.file("stop.csv", "to\n0772000001\n+254722000001\n\nnobody\n+25\n");
    let args = ["-", "--suppress", "@stop.csv", "--html", "@page.html"];
    let told = "stop.csv are no numbers and keep nobody from a message: line 2, 5, 6\n";
    let shown = preflight(&place, &args, TWO_ROWS).out;
    assert!(shown.contains("\nsuppress   3 rows of ") && shown.contains(told), "{shown}");
    let page = fs::read_to_string(place.0.join("page.html")).unwrap();
    assert!(page.contains(told.trim_end()), "{page}");
    let file = |args: &[&str]| {
        let json = preflight(&place, args, TWO_ROWS).json();
        assert_eq!(json["inputs"][3]["role"], "suppression");
        [json["inputs"][3]["unreadable"].clone(), json["inputs"][3]["unreadable_lines"].clone()]
    };
    let args = ["-", "--suppress", "@stop.csv", "--json"];
    assert_eq!(file(&args), [serde_json::json!(3), serde_json::json!([2, 5, 6])]);
    // in its region the first is a number
    let args = ["-", "--suppress", "@stop.csv", "--json", "--region", "UG"];
    assert_eq!(file(&args), [serde_json::json!(2), serde_json::json!([5, 6])]);
}

/// What a vendor's document leaves open or contradicts, where it bears on the campaign.
#[test]
fn the_vendors_document_speaks_where_it_bears() {
    let place = place("documents");
    let said = |vendor: &str, to: &str, text: &str| {
        let campaign = format!("to,text,from\n{to},{text},Kito\n{to},{text},Kito\n");
        let args = ["-", "--vendor", vendor, "--rates", "@card.csv"];
        let shown = septet(&place, &args, campaign.as_bytes()).out;
        let json = septet(&place, &[&args[..], &["--json"]].concat(), campaign.as_bytes()).json();
        let page = [&args[..], &["--html", "@page.html"]].concat();
        assert_eq!(septet(&place, &page, campaign.as_bytes()).status, 0);
        let page = fs::read_to_string(place.0.join("page.html")).unwrap();
        let mut said = Vec::new();
        for finding in json["findings"].as_array().unwrap() {
            for document in finding["documents"].as_array().unwrap() {
                let says = document["says"].as_str().unwrap();
                assert!(shown.contains(says), "{says:?} is not in {shown}");
                let escaped = says.replace('\'', "&#39;");
                assert!(page.contains(&escaped), "{says:?} is not on the page");
                said.push(format!(
                    "{}: {} {}",
                    finding["code"].as_str().unwrap(),
                    document["gap"].as_str().unwrap(),
                    document["id"].as_str().unwrap()
                ));
            }
        }
        said.sort();
        said.dedup();
        said
    };
    let uganda = "+256772000001";
    // 1600 characters and 10 parts: 11 parts are within the one and over the other
    let long = "a".repeat(1531);
    assert_eq!(
        said("msgine", uganda, &long),
        [
            "length_limits_conflict: conflict chars_or_parts",
            "sender_rule_unspecified: conflict sender_case",
            "sender_rule_unspecified: silent sender_countries",
        ],
        "nothing can be sent, so the balance is of no matter"
    );
    assert_eq!(
        said("msgine", uganda, &long[..161]),
        [
            "balance_not_given: conflict http_402",
            "charge_unit_conflict: conflict per_message",
            "sender_rule_unspecified: conflict sender_case",
            "sender_rule_unspecified: silent sender_countries",
            "volume_limit_unspecified: silent recipient_limit",
        ]
    );
    assert_eq!(
        said("msmpusher", uganda, "Hello"),
        [
            "balance_not_given: silent partial_unnamed",
            "number_form_unspecified: conflict e164_without_plus",
            "number_form_unspecified: conflict sample_number",
        ]
    );
    assert_eq!(
        said("msmpusher", uganda, &long),
        [
            "balance_not_given: silent partial_unnamed",
            "charge_unit_unspecified: silent charging",
            "length_limit_unspecified: silent length",
            "number_form_unspecified: conflict e164_without_plus",
            "number_form_unspecified: conflict sample_number",
        ]
    );
    assert_eq!(said("msmpusher", "12", "Hello"), ["invalid_number: silent one_bad_number"]);
    // 25 parts and 4000 bytes, in an encoding that is not said
    assert_eq!(
        said("macksms", uganda, &"क".repeat(1500)),
        [
            "charge_unit_unspecified: silent charging",
            "length_limit_unclear: conflict parts_or_bytes",
            "length_limit_unclear: silent byte_encoding",
            "number_form_unspecified: silent number_form",
            "volume_limit_unspecified: silent quota_period",
        ]
    );
    assert_eq!(
        said("macksms", uganda, &"a".repeat(3826)),
        ["length_limits_conflict: conflict parts_or_bytes"]
    );
    // what "English" is
    let french = "à demain avec un cadeau pour vous et pour les amis dans la boutique du marché";
    assert_eq!(
        said("msegat", uganda, french),
        [
            "charging_unclear: silent english_undefined",
            "duplicate_recipient: silent duplicate_window",
            "encoding_charge_unclear: silent encoding_of_text",
            "international_needs_switch: conflict two_causes_1120",
            "number_form_unspecified: silent number_format",
            "sender_rule_unspecified: silent suffix_condition",
            "volume_limit_unspecified: silent recipient_limit",
        ]
    );
    // 158 letters and two brackets: 162 septets
    let brackets = format!("{}[]", &long[..158]);
    let said = said("msegat", "+966501234567", &brackets);
    for expected in [
        "extension_count_unclear: silent extension_characters",
        "length_limit_unspecified: silent text_limit",
    ] {
        assert!(said.iter().any(|said| said == expected), "{expected} is not in {said:?}");
    }
}

/// A vendor that takes windows-1256 and bills points: "English" a point per 160, else per 70.
#[test]
fn arabic_in_windows_1256_is_billed_in_points() {
    let place = place("points");
    place.file(
        "points.csv",
        "#! format = septet-ratecard/1\n#! id = points\n#! currency = x-points\n\
         record,id,country,price\nrate,sa,SA,1\n",
    );
    // 71 times the letter seen, which windows-1256 has at 0xD3; 160 Latin letters; 80 and an e acute
    let mut campaign = b"to,text,from\n+966501234567,".to_vec();
    campaign.extend([0xD3; 71]);
    campaign.extend_from_slice(b",Kito\n+966501234568,");
    campaign.extend([b'a'; 160]);
    campaign.extend_from_slice(b",Kito\n+966501234569,");
    campaign.extend([b'a'; 80]);
    campaign.extend_from_slice(b"\xE9,Kito\n");
    let args = ["-", "--vendor", "msegat", "--rates", "@points.csv", "--encoding", "windows-1256"];
    let args = [&args[..], &["--out", "@rows.csv", "--with-text", "--json"]].concat();
    let ran = septet(&place, &args, &campaign);
    let total = &ran.json()["cost"]["x-points"]["total"];
    assert_eq!(
        (&total["min"], &total["expected"], &total["max"]),
        (&"4".into(), &"4".into(), &"5".into())
    );
    let rows = fs::read_to_string(place.0.join("rows.csv")).unwrap();
    assert!(rows.contains(&format!(",{}\n", "س".repeat(71))), "{rows}");
    assert!(rows.contains(&format!(",{}é\n", "a".repeat(80))), "{rows}");
    let label = [&args[..6], &["windows-9999"]].concat();
    assert_eq!(septet(&place, &label, &campaign).status, 2);
}
