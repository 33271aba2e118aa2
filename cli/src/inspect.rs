//! `septet inspect`: what a text will become.

use std::io::Write;

use clap::Args;
use septet::segment::{OffendingChar, Position, Replacement};
use septet::{Error, ErrorKind, Inspection, LanguagePair, TextOptions};
use serde_json::{Value, json};

use crate::io::{Failure, Io};
use crate::jsonl;
use crate::record::{Record, required};
use crate::text_options::{self, TextOptionArgs};

/// Say what a text will become: encoding, segments, and why.
#[derive(Args, Debug)]
pub struct InspectArgs {
    /// The text; - reads it from standard input
    #[arg(required_unless_present = "jsonl", conflicts_with = "jsonl")]
    text: Option<String>,
    /// Print one JSON object
    #[arg(long, conflicts_with = "jsonl")]
    json: bool,
    /// Read one JSON record per line from standard input, and answer each with one
    #[arg(long)]
    jsonl: bool,
    #[command(flatten)]
    options: TextOptionArgs,
}

/// Runs the command.
pub fn run(args: &InspectArgs, io: &mut Io<'_>) -> Result<u8, Failure> {
    let options = args.options.options()?;
    let Some(text) = &args.text else {
        return jsonl::filter(io, |record| record_answer(record, options));
    };
    let text = read_text(text, io)?;
    if args.json {
        let mut object = json!({ "schema": "septet.inspect/1" });
        merge(&mut object, answer(&text, &options)?);
        writeln!(io.stdout, "{object:#}").map_err(Failure::io("standard output"))?;
    } else {
        let inspection = septet::inspect(&text, &options)?;
        draw(&text, &inspection, &options, io.stdout).map_err(Failure::io("standard output"))?;
    }
    Ok(crate::DONE)
}

/// The text of an argument; `-` is standard input without its last line feed.
pub fn read_text(argument: &str, io: &mut Io<'_>) -> Result<String, Failure> {
    if argument != "-" {
        return Ok(argument.to_owned());
    }
    let mut text = String::new();
    io.stdin.read_to_string(&mut text).map_err(Failure::io("standard input"))?;
    if text.ends_with('\n') {
        text.pop();
        if text.ends_with('\r') {
            text.pop();
        }
    }
    Ok(text)
}

fn record_answer(record: Value, base: TextOptions) -> Result<Value, Error> {
    match Input::from_record(record, base)? {
        (Input::Text(text), options) => answer(&text, &options),
        (Input::Data(data), options) => {
            let segments = septet::segment::split_data(&data, &options)?;
            let mut object = inspection_object(&segments.inspection());
            object["per_segment_units"] = segments.iter().map(|s| s.data.len()).collect();
            Ok(object)
        }
    }
}

/// What a record gives to count or cut.
pub enum Input {
    /// Its `text`.
    Text(String),
    /// The octets of its `data_hex`.
    Data(Vec<u8>),
}

impl Input {
    /// The `text` or `data_hex` of a record, and its `options` over `base`.
    pub fn from_record(record: Value, base: TextOptions) -> Result<(Input, TextOptions), Error> {
        let mut record = Record::new(record)?;
        let options = text_options::from_record(base, record.take("options"))?;
        let input = match (record.text("text")?, record.hex("data_hex")?) {
            (Some(text), None) => Input::Text(text),
            (None, Some(data)) => Input::Data(data),
            (None, None) => required(None, "text")?,
            (Some(_), Some(_)) => {
                let error = Error::new(ErrorKind::InvalidOption, "give text or data_hex, not both");
                return Err(error.with_field("data_hex"));
            }
        };
        record.finish()?;
        Ok((input, options))
    }
}

fn answer(text: &str, options: &TextOptions) -> Result<Value, Error> {
    let segments = septet::split(text, options)?;
    let inspection = segments.inspection();
    let mut object = inspection_object(&inspection);
    let units: Vec<u32> = segments.iter().map(|segment| segment.units).collect();
    object["per_segment_units"] = json!(units);
    let offending = septet::offending(text, options).map(|o| offending_object(&o));
    object["offending"] = offending.collect();
    Ok(object)
}

/// The keys of an inspection in records.
pub fn inspection_object(inspection: &Inspection) -> Value {
    json!({
        "encoding": inspection.encoding.as_str(),
        "reason": inspection.reason.as_str(),
        "units": inspection.units,
        "segments": inspection.segments,
        "language": inspection.language().map(language_object),
        "dcs": inspection.data_coding.octet(),
        "remaining": inspection.remaining,
    })
}

fn language_object(pair: LanguagePair) -> Value {
    json!({ "single": pair.single_id(), "locking": pair.locking_id() })
}

/// A replacement in records.
pub fn replacement_object(replacement: &Replacement) -> Value {
    let Replacement { character, position, replacement } = replacement;
    let mut object = character_object(*character, *position);
    object["replacement"] = json!(replacement);
    object
}

fn character_object(character: char, position: Position) -> Value {
    json!({
        "character": character.to_string(),
        "code_point": code_point(character),
        "byte_offset": position.byte_offset,
        "char_offset": position.char_offset,
        "utf16_offset": position.utf16_offset,
    })
}

fn offending_object(offending: &OffendingChar) -> Value {
    character_object(offending.character, offending.position)
}

fn code_point(c: char) -> String {
    format!("U+{:04X}", u32::from(c))
}

fn merge(object: &mut Value, other: Value) {
    if let (Value::Object(object), Value::Object(other)) = (object, other) {
        object.extend(other);
    }
}

fn draw(
    text: &str,
    inspection: &Inspection,
    options: &TextOptions,
    out: &mut dyn Write,
) -> std::io::Result<()> {
    write!(out, "encoding   {}", inspection.encoding)?;
    if let Some(first) = septet::offending(text, options).next() {
        let at = first.position.char_offset + 1;
        write!(out, "   because of {} at character {at}", code_point(first.character))?;
    }
    writeln!(out)?;
    writeln!(out, "segments   {}", inspection.segments)?;
    writeln!(out, "units      {}", inspection.units)?;
    writeln!(out, "remaining  {}", inspection.remaining)
}
