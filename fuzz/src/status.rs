//! Outcomes and profiles.

use septet::status::{
    Http, Merge, Outcome, ReceiptRules, ReceiptTlvs, Retry, Rules, Standard, merge_parts,
};
use septet::vendor::{Format, Vendor};

fn rules() -> impl Iterator<Item = &'static Rules> {
    Vendor::builtins().expect("built-in profiles load").iter().map(Vendor::status)
}

/// Any body has an answer; what is not listed is never a success, and a wait stands only where
/// trying later does. The first two octets choose the HTTP status.
pub fn body(data: &[u8]) {
    let (status, body) = match data {
        [high, low, body @ ..] => (Some(u16::from_be_bytes([*high, *low])), body),
        body => (None, body),
    };
    let http = Http { status, retry_after_s: status.map(u32::from) };
    for rules in rules() {
        let decoded = rules.body(body, http);
        assert!(decoded.is_list || decoded.answers.len() == 1);
        for answer in &decoded.answers {
            let outcome = answer.outcome;
            assert!(outcome.recognized || outcome.success != Some(true));
            assert!(outcome.backoff_s.is_none() || outcome.retry == Retry::Later);
        }
        assert_eq!(rules.body(body, http), decoded);
    }
}

/// Any receipt has an answer, and its fields are slices of it.
pub fn receipt(data: &[u8]) {
    let rules = ReceiptRules::standard().expect("the standard's tables");
    let rules = rules.with_err_table("twilio.smpp_err").expect("a table");
    let (outcome, fields) = rules.decode(data, ReceiptTlvs::default());
    let within = |field: Option<&[u8]>| {
        field.is_none_or(|field| data.windows(field.len()).any(|window| window == field))
    };
    for field in [fields.id, fields.stat, fields.err, fields.sub, fields.dlvrd] {
        assert!(field != Some(b"") && within(field));
        assert!(field.is_none_or(|f| !f.iter().any(|b| matches!(b, b' ' | b'\t' | b'\n'))));
    }
    assert!(outcome.recognized || outcome == Outcome::UNLISTED);
    // a parameter wins over the text, whatever that is
    let delivered = ReceiptTlvs { message_state: Some(2), receipted_message_id: Some(b"7") };
    let (outcome, fields) = rules.decode(data, delivered);
    assert_eq!((outcome.success, fields.id), (Some(true), Some(&b"7"[..])));
}

/// A code is listed only when a row of the table has it, by the table's spelling.
pub fn code(data: &[u8]) {
    let Ok(text) = core::str::from_utf8(data) else { return };
    let (group, code) = match text.split_once('\n') {
        Some((group, code)) => (Some(group), code),
        None => (None, text),
    };
    for rules in rules() {
        for table in rules.tables() {
            let reading = rules.code_in(table, group, code);
            let trimmed = code.trim_matches([' ', '\t', '\r', '\n', '\u{c}']);
            let known = |row: &septet::status::Row| row.code().eq_ignore_ascii_case(trimmed);
            let listed = table.rows().iter().any(known);
            if !listed && group.is_none() {
                assert_eq!(reading.outcome, Outcome::UNLISTED);
            }
            if let Some(row) = reading.row {
                assert!(known(row) && reading.outcome == row.outcome());
            }
        }
    }
}

/// Events in the order given, backwards and turned give one outcome; so do parts.
pub fn merge(data: &[u8]) {
    let smpp = Standard::shared("smpp").expect("a standard");
    let macksms = Vendor::builtin("macksms").expect("a vendor").status();
    let rows: Vec<Outcome> = smpp
        .tables()
        .iter()
        .chain(macksms.tables())
        .flat_map(|table| table.rows())
        .map(|row| row.outcome())
        .chain([Outcome::UNLISTED])
        .collect();
    let mut events: Vec<Outcome> =
        data.iter().take(16).map(|at| rows[usize::from(*at) % rows.len()]).collect();
    let merged = events.iter().copied().collect::<Merge>().outcome();
    let parts = merge_parts(events.iter().copied());
    events.reverse();
    for _ in 0..events.len() {
        events.rotate_left(1);
        assert_eq!(events.iter().copied().collect::<Merge>().outcome(), merged);
        assert_eq!(merge_parts(events.iter().copied()), parts);
    }
}

/// A profile that loads is written and read again as the same.
pub fn profile(data: &[u8]) {
    let Ok(text) = core::str::from_utf8(data) else { return };
    for format in [Format::Json, Format::Toml] {
        if let Ok(vendor) = Vendor::load(text, format) {
            let written = vendor.to_json();
            assert_eq!(Vendor::load(&written, Format::Json).as_ref(), Ok(&vendor));
        }
    }
}
