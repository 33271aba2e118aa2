//! How many messages a vendor takes to one number, or from one sender, in a time.
//!
//! Exact over the messages that it is given: over all of a campaign, or over the part with all
//! messages that share a limit's key.

use alloc::collections::{BTreeMap, VecDeque};
use alloc::vec::Vec;

/// At most `max` messages of one kind within `window_s` seconds. Without recipient, sender and text
/// all messages are of one kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct FloodRule {
    /// Most messages.
    pub max: u64,
    /// In so many seconds: a message counts as long as it is younger than that.
    pub window_s: u32,
    /// Whether only messages of the same text count; else all do.
    pub identical: bool,
    /// Whether messages to any number count; else those to the same one do.
    pub any_recipient: bool,
    /// Whether only messages of the same sender count; else those of any do.
    pub same_sender: bool,
}

/// Why a message is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Flood {
    /// Too many of the same text.
    Identical,
    /// Too many messages.
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

/// A message to a flood watch: number, text and sender are whatever names them exactly, such as an
/// [`E164`](crate::E164) and a long hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sent<N, T, S> {
    /// The recipient.
    pub to: N,
    /// The text.
    pub text: T,
    /// The sender.
    pub sender: S,
}

/// What messages share that count together.
type Kind<N, T, S> = (Option<N>, Option<T>, Option<S>);

/// Times of messages that were not refused and are young enough to count, by kind: never more of
/// one than the rule lets through.
type Times<N, T, S> = BTreeMap<Kind<N, T, S>, VecDeque<i64>>;

/// Watches messages in the order of their time.
#[derive(Clone, Debug)]
pub struct FloodWatch<N, T, S = ()> {
    rules: Vec<(FloodRule, Times<N, T, S>)>,
}

impl<N: Ord + Clone, T: Ord + Clone, S: Ord + Clone> FloodWatch<N, T, S> {
    /// Watches for these rules; those for identical messages are looked at first.
    pub fn new(rules: &[FloodRule]) -> FloodWatch<N, T, S> {
        let mut rules = rules.to_vec();
        rules.sort_by_key(|rule| !rule.identical);
        FloodWatch { rules: rules.into_iter().map(|rule| (rule, BTreeMap::new())).collect() }
    }

    /// The next message, `at_s` in seconds and not before the one before it: why the vendor refuses
    /// it, or none. A refused message does not count.
    pub fn push(&mut self, sent: &Sent<N, T, S>, at_s: i64) -> Option<Flood> {
        for (rule, times) in &mut self.rules {
            let mut count = 0;
            if let Some(times) = times.get_mut(&kind(rule, sent)) {
                let is_old =
                    |sent_s: &i64| at_s.saturating_sub(*sent_s) >= i64::from(rule.window_s);
                while times.front().is_some_and(is_old) {
                    times.pop_front();
                }
                count = times.len() as u64;
            }
            if count >= rule.max {
                return Some(if rule.identical { Flood::Identical } else { Flood::Total });
            }
        }
        for (rule, times) in &mut self.rules {
            times.entry(kind(rule, sent)).or_default().push_back(at_s);
        }
        None
    }
}

fn kind<N: Clone, T: Clone, S: Clone>(rule: &FloodRule, sent: &Sent<N, T, S>) -> Kind<N, T, S> {
    (
        (!rule.any_recipient).then(|| sent.to.clone()),
        rule.identical.then(|| sent.text.clone()),
        rule.same_sender.then(|| sent.sender.clone()),
    )
}

/// The messages of a list that a vendor refuses, by their index. They are taken in the order of
/// their time, those of one time in the order of the list; a message without a time has time 0.
pub fn refused<N: Ord + Clone, T: Ord + Clone, S: Ord + Clone>(
    rules: &[FloodRule],
    messages: impl IntoIterator<Item = (Sent<N, T, S>, Option<i64>)>,
) -> Vec<(usize, Flood)> {
    let mut messages: Vec<_> = messages.into_iter().enumerate().collect();
    messages.sort_by_key(|(index, (_, at_s))| (at_s.unwrap_or_default(), *index));
    let mut watch = FloodWatch::new(rules);
    let mut refused: Vec<_> = messages
        .into_iter()
        .filter_map(|(index, (sent, at_s))| {
            watch.push(&sent, at_s.unwrap_or_default()).map(|flood| (index, flood))
        })
        .collect();
    refused.sort_unstable();
    refused
}
