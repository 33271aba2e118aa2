//! The slow twin of rating: the steps of `septet-ratecard/1` over a campaign's JSON, word by word.
//! Every unit of every message is priced in a loop; nothing is indexed, counted together or shared
//! with the engine.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

/// Billionths of an amount.
fn nanos(value: &Value) -> i128 {
    let text = value.as_str().unwrap();
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let fraction = format!("{fraction:0<9}");
    whole.parse::<i128>().unwrap() * 1_000_000_000 + fraction[..9].parse::<i128>().unwrap()
}

fn shown(nanos: i128) -> String {
    let text = format!("{}.{:09}", nanos / 1_000_000_000, nanos % 1_000_000_000);
    text.trim_end_matches('0').trim_end_matches('.').to_string()
}

/// `top / bottom`, rounded.
fn divided(top: i128, bottom: i128, mode: &str) -> i128 {
    let (whole, rest) = (top / bottom, top % bottom);
    let up = match mode {
        "up" => rest > 0,
        "down" => false,
        "half_up" => 2 * rest >= bottom,
        _ => 2 * rest > bottom || (2 * rest == bottom && whole % 2 == 1),
    };
    whole + i128::from(up)
}

struct Card<'a>(&'a Value);

impl Card<'_> {
    fn word<'b>(&'b self, field: &str, default: &'b str) -> &'b str {
        self.0[field].as_str().unwrap_or(default)
    }

    fn round(&self, at: &str, amount: i128) -> i128 {
        let rounding = &self.0["rounding"];
        if rounding["at"] != at {
            return amount;
        }
        let step = 10i128.pow(9 - rounding["scale"].as_u64().unwrap() as u32);
        divided(amount, step, rounding["mode"].as_str().unwrap()) * step
    }

    fn rows(&self, list: &str, at: &str, in_force_only: bool) -> Vec<&Value> {
        let rows = self.0[list].as_array().map_or(&[][..], Vec::as_slice).iter();
        rows.filter(|row| !in_force_only || in_force(row, at)).collect()
    }
}

/// Times here are all dates of one form: they compare as text.
fn in_force(row: &Value, at: &str) -> bool {
    row["valid_from"].as_str().is_none_or(|from| from <= at)
        && row["valid_to"].as_str().is_none_or(|to| at < to)
}

const MATCHERS: [&str; 7] =
    ["direction", "country", "mcc", "mnc", "prefix", "sender_type", "traffic"];

fn key(row: &Value) -> Vec<String> {
    MATCHERS.map(|name| row[name].as_str().unwrap_or_default().to_string()).to_vec()
}

fn fits(row: &Value, message: &Value, but_network: bool) -> bool {
    MATCHERS.iter().all(|name| match (row[*name].as_str(), *name) {
        (None, "direction") => message["direction"].as_str().unwrap_or("mt") == "mt",
        (None, _) => true,
        (Some(want), "direction") => want == message["direction"].as_str().unwrap_or("mt"),
        (Some(want), "prefix") => message["to"].as_str().unwrap()[1..].starts_with(want),
        (Some(_), "mnc") if but_network => true,
        (Some(want), "mcc") if but_network => message["mcc"].as_str().is_none_or(|m| m == want),
        (Some(want), name) => message[name].as_str() == Some(want),
    })
}

fn class(row: &Value) -> usize {
    let has = |name: &str| row[name].is_string();
    match () {
        () if has("mnc") => 400,
        () if has("prefix") => 200 + row["prefix"].as_str().unwrap().len(),
        () if has("mcc") => 150,
        () if has("country") => 100,
        () => 0,
    }
}

fn weight(row: &Value) -> (usize, bool, bool) {
    (class(row), row["sender_type"].is_string(), row["traffic"].is_string())
}

fn first_tier(row: &Value) -> bool {
    row["tier_from"].as_u64().unwrap_or(0) == 0
}

