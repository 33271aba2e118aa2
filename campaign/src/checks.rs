//! What only the whole campaign shows: numbers that stand in it twice, numbers that must not be
//! written to, more messages to one number than the vendor lets through.
//!
//! A pass over the file puts one entry for each row into one of many temporary files, by its
//! number; then each file is read alone, so that memory holds one share of the numbers at a time.
//! The entries are keyed hashes, the key is new in each run, and the files have no name once they
//! are open: nothing can be read from them and nothing is left behind.

use std::collections::{HashMap, HashSet};
use std::fs::{File, OpenOptions};
use std::hash::{BuildHasher, RandomState};
use std::io::{self, BufReader, BufWriter, Read, Seek, Write};
use std::path::Path;

use septet::preflight::{FindingCode, FindingSet, Preflight};
use septet::vendor::{FloodCount, FloodKey, FloodLimit};
use septet::{Error, ErrorKind};

use crate::driver::{Campaign, text_of_row};
use crate::input::{Block, Reader};

/// Octets of entries that one temporary file should hold at most.
const SHARE_LEN: u64 = 4 << 20;
/// Temporary files, at least and at most.
const SHARE_COUNT: (u64, u64) = (16, 256);
/// A row number that marks an entry of the suppression list.
const SUPPRESSED: u64 = u64::MAX;

/// What was found of each row, one bit a row and finding.
#[derive(Debug, Default)]
pub struct Flags {
    duplicate: Bits,
    suppressed: Bits,
    flood_identical: Bits,
    flood_total: Bits,
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
        findings
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
    let share_count =
        (rows_at_most * Entry::LEN as u64 / SHARE_LEN).clamp(SHARE_COUNT.0, SHARE_COUNT.1);
    let mut shares = Shares::new(directory, share_count)?;
    let mut block = Block::default();
    if let Some(list) = suppression {
        while list.read(&mut block)? {
            for index in 0..block.row_count() {
                let to = block.column(0).get(index);
                if let Some(number) = preflight.recipient(to).number {
                    let number = key.of_number(number.key());
                    shares.push(&Entry { number, row: SUPPRESSED, text: 0 })?;
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
            shares.push(&Entry { number: key.of_number(number.key()), row, text })?;
        }
    }
    let mut flags = Flags::default();
    for file in shares.files {
        let mut file = file.into_inner().map_err(|e| temporary(e.error()))?;
        file.rewind().map_err(|e| temporary(&e))?;
        judge(BufReader::with_capacity(256 << 10, file), flood, &mut flags)
            .map_err(|e| temporary(&e))?;
    }
    Ok(flags)
}

/// Judges the rows of one share, which come in the order of the campaign, the suppression list
/// first.
fn judge(mut share: impl Read, flood: FloodRules, flags: &mut Flags) -> io::Result<()> {
    let mut suppressed = HashSet::new();
    let mut seen = HashSet::new();
    let mut totals: HashMap<u64, u32> = HashMap::new();
    let mut texts: HashMap<(u64, u128), u32> = HashMap::new();
    while let Some(entry) = Entry::read(&mut share)? {
        let Entry { number, row, text } = entry;
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

impl Entry {
    const LEN: usize = 32;

    fn write(&self, into: &mut impl Write) -> io::Result<()> {
        let mut octets = [0; Entry::LEN];
        octets[..8].copy_from_slice(&self.number.to_le_bytes());
        octets[8..16].copy_from_slice(&self.row.to_le_bytes());
        octets[16..].copy_from_slice(&self.text.to_le_bytes());
        into.write_all(&octets)
    }

    fn read(from: &mut impl Read) -> io::Result<Option<Entry>> {
        let mut octets = [0; Entry::LEN];
        match from.read_exact(&mut octets) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
            Err(error) => return Err(error),
        }
        let word = |at: usize| {
            let mut word = [0; 8];
            word.copy_from_slice(&octets[at..at + 8]);
            u64::from_le_bytes(word)
        };
        let text = u128::from(word(16)) | u128::from(word(24)) << 64;
        Ok(Some(Entry { number: word(0), row: word(8), text }))
    }
}

/// Hashes with keys of this run.
struct Key {
    first: RandomState,
    second: RandomState,
    add: u64,
    multiply: u64,
}

impl Key {
    fn new() -> Key {
        let (first, second) = (RandomState::new(), RandomState::new());
        let (add, multiply) = (first.hash_one(0u8), second.hash_one(0u8) | 1);
        Key { first, second, add, multiply }
    }

    /// One to one, so that no two numbers are taken for the same.
    fn of_number(&self, number: u64) -> u64 {
        let mixed = (number ^ self.add).wrapping_mul(self.multiply);
        (mixed ^ mixed >> 32).wrapping_mul(self.multiply)
    }

    /// 128 bits: two texts of a campaign are taken for the same about never.
    fn of_text(&self, text: &str) -> u128 {
        u128::from(self.first.hash_one(text)) | u128::from(self.second.hash_one(text)) << 64
    }
}

/// The temporary files.
struct Shares {
    files: Vec<BufWriter<File>>,
}

impl Shares {
    fn new(directory: &Path, count: u64) -> Result<Shares, Error> {
        let files = (0..count).map(|index| nameless(directory, index));
        let files = files.collect::<io::Result<Vec<File>>>().map_err(|e| {
            temporary(&e).with_field("tmp-dir").with_value(directory.display().to_string())
        })?;
        let buffered = |file| BufWriter::with_capacity(16 << 10, file);
        Ok(Shares { files: files.into_iter().map(buffered).collect() })
    }

    fn push(&mut self, entry: &Entry) -> Result<(), Error> {
        let share = (entry.number >> 20) as usize % self.files.len();
        entry.write(&mut self.files[share]).map_err(|e| temporary(&e))
    }
}

/// A file of our own that nobody else can open, and that is gone when it is closed.
pub fn nameless(directory: &Path, index: u64) -> io::Result<File> {
    let random = RandomState::new().hash_one(index);
    let path = directory.join(format!("septet-{}-{random:016x}.tmp", std::process::id()));
    let mut options = OpenOptions::new();
    options.read(true).write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(&path)?;
    std::fs::remove_file(&path)?;
    Ok(file)
}

fn temporary(error: &io::Error) -> Error {
    let what = format!("a temporary file failed: {error}; --tmp-dir names another directory");
    Error::new(ErrorKind::OutputUnwritable, what)
}
