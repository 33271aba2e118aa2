//! Whether a text is within a vendor's limits of length, under every reading of them.

use crate::encoding::Encoding;
use crate::vendor::{ByteEncoding, ByteLimit, OnConflict, TextCount, TextRules};

/// How a text stands to the vendor's limits, or to one of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Length {
    /// Within them, however they are read.
    Within,
    /// Within them under one reading and over them under another.
    Unclear,
    /// Over them, however they are read.
    Over,
}

/// How a text stands to all limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Judged {
    /// The worst of them.
    pub(super) length: Length,
    /// Over one limit under every reading and not over another, where none is said to decide.
    pub(super) in_conflict: bool,
}

/// What the limits count of a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Measure<'a> {
    pub(super) text: &'a str,
    pub(super) encoding: Encoding,
    /// Septets or code units.
    pub(super) units: u32,
    pub(super) segments: u32,
}

/// Judges a text by the limits of `rules`. Where `on_conflict` names one limit, that one alone
/// decides; otherwise any of them.
pub(super) fn length(measure: &Measure<'_>, rules: &TextRules) -> Judged {
    // no count of a text exceeds its octets in UTF-8, but for septets (an escaped ASCII character
    // counts two) and octets in UTF-16: most texts need no look at their characters
    let octet_len_max = 2 * measure.text.len();
    let fits = |max: u32| octet_len_max <= max as usize;
    let parts = rules.max_parts.map(|max| match measure.segments > max {
        true => Length::Over,
        false => Length::Within,
    });
    let chars = rules.max_chars.map(|max| match fits(max) {
        true => Length::Within,
        false => chars(measure, max as usize, rules.chars_are),
    });
    let bytes = rules.max_bytes.as_ref().map(|limit| match fits(limit.n) {
        true => Length::Within,
        false => bytes(measure, limit),
    });
    let limits = match rules.on_conflict {
        OnConflict::Strictest => [parts, chars, bytes],
        OnConflict::Parts => [parts, None, None],
        OnConflict::Chars => [None, chars, None],
        OnConflict::Bytes => [None, None, bytes],
    };
    let said = || limits.into_iter().flatten();
    let length = said().max().unwrap_or(Length::Within);
    let in_conflict = length == Length::Over && said().any(|limit| limit != Length::Over);
    Judged { length, in_conflict }
}

fn chars(measure: &Measure<'_>, max: usize, chars_are: Option<TextCount>) -> Length {
    let count = |what| match what {
        TextCount::Scalars => measure.text.chars().count(),
        TextCount::Septets if measure.encoding == Encoding::Gsm7 => measure.units as usize,
        // a text that is not GSM-7 has no septets: its code units stand for them
        _ => measure.text.encode_utf16().count(),
    };
    let readings = [TextCount::Scalars, TextCount::Utf16, TextCount::Septets];
    verdict(chars_are, &readings, |what| count(what) > max)
}

fn bytes(measure: &Measure<'_>, limit: &ByteLimit) -> Length {
    let count = |what| match what {
        ByteEncoding::Utf8 => measure.text.len(),
        ByteEncoding::Gsm7 if measure.encoding == Encoding::Gsm7 => {
            (measure.units as usize * 7).div_ceil(8)
        }
        _ => 2 * measure.text.encode_utf16().count(),
    };
    let readings = [ByteEncoding::Utf8, ByteEncoding::Utf16, ByteEncoding::Gsm7];
    verdict(limit.encoding, &readings, |what| count(what) > limit.n as usize)
}

fn verdict<T: Copy>(said: Option<T>, readings: &[T], over: impl Fn(T) -> bool) -> Length {
    match said {
        Some(reading) if over(reading) => Length::Over,
        Some(_) => Length::Within,
        None => match readings.iter().filter(|r| over(**r)).count() {
            0 => Length::Within,
            n if n == readings.len() => Length::Over,
            _ => Length::Unclear,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::String;

    fn judge(text: &str, encoding: Encoding, units: u32, rules: &TextRules) -> Length {
        length(&Measure { text, encoding, units, segments: units / 153 + 1 }, rules).length
    }

    #[test]
    fn every_reading_of_an_unspecified_limit() {
        let rules = TextRules { max_chars: Some(4), ..TextRules::default() };
        assert_eq!(judge("abcd", Encoding::Gsm7, 4, &rules), Length::Within);
        assert_eq!(judge("abcde", Encoding::Gsm7, 5, &rules), Length::Over);
        // three characters, six septets
        assert_eq!(judge("€€€", Encoding::Gsm7, 6, &rules), Length::Unclear);
        // three characters, six code units
        assert_eq!(judge("😀😀😀", Encoding::Ucs2, 6, &rules), Length::Unclear);
        let scalars = TextRules { chars_are: Some(TextCount::Scalars), ..rules };
        assert_eq!(judge("😀😀😀", Encoding::Ucs2, 6, &scalars), Length::Within);
    }

    #[test]
    fn octets_in_each_encoding() {
        let limit = |encoding| TextRules {
            max_bytes: Some(ByteLimit { n: 8, encoding }),
            ..TextRules::default()
        };
        let nine: String = "a".repeat(9);
        // 9 in UTF-8, 18 in UTF-16, 8 packed
        assert_eq!(judge(&nine, Encoding::Gsm7, 9, &limit(None)), Length::Unclear);
        for (encoding, expected) in [
            (ByteEncoding::Utf8, Length::Over),
            (ByteEncoding::Utf16, Length::Over),
            (ByteEncoding::Gsm7, Length::Within),
        ] {
            assert_eq!(judge(&nine, Encoding::Gsm7, 9, &limit(Some(encoding))), expected);
        }
    }

    #[test]
    fn one_limit_may_decide_alone() {
        let mut rules = TextRules {
            max_chars: Some(3),
            chars_are: Some(TextCount::Scalars),
            max_parts: Some(1),
            ..TextRules::default()
        };
        assert_eq!(judge("abcd", Encoding::Gsm7, 4, &rules), Length::Over);
        rules.on_conflict = OnConflict::Parts;
        assert_eq!(judge("abcd", Encoding::Gsm7, 4, &rules), Length::Within);
    }
}