/// The heaviest of some rows by their keys; two keys of one weight: none of them.
fn heaviest<'a>(rows: &[&'a Value]) -> Result<Option<&'a Value>, ()> {
    let Some(top) = rows.iter().map(|row| weight(row)).max() else { return Ok(None) };
    let best: Vec<_> = rows.iter().filter(|row| weight(row) == top).collect();
    if best.iter().any(|row| key(row) != key(best[0])) {
        return Err(());
    }
    Ok(best.iter().find(|row| first_tier(row)).map(|row| **row))
}

/// One row for each network of the message's country, dearest or cheapest first; none where the
/// card has no such rows.
fn by_network<'a>(
    rows: &[&'a Value],
    message: &Value,
    rule: &str,
    amount: &str,
) -> Option<Result<&'a Value, &'static str>> {
    let of_country = |row: &&&Value| {
        row["mnc"].is_string()
            && row["country"].is_string()
            && row["country"] == message["country"]
            && fits(row, message, true)
    };
    let rows: Vec<&Value> = rows.iter().filter(of_country).copied().collect();
    if rows.is_empty() {
        return None;
    }
    if rule == "error" {
        return Some(Err("network_unknown"));
    }
    let networks: BTreeSet<_> =
        rows.iter().map(|r| (key(r)[2].clone(), key(r)[3].clone())).collect();
    let mut found = Vec::new();
    for (mcc, mnc) in networks {
        let of: Vec<&Value> =
            rows.iter().filter(|r| r["mcc"] == *mcc && r["mnc"] == *mnc).copied().collect();
        match heaviest(&of) {
            Err(()) => return Some(Err("ambiguous_rate")),
            Ok(Some(row)) if row["action"].is_null() => found.push(row),
            Ok(_) => {}
        }
    }
    let mut found: Vec<(i128, &str, &Value)> = found
        .into_iter()
        .map(|row| (nanos(&row[amount]), row["id"].as_str().unwrap(), row))
        .collect();
    found.sort_by_key(|(amount, id, _)| (*amount, *id));
    let chosen = if rule == "min" { found.first() } else { found.last() };
    Some(chosen.map(|(_, _, row)| *row).ok_or("network_unknown"))
}

/// What a message is charged by, before any tier is known.
struct Chosen<'a> {
    message: &'a Value,
    card: usize,
    /// The row of the first tier.
    rate: &'a Value,
    surcharges: Vec<&'a Value>,
    segments: u64,
    units: u64,
    uncharged: bool,
    warnings: BTreeSet<&'static str>,
}

