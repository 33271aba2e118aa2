//! Recipients that stand in a list twice.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;

/// The entries that repeat an earlier one: their index, and that of the first. A recipient is
/// whatever names it exactly, such as an [`E164`](crate::E164): `+256 701 521269` and
/// `+256701521269` are one. An entry without one (`None`) repeats nothing.
pub fn duplicates<N: Ord>(recipients: impl IntoIterator<Item = Option<N>>) -> Vec<(usize, usize)> {
    let mut first = BTreeMap::new();
    let mut found = Vec::new();
    for (index, recipient) in recipients.into_iter().enumerate() {
        let Some(recipient) = recipient else {
            continue;
        };
        let known = *first.entry(recipient).or_insert(index);
        if known != index {
            found.push((index, known));
        }
    }
    found
}
