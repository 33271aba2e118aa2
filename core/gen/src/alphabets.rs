//! `core/data/alphabets` -> `src/alphabet/generated.rs`: both directions of every table.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use crate::Output;

const ESCAPE: usize = 0x1B;
const IDS: usize = 14;
/// Code points in one block of the two-stage look-up.
const BLOCK: u32 = 64;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Locking,
    Single,
}

impl Kind {
    fn parse(word: &str) -> Result<Kind, String> {
        match word {
            "locking" => Ok(Kind::Locking),
            "single" => Ok(Kind::Single),
            _ => Err(format!("{word:?} is neither locking nor single")),
        }
    }

    fn word(self) -> &'static str {
        match self {
            Kind::Locking => "locking",
            Kind::Single => "single",
        }
    }
}

struct Table {
    kind: Kind,
    id: usize,
    iso: String,
    name: String,
    clause: String,
    cells: Vec<Option<u32>>,
}

struct Source {
    origin: String,
    tables: Vec<Table>,
}

pub(crate) fn generate(folder: &Path) -> Result<Vec<Output>, String> {
    let read = |name: &str| {
        std::fs::read_to_string(folder.join(name)).map_err(|error| format!("{name}: {error}"))
    };
    let source = parse_tables(&read("tables.txt")?)?;
    let sent = parse_duplicates(&read("duplicates.tsv")?)?;
    let contents = write(&source, &sent)?;
    Ok(vec![Output { path: "src/alphabet/generated.rs", contents: contents.into_bytes() }])
}

fn parse_tables(text: &str) -> Result<Source, String> {
    let mut origin = String::new();
    let mut tables: Vec<Table> = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let at = |what: &str| format!("tables.txt:{}: {what}", index + 1);
        if let Some(rest) = line.strip_prefix("# source: ") {
            origin = rest.to_owned();
        } else if let Some(rest) = line.strip_prefix("table ") {
            let [kind, id, iso, name, clause] = rest.splitn(5, ' ').collect::<Vec<_>>()[..] else {
                return Err(at("a table line has KIND ID ISO NAME CLAUSE"));
            };
            tables.push(Table {
                kind: Kind::parse(kind).map_err(|e| at(&e))?,
                id: id.parse().ok().filter(|id| *id < IDS).ok_or_else(|| at("bad id"))?,
                iso: iso.to_owned(),
                name: name.to_owned(),
                clause: clause.to_owned(),
                cells: Vec::new(),
            });
        } else if !line.is_empty() && !line.starts_with('#') {
            let table = tables.last_mut().ok_or_else(|| at("a row before the first table"))?;
            let (first, row) = line.split_once(' ').ok_or_else(|| at("an empty row"))?;
            if usize::from_str_radix(first, 16) != Ok(table.cells.len()) {
                return Err(at("the row does not begin where the last one ended"));
            }
            for cell in row.split_whitespace() {
                let escape = table.cells.len() == ESCAPE;
                table.cells.push(match cell {
                    "-" if !escape => None,
                    "ESC" if escape => None,
                    hex => Some(
                        u32::from_str_radix(hex, 16)
                            .ok()
                            .filter(|c| !escape && *c != 0 && *c <= 0xFFFF)
                            .ok_or_else(|| at(&format!("bad cell {hex:?}")))?,
                    ),
                });
            }
        }
    }
    for table in &tables {
        if table.cells.len() != 128 {
            return Err(format!("{} {}: {} cells", table.kind.word(), table.id, table.cells.len()));
        }
    }
    if origin.is_empty() || tables.is_empty() {
        return Err("tables.txt has no source line or no table".to_owned());
    }
    Ok(Source { origin, tables })
}

