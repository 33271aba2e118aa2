//! Every ratio that has a target, in one run: `cargo run --release -p septet-benches --features
//! rivals --bin ratios [-- GROUP…]`.
//!
//! The pieces of a group take turns, round after round, and each counts by its best round: what
//! else the machine does strikes all of them alike, and a time that was interrupted is not the
//! best one. For that each piece is short; slow ones do a part of the work, and their time is
//! multiplied. Each answer is asserted before it is measured.

#![forbid(unsafe_code)]
#![allow(clippy::expect_used, clippy::panic)] // a run says what it expected by failing

use std::hint::black_box;
use std::time::Instant;

use septet::kernel::{self, Path, TextCounts};
use septet::number::{NumberColumn, ParseOptions, Verdict, judge_batch, judge_strict, parse};
use septet::segment::Boundary;
use septet::user_data::SEGMENT_OCTET_LEN;
use septet::{Languages, TextOptions};
use septet_benches::{Column, Kind, Random, mixed, numbers, obvious, text, uniform};

/// Pieces of work on the same input, to be compared with each other.
struct Group<'a> {
    name: &'static str,
    /// Each with what its time is to be multiplied by.
    pieces: Vec<(String, f64, Box<dyn FnMut() + 'a>)>,
    /// Calls that one timing takes.
    calls: u32,
    rounds: u32,
}

impl<'a> Group<'a> {
    fn new(name: &'static str, calls: u32, rounds: u32) -> Group<'a> {
        Group { name, pieces: Vec::new(), calls, rounds }
    }

    fn add(&mut self, name: impl Into<String>, work: impl FnMut() + 'a) {
        self.add_part(1.0, name, work);
    }

    /// A piece that does one of `parts` parts of the work.
    fn add_part(&mut self, parts: f64, name: impl Into<String>, work: impl FnMut() + 'a) {
        self.pieces.push((name.into(), parts, Box::new(work)));
    }

    /// Nanoseconds of one call of each piece, printed with what the last piece takes beside it.
    fn run(mut self) {
        let mut best = vec![f64::MAX; self.pieces.len()];
        for _ in 0..self.rounds {
            for (best, (_, parts, work)) in best.iter_mut().zip(&mut self.pieces) {
                let start = Instant::now();
                for _ in 0..self.calls {
                    work();
                }
                let time = start.elapsed().as_nanos() as f64 * *parts / f64::from(self.calls);
                *best = best.min(time);
            }
        }
        println!("\n{}", self.name);
        let last = best.last().copied().unwrap_or_default();
        for ((name, ..), time) in self.pieces.iter().zip(best) {
            println!("  {name:<36} {:>14.1} ns  {:>8.2} x the last", time, last / time);
        }
    }
}

fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    let groups: [(&str, fn()); 8] = [
        ("batch", batch),
        ("scripts", scripts),
        ("one", one),
        ("pack", pack),
        ("septets", septets),
        ("ucs2", ucs2),
        ("graphemes", graphemes),
        ("numbers", number_mix),
    ];
    for (name, run) in groups.into_iter().chain([("octets", rival_octets as fn())]) {
        if wanted.is_empty() || wanted.iter().any(|wanted| wanted == name) {
            run();
        }
    }
}

fn units(counts: TextCounts) -> (bool, usize) {
    match counts.septets() {
        Some(septets) => (true, septets),
        None => (false, counts.code_units()),
    }
}

fn by_rows(column: &Column, path: Path, out: &mut [(bool, usize)]) {
    kernel::count_rows(path, &column.text, &column.offsets, |row, counts| out[row] = units(counts));
}

fn batch() {
    let column = mixed(300_000);
    let expected: Vec<_> = column.rows().map(obvious::count).collect();
    let mut out = vec![(false, 0); expected.len()];
    let mut group = Group::new("batch count, 300,000 rows of the corpus mixed", 1, 40);
    for path in Path::all() {
        let mut out = vec![(false, 0); expected.len()];
        by_rows(&column, path, &mut out);
        assert!(out == expected, "{}", path.name());
        let column = &column;
        group.add(path.name(), move || by_rows(column, path, black_box(&mut out)));
    }
    let tenth = expected.len() / 10;
    group.add_part(10.0, "match, on the first tenth", || {
        for (out, row) in out[..tenth].iter_mut().zip(column.rows()) {
            *out = obvious::count(row);
        }
        black_box(&mut out);
    });
    group.add("limit: reading every byte", || {
        let words = column.text.as_bytes().as_chunks::<64>().0.iter();
        black_box(
            words.fold([0; 64], |all: [u8; 64], step| std::array::from_fn(|at| all[at] ^ step[at])),
        );
    });
    group.add("simdutf8", || {
        black_box(simdutf8::basic::from_utf8(black_box(column.text.as_bytes())).is_ok());
    });
    group.run();
}

