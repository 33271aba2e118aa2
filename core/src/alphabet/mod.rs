//! The alphabets of 3GPP TS 23.038: the default alphabet (clause 6.2.1), its extension table
//! (6.2.1.1) and the national language tables (annex A), from characters to septets and back.
//!
//! A message in seven bits is read with two tables, a [`LockingTable`] and, after an escape, a
//! [`SingleTable`]; together they are a [`LanguagePair`].

#[rustfmt::skip]
mod generated;
mod language;

use generated::{BLOCKS, CLASSES, CODES, LOCKING, MASKS, SINGLE, STARTS};
pub use language::{LanguagePair, Languages, NationalLanguage};

/// The code that leads to the single shift table (TS 23.038, 6.2.1 note 1).
pub const ESCAPE: u8 = 0x1B;

/// Number of table ids: the default alphabet and thirteen languages.
pub(crate) const ID_COUNT: u8 = 14;

/// The table a septet is looked up in: the default alphabet or a national language locking shift
/// table (TS 23.038, 6.2.1 and A.3).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LockingTable(u8);

/// The table of the septet after an escape: the extension table of the default alphabet or a
/// national language single shift table (TS 23.038, 6.2.1.1 and A.2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SingleTable(u8);

impl LockingTable {
    /// The default alphabet, id 0.
    pub const DEFAULT: LockingTable = LockingTable(0);

    /// The table of a national language identifier; `None` for Spanish (2: A.3.2 is void) and for
    /// identifiers without a table.
    pub const fn from_id(id: u8) -> Option<LockingTable> {
        if id < ID_COUNT && id != 2 { Some(LockingTable(id)) } else { None }
    }

    /// Every locking table, in the order of their ids.
    pub fn all() -> impl Iterator<Item = LockingTable> {
        (0..ID_COUNT).filter_map(LockingTable::from_id)
    }

    /// The national language identifier (TS 23.040, 9.2.3.24.16); 0 is the default alphabet.
    pub const fn id(self) -> u8 {
        self.0
    }

    /// The character of a code; `None` where none is assigned, for [`ESCAPE`], and above 0x7F.
    pub fn char_at(self, code: u8) -> Option<char> {
        assigned(&LOCKING[self.0 as usize], code)
    }

    /// The code of a character.
    pub fn code_of(self, c: char) -> Option<u8> {
        code_of(c, 1 << self.0)
    }

    /// The characters of all codes, 0 where none is assigned.
    pub(crate) const fn cells(self) -> &'static [u16; 128] {
        &LOCKING[self.0 as usize]
    }
}

impl SingleTable {
    /// The extension table of the default alphabet, id 0.
    pub const DEFAULT: SingleTable = SingleTable(0);

    /// The table of a national language identifier; `None` for identifiers without a table.
    pub const fn from_id(id: u8) -> Option<SingleTable> {
        if id < ID_COUNT { Some(SingleTable(id)) } else { None }
    }

    /// Every single shift table, in the order of their ids.
    pub fn all() -> impl Iterator<Item = SingleTable> {
        (0..ID_COUNT).map(SingleTable)
    }

    /// The national language identifier (TS 23.040, 9.2.3.24.15); 0 is the extension table.
    pub const fn id(self) -> u8 {
        self.0
    }

    /// The character of a code after an escape; `None` where none is assigned (a receiver then
    /// shows the character of the locking table), for [`ESCAPE`], and above 0x7F.
    pub fn char_at(self, code: u8) -> Option<char> {
        assigned(&SINGLE[self.0 as usize], code)
    }

    /// The code of a character, without the escape. A character that stands twice has the lower
    /// code (`*` and `¡` in the tables of languages 4 to 13).
    pub fn code_of(self, c: char) -> Option<u8> {
        code_of(c, SINGLE_BIT << self.0)
    }

    /// The characters of all codes, 0 where none is assigned.
    pub(crate) const fn cells(self) -> &'static [u16; 128] {
        &SINGLE[self.0 as usize]
    }
}

