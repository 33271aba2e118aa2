//! The head of a card: everything but its rows, checked in the order of the format.

use alloc::vec::Vec;

use super::value::{Node, Table, Value};
use crate::error::{Error, ErrorKind};
use crate::money::{Amount, AmountFault, Currency, RoundingMode, SCALE};
use crate::rate::card::{RateCard, Rounding, Tax};
use crate::rate::words::{ChargeUnit, RoundAt, TierMode, TierScope, UnknownNetwork};

const FORMAT: &str = "septet-ratecard/1";
const FIELDS: &[&str] = &[
    "format",
    "id",
    "vendor",
    "currency",
    "default_charge_unit",
    "max_segments",
    "unknown_network",
    "charge_failed",
    "tier_mode",
    "tier_scope",
    "minimum_per_message",
    "rounding",
    "tax",
    "rates",
    "surcharges",
];

/// The card without its rows.
pub(super) fn read(table: &Table, before: &[RateCard]) -> Result<RateCard, Error> {
    if table.get("format").and_then(Node::text) != Some(FORMAT) {
        return Err(wrong(
            table,
            "format",
            ErrorKind::FormatUnknown,
            "a rate card begins with its format, septet-ratecard/1",
        ));
    }
    table.only(FIELDS, "")?;
    let Some(id) = table.given("id").and_then(Node::text) else {
        return Err(wrong(table, "id", ErrorKind::CardIdMissing, "give the card an id"));
    };
    if before.iter().any(|card| card.id() == id) {
        let advice = "another card has this id: a message names its card by it";
        return Err(wrong(table, "id", ErrorKind::CardIdDuplicate, advice));
    }
    let card = RateCard {
        id: id.into(),
        vendor: table.get("vendor").and_then(Node::text).unwrap_or_default().into(),
        currency: currency(table)?,
        default_charge_unit: word(
            table,
            "default_charge_unit",
            ErrorKind::ChargeUnitInvalid,
            (ChargeUnit::from_word, ChargeUnit::WORDS),
        )?,
        max_segments: max_segments(table)?,
        unknown_network: word(
            table,
            "unknown_network",
            ErrorKind::UnknownNetworkInvalid,
            (UnknownNetwork::from_word, UnknownNetwork::WORDS),
        )?
        .unwrap_or(UnknownNetwork::Max),
        charge_failed: charge_failed(table)?,
        tier_mode: word(
            table,
            "tier_mode",
            ErrorKind::TierModeInvalid,
            (TierMode::from_word, TierMode::WORDS),
        )?
        .unwrap_or(TierMode::Graduated),
        tier_scope: word(
            table,
            "tier_scope",
            ErrorKind::TierScopeInvalid,
            (TierScope::from_word, TierScope::WORDS),
        )?
        .unwrap_or(TierScope::Rate),
        minimum_per_message: minimum(table)?,
        rounding: rounding(table)?,
        tax: tax(table)?,
        rates: Vec::new(),
        surcharges: Vec::new(),
    };
    match table.get("rates").map(|node| &node.value) {
        Some(Value::List(rates)) if !rates.is_empty() => Ok(card),
        _ => Err(wrong(table, "rates", ErrorKind::NoRates, "a card needs at least one rate")),
    }
}

/// An error about a field, at its place if it is there, else at the card's.
fn wrong(table: &Table, field: &str, kind: ErrorKind, advice: &str) -> Error {
    match table.get(field) {
        Some(node) => node.error(kind, field, advice),
        None => table.place.put(Error::new(kind, advice).with_field(field)),
    }
}

fn currency(table: &Table) -> Result<Currency, Error> {
    let text = table.get("currency").and_then(Node::text).unwrap_or_default();
    Currency::parse(text)
        .map_err(|e| wrong(table, "currency", ErrorKind::CurrencyInvalid, e.message()))
}

/// A list of words and how one is read.
type Words<T> = (fn(&str) -> Option<T>, &'static [&'static str]);

fn word<T>(
    table: &Table,
    field: &str,
    kind: ErrorKind,
    (read, words): Words<T>,
) -> Result<Option<T>, Error> {
    let Some(node) = table.get(field) else {
        return Ok(None);
    };
    match node.text().and_then(read) {
        Some(value) => Ok(Some(value)),
        None => Err(one_of(node, kind, field, words)),
    }
}

/// The error of a word that is not of its list.
pub(super) fn one_of(node: &Node, kind: ErrorKind, field: &str, words: &[&str]) -> Error {
    node.error(kind, field, alloc::format!("use one of: {}", words.join(", ")))
}

