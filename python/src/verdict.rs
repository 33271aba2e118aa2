//! Verdicts on single messages.

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyTuple};
use septet::number::Region;
use septet::preflight::{Message, Range, Session, Verdict};

use crate::number::E164;
use crate::words;

/// A verdict as `septet.Verdict`.
pub(crate) fn made<'py>(
    py: Python<'py>,
    session: &Session<'_>,
    message: &Message<'_>,
    verdict: &Verdict,
) -> PyResult<Bound<'py, PyAny>> {
    static CLASS: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let fields = PyDict::new(py);
    let (text, recipient) = (&verdict.text, &verdict.recipient);
    fields.set_item("status", words::ROW_STATUS.member(py, verdict.status.as_str())?)?;
    fields.set_item("encoding", words::ENCODING.member(py, text.encoding.as_str())?)?;
    fields.set_item("units", text.units)?;
    fields.set_item("segments", text.segments)?;
    fields.set_item("segments_min", text.segments_range.0)?;
    fields.set_item("segments_max", text.segments_range.1)?;
    fields.set_item("number", recipient.number.map(E164))?;
    fields.set_item("region", recipient.region.as_ref().map(Region::as_str))?;
    fields.set_item("number_kind", words::NUMBER_KIND.member(py, recipient.kind.as_str())?)?;
    fields.set_item("number_error", recipient.error.map(septet::number::NumberError::message))?;
    let sender = verdict.sender.map(|sender| words::SENDER_VERDICT.member(py, sender.as_str()));
    fields.set_item("sender", sender.transpose()?)?;
    fields.set_item("cost", verdict.cost.map(|cost| range(py, &cost)).transpose()?)?;
    fields.set_item("currency", session.currency(verdict).map(|c| c.as_str().to_owned()))?;
    fields.set_item("rate", session.rate_id(verdict))?;
    let key = |number| session.preflight().idempotency_key(message, number).to_string();
    fields.set_item("idempotency_key", recipient.number.map(key))?;
    let findings: Vec<_> = verdict
        .findings
        .iter()
        .map(|code| words::FINDING_CODE.member(py, code.as_str()))
        .collect::<PyResult<_>>()?;
    fields.set_item("findings", PyTuple::new(py, findings)?)?;
    CLASS.import(py, "septet._report", "Verdict")?.call((), Some(&fields))
}

/// Three amounts as `septet.Range` of decimals.
fn range<'py>(py: Python<'py>, range: &Range) -> PyResult<Bound<'py, PyAny>> {
    static RANGE: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    static DECIMAL: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let decimal = DECIMAL.import(py, "decimal", "Decimal")?;
    let of = |amount: septet::money::Amount| decimal.call1((amount.to_string(),));
    let parts = (of(range.min)?, of(range.expected)?, of(range.max)?);
    RANGE.import(py, "septet._report", "Range")?.call1(parts)
}
