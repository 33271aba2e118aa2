//! rating: campaigns, amounts, what-if, text, flood and duplicates.

use septet::charging::{ChargingRule, Gsm7Texts, Measures, PartCapacity};
use septet::cost::{Saving, campaign_record};
use septet::money::Amount;
use septet::preflight::duplicates::duplicates;
use septet::preflight::flood::{FloodRule, Sent, refused};
use septet::{Error, ErrorKind, TextOptions};
use serde_json::{Value, json};

/// One line of rating.jsonl.
pub(crate) fn answer(case: &Value) -> Value {
    let result = match case["kind"].as_str() {
        Some("parse_price") => price(Amount::parse(text(case, "input"))).map(|amount| {
            let (units, nanos) = amount.to_units_nanos();
            json!({ "ok": amount.to_string(), "units": units.to_string(), "nanos": nanos })
        }),
        Some("parse_json_number") => {
            let vendor: Value = serde_json::from_str(text(case, "input_json")).expect("JSON");
            price(Amount::parse_json_number(&vendor["price"].to_string()))
                .map(|amount| json!({ "ok": amount.to_string() }))
        }
        Some("campaign") => campaign_record(case),
        Some("whatif") => what_if(case),
        Some("text") => text_cost(case),
        Some("flood") => Ok(flood(case)),
        Some("duplicates") => Ok(duplicate_recipients(case)),
        _ => Ok(Value::Null),
    };
    result.unwrap_or_else(|error| error_value(&error))
}

fn text<'a>(case: &'a Value, field: &str) -> &'a str {
    case[field].as_str().expect("a text")
}

/// An amount judged as the price of a rate: over zero.
fn price(amount: Result<Amount, Error>) -> Result<Amount, Error> {
    let zero = || Error::new(ErrorKind::PriceZero, "a price is over 0");
    amount.and_then(|amount| if amount.is_zero() { Err(zero()) } else { Ok(amount) })
}

fn error_value(error: &Error) -> Value {
    // an amount that is read as a price has the names of a price
    let kind = error.kind().as_str().replace("amount_", "price_");
    match error.row() {
        Some(row) => json!({ "error": kind, "at_row": row }),
        None => json!({ "error": kind }),
    }
}

/// Two numbers of units at one price, several times.
fn what_if(case: &Value) -> Result<Value, Error> {
    let price = Amount::parse(text(case, "price"))?;
    let sum = |field: &str| -> u64 {
        let groups = case["groups"].as_array().expect("groups").iter();
        groups
            .map(|g| g[field].as_u64().expect("units") * g["count"].as_u64().expect("count"))
            .sum()
    };
    let saving = Saving::new(price.checked_mul(sum("before"))?, price.checked_mul(sum("after"))?)?;
    Ok(json!({
        "before": saving.before.to_string(),
        "after": saving.after.to_string(),
        "saved": saving.saved.to_string(),
        "saved_percent": saving.percent().map(|percent| percent.to_string()),
    }))
}

/// A text at a price per segment, and in the points of a vendor that charges by part.
fn text_cost(case: &Value) -> Result<Value, Error> {
    let text = text(case, "text");
    let count = septet::count(text, &TextOptions::default())?;
    let measures = Measures {
        encoding: count.encoding,
        units: count.units,
        segments: count.segments,
        code_units: text.encode_utf16().count() as u32,
        ascii: text.is_ascii(),
    };
    let msegat = ChargingRule {
        gsm7: Some(PartCapacity::GSM7),
        ucs2: Some(PartCapacity::UCS2),
        gsm7_texts: Gsm7Texts::EnglishUndefined,
    };
    let units = match case["charge_unit"].as_str() {
        Some("message") => 1,
        _ => u64::from(count.segments),
    };
    let price = Amount::parse(case["price"].as_str().expect("a price"))?;
    Ok(json!({
        "encoding": count.encoding.as_str(),
        "segments": count.segments,
        "cost": price.checked_mul(units)?.to_string(),
        "msegat_points": msegat.billable(&measures).expected,
    }))
}

/// Messages that a vendor refuses, as [index, code].
fn flood(case: &Value) -> Value {
    let limit = |name: &str| case["limits"][name].as_u64().expect("a limit");
    let window_s = limit("window_seconds") as u32;
    let rules =
        [("identical_per_number", true), ("total_per_number", false)].map(|(name, identical)| {
            FloodRule { max: limit(name), window_s, identical, ..FloodRule::default() }
        });
    let messages = case["messages"].as_array().expect("messages").iter();
    let messages = messages.map(|m| {
        let sent = Sent { to: text(m, "to"), text: text(m, "text"), sender: () };
        (sent, m["t"].as_i64())
    });
    let found: Vec<Value> =
        refused(&rules, messages).iter().map(|(i, why)| json!([i, why.as_str()])).collect();
    json!({ "refused": found })
}

/// Recipients that repeat an earlier one, as [index, index of the first].
fn duplicate_recipients(case: &Value) -> Value {
    let recipients = case["recipients"].as_array().expect("recipients").iter();
    let number = |recipient: &Value| {
        let parsed = septet::number::parse(recipient.as_str().expect("a number"), None);
        parsed.ok().and_then(|number| number.e164())
    };
    json!({ "duplicates": duplicates(recipients.map(number)) })
}
