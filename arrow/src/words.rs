//! Columns of words and numbers.

use std::sync::Arc;

use arrow_array::builder::StringBuilder;
use arrow_array::types::ArrowPrimitiveType;
use arrow_array::{ArrayRef, PrimitiveArray};
use arrow_buffer::{NullBuffer, ScalarBuffer};
use septet::ErrorKind;

/// A column of words, null where there is none.
pub(crate) fn words<'a>(
    rows: usize,
    octets_of_a_word: usize,
    words: impl Iterator<Item = Option<&'a str>>,
) -> ArrayRef {
    let mut column = StringBuilder::with_capacity(rows, rows * octets_of_a_word);
    for word in words {
        column.append_option(word);
    }
    Arc::new(column.finish())
}

/// A column of the words of errors, null where there is none: `status` is 0 or an error's number.
/// Rows of `nulls` have none.
pub(crate) fn errors(status: &[u16], nulls: Option<&NullBuffer>) -> ArrayRef {
    if status.iter().all(|status| *status == 0) {
        return arrow_array::new_null_array(&arrow_schema::DataType::Utf8, status.len());
    }
    let word = |number: u16| {
        let kind = ErrorKind::ALL.iter().find(|kind| kind.number() == number);
        kind.map_or(ErrorKind::Internal.as_str(), |kind| kind.as_str())
    };
    let is_null = |row: usize| nulls.is_some_and(|nulls| nulls.is_null(row));
    let of_row =
        |(row, status): (usize, &u16)| (*status != 0 && !is_null(row)).then(|| word(*status));
    words(status.len(), 0, status.iter().enumerate().map(of_row))
}

/// A column of numbers, null where `nulls` says so.
pub(crate) fn integers<T: ArrowPrimitiveType>(
    values: Vec<T::Native>,
    nulls: Option<NullBuffer>,
) -> ArrayRef {
    Arc::new(PrimitiveArray::<T>::new(ScalarBuffer::from(values), nulls))
}

/// The rows that have a value: those that are not null and pass `has`.
pub(crate) fn present(
    rows: usize,
    nulls: Option<&NullBuffer>,
    has: impl Fn(usize) -> bool,
) -> Option<NullBuffer> {
    if nulls.is_none() && (0..rows).all(&has) {
        return None;
    }
    let valid = |row: usize| nulls.is_none_or(|nulls| nulls.is_valid(row)) && has(row);
    Some(NullBuffer::new(arrow_buffer::BooleanBuffer::collect_bool(rows, valid)))
}
