//! `septet inspect`: what a text will become.

mod draw;
mod savings;

use std::collections::BTreeMap;

use clap::Args;
use septet::alphabet::{LockingTable, SingleTable};
use septet::segment::{Boundary, OffendingChar, Position, Replacement};
use septet::{Error, ErrorKind, Inspection, LanguagePair, Substitution, TextOptions};
use serde_json::{Value, json};

use crate::io::{Failure, Io};
use crate::jsonl;
use crate::record::{Record, required};
use crate::text_options::{self, TextArgs};

/// Say what a text will become: encoding, segments, and why.
#[derive(Args, Debug)]
pub struct InspectArgs {
    #[command(flatten)]
    of: TextArgs,
}

/// Runs the command.
pub fn run(InspectArgs { of: args }: &InspectArgs, io: &mut Io<'_>) -> Result<u8, Failure> {
    let options = args.options.options()?;
    let Some(text) = &args.text else {
        return jsonl::filter(io, |record| record_answer(record, options));
    };
    let text = read_text(text, io)?;
    if args.json {
        let mut object = json!({ "schema": "septet.inspect/1" });
        merge(&mut object, answer(&text, &options)?);
        explain(&mut object, &text, &options)?;
        writeln!(io.stdout, "{object:#}").map_err(Failure::io("standard output"))?;
    } else {
        let segments = septet::split(&text, &options)?;
        draw::draw(&text, &segments, &options, io.stdout_is_terminal, io.stdout)
            .map_err(Failure::io("standard output"))?;
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

/// Different offending characters that are explained one by one: each costs a count.
const EXPLAINED: usize = 32;

/// What only a single text is told: what its characters cost, and what would save a segment.
fn explain(object: &mut Value, text: &str, options: &TextOptions) -> Result<(), Error> {
    let now = septet::inspect(text, options)?;
    let mut without = BTreeMap::new();
    for offending in septet::offending(text, options) {
        if without.len() < EXPLAINED && !without.contains_key(&offending.character) {
            let rest = text.replace(offending.character, "");
            let segments = septet::count(&rest, options).map(|count| count.segments).ok();
            without.insert(offending.character, (offending, segments));
        }
    }
    let explained = without.into_values().map(|(offending, segments)| {
        let map = options.substitute.unwrap_or(Substitution::Septet);
        json!({
            "character": offending.character.to_string(),
            "code_point": code_point(offending.character),
            "locking_tables": offending.tables.locking_tables().map(LockingTable::id).collect::<Vec<_>>(),
            "single_tables": offending.tables.single_tables().map(SingleTable::id).collect::<Vec<_>>(),
            "replacement": map.replacement(offending.character),
            "segments_without": segments,
        })
    });
    object["explained"] = explained.collect();
    let savings = savings::savings(text, options, &now);
    let savings = savings.iter().map(|saving| {
        json!({
            "option": saving.option,
            "value": saving.value,
            "encoding": saving.inspection.encoding.as_str(),
            "segments": saving.inspection.segments,
        })
    });
    object["savings"] = savings.collect();
    let at = |boundary| septet::count(text, &TextOptions { boundary, ..*options });
    let (grapheme, scalar) = (at(Boundary::Grapheme)?.segments, at(Boundary::Scalar)?.segments);
    object["boundary_matters"] = json!(grapheme != scalar);
    Ok(())
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

/// Adds the keys of one object to another.
pub fn merge(object: &mut Value, other: Value) {
    if let (Value::Object(object), Value::Object(other)) = (object, other) {
        object.extend(other);
    }
}
