//! Languages: one, a set of permitted ones, and the pair of tables a message uses.

use core::fmt;

use super::generated::NAMES;
use super::{ID_COUNT, LockingTable, SingleTable};
use crate::{Error, ErrorKind};

/// A national language with tables of its own (TS 23.038, 6.2.1.2.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
#[repr(u8)]
#[allow(missing_docs)] // the names say it
pub enum NationalLanguage {
    Turkish = 1,
    /// Has a single shift table only.
    Spanish = 2,
    Portuguese = 3,
    Bengali = 4,
    Gujarati = 5,
    Hindi = 6,
    Kannada = 7,
    Malayalam = 8,
    Oriya = 9,
    Punjabi = 10,
    Tamil = 11,
    Telugu = 12,
    Urdu = 13,
}

impl NationalLanguage {
    /// Every language, in the order of their identifiers.
    pub const ALL: [NationalLanguage; 13] = {
        use NationalLanguage::*;
        [
            Turkish, Spanish, Portuguese, Bengali, Gujarati, Hindi, Kannada, Malayalam, Oriya,
            Punjabi, Tamil, Telugu, Urdu,
        ]
    };

    /// The language of a national language identifier, 1 to 13.
    pub fn from_id(id: u8) -> Option<NationalLanguage> {
        Self::ALL.into_iter().find(|language| language.id() == id)
    }

    /// The language of an ISO 639-1 code in lower case, such as `tr`.
    pub fn from_iso_code(code: &str) -> Option<NationalLanguage> {
        Self::ALL.into_iter().find(|language| language.iso_code() == code)
    }

    /// The national language identifier (TS 23.038, 6.2.1.2.4).
    pub const fn id(self) -> u8 {
        self as u8
    }

    /// The ISO 639-1 code, such as `tr`.
    pub const fn iso_code(self) -> &'static str {
        NAMES[self as usize].0
    }

    /// The English name, such as `Turkish`.
    pub const fn name(self) -> &'static str {
        NAMES[self as usize].1
    }
}

impl fmt::Display for NationalLanguage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The languages a message may use. The default alphabet always takes part.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Languages(u16);

impl Languages {
    /// The default alphabet only.
    pub const NONE: Languages = Languages(0);
    /// All thirteen.
    pub const ALL: Languages = Languages(((1 << ID_COUNT) - 1) & !1);

    /// These and one more.
    #[must_use]
    pub const fn with(self, language: NationalLanguage) -> Languages {
        Languages(self.0 | 1 << language.id())
    }

    /// Whether a language is among them.
    pub const fn contains(self, language: NationalLanguage) -> bool {
        self.0 >> language.id() & 1 != 0
    }

    /// Whether only the default alphabet is permitted.
    pub const fn is_none(self) -> bool {
        self.0 == 0
    }

    /// The languages, in the order of their identifiers.
    pub fn iter(self) -> impl Iterator<Item = NationalLanguage> {
        NationalLanguage::ALL.into_iter().filter(move |language| self.contains(*language))
    }

    /// Permitted table ids as bits, the default included.
    pub(crate) const fn id_bits(self) -> u16 {
        self.0 | 1
    }

    /// Reads `none`, `all`, or a list of identifiers and ISO 639-1 codes parted by commas, such
    /// as `tr,es,13`. The identifier 0 is the default alphabet, which takes part in any case.
    ///
    /// # Errors
    /// [`ErrorKind::LanguageUnknown`] names the first entry without a table.
    pub fn parse(text: &str) -> Result<Languages, Error> {
        match text {
            "none" | "" => Ok(Languages::NONE),
            "all" => Ok(Languages::ALL),
            list => list.split(',').map(str::trim).try_fold(Languages::NONE, Languages::with_entry),
        }
    }

    fn with_entry(self, entry: &str) -> Result<Languages, Error> {
        let language = match entry.parse::<u8>() {
            Ok(0) => return Ok(self),
            Ok(id) => NationalLanguage::from_id(id),
            Err(_) => NationalLanguage::from_iso_code(entry),
        };
        match language {
            Some(language) => Ok(self.with(language)),
            None => Err(Error::new(
                ErrorKind::LanguageUnknown,
                "give none, all, or identifiers 1 to 13 or codes tr es pt bn gu hi kn ml or pa ta \
                 te ur, parted by commas",
            )
            .with_field("languages")
            .with_value(entry)),
        }
    }
}

impl FromIterator<NationalLanguage> for Languages {
    fn from_iter<I: IntoIterator<Item = NationalLanguage>>(iter: I) -> Languages {
        iter.into_iter().fold(Languages::NONE, Languages::with)
    }
}

impl fmt::Debug for Languages {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

/// The two tables a message in seven bits is read with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LanguagePair {
    locking: LockingTable,
    single: SingleTable,
}

impl LanguagePair {
    /// The default alphabet and its extension table.
    pub const DEFAULT: LanguagePair =
        LanguagePair { locking: LockingTable::DEFAULT, single: SingleTable::DEFAULT };

    /// A pair of tables.
    pub const fn new(locking: LockingTable, single: SingleTable) -> LanguagePair {
        LanguagePair { locking, single }
    }

    /// The pair of two national language identifiers, 0 for the default; `None` where one has no
    /// such table.
    pub const fn from_ids(locking: u8, single: u8) -> Option<LanguagePair> {
        match (LockingTable::from_id(locking), SingleTable::from_id(single)) {
            (Some(locking), Some(single)) => Some(LanguagePair { locking, single }),
            _ => None,
        }
    }

    /// The locking table.
    pub const fn locking(self) -> LockingTable {
        self.locking
    }

    /// The single shift table.
    pub const fn single(self) -> SingleTable {
        self.single
    }

    /// Identifier of the locking table, 0 for the default alphabet.
    pub const fn locking_id(self) -> u8 {
        self.locking.id()
    }

    /// Identifier of the single shift table, 0 for the extension table.
    pub const fn single_id(self) -> u8 {
        self.single.id()
    }

    /// Whether both tables are the default ones: then no header element names them.
    pub const fn is_default(self) -> bool {
        self.locking_id() == 0 && self.single_id() == 0
    }
}
