//! A campaign in parts: what was counted of each is saved, and merged to the report of the whole.
//!
//! A part file (`septet.part/1`) holds counts, and the vendor, cards and options that they were
//! made by; a count file (`septet.count/1`) holds the units that a part uses on the tier counters.
//! Untiered and volume cards need no count files. Graduated cards do: the price of a message depends
//! on those before it, so that every part must know what the parts before it use.

use septet::preflight::whatif::{Change, SavedSurvey, SavedTrials, Trials, WhatIf};
use septet::preflight::{
    FindingCode, PartUnits, Preflight, Report, SavedTotals, Setup, Totals, Units,
};
use septet::{Error, ErrorKind, version};
use serde::{Deserialize, Serialize};

use crate::input::Reader;
use crate::inputs::{InputFile, Role};
use crate::report::About;

/// The schema of a part file.
pub const PART_SCHEMA: &str = "septet.part/1";
/// The schema of a count file.
pub const COUNT_SCHEMA: &str = "septet.count/1";

/// Findings that look at several messages to one recipient: over parts they are exact only where
/// all messages to a recipient stand in one part.
pub const PART_FINDINGS: [FindingCode; 3] =
    [FindingCode::DuplicateRecipient, FindingCode::FloodIdentical, FindingCode::FloodTotal];

/// A part of a campaign, or the counts of one, as it is saved.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    schema: String,
    versions: Versions,
    piece: Piece,
    inputs: Vec<InputFile>,
    setup: Setup,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    units: Option<Units>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    totals: Option<SavedTotals>,
    /// Of a count: what changes that would save money are chosen by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    survey: Option<SavedSurvey>,
    /// Of a part: what trying them has counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    trials: Option<SavedTrials>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Versions {
    engine: String,
    metadata: Option<String>,
    unicode: String,
}

impl Versions {
    fn own() -> Versions {
        Versions {
            engine: version::ENGINE.to_string(),
            metadata: version::METADATA.map(String::from),
            unicode: version::unicode(),
        }
    }
}

/// Where a part stands in its campaign, and what of its file was read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Piece {
    /// Its place among the parts, from 0.
    pub index: u32,
    /// Rows of the campaign before it, where they were counted.
    pub rows_before: Option<u64>,
    /// Rows in it.
    pub rows: u64,
    /// Lines of its file.
    pub lines: u64,
    /// Those before its first row.
    pub header_lines: u64,
    /// Those of nothing.
    pub blank_lines: u64,
    /// Whether all messages to one recipient stand in one part.
    pub by_recipient: bool,
    /// Whether it is several parts already, in which duplicates and floods were looked for apart.
    #[serde(default)]
    pub within_part: bool,
}

impl Piece {
    /// What was read of a part, at the end of its file.
    #[must_use]
    pub fn read_from(self, reader: &Reader<'_>, totals: &Totals) -> Piece {
        Piece {
            rows: totals.row_count(),
            lines: reader.line_count(),
            header_lines: reader.header_line_count(),
            blank_lines: reader.blank_line_count(),
            ..self
        }
    }
}

impl Part {
    fn new(
        schema: &str,
        preflight: &Preflight,
        piece: Piece,
        inputs: Vec<InputFile>,
    ) -> Result<Part, Error> {
        Ok(Part {
            schema: schema.to_string(),
            versions: Versions::own(),
            piece,
            inputs,
            setup: preflight.setup()?,
            units: None,
            totals: None,
            survey: None,
            trials: None,
        })
    }

    /// What was counted of a part.
    ///
    /// # Errors
    /// `internal`.
    pub fn of(
        preflight: &Preflight,
        piece: Piece,
        inputs: Vec<InputFile>,
        totals: Totals,
    ) -> Result<Part, Error> {
        let part = Part::new(PART_SCHEMA, preflight, piece, inputs)?;
        Ok(Part { totals: Some(preflight.save(totals)), ..part })
    }

