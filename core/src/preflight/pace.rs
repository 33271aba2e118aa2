//! How long a campaign takes at least, by the vendor's limits of requests.

use alloc::vec::Vec;

use crate::vendor::{RateKey, RateLimit};

/// How long a campaign takes at least: the longest of the vendor's limits, with one request a
/// message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pace {
    /// Seconds from the first request to the last one; none where no limit can be counted.
    pub seconds: Option<u64>,
    /// Each limit, in the order of the profile.
    pub limits: Vec<PacedLimit>,
}

/// One limit of requests, and how long it makes the campaign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PacedLimit {
    /// The limit.
    pub limit: RateLimit,
    /// Requests of the campaign that it counts together; none for limits by recipient or sender,
    /// which a pass does not count.
    pub requests: Option<u64>,
    /// Seconds from the first of them to the last.
    pub seconds: Option<u64>,
}

impl Pace {
    /// The pace of so many messages; none where the vendor gives no limit.
    pub(super) fn of(limits: &[RateLimit], messages: u64) -> Option<Pace> {
        let paced = |limit: &RateLimit| {
            let by_account = limit.key.iter().all(|key| *key == RateKey::Token);
            let requests = by_account.then_some(messages);
            let seconds = requests.map(|requests| seconds(limit, requests));
            PacedLimit { limit: limit.clone(), requests, seconds }
        };
        let limits: Vec<PacedLimit> = limits.iter().map(paced).collect();
        let seconds = limits.iter().filter_map(|limit| limit.seconds).max();
        (!limits.is_empty()).then_some(Pace { seconds, limits })
    }
}

/// Of n requests in a window the next can follow only when the first has left it.
fn seconds(limit: &RateLimit, requests: u64) -> u64 {
    let windows = requests.saturating_sub(1) / u64::from(limit.n.max(1));
    windows.saturating_mul(u64::from(limit.per_s))
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;

    fn limit(n: u32, per_s: u32, key: &[RateKey]) -> RateLimit {
        RateLimit { n, per_s, key: key.to_vec() }
    }

    /// Sends one by one, each as soon as fewer than n were sent within the last window.
    fn slow(limit: &RateLimit, requests: u64) -> u64 {
        let mut sent: Vec<u64> = vec![];
        let mut now = 0;
        while (sent.len() as u64) < requests {
            let young = sent.iter().filter(|at| now - **at < u64::from(limit.per_s)).count();
            if young < limit.n as usize {
                sent.push(now);
            } else {
                now += 1;
            }
        }
        sent.last().map_or(0, |last| last - sent[0])
    }

    #[test]
    fn as_one_waits_for_the_window() {
        for (n, per_s) in [(1, 1), (1, 7), (3, 2), (5, 1), (4, 60)] {
            let limit = limit(n, per_s, &[RateKey::Token]);
            for requests in 0..30 {
                assert_eq!(seconds(&limit, requests), slow(&limit, requests), "{n} {per_s}");
            }
        }
    }

    #[test]
    fn the_longest_limit_counts_and_what_is_not_counted_is_unknown() {
        let limits = [
            limit(100, 60, &[RateKey::Token]),
            limit(20, 1, &[RateKey::Token]),
            limit(1, 3600, &[RateKey::To]),
        ];
        let pace = Pace::of(&limits, 1_000_000).unwrap();
        // 10,000 windows of a minute, the first of which begins at once
        assert_eq!(pace.seconds, Some(9_999 * 60));
        let seconds: Vec<Option<u64>> = pace.limits.iter().map(|limit| limit.seconds).collect();
        assert_eq!(seconds, [Some(599_940), Some(49_999), None]);
        assert_eq!(Pace::of(&limits, 100).unwrap().seconds, Some(4));
        assert_eq!(Pace::of(&limits, 0).unwrap().seconds, Some(0));
        assert_eq!(Pace::of(&limits[2..], 5).unwrap().seconds, None);
        assert_eq!(Pace::of(&[], 5), None);
    }
}
