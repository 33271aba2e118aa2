//! `septet sender`: what a sender is, and whether a vendor's rules take it.

use septet::sender::{SenderId, SenderRules, Traffic, check};
use septet::{Error, ErrorKind};
use serde_json::{Value, json};

use crate::io::{Failure, Io};
use crate::jsonl;

/// What a sender is: word, number or short code.
#[derive(clap::Args)]
pub struct Args {
    /// The sender, such as MyApp, +256701521269 or 12345
    #[arg(required_unless_present = "jsonl")]
    sender: Option<String>,
    /// Print one JSON object
    #[arg(long, conflicts_with = "jsonl")]
    json: bool,
    /// Judge `{"sender", "rules"}` records from standard input, one per line
    #[arg(long, conflicts_with = "sender")]
    jsonl: bool,
}

/// Runs the command.
///
/// # Errors
/// A sender that is none, or an unreadable stream.
pub fn run(args: Args, io: &mut Io<'_>) -> Result<u8, Failure> {
    if args.jsonl {
        return jsonl::filter(io, |record| judge(&record));
    }
    let id = SenderId::parse(&args.sender.unwrap_or_default())?;
    let kind = match id {
        SenderId::Alphanumeric(_) => "alphanumeric",
        SenderId::Number(_) => "number",
        SenderId::ShortCode(_) => "short_code",
        _ => "other",
    };
    let written = if args.json {
        let object = json!({"schema": "septet.sender/1", "kind": kind, "sender": id.to_string()});
        writeln!(io.stdout, "{object:#}")
    } else {
        writeln!(io.stdout, "sender  {id}\nkind    {kind}")
    };
    written.map_err(Failure::io("standard output"))?;
    Ok(crate::DONE)
}

/// The answer to one record: its sender judged by its rules, a profile's `sender` object.
fn judge(record: &Value) -> Result<Value, Error> {
    let sender = record["sender"].as_str().ok_or_else(|| {
        Error::new(ErrorKind::Syntax, "the sender must be text").with_field("sender")
    })?;
    let rules = record.get("rules").ok_or_else(|| {
        Error::new(ErrorKind::Syntax, "give the `sender` object of a profile").with_field("rules")
    })?;
    let rules: SenderRules = serde_json::from_value(rules.clone())
        .map_err(|e| Error::new(ErrorKind::Syntax, e.to_string()).with_field("rules"))?;
    let check = check(sender, &rules, Traffic::Unknown);
    Ok(json!({"verdict": check.verdict.as_str(), "unspecified": check.unspecified}))
}
