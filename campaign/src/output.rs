//! Outputs that are whole or absent.
//!
//! A file is written beside its target under a name of its own, locked, and renamed at the end. A
//! run that dies leaves the target as it was and a temporary file whose lock has gone with it: the
//! next run recognises it by that and replaces it.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use septet::{Error, ErrorKind};

/// A file that appears under its name when [`finish`](AtomicFile::finish) succeeds, and not before.
///
/// A target that is no regular file (a pipe, `/dev/stdout`) is written directly.
#[derive(Debug)]
pub struct AtomicFile {
    writer: BufWriter<File>,
    /// What the user called it.
    name: String,
    /// Where it is written and where it goes; absent when it is written directly.
    places: Option<(PathBuf, PathBuf)>,
}

const BUFFER_LEN: usize = 256 << 10;

impl AtomicFile {
    /// Begins a file that will stand at `target`.
    ///
    /// # Errors
    /// `output_unwritable`; `output_busy` when another run is writing the same target.
    pub fn create(target: &Path) -> Result<AtomicFile, Error> {
        let name = target.display().to_string();
        Self::begin(target, &name).map_err(|error| error.with_file(name))
    }

    fn begin(target: &Path, name: &str) -> Result<AtomicFile, Error> {
        let unwritable =
            |error: io::Error| Error::new(ErrorKind::OutputUnwritable, cannot("create", &error));
        let new = |file, places| AtomicFile {
            writer: BufWriter::with_capacity(BUFFER_LEN, file),
            name: name.to_string(),
            places,
        };
        // a link stays a link: what it points to is replaced
        let target = fs::canonicalize(target).unwrap_or_else(|_| target.to_path_buf());
        match fs::metadata(&target) {
            Ok(found) if found.is_dir() => {
                let what = "this is a directory: name a file in it";
                return Err(Error::new(ErrorKind::OutputUnwritable, what));
            }
            Ok(found) if !found.is_file() => {
                let file = OpenOptions::new().write(true).open(&target).map_err(unwritable)?;
                return Ok(new(file, None));
            }
            _ => {}
        }
        let Some(temporary) = temporary_path(&target) else {
            return Err(Error::new(ErrorKind::OutputUnwritable, "this is no file name"));
        };
        // not truncated before the lock says that nobody is writing it
        let file = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(false)
            .open(&temporary)
            .map_err(unwritable)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let what = "another run is writing this file: wait for it, or name another";
                return Err(Error::new(ErrorKind::OutputBusy, what));
            }
            Err(TryLockError::Error(error)) => return Err(unwritable(error)),
        }
        // the run that held the lock may just have put this very file in its place
        if !is_at(&file, &temporary).map_err(unwritable)? {
            let what = "another run has just written this file: start again, or name another";
            return Err(Error::new(ErrorKind::OutputBusy, what));
        }
        file.set_len(0).map_err(unwritable)?;
        Ok(new(file, Some((temporary, target))))
    }

    /// Puts the file in its place.
    ///
    /// # Errors
    /// `output_unwritable`; the target is then as it was.
    pub fn finish(mut self) -> Result<(), Error> {
        let result = self.writer.flush().and_then(|()| {
            let Some((temporary, target)) = &self.places else { return Ok(()) };
            self.writer.get_ref().sync_all()?;
            fs::rename(temporary, target)
        });
        match result {
            Ok(()) => {
                self.places = None;
                Ok(())
            }
            Err(error) => Err(unwritable(&error).with_file(&self.name)),
        }
    }

    /// What the user called it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The error of a run that writes this file, with the file's name where it is about that.
    pub fn named(&self, error: Error) -> Error {
        if error.kind() == ErrorKind::OutputUnwritable && error.file().is_none() {
            return error.with_file(&self.name);
        }
        error
    }
}

impl Write for AtomicFile {
    fn write(&mut self, octets: &[u8]) -> io::Result<usize> {
        self.writer.write(octets)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

impl Drop for AtomicFile {
    fn drop(&mut self) {
        // given up: nobody is left to tell, and a file that stays is recognised by the next run
        if let Some((temporary, _)) = &self.places {
            let _ = fs::remove_file(temporary);
        }
    }
}

/// The error of a failed write, for the output's name to be added.
pub fn unwritable(error: &io::Error) -> Error {
    Error::new(ErrorKind::OutputUnwritable, cannot("write", error))
}

/// `.NAME.septet-part` beside the target, so that the rename stays on one file system.
fn temporary_path(target: &Path) -> Option<PathBuf> {
    let mut name = std::ffi::OsString::from(".");
    name.push(target.file_name()?);
    name.push(".septet-part");
    Some(target.with_file_name(name))
}

/// Whether `path` still names the open `file`.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;
    let (open, named) = (file.metadata()?, fs::metadata(path));
    Ok(named.is_ok_and(|named| (named.dev(), named.ino()) == (open.dev(), open.ino())))
}

/// Elsewhere an open file cannot be renamed by another.
#[cfg(not(unix))]
fn is_at(_file: &File, _path: &Path) -> io::Result<bool> {
    Ok(true)
}

fn cannot(verb: &str, error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::StorageFull => {
            format!("cannot {verb}: the disk is full; nothing was left behind")
        }
        io::ErrorKind::NotFound => format!("cannot {verb}: there is no such directory"),
        _ => format!("cannot {verb}: {error}"),
    }
}
