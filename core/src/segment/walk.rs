//! Where a text is cut: from boundary to boundary, never through an escape pair, a surrogate pair
//! or, if asked so, a grapheme cluster.

use core::ops::Range;

use unicode_segmentation::GraphemeCursor;

use super::options::Boundary;
use crate::alphabet::{CharClass, LanguagePair, LockingTable};
use crate::kernel::{self, Path};

/// Units that the characters of a text take.
pub(crate) trait Width: Copy {
    /// Units of a character.
    fn of(self, c: char) -> usize;

    /// Octets from the begin of a text that at most `limit` units reach, and those units.
    fn reach(self, text: &str, limit: usize) -> (usize, usize) {
        let mut units = 0;
        for (at, c) in text.char_indices() {
            let width = self.of(c);
            if units + width > limit {
                return (at, units);
            }
            units += width;
        }
        (text.len(), units)
    }
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

    #[inline]
    fn reach(self, text: &str, limit: usize) -> (usize, usize) {
        kernel::reach(Path::best(), text, limit)
    }
}

/// One segment's piece of the text: its bytes, and the units they take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Cut {
    pub(crate) bytes: Range<usize>,
    pub(crate) units: usize,
}

/// The first cuts of a text, kept from counting: so cutting does not look for them again. They end
/// before a cluster that is longer than a piece, so that a walk goes on from an end alone.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct FirstCuts {
    len: u8,
    /// Units of each piece: at most 160.
    units: [u8; FirstCuts::MOST],
    /// Where each ends: at most 160 units of four octets from the one before.
    ends: [u16; FirstCuts::MOST],
}

impl FirstCuts {
    /// Most messages are no longer.
    const MOST: usize = 7;

    #[inline]
    fn push(&mut self, cut: &Cut) {
        let next = usize::from(self.len);
        if let (Some(units), Some(end)) = (self.units.get_mut(next), self.ends.get_mut(next)) {
            (*units, *end) = (cut.units as u8, cut.bytes.end as u16);
            self.len += 1;
        }
    }

    /// One of them, by its index.
    pub(crate) fn get(&self, index: usize) -> Option<Cut> {
        if index >= usize::from(self.len) {
            return None;
        }
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before]);
        let (end, units) = (self.ends[index], self.units[index]);
        Some(Cut { bytes: usize::from(start)..usize::from(end), units: usize::from(units) })
    }

    /// Where the last one ends.
    fn end(&self) -> usize {
        let last = usize::from(self.len).checked_sub(1).and_then(|last| self.get(last));
        last.map_or(0, |cut| cut.bytes.end)
    }
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

    /// How many pieces a text of so many units takes, and the units of the last; notes the first
    /// of its cuts.
    pub(crate) fn ends(mut self, units: usize, first: &mut FirstCuts) -> (usize, usize) {
        let (mut pieces, mut left) = (1, units);
        // what fits into one piece needs no further look
        while left > self.limit
            && let Some(cut) = self.cut()
        {
            if self.oversized_until == 0 {
                first.push(&cut);
            }
            pieces += 1;
            left -= cut.units;
        }
        (pieces, left)
    }

    /// Goes on behind cuts that are known.
    pub(crate) fn behind(mut self, cuts: &FirstCuts) -> Walk<'t, W> {
        self.at = cuts.end();
        self
    }

    /// The next piece. Part of each caller: a third of the time of cutting in three.
    #[inline(always)]
    fn cut(&mut self) -> Option<Cut> {
        let start = self.at;
        if start == self.text.len() {
            return None;
        }
        let (octets, mut units) = self.width.reach(&self.text[start..], self.limit);
        let reach = start + octets;
        let mut end = reach;
        if reach < self.text.len()
            && self.boundary == Boundary::Grapheme
            && !(reach < self.oversized_until || is_plain_boundary(self.text, reach))
        {
            end = self.cut_before(start, reach);
            units -= self.text[end..reach].chars().map(|c| self.width.of(c)).sum::<usize>();
        }
        self.at = end;
        Some(Cut { bytes: start..end, units })
    }

    /// Where to cut, if at most `reach` can be taken: there, or at the begin of the cluster that
    /// stands across it.
    #[inline(never)]
    fn cut_before(&mut self, start: usize, reach: usize) -> usize {
        let base = start.max(self.oversized_until);
        let begin = base + cluster_begin(&self.text[base..], reach - base);
        if begin == reach || begin > start && self.surely_fits(begin, reach) {
            return begin;
        }
        let end = reach + cluster_end(&self.text[base..], reach - base);
        if begin > start && self.fits(&self.text[begin..end]) {
            begin
        } else {
            self.oversized_until = end;
            reach
        }
    }

    /// Whether a boundary that is easy to see ends the cluster before it is longer than a piece:
    /// its real end costs as much to find as its begin.
    fn surely_fits(&self, begin: usize, reach: usize) -> bool {
        const LOOKED_AT: usize = 12;
        let (head, rest) = self.text[begin..].split_at(reach - begin);
        let mut units: usize = head.chars().map(|c| self.width.of(c)).sum();
        let mut after_plain = false;
        for c in rest.chars().take(LOOKED_AT) {
            let plain = is_plain(c);
            if after_plain && plain {
                return units <= self.limit;
            }
            units += self.width.of(c);
            after_plain = plain;
        }
        false
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
        self.cut()
    }
}

/// Whether characters without any joining property stand on both sides, so that no cluster can be
/// across; also between CR and LF, which are two characters for cutting.
#[inline(always)]
fn is_plain_boundary(text: &str, at: usize) -> bool {
    let plain = |c: Option<char>| c.is_none_or(is_plain);
    plain(text[..at].chars().next_back()) & plain(text[at..].chars().next())
}

