//! Texts of several segments whose cuts fall where nothing is torn: proven at the cuts alone.

use super::walk::{CodeUnits, Width as _, is_plain_boundary};

/// Whether a text can be cut after each `limit` code units, into this many pieces, with no
/// surrogate pair and no grapheme cluster across a cut. Then every piece but the last is full.
pub(crate) fn cuts_are_plain(text: &str, limit: usize, pieces: usize) -> bool {
    let mut at = 0;
    (1..pieces).all(|_| {
        let (octets, units) = CodeUnits.reach(&text[at..], limit);
        at += octets;
        units == limit && is_plain_boundary(text, at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

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
