//! `septet status`: what a vendor's code, body, webhook, HTTP status or delivery receipt means.

mod people;
mod record;

use std::path::PathBuf;

use septet::status::{Http, Outcome, ReceiptRules, ReceiptTlvs, Row, Rules, Standard, Table};
use septet::vendor::Vendor;
use septet::{Error, ErrorKind};
use serde_json::{Value, json};

use crate::io::{Failure, Io};
use crate::jsonl;
use crate::vendors;

/// What a vendor's answer means: what happened, and what to do.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  septet status --vendor msgine --table error insufficient_balance
  septet status --vendor macksms --group 19 63
  septet status --vendor msgine --body answer.json --http 429 --retry-after 30
  septet status --receipt 'id:5 stat:UNDELIV err:001' --err-table gsm3gpp.map_error
  septet status --table smpp.command_status 0x00000058")]
pub struct Args {
    /// The vendor's code
    #[arg(conflicts_with_all = ["body", "receipt", "jsonl"], allow_hyphen_values = true)]
    code: Option<String>,
    /// A vendor's id, or the path of a profile
    #[arg(long)]
    vendor: Option<String>,
    /// Profiles to know besides the built-in ones
    #[arg(long, value_name = "FILE")]
    profile: Vec<PathBuf>,
    /// The vendor's table, or a standard's such as smpp.command_status
    #[arg(long, conflicts_with_all = ["body", "receipt", "jsonl"])]
    table: Option<String>,
    /// The group of the code
    #[arg(long, conflicts_with_all = ["body", "receipt", "jsonl"])]
    group: Option<String>,
    /// The body of an answer or webhook, from a file; - is standard input
    #[arg(long, value_name = "FILE", conflicts_with_all = ["receipt", "jsonl"])]
    body: Option<PathBuf>,
    /// The HTTP status that came with it
    #[arg(long, value_name = "STATUS", conflicts_with_all = ["code", "receipt", "jsonl"])]
    http: Option<u16>,
    /// Retry-After in seconds
    #[arg(long, value_name = "SECONDS", conflicts_with_all = ["code", "receipt", "jsonl"])]
    retry_after: Option<u32>,
    /// The text of an SMPP delivery receipt
    #[arg(long, value_name = "TEXT", conflicts_with = "jsonl")]
    receipt: Option<String>,
    /// The receipt's parameter message_state
    #[arg(long, value_name = "NUMBER", requires = "receipt")]
    message_state: Option<u8>,
    /// The receipt's parameter receipted_message_id
    #[arg(long, value_name = "ID", requires = "receipt")]
    receipted_message_id: Option<String>,
    /// What err: of a receipt means, a table such as gsm3gpp.map_error
    #[arg(long, value_name = "TABLE", requires = "receipt")]
    err_table: Option<String>,
    /// Print one JSON object
    #[arg(long, conflicts_with = "jsonl")]
    json: bool,
    /// Answer `{"vendor", "kind", "input"}` records from standard input, one per line
    #[arg(long)]
    jsonl: bool,
}

/// Runs the command.
///
/// # Errors
/// An unknown vendor or table, an unreadable file or stream.
pub fn run(args: &Args, io: &mut Io<'_>) -> Result<u8, Failure> {
    let mut known = Vendors { own: Vec::new() };
    for path in &args.profile {
        known.own.push(vendors::load(path)?);
    }
    if args.jsonl {
        return jsonl::filter(io, |record| record::answer(&known, &record));
    }
    let answer = if let Some(text) = &args.receipt {
        receipt(args, &known, text)?
    } else if let Some(table) = args.table.as_deref().filter(|name| is_standard(name)) {
        let code = args.code.as_deref().ok_or_else(|| nothing_to_read("give the code"))?;
        row(table, code)?
    } else {
        vendor_answer(args, &known, io)?
    };
    let written = if args.json {
        let mut object = answer.json;
        object["schema"] = json!("septet.status/1");
        writeln!(io.stdout, "{object:#}")
    } else {
        answer.lines.iter().try_for_each(|line| writeln!(io.stdout, "{line}"))
    };
    written.map_err(Failure::io("standard output"))?;
    Ok(crate::DONE)
}

/// An answer for both readers.
struct Answered {
    json: Value,
    lines: Vec<String>,
}

/// The vendors that a run knows: its own profiles, then the built-in ones.
struct Vendors {
    own: Vec<Vendor>,
}

impl Vendors {
    fn find(&self, id: &str) -> Result<&Vendor, Error> {
        match self.own.iter().find(|vendor| vendor.is_called(id)) {
            Some(vendor) => Ok(vendor),
            None => Vendor::builtin(id).map_err(|e| e.with_field("vendor")),
        }
    }
}

fn nothing_to_read(hint: &str) -> Error {
    Error::new(ErrorKind::InvalidOption, hint)
}

/// `file.table` of the standards; a profile's tables have no dot in their names.
fn is_standard(name: &str) -> bool {
    name.contains('.')
}

fn standard_table(name: &str) -> Result<&'static Table, Error> {
    let unknown = || {
        let hint = "no such table of a standard, such as smpp.command_status";
        Error::new(ErrorKind::TableUnknown, hint).with_field("table").with_value(name)
    };
    let (file, table) = name.split_once('.').ok_or_else(unknown)?;
    Standard::shared(file)?.table(table).ok_or_else(unknown)
}

