//! Campaign files in: blocks of rows, whatever the file's format.
//!
//! [`Reader::open`] looks at the head of the input (encoding, delimiter, columns) and refuses what
//! it cannot understand; [`Reader::read`] then fills one [`Block`] after another. Every record of
//! the file is one row of a block: a record that cannot be read is a row with a [`RowFault`].

mod block;
mod csv;
mod detect;
mod json_lines;
#[cfg(feature = "parquet")]
mod parquet;
mod source;

use std::io::{self, Read};

use septet::{Error, ErrorKind};

pub use block::{Block, Column, RowFault};
pub use csv::RECORD_LEN_MAX;
pub use detect::{DELIMITERS, parse_delimiter, parse_encoding};
pub use source::{Digest, Input, Origin, digest_of_lines};

use csv::{RecordInfo, Scan, ScanFault, Scanner};
use detect::Head;
use json_lines::{JsonLines, JsonRow};
#[cfg(feature = "parquet")]
use parquet::ParquetRows;
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
    /// A row may lack it even so: its field is then empty.
    pub may_be_absent: bool,
}

impl Wanted {
    /// A column whose name in the header is the field's own.
    pub fn new(field: impl Into<String>, required: bool) -> Wanted {
        let field = field.into();
        Wanted { column: field.clone(), field, required, may_be_absent: false }
    }
}

impl Wanted {
    fn is_needed(&self) -> bool {
        self.required && !self.may_be_absent
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
    /// For another pass over a file whose digest is known: it is not computed again.
    pub without_digest: bool,
}

/// Rows of one input: delimited, JSON lines when it begins with `{`, or Parquet (feature `parquet`).
pub struct Reader<'a> {
    format: Format<'a>,
    name: String,
    row_count: u64,
    header_line_count: u64,
}

enum Format<'a> {
    Delimited(Delimited<'a>),
    JsonLines {
        lines: JsonLines<io::Chain<io::Cursor<Vec<u8>>, Source<'a>>>,
        /// For each field wanted, its name (none: it is not read) and whether it must be there.
        fields: Vec<(Option<String>, bool)>,
    },
    #[cfg(feature = "parquet")]
    Parquet(Box<ParquetRows>),
}

struct Delimited<'a> {
    scanner: Scanner<Source<'a>>,
    /// For each field wanted, its column.
    places: Vec<Option<usize>>,
    /// Fields that a record has at least.
    needed_count: usize,
    column_count: usize,
    /// The header was already the first row.
    first: Option<RecordInfo>,
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
        #[cfg(feature = "parquet")]
        if let Input::File(path) = &input
            && parquet::is_parquet(path)
        {
            let rows = ParquetRows::open(path, wanted, options);
            let rows = rows.map_err(|error| with_name(error, &name))?;
            let format = Format::Parquet(Box::new(rows));
            return Ok(Reader { format, name, row_count: 0, header_line_count: 0 });
        }
        let source = Source::open(input, options.encoding, !options.without_digest)?;
        let mut scanner = Scanner::new(source, options.delimiter.unwrap_or(b','));
        let unreadable = |error| unreadable(&error, &name);
        let start = scanner.peek(256).map_err(unreadable)?;
        let mut header_line_count = 0;
        if is_parquet(start) {
            return Err(parquet_refused().with_file(&name));
        }
        let format = if is_json_lines(start) {
            let (start, source) = scanner.into_parts();
            let start = start.strip_prefix(BYTE_ORDER_MARK).map(<[u8]>::to_vec).unwrap_or(start);
            Format::JsonLines {
                lines: JsonLines::new(io::Cursor::new(start).chain(source)),
                fields: wanted
                    .iter()
                    .map(|w| (Some(w.column.clone()).filter(|c| !c.is_empty()), w.is_needed()))
                    .collect(),
            }
        } else {
            let head = Head::read(&mut scanner, wanted, options)
                .map_err(|error| with_name(error, &name))?;
            let kept = head.places.iter().flatten().max().map_or(0, |last| last + 1);
            scanner.keep(kept);
            header_line_count = match head.first_row {
                Some(first) => first.line - 1,
                None => scanner.line_count(),
            };
            Format::Delimited(Delimited {
                scanner,
                needed_count: needed_count(wanted, &head.places),
                places: head.places,
                column_count: head.column_count,
                first: head.first_row,
            })
        };
        Ok(Reader { format, name, row_count: 0, header_line_count })
    }

    /// What messages call the input.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// How far reading has come, and how far it is.
    pub fn origin(&self) -> &Origin {
        match &self.format {
            Format::Delimited(delimited) => delimited.scanner.source().origin(),
            Format::JsonLines { lines, .. } => lines.source().get_ref().1.origin(),
            #[cfg(feature = "parquet")]
            Format::Parquet(rows) => rows.origin(),
        }
    }

    /// Length and SHA-256 of the octets that were read; of the whole input at its end. None where
    /// it was opened without.
    pub fn digest(&self) -> Option<Digest> {
        match &self.format {
            Format::Delimited(delimited) => delimited.scanner.source().digest(),
            Format::JsonLines { lines, .. } => lines.source().get_ref().1.digest(),
            #[cfg(feature = "parquet")]
            Format::Parquet(rows) => rows.digest(),
        }
    }

    /// Lines before the first row.
    pub fn header_line_count(&self) -> u64 {
        self.header_line_count
    }

    /// Lines read so far.
    pub fn line_count(&self) -> u64 {
        match &self.format {
            Format::Delimited(delimited) => delimited.scanner.line_count(),
            Format::JsonLines { lines, .. } => lines.line_count(),
            #[cfg(feature = "parquet")]
            Format::Parquet(rows) => rows.done_count(),
        }
    }

    /// Lines of nothing, which are no rows.
    pub fn blank_line_count(&self) -> u64 {
        match &self.format {
            Format::Delimited(delimited) => delimited.scanner.blank_line_count(),
            Format::JsonLines { lines, .. } => lines.blank_line_count(),
            #[cfg(feature = "parquet")]
            Format::Parquet(_) => 0,
        }
    }

    /// Fills `block` with the next rows; false when there are none.
    ///
    /// # Errors
    /// `input_unreadable`.
    pub fn read(&mut self, block: &mut Block) -> Result<bool, Error> {
        let column_count = match &self.format {
            Format::Delimited(delimited) => delimited.places.len(),
            Format::JsonLines { fields, .. } => fields.len(),
            #[cfg(feature = "parquet")]
            Format::Parquet(rows) => rows.column_count(),
        };
        block.start(self.row_count, column_count);
        while block.row_count() < BLOCK_ROW_COUNT && block.octet_len() < BLOCK_OCTET_LEN {
            let more = match &mut self.format {
                Format::Delimited(delimited) => delimited.read_row(block),
                Format::JsonLines { lines, fields } => read_object(lines, fields, block),
                #[cfg(feature = "parquet")]
                Format::Parquet(rows) => {
                    let more = rows.read_row(block);
                    Ok(more.map_err(|error| with_name(error, &self.name))?)
                }
            };
            if !more.map_err(|error| unreadable(&error, &self.name))? {
                break;
            }
        }
        self.row_count += block.row_count() as u64;
        block.settle();
        Ok(block.row_count() > 0)
    }
}

