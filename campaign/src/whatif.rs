//! What changes to a campaign would save: a further pass over its file, where there is anything to
//! try.

use septet::Error;
use septet::preflight::whatif::{Change, Trial, Trials, WhatIf};
use septet::preflight::{Preflight, Totals};

use crate::checks::Flags;
use crate::driver::{Campaign, Pass, Progress, message};
use crate::input::{Block, Reader};
use crate::parallel::{self, Worker};

/// Tries the changes that the survey of the first pass found, and says what they save, the most
/// first. `totals` are those of that pass, with a preflight that
/// [looks for savings](Preflight::with_savings), over the same campaign with the same flags. The
/// file is opened only when there is something to try. The result does not depend on `threads`.
///
/// # Errors
/// Those of `open`, `input_unreadable`, `overflow`.
pub fn savings<'a>(
    preflight: &Preflight,
    campaign: &Campaign,
    flags: &Flags,
    totals: &Totals,
    open: impl FnOnce() -> Result<Reader<'a>, Error>,
    threads: usize,
    progress: &mut Progress<'_>,
) -> Result<Vec<WhatIf>, Error> {
    let changes = preflight.changes(totals);
    let pass = Pass { preflight, campaign, flags, units: None, threads };
    let trials = trials(pass, &changes, open, progress)?;
    preflight.savings(totals, &changes, &trials)
}

/// Tries changes on a campaign or a part of it. The file is opened only when there is something to
/// try.
///
/// # Errors
/// Those of `open`, `input_unreadable`, `overflow`.
pub(crate) fn trials<'a>(
    pass: Pass<'_>,
    changes: &[Change],
    open: impl FnOnce() -> Result<Reader<'a>, Error>,
    progress: &mut Progress<'_>,
) -> Result<Trials, Error> {
    let mut trials = Trials::default();
    if changes.is_empty() {
        return Ok(trials);
    }
    let preflight = pass.preflight;
    let worker = || Ok(Trier { trial: preflight.trial(changes)?, pass, text: String::new() });
    let mut reader = open()?;
    let threads = if preflight.depends_on_order() { 1 } else { pass.threads };
    let mut rows = 0;
    for part in parallel::run(threads, &mut reader, worker, &mut |origin, _, row_count| {
        rows += row_count as u64;
        progress(rows, origin);
        Ok(())
    })? {
        trials.merge(part)?;
    }
    Ok(trials)
}

/// Tries changes on blocks of rows.
struct Trier<'a> {
    trial: Trial<'a>,
    pass: Pass<'a>,
    /// The text of a row that has a template.
    text: String,
}

impl Worker for Trier<'_> {
    type Counted = Trials;

    fn block(&mut self, block: &Block, _: &mut Vec<u8>) -> Result<(), Error> {
        let mut faults = block.faults().iter().peekable();
        for index in 0..block.row_count() {
            if faults.next_if(|(row, _)| *row == index).is_some() {
                continue;
            }
            let row = block.first_row() + index as u64 + 1;
            // a row with a field that is none is unreadable: it is in no cost
            let Pass { preflight, campaign, flags, .. } = self.pass;
            let found = flags.of(row);
            let message = message(preflight, campaign, block, index, &mut self.text, found);
            if let Ok(message) = message {
                self.trial.message(&message)?;
            }
        }
        Ok(())
    }

    fn finish(self) -> Result<Trials, Error> {
        Ok(self.trial.into_trials())
    }
}
