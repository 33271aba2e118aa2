//! Records put aside in any order and taken up again in the order of their rows.

use std::cmp::Ordering;
use std::iter::Peekable;
use std::path::{Path, PathBuf};
use std::vec;

use septet::Error;

use super::entry::{Entry, Extra, Pair};
use crate::spill::{Record, Share, Shares, Sorted};

/// Rows of a file whose records share a temporary file, at least.
const ROWS_TOGETHER: u64 = 1 << 16;
/// Temporary files at most.
const SHARE_COUNT: u64 = 256;

/// A record of a row.
pub(super) trait OfRow: Record {
    /// The row, from 1.
    fn row(&self) -> u64;
}

impl OfRow for Entry {
    fn row(&self) -> u64 {
        self.at.row
    }
}

impl OfRow for Pair {
    fn row(&self) -> u64 {
        self.sent
    }
}

impl OfRow for Extra {
    fn row(&self) -> u64 {
        self.billed.at.row
    }
}

/// A record whose order is that of the rows: no two of a file are of the same one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Listed<R>(pub(super) R);

impl<R: OfRow> Record for Listed<R> {
    type Octets = R::Octets;

    fn to_octets(&self) -> R::Octets {
        self.0.to_octets()
    }

    fn of_octets(octets: &R::Octets) -> Listed<R> {
        Listed(R::of_octets(octets))
    }
}

impl<R: OfRow> PartialEq for Listed<R> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl<R: OfRow> Eq for Listed<R> {}

impl<R: OfRow> PartialOrd for Listed<R> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<R: OfRow> Ord for Listed<R> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.row().cmp(&other.0.row())
    }
}

/// Records by row: first all are pushed, then all are taken.
pub(super) struct ByRow<R: OfRow> {
    directory: PathBuf,
    state: State<R>,
    rows_together: u64,
    count: u64,
}

enum State<R: OfRow> {
    Filling(Shares<Listed<R>>),
    Taking { shares: vec::IntoIter<Share<Listed<R>>>, waiting: Waiting<R>, loaded_to: u64 },
}

/// The records of one file.
type Waiting<R> = Peekable<Sorted<Listed<R>>>;

impl<R: OfRow> ByRow<R> {
    /// For the rows of a file that has so many.
    ///
    /// # Errors
    /// `output_unwritable`.
    pub(super) fn new(directory: &Path, row_count: u64) -> Result<ByRow<R>, Error> {
        let rows_together = (row_count / SHARE_COUNT + 1).max(ROWS_TOGETHER);
        let shares = Shares::with_count(directory, row_count / rows_together + 1)?;
        let (directory, state) = (directory.to_path_buf(), State::Filling(shares));
        Ok(ByRow { directory, state, rows_together, count: 0 })
    }

    pub(super) fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Puts a record aside. After the first was taken none can be added: it is dropped.
    ///
    /// # Errors
    /// `output_unwritable`.
    pub(super) fn push(&mut self, record: R) -> Result<(), Error> {
        let share = (record.row() / self.rows_together) as usize;
        self.count += 1;
        match &mut self.state {
            State::Filling(shares) => shares.push_to(share, &Listed(record)),
            State::Taking { .. } => Ok(()),
        }
    }

    /// The record of a row, if there is one. Rows are asked for in order.
    ///
    /// # Errors
    /// `output_unwritable`: a temporary file failed.
    pub(super) fn take(&mut self, row: u64) -> Result<Option<R>, Error> {
        self.load(|loaded_to, _| loaded_to <= row)?;
        let State::Taking { waiting, .. } = &mut self.state else { return Ok(None) };
        let is_asked = |next: &Result<Listed<R>, Error>| {
            next.as_ref().map_or(true, |record| record.0.row() == row)
        };
        Ok(waiting.next_if(is_asked).transpose()?.map(|record| record.0))
    }

    /// The next record in the order of the rows.
    ///
    /// # Errors
    /// As [`take`](ByRow::take).
    pub(super) fn next(&mut self) -> Result<Option<R>, Error> {
        self.load(|_, is_done| is_done)?;
        let State::Taking { waiting, .. } = &mut self.state else { return Ok(None) };
        Ok(waiting.next().transpose()?.map(|record| record.0))
    }

    /// Reads further files while `more` says so, by the first row not read and whether all of the
    /// file before were taken.
    fn load(&mut self, more: impl Fn(u64, bool) -> bool) -> Result<(), Error> {
        if let State::Filling(shares) = &mut self.state {
            let shares = shares.take_files()?.into_iter();
            let waiting = Sorted::Memory(Vec::new().into_iter()).peekable();
            self.state = State::Taking { shares, waiting, loaded_to: 0 };
        }
        let State::Taking { shares, waiting, loaded_to } = &mut self.state else { return Ok(()) };
        while more(*loaded_to, waiting.peek().is_none()) {
            let Some(share) = shares.next() else { break };
            let records = share.sorted(&self.directory)?.peekable();
            (*waiting, *loaded_to) = (records, *loaded_to + self.rows_together);
        }
        Ok(())
    }
}
