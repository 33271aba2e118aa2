//! A profile in plain words. What the vendor's document does not say is said so.

use std::fmt::Write as _;
use std::io::{self, Write};

use septet::number::NumberForm;
use septet::sender::{AlnumRules, CharsAre, Charset, PlusRule, Registration, SuffixWhen};
use septet::vendor::{
    ChargedOn, Gap, International, OnConflict, OverBalance, RecipientCharge, Vendor,
};
use septet::{NationalLanguage, Region};

/// Prints what a vendor wants.
pub(super) fn people(vendor: &Vendor, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{} ({})", vendor.name(), vendor.id())?;
    let revision = or(vendor.revision(), "no date");
    writeln!(out, "document   {revision}  {}", vendor.docs().join("  "))?;
    for (title, words) in [
        ("number", number(vendor)),
        ("sender", sender(vendor)),
        ("text", text(vendor)),
        ("charging", charging(vendor)),
        ("limits", limits(vendor)),
        ("status", status(vendor)),
    ] {
        for (i, line) in words.iter().enumerate() {
            writeln!(out, "{:10} {line}", if i == 0 { title } else { "" })?;
        }
    }
    for (gap, title) in [
        (Gap::Conflict, "Its document contradicts itself:"),
        (Gap::Silent, "Its document does not say:"),
    ] {
        let findings = vendor.findings().iter().filter(|finding| finding.gap == gap);
        for (i, finding) in findings.enumerate() {
            if i == 0 {
                writeln!(out, "\n{title}")?;
            }
            writeln!(out, "  {}: {}", finding.id, finding.says)?;
        }
    }
    for note in vendor.notes() {
        writeln!(out, "\nnote: {note}")?;
    }
    Ok(())
}

/// A text, or another where there is none.
pub(super) fn or<'a>(text: &'a str, other: &'a str) -> &'a str {
    if text.is_empty() { other } else { text }
}

fn plus(rule: Option<PlusRule>, what: &str) -> String {
    match rule {
        Some(PlusRule::Required) => format!("with {what}"),
        Some(PlusRule::Forbidden) => format!("without {what}"),
        Some(PlusRule::Optional) => format!("with or without {what}"),
        None => format!("{what}: not said"),
    }
}

/// `3 to 11 characters`, `at most 11 characters`.
fn range(min: Option<u32>, max: Option<u32>, what: &str) -> String {
    match (min, max) {
        (Some(min), Some(max)) => format!("{min} to {max} {what}"),
        (Some(min), None) => format!("at least {min} {what}"),
        (None, Some(max)) => format!("at most {max} {what}"),
        (None, None) => format!("how many {what} is not said"),
    }
}

fn when(when: Option<SuffixWhen>) -> &'static str {
    match when {
        Some(SuffixWhen::Always) => "always",
        Some(SuffixWhen::Promotional) => "for promotional messages",
        None => "for which messages is not said",
    }
}

fn number(vendor: &Vendor) -> Vec<String> {
    let rules = vendor.number();
    let form = match rules.form() {
        NumberForm::Plus => "+256701521269",
        NumberForm::Digits => "256701521269",
    };
    let mut line = format!("{}; {}", plus(rules.plus, "a plus"), plus(rules.leading_00, "00"));
    let _ = write!(line, "; {}", range(rules.min_digits, rules.max_digits, "digits"));
    let mut lines = vec![format!("written as {form}"), line];
    if let Some(region) = rules.default_region {
        lines.push(format!("numbers without a country belong to {region}"));
    }
    lines.push(
        match rules.international {
            Some(International::Allowed) => "numbers of other countries are taken",
            Some(International::Forbidden) => "numbers of other countries are refused",
            Some(International::AccountSwitch) => {
                "numbers of other countries only where the account has them switched on"
            }
            _ => "numbers of other countries: not said",
        }
        .to_string(),
    );
    let several: Vec<&str> = rules.several.iter().map(|s| s.as_str()).collect();
    lines.push(match several[..] {
        [] => "several numbers in one request: not said".to_string(),
        _ => format!("several numbers in one request: {}", several.join(" or ")),
    });
    lines
}

