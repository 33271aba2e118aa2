//! The same work by the code that first comes to mind: what each stage is measured against.

use septet::LanguagePair;
use septet::alphabet::{ESCAPE, Septets};
use unicode_segmentation::UnicodeSegmentation;

/// What most programs do: a `match` over the characters of the alphabet, then UTF-16.
pub fn count(text: &str) -> (bool, usize) {
    let mut septets = 0;
    for c in text.chars() {
        septets += match c {
            '\n'
            | '\r'
            | ' '..='Z'
            | '_'
            | 'a'..='z'
            | '£'
            | '¥'
            | 'è'
            | 'é'
            | 'ù'
            | 'ì'
            | 'ò'
            | 'Ç'
            | 'Ø'
            | 'ø'
            | 'Å'
            | 'å'
            | 'Δ'
            | 'Φ'
            | 'Γ'
            | 'Λ'
            | 'Ω'
            | 'Π'
            | 'Ψ'
            | 'Σ'
            | 'Θ'
            | 'Ξ'
            | 'Æ'
            | 'æ'
            | 'ß'
            | 'É'
            | '¤'
            | '¡'
            | 'Ä'
            | 'Ö'
            | 'Ñ'
            | 'Ü'
            | '§'
            | '¿'
            | 'ä'
            | 'ö'
            | 'ñ'
            | 'ü'
            | 'à' => 1,
            '\u{c}' | '^' | '{' | '}' | '\\' | '[' | '~' | ']' | '|' | '€' => 2,
            _ => return (false, text.encode_utf16().count()),
        };
    }
    (true, septets)
}

/// The obvious packing: bit by bit.
pub fn pack(septets: &[u8], out: &mut [u8]) {
    out.fill(0);
    for (at, septet) in septets.iter().enumerate() {
        for bit in 0..7 {
            let place = at * 7 + bit;
            out[place / 8] |= (septet >> bit & 1) << (place % 8);
        }
    }
}

/// The obvious septets: each character looked up in the tables.
pub fn septets(text: &str, out: &mut Vec<u8>) {
    out.clear();
    for c in text.chars() {
        match LanguagePair::DEFAULT.septets_of(c) {
            Some(Septets::One(code)) => out.push(code),
            Some(Septets::Escaped(code)) => out.extend([ESCAPE, code]),
            None => out.push(u8::MAX), // outside the alphabet: no text here has any
        }
    }
}

/// Cuts with every cluster of the text looked at.
pub fn segments(text: &str, limit: usize) -> usize {
    let (mut segments, mut used) = (1, 0);
    for cluster in text.graphemes(true) {
        let units = cluster.chars().map(char::len_utf16).sum::<usize>();
        if used + units > limit {
            segments += 1;
            used = 0;
        }
        used += units;
    }
    segments
}
