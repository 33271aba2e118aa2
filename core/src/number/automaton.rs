//! The automaton of all calling codes: from digits to libphonenumber's [`Verdict`] in 1 to 7
//! steps. `core/gen/src/numbering/automaton.rs` builds it and says how.

use super::national_prefix::without_prefix;
use super::tables::{
    E164_FIRST, E164_NODES, E164_ROWS, LONG_FIRST, LONG_NODES, LONG_ROWS, VERDICTS, plan_of_code,
};
use super::{E164, MAX_DIGITS, NumberError, NumberText, Possible, Verdict};

/// A reference to a node counts groups of this many words.
const REFERENCE_WORDS: usize = 4;
/// Where a node says where its labels begin.
const LABELS: usize = 10;
/// The symbol by which a node leads to itself.
pub(super) const END: usize = 11;

pub(super) struct Automaton {
    pub(super) nodes: &'static [u16],
    /// Labels by number of digits, from where each node says.
    pub(super) rows: &'static [u16],
    /// References by the first three digits, four bits each.
    pub(super) first: &'static [u16],
}

pub(super) static E164_NUMBERS: Automaton =
    Automaton { nodes: E164_NODES, rows: E164_ROWS, first: E164_FIRST };
static LONG_NUMBERS: Automaton =
    Automaton { nodes: LONG_NODES, rows: LONG_ROWS, first: LONG_FIRST };

impl Automaton {
    /// The verdict on 3 or more ASCII digits.
    #[inline]
    fn walk(&self, digits: &[u8]) -> Verdict {
        let digit = |i: usize| usize::from(digits[i] & 15);
        let mut at = self.first[digit(0) << 8 | digit(1) << 4 | digit(2)];
        for taken in 3..digits.len() {
            let next = self.step(at, digit(taken));
            // only the number of digits still matters
            if next == at {
                break;
            }
            at = next;
        }
        VERDICTS[usize::from(self.label(at, digits.len()))]
    }

    /// Where a digit, or [`END`], leads.
    #[inline(always)]
    pub(super) fn step(&self, at: u16, digit: usize) -> u16 {
        self.nodes[REFERENCE_WORDS * usize::from(at) + digit]
    }

    /// The label where a walk of `len` digits has ended.
    #[inline(always)]
    pub(super) fn label(&self, at: u16, len: usize) -> u16 {
        self.rows[usize::from(self.step(at, LABELS)) + len]
    }
}

/// The verdict on these ASCII digits as they are, calling code first: no prefix is dropped.
pub(super) fn look_up(digits: &[u8]) -> Verdict {
    match digits.len() {
        3..=E164::MAX_DIGITS => E164_NUMBERS.walk(digits),
        16..=MAX_DIGITS => LONG_NUMBERS.walk(digits),
        0..3 => Verdict::of_error(NumberError::NotANumber),
        _ => Verdict::of_error(NumberError::TooLong),
    }
}

/// The verdict on 3 to 15 ASCII digits as libphonenumber parses them behind a plus, and the digits
/// that remain where a national prefix had to go.
#[inline]
pub(super) fn judge(digits: &[u8]) -> (Verdict, Option<NumberText>) {
    let verdict = E164_NUMBERS.walk(digits);
    if verdict.may_have_prefix() {
        return drop_prefix(digits, verdict);
    }
    (verdict, None)
}

/// The one step that no automaton can take: some 100 calling codes have a national prefix that is
/// dropped, or replaced, where what remains makes a better number.
#[cold]
#[inline(never)]
pub(super) fn drop_prefix(digits: &[u8], verdict: Verdict) -> (Verdict, Option<NumberText>) {
    let code_len = calling_code_len(verdict.calling_code());
    let (code, national) = digits.split_at(code_len);
    let rest = plan_of_code(verdict.calling_code()).and_then(|plan| {
        let rest = without_prefix(plan, national)?;
        is_kept(plan.possible(rest.len())).then_some(rest)
    });
    let Some(rest) = rest else { return (verdict, None) };
    let mut text = NumberText::EMPTY;
    for digit in code.iter().chain(rest.as_slice()) {
        text.push(*digit);
    }
    let verdict = look_up(text.as_bytes());
    (verdict.with_changed(), Some(text))
}

/// Whether libphonenumber keeps what remains after a prefix, by its length.
pub(super) const fn is_kept(possible: Possible) -> bool {
    matches!(possible, Possible::IsPossible | Possible::TooLong)
}

/// How many digits a calling code has.
pub(super) const fn calling_code_len(calling_code: u16) -> usize {
    match calling_code {
        0..10 => 1,
        10..100 => 2,
        _ => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NODE_WORDS: usize = 12;

    #[test]
    fn references_stay_inside() {
        for automaton in [&E164_NUMBERS, &LONG_NUMBERS] {
            let nodes = automaton.nodes.chunks_exact(NODE_WORDS);
            assert!(nodes.remainder().is_empty());
            // with the longest number of the table
            let longest = if automaton.nodes == E164_NODES { E164::MAX_DIGITS } else { MAX_DIGITS };
            for (i, node) in nodes.clone().enumerate() {
                assert_eq!(usize::from(node[END]), i * NODE_WORDS / REFERENCE_WORDS);
                let is_leaf = node[..10].iter().all(|next| *next == node[END]);
                let digits = if is_leaf { longest } else { 0 };
                assert!(usize::from(node[LABELS]) + digits < automaton.rows.len());
            }
            let references = nodes.flat_map(|node| &node[..10]).chain(automaton.first);
            for reference in references.map(|reference| usize::from(*reference)) {
                assert_eq!(reference % (NODE_WORDS / REFERENCE_WORDS), 0);
                assert!(REFERENCE_WORDS * reference < automaton.nodes.len());
            }
            assert!(automaton.rows.iter().all(|label| usize::from(*label) < VERDICTS.len()));
        }
    }
}
