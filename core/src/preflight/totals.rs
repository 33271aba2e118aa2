//! What was counted of a campaign or a part of it. Parts merge in any order to the same whole.

use alloc::boxed::Box;
use alloc::collections::BTreeMap;
use alloc::vec::Vec;
use core::convert::Infallible;

use super::advised::Advised;
use super::finding::{FindingCode, FindingSet};
use super::session::Verdict;
use super::status::RowStatus;
use super::whatif::Survey;
use crate::Error;
use crate::cost;
use crate::cost::recent::{Kind, RecentMap};
use crate::encoding::Encoding;
use crate::money::{Amount, overflow};
use crate::number::Region;

/// A row of a campaign file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowRef {
    /// Its number, from 1, the header not counted.
    pub row: u64,
    /// The line of the file that it begins at, from 1; 0 where there is no file.
    pub line: u64,
}

/// Rows that a finding names: the first ones of the campaign.
pub const FIRST_ROW_COUNT: usize = 5;

/// Messages and segments of a kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Messages.
    pub messages: u64,
    /// Their segments.
    pub segments: u64,
}

impl Tally {
    fn add(&mut self, other: Tally) {
        self.messages += other.messages;
        self.segments += other.segments;
    }
}

/// What was counted of one finding.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct FindingTally {
    pub(super) count: u64,
    /// Sorted, at most [`FIRST_ROW_COUNT`].
    pub(super) first: Vec<RowRef>,
    /// Money at stake, by card.
    pub(super) stakes: BTreeMap<usize, Amount>,
}

impl FindingTally {
    fn note(&mut self, row: RowRef) {
        self.count += 1;
        self.note_first(row);
    }

    pub(super) fn note_first(&mut self, row: RowRef) {
        note_first(&mut self.first, row);
    }
}

/// Keeps the first rows, sorted.
fn note_first(first: &mut Vec<RowRef>, row: RowRef) {
    // rows come in order: most stand behind the first ones
    if first.len() == FIRST_ROW_COUNT && first.last().is_some_and(|last| *last < row) {
        return;
    }
    let at = first.partition_point(|other| *other < row);
    if at < FIRST_ROW_COUNT {
        first.insert(at, row);
        first.truncate(FIRST_ROW_COUNT);
    }
}

/// The messages with the most segments: why a campaign, or a template, is as long as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Longest {
    pub(super) segments: u32,
    /// Sorted, at most [`FIRST_ROW_COUNT`].
    pub(super) first: Vec<RowRef>,
}

impl Longest {
    pub(super) fn note(&mut self, segments: u32, row: RowRef) {
        if segments < self.segments {
            return;
        }
        if segments > self.segments {
            *self = Longest { segments, first: Vec::new() };
        }
        note_first(&mut self.first, row);
    }
}

/// The counts from which costs are computed at the end.
#[derive(Clone, Debug)]
pub(super) struct CostCounts {
    pub(super) expected: cost::Totals,
    /// Least and most, where they differ.
    pub(super) spread: Option<Box<(cost::Totals, cost::Totals)>>,
}

impl CostCounts {
    fn merge(&mut self, other: &CostCounts) -> Result<(), Error> {
        if self.spread.is_none() && other.spread.is_some() {
            self.spread = Some(Box::new((self.expected.clone(), self.expected.clone())));
        }
        self.expected.merge(&other.expected)?;
        if let Some(spread) = &mut self.spread {
            let (min, max) = match &other.spread {
                Some(other) => (&other.0, &other.1),
                None => (&other.expected, &other.expected),
            };
            spread.0.merge(min)?;
            spread.1.merge(max)?;
        }
        Ok(())
    }
}

/// What was counted of a campaign or a part of it. [`merge`](Totals::merge) is associative and
/// commutative: whatever way a campaign is cut, the whole is the same.
#[derive(Clone, Debug, Default)]
pub struct Totals {
    pub(super) statuses: [u64; RowStatus::ALL.len()],
    /// Messages that can be sent, by [`group`].
    pub(super) groups: BTreeMap<u32, Tally>,
    /// Messages that can be sent, by segments.
    pub(super) lengths: BTreeMap<u32, u64>,
    /// The longest of them.
    pub(super) longest: Longest,
    /// Of those, the ones whose sender the vendor refuses.
    pub(super) refused_senders: Tally,
    pub(super) findings: BTreeMap<FindingCode, FindingTally>,
    /// Messages with [`FindingCode::SenderAdvice`].
    pub(super) advised: BTreeMap<Advised, u64>,
    pub(super) costs: Option<CostCounts>,
    /// What keeps texts out of seven bits, where somebody wants to know.
    pub(super) survey: Option<Box<Survey>>,
    /// Messages that can be sent, by group and segments: counted here, and added to `groups` and
    /// `lengths` at the end.
    pub(super) kinds: RecentMap<(u32, u32), u64>,
    /// What `advised` gets at the end.
    pub(super) advised_kinds: RecentMap<Advised, u64>,
}

