//! `septet reassemble`: messages from their segments.

use septet::reassembly::{Message, Reassembly};
use septet::user_data::ConcatenationReference;
use septet::{Error, ErrorKind};
use serde_json::{Map, Value, json};

use crate::decode::{insert_content, language, printable, user_data};
use crate::io::{Failure, Io};
use crate::jsonl;
use crate::record::{Record, required};

/// Join segments to messages, in any order of arrival.
#[derive(clap::Args)]
pub struct Args {
    /// File of segments, one JSON record `{"from", "dcs", "udhi", "udl", "ud_hex"}` per line; `-`
    /// is standard input
    #[arg(default_value = "-")]
    segments: String,
    /// Print one JSON object
    #[arg(long, conflicts_with = "jsonl")]
    json: bool,
    /// Answer `{"segments": [..]}` records from standard input, one per line
    #[arg(long, conflicts_with = "segments")]
    jsonl: bool,
}

/// Runs the command.
///
/// # Errors
/// A segment that cannot be read (with its line), or an unreadable stream.
pub fn run(args: Args, io: &mut Io<'_>) -> Result<u8, Failure> {
    if args.jsonl {
        return jsonl::filter(io, |record| answer(Record::new(record)?));
    }
    let mut reassembly = Reassembly::new();
    let octets = io.read(args.segments.as_ref())?;
    let text = String::from_utf8(octets).map_err(|_| {
        let hint = "records are UTF-8 text";
        Error::new(ErrorKind::Syntax, hint).with_file(&args.segments)
    })?;
    for (index, line) in text.lines().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        let record = serde_json::from_str(line)
            .map_err(|e| Error::new(ErrorKind::Syntax, format!("not JSON: {e}")));
        record
            .and_then(|record| push(&mut reassembly, record))
            .map_err(|e| e.with_file(&args.segments).with_line(index as u64 + 1))?;
    }
    let written = if args.json {
        let mut object = summary(&reassembly)?;
        object.insert("schema".into(), json!("septet.reassemble/1"));
        writeln!(io.stdout, "{:#}", Value::Object(object))
    } else {
        people(io, &reassembly)
    };
    written.map_err(Failure::io("standard output"))?;
    Ok(crate::DONE)
}

fn answer(mut record: Record) -> Result<Value, Error> {
    let segments = required(record.list("segments")?, "segments")?;
    record.finish()?;
    let mut reassembly = Reassembly::new();
    for segment in segments {
        push(&mut reassembly, segment)?;
    }
    summary(&reassembly).map(Value::Object)
}

fn push(reassembly: &mut Reassembly, segment: Value) -> Result<(), Error> {
    let mut record = Record::new(segment)?;
    let from = required(record.text("from")?, "from")?;
    let octets = required(record.hex("ud_hex")?, "ud_hex")?;
    let user_data = user_data(&mut record, &octets)?;
    record.finish()?;
    reassembly.push(&from, user_data).map(|_| ())
}

/// Complete messages and what is missing of the others, in order of first arrival; `language` and
/// `ports` of the message that has them.
fn summary(reassembly: &Reassembly) -> Result<Map<String, Value>, Error> {
    let (mut messages, mut incomplete) = (Vec::new(), Vec::new());
    let (mut tables, mut ports) = (Value::Null, Value::Null);
    for (_, message) in reassembly.messages() {
        if !message.is_complete() {
            let missing: Vec<_> = message.missing().collect();
            incomplete.push(json!({"total": message.segment_count(), "missing": missing}));
            continue;
        }
        messages.push(content(message)?);
        if !message.languages().is_default() {
            tables = language(message.languages());
        }
        if let (Value::Null, Some(named)) = (&ports, message.ports()) {
            ports = json!({"dst": named.destination, "src": named.source});
        }
    }
    let mut object = Map::new();
    object.insert("messages".into(), messages.into());
    object.insert("incomplete".into(), incomplete.into());
    object.insert("duplicates".into(), reassembly.duplicate_count().into());
    object.insert("language".into(), tables);
    object.insert("ports".into(), ports);
    Ok(object)
}

/// A text as it is, data as `{"data_hex"}`.
fn content(message: &Message) -> Result<Value, Error> {
    let mut object = Map::new();
    insert_content(&mut object, message.decode()?)?;
    Ok(object.remove("text").unwrap_or(Value::Object(object)))
}

fn people(io: &mut Io<'_>, reassembly: &Reassembly) -> std::io::Result<()> {
    for (index, (_, message)) in reassembly.messages().enumerate() {
        let reference = match message.reference() {
            None => String::new(),
            Some(ConcatenationReference::Bits8(number)) => format!(", reference {number}"),
            Some(ConcatenationReference::Bits16(number)) => {
                format!(", reference {number} (16 bits)")
            }
        };
        let segments = match message.segment_count() {
            1 => "1 segment".to_string(),
            count => format!("{count} segments"),
        };
        writeln!(
            io.stdout,
            "message {} from {}: {}, {segments}{reference}",
            index + 1,
            printable(message.from()),
            message.encoding(),
        )?;
        if !message.is_complete() {
            let missing: Vec<_> = message.missing().map(|n| n.to_string()).collect();
            writeln!(io.stdout, "  missing {}", missing.join(", "))?;
            continue;
        }
        match content(message) {
            Ok(Value::String(text)) => writeln!(io.stdout, "  {}", printable(&text))?,
            Ok(data) => {
                writeln!(io.stdout, "  {}", data["data_hex"].as_str().unwrap_or_default())?;
            }
            Err(error) => writeln!(io.stdout, "  {error}")?,
        }
    }
    if reassembly.duplicate_count() > 0 {
        writeln!(io.stdout, "{} duplicate segments dropped", reassembly.duplicate_count())?;
    }
    Ok(())
}
