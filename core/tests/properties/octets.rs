//! What must hold of octets for any input: called by the property tests and by the fuzz targets.

use septet::kernel::{self, Path, Stop};
use septet::reassembly::{Message, Reassembly};
use septet::user_data::{
    Concatenation, ConcatenationReference, Content, DataCoding, FillBits, HeaderElements,
    InformationElement, Ports, SEGMENT_OCTET_LEN, ShortMessage, SmscAlphabet, UserData,
    decode_septets, decode_ucs2, encode, encode_data8, encode_septets, encode_ucs2, pack,
    packed_len, unpack,
};
use septet::{Encoding, ErrorKind, LanguagePair};

use crate::oracle;

/// Any bytes as septets: packing equals the twin, and unpacking gives them back.
pub(crate) fn pack_round_trip(bytes: &[u8], header_octet_len: usize) {
    let septets: Vec<u8> = bytes.iter().map(|byte| byte & 0x7F).collect();
    let fill_bits = FillBits::after_header(header_octet_len);
    let expected = oracle::pack(&septets, usize::from(fill_bits.count()));
    assert_eq!(expected.len(), packed_len(septets.len(), fill_bits));
    let mut octets = vec![0xAA; expected.len() + 3];
    let len = pack(&septets, fill_bits, &mut octets).expect("septets and room for them");
    assert_eq!(octets[..len], expected);
    assert_eq!(octets[len..], [0xAA; 3], "nothing is written beyond the length");

    let mut unpacked = vec![0xAA; septets.len()];
    unpack(&expected, fill_bits, &mut unpacked).expect("octets of that many septets");
    assert_eq!(unpacked, septets);
    if let (false, Some((_, shorter))) = (septets.is_empty(), expected.split_last()) {
        let error = unpack(shorter, fill_bits, &mut unpacked).expect_err("an octet is missing");
        assert_eq!(error.kind(), ErrorKind::Truncated);
    }
    if !bytes.is_empty() {
        let short = &mut octets[..expected.len() - 1];
        let error = pack(&septets, fill_bits, short).expect_err("a short buffer");
        assert_eq!(error.kind(), ErrorKind::BufferTooSmall);
    }
    if let Some(at) = bytes.iter().position(|byte| *byte > 0x7F) {
        let error = pack(bytes, fill_bits, &mut octets).expect_err("no septets");
        assert_eq!(error.kind(), ErrorKind::BadSeptet);
        assert_eq!(error.detail("octet_offset"), Some((at as u64).into()));
    }
}

/// Any bytes unpack as the twin unpacks them.
pub(crate) fn unpack_any(octets: &[u8], header_octet_len: usize) {
    let fill_bits = FillBits::after_header(header_octet_len);
    let fill = usize::from(fill_bits.count());
    let count = (octets.len() * 8).saturating_sub(fill) / 7;
    let mut septets = vec![0; count];
    unpack(octets, fill_bits, &mut septets).expect("as many as there are");
    assert_eq!(septets, oracle::unpack(octets, fill, count));
}

/// Any text, in any pair of tables: septets equal the twin's, and they read back as the text.
pub(crate) fn septets_round_trip(text: &str, languages: LanguagePair) {
    let mut out = vec![0; text.len() * 2];
    match (encode_septets(text, languages, &mut out), oracle::septets(text, languages)) {
        (Ok(len), Some(expected)) => {
            assert_eq!(out[..len], expected);
            let back = decode_septets(&expected, languages).expect("septets");
            assert_eq!(back, text);
            assert_eq!(back, oracle::text(&expected, languages));
        }
        (Err(error), None) => {
            assert_eq!(error.kind(), ErrorKind::NotEncodable);
            let offset = error.detail("byte_offset").expect("an offset").to_string();
            let (before, after) = text.split_at(offset.parse().expect("a number"));
            assert!(oracle::septets(before, languages).is_some());
            let first = after.chars().next().expect("a character").to_string();
            assert_eq!(oracle::septets(&first, languages), None);
        }
        (got, expected) => panic!("{got:?} where the twin has {expected:?}"),
    }
}

/// Any septets read as the twin reads them.
pub(crate) fn decode_any_septets(bytes: &[u8], languages: LanguagePair) {
    match decode_septets(bytes, languages) {
        Ok(text) => assert_eq!(text, oracle::text(bytes, languages)),
        Err(error) => {
            assert_eq!(error.kind(), ErrorKind::BadSeptet);
            assert!(bytes.iter().any(|byte| *byte > 0x7F));
        }
    }
}

