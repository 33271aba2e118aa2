//! What JSON and TOML have in common.

use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt::Write;

use super::read::Path;
use crate::error::{Error, ErrorKind};
use crate::status::json::{self, Json, Kind};

/// A value of a file. Tables keep their order and hold no name twice.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Tree {
    Null,
    Bool(bool),
    Int(i64),
    /// Anything else that is not text: a number with a fraction, a date. No field takes it.
    Other(String),
    Text(String),
    List(Vec<Tree>),
    Table(Vec<(String, Tree)>),
}

impl Tree {
    /// Reads JSON. An error names line and column, or the path of a name that stands twice.
    pub(crate) fn from_json(text: &str) -> Result<Tree, Error> {
        let json = Json::parse(text).map_err(|e| {
            let before = text.get(..e.octet).unwrap_or(text);
            let line = before.matches('\n').count() as u64 + 1;
            let column = before.rsplit('\n').next().unwrap_or("").chars().count() as u64 + 1;
            Error::new(ErrorKind::Syntax, format!("not JSON: {}", e.what))
                .with_line(line)
                .with_column(column)
        })?;
        from_value(json.root(), &Path::ROOT)
    }

    /// Writes JSON that a person can read: what fits stands on one line.
    pub(crate) fn to_json(&self) -> String {
        let mut out = String::new();
        self.write(&mut out, 0);
        out.push('\n');
        out
    }

    fn write(&self, out: &mut String, indent: usize) {
        const WIDTH: usize = 100;
        let at = out.len();
        self.write_line(out);
        if out.len() - at + indent <= WIDTH {
            return;
        }
        match self {
            Tree::List(items) => {
                out.truncate(at);
                out.push('[');
                for (i, item) in items.iter().enumerate() {
                    new_line(out, i, indent + 1);
                    item.write(out, indent + 1);
                }
                new_line(out, 0, indent);
                out.push(']');
            }
            Tree::Table(members) => {
                out.truncate(at);
                out.push('{');
                for (i, (name, value)) in members.iter().enumerate() {
                    new_line(out, i, indent + 1);
                    write_text(out, name);
                    out.push_str(": ");
                    value.write(out, indent + 1);
                }
                new_line(out, 0, indent);
                out.push('}');
            }
            _ => {}
        }
    }

    fn write_line(&self, out: &mut String) {
        match self {
            Tree::Null => out.push_str("null"),
            Tree::Bool(b) => out.push_str(if *b { "true" } else { "false" }),
            Tree::Int(n) => {
                // writing to a String cannot fail
                let _ = write!(out, "{n}");
            }
            Tree::Other(spelling) => out.push_str(spelling),
            Tree::Text(text) => write_text(out, text),
            Tree::List(items) => {
                out.push('[');
                for (i, item) in items.iter().enumerate() {
                    out.push_str(if i > 0 { ", " } else { "" });
                    item.write_line(out);
                }
                out.push(']');
            }
            Tree::Table(members) => {
                out.push('{');
                for (i, (name, value)) in members.iter().enumerate() {
                    out.push_str(if i > 0 { ", " } else { "" });
                    write_text(out, name);
                    out.push_str(": ");
                    value.write_line(out);
                }
                out.push('}');
            }
        }
    }
}

fn new_line(out: &mut String, index: usize, indent: usize) {
    if index > 0 {
        out.push(',');
    }
    out.push('\n');
    for _ in 0..indent {
        out.push(' ');
    }
}

fn write_text(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' => {
                let _ = write!(out, "\\u{:04x}", c as u32);
            }
            c => out.push(c),
        }
    }
    out.push('"');
}

/// Nesting is at most [`json::DEPTH_MAX`] deep, so the recursion is bounded.
fn from_value(value: json::Value<'_, '_>, path: &Path<'_>) -> Result<Tree, Error> {
    Ok(match value.kind() {
        Kind::Null => Tree::Null,
        Kind::Bool => Tree::Bool(value.raw() == "true"),
        Kind::Int => match value.raw().parse() {
            Ok(n) => Tree::Int(n),
            Err(_) => Tree::Other(value.raw().into()),
        },
        Kind::Decimal => Tree::Other(value.raw().into()),
        Kind::Plain | Kind::Escaped => {
            Tree::Text(value.as_text().map(String::from).unwrap_or_default())
        }
        Kind::Array => {
            let mut items = Vec::new();
            for (i, item) in value.items().enumerate() {
                items.push(from_value(item, &path.item(i))?);
            }
            Tree::List(items)
        }
        Kind::Object => {
            let mut seen = BTreeSet::new();
            let mut members = Vec::new();
            for (name, member) in value.members() {
                let name = name.as_text().map(String::from).unwrap_or_default();
                let path = path.member(&name);
                if !seen.insert(name.clone()) {
                    return Err(path.error(ErrorKind::FieldDuplicate, "it stands here twice"));
                }
                let tree = from_value(member, &path)?;
                members.push((name, tree));
            }
            Tree::Table(members)
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_reads_the_same() {
        let text = r#"{"a": [1, -2, true, null, "x\n\"é\u2028"], "b": {"c": {}, "d": []}, "e": "a text so long that it cannot stand with all the others on one line of a hundred"}"#;
        let tree = Tree::from_json(text).unwrap();
        let written = tree.to_json();
        assert!(written.lines().count() > 1);
        assert_eq!(Tree::from_json(&written).unwrap(), tree);
    }

    #[test]
    fn errors_say_where() {
        let e = Tree::from_json("{\n \"a\": 1,\n \"b\" 2}").unwrap_err();
        assert_eq!((e.kind(), e.line(), e.column()), (ErrorKind::Syntax, Some(3), Some(6)));
        let e = Tree::from_json(r#"{"a": [{"b": 1, "\u0062": 2}]}"#).unwrap_err();
        assert_eq!((e.kind(), e.field()), (ErrorKind::FieldDuplicate, Some("a[0].b")));
    }
}
