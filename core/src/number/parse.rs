use super::calling_codes::CALLING_CODES;
use super::e164::calling_code_len;
use super::{NumberError, NumberKind, NumberText, ParseOptions, ParsedNumber, Possible, Region};

/// Reads a number as libphonenumber does: `+` and digits, or with a default region its national
/// forms.
///
/// # Errors
/// [`NumberError`]: what libphonenumber refuses to parse.
pub fn parse(text: &str, default_region: Option<Region>) -> Result<ParsedNumber, NumberError> {
    parse_with(text, &ParseOptions { default_region, letters: true, ..ParseOptions::default() })
}

/// Reads a number by an explicit policy for forms other than `+` and digits.
///
/// # Errors
/// [`NumberError`]: why the text is no number under these options.
pub fn parse_with(text: &str, options: &ParseOptions) -> Result<ParsedNumber, NumberError> {
    let bytes = text.as_bytes();
    let digits = match bytes {
        [b'+', digits @ ..] => digits,
        [b'0', b'0', digits @ ..] if options.idd00 => digits,
        digits if options.assume_international => digits,
        _ => return Err(NumberError::InvalidCountryCode),
    };
    if digits.len() < 3 || !digits.iter().all(u8::is_ascii_digit) {
        return Err(NumberError::NotANumber);
    }
    if digits.len() > super::E164::MAX_DIGITS {
        return Err(NumberError::TooLong);
    }
    let code_len = calling_code_len(digits[0] - b'0', digits[1] - b'0');
    let code = digits[..usize::from(code_len)]
        .iter()
        .fold(0, |code, digit| code * 10 + u16::from(digit - b'0'));
    let at = CALLING_CODES
        .binary_search_by_key(&code, |row| row.0)
        .map_err(|_| NumberError::InvalidCountryCode)?;
    if digits.len() < usize::from(code_len) + 2 {
        return Err(NumberError::TooShortNsn);
    }
    let mut text = NumberText::EMPTY;
    for digit in digits {
        text.push(*digit);
    }
    Ok(ParsedNumber {
        digits: text,
        extension: NumberText::EMPTY,
        calling_code: code,
        calling_code_len: code_len,
        region: CALLING_CODES[at].1,
        kind: NumberKind::FixedLineOrMobile,
        possible: Possible::IsPossible,
        changed: false,
    })
}
