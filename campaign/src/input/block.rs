//! A block of rows, by columns: what one worker takes at once.

use septet::Error;
use septet::batch::OffsetColumn;
use septet::number::NumberColumn;

/// Why a row cannot be read. The row counts, and the rest of the file goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RowFault {
    /// A quote is opened and never closed.
    QuoteUnclosed,
    /// The record is longer than [`RECORD_LEN_MAX`](super::RECORD_LEN_MAX).
    TooLong,
    /// The record ends before a column that is needed.
    TooFewFields,
    /// Something stands behind the last column of the header: most often an unquoted delimiter.
    TooManyFields,
    /// A field that is needed is not UTF-8 (not of the encoding given).
    NotUtf8,
    /// The line is not a JSON object.
    NotJson,
    /// A field holds something other than text or a number.
    NotText,
    /// Country, MCC, MNC or time is not what such a field holds, or the card has another id.
    BadField,
}

impl RowFault {
    /// The word used in reports and row files.
    pub const fn as_str(self) -> &'static str {
        match self {
            RowFault::QuoteUnclosed => "quote_unclosed",
            RowFault::TooLong => "record_too_long",
            RowFault::TooFewFields => "too_few_fields",
            RowFault::TooManyFields => "too_many_fields",
            RowFault::NotUtf8 => "not_utf8",
            RowFault::NotJson => "not_json",
            RowFault::NotText => "not_text",
            RowFault::BadField => "bad_field",
        }
    }
}

/// One column of a block: the fields one behind the other.
#[derive(Debug)]
pub struct Column {
    raw: Vec<u8>,
    text: String,
    /// Where each field begins, and the last one ends: one more than there are fields. Of a column
    /// that the file does not have, nothing.
    offsets: Vec<i32>,
}

impl Default for Column {
    fn default() -> Column {
        Column { raw: Vec::new(), text: String::new(), offsets: vec![0] }
    }
}

impl Column {
    /// Whether every field is empty.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The field of row `index` of the block; empty when the row has a fault.
    pub fn get(&self, index: usize) -> &str {
        if self.text.is_empty() {
            return "";
        }
        let (start, end) = (self.offsets[index], self.offsets[index + 1]);
        self.text.get(start as usize..end as usize).unwrap_or_default()
    }

    /// The fields as numbers that are judged together.
    ///
    /// # Errors
    /// None: the offsets are sound.
    pub fn as_numbers(&self) -> Result<NumberColumn<'_, i32>, Error> {
        NumberColumn::new(self.text.as_bytes(), &self.offsets)
    }

    /// The fields as texts that are counted together.
    ///
    /// # Errors
    /// None: the offsets are sound.
    pub fn as_texts(&self) -> Result<OffsetColumn<'_, i32>, Error> {
        OffsetColumn::new(&self.text, &self.offsets)
    }
}

/// Rows of a campaign, in the order of the file.
#[derive(Debug, Default)]
pub struct Block {
    first_row: u64,
    lines: Vec<u64>,
    /// Sorted by row.
    faults: Vec<(usize, RowFault)>,
    columns: Vec<Column>,
    octet_len: usize,
}

impl Block {
    /// Rows in it, with or without fault.
    pub fn row_count(&self) -> usize {
        self.lines.len()
    }

    /// Rows of the file before it.
    pub fn first_row(&self) -> u64 {
        self.first_row
    }

    /// The line of the file that row `index` begins at, from 1.
    pub fn line(&self, index: usize) -> u64 {
        self.lines[index]
    }

    /// The rows that cannot be read, in order.
    pub fn faults(&self) -> &[(usize, RowFault)] {
        &self.faults
    }

    /// The column of field `slot`.
    pub fn column(&self, slot: usize) -> &Column {
        &self.columns[slot]
    }

    pub(super) fn octet_len(&self) -> usize {
        self.octet_len
    }

    /// Empties it for rows from `first_row` on, keeping its memory.
    pub(super) fn start(&mut self, first_row: u64, column_count: usize) {
        self.first_row = first_row;
        self.lines.clear();
        self.faults.clear();
        self.octet_len = 0;
        self.columns.resize_with(column_count, Column::default);
        for column in &mut self.columns {
            column.raw = std::mem::take(&mut column.text).into_bytes();
            column.raw.clear();
            column.offsets.truncate(1);
        }
    }

    pub(super) fn push_field(&mut self, slot: usize, write: impl FnOnce(&mut Vec<u8>)) {
        let column = &mut self.columns[slot];
        let before = column.raw.len();
        write(&mut column.raw);
        self.octet_len += column.raw.len() - before;
        column.offsets.push(column.raw.len() as i32);
    }

    /// Takes back the fields of the row that was begun.
    pub(super) fn abandon_row(&mut self) {
        let row_count = self.lines.len();
        for column in &mut self.columns {
            column.offsets.truncate(row_count + 1);
            let end = column.offsets.last().copied().unwrap_or_default();
            column.raw.truncate(end as usize);
        }
    }

    pub(super) fn end_row(&mut self, line: u64) {
        self.lines.push(line);
    }

    pub(super) fn push_fault(&mut self, line: u64, fault: RowFault) {
        self.faults.push((self.lines.len(), fault));
        self.lines.push(line);
        for column in &mut self.columns {
            column.offsets.push(column.raw.len() as i32);
        }
    }

    /// Checks that every field is UTF-8: at once, and field by field only where that fails.
    pub(super) fn settle(&mut self) {
        let mut bad_rows = Vec::new();
        for column in &mut self.columns {
            let ends = &column.offsets[1..];
            let raw = std::mem::take(&mut column.raw);
            let whole = |text: &String| {
                text.is_ascii() || ends.iter().all(|end| text.is_char_boundary(*end as usize))
            };
            match String::from_utf8(raw) {
                Ok(text) if whole(&text) => column.text = text,
                Ok(text) => column.keep_valid(text.as_bytes(), &mut bad_rows),
                Err(error) => column.keep_valid(error.as_bytes(), &mut bad_rows),
            }
        }
        if !bad_rows.is_empty() {
            bad_rows.sort_unstable();
            bad_rows.dedup();
            self.faults.extend(bad_rows.into_iter().map(|row| (row, RowFault::NotUtf8)));
            self.faults.sort_by_key(|(row, _)| *row);
        }
    }
}

impl Column {
    /// Keeps the fields that are UTF-8 and notes the rows of the others.
    fn keep_valid(&mut self, raw: &[u8], bad_rows: &mut Vec<usize>) {
        let mut text = String::with_capacity(raw.len());
        let mut start = 0;
        for (row, end) in self.offsets[1..].iter_mut().enumerate() {
            match std::str::from_utf8(&raw[start..*end as usize]) {
                Ok(field) => text.push_str(field),
                Err(_) => bad_rows.push(row),
            }
            start = *end as usize;
            *end = text.len() as i32;
        }
        self.text = text;
    }
}
