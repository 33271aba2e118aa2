//! One path of the hot loops over a fixed corpus, for counting instructions under callgrind:
//! `instructions PATH KERNEL`, where KERNEL is one of the names below, or `none` for the cost of
//! making the corpus; or `instructions long TEXT KIBIBYTES`, the count of one long text. What is
//! counted is printed by callgrind; scripts/instructions runs it.

#![allow(clippy::expect_used)] // a run says what it expected by failing

use std::hint::black_box;

use septet::kernel::{self, Path};
use septet_benches::{Kind, Random, mixed, text};

fn main() {
    let mut arguments = std::env::args().skip(1);
    let (path, name) = (arguments.next().expect("path"), arguments.next().expect("kernel"));
    if path == "long" {
        let kibibytes = arguments.next().and_then(|n| n.parse().ok()).expect("kibibytes");
        return long(&name, kibibytes);
    }
    let path = Path::all().find(|known| known.name() == path).expect("a path that runs here");
    let column = mixed(2_000);
    let latin = text(Kind::Latin, 1_600, &mut Random::new(1));
    let arabic = text(Kind::Arabic, 1_600, &mut Random::new(2));
    let septets: Vec<u8> = (0..1_600u32).map(|n| (n * 37 % 128) as u8).collect();
    let mut octets = vec![0; 1_400];
    let mut out = vec![0; 6_400];
    kernel::pack(path, &septets, 0, &mut octets);
    for _ in 0..10 {
        match name.as_str() {
            "none" => {}
            "count_rows" => {
                let mut units = 0;
                kernel::count_rows(path, &column.text, &column.offsets, |_, counts| {
                    units += counts.septets().unwrap_or_else(|| counts.code_units());
                });
                black_box(units);
            }
            "count" => {
                for row in column.rows() {
                    black_box(kernel::count(path, row));
                }
            }
            "reach" => {
                let mut rest = arabic.as_str();
                while !rest.is_empty() {
                    let (octets, _) = kernel::reach(path, black_box(rest), 67);
                    rest = &rest[octets..];
                }
            }
            "pack" => kernel::pack(path, black_box(&septets), 1, &mut out[..1_401]),
            "unpack" => kernel::unpack(path, black_box(&octets), 0, &mut out[..1_600]),
            "septets" => drop(black_box(kernel::encode_septets(path, &latin, &mut out))),
            "code_units" => drop(black_box(kernel::encode_ucs2(path, &arabic, &mut out))),
            other => unreachable!("no kernel {other}"),
        }
        black_box(&mut out);
    }
}

/// Counts a text of so many kibibytes that has a cluster, an escape or a wide character
/// everywhere. It has far more than 255 segments, which is known only after the whole text.
fn long(name: &str, kibibytes: usize) {
    let piece = match name {
        "ascii" => "a",
        "escapes" => "{a",
        "flags" => "🇺🇸",
        "marks" => "\u{301}",
        "families" => "👨‍👩‍👧‍👦",
        "conjuncts" => "क्ष",
        "han" => "中文",
        other => unreachable!("no text {other}"),
    };
    let text = piece.repeat(kibibytes * 1024 / piece.len());
    let count = septet::count(black_box(&text), &septet::TextOptions::DEFAULT);
    let error = count.expect_err("more than 255 segments");
    assert_eq!(error.kind(), septet::ErrorKind::TooManySegments);
}
