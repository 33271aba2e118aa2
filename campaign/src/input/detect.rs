//! The head of a delimited file: byte order mark, encoding, delimiter, header.

use std::io::Read;

use encoding_rs::Encoding;
use septet::{Error, ErrorKind};

use super::csv::{RecordInfo, Scan, Scanner};
use super::source::Source;
use super::{ReadOptions, RowFault, Wanted};

/// The delimiters that are looked for when none is given, the preferred one first.
pub const DELIMITERS: [u8; 3] = *b",;\t";

/// How many column names an error lists.
const NAMES_LISTED: usize = 20;

/// Reads `--delimiter`: one ASCII character, `tab` or `\t`.
///
/// # Errors
/// `invalid_option`.
pub fn parse_delimiter(text: &str) -> Result<u8, Error> {
    match text.as_bytes() {
        b"tab" | b"\\t" => Ok(b'\t'),
        [b'"' | b'\r' | b'\n'] => Err(Error::new(
            ErrorKind::InvalidOption,
            "a quote or a line end cannot stand between fields",
        )),
        [byte] if byte.is_ascii() => Ok(*byte),
        _ => Err(Error::new(ErrorKind::InvalidOption, "give one ASCII character, or tab")),
    }
    .map_err(|error| error.with_field("delimiter").with_value(text))
}

/// Reads `--encoding`: a label of the WHATWG Encoding Standard, such as `utf-16le`,
/// `windows-1252` or `windows-1256`.
///
/// # Errors
/// `invalid_option`.
pub fn parse_encoding(text: &str) -> Result<&'static Encoding, Error> {
    Encoding::for_label_no_replacement(text.as_bytes()).ok_or_else(|| {
        Error::new(
            ErrorKind::InvalidOption,
            "not a known encoding: give a label such as utf-8, utf-16le, windows-1252",
        )
        .with_field("encoding")
        .with_value(text)
    })
}

/// What the head of the file says.
pub(super) struct Head {
    pub(super) places: Vec<Option<usize>>,
    pub(super) column_count: usize,
    /// The first record when it is no header.
    pub(super) first_row: Option<RecordInfo>,
}

impl Head {
    pub(super) fn read(
        scanner: &mut Scanner<Source<'_>>,
        wanted: &[Wanted],
        options: &ReadOptions,
    ) -> Result<Head, Error> {
        let unreadable = |error: std::io::Error| {
            Error::new(ErrorKind::InputUnreadable, format!("reading failed: {error}"))
        };
        let start = scanner.peek(1024).map_err(unreadable)?;
        if start.is_empty() {
            return Err(Error::new(ErrorKind::InputEmpty, "the input is empty"));
        }
        let bom_len = if start.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
        if !scanner.source().is_decoding() {
            refuse_utf16(scanner.peek(1024).map_err(unreadable)?)?;
        }
        scanner.skip(bom_len);
        let mut delimiter = options.delimiter;
        if let Some((said, len)) = separator_line(scanner.peek(8).map_err(unreadable)?) {
            scanner.skip_line(len);
            delimiter = delimiter.or(Some(said));
        }
        let delimiter = match delimiter {
            Some(given) => given,
            None => choose_delimiter(scanner.peek_line().map_err(unreadable)?, wanted),
        };
        scanner.set_delimiter(delimiter);
        let info = match scanner.next().map_err(unreadable)? {
            Scan::Record(info) => info,
            Scan::End => {
                return Err(Error::new(ErrorKind::InputEmpty, "there is nothing but blank lines"));
            }
            Scan::Fault { line, fault } => {
                let what = format!("the header cannot be read: {}", RowFault::from(fault).as_str());
                return Err(Error::new(ErrorKind::Syntax, what).with_line(line));
            }
        };
        Self::from_record(scanner, info, wanted, options, delimiter)
    }

    fn from_record<R: Read>(
        scanner: &Scanner<R>,
        info: RecordInfo,
        wanted: &[Wanted],
        options: &ReadOptions,
        delimiter: u8,
    ) -> Result<Head, Error> {
        let names = header_names(scanner, &info).ok_or_else(|| {
            let what = match options.encoding {
                Some(encoding) => format!(
                    "the first line is not {}: --encoding takes the encoding that the file has",
                    encoding.name()
                ),
                None => "the first line is not UTF-8: save the file as UTF-8, or say what it is \
                         with --encoding, such as --encoding windows-1252"
                    .to_owned(),
            };
            Error::new(ErrorKind::InputEncoding, what).with_line(info.line)
        })?;
        if let Some(slot) = options.bare_list_of
            && place_of(&names, &wanted[slot].column).is_none()
            && looks_like_number(&names[0])
        {
            let mut places = vec![None; wanted.len()];
            places[slot] = Some(0);
            let column_count = names.len();
            return Ok(Head { places, column_count, first_row: Some(info) });
        }
        let places = places(&names, wanted, Some(delimiter));
        let places = places.map_err(|error| error.with_line(info.line))?;
        Ok(Head { places, column_count: names.len(), first_row: None })
    }
}

