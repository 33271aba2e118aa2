//! Which row of the bill is which sent message, within one group of equal keys.
//!
//! However long a group is, only counts of it are held: rows of the bill that say the same are taken
//! in their order, so that a number says which of them are taken.

use std::collections::BTreeMap;

use septet::Error;
use septet::money::Amount;
use septet::preflight::audit::{Reason, Reasons};

use super::MatchedBy;
use super::entry::{Entry, Extra, Flags, Pair};
use super::group::Side;

/// What becomes of the entries of a group.
pub(super) trait Sink {
    /// A message billed as expected, in so many rows that come to this price.
    fn agreed(&mut self, sent: &Entry, price: Amount, row_count: u64) -> Result<(), Error>;
    /// A sent message to be looked at again, and its row of the bill if there is one.
    fn pair(&mut self, pair: Pair) -> Result<(), Error>;
    /// A sent message that costs nothing, or whose price is not known, and that is not billed.
    fn nothing_due(&mut self, sent: &Entry) -> Result<(), Error>;
    /// A row of the bill without a message.
    fn extra(&mut self, extra: Extra) -> Result<(), Error>;
}

/// What the rows that could not be read leave open.
#[derive(Clone, Copy, Debug)]
pub(super) struct Gaps {
    /// Some rows of sent messages could not be read.
    pub(super) sent: bool,
    /// Some rows of the bill could not be read.
    pub(super) billed: bool,
}

/// Rows of the bill that say the same, which is what was expected of a sent message.
#[derive(Clone, Copy, Debug, Default)]
struct Queue {
    /// Rows that are no message's yet.
    waiting: u64,
    /// Rows that are some message's: the first ones.
    taken: u64,
}

/// What was expected, and the rows of the bill that say it: those that say that the message failed
/// apart.
///
/// As many as there are kinds of prices among the messages of a key, not as there are rows.
#[derive(Clone, Debug, Default)]
struct Queues(BTreeMap<Said, [Queue; 2]>);

impl Queues {
    fn expect(&mut self, sent: &Entry) {
        for said in Said::expected(sent).into_iter().flatten() {
            self.0.entry(said).or_default();
        }
    }

    fn of(&mut self, billed: &Entry) -> Option<&mut Queue> {
        let queues = self.0.get_mut(&Said::of(billed)).filter(|_| billed.is_comparable())?;
        Some(&mut queues[usize::from(billed.flags.has(Flags::FAILED))])
    }

    fn wait(&mut self, billed: &Entry) {
        if let Some(queue) = self.of(billed) {
            queue.waiting += 1;
        }
    }

    /// Takes a row of the bill for a sent message: what it bills, if there is one.
    fn take(&mut self, sent: &Entry) -> Option<Amount> {
        // a row that says that the message failed is looked at again, under the card's rule for it
        let of_kind: &[usize] = if sent.flags.has(Flags::FAILED) { &[1, 0] } else { &[0] };
        for said in Said::expected(sent).into_iter().flatten() {
            let Some(queues) = self.0.get_mut(&said) else { continue };
            for kind in of_kind {
                let queue = &mut queues[*kind];
                if queue.waiting > 0 {
                    (queue.waiting, queue.taken) = (queue.waiting - 1, queue.taken + 1);
                    return Some(said.price.unwrap_or_default());
                }
            }
        }
        None
    }

    /// Whether this row, the next one of the bill, is some message's.
    fn is_taken(&mut self, billed: &Entry) -> bool {
        let Some(queue) = self.of(billed).filter(|queue| queue.taken > 0) else { return false };
        queue.taken -= 1;
        true
    }

    /// Whether some message was expected to be billed so.
    fn is_expected(&self, billed: &Entry) -> bool {
        self.0.contains_key(&Said::of(billed))
    }
}

/// Sorts out the entries of one key: first those that agree, whatever their order, then the rest in
/// order.
pub(super) fn group(
    sent: &mut Side<'_>,
    billed: &mut Side<'_>,
    matched_by: MatchedBy,
    gaps: Gaps,
    sink: &mut impl Sink,
) -> Result<(), Error> {
    let mut queues = Queues::default();
    let (mut one, mut by_id) = (None, true);
    for entry in sent.read()? {
        let entry = entry?;
        queues.expect(&entry);
        by_id &= entry.flags.has(Flags::BY_ID);
        one = Some(entry);
    }
    let mut sum = Sum::default();
    for entry in billed.read()? {
        let entry = entry?;
        queues.wait(&entry);
        by_id &= entry.flags.has(Flags::BY_ID);
        sum.add(&entry);
    }
    if let (true, Some(one), Some(all)) = (by_id, one.filter(|_| sent.count() == 1), sum.whole())
        && billed.count() > 1
        && queues.is_expected(&all)
    {
        return sink.agreed(&one, all.price, billed.count());
    }
    let mut again = queues.clone();
    for entry in sent.read()? {
        let entry = entry?;
        if let Some(price) = queues.take(&entry) {
            sink.agreed(&entry, price, 1)?;
        }
    }
    // messages to one number are told apart by nothing where the bill has neither id nor text
    let (any_sent, most) = (sent.count() > 0, sent.count().max(billed.count()));
    let open = !by_id && matched_by == MatchedBy::Number && most > 1;
    let (mut rest, mut left) = (sent.read()?, billed.in_order()?);
    loop {
        let message = next_where(&mut rest, |entry| again.take(entry).is_none())?;
        let row = next_where(&mut left, |entry| !queues.is_taken(entry))?;
        match (message, row) {
            (None, None) => return Ok(()),
            (Some(message), None) => not_billed(&message, gaps, open, sink)?,
            (Some(message), Some(mut row)) => {
                row.flags.set(Flags::PAIR_OPEN, open);
                sink.pair(Pair { sent: message.at.row, billed: row })?;
            }
            (None, Some(billed)) => {
                let is_expected = queues.is_expected(&billed);
                let reasons = why_extra(&billed, any_sent, is_expected, open, gaps).bits();
                sink.extra(Extra { billed, reasons })?;
            }
        }
    }
}

