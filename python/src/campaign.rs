//! The work on files: campaigns, bills, comparisons. What Python names as keywords becomes the
//! requests of `septet_campaign`; everything here runs without Python's lock.

use std::io::Write;
use std::num::NonZero;
use std::path::PathBuf;

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyDict;
use septet::money::Currency;
use septet::preflight::audit::AuditOptions;
use septet::preflight::funds::Funds;
use septet::preflight::whatif::Change;
use septet::preflight::{PartUnits, Preflight as Engine, Session};
use septet::{Error, ErrorKind};
use septet_campaign::audit::{self, BillFile, PricePer, Request, sent_columns};
use septet_campaign::compare::{self, Comparing};
use septet_campaign::driver::Campaign;
use septet_campaign::input::{Input, ReadOptions, parse_delimiter, parse_encoding};
use septet_campaign::inputs::InputFile;
use septet_campaign::job::Job;
use septet_campaign::output::AtomicFile;
use septet_campaign::part::{COUNT_SCHEMA, Part, Piece, changes_among, units_among};
use septet_campaign::rows::RowsOptions;
use septet_campaign::template::Template;

use crate::error::Result;
use crate::preflight::Preflight;
use crate::report::Counted;

type Done<T> = std::result::Result<T, Error>;

/// How a campaign's file is read.
pub(crate) struct Reading<'a, 'py> {
    pub(crate) text: Option<String>,
    pub(crate) template: Option<&'a str>,
    pub(crate) columns: Option<&'a Bound<'py, PyDict>>,
    pub(crate) delimiter: Option<&'a str>,
    pub(crate) file_encoding: Option<&'a str>,
}

impl Reading<'_, '_> {
    /// What is read from where.
    pub(crate) fn campaign(self) -> Result<Campaign> {
        let mut campaign = self.without_columns()?;
        for setting in settings(self.columns)? {
            campaign.set_column(&setting)?;
        }
        Ok(campaign)
    }

    /// The same of sent messages, which have an id and a status too.
    pub(crate) fn sent(self) -> Result<Campaign> {
        let mut sent = self.without_columns()?;
        sent_columns(&mut sent, &settings(self.columns)?)?;
        Ok(sent)
    }

    fn without_columns(&self) -> Result<Campaign> {
        if self.text.is_some() && self.template.is_some() {
            let error = Error::new(ErrorKind::InvalidOption, "give text or template, not both");
            return Err(error.with_field("template").into());
        }
        Ok(Campaign {
            text: self.text.clone(),
            template: self.template.map(Template::compile).transpose()?,
            read: read_options(self.delimiter, self.file_encoding)?,
            ..Campaign::default()
        })
    }
}

fn read_options(delimiter: Option<&str>, encoding: Option<&str>) -> Done<ReadOptions> {
    Ok(ReadOptions {
        delimiter: delimiter.map(parse_delimiter).transpose()?,
        encoding: encoding.map(parse_encoding).transpose()?,
        ..ReadOptions::default()
    })
}

/// Columns by field, as the command line writes them.
fn settings(columns: Option<&Bound<'_, PyDict>>) -> PyResult<Vec<String>> {
    let setting = |(field, column): (Bound<'_, PyAny>, Bound<'_, PyAny>)| {
        let (field, column): (String, String) = (field.extract()?, column.extract()?);
        Ok(format!("{field}={column}"))
    };
    columns.into_iter().flatten().map(setting).collect()
}

/// Balance and budget, each an amount and its currency.
pub(crate) fn funds(balance: Option<&str>, budget: Option<&str>) -> Done<Funds> {
    Ok(Funds {
        balance: balance.map(|text| Funds::parse(text, "balance")).transpose()?,
        budget: budget.map(|text| Funds::parse(text, "budget")).transpose()?,
    })
}

/// Where a part of a campaign stands.
#[derive(Default)]
pub(crate) struct Place {
    pub(crate) piece: Piece,
    units: Option<PartUnits>,
    /// What every part tries.
    pub(crate) changes: Option<Vec<Change>>,
}

impl Place {
    /// A whole campaign, or its first part.
    pub(crate) fn first() -> Place {
        let piece = Piece { rows_before: Some(0), ..Piece::default() };
        Place { piece, ..Place::default() }
    }

