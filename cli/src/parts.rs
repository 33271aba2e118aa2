//! `septet preflight --part` and `--count`: a campaign in parts, on as many machines.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;
use septet::preflight::whatif::Change;
use septet::preflight::{PartUnits, Preflight};
use septet::{Error, ErrorKind};
use septet_campaign::inputs::InputFile;
use septet_campaign::job::Judged;
use septet_campaign::output::{AtomicFile, unwritable};
use septet_campaign::part::{
    COUNT_SCHEMA, Part, Piece, changes_among, must_be_counted, units_among,
};

use crate::io::{Failure, Io};

/// One part of a campaign.
#[derive(Args, Debug, Default)]
#[command(next_help_heading = "A campaign in parts")]
pub struct PartArgs {
    /// Save what was counted of this part to a file for `septet merge`, and print no report
    #[arg(long, value_name = "FILE", conflicts_with_all = ["html", "json", "fail_on"])]
    part: Option<PathBuf>,
    /// Save only what all parts must know of each other: the units that this part uses on tier
    /// counters, for graduated cards, and what could be changed in it to save money
    #[arg(long, value_name = "FILE", conflicts_with_all = ["part", "html", "json", "fail_on", "out"])]
    count: Option<PathBuf>,
    /// The counts of every part, in their order; once for each
    #[arg(long, value_name = "FILE", requires = "part")]
    counts: Vec<PathBuf>,
    /// The place of this part among the others, from 0
    #[arg(long, value_name = "N", requires = "part", default_value_t = 0)]
    part_index: u32,
    /// All messages to a recipient stand in one part: duplicates and floods are then exact
    #[arg(long, requires = "part")]
    by_recipient: bool,
}

/// A part under way, or a whole campaign.
pub(crate) struct PartRun {
    piece: Piece,
    units: Option<PartUnits>,
    /// What every part tries.
    changes: Option<Vec<Change>>,
    /// The counts of this part.
    counted: Option<(String, Part)>,
    file: Option<File>,
    is_count: bool,
}

/// Where it is written to.
enum File {
    Named(AtomicFile),
    Stdout,
}

impl PartRun {
    /// Reads the counts, and begins the file.
    pub(crate) fn begin(args: &PartArgs, preflight: &Preflight) -> Result<PartRun, Error> {
        let mut piece = Piece {
            index: args.part_index,
            by_recipient: args.by_recipient,
            rows_before: (args.part_index == 0).then_some(0),
            ..Piece::default()
        };
        let mut counts = Vec::with_capacity(args.counts.len());
        for path in &args.counts {
            crate::rules::no_stream(Some(path), "counts")?;
            counts.push(read_part(path, COUNT_SCHEMA)?);
        }
        let mut run = PartRun {
            piece: piece.clone(),
            units: None,
            changes: None,
            counted: None,
            file: None,
            is_count: args.count.is_some(),
        };
        if !counts.is_empty() {
            let (units, rows_before) = units_among(preflight, &counts, &piece)?;
            piece.rows_before = Some(rows_before);
            run.units = Some(units);
            run.changes = changes_among(preflight, &counts)?;
            run.counted = Some(counts.swap_remove(args.part_index as usize));
        }
        run.piece = piece;
        run.file = match args.part.as_deref().or(args.count.as_deref()) {
            None => None,
            Some(path) if path == Path::new("-") => Some(File::Stdout),
            Some(path) => Some(File::Named(AtomicFile::create(path)?)),
        };
        Ok(run)
    }

    /// Whether a file is written instead of a report.
    pub(crate) fn is_wanted(&self) -> bool {
        self.file.is_some()
    }

    pub(crate) fn units(&self) -> Option<&PartUnits> {
        self.units.as_ref()
    }

    pub(crate) fn changes(&self) -> Option<&[Change]> {
        self.changes.as_deref()
    }

    pub(crate) fn piece(&self) -> &Piece {
        &self.piece
    }

    /// Writes the file.
    pub(crate) fn finish(
        self,
        preflight: &Preflight,
        rules: &[InputFile],
        judged: Judged,
        io: &mut Io<'_>,
    ) -> Result<(), Failure> {
        let inputs = judged.inputs(rules);
        let Judged { piece, totals, trials, .. } = judged;
        if let Some(counted) = &self.counted {
            must_be_counted(counted, &piece, &inputs)?;
        }
        let mut part = if self.is_count {
            Part::count(preflight, piece, inputs, &totals)?
        } else {
            Part::of(preflight, piece, inputs, totals)?
        };
        if let (Some(changes), Some(trials)) = (&self.changes, &trials) {
            part = part.with_trials(preflight, changes, trials);
        }
        let text = part.to_text()?;
        match self.file {
            None => {}
            Some(File::Stdout) => {
                io.stdout.write_all(text.as_bytes()).map_err(Failure::io("standard output"))?;
            }
            Some(File::Named(mut file)) => {
                let written = file.write_all(text.as_bytes());
                written.map_err(|e| unwritable(&e).with_file(file.name()))?;
                file.finish()?;
            }
        }
        Ok(())
    }
}

/// A part or count file, and what messages call it.
pub(crate) fn read_part(path: &Path, schema: &str) -> Result<(String, Part), Error> {
    let name = path.display().to_string();
    let content = crate::rules::read(path)?;
    parse_part(name, content, schema)
}

/// A part or count file of this name and content.
pub(crate) fn parse_part(
    name: String,
    content: Vec<u8>,
    schema: &str,
) -> Result<(String, Part), Error> {
    let text = String::from_utf8(content).map_err(|_| {
        let what = format!("this is no {schema}: it is not UTF-8");
        Error::new(ErrorKind::Syntax, what).with_file(&name)
    })?;
    let part = Part::parse(&text, schema, &name)?;
    Ok((name, part))
}
