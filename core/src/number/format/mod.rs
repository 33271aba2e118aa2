//! Numbers as people write them, at home and abroad.

#[rustfmt::skip]
mod generated;

use core::fmt::{self, Write};

use super::ParsedNumber;
use super::pattern::{begins, find, group};

/// How national numbers under one calling code are grouped.
struct Formats {
    calling_code: u16,
    /// From and to in the list of formats; the first that fits counts.
    national: (u16, u16),
    international: (u16, u16),
    /// What stands before an extension.
    extension: &'static str,
}

/// One way of grouping.
struct Format {
    /// Program that captures the groups of a whole national number.
    pattern: u16,
    /// Program that the national number must begin with; 0: any.
    leading_digits: u16,
    /// The result, with `\1` for the first group; a national prefix is in it.
    text: &'static str,
}

/// A number in national or international format, written by its `Display`.
#[derive(Clone, Copy)]
pub struct FormattedNumber<'a> {
    number: &'a ParsedNumber,
    international: bool,
}

impl ParsedNumber {
    /// As it is written within its country, `020 7946 0018`, with its extension.
    pub const fn national(&self) -> FormattedNumber<'_> {
        FormattedNumber { number: self, international: false }
    }

    /// As it is written abroad, `+44 20 7946 0018`, with its extension.
    pub const fn international(&self) -> FormattedNumber<'_> {
        FormattedNumber { number: self, international: true }
    }
}

impl fmt::Display for FormattedNumber<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = self.number;
        let code = number.calling_code();
        let national = number.national_number();
        let formats = generated::CODES
            .binary_search_by_key(&code, |formats| formats.calling_code)
            .ok()
            .and_then(|at| generated::CODES.get(at));
        if self.international {
            write!(f, "+{code} ")?;
        }
        match formats.and_then(|formats| choose(formats, self.international, national)) {
            Some(format) => write_groups(f, format, national)?,
            None => f.write_str(national)?,
        }
        match (number.extension(), formats) {
            (Some(extension), Some(formats)) => write!(f, "{}{extension}", formats.extension),
            _ => Ok(()),
        }
    }
}

fn program(at: u16) -> &'static [u16] {
    &generated::PROGRAMS[usize::from(at)..]
}

fn choose(formats: &Formats, international: bool, national: &str) -> Option<&'static Format> {
    let (from, to) = if international { formats.international } else { formats.national };
    generated::FORMATS[usize::from(from)..usize::from(to)].iter().find(|format| {
        (format.leading_digits == 0 || begins(program(format.leading_digits), national.as_bytes()))
            && find(program(format.pattern), national.as_bytes(), true, &mut [0; 10]).is_some()
    })
}

fn write_groups(f: &mut fmt::Formatter<'_>, format: &Format, national: &str) -> fmt::Result {
    let mut captures = [0; 10];
    find(program(format.pattern), national.as_bytes(), true, &mut captures);
    let mut text = format.text.chars();
    while let Some(c) = text.next() {
        if c != '\\' {
            f.write_char(c)?;
            continue;
        }
        let number = text.next().and_then(|digit| digit.to_digit(10)).unwrap_or_default();
        let digits = group(national.as_bytes(), &captures, number as usize).unwrap_or_default();
        f.write_str(core::str::from_utf8(digits).unwrap_or_default())?;
    }
    Ok(())
}

impl fmt::Debug for FormattedNumber<'_> {
    /// Masked, as the number itself.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.number, f)
    }
}
