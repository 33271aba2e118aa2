//! Senders.

use pyo3::prelude::*;
use septet::sender;

use crate::error::Result;
use crate::number::E164;
use crate::words::SENDER_KIND;

/// Who a message is from, as the air interface knows it (3GPP TS 23.040, 9.1.2.5): a word of at
/// most 11 septets, a number, or a short code.
///
/// >>> septet.SenderId("MyShop").kind
/// <SenderKind.ALPHANUMERIC: 'alphanumeric'>
///
/// Raises SenderError for anything else. What a vendor takes is a question of its own:
/// ``Vendor.check_sender``.
#[pyclass(frozen, eq, hash, module = "septet")]
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct SenderId(sender::SenderId);

#[pymethods]
impl SenderId {
    #[new]
    #[pyo3(signature = (text, /))]
    fn new(text: &str) -> Result<SenderId> {
        Ok(SenderId(sender::SenderId::parse(text)?))
    }

    /// Which of the three it is.
    #[getter]
    fn kind<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let word = match self.0 {
            sender::SenderId::Alphanumeric(_) => "alphanumeric",
            sender::SenderId::Number(_) => "number",
            sender::SenderId::ShortCode(_) => "short_code",
            _ => "unknown",
        };
        SENDER_KIND.member(py, word)
    }

    /// The number, if it is one.
    #[getter]
    fn number(&self) -> Option<E164> {
        match self.0 {
            sender::SenderId::Number(number) => Some(E164(number)),
            _ => None,
        }
    }

    fn __str__(&self) -> String {
        self.0.to_string()
    }

    fn __repr__(&self) -> String {
        format!("SenderId({:?})", self.0)
    }

    fn __getnewargs__(&self) -> (String,) {
        (self.0.to_string(),)
    }
}
