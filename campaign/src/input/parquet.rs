//! Campaigns in Parquet files: the same columns as in other files, read row group by row group.
//!
//! A null is an empty field. Whole numbers are their digits; dates, and times with a zone, are
//! written as RFC 3339. A row has no line of its own: its line is its number. A file is read from
//! its end, so that it cannot come through a pipe.

use std::fs::File;
use std::io::{Read as _, Seek, SeekFrom, Write as _};
use std::path::Path;

use arrow_array::cast::AsArray;
use arrow_array::types::{
    Date32Type, Int8Type, Int16Type, Int32Type, Int64Type, TimestampMicrosecondType,
    TimestampMillisecondType, TimestampNanosecondType, TimestampSecondType, UInt8Type, UInt16Type,
    UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrayRef, ArrowPrimitiveType, PrimitiveArray};
use arrow_schema::{DataType, Schema, TimeUnit};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{
    ArrowReaderOptions, ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder,
};
use septet::{Error, ErrorKind};

use super::block::{Block, RowFault};
use super::detect::places;
use super::source::{Digest, Origin, digest_of_file, open_file};
use super::{RECORD_LEN_MAX, ReadOptions, Wanted};

/// Rows that are decoded at once.
const BATCH_ROW_COUNT: usize = 1024;

const DAY_SECONDS: i64 = 86_400;

/// The rows of a file.
pub(super) struct ParquetRows {
    rows: ParquetRecordBatchReader,
    /// For each field wanted, its column among those that are read.
    places: Vec<Option<usize>>,
    /// Of the rows under way, and the next of them.
    columns: Vec<ArrayRef>,
    next: usize,
    done_count: u64,
    row_count: u64,
    origin: Origin,
    digest: Option<Digest>,
}

impl ParquetRows {
    /// Opens a file and finds the columns that are wanted.
    ///
    /// # Errors
    /// `input_unreadable`; `column_missing`, `column_duplicate`, `column_type`; `invalid_option`
    /// for an option of delimited files.
    pub(super) fn open(
        path: &Path,
        wanted: &[Wanted],
        options: &ReadOptions,
    ) -> Result<ParquetRows, Error> {
        let no_use =
            [("delimiter", options.delimiter.is_some()), ("encoding", options.encoding.is_some())];
        if let Some((field, _)) = no_use.into_iter().find(|(_, given)| *given) {
            let what = "a Parquet file says itself how it is read: leave this out";
            return Err(Error::new(ErrorKind::InvalidOption, what).with_field(field));
        }
        let unreadable = |what: String| Error::new(ErrorKind::InputUnreadable, what);
        let cannot = |error: std::io::Error| unreadable(format!("reading failed: {error}"));
        let (mut file, len) = open_file(path).map_err(unreadable)?;
        let digest = match options.without_digest {
            true => None,
            false => Some(digest_of_file(&mut file).map_err(cannot)?),
        };
        file.seek(SeekFrom::Start(0)).map_err(cannot)?;
        // types as Parquet knows them: not as dictionaries and views of the writer's
        let plain = ArrowReaderOptions::new().with_skip_arrow_metadata(true);
        let rows = ParquetRecordBatchReaderBuilder::try_new_with_options(file, plain)
            .map_err(|error| damaged(&error))?;
        let (kept, places) = columns(rows.schema(), wanted)?;
        let mask = ProjectionMask::roots(rows.parquet_schema(), kept);
        let row_count = rows.metadata().file_metadata().num_rows();
        let rows = rows.with_projection(mask).with_batch_size(BATCH_ROW_COUNT);
        Ok(ParquetRows {
            rows: rows.build().map_err(|error| damaged(&error))?,
            places,
            columns: Vec::new(),
            next: 0,
            done_count: 0,
            row_count: u64::try_from(row_count).unwrap_or_default(),
            origin: Origin::of_len(len.unwrap_or_default()),
            digest,
        })
    }

    pub(super) fn origin(&self) -> &Origin {
        &self.origin
    }

    pub(super) fn digest(&self) -> Option<Digest> {
        self.digest.clone()
    }