fn scripts() {
    let columns: Vec<_> = Kind::ALL.iter().map(|kind| (kind, uniform(*kind, 300, 3_000))).collect();
    for path in Path::all() {
        let mut group = Group::new("rows of 300 octets and more, 3,000 of them", 2, 60);
        for (kind, column) in &columns {
            let expected: Vec<_> = column.rows().map(obvious::count).collect();
            let mut out = vec![(false, 0); expected.len()];
            by_rows(column, path, &mut out);
            assert!(out == expected, "{} {kind:?}", path.name());
            let per = column.text.len() as f64 / 300.0 / 3_000.0;
            let name = format!("{} {kind:?} ({per:.2} x 300)", path.name());
            group.add(name, move || by_rows(column, path, black_box(&mut out)));
        }
        group.run();
    }
    // UCS-2 is cut into three, and each cut looked for; between any two characters it is not
    for (boundary, name) in [
        (Boundary::Grapheme, "count, one text of 300 octets at a time"),
        (Boundary::Scalar, "limit: the same without looking for cuts"),
    ] {
        let mut group = Group::new(name, 200, 200);
        for kind in Kind::ALL {
            let mut text = text(kind, 300, &mut Random::new(4));
            while text.len() > 300 {
                text.pop();
            }
            let options = TextOptions { boundary, ..TextOptions::DEFAULT };
            group.add(format!("{kind:?} ({} octets)", text.len()), move || {
                black_box(septet::count(black_box(&text), &options).is_ok());
            });
        }
        group.run();
    }
}

fn one() {
    let text = text(Kind::Ascii, 160, &mut Random::new(4));
    let all = TextOptions { languages: Languages::ALL, ..TextOptions::DEFAULT };
    let emoji = format!("{}😀", &text[..69]);
    let mut group = Group::new("one text of 160 ASCII", 500, 200);
    for path in Path::all() {
        assert_eq!(units(kernel::count(path, &text)), (true, 160));
        let text = &text;
        group.add(path.name(), move || {
            black_box(kernel::count(path, black_box(text)));
        });
    }
    for (name, text, options) in [
        ("count", &text, TextOptions::DEFAULT),
        ("count, all languages", &text, all),
        ("count, all languages, 69 + emoji", &emoji, all),
    ] {
        group.add(name, move || {
            black_box(septet::count(black_box(text), &options).is_ok());
        });
    }
    group.add("match", || {
        black_box(obvious::count(black_box(&text)));
    });
    group.run();
}

fn pack() {
    let septets: Vec<u8> = (0..1600u32).map(|n| (n * 37 % 128) as u8).collect();
    let mut bits = vec![0; 1400];
    obvious::pack(&septets, &mut bits);
    for fill_bits in [0, 1] {
        let mut copy = vec![0; 1600];
        let mut group = Group::new("1600 septets, 0 or 1 fill bit", 400, 200);
        for path in Path::all() {
            let (mut octets, mut back) = (vec![0; 1401], vec![0; 1600]);
            let len = (1600 * 7 + usize::from(fill_bits)).div_ceil(8);
            octets.truncate(len);
            kernel::pack(path, &septets, fill_bits, &mut octets);
            assert!(fill_bits != 0 || octets == bits);
            kernel::unpack(path, &octets, fill_bits, &mut back);
            assert!(back == septets);
            let (from, septets) = (octets.clone(), &septets);
            group.add(format!("{} pack", path.name()), move || {
                kernel::pack(path, black_box(septets), fill_bits, black_box(&mut octets));
            });
            group.add(format!("{} unpack", path.name()), move || {
                kernel::unpack(path, black_box(&from), fill_bits, black_box(&mut back));
            });
        }
        let mut moved = [0; 1600];
        group.add("limit: loads and stores of AVX2 pack", || {
            for (at, step) in black_box(&septets).as_chunks::<32>().0.iter().enumerate() {
                let [low, high] = [&step[..16], &step[16..]];
                moved[at * 28..][..16].copy_from_slice(low);
                moved[at * 28 + 14..][..16].copy_from_slice(high);
            }
            black_box(&mut moved);
        });
        let (mut moved, from) = ([0; 1600], bits.clone());
        group.add("limit: loads and stores of AVX2 unpack", move || {
            let from = black_box(&from);
            for (at, place) in moved.as_chunks_mut::<32>().0.iter_mut().enumerate().take(49) {
                place[..16].copy_from_slice(&from[at * 28..][..16]);
                place[16..].copy_from_slice(&from[at * 28 + 14..][..16]);
            }
            black_box(&mut moved);
        });
        group.add("copy", || copy.copy_from_slice(black_box(&septets)));
        group.run();
    }
}

