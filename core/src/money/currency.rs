//! Currencies: ISO 4217 codes, and names of a vendor's own points or credits.

use alloc::format;
use core::fmt;

use crate::error::{Error, ErrorKind};

/// The longest text: `x-` and 31 characters.
const MAX_LEN: usize = 33;

/// What an amount is of: an ISO 4217 code such as `USD`, or `x-` and a name for points or credits
/// that a vendor bills (`x-msegat-point`).
///
/// Codes are not looked up in the ISO list: `XYZ` is a currency by its form.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency {
    bytes: [u8; MAX_LEN],
    len: u8,
}

impl Currency {
    /// Reads `^[A-Z]{3}$` or `^x-[a-z0-9][a-z0-9-]{0,30}$`.
    ///
    /// # Errors
    /// [`ErrorKind::CurrencyInvalid`].
    pub fn parse(text: &str) -> Result<Currency, Error> {
        if !is_iso(text) && !is_own(text) {
            return Err(Error::new(
                ErrorKind::CurrencyInvalid,
                "give an ISO 4217 code such as USD, or x- and a name of lower-case letters, \
                 digits and hyphens for points or credits, such as x-points",
            )
            .with_value(text));
        }
        let mut bytes = [0; MAX_LEN];
        bytes[..text.len()].copy_from_slice(text.as_bytes());
        Ok(Currency { bytes, len: text.len() as u8 })
    }

    /// The code or name.
    pub fn as_str(&self) -> &str {
        // parse() let only ASCII in
        core::str::from_utf8(&self.bytes[..usize::from(self.len)]).unwrap_or_default()
    }
}

fn is_iso(text: &str) -> bool {
    text.len() == 3 && text.bytes().all(|b| b.is_ascii_uppercase())
}

fn is_own(text: &str) -> bool {
    let Some(name) = text.strip_prefix("x-") else {
        return false;
    };
    text.len() <= MAX_LEN
        && !name.is_empty()
        && !name.starts_with('-')
        && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&format!("Currency({self})"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    #[test]
    fn forms() {
        for good in ["USD", "XYZ", "x-p", "x-msegat-point", "x-0", "x-9-"] {
            assert_eq!(Currency::parse(good).unwrap().to_string(), good);
        }
        let longest = alloc::format!("x-{}", "a".repeat(31));
        assert_eq!(Currency::parse(&longest).unwrap().as_str(), longest);
        for bad in ["", "US", "USDX", "usd", "x-", "x--a", "X-a", "x-A", "x-a b", "x-é", "١٢٣"]
        {
            assert_eq!(Currency::parse(bad).unwrap_err().kind(), ErrorKind::CurrencyInvalid);
        }
        assert!(Currency::parse(&alloc::format!("x-{}", "a".repeat(32))).is_err());
    }
}
