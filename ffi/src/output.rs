//! Results of unknown length, written into the caller's buffer.

use septet::error::{Error, ErrorKind};

use crate::pointer::Out;

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
