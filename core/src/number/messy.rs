//! Numbers as people write them: what libphonenumber's parse makes of a text.
//!
//! The steps and their order are libphonenumber's; each function says what it decides.

use super::automaton::{calling_code_len, is_kept, judge, look_up};
use super::digits::Digits;
use super::extension::{self, is_viable};
use super::national_prefix::without_prefix;
use super::pattern::{find, matches};
use super::tables::{Plan, ZEROS, plan_of_code, plan_of_region, program};
use super::{
    E164, MAX_NATIONAL_DIGITS, NumberError, NumberText, ParseOptions, ParsedNumber, Possible, e164,
};

/// Most characters that libphonenumber looks at.
pub(super) const MAX_CHARS: usize = 250;
const MIN_NATIONAL_DIGITS: usize = 2;
/// What names the context of a number in a `tel:` address.
const CONTEXT: &str = ";phone-context=";

/// The characters of an input, to be cut without allocating.
#[derive(Clone, Copy)]
struct Chars {
    chars: [char; MAX_CHARS],
    len: usize,
}

impl Chars {
    const EMPTY: Chars = Chars { chars: ['\0'; MAX_CHARS], len: 0 };

    /// Takes over a whole text.
    fn fill(&mut self, text: &str) -> Result<(), NumberError> {
        for c in text.chars() {
            *self.chars.get_mut(self.len).ok_or(NumberError::TooLong)? = c;
            self.len += 1;
        }
        Ok(())
    }

    fn as_slice(&self) -> &[char] {
        &self.chars[..self.len]
    }

    fn extend(&mut self, chars: &[char]) {
        for (place, c) in self.chars[self.len..].iter_mut().zip(chars) {
            *place = *c;
            self.len += 1;
        }
    }
}

/// Reads any text; see [`super::parse`].
pub(super) fn parse(text: &str, options: &ParseOptions) -> Result<ParsedNumber, NumberError> {
    let mut input = Chars::EMPTY;
    input.fill(text)?;
    let mut address;
    let candidate = match position(input.as_slice(), CONTEXT) {
        None => possible_number(input.as_slice()),
        Some(at) => {
            address = Chars::EMPTY;
            address_number(input.as_slice(), at, &mut address)?;
            address.as_slice()
        }
    };
    let candidate = without_subaddress(candidate);
    if !is_viable(candidate) {
        let mangled = is_mangled(input.as_slice());
        return Err(if mangled {
            NumberError::SpreadsheetMangled
        } else {
            NumberError::NotANumber
        });
    }
    let default = options.default_region.and_then(plan_of_region);
    let pluses = candidate.iter().take_while(|c| is_plus(**c)).count();
    let by_policy = options.assume_international
        || options.idd00 && candidate.iter().filter_map(|c| digit(*c)).take(2).eq(*b"00");
    if pluses == 0 && default.is_none() && !by_policy {
        return Err(NumberError::InvalidCountryCode);
    }
    let (number, extension) = extension::split(candidate);
    if !options.letters && number.iter().any(|c| c.is_ascii_alphabetic() && !is_x(*c)) {
        let mangled = is_mangled(number);
        return Err(if mangled { NumberError::SpreadsheetMangled } else { NumberError::Letters });
    }

    if pluses > 0 {
        // in a call of its own, so that only it pays for its buffers
        if let Some(result) = international(&number[pluses..], extension) {
            return result;
        }
    }
    let (calling_code, mut national) = match split_code(number, default, options) {
        // a plus that makes no sense is ignored
        Err(NumberError::InvalidCountryCode) if pluses > 0 => {
            match split_code(&number[pluses..], default, &ParseOptions::default())? {
                (None, _) => return Err(NumberError::InvalidCountryCode),
                found => found,
            }
        }
        found => found?,
    };
    let plan = match calling_code {
        Some(code) => plan_of_code(code),
        None => default,
    }
    .ok_or(NumberError::InvalidCountryCode)?;

    if national.len() < MIN_NATIONAL_DIGITS {
        return Err(NumberError::TooShortNsn);
    }
    let mut changed = false;
    if let Some(rest) = without_prefix(plan, national.as_slice())
        && is_kept(plan.possible(rest.len()))
    {
        national = rest;
        changed = calling_code.is_some();
    }
    if national.len() < MIN_NATIONAL_DIGITS {
        return Err(NumberError::TooShortNsn);
    }
    if national.len() > MAX_NATIONAL_DIGITS {
        return Err(NumberError::TooLong);
    }
    let mut digits = NumberText::EMPTY;
    digits.push_number(plan.calling_code);
    for digit in national.as_slice() {
        digits.push(*digit);
    }
    let verdict = look_up(digits.as_bytes());
    match verdict.error() {
        Some(error) => Err(error),
        None => {
            let verdict = if changed { verdict.with_changed() } else { verdict };
            Ok(ParsedNumber { digits, extension, verdict })
        }
    }
}

