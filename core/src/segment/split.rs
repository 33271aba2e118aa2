//! The text of each segment, and its octets.

use alloc::borrow::Cow;
use core::fmt;
use core::iter::FusedIterator;

use super::Inspection;
use super::options::TextOptions;
use super::prepare::{Prepared, Replacements, prepare};
use super::walk::{CodeUnits, Cut, FirstCuts, Septets, Walk};
use crate::encoding::Encoding;
use crate::substitution::Substitution;
use crate::user_data::{
    self, Concatenation, DataCoding, HeaderElements, SEGMENT_OCTET_LEN, UserData,
};
use crate::{Error, ErrorKind};

/// Cuts a text into segments under the same options as [`inspect`](super::inspect).
///
/// ```
/// let text = "a".repeat(161);
/// let segments = septet::split(&text, &septet::TextOptions::default())?;
/// let texts: Vec<&str> = segments.iter().map(|segment| segment.text).collect();
/// assert_eq!(texts, [&text[..153], &text[153..]]);
/// # Ok::<(), septet::Error>(())
/// ```
///
/// # Errors
/// Those of [`inspect`](super::inspect).
pub fn split<'t>(text: &'t str, options: &TextOptions) -> Result<Segments<'t>, Error> {
    options.check()?;
    let prepared = prepare(text, options)?;
    let inspection = prepared.inspection(options)?;
    let Prepared { text: cut, substituted, cuts: first_cuts, .. } = prepared;
    let substitution = substituted.map(|(map, _)| map);
    Ok(Segments { given: text, text: cut, inspection, first_cuts, substitution, options: *options })
}

/// A text and where it is cut. The texts of its segments are borrowed from the text given, unless
/// `newline`, `normalize` or `substitute` changed it.
#[derive(Clone)]
pub struct Segments<'t> {
    given: &'t str,
    text: Cow<'t, str>,
    inspection: Inspection,
    first_cuts: FirstCuts,
    substitution: Option<Substitution>,
    options: TextOptions,
}

impl<'t> Segments<'t> {
    /// What [`inspect`](super::inspect) says of the whole text.
    pub fn inspection(&self) -> Inspection {
        self.inspection
    }

    /// The text that is cut: the one given, unless an option changed it.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The characters that the option `substitute` replaced; none where it was not kept.
    pub fn replacements(&self) -> Replacements<'t> {
        Replacements::new(self.given, self.substitution, &self.options)
    }

    /// The segments, in order.
    pub fn iter(&self) -> SegmentIter<'_> {
        let Inspection { encoding, pair, segments, units, capacity, .. } = self.inspection;
        let (text, limit) = (&*self.text, capacity.concatenated as usize);
        let (first_cuts, boundary) = (self.first_cuts, self.options.boundary);
        let cuts = if segments == 1 {
            let whole = Cut { bytes: 0..text.len(), units: units as usize };
            Cuts::Whole(core::iter::once(whole))
        } else if encoding == Encoding::Gsm7 {
            let walk = Walk::new(text, Septets::new(pair), limit, boundary);
            Cuts::Septets(walk.behind(&first_cuts))
        } else {
            Cuts::CodeUnits(Walk::new(text, CodeUnits, limit, boundary).behind(&first_cuts))
        };
        let sender = Sender { inspection: self.inspection, options: self.options };
        SegmentIter { text, first_cuts, cuts, sender, next_index: 0 }
    }
}

impl<'a> IntoIterator for &'a Segments<'_> {
    type Item = Segment<'a>;
    type IntoIter = SegmentIter<'a>;

    fn into_iter(self) -> SegmentIter<'a> {
        self.iter()
    }
}

/// One segment.
#[derive(Clone, Copy)]
pub struct Segment<'a> {
    /// From 0.
    pub segment_index: u32,
    /// Its text.
    pub text: &'a str,
    /// Units of its text, without the header.
    pub units: u32,
    pub(super) sender: Sender,
}

impl Segment<'_> {
    /// The elements of its user data header; none for a message of one segment without language
    /// or ports.
    ///
    /// # Errors
    /// [`ErrorKind::ReferenceRequired`] for one of several segments without a reference number.
    pub fn header(&self) -> Result<HeaderElements<'static>, Error> {
        self.sender.header(self.segment_index)
    }

    /// Writes its octets, header included: TP-UD, TP-UDL and TP-DCS.
    ///
    /// # Errors
    /// Those of [`header`](Segment::header).
    pub fn encode<'o>(&self, out: &'o mut [u8; SEGMENT_OCTET_LEN]) -> Result<UserData<'o>, Error> {
        user_data::encode(self.text, self.sender.data_coding(), &self.header()?, out)
    }
}

/// What the segments of a message have in common.
#[derive(Clone, Copy)]
pub(super) struct Sender {
    inspection: Inspection,
    options: TextOptions,
}

impl Sender {
    pub(super) fn data_coding(&self) -> DataCoding {
        self.inspection.data_coding
    }

