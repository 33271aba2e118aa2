//! `septet preflight`: what a campaign will become and cost, and what is wrong with it.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use septet::preflight::funds::Funds;
use septet::preflight::{Report, Severity};
use septet::{Error, ErrorKind};
use septet_campaign::audit::sent_columns;
use septet_campaign::driver::{Campaign, RowsFile};
use septet_campaign::input::{ReadOptions, parse_delimiter, parse_encoding};
use septet_campaign::job::Job;
use septet_campaign::output::{AtomicFile, unwritable};
use septet_campaign::report::{self, About};
use septet_campaign::rows::RowsOptions;
use septet_campaign::template::Template;

use crate::io::{Failure, Io};
use crate::parts::{PartArgs, PartRun};
use crate::progress;
use crate::repeatable::Repeatable;
use crate::rules::{self, RuleArgs};

/// Price a campaign before it is sent, and find what is wrong with it.
///
/// The campaign is a CSV file with a header, JSON lines, or (in a build with it) a Parquet file: to and
/// text, in any order, and where you have them from, country, mcc, mnc, time (of sending) and card
/// (its id).
#[derive(Args, Debug)]
pub struct PreflightArgs {
    /// The campaign; - is standard input
    #[arg(required_unless_present = "schema")]
    file: Option<PathBuf>,
    /// Print the JSON Schema of the report, and do nothing else
    #[arg(long, exclusive = true)]
    schema: bool,
    #[command(flatten)]
    rules: RuleArgs,
    /// Write one line per row with its verdict to this CSV file; - is standard output
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Write the report as one HTML page that stands alone; - is standard output
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
    /// Print one JSON object instead of text
    #[arg(long)]
    json: bool,
    /// Do not look for changes that would save money: spares reading the campaign once more
    #[arg(long)]
    no_what_if: bool,
    /// Numbers that must not be written to: one a line, or a CSV file with a column to, or called as
    /// in the campaign
    #[arg(long, value_name = "FILE")]
    suppress: Option<PathBuf>,
    /// What the account has, such as '500 USD': how far it reaches, by the vendor's rule
    #[arg(long, value_name = "MONEY", allow_hyphen_values = true)]
    balance: Option<String>,
    /// What may be spent, such as '200 USD': the row at which it is passed
    #[arg(long, value_name = "MONEY", allow_hyphen_values = true)]
    budget: Option<String>,
    /// Where temporary files go [default: the system's directory for them]
    #[arg(long, value_name = "DIR")]
    tmp_dir: Option<PathBuf>,
    /// Threads that judge rows [default: one a core]; the result is the same with any number
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    threads: Option<u16>,
    /// Exit with 1 when there is a finding this severe
    #[arg(long, value_name = "SEVERITY")]
    fail_on: Option<FailOn>,
    /// Show numbers in full in --out, not only their last four digits
    #[arg(long, requires = "out")]
    with_numbers: bool,
    /// Put the texts into --out
    #[arg(long, requires = "out")]
    with_text: bool,
    /// Put keys into --out by which a message that is sent again is known, as requests carry them
    #[arg(long, requires = "out")]
    with_keys: bool,
    /// Keep a spreadsheet from taking a text in --out for a formula
    #[arg(long, requires = "out")]
    spreadsheet: bool,
    #[command(flatten)]
    part: PartArgs,
    #[command(flatten)]
    source: SourceArgs,
}

/// How the campaign's file is read.
#[derive(Args, Debug, Default)]
#[command(next_help_heading = "Reading the file")]
pub struct SourceArgs {
    /// One text for all; the file then needs only numbers, and may be a bare list of them
    #[arg(long, value_name = "TEXT")]
    text: Option<String>,
    /// One text with fields for all, such as 'Hi {{name}}'; the fields are columns of the file
    #[arg(long, value_name = "TEXT", conflicts_with = "text")]
    template: Option<String>,
    /// Read a field from a column of another name, such as to=msisdn; text= reads none
    #[arg(long, value_name = "FIELD=NAME")]
    column: Vec<String>,
    /// Between the fields: one character, or tab [default: found from the header]
    #[arg(long, value_name = "CHAR")]
    delimiter: Option<String>,
    /// Encoding of the file, such as utf-16le or windows-1252 [default: utf-8]
    #[arg(long, value_name = "LABEL")]
    encoding: Option<String>,
}

impl SourceArgs {
    /// What is read from where.
    pub fn campaign(&self) -> Result<Campaign, Error> {
        let mut campaign = self.without_columns()?;
        for setting in &self.column {
            campaign.set_column(setting)?;
        }
        Ok(campaign)
    }

    /// The same of sent messages, which have an id and a status too.
    pub fn sent(&self) -> Result<Campaign, Error> {
        let mut sent = self.without_columns()?;
        sent_columns(&mut sent, &self.column)?;
        Ok(sent)
    }

    fn without_columns(&self) -> Result<Campaign, Error> {
        Ok(Campaign {
            text: self.text.clone(),
            template: self.template.as_deref().map(Template::compile).transpose()?,
            read: ReadOptions {
                delimiter: self.delimiter.as_deref().map(parse_delimiter).transpose()?,
                encoding: self.encoding.as_deref().map(parse_encoding).transpose()?,
                ..ReadOptions::default()
            },
            ..Campaign::default()
        })
    }
}

/// Severity from which the exit status is 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// Errors only.
    Error,
    /// Warnings and errors.
    Warning,
}

