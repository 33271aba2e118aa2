//! How many messages a vendor takes to one number in a time.
//!
//! Exact over the messages that it is given: over all of a campaign, or over the part with all
//! messages of the same recipients.

use alloc::collections::{BTreeMap, VecDeque};
use alloc::vec::Vec;

/// At most `max` messages to one number within `window_s` seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FloodRule {
    /// Most messages.
    pub max: u64,
    /// In so many seconds: a message counts as long as it is younger than that.
    pub window_s: u32,
    /// Whether only messages of the same text count; else all do.
    pub identical: bool,
}

/// Why a message is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Flood {
    /// Too many of the same text to this number.
    Identical,
    /// Too many messages to this number.
    Total,
}

impl Flood {
    /// The code of the finding.
    pub const fn as_str(self) -> &'static str {
        match self {
            Flood::Identical => "flood_identical",
            Flood::Total => "flood_total",
        }
    }
}

/// Watches messages in the order of their time. A number and a text are whatever names them
/// exactly, such as an [`E164`](crate::E164) and a long hash.
#[derive(Clone, Debug)]
pub struct FloodWatch<N, T> {
    rules: Vec<FloodRule>,
    longest_s: u32,
    /// Messages that were not refused and are young enough to count, by number.
    sent: BTreeMap<N, VecDeque<(i64, T)>>,
}

impl<N: Ord, T: Eq> FloodWatch<N, T> {
    /// Watches for these rules; those for identical messages are looked at first.
    pub fn new(rules: &[FloodRule]) -> FloodWatch<N, T> {
        let mut rules = rules.to_vec();
        rules.sort_by_key(|rule| !rule.identical);
        let longest_s = rules.iter().map(|rule| rule.window_s).max().unwrap_or_default();
        FloodWatch { rules, longest_s, sent: BTreeMap::new() }
    }

    /// The next message, `at_s` in seconds and not before the one before it: why the vendor refuses
    /// it, or none. A refused message does not count.
    pub fn push(&mut self, to: N, text: T, at_s: i64) -> Option<Flood> {
        let sent = self.sent.entry(to).or_default();
        let young = |sent_s: i64, window_s: u32| at_s.saturating_sub(sent_s) < i64::from(window_s);
        while sent.front().is_some_and(|(sent_s, _)| !young(*sent_s, self.longest_s)) {
            sent.pop_front();
        }
        for rule in &self.rules {
            let counts = |message: &&(i64, T)| {
                young(message.0, rule.window_s) && (!rule.identical || message.1 == text)
            };
            if sent.iter().filter(counts).count() as u64 >= rule.max {
                return Some(if rule.identical { Flood::Identical } else { Flood::Total });
            }
        }
        sent.push_back((at_s, text));
        None
    }
}

/// The messages of a list that a vendor refuses, by their index. They are taken in the order of
/// their time, those of one time in the order of the list; a message without a time has time 0.
pub fn refused<N: Ord, T: Eq>(
    rules: &[FloodRule],
    messages: impl IntoIterator<Item = (N, T, Option<i64>)>,
) -> Vec<(usize, Flood)> {
    let mut messages: Vec<_> = messages.into_iter().enumerate().collect();
    messages.sort_by_key(|(index, (_, _, at_s))| (at_s.unwrap_or_default(), *index));
    let mut watch = FloodWatch::new(rules);
    let mut refused: Vec<_> = messages
        .into_iter()
        .filter_map(|(index, (to, text, at_s))| {
            watch.push(to, text, at_s.unwrap_or_default()).map(|flood| (index, flood))
        })
        .collect();
    refused.sort_unstable();
    refused
}