/// Judges what stands behind a plus by the automaton, as far as it reaches; None where the general
/// way has to decide.
fn international(
    number: &[char],
    extension: NumberText,
) -> Option<Result<ParsedNumber, NumberError>> {
    let digits = normalize(number);
    if !(E164::MIN_DIGITS..=E164::MAX_DIGITS).contains(&digits.len()) {
        return None;
    }
    let (verdict, changed) = judge(digits.as_slice());
    match verdict.error() {
        // a plus that makes no sense is ignored
        Some(NumberError::InvalidCountryCode) => None,
        Some(error) => Some(Err(error)),
        None => {
            let digits = changed.unwrap_or_else(|| NumberText::of(digits.as_slice()));
            Some(Ok(ParsedNumber { digits, extension, verdict }))
        }
    }
}

/// Puts together in `address` the number that a `tel:` address says (RFC 3966), whose context is
/// named at this place.
fn address_number(input: &[char], at: usize, address: &mut Chars) -> Result<(), NumberError> {
    let context = &input[at + CONTEXT.len()..];
    let end = context.iter().position(|c| *c == ';').unwrap_or(context.len());
    let context = &context[..end];
    if !is_global_context(context) && !is_domain(context) {
        return Err(NumberError::NotANumber);
    }
    if context.first() == Some(&'+') {
        address.extend(context);
    }
    let from = position(input, "tel:").map_or(0, |tel| tel + "tel:".len());
    address.extend(input.get(from..at).unwrap_or_default());
    Ok(())
}

/// A subaddress is a part of an address (RFC 3966), not of the number.
fn without_subaddress(number: &[char]) -> &[char] {
    let end = position(number, ";isub=").filter(|at| *at > 0);
    &number[..end.unwrap_or(number.len())]
}

/// Where a word stands first.
fn position(chars: &[char], word: &str) -> Option<usize> {
    let first = word.chars().next()?;
    let is_here = |at: &usize| chars[*at..].iter().copied().take(word.len()).eq(word.chars());
    (0..chars.len()).find(|at| chars[*at] == first && is_here(at))
}

/// From the first plus or digit, without what trails, up to where a second number begins.
fn possible_number(input: &[char]) -> &[char] {
    let Some(start) = input.iter().position(|c| is_plus(*c) || digit(*c).is_some()) else {
        return &[];
    };
    let number = &input[start..];
    let is_end = |c: &char| *c == '#' || c.is_alphanumeric();
    let number = &number[..number.iter().rposition(is_end).map_or(0, |last| last + 1)];
    let second = |at: &usize| {
        let rest = &number[*at..];
        matches!(rest[0], '/' | '\\') && rest[1..].iter().find(|c| **c != ' ') == Some(&'x')
    };
    &number[..(0..number.len()).find(second).unwrap_or(number.len())]
}

/// A phone context that is the beginning of a number: `+`, digits and visual separators.
fn is_global_context(context: &[char]) -> bool {
    let Some((&'+', rest)) = context.split_first() else { return false };
    rest.iter().any(|c| digit(*c).is_some())
        && rest.iter().all(|c| digit(*c).is_some() || matches!(c, '-' | '.' | '(' | ')'))
}

/// A phone context that is a domain name: it says nothing of the number.
fn is_domain(context: &[char]) -> bool {
    let name = context.strip_suffix(&['.']).unwrap_or(context);
    let is_word = |c: &char| c.is_ascii_alphabetic() || digit(*c).is_some();
    let is_label = |label: &[char]| {
        label.first().is_some_and(is_word)
            && label.last().is_some_and(is_word)
            && label.iter().all(|c| *c == '-' || is_word(c))
    };
    name.split(|c| *c == '.').all(is_label)
        && name
            .rsplit(|c| *c == '.')
            .next()
            .and_then(<[char]>::first)
            .is_some_and(char::is_ascii_alphabetic)
}

/// The calling code, where the number gives one, and the digits behind it; else None and all
/// digits.
fn split_code(
    number: &[char],
    default: Option<&Plan>,
    options: &ParseOptions,
) -> Result<(Option<u16>, Digits), NumberError> {
    let (digits, international) = without_international_prefix(number, default, options);
    if international {
        if digits.len() <= MIN_NATIONAL_DIGITS {
            return Err(NumberError::TooShortAfterIdd);
        }
        let code = calling_code(digits.as_slice()).ok_or(NumberError::InvalidCountryCode)?;
        return Ok((Some(code), after(&digits, calling_code_len(code))));
    }
    // a number that repeats the default region's calling code without a plus
    if let Some(plan) = default
        && let code_len = calling_code_len(plan.calling_code)
        && calling_code(digits.as_slice()) == Some(plan.calling_code)
    {
        let rest = after(&digits, code_len);
        let rest = without_prefix(plan, rest.as_slice()).unwrap_or(rest);
        let general = program(plan.general);
        if !matches(general, digits.as_slice()) && matches(general, rest.as_slice())
            || plan.possible(digits.len()) == Possible::TooLong
        {
            return Ok((Some(plan.calling_code), rest));
        }
    }
    Ok((None, digits))
}

