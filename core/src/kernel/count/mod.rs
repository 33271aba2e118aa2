//! Counting: what a text takes in the default alphabet and in UTF-16, in one pass over its bytes.
//!
//! ```text
//! septets    = bytes - continuation bytes + characters of two septets, if none is outside
//! code units = bytes - continuation bytes + characters of four bytes
//! ```
//!
//! 1. Each 64 bytes become four masks ([`Masks`]): continuation bytes, characters of two septets,
//!    leads of four bytes, bytes outside the alphabet. No branch depends on the text.
//! 2. A column of texts is taken in blocks of about 8 KiB. Beside the masks of each 64 bytes stand the
//!    counts before them, all four in one word, so that the counts before any byte are one word
//!    and four population counts ([`Index::before`]); a text's counts are the difference at its
//!    ends. So a text of 20 bytes costs what 20 bytes cost, not a loop of its own.

use super::tables::{EURO, FOLLOWING, counts_double, is_outside};
use super::{Form, Path};

#[cfg(all(target_arch = "x86_64", feature = "std"))]
mod avx2;
#[cfg(all(target_arch = "x86_64", feature = "std"))]
mod avx512;

/// What a text takes, in the default alphabet and in UTF-16.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TextCounts {
    /// Octets of UTF-8.
    pub len: usize,
    /// Continuation bytes among them.
    pub continuations: usize,
    /// Characters of two septets (as long as none is outside).
    pub doubles: usize,
    /// Characters of four bytes: surrogate pairs.
    pub pairs: usize,
    /// Whether a character is outside the default alphabet and its extension table.
    pub is_outside: bool,
}

impl TextCounts {
    /// Septets; `None` when a character is outside.
    #[inline]
    pub fn septets(&self) -> Option<usize> {
        (!self.is_outside).then_some(self.len - self.continuations + self.doubles)
    }

    /// UTF-16 code units.
    #[inline]
    pub fn code_units(&self) -> usize {
        self.len - self.continuations + self.pairs
    }

    /// Counts of `len` bytes packed into one word.
    #[inline(always)]
    fn unpacked(len: usize, packed: u64) -> TextCounts {
        TextCounts {
            len,
            continuations: (packed & 0xFFFF) as usize,
            doubles: (packed >> 16 & 0xFFFF) as usize,
            pairs: (packed >> 32 & 0xFFFF) as usize,
            is_outside: packed >> 48 != 0,
        }
    }
}

/// One bit per byte of 64: in their order, but for the portable form ([`bits`]).
#[derive(Clone, Copy)]
pub(super) struct Masks {
    pub(super) continuations: u64,
    pub(super) doubles: u64,
    pub(super) pairs: u64,
    pub(super) outside: u64,
}

impl Masks {
    const NONE: Masks = Masks { continuations: 0, doubles: 0, pairs: 0, outside: 0 };

    /// Without these bytes.
    #[inline(always)]
    fn behind(self, bytes: u64) -> Masks {
        Masks {
            continuations: self.continuations & !bytes,
            doubles: self.doubles & !bytes,
            pairs: self.pairs & !bytes,
            outside: self.outside & !bytes,
        }
    }

    /// The four counts under a mask, 16 bits each: a block has less than 2^16 bytes. `SPARSE` asks
    /// first whether there is anything to count: for processors that count bits by arithmetic.
    #[inline(always)]
    fn counts<const SPARSE: bool>(&self, mask: u64) -> u64 {
        let count = |bits: u64| match bits & mask {
            0 if SPARSE => 0,
            bits => u64::from(bits.count_ones()),
        };
        count(self.continuations)
            | count(self.doubles) << 16
            | count(self.pairs) << 32
            | count(self.outside) << 48
    }
}

/// Entries of an index: a power of two, so that a masked place needs no check.
const ENTRIES: usize = 128;

/// Bytes of a block: the last entry stands for its end.
const BLOCK: usize = (ENTRIES - 1) * 64;

