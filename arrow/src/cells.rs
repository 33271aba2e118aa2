//! Single cells of a column of text.

use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, LargeStringArray, StringArray, StringViewArray};
use arrow_schema::DataType;
use arrow_select::take::{TakeOptions, take};
use septet::Error;

use crate::column::{damaged, row_octets, view, wrong_type};

/// The cells of a column of text.
pub(crate) enum Cells<'a> {
    /// There is no such column, or it holds nulls only.
    None,
    Narrow(&'a StringArray),
    Wide(&'a LargeStringArray),
    View(&'a StringViewArray),
}

/// A cell.
pub(crate) enum Cell<'a> {
    Null,
    Text(&'a str),
    /// It is not UTF-8.
    Invalid,
}

/// A column of text without a dictionary.
pub(crate) fn plain(column: &ArrayRef) -> Result<ArrayRef, Error> {
    let Some(dictionary) = column.as_any_dictionary_opt() else { return Ok(column.clone()) };
    let checked = Some(TakeOptions { check_bounds: true });
    take(dictionary.values(), dictionary.keys(), checked).map_err(damaged)
}

impl<'a> Cells<'a> {
    /// The cells of a column that is no dictionary.
    pub(crate) fn of(column: &'a dyn Array) -> Result<Cells<'a>, Error> {
        Ok(match column.data_type() {
            DataType::Null => Cells::None,
            DataType::Utf8 => Cells::Narrow(column.as_string()),
            DataType::LargeUtf8 => Cells::Wide(column.as_string()),
            DataType::Utf8View => Cells::View(column.as_string_view()),
            other => return Err(wrong_type(other)),
        })
    }

    pub(crate) fn get(&self, row: usize) -> Cell<'a> {
        let (is_null, octets) = match self {
            Cells::None => return Cell::Null,
            Cells::Narrow(array) => (array.is_null(row), row_octets(array, row)),
            Cells::Wide(array) => (array.is_null(row), row_octets(array, row)),
            Cells::View(array) => {
                let octets = array.views().get(row).and_then(|v| view(v, array.data_buffers()));
                (array.is_null(row), octets)
            }
        };
        if is_null {
            return Cell::Null;
        }
        match octets.map(simdutf8::basic::from_utf8) {
            Some(Ok(text)) => Cell::Text(text),
            _ => Cell::Invalid,
        }
    }
}
