//! `septet compare`: what one campaign would cost with several vendors and rate cards.

use std::path::PathBuf;

use clap::Args;
use septet::cost::UnitsBefore;
use septet::preflight::{Preflight, PreflightOptions};
use septet::rate::{RateCard, Timestamp};
use septet::vendor::Vendor;
use septet::{Error, ErrorKind};
use septet_campaign::compare::{self, Compared, Comparing};

use crate::io::{Failure, Io};
use crate::preflight::{FailOn, SourceArgs};
use crate::progress;
use crate::repeatable::Repeatable;
use crate::rules::{self, CampaignTextArgs, HeuristicArgs};

/// Compare vendors and rate cards for one campaign.
///
/// Every vendor is compared with every rate card; without a card only texts, numbers and senders
/// are. Costs are ranked within one currency.
#[derive(Args, Debug)]
pub struct CompareArgs {
    /// The campaign; - is standard input
    file: PathBuf,
    /// A vendor that septet knows; may be given more than once [default: neutral: the rules of the
    /// standards, and none of a vendor's]
    #[arg(long, value_name = "ID")]
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
    /// Units that were already used on a tier counter, such as ug-1=25000: of the cards that have
    /// this rate or id
    #[arg(long, value_name = "ID=UNITS")]
    units_before: Vec<String>,
    /// Numbers that must not be written to: one a line, or a CSV file with a column to, or called as
    /// in the campaign
    #[arg(long, value_name = "FILE")]
    suppress: Option<PathBuf>,
    /// Where temporary files go [default: the system's directory for them]
    #[arg(long, value_name = "DIR")]
    tmp_dir: Option<PathBuf>,
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
    text_options: CampaignTextArgs,
    #[command(flatten)]
    heuristics: HeuristicArgs,
    #[command(flatten)]
    source: SourceArgs,
}

/// Runs the command.
pub fn run(args: &CompareArgs, io: &mut Io<'_>) -> Result<u8, Failure> {
    rules::no_stream(args.suppress.as_deref(), "suppress")?;
    let preflights = args.preflights()?;
    let mut campaign = args.source.campaign()?;
    if campaign.columns.iter().any(|(field, _)| field == "card") {
        let what = "each rate card is compared for all rows: leave the column out";
        let error = Error::new(ErrorKind::InvalidOption, what);
        return Err(error.with_field("column").with_value("card").into());
    }
    campaign.set_column("card=")?;
    let directory = args.tmp_dir.clone().unwrap_or_else(std::env::temp_dir);
    let source = Repeatable::new(&args.file, &mut *io.stdin, &directory)?;
    let comparing = Comparing {
        preflights: &preflights,
        campaign: &campaign,
        suppression: args.suppress.as_deref(),
        threads: args.threads.map(usize::from),
        directory: &directory,
    };
    let (compared, name) = {
        let mut progress = progress::bar(io.stderr_is_terminal);
        comparing.run(&|| source.input(), &mut |rows, origin| progress.at(rows, origin))?
    };
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
        if vendors.is_empty() {
            vendors.push(rules::vendor(None, None)?);
        }
        let mut cards = Vec::with_capacity(self.rates.len());
        for path in &self.rates {
            cards.push(RateCard::load(&path.display().to_string(), &rules::read(path)?)?);
        }
        let mut options = PreflightOptions::default();
        options.sender.clone_from(&self.sender);
        options.default_region = self.region.as_deref().map(rules::region).transpose()?;
        options.traffic = self.traffic.as_deref().map(rules::traffic).transpose()?;
        options.heuristics = self.heuristics.heuristics()?;
        let zones = !options.heuristics.time_zones().is_empty();
        let asks_the_clock =
            zones && vendors.iter().any(|vendor| !vendor.limits().quiet_hours.is_empty());
        options.at = match &self.at {
            Some(at) => Some(Timestamp::parse(at).map_err(|error| error.with_field("at"))?),
            None if asks_the_clock || cards.iter().any(RateCard::has_dates) => Some(rules::now()),
            None => None,
        };
        let units = self.units_before(&cards)?;
        let mut preflights = Vec::new();
        for vendor in vendors {
            options.text = Some(self.text_options.options(&vendor)?);
            if cards.is_empty() {
                preflights.push(Preflight::new(vendor.clone(), Vec::new(), options.clone())?);
            }
            for (card, units_before) in cards.iter().zip(&units) {
                options.units_before.clone_from(units_before);
                let (vendor, cards) = (vendor.clone(), vec![card.clone()]);
                preflights.push(Preflight::new(vendor, cards, options.clone())?);
            }
        }
        Ok(preflights)
    }

    /// The units before for each card: those of its own rates and id.
    fn units_before(&self, cards: &[RateCard]) -> Result<Vec<UnitsBefore>, Error> {
        let mut units = vec![UnitsBefore::none(); cards.len()];
        for setting in &self.units_before {
            let (id, count) = rules::units_setting(setting)?;
            let has_it =
                |card: &RateCard| card.id() == id || card.rates().iter().any(|rate| rate.id == id);
            let mut owners =
                cards.iter().zip(&mut units).filter(|(card, _)| has_it(card)).peekable();
            if owners.peek().is_none() {
                let error = Error::new(ErrorKind::UnitsBeforeUnknown, "no card has this id");
                return Err(error.with_field("units-before").with_value(id));
            }
            owners.for_each(|(_, units)| units.set(id, count));
        }
        Ok(units)
    }
}
