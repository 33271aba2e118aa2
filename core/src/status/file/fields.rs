//! A type lists its fields once; reader, writer and schema walk that list.

use alloc::boxed::Box;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::read::Path;
use super::schema;
use super::tree::Tree;
use crate::error::{Error, ErrorKind};

/// What walks over the fields of a type: the reader, the writer, the maker of the schema.
pub(crate) trait Archive {
    /// A field that must be there.
    fn required<T: Value>(&mut self, name: &'static str, value: &mut T) -> Result<(), Error>;

    /// A field that has a default.
    fn field<T: Value>(
        &mut self,
        name: &'static str,
        value: &mut T,
        default: T,
    ) -> Result<(), Error>;

    /// A field that the vendor may leave open: absent and `unspecified` are the same, `None`.
    fn stated<T: Value>(&mut self, name: &'static str, value: &mut Option<T>) -> Result<(), Error>;
}

/// A table of a file with fields of fixed names.
pub(crate) trait Fields: Default + Clone + PartialEq {
    /// Shows every field to `file`.
    fn fields(&mut self, file: &mut impl Archive) -> Result<(), Error>;

    /// What must hold between the fields once they are read.
    fn check(&self, _path: &Path<'_>) -> Result<(), Error> {
        Ok(())
    }
}

/// What can stand in a field.
pub(crate) trait Value: Clone + PartialEq {
    fn read(tree: &Tree, path: &Path<'_>) -> Result<Self, Error>;
    fn write(&self) -> Tree;
    /// Its JSON Schema.
    fn schema() -> Tree;
}

/// A table whose names are of the file's own choice, in the order of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Named<T>(pub(crate) Vec<(Box<str>, T)>);

impl<T> Default for Named<T> {
    fn default() -> Named<T> {
        Named(Vec::new())
    }
}

impl<T> Named<T> {
    /// Names and values in the order of the file.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &T)> {
        self.0.iter().map(|(name, value)| (&**name, value))
    }

    /// The value with this name.
    #[must_use]
    pub(crate) fn get(&self, name: &str) -> Option<&T> {
        self.iter().find(|(n, _)| *n == name).map(|(_, value)| value)
    }
}

impl Value for bool {
    fn read(tree: &Tree, path: &Path<'_>) -> Result<bool, Error> {
        match tree {
            Tree::Bool(b) => Ok(*b),
            _ => Err(path.wrong(tree, "use true or false")),
        }
    }

    fn write(&self) -> Tree {
        Tree::Bool(*self)
    }

    fn schema() -> Tree {
        schema::of_type("boolean")
    }
}

macro_rules! integer {
    ($($type:ty),*) => {$(
        impl Value for $type {
            fn read(tree: &Tree, path: &Path<'_>) -> Result<$type, Error> {
                match tree {
                    Tree::Int(n) => (*n).try_into().ok(),
                    _ => None,
                }
                .ok_or_else(|| {
                    let (min, max) = (<$type>::MIN, <$type>::MAX);
                    path.wrong(tree, &format!("use a whole number from {min} to {max}"))
                })
            }

            fn write(&self) -> Tree {
                Tree::Int((*self).into())
            }

            fn schema() -> Tree {
                schema::integer(<$type>::MIN.into(), <$type>::MAX.into())
            }
        }
    )*};
}
integer!(u8, u16, u32, i32);

impl Value for Box<str> {
    fn read(tree: &Tree, path: &Path<'_>) -> Result<Box<str>, Error> {
        match tree {
            Tree::Text(text) => Ok(text.as_str().into()),
            _ => Err(path.wrong(tree, "use a text in quotes")),
        }
    }

    fn write(&self) -> Tree {
        Tree::Text(String::from(&**self))
    }

    fn schema() -> Tree {
        schema::of_type("string")
    }
}

/// Only as the type of a field that may be absent: an absent value is not written.
impl<T: Value> Value for Option<T> {
    fn read(tree: &Tree, path: &Path<'_>) -> Result<Option<T>, Error> {
        T::read(tree, path).map(Some)
    }

    fn write(&self) -> Tree {
        self.as_ref().map_or(Tree::Null, T::write)
    }

    fn schema() -> Tree {
        T::schema()
    }
}

impl<T: Value> Value for Vec<T> {
    fn read(tree: &Tree, path: &Path<'_>) -> Result<Vec<T>, Error> {
        let Tree::List(items) = tree else {
            return Err(path.wrong(tree, "use a list in brackets"));
        };
        items.iter().enumerate().map(|(i, item)| T::read(item, &path.item(i))).collect()
    }

    fn write(&self) -> Tree {
        Tree::List(self.iter().map(T::write).collect())
    }

    fn schema() -> Tree {
        schema::list_of(T::schema())
    }
}

impl<T: Value> Value for [T; 2] {
    fn read(tree: &Tree, path: &Path<'_>) -> Result<[T; 2], Error> {
        <[T; 2]>::try_from(Vec::<T>::read(tree, path)?)
            .map_err(|_| path.wrong(tree, "use a list of two values"))
    }

    fn write(&self) -> Tree {
        Tree::List(self.iter().map(T::write).collect())
    }

    fn schema() -> Tree {
        schema::pair_of(T::schema())
    }
}

impl<T: Value> Value for Named<T> {
    fn read(tree: &Tree, path: &Path<'_>) -> Result<Named<T>, Error> {
        let Tree::Table(members) = tree else {
            return Err(path.wrong(tree, "use a table"));
        };
        let values = members
            .iter()
            .map(|(name, value)| Ok((name.as_str().into(), T::read(value, &path.member(name))?)));
        values.collect::<Result<_, _>>().map(Named)
    }

    fn write(&self) -> Tree {
        Tree::Table(self.iter().map(|(name, value)| (name.into(), value.write())).collect())
    }

    fn schema() -> Tree {
        schema::named(T::schema())
    }
}

impl<T: Fields> Value for T {
    fn read(tree: &Tree, path: &Path<'_>) -> Result<T, Error> {
        super::read::read(tree, path)
    }

    fn write(&self) -> Tree {
        super::write::write(self)
    }

    fn schema() -> Tree {
        schema::object::<T>()
    }
}

/// Makes an enum of `words!` the value of a field.
macro_rules! word_values {
    ($($type:ty),* $(,)?) => {$(
        impl $crate::status::file::Value for $type {
            fn read(
                tree: &$crate::status::file::Tree,
                path: &$crate::status::file::Path<'_>,
            ) -> Result<$type, $crate::error::Error> {
                let word = match tree {
                    $crate::status::file::Tree::Text(word) => <$type>::from_word(word),
                    _ => None,
                };
                word.ok_or_else(|| {
                    let words = <$type>::ALL.iter().map(|w| w.as_str());
                    path.wrong_word(tree, words)
                })
            }

            fn write(&self) -> $crate::status::file::Tree {
                $crate::status::file::Tree::Text(self.as_str().into())
            }

            fn schema() -> $crate::status::file::Tree {
                $crate::status::file::schema::one_of(<$type>::ALL.iter().map(|w| w.as_str()))
            }
        }
    )*};
}
pub(crate) use word_values;

use crate::status::table::CodeType;
use crate::status::{Actor, Billable, Cause, Certainty, Retry, Scope, State};

word_values!(State, Cause, Retry, Actor, Billable, Certainty, Scope, CodeType);

/// The name of a field that is not known, with those that are.
pub(crate) fn unknown_field(path: &Path<'_>, known: &[&str]) -> Error {
    let hint = format!("no such field; known here: {}", known.join(", "));
    path.error(ErrorKind::FieldUnknown, &hint)
}
