//! Extensions, and what a phone number may look like at all.

use core::ops::Range;

use super::NumberText;
use super::messy::{digit, is_plus};

/// Whether characters may be a phone number: two digits; or pluses, then at least three digits with
/// punctuation between them, then punctuation, digits and letters; and perhaps an extension.
pub(super) fn is_viable(chars: &[char]) -> bool {
    if chars.len() == 2 && chars.iter().all(|c| digit(*c).is_some()) {
        return true;
    }
    let mut at = chars.iter().take_while(|c| is_plus(**c)).count();
    let mut digits = 0;
    let places = places(chars);
    while at < chars.len() {
        let c = chars[at];
        if digit(c).is_some() {
            digits += 1;
        } else if !(is_punctuation(c) || digits >= 3 && is_letter(c)) {
            break;
        }
        at += 1;
        if digits >= 3 && places.contains(&at) && extension_at(&chars[at..]).is_some() {
            return true;
        }
    }
    digits >= 3 && at == chars.len()
}

/// The number without its extension, and the extension; empty where there is none.
pub(super) fn split(chars: &[char]) -> (&[char], NumberText) {
    let found = places(chars).find_map(|at| Some((at, extension_at(&chars[at..])?)));
    match found {
        Some((at, extension)) if is_viable(&chars[..at]) => (&chars[..at], extension),
        _ => (chars, NumberText::EMPTY),
    }
}

/// Where an extension may begin. Its digits are the last ones of the text, with or without a hash
/// behind them, and no label has a digit in it: so it begins between those digits and the digit
/// before them, and only where something else than separators stands there.
fn places(chars: &[char]) -> Range<usize> {
    let is_digit = |c: &char| digit(*c).is_some();
    let hash = chars.last() == Some(&'#');
    let end = chars.len() - usize::from(hash);
    let Some(label_end) = chars[..end].iter().rposition(|c| !is_digit(c)).map(|last| last + 1)
    else {
        return 0..0;
    };
    let label_start = chars[..label_end].iter().rposition(is_digit).map_or(0, |before| before + 1);
    let is_plain = |c: &char| matches!(c, '+' | ' ' | '-' | '.' | '(' | ')' | '/');
    if label_end == end || !hash && chars[label_start..label_end].iter().all(is_plain) {
        return 0..0;
    }
    label_start..label_end
}

/// Punctuation of phone numbers: dashes, blanks, stops, slashes, brackets, tildes, a star, and the
/// `x` of a carrier code.
fn is_punctuation(c: char) -> bool {
    matches!(c,
        '-' | 'x' | 'X' | '*' | ' ' | '(' | ')' | '[' | ']' | '.' | '/' | '~'
        | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{30FC}' | '\u{FF0D}'..='\u{FF0F}'
        | '\u{A0}' | '\u{AD}' | '\u{200B}' | '\u{2060}' | '\u{3000}' | '\u{FF08}' | '\u{FF09}'
        | '\u{FF3B}' | '\u{FF3D}' | '\u{2053}' | '\u{223C}' | '\u{FF5E}')
}

/// A letter, as a pattern for ASCII letters sees it that ignores the case of all of Unicode.
fn is_letter(c: char) -> bool {
    fold(c).is_ascii_alphabetic()
}

/// The form without case of those letters that labels and patterns use.
fn fold(c: char) -> char {
    match c {
        '\u{130}' | '\u{131}' => 'i',
        '\u{17F}' => 's',
        '\u{212A}' => 'k',
        _ if c.is_ascii() => c.to_ascii_lowercase(),
        _ => c.to_lowercase().next().unwrap_or(c),
    }
}

/// The digits of an extension that begins with the first of these characters and ends with the
/// last; None when they are none. The six forms are libphonenumber's, in its order.
fn extension_at(chars: &[char]) -> Option<NumberText> {
    if chars.first().is_none_or(|c| digit(*c).is_some()) {
        return None;
    }
    let hash = chars.last() == Some(&'#');
    let body = if hash { &chars[..chars.len() - 1] } else { chars };
    let count = body.iter().rev().take_while(|c| digit(**c).is_some()).count();
    let (label, digits) = body.split_at(body.len() - count);
    let most = if count == 0 { 0 } else { longest(label, hash) };
    if count == 0 || count > most {
        return None;
    }
    let mut text = NumberText::EMPTY;
    for c in digits {
        text.push(digit(*c)?);
    }
    Some(text)
}

