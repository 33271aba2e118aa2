//! The slow twin of `septet::status`: it reads the data files as plain JSON, looks codes up by
//! walking over all rows, finds the fields of a receipt by searching for each key, and merges by
//! sorting. Nothing of it is shared with the library.

use std::collections::BTreeMap;

use serde_json::{Value, json};

/// The fields of an outcome, in their order.
pub(crate) const KEYS: [&str; 11] = [
    "recognized",
    "scope",
    "state",
    "final",
    "success",
    "cause",
    "retry",
    "backoff_s",
    "actor",
    "billable",
    "certainty",
];

/// The data files of the library, and the profile of the golden files' invented vendor.
pub(crate) struct Data {
    pub(crate) taxonomy: Value,
    pub(crate) vendors: BTreeMap<String, Value>,
    pub(crate) standards: BTreeMap<String, Value>,
}

fn folder(name: &str) -> BTreeMap<String, Value> {
    let path = format!("{}/data/{name}", env!("CARGO_MANIFEST_DIR"));
    let files = std::fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path());
    let read = |path: std::path::PathBuf| {
        let text = std::fs::read_to_string(&path).unwrap();
        let file: Value = serde_json::from_str(&text).unwrap();
        (file["id"].as_str().unwrap().to_string(), file)
    };
    files.filter(|path| path.extension().is_some_and(|e| e == "json")).map(read).collect()
}

impl Data {
    pub(crate) fn read() -> Data {
        let taxonomy = include_str!("../../data/taxonomy.json");
        let zuri: Value = serde_json::from_str(include_str!("../profiles/zuri.json")).unwrap();
        let mut vendors = folder("vendors");
        vendors.insert("zuri".into(), zuri);
        let taxonomy = serde_json::from_str(taxonomy).unwrap();
        Data { taxonomy, vendors, standards: folder("standards") }
    }

    pub(crate) fn unlisted(&self) -> Value {
        self.taxonomy["unlisted"].clone()
    }

    /// What a row means, with all that follows from its state and cause.
    pub(crate) fn expand(&self, row: &Value, table_scope: &Value, billable: &Value) -> Value {
        let cause = row["cause"].as_str().unwrap_or("none");
        let state = row["state"].as_str().unwrap();
        let (from_state, from_cause) =
            (&self.taxonomy["states"][state], &self.taxonomy["causes"][cause]);
        let mut outcome = json!({
            "recognized": true, "scope": table_scope, "state": state, "cause": cause,
            "final": from_state["final"], "success": from_state["success"],
            "retry": from_cause["retry"], "backoff_s": from_cause["backoff_s"],
            "actor": from_cause["actor"], "billable": from_state["billable"],
            "certainty": "certain",
        });
        if let Some(word) = billable.get(state) {
            outcome["billable"] = word.clone();
        }
        for key in KEYS {
            if let Some(own) = row.get(key) {
                outcome[key] = own.clone();
            }
        }
        if outcome["retry"] != "later" {
            outcome["backoff_s"] = Value::Null;
        }
        outcome
    }

    fn standard_row(&self, table: &str, matches: impl Fn(&Value) -> bool) -> Option<Value> {
        let (file, name) = table.split_once('.').unwrap();
        let table = &self.standards[file]["tables"][name];
        let row = table["rows"].as_array().unwrap().iter().find(|row| matches(row))?;
        Some(self.expand(row, &table["scope"], &json!({})))
    }

    /// A code of a vendor, by the rules of its profile.
    pub(crate) fn code(&self, vendor: &str, table: &str, group: Option<&str>, code: &str) -> Value {
        let profile = &self.vendors[vendor];
        let billable = &profile["charging"]["billable"];
        let table = &profile["status"][table];
        let trim = |text: &str| text.trim_matches([' ', '\t', '\r', '\n', '\u{c}']).to_string();
        let fold = |text: &str| {
            let text = trim(text);
            if table["code_type"] == "word" { text.to_ascii_lowercase() } else { text }
        };
        let usable = |text: &str| !text.is_empty() && text.len() <= 64;
        if !usable(&trim(code)) {
            return self.unlisted();
        }
        let rows = table["rows"].as_array().unwrap().iter();
        let same_code = rows.filter(|row| fold(row["code"].as_str().unwrap()) == fold(code));
        let grouped = table["key"].as_array().unwrap().len() == 2;
        let group = group.map(trim);
        let found: Vec<Value> = same_code
            .filter(|row| match &group {
                Some(group) if grouped => row["group"] == **group,
                _ => true,
            })
            .map(|row| self.expand(row, &table["scope"], billable))
            .collect();
        if let [one] = &found[..] {
            return one.clone();
        }
        if let (true, [], Some(group)) = (grouped, &found[..], &group) {
            for borrow in profile["borrow"].as_array().into_iter().flatten() {
                let lends = borrow["groups"].as_array().unwrap().contains(&json!(group));
                let table = borrow["table"].as_str().unwrap();
                let row = self.standard_row(table, |row| {
                    row["code"] == *trim(code) && row["group"] == **group
                });
                if let (true, Some(mut outcome)) = (lends, row) {
                    if let Some(word) = billable.get(outcome["state"].as_str().unwrap()) {
                        outcome["billable"] = word.clone();
                    }
                    outcome["certainty"] = json!("uncertain");
                    return outcome;
                }
            }
        }
        if found.is_empty() || profile["missing_group"] != "merge" {
            return self.unlisted();
        }
        let mut shared = self.unlisted();
        for key in KEYS {
            if found.iter().all(|outcome| outcome[key] == found[0][key]) {
                shared[key] = found[0][key].clone();
            }
        }
        if shared["state"] == "unknown" && found.iter().all(|o| o["success"] == false) {
            shared["state"] = json!("failed");
        }
        shared["certainty"] = json!("uncertain");
        shared
    }

