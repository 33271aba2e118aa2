//! One error type for every stage, with stable codes shared by Rust, C, Python and the command
//! line.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

/// Declares [`ErrorKind`]: one row per kind, grouped by stage. Numbers and words are never reused;
/// a kind that is retired stays as a comment.
macro_rules! error_kinds {
    ($($(#[$doc:meta])* $name:ident = $number:literal, $word:literal;)*) => {
        /// What went wrong, as a word and a number that never change their meaning.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        #[repr(u16)]
        pub enum ErrorKind { $($(#[$doc])* $name = $number,)* }

        impl ErrorKind {
            /// Every kind, in the order of their numbers.
            pub const ALL: &[ErrorKind] = &[$(ErrorKind::$name,)*];

            /// The word used in JSON, Python and on the command line, such as
            /// `too_many_segments`.
            pub const fn as_str(self) -> &'static str {
                match self { $(ErrorKind::$name => $word,)* }
            }
        }
    };
}

error_kinds! {
    // 1-99: usage
    /// An option is known by name but this version cannot apply it yet.
    NotSupportedYet = 1, "not_supported_yet";
    /// An option, field or argument has a value outside its list or range.
    InvalidOption = 2, "invalid_option";
    /// A field name that the format does not have.
    FieldUnknown = 3, "field_unknown";
    /// The text of a file or record is not what its format demands.
    Syntax = 4, "syntax";
    /// Something failed inside septet that should not: please report it.
    Internal = 5, "internal";

    // 100-199: text
    /// A language that has no table.
    LanguageUnknown = 100, "language_unknown";
    /// Seven bits were demanded and a character is in no permitted table. Details: `char_offset`,
    /// `byte_offset`, `utf16_offset`, from 0, in the text as it was given.
    NotEncodable = 101, "not_encodable";
    /// More segments than `max_segments`, or than 255. Details: `encoding`, `units` and the
    /// `segments` it would need.
    TooManySegments = 102, "too_many_segments";
    /// The octets of several segments need a reference number.
    ReferenceRequired = 103, "reference_required";
    /// The reference number does not fit the width of the reference.
    ReferenceOutOfRange = 104, "reference_out_of_range";

    // 200-249: octets. Detail: `octet_offset`, from 0, in the octets as they were given.
    /// A user data header is damaged: an element does not end where UDHL says, the header is
    /// longer than the data, or the header indicator stands without data.
    HeaderOverrun = 200, "header_overrun";
    /// The data coding says compressed (TS 23.042), which is not decoded.
    Compressed = 201, "compressed";
    /// UCS-2 data of an odd number of octets.
    OddLength = 202, "odd_length";
    /// A septet above 0x7F.
    BadSeptet = 203, "bad_septet";
    /// Fewer octets than the length given with them.
    Truncated = 204, "truncated";
    /// The caller's buffer cannot take the result.
    BufferTooSmall = 205, "buffer_too_small";
    /// Header and text do not fit into one segment of 140 octets.
    SegmentTooLong = 206, "segment_too_long";
    /// A message some of whose segments have not come.
    Incomplete = 207, "incomplete";

    // 300-349: numbers
    /// A text is no phone number.
    NotANumber = 300, "not_a_number";
    /// A number has no calling code that is in use.
    InvalidCountryCode = 301, "invalid_country_code";
    /// A number ends after its international prefix.
    TooShortAfterIdd = 302, "too_short_after_idd";
    /// A number has fewer than two digits behind its calling code.
    TooShortNsn = 303, "too_short_nsn";
    /// A number has more digits than any has.
    NumberTooLong = 304, "number_too_long";
    /// A spreadsheet has rounded a number.
    SpreadsheetMangled = 305, "spreadsheet_mangled";
    /// Letters stand for the digits of a number.
    LettersInNumber = 306, "letters_in_number";

    // 350-399: senders
    /// A sender has no character.
    SenderEmpty = 350, "sender_empty";
    /// A sender has a character outside the GSM 7 bit alphabet.
    SenderNotGsm7 = 351, "sender_not_gsm7";
    /// A sender has more than 11 septets.
    SenderTooLong = 352, "sender_too_long";
    /// A sender of digits is neither a number nor a short code.
    SenderNumberInvalid = 353, "sender_number_invalid";

    // 550-599: vendor profiles
    /// No vendor has this id or alias.
    VendorUnknown = 550, "vendor_unknown";
    /// A field that must be there is absent.
    FieldMissing = 551, "field_missing";
    /// A name, or the key of a row, stands twice.
    FieldDuplicate = 552, "field_duplicate";

    // 600-649: status
    /// A table is named that is not there.
    TableUnknown = 600, "table_unknown";

    // 700-799: campaign files
    /// An input file cannot be opened or read.
    InputUnreadable = 700, "input_unreadable";
    /// A campaign file has no header, or no row under it.
    InputEmpty = 701, "input_empty";
    /// A campaign file is not UTF-8 where it must be read to understand the rest.
    InputEncoding = 702, "input_encoding";
    /// A column that was asked for, or is needed, is not in the header.
    ColumnMissing = 703, "column_missing";
    /// The header holds a needed column twice.
    ColumnDuplicate = 704, "column_duplicate";
    /// An output cannot be created, written or put in its place.
    OutputUnwritable = 705, "output_unwritable";
    /// Another run is writing the same output.
    OutputBusy = 706, "output_busy";
}

impl ErrorKind {
    /// The number used in C.
    pub const fn number(self) -> u16 {
        self as u16
    }

    /// The kind with this word, if there is one.
    pub fn from_word(word: &str) -> Option<ErrorKind> {
        Self::ALL.iter().copied().find(|kind| kind.as_str() == word)
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// An error of any stage: its [`kind`](Error::kind), the field and value it is about, where they
/// stand, and what to do.
///
/// One word wide, so that a `Result` of a small value stays small. It holds no message text and no
/// full phone number.
#[derive(Clone, PartialEq, Eq)]
pub struct Error(Box<Inner>);

#[derive(Clone, PartialEq, Eq)]
struct Inner {
    kind: ErrorKind,
    message: String,
    field: Option<String>,
    value: Option<String>,
    file: Option<String>,
    line: Option<u64>,
    column: Option<u64>,
    details: Vec<(&'static str, ErrorDetail)>,
}

/// A number or word that belongs to an error, such as the `segments` a text would need.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorDetail {
    /// A count or offset.
    Number(u64),
    /// A word of a fixed list.
    Word(&'static str),
}

impl From<u64> for ErrorDetail {
    fn from(number: u64) -> ErrorDetail {
        ErrorDetail::Number(number)
    }
}

impl From<usize> for ErrorDetail {
    fn from(number: usize) -> ErrorDetail {
        ErrorDetail::Number(number as u64)
    }
}

impl From<&'static str> for ErrorDetail {
    fn from(word: &'static str) -> ErrorDetail {
        ErrorDetail::Word(word)
    }
}

impl fmt::Display for ErrorDetail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ErrorDetail::Number(number) => write!(f, "{number}"),
            ErrorDetail::Word(word) => f.write_str(word),
        }
    }
}

impl Error {
    /// A new error; `message` says what is wrong and what to do, without repeating field and
    /// value.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Error {
        Error(Box::new(Inner {
            kind,
            message: message.into(),
            field: None,
            value: None,
            file: None,
            line: None,
            column: None,
            details: Vec::new(),
        }))
    }

    /// Names the option or field, by its path where it is nested (`sender.alnum.max_chars`).
    #[must_use]
    pub fn with_field(mut self, field: impl Into<String>) -> Error {
        self.0.field = Some(field.into());
        self
    }

    /// Names the offending value as it was given.
    #[must_use]
    pub fn with_value(mut self, value: impl Into<String>) -> Error {
        self.0.value = Some(value.into());
        self
    }

    /// Names the file.
    #[must_use]
    pub fn with_file(mut self, file: impl Into<String>) -> Error {
        self.0.file = Some(file.into());
        self
    }

    /// Names the line, counted from 1.
    #[must_use]
    pub fn with_line(mut self, line: u64) -> Error {
        self.0.line = Some(line);
        self
    }

    /// Names the column, counted from 1.
    #[must_use]
    pub fn with_column(mut self, column: u64) -> Error {
        self.0.column = Some(column);
        self
    }

    /// Sets a number or word that the kind promises, by its name in JSON.
    #[must_use]
    pub fn with_detail(mut self, name: &'static str, value: impl Into<ErrorDetail>) -> Error {
        let value = value.into();
        match self.0.details.iter_mut().find(|(known, _)| *known == name) {
            Some((_, old)) => *old = value,
            None => self.0.details.push((name, value)),
        }
        self
    }

    /// What kind of error this is.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// What is wrong and what to do, as a sentence.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// The option or field it is about.
    pub fn field(&self) -> Option<&str> {
        self.0.field.as_deref()
    }

    /// The offending value as it was given.
    pub fn value(&self) -> Option<&str> {
        self.0.value.as_deref()
    }

    /// The file it stands in.
    pub fn file(&self) -> Option<&str> {
        self.0.file.as_deref()
    }

    /// The line in that file, from 1.
    pub fn line(&self) -> Option<u64> {
        self.0.line
    }

    /// The column in that line, from 1.
    pub fn column(&self) -> Option<u64> {
        self.0.column
    }

    /// The numbers and words that the kind promises, by name.
    pub fn details(&self) -> &[(&'static str, ErrorDetail)] {
        &self.0.details
    }

    /// The detail with this name.
    pub fn detail(&self, name: &str) -> Option<ErrorDetail> {
        self.details().iter().find(|(n, _)| *n == name).map(|(_, value)| *value)
    }
}

impl fmt::Display for Error {
    /// `file:line:column: kind: field = "value": message`, with the parts that are known.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let e = &*self.0;
        if let Some(file) = &e.file {
            write!(f, "{file}:")?;
        }
        match (e.line, e.column, &e.file) {
            (Some(line), Some(column), Some(_)) => write!(f, "{line}:{column}: ")?,
            (Some(line), None, Some(_)) => write!(f, "{line}: ")?,
            (Some(line), Some(column), None) => write!(f, "line {line}, column {column}: ")?,
            (Some(line), None, None) => write!(f, "line {line}: ")?,
            (None, _, Some(_)) => f.write_str(" ")?,
            (None, _, None) => {}
        }
        write!(f, "{}: ", e.kind)?;
        match (&e.field, &e.value) {
            (Some(field), Some(value)) => write!(f, "{field} = {value:?}: ")?,
            (Some(field), None) => write!(f, "{field}: ")?,
            (None, Some(value)) => write!(f, "{value:?}: ")?,
            (None, None) => {}
        }
        f.write_str(&e.message)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Error({self})")
    }
}

impl core::error::Error for Error {}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;

    #[test]
    fn words_and_numbers_are_unique_and_ordered() {
        for pair in ErrorKind::ALL.windows(2) {
            assert!(pair[0].number() < pair[1].number(), "{:?} {:?}", pair[0], pair[1]);
        }
        for kind in ErrorKind::ALL {
            assert_eq!(ErrorKind::from_word(kind.as_str()), Some(*kind));
        }
    }

    #[test]
    fn display_names_what_is_known() {
        let e = Error::new(ErrorKind::InvalidOption, "use 8 or 16")
            .with_field("reference")
            .with_value("7");
        assert_eq!(format!("{e}"), "invalid_option: reference = \"7\": use 8 or 16");
        let e = e.with_file("a.toml").with_line(3);
        assert_eq!(format!("{e}"), "a.toml:3: invalid_option: reference = \"7\": use 8 or 16");
    }
}
