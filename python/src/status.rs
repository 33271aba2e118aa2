//! What a vendor's answer means.

use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyBool, PyBytes, PyDict, PyInt, PyString};
use septet::status::{
    self, Actor, Answer, Billable, Cause, Certainty, Decoded, Merge, Receipt, Retry, Scope,
    Standard, State,
};
use septet::{Error, ErrorKind};

use crate::error::Result;
use crate::text::Reduced;
use crate::words;

/// One answer of a vendor, understood: what happened, whether it is final, who must act, whether
/// it may be tried again and whether it was charged. ``None`` and the words ``unknown`` are answers
/// too: the vendor's document does not say.
#[pyclass(frozen, eq, hash, module = "septet")]
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Outcome(status::Outcome);

#[pymethods]
impl Outcome {
    /// Whether the vendor's code is listed. What is not listed is never guessed.
    #[getter]
    fn recognized(&self) -> bool {
        self.0.recognized
    }

    /// What the answer speaks about.
    #[getter]
    fn scope<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        words::SCOPE.member(py, self.0.scope.as_str())
    }

    /// What is known of the message.
    #[getter]
    fn state<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        words::STATE.member(py, self.0.state.as_str())
    }

    /// Whether later news can no longer change the state; ``None`` where that is not known.
    #[getter]
    fn is_final(&self) -> Option<bool> {
        self.0.is_final
    }

    /// Whether it went well; ``None`` while pending, or where that cannot be said.
    #[getter]
    fn success(&self) -> Option<bool> {
        self.0.success
    }

    /// Why.
    #[getter]
    fn cause<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        words::CAUSE.member(py, self.0.cause.as_str())
    }

    /// Whether the same may be tried again.
    #[getter]
    fn retry<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        words::RETRY.member(py, self.0.retry.as_str())
    }

    /// How many seconds to wait first; only when ``retry`` is ``later``.
    #[getter]
    fn backoff_s(&self) -> Option<u32> {
        self.0.backoff_s
    }

    /// Who must act.
    #[getter]
    fn actor<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        words::ACTOR.member(py, self.0.actor.as_str())
    }

    /// Whether the vendor charges for it.
    #[getter]
    fn billable<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        words::BILLABLE.member(py, self.0.billable.as_str())
    }

    /// Whether this reading may be relied upon.
    #[getter]
    fn certainty<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        words::CERTAINTY.member(py, self.0.certainty.as_str())
    }

    fn __repr__(&self) -> String {
        let o = &self.0;
        format!(
            "Outcome(state='{}', cause='{}', retry='{}', recognized={}, certainty='{}')",
            o.state.as_str(),
            o.cause.as_str(),
            o.retry.as_str(),
            if o.recognized { "True" } else { "False" },
            o.certainty.as_str(),
        )
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Reduced<'py, OutcomeParts>> {
        let restore = py.get_type::<Outcome>().getattr("_restore")?;
        let o = &self.0;
        let words = [
            o.scope.number(),
            o.state.number(),
            o.cause.number(),
            o.retry.number(),
            o.actor.number(),
            o.billable.number(),
            o.certainty.number(),
        ];
        Ok((restore, (o.recognized, o.is_final, o.success, o.backoff_s, words)))
    }

    /// For pickle.
    #[staticmethod]
    fn _restore(
        recognized: bool,
        is_final: Option<bool>,
        success: Option<bool>,
        backoff_s: Option<u32>,
        words: [u8; 7],
    ) -> PyResult<Outcome> {
        let [scope, state, cause, retry, actor, billable, certainty] = words;
        let made = || {
            Some(status::Outcome {
                recognized,
                scope: Scope::from_number(scope)?,
                state: State::from_number(state)?,
                is_final,
                success,
                cause: Cause::from_number(cause)?,
                retry: Retry::from_number(retry)?,
                backoff_s,
                actor: Actor::from_number(actor)?,
                billable: Billable::from_number(billable)?,
                certainty: Certainty::from_number(certainty)?,
            })
        };
        let unknown = || PyValueError::new_err("not a pickle of this version of septet");
        made().map(Outcome).ok_or_else(unknown)
    }
}

type OutcomeParts = (bool, Option<bool>, Option<bool>, Option<u32>, [u8; 7]);

impl From<status::Outcome> for Outcome {
    fn from(outcome: status::Outcome) -> Outcome {
        Outcome(outcome)
    }
}

/// What a key of a standard's table means, such as ``"smpp.command_status"`` and
/// ``"0x00000058"``.
///
/// >>> septet.standard_outcome("smpp.command_status", "0x00000058").retry
/// <Retry.LATER: 'later'>
///
/// Raises StatusError or ProfileError for a table that does not exist.
#[pyfunction]
#[pyo3(signature = (table, key, /))]
pub(crate) fn standard_outcome(table: &str, key: &Bound<'_, PyAny>) -> Result<Outcome> {
    let unknown = || {
        Error::new(ErrorKind::TableUnknown, "name a table such as smpp.command_status")
            .with_field("table")
            .with_value(table)
    };
    let (file, name) = table.split_once('.').ok_or_else(unknown)?;
    let rows = Standard::shared(file)?.table(name).ok_or_else(unknown)?;
    let row = rows.get(&code(key)?);
    Ok(row.map_or(status::Outcome::UNLISTED, status::Row::outcome).into())
}

