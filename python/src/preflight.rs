//! Messages and campaigns, judged whole.

use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyList, PyString, PyTuple};
use septet::number::Region;
use septet::preflight::whatif::WhatIf;
use septet::preflight::{
    FindingCode, Message, Preflight as Engine, PreflightOptions, Range, Report, RowRef, Session,
    Setup, Totals, Verdict, text_options,
};
use septet::rate::{Mcc, Mnc, Timestamp, Traffic};
use septet::{Error, ErrorKind};
use septet_campaign::checks::check;
use septet_campaign::driver::{self, Campaign};
use septet_campaign::input::{Input, ReadOptions, parse_delimiter, parse_encoding};
use septet_campaign::inputs::{InputFile, Role};
use septet_campaign::output::AtomicFile;
use septet_campaign::part::{PART_SCHEMA, Part, Piece, merge};
use septet_campaign::report::{self, About};
use septet_campaign::rows::RowsOptions;
use septet_campaign::whatif::savings;

use crate::error::Result;
use crate::number::E164;
use crate::options::{TextOptions, apply};
use crate::rate::RateCard;
use crate::text::Reduced;
use crate::vendor::vendor_of;
use crate::words;

/// A vendor, rate cards and options: everything that messages are judged by. Made once, used for
/// many; threads may share it.
///
/// >>> check = septet.Preflight("msgine", sender="MyShop")
/// >>> verdict = check.message("+256701521269", "It’s here")
/// >>> verdict.segments, verdict.number.calling_code
/// (1, 256)
///
/// ``vendor`` is a ``Vendor`` or the id of one that comes with septet; ``rates`` a ``RateCard``, a
/// path, or a list of these, without which messages are counted and not priced. Keywords:
/// ``sender`` of messages that name none; ``region`` of numbers without a calling code;
/// ``traffic`` "otp", "free_otp", "transactional" or "promotional"; ``at``, the time of sending (a
/// date, an aware datetime, or text), needed by cards with dates; ``look_for``, lists and thresholds
/// of findings that are off without them, such as ``{"opt_out": ["STOP"], "url_shortener":
/// ["bit.ly"], "consecutive": 5, "high_cost_over": "0.10", "high_cost_country": ["NG"],
/// "time_zone": ["+03:00", "NP=+05:45"]}`` (``consecutive`` for files only); and the options of ``TextOptions``, by default what the
/// vendor's profile says.
#[pyclass(frozen, module = "septet")]
pub(crate) struct Preflight(Arc<Engine>);

