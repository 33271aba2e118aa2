use core::fmt;
use core::str::FromStr;

use super::text::masked;
use super::{NumberError, NumberForm, NumberText};
use crate::{Error, ErrorKind};

/// A full international number: calling code and national number, 3 to 15 digits (ITU-T E.164).
///
/// 16 bytes and `Copy`. Its [`key`](E164::key) names it completely, leading zeros of the national
/// number included, because a calling code never begins with 0. Whether such a number is in use
/// is another question: see [`parse`](super::parse).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct E164 {
    key: u64,
    calling_code_len: u8,
}

impl E164 {
    /// Fewest digits: a calling code and two more, libphonenumber's shortest.
    pub const MIN_DIGITS: usize = 3;
    /// Most digits (ITU-T E.164, 6.1).
    pub const MAX_DIGITS: usize = 15;

    /// Reads `+` and 3 to 15 ASCII digits, the first not 0; nothing else.
    pub const fn parse(text: &str) -> Result<E164, NumberError> {
        match text.as_bytes() {
            [b'+', digits @ ..] => E164::from_digits(digits),
            _ => Err(NumberError::NotANumber),
        }
    }

    /// Reads the digits without a plus.
    pub const fn from_digits(digits: &[u8]) -> Result<E164, NumberError> {
        if digits.len() > E164::MAX_DIGITS {
            return Err(NumberError::TooLong);
        }
        if digits.len() < E164::MIN_DIGITS {
            return Err(NumberError::NotANumber);
        }
        let Some(key) = number_of(digits) else { return Err(NumberError::NotANumber) };
        if digits[0] == b'0' {
            return Err(NumberError::InvalidCountryCode);
        }
        Ok(E164 { key, calling_code_len: calling_code_len(digits[0] - b'0', digits[1] - b'0') })
    }

    /// The number with this [`key`](E164::key).
    pub const fn from_key(key: u64) -> Result<E164, NumberError> {
        if key < 100 {
            return Err(NumberError::NotANumber);
        }
        if key >= 1_000_000_000_000_000 {
            return Err(NumberError::TooLong);
        }
        let mut head = key;
        while head >= 100 {
            head /= 10;
        }
        let calling_code_len = calling_code_len((head / 10) as u8, (head % 10) as u8);
        Ok(E164 { key, calling_code_len })
    }

    /// The digits as one number: equal keys are equal numbers, and the other way round.
    pub const fn key(self) -> u64 {
        self.key
    }

    /// How many digits, without the plus: 3 to 15.
    pub const fn digit_count(self) -> usize {
        digit_count(self.key) as usize
    }

    /// The first four digits; zeros stand for those that are not there.
    #[cfg(feature = "advice")]
    pub(crate) const fn first_four(self) -> usize {
        const STEP: u64 = 10u64.pow(E164::MAX_DIGITS as u32 - 4);
        (left_aligned(self.key, digit_count(self.key)) / STEP) as usize
    }

    /// The country calling code: 1 to 3 digits, by the structure of E.164, assigned or not.
    pub const fn calling_code(self) -> u16 {
        let national_digits = self.digit_count() - self.calling_code_len as usize;
        (self.key / 10u64.pow(national_digits as u32)) as u16
    }

    /// The number as a vendor wants it written.
    pub fn in_form(self, form: NumberForm) -> NumberText {
        let mut text = NumberText::EMPTY;
        if form == NumberForm::Plus {
            text.push(b'+');
        }
        let mut power = 10u64.pow(self.key.ilog10());
        while power > 0 {
            text.push(b'0' + (self.key / power % 10) as u8);
            power /= 10;
        }
        text
    }
}

/// Powers of ten: `10u64.pow` of a number that is not known is a loop.
const POWERS: [u64; 20] = {
    let mut powers = [1; 20];
    let mut exponent = 1;
    while exponent < powers.len() {
        powers[exponent] = powers[exponent - 1] * 10;
        exponent += 1;
    }
    powers
};

/// The number that these ASCII digits make, at most 15 of them: eight at a time, since every row of a
/// campaign is read here. None where one is no digit.
const fn number_of(digits: &[u8]) -> Option<u64> {
    let (Some(head), Some(tail)) = (digits.first_chunk(), digits.last_chunk()) else {
        return one_by_one(digits);
    };
    let tail_len = digits.len() - head.len();
    let Some(head) = eight_digits(u64::from_le_bytes(*head)) else { return None };
    if tail_len == 0 {
        return Some(head);
    }
    // of the last eight those that are not in the first, behind zeros
    let own = !0 << (64 - 8 * tail_len);
    let tail = u64::from_le_bytes(*tail) & own | ZEROS & !own;
    let Some(tail) = eight_digits(tail) else { return None };
    Some(head * POWERS[tail_len] + tail)
}

/// The obvious way, for short ones.
const fn one_by_one(digits: &[u8]) -> Option<u64> {
    let mut number = 0;
    let mut i = 0;
    while i < digits.len() {
        let digit = digits[i].wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        number = number * 10 + digit as u64;
        i += 1;
    }
    Some(number)
}

const ZEROS: u64 = u64::from_le_bytes([b'0'; 8]);

/// The number of eight ASCII digits, the first in the lowest octet: digits are joined to pairs, pairs
/// to fours, and these to the whole.
#[inline]
const fn eight_digits(octets: u64) -> Option<u64> {
    const HIGH: u64 = u64::from_le_bytes([0xF0; 8]);
    const SIX: u64 = u64::from_le_bytes([6; 8]);
    // 0x30 to 0x39, and no carry out of an octet: the first test leaves at most 0x3F
    if octets & HIGH != ZEROS || (octets + SIX) & HIGH != ZEROS {
        return None;
    }
    let digits = octets - ZEROS;
    let pairs = digits.wrapping_mul(1 + (10 << 8)) >> 8
        & u64::from_le_bytes([0xFF, 0, 0xFF, 0, 0xFF, 0, 0xFF, 0]);
    let fours = pairs.wrapping_mul(1 + (100 << 16)) >> 16 & 0x0000_FFFF_0000_FFFF;
    Some(fours.wrapping_mul(1 + (10_000 << 32)) >> 32)
}

