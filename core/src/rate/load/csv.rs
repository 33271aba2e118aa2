//! Cards written as CSV: `#! key = value` lines with the head, then one table with rates and
//! surcharges.

use alloc::string::{String, ToString};
use alloc::vec;
use alloc::vec::Vec;

use csv_core::{ReadFieldResult, Reader};

use super::value::{Node, Place, Places, Table, Value};
use crate::error::{Error, ErrorKind};
use crate::rate::write::COLUMNS;

/// Reads a card.
pub(in crate::rate) fn read(text: &str) -> Result<Table, Error> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let places = Places::new(text);
    let mut card = Table { place: places.of(0), ..Table::default() };
    let body = head(text, &places, &mut card)?;
    let mut records = Records { text, places, at: body, reader: Reader::new() };
    let Some(header) = records.next()? else {
        return Ok(card); // no table: the head is judged first, then the missing rates
    };
    check_header(&header)?;
    let (mut rates, mut surcharges) = (Vec::new(), Vec::new());
    while let Some(record) = records.next()? {
        let (is_rate, row) = row(&header, record)?;
        let node = Node { place: row.place, value: Value::Table(row) };
        if is_rate { rates.push(node) } else { surcharges.push(node) }
    }
    let place = header.first().map(|cell| cell.place).unwrap_or_default();
    card.add("rates", Node { value: Value::List(rates), place })?;
    card.add("surcharges", Node { value: Value::List(surcharges), place })?;
    Ok(card)
}

/// Reads the head lines into `card`; where the table begins.
fn head(text: &str, places: &Places<'_>, card: &mut Table) -> Result<usize, Error> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let content = line.trim();
        if !content.is_empty() {
            let Some(entry) = content.strip_prefix("#!") else {
                break;
            };
            let place = places.of(at);
            let Some((key, value)) = entry.split_once('=') else {
                let advice = "a head line is written #! key = value";
                return Err(place.put(Error::new(ErrorKind::Syntax, advice)));
            };
            let (key, value) = (key.trim(), value.trim());
            let node = Node { value: Value::Cell(value.into()), place };
            match key.split_once('.') {
                Some((table, field)) => sub_table(card, table, place)?.add(field, node)?,
                None if matches!(key, "rates" | "surcharges" | "rounding" | "tax") => {
                    let advice = "this is no line of the head: rows stand in the table, parts are \
                                  written like rounding.at";
                    let error = Error::new(ErrorKind::Syntax, advice).with_field(key);
                    return Err(place.put(error));
                }
                None => card.add(key, node)?,
            }
        }
        at += line.len();
    }
    Ok(at)
}

/// The table of this name, made when it is not there.
fn sub_table<'a>(card: &'a mut Table, name: &str, place: Place) -> Result<&'a mut Table, Error> {
    let i = match card.fields.iter().position(|(field, _)| field == name) {
        Some(i) => i,
        None => {
            let table = Table { fields: Vec::new(), place };
            card.fields.push((name.into(), Node { value: Value::Table(table), place }));
            card.fields.len() - 1
        }
    };
    match &mut card.fields[i].1.value {
        Value::Table(table) => Ok(table),
        _ => {
            let error = Error::new(ErrorKind::Syntax, "this field has no parts").with_field(name);
            Err(place.put(error))
        }
    }
}

struct Cell {
    text: String,
    place: Place,
}

/// The records of the table, with the place of every cell.
struct Records<'a> {
    text: &'a str,
    places: Places<'a>,
    at: usize,
    reader: Reader,
}

impl Records<'_> {
    fn next(&mut self) -> Result<Option<Vec<Cell>>, Error> {
        let rest = self.text[self.at..].trim_start_matches(['\r', '\n']);
        self.at = self.text.len() - rest.len();
        if rest.is_empty() {
            return Ok(None);
        }
        let mut cells = Vec::new();
        loop {
            let place = self.places.of(self.at);
            let start = self.at;
            let (text, record_end) = self.cell(place)?;
            cells.push(Cell { text, place });
            let source = &self.text[start..self.at];
            if source.starts_with('"') && source.matches('"').count() % 2 == 1 {
                let error = Error::new(ErrorKind::Syntax, "this quote is never closed");
                return Err(place.put(error));
            }
            if record_end {
                return Ok(Some(cells));
            }
        }
    }

    /// One cell, and whether it ends the record.
    fn cell(&mut self, place: Place) -> Result<(String, bool), Error> {
        let mut octets = vec![0; 64];
        let mut len = 0;
        loop {
            let input = &self.text.as_bytes()[self.at..];
            let (result, read, written) = self.reader.read_field(input, &mut octets[len..]);
            self.at += read;
            len += written;
            let record_end = match result {
                ReadFieldResult::Field { record_end } => record_end,
                ReadFieldResult::End => true,
                ReadFieldResult::OutputFull => {
                    octets.resize(octets.len() * 2, 0);
                    continue;
                }
                // the next call gets the empty rest and ends the cell
                ReadFieldResult::InputEmpty => continue,
            };
            octets.truncate(len);
            return match String::from_utf8(octets) {
                Ok(text) => Ok((text, record_end)),
                Err(_) => Err(place.put(Error::new(ErrorKind::Syntax, "a cell is not UTF-8"))),
            };
        }
    }
}

fn check_header(header: &[Cell]) -> Result<(), Error> {
    for required in ["record", "id"] {
        if !header.iter().any(|cell| cell.text == required) {
            let place = header.first().map(|cell| cell.place).unwrap_or_default();
            let advice = alloc::format!(
                "the table's first line names its columns, separated by commas, {required} among \
                 them: {}",
                COLUMNS.join(",")
            );
            return Err(place.put(Error::new(ErrorKind::Syntax, advice)));
        }
    }
    for (i, cell) in header.iter().enumerate() {
        if header[..i].iter().any(|other| other.text == cell.text) {
            let error = Error::new(ErrorKind::Syntax, "the column stands twice: keep one");
            return Err(cell.place.put(error.with_field(&*cell.text)));
        }
    }
    Ok(())
}

/// Whether a record is a rate, and its fields. Empty cells are left out, but not of a column that
/// the format does not have: the checks refuse it by name.
fn row(header: &[Cell], record: Vec<Cell>) -> Result<(bool, Table), Error> {
    let place = record.first().map(|cell| cell.place).unwrap_or_default();
    if record.len() != header.len() {
        let advice = alloc::format!(
            "the record has {} cells, the table's first line {}: is a comma missing, or a text \
             with a comma not in quotes?",
            record.len(),
            header.len()
        );
        return Err(place.put(Error::new(ErrorKind::Syntax, advice)));
    }
    let kind = header.iter().position(|cell| cell.text == "record").map(|i| &record[i]);
    let is_rate = match kind.map(|cell| (cell.text.as_str(), cell.place)) {
        Some(("rate", _)) => true,
        Some(("surcharge", _)) => false,
        other => {
            let (value, place) = other.unwrap_or(("", place));
            let error = Error::new(ErrorKind::Syntax, "a record is a rate or a surcharge");
            return Err(place.put(error.with_field("record").with_value(value)));
        }
    };
    let mut row = Table { fields: Vec::new(), place };
    for (column, cell) in header.iter().zip(record) {
        let name = match column.text.as_str() {
            "record" => continue,
            "price" if !is_rate => "amount",
            name => name,
        };
        if cell.text.is_empty() && COLUMNS.contains(&column.text.as_str()) {
            continue;
        }
        let name = name.to_string();
        row.fields.push((name, Node { value: Value::Cell(cell.text), place: cell.place }));
    }
    Ok((is_rate, row))
}
