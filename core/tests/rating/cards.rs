//! Loading: the example cards, and the place of every mistake.

use septet::ErrorKind;
use septet::rate::{Destination, RateBook, RateCard};
use serde_json::{Value, json};

fn example(name: &str) -> RateCard {
    let path = format!("{}/../examples/{name}", env!("CARGO_MANIFEST_DIR"));
    RateCard::load(name, &std::fs::read(path).expect("an example card")).expect("a correct card")
}

#[test]
fn the_example_cards_load_and_say_that_they_are_invented() {
    for (name, id, rates) in
        [("rates.csv", "example-flat", 48), ("rates.toml", "example-tiers", 22)]
    {
        let card = example(name);
        assert_eq!((card.id(), card.rates().len()), (id, rates));
        assert!(card.vendor().contains("INVENTED"));
        assert!(!card.has_dates(), "the examples need no time of rating");
        assert_eq!(card.rows_unreachable_without_mcc().count(), 0);
    }
}

#[test]
fn a_prefix_wins_over_a_country_and_a_longer_one_over_a_shorter() {
    let book = RateBook::new(vec![example("rates.csv")], None).unwrap();
    let card = book.card(0).unwrap();
    let rate = |digits| card.choose(&Destination::to(digits)).map(|(key, _)| card.key_id(key));
    assert_eq!(rate(14_155_552_671), Ok("p-1"));
    assert_eq!(rate(18_765_552_671), Ok("p-1876"));
    assert_eq!(rate(447_400_123_456), Ok("p-44"));
    assert_eq!(rate(447_781_123_456), Ok("p-447781"));
    assert_eq!(rate(77_011_234_567), Ok("p-77"));
    assert_eq!(rate(256_701_521_269), Err(septet::rate::RateStatus::Unpriced), "no country given");
}

/// The place of a mistake in each notation: file, line, column, field, value and row.
#[test]
fn mistakes_have_their_place() {
    let json = "{\"format\":\"septet-ratecard/1\",\"id\":\"c\",\"currency\":\"USD\",\n\
                \"rates\":[{\"id\":\"a\",\"network\":\"é\",\"price\":\"0,05\"}]}";
    let toml = "format = \"septet-ratecard/1\"\nid = \"c\"\ncurrency = \"USD\"\n\n[[rates]]\n\
                id = \"a\"\nprice = 0.05\n";
    let csv = "#! format = septet-ratecard/1\n#! id = c\n#! currency = USD\nrecord,id,network,price\n\
               rate,a,\"é,\n\",\"0,05\"\n";
    for (file, text, line, column, value) in [
        ("c.json", json, 2, 42, "0,05"),
        ("c.toml", toml, 7, 9, "0.05"),
        ("c.csv", csv, 6, 3, "0,05"),
    ] {
        let error = RateCard::load(file, text.as_bytes()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::PriceSyntax, "{error}");
        assert_eq!(error.file(), Some(file));
        assert_eq!((error.line(), error.column()), (Some(line), Some(column)), "{error}");
        assert_eq!(error.field(), Some("price"));
        assert_eq!(error.value(), Some(value));
        assert_eq!(error.row(), Some("a"));
    }
}

#[test]
fn what_is_no_card_at_all() {
    let cases: [(&str, &[u8], ErrorKind); 12] = [
        ("c.json", b"", ErrorKind::Syntax),
        ("c.json", b"[]", ErrorKind::Syntax),
        ("c.json", b"{\"format\":1,\"format\":2}", ErrorKind::Syntax),
        ("c.json", b"{}", ErrorKind::FormatUnknown),
        ("c.toml", b"", ErrorKind::FormatUnknown),
        ("c.toml", b"a = 1\na = 2\n", ErrorKind::Syntax),
        ("c.csv", b"", ErrorKind::FormatUnknown),
        (
            "c.csv",
            b"#! format = septet-ratecard/1\n#! id = c\n#! currency = USD\n",
            ErrorKind::NoRates,
        ),
        ("c.csv", b"#! format\n", ErrorKind::Syntax),
        ("c.csv", b"record,id,price\nrate,a,\"0.05\n", ErrorKind::Syntax),
        ("c.csv", b"\xff", ErrorKind::Syntax),
        ("c.xls", b"", ErrorKind::InvalidOption),
    ];
    for (file, content, kind) in cases {
        let error = RateCard::load(file, content).unwrap_err();
        assert_eq!(error.kind(), kind, "{file} {content:?}: {error}");
    }
}