/// The outcome of one message after several pieces of news, in whatever order they came.
///
/// >>> first = septet.decode_status("msegat", "1")
/// >>> later = septet.decode_receipt("id:1 stat:DELIVRD err:000").outcome
/// >>> septet.merge_outcomes([later, first]).state
/// <State.DELIVERED: 'delivered'>
#[pyfunction]
#[pyo3(signature = (events, /))]
pub(crate) fn merge_outcomes(events: &Bound<'_, PyAny>) -> Result<Outcome> {
    let mut merge = Merge::new();
    for event in events.try_iter()? {
        merge.add(event?.cast::<Outcome>().map_err(PyErr::from)?.get().0);
    }
    Ok(merge.outcome().into())
}

/// The outcome of a message from those of its segments: failed if one failed, else unknown if one
/// is, else that of the segment that has come least far.
///
/// >>> receipts = ["id:1 stat:DELIVRD err:000", "id:2 stat:UNDELIV err:001"]
/// >>> parts = [septet.decode_receipt(receipt).outcome for receipt in receipts]
/// >>> septet.merge_segment_outcomes(parts).state
/// <State.UNDELIVERABLE: 'undeliverable'>
#[pyfunction]
#[pyo3(signature = (parts, /))]
pub(crate) fn merge_segment_outcomes(parts: &Bound<'_, PyAny>) -> Result<Outcome> {
    let mut outcomes = Vec::new();
    for part in parts.try_iter()? {
        outcomes.push(part?.cast::<Outcome>().map_err(PyErr::from)?.get().0);
    }
    Ok(status::merge_parts(outcomes).into())
}

/// A code or group: text, or an int by its digits.
pub(crate) fn code(value: &Bound<'_, PyAny>) -> PyResult<String> {
    if let Ok(text) = value.cast::<PyString>() {
        return Ok(text.to_str()?.to_owned());
    }
    if value.is_instance_of::<PyInt>() && !value.is_instance_of::<PyBool>() {
        return Ok(value.str()?.to_str()?.to_owned());
    }
    let given = value.get_type().name()?;
    Err(PyTypeError::new_err(format!("a code must be str or int, not {given}")))
}

/// Text or octets, as octets.
pub(crate) fn octets<'a>(value: &'a Bound<'_, PyAny>) -> PyResult<&'a [u8]> {
    if let Ok(octets) = value.cast::<PyBytes>() {
        return Ok(octets.as_bytes());
    }
    Ok(value.cast::<PyString>()?.to_str()?.as_bytes())
}

/// Makes a dataclass of `septet._values` by keyword.
fn make<'py>(
    py: Python<'py>,
    class: &'static PyOnceLock<Py<PyAny>>,
    name: &str,
    fields: &Bound<'py, PyDict>,
) -> PyResult<Bound<'py, PyAny>> {
    class.import(py, "septet._values", name)?.call((), Some(fields))
}

/// A decoded body as `septet.Decoded`.
pub(crate) fn decoded<'py>(py: Python<'py>, body: &Decoded<'_>) -> PyResult<Bound<'py, PyAny>> {
    static CLASS: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let answers: Vec<_> =
        body.answers.iter().map(|one| answer(py, one)).collect::<PyResult<_>>()?;
    let fields = PyDict::new(py);
    fields.set_item("answers", pyo3::types::PyTuple::new(py, answers)?)?;
    fields.set_item("is_list", body.is_list)?;
    fields.set_item("malformed", body.malformed)?;
    fields.set_item("payload", body.payload)?;
    fields.set_item("documented", body.documented)?;
    make(py, &CLASS, "Decoded", &fields)
}

fn answer<'py>(py: Python<'py>, answer: &Answer<'_>) -> PyResult<Bound<'py, PyAny>> {
    static CLASS: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let fields = PyDict::new(py);
    fields.set_item("outcome", Outcome(answer.outcome).into_pyobject(py)?)?;
    for (name, value) in [
        ("code", &answer.code),
        ("group", &answer.group),
        ("name", &answer.name),
        ("description", &answer.description),
        ("detail", &answer.detail),
        ("reference", &answer.reference),
        ("text", &answer.text),
        ("cost", &answer.cost),
        ("currency", &answer.currency),
        ("balance", &answer.balance),
        ("required", &answer.required),
    ] {
        fields.set_item(name, value.as_deref())?;
    }
    let to: Vec<&str> = answer.to.iter().map(AsRef::as_ref).collect();
    fields.set_item("to", pyo3::types::PyTuple::new(py, to)?)?;
    make(py, &CLASS, "Answer", &fields)
}

/// A decoded receipt as `septet.Receipt`.
pub(crate) fn receipt<'py>(
    py: Python<'py>,
    outcome: status::Outcome,
    receipt: &Receipt<'_>,
) -> PyResult<Bound<'py, PyAny>> {
    static CLASS: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let fields = PyDict::new(py);
    fields.set_item("outcome", Outcome(outcome).into_pyobject(py)?)?;
    for (name, value) in [
        ("id", receipt.id),
        ("stat", receipt.stat),
        ("err", receipt.err),
        ("sub", receipt.sub),
        ("dlvrd", receipt.dlvrd),
        ("text", receipt.text),
    ] {
        fields.set_item(name, value.map(String::from_utf8_lossy))?;
    }
    fields.set_item("submit_date", receipt.submit_date.map(|date| date.to_string()))?;
    fields.set_item("done_date", receipt.done_date.map(|date| date.to_string()))?;
    fields.set_item("offset_min", receipt.offset_min)?;
    fields.set_item("ambiguous_date", receipt.ambiguous_date)?;
    make(py, &CLASS, "Receipt", &fields)
}
