//! `--jsonl`: one JSON record per line in, one per line out, same order, same count. A record that
//! fails gives `{"error":{"kind":..,"message":..}}` in its place and the stream goes on.

use std::ffi::OsString;
use std::io;

use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};
use serde_json::{Value, json};

use crate::io::{Failure, Io};

/// The arguments without `-` where `--jsonl` is among them: records come from standard input anyway,
/// so that naming it says nothing else.
pub fn without_stdin(mut args: Vec<OsString>) -> Vec<OsString> {
    if args.iter().any(|arg| arg == "--jsonl") {
        args.retain(|arg| arg != "-");
    }
    args
}

/// Runs `answer` on every line of standard input.
pub fn filter(
    io: &mut Io<'_>,
    mut answer: impl FnMut(Value) -> Result<Value, septet::Error>,
) -> Result<u8, Failure> {
    let mut line = Vec::new();
    loop {
        line.clear();
        let read = io.stdin.read_until(b'\n', &mut line).map_err(Failure::io("standard input"))?;
        if read == 0 {
            break;
        }
        let out = serde_json::from_slice(&line)
            .map_err(|e| septet::Error::new(septet::ErrorKind::Syntax, format!("not JSON: {e}")))
            .and_then(&mut answer)
            .unwrap_or_else(|e| error_object(&e));
        out.serialize(&mut Serializer::with_formatter(&mut *io.stdout, OneLine))
            .map_err(|e| Failure::io("standard output")(e.into()))?;
        io.stdout.write_all(b"\n").map_err(Failure::io("standard output"))?;
    }
    io.stdout.flush().map_err(Failure::io("standard output"))?;
    Ok(crate::DONE)
}

/// Compact JSON in which no reader finds a second line end: some (Python's `splitlines`, JavaScript
/// before 2019) also end a line at U+0085, U+2028 and U+2029, so these are escaped.
struct OneLine;

impl Formatter for OneLine {
    fn write_string_fragment<W: ?Sized + io::Write>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let mut rest = fragment;
        while let Some(at) = rest.find(['\u{85}', '\u{2028}', '\u{2029}']) {
            let (plain, from) = rest.split_at(at);
            let mut chars = from.chars();
            writer.write_all(plain.as_bytes())?;
            write!(writer, "\\u{:04x}", chars.next().map_or(0, u32::from))?;
            rest = chars.as_str();
        }
        writer.write_all(rest.as_bytes())
    }
}

/// The error object of a record.
pub fn error_object(error: &septet::Error) -> Value {
    let mut object = json!({"kind": error.kind().as_str(), "message": error.to_string()});
    if let Some(field) = error.field() {
        object["field"] = json!(field);
    }
    if let Some(value) = error.value() {
        object["value"] = json!(value);
    }
    for (name, value) in error.details() {
        object[*name] = match value {
            septet::error::ErrorDetail::Number(number) => json!(number),
            other => json!(other.to_string()),
        };
    }
    json!({ "error": object })
}
