//! `rate`, `rates check` and `rates convert` as a user runs them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::path::PathBuf;

use serde_json::{Value, json};

/// Exit status, standard output and standard error of a run.
fn septet(args: &[&str], stdin: &str) -> (u8, String, String) {
    let ran = common::septet(args, stdin);
    (ran.status, ran.out, ran.err)
}

fn example(name: &str) -> String {
    format!("{}/../examples/{name}", env!("CARGO_MANIFEST_DIR"))
}

/// A file of this test alone.
fn scratch(name: &str, content: &str) -> String {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("rate");
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join(name);
    std::fs::write(&path, content).unwrap();
    path.display().to_string()
}

#[test]
fn a_message_and_its_explanation() {
    let card = example("rates.toml");
    let at = ["--at", "2026-11-21"];
    let args = ["rate", "+254712123456", "--rates", &card, "--segments", "3", "--count", "40"];
    let args = [&args[..], &at, &["--explain", "--json"]].concat();
    let (status, out, err) = septet(&args, "");
    assert_eq!((status, err.as_str()), (0, ""));
    let answer: Value = serde_json::from_str(&out).unwrap();
    // by hand: 100 units at 0.0195 and 20 at 0.017, 1.5 % on each message, two decimals, 19 % tax
    let expected = json!({
        "schema": "septet.rate/1", "at": "2026-11-21T00:00:00Z", "country": "KE",
        "status": "priced", "warnings": ["tier_boundary_crossed"], "segments": 3, "units": 3,
        "count": 40, "rate": "ke", "surcharges": ["platform_fee"], "each": "0.0593775",
        "cost": "2.32435", "subtotal": "2.32", "tax": "0.44", "total": "2.76", "currency": "EUR",
    });
    for (name, value) in expected.as_object().unwrap() {
        assert_eq!(&answer[name], value, "{name}");
    }
    let rates = &answer["explanation"]["rates"];
    assert_eq!(rates[0]["id"], "ke");
    assert_eq!(rates[1]["tier_from"], 100);
    assert_eq!(
        answer["explanation"]["tiers"],
        json!([
            {"id": "ke", "from": 0, "units": 3, "price": "0.0195"}
        ])
    );

    let (status, people, _) = septet(&args[..args.len() - 1], "");
    assert_eq!(status, 0);
    assert!(people.contains("3 segments x 0.0195 (row ke)"), "{people}");
}

#[test]
fn what_has_no_price_says_so() {
    let card = example("rates.csv");
    for (to, more, status) in [
        ("+41446681800", &[][..], "unpriced"),
        ("+447012345678", &[], "blocked"),
        ("+966512345678", &["--traffic", "free_otp"], "free"),
        ("+256701521269", &["--segments", "11"], "too_long"),
    ] {
        let args = [&["rate", to, "--rates", &card, "--json"], more].concat();
        let (code, out, err) = septet(&args, "");
        assert_eq!((code, err.as_str()), (0, ""), "{to}");
        let answer: Value = serde_json::from_str(&out).unwrap();
        assert_eq!(answer["status"], status, "{to}");
        assert_eq!(answer.get("cost").is_some(), status == "free", "no cost is not a cost of 0");
    }
}

#[test]
fn records_that_fail_do_not_stop_the_stream() {
    let good = r#"{"cards":[{"format":"septet-ratecard/1","id":"c","currency":"USD","rates":[{"id":"a","price":"0.05"}]}],"messages":[{"to":"+256701521269","count":3}]}"#;
    let bad = good.replace("0.05", "-1");
    let unknown = good.replace("\"count\"", "\"number\"");
    let input = format!("{good}\nnot json\n{bad}\n{unknown}\n{good}\n");
    let (status, out, _) = septet(&["rate", "--jsonl"], &input);
    assert_eq!(status, 0);
    let answers: Vec<Value> = out.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(answers.len(), 5);
    assert_eq!(answers[0]["totals"]["USD"]["total"], "0.15");
    assert_eq!(answers[1]["error"]["kind"], "syntax");
    assert_eq!(answers[2]["error"]["kind"], "price_negative");
    assert_eq!(answers[3]["error"]["kind"], "field_unknown");
    assert_eq!(answers[4], answers[0]);
}

