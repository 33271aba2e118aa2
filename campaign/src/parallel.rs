//! Blocks judged on several threads, written in the order of the file.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::thread;

use septet::preflight::Totals;
use septet::{Error, ErrorKind};

use crate::driver::Judge;
use crate::input::{Block, Origin, Reader};

/// A block on its way to a worker and back, with room for the lines of its rows.
#[derive(Default)]
struct Work {
    index: u64,
    block: Block,
    lines: Vec<u8>,
}

/// Writes the lines of so many rows.
type Write<'w> = dyn FnMut(&Origin, &[u8], usize) -> Result<(), Error> + 'w;

/// Reads blocks on this thread, judges them on `threads` others, each with a judge of its own, and
/// writes their lines in order. Two blocks a thread are under way at most: memory stays flat.
pub(crate) fn run<'a>(
    threads: usize,
    reader: &mut Reader<'_>,
    judge: impl Fn() -> Result<Judge<'a>, Error> + Sync,
    write: &mut Write<'_>,
) -> Result<Totals, Error> {
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
        let mut totals = Totals::default();
        for worker in workers {
            totals.merge(worker.join().map_err(|_| failed())??)?;
        }
        driven.map(|()| totals)
    })
}

fn worker(
    work: &Mutex<Receiver<Work>>,
    judge: Result<Judge<'_>, Error>,
    to_writer: &Sender<Result<Work, Error>>,
) -> Result<Totals, Error> {
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
    judge.session.into_totals()
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
