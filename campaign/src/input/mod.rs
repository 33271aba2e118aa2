//! Campaign files in: blocks of rows, whatever the file's format.
//!
//! [`Reader::open`] looks at the head of the input (encoding, delimiter, columns) and refuses what
//! it cannot understand; [`Reader::read`] then fills one [`Block`] after another. Every record of
//! the file is one row of a block: a record that cannot be read is a row with a [`RowFault`].

mod block;
mod csv;
mod detect;
mod source;

use septet::{Error, ErrorKind};

pub use block::{Block, Column, RowFault};
pub use csv::RECORD_LEN_MAX;
pub use detect::{DELIMITERS, parse_delimiter, parse_encoding};
pub use source::{Input, Origin};

use csv::{RecordInfo, Scan, ScanFault, Scanner};
use detect::Head;
use source::Source;

/// A column that the campaign reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// What it is to the campaign: `to`, `text`, `from`, a template field.
    pub field: String,
    /// Its name in the header.
    pub column: String,
    /// Without it the input is refused; otherwise its absence is an empty column.
    pub required: bool,
}

impl Wanted {
    /// A column whose name in the header is the field's own.
    pub fn new(field: impl Into<String>, required: bool) -> Wanted {
        let field = field.into();
        Wanted { column: field.clone(), field, required }
    }
}

/// How to read an input. The default finds out by itself.
#[derive(Clone, Debug, Default)]
pub struct ReadOptions {
    /// Between fields; found from the header when absent.
    pub delimiter: Option<u8>,
    /// Of the file; UTF-8 when absent.
    pub encoding: Option<&'static encoding_rs::Encoding>,
    /// The input may be a bare list of numbers, one a line, without a header: the field that its
    /// first column then is.
    pub bare_list_of: Option<usize>,
}

/// Rows of one input.
pub struct Reader<'a> {
    scanner: Scanner<Source<'a>>,
    name: String,
    /// For each field wanted, its column.
    places: Vec<Option<usize>>,
    required: Vec<bool>,
    column_count: usize,
    header: Vec<String>,
    /// The header was already the first row.
    first: Option<RecordInfo>,
    row_count: u64,
}

/// Rows in a block, at most.
const BLOCK_ROW_COUNT: usize = 4096;
/// Octets in a block after which it takes no further row.
const BLOCK_OCTET_LEN: usize = 1 << 20;

impl<'a> Reader<'a> {
    /// Opens `input` and finds the columns that are wanted.
    ///
    /// # Errors
    /// `input_unreadable`, `input_empty`, `input_encoding` (a header that is not UTF-8, or looks
    /// like UTF-16), `column_missing`, `column_duplicate`.
    pub fn open(
        input: Input<'a>,
        wanted: &[Wanted],
        options: &ReadOptions,
    ) -> Result<Reader<'a>, Error> {
        let name = input.name();
        let source = Source::open(input, options.encoding)?;
        let mut scanner = Scanner::new(source, options.delimiter.unwrap_or(b','));
        let head =
            Head::read(&mut scanner, wanted, options).map_err(|error| with_name(error, &name))?;
        let kept = head.places.iter().flatten().max().map_or(0, |last| last + 1);
        scanner.keep(kept);
        Ok(Reader {
            scanner,
            name,
            places: head.places,
            required: wanted.iter().map(|w| w.required).collect(),
            column_count: head.column_count,
            header: head.names,
            first: head.first_row,
            row_count: 0,
        })
    }

    /// What messages call the input.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The column names of the header; empty for a bare list.
    pub fn header(&self) -> &[String] {
        &self.header
    }

    /// Whether the input has the column of field `slot`.
    pub fn has(&self, slot: usize) -> bool {
        self.places.get(slot).is_some_and(Option::is_some)
    }

    /// How far reading has come, and how far it is.
    pub fn origin(&self) -> &Origin {
        self.scanner.source().origin()
    }

    /// Lines of nothing, which are no rows.
    pub fn blank_line_count(&self) -> u64 {
        self.scanner.blank_line_count()
    }

    /// Fills `block` with the next rows; false when there are none.
    ///
    /// # Errors
    /// `input_unreadable`.
    pub fn read(&mut self, block: &mut Block) -> Result<bool, Error> {
        block.start(self.row_count, self.places.len());
        while block.row_count() < BLOCK_ROW_COUNT && block.octet_len() < BLOCK_OCTET_LEN {
            let scan = match self.first.take() {
                Some(first) => Scan::Record(first),
                None => self.scanner.next().map_err(|error| {
                    let what = format!("reading failed: {error}");
                    Error::new(ErrorKind::InputUnreadable, what).with_file(&self.name)
                })?,
            };
            match scan {
                Scan::End => break,
                Scan::Fault { line, fault } => block.push_fault(line, fault.into()),
                Scan::Record(info) => match self.fault(&info) {
                    Some(fault) => block.push_fault(info.line, fault),
                    None => {
                        for (slot, place) in self.places.iter().enumerate() {
                            block.push_field(slot, |into| {
                                if let Some(index) = place {
                                    self.scanner.field(*index, into);
                                }
                            });
                        }
                        block.end_row(info.line);
                    }
                },
            }
        }
        self.row_count += block.row_count() as u64;
        block.settle();
        Ok(block.row_count() > 0)
    }

    /// What is wrong with a record as a whole.
    fn fault(&self, info: &RecordInfo) -> Option<RowFault> {
        if info.filled_count > self.column_count {
            return Some(RowFault::TooManyFields);
        }
        let missing = self.places.iter().zip(&self.required);
        let short = |(place, required): (&Option<usize>, &bool)| {
            *required && place.is_some_and(|index| index >= info.field_count)
        };
        missing.into_iter().any(short).then_some(RowFault::TooFewFields)
    }
}

impl From<ScanFault> for RowFault {
    fn from(fault: ScanFault) -> RowFault {
        match fault {
            ScanFault::QuoteUnclosed => RowFault::QuoteUnclosed,
            ScanFault::TooLong => RowFault::TooLong,
        }
    }
}

fn with_name(error: Error, name: &str) -> Error {
    if error.file().is_some() { error } else { error.with_file(name) }
}
