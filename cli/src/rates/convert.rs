//! `septet rates convert`: a vendor's price list becomes a rate card.

use std::io::Write;
use std::path::Path;

use septet::rate::{ChargeUnit, RateCard};
use septet::{Error, ErrorKind};
use septet_campaign::output::{AtomicFile, unwritable};
use serde_json::{Map, Value, json};

use super::foreign;
use super::found::Found;
use crate::io::{Failure, Io};

/// Make a rate card from a price list as a vendor publishes it.
#[derive(clap::Args, Debug)]
pub(super) struct Args {
    /// Price lists of one shape, or the folder of a CGRateS tariff plan
    #[arg(required = true)]
    files: Vec<String>,
    /// The shape of the price lists
    #[arg(long, value_enum)]
    from: foreign::Shape,
    /// Id of the card
    #[arg(long, default_value = "imported")]
    id: String,
    /// Currency, where the price list does not say it
    #[arg(long)]
    currency: Option<String>,
    /// Charge unit of the card: segment or message
    #[arg(long, value_parser = charge_unit)]
    charge_unit: Option<ChargeUnit>,
    /// Where to write the card, a .csv or .json file; without it, or with -, CSV to standard output
    #[arg(long, value_name = "FILE")]
    out: Option<String>,
}

fn charge_unit(text: &str) -> Result<ChargeUnit, String> {
    ChargeUnit::from_word(text).ok_or_else(|| "use segment or message".to_owned())
}

/// Runs the command.
///
/// # Errors
/// A file that cannot be read or written, a price list that is not of the shape, prices that make
/// no correct card.
pub(super) fn run(args: &Args, io: &mut Io<'_>) -> Result<u8, Failure> {
    let out = args.out.as_deref().filter(|out| *out != "-");
    let csv = match out.map(Path::new).and_then(Path::extension) {
        None => out.is_none(),
        Some(ending) => ending.eq_ignore_ascii_case("csv"),
    };
    if let Some(out) = out.filter(|out| !csv && !out.ends_with(".json")) {
        let advice = "a card is written as .csv or .json";
        let error = Error::new(ErrorKind::InvalidOption, advice).with_field("out");
        return Err(error.with_value(out).into());
    }
    let mut found = Found::default();
    for file in &args.files {
        foreign::read(args.from, Path::new(file), &mut found)?;
    }
    let card = card(args, &mut found)?;
    let text = if csv { card.to_csv() } else { card.to_json() };
    for warning in &found.warnings {
        writeln!(io.stderr, "septet: {warning}").map_err(Failure::io("standard error"))?;
    }
    match out {
        None => io.stdout.write_all(text.as_bytes()).map_err(Failure::io("standard output"))?,
        Some(out) => {
            let mut file = AtomicFile::create(Path::new(out))?;
            file.write_all(text.as_bytes()).map_err(|e| unwritable(&e).with_file(out))?;
            file.finish()?;
        }
    }
    Ok(crate::DONE)
}

/// The card of everything that was found, through the same checks as any other card.
fn card(args: &Args, found: &mut Found) -> Result<RateCard, Error> {
    let currency = match (&found.currency, &args.currency) {
        (Some(own), Some(given)) if own != given => {
            let advice = format!("the price list is in {own}");
            let error = Error::new(ErrorKind::CurrencyMismatch, advice);
            return Err(error.with_field("currency").with_value(given));
        }
        (Some(own), _) => own.clone(),
        (None, Some(given)) => given.clone(),
        (None, None) => {
            let advice = "the price list does not say its currency: give --currency";
            return Err(Error::new(ErrorKind::CurrencyInvalid, advice).with_field("currency"));
        }
    };
    if found.per_message && args.charge_unit.is_none() {
        found.warnings.push(
            "the price list says perMessage, the vendor's document that each part is charged: \
             taken per segment; --charge-unit message takes it at its word"
                .to_owned(),
        );
    }
    let unit = args.charge_unit.unwrap_or(ChargeUnit::Segment);
    let mut card = Map::new();
    card.insert("format".into(), json!("septet-ratecard/1"));
    card.insert("id".into(), json!(args.id));
    card.insert("vendor".into(), json!(args.from.vendor()));
    card.insert("currency".into(), json!(currency));
    card.insert("default_charge_unit".into(), json!(unit.as_str()));
    if let Some(rounding) = found.rounding.take() {
        card.insert("rounding".into(), rounding);
    }
    card.insert("rates".into(), Value::Array(found.rates()));
    RateCard::from_json(&Value::Object(card).to_string()).map_err(|error| found.place(error))
}
