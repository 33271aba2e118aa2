//! What only the whole campaign shows: numbers that stand in it twice, numbers that must not be
//! written to, more messages of a kind than the vendor lets through.
//!
//! A pass over the file puts an entry for each row into one of many temporary files, by its number;
//! then each file is sorted and read alone, so that memory holds one share at a time. Where a number
//! has more messages than the vendor's flood limits let through, or limits go by something else than
//! the number, another pass does the same with what those limits look at in these rows.

use std::path::Path;

use septet::E164;
use septet::preflight::consecutive::ConsecutiveWatch;
use septet::preflight::flood::{Flood, FloodRule, FloodWatch, Sent};
use septet::preflight::funds::FundsReach;
use septet::preflight::{FindingCode, FindingSet, Preflight};
use septet::rate::Timestamp;
use septet::vendor::{FloodCount, FloodKey, FloodLimit};
use septet::{Error, ErrorKind};

use crate::driver::{Campaign, fields, sender_of_row, text_of_row};
use crate::input::{Block, Reader};
use crate::inputs::{InputFile, Role};
use crate::spill::{Key, Record, Shares, Sorted};

/// A row number that marks an entry of the suppression list: it sorts before every row.
const SUPPRESSED: u64 = 0;

/// What was found of each row, one bit a row and finding.
#[derive(Debug, Default)]
pub struct Flags {
    duplicate: Bits,
    suppressed: Bits,
    flood_identical: Bits,
    flood_total: Bits,
    /// Findings that stand on one row each.
    single: Vec<(u64, FindingCode)>,
    consecutive: Bits,
    /// Rows of the suppression list that are no number, and the lines of the first.
    unreadable: (u64, Vec<u64>),
}

/// Lines of a suppression list that are named.
const LINES_NAMED: usize = 5;

impl Flags {
    /// The findings of a row, by its number from 1.
    pub fn of(&self, row: u64) -> FindingSet {
        let mut findings = FindingSet::EMPTY;
        for (bits, code) in [
            (&self.duplicate, FindingCode::DuplicateRecipient),
            (&self.suppressed, FindingCode::Suppressed),
            (&self.flood_identical, FindingCode::FloodIdentical),
            (&self.flood_total, FindingCode::FloodTotal),
            (&self.consecutive, FindingCode::ConsecutiveNumbers),
        ] {
            if bits.get(row) {
                findings.insert(code);
            }
        }
        for (_, code) in self.single.iter().filter(|(at, _)| *at == row) {
            findings.insert(*code);
        }
        findings
    }

    /// Adds the rows at which balance and budget end.
    pub fn add_funds(&mut self, reach: &FundsReach) {
        self.single.extend(reach.findings().map(|(code, _, at)| (at.row, code)));
    }

    /// Notes what the rows of one share show of their numbers, and in `crowded` those of numbers with
    /// more than `few` rows.
    fn note_numbers(
        &mut self,
        share: Sorted<Seen>,
        few: usize,
        crowded: &mut Bits,
    ) -> Result<(), Error> {
        let (mut last, mut is_suppressed, mut count) = (None, false, 0);
        // the first of this number
        let mut rows: Vec<u64> = Vec::with_capacity(few);
        for seen in share {
            let seen = seen?;
            let (number, row) = (seen.number(), seen.row());
            if last != Some(number) {
                (last, is_suppressed, count) = (Some(number), false, 0);
                rows.clear();
            }
            if row == SUPPRESSED {
                is_suppressed = true;
                continue;
            }
            if is_suppressed {
                self.suppressed.set(row);
                continue;
            }
            if count > 0 {
                self.duplicate.set(row);
            }
            if count < few {
                rows.push(row);
            } else {
                rows.drain(..).for_each(|row| crowded.set(row));
                crowded.set(row);
            }
            count += 1;
        }
        Ok(())
    }

    /// Notes a row of the suppression list that is no number.
    fn note_unreadable(&mut self, line: u64) {
        let (count, lines) = &mut self.unreadable;
        *count += 1;
        if lines.len() < LINES_NAMED {
            lines.push(line);
        }
    }

