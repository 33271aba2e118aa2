//! `septet number`: what libphonenumber says of a number, and whether it can receive a text.

use septet::number::{
    NumberError, NumberForm, ParseOptions, ParsedNumber, Possible, Region, ShortNumber, parse,
    parse_with, possible_lengths, short_number,
};
use septet::{Error, ErrorKind};
use serde_json::{Value, json};

use crate::io::{Failure, Io};
use crate::jsonl;

/// Whether a number is valid, where it belongs, what it is for, and whether it can receive a text
#[derive(clap::Args)]
pub struct Args {
    /// The number, such as +256701521269 or "tel:+44-7911-123456"
    #[arg(required_unless_present = "jsonl")]
    number: Option<String>,
    /// Region of a number without a calling code, such as UG
    #[arg(long, value_parser = region)]
    region: Option<Region>,
    /// Letters are digits of a keypad, as in 1-800-FLOWERS
    #[arg(long)]
    letters: bool,
    /// 00 at the beginning is a plus, whatever the region
    #[arg(long)]
    idd00: bool,
    /// Digits without a plus begin with a calling code
    #[arg(long)]
    assume_international: bool,
    /// Print one JSON object
    #[arg(long, conflicts_with = "jsonl")]
    json: bool,
    /// Answer `{"input", "default_region"}` records from standard input, one per line, exactly as
    /// libphonenumber does
    #[arg(long, conflicts_with_all = ["number", "region", "letters", "idd00", "assume_international"])]
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
    let text = args.number.unwrap_or_default();
    let options = ParseOptions {
        default_region: args.region,
        idd00: args.idd00,
        assume_international: args.assume_international,
        letters: args.letters,
    };
    let result = parse_with(&text, &options);
    let short = args.region.and_then(|region| short_number(text.trim(), region));
    let written = if args.json {
        let mut object = verdict(&result);
        object["schema"] = json!("septet.number/1");
        object["short_number"] = short.map_or(Value::Null, |short| short_object(&short));
        writeln!(io.stdout, "{object:#}")
    } else {
        people(io, &result, short.filter(|short| short.is_valid || short.is_emergency))
    };
    written.map_err(Failure::io("standard output"))?;
    Ok(crate::DONE)
}

fn people(
    io: &mut Io<'_>,
    result: &Result<ParsedNumber, NumberError>,
    short: Option<ShortNumber>,
) -> std::io::Result<()> {
    let out = &mut io.stdout;
    if let Some(short) = short {
        let what = if short.is_emergency { "emergency: never a destination" } else { "short code" };
        writeln!(out, "short number   {what}, {}", short.cost.as_str())?;
    }
    let number = match result {
        Ok(number) => number,
        Err(error) => return writeln!(out, "no number      {error}"),
    };
    writeln!(out, "number         {number}")?;
    writeln!(out, "international  {}", number.international())?;
    writeln!(out, "national       {}", number.national())?;
    match number.region() {
        Some(region) => writeln!(out, "region         {region} (+{})", number.calling_code())?,
        None => writeln!(out, "region         none (+{} is shared)", number.calling_code())?,
    }
    writeln!(out, "kind           {}", number.kind())?;
    match why_invalid(number) {
        None => writeln!(out, "valid          yes")?,
        Some(why) => writeln!(out, "valid          no: {why}")?,
    }
    if number.changed() {
        writeln!(
            out,
            "changed        a national prefix was dropped; a vendor may refuse the form"
        )?;
    }
    if let Some(extension) = number.extension() {
        writeln!(out, "extension      {extension}")?;
    }
    writeln!(out, "text messages  {}: {}", number.sms(), number.sms_reason())?;
    if let Some(risk) = number.billing_risk() {
        writeln!(out, "billing risk   {}", risk.as_str())?;
    }
    if number.is_portable() == Some(true) {
        writeln!(out, "portable       yes: the number does not tell the operator")?;
    }
    Ok(())
}

/// Why a number is not valid and what would make it so; None when it is.
fn why_invalid(number: &ParsedNumber) -> Option<String> {
    if number.is_valid() {
        return None;
    }
    let code = number.calling_code();
    let lengths: Vec<String> = possible_lengths(code).map(|length| length.to_string()).collect();
    let lengths = match &lengths[..] {
        [] => return Some("the calling code has no numbers".into()),
        [only] => only.clone(),
        [most @ .., last] => format!("{} or {last}", most.join(", ")),
    };
    let has = number.national_number().len();
    let length = format!("{has} digits behind +{code}, where there should be {lengths}");
    Some(match number.possible() {
        Possible::TooShort => format!("too short: {length}"),
        Possible::TooLong => format!("too long: {length}"),
        Possible::InvalidLength => format!("no such length: {length}"),
        Possible::IsPossibleLocalOnly => format!("only the local part: {length}"),
        _ => "its length is right, but no range that begins so is in use: check the first digits \
              behind the calling code"
            .into(),
    })
}

/// The answer to one record: libphonenumber's verdict in its words.
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
    let number = match result {
        Err(error) => {
            return json!({
                "parse": error.as_str(),
                "error": {"kind": ErrorKind::from(*error).as_str(), "message": error.message()},
            });
        }
        Ok(number) => number,
    };
    json!({
        "parse": "ok",
        "e164": number.to_string(),
        "digits": &*number.in_form(NumberForm::Digits),
        "calling_code": number.calling_code(),
        "region": number.region().map(|region| region.to_string()),
        "type": number.kind().as_str(),
        "possible": number.is_possible(),
        "possible_reason": number.possible().as_str(),
        "valid": number.is_valid(),
        "why_invalid": why_invalid(number),
        "changed": number.changed(),
        "national": number.national().to_string(),
        "international": number.international().to_string(),
        "extension": number.extension(),
        "sms": number.sms().as_str(),
        "billing_risk": number.billing_risk().map(septet::number::BillingRisk::as_str),
        "portable": number.is_portable(),
    })
}

fn short_object(short: &ShortNumber) -> Value {
    json!({
        "valid": short.is_valid,
        "emergency": short.is_emergency,
        "carrier_specific": short.is_carrier_specific,
        "sms_service": short.is_sms_service,
        "cost": short.cost.as_str(),
    })
}
