//! What an audit found, as values: totals, and differences in groups of equal reasons.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use septet::Error;
use septet::money::{Amount, Currency};
use septet::preflight::audit::Reasons;
use septet::preflight::{RowRef, RowStatus};

use super::bill::Unreadable;
use crate::inputs::InputFile;

/// Examples that a group keeps: those of most money.
pub const EXAMPLE_COUNT: usize = 5;

/// What messages and rows of the bill were matched by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MatchedBy {
    /// The message id, which both files have.
    Id,
    /// Number and text, in the order of the files.
    NumberAndText,
    /// The number, in the order of the files: the bill has neither ids nor texts.
    Number,
}

impl MatchedBy {
    /// The word in JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            MatchedBy::Id => "id",
            MatchedBy::NumberAndText => "number_and_text",
            MatchedBy::Number => "number",
        }
    }

    /// The words for a person.
    pub const fn sentence(self) -> &'static str {
        match self {
            MatchedBy::Id => "message id",
            MatchedBy::NumberAndText => "number and text, in order",
            MatchedBy::Number => "number, in order: the bill has neither ids nor texts",
        }
    }
}

/// A message whose bill is not as expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Its row among the sent messages; none when it was never sent.
    pub sent: Option<RowRef>,
    /// Its row on the bill; none when it was not billed.
    pub billed: Option<RowRef>,
    /// The last four digits of its number, where they are known.
    pub last_digits: Option<u16>,
    /// Why it has no expected price, if it has none.
    pub status: Option<RowStatus>,
    /// Parts that were expected.
    pub expected_parts: Option<u64>,
    /// Parts that were billed.
    pub billed_parts: Option<u64>,
    /// What was expected.
    pub expected: Option<Amount>,
    /// What was billed.
    pub price: Option<Amount>,
    /// What was billed too much, or too little where it is negative; all of it where nothing was
    /// expected or no price is known. None where the bill says no price in the card's currency.
    pub money: Option<Amount>,
    /// Every reason that fits.
    pub reasons: Reasons,
    /// The rate whose price was billed, where that is not the message's own.
    pub rate: Option<String>,
}

/// Differences with the same reasons.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// The reasons.
    pub reasons: Reasons,
    /// How many messages.
    pub count: u64,
    /// Their money added up.
    pub money: Amount,
    /// Of it what was billed too much.
    pub over: Amount,
    /// Of it what was billed too little, as a negative amount.
    pub under: Amount,
    /// Those of most money, then the first.
    pub examples: Vec<Difference>,
}

/// What an audit found.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Audit {
    /// The currency of the rate card and of every amount here.
    pub currency: Currency,
    /// How sent messages and rows of the bill found each other.
    pub matched_by: MatchedBy,
    /// Rows of sent messages, readable or not.
    pub sent_rows: u64,
    /// Of them those that cannot be read.
    pub sent_unreadable: u64,
    /// Rows of the bill, readable or not.
    pub billed_rows: u64,
    /// Of them those that cannot be read, or whose parts, price or currency cannot.
    pub billed_unreadable: u64,
    /// First lines of the bill that cannot be read.
    pub unreadable_lines: Vec<u64>,
    /// Of them those of which one cell cannot be read: line and cell.
    pub unreadable_cells: Vec<(u64, Unreadable)>,
    /// The two files, as they were read.
    pub inputs: Vec<InputFile>,
    /// Messages billed as expected.
    pub agreed: u64,
    /// Of them those billed in several rows that add up.
    pub in_several_rows: u64,
    /// Messages billed otherwise than is most likely, but as the vendor's rules or an unknown
    /// network leave open.
    pub within_open: u64,
    /// What those were billed over what was most likely.
    pub within_open_money: Amount,
    /// Messages that cost nothing, or have no known price, and were not billed.
    pub nothing_due: u64,
    /// Sent messages with a word of state that neither septet nor the vendor's tables know: they
    /// count as sent.
    pub sent_status_unknown: u64,
    /// Rows of the bill with such a word.
    pub billed_status_unknown: u64,
    /// What sent messages should have cost, as far as they have a price and were compared: before
    /// rounding of the whole and tax.
    pub expected: Amount,
    /// Messages that were not compared: their row of the bill is in another currency, or its
    /// parts or price cannot be read.
    pub not_compared: u64,
    /// What those should have cost.
    pub not_compared_expected: Amount,
    /// Sent messages without a known price.
    pub expected_unknown: u64,
    /// What was billed, in the card's currency.
    pub billed: Amount,
    /// Differences.
    pub differing: u64,
    /// Differences by reasons, most money first.
    pub groups: Vec<Group>,
}

