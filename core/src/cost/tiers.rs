//! Which tier the units of messages fall into, by run-length arithmetic: a row of 2^64 - 1
//! messages is as quick as one.

use crate::rate::Tier;

/// Where the units of a message stand among the tiers of its rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Place {
    /// All in the tier at this index.
    Tier(u32),
    /// In several tiers, from this unit on.
    From(u64),
    /// In the tier that the whole campaign reaches, which is not known yet.
    Volume,
}

/// The index of the tier that a unit falls into.
pub(super) fn tier_of(tiers: &[Tier], unit: u64) -> usize {
    tiers.partition_point(|tier| tier.from <= unit).saturating_sub(1)
}

/// The indices of the first and last tier that `units` (at least 1) from `start` on fall into.
pub(super) fn tiers_of(tiers: &[Tier], start: u64, units: u64) -> (usize, usize) {
    (tier_of(tiers, start), tier_of(tiers, start + (units - 1)))
}

/// How many of `units` from `start` on fall into the tier at `index`.
pub(super) fn units_in(tiers: &[Tier], index: usize, start: u64, units: u64) -> u64 {
    let end = start + units; // counters are checked: no overflow
    let to = tiers.get(index + 1).map_or(end, |next| next.from.min(end));
    to.saturating_sub(tiers[index].from.max(start))
}

/// Cuts `count` messages of `units` each (at least 1), which begin at unit `start`, into runs of
/// messages of one place: calls `run` with how many, and their place.
pub(super) fn runs<E>(
    tiers: &[Tier],
    start: u64,
    units: u64,
    count: u64,
    mut run: impl FnMut(u64, Place) -> Result<(), E>,
) -> Result<(), E> {
    let (mut start, mut left) = (start, count);
    while left > 0 {
        let tier = tier_of(tiers, start);
        // messages that end before the next tier begins
        let whole = match tiers.get(tier + 1) {
            Some(next) => ((next.from - start) / units).min(left),
            None => left,
        };
        if whole > 0 {
            run(whole, Place::Tier(tier as u32))?;
        } else {
            run(1, Place::From(start))?;
        }
        let done = whole.max(1);
        left -= done;
        start += done * units;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Amount;
    use alloc::vec::Vec;

    fn tiers(from: &[u64]) -> Vec<Tier> {
        let tier = |(row, from): (usize, &u64)| Tier { from: *from, price: Amount::ZERO, row };
        from.iter().enumerate().map(tier).collect()
    }

    /// The obvious twin: one message after the other.
    #[test]
    fn runs_are_the_messages_one_by_one() {
        let cases: [&[u64]; 5] = [&[0], &[0, 1], &[0, 5, 6, 7], &[0, 10], &[0, 3, 30]];
        for from in cases {
            let tiers = tiers(from);
            for (start, units) in [(0, 1), (0, 3), (2, 3), (4, 4), (9, 1), (40, 2)] {
                let mut got = Vec::new();
                runs(&tiers, start, units, 12, |count, place| {
                    got.extend((0..count).map(|_| place));
                    Ok::<(), ()>(())
                })
                .unwrap();
                let expect: Vec<Place> = (0..12)
                    .map(|i| {
                        let at = start + i * units;
                        let in_tier = |t: usize| units_in(&tiers, t, at, units);
                        match (0..tiers.len()).find(|t| in_tier(*t) == units) {
                            Some(tier) => Place::Tier(tier as u32),
                            None => Place::From(at),
                        }
                    })
                    .collect();
                assert_eq!(got, expect, "{from:?} {start} {units}");
            }
        }
    }

    #[test]
    fn the_largest_row() {
        let mut total = 0u128;
        runs(&tiers(&[0, 7, u64::MAX - 1]), 0, 1, u64::MAX, |count, _| {
            total += u128::from(count);
            Ok::<(), ()>(())
        })
        .unwrap();
        assert_eq!(total, u128::from(u64::MAX));
    }
}
