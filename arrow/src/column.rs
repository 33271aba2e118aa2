//! Columns of text, however Arrow lays them out, as blocks of rows in one piece of UTF-8.

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::ByteArrayType;
use arrow_array::{
    Array, ArrayRef, GenericStringArray, OffsetSizeTrait, RecordBatch, RecordBatchOptions,
    StringViewArray, new_null_array,
};
use arrow_buffer::{ArrowNativeType, Buffer, NullBuffer};
use arrow_schema::{ArrowError, DataType, SchemaRef};
use arrow_select::take::{TakeOptions, take};
use septet::batch::OffsetColumn;
use septet::{Error, ErrorKind};

/// Rows that are checked and computed at once: their text is still in the cache for the second pass.
const BLOCK_ROWS: usize = 8192;
/// Octets of a block, well below what an offset of 32 bits can say. One row may be longer.
const BLOCK_OCTETS: usize = 1 << 30;
/// Rows of one array: beyond, the words in results would pass offsets of 32 bits.
const MAX_ROWS: usize = 100_000_000;

/// A block of rows.
pub(crate) struct Rows<'a> {
    /// The texts; empty for a row that is null or not UTF-8.
    pub(crate) texts: OffsetColumn<'a, i32>,
    /// The same as octets.
    pub(crate) octets: &'a [u8],
    /// Where each row of `octets` begins and ends.
    pub(crate) offsets: &'a [i32],
    /// Rows of this block, from 0, that are not UTF-8.
    pub(crate) invalid: &'a [usize],
}

impl Rows<'_> {
    pub(crate) fn len(&self) -> usize {
        self.offsets.len() - 1
    }
}

