//! What was found in price lists: rows of a card, and where each stands in its list.

use std::collections::BTreeMap;

use septet::{Error, ErrorKind};
use serde_json::{Map, Value, json};

/// What a row of a card fits; two prices of one key cannot stand in a card.
pub(super) type Key = BTreeMap<&'static str, String>;

/// What was found in price lists.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) currency: Option<String>,
    pub(super) rounding: Option<Value>,
    /// The list says that a message is charged once.
    pub(super) per_message: bool,
    pub(super) warnings: Vec<String>,
    rows: Vec<(Key, Row)>,
    /// What is being read.
    pub(super) at: At,
}

#[derive(Debug)]
struct Row {
    network: String,
    price: String,
    at: At,
}

impl Row {
    fn id(key: &Key) -> String {
        let id = key.values().map(|v| v.to_lowercase()).collect::<Vec<_>>().join("-");
        if id.is_empty() { "world".to_owned() } else { id }
    }
}

/// Where a price stands: the line of a table, or the path in an object, such as `prices[3]`.
#[derive(Clone, Debug, Default)]
pub(super) struct At {
    pub(super) file: String,
    pub(super) line: Option<u64>,
    pub(super) path: String,
}

impl At {
    /// Names the place to an error.
    pub(super) fn on(&self, mut error: Error) -> Error {
        if let (Some(line), None) = (self.line, error.line()) {
            error = error.with_line(line);
        }
        if !self.path.is_empty() {
            let field = error.field().map_or(String::new(), |field| format!(".{field}"));
            error = error.with_field(format!("{}{field}", self.path));
        }
        error.with_file(&self.file)
    }
}

impl Found {
    /// The currency, which is one for all lists.
    pub(super) fn currency(&mut self, currency: &str) -> Result<(), Error> {
        match &self.currency {
            Some(own) if own != currency => {
                let advice = format!("one card has one currency, and other prices are in {own}");
                let error = Error::new(ErrorKind::CurrencyMismatch, advice);
                Err(error.with_field("currency").with_value(currency))
            }
            _ => {
                self.currency = Some(currency.to_owned());
                Ok(())
            }
        }
    }

    /// A price for what `key` fits. Of two prices for one key the dearer is kept, and said.
    pub(super) fn add(&mut self, key: Key, network: &str, price: &str) -> Result<(), Error> {
        let price = self.price(price)?;
        if let Some((_, row)) = self.rows.iter_mut().find(|(other, _)| *other == key) {
            let (old, new) = (amount(&row.price)?, amount(&price)?);
            if old != new {
                let fits = key.values().cloned().collect::<Vec<_>>().join(" ");
                let dearer = if new > old { &price } else { &row.price };
                self.warnings.push(format!(
                    "{fits}: {} and {network} have different prices and no codes that tell them \
                     apart: the dearer, {dearer}, is taken",
                    row.network
                ));
                if new > old {
                    *row = Row { network: network.to_owned(), price, at: self.at.clone() };
                }
            }
            return Ok(());
        }
        self.rows.push((key, Row { network: network.to_owned(), price, at: self.at.clone() }));
        Ok(())
    }

    /// A price as text: `KES 0.8000`, `0.8000 KES` and `0,8` are read too.
    fn price(&mut self, text: &str) -> Result<String, Error> {
        let (currency, text) = apart(text);
        if let Some(currency) = currency {
            self.currency(currency)?;
        }
        let Some((whole, rest)) = text.split_once(',').filter(|_| !text.contains('.')) else {
            return Ok(amount(text)?.to_string());
        };
        if rest.len() == 3 && whole != "0" {
            let advice = "whether the comma stands before decimals or between thousands cannot be \
                          told: write the price with a decimal point";
            let error = Error::new(ErrorKind::AmountSyntax, advice);
            return Err(error.with_field("price").with_value(text));
        }
        Ok(amount(&format!("{whole}.{rest}"))?.to_string())
    }

    /// An error of the card that was made, at the place in the price list that it comes from.
    pub(super) fn place(&self, error: Error) -> Error {
        let own = error.row().and_then(|id| self.rows.iter().find(|(key, _)| Row::id(key) == id));
        let mut placed = Error::new(error.kind(), error.message());
        if let Some(field) = error.field() {
            placed = placed.with_field(field);
        }
        if let Some(value) = error.value() {
            placed = placed.with_value(value);
        }
        own.map_or(&self.at, |(_, row)| &row.at).on(placed)
    }

    /// The rows as rates of a card.
    pub(super) fn rates(&self) -> Vec<Value> {
        let mut rates = Vec::with_capacity(self.rows.len());
        for (key, row) in &self.rows {
            let mut rate = Map::new();
            rate.insert("id".into(), json!(Row::id(key)));
            for (name, value) in key {
                rate.insert((*name).into(), json!(value));
            }
            if !row.network.is_empty() {
                rate.insert("network".into(), json!(row.network));
            }
            rate.insert("price".into(), json!(row.price));
            rates.push(Value::Object(rate));
        }
        rates
    }
}

/// The currency beside an amount, if one is there, and the amount.
pub(super) fn apart(text: &str) -> (Option<&str>, &str) {
    let text = text.trim();
    let parts = text.split_once(char::is_whitespace).map(|(a, b)| (a.trim(), b.trim()));
    match parts {
        Some((price, currency)) if price.starts_with(|c: char| c.is_ascii_digit()) => {
            (Some(currency), price)
        }
        Some((currency, price)) => (Some(currency), price),
        None => (None, text),
    }
}

fn amount(text: &str) -> Result<septet::money::Amount, Error> {
    let read = septet::money::Amount::parse_json_number(text);
    read.map_err(|e| e.with_field("price"))
}
