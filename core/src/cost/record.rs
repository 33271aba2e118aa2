//! Campaigns as JSON records: what `septet rate --jsonl` reads and writes.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde_json::{Map, Value, json};

use super::balance::Balance;
use super::campaign::{CampaignCosts, CampaignMessage, MessageCost, campaign, explain_campaign};
use super::explain::Explanation;
use super::units_before::UnitsBefore;
use super::warnings::Warnings;
use crate::error::{Error, ErrorKind};
use crate::money::{Currency, Money};
use crate::rate::{
    Destination, Direction, Mcc, Mnc, RateBook, RateCard, SenderType, TierMode, Timestamp, Traffic,
    UnknownNetwork, country,
};

/// Labels of a record that say nothing about the campaign.
const LABELS: &[&str] = &["id", "kind", "title", "expect"];
const MESSAGE_FIELDS: &[&str] = &[
    "card",
    "to",
    "country",
    "mcc",
    "mnc",
    "direction",
    "sender_type",
    "traffic",
    "segments",
    "count",
    "failed",
];

/// Rates a record `{cards, at, options: {units_before, explain}, messages, balance}`; the answer has
/// `messages`, `totals`, `not_priced`, `complete`, `warnings` and `balance`, which is an object with
/// `error` where the balance cannot be held against the campaign. With `explain` each message has an
/// `explanation`, which is null for a number that is none.
///
/// # Errors
/// The first mistake in the order of the format: of the cards, the options, the messages; last
/// [`ErrorKind::Overflow`].
pub fn campaign_record(record: &Value) -> Result<Value, Error> {
    let object = object(record)?;
    let mut cards = Vec::new();
    for card in list(object, "cards")? {
        cards.push(RateCard::from_json_among(&card.to_string(), &cards)?);
    }
    let (mut answer, balance) = rated(cards, object, &["cards"])?;
    match balance {
        Ok(None) => {}
        Ok(Some(balance)) => answer["balance"] = balance,
        Err(error) => answer["balance"] = json!({ "error": error.kind().as_str() }),
    }
    Ok(answer)
}

/// The same under cards that were read before: the record has no `cards`.
///
/// # Errors
/// As for [`campaign_record`], and those of the balance.
pub fn campaign_record_under(cards: Vec<RateCard>, record: &Value) -> Result<Value, Error> {
    let (mut answer, balance) = rated(cards, object(record)?, &[])?;
    if let Some(balance) = balance? {
        answer["balance"] = balance;
    }
    Ok(answer)
}

/// The same with record and answer as JSON texts, as the bindings have them.
///
/// # Errors
/// `syntax` with line and column for what is no JSON, and as for [`campaign_record_under`].
pub fn campaign_text_under(cards: Vec<RateCard>, record: &str) -> Result<String, Error> {
    let record: Value = serde_json::from_str(record).map_err(|error| {
        syntax("record", &error.to_string())
            .with_line(error.line() as u64)
            .with_column(error.column() as u64)
    })?;
    campaign_record_under(cards, &record).map(|answer| answer.to_string())
}

/// The answer without the balance, and that, if the record has one.
type Answer = (Value, Result<Option<Value>, Error>);

