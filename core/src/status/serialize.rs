//! Outcomes as JSON records: the keys of the taxonomy, `null` for what is not known.

use alloc::string::String;

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::decode::{Answer, Decoded};
use super::outcome::Outcome;
use super::receipt::Receipt;

impl Serialize for Outcome {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(11))?;
        outcome(self, &mut map)?;
        map.end()
    }
}

fn outcome<M: SerializeMap>(outcome: &Outcome, map: &mut M) -> Result<(), M::Error> {
    map.serialize_entry("recognized", &outcome.recognized)?;
    map.serialize_entry("scope", &outcome.scope)?;
    map.serialize_entry("state", &outcome.state)?;
    map.serialize_entry("final", &outcome.is_final)?;
    map.serialize_entry("success", &outcome.success)?;
    map.serialize_entry("cause", &outcome.cause)?;
    map.serialize_entry("retry", &outcome.retry)?;
    map.serialize_entry("backoff_s", &outcome.backoff_s)?;
    map.serialize_entry("actor", &outcome.actor)?;
    map.serialize_entry("billable", &outcome.billable)?;
    map.serialize_entry("certainty", &outcome.certainty)
}

impl Serialize for Answer<'_> {
    /// The outcome's keys, then of the others those that the vendor gave.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        answer(self, &mut map)?;
        map.end()
    }
}

fn answer<M: SerializeMap>(answer: &Answer<'_>, map: &mut M) -> Result<(), M::Error> {
    outcome(&answer.outcome, map)?;
    let texts = [
        ("code", &answer.code),
        ("group", &answer.group),
        ("name", &answer.name),
        ("description", &answer.description),
        ("detail", &answer.detail),
        ("ref", &answer.reference),
        ("text", &answer.text),
        ("cost", &answer.cost),
        ("currency", &answer.currency),
        ("balance", &answer.balance),
        ("required", &answer.required),
    ];
    for (key, text) in texts {
        if let Some(text) = text {
            map.serialize_entry(key, text)?;
        }
    }
    if !answer.to.is_empty() {
        map.serialize_entry("to", &answer.to)?;
    }
    Ok(())
}

impl Serialize for Decoded<'_> {
    /// One answer with `malformed` and `payload`, or a `list` of answers with them.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        match self.answers.first() {
            Some(first) if !self.is_list => answer(first, &mut map)?,
            _ => map.serialize_entry("list", &self.answers)?,
        }
        map.serialize_entry("malformed", &self.malformed)?;
        map.serialize_entry("payload", &self.payload)?;
        map.end()
    }
}

impl Serialize for Receipt<'_> {
    /// The fields as text; octets that are not UTF-8 become U+FFFD.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let text = |octets: Option<&[u8]>| octets.map(|o| String::from_utf8_lossy(o).into_owned());
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("id", &text(self.id))?;
        map.serialize_entry("stat", &text(self.stat))?;
        map.serialize_entry("err", &text(self.err))?;
        for (key, date) in [("submit_date", self.submit_date), ("done_date", self.done_date)] {
            map.serialize_entry(key, &date.map(|date| alloc::format!("{date}")))?;
        }
        map.serialize_entry("offset_min", &self.offset_min)?;
        map.serialize_entry("ambiguous_date", &self.ambiguous_date)?;
        for (key, value) in [("sub", self.sub), ("dlvrd", self.dlvrd)] {
            if value.is_some() {
                map.serialize_entry(key, &text(value))?;
            }
        }
        map.end()
    }
}
