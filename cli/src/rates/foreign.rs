//! Price lists as vendors publish them, read into rows of a card. Field names are the vendors' own.
//!
//! Prices are read from their source text. What a list leaves open is said in a warning, never
//! guessed in silence.

use std::collections::BTreeMap;
use std::path::Path;

use septet::{Error, ErrorKind};
use serde_json::{Value, json};

use super::found::{At, Found, Key, apart};
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

/// Reads a price list.
///
/// # Errors
/// A file that cannot be read or is not of the shape.
pub(super) fn read(shape: Shape, file: &Path, found: &mut Found) -> Result<(), Failure> {
    if shape == Shape::Cgrates {
        return cgrates(file, found);
    }
    found.at = At { file: file.display().to_string(), ..At::default() };
    let text = text_of(file)?;
    let read = match shape {
        Shape::TwilioCsv => twilio_csv(&text, found),
        _ => json_list(shape, &text, found),
    };
    read.map_err(|e| found.at.on(e).into())
}

fn json_list(shape: Shape, text: &str, found: &mut Found) -> Result<(), Error> {
    let list: Value = serde_json::from_str(text).map_err(|e| {
        let error = Error::new(ErrorKind::Syntax, format!("not JSON: {e}"));
        error.with_line(e.line() as u64).with_column(e.column() as u64)
    })?;
    match shape {
        Shape::Bsg => networks(&list, ("country", "country_name"), found),
        Shape::Messagebird => networks(&list, ("countryIsoCode", "operatorName"), found),
        Shape::Msgine => msgine(&list, found),
        Shape::TwilioCountry => twilio_country(&list, found),
        _ => vonage(&list, found),
    }
}

/// The text of a price list, without the mark that spreadsheets put before it.
fn text_of(file: &Path) -> Result<String, Error> {
    let octets = crate::rules::read(file)?;
    let text = String::from_utf8(octets).map_err(|_| {
        let advice = "a price list is UTF-8: save it in that encoding";
        Error::new(ErrorKind::Syntax, advice).with_file(file.display().to_string())
    })?;
    Ok(text.strip_prefix('\u{FEFF}').map(str::to_owned).unwrap_or(text))
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
    for (index, price) in items(list, "prices")?.iter().enumerate() {
        found.at.path = format!("prices[{index}]");
        let beside = apart(&text(price, "price")).0.is_some();
        if price.get("currency").is_some() || found.currency.is_none() && !beside {
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
    for (index, price) in list.as_array().map_or(one, Vec::as_slice).iter().enumerate() {
        found.at.path = if list.is_array() { format!("[{index}]") } else { String::new() };
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
    for (index, carrier) in items(list, "outbound_sms_prices")?.iter().enumerate() {
        found.at.path = format!("outbound_sms_prices[{index}]");
        let key = place(&country, &text(carrier, "mcc"), &text(carrier, "mnc"))?;
        by_number_type(carrier, items(carrier, "prices")?, &key, found)?;
    }
    found.at.path.clear();
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
    for (index, network) in items(list, "networks")?.iter().enumerate() {
        found.at.path = format!("networks[{index}]");
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

/// A record of a table by the names of its header, and its line.
type Record = (u64, BTreeMap<String, String>);

/// The records of a CSV text; with semicolons between the cells, as spreadsheets write it where a
/// comma stands before decimals.
fn table(text: &str) -> Result<Vec<Record>, Error> {
    let syntax = |e: csv::Error| {
        let line = e.position().map_or(1, csv::Position::line);
        let advice = match e.kind() {
            csv::ErrorKind::UnequalLengths { expected_len, len, .. } => format!(
                "the record has {len} cells, the table's first line {expected_len}: is a comma \
                 missing, or a text with a comma not in quotes?"
            ),
            _ => e.to_string(),
        };
        Error::new(ErrorKind::Syntax, advice).with_line(line)
    };
    let first = text.lines().next().unwrap_or_default();
    let delimiter = if first.contains(';') && !first.contains(',') { b';' } else { b',' };
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(text.as_bytes());
    let header = reader.headers().map_err(syntax)?.clone();
    let mut records = Vec::new();
    for record in reader.records() {
        let record = record.map_err(syntax)?;
        let line = record.position().map_or(1, csv::Position::line);
        let cells = header.iter().zip(&record);
        let cells = cells.map(|(name, cell)| (name.trim().to_owned(), cell.trim().to_owned()));
        records.push((line, cells.collect()));
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
    for (line, record) in table(text)? {
        found.at.line = Some(line);
        let key = place(cell(&record, "ISO")?, "", "")?;
        let description = cell(&record, "Description")?;
        let network = description.rsplit_once(" - ").map_or(description, |(_, name)| name);
        found.add(key, network, cell(&record, "Price / msg")?)?;
    }
    Ok(())
}

/// CGRateS: destinations have prefixes, rates have prices, a third table joins them.
fn cgrates(folder: &Path, found: &mut Found) -> Result<(), Failure> {
    let path_of = |name: &str| folder.join(name).display().to_string();
    let at = |name: &str, line| At { file: path_of(name), line: Some(line), path: String::new() };
    let table_of =
        |name: &str| table(&text_of(&folder.join(name))?).map_err(|e| e.with_file(path_of(name)));
    let prefixes = table_of("Destinations.csv")?;
    let prices = table_of("Rates.csv")?;
    for (line, join) in table_of("DestinationRates.csv")? {
        found.at = at("DestinationRates.csv", line);
        cgrates_rounding(&join, found).map_err(|e| found.at.on(e))?;
        let tag = cell(&join, "RatesTag").map_err(|e| found.at.on(e))?;
        let mut price = None;
        for (line, rate) in prices.iter().filter(|(_, rate)| is_called(rate, tag)) {
            price = Some(cgrates_price(rate).map_err(|e| at("Rates.csv", *line).on(e))?);
        }
        let price = price.ok_or_else(|| {
            let error = Error::new(ErrorKind::FieldMissing, "Rates.csv has no such rate");
            found.at.on(error.with_field("RatesTag").with_value(tag))
        })?;
        let destination = cell(&join, "DestinationId").map_err(|e| found.at.on(e))?;
        for (line, row) in prefixes.iter().filter(|(_, row)| is_called(row, destination)) {
            found.at = at("Destinations.csv", *line);
            let prefix = cell(row, "Prefix").map_err(|e| found.at.on(e))?;
            let key = Key::from([("prefix", prefix.to_owned())]);
            found.add(key, destination, price).map_err(|e| found.at.on(e))?;
        }
    }
    Ok(())
}

fn is_called(record: &BTreeMap<String, String>, id: &str) -> bool {
    record.get("#Id").is_some_and(|own| own == id)
}

/// The price of one event, of which a rate of CGRateS may have several.
fn cgrates_price(rate: &BTreeMap<String, String>) -> Result<&str, Error> {
    refuse_unless(rate, "ConnectFee", &["0", ""])?;
    refuse_unless(rate, "RateUnit", &["1", "1s"])?;
    refuse_unless(rate, "RateIncrement", &["1", "1s"])?;
    refuse_unless(rate, "GroupIntervalStart", &["0", "0s"])?;
    cell(rate, "Rate")
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