fn after(digits: &Digits, count: usize) -> Digits {
    let mut rest = Digits::EMPTY;
    rest.extend(digits.as_slice().get(count..).unwrap_or_default());
    rest
}

/// The calling code that digits begin with; None when it is not assigned.
fn calling_code(digits: &[u8]) -> Option<u16> {
    let (first, second) = (*digits.first()? - b'0', digits.get(1).map_or(0, |d| d - b'0'));
    if first == 0 {
        return None;
    }
    let code = digits.get(..usize::from(e164::calling_code_len(first, second)))?;
    let code = code.iter().fold(0, |code, digit| 10 * code + u16::from(digit - b'0'));
    plan_of_code(code).map(|plan| plan.calling_code)
}

/// The digits behind a plus or the default region's international prefix, and true; else all
/// digits and false.
fn without_international_prefix(
    number: &[char],
    default: Option<&Plan>,
    options: &ParseOptions,
) -> (Digits, bool) {
    let pluses = number.iter().take_while(|c| is_plus(**c)).count();
    let digits = normalize(&number[pluses..]);
    if pluses > 0 {
        return (digits, true);
    }
    let end = default.and_then(|plan| {
        find(program(plan.international_prefix), digits.as_slice(), false, &mut [0; 10])
    });
    // no calling code begins with 0
    if let Some(end) = end.filter(|end| digits.as_slice().get(*end) != Some(&b'0')) {
        return (after(&digits, end), true);
    }
    if options.idd00 && digits.as_slice().starts_with(b"00") {
        return (after(&digits, 2), true);
    }
    (digits, options.assume_international)
}

/// The ASCII digits of a text. With three or more letters it is a word number, and letters are the
/// digits of a keypad (ITU-T E.161); Unicode's other digits do not count in one.
fn normalize(number: &[char]) -> Digits {
    let mut digits = Digits::EMPTY;
    if number.iter().filter(|c| c.is_ascii_alphabetic()).count() >= 3 {
        for c in number {
            if let Some(digit) = keypad(*c) {
                digits.push(digit);
            }
        }
    } else {
        number.iter().filter_map(|c| digit(*c)).for_each(|digit| digits.push(digit));
    }
    digits
}

fn keypad(c: char) -> Option<u8> {
    Some(match c.to_ascii_uppercase() {
        '0'..='9' => c as u8,
        'A'..='C' => b'2',
        'D'..='F' => b'3',
        'G'..='I' => b'4',
        'J'..='L' => b'5',
        'M'..='O' => b'6',
        'P'..='S' => b'7',
        'T'..='V' => b'8',
        'W'..='Z' => b'9',
        _ => return None,
    })
}

/// A plus, or the wide plus of East Asian typing.
pub(super) const fn is_plus(c: char) -> bool {
    matches!(c, '+' | '\u{FF0B}')
}

/// `x` stands for a carrier code that is left out, as in Brazil: punctuation, not a letter.
const fn is_x(c: char) -> bool {
    matches!(c, 'x' | 'X')
}

/// The ASCII digit that a decimal digit of any script stands for.
pub(super) fn digit(c: char) -> Option<u8> {
    if c.is_ascii() {
        return c.is_ascii_digit().then_some(c as u8);
    }
    let code = u32::from(c);
    let before = ZEROS.partition_point(|zero| *zero <= code).checked_sub(1)?;
    let value = code - ZEROS.get(before)?;
    (value < 10).then(|| b'0' + value as u8)
}

/// Whether a spreadsheet has made the number a power of ten: `2.56702E+11`, `2,56702e11`.
fn is_mangled(input: &[char]) -> bool {
    let text = |c: &&char| !c.is_whitespace();
    let mut chars = input.iter().skip_while(|c| !text(c)).peekable();
    let mut digits = 0;
    while chars.next_if(|c| c.is_ascii_digit() || matches!(c, '.' | ',')).is_some() {
        digits += 1;
    }
    let exponent = chars.next_if(|c| matches!(c, 'e' | 'E')).is_some();
    chars.next_if(|c| **c == '+');
    let mut power = 0;
    while chars.next_if(|c| c.is_ascii_digit()).is_some() {
        power += 1;
    }
    digits > 0 && exponent && (1..=2).contains(&power) && !chars.any(|c| !c.is_whitespace())
}
