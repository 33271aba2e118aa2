//! Phone numbers: libphonenumber's verdict on each.

use std::sync::Arc;

use arrow_array::types::{Int16Type, Int64Type};
use arrow_array::{Array, ArrayRef, BooleanArray, RecordBatch};
use arrow_buffer::{BooleanBuffer, NullBuffer};
use arrow_schema::{DataType, SchemaRef};
use septet::number::{
    NumberColumn, NumberKind, ParseOptions, Possible, Region, Verdict, judge_batch, judge_strict,
};
use septet::{Error, ErrorKind};

use crate::column::{Rows, TextKernel, run, schema};
use crate::texts::{Short, Texts, plus_digits};
use crate::words::{errors, integers};

/// Says of each number what [`septet::number::parse_with`] says of it, under the same options.
///
/// Columns: `e164`, such as "+256701521269", null for numbers of more than 15 digits; `key`, its
/// digits as an integer; `valid`; `possible` and `kind`, libphonenumber's words; `region`, null
/// where no region's numbers fit; `calling_code`; `error`, a word such as "not_a_number". A row with
/// an error has nulls beside it.
///
/// # Errors
/// `column_type` for a column that is no text.
pub fn numbers(texts: &dyn Array, options: &ParseOptions) -> Result<RecordBatch, Error> {
    run(texts, &|rows| Numbers::new(options, rows))
}

/// The columns of [`numbers`].
pub fn numbers_schema() -> SchemaRef {
    schema(&[
        ("e164", DataType::Utf8),
        ("key", DataType::Int64),
        ("valid", DataType::Boolean),
        ("possible", DataType::Utf8),
        ("region", DataType::Utf8),
        ("kind", DataType::Utf8),
        ("calling_code", DataType::Int16),
        ("error", DataType::Utf8),
    ])
}

struct Numbers<'o> {
    options: &'o ParseOptions,
    words: Words,
    /// Those of the block at hand: while they are in the cache, the columns are written.
    verdicts: Vec<Verdict>,
    keys: Vec<u64>,
    status: Vec<u16>,
    valid: Vec<bool>,
    codes: Vec<i16>,
    e164: Texts<16>,
    possible: Texts<24>,
    region: Texts<4>,
    kind: Texts<24>,
}

/// What stands in the columns for a value, by the value as a number.
struct Words {
    possible: [Short<24>; 256],
    kind: [Short<24>; 256],
}

impl Words {
    fn new() -> Words {
        let mut words = Words { possible: [Short::NONE; 256], kind: [Short::NONE; 256] };
        for possible in Possible::ALL {
            words.possible[possible as usize] = Short::of(possible.as_str());
        }
        for kind in NumberKind::ALL {
            words.kind[kind as usize] = Short::of(kind.as_str());
        }
        words
    }
}

impl<'o> Numbers<'o> {
    fn new(options: &'o ParseOptions, rows: usize) -> Numbers<'o> {
        Numbers {
            options,
            words: Words::new(),
            verdicts: Vec::new(),
            keys: Vec::with_capacity(rows),
            status: Vec::with_capacity(rows),
            valid: Vec::with_capacity(rows),
            codes: Vec::with_capacity(rows),
            e164: Texts::new(rows, 13),
            possible: Texts::new(rows, 11),
            region: Texts::new(rows, 2),
            kind: Texts::new(rows, 12),
        }
    }
}

impl TextKernel for Numbers<'_> {
    fn schema() -> SchemaRef {
        numbers_schema()
    }

    fn add(&mut self, rows: &Rows<'_>) -> Result<(), Error> {
        let from = self.keys.len();
        // any verdict will do: the batch writes each
        let unset = judge_strict(b"+000");
        let unset = unset.ok_or_else(|| Error::new(ErrorKind::Internal, "no verdict on +000"))?;
        self.verdicts.resize(rows.len(), unset);
        self.keys.resize(from + rows.len(), 0);
        let column = NumberColumn::new(rows.octets, rows.offsets)?;
        judge_batch(&column, self.options, &mut self.verdicts, &mut self.keys[from..])?;
        let (verdicts, words) = (&self.verdicts, &self.words);
        let status = |verdict: &Verdict| verdict.error().map_or(0, |e| ErrorKind::from(e).number());
        self.status.extend(verdicts.iter().map(status));
        self.valid.extend(verdicts.iter().map(|verdict| verdict.is_valid()));
        self.codes.extend(verdicts.iter().map(|verdict| verdict.calling_code() as i16));
        // a verdict that is an error has no number, no region and no words
        let word =
            |verdict: &Verdict, word| if verdict.error().is_none() { word } else { Short::NONE };
        self.e164.extend(&self.keys[from..], |key| plus_digits(*key));
        self.possible.extend(verdicts, |v| word(v, words.possible[v.possible() as usize]));
        self.region.extend(verdicts, |verdict| region(verdict.region()));
        self.kind.extend(verdicts, |v| word(v, words.kind[v.kind() as usize]));
        for row in rows.invalid {
            self.status[from + row] = ErrorKind::InvalidUtf8.number();
        }
        Ok(())
    }

    fn finish(self, nulls: Option<&NullBuffer>) -> Result<Vec<ArrayRef>, Error> {
        let (read, numbered) = (self.possible.present(nulls), self.e164.present(nulls));
        let valid = BooleanBuffer::from(&self.valid[..]);
        let keys = self.keys.into_iter().map(|key| key as i64).collect(); // below 10^15
        Ok(vec![
            self.e164.finish(nulls)?,
            integers::<Int64Type>(keys, numbered),
            Arc::new(BooleanArray::new(valid, read.clone())),
            self.possible.finish(nulls)?,
            self.region.finish(nulls)?,
            self.kind.finish(nulls)?,
            integers::<Int16Type>(self.codes, read.clone()),
            errors(&self.status, nulls),
        ])
    }
}

/// A region in two letters, or 001.
#[inline]
fn region(region: Option<Region>) -> Short<4> {
    match region.as_ref().map(Region::as_bytes) {
        Some(&[a, b]) => Short { octets: [a, b, 0, 0], len: 2 },
        Some(&[a, b, c]) => Short { octets: [a, b, c, 0], len: 3 },
        _ => Short::NONE,
    }
}
