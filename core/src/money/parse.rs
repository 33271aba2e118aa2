//! The strict reading of amounts. A decimal library would take `1_000`, `+0.05`, `.05` or `1e-3`,
//! and round what is too fine; a price list with such a text has a mistake in it.

use alloc::vec::Vec;

use super::{Amount, NANOS_PER_UNIT, SCALE};
use crate::error::{Error, ErrorKind};

/// Why a text is no amount; who reads it says what kind of amount it should have been.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AmountFault {
    Syntax,
    Negative,
    Precision,
    TooLarge,
}

impl AmountFault {
    /// What is wrong and what to do.
    pub(crate) const fn advice(self) -> &'static str {
        match self {
            AmountFault::Syntax => {
                "write digits with a decimal point and nothing else, such as 0.05"
            }
            AmountFault::Negative => "an amount cannot be negative",
            AmountFault::Precision => "at most 9 decimals are kept; nothing is rounded silently",
            AmountFault::TooLarge => "the largest amount is 9223372036854775807.999999999",
        }
    }

    fn error(self, text: &str) -> Error {
        let kind = match self {
            AmountFault::Syntax => ErrorKind::AmountSyntax,
            AmountFault::Negative => ErrorKind::AmountNegative,
            AmountFault::Precision => ErrorKind::AmountPrecision,
            AmountFault::TooLarge => ErrorKind::AmountTooLarge,
        };
        Error::new(kind, self.advice()).with_value(text)
    }
}

impl Amount {
    /// Reads `^(0|[1-9][0-9]*)(\.[0-9]+)?$` with at most 9 significant decimals (zeros after them
    /// are fine).
    ///
    /// # Errors
    /// [`ErrorKind::AmountSyntax`], [`ErrorKind::AmountNegative`] (an amount with `-` in front),
    /// [`ErrorKind::AmountPrecision`], [`ErrorKind::AmountTooLarge`].
    pub fn parse(text: &str) -> Result<Amount, Error> {
        Amount::parse_text(text).map_err(|fault| fault.error(text))
    }

    /// Reads the source text of a JSON number, never through a float: an exponent is exact.
    ///
    /// # Errors
    /// As [`Amount::parse`].
    pub fn parse_json_number(text: &str) -> Result<Amount, Error> {
        Amount::parse_number(text).map_err(|fault| fault.error(text))
    }

    pub(crate) fn parse_text(text: &str) -> Result<Amount, AmountFault> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, decimals) = split_decimal(digits)?;
        if negative {
            return Err(AmountFault::Negative);
        }
        sum(whole.bytes(), decimals.trim_end_matches('0').bytes())
    }

    pub(crate) fn parse_number(text: &str) -> Result<Amount, AmountFault> {
        let Some(at) = text.find(['e', 'E']) else {
            return Amount::parse_text(text);
        };
        let (mantissa, exponent) = (&text[..at], &text[at + 1..]);
        let (negative, mantissa) = match mantissa.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, mantissa),
        };
        let (whole, decimals) = split_decimal(mantissa)?;
        let unsigned = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        if unsigned.is_empty() || !unsigned.bytes().all(|b| b.is_ascii_digit()) {
            return Err(AmountFault::Syntax);
        }
        if negative {
            return Err(AmountFault::Negative);
        }
        // the digits without the point, and how many of them stand before it after the shift
        let digits: Vec<u8> = whole.bytes().chain(decimals.bytes()).collect();
        let Some(first) = digits.iter().position(|b| *b != b'0') else {
            return Ok(Amount::ZERO);
        };
        let end = digits.iter().rposition(|b| *b != b'0').map_or(0, |last| last + 1);
        let kept = digits[first..end].iter().copied();
        // no text is long enough to come back from an exponent of this size
        let magnitude = unsigned.parse().unwrap_or(i64::MAX).min(i64::MAX / 4);
        let shift = if exponent.starts_with('-') { -magnitude } else { magnitude };
        let point = whole.len() as i64 - first as i64 + shift;
        if point > 20 {
            return Err(AmountFault::TooLarge);
        }
        if point >= 0 {
            let point = point as usize;
            let zeros = core::iter::repeat(b'0');
            sum(kept.clone().chain(zeros).take(point), kept.skip(point))
        } else if point < -i64::from(SCALE) {
            Err(AmountFault::Precision)
        } else {
            let zeros = core::iter::repeat_n(b'0', point.unsigned_abs() as usize);
            sum(core::iter::empty(), zeros.chain(kept))
        }
    }
}

