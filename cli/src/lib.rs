//! The septet command line as a library, so that the Python wheel ships the same command.
//!
//! A subcommand is one module with a `clap::Args` struct and a `run` function, and one variant of
//! `Command`.

#![forbid(unsafe_code)]

pub mod audit;
pub mod compare;
pub mod completions;
pub mod decode;
pub mod inspect;
pub mod io;
pub mod jsonl;
pub mod merge;
pub mod number;
pub mod parts;
pub mod preflight;
mod progress;
pub mod rate;
pub mod rates;
pub mod reassemble;
pub mod record;
mod repeatable;
pub mod rules;
pub mod sender;
pub mod split;
pub mod status;
pub mod text_options;
pub mod vendors;
mod version;

use std::ffi::OsString;

use clap::{Parser, Subcommand};

use crate::io::{Failure, Io};

/// Exit status: done.
pub const DONE: u8 = 0;
/// Exit status: done, and `--fail-on` was given and met.
pub const FAILED_ON: u8 = 1;
/// Exit status: bad usage or unreadable input; nothing was half-written.
pub const CANNOT_RUN: u8 = 2;

/// Know what a text message will become before it is sent.
#[derive(Parser)]
#[command(name = "septet", version, subcommand_required = true, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Audit(Box<audit::AuditArgs>),
    Compare(Box<compare::CompareArgs>),
    Completions(completions::Args),
    Decode(decode::Args),
    Reassemble(reassemble::Args),
    Preflight(Box<preflight::PreflightArgs>),
    Merge(merge::Args),
    Number(number::Args),
    Rate(rate::Args),
    Rates(rates::Args),
    Sender(sender::Args),
    Inspect(inspect::InspectArgs),
    Split(split::SplitArgs),
    Status(Box<status::Args>),
    Vendors(vendors::Args),
}

/// Runs the command line `args` (the program's name first) and returns the exit status.
pub fn run(args: impl IntoIterator<Item = OsString>, io: &mut Io<'_>) -> u8 {
    let args: Vec<OsString> = args.into_iter().collect();
    if version::is_asked(&args) {
        return version::run(io).unwrap_or_else(|failure| io.fail(&failure));
    }
    let cli = match Cli::try_parse_from(jsonl::without_stdin(args)) {
        Ok(cli) => cli,
        Err(error) => return io.usage(&error),
    };
    let result: Result<u8, Failure> = match cli.command {
        Command::Audit(args) => audit::run(&args, io),
        Command::Compare(args) => compare::run(&args, io),
        Command::Completions(args) => {
            completions::run(args, <Cli as clap::CommandFactory>::command(), io)
        }
        Command::Decode(args) => decode::run(args, io),
        Command::Reassemble(args) => reassemble::run(args, io),
        Command::Preflight(args) => preflight::run(&args, io),
        Command::Merge(args) => merge::run(&args, io),
        Command::Number(args) => number::run(args, io),
        Command::Rate(args) => rate::run(&args, io),
        Command::Rates(args) => rates::run(&args, io),
        Command::Sender(args) => sender::run(args, io),
        Command::Inspect(args) => inspect::run(&args, io),
        Command::Split(args) => split::run(&args, io),
        Command::Status(args) => status::run(&args, io),
        Command::Vendors(args) => vendors::run(args, io),
    };
    match result {
        Ok(status) => status,
        Err(failure) => io.fail(&failure),
    }
}
