//! One place where an error or a panic becomes a number and a text.

use std::panic::{AssertUnwindSafe, catch_unwind};

use septet::error::{Error, ErrorKind};

use crate::error::{SEPTET_OK, septet_error, septet_result};

/// Runs the body of a function. `error` is NULL or the caller's struct, as the header says.
///
/// Unwind safety: a body holds only shared references to immutable handles and pointers to
/// results, which are written last.
pub(crate) fn guard(
    error: *mut septet_error,
    body: impl FnOnce() -> Result<(), Error>,
) -> septet_result {
    let failure = match catch_unwind(AssertUnwindSafe(body)) {
        Ok(Ok(())) => return SEPTET_OK,
        Ok(Err(failure)) => failure,
        Err(_) => Error::new(ErrorKind::Internal, "a defect in septet: please report it"),
    };
    let result = u32::from(failure.kind().number());
    if !error.is_null() && error.is_aligned() {
        // SAFETY: not NULL and aligned; the caller says that it points to a septet_error.
        unsafe { error.write(septet_error::of(&failure)) };
    }
    result
}

/// Runs the body of a function that cannot fail and returns nothing, such as a free.
pub(crate) fn guard_silent(body: impl FnOnce()) {
    // a destructor that panics has nobody to tell; what it held is lost, the caller goes on
    let _ = catch_unwind(AssertUnwindSafe(body));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_a_result() {
        let mut error = septet_error::of(&Error::new(ErrorKind::Syntax, "before"));
        let result = guard(&mut error, || panic!("must not cross"));
        assert_eq!(result, u32::from(ErrorKind::Internal.number()));
        assert_eq!(error.result, result);
        guard_silent(|| panic!("must not cross"));
    }

    #[test]
    fn the_error_is_optional() {
        let refuse = || Err(Error::new(ErrorKind::Syntax, "no"));
        assert_eq!(guard(core::ptr::null_mut(), refuse), 4);
        assert_eq!(guard(core::ptr::null_mut(), || Ok(())), SEPTET_OK);
    }
}
