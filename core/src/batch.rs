//! Counting columns of texts: encoding, units and segments of each row, into columns of the
//! caller's. Nothing is allocated, unless an option changes the texts or a row fails.

use core::fmt;

use crate::alphabet::LanguagePair;
use crate::encoding::Encoding;
use crate::error::{Error, ErrorDetail, ErrorKind};
use crate::kernel::{Offset, Path, TextCounts, count_rows};
use crate::segment::{
    Boundary, Capacity, CodeUnits, FirstCuts, TextOptions, Walk, count as count_text,
};

/// Rows of text, however they lie in memory.
pub trait TextColumn {
    /// How many rows there are.
    fn len(&self) -> usize;

    /// Whether there are none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// One row; `row` is below `len`.
    fn get(&self, row: usize) -> &str;

    /// The rows as one text with offsets, where they lie so: these are counted in blocks.
    fn contiguous(&self) -> Option<Contiguous<'_>> {
        None
    }
}

/// A text and where its rows begin and end: Arrow's layout of strings.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Contiguous<'a> {
    /// With offsets of 32 bits.
    Narrow(OffsetColumn<'a, i32>),
    /// With offsets of 64 bits.
    Wide(OffsetColumn<'a, i64>),
}

/// Rows within one text: row i lies from offset i to offset i + 1.
#[derive(Clone, Copy)]
pub struct OffsetColumn<'a, O> {
    text: &'a str,
    offsets: &'a [O],
}

impl<'a, O: Offset + TryInto<usize>> OffsetColumn<'a, O> {
    /// A column of one row less than there are offsets.
    ///
    /// Error: `invalid_option` when an offset is beyond the text, before the one before it, or
    /// within a character; its detail `row` is the offset's place.
    pub fn new(text: &'a str, offsets: &'a [O]) -> Result<OffsetColumn<'a, O>, Error> {
        let mut before = 0;
        for (row, offset) in offsets.iter().enumerate() {
            match (*offset).try_into() {
                Ok(at) if at >= before && text.is_char_boundary(at) => before = at,
                _ => {
                    let message = "offsets ascend, within the text, between characters";
                    return Err(Error::new(ErrorKind::InvalidOption, message)
                        .with_field("offsets")
                        .with_detail("row", row));
                }
            }
        }
        Ok(OffsetColumn { text, offsets })
    }
}

impl<O: Offset> OffsetColumn<'_, O> {
    fn row(&self, row: usize) -> &str {
        match self.offsets.get(row..) {
            Some([start, end, ..]) => {
                self.text.get(start.to_usize()..end.to_usize()).unwrap_or_default()
            }
            _ => "",
        }
    }
}

impl<O> fmt::Debug for OffsetColumn<'_, O> {
    /// Shows no text: it ends up in logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "OffsetColumn({} offsets)", self.offsets.len())
    }
}

impl TextColumn for OffsetColumn<'_, i32> {
    fn len(&self) -> usize {
        self.offsets.len().saturating_sub(1)
    }

    fn get(&self, row: usize) -> &str {
        self.row(row)
    }

    fn contiguous(&self) -> Option<Contiguous<'_>> {
        Some(Contiguous::Narrow(*self))
    }
}

impl TextColumn for OffsetColumn<'_, i64> {
    fn len(&self) -> usize {
        self.offsets.len().saturating_sub(1)
    }

    fn get(&self, row: usize) -> &str {
        self.row(row)
    }

    fn contiguous(&self) -> Option<Contiguous<'_>> {
        Some(Contiguous::Wide(*self))
    }
}

impl<T: AsRef<str>> TextColumn for [T] {
    fn len(&self) -> usize {
        <[T]>::len(self)
    }

    fn get(&self, row: usize) -> &str {
        <[T]>::get(self, row).map(AsRef::as_ref).unwrap_or_default()
    }
}

