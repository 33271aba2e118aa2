use core::fmt;

use super::MAX_SEPTETS;
use super::gsm7::septets;
use crate::number::{E164, NumberForm, NumberText};
use crate::{Error, ErrorKind};

/// A sender as the air interface knows it (3GPP TS 23.040, 9.1.2.5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SenderId {
    /// A word of 1 to 11 septets: nobody can answer it.
    Alphanumeric(SenderText),
    /// A full international number.
    Number(E164),
    /// Digits that mean something in one country or network only: 3 to 8 of them when parsed.
    ShortCode(NumberText),
}

/// The word of an alphanumeric sender, held without allocating.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct SenderText {
    /// UTF-8. 11 septets are at most 22 octets: the longest characters, of two octets, take one
    /// septet; `€`, of three, takes two.
    bytes: [u8; 2 * MAX_SEPTETS],
    len: u8,
}

impl SenderText {
    pub(super) const EMPTY: SenderText = SenderText { bytes: [0; 2 * MAX_SEPTETS], len: 0 };

    /// Adds a character; of more than 11 septets nothing is kept.
    pub(super) fn push(&mut self, c: char) {
        let from = usize::from(self.len);
        if let Some(place) = self.bytes.get_mut(from..from + c.len_utf8()) {
            c.encode_utf8(place);
            self.len += c.len_utf8() as u8;
        }
    }

    /// The word.
    pub fn as_str(&self) -> &str {
        core::str::from_utf8(&self.bytes[..usize::from(self.len)]).unwrap_or_default()
    }
}

impl SenderId {
    /// Reads `+` and 3 to 15 digits, or 9 to 15 digits, as a number; 3 to 8 digits as a short
    /// code; anything else as a word of the GSM 7 bit alphabet.
    ///
    /// # Errors
    /// `sender_empty`, `sender_not_gsm7`, `sender_too_long` (more than 11 septets),
    /// `sender_number_invalid` (digits that are neither a number nor a short code).
    pub fn parse(sender: &str) -> Result<SenderId, Error> {
        let digits = sender.strip_prefix('+').unwrap_or(sender);
        if !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) {
            let has_plus = digits.len() < sender.len();
            return parse_digits(digits, has_plus).ok_or_else(|| {
                let message = "a number has 9 to 15 digits, or a plus, and no leading 0; \
                    a short code has 3 to 8 digits";
                Error::new(ErrorKind::SenderNumberInvalid, message)
            });
        }
        let mut count = 0;
        let mut text = SenderText { bytes: [0; 2 * MAX_SEPTETS], len: 0 };
        for c in sender.chars() {
            count += septets(c).ok_or_else(|| {
                let message = "use characters of the GSM 7 bit alphabet only";
                Error::new(ErrorKind::SenderNotGsm7, message).with_value(c)
            })?;
        }
        if count == 0 {
            return Err(Error::new(ErrorKind::SenderEmpty, "give a sender"));
        }
        match text.bytes.get_mut(..sender.len()) {
            Some(place) if count <= MAX_SEPTETS => place.copy_from_slice(sender.as_bytes()),
            _ => {
                let message = alloc::format!("{count} septets; a word sender has at most 11");
                return Err(Error::new(ErrorKind::SenderTooLong, message).with_value(sender));
            }
        }
        text.len = sender.len() as u8;
        Ok(SenderId::Alphanumeric(text))
    }
}

impl SenderId {
    /// Which kind it is: `alphanumeric`, `number` or `short_code`.
    pub const fn kind(&self) -> &'static str {
        match self {
            SenderId::Alphanumeric(_) => "alphanumeric",
            SenderId::Number(_) => "number",
            SenderId::ShortCode(_) => "short_code",
        }
    }
}

fn parse_digits(digits: &str, has_plus: bool) -> Option<SenderId> {
    if has_plus || digits.len() >= 9 {
        return E164::from_digits(digits.as_bytes()).ok().map(SenderId::Number);
    }
    if digits.len() < 3 {
        return None;
    }
    Some(SenderId::ShortCode(NumberText::of(digits.as_bytes())))
}

impl fmt::Display for SenderText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for SenderText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl fmt::Display for SenderId {
    /// The word, `+` and the digits, or the short code.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SenderId::Alphanumeric(text) => f.pad(text.as_str()),
            SenderId::Number(number) => f.pad(number.in_form(NumberForm::Plus).as_str()),
            SenderId::ShortCode(digits) => f.pad(digits.as_str()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    #[test]
    fn three_kinds() {
        for word in ["MyApp", "A B", "€uro", "ΔΔΔΔΔΔΔΔΔΔΔ", "€€€€€", "+", "+12a"]
        {
            let id = SenderId::parse(word).unwrap();
            assert!(matches!(id, SenderId::Alphanumeric(_)), "{word}");
            assert_eq!(id.to_string(), word);
        }
        for (number, written) in
            [("+123", "+123"), ("256701521269", "+256701521269"), ("123456789", "+123456789")]
        {
            let id = SenderId::parse(number).unwrap();
            assert!(matches!(id, SenderId::Number(_)), "{number}");
            assert_eq!(id.to_string(), written);
        }
        for code in ["123", "12345678", "00000"] {
            let id = SenderId::parse(code).unwrap();
            assert!(matches!(id, SenderId::ShortCode(_)), "{code}");
            assert_eq!(id.to_string(), code);
        }
    }

    #[test]
    fn refused() {
        for (sender, kind) in [
            ("", ErrorKind::SenderEmpty),
            ("Łódź", ErrorKind::SenderNotGsm7),
            ("ABCDEFGHIJKL", ErrorKind::SenderTooLong),
            ("€€€€€€", ErrorKind::SenderTooLong),
            ("ABCDEFGHIJ€", ErrorKind::SenderTooLong),
            ("12", ErrorKind::SenderNumberInvalid),
            ("+12", ErrorKind::SenderNumberInvalid),
            ("012345678", ErrorKind::SenderNumberInvalid),
            ("1234567890123456", ErrorKind::SenderNumberInvalid),
        ] {
            assert_eq!(SenderId::parse(sender).unwrap_err().kind(), kind, "{sender}");
        }
    }
}
