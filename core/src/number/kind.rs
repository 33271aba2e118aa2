use core::fmt;

use crate::{Error, ErrorKind};

/// What a number is for, in libphonenumber's classes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
#[repr(u8)]
pub enum NumberKind {
    /// Landline.
    FixedLine = 0,
    /// Mobile.
    Mobile = 1,
    /// The numbering plan does not tell the two apart, as in the United States.
    FixedLineOrMobile = 2,
    /// Free for the caller.
    TollFree = 3,
    /// Costs the caller more.
    PremiumRate = 4,
    /// Cost shared by both sides.
    SharedCost = 5,
    /// Internet telephony.
    Voip = 6,
    /// Follows a person from line to line.
    PersonalNumber = 7,
    /// Pager.
    Pager = 8,
    /// One number for a company's many.
    Uan = 9,
    /// Voice mailbox.
    Voicemail = 10,
    /// No pattern of the region fits: the number is not valid.
    Unknown = 99,
}

impl NumberKind {
    /// Every kind, [`NumberKind::Unknown`] last.
    pub const ALL: [NumberKind; 12] = [
        NumberKind::FixedLine,
        NumberKind::Mobile,
        NumberKind::FixedLineOrMobile,
        NumberKind::TollFree,
        NumberKind::PremiumRate,
        NumberKind::SharedCost,
        NumberKind::Voip,
        NumberKind::PersonalNumber,
        NumberKind::Pager,
        NumberKind::Uan,
        NumberKind::Voicemail,
        NumberKind::Unknown,
    ];

    /// The kind with this number, for tables.
    #[cfg(feature = "metadata")]
    pub(super) const fn from_number(number: u8) -> NumberKind {
        if number < 11 { NumberKind::ALL[number as usize] } else { NumberKind::Unknown }
    }

    /// libphonenumber's word, such as `FIXED_LINE_OR_MOBILE`.
    pub const fn as_str(self) -> &'static str {
        match self {
            NumberKind::FixedLine => "FIXED_LINE",
            NumberKind::Mobile => "MOBILE",
            NumberKind::FixedLineOrMobile => "FIXED_LINE_OR_MOBILE",
            NumberKind::TollFree => "TOLL_FREE",
            NumberKind::PremiumRate => "PREMIUM_RATE",
            NumberKind::SharedCost => "SHARED_COST",
            NumberKind::Voip => "VOIP",
            NumberKind::PersonalNumber => "PERSONAL_NUMBER",
            NumberKind::Pager => "PAGER",
            NumberKind::Uan => "UAN",
            NumberKind::Voicemail => "VOICEMAIL",
            NumberKind::Unknown => "UNKNOWN",
        }
    }
}

impl fmt::Display for NumberKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// Whether a national number of this length exists under the calling code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
#[repr(u8)]
pub enum Possible {
    /// Yes.
    IsPossible = 0,
    /// Shorter than any.
    TooShort = 1,
    /// Between two lengths that exist.
    InvalidLength = 2,
    /// Longer than any.
    TooLong = 3,
    /// Only when dialled within an area.
    IsPossibleLocalOnly = 4,
}

impl Possible {
    /// Every value.
    pub const ALL: [Possible; 5] = [
        Possible::IsPossible,
        Possible::TooShort,
        Possible::InvalidLength,
        Possible::TooLong,
        Possible::IsPossibleLocalOnly,
    ];

    /// The value with this number, for tables.
    #[cfg(feature = "metadata")]
    pub(super) const fn from_number(number: u8) -> Possible {
        match number {
            0 => Possible::IsPossible,
            1 => Possible::TooShort,
            2 => Possible::InvalidLength,
            3 => Possible::TooLong,
            _ => Possible::IsPossibleLocalOnly,
        }
    }

