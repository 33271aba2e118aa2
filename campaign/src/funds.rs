//! How far a balance and a budget reach: a pass of its own before the others, in the order of the
//! list and so on one thread.

use septet::Error;
use septet::preflight::funds::{Funds, FundsReach, FundsWalk};
use septet::preflight::{Message, Preflight, RowRef};

use crate::checks::Flags;
use crate::driver::{Campaign, Progress, message};
use crate::input::{Block, Reader};

/// Holds a campaign against balance and budget. `open` opens the file, twice where the card has
/// volume tiers; `flags` are what was found of its rows.
///
/// # Errors
/// Those of `open`; `no_rates`, `currency_mismatch`, `input_unreadable`, `overflow`.
pub fn funds<'a>(
    preflight: &Preflight,
    campaign: &Campaign,
    flags: &Flags,
    funds: &Funds,
    open: impl Fn() -> Result<Reader<'a>, Error>,
    progress: &mut Progress<'_>,
) -> Result<FundsReach, Error> {
    let mut walk = FundsWalk::new(preflight, funds)?;
    if walk.needs_whole() {
        each(preflight, campaign, flags, &mut open()?, progress, |_, message| walk.count(message))?;
        walk.rewind()?;
    }
    each(preflight, campaign, flags, &mut open()?, progress, |at, message| {
        walk.message(at, message)
    })?;
    walk.finish()
}

/// Every message that can be read, in order.
fn each(
    preflight: &Preflight,
    campaign: &Campaign,
    flags: &Flags,
    reader: &mut Reader<'_>,
    progress: &mut Progress<'_>,
    mut each: impl FnMut(RowRef, &Message<'_>) -> Result<(), Error>,
) -> Result<(), Error> {
    let (mut block, mut text) = (Block::default(), String::new());
    while reader.read(&mut block)? {
        let mut faults = block.faults().iter().peekable();
        for index in 0..block.row_count() {
            if faults.next_if(|(row, _)| *row == index).is_some() {
                continue;
            }
            let at = RowRef { row: block.first_row() + index as u64 + 1, line: block.line(index) };
            if let Ok(message) =
                message(preflight, campaign, &block, index, &mut text, flags.of(at.row))
            {
                each(at, &message)?;
            }
        }
        progress(block.first_row() + block.row_count() as u64, reader.origin());
    }
    Ok(())
}