    /// Notes which messages of one share the vendor refuses.
    fn note_floods(&mut self, rules: &[FloodRule], share: Sorted<Message>) -> Result<(), Error> {
        let mut watch = FloodWatch::new(rules);
        let (mut key, mut share) = (None, share.peekable());
        let lets_one_through = rules.iter().all(|rule| rule.max > 0);
        while let Some(message) = share.next() {
            let message = message?;
            if key != Some(message.key) {
                key = Some(message.key);
                let next = share.peek().and_then(|next| next.as_ref().ok());
                // most keys have one message: nothing to be watched
                if lets_one_through && next.is_none_or(|next| next.key != message.key) {
                    continue;
                }
                watch = FloodWatch::new(rules);
            }
            let Message { row, number, text, sender, .. } = message;
            match watch.push(&Sent { to: number, text, sender }, message.time) {
                Some(Flood::Identical) => self.flood_identical.set(row),
                Some(Flood::Total) => self.flood_total.set(row),
                None => {}
            }
        }
        Ok(())
    }
}

/// One bit a row; empty while there is none.
#[derive(Debug, Default)]
struct Bits(Vec<u64>);

impl Bits {
    fn set(&mut self, row: u64) {
        let word = (row / 64) as usize;
        if self.0.len() <= word {
            self.0.resize(word + 1, 0);
        }
        self.0[word] |= 1 << (row % 64);
    }

    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn get(&self, row: u64) -> bool {
        self.0.get((row / 64) as usize).is_some_and(|word| word >> (row % 64) & 1 != 0)
    }
}

/// Rows of a number that are remembered, at most.
const FEW_MAX: usize = 64;

/// The vendor's flood limits.
struct Limits {
    rules: Vec<FloodRule>,
    /// What all of them go by: messages that differ in it never count together.
    key: FloodKey,
}

impl Limits {
    /// None where the vendor has no limit.
    fn of(limits: &[FloodLimit]) -> Result<Option<Limits>, Error> {
        let by_text = |limit: &FloodLimit| {
            limit.key.contains(&FloodKey::Text) || limit.count == FloodCount::Identical
        };
        let goes_by = |limit: &FloodLimit, key: FloodKey| match key {
            FloodKey::Text => by_text(limit),
            key => limit.key.contains(&key),
        };
        if limits.is_empty() {
            return Ok(None);
        }
        let mut keys = [FloodKey::To, FloodKey::Sender, FloodKey::Text].into_iter();
        let Some(key) = keys.find(|key| limits.iter().all(|limit| goes_by(limit, *key))) else {
            let what = "these flood limits go by nothing in common: this version applies those \
                        that all go by recipient, by sender or by text";
            return Err(Error::new(ErrorKind::NotSupportedYet, what).with_field("limits.flood.key"));
        };
        let rule = |limit: &FloodLimit| FloodRule {
            max: u64::from(limit.n),
            window_s: limit.per_s,
            identical: by_text(limit),
            any_recipient: !goes_by(limit, FloodKey::To),
            same_sender: goes_by(limit, FloodKey::Sender),
        };
        Ok(Some(Limits { rules: limits.iter().map(rule).collect(), key }))
    }

    /// Messages to one number that no limit refuses, however alike they are and whenever they are
    /// sent; none where limits count messages to several numbers.
    fn few(&self) -> Option<usize> {
        let least = self.rules.iter().map(|rule| rule.max).min()?;
        (self.key == FloodKey::To && least > 0).then_some((least as usize).min(FEW_MAX))
    }
}

