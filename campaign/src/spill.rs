//! What does not fit into memory: records put into many temporary files by a hash of their key,
//! so that each file holds whole groups of equal keys and can be looked at alone.
//!
//! Keys are hashed with a secret that is new in each run, and the files have no name once they are
//! open: nothing can be read from them and nothing is left behind.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fs::{File, OpenOptions};
use std::hash::{BuildHasher, Hash, RandomState};
use std::io::{self, BufReader, BufWriter, Cursor, Read, Seek, Write};
use std::marker::PhantomData;
use std::mem;
use std::path::Path;
use std::sync::Arc;

use septet::{Error, ErrorKind};

/// Octets that one temporary file should hold at most.
const SHARE_LEN: u64 = 4 << 20;
/// Temporary files, at least and at most.
const SHARE_COUNT: (u64, u64) = (16, 256);

/// Something that is written with a fixed number of octets.
pub(crate) trait Record: Sized {
    /// As many octets as it takes: `[u8; N]`.
    type Octets: Default + AsRef<[u8]> + AsMut<[u8]>;

    /// Its octets.
    fn to_octets(&self) -> Self::Octets;

    /// What was written as these octets.
    fn of_octets(octets: &Self::Octets) -> Self;
}

/// Octets of a share that are kept in memory: a small campaign writes no file at all.
const BUFFER_LEN: usize = 16 << 10;

/// Records in temporary files.
pub(crate) struct Shares<R> {
    files: Vec<BufWriter<LateFile>>,
    of: PhantomData<R>,
}

/// A file that is made when something is written to it.
struct LateFile {
    directory: Arc<Path>,
    index: u64,
    file: Option<File>,
}