fn sender(vendor: &Vendor) -> Vec<String> {
    let rules = vendor.sender();
    let required = match rules.required {
        Some(true) => "must be given",
        Some(false) => "may be left out",
        None => "whether it must be given is not said",
    };
    let registered = match rules.registered {
        Some(Registration::Required) => "; must be registered",
        Some(Registration::AccountSetting) => {
            "; whether it must be registered is up to the account"
        }
        Some(Registration::NotRequired) => "; need not be registered",
        None => "",
    };
    let mut lines = vec![format!("{required}{registered}")];
    lines.push(rules.alnum.as_ref().map_or("words: not described".into(), words));
    if let Some(phone) = &rules.phone {
        let digits = range(phone.min_digits, phone.max_digits, "digits");
        let registered = phone.must_be_registered == Some(true);
        let registered = if registered { "; must be registered" } else { "" };
        lines.push(format!("numbers: {}; {digits}{registered}", plus(phone.plus, "a plus")));
    }
    if rules.numeric {
        lines.push("digits of any length".into());
    }
    if let Some(code) = &rules.short_code {
        lines.push(format!("short codes: {}", range(code.min_digits, code.max_digits, "digits")));
    }
    for suffix in &rules.suffix {
        lines.push(format!("ends in {}: {}", suffix.value, when(suffix.when)));
    }
    for reserved in &rules.reserved {
        let free = if reserved.free { ", free of charge" } else { "" };
        let texts = reserved.texts.join("\" or \"");
        lines.push(format!("{} sends only \"{texts}\"{free}", reserved.sender));
    }
    lines
}

fn words(rules: &AlnumRules) -> String {
    let unit = match rules.chars_are {
        CharsAre::Scalars => "characters",
        CharsAre::Septets => "septets",
    };
    let mut line = format!("words: {}", range(rules.min_chars, rules.max_chars, unit));
    line.push_str(match rules.charset {
        Some(Charset::AsciiAlnum) => ", ASCII letters and digits",
        Some(Charset::Gsm7) => ", characters of GSM-7",
        Some(Charset::Any) => ", any characters",
        None => ", which is not said",
    });
    line.push_str(match rules.spaces {
        Some(true) => ", blanks too",
        Some(false) => ", no blanks",
        None => "",
    });
    if !rules.extra.is_empty() {
        let _ = write!(line, ", also {}", rules.extra);
    }
    if rules.must_contain_letter == Some(true) {
        line.push_str(", at least one letter");
    }
    if let Some(countries) = &rules.countries {
        let list: Vec<&str> = countries.iter().map(Region::as_str).collect();
        let _ = write!(line, "; only in {}", list.join(", "));
    }
    line
}

fn text(vendor: &Vendor) -> Vec<String> {
    let rules = vendor.text();
    let mut lines = Vec::new();
    if !rules.encodings.is_empty() {
        let default = or(&rules.default_encoding, "not said");
        lines.push(format!("sent as {} (default: {default})", rules.encodings.join(" or ")));
    }
    let mut limits = Vec::new();
    if let Some(max) = rules.max_chars {
        let unit = rules.chars_are.map_or("characters, of what kind is not said", |c| c.as_str());
        limits.push(format!("at most {max} {unit}"));
    }
    if let Some(max) = rules.max_parts {
        limits.push(format!("at most {max} parts"));
    }
    if let Some(bytes) = &rules.max_bytes {
        let encoding = bytes.encoding.map_or("an encoding that is not said", |e| e.as_str());
        limits.push(format!("at most {} bytes in {encoding}", bytes.n));
    }
    if limits.len() > 1 {
        limits.push(
            match rules.on_conflict {
                OnConflict::Parts => "the parts decide",
                OnConflict::Chars => "the characters decide",
                OnConflict::Bytes => "the bytes decide",
                _ => "the strictest decides",
            }
            .into(),
        );
    }
    lines.push(if limits.is_empty() { "length: not said".into() } else { limits.join("; ") });
    if let Some(languages) = rules.shift_tables {
        let list: Vec<&str> = languages.iter().map(NationalLanguage::name).collect();
        lines.push(format!("national tables: {}", or(&list.join(", "), "none")));
    }
    for added in &rules.added_text {
        let side = added.position.as_str();
        lines.push(format!("adds {:?} at the {side}: {}", added.text, when(added.when)));
    }
    lines
}

