//! One pass over a text: what must be known of it to count it in every pair of tables.

use crate::alphabet::{CharClass, LanguagePair, Languages, LockingTable, SingleTable};
use crate::kernel::{self, Path, TextCounts};

/// Locking tables 0, 1, 3 and single tables 0 to 3 as bits of a [`crate::alphabet::TableSet`]:
/// none of their characters joins another into a grapheme cluster (tests/alphabets.rs).
const EUROPEAN: u32 = 0b1011 | 0b1111 << 16;

/// How often a text uses each class of characters: characters of one class stand in the same
/// tables, so a count per class gives the septets under every pair at once.
#[derive(Clone, Debug)]
pub(crate) struct Census {
    counts: [usize; CharClass::COUNT],
    /// The classes that occur, bit index each.
    present: u64,
    chars: usize,
}

/// What a text takes in one locking table: the same for every single table beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SeptetCount {
    /// Septets, an escaped character counting two.
    pub(crate) septets: usize,
    /// Escaped characters.
    pub(crate) escapes: usize,
}

impl SeptetCount {
    /// In the default alphabet; `None` where a character is not in it.
    pub(crate) fn default_alphabet(counts: &TextCounts) -> Option<SeptetCount> {
        let septets = counts.septets()?;
        Some(SeptetCount { septets, escapes: counts.doubles })
    }
}

impl Census {
    /// Counts a text; `None` as soon as a character stands in none of the permitted tables.
    pub(crate) fn of(text: &str, languages: Languages) -> Option<Census> {
        const { assert!(CharClass::COUNT <= 64) };
        let mut usable = [false; 64];
        for (index, usable) in usable.iter_mut().enumerate().take(CharClass::COUNT) {
            *usable = CharClass::from_index(index).tables().is_permitted(languages);
        }
        let mut census = Census { counts: [0; CharClass::COUNT], present: 0, chars: 0 };
        for c in text.chars() {
            let class = CharClass::of(c).index();
            if !usable[class & 63] {
                return None;
            }
            census.counts[class] += 1;
            census.present |= 1 << class;
            census.chars += 1;
        }
        Some(census)
    }

    /// The classes that occur, with how often.
    fn classes(&self) -> impl Iterator<Item = (CharClass, usize)> {
        let mut rest = self.present;
        core::iter::from_fn(move || {
            let index = rest.trailing_zeros() as usize;
            if index == 64 {
                return None;
            }
            rest &= rest - 1;
            Some((CharClass::from_index(index), self.counts[index]))
        })
    }

    /// Whether characters of this text may join into grapheme clusters longer than one character,
    /// CR LF apart.
    pub(crate) fn may_cluster(&self) -> bool {
        self.classes().any(|(class, _)| class.tables().bits() & EUROPEAN == 0)
    }

    /// For each permitted locking table that can take the text: its pairs worth pricing, with
    /// their septets, in the order of their ids.
    ///
    /// Septets depend on the locking table alone and headers on how many tables are not the
    /// default, so of all single tables only two matter: the default one, and the lowest other.
    /// Both can win: with the other one a segment is shorter, and a grapheme cluster that just
    /// fills a segment without it must then be cut, which may save a segment.
    pub(crate) fn pairs(
        &self,
        languages: Languages,
    ) -> impl Iterator<Item = (LanguagePair, SeptetCount)> {
        let ids = languages.id_bits();
        LockingTable::all().filter(move |t| ids >> t.id() & 1 != 0).flat_map(move |locking| {
            let mut escapes = 0;
            let mut singles = ids;
            for (class, count) in self.classes() {
                let tables = class.tables();
                if !tables.has_locking(locking) {
                    escapes += count;
                    singles &= tables.single_bits();
                }
            }
            let count = SeptetCount { septets: self.chars + escapes, escapes };
            [lowest(singles & 1), lowest(singles & !1)]
                .into_iter()
                .flatten()
                .map(move |single| (LanguagePair::new(locking, single), count))
        })
    }
}

/// The lowest single table of a set of ids.
fn lowest(ids: u16) -> Option<SingleTable> {
    SingleTable::from_id(ids.trailing_zeros() as u8)
}

/// Counts a text in the default alphabet and in code units, in one pass.
pub(crate) fn count_text(text: &str) -> TextCounts {
    kernel::count(Path::best(), text)
}
