//! A vendor that septet has never heard of, known by a user's file alone: the command line checks the
//! file, understands the vendor's answers, and counts, prices and judges a campaign for it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::Place;
use septet::preflight::FindingCode;
use serde_json::{Value, json};

const PROFILE: &str = r#"
schema = "septet.profile/1"
id = "tembo"
name = "Tembo (invented)"
revision = "2026-02-01"
countries = ["KE"]

[number]
plus = "forbidden"
default_region = "KE"

[sender]
required = true
[sender.alnum]
max_chars = 11
charset = "ascii_alnum"

[text]
max_parts = 3
[[text.added_text]]
text = "\nSTOP 456"
position = "end"
when = "promotional"

[charging]
unit = "credits"
partial = "partial"
[charging.parts]
gsm7 = [160, 153]
ucs2 = [70, 67]

[limits]
flood = [{ n = 2, per_s = 60, key = ["to"], count = "varied" }]

[status.answer]
key = ["code"]
code_type = "int"
rows = [
  { code = "0", name = "TAKEN", state = "accepted" },
  { code = "7", name = "EMPTY", state = "rejected", cause = "insufficient_credit" },
]
[status.report]
key = ["code"]
code_type = "word"
rows = [{ code = "ARRIVED", state = "delivered" }, { code = "LOST", state = "undeliverable" }]

[[payloads]]
id = "answer"
when = ["/result"]
table = "answer"
code = "/result"
retry_after = "/wait"
[[payloads]]
id = "reports"
list = "/reports"
item = { table = "report", code = "/is", ref = "/id" }

[[findings]]
id = "charging"
says = "a credit is spoken of and what it buys is not said"
silent_or_conflict = "silent"
[[findings]]
id = "partial_unnamed"
says = "who is served when credits run out is not said"
silent_or_conflict = "silent"
[[findings]]
id = "colour_of_the_logo"
says = "it is green on one page and blue on another"
silent_or_conflict = "conflict"
"#;

const CARD: &str = "\
#! format = septet-ratecard/1
#! id = tembo-credits
#! currency = x-credits
record,id,country,price
rate,ke,KE,1.5
";

/// The folder with the profile and its card.
fn place() -> Place {
    let place = Place::new("own-vendor");
    place.file("tembo.toml", PROFILE);
    place.file("card.csv", CARD);
    place
}

/// What septet prints; `@` in an argument is the folder.
fn septet(place: &Place, args: &[&str], stdin: &str) -> String {
    let ran = place.septet(args, stdin.as_bytes());
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
    ran.out
}

fn json(place: &Place, args: &[&str], stdin: &str) -> Value {
    serde_json::from_str(&septet(place, &[args, &["--json"]].concat(), stdin)).unwrap()
}

#[test]
fn a_profile_is_all_it_takes() {
    let place = place();
    assert!(septet(&place, &["vendors", "check", "@tembo.toml"], "").contains("ok: tembo"));
    assert!(septet(&place, &["vendors", "show", "@tembo.toml"], "").contains("it is green on one"));

    // what its answers mean
    let vendor = ["status", "--vendor", "@tembo.toml"];
    let ask = |more: &[&str], body: &str| json(&place, &[&vendor[..], more].concat(), body);
    let empty = ask(&["7"], "");
    assert_eq!(
        (&empty["state"], &empty["cause"]),
        (&json!("rejected"), &json!("insufficient_credit"))
    );
    assert_eq!(ask(&["8"], "")["recognized"], false);
    let body = ask(&["--body", "-", "--http", "200"], r#"{"result": 0}"#);
    assert_eq!((&body["state"], &body["final"]), (&json!("accepted"), &json!(false)));
    let reports = r#"{"reports": [{"is": "arrived", "id": "a"}, {"is": "Lost", "id": "b"}]}"#;
    let reports = ask(&["--body", "-"], reports);
    let states: Vec<&Value> =
        reports["list"].as_array().unwrap().iter().map(|one| &one["state"]).collect();
    assert_eq!(states, ["delivered", "undeliverable"]);

    // what a campaign becomes with it: 149 letters and the 9 of the vendor are 158, one segment
    let campaign = format!(
        "to,text,from\n0722740743,{},SHOP\n0722740744,{},SHOP\n0722740743,Hi,\n0722740743,Hi,SHOP\n",
        "a".repeat(149),
        "a".repeat(152)
    );
    let args = ["preflight", "-", "--profile", "@tembo.toml", "--rates", "@card.csv"];
    let report = json(&place, &[&args[..], &["--traffic", "promotional"]].concat(), &campaign);
    assert_eq!(report["vendor"]["id"], "tembo");
    let found = |code: FindingCode| {
        let findings = report["findings"].as_array().unwrap();
        findings.iter().find(|finding| finding["code"] == code.as_str())
    };
    let rows = |code| {
        let first = found(code).map(|finding| finding["first"].as_array().unwrap().iter());
        first.into_iter().flatten().map(|at| at["row"].as_u64().unwrap()).collect::<Vec<_>>()
    };
    assert_eq!(rows(FindingCode::VendorTextAdded), [1, 2, 3, 4]);
    assert_eq!(rows(FindingCode::SenderMissing), [3]);
    assert_eq!(rows(FindingCode::FloodTotal), [4], "two a minute to one number");
    let unit = found(FindingCode::ChargeUnitUnspecified).unwrap();
    assert_eq!((&unit["first"][0]["row"], &unit["money"]["x-credits"]), (&json!(2), &json!("1.5")));
    assert_eq!(unit["documents"][0]["id"], "charging");
    assert_eq!(
        found(FindingCode::BalanceNotGiven).unwrap()["documents"][0]["id"],
        "partial_unnamed"
    );
    assert!(!report.to_string().contains("green"), "what does not bear on it is not said");
    // one, two, one and one segments, the third once it has a sender
    assert_eq!(
        (&report["segments"], &report["refused_senders"]["segments"]),
        (&json!(5), &json!(1))
    );
    assert_eq!(report["cost"]["x-credits"]["total"]["expected"], "7.5");
}
