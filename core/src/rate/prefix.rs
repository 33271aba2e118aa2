//! The longest prefix of a number, without a branch on the number's digits.
//!
//! The prefixes of a card cut the numbers of 15 digits into intervals; in each, one prefix is the
//! longest. A number's first four digits lead to the first interval that they begin, and to the
//! places, among their fifth to eighth digits, where further ones begin: eight at most, all compared
//! at once, so that counting those passed gives the interval. Where there are more, or deeper ones,
//! it is found by binary search.

use alloc::vec::Vec;
use core::ops::Range;

use super::matcher::Prefix;
use crate::number::{digit_count, left_aligned};

/// Numbers that share their first eight digits, of 15.
const CUT_STEP: u64 = 10_000_000;
/// Of those, numbers that share their first four.
const CUTS: u64 = 10_000;
const HEADS: usize = 10_000;

/// Fifth to eighth digits at which intervals begin, sorted; unused ones are at the end, over 9999.
type Cuts = [i16; 8];
const NO_CUTS: Cuts = [i16::MAX; 8];

/// Prefix `0` of [`Node`]: no prefix of the card.
const NONE: u32 = 0;

/// A prefix and the next shorter one that it begins with.
#[derive(Clone, Copy, Debug)]
struct Node {
    prefix: Prefix,
    parent: u32,
    /// Of the prefix.
    digit_count: u8,
}

/// What four digits lead to.
#[derive(Clone, Copy, Debug)]
struct Head {
    /// The interval that the first of these numbers is in.
    first: u32,
    /// Index of the cuts at which the next ones begin, or [`SEARCH`].
    cuts: u16,
}

/// The interval is to be searched for.
const SEARCH: u16 = u16::MAX;

/// The longest prefix of numbers among the prefixes it was made from.
#[derive(Clone, Debug, Default)]
pub struct PrefixTable {
    /// Sorted by prefix value of 15 digits, then length; node n is at n - 1.
    nodes: Vec<Node>,
    starts: Vec<u64>,
    at_start: Vec<u32>,
    heads: Vec<Head>,
    /// The first are [`NO_CUTS`].
    cuts: Vec<Cuts>,
    /// Of the longest prefix.
    digit_count_max: u8,
}

impl PrefixTable {
    /// Of these prefixes, in any order; equal ones count once.
    pub fn new(prefixes: impl IntoIterator<Item = Prefix>) -> PrefixTable {
        let mut sorted: Vec<Prefix> = prefixes.into_iter().collect();
        // a prefix stands before all that begin with it
        sorted.sort_unstable_by_key(|p| (p.range().0, p.digit_count()));
        sorted.dedup();
        let mut table = PrefixTable::default();
        if sorted.is_empty() {
            return table;
        }
        table.cut(&sorted);
        table.index();
        table
    }

    /// Cuts the numbers into intervals of one longest prefix each.
    fn cut(&mut self, sorted: &[Prefix]) {
        self.starts.push(0);
        self.at_start.push(NONE);
        let mut open: Vec<u32> = Vec::new();
        for prefix in sorted {
            let (start, _) = prefix.range();
            self.close_until(&mut open, start);
            let parent = open.last().copied().unwrap_or(NONE);
            self.nodes.push(Node { prefix: *prefix, parent, digit_count: prefix.digit_count() });
            let node = self.nodes.len() as u32;
            self.begin(start, node);
            open.push(node);
        }
        self.close_until(&mut open, u64::MAX);
    }

    /// Ends the open prefixes that do not reach `start`.
    fn close_until(&mut self, open: &mut Vec<u32>, start: u64) {
        while let Some(node) = open.last().copied() {
            let (_, end) = self.nodes[node as usize - 1].prefix.range();
            if end > start {
                return;
            }
            open.pop();
            self.begin(end, open.last().copied().unwrap_or(NONE));
        }
    }

    /// From `start` on, `node` is the longest prefix.
    fn begin(&mut self, start: u64, node: u32) {
        if self.starts.last() == Some(&start) {
            self.starts.pop();
            self.at_start.pop();
        }
        self.starts.push(start);
        self.at_start.push(node);
    }

    fn index(&mut self) {
        self.digit_count_max = self.nodes.iter().map(|node| node.digit_count).max().unwrap_or(0);
        self.cuts.push(NO_CUTS);
        self.heads.reserve_exact(HEADS);
        for head in 0..HEADS as u64 {
            let from = head * CUTS * CUT_STEP;
            let first = self.starts.partition_point(|s| *s <= from) - 1;
            let end = self.starts.partition_point(|s| *s < from + CUTS * CUT_STEP);
            let cuts = self.cuts_of(from, first + 1..end);
            self.heads.push(Head { first: first as u32, cuts });
        }
    }

    /// The index of the cuts at which these intervals begin, of numbers that begin at `from`.
    fn cuts_of(&mut self, from: u64, intervals: Range<usize>) -> u16 {
        let starts = &self.starts[intervals];
        let (mut cuts, is_deep) = (NO_CUTS, starts.iter().any(|start| start % CUT_STEP != 0));
        if starts.is_empty() {
            return 0;
        }
        if is_deep || starts.len() > cuts.len() {
            return SEARCH;
        }
        for (cut, start) in cuts.iter_mut().zip(starts) {
            *cut = ((start - from) / CUT_STEP) as i16;
        }
        self.cuts.push(cuts);
        // no more than there are heads
        self.cuts.len() as u16 - 1
    }

    /// How many different prefixes.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether there is no prefix.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// The longest prefix that the number of these digits begins with, as its index from 0 in the
    /// sorted list of prefixes.
    #[inline]
    pub fn longest(&self, digits: u64) -> Option<usize> {
        if self.nodes.is_empty() {
            return None;
        }
        let count = digit_count(digits);
        let mut node = self.interval(left_aligned(digits, count));
        if count >= self.digit_count_max {
            return (node as usize).checked_sub(1);
        }
        // a number shorter than the prefix was lengthened by zeros above: go to shorter ones
        while let Some(found) = self.nodes.get((node as usize).wrapping_sub(1)) {
            if found.digit_count <= count {
                return Some(node as usize - 1);
            }
            node = found.parent;
        }
        None
    }

    /// The longest prefix of a number of 15 digits.
    #[inline]
    fn interval(&self, aligned: u64) -> u32 {
        let eight_digits = aligned / CUT_STEP;
        let Some(head) = self.heads.get((eight_digits / CUTS) as usize) else {
            return NONE; // more than 15 digits, or a table of nothing
        };
        let first = head.first as usize;
        let Some(cuts) = self.cuts.get(usize::from(head.cuts)) else {
            let starts = &self.starts[first..];
            let passed = starts.partition_point(|start| *start <= aligned);
            return self.at_start[first + passed.saturating_sub(1)];
        };
        let digits = (eight_digits % CUTS) as i16;
        let passed = cuts.iter().fold(0, |count, cut| count + u16::from(*cut <= digits));
        self.at_start[first + usize::from(passed)]
    }

    /// The next shorter prefix that prefix `index` begins with.
    pub fn shorter(&self, index: usize) -> Option<usize> {
        (self.nodes.get(index)?.parent as usize).checked_sub(1)
    }

    /// The index of a prefix.
    pub fn index_of(&self, prefix: Prefix) -> Option<usize> {
        let place = |p: Prefix| (p.range().0, p.digit_count());
        self.nodes.binary_search_by_key(&place(prefix), |node| place(node.prefix)).ok()
    }

    /// The prefix at an index.
    pub fn get(&self, index: usize) -> Option<Prefix> {
        self.nodes.get(index).map(|node| node.prefix)
    }
}