/// A table of the vendor by name; the first where none is named.
fn vendor_table<'r>(rules: &'r Rules, name: Option<&str>) -> Result<&'r Table, Error> {
    let table = match name {
        Some(name) => rules.table(name),
        None => rules.tables().first(),
    };
    table.ok_or_else(|| {
        let tables: Vec<&str> = rules.tables().iter().map(Table::name).collect();
        let hint = format!("no such table; the vendor has: {}", tables.join(", "));
        let error = Error::new(ErrorKind::TableUnknown, hint).with_field("table");
        if let Some(name) = name { error.with_value(name) } else { error }
    })
}

fn row(table: &str, code: &str) -> Result<Answered, Error> {
    let row = standard_table(table)?.get(code);
    let outcome = row.map_or(Outcome::UNLISTED, Row::outcome);
    let name = row.map_or("", Row::name);
    let mut json = json!(outcome);
    json["code"] = json!(code);
    json["name"] = json!(name);
    Ok(Answered { json, lines: vec![people::line(code, name, &outcome)] })
}

fn receipt(args: &Args, known: &Vendors, text: &str) -> Result<Answered, Failure> {
    let vendor = vendor(args, known)?;
    let mut rules = match &vendor {
        Some(vendor) => vendor.status().receipt().clone(),
        None => ReceiptRules::standard()?,
    };
    if let Some(table) = &args.err_table {
        rules = rules.with_err_table(table).map_err(|e| e.with_field("err_table"))?;
    }
    let id = args.receipted_message_id.as_deref();
    let tlvs = ReceiptTlvs {
        message_state: args.message_state,
        receipted_message_id: id.map(str::as_bytes),
    };
    let (outcome, fields) = rules.decode(text.as_bytes(), tlvs);
    let mut json = json!(outcome);
    json["fields"] = json!(fields);
    let stat = fields.stat.map(String::from_utf8_lossy).unwrap_or_default();
    let mut lines = vec![people::line(&stat, "", &outcome)];
    lines.extend(people::receipt_fields(&json["fields"]));
    Ok(Answered { json, lines })
}

/// The vendor that is asked for, or the only profile that was given.
fn vendor<'v>(
    args: &Args,
    known: &'v Vendors,
) -> Result<Option<std::borrow::Cow<'v, Vendor>>, Failure> {
    use std::borrow::Cow;
    Ok(match (&args.vendor, &known.own[..]) {
        (Some(id), own) => match own.iter().find(|vendor| vendor.is_called(id)) {
            Some(vendor) => Some(Cow::Borrowed(vendor)),
            None => Some(vendors::find(id)?),
        },
        (None, [only]) => Some(Cow::Borrowed(only)),
        (None, _) => None,
    })
}

fn vendor_answer(args: &Args, known: &Vendors, io: &mut Io<'_>) -> Result<Answered, Failure> {
    let http = Http { status: args.http, retry_after_s: args.retry_after };
    let Some(vendor) = vendor(args, known)? else {
        return Err(nothing_to_read("give --vendor (see septet vendors list) or --profile").into());
    };
    let rules = vendor.status();
    if let Some(path) = &args.body {
        let body = io.read(path)?;
        let decoded = rules.body(&body, http);
        let mut lines: Vec<String> = decoded.answers.iter().map(people::answer).collect();
        if decoded.is_list && lines.is_empty() {
            lines.push("an empty list".into());
        }
        if decoded.malformed {
            lines.push("the body could not be read as the vendor documents it".into());
        } else if decoded.payload.is_some() && !decoded.documented {
            lines.push("the shape of this body is assumed, not documented".into());
        }
        return Ok(Answered { json: json!(decoded), lines });
    }
    if let Some(code) = &args.code {
        let table = vendor_table(rules, args.table.as_deref())?;
        let reading = rules.code_in(table, args.group.as_deref(), code);
        let name = reading.row.map_or("", Row::name);
        let mut json = json!(reading.outcome);
        json["code"] = json!(code);
        json["name"] = json!(name);
        let mut lines = vec![people::line(code, name, &reading.outcome)];
        lines.extend(reading.row.map(Row::note).filter(|n| !n.is_empty()).map(Into::into));
        lines.extend(reading.row.is_none().then(|| http_hint(rules, code)).flatten());
        return Ok(Answered { json, lines });
    }
    if let Some(status) = args.http {
        let outcome = rules.http(http);
        let lines = vec![people::line(&format!("HTTP {status}"), "", &outcome)];
        return Ok(Answered { json: json!(outcome), lines });
    }
    Err(nothing_to_read("give a code, --body, --http, --receipt or --jsonl").into())
}

/// For a code that no table lists and that is an HTTP status the vendor speaks of.
fn http_hint(rules: &Rules, code: &str) -> Option<String> {
    let status = code.trim().parse().ok().filter(|status| (100..600).contains(status))?;
    let known = rules.http(Http { status: Some(status), retry_after_s: None }).recognized;
    known.then(|| format!("{status} is an HTTP status: --http {status} says what it means here"))
}
