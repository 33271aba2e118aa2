//! Bodies of the form `a=b&c=d` (application/x-www-form-urlencoded).

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

/// The value of the first field with this name, unescaped.
pub(super) fn get<'a>(form: &'a str, name: &str) -> Option<Cow<'a, str>> {
    let form = form.trim_matches([' ', '\t', '\r', '\n', '\u{c}']);
    form.split('&')
        .filter_map(|field| field.split_once('='))
        .find(|(n, _)| unescape(n) == name)
        .map(|(_, value)| unescape(value))
}

/// `+` is a blank and `%41` an octet of UTF-8; what is not UTF-8 becomes U+FFFD.
fn unescape(text: &str) -> Cow<'_, str> {
    if !text.bytes().any(|b| matches!(b, b'+' | b'%')) {
        return Cow::Borrowed(text);
    }
    let bytes = text.as_bytes();
    let mut octets = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&b) = bytes.get(at) {
        at += 1;
        octets.push(match b {
            b'+' => b' ',
            b'%' => match (hex(bytes.get(at)), hex(bytes.get(at + 1))) {
                (Some(high), Some(low)) => {
                    at += 2;
                    high << 4 | low
                }
                _ => b'%',
            },
            b => b,
        });
    }
    Cow::Owned(String::from_utf8_lossy(&octets).into_owned())
}

fn hex(digit: Option<&u8>) -> Option<u8> {
    (*digit? as char).to_digit(16).map(|d| d as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields() {
        let form = " a=1&b=%C3%A9+x&b=2&c=%zz%4&d&e==&%66=7\r\n";
        let value = |name| get(form, name);
        assert_eq!(value("a").unwrap(), "1");
        assert_eq!(value("b").unwrap(), "\u{e9} x", "the first of equal names");
        assert_eq!(value("c").unwrap(), "%zz%4");
        assert_eq!(value("d"), None);
        assert_eq!(value("e").unwrap(), "=");
        assert_eq!(value("f").unwrap(), "7");
        assert_eq!(get("x=%FF", "x").unwrap(), "\u{FFFD}");
    }
}