    pub(super) fn column_count(&self) -> usize {
        self.places.len()
    }

    /// Rows that were read.
    pub(super) fn done_count(&self) -> u64 {
        self.done_count
    }

    /// Appends the next row; false at the end.
    ///
    /// # Errors
    /// `input_unreadable`.
    pub(super) fn read_row(&mut self, block: &mut Block) -> Result<bool, Error> {
        while self.columns.first().is_none_or(|column| column.len() == self.next) {
            let Some(batch) = self.rows.next() else { return Ok(false) };
            let batch = batch.map_err(|error| {
                let what = format!("the rows behind row {} cannot be read", self.done_count);
                Error::new(ErrorKind::InputUnreadable, format!("{what}: {error}"))
            })?;
            (self.columns, self.next) = (batch.columns().to_vec(), 0);
        }
        let (row, mut len) = (self.next, 0);
        for (slot, place) in self.places.iter().enumerate() {
            block.push_field(slot, |into| {
                if let Some(column) = place {
                    let before = into.len();
                    push_value(&self.columns[*column], row, into);
                    len += into.len() - before;
                }
            });
        }
        self.next += 1;
        self.done_count += 1;
        if len > RECORD_LEN_MAX {
            block.abandon_row();
            block.push_fault(self.done_count, RowFault::TooLong);
        } else {
            block.end_row(self.done_count);
        }
        let share = u128::from(self.origin.total_len().unwrap_or_default())
            * u128::from(self.done_count)
            / u128::from(self.row_count.max(1));
        self.origin.set_read_len(u64::try_from(share).unwrap_or(u64::MAX));
        Ok(true)
    }
}

/// The digest of a file, and how many rows it has.
///
/// # Errors
/// `input_unreadable`.
pub(super) fn digest_of_rows(path: &Path) -> Result<(Digest, u64), Error> {
    let nothing = [Wanted { column: String::new(), ..Wanted::new("", false) }];
    let rows = ParquetRows::open(path, &nothing, &ReadOptions::default())?;
    let unread = || Error::new(ErrorKind::Internal, "a file was read without its digest");
    Ok((rows.digest.ok_or_else(unread)?, rows.row_count))
}

/// Which columns are read, in order, and for each field wanted its place among them. A file of
/// which no field is wanted is read by its first column.
type Columns = (Vec<usize>, Vec<Option<usize>>);

fn columns(schema: &Schema, wanted: &[Wanted]) -> Result<Columns, Error> {
    let names: Vec<String> = schema.fields().iter().map(|field| field.name().clone()).collect();
    let places = places(&names, wanted, None)?;
    for (want, place) in wanted.iter().zip(&places) {
        let Some(field) = place.and_then(|place| schema.fields().get(place)) else { continue };
        if let Some(why) = refusal(field.data_type()) {
            return Err(Error::new(ErrorKind::ColumnType, why)
                .with_field(&want.field)
                .with_value(format!("{}: {}", field.name(), field.data_type())));
        }
    }
    let mut kept: Vec<usize> = places.iter().flatten().copied().collect();
    kept.sort_unstable();
    kept.dedup();
    let among = |place: usize| kept.binary_search(&place).ok();
    let places = places.into_iter().map(|place| place.and_then(among)).collect();
    Ok((kept, places))
}

/// Why a column of this type is none of a campaign's.
fn refusal(data_type: &DataType) -> Option<&'static str> {
    Some(match data_type {
        DataType::Utf8
        | DataType::LargeUtf8
        | DataType::Binary
        | DataType::LargeBinary
        | DataType::Int8
        | DataType::Int16
        | DataType::Int32
        | DataType::Int64
        | DataType::UInt8
        | DataType::UInt16
        | DataType::UInt32
        | DataType::UInt64
        | DataType::Date32
        | DataType::Timestamp(_, Some(_))
        | DataType::Null => return None,
        DataType::Timestamp(_, None) => "these times have no zone: write them as UTC",
        DataType::Float16 | DataType::Float32 | DataType::Float64 => {
            "a number with a fraction is not exact: write the column as text"
        }
        _ => "give a column of text, whole numbers, dates or times",
    })
}

