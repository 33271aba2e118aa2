//! `septet rate`: what a message costs, and why.

use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use septet::cost::{Explanation, Rated, Rater, UnitsBefore, campaign_record};
use septet::rate::{
    ChargeUnit, Destination, Direction, Mcc, Mnc, RateBook, RateCard, SenderType, Timestamp,
    Traffic,
};
use septet::{E164, Error, ErrorKind, Region, TextOptions};
use serde_json::{Value, json};

use crate::io::{Failure, Io};
use crate::jsonl;
use crate::rules;

/// Say what a message costs by a rate card, and why.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// The number it goes to, such as +256701521269
    #[arg(required_unless_present = "jsonl")]
    to: Option<String>,
    /// The rate card: a .csv, .toml or .json file
    #[arg(long, required_unless_present = "jsonl", value_name = "FILE")]
    rates: Option<String>,
    /// The text, whose segments are counted
    #[arg(long, conflicts_with = "segments")]
    text: Option<String>,
    /// How many segments, without the text
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u64).range(1..))]
    segments: u64,
    /// How many such messages
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u64).range(1..))]
    count: u64,
    /// Country, such as UG; without it that of the number
    #[arg(long, value_parser = country)]
    country: Option<Region>,
    /// Mobile country code, three digits
    #[arg(long, value_parser = mcc)]
    mcc: Option<Mcc>,
    /// Mobile network code, two or three digits
    #[arg(long, value_parser = mnc)]
    mnc: Option<Mnc>,
    /// Kind of sender: alpha, long_code, short_code, toll_free
    #[arg(long, value_parser = sender_type)]
    sender_type: Option<SenderType>,
    /// Kind of message: otp, free_otp, transactional, promotional
    #[arg(long, value_parser = traffic)]
    traffic: Option<Traffic>,
    /// Rate a message from a phone, not to one
    #[arg(long)]
    inbound: bool,
    /// Rate a message that could not be sent
    #[arg(long)]
    failed: bool,
    /// Time of rating, such as 2026-07-01; without it now
    #[arg(long, value_parser = timestamp)]
    at: Option<Timestamp>,
    /// Show the rows, tiers and steps
    #[arg(long)]
    explain: bool,
    /// Print one JSON object
    #[arg(long, conflicts_with = "jsonl")]
    json: bool,
    /// Rate campaigns from standard input, one JSON record per line; {"options": {"explain": true}}
    /// in one adds why
    #[arg(long, conflicts_with_all = ["to", "rates"])]
    jsonl: bool,
}

fn country(text: &str) -> Result<Region, String> {
    Region::new(text).ok_or_else(|| "give two letters such as UG".to_owned())
}

fn mcc(text: &str) -> Result<Mcc, String> {
    Mcc::parse(text).ok_or_else(|| "give three digits such as 641".to_owned())
}

fn mnc(text: &str) -> Result<Mnc, String> {
    Mnc::parse(text).ok_or_else(|| "give two or three digits such as 01".to_owned())
}

fn sender_type(text: &str) -> Result<SenderType, String> {
    SenderType::from_word(text).ok_or_else(|| format!("use {}", SenderType::WORDS.join(", ")))
}

fn traffic(text: &str) -> Result<Traffic, String> {
    Traffic::from_word(text).ok_or_else(|| format!("use {}", Traffic::WORDS.join(", ")))
}

fn timestamp(text: &str) -> Result<Timestamp, String> {
    Timestamp::parse(text).map_err(|e| e.message().to_owned())
}

/// The clock of this machine: only the command line may read it.
pub fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Timestamp::from_seconds(since.as_secs() as i64)
}

/// Loads a rate card from a file.
///
/// # Errors
/// A file that cannot be read, or is no correct card.
pub fn load_card(file: &str) -> Result<RateCard, Failure> {
    let content = rules::read(Path::new(file))?;
    Ok(RateCard::load(file, &content)?)
}

