//! septet over Arrow columns: one kernel that Python, C, Spark, DuckDB, DataFusion and polars share.
//!
//! | function | rows | columns of the result |
//! |---|---|---|
//! | [`count`] | texts | `encoding`, `units`, `segments`, `locking`, `single`, `error` |
//! | [`numbers`] | phone numbers as they are written | `e164`, `key`, `valid`, `possible`, `region`, `kind`, `calling_code`, `error` |
//! | [`Pass`] | whole messages | the verdict on each, its cost and findings; [`Totals`](septet::preflight::Totals) for the report |
//!
//! A column of text is Utf8, LargeUtf8, Utf8View, a Dictionary of these (each distinct value is
//! computed once) or Null; slices and nulls as they come. Anything else is refused as `column_type`.
//! A row that is null has nulls in every column of the result; a row that fails has the word of its
//! [`ErrorKind`](septet::ErrorKind) in `error`. One row never stops another. Integers in results are
//! signed, because Spark reads no other.
//!
//! [`Mapped`] applies a kernel to a stream of batches, lazily.

mod boundary;
mod cells;
mod column;
mod count;
mod numbers;
mod preflight;
mod stream;
mod texts;
mod words;

pub use boundary::{export, import};
pub use count::{count, count_schema};
pub use numbers::{numbers, numbers_schema};
pub use preflight::{ColumnNames, FIELDS, Pass, verdict_schema};
pub use stream::{Kernel, Mapped, arrow_error};