impl Totals {
    pub(super) fn count_unreadable(&mut self, row: RowRef) {
        self.statuses[RowStatus::Unreadable as usize] += 1;
        self.findings.entry(FindingCode::RowUnreadable).or_default().note(row);
    }

    pub(super) fn count(&mut self, row: RowRef, region: Option<Region>, verdict: &Verdict) {
        self.count_many(&[row], 1, region, verdict);
    }

    /// Counts so many messages of one verdict; `rows` are the first of them.
    pub(super) fn count_many(
        &mut self,
        rows: &[RowRef],
        messages: u64,
        region: Option<Region>,
        verdict: &Verdict,
    ) {
        self.statuses[verdict.status as usize] += messages;
        if verdict.status.is_sendable() {
            let segments = verdict.text.segments;
            let group = group(region, verdict.text.encoding);
            let Ok(count) = self.kinds.entry((group, segments), || Ok::<u64, Infallible>(0));
            *count += messages;
            rows.iter().for_each(|row| self.longest.note(segments, *row));
            if verdict.findings.intersects(FindingSet::REFUSED_SENDER) {
                let segments = messages * u64::from(segments);
                self.refused_senders.add(Tally { messages, segments });
            }
        }
        if let Some(advised) = verdict.advised {
            let Ok(count) = self.advised_kinds.entry(advised, || Ok::<u64, Infallible>(0));
            *count += messages;
        }
        for code in verdict.findings.iter() {
            let tally = self.findings.entry(code).or_default();
            tally.count += messages;
            rows.iter().for_each(|row| tally.note_first(*row));
        }
    }

    pub(super) fn stake(
        &mut self,
        code: FindingCode,
        card: usize,
        amount: Amount,
    ) -> Result<(), Error> {
        let stakes = &mut self.findings.entry(code).or_default().stakes;
        let stake = stakes.entry(card).or_default();
        *stake = stake.checked_add(amount)?;
        Ok(())
    }

    fn settle(&mut self) {
        for ((group, segments), messages) in core::mem::take(self.kinds.settled()) {
            let tally = Tally { messages, segments: messages * u64::from(segments) };
            self.groups.entry(group).or_default().add(tally);
            *self.lengths.entry(segments).or_default() += messages;
        }
        for (advised, messages) in core::mem::take(self.advised_kinds.settled()) {
            *self.advised.entry(advised).or_default() += messages;
        }
    }

    /// Adds what was counted of another part, under the same vendor, cards and options.
    ///
    /// # Errors
    /// `overflow`.
    pub fn merge(&mut self, mut other: Totals) -> Result<(), Error> {
        self.settle();
        other.settle();
        let (is_first, is_empty) = (self.row_count() == 0, other.row_count() == 0);
        for (own, other) in self.statuses.iter_mut().zip(other.statuses) {
            *own = own.checked_add(other).ok_or_else(overflow)?;
        }
        for (group, tally) in other.groups {
            self.groups.entry(group).or_default().add(tally);
        }
        for (segments, count) in other.lengths {
            *self.lengths.entry(segments).or_default() += count;
        }
        let Longest { segments, first } = other.longest;
        first.into_iter().for_each(|row| self.longest.note(segments, row));
        self.refused_senders.add(other.refused_senders);
        for (code, tally) in other.findings {
            let own = self.findings.entry(code).or_default();
            own.count += tally.count;
            tally.first.into_iter().for_each(|row| own.note_first(row));
            for (card, amount) in tally.stakes {
                let stake = own.stakes.entry(card).or_default();
                *stake = stake.checked_add(amount)?;
            }
        }
        for (advised, messages) in other.advised {
            *self.advised.entry(advised).or_default() += messages;
        }
        match (&mut self.survey, other.survey) {
            (Some(own), Some(other)) => own.merge(*other),
            (own @ None, other) if is_first => *own = other,
            // a part that was not surveyed: of the whole nothing is known
            (own, None) if !is_empty => *own = None,
            _ => {}
        }
        match (&mut self.costs, other.costs) {
            (Some(own), Some(other)) => own.merge(&other)?,
            (own @ None, other) => *own = other,
            (Some(_), None) => {}
        }
        Ok(())
    }

