//! Price lists as vendors publish them, read into rows of a card. Field names are the vendors' own.
//!
//! Prices are read from their source text. What a list leaves open is said in a warning, never
//! guessed in silence.

use std::collections::BTreeMap;
use std::path::Path;

use septet::{Error, ErrorKind};
use serde_json::{Map, Value, json};

use crate::io::Failure;

/// The shapes that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
#[value(rename_all = "snake_case")]
pub(super) enum Shape {
    /// BSG: prices with mcc and mnc, JSON
    Bsg,
    /// CGRateS: a folder with Destinations.csv, Rates.csv and DestinationRates.csv
    Cgrates,
    /// MessageBird: prices with mcc and mnc, JSON
    Messagebird,
    /// MsGine: the price of a country, JSON
    Msgine,
    /// Twilio: the prices of a country, JSON
    TwilioCountry,
    /// Twilio: the price list, CSV
    TwilioCsv,
    /// Vonage: the prices of a country, JSON
    Vonage,
}

impl Shape {
    /// Whose prices they are.
    pub(super) const fn vendor(self) -> &'static str {
        match self {
            Shape::Bsg => "BSG",
            Shape::Cgrates => "CGRateS tariff plan",
            Shape::Messagebird => "MessageBird",
            Shape::Msgine => "MsGine",
            Shape::TwilioCountry | Shape::TwilioCsv => "Twilio",
            Shape::Vonage => "Vonage",
        }
    }
}

/// What a row of a card fits; two prices of one key cannot stand in a card.
type Key = BTreeMap<&'static str, String>;

/// What was found in price lists.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) currency: Option<String>,
    pub(super) rounding: Option<Value>,
    /// The list says that a message is charged once.
    pub(super) per_message: bool,
    pub(super) warnings: Vec<String>,
    rows: Vec<(Key, Row)>,
}

#[derive(Debug)]
struct Row {
    network: String,
    price: String,
}

impl Found {
    /// The currency, which is one for all lists.
    fn currency(&mut self, currency: &str) -> Result<(), Error> {
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
    fn add(&mut self, key: Key, network: &str, price: &str) -> Result<(), Error> {
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
                    *row = Row { network: network.to_owned(), price };
                }
            }
            return Ok(());
        }
        self.rows.push((key, Row { network: network.to_owned(), price }));
        Ok(())
    }

    /// A price as text: `KES 0.8000` and `0,8` are read too.
    fn price(&mut self, text: &str) -> Result<String, Error> {
        let mut text = text.trim();
        if let Some((currency, rest)) = text.split_once(' ') {
            self.currency(currency)?;
            text = rest.trim();
        }
        let comma = !text.contains('.') && text.matches(',').count() == 1;
        let text = if comma { text.replace(',', ".") } else { text.to_owned() };
        Ok(amount(&text)?.to_string())
    }

    /// The rows as rates of a card.
    pub(super) fn rates(&self) -> Vec<Value> {
        let mut rates = Vec::with_capacity(self.rows.len());
        for (key, row) in &self.rows {
            let mut rate = Map::new();
            let id = key.values().map(|v| v.to_lowercase()).collect::<Vec<_>>().join("-");
            let id = if id.is_empty() { "world".to_owned() } else { id };
            rate.insert("id".into(), json!(id));
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

fn amount(text: &str) -> Result<septet::money::Amount, Error> {
    let read = septet::money::Amount::parse_json_number(text);
    read.map_err(|e| e.with_field("price"))
}

/// Reads a price list.
///
/// # Errors
/// A file that cannot be read or is not of the shape.
pub(super) fn read(shape: Shape, file: &Path, found: &mut Found) -> Result<(), Failure> {
    if shape == Shape::Cgrates {
        return cgrates(file, found);
    }
    let name = file.display().to_string();
    let text = text_of(file)?;
    let named = |e: Error| Failure::Septet(e.with_file(&name));
    if shape == Shape::TwilioCsv {
        return twilio_csv(&text, found).map_err(named);
    }
    let list: Value = serde_json::from_str(&text)
        .map_err(|e| named(Error::new(ErrorKind::Syntax, format!("not JSON: {e}"))))?;
    let read = match shape {
        Shape::Bsg => networks(&list, ("country", "country_name"), found),
        Shape::Messagebird => networks(&list, ("countryIsoCode", "operatorName"), found),
        Shape::Msgine => msgine(&list, found),
        Shape::TwilioCountry => twilio_country(&list, found),
        _ => vonage(&list, found),
    };
    read.map_err(named)
}

fn text_of(file: &Path) -> Result<String, Failure> {
    std::fs::read_to_string(file).map_err(Failure::io(file.display().to_string()))
}

/// A field's text; a number as its source has it; empty when it is absent or null.
fn text(object: &Value, field: &str) -> String {
    match object.get(field) {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    }
}

fn required(object: &Value, field: &str) -> Result<String, Error> {
    match text(object, field) {
        text if text.is_empty() => {
            let advice = "the price list lacks this field: is it of another shape?";
            Err(Error::new(ErrorKind::FieldMissing, advice).with_field(field))
        }
        text => Ok(text),
    }
}

fn items<'a>(object: &'a Value, field: &str) -> Result<&'a [Value], Error> {
    match object.get(field) {
        Some(Value::Array(items)) => Ok(items),
        _ => {
            let advice = "the price list lacks this list: is it of another shape?";
            Err(Error::new(ErrorKind::FieldMissing, advice).with_field(field))
        }
    }
}

