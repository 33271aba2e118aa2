//! Writes the fields of a type that differ from their defaults.

use alloc::string::String;
use alloc::vec::Vec;

use super::fields::{Archive, Fields, Value};
use super::tree::Tree;
use crate::error::Error;

struct Writer(Vec<(String, Tree)>);

/// The table from which the same value is read again.
pub(crate) fn write<T: Fields>(value: &T) -> Tree {
    let mut writer = Writer(Vec::new());
    // fields are shown by exclusive reference, so that one list serves the reader as well; the
    // writer itself never fails
    let _ = value.clone().fields(&mut writer);
    Tree::Table(writer.0)
}

impl Archive for Writer {
    fn required<T: Value>(&mut self, name: &'static str, value: &mut T) -> Result<(), Error> {
        self.0.push((name.into(), value.write()));
        Ok(())
    }

    fn field<T: Value>(
        &mut self,
        name: &'static str,
        value: &mut T,
        default: T,
    ) -> Result<(), Error> {
        if *value != default {
            self.0.push((name.into(), value.write()));
        }
        Ok(())
    }

    fn stated<T: Value>(&mut self, name: &'static str, value: &mut Option<T>) -> Result<(), Error> {
        if let Some(value) = value {
            self.0.push((name.into(), value.write()));
        }
        Ok(())
    }
}