fn rated(
    cards: Vec<RateCard>,
    record: &Map<String, Value>,
    more_fields: &[&str],
) -> Result<Answer, Error> {
    let fields = ["at", "options", "messages", "balance"];
    only(record, &[more_fields, &fields, LABELS].concat(), "")?;
    let Options { before, explain } = options(record)?;
    let at = match record.get("at") {
        None | Some(Value::Null) => None,
        Some(at) => {
            let time = Timestamp::parse(at.as_str().unwrap_or_default());
            Some(time.map_err(|e| e.with_field("at"))?)
        }
    };
    let book = RateBook::new(cards, at)?;
    before.check(&book)?;
    let mut messages = Vec::new();
    for message in list(record, "messages")? {
        messages.push(read_message(&book, message)?);
    }
    let costs = campaign(&book, &messages, &before)?;
    let spread = spread(&costs, &book, &messages, &before);
    let explained = match explain {
        true => Some(explain_campaign(&messages, &before, &costs)?),
        false => None,
    };
    let shown = costs.messages.iter().zip(&messages).enumerate().map(|(index, (cost, message))| {
        let mut shown = shown_message(&costs, cost, message);
        if let Some([least, most]) = &spread
            && cost.cost.total.is_some()
        {
            let of = |costs: &CampaignCosts| costs.messages[index].cost.total;
            shown["cost_min"] = json!(of(least).map(|cost| cost.to_string()));
            shown["cost_max"] = json!(of(most).map(|cost| cost.to_string()));
        }
        if let Some(explained) = &explained {
            shown["explanation"] = json!(explained[index].as_ref().map(Explanation::to_json));
        }
        shown
    });
    let answer = json!({
        "messages": shown.collect::<Vec<_>>(),
        "totals": shown_totals(&costs),
        "not_priced": costs.costs.not_priced,
        "complete": costs.costs.is_complete(),
        "warnings": shown_warnings(costs.warnings),
    });
    let balance = record.get("balance").filter(|balance| !balance.is_null());
    let held = balance.map(|balance| {
        let balance = costs.balance(read_balance(balance)?)?;
        Ok(shown_balance(&balance))
    });
    Ok((answer, held.transpose()))
}

/// The least and the most that the campaign can cost; none unless a network is not known.
fn spread(
    costs: &CampaignCosts,
    book: &RateBook,
    messages: &[CampaignMessage],
    before: &UnitsBefore,
) -> Option<[CampaignCosts; 2]> {
    let is_open = [
        Warnings::NETWORK_UNKNOWN_MAX_USED,
        Warnings::NETWORK_UNKNOWN_MIN_USED,
        Warnings::SURCHARGE_NETWORK_UNKNOWN_MAX_USED,
        Warnings::SURCHARGE_NETWORK_UNKNOWN_MIN_USED,
    ]
    .iter()
    .any(|warning| costs.warnings.contains(*warning));
    if !is_open {
        return None;
    }
    // a most that leaves the range of amounts is not shown: what is expected is within it
    let by = |rule| campaign(&book.with_unknown_network(rule), messages, before).ok();
    Some([by(UnknownNetwork::Min)?, by(UnknownNetwork::Max)?])
}

fn object(record: &Value) -> Result<&Map<String, Value>, Error> {
    record.as_object().ok_or_else(|| syntax("record", "give an object"))
}

fn syntax(field: &str, advice: &str) -> Error {
    Error::new(ErrorKind::Syntax, advice).with_field(field)
}

fn list<'a>(object: &'a Map<String, Value>, field: &str) -> Result<&'a [Value], Error> {
    match object.get(field) {
        Some(Value::Array(items)) => Ok(items),
        _ => Err(syntax(field, "give a list")),
    }
}

/// A text that may be absent, null or empty.
fn text<'a>(object: &'a Map<String, Value>, field: &str) -> Result<Option<&'a str>, Error> {
    match object.get(field) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.as_str()).filter(|t| !t.is_empty())),
        Some(other) => Err(syntax(field, "give a text").with_value(other.to_string())),
    }
}

fn only(object: &Map<String, Value>, known: &[&str], path: &str) -> Result<(), Error> {
    match object.keys().find(|field| !known.contains(&field.as_str())) {
        None => Ok(()),
        Some(field) => Err(Error::new(
            ErrorKind::FieldUnknown,
            alloc::format!("no such field here; there are: {}", known.join(", ")),
        )
        .with_field(alloc::format!("{path}{field}"))),
    }
}

