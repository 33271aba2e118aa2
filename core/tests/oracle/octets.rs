//! The slow obvious twins of user data: one bit and one character at a time.

use septet::LanguagePair;
use septet::alphabet::{ESCAPE, LockingTable, SingleTable};

/// Each septet bit by bit, lowest first, after `fill_bits` zero bits.
pub(crate) fn pack(septets: &[u8], fill_bits: usize) -> Vec<u8> {
    let mut bits = vec![false; fill_bits];
    for septet in septets {
        bits.extend((0..7).map(|bit| septet >> bit & 1 == 1));
    }
    let octet =
        |bits: &[bool]| bits.iter().enumerate().map(|(at, bit)| u8::from(*bit) << at).sum::<u8>();
    bits.chunks(8).map(octet).collect()
}

/// `septet_count` septets bit by bit.
pub(crate) fn unpack(octets: &[u8], fill_bits: usize, septet_count: usize) -> Vec<u8> {
    let bit = |at: usize| octets[at / 8] >> (at % 8) & 1;
    let septet = |at: usize| (0..7).map(|i| bit(fill_bits + at * 7 + i) << i).sum();
    (0..septet_count).map(septet).collect()
}

/// The septets of a text by looking through the tables from the lowest code on; `None` when a
/// character stands in neither.
pub(crate) fn septets(text: &str, languages: LanguagePair) -> Option<Vec<u8>> {
    let mut septets = Vec::new();
    for c in text.chars() {
        let locking = (0..128).find(|code| locking(languages).char_at(*code) == Some(c));
        let single = (0..128).find(|code| single(languages).char_at(*code) == Some(c));
        match (locking, single) {
            (Some(code), _) => septets.push(code),
            (None, Some(code)) => septets.extend([ESCAPE, code]),
            (None, None) => return None,
        }
    }
    Some(septets)
}

fn locking(languages: LanguagePair) -> LockingTable {
    languages.locking()
}

fn single(languages: LanguagePair) -> SingleTable {
    languages.single()
}

/// The text of septets as the rows of TS 23.038 clause 6.2.1.1 say it.
pub(crate) fn text(septets: &[u8], languages: LanguagePair) -> String {
    let main = |code| locking(languages).char_at(code).unwrap_or(' ');
    match septets {
        [] => String::new(),
        [ESCAPE] | [ESCAPE, ESCAPE] => " ".into(),
        [ESCAPE, ESCAPE, rest @ ..] => format!(" {}", text(rest, languages)),
        [ESCAPE, 0x0D, rest @ ..] => format!("\r{}", text(rest, languages)),
        [ESCAPE, code, rest @ ..] => {
            let c = single(languages).char_at(*code).unwrap_or(main(*code));
            format!("{c}{}", text(rest, languages))
        }
        [code, rest @ ..] => format!("{}{}", main(*code), text(rest, languages)),
    }
}

/// Big-endian UTF-16 of each character by the definition (Unicode 3.9, D91).
pub(crate) fn ucs2(text: &str) -> Vec<u8> {
    let mut octets = Vec::new();
    for c in text.chars().map(u32::from) {
        let units = match c.checked_sub(0x1_0000) {
            None => vec![c],
            Some(above) => vec![0xD800 + above / 0x400, 0xDC00 + above % 0x400],
        };
        octets.extend(units.iter().flat_map(|unit| [(unit / 256) as u8, (unit % 256) as u8]));
    }
    octets
}