    fn settled(outcome: &Value) -> bool {
        outcome["final"] == true && outcome["state"] != "unknown"
    }

    /// By the order of taxonomy.json, `merge`, then by everything else, so that it is total.
    pub(crate) fn says(&self, outcome: &Value) -> (Vec<i64>, Vec<i64>) {
        let state = &self.taxonomy["states"][outcome["state"].as_str().unwrap()];
        let cause = &self.taxonomy["causes"][outcome["cause"].as_str().unwrap()];
        let numbers = vec![
            i64::from(Data::settled(outcome)),
            state["rank"].as_i64().unwrap(),
            i64::from(outcome["certainty"] == "certain"),
            state["number"].as_i64().unwrap(),
            i64::from(outcome["recognized"] == true),
            cause["number"].as_i64().unwrap(),
        ];
        let known = |key: &str| outcome[key].as_bool().map_or(-1, i64::from);
        let number = |key: &str| {
            self.taxonomy["enums"][key][outcome[key].as_str().unwrap()]["number"].as_i64().unwrap()
        };
        let rest = vec![
            known("final"),
            known("success"),
            number("retry"),
            outcome["backoff_s"].as_i64().unwrap_or(-1),
            number("actor"),
            number("billable"),
            number("scope"),
            number("certainty"),
        ];
        (numbers, rest)
    }

    /// The parts of one message: failed if one failed, else unknown if one is, else the least.
    pub(crate) fn merge_parts(&self, parts: &[Value]) -> Option<Value> {
        let failed = |o: &&Value| Data::settled(o) && o["success"] == false;
        let greatest = |list: Vec<&Value>| list.into_iter().max_by_key(|o| self.says(o)).cloned();
        greatest(parts.iter().filter(failed).collect())
            .or_else(|| greatest(parts.iter().filter(|o| o["state"] == "unknown").collect()))
            .or_else(|| parts.iter().min_by_key(|o| self.says(o)).cloned())
    }

    /// The events of one message.
    pub(crate) fn merge(&self, events: &[Value]) -> Option<Value> {
        let about_message = events.iter().filter(|o| o["state"] != "not_applicable");
        let mut list: Vec<&Value> = about_message.collect();
        if list.is_empty() {
            list = events.iter().collect();
        }
        list.sort_by_key(|outcome| self.says(outcome));
        let mut best = (*list.last()?).clone();
        let ended = |how: bool| list.iter().any(|o| Data::settled(o) && o["success"] == how);
        if ended(true) && ended(false) {
            best["certainty"] = json!("uncertain");
        }
        Some(best)
    }

    /// A receipt: outcome and fields.
    pub(crate) fn receipt(
        &self,
        text: &str,
        message_state: Option<u8>,
        message_id: Option<&str>,
        err_table: Option<&str>,
    ) -> (Value, Value) {
        let text = text.trim_end_matches('\0');
        let places = key_places(text);
        let body_at = places.iter().find(|(_, key, _)| *key == "text").map(|(at, ..)| *at);
        let in_head = |at: usize| body_at.is_none_or(|body| at < body);
        let value = |wanted: &str, head: bool| -> Option<String> {
            let index =
                places.iter().position(|(at, key, _)| *key == wanted && in_head(*at) == head)?;
            let from = places[index].0 + places[index].2;
            let to = places.get(index + 1).map_or(text.len(), |(at, ..)| *at);
            Some(text[from..to].split_ascii_whitespace_and_vt().next().unwrap_or("").to_string())
        };
        let has_head_stat = value("stat", true).is_some();
        let stat = value("stat", true).or_else(|| value("stat", false));
        let submit = date(&value("submit date", true).unwrap_or_default());
        let done = date(&value("done date", true).unwrap_or_default());
        let given = |text: Option<String>| text.filter(|t| !t.is_empty());
        let (stat, err) = (given(stat), given(value("err", true)));
        let id = match message_id {
            Some(id) => given(Some(id.trim_end_matches('\0').to_string())),
            None => given(value("id", true)),
        };
        let fields = json!({
            "id": id, "stat": stat, "err": err,
            "submit_date": submit.text, "done_date": done.text,
            "offset_min": done.offset_min.or(submit.offset_min),
            "ambiguous_date": submit.ambiguous || done.ambiguous,
        });
        let mut outcome = match (message_state, &stat) {
            (Some(n), _) => {
                self.standard_row("smpp.message_state", |row| row["code"] == *n.to_string())
            }
            (None, Some(word)) => self.standard_row("smpp.receipt_stat", |row| {
                row["code"].as_str().unwrap().eq_ignore_ascii_case(word)
            }),
            (None, None) => None,
        }
        .unwrap_or_else(|| self.unlisted());
        if message_state.is_none() && !has_head_stat {
            outcome["certainty"] = json!("uncertain");
        }
        let failed = Data::settled(&outcome) && outcome["success"] == false;
        if let (true, Some(table), Some(err)) = (failed, err_table, err) {
            let number = |text: &str| {
                text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse::<u128>().ok())?
            };
            let row = self.standard_row(table, |row| {
                let key = row["code"].as_str().unwrap();
                match (number(key), number(&err)) {
                    (Some(a), Some(b)) => a == b,
                    _ => key == err,
                }
            });
            if let Some(row) = row.filter(|row| row["cause"] != "none") {
                for key in ["cause", "retry", "backoff_s", "actor"] {
                    outcome[key] = row[key].clone();
                }
            }
        }
        (outcome, fields)
    }
}