#[pymethods]
impl Preflight {
    #[new]
    #[pyo3(signature = (
        vendor, /, rates=None, *, sender=None, region=None, traffic=None, at=None, options=None,
        look_for=None, **named
    ))]
    #[allow(clippy::too_many_arguments)] // keywords in Python
    fn new(
        vendor: &Bound<'_, PyAny>,
        rates: Option<&Bound<'_, PyAny>>,
        sender: Option<String>,
        region: Option<&str>,
        traffic: Option<&str>,
        at: Option<&Bound<'_, PyAny>>,
        options: Option<&Bound<'_, TextOptions>>,
        look_for: Option<&Bound<'_, PyDict>>,
        named: Option<&Bound<'_, PyDict>>,
    ) -> Result<Preflight> {
        let vendor = vendor_of(vendor)?;
        let base = match options {
            Some(options) => options.get().engine(),
            None => text_options(vendor.0.text())?,
        };
        let mut made = PreflightOptions::default();
        made.text = Some(apply(base, named)?);
        made.sender = sender;
        made.default_region = region.map(crate::number::parse_region).transpose()?;
        made.traffic = traffic.map(parse_traffic).transpose()?;
        made.at = at.map(parse_time).transpose()?;
        for (name, values) in look_for.into_iter().flatten() {
            let name: String = name.extract()?;
            let one = !values.is_instance_of::<PyList>() && !values.is_instance_of::<PyTuple>();
            let values =
                if one { vec![values] } else { values.try_iter()?.collect::<PyResult<_>>()? };
            for value in values {
                made.heuristics.set(&name, value.str()?.to_str()?)?;
            }
        }
        let mut cards = Vec::new();
        if let Some(rates) = rates {
            add_cards(rates, &mut cards)?;
        }
        Ok(Preflight(Arc::new(Engine::new((*vendor.0).clone(), cards, made)?)))
    }

    /// Judges one message. ``country``, ``mcc`` and ``mnc`` of the destination, where they are
    /// known better than from the number; ``card`` is the index of its rate card; ``time`` is when
    /// it is sent, if not at the time of all.
    #[pyo3(signature = (
        to, text, /, *, sender=None, country=None, mcc=None, mnc=None, card=0, time=None
    ))]
    #[allow(clippy::too_many_arguments)] // keywords in Python
    fn message<'py>(
        &self,
        py: Python<'py>,
        to: &str,
        text: &str,
        sender: Option<&str>,
        country: Option<&str>,
        mcc: Option<&str>,
        mnc: Option<&str>,
        card: usize,
        time: Option<&Bound<'py, PyAny>>,
    ) -> Result<Bound<'py, PyAny>> {
        self.without_a_list()?;
        let message = Message {
            to,
            text,
            from: sender,
            country: country.map(crate::number::parse_region).transpose()?,
            mcc: mcc.map(|code| Mcc::parse(code).ok_or_else(|| wrong("mcc", code))).transpose()?,
            mnc: mnc.map(|code| Mnc::parse(code).ok_or_else(|| wrong("mnc", code))).transpose()?,
            card,
            time: time.map(parse_time).transpose()?,
            ..Message::default()
        };
        let mut session = self.0.session()?;
        let verdict = session.message(RowRef { row: 1, line: 1 }, &message)?;
        Ok(made(py, &session, &message, &verdict)?)
    }

    /// Judges a list of messages: pairs ``(to, text)``, triples ``(to, text, sender)``, or dicts
    /// with these keys, ``from``, ``country``, ``mcc``, ``mnc``, ``time`` and ``card``. Rows that
    /// cannot be read, such as a text with half a character, are counted as ``unreadable``.
    #[pyo3(signature = (rows, /))]
    fn rows<'py>(&self, py: Python<'py>, rows: &Bound<'py, PyAny>) -> Result<Bound<'py, PyAny>> {
        self.without_a_list()?;
        let mut session = self.0.session()?;
        for (index, row) in rows.try_iter()?.enumerate() {
            let at = RowRef { row: index as u64 + 1, line: index as u64 + 1 };
            judge(&self.0, &mut session, at, &row?)?;
        }
        let totals = session.into_totals()?;
        let counted = Counted::rows(&totals);
        self.report(py, totals, counted)
    }

    /// Judges a campaign file: CSV with a header.
    ///
    /// ``text`` is one text for all, so that the file needs only numbers; ``columns`` names columns
    /// by field, such as ``{"to": "msisdn"}``; ``delimiter`` and ``file_encoding`` where they are
    /// not found from the header. ``out`` is a CSV file to write one line per row to, whole or not
    /// at all; ``with_numbers``, ``with_text``, ``with_keys`` and ``spreadsheet`` say what it
    /// shows. ``what_if`` looks for changes that would save money, which may read the file once more.
    #[pyo3(signature = (
        path, /, *, text=None, columns=None, delimiter=None, file_encoding=None, out=None,
        with_numbers=false, with_text=false, with_keys=false, spreadsheet=false, what_if=true
    ))]
    #[allow(clippy::too_many_arguments)] // keywords in Python
    fn file<'py>(
        &self,
        py: Python<'py>,
        path: PathBuf,
        text: Option<String>,
        columns: Option<&Bound<'py, PyDict>>,
        delimiter: Option<&str>,
        file_encoding: Option<&str>,
        out: Option<PathBuf>,
        with_numbers: bool,
        with_text: bool,
        with_keys: bool,
        spreadsheet: bool,
        what_if: bool,
    ) -> Result<Bound<'py, PyAny>> {
        let mut campaign = Campaign {
            text,
            read: ReadOptions {
                delimiter: delimiter.map(parse_delimiter).transpose()?,
                encoding: file_encoding.map(parse_encoding).transpose()?,
                ..ReadOptions::default()
            },
            ..Campaign::default()
        };
        for (field, column) in columns.into_iter().flatten() {
            let (field, column): (String, String) = (field.extract()?, column.extract()?);
            campaign.set_column(&format!("{field}={column}"))?;
        }
        let shown = RowsOptions { with_numbers, with_text, with_keys, spreadsheet };
        let (totals, counted) =
            py.detach(|| self.judge_file(&campaign, path, out, shown, what_if))?;
        self.report(py, totals, counted)
    }

    /// What the vendor's document leaves open or contradicts where ``finding`` stands, as far as
    /// the profile tells.
    fn documents<'py>(&self, py: Python<'py>, finding: &str) -> Result<Bound<'py, PyTuple>> {
        static CLASS: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
        let class = CLASS.import(py, "septet._report", "DocumentFinding")?;
        let code = FindingCode::from_word(finding).ok_or_else(|| {
            Error::new(ErrorKind::InvalidOption, "no finding has this code")
                .with_field("finding")
                .with_value(finding)
        })?;
        let said = self.0.documents(code);
        let made = said.map(|of| class.call1((&*of.id, of.gap.as_str(), &*of.says)));
        Ok(PyTuple::new(py, made.collect::<PyResult<Vec<_>>>()?)?)
    }

    /// Judges a table of messages: anything with ``__arrow_c_stream__`` or ``__arrow_c_array__``
    /// and the columns ``to`` and ``text``, and perhaps ``from``, ``country``, ``mcc``, ``mnc``,
    /// ``time`` (text, RFC 3339) and ``card`` (its id).
    ///
    /// ``columns`` names columns by field, such as ``{"to": "msisdn"}``; ``text`` is one text for
    /// all. A null is an empty field, as in a file. The result is a stream of verdicts, one row for
    /// each, computed as it is read; its ``report()`` is the report on them all. ``number`` is the
    /// recipient in full. What only the whole list can tell, duplicates and floods, is found in
    /// files.
    #[pyo3(signature = (table, /, *, columns=None, text=None))]
    fn batch<'py>(
        this: &Bound<'py, Self>,
        table: &Bound<'py, PyAny>,
        columns: Option<&Bound<'py, PyDict>>,
        text: Option<String>,
    ) -> Result<Bound<'py, PyAny>> {
        this.get().without_a_list()?;
        crate::batch::verdicts(this, table, columns, text)
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> Result<bool> {
        let Ok(other) = other.cast::<Preflight>() else { return Ok(false) };
        Ok(self.0.setup()? == other.get().0.setup()?)
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> Result<Reduced<'py, (String,)>> {
        let setup = serde_json::to_string(&self.0.setup()?).map_err(unreadable_setup)?;
        Ok((py.get_type::<Preflight>().getattr("_restore")?, (setup,)))
    }

    /// For pickle.
    #[staticmethod]
    fn _restore(setup: &str) -> Result<Preflight> {
        let setup: Setup = serde_json::from_str(setup).map_err(unreadable_setup)?;
        Ok(Preflight(Arc::new(setup.preflight()?)))
    }

    fn __repr__(&self) -> String {
        let cards = self.0.book().map_or(0, |book| book.cards().len());
        format!("Preflight('{}', {cards} rate cards)", self.0.vendor().id())
    }
}

