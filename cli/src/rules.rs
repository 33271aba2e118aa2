//! What a campaign is judged by: vendor, rate cards and the options of counting and rating. Shared
//! by the subcommands that judge campaigns.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use clap::Args;
use septet::number::Region;
use septet::preflight::{Heuristics, Preflight, PreflightOptions, text_options};
use septet::rate::{RateCard, Timestamp, Traffic};
use septet::vendor::Vendor;
use septet::{Error, ErrorKind};
use septet_campaign::inputs::{InputFile, Role};

use crate::io::Failure;
use crate::text_options::with_given;
use crate::vendors;

/// What a campaign is judged by.
#[derive(Args, Debug, Default)]
pub struct RuleArgs {
    /// A rate card (.csv, .json or .toml); the first one prices what names none
    #[arg(long, value_name = "FILE")]
    rates: Vec<PathBuf>,
    /// A vendor that septet knows; `septet vendors list` names them [default: neutral: the rules
    /// of the standards, and none of a vendor's]
    #[arg(long, value_name = "ID")]
    vendor: Option<String>,
    /// A vendor profile of your own (.json or .toml)
    #[arg(long, value_name = "FILE", conflicts_with = "vendor")]
    profile: Option<PathBuf>,
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
    /// Units that were already used on a tier counter, such as ug-1=25000
    #[arg(long, value_name = "ID=UNITS")]
    units_before: Vec<String>,
    #[command(flatten)]
    text_options: CampaignTextArgs,
    #[command(flatten)]
    heuristics: HeuristicArgs,
}

impl RuleArgs {
    /// Vendor, cards and options, joined.
    ///
    /// # Errors
    /// Those of their files, and of [`Preflight::new`].
    pub fn preflight(&self) -> Result<Preflight, Failure> {
        self.preflight_and_inputs().map(|(preflight, _)| preflight)
    }

    /// As [`preflight`](RuleArgs::preflight), and the files that they come from.
    ///
    /// # Errors
    /// As [`preflight`](RuleArgs::preflight).
    pub fn preflight_and_inputs(&self) -> Result<(Preflight, Vec<InputFile>), Failure> {
        let vendor = vendor(self.vendor.as_deref(), self.profile.as_deref())?;
        let mut inputs = vec![match &self.profile {
            Some(path) => InputFile::read(Role::Profile, path, &read(path)?),
            None => InputFile::built_in(&vendor),
        }];
        let mut cards = Vec::with_capacity(self.rates.len());
        for path in &self.rates {
            let content = read(path)?;
            cards.push(RateCard::load(&path.display().to_string(), &content)?);
            inputs.push(InputFile::read(Role::Rates, path, &content));
        }
        let mut options = PreflightOptions::default();
        options.text = Some(self.text_options.options(&vendor)?);
        options.sender.clone_from(&self.sender);
        options.default_region = self.region.as_deref().map(region).transpose()?;
        options.traffic = self.traffic.as_deref().map(traffic).transpose()?;
        options.heuristics = self.heuristics.heuristics()?;
        let heuristics = &options.heuristics;
        let asks_the_clock =
            !heuristics.time_zones().is_empty() && !vendor.limits().quiet_hours.is_empty();
        options.at = match &self.at {
            Some(at) => Some(Timestamp::parse(at).map_err(|e| e.with_field("at"))?),
            // only cards with dates and quiet hours need the time, and a report without one is the same every day
            None if asks_the_clock || cards.iter().any(RateCard::has_dates) => Some(now()),
            None => None,
        };
        for setting in &self.units_before {
            let (id, units) = units_setting(setting)?;
            options.units_before.set(id, units);
        }
        Ok((Preflight::new(vendor, cards, options)?, inputs))
    }
}

/// What is looked for only with a list or a threshold.
#[derive(Args, Debug, Default)]
#[command(next_help_heading = "Looking for more [default: for none of these]")]
pub struct HeuristicArgs {
    /// A phrase such as STOP by which readers end messages; a text without any is found. Give more
    /// than one by giving the option again, here and below
    #[arg(long, value_name = "PHRASE")]
    opt_out: Vec<String>,
    /// A host such as bit.ly that shortens addresses; a text with one is found
    #[arg(long, value_name = "HOST")]
    url_shortener: Vec<String>,
    /// Find so many rows or more, one after the other, whose numbers count up or down by one
    #[arg(long, value_name = "ROWS")]
    consecutive: Option<String>,
    /// Find destinations where one segment costs more than this
    #[arg(long, value_name = "AMOUNT")]
    high_cost_over: Option<String>,
    /// Find destinations in this country, whatever they cost
    #[arg(long, value_name = "ISO2")]
    high_cost_country: Vec<String>,
    /// The clock of recipients, such as +03:00, or UG=+03:00 for one country: finds messages in the
    /// vendor's quiet hours
    #[arg(long, value_name = "OFFSET", allow_hyphen_values = true)]
    time_zone: Vec<String>,
}

