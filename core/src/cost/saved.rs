//! Counts of a part of a campaign as plain values with names, to be written to a file and read
//! again: cards, rates, surcharges and counters by their ids, never by their place in a list.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::tiers::Place;
use super::totals::{Count, CountKey, Counter, Totals};
use crate::error::{Error, ErrorKind};
use crate::rate::{BookCard, RateBook, RateStatus};

/// What was counted of a part, as it is saved.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SavedTotals {
    /// Messages by card and status.
    statuses: BTreeMap<String, BTreeMap<String, u128>>,
    kinds: Vec<SavedKind>,
    counters: Vec<SavedCounter>,
    units: u64,
}

/// Messages of one kind.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SavedKind {
    card: String,
    /// Ids of the rows of its rate, a tier each.
    rate: Vec<String>,
    surcharges: Vec<String>,
    segments: u64,
    failed: bool,
    at: SavedPlace,
    group: u32,
    count: u128,
}

/// Where among the tiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum SavedPlace {
    /// In the tier at this index.
    Tier(u32),
    /// In several, from this unit on.
    From(u64),
    /// In the one that the whole campaign reaches.
    Volume,
}

/// Units on one counter.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SavedCounter {
    card: String,
    counter: String,
    units: u64,
    spans: Vec<(u64, u64)>,
}

impl Totals {
    /// The counts as they are saved; `book` is the one they were counted by.
    pub fn save(&self, book: &RateBook) -> SavedTotals {
        let Totals { sets, counts, statuses, counters, units } = self;
        let mut saved = SavedTotals { units: *units, ..SavedTotals::default() };
        for (card, counts) in book.cards().zip(statuses) {
            let counts = RateStatus::ALL.iter().zip(counts).filter(|(_, count)| **count > 0);
            let counts = counts.map(|(status, count)| (status.as_str().to_string(), *count));
            saved.statuses.insert(card.card().id().to_string(), counts.collect());
        }
        for (key, count) in counts.iter() {
            let Some(card) = book.card(key.card as usize) else { continue };
            let row = |row: &u32| card.card().surcharges()[*row as usize].id.clone();
            saved.kinds.push(SavedKind {
                card: card.card().id().to_string(),
                rate: card.row_ids(key.key as usize).map(String::from).collect(),
                surcharges: sets.get(key.set).iter().map(row).collect(),
                segments: key.segments,
                failed: key.failed,
                at: match key.place {
                    Place::Tier(index) => SavedPlace::Tier(index),
                    Place::From(unit) => SavedPlace::From(unit),
                    Place::Volume => SavedPlace::Volume,
                },
                group: key.group,
                count: count.count,
            });
        }
        // sets are numbered as they come: the same counts are written in the same order
        saved.kinds.sort_unstable();
        for ((card, counter), used) in counters {
            let Some(card) = book.card(*card as usize) else { continue };
            saved.counters.push(SavedCounter {
                card: card.card().id().to_string(),
                counter: card.counter_id(*counter as usize).to_string(),
                units: used.units,
                spans: used.spans.clone(),
            });
        }
        saved
    }
}

impl SavedTotals {
    /// The counts, by the same cards.
    ///
    /// # Errors
    /// [`ErrorKind::Syntax`] with the field for an id, a word or a tier that the cards do not
    /// have; [`ErrorKind::Overflow`].
    pub fn restore(&self, book: &RateBook) -> Result<Totals, Error> {
        let SavedTotals { statuses, kinds, counters, units } = self;
        let mut totals = Totals { units: *units, ..Totals::default() };
        totals.statuses.resize(book.cards().len(), Default::default());
        for (id, counts) in statuses {
            let (index, _) = card(book, id)?;
            for (word, count) in counts {
                let status = RateStatus::from_word(word).ok_or_else(|| absent("status", word))?;
                totals.statuses[index][status as usize] = *count;
            }
        }
        for kind in kinds {
            let (index, card) = card(book, &kind.card)?;
            totals.restore_kind(index, card, kind)?;
        }
        for saved in counters {
            let (index, card) = card(book, &saved.card)?;
            let counter = (0..card.counter_count())
                .find(|counter| card.counter_id(*counter) == saved.counter)
                .ok_or_else(|| absent("counter", &saved.counter))?;
            let mut spans = saved.spans.clone();
            spans.sort_unstable();
            let found = Counter { units: saved.units, spans };
            totals.counters.insert((index as u32, counter as u32), found);
        }
        Ok(totals)
    }
}

impl Totals {
    fn restore_kind(
        &mut self,
        index: usize,
        card: &BookCard,
        kind: &SavedKind,
    ) -> Result<(), Error> {
        let row = |id: &String| {
            let rows = card.card().surcharges();
            let row = rows.iter().position(|row| row.id == *id);
            row.map(|row| row as u32).ok_or_else(|| absent("surcharge", id))
        };
        let mut set = kind.surcharges.iter().map(row).collect::<Result<Vec<u32>, Error>>()?;
        set.sort_unstable();
        let place = match kind.at {
            SavedPlace::Tier(tier) => Place::Tier(tier),
            SavedPlace::From(unit) => Place::From(unit),
            SavedPlace::Volume => Place::Volume,
        };
        let is_it = |number: &usize| card.row_ids(*number).eq(kind.rate.iter().map(|id| &**id));
        let number = (0..card.keys().len())
            .find(is_it)
            .ok_or_else(|| absent("rate", &kind.rate.join(", ")))?;
        let tier_count = card.keys()[number].tiers.len();
        if let Place::Tier(tier) = place
            && tier as usize >= tier_count
        {
            return Err(absent("tier", &tier.to_string()));
        }
        let key = CountKey {
            card: index as u32,
            key: number as u32,
            set: self.sets.intern(&set),
            segments: kind.segments,
            failed: kind.failed,
            place,
            group: kind.group,
        };
        let each = match place {
            Place::Volume => None,
            place => Some(self.price_of_kind(card, &key, place)?),
        };
        let found = self.counts.settled().entry(key).or_insert(Count { count: 0, each });
        found.count = found.count.checked_add(kind.count).ok_or_else(crate::money::overflow)?;
        Ok(())
    }
}

fn card<'a>(book: &'a RateBook, id: &str) -> Result<(usize, &'a BookCard), Error> {
    let found = book.cards().enumerate().find(|(_, card)| card.card().id() == id);
    found.ok_or_else(|| absent("card", id))
}

fn absent(field: &str, value: &str) -> Error {
    let what = format!("the cards of this part have no {field} of this name");
    Error::new(ErrorKind::Syntax, what).with_field(field).with_value(value)
}
