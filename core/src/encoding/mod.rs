//! Which encoding a text takes, and why.

mod census;

use core::fmt;

pub(crate) use census::{Census, SeptetCount, count_text};

use crate::{Error, ErrorKind};

/// How the text of a segment is coded (the character set of TS 23.038, clause 4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Encoding {
    /// Septets of the default alphabet or a national language table.
    Gsm7,
    /// 16-bit code units; in practice UTF-16.
    Ucs2,
    /// Octets that are not text.
    Data8,
}

impl Encoding {
    /// The word in records: `gsm7`, `ucs2` or `data8`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Encoding::Gsm7 => "gsm7",
            Encoding::Ucs2 => "ucs2",
            Encoding::Data8 => "data8",
        }
    }

    /// The encoding with this word.
    pub fn from_word(word: &str) -> Option<Encoding> {
        [Encoding::Gsm7, Encoding::Ucs2, Encoding::Data8].into_iter().find(|e| e.as_str() == word)
    }
}

impl fmt::Display for Encoding {
    /// The name a person reads: GSM-7, UCS-2 or 8-bit data.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Encoding::Gsm7 => "GSM-7",
            Encoding::Ucs2 => "UCS-2",
            Encoding::Data8 => "8-bit data",
        })
    }
}

impl core::str::FromStr for Encoding {
    type Err = Error;

    fn from_str(word: &str) -> Result<Encoding, Error> {
        Encoding::from_word(word).ok_or_else(|| {
            Error::new(ErrorKind::InvalidOption, "use gsm7, ucs2 or data8").with_value(word)
        })
    }
}

/// Why a text takes its encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum EncodingReason {
    /// Every character stands in the default alphabet or its extension table.
    DefaultAlphabet,
    /// A pair with a national language table takes every character, and is the cheapest.
    NationalLanguage,
    /// A character stands in no permitted table, so the text is UCS-2.
    OutsideAlphabet,
    /// Each character stands in some permitted table, but no pair of tables has them all, so the
    /// text is UCS-2.
    NoLanguagePair,
    /// The caller asked for this encoding.
    Requested,
}

impl EncodingReason {
    /// The word in records, such as `default_alphabet`.
    pub const fn as_str(self) -> &'static str {
        match self {
            EncodingReason::DefaultAlphabet => "default_alphabet",
            EncodingReason::NationalLanguage => "national_language",
            EncodingReason::OutsideAlphabet => "outside_alphabet",
            EncodingReason::NoLanguagePair => "no_language_pair",
            EncodingReason::Requested => "requested",
        }
    }
}