    /// The units that a part uses, from a counting pass.
    ///
    /// # Errors
    /// `internal`.
    pub fn count(
        preflight: &Preflight,
        piece: Piece,
        inputs: Vec<InputFile>,
        totals: &Totals,
    ) -> Result<Part, Error> {
        let part = Part::new(COUNT_SCHEMA, preflight, piece, inputs)?;
        let survey = totals.save_survey();
        Ok(Part { units: Some(preflight.units_of(totals)), survey, ..part })
    }

    /// The same part with what trying `changes` has counted.
    #[must_use]
    pub fn with_trials(self, preflight: &Preflight, changes: &[Change], trials: &Trials) -> Part {
        Part { trials: preflight.save_trials(changes, trials), ..self }
    }

    /// Reads a part or count file; `schema` says which.
    ///
    /// # Errors
    /// `syntax` with line and column; `format_unknown` for another schema.
    pub fn parse(text: &str, schema: &str, name: &str) -> Result<Part, Error> {
        let part: Part = serde_json::from_str(text).map_err(|error| {
            let what = format!("this is no {schema}: {error}");
            Error::new(ErrorKind::Syntax, what).with_file(name).with_line(error.line() as u64)
        })?;
        if part.schema != schema {
            let what = format!("this file is a {}, not a {schema}", part.schema);
            return Err(Error::new(ErrorKind::FormatUnknown, what).with_file(name));
        }
        Ok(part)
    }

    /// As it is written to a file, on one line.
    ///
    /// # Errors
    /// `internal`.
    pub fn to_text(&self) -> Result<String, Error> {
        let text = serde_json::to_string(self);
        text.map(|text| text + "\n").map_err(|e| Error::new(ErrorKind::Internal, e.to_string()))
    }

    /// The same part at another place; `by_recipient` says whether all messages to a recipient
    /// stand in one part.
    #[must_use]
    pub fn placed(mut self, index: u32, by_recipient: bool) -> Part {
        self.piece = Piece { index, by_recipient, rows_before: None, ..self.piece };
        self
    }

    /// Where it stands.
    pub fn piece(&self) -> &Piece {
        &self.piece
    }

    /// Whether it was made by the same version, vendor, cards and options.
    ///
    /// # Errors
    /// `part_mismatch` with the field that differs.
    fn must_match(&self, name: &str, other: &Part, other_name: &str) -> Result<(), Error> {
        let (own, others) = (&self.versions, &other.versions);
        let field = if own.engine != others.engine {
            Some("engine".to_string())
        } else if own.metadata != others.metadata {
            Some("metadata".to_string())
        } else if own.unicode != others.unicode {
            Some("unicode".to_string())
        } else if self.piece.by_recipient != other.piece.by_recipient {
            Some("by_recipient".to_string())
        } else {
            // the same rates may come from two files: only those that differ are different cards
            self.setup.difference(&other.setup)
        };
        match field {
            None => Ok(()),
            Some(field) => {
                let what = format!(
                    "it was made with another {field} than {other_name}: make both again with the \
                     same"
                );
                Err(Error::new(ErrorKind::PartMismatch, what).with_field(field).with_file(name))
            }
        }
    }
}

/// What the counts of all parts, in the order of the campaign, say of the part at `piece.index`:
/// where it stands, and the rows before it.
///
/// # Errors
/// `part_missing` when there is no such part; `part_mismatch` for counts that were made otherwise;
/// `overflow`.
pub fn units_among(
    preflight: &Preflight,
    counts: &[(String, Part)],
    piece: &Piece,
) -> Result<(PartUnits, u64), Error> {
    let own = Part::new(COUNT_SCHEMA, preflight, piece.clone(), Vec::new())?;
    let mut units = Vec::with_capacity(counts.len());
    for (name, count) in counts {
        let by_recipient = piece.by_recipient;
        let count = Part { piece: Piece { by_recipient, ..count.piece.clone() }, ..count.clone() };
        count.must_match(name, &own, "this part")?;
        units.push(count.units.unwrap_or_default());
    }
    let index = piece.index as usize;
    if index >= counts.len() {
        let what = format!("there are counts of {} parts: give those of all", counts.len());
        return Err(Error::new(ErrorKind::PartMissing, what).with_field("part-index"));
    }
    let rows_before = counts[..index].iter().map(|(_, count)| count.piece.rows).sum();
    Ok((PartUnits::among(preflight, &units, index)?, rows_before))
}