/// The digits before and after the point; the first part without needless zeros in front.
fn split_decimal(text: &str) -> Result<(&str, &str), AmountFault> {
    let (whole, decimals) = match text.split_once('.') {
        Some((_, "")) => return Err(AmountFault::Syntax),
        Some(parts) => parts,
        None => (text, ""),
    };
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || (whole.len() > 1 && whole.starts_with('0')) {
        return Err(AmountFault::Syntax);
    }
    if !digits(whole) || !digits(decimals) {
        return Err(AmountFault::Syntax);
    }
    Ok((whole, decimals))
}

/// The amount of these ASCII digits; `decimals` without zeros at its end.
fn sum(
    whole: impl Iterator<Item = u8>,
    decimals: impl Iterator<Item = u8>,
) -> Result<Amount, AmountFault> {
    let mut nanos: i128 = 0;
    let mut places = 0;
    for digit in decimals {
        if places == SCALE {
            return Err(AmountFault::Precision);
        }
        nanos = nanos * 10 + i128::from(digit - b'0');
        places += 1;
    }
    for _ in places..SCALE {
        nanos *= 10;
    }
    let mut units: i128 = 0;
    for digit in whole {
        units = units * 10 + i128::from(digit - b'0');
        if units > i128::from(i64::MAX) {
            return Err(AmountFault::TooLarge);
        }
    }
    Ok(Amount(units * NANOS_PER_UNIT + nanos))
}

impl core::str::FromStr for Amount {
    type Err = Error;

    fn from_str(text: &str) -> Result<Amount, Error> {
        Amount::parse(text)
    }
}

#[cfg(feature = "load")]
impl AmountFault {
    /// The kind of this fault, chosen by who reads the amount.
    pub(crate) fn kind(
        self,
        [syntax, negative, precision, too_large]: [ErrorKind; 4],
    ) -> ErrorKind {
        match self {
            AmountFault::Syntax => syntax,
            AmountFault::Negative => negative,
            AmountFault::Precision => precision,
            AmountFault::TooLarge => too_large,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_numbers_are_exact() {
        let cases = [
            ("5e-2", Ok(50_000_000)),
            ("1E2", Ok(100_000_000_000)),
            ("0e999999999999999999999", Ok(0)),
            ("0.5e1", Ok(5_000_000_000)),
            ("12.5e-1", Ok(1_250_000_000)),
            ("0.00000000010e1", Ok(1)),
            ("1e-9", Ok(1)),
            ("1e-10", Err(AmountFault::Precision)),
            ("10e-10", Ok(1)),
            ("1e-99999999999999999999", Err(AmountFault::Precision)),
            ("1e19", Err(AmountFault::TooLarge)),
            ("9.2e18", Ok(9_200_000_000_000_000_000_000_000_000)),
            ("1e99999999999999999999", Err(AmountFault::TooLarge)),
            ("-1e0", Err(AmountFault::Negative)),
            ("1e", Err(AmountFault::Syntax)),
            ("1e+", Err(AmountFault::Syntax)),
            ("01e1", Err(AmountFault::Syntax)),
            ("1.e1", Err(AmountFault::Syntax)),
        ];
        for (text, expect) in cases {
            let got = Amount::parse_number(text).map(Amount::nanos);
            assert_eq!(got, expect, "{text:?}");
        }
    }
}
