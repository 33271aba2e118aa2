//! One pass over a campaign file: rows in, verdicts out, everything counted.

use std::io::Write;

use septet::number::Region;
use septet::preflight::{
    FindingCode, FindingSet, Message, PartUnits, Preflight, RowRef, Session, Totals,
};
use septet::rate::{Mcc, Mnc, Timestamp};
use septet::{Error, ErrorKind};

use crate::checks::Flags;
use crate::input::{Block, Input, Origin, ReadOptions, Reader, RowFault, Wanted};
use crate::output::unwritable;
use crate::parallel::{self, Worker};
use crate::rows::{Lines, RowsOptions};
use crate::template::Template;

/// Fields of a campaign that are read from columns, in the order of their slots.
pub const FIELDS: [&str; 8] = ["to", "text", "from", "country", "mcc", "mnc", "time", "card"];

const TO: usize = 0;
const TEXT: usize = 1;
const FROM: usize = 2;
const COUNTRY: usize = 3;
const MCC: usize = 4;
const MNC: usize = 5;
const TIME: usize = 6;
const CARD: usize = 7;

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
            if (slot == TEXT && !self.has_text_column()) || want.column.is_empty() {
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

    /// Whether texts are read, and not made.
    fn has_text_column(&self) -> bool {
        self.text.is_none() && self.template.is_none()
    }

    /// Opens the campaign's file.
    ///
    /// # Errors
    /// Those of [`Reader::open`].
    pub fn open<'a>(&self, input: Input<'a>) -> Result<Reader<'a>, Error> {
        self.open_with(input, self.read.clone())
    }

    /// Opens it for a pass that needs no digest, because another one has it.
    ///
    /// # Errors
    /// Those of [`Reader::open`].
    pub fn open_again<'a>(&self, input: Input<'a>) -> Result<Reader<'a>, Error> {
        self.open_with(input, ReadOptions { without_digest: true, ..self.read.clone() })
    }

    fn open_with<'a>(&self, input: Input<'a>, mut read: ReadOptions) -> Result<Reader<'a>, Error> {
        if self.text.is_some() || self.template.as_ref().is_some_and(|t| t.fields().is_empty()) {
            read.bare_list_of = Some(TO);
        }
        Reader::open(input, &self.wanted(), &read)
    }
}

/// Told now and then how far the work has come: rows done, and the input.
pub type Progress<'a> = dyn FnMut(u64, &Origin) + 'a;

/// A pass over a campaign, or over a part of one.
#[derive(Clone, Copy, Debug)]
pub struct Pass<'a> {
    /// What rows are judged by.
    pub preflight: &'a Preflight,
    /// How they are read.
    pub campaign: &'a Campaign,
    /// What [`check`](crate::checks::check) found.
    pub flags: &'a Flags,
    /// Where the part stands; none for a whole campaign.
    pub units: Option<&'a PartUnits>,
    /// Threads that judge rows, at least 1. One only works where prices depend on the order of the
    /// rows. The result does not depend on their number.
    pub threads: usize,
}

/// A rows file, and what it shows.
pub type RowsFile<'a> = (&'a mut dyn Write, RowsOptions);

/// Judges every row of an open campaign, as [`Pass::run`] does without units.
///
/// # Errors
/// Those of [`Pass::run`].
pub fn run(
    preflight: &Preflight,
    campaign: &Campaign,
    flags: &Flags,
    reader: &mut Reader<'_>,
    out: Option<RowsFile<'_>>,
    threads: usize,
    progress: &mut Progress<'_>,
) -> Result<Totals, Error> {
    Pass { preflight, campaign, flags, units: None, threads }.run(reader, out, progress)
}

impl<'a> Pass<'a> {
    /// Judges every row and writes the rows file where one is wanted (it is finished by the caller,
    /// when everything else has worked too).
    ///
    /// # Errors
    /// `input_unreadable`, `input_empty` (a header and no row), `output_unwritable`, `overflow`.
    pub fn run(
        &self,
        reader: &mut Reader<'_>,
        mut out: Option<RowsFile<'_>>,
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
        let threads = if self.preflight.depends_on_order() { 1 } else { self.threads };
        let mut totals = Totals::default();
        for part in parallel::run(threads, reader, || self.judge(options), &mut write)? {
            totals.merge(part)?;
        }
        if totals.row_count() == 0 {
            let what = "there is a header and no row under it";
            return Err(Error::new(ErrorKind::InputEmpty, what).with_file(reader.name()));
        }
        Ok(totals)
    }

