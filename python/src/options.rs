//! Text options: keywords with the names and values that every other door has.

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyInt, PyList, PyString, PyTuple};
use septet::TextOptions as Options;

use crate::error::Result;

/// What a text is counted and cut under, read once and used for many texts.
///
/// Keywords: ``languages`` ("none", "all", or a list of codes such as ["tr", "es"]; "none"),
/// ``boundary`` ("grapheme" or "scalar"; "grapheme"), ``reference`` (8 or 16 bits; 8),
/// ``reference_number`` (needed for the octets of several segments), ``encoding`` ("auto", "gsm7"
/// or "ucs2"; "auto"), ``newline`` ("keep" or "crlf"; "keep"), ``normalize`` ("none" or "nfc";
/// "none"), ``substitute`` ("none" or a map: "septet", "septet-accents", "twilio", "aosp"; "none"),
/// ``substitute_mode`` ("all_or_nothing" or "best_effort"; the former), ``message_class`` (0 to 3;
/// none), ``ports`` ((destination, source); none), ``max_segments`` (1 to 255; 255). ``None`` is
/// the default of each. Every function that takes options takes
/// these keywords as well; they are applied on top of ``options``.
///
/// >>> options = septet.TextOptions(languages=["tr", "es"], reference=16)
/// >>> septet.inspect("Ağaç", options).language
/// LanguagePair(locking=1, single=0)
///
/// Raises UsageError or TextError for an unknown name or value, and for an option that this
/// version cannot apply.
#[pyclass(frozen, eq, hash, module = "septet")]
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct TextOptions {
    options: Options,
    /// As they were given, each name once: for `repr` and pickling.
    given: Vec<(String, String)>,
}

#[pymethods]
impl TextOptions {
    #[new]
    #[pyo3(signature = (**named))]
    fn new(named: Option<&Bound<'_, PyDict>>) -> Result<TextOptions> {
        let mut made = TextOptions { options: Options::DEFAULT, given: Vec::new() };
        if let Some(named) = named {
            made.set_all(named)?;
        }
        Ok(made)
    }

    fn __repr__(&self) -> String {
        let named: Vec<String> =
            self.given.iter().map(|(name, value)| format!("{name}={value:?}")).collect();
        format!("TextOptions({})", named.join(", "))
    }

    fn __reduce__<'py>(
        &self,
        py: Python<'py>,
    ) -> PyResult<(Bound<'py, PyAny>, (Bound<'py, PyDict>,))> {
        let restore = py.get_type::<TextOptions>().getattr("_restore")?;
        let named = PyDict::new(py);
        for (name, value) in &self.given {
            named.set_item(name, value)?;
        }
        Ok((restore, (named,)))
    }

    /// For pickle.
    #[staticmethod]
    fn _restore(named: &Bound<'_, PyDict>) -> Result<TextOptions> {
        TextOptions::new(Some(named))
    }
}

impl TextOptions {
    pub(crate) fn engine(&self) -> Options {
        self.options
    }

    fn set_all(&mut self, named: &Bound<'_, PyDict>) -> Result<()> {
        for (name, value) in named {
            if value.is_none() {
                continue;
            }
            let name: String = name.extract()?;
            let value = word(&name, &value)?;
            self.options.set(&name, &value)?;
            self.given.retain(|(known, _)| *known != name);
            self.given.push((name, value));
        }
        Ok(())
    }
}

/// Options with keywords on top.
pub(crate) fn apply(base: Options, named: Option<&Bound<'_, PyDict>>) -> Result<Options> {
    let mut made = TextOptions { options: base, given: Vec::new() };
    if let Some(named) = named {
        made.set_all(named)?;
    }
    Ok(made.options)
}

/// The options of a call: `options`, with the keywords on top.
pub(crate) fn options(
    options: Option<&Bound<'_, TextOptions>>,
    named: Option<&Bound<'_, PyDict>>,
) -> Result<Options> {
    apply(options.map_or(Options::DEFAULT, |options| options.get().options), named)
}

/// A value as the engine reads it: text, a number, or a list of these.
fn word(name: &str, value: &Bound<'_, PyAny>) -> PyResult<String> {
    if let Ok(text) = value.cast::<PyString>() {
        return Ok(text.to_str()?.to_owned());
    }
    if value.is_instance_of::<PyInt>() && !value.is_instance_of::<PyBool>() {
        return Ok(value.str()?.to_str()?.to_owned());
    }
    if value.is_instance_of::<PyList>() || value.is_instance_of::<PyTuple>() {
        let words: Vec<String> =
            value.try_iter()?.map(|item| word(name, &item?)).collect::<PyResult<_>>()?;
        return Ok(words.join(if name == "ports" { ":" } else { "," }));
    }
    let given = value.get_type().name()?;
    Err(PyTypeError::new_err(format!("{name} must be str, int or a list of them, not {given}")))
}
