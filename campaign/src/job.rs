//! A campaign file judged whole: every pass over it, in their order. The command line, Python and C
//! judge files by this alone, so that their reports are one.

use std::num::NonZero;
use std::path::Path;
use std::thread;

use septet::preflight::funds::{Funds, FundsReach};
use septet::preflight::whatif::{Change, Trials, WhatIf};
use septet::preflight::{PartUnits, Preflight, Report, Totals};
use septet::{Error, ErrorKind};

use crate::audit::Open;
use crate::checks::check_with_list;
use crate::driver::{Campaign, Pass, Progress, RowsFile};
use crate::funds::funds;
use crate::input::Reader;
use crate::inputs::{InputFile, Role};
use crate::part::Piece;
use crate::report::About;
use crate::whatif::{savings, trials};

/// What is done with a campaign file.
#[derive(Clone, Debug)]
pub struct Job<'a> {
    /// What rows are judged by.
    pub preflight: &'a Preflight,
    /// How they are read.
    pub campaign: &'a Campaign,
    /// The file of numbers that must not be written to.
    pub suppression: Option<&'a Path>,
    /// The money that the campaign is held against.
    pub funds: Funds,
    /// Whether changes that would save money are looked for: in a part what chooses them is noted,
    /// and [`changes`](Job::changes) are tried.
    pub what_if: bool,
    /// The changes that the parts of a campaign try, where they were all surveyed
    /// ([`changes_among`](crate::part::changes_among)).
    pub changes: Option<&'a [Change]>,
    /// Where the file stands in its campaign: [`Piece::default`] for a whole one.
    pub piece: Piece,
    /// The units before it; none for a whole campaign.
    pub units: Option<&'a PartUnits>,
    /// Whether it is a part of a campaign: then the savings are those of all parts merged, and money
    /// cannot be held against it.
    pub is_part: bool,
    /// Threads that judge rows; none for one a core. The result does not depend on their number.
    pub threads: Option<usize>,
    /// Where temporary files go.
    pub directory: &'a Path,
}

/// What a job found.
#[derive(Debug)]
pub struct Judged {
    /// What was counted.
    pub totals: Totals,
    /// What changes would save; none where nobody looked.
    pub savings: Option<Vec<WhatIf>>,
    /// What trying the changes of a part has counted.
    pub trials: Option<Trials>,
    /// How far the money reaches; none where none was given.
    pub reach: Option<FundsReach>,
    /// What messages call the campaign's file.
    pub name: String,
    /// Where the file stands, and what of it was read.
    pub piece: Piece,
    /// The files that were read here: the campaign, and the suppression list.
    pub campaign: Option<InputFile>,
    /// The list of numbers that must not be written to.
    pub suppression: Option<InputFile>,
}

impl Job<'_> {
    /// Makes every pass over the file that `open` opens. `out` gets a line for each row; it is
    /// finished by the caller.
    ///
    /// # Errors
    /// `not_supported_yet` for money and a part; those of opening and of every pass.
    pub fn run(
        &self,
        open: &Open<'_>,
        out: Option<RowsFile<'_>>,
        progress: &mut Progress<'_>,
    ) -> Result<Judged, Error> {
        if !self.funds.is_empty() && self.is_part {
            let what = "how far money reaches is a matter of the whole list, not of a part of it";
            let field = if self.funds.balance.is_some() { "balance" } else { "budget" };
            return Err(Error::new(ErrorKind::NotSupportedYet, what).with_field(field));
        }
        let preflight = &self.preflight.clone().with_savings(self.what_if);
        let campaign = self.campaign;
        let again = || campaign.open_again(open()?);

        let (list, directory) = (self.suppression, self.directory);
        let (mut flags, suppression) =
            check_with_list(preflight, campaign, again, list, directory)?;
        let reach = match self.funds.is_empty() {
            true => None,
            false => Some(funds(preflight, campaign, &flags, &self.funds, again, progress)?),
        };
        reach.iter().for_each(|reach| flags.add_funds(reach));

        let threads = self.threads.unwrap_or_else(cores);
        let mut pass = |units: Option<&PartUnits>, reader: &mut Reader<'_>, out: Option<_>| {
            Pass { preflight, campaign, flags: &flags, units, threads }.run(reader, out, progress)
        };
        let whole_units;
        let (mut units, mut first) = (self.units, None);
        if out.is_some() && units.is_none() && preflight.depends_on_volume() {
            // rows have costs when the units of the whole campaign are known
            let totals = pass(None, &mut again()?, None)?;
            whole_units = PartUnits::among(preflight, &[preflight.units_of(&totals)], 0)?;
            (units, first) = (Some(&whole_units), Some(totals));
        }
        let mut reader = campaign.open(open()?)?;
        let totals = pass(units, &mut reader, out)?;
        // a second pass counts volume rates at the tier they reach: the first leaves them open
        let totals = first.unwrap_or(totals);
        let look = || savings(preflight, campaign, &flags, &totals, again, threads, progress);
        let savings = (self.what_if && !self.is_part).then(look).transpose()?;
        let changes = self.changes.filter(|_| self.what_if && self.is_part);
        let tried = match changes {
            Some(changes) => {
                let pass = Pass { preflight, campaign, flags: &flags, units: None, threads };
                Some(trials(pass, changes, again, progress)?)
            }
            None => None,
        };
        let name = reader.name().to_string();
        let file = reader.digest().map(|digest| InputFile::new(Role::Campaign, &name, digest));
        let piece = self.piece.clone().read_from(&reader, &totals);
        Ok(Judged {
            totals,
            savings,
            trials: tried,
            reach,
            name,
            piece,
            campaign: file,
            suppression,
        })
    }
}

/// One thread a core.
pub fn cores() -> usize {
    thread::available_parallelism().map_or(1, NonZero::get)
}

impl Judged {
    /// Every file that went into the report: the campaign, `rules` (profile and cards), the list.
    pub fn inputs(&self, rules: &[InputFile]) -> Vec<InputFile> {
        self.campaign.iter().chain(rules).chain(&self.suppression).cloned().collect()
    }

    /// The report, and what it says of itself; `rules` are the files of profile and cards.
    ///
    /// # Errors
    /// `overflow`.
    pub fn report<'a>(
        self,
        preflight: &'a Preflight,
        rules: &[InputFile],
    ) -> Result<(Report, About<'a>), Error> {
        let inputs = self.inputs(rules);
        let mut report = preflight.report(self.totals)?;
        report.savings = self.savings;
        if let Some(reach) = self.reach {
            report = report.with_funds(reach);
        }
        let (input, blank_lines) = (self.name, self.piece.blank_lines);
        Ok((report, About { preflight, input, blank_lines, inputs, within_part: false }))
    }
}
