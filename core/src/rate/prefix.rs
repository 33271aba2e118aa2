//! The longest prefix of a number, without a branch on the number's digits.
//!
//! The prefixes of a card cut the numbers of 15 digits into intervals; in each, one prefix is the
//! longest. A number's first four digits lead to the intervals that begin there:
//! 1. one interval: its answer stands in the head table;
//! 2. at most eight, cut at the fifth to eighth digit: a bucket of eight sorted 16-bit keys, all
//!    compared at once;
//! 3. more, or deeper cuts: binary search.

use alloc::vec;
use alloc::vec::Vec;

use super::matcher::{Prefix, digit_count, left_aligned};

/// Numbers that share their first four digits, of 15.
const HEAD_STEP: u64 = 100_000_000_000;
const HEADS: usize = 10_000;
/// Numbers that share their first eight digits, of 15.
const KEY_STEP: u64 = 10_000_000;
const BUCKET: usize = 8;

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

#[derive(Clone, Copy, Debug)]
struct Bucket {
    /// Fifth to eighth digit at which each interval begins; the first is 0; unused ones are at the
    /// end, over 9999.
    keys: [u16; BUCKET],
    nodes: [u32; BUCKET],
}

#[derive(Clone, Copy, Debug)]
enum Head {
    Node(u32),
    Bucket(u32),
    /// Intervals from and to.
    Search(u32, u32),
}

/// The longest prefix of numbers among the prefixes it was made from.
#[derive(Clone, Debug, Default)]
pub struct PrefixTable {
    /// Sorted by prefix value of 15 digits, then length; node n is at n - 1.
    nodes: Vec<Node>,
    starts: Vec<u64>,
    at_start: Vec<u32>,
    heads: Vec<Head>,
    buckets: Vec<Bucket>,
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
        self.heads = vec![Head::Node(NONE); HEADS];
        for head in 0..HEADS {
            let from = head as u64 * HEAD_STEP;
            let first = self.starts.partition_point(|s| *s <= from) - 1;
            let end = self.starts.partition_point(|s| *s < from + HEAD_STEP);
            self.heads[head] = if end - first == 1 {
                Head::Node(self.at_start[first])
            } else {
                self.bucket(from, first, end)
            };
        }
    }

    fn bucket(&mut self, from: u64, first: usize, end: usize) -> Head {
        let deep = self.starts[first + 1..end].iter().any(|s| s % KEY_STEP != 0);
        if deep || end - first > BUCKET {
            return Head::Search(first as u32, end as u32);
        }
        let mut bucket = Bucket { keys: [u16::MAX; BUCKET], nodes: [NONE; BUCKET] };
        for (slot, i) in (first..end).enumerate() {
            bucket.keys[slot] = (self.starts[i].saturating_sub(from) / KEY_STEP) as u16;
            bucket.nodes[slot] = self.at_start[i];
        }
        self.buckets.push(bucket);
        Head::Bucket(self.buckets.len() as u32 - 1)
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
        // a number shorter than the prefix was lengthened by zeros above: go to shorter ones
        while let Some(found) = self.nodes.get((node as usize).wrapping_sub(1)) {
            if found.digit_count <= count {
                return Some(node as usize - 1);
            }
            node = found.parent;
        }
        None
    }

    #[inline]
    fn interval(&self, aligned: u64) -> u32 {
        match self.heads.get((aligned / HEAD_STEP) as usize) {
            Some(Head::Node(node)) => *node,
            Some(Head::Bucket(bucket)) => {
                let bucket = &self.buckets[*bucket as usize];
                let key = (aligned % HEAD_STEP / KEY_STEP) as u16;
                let at_or_below = bucket.keys.iter().filter(|k| **k <= key).count();
                // keys[0] is 0: at least one counts
                bucket.nodes[at_or_below.saturating_sub(1)]
            }
            Some(Head::Search(first, end)) => {
                let starts = &self.starts[*first as usize..*end as usize];
                let i = starts.partition_point(|s| *s <= aligned).saturating_sub(1);
                self.at_start[*first as usize + i]
            }
            None => NONE, // more than 15 digits
        }
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