fn assigned(table: &[u16; 128], code: u8) -> Option<char> {
    match table.get(usize::from(code)) {
        // 0 marks a code that is not assigned: no table holds U+0000
        None | Some(0) => None,
        Some(c) => char::from_u32(u32::from(*c)),
    }
}

/// How a character is sent in seven bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Septets {
    /// One septet of the locking table.
    One(u8),
    /// [`ESCAPE`] and this septet of the single shift table.
    Escaped(u8),
}

impl Septets {
    /// 1, or 2 with an escape.
    pub const fn count(self) -> u8 {
        match self {
            Septets::One(_) => 1,
            Septets::Escaped(_) => 2,
        }
    }
}

impl LanguagePair {
    /// How a character is sent: by the locking table where it has it, else by the single one;
    /// `None` where neither has it.
    pub fn septets_of(self, c: char) -> Option<Septets> {
        match self.locking().code_of(c) {
            Some(code) => Some(Septets::One(code)),
            None => self.single().code_of(c).map(Septets::Escaped),
        }
    }
}

/// The tables a character stands in: bit id for locking, bit 16 + id for single shift tables.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct TableSet(u32);

const SINGLE_BIT: u32 = 1 << 16;

impl TableSet {
    /// The tables that hold a character; none for most characters.
    pub fn of(c: char) -> TableSet {
        CharClass::of(c).tables()
    }

    /// Whether the character stands in no table.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether the character stands in this locking table.
    pub const fn has_locking(self, table: LockingTable) -> bool {
        self.0 >> table.0 & 1 != 0
    }

    /// Whether the character stands in this single shift table.
    pub const fn has_single(self, table: SingleTable) -> bool {
        self.0 >> (16 + table.0) & 1 != 0
    }

    /// Whether a permitted table, or a default one, holds the character.
    pub(crate) fn is_permitted(self, languages: Languages) -> bool {
        let ids = u32::from(languages.id_bits());
        self.0 & (ids | ids << 16) != 0
    }

    /// The single shift tables as bits, bit id each.
    pub(crate) const fn single_bits(self) -> u16 {
        (self.0 >> 16) as u16
    }

    /// All tables as bits: bit id for locking, bit 16 + id for single shift tables.
    pub(crate) const fn bits(self) -> u32 {
        self.0
    }

    /// The locking tables.
    pub fn locking_tables(self) -> impl Iterator<Item = LockingTable> {
        LockingTable::all().filter(move |t| self.has_locking(*t))
    }

    /// The single shift tables.
    pub fn single_tables(self) -> impl Iterator<Item = SingleTable> {
        SingleTable::all().filter(move |t| self.has_single(*t))
    }
}

/// Characters that stand in the same tables: what one needs to know of a character to count it in
/// every language at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct CharClass(u8);

impl CharClass {
    /// Number of classes; class 0 stands in no table.
    pub(crate) const COUNT: usize = MASKS.len();

    pub(crate) fn of(c: char) -> CharClass {
        CharClass(CLASSES[slot(c)])
    }

    pub(crate) fn from_index(index: usize) -> CharClass {
        debug_assert!(index < Self::COUNT);
        CharClass(index as u8)
    }

    pub(crate) const fn index(self) -> usize {
        self.0 as usize
    }

    pub(crate) fn tables(self) -> TableSet {
        TableSet(MASKS[self.index()])
    }
}

/// Place of a character in the two-stage tables.
fn slot(c: char) -> usize {
    let c = c as usize;
    let block = BLOCKS.get(c / 64).copied().unwrap_or(0);
    usize::from(block) * 64 + c % 64
}

/// The code of a character in the table of one bit of its mask: its codes are stored in the order
/// of the bits.
fn code_of(c: char, bit: u32) -> Option<u8> {
    let slot = slot(c);
    let mask = MASKS[usize::from(CLASSES[slot])];
    if mask & bit == 0 {
        return None;
    }
    let before = (mask & (bit - 1)).count_ones() as usize;
    Some(CODES[usize::from(STARTS[slot]) + before])
}
