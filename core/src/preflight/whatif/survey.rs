//! Which characters keep long texts out of seven bits, by the exact set that a text holds.

use alloc::boxed::Box;
use alloc::collections::BTreeMap;
use alloc::vec::Vec;

use super::super::session::Verdict;
use super::look::{Look, OPTION_COUNT};
use crate::alphabet::LanguagePair;
use crate::encoding::Encoding;
use crate::segment::TextOptions;

/// Most sets that are kept apart; others are counted together.
pub const SET_COUNT_MAX: usize = 4096;

/// Most characters of a set: a text with more is not mended one character at a time.
pub const SET_LEN_MAX: usize = 16;

/// What replacing would save, roughly.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Estimate {
    /// Messages that would have fewer segments.
    pub(super) messages: u64,
    /// Segments fewer.
    pub(super) segments: u64,
    /// Billionths of their currencies; 0 where costs are not known message by message.
    pub(super) nanos: i128,
}

impl Estimate {
    fn add(&mut self, other: Estimate) {
        self.messages += other.messages;
        self.segments += other.segments;
        // an estimate that is off by far still only chooses what is tried
        self.nanos = self.nanos.saturating_add(other.nanos);
    }
}

/// Sets of characters with what replacing them would save. The smallest sets are kept, by length
/// and then by code points: which ones these are does not depend on the order of the messages, so
/// that parts merge to the survey of the whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in super::super) struct Survey {
    /// By length, from 1.
    sets: Vec<BTreeMap<Box<[char]>, Estimate>>,
    set_count: usize,
    set_count_max: usize,
    /// Messages whose set was not kept, or is too long.
    other: Estimate,
    options: [Estimate; OPTION_COUNT],
}

impl Default for Survey {
    fn default() -> Survey {
        Survey::keeping(SET_COUNT_MAX)
    }
}

impl Survey {
    fn keeping(set_count_max: usize) -> Survey {
        Survey {
            sets: alloc::vec![BTreeMap::new(); SET_LEN_MAX],
            set_count: 0,
            set_count_max,
            other: Estimate::default(),
            options: [Estimate::default(); OPTION_COUNT],
        }
    }

    /// Looks at a message that was judged. Most are GSM-7 or one segment: nothing is done for them.
    pub(in super::super) fn note(&mut self, text: &str, options: &TextOptions, verdict: &Verdict) {
        let segments = verdict.text.segments;
        if segments < 2 || verdict.text.encoding != Encoding::Ucs2 || !verdict.status.is_sendable()
        {
            return;
        }
        let Some(look) = Look::at(text, options) else { return };
        let capacity = options.capacity(Encoding::Gsm7, LanguagePair::default());
        let fewer = match look.units {
            units if units <= capacity.single => 1,
            units => units.div_ceil(capacity.concatenated),
        };
        if fewer >= segments {
            return;
        }
        let saved = u64::from(segments - fewer);
        let nanos = verdict.cost.map_or(0, |cost| cost.expected.nanos());
        let nanos = nanos.saturating_mul(saved.into()) / i128::from(segments);
        let estimate = Estimate { messages: 1, segments: saved, nanos };
        match look.set() {
            Some(set) => self.add(set, estimate),
            None => self.other.add(estimate),
        }
        for index in look.options() {
            self.options[index].add(estimate);
        }
    }

    /// Adds what was seen of another part of the campaign.
    pub(in super::super) fn merge(&mut self, other: Survey) {
        for (set, estimate) in other.sets.into_iter().flatten() {
            self.add(&set, estimate);
        }
        self.other.add(other.other);
        for (own, other) in self.options.iter_mut().zip(other.options) {
            own.add(other);
        }
    }

    /// The sets that were kept, smallest first.
    pub(super) fn sets(&self) -> impl Iterator<Item = (&[char], Estimate)> {
        self.sets.iter().flatten().map(|(set, estimate)| (&**set, *estimate))
    }

    /// What an option may save.
    pub(super) fn option(&self, index: usize) -> Estimate {
        self.options[index]
    }

    /// What the messages may save whose set was not kept.
    pub(super) fn other(&self) -> Estimate {
        self.other
    }

    pub(super) fn add_other(&mut self, estimate: Estimate) {
        self.other.add(estimate);
    }

    pub(super) fn add_option(&mut self, index: usize, estimate: Estimate) {
        self.options[index].add(estimate);
    }

    pub(super) fn add(&mut self, set: &[char], estimate: Estimate) {
        let Some(of_len) = set.len().checked_sub(1).and_then(|len| self.sets.get_mut(len)) else {
            self.other.add(estimate);
            return;
        };
        if let Some(known) = of_len.get_mut(set) {
            known.add(estimate);
            return;
        }
        of_len.insert(set.into(), estimate);
        self.set_count += 1;
        if self.set_count > self.set_count_max
            && let Some((_, largest)) = self.sets.iter_mut().rev().find_map(BTreeMap::pop_last)
        {
            self.set_count -= 1;
            self.other.add(largest);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: Estimate = Estimate { messages: 1, segments: 2, nanos: 3 };

    /// However a campaign is cut and in whatever order it comes, the same sets are kept with the
    /// same counts.
    #[test]
    fn the_smallest_sets_are_kept_in_any_order() {
        let sets: [&[char]; 7] =
            [&['d'], &['a', 'b'], &['b'], &['c'], &['a', 'b', 'c'], &['b', 'c'], &['a']];
        let mut seen: Vec<&[char]> = Vec::new();
        (0..4).for_each(|_| seen.extend(sets));
        let survey = |seen: &[&[char]]| {
            let mut survey = Survey::keeping(5);
            seen.iter().for_each(|set| survey.add(set, ONE));
            survey
        };
        let whole = survey(&seen);
        let kept: Vec<&[char]> = whole.sets().map(|(set, _)| set).collect();
        assert_eq!(kept, [&['a'][..], &['b'], &['c'], &['d'], &['a', 'b']]);
        assert!(whole.sets().all(|(_, estimate)| estimate.messages == 4));
        assert_eq!(whole.other.messages, 8);
        let mut reversed = seen.clone();
        reversed.reverse();
        assert_eq!(survey(&reversed), whole);
        for cut in 0..seen.len() {
            let (first, second) = seen.split_at(cut);
            let mut merged = survey(second);
            merged.merge(survey(first));
            assert_eq!(merged, whole, "{cut}");
        }
    }

    #[test]
    fn a_set_without_characters_is_none() {
        let mut survey = Survey::default();
        survey.add(&[], ONE);
        assert_eq!((survey.sets().count(), survey.other.messages), (0, 1));
    }
}
