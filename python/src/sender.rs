//! Senders.

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyBytes, PyDict, PyString, PyTuple, PyType};
use septet::sender::{self, MAX_ADDRESS_OCTETS, SenderSupport};

use crate::error::Result;
use crate::number::E164;
use crate::words::{DELIVERY_REPORTS, SENDER_KIND, SENDER_SUPPORT};

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

    /// Reads an originating address (TP-OA): what its first octet says, the octets behind are not
    /// looked at. Digits of another type than international are a short code.
    ///
    /// >>> str(septet.SenderId.from_address(bytes.fromhex("0C91447789674513")))
    /// '+447798765431'
    #[classmethod]
    #[pyo3(signature = (octets, /))]
    fn from_address(_class: &Bound<'_, PyType>, octets: &[u8]) -> Result<SenderId> {
        Ok(SenderId(sender::SenderId::from_address(octets)?))
    }

    /// The originating address (TP-OA) on the air: length in semi-octets, type of address, value.
    #[getter]
    fn address<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        let mut octets = [0; MAX_ADDRESS_OCTETS];
        PyBytes::new(py, self.0.address(&mut octets))
    }

    /// Which of the three it is.
    #[getter]
    fn kind<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        SENDER_KIND.member(py, self.0.kind())
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

/// What is published of the senders that a destination takes, and when it was read; ``None`` where
/// nothing is. It is one vendor's list: reason to ask the vendor in hand, not to refuse.
///
/// ``destination`` is a number, ``E164`` or text such as "+256701521269", or a country such as "UG".
///
/// >>> advice = septet.sender_advice("+201001234567")
/// >>> advice.countries, advice.alphanumeric
/// (('Egypt',), <SenderSupport.REGISTRATION: 'registration'>)
///
/// Raises UsageError for text that is neither.
#[pyfunction]
#[pyo3(signature = (destination, /))]
pub(crate) fn sender_advice<'py>(
    py: Python<'py>,
    destination: &Bound<'py, PyAny>,
) -> Result<Option<Bound<'py, PyAny>>> {
    static CLASS: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    static DATE: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let advice = match destination.cast::<E164>() {
        Ok(number) => sender::advice(number.get().0),
        Err(_) => {
            sender::advice_to(destination.cast::<PyString>().map_err(PyErr::from)?.to_str()?)?
        }
    };
    let Some(advice) = advice else { return Ok(None) };
    let support = |support: SenderSupport| SENDER_SUPPORT.member(py, support.as_str());
    let fields = PyDict::new(py);
    fields.set_item("prefix", advice.prefix)?;
    fields.set_item(
        "countries",
        PyTuple::new(py, advice.countries.split('|').collect::<Vec<_>>())?,
    )?;
    fields.set_item("alphanumeric", support(advice.alphanumeric)?)?;
    fields.set_item("numeric", support(advice.numeric)?)?;
    fields.set_item("short_code", support(advice.short_code)?)?;
    let reports = DELIVERY_REPORTS.member(py, advice.delivery_reports.as_str())?;
    fields.set_item("delivery_reports", reports)?;
    fields.set_item("note", advice.note)?;
    fields.set_item("source", advice.source)?;
    let sender::Date { year, month, day } = advice.as_of;
    fields.set_item("as_of", DATE.import(py, "datetime", "date")?.call1((year, month, day))?)?;
    Ok(Some(CLASS.import(py, "septet._values", "SenderAdvice")?.call((), Some(&fields))?))
}
