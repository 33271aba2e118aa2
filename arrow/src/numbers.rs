//! Phone numbers: libphonenumber's verdict on each.

use std::sync::Arc;

use arrow_array::builder::StringBuilder;
use arrow_array::types::{Int16Type, Int64Type};
use arrow_array::{Array, ArrayRef, BooleanArray, RecordBatch};
use arrow_buffer::{BooleanBuffer, NullBuffer};
use arrow_schema::{DataType, SchemaRef};
use septet::number::{
    E164, NumberColumn, NumberForm, ParseOptions, Region, Verdict, judge_batch, judge_strict,
};
use septet::{Error, ErrorKind};

use crate::column::{Rows, TextKernel, run, schema};
use crate::words::{errors, integers, present, words};

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
    run(texts, &|| Numbers { options, verdicts: Vec::new(), keys: Vec::new(), status: Vec::new() })
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
    verdicts: Vec<Verdict>,
    keys: Vec<u64>,
    status: Vec<u16>,
}

impl TextKernel for Numbers<'_> {
    fn schema() -> SchemaRef {
        numbers_schema()
    }

    fn add(&mut self, rows: &Rows<'_>) -> Result<(), Error> {
        let (from, to) = (self.keys.len(), self.keys.len() + rows.len());
        // any verdict will do: the batch writes each
        let unset = judge_strict(b"+000");
        let unset = unset.ok_or_else(|| Error::new(ErrorKind::Internal, "no verdict on +000"))?;
        self.verdicts.resize(to, unset);
        self.keys.resize(to, 0);
        let column = NumberColumn::new(rows.octets, rows.offsets)?;
        let (verdicts, keys) = (&mut self.verdicts[from..], &mut self.keys[from..]);
        judge_batch(&column, self.options, verdicts, keys)?;
        let status = |verdict: &Verdict| verdict.error().map_or(0, |e| ErrorKind::from(e).number());
        self.status.extend(verdicts.iter().map(status));
        for row in rows.invalid {
            self.status[from + row] = ErrorKind::InvalidUtf8.number();
        }
        Ok(())
    }

    fn finish(self, nulls: Option<&NullBuffer>) -> Result<Vec<ArrayRef>, Error> {
        let rows = self.keys.len();
        let read = present(rows, nulls, |row| self.status[row] == 0);
        let is_read = |row: usize| read.as_ref().is_none_or(|read| read.is_valid(row));
        let numbered = present(rows, read.as_ref(), |row| self.keys[row] > 0);
        let word = |octets: usize, of: fn(&Verdict) -> &str| {
            let verdicts = self.verdicts.iter().enumerate();
            words(rows, octets, verdicts.map(|(row, v)| is_read(row).then(|| of(v))))
        };
        let mut e164 = StringBuilder::with_capacity(rows, rows * 13);
        let mut region = StringBuilder::with_capacity(rows, rows * 2);
        for (row, (key, verdict)) in self.keys.iter().zip(&self.verdicts).enumerate() {
            let number = E164::from_key(*key).ok().filter(|_| is_read(row));
            e164.append_option(number.map(|number| number.in_form(NumberForm::Plus)));
            let of = verdict.region().filter(|_| is_read(row));
            region.append_option(of.as_ref().map(Region::as_str));
        }
        let valid = BooleanBuffer::collect_bool(rows, |row| self.verdicts[row].is_valid());
        let codes = self.verdicts.iter().map(|verdict| verdict.calling_code() as i16).collect();
        let keys = self.keys.iter().map(|key| *key as i64).collect(); // below 10^15
        Ok(vec![
            Arc::new(e164.finish()),
            integers::<Int64Type>(keys, numbered),
            Arc::new(BooleanArray::new(valid, read.clone())),
            word(11, |verdict| verdict.possible().as_str()),
            Arc::new(region.finish()),
            word(12, |verdict| verdict.kind().as_str()),
            integers::<Int16Type>(codes, read.clone()),
            errors(&self.status, nulls),
        ])
    }
}
