//! Pointers from C become references here, checked for NULL, alignment and length.

use core::ffi::c_char;
use core::ptr::NonNull;

use septet::error::{Error, ErrorKind};

/// Octets given as pointer and length; (NULL, 0) is empty.
///
/// # Safety
/// `data` points to `len` readable octets that nobody changes while the result is in use.
pub(crate) unsafe fn octets<'a>(
    name: &str,
    data: *const u8,
    len: usize,
) -> Result<&'a [u8], Error> {
    // SAFETY: as the caller of this function promises.
    unsafe { slice(name, data, len) }
}

/// Values given as pointer and count; (NULL, 0) is empty.
///
/// # Safety
/// `data` points to `count` readable values that nobody changes while the result is in use.
pub(crate) unsafe fn slice<'a, T>(
    name: &str,
    data: *const T,
    count: usize,
) -> Result<&'a [T], Error> {
    if count == 0 {
        return Ok(&[]);
    }
    check(name, data)?;
    if count > isize::MAX as usize / size_of::<T>().max(1) {
        return Err(Error::new(ErrorKind::InvalidOption, "longer than any memory").with_field(name));
    }
    // SAFETY: not NULL, aligned, not longer than isize::MAX; the rest is the caller's promise.
    Ok(unsafe { core::slice::from_raw_parts(data, count) })
}

/// Text given as pointer and length in octets: UTF-8, checked.
///
/// # Safety
/// As for [`octets`].
pub(crate) unsafe fn text<'a>(
    name: &str,
    data: *const c_char,
    len: usize,
) -> Result<&'a str, Error> {
    // SAFETY: as the caller of this function promises.
    let octets = unsafe { octets(name, data.cast(), len) }?;
    core::str::from_utf8(octets).map_err(|e| {
        Error::new(ErrorKind::InvalidUtf8, "give well-formed UTF-8")
            .with_field(name)
            .with_detail("octet_offset", e.valid_up_to() as u64)
    })
}

/// A struct or handle that must be there.
///
/// # Safety
/// `data` points to a `T` that nobody changes or frees while the result is in use.
pub(crate) unsafe fn reference<'a, T>(name: &str, data: *const T) -> Result<&'a T, Error> {
    check(name, data)?;
    // SAFETY: not NULL and aligned; the rest is the caller's promise.
    Ok(unsafe { &*data })
}

/// A handle that changes: nobody else uses it meanwhile.
///
/// # Safety
/// `data` points to a `T` that nobody else uses while the result is in use.
pub(crate) unsafe fn exclusive<'a, T>(name: &str, data: *mut T) -> Result<&'a mut T, Error> {
    check(name, data)?;
    // SAFETY: not NULL and aligned; the rest is the caller's promise.
    Ok(unsafe { &mut *data })
}

/// Where a result goes.
pub(crate) struct Out<T>(NonNull<T>);

impl<T> Out<*mut T> {
    /// Where a handle goes: NULL until it is made.
    ///
    /// # Safety
    /// As for [`Out::new`].
    pub(crate) unsafe fn handle(name: &str, data: *mut *mut T) -> Result<Out<*mut T>, Error> {
        // SAFETY: as the caller of this function promises.
        let out = unsafe { Out::new(name, data) }?;
        // SAFETY: checked by `new`.
        unsafe { out.0.write(core::ptr::null_mut()) };
        Ok(out)
    }
}

/// Frees a handle that `Box::into_raw` made, and sets it to NULL.
///
/// # Safety
/// `handle` is NULL or points to a handle that is NULL or alive, and nobody is using it.
pub(crate) unsafe fn free<T>(handle: *mut *mut T) {
    if check("handle", handle).is_err() {
        return;
    }
    // SAFETY: not NULL and aligned; a live handle came from Box::into_raw and is freed once, since
    // it is NULL from here on.
    unsafe {
        let owned = handle.replace(core::ptr::null_mut());
        if !owned.is_null() {
            drop(Box::from_raw(owned));
        }
    }
}

impl<T> Out<T> {
    /// A result that must be asked for.
    ///
    /// # Safety
    /// `data` points to room for a `T` that nobody else uses during the call.
    pub(crate) unsafe fn new(name: &str, data: *mut T) -> Result<Out<T>, Error> {
        check(name, data)?;
        NonNull::new(data).map(Out).ok_or_else(|| null(name))
    }

    /// Writes the result.
    pub(crate) fn write(self, value: T) {
        // SAFETY: checked by `new`, whose caller promised the room.
        unsafe { self.0.write(value) };
    }
}

pub(crate) fn check<T>(name: &str, data: *const T) -> Result<(), Error> {
    if data.is_null() {
        return Err(null(name));
    }
    if !data.is_aligned() {
        return Err(Error::new(ErrorKind::Misaligned, "give an aligned pointer").with_field(name));
    }
    Ok(())
}

fn null(name: &str) -> Error {
    Error::new(ErrorKind::NullPointer, "must not be NULL").with_field(name)
}
