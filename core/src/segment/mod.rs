//! How many segments a text takes, and where it is cut (3GPP TS 23.040, 9.2.3.24).

mod capacity;
mod choice;
mod offending;
mod options;
mod prepare;
mod source;
mod split;
mod utf16;
mod walk;

use alloc::format;

pub use capacity::{Capacity, ReferenceWidth};
use choice::{Choice, choose};
pub use offending::{Offending, OffendingChar, offending};
pub use options::{Boundary, MAX_SEGMENTS, Newline, Normalize, SubstituteMode, TextOptions};
use prepare::{Prepared, prepare};
pub use prepare::{Replacement, Replacements};
pub use source::Position;
pub use split::{DataSegment, DataSegments, Segment, SegmentIter, Segments, split, split_data};
pub use utf16::{Utf16Segment, Utf16Segments, inspect_utf16, split_utf16};
pub(crate) use walk::{CodeUnits, FirstCuts, Walk};

use crate::alphabet::LanguagePair;
use crate::encoding::{Encoding, EncodingReason};
use crate::user_data::{DataCoding, HeaderElements};
use crate::{Error, ErrorKind};

/// What a text will become: small, `Copy`, made without allocating (but for the options
/// `newline`, `normalize` and `substitute`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Inspection {
    /// The encoding.
    pub encoding: Encoding,
    /// Why that one.
    pub reason: EncodingReason,
    /// The tables of GSM-7; the default ones in another encoding.
    pub pair: LanguagePair,
    /// Septets (GSM-7), code units (UCS-2) or octets (8-bit data) without headers.
    pub units: u32,
    /// Segments, 1 to 255. An empty text is one segment.
    pub segments: u32,
    /// Units that the last segment still holds.
    pub remaining: u32,
    /// Units that fit into a segment.
    pub capacity: Capacity,
    /// TP-DCS, and SMPP data_coding.
    pub data_coding: DataCoding,
    /// Characters that the option `substitute` replaced.
    pub replaced: u32,
}

impl Inspection {
    /// The tables, if one of them is not the default: a header then names them.
    pub fn language(&self) -> Option<LanguagePair> {
        (!self.pair.is_default()).then_some(self.pair)
    }
}

/// Encoding, units and segments of a text: what a cost depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Count {
    /// The encoding.
    pub encoding: Encoding,
    /// The tables of GSM-7; the default ones in another encoding.
    pub pair: LanguagePair,
    /// Septets (GSM-7) or code units (UCS-2) without headers.
    pub units: u32,
    /// Segments, 1 to 255.
    pub segments: u32,
}

/// What a text will become: its encoding, segments, and room left.
///
/// ```
/// use septet::{Encoding, TextOptions};
/// let options = TextOptions::default();
/// assert_eq!(septet::inspect("Price: 5 €", &options)?.units, 11); // the euro sign takes two
/// let curly = septet::inspect("It’s here", &options)?;
/// assert_eq!((curly.encoding, curly.segments, curly.remaining), (Encoding::Ucs2, 1, 61));
/// # Ok::<(), septet::Error>(())
/// ```
///
/// # Errors
/// [`ErrorKind::NotEncodable`] where the requested encoding cannot be had,
/// [`ErrorKind::TooManySegments`] above `max_segments`, and those of options that do not go
/// together.
pub fn inspect(text: &str, options: &TextOptions) -> Result<Inspection, Error> {
    options.check()?;
    if options.changes_text() {
        return prepare(text, options)?.inspection(options);
    }
    choose(text, text, options, &mut FirstCuts::default())?.inspection(text, 0, options)
}

/// As [`inspect`], without what only a walk to the last segment tells: for millions of texts.
///
/// # Errors
/// Those of [`inspect`].
pub fn count(text: &str, options: &TextOptions) -> Result<Count, Error> {
    options.check()?;
    let choice = if options.changes_text() {
        prepare(text, options)?.choice
    } else {
        choose(text, text, options, &mut FirstCuts::default())?
    };
    choice.refuse_too_many(options)?;
    let Choice { encoding, pair, units, segments, .. } = choice;
    Ok(Count { encoding, pair, units: units as u32, segments: segments as u32 })
}

/// What octets that are not text will become (`encoding: data8`). The options about characters
/// do not apply: `languages` and `boundary` have no effect, the others may not be set.
///
/// # Errors
/// [`ErrorKind::TooManySegments`]; [`ErrorKind::InvalidOption`] for another encoding, and for
/// `newline`, `normalize` or `substitute`.
pub fn inspect_data(data: &[u8], options: &TextOptions) -> Result<Inspection, Error> {
    options.check()?;
    options.check_data()?;
    let capacity = options.capacity(Encoding::Data8, LanguagePair::DEFAULT);
    Choice::of_data(data.len(), capacity).inspection("", 0, options)
}

impl Prepared<'_> {
    fn inspection(&self, options: &TextOptions) -> Result<Inspection, Error> {
        let replaced = self.substituted.map_or(0, |(_, count)| count);
        self.choice.inspection(&self.text, replaced, options)
    }
}

impl Choice {
    fn inspection(
        &self,
        text: &str,
        replaced: usize,
        options: &TextOptions,
    ) -> Result<Inspection, Error> {
        self.refuse_too_many(options)?;
        let last = self.last_units(text, options.boundary) as u32;
        let segments = self.segments as u32;
        Ok(Inspection {
            encoding: self.encoding,
            reason: self.reason,
            pair: self.pair,
            units: self.units as u32,
            segments,
            remaining: self.capacity.per_segment(segments) - last,
            capacity: self.capacity,
            data_coding: DataCoding::new(self.encoding, options.message_class),
            replaced: replaced as u32,
        })
    }

    #[inline]
    fn refuse_too_many(&self, options: &TextOptions) -> Result<(), Error> {
        if self.segments <= usize::from(options.max_segments) {
            return Ok(());
        }
        Err(self.too_many(options))
    }

    #[cold]
    fn too_many(&self, options: &TextOptions) -> Error {
        let needed = self.segments;
        let message = if options.max_segments == MAX_SEGMENTS {
            format!("{needed} segments are needed, and a message has at most 255: send several")
        } else {
            format!("{needed} segments are needed: shorten the text or raise max_segments")
        };
        Error::new(ErrorKind::TooManySegments, message)
            .with_detail("encoding", self.encoding.as_str())
            .with_detail("units", self.units)
            .with_detail("segments", self.segments)
    }
}

impl TextOptions {
    /// The header elements of a message of one segment.
    pub(crate) fn header(&self, encoding: Encoding, pair: LanguagePair) -> HeaderElements<'static> {
        let languages = if encoding == Encoding::Gsm7 { pair } else { LanguagePair::DEFAULT };
        HeaderElements { ports: self.ports, languages, ..HeaderElements::default() }
    }

    /// What fits under these options.
    pub(crate) fn capacity(&self, encoding: Encoding, pair: LanguagePair) -> Capacity {
        Capacity::new(encoding, self.header(encoding, pair), self.reference)
    }
}