fn max_segments(table: &Table) -> Result<Option<u64>, Error> {
    let Some(node) = table.get("max_segments") else {
        return Ok(None);
    };
    match node.whole() {
        Some(n) if n >= 1 => Ok(Some(n)),
        _ => Err(node.error(
            ErrorKind::MaxSegmentsInvalid,
            "max_segments",
            "give a whole number from 1 up",
        )),
    }
}

fn charge_failed(table: &Table) -> Result<bool, Error> {
    let Some(node) = table.get("charge_failed") else {
        return Ok(true);
    };
    node.truth().ok_or_else(|| {
        node.error(ErrorKind::ChargeFailedInvalid, "charge_failed", "use true or false")
    })
}

/// An amount: a text, a cell, or a JSON number read from its source.
pub(super) fn amount(node: &Node) -> Result<Amount, AmountFault> {
    match &node.value {
        Value::Text(text) | Value::Cell(text) => Amount::parse_text(text),
        Value::Number(text) => Amount::parse_number(text),
        _ => Err(AmountFault::Syntax),
    }
}

fn minimum(table: &Table) -> Result<Amount, Error> {
    let Some(node) = table.get("minimum_per_message") else {
        return Ok(Amount::ZERO);
    };
    amount(node).map_err(|fault| {
        node.error(ErrorKind::MinimumInvalid, "minimum_per_message", fault.advice())
    })
}

fn sub_table<'a>(
    table: &'a Table,
    field: &str,
    kind: ErrorKind,
) -> Result<Option<&'a Table>, Error> {
    match table.get(field) {
        None => Ok(None),
        Some(Node { value: Value::Table(inner), .. }) => Ok(Some(inner)),
        Some(node) => Err(node.error(kind, field, "give a table of fields")),
    }
}

fn scale(node: &Node) -> Option<u8> {
    node.whole().filter(|n| *n <= u64::from(SCALE)).map(|n| n as u8)
}

fn rounding(table: &Table) -> Result<Rounding, Error> {
    const KIND: ErrorKind = ErrorKind::RoundingInvalid;
    let exact = Rounding { at: RoundAt::None, mode: RoundingMode::HalfUp, scale: SCALE };
    let Some(fields) = sub_table(table, "rounding", KIND)? else {
        return Ok(exact);
    };
    if fields.fields.is_empty() {
        return Ok(exact);
    }
    fields.only(&["at", "mode", "scale"], "rounding.")?;
    let invalid = |name: &str, field: &str, advice: &str| match fields.get(name) {
        Some(node) => node.error(KIND, field, advice),
        None => fields.place.put(Error::new(KIND, advice).with_field(field)),
    };
    let at = fields.get("at").and_then(Node::text).and_then(RoundAt::from_word);
    let Some(at) = at else {
        let advice = "use one of: none, unit, message, campaign";
        return Err(invalid("at", "rounding.at", advice));
    };
    if at == RoundAt::None {
        return Ok(exact);
    }
    let mode = fields.get("mode").and_then(Node::text).and_then(RoundingMode::from_word);
    let Some(mode) = mode else {
        let advice = "rounding needs a mode: half_up, half_even, up or down";
        return Err(invalid("mode", "rounding.mode", advice));
    };
    let Some(scale) = fields.get("scale").and_then(scale) else {
        let advice = "rounding needs a scale: decimals to keep, 0 to 9";
        return Err(invalid("scale", "rounding.scale", advice));
    };
    Ok(Rounding { at, mode, scale })
}

fn tax(table: &Table) -> Result<Option<Tax>, Error> {
    const KIND: ErrorKind = ErrorKind::TaxInvalid;
    let Some(fields) = sub_table(table, "tax", KIND)? else {
        return Ok(None);
    };
    fields.only(&["rate", "mode", "scale"], "tax.")?;
    let Some(node) = fields.get("rate") else {
        let error = Error::new(KIND, "a tax needs its rate, such as 0.19 for 19 %");
        return Err(fields.place.put(error.with_field("tax.rate")));
    };
    let rate = amount(node).map_err(|fault| node.error(KIND, "tax.rate", fault.advice()))?;
    let mode = match fields.get("mode") {
        None => RoundingMode::HalfUp,
        Some(node) => node
            .text()
            .and_then(RoundingMode::from_word)
            .ok_or_else(|| node.error(KIND, "tax.mode", "use half_up, half_even, up or down"))?,
    };
    let scale = match fields.get("scale") {
        None => SCALE,
        Some(node) => scale(node)
            .ok_or_else(|| node.error(KIND, "tax.scale", "give the decimals to keep, 0 to 9"))?,
    };
    Ok(Some(Tax { rate, scale, mode }))
}
