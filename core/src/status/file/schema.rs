//! The JSON Schema (draft 2020-12) of a type, from the same list of fields.

use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use super::fields::{Archive, Fields, Value};
use super::tree::Tree;
use crate::error::Error;

fn text(text: &str) -> Tree {
    Tree::Text(text.into())
}

fn table<const N: usize>(members: [(&str, Tree); N]) -> Tree {
    Tree::Table(members.into_iter().map(|(name, value)| (name.into(), value)).collect())
}

pub(crate) fn of_type(name: &str) -> Tree {
    table([("type", text(name))])
}

pub(crate) fn integer(min: i64, max: i64) -> Tree {
    let (min, max) = (Tree::Int(min), Tree::Int(max));
    table([("type", text("integer")), ("minimum", min), ("maximum", max)])
}

pub(crate) fn one_of<'w>(words: impl Iterator<Item = &'w str>) -> Tree {
    table([("enum", Tree::List(words.map(text).collect()))])
}

pub(crate) fn list_of(item: Tree) -> Tree {
    table([("type", text("array")), ("items", item)])
}

pub(crate) fn pair_of(item: Tree) -> Tree {
    let two = Tree::Int(2);
    table([("type", text("array")), ("items", item), ("minItems", two.clone()), ("maxItems", two)])
}

pub(crate) fn named(value: Tree) -> Tree {
    table([("type", text("object")), ("additionalProperties", value)])
}

pub(crate) fn object<T: Fields>() -> Tree {
    let mut builder = Builder { properties: Vec::new(), required: Vec::new() };
    // the builder itself never fails
    let _ = T::default().fields(&mut builder);
    let mut members = vec![
        (String::from("type"), text("object")),
        ("properties".into(), Tree::Table(builder.properties)),
        ("additionalProperties".into(), Tree::Bool(false)),
    ];
    if !builder.required.is_empty() {
        members.push(("required".into(), Tree::List(builder.required)));
    }
    Tree::Table(members)
}

struct Builder {
    properties: Vec<(String, Tree)>,
    required: Vec<Tree>,
}

impl Archive for Builder {
    fn required<T: Value>(&mut self, name: &'static str, _value: &mut T) -> Result<(), Error> {
        self.properties.push((name.into(), T::schema()));
        self.required.push(text(name));
        Ok(())
    }

    fn field<T: Value>(
        &mut self,
        name: &'static str,
        _value: &mut T,
        _default: T,
    ) -> Result<(), Error> {
        self.properties.push((name.into(), T::schema()));
        Ok(())
    }

    fn stated<T: Value>(
        &mut self,
        name: &'static str,
        _value: &mut Option<T>,
    ) -> Result<(), Error> {
        let either = Tree::List(vec![T::schema(), table([("const", text("unspecified"))])]);
        self.properties.push((name.into(), table([("anyOf", either)])));
        Ok(())
    }
}

pub(crate) fn record<'w>(names: impl Iterator<Item = &'w str>, value: &Tree) -> Tree {
    let properties = names.map(|name| (name.into(), value.clone())).collect();
    table([
        ("type", text("object")),
        ("properties", Tree::Table(properties)),
        ("additionalProperties", Tree::Bool(false)),
    ])
}

pub(crate) fn bool_or_null() -> Tree {
    table([(
        "enum",
        Tree::List(vec![Tree::Bool(true), Tree::Bool(false), Tree::Null, text("null")]),
    )])
}

pub(crate) fn pattern(pattern: &str) -> Tree {
    table([("type", text("string")), ("pattern", text(pattern))])
}

/// A schema with its head.
pub(crate) fn document(title: Tree, schema: Tree) -> Tree {
    let mut members = vec![
        (String::from("$schema"), text("https://json-schema.org/draft/2020-12/schema")),
        ("title".into(), title),
    ];
    if let Tree::Table(rest) = schema {
        members.extend(rest);
    }
    Tree::Table(members)
}
