//! Texts of several segments whose cuts fall where nothing is torn: proven at the cuts alone.

use super::walk::is_plain_boundary;

/// Whether a text can be cut after each `limit` code units, into this many pieces, with no
/// surrogate pair and no grapheme cluster across a cut. Then every piece but the last is full.
pub(crate) fn cuts_are_plain(text: &str, limit: usize, pieces: usize) -> bool {
    let mut at = 0;
    (1..pieces).all(|_| match skip_code_units(text.as_bytes(), at, limit) {
        Some(next) => {
            at = next;
            is_plain_boundary(text, at)
        }
        None => false,
    })
}

const ONES: u64 = 0x0101_0101_0101_0101;

/// The place so many code units after `from`; `None` inside a surrogate pair. Eight bytes at a
/// time, then one.
fn skip_code_units(bytes: &[u8], from: usize, units: usize) -> Option<usize> {
    let rest = bytes.get(from..)?;
    let (mut at, mut left) = (0, units);
    for word in rest.as_chunks::<8>().0 {
        let in_word = code_units(u64::from_le_bytes(*word));
        if in_word > left {
            break;
        }
        left -= in_word;
        at += 8;
    }
    for byte in rest.get(at..)? {
        let width = match byte {
            0x80..=0xBF => 0,
            0xF0.. => 2,
            _ => 1,
        };
        if width > left {
            // before a pair one unit may be left, elsewhere none is
            return (left == 0).then_some(from + at);
        }
        left -= width;
        at += 1;
    }
    Some(from + at)
}

/// Code units that begin in eight bytes of UTF-8: one for each byte that is no continuation, one
/// more for each lead of four bytes.
fn code_units(word: u64) -> usize {
    let continuations = word >> 7 & !(word >> 6) & ONES;
    let pairs = word >> 7 & word >> 6 & word >> 5 & word >> 4 & ONES;
    // the sum of the bytes stands in the highest one
    let sum = (ONES - continuations + pairs).wrapping_mul(ONES) >> 56;
    sum as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::String;

    #[test]
    fn skipping_is_counting_chars() {
        let text: String = ["a", "é", "中", "😀", "bc"].iter().cycle().take(100).copied().collect();
        for units in 0..140 {
            let mut taken = 0;
            let expected = text.char_indices().find_map(|(at, c)| {
                if taken == units {
                    return Some(Some(at));
                }
                taken += c.len_utf16();
                (taken > units).then_some(None)
            });
            let got = skip_code_units(text.as_bytes(), 0, units);
            assert_eq!(got, expected.unwrap_or(Some(text.len())), "{units}");
        }
    }

    #[test]
    fn a_cut_beside_a_mark_is_not_plain() {
        let han = "中".repeat(200);
        assert!(cuts_are_plain(&han, 67, 3));
        let accent = ["中".repeat(67).as_str(), "\u{301}", &han].concat();
        assert!(!cuts_are_plain(&accent, 67, 4));
        let pair = ["中".repeat(66).as_str(), "😀", &han].concat();
        assert!(!cuts_are_plain(&pair, 67, 4));
    }
}
