use septet::number::{Region, parse};
use serde_json::{Value, json};

pub(crate) fn answer(case: &Value) -> Value {
    let input = case["input"].as_str().expect("input");
    let region = case["default_region"].as_str().and_then(Region::new);
    match parse(input, region) {
        Err(error) => json!({ "parse": error.as_str() }),
        Ok(number) => json!({
            "parse": "ok",
            "e164": number.to_string(),
            "calling_code": number.calling_code(),
            "region": number.region().map(|region| region.to_string()),
            "type": number.kind().as_str(),
            "possible": number.is_possible(),
            "possible_reason": number.possible().as_str(),
            "valid": number.is_valid(),
            "national": number.national().to_string(),
            "international": number.international().to_string(),
            "extension": number.extension(),
        }),
    }
}