impl Preflight {
    /// Refuses what only a campaign file is looked through for, rather than not finding it.
    fn without_a_list(&self) -> Result<()> {
        if self.0.options().heuristics.consecutive_min().is_none() {
            return Ok(());
        }
        let message = "numbers in a row are looked for in campaign files only: use file";
        Err(Error::new(ErrorKind::NotSupportedYet, message).with_field("consecutive").into())
    }

    /// What it judges by, shared.
    pub(crate) fn engine(&self) -> Arc<Engine> {
        self.0.clone()
    }

    fn judge_file(
        &self,
        campaign: &Campaign,
        path: PathBuf,
        out: Option<PathBuf>,
        shown: RowsOptions,
        what_if: bool,
    ) -> std::result::Result<(Totals, Counted), Error> {
        let preflight = &(*self.0).clone().with_savings(what_if);
        let mut file = out.map(|path| AtomicFile::create(&path)).transpose()?;
        let first = &mut campaign.open_again(Input::File(path.clone()))?;
        let flags = check(preflight, campaign, first, None, &std::env::temp_dir())?;
        let mut reader = campaign.open(Input::File(path.clone()))?;
        let name = reader.name().to_owned();
        let out = file.as_mut().map(|file| (file as &mut dyn Write, shown));
        let totals = driver::run(preflight, campaign, &flags, &mut reader, out, 1, &mut |_, _| {})?;
        let open = || campaign.open_again(Input::File(path));
        let look = || savings(preflight, campaign, &flags, &totals, open, 1, &mut |_, _| {});
        let savings = what_if.then(look).transpose()?;
        if let Some(file) = file {
            file.finish()?;
        }
        let digest = reader.digest().map(|d| InputFile::new(Role::Campaign, &name, d));
        let piece = Piece::default().read_from(&reader, &totals);
        let inputs = digest.into_iter().collect();
        Ok((totals, Counted { name, piece, inputs, savings }))
    }