fn choose<'a>(
    cards: &'a [Value],
    message: &'a Value,
    at: &str,
) -> Result<Chosen<'a>, &'static str> {
    let index = match message["card"].as_str() {
        None => 0,
        Some(id) => cards.iter().position(|card| card["id"] == id).unwrap(),
    };
    let card = Card(&cards[index]);
    let to = message["to"].as_str().unwrap();
    if !(to.len() >= 8 && to.len() <= 16 && to.starts_with('+') && !to.starts_with("+0")) {
        return Err("invalid_number");
    }
    let segments = message["segments"].as_u64().unwrap_or(1);
    if card.0["max_segments"].as_u64().is_some_and(|max| segments > max) {
        return Err("too_long");
    }
    let rows: Vec<&Value> = cards[index]["rates"].as_array().unwrap().iter().collect();
    let now: Vec<&Value> = rows.iter().filter(|row| in_force(row, at)).copied().collect();
    let fitting: Vec<&Value> =
        now.iter().filter(|row| fits(row, message, false)).copied().collect();
    let rule = card.word("unknown_network", "max");
    let mut warnings = BTreeSet::new();
    let top_class = fitting.iter().map(|row| class(row)).max().unwrap_or(0);
    let open = message["mnc"].is_null() && top_class == 0;
    let rate = match open.then(|| by_network(&now, message, rule, "price")).flatten() {
        Some(found) => {
            let word =
                if rule == "min" { "network_unknown_min_used" } else { "network_unknown_max_used" };
            warnings.insert(word);
            found?
        }
        None => match heaviest(&fitting) {
            Err(()) => return Err("ambiguous_rate"),
            Ok(Some(row)) => row,
            Ok(None) if rows.iter().any(|row| fits(row, message, false)) => {
                return Err("rate_not_in_force");
            }
            Ok(None) => return Err("unpriced"),
        },
    };
    if rate["action"] == "block" {
        return Err("blocked");
    }
    let default_unit = card.word("default_charge_unit", "segment");
    let unit = rate["charge_unit"].as_str().unwrap_or(default_unit);
    let failed = message["failed"] == true;
    let mut chosen = Chosen {
        message,
        card: index,
        rate,
        surcharges: Vec::new(),
        segments,
        units: if unit == "segment" { segments } else { 1 },
        uncharged: failed && card.0["charge_failed"] == false && rate["action"].is_null(),
        warnings,
    };
    if rate["action"] == "free" {
        return Ok(chosen);
    }
    if chosen.uncharged {
        chosen.units = 0;
    }
    let all: Vec<&Value> =
        cards[index]["surcharges"].as_array().map_or(Vec::new(), |rows| rows.iter().collect());
    let names: BTreeSet<(&str, bool)> = all
        .iter()
        .map(|row| (row["name"].as_str().unwrap(), row["per"] == "failed_message"))
        .collect();
    for (name, for_failed) in names {
        if (for_failed && !failed) || (chosen.uncharged && !for_failed) {
            continue;
        }
        let of = |row: &&&Value| {
            row["name"] == name
                && (row["per"] == "failed_message") == for_failed
                && in_force(row, at)
        };
        let rows: Vec<&Value> = all.iter().filter(of).copied().collect();
        let fitting: Vec<&Value> =
            rows.iter().filter(|row| fits(row, message, false)).copied().collect();
        let top_class = fitting.iter().map(|row| class(row)).max().unwrap_or(0);
        let open = message["mnc"].is_null() && top_class == 0;
        match open.then(|| by_network(&rows, message, rule, "amount")).flatten() {
            Some(found) => {
                chosen.surcharges.push(found.map_err(|_| "network_unknown")?);
                chosen.warnings.insert(if rule == "min" {
                    "surcharge_network_unknown_min_used"
                } else {
                    "surcharge_network_unknown_max_used"
                });
            }
            None => chosen.surcharges.extend(heaviest(&fitting).unwrap()),
        }
    }
    Ok(chosen)
}

