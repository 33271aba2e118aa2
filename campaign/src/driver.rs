//! One pass over a campaign file: rows in, verdicts out, everything counted.

use std::io::Write;

use septet::number::Region;
use septet::preflight::{FindingCode, FindingSet, Message, Preflight, RowRef, Session, Totals};
use septet::rate::{Mcc, Mnc};
use septet::{Error, ErrorKind};

use crate::checks::Flags;
use crate::input::{Block, Input, Origin, ReadOptions, Reader, RowFault, Wanted};
use crate::output::unwritable;
use crate::parallel::{self, Worker};
use crate::rows::RowsOptions;
use crate::template::Template;

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
    /// A text with fields for every row; the input then needs numbers and the fields' columns.
    pub template: Option<Template>,
    /// How the file is read.
    pub read: ReadOptions,
    /// Columns that are read besides, for the caller: the last ones of each block.
    pub more: Vec<Wanted>,
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
            let given = self.text.is_some() || self.template.is_some();
            if (slot == TEXT && given) || want.column.is_empty() {
                want = Wanted { column: String::new(), required: false, ..want };
            }
            want
        });
        let fields = self.template.iter().flat_map(Template::fields);
        // a template's column must be there; what a row has no value for is a finding
        let fields = fields.map(|field| Wanted { may_be_absent: true, ..Wanted::new(field, true) });
        wanted.chain(fields).chain(self.more.iter().cloned()).collect()
    }

    /// The slot of the column at this index of [`more`](Campaign::more).
    pub(crate) fn slot_of_more(&self, index: usize) -> usize {
        FIELDS.len() + self.template.as_ref().map_or(0, |template| template.fields().len()) + index
    }

    /// Opens the campaign's file.
    ///
    /// # Errors
    /// Those of [`Reader::open`].
    pub fn open<'a>(&self, input: Input<'a>) -> Result<Reader<'a>, Error> {
        let mut read = self.read.clone();
        if self.text.is_some() || self.template.as_ref().is_some_and(|t| t.fields().is_empty()) {
            read.bare_list_of = Some(TO);
        }
        Reader::open(input, &self.wanted(), &read)
    }
}

/// Told now and then how far the work has come: rows done, and the input.
pub type Progress<'a> = dyn FnMut(u64, &Origin) + 'a;

/// Judges every row of an open campaign on `threads` threads (at least 1; one only where prices
/// depend on the order of the rows), with what [`check`](crate::checks::check) found, and writes the rows file where one is wanted (it is finished
/// by the caller, when everything else has worked too). The result does not depend on the number of
/// threads.
///
/// # Errors
/// `input_unreadable`, `input_empty` (a header and no row), `output_unwritable`, `overflow`.
pub fn run(
    preflight: &Preflight,
    campaign: &Campaign,
    flags: &Flags,
    reader: &mut Reader<'_>,
    mut out: Option<(&mut dyn Write, RowsOptions)>,
    threads: usize,
    progress: &mut Progress<'_>,
) -> Result<Totals, Error> {
    if let Some((file, options)) = &mut out {
        file.write_all(options.header().as_bytes()).map_err(|e| unwritable(&e))?;
    }
    let options = out.as_ref().map(|(_, options)| *options);
    let mut rows = 0;
    let mut write = |origin: &Origin, lines: &[u8], row_count: usize| {
        if let Some((file, _)) = &mut out {
            file.write_all(lines).map_err(|e| unwritable(&e))?;
        }
        rows += row_count as u64;
        progress(rows, origin);
        Ok(())
    };
    let judge = || {
        Ok(Judge { session: preflight.session()?, campaign, options, flags, text: String::new() })
    };
    let threads = if preflight.depends_on_order() { 1 } else { threads };
    let mut totals = Totals::default();
    for part in parallel::run(threads, reader, judge, &mut write)? {
        totals.merge(part)?;
    }
    if totals.row_count() == 0 {
        let what = "there is a header and no row under it";
        return Err(Error::new(ErrorKind::InputEmpty, what).with_file(reader.name()));
    }
    Ok(totals)
}

/// Judges blocks of rows, one after the other.
struct Judge<'a> {
    session: Session<'a>,
    campaign: &'a Campaign,
    options: Option<RowsOptions>,
    flags: &'a Flags,
    /// The text of a row that has a template.
    text: String,
}

impl Worker for Judge<'_> {
    type Counted = Totals;

    fn block(&mut self, block: &Block, lines: &mut Vec<u8>) -> Result<(), Error> {
        let mut faults = block.faults().iter().peekable();
        for index in 0..block.row_count() {
            let at = RowRef { row: block.first_row() + index as u64 + 1, line: block.line(index) };
            let fault = faults.next_if(|(row, _)| *row == index).map(|(_, fault)| *fault);
            let message = match fault {
                None => message(self.campaign, block, index, &mut self.text, self.flags.of(at.row)),
                Some(fault) => Err(fault),
            };
            match message {
                Ok(message) => {
                    let verdict = self.session.message(at, &message)?;
                    if let Some(options) = self.options {
                        options.push(lines, at, &verdict, &self.session, message.text);
                    }
                }
                Err(fault) => {
                    self.session.unreadable(at);
                    if let Some(options) = self.options {
                        options.push_fault(lines, at, fault);
                    }
                }
            }
        }
        Ok(())
    }

    fn finish(self) -> Result<Totals, Error> {
        self.session.into_totals()
    }
}

/// The message of a row that could be read.
///
/// # Errors
/// A field that is not what such a field holds.
pub(crate) fn message<'a>(
    campaign: &'a Campaign,
    block: &'a Block,
    index: usize,
    rendered: &'a mut String,
    found: FindingSet,
) -> Result<Message<'a>, RowFault> {
    let get = |slot: usize| block.column(slot).get(index);
    let (text, whole) = text_of_row(campaign, block, index, rendered);
    let mut findings = found;
    if !whole {
        findings.insert(FindingCode::TemplateFieldMissing);
    }
    Ok(Message {
        to: get(TO),
        text,
        from: Some(get(FROM)),
        country: optional(get(COUNTRY), Region::new)?,
        mcc: optional(get(MCC), Mcc::parse)?,
        mnc: optional(get(MNC), Mnc::parse)?,
        card: 0,
        findings,
    })
}

/// The text of a row, and whether every field of its template has a value.
pub(crate) fn text_of_row<'a>(
    campaign: &'a Campaign,
    block: &'a Block,
    index: usize,
    rendered: &'a mut String,
) -> (&'a str, bool) {
    match (&campaign.text, &campaign.template) {
        (Some(text), _) => (text, true),
        (None, None) => (block.column(TEXT).get(index), true),
        (None, Some(template)) => {
            let value = |field| block.column(FIELDS.len() + field).get(index);
            let whole = template.render(rendered, value);
            (rendered, whole)
        }
    }
}

/// A field that may be empty and must otherwise be what it says.
fn optional<T>(text: &str, parse: impl Fn(&str) -> Option<T>) -> Result<Option<T>, RowFault> {
    match text.trim() {
        "" => Ok(None),
        text => parse(text).map(Some).ok_or(RowFault::BadField),
    }
}