fn damaged(error: &parquet::errors::ParquetError) -> Error {
    let what = format!("this Parquet file cannot be read: {error}; write it again");
    Error::new(ErrorKind::InputUnreadable, what)
}

/// Appends a value as text; a null is nothing.
fn push_value(column: &ArrayRef, row: usize, into: &mut Vec<u8>) {
    if column.is_null(row) {
        return;
    }
    match column.data_type() {
        DataType::Utf8 => into.extend_from_slice(column.as_string::<i32>().value(row).as_bytes()),
        DataType::LargeUtf8 => {
            into.extend_from_slice(column.as_string::<i64>().value(row).as_bytes());
        }
        DataType::Binary => into.extend_from_slice(column.as_binary::<i32>().value(row)),
        DataType::LargeBinary => into.extend_from_slice(column.as_binary::<i64>().value(row)),
        DataType::Int8 => push_number::<Int8Type>(column, row, into),
        DataType::Int16 => push_number::<Int16Type>(column, row, into),
        DataType::Int32 => push_number::<Int32Type>(column, row, into),
        DataType::Int64 => push_number::<Int64Type>(column, row, into),
        DataType::UInt8 => push_number::<UInt8Type>(column, row, into),
        DataType::UInt16 => push_number::<UInt16Type>(column, row, into),
        DataType::UInt32 => push_number::<UInt32Type>(column, row, into),
        DataType::UInt64 => push_number::<UInt64Type>(column, row, into),
        DataType::Date32 => {
            let days = i64::from(column.as_primitive::<Date32Type>().value(row));
            push_day(days, into);
        }
        DataType::Timestamp(unit, _) => {
            let seconds = match unit {
                TimeUnit::Second => value::<TimestampSecondType>(column, row),
                TimeUnit::Millisecond => {
                    value::<TimestampMillisecondType>(column, row).div_euclid(1_000)
                }
                TimeUnit::Microsecond => {
                    value::<TimestampMicrosecondType>(column, row).div_euclid(1_000_000)
                }
                TimeUnit::Nanosecond => {
                    value::<TimestampNanosecondType>(column, row).div_euclid(1_000_000_000)
                }
            };
            push_day(seconds.div_euclid(DAY_SECONDS), into);
            let second = seconds.rem_euclid(DAY_SECONDS);
            let (hour, minute) = (second / 3600, second / 60 % 60);
            // writing to memory does not fail
            let _ = write!(into, "T{hour:02}:{minute:02}:{:02}Z", second % 60);
        }
        // refused when the file was opened
        _ => {}
    }
}

fn value<T: ArrowPrimitiveType>(column: &ArrayRef, row: usize) -> T::Native {
    PrimitiveArray::value(column.as_primitive::<T>(), row)
}

fn push_number<T: ArrowPrimitiveType<Native: std::fmt::Display>>(
    column: &ArrayRef,
    row: usize,
    into: &mut Vec<u8>,
) {
    // writing to memory does not fail
    let _ = write!(into, "{}", value::<T>(column, row));
}

/// Appends a day, counted from 1970-01-01, as year, month and day of the Gregorian calendar.
fn push_day(days: i64, into: &mut Vec<u8>) {
    // years that begin in March, so that the leap day is their last; eras of 400 of them
    let from_march_of_year_0 = days + 719_468;
    let era = from_march_of_year_0.div_euclid(146_097);
    let day_of_era = from_march_of_year_0.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = era * 400 + year_of_era + i64::from(month <= 2);
    // writing to memory does not fail
    let _ = write!(into, "{year:04}-{month:02}-{day:02}");
}

/// Whether a file is in Parquet's format, by its first octets.
pub(super) fn is_parquet(path: &Path) -> bool {
    let mut start = [0; 5];
    let read = |mut file: File| file.read_exact(&mut start);
    File::open(path).and_then(read).is_ok() && super::is_parquet(&start)
}
