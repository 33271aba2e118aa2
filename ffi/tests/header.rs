//! include/septet.h is what the crate exports: made again here and compared with the committed
//! file. `SEPTET_UPDATE=1 cargo test -p septet-ffi --test header` writes it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::Path;
use std::{env, fs};

use septet::ErrorKind;

/// The numbers of the results, from the one registry that Rust, Python and the command line use.
fn results() -> String {
    let mut out = String::from(
        "/* The outcome of a call, beside SEPTET_OK: the same numbers and words as everywhere in\n   \
         septet, never reused. */\n",
    );
    for kind in ErrorKind::ALL {
        let name = kind.as_str().to_uppercase();
        out += &format!("#define SEPTET_ERROR_{name} {}u\n", kind.number());
    }
    out
}

/// The numbers of the words in outcomes, from the engine's lists.
fn words() -> String {
    use septet::status::{Actor, Billable, Cause, Certainty, Retry, Scope, State};
    let mut out = String::new();
    macro_rules! list {
        ($name:ident, $what:literal) => {
            out += concat!("\n/* ", $what, " */\n");
            for word in $name::ALL {
                let (list, name) = (stringify!($name), word.as_str().to_uppercase());
                let line = format!("SEPTET_{}_{name} {}", list.to_uppercase(), word.number());
                out += &format!("#define {line} /* {} */\n", word.meaning());
            }
        };
    }
    list!(State, "What is known of a message.");
    list!(Cause, "Why it came to that state.");
    list!(Retry, "Whether the same may be tried again.");
    list!(Actor, "Who must act.");
    list!(Billable, "Whether the vendor charges for it.");
    list!(Certainty, "Whether a reading may be relied upon.");
    list!(Scope, "What an answer speaks about.");
    out += "\n/* What a message can be found to be. */\n";
    for code in septet::preflight::FindingCode::ALL {
        let (name, number) = (code.as_str().to_uppercase(), code.number());
        out += &format!("#define SEPTET_FINDING_{name} {number} /* {} */\n", code.condition());
    }
    out
}

/// The conventions, as the crate's own documentation has them.
fn conventions(source: &str) -> String {
    let lines = source.lines().map_while(|line| line.strip_prefix("//!"));
    let text: Vec<String> = lines
        .skip(1)
        .map(|line| format!(" *{}", line.replace(['[', ']'], "").replace('`', "")))
        .collect();
    format!(
        "/* septet: know what a text message will become before it is sent.\n{}\n */",
        text.join("\n")
    )
}

#[test]
fn the_committed_header_is_the_generated_one() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut config = cbindgen::Config::from_file(root.join("cbindgen.toml")).unwrap();
    config.header = Some(conventions(&fs::read_to_string(root.join("src/lib.rs")).unwrap()));
    config.autogen_warning = Some(
        "/* Made by cbindgen from the Rust source of septet-ffi: see tests/header.rs. */".into(),
    );
    config.after_includes = Some(format!("\n{}{}", results(), words()));
    let mut made = Vec::new();
    cbindgen::Builder::new()
        .with_crate(root)
        .with_config(config)
        .generate()
        .expect("a header")
        .write(&mut made);
    let made = String::from_utf8(made).unwrap();

    let path = root.join("include/septet.h");
    if env::var_os("SEPTET_UPDATE").is_some() {
        fs::write(&path, &made).unwrap();
    }
    let committed = fs::read_to_string(&path).unwrap_or_default();
    let differs = made.lines().zip(committed.lines()).find(|(a, b)| a != b);
    assert!(
        made == committed,
        "include/septet.h is stale (first difference: {differs:?}); run:\n  \
         SEPTET_UPDATE=1 cargo test -p septet-ffi --test header"
    );
}

/// The functions of a header: what is said of each, and how it is declared.
fn functions(header: &str) -> Vec<(&str, &str)> {
    let comments = header.split("/**").skip(1).filter_map(|rest| rest.split_once("*/"));
    comments
        .filter_map(|(said, rest)| {
            let (declared, _) = rest.split_once(';')?;
            (declared.contains('(') && !declared.contains(['{', '#'])).then_some((said, declared))
        })
        .collect()
}

#[test]
fn every_function_says_its_errors_and_who_owns_what_it_makes() {
    let header = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("include/septet.h"));
    let header = header.unwrap();
    let functions = functions(&header);
    let ends = header.lines().filter(|line| line.ends_with(");") && !line.starts_with(" *"));
    assert_eq!(functions.len(), ends.count());
    for (said, declared) in functions {
        let can_fail = declared.contains("septet_error *error");
        assert!(!can_fail || said.to_lowercase().contains("errors"), "errors of {declared}");
        let makes_handle = can_fail && declared.contains(" **");
        assert!(!makes_handle || said.contains("Ownership"), "ownership of {declared}");
    }
}

#[test]
fn results_are_taken_from_the_registry() {
    assert!(results().contains("#define SEPTET_ERROR_SYNTAX 4u\n"));
    assert_eq!(results().matches("#define").count(), ErrorKind::ALL.len());
}
