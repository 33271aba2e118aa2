//! Stretches of time in which the same rows of a card are in force.

use alloc::borrow::ToOwned;
use alloc::collections::BTreeMap;
use alloc::vec::Vec;

use super::book::{RateKey, Tier};
use super::card::{RateCard, Surcharge};
use super::index::Index;
use super::matcher::Matchers;
use super::time::Timestamp;
use super::words::SurchargePer;

/// What is in force in a stretch of time.
#[derive(Debug)]
pub(super) struct Era {
    pub(super) from: Option<Timestamp>,
    /// The key of each row of the index.
    pub(super) keys: Vec<u32>,
    pub(super) in_force: Index,
    pub(super) names: Vec<SurchargeName>,
}

/// The surcharges of one name, those for failed messages apart.
#[derive(Debug)]
pub(super) struct SurchargeName {
    pub(super) failed: bool,
    /// Indices in [`RateCard::surcharges`] of the rows in force.
    pub(super) rows: Vec<u32>,
    pub(super) index: Index,
}

/// When something begins or ends to be in force, the beginning of time first.
pub(super) fn starts(card: &RateCard) -> Vec<Option<Timestamp>> {
    let rates = card.rates.iter().map(|rate| rate.validity);
    let all = rates.chain(card.surcharges.iter().map(|surcharge| surcharge.validity));
    let ends = all.flat_map(|validity| [validity.from, validity.to]);
    let first = Timestamp::from_seconds(i64::MIN);
    let mut starts: Vec<_> = core::iter::once(Some(first)).chain(ends).flatten().collect();
    starts.sort_unstable();
    starts.dedup();
    starts.into_iter().map(Some).collect()
}

/// The keys with a row in force at a time, in file order, and their matchers.
pub(super) fn in_force(card: &RateCard, at: Option<Timestamp>) -> (Vec<RateKey>, Vec<Matchers>) {
    let mut keys: Vec<RateKey> = Vec::new();
    let mut matchers: Vec<Matchers> = Vec::new();
    let mut by_matchers: BTreeMap<Matchers, usize> = BTreeMap::new();
    for (row, rate) in card.rates.iter().enumerate() {
        if !rate.validity.holds(at) {
            continue;
        }
        let key = *by_matchers.entry(rate.matchers).or_insert_with(|| {
            let (charge_unit, action) = (rate.charge_unit, rate.action);
            keys.push(RateKey { tiers: Vec::new(), charge_unit, action });
            matchers.push(rate.matchers);
            keys.len() - 1
        });
        keys[key].tiers.push(Tier { from: rate.tier_from, price: rate.price, row });
    }
    for key in &mut keys {
        key.tiers.sort_unstable_by_key(|tier| tier.from);
    }
    (keys, matchers)
}

pub(super) fn surcharge_names(
    surcharges: &[Surcharge],
    at: Option<Timestamp>,
) -> Vec<SurchargeName> {
    let mut groups: Vec<(&str, bool, Vec<u32>)> = Vec::new();
    let mut by_name = BTreeMap::new();
    for (i, surcharge) in surcharges.iter().enumerate() {
        if !surcharge.validity.holds(at) {
            continue;
        }
        let failed = surcharge.per == SurchargePer::FailedMessage;
        let group = *by_name.entry((&*surcharge.name, failed)).or_insert_with(|| {
            groups.push((&surcharge.name, failed, Vec::new()));
            groups.len() - 1
        });
        groups[group].2.push(i as u32);
    }
    let make = |(_, failed, rows): (&str, bool, Vec<u32>)| {
        let matchers = rows.iter().map(|row| surcharges[*row as usize].matchers).collect();
        SurchargeName { failed, index: Index::new(matchers), rows: rows.to_owned() }
    };
    groups.into_iter().map(make).collect()
}