#[test]
fn cards_are_checked_with_the_place_of_each_mistake() {
    let good = example("rates.csv");
    let bad = scratch(
        "bad.csv",
        "#! format = septet-ratecard/1\n#! id = b\n#! currency = USD\nrecord,id,mcc,mnc,price\n\
         rate,a,641,1,0.05\n",
    );
    let network = scratch(
        "network.csv",
        "#! format = septet-ratecard/1\n#! id = n\n#! currency = USD\nrecord,id,mcc,mnc,price\n\
         rate,a,641,10,0.05\n",
    );
    let (status, out, _) = septet(&["rates", "check", &good, &bad, &network, "--json"], "");
    assert_eq!(status, 2);
    let answer: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(answer["cards"][0]["correct"], true);
    let error = &answer["cards"][1]["error"];
    assert_eq!(error["kind"], "mnc_syntax");
    assert_eq!((&error["line"], &error["column"]), (&json!(5), &json!(12)));
    assert_eq!((&error["field"], &error["value"]), (&json!("mnc"), &json!("1")));
    let warning = json!([{"code": "network_row_unreachable_without_mcc", "row": "a"}]);
    assert_eq!(answer["cards"][2]["warnings"], warning);
    assert_eq!(septet(&["rates", "check", &good, &good], "").0, 2, "one id twice");
    assert_eq!(septet(&["rates", "check", &good], "").0, 0);
}

/// Shapes of vendors' price lists, with invented numbers, and the rows that they become.
#[test]
fn price_lists_become_cards() {
    let cases: [(&str, &str, &str, &[&str]); 6] = [
        (
            "bsg",
            r#"{"error":0,"prices":[{"type":"0","country":"AU","country_name":"Australia","mcc":"505","mnc":"0","price":"0.02880","currency":"EUR"}]}"#,
            "",
            &["rate,au,,,AU,,,,Australia,,,,0.0288,,,,,,"],
        ),
        (
            "messagebird",
            r#"{"currencyCode":"EUR","prices":[{"price":"0.060000","mcc":"0","mnc":null,"countryIsoCode":"XX","operatorName":"Default Rate"},{"price":"0.045000","mcc":"202","mnc":"05","countryIsoCode":"GR","operatorName":"Vodafone"}]}"#,
            "",
            &[
                "rate,world,,,,,,,Default Rate,,,,0.06,,,,,,",
                "rate,gr-202-05,,,GR,202,05,,Vodafone,,,,0.045,,,,,,",
            ],
        ),
        (
            "msgine",
            r#"[{"countryCode":"UG","price":5e-2,"currency":"USD","perMessage":true},{"countryCode":"KE","price":"USD 0,0350","currency":"USD"}]"#,
            "perMessage",
            &["rate,ug,,,UG,,,,,,,,0.05,,,,,,", "rate,ke,,,KE,,,,,,,,0.035,,,,,,"],
        ),
        (
            "twilio_country",
            r#"{"iso_country":"DE","price_unit":"USD","outbound_sms_prices":[{"carrier":"Telekom","mcc":"262","mnc":"01","prices":[{"current_price":"0.0957","number_type":"mobile"},{"current_price":"0.0999","number_type":"toll free"}]}],"inbound_sms_prices":[{"current_price":"0.0075","number_type":"mobile"}]}"#,
            "",
            &[
                "rate,de-262-01-long_code,,,DE,262,01,,Telekom,long_code,,,0.0957,,,,,,",
                "rate,de-262-01-toll_free,,,DE,262,01,,Telekom,toll_free,,,0.0999,,,,,,",
                "rate,de-mo,,mo,DE,,,,,,,,0.0075,,,,,,",
            ],
        ),
        (
            "vonage",
            r#"{"countryCode":"CA","currency":"EUR","defaultPrice":"0.00620000","networks":[{"price":"0.00590000","currency":"EUR","mcc":"302","mnc":"530","networkName":"KO"},{"type":"landline_premium","price":"0.0062","currency":"EUR","networkCode":"CA-FIXED","networkName":"Premium"}]}"#,
            "CA-FIXED",
            &[
                "rate,ca,,,CA,,,,,,,,0.0062,,,,,,",
                "rate,ca-302-530,,,CA,302,530,,KO,,,,0.0059,,,,,,",
            ],
        ),
        (
            "twilio_csv",
            "ISO,Country,Description,Price / msg\nDE,Germany,GERMANY Outbound SMS - Telekom,0.0957\nDE,Germany,GERMANY Outbound SMS - Other,0.1021\n",
            "the dearer, 0.1021",
            &["rate,de,,,DE,,,,Other,,,,0.1021,,,,,,"],
        ),
    ];
    for (shape, list, warning, rows) in cases {
        let file = scratch(&format!("{shape}.list"), list);
        let currency = if shape == "twilio_csv" { &["--currency", "USD"][..] } else { &[] };
        let args = [&["rates", "convert", &file, "--from", shape], currency].concat();
        let (status, out, err) = septet(&args, "");
        assert_eq!(status, 0, "{shape}: {err}");
        assert!(err.contains(warning) && err.is_empty() == warning.is_empty(), "{shape}: {err}");
        let got: Vec<&str> = out.lines().filter(|line| line.starts_with("rate,")).collect();
        assert_eq!(got, rows, "{shape}");
    }
}

