//! The streams a command reads and writes. They are passed in, never taken from the process, so
//! that a test or the Python wheel can give its own.

use std::fmt;
use std::io::{self, BufRead, Write};
use std::path::Path;

/// Standard input, output and error of one run.
pub struct Io<'a> {
    /// Standard input.
    pub stdin: &'a mut dyn BufRead,
    /// Standard output.
    pub stdout: &'a mut dyn Write,
    /// Standard error.
    pub stderr: &'a mut dyn Write,
    /// Whether a person reads standard output: colour and marks are for people only.
    pub stdout_is_terminal: bool,
    /// Whether a person reads standard error: progress is for people only.
    pub stderr_is_terminal: bool,
}

/// Why a command cannot go on: what the person at the terminal is told.
#[derive(Debug)]
pub enum Failure {
    /// An error of the engine or of a file.
    Septet(septet::Error),
    /// Reading or writing failed; `what` names the stream or file.
    Io {
        /// The stream or file.
        what: String,
        /// What the system said.
        source: io::Error,
    },
}

impl From<septet::Error> for Failure {
    fn from(error: septet::Error) -> Failure {
        Failure::Septet(error)
    }
}

impl Failure {
    /// Names the stream or file of a failed read or write.
    pub fn io(what: impl Into<String>) -> impl FnOnce(io::Error) -> Failure {
        let what = what.into();
        move |source| Failure::Io { what, source }
    }

    /// The reader of our output has gone (`septet … | head`): not an error of ours.
    pub fn is_broken_pipe(&self) -> bool {
        matches!(self, Failure::Io { source, .. } if source.kind() == io::ErrorKind::BrokenPipe)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Septet(error) => write!(f, "{error}"),
            Failure::Io { what, source } if source.kind() == io::ErrorKind::NotFound => {
                write!(f, "{what}: there is no such file")
            }
            Failure::Io { what, source } => write!(f, "{what}: {source}"),
        }
    }
}

impl Io<'_> {
    /// A file, whole; `-` is standard input.
    ///
    /// # Errors
    /// One that cannot be read.
    pub fn read(&mut self, file: &Path) -> Result<Vec<u8>, Failure> {
        if file != Path::new("-") {
            return Ok(crate::rules::read(file)?);
        }
        let mut content = Vec::new();
        self.stdin.read_to_end(&mut content).map_err(Failure::io("standard input"))?;
        Ok(content)
    }

    /// Prints why the command line was refused, or the help that was asked for.
    pub fn usage(&mut self, error: &clap::Error) -> u8 {
        // a failed write to a closed terminal leaves nobody to tell
        if error.use_stderr() {
            let _ = write!(self.stderr, "{error}");
            crate::CANNOT_RUN
        } else {
            let _ = write!(self.stdout, "{error}");
            crate::DONE
        }
    }

    /// Prints why the command could not run.
    pub fn fail(&mut self, failure: &Failure) -> u8 {
        if failure.is_broken_pipe() {
            return crate::DONE;
        }
        let _ = writeln!(self.stderr, "septet: {failure}");
        crate::CANNOT_RUN
    }
}
