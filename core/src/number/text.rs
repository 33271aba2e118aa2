use core::fmt;
use core::ops::Deref;

use super::MAX_DIGITS;

/// A number written out, without allocating: at most a plus and [`MAX_DIGITS`] digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct NumberText {
    bytes: [u8; MAX_DIGITS + 1],
    len: u8,
}

impl NumberText {
    pub(crate) const EMPTY: NumberText = NumberText { bytes: [0; MAX_DIGITS + 1], len: 0 };

    /// Adds one ASCII character; false, and no change, when it is full.
    pub(crate) fn push(&mut self, byte: u8) -> bool {
        debug_assert!(byte.is_ascii());
        match self.bytes.get_mut(usize::from(self.len)) {
            Some(place) => {
                *place = byte;
                self.len += 1;
                true
            }
            None => false,
        }
    }

    /// The text of at most [`MAX_DIGITS`] ASCII characters.
    pub(crate) fn of(ascii: &[u8]) -> NumberText {
        let mut text = NumberText::EMPTY;
        if let Some(place) = text.bytes.get_mut(..ascii.len()) {
            place.copy_from_slice(ascii);
            text.len = ascii.len() as u8;
        }
        text
    }

    /// Adds the digits of a calling code.
    #[cfg(feature = "metadata")]
    pub(super) fn push_number(&mut self, number: u16) {
        let mut power = 10u16.pow(number.checked_ilog10().unwrap_or(0));
        while power > 0 {
            self.push(b'0' + (number / power % 10) as u8);
            power /= 10;
        }
    }

    /// The characters as text.
    pub fn as_str(&self) -> &str {
        // ASCII only, by `push`: the empty text stands for what cannot be
        core::str::from_utf8(&self.bytes[..usize::from(self.len)]).unwrap_or_default()
    }
}

impl Deref for NumberText {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl AsRef<str> for NumberText {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl fmt::Display for NumberText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for NumberText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        masked(f, self.as_str())
    }
}

/// Writes `number` with all digits but the last four hidden, as reports and logs show it.
pub(crate) fn masked(f: &mut fmt::Formatter<'_>, number: &str) -> fmt::Result {
    let shown_from = number.len().saturating_sub(4);
    for (i, c) in number.char_indices() {
        let hidden = i < shown_from && c.is_ascii_digit();
        fmt::Write::write_char(f, if hidden { '*' } else { c })?;
    }
    Ok(())
}