    /// Begins judging.
    pub(crate) fn judge(&self, options: Option<RowsOptions>) -> Result<Judge<'a>, Error> {
        let session = match self.units {
            Some(units) => self.preflight.session_at(units),
            None => self.preflight.session(),
        };
        let shared = Lines::default();
        Ok(Judge { session: session?, pass: *self, options, shared, text: String::new() })
    }
}

/// Judges blocks of rows, one after the other.
pub(crate) struct Judge<'a> {
    session: Session<'a>,
    pass: Pass<'a>,
    options: Option<RowsOptions>,
    shared: Lines,
    /// The text of a row that has a template.
    text: String,
}

impl Worker for Judge<'_> {
    type Counted = Totals;

    fn block(&mut self, block: &Block, lines: &mut Vec<u8>) -> Result<(), Error> {
        let mut faults = block.faults().iter().peekable();
        let texts = match self.pass.campaign.has_text_column() {
            true => Some(block.column(TEXT).as_texts()?),
            false => None,
        };
        self.session.look_ahead(&block.column(TO).as_numbers()?, texts.as_ref())?;
        for index in 0..block.row_count() {
            let at = RowRef { row: block.first_row() + index as u64 + 1, line: block.line(index) };
            let fault = faults.next_if(|(row, _)| *row == index).map(|(_, fault)| *fault);
            let message = match fault {
                None => {
                    let Pass { preflight, campaign, flags, .. } = self.pass;
                    message(preflight, campaign, block, index, &mut self.text, flags.of(at.row))
                }
                Some(fault) => Err(fault),
            };
            match message {
                Ok(message) => {
                    let verdict = self.session.message_of_column(index, at, &message)?;
                    if let Some(options) = self.options {
                        options.push(
                            lines,
                            at,
                            &verdict,
                            &self.session,
                            &message,
                            &mut self.shared,
                        );
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
    preflight: &Preflight,
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
    let Fields { country, mcc, mnc, card, time } = fields(preflight, block, index)?;
    Ok(Message {
        to: get(TO),
        text,
        from: Some(get(FROM)),
        country,
        mcc,
        mnc,
        card,
        time,
        findings,
    })
}

/// The fields of a row that must be what they say.
#[derive(Default)]
pub(crate) struct Fields {
    country: Option<Region>,
    mcc: Option<Mcc>,
    mnc: Option<Mnc>,
    card: usize,
    pub(crate) time: Option<Timestamp>,
}

/// Reads them.
///
/// # Errors
/// A field that is not what such a field holds.
pub(crate) fn fields(
    preflight: &Preflight,
    block: &Block,
    index: usize,
) -> Result<Fields, RowFault> {
    // most campaigns have none of these columns
    if [COUNTRY, MCC, MNC, CARD, TIME].iter().all(|slot| block.column(*slot).is_empty()) {
        return Ok(Fields::default());
    }
    let get = |slot: usize| block.column(slot).get(index);
    Ok(Fields {
        country: optional(get(COUNTRY), Region::new)?,
        mcc: optional(get(MCC), Mcc::parse)?,
        mnc: optional(get(MNC), Mnc::parse)?,
        card: optional(get(CARD), |id| preflight.book()?.card_index(id))?.unwrap_or(0),
        time: optional(get(TIME), |time| Timestamp::parse(time).ok())?,
    })
}

/// The sender of a row: its own, or that of the options.
pub(crate) fn sender_of_row<'a>(
    preflight: &'a Preflight,
    block: &'a Block,
    index: usize,
) -> &'a str {
    match block.column(FROM).get(index) {
        "" => preflight.options().sender.as_deref().unwrap_or_default(),
        from => from,
    }
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
