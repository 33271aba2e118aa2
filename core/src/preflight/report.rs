//! What was counted, as values to be shown.

use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::Preflight;
use super::advised::AdvisedSenders;
use super::finding::{FindingCode, Severity};
use super::funds::FundsReach;
use super::pace::Pace;
use super::price::Range;
use super::status::RowStatus;
use super::totals::{CostCounts, RowRef, Tally, Totals, of_group};
use super::whatif::WhatIf;
use crate::Error;
use crate::cost::{self, Costs};
use crate::encoding::Encoding;
use crate::money::{Amount, Currency, Money};
use crate::number::Region;
use crate::vendor::DocumentFinding;

/// What a campaign will become and cost, and what is wrong with it.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Report {
    /// Rows read.
    pub rows: u64,
    /// Messages that number, length and rate card let through: all rows but those refused for
    /// these or unreadable. Costs and parts of the report are of these messages.
    pub sendable: Tally,
    /// Of those, the ones whose sender the vendor refuses: they need another one.
    pub refused_senders: Tally,
    /// Rows by status; only those that occur.
    pub statuses: Vec<(RowStatus, u64)>,
    /// What the campaign costs, by currency. Currencies are never added up.
    pub costs: Vec<CurrencyCost>,
    /// Whether every message that can be sent has a known cost.
    pub complete: bool,
    /// How long sending takes at least; none where the vendor gives no limit.
    pub pace: Option<Pace>,
    /// Messages by country of the destination, most segments first; "" where it is not known.
    pub countries: Vec<Slice>,
    /// Messages by encoding.
    pub encodings: Vec<Slice>,
    /// Messages by number of segments.
    pub lengths: Vec<(u32, u64)>,
    /// How long messages are; none where none can be sent.
    pub length: Option<Length>,
    /// What changes would save, the most first. None where nobody looked: [`Preflight::savings`]
    /// knows, and the caller puts it here.
    pub savings: Option<Vec<WhatIf>>,
    /// How far a balance and a budget reach, where any was given; see
    /// [`with_funds`](Report::with_funds).
    pub funds: Option<FundsReach>,
    /// What was found: errors first, then the most frequent.
    pub findings: Vec<Finding>,
    /// What [`FindingCode::SenderAdvice`] was found for: the most messages first.
    pub sender_advice: Vec<AdvisedSenders>,
}

/// How long messages are that can be sent, in segments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Length {
    /// Of the shortest.
    pub min: u32,
    /// At least half of the messages have no more, and at least half no fewer: the lower median.
    pub typical: u32,
    /// Of the longest.
    pub max: u32,
    /// The first rows that have so many.
    pub longest: Vec<RowRef>,
}

/// What a campaign costs in one currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CurrencyCost {
    /// The currency, or points.
    pub currency: Currency,
    /// Without tax.
    pub subtotal: Range,
    /// The tax.
    pub tax: Range,
    /// Both together.
    pub total: Range,
}

/// A part of the messages that can be sent, and its cost before rounding of the campaign and tax.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slice {
    /// What these messages share: a region or an encoding.
    pub key: String,
    /// How many.
    pub tally: Tally,
    /// What they cost, by currency.
    pub costs: Vec<(Currency, Range)>,
}

/// A finding, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What was found.
    pub code: FindingCode,
    /// In how many rows.
    pub count: u64,
    /// The first of them.
    pub first_rows: Vec<RowRef>,
    /// Money at stake, by currency, before rounding of the campaign and tax.
    pub money: Vec<Money>,
    /// What the vendor's profile says of its document where this is found.
    pub documents: Vec<DocumentFinding>,
}

impl Report {
    /// The most severe finding's severity.
    pub fn severity(&self) -> Option<Severity> {
        self.findings.iter().map(|finding| finding.code.severity()).max()
    }
}

type Costed<K> = BTreeMap<K, BTreeMap<Currency, Range>>;

impl Preflight {
    /// The report of a campaign from what was counted of it.
    ///
    /// # Errors
    /// `overflow`; `needs_units_before` when parts priced by a graduated card do not join.
    pub fn report(&self, totals: Totals) -> Result<Report, Error> {
        let totals = totals.settled();
        let mut sendable = Tally::default();
        let mut countries: BTreeMap<Option<Region>, Tally> = BTreeMap::new();
        let mut encodings: BTreeMap<Encoding, Tally> = BTreeMap::new();
        for (group, tally) in &totals.groups {
            let (region, encoding) = of_group(*group);
            let of = [countries.entry(region).or_default(), encodings.entry(encoding).or_default()];
            for sum in of.into_iter().chain([&mut sendable]) {
                sum.messages += tally.messages;
                sum.segments += tally.segments;
            }
        }
        let statuses = RowStatus::ALL.map(|status| (status, totals.statuses[status as usize]));
        let statuses: Vec<_> = statuses.into_iter().filter(|(_, count)| *count > 0).collect();
        let costed: u64 = statuses.iter().filter(|(s, _)| s.has_cost()).map(|(_, n)| n).sum();
        let (mut by_region, mut by_encoding) = (Costed::new(), Costed::new());
        let mut costs = Vec::new();
        if let Some(counts) = &totals.costs {
            costs = self.costs(counts)?;
            self.slice(counts, &mut by_region, &mut by_encoding)?;
        }
        let mut countries = slices(countries, by_region, |region| {
            region.as_ref().map(|r| r.as_str().to_string()).unwrap_or_default()
        });
        countries.sort_by(|a, b| b.tally.segments.cmp(&a.tally.segments).then(a.key.cmp(&b.key)));
        let mut findings = self.findings(&totals)?;
        if sendable.messages > 1 && self.vendor().charging().partial.is_some() {
            findings.push(self.of_campaign(FindingCode::BalanceNotGiven, sendable.messages));
        }
        for (code, least) in
            [(FindingCode::NumberFormUnspecified, 1), (FindingCode::VolumeLimitUnspecified, 2)]
        {
            if sendable.messages >= least && self.open.asks(code) {
                findings.push(self.of_campaign(code, sendable.messages));
            }
        }
        if costs.len() > 1 {
            findings.push(self.of_campaign(FindingCode::MixedCurrencies, costed));
        }
        let rank = |f: &Finding| (core::cmp::Reverse((f.code.severity(), f.count)), f.code);
        findings.sort_by_key(rank);
        Ok(Report {
            rows: totals.row_count(),
            sendable,
            refused_senders: totals.refused_senders,
            costs,
            complete: costed == sendable.messages,
            pace: Pace::of(
                &self.vendor().limits().rate,
                sendable.messages - totals.refused_senders.messages,
            ),
            statuses,
            countries,
            encodings: slices(encodings, by_encoding, |encoding| encoding.as_str().to_string()),
            lengths: totals.lengths.iter().map(|(segments, count)| (*segments, *count)).collect(),
            length: length(&totals),
            savings: None,
            funds: None,
            findings,
            sender_advice: self.advised(&totals),
        })
    }

