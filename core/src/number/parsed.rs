use core::fmt;

use super::automaton::calling_code_len;
use super::text::masked;
use super::{E164, NumberForm, NumberKind, NumberText, Possible, Region, Verdict};

/// A number with libphonenumber's verdict: up to 20 digits, because libphonenumber calls a few
/// service numbers of 16 to 20 digits valid.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct ParsedNumber {
    pub(super) digits: NumberText,
    pub(super) extension: NumberText,
    pub(super) verdict: Verdict,
}

impl ParsedNumber {
    /// All digits, calling code first, without the plus: 3 to 20.
    pub fn digits(&self) -> &str {
        self.digits.as_str()
    }

    /// The country calling code, such as 44.
    pub const fn calling_code(&self) -> u16 {
        self.verdict.calling_code()
    }

    /// The digits behind the calling code, leading zeros kept (Italy, Ivory Coast).
    pub fn national_number(&self) -> &str {
        self.digits.as_str().get(calling_code_len(self.calling_code())..).unwrap_or_default()
    }

    /// Where the number belongs. None when the calling code is shared and no region's numbers fit.
    pub const fn region(&self) -> Option<Region> {
        self.verdict.region()
    }

    /// What the number is for; [`NumberKind::Unknown`] when it is not valid.
    pub const fn kind(&self) -> NumberKind {
        self.verdict.kind()
    }

    /// Whether numbers of this length exist under the calling code, and if not, why.
    pub const fn possible(&self) -> Possible {
        self.verdict.possible()
    }

    /// Whether the length is possible, at least for local calls.
    pub const fn is_possible(&self) -> bool {
        matches!(self.possible(), Possible::IsPossible | Possible::IsPossibleLocalOnly)
    }

    /// Whether the number is in a range that its region has allocated.
    pub const fn is_valid(&self) -> bool {
        self.verdict.is_valid()
    }

    /// Whether the digits are not those that were written behind the calling code: a national
    /// prefix was dropped, as the 0 of `+44 07911 …`. A vendor may refuse the written form.
    pub const fn changed(&self) -> bool {
        self.verdict.changed()
    }

    /// All of the verdict in 8 octets.
    pub const fn verdict(&self) -> Verdict {
        self.verdict
    }

    /// The extension, such as `23` of `… ext. 23`. An extension cannot receive a text message.
    pub fn extension(&self) -> Option<&str> {
        let text = self.extension.as_str();
        if text.is_empty() { None } else { Some(text) }
    }

    /// The number as a key of at most 15 digits; None for the longer ones.
    pub fn e164(&self) -> Option<E164> {
        E164::from_digits(self.digits.as_bytes()).ok()
    }

    /// The number as a vendor wants it written, without its extension.
    pub fn in_form(&self, form: NumberForm) -> NumberText {
        match form {
            NumberForm::Digits => self.digits,
            NumberForm::Plus => {
                let mut text = NumberText::EMPTY;
                text.push(b'+');
                for digit in self.digits.bytes() {
                    text.push(digit);
                }
                text
            }
        }
    }
}

impl fmt::Display for ParsedNumber {
    /// `+` and the digits, without the extension.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.in_form(NumberForm::Plus).as_str())
    }
}

impl fmt::Debug for ParsedNumber {
    /// Masked: only the last four digits show.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ParsedNumber(")?;
        masked(f, self.in_form(NumberForm::Plus).as_str())?;
        write!(f, ", {}, {}", self.kind(), self.possible())?;
        match self.region() {
            Some(region) => write!(f, ", {region})"),
            None => f.write_str(", no region)"),
        }
    }
}
