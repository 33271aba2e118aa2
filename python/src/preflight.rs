//! Messages and campaigns, judged whole.

use std::num::NonZero;
use std::path::PathBuf;
use std::sync::Arc;

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyList, PyTuple};
use septet::preflight::{
    FindingCode, Message, Preflight as Engine, PreflightOptions, RowRef, Setup, text_options,
};
use septet::rate::{Mcc, Mnc, Traffic};
use septet::{Error, ErrorKind};
use septet_campaign::audit::{BillFile, PricePer};
use septet_campaign::inputs::InputFile;
use septet_campaign::rows::RowsOptions;

use crate::campaign::{self, Bill, FileJob, Place, Reading};
use crate::error::Result;
use crate::options::{TextOptions, apply};
use crate::rate::{RateCard, cards_of, is_path};
use crate::report::{Counted, made_report, part_of};
use crate::rows::{is_read_twice, judge_all, parse_time, savings, try_all, wrong};
use crate::text::Reduced;
use crate::vendor::vendor_or_neutral;
use crate::verdict;

/// A vendor, rate cards and options: everything that messages are judged by. Made once, used for
/// many; threads may share it.
///
/// >>> check = septet.Preflight("msgine", sender="MyShop")
/// >>> verdict = check.message("+256701521269", "It’s here")
/// >>> verdict.segments, verdict.number.calling_code
/// (1, 256)
///
/// ``vendor`` is a ``Vendor`` or the id of one that comes with septet, without which the rules of the
/// standards hold and none of a vendor's; ``rates`` a ``RateCard``, a path, or a list of these,
/// without which messages are counted and not priced. Keywords:
/// ``sender`` of messages that name none; ``region`` of numbers without a calling code;
/// ``traffic`` "otp", "free_otp", "transactional" or "promotional"; ``at``, the time of sending (a
/// date, an aware datetime, or text), needed by cards with dates; ``look_for``, lists and thresholds
/// of findings that are off without them, such as ``{"opt_out": ["STOP"], "url_shortener":
/// ["bit.ly"], "consecutive": 5, "high_cost_over": "0.10", "high_cost_country": ["NG"],
/// "time_zone": ["+03:00", "NP=+05:45"]}`` (``consecutive`` for files only); ``units_before``, units
/// that were already used on tier counters by the id of a rate or card, such as ``{"ug-1": 25000}``;
/// and the options of ``TextOptions``, by default what the vendor's profile says.
#[pyclass(frozen, module = "septet")]
pub(crate) struct Preflight {
    engine: Arc<Engine>,
    /// The files of profile and cards, which a report names with their digests; of a profile that
    /// comes with septet, none until a report is made.
    profile: Option<InputFile>,
    cards: Vec<InputFile>,
}