/// A whole number from 1 to 2^64-1, read from its source text; 1 when it is absent.
fn count(object: &Map<String, Value>, field: &str) -> Result<u64, Error> {
    let Some(value) = object.get(field) else {
        return Ok(1);
    };
    let number = match value {
        Value::Number(number) => number.to_string().parse().ok().filter(|n| *n >= 1),
        _ => None,
    };
    number.ok_or_else(|| {
        let advice = "give a whole number from 1 to 18446744073709551615";
        Error::new(ErrorKind::CountInvalid, advice).with_field(field).with_value(value.to_string())
    })
}

/// What the field `options` of a record says.
struct Options {
    before: UnitsBefore,
    explain: bool,
}

fn options(record: &Map<String, Value>) -> Result<Options, Error> {
    let mut options = Options { before: UnitsBefore::none(), explain: false };
    let given = match record.get("options") {
        None | Some(Value::Null) => return Ok(options),
        Some(Value::Object(given)) => given,
        Some(_) => return Err(syntax("options", "give an object")),
    };
    only(given, &["units_before", "explain"], "options.")?;
    match given.get("units_before") {
        None | Some(Value::Null) => {}
        Some(Value::Object(counters)) => {
            for (id, units) in counters {
                let units = units.to_string().parse().map_err(|_| {
                    syntax("units_before", "give whole numbers from 0 to 18446744073709551615")
                        .with_value(units.to_string())
                })?;
                options.before.set(id, units);
            }
        }
        Some(_) => return Err(syntax("units_before", "give an object of ids and units")),
    }
    options.explain = flag(given, "explain")?;
    Ok(options)
}

/// True or false; false when it is absent.
fn flag(object: &Map<String, Value>, field: &str) -> Result<bool, Error> {
    match object.get(field) {
        None | Some(Value::Null) => Ok(false),
        Some(Value::Bool(flag)) => Ok(*flag),
        Some(_) => Err(syntax(field, "use true or false")),
    }
}

/// How a word of a list is read, and the list.
type Words<'a, T> = (fn(&str) -> Option<T>, &'a [&'a str]);

fn word<T>(
    message: &Map<String, Value>,
    field: &str,
    kind: ErrorKind,
    (read, words): Words<'_, T>,
) -> Result<Option<T>, Error> {
    let text = match message.get(field) {
        None | Some(Value::Null) => return Ok(None),
        Some(value) => value.as_str().unwrap_or("?"),
    };
    if text.is_empty() {
        return Ok(None);
    }
    let error = || {
        let advice = alloc::format!("use one of: {}", words.join(", "));
        Error::new(kind, advice).with_field(field).with_value(text)
    };
    read(text).map(Some).ok_or_else(error)
}

fn read_message(book: &RateBook, message: &Value) -> Result<CampaignMessage, Error> {
    let Some(message) = message.as_object() else {
        return Err(syntax("messages", "give objects"));
    };
    let card = match text(message, "card")? {
        None => 0,
        Some(id) => book.card_index(id).ok_or_else(|| {
            let advice = "no card has this id";
            Error::new(ErrorKind::CardUnknown, advice).with_field("card").with_value(id)
        })?,
    };
    let (copies, segments) = (count(message, "count")?, count(message, "segments")?);
    let direction = word(
        message,
        "direction",
        ErrorKind::DirectionInvalid,
        (Direction::from_word, Direction::WORDS),
    )?;
    let sender_type = word(
        message,
        "sender_type",
        ErrorKind::SenderTypeInvalid,
        (SenderType::from_word, SenderType::WORDS),
    )?;
    let traffic =
        word(message, "traffic", ErrorKind::TrafficInvalid, (Traffic::from_word, Traffic::WORDS))?;
    let failed = flag(message, "failed")?;
    let mut fields = MESSAGE_FIELDS.to_vec();
    fields.extend(LABELS);
    // says that the number is made up; numbers are opaque here anyway
    fields.push("synthetic");
    only(message, &fields, "")?;
    // a code that is given but is none fits no row
    let code = |field: &str| text(message, field);
    let to = number_digits(text(message, "to")?.unwrap_or_default()).map(|digits| {
        Ok::<_, Error>(Destination {
            digits,
            region: code("country")?.and_then(country),
            mcc: code("mcc")?.map(|text| Mcc::parse(text).unwrap_or(Mcc::OTHER)),
            mnc: code("mnc")?.map(|text| Mnc::parse(text).unwrap_or(Mnc::OTHER)),
            direction: direction.unwrap_or(Direction::Mt),
            sender_type,
            traffic,
        })
    });
    Ok(CampaignMessage { card, to: to.transpose()?, segments, count: copies, failed })
}

/// The digits of `+[1-9][0-9]{6,14}`.
fn number_digits(text: &str) -> Option<u64> {
    let digits = text.strip_prefix('+')?;
    let fits = (7..=15).contains(&digits.len())
        && !digits.starts_with('0')
        && digits.bytes().all(|b| b.is_ascii_digit());
    if fits { digits.parse().ok() } else { None }
}

fn read_balance(balance: &Value) -> Result<Money, Error> {
    let text_of = |field: &str| balance.get(field).and_then(Value::as_str).unwrap_or_default();
    Ok(Money {
        amount: Balance::parse_amount(text_of("amount"))?,
        currency: Currency::parse(text_of("currency"))?,
    })
}

fn shown_warnings(warnings: Warnings) -> Vec<&'static str> {
    let mut words: Vec<_> = warnings.words().filter(|w| *w != "mixed_currencies").collect();
    if warnings.contains(Warnings::MIXED_CURRENCIES) {
        words.push("mixed_currencies");
    }
    words
}

