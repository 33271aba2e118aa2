//! Arrow columns and tables across Python's PyCapsule interface, in and out, without a dependency
//! on the Python side: https://arrow.apache.org/docs/format/CDataInterface/PyCapsuleInterface.html

// The capsules' contents are structs of C's, shared with another library: their layout and who
// releases them is Arrow's contract, which the capsule's name stands for.
#![allow(unsafe_code)]

use std::ffi::CStr;
use std::sync::Arc;

use arrow_array::ffi::{FFI_ArrowArray, FFI_ArrowSchema};
use arrow_array::ffi_stream::{ArrayStreamReader, FFI_ArrowArrayStream};
use arrow_array::{Array, ArrayRef, LargeStringArray, RecordBatchReader};
use arrow_buffer::{Buffer, NullBufferBuilder, ScalarBuffer};
use arrow_data::ArrayData;
use arrow_schema::{ArrowError, DataType};
use pyo3::exceptions::PyTypeError;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyCapsule, PyDict, PyString, PyTuple};
use septet::{Error, ErrorKind};

use crate::error::Result;

const SCHEMA: &CStr = c"arrow_schema";
const ARRAY: &CStr = c"arrow_array";
const STREAM: &CStr = c"arrow_array_stream";

/// What was given for a column or table.
pub(crate) enum Source {
    /// One column, or one batch of a table.
    Array(ArrayRef),
    /// Chunks of a column, or batches of a table, that come when they are asked for.
    Stream(ArrayStreamReader),
}

/// Reads anything with `__arrow_c_array__` or `__arrow_c_stream__`, or an iterable of `str` and
/// `None`.
pub(crate) fn source(object: &Bound<'_, PyAny>) -> Result<Source> {
    let py = object.py();
    if let Some(export) = object.getattr_opt(intern!(py, "__arrow_c_array__"))? {
        return Ok(Source::Array(array(&export.call0()?)?));
    }
    if let Some(export) = object.getattr_opt(intern!(py, "__arrow_c_stream__"))? {
        let capsule = export.call0()?;
        let pointer = capsule.cast::<PyCapsule>().map_err(PyErr::from)?;
        let pointer = pointer.pointer_checked(Some(STREAM))?.cast::<FFI_ArrowArrayStream>();
        // SAFETY: the capsule of this name holds a stream; it is moved out, so that it is released
        // once, by us.
        let stream = unsafe { FFI_ArrowArrayStream::from_raw(pointer.as_ptr()) };
        return Ok(Source::Stream(ArrayStreamReader::try_new(stream).map_err(|e| damaged(&e))?));
    }
    if object.is_instance_of::<PyString>()
        || object.is_instance_of::<PyBytes>()
        || object.is_instance_of::<PyDict>()
    {
        return Err(wrong_type(object)?.into());
    }
    match object.try_iter() {
        Ok(items) => Ok(Source::Array(texts(items)?)),
        Err(_) => Err(wrong_type(object)?.into()),
    }
}

fn wrong_type(object: &Bound<'_, PyAny>) -> PyResult<PyErr> {
    let given = object.get_type().name()?;
    Ok(PyTypeError::new_err(format!(
        "give a column of text (an object with __arrow_c_stream__ or __arrow_c_array__, such as \
         a pyarrow, polars or pandas column) or a list of str, not {given}"
    )))
}

/// The array of a pair of capsules.
fn array(pair: &Bound<'_, PyAny>) -> Result<ArrayRef> {
    let pair = pair.cast::<PyTuple>().map_err(PyErr::from)?;
    let (schema, array) = (pair.get_item(0)?, pair.get_item(1)?);
    let schema = schema.cast::<PyCapsule>().map_err(PyErr::from)?;
    let array = array.cast::<PyCapsule>().map_err(PyErr::from)?;
    let schema = schema.pointer_checked(Some(SCHEMA))?.cast::<FFI_ArrowSchema>();
    let array = array.pointer_checked(Some(ARRAY))?.cast::<FFI_ArrowArray>();
    // SAFETY: the capsules of these names hold a schema and an array. The schema is read while its
    // capsule lives; the array is moved out, so that it is released once, by us.
    let (schema, array) = unsafe { (schema.as_ref(), FFI_ArrowArray::from_raw(array.as_ptr())) };
    // SAFETY: schema and array came together; what lies behind their pointers is the producer's
    // promise.
    Ok(unsafe { septet_arrow::import(array, schema) }?)
}

fn damaged(error: &ArrowError) -> Error {
    Error::new(ErrorKind::ArrowData, error.to_string())
}

/// A column of Python's texts. One with half a character is a row that is not UTF-8.
fn texts<'py>(items: impl Iterator<Item = PyResult<Bound<'py, PyAny>>>) -> Result<ArrayRef> {
    let (mut octets, mut ends) = (Vec::<u8>::new(), vec![0i64]);
    let mut nulls = NullBufferBuilder::new(0);
    for (row, item) in items.enumerate() {
        let item = item?;
        if let Ok(text) = item.cast::<PyString>() {
            // an octet that no UTF-8 has, for a text that has no UTF-8
            octets.extend_from_slice(text.to_str().map_or(&[0xFF], str::as_bytes));
            nulls.append_non_null();
        } else if item.is_none() {
            nulls.append_null();
        } else {
            let given = item.get_type().name()?;
            let message = format!("row {row}: texts must be str or None, not {given}");
            return Err(PyTypeError::new_err(message).into());
        }
        ends.push(octets.len() as i64);
    }
    let data = ArrayData::builder(DataType::LargeUtf8)
        .len(ends.len() - 1)
        .add_buffer(ScalarBuffer::from(ends).into_inner())
        .add_buffer(Buffer::from_vec(octets))
        .nulls(nulls.finish());
    // SAFETY: offsets ascend within the octets. A text without UTF-8 is not UTF-8 here either: the
    // kernels take columns from anywhere, look at octets only, and check them.
    Ok(Arc::new(LargeStringArray::from(unsafe { data.build_unchecked() })))
}

/// An array and its schema as capsules.
pub(crate) fn export_array<'py>(
    py: Python<'py>,
    array: &dyn Array,
) -> Result<(Bound<'py, PyCapsule>, Bound<'py, PyCapsule>)> {
    let (array, schema) = septet_arrow::export(array)?;
    Ok((
        PyCapsule::new_with_value(py, schema, SCHEMA)?,
        PyCapsule::new_with_value(py, array, ARRAY)?,
    ))
}

/// A type as a capsule.
pub(crate) fn export_schema<'py>(
    py: Python<'py>,
    data_type: &DataType,
) -> Result<Bound<'py, PyCapsule>> {
    let schema = FFI_ArrowSchema::try_from(data_type).map_err(|e| damaged(&e))?;
    Ok(PyCapsule::new_with_value(py, schema, SCHEMA)?)
}

/// A stream as a capsule.
pub(crate) fn export_stream<'py>(
    py: Python<'py>,
    reader: Box<dyn RecordBatchReader + Send>,
) -> Result<Bound<'py, PyCapsule>> {
    Ok(PyCapsule::new_with_value(py, FFI_ArrowArrayStream::new(reader), STREAM)?)
}
