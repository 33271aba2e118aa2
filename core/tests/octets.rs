//! User data both ways: golden segments, and properties against the slow twins.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "oracle/octets.rs"]
mod oracle;
#[path = "properties/octets.rs"]
mod properties;

use proptest::prelude::*;
use septet::alphabet::{LockingTable, SingleTable};
use septet::user_data::{
    Content, DataCoding, HeaderElements, MessageClass, SEGMENT_OCTET_LEN, ShortMessage,
    SmscAlphabet, UserData, UserDataHeader, encode, encode_data8, encode_septets,
};
use septet::{Encoding, LanguagePair};

fn hex(digits: &str) -> Vec<u8> {
    let octet = |at| u8::from_str_radix(&digits[at..at + 2], 16).unwrap();
    (0..digits.len()).step_by(2).map(octet).collect()
}

fn to_hex(octets: &[u8]) -> String {
    octets.iter().map(|octet| format!("{octet:02x}")).collect()
}

/// The rows of octets.tsv, or of the file of the same form that SEPTET_OCTETS names.
fn rows() -> String {
    match std::env::var("SEPTET_OCTETS") {
        Ok(path) => std::fs::read_to_string(path).unwrap(),
        Err(_) => include_str!("vectors/octets.tsv").into(),
    }
}

#[test]
fn golden_segments_both_ways() {
    let mut judged = 0;
    for row in rows().lines() {
        let [encoding, text, header, length, packed, unpacked] =
            row.split('\t').collect::<Vec<_>>().try_into().unwrap();
        let encoding = Encoding::from_word(encoding).unwrap();
        let text: String = serde_json::from_str(text).unwrap();
        let header = hex(header);
        let elements = match header.is_empty() {
            true => HeaderElements::default(),
            false => {
                let read = UserDataHeader::parse(&header).unwrap();
                HeaderElements {
                    concatenation: read.concatenation(),
                    ports: read.ports(),
                    languages: read.languages(),
                    other: &[],
                }
            }
        };
        let mut out = [0; SEGMENT_OCTET_LEN];
        let (user_data, content) = match encoding {
            Encoding::Data8 => {
                let data = hex(&text);
                (encode_data8(&data, None, &elements, &mut out).unwrap(), Content::Data(data))
            }
            _ => {
                (encode(&text, encoding, &elements, &mut out).unwrap(), Content::Text(text.clone()))
            }
        };
        assert_eq!(to_hex(user_data.octets()), packed, "{row}");
        assert_eq!(user_data.udl().to_string(), length, "{row}");
        let received =
            UserData::new(user_data.octets(), user_data.udl(), encoding.into(), !header.is_empty());
        assert_eq!(received.decode().unwrap(), content, "{row}");
        if !unpacked.is_empty() {
            let mut out = [0; 160];
            let len = encode_septets(&text, elements.languages, &mut out).unwrap();
            assert_eq!(to_hex(&out[..len]), unpacked, "{row}");
            let message = ShortMessage::encode(&text, encoding, None, &elements, &mut out).unwrap();
            let expected = format!("{}{unpacked}", to_hex(&header));
            assert_eq!(to_hex(message.short_message), expected, "{row}");
            assert_eq!(message.esm_class, if header.is_empty() { 0 } else { 0x40 });
        }
        judged += 1;
    }
    assert!(judged >= 918, "{judged}");
}

