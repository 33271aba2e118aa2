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

    // 400-449: money
    /// An amount is not written as digits with a decimal point.
    AmountSyntax = 400, "amount_syntax";
    /// An amount has a minus sign where none may be.
    AmountNegative = 401, "amount_negative";
    /// An amount has more than 9 significant decimals.
    AmountPrecision = 402, "amount_precision";
    /// An amount is over 9223372036854775807.999999999.
    AmountTooLarge = 403, "amount_too_large";
    /// A price, cost, sum or count leaves its range.
    Overflow = 404, "overflow";
    /// Neither an ISO 4217 code nor `x-` and a name.
    CurrencyInvalid = 405, "currency_invalid";
    /// Two currencies where one is needed.
    CurrencyMismatch = 406, "currency_mismatch";
    /// A balance is not written as digits with a decimal point.
    BalanceSyntax = 407, "balance_syntax";
    /// A balance is below zero.
    BalanceNegative = 408, "balance_negative";
    /// A balance has more than 9 significant decimals.
    BalancePrecision = 409, "balance_precision";
    /// A balance is over the largest amount.
    BalanceTooLarge = 410, "balance_too_large";

    // 450-549: rate card and rating
    /// A rate card does not say `septet-ratecard/1`, or a part `septet.part/1`.
    FormatUnknown = 450, "format_unknown";
    /// A rate card has no id.
    CardIdMissing = 451, "card_id_missing";
    /// Two rate cards have one id.
    CardIdDuplicate = 452, "card_id_duplicate";
    /// A charge unit is neither segment nor message.
    ChargeUnitInvalid = 453, "charge_unit_invalid";
    /// `max_segments` is not a whole number from 1 up.
    MaxSegmentsInvalid = 454, "max_segments_invalid";
    /// `unknown_network` is none of max, min, error.
    UnknownNetworkInvalid = 455, "unknown_network_invalid";
    /// `charge_failed` is neither true nor false.
    ChargeFailedInvalid = 456, "charge_failed_invalid";
    /// `tier_mode` is neither graduated nor volume.
    TierModeInvalid = 457, "tier_mode_invalid";
    /// `tier_scope` is neither rate nor card.
    TierScopeInvalid = 458, "tier_scope_invalid";
    /// `minimum_per_message` is no amount.
    MinimumInvalid = 459, "minimum_invalid";
    /// `rounding` lacks a part or has an unknown word.
    RoundingInvalid = 460, "rounding_invalid";
    /// `tax` lacks its rate or has an unknown word.
    TaxInvalid = 461, "tax_invalid";
    /// A rate card has no rates.
    NoRates = 462, "no_rates";
    /// A row has no id.
    RowIdMissing = 463, "row_id_missing";
    /// Two rows of a card have one id.
    RowIdDuplicate = 464, "row_id_duplicate";
    /// A direction is neither mt nor mo.
    DirectionInvalid = 465, "direction_invalid";
    /// A country is not two capital letters.
    CountrySyntax = 466, "country_syntax";
    /// A mobile country code is not three digits.
    MccSyntax = 467, "mcc_syntax";
    /// A mobile network code is not two or three digits.
    MncSyntax = 468, "mnc_syntax";
    /// A mobile network code stands without its country code.
    MncWithoutMcc = 469, "mnc_without_mcc";
    /// A prefix is not 1 to 15 digits without zero in front.
    PrefixSyntax = 470, "prefix_syntax";
    /// A sender type is none of the list.
    SenderTypeInvalid = 471, "sender_type_invalid";
    /// A kind of traffic is none of the list.
    TrafficInvalid = 472, "traffic_invalid";
    /// An action is none of price, free, block.
    ActionInvalid = 473, "action_invalid";
    /// A free or blocked row has a price.
    PriceWithAction = 474, "price_with_action";
    /// A row has no price.
    PriceMissing = 475, "price_missing";
    /// A price is not written as digits with a decimal point.
    PriceSyntax = 476, "price_syntax";
    /// A price is below zero.
    PriceNegative = 477, "price_negative";
    /// A price has more than 9 significant decimals.
    PricePrecision = 478, "price_precision";
    /// A price is over the largest amount.
    PriceTooLarge = 479, "price_too_large";
    /// A price is zero: a free row says so by its action.
    PriceZero = 480, "price_zero";
    /// A tier does not begin at a whole number, or differs from the others of its key.
    TierInvalid = 481, "tier_invalid";
    /// A date is neither `2026-07-01` nor RFC 3339 with seconds and an offset.
    DateSyntax = 482, "date_syntax";
    /// A range of dates ends where it begins, or before.
    DateRangeEmpty = 483, "date_range_empty";
    /// Two rows say the same thing at the same time.
    DuplicateRate = 484, "duplicate_rate";
    /// A tier is in force while the first tier of its key is not.
    TierGap = 485, "tier_gap";
    /// A surcharge has no name, or an unknown unit.
    SurchargeInvalid = 486, "surcharge_invalid";
    /// The amount of a surcharge is not written as digits with a decimal point.
    SurchargeSyntax = 487, "surcharge_syntax";
    /// The amount of a surcharge is below zero.
    SurchargeNegative = 488, "surcharge_negative";
    /// The amount of a surcharge has more than 9 significant decimals.
    SurchargePrecision = 489, "surcharge_precision";
    /// The amount of a surcharge is over the largest amount.
    SurchargeTooLarge = 490, "surcharge_too_large";
    /// Two surcharges of one name and equal weight can fit one message.
    AmbiguousSurcharge = 491, "ambiguous_surcharge";
    /// A card has dates and no time of rating was given.
    TimeRequired = 492, "time_required";
    /// Units used before are given for no row or card of that id.
    UnitsBeforeUnknown = 493, "units_before_unknown";
    /// A message names a card that is not there.
    CardUnknown = 494, "card_unknown";
    /// A count or a number of segments is not a whole number from 1 to 2^64-1.
    CountInvalid = 495, "count_invalid";
    /// Parts of a campaign with graduated tiers do not join without gaps.
    NeedsUnitsBefore = 496, "needs_units_before";

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
    /// Parts of a campaign were not made by the same version, vendor, cards and options, or do not
    /// belong to each other.
    PartMismatch = 730, "part_mismatch";
    /// A part of a campaign is not there.
    PartMissing = 731, "part_missing";
    /// Two parts of a campaign stand at one place.
    PartDuplicate = 732, "part_duplicate";
    // 800-849: C boundary
    /// A pointer that must not be NULL is.
    NullPointer = 800, "null_pointer";
    /// A pointer is not aligned for what it should point to.
    Misaligned = 801, "misaligned";
    /// Text is not UTF-8. Details: `octet_offset` of the first wrong octet, from 0.
    InvalidUtf8 = 802, "invalid_utf8";
    /// A column is of a type that cannot be read as what it should hold.
    ColumnType = 803, "column_type";
    /// Arrow data is damaged, or the stream that it comes from has failed.
    ArrowData = 804, "arrow_data";
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
    row: Option<String>,
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
            row: None,
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

    /// Names the row of a rate card by its id.
    #[must_use]
    pub fn with_row(mut self, id: impl Into<String>) -> Error {
        self.0.row = Some(id.into());
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

    /// The id of the row of a rate card that it is about.
    pub fn row(&self) -> Option<&str> {
        self.0.row.as_deref()
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
        if let Some(row) = &e.row {
            write!(f, "row {row}: ")?;
        }
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