trait Blanks {
    fn split_ascii_whitespace_and_vt(&self) -> Box<dyn Iterator<Item = &str> + '_>;
}

impl Blanks for str {
    fn split_ascii_whitespace_and_vt(&self) -> Box<dyn Iterator<Item = &str> + '_> {
        Box::new(self.split(is_blank).filter(|part| !part.is_empty()))
    }
}

fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\r' | '\n' | '\u{b}' | '\u{c}')
}

/// Where each key stands: offset, name, length with the colon.
fn key_places(text: &str) -> Vec<(usize, &'static str, usize)> {
    let lower = text.to_ascii_lowercase();
    let mut places = Vec::new();
    for (spelling, key) in [
        ("id:", "id"),
        ("sub:", "sub"),
        ("dlvrd:", "dlvrd"),
        ("submit date:", "submit date"),
        ("submit_date:", "submit date"),
        ("done date:", "done date"),
        ("done_date:", "done date"),
        ("stat:", "stat"),
        ("err:", "err"),
        ("text:", "text"),
    ] {
        for (at, _) in lower.match_indices(spelling) {
            if at == 0 || text[..at].ends_with(is_blank) {
                places.push((at, key, spelling.len()));
            }
        }
    }
    places.sort_unstable();
    places
}

#[derive(Default)]
struct DateParts {
    text: Option<String>,
    offset_min: Option<i64>,
    ambiguous: bool,
}

fn date(value: &str) -> DateParts {
    let only = |text: Option<String>| DateParts { text, ..DateParts::default() };
    match value.len() {
        10 => only(civil(&format!("20{value}00"))),
        14 => only(civil(value)),
        12 => match (civil(&format!("20{value}")), civil(&format!("{value}00"))) {
            (Some(_), Some(_)) => DateParts { ambiguous: true, ..DateParts::default() },
            (short, long) => only(short.or(long)),
        },
        16 if value.is_ascii() => {
            let text = civil(&format!("20{}", &value[..12]));
            let quarters = value[13..15].parse::<i64>().ok().filter(|q| *q <= 48);
            let digits = value[12..15].bytes().all(|b| b.is_ascii_digit());
            let sign = match &value[15..] {
                "+" => Some(1),
                "-" => Some(-1),
                _ => None,
            };
            match (text, quarters, sign, digits) {
                (Some(text), Some(quarters), Some(sign), true) => DateParts {
                    text: Some(text),
                    offset_min: Some(sign * quarters * 15),
                    ambiguous: false,
                },
                _ => DateParts::default(),
            }
        }
        _ => DateParts::default(),
    }
}

/// `YYYYMMDDhhmmss` as a date that exists between 1990 and 2099.
fn civil(digits: &str) -> Option<String> {
    if digits.len() != 14 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let n = |from: usize, to: usize| digits[from..to].parse::<u32>().unwrap();
    let (year, month, day) = (n(0, 4), n(4, 6), n(6, 8));
    let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    let lengths = [31, if leap { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let length = *lengths.get((month as usize).checked_sub(1)?)?;
    let exists = (1990..=2099).contains(&year)
        && (1..=length).contains(&day)
        && n(8, 10) < 24
        && n(10, 12) < 60
        && n(12, 14) < 60;
    exists.then(|| {
        let part = |from: usize, to: usize| &digits[from..to];
        format!(
            "{}-{}-{}T{}:{}:{}",
            part(0, 4),
            part(4, 6),
            part(6, 8),
            part(8, 10),
            part(10, 12),
            part(12, 14)
        )
    })
}
