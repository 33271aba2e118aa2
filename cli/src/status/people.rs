//! An outcome in one line: what happened, and what to do.

use septet::status::{Actor, Answer, Billable, Cause, Certainty, Outcome, Retry};
use serde_json::Value;

/// `insufficient_balance: rejected, final: balance too low; …`
pub(super) fn line(code: &str, name: &str, outcome: &Outcome) -> String {
    let mut line = String::from(code);
    if !name.is_empty() && name != code {
        line.push_str(if line.is_empty() { name } else { " " });
        line.push_str(if code.is_empty() { "" } else { name });
    }
    if !line.is_empty() {
        line.push_str(": ");
    }
    if !outcome.recognized {
        line.push_str("not a listed code: ");
    }
    line.push_str(outcome.state.as_str());
    line.push_str(match outcome.is_final {
        Some(true) => ", final",
        Some(false) => ", not final",
        None => "",
    });
    if !matches!(outcome.cause, Cause::None | Cause::Unknown) {
        let why = outcome.cause.meaning().trim_end_matches('.');
        line.push_str(" (");
        line.push_str(&lower_first(why));
        line.push(')');
    }
    for part in [what_to_do(outcome), charged(outcome.billable).to_string()] {
        line.push_str("; ");
        line.push_str(&part);
    }
    if outcome.recognized && outcome.certainty == Certainty::Uncertain {
        line.push_str("; uncertain");
    }
    line
}

/// The line of an answer in a body, with whom and what it is about.
pub(super) fn answer(answer: &Answer<'_>) -> String {
    let code = answer.code.as_deref().unwrap_or("");
    let mut line = line(code, answer.name.as_deref().unwrap_or(""), &answer.outcome);
    if let Some(reference) = &answer.reference {
        line.push_str("; id ");
        line.push_str(reference);
    }
    if let Some(cost) = &answer.cost {
        line.push_str("; cost ");
        line.push_str(cost);
        line.push(' ');
        line.push_str(answer.currency.as_deref().unwrap_or(""));
    }
    line
}

/// The fields of a receipt that are there, one a line.
pub(super) fn receipt_fields(fields: &Value) -> Vec<String> {
    let fields = fields.as_object().into_iter().flatten();
    let given = fields.filter(|(_, value)| !value.is_null() && **value != Value::Bool(false));
    given
        .map(|(name, value)| match value.as_str() {
            Some(text) => format!("  {name:12} {text}"),
            None => format!("  {name:12} {value}"),
        })
        .collect()
}

fn what_to_do(outcome: &Outcome) -> String {
    let who = match outcome.actor {
        Actor::Caller => "the sending program",
        Actor::AccountOwner => "the account's owner",
        Actor::Vendor => "the vendor",
        Actor::Carrier => "the network",
        Actor::Recipient => "the recipient",
        _ => "somebody",
    };
    match (outcome.retry, outcome.backoff_s) {
        (Retry::None, _) => "nothing to do".into(),
        (Retry::Never, _) => "do not send it again".into(),
        (Retry::Later, Some(seconds)) => format!("try again in {seconds} s"),
        (Retry::Later, None) => "try again later".into(),
        (Retry::AfterFix, _) => format!("{who} must act, then try again"),
        _ => "do not send it again by itself: whether that is safe is not known".into(),
    }
}

fn charged(billable: Billable) -> &'static str {
    match billable {
        Billable::Yes => "charged",
        Billable::No => "not charged",
        _ => "charged or not: not said",
    }
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |c| c.to_lowercase().chain(chars).collect())
}
