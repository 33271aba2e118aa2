//! Messages given as Python values: one, or a list of them.

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyString, PyTuple};
use septet::preflight::whatif::{Change, Trials, WhatIf};
use septet::preflight::{Message, Preflight as Engine, RowRef, Session, Totals};
use septet::rate::{Mcc, Mnc, Timestamp};
use septet::{Error, ErrorKind};
use septet_campaign::driver;

use crate::error::Result;

/// Judges the rows of a list, one after the other.
pub(crate) fn judge_all(mut session: Session<'_>, rows: &Bound<'_, PyAny>) -> Result<Totals> {
    let preflight = session.preflight();
    each(preflight, rows, &mut |at, message| match message {
        Some(message) => session.message(at, message).map(drop),
        None => {
            session.unreadable(at);
            Ok(())
        }
    })?;
    Ok(session.into_totals()?)
}

/// Tries changes on the rows of a list.
pub(crate) fn try_all(
    preflight: &Engine,
    changes: &[Change],
    rows: &Bound<'_, PyAny>,
) -> Result<Trials> {
    let mut trial = preflight.trial(changes)?;
    if !changes.is_empty() {
        each(preflight, rows, &mut |_, message| message.map_or(Ok(()), |m| trial.message(m)))?;
    }
    Ok(trial.into_trials())
}

/// What changes to a list would save; none for what can be read once only, such as a generator.
pub(crate) fn savings(
    preflight: &Engine,
    totals: &Totals,
    rows: &Bound<'_, PyAny>,
) -> Result<Option<Vec<WhatIf>>> {
    if !is_read_twice(rows) {
        return Ok(None);
    }
    let changes = preflight.changes(totals);
    let trials = try_all(preflight, &changes, rows)?;
    Ok(Some(preflight.savings(totals, &changes, &trials)?))
}

/// Whether the same rows come again when it is read again.
pub(crate) fn is_read_twice(rows: &Bound<'_, PyAny>) -> bool {
    rows.is_instance_of::<PyList>() || rows.is_instance_of::<PyTuple>()
}

/// What is done with a row: its message, or none where it cannot be read.
type Each<'e> = dyn FnMut(RowRef, Option<&Message<'_>>) -> std::result::Result<(), Error> + 'e;

fn each(preflight: &Engine, rows: &Bound<'_, PyAny>, each: &mut Each<'_>) -> Result<()> {
    for (index, row) in rows.try_iter()?.enumerate() {
        let at = RowRef { row: index as u64 + 1, line: index as u64 + 1 };
        read(preflight, at, &row?, each)?;
    }
    Ok(())
}

/// A time as text, or anything with `isoformat`: a date, or a datetime that knows its offset.
pub(crate) fn parse_time(value: &Bound<'_, PyAny>) -> Result<Timestamp> {
    let text: String = if value.is_instance_of::<PyString>() {
        value.extract()?
    } else if value.hasattr("isoformat")? {
        value.call_method0("isoformat")?.extract()?
    } else {
        let given = value.get_type().name()?;
        let message = format!("at must be a date, a datetime or text, not {given}");
        return Err(PyTypeError::new_err(message).into());
    };
    Ok(Timestamp::parse(&text).map_err(|error| error.with_field("at"))?)
}

pub(crate) fn wrong(field: &str, value: &str) -> Error {
    let message = if field == "mcc" { "give three digits" } else { "give two or three digits" };
    Error::new(ErrorKind::InvalidOption, message).with_field(field).with_value(value)
}

fn card_index(preflight: &Engine, id: &str) -> std::result::Result<usize, Error> {
    preflight.book().and_then(|book| book.card_index(id)).ok_or_else(|| {
        let what = "no card has this id";
        Error::new(ErrorKind::CardUnknown, what).with_field("card").with_value(id)
    })
}

/// Reads one row of a list.
fn read(preflight: &Engine, at: RowRef, row: &Bound<'_, PyAny>, each: &mut Each<'_>) -> Result<()> {
    const NAMES: [&str; 8] = driver::FIELDS;
    let mut fields: [Option<Bound<'_, PyString>>; 8] = Default::default();
    let wrong_row = |what: String| PyTypeError::new_err(format!("row {}: {what}", at.row));
    let mut put = |slot: usize, value: Bound<'_, PyAny>| -> PyResult<()> {
        if value.is_none() && slot > 1 {
            return Ok(());
        }
        let given = value.get_type().name()?;
        let text = value.cast_into::<PyString>();
        let wrong = |_| wrong_row(format!("{} must be str, not {given}", NAMES[slot]));
        fields[slot] = Some(text.map_err(wrong)?.unbind().into_bound(row.py()));
        Ok(())
    };
    if let Ok(dict) = row.cast::<PyDict>() {
        for (key, value) in dict {
            let key: String = key.extract().map_err(|_| wrong_row("keys must be str".into()))?;
            let slot = NAMES.iter().position(|name| *name == key);
            let slot = slot.ok_or_else(|| {
                Error::new(ErrorKind::FieldUnknown, format!("use {}", NAMES.join(", ")))
                    .with_field(key)
                    .with_line(at.row)
            })?;
            put(slot, value)?;
        }
    } else if row.is_instance_of::<PyTuple>() || row.is_instance_of::<PyList>() {
        if !(2..=3).contains(&row.len()?) {
            return Err(wrong_row("give (to, text) or (to, text, sender)".into()).into());
        }
        for (slot, value) in row.try_iter()?.enumerate() {
            put(slot, value?)?;
        }
    } else {
        let given = row.get_type().name()?;
        return Err(wrong_row(format!("give a tuple or a dict, not {given}")).into());
    }
    let [to, text, ..] = &fields;
    if to.is_none() || text.is_none() {
        return Err(wrong_row("to and text must be there".into()).into());
    }
    // half a character: the row is unreadable, as it would be in a file
    let mut read: [Option<&str>; 8] = [None; 8];
    for (slot, field) in read.iter_mut().zip(&fields) {
        match field.as_ref().map(PyStringMethods::to_str).transpose() {
            Ok(text) => *slot = text,
            Err(_) => return Ok(each(at, None)?),
        }
    }
    let given = |slot: usize| read[slot].filter(|text| !text.is_empty());
    let country = given(3).map(crate::number::parse_region);
    let mcc = given(4).map(|code| Mcc::parse(code).ok_or_else(|| wrong("mcc", code)));
    let mnc = given(5).map(|code| Mnc::parse(code).ok_or_else(|| wrong("mnc", code)));
    let named = |error: Error| error.with_line(at.row);
    let message = Message {
        to: read[0].unwrap_or_default(),
        text: read[1].unwrap_or_default(),
        from: given(2),
        country: country.transpose().map_err(named)?,
        mcc: mcc.transpose().map_err(named)?,
        mnc: mnc.transpose().map_err(named)?,
        time: given(6)
            .map(Timestamp::parse)
            .transpose()
            .map_err(|e| named(e.with_field("time")))?,
        card: given(7).map(|id| card_index(preflight, id)).transpose().map_err(named)?.unwrap_or(0),
        ..Message::default()
    };
    Ok(each(at, Some(&message))?)
}