/// Where the results go: each column has as many rows as the texts.
pub struct CountColumns<'a> {
    /// 0, or the number of the row's [`ErrorKind`]. A row that fails has zeros beside it, but for
    /// `too_many_segments`, which has its encoding, units and the segments it would need.
    pub status: &'a mut [u16],
    /// The encoding.
    pub encoding: &'a mut [Encoding],
    /// The tables of GSM-7; the default ones in another encoding.
    pub pair: &'a mut [LanguagePair],
    /// Septets or code units, without headers.
    pub units: &'a mut [u32],
    /// Segments.
    pub segments: &'a mut [u32],
}

/// Counts each row as [`crate::count`] does, under the same options.
///
/// Errors: those of the options themselves, and `invalid_option` when a column of results has
/// another length than the texts. What a row's text makes impossible is a code in its row.
pub fn count<C: TextColumn + ?Sized>(
    texts: &C,
    options: &TextOptions,
    out: &mut CountColumns<'_>,
) -> Result<(), Error> {
    count_on(Path::best(), texts, options, out)
}

/// [`count`] by one form of the kernels: for tests and benches.
#[doc(hidden)]
pub fn count_on<C: TextColumn + ?Sized>(
    path: Path,
    texts: &C,
    options: &TextOptions,
    out: &mut CountColumns<'_>,
) -> Result<(), Error> {
    options.check()?;
    out.check(texts.len())?;
    let counter = Counter::new(options);
    if options.changes_text() {
        out.fill(|row| counter.by_text(texts.get(row)));
        return Ok(());
    }
    match texts.contiguous() {
        Some(Contiguous::Narrow(column)) => counter.by_offsets(path, column, out),
        Some(Contiguous::Wide(column)) => counter.by_offsets(path, column, out),
        None => out.fill(|row| {
            let text = texts.get(row);
            counter.row(text, crate::kernel::count(path, text))
        }),
    }
    Ok(())
}

/// The results of one row.
#[derive(Clone, Copy)]
struct Row {
    status: u16,
    encoding: Encoding,
    pair: LanguagePair,
    units: u32,
    segments: u32,
}

impl CountColumns<'_> {
    fn check(&self, rows: usize) -> Result<(), Error> {
        let lens = [
            self.status.len(),
            self.encoding.len(),
            self.pair.len(),
            self.units.len(),
            self.segments.len(),
        ];
        if lens.iter().all(|len| *len == rows) {
            return Ok(());
        }
        Err(Error::new(ErrorKind::InvalidOption, "give columns of as many rows as there are texts")
            .with_detail("rows", rows))
    }

    /// Where each row's results go, in order.
    fn rows(&mut self) -> impl Iterator<Item = impl FnOnce(Row)> {
        let codes = self.status.iter_mut().zip(self.encoding.iter_mut()).zip(self.pair.iter_mut());
        let counts = self.units.iter_mut().zip(self.segments.iter_mut());
        codes.zip(counts).map(|(((status, encoding), pair), (units, segments))| {
            |row: Row| {
                *status = row.status;
                *encoding = row.encoding;
                *pair = row.pair;
                *units = row.units;
                *segments = row.segments;
            }
        })
    }

    fn fill(&mut self, mut answer: impl FnMut(usize) -> Row) {
        for (row, put) in self.rows().enumerate() {
            put(answer(row));
        }
    }
}

/// What is the same for every row.
struct Counter<'a> {
    options: &'a TextOptions,
    gsm7: Capacity,
    ucs2: Capacity,
}

