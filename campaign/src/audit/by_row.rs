//! Records put aside in any order and taken up again in the order of their rows.

use std::path::Path;
use std::vec;

use septet::Error;

use super::entry::{Extra, Pair};
use crate::spill::{Record, Share, Shares};

/// Rows of a file whose records are held in memory together, at least.
const ROWS_TOGETHER: u64 = 1 << 16;
/// Temporary files at most.
const SHARE_COUNT: u64 = 256;

/// A record of a row.
pub(super) trait OfRow {
    /// The row, from 1.
    fn row(&self) -> u64;
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

/// Records by row: first all are pushed, then all are taken.
pub(super) struct ByRow<R> {
    state: State<R>,
    rows_together: u64,
    count: u64,
}

enum State<R> {
    Filling(Shares<R>),
    Taking { shares: vec::IntoIter<Share<R>>, waiting: vec::IntoIter<R>, loaded_to: u64 },
}

impl<R: Record + OfRow> ByRow<R> {
    /// For the rows of a file that has so many.
    ///
    /// # Errors
    /// `output_unwritable`.
    pub(super) fn new(directory: &Path, row_count: u64) -> Result<ByRow<R>, Error> {
        let rows_together = (row_count / SHARE_COUNT + 1).max(ROWS_TOGETHER);
        let shares = Shares::with_count(directory, row_count / rows_together + 1)?;
        Ok(ByRow { state: State::Filling(shares), rows_together, count: 0 })
    }

    pub(super) fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Puts a record aside. After the first was taken none can be added: it is dropped.
    ///
    /// # Errors
    /// `output_unwritable`.
    pub(super) fn push(&mut self, record: &R) -> Result<(), Error> {
        let share = (record.row() / self.rows_together) as usize;
        self.count += 1;
        match &mut self.state {
            State::Filling(shares) => shares.push_to(share, record),
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
        let is_here = waiting.as_slice().first().is_some_and(|record| record.row() == row);
        Ok(if is_here { waiting.next() } else { None })
    }

    /// The next record in the order of the rows.
    ///
    /// # Errors
    /// As [`take`](ByRow::take).
    pub(super) fn next(&mut self) -> Result<Option<R>, Error> {
        self.load(|_, waiting| waiting == 0)?;
        let State::Taking { waiting, .. } = &mut self.state else { return Ok(None) };
        Ok(waiting.next())
    }

    /// Reads further files while `more` says so, by the first row not read and the records that
    /// are left of the file before.
    fn load(&mut self, more: impl Fn(u64, usize) -> bool) -> Result<(), Error> {
        if let State::Filling(shares) = &mut self.state {
            let shares = shares.take_files()?.into_iter();
            self.state = State::Taking { shares, waiting: Vec::new().into_iter(), loaded_to: 0 };
        }
        let State::Taking { shares, waiting, loaded_to } = &mut self.state else { return Ok(()) };
        while more(*loaded_to, waiting.len()) {
            let Some(share) = shares.next() else { break };
            let mut records = share.collect::<Result<Vec<R>, Error>>()?;
            records.sort_by_key(OfRow::row);
            (*waiting, *loaded_to) = (records.into_iter(), *loaded_to + self.rows_together);
        }
        Ok(())
    }
}