    /// The report as `septet.Report`, made from the object that the command line prints. It can be
    /// merged with others, here and after it was pickled.
    pub(crate) fn report<'py>(
        &self,
        py: Python<'py>,
        totals: Totals,
        counted: Counted,
    ) -> Result<Bound<'py, PyAny>> {
        let Counted { name, piece, inputs, savings } = counted;
        let about = About {
            preflight: &self.0,
            input: name,
            blank_lines: piece.blank_lines,
            inputs: inputs.clone(),
            within_part: false,
        };
        let mut report = self.0.report(totals.clone())?;
        report.savings = savings;
        let part = Part::of(&self.0, piece, inputs, totals)?.to_text()?;
        made_report(py, &report, &about, Some(part))
    }
}

fn unreadable_setup(error: serde_json::Error) -> PyErr {
    PyValueError::new_err(format!("not a pickle of this version of septet: {error}"))
}

/// What a pass over rows or a file has read.
pub(crate) struct Counted {
    name: String,
    piece: Piece,
    inputs: Vec<InputFile>,
    savings: Option<Vec<WhatIf>>,
}

impl Counted {
    /// Of rows in memory.
    pub(crate) fn rows(totals: &Totals) -> Counted {
        let rows = totals.row_count();
        let piece = Piece { rows, lines: rows, ..Piece::default() };
        Counted { name: "rows".to_owned(), piece, inputs: Vec::new(), savings: None }
    }
}

/// A report as `septet.Report`.
fn made_report<'py>(
    py: Python<'py>,
    report: &Report,
    about: &About<'_>,
    part: Option<String>,
) -> Result<Bound<'py, PyAny>> {
    static MAKE: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let object = report::json(report, about).to_string();
    let text = report::text(report, about);
    Ok(MAKE.import(py, "septet._report", "make")?.call1((object, text, part))?)
}

/// The report of the whole from the parts of several reports, in the order of the campaign.
#[pyfunction]
pub(crate) fn merge_parts(
    py: Python<'_>,
    parts: Vec<String>,
    by_recipient: bool,
) -> Result<Bound<'_, PyAny>> {
    let read = |(index, text): (usize, String)| {
        let name = format!("report {index}");
        let part = Part::parse(&text, PART_SCHEMA, &name)?;
        Ok((name, part.placed(index as u32, by_recipient)))
    };
    let parts =
        parts.into_iter().enumerate().map(read).collect::<std::result::Result<_, Error>>()?;
    let mut merged = merge(parts)?;
    let totals = std::mem::take(&mut merged.totals);
    let report = merged.preflight.report(totals.clone())?;
    let about = merged.about();
    let whole = Part::of(&merged.preflight, merged.piece.clone(), merged.inputs.clone(), totals);
    made_report(py, &report, &about, Some(whole?.to_text()?))
}

