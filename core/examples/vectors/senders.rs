use septet::sender::{SenderRules, Traffic, check};
use serde_json::{Value, json};

pub(crate) fn answer(case: &Value) -> Value {
    let sender = case["sender"].as_str().expect("sender");
    let rules: SenderRules = serde_json::from_value(case["rules"].clone()).expect("rules");
    json!({ "verdict": check(sender, &rules, Traffic::Unknown).verdict.as_str() })
}
