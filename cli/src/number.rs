//! `septet number`: what libphonenumber says of a number.

use septet::number::{NumberError, ParsedNumber, Region, parse};
use septet::{Error, ErrorKind};
use serde_json::{Value, json};

use crate::io::{Failure, Io};
use crate::jsonl;

/// Whether a number is valid, where it belongs and what it is for.
#[derive(clap::Args)]
pub struct Args {
    /// The number, such as +256701521269
    #[arg(required_unless_present = "jsonl")]
    number: Option<String>,
    /// Region of a number without a calling code, such as UG
    #[arg(long, value_parser = region)]
    region: Option<Region>,
    /// Print one JSON object
    #[arg(long, conflicts_with = "jsonl")]
    json: bool,
    /// Answer `{"input", "default_region"}` records from standard input, one per line
    #[arg(long, conflicts_with_all = ["number", "region"])]
    jsonl: bool,
}

fn region(text: &str) -> Result<Region, String> {
    Region::new(text).ok_or_else(|| "give two letters such as UG".to_string())
}

/// Runs the command.
///
/// # Errors
/// An unreadable stream.
pub fn run(args: Args, io: &mut Io<'_>) -> Result<u8, Failure> {
    if args.jsonl {
        return jsonl::filter(io, |record| answer(&record));
    }
    let result = parse(&args.number.unwrap_or_default(), args.region);
    let mut object = verdict(&result);
    let written = if args.json {
        object["schema"] = json!("septet.number/1");
        writeln!(io.stdout, "{object:#}")
    } else {
        people(io, &result)
    };
    written.map_err(Failure::io("standard output"))?;
    Ok(crate::DONE)
}

fn people(io: &mut Io<'_>, result: &Result<ParsedNumber, NumberError>) -> std::io::Result<()> {
    let number = match result {
        Ok(number) => number,
        Err(error) => return writeln!(io.stdout, "{}: {error}", error.as_str()),
    };
    let region = number.region();
    writeln!(io.stdout, "number    {number}")?;
    writeln!(io.stdout, "region    {}", region.as_ref().map_or("none", Region::as_str))?;
    writeln!(io.stdout, "kind      {}", number.kind())?;
    writeln!(io.stdout, "possible  {}", number.possible())?;
    writeln!(io.stdout, "valid     {}", if number.is_valid() { "yes" } else { "no" })
}

fn answer(record: &Value) -> Result<Value, Error> {
    let input = record["input"].as_str().ok_or_else(|| {
        Error::new(ErrorKind::Syntax, "the input must be text").with_field("input")
    })?;
    let region = match &record["default_region"] {
        Value::Null => None,
        Value::String(code) => Region::new(code),
        _ => {
            return Err(Error::new(ErrorKind::Syntax, "give two letters such as UG, or null")
                .with_field("default_region"));
        }
    };
    Ok(verdict(&parse(input, region)))
}

fn verdict(result: &Result<ParsedNumber, NumberError>) -> Value {
    match result {
        Err(error) => json!({"parse": error.as_str(), "message": error.message()}),
        Ok(number) => json!({
            "parse": "ok",
            "e164": number.to_string(),
            "calling_code": number.calling_code(),
            "region": number.region().map(|region| region.to_string()),
            "type": number.kind().as_str(),
            "possible": number.is_possible(),
            "possible_reason": number.possible().as_str(),
            "valid": number.is_valid(),
            "national": number.national().to_string(),
            "international": number.international().to_string(),
            "extension": number.extension(),
        }),
    }
}
