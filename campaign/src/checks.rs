//! What only the whole campaign shows: numbers that stand in it twice, numbers that must not be
//! written to, more messages to one number than the vendor lets through.
//!
//! A pass over the file puts one entry for each row into one of many temporary files, by its
//! number; then each file is read alone, so that memory holds one share of the numbers at a time.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use septet::preflight::funds::FundsReach;
use septet::preflight::{FindingCode, FindingSet, Preflight};
use septet::vendor::{FloodCount, FloodKey, FloodLimit};
use septet::{Error, ErrorKind};

use crate::driver::{Campaign, text_of_row};
use crate::input::{Block, Reader};
use crate::spill::{Key, Record, Shares};

/// A row number that marks an entry of the suppression list.
const SUPPRESSED: u64 = u64::MAX;

/// What was found of each row, one bit a row and finding.
#[derive(Debug, Default)]
pub struct Flags {
    duplicate: Bits,
    suppressed: Bits,
    flood_identical: Bits,
    flood_total: Bits,
    /// Findings that stand on one row each.
    single: Vec<(u64, FindingCode)>,
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

/// The vendor's flood limits, as far as they go by recipient.
#[derive(Clone, Copy, Debug, Default)]
struct FloodRules {
    identical: Option<u32>,
    total: Option<u32>,
}

impl FloodRules {
    fn of(limits: &[FloodLimit]) -> Result<FloodRules, Error> {
        let mut rules = FloodRules::default();
        for limit in limits {
            let by_text = limit.key.contains(&FloodKey::Text);
            let same_text = by_text || limit.count == FloodCount::Identical;
            let place = if same_text { &mut rules.identical } else { &mut rules.total };
            if !limit.key.contains(&FloodKey::To) || limit.key.contains(&FloodKey::Sender) {
                let what = "this version applies flood limits that go by recipient, or by recipient \
                            and text";
                return Err(
                    Error::new(ErrorKind::NotSupportedYet, what).with_field("limits.flood.key")
                );
            }
            *place = Some(place.map_or(limit.n, |n| n.min(limit.n)));
        }
        Ok(rules)
    }

    fn is_any(&self) -> bool {
        self.identical.is_some() || self.total.is_some()
    }
}

/// Reads a campaign once, and a suppression list where there is one, and says what was found of
/// each row. Messages have no time of their own: all are sent at once.
///
/// # Errors
/// `input_unreadable`, `output_unwritable` (a temporary file), `not_supported_yet` (a flood limit
/// by sender).
pub fn check(
    preflight: &Preflight,
    campaign: &Campaign,
    reader: &mut Reader<'_>,
    suppression: Option<&mut Reader<'_>>,
    directory: &Path,
) -> Result<Flags, Error> {
    let flood = FloodRules::of(&preflight.vendor().limits().flood)?;
    let key = Key::new();
    let rows_at_most = reader.origin().total_len().unwrap_or(1 << 30) / 16;
    let mut shares = Shares::new(directory, rows_at_most)?;
    let mut block = Block::default();
    if let Some(list) = suppression {
        while list.read(&mut block)? {
            for index in 0..block.row_count() {
                let to = block.column(0).get(index);
                if let Some(number) = preflight.recipient(to).number {
                    let number = key.of_number(number.key());
                    shares.push(number, &Entry { number, row: SUPPRESSED, text: 0 })?;
                }
            }
        }
    }
    let mut rendered = String::new();
    while reader.read(&mut block)? {
        let mut faults = block.faults().iter().peekable();
        for index in 0..block.row_count() {
            if faults.next_if(|(row, _)| *row == index).is_some() {
                continue;
            }
            let to = block.column(0).get(index);
            let Some(number) = preflight.recipient(to).number else { continue };
            let text = if flood.is_any() {
                key.of_text(text_of_row(campaign, &block, index, &mut rendered).0)
            } else {
                0
            };
            let row = block.first_row() + index as u64 + 1;
            let number = key.of_number(number.key());
            shares.push(number, &Entry { number, row, text })?;
        }
    }
    let mut flags = Flags::default();
    for share in shares.into_files() {
        judge(share?, flood, &mut flags)?;
    }
    Ok(flags)
}

/// Judges the rows of one share, which come in the order of the campaign, the suppression list
/// first.
fn judge(
    share: impl Iterator<Item = Result<Entry, Error>>,
    flood: FloodRules,
    flags: &mut Flags,
) -> Result<(), Error> {
    let mut suppressed = HashSet::new();
    let mut seen = HashSet::new();
    let mut totals: HashMap<u64, u32> = HashMap::new();
    let mut texts: HashMap<(u64, u128), u32> = HashMap::new();
    for entry in share {
        let Entry { number, row, text } = entry?;
        if row == SUPPRESSED {
            suppressed.insert(number);
            continue;
        }
        if suppressed.contains(&number) {
            flags.suppressed.set(row);
            continue;
        }
        if !seen.insert(number) {
            flags.duplicate.set(row);
        }
        if !flood.is_any() {
            continue;
        }
        let same = texts.get(&(number, text)).copied().unwrap_or_default();
        let total = totals.get(&number).copied().unwrap_or_default();
        if flood.identical.is_some_and(|n| same >= n) {
            flags.flood_identical.set(row);
        } else if flood.total.is_some_and(|n| total >= n) {
            flags.flood_total.set(row);
        } else {
            // what is refused does not count
            texts.insert((number, text), same + 1);
            totals.insert(number, total + 1);
        }
    }
    Ok(())
}

/// What is kept of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Entry {
    number: u64,
    row: u64,
    text: u128,
}

impl Record for Entry {
    type Octets = [u8; 32];

    fn to_octets(&self) -> [u8; 32] {
        let mut octets = [0; 32];
        octets[..8].copy_from_slice(&self.number.to_le_bytes());
        octets[8..16].copy_from_slice(&self.row.to_le_bytes());
        octets[16..].copy_from_slice(&self.text.to_le_bytes());
        octets
    }

    fn of_octets(octets: &[u8; 32]) -> Entry {
        let word = |at: usize| {
            let mut word = [0; 8];
            word.copy_from_slice(&octets[at..at + 8]);
            u64::from_le_bytes(word)
        };
        let text = u128::from(word(16)) | u128::from(word(24)) << 64;
        Entry { number: word(0), row: word(8), text }
    }
}
