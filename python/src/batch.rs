//! Columns in, columns out.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use arrow_array::cast::AsArray;
use arrow_array::ffi_stream::ArrayStreamReader;
use arrow_array::types::{Decimal128Type, Int8Type, Int16Type, Int32Type, Int64Type};
use arrow_array::{
    Array, ArrayRef, RecordBatch, RecordBatchIterator, RecordBatchReader, StructArray,
};
use arrow_schema::{ArrowError, DataType, SchemaRef};
use pyo3::exceptions::{PyKeyError, PyTypeError};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyCapsule, PyDict, PyList, PyString};
use septet::number::ParseOptions;
use septet::{Error, ErrorKind};
use septet_arrow::{ColumnNames, Kernel, Mapped, Pass};
use septet_campaign::part::Piece;

use crate::capsule::{Source, export_array, export_schema, export_stream, source};
use crate::error::Result;
use crate::options::TextOptions;
use crate::preflight::Preflight;
use crate::report::Counted;

/// Results of many rows as Arrow columns: one batch, computed.
///
/// Every Arrow library takes it as it is: ``pyarrow.table(batch)``, ``polars.DataFrame(batch)``,
/// ``pandas.DataFrame.from_arrow(batch)``, or by its name in a DuckDB query. None of them is
/// needed: ``to_dict`` and ``batch["units"].to_list()`` give Python values.
#[pyclass(frozen, eq, sequence, module = "septet")]
#[derive(Clone, PartialEq)]
pub(crate) struct Batch(RecordBatch);

#[pymethods]
impl Batch {
    fn __len__(&self) -> usize {
        self.0.num_rows()
    }

    /// The names of the columns.
    #[getter]
    fn column_names(&self) -> Vec<String> {
        self.0.schema().fields().iter().map(|field| field.name().clone()).collect()
    }

    /// One column.
    fn __getitem__(&self, name: &str) -> PyResult<Column> {
        let column = self.0.column_by_name(name).cloned();
        column.map(Column).ok_or_else(|| PyKeyError::new_err(name.to_owned()))
    }

    /// The columns as lists of Python values, by their names.
    ///
    /// >>> septet.count_batch(["hello"]).to_dict()["units"]
    /// [5]
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let columns = PyDict::new(py);
        for (name, column) in self.column_names().into_iter().zip(self.0.columns()) {
            columns.set_item(name, values(py, column)?)?;
        }
        Ok(columns)
    }

    /// The columns as one Arrow array of structs. Its type is fixed: a requested one is not
    /// applied, as Arrow allows.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_array__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<&Bound<'py, PyAny>>,
    ) -> Result<(Bound<'py, PyCapsule>, Bound<'py, PyCapsule>)> {
        let _ = requested_schema;
        export_array(py, &StructArray::from(self.0.clone()))
    }

    /// The columns as an Arrow stream of one batch. Its type is fixed.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<&Bound<'py, PyAny>>,
    ) -> Result<Bound<'py, PyCapsule>> {
        let _ = requested_schema;
        let batches = RecordBatchIterator::new([Ok(self.0.clone())], self.0.schema());
        export_stream(py, Box::new(batches))
    }

    /// The type of the columns.
    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> Result<Bound<'py, PyCapsule>> {
        export_schema(py, &DataType::Struct(self.0.schema().fields().clone()))
    }

    fn __repr__(&self) -> String {
        format!("Batch(<{} rows>, columns={:?})", self.0.num_rows(), self.column_names())
    }
}

/// One column of results.
#[pyclass(frozen, eq, sequence, module = "septet")]
#[derive(Clone)]
pub(crate) struct Column(ArrayRef);

impl PartialEq for Column {
    fn eq(&self, other: &Column) -> bool {
        self.0.to_data() == other.0.to_data()
    }
}

#[pymethods]
impl Column {
    fn __len__(&self) -> usize {
        self.0.len()
    }

    /// The values as Python's: str, int, bool, Decimal, lists of str, and ``None``.
    ///
    /// >>> septet.count_batch(["hello", None])["encoding"].to_list()
    /// ['gsm7', None]
    fn to_list<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        values(py, &self.0)
    }

    /// The column as an Arrow array. Its type is fixed: a requested one is not applied, as Arrow
    /// allows.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_array__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<&Bound<'py, PyAny>>,
    ) -> Result<(Bound<'py, PyCapsule>, Bound<'py, PyCapsule>)> {
        let _ = requested_schema;
        export_array(py, &self.0)
    }

    /// The type of the column.
    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> Result<Bound<'py, PyCapsule>> {
        export_schema(py, self.0.data_type())
    }

    fn __repr__(&self) -> String {
        format!("Column(<{} rows>, {})", self.0.len(), self.0.data_type())
    }
}

