//! `septet audit`: sent messages against what the vendor billed for them.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use septet::money::Currency;
use septet::preflight::audit::AuditOptions;
use septet::{Error, ErrorKind};
use septet_campaign::audit::{self, Audit, BillFile, PricePer, Request};
use septet_campaign::input::{ReadOptions, parse_delimiter, parse_encoding};
use septet_campaign::output::AtomicFile;
use septet_campaign::rows::RowsOptions;

use crate::io::{Failure, Io};
use crate::preflight::{FailOn, SourceArgs};
use crate::progress;
use crate::repeatable::Repeatable;
use crate::rules::RuleArgs;

/// Hold sent messages against a vendor's invoice or delivery export.
///
/// Both files are CSV with a header, or JSON lines. Sent: to and text, and where you have them id,
/// status, from, country, mcc and mnc. Bill: id, or to and text, or to; parts, price or both; and
/// where there are any currency and status. A reason for a difference is told only where rating the
/// message that way gives exactly what was billed; where several do, all are named.
#[derive(Args, Debug)]
pub struct AuditArgs {
    /// The messages as they were sent, in their order; - is standard input
    sent: PathBuf,
    /// The vendor's bill for them, one row a message; - is standard input
    bill: PathBuf,
    #[command(flatten)]
    rules: RuleArgs,
    #[command(flatten)]
    bill_options: BillArgs,
    /// A text that the vendor may have added to messages; may be given more than once
    #[arg(long, value_name = "TEXT", help_heading = None)]
    added_text: Vec<String>,
    /// Write one line per difference to this CSV file; - is standard output
    #[arg(long, value_name = "FILE", help_heading = None)]
    out: Option<PathBuf>,
    /// Print one JSON object instead of text
    #[arg(long, help_heading = None)]
    json: bool,
    /// Where temporary files go [default: the system's directory for them]
    #[arg(long, value_name = "DIR", help_heading = None)]
    tmp_dir: Option<PathBuf>,
    /// Exit with 1: on error when something was billed too much, on warning when anything differs
    /// or could not be read
    #[arg(long, value_name = "SEVERITY", help_heading = None)]
    fail_on: Option<FailOn>,
    /// Show the numbers of sent messages in full in --out, not only their last four digits
    #[arg(long, requires = "out", help_heading = None)]
    with_numbers: bool,
    /// Put the texts into --out
    #[arg(long, requires = "out", help_heading = None)]
    with_text: bool,
    /// Keep a spreadsheet from taking a text in --out for a formula
    #[arg(long, requires = "with_text", help_heading = None)]
    spreadsheet: bool,
    #[command(flatten)]
    source: SourceArgs,
}

/// How the bill is read.
#[derive(Args, Debug, Default)]
#[command(next_help_heading = "Reading the bill")]
pub struct BillArgs {
    /// Read a field of the bill from a column of another name, such as parts=segments
    #[arg(long, value_name = "FIELD=NAME")]
    bill_column: Vec<String>,
    /// Between the fields of the bill: one character, or tab [default: found from the header]
    #[arg(long, value_name = "CHAR")]
    bill_delimiter: Option<String>,
    /// Encoding of the bill, such as utf-16le or windows-1252 [default: utf-8]
    #[arg(long, value_name = "LABEL")]
    bill_encoding: Option<String>,
    /// What the bill's prices are of
    #[arg(long, value_name = "WHAT", default_value = "message")]
    price_per: Per,
    /// Charges have a minus sign in the bill and credits none, as in the statement of an account
    #[arg(long)]
    charges_negative: bool,
    /// The currency of bill rows that name none; it must be the rate card's [default: the card's]
    #[arg(long, value_name = "CODE")]
    currency: Option<String>,
}

/// What the bill's prices are of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Per {
    /// Of the whole message.
    #[default]
    Message,
    /// Of each part.
    Part,
}

impl BillArgs {
    /// How the bill is read.
    pub fn bill(&self) -> Result<BillFile, Error> {
        let currency = self.currency.as_deref().map(Currency::parse).transpose();
        let mut bill = BillFile {
            columns: Vec::new(),
            read: ReadOptions {
                delimiter: self.bill_delimiter.as_deref().map(parse_delimiter).transpose()?,
                encoding: self.bill_encoding.as_deref().map(parse_encoding).transpose()?,
                ..ReadOptions::default()
            },
            price_per: match self.price_per {
                Per::Message => PricePer::Message,
                Per::Part => PricePer::Part,
            },
            currency: currency.map_err(|error| error.with_field("currency"))?,
            charges_negative: self.charges_negative,
        };
        for setting in &self.bill_column {
            bill.set_column(setting)?;
        }
        Ok(bill)
    }
}

/// Runs the command.
pub fn run(args: &AuditArgs, io: &mut Io<'_>) -> Result<u8, Failure> {
    let stdin = Path::new("-");
    if args.sent == stdin && args.bill == stdin {
        let what = "only one of the two files can be standard input";
        return Err(Error::new(ErrorKind::InvalidOption, what).with_field("bill").into());
    }
    let preflight = args.rules.preflight()?;
    let directory = args.tmp_dir.clone().unwrap_or_else(std::env::temp_dir);
    let request = Request {
        preflight: &preflight,
        options: AuditOptions { added_texts: args.added_text.clone() },
        sent: args.source.sent()?,
        bill: args.bill_options.bill()?,
        directory: &directory,
    };
    let shown = RowsOptions {
        with_numbers: args.with_numbers,
        with_text: args.with_text,
        with_keys: false,
        spreadsheet: args.spreadsheet,
    };
    let to_stdout = args.out.as_deref() == Some(stdin);
    let mut file = match &args.out {
        Some(path) if !to_stdout => Some(AtomicFile::create(path)?),
        _ => None,
    };
    let sent = Repeatable::new(&args.sent, &mut *io.stdin, &directory)?;
    let bill = Repeatable::new(&args.bill, &mut *io.stdin, &directory)?;
    let out: Option<(&mut dyn Write, RowsOptions)> = match &mut file {
        Some(file) => Some((file, shown)),
        None if to_stdout => Some((&mut *io.stdout, shown)),
        None => None,
    };
    let done = {
        let mut progress = progress::bar(io.stderr_is_terminal);
        audit::audit(&request, &|| sent.input(), &|| bill.input(), out, &mut |rows, origin| {
            progress.at(rows, origin);
        })
    };
    let found = match (done, &file) {
        (Ok(found), _) => found,
        (Err(error), Some(file)) => return Err(file.named(error).into()),
        (Err(error), None) => return Err(error.into()),
    };
    let shown = if args.json {
        format!("{:#}\n", audit::json(&found, &sent.name(), &bill.name())?)
    } else {
        audit::text(&found, &sent.name(), &bill.name())?
    };
    let (stream, what): (&mut dyn Write, _) =
        if to_stdout { (io.stderr, "standard error") } else { (io.stdout, "standard output") };
    stream.write_all(shown.as_bytes()).map_err(Failure::io(what))?;
    if let Some(file) = file {
        file.finish()?;
    }
    Ok(if args.fail_on.is_some_and(|limit| is_met(limit, &found)) {
        crate::FAILED_ON
    } else {
        crate::DONE
    })
}

/// Whether an audit is this bad.
fn is_met(limit: FailOn, audit: &Audit) -> bool {
    match limit {
        FailOn::Error => audit.is_overcharged(),
        FailOn::Warning => audit.has_doubts(),
    }
}