impl<'a> Counter<'a> {
    fn new(options: &'a TextOptions) -> Counter<'a> {
        Counter {
            options,
            gsm7: options.capacity(Encoding::Gsm7, LanguagePair::DEFAULT),
            ucs2: options.capacity(Encoding::Ucs2, LanguagePair::DEFAULT),
        }
    }

    fn by_offsets<O: Offset>(
        &self,
        path: Path,
        column: OffsetColumn<'_, O>,
        out: &mut CountColumns<'_>,
    ) {
        let mut rows = out.rows();
        count_rows(path, column.text, column.offsets, |row, counts| {
            if let Some(put) = rows.next() {
                put(self.row_of(|| column.row(row), counts));
            }
        });
    }

    fn row(&self, text: &str, counts: TextCounts) -> Row {
        self.row_of(|| text, counts)
    }

    /// A row by its counts alone; by its text only where those do not tell.
    #[inline(always)]
    fn row_of<'t>(&self, text: impl Fn() -> &'t str, counts: TextCounts) -> Row {
        let languages = self.options.languages;
        match (self.options.encoding, counts.septets()) {
            // without an escape no table takes less than the default ones, which need no header
            (None | Some(Encoding::Gsm7), Some(septets))
                if languages.is_none() || counts.doubles == 0 =>
            {
                match fewest(septets, counts.doubles, self.gsm7) {
                    Some(segments) => self.done(Encoding::Gsm7, septets, segments),
                    None => self.by_text(text()),
                }
            }
            (None, None) if languages.is_none() => self.ucs2(text, counts),
            (Some(Encoding::Ucs2), _) => self.ucs2(text, counts),
            _ => self.by_text(text()),
        }
    }

    #[inline(always)]
    fn ucs2<'t>(&self, text: impl Fn() -> &'t str, counts: TextCounts) -> Row {
        let units = counts.code_units();
        let segments = match fewest(units, counts.pairs, self.ucs2) {
            Some(segments) if segments == 1 || self.options.boundary == Boundary::Scalar => {
                segments
            }
            _ => self.walk(text(), units),
        };
        self.done(Encoding::Ucs2, units, segments)
    }

    /// Segments of a text of so many code units, cut after cut.
    #[inline(never)]
    fn walk(&self, text: &str, units: usize) -> usize {
        let limit = self.ucs2.concatenated as usize;
        let walk = Walk::new(text, CodeUnits, limit, self.options.boundary);
        walk.ends(units, &mut FirstCuts::default()).0
    }

    #[inline(always)]
    fn done(&self, encoding: Encoding, units: usize, segments: usize) -> Row {
        let too_many = segments > usize::from(self.options.max_segments);
        Row {
            status: if too_many { ErrorKind::TooManySegments.number() } else { 0 },
            encoding,
            pair: LanguagePair::DEFAULT,
            units: units as u32,
            segments: segments as u32,
        }
    }

    /// A row as one text is counted.
    #[cold]
    #[inline(never)]
    fn by_text(&self, text: &str) -> Row {
        match count_text(text, self.options) {
            Ok(count) => Row {
                status: 0,
                encoding: count.encoding,
                pair: count.pair,
                units: count.units,
                segments: count.segments,
            },
            Err(error) => Row::failed(&error),
        }
    }
}

impl Row {
    fn failed(error: &Error) -> Row {
        let number = |name| match error.detail(name) {
            Some(ErrorDetail::Number(number)) => number as u32,
            _ => 0,
        };
        let encoding = match error.detail("encoding") {
            Some(ErrorDetail::Word(word)) => Encoding::from_word(word),
            _ => None,
        };
        Row {
            status: error.kind().number(),
            encoding: encoding.unwrap_or(Encoding::Gsm7),
            pair: LanguagePair::DEFAULT,
            units: number("units"),
            segments: number("segments"),
        }
    }
}

/// The segments where arithmetic proves them, for a text that may be cut between any two
/// characters: n units in k = ceil(n / per) pieces need no more than k if each of the k - 1 cuts
/// may leave one unit free, but not more often than there are characters of two units.
#[inline(always)]
fn fewest(units: usize, wide: usize, capacity: Capacity) -> Option<usize> {
    if units <= capacity.single as usize {
        return Some(1);
    }
    let per = capacity.concatenated as usize;
    let segments = units.div_ceil(per);
    (units + wide.min(segments - 1) <= per * segments).then_some(segments)
}
