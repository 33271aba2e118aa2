//! Phone numbers.

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyType};
use septet::number::{self, NumberForm, ParseOptions, Region};
use septet::{Error, ErrorKind};

use crate::error::Result;
use crate::text::Reduced;
use crate::words::{BILLING_RISK, NUMBER_KIND, POSSIBLE, SHORT_NUMBER_COST, SMS_REACH};

/// A full international number: calling code and national number, 3 to 15 digits (ITU-T E.164).
///
/// Numbers sort by their key and hash alike, so they can be the keys of a dict. ``str`` gives the
/// whole number; ``repr`` shows its last four digits only.
///
/// >>> import septet
/// >>> number = septet.E164("+256701521269")
/// >>> number.calling_code, number.digits, number
/// (256, '256701521269', E164(+********1269))
#[pyclass(frozen, eq, ord, hash, module = "septet", name = "E164")]
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct E164(pub(crate) number::E164);

#[pymethods]
impl E164 {
    /// Reads ``+`` and 3 to 15 digits, nothing else: see ``parse_number`` for other forms.
    #[new]
    #[pyo3(signature = (text, /))]
    fn new(text: &str) -> Result<E164> {
        Ok(E164(text.parse()?))
    }

    /// The number with this key.
    ///
    /// >>> str(septet.E164.from_key(256701521269))
    /// '+256701521269'
    #[classmethod]
    #[pyo3(signature = (key, /))]
    fn from_key(_class: &Bound<'_, PyType>, key: u64) -> Result<E164> {
        Ok(E164(number::E164::from_key(key).map_err(Error::from)?))
    }

    /// The digits as one integer: the same number everywhere in septet, in C and in Arrow columns.
    #[getter]
    fn key(&self) -> u64 {
        self.0.key()
    }

    /// The digits without the plus.
    #[getter]
    fn digits(&self) -> String {
        self.0.in_form(NumberForm::Digits).as_str().to_owned()
    }

    /// The country calling code, such as 44.
    #[getter]
    fn calling_code(&self) -> u16 {
        self.0.calling_code()
    }

    fn __str__(&self) -> String {
        self.0.to_string()
    }

    fn __repr__(&self) -> String {
        format!("{:?}", self.0)
    }

    fn __getnewargs__(&self) -> (String,) {
        (self.0.to_string(),)
    }
}

/// A number with libphonenumber's verdict, from ``parse_number``.
///
/// ``str`` gives the whole number; ``repr`` shows its last four digits only.
#[pyclass(frozen, eq, hash, module = "septet")]
#[derive(Clone)]
pub(crate) struct ParsedNumber {
    parsed: number::ParsedNumber,
    /// What it was read from, and how: for pickling.
    text: String,
    options: ParseOptions,
}

impl PartialEq for ParsedNumber {
    fn eq(&self, other: &ParsedNumber) -> bool {
        self.parsed == other.parsed
    }
}

impl std::hash::Hash for ParsedNumber {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.parsed.hash(state);
    }
}

#[pymethods]
impl ParsedNumber {
    /// All digits, calling code first, without the plus: 3 to 20.
    #[getter]
    fn digits(&self) -> &str {
        self.parsed.digits()
    }

    /// The country calling code, such as 44.
    #[getter]
    fn calling_code(&self) -> u16 {
        self.parsed.calling_code()
    }

    /// The digits behind the calling code, leading zeros kept.
    #[getter]
    fn national_number(&self) -> &str {
        self.parsed.national_number()
    }

    /// Where the number belongs, such as ``"GB"``; ``"001"`` for codes of no country, ``None``
    /// when the calling code is shared and no region's numbers fit.
    #[getter]
    fn region(&self) -> Option<String> {
        self.parsed.region().map(|region| region.to_string())
    }

