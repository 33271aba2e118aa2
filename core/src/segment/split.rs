//! The text of each segment.

use alloc::borrow::Cow;
use core::fmt;
use core::iter::FusedIterator;

use super::options::TextOptions;
use super::walk::{CodeUnits, Cut, Septets, Walk};
use super::{Inspection, inspect};
use crate::Error;
use crate::encoding::Encoding;

/// Cuts a text into segments under the same options as [`inspect`].
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
/// Those of [`inspect`].
pub fn split<'t>(text: &'t str, options: &TextOptions) -> Result<Segments<'t>, Error> {
    let inspection = inspect(text, options)?;
    Ok(Segments { text: Cow::Borrowed(text), inspection, options: *options })
}

/// A text and where it is cut.
#[derive(Clone)]
pub struct Segments<'t> {
    text: Cow<'t, str>,
    inspection: Inspection,
    options: TextOptions,
}

/// One segment.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Segment<'a> {
    /// From 0.
    pub segment_index: u32,
    /// Its text.
    pub text: &'a str,
    /// Units of its text, without the header.
    pub units: u32,
}

impl Segments<'_> {
    /// What [`inspect`] says of the whole text.
    pub fn inspection(&self) -> Inspection {
        self.inspection
    }

    /// The text that is cut: the one given, unless an option changed it.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The segments, in order.
    pub fn iter(&self) -> SegmentIter<'_> {
        let Inspection { encoding, pair, segments, units, capacity, .. } = self.inspection;
        let (text, limit) = (&*self.text, capacity.concatenated as usize);
        let cuts = if segments == 1 {
            let whole = Cut { bytes: 0..text.len(), units: units as usize };
            Cuts::Whole(core::iter::once(whole))
        } else if encoding == Encoding::Gsm7 {
            Cuts::Septets(Walk::new(text, Septets::new(pair), limit, self.options.boundary))
        } else {
            Cuts::CodeUnits(Walk::new(text, CodeUnits, limit, self.options.boundary))
        };
        SegmentIter { text, cuts, next_index: 0, count: segments }
    }
}

impl<'a> IntoIterator for &'a Segments<'_> {
    type Item = Segment<'a>;
    type IntoIter = SegmentIter<'a>;

    fn into_iter(self) -> SegmentIter<'a> {
        self.iter()
    }
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
    cuts: Cuts<'a>,
    next_index: u32,
    count: u32,
}

impl<'a> Iterator for SegmentIter<'a> {
    type Item = Segment<'a>;

    fn next(&mut self) -> Option<Segment<'a>> {
        let cut = match &mut self.cuts {
            Cuts::Whole(whole) => whole.next(),
            Cuts::Septets(walk) => walk.next(),
            Cuts::CodeUnits(walk) => walk.next(),
        }?;
        let segment_index = self.next_index;
        self.next_index += 1;
        Some(Segment { segment_index, text: &self.text[cut.bytes], units: cut.units as u32 })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = (self.count - self.next_index) as usize;
        (left, Some(left))
    }
}

impl ExactSizeIterator for SegmentIter<'_> {}
impl FusedIterator for SegmentIter<'_> {}

// Debug shows no text: it ends up in logs.

impl fmt::Debug for Segments<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Segments").field("inspection", &self.inspection).finish_non_exhaustive()
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

impl fmt::Debug for SegmentIter<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SegmentIter")
            .field("next_index", &self.next_index)
            .field("count", &self.count)
            .finish_non_exhaustive()
    }
}
