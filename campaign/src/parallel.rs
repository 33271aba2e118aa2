//! Blocks judged on several threads, written in the order of the file.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::thread;

use septet::{Error, ErrorKind};

use crate::input::{Block, Origin, Reader};

/// A block on its way to a worker and back, with room for the lines of its rows.
#[derive(Default)]
struct Work {
    index: u64,
    block: Block,
    lines: Vec<u8>,
}

/// Works on blocks of rows, and says in the end what it counted.
pub(crate) trait Worker {
    /// What is counted.
    type Counted: Send;

    /// Takes the rows of a block, and appends lines where any are wanted.
    fn block(&mut self, block: &Block, lines: &mut Vec<u8>) -> Result<(), Error>;

    /// What was counted.
    fn finish(self) -> Result<Self::Counted, Error>;
}

/// Writes the lines of so many rows.
type Write<'w> = dyn FnMut(&Origin, &[u8], usize) -> Result<(), Error> + 'w;

/// Reads blocks, has them worked on by `threads` workers, and writes their lines in order. One
/// worker takes all blocks in order, on this thread; several take them as they come, each on a
/// thread of its own. Two blocks a thread are under way at most: memory stays flat. What each
/// counted is returned; which rows that are is not known of several.
pub(crate) fn run<W: Worker>(
    threads: usize,
    reader: &mut Reader<'_>,
    judge: impl Fn() -> Result<W, Error> + Sync,
    write: &mut Write<'_>,
) -> Result<Vec<W::Counted>, Error> {
    if threads < 2 {
        let (mut worker, mut block, mut lines) = (judge()?, Block::default(), Vec::new());
        while reader.read(&mut block)? {
            lines.clear();
            worker.block(&block, &mut lines)?;
            write(reader.origin(), &lines, block.row_count())?;
        }
        return Ok(vec![worker.finish()?]);
    }
    let (to_workers, work) = sync_channel::<Work>(2 * threads);
    let work = Mutex::new(work);
    let (to_writer, done) = channel::<Result<Work, Error>>();
    thread::scope(|scope| {
        let workers: Vec<_> = (0..threads)
            .map(|_| {
                let (work, judge, to_writer) = (&work, &judge, to_writer.clone());
                scope.spawn(move || worker(work, judge(), &to_writer))
            })
            .collect();
        drop(to_writer);
        let driven = drive(2 * threads, reader, to_workers, &done, write);
        let mut counted = Vec::with_capacity(threads);
        for worker in workers {
            counted.push(worker.join().map_err(|_| failed())??);
        }
        driven.map(|()| counted)
    })
}

fn worker<W: Worker>(
    work: &Mutex<Receiver<Work>>,
    judge: Result<W, Error>,
    to_writer: &Sender<Result<Work, Error>>,
) -> Result<W::Counted, Error> {
    let mut judge = judge?;
    loop {
        let next = work.lock().unwrap_or_else(PoisonError::into_inner).recv();
        // no more work, or nobody to take it
        let Ok(mut next) = next else { break };
        next.lines.clear();
        // a panic must not leave the writer waiting for this block
        let judged = catch_unwind(AssertUnwindSafe(|| judge.block(&next.block, &mut next.lines)));
        let judged = judged.unwrap_or_else(|_| Err(failed()));
        if to_writer.send(judged.map(|()| next)).is_err() {
            break;
        }
    }
    judge.finish()
}

fn failed() -> Error {
    Error::new(ErrorKind::Internal, "a thread failed while judging rows")
}

/// Keeps the workers busy. Ends early, without an error of its own, when none could begin: they say
/// why.
fn drive(
    block_count: usize,
    reader: &mut Reader<'_>,
    to_workers: SyncSender<Work>,
    done: &Receiver<Result<Work, Error>>,
    write: &mut Write<'_>,
) -> Result<(), Error> {
    let mut free: Vec<Work> = (0..block_count).map(|_| Work::default()).collect();
    let mut waiting: BTreeMap<u64, Work> = BTreeMap::new();
    let (mut read_count, mut written_count, mut at_end) = (0, 0, false);
    while !at_end || written_count < read_count {
        if !at_end && let Some(mut work) = free.pop() {
            if reader.read(&mut work.block)? {
                work.index = read_count;
                read_count += 1;
                if to_workers.send(work).is_err() {
                    return Ok(());
                }
            } else {
                at_end = true;
            }
            continue;
        }
        let Ok(work) = done.recv() else { return Ok(()) };
        let work = work?;
        waiting.insert(work.index, work);
        while let Some(work) = waiting.remove(&written_count) {
            write(reader.origin(), &work.lines, work.block.row_count())?;
            written_count += 1;
            free.push(work);
        }
    }
    Ok(())
}
