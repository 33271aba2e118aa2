//! Values of a card with the places where they stand.

use alloc::string::String;
use alloc::vec::Vec;

use crate::error::{Error, ErrorKind};

/// Where a value stands: line and column from 1; 0 where the notation does not say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::rate) struct Place {
    pub(in crate::rate) line: u64,
    pub(in crate::rate) column: u64,
}

/// The places of a text, found fast whatever the length of its lines.
pub(in crate::rate) struct Places<'a> {
    text: &'a str,
    line_starts: Vec<usize>,
    /// Characters before each block of octets.
    chars_before: Vec<u64>,
}

impl<'a> Places<'a> {
    const BLOCK: usize = 256;

    pub(in crate::rate) fn new(text: &'a str) -> Places<'a> {
        let breaks = text.bytes().enumerate().filter(|(_, b)| *b == b'\n');
        let mut count = 0;
        let mut chars_before = Vec::with_capacity(text.len() / Places::BLOCK + 2);
        for block in text.as_bytes().chunks(Places::BLOCK) {
            chars_before.push(count);
            count += chars(block);
        }
        // the end of a text of whole blocks begins a block of its own
        chars_before.push(count);
        let line_starts = core::iter::once(0).chain(breaks.map(|(i, _)| i + 1)).collect();
        Places { text, line_starts, chars_before }
    }

    /// The place of the octet `at`; the column counts characters.
    pub(in crate::rate) fn of(&self, at: usize) -> Place {
        let at = at.min(self.text.len());
        let line = self.line_starts.partition_point(|start| *start <= at);
        let column = self.count(at) - self.count(self.line_starts[line - 1]) + 1;
        Place { line: line as u64, column }
    }

    /// Characters before the octet `at`.
    fn count(&self, at: usize) -> u64 {
        let block = at / Places::BLOCK;
        let before = self.chars_before.get(block).copied().unwrap_or_default();
        before + chars(&self.text.as_bytes()[(block * Places::BLOCK).min(at)..at])
    }
}

/// Characters that begin in these octets of UTF-8.
fn chars(octets: &[u8]) -> u64 {
    octets.iter().filter(|b| (**b as i8) >= -0x40).count() as u64
}

impl Place {
    /// Adds the place to an error.
    pub(in crate::rate) fn put(self, error: Error) -> Error {
        match self {
            Place { line: 0, .. } => error,
            Place { line, column: 0 } => error.with_line(line),
            Place { line, column } => error.with_line(line).with_column(column),
        }
    }
}

/// A value of any notation.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::rate) enum Value {
    /// A quoted text.
    Text(String),
    /// A JSON number, as its source text.
    Number(String),
    /// A TOML integer in decimal digits; no amount, since TOML readers differ on large ones.
    Integer(String),
    Bool(bool),
    /// A CSV cell or the value of a head line: its type is what the field asks for.
    Cell(String),
    List(Vec<Node>),
    Table(Table),
    /// What no field of the format takes; the text shows it in messages.
    Other(String),
}

/// A value and its place.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::rate) struct Node {
    pub(in crate::rate) value: Value,
    pub(in crate::rate) place: Place,
}

/// Fields in the order of the source. Fields without a value (null, an empty CSV cell) are left
/// out by the readers.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::rate) struct Table {
    pub(in crate::rate) fields: Vec<(String, Node)>,
    pub(in crate::rate) place: Place,
}

impl Table {
    /// The field of this name.
    pub(super) fn get(&self, name: &str) -> Option<&Node> {
        self.fields.iter().find(|(field, _)| field == name).map(|(_, node)| node)
    }

    /// The field of this name unless it is an empty text.
    pub(super) fn given(&self, name: &str) -> Option<&Node> {
        self.get(name).filter(|node| node.text() != Some(""))
    }

    /// Adds a field.
    ///
    /// # Errors
    /// [`ErrorKind::Syntax`] for a field that is there already.
    pub(super) fn add(&mut self, name: &str, node: Node) -> Result<(), Error> {
        if self.get(name).is_some() {
            let error = Error::new(ErrorKind::Syntax, "the field stands twice: keep one");
            return Err(node.place.put(error.with_field(name)));
        }
        self.fields.push((name.into(), node));
        Ok(())
    }

    /// The error of a field that is not of the list, if there is one.
    pub(super) fn only(&self, known: &[&str], path: &str) -> Result<(), Error> {
        let unknown = |name: &str| !known.contains(&name);
        match self.fields.iter().find(|(name, _)| unknown(name)) {
            Some((name, node)) => {
                let mut field = String::from(path);
                field.push_str(name);
                let error = Error::new(
                    ErrorKind::FieldUnknown,
                    alloc::format!("no such field here; there are: {}", known.join(", ")),
                );
                Err(node.place.put(error.with_field(field)))
            }
            None => Ok(()),
        }
    }
}

impl Node {
    /// The text of a quoted text or a cell.
    pub(super) fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) | Value::Cell(text) => Some(text),
            _ => None,
        }
    }

    /// A whole number from 0 to 2^64-1: a number, or a cell that is one.
    pub(super) fn whole(&self) -> Option<u64> {
        match &self.value {
            Value::Number(text) | Value::Integer(text) | Value::Cell(text) => {
                let digits = text.bytes().all(|b| b.is_ascii_digit());
                let plain = !text.starts_with('0') || text.len() == 1;
                if digits && plain && !text.is_empty() { text.parse().ok() } else { None }
            }
            _ => None,
        }
    }

    /// A truth value, or a cell that is one.
    pub(super) fn truth(&self) -> Option<bool> {
        match &self.value {
            Value::Bool(truth) => Some(*truth),
            Value::Cell(text) => match text.as_str() {
                "true" => Some(true),
                "false" => Some(false),
                _ => None,
            },
            _ => None,
        }
    }

    /// The value as the source shows it, for messages.
    pub(super) fn shown(&self) -> String {
        match &self.value {
            Value::Text(text)
            | Value::Number(text)
            | Value::Integer(text)
            | Value::Cell(text)
            | Value::Other(text) => text.clone(),
            Value::Bool(truth) => String::from(if *truth { "true" } else { "false" }),
            Value::List(_) => String::from("a list"),
            Value::Table(_) => String::from("a table"),
        }
    }

    /// An error about this value.
    pub(super) fn error(&self, kind: ErrorKind, field: &str, advice: impl Into<String>) -> Error {
        self.place.put(Error::new(kind, advice).with_field(field).with_value(self.shown()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;

    /// The obvious twin, at the edges of blocks too.
    #[test]
    fn places_are_counted_from_the_start() {
        for len in [0, 1, 255, 256, 257, 511, 512, 513] {
            for text in ["a".repeat(len), format!("é\n{}", "b".repeat(len)), "é".repeat(len)] {
                let places = Places::new(&text);
                for at in (0..=text.len()).filter(|at| text.is_char_boundary(*at)) {
                    let before = &text[..at];
                    let line = before.matches('\n').count() as u64 + 1;
                    let own = before.rsplit('\n').next().unwrap_or_default();
                    let column = own.chars().count() as u64 + 1;
                    assert_eq!(places.of(at), Place { line, column }, "{len} {at}");
                }
            }
        }
    }
}
