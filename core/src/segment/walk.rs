//! Where a text is cut: from boundary to boundary, never through an escape pair, a surrogate pair
//! or, if asked so, a grapheme cluster.

use core::ops::Range;

use unicode_segmentation::GraphemeCursor;

use super::options::Boundary;
use crate::alphabet::{CharClass, LanguagePair, LockingTable};

/// Units that one character takes.
pub(crate) trait Width: Copy {
    fn of(self, c: char) -> usize;
}

/// Septets under a locking table, for text that the pair is known to take: a character that the
/// locking table lacks is escaped.
#[derive(Clone, Copy)]
pub(crate) struct Septets(LockingTable);

impl Septets {
    pub(crate) fn new(pair: LanguagePair) -> Septets {
        Septets(pair.locking())
    }
}

impl Width for Septets {
    #[inline]
    fn of(self, c: char) -> usize {
        2 - usize::from(CharClass::of(c).tables().has_locking(self.0))
    }
}

/// UTF-16 code units.
#[derive(Clone, Copy)]
pub(crate) struct CodeUnits;

impl Width for CodeUnits {
    #[inline]
    fn of(self, c: char) -> usize {
        c.len_utf16()
    }
}

/// One segment's piece of the text: its bytes, and the units they take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Cut {
    pub(crate) bytes: Range<usize>,
    pub(crate) units: usize,
}

/// Cuts a text into pieces of at most `limit` units, each as long as it can be. An empty text has
/// no piece.
///
/// Grapheme clusters are looked for only where a piece would end: a piece begins at a cluster
/// boundary (or inside a cluster longer than a piece, whose end is then known), and UAX #29 needs
/// no context from before a boundary.
#[derive(Clone)]
pub(crate) struct Walk<'t, W> {
    text: &'t str,
    width: W,
    limit: usize,
    boundary: Boundary,
    at: usize,
    /// End of the last cluster that is longer than a piece: before it, cut between characters.
    oversized_until: usize,
}

impl<'t, W: Width> Walk<'t, W> {
    pub(crate) fn new(text: &'t str, width: W, limit: usize, boundary: Boundary) -> Walk<'t, W> {
        Walk { text, width, limit, boundary, at: 0, oversized_until: 0 }
    }

    /// The furthest place that the units reach from `from`, and the units to it.
    fn reach(&self, from: usize) -> (usize, usize) {
        let mut units = 0;
        for (offset, c) in self.text[from..].char_indices() {
            let width = self.width.of(c);
            if units + width > self.limit {
                return (from + offset, units);
            }
            units += width;
        }
        (self.text.len(), units)
    }

    /// Where to cut, if at most `reach` can be taken: there, or at the begin of the cluster that
    /// stands across it.
    fn cut_before(&mut self, start: usize, reach: usize) -> usize {
        if reach < self.oversized_until || is_plain_boundary(self.text, reach) {
            return reach;
        }
        let base = start.max(self.oversized_until);
        let Some(cluster) = cluster_across(&self.text[base..], reach - base) else {
            return reach;
        };
        let (begin, end) = (base + cluster.start, base + cluster.end);
        if begin > start && self.fits(&self.text[begin..end]) {
            begin
        } else {
            self.oversized_until = end;
            reach
        }
    }

    fn fits(&self, cluster: &str) -> bool {
        let mut units = 0;
        cluster.chars().all(|c| {
            units += self.width.of(c);
            units <= self.limit
        })
    }
}

impl<W: Width> Iterator for Walk<'_, W> {
    type Item = Cut;

    fn next(&mut self) -> Option<Cut> {
        let start = self.at;
        if start == self.text.len() {
            return None;
        }
        let (reach, mut units) = self.reach(start);
        let mut end = reach;
        if reach < self.text.len() && self.boundary == Boundary::Grapheme {
            end = self.cut_before(start, reach);
            units -= self.text[end..reach].chars().map(|c| self.width.of(c)).sum::<usize>();
        }
        self.at = end;
        Some(Cut { bytes: start..end, units })
    }
}

/// Whether characters without any joining property stand on both sides, so that no cluster can be
/// across; also between CR and LF, which are two characters for cutting.
pub(super) fn is_plain_boundary(text: &str, at: usize) -> bool {
    let plain = |c: Option<char>| c.is_none_or(is_plain);
    plain(text[..at].chars().next_back()) && plain(text[at..].chars().next())
}

/// Characters that neither extend a cluster nor are extended by one another: up to Latin, Greek
/// letters and basic Cyrillic, Arabic letters, Han. (A test checks them all.)
fn is_plain(c: char) -> bool {
    matches!(c, '\0'..='\u{2FF}' | '\u{370}'..='\u{482}' | '\u{620}'..='\u{64A}'
        | '\u{4E00}'..='\u{9FFF}')
}

/// The grapheme cluster that stands across `at`; `None` if `at` is a boundary. The text must begin
/// at a boundary.
fn cluster_across(text: &str, at: usize) -> Option<Range<usize>> {
    let mut cursor = GraphemeCursor::new(at, text.len(), true);
    // the whole text is one chunk, so the cursor never asks for more
    if cursor.is_boundary(text, 0) != Ok(false) {
        return None;
    }
    let start = cursor.prev_boundary(text, 0).ok().flatten()?;
    cursor.set_cursor(at);
    let end = cursor.next_boundary(text, 0).ok().flatten()?;
    Some(start..end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::String;
    use unicode_segmentation::UnicodeSegmentation;

    /// Any two plain characters, one after the other, are two clusters (CR LF apart).
    #[test]
    fn plain_characters_do_not_join() {
        let plain: alloc::vec::Vec<char> = ('\0'..='\u{FFFF}').filter(|c| is_plain(*c)).collect();
        assert!(plain.len() > 20_000);
        let mut text = String::new();
        for c in &plain {
            // each beside itself, a letter, a Hangul-free neighbour and a control
            for other in [*c, 'a', '\u{20}', '\u{4E00}', '\u{627}', '\u{A9}', '\n'] {
                text.clear();
                text.push(*c);
                text.push(other);
                let clusters = text.graphemes(true).count();
                assert!(clusters == 2 || text == "\r\n", "{c:?} {other:?}");
            }
        }
    }
}