/// Masks of a block, with the counts before each 64 bytes. `ACROSS` says that the masks are those
/// of the portable form, whose bits stand in the order of [`bits`].
pub(super) struct Index<const ACROSS: bool>([(u64, Masks); ENTRIES]);

impl<const ACROSS: bool> Index<ACROSS> {
    #[inline(always)]
    fn new() -> Index<ACROSS> {
        Index([(0, Masks::NONE); ENTRIES])
    }

    /// Fills the index with the masks of each 64 bytes.
    #[inline(always)]
    pub(super) fn fill(&mut self, bytes: &[u8], mut masks: impl FnMut(&[u8; 64]) -> Masks) {
        let mut before = 0;
        let mut fill = |entry: &mut (u64, Masks), chunk: &[u8; 64]| {
            let masks = masks(chunk);
            *entry = (before, masks);
            before += masks.counts::<ACROSS>(!0);
        };
        let (whole, rest) = bytes.as_chunks();
        let mut entries = self.0.iter_mut();
        for (chunk, entry) in whole.iter().zip(&mut entries) {
            fill(entry, chunk);
        }
        if !rest.is_empty()
            && let Some(entry) = entries.next()
        {
            fill(entry, &filled_up(rest));
        }
        if let Some(entry) = entries.next() {
            *entry = (before, Masks::NONE);
        }
    }

    /// The counts of the bytes before `at`, which lies within the block or at its end.
    #[inline(always)]
    fn before(&self, at: usize) -> u64 {
        let (before, masks) = &self.0[at / 64 % ENTRIES];
        let first = if ACROSS { first(at % 64) } else { (1 << (at % 64)) - 1 };
        before + masks.counts::<ACROSS>(first)
    }
}

/// Where a row of a column begins or ends: Arrow's offsets.
pub trait Offset: Copy {
    /// The offset in bytes; offsets of a checked column are not negative.
    fn to_usize(self) -> usize;
}

impl Offset for i32 {
    #[inline(always)]
    fn to_usize(self) -> usize {
        self as usize
    }
}

impl Offset for i64 {
    #[inline(always)]
    fn to_usize(self) -> usize {
        self as usize
    }
}

/// Counts every row of a column: row i is the text from offset i to offset i + 1. The offsets
/// ascend and lie on character boundaries within the text.
pub fn count_rows<O: Offset>(
    path: Path,
    text: &str,
    offsets: &[O],
    row: impl FnMut(usize, TextCounts),
) {
    match path.0 {
        Form::Portable => rows(text.as_bytes(), offsets, index, total, row),
        // SAFETY: a path is made only where its features were detected.
        // Gain: 3.5 times the portable form on mixed text (benches/README.md).
        #[cfg(all(target_arch = "x86_64", feature = "std"))]
        #[allow(unsafe_code)]
        Form::Avx2 => unsafe { avx2::count_rows(text.as_bytes(), offsets, row) },
        // SAFETY: as above. Gain: 1.2 times AVX2.
        #[cfg(all(target_arch = "x86_64", feature = "std"))]
        #[allow(unsafe_code)]
        Form::Avx512 => unsafe { avx512::count_rows(text.as_bytes(), offsets, row) },
    }
}

/// Counts one text.
#[inline]
pub fn count(path: Path, text: &str) -> TextCounts {
    match path.0 {
        Form::Portable => total(text.as_bytes()),
        // SAFETY: a path is made only where its features were detected.
        #[cfg(all(target_arch = "x86_64", feature = "std"))]
        #[allow(unsafe_code)]
        Form::Avx2 => unsafe { avx2::count(text.as_bytes()) },
        // SAFETY: as above.
        #[cfg(all(target_arch = "x86_64", feature = "std"))]
        #[allow(unsafe_code)]
        Form::Avx512 => unsafe { avx512::count(text.as_bytes()) },
    }
}