#[pymethods]
impl Preflight {
    #[new]
    #[pyo3(signature = (
        vendor=None, /, rates=None, *, sender=None, region=None, traffic=None, at=None, options=None,
        look_for=None, units_before=None, **named
    ))]
    #[allow(clippy::too_many_arguments)] // keywords in Python
    fn new(
        vendor: Option<&Bound<'_, PyAny>>,
        rates: Option<&Bound<'_, PyAny>>,
        sender: Option<String>,
        region: Option<&str>,
        traffic: Option<&str>,
        at: Option<&Bound<'_, PyAny>>,
        options: Option<&Bound<'_, TextOptions>>,
        look_for: Option<&Bound<'_, PyDict>>,
        units_before: Option<&Bound<'_, PyDict>>,
        named: Option<&Bound<'_, PyDict>>,
    ) -> Result<Preflight> {
        let vendor = vendor_or_neutral(vendor)?;
        let base = match options {
            Some(options) => options.get().engine(),
            None => text_options(vendor.profile.text())?,
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
        for (id, units) in units_before.into_iter().flatten() {
            let (id, units): (String, u64) = (id.extract()?, units.extract()?);
            made.units_before.set(id, units);
        }
        let cards = rates.map(cards_of).transpose()?.unwrap_or_default();
        let (cards, files) = cards.into_iter().map(RateCard::into_parts).unzip();
        let engine = Arc::new(Engine::new((*vendor.profile).clone(), cards, made)?);
        Ok(Preflight { engine, profile: vendor.file, cards: files })
    }

    /// Judges one message. ``country``, ``mcc`` and ``mnc`` of the destination, where they are
    /// known better than from the number; ``card`` is the index of its rate card; ``time`` is when
    /// it is sent, if not at the time of all.
    ///
    /// >>> check = septet.Preflight("msgine", "examples/rates.csv", at="2026-11-21")
    /// >>> check.message("+256701521269", "It’s here").cost.expected
    /// Decimal('0.0285')
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
        let mut session = self.engine.session()?;
        let found = session.message(RowRef { row: 1, line: 1 }, &message)?;
        Ok(verdict::made(py, &session, &message, &found)?)
    }

    /// Judges a list of messages: pairs ``(to, text)``, triples ``(to, text, sender)``, or dicts
    /// with these keys, ``from``, ``country``, ``mcc``, ``mnc``, ``time`` and ``card``. Rows that
    /// cannot be read, such as a text with half a character, are counted as ``unreadable``.
    /// ``what_if`` looks for changes that would save money, which reads a list or tuple once more;
    /// of what can be read once only, such as a generator, ``savings`` stay ``None``.
    ///
    /// >>> check = septet.Preflight("msgine", sender="MyShop")
    /// >>> report = check.rows([("+256701521269", "hello"), {"to": "12", "text": "hello"}])
    /// >>> report.rows, report.messages
    /// (2, 1)
    #[pyo3(signature = (rows, /, *, what_if=false))]
    fn rows<'py>(
        &self,
        py: Python<'py>,
        rows: &Bound<'py, PyAny>,
        what_if: bool,
    ) -> Result<Bound<'py, PyAny>> {
        self.without_a_list()?;
        let engine = (*self.engine).clone().with_savings(what_if);
        let totals = judge_all(engine.session()?, rows)?;
        let saved = if what_if { savings(&engine, &totals, rows)? } else { None };
        self.report(py, Counted::rows(totals, saved, Place::first().piece))
    }

    /// Judges a campaign file: CSV with a header, or JSON lines.
    ///
    /// ``text`` is one text for all, so that the file needs only numbers; ``template`` one with
    /// fields, such as ``"Hi {{name}}"``, whose values are columns of the file. ``columns`` names
    /// columns by field, such as ``{"to": "msisdn"}``; ``delimiter`` and ``file_encoding`` where they
    /// are not found from the header. ``suppress`` is a file of numbers that must not be written to.
    /// ``balance`` and ``budget``, such as ``"500 USD"``, say what the account has and what may be
    /// spent: the report tells how far they reach.
    ///
    /// ``out`` is a CSV file to write one line per row to, whole or not at all; ``with_numbers``,
    /// ``with_text``, ``with_keys`` and ``spreadsheet`` say what it shows. ``what_if`` looks for
    /// changes that would save money, which may read the file once more. ``threads`` judge rows, one
    /// a core by default; the result does not depend on them.
    ///
    /// >>> check = septet.Preflight("msgine", "examples/rates.csv", at="2026-11-21")
    /// >>> report = check.file("examples/campaign.csv", balance="10 USD")
    /// >>> report.rows, report.balance.sufficient
    /// (1000, False)
    #[pyo3(signature = (
        path, /, *, text=None, template=None, columns=None, delimiter=None, file_encoding=None,
        suppress=None, balance=None, budget=None, out=None, with_numbers=false, with_text=false,
        with_keys=false, spreadsheet=false, what_if=true, threads=None, temp_dir=None
    ))]
    #[allow(clippy::too_many_arguments)] // keywords in Python
    fn file<'py>(
        &self,
        py: Python<'py>,
        path: PathBuf,
        text: Option<String>,
        template: Option<&str>,
        columns: Option<&Bound<'py, PyDict>>,
        delimiter: Option<&str>,
        file_encoding: Option<&str>,
        suppress: Option<PathBuf>,
        balance: Option<&str>,
        budget: Option<&str>,
        out: Option<PathBuf>,
        with_numbers: bool,
        with_text: bool,
        with_keys: bool,
        spreadsheet: bool,
        what_if: bool,
        threads: Option<NonZero<u16>>,
        temp_dir: Option<PathBuf>,
    ) -> Result<Bound<'py, PyAny>> {
        let job = FileJob {
            campaign: Reading { text, template, columns, delimiter, file_encoding }.campaign()?,
            suppression: suppress,
            funds: campaign::funds(balance, budget)?,
            out,
            shown: RowsOptions { with_numbers, with_text, with_keys, spreadsheet },
            what_if,
            threads: threads.map(|threads| usize::from(threads.get())),
            directory: temp_dir.unwrap_or_else(std::env::temp_dir),
            place: Place::first(),
            is_part: false,
        };
        let counted = py.detach(|| job.run(&self.engine, path))?;
        self.report(py, counted)
    }

    /// Counts the units that a part of a campaign uses on the tier counters, as text
    /// (``septet.count/1``): cards with graduated tiers need those of every part before the first is
    /// judged. ``campaign`` is a path or a list of messages; keywords as for ``file``.
    #[pyo3(signature = (
        campaign, /, *, text=None, template=None, columns=None, delimiter=None, file_encoding=None,
        suppress=None, threads=None, temp_dir=None
    ))]
    #[allow(clippy::too_many_arguments)] // keywords in Python
    fn count(
        &self,
        py: Python<'_>,
        campaign: &Bound<'_, PyAny>,
        text: Option<String>,
        template: Option<&str>,
        columns: Option<&Bound<'_, PyDict>>,
        delimiter: Option<&str>,
        file_encoding: Option<&str>,
        suppress: Option<PathBuf>,
        threads: Option<NonZero<u16>>,
        temp_dir: Option<PathBuf>,
    ) -> Result<String> {
        let reading = Reading { text, template, columns, delimiter, file_encoding };
        let job = FileJob::part(reading.campaign()?, suppress, threads, temp_dir, Place::first());
        let counted = self.counted(py, campaign, job)?;
        Ok(campaign::units_text(&self.engine, counted, &self.rules())?)
    }

    /// Judges a part of a campaign, on whatever machine: what was counted, which ``septet.merge``
    /// makes the report of the whole of.
    ///
    /// ``campaign`` is a path or a list of messages, and ``part_index`` the place of the part, from
    /// 0. ``counts`` are those of every part, in their order: a card with graduated tiers needs them,
    /// since the price of a message depends on those before it. Other keywords: as for ``file``.
    ///
    /// >>> check = septet.Preflight("msgine")
    /// >>> lists = [[("+256701521269", "hello")], [("+256701521270", "hello")]]
    /// >>> counts = [check.count(rows) for rows in lists]
    /// >>> parts = [check.part(rows, part_index=i, counts=counts) for i, rows in enumerate(lists)]
    /// >>> septet.merge(parts).rows
    /// 2
    #[pyo3(signature = (
        campaign, /, *, part_index=0, counts=None, text=None, template=None, columns=None,
        delimiter=None, file_encoding=None, suppress=None, threads=None, temp_dir=None
    ))]
    #[allow(clippy::too_many_arguments)] // keywords in Python
    fn part<'py>(
        &self,
        py: Python<'py>,
        campaign: &Bound<'py, PyAny>,
        part_index: u32,
        counts: Option<Vec<String>>,
        text: Option<String>,
        template: Option<&str>,
        columns: Option<&Bound<'py, PyDict>>,
        delimiter: Option<&str>,
        file_encoding: Option<&str>,
        suppress: Option<PathBuf>,
        threads: Option<NonZero<u16>>,
        temp_dir: Option<PathBuf>,
    ) -> Result<Bound<'py, PyAny>> {
        static CLASS: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
        let place = Place::among(&self.engine, counts, part_index)?;
        let changes = place.changes.clone();
        let reading = Reading { text, template, columns, delimiter, file_encoding };
        let job = FileJob::part(reading.campaign()?, suppress, threads, temp_dir, place);
        let counted = self.counted(py, campaign, job)?;
        let part = part_of(&self.engine, &counted, changes.as_deref(), &self.rules())?;
        Ok(CLASS.import(py, "septet._report", "Part")?.call1((part,))?)
    }

    /// Holds sent messages against what the vendor billed for them: two files, CSV with a header or
    /// JSON lines.
    ///
    /// ``sent`` has the columns ``to`` and ``text``, and where there are any ``id``, ``status``,
    /// ``from``, ``country``, ``mcc`` and ``mnc``; ``bill`` has ``id``, or ``to`` and ``text``, or
    /// ``to``; ``parts``, ``price`` or both; and where there are any ``currency`` and ``status``.
    /// ``text``, ``template``, ``columns``, ``delimiter`` and ``file_encoding`` say how the sent
    /// messages are read, those that begin with ``bill_`` how the bill is. ``price_per`` says what
    /// prices are of, "message" or "part"; ``charges_negative`` says that charges have a minus sign and
    /// credits none, as in the statement of an account; ``currency`` is that of rows that name none;
    /// ``added_text`` are texts that the vendor may have added. ``out`` is a CSV file with one line
    /// per difference, whole or not at all.
    ///
    /// A reason is told only where rating the message that way gives exactly what was billed; where
    /// several do, all are named.
    ///
    /// >>> folder = "campaign/tests/audit/"
    /// >>> audit = septet.Preflight("msgine", folder + "card.json").audit(
    /// ...     folder + "sent.csv",
    /// ...     folder + "bill.csv",
    /// ...     bill_columns={"id": "message_id", "to": "msisdn", "parts": "segments", "price": "total"},
    /// ... )
    /// >>> audit.difference, audit.differences[0].reasons
    /// (Decimal('1.28293'), (<AuditReason.NOT_BILLED: 'not_billed'>,))
    #[pyo3(signature = (
        sent, bill, /, *, text=None, template=None, columns=None, delimiter=None,
        file_encoding=None, bill_columns=None, bill_delimiter=None, bill_encoding=None,
        price_per="message", charges_negative=false, currency=None, added_text=None, out=None, with_numbers=false,
        with_text=false, spreadsheet=false, temp_dir=None
    ))]
    #[allow(clippy::too_many_arguments)] // keywords in Python
    fn audit<'py>(
        &self,
        py: Python<'py>,
        sent: PathBuf,
        bill: PathBuf,
        text: Option<String>,
        template: Option<&str>,
        columns: Option<&Bound<'py, PyDict>>,
        delimiter: Option<&str>,
        file_encoding: Option<&str>,
        bill_columns: Option<&Bound<'py, PyDict>>,
        bill_delimiter: Option<&str>,
        bill_encoding: Option<&str>,
        price_per: &str,
        charges_negative: bool,
        currency: Option<&str>,
        added_text: Option<Vec<String>>,
        out: Option<PathBuf>,
        with_numbers: bool,
        with_text: bool,
        spreadsheet: bool,
        temp_dir: Option<PathBuf>,
    ) -> Result<Bound<'py, PyAny>> {
        let price_per = match price_per {
            "message" => PricePer::Message,
            "part" => PricePer::Part,
            other => {
                let error = Error::new(ErrorKind::InvalidOption, "use message or part");
                return Err(error.with_field("price_per").with_value(other).into());
            }
        };
        let job = campaign::AuditJob {
            sent: Reading { text, template, columns, delimiter, file_encoding }.sent()?,
            bill: BillFile {
                charges_negative,
                ..Bill { bill_columns, bill_delimiter, bill_encoding, price_per, currency }
                    .file()?
            },
            added_texts: added_text.unwrap_or_default(),
            out,
            shown: RowsOptions { with_numbers, with_text, spreadsheet, ..RowsOptions::default() },
            directory: temp_dir.unwrap_or_else(std::env::temp_dir),
        };
        let (object, shown) = py.detach(|| job.run(&self.engine, sent, bill))?;
        static MAKE: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
        Ok(MAKE.import(py, "septet._audit", "make")?.call1((object, shown))?)
    }

    /// What the vendor's document leaves open or contradicts where ``finding`` stands, as far as
    /// the profile tells.
    ///
    /// >>> septet.Preflight("msgine").documents("charge_unit_conflict")[0].gap
    /// 'conflict'
    fn documents<'py>(&self, py: Python<'py>, finding: &str) -> Result<Bound<'py, PyTuple>> {
        static CLASS: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
        let class = CLASS.import(py, "septet._report", "DocumentFinding")?;
        let code = FindingCode::from_word(finding).ok_or_else(|| {
            Error::new(ErrorKind::InvalidOption, "no finding has this code")
                .with_field("finding")
                .with_value(finding)
        })?;
        let said = self.engine.documents(code);
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
    ///
    /// >>> import polars
    /// >>> table = polars.DataFrame({"to": ["+256701521269", "12"], "text": ["hello", "hello"]})
    /// >>> polars.DataFrame(septet.Preflight("msgine").batch(table))["status"].to_list()
    /// ['counted', 'invalid_number']
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
        Ok(self.engine.setup()? == other.get().engine.setup()?)
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> Result<Reduced<'py, (String, String)>> {
        let setup = serde_json::to_string(&self.engine.setup()?).map_err(unreadable_setup)?;
        let files = (&self.profile, &self.cards);
        let files = serde_json::to_string(&files).map_err(unreadable_setup)?;
        Ok((py.get_type::<Preflight>().getattr("_restore")?, (setup, files)))
    }

    /// For pickle.
    #[staticmethod]
    fn _restore(setup: &str, files: &str) -> Result<Preflight> {
        let setup: Setup = serde_json::from_str(setup).map_err(unreadable_setup)?;
        let (profile, cards) = serde_json::from_str(files).map_err(unreadable_setup)?;
        Ok(Preflight { engine: Arc::new(setup.preflight()?), profile, cards })
    }

    fn __repr__(&self) -> String {
        let cards = self.engine.book().map_or(0, |book| book.cards().len());
        format!("Preflight('{}', {cards} rate cards)", self.engine.vendor().id())
    }
}

