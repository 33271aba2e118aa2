//! Which row of the bill is which sent message, within one group of equal keys.

use std::collections::{BTreeMap, VecDeque};

use septet::Error;
use septet::money::Amount;
use septet::preflight::audit::{Reason, Reasons};

use super::MatchedBy;
use super::entry::{Entry, Extra, Flags, Pair};

/// What becomes of the entries of a group.
pub(super) trait Sink {
    /// A message billed as expected, in one row or in several.
    fn agreed(&mut self, sent: &Entry, billed: &[Entry]) -> Result<(), Error>;
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

/// Sorts out the entries of one key: first those that agree, whatever their order, then the rest in
/// order.
pub(super) fn group(
    sent: &[Entry],
    billed: &[Entry],
    matched_by: MatchedBy,
    gaps: Gaps,
    sink: &mut impl Sink,
) -> Result<(), Error> {
    let by_id = billed.iter().chain(sent).all(|entry| entry.flags.has(Flags::BY_ID));
    if by_id
        && let [one] = sent
        && billed.len() > 1
        && let Some(sum) = sum(billed)
        && agrees(one, &sum)
    {
        return sink.agreed(one, billed);
    }
    let mut waiting: BTreeMap<Said, VecDeque<usize>> = BTreeMap::new();
    for (index, entry) in billed.iter().enumerate().filter(|(_, entry)| entry.is_comparable()) {
        waiting.entry(Said::of(entry)).or_default().push_back(index);
    }
    let mut taken = vec![false; billed.len()];
    let mut rest = Vec::new();
    for entry in sent {
        // a row that says that the message failed is looked at again, under the card's rule for it
        let fits = |index: &usize| {
            let failed = billed[*index].flags.has(Flags::FAILED);
            !failed || entry.flags.has(Flags::FAILED)
        };
        let found = Said::expected(entry).into_iter().flatten().find_map(|said| {
            waiting.get_mut(&said).filter(|rows| rows.front().is_some_and(fits))?.pop_front()
        });
        match found {
            Some(index) => {
                taken[index] = true;
                sink.agreed(entry, &billed[index..=index])?;
            }
            None => rest.push(entry),
        }
    }
    let left: Vec<&Entry> =
        billed.iter().zip(&taken).filter(|(_, taken)| !**taken).map(|(entry, _)| entry).collect();
    // messages to one number are told apart by nothing where the bill has neither id nor text
    let open = !by_id && matched_by == MatchedBy::Number && sent.len().max(billed.len()) > 1;
    for (index, entry) in rest.iter().enumerate() {
        let Some(row) = left.get(index) else {
            not_billed(entry, gaps, open, sink)?;
            continue;
        };
        let mut row = **row;
        row.flags.set(Flags::PAIR_OPEN, open);
        sink.pair(Pair { sent: entry.at.row, billed: row })?;
    }
    for row in left.into_iter().skip(rest.len()) {
        let reasons = why_extra(row, sent, billed, open, gaps);
        sink.extra(Extra { billed: *row, reasons: reasons.bits() })?;
    }
    Ok(())
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
fn why_extra(row: &Entry, sent: &[Entry], billed: &[Entry], open: bool, gaps: Gaps) -> Reasons {
    let mut reasons = Reasons::UNKNOWN;
    if sent.is_empty() {
        reasons.insert(Reason::NeverSent);
    } else if row.is_comparable() {
        let same = |other: &Entry| {
            other.is_comparable() && other.at.row < row.at.row && Said::of(other) == Said::of(row)
        };
        let again = billed.iter().any(same);
        let expected = sent.iter().any(|entry| agrees(entry, row));
        if again || expected {
            reasons.insert(Reason::DuplicateBilled);
            if open {
                reasons.insert(Reason::NeverSent);
            }
        }
    }
    if gaps.sent && (sent.is_empty() || open) {
        reasons.insert(Reason::RowUnreadable);
    }
    reasons
}

/// Rows that bill one message together.
fn sum(billed: &[Entry]) -> Option<Entry> {
    let mut sum = *billed.first()?;
    for (index, entry) in billed.iter().enumerate() {
        if !entry.is_comparable() || entry.flags.has(Flags::FAILED) {
            return None;
        }
        if index > 0 {
            (entry.flags == sum.flags).then_some(())?;
            sum.parts = sum.parts.checked_add(entry.parts)?;
            sum.price = sum.price.checked_add(entry.price).ok()?;
        }
    }
    Some(sum)
}

fn agrees(sent: &Entry, billed: &Entry) -> bool {
    let said = Said::of(billed);
    Said::expected(sent).into_iter().flatten().any(|expected| expected == said)
}

/// What a bill says, as a key. Parts do not matter where nothing is billed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Said {
    parts: Option<u64>,
    price: Option<Amount>,
}

impl Said {
    fn of(billed: &Entry) -> Said {
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
mod tests {
    use super::*;
    use septet::preflight::RowRef;

    #[derive(Default)]
    struct Seen(Vec<String>);

    impl Sink for Seen {
        fn agreed(&mut self, sent: &Entry, billed: &[Entry]) -> Result<(), Error> {
            let rows: Vec<u64> = billed.iter().map(|row| row.at.row).collect();
            self.0.push(format!("{} agrees {rows:?}", sent.at.row));
            Ok(())
        }
        fn pair(&mut self, pair: Pair) -> Result<(), Error> {
            let open = if pair.billed.flags.has(Flags::PAIR_OPEN) { " open" } else { "" };
            self.0.push(format!("{} differs {}{open}", pair.sent, pair.billed.at.row));
            Ok(())
        }
        fn nothing_due(&mut self, sent: &Entry) -> Result<(), Error> {
            self.0.push(format!("{} nothing due", sent.at.row));
            Ok(())
        }
        fn extra(&mut self, extra: Extra) -> Result<(), Error> {
            let reasons = Reasons::from_bits(extra.reasons);
            self.0.push(format!("{} extra {reasons}", extra.billed.at.row));
            Ok(())
        }
    }

    fn entry(row: u64, parts: u64, price: &str) -> Entry {
        let mut entry = Entry {
            at: RowRef { row, line: row + 1 },
            parts,
            units: parts,
            price: Amount::parse(price).unwrap(),
            ..Entry::default()
        };
        entry.flags.set(Flags::PARTS, true);
        entry.flags.set(Flags::PRICE, true);
        entry
    }

    fn by_id(mut entries: Vec<Entry>) -> Vec<Entry> {
        entries.iter_mut().for_each(|entry| entry.flags.set(Flags::BY_ID, true));
        entries
    }

    fn seen(sent: &[Entry], billed: &[Entry], matched_by: MatchedBy) -> Vec<String> {
        let mut seen = Seen::default();
        let gaps = Gaps { sent: false, billed: false };
        group(sent, billed, matched_by, gaps, &mut seen).unwrap();
        seen.0
    }

    #[test]
    fn those_that_agree_find_each_other_whatever_the_order() {
        let sent = [entry(1, 1, "0.05"), entry(2, 3, "0.15")];
        let billed = [entry(1, 3, "0.15"), entry(2, 1, "0.05")];
        let got = seen(&sent, &billed, MatchedBy::Number);
        assert_eq!(got, ["1 agrees [2]", "2 agrees [1]"]);
    }

    #[test]
    fn the_rest_is_paired_in_order_and_open_where_only_the_number_is_known() {
        let sent = [entry(1, 1, "0.05"), entry(2, 1, "0.05")];
        let billed = [entry(1, 2, "0.10"), entry(2, 3, "0.15")];
        let text = seen(&sent, &billed, MatchedBy::NumberAndText);
        assert_eq!(text, ["1 differs 1", "2 differs 2"]);
        let number = seen(&sent, &billed, MatchedBy::Number);
        assert_eq!(number, ["1 differs 1 open", "2 differs 2 open"]);
    }

    #[test]
    fn rows_of_one_id_that_add_up_are_one_message() {
        let sent = by_id(vec![entry(1, 2, "0.10")]);
        let billed = by_id(vec![entry(1, 1, "0.05"), entry(2, 1, "0.05")]);
        assert_eq!(seen(&sent, &billed, MatchedBy::Id), ["1 agrees [1, 2]"]);
        // the same twice is the whole message twice
        let billed = by_id(vec![entry(1, 2, "0.10"), entry(2, 2, "0.10")]);
        let got = seen(&sent, &billed, MatchedBy::Id);
        assert_eq!(got, ["1 agrees [1]", "2 extra duplicate_billed"]);
    }

    #[test]
    fn what_is_left_over() {
        let two = [entry(1, 1, "0.05"), entry(2, 1, "0.05")];
        let one = [entry(1, 1, "0.05")];
        let got = seen(&two, &one, MatchedBy::NumberAndText);
        assert_eq!(got, ["1 agrees [1]", "2 differs 0"]);
        assert_eq!(seen(&[], &one, MatchedBy::Id), ["1 extra never_sent"]);
        let free = [entry(1, 1, "0")];
        assert_eq!(seen(&free, &[], MatchedBy::Id), ["1 nothing due"]);
        let got = seen(&one, &two, MatchedBy::Number);
        assert_eq!(got, ["1 agrees [1]", "2 extra duplicate_billed never_sent"]);
        // billed a second time, and otherwise: that is not known to be the same message again
        let odd = [entry(1, 1, "0.05"), entry(2, 4, "0.07")];
        let got = seen(&one, &odd, MatchedBy::NumberAndText);
        assert_eq!(got, ["1 agrees [1]", "2 extra unknown"]);
    }
}