#[test]
fn golden_decoding() {
    use serde_json::Value;
    let mut judged = 0;
    for line in include_str!("vectors/text_decode.jsonl").lines() {
        let case: Value = serde_json::from_str(line).unwrap();
        let octet = |name: &str| u8::try_from(case[name].as_u64().unwrap()).unwrap();
        let result = match case["septets_hex"].as_str() {
            Some(septets) => {
                let languages = LanguagePair::from_ids(octet("locking"), octet("single")).unwrap();
                septet::user_data::decode_septets(&hex(septets), languages).map(Content::Text)
            }
            None => {
                let octets = hex(case["ud_hex"].as_str().unwrap());
                let coding = DataCoding::from_octet(octet("dcs"));
                UserData::new(&octets, octet("udl"), coding, case["udhi"].as_bool().unwrap())
                    .decode()
            }
        };
        match result {
            Ok(Content::Text(text)) => assert_eq!(case["expect_text"], *text, "{line}"),
            Ok(Content::Data(data)) => assert_eq!(case["expect_data_hex"], *to_hex(&data)),
            Ok(_) => panic!("{line}"),
            Err(error) => assert_eq!(case["expect_error"], error.kind().as_str(), "{line}"),
        }
        judged += 1;
    }
    assert_eq!(judged, 322);
}

#[test]
fn smpp_fields_by_class_and_vendor_alphabet() {
    let mut out = [0; 160];
    let none = HeaderElements::default();
    let flash = Some(MessageClass::Class0);
    for (encoding, class, data_coding) in [
        (Encoding::Gsm7, None, 0x00),
        (Encoding::Ucs2, None, 0x08),
        (Encoding::Gsm7, flash, 0xF0),
        (Encoding::Ucs2, flash, 0x18),
    ] {
        let message = ShortMessage::encode("hi @", encoding, class, &none, &mut out).unwrap();
        assert_eq!((message.data_coding, message.esm_class), (data_coding, 0));
        let text = Content::Text("hi @".into());
        assert_eq!(message.decode(SmscAlphabet::Gsm7).unwrap(), text);
    }
    // 0x40 is '@' in ASCII and '¡' in GSM-7; 0xE9 is 'é' in Latin-1 only
    let read = |octets: &'static [u8], data_coding, alphabet| {
        let message = ShortMessage { short_message: octets, data_coding, esm_class: 0 };
        message.decode(alphabet)
    };
    let text = |text: &str| Content::Text(text.into());
    assert_eq!(read(b"\x40", 0, SmscAlphabet::Gsm7).unwrap(), text("¡"));
    assert_eq!(read(b"\x40\xE9", 0, SmscAlphabet::Latin1).unwrap(), text("@é"));
    assert_eq!(read(b"\x40\xE9", 3, SmscAlphabet::Gsm7).unwrap(), text("@é"));
    assert_eq!(read(b"\x40", 0, SmscAlphabet::Ascii).unwrap(), text("@"));
    let error = read(b"\x40\xE9", 0, SmscAlphabet::Ascii).unwrap_err();
    assert_eq!(error.kind().as_str(), "bad_septet");
    let error = read(b"\x40", 5, SmscAlphabet::Gsm7).unwrap_err();
    assert_eq!((error.kind().as_str(), error.value()), ("invalid_option", Some("0x05")));
}

#[test]
fn offsets_of_damage_count_from_the_start_of_the_user_data() {
    for (octets, length, dcs, has_header, kind, offset) in [
        (&b""[..], 0, 0x00, true, "header_overrun", 0),
        (b"\x05\x00\x03", 3, 0x08, true, "header_overrun", 0),
        (b"\x05\x00\x03\x01\x02\x01\x24", 9, 0x00, true, "truncated", 7),
        (b"\x05\x70\x00\x00\x03\x01", 6, 0x08, true, "header_overrun", 3),
        (b"\x02\x70\x00\x00\x61\x00", 6, 0x08, true, "odd_length", 5),
        (b"\x00\x61\x00", 3, 0x08, false, "odd_length", 2),
        (b"\x00\x61", 4, 0x08, false, "truncated", 2),
        (b"\x05\x00\x03\x01\x02\x01\x24", 3, 0x00, true, "header_overrun", 0),
    ] {
        let user_data = UserData::new(octets, length, DataCoding::from_octet(dcs), has_header);
        let error = user_data.decode().expect_err("damage");
        assert_eq!(error.kind().as_str(), kind, "{octets:02x?}");
        assert_eq!(error.detail("octet_offset"), Some(u64::into(offset)), "{octets:02x?}");
    }
}

