//! Cards written as TOML.

use alloc::string::ToString;
use alloc::vec::Vec;
use core::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::value::{Node, Places, Table, Value};
use crate::error::{Error, ErrorKind};

/// Reads a card.
pub(in crate::rate) fn read(text: &str) -> Result<Table, Error> {
    let places = Places::new(text);
    let table = DeTable::parse(text).map_err(|e| {
        let error = Error::new(ErrorKind::Syntax, alloc::format!("not TOML: {}", e.message()));
        match e.span() {
            Some(span) => places.of(span.start).put(error),
            None => error,
        }
    })?;
    // the fields of a TOML table come sorted by name: put them into the order of the source
    read_table(text, &places, table.get_ref(), table.span())
}

fn read_table(
    text: &str,
    places: &Places<'_>,
    table: &DeTable<'_>,
    span: Range<usize>,
) -> Result<Table, Error> {
    let mut fields: Vec<_> = table.iter().collect();
    fields.sort_by_key(|(name, _)| name.span().start);
    let mut read = Table { fields: Vec::new(), place: places.of(span.start) };
    for (name, value) in fields {
        read.add(name.get_ref(), node(text, places, value)?)?;
    }
    Ok(read)
}

fn node(text: &str, places: &Places<'_>, spanned: &Spanned<DeValue<'_>>) -> Result<Node, Error> {
    let span = spanned.span();
    let place = places.of(span.start);
    let value = match spanned.get_ref() {
        DeValue::String(string) => Value::Text(string.to_string()),
        DeValue::Boolean(truth) => Value::Bool(*truth),
        DeValue::Integer(integer) if integer.radix() == 10 => {
            Value::Integer(integer.as_str().into())
        }
        DeValue::Datetime(time) => Value::Text(time.to_string()),
        DeValue::Array(items) => {
            let items: Result<_, Error> =
                items.iter().map(|item| node(text, places, item)).collect();
            Value::List(items?)
        }
        DeValue::Table(table) => Value::Table(read_table(text, places, table, span)?),
        DeValue::Integer(_) | DeValue::Float(_) => {
            Value::Other(text.get(span).unwrap_or_default().into())
        }
    };
    Ok(Node { value, place })
}
