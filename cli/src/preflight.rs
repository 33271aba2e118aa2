//! `septet preflight`: what a campaign will become and cost, and what is wrong with it.

use std::io::Write;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::thread;

use clap::{Args, ValueEnum};
use septet::preflight::funds::Funds;
use septet::preflight::{PartUnits, Preflight, Report, Severity};
use septet::{Error, ErrorKind};
use septet_campaign::audit::sent_columns;
use septet_campaign::checks::{Flags, check};
use septet_campaign::driver::{Campaign, Pass, RowsFile};
use septet_campaign::funds::funds;
use septet_campaign::input::{ReadOptions, Reader, parse_delimiter, parse_encoding};
use septet_campaign::inputs::{InputFile, Role};
use septet_campaign::output::{AtomicFile, unwritable};
use septet_campaign::report::{self, About};
use septet_campaign::rows::RowsOptions;
use septet_campaign::template::Template;
use septet_campaign::whatif::savings;

use crate::io::{Failure, Io};
use crate::parts::{PartArgs, PartRun};
use crate::progress;
use crate::repeatable::Repeatable;
use crate::rules::RuleArgs;

/// Price a campaign before it is sent, and find what is wrong with it.
///
/// The campaign is a CSV file with a header, or JSON lines: to and text, in any order, and where you
/// have them from, country, mcc, mnc, time (of sending) and card (its id).
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
    /// Write the report as one HTML page that stands alone
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
    /// Print one JSON object instead of text
    #[arg(long)]
    json: bool,
    /// Do not look for changes that would save money: spares reading the campaign once more
    #[arg(long)]
    no_what_if: bool,
    /// Numbers that must not be written to: one a line, or a CSV file with a column to
    #[arg(long, value_name = "FILE")]
    suppress: Option<PathBuf>,
    /// What the account has, such as '500 USD': how far it reaches, by the vendor's rule
    #[arg(long, value_name = "MONEY")]
    balance: Option<String>,
    /// What may be spent, such as '200 USD': the row at which it is passed
    #[arg(long, value_name = "MONEY")]
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
    let (preflight, mut inputs) = args.rules.preflight_and_inputs()?;
    // what a change saves is a matter of the whole campaign
    let has_savings = !args.no_what_if && !args.part.is_wanted();
    let preflight = preflight.with_savings(has_savings);
    let campaign = args.source.campaign()?;
    let part = PartRun::begin(&args.part, &preflight)?;
    let rows = RowsOptions {
        with_numbers: args.with_numbers,
        with_text: args.with_text,
        with_keys: args.with_keys,
        spreadsheet: args.spreadsheet,
    };
    let to_stdout = args.out.as_deref() == Some(Path::new("-"));
    let mut file = match &args.out {
        Some(path) if !to_stdout => Some(AtomicFile::create(path)?),
        _ => None,
    };
    let mut page = args.html.as_deref().map(AtomicFile::create).transpose()?;
    let directory = args.tmp_dir.clone().unwrap_or_else(std::env::temp_dir);
    let source = Repeatable::new(campaign_file, &mut *io.stdin, &directory)?;
    let mut flags = args.check(&preflight, &campaign, &source, &directory, &mut inputs)?;
    let given = args.funds()?;
    let reach = if given.is_empty() {
        None
    } else {
        let mut progress = progress::bar(io.stderr_is_terminal);
        let mut progress = |rows: u64, origin: &_| progress.at(rows, origin);
        let open = || campaign.open_again(source.input()?);
        Some(funds(&preflight, &campaign, &flags, &given, open, &mut progress)?)
    };
    reach.iter().for_each(|reach| flags.add_funds(reach));
    let cores = || thread::available_parallelism().map_or(1, NonZero::get);
    let threads = args.threads.map_or_else(cores, usize::from);
    let mut progress = progress::bar(io.stderr_is_terminal);
    let mut units = part.units().cloned();
    let mut pass = |units: Option<&PartUnits>, reader: &mut Reader<'_>, out| {
        let pass =
            Pass { preflight: &preflight, campaign: &campaign, flags: &flags, units, threads };
        pass.run(reader, out, &mut |rows, origin| progress.at(rows, origin))
    };
    let mut first = None;
    if args.out.is_some() && units.is_none() && preflight.depends_on_volume() {
        // rows have costs when the units of the whole campaign are known
        let totals = pass(None, &mut campaign.open_again(source.input()?)?, None)?;
        units = Some(PartUnits::among(&preflight, &[preflight.units_of(&totals)], 0)?);
        first = Some(totals);
    }
    let mut reader = campaign.open(source.input()?)?;
    let out: Option<RowsFile<'_>> = match &mut file {
        Some(file) => Some((file, rows)),
        None if to_stdout => Some((&mut *io.stdout, rows)),
        None => None,
    };
    let totals = match (pass(units.as_ref(), &mut reader, out), &file) {
        (Ok(totals), _) => totals,
        (Err(error), Some(file)) if error.kind() == ErrorKind::OutputUnwritable => {
            return Err(error.with_file(file.name()).into());
        }
        (Err(error), _) => return Err(error.into()),
    };
    drop(progress);
    let name = reader.name().to_string();
    let digest = reader.digest().map(|digest| InputFile::new(Role::Campaign, &name, digest));
    inputs.splice(0..0, digest);
    if part.is_wanted() {
        let piece = part.piece().clone().read_from(&reader, &totals);
        part.finish(&preflight, piece, inputs, totals, io)?;
        file.map(AtomicFile::finish).transpose()?;
        return Ok(crate::DONE);
    }
    // the counts of a second pass have volume rates at the tier they reach: the first ones are open
    let totals = first.unwrap_or(totals);
    let savings = if has_savings {
        let mut progress = progress::bar(io.stderr_is_terminal);
        let mut progress = |rows: u64, origin: &_| progress.at(rows, origin);
        let open = || campaign.open_again(source.input()?);
        Some(savings(&preflight, &campaign, &flags, &totals, open, threads, &mut progress)?)
    } else {
        None
    };
    let mut report = preflight.report(totals)?;
    report.savings = savings;
    if let Some(reach) = reach {
        report = report.with_funds(reach);
    }
    let blank_lines = reader.blank_line_count();
    let about =
        About { preflight: &preflight, input: name, blank_lines, inputs, within_part: false };
    let stream: &mut dyn Write = if to_stdout { io.stderr } else { io.stdout };
    show(&report, &about, args.json, stream)?;
    if let Some(page) = &mut page {
        let html = report::html(&report, &about);
        page.write_all(html.as_bytes()).map_err(|e| unwritable(&e).with_file(page.name()))?;
    }
    for file in [page, file].into_iter().flatten() {
        file.finish()?;
    }
    let failed = args.fail_on.is_some_and(|limit| limit.is_met(&report));
    Ok(if failed { crate::FAILED_ON } else { crate::DONE })
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
        let funds = Funds {
            balance: parse(&self.balance, "balance")?,
            budget: parse(&self.budget, "budget")?,
        };
        if !funds.is_empty() && self.part.is_wanted() {
            let what = "how far money reaches is a matter of the whole list, not of a part of it";
            let field = if funds.balance.is_some() { "balance" } else { "budget" };
            return Err(Error::new(ErrorKind::NotSupportedYet, what).with_field(field));
        }
        Ok(funds)
    }

    /// What only the whole campaign shows.
    fn check(
        &self,
        preflight: &Preflight,
        campaign: &Campaign,
        source: &Repeatable,
        directory: &Path,
        inputs: &mut Vec<InputFile>,
    ) -> Result<Flags, Error> {
        let numbers = Campaign { text: Some(String::new()), ..Campaign::default() };
        let list = self.suppress.as_deref().map(|path| numbers.open(path.into()));
        let mut list = list.transpose()?;
        let mut reader = campaign.open_again(source.input()?)?;
        let flags = check(preflight, campaign, &mut reader, list.as_mut(), directory)?;
        if let Some(list) = list
            && let Some(digest) = list.digest()
        {
            inputs.push(InputFile::new(Role::Suppression, list.name(), digest));
        }
        Ok(flags)
    }
}