/// A column as Python values.
fn values<'py>(py: Python<'py>, column: &ArrayRef) -> PyResult<Bound<'py, PyList>> {
    static DECIMAL: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let list = PyList::empty(py);
    for row in 0..column.len() {
        if column.is_null(row) {
            list.append(py.None())?;
            continue;
        }
        match column.data_type() {
            DataType::Utf8 => list.append(column.as_string::<i32>().value(row))?,
            DataType::Boolean => list.append(column.as_boolean().value(row))?,
            DataType::Int8 => list.append(column.as_primitive::<Int8Type>().value(row))?,
            DataType::Int16 => list.append(column.as_primitive::<Int16Type>().value(row))?,
            DataType::Int32 => list.append(column.as_primitive::<Int32Type>().value(row))?,
            DataType::Int64 => list.append(column.as_primitive::<Int64Type>().value(row))?,
            DataType::Decimal128(..) => {
                let nanos = column.as_primitive::<Decimal128Type>().value(row);
                let amount = septet::money::Amount::from_nanos(nanos).unwrap_or_default();
                let decimal = DECIMAL.import(py, "decimal", "Decimal")?;
                list.append(decimal.call1((amount.to_string(),))?)?;
            }
            DataType::List(_) => list.append(values(py, &column.as_list::<i32>().value(row))?)?,
            other => return Err(PyTypeError::new_err(format!("no Python value of {other}"))),
        }
    }
    Ok(list)
}

/// A stream of results: each batch is computed when it is asked for, by whoever reads it.
///
/// Every Arrow library takes it as it is, once. Iterating gives a ``Batch`` at a time.
#[pyclass(frozen, subclass, module = "septet")]
pub(crate) struct BatchStream(Arc<Mutex<State>>);

/// The stream, shared by the Python object and whoever reads it.
struct State {
    batches: Mapped<Input>,
    handed_out: bool,
    ended: bool,
}

/// Where the batches come from.
enum Input {
    Stream(ArrayStreamReader),
    Array(Option<ArrayRef>, arrow_schema::FieldRef),
}

impl Iterator for Input {
    type Item = std::result::Result<ArrayRef, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        match self {
            Input::Stream(stream) => stream.next(),
            Input::Array(array, _) => array.take().map(Ok),
        }
    }
}

impl arrow_array::ArrayReader for Input {
    fn field(&self) -> &arrow_schema::FieldRef {
        match self {
            Input::Stream(stream) => stream.field(),
            Input::Array(_, field) => field,
        }
    }
}

impl From<Source> for Input {
    fn from(source: Source) -> Input {
        match source {
            Source::Stream(stream) => Input::Stream(stream),
            Source::Array(array) => {
                let field = arrow_schema::Field::new("", array.data_type().clone(), true);
                Input::Array(Some(array), Arc::new(field))
            }
        }
    }
}

/// A handle on the stream for a reader outside Python.
struct Handle(Arc<Mutex<State>>);

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    // a panic of a kernel ends the stream; what it left is still to be read
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Iterator for Handle {
    type Item = std::result::Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut state = lock(&self.0);
        let found = state.batches.next();
        state.ended |= found.is_none();
        found
    }
}

impl RecordBatchReader for Handle {
    fn schema(&self) -> SchemaRef {
        lock(&self.0).batches.schema()
    }
}

impl BatchStream {
    fn new(input: Source, kernel: Kernel) -> Result<BatchStream> {
        let batches = Mapped::new(input.into(), kernel)?;
        Ok(BatchStream(Arc::new(Mutex::new(State { batches, handed_out: false, ended: false }))))
    }
}

#[pymethods]
impl BatchStream {
    fn __iter__(this: PyRef<'_, Self>) -> PyRef<'_, Self> {
        this
    }

    fn __next__(&self, py: Python<'_>) -> Result<Option<Batch>> {
        // the source may need Python for its next batch: nobody waits for it with the lock of both
        let found = py.detach(|| Handle(self.0.clone()).next());
        let failed = |e: ArrowError| Error::new(ErrorKind::ArrowData, e.to_string());
        Ok(found.transpose().map_err(failed)?.map(Batch))
    }

    /// The stream for an Arrow library: once, since it is used up by reading.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<&Bound<'py, PyAny>>,
    ) -> Result<Bound<'py, PyCapsule>> {
        let _ = requested_schema;
        let given_before = py.detach(|| std::mem::replace(&mut lock(&self.0).handed_out, true));
        if given_before {
            let what = "a stream is read once: keep the table that was made of it";
            return Err(Error::new(ErrorKind::ArrowData, what).into());
        }
        export_stream(py, Box::new(Handle(self.0.clone())))
    }

    /// The type of the batches.
    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> Result<Bound<'py, PyCapsule>> {
        let schema = py.detach(|| lock(&self.0).batches.schema());
        export_schema(py, &DataType::Struct(schema.fields().clone()))
    }
}

/// A stream of verdicts, from ``Preflight.batch``; ``report`` gives the whole at its end.
#[pyclass(frozen, extends = BatchStream, module = "septet")]
pub(crate) struct VerdictStream(Py<Preflight>);