/// Any text as UCS-2: equal to the twin, and back; any octets decode as the standard library does.
pub(crate) fn ucs2_round_trip(text: &str, octets: &[u8]) {
    let mut out = vec![0; text.len() * 2];
    let len = encode_ucs2(text, &mut out).expect("room");
    assert_eq!(out[..len], oracle::ucs2(text));
    assert_eq!(decode_ucs2(&out[..len]).expect("whole units"), text);

    let units: Vec<u16> =
        octets.chunks_exact(2).map(|unit| u16::from_be_bytes([unit[0], unit[1]])).collect();
    match decode_ucs2(octets) {
        Ok(text) => assert_eq!(text, String::from_utf16_lossy(&units)),
        Err(error) => {
            assert_eq!(error.kind(), ErrorKind::OddLength);
            assert_eq!(octets.len() % 2, 1);
        }
    }
}

/// A segment of any text, under any header: what is encoded reads back, packed and in SMPP form;
/// what is refused did not fit or cannot be encoded.
pub(crate) fn segment_round_trip(
    text: &str,
    encoding: Encoding,
    languages: LanguagePair,
    concatenation: Option<(u16, u8, u8)>,
    ports: Option<(u16, u16)>,
    other: &[u8],
) {
    let element = [InformationElement { id: 0x70, data: other }];
    let reference = |number: u16| match u8::try_from(number) {
        Ok(number) => ConcatenationReference::Bits8(number),
        Err(_) => ConcatenationReference::Bits16(number),
    };
    let header = HeaderElements {
        concatenation: concatenation.and_then(|(number, total, sequence)| {
            Concatenation::new(reference(number), total, sequence)
        }),
        ports: ports.map(|(destination, source)| Ports { destination, source }),
        languages: if encoding == Encoding::Gsm7 { languages } else { LanguagePair::DEFAULT },
        other: if other.is_empty() { &[] } else { &element },
    };
    let mut out = [0; SEGMENT_OCTET_LEN];
    let (encoded, content) = match encoding {
        Encoding::Data8 => (
            encode_data8(text.as_bytes(), None, &header, &mut out),
            Content::Data(text.as_bytes().to_vec()),
        ),
        _ => (encode(text, encoding, &header, &mut out), Content::Text(text.to_string())),
    };
    let header_len = header.octet_len();
    let body = match encoding {
        Encoding::Gsm7 => oracle::septets(text, header.languages)
            .map(|septets| oracle::pack(&septets, (7 - header_len * 8 % 7) % 7)),
        Encoding::Ucs2 => Some(oracle::ucs2(text)),
        Encoding::Data8 => Some(text.as_bytes().to_vec()),
    };
    let user_data = match (encoded, body) {
        (Ok(user_data), Some(body)) => {
            assert_eq!(user_data.octets()[header_len..], body);
            user_data
        }
        (Err(error), Some(body)) => {
            assert_eq!(error.kind(), ErrorKind::SegmentTooLong);
            assert!(header_len + body.len() > SEGMENT_OCTET_LEN);
            return;
        }
        (Err(error), None) => {
            // whichever comes first: no room, or a character outside the tables
            assert!(matches!(error.kind(), ErrorKind::NotEncodable | ErrorKind::SegmentTooLong));
            return;
        }
        (Ok(_), None) => panic!("encoded what the tables do not hold"),
    };
    assert_eq!(user_data.decode().expect("what was encoded"), content);
    let read = user_data.header().expect("a whole header");
    assert_eq!(read.is_some(), header_len > 0);
    if let Some(read) = read {
        assert_eq!(read.octet_len(), header_len);
        assert_eq!(read.concatenation(), header.concatenation);
        assert_eq!(read.ports(), header.ports);
        assert_eq!(read.languages(), header.languages);
        assert!(other.is_empty() || read.elements().any(|e| e == element[0]));
    }

    if encoding != Encoding::Data8 {
        let mut out = [0; 160];
        let message = ShortMessage::encode(text, encoding, None, &header, &mut out)
            .expect("what fits packed fits unpacked");
        assert_eq!(message.decode(SmscAlphabet::Gsm7).expect("what was encoded"), content);
    }
}

/// Any octets under any header fields: a value or a typed error whose offset lies within them.
pub(crate) fn decode_any(octets: &[u8], length: u8, dcs: u8, has_header: bool) {
    let user_data = UserData::new(octets, length, DataCoding::from_octet(dcs), has_header);
    if let Err(error) = user_data.decode() {
        let kinds = [
            ErrorKind::Compressed,
            ErrorKind::HeaderOverrun,
            ErrorKind::OddLength,
            ErrorKind::Truncated,
        ];
        assert!(kinds.contains(&error.kind()), "{error}");
        if error.kind() != ErrorKind::Compressed {
            let offset = error.detail("octet_offset").expect("an offset").to_string();
            assert!(offset.parse::<usize>().expect("a number") <= octets.len());
        }
    }
    let mut reassembly = Reassembly::new();
    match reassembly.push("", user_data) {
        Ok(_) => assert_eq!(reassembly.messages().count(), 1),
        Err(error) => assert_eq!(error.kind(), ErrorKind::Compressed),
    }
    for (_, message) in reassembly.messages() {
        let decoded = message.decode();
        assert_eq!(message.is_complete(), message.missing().next().is_none());
        if let Err(error) = decoded {
            assert!(matches!(error.kind(), ErrorKind::Incomplete | ErrorKind::OddLength));
        }
    }
    for alphabet in [SmscAlphabet::Gsm7, SmscAlphabet::Latin1, SmscAlphabet::Ascii] {
        let esm_class = if has_header { 0x40 } else { 0 };
        let message = ShortMessage { short_message: octets, data_coding: dcs, esm_class };
        let _typed = message.decode(alphabet);
    }
}