/// (kind, id, character) -> code that is sent.
type Sent = BTreeMap<(&'static str, usize, u32), usize>;

fn parse_duplicates(text: &str) -> Result<Sent, String> {
    let mut sent = Sent::new();
    for line in text.lines().filter(|l| !l.starts_with('#')).skip(1) {
        let wrong = || format!("duplicates.tsv: bad line {line:?}");
        let [kind, id, character, code, _] = line.split('\t').collect::<Vec<_>>()[..] else {
            return Err(wrong());
        };
        let key = (
            Kind::parse(kind)?.word(),
            id.parse().map_err(|_| wrong())?,
            u32::from_str_radix(character, 16).map_err(|_| wrong())?,
        );
        sent.insert(key, usize::from_str_radix(code, 16).map_err(|_| wrong())?);
    }
    Ok(sent)
}

/// Where a character stands: bit `id` for locking tables, bit `16 + id` for single ones, each
/// with the code that is sent.
type Places = BTreeMap<u32, BTreeMap<usize, usize>>;

fn places(source: &Source, sent: &Sent) -> Result<Places, String> {
    let mut places = Places::new();
    for table in &source.tables {
        let bit = table.id + if table.kind == Kind::Single { 16 } else { 0 };
        for (code, cell) in table.cells.iter().enumerate() {
            let Some(c) = *cell else { continue };
            let first = places.entry(c).or_default().insert(bit, code);
            let Some(first) = first else { continue };
            let chosen = *sent.get(&(table.kind.word(), table.id, c)).ok_or_else(|| {
                format!("{} {}: {c:04X} twice, not listed", table.kind.word(), table.id)
            })?;
            if chosen != first && chosen != code {
                return Err(format!("duplicates.tsv: {c:04X} does not stand at {chosen:02X}"));
            }
            places.entry(c).or_default().insert(bit, chosen);
        }
    }
    Ok(places)
}

fn write(source: &Source, sent: &Sent) -> Result<String, String> {
    let places = places(source, sent)?;

    // classes: characters that stand in the same tables; class 0 stands in none
    let mask_of =
        |bits: &BTreeMap<usize, usize>| bits.keys().fold(0u32, |mask, bit| mask | 1 << bit);
    let mut masks = vec![0u32];
    let mut blocks: Vec<Vec<(u8, u16)>> = vec![vec![(0, 0); BLOCK as usize]];
    let last = places.keys().next_back().copied().unwrap_or(0);
    let mut block_of = vec![0u8; (last / BLOCK + 1) as usize];
    let mut codes: Vec<u8> = Vec::new();
    for (c, bits) in &places {
        let mask = mask_of(bits);
        let class = masks.iter().position(|m| *m == mask).unwrap_or_else(|| {
            masks.push(mask);
            masks.len() - 1
        });
        let block = &mut block_of[(c / BLOCK) as usize];
        if *block == 0 {
            blocks.push(vec![(0, 0); BLOCK as usize]);
            *block = u8::try_from(blocks.len() - 1).map_err(|_| "too many blocks")?;
        }
        let start = u16::try_from(codes.len()).map_err(|_| "too many codes")?;
        let class = u8::try_from(class).map_err(|_| "too many classes")?;
        blocks[*block as usize][(c % BLOCK) as usize] = (class, start);
        codes.extend(bits.values().map(|code| *code as u8));
    }

    let mut out = format!(
        "// Generated by core/gen/src/alphabets.rs from core/data/alphabets. Do not edit.\n\
         // Source: {}.\n\n",
        source.origin
    );
    out.push_str(
        "/// (ISO 639-1 code, English name) by language id; id 0 is the default alphabet.\n",
    );
    let _ = writeln!(out, "pub(super) const NAMES: [(&str, &str); {IDS}] = [");
    for id in 0..IDS {
        let table = source.tables.iter().find(|t| t.id == id).ok_or(format!("no table {id}"))?;
        let iso = if table.iso == "-" { "" } else { &table.iso };
        let _ = writeln!(out, "    ({iso:?}, {:?}),", table.name);
    }
    out.push_str("];\n\n");
    for kind in [Kind::Locking, Kind::Single] {
        let name = kind.word().to_uppercase();
        let _ = writeln!(
            out,
            "/// Code -> character of the {} tables, by id; 0 is not assigned.",
            kind.word()
        );
        let _ = writeln!(out, "pub(super) static {name}: [[u16; 128]; {IDS}] = [");
        for id in 0..IDS {
            match source.tables.iter().find(|t| t.id == id && t.kind == kind) {
                Some(table) => {
                    let _ = writeln!(out, "    // {id} {}, {}", table.name, table.clause);
                    let cells = table.cells.iter().map(|c| c.unwrap_or(0));
                    let _ = writeln!(out, "    [");
                    numbers(&mut out, cells, 6, 16);
                    let _ = writeln!(out, "    ],");
                }
                None => {
                    let _ = writeln!(out, "    // {id}: void\n    [0; 128],");
                }
            }
        }
        out.push_str("];\n\n");
    }
    let mut table = |doc: &str, name: &str, kind: &str, width, values: Vec<u32>| {
        let _ = writeln!(out, "/// {doc}");
        let _ = writeln!(out, "pub(super) static {name}: [{kind}; {}] = [", values.len());
        numbers(&mut out, values.into_iter(), width, 16);
        out.push_str("];\n\n");
    };
    table(
        "Block of a code point, by code point / 64; block 0 has no character.",
        "BLOCKS",
        "u8",
        4,
        block_of.iter().map(|b| u32::from(*b)).collect(),
    );
    let cells: Vec<(u8, u16)> = blocks.into_iter().flatten().collect();
    table(
        "Class of a code point, by block * 64 + code point % 64; class 0 stands in no table.",
        "CLASSES",
        "u8",
        4,
        cells.iter().map(|c| u32::from(c.0)).collect(),
    );
    table(
        "Where the codes of a code point begin in CODES, by block * 64 + code point % 64.",
        "STARTS",
        "u16",
        6,
        cells.iter().map(|c| u32::from(c.1)).collect(),
    );
    table(
        "Tables of a class: bit id for locking, bit 16 + id for single tables.",
        "MASKS",
        "u32",
        10,
        masks,
    );
    table(
        "Codes of each character, one for each bit of its class, lowest bit first.",
        "CODES",
        "u8",
        4,
        codes.iter().map(|c| u32::from(*c)).collect(),
    );
    out.truncate(out.trim_end().len());
    out.push('\n');
    Ok(out)
}

fn numbers(out: &mut String, values: impl Iterator<Item = u32>, width: usize, per_line: usize) {
    let values: Vec<u32> = values.collect();
    for line in values.chunks(if width > 6 { per_line / 2 } else { per_line }) {
        let _ = write!(out, "   ");
        for value in line {
            let _ = write!(out, " {value:#0width$X},");
        }
        out.push('\n');
    }
}