/// Any pair of tables.
fn languages() -> impl Strategy<Value = LanguagePair> {
    (0..14u8, 0..14u8).prop_map(|(locking, single)| {
        let locking = LockingTable::from_id(locking).unwrap_or_default();
        LanguagePair::new(locking, SingleTable::from_id(single).unwrap())
    })
}

/// Text that a pair of tables holds, for the most part.
fn text_of(languages: LanguagePair) -> impl Strategy<Value = String> {
    let mut chars: Vec<char> = (0..128).filter_map(|c| languages.locking().char_at(c)).collect();
    chars.extend((0..128).filter_map(|code| languages.single().char_at(code)));
    let known = prop::sample::select(chars);
    let c = prop_oneof![60 => known, 1 => any::<char>()];
    prop::collection::vec(c, 0..220).prop_map(String::from_iter)
}

fn encoding() -> impl Strategy<Value = Encoding> {
    prop::sample::select(&[Encoding::Gsm7, Encoding::Ucs2, Encoding::Data8][..])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn packing(bytes in prop::collection::vec(any::<u8>(), 0..400), header_len in 0..20usize) {
        properties::pack_round_trip(&bytes, header_len);
        properties::unpack_any(&bytes, header_len);
    }

    #[test]
    fn forms_of_the_kernels(
        text in prop_oneof![
            text_of(LanguagePair::DEFAULT),
            "[ -~é€\\n]{0,200}",
            "[a-zم-ي ]{0,160}",
            "[a中文😀é]{0,160}",
            any::<String>(),
        ],
        bytes in prop::collection::vec(any::<u8>(), 0..400),
        fill_bits in 0..7u8,
    ) {
        properties::every_form(&text, &bytes, fill_bits);
    }

    #[test]
    fn septets_and_text(
        (languages, text) in languages().prop_flat_map(|l| (Just(l), text_of(l))),
        bytes in prop::collection::vec(0..0x84u8, 0..60),
    ) {
        properties::septets_round_trip(&text, languages);
        properties::decode_any_septets(&bytes, languages);
    }

    #[test]
    fn ucs2(text in any::<String>(), octets in prop::collection::vec(any::<u8>(), 0..100)) {
        properties::ucs2_round_trip(&text, &octets);
    }

    #[test]
    fn segments(
        (languages, text) in languages().prop_flat_map(|l| (Just(l), text_of(l))),
        encoding in encoding(),
        concatenation in any::<Option<(u16, u8, u8)>>(),
        ports in any::<Option<(u16, u16)>>(),
        other in prop::collection::vec(any::<u8>(), 0..160),
        length in 0..70usize,
    ) {
        let short: String = text.chars().take(length).collect();
        for text in [text, short] {
            properties::segment_round_trip(
                &text, encoding, languages, concatenation, ports, &other[..other.len() / 4],
            );
            properties::segment_round_trip(
                &text, encoding, languages, concatenation, ports, &other,
            );
        }
    }

    #[test]
    fn damage_is_a_typed_error(
        octets in prop::collection::vec(prop_oneof![0..10u8, any::<u8>()], 0..160),
        length in any::<u8>(),
        dcs in any::<u8>(),
        has_header in any::<bool>(),
    ) {
        properties::decode_any(&octets, length, dcs, has_header);
    }

    #[test]
    fn shuffled_and_doubled_segments(
        (languages, text) in languages().prop_flat_map(|l| (Just(l), text_of(l))),
        encoding in prop::sample::select(&[Encoding::Gsm7, Encoding::Ucs2][..]),
        order in any::<u64>(),
    ) {
        let languages = match encoding {
            Encoding::Gsm7 => languages,
            _ => LanguagePair::DEFAULT,
        };
        properties::shuffled_segments(&text, encoding, languages, order);
    }
}
