//! What a caller may ask of a text, by the names used in every language and on the command line.

use alloc::string::ToString;

use super::ReferenceWidth;
use crate::alphabet::Languages;
use crate::encoding::Encoding;
use crate::substitution::Substitution;
use crate::user_data::{MessageClass, Ports};
use crate::{Error, ErrorKind};

/// The most segments a message can have: the count is one octet (TS 23.040, 9.2.3.24.1).
pub const MAX_SEGMENTS: u8 = 255;

/// What a segment may not be cut through.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Boundary {
    /// Grapheme clusters (UAX #29) stay whole, so that no reader's character is torn. A cluster
    /// longer than a segment is cut between characters. CR LF counts as two characters.
    #[default]
    Grapheme,
    /// Only escape pairs and surrogate pairs stay whole.
    Scalar,
}

/// What becomes of a line feed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Newline {
    /// It stays as it is.
    #[default]
    Keep,
    /// A line feed without a carriage return before it becomes CR LF, as some vendors send it.
    Crlf,
}

/// Unicode normalization before the encoding is chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Normalize {
    /// None.
    #[default]
    None,
    /// Canonical composition (UAX #15). Needs the feature `normalize`.
    Nfc,
}

/// When a substitution is kept. In either mode only where it saves a segment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SubstituteMode {
    /// Only where it leaves no character outside the permitted tables.
    #[default]
    AllOrNothing,
    /// Also where the message stays UCS-2.
    BestEffort,
}

/// What a text is counted and cut under. `TextOptions::default()` has the defaults named below;
/// change a field, or [`set`](TextOptions::set) one by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TextOptions {
    /// `languages`: national languages that may be used; none.
    pub languages: Languages,
    /// `boundary`: what stays whole when a text is cut; grapheme clusters.
    pub boundary: Boundary,
    /// `reference`: width of the reference number, 8 or 16 bits; 8.
    pub reference: ReferenceWidth,
    /// `reference_number`: the caller's, at most 255 with 8 bits. The octets of more than one
    /// segment need it; counting and cutting do not.
    pub reference_number: Option<u16>,
    /// `encoding`: `auto` is `None`. A requested encoding that cannot be had is an error, never
    /// another encoding.
    pub encoding: Option<Encoding>,
    /// `newline`: keep.
    pub newline: Newline,
    /// `normalize`: none.
    pub normalize: Normalize,
    /// `substitute`: a map that is applied where it saves a segment; none.
    pub substitute: Option<Substitution>,
    /// `substitute_mode`: all or nothing.
    pub substitute_mode: SubstituteMode,
    /// `message_class`: 0 to 3; none. It changes the data coding only.
    pub message_class: Option<MessageClass>,
    /// `ports`: application ports, seven more octets of header (six beside other elements); none.
    pub ports: Option<Ports>,
    /// `max_segments`: 1 to 255; 255. A longer text is an error.
    pub max_segments: u8,
}

impl TextOptions {
    /// The defaults.
    pub const DEFAULT: TextOptions = TextOptions {
        languages: Languages::NONE,
        boundary: Boundary::Grapheme,
        reference: ReferenceWidth::Bits8,
        reference_number: None,
        encoding: None,
        newline: Newline::Keep,
        normalize: Normalize::None,
        substitute: None,
        substitute_mode: SubstituteMode::AllOrNothing,
        message_class: None,
        ports: None,
        max_segments: MAX_SEGMENTS,
    };