/// Reads a campaign, and a suppression list where there is one, and says what was found of each row.
/// A message without a time of its own is sent at that of the options; without either all are sent
/// at once. `again` opens the campaign: once, and a second time where some number has so many
/// messages that flood limits may refuse one (or limits count messages to several numbers).
///
/// # Errors
/// `input_unreadable`, `output_unwritable` (a temporary file), `not_supported_yet` (flood limits
/// that go by nothing in common).
pub fn check<'r>(
    preflight: &Preflight,
    campaign: &Campaign,
    again: impl Fn() -> Result<Reader<'r>, Error>,
    suppression: Option<&mut Reader<'_>>,
    directory: &Path,
) -> Result<Flags, Error> {
    let limits = Limits::of(&preflight.vendor().limits().flood)?;
    let mut reader = again()?;
    let key = Key::new();
    let mut numbers = Shares::new(directory, rows_at_most(&reader))?;
    let mut flags = Flags::default();
    if let Some(list) = suppression {
        each_row(preflight, list, |block, index, _, number| {
            let Some(number) = number else {
                flags.note_unreadable(block.line(index));
                return Ok(());
            };
            let number = key.of_number(number.key());
            numbers.push(number, &Seen::new(number, SUPPRESSED))
        })?;
    }
    let consecutive_min = preflight.options().heuristics.consecutive_min();
    let mut consecutive = consecutive_min.map(ConsecutiveWatch::new);
    each_row(preflight, &mut reader, |block, index, row, number| {
        if let Some(watch) = &mut consecutive {
            let count = watch.push(number.map(E164::key));
            (0..u64::from(count)).for_each(|back| flags.consecutive.set(row - back));
        }
        let Some(number) = number else { return Ok(()) };
        // a row with a field that is none is not sent
        if fields(preflight, block, index).is_err() {
            return Ok(());
        }
        let number = key.of_number(number.key());
        numbers.push(number, &Seen::new(number, row))
    })?;
    let few = limits.as_ref().and_then(Limits::few);
    let mut crowded = Bits::default();
    for share in numbers.into_files() {
        flags.note_numbers(share?.sorted(directory)?, few.unwrap_or(FEW_MAX), &mut crowded)?;
    }
    if let Some(limits) = limits
        && (few.is_none() || !crowded.is_empty())
    {
        // what is suppressed is not sent, and what is not sent does not count
        let looked_at = |row| !flags.suppressed.get(row) && (few.is_none() || crowded.get(row));
        let messages =
            messages(preflight, campaign, &mut again()?, (&limits, &key, directory), looked_at)?;
        for share in messages.into_files() {
            flags.note_floods(&limits.rules, share?.sorted(directory)?)?;
        }
    }
    Ok(flags)
}

/// What flood limits look at in these rows, put into files by what the limits go by.
fn messages(
    preflight: &Preflight,
    campaign: &Campaign,
    reader: &mut Reader<'_>,
    (limits, key, directory): (&Limits, &Key, &Path),
    looked_at: impl Fn(u64) -> bool,
) -> Result<Shares<Message>, Error> {
    let mut messages = Shares::new(directory, rows_at_most(reader))?;
    let at = preflight.options().at;
    let mut rendered = String::new();
    each_row(preflight, reader, |block, index, row, number| {
        let Some(number) = number.filter(|_| looked_at(row)) else { return Ok(()) };
        let Ok(fields) = fields(preflight, block, index) else { return Ok(()) };
        let number = key.of_number(number.key());
        let text = key.of_text(text_of_row(campaign, block, index, &mut rendered).0);
        let sender = key.of_text(sender_of_row(preflight, block, index)) as u64;
        let key = match limits.key {
            FloodKey::Sender => sender,
            FloodKey::Text => text as u64,
            _ => number,
        };
        let time = fields.time.or(at).map_or(0, Timestamp::seconds);
        messages.push(key, &Message { key, time, row, number, text, sender })
    })?;
    Ok(messages)
}

/// Calls `take` for every row that is left, with its block, its index there, its number from 1, and
/// its recipient's number where it has one.
fn each_row(
    preflight: &Preflight,
    reader: &mut Reader<'_>,
    mut take: impl FnMut(&Block, usize, u64, Option<E164>) -> Result<(), Error>,
) -> Result<(), Error> {
    let (mut block, mut recipients) = (Block::default(), preflight.recipients());
    while reader.read(&mut block)? {
        let column = block.column(0);
        recipients.look(&column.as_numbers()?)?;
        let mut faults = block.faults().iter().peekable();
        for index in 0..block.row_count() {
            let number = match faults.next_if(|(row, _)| *row == index) {
                None => recipients.get(index, column.get(index)).number,
                Some(_) => None,
            };
            take(&block, index, block.first_row() + index as u64 + 1, number)?;
        }
    }
    Ok(())
}