/// The columns that are wanted, among those of these names.
///
/// # Errors
/// `column_missing`, `column_duplicate`.
pub(super) fn places(
    names: &[String],
    wanted: &[Wanted],
    delimiter: Option<u8>,
) -> Result<Vec<Option<usize>>, Error> {
    let mut places = Vec::with_capacity(wanted.len());
    for want in wanted {
        let place = place_of(names, &want.column);
        if place.is_none() && want.required {
            return Err(missing(want, names, delimiter));
        }
        if let Some(first) = place
            && names[first + 1..].iter().any(|name| same_name(name, &want.column))
        {
            let what = "the header has this column twice: rename one, or choose another with \
                        --column";
            return Err(Error::new(ErrorKind::ColumnDuplicate, what)
                .with_field(&want.field)
                .with_value(&want.column));
        }
        places.push(place);
    }
    Ok(places)
}

/// The delimiter under which most of the wanted columns are found in the header; among equals the
/// one that makes most columns, then the order of [`DELIMITERS`].
fn choose_delimiter(start: &[u8], wanted: &[Wanted]) -> u8 {
    let score = |delimiter: u8| {
        let mut scanner = Scanner::new(start, delimiter);
        let Ok(Scan::Record(info)) = scanner.next() else { return (0, 0) };
        let names = header_names(&scanner, &info).unwrap_or_default();
        let found = wanted.iter().filter(|w| place_of(&names, &w.column).is_some()).count();
        (found, info.field_count)
    };
    let mut best = (DELIMITERS[0], score(DELIMITERS[0]));
    for delimiter in &DELIMITERS[1..] {
        let score = score(*delimiter);
        if score > best.1 {
            best = (*delimiter, score);
        }
    }
    best.0
}

fn header_names<R: Read>(scanner: &Scanner<R>, info: &RecordInfo) -> Option<Vec<String>> {
    (0..info.field_count)
        .map(|index| {
            let mut name = Vec::new();
            scanner.field(index, &mut name);
            String::from_utf8(name).ok()
        })
        .collect()
}

/// Names are compared without case and without blanks around them.
fn same_name(name: &str, wanted: &str) -> bool {
    name.trim().eq_ignore_ascii_case(wanted.trim())
}

fn place_of(names: &[String], wanted: &str) -> Option<usize> {
    names.iter().position(|name| same_name(name, wanted))
}

/// The error of a column that is not there; `delimiter` is that of a delimited file.
fn missing(want: &Wanted, names: &[String], delimiter: Option<u8>) -> Error {
    let is_row = delimiter.is_some() && names.first().is_some_and(|name| looks_like_number(name));
    let mut what = if is_row {
        "the first line is a row, not a header: put a line of column names before it".to_string()
    } else {
        let listed: Vec<String> = names
            .iter()
            .take(NAMES_LISTED)
            .map(|name| format!("{:?}", name.chars().take(40).collect::<String>()))
            .collect();
        let more = names.len().saturating_sub(NAMES_LISTED);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let delimiter = delimiter.map(|byte| format!(" (delimiter {:?})", char::from(byte)));
        format!(
            "the header has no such column; it has {}{more}{}",
            listed.join(", "),
            delimiter.unwrap_or_default()
        )
    };
    what.push_str(&format!("; --column {}=NAME says which one it is", want.field));
    Error::new(ErrorKind::ColumnMissing, what).with_field(&want.field).with_value(&want.column)
}

/// At least five digits, and nothing that a written phone number does not have.
fn looks_like_number(text: &str) -> bool {
    let text = text.trim();
    text.bytes().filter(u8::is_ascii_digit).count() >= 5
        && text.bytes().all(|b| b.is_ascii_digit() || b"+-() ./".contains(&b))
}

/// `sep=;`, which a spreadsheet writes before the header: the delimiter and the line's length.
fn separator_line(start: &[u8]) -> Option<(u8, usize)> {
    let rest = start.strip_prefix(b"sep=")?;
    match rest {
        [delimiter, b'\r', b'\n', ..] => Some((*delimiter, 7)),
        [delimiter, b'\n' | b'\r', ..] => Some((*delimiter, 6)),
        _ => None,
    }
}

/// UTF-16 has a byte order mark, or a zero octet beside each Latin letter.
fn refuse_utf16(start: &[u8]) -> Result<(), Error> {
    let zeros = |from: usize| start.iter().skip(from).step_by(2).filter(|b| **b == 0).count();
    let half = start.len() / 2;
    let label = if start.starts_with(b"\xFF\xFE") || (half >= 2 && zeros(1) * 4 > half * 3) {
        "utf-16le"
    } else if start.starts_with(b"\xFE\xFF") || (half >= 2 && zeros(0) * 4 > half * 3) {
        "utf-16be"
    } else {
        return Ok(());
    };
    Err(Error::new(
        ErrorKind::InputEncoding,
        format!("this looks like UTF-16: save the file as UTF-8, or give --encoding {label}"),
    ))
}