/// The loop over rows that every form shares; compiled into each, with its features.
#[inline(always)]
pub(super) fn rows<O: Offset, const ACROSS: bool>(
    text: &[u8],
    offsets: &[O],
    index_block: impl Fn(&[u8], &mut Index<ACROSS>),
    total: impl Fn(&[u8]) -> TextCounts,
    mut row: impl FnMut(usize, TextCounts),
) {
    let mut index = Index::new();
    let mut next = 0;
    while let Some([start, end, ..]) = offsets.get(next..) {
        let (start, end) = (start.to_usize(), end.to_usize());
        let rest = text.get(start..).unwrap_or_default();
        if end - start > BLOCK - 64 {
            row(next, total(rest.get(..end - start).unwrap_or_default()));
            next += 1;
            continue;
        }
        // the block may end within a row: that row begins the next block. It begins where a cache
        // line does, so that no 64 bytes lie across two: a tenth of the time
        let base = start.saturating_sub(rest.as_ptr().addr() % 64);
        let block = text.get(base..).unwrap_or_default();
        index_block(block.get(..BLOCK).unwrap_or(block), &mut index);
        let mut from = start - base;
        let mut before = index.before(from);
        while let Some(end) = offsets.get(next + 1) {
            let to = end.to_usize() - base;
            if to > BLOCK {
                break;
            }
            let up_to = index.before(to);
            row(next, TextCounts::unpacked(to - from, up_to - before));
            (from, before) = (to, up_to);
            next += 1;
        }
    }
}

/// Counts one text by summing the masks of its bytes. `masks` also takes how many bytes at the
/// front were shown to it before: those are not counted again.
#[inline(always)]
pub(super) fn sum(bytes: &[u8], mut masks: impl FnMut(&[u8; 64], usize) -> Masks) -> TextCounts {
    let mut counts = TextCounts { len: bytes.len(), ..TextCounts::default() };
    let mut outside = 0;
    let mut add = |masks: Masks| {
        counts.continuations += masks.continuations.count_ones() as usize;
        counts.doubles += masks.doubles.count_ones() as usize;
        counts.pairs += masks.pairs.count_ones() as usize;
        outside |= masks.outside;
    };
    let (whole, rest) = bytes.as_chunks();
    for chunk in whole {
        add(masks(chunk, 0));
    }
    match bytes.last_chunk() {
        _ if rest.is_empty() => {}
        Some(last) => add(masks(last, 64 - rest.len())),
        None => add(masks(&filled_up(rest), 0)),
    }
    counts.is_outside = outside != 0;
    counts
}

/// At most 64 bytes, filled up with a character of one septet.
#[inline(always)]
fn filled_up(bytes: &[u8]) -> [u8; 64] {
    let mut chunk = [b'a'; 64];
    if let Some(place) = chunk.get_mut(..bytes.len()) {
        place.copy_from_slice(bytes);
    }
    chunk
}

/// The functions of a form with vector units, around its `masks` of 64 bytes and what it keeps of
/// those before them.
#[cfg(all(target_arch = "x86_64", feature = "std"))]
macro_rules! vector_form {
    ($features:literal) => {
        #[target_feature(enable = $features)]
        pub(super) fn count_rows<O: Offset>(
            text: &[u8],
            offsets: &[O],
            row: impl FnMut(usize, TextCounts),
        ) {
            let index = |bytes: &[u8], index: &mut Index<false>| {
                let mut before = Before::none();
                index.fill(bytes, |chunk| masks(chunk, &mut before));
            };
            rows(text, offsets, index, |bytes| count(bytes), row);
        }

        #[target_feature(enable = $features)]
        pub(super) fn count(bytes: &[u8]) -> TextCounts {
            let mut before = Before::none();
            sum(bytes, |chunk, again| {
                // what the last bytes before these allow needs no look: it is not counted again
                before.euro = before.euro.checked_shl(again as u32).unwrap_or_default();
                masks(chunk, &mut before).behind((1 << again) - 1)
            })
        }
    };
}
#[cfg(all(target_arch = "x86_64", feature = "std"))]
use vector_form;

fn index(bytes: &[u8], index: &mut Index<true>) {
    let mut masks = portable(bytes);
    index.fill(bytes, |chunk| masks(chunk, 0));
}

