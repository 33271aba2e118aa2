//! How the `sender` object of a profile is read: `unspecified` is a value everywhere.

use alloc::string::String;
use alloc::vec::Vec;

use serde::Deserialize;
use serde::de::{DeserializeOwned, Deserializer, Error};
use serde_json::Value;

use crate::number::Region;

/// A value, or the word `unspecified`.
///
/// Through [`Value`], because with serde_json's exact numbers an untagged enum cannot see integers.
pub(super) fn stated<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: DeserializeOwned,
{
    match Value::deserialize(deserializer)? {
        Value::String(word) if word == "unspecified" => Ok(None),
        value => T::deserialize(value).map(Some).map_err(D::Error::custom),
    }
}

/// An object that may be absent, but not null.
pub(super) fn present<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    T::deserialize(deserializer).map(Some)
}

/// A list of alpha-2 codes, or the word `unspecified`.
pub(super) fn regions<'de, D>(deserializer: D) -> Result<Option<Vec<Region>>, D::Error>
where
    D: Deserializer<'de>,
{
    let Some(codes) = stated::<D, Vec<String>>(deserializer)? else { return Ok(None) };
    let region = |code: &String| {
        Region::new(code)
            .filter(|region| region.as_str() == code)
            .ok_or_else(|| D::Error::custom(alloc::format!("{code:?} is no alpha-2 code")))
    };
    codes.iter().map(region).collect::<Result<_, _>>().map(Some)
}
