//! Reading the fields of a JSON record: each is taken once, and one that is left over is refused by
//! name, so that nothing a caller wrote is ignored.

use septet::{Error, ErrorKind};
use serde_json::{Map, Value};

/// The fields of a JSON object that have not been taken yet.
pub struct Record {
    fields: Map<String, Value>,
}

impl Record {
    /// Error: `syntax` when the value is no object.
    pub fn new(value: Value) -> Result<Record, Error> {
        match value {
            Value::Object(fields) => Ok(Record { fields }),
            _ => Err(Error::new(ErrorKind::Syntax, "a record is a JSON object")),
        }
    }

    /// Whether a field is there and not null.
    pub fn has(&self, name: &str) -> bool {
        self.fields.get(name).is_some_and(|value| !value.is_null())
    }

    /// The value of a field; `None` for null.
    pub fn take(&mut self, name: &str) -> Option<Value> {
        self.fields.remove(name).filter(|value| !value.is_null())
    }

    /// Octets written in hexadecimal digits.
    pub fn hex(&mut self, name: &'static str) -> Result<Option<Vec<u8>>, Error> {
        self.field(name, "write octets as pairs of hexadecimal digits", |value| {
            from_hex(value.as_str()?)
        })
    }

    /// A number from 0 to 255.
    pub fn octet(&mut self, name: &'static str) -> Result<Option<u8>, Error> {
        self.field(name, "use a number from 0 to 255", |value| value.as_u64()?.try_into().ok())
    }

    /// `true` or `false`.
    pub fn flag(&mut self, name: &'static str) -> Result<Option<bool>, Error> {
        self.field(name, "use true or false", Value::as_bool)
    }

    /// Text.
    pub fn text(&mut self, name: &'static str) -> Result<Option<String>, Error> {
        self.field(name, "give a string", |value| value.as_str().map(str::to_string))
    }

    /// A list.
    pub fn list(&mut self, name: &'static str) -> Result<Option<Vec<Value>>, Error> {
        self.field(name, "use a list", |value| value.as_array().cloned())
    }

    fn field<T>(
        &mut self,
        name: &'static str,
        advice: &str,
        read: impl FnOnce(&Value) -> Option<T>,
    ) -> Result<Option<T>, Error> {
        let Some(value) = self.take(name) else { return Ok(None) };
        match read(&value) {
            Some(read) => Ok(Some(read)),
            None => Err(Error::new(ErrorKind::InvalidOption, advice).with_field(name)),
        }
    }

    /// Error: `field_unknown` for the first field that nobody took.
    pub fn finish(self) -> Result<(), Error> {
        match self.fields.into_iter().find(|(_, value)| !value.is_null()) {
            None => Ok(()),
            Some((name, _)) => {
                Err(Error::new(ErrorKind::FieldUnknown, "this record has no such field")
                    .with_field(name))
            }
        }
    }
}

/// The field that must be there.
pub fn required<T>(field: Option<T>, name: &'static str) -> Result<T, Error> {
    field.ok_or_else(|| Error::new(ErrorKind::Syntax, "this field is missing").with_field(name))
}

/// The octets of hexadecimal digits, in either case.
pub fn from_hex(digits: &str) -> Option<Vec<u8>> {
    let digit = |b: u8| char::from(b).to_digit(16);
    let (pairs, rest) = digits.as_bytes().as_chunks::<2>();
    let octets = pairs.iter().map(|[high, low]| Some((digit(*high)? * 16 + digit(*low)?) as u8));
    if rest.is_empty() { octets.collect() } else { None }
}

/// Octets in lower case hexadecimal digits.
pub fn to_hex(octets: &[u8]) -> String {
    octets.iter().map(|octet| format!("{octet:02x}")).collect()
}