    pub(super) fn header(&self, segment_index: u32) -> Result<HeaderElements<'static>, Error> {
        let Inspection { encoding, pair, segments, .. } = self.inspection;
        let mut header = self.options.header(encoding, pair);
        if segments > 1 {
            let number = self.options.reference_number.ok_or_else(reference_required)?;
            let reference = self.options.reference.with_number(number);
            // at most 255 segments: TextOptions::max_segments
            let (total, sequence) = (segments as u8, segment_index as u8 + 1);
            header.concatenation = Concatenation::new(reference, total, sequence);
        }
        Ok(header)
    }
}

fn reference_required() -> Error {
    Error::new(
        ErrorKind::ReferenceRequired,
        "the octets of several segments carry a reference number: give one that differs from \
         those of other messages under way to the same recipient",
    )
    .with_field("reference_number")
}

#[derive(Clone)]
enum Cuts<'a> {
    Whole(core::iter::Once<Cut>),
    Septets(Walk<'a, Septets>),
    CodeUnits(Walk<'a, CodeUnits>),
}

/// The segments of a text, in order.
#[derive(Clone)]
pub struct SegmentIter<'a> {
    text: &'a str,
    first_cuts: FirstCuts,
    /// Those behind the first.
    cuts: Cuts<'a>,
    sender: Sender,
    next_index: u32,
}

impl<'a> Iterator for SegmentIter<'a> {
    type Item = Segment<'a>;

    fn next(&mut self) -> Option<Segment<'a>> {
        let segment_index = self.next_index;
        let first = self.first_cuts.get(segment_index as usize);
        let cut = first.or_else(|| match &mut self.cuts {
            Cuts::Whole(whole) => whole.next(),
            Cuts::Septets(walk) => walk.next(),
            Cuts::CodeUnits(walk) => walk.next(),
        })?;
        self.next_index += 1;
        let text = &self.text[cut.bytes];
        Some(Segment { segment_index, text, units: cut.units as u32, sender: self.sender })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = (self.sender.inspection.segments - self.next_index) as usize;
        (left, Some(left))
    }
}

impl ExactSizeIterator for SegmentIter<'_> {}
impl FusedIterator for SegmentIter<'_> {}

/// Cuts octets that are not text (`encoding: data8`) into segments.
///
/// # Errors
/// Those of [`inspect_data`](super::inspect_data).
pub fn split_data<'d>(data: &'d [u8], options: &TextOptions) -> Result<DataSegments<'d>, Error> {
    let inspection = super::inspect_data(data, options)?;
    Ok(DataSegments { data, sender: Sender { inspection, options: *options } })
}

/// Octets and where they are cut.
#[derive(Clone)]
pub struct DataSegments<'d> {
    data: &'d [u8],
    sender: Sender,
}

impl<'d> DataSegments<'d> {
    /// What [`inspect_data`](super::inspect_data) says of all the octets.
    pub fn inspection(&self) -> Inspection {
        self.sender.inspection
    }

    /// The segments, in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = DataSegment<'d>> + use<'d> {
        let Inspection { segments, capacity, .. } = self.sender.inspection;
        let (data, sender) = (self.data, self.sender);
        let per = capacity.per_segment(segments) as usize;
        (0..segments).map(move |segment_index| {
            let start = segment_index as usize * per;
            let data = &data[start..data.len().min(start + per)];
            DataSegment { segment_index, data, sender }
        })
    }
}

/// One segment of octets that are not text.
#[derive(Clone, Copy)]
pub struct DataSegment<'d> {
    /// From 0.
    pub segment_index: u32,
    /// Its octets, without the header.
    pub data: &'d [u8],
    sender: Sender,
}

impl DataSegment<'_> {
    /// As [`Segment::header`].
    ///
    /// # Errors
    /// [`ErrorKind::ReferenceRequired`].
    pub fn header(&self) -> Result<HeaderElements<'static>, Error> {
        self.sender.header(self.segment_index)
    }

    /// As [`Segment::encode`].
    ///
    /// # Errors
    /// [`ErrorKind::ReferenceRequired`].
    pub fn encode<'o>(&self, out: &'o mut [u8; SEGMENT_OCTET_LEN]) -> Result<UserData<'o>, Error> {
        let class = self.sender.options.message_class;
        user_data::encode_data8(self.data, class, &self.header()?, out)
    }
}

// Debug shows neither text nor data: it ends up in logs.

impl fmt::Debug for Segments<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Segments").field("inspection", &self.inspection).finish_non_exhaustive()
    }
}

impl fmt::Debug for DataSegments<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inspection = &self.sender.inspection;
        f.debug_struct("DataSegments").field("inspection", inspection).finish_non_exhaustive()
    }
}

impl fmt::Debug for Segment<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Segment")
            .field("segment_index", &self.segment_index)
            .field("units", &self.units)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for DataSegment<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DataSegment")
            .field("segment_index", &self.segment_index)
            .field("octet_len", &self.data.len())
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for SegmentIter<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SegmentIter").field("next_index", &self.next_index).finish_non_exhaustive()
    }
}