/// Country and network of a price. Lists write "any" as 0, null, an empty text or XX.
fn place(country: &str, mcc: &str, mnc: &str) -> Result<Key, Error> {
    let any = |code: &str| matches!(code, "" | "0" | "null" | "XX");
    let mut key = Key::new();
    if !any(country) {
        key.insert("country", country.to_owned());
    }
    if any(mnc) {
        // without a network the country says it: an MCC may belong to several (310, 234)
        if any(country) && !any(mcc) {
            key.insert("mcc", mcc.to_owned());
        }
        return Ok(key);
    }
    if mnc.len() == 1 {
        let advice = "a mobile network code has two or three digits: a spreadsheet ate the zero in \
                      front, and which of 0x and 00x it was cannot be told";
        return Err(Error::new(ErrorKind::MncSyntax, advice).with_field("mnc").with_value(mnc));
    }
    key.insert("mcc", mcc.to_owned());
    key.insert("mnc", mnc.to_owned());
    Ok(key)
}

/// BSG and MessageBird: a list of prices by mcc and mnc.
fn networks(
    list: &Value,
    (country, network): (&str, &str),
    found: &mut Found,
) -> Result<(), Error> {
    if let Some(currency) = list.get("currencyCode").and_then(Value::as_str) {
        found.currency(currency)?;
    }
    for price in items(list, "prices")? {
        if price.get("currency").is_some() || found.currency.is_none() {
            found.currency(&required(price, "currency")?)?;
        }
        let key = place(&text(price, country), &text(price, "mcc"), &text(price, "mnc"))?;
        found.add(key, &text(price, network), &required(price, "price")?)?;
    }
    Ok(())
}

/// MsGine: one country, or a list of them.
fn msgine(list: &Value, found: &mut Found) -> Result<(), Error> {
    let one = std::slice::from_ref(list);
    for price in list.as_array().map_or(one, Vec::as_slice) {
        found.currency(&required(price, "currency")?)?;
        found.per_message |= price.get("perMessage") == Some(&Value::Bool(true));
        let key = place(&required(price, "countryCode")?, "", "")?;
        found.add(key, "", &required(price, "price")?)?;
    }
    Ok(())
}

/// Twilio: the prices of a country by carrier and kind of number.
fn twilio_country(list: &Value, found: &mut Found) -> Result<(), Error> {
    let country = required(list, "iso_country")?;
    found.currency(&required(list, "price_unit")?)?;
    for carrier in items(list, "outbound_sms_prices")? {
        let key = place(&country, &text(carrier, "mcc"), &text(carrier, "mnc"))?;
        by_number_type(carrier, items(carrier, "prices")?, &key, found)?;
    }
    if list.get("inbound_sms_prices").is_some() {
        let mut key = place(&country, "", "")?;
        key.insert("direction", "mo".to_owned());
        by_number_type(list, items(list, "inbound_sms_prices")?, &key, found)?;
    }
    Ok(())
}

/// One price for all kinds of sender where they agree; else one for each.
fn by_number_type(
    carrier: &Value,
    prices: &[Value],
    key: &Key,
    found: &mut Found,
) -> Result<(), Error> {
    let name = text(carrier, "carrier");
    let mut own = Vec::new();
    for price in prices {
        own.push((required(price, "number_type")?, required(price, "current_price")?));
    }
    if own.windows(2).all(|pair| pair[0].1 == pair[1].1) {
        return own.first().map_or(Ok(()), |(_, price)| found.add(key.clone(), &name, price));
    }
    for (number_type, price) in own {
        let sender_type = match number_type.as_str() {
            "mobile" | "local" | "national" => "long_code",
            "toll free" | "toll_free" | "tollfree" => "toll_free",
            "shortcode" | "short_code" | "short code" => "short_code",
            "alphanumeric" | "alpha" => "alpha",
            _ => {
                let advice = "this kind of number has no sender type in a rate card";
                let error = Error::new(ErrorKind::SenderTypeInvalid, advice);
                return Err(error.with_field("number_type").with_value(number_type));
            }
        };
        let mut key = key.clone();
        key.insert("sender_type", sender_type.to_owned());
        found.add(key, &name, &price)?;
    }
    Ok(())
}

/// Vonage: the default price of a country, and those of its networks.
fn vonage(list: &Value, found: &mut Found) -> Result<(), Error> {
    let country = required(list, "countryCode")?;
    found.currency(&required(list, "currency")?)?;
    found.add(place(&country, "", "")?, "", &required(list, "defaultPrice")?)?;
    for network in items(list, "networks")? {
        let (name, mnc) = (text(network, "networkName"), text(network, "mnc"));
        if mnc.is_empty() {
            let code = text(network, "networkCode");
            found.warnings.push(format!("{name} ({code}) has no mcc and mnc: left out"));
            continue;
        }
        found.currency(&required(network, "currency")?)?;
        let key = place(&country, &text(network, "mcc"), &mnc)?;
        found.add(key, &name, &required(network, "price")?)?;
    }
    Ok(())
}