fn charging(vendor: &Vendor) -> Vec<String> {
    let rules = vendor.charging();
    let unit = rules.unit.map_or("in what is not said", |unit| unit.as_str());
    let currency = rules.currency.as_deref().unwrap_or("");
    let per = rules.per.map_or("per what is not said".into(), |per| format!("per {per}"));
    let mut lines = vec![format!("{unit} {currency}").trim_end().to_string() + "; " + &per];
    for (name, parts) in [("GSM-7", rules.parts_gsm7), ("UCS-2", rules.parts_ucs2)] {
        if let Some([single, each]) = parts {
            lines.push(format!("{name}: {single} units alone, {each} in each of several parts"));
        }
    }
    if let Some(means) = rules.gsm7_means {
        lines.push(format!("texts that get the GSM-7 price: {}", means.as_str()));
    }
    let said = [
        ("several recipients", rules.recipients.map(RecipientCharge::as_str)),
        ("charged when", rules.on.map(ChargedOn::as_str)),
        ("over the balance", rules.partial.map(OverBalance::as_str)),
    ];
    for (what, word) in said {
        lines.push(format!("{what}: {}", word.unwrap_or("not said")));
    }
    if !rules.price_by.is_empty() {
        let by: Vec<&str> = rules.price_by.iter().map(|by| by.as_str()).collect();
        lines.push(format!("priced by {}", by.join(", ")));
    }
    lines
}

fn limits(vendor: &Vendor) -> Vec<String> {
    let limits = vendor.limits();
    let mut lines = vec![match limits.max_recipients {
        Some(max) => format!("at most {max} recipients a request"),
        None => "recipients of a request: not said".into(),
    }];
    for rate in &limits.rate {
        let key: Vec<&str> = rate.key.iter().map(|key| key.as_str()).collect();
        let key = key.join(" and ");
        lines.push(format!("{} requests in {} s for each {key}", rate.n, rate.per_s));
    }
    for flood in &limits.flood {
        let key: Vec<&str> = flood.key.iter().map(|key| key.as_str()).collect();
        let more = if flood.extendable { ", an account may have more" } else { "" };
        let (n, s, count) = (flood.n, flood.per_s, flood.count);
        lines.push(format!("{n} {count} messages in {s} s for each {}{more}", key.join(" and ")));
    }
    if let Some(key) = &limits.idempotency {
        let ttl = key.ttl_s.map_or("for a time not said".into(), |s| format!("for {s} s"));
        lines.push(format!("a request may be repeated with {} {ttl}", key.header));
    }
    if let Some(id) = &limits.client_id {
        let field = id.field.as_deref().unwrap_or("a field not said");
        let unique = if id.unique { ", unique" } else { "" };
        lines.push(format!("your own message id in {field}{unique}"));
    }
    for quiet in &limits.quiet_hours {
        let (country, from, to) = (quiet.country, quiet.from, quiet.to);
        lines.push(format!("quiet in {country} from {from} to {to}: {}", when(quiet.when)));
    }
    lines
}

fn status(vendor: &Vendor) -> Vec<String> {
    let rules = vendor.status();
    let mut lines: Vec<String> = rules
        .tables()
        .iter()
        .map(|table| format!("table {}: {} codes", table.name(), table.rows().len()))
        .collect();
    let shapes: Vec<&str> = rules.payload_ids().collect();
    if !shapes.is_empty() {
        lines.push(format!("shapes of bodies: {}", shapes.join(", ")));
    }
    lines
}