    /// Costs by currency: expected, least and most.
    fn costs(&self, counts: &CostCounts) -> Result<Vec<CurrencyCost>, Error> {
        let Some(book) = self.book() else { return Ok(Vec::new()) };
        let before = &self.options().units_before;
        let expected = counts.expected.costs(book, before)?;
        let (min, max) = match &counts.spread {
            None => (expected.clone(), expected.clone()),
            Some(spread) => (spread.0.costs(book, before)?, spread.1.costs(book, before)?),
        };
        let of = |costs: &Costs, currency| costs.totals.get(currency).copied().unwrap_or_default();
        Ok(expected
            .totals
            .iter()
            .map(|(currency, expected)| {
                let (min, max) = (of(&min, currency), of(&max, currency));
                let range = |min, expected, max| Range { min, expected, max };
                CurrencyCost {
                    currency: *currency,
                    subtotal: range(min.subtotal, expected.subtotal, max.subtotal),
                    tax: range(min.tax, expected.tax, max.tax),
                    total: range(min.total, expected.total, max.total),
                }
            })
            .collect())
    }

    /// Costs by region and by encoding.
    fn slice(
        &self,
        counts: &CostCounts,
        by_region: &mut Costed<Option<Region>>,
        by_encoding: &mut Costed<Encoding>,
    ) -> Result<(), Error> {
        type Part = fn(&mut Range) -> &mut Amount;
        let Some(book) = self.book() else { return Ok(()) };
        let before = &self.options().units_before;
        let (min, max) = match &counts.spread {
            None => (&counts.expected, &counts.expected),
            Some(spread) => (&spread.0, &spread.1),
        };
        let parts: [(&cost::Totals, Part); 3] = [
            (min, |range| &mut range.min),
            (&counts.expected, |range| &mut range.expected),
            (max, |range| &mut range.max),
        ];
        for (totals, part) in parts {
            for line in totals.lines(book, before)? {
                let Some(card) = book.card(line.card) else { continue };
                let currency = card.card().currency();
                let (region, encoding) = of_group(line.group);
                for range in [
                    by_region.entry(region).or_default().entry(currency).or_default(),
                    by_encoding.entry(encoding).or_default().entry(currency).or_default(),
                ] {
                    let sum = part(range);
                    *sum = sum.checked_add(line.cost)?;
                }
            }
        }
        Ok(())
    }

    /// What is found of the rows.
    fn findings(&self, totals: &Totals) -> Result<Vec<Finding>, Error> {
        let mut findings = Vec::with_capacity(totals.findings.len() + 2);
        for (code, tally) in &totals.findings {
            let mut money: BTreeMap<Currency, Amount> = BTreeMap::new();
            for (card, amount) in &tally.stakes {
                let Some(card) = self.book().and_then(|book| book.card(*card)) else { continue };
                let sum = money.entry(card.card().currency()).or_default();
                *sum = sum.checked_add(*amount)?;
            }
            findings.push(Finding {
                first_rows: tally.first.clone(),
                money: money
                    .into_iter()
                    .map(|(currency, amount)| Money { amount, currency })
                    .collect(),
                ..self.of_campaign(*code, tally.count)
            });
        }
        Ok(findings)
    }

    /// A finding of so many messages, none of which stands out.
    fn of_campaign(&self, code: FindingCode, count: u64) -> Finding {
        let (first_rows, money) = (Vec::new(), Vec::new());
        Finding {
            code,
            count,
            first_rows,
            money,
            documents: self.documents(code).cloned().collect(),
        }
    }
}

fn length(totals: &Totals) -> Option<Length> {
    let lengths = &totals.lengths;
    let half = lengths.values().sum::<u64>().div_ceil(2);
    let mut so_far = 0;
    let typical = lengths.iter().find(|(_, count)| {
        so_far += **count;
        so_far >= half
    });
    Some(Length {
        min: *lengths.first_key_value()?.0,
        typical: *typical?.0,
        max: *lengths.last_key_value()?.0,
        longest: totals.longest.first.clone(),
    })
}

fn slices<K: Ord>(
    tallies: BTreeMap<K, Tally>,
    mut costs: Costed<K>,
    name: impl Fn(&K) -> String,
) -> Vec<Slice> {
    tallies
        .into_iter()
        .map(|(key, tally)| Slice {
            tally,
            costs: costs.remove(&key).unwrap_or_default().into_iter().collect(),
            key: name(&key),
        })
        .collect()
}