    /// Counts rows and lines from where the part begins in the whole campaign: `rows` before it,
    /// and `lines` more (or less) than its own. A row without a line stays so.
    pub fn shift_rows(&mut self, rows: u64, lines: i64) {
        let named = self.findings.values_mut().flat_map(|tally| &mut tally.first);
        for at in named.chain(&mut self.longest.first) {
            at.row += rows;
            if at.line > 0 {
                at.line = at.line.saturating_add_signed(lines);
            }
        }
    }

    /// Ends counting: what was held back for speed is added.
    pub(super) fn settled(mut self) -> Totals {
        self.settle();
        self
    }

    /// Rows counted, readable or not.
    pub fn row_count(&self) -> u64 {
        self.statuses.iter().sum()
    }
}

impl Kind for (u32, u32) {
    fn mix(&self) -> u32 {
        self.0 ^ self.0 >> 7 ^ self.1.wrapping_mul(9)
    }
}

/// What messages are grouped by in tables: region and encoding in one number.
pub(super) fn group(region: Option<Region>, encoding: Encoding) -> u32 {
    let region = match region.as_ref().map(|region| region.as_str().as_bytes()) {
        Some([a, b]) => u32::from_be_bytes([0, 0, *a, *b]),
        Some(_) => WORLD,
        None => 0,
    };
    region << 2 | encoding as u32
}

/// The group number of the region that stands for no country (001).
const WORLD: u32 = 1;

/// The region and encoding of a group.
pub(super) fn of_group(group: u32) -> (Option<Region>, Encoding) {
    let encoding = match group & 3 {
        0 => Encoding::Gsm7,
        1 => Encoding::Ucs2,
        _ => Encoding::Data8,
    };
    let region = match group >> 2 {
        0 => None,
        WORLD => Some(Region::WORLD),
        letters => {
            let [.., a, b] = letters.to_be_bytes();
            core::str::from_utf8(&[a, b]).ok().and_then(Region::new)
        }
    };
    (region, encoding)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_lead_back() {
        let regions = [None, Some(Region::WORLD), Region::new("UG"), Region::new("AA")];
        for region in regions {
            for encoding in [Encoding::Gsm7, Encoding::Ucs2, Encoding::Data8] {
                assert_eq!(of_group(group(region, encoding)), (region, encoding));
            }
        }
    }

    /// However the rows are cut into parts.
    #[test]
    fn the_longest_messages_are_named_by_their_first_rows() {
        let rows = [(1, 2), (2, 3), (3, 1), (4, 3), (5, 3), (6, 2), (7, 3), (8, 3), (9, 3)];
        let of = |rows: &[(u64, u32)]| {
            let mut longest = Longest::default();
            rows.iter().for_each(|(row, n)| longest.note(*n, RowRef { row: *row, line: 0 }));
            longest
        };
        let whole = of(&rows);
        let first: Vec<u64> = whole.first.iter().map(|at| at.row).collect();
        assert_eq!((whole.segments, first), (3, alloc::vec![2, 4, 5, 7, 8]));
        for cut in 0..=rows.len() {
            let parts = [&rows[cut..], &rows[..cut]]
                .map(|rows| Totals { longest: of(rows), ..Totals::default() });
            let mut merged = Totals::default();
            parts.into_iter().for_each(|part| merged.merge(part).unwrap());
            assert_eq!(merged.longest, whole, "{cut}");
        }
    }

    #[test]
    fn the_first_rows_are_the_smallest() {
        let mut tally = FindingTally::default();
        for row in [9, 3, 7, 1, 8, 2, 6] {
            tally.note(RowRef { row, line: row + 1 });
        }
        let rows: Vec<u64> = tally.first.iter().map(|r| r.row).collect();
        assert_eq!((tally.count, rows), (7, alloc::vec![1, 2, 3, 6, 7]));
    }
}