/// Currency on either side, a decimal comma, the mark of a spreadsheet, semicolons between cells.
#[test]
fn prices_as_people_write_them() {
    let table = "\u{FEFF}ISO;Country;Description;Price / msg\r\nDE;Germany;A - B;0,0957\r\nKE;Kenya;A - B;KES 0,800\r\nUG;Uganda;A - B;1.25 KES\r\n";
    let file = scratch("people.csv", table);
    let (status, out, err) = septet(&["rates", "convert", &file, "--from", "twilio_csv"], "");
    assert_eq!((status, err.as_str()), (0, ""));
    let prices = [("de", "0.0957"), ("ke", "0.8"), ("ug", "1.25")];
    for (country, price) in prices {
        let row = out.lines().find(|line| line.starts_with(&format!("rate,{country},"))).unwrap();
        assert!(row.contains(&format!(",{price},")), "{row}");
    }
    assert!(out.contains("#! currency = KES\n"), "{out}");
    let list = r#"{"prices":[{"country":"KE","price":"KES 0.8000"}]}"#;
    let (status, out, err) =
        septet(&["rates", "convert", &scratch("beside.json", list), "--from", "bsg"], "");
    assert_eq!((status, err.as_str()), (0, ""));
    assert!(out.contains("#! currency = KES\n") && out.contains(",0.8,"), "{out}");
    let beside = scratch("beside.json", list);
    let dash = ["rates", "convert", &beside, "--from", "bsg", "--out", "-"];
    assert_eq!(septet(&dash, ""), (0, out, String::new()));
    // what stands beside the card while it is written is nobody's file
    let out = scratch("whole.csv", "as it was");
    let own = scratch("whole.csv.part", "mine");
    let (status, ..) = septet(
        &["rates", "convert", &scratch("beside.json", list), "--from", "bsg", "--out", &out],
        "",
    );
    assert_eq!((status, std::fs::read_to_string(own).unwrap().as_str()), (0, "mine"));
}

