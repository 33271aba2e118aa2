//! Completions and manual name every subcommand.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::io::Write;
use std::process::{Command, Stdio};
use std::thread;

use septet_cli::io::Io;

fn septet(args: &[&str]) -> (u8, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut io = Io {
        stdin: &mut &b""[..],
        stdout: &mut out,
        stderr: &mut err,
        stdout_is_terminal: false,
        stderr_is_terminal: false,
    };
    let args = ["septet"].iter().chain(args).map(Into::into);
    let status = septet_cli::run(args, &mut io);
    assert_eq!(String::from_utf8(err).unwrap(), "");
    (status, String::from_utf8(out).unwrap())
}

fn printed(of: &str) -> String {
    let (status, text) = septet(&["completions", of]);
    assert_eq!(status, 0, "{of}");
    text
}

/// Every subcommand by its whole name, as `--help` lists them.
fn subcommands(of: &str) -> Vec<String> {
    let (status, help) = septet(&of.split(' ').skip(1).chain(["--help"]).collect::<Vec<_>>());
    assert_eq!(status, 0, "{of}");
    let Some((_, list)) = help.split_once("\nCommands:\n") else { return Vec::new() };
    let lines = list.lines().take_while(|line| !line.is_empty());
    // a wrapped explanation stands further to the right
    let names = lines.filter(|line| !line.starts_with("   "));
    let names = names.map(|line| format!("{of} {}", line.split_whitespace().next().unwrap()));
    let found: Vec<String> = names.filter(|name| !name.ends_with(" help")).collect();
    let nested: Vec<String> = found.iter().flat_map(|name| subcommands(name)).collect();
    [found, nested].concat()
}

#[test]
fn every_shell_and_the_manual_have_every_subcommand() {
    let names = subcommands("septet");
    for name in ["septet inspect", "septet rates convert", "septet vendors show"] {
        assert!(names.contains(&name.to_owned()), "{names:?}");
    }
    for of in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let text = printed(of);
        for name in names.iter().flat_map(|name| name.split(' ')).chain(["jsonl"]) {
            assert!(text.contains(name), "{of} lacks {name}");
        }
    }
    let manual = printed("man");
    for name in &names {
        assert!(manual.contains(&format!("\n.SH \"{name}\"\n")), "the manual lacks {name}");
    }
    assert!(manual.contains(".TH septet 1") && manual.contains("\\-\\-jsonl"));
}

#[test]
fn the_manual_page_is_formatted_without_a_warning() {
    let mut man = Command::new("man");
    man.args(["--warnings=w", "-l", "-Tutf8", "-"]).env("LC_ALL", "C.UTF-8").env("MANWIDTH", "80");
    let man = man.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let Ok(mut man) = man else { return }; // listed as skipped by scripts/test
    let page = printed("man");
    let mut stdin = man.stdin.take().unwrap();
    let writer = thread::spawn(move || stdin.write_all(page.as_bytes()));
    let made = man.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    assert_eq!(String::from_utf8(made.stderr).unwrap(), "");
    // bold is a character, a step back, and the character again
    let text = String::from_utf8(made.stdout).unwrap();
    let without_last = |part: &str| {
        let mut chars = part.chars();
        chars.next_back();
        chars.as_str().to_owned()
    };
    let plain: String = text.split('\u{8}').map(without_last).collect();
    assert!(plain.contains("septet vendors show"));
}