fn septets() {
    for kind in [Kind::Ascii, Kind::Extension, Kind::Latin] {
        for char_count in [160, 1600] {
            let text = text(kind, char_count, &mut Random::new(3));
            let (mut out, mut walked) = (vec![0; 4000], Vec::new());
            obvious::septets(&text, &mut walked);
            let name = match kind {
                Kind::Ascii => "septets of 160 and 1600 ASCII",
                Kind::Extension => "septets of 160 and 1600 with an extension word",
                _ => "septets of 160 and 1600 accented Latin",
            };
            let mut group = Group::new(name, 200, 200);
            for path in Path::all() {
                let len = kernel::encode_septets(path, &text, &mut out).expect("GSM-7");
                assert_eq!(out[..len], walked);
                let (text, mut out) = (&text, out.clone());
                group.add(path.name(), move || {
                    black_box(kernel::encode_septets(path, black_box(text), &mut out).is_ok());
                });
            }
            if kind == Kind::Latin {
                group.add("limit of portable: first bytes alone", || {
                    let (bytes, mut at, mut count) = (black_box(&text).as_bytes(), 0, 0);
                    while let Some(first) = bytes.get(at) {
                        at += 1 + usize::from(*first >= 0xC0);
                        count += 1;
                    }
                    black_box(count);
                });
            }
            group.add("table walk", || obvious::septets(black_box(&text), &mut walked));
            group.run();
        }
    }
}

fn ucs2() {
    for kind in [Kind::Ascii, Kind::Arabic, Kind::Cjk, Kind::Devanagari, Kind::Emoji] {
        let text = text(kind, 268, &mut Random::new(5));
        let expected: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let mut units = vec![0u16; text.len()];
        let mut group = Group::new("UCS-2 of 268 characters", 300, 200);
        for path in Path::all() {
            let mut out = vec![0; 2 * text.len()];
            let len = kernel::encode_ucs2(path, &text, &mut out).expect("room");
            assert_eq!(out[..len], expected);
            let text = &text;
            group.add(format!("{} {kind:?}", path.name()), move || {
                black_box(kernel::encode_ucs2(path, black_box(text), &mut out).is_some());
            });
        }
        group.add("encoding_rs", || {
            black_box(encoding_rs::mem::convert_str_to_utf16(black_box(&text), &mut units));
        });
        group.run();
    }
}

fn graphemes() {
    let families = "Wow 👨‍👩‍👧‍👦 क्षि é! ".repeat(15);
    for (name, text) in [
        ("grapheme-safe cut, 300 Devanagari", text(Kind::Devanagari, 300, &mut Random::new(6))),
        ("grapheme-safe cut, 300 Arabic", text(Kind::Arabic, 300, &mut Random::new(6))),
        ("grapheme-safe cut, 300 Han", text(Kind::Cjk, 300, &mut Random::new(6))),
        ("grapheme-safe cut, families and marks", families),
    ] {
        let segments = septet::count(&text, &TextOptions::DEFAULT).expect("few").segments;
        assert_eq!(segments as usize, obvious::segments(&text, 67));
        let cut = septet::split(&text, &TextOptions::DEFAULT).expect("few").iter().count();
        assert_eq!(segments as usize, cut);
        let mut group = Group::new(name, 50, 200);
        group.add("count", || {
            black_box(septet::count(black_box(&text), &TextOptions::DEFAULT).is_ok());
        });
        group.add("split", || {
            let segments = septet::split(black_box(&text), &TextOptions::DEFAULT);
            black_box(segments.map_or(0, |segments| segments.iter().map(|s| s.units).sum()));
        });
        group.add("full walk", || {
            black_box(obvious::segments(black_box(&text), 67));
        });
        group.run();
    }
}