/// The next entry of a kind.
fn next_where(
    entries: &mut impl Iterator<Item = Result<Entry, Error>>,
    mut is_of_kind: impl FnMut(&Entry) -> bool,
) -> Result<Option<Entry>, Error> {
    for entry in entries {
        let entry = entry?;
        if is_of_kind(&entry) {
            return Ok(Some(entry));
        }
    }
    Ok(None)
}

fn not_billed(sent: &Entry, gaps: Gaps, open: bool, sink: &mut impl Sink) -> Result<(), Error> {
    if sent.price().is_none_or(Amount::is_zero) {
        return sink.nothing_due(sent);
    }
    let mut billed = Entry { flags: Flags::NOT_BILLED, ..Entry::default() };
    billed.flags.set(Flags::UNREADABLE, gaps.billed);
    billed.flags.set(Flags::PAIR_OPEN, open);
    sink.pair(Pair { sent: sent.at.row, billed })
}

/// Why a row of the bill has no message of its own.
fn why_extra(row: &Entry, any_sent: bool, is_expected: bool, open: bool, gaps: Gaps) -> Reasons {
    let mut reasons = Reasons::UNKNOWN;
    if !any_sent {
        reasons.insert(Reason::NeverSent);
    } else if row.is_comparable() && (is_expected || row.flags.has(Flags::AGAIN)) {
        reasons.insert(Reason::DuplicateBilled);
        if open {
            reasons.insert(Reason::NeverSent);
        }
    }
    if gaps.sent && (!any_sent || open) {
        reasons.insert(Reason::RowUnreadable);
    }
    reasons
}

/// Rows that may bill one message together.
#[derive(Debug, Default)]
struct Sum {
    so_far: Option<Entry>,
    is_broken: bool,
}

impl Sum {
    fn add(&mut self, row: &Entry) {
        let sum = match &self.so_far {
            _ if !row.is_comparable() || row.flags.has(Flags::FAILED) => None,
            None => Some(*row),
            Some(sum) => plus(sum, row),
        };
        self.is_broken |= sum.is_none();
        self.so_far = sum.or(self.so_far);
    }

    /// All of them as one row.
    fn whole(&self) -> Option<Entry> {
        self.so_far.filter(|_| !self.is_broken)
    }
}

/// Two rows as one; none where one says what the other does not.
fn plus(one: &Entry, other: &Entry) -> Option<Entry> {
    let says = |entry: &Entry| (entry.parts().is_some(), entry.price().is_some());
    let parts = one.parts.checked_add(other.parts).filter(|_| says(one) == says(other))?;
    Some(Entry { parts, price: one.price.checked_add(other.price).ok()?, ..*one })
}

/// What a bill says, as a key. Parts do not matter where nothing is billed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Said {
    parts: Option<u64>,
    price: Option<Amount>,
}

impl Said {
    pub(super) fn of(billed: &Entry) -> Said {
        let (parts, price) = (billed.parts(), billed.price());
        if price.is_some_and(Amount::is_zero) {
            Said { parts: None, price }
        } else {
            Said { parts, price }
        }
    }

    /// Everything that a bill as expected can say.
    fn expected(sent: &Entry) -> [Option<Said>; 5] {
        let (parts, price) = (sent.parts(), sent.price());
        let units = parts.map(|_| sent.units);
        let with = |parts: Option<u64>, price: Option<Amount>| Some(Said { parts, price });
        let nothing = Amount::ZERO;
        match price {
            // the card has no price: only a bill of nothing is as it should be
            None => [with(None, Some(nothing)), None, None, None, None],
            Some(price) => [
                with(if price.is_zero() { None } else { parts }, Some(price)),
                with(units, Some(price)),
                with(None, Some(price)),
                parts.and_then(|parts| with(Some(parts), None)),
                units.and_then(|units| with(Some(units), None)),
            ],
        }
    }
}

#[cfg(test)]
mod tests;
