//! Texts: encoding, units and segments of each.

use arrow_array::types::{Int8Type, Int32Type};
use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_buffer::NullBuffer;
use arrow_schema::{DataType, SchemaRef};
use septet::batch::{CountColumns, count as count_rows};
use septet::{Encoding, Error, ErrorKind, LanguagePair, TextOptions};

use crate::column::{Rows, TextKernel, run, schema};
use crate::words::{errors, integers, present, words};

/// Says of each text what [`septet::count`] says of it, under the same options.
///
/// Columns: `encoding` ("gsm7", "ucs2"); `units`, septets or code units without headers;
/// `segments`; `locking` and `single`, the identifiers of the language tables, 0 for the default
/// ones; `error`, a word such as "too_many_segments", null where the text has none. A row with an
/// error has nulls beside it, but for `too_many_segments`, which keeps what it would need.
///
/// # Errors
/// `column_type` for a column that is no text; those of the options themselves.
pub fn count(texts: &dyn Array, options: &TextOptions) -> Result<RecordBatch, Error> {
    // an empty count tells whether the options can be had at all
    Counts::of(options).add_texts::<[&str]>(&[], 0)?;
    run(texts, &|_| Counts::of(options))
}

/// The columns of [`count`].
pub fn count_schema() -> SchemaRef {
    schema(&[
        ("encoding", DataType::Utf8),
        ("units", DataType::Int32),
        ("segments", DataType::Int32),
        ("locking", DataType::Int8),
        ("single", DataType::Int8),
        ("error", DataType::Utf8),
    ])
}

struct Counts<'o> {
    options: &'o TextOptions,
    status: Vec<u16>,
    encoding: Vec<Encoding>,
    pair: Vec<LanguagePair>,
    units: Vec<u32>,
    segments: Vec<u32>,
}

impl<'o> Counts<'o> {
    fn of(options: &'o TextOptions) -> Counts<'o> {
        let (status, encoding, pair) = (Vec::new(), Vec::new(), Vec::new());
        Counts { options, status, encoding, pair, units: Vec::new(), segments: Vec::new() }
    }

    fn add_texts<C: septet::batch::TextColumn + ?Sized>(
        &mut self,
        texts: &C,
        count: usize,
    ) -> Result<(), Error> {
        let (from, to) = (self.status.len(), self.status.len() + count);
        self.status.resize(to, 0);
        self.encoding.resize(to, Encoding::Gsm7);
        self.pair.resize(to, LanguagePair::DEFAULT);
        self.units.resize(to, 0);
        self.segments.resize(to, 0);
        let mut out = CountColumns {
            status: &mut self.status[from..],
            encoding: &mut self.encoding[from..],
            pair: &mut self.pair[from..],
            units: &mut self.units[from..],
            segments: &mut self.segments[from..],
        };
        count_rows(texts, self.options, &mut out)
    }
}

impl TextKernel for Counts<'_> {
    fn schema() -> SchemaRef {
        count_schema()
    }

    fn add(&mut self, rows: &Rows<'_>) -> Result<(), Error> {
        let from = self.status.len();
        self.add_texts(&rows.texts, rows.len())?;
        for row in rows.invalid {
            self.status[from + row] = ErrorKind::InvalidUtf8.number();
            self.segments[from + row] = 0;
        }
        Ok(())
    }

    fn finish(mut self, nulls: Option<&NullBuffer>) -> Result<Vec<ArrayRef>, Error> {
        // only texts of LargeUtf8 could have more units than an Int32 holds: no message has
        for (row, units) in self.units.iter().enumerate() {
            if i32::try_from(*units).is_err() {
                (self.status[row], self.segments[row]) = (ErrorKind::Overflow.number(), 0);
            }
        }
        let rows = self.status.len();
        // a text has one segment at least, what could not be counted has none
        let known = present(rows, nulls, |row| self.segments[row] > 0);
        let is_known = |row: usize| known.as_ref().is_none_or(|known| known.is_valid(row));
        let encoding = self.encoding.iter().enumerate();
        let encoding = encoding.map(|(row, word)| is_known(row).then(|| word.as_str()));
        let table = |id: fn(LanguagePair) -> u8| {
            integers::<Int8Type>(self.pair.iter().map(|p| id(*p) as i8).collect(), known.clone())
        };
        Ok(vec![
            words(rows, 4, encoding),
            integers::<Int32Type>(self.units.iter().map(|n| *n as i32).collect(), known.clone()),
            integers::<Int32Type>(self.segments.iter().map(|n| *n as i32).collect(), known.clone()),
            table(LanguagePair::locking_id),
            table(LanguagePair::single_id),
            errors(&self.status, nulls),
        ])
    }
}