    /// The part at `part_index`, when `counts` are those of every part.
    pub(crate) fn among(
        preflight: &Engine,
        counts: Option<Vec<String>>,
        part_index: u32,
    ) -> Done<Place> {
        let mut place = Place::first();
        place.piece.index = part_index;
        let Some(counts) = counts else {
            if part_index > 0 {
                place.piece.rows_before = None;
            }
            return Ok(place);
        };
        let read = |(index, text): (usize, String)| {
            let name = format!("counts {index}");
            Ok((name.clone(), Part::parse(&text, COUNT_SCHEMA, &name)?))
        };
        let counts = counts.into_iter().enumerate().map(read).collect::<Done<Vec<_>>>()?;
        let (units, rows_before) = units_among(preflight, &counts, &place.piece)?;
        place.piece.rows_before = Some(rows_before);
        place.units = Some(units);
        place.changes = changes_among(preflight, &counts)?;
        Ok(place)
    }

    /// A pass that begins there.
    pub(crate) fn session<'a>(&self, preflight: &'a Engine) -> Done<Session<'a>> {
        match &self.units {
            Some(units) => preflight.session_at(units),
            None => preflight.session(),
        }
    }
}

/// A campaign file to be judged.
pub(crate) struct FileJob {
    pub(crate) campaign: Campaign,
    pub(crate) suppression: Option<PathBuf>,
    pub(crate) funds: Funds,
    pub(crate) out: Option<PathBuf>,
    pub(crate) shown: RowsOptions,
    pub(crate) what_if: bool,
    pub(crate) threads: Option<usize>,
    pub(crate) directory: PathBuf,
    pub(crate) place: Place,
    /// Whether it is a part of a campaign.
    pub(crate) is_part: bool,
}

impl Default for FileJob {
    fn default() -> FileJob {
        FileJob {
            campaign: Campaign::default(),
            suppression: None,
            funds: Funds::default(),
            out: None,
            shown: RowsOptions::default(),
            what_if: true,
            threads: None,
            directory: std::env::temp_dir(),
            place: Place::first(),
            is_part: false,
        }
    }
}

impl FileJob {
    /// A part of a campaign.
    pub(crate) fn part(
        campaign: Campaign,
        suppression: Option<PathBuf>,
        threads: Option<NonZero<u16>>,
        directory: Option<PathBuf>,
        place: Place,
    ) -> FileJob {
        let whole = FileJob::default();
        FileJob {
            campaign,
            suppression,
            threads: threads.map(|threads| usize::from(threads.get())),
            directory: directory.unwrap_or(whole.directory),
            place,
            is_part: true,
            ..FileJob::default()
        }
    }

    pub(crate) fn run(self, preflight: &Engine, path: PathBuf) -> Done<Counted> {
        let job = Job {
            preflight,
            campaign: &self.campaign,
            suppression: self.suppression.as_deref(),
            funds: self.funds,
            what_if: self.what_if,
            changes: self.place.changes.as_deref(),
            is_part: self.is_part,
            piece: self.place.piece,
            units: self.place.units.as_ref(),
            threads: self.threads,
            directory: &self.directory,
        };
        let open = || Ok(Input::File(path.clone()));
        let counted = written(self.out, self.shown, |out| job.run(&open, out, &mut |_, _| {}))?;
        Ok(counted.into())
    }
}

/// Runs what writes a file, and puts the file in its place when it has worked.
fn written<T>(
    path: Option<PathBuf>,
    shown: RowsOptions,
    run: impl FnOnce(Option<(&mut dyn Write, RowsOptions)>) -> Done<T>,
) -> Done<T> {
    let Some(path) = path else { return run(None) };
    let mut file = AtomicFile::create(&path)?;
    let done = run(Some((&mut file, shown))).map_err(|error| file.named(error))?;
    file.finish()?;
    Ok(done)
}

/// The units of a part as the text of a count file.
pub(crate) fn units_text(
    preflight: &Engine,
    counted: Counted,
    rules: &[InputFile],
) -> Done<String> {
    let inputs = counted.inputs(rules);
    let (piece, totals) = counted.into_parts();
    Part::count(preflight, piece, inputs, &totals)?.to_text()
}

/// How a bill is read.
pub(crate) struct Bill<'a, 'py> {
    pub(crate) bill_columns: Option<&'a Bound<'py, PyDict>>,
    pub(crate) bill_delimiter: Option<&'a str>,
    pub(crate) bill_encoding: Option<&'a str>,
    pub(crate) price_per: PricePer,
    pub(crate) currency: Option<&'a str>,
}

impl Bill<'_, '_> {
    pub(crate) fn file(self) -> Result<BillFile> {
        let currency = self.currency.map(Currency::parse).transpose();
        let mut bill = BillFile {
            columns: Vec::new(),
            read: read_options(self.bill_delimiter, self.bill_encoding)?,
            price_per: self.price_per,
            currency: currency.map_err(|error| error.with_field("currency"))?,
            ..BillFile::default()
        };
        for setting in settings(self.bill_columns)? {
            bill.set_column(&setting)?;
        }
        Ok(bill)
    }
}

