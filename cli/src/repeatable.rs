//! Inputs that are read more than once.

use std::fs::{self, File};
use std::io::{Read, Seek};
use std::path::{Path, PathBuf};

use septet::{Error, ErrorKind};
use septet_campaign::input::Input;
use septet_campaign::spill::nameless;

/// An input that can be read more than once: its file, or a copy of a stream.
pub(crate) enum Repeatable {
    File(PathBuf),
    Copy { name: String, file: File },
}

impl Repeatable {
    /// What a path names; `-` is standard input. A stream is copied to a file without a name.
    pub(crate) fn new(
        path: &Path,
        stdin: &mut dyn Read,
        directory: &Path,
    ) -> Result<Repeatable, Error> {
        let is_stdin = path == Path::new("-");
        if !is_stdin && fs::metadata(path).map_or(true, |found| found.is_file() || found.is_dir()) {
            // what cannot be opened is said when it is opened
            return Ok(Repeatable::File(path.to_path_buf()));
        }
        let name = if is_stdin { "standard input".into() } else { path.display().to_string() };
        let failed = |error: std::io::Error| {
            let what = format!(
                "copying it to a temporary file failed: {error}; --tmp-dir names another directory"
            );
            Error::new(ErrorKind::OutputUnwritable, what).with_file(&name)
        };
        let mut file = nameless(directory, 0).map_err(failed)?;
        let copied = if is_stdin {
            std::io::copy(stdin, &mut file)
        } else {
            File::open(path).and_then(|mut stream| std::io::copy(&mut stream, &mut file))
        };
        copied.map_err(|error| match error.kind() {
            std::io::ErrorKind::StorageFull => failed(error),
            _ => {
                let what = format!("copying it to a temporary file failed: {error}");
                Error::new(ErrorKind::InputUnreadable, what).with_file(&name)
            }
        })?;
        Ok(Repeatable::Copy { name, file })
    }

    /// The input from its beginning.
    pub(crate) fn input(&self) -> Result<Input<'_>, Error> {
        match self {
            Repeatable::File(path) => Ok(Input::File(path.clone())),
            Repeatable::Copy { name, file } => {
                (&*file).rewind().map_err(|error| {
                    Error::new(ErrorKind::InputUnreadable, format!("reading failed: {error}"))
                })?;
                Ok(Input::Stream { name: name.clone(), stream: Box::new(file) })
            }
        }
    }
}

impl Repeatable {
    /// What messages call it.
    pub(crate) fn name(&self) -> String {
        match self {
            Repeatable::File(path) => path.display().to_string(),
            Repeatable::Copy { name, .. } => name.clone(),
        }
    }
}
