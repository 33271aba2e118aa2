//! text_decode and text_reassembly.

use septet::reassembly::Reassembly;
use septet::user_data::{Content, DataCoding, UserData, decode_septets};
use septet::{Error, LanguagePair};
use serde_json::{Value, json};

/// One line of text_decode.jsonl.
pub(crate) fn decode(case: &Value) -> Value {
    let content = match case.get("septets_hex") {
        Some(_) => {
            let languages = LanguagePair::from_ids(octet(case, "locking"), octet(case, "single"))
                .expect("tables");
            decode_septets(&hex(case, "septets_hex"), languages).map(Content::Text)
        }
        None => user_data(case, &hex(case, "ud_hex")).decode(),
    };
    match content {
        Ok(Content::Text(text)) => json!({ "text": text }),
        Ok(Content::Data(data)) => json!({ "data_hex": to_hex(&data) }),
        Ok(_) => json!(null),
        Err(error) => error_value(&error),
    }
}

/// One line of text_reassembly.jsonl.
pub(crate) fn reassemble(case: &Value) -> Value {
    match reassembled(case) {
        Ok(value) => value,
        Err(error) => error_value(&error),
    }
}

fn reassembled(case: &Value) -> Result<Value, Error> {
    let mut reassembly = Reassembly::new();
    for segment in case["segments"].as_array().expect("segments") {
        let from = segment["from"].as_str().expect("from");
        reassembly.push(from, user_data(segment, &hex(segment, "ud_hex")))?;
    }
    let (mut messages, mut incomplete) = (Vec::new(), Vec::new());
    let (mut language, mut ports) = (json!(null), json!(null));
    for (_, message) in reassembly.messages() {
        if !message.is_complete() {
            let missing: Vec<_> = message.missing().collect();
            incomplete.push(json!({"total": message.segment_count(), "missing": missing}));
            continue;
        }
        messages.push(match message.decode()? {
            Content::Text(text) => json!(text),
            Content::Data(data) => json!({ "data_hex": to_hex(&data) }),
            _ => json!(null),
        });
        let tables = message.languages();
        if !tables.is_default() {
            language = json!({"single": tables.single_id(), "locking": tables.locking_id()});
        }
        if let (true, Some(named)) = (ports.is_null(), message.ports()) {
            ports = json!({"dst": named.destination, "src": named.source});
        }
    }
    Ok(json!({
        "messages": messages,
        "incomplete": incomplete,
        "duplicates": reassembly.duplicate_count(),
        "language": language,
        "ports": ports,
    }))
}

fn user_data<'a>(case: &Value, octets: &'a [u8]) -> UserData<'a> {
    let coding = DataCoding::from_octet(octet(case, "dcs"));
    UserData::new(octets, octet(case, "udl"), coding, case["udhi"].as_bool().expect("udhi"))
}

fn error_value(error: &Error) -> Value {
    json!({ "error": error.kind().as_str() })
}

fn octet(case: &Value, name: &str) -> u8 {
    case[name].as_u64().and_then(|n| u8::try_from(n).ok()).expect(name)
}

fn hex(case: &Value, name: &str) -> Vec<u8> {
    let text = case[name].as_str().expect(name);
    let octet = |at| u8::from_str_radix(&text[at..at + 2], 16).expect("hex digits");
    (0..text.len()).step_by(2).map(octet).collect()
}

fn to_hex(octets: &[u8]) -> String {
    octets.iter().map(|octet| format!("{octet:02x}")).collect()
}