/// Runs the command.
///
/// # Errors
/// An unreadable stream or card, a number or text that is none.
pub fn run(args: &Args, io: &mut Io<'_>) -> Result<u8, Failure> {
    let (Some(to), Some(card)) = (&args.to, &args.rates) else {
        return jsonl::filter(io, |record| campaign_record(&record));
    };
    let card = load_card(card)?;
    let at = args.at.unwrap_or_else(now);
    let message = args.destination(to)?;
    let segments = match &args.text {
        Some(text) => u64::from(septet::count(text, &TextOptions::default())?.segments),
        None => args.segments,
    };
    let answer = Answer::new(args, card, at, message, segments)?;
    let written = if args.json {
        writeln!(io.stdout, "{:#}", answer.object())
    } else {
        io.stdout.write_all(answer.people().as_bytes())
    };
    written.map_err(Failure::io("standard output"))?;
    Ok(crate::DONE)
}

impl Args {
    fn destination(&self, to: &str) -> Result<Destination, Error> {
        let parsed = septet::number::parse(to, self.country);
        let number = parsed.as_ref().ok().and_then(septet::ParsedNumber::e164);
        let number = match number {
            Some(number) => number,
            None => E164::parse(to).map_err(|error| {
                let advice = error.message();
                Error::new(ErrorKind::NotANumber, advice).with_field("to").with_value(to)
            })?,
        };
        let direction = if self.inbound { Direction::Mo } else { Direction::Mt };
        Ok(Destination {
            digits: number.key(),
            region: self.country.or(parsed.ok().and_then(|parsed| parsed.region())),
            mcc: self.mcc,
            mnc: self.mnc,
            direction,
            sender_type: self.sender_type,
            traffic: self.traffic,
        })
    }
}

/// What a message costs, with everything that a person asks next.
struct Answer<'a> {
    args: &'a Args,
    at: Timestamp,
    message: Destination,
    rater: Rater,
    rated: Rated,
    explanation: Explanation,
    cost: septet::cost::Cost,
    total: Option<septet::cost::CurrencyTotal>,
}