/// How many digits an extension may have behind this label: the surer the label, the more. 0: no
/// label.
fn longest(label: &[char], hash: bool) -> usize {
    const EXPLICIT: usize = 20;
    const AUTO_DIAL: usize = 15;
    const AMBIGUOUS: usize = 9;
    const UNSURE: usize = 6;

    // every form begins with one of these, or with a comma among separators; a hash needs none
    let may_begin = |c: &char| {
        !c.is_ascii() || matches!(c.to_ascii_lowercase(), ';' | 'e' | 'x' | 'a' | 'i' | '#' | '~')
    };
    let first = label.iter().find(|c| !is_separator(**c));
    if !hash && !label.contains(&',') && !first.is_some_and(may_begin) {
        return 0;
    }
    let mut most = 0;
    if !hash && eat(label, ";ext=") == Some(&[]) {
        most = EXPLICIT;
    }
    let named = skip(label, is_separator);
    if explicit(named).is_some_and(is_filler) {
        most = most.max(EXPLICIT);
    }
    if ambiguous(named).is_some_and(is_filler) {
        most = most.max(AMBIGUOUS);
    }
    if hash && !label.is_empty() && label.iter().all(|c| matches!(c, '-' | ' ')) {
        most = most.max(UNSURE);
    }
    let dialled = skip(label, |c| c != ',' && is_separator(c));
    if eat(dialled, ",,").or(eat(dialled, ";")).is_some_and(is_filler) {
        most = most.max(AUTO_DIAL);
    }
    if eat(dialled, ",").is_some_and(|rest| is_filler(skip(rest, |c| c == ','))) {
        most = most.max(AMBIGUOUS);
    }
    most
}

/// `ext`, `extn`, `extension`, with and without accent, in Latin, wide Latin and Cyrillic letters;
/// `anexo`.
fn explicit(label: &[char]) -> Option<&[char]> {
    if let Some(rest) = eat(label, "доб").or(eat(label, "anexo")) {
        return Some(rest);
    }
    if let Some(rest) = eat(eat(label, "ｅ").unwrap_or(label), "ｘｔ") {
        return Some(eat(rest, "ｎ").unwrap_or(rest));
    }
    let rest = eat(eat(label, "e").unwrap_or(label), "xt")?;
    let rest = eat(rest, "ensio\u{301}")
        .or(eat(rest, "ensio"))
        .or(eat(rest, "ensi\u{F3}"))
        .unwrap_or(rest);
    Some(eat(rest, "n").unwrap_or(rest))
}

/// `x`, `#`, `~`, `int`, and their wide forms.
fn ambiguous(label: &[char]) -> Option<&[char]> {
    ["int", "ｉｎｔ", "x", "ｘ", "#", "＃", "~", "～"].iter().find_map(|word| eat(label, word))
}

/// What may stand between a label and the digits: a stop or colon, then blanks, commas, dashes.
fn is_filler(rest: &[char]) -> bool {
    let rest = match rest {
        [':' | '.' | '\u{FF0E}', rest @ ..] => rest,
        rest => rest,
    };
    rest.iter().all(|c| *c == '-' || is_separator(*c))
}

fn is_separator(c: char) -> bool {
    matches!(c, ' ' | '\u{A0}' | '\t' | ',')
}

fn skip(chars: &[char], is: impl Fn(char) -> bool) -> &[char] {
    &chars[chars.iter().take_while(|c| is(**c)).count()..]
}

/// What follows `word`, in any case.
fn eat<'a>(chars: &'a [char], word: &str) -> Option<&'a [char]> {
    let mut rest = chars;
    for expected in word.chars() {
        let (first, after) = rest.split_first()?;
        if *first != expected && fold(*first) != expected {
            return None;
        }
        rest = after;
    }
    Some(rest)
}