/// The records of a CSV text as maps by the names of its header.
fn table(text: &str) -> Result<Vec<BTreeMap<String, String>>, Error> {
    let syntax = |e: csv::Error| Error::new(ErrorKind::Syntax, e.to_string());
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().map_err(syntax)?.clone();
    let mut records = Vec::new();
    for record in reader.records() {
        let record = record.map_err(syntax)?;
        let cells = header.iter().zip(&record);
        records.push(cells.map(|(name, cell)| (name.to_owned(), cell.to_owned())).collect());
    }
    Ok(records)
}

fn cell<'a>(record: &'a BTreeMap<String, String>, name: &str) -> Result<&'a str, Error> {
    record.get(name).map(String::as_str).ok_or_else(|| {
        let advice = "the table lacks this column: is it of another shape?";
        Error::new(ErrorKind::FieldMissing, advice).with_field(name)
    })
}

/// Twilio's price list names carriers but not their codes.
fn twilio_csv(text: &str, found: &mut Found) -> Result<(), Error> {
    for record in table(text)? {
        let key = place(cell(&record, "ISO")?, "", "")?;
        let description = cell(&record, "Description")?;
        let network = description.rsplit_once(" - ").map_or(description, |(_, name)| name);
        found.add(key, network, cell(&record, "Price / msg")?)?;
    }
    Ok(())
}

/// CGRateS: destinations have prefixes, rates have prices, a third table joins them.
fn cgrates(folder: &Path, found: &mut Found) -> Result<(), Failure> {
    let table_of = |name: &str| {
        let file = folder.join(name);
        let named = |e: Error| Failure::Septet(e.with_file(file.display().to_string()));
        table(&text_of(&file)?).map_err(named)
    };
    let prefixes = table_of("Destinations.csv")?;
    let prices = table_of("Rates.csv")?;
    for join in table_of("DestinationRates.csv")? {
        let (destination, tag) = (cell(&join, "DestinationId")?, cell(&join, "RatesTag")?);
        cgrates_rounding(&join, found)?;
        let mut price = None;
        for rate in prices.iter().filter(|rate| rate.get("#Id").is_some_and(|id| id == tag)) {
            refuse_unless(rate, "ConnectFee", &["0", ""])?;
            refuse_unless(rate, "RateUnit", &["1", "1s"])?;
            refuse_unless(rate, "RateIncrement", &["1", "1s"])?;
            refuse_unless(rate, "GroupIntervalStart", &["0", "0s"])?;
            price = Some(cell(rate, "Rate")?);
        }
        let price = price.ok_or_else(|| {
            let error = Error::new(ErrorKind::FieldMissing, "Rates.csv has no such rate");
            error.with_field("RatesTag").with_value(tag)
        })?;
        let own =
            |row: &&BTreeMap<String, String>| row.get("#Id").is_some_and(|id| id == destination);
        for row in prefixes.iter().filter(own) {
            let key = Key::from([("prefix", cell(row, "Prefix")?.to_owned())]);
            found.add(key, destination, price)?;
        }
    }
    Ok(())
}

/// A card has no place for another value: it is refused by name.
fn refuse_unless(
    record: &BTreeMap<String, String>,
    name: &str,
    known: &[&str],
) -> Result<(), Error> {
    let value = cell(record, name)?;
    if known.contains(&value) {
        return Ok(());
    }
    let advice = format!("a rate card cannot say this; it takes {}", known[0]);
    Err(Error::new(ErrorKind::NotSupportedYet, advice).with_field(name).with_value(value))
}

/// CGRateS rounds the cost of an event, with one rule for the whole card here.
fn cgrates_rounding(join: &BTreeMap<String, String>, found: &mut Found) -> Result<(), Error> {
    refuse_unless(join, "MaxCost", &["0", ""])?;
    let mode = match cell(join, "RoundingMethod")? {
        "*up" => "up",
        "*down" => "down",
        "*middle" => "half_up",
        other => {
            let advice = "use *up, *down or *middle";
            let error = Error::new(ErrorKind::RoundingInvalid, advice);
            return Err(error.with_field("RoundingMethod").with_value(other));
        }
    };
    let scale: Value =
        cell(join, "RoundingDecimals")?.parse::<u8>().map_or(Value::Null, Value::from);
    let rounding = json!({"at": "message", "mode": mode, "scale": scale});
    match &found.rounding {
        Some(other) if *other != rounding => {
            let advice = "a rate card rounds in one way, and other rates round in another";
            Err(Error::new(ErrorKind::NotSupportedYet, advice).with_field("RoundingMethod"))
        }
        _ => {
            found.rounding = Some(rounding);
            Ok(())
        }
    }
}
