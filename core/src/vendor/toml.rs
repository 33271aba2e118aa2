//! Profiles in TOML.

use alloc::string::ToString;

use toml::Value;

use crate::error::{Error, ErrorKind};
use crate::status::file::Tree;

/// Reads TOML, which itself refuses a name that stands twice.
pub(super) fn read(text: &str) -> Result<Tree, Error> {
    let table: toml::Table = toml::from_str(text).map_err(|e| {
        let message = e.message().to_string();
        let kind = if message.starts_with("duplicate key") {
            ErrorKind::FieldDuplicate
        } else {
            ErrorKind::Syntax
        };
        let error = Error::new(kind, alloc::format!("not TOML: {message}"));
        match e.span() {
            Some(span) => {
                let before = text.get(..span.start).unwrap_or(text);
                let line = before.matches('\n').count() as u64 + 1;
                let column = before.rsplit('\n').next().unwrap_or("").chars().count() as u64 + 1;
                error.with_line(line).with_column(column)
            }
            None => error,
        }
    })?;
    Ok(from_table(table))
}

fn from_table(table: toml::Table) -> Tree {
    Tree::Table(table.into_iter().map(|(name, value)| (name, from_value(value))).collect())
}

/// The toml crate limits how deep values are nested, so the recursion is bounded.
fn from_value(value: Value) -> Tree {
    match value {
        Value::String(text) => Tree::Text(text),
        Value::Integer(n) => Tree::Int(n),
        Value::Boolean(b) => Tree::Bool(b),
        Value::Float(n) => Tree::Other(n.to_string()),
        Value::Datetime(date) => Tree::Other(date.to_string()),
        Value::Array(items) => Tree::List(items.into_iter().map(from_value).collect()),
        Value::Table(table) => from_table(table),
    }
}