impl Preflight {
    /// Refuses what only a campaign file is looked through for, rather than not finding it.
    fn without_a_list(&self) -> Result<()> {
        if self.engine.options().heuristics.consecutive_min().is_none() {
            return Ok(());
        }
        let message = "numbers in a row are looked for in campaign files only: use file";
        Err(Error::new(ErrorKind::NotSupportedYet, message).with_field("consecutive").into())
    }

    /// Judges a file, or a list of messages as the part that the job is of.
    fn counted(
        &self,
        py: Python<'_>,
        campaign: &Bound<'_, PyAny>,
        job: FileJob,
    ) -> Result<Counted> {
        if is_path(campaign)? {
            let path = campaign.extract()?;
            return Ok(py.detach(|| job.run(&self.engine, path))?);
        }
        self.without_a_list()?;
        let engine = (*self.engine).clone().with_savings(true);
        let totals = judge_all(job.place.session(&engine)?, campaign)?;
        let counted = Counted::rows(totals, None, job.place.piece);
        Ok(match job.place.changes.filter(|_| is_read_twice(campaign)) {
            Some(changes) => counted.with_trials(try_all(&engine, &changes, campaign)?),
            None => counted,
        })
    }

    /// What it judges by, shared.
    pub(crate) fn engine(&self) -> Arc<Engine> {
        self.engine.clone()
    }

