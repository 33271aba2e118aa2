//! `septet compare`: what one campaign would cost with several vendors and rate cards.

use std::num::NonZero;
use std::path::PathBuf;
use std::thread;

use clap::Args;
use septet::preflight::{Preflight, PreflightOptions};
use septet::rate::{RateCard, Timestamp};
use septet::vendor::Vendor;
use septet::{Error, ErrorKind};
use septet_campaign::compare::{self, Compared};
use septet_campaign::input::Input;

use crate::io::{Failure, Io};
use crate::preflight::{FailOn, SourceArgs};
use crate::progress;
use crate::rules;

/// Compare vendors and rate cards for one campaign, read once.
///
/// Every vendor is compared with every rate card; without a card only texts, numbers and senders
/// are. Costs are ranked within one currency.
#[derive(Args, Debug)]
pub struct CompareArgs {
    /// The campaign; - is standard input
    file: PathBuf,
    /// A vendor that septet knows; may be given more than once
    #[arg(long, value_name = "ID", required_unless_present = "profile")]
    vendor: Vec<String>,
    /// A vendor profile of your own (.json or .toml); may be given more than once
    #[arg(long, value_name = "FILE")]
    profile: Vec<PathBuf>,
    /// A rate card (.csv, .json or .toml); may be given more than once
    #[arg(long, value_name = "FILE")]
    rates: Vec<PathBuf>,
    /// The sender of messages that name none
    #[arg(long, value_name = "TEXT")]
    sender: Option<String>,
    /// The time of sending, such as 2026-07-01 or 2026-07-01T12:00:00Z [default: now]
    #[arg(long, value_name = "TIME")]
    at: Option<String>,
    /// The region of numbers without a calling code, such as UG
    #[arg(long, value_name = "ISO2")]
    region: Option<String>,
    /// What the messages are for: otp, free_otp, transactional or promotional
    #[arg(long, value_name = "WORD")]
    traffic: Option<String>,
    /// Threads that judge rows [default: one a core]; the result is the same with any number
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    threads: Option<u16>,
    /// Print one JSON object instead of text
    #[arg(long)]
    json: bool,
    /// Exit with 1 when there is a finding this severe with any vendor
    #[arg(long, value_name = "SEVERITY")]
    fail_on: Option<FailOn>,
    #[command(flatten)]
    source: SourceArgs,
}

/// Runs the command.
pub fn run(args: &CompareArgs, io: &mut Io<'_>) -> Result<u8, Failure> {
    let preflights = args.preflights()?;
    let mut campaign = args.source.campaign()?;
    if campaign.columns.iter().any(|(field, _)| field == "card") {
        let what = "each rate card is compared for all rows: leave the column out";
        let error = Error::new(ErrorKind::InvalidOption, what);
        return Err(error.with_field("column").with_value("card").into());
    }
    campaign.set_column("card=")?;
    let stdin = args.file.as_os_str() == "-";
    let input = if stdin {
        Input::Stream { name: "standard input".into(), stream: Box::new(&mut *io.stdin) }
    } else {
        Input::File(args.file.clone())
    };
    let mut reader = campaign.open(input)?;
    let cores = || thread::available_parallelism().map_or(1, NonZero::get);
    let threads = args.threads.map_or_else(cores, usize::from);
    let compared = {
        let mut progress = progress::bar(io.stderr_is_terminal);
        let mut at = |rows: u64, origin: &_| progress.at(rows, origin);
        compare::compare(&preflights, &campaign, &mut reader, threads, &mut at)?
    };
    let name = reader.name().to_string();
    let shown = if args.json {
        format!("{:#}\n", compare::json(&compared, &name))
    } else {
        compare::text(&compared, &name)
    };
    io.stdout.write_all(shown.as_bytes()).map_err(Failure::io("standard output"))?;
    let failed = args
        .fail_on
        .is_some_and(|limit| compared.iter().any(|one: &Compared| limit.is_met(&one.report)));
    Ok(if failed { crate::FAILED_ON } else { crate::DONE })
}

impl CompareArgs {
    /// Every vendor with every card.
    fn preflights(&self) -> Result<Vec<Preflight>, Failure> {
        let mut vendors: Vec<Vendor> = Vec::new();
        for id in &self.vendor {
            vendors.push(rules::vendor(Some(id), None)?);
        }
        for path in &self.profile {
            vendors.push(rules::vendor(None, Some(path))?);
        }
        let mut cards = Vec::with_capacity(self.rates.len());
        for path in &self.rates {
            cards.push(RateCard::load(&path.display().to_string(), &rules::read(path)?)?);
        }
        let mut options = PreflightOptions::default();
        options.sender.clone_from(&self.sender);
        options.default_region = self.region.as_deref().map(rules::region).transpose()?;
        options.traffic = self.traffic.as_deref().map(rules::traffic).transpose()?;
        options.at = match &self.at {
            Some(at) => Some(Timestamp::parse(at).map_err(|error| error.with_field("at"))?),
            None if cards.iter().any(RateCard::has_dates) => Some(rules::now()),
            None => None,
        };
        let mut preflights = Vec::new();
        for vendor in vendors {
            if cards.is_empty() {
                preflights.push(Preflight::new(vendor.clone(), Vec::new(), options.clone())?);
            }
            for card in &cards {
                preflights.push(Preflight::new(
                    vendor.clone(),
                    vec![card.clone()],
                    options.clone(),
                )?);
            }
        }
        Ok(preflights)
    }
}
