use std::collections::VecDeque;

use super::super::group::groups_held;
use super::*;
use septet::preflight::RowRef;

#[derive(Default)]
struct Seen(Vec<String>);

impl Sink for Seen {
    fn agreed(&mut self, sent: &Entry, price: Amount, row_count: u64) -> Result<(), Error> {
        self.0.push(format!("{} agrees: {price} in {row_count}", sent.at.row));
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

const NO_GAPS: Gaps = Gaps { sent: false, billed: false };

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

/// What becomes of a group of which so many entries a side are held in memory.
fn seen_with(
    sent: &[Entry],
    billed: &[Entry],
    matched_by: MatchedBy,
    held_max: usize,
) -> Vec<String> {
    let mut entries: Vec<Entry> = sent.to_vec();
    entries.iter_mut().for_each(|entry| entry.flags.set(Flags::SENT, true));
    entries.extend(billed);
    entries.sort_unstable();
    let (mut seen, mut group_count) = (Seen::default(), 0);
    let entries = entries.into_iter().map(Ok);
    groups_held(entries, &std::env::temp_dir(), held_max, |sent, billed| {
        group_count += 1;
        group(sent, billed, matched_by, NO_GAPS, &mut seen)
    })
    .unwrap();
    assert_eq!(group_count, 1);
    seen.0
}

fn seen(sent: &[Entry], billed: &[Entry], matched_by: MatchedBy) -> Vec<String> {
    seen_with(sent, billed, matched_by, 100)
}

#[test]
fn those_that_agree_find_each_other_whatever_the_order() {
    let sent = [entry(1, 1, "0.05"), entry(2, 3, "0.15")];
    let billed = [entry(1, 3, "0.15"), entry(2, 1, "0.05")];
    let got = seen(&sent, &billed, MatchedBy::Number);
    assert_eq!(got, ["1 agrees: 0.05 in 1", "2 agrees: 0.15 in 1"]);
}

#[test]
fn the_rest_is_paired_in_order_and_open_where_only_the_number_is_known() {
    let sent = [entry(1, 1, "0.05"), entry(2, 1, "0.05")];
    // in the order of the rows, which is not that of what they say
    let billed = [entry(1, 3, "0.15"), entry(2, 2, "0.10")];
    let text = seen(&sent, &billed, MatchedBy::NumberAndText);
    assert_eq!(text, ["1 differs 1", "2 differs 2"]);
    let number = seen(&sent, &billed, MatchedBy::Number);
    assert_eq!(number, ["1 differs 1 open", "2 differs 2 open"]);
}

#[test]
fn rows_of_one_id_that_add_up_are_one_message() {
    let sent = by_id(vec![entry(1, 2, "0.10")]);
    let billed = by_id(vec![entry(1, 1, "0.05"), entry(2, 1, "0.05")]);
    assert_eq!(seen(&sent, &billed, MatchedBy::Id), ["1 agrees: 0.1 in 2"]);
    // the same twice is the whole message twice
    let billed = by_id(vec![entry(1, 2, "0.10"), entry(2, 2, "0.10")]);
    let got = seen(&sent, &billed, MatchedBy::Id);
    assert_eq!(got, ["1 agrees: 0.1 in 1", "2 extra duplicate_billed"]);
}

#[test]
fn what_is_left_over() {
    let two = [entry(1, 1, "0.05"), entry(2, 1, "0.05")];
    let one = [entry(1, 1, "0.05")];
    let got = seen(&two, &one, MatchedBy::NumberAndText);
    assert_eq!(got, ["1 agrees: 0.05 in 1", "2 differs 0"]);
    assert_eq!(seen(&[], &one, MatchedBy::Id), ["1 extra never_sent"]);
    let free = [entry(1, 1, "0")];
    assert_eq!(seen(&free, &[], MatchedBy::Id), ["1 nothing due"]);
    let got = seen(&one, &two, MatchedBy::Number);
    assert_eq!(got, ["1 agrees: 0.05 in 1", "2 extra duplicate_billed never_sent"]);
    // billed a second time, and otherwise: that is not known to be the same message again
    let odd = [entry(1, 1, "0.05"), entry(2, 4, "0.07")];
    let got = seen(&one, &odd, MatchedBy::NumberAndText);
    assert_eq!(got, ["1 agrees: 0.05 in 1", "2 extra unknown"]);
    // what nobody expected, twice: the second time it is
    let odd = [entry(1, 1, "0.05"), entry(2, 4, "0.07"), entry(3, 4, "0.07")];
    let got = seen(&one, &odd, MatchedBy::NumberAndText);
    assert_eq!(got, ["1 agrees: 0.05 in 1", "2 extra unknown", "3 extra duplicate_billed"]);
}

#[test]
fn a_row_that_says_failed_does_not_stand_in_the_way_of_those_behind_it() {
    let mut failed = entry(1, 1, "0.05");
    failed.flags.set(Flags::FAILED, true);
    let got = seen(&[entry(1, 1, "0.05")], &[failed, entry(2, 1, "0.05")], MatchedBy::Number);
    assert_eq!(got, ["1 agrees: 0.05 in 1", "1 extra duplicate_billed never_sent"]);
}

/// The obvious way: everything in memory, and every row looked for among all.
fn twin(sent: &[Entry], billed: &[Entry], matched_by: MatchedBy) -> Vec<String> {
    let mut seen = Seen::default();
    let by_id = billed.iter().chain(sent).all(|entry| entry.flags.has(Flags::BY_ID));
    if by_id && sent.len() == 1 && billed.len() > 1 {
        let says = |row: &Entry| (row.parts().is_some(), row.price().is_some());
        let alike = |row: &Entry| row.is_comparable() && says(row) == says(&billed[0]);
        if billed.iter().all(|row| alike(row) && !row.flags.has(Flags::FAILED)) {
            let mut all = billed[0];
            all.parts = billed.iter().map(|row| row.parts).sum();
            all.price =
                billed.iter().fold(Amount::ZERO, |sum, row| sum.checked_add(row.price).unwrap());
            if expects(&sent[0], &all) {
                seen.agreed(&sent[0], all.price, billed.len() as u64).unwrap();
                return seen.0;
            }
        }
    }
    let mut left: VecDeque<Entry> = billed.iter().copied().collect();
    let mut rest = Vec::new();
    for message in sent {
        let kinds: &[bool] =
            if message.flags.has(Flags::FAILED) { &[true, false] } else { &[false] };
        let wanted = Said::expected(message).into_iter().flatten();
        let wanted = wanted.flat_map(|said| kinds.iter().map(move |failed| (said, *failed)));
        let found = wanted.map(|(said, failed)| {
            left.iter().position(|row| {
                row.is_comparable()
                    && row.flags.has(Flags::FAILED) == failed
                    && Said::of(row) == said
            })
        });
        match found.flatten().next() {
            Some(index) => {
                let row = left.remove(index).unwrap();
                seen.agreed(message, row.price().unwrap_or_default(), 1).unwrap();
            }
            None => rest.push(*message),
        }
    }
    let open = !by_id && matched_by == MatchedBy::Number && sent.len().max(billed.len()) > 1;
    for message in rest {
        match left.pop_front() {
            None => not_billed(&message, NO_GAPS, open, &mut seen).unwrap(),
            Some(mut billed) => {
                billed.flags.set(Flags::PAIR_OPEN, open);
                seen.pair(Pair { sent: message.at.row, billed }).unwrap();
            }
        }
    }
    for row in left {
        let mut reasons = Reasons::UNKNOWN;
        let before = billed.iter().take_while(|other| other.at.row < row.at.row);
        let again = before
            .filter(|other| other.is_comparable())
            .any(|other| Said::of(other) == Said::of(&row));
        if sent.is_empty() {
            reasons.insert(Reason::NeverSent);
        } else if row.is_comparable()
            && (again || sent.iter().any(|message| expects(message, &row)))
        {
            reasons.insert(Reason::DuplicateBilled);
            if open {
                reasons.insert(Reason::NeverSent);
            }
        }
        seen.extra(Extra { billed: row, reasons: reasons.bits() }).unwrap();
    }
    seen.0
}

fn expects(message: &Entry, row: &Entry) -> bool {
    Said::expected(message).into_iter().flatten().any(|said| said == Said::of(row))
}

/// Numbers that look random: the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }

    fn side(&mut self, count: u64) -> Vec<Entry> {
        let one = |row| {
            let mut entry =
                entry(row, 1 + self.roll(2), ["0", "0.05", "0.10"][self.roll(3) as usize]);
            entry.units = entry.parts + self.roll(2);
            let flags = [Flags::PARTS, Flags::PRICE].map(|flag| (flag, self.roll(6) > 0));
            let odd = [Flags::FAILED, Flags::UNREADABLE, Flags::OTHER_CURRENCY];
            let odd = odd.map(|flag| (flag, self.roll(8) == 0));
            entry.flags = Flags::default();
            flags.into_iter().chain(odd).for_each(|(flag, on)| entry.flags.set(flag, on));
            if !entry.is_comparable() || entry.parts().is_none() && entry.price().is_none() {
                // as a bill is read: what cannot be compared says nothing
                entry.flags.set(Flags::UNREADABLE, !entry.flags.has(Flags::OTHER_CURRENCY));
                entry =
                    Entry { flags: said_nothing(entry.flags), at: entry.at, ..Entry::default() };
            }
            entry.parts = entry.parts().unwrap_or_default();
            entry.price = entry.price().unwrap_or_default();
            entry
        };
        (1..=count).map(one).collect()
    }
}

/// The flags of a row that does not say what it bills.
fn said_nothing(of: Flags) -> Flags {
    let mut flags = Flags::default();
    for flag in [Flags::FAILED, Flags::UNREADABLE, Flags::OTHER_CURRENCY] {
        flags.set(flag, of.has(flag));
    }
    flags
}

#[test]
fn long_groups_are_sorted_out_as_in_memory() {
    let mut dice = Dice(7);
    for round in 0..4000 {
        let (sent_count, billed_count) = (dice.roll(9), dice.roll(9));
        let (mut sent, mut billed) = (dice.side(sent_count), dice.side(billed_count));
        if sent.len() + billed.len() == 0 {
            continue;
        }
        let ways = [MatchedBy::Id, MatchedBy::NumberAndText, MatchedBy::Number];
        let matched_by = ways[dice.roll(3) as usize];
        if matched_by == MatchedBy::Id {
            (sent, billed) = (by_id(sent), by_id(billed));
        }
        let mut expected = twin(&sent, &billed, matched_by);
        expected.sort();
        for held_max in [1, 2, 100] {
            let mut got = seen_with(&sent, &billed, matched_by, held_max);
            got.sort();
            assert_eq!(got, expected, "round {round}, {held_max} held: {sent:#?} {billed:#?}");
        }
    }
}