/// Characters that neither extend a cluster nor are extended by one another: up to Latin, Greek
/// letters and basic Cyrillic, Hebrew, Arabic, Devanagari and Thai letters, kana, Han. (A test
/// checks them all.)
#[inline]
fn is_plain(c: char) -> bool {
    /// A bit for each of them.
    static PLAIN: [u64; 0xA000 / 64] = {
        let ranges = [
            '\0'..='\u{2FF}',
            '\u{370}'..='\u{482}',
            '\u{5D0}'..='\u{5EA}',
            '\u{620}'..='\u{64A}',
            '\u{904}'..='\u{939}',
            '\u{958}'..='\u{961}',
            '\u{964}'..='\u{96F}',
            '\u{E01}'..='\u{E30}',
            '\u{3041}'..='\u{3096}',
            '\u{30A1}'..='\u{30FA}',
            '\u{4E00}'..='\u{9FFF}',
        ];
        let mut bits = [0; 0xA000 / 64];
        let mut range = 0;
        while range < ranges.len() {
            let mut c = *ranges[range].start() as usize;
            while c <= *ranges[range].end() as usize {
                bits[c / 64] |= 1 << (c % 64);
                c += 1;
            }
            range += 1;
        }
        bits
    };
    let c = c as usize;
    PLAIN.get(c / 64).is_some_and(|bits| bits >> (c % 64) & 1 != 0)
}

/// Where the grapheme cluster of the character at `at` begins: at `at` itself, if that is a
/// boundary. The text must begin at one.
fn cluster_begin(text: &str, at: usize) -> usize {
    let first = text[at..].chars().next().map_or(0, char::len_utf8);
    let mut cursor = GraphemeCursor::new(at + first, text.len(), true);
    // the whole text is one chunk, so the cursor never asks for more
    cursor.prev_boundary(text, 0).ok().flatten().unwrap_or(0)
}

/// Octets from `at` to the next boundary behind it.
fn cluster_end(text: &str, at: usize) -> usize {
    let mut cursor = GraphemeCursor::new(at, text.len(), true);
    cursor.next_boundary(text, 0).ok().flatten().unwrap_or(text.len()) - at
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Characters looked at grow with the text, whatever clusters it has. (scripts/instructions
    /// counts all of the work, that of finding clusters too.)
    #[test]
    fn work_grows_no_faster_than_the_text() {
        use core::cell::Cell;

        #[derive(Clone, Copy)]
        struct Counting<'a>(&'a Cell<usize>);
        impl Width for Counting<'_> {
            fn of(self, c: char) -> usize {
                self.0.set(self.0.get() + 1);
                c.len_utf16()
            }
        }
        for piece in ["a", "\u{301}", "🇺🇸", "👨‍👩‍👧‍👦", "क्ष", "中", "a\u{301}中👍🏽"]
        {
            for boundary in [Boundary::Grapheme, Boundary::Scalar] {
                let looked_at = [4_000, 64_000].map(|count| {
                    let (text, looked_at) = (piece.repeat(count), Cell::new(0));
                    let units = text.encode_utf16().count();
                    let walk = Walk::new(&text, Counting(&looked_at), 67, boundary);
                    let (pieces, _) = walk.ends(units, &mut FirstCuts::default());
                    assert!(pieces > 50);
                    assert!(looked_at.get() < 4 * text.chars().count(), "{piece:?}");
                    looked_at.get()
                });
                assert!(looked_at[1] <= 17 * looked_at[0], "{piece:?} {looked_at:?}");
            }
        }
    }

    use alloc::string::String;
    use alloc::vec::Vec;
    use unicode_segmentation::UnicodeSegmentation;

    /// A walk behind known cuts goes on as the one that found them did. Behind a virama that a cut
    /// has parted from its consonant a cluster seems to begin, within one of nine pieces.
    #[test]
    fn cuts_behind_known_ones_are_those_of_one_walk() {
        let conjunct = "क्".repeat(268) + "क";
        let other = ["a".repeat(30) + &conjunct, "👨‍👩‍👧‍👦 é".repeat(90), "\u{301}".repeat(600)];
        for text in other.iter().chain([&conjunct]) {
            let walk = || Walk::new(text, CodeUnits, 67, Boundary::Grapheme);
            let mut first = FirstCuts::default();
            let (pieces, _) = walk().ends(text.encode_utf16().count(), &mut first);
            let whole: Vec<Cut> = walk().collect();
            assert_eq!(whole.len(), pieces);
            let known = (0..).map_while(|index| first.get(index));
            assert_eq!(known.chain(walk().behind(&first)).collect::<Vec<_>>(), whole);
        }
        let walk = Walk::new(&conjunct, CodeUnits, 67, Boundary::Grapheme);
        let units: Vec<usize> = walk.map(|cut| cut.units).collect();
        assert_eq!(units, [67, 67, 67, 67, 67, 67, 67, 67, 1]);
    }

    /// Any two plain characters, one after the other, are two clusters (CR LF apart).
    #[test]
    fn plain_characters_do_not_join() {
        let plain: Vec<char> = ('\0'..='\u{FFFF}').filter(|c| is_plain(*c)).collect();
        assert!(plain.len() > 20_000);
        let mut text = String::new();
        for c in &plain {
            // on either side of itself, letters of several scripts, a symbol and a control
            for other in [*c, 'a', ' ', '\u{4E00}', '\u{627}', '\u{915}', '\u{E01}', '\u{A9}', '\n']
            {
                for pair in [[*c, other], [other, *c]] {
                    text.clear();
                    text.extend(pair);
                    let clusters = text.graphemes(true).count();
                    assert!(clusters == 2 || text == "\r\n", "{pair:?}");
                }
            }
        }
    }
}
