//! How many segments a text takes, and where it is cut (3GPP TS 23.040, 9.2.3.24).

mod capacity;
mod choice;
mod offending;
mod options;
mod split;
mod walk;

pub use capacity::{Capacity, ReferenceWidth};
use choice::{Choice, choose};
pub use offending::{Offending, OffendingChar, Position, offending};
pub use options::{Boundary, MAX_SEGMENTS, Newline, Normalize, TextOptions};
pub use split::{Segment, SegmentIter, Segments, split};

use crate::alphabet::LanguagePair;
use crate::encoding::{Encoding, EncodingReason};
use crate::{Error, ErrorKind};

/// What a text will become: small, `Copy`, made without allocating.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Inspection {
    /// The encoding.
    pub encoding: Encoding,
    /// Why that one.
    pub reason: EncodingReason,
    /// The tables of GSM-7; the default ones in UCS-2.
    pub pair: LanguagePair,
    /// Septets (GSM-7) or code units (UCS-2) of the text, without headers.
    pub units: u32,
    /// Segments, 1 to 255. An empty text is one segment.
    pub segments: u32,
    /// Units that the last segment still holds.
    pub remaining: u32,
    /// Units that fit into a segment.
    pub capacity: Capacity,
}

impl Inspection {
    /// The tables, if one of them is not the default: a header then names them.
    pub fn language(&self) -> Option<LanguagePair> {
        (!self.pair.is_default()).then_some(self.pair)
    }

    /// TP-DCS, and SMPP data_coding, without a message class: 0 or 8.
    pub fn dcs(&self) -> u8 {
        self.encoding.dcs()
    }
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
    let choice = choose(text, options)?;
    choice.inspection(text, options)
}

impl Choice {
    fn inspection(&self, text: &str, options: &TextOptions) -> Result<Inspection, Error> {
        if self.segments > usize::from(options.max_segments) {
            return Err(too_many_segments(self, options));
        }
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
        })
    }
}

impl TextOptions {
    /// What fits under these options.
    pub(crate) fn capacity(&self, encoding: Encoding, pair: LanguagePair) -> Capacity {
        Capacity::new(encoding, pair, self.reference, 0)
    }
}

fn too_many_segments(choice: &Choice, options: &TextOptions) -> Error {
    let message = if options.max_segments == MAX_SEGMENTS {
        "a message has at most 255 segments; send the text as several messages"
    } else {
        "shorten the text or raise max_segments"
    };
    Error::new(ErrorKind::TooManySegments, message)
        .with_detail("encoding", choice.encoding.as_str())
        .with_detail("units", choice.units)
        .with_detail("segments", choice.segments)
}
