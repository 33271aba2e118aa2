use core::fmt;

use super::tables::VERDICTS;
use super::{NumberError, NumberKind, Possible, Region};

/// libphonenumber's verdict on the digits of a number, in 8 octets: what the tables hold and what
/// a batch writes for each row.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
#[repr(C, align(8))]
pub struct Verdict {
    calling_code: u16,
    /// `--`: none.
    region: [u8; 2],
    kind: NumberKind,
    possible: Possible,
    error: Option<NumberError>,
    flags: u8,
}

/// A national prefix may have to be dropped: the tables cannot say.
const PREFIX: u8 = 1;
const CHANGED: u8 = 2;

impl Verdict {
    pub(super) const fn from_bytes(bytes: [u8; 8]) -> Verdict {
        let [code_low, code_high, a, b, kind, possible, error, flags] = bytes;
        Verdict {
            calling_code: u16::from_le_bytes([code_low, code_high]),
            region: [a, b],
            kind: NumberKind::from_number(kind),
            possible: Possible::from_number(possible),
            error: NumberError::from_number(error),
            flags,
        }
    }

    pub(crate) const fn of_error(error: NumberError) -> Verdict {
        Verdict {
            calling_code: 0,
            region: *b"--",
            kind: NumberKind::Unknown,
            possible: Possible::IsPossible,
            error: Some(error),
            flags: 0,
        }
    }

    /// What the automata's label stands for.
    #[inline]
    pub(super) fn of_label(label: u16) -> Verdict {
        VERDICTS[usize::from(label)]
    }

    /// Whether the tables' answer is not the last word: an error, or a prefix that may have to go.
    #[inline]
    pub(super) const fn needs_more(self) -> bool {
        self.flags & PREFIX != 0 || self.error.is_some()
    }

    pub(super) const fn may_have_prefix(self) -> bool {
        self.flags & PREFIX != 0
    }

    pub(super) const fn with_changed(mut self) -> Verdict {
        self.flags |= CHANGED;
        self
    }

    /// Why the text is no number at all; None when it is one, valid or not.
    pub const fn error(self) -> Option<NumberError> {
        self.error
    }

    /// The country calling code, such as 44; 0 when there is an [`error`](Verdict::error).
    pub const fn calling_code(self) -> u16 {
        self.calling_code
    }

    /// Where the number belongs. None when the calling code is shared and no region's numbers fit.
    pub const fn region(self) -> Option<Region> {
        if self.region[0] == b'-' { None } else { Some(Region::from_bytes(self.region)) }
    }

    /// What the number is for; [`NumberKind::Unknown`] when it is not valid.
    pub const fn kind(self) -> NumberKind {
        self.kind
    }

    /// Whether numbers of this length exist under the calling code, and if not, why. Means nothing
    /// when there is an [`error`](Verdict::error).
    pub const fn possible(self) -> Possible {
        self.possible
    }

    /// Whether the number is in a range that its region has allocated.
    pub const fn is_valid(self) -> bool {
        !matches!(self.kind, NumberKind::Unknown)
    }

    /// Whether the digits are not those that were written behind the calling code: a national
    /// prefix was dropped, as the 0 of `+44 07911 …`. A vendor may refuse the written form.
    pub const fn changed(self) -> bool {
        self.flags & CHANGED != 0
    }
}

impl fmt::Debug for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(error) = self.error {
            return write!(f, "Verdict({})", error.as_str());
        }
        write!(f, "Verdict(+{}, ", self.calling_code)?;
        match self.region() {
            Some(region) => write!(f, "{region}, ")?,
            None => f.write_str("no region, ")?,
        }
        write!(f, "{}, {}", self.kind, self.possible)?;
        f.write_str(if self.changed() { ", changed)" } else { ")" })
    }
}
