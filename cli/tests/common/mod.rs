//! What tests of several subcommands share: a folder that goes away again, and the command line run
//! within the process.

#![allow(dead_code)] // each test file uses what it needs

use std::ffi::OsString;
use std::fs;
use std::io::Cursor;
use std::path::PathBuf;

use septet_cli::io::Io;
use serde_json::Value;

/// A folder of a test's own.
pub(crate) struct Place(pub(crate) PathBuf);

impl Place {
    pub(crate) fn new(name: &str) -> Place {
        let path = std::env::temp_dir().join(format!("septet-cli-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Place(path)
    }

    pub(crate) fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.join(name);
        fs::write(&path, content).unwrap();
        path
    }

    /// Everything in the folder but what the test put there.
    pub(crate) fn left_behind(&self, own: &[&str]) -> Vec<String> {
        let names = fs::read_dir(&self.0).unwrap();
        let names = names.map(|e| e.unwrap().file_name().into_string().unwrap());
        names.filter(|name| !own.contains(&name.as_str())).collect()
    }

    /// Runs the command line; `@` in an argument stands for the folder.
    pub(crate) fn septet(&self, args: &[&str], stdin: &[u8]) -> Ran {
        let folder = format!("{}/", self.0.display());
        let args: Vec<String> = args.iter().map(|arg| arg.replace('@', &folder)).collect();
        septet(&args.iter().map(String::as_str).collect::<Vec<_>>(), stdin)
    }

    /// Runs a command line whose arguments hold no blanks.
    pub(crate) fn line(&self, line: &str) -> Ran {
        self.septet(&line.split_whitespace().collect::<Vec<_>>(), b"")
    }

    /// What a line prints that is done without a word of complaint.
    pub(crate) fn done(&self, line: &str) -> String {
        let Ran { status, out, err } = self.line(line);
        assert_eq!((status, err.as_str()), (0, ""), "{line}");
        out
    }

    /// What a line complains of that is refused and prints nothing else.
    pub(crate) fn refused(&self, line: &str) -> String {
        let Ran { status, out, err } = self.line(line);
        assert_eq!((status, out.as_str()), (2, ""), "{line}: {err}");
        err
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Runs the command line within the process.
pub(crate) fn septet(args: &[&str], stdin: impl AsRef<[u8]>) -> Ran {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let status = septet_cli::run(
        ["septet"].iter().chain(args).map(OsString::from),
        &mut Io {
            stdin: &mut Cursor::new(stdin.as_ref()),
            stdout: &mut out,
            stderr: &mut err,
            stdout_is_terminal: false,
            stderr_is_terminal: false,
        },
    );
    Ran { status, out: String::from_utf8(out).unwrap(), err: String::from_utf8(err).unwrap() }
}

/// What a run printed, and its exit status.
pub(crate) struct Ran {
    pub(crate) status: u8,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Ran {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|e| panic!("{e}: {}{}", self.out, self.err))
    }
}