    /// The files of profile and cards.
    pub(crate) fn rules(&self) -> Vec<InputFile> {
        let profile = self.profile.clone();
        let profile = profile.unwrap_or_else(|| InputFile::built_in(self.engine.vendor()));
        [profile].into_iter().chain(self.cards.iter().cloned()).collect()
    }

    /// The report as `septet.Report`, made from the object that the command line prints. It can be
    /// merged with others, here and after it was pickled.
    pub(crate) fn report<'py>(
        &self,
        py: Python<'py>,
        counted: Counted,
    ) -> Result<Bound<'py, PyAny>> {
        let rules = self.rules();
        let part = part_of(&self.engine, &counted, None, &rules)?;
        let (report, about) = counted.report(&self.engine, &rules)?;
        made_report(py, &report, &about, Some(part))
    }
}

fn unreadable_setup(error: serde_json::Error) -> PyErr {
    PyValueError::new_err(format!("not a pickle of this version of septet: {error}"))
}

/// Judges one message: encoding, segments, number, sender, cost, findings. As
/// ``Preflight(vendor, ...).message(to, text)``, which is the way for many messages; keywords as for
/// ``Preflight``.
///
/// >>> septet.preflight_message("+256701521269", "hello", vendor="msgine").segments
/// 1
#[pyfunction]
#[pyo3(signature = (to, text, /, *, vendor=None, **keywords))]
pub(crate) fn preflight_message<'py>(
    py: Python<'py>,
    to: &str,
    text: &str,
    vendor: Option<&Bound<'py, PyAny>>,
    keywords: Option<&Bound<'py, PyDict>>,
) -> Result<Bound<'py, PyAny>> {
    made(py, vendor, keywords)?.get().message(py, to, text, None, None, None, None, 0, None)
}

