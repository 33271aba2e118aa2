//! A backtracking matcher for the patterns of dialling plans: digits only, tried in the order in
//! which the pattern gives its alternatives. septet-gen writes the programs.

/// Groups that a pattern can capture: begin and end of each.
pub(super) type Captures = [u8; 10];

const NOT_CAPTURED: u8 = u8::MAX;

// Operations, in the highest bits of a word; below them a target or a number. No operation: the low
// ten bits are the set of digits to take. The generator has the same list.
const SPLIT: u16 = 0x4000;
const JUMP: u16 = 0x8000;
const SAVE: u16 = 0xC000;
const END: u16 = 0xD000;
const MATCH: u16 = 0xE000;

/// Where the program's first match at the beginning of `digits` (ASCII) ends; with `whole`, the
/// match must take them all.
pub(super) fn find(
    program: &[u16],
    digits: &[u8],
    whole: bool,
    captures: &mut Captures,
) -> Option<usize> {
    *captures = [NOT_CAPTURED; 10];
    Matcher { program, digits, whole }.run(0, 0, captures)
}

/// Whether the program matches all of `digits`.
pub(super) fn matches(program: &[u16], digits: &[u8]) -> bool {
    find(program, digits, true, &mut [0; 10]).is_some()
}

/// Whether the program matches a beginning of `digits`.
#[cfg(feature = "format")]
pub(super) fn begins(program: &[u16], digits: &[u8]) -> bool {
    find(program, digits, false, &mut [0; 10]).is_some()
}

/// The digits of a group, from 1; None when it took no part in the match.
pub(super) fn group<'a>(digits: &'a [u8], captures: &Captures, group: usize) -> Option<&'a [u8]> {
    let at = 2 * group.checked_sub(1)?;
    let (from, to) = (*captures.get(at)?, *captures.get(at + 1)?);
    if to == NOT_CAPTURED { None } else { digits.get(usize::from(from)..usize::from(to)) }
}

struct Matcher<'a> {
    program: &'a [u16],
    digits: &'a [u8],
    whole: bool,
}

impl Matcher<'_> {
    /// Recursion is as deep as the pattern has choices: some dozens at most.
    fn run(&self, mut at: usize, mut taken: usize, captures: &mut Captures) -> Option<usize> {
        loop {
            let word = *self.program.get(at)?;
            at += 1;
            if word < SPLIT {
                let digit = self.digits.get(taken)?.wrapping_sub(b'0');
                if digit > 9 || word >> digit & 1 == 0 {
                    return None;
                }
                taken += 1;
            } else if word < JUMP {
                let mut attempt = *captures;
                if let Some(end) = self.run(at, taken, &mut attempt) {
                    *captures = attempt;
                    return Some(end);
                }
                at = usize::from(word - SPLIT);
            } else if word < SAVE {
                at = usize::from(word - JUMP);
            } else if word < END {
                // a prefix is at most as long as a number, so its ends fit an octet
                if let Some(place) = captures.get_mut(usize::from(word - SAVE)) {
                    *place = taken as u8;
                }
            } else if word < MATCH {
                if taken < self.digits.len() {
                    return None;
                }
            } else {
                return if self.whole && taken < self.digits.len() { None } else { Some(taken) };
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `(?:0|90)(?:(1[245])(\d{2,3}))?`, by hand.
    const PROGRAM: &[u16] = &[
        SPLIT | 3,
        1,
        JUMP | 5,
        1 << 9,
        1,
        SPLIT | 15,
        SAVE,
        2,
        0b110100,
        SAVE | 1,
        SAVE | 2,
        0x3FF,
        0x3FF,
        SPLIT | 15,
        0x3FF,
        // the target of both choices; the end of group 2 is kept where there is one
        SAVE | 3,
        MATCH,
    ];

    #[test]
    fn first_match_and_groups() {
        let mut captures = [0; 10];
        assert_eq!(find(PROGRAM, b"0123456", false, &mut captures), Some(6));
        assert_eq!(group(b"0123456", &captures, 1), Some(&b"12"[..]));
        assert_eq!(group(b"0123456", &captures, 2), Some(&b"345"[..]));
        assert_eq!(find(PROGRAM, b"9077", false, &mut captures), Some(2));
        assert_eq!(group(b"9077", &captures, 1), None);
        assert_eq!(find(PROGRAM, b"19", false, &mut captures), None);
        assert!(matches(PROGRAM, b"90"));
        assert!(!matches(PROGRAM, b"901"));
    }
}
