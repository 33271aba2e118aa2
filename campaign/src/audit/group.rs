//! The entries of one key after another, each side in the order of its file. What is too long for
//! memory stands in a temporary file: a bill may have one id, or one number, in all of its rows.

use std::cmp::Ordering;
use std::path::Path;

use septet::Error;

use super::by_row::Listed;
use super::entry::{Entry, Flags};
use super::join::Said;
use crate::spill::{Share, Shares, Sorted};

/// Entries of one side of a group that are held in memory at most.
const HELD_MAX: usize = 1 << 15;

impl Entry {
    /// By key; sent messages first, in order; then the bill by what it says, in order.
    fn place(&self) -> (u128, Option<Said>, u64) {
        let is_sent = self.flags.has(Flags::SENT);
        (self.key, (!is_sent).then(|| Said::of(self)), self.at.row)
    }
}

impl PartialOrd for Entry {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Entry {
    fn cmp(&self, other: &Self) -> Ordering {
        self.place().cmp(&other.place())
    }
}

/// The sent messages, or the rows of the bill, of one key.
pub(super) struct Side<'a> {
    directory: &'a Path,
    held_max: usize,
    held: Vec<Entry>,
    file: Option<Shares<Listed<Entry>>>,
    written: Option<Share<Listed<Entry>>>,
    count: u64,
}

impl<'a> Side<'a> {
    fn new(directory: &'a Path, held_max: usize) -> Side<'a> {
        Side { directory, held_max, held: Vec::new(), file: None, written: None, count: 0 }
    }

    /// How many.
    pub(super) fn count(&self) -> u64 {
        self.count
    }

    fn push(&mut self, entry: Entry) -> Result<(), Error> {
        if self.held.len() == self.held_max {
            self.write()?;
        }
        self.held.push(entry);
        self.count += 1;
        Ok(())
    }

    /// Puts what is held into the file.
    fn write(&mut self) -> Result<(), Error> {
        let file = match self.file.take() {
            Some(file) => file,
            None => Shares::with_count(self.directory, 1)?,
        };
        let file = self.file.insert(file);
        self.held.drain(..).try_for_each(|entry| file.push_to(0, &Listed(entry)))
    }

    /// All have come.
    fn settle(&mut self) -> Result<(), Error> {
        if self.file.is_some() {
            self.write()?;
        }
        let file = self.file.take();
        self.written =
            file.map(|mut file| file.take_files()).transpose()?.and_then(|mut f| f.pop());
        Ok(())
    }

    fn clear(&mut self) {
        (self.written, self.count) = (None, 0);
        self.held.clear();
    }

    /// The entries in the order in which they came.
    ///
    /// # Errors
    /// `output_unwritable`.
    pub(super) fn read(&mut self) -> Result<impl Iterator<Item = Result<Entry, Error>>, Error> {
        if let Some(written) = &mut self.written {
            written.rewind()?;
        }
        let written = self.written.iter_mut().flatten().map(|entry| entry.map(|listed| listed.0));
        Ok(self.held.iter().copied().map(Ok).chain(written))
    }

    /// The entries in the order of their rows.
    ///
    /// # Errors
    /// `output_unwritable`.
    pub(super) fn in_order(&mut self) -> Result<impl Iterator<Item = Result<Entry, Error>>, Error> {
        let sorted: Option<Sorted<Listed<Entry>>> = match self.written.take() {
            Some(mut written) => {
                written.rewind()?;
                Some(written.sorted(self.directory)?)
            }
            None => {
                self.held.sort_unstable_by_key(|entry| entry.at.row);
                None
            }
        };
        let written = sorted.into_iter().flatten().map(|entry| entry.map(|listed| listed.0));
        Ok(self.held.iter().copied().map(Ok).chain(written))
    }
}

/// Calls `each` with the sent messages and the rows of the bill of every key in `entries`, which
/// are in the order of [`Entry`].
///
/// # Errors
/// `output_unwritable`, and those of `each`.
pub(super) fn groups(
    entries: impl Iterator<Item = Result<Entry, Error>>,
    directory: &Path,
    each: impl FnMut(&mut Side<'_>, &mut Side<'_>) -> Result<(), Error>,
) -> Result<(), Error> {
    groups_held(entries, directory, HELD_MAX, each)
}

/// With so many entries a side in memory.
pub(super) fn groups_held(
    entries: impl Iterator<Item = Result<Entry, Error>>,
    directory: &Path,
    held_max: usize,
    mut each: impl FnMut(&mut Side<'_>, &mut Side<'_>) -> Result<(), Error>,
) -> Result<(), Error> {
    let [mut sent, mut billed] = [held_max; 2].map(|most| Side::new(directory, most));
    let mut last: Option<Entry> = None;
    for entry in entries {
        let mut entry = entry?;
        if last.is_some_and(|last| last.key != entry.key) {
            done(&mut sent, &mut billed, &mut each)?;
            last = None;
        }
        if entry.flags.has(Flags::SENT) {
            sent.push(entry)?;
        } else {
            let same =
                |last: Entry| !last.flags.has(Flags::SENT) && Said::of(&last) == Said::of(&entry);
            let again = entry.is_comparable() && last.is_some_and(same);
            entry.flags.set(Flags::AGAIN, again);
            billed.push(entry)?;
        }
        last = Some(entry);
    }
    if last.is_some() {
        done(&mut sent, &mut billed, &mut each)?;
    }
    Ok(())
}

/// All of one key have come.
fn done(
    sent: &mut Side<'_>,
    billed: &mut Side<'_>,
    each: &mut impl FnMut(&mut Side<'_>, &mut Side<'_>) -> Result<(), Error>,
) -> Result<(), Error> {
    sent.settle()?;
    billed.settle()?;
    each(sent, billed)?;
    sent.clear();
    billed.clear();
    Ok(())
}
