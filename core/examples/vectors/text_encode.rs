//! text_encode: encoding, segments and octets.

use septet::error::ErrorDetail;
use septet::segment::{split_data, split_utf16};
use septet::user_data::{SEGMENT_OCTET_LEN, SEGMENT_SEPTET_LEN, UserData, encode_septets};
use septet::{Encoding, Error, Inspection, TextOptions};
use serde_json::{Value, json};

/// One line of text_encode.jsonl.
pub(crate) fn answer(case: &Value) -> Value {
    answered(case).unwrap_or_else(|error| error_value(&error))
}

fn answered(case: &Value) -> Result<Value, Error> {
    let options = options(&case["options"])?;
    let mut found = Found::default();
    let inspection = if let Some(digits) = case["data_hex"].as_str() {
        let data = hex(digits);
        let segments = split_data(&data, &options)?;
        for segment in segments.iter() {
            found.units.push(segment.data.len() as u32);
            found.push(segment.encode(&mut [0; SEGMENT_OCTET_LEN])?)?;
        }
        segments.inspection()
    } else if let Some(digits) = case["utf16_hex"].as_str() {
        let pairs: Vec<u8> = hex(digits);
        let text: Vec<u16> =
            pairs.chunks_exact(2).map(|p| u16::from_be_bytes([p[0], p[1]])).collect();
        let segments = split_utf16(&text, &options)?;
        for segment in segments.iter() {
            found.units.push(segment.units);
            found.lengths.push(segment.code_units.len());
            found.push(segment.encode(&mut [0; SEGMENT_OCTET_LEN])?)?;
        }
        segments.inspection()
    } else {
        let text = match case["text_repeat"].as_array() {
            Some(repeat) => {
                let times = repeat[1].as_u64().expect("a count") as usize;
                repeat[0].as_str().expect("a character").repeat(times)
            }
            None => case["text"].as_str().expect("a text").to_owned(),
        };
        let segments = septet::split(&text, &options)?;
        let inspection = segments.inspection();
        for segment in &segments {
            found.units.push(segment.units);
            found.lengths.push(segment.text.encode_utf16().count());
            found.push(segment.encode(&mut [0; SEGMENT_OCTET_LEN])?)?;
            if inspection.encoding == Encoding::Gsm7 {
                let mut septets = [0; SEGMENT_SEPTET_LEN];
                let count = encode_septets(segment.text, inspection.pair, &mut septets)?;
                found.unpacked_hex.push(to_hex(&septets[..count]));
            }
        }
        inspection
    };
    Ok(found.value(&inspection))
}

/// The lists of a result.
#[derive(Default)]
struct Found {
    units: Vec<u32>,
    /// UTF-16 code units of each segment.
    lengths: Vec<usize>,
    udl: Vec<u8>,
    udh_hex: Vec<String>,
    packed_hex: Vec<String>,
    unpacked_hex: Vec<String>,
}

impl Found {
    fn push(&mut self, user_data: UserData<'_>) -> Result<(), Error> {
        let header = user_data.header()?;
        self.udl.push(user_data.udl());
        self.udh_hex.push(header.map_or_else(String::new, |header| to_hex(header.octets())));
        self.packed_hex.push(to_hex(user_data.octets()));
        Ok(())
    }

    fn value(self, inspection: &Inspection) -> Value {
        let mut starts: Vec<usize> = Vec::new();
        for length in &self.lengths {
            starts.push(starts.last().unwrap_or(&0) + length);
        }
        starts.pop();
        let language = inspection.language();
        let mut value = json!({
            "encoding": inspection.encoding.as_str(),
            "units": inspection.units,
            "segments": inspection.segments,
            "per_segment_units": self.units,
            "language": language.map(|pair| {
                json!({ "single": pair.single_id(), "locking": pair.locking_id() })
            }),
            "dcs": inspection.data_coding.octet(),
            "remaining": inspection.remaining,
            "split_utf16": starts,
            "udl": self.udl,
            "udh_hex": self.udh_hex,
            "packed_hex": self.packed_hex,
        });
        if inspection.encoding == Encoding::Gsm7 {
            value["unpacked_hex"] = json!(self.unpacked_hex);
        }
        value
    }
}

fn error_value(error: &Error) -> Value {
    let mut value = json!({ "error": error.kind().as_str() });
    for (name, detail) in error.details() {
        value[*name] = match detail {
            ErrorDetail::Number(number) => json!(number),
            other => json!(other.to_string()),
        };
    }
    value
}

fn options(object: &Value) -> Result<TextOptions, Error> {
    let mut options = TextOptions::default();
    for (name, value) in object.as_object().expect("options") {
        options.set(name, &word(value))?;
    }
    Ok(options)
}

fn word(value: &Value) -> String {
    match value {
        Value::String(word) => word.clone(),
        Value::Array(list) => list.iter().map(word).collect::<Vec<_>>().join(","),
        other => other.to_string(),
    }
}

fn hex(digits: &str) -> Vec<u8> {
    let octet = |at| u8::from_str_radix(&digits[at..at + 2], 16).expect("hex digits");
    (0..digits.len()).step_by(2).map(octet).collect()
}

fn to_hex(octets: &[u8]) -> String {
    octets.iter().map(|octet| format!("{octet:02x}")).collect()
}
