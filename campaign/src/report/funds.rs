//! Balance and budget in a report: what they pay, and where they end.

use septet::preflight::Report;
use septet::preflight::funds::Reach;
use septet::vendor::OverBalance;
use serde_json::{Value, json};

use super::table::grouped_digits;
use super::text::plain;

/// One line for each amount that was given, under its label.
pub(super) fn lines(report: &Report) -> Vec<(&'static str, String)> {
    let Some(funds) = &report.funds else { return Vec::new() };
    let mut lines = Vec::new();
    if let Some(reach) = &funds.balance {
        let mut line = against(reach, "pays all of it");
        if reach.stops_at.is_some() {
            let partial = format!("it is spent on {}", first(reach));
            let none = "the vendor then sends none".to_string();
            line.push_str("; ");
            line.push_str(&match funds.policy {
                Some(OverBalance::AllOrNothing) => none,
                Some(OverBalance::Partial) => partial,
                _ => format!(
                    "the vendor's document does not say what it then does: it sends none, or {partial}"
                ),
            });
        }
        lines.push(("balance", line));
    }
    if let Some(reach) = &funds.budget {
        let mut line = against(reach, "holds all of it");
        if reach.stops_at.is_some() {
            line.push_str(&format!("; it holds {}", first(reach)));
        }
        lines.push(("budget", line));
    }
    lines
}

fn against(reach: &Reach, enough: &str) -> String {
    let (money, currency) = (&reach.money, reach.money.currency);
    let amount = plain(money.balance);
    if reach.stops_at.is_none() {
        return format!("{amount} {currency} {enough}");
    }
    format!("{amount} {currency} is {} {currency} short", plain(money.shortfall))
}

/// The messages that are paid, and the first that is not.
fn first(reach: &Reach) -> String {
    let (money, count) = (&reach.money, reach.money.affordable_messages);
    let word = if count == 1 { "message" } else { "messages" };
    let at = reach.stops_at.map(|at| format!(", and line {} is too much", at.line));
    let at = at.unwrap_or_default();
    format!(
        "the first {} {word} ({} {}){at}",
        grouped_digits(&count.to_string()),
        plain(money.spent_if_partial),
        money.currency
    )
}

/// The balance in JSON; null where none was given.
pub(super) fn balance(report: &Report) -> Value {
    let Some(funds) = &report.funds else { return Value::Null };
    let Some(reach) = &funds.balance else { return Value::Null };
    let mut object = object("balance", reach);
    object["sufficient"] = json!(reach.money.is_sufficient());
    object["policy"] = json!(funds.policy.map_or("unspecified", OverBalance::as_str));
    let none = json!({ "messages": 0, "spent": "0" });
    // what is sent, by what the vendor does; both where its document does not say
    let partial = json!({
        "messages": count(reach),
        "spent": reach.money.spent_if_partial.to_string(),
    });
    let enough = reach.stops_at.is_none();
    if funds.policy != Some(OverBalance::Partial) {
        object["if_all_or_nothing"] = if enough { partial.clone() } else { none };
    }
    if funds.policy != Some(OverBalance::AllOrNothing) {
        object["if_partial"] = partial;
    }
    object
}

/// The budget in JSON; null where none was given.
pub(super) fn budget(report: &Report) -> Value {
    let Some(reach) = report.funds.as_ref().and_then(|funds| funds.budget.as_ref()) else {
        return Value::Null;
    };
    let mut object = object("budget", reach);
    object["exceeded"] = json!(reach.stops_at.is_some());
    object
}

fn object(name: &str, reach: &Reach) -> Value {
    let money = &reach.money;
    let mut object = json!({});
    object[name] = json!(money.balance.to_string());
    object["currency"] = json!(money.currency.as_str());
    object["required"] = json!(money.required.to_string());
    object["shortfall"] = json!(money.shortfall.to_string());
    object["affordable_messages"] = count(reach);
    object["spent_if_partial"] = json!(money.spent_if_partial.to_string());
    object["stops_at"] = json!(reach.stops_at.map(|at| json!({ "row": at.row, "line": at.line })));
    object
}

fn count(reach: &Reach) -> Value {
    let count = reach.money.affordable_messages;
    u64::try_from(count).map_or_else(|_| json!(count.to_string()), |count| json!(count))
}