/// Segments in any order, some of them twice, are the message again.
pub(crate) fn shuffled_segments(
    text: &str,
    encoding: Encoding,
    languages: LanguagePair,
    order: u64,
) {
    let per_segment = 40; // characters; an escape pair or surrogate pair each still fits
    let chars: Vec<char> = text.chars().collect();
    let pieces: Vec<String> =
        chars.chunks(per_segment).map(|piece| piece.iter().collect()).take(255).collect();
    let total = pieces.len() as u8;
    let mut segments = Vec::new();
    for (index, piece) in pieces.iter().enumerate() {
        let header = HeaderElements {
            concatenation: Concatenation::new(
                ConcatenationReference::Bits16(order as u16),
                total,
                index as u8 + 1,
            ),
            languages,
            ..HeaderElements::default()
        };
        let mut out = [0; SEGMENT_OCTET_LEN];
        let Ok(user_data) = encode(piece, encoding, &header, &mut out) else { return };
        segments.push((user_data.octets().to_vec(), user_data.udl()));
    }
    let mut arrivals: Vec<usize> = (0..segments.len()).flat_map(|at| [at, at]).collect();
    let mut state = order | 1;
    for at in (1..arrivals.len()).rev() {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        arrivals.swap(at, (state >> 33) as usize % (at + 1));
    }
    let mut reassembly = Reassembly::new();
    for at in arrivals {
        let (octets, length) = &segments[at];
        let user_data = UserData::new(octets, *length, encoding.into(), true);
        reassembly.push("sender", user_data).expect("a whole segment");
    }
    assert_eq!(reassembly.duplicate_count(), segments.len() as u64);
    let messages: Vec<_> = reassembly.messages().collect();
    assert_eq!(messages.len(), usize::from(total > 0));
    for (id, message) in messages {
        assert_eq!(message.decode().expect("complete"), Content::Text(pieces.concat()));
        assert_eq!(reassembly.message(id).map(Message::segment_count), Some(total));
    }
}

/// Every form of the kernels does what the twins do, in a buffer that is just long enough, and in
/// a shorter one.
pub(crate) fn every_form(text: &str, bytes: &[u8], fill_bits: u8) {
    let septets: Vec<u8> = bytes.iter().map(|byte| byte & 0x7F).collect();
    let packed = oracle::pack(&septets, usize::from(fill_bits));
    let encoded = oracle::septets(text, LanguagePair::DEFAULT);
    let units = oracle::ucs2(text);
    for path in Path::all() {
        let name = path.name();
        let mut out = vec![0xAA; packed.len()];
        kernel::pack(path, &septets, fill_bits, &mut out);
        assert_eq!(out, packed, "{name}");
        let mut back = vec![0xAA; septets.len()];
        kernel::unpack(path, &packed, fill_bits, &mut back);
        assert_eq!(back, septets, "{name}");

        let mut out = vec![0xAA; encoded.as_ref().map_or(text.len() * 2, Vec::len)];
        match (&encoded, kernel::encode_septets(path, text, &mut out)) {
            (Some(encoded), Ok(len)) => assert_eq!(&out[..len], encoded, "{name}"),
            (None, Err(Stop::Outside(at))) => {
                assert!(oracle::septets(&text[..at], LanguagePair::DEFAULT).is_some(), "{name}");
                let first: String = text[at..].chars().take(1).collect();
                assert_eq!(oracle::septets(&first, LanguagePair::DEFAULT), None, "{name}");
            }
            (_, other) => panic!("{name}: {other:?}"),
        }
        if let Some(short) = encoded.as_ref().and_then(|encoded| encoded.len().checked_sub(1)) {
            let result = kernel::encode_septets(path, text, &mut out[..short]);
            assert_eq!(result, Err(Stop::Full), "{name}");
        }

        let mut out = vec![0xAA; units.len()];
        assert_eq!(kernel::encode_ucs2(path, text, &mut out), Some(units.len()), "{name}");
        assert_eq!(out, units, "{name}");
        if let Some(short) = units.len().checked_sub(1) {
            assert_eq!(kernel::encode_ucs2(path, text, &mut out[..short]), None, "{name}");
        }
    }
}
