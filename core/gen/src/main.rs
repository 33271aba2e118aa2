//! Builds septet's generated tables from `core/data`.
//!
//! `cargo run -p septet-gen` writes them; `cargo run -p septet-gen -- --check` compares them with
//! what is committed and fails when they differ. A table has one function here that turns its data
//! file into [`Output`]s; it does not use septet, so a mistake there cannot hide one here.

#![forbid(unsafe_code)]

mod alphabets;
mod findings;
mod numbering;
mod senders;
mod substitutions;
mod taxonomy;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// One generated file: its path below `core/`, and its contents.
struct Output {
    path: &'static str,
    contents: Vec<u8>,
}

type Generator = fn(&Path) -> Result<Vec<Output>, String>;

/// Every generator, by the folder or file of `core/data` it reads.
const GENERATORS: &[(&str, Generator)] = &[
    ("alphabets", alphabets::generate),
    ("findings.toml", findings::generate),
    ("numbering", numbering::generate),
    ("senders", senders::generate),
    ("substitutions", substitutions::generate),
    ("taxonomy.json", taxonomy::generate),
];

fn main() -> ExitCode {
    let check = match std::env::args().nth(1).as_deref() {
        None => false,
        Some("--check") => true,
        Some(other) => {
            eprintln!("septet-gen: {other:?} is not an option; the only one is --check");
            return ExitCode::from(2);
        }
    };
    let core = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/.."));
    let mut stale = 0;
    for (name, generate) in GENERATORS {
        let outputs = match generate(&core.join("data").join(name)) {
            Ok(outputs) => outputs,
            Err(message) => {
                eprintln!("septet-gen: {name}: {message}");
                return ExitCode::from(2);
            }
        };
        for Output { path, contents } in outputs {
            let target = core.join(path);
            if std::fs::read(&target).is_ok_and(|old| old == contents) {
                continue;
            }
            stale += 1;
            if check {
                eprintln!(
                    "septet-gen: core/{path} differs from its data: run `cargo run -p septet-gen`"
                );
            } else if let Err(error) = std::fs::write(&target, contents) {
                eprintln!("septet-gen: core/{path}: {error}");
                return ExitCode::from(2);
            } else {
                println!("wrote core/{path}");
            }
        }
    }
    if check && stale > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}