#[test]
fn a_tariff_plan_of_three_tables() {
    for (name, table) in [
        ("Destinations.csv", "#Id,Prefix\nTZ,255\nZAN,25577\n"),
        (
            "Rates.csv",
            "#Id,ConnectFee,Rate,RateUnit,RateIncrement,GroupIntervalStart\nA,0,22,1,1,0\nB,0,26.125,1,1,0\n",
        ),
        (
            "DestinationRates.csv",
            "#Id,DestinationId,RatesTag,RoundingMethod,RoundingDecimals,MaxCost,MaxCostStrategy\nX,TZ,A,*up,4,0,\nY,ZAN,B,*up,4,0,\n",
        ),
    ] {
        scratch(name, table);
    }
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("rate").display().to_string();
    let out = scratch("plan.json", "");
    std::fs::remove_file(&out).unwrap();
    let args = ["rates", "convert", &folder, "--from", "cgrates", "--out", &out];
    let (status, _, err) = septet(&args, "");
    assert_eq!(status, 2, "no currency: {err}");
    assert!(!PathBuf::from(&out).exists(), "nothing is half-written");
    let (status, _, err) = septet(&[&args[..], &["--currency", "TZS"]].concat(), "");
    assert_eq!((status, err.as_str()), (0, ""));
    let card = septet::rate::RateCard::load(&out, &std::fs::read(&out).unwrap()).unwrap();
    assert_eq!(card.rates().len(), 2);
    assert_eq!(card.rounding().scale, 4);
}

#[test]
fn a_tier_without_a_first_one_is_named_by_its_line() {
    let table = "#! format = septet-ratecard/1\n#! id = x\n#! currency = USD\n\
                 record,id,country,price,tier_from\nrate,ke,KE,1,\nrate,ug,UG,1,5\n";
    let file = scratch("gap.csv", table);
    let (status, out, _) = septet(&["rates", "check", &file], "");
    assert_eq!(status, 2);
    assert!(out.contains("gap.csv:6:1: tier_gap: row ug: tier_from"), "{out}");
}

/// What a card cannot say, or what cannot be known, is refused by name.
#[test]
fn traps_of_price_lists() {
    for (shape, list, kind) in [
        (
            "bsg",
            r#"{"prices":[{"country":"UG","mcc":"641","mnc":"1","price":"1","currency":"EUR"}]}"#,
            "mnc_syntax",
        ),
        (
            "bsg",
            r#"{"prices":[{"country":"UG","mcc":"641","mnc":"01","price":"1,000.5","currency":"EUR"}]}"#,
            "amount_syntax",
        ),
        (
            "bsg",
            r#"{"prices":[{"country":"UG","price":"1","currency":"EUR"},{"country":"KE","price":"1","currency":"USD"}]}"#,
            "currency_mismatch",
        ),
        ("msgine", r#"{"countryCode":"UG","price":"KES 1","currency":"USD"}"#, "currency_mismatch"),
        ("msgine", r#"{"countryCode":"UG","price":0,"currency":"USD"}"#, "price_zero"),
        // which of 1.250 and 1250 it is, nobody can tell
        (
            "bsg",
            r#"{"prices":[{"country":"UG","price":"1,250","currency":"EUR"}]}"#,
            "amount_syntax: prices[0].price = \"1,250\"",
        ),
        (
            "bsg",
            r#"{"prices":[{"country":"UG","price":"1","currency":"EUR"},{"country":"uganda","price":"1","currency":"EUR"}]}"#,
            "trap.json: country_syntax: prices[1].country = \"uganda\"",
        ),
        ("bsg", r#"{"prices":[{"country":"UG","price":1}]}"#, "prices[0].currency"),
        ("msgine", r#"[{"countryCode":"UG","price":"x","currency":"USD"}]"#, "[0].price = \"x\""),
        (
            "twilio_csv",
            "ISO,Description,Price / msg\nDE,A - B,0.1\nFR,A - B,x\n",
            "trap.json:3: amount_syntax: price = \"x\"",
        ),
        (
            "twilio_csv",
            "ISO,Description,Price / msg\nDE,A - B\n",
            "trap.json:2: syntax: the record has 2 cells",
        ),
        ("twilio_csv", "ISO,Price / msg\nDE,0.1\n", "trap.json:2: field_missing: Description"),
        ("vonage", r#"{"prices":[]}"#, "field_missing"),
        ("vonage", "{", "trap.json:1:1: syntax"),
    ] {
        let file = scratch("trap.json", list);
        let (status, out, err) = septet(&["rates", "convert", &file, "--from", shape], "");
        assert_eq!((status, out.as_str()), (2, ""), "{list}");
        assert!(err.contains(kind), "{list}: {err}");
    }
}
