//! Counts of a campaign. Counts of parts are merged; money is computed from them once, at the end
//! (`sums`), so that parts come to the same as the whole.

use alloc::boxed::Box;
use alloc::collections::BTreeMap;
use alloc::vec::Vec;
use core::ops::Range;

use super::rater::Rated;
use super::recent::{Kind, RecentMap};
use super::tiers::Place;
use super::units_before::UnitsBefore;
use crate::error::Error;
use crate::money::{Amount, overflow};
use crate::rate::{Action, BookCard, RateBook, RateStatus, TierMode};

/// What messages must share to be counted together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct CountKey {
    pub(super) card: u32,
    pub(super) key: u32,
    pub(super) set: u32,
    pub(super) segments: u64,
    pub(super) failed: bool,
    pub(super) place: Place,
    pub(super) group: u32,
}

impl CountKey {
    pub(super) fn new(rated: &Rated, place: Place, group: u32) -> CountKey {
        CountKey {
            card: rated.card as u32,
            key: rated.key,
            set: rated.set,
            segments: rated.segments,
            failed: rated.failed,
            place,
            group,
        }
    }
}

impl Kind for CountKey {
    fn mix(&self) -> u32 {
        // what differs between neighbours: the rate, the country, the encoding, the length
        let group = self.group ^ self.group >> 7;
        self.key.wrapping_mul(5) ^ group ^ (self.segments as u32).wrapping_mul(9)
    }
}

/// Sets of surcharges by a small number; 0 is the empty one.
#[derive(Clone, Debug)]
pub(super) struct Sets {
    sets: Vec<Box<[u32]>>,
    numbers: BTreeMap<Box<[u32]>, u32>,
}

impl Default for Sets {
    fn default() -> Sets {
        let empty: Box<[u32]> = Box::default();
        Sets { sets: alloc::vec![empty.clone()], numbers: BTreeMap::from([(empty, 0)]) }
    }
}

impl Sets {
    #[inline]
    pub(super) fn intern(&mut self, set: &[u32]) -> u32 {
        if set.is_empty() {
            return 0;
        }
        if let Some(number) = self.numbers.get(set) {
            return *number;
        }
        let number = self.sets.len() as u32;
        self.sets.push(set.into());
        self.numbers.insert(set.into(), number);
        number
    }

    pub(super) fn get(&self, number: u32) -> &[u32] {
        self.sets.get(number as usize).map_or(&[], |set| set)
    }
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Count {
    /// Not limited to 64 bits: a failed message that is not charged has no units.
    pub(super) count: u128,
    pub(super) each: Option<Amount>,
}

/// Units on one counter: where parts began and ended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Counter {
    pub(super) units: u64,
    /// Only where prices depend on the order: ranges that do not touch, sorted.
    pub(super) spans: Vec<(u64, u64)>,
}

/// Counts of a campaign or a part of it.
#[derive(Clone, Debug, Default)]
pub struct Totals {
    pub(super) sets: Sets,
    pub(super) counts: RecentMap<CountKey, Count>,
    /// Messages by card, then by status.
    pub(super) statuses: Vec<[u128; RateStatus::WORDS.len()]>,
    pub(super) counters: BTreeMap<(u32, u32), Counter>,
    pub(super) units: u64,
}

impl Totals {
    #[inline]
    pub(super) fn count_status(&mut self, rated: &Rated, count: u64) -> Result<(), Error> {
        if self.statuses.len() <= rated.card {
            self.statuses.resize(rated.card + 1, Default::default());
        }
        let messages = &mut self.statuses[rated.card][rated.status as usize];
        *messages = messages.checked_add(count.into()).ok_or_else(overflow)?;
        Ok(())
    }

    pub(super) fn add_units(&mut self, units: u64) -> Result<(), Error> {
        self.units = self.units.checked_add(units).ok_or_else(overflow)?;
        Ok(())
    }

    pub(super) fn add_span(
        &mut self,
        card: &BookCard,
        (index, counter): (usize, usize),
        span: Range<u64>,
    ) {
        let counter = self.counters.entry((index as u32, counter as u32)).or_default();
        counter.units += span.end - span.start; // not more than the counter's end: no overflow
        if card.card().tier_mode() == TierMode::Graduated {
            counter.add((span.start, span.end));
        }
    }

    /// Advances a counter whose spans do not matter.
    pub(super) fn add_counter_units(
        &mut self,
        (index, counter): (usize, usize),
        units: u64,
    ) -> Result<(), Error> {
        let counter = self.counters.entry((index as u32, counter as u32)).or_default();
        counter.units = counter.units.checked_add(units).ok_or_else(overflow)?;
        Ok(())
    }

    /// Counts messages; the price of one is computed when the first of their kind comes.
    #[inline]
    pub(super) fn add(
        &mut self,
        key: CountKey,
        count: u64,
        price: impl FnOnce(&[u32]) -> Result<Option<Amount>, Error>,
    ) -> Result<Option<Amount>, Error> {
        let Totals { counts, sets, .. } = self;
        let new = || Ok::<Count, Error>(Count { count: 0, each: price(sets.get(key.set))? });
        let found = counts.entry(key, new)?;
        found.count = found.count.checked_add(count.into()).ok_or_else(overflow)?;
        Ok(found.each)
    }

