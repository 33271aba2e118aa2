//! Kernels over streams of batches.

use std::panic::{AssertUnwindSafe, catch_unwind};

use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayReader, ArrayRef, RecordBatch, RecordBatchReader, new_empty_array};
use arrow_schema::{ArrowError, SchemaRef};
use septet::number::ParseOptions;
use septet::{Error, ErrorKind, TextOptions};

use crate::preflight::{Pass, verdict_schema};

/// Rows of a batch of results: a large chunk of input is computed in pieces.
const PIECE_ROWS: usize = 1 << 16;

/// What is computed from each batch of a stream.
pub enum Kernel {
    /// [`count`](crate::count) over a column: its name, where the stream is a table of several.
    Count(TextOptions, Option<String>),
    /// [`numbers`](crate::numbers) over a column: its name, where the stream is a table of several.
    Numbers(ParseOptions, Option<String>),
    /// A [`Pass`] over a table.
    Preflight(Box<Pass>),
}

impl Kernel {
    /// The columns of the results.
    pub fn schema(&self) -> SchemaRef {
        match self {
            Kernel::Count(..) => crate::count_schema(),
            Kernel::Numbers(..) => crate::numbers_schema(),
            Kernel::Preflight(_) => verdict_schema(),
        }
    }

    /// Computes a batch, be it a column or a table.
    ///
    /// # Errors
    /// Those of the kernel; `column_missing` for a table of several columns where none is named, or
    /// of a name that it does not have; `column_type` for preflight of something else than a table.
    pub fn compute(&mut self, array: &ArrayRef) -> Result<RecordBatch, Error> {
        match self {
            Kernel::Count(options, name) => crate::count(&column(array, name.as_deref())?, options),
            Kernel::Numbers(options, name) => {
                crate::numbers(&column(array, name.as_deref())?, options)
            }
            Kernel::Preflight(pass) => pass.judge_array(array),
        }
    }
}

/// The column of an array: itself, or the one of a table.
fn column(array: &ArrayRef, name: Option<&str>) -> Result<ArrayRef, Error> {
    let Some(table) = array.as_struct_opt() else {
        return match name {
            None => Ok(array.clone()),
            Some(name) => Err(missing("this is a column, not a table: name none").with_value(name)),
        };
    };
    let table = whole(table)?;
    match name {
        Some(name) => table
            .column_by_name(name)
            .cloned()
            .ok_or_else(|| missing("the table has no such column").with_value(name)),
        None if table.num_columns() == 1 => Ok(table.column(0).clone()),
        None => Err(missing("the table has several columns: name one")),
    }
}

/// A table, none of whose rows is null as a whole: Arrow has no such tables.
pub(crate) fn whole(table: &arrow_array::StructArray) -> Result<arrow_array::StructArray, Error> {
    if table.null_count() > 0 {
        let what = "rows that are null as a whole: give the columns themselves";
        return Err(Error::new(ErrorKind::ColumnType, what));
    }
    let (fields, columns, _) = table.clone().into_parts();
    arrow_array::StructArray::try_new_with_length(fields, columns, None, table.len())
        .map_err(crate::column::damaged)
}

fn missing(what: &str) -> Error {
    Error::new(ErrorKind::ColumnMissing, what).with_field("column")
}

/// A stream of results: each batch is computed when it is asked for. An error ends the stream.
pub struct Mapped<I> {
    input: I,
    kernel: Kernel,
    waiting: Option<ArrayRef>,
    ended: bool,
    schema: SchemaRef,
}

impl<I: ArrayReader> Mapped<I> {
    /// The results of a kernel over a stream of columns or tables.
    ///
    /// # Errors
    /// Those of [`Kernel::compute`], where the type of the stream says already that no batch of it
    /// can be read.
    pub fn new(input: I, mut kernel: Kernel) -> Result<Mapped<I>, Error> {
        let schema = kernel.schema();
        kernel.compute(&new_empty_array(input.field().data_type()))?;
        Ok(Mapped { input, kernel, waiting: None, ended: false, schema })
    }

    /// The kernel, such as for the totals of its pass.
    pub fn kernel_mut(&mut self) -> &mut Kernel {
        &mut self.kernel
    }

    fn advance(&mut self) -> Option<Result<RecordBatch, ArrowError>> {
        let array = match self.waiting.take() {
            Some(array) => array,
            None => match self.input.next()? {
                Ok(array) => array,
                Err(error) => return Some(Err(error)),
            },
        };
        let piece = array.slice(0, PIECE_ROWS.min(array.len()));
        if piece.len() < array.len() {
            self.waiting = Some(array.slice(piece.len(), array.len() - piece.len()));
        }
        Some(self.kernel.compute(&piece).map_err(|error| arrow_error(&error)))
    }
}

impl<I: ArrayReader> Iterator for Mapped<I> {
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        // a consumer in C cannot take a panic
        let found = catch_unwind(AssertUnwindSafe(|| self.advance())).unwrap_or_else(|_| {
            let error = Error::new(ErrorKind::Internal, "a defect in septet: please report it");
            Some(Err(arrow_error(&error)))
        });
        self.ended = !matches!(found, Some(Ok(_)));
        found
    }
}

impl<I: ArrayReader> RecordBatchReader for Mapped<I> {
    fn schema(&self) -> SchemaRef {
        self.schema.clone()
    }
}

/// An error of septet's as Arrow's, for a stream. Its text has no NUL, which C could not take.
pub fn arrow_error(error: &Error) -> ArrowError {
    ArrowError::ComputeError(error.to_string().replace('\0', "\u{FFFD}"))
}
