//! Many numbers at once: a column of text in, columns of verdicts and keys out, nothing allocated.

mod lockstep;

use super::parse::parse_with;
use super::{ParseOptions, Verdict};
use crate::{Error, ErrorKind};

/// A column of texts as Arrow lays it out: row `i` is `bytes[offsets[i]..offsets[i + 1]]`.
#[derive(Clone, Copy, Debug)]
pub struct NumberColumn<'a, O> {
    bytes: &'a [u8],
    offsets: &'a [O],
}

/// An offset into a column: `i32` or `i64`, as in Arrow, or `u32`.
pub trait Offset: Copy + Ord + sealed::Sealed {
    /// The offset as an index.
    fn index(self) -> usize;
}

mod sealed {
    pub trait Sealed {}
}

macro_rules! offsets {
    ($($integer:ty),*) => {$(
        impl sealed::Sealed for $integer {}
        impl Offset for $integer {
            #[inline]
            fn index(self) -> usize {
                // anything negative is beyond every range
                self as usize
            }
        }
    )*};
}
offsets!(i32, i64, u32);

impl<'a, O: Offset> NumberColumn<'a, O> {
    /// A column of `offsets.len() - 1` rows.
    ///
    /// # Errors
    /// `invalid_option`: no offset at all, offsets that go back, or one behind the last byte.
    pub fn new(bytes: &'a [u8], offsets: &'a [O]) -> Result<NumberColumn<'a, O>, Error> {
        let refuse =
            |message| Err(Error::new(ErrorKind::InvalidOption, message).with_field("offsets"));
        let Some(last) = offsets.last() else {
            return refuse("give one offset more than there are rows");
        };
        if last.index() > bytes.len() {
            return refuse("the last offset is behind the last byte");
        }
        // without a way out in between, so that it takes many pairs at once
        let rises = offsets.windows(2).fold(true, |rises, pair| rises & (pair[0] <= pair[1]));
        if !rises || offsets[0].index() > bytes.len() {
            return refuse("an offset is before the one before it");
        }
        Ok(NumberColumn { bytes, offsets })
    }

    /// How many rows.
    pub fn len(&self) -> usize {
        self.offsets.len() - 1
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Judges every row as [`parse_with`] does: `verdicts[i]` is its verdict, with
/// [`Verdict::error`] where it is no number, and `keys[i]` its [`E164`](super::E164) key, 0 where it
/// has none.
///
/// # Errors
/// `invalid_option`: `verdicts` or `keys` has another length than the column.
pub fn judge_batch<O: Offset>(
    column: &NumberColumn<'_, O>,
    options: &ParseOptions,
    verdicts: &mut [Verdict],
    keys: &mut [u64],
) -> Result<(), Error> {
    for (field, len) in [("verdicts", verdicts.len()), ("keys", keys.len())] {
        if len != column.len() {
            let message = alloc::format!("has {len} rows, the column {}", column.len());
            return Err(Error::new(ErrorKind::InvalidOption, message).with_field(field));
        }
    }
    let general = |from: usize, to: usize| judge_one(&column.bytes[from..to], options);
    let has_region = options.default_region.is_some();
    #[cfg(target_arch = "x86_64")]
    let digits = lockstep::digits_sse2;
    #[cfg(not(target_arch = "x86_64"))]
    let digits = lockstep::digits_portable;
    lockstep::judge(column, has_region, verdicts, keys, digits, general);
    Ok(())
}

/// The verdict and key of one row of any form.
fn judge_one(bytes: &[u8], options: &ParseOptions) -> (Verdict, u64) {
    let text = core::str::from_utf8(bytes).unwrap_or("\u{FFFD}");
    match parse_with(text, options) {
        Ok(number) => (number.verdict(), number.e164().map_or(0, super::E164::key)),
        Err(error) => (Verdict::of_error(error), 0),
    }
}