/// Octets of every segment; the sum keeps them from being left out.
fn octets(text: &str) -> usize {
    let options = TextOptions { reference_number: Some(7), ..TextOptions::DEFAULT };
    let mut out = [0; SEGMENT_OCTET_LEN];
    let segments = septet::split(text, &options).expect("few");
    segments.iter().map(|segment| segment.encode(&mut out).map_or(0, |d| d.octets().len())).sum()
}

fn rival_octets() {
    use rusmpp_extra::encoding::gsm7bit::Gsm7BitUnpacked;
    use sms_pdu::gsm_encoding::GsmMessageData;
    for (name, kind) in [
        ("octets of one message, 160 ASCII", Kind::Ascii),
        ("octets of one message, 160 Latin", Kind::Latin),
    ] {
        let text = text(kind, 160, &mut Random::new(4));
        assert_eq!(octets(&text), 140);
        assert_eq!(GsmMessageData::encode_message(&text).len(), 1);
        let mut group = Group::new(name, 100, 200);
        group.add("septet: choice, cut and octets", || {
            black_box(octets(black_box(&text)));
        });
        group.add("rusmpp-extra: septets, unpacked", || {
            black_box(Gsm7BitUnpacked::new().encode_to_vec(black_box(&text)).is_ok());
        });
        group.add("gsm7: packed octets", || {
            let mut writer = gsm7::Gsm7Writer::new(Vec::with_capacity(140));
            black_box(writer.write_str(black_box(&text)).is_ok());
            black_box(writer.into_writer().is_ok());
        });
        group.add("sms-pdu: choice, cut and octets", || {
            black_box(GsmMessageData::encode_message(black_box(&text)));
        });
        group.run();
    }
}

fn number_mix() {
    const COUNT: usize = 200_000;
    let rows = numbers::mix(COUNT);
    let bytes = rows.concat().into_bytes();
    let mut offsets = vec![0i32];
    for row in &rows {
        offsets.push(offsets.last().map_or(0, |end| end + row.len() as i32));
    }
    let column = NumberColumn::new(&bytes, &offsets).expect("a column");
    let options = ParseOptions { letters: true, ..ParseOptions::default() };
    let mut verdicts = vec![judge_strict(b"+12015550123").expect("strict"); COUNT];
    let mut keys = vec![0; COUNT];
    judge_batch(&column, &options, &mut verdicts, &mut keys).expect("as many rows");
    for (row, verdict) in rows.iter().zip(&verdicts) {
        assert_eq!(
            parse(row, None).map(|number| number.verdict()).ok(),
            match verdict.error() {
                None => Some(*verdict),
                Some(_) => None,
            }
        );
    }
    let mut group = Group::new("200,000 numbers of the mix", 1, 60);
    group.add("judge_batch", || {
        black_box(judge_batch(&column, &options, &mut verdicts, &mut keys).is_ok());
    });
    group.add("parse", || {
        black_box(rows.iter().filter(|row| parse(row, None).is_ok_and(|n| n.is_valid())).count());
    });
    group.add("judge_strict", || {
        let valid = |row: &&String| judge_strict(row.as_bytes()).is_some_and(Verdict::is_valid);
        black_box(rows.iter().filter(valid).count());
    });
    group.add_part(50.0, "rlibphonenumber, the first 4,000", || {
        use rlibphonenumber::PHONE_NUMBER_UTIL;
        let valid = |row: &&String| {
            PHONE_NUMBER_UTIL.parse(row, None).is_ok_and(|number| {
                black_box((number.get_region_code(), number.get_type()));
                number.is_valid()
            })
        };
        black_box(rows[..COUNT / 50].iter().filter(valid).count());
    });
    group.run();
}
