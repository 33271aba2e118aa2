//! A vendor's codes and what they mean: rows sorted by code, found by binary search.

use alloc::boxed::Box;
use alloc::vec::Vec;
use core::cmp::Ordering;

use super::outcome::Outcome;
use super::words::words;

/// No longer code is looked up; it is unlisted.
pub(crate) const CODE_LEN_MAX: usize = 64;

words! {
    /// How a table's codes are spelled.
    pub enum CodeType {
        /// Digits, as text or as a JSON integer; compared as they are spelled.
        Int = 0, "int";
        /// A word in exactly this case.
        Token = 1, "token";
        /// A word without regard to ASCII case.
        Word = 2, "word";
    }
}

/// One code of a vendor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub(crate) code: Box<str>,
    pub(crate) group: Option<Box<str>>,
    pub(crate) name: Box<str>,
    pub(crate) note: Box<str>,
    pub(crate) outcome: Outcome,
}

impl Row {
    /// The vendor's code.
    #[must_use]
    pub fn code(&self) -> &str {
        &self.code
    }

    /// The group in which it stands, where the vendor has groups.
    #[must_use]
    pub fn group(&self) -> Option<&str> {
        self.group.as_deref()
    }

    /// The vendor's word for it; empty where it has none.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What a reader should know about it; may be empty.
    #[must_use]
    pub fn note(&self) -> &str {
        &self.note
    }

    /// What it means.
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        self.outcome
    }
}

/// A list of codes that share one key and one spelling.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    name: Box<str>,
    code_type: CodeType,
    grouped: bool,
    /// By code, then by group.
    rows: Box<[Row]>,
}

impl Table {
    /// Sorts the rows; gives back the row whose key stands twice.
    pub(crate) fn new(
        name: &str,
        code_type: CodeType,
        grouped: bool,
        mut rows: Vec<Row>,
    ) -> Result<Table, Box<Row>> {
        rows.sort_by(|a, b| compare(code_type, &a.code, &b.code).then(a.group.cmp(&b.group)));
        let twice = rows.windows(2).position(|pair| {
            compare(code_type, &pair[0].code, &pair[1].code).is_eq()
                && (!grouped || pair[0].group == pair[1].group)
        });
        if let Some(at) = twice {
            return Err(Box::new(rows.swap_remove(at)));
        }
        Ok(Table { name: name.into(), code_type, grouped, rows: rows.into() })
    }

    /// Its name in the profile or standard.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// How its codes are spelled.
    #[must_use]
    pub fn code_type(&self) -> CodeType {
        self.code_type
    }

    /// Whether the key is a group and a code.
    #[must_use]
    pub fn is_grouped(&self) -> bool {
        self.grouped
    }

    /// Every row, by code and group.
    #[must_use]
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The rows with this code; several where the table has groups. White space around the code
    /// does not count.
    #[must_use]
    pub fn candidates(&self, code: &str) -> &[Row] {
        let Some(code) = trimmed(code) else { return &[] };
        let order = |row: &Row| compare(self.code_type, &row.code, code);
        let from = self.rows.partition_point(|row| order(row).is_lt());
        let rest = self.rows.get(from..).unwrap_or(&[]);
        let len = rest.iter().take_while(|row| order(row).is_eq()).count();
        rest.get(..len).unwrap_or(&[])
    }

    /// The row with this group and code.
    #[must_use]
    pub fn get_in_group(&self, group: &str, code: &str) -> Option<&Row> {
        let group = trimmed(group)?;
        self.candidates(code).iter().find(|row| row.group.as_deref() == Some(group))
    }

    /// The row with this code, in a table without groups.
    #[must_use]
    pub fn get(&self, code: &str) -> Option<&Row> {
        match self.candidates(code) {
            [row] if !self.grouped => Some(row),
            _ => None,
        }
    }
}

/// A code without the white space around it, if it can be one at all.
pub(crate) fn trimmed(code: &str) -> Option<&str> {
    let code = code.trim_matches([' ', '\t', '\r', '\n', '\u{c}']);
    (!code.is_empty() && code.len() <= CODE_LEN_MAX).then_some(code)
}

fn compare(code_type: CodeType, a: &str, b: &str) -> Ordering {
    if code_type == CodeType::Word {
        a.bytes().map(|b| b.to_ascii_lowercase()).cmp(b.bytes().map(|b| b.to_ascii_lowercase()))
    } else {
        a.cmp(b)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::status::{Cause, Scope, State};
    use alloc::vec;

    fn row(group: Option<&str>, code: &str) -> Row {
        Row {
            code: code.into(),
            group: group.map(Into::into),
            name: "".into(),
            note: "".into(),
            outcome: Outcome::of(Scope::Message, State::Sent, Cause::None),
        }
    }

    #[test]
    fn words_fold_and_tokens_do_not() {
        let rows = vec![row(None, "b"), row(None, "A"), row(None, "_")];
        let word = Table::new("t", CodeType::Word, false, rows.clone()).unwrap();
        for code in ["a", "A", " b\r\n", "B", "_"] {
            assert!(word.get(code).is_some(), "{code:?}");
        }
        let token = Table::new("t", CodeType::Token, false, rows).unwrap();
        assert!(token.get("a").is_none() && token.get("A").is_some());
        assert!(token.get("\u{a0}A").is_none() && token.get("").is_none());
    }

    #[test]
    fn groups_tell_equal_codes_apart() {
        let rows = vec![row(Some("22"), "57"), row(Some("19"), "57"), row(Some("19"), "58")];
        let table = Table::new("t", CodeType::Int, true, rows).unwrap();
        assert_eq!(table.candidates("57").len(), 2);
        assert_eq!(table.get_in_group("22", "57").unwrap().group(), Some("22"));
        assert!(table.get_in_group("22", "58").is_none());
        assert!(table.get("57").is_none(), "a code alone is not the key");
    }

    #[test]
    fn a_key_may_stand_once() {
        let twice = Table::new("t", CodeType::Word, false, vec![row(None, "x"), row(None, "X")]);
        assert!(twice.is_err());
    }
}
