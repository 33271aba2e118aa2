//! Texts cut into segments, and the octets of each.

use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict};
use septet::segment::split_data as cut_data;
use septet::user_data::{self, SEGMENT_OCTET_LEN, SEGMENT_SEPTET_LEN, encode_septets};
use septet::{Encoding, Error, ErrorKind};

use crate::error::Result;
use crate::octets::UserData;
use crate::options::TextOptions;
use crate::text::Reduced;

/// One segment of a text, from ``split``. ``repr`` shows no text.
#[pyclass(frozen, eq, hash, module = "septet")]
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct Segment {
    /// From 0.
    #[pyo3(get)]
    segment_index: u32,
    /// Its text.
    #[pyo3(get)]
    text: String,
    /// Septets or code units of its text, without the header.
    #[pyo3(get)]
    units: u32,
    septets: Option<Vec<u8>>,
    user_data: Option<UserData>,
}

#[pymethods]
impl Segment {
    /// Its septets, one to an octet as SMPP carries them, without the header; ``None`` in UCS-2.
    #[getter]
    fn septets<'py>(&self, py: Python<'py>) -> Option<Bound<'py, PyBytes>> {
        self.septets.as_ref().map(|septets| PyBytes::new(py, septets))
    }

    /// Its octets, header included. Raises TextError for one of several segments that were cut
    /// without the option ``reference_number``.
    #[getter]
    fn user_data(&self) -> Result<UserData> {
        self.user_data.clone().ok_or_else(reference_required)
    }

    fn __repr__(&self) -> String {
        format!("Segment(segment_index={}, units={})", self.segment_index, self.units)
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Reduced<'py, SegmentParts<'py>>> {
        let restore = py.get_type::<Segment>().getattr("_restore")?;
        let parts = (
            self.segment_index,
            self.text.clone(),
            self.units,
            self.septets(py),
            self.user_data.clone(),
        );
        Ok((restore, parts))
    }

    /// For pickle.
    #[staticmethod]
    fn _restore(
        segment_index: u32,
        text: String,
        units: u32,
        septets: Option<&Bound<'_, PyBytes>>,
        user_data: Option<&Bound<'_, UserData>>,
    ) -> Segment {
        let septets = septets.map(|septets| septets.as_bytes().to_vec());
        let user_data = user_data.map(|data| data.get().clone());
        Segment { segment_index, text, units, septets, user_data }
    }
}

type SegmentParts<'py> = (u32, String, u32, Option<Bound<'py, PyBytes>>, Option<UserData>);

/// Cuts a text into the segments it will be sent as.
///
/// >>> [segment.units for segment in septet.split("a" * 161)]
/// [153, 8]
/// >>> septet.split("hello")[0].user_data.octets.hex()
/// 'e8329bfd06'
///
/// Options and errors: as for ``inspect``.
#[pyfunction]
#[pyo3(signature = (text, /, options=None, **named))]
pub(crate) fn split(
    text: &str,
    options: Option<&Bound<'_, TextOptions>>,
    named: Option<&Bound<'_, PyDict>>,
) -> Result<Vec<Segment>> {
    let options = crate::options::options(options, named)?;
    let segments = septet::split(text, &options)?;
    let inspection = segments.inspection();
    let make = |segment: septet::segment::Segment<'_>| {
        let septets = match inspection.encoding {
            Encoding::Gsm7 => {
                let mut septets = [0; SEGMENT_SEPTET_LEN];
                let count = encode_septets(segment.text, inspection.pair, &mut septets)?;
                Some(septets[..count].to_vec())
            }
            _ => None,
        };
        Ok(Segment {
            segment_index: segment.segment_index,
            text: segment.text.to_owned(),
            units: segment.units,
            septets,
            user_data: encoded(segment.encode(&mut [0; SEGMENT_OCTET_LEN]))?,
        })
    };
    segments.iter().map(make).collect()
}

/// One segment of octets that are not text, from ``split_data``. ``repr`` shows no octets.
#[pyclass(frozen, eq, hash, module = "septet")]
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct DataSegment {
    /// From 0.
    #[pyo3(get)]
    segment_index: u32,
    data: Vec<u8>,
    user_data: Option<UserData>,
}

#[pymethods]
impl DataSegment {
    /// Its octets, without the header.
    #[getter]
    fn data<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, &self.data)
    }

    /// Its octets, header included. Raises TextError for one of several segments that were cut
    /// without the option ``reference_number``.
    #[getter]
    fn user_data(&self) -> Result<UserData> {
        self.user_data.clone().ok_or_else(reference_required)
    }

    fn __repr__(&self) -> String {
        format!("DataSegment(segment_index={}, <{} octets>)", self.segment_index, self.data.len())
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Reduced<'py, DataParts<'py>>> {
        let restore = py.get_type::<DataSegment>().getattr("_restore")?;
        Ok((restore, (self.segment_index, self.data(py), self.user_data.clone())))
    }

    /// For pickle.
    #[staticmethod]
    fn _restore(
        segment_index: u32,
        data: &Bound<'_, PyBytes>,
        user_data: Option<&Bound<'_, UserData>>,
    ) -> DataSegment {
        let user_data = user_data.map(|data| data.get().clone());
        DataSegment { segment_index, data: data.as_bytes().to_vec(), user_data }
    }
}

type DataParts<'py> = (u32, Bound<'py, PyBytes>, Option<UserData>);

/// Cuts octets that are not text (8-bit data) into segments.
///
/// >>> [len(segment.data) for segment in septet.split_data(bytes(141))]
/// [134, 7]
#[pyfunction]
#[pyo3(signature = (data, /, options=None, **named))]
pub(crate) fn split_data(
    data: &Bound<'_, PyBytes>,
    options: Option<&Bound<'_, TextOptions>>,
    named: Option<&Bound<'_, PyDict>>,
) -> Result<Vec<DataSegment>> {
    let options = crate::options::options(options, named)?;
    let segments = cut_data(data.as_bytes(), &options)?;
    let make = |segment: septet::segment::DataSegment<'_>| {
        Ok(DataSegment {
            segment_index: segment.segment_index,
            data: segment.data.to_vec(),
            user_data: encoded(segment.encode(&mut [0; SEGMENT_OCTET_LEN]))?,
        })
    };
    segments.iter().map(make).collect()
}

/// The octets of a segment; none while its reference number is not known.
fn encoded(
    result: std::result::Result<user_data::UserData<'_>, Error>,
) -> Result<Option<UserData>> {
    match result {
        Ok(data) => Ok(Some(data.into())),
        Err(error) if error.kind() == ErrorKind::ReferenceRequired => Ok(None),
        Err(error) => Err(error.into()),
    }
}

fn reference_required() -> crate::error::Failure {
    Error::new(
        ErrorKind::ReferenceRequired,
        "the octets of several segments carry a reference number: cut the text with the option \
         reference_number",
    )
    .with_field("reference_number")
    .into()
}
