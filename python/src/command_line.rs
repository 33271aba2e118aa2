//! The command line on Python's streams, so that what Python redirects stays redirected.

use std::ffi::OsString;
use std::io::{self, BufReader, BufWriter, Read, Write};

use pyo3::exceptions::PyOSError;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};
use septet_cli::io::Io;

/// Runs the command line `arguments` (the program's name first) and returns its exit status.
///
/// The streams are Python's: their `buffer` is used where they have one, else they are read and
/// written as text.
#[pyfunction]
pub(crate) fn run_command_line(
    py: Python<'_>,
    arguments: Vec<OsString>,
    stdin: Py<PyAny>,
    stdout: Py<PyAny>,
    stderr: Py<PyAny>,
) -> PyResult<u8> {
    let stdout_is_terminal = is_terminal(stdout.bind(py));
    let stderr_is_terminal = is_terminal(stderr.bind(py));
    let stdin = Stream::new(stdin.bind(py))?;
    let stdout = Stream::new(stdout.bind(py))?;
    let stderr = Stream::new(stderr.bind(py))?;
    py.detach(move || {
        let mut stdout = BufWriter::with_capacity(1 << 16, stdout);
        let mut stderr = io::LineWriter::new(stderr);
        let status = septet_cli::run(
            arguments,
            &mut Io {
                stdin: &mut BufReader::with_capacity(1 << 16, stdin),
                stdout: &mut stdout,
                stderr: &mut stderr,
                stdout_is_terminal,
                stderr_is_terminal,
            },
        );
        let flushed = stdout.flush().and_then(|()| stderr.flush());
        match flushed {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                Err(PyOSError::new_err(format!("standard output: {error}")))
            }
            _ => Ok(status),
        }
    })
}

fn is_terminal(stream: &Bound<'_, PyAny>) -> bool {
    // a stream without isatty is no terminal
    stream.call_method0("isatty").and_then(|answer| answer.is_truthy()).unwrap_or(false)
}

/// A stream of Python's.
struct Stream {
    object: Py<PyAny>,
    is_text: bool,
    /// Octets that wait: read and not yet asked for, or written and not yet a whole character.
    waiting: Vec<u8>,
}

impl Stream {
    fn new(stream: &Bound<'_, PyAny>) -> PyResult<Stream> {
        let buffer = stream.getattr_opt("buffer")?;
        let is_text = buffer.is_none();
        let object = buffer.unwrap_or_else(|| stream.clone()).unbind();
        Ok(Stream { object, is_text, waiting: Vec::new() })
    }
}

impl Read for Stream {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.waiting.is_empty() {
            Python::attach(|py| {
                let stream = self.object.bind(py);
                // one blocking read: a pipe or terminal gives what it has
                let read = if stream.hasattr("read1")? {
                    intern!(py, "read1")
                } else {
                    intern!(py, "read")
                };
                let got = stream.call_method1(read, (into.len(),))?;
                if let Ok(text) = got.cast::<PyString>() {
                    self.waiting.extend_from_slice(text.to_str()?.as_bytes());
                } else {
                    self.waiting.extend_from_slice(got.cast::<PyBytes>()?.as_bytes());
                }
                Ok(())
            })
            .map_err(|error: PyErr| io_error(&error))?;
        }
        let count = into.len().min(self.waiting.len());
        into[..count].copy_from_slice(&self.waiting[..count]);
        self.waiting.drain(..count);
        Ok(count)
    }
}

impl Write for Stream {
    fn write(&mut self, octets: &[u8]) -> io::Result<usize> {
        Python::attach(|py| {
            let stream = self.object.bind(py);
            if !self.is_text {
                let mut rest = octets;
                while !rest.is_empty() {
                    // a raw stream may take a part only
                    let taken =
                        stream.call_method1(intern!(py, "write"), (PyBytes::new(py, rest),))?;
                    let taken: usize = taken.extract().unwrap_or(rest.len());
                    rest = rest.get(taken..).unwrap_or_default();
                }
                return Ok(octets.len());
            }
            self.waiting.extend_from_slice(octets);
            let whole = match std::str::from_utf8(&self.waiting) {
                Ok(text) => text.len(),
                Err(error) => error.valid_up_to(),
            };
            let text = String::from_utf8_lossy(&self.waiting[..whole]);
            stream.call_method1(intern!(py, "write"), (text,))?;
            self.waiting.drain(..whole);
            Ok(octets.len())
        })
        .map_err(|error: PyErr| io_error(&error))
    }

    fn flush(&mut self) -> io::Result<()> {
        Python::attach(|py| self.object.bind(py).call_method0(intern!(py, "flush")).map(drop))
            .map_err(|error| io_error(&error))
    }
}

/// A failed read or write of Python's, with its kind kept: a broken pipe is no error of ours.
fn io_error(error: &PyErr) -> io::Error {
    Python::attach(|py| {
        let number = error.value(py).getattr("errno").and_then(|n| n.extract::<i32>());
        match number {
            Ok(number) => io::Error::from_raw_os_error(number),
            Err(_) => io::Error::other(error.to_string()),
        }
    })
}
