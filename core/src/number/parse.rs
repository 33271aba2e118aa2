use super::automaton::judge;
use super::messy::MAX_CHARS;
use super::{E164, NumberError, NumberText, ParseOptions, ParsedNumber, Region, Verdict, messy};

/// Reads a number as libphonenumber does: `+` and digits, or with a default region its national
/// forms, with all that people put between digits.
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
    let mut buffer = [0; E164::MAX_DIGITS];
    let bytes = text.as_bytes();
    let digits = strict(bytes).or_else(|| separated(bytes, options.letters, &mut buffer));
    if let Some(digits) = digits {
        let (verdict, changed) = judge(digits);
        match verdict.error() {
            None => {
                let digits = changed.unwrap_or_else(|| NumberText::of(digits));
                return Ok(ParsedNumber { digits, extension: NumberText::EMPTY, verdict });
            }
            // a default region may make sense of it without the plus
            Some(NumberError::InvalidCountryCode) if options.default_region.is_some() => {}
            Some(error) => return Err(error),
        }
    }
    messy::parse(text, options)
}

/// The verdict of [`parse`] on `+` and 3 to 15 ASCII digits, without the number itself; None for
/// any other text.
pub fn judge_strict(text: &[u8]) -> Option<Verdict> {
    strict(text).map(|digits| judge(digits).0)
}

/// The digits of a text that is `+` and 3 to 15 ASCII digits.
#[inline]
fn strict(text: &[u8]) -> Option<&[u8]> {
    match text {
        [b'+', digits @ ..]
            if (E164::MIN_DIGITS..=E164::MAX_DIGITS).contains(&digits.len())
                && digits.iter().all(u8::is_ascii_digit) =>
        {
            Some(digits)
        }
        _ => None,
    }
}

/// Letters from which on a text is a word number, in which they stand for digits.
const WORD_LETTERS: usize = 3;

/// The digits of a text that is `+` and 3 to 15 ASCII digits with blanks, dashes, stops, brackets
/// or slashes among them, as people group them. Such a text is judged by its digits, and so is one
/// with fewer than three letters behind its third digit, if letters are allowed at all; but an `x`
/// may begin an extension.
fn separated<'a>(
    text: &[u8],
    letters: bool,
    digits: &'a mut [u8; E164::MAX_DIGITS],
) -> Option<&'a [u8]> {
    let [b'+', rest @ ..] = text else { return None };
    if rest.len() >= MAX_CHARS {
        return None;
    }
    let (mut count, mut letter_count) = (0, 0);
    for byte in rest {
        match byte {
            b'0'..=b'9' => {
                *digits.get_mut(count)? = *byte;
                count += 1;
            }
            b' ' | b'-' | b'.' | b'(' | b')' | b'/' => {}
            b'x' | b'X' => return None,
            letter if letter.is_ascii_alphabetic() && letters && count >= E164::MIN_DIGITS => {
                letter_count += 1;
                if letter_count == WORD_LETTERS {
                    return None;
                }
            }
            _ => return None,
        }
    }
    digits.get(..count).filter(|digits| digits.len() >= E164::MIN_DIGITS)
}
