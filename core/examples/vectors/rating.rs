//! rating: campaigns, amounts, what-if, text, flood and duplicates.

use septet::cost::campaign_record;
use septet::money::Amount;
use septet::{Error, ErrorKind};
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