    /// Where the counters stand at the end, when they began at `start`.
    pub(super) fn finals(&self, start: &[Vec<u64>]) -> Result<Vec<Vec<u64>>, Error> {
        let mut finals = start.to_vec();
        for ((card, counter), used) in &self.counters {
            let end = finals.get_mut(*card as usize).and_then(|c| c.get_mut(*counter as usize));
            if let Some(end) = end {
                *end = end.checked_add(used.units).ok_or_else(overflow)?;
            }
        }
        Ok(finals)
    }

    /// The units that were counted on each counter, by its id.
    pub fn units_used(&self, book: &RateBook) -> UnitsBefore {
        let mut used = UnitsBefore::none();
        for ((card, counter), found) in &self.counters {
            if let Some(card) = book.card(*card as usize) {
                used.set(card.counter_id(*counter as usize), found.units);
            }
        }
        used
    }

    /// Adds the counts of another part of the campaign, rated by the same book. Parts may come in
    /// any order; those of graduated cards must each have begun where the one before ended
    /// ([`Totals::costs`] checks that nothing is missing).
    ///
    /// # Errors
    /// [`ErrorKind::Overflow`](crate::ErrorKind::Overflow).
    pub fn merge(&mut self, other: &Totals) -> Result<(), Error> {
        let counts = self.counts.settled();
        for (key, count) in other.counts.iter() {
            let key = CountKey { set: self.sets.intern(other.sets.get(key.set)), ..*key };
            let found = counts.entry(key).or_insert(Count { count: 0, each: count.each });
            found.count = found.count.checked_add(count.count).ok_or_else(overflow)?;
        }
        if self.statuses.len() < other.statuses.len() {
            self.statuses.resize(other.statuses.len(), Default::default());
        }
        for (own, other) in self.statuses.iter_mut().zip(&other.statuses) {
            for (messages, count) in own.iter_mut().zip(other) {
                *messages = messages.checked_add(*count).ok_or_else(overflow)?;
            }
        }
        for (id, counter) in &other.counters {
            let own = self.counters.entry(*id).or_default();
            own.units = own.units.checked_add(counter.units).ok_or_else(overflow)?;
            for span in &counter.spans {
                own.add(*span);
            }
        }
        self.add_units(other.units)
    }

    /// The same counts with the tiers of volume rates open, as in a pass that does not know where
    /// the campaign ends.
    pub(super) fn with_volume_open(&self, book: &RateBook) -> Result<Totals, Error> {
        let mut open = self.clone();
        for (key, count) in core::mem::take(open.counts.settled()) {
            let volume = book.card(key.card as usize).is_some_and(|card| {
                let rate = &card.keys()[key.key as usize];
                card.card().tier_mode() == TierMode::Volume
                    && rate.tiers.len() > 1
                    && rate.action == Action::Price
                    && (!key.failed || card.card().charge_failed())
            });
            let (key, each) = match volume {
                true => (CountKey { place: Place::Volume, ..key }, None),
                false => (key, count.each),
            };
            let found = open.counts.settled().entry(key).or_insert(Count { count: 0, each });
            found.count = found.count.checked_add(count.count).ok_or_else(overflow)?;
        }
        Ok(open)
    }

    /// Takes away counts that are among these, rated by the same book. The spans of counters stay:
    /// for books whose prices do not depend on the order.
    ///
    /// # Errors
    /// [`ErrorKind::Overflow`] when they are not among these.
    pub(super) fn remove(&mut self, other: &Totals) -> Result<(), Error> {
        let counts = self.counts.settled();
        for (key, count) in other.counts.iter() {
            let key = CountKey { set: self.sets.intern(other.sets.get(key.set)), ..*key };
            let found = counts.get_mut(&key).ok_or_else(overflow)?;
            found.count = found.count.checked_sub(count.count).ok_or_else(overflow)?;
            if found.count == 0 {
                counts.remove(&key);
            }
        }
        for (own, other) in self.statuses.iter_mut().zip(&other.statuses) {
            for (messages, count) in own.iter_mut().zip(other) {
                *messages = messages.checked_sub(*count).ok_or_else(overflow)?;
            }
        }
        for (id, counter) in &other.counters {
            let own = self.counters.entry(*id).or_default();
            own.units = own.units.checked_sub(counter.units).ok_or_else(overflow)?;
        }
        self.units = self.units.checked_sub(other.units).ok_or_else(overflow)?;
        Ok(())
    }

    /// Messages of a status, over all cards.
    pub fn messages(&self, status: RateStatus) -> u128 {
        self.statuses.iter().map(|card| card[status as usize]).sum()
    }

    /// Messages without a cost.
    ///
    /// # Errors
    /// [`ErrorKind::Overflow`](crate::ErrorKind::Overflow).
    pub fn not_priced(&self) -> Result<u64, Error> {
        let without = RateStatus::ALL.iter().filter(|status| !status.has_cost());
        let sum: u128 = without.map(|status| self.messages(*status)).sum();
        u64::try_from(sum).map_err(|_| overflow())
    }

    /// Units of all messages with a cost.
    pub fn units(&self) -> u64 {
        self.units
    }
}

impl Counter {
    /// Adds a range, joined with those that it touches.
    pub(super) fn add(&mut self, (start, end): (u64, u64)) {
        if let Some(last) = self.spans.last_mut()
            && last.1 == start
        {
            last.1 = end;
            return;
        }
        self.spans.push((start, end));
        self.spans.sort_unstable();
        // only ranges that touch are joined: an overlap stays visible
        self.spans.dedup_by(|next, kept| {
            let touches = kept.1 == next.0;
            if touches {
                kept.1 = next.1;
            }
            touches
        });
    }
}
