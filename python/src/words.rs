//! Words of fixed lists: Python sees members of the enums in `septet._words`.

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;

/// One enum of `septet._words`, looked up once.
pub(crate) struct Words {
    name: &'static str,
    class: PyOnceLock<Py<PyAny>>,
}

impl Words {
    const fn new(name: &'static str) -> Words {
        Words { name, class: PyOnceLock::new() }
    }

    /// The member for a word of the engine.
    pub(crate) fn member<'py>(&self, py: Python<'py>, word: &str) -> PyResult<Bound<'py, PyAny>> {
        self.class.import(py, "septet._words", self.name)?.call1((word,))
    }
}

pub(crate) static NUMBER_KIND: Words = Words::new("NumberKind");
pub(crate) static POSSIBLE: Words = Words::new("Possible");
pub(crate) static SENDER_KIND: Words = Words::new("SenderKind");
pub(crate) static ENCODING: Words = Words::new("Encoding");
pub(crate) static ENCODING_REASON: Words = Words::new("EncodingReason");