/// Sent messages and a bill to be held against each other.
pub(crate) struct AuditJob {
    pub(crate) sent: Campaign,
    pub(crate) bill: BillFile,
    pub(crate) added_texts: Vec<String>,
    pub(crate) out: Option<PathBuf>,
    pub(crate) shown: RowsOptions,
    pub(crate) directory: PathBuf,
}

impl AuditJob {
    /// The audit as JSON, and as text for a person.
    pub(crate) fn run(
        self,
        preflight: &Engine,
        sent: PathBuf,
        bill: PathBuf,
    ) -> Done<(String, String)> {
        let request = Request {
            preflight,
            options: AuditOptions { added_texts: self.added_texts },
            sent: self.sent,
            bill: self.bill,
            directory: &self.directory,
        };
        let file = |path: &PathBuf| Ok(Input::File(path.clone()));
        let found = written(self.out, self.shown, |out| {
            audit::audit(&request, &|| file(&sent), &|| file(&bill), out, &mut |_, _| {})
        })?;
        let (sent, bill) = (sent.display().to_string(), bill.display().to_string());
        Ok((audit::json(&found, &sent, &bill)?.to_string(), audit::text(&found, &sent, &bill)?))
    }
}

/// Compares what one campaign file would cost under each of ``checks``: vendors and rate cards,
/// ranked within one currency.
///
/// Each has one rate card at most, which is that of all rows; without a card texts, numbers and
/// senders are compared. Keywords as for ``Preflight.file``.
///
/// >>> import pathlib, tempfile
/// >>> path = pathlib.Path(tempfile.mkdtemp()) / "campaign.csv"
/// >>> _ = path.write_text("to,text\n+256701521269,hello\n")
/// >>> checks = [septet.Preflight(vendor) for vendor in ("msgine", "macksms")]
/// >>> [(one.vendor, one.segments) for one in septet.compare(path, checks).compared]
/// [('msgine', 1), ('macksms', 1)]
#[pyfunction]
#[pyo3(name = "compare", signature = (
    campaign, checks, /, *, text=None, template=None, columns=None, delimiter=None,
    file_encoding=None, suppress=None, threads=None, temp_dir=None
))]
#[allow(clippy::too_many_arguments)] // keywords in Python
pub(crate) fn compare_checks<'py>(
    py: Python<'py>,
    campaign: PathBuf,
    checks: Vec<PyRef<'py, Preflight>>,
    text: Option<String>,
    template: Option<&str>,
    columns: Option<&Bound<'py, PyDict>>,
    delimiter: Option<&str>,
    file_encoding: Option<&str>,
    suppress: Option<PathBuf>,
    threads: Option<NonZero<u16>>,
    temp_dir: Option<PathBuf>,
) -> Result<Bound<'py, PyAny>> {
    let wrong =
        |field: &str, what: &str| Error::new(ErrorKind::InvalidOption, what).with_field(field);
    let mut rows = Reading { text, template, columns, delimiter, file_encoding }.campaign()?;
    if rows.columns.iter().any(|(field, _)| field == "card") {
        let what = "each rate card is compared for all rows: leave the column out";
        return Err(wrong("columns", what).with_value("card").into());
    }
    rows.set_column("card=")?;
    let checks: Vec<Engine> = checks.iter().map(|check| (*check.engine()).clone()).collect();
    if checks.is_empty() {
        return Err(wrong("checks", "give at least one Preflight").into());
    }
    if checks.iter().any(|check| check.book().is_some_and(|book| book.cards().len() > 1)) {
        return Err(wrong("checks", "give a Preflight for each rate card").into());
    }
    let directory = temp_dir.unwrap_or_else(std::env::temp_dir);
    let comparing = Comparing {
        preflights: &checks,
        campaign: &rows,
        suppression: suppress.as_deref(),
        threads: threads.map(|threads| usize::from(threads.get())),
        directory: &directory,
    };
    let (object, shown) = py.detach(|| {
        let open = || Ok(Input::File(campaign.clone()));
        let (found, name) = comparing.run(&open, &mut |_, _| {})?;
        Done::Ok((compare::json(&found, &name).to_string(), compare::text(&found, &name)))
    })?;
    static MAKE: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    Ok(MAKE.import(py, "septet._compare", "make")?.call1((object, shown))?)
}
