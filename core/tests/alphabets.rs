//! The tables against the data files themselves, cell by cell and in both directions. The reader
//! here is not the generator's.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "oracle/tables.rs"]
mod tables;

use std::collections::{BTreeMap, BTreeSet};

use septet::alphabet::{
    ESCAPE, LanguagePair, LockingTable, NationalLanguage, Septets, SingleTable, TableSet,
};
use tables::{codes, data, hex_char, tables};

/// (single, id, character) -> (sent, other)
fn duplicates() -> BTreeMap<(bool, u8, char), (u8, u8)> {
    data("duplicates.tsv")
        .lines()
        .filter(|line| line.starts_with("locking") || line.starts_with("single"))
        .map(|line| {
            let f: Vec<&str> = line.split('\t').collect();
            let code = |hex| u8::from_str_radix(hex, 16).unwrap();
            ((f[0] == "single", f[1].parse().unwrap(), hex_char(f[2])), (code(f[3]), code(f[4])))
        })
        .collect()
}

#[test]
fn there_are_thirteen_locking_and_fourteen_single_tables() {
    let tables = tables();
    let ids = |single| -> Vec<u8> {
        tables.iter().filter(|t| t.single == single).map(|t| t.id).collect()
    };
    assert_eq!(ids(false), [0, 1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]);
    assert_eq!(ids(true), (0..14).collect::<Vec<u8>>());
    assert_eq!(LockingTable::all().map(LockingTable::id).collect::<Vec<_>>(), ids(false));
    assert_eq!(SingleTable::all().map(SingleTable::id).collect::<Vec<_>>(), ids(true));
    for table in &tables {
        assert_eq!(table.cells.len(), 128, "{} {}", table.id, table.single);
        let language = NationalLanguage::from_id(table.id);
        assert_eq!(language.map_or("-", NationalLanguage::iso_code), table.iso);
        assert_eq!(language.map_or("Default", NationalLanguage::name), table.name);
        assert_eq!(NationalLanguage::from_iso_code(&table.iso), language);
    }
    assert!(LockingTable::from_id(2).is_none() && LockingTable::from_id(14).is_none());
    assert!(SingleTable::from_id(14).is_none() && SingleTable::from_id(255).is_none());
}

#[test]
fn every_cell_reads_and_writes_as_the_data_says() {
    let duplicates = duplicates();
    let lowest = [codes(false), codes(true)];
    for table in tables() {
        let lowest = &lowest[usize::from(table.single)][&table.id];
        for (code, cell) in (0u8..=127).zip(&table.cells) {
            let (read, written) = if table.single {
                let t = SingleTable::from_id(table.id).unwrap();
                (t.char_at(code), cell.map(|c| t.code_of(c)))
            } else {
                let t = LockingTable::from_id(table.id).unwrap();
                (t.char_at(code), cell.map(|c| t.code_of(c)))
            };
            let place = format!("single {} id {} code {code:02X}", table.single, table.id);
            assert_eq!(read, *cell, "{place}");
            let Some(c) = *cell else { continue };
            match duplicates.get(&(table.single, table.id, c)) {
                None => assert_eq!(written, Some(Some(code)), "{place}"),
                Some((sent, other)) => {
                    assert!(code == *sent || code == *other, "{place}");
                    assert_eq!(written, Some(Some(*sent)), "{place}");
                    assert_eq!(lowest.get(&c), Some(sent), "{place}");
                }
            }
        }
    }
}

#[test]
fn no_character_stands_twice_unless_listed() {
    let listed: BTreeSet<_> = duplicates().into_keys().collect();
    let mut found = BTreeSet::new();
    for table in tables() {
        let mut seen = BTreeSet::new();
        for c in table.cells.iter().flatten() {
            if !seen.insert(*c) {
                found.insert((table.single, table.id, *c));
            }
        }
    }
    assert_eq!(found, listed);
}

#[test]
fn every_character_of_unicode_stands_in_the_tables_of_the_data_and_no_other() {
    let mut at: BTreeMap<char, BTreeSet<(bool, u8)>> = BTreeMap::new();
    for table in tables() {
        for c in table.cells.iter().flatten() {
            at.entry(*c).or_default().insert((table.single, table.id));
        }
    }
    let nowhere = BTreeSet::new();
    for c in '\0'..=char::MAX {
        let set = TableSet::of(c);
        let locking = set.locking_tables().map(|t| (false, t.id()));
        let single = set.single_tables().map(|t| (true, t.id()));
        assert_eq!(&locking.chain(single).collect::<BTreeSet<_>>(), at.get(&c).unwrap_or(&nowhere));
        assert_eq!(set.is_empty(), !at.contains_key(&c));
    }
}

#[test]
fn cells_in_doubt_hold_the_value_that_doubts_says() {
    let tables = tables();
    let mut count = 0;
    for line in data("doubts.tsv").lines().filter(|l| !l.starts_with('#')).skip(1) {
        let f: Vec<&str> = line.split('\t').collect();
        assert_eq!(f.len(), 8, "{line}");
        let table = tables
            .iter()
            .find(|t| t.single == (f[0] == "single") && t.id.to_string() == f[1])
            .expect(line);
        let cell = table.cells[usize::from_str_radix(f[2], 16).unwrap()];
        assert_eq!(cell, (f[3] != "-").then(|| hex_char(f[3])), "{line}");
        count += 1;
    }
    assert!(count >= 10);
}

/// Facts of the standard that are easily typed wrong, written here by hand.
#[test]
fn known_traps() {
    let pair = LanguagePair::DEFAULT;
    assert_eq!(pair.septets_of('@'), Some(Septets::One(0)));
    assert_eq!(pair.septets_of('Ç'), Some(Septets::One(0x09)));
    assert_eq!(pair.septets_of('€'), Some(Septets::Escaped(0x65)));
    assert_eq!(pair.septets_of('\u{C}'), Some(Septets::Escaped(0x0A)));
    assert_eq!(pair.septets_of('Å'), Some(Septets::One(0x0E)));
    assert_eq!(pair.septets_of('Ω'), Some(Septets::One(0x15)));
    for outside in "çáş`\t\u{A0}«\u{2126}\u{212B}µαβ\u{1B}\0’".chars() {
        assert_eq!(pair.septets_of(outside), None, "{outside:?}");
    }
    let turkish = LanguagePair::from_ids(1, 1).unwrap();
    assert_eq!(turkish.septets_of('ğ'), Some(Septets::One(0x0C)));
    assert_eq!(turkish.septets_of('€'), Some(Septets::One(0x04)));
    // a space in the Indic locking tables is 0x20, not one of the unused codes
    for locking in LockingTable::all() {
        assert_eq!(locking.code_of(' '), Some(0x20), "{locking:?}");
        assert_eq!(locking.char_at(ESCAPE), None);
        assert_eq!(locking.char_at(0x80), None);
    }
}

/// The arithmetic count is proven only where characters do not join: so no two characters of the
/// European tables may be one grapheme cluster, CR LF apart.
#[test]
fn european_characters_form_no_clusters() {
    use unicode_segmentation::UnicodeSegmentation;
    let chars: BTreeSet<char> = tables()
        .iter()
        .filter(|table| table.id <= 3)
        .flat_map(|table| table.cells.iter().flatten().copied())
        .collect();
    for a in &chars {
        for b in &chars {
            let text = String::from_iter([*a, *b]);
            assert!(text.graphemes(true).count() == 2 || text == "\r\n", "{text:?}");
        }
    }
}