/// Judges one message: encoding, segments, number, sender, cost, findings. As
/// ``Preflight(...).message(to, text)``, which is the way for many messages.
///
/// >>> septet.preflight_message("+256701521269", "hello", vendor="msgine").segments
/// 1
#[pyfunction]
#[pyo3(signature = (
    to, text, /, *, vendor, rates=None, sender=None, region=None, traffic=None, at=None,
    options=None, look_for=None, **named
))]
#[allow(clippy::too_many_arguments)] // keywords in Python
pub(crate) fn preflight_message<'py>(
    py: Python<'py>,
    to: &str,
    text: &str,
    vendor: &Bound<'py, PyAny>,
    rates: Option<&Bound<'py, PyAny>>,
    sender: Option<String>,
    region: Option<&str>,
    traffic: Option<&str>,
    at: Option<&Bound<'py, PyAny>>,
    options: Option<&Bound<'py, TextOptions>>,
    look_for: Option<&Bound<'py, PyDict>>,
    named: Option<&Bound<'py, PyDict>>,
) -> Result<Bound<'py, PyAny>> {
    let check =
        Preflight::new(vendor, rates, sender, region, traffic, at, options, look_for, named)?;
    check.message(py, to, text, None, None, None, None, 0, None)
}

/// Judges a campaign: a path to a CSV file, or a list of messages as ``Preflight.rows`` takes it.
/// For the ways to read a file see ``Preflight.file``.
///
/// >>> report = septet.preflight([("+256701521269", "hello"), ("12", "hello")], vendor="msgine")
/// >>> report.rows, report.messages, report.statuses
/// (2, 1, {<RowStatus.COUNTED: 'counted'>: 1, <RowStatus.INVALID_NUMBER: 'invalid_number'>: 1})
#[pyfunction]
#[pyo3(signature = (
    campaign, /, *, vendor, rates=None, sender=None, region=None, traffic=None, at=None,
    options=None, look_for=None, **named
))]
#[allow(clippy::too_many_arguments)] // keywords in Python
pub(crate) fn preflight<'py>(
    py: Python<'py>,
    campaign: &Bound<'py, PyAny>,
    vendor: &Bound<'py, PyAny>,
    rates: Option<&Bound<'py, PyAny>>,
    sender: Option<String>,
    region: Option<&str>,
    traffic: Option<&str>,
    at: Option<&Bound<'py, PyAny>>,
    options: Option<&Bound<'py, TextOptions>>,
    look_for: Option<&Bound<'py, PyDict>>,
    named: Option<&Bound<'py, PyDict>>,
) -> Result<Bound<'py, PyAny>> {
    let check =
        Preflight::new(vendor, rates, sender, region, traffic, at, options, look_for, named)?;
    if is_path(campaign)? {
        let path = campaign.extract()?;
        return check
            .file(py, path, None, None, None, None, None, false, false, false, false, true);
    }
    check.rows(py, campaign)
}

fn is_path(value: &Bound<'_, PyAny>) -> PyResult<bool> {
    Ok(value.is_instance_of::<PyString>() || value.hasattr("__fspath__")?)
}

/// A card, a path to one, or a list of these.
fn add_cards(value: &Bound<'_, PyAny>, cards: &mut Vec<septet::rate::RateCard>) -> Result<()> {
    if let Ok(card) = value.cast::<RateCard>() {
        cards.push(card.get().card.clone());
    } else if is_path(value)? {
        cards.push(RateCard::open(value.extract()?)?.card);
    } else if value.is_instance_of::<PyList>() || value.is_instance_of::<PyTuple>() {
        for item in value.try_iter()? {
            add_cards(&item?, cards)?;
        }
    } else {
        let given = value.get_type().name()?;
        let message = format!("rates must be RateCard, a path or a list of these, not {given}");
        return Err(PyTypeError::new_err(message).into());
    }
    Ok(())
}

