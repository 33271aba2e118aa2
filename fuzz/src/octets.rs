//! Octets, reassembly and counting: the properties of core's own tests, on the fuzzer's input.

use septet::alphabet::{LockingTable, SingleTable};
use septet::{Encoding, LanguagePair};

use crate::{count_properties, octets_properties as properties};

/// Any octets under any header fields, which the first three octets choose.
pub fn decode(data: &[u8]) {
    if let [length, dcs, has_header, octets @ ..] = data {
        properties::decode_any(octets, *length, *dcs, has_header & 1 == 1);
    }
}

/// Packing, unpacking and each form of the kernels; the first octet chooses the fill bits.
pub fn pack(data: &[u8]) {
    let [choice, octets @ ..] = data else { return };
    properties::pack_round_trip(octets, usize::from(choice % 20));
    properties::unpack_any(octets, usize::from(choice % 20));
    properties::every_form(&String::from_utf8_lossy(octets), octets, choice % 7);
    properties::ucs2_round_trip(&String::from_utf8_lossy(octets), octets);
}

/// One segment of any text under any header: two octets choose the tables, one the encoding, and
/// the rest of the first sixteen the header.
pub fn segment(data: &[u8]) {
    let Some((choice, text)) = data.split_first_chunk::<16>() else { return };
    let text = String::from_utf8_lossy(text);
    let languages = languages(choice[0], choice[1]);
    let number = |at: usize| u16::from_be_bytes([choice[at], choice[at + 1]]);
    let concatenation = (choice[3] & 1 == 1).then_some((number(4), choice[6], choice[7]));
    let ports = (choice[3] & 2 == 2).then_some((number(8), number(10)));
    let other = &choice[12..12 + usize::from(choice[3] >> 2 & 3)];
    let encoding = encoding(choice[2]);
    properties::segment_round_trip(&text, encoding, languages, concatenation, ports, other);
    properties::septets_round_trip(&text, languages);
    properties::decode_any_septets(&data[16..], languages);
}

/// Segments of any text, shuffled and doubled.
pub fn reassembly(data: &[u8]) {
    let Some((choice, text)) = data.split_first_chunk::<12>() else { return };
    let text = String::from_utf8_lossy(text);
    let order = u64::from_le_bytes([
        choice[4], choice[5], choice[6], choice[7], choice[8], choice[9], choice[10], choice[11],
    ]);
    match encoding(choice[2]) {
        Encoding::Gsm7 => {
            let languages = languages(choice[0], choice[1]);
            properties::shuffled_segments(&text, Encoding::Gsm7, languages, order);
        }
        _ => properties::shuffled_segments(&text, Encoding::Ucs2, LanguagePair::DEFAULT, order),
    }
}

/// A column of texts, cut at line feeds, and each text by itself.
pub fn count(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    count_properties::counted(&text.split('\n').collect::<Vec<_>>());
}

fn languages(locking: u8, single: u8) -> LanguagePair {
    LanguagePair::new(
        LockingTable::from_id(locking % 14).unwrap_or_default(),
        SingleTable::from_id(single % 14).unwrap_or_default(),
    )
}

fn encoding(choice: u8) -> Encoding {
    match choice % 3 {
        0 => Encoding::Gsm7,
        1 => Encoding::Ucs2,
        _ => Encoding::Data8,
    }
}