/// What is computed from a column of text, row by row.
pub(crate) trait TextKernel {
    /// The columns of the result.
    fn schema() -> SchemaRef;
    /// Computes a block.
    fn add(&mut self, rows: &Rows<'_>) -> Result<(), Error>;
    /// The columns of all blocks. `nulls` are the rows of the input that are null.
    fn finish(self, nulls: Option<&NullBuffer>) -> Result<Vec<ArrayRef>, Error>;
}

/// Runs a kernel, made for so many rows, over a column.
///
/// # Errors
/// `column_type`, `arrow_data`, `overflow` for more than 100,000,000 rows, and those of the kernel.
pub(crate) fn run<K: TextKernel>(
    array: &dyn Array,
    kernel: &impl Fn(usize) -> K,
) -> Result<RecordBatch, Error> {
    let rows = array.len();
    if rows > MAX_ROWS {
        let what = "give at most 100000000 rows at a time, such as a table in chunks";
        return Err(Error::new(ErrorKind::Overflow, what).with_detail("rows", rows));
    }
    let columns = match array.data_type() {
        DataType::Null => nulls_of(&K::schema(), rows),
        DataType::Dictionary(_, _) => return run_dictionary(array, kernel),
        DataType::Utf8 => by_offsets(array.as_string::<i32>(), kernel(rows))?,
        DataType::LargeUtf8 => by_offsets(array.as_string::<i64>(), kernel(rows))?,
        DataType::Utf8View => by_views(array.as_string_view(), kernel(rows))?,
        other => return Err(wrong_type(other)),
    };
    batch(K::schema(), columns, rows)
}

/// A column that is no text, refused by its type.
pub(crate) fn wrong_type(data_type: &DataType) -> Error {
    let what = match data_type {
        DataType::Binary | DataType::LargeBinary | DataType::BinaryView => {
            "octets are not text: cast the column to a string type first"
        }
        _ => "give a column of text: Utf8, LargeUtf8, Utf8View or a Dictionary of these",
    };
    Error::new(ErrorKind::ColumnType, what).with_value(data_type.to_string())
}

/// Each distinct value once, then every row its value's result.
fn run_dictionary<K: TextKernel>(
    array: &dyn Array,
    kernel: &impl Fn(usize) -> K,
) -> Result<RecordBatch, Error> {
    let Some(dictionary) = array.as_any_dictionary_opt() else {
        return Err(wrong_type(array.data_type()));
    };
    let (keys, values) = (dictionary.keys(), dictionary.values());
    if matches!(values.data_type(), DataType::Dictionary(_, _)) {
        return Err(wrong_type(array.data_type()));
    }
    let checked = Some(TakeOptions { check_bounds: true });
    if values.len() > keys.len() {
        // a slice of a column with many values: only those of its rows
        let texts = take(values, keys, checked).map_err(damaged)?;
        return run(&texts, kernel);
    }
    let of_values = run(values, kernel)?;
    let columns = of_values.columns().iter().map(|column| take(column, keys, checked.clone()));
    let columns = columns.collect::<Result<_, _>>().map_err(damaged)?;
    batch(K::schema(), columns, keys.len())
}

fn by_offsets<O: OffsetSizeTrait, K: TextKernel>(
    array: &GenericStringArray<O>,
    mut kernel: K,
) -> Result<Vec<ArrayRef>, Error>
where
    GenericStringArray<O>: Array,
{
    let (ends, octets) = (array.value_offsets(), array.value_data());
    let mut block = Block::default();
    let mut row = 0;
    while row < array.len() {
        let mut count = BLOCK_ROWS.min(array.len() - row);
        let first = ends[row].as_usize();
        let octet_len = |count: usize| ends[row + count].as_usize().wrapping_sub(first);
        while count > 1 && octet_len(count) > BLOCK_OCTETS {
            count /= 2;
        }
        block.offsets.clear();
        // what does not fit is no place in the block: the rows beside it are not UTF-8 then
        let place = |end: &O| i32::try_from(end.as_usize().wrapping_sub(first)).unwrap_or(-1);
        block.offsets.extend(ends[row..=row + count].iter().map(place));
        let octets = octets.get(first..).unwrap_or_default();
        let octets = octets.get(..octet_len(count)).unwrap_or(octets);
        block.compute(octets, &mut kernel)?;
        row += count;
    }
    kernel.finish(array.nulls())
}

fn by_views<K: TextKernel>(array: &StringViewArray, mut kernel: K) -> Result<Vec<ArrayRef>, Error> {
    let (views, buffers) = (array.views(), array.data_buffers());
    let mut block = Block::default();
    let mut octets = Vec::new();
    let mut row = 0;
    while row < array.len() {
        octets.clear();
        block.offsets.clear();
        block.offsets.push(0);
        while row < array.len() && block.offsets.len() <= BLOCK_ROWS && octets.len() < BLOCK_OCTETS
        {
            // a place outside the buffers becomes an octet that no UTF-8 has
            octets.extend_from_slice(view(&views[row], buffers).unwrap_or(&[0xFF]));
            block.offsets.push(i32::try_from(octets.len()).unwrap_or(-1));
            row += 1;
        }
        block.compute(&octets, &mut kernel)?;
    }
    kernel.finish(array.nulls())
}

/// The octets of a view: within it up to 12 of them, else in a buffer.
pub(crate) fn view<'a>(view: &'a u128, buffers: &'a [Buffer]) -> Option<&'a [u8]> {
    // length, then text, or 4 octets of it, index of the buffer, place in it
    let raw = bytes_of(view);
    let word = |at: usize| raw.get(at..at + 4)?.try_into().ok().map(u32::from_le_bytes);
    let len = word(0)? as usize;
    if len <= 12 {
        return raw.get(4..4 + len);
    }
    let (buffer, start) = (word(8)? as usize, word(12)? as usize);
    buffers.get(buffer)?.get(start..start.checked_add(len)?)
}

#[cfg(target_endian = "little")]
fn bytes_of(view: &u128) -> &[u8] {
    arrow_buffer::ToByteSlice::to_byte_slice(view)
}

/// The offsets of a block, and what is made anew when a row is not UTF-8.
#[derive(Default)]
struct Block {
    offsets: Vec<i32>,
}

impl Block {
    fn compute<K: TextKernel>(&self, octets: &[u8], kernel: &mut K) -> Result<(), Error> {
        if let Ok(text) = simdutf8::basic::from_utf8(octets)
            && let Ok(texts) = OffsetColumn::new(text, &self.offsets)
        {
            return kernel.add(&Rows { texts, octets, offsets: &self.offsets, invalid: &[] });
        }
        let (mut text, mut offsets, mut invalid) = (String::new(), vec![0], Vec::new());
        for (row, pair) in self.offsets.windows(2).enumerate() {
            let place = |offset: i32| usize::try_from(offset).ok();
            let range = place(pair[0]).zip(place(pair[1]));
            let found = range.and_then(|(start, end)| octets.get(start..end));
            match found.and_then(|octets| std::str::from_utf8(octets).ok()) {
                Some(row) => text.push_str(row),
                None => invalid.push(row),
            }
            offsets.push(i32::try_from(text.len()).unwrap_or(i32::MAX));
        }
        let texts = OffsetColumn::new(&text, &offsets)?;
        let octets = text.as_bytes();
        kernel.add(&Rows { texts, octets, offsets: &offsets, invalid: &invalid })
    }
}

fn nulls_of(schema: &SchemaRef, rows: usize) -> Vec<ArrayRef> {
    schema.fields().iter().map(|field| new_null_array(field.data_type(), rows)).collect()
}

/// A batch; of no column where there is no row, too.
pub(crate) fn batch(
    schema: SchemaRef,
    columns: Vec<ArrayRef>,
    rows: usize,
) -> Result<RecordBatch, Error> {
    let options = RecordBatchOptions::new().with_row_count(Some(rows));
    RecordBatch::try_new_with_options(schema, columns, &options).map_err(damaged)
}

/// An error of Arrow's.
pub(crate) fn damaged(error: ArrowError) -> Error {
    Error::new(ErrorKind::ArrowData, error.to_string())
}

/// Shared: a schema of nullable fields.
pub(crate) fn schema(fields: &[(&str, DataType)]) -> SchemaRef {
    let field = |(name, data_type): &(&str, DataType)| {
        arrow_schema::Field::new(*name, data_type.clone(), true)
    };
    Arc::new(arrow_schema::Schema::new(fields.iter().map(field).collect::<Vec<_>>()))
}

/// The octets of a row by its offsets, wherever these point.
pub(crate) fn row_octets<T: ByteArrayType>(
    array: &arrow_array::GenericByteArray<T>,
    row: usize,
) -> Option<&[u8]> {
    let ends = array.value_offsets();
    let (start, end) = (ends.get(row)?.as_usize(), ends.get(row + 1)?.as_usize());
    array.value_data().get(start..end)
}
