//! The alphabets, read straight from the data file: nothing here comes from the code under test.

use std::collections::HashMap;
use std::fs;

/// One table of `core/data/alphabets/tables.txt`.
pub(crate) struct DataTable {
    pub(crate) single: bool,
    pub(crate) id: u8,
    pub(crate) iso: String,
    pub(crate) name: String,
    /// By code; none where not assigned.
    pub(crate) cells: Vec<Option<char>>,
}

pub(crate) fn data(name: &str) -> String {
    fs::read_to_string(format!("{}/data/alphabets/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

pub(crate) fn hex_char(hex: &str) -> char {
    char::from_u32(u32::from_str_radix(hex, 16).unwrap()).unwrap()
}

pub(crate) fn tables() -> Vec<DataTable> {
    let text = data("tables.txt");
    let mut blocks = text.split("\ntable ");
    blocks.next().expect("the comment before the first table");
    blocks
        .map(|block| {
            let (head, rows) = block.split_once('\n').unwrap();
            let head: Vec<&str> = head.split(' ').collect();
            let cells = rows
                .lines()
                .flat_map(|row| row.split_whitespace().skip(1))
                .map(|cell| (!matches!(cell, "-" | "ESC")).then(|| hex_char(cell)))
                .collect();
            DataTable {
                single: head[0] == "single",
                id: head[1].parse().unwrap(),
                iso: head[2].to_owned(),
                name: head[3].to_owned(),
                cells,
            }
        })
        .collect()
}

/// Character to lowest code, by table id.
pub(crate) fn codes(single: bool) -> HashMap<u8, HashMap<char, u8>> {
    let of = |table: DataTable| {
        let mut codes = HashMap::new();
        for (code, cell) in (0u8..).zip(&table.cells) {
            if let Some(c) = cell {
                codes.entry(*c).or_insert(code);
            }
        }
        (table.id, codes)
    };
    tables().into_iter().filter(|table| table.single == single).map(of).collect()
}