    /// Sets an option by its name and value, both as in records and on the command line.
    ///
    /// ```
    /// let mut options = septet::TextOptions::default();
    /// options.set("languages", "tr,es")?;
    /// options.set("reference", "16")?;
    /// assert!(options.set("reference", "7").is_err());
    /// # Ok::<(), septet::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::FieldUnknown`] for another name, [`ErrorKind::InvalidOption`] or
    /// [`ErrorKind::LanguageUnknown`] for another value, [`ErrorKind::ReferenceOutOfRange`] for a
    /// reference number above 65535.
    pub fn set(&mut self, name: &str, value: &str) -> Result<(), Error> {
        let one_of = |words: &str| invalid(name, value, words);
        match name {
            "languages" => self.languages = Languages::parse(value)?,
            "boundary" => {
                self.boundary = match value {
                    "grapheme" => Boundary::Grapheme,
                    "scalar" => Boundary::Scalar,
                    _ => return Err(one_of("use grapheme or scalar")),
                }
            }
            "reference" => {
                self.reference = match value {
                    "8" => ReferenceWidth::Bits8,
                    "16" => ReferenceWidth::Bits16,
                    _ => return Err(one_of("use 8 or 16")),
                }
            }
            "reference_number" => {
                let number: u64 = value.parse().map_err(|_| one_of("use a number, 0 to 65535"))?;
                let fits = u16::try_from(number).map_err(|_| reference_out_of_range(number))?;
                self.reference_number = Some(fits);
            }
            "encoding" => {
                self.encoding = match value {
                    "auto" => None,
                    word => Some(
                        Encoding::from_word(word)
                            .ok_or_else(|| one_of("use auto, gsm7, ucs2 or data8"))?,
                    ),
                }
            }
            "newline" => {
                self.newline = match value {
                    "keep" => Newline::Keep,
                    "crlf" => Newline::Crlf,
                    _ => return Err(one_of("use keep or crlf")),
                }
            }
            "normalize" => {
                self.normalize = match value {
                    "none" => Normalize::None,
                    "nfc" => Normalize::Nfc,
                    _ => return Err(one_of("use none or nfc")),
                }
            }
            "max_segments" => {
                self.max_segments = value
                    .parse()
                    .ok()
                    .filter(|n| *n > 0)
                    .ok_or_else(|| one_of("use a number, 1 to 255"))?;
            }
            "substitute" => {
                self.substitute = match value {
                    "none" => None,
                    word => Some(Substitution::from_word(word).ok_or_else(|| {
                        one_of("use none, septet, septet-accents, twilio or aosp")
                    })?),
                }
            }
            "substitute_mode" => {
                self.substitute_mode = match value {
                    "all_or_nothing" => SubstituteMode::AllOrNothing,
                    "best_effort" => SubstituteMode::BestEffort,
                    _ => return Err(one_of("use all_or_nothing or best_effort")),
                }
            }
            "message_class" => {
                self.message_class = match value {
                    "none" => None,
                    number => Some(
                        number
                            .parse()
                            .ok()
                            .and_then(MessageClass::from_number)
                            .ok_or_else(|| one_of("use none, or a number, 0 to 3"))?,
                    ),
                }
            }
            "ports" => {
                self.ports = match value {
                    "none" => None,
                    pair => Some(parse_ports(pair).ok_or_else(|| {
                        one_of("use none, or destination:source, each 0 to 65535")
                    })?),
                }
            }
            _ => {
                let message = "use languages, boundary, reference, reference_number, encoding, \
                               newline, normalize, substitute, substitute_mode, message_class, \
                               ports or max_segments";
                return Err(Error::new(ErrorKind::FieldUnknown, message).with_field(name));
            }
        }
        Ok(())
    }

    /// Whether an option may change the text before it is counted.
    pub(crate) fn changes_text(&self) -> bool {
        self.newline != Newline::Keep
            || self.normalize != Normalize::None
            || self.substitute.is_some()
    }

    /// Refuses options that octets cannot have.
    pub(crate) fn check_data(&self) -> Result<(), Error> {
        let message = "8-bit data is not text; leave it out";
        match self.encoding {
            None | Some(Encoding::Data8) => {}
            Some(other) => return Err(invalid("encoding", other.as_str(), message)),
        }
        if self.newline != Newline::Keep {
            return Err(invalid("newline", "crlf", message));
        }
        if self.normalize != Normalize::None {
            return Err(invalid("normalize", "nfc", message));
        }
        match self.substitute {
            None => Ok(()),
            Some(map) => Err(invalid("substitute", map.as_str(), message)),
        }
    }

    /// Refuses values that do not go together, before any text is looked at.
    pub(crate) fn check(&self) -> Result<(), Error> {
        match (self.reference, self.reference_number) {
            (ReferenceWidth::Bits8, Some(number)) if number > 255 => {
                return Err(reference_out_of_range(u64::from(number)));
            }
            _ => {}
        }
        if self.max_segments == 0 {
            return Err(invalid("max_segments", "0", "use a number, 1 to 255"));
        }
        if !cfg!(feature = "normalize") {
            if self.normalize != Normalize::None {
                return Err(needs_normalize("normalize", "nfc"));
            }
            if let Some(map) = self.substitute.filter(|map| map.needs_nfc()) {
                return Err(needs_normalize("substitute", map.as_str()));
            }
        }
        Ok(())
    }
}

impl Default for TextOptions {
    fn default() -> TextOptions {
        TextOptions::DEFAULT
    }
}

fn invalid(name: &str, value: &str, message: &str) -> Error {
    Error::new(ErrorKind::InvalidOption, message).with_field(name).with_value(value)
}

fn needs_normalize(name: &str, value: &str) -> Error {
    Error::new(ErrorKind::NotSupportedYet, "septet was built without its feature `normalize`")
        .with_field(name)
        .with_value(value)
}

/// `destination:source`.
fn parse_ports(pair: &str) -> Option<Ports> {
    let (destination, source) = pair.split_once(':')?;
    Some(Ports { destination: destination.parse().ok()?, source: source.parse().ok()? })
}

fn reference_out_of_range(number: u64) -> Error {
    Error::new(
        ErrorKind::ReferenceOutOfRange,
        "use 0 to 255, or up to 65535 with a 16-bit reference",
    )
    .with_field("reference_number")
    .with_value(number.to_string())
}