/// No row is shorter than this makes it.
fn rows_at_most(reader: &Reader<'_>) -> u64 {
    reader.origin().total_len().unwrap_or(1 << 30) / 16
}

/// As [`check`], with the suppression list in a file, which is read and told by its digest.
///
/// # Errors
/// As [`check`].
pub fn check_with_list<'r>(
    preflight: &Preflight,
    campaign: &Campaign,
    again: impl Fn() -> Result<Reader<'r>, Error>,
    list: Option<&Path>,
    directory: &Path,
) -> Result<(Flags, Option<InputFile>), Error> {
    let mut list = list.map(|path| open_list(campaign, path)).transpose()?;
    let flags = check(preflight, campaign, again, list.as_mut(), directory)?;
    let file = list.and_then(|list| {
        let mut file = InputFile::new(Role::Suppression, list.name(), list.digest()?);
        (file.unreadable, file.unreadable_lines) = flags.unreadable.clone();
        Some(file)
    });
    Ok((flags, file))
}

/// Opens a list of numbers, one a line, or with a column that is called as in the campaign, or `to`.
fn open_list(campaign: &Campaign, path: &Path) -> Result<Reader<'static>, Error> {
    let mut numbers = Campaign { text: Some(String::new()), ..Campaign::default() };
    let opened = numbers.open(path.into());
    let Err(error) = opened else { return opened };
    if error.kind() != ErrorKind::ColumnMissing {
        return Err(error);
    }
    if let Some(column) = campaign.columns.iter().find(|(field, _)| field == "to") {
        numbers.columns.push(column.clone());
        if let Ok(list) = numbers.open(path.into()) {
            return Ok(list);
        }
    }
    let what = "a list has numbers alone, one a line, or a column that is called to, or as the \
                campaign's";
    let error = Error::new(ErrorKind::ColumnMissing, what).with_field("suppress");
    Err(error.with_file(path.display().to_string()).with_line(1))
}

/// A number and a row that it stands in, in one word that is sorted by both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Seen(u128);

impl Seen {
    fn new(number: u64, row: u64) -> Seen {
        Seen(u128::from(number) << 64 | u128::from(row))
    }

    fn number(self) -> u64 {
        (self.0 >> 64) as u64
    }

    fn row(self) -> u64 {
        self.0 as u64
    }
}

impl Record for Seen {
    type Octets = [u8; 16];

    fn to_octets(&self) -> [u8; 16] {
        self.0.to_le_bytes()
    }

    fn of_octets(octets: &[u8; 16]) -> Seen {
        Seen(u128::from_le_bytes(*octets))
    }
}

/// What flood limits look at in a row, in the order in which they look at rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Message {
    key: u64,
    time: i64,
    row: u64,
    number: u64,
    text: u128,
    sender: u64,
}

impl Record for Message {
    type Octets = Words;

    fn to_octets(&self) -> Words {
        let Message { key, time, row, number, text, sender } = *self;
        let words = [key, time as u64, row, number, text as u64, (text >> 64) as u64, sender];
        let mut octets = Words::default();
        for (octets, word) in octets.0.chunks_exact_mut(8).zip(words) {
            octets.copy_from_slice(&word.to_le_bytes());
        }
        octets
    }

    fn of_octets(octets: &Words) -> Message {
        let mut words = [0; WORD_COUNT];
        for (word, octets) in words.iter_mut().zip(octets.0.as_chunks().0) {
            *word = u64::from_le_bytes(*octets);
        }
        let [key, time, row, number, low, high, sender] = words;
        let text = u128::from(low) | u128::from(high) << 64;
        Message { key, time: time as i64, row, number, text, sender }
    }
}

/// Words that a message is written with.
const WORD_COUNT: usize = 7;

/// Their octets; a longer array than the standard library has defaults for.
struct Words([u8; 8 * WORD_COUNT]);

impl Default for Words {
    fn default() -> Words {
        Words([0; 8 * WORD_COUNT])
    }
}

impl AsRef<[u8]> for Words {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl AsMut<[u8]> for Words {
    fn as_mut(&mut self) -> &mut [u8] {
        &mut self.0
    }
}
