//! Cards written as JSON. Numbers keep their source text, so that no price goes through a float.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::value::{Node, Place, Places, Table, Value};
use crate::error::{Error, ErrorKind};

/// Reads a card.
pub(in crate::rate) fn read(text: &str) -> Result<Table, Error> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let reader = Reader { text, places: Places::new(text) };
    let raw: &RawValue = serde_json::from_str(text).map_err(|e| {
        let error = Error::new(ErrorKind::Syntax, alloc::format!("not JSON: {e}"));
        error.with_line(e.line() as u64).with_column(e.column() as u64)
    })?;
    match reader.node(raw)?.map(|node| node.value) {
        Some(Value::Table(table)) => Ok(table),
        _ => Err(Error::new(ErrorKind::Syntax, "a rate card is a JSON object")),
    }
}

struct Reader<'a> {
    text: &'a str,
    places: Places<'a>,
}

impl<'a> Reader<'a> {
    /// A value; none for null.
    fn node(&self, raw: &'a RawValue) -> Result<Option<Node>, Error> {
        let source = raw.get();
        // `raw` is a slice of the text
        let at = (source.as_ptr() as usize).wrapping_sub(self.text.as_ptr() as usize);
        let place = self.places.of(at);
        let value = match source.as_bytes().first() {
            Some(b'n') => return Ok(None),
            Some(b't') => Value::Bool(true),
            Some(b'f') => Value::Bool(false),
            Some(b'"') => Value::Text(self.parse(source, place)?),
            Some(b'{') => Value::Table(self.table(self.parse(source, place)?, place)?),
            Some(b'[') => {
                let items: Vec<&RawValue> = self.parse(source, place)?;
                let mut list = Vec::with_capacity(items.len());
                for item in items {
                    let null = || Node { value: Value::Other("null".into()), place };
                    list.push(self.node(item)?.unwrap_or_else(null));
                }
                Value::List(list)
            }
            _ => Value::Number(source.into()),
        };
        Ok(Some(Node { value, place }))
    }

    fn parse<T: Deserialize<'a>>(&self, source: &'a str, place: Place) -> Result<T, Error> {
        serde_json::from_str(source)
            .map_err(|e| place.put(Error::new(ErrorKind::Syntax, alloc::format!("not JSON: {e}"))))
    }

    fn table(&self, entries: Entries<'a>, place: Place) -> Result<Table, Error> {
        let mut table = Table { fields: Vec::new(), place };
        for (name, raw) in entries.0 {
            if let Some(node) = self.node(raw)? {
                table.add(&name, node)?;
            }
        }
        Ok(table)
    }
}

/// The entries of an object in their order, equal names included.
struct Entries<'a>(Vec<(String, &'a RawValue)>);

impl<'de> Deserialize<'de> for Entries<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder;

        impl<'de> Visitor<'de> for InOrder {
            type Value = Entries<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Entries(entries))
            }
        }

        deserializer.deserialize_map(InOrder)
    }
}