fn parse_traffic(word: &str) -> std::result::Result<Traffic, Error> {
    Traffic::from_word(word).ok_or_else(|| {
        Error::new(ErrorKind::InvalidOption, format!("use {}", Traffic::WORDS.join(", ")))
            .with_field("traffic")
            .with_value(word)
    })
}

/// A time as text, or anything with `isoformat`: a date, or a datetime that knows its offset.
fn parse_time(value: &Bound<'_, PyAny>) -> Result<Timestamp> {
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

fn wrong(field: &str, value: &str) -> Error {
    let message = if field == "mcc" { "give three digits" } else { "give two or three digits" };
    Error::new(ErrorKind::InvalidOption, message).with_field(field).with_value(value)
}

fn card_index(preflight: &Engine, id: &str) -> std::result::Result<usize, Error> {
    preflight.book().and_then(|book| book.card_index(id)).ok_or_else(|| {
        let what = "no card has this id";
        Error::new(ErrorKind::CardUnknown, what).with_field("card").with_value(id)
    })
}

/// Judges one row of a list.
fn judge(
    preflight: &Engine,
    session: &mut Session<'_>,
    at: RowRef,
    row: &Bound<'_, PyAny>,
) -> Result<()> {
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
            Err(_) => {
                session.unreadable(at);
                return Ok(());
            }
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
    session.message(at, &message)?;
    Ok(())
}

/// A verdict as `septet.Verdict`.
fn made<'py>(
    py: Python<'py>,
    session: &Session<'_>,
    message: &Message<'_>,
    verdict: &Verdict,
) -> PyResult<Bound<'py, PyAny>> {
    static CLASS: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let fields = PyDict::new(py);
    let (text, recipient) = (&verdict.text, &verdict.recipient);
    fields.set_item("status", words::ROW_STATUS.member(py, verdict.status.as_str())?)?;
    fields.set_item("encoding", words::ENCODING.member(py, text.encoding.as_str())?)?;
    fields.set_item("units", text.units)?;
    fields.set_item("segments", text.segments)?;
    fields.set_item("segments_min", text.segments_range.0)?;
    fields.set_item("segments_max", text.segments_range.1)?;
    fields.set_item("number", recipient.number.map(E164))?;
    fields.set_item("region", recipient.region.as_ref().map(Region::as_str))?;
    fields.set_item("number_kind", words::NUMBER_KIND.member(py, recipient.kind.as_str())?)?;
    fields.set_item("number_error", recipient.error.map(septet::number::NumberError::message))?;
    let sender = verdict.sender.map(|sender| words::SENDER_VERDICT.member(py, sender.as_str()));
    fields.set_item("sender", sender.transpose()?)?;
    fields.set_item("cost", verdict.cost.map(|cost| range(py, &cost)).transpose()?)?;
    fields.set_item("currency", session.currency(verdict).map(|c| c.as_str().to_owned()))?;
    fields.set_item("rate", session.rate_id(verdict))?;
    let key = |number| session.preflight().idempotency_key(message, number).to_string();
    fields.set_item("idempotency_key", recipient.number.map(key))?;
    let findings: Vec<_> = verdict
        .findings
        .iter()
        .map(|code| words::FINDING_CODE.member(py, code.as_str()))
        .collect::<PyResult<_>>()?;
    fields.set_item("findings", PyTuple::new(py, findings)?)?;
    CLASS.import(py, "septet._report", "Verdict")?.call((), Some(&fields))
}

/// Three amounts as `septet.Range` of decimals.
fn range<'py>(py: Python<'py>, range: &Range) -> PyResult<Bound<'py, PyAny>> {
    static RANGE: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    static DECIMAL: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let decimal = DECIMAL.import(py, "decimal", "Decimal")?;
    let of = |amount: septet::money::Amount| decimal.call1((amount.to_string(),));
    let parts = (of(range.min)?, of(range.expected)?, of(range.max)?);
    RANGE.import(py, "septet._report", "Range")?.call1(parts)
}