impl Audit {
    pub(super) fn new(currency: Currency, matched_by: MatchedBy) -> Audit {
        Audit {
            currency,
            matched_by,
            sent_rows: 0,
            sent_unreadable: 0,
            billed_rows: 0,
            billed_unreadable: 0,
            unreadable_lines: Vec::new(),
            unreadable_cells: Vec::new(),
            inputs: Vec::new(),
            agreed: 0,
            in_several_rows: 0,
            within_open: 0,
            within_open_money: Amount::ZERO,
            nothing_due: 0,
            sent_status_unknown: 0,
            billed_status_unknown: 0,
            expected: Amount::ZERO,
            not_compared: 0,
            not_compared_expected: Amount::ZERO,
            expected_unknown: 0,
            billed: Amount::ZERO,
            differing: 0,
            groups: Vec::new(),
        }
    }

    /// What all differences come to.
    ///
    /// # Errors
    /// `overflow`.
    pub fn money(&self) -> Result<Amount, Error> {
        self.groups.iter().try_fold(Amount::ZERO, |sum, group| sum.checked_add(group.money))
    }

    /// Whether something was billed too much.
    pub fn is_overcharged(&self) -> bool {
        self.groups.iter().any(|group| !group.over.is_zero())
    }

    /// Whether anything differs, or could not be compared.
    pub fn has_doubts(&self) -> bool {
        self.differing + self.sent_unreadable + self.billed_unreadable > 0
    }

    /// Counts what a sent message should have cost.
    pub(super) fn expect(&mut self, price: Option<Amount>) -> Result<(), Error> {
        match price {
            Some(price) => self.expected = self.expected.checked_add(price)?,
            None => self.expected_unknown += 1,
        }
        Ok(())
    }

    /// Counts a message that is not compared.
    pub(super) fn set_aside(&mut self, price: Option<Amount>) -> Result<(), Error> {
        let sum = self.not_compared_expected.checked_add(price.unwrap_or_default())?;
        (self.not_compared, self.not_compared_expected) = (self.not_compared + 1, sum);
        Ok(())
    }

    /// Counts a row of the bill that cannot be read, for one cell where only that cannot.
    pub(super) fn unreadable(&mut self, line: u64, cell: Option<Unreadable>) {
        self.billed_unreadable += 1;
        if self.unreadable_lines.len() < EXAMPLE_COUNT {
            self.unreadable_lines.push(line);
            self.unreadable_cells.extend(cell.map(|cell| (line, cell)));
        }
    }
}

/// Differences as they come, by reasons.
#[derive(Debug, Default)]
pub(super) struct Groups(BTreeMap<Reasons, Group>);

impl Groups {
    pub(super) fn add(&mut self, difference: Difference) -> Result<(), Error> {
        let group = self.0.entry(difference.reasons).or_default();
        group.reasons = difference.reasons;
        group.count += 1;
        let money = difference.money.unwrap_or_default();
        group.money = group.money.checked_add(money)?;
        let side = if money < Amount::ZERO { &mut group.under } else { &mut group.over };
        *side = side.checked_add(money)?;
        let rank = |d: &Difference| {
            let size = d.money.map_or(0, |money| money.nanos().unsigned_abs());
            (Reverse(size), d.sent.is_none(), d.sent, d.billed)
        };
        let place = group.examples.partition_point(|other| rank(other) <= rank(&difference));
        if place < EXAMPLE_COUNT {
            group.examples.insert(place, difference);
            group.examples.truncate(EXAMPLE_COUNT);
        }
        Ok(())
    }

    /// The groups, most money first.
    pub(super) fn ranked(self) -> Vec<Group> {
        let mut groups: Vec<Group> = self.0.into_values().collect();
        groups.sort_by_key(|group| {
            (Reverse(group.money.nanos().unsigned_abs()), Reverse(group.count), group.reasons)
        });
        groups
    }
}