/// Judges a campaign: a path to a CSV or JSON lines file, or a list of messages as ``Preflight.rows`` takes it.
/// Keywords as for ``Preflight``; for the ways to read a file see ``Preflight.file``.
///
/// >>> report = septet.preflight([("+256701521269", "hello"), ("12", "hello")], vendor="msgine")
/// >>> report.rows, report.messages, report.statuses
/// (2, 1, {<RowStatus.COUNTED: 'counted'>: 1, <RowStatus.INVALID_NUMBER: 'invalid_number'>: 1})
#[pyfunction]
#[pyo3(signature = (campaign, /, *, vendor=None, **keywords))]
pub(crate) fn preflight<'py>(
    py: Python<'py>,
    campaign: &Bound<'py, PyAny>,
    vendor: Option<&Bound<'py, PyAny>>,
    keywords: Option<&Bound<'py, PyDict>>,
) -> Result<Bound<'py, PyAny>> {
    let check = made(py, vendor, keywords)?;
    let check = check.get();
    if is_path(campaign)? {
        let path = campaign.extract()?;
        let counted = py.detach(|| FileJob::default().run(&check.engine, path))?;
        return check.report(py, counted);
    }
    check.rows(py, campaign, false)
}

/// What these keywords make in Python.
fn made<'py>(
    py: Python<'py>,
    vendor: Option<&Bound<'py, PyAny>>,
    keywords: Option<&Bound<'py, PyDict>>,
) -> PyResult<Bound<'py, Preflight>> {
    Ok(py.get_type::<Preflight>().call((vendor,), keywords)?.cast_into()?)
}

fn parse_traffic(word: &str) -> std::result::Result<Traffic, Error> {
    Traffic::from_word(word).ok_or_else(|| {
        Error::new(ErrorKind::InvalidOption, format!("use {}", Traffic::WORDS.join(", ")))
            .with_field("traffic")
            .with_value(word)
    })
}