#[pymethods]
impl VerdictStream {
    /// The report on all rows. Batches that nobody has read are read now.
    ///
    /// Raises BoundaryError when an Arrow library has the stream and has not read it to its end.
    ///
    /// >>> import polars
    /// >>> table = polars.DataFrame({"to": ["+256701521269", "12"], "text": ["hello", "hello"]})
    /// >>> report = septet.Preflight("msgine").batch(table).report()
    /// >>> report.rows, report.messages
    /// (2, 1)
    fn report<'py>(this: PyRef<'py, Self>) -> Result<Bound<'py, PyAny>> {
        let py = this.py();
        let state = this.as_super().0.clone();
        let totals = py.detach(|| {
            let mut state = lock(&state);
            if state.handed_out && !state.ended {
                let what = "the stream is being read elsewhere: read it to its end first";
                return Err(Error::new(ErrorKind::ArrowData, what));
            }
            for batch in state.batches.by_ref() {
                batch.map_err(|e| Error::new(ErrorKind::ArrowData, e.to_string()))?;
            }
            state.ended = true;
            match state.batches.kernel_mut() {
                Kernel::Preflight(pass) => pass.totals(),
                _ => Err(Error::new(ErrorKind::Internal, "a stream of verdicts has a pass")),
            }
        })?;
        this.0.get().report(py, Counted::rows(totals, None, Piece::default()))
    }
}

/// Counts each text of a column: as ``inspect`` does, without its reason and room left.
///
/// ``texts`` is anything with ``__arrow_c_stream__`` or ``__arrow_c_array__`` (a column of pyarrow,
/// polars, pandas 3 or DuckDB; of a table name the ``column``), or a list of ``str`` and ``None``
/// (of numpy's strings, ``array.tolist()``). A column or list gives a ``Batch``; a stream gives a
/// ``BatchStream``, which computes as it is read, without holding Python's lock.
///
/// Columns of the result: ``encoding``, ``units``, ``segments``, ``locking`` and ``single`` (the
/// language tables), ``error``. A row that fails has a word there, such as "too_many_segments", and
/// stops no other; a null gives nulls.
///
/// >>> septet.count_batch(["hello", "It’s here", None])["segments"].to_list()
/// [1, 1, None]
#[pyfunction]
#[pyo3(signature = (texts, /, options=None, *, column=None, **named))]
pub(crate) fn count_batch<'py>(
    py: Python<'py>,
    texts: &Bound<'py, PyAny>,
    options: Option<&Bound<'py, TextOptions>>,
    column: Option<String>,
    named: Option<&Bound<'py, PyDict>>,
) -> Result<Bound<'py, PyAny>> {
    let options = crate::options::options(options, named)?;
    computed(py, source(texts)?, Kernel::Count(options, column))
}

/// Reads each number of a column as ``parse_number`` does, under the same options.
///
/// ``numbers`` and the result: as for ``count_batch``. Columns: ``e164``, ``key`` (its digits as an
/// integer), ``valid``, ``possible``, ``region``, ``kind``, ``calling_code``, ``error``.
///
/// >>> septet.parse_number_batch(["+256701521269", "hello"])["region"].to_list()
/// ['UG', None]
#[pyfunction]
#[pyo3(signature = (
    numbers, /, region=None, *, column=None, idd00=false, assume_international=false, letters=true
))]
pub(crate) fn parse_number_batch<'py>(
    py: Python<'py>,
    numbers: &Bound<'py, PyAny>,
    region: Option<&str>,
    column: Option<String>,
    idd00: bool,
    assume_international: bool,
    letters: bool,
) -> Result<Bound<'py, PyAny>> {
    let options = ParseOptions {
        default_region: region.map(crate::number::parse_region).transpose()?,
        idd00,
        assume_international,
        letters,
    };
    computed(py, source(numbers)?, Kernel::Numbers(options, column))
}

/// A batch at once, a stream when it is read.
fn computed(py: Python<'_>, input: Source, mut kernel: Kernel) -> Result<Bound<'_, PyAny>> {
    match input {
        Source::Array(array) => {
            let found = py.detach(|| kernel.compute(&array))?;
            Ok(Bound::new(py, Batch(found))?.into_any())
        }
        stream => Ok(Bound::new(py, BatchStream::new(stream, kernel)?)?.into_any()),
    }
}

/// The verdicts on a table, for `Preflight.batch`.
pub(crate) fn verdicts<'py>(
    preflight: &Bound<'py, Preflight>,
    table: &Bound<'py, PyAny>,
    columns: Option<&Bound<'py, PyDict>>,
    text: Option<String>,
) -> Result<Bound<'py, PyAny>> {
    let mut names = ColumnNames::default();
    for (field, column) in columns.into_iter().flatten() {
        let word = |value: &Bound<'py, PyAny>| -> Result<String> {
            Ok(value.cast::<PyString>().map_err(PyErr::from)?.to_str()?.to_owned())
        };
        names.set(&word(&field)?, &word(&column)?)?;
    }
    if let Some(text) = text {
        names.set_text(text);
    }
    let pass = Pass::new(preflight.get().engine(), names)?;
    let stream = BatchStream::new(source(table)?, Kernel::Preflight(Box::new(pass)))?;
    let made =
        PyClassInitializer::from(stream).add_subclass(VerdictStream(preflight.clone().unbind()));
    Ok(Bound::new(preflight.py(), made)?.into_any())
}
