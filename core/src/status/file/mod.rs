//! Files that describe: tables of standards and vendor profiles.
//!
//! A file is read into a [`Tree`]; a type lists its fields once, in
//! [`Fields::fields`](fields::Fields::fields), and from that one list comes the reader, which
//! refuses what it does not know by its path, the writer, and the JSON Schema.

pub(crate) mod fields;
pub(crate) mod read;
pub(crate) mod schema;
pub(crate) mod tree;
pub(crate) mod write;

pub(crate) use fields::{Archive, Fields, Named, Value};
pub(crate) use read::{Path, read};
pub(crate) use tree::Tree;
