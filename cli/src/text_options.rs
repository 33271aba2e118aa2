//! The options of a text, from the command line and from records: the same names in both.

use clap::Args;
use septet::{Error, ErrorKind, TextOptions};
use serde_json::Value;

/// Options of `inspect`, `split` and every command that counts texts.
#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "Text options")]
pub struct TextOptionArgs {
    /// National languages that may be used: none, all, or a list such as tr,es [default: none]
    #[arg(long, value_name = "LIST")]
    languages: Option<String>,
    /// What stays whole when a text is cut: grapheme or scalar [default: grapheme]
    #[arg(long, value_name = "WHAT")]
    boundary: Option<String>,
    /// Width of the reference number in bits: 8 or 16 [default: 8]
    #[arg(long, value_name = "BITS")]
    reference: Option<String>,
    /// The reference number that ties the segments together
    #[arg(long, value_name = "N")]
    reference_number: Option<String>,
    /// auto, gsm7 or ucs2 [default: auto]
    #[arg(long, value_name = "WORD")]
    encoding: Option<String>,
    /// What a line feed becomes: keep or crlf [default: keep]
    #[arg(long, value_name = "WORD")]
    newline: Option<String>,
    /// none or nfc [default: none]
    #[arg(long, value_name = "FORM")]
    normalize: Option<String>,
    /// A map to replace characters by where that saves a segment: septet, septet-accents, twilio
    /// or aosp [default: none]
    #[arg(long, value_name = "MAP")]
    substitute: Option<String>,
    /// all_or_nothing or best_effort [default: all_or_nothing]
    #[arg(long, value_name = "MODE")]
    substitute_mode: Option<String>,
    /// Message class, 0 to 3; 0 is shown at once and not stored [default: none]
    #[arg(long, value_name = "N")]
    message_class: Option<String>,
    /// Application ports in the header, destination:source [default: none]
    #[arg(long, value_name = "PORTS")]
    ports: Option<String>,
    /// The most segments a message may have, 1 to 255 [default: 255]
    #[arg(long, value_name = "N")]
    max_segments: Option<String>,
}

/// A text, or a stream of records, and how the answer is written.
#[derive(Args, Debug)]
pub struct TextArgs {
    /// The text; - reads it from standard input
    #[arg(required_unless_present = "jsonl", conflicts_with = "jsonl")]
    pub text: Option<String>,
    /// Print one JSON object
    #[arg(long, conflicts_with = "jsonl")]
    pub json: bool,
    /// Read one JSON record per line from standard input, and answer each with one
    #[arg(long)]
    pub jsonl: bool,
    /// How it is counted and cut.
    #[command(flatten)]
    pub options: TextOptionArgs,
}

impl TextOptionArgs {
    /// The options that were given, over the defaults.
    pub fn options(&self) -> Result<TextOptions, Error> {
        let given = [
            ("languages", &self.languages),
            ("boundary", &self.boundary),
            ("reference", &self.reference),
            ("reference_number", &self.reference_number),
            ("encoding", &self.encoding),
            ("newline", &self.newline),
            ("normalize", &self.normalize),
            ("substitute", &self.substitute),
            ("substitute_mode", &self.substitute_mode),
            ("message_class", &self.message_class),
            ("ports", &self.ports),
            ("max_segments", &self.max_segments),
        ];
        with_given(TextOptions::default(), given)
    }
}

/// The options, with those that were given on the command line.
pub(crate) fn with_given<const N: usize>(
    mut options: TextOptions,
    given: [(&str, &Option<String>); N],
) -> Result<TextOptions, Error> {
    for (name, value) in given {
        if let Some(value) = value {
            options.set(name, value)?;
        }
    }
    Ok(options)
}

/// The `options` object of a record over `base`; null or absent changes nothing.
pub fn from_record(base: TextOptions, object: Option<Value>) -> Result<TextOptions, Error> {
    let mut options = base;
    match object {
        None => {}
        Some(Value::Object(object)) => {
            for (name, value) in object {
                if !value.is_null() {
                    options.set(&name, &word(&name, &value)?)?;
                }
            }
        }
        Some(_) => {
            let error = Error::new(ErrorKind::Syntax, "give an object of options by name");
            return Err(error.with_field("options"));
        }
    }
    Ok(options)
}

/// A value as the command line would have it: a list is parted by commas.
fn word(name: &str, value: &Value) -> Result<String, Error> {
    match value {
        Value::String(word) => Ok(word.clone()),
        Value::Number(number) => Ok(number.to_string()),
        Value::Array(items) => {
            let words: Result<Vec<_>, _> = items.iter().map(|item| word(name, item)).collect();
            Ok(words?.join(","))
        }
        Value::Object(ports) if name == "ports" => match (ports.get("dst"), ports.get("src")) {
            (Some(dst), Some(src)) if ports.len() == 2 => Ok(format!("{dst}:{src}")),
            _ => Err(Error::new(ErrorKind::InvalidOption, "give dst and src").with_field(name)),
        },
        other => Err(Error::new(ErrorKind::InvalidOption, "give a word, a number or a list")
            .with_field(name)
            .with_value(other.to_string())),
    }
}
