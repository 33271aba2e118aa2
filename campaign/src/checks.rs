//! What only the whole campaign shows: numbers that stand in it twice, numbers that must not be
//! written to, more messages of a kind than the vendor lets through.
//!
//! A pass over the file puts an entry for each row into one of many temporary files, by its number,
//! and another by what the vendor's flood limits go by; then each file is sorted and read alone, so
//! that memory holds one share at a time.

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
}

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

    /// Notes what the rows of one share show of their numbers.
    fn note_numbers(&mut self, share: Sorted<Seen>) -> Result<(), Error> {
        let (mut number, mut suppressed, mut first) = (None, false, None);
        for seen in share {
            let seen = seen?;
            if number != Some(seen.number) {
                (number, suppressed, first) = (Some(seen.number), false, None);
            }
            if seen.row == SUPPRESSED {
                suppressed = true;
            } else if suppressed {
                self.suppressed.set(seen.row);
            } else if first.is_some() {
                self.duplicate.set(seen.row);
            } else {
                first = Some(seen.row);
            }
        }
        Ok(())
    }

    /// Notes which messages of one share the vendor refuses; what is suppressed is not sent.
    fn note_floods(&mut self, rules: &[FloodRule], share: Sorted<Message>) -> Result<(), Error> {
        let mut watch = FloodWatch::new(rules);
        let (mut key, mut share) = (None, share.peekable());
        let lets_one_through = rules.iter().all(|rule| rule.max > 0);
        while let Some(message) = share.next() {
            let message = message?;
            if self.suppressed.get(message.row) {
                continue;
            }
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

    fn get(&self, row: u64) -> bool {
        self.0.get((row / 64) as usize).is_some_and(|word| word >> (row % 64) & 1 != 0)
    }
}

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
}

/// Reads a campaign once, and a suppression list where there is one, and says what was found of
/// each row. A message without a time of its own is sent at that of the options; without either all
/// are sent at once.
///
/// # Errors
/// `input_unreadable`, `output_unwritable` (a temporary file), `not_supported_yet` (flood limits
/// that go by nothing in common).
pub fn check(
    preflight: &Preflight,
    campaign: &Campaign,
    reader: &mut Reader<'_>,
    suppression: Option<&mut Reader<'_>>,
    directory: &Path,
) -> Result<Flags, Error> {
    let limits = Limits::of(&preflight.vendor().limits().flood)?;
    let key = Key::new();
    let rows_at_most = reader.origin().total_len().unwrap_or(1 << 30) / 16;
    let mut numbers = Shares::new(directory, rows_at_most)?;
    let mut messages = match limits {
        Some(limits) => Some((limits, Shares::new(directory, rows_at_most)?)),
        None => None,
    };
    let (mut block, mut recipients) = (Block::default(), preflight.recipients());
    if let Some(list) = suppression {
        while list.read(&mut block)? {
            recipients.look(&block.column(0).as_numbers()?)?;
            for index in 0..block.row_count() {
                let to = block.column(0).get(index);
                if let Some(number) = recipients.get(index, to).number {
                    let number = key.of_number(number.key());
                    numbers.push(number, &Seen { number, row: SUPPRESSED })?;
                }
            }
        }
    }
    let at = preflight.options().at;
    let mut flags = Flags::default();
    let mut rendered = String::new();
    let consecutive_min = preflight.options().heuristics.consecutive_min();
    let mut consecutive = consecutive_min.map(ConsecutiveWatch::new);
    while reader.read(&mut block)? {
        recipients.look(&block.column(0).as_numbers()?)?;
        let mut faults = block.faults().iter().peekable();
        for index in 0..block.row_count() {
            let fault = faults.next_if(|(row, _)| *row == index);
            let number = match fault {
                None => recipients.get(index, block.column(0).get(index)).number,
                Some(_) => None,
            };
            let row = block.first_row() + index as u64 + 1;
            if let Some(watch) = &mut consecutive {
                let count = watch.push(number.map(E164::key));
                (0..u64::from(count)).for_each(|back| flags.consecutive.set(row - back));
            }
            // a row with a field that is none is not sent
            let Ok(fields) = fields(preflight, &block, index) else { continue };
            let Some(number) = number else { continue };
            let number = key.of_number(number.key());
            numbers.push(number, &Seen { number, row })?;
            if let Some((limits, messages)) = &mut messages {
                let text = key.of_text(text_of_row(campaign, &block, index, &mut rendered).0);
                let sender = key.of_text(sender_of_row(preflight, &block, index)) as u64;
                let key = match limits.key {
                    FloodKey::Sender => sender,
                    FloodKey::Text => text as u64,
                    _ => number,
                };
                let time = fields.time.or(at).map_or(0, Timestamp::seconds);
                messages.push(key, &Message { key, time, row, number, text, sender })?;
            }
        }
    }
    for share in numbers.into_files() {
        flags.note_numbers(share?.sorted(directory)?)?;
    }
    if let Some((limits, messages)) = messages {
        for share in messages.into_files() {
            flags.note_floods(&limits.rules, share?.sorted(directory)?)?;
        }
    }
    Ok(flags)
}

/// As [`check`], with the suppression list in a file, which is read and told by its digest.
///
/// # Errors
/// As [`check`].
pub fn check_with_list(
    preflight: &Preflight,
    campaign: &Campaign,
    reader: &mut Reader<'_>,
    list: Option<&Path>,
    directory: &Path,
) -> Result<(Flags, Option<InputFile>), Error> {
    let numbers = Campaign { text: Some(String::new()), ..Campaign::default() };
    let mut list = list.map(|path| numbers.open(path.into())).transpose()?;
    let flags = check(preflight, campaign, reader, list.as_mut(), directory)?;
    let file = list.and_then(|list| {
        let digest = list.digest()?;
        Some(InputFile::new(Role::Suppression, list.name(), digest))
    });
    Ok((flags, file))
}

/// A number in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Seen {
    number: u64,
    row: u64,
}

impl Record for Seen {
    type Octets = [u8; 16];

    fn to_octets(&self) -> [u8; 16] {
        (u128::from(self.number) | u128::from(self.row) << 64).to_le_bytes()
    }

    fn of_octets(octets: &[u8; 16]) -> Seen {
        let both = u128::from_le_bytes(*octets);
        Seen { number: both as u64, row: (both >> 64) as u64 }
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
