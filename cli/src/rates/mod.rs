//! `septet rates`: checks rate cards, and makes them from the price lists of vendors.

mod convert;
mod foreign;
mod found;

use std::borrow::Cow;

use septet::rate::RateCard;
use septet::{Error, ErrorKind};
use serde_json::{Value, json};

use crate::io::{Failure, Io};

/// Check rate cards, or make them from the price lists of vendors.
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand, Debug)]
enum Command {
    Check(Check),
    Convert(convert::Args),
}

/// Say whether rate cards are correct, and what in them will surprise.
#[derive(clap::Args, Debug)]
struct Check {
    /// Rate cards: .csv, .toml or .json files; - is standard input, in any of these forms
    #[arg(required = true)]
    files: Vec<String>,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

/// Runs the command.
///
/// # Errors
/// A file that cannot be read, or a price list that is not what it should be.
pub fn run(args: &Args, io: &mut Io<'_>) -> Result<u8, Failure> {
    match &args.command {
        Command::Check(check) => check.run(io),
        Command::Convert(convert) => convert::run(convert, io),
    }
}

/// The name of a card, which tells its form. Standard input has none: JSON begins with a brace, CSV with
/// its version (`#!`), and the rest is TOML.
fn name<'a>(file: &'a str, content: &[u8]) -> Cow<'a, str> {
    let ending = match content.trim_ascii_start() {
        _ if file != "-" => return file.into(),
        [b'{', ..] => "json",
        [b'#', b'!', ..] => "csv",
        _ => "toml",
    };
    format!("standard input.{ending}").into()
}

impl Check {
    /// Every file is looked at, also after one with a mistake.
    fn run(&self, io: &mut Io<'_>) -> Result<u8, Failure> {
        let mut cards = Vec::new();
        for file in &self.files {
            let content = io.read(file.as_ref())?;
            let mut card = RateCard::load(&name(file, &content), &content);
            if let Ok(loaded) = &card {
                let same = |other: &(_, Result<RateCard, _>)| {
                    other.1.as_ref().is_ok_and(|other| other.id() == loaded.id())
                };
                if cards.iter().any(same) {
                    let advice =
                        "another of these cards has this id: a message names its card by it";
                    let error = Error::new(ErrorKind::CardIdDuplicate, advice);
                    card = Err(error.with_file(file).with_field("id").with_value(loaded.id()));
                }
            }
            cards.push((file, card));
        }
        let wrong = cards.iter().any(|(_, card)| card.is_err());
        let written = if self.json {
            let shown: Vec<_> = cards.iter().map(|(file, card)| object(file, card)).collect();
            writeln!(io.stdout, "{:#}", json!({"schema": "septet.rates-check/1", "cards": shown}))
        } else {
            cards.iter().try_for_each(|(file, card)| write!(io.stdout, "{}", people(file, card)))
        };
        written.map_err(Failure::io("standard output"))?;
        Ok(if wrong { crate::CANNOT_RUN } else { crate::DONE })
    }
}

fn object(file: &str, card: &Result<RateCard, Error>) -> Value {
    match card {
        Ok(card) => {
            let warnings: Vec<Value> = card
                .rows_unreachable_without_mcc()
                .map(|row| json!({"code": "network_row_unreachable_without_mcc", "row": row}))
                .collect();
            json!({
                "file": file,
                "correct": true,
                "id": card.id(),
                "currency": card.currency().as_str(),
                "rates": card.rates().len(),
                "surcharges": card.surcharges().len(),
                "has_dates": card.has_dates(),
                "warnings": warnings,
            })
        }
        Err(error) => {
            let mut object = crate::jsonl::error_object(error);
            object["file"] = json!(file);
            object["correct"] = json!(false);
            object["error"]["line"] = json!(error.line());
            object["error"]["column"] = json!(error.column());
            object["error"]["row"] = json!(error.row());
            object
        }
    }
}

fn people(file: &str, card: &Result<RateCard, Error>) -> String {
    let card = match card {
        Ok(card) => card,
        Err(error) => return format!("{error}\n"),
    };
    let mut text = format!(
        "{file}: correct: {} in {}, {} rates, {} surcharges{}\n",
        card.id(),
        card.currency(),
        card.rates().len(),
        card.surcharges().len(),
        if card.has_dates() { ", with dates" } else { "" },
    );
    for row in card.rows_unreachable_without_mcc() {
        text.push_str(&format!(
            "{file}: warning: network_row_unreachable_without_mcc: row {row} has a network but no \
             country, so it is never compared when the network of a number is unknown\n"
        ));
    }
    text
}