impl Delimited<'_> {
    /// Appends the next row; false at the end.
    fn read_row(&mut self, block: &mut Block) -> io::Result<bool> {
        let scan = match self.first.take() {
            Some(first) => Scan::Record(first),
            None => self.scanner.next()?,
        };
        match scan {
            Scan::End => return Ok(false),
            Scan::Fault { line, fault } => block.push_fault(line, fault.into()),
            Scan::Record(info) => match self.fault(&info) {
                Some(fault) => block.push_fault(info.line, fault),
                None => {
                    // a column that is not there stays empty
                    for (slot, place) in self.places.iter().enumerate() {
                        if let Some(index) = place {
                            block.push_field(slot, |into| self.scanner.field(*index, into));
                        }
                    }
                    block.end_row(info.line);
                }
            },
        }
        Ok(true)
    }

    /// What is wrong with a record as a whole.
    fn fault(&self, info: &RecordInfo) -> Option<RowFault> {
        if info.filled_count > self.column_count {
            return Some(RowFault::TooManyFields);
        }
        (info.field_count < self.needed_count).then_some(RowFault::TooFewFields)
    }
}

/// Fields up to the last column that every record must have.
fn needed_count(wanted: &[Wanted], places: &[Option<usize>]) -> usize {
    let needed = wanted.iter().zip(places).filter(|(want, _)| want.is_needed());
    needed.filter_map(|(_, place)| place.map(|index| index + 1)).max().unwrap_or(0)
}

/// Appends the row of the next object; false at the end.
fn read_object(
    lines: &mut JsonLines<impl Read>,
    fields: &[(Option<String>, bool)],
    block: &mut Block,
) -> io::Result<bool> {
    let (line, object) = match lines.next()? {
        JsonRow::End => return Ok(false),
        JsonRow::Fault(line, fault) => {
            block.push_fault(line, fault);
            return Ok(true);
        }
        JsonRow::Object(line, object) => (line, object),
    };
    let mut fault = None;
    for (slot, (name, required)) in fields.iter().enumerate() {
        block.push_field(slot, |into| {
            let Some(name) = name else { return };
            match json_lines::push_field(&object, name, into) {
                Ok(found) if found || !required => {}
                Ok(_) => fault = Some(RowFault::TooFewFields),
                Err(wrong) => fault = Some(wrong),
            }
        });
    }
    match fault {
        None => block.end_row(line),
        Some(fault) => {
            block.abandon_row();
            block.push_fault(line, fault);
        }
    }
    Ok(true)
}

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// A header never begins with a brace.
fn is_json_lines(start: &[u8]) -> bool {
    let start = start.strip_prefix(BYTE_ORDER_MARK).unwrap_or(start);
    start.iter().find(|b| !b.is_ascii_whitespace()) == Some(&b'{')
}

/// Parquet's mark, and an octet that no header has.
fn is_parquet(start: &[u8]) -> bool {
    matches!(start, [b'P', b'A', b'R', b'1', next, ..] if *next < b' ' && !b"\t\r\n".contains(next))
}

#[cfg(feature = "parquet")]
fn parquet_refused() -> Error {
    let what = "a Parquet file is read from its end: name the file, a pipe will not do";
    Error::new(ErrorKind::InputUnreadable, what)
}

#[cfg(not(feature = "parquet"))]
fn parquet_refused() -> Error {
    let what = "this is a Parquet file, which this build does not read: build with the feature, \
                cargo build --release -p septet-cli --features parquet, or write the file as CSV";
    Error::new(ErrorKind::NotSupportedYet, what)
}

fn unreadable(error: &io::Error, name: &str) -> Error {
    Error::new(ErrorKind::InputUnreadable, format!("reading failed: {error}")).with_file(name)
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