impl Write for LateFile {
    fn write(&mut self, octets: &[u8]) -> io::Result<usize> {
        let file = match self.file.take() {
            Some(file) => file,
            None => nameless(&self.directory, self.index)?,
        };
        self.file.insert(file).write(octets)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<R: Record> Shares<R> {
    /// Files in `directory` for about so many records.
    ///
    /// # Errors
    /// `output_unwritable`.
    pub(crate) fn new(directory: &Path, about: u64) -> Result<Shares<R>, Error> {
        let record_len = R::Octets::default().as_ref().len() as u64;
        let count = (about * record_len / SHARE_LEN).clamp(SHARE_COUNT.0, SHARE_COUNT.1);
        Shares::with_count(directory, count)
    }

    /// So many files in `directory`.
    ///
    /// # Errors
    /// `output_unwritable`.
    pub(crate) fn with_count(directory: &Path, count: u64) -> Result<Shares<R>, Error> {
        let found = std::fs::metadata(directory).and_then(|found| match found.is_dir() {
            true => Ok(Arc::from(directory)),
            false => Err(io::ErrorKind::NotADirectory.into()),
        });
        let directory: Arc<Path> = found.map_err(|error| {
            failed(&error).with_field("tmp-dir").with_value(directory.display().to_string())
        })?;
        let file = |index| LateFile { directory: directory.clone(), index, file: None };
        let buffered = |index| BufWriter::with_capacity(BUFFER_LEN, file(index));
        Ok(Shares { files: (0..count).map(buffered).collect(), of: PhantomData })
    }

    /// Puts a record into the file that all of this hash go to.
    ///
    /// # Errors
    /// `output_unwritable`.
    pub(crate) fn push(&mut self, hash: u64, record: &R) -> Result<(), Error> {
        // by the highest bits, without a division
        let share = (u128::from(hash) * self.files.len() as u128) >> 64;
        self.push_to(share as usize, record)
    }

    /// Puts a record into the file at this index (the last one where there are fewer).
    ///
    /// # Errors
    /// `output_unwritable`.
    pub(crate) fn push_to(&mut self, share: usize, record: &R) -> Result<(), Error> {
        let share = share.min(self.files.len() - 1);
        self.files[share].write_all(record.to_octets().as_ref()).map_err(|e| failed(&e))
    }

    /// The files one by one, each from its first record on.
    pub(crate) fn into_files(self) -> impl Iterator<Item = Result<Share<R>, Error>> {
        self.files.into_iter().map(share)
    }

    /// All files, each from its first record on; none is left here.
    ///
    /// # Errors
    /// `output_unwritable`.
    pub(crate) fn take_files(&mut self) -> Result<Vec<Share<R>>, Error> {
        // all are open at once, so each reads little ahead
        self.files.drain(..).map(|file| share_of(file, 16 << 10)).collect()
    }
}

fn share<R>(file: BufWriter<LateFile>) -> Result<Share<R>, Error> {
    share_of(file, 256 << 10)
}

/// With so large a buffer.
fn share_of<R>(mut file: BufWriter<LateFile>, buffer_len: usize) -> Result<Share<R>, Error> {
    let records = if file.get_ref().file.is_none() {
        Records::Memory(Cursor::new(file.buffer().to_vec()))
    } else {
        file.flush().map_err(|e| failed(&e))?;
        let file = file.into_inner().map_err(|e| failed(e.error()))?.file;
        let Some(mut file) = file else { return Err(failed(&io::ErrorKind::NotFound.into())) };
        file.rewind().map_err(|e| failed(&e))?;
        Records::File(BufReader::with_capacity(buffer_len, file))
    };
    Ok(Share { records, of: PhantomData })
}

/// The records of one file, in the order in which they were put there.
pub(crate) struct Share<R> {
    records: Records,
    of: PhantomData<R>,
}

/// Where they stand.
enum Records {
    Memory(Cursor<Vec<u8>>),
    File(BufReader<File>),
}

impl<R: Record> Iterator for Share<R> {
    type Item = Result<R, Error>;

    fn next(&mut self) -> Option<Result<R, Error>> {
        let mut octets = R::Octets::default();
        let read = match &mut self.records {
            Records::Memory(records) => records.read_exact(octets.as_mut()),
            Records::File(file) => file.read_exact(octets.as_mut()),
        };
        match read {
            Ok(()) => Some(Ok(R::of_octets(&octets))),
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => None,
            Err(error) => Some(Err(failed(&error))),
        }
    }
}

impl<R> Share<R> {
    /// Goes back to the first record.
    ///
    /// # Errors
    /// `output_unwritable`.
    pub(crate) fn rewind(&mut self) -> Result<(), Error> {
        match &mut self.records {
            Records::Memory(records) => records.set_position(0),
            Records::File(file) => file.rewind().map_err(|e| failed(&e))?,
        }
        Ok(())
    }
}

/// Records that are read from a file at once.
const TOGETHER: usize = 1024;

impl<R: Record> Share<R> {
    /// Appends the next records, so many or all that are left.
    fn read_into(&mut self, records: &mut Vec<R>, mut count: usize) -> Result<(), Error> {
        let len = R::Octets::default().as_ref().len();
        let mut octets = Vec::with_capacity(TOGETHER.min(count) * len);
        while count > 0 {
            let ask = count.min(TOGETHER);
            octets.clear();
            let limit = (ask * len) as u64;
            let read = match &mut self.records {
                Records::Memory(records) => records.take(limit).read_to_end(&mut octets),
                Records::File(file) => file.take(limit).read_to_end(&mut octets),
            };
            read.map_err(|error| failed(&error))?;
            records.extend(octets.chunks_exact(len).map(|chunk| {
                let mut octets = R::Octets::default();
                octets.as_mut().copy_from_slice(chunk);
                R::of_octets(&octets)
            }));
            if octets.len() < ask * len {
                break;
            }
            count -= ask;
        }
        Ok(())
    }
}

/// Octets of records that are sorted in memory at once.
const RUN_LEN: usize = 8 << 20;
/// Sorted files that are merged to one before there are more: a process may open only so many.
const RUNS_TOGETHER: usize = 128;

impl<R: Record + Ord> Share<R> {
    /// The records in their order: in memory where they are few enough, else merged from sorted
    /// files in `directory`.
    ///
    /// # Errors
    /// `output_unwritable`.
    pub(crate) fn sorted(self, directory: &Path) -> Result<Sorted<R>, Error> {
        self.sorted_by_runs(directory, RUN_LEN / R::Octets::default().as_ref().len())
    }

    fn sorted_by_runs(mut self, directory: &Path, run: usize) -> Result<Sorted<R>, Error> {
        let (mut merged, mut runs): (Vec<Share<R>>, Vec<Share<R>>) = Default::default();
        loop {
            let mut records = Vec::new();
            self.read_into(&mut records, run)?;
            records.sort_unstable();
            if merged.is_empty() && runs.is_empty() && records.len() < run {
                return Ok(Sorted::Memory(records.into_iter()));
            }
            if records.is_empty() {
                break;
            }
            runs.push(written(directory, records.into_iter().map(Ok))?);
            if runs.len() == RUNS_TOGETHER {
                merged.push(written(directory, Sorted::of_files(mem::take(&mut runs))?)?);
            }
        }
        merged.append(&mut runs);
        Sorted::of_files(merged)
    }
}

/// Records in a file of their own.
fn written<R: Record>(
    directory: &Path,
    records: impl Iterator<Item = Result<R, Error>>,
) -> Result<Share<R>, Error> {
    let mut file = Shares::with_count(directory, 1)?;
    for record in records {
        file.push_to(0, &record?)?;
    }
    share_of(file.files.swap_remove(0), 16 << 10)
}

impl<R: Record + Ord> Sorted<R> {
    /// Merges sorted files.
    fn of_files(mut runs: Vec<Share<R>>) -> Result<Sorted<R>, Error> {
        let mut heads = BinaryHeap::with_capacity(runs.len());
        for (index, run) in runs.iter_mut().enumerate() {
            if let Some(record) = run.next() {
                heads.push(Reverse((record?, index)));
            }
        }
        Ok(Sorted::Files { heads, runs })
    }
}

/// The records of one file in their order.
pub(crate) enum Sorted<R> {
    /// Few enough for memory.
    Memory(std::vec::IntoIter<R>),
    /// The next one of each sorted file.
    Files { heads: BinaryHeap<Reverse<(R, usize)>>, runs: Vec<Share<R>> },
}

impl<R: Record + Ord> Iterator for Sorted<R> {
    type Item = Result<R, Error>;

    fn next(&mut self) -> Option<Result<R, Error>> {
        let (heads, runs) = match self {
            Sorted::Memory(records) => return records.next().map(Ok),
            Sorted::Files { heads, runs } => (heads, runs),
        };
        let Reverse((record, index)) = heads.pop()?;
        match runs[index].next() {
            Some(Ok(next)) => heads.push(Reverse((next, index))),
            Some(Err(error)) => return Some(Err(error)),
            None => {}
        }
        Some(Ok(record))
    }
}

/// Hashes with keys of this run.
pub(crate) struct Key {
    first: RandomState,
    second: RandomState,
    /// For texts, which are long.
    texts: [foldhash::quality::RandomState; 2],
    add: u64,
    multiply: u64,
}

impl Key {
    pub(crate) fn new() -> Key {
        let (first, second) = (RandomState::new(), RandomState::new());
        let (add, multiply) = (first.hash_one(0u8), second.hash_one(0u8) | 1);
        Key { first, second, texts: Default::default(), add, multiply }
    }

    /// One to one, so that no two numbers are taken for the same.
    pub(crate) fn of_number(&self, number: u64) -> u64 {
        let mixed = (number ^ self.add).wrapping_mul(self.multiply);
        (mixed ^ mixed >> 32).wrapping_mul(self.multiply)
    }

    /// 128 bits: two texts of a campaign are taken for the same about never.
    pub(crate) fn of_text(&self, text: &str) -> u128 {
        let [low, high] = self.texts.each_ref().map(|state| u128::from(state.hash_one(text)));
        low | high << 64
    }

    /// 128 bits of anything: two different ones are taken for the same about never.
    pub(crate) fn of(&self, value: impl Hash) -> u128 {
        u128::from(self.first.hash_one(&value)) | u128::from(self.second.hash_one(&value)) << 64
    }
}

/// A file of our own that nobody else can open, and that is gone when it is closed.
///
/// # Errors
/// Those of the file system.
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

fn failed(error: &io::Error) -> Error {
    let what = format!("a temporary file failed: {error}; --tmp-dir names another directory");
    Error::new(ErrorKind::OutputUnwritable, what)
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Record for u64 {
        type Octets = [u8; 8];

        fn to_octets(&self) -> [u8; 8] {
            self.to_le_bytes()
        }

        fn of_octets(octets: &[u8; 8]) -> u64 {
            u64::from_le_bytes(*octets)
        }
    }

    #[test]
    fn sorted_in_memory_and_from_files() {
        let directory = std::env::temp_dir();
        // so few that they stay in memory, and so many that they do not
        for (count, run) in [(1000, 1), (1000, 3), (1000, 999), (1000, 1000), (1000, 1001)]
            .into_iter()
            .chain([(BUFFER_LEN / 8, 99), (BUFFER_LEN / 8 + 1, 99), (9000, 9000)])
            .chain([(RUNS_TOGETHER, 1), (2 * RUNS_TOGETHER + 1, 1), (5000, 7)])
        {
            let records: Vec<u64> = (0..count as u64).map(|n| n * 7919 % 10_007).collect();
            let mut expected = records.clone();
            expected.sort_unstable();
            let mut shares = Shares::with_count(&directory, 1).unwrap();
            records.iter().for_each(|record| shares.push(0, record).unwrap());
            let share = shares.into_files().next().unwrap().unwrap();
            let sorted = share.sorted_by_runs(&directory, run).unwrap();
            assert_eq!(sorted.map(Result::unwrap).collect::<Vec<u64>>(), expected, "{count} {run}");
        }
    }
}
