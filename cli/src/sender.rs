//! `septet sender`: what a sender is, whether a vendor takes it, and what a destination makes of it.

use septet::sender::{
    Date, MAX_ADDRESS_OCTETS, SenderAdvice, SenderCheck, SenderId, SenderRules, Traffic, advice_to,
    check,
};
use septet::vendor::Vendor;
use septet::{Error, ErrorKind};
use serde_json::{Value, json};

use crate::io::{Failure, Io};
use crate::record::{from_hex, to_hex};
use crate::{jsonl, rules};

/// What a sender is, whether a vendor takes it, and what a destination makes of it
#[derive(clap::Args)]
pub struct Args {
    /// The sender, such as MyApp, +256701521269 or 12345
    #[arg(required_unless_present_any = ["jsonl", "address"])]
    sender: Option<String>,
    /// The sender as the octets of its originating address (TP-OA) in hexadecimal, such as
    /// 07D053F41B0E
    #[arg(long, value_name = "HEX", value_parser = address, conflicts_with = "sender")]
    address: Option<SenderId>,
    /// Judge it by the rules of this vendor
    #[arg(long)]
    vendor: Option<String>,
    /// What the message is for, where a rule depends on it
    #[arg(long, value_enum, default_value = "unknown")]
    traffic: TrafficWord,
    /// A destination, as a number or a country, such as +256701521269 or UG: say what is published
    /// of senders there
    #[arg(long, value_parser = published, value_name = "NUMBER|COUNTRY")]
    to: Option<Published>,
    /// Print one JSON object
    #[arg(long, conflicts_with = "jsonl")]
    json: bool,
    /// Judge `{"sender", "rules"}` records from standard input, one per line
    #[arg(long, conflicts_with_all = ["sender", "address", "vendor", "traffic", "to"])]
    jsonl: bool,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum TrafficWord {
    Unknown,
    Transactional,
    Promotional,
}

impl From<TrafficWord> for Traffic {
    fn from(word: TrafficWord) -> Traffic {
        match word {
            TrafficWord::Unknown => Traffic::Unknown,
            TrafficWord::Transactional => Traffic::Transactional,
            TrafficWord::Promotional => Traffic::Promotional,
        }
    }
}

/// What is published of a destination; none where nothing is.
#[derive(Clone, Copy)]
struct Published(Option<SenderAdvice>);

fn published(destination: &str) -> Result<Published, Error> {
    advice_to(destination).map(Published)
}

fn address(hex: &str) -> Result<SenderId, Error> {
    let octets = from_hex(hex).ok_or_else(|| {
        Error::new(ErrorKind::Syntax, "write octets as pairs of hexadecimal digits")
    })?;
    SenderId::from_address(&octets)
}

/// Runs the command.
///
/// # Errors
/// An unknown vendor, or an unreadable stream.
pub fn run(args: Args, io: &mut Io<'_>) -> Result<u8, Failure> {
    if args.jsonl {
        return jsonl::filter(io, |record| judge(&record));
    }
    let (sender, id) = match args.address {
        Some(id) => (id.to_string(), Ok(id)),
        None => {
            let sender = args.sender.unwrap_or_default();
            let id = SenderId::parse(&sender);
            (sender, id)
        }
    };
    let answer = Answer {
        sender,
        id,
        check: match args.vendor {
            None => None,
            Some(vendor) => Some((vendor, args.traffic.into())),
        }
        .map(|(vendor, traffic)| vendor_check(vendor, traffic))
        .transpose()?,
        advice: args.to.map(|Published(advice)| advice),
        // the age of advice is all that depends on the clock
        today: rules::now().date(),
    };
    let answer = answer.checked();
    let written =
        if args.json { writeln!(io.stdout, "{:#}", answer.object()) } else { answer.people(io) };
    written.map_err(Failure::io("standard output"))?;
    Ok(crate::DONE)
}

/// A vendor's rules, to be applied once the sender is known.
struct Rules {
    vendor: String,
    rules: SenderRules,
    traffic: Traffic,
    verdict: Option<SenderCheck>,
}

fn vendor_check(id: String, traffic: Traffic) -> Result<Rules, Error> {
    let vendor = Vendor::builtin(&id)?;
    Ok(Rules { vendor: id, rules: vendor.sender().clone(), traffic, verdict: None })
}

struct Answer {
    sender: String,
    id: Result<SenderId, Error>,
    check: Option<Rules>,
    /// None: no destination was asked for; Some(None): nothing is known of it.
    advice: Option<Option<SenderAdvice>>,
    today: Date,
}

impl Answer {
    fn checked(mut self) -> Answer {
        if let Some(rules) = &mut self.check {
            rules.verdict = Some(check(&self.sender, &rules.rules, rules.traffic));
        }
        self
    }

