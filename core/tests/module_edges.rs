//! The direction of dependencies in DESIGN.md, enforced: a stage uses only what stands before it.

#![allow(clippy::expect_used)] // a test says what it expected by failing

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// module -> modules of this crate it may name. `error` is open to all.
const ALLOWED: &[(&str, &[&str])] = &[
    ("error", &[]),
    ("guide", &[]),
    ("alphabet", &[]),
    ("calendar", &[]),
    ("money", &[]),
    ("number", &[]),
    ("status", &[]),
    ("version", &["number"]),
    ("substitution", &["alphabet"]),
    ("kernel", &["alphabet"]),
    ("encoding", &["alphabet", "kernel"]),
    ("user_data", &["alphabet", "encoding", "kernel"]),
    ("batch", &["alphabet", "encoding", "kernel", "segment"]),
    ("segment", &["alphabet", "encoding", "kernel", "substitution", "user_data"]),
    ("reassembly", &["alphabet", "encoding", "user_data"]),
    ("sender", &["number", "alphabet", "calendar"]),
    ("charging", &["encoding", "segment"]),
    ("rate", &["money", "number", "calendar"]),
    ("cost", &["charging", "rate", "money", "number"]),
    (
        "vendor",
        &[
            "alphabet",
            "charging",
            "encoding",
            "money",
            "number",
            "segment",
            "sender",
            "status",
            "user_data",
        ],
    ),
    (
        "preflight",
        &[
            "alphabet",
            "batch",
            "charging",
            "cost",
            "encoding",
            "money",
            "number",
            "rate",
            "segment",
            "sender",
            "status",
            "substitution",
            "vendor",
        ],
    ),
];

fn sources(path: &Path, into: &mut Vec<String>) {
    if path.is_dir() {
        for entry in fs::read_dir(path).expect("readable folder") {
            sources(&entry.expect("entry").path(), into);
        }
    } else if path.extension().is_some_and(|e| e == "rs") {
        into.push(fs::read_to_string(path).expect("readable source"));
    }
}

/// The modules named by `crate::…` paths, single or in braces, outside comments.
fn named(source: &str) -> Vec<String> {
    let code: String =
        source.lines().filter(|l| !l.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    let mut found = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        if code[..at].ends_with('$') {
            continue;
        }
        let rest = &code[at + "crate::".len()..];
        if let Some(list) = rest.strip_prefix('{') {
            let mut depth = 0;
            let mut word = String::new();
            let mut take = true;
            for c in list.chars() {
                match c {
                    '{' => depth += 1,
                    '}' if depth == 0 => break,
                    '}' => depth -= 1,
                    ',' if depth == 0 => {
                        found.push(std::mem::take(&mut word));
                        take = true;
                    }
                    ':' if depth == 0 => take = false,
                    c if depth == 0 && take && !c.is_whitespace() => word.push(c),
                    _ => {}
                }
            }
            found.push(word);
        } else {
            found.push(rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect());
        }
    }
    found.retain(|w| !w.is_empty());
    found
}

#[test]
fn no_module_reaches_forward() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let allowed: BTreeMap<_, _> = ALLOWED.iter().copied().collect();
    let mut wrong = Vec::new();
    for entry in fs::read_dir(&src).expect("src") {
        let path = entry.expect("entry").path();
        let module = path.file_stem().expect("name").to_string_lossy().into_owned();
        if module == "lib" {
            continue;
        }
        let Some(edges) = allowed.get(module.as_str()) else {
            wrong.push(format!("{module} has no row in ALLOWED: say what it may use"));
            continue;
        };
        let mut files = Vec::new();
        sources(&path, &mut files);
        for name in files.iter().flat_map(|f| named(f)) {
            let known = name == "error" || name == "Error" || name == "ErrorKind" || name == module;
            if !known && !edges.contains(&name.as_str()) {
                wrong.push(format!("{module} uses crate::{name}"));
            }
        }
    }
    wrong.sort();
    wrong.dedup();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn names_are_found_in_every_form() {
    let text = "use crate::money::Amount;\nuse crate::{rate::{A, B}, cost};\n// crate::hidden\n";
    assert_eq!(named(text), ["money", "rate", "cost"]);
}