/// How many decimal digits; 1 for 0.
#[inline]
pub(crate) const fn digit_count(number: u64) -> u8 {
    // 1233 / 4096 is the logarithm of 2: one too few where the power of ten is reached
    let about = ((64 - (number | 1).leading_zeros()) * 1233) >> 12;
    about as u8 + (number >= POWERS[about as usize]) as u8 + (number == 0) as u8
}

/// These digits, `count` of them, followed by zeros up to 15.
#[cfg(any(feature = "advice", feature = "load"))]
#[inline]
pub(crate) const fn left_aligned(digits: u64, count: u8) -> u64 {
    let zeros = (E164::MAX_DIGITS as u8).saturating_sub(count);
    digits * POWERS[zeros as usize]
}

/// Length of the calling code that begins with these digits. E.164 assigned its zones so that the
/// first two digits decide, for codes not yet in use as well (ITU-T E.164, list of codes).
pub(super) const fn calling_code_len(first: u8, second: u8) -> u8 {
    match (first, second) {
        (1 | 7, _) => 1,
        (2, 0 | 7)
        | (3, 0..=4 | 6 | 9)
        | (4, 0 | 1 | 3..=9)
        | (5, 1..=8)
        | (6, 0..=6)
        | (8, 1 | 2 | 4 | 6)
        | (9, 0..=5 | 8) => 2,
        _ => 3,
    }
}

impl FromStr for E164 {
    type Err = Error;

    /// As [`E164::parse`]; the error names what to do and shows the number masked.
    fn from_str(text: &str) -> Result<E164, Error> {
        E164::parse(text).map_err(|e| {
            let kind = ErrorKind::from(e);
            Error::new(kind, "write the number as + and 3 to 15 digits, calling code first")
        })
    }
}

impl fmt::Display for E164 {
    /// `+` and the digits.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.in_form(NumberForm::Plus).as_str())
    }
}

impl fmt::Debug for E164 {
    /// Masked: only the last four digits show.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("E164(")?;
        masked(f, self.in_form(NumberForm::Plus).as_str())?;
        f.write_str(")")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;
    use alloc::string::ToString;

    #[test]
    fn sixteen_bytes_and_back() {
        assert_eq!(size_of::<E164>(), 16);
        for text in ["+123", "+441481960194", "+2250700000001", "+390612345678", "+999999999999999"]
        {
            let number = E164::parse(text).unwrap();
            assert_eq!(number.to_string(), text);
            assert_eq!(E164::from_key(number.key()), Ok(number));
            assert_eq!(&*number.in_form(NumberForm::Digits), &text[1..]);
            assert_eq!(number.digit_count(), text.len() - 1);
            #[cfg(feature = "advice")]
            assert_eq!(
                number.first_four().to_string(),
                format!("{:0<4}", &text[1..text.len().min(5)])
            );
        }
    }

    proptest::proptest! {
        /// Eight at a time is one by one, of digits and of what is none.
        #[test]
        fn digits_make_the_number_that_they_make_one_by_one(
            digits in "[0-9]{0,15}|[0-9]{0,7}[ -/:-@a0-9]{1,3}[0-9]{0,5}",
        ) {
            proptest::prop_assert_eq!(number_of(digits.as_bytes()), one_by_one(digits.as_bytes()));
            proptest::prop_assert_eq!(one_by_one(digits.as_bytes()), match digits.as_str() {
                "" => Some(0),
                _ => digits.parse().ok(),
            });
        }
    }

    #[test]
    fn any_octet_at_any_place() {
        for place in 0..15 {
            for octet in 0..=255 {
                let mut digits = *b"987654321012345";
                digits[place] = octet;
                assert_eq!(number_of(&digits), one_by_one(&digits), "{digits:?}");
            }
        }
    }

    #[test]
    fn digits_are_counted() {
        for exponent in 0..20 {
            let power = 10u64.pow(exponent);
            for number in [power - 1, power, power + 1, power.saturating_mul(9)] {
                assert_eq!(usize::from(digit_count(number)), number.to_string().len(), "{number}");
            }
        }
        assert_eq!(digit_count(u64::MAX), 20);
    }

    #[test]
    fn calling_codes_by_structure() {
        for (text, code) in
            [("+123", 1), ("+7700", 7), ("+447911123456", 44), ("+35312345", 353), ("+21099", 210)]
        {
            assert_eq!(E164::parse(text).unwrap().calling_code(), code, "{text}");
        }
    }

    #[test]
    fn refused() {
        for (text, error) in [
            ("", NumberError::NotANumber),
            ("+", NumberError::NotANumber),
            ("+12", NumberError::NotANumber),
            ("447911123456", NumberError::NotANumber),
            ("+44 7911", NumberError::NotANumber),
            ("+0123456", NumberError::InvalidCountryCode),
            ("+1234567890123456", NumberError::TooLong),
        ] {
            assert_eq!(E164::parse(text), Err(error), "{text}");
        }
        assert_eq!(E164::from_key(12), Err(NumberError::NotANumber));
        assert_eq!(E164::from_key(u64::MAX), Err(NumberError::TooLong));
    }

    #[test]
    fn debug_is_masked() {
        let number = E164::parse("+256701521269").unwrap();
        assert_eq!(format!("{number:?}"), "E164(+********1269)");
    }
}
