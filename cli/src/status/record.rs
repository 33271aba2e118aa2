//! `status --jsonl`: `{"vendor", "kind", "input"}` in, the outcome's record out.

use septet::status::{Http, Merge, Outcome, ReceiptRules, ReceiptTlvs, Row, Rules, merge_parts};
use septet::vendor::Vendor;
use septet::{Error, ErrorKind};
use serde_json::{Value, json};

use super::{Vendors, standard_table, vendor_table};

/// The answer to one record.
pub(super) fn answer(known: &Vendors, record: &Value) -> Result<Value, Error> {
    let vendor = text(record, "vendor")?;
    let input = record.get("input").ok_or_else(|| missing("input"))?;
    let rules = || known.find(vendor).map(Vendor::status);
    match text(record, "kind")? {
        "code" => Ok(json!(code(rules()?, input)?)),
        "body" | "webhook" => {
            Ok(json!(rules()?.body(text(input, "text")?.as_bytes(), http(input)?)))
        }
        "http" => Ok(json!(rules()?.http(http(input)?))),
        "table" => Ok(json!(row(input)?)),
        "receipt" => receipt(rules().ok(), input),
        "merge" => Ok(json!(merge(rules().ok(), input)?)),
        other => {
            let hint = "use code, body, webhook, http, table, receipt or merge";
            Err(Error::new(ErrorKind::InvalidOption, hint).with_field("kind").with_value(other))
        }
    }
}

fn missing(field: &str) -> Error {
    Error::new(ErrorKind::FieldMissing, "this field must be there").with_field(field)
}

fn text<'a>(object: &'a Value, field: &str) -> Result<&'a str, Error> {
    match object.get(field) {
        None | Some(Value::Null) => Err(missing(field)),
        Some(Value::String(text)) => Ok(text),
        Some(other) => Err(wrong(field, other, "use a text")),
    }
}

fn wrong(field: &str, value: &Value, hint: &str) -> Error {
    Error::new(ErrorKind::InvalidOption, hint).with_field(field).with_value(value.to_string())
}

/// A whole number that may be absent.
fn number<T: TryFrom<u64>>(object: &Value, field: &str) -> Result<Option<T>, Error> {
    match object.get(field) {
        None | Some(Value::Null) => Ok(None),
        Some(value) => match value.as_u64().and_then(|n| T::try_from(n).ok()) {
            Some(n) => Ok(Some(n)),
            None => Err(wrong(field, value, "use a whole number that is not negative")),
        },
    }
}

fn http(input: &Value) -> Result<Http, Error> {
    let retry_after_s = number(input, "retry_after")?;
    Ok(Http { status: number(input, "http_status")?, retry_after_s })
}

/// A code or group as the vendor may spell it: text, or the digits of an integer. What is neither
/// is no code of any vendor.
fn spelled(value: Option<&Value>) -> Option<String> {
    match value {
        None | Some(Value::Null) => None,
        Some(Value::String(text)) => Some(text.clone()),
        Some(Value::Number(n)) => Some(n.to_string()),
        Some(_) => Some(String::new()),
    }
}

fn code(rules: &Rules, input: &Value) -> Result<Outcome, Error> {
    let table = input.get("table").map(|_| text(input, "table")).transpose()?;
    let table = vendor_table(rules, table)?;
    let code = input.get("code").ok_or_else(|| missing("code"))?;
    let code = spelled(Some(code)).unwrap_or_default(); // null is no code of any vendor
    let group = spelled(input.get("group"));
    Ok(rules.code_in(table, group.as_deref(), &code).outcome)
}

/// A row of a standard.
fn row(input: &Value) -> Result<Outcome, Error> {
    let row = standard_table(text(input, "table")?)?.get(text(input, "key")?);
    Ok(row.map_or(Outcome::UNLISTED, Row::outcome))
}

fn receipt(rules: Option<&Rules>, input: &Value) -> Result<Value, Error> {
    let own;
    let receipt_rules = match (rules, input.get("err_table")) {
        (Some(rules), None) => rules.receipt(),
        (rules, table) => {
            let base = match rules {
                Some(rules) => rules.receipt().clone(),
                None => ReceiptRules::standard()?,
            };
            own = match table {
                Some(_) => base.with_err_table(text(input, "err_table")?)?,
                None => base,
            };
            &own
        }
    };
    let tlv = input.get("tlv").unwrap_or(&Value::Null);
    let id = tlv.get("receipted_message_id").map(|_| text(tlv, "receipted_message_id"));
    let tlvs = ReceiptTlvs {
        message_state: number(tlv, "message_state")?,
        receipted_message_id: id.transpose()?.map(str::as_bytes),
    };
    let (outcome, fields) = receipt_rules.decode(text(input, "text")?.as_bytes(), tlvs);
    let mut answer = json!(outcome);
    answer["fields"] = json!(fields);
    Ok(answer)
}

fn merge(rules: Option<&Rules>, input: &Value) -> Result<Outcome, Error> {
    let event = |event: &Value| match rules {
        Some(rules) if event.get("key").is_none() => code(rules, event),
        _ => row(event),
    };
    let message = |events: &Value| {
        let list = events.as_array().ok_or_else(|| wrong("events", events, "use a list"))?;
        list.iter().map(event).collect::<Result<Merge, _>>().map(|merge| merge.outcome())
    };
    match input.get("parts") {
        Some(parts) => {
            let list = parts.as_array().ok_or_else(|| wrong("parts", parts, "use a list"))?;
            let parts = list.iter().map(message).collect::<Result<Vec<_>, _>>()?;
            Ok(merge_parts(parts))
        }
        None => message(input.get("events").ok_or_else(|| missing("events"))?),
    }
}
