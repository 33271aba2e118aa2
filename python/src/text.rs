//! What a text becomes, and where it is cut.

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict};
use septet::{Encoding, EncodingReason, Inspection as Verdict, LanguagePair as Pair};

use crate::error::Result;
use crate::options::TextOptions;
use crate::words::{ENCODING, ENCODING_REASON};

/// The language tables of a text in GSM-7, by their identifiers (3GPP TS 23.038): 0 is the default
/// alphabet, or its extension table.
#[pyclass(frozen, eq, hash, module = "septet", get_all)]
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct LanguagePair {
    /// The table that replaces the default alphabet.
    locking: u8,
    /// The table that replaces the extension table.
    single: u8,
}

#[pymethods]
impl LanguagePair {
    #[new]
    #[pyo3(signature = (locking=0, single=0))]
    fn new(locking: u8, single: u8) -> Result<LanguagePair> {
        let pair = LanguagePair { locking, single };
        pair.engine()?;
        Ok(pair)
    }

    fn __repr__(&self) -> String {
        format!("LanguagePair(locking={}, single={})", self.locking, self.single)
    }

    fn __getnewargs__(&self) -> (u8, u8) {
        (self.locking, self.single)
    }
}

impl LanguagePair {
    pub(crate) fn engine(&self) -> Result<Pair> {
        Pair::from_ids(self.locking, self.single).ok_or_else(|| unknown(self.locking, self.single))
    }
}

fn unknown(locking: u8, single: u8) -> crate::error::Failure {
    septet::Error::new(septet::ErrorKind::LanguageUnknown, "no such pair of tables")
        .with_field("language")
        .with_value(format!("locking {locking}, single {single}"))
        .into()
}

impl From<Pair> for LanguagePair {
    fn from(pair: Pair) -> LanguagePair {
        LanguagePair { locking: pair.locking_id(), single: pair.single_id() }
    }
}

/// What a text will become, from ``inspect``.
#[pyclass(frozen, eq, hash, module = "septet")]
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Inspection {
    encoding: &'static str,
    reason: &'static str,
    /// Septets (GSM-7) or code units (UCS-2) of the text, without headers.
    #[pyo3(get)]
    units: u32,
    /// Segments, 1 to 255. An empty text is one segment.
    #[pyo3(get)]
    segments: u32,
    /// Units that the last segment still holds.
    #[pyo3(get)]
    remaining: u32,
    /// The language tables; ``None`` when they are the default ones, and in UCS-2.
    #[pyo3(get)]
    language: Option<LanguagePair>,
    /// TP-DCS, and SMPP data_coding.
    #[pyo3(get)]
    dcs: u8,
    /// Characters that the option ``substitute`` replaced.
    #[pyo3(get)]
    replaced: u32,
}

impl From<Verdict> for Inspection {
    fn from(verdict: Verdict) -> Inspection {
        Inspection {
            encoding: verdict.encoding.as_str(),
            reason: verdict.reason.as_str(),
            units: verdict.units,
            segments: verdict.segments,
            remaining: verdict.remaining,
            language: verdict.language().map(LanguagePair::from),
            dcs: verdict.data_coding.octet(),
            replaced: verdict.replaced,
        }
    }
}

#[pymethods]
impl Inspection {
    /// The encoding.
    #[getter]
    pub(crate) fn encoding<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        ENCODING.member(py, self.encoding)
    }

    /// Why that one.
    #[getter]
    fn reason<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        ENCODING_REASON.member(py, self.reason)
    }

    fn __repr__(&self) -> String {
        let Inspection { encoding, reason, units, segments, remaining, .. } = self;
        let language = self.language.map_or_else(|| "None".to_owned(), |pair| pair.__repr__());
        format!(
            "Inspection(encoding='{encoding}', reason='{reason}', units={units}, \
             segments={segments}, remaining={remaining}, language={language})"
        )
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Reduced<'py, InspectionParts>> {
        let restore = py.get_type::<Inspection>().getattr("_restore")?;
        let Inspection { encoding, reason, units, segments, remaining, language, .. } = *self;
        let language = language.map(|pair| (pair.locking, pair.single));
        let counts = (units, segments, remaining, self.replaced);
        let parts = (encoding, reason, counts, language, self.dcs);
        Ok((restore, parts))
    }

    /// For pickle.
    #[staticmethod]
    fn _restore(
        encoding: &str,
        reason: &str,
        counts: (u32, u32, u32, u32),
        language: Option<(u8, u8)>,
        dcs: u8,
    ) -> Result<Inspection> {
        let (units, segments, remaining, replaced) = counts;
        let unknown = || PyValueError::new_err("not a pickle of this version of septet");
        let encoding = Encoding::from_word(encoding).ok_or_else(unknown)?.as_str();
        let reason =
            REASONS.iter().map(|r| r.as_str()).find(|r| *r == reason).ok_or_else(unknown)?;
        let language = language.map(|(locking, single)| LanguagePair { locking, single });
        Ok(Inspection { encoding, reason, units, segments, remaining, language, dcs, replaced })
    }
}

/// What `__reduce__` returns: the function that makes a value again, and its arguments.
pub(crate) type Reduced<'py, Parts> = (Bound<'py, PyAny>, Parts);

type InspectionParts = (&'static str, &'static str, (u32, u32, u32, u32), Option<(u8, u8)>, u8);