    /// libphonenumber's word, such as `TOO_SHORT`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Possible::IsPossible => "IS_POSSIBLE",
            Possible::TooShort => "TOO_SHORT",
            Possible::InvalidLength => "INVALID_LENGTH",
            Possible::TooLong => "TOO_LONG",
            Possible::IsPossibleLocalOnly => "IS_POSSIBLE_LOCAL_ONLY",
        }
    }
}

impl fmt::Display for Possible {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// Why a text is no number at all. One byte, so that a failed row of a batch costs nothing;
/// becomes an [`Error`] where one is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
#[repr(u8)]
pub enum NumberError {
    /// Does not look like a phone number.
    NotANumber = 1,
    /// No calling code is given and no region to take it from, or the code is not assigned.
    InvalidCountryCode = 2,
    /// Nothing, or almost nothing, behind an international prefix such as 00.
    TooShortAfterIdd = 3,
    /// Fewer than two digits behind the calling code.
    TooShortNsn = 4,
    /// More digits than any number has: 17 behind the calling code, or 250 characters in all. For
    /// [`E164`](super::E164): more than 15.
    TooLong = 5,
    /// A spreadsheet has turned the digits into a power of ten, such as `2.56702E+11`.
    SpreadsheetMangled = 6,
    /// Letters stand for digits, and the options do not allow that.
    Letters = 7,
}

impl NumberError {
    /// The error with this number, for tables; 0 is none.
    #[cfg(feature = "metadata")]
    pub(super) const fn from_number(number: u8) -> Option<NumberError> {
        match number {
            2 => Some(NumberError::InvalidCountryCode),
            4 => Some(NumberError::TooShortNsn),
            5 => Some(NumberError::TooLong),
            _ => None,
        }
    }

    /// libphonenumber's word for the failed parse, such as `NOT_A_NUMBER`.
    pub const fn as_str(self) -> &'static str {
        match self {
            NumberError::NotANumber | NumberError::SpreadsheetMangled | NumberError::Letters => {
                "NOT_A_NUMBER"
            }
            NumberError::InvalidCountryCode => "INVALID_COUNTRY_CODE",
            NumberError::TooShortAfterIdd => "TOO_SHORT_AFTER_IDD",
            NumberError::TooShortNsn => "TOO_SHORT_NSN",
            NumberError::TooLong => "TOO_LONG",
        }
    }

    /// What is wrong and what to do, as a sentence.
    pub const fn message(self) -> &'static str {
        match self {
            NumberError::NotANumber => "not a phone number: write it as + and its digits",
            NumberError::InvalidCountryCode => {
                "no calling code that is in use: write + and the calling code, or name the region"
            }
            NumberError::TooShortAfterIdd => "ends after the international prefix",
            NumberError::TooShortNsn => "too few digits after the calling code",
            NumberError::TooLong => "more digits than any phone number has",
            NumberError::SpreadsheetMangled => {
                "a spreadsheet has rounded this number: format the column as text and export again"
            }
            NumberError::Letters => "letters in place of digits: write the digits",
        }
    }
}

impl From<NumberError> for ErrorKind {
    fn from(error: NumberError) -> ErrorKind {
        match error {
            NumberError::NotANumber => ErrorKind::NotANumber,
            NumberError::InvalidCountryCode => ErrorKind::InvalidCountryCode,
            NumberError::TooShortAfterIdd => ErrorKind::TooShortAfterIdd,
            NumberError::TooShortNsn => ErrorKind::TooShortNsn,
            NumberError::TooLong => ErrorKind::NumberTooLong,
            NumberError::SpreadsheetMangled => ErrorKind::SpreadsheetMangled,
            NumberError::Letters => ErrorKind::LettersInNumber,
        }
    }
}

impl From<NumberError> for Error {
    /// Without the number itself: errors carry none.
    fn from(error: NumberError) -> Error {
        Error::new(ErrorKind::from(error), error.message())
    }
}

impl fmt::Display for NumberError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message())
    }
}

impl core::error::Error for NumberError {}
