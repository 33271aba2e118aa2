//! Results of unknown length, written into the caller's buffer, and one result for each of many
//! texts.

use core::ffi::c_char;

use septet::error::{Error, ErrorKind};

use crate::error::{SEPTET_OK, septet_result};
use crate::pointer::{self, Out};

/// A caller's buffer and where the whole length of the result goes.
pub(crate) struct Buffer<T> {
    data: *mut T,
    capacity: usize,
    length: Out<usize>,
}

impl<T: Copy> Buffer<T> {
    /// Takes the three parameters of a function.
    ///
    /// # Safety
    /// `data` points to room for `capacity` values, or is NULL and `capacity` 0; `length` points
    /// to room for one. Nobody else uses them during the call.
    pub(crate) unsafe fn new(
        data: *mut T,
        capacity: usize,
        length: *mut usize,
    ) -> Result<Buffer<T>, Error> {
        if capacity > 0 {
            crate::pointer::check("buffer", data)?;
        }
        // SAFETY: as the caller of this function promises.
        let length = unsafe { Out::new("length", length) }?;
        Ok(Buffer { data, capacity, length })
    }

    /// Writes the result and its length; or, where it does not fit, only the length.
    pub(crate) fn write(self, values: &[T]) -> Result<(), Error> {
        self.length.write(values.len());
        if values.len() > self.capacity {
            return Err(too_small(values.len()));
        }
        if !values.is_empty() {
            // SAFETY: as many as there is room for, promised to `new`; a reference of ours cannot
            // overlap with the caller's buffer.
            unsafe { core::ptr::copy_nonoverlapping(values.as_ptr(), self.data, values.len()) };
        }
        Ok(())
    }

    /// Writes results as they are made; or, where they do not all fit, only their number. On an
    /// error among them what is in the buffer is of no meaning, and the length is not written.
    pub(crate) fn fill(
        self,
        values: impl ExactSizeIterator<Item = Result<T, Error>>,
    ) -> Result<(), Error> {
        let count = values.len();
        if count > self.capacity {
            self.length.write(count);
            return Err(too_small(count));
        }
        for (index, value) in values.enumerate() {
            // SAFETY: index < count <= capacity, the room promised to `new`.
            unsafe { self.data.add(index).write(value?) };
        }
        self.length.write(count);
        Ok(())
    }
}

fn too_small(length: usize) -> Error {
    Error::new(ErrorKind::BufferTooSmall, "give a buffer of this length")
        .with_field("capacity")
        .with_detail("length", length as u64)
}

/// Many texts in one piece: row `i` is `octets[offsets[i]]` to `octets[offsets[i + 1]]`.
pub(crate) struct Rows<'a> {
    octets: &'a [u8],
    offsets: &'a [u64],
}

impl<'a> Rows<'a> {
    /// Takes the four parameters of a function; without a row all may be NULL.
    ///
    /// # Safety
    /// `octets` points to `octets_len` readable octets and `offsets` to `count + 1` values that
    /// nobody changes while the result is in use.
    pub(crate) unsafe fn new(
        octets: *const c_char,
        octets_len: usize,
        offsets: *const u64,
        count: usize,
    ) -> Result<Rows<'a>, Error> {
        if count == 0 {
            return Ok(Rows { octets: &[], offsets: &[] });
        }
        let ends = count.checked_add(1).ok_or_else(|| wrong_offsets(count))?;
        // SAFETY: as the caller of this function promises.
        let octets = unsafe { pointer::octets("octets", octets.cast(), octets_len) }?;
        let offsets = unsafe { pointer::slice("offsets", offsets, ends) }?;
        for (row, pair) in offsets.windows(2).enumerate() {
            if pair[0] > pair[1] || pair[1] > octets.len() as u64 {
                return Err(wrong_offsets(row));
            }
        }
        Ok(Rows { octets, offsets })
    }

    /// Writes the answer and the result of each row; `none` where it has no answer.
    ///
    /// # Safety
    /// `answers` and `results` point to room for as many values as there are rows, which nobody
    /// else uses during the call.
    pub(crate) unsafe fn each<T: Copy>(
        &self,
        none: T,
        answer: impl Fn(&str) -> Result<T, Error>,
        name: &str,
        answers: *mut T,
        results: *mut septet_result,
    ) -> Result<(), Error> {
        if self.offsets.is_empty() {
            return Ok(());
        }
        pointer::check(name, answers)?;
        pointer::check("results", results)?;
        for (row, pair) in self.offsets.windows(2).enumerate() {
            let text = &self.octets[pair[0] as usize..pair[1] as usize];
            let found = match core::str::from_utf8(text) {
                Ok(text) => answer(text).map_err(|error| error.kind()),
                Err(_) => Err(ErrorKind::InvalidUtf8),
            };
            let (value, result) = match found {
                Ok(value) => (value, SEPTET_OK),
                Err(kind) => (none, u32::from(kind.number())),
            };
            // SAFETY: row < count, and both arrays have room for count values.
            unsafe {
                answers.add(row).write(value);
                results.add(row).write(result);
            }
        }
        Ok(())
    }
}

fn wrong_offsets(row: usize) -> Error {
    let message = "offsets must not fall, and the last must not pass the end of the octets";
    Error::new(ErrorKind::InvalidOption, message)
        .with_field("offsets")
        .with_detail("row", row as u64)
}
