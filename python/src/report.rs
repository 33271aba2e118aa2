//! Reports, and the parts of campaigns that they are merged from.

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use septet::Error;
use septet::preflight::whatif::{Change, Trials, WhatIf};
use septet::preflight::{Preflight as Engine, Report, Totals};
use septet_campaign::inputs::InputFile;
use septet_campaign::job::Judged;
use septet_campaign::part::{PART_SCHEMA, Part, Piece, merge};
use septet_campaign::report::{self, About};

use crate::error::Result;

/// What a pass over rows or a file has counted.
pub(crate) struct Counted(Judged);

impl From<Judged> for Counted {
    fn from(judged: Judged) -> Counted {
        Counted(judged)
    }
}

impl Counted {
    /// Of rows in memory.
    pub(crate) fn rows(totals: Totals, savings: Option<Vec<WhatIf>>, piece: Piece) -> Counted {
        let rows = totals.row_count();
        Counted(Judged {
            totals,
            savings,
            trials: None,
            reach: None,
            name: "rows".to_owned(),
            piece: Piece { rows, lines: rows, ..piece },
            campaign: None,
            suppression: None,
        })
    }

    /// The same with what trying changes on a part has counted.
    pub(crate) fn with_trials(mut self, trials: Trials) -> Counted {
        self.0.trials = Some(trials);
        self
    }

    /// The files it was counted from; `rules` are those of profile and cards.
    pub(crate) fn inputs(&self, rules: &[InputFile]) -> Vec<InputFile> {
        self.0.inputs(rules)
    }

    /// Where it stands, and what was counted.
    pub(crate) fn into_parts(self) -> (Piece, Totals) {
        (self.0.piece, self.0.totals)
    }

    /// The report, and what it says of itself.
    pub(crate) fn report<'a>(
        self,
        preflight: &'a Engine,
        rules: &[InputFile],
    ) -> std::result::Result<(Report, About<'a>), Error> {
        self.0.report(preflight, rules)
    }
}

/// What was counted, as the text of a part file; with `changes`, those that it tried.
pub(crate) fn part_of(
    preflight: &Engine,
    counted: &Counted,
    changes: Option<&[Change]>,
    rules: &[InputFile],
) -> std::result::Result<String, Error> {
    let Judged { piece, totals, trials, .. } = &counted.0;
    let mut part = Part::of(preflight, piece.clone(), counted.inputs(rules), totals.clone())?;
    if let (Some(changes), Some(trials)) = (changes, trials) {
        part = part.with_trials(preflight, changes, trials);
    }
    part.to_text()
}

/// A report as `septet.Report`.
pub(crate) fn made_report<'py>(
    py: Python<'py>,
    report: &Report,
    about: &About<'_>,
    part: Option<String>,
) -> Result<Bound<'py, PyAny>> {
    static MAKE: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let object = report::json(report, about).to_string();
    let (text, page) = (report::text(report, about), report::html(report, about));
    Ok(MAKE.import(py, "septet._report", "make")?.call1((object, text, page, part))?)
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
    let merged = merge(parts)?;
    let (report, about) = (merged.report()?, merged.about());
    let (piece, inputs) = (merged.piece.clone(), merged.inputs.clone());
    let whole = Part::of(&merged.preflight, piece, inputs, merged.totals.clone())?;
    made_report(py, &report, &about, Some(whole.to_text()?))
}