impl<'a> Answer<'a> {
    fn new(
        args: &'a Args,
        card: RateCard,
        at: Timestamp,
        message: Destination,
        segments: u64,
    ) -> Result<Answer<'a>, Error> {
        let currency = card.currency();
        let book = RateBook::new(vec![card], Some(at))?;
        let before = UnitsBefore::none();
        let mut first = Rater::new(&book, &before)?;
        let rated = first.rate(0, &message, segments, args.failed);
        first.add(&rated, args.count, 0)?;
        // the second pass knows the units of all the messages: volume tiers need them
        let mut rater = Rater::second_pass(&book, &before, first.totals())?;
        let rated = rater.rate(0, &message, segments, args.failed);
        let explanation = rater.explain(&rated, &message)?;
        let cost = rater.add(&rated, args.count, 0)?;
        let total = rater.totals().costs(&book, &before)?.totals.get(&currency).copied();
        Ok(Answer { args, at, message, rater, rated, explanation, cost, total })
    }

    fn object(&self) -> Value {
        let rated = &self.rated;
        let mut object = json!({
            "schema": "septet.rate/1",
            "at": self.at.to_string(),
            "country": self.message.region.map(|region| region.to_string()),
            "status": rated.status.as_str(),
            "warnings": self.cost.warnings.words().collect::<Vec<_>>(),
            "segments": rated.segments,
        });
        if let (Some(cost), Some(total)) = (self.cost.total, self.total) {
            object["units"] = json!(rated.units);
            object["count"] = json!(self.args.count);
            object["rate"] = json!(self.rater.rate_id(rated));
            object["surcharges"] = json!(self.rater.surcharge_names(rated));
            object["each"] = json!(self.explanation.each.map(|each| each.to_string()));
            object["cost"] = json!(cost.to_string());
            object["subtotal"] = json!(total.subtotal.to_string());
            object["tax"] = json!(total.tax.to_string());
            object["total"] = json!(total.total.to_string());
            object["currency"] = json!(self.currency());
        }
        if self.args.explain {
            object["explanation"] = self.explanation.to_json();
        }
        object
    }

    fn currency(&self) -> String {
        let card = self.rater.book().card(self.rated.card);
        card.map(|card| card.card().currency().to_string()).unwrap_or_default()
    }

    fn people(&self) -> String {
        let mut out = Lines::default();
        let rated = &self.rated;
        out.line("status", rated.status.as_str());
        for warning in self.cost.warnings.words() {
            out.line("warning", warning);
        }
        out.line(
            "country",
            &match (self.message.region, self.args.country) {
                (Some(region), Some(_)) => region.to_string(),
                (Some(region), None) => format!("{region} (of the number)"),
                (None, _) => "not known (--country says it)".to_owned(),
            },
        );
        out.line("time", &self.at.to_string());
        out.line("segments", &rated.segments.to_string());
        if let (Some(cost), Some(total)) = (self.cost.total, self.total) {
            let currency = self.currency();
            out.line("rate", self.rater.rate_id(rated).unwrap_or_default());
            let names = self.rater.surcharge_names(rated);
            if !names.is_empty() {
                out.line("surcharges", &names.join(", "));
            }
            if let Some(each) = self.explanation.each {
                let one = if self.cost.each.is_some() { "one" } else { "the first" };
                out.line(one, &format!("{each} {currency}"));
            }
            if self.args.count > 1 {
                out.line("messages", &self.args.count.to_string());
                out.line("all", &format!("{cost} {currency}"));
            }
            out.line("subtotal", &format!("{} {currency}", total.subtotal));
            out.line("tax", &format!("{} {currency}", total.tax));
            out.line("total", &format!("{} {currency}", total.total));
        }
        if self.args.explain {
            self.explain_to(&mut out);
        }
        out.0
    }

    fn explain_to(&self, out: &mut Lines) {
        let e = &self.explanation;
        out.title("rates that fit");
        out.rows(&e.rates);
        if !e.surcharges.is_empty() {
            out.title("surcharges that fit");
            out.rows(&e.surcharges);
        }
        if self.cost.total.is_none() {
            return;
        }
        out.title("one message");
        for tier in &e.tiers {
            let unit = e.charge_unit.map_or("unit", ChargeUnit::as_str);
            let s = if tier.units == 1 { "" } else { "s" };
            out.line("", &format!("{} {unit}{s} x {} (row {})", tier.units, tier.price, tier.id));
        }
        out.line("base", &e.base.to_string());
        if e.base_after_minimum != e.base {
            out.line("minimum", &e.base_after_minimum.to_string());
        }
        for (what, amount) in [("+ fixed", e.fixed_surcharges), ("+ percent", e.percent_surcharges)]
        {
            if !amount.is_zero() {
                out.line(what, &amount.to_string());
            }
        }
        if let Some(each) = e.each {
            out.line("= one", &each.to_string());
        }
    }
}

/// Aligned lines of text.
#[derive(Default)]
struct Lines(String);

impl Lines {
    fn line(&mut self, name: &str, value: &str) {
        self.0.push_str(format!("{name:<11} {value}").trim_end());
        self.0.push('\n');
    }

    fn title(&mut self, title: &str) {
        self.0.push_str(&format!("\n{title}\n"));
    }

    fn rows(&mut self, rows: &[septet::cost::ExplainedRow]) {
        if rows.is_empty() {
            self.0.push_str("  none\n");
        }
        let width = rows.iter().map(|row| row.id.chars().count()).max().unwrap_or_default();
        for row in rows {
            let amount = row.amount.map_or("-".to_owned(), |amount| amount.to_string());
            let more = match (&row.name, row.per) {
                (Some(name), Some(per)) => format!("{name}, per {}", per.as_str()),
                _ if row.tier_from > 0 => format!("from unit {}", row.tier_from),
                _ => String::new(),
            };
            let class = row.class;
            let verdict = row.verdict.as_str();
            let id = &row.id;
            let line =
                format!("  {id:<width$}  {amount:>12}  weight {class:<3}  {verdict:<13}  {more}");
            self.0.push_str(line.trim_end());
            self.0.push('\n');
        }
    }
}
