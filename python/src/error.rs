//! Errors of the engine as Python exceptions.

use std::path::Path;

use pyo3::exceptions::PyOSError;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyDict;
use septet::error::{Error, ErrorDetail};

/// A result whose error is the engine's or Python's own.
pub(crate) type Result<T> = std::result::Result<T, Failure>;

/// What a function can fail with.
pub(crate) enum Failure {
    Septet(Error),
    Python(PyErr),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Failure {
        Failure::Septet(error)
    }
}

impl From<PyErr> for Failure {
    fn from(error: PyErr) -> Failure {
        Failure::Python(error)
    }
}

impl From<Failure> for PyErr {
    fn from(failure: Failure) -> PyErr {
        match failure {
            Failure::Python(error) => error,
            Failure::Septet(error) => {
                Python::attach(|py| exception(py, &error).unwrap_or_else(|failed| failed))
            }
        }
    }
}

/// The content of a file; its name is in the OSError when it cannot be read.
pub(crate) fn read_file(path: &Path) -> Result<Vec<u8>> {
    std::fs::read(path).map_err(|error| {
        let text = match error.raw_os_error() {
            // the system's words without the number that Python prints itself
            Some(_) => error.to_string().split(" (os error").next().unwrap_or_default().to_owned(),
            None => error.to_string(),
        };
        PyOSError::new_err((error.raw_os_error(), text, path.to_string_lossy().into_owned())).into()
    })
}

/// The exception of `septet._errors` for an error.
fn exception(py: Python<'_>, error: &Error) -> PyResult<PyErr> {
    static MAKE: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let make = MAKE.import(py, "septet._errors", "make")?;
    let details = PyDict::new(py);
    for (name, value) in error.details() {
        match value {
            ErrorDetail::Number(number) => details.set_item(name, number)?,
            other => details.set_item(name, other.to_string())?,
        }
    }
    let kind = error.kind();
    let made = make.call1((
        error.to_string(),
        kind.as_str(),
        kind.number(),
        error.message(),
        error.field(),
        error.value(),
        error.file(),
        error.line(),
        error.column(),
        details,
    ))?;
    Ok(PyErr::from_value(made))
}
