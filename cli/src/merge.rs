//! `septet merge`: parts of a campaign become the report of the whole.

use std::io::Write;
use std::path::{Path, PathBuf};

use septet_campaign::input::digest_of_lines;
use septet_campaign::inputs::{InputFile, Role};
use septet_campaign::part::{PART_SCHEMA, merge};

use crate::io::{Failure, Io};
use crate::parts::{parse_part, read_part};
use crate::preflight::{FailOn, Page, show};
use crate::rules;

/// Merge the parts of a campaign to the report of the whole.
///
/// Each part is what `septet preflight --part` saved. The report is that of the whole campaign, as
/// if it had been one file.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// The parts, in any order; - is standard input
    #[arg(required = true)]
    parts: Vec<PathBuf>,
    /// The file that the parts were cut from, to be named in the report in the place of theirs
    #[arg(long, value_name = "FILE")]
    of: Option<PathBuf>,
    /// Write the report as one HTML page that stands alone; - is standard output
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
    /// Print one JSON object instead of text
    #[arg(long)]
    json: bool,
    /// Exit with 1 when there is a finding this severe
    #[arg(long, value_name = "SEVERITY")]
    fail_on: Option<FailOn>,
}

/// Runs the command.
///
/// # Errors
/// Parts that cannot be read, do not belong to each other, or are not all there.
pub fn run(args: &Args, io: &mut Io<'_>) -> Result<u8, Failure> {
    rules::no_stream(args.of.as_deref(), "of")?;
    let page = Page::begin(args.html.as_deref())?;
    let mut parts = Vec::with_capacity(args.parts.len());
    for path in &args.parts {
        parts.push(if path == Path::new("-") {
            parse_part("standard input".to_owned(), io.read(path)?, PART_SCHEMA)?
        } else {
            read_part(path, PART_SCHEMA)?
        });
    }
    let mut merged = merge(parts)?;
    if let Some(path) = &args.of {
        let (digest, line_count) = digest_of_lines(Path::new(path))?;
        let file = InputFile::new(Role::Campaign, path.display().to_string(), digest);
        merged.cut_from(file, line_count)?;
    }
    let report = merged.report()?;
    let about = merged.about();
    let stream: &mut dyn Write = if page.is_stdout() { io.stderr } else { io.stdout };
    show(&report, &about, args.json, stream)?;
    page.finish(&report, &about, io.stdout)?;
    let failed = args.fail_on.is_some_and(|limit| limit.is_met(&report));
    Ok(if failed { crate::FAILED_ON } else { crate::DONE })
}
