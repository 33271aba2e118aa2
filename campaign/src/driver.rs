//! One pass over a campaign file: rows in, verdicts out, everything counted.

use std::io::Write;

use septet::number::Region;
use septet::preflight::{Message, Preflight, RowRef, Session, Totals};
use septet::rate::{Mcc, Mnc};
use septet::{Error, ErrorKind};

use crate::input::{Block, Input, Origin, ReadOptions, Reader, RowFault, Wanted};
use crate::output::unwritable;
use crate::rows::RowsOptions;

/// Fields of a campaign that are read from columns, in the order of their slots.
pub const FIELDS: [&str; 6] = ["to", "text", "from", "country", "mcc", "mnc"];

const TO: usize = 0;
const TEXT: usize = 1;
const FROM: usize = 2;
const COUNTRY: usize = 3;
const MCC: usize = 4;
const MNC: usize = 5;

/// What is read from where.
#[derive(Clone, Debug, Default)]
pub struct Campaign {
    /// Names in the header, where they are not those of [`FIELDS`]: field, column. An empty column
    /// name means that the field is not read.
    pub columns: Vec<(String, String)>,
    /// One text for every row; the input then needs only numbers.
    pub text: Option<String>,
    /// How the file is read.
    pub read: ReadOptions,
}

impl Campaign {
    /// Names a column: `to=msisdn`.
    ///
    /// # Errors
    /// `invalid_option`, `field_unknown`.
    pub fn set_column(&mut self, setting: &str) -> Result<(), Error> {
        let wrong =
            |kind, what: &str| Error::new(kind, what).with_field("column").with_value(setting);
        let Some((field, column)) = setting.split_once('=') else {
            let what = "write the field, =, and the name in the header, such as to=msisdn";
            return Err(wrong(ErrorKind::InvalidOption, what));
        };
        if !FIELDS.contains(&field) {
            let what = format!("a campaign has the fields {}", FIELDS.join(", "));
            return Err(wrong(ErrorKind::FieldUnknown, &what));
        }
        if column.is_empty() && field == "to" {
            return Err(wrong(ErrorKind::InvalidOption, "a campaign needs its numbers"));
        }
        self.columns.push((field.to_string(), column.to_string()));
        Ok(())
    }

    fn wanted(&self) -> Vec<Wanted> {
        let wanted = FIELDS.iter().enumerate().map(|(slot, field)| {
            let mut want = Wanted::new(*field, slot == TO || slot == TEXT);
            for (_, column) in self.columns.iter().filter(|(named, _)| named == field) {
                want.column.clone_from(column);
                want.required = true;
            }
            if (slot == TEXT && self.text.is_some()) || want.column.is_empty() {
                want = Wanted { column: String::new(), required: false, ..want };
            }
            want
        });
        wanted.collect()
    }

    /// Opens the campaign's file.
    ///
    /// # Errors
    /// Those of [`Reader::open`].
    pub fn open<'a>(&self, input: Input<'a>) -> Result<Reader<'a>, Error> {
        let mut read = self.read.clone();
        if self.text.is_some() {
            read.bare_list_of = Some(TO);
        }
        Reader::open(input, &self.wanted(), &read)
    }
}

/// Told now and then how far the work has come: rows done, and the input.
pub type Progress<'a> = dyn FnMut(u64, &Origin) + 'a;

/// Judges every row of an open campaign, and writes the rows file where one is wanted (it is
/// finished by the caller, when everything else has worked too).
///
/// # Errors
/// `input_unreadable`, `input_empty` (a header and no row), `output_unwritable`, `overflow`.
pub fn run(
    preflight: &Preflight,
    campaign: &Campaign,
    reader: &mut Reader<'_>,
    mut out: Option<(&mut dyn Write, RowsOptions)>,
    progress: &mut Progress<'_>,
) -> Result<Totals, Error> {
    let mut session = preflight.session()?;
    let mut block = Block::default();
    let mut lines = Vec::new();
    if let Some((file, options)) = &mut out {
        file.write_all(options.header().as_bytes()).map_err(|e| unwritable(&e))?;
    }
    let mut rows = 0;
    while reader.read(&mut block)? {
        let options = out.as_ref().map(|(_, options)| *options);
        judge(&mut session, campaign, &block, options, &mut lines)?;
        if let Some((file, _)) = &mut out {
            file.write_all(&lines).map_err(|e| unwritable(&e))?;
            lines.clear();
        }
        rows += block.row_count() as u64;
        progress(rows, reader.origin());
    }
    if rows == 0 {
        let what = "there is a header and no row under it";
        return Err(Error::new(ErrorKind::InputEmpty, what).with_file(reader.name()));
    }
    session.into_totals()
}

/// Judges the rows of one block.
fn judge(
    session: &mut Session<'_>,
    campaign: &Campaign,
    block: &Block,
    options: Option<RowsOptions>,
    lines: &mut Vec<u8>,
) -> Result<(), Error> {
    let mut faults = block.faults().iter().peekable();
    for index in 0..block.row_count() {
        let at = RowRef { row: block.first_row() + index as u64 + 1, line: block.line(index) };
        let fault = faults.next_if(|(row, _)| *row == index).map(|(_, fault)| *fault);
        let message = match fault {
            None => message(campaign, block, index),
            Some(fault) => Err(fault),
        };
        match message {
            Ok(message) => {
                let verdict = session.message(at, &message)?;
                if let Some(options) = options {
                    options.push(lines, at, &verdict, session, message.text);
                }
            }
            Err(fault) => {
                session.unreadable(at);
                if let Some(options) = options {
                    options.push_fault(lines, at, fault);
                }
            }
        }
    }
    Ok(())
}

fn message<'a>(
    campaign: &'a Campaign,
    block: &'a Block,
    index: usize,
) -> Result<Message<'a>, RowFault> {
    let get = |slot: usize| block.column(slot).get(index);
    Ok(Message {
        to: get(TO),
        text: campaign.text.as_deref().unwrap_or_else(|| get(TEXT)),
        from: Some(get(FROM)),
        country: optional(get(COUNTRY), Region::new)?,
        mcc: optional(get(MCC), Mcc::parse)?,
        mnc: optional(get(MNC), Mnc::parse)?,
        card: 0,
    })
}

/// A field that may be empty and must otherwise be what it says.
fn optional<T>(text: &str, parse: impl Fn(&str) -> Option<T>) -> Result<Option<T>, RowFault> {
    match text.trim() {
        "" => Ok(None),
        text => parse(text).map(Some).ok_or(RowFault::BadField),
    }
}
