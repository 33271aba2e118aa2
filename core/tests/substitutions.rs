//! The maps against their data files, and what every replacement must be.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeMap;
use std::fs;

use septet::{LanguagePair, Substitution};

fn data(name: &str) -> BTreeMap<char, (String, bool)> {
    let path = format!("{}/data/substitutions/{name}.tsv", env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(path).unwrap();
    assert!(text.starts_with("# source: ") && text.contains("\n# licence: "), "{name}");
    let hex = |hex| char::from_u32(u32::from_str_radix(hex, 16).unwrap()).unwrap();
    text.lines()
        .filter(|line| !line.starts_with('#'))
        .skip(1)
        .map(|line| {
            let fields: Vec<&str> = line.split('\t').collect();
            let to = match fields[1] {
                "-" => String::new(),
                codes => codes.split(' ').map(hex).collect(),
            };
            (hex(fields[0]), (to, fields.get(2) == Some(&"fraction")))
        })
        .collect()
}

#[test]
fn every_map_is_its_file_and_nothing_else() {
    let septet = data("septet");
    for map in Substitution::ALL {
        let mut expected = data(map.as_str());
        if map == Substitution::SeptetAccents {
            expected.extend(septet.clone()); // septet comes first
        }
        for c in '\0'..=char::MAX {
            let entry = expected.get(&c);
            assert_eq!(map.replacement(c), entry.map(|e| e.0.as_str()), "{map:?} {c:?}");
            assert_eq!(map.needs_space(c), entry.is_some_and(|e| e.1), "{map:?} {c:?}");
        }
    }
}

#[test]
fn every_replacement_is_in_the_default_alphabet_and_replaces_nothing_that_is() {
    for map in Substitution::ALL {
        for (from, (to, _)) in data(map.as_str()) {
            assert_eq!(LanguagePair::DEFAULT.septets_of(from), None, "{map:?} {from:?}");
            for c in to.chars() {
                assert!(LanguagePair::DEFAULT.septets_of(c).is_some(), "{map:?} {from:?} {c:?}");
            }
        }
    }
}

#[test]
fn names_are_found() {
    for map in Substitution::ALL {
        assert_eq!(map.as_str().parse(), Ok(map));
    }
    assert!("Twilio".parse::<Substitution>().is_err());
}