/// A column or a cell that does not belong to a record is refused by name, never ignored.
#[test]
fn nothing_in_a_table_is_ignored() {
    let head = "#! format = septet-ratecard/1\n#! id = c\n#! currency = USD\n";
    for (table, kind) in [
        ("record,id,price,colour\nrate,a,1,\n", ErrorKind::FieldUnknown),
        ("record,id,price,per\nrate,a,1,segment\n", ErrorKind::FieldUnknown),
        ("record,id,price\nrate,a,1,2\n", ErrorKind::Syntax),
        ("record,id,price\nrate,a\n", ErrorKind::Syntax),
        ("record,id,id,price\nrate,a,b,1\n", ErrorKind::Syntax),
        ("record,price\nrate,1\n", ErrorKind::Syntax),
        ("record,id,price\ntariff,a,1\n", ErrorKind::Syntax),
    ] {
        let error = RateCard::from_csv(&format!("{head}{table}")).unwrap_err();
        assert_eq!(error.kind(), kind, "{table}: {error}");
    }
    assert!(RateCard::from_csv(&format!("\u{feff}{head}record,id,price\r\nrate,a,1\r\n")).is_ok());
}

/// The same card in three notations is the same card.
#[test]
fn notations_agree() {
    let json = r#"{"format":"septet-ratecard/1","id":"c","currency":"USD","max_segments":7,
        "charge_failed":false,"minimum_per_message":0.01,
        "rounding":{"at":"unit","mode":"up","scale":3},"tax":{"rate":"0.2"},
        "rates":[{"id":"a","country":"UG","price":5e-2},
                 {"id":"b","country":"UG","price":"0.04","tier_from":10,"valid_to":"2027-01-01"}],
        "surcharges":[{"id":"s","name":"fee","per":"percent","amount":"0.02","sender_type":"any"}]}"#;
    let toml = "format = 'septet-ratecard/1'\nid = 'c'\ncurrency = 'USD'\nmax_segments = 7\n\
        charge_failed = false\nminimum_per_message = '0.01'\n\
        rounding = { at = 'unit', mode = 'up', scale = 3 }\ntax.rate = '0.2'\n\
        [[rates]]\nid = 'a'\ncountry = 'UG'\nprice = '0.05'\n\
        [[rates]]\nid = 'b'\ncountry = 'UG'\nprice = '0.04'\ntier_from = 10\nvalid_to = 2027-01-01\n\
        [[surcharges]]\nid = 's'\nname = 'fee'\nper = 'percent'\namount = '0.02'\n";
    let csv = "#! format = septet-ratecard/1\n#! id = c\n#! currency = USD\n#! max_segments = 7\n\
        #! charge_failed = false\n#! minimum_per_message = 0.01\n#! rounding.at = unit\n\
        #! rounding.mode = up\n#! rounding.scale = 3\n#! tax.rate = 0.2\n\
        record,id,country,price,tier_from,valid_to,name,per\n\
        rate,a,UG,0.05,,,,\nrate,b,UG,0.04,10,2027-01-01,,\nsurcharge,s,,0.02,,,fee,percent\n";
    let card = RateCard::from_json(json).unwrap();
    assert_eq!(RateCard::from_toml(toml).unwrap(), card);
    assert_eq!(RateCard::from_csv(csv).unwrap(), card);
}

/// The schema has the fields and the words that the loader knows: each unknown one is refused with
/// a list of those that there are.
#[test]
fn the_schema_is_that_of_the_loader() {
    let schema: Value = serde_json::from_str(septet::rate::json_schema()).unwrap();
    let good = json!({
        "format": "septet-ratecard/1", "id": "c", "currency": "USD",
        "rounding": {"at": "unit", "mode": "up", "scale": 1}, "tax": {"rate": "0"},
        "rates": [{"id": "a", "price": "1"}],
        "surcharges": [{"id": "s", "name": "n", "per": "message", "amount": "1"}],
    });
    let refused = |pointer: &str, field: &str, value: Value| {
        let mut card = good.clone();
        card.pointer_mut(pointer).unwrap()[field] = value;
        RateCard::from_json(&card.to_string()).unwrap_err().message().to_owned()
    };
    let mut words = 0;
    for (place, pointer) in [
        ("", ""),
        ("/properties/rounding", "/rounding"),
        ("/properties/tax", "/tax"),
        ("/$defs/rate", "/rates/0"),
        ("/$defs/surcharge", "/surcharges/0"),
    ] {
        let fields = schema.pointer(&format!("{place}/properties")).unwrap().as_object().unwrap();
        let message = refused(pointer, "colour", json!("red"));
        let (_, known) = message.split_once("there are: ").expect("a list");
        let mut known: Vec<&str> = known.split(", ").collect();
        let mut own: Vec<&str> = fields.keys().map(String::as_str).collect();
        known.sort_unstable();
        own.sort_unstable();
        assert_eq!(own, known, "{pointer}");
        for (field, rule) in fields {
            let Some(list) = rule.get("enum").and_then(Value::as_array) else {
                continue;
            };
            let own: Vec<&str> = list.iter().filter_map(Value::as_str).collect();
            let message = refused(pointer, field, json!("nothing"));
            for word in own.iter().filter(|word| !matches!(**word, "" | "any")) {
                assert!(message.contains(word), "{pointer} {field}: {word}: {message}");
                words += 1;
            }
        }
    }
    assert_eq!(words, 50);
}
