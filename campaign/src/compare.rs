//! One campaign under several vendors and rate cards.
//!
//! Costs are ranked within one currency only: amounts of two currencies are neither added up nor
//! put in an order. Each report is the one that a preflight of its own would give: duplicates,
//! floods and suppressed numbers are looked for once a vendor, and all judge in one reading.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use septet::money::Currency;
use septet::preflight::{Preflight, Report, Severity, Totals};
use septet::rate::{BookCard, RateCard};
use septet::{Error, ErrorKind};
use serde_json::{Value, json};

use crate::audit::Open;
use crate::checks::{Flags, check_with_list};
use crate::driver::{Campaign, Judge, Pass, Progress};
use crate::input::Block;
use crate::job::cores;
use crate::parallel::{self, Worker};
use crate::report::table::{Align, Table, grouped};
use crate::report::{amounts, range};

/// A campaign under one vendor and rate card.
#[derive(Clone, Debug, PartialEq)]
pub struct Compared {
    /// Index of what it was judged by, in the order that was given.
    pub index: usize,
    /// The vendor's name.
    pub vendor: String,
    /// The vendor's id.
    pub vendor_id: String,
    /// The rate card's id; none where none was given.
    pub card: Option<String>,
    /// The card's currency.
    pub currency: Option<Currency>,
    /// Its place among those of its currency, from 1; none without a price for anything.
    pub rank: Option<usize>,
    /// Rows that have no cost: they cannot be sent, or the card has no price for them.
    pub not_priced: u64,
    /// The whole report.
    pub report: Report,
}

impl Compared {
    /// How often something of this severity was found.
    pub fn found(&self, severity: Severity) -> u64 {
        let of = self.report.findings.iter().filter(|found| found.code.severity() == severity);
        of.map(|found| found.count).sum()
    }
}

/// A campaign, and what it is judged by.
#[derive(Clone, Copy, Debug)]
pub struct Comparing<'a> {
    /// Vendors, cards and options; each has one rate card at most.
    pub preflights: &'a [Preflight],
    /// How its rows are read.
    pub campaign: &'a Campaign,
    /// The file of numbers that must not be written to.
    pub suppression: Option<&'a Path>,
    /// Threads that judge rows; none for one a core. The result does not depend on their number.
    pub threads: Option<usize>,
    /// Where temporary files go.
    pub directory: &'a Path,
}

impl Comparing<'_> {
    /// Judges the campaign that `open` opens under each preflight. The result is ranked: by
    /// currency, then those that leave fewest rows without a price, then by expected cost, then in
    /// the order given. With it comes what messages call the file.
    ///
    /// # Errors
    /// Those of `open`; `input_unreadable`, `input_empty`, `output_unwritable` (a temporary file),
    /// `not_supported_yet` (flood limits that go by nothing in common), `overflow`.
    pub fn run(
        &self,
        open: &Open<'_>,
        progress: &mut Progress<'_>,
    ) -> Result<(Vec<Compared>, String), Error> {
        let Comparing { preflights, campaign, .. } = *self;
        let flags = self.flags(open)?;
        let worker = || {
            let judge = |(preflight, flags)| {
                Pass { preflight, campaign, flags, units: None, threads: 1 }.judge(None)
            };
            let judges = preflights.iter().zip(flags.each()).map(judge);
            Ok(Judges(judges.collect::<Result<_, Error>>()?))
        };
        let ordered = preflights.iter().any(Preflight::depends_on_order);
        let threads = if ordered { 1 } else { self.threads.unwrap_or_else(cores) };
        let mut rows = 0;
        let mut write = |origin: &_, _: &[u8], row_count: usize| {
            rows += row_count as u64;
            progress(rows, origin);
            Ok(())
        };
        let mut reader = campaign.open_again(open()?)?;
        let mut totals = vec![Totals::default(); preflights.len()];
        for part in parallel::run(threads, &mut reader, worker, &mut write)? {
            for (whole, part) in totals.iter_mut().zip(part) {
                whole.merge(part)?;
            }
        }
        if rows == 0 {
            let what = "there is a header and no row under it";
            return Err(Error::new(ErrorKind::InputEmpty, what).with_file(reader.name()));
        }
        let mut compared = Vec::with_capacity(preflights.len());
        for (index, (preflight, totals)) in preflights.iter().zip(totals).enumerate() {
            compared.push(one(index, preflight, preflight.report(totals)?));
        }
        Ok((ranked(compared), reader.name().to_string()))
    }

    /// What only the whole campaign shows, looked for once for all that would find the same.
    fn flags(&self, open: &Open<'_>) -> Result<FlagsOfEach, Error> {
        let mut flags = FlagsOfEach::default();
        for (index, preflight) in self.preflights.iter().enumerate() {
            let known =
                self.preflights[..index].iter().position(|other| finds_as(preflight, other));
            let place = match known {
                Some(known) => flags.places[known],
                None => {
                    let again = || self.campaign.open_again(open()?);
                    let (list, directory) = (self.suppression, self.directory);
                    let (found, _) =
                        check_with_list(preflight, self.campaign, again, list, directory)?;
                    flags.found.push(found);
                    flags.found.len() - 1
                }
            };
            flags.places.push(place);
        }
        Ok(flags)
    }
}