    fn object(&self) -> Value {
        let mut object = json!({"schema": "septet.sender/1", "sender": self.sender});
        match &self.id {
            Ok(id) => {
                object["kind"] = json!(id.kind());
                object["address_hex"] = json!(address_hex(id));
            }
            Err(error) => object["error"] = jsonl::error_object(error)["error"].clone(),
        }
        if let Some(Rules { vendor, verdict: Some(check), .. }) = &self.check {
            object["vendor"] = json!(vendor);
            object["verdict"] = json!(check.verdict.as_str());
            object["unspecified"] = json!(check.unspecified);
        }
        match self.advice {
            None => {}
            Some(None) => object["advice"] = Value::Null,
            Some(Some(advice)) => {
                object["advice"] = json!({
                    "prefix": advice.prefix,
                    "countries": advice.countries,
                    "alphanumeric": advice.alphanumeric.as_str(),
                    "numeric": advice.numeric.as_str(),
                    "short_code": advice.short_code.as_str(),
                    "delivery_reports": advice.delivery_reports.as_str(),
                    "note": advice.note,
                    "source": advice.source,
                    "as_of": advice.as_of.to_string(),
                    "stale": advice.is_stale(self.today),
                });
            }
        }
        object
    }

    fn people(&self, io: &mut Io<'_>) -> std::io::Result<()> {
        let out = &mut io.stdout;
        writeln!(out, "sender   {}", self.sender)?;
        match &self.id {
            Ok(id) => {
                writeln!(out, "kind     {}", id.kind())?;
                writeln!(out, "octets   {}", address_hex(id))?;
            }
            Err(error) => writeln!(out, "kind     none: {}", error.message())?,
        }
        if let Some(Rules { vendor, verdict: Some(check), .. }) = &self.check {
            writeln!(out, "{vendor:<8} {}", check.verdict)?;
            if let Some(field) = check.unspecified {
                writeln!(out, "         the vendor does not say: {field}")?;
            }
        }
        match self.advice {
            None => Ok(()),
            Some(None) => writeln!(out, "advice   none for this destination"),
            Some(Some(advice)) => {
                writeln!(
                    out,
                    "advice   {} (+{}): words {}, numbers {}, short codes {}, delivery reports {}",
                    advice.countries.replace('|', ", "),
                    advice.prefix,
                    advice.alphanumeric.as_str(),
                    advice.numeric.as_str(),
                    advice.short_code.as_str(),
                    advice.delivery_reports.as_str(),
                )?;
                if !advice.note.is_empty() {
                    writeln!(out, "         {}", advice.note)?;
                }
                let stale = if advice.is_stale(self.today) { "; older than a year" } else { "" };
                writeln!(out, "         {}, {}{stale}", advice.source, advice.as_of)
            }
        }
    }
}

/// The originating address on the air, in hexadecimal.
fn address_hex(id: &SenderId) -> String {
    let mut octets = [0; MAX_ADDRESS_OCTETS];
    to_hex(id.address(&mut octets)).to_uppercase()
}

/// The answer to one record: its sender judged by its rules, a profile's `sender` object.
fn judge(record: &Value) -> Result<Value, Error> {
    let sender = record["sender"].as_str().ok_or_else(|| {
        Error::new(ErrorKind::Syntax, "the sender must be text").with_field("sender")
    })?;
    let rules = record.get("rules").ok_or_else(|| {
        Error::new(ErrorKind::Syntax, "give the `sender` object of a profile").with_field("rules")
    })?;
    let rules = septet::vendor::sender_rules(&rules.to_string())?;
    let check = check(sender, &rules, Traffic::Unknown);
    Ok(json!({"verdict": check.verdict.as_str(), "unspecified": check.unspecified}))
}