fn total(bytes: &[u8]) -> TextCounts {
    sum(bytes, portable(bytes))
}

/// Masks in portable code: a class byte per byte, which compilers turn into vector code, then its
/// bits, those of eight words laid over one another. The few leads of characters of the alphabet
/// are looked at one by one.
fn portable(bytes: &[u8]) -> impl FnMut(&[u8; 64], usize) -> Masks {
    let mut at = 0;
    move |chunk, again| {
        at -= again;
        let classes = chunk.map(class);
        // most texts show two of the five at most
        let any = classes.iter().fold(0, |any, class| any | class);
        let mut masks = Masks {
            continuations: bits::<0>(&classes, any),
            doubles: bits::<1>(&classes, any),
            pairs: bits::<2>(&classes, any),
            outside: bits::<3>(&classes, any),
        };
        let mut leads = bits::<4>(&classes, any);
        while leads != 0 {
            let bit = leads.trailing_zeros() as usize;
            let place = at + bit % 8 * 8 + bit / 8;
            let is_known = match bytes.get(place..) {
                Some([lead, second, third, ..]) => {
                    allows(*lead, *second) & ((*lead != EURO[0]) | (*third == EURO[2]))
                }
                Some([lead, second]) => (*lead == EURO[0]) | allows(*lead, *second),
                // the block ends within a row, which is counted from its begin in the next one
                _ => true,
            };
            masks.outside |= u64::from(!is_known) << bit;
            leads &= leads - 1;
        }
        at += 64;
        masks.behind(first(again))
    }
}

/// Whether a lead of the alphabet and the byte behind it begin a character of it.
#[inline(always)]
fn allows(lead: u8, second: u8) -> bool {
    FOLLOWING[usize::from(lead & 0x3F)] >> (second & 0x3F) & 1 != 0
}

/// What one byte says: bit 0 continuation, 1 two septets, 2 lead of four bytes, 3 outside, 4 lead
/// of a character of the alphabet. The comparisons are those of the tables, as asserted.
#[inline(always)]
pub(super) const fn class(byte: u8) -> u8 {
    let is_continuation = (byte as i8) < -64;
    let is_double = ((byte | 0x20).wrapping_sub(0x7B) < 4) | (byte == 0x0C) | (byte == EURO[0]);
    let is_lead = (byte == 0xC2) | (byte == 0xC3) | (byte == 0xCE) | (byte == EURO[0]);
    let is_control = (byte < 0x20) & (byte != 0x0A) & (byte != 0x0C) & (byte != 0x0D);
    let is_outside = is_control | (byte == 0x60) | (byte == 0x7F) | (byte >= 0xC0) & !is_lead;
    is_continuation as u8
        | (is_double as u8) << 1
        | ((byte >= 0xF0) as u8) << 2
        | (is_outside as u8) << 3
        | (is_lead as u8) << 4
}

const _: () = {
    let mut byte = 0;
    while byte < 256 {
        let class = class(byte as u8);
        assert!((class & 2 != 0) == counts_double(byte as u8));
        assert!((class & 8 != 0) == is_outside(byte as u8));
        byte += 1;
    }
};

/// Bit `BIT` of each class byte, that of byte 8 i + j as bit 8 j + i; `any` has the bits that one
/// of them has.
#[inline(always)]
fn bits<const BIT: u32>(classes: &[u8; 64], any: u8) -> u64 {
    if any >> BIT & 1 == 0 {
        return 0;
    }
    let (words, _) = classes.as_chunks::<8>();
    let mut mask = 0;
    for (at, word) in words.iter().enumerate() {
        mask |= (u64::from_le_bytes(*word) >> BIT & ONES) << at;
    }
    mask
}

const ONES: u64 = 0x0101_0101_0101_0101;

/// The bits of the first `len` of 64 bytes, in the order of [`bits`].
#[inline(always)]
const fn first(len: usize) -> u64 {
    let whole = ONES * ((1 << (len / 8)) - 1);
    let rest = (ONES << (len / 8)) & ((1 << (8 * (len % 8))) - 1);
    whole | rest
}