/// The answer of `septet rate --jsonl` to a campaign without mistakes and without balance.
pub(crate) fn campaign(record: &Value) -> Value {
    let cards = record["cards"].as_array().unwrap();
    let at = record["at"].as_str().unwrap_or("");
    let messages = record["messages"].as_array().unwrap();
    let chosen: Vec<_> = messages.iter().map(|message| choose(cards, message, at)).collect();
    let count = |message: &Value| message["count"].as_u64().unwrap_or(1);
    let counter = |c: &Chosen<'_>| {
        let card = Card(&cards[c.card]);
        let by_card = card.word("tier_scope", "rate") == "card";
        (if by_card { &cards[c.card]["id"] } else { &c.rate["id"] }).as_str().unwrap().to_string()
    };
    let advances = |c: &Chosen<'_>| c.rate["action"].is_null() && !c.uncharged;
    let mut counters: BTreeMap<String, u64> = BTreeMap::new();
    let mut ends: BTreeMap<String, u64> = BTreeMap::new();
    for (id, units) in record["options"]["units_before"].as_object().unwrap_or(&Map::new()) {
        counters.insert(id.clone(), units.as_u64().unwrap());
        ends.insert(id.clone(), units.as_u64().unwrap());
    }
    for c in chosen.iter().flatten().filter(|c| advances(c)) {
        *ends.entry(counter(c)).or_default() += c.units * count(c.message);
    }
    let (mut shown_messages, mut sums, mut not_priced) = (Vec::new(), BTreeMap::new(), 0);
    for (message, chosen) in messages.iter().zip(&chosen) {
        let c = match chosen {
            Ok(chosen) => chosen,
            Err(status) => {
                not_priced += count(message);
                shown_messages.push(json!({ "status": status }));
                continue;
            }
        };
        let card = Card(&cards[c.card]);
        let rates = card.rows("rates", at, true);
        let mut tiers: Vec<&Value> = rates.into_iter().filter(|r| key(r) == key(c.rate)).collect();
        tiers.sort_by_key(|row| row["tier_from"].as_u64().unwrap_or(0));
        let tier_at = |unit: u64| {
            let begun = tiers.iter().rev().find(|r| r["tier_from"].as_u64().unwrap_or(0) <= unit);
            *begun.unwrap()
        };
        let (mut cost, mut used) = (0, BTreeSet::new());
        for _ in 0..count(message) {
            let mut base = 0;
            for _ in 0..if c.rate["action"] == "free" { 0 } else { c.units } {
                let stands = counters.entry(counter(c)).or_default();
                let unit = if card.word("tier_mode", "graduated") == "volume" {
                    ends[&counter(c)] - 1
                } else {
                    *stands
                };
                *stands += 1;
                let row = tier_at(unit);
                used.insert(row["tier_from"].as_u64().unwrap_or(0));
                base += card.round("unit", nanos(&row["price"]));
            }
            if c.rate["action"] == "free" {
                continue;
            }
            if !c.uncharged && card.0["minimum_per_message"].is_string() {
                base = base.max(nanos(&card.0["minimum_per_message"]));
            }
            for row in &c.surcharges {
                match row["per"].as_str().unwrap() {
                    "segment" => base += nanos(&row["amount"]) * i128::from(c.segments),
                    "percent" => {}
                    _ => base += nanos(&row["amount"]),
                }
            }
            let percent = c.surcharges.iter().filter(|row| row["per"] == "percent");
            let percent =
                percent.map(|row| divided(base * nanos(&row["amount"]), 1_000_000_000, "half_up"));
            cost += card.round("message", base + percent.sum::<i128>());
        }
        if used.is_empty() {
            used.insert(0);
        }
        let mut warnings = c.warnings.clone();
        if used.len() > 1 {
            warnings.insert("tier_boundary_crossed");
        }
        *sums.entry(c.card).or_insert(0) += cost;
        let names: BTreeSet<_> = c.surcharges.iter().map(|r| r["name"].as_str().unwrap()).collect();
        shown_messages.push(json!({
            "status": if c.rate["action"] == "free" { "free" } else { "priced" },
            "warnings": warnings, "tiers": used, "units": c.units, "cost": shown(cost),
            "rate": c.rate["id"], "surcharges": names,
        }));
    }
    let mut totals: BTreeMap<&str, (i128, i128)> = BTreeMap::new();
    for (index, sum) in sums {
        let card = Card(&cards[index]);
        let subtotal = card.round("campaign", sum);
        let mut tax = 0;
        if let Some(rule) = card.0["tax"].as_object() {
            let step = 10i128.pow(9 - rule["scale"].as_u64().unwrap_or(9) as u32);
            let mode = rule.get("mode").and_then(Value::as_str).unwrap_or("half_up");
            tax = divided(subtotal * nanos(&rule["rate"]), step * 1_000_000_000, mode) * step;
        }
        let total = totals.entry(card.0["currency"].as_str().unwrap()).or_default();
        *total = (total.0 + subtotal, total.1 + tax);
    }
    let totals: Map<String, Value> = totals
        .into_iter()
        .map(|(currency, (subtotal, tax))| {
            let total = shown(subtotal + tax);
            let parts = json!({ "subtotal": shown(subtotal), "tax": shown(tax), "total": total });
            (currency.to_string(), parts)
        })
        .collect();
    json!({ "messages": shown_messages, "totals": totals, "not_priced": not_priced })
}