impl FailOn {
    /// Whether a report is this bad.
    pub fn is_met(self, report: &Report) -> bool {
        let limit = match self {
            FailOn::Error => Severity::Error,
            FailOn::Warning => Severity::Warning,
        };
        report.severity().is_some_and(|severity| severity >= limit)
    }
}

/// Runs the command.
pub fn run(args: &PreflightArgs, io: &mut Io<'_>) -> Result<u8, Failure> {
    let Some(campaign_file) = &args.file else {
        let written = io.stdout.write_all(report::json_schema().as_bytes());
        written.map_err(Failure::io("standard output"))?;
        return Ok(crate::DONE);
    };
    let (preflight, rules) = args.rules.preflight_and_inputs()?;
    let campaign = args.source.campaign()?;
    let part = PartRun::begin(&args.part, &preflight)?;
    let rows = RowsOptions {
        with_numbers: args.with_numbers,
        with_text: args.with_text,
        with_keys: args.with_keys,
        spreadsheet: args.spreadsheet,
    };
    rules::no_stream(args.suppress.as_deref(), "suppress")?;
    let page = Page::begin(args.html.as_deref())?;
    let to_stdout = args.out.as_deref() == Some(Path::new("-"));
    if to_stdout && page.is_stdout() {
        let what = "only one of --out and --html can be standard output";
        return Err(Error::new(ErrorKind::InvalidOption, what).with_field("html").into());
    }
    let mut file = match &args.out {
        Some(path) if !to_stdout => Some(AtomicFile::create(path)?),
        _ => None,
    };
    let directory = args.tmp_dir.clone().unwrap_or_else(std::env::temp_dir);
    let source = Repeatable::new(campaign_file, &mut *io.stdin, &directory)?;
    let job = Job {
        preflight: &preflight,
        campaign: &campaign,
        suppression: args.suppress.as_deref(),
        funds: args.funds()?,
        what_if: !args.no_what_if,
        changes: part.changes(),
        piece: part.piece().clone(),
        units: part.units(),
        is_part: part.is_wanted(),
        threads: args.threads.map(usize::from),
        directory: &directory,
    };
    let out: Option<RowsFile<'_>> = match &mut file {
        Some(file) => Some((file, rows)),
        None if to_stdout => Some((&mut *io.stdout, rows)),
        None => None,
    };
    let done = {
        let mut progress = progress::bar(io.stderr_is_terminal);
        job.run(&|| source.input(), out, &mut |rows, origin| progress.at(rows, origin))
    };
    let judged = match (done, &file) {
        (Ok(judged), _) => judged,
        (Err(error), Some(file)) => return Err(file.named(error).into()),
        (Err(error), None) => return Err(error.into()),
    };
    if part.is_wanted() {
        part.finish(&preflight, &rules, judged, io)?;
        file.map(AtomicFile::finish).transpose()?;
        return Ok(crate::DONE);
    }
    let (report, about) = judged.report(&preflight, &rules)?;
    let taken = to_stdout || page.is_stdout();
    let stream: &mut dyn Write = if taken { io.stderr } else { io.stdout };
    show(&report, &about, args.json, stream)?;
    page.finish(&report, &about, io.stdout)?;
    file.map(AtomicFile::finish).transpose()?;
    let failed = args.fail_on.is_some_and(|limit| limit.is_met(&report));
    Ok(if failed { crate::FAILED_ON } else { crate::DONE })
}

/// Where the page of a report goes.
pub(crate) enum Page {
    Nowhere,
    Stdout,
    File(AtomicFile),
}

impl Page {
    /// To the file of `--html`; `-` is standard output.
    pub(crate) fn begin(path: Option<&Path>) -> Result<Page, Error> {
        Ok(match path {
            None => Page::Nowhere,
            Some(path) if path == Path::new("-") => Page::Stdout,
            Some(path) => Page::File(AtomicFile::create(path)?),
        })
    }

    pub(crate) fn is_stdout(&self) -> bool {
        matches!(self, Page::Stdout)
    }

    /// Writes it.
    pub(crate) fn finish(
        self,
        report: &Report,
        about: &About<'_>,
        stdout: &mut dyn Write,
    ) -> Result<(), Failure> {
        match self {
            Page::Nowhere => {}
            Page::Stdout => {
                let html = report::html(report, about);
                stdout.write_all(html.as_bytes()).map_err(Failure::io("standard output"))?;
            }
            Page::File(mut file) => {
                let html = report::html(report, about);
                let written = file.write_all(html.as_bytes());
                written.map_err(|e| unwritable(&e).with_file(file.name()))?;
                file.finish()?;
            }
        }
        Ok(())
    }
}

/// Prints a report.
pub(crate) fn show(
    report: &Report,
    about: &About<'_>,
    json: bool,
    stream: &mut dyn Write,
) -> Result<(), Failure> {
    let shown = if json {
        format!("{:#}\n", report::json(report, about))
    } else {
        report::text(report, about)
    };
    stream.write_all(shown.as_bytes()).map_err(Failure::io("standard output"))
}

impl PreflightArgs {
    /// The money that the campaign is held against.
    fn funds(&self) -> Result<Funds, Error> {
        let parse = |text: &Option<String>, field| {
            text.as_deref().map(|text| Funds::parse(text, field)).transpose()
        };
        Ok(Funds {
            balance: parse(&self.balance, "balance")?,
            budget: parse(&self.budget, "budget")?,
        })
    }
}
