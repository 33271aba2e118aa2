//! Reads a table's fields and refuses what is left over.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::fields::{Archive, Fields, Value, unknown_field};
use super::tree::Tree;
use crate::error::{Error, ErrorKind};

/// Where in a file: `status.main.rows[3].state`.
pub(crate) struct Path<'a> {
    parent: Option<&'a Path<'a>>,
    part: Part<'a>,
}

enum Part<'a> {
    Root,
    Member(&'a str),
    Item(usize),
}

impl<'a> Path<'a> {
    pub(crate) const ROOT: Path<'static> = Path { parent: None, part: Part::Root };

    pub(crate) fn member(&'a self, name: &'a str) -> Path<'a> {
        Path { parent: Some(self), part: Part::Member(name) }
    }

    pub(crate) fn item(&'a self, index: usize) -> Path<'a> {
        Path { parent: Some(self), part: Part::Item(index) }
    }

    fn append(&self, out: &mut String) {
        if let Some(parent) = self.parent {
            parent.append(out);
        }
        match self.part {
            Part::Root => {}
            Part::Member(name) => {
                out.push_str(if out.is_empty() { "" } else { "." });
                out.push_str(name);
            }
            Part::Item(index) => out.push_str(&format!("[{index}]")),
        }
    }

    /// An error about what stands here.
    pub(crate) fn error(&self, kind: ErrorKind, message: &str) -> Error {
        let mut path = String::new();
        self.append(&mut path);
        let error = Error::new(kind, message);
        if path.is_empty() { error } else { error.with_field(path) }
    }

    /// A value that this field does not take.
    pub(crate) fn wrong(&self, tree: &Tree, hint: &str) -> Error {
        let value = match tree {
            Tree::Null => "null".to_string(),
            Tree::Bool(b) => b.to_string(),
            Tree::Int(n) => n.to_string(),
            Tree::Other(spelling) | Tree::Text(spelling) => spelling.clone(),
            Tree::List(_) => "a list".to_string(),
            Tree::Table(_) => "a table".to_string(),
        };
        self.error(ErrorKind::InvalidOption, hint).with_value(value)
    }

    /// A word outside a closed list.
    pub(crate) fn wrong_word<'w>(
        &self,
        tree: &Tree,
        words: impl Iterator<Item = &'w str>,
    ) -> Error {
        let words: Vec<&str> = words.collect();
        self.wrong(tree, &format!("use one of: {}", words.join(", ")))
    }
}

/// Reads a table into a type; every name in it must be a field of that type.
pub(crate) fn read<T: Fields>(tree: &Tree, path: &Path<'_>) -> Result<T, Error> {
    let Tree::Table(members) = tree else {
        return Err(path.wrong(tree, "use a table"));
    };
    let mut reader = Reader { members, path, known: Vec::new() };
    let mut value = T::default();
    value.fields(&mut reader)?;
    if let Some((name, _)) = members.iter().find(|(name, _)| !reader.known.contains(&&**name)) {
        return Err(unknown_field(&path.member(name), &reader.known));
    }
    value.check(path)?;
    Ok(value)
}

struct Reader<'a> {
    members: &'a [(String, Tree)],
    path: &'a Path<'a>,
    known: Vec<&'static str>,
}

impl Reader<'_> {
    fn take(&mut self, name: &'static str) -> Option<&Tree> {
        self.known.push(name);
        self.members.iter().find(|(n, _)| n == name).map(|(_, tree)| tree)
    }
}

impl Archive for Reader<'_> {
    fn required<T: Value>(&mut self, name: &'static str, value: &mut T) -> Result<(), Error> {
        let path = self.path;
        let here = path.member(name);
        let tree = self
            .take(name)
            .ok_or_else(|| here.error(ErrorKind::FieldMissing, "this field must be there"))?;
        *value = T::read(tree, &here)?;
        Ok(())
    }

    fn field<T: Value>(
        &mut self,
        name: &'static str,
        value: &mut T,
        default: T,
    ) -> Result<(), Error> {
        let path = self.path;
        *value = match self.take(name) {
            Some(tree) => T::read(tree, &path.member(name))?,
            None => default,
        };
        Ok(())
    }

    fn stated<T: Value>(&mut self, name: &'static str, value: &mut Option<T>) -> Result<(), Error> {
        let path = self.path;
        *value = match self.take(name) {
            None => None,
            Some(Tree::Text(word)) if word == "unspecified" => None,
            Some(tree) => Some(T::read(tree, &path.member(name))?),
        };
        Ok(())
    }
}