/// Whether two find the same in a whole campaign: rate cards have no part in it.
fn finds_as(one: &Preflight, other: &Preflight) -> bool {
    let by = |preflight: &Preflight| {
        let options = preflight.options();
        let consecutive = options.heuristics.consecutive_min();
        (options.default_region, options.at, options.sender.clone(), consecutive)
    };
    one.vendor() == other.vendor() && by(one) == by(other)
}

/// What was found of the rows, preflight by preflight.
#[derive(Default)]
struct FlagsOfEach {
    found: Vec<Flags>,
    /// Where those of each preflight stand.
    places: Vec<usize>,
}

impl FlagsOfEach {
    fn each(&self) -> impl Iterator<Item = &Flags> {
        self.places.iter().map(|place| &self.found[*place])
    }
}

fn one(index: usize, preflight: &Preflight, report: Report) -> Compared {
    let card = preflight.book().and_then(|book| book.card(0)).map(BookCard::card);
    let priced: u64 =
        report.statuses.iter().filter(|(status, _)| status.has_cost()).map(|(_, n)| n).sum();
    Compared {
        index,
        vendor: preflight.vendor().name().to_string(),
        vendor_id: preflight.vendor().id().to_string(),
        card: card.map(|card| card.id().to_string()),
        currency: card.map(RateCard::currency),
        rank: None,
        not_priced: report.rows - priced,
        report,
    }
}

fn ranked(mut compared: Vec<Compared>) -> Vec<Compared> {
    compared.sort_by_key(|one| {
        let cost = one.report.costs.first().map(|cost| cost.total.expected);
        (one.currency.is_none(), one.currency, one.not_priced, cost.is_none(), cost, one.index)
    });
    let mut places: BTreeMap<Currency, usize> = BTreeMap::new();
    for one in &mut compared {
        if let (Some(currency), false) = (one.currency, one.report.costs.is_empty()) {
            let place = places.entry(currency).or_default();
            *place += 1;
            one.rank = Some(*place);
        }
    }
    compared
}

/// One judge for each vendor and card; all take the same blocks.
struct Judges<'a>(Vec<Judge<'a>>);

impl Worker for Judges<'_> {
    type Counted = Vec<Totals>;

    fn block(&mut self, block: &Block, lines: &mut Vec<u8>) -> Result<(), Error> {
        self.0.iter_mut().try_for_each(|judge| judge.block(block, lines))
    }

    fn finish(self) -> Result<Vec<Totals>, Error> {
        self.0.into_iter().map(Worker::finish).collect()
    }
}

/// The severities, the worst first.
const SEVERITIES: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Info];

/// The comparison as one JSON object, `septet.compare/1`.
pub fn json(compared: &[Compared], input: &str) -> Value {
    let of = |one: &Compared| {
        let found = SEVERITIES.map(|s| (s.as_str().to_string(), json!(one.found(s))));
        let cost = one.report.costs.first();
        json!({
            "vendor": one.vendor_id,
            "card": one.card,
            "currency": one.currency.map(|currency| currency.as_str().to_string()),
            "rank": one.rank,
            "cost": cost.map(|cost| json!({
                "subtotal": range(&cost.subtotal),
                "tax": range(&cost.tax),
                "total": range(&cost.total),
            })),
            "messages": one.report.sendable.messages,
            "segments": one.report.sendable.segments,
            "not_priced": one.not_priced,
            "complete": one.report.complete,
            "findings": found.into_iter().collect::<serde_json::Map<_, _>>(),
        })
    };
    json!({
        "schema": "septet.compare/1",
        "input": input,
        "rows": compared.first().map(|one| one.report.rows),
        "mixed_currencies": currencies(compared) > 1,
        "compared": compared.iter().map(of).collect::<Vec<_>>(),
    })
}

fn currencies(compared: &[Compared]) -> usize {
    let mut all: Vec<Currency> = compared.iter().filter_map(|one| one.currency).collect();
    all.sort_unstable();
    all.dedup();
    all.len()
}

/// The comparison as a table for a person.
pub fn text(compared: &[Compared], input: &str) -> String {
    let mut out = String::new();
    let rows = compared.first().map_or(0, |one| one.report.rows);
    let _ = writeln!(out, "campaign   {input}: {} rows\n", grouped(rows));
    let mut table = Table::new([
        ("", Align::Right),
        ("vendor", Align::Left),
        ("rates", Align::Left),
        ("cost", Align::Right),
        ("", Align::Left),
        ("segments", Align::Right),
        ("no price", Align::Right),
        ("errors", Align::Right),
        ("warnings", Align::Right),
    ]);
    for one in compared {
        let cost = one.report.costs.first().map(|cost| amounts(&cost.total));
        table.push([
            one.rank.map_or(String::new(), |rank| rank.to_string()),
            one.vendor.clone(),
            one.card.clone().unwrap_or_default(),
            cost.unwrap_or_else(|| "unknown".to_string()),
            one.currency.map_or(String::new(), |currency| currency.as_str().to_string()),
            grouped(one.report.sendable.segments),
            grouped(one.not_priced),
            grouped(one.found(Severity::Error)),
            grouped(one.found(Severity::Warning)),
        ]);
    }
    table.write(&mut out);
    if currencies(compared) > 1 {
        out.push_str("\ncosts in different currencies are not ranked against each other\n");
    }
    if compared.windows(2).any(|pair| pair[0].not_priced != pair[1].not_priced) {
        out.push_str("\nrows without a price are in no cost: fewest first, then by cost\n");
    }
    out
}
