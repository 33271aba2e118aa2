//! Checks of rows against each other.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use crate::error::{Error, ErrorKind};
use crate::number::Region;
use crate::rate::card::{Rate, Surcharge};
use crate::rate::matcher::{Matchers, Prefix};
use crate::rate::network::{Mcc, Mnc};
use crate::rate::time::Timestamp;
use crate::rate::words::SurchargePer;

/// The rates so far by their key.
#[derive(Default)]
pub(super) struct Keys(BTreeMap<Matchers, Vec<usize>>);

impl Keys {
    /// Checks `rate` against the rates before it.
    pub(super) fn add(&mut self, before: &[Rate], rate: &Rate) -> Result<(), Error> {
        let same_key = self.0.entry(rate.matchers).or_default();
        let rivals =
            same_key.iter().map(|i| &before[*i]).filter(|r| r.validity.meets(&rate.validity));
        if let Some(other) = rivals.clone().find(|r| r.tier_from == rate.tier_from) {
            return Err(Error::new(
                ErrorKind::DuplicateRate,
                format!(
                    "row {} fits the same messages at the same time: remove one, or end it",
                    other.id
                ),
            )
            .with_row(&*rate.id));
        }
        for other in rivals {
            let field = if other.action != rate.action {
                "action"
            } else if other.charge_unit != rate.charge_unit {
                "charge_unit"
            } else {
                continue;
            };
            return Err(Error::new(
                ErrorKind::TierInvalid,
                format!(
                    "tiers of one key have one action and one charge unit: see row {}",
                    other.id
                ),
            )
            .with_field(field)
            .with_row(&*rate.id));
        }
        same_key.push(before.len());
        Ok(())
    }
}

/// While a tier is in force, the first tier of its key must be.
pub(super) fn no_tier_gap(rates: &[Rate]) -> Result<(), (usize, Error)> {
    let mut first_tiers: BTreeMap<Matchers, Vec<(i64, i64)>> = BTreeMap::new();
    for rate in rates.iter().filter(|r| r.tier_from == 0) {
        first_tiers.entry(rate.matchers).or_default().push(seconds(rate));
    }
    for spans in first_tiers.values_mut() {
        spans.sort_unstable();
    }
    for (index, rate) in rates.iter().enumerate().filter(|(_, r)| r.tier_from > 0) {
        let (mut from, to) = seconds(rate);
        for (start, end) in first_tiers.get(&rate.matchers).map(Vec::as_slice).unwrap_or_default() {
            if *start <= from && from < *end {
                from = *end;
            }
        }
        if from < to {
            let what = "a row with tier_from = 0 and the same matchers must be in force as long \
                        as this tier is";
            let error = Error::new(ErrorKind::TierGap, what).with_field("tier_from");
            return Err((index, error.with_row(&*rate.id)));
        }
    }
    Ok(())
}

fn seconds(rate: &Rate) -> (i64, i64) {
    let from = rate.validity.from.map_or(i64::MIN, Timestamp::seconds);
    (from, rate.validity.to.map_or(i64::MAX, Timestamp::seconds))
}

/// The fields that give a destination its class; two rows of equal class that differ in them never
/// fit one message.
type Place = (Option<(Mcc, Mnc)>, Option<Prefix>, Option<Mcc>, Option<Region>);

fn destination(m: &Matchers) -> Place {
    match (m.mcc.zip(m.mnc), m.prefix, m.mcc, m.region) {
        (Some(network), ..) => (Some(network), None, None, None),
        (None, Some(prefix), ..) => (None, Some(prefix), None, None),
        (None, None, Some(mcc), _) => (None, None, Some(mcc), None),
        (None, None, None, region) => (None, None, None, region),
    }
}

/// The surcharges so far by name, whether they are for failed messages, weight and destination.
#[derive(Default)]
pub(super) struct Names(BTreeMap<(String, bool, u16, Place), Vec<usize>>);

impl Names {
    /// Checks `surcharge` against those before it.
    pub(super) fn add(&mut self, before: &[Surcharge], surcharge: &Surcharge) -> Result<(), Error> {
        let matchers = &surcharge.matchers;
        let failed = surcharge.per == SurchargePer::FailedMessage;
        let key = (surcharge.name.clone(), failed, matchers.weight(), destination(matchers));
        let rivals = self.0.entry(key).or_default();
        let clash = rivals.iter().map(|i| &before[*i]).find(|other| {
            other.validity.meets(&surcharge.validity) && other.matchers.meets(matchers)
        });
        if let Some(other) = clash {
            return Err(Error::new(
                ErrorKind::AmbiguousSurcharge,
                format!(
                    "row {} has the same name and can fit the same message as specifically: \
                     remove one, or narrow it",
                    other.id
                ),
            )
            .with_row(&*surcharge.id));
        }
        rivals.push(before.len());
        Ok(())
    }
}
