//! Which changes are tried.

use alloc::collections::BTreeSet;
use alloc::vec::Vec;
use core::cmp::{Ordering, Reverse};

use super::super::Preflight;
use super::super::totals::Totals;
use super::change::{Change, CharReplacement};
use super::look::{OPTION_COUNT, is_one_language, option};
use super::survey::{Estimate, Survey};

/// Most changes that are tried.
pub const CHANGE_COUNT_MAX: usize = 32;

/// Changes that each replace more characters than the one before.
const CHAIN_LEN_MAX: usize = 12;

/// National languages that are tried one by one.
const LANGUAGE_COUNT_MAX: usize = 4;

impl Preflight {
    /// The changes that are worth a trial, at most [`CHANGE_COUNT_MAX`]; none where nothing can
    /// help, and where the campaign was judged [without looking](Preflight::with_savings).
    ///
    /// Characters are chosen by the exact sets that texts hold, because a text is helped only when
    /// all of its set are replaced: first a chain, each time the set that saves most for each
    /// further character (among equals the smaller), and then sets by themselves.
    pub fn changes(&self, totals: &Totals) -> Vec<Change> {
        totals.survey.as_ref().map_or_else(Vec::new, |survey| self.changes_by(survey))
    }

    /// The changes that a survey is for.
    pub(super) fn changes_by(&self, survey: &Survey) -> Vec<Change> {
        let mut changes = self.options_to_try(survey);
        let sets: Vec<_> = survey.sets().collect();
        let mut replaced = chain(&sets);
        let mut alone = sets;
        // stable: among equals the smaller set comes first
        alone.sort_by_key(|(_, estimate)| Reverse((estimate.nanos, estimate.segments)));
        for (set, _) in alone {
            if replaced.len() + changes.len() >= CHANGE_COUNT_MAX {
                break;
            }
            if !replaced.iter().any(|known| known == set) {
                replaced.push(set.to_vec());
            }
        }
        let replace = |set: Vec<char>| {
            let replacements = set.into_iter().map(CharReplacement::of);
            replacements.collect::<Option<Vec<_>>>().map(Change::Replace)
        };
        changes.extend(replaced.into_iter().filter_map(replace));
        changes
    }

    fn options_to_try(&self, survey: &Survey) -> Vec<Change> {
        let now = self.text_options();
        let helps = |index: &usize| survey.option(*index).messages > 0;
        let mut languages: Vec<usize> =
            (0..OPTION_COUNT).filter(|i| is_one_language(*i)).filter(helps).collect();
        // one alone would take the others away
        languages.retain(|_| now.languages.is_none());
        languages.sort_by_key(|index| {
            let estimate = survey.option(*index);
            (Reverse((estimate.nanos, estimate.segments)), *index)
        });
        languages.truncate(LANGUAGE_COUNT_MAX);
        let one_by_one = languages.into_iter();
        let others = (0..OPTION_COUNT).filter(|index| !is_one_language(*index)).filter(helps);
        one_by_one
            .chain(others)
            .map(option)
            .map(|(name, value)| Change::Option { name, value })
            .filter(|change| {
                change.options(&now).is_ok_and(|options| options != now && options.check().is_ok())
            })
            .collect()
    }
}

/// Sets of characters, each with those of the one before.
fn chain(sets: &[(&[char], Estimate)]) -> Vec<Vec<char>> {
    let mut chosen: BTreeSet<char> = BTreeSet::new();
    let mut chain = Vec::new();
    while chain.len() < CHAIN_LEN_MAX {
        let further = |set: &[char]| set.iter().filter(|c| !chosen.contains(c)).count();
        let mut best: Option<(&[char], Estimate, usize)> = None;
        for (set, estimate) in sets {
            let count = further(set);
            let is_better = count > 0
                && best.is_none_or(|(_, best, best_count)| {
                    saves_more((estimate, count), (&best, best_count)) == Ordering::Greater
                });
            if is_better {
                best = Some((set, *estimate, count));
            }
        }
        let Some((set, ..)) = best else { break };
        chosen.extend(set);
        chain.push(chosen.iter().copied().collect());
    }
    chain
}

/// By what is saved for each further character, then by how few these are.
fn saves_more(a: (&Estimate, usize), b: (&Estimate, usize)) -> Ordering {
    let money = |of: &Estimate, other_count: usize| of.nanos.saturating_mul(other_count as i128);
    let segments =
        |of: &Estimate, other_count: usize| u128::from(of.segments) * other_count as u128;
    money(a.0, b.1)
        .cmp(&money(b.0, a.1))
        .then(segments(a.0, b.1).cmp(&segments(b.0, a.1)))
        .then(b.1.cmp(&a.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn saving(nanos: i128) -> Estimate {
        Estimate { messages: 1, segments: 1, nanos }
    }

    #[test]
    fn the_set_that_saves_most_for_each_character_comes_first() {
        let sets: [(&[char], Estimate); 4] = [
            (&['a'], saving(10)),
            (&['b'], saving(10)),
            (&['c', 'd'], saving(30)),
            (&['a', 'b', 'c'], saving(40)),
        ];
        // {c, d}: 15 each; then {a}: 10 (a, b, c would be 20 each for two): {a, b, c} first
        let expected = [&['c', 'd'][..], &['a', 'b', 'c', 'd']];
        assert_eq!(chain(&sets), expected);
        // equals: the smaller set, then the smaller code point
        assert_eq!(chain(&sets[..2]), [&['a'][..], &['a', 'b']]);
        assert!(chain(&[]).is_empty());
    }
}