const REASONS: [EncodingReason; 5] = [
    EncodingReason::DefaultAlphabet,
    EncodingReason::NationalLanguage,
    EncodingReason::OutsideAlphabet,
    EncodingReason::NoLanguagePair,
    EncodingReason::Requested,
];

/// Says what a text will become: its encoding, segments, and room left.
///
/// >>> septet.inspect("It’s here")
/// Inspection(encoding='ucs2', reason='outside_alphabet', units=9, segments=1, remaining=61, language=None)
/// >>> septet.inspect("a" * 161).segments
/// 2
///
/// Options: see ``TextOptions``. Raises TextError where the requested encoding cannot be had or
/// the text takes too many segments.
#[pyfunction]
#[pyo3(signature = (text, /, options=None, **named))]
pub(crate) fn inspect(
    text: &str,
    options: Option<&Bound<'_, TextOptions>>,
    named: Option<&Bound<'_, PyDict>>,
) -> Result<Inspection> {
    let options = crate::options::options(options, named)?;
    Ok(septet::inspect(text, &options)?.into())
}

/// Says what octets that are not text will become (8-bit data).
///
/// >>> septet.inspect_data(bytes(141)).segments
/// 2
#[pyfunction]
#[pyo3(signature = (data, /, options=None, **named))]
pub(crate) fn inspect_data(
    data: &Bound<'_, PyBytes>,
    options: Option<&Bound<'_, TextOptions>>,
    named: Option<&Bound<'_, PyDict>>,
) -> Result<Inspection> {
    let options = crate::options::options(options, named)?;
    Ok(septet::segment::inspect_data(data.as_bytes(), &options)?.into())
}

/// A character that stands in no permitted table, from ``offending``.
#[pyclass(frozen, eq, hash, module = "septet", get_all)]
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct OffendingChar {
    /// The character.
    character: char,
    /// Octets of UTF-8 before it.
    byte_offset: usize,
    /// Characters before it: its index in the ``str``.
    char_offset: usize,
    /// UTF-16 code units before it.
    utf16_offset: usize,
}

#[pymethods]
impl OffendingChar {
    fn __repr__(&self) -> String {
        format!("OffendingChar(U+{:04X} at {})", u32::from(self.character), self.char_offset)
    }

    fn __reduce__<'py>(
        &self,
        py: Python<'py>,
    ) -> PyResult<Reduced<'py, (char, usize, usize, usize)>> {
        let restore = py.get_type::<OffendingChar>().getattr("_restore")?;
        let OffendingChar { character, byte_offset, char_offset, utf16_offset } = *self;
        Ok((restore, (character, byte_offset, char_offset, utf16_offset)))
    }

    /// For pickle.
    #[staticmethod]
    fn _restore(
        character: char,
        byte_offset: usize,
        char_offset: usize,
        utf16_offset: usize,
    ) -> OffendingChar {
        OffendingChar { character, byte_offset, char_offset, utf16_offset }
    }
}

/// The characters of a text that stand in none of the tables that the options permit: the reason
/// why it is UCS-2.
///
/// >>> [(bad.character, bad.char_offset) for bad in septet.offending("It’s here")]
/// [('’', 2)]
#[pyfunction]
#[pyo3(signature = (text, /, options=None, **named))]
pub(crate) fn offending(
    text: &str,
    options: Option<&Bound<'_, TextOptions>>,
    named: Option<&Bound<'_, PyDict>>,
) -> Result<Vec<OffendingChar>> {
    let options = crate::options::options(options, named)?;
    let found = septet::offending(text, &options).map(|found| OffendingChar {
        character: found.character,
        byte_offset: found.position.byte_offset,
        char_offset: found.position.char_offset,
        utf16_offset: found.position.utf16_offset,
    });
    Ok(found.collect())
}

/// A character that the option ``substitute`` replaced, from ``replacements``.
#[pyclass(frozen, eq, hash, module = "septet", get_all)]
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct Replacement {
    /// The character.
    character: char,
    /// What stands for it now.
    replacement: String,
    /// Characters before it: its index in the ``str`` given.
    char_offset: usize,
}

#[pymethods]
impl Replacement {
    fn __repr__(&self) -> String {
        let Replacement { character, replacement, char_offset } = self;
        format!("Replacement(U+{:04X} by {replacement:?} at {char_offset})", u32::from(*character))
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Reduced<'py, (char, String, usize)>> {
        let restore = py.get_type::<Replacement>().getattr("_restore")?;
        Ok((restore, (self.character, self.replacement.clone(), self.char_offset)))
    }

    /// For pickle.
    #[staticmethod]
    fn _restore(character: char, replacement: String, char_offset: usize) -> Replacement {
        Replacement { character, replacement, char_offset }
    }
}

/// The characters of a text that the option ``substitute`` replaces; none where the substitution
/// saves no segment.
///
/// >>> septet.replacements("It’s " + "here " * 20, substitute="septet")
/// [Replacement(U+2019 by "'" at 2)]
#[pyfunction]
#[pyo3(signature = (text, /, options=None, **named))]
pub(crate) fn replacements(
    text: &str,
    options: Option<&Bound<'_, TextOptions>>,
    named: Option<&Bound<'_, PyDict>>,
) -> Result<Vec<Replacement>> {
    let options = crate::options::options(options, named)?;
    let segments = septet::split(text, &options)?;
    let found = segments.replacements().map(|found| Replacement {
        character: found.character,
        replacement: found.replacement.to_owned(),
        char_offset: found.position.char_offset,
    });
    Ok(found.collect())
}
