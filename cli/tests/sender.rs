//! Numbers, and what is published of senders by destination: `septet sender --to` and the finding in preflight.
//! The expected words stand in core/data/senders/advice.csv.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::Place;
use serde_json::json;

#[test]
fn a_destination_is_a_number_or_a_country() {
    let place = Place::new("sender-to");
    let of = |to: &str| place.septet(&["sender", "Shop", "--to", to, "--json"], b"").json();
    let kenya = of("KE")["advice"].clone();
    assert_eq!(kenya["countries"], "Kenya");
    assert_eq!(
        [&kenya["alphanumeric"], &kenya["numeric"], &kenya["short_code"]],
        ["registration", "no", "yes"]
    );
    assert_eq!(of("ke")["advice"], kenya);
    assert_eq!(of("+254722000001")["advice"], kenya);
    assert_eq!(of("BS")["advice"]["prefix"], 1242);
    for bad in ["ZZ", "Kenya", "0722000001", "+"] {
        let ran = place.septet(&["sender", "Shop", "--to", bad], b"");
        assert_eq!(ran.status, 2, "{bad}");
        assert!(ran.err.contains("the two letters of a country"), "{}", ran.err);
    }
}

/// 3GPP TS 23.040, 9.1.2.5: the digits swapped in pairs; seven semi-octets of packed septets; a
/// filler behind an odd digit.
#[test]
fn an_originating_address_is_read_and_written() {
    let place = Place::new("sender-address");
    for (sender, kind, octets) in [
        ("+256701521269", "number", "0C91527610252196"),
        ("Shop", "alphanumeric", "07D053F41B0E"),
        ("12345", "short_code", "05812143F5"),
    ] {
        let written = place.septet(&["sender", sender, "--json"], b"").json();
        let read = place.septet(&["sender", "--address", octets, "--json"], b"").json();
        assert_eq!((&written["kind"], &written["sender"]), (&json!(kind), &json!(sender)));
        assert_eq!(written, read);
    }
    for bad in ["07D053F41B", "xyz", "0", ""] {
        assert_eq!(place.septet(&["sender", "--address", bad], b"").status, 2, "{bad}");
    }
}

#[test]
fn an_extension_is_why_a_number_cannot_be_texted() {
    let place = Place::new("number-extension");
    let ran = place.septet(&["number", "+256701521269 ext. 5"], b"");
    let line = ran.out.lines().find(|line| line.starts_with("text messages")).unwrap();
    assert_eq!(line, "text messages  no: an extension cannot receive a text message");
}

#[test]
fn preflight_warns_and_refuses_nothing() {
    let place = Place::new("sender-advice");
    place.file(
        "c.csv",
        "to,text\n+256772000001,Hi\n+256772000002,Hi\n+254722000001,Hi\n+4915123456789,Hi\n",
    );
    place.file("rates.csv", "#! format = septet-ratecard/1\n#! id = c\n#! currency = USD\nrecord,id,price\nrate,all,0.05\n");
    let run = |more: &[&str]| {
        let args = ["preflight", "@c.csv", "--vendor", "msgine", "--rates", "@rates.csv"];
        place.septet(&[&args, &["--sender", "Shop"][..], more].concat(), b"")
    };
    let report = run(&["--json", "--at", "2027-08-21"]).json();
    assert_eq!(
        (&report["messages"], &report["refused_senders"]["messages"]),
        (&json!(4), &json!(0))
    );
    let findings = report["findings"].as_array().unwrap();
    let found = findings.iter().find(|found| found["code"] == "sender_advice").unwrap();
    assert_eq!((&found["severity"], &found["count"]), (&json!("warning"), &json!(3)));
    assert_eq!(found["money"]["USD"], "0.15");
    let kenya = json!({
        "sender_type": "alpha", "prefix": 254, "countries": "Kenya", "support": "registration",
        "note": "sender fee; who may register is restricted",
        "source": "GOV.UK Notify, international billing rates (MIT, Crown copyright)",
        "as_of": "2026-08-20", "stale": true, "messages": 1,
    });
    let advice = report["sender_advice"].as_array().unwrap();
    assert_eq!((advice.len(), &advice[1]), (2, &kenya));
    assert_eq!((&advice[0]["prefix"], &advice[0]["messages"]), (&json!(256), &json!(2)));
    // for a person, too; without a time nobody knows how old the list is
    let text = run(&["--at", "2027-08-20"]).out;
    assert!(text.contains("+254 Kenya") && text.contains("2026-08-20\n"), "{text}");
    let stale = "2026-08-20; older than a year";
    assert!(run(&["--at", "2027-08-21"]).out.contains(stale));
    assert!(run(&["--at", "2027-08-21", "--html", "@page.html"]).err.is_empty());
    let page = std::fs::read_to_string(place.0.join("page.html")).unwrap();
    assert!(page.contains("+254 Kenya, alpha senders: registration") && page.contains(stale));
    assert_eq!(run(&["--json"]).json()["sender_advice"][0]["stale"], json!(null));
}
