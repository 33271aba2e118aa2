//! National prefixes: what is dialled before a national number, such as the 0 of London's 020, and
//! in some regions stands for other digits.

use super::digits::Digits;
use super::pattern::{find, group, matches};
use super::tables::{Plan, program};

/// What is left of a national number without its prefix, or with what stands for it; None where
/// there is no prefix, or where the number fits the plan as it is and would not without.
pub(super) fn without_prefix(plan: &Plan, national: &[u8]) -> Option<Digits> {
    if plan.national_prefix == 0 || national.is_empty() {
        return None;
    }
    let mut captures = [0; 10];
    let end = find(program(plan.national_prefix), national, false, &mut captures)?;
    let mut rest = Digits::EMPTY;
    // the transform is for the alternative with the last group
    let transforms = !plan.transform.is_empty()
        && group(national, &captures, usize::from(plan.captures)).is_some();
    if transforms {
        let mut transform = plan.transform.bytes();
        while let Some(byte) = transform.next() {
            if byte == b'\\' {
                let number = transform.next().map_or(0, |digit| usize::from(digit & 15));
                rest.extend(group(national, &captures, number).unwrap_or_default());
            } else {
                rest.push(byte);
            }
        }
    }
    rest.extend(&national[end..]);
    if rest.as_slice() == national {
        return None; // a prefix of no digits
    }
    let general = program(plan.general);
    if matches(general, national) && !matches(general, rest.as_slice()) {
        return None;
    }
    Some(rest)
}