fn shown_message(costs: &CampaignCosts, cost: &MessageCost, message: &CampaignMessage) -> Value {
    let MessageCost { rated, cost } = cost;
    let mut shown = json!({
        "status": rated.status.as_str(),
        "warnings": shown_warnings(cost.warnings),
    });
    let (Some(key), Some(total)) = (costs.rater.key(rated), cost.total) else {
        return shown;
    };
    let Some(card) = costs.rater.book().card(rated.card) else {
        return shown;
    };
    let (first, last) = cost.tiers;
    let tiers: Vec<u64> = key.tiers[first..=last].iter().map(|tier| tier.from).collect();
    shown["tiers"] = json!(tiers);
    shown["segments"] = json!(rated.segments);
    shown["units"] = json!(rated.units);
    shown["count"] = json!(message.count);
    shown["cost"] = json!(total.to_string());
    shown["rate"] = json!(costs.rater.rate_id(rated));
    shown["currency"] = json!(card.card().currency().as_str());
    // one price for each of them only where the order does not matter
    let graduated = card.card().tier_mode() == TierMode::Graduated && key.tiers.len() > 1;
    if let (Some(each), true) = (cost.each, !graduated) {
        shown["each"] = json!(each.to_string());
    }
    let names = costs.rater.surcharge_names(rated);
    if !names.is_empty() {
        shown["surcharges"] = json!(names);
    }
    shown
}

fn shown_totals(costs: &CampaignCosts) -> Value {
    let total = |(currency, total): (&Currency, &super::sums::CurrencyTotal)| {
        let shown = json!({
            "subtotal": total.subtotal.to_string(),
            "tax": total.tax.to_string(),
            "total": total.total.to_string(),
        });
        (currency.to_string(), shown)
    };
    Value::Object(costs.costs.totals.iter().map(total).collect())
}

fn shown_balance(balance: &Balance) -> Value {
    json!({
        "balance": balance.balance.to_string(),
        "required": balance.required.to_string(),
        "currency": balance.currency.as_str(),
        "sufficient": balance.is_sufficient(),
        "shortfall": balance.shortfall.to_string(),
        "affordable_messages": balance.affordable_messages,
        "spent_if_partial": balance.spent_if_partial.to_string(),
    })
}
