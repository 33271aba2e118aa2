//! The `septet` command.

#![forbid(unsafe_code)]

use std::io::{self, BufWriter, IsTerminal, Write};
use std::process::ExitCode;

use septet_cli::io::Io;

fn main() -> ExitCode {
    let (stdin, stdout, stderr) = (io::stdin(), io::stdout(), io::stderr());
    let (stdout_is_terminal, stderr_is_terminal) = (stdout.is_terminal(), stderr.is_terminal());
    let mut out = BufWriter::with_capacity(1 << 16, stdout.lock());
    let status = septet_cli::run(
        std::env::args_os(),
        &mut Io {
            stdin: &mut stdin.lock(),
            stdout: &mut out,
            stderr: &mut stderr.lock(),
            stdout_is_terminal,
            stderr_is_terminal,
        },
    );
    match out.flush() {
        Ok(()) => ExitCode::from(status),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::from(status),
        Err(error) => {
            let _ = writeln!(io::stderr(), "septet: standard output: {error}");
            ExitCode::from(septet_cli::CANNOT_RUN)
        }
    }
}
