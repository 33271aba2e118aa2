//! Encoding choice and cuts: every way to count agrees, no segment is too full, no text is lost,
//! and the octets of each segment read back as its text.

use septet::segment::{Boundary, ReferenceWidth};
use septet::user_data::{Content, SEGMENT_OCTET_LEN};
use septet::{Encoding, Languages, NationalLanguage, Substitution, TextOptions};

/// Three octets of options, then the text.
pub fn choice(data: &[u8]) {
    if let Some((head, text)) = data.split_first_chunk::<3>() {
        check(&String::from_utf8_lossy(text), &options(*head));
    }
}

fn options([flags, languages, more]: [u8; 3]) -> TextOptions {
    let mut options = TextOptions {
        languages: match languages {
            0..=63 => Languages::NONE,
            64..=127 => Languages::ALL,
            bits => (0..14)
                .filter(|id| bits >> (id % 7) & 1 != 0)
                .filter_map(NationalLanguage::from_id)
                .collect(),
        },
        reference_number: Some(u16::from(more)),
        ..TextOptions::default()
    };
    if flags & 1 != 0 {
        options.boundary = Boundary::Scalar;
    }
    if flags & 2 != 0 {
        options.reference = ReferenceWidth::Bits16;
    }
    if flags & 4 != 0 {
        options.encoding = Some(if flags & 8 != 0 { Encoding::Gsm7 } else { Encoding::Ucs2 });
    }
    if flags & 16 != 0 {
        options.set("newline", "crlf").unwrap();
    }
    if flags & 32 != 0 {
        options.set("normalize", "nfc").unwrap();
    }
    if flags & 64 != 0 {
        options.substitute = Some(Substitution::ALL[usize::from(more) % 4]);
    }
    if flags & 128 != 0 {
        options.set("ports", "2948:9200").unwrap();
    }
    options
}

fn check(text: &str, options: &TextOptions) {
    let (Ok(inspection), Ok(count)) =
        (septet::inspect(text, options), septet::count(text, options))
    else {
        assert!(septet::inspect(text, options).is_err() && septet::count(text, options).is_err());
        return;
    };
    let segments = septet::split(text, options).unwrap();
    assert_eq!(inspection, segments.inspection());
    assert_eq!(
        (count.encoding, count.pair, count.units, count.segments),
        (inspection.encoding, inspection.pair, inspection.units, inspection.segments)
    );
    let capacity = inspection.capacity.per_segment(inspection.segments);
    let (mut whole, mut units, mut number) = (String::new(), 0, 0);
    for segment in &segments {
        assert!(segment.units <= capacity);
        assert!(inspection.segments == 1 || !segment.text.is_empty());
        whole.push_str(segment.text);
        units += segment.units;
        number += 1;
        let mut out = [0; SEGMENT_OCTET_LEN];
        let user_data = segment.encode(&mut out).unwrap();
        match user_data.decode().unwrap() {
            Content::Text(read) => assert_eq!(read, segment.text),
            _ => panic!("text became data"),
        }
    }
    assert_eq!(whole, segments.text());
    assert_eq!((units, number), (inspection.units, inspection.segments));
    if !matches!(inspection.reason, septet::EncodingReason::OutsideAlphabet) {
        return;
    }
    // a character is to blame, and stands where it says
    let first = septet::offending(text, options).next().unwrap();
    if options.normalize == septet::segment::Normalize::None {
        assert!(text[first.position.byte_offset..].starts_with(first.character));
    }
}
