//! The characters that keep a text out of seven bits, and where they stand.

use alloc::borrow::ToOwned;
use alloc::format;
use core::fmt;

use super::options::TextOptions;
use super::source::{Position, Source};
use crate::alphabet::{Languages, LockingTable, TableSet};
use crate::{Error, ErrorKind};

/// A character that stands in no permitted table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OffendingChar {
    /// The character.
    pub character: char,
    /// Where it stands.
    pub position: Position,
    /// The tables that would take it, none of them permitted; often empty.
    pub tables: TableSet,
}

/// Every [`OffendingChar`] of a text, found as they are asked for.
#[derive(Clone)]
pub struct Offending<'t> {
    source: Source<'t>,
    permitted: Languages,
}

/// The characters of a text that stand in none of the tables that the options permit, after
/// `newline` and `normalize` and before any substitution. They are why the text is UCS-2; without
/// any, it still is where no pair of tables has them all
/// ([`EncodingReason::NoLanguagePair`](crate::encoding::EncodingReason::NoLanguagePair)).
pub fn offending<'t>(text: &'t str, options: &TextOptions) -> Offending<'t> {
    Offending { source: Source::new(text, options), permitted: options.languages }
}

impl Iterator for Offending<'_> {
    type Item = OffendingChar;

    fn next(&mut self) -> Option<OffendingChar> {
        let permitted = self.permitted;
        self.source.find_map(|(position, character)| {
            let tables = TableSet::of(character);
            (!tables.is_permitted(permitted)).then_some(OffendingChar {
                character,
                position,
                tables,
            })
        })
    }
}

impl fmt::Debug for Offending<'_> {
    /// Without the text: it ends up in logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Offending").field("permitted", &self.permitted).finish_non_exhaustive()
    }
}

/// The error of a text that was to be GSM-7 and cannot be: it names the first character in no
/// permitted table, or else the first one at which no pair of tables is left.
pub(crate) fn not_encodable(text: &str, options: &TextOptions) -> Error {
    let first = offending(text, options).next();
    let at = first.map(|o| (o.character, o.position)).or_else(|| no_pair_left(text, options));
    let place = at.map_or_else(
        || "a character".to_owned(),
        |(character, position)| {
            let (number, code_point) = (position.char_offset + 1, u32::from(character));
            format!("character {number}, U+{code_point:04X},")
        },
    );
    let message = format!(
        "{place} is not in GSM-7 with the permitted languages; permit its language, replace it, or \
         leave the encoding to auto"
    );
    let error =
        Error::new(ErrorKind::NotEncodable, message).with_field("encoding").with_value("gsm7");
    match at {
        None => error,
        Some((character, position)) => error
            .with_detail("char_offset", position.char_offset)
            .with_detail("byte_offset", position.byte_offset)
            .with_detail("utf16_offset", position.utf16_offset)
            .with_detail("code_point", u64::from(u32::from(character))),
    }
}

/// The first character at which no permitted pair has all the characters so far.
fn no_pair_left(text: &str, options: &TextOptions) -> Option<(char, Position)> {
    let ids = options.languages.id_bits();
    // for each locking table, the single tables that have all that it lacks
    let mut singles = [0u16; 16];
    for locking in LockingTable::all() {
        if ids >> locking.id() & 1 != 0 {
            singles[usize::from(locking.id())] = ids;
        }
    }
    for (position, c) in Source::new(text, options) {
        let tables = TableSet::of(c);
        for (id, singles) in singles.iter_mut().enumerate() {
            if tables.bits() >> id & 1 == 0 {
                *singles &= tables.single_bits();
            }
        }
        if singles.iter().all(|s| *s == 0) {
            return Some((c, position));
        }
    }
    None
}