/// The changes that every part tries, when all were surveyed by their counts. None where one was
/// not, and where prices depend on the order of the messages: there a part cannot tell what a change
/// saves.
///
/// # Errors
/// `syntax` for a change that this version does not try.
pub fn changes_among(
    preflight: &Preflight,
    counts: &[(String, Part)],
) -> Result<Option<Vec<Change>>, Error> {
    let surveys: Option<Vec<&SavedSurvey>> =
        counts.iter().map(|(_, count)| count.survey.as_ref()).collect();
    match surveys.filter(|_| !counts.is_empty() && !preflight.depends_on_order()) {
        Some(surveys) => preflight.changes_of_parts(surveys).map(Some),
        None => Ok(None),
    }
}

/// Whether a part is the one that was counted.
///
/// # Errors
/// `part_mismatch`.
pub fn must_be_counted(
    (name, count): &(String, Part),
    piece: &Piece,
    inputs: &[InputFile],
) -> Result<(), Error> {
    let digests = |inputs: &[InputFile]| {
        [Role::Campaign, Role::Suppression].map(|role| {
            inputs.iter().find(|file| file.role == role).map(|file| file.sha256.clone())
        })
    };
    if count.piece.rows == piece.rows && digests(&count.inputs) == digests(inputs) {
        return Ok(());
    }
    let what = "these are the counts of another file, or with another suppression list: give the \
                counts in the order of the parts, and count a part again when it has changed";
    Err(Error::new(ErrorKind::PartMismatch, what).with_field("counts").with_file(name))
}

/// The whole of several parts.
#[derive(Debug)]
pub struct Merged {
    /// What they were judged by.
    pub preflight: Preflight,
    /// What was counted.
    pub totals: Totals,
    /// What changes would save; none where the parts did not all try the same.
    pub savings: Option<Vec<WhatIf>>,
    /// Rows, lines and blank lines of all.
    pub piece: Piece,
    /// The files they were made from.
    pub inputs: Vec<InputFile>,
    /// How many parts.
    pub part_count: usize,
}

/// Merges parts, named as messages shall call them, in any order.
///
/// # Errors
/// `part_missing`, `part_duplicate` for places without a part or with two; `part_mismatch` for
/// parts that were made otherwise, or stand elsewhere than their rows say; those of
/// [`Preflight::restore`].
pub fn merge(mut parts: Vec<(String, Part)>) -> Result<Merged, Error> {
    parts.sort_by_key(|(_, part)| part.piece.index);
    let Some((first_name, first)) = parts.first() else {
        return Err(Error::new(ErrorKind::PartMissing, "give at least one part"));
    };
    for (index, (name, part)) in parts.iter().enumerate() {
        part.must_match(name, first, first_name)?;
        let found = part.piece.index as usize;
        if found > index {
            let what = format!("there is no part at place {index}: give every part");
            return Err(Error::new(ErrorKind::PartMissing, what).with_field("part-index"));
        }
        if found < index {
            let what = format!("two parts stand at place {found}: give each its --part-index");
            let error = Error::new(ErrorKind::PartDuplicate, what).with_field("part-index");
            return Err(error.with_file(name));
        }
    }
    let preflight = first.setup.preflight()?;
    let header_lines = first.piece.header_lines;
    let mut whole = Piece { header_lines, lines: header_lines, ..first.piece.clone() };
    (whole.rows, whole.blank_lines) = (0, 0);
    let mut totals = Totals::default();
    let mut inputs: Vec<InputFile> = Vec::new();
    let mut trials = Tries::default();
    for (name, part) in &parts {
        trials.add(&preflight, part).map_err(|error| error.with_file(name))?;
        let Piece { rows_before, rows, lines, header_lines, blank_lines, .. } = part.piece;
        if rows_before.is_some_and(|rows| rows != whole.rows) {
            let what = format!(
                "it was made to stand behind other parts: those before it have {} rows",
                whole.rows
            );
            let error = Error::new(ErrorKind::PartMismatch, what).with_field("rows_before");
            return Err(error.with_file(name));
        }
        let saved = part.totals.as_ref().ok_or_else(|| {
            Error::new(ErrorKind::Syntax, "this part has no totals").with_file(name)
        })?;
        let mut own = preflight.restore(saved).map_err(|error| error.with_file(name))?;
        own.shift_rows(whole.rows, whole.lines as i64 - header_lines as i64);
        totals.merge(own)?;
        whole.rows += rows;
        whole.lines += lines.saturating_sub(header_lines);
        whole.blank_lines += blank_lines;
        whole.within_part |= part.piece.within_part || (parts.len() > 1 && !whole.by_recipient);
        for input in &part.inputs {
            if input.role == Role::Campaign || !inputs.contains(input) {
                inputs.push(input.clone());
            }
        }
    }
    inputs.sort_by_key(|input| input.role);
    let savings = match trials.of_all {
        Some((changes, trials)) => Some(preflight.savings(&totals, &changes, &trials)?),
        None => None,
    };
    Ok(Merged { preflight, totals, savings, piece: whole, inputs, part_count: parts.len() })
}

