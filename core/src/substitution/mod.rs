//! Replacements that let a text fit seven bits: named maps, each a data file. Nothing is ever
//! replaced unless the caller names a map, and each replacement is reported.

#[rustfmt::skip]
mod generated;

use crate::{Error, ErrorKind};

/// A named map of characters to their replacements.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Substitution {
    /// Punctuation, spaces, signs and full-width forms; spelling stays.
    Septet,
    /// [`Septet`](Substitution::Septet), and letters without their accents: changes spelling. The
    /// text is brought to NFC first, which needs the feature `normalize`.
    SeptetAccents,
    /// The map of Twilio's smart encoding, to predict its result.
    Twilio,
    /// The map of Android's 7-bit translation, to predict its result.
    Aosp,
}

impl Substitution {
    /// Every map.
    pub const ALL: [Substitution; 4] = [
        Substitution::Septet,
        Substitution::SeptetAccents,
        Substitution::Twilio,
        Substitution::Aosp,
    ];

    /// Its name: `septet`, `septet-accents`, `twilio` or `aosp`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Substitution::Septet => "septet",
            Substitution::SeptetAccents => "septet-accents",
            Substitution::Twilio => "twilio",
            Substitution::Aosp => "aosp",
        }
    }

    /// The map of this name.
    pub fn from_word(word: &str) -> Option<Substitution> {
        Self::ALL.into_iter().find(|map| map.as_str() == word)
    }

    /// What stands for a character; `""` removes it, `None` leaves it as it is.
    ///
    /// A fraction right after a digit gets a space before it as well:
    /// see [`needs_space`](Substitution::needs_space).
    pub fn replacement(self, c: char) -> Option<&'static str> {
        self.maps().find_map(|map| map.get(c))
    }

    /// Whether a space must part this character's replacement from a digit before it: `1½` is
    /// `1 1/2`, not `11/2`.
    pub fn needs_space(self, c: char) -> bool {
        self.maps().any(|map| map.is_fraction(c))
    }

    /// Whether the text is brought to NFC before this map is applied.
    pub const fn needs_nfc(self) -> bool {
        matches!(self, Substitution::SeptetAccents)
    }

    /// The generated maps, the first that has a character wins.
    fn maps(self) -> impl Iterator<Item = &'static Map> {
        let (first, second) = match self {
            Substitution::Septet => (&generated::SEPTET, None),
            Substitution::SeptetAccents => (&generated::SEPTET, Some(&generated::SEPTET_ACCENTS)),
            Substitution::Twilio => (&generated::TWILIO, None),
            Substitution::Aosp => (&generated::AOSP, None),
        };
        core::iter::once(first).chain(second)
    }
}

impl core::str::FromStr for Substitution {
    type Err = Error;

    fn from_str(word: &str) -> Result<Substitution, Error> {
        Substitution::from_word(word).ok_or_else(|| {
            Error::new(ErrorKind::InvalidOption, "use septet, septet-accents, twilio or aosp")
                .with_value(word)
        })
    }
}

/// A generated map: sorted characters, and their replacements one after the other.
struct Map {
    from: &'static [u16],
    /// End of each replacement in `replacements`; it begins where the one before ends.
    ends: &'static [u16],
    replacements: &'static str,
    /// The characters that need a space after a digit, sorted.
    fractions: &'static [u16],
}

impl Map {
    fn get(&self, c: char) -> Option<&'static str> {
        let code = u16::try_from(u32::from(c)).ok()?;
        let index = self.from.binary_search(&code).ok()?;
        let start = if index == 0 { 0 } else { usize::from(*self.ends.get(index - 1)?) };
        self.replacements.get(start..usize::from(*self.ends.get(index)?))
    }

    fn is_fraction(&self, c: char) -> bool {
        u16::try_from(u32::from(c)).is_ok_and(|code| self.fractions.binary_search(&code).is_ok())
    }
}