impl HeuristicArgs {
    /// What is asked for.
    pub(crate) fn heuristics(&self) -> Result<Heuristics, Error> {
        let mut heuristics = Heuristics::default();
        let threshold = |value: &Option<String>| value.iter().cloned().collect();
        for (name, values) in [
            ("opt_out", self.opt_out.clone()),
            ("url_shortener", self.url_shortener.clone()),
            ("consecutive", threshold(&self.consecutive)),
            ("high_cost_over", threshold(&self.high_cost_over)),
            ("high_cost_country", self.high_cost_country.clone()),
            ("time_zone", self.time_zone.clone()),
        ] {
            values.iter().try_for_each(|value| heuristics.set(name, value))?;
        }
        Ok(heuristics)
    }
}

/// How texts are counted, where that is not the vendor's way.
#[derive(Args, Debug, Default)]
#[command(next_help_heading = "Counting texts [default: as the vendor's profile says]")]
pub struct CampaignTextArgs {
    /// National languages that may be used: none, all, or a list such as tr,es
    #[arg(long, value_name = "LIST")]
    languages: Option<String>,
    /// What stays whole when a text is cut: grapheme or scalar
    #[arg(long, value_name = "WHAT")]
    boundary: Option<String>,
    /// Width of the reference number in bits: 8 or 16
    #[arg(long, value_name = "BITS")]
    reference: Option<String>,
    /// What a line feed becomes: keep or crlf
    #[arg(long, value_name = "WORD")]
    newline: Option<String>,
    /// none or nfc
    #[arg(long, value_name = "FORM")]
    normalize: Option<String>,
    /// A map to replace characters by where that saves a segment
    #[arg(long, value_name = "MAP")]
    substitute: Option<String>,
    /// all_or_nothing or best_effort
    #[arg(long, value_name = "MODE")]
    substitute_mode: Option<String>,
    /// The most segments a message may have, 1 to 255
    #[arg(long, value_name = "N")]
    max_segments: Option<String>,
}

impl CampaignTextArgs {
    /// The vendor's ways, with those that were given.
    pub fn options(&self, vendor: &Vendor) -> Result<septet::TextOptions, Error> {
        let given = [
            ("languages", &self.languages),
            ("boundary", &self.boundary),
            ("reference", &self.reference),
            ("newline", &self.newline),
            ("normalize", &self.normalize),
            ("substitute", &self.substitute),
            ("substitute_mode", &self.substitute_mode),
            ("max_segments", &self.max_segments),
        ];
        with_given(text_options(vendor.text())?, given)
    }
}

/// A vendor by its name or the file of its profile; without either, the standards alone.
pub fn vendor(id: Option<&str>, profile: Option<&Path>) -> Result<Vendor, Failure> {
    match profile {
        Some(path) => vendors::load(path),
        None => Ok(vendors::find(id.unwrap_or("neutral"))?.into_owned()),
    }
}

/// An id and its units, from `ug-1=25000`.
pub(crate) fn units_setting(setting: &str) -> Result<(&str, u64), Error> {
    let found = setting.rsplit_once('=').map(|(id, units)| (id, units.parse()));
    if let Some((id, Ok(units))) = found {
        return Ok((id, units));
    }
    let what = "write a rate's or card's id, =, and its units, such as ug-1=25000";
    Err(Error::new(ErrorKind::InvalidOption, what).with_field("units-before").with_value(setting))
}

/// Reads a file whole, and no stream: that is for what there is most of, a campaign or records.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, Error> {
    no_stream(Some(path), "file")?;
    fs::read(path).map_err(|error| {
        let what = match error.kind() {
            io::ErrorKind::NotFound => "there is no such file".to_owned(),
            _ => format!("cannot be read: {error}"),
        };
        Error::new(ErrorKind::InputUnreadable, what).with_file(path.display().to_string())
    })
}

/// Refuses standard input where only a file can be read.
pub(crate) fn no_stream(path: Option<&Path>, field: &str) -> Result<(), Error> {
    match path {
        Some(path) if path == Path::new("-") => {
            let what = "this is not read from standard input: name a file";
            Err(Error::new(ErrorKind::NotSupportedYet, what).with_field(field).with_value("-"))
        }
        _ => Ok(()),
    }
}

pub(crate) fn region(text: &str) -> Result<Region, Error> {
    Region::new(text).ok_or_else(|| {
        Error::new(ErrorKind::InvalidOption, "give an ISO 3166 code of two capital letters")
            .with_field("region")
            .with_value(text)
    })
}

pub(crate) fn traffic(text: &str) -> Result<Traffic, Error> {
    Traffic::from_word(text).ok_or_else(|| {
        let what = format!("use {}", Traffic::WORDS.join(", "));
        Error::new(ErrorKind::InvalidOption, what).with_field("traffic").with_value(text)
    })
}

pub(crate) fn now() -> Timestamp {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_secs());
    Timestamp::from_seconds(i64::try_from(seconds).unwrap_or(i64::MAX))
}