    /// What the number is for.
    #[getter]
    fn kind<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        NUMBER_KIND.member(py, self.parsed.kind().as_str())
    }

    /// Whether numbers of this length exist under the calling code, and if not, why.
    #[getter]
    fn possible<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        POSSIBLE.member(py, self.parsed.possible().as_str())
    }

    /// Whether the length is possible, at least for local calls.
    #[getter]
    fn is_possible(&self) -> bool {
        self.parsed.is_possible()
    }

    /// Whether the number is in a range that its region has allocated.
    #[getter]
    fn is_valid(&self) -> bool {
        self.parsed.is_valid()
    }

    /// Whether the digits are not those that were written: a national prefix was dropped.
    #[getter]
    fn changed(&self) -> bool {
        self.parsed.changed()
    }

    /// The extension, if one was given: it cannot receive a text message.
    #[getter]
    fn extension(&self) -> Option<&str> {
        self.parsed.extension()
    }

    /// As it is written at home, such as ``"80 12 34 56"``.
    #[getter]
    fn national(&self) -> String {
        self.parsed.national().to_string()
    }

    /// As it is written abroad, such as ``"+45 80 12 34 56"``.
    #[getter]
    fn international(&self) -> String {
        self.parsed.international().to_string()
    }

    /// Whether it can receive a text message, as far as the number tells.
    #[getter]
    fn sms<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        SMS_REACH.member(py, self.parsed.sms().as_str())
    }

    /// Why its kind says so.
    #[getter]
    fn sms_reason(&self) -> &'static str {
        number::sms_reason(self.parsed.kind())
    }

    /// What may make a message to it dear; ``None`` where nothing is known to.
    #[getter]
    fn billing_risk<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        let risk = self.parsed.billing_risk();
        risk.map(|risk| BILLING_RISK.member(py, risk.as_str())).transpose()
    }

    /// Whether numbers of its region can move to another operator, so that the digits do not tell
    /// the network; ``None`` where that is not known.
    #[getter]
    fn is_portable(&self) -> Option<bool> {
        self.parsed.is_portable()
    }

    /// The number as a key of at most 15 digits; ``None`` for longer ones.
    #[getter]
    fn e164(&self) -> Option<E164> {
        self.parsed.e164().map(E164)
    }

    fn __str__(&self) -> String {
        self.parsed.to_string()
    }

    fn __repr__(&self) -> String {
        format!("{:?}", self.parsed)
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Reduced<'py, Written>> {
        let ParseOptions { default_region, idd00, assume_international, letters } = self.options;
        let region = default_region.map(|region| region.to_string());
        let written = (self.text.clone(), region, idd00, assume_international, letters);
        Ok((py.get_type::<ParsedNumber>().getattr("_restore")?, written))
    }

    /// For pickle.
    #[staticmethod]
    fn _restore(
        text: &str,
        region: Option<&str>,
        idd00: bool,
        assume_international: bool,
        letters: bool,
    ) -> Result<ParsedNumber> {
        parse_number(text, region, idd00, assume_international, letters)
    }
}

type Written = (String, Option<String>, bool, bool, bool);

/// Reads a number as libphonenumber does.
///
/// ``region`` is where a number without a calling code belongs. ``idd00`` takes a leading ``00``
/// as an international prefix even without a region; ``assume_international`` takes bare digits as
/// beginning with a calling code; ``letters=False`` refuses letters in place of digits.
///
/// >>> septet.parse_number("+256701521269").region
/// 'UG'
///
/// Raises NumberError when it is no number at all.
#[pyfunction]
#[pyo3(signature = (text, /, region=None, *, idd00=false, assume_international=false, letters=true))]
pub(crate) fn parse_number(
    text: &str,
    region: Option<&str>,
    idd00: bool,
    assume_international: bool,
    letters: bool,
) -> Result<ParsedNumber> {
    let options = ParseOptions {
        default_region: region.map(parse_region).transpose()?,
        idd00,
        assume_international,
        letters,
    };
    let parsed = number::parse_with(text, &options).map_err(Error::from)?;
    Ok(ParsedNumber { parsed, text: text.to_owned(), options })
}

/// What libphonenumber says of a number that means something within one country only, such as an
/// emergency number or a short code; ``None`` where it is no digits or the region has no list.
///
/// >>> septet.short_number("112", "DE").is_emergency
/// True
#[pyfunction]
#[pyo3(signature = (digits, region, /))]
pub(crate) fn short_number<'py>(
    py: Python<'py>,
    digits: &str,
    region: &str,
) -> Result<Option<Bound<'py, PyAny>>> {
    static CLASS: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let Some(found) = number::short_number(digits, parse_region(region)?) else { return Ok(None) };
    let fields = PyDict::new(py);
    fields.set_item("is_valid", found.is_valid)?;
    fields.set_item("is_emergency", found.is_emergency)?;
    fields.set_item("is_carrier_specific", found.is_carrier_specific)?;
    fields.set_item("is_sms_service", found.is_sms_service)?;
    fields.set_item("cost", SHORT_NUMBER_COST.member(py, found.cost.as_str())?)?;
    Ok(Some(CLASS.import(py, "septet._values", "ShortNumber")?.call((), Some(&fields))?))
}

/// A region by its code.
pub(crate) fn parse_region(code: &str) -> std::result::Result<Region, Error> {
    Region::new(code).ok_or_else(|| {
        Error::new(ErrorKind::InvalidOption, "give two letters such as GB")
            .with_field("region")
            .with_value(code)
    })
}
