//! Cards as text in the format they are loaded from.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::card::{Rate, RateCard, Surcharge, Validity};
use super::matcher::Matchers;
use super::words::{Action, Direction, RoundAt, TierMode, TierScope, UnknownNetwork};

/// The columns of the CSV table, in the order of the format.
pub(super) const COLUMNS: &[&str] = &[
    "record",
    "id",
    "name",
    "direction",
    "country",
    "mcc",
    "mnc",
    "prefix",
    "network",
    "sender_type",
    "traffic",
    "charge_unit",
    "price",
    "per",
    "tier_from",
    "valid_from",
    "valid_to",
    "action",
    "note",
];

/// Fields with a value, by name.
type Fields = Vec<(&'static str, String)>;

impl RateCard {
    /// The card as CSV. Loading it gives an equal card, unless a text of the head has a line break.
    pub fn to_csv(&self) -> String {
        let mut csv = String::new();
        for (name, value) in self.head() {
            csv.push_str(&format!("#! {name} = {value}\n"));
        }
        csv.push_str(&COLUMNS.join(","));
        csv.push('\n');
        for (record, row) in self.rows() {
            let cell = |column: &&str| match *column {
                "record" => record.to_string(),
                "price" if record == "surcharge" => quoted(&row, "amount"),
                column => quoted(&row, column),
            };
            csv.push_str(&COLUMNS.iter().map(cell).collect::<Vec<_>>().join(","));
            csv.push('\n');
        }
        csv
    }

    /// The card as JSON. Loading it gives an equal card.
    pub fn to_json(&self) -> String {
        let mut card = serde_json::Map::new();
        for (name, value) in self.head() {
            let value = match name {
                "max_segments" | "rounding.scale" | "tax.scale" => number(&value),
                "charge_failed" => serde_json::Value::Bool(value == "true"),
                _ => value.into(),
            };
            match name.split_once('.') {
                Some((table, field)) => {
                    let table = card.entry(table).or_insert_with(|| serde_json::json!({}));
                    table[field] = value;
                }
                None => {
                    card.insert(name.into(), value);
                }
            }
        }
        for list in ["rate", "surcharge"] {
            let rows = self.rows().into_iter().filter(|(record, _)| *record == list);
            let rows: Vec<serde_json::Value> = rows
                .map(|(_, row)| {
                    let field = |(name, value): (&'static str, String)| match name {
                        "tier_from" => (name.to_string(), number(&value)),
                        _ => (name.to_string(), value.into()),
                    };
                    serde_json::Value::Object(row.into_iter().map(field).collect())
                })
                .collect();
            card.insert(format!("{list}s"), rows.into());
        }
        let mut text = format!("{:#}", serde_json::Value::Object(card));
        text.push('\n');
        text
    }

    /// The head; what is as by default is left out.
    fn head(&self) -> Fields {
        let mut head: Fields = Vec::new();
        let mut add = |name, value: String| head.push((name, value));
        add("format", "septet-ratecard/1".into());
        add("id", self.id.clone());
        if !self.vendor.is_empty() {
            add("vendor", self.vendor.clone());
        }
        add("currency", self.currency.to_string());
        if let Some(unit) = self.default_charge_unit {
            add("default_charge_unit", unit.as_str().into());
        }
        if let Some(max) = self.max_segments {
            add("max_segments", max.to_string());
        }
        if self.unknown_network != UnknownNetwork::Max {
            add("unknown_network", self.unknown_network.as_str().into());
        }
        if !self.charge_failed {
            add("charge_failed", "false".into());
        }
        if self.tier_mode != TierMode::Graduated {
            add("tier_mode", self.tier_mode.as_str().into());
        }
        if self.tier_scope != TierScope::Rate {
            add("tier_scope", self.tier_scope.as_str().into());
        }
        if !self.minimum_per_message.is_zero() {
            add("minimum_per_message", self.minimum_per_message.to_string());
        }
        if self.rounding.at != RoundAt::None {
            add("rounding.at", self.rounding.at.as_str().into());
            add("rounding.mode", self.rounding.mode.as_str().into());
            add("rounding.scale", self.rounding.scale.to_string());
        }
        if let Some(tax) = self.tax {
            add("tax.rate", tax.rate.to_string());
            add("tax.scale", tax.scale.to_string());
            add("tax.mode", tax.mode.as_str().into());
        }
        head
    }

    fn rows(&self) -> Vec<(&'static str, Fields)> {
        let rates = self.rates.iter().map(|rate| ("rate", rate_fields(rate)));
        let surcharges = self.surcharges.iter().map(|row| ("surcharge", surcharge_fields(row)));
        rates.chain(surcharges).collect()
    }
}

fn number(digits: &str) -> serde_json::Value {
    // written by us: it is a number
    digits.parse::<serde_json::Number>().map_or(serde_json::Value::Null, Into::into)
}

fn quoted(row: &Fields, column: &str) -> String {
    let text = row.iter().find(|(name, _)| *name == column).map_or("", |(_, value)| value);
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.into()
    }
}

fn rate_fields(rate: &Rate) -> Fields {
    let mut row = matcher_fields(&rate.id, None, &rate.matchers, &rate.network);
    if rate.own_unit {
        row.push(("charge_unit", rate.charge_unit.as_str().into()));
    }
    if rate.action == Action::Price {
        row.push(("price", rate.price.to_string()));
    } else {
        row.push(("action", rate.action.as_str().into()));
    }
    if rate.tier_from > 0 {
        row.push(("tier_from", rate.tier_from.to_string()));
    }
    end_fields(row, rate.validity, &rate.note)
}

fn surcharge_fields(surcharge: &Surcharge) -> Fields {
    let name = Some(surcharge.name.as_str());
    let mut row = matcher_fields(&surcharge.id, name, &surcharge.matchers, &surcharge.network);
    row.push(("per", surcharge.per.as_str().into()));
    row.push(("amount", surcharge.amount.to_string()));
    end_fields(row, surcharge.validity, &surcharge.note)
}

fn matcher_fields(id: &str, name: Option<&str>, m: &Matchers, network: &str) -> Fields {
    let mut row: Fields = Vec::new();
    let mut add = |name, value: Option<String>| row.extend(value.map(|value| (name, value)));
    add("id", Some(id.into()));
    add("name", name.map(ToString::to_string));
    add("direction", (m.direction != Direction::Mt).then(|| m.direction.as_str().into()));
    add("country", m.region.map(|region| region.to_string()));
    add("mcc", m.mcc.map(|mcc| mcc.to_string()));
    add("mnc", m.mnc.map(|mnc| mnc.to_string()));
    add("prefix", m.prefix.map(|prefix| prefix.to_string()));
    add("network", (!network.is_empty()).then(|| network.into()));
    add("sender_type", m.sender_type.map(|word| word.as_str().into()));
    add("traffic", m.traffic.map(|word| word.as_str().into()));
    row
}

fn end_fields(mut row: Fields, validity: Validity, note: &str) -> Fields {
    row.extend(validity.from.map(|from| ("valid_from", from.to_string())));
    row.extend(validity.to.map(|to| ("valid_to", to.to_string())));
    if !note.is_empty() {
        row.push(("note", note.into()));
    }
    row
}