/// What the parts have tried.
#[derive(Default)]
struct Tries {
    of_all: Option<(Vec<Change>, Trials)>,
    part_count: usize,
}

impl Tries {
    fn add(&mut self, preflight: &Preflight, part: &Part) -> Result<(), Error> {
        let is_first = self.part_count == 0;
        self.part_count += 1;
        let Some(saved) = &part.trials else {
            self.of_all = None;
            return Ok(());
        };
        let (changes, trials) = preflight.restore_trials(saved)?;
        match &mut self.of_all {
            None if is_first => self.of_all = Some((changes, trials)),
            None => {}
            Some((same, whole)) if *same == changes => whole.merge(trials)?,
            Some(_) => {
                let what = "it tried other changes than the parts before it: give each part the \
                            same counts";
                return Err(Error::new(ErrorKind::PartMismatch, what).with_field("counts"));
            }
        }
        Ok(())
    }
}

impl Merged {
    /// Names the file that the parts were cut from, in the place of theirs.
    ///
    /// # Errors
    /// `part_mismatch` when it does not have the lines of the parts.
    pub fn cut_from(&mut self, file: InputFile, line_count: u64) -> Result<(), Error> {
        if line_count != self.piece.lines {
            let what = format!(
                "it has {line_count} lines, the parts have {}: they were not cut from it",
                self.piece.lines
            );
            let error = Error::new(ErrorKind::PartMismatch, what).with_field("of");
            return Err(error.with_file(file.name));
        }
        self.inputs.retain(|input| input.role != Role::Campaign);
        self.inputs.insert(0, file);
        Ok(())
    }

    /// The report of the whole.
    ///
    /// # Errors
    /// `needs_units_before`; `overflow`.
    pub fn report(&self) -> Result<Report, Error> {
        let mut report = self.preflight.report(self.totals.clone())?;
        report.savings.clone_from(&self.savings);
        Ok(report)
    }

    /// What the report says of itself.
    pub fn about(&self) -> About<'_> {
        let mut campaigns = self.inputs.iter().filter(|input| input.role == Role::Campaign);
        let input = match (campaigns.next(), campaigns.next()) {
            (Some(only), None) => only.name.clone(),
            _ => format!("{} parts", self.part_count),
        };
        About {
            preflight: &self.preflight,
            input,
            blank_lines: self.piece.blank_lines,
            inputs: self.inputs.clone(),
            within_part: self.piece.within_part,
        }
    }
}
