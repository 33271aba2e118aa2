//! Records of a JSON lines file: one object a line, fields by name.

use std::io::{self, BufRead, BufReader, Read};

use memchr::memchr;
use serde_json::{Map, Value};

use super::RECORD_LEN_MAX;
use super::block::RowFault;

/// Reads objects from `source`, one a line. Lines of nothing are no records.
pub(super) struct JsonLines<R> {
    source: BufReader<R>,
    line: Vec<u8>,
    line_number: u64,
    blank_line_count: u64,
}

/// What came next.
pub(super) enum JsonRow {
    /// An object, at a line.
    Object(u64, Map<String, Value>),
    /// A line that is none.
    Fault(u64, RowFault),
    /// The end of the file.
    End,
}

impl<R: Read> JsonLines<R> {
    pub(super) fn new(source: R) -> JsonLines<R> {
        JsonLines {
            source: BufReader::with_capacity(256 << 10, source),
            line: Vec::new(),
            line_number: 0,
            blank_line_count: 0,
        }
    }

    pub(super) fn blank_line_count(&self) -> u64 {
        self.blank_line_count
    }

    pub(super) fn line_count(&self) -> u64 {
        self.line_number
    }

    pub(super) fn source(&self) -> &R {
        self.source.get_ref()
    }

    pub(super) fn next(&mut self) -> io::Result<JsonRow> {
        loop {
            let Some(whole) = self.read_line()? else { return Ok(JsonRow::End) };
            self.line_number += 1;
            if whole && self.line.iter().all(u8::is_ascii_whitespace) {
                self.blank_line_count += 1;
                continue;
            }
            let at = self.line_number;
            if !whole {
                return Ok(JsonRow::Fault(at, RowFault::TooLong));
            }
            if std::str::from_utf8(&self.line).is_err() {
                return Ok(JsonRow::Fault(at, RowFault::NotUtf8));
            }
            return Ok(match serde_json::from_slice(&self.line) {
                Ok(object) => JsonRow::Object(at, object),
                Err(_) => JsonRow::Fault(at, RowFault::NotJson),
            });
        }
    }

    /// The next line without its end; false when it was too long and was passed over. None at the
    /// end.
    fn read_line(&mut self) -> io::Result<Option<bool>> {
        self.line.clear();
        let mut any = false;
        let mut whole = true;
        loop {
            let buffer = match self.source.fill_buf() {
                Ok(buffer) => buffer,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            if buffer.is_empty() {
                return Ok(any.then_some(whole));
            }
            any = true;
            let end = memchr(b'\n', buffer);
            let len = end.unwrap_or(buffer.len());
            whole &= self.line.len() + len < RECORD_LEN_MAX;
            if whole {
                self.line.extend_from_slice(&buffer[..len]);
            }
            self.source.consume(len + usize::from(end.is_some()));
            if end.is_some() {
                return Ok(Some(whole));
            }
        }
    }
}

/// Appends the field of an object: text as it is, a number by its digits as they are written.
/// Absent and null are nothing.
pub(super) fn push_field(
    object: &Map<String, Value>,
    name: &str,
    into: &mut Vec<u8>,
) -> Result<bool, RowFault> {
    match object.get(name) {
        None | Some(Value::Null) => return Ok(false),
        Some(Value::String(text)) => into.extend_from_slice(text.as_bytes()),
        Some(Value::Number(number)) => into.extend_from_slice(number.to_string().as_bytes()),
        Some(_) => return Err(RowFault::NotText),
    }
    Ok(true)
}
